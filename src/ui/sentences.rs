//! Sentences made from what was found out about a map: differences between two versions, and what deserves attention.
//! Dutch and English stand side by side, as in `words.rs`.

use crate::check::{Finding, FindingKind, FixKind, Formula, Group, Measure, Severity};
use crate::command::{Template, UiLang};
use crate::compare::{Change, Difference, Kind};
use crate::edit::TextField;
use crate::model::{Conflict, Document, Item, Lang, Problem, Stance};

use super::words::Words;

/// A sentence is quoted up to so many letters.
const QUOTED: usize = 70;

impl Words {
    /// The keys of a show, and what they do.
    pub fn show_keys(&self) -> [(&'static str, &str); 20] {
        [
            ("PgDn  →  ↓  N  Enter", self.pick("Verder", "Next")),
            ("PgUp  ←  ↑  P", self.pick("Terug", "Back")),
            (
                "Alt+PgDn  Alt+PgUp",
                self.pick("Volgende of vorige halte", "Next or previous stop"),
            ),
            (
                "Home  End",
                self.pick("Eerste stap, laatste halte", "First step, last stop"),
            ),
            (
                "1 2 Enter",
                self.pick("Naar de halte met dit nummer", "To the stop of this number"),
            ),
            (
                "O  Tab",
                self.pick("Alle haltes, en of ze passen", "All stops, and whether they fit"),
            ),
            ("B  .   W  ,", self.pick("Zwart, wit", "Black, white")),
            (
                "F",
                self.pick("Publiek houdt wat het ziet", "The audience keeps what it sees"),
            ),
            (
                "Ctrl+F  G",
                self.pick("Tonen wat de zaal vraagt", "Show what the room asks about"),
            ),
            ("Q", self.pick("Wie zegt dat?", "Who says so?")),
            ("E", self.pick("Volgende taal van de kaart", "Next language of the map")),
            (
                "L",
                self.pick(
                    "Aanwijzen met een stip, dan een spotlicht",
                    "Point with a dot, then a spotlight",
                ),
            ),
            (
                "+  −",
                self.pick(
                    "Vergroten, verkleinen (ook met het wiel)",
                    "Larger, smaller (also with the wheel)",
                ),
            ),
            (
                "A",
                self.pick("Iets uit de zaal opschrijven", "Write down what the room says"),
            ),
            (
                "V   Shift+V",
                self.pick(
                    "Dit argument wegen; deze halte met stippen",
                    "Weigh this argument; this stop with dots",
                ),
            ),
            ("R", self.pick("Uitslagen tonen", "Show results")),
            (
                "Ctrl+Z  Ctrl+Y",
                self.pick(
                    "Telling of inbreng terug, opnieuw",
                    "Take a count or addition back, redo",
                ),
            ),
            (
                "Ctrl++  Ctrl+−",
                self.pick("Notities groter, kleiner", "Larger, smaller notes"),
            ),
            (
                "X  S   H",
                self.pick(
                    "Schermen wisselen, notities op één scherm",
                    "Swap screens, notes on one screen",
                ),
            ),
            ("Esc Esc", self.pick("Presentatie stoppen", "Stop presenting")),
        ]
    }

    /// Which stop is shown, of how many.
    pub fn stop_of(&self, number: usize, all: usize) -> String {
        match self.lang {
            UiLang::Dutch => format!("Halte {number} van {all}"),
            UiLang::English => format!("Stop {number} of {all}"),
        }
    }

    /// There is no stop with the number that was typed.
    pub fn no_such_stop(&self, all: usize) -> String {
        match self.lang {
            UiLang::Dutch => format!("Er zijn {all} haltes"),
            UiLang::English => format!("There are {all} stops"),
        }
    }

    /// That something counts for all arguments that are selected.
    pub fn for_all(&self, num: usize) -> String {
        match self.lang {
            UiLang::Dutch => format!("voor alle {num} gekozen argumenten"),
            UiLang::English => format!("for all {num} selected arguments"),
        }
    }

    fn either<'a>(&self, nl: &'a str, en: &'a str) -> &'a str {
        if self.lang == UiLang::Dutch { nl } else { en }
    }

    /// What a record says, short and between quotes; its name where it says nothing.
    pub fn quoted(&self, document: &Document, item: Item) -> String {
        let lang = self.content_lang();
        let read = |text| document.read(text, lang).words;
        let (words, name) = match item {
            Item::Cover => return self.either("de kaart", "the map").to_owned(),
            Item::Claim(id) => (
                document.claims.get(id).map_or("", |record| read(&record.text)),
                document.claims.name(id),
            ),
            Item::Relation(id) => ("", document.relations.name(id)),
            Item::Stakeholder(id) => (
                document.stakeholders.get(id).map_or("", |record| read(&record.name)),
                document.stakeholders.name(id),
            ),
            Item::Theme(id) => (
                document.themes.get(id).map_or("", |record| read(&record.name)),
                document.themes.name(id),
            ),
            Item::Instrument(id) => (
                document.instruments.get(id).map_or("", |record| read(&record.name)),
                document.instruments.name(id),
            ),
            Item::Source(id) => (
                document.sources.get(id).map_or("", |record| &*record.citation),
                document.sources.name(id),
            ),
            Item::Fact(id) => (
                document.facts.get(id).map_or("", |record| read(&record.text)),
                document.facts.name(id),
            ),
            Item::Term(id) => (
                document.terms.get(id).map_or("", |record| read(&record.term)),
                document.terms.name(id),
            ),
            Item::Route(id) => (
                document.routes.get(id).map_or("", |record| read(&record.name)),
                document.routes.name(id),
            ),
        };
        shortened(if words.is_empty() { name } else { words })
    }

    /// One difference between two maps.
    pub fn difference(&self, before: &Document, after: &Document, difference: &Difference) -> String {
        let kind = self.kind(difference.kind);
        let document = if matches!(difference.change, Change::Removed) {
            before
        } else {
            after
        };
        let name = match item_of(document, difference) {
            Some(item) => self.quoted(document, item),
            None => difference.name.clone(),
        };
        // The map itself has no other name than that.
        let what = match difference.kind {
            Kind::Cover => name,
            _ => format!("{kind} {name}"),
        };
        let nothing = self.either("niets", "nothing");
        let values = |before: &str, after: &str| {
            let (old, new) = shortened_apart(before, after);
            let value = |words: &str, short: String| if words.is_empty() { nothing.to_owned() } else { short };
            format!("{} → {}", value(before, old), value(after, new))
        };
        match &difference.change {
            Change::Added => format!("+ {what}"),
            Change::Removed => format!("- {what}"),
            Change::Reordered => format!(
                "~ {what}: {}",
                self.either("andere plaats in de volgorde", "another place in the order")
            ),
            Change::Moved { before, after } => format!(
                "~ {what}: {} – {} → {}",
                self.either("verplaatst", "moved"),
                self.place_words(document, before),
                self.place_words(document, after)
            ),
            Change::Reworded {
                field,
                lang,
                before,
                after,
            } => format!("~ {what}: {} ({lang}) – {}", self.part(field), values(before, after)),
            Change::Property { field, before, after } => {
                if field.ends_with("/outdated") {
                    let changed = if after.is_empty() {
                        self.either("vertaling weer bij", "translation up to date again")
                    } else {
                        self.either("vertaling verouderd", "translation outdated")
                    };
                    return format!("~ {what}: {changed}");
                }
                format!("~ {what}: {} – {}", self.part(field), values(before, after))
            }
        }
    }

    /// Where a claim hangs, from the words of the file: `supports` or `attacks`, and an id.
    fn place_words(&self, document: &Document, place: &str) -> String {
        let one = |place: &str| {
            let (kind, id) = place.trim().split_once(' ').unwrap_or((place, ""));
            let kind = match kind {
                "supports" => self.supports,
                "attacks" => self.attacks,
                "undercuts" => self.undercuts,
                other => other,
            };
            let target = document.claims.id(id).map(|id| self.quoted(document, Item::Claim(id)));
            format!("{kind} {}", target.unwrap_or_else(|| id.to_owned()))
        };
        if place.is_empty() {
            return self.either("nergens", "nowhere").to_owned();
        }
        place.split(", ").map(one).collect::<Vec<_>>().join(", ")
    }

    /// A part of a record, as it is called in the file.
    fn part<'a>(&self, field: &'a str) -> &'a str {
        let (nl, en) = match field {
            "text" => ("zin", "sentence"),
            "explanation" => ("toelichting", "explanation"),
            "note" => ("notitie", "note"),
            "name" => ("naam", "name"),
            "title" => ("titel", "title"),
            "question" => ("vraag", "question"),
            "stakeholder" => ("belanghebbende", "stakeholder"),
            "theme" => ("thema", "theme"),
            "tags" => ("trefwoorden", "tags"),
            "sources" => ("bronnen", "sources"),
            "instruments" => ("instrumenten", "instruments"),
            "mark" => ("herkomst", "provenance"),
            "core" => ("kern", "core"),
            "summary" => ("samenvatting", "summary"),
            "checked" => ("bekeken op", "checked on"),
            "languages" => ("talen", "languages"),
            "meaning" => ("betekenis", "meaning"),
            "image" => ("afbeelding", "picture"),
            "data" => ("gegevens van andere programma's", "data of other programs"),
            other => return other,
        };
        if self.lang == UiLang::Dutch { nl } else { en }
    }

    /// What kind of record something is.
    fn kind(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Cover => self.either_static("kaart", "map"),
            Kind::Stakeholder => self.either_static("belanghebbende", "stakeholder"),
            Kind::Theme => self.either_static("thema", "theme"),
            Kind::Claim => self.either_static("uitspraak", "claim"),
            Kind::Relation => self.either_static("verband", "relation"),
            Kind::Instrument => self.either_static("instrument", "instrument"),
            Kind::Source => self.either_static("bron", "source"),
            Kind::Fact => self.either_static("feit", "fact"),
            Kind::Term => self.either_static("begrip", "term"),
            Kind::Route => self.either_static("route", "route"),
        }
    }

    fn either_static(&self, nl: &'static str, en: &'static str) -> &'static str {
        if self.lang == UiLang::Dutch { nl } else { en }
    }

    /// What there is to choose, in one line.
    pub fn conflict_line(&self, document: &Document, conflict: &Conflict) -> String {
        let lang = conflict.lang.map_or(String::new(), |lang| format!(" ({lang})"));
        let about = self.quoted(document, conflict.item);
        if &*conflict.field == "removed" {
            let what = self.either(
                "de een verwijderde dit, de ander veranderde het",
                "one deleted this, the other changed it",
            );
            return format!("{about}: {what}");
        }
        let (ours, theirs) = shortened_apart(&conflict.ours, &conflict.theirs);
        format!(
            "{about}: {}{lang} – {} {ours} | {} {theirs}",
            conflict.field,
            self.either("hier", "here"),
            self.either("daar", "there"),
        )
    }

    /// The heading of a group of findings.
    pub fn group(&self, group: Group) -> &'static str {
        match group {
            Group::Structure => self.either_static("Samenhang", "Structure"),
            Group::Sources => self.either_static("Bronnen", "Sources"),
            Group::Balance => self.either_static("Balans", "Balance"),
            Group::Length => self.either_static("Lengte", "Length"),
            Group::Alike => self.either_static("Waarschijnlijk dubbel", "Probably double"),
            Group::Translation => self.either_static("Vertaling", "Translation"),
            Group::Language => self.either_static("Taal", "Language"),
            Group::Conflicts => self.either_static("Kiezen na samenvoegen", "To choose after merging"),
            Group::Unused => self.either_static("Niet gebruikt", "Not used"),
        }
    }

    /// How grave a finding is.
    pub fn severity(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Error => self.either_static("fout", "error"),
            Severity::Warning => self.either_static("let op", "warning"),
            Severity::Hint => self.either_static("tip", "hint"),
        }
    }

    /// The same fix for so many findings at once.
    pub fn fix_all(&self, kind: FixKind, num: usize) -> String {
        let one = self.fix(kind);
        match self.lang {
            UiLang::Dutch => format!("{one} – bij alle {num}"),
            UiLang::English => format!("{one} – all {num}"),
        }
    }

    /// The button that mends a finding.
    pub fn fix(&self, kind: FixKind) -> &'static str {
        match kind {
            FixKind::MarkChecked => self.either_static("Noteer: vandaag bekeken", "Note: checked today"),
            FixKind::Unlink => self.either_static("Verwijzing weghalen", "Remove the reference"),
            FixKind::Disconnect => self.either_static("Verband weghalen", "Remove the relation"),
            FixKind::RemoveAddress => self.either_static("Adres weghalen", "Remove the address"),
            FixKind::RemovePicture => self.either_static("Afbeelding weghalen", "Remove the picture"),
            FixKind::Join => self.either_static("Samenvoegen", "Join"),
            FixKind::MarkCurrent => self.either_static("Klopt nog", "Still right"),
            FixKind::Remove => self.either_static("Verwijderen", "Delete"),
        }
    }

    /// What deserves attention, as a sentence that begins with what it is about.
    pub fn finding(&self, document: &Document, finding: &Finding) -> String {
        let nl = self.lang == UiLang::Dutch;
        if let FindingKind::Problem(kind) = &finding.kind {
            let problem = Problem {
                item: finding.item,
                kind: kind.clone(),
            };
            return self.problem(document, &problem);
        }
        let about = self.quoted(document, finding.item);
        let what = self.what(document, &finding.kind, nl);
        format!("{about}: {what}")
    }

    fn what(&self, document: &Document, kind: &FindingKind, nl: bool) -> String {
        let fixed = |nl: &str, en: &str| self.either(nl, en).to_owned();
        match kind {
            FindingKind::Problem(_) => String::new(),
            FindingKind::NoSource => fixed("noemt geen bron", "names no source"),
            FindingKind::OwnWithoutSource => fixed("eigen redenering, zonder bron", "own reasoning, without a source"),
            FindingKind::NotChecked => fixed(
                "er staat niet bij wanneer deze bron is bekeken",
                "it does not say when this source was checked",
            ),
            FindingKind::CheckedLongAgo { days } => {
                let years = days / 365;
                if nl {
                    format!("meer dan {years} jaar geleden bekeken")
                } else {
                    format!("checked more than {years} years ago")
                }
            }
            FindingKind::OneSided { missing, .. } => match missing {
                Stance::Pro => fixed("heeft geen argument voor", "has no argument for"),
                Stance::Contra => fixed("heeft geen argument tegen", "has no argument against"),
            },
            FindingKind::Unbalanced {
                measure, pro, contra, ..
            } => {
                let what = match measure {
                    Measure::Count => self.either("argumenten", "arguments"),
                    Measure::Words => self.either("woorden", "words"),
                    Measure::Depth => self.either("niveaus diep", "levels deep"),
                };
                if nl {
                    format!("uit balans: voor {pro} en tegen {contra} {what}")
                } else {
                    format!("out of balance: for {pro} and against {contra} {what}")
                }
            }
            FindingKind::LongClaim { lang, words, limit } => {
                if nl {
                    format!("{words} woorden ({lang}); op de kaart past een zin van hooguit {limit}")
                } else {
                    format!("{words} words ({lang}); a sentence of at most {limit} fits the map")
                }
            }
            FindingKind::LongExplanation { lang, words, limit } => {
                if nl {
                    format!("de toelichting heeft {words} woorden ({lang}); om te projecteren hooguit {limit}")
                } else {
                    format!("the explanation has {words} words ({lang}); to project at most {limit}")
                }
            }
            FindingKind::Alike { other, percent } => {
                let other = self.quoted(document, Item::Claim(*other));
                if nl {
                    format!("zegt bijna hetzelfde als {other} ({percent} %)")
                } else {
                    format!("says nearly the same as {other} ({percent} %)")
                }
            }
            FindingKind::Untranslated { field, lang } => {
                let (field, lang) = (self.small_field(*field), self.language_here(*lang));
                if nl {
                    format!("{field} ontbreekt in het {lang}")
                } else {
                    format!("{field} is missing in {lang}")
                }
            }
            FindingKind::Outdated { field, lang } => {
                let (field, lang) = (self.small_field(*field), self.language(*lang));
                if nl {
                    format!("{field} is veranderd na de vertaling ({lang})")
                } else {
                    format!("{field} changed after the translation ({lang})")
                }
            }
            FindingKind::HardWord {
                field, word, instead, ..
            } => {
                let field = self.small_field(*field);
                if nl {
                    format!("{field}: ‘{word}’ is moeilijk; liever ‘{instead}’")
                } else {
                    format!("{field}: ‘{word}’ is hard; rather ‘{instead}’")
                }
            }
            FindingKind::LongSentence {
                field, words, limit, ..
            } => {
                let field = self.small_field(*field);
                if nl {
                    format!("{field}: een zin van {words} woorden; liever hooguit {limit}")
                } else {
                    format!("{field}: a sentence of {words} words; rather at most {limit}")
                }
            }
            FindingKind::Hard { field, lang, score } => {
                let field = self.small_field(*field);
                let formula = match formula_of(*lang) {
                    Formula::FleschDouma => "Flesch-Douma",
                    Formula::FleschReadingEase => "Flesch Reading Ease",
                };
                if nl {
                    format!("{field}: waarschijnlijk moeilijker dan B1 (score {score} volgens {formula})")
                } else {
                    format!("{field}: probably harder than B1 (score {score} by {formula})")
                }
            }
            FindingKind::Conflict { number } => {
                let conflict = document.cover.conflicts.get(*number);
                conflict.map_or_else(String::new, |conflict| {
                    if &*conflict.field == "removed" {
                        return fixed(
                            "de een verwijderde dit, de ander veranderde het (de andere nemen = verwijderen)",
                            "one deleted this, the other changed it (taking the other = deleting)",
                        );
                    }
                    let lang = conflict.lang.map_or(String::new(), |lang| format!(" ({lang})"));
                    let and = self.either("of", "or");
                    let (ours, theirs) = shortened_apart(&conflict.ours, &conflict.theirs);
                    format!("{}{lang}: {ours} {and} {theirs}", self.part(&conflict.field))
                })
            }
            FindingKind::BadLink { field, address } => {
                format!("{}: {}", self.small_field(*field), self.bad_address(address))
            }
            FindingKind::UnusedSource => fixed("wordt nergens genoemd", "is named nowhere"),
            FindingKind::UnusedInstrument => fixed("hoort bij geen enkel argument", "belongs to no argument"),
            FindingKind::UnusedTheme => fixed("er staat geen argument onder", "no argument stands under it"),
            FindingKind::UnusedStakeholder => fixed("heeft nog geen argument", "has no argument yet"),
            FindingKind::NoAltText => fixed(
                "heeft een beeld zonder beschrijving voor wie het niet ziet",
                "has a picture without words for who cannot see it",
            ),
        }
    }

    fn small_field(&self, field: TextField) -> String {
        let name = self.field(field);
        let mut letters = name.chars();
        letters
            .next()
            .into_iter()
            .flat_map(char::to_lowercase)
            .chain(letters)
            .collect()
    }

    /// A template, and what it is for.
    pub fn template(&self, template: Template) -> (&'static str, &'static str) {
        match template {
            Template::Simple => (
                self.either_static("Ja of nee", "Yes or no"),
                self.either_static(
                    "Eén vraag, met argumenten voor en tegen",
                    "One question, with arguments for and against",
                ),
            ),
            Template::FourStakeholders => (
                self.either_static("Vier belanghebbenden", "Four stakeholders"),
                self.either_static(
                    "Leerlingen, ouders, scholen en overheid",
                    "Pupils, parents, schools and government",
                ),
            ),
            Template::Options => (
                self.either_static("Kiezen uit mogelijkheden", "A choice between options"),
                self.either_static(
                    "Per mogelijkheid de argumenten voor en tegen",
                    "For each option the arguments for and against",
                ),
            ),
            Template::Toolbox => (
                self.either_static("Alleen een toolbox", "Only a toolbox"),
                self.either_static("Kaarten met wat u kunt doen", "Cards with what one can do"),
            ),
        }
    }

    /// A step of the tour: its title and what it explains.
    pub fn tour_step(&self, step: usize) -> (&'static str, &'static str) {
        match step {
            0 => (
                self.either_static("De kaart", "The map"),
                self.either_static(
                    "In het midden staat de vraag. Links staan de argumenten voor, rechts die tegen, per belanghebbende. Draai aan het wiel om dichterbij te komen; sleep om te verschuiven.",
                    "The question stands in the middle. Arguments for stand on the left, against on the right, per stakeholder. Turn the wheel to come nearer; drag to move.",
                ),
            ),
            1 => (
                self.either_static("Een belanghebbende", "A stakeholder"),
                self.either_static(
                    "Klik op een belanghebbende: rechts ziet u wat die voor en tegen zegt. Met E kijkt u door hun ogen.",
                    "Click a stakeholder: on the right you see what they say for and against. With E you look through their eyes.",
                ),
            ),
            2 => (
                self.either_static("Een argument", "An argument"),
                self.either_static(
                    "Bij een argument staan de toelichting, de bronnen en wat men erop zegt. Met de pijltjes loopt u over de kaart, met N in leesvolgorde.",
                    "An argument has its explanation, its sources and what people answer. The arrow keys walk over the map, N goes on in reading order.",
                ),
            ),
            3 => (
                self.either_static("De toolbox", "The toolbox"),
                self.either_static(
                    "Dit zijn instrumenten: wat kunt u doen? Klik op een kaart en de kaart laat zien bij welke argumenten zij helpt.",
                    "These are instruments: what can you do? Click a card and the map shows which arguments it helps with.",
                ),
            ),
            4 => (
                self.either_static("Schrijven", "Writing"),
                self.either_static(
                    "Kies een argument en druk op Enter voor een nieuw argument ernaast, Tab voor een reactie, F2 om te wijzigen. Slepen hangt een kaart ergens anders. Ctrl+Z maakt alles ongedaan.",
                    "Choose an argument and press Enter for a new one beside it, Tab for a reply, F2 to change it. Dragging hangs a card elsewhere. Ctrl+Z takes everything back.",
                ),
            ),
            5 => (
                self.either_static("Snel typen", "Typing fast"),
                self.either_static(
                    "F7 toont de kaart als tekst: elke regel is een argument. F8 opent één regel voor in de zaal: ‘ouders - de school ligt te ver weg’.",
                    "F7 shows the map as text: each line is an argument. F8 opens one line for the room: ‘parents - the school is too far away’.",
                ),
            ),
            _ => (
                self.either_static("Nakijken en bewaren", "Checking and saving"),
                self.either_static(
                    "F9 is de kaartcontrole: wat verdient aandacht? Elke keer dat u opslaat blijft de vorige versie bewaard. F1 toont alle toetsen.",
                    "F9 is the map check: what deserves attention? Each time you save, the version before is kept. F1 shows all keys.",
                ),
            ),
        }
    }

    /// How many findings there are.
    pub fn num_findings(&self, num: usize) -> String {
        match (self.lang, num) {
            (UiLang::Dutch, 0) => "Niets gevonden: deze kaart is in orde".to_owned(),
            (UiLang::Dutch, 1) => "1 punt om naar te kijken".to_owned(),
            (UiLang::Dutch, _) => format!("{num} punten om naar te kijken"),
            (UiLang::English, 0) => "Nothing found: this map is in order".to_owned(),
            (UiLang::English, 1) => "1 point to look at".to_owned(),
            (UiLang::English, _) => format!("{num} points to look at"),
        }
    }
}

