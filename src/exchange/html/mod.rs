//! A page for a website: the whole map in all its languages, in one file of HTML (<https://html.spec.whatwg.org/>) that needs
//! nothing from elsewhere.
//!
//! Without scripts all languages stand one below the other and everything can be unfolded by hand. The script adds a search,
//! a switch of languages and buttons that unfold all. Nothing else can run: the page allows its own style and script only,
//! by their digests.

mod cards;
mod claims;
#[cfg(test)]
mod tests;
mod words;

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::model::{ClaimId, Document, Id as _, InstrumentId, Lang, SourceId, Structure, Text};

use super::own::Export;
use super::parts::Part;
use words::{Words, direction, own_name};

/// What of a map a reader of the page sees.
pub const KEEPS: &[Part] = &[
    Part::OtherLanguages,
    Part::Explanations,
    Part::Stakeholders,
    Part::Themes,
    Part::Tags,
    Part::Sources,
    Part::UncitedSources,
    Part::SourceDetails,
    Part::Core,
    Part::Marks,
    Part::InstrumentLinks,
    Part::CrossRelations,
    Part::Undercuts,
    Part::JointPremises,
    Part::Names,
    Part::Cover,
    Part::Toolbox,
    Part::Facts,
    Part::Glossary,
    Part::Order,
];

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// SHA-256 of the style and of the script, in base64: a page may run nothing else. A test says what they should be.
const STYLE_DIGEST: &str = "PoMPd0zi5CkRwCM6LiREDMk2AtBYhhUFMtlAI3aVr5g=";
const SCRIPT_DIGEST: &str = "EosbIJuLrjC7LSZFK1jUJtAf7tj8QlgU9VeTMgzwysk=";

/// Writes the page.
pub fn write(export: &Export<'_>) -> String {
    let document = export.document;
    let mut languages = document.languages();
    languages.retain(|lang| *lang != export.lang);
    languages.insert(0, export.lang);
    // A language that only the reader asked for has nothing to show.
    if languages.len() > 1 && !document.languages().contains(&export.lang) {
        languages.remove(0);
    }
    let first = languages.first().copied().unwrap_or(export.lang);
    let mut out = String::with_capacity(document.claims.len() * 900 * languages.len() + STYLE.len() + SCRIPT.len());
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"{lang}\" dir=\"{dir}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{STYLE_DIGEST}'; \
         script-src 'sha256-{SCRIPT_DIGEST}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        lang = escape(first.code()),
        dir = direction(first),
        title = escape(&page_title(document, first)),
    );
    for lang in &languages {
        let code = escape(lang.code());
        let _ = writeln!(
            out,
            "<a class=\"skip\" href=\"#{code}\" lang=\"{code}\">{}</a>",
            Words::of(*lang).skip
        );
    }
    if languages.len() > 1 {
        language_switch(&languages, first, &mut out);
    }
    out.push_str("<main class=\"page\">\n");
    for lang in &languages {
        let mut edition = Edition::new(export, *lang, out);
        edition.write();
        out = edition.out;
    }
    let _ = write!(
        out,
        "</main>\n<footer class=\"end page\"><p lang=\"{}\">{}</p></footer>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        escape(first.code()),
        escape(&page_title(document, first)),
    );
    out
}

/// The title of the page in a language.
fn page_title(document: &Document, lang: Lang) -> String {
    let title = document.title(lang);
    let kind = Words::of(lang).kind;
    if title.is_empty() {
        kind.to_owned()
    } else {
        format!("{title} – {kind}")
    }
}

fn language_switch(languages: &[Lang], first: Lang, out: &mut String) {
    let _ = write!(
        out,
        "<header class=\"top page\">\n<nav class=\"languages\" lang=\"{}\" aria-label=\"{}\"><ul>",
        escape(first.code()),
        Words::of(first).languages(),
    );
    for lang in languages {
        let code = escape(lang.code());
        let _ = write!(
            out,
            "<li><a href=\"#{code}\" lang=\"{code}\" hreflang=\"{code}\" dir=\"{}\">{}</a></li>",
            direction(*lang),
            escape(&own_name(*lang)),
        );
    }
    out.push_str("</ul></nav>\n</header>\n");
}

/// The map in one language.
struct Edition<'a> {
    export: &'a Export<'a>,
    document: &'a Document,
    structure: &'a Structure,
    lang: Lang,
    words: &'static Words,
    out: String,
    /// By source: its number in the list, from 1.
    numbers: Vec<usize>,
}

impl<'a> Edition<'a> {
    fn new(export: &'a Export<'a>, lang: Lang, out: String) -> Self {
        let document = export.document;
        let mut numbers = vec![0; document.sources.num_slots()];
        for (number, id) in document.sources.in_order().into_iter().enumerate() {
            if let Some(slot) = numbers.get_mut(id.index()) {
                *slot = number + 1;
            }
        }
        Self {
            export,
            document,
            structure: export.structure,
            lang,
            words: Words::of(lang),
            out,
            numbers,
        }
    }

