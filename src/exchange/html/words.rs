//! The words of the page that are not in the map, in Dutch and English; other languages have the English ones.

use crate::model::{Lang, Mark, RelationKind, Section};

/// The words of one language.
pub(super) struct Words {
    pub(super) lang: Lang,
    pub(super) kind: &'static str,
    pub(super) skip: &'static str,
    pub(super) contents: &'static str,
    pub(super) search: &'static str,
    pub(super) open_all: &'static str,
    pub(super) close_all: &'static str,
    pub(super) found_none: &'static str,
    pub(super) found_one: &'static str,
    pub(super) found_many: &'static str,
    pub(super) thesis: &'static str,
    pub(super) pro: &'static str,
    pub(super) contra: &'static str,
    pub(super) arguments: &'static str,
    pub(super) other: &'static str,
    pub(super) loose: &'static str,
    pub(super) none: &'static str,
    pub(super) answers: &'static str,
    pub(super) also: &'static str,
    pub(super) together: &'static str,
    pub(super) core: &'static str,
    pub(super) origin: &'static str,
    pub(super) tags: &'static str,
    pub(super) instruments: &'static str,
    pub(super) sources: &'static str,
    pub(super) toolbox: &'static str,
    pub(super) tried: &'static str,
    pub(super) own: &'static str,
    pub(super) helps_with: &'static str,
    pub(super) facts: &'static str,
    pub(super) glossary: &'static str,
    pub(super) colophon: &'static str,
    pub(super) supports: &'static str,
    pub(super) seen: &'static str,
    pub(super) checked: &'static str,
    pub(super) named_by: &'static str,
    pub(super) source: &'static str,
    pub(super) more: &'static str,
}

const DUTCH: Words = Words {
    lang: Lang::NL,
    kind: "Argumentenkaart",
    skip: "Naar de kaart",
    contents: "Op deze pagina",
    search: "Zoek in de argumenten",
    open_all: "Alles uitklappen",
    close_all: "Alles inklappen",
    found_none: "Niets gevonden",
    found_one: "1 gevonden",
    found_many: "{n} gevonden",
    thesis: "Stelling",
    pro: "Voor",
    contra: "Tegen",
    arguments: "Argumenten",
    other: "Overige argumenten",
    loose: "Losse beweringen",
    none: "Geen argumenten",
    answers: "In antwoord op",
    also: "Ook",
    together: "Alleen samen met",
    core: "Hoort bij de kern",
    origin: "Herkomst",
    tags: "Trefwoorden",
    instruments: "Wat kan helpen",
    sources: "Bronnen",
    toolbox: "Toolbox",
    tried: "Waar geprobeerd",
    own: "eigen suggestie",
    helps_with: "Helpt bij",
    facts: "Feiten",
    glossary: "Begrippen",
    colophon: "Colofon",
    supports: "Ondersteunt",
    seen: "Gezien",
    checked: "Gecontroleerd op",
    named_by: "Genoemd bij",
    source: "bron",
    more: "Meer over",
};

const ENGLISH: Words = Words {
    lang: Lang::EN,
    kind: "Argument map",
    skip: "Skip to the map",
    contents: "On this page",
    search: "Search the arguments",
    open_all: "Expand all",
    close_all: "Collapse all",
    found_none: "Nothing found",
    found_one: "1 found",
    found_many: "{n} found",
    thesis: "Thesis",
    pro: "For",
    contra: "Against",
    arguments: "Arguments",
    other: "Other arguments",
    loose: "Loose claims",
    none: "No arguments",
    answers: "In reply to",
    also: "Also",
    together: "Only together with",
    core: "Belongs to the core",
    origin: "Origin",
    tags: "Keywords",
    instruments: "What may help",
    sources: "Sources",
    toolbox: "Toolbox",
    tried: "Where it was tried",
    own: "own suggestion",
    helps_with: "Helps with",
    facts: "Facts",
    glossary: "Glossary",
    colophon: "Colophon",
    supports: "Supports",
    seen: "Seen",
    checked: "Checked on",
    named_by: "Named with",
    source: "source",
    more: "More about",
};

