//! The formats that can be read and written, and how one is recognised.

use serde::{Deserialize, Serialize};

/// A format of files by others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Argdown, also fenced in Markdown.
    Argdown,
    /// The JSON that Argdown's own tool writes.
    ArgdownJson,
    /// AIF as JSON, in its three shapes.
    Aif,
    /// The text export of Kialo.
    Kialo,
    /// Mind maps of FreeMind and Freeplane.
    MindMap,
    /// Outlines in OPML.
    Opml,
    /// JSON Canvas, as Obsidian has it.
    Canvas,
    /// Mind maps of MindMup.
    MindMup,
    /// Maps of Compendium.
    Compendium,
    /// Argument graphs of Carneades: LKIF or YAML.
    Carneades,
    /// Argument graphs as `arggraph` XML (the arg-microtexts corpus).
    ArgGraph,
    /// Abstract frameworks: TGF.
    Tgf,
    /// Abstract frameworks: APX.
    Apx,
    /// GraphML.
    GraphMl,
    /// Graphviz.
    Dot,
    /// A table, as text with commas or semicolons between its cells.
    Csv,
    /// A table, as text with tabs between its cells.
    Tsv,
    /// A spreadsheet.
    Xlsx,
    /// Headings and lists in Markdown.
    Markdown,
    /// Indented lines.
    Text,
    /// A Word document.
    Docx,
    /// A page for the web.
    Html,
    /// A picture in lines.
    Svg,
    /// A picture in points.
    Png,
    /// Paper.
    Pdf,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 25] = [
        Self::Argdown,
        Self::ArgdownJson,
        Self::Aif,
        Self::Kialo,
        Self::MindMap,
        Self::Opml,
        Self::Canvas,
        Self::MindMup,
        Self::Compendium,
        Self::Carneades,
        Self::ArgGraph,
        Self::Tgf,
        Self::Apx,
        Self::GraphMl,
        Self::Dot,
        Self::Csv,
        Self::Tsv,
        Self::Xlsx,
        Self::Markdown,
        Self::Text,
        Self::Docx,
        Self::Html,
        Self::Svg,
        Self::Png,
        Self::Pdf,
    ];

    /// How files of it end, without the dot; the first is the usual one.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Argdown => &["argdown", "ad"],
            Self::ArgdownJson | Self::Aif => &["json"],
            Self::Kialo => &["txt", "kialo"],
            Self::Text => &["txt"],
            Self::MindMap => &["mm"],
            Self::Opml => &["opml"],
            Self::Canvas => &["canvas"],
            Self::MindMup => &["mup"],
            Self::Compendium | Self::ArgGraph => &["xml"],
            Self::Carneades => &["yml", "yaml", "xml", "lkif"],
            Self::Tgf => &["tgf"],
            Self::Apx => &["apx"],
            Self::GraphMl => &["graphml"],
            Self::Dot => &["dot", "gv"],
            Self::Csv => &["csv"],
            Self::Tsv => &["tsv"],
            Self::Xlsx => &["xlsx", "ods"],
            Self::Markdown => &["md", "markdown"],
            Self::Docx => &["docx"],
            Self::Html => &["html", "htm"],
            Self::Svg => &["svg"],
            Self::Png => &["png"],
            Self::Pdf => &["pdf"],
        }
    }

    /// How files of it end that are written: all but those of other programs that are only read.
    pub fn written_extensions(self) -> impl Iterator<Item = &'static str> {
        let all = self.extensions().iter().copied();
        all.filter(move |extension| self != Self::Xlsx || *extension != "ods")
    }

    /// Whether maps can be read from it.
    pub fn is_read(self) -> bool {
        !matches!(self, Self::Docx | Self::Html | Self::Svg | Self::Png | Self::Pdf)
    }

    /// Its own name, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Argdown => "Argdown",
            Self::ArgdownJson => "Argdown JSON",
            Self::Aif => "AIF",
            Self::Kialo => "Kialo",
            Self::MindMap => "Freeplane",
            Self::Opml => "OPML",
            Self::Canvas => "JSON Canvas",
            Self::MindMup => "MindMup",
            Self::Compendium => "Compendium",
            Self::Carneades => "Carneades",
            Self::ArgGraph => "ArgGraph",
            Self::Tgf => "TGF",
            Self::Apx => "APX",
            Self::GraphMl => "GraphML",
            Self::Dot => "Graphviz",
            Self::Csv => "CSV",
            Self::Tsv => "TSV",
            Self::Xlsx => "Excel",
            Self::Markdown => "Markdown",
            Self::Text => "TXT",
            Self::Docx => "Word",
            Self::Html => "HTML",
            Self::Svg => "SVG",
            Self::Png => "PNG",
            Self::Pdf => "PDF",
        }
    }
}
