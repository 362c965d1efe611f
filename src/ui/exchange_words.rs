//! What is said of files of others: what was understood, what deserves attention, what is lost. Dutch and English stand side
//! by side, as in `words.rs`.

use crate::command::UiLang;
use crate::exchange::{Format, Loss, Part, Refusal, Trouble, Warning};

use super::export_form::Purpose;
use super::words::Words;

impl Words {
    /// Why a file of others cannot be read, and what to do.
    pub fn refusal(&self, refusal: &Refusal) -> String {
        let megabytes = |bytes: &u64| bytes.div_ceil(1_000_000);
        let nl = self.lang == UiLang::Dutch;
        match refusal {
            Refusal::TooLarge(bytes, limit) => {
                let (size, limit) = (megabytes(bytes), megabytes(limit));
                if nl {
                    format!("Dit bestand is {size} MB; hooguit {limit} MB kan worden gelezen. Maak het kleiner of splits het.")
                } else {
                    format!("This file has {size} MB; at most {limit} MB can be read. Make it smaller or split it.")
                }
            }
            Refusal::TooDeep(depth, line) => {
                if nl {
                    format!("Op regel {line} zit de tekst dieper dan {depth} niveaus. Zo diep wordt niet gelezen.")
                } else {
                    format!("On line {line} the text is nested deeper than {depth} levels. It is not read as deep as that.")
                }
            }
            Refusal::Empty => self.pick("Het bestand is leeg.", "The file is empty.").to_owned(),
            Refusal::NotText => self
                .pick(
                    "Dit is geen tekst en geen andere soort die kan worden gelezen. Controleer of dit het goede bestand is.",
                    "This is no text and no other kind that can be read. Check that it is the right file.",
                )
                .to_owned(),
            Refusal::Unknown => self
                .pick(
                    "De soort van dit bestand is niet bekend. Geef het een naam met de juiste uitgang, bijvoorbeeld .argdown.",
                    "The kind of this file is not known. Give it a name with the right ending, for instance .argdown.",
                )
                .to_owned(),
            Refusal::Malformed(format, line, column, says) => {
                let place = match (line, nl) {
                    (0, _) => String::new(),
                    (_, true) => format!(" op regel {line}, kolom {column}"),
                    (_, false) => format!(" on line {line}, column {column}"),
                };
                if nl {
                    format!("Dit is geen geldige {format}: fout{place} ({says}). Herstel het in het programma dat het schreef.")
                } else {
                    format!("This is no valid {format}: an error{place} ({says}). Mend it in the program that wrote it.")
                }
            }
            Refusal::Entities => self
                .pick(
                    "Het bestand bevat eigen XML-afkortingen (entiteiten). Die kunnen het eindeloos laten groeien; zo’n bestand wordt niet gelezen.",
                    "The file defines XML entities. They can make it grow without end; such a file is not read.",
                )
                .to_owned(),
            Refusal::Unpacks => self
                .pick(
                    "Uitgepakt is dit bestand te groot om te lezen.",
                    "Unpacked this file is too large to be read.",
                )
                .to_owned(),
            Refusal::NoArguments => self
                .pick(
                    "Er staat niets in dat een argument kan zijn.",
                    "There is nothing in it that could be an argument.",
                )
                .to_owned(),
            Refusal::NotRead(format) => {
                if nl {
                    format!("Uit {format} kan geen kaart worden gelezen.")
                } else {
                    format!("No map can be read from {format}.")
                }
            }
            Refusal::Stopped => self
                .pick(
                    "Het lezen is afgebroken: het kostte te veel geheugen of tijd. Er is niets veranderd. Splits het bestand en probeer een deel.",
                    "Reading broke off: it took too much memory or time. Nothing was changed. Split the file and try a part.",
                )
                .to_owned(),
        }
    }