fn formula_of(lang: Lang) -> Formula {
    if lang.code().starts_with("nl") {
        Formula::FleschDouma
    } else {
        Formula::FleschReadingEase
    }
}

/// Between quotes, and cut off where it is long.
fn shortened(words: &str) -> String {
    let one_line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= QUOTED {
        return format!("‘{one_line}’");
    }
    let start: String = one_line.chars().take(QUOTED - 1).collect();
    format!("‘{}…’", start.trim_end())
}

/// Two texts between quotes, cut off where they are long, but never there where they begin to differ.
fn shortened_apart(one: &str, other: &str) -> (String, String) {
    /// Before the difference, of what both have.
    const AHEAD: usize = 25;
    let letters = |words: &str| -> Vec<char> {
        let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        line.chars().collect()
    };
    let (one, other) = (letters(one), letters(other));
    let same = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let longest = one.len().max(other.len());
    let start = if longest <= QUOTED || same + AHEAD < QUOTED {
        0
    } else {
        same - AHEAD
    };
    let short = |letters: &[char]| {
        let rest = letters.get(start..).unwrap_or_default();
        let ahead = if start > 0 { "…" } else { "" };
        let is_cut = rest.len() > QUOTED;
        let kept: String = rest.iter().take(if is_cut { QUOTED - 1 } else { QUOTED }).collect();
        let behind = if is_cut { "…" } else { "" };
        format!("‘{ahead}{}{behind}’", kept.trim())
    };
    (short(&one), short(&other))
}

