//! The parts of a Word document that are the same for every report.

use crate::model::Lang;

use super::html::escape;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The list with bullets.
pub(super) const BULLETS: u32 = 1;

/// Numbered lists have the numbers behind this one, each its own, so that each begins with 1.
pub(super) const FIRST_NUMBERED: u32 = 1;

pub(super) const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;

pub(super) const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

pub(super) const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"#;

/// A language with its land, as word processors want it.
fn with_land(lang: Lang) -> String {
    match lang.code() {
        "nl" => "nl-NL".to_owned(),
        "en" => "en-GB".to_owned(),
        other => other.to_owned(),
    }
}

/// The properties of letters in another language; those that run from right to left say so.
pub(super) fn run_language(lang: Lang) -> String {
    let code = escape(&with_land(lang));
    match lang.code().split('-').next() {
        Some("ar" | "fa" | "he" | "ur" | "ckb" | "ps" | "yi") => format!("<w:rtl/><w:lang w:bidi=\"{code}\"/>"),
        _ => format!("<w:lang w:val=\"{code}\"/>"),
    }
}

/// What the document says of itself.
pub(super) fn core(title: &str, lang: Lang) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>{}</dc:language>\
         </cp:coreProperties>",
        escape(title),
        with_land(lang),
    )
}

/// The document: A4, with a footer.
pub(super) fn document(body: &str) -> String {
    format!(
        "{HEAD}<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{LINKS}\"><w:body>{body}<w:sectPr>\
         <w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1247\" w:right=\"1276\" w:bottom=\"1247\" w:left=\"1276\" w:header=\"708\" w:footer=\"624\" \
         w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

/// The footer: what it was made with, and the page.
pub(super) fn footer(made_with: &str, page: &str) -> String {
    let run = |inside: &str| format!("<w:r>{inside}</w:r>");
    let text = |words: &str| run(&format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(words)));
    let field = ["begin", "separate", "end"].map(|kind| run(&format!("<w:fldChar w:fldCharType=\"{kind}\"/>")));
    let [begin, separate, end] = field;
    format!(
        "{HEAD}<w:ftr xmlns:w=\"{MAIN}\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}{}{}{begin}{}{separate}{}{end}\
         </w:p></w:ftr>",
        text(made_with),
        run("<w:tab/>"),
        text(&format!("{page} ")),
        run("<w:instrText xml:space=\"preserve\"> PAGE </w:instrText>"),
        text("1"),
    )
}

/// Settings: the language of the theme, and that this is a document of today.
pub(super) fn settings(lang: Lang) -> String {
    let code = with_land(lang);
    format!(
        "{HEAD}<w:settings xmlns:w=\"{MAIN}\"><w:defaultTabStop w:val=\"708\"/><w:compat><w:compatSetting \
         w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"{code}\"/></w:settings>"
    )
}

/// The list with bullets, and so many numbered lists.
pub(super) fn numbering(num_numbered: u32) -> String {
    let level = |level: u32, form: &str, text: &str| {
        let left = 397 * (level + 1);
        format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{form}\"/><w:lvlText w:val=\"{text}\"/>\
             <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"397\"/></w:pPr></w:lvl>"
        )
    };
    let list = |number: u32, levels: String| {
        format!(
            "<w:abstractNum w:abstractNumId=\"{number}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>{levels}</w:abstractNum>"
        )
    };
    let bullets = list(0, level(0, "bullet", "•") + &level(1, "bullet", "–"));
    let numbered = |number| list(number, level(0, "decimal", "%1.") + &level(1, "bullet", "–"));
    let lists: String = (1..=num_numbered).map(numbered).collect();
    let uses = (0..=num_numbered).map(|number| {
        format!(
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{number}\"/></w:num>",
            number + 1
        )
    });
    format!(
        "{HEAD}<w:numbering xmlns:w=\"{MAIN}\">{bullets}{lists}{}</w:numbering>",
        uses.collect::<String>()
    )
}