    /// The heading over what deserves attention in a file of others.
    pub fn import_warnings(&self, num: usize) -> String {
        match (num, self.lang) {
            (0, UiLang::Dutch) => "Niets bijzonders in dit bestand".to_owned(),
            (0, UiLang::English) => "Nothing special in this file".to_owned(),
            (_, UiLang::Dutch) => format!("Let op ({num})"),
            (_, UiLang::English) => format!("Please note ({num})"),
        }
    }

    /// What formats are for.
    pub fn export_purpose(&self, purpose: Purpose) -> &'static str {
        match purpose {
            Purpose::Reading => self.pick("Om te lezen", "To be read"),
            Purpose::Picture => self.pick("Als plaatje van de kaart", "As a picture of the map"),
            Purpose::Table => self.pick("Als tabel", "As a table"),
            Purpose::Programs => self.pick("Voor andere programma’s", "For other programs"),
        }
    }

    /// What a format is good for.
    pub fn export_about(&self, format: Format) -> &'static str {
        match format {
            Format::Html => self.pick(
                "Eén pagina voor op een website of in een mail, met alle talen. Lezers kunnen zoeken en uitklappen.",
                "One page for a website or a mail, with all languages. Readers can search and unfold.",
            ),
            Format::Docx => self.pick(
                "Een document voor Word of LibreOffice, om verder in te schrijven.",
                "A document for Word or LibreOffice, to go on writing in.",
            ),
            Format::Svg => self.pick(
                "De hele kaart als tekening die op elke grootte scherp is.",
                "The whole map as a drawing that is sharp at any size.",
            ),
            Format::Png => self.pick(
                "De hele kaart als afbeelding, voor in een mail of een presentatie.",
                "The whole map as an image, for a mail or a presentation.",
            ),
            Format::Pdf => self.pick(
                "De hele kaart op één blad. Voor een poster of een hand-out: kies Poster en afdrukken.",
                "The whole map on one sheet. For a poster or a hand-out: choose Poster and print.",
            ),
            Format::Xlsx => self.pick(
                "Een werkblad voor Excel of LibreOffice: een rij per bewering.",
                "A sheet for Excel or LibreOffice: a row for each claim.",
            ),
            Format::Csv => self.pick(
                "Een tabel als tekst: een rij per bewering.",
                "A table as text: a row for each claim.",
            ),
            Format::Tsv => self.pick(
                "Een tabel als tekst met tabs tussen de cellen.",
                "A table as text with tabs between the cells.",
            ),
            Format::Argdown => self.pick(
                "Tekst voor Argdown, die ook zonder programma te lezen is.",
                "Text for Argdown, which can be read without a program too.",
            ),
            Format::MindMap => self.pick(
                "Een mindmap voor Freeplane of FreeMind.",
                "A mind map for Freeplane or FreeMind.",
            ),
            Format::Markdown => self.pick("Tekst met koppen en lijsten.", "Text with headings and lists."),
            Format::Canvas => self.pick("Een canvas voor Obsidian.", "A canvas for Obsidian."),
            Format::Opml => self.pick("Een boomlijst voor veel programma’s.", "An outline for many programs."),
            Format::Text => self.pick("Regels die inspringen.", "Indented lines."),
            Format::Kialo => self.pick(
                "Een discussie zoals Kialo die wegschrijft.",
                "A discussion as Kialo writes it.",
            ),
            Format::Aif => self.pick(
                "Een argumentgraaf voor onderzoek (AIFdb, OVA).",
                "An argument graph for research (AIFdb, OVA).",
            ),
            Format::GraphMl => self.pick(
                "Een graaf voor yEd, Gephi en andere programma’s.",
                "A graph for yEd, Gephi and other programs.",
            ),
            Format::Dot => self.pick(
                "Een graaf om met Graphviz te tekenen.",
                "A graph to be drawn by Graphviz.",
            ),
            _ => "",
        }
    }

    /// That the map was written there.
    pub fn exported(&self, path: &std::path::Path) -> String {
        let path = path.display();
        if self.lang == UiLang::Dutch {
            format!("Geëxporteerd: {path}")
        } else {
            format!("Exported: {path}")
        }
    }

    /// That a file was read into a map.
    pub fn imported(&self, num: usize) -> String {
        match (num, self.lang) {
            (1, UiLang::Dutch) => "1 bewering geïmporteerd".to_owned(),
            (_, UiLang::Dutch) => format!("{num} beweringen geïmporteerd"),
            (1, UiLang::English) => "1 claim imported".to_owned(),
            (_, UiLang::English) => format!("{num} claims imported"),
        }
    }

    /// What deserves attention in a file of others, with its line.
    pub fn exchange_warning(&self, warning: &Warning) -> String {
        let what = self.trouble(&warning.what);
        match (warning.line, self.lang) {
            (0, _) => what,
            (line, UiLang::Dutch) => format!("regel {line}: {what}"),
            (line, UiLang::English) => format!("line {line}: {what}"),
        }
    }

    fn trouble(&self, trouble: &Trouble) -> String {
        let (nl, en) = match trouble {
            Trouble::KeptAsText(words) => (
                format!("niet begrepen, bewaard als tekst: ‘{words}’"),
                format!("not understood, kept as text: ‘{words}’"),
            ),
            Trouble::LeftOut(words) => (
                format!("past niet in een kaart, weggelaten: ‘{words}’"),
                format!("has no place in a map, left out: ‘{words}’"),
            ),
            Trouble::Missing(words) => (
                format!("‘{words}’ wordt genoemd en is er niet"),
                format!("‘{words}’ is named and is not there"),
            ),
            Trouble::NoEnd(words) => (
                format!("een verband zonder begin of eind is weggelaten: ‘{words}’"),
                format!("a relation without a beginning or an end was left out: ‘{words}’"),
            ),
            Trouble::Doubled(words) => (
                format!("de naam ‘{words}’ komt twee keer voor; de tweede kreeg een andere naam"),
                format!("the name ‘{words}’ occurs twice; the second got another name"),
            ),
            Trouble::Indent(words) => (
                format!("de regel springt anders in dan wat erboven staat: ‘{words}’"),
                format!("the line is indented in another way than what is above it: ‘{words}’"),
            ),
            Trouble::Tabs => (
                "tabs en spaties staan door elkaar aan het begin van regels; een tab telt voor vier spaties".to_owned(),
                "tabs and spaces are mixed at the beginning of lines; a tab counts as four spaces".to_owned(),
            ),
            Trouble::UndercutOfClaim(words) => (
                format!("‘{words}’ is geen stap die kan worden ontkracht; gelezen als tegen de bewering zelf"),
                format!("‘{words}’ is no step that can be undercut; read as against the claim itself"),
            ),
            Trouble::SecondArgument(words) => (
                format!("een argument is twee keer uitgewerkt; het tweede heet ‘{words}’"),
                format!("an argument is laid out twice; the second is called ‘{words}’"),
            ),
            Trouble::BadData(words) => (
                format!("gegevens konden niet worden gelezen en zijn bewaard als tekst: ‘{words}’"),
                format!("data could not be read and were kept as text: ‘{words}’"),
            ),
            Trouble::UnknownKind(words) => (
                format!("het soort verband ‘{words}’ is niet bekend; gelezen als steun"),
                format!("relations of the kind ‘{words}’ are not known; read as support"),
            ),
            Trouble::BothWays(words) => (
                format!("twee beweringen sluiten elkaar uit; ‘{words}’ staat nu tegenover de andere"),
                format!("two claims exclude each other; ‘{words}’ now stands against the other"),
            ),
            Trouble::Connection(words) => (
                format!("een verband zonder voor of tegen, met ‘{words}’, is als gegeven bewaard"),
                format!("a connection with ‘{words}’, neither for nor against, was kept as data"),
            ),
            Trouble::NoSign(num) => (
                format!("{num} teksten zeggen niet of ze voor of tegen zijn"),
                format!("{num} texts do not say whether they are for or against"),
            ),
            Trouble::SeveralRoots(num) => (
                format!("er zijn {num} beginpunten; de stelling is dat waar het meeste onder hangt"),
                format!("there are {num} beginnings; the thesis is the one with most under it"),
            ),
            Trouble::Include(words) => (
                format!("een ander bestand wordt genoemd en niet gelezen: ‘{words}’"),
                format!("another file is named and not read: ‘{words}’"),
            ),
            Trouble::Encrypted => (
                "een deel is versleuteld en kan niet worden gelezen".to_owned(),
                "a part is encrypted and cannot be read".to_owned(),
            ),
            Trouble::Encoding(words) => (
                format!("de letters zijn gelezen als {words}"),
                format!("the letters were read as {words}"),
            ),
            Trouble::ControlLetters(num) => (
                format!("{num} tekens die niet in een tekst horen, zijn weggelaten"),
                format!("{num} signs that do not belong in a text were left out"),
            ),
            Trouble::Deep(depth) => (
                format!("dieper dan {depth} niveaus; wat dieper zit, hangt nu op dat niveau"),
                format!("nested deeper than {depth} levels; what is deeper now hangs at that level"),
            ),
            Trouble::More(num) => (
                format!("nog meer van zulke meldingen, samen {num}"),
                format!("more such remarks, {num} in all"),
            ),
        };
        if self.lang == UiLang::Dutch { nl } else { en }
    }

    /// That a kind of file is not written, and which endings are.
    pub fn not_written<'e>(&self, endings: impl Iterator<Item = &'e str>) -> String {
        let mut endings: Vec<String> = std::iter::once("ron")
            .chain(endings)
            .map(|ending| format!(".{ending}"))
            .collect();
        let last = endings.pop().unwrap_or_default();
        let or = self.pick("of", "or");
        format!("{} {} {or} {last}.", self.no_such_format, endings.join(", "))
    }

    /// What of a map a format loses.
    pub fn loss(&self, loss: &Loss) -> String {
        let (nl, en) = match loss.part {
            Part::OtherLanguages => ("andere talen", "other languages"),
            Part::Explanations => ("toelichtingen", "explanations"),
            Part::Notes => ("notities", "notes"),
            Part::Stakeholders => ("belanghebbenden", "stakeholders"),
            Part::Themes => ("thema’s", "themes"),
            Part::Tags => ("trefwoorden", "tags"),
            Part::Sources => ("bronnen", "sources"),
            Part::UncitedSources => ("bronnen die geen argument noemt", "sources that no argument names"),
            Part::SourceDetails => ("bijzonderheden van bronnen", "details of sources"),
            Part::Core => (
                "kernargumenten (dat zij dat zijn)",
                "core arguments (that they are that)",
            ),
            Part::Marks => ("herkomsten", "provenances"),
            Part::InstrumentLinks => ("verwijzingen naar instrumenten", "links to instruments"),
            Part::CrossRelations => ("dwarsverbanden", "cross-relations"),
            Part::Undercuts => ("ontkrachtingen (worden ‘tegen’)", "undercuts (become ‘against’)"),
            Part::JointPremises => ("gezamenlijke redenen (worden losse)", "joint reasons (become separate)"),
            Part::Names => ("namen", "names"),
            Part::Data => ("gegevens van andere programma’s", "data of other programs"),
            Part::Pictures => ("afbeeldingen", "pictures"),
            Part::Cover => ("toelichting en colofon", "explanation and colophon"),
            Part::Toolbox => ("kaarten van de toolbox", "cards of the toolbox"),
            Part::Facts => ("feiten", "facts"),
            Part::Glossary => ("begrippen", "terms"),
            Part::Routes => ("routes", "routes"),
            Part::Conflicts => ("openstaande keuzes", "open choices"),
            Part::Wordless => (
                "kopjes en lege teksten van andere programma’s",
                "headings and empty texts of other programs",
            ),
            Part::Order => (
                "uitspraken op een andere plaats in de lijst van het bestand",
                "statements at another place in the list of the file",
            ),
        };
        format!("{} {}", loss.num, if self.lang == UiLang::Dutch { nl } else { en })
    }
}