impl Words {
    /// The words for a page in a language.
    pub(super) fn of(lang: Lang) -> &'static Self {
        let is_dutch = lang.code() == "nl" || lang.code().starts_with("nl-");
        if is_dutch { &DUTCH } else { &ENGLISH }
    }

    fn pick(&self, dutch: &'static str, english: &'static str) -> &'static str {
        if self.lang == Lang::NL { dutch } else { english }
    }

    /// The languages of the map.
    pub(super) fn languages(&self) -> &'static str {
        self.pick("Taal", "Language")
    }

    /// What a reply does to what it answers.
    pub(super) fn relation(&self, kind: RelationKind, is_step: bool) -> &'static str {
        match (kind, is_step) {
            (RelationKind::Support, false) => self.pick("Steunt dit", "Supports this"),
            (RelationKind::Support, true) => self.pick("Steunt de stap", "Backs the step"),
            (RelationKind::Attack, false) => self.pick("Weerlegt dit", "Rebuts this"),
            (RelationKind::Attack, true) => self.pick("Ondergraaft de stap", "Undercuts the step"),
        }
    }

    /// What a further relation of a claim does.
    pub(super) fn does(&self, does: &str) -> &'static str {
        match does {
            "supports" => self.pick("steunt", "supports"),
            "backs" => self.pick("steunt de stap van", "backs the step of"),
            "undercuts" => self.pick("ondergraaft de stap van", "undercuts the step of"),
            _ => self.pick("weerlegt", "rebuts"),
        }
    }

    /// Where a claim comes from.
    pub(super) fn mark(&self, mark: Mark) -> &'static str {
        match mark {
            Mark::PrintedMap => self.pick("gedrukte kaart", "printed map"),
            Mark::Research => self.pick("debat of onderzoek", "debate or research"),
            Mark::Own => self.pick("eigen", "own"),
        }
    }

    /// A part of a card.
    pub(super) fn section(&self, section: Section) -> &'static str {
        match section {
            Section::Purpose => self.pick("Waarvoor", "What for"),
            Section::Audience => self.pick("Voor wie", "For whom"),
            Section::Experience => self.pick("Waar is ervaring?", "Where is there experience?"),
            Section::Steps => self.pick("Stappen", "Steps"),
            Section::Conditions => self.pick("Voorwaarden", "Conditions"),
            Section::Pitfalls => self.pick("Valkuilen", "Pitfalls"),
            Section::Facts => self.pick("Feiten", "Facts"),
            Section::Further => self.pick("Verder", "Further"),
        }
    }

    /// How many arguments there are, and on which side.
    pub(super) fn counts(&self, all: usize, pro: usize, contra: usize) -> String {
        let argument = if all == 1 {
            self.pick("argument", "argument")
        } else {
            self.pick("argumenten", "arguments")
        };
        let (pro_word, contra_word) = (self.pick("voor", "for"), self.pick("tegen", "against"));
        format!("{all} {argument}: {pro} {pro_word}, {contra} {contra_word}")
    }

    /// How much is folded away under a claim.
    pub(super) fn folded(&self, replies: usize, sources: usize) -> String {
        let word = |num: usize, one: &'static str, several: &'static str| match num {
            0 => None,
            1 => Some(format!("1 {one}")),
            num => Some(format!("{num} {several}")),
        };
        let replies = word(replies, self.pick("reactie", "reply"), self.pick("reacties", "replies"));
        let sources = word(sources, self.pick("bron", "source"), self.pick("bronnen", "sources"));
        let all: Vec<String> = replies.into_iter().chain(sources).collect();
        all.join(", ")
    }
}

/// Languages by their own names.
const OWN_NAMES: &[(&str, &str)] = &[
    ("ar", "العربية"),
    ("bg", "Български"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("fy", "Frysk"),
    ("ga", "Gaeilge"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("id", "Bahasa Indonesia"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("ku", "Kurdî"),
    ("lb", "Lëtzebuergesch"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("nb", "Norsk bokmål"),
    ("nds", "Plattdüütsch"),
    ("nl", "Nederlands"),
    ("no", "Norsk"),
    ("pap", "Papiamentu"),
    ("pl", "Polski"),
    ("ps", "پښتو"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("so", "Soomaali"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("srn", "Sranantongo"),
    ("sv", "Svenska"),
    ("ti", "ትግርኛ"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
];

/// A language by its own name, or else by its code.
pub(super) fn own_name(lang: Lang) -> String {
    let base = lang.code().split('-').next().unwrap_or_default();
    let found = OWN_NAMES.iter().find(|(code, _)| *code == base);
    match found {
        Some((code, name)) if *code == lang.code() => (*name).to_owned(),
        Some((_, name)) => format!("{name} ({})", lang.code()),
        None => lang.code().to_owned(),
    }
}

/// How a language is written: from the left or from the right.
pub(super) fn direction(lang: Lang) -> &'static str {
    let base = lang.code().split('-').next().unwrap_or_default();
    if matches!(base, "ar" | "fa" | "he" | "ps" | "ur" | "yi" | "ckb" | "sd" | "dv") {
        "rtl"
    } else {
        "ltr"
    }
}