/// All styles.
pub(super) fn styles(lang: Lang) -> String {
    let code = with_land(lang);
    let style = |id: &str, name: &str, based_on: &str, paragraph: &str, letters: &str| {
        let based_on = match based_on {
            "" => String::new(),
            other => format!("<w:basedOn w:val=\"{other}\"/>"),
        };
        let is_default = if id == "Normal" { " w:default=\"1\"" } else { "" };
        let is_own = if ["Aside", "Fact", "Space"].contains(&id) || id.starts_with("Bar") || id.starts_with("Table") {
            " w:customStyle=\"1\""
        } else {
            ""
        };
        format!(
            "<w:style w:type=\"paragraph\"{is_default}{is_own} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{based_on}\
             <w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
        )
    };
    let heading = |level: u32, size: u32, before: u32, rule: &str| {
        let paragraph = format!(
            "<w:keepNext/><w:keepLines/>{rule}<w:spacing w:before=\"{before}\" w:after=\"100\" w:line=\"240\" \
             w:lineRule=\"auto\"/><w:outlineLvl w:val=\"{}\"/>",
            level - 1
        );
        let letters = format!("<w:b/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>");
        style(
            &format!("Heading{level}"),
            &format!("heading {level}"),
            "Normal",
            &paragraph,
            &letters,
        )
    };
    let rule = "<w:pBdr><w:top w:val=\"single\" w:sz=\"12\" w:space=\"8\" w:color=\"14181F\"/></w:pBdr>";
    let grey = "<w:color w:val=\"4A5563\"/>";
    let spacing = |before: u32, after: u32| format!("<w:spacing w:before=\"{before}\" w:after=\"{after}\"/>");
    let styles = [
        style("Normal", "Normal", "", "", ""),
        style(
            "Title",
            "Title",
            "Normal",
            "<w:keepNext/><w:spacing w:after=\"280\" w:line=\"240\" w:lineRule=\"auto\"/>",
            "<w:b/><w:sz w:val=\"48\"/><w:szCs w:val=\"48\"/>",
        ),
        style(
            "Subtitle",
            "Subtitle",
            "Normal",
            &format!("<w:keepNext/>{}", spacing(0, 40)),
            &format!("<w:b/>{grey}"),
        ),
        heading(1, 32, 560, rule),
        heading(2, 25, 300, ""),
        heading(3, 22, 200, ""),
        style("Aside", "Aside", "Normal", "", grey),
        style(
            "Fact",
            "Fact",
            "Normal",
            &format!(
                "<w:tabs><w:tab w:val=\"left\" w:pos=\"2268\"/></w:tabs>{}<w:ind w:left=\"2268\" w:hanging=\"2268\"/>",
                spacing(0, 40)
            ),
            "",
        ),
        style("ListParagraph", "List Paragraph", "Normal", &spacing(0, 80), ""),
        style(
            "Caption",
            "caption",
            "Normal",
            &format!("<w:keepNext/>{}", spacing(160, 80)),
            "<w:b/>",
        ),
        style(
            "TableHead",
            "Table Head",
            "Normal",
            &format!("<w:keepNext/>{}", spacing(40, 40)),
            grey,
        ),
        style("TableText", "Table Text", "Normal", &spacing(40, 40), ""),
        style(
            "Space",
            "Space",
            "Normal",
            "<w:spacing w:after=\"0\" w:line=\"200\" w:lineRule=\"exact\"/>",
            "",
        ),
        style(
            "BarLabel",
            "Bar Label",
            "Normal",
            &format!("<w:keepNext/><w:keepLines/>{}", spacing(200, 20)),
            "<w:b/>",
        ),
        style("BarText", "Bar Text", "Normal", &spacing(30, 30), ""),
        style(
            "BarNumbers",
            "Bar Numbers",
            "Normal",
            &format!("<w:keepNext/>{}", spacing(0, 60)),
            "",
        ),
        style(
            "Footer",
            "footer",
            "Normal",
            "<w:tabs><w:tab w:val=\"right\" w:pos=\"9354\"/></w:tabs>",
            &format!("{grey}<w:sz w:val=\"18\"/>"),
        ),
    ];
    let border = |side: &str, width: u32, color: &str| {
        format!("<w:{side} w:val=\"single\" w:sz=\"{width}\" w:space=\"0\" w:color=\"{color}\"/>")
    };
    let inside = border("bottom", 4, "C9D0D8") + &border("insideH", 4, "C9D0D8");
    let under_head = border("bottom", 12, "14181F");
    format!(
        "{HEAD}<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" \
         w:hAnsi=\"Calibri\" w:eastAsia=\"Calibri\" w:cs=\"Calibri\"/><w:color w:val=\"14181F\"/><w:sz w:val=\"22\"/>\
         <w:szCs w:val=\"22\"/><w:lang w:val=\"{code}\" w:eastAsia=\"{code}\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"269\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault>\
         </w:docDefaults>{}<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name \
         w:val=\"Normal Table\"/><w:tblPr><w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"113\" \
         w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style><w:style w:type=\"table\" w:customStyle=\"1\" \
         w:styleId=\"ReportTable\"><w:name w:val=\"Report Table\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr>\
         <w:tblBorders>{inside}</w:tblBorders></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:tcPr><w:tcBorders>\
         {under_head}</w:tcBorders></w:tcPr></w:tblStylePr></w:style></w:styles>",
        styles.concat()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_numbered_list_begins_with_one() {
        let text = numbering(2);
        assert_eq!(text.matches("<w:abstractNum ").count(), 3);
        assert!(text.contains("<w:num w:numId=\"3\"><w:abstractNumId w:val=\"2\"/>"));
    }

    #[test]
    fn languages_have_their_land_and_their_direction() {
        assert!(styles(Lang::NL).contains("w:lang w:val=\"nl-NL\""));
        assert!(core("a < b", Lang::EN).contains("<dc:title>a &lt; b</dc:title><dc:language>en-GB<"));
        assert!(run_language(Lang::new("ar").unwrap()).starts_with("<w:rtl/>"));
        assert_eq!(run_language(Lang::new("tr").unwrap()), "<w:lang w:val=\"tr\"/>");
    }
}