/// The record that a difference is about.
pub(super) fn item_of(document: &Document, difference: &Difference) -> Option<Item> {
    let name = difference.name.as_str();
    match difference.kind {
        Kind::Cover => Some(Item::Cover),
        Kind::Stakeholder => document.stakeholders.id(name).map(Item::Stakeholder),
        Kind::Theme => document.themes.id(name).map(Item::Theme),
        Kind::Claim => document.claims.id(name).map(Item::Claim),
        Kind::Relation => document.relations.id(name).map(Item::Relation),
        Kind::Instrument => document.instruments.id(name).map(Item::Instrument),
        Kind::Source => document.sources.id(name).map(Item::Source),
        Kind::Fact => document.facts.id(name).map(Item::Fact),
        Kind::Term => document.terms.id(name).map(Item::Term),
        Kind::Route => document.routes.id(name).map(Item::Route),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_two_texts_differ_is_seen() {
        let long = "Is één stadsbreed aanmeldsysteem voor alle basisscholen in Utrecht een goed idee voor ouders";
        let (one, other) = shortened_apart(&format!("{long}?"), &format!("{long} en kinderen?"));
        assert_eq!(one, "‘…een goed idee voor ouders?’");
        assert_eq!(other, "‘…een goed idee voor ouders en kinderen?’");
        assert_eq!(shortened_apart("Ja", "Nee"), ("‘Ja’".to_owned(), "‘Nee’".to_owned()));
        let (one, other) = shortened_apart(&format!("Nee, {long}"), long);
        assert!(one.starts_with("‘Nee, Is") && one.ends_with("…’"), "{one}");
        assert!(other.starts_with("‘Is één") && other.ends_with("…’"), "{other}");
        assert_eq!(shortened_apart("", "Nieuw").0, "‘’");
    }
}