    fn write(&mut self) {
        let code = escape(self.lang.code()).into_owned();
        let _ = writeln!(
            self.out,
            "<article class=\"edition\" id=\"{code}\" lang=\"{code}\" dir=\"{}\" tabindex=\"-1\" data-title=\"{}\">",
            direction(self.lang),
            escape(&page_title(self.document, self.lang)),
        );
        self.opening();
        self.tools();
        let parts = self.parts();
        self.contents(&parts);
        for part in &parts {
            self.part(part);
        }
        self.out.push_str("</article>\n");
    }

    fn opening(&mut self) {
        let cover = &self.document.cover;
        let title = self.inline(&cover.title);
        let question = self.inline(&cover.question);
        let thesis = cover.thesis.and_then(|thesis| self.document.claims.get(thesis));
        let thesis = thesis.map(|thesis| &thesis.text);
        let thesis_words = thesis.map_or(String::new(), |text| self.inline(text));
        let heading = [&question, &title, &thesis_words]
            .into_iter()
            .find(|words| !words.is_empty())
            .map_or(self.words.kind, String::as_str);
        self.out.push_str("<header>\n");
        if !title.is_empty() && *heading != *title {
            let _ = writeln!(self.out, "<p class=\"about\">{title}</p>");
        }
        let _ = writeln!(self.out, "<h1>{heading}</h1>");
        if !thesis_words.is_empty() && *heading != *thesis_words {
            let _ = writeln!(
                self.out,
                "<p class=\"lead\"><strong>{}:</strong> {thesis_words}</p>",
                self.words.thesis
            );
        }
        self.paragraphs(&cover.explanation, "");
        if let Some(thesis) = cover.thesis {
            self.claim_body(thesis);
        }
        let counts = self.structure.counts();
        let _ = writeln!(
            self.out,
            "<p class=\"counts\">{}</p>\n</header>",
            self.words.counts(counts.arguments, counts.pro, counts.contra)
        );
    }

    /// What only the script shows, since only it can do it.
    fn tools(&mut self) {
        let words = self.words;
        let _ = writeln!(
            self.out,
            "<div class=\"tools\" role=\"search\" hidden><div class=\"field\"><label for=\"{lang}-search\">{}</label>\
             <input id=\"{lang}-search\" type=\"search\" autocomplete=\"off\"></div>\
             <button type=\"button\" data-open>{}</button><button type=\"button\" data-close>{}</button>\
             <output for=\"{lang}-search\" data-none=\"{}\" data-one=\"{}\" data-many=\"{}\"></output></div>",
            words.search,
            words.open_all,
            words.close_all,
            words.found_none,
            words.found_one,
            words.found_many,
            lang = escape(self.lang.code()),
        );
    }

    /// The parts that this map has.
    fn parts(&self) -> Vec<Section> {
        let document = self.document;
        let mut parts = Vec::new();
        let thesis = document.cover.thesis;
        let arguments = thesis.map_or(&[][..], |thesis| self.structure.children(thesis));
        let of = |claim: &ClaimId| {
            let stakeholder = document.claims.get(*claim).and_then(|claim| claim.stakeholder);
            stakeholder.filter(|id| document.stakeholders.contains(*id))
        };
        for id in document.stakeholders.in_order() {
            parts.push(Section::Who(Some(id)));
        }
        if arguments.iter().any(|claim| of(claim).is_none()) {
            parts.push(Section::Who(None));
        }
        let parts_of_lists = [
            (Section::Loose, self.loose().is_empty()),
            (Section::Toolbox, document.instruments.is_empty()),
            (Section::Facts, document.facts.is_empty()),
            (Section::Glossary, document.terms.is_empty()),
            (Section::Sources, document.sources.is_empty()),
            (Section::Colophon, document.cover.colophon.is_empty()),
        ];
        parts.extend(
            parts_of_lists
                .into_iter()
                .filter(|(_, is_empty)| !is_empty)
                .map(|(part, _)| part),
        );
        parts
    }

    /// The tops of what hangs nowhere.
    fn loose(&self) -> Vec<ClaimId> {
        let mut loose = self.structure.loose().to_vec();
        loose.retain(|claim| Some(*claim) != self.document.cover.thesis);
        loose
    }

    fn part_title(&self, part: &Section) -> String {
        let words = self.words;
        match part {
            Section::Who(Some(id)) => match self.document.stakeholders.get(*id) {
                Some(record) if !record.name.is_empty() => self.inline(&record.name),
                _ => escape(self.document.stakeholders.name(*id)).into_owned(),
            },
            Section::Who(None) if self.document.stakeholders.is_empty() => words.arguments.to_owned(),
            Section::Who(None) => words.other.to_owned(),
            Section::Loose => words.loose.to_owned(),
            Section::Toolbox => words.toolbox.to_owned(),
            Section::Facts => words.facts.to_owned(),
            Section::Glossary => words.glossary.to_owned(),
            Section::Sources => words.sources.to_owned(),
            Section::Colophon => words.colophon.to_owned(),
        }
    }

    fn part_anchor(&self, part: &Section) -> String {
        let name = match part {
            Section::Who(Some(id)) => return self.anchor('s', self.document.stakeholders.name(*id), id.index()),
            Section::Who(None) => "arguments",
            Section::Loose => "loose",
            Section::Toolbox => "toolbox",
            Section::Facts => "facts",
            Section::Glossary => "glossary",
            Section::Sources => "sources",
            Section::Colophon => "colophon",
        };
        format!("{}-{name}", self.lang.code())
    }

    fn contents(&mut self, parts: &[Section]) {
        if parts.is_empty() {
            return;
        }
        let id = format!("{}-contents", escape(self.lang.code()));
        let _ = write!(
            self.out,
            "<nav class=\"contents\" aria-labelledby=\"{id}\"><h2 id=\"{id}\">{}</h2><ul>",
            self.words.contents
        );
        for part in parts {
            let (anchor, title) = (self.part_anchor(part), self.part_title(part));
            let _ = write!(self.out, "<li><a href=\"#{anchor}\">{title}</a></li>");
        }
        self.out.push_str("</ul></nav>\n");
    }

    fn part(&mut self, part: &Section) {
        let (anchor, title) = (self.part_anchor(part), self.part_title(part));
        let class = match part {
            Section::Who(Some(id)) => {
                let hue = self.document.stakeholders.get(*id).map(|record| record.hue);
                let hue = hue.map_or(String::new(), |hue| format!("{hue:?}").to_lowercase());
                format!("who arguments {hue}")
            }
            Section::Who(None) | Section::Loose => "arguments".to_owned(),
            Section::Colophon => "colophon".to_owned(),
            _ => "list".to_owned(),
        };
        let _ = writeln!(
            self.out,
            "<section class=\"{class}\" id=\"{anchor}\" aria-labelledby=\"{anchor}.h\">\n<h2 id=\"{anchor}.h\">{title}</h2>"
        );
        match part {
            Section::Who(stakeholder) => self.stakeholder(*stakeholder),
            Section::Loose => {
                let loose = self.loose();
                self.claims(&loose);
            }
            Section::Toolbox => self.toolbox(),
            Section::Facts => self.facts(),
            Section::Glossary => self.glossary(),
            Section::Sources => self.sources(),
            Section::Colophon => self.paragraphs(&self.document.cover.colophon, ""),
        }
        self.out.push_str("</section>\n");
    }

    /// A name for a place in the page: of the record, if its name can stand in one.
    fn anchor(&self, list: char, name: &str, index: usize) -> String {
        let is_plain = !name.is_empty()
            && name
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'));
        let lang = self.lang.code();
        if is_plain {
            format!("{lang}-{list}-{name}")
        } else {
            format!("{lang}-{list}{index}")
        }
    }

    fn claim_anchor(&self, claim: ClaimId) -> String {
        self.anchor('c', self.document.claims.name(claim), claim.index())
    }

    fn card_anchor(&self, card: InstrumentId) -> String {
        self.anchor('i', self.document.instruments.name(card), card.index())
    }

    fn source_anchor(&self, source: SourceId) -> String {
        self.anchor('b', self.document.sources.name(source), source.index())
    }

    /// The words of a text on one line. Words in another language say so.
    fn inline(&self, text: &Text) -> String {
        let reading = self.document.read(text, self.lang);
        let words = escape(reading.words.trim()).replace('\n', " ");
        self.in_language(words, reading.fallback)
    }

    fn in_language(&self, words: String, other: Option<Lang>) -> String {
        match other {
            Some(lang) if !words.is_empty() => {
                let code = escape(lang.code()).into_owned();
                format!("<span lang=\"{code}\" dir=\"{}\">{words}</span>", direction(lang))
            }
            _ => words,
        }
    }

    /// A text as paragraphs.
    fn paragraphs(&mut self, text: &Text, class: &str) {
        let reading = self.document.read(text, self.lang);
        let class = if class.is_empty() {
            String::new()
        } else {
            format!(" class=\"{class}\"")
        };
        for paragraph in reading
            .words
            .split("\n\n")
            .map(str::trim)
            .filter(|words| !words.is_empty())
        {
            let words = escape(paragraph).replace('\n', "<br>");
            let words = self.in_language(words, reading.fallback);
            let _ = writeln!(self.out, "<p{class}>{words}</p>");
        }
    }
}

/// A part of the page.
enum Section {
    /// The arguments of a stakeholder, or those of none.
    Who(Option<crate::model::StakeholderId>),
    Loose,
    Toolbox,
    Facts,
    Glossary,
    Sources,
    Colophon,
}

/// Letters for between tags and in attributes.
fn escape(text: &str) -> Cow<'_, str> {
    let is_plain =
        |letter: char| !matches!(letter, '&' | '<' | '>' | '"' | '\'') && (!letter.is_control() || letter == '\n');
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\t' => safe.push(' '),
            _ if letter.is_control() && letter != '\n' => {}
            _ => safe.push(letter),
        }
    }
    Cow::Owned(safe)
}
