//! What is said of files of others: what was understood, what deserves attention, what is lost. Dutch and English stand side
//! by side, as in `words.rs`.

use crate::command::UiLang;
use crate::exchange::{Format, Loss, Part, Refusal, Trouble, Warning};
use crate::model::Lang;

use super::export_form::Purpose;
use super::words::Words;

/// What a parser says may have words of the file in it: on one line, without signs that do not show, and not too long.
fn on_one_line(says: &str) -> String {
    const MOST: usize = 160;
    let words = says.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(MOST).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

impl Words {
    /// The map is not written in a language that was asked for.
    pub fn not_in_language(&self, asked: Lang, known: &[Lang]) -> String {
        let known = known.iter().map(|lang| lang.code()).collect::<Vec<_>>().join(", ");
        match self.lang {
            UiLang::Dutch => format!("de kaart is er niet in de taal ‘{}’. Wel in: {known}.", asked.code()),
            UiLang::English => format!("the map is not in the language ‘{}’. It is in: {known}.", asked.code()),
        }
    }

    /// A file of another program was given where a map is wanted.
    pub fn convert_first(&self) -> &'static str {
        self.pick(
            "Dit is een bestand van een ander programma. Maak er eerst een kaart van: argumentenkaart convert BESTAND KAART.ron",
            "This is a file of another program. Make a map of it first: argumentenkaart convert FILE MAP.ron",
        )
    }

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
                    format!("Op regel {line} zit de tekst dieper dan {depth} niveaus. Zo diep wordt niet gelezen: maak het minder diep.")
                } else {
                    format!("On line {line} the text is nested deeper than {depth} levels. It is not read as deep as that: make it less deep.")
                }
            }
            Refusal::Empty => self
                .pick(
                    "Het bestand is leeg. Kies een ander bestand, of bewaar het opnieuw in het programma waar het vandaan komt.",
                    "The file is empty. Choose another file, or save it again in the program that it comes from.",
                )
                .to_owned(),
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
            Refusal::UnknownOf(carrier) => {
                if nl {
                    format!("Dit is {carrier}, maar van een soort die niet bekend is: er is geen kaart, mindmap of discussie in te herkennen. Controleer of dit het goede bestand is.")
                } else {
                    format!("This is {carrier}, but of a kind that is not known: there is no map, mind map or discussion to be seen in it. Check that it is the right file.")
                }
            }
            Refusal::Malformed(format, line, column, says) => {
                let says = self.parser_says(says);
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
                    "Het bestand bevat eigen XML-afkortingen (entiteiten). Die kunnen het eindeloos laten groeien; zo’n bestand wordt niet gelezen. Bewaar het opnieuw zonder eigen afkortingen.",
                    "The file defines XML entities. They can make it grow without end; such a file is not read. Save it again without entities of its own.",
                )
                .to_owned(),
            Refusal::Unpacks => self
                .pick(
                    "Uitgepakt is dit bestand te groot om te lezen. Maak het kleiner of splits het.",
                    "Unpacked this file is too large to be read. Make it smaller or split it.",
                )
                .to_owned(),
            Refusal::NoArguments => self
                .pick(
                    "Er staat niets in dat een argument kan zijn. Controleer of dit het goede bestand is.",
                    "There is nothing in it that could be an argument. Check that it is the right file.",
                )
                .to_owned(),
            Refusal::NotRead(format) => {
                if nl {
                    format!("Uit {format} kan geen kaart worden gelezen. Kies een ander bestand; de handleiding zegt welke soorten kunnen.")
                } else {
                    format!("No map can be read from {format}. Choose another file; the manual says which kinds can be.")
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

    /// What a parser says, in words of ours where it is something common.
    fn parser_says(&self, says: &str) -> String {
        // The place is told already.
        let says = says.split(" at line ").next().unwrap_or(says).trim();
        let has = |part: &str| says.to_lowercase().contains(part);
        let all: [(&[&str], &str, &str); 14] = [
            (
                &["recursion limit", "too deep", "depth"],
                "te diep genest",
                "nested too deeply",
            ),
            (
                &["budget"],
                "meer onderdelen dan kunnen worden gelezen; splits het bestand",
                "more parts than can be read; split the file",
            ),
            (
                &["elements are not closed"],
                "het eind ontbreekt: niet elk onderdeel is gesloten",
                "the end is missing: not every element is closed",
            ),
            (
                &["not closed", "not found before end of input", "unclosed"],
                "een tag of aanhaling is niet gesloten",
                "a tag or quotation is not closed",
            ),
            (
                &["but `</", "to match", "mismatch", "does not match"],
                "een tag sluit iets anders dan wat open is",
                "a tag closes something else than what is open",
            ),
            (
                &["eof while", "unexpected end", "end of file", "eof"],
                "het bestand houdt hier onverwacht op",
                "the file ends here unexpectedly",
            ),
            (
                &["trailing characters"],
                "achter het eind staat nog iets",
                "there is more behind the end",
            ),
            (
                &["expected `,` or `}`", "expected `,` or `]`"],
                "hier hoort een komma of een haak die sluit",
                "a comma or a closing bracket belongs here",
            ),
            (
                &["trailing comma"],
                "hier staat een komma te veel",
                "here is a comma too many",
            ),
            (&["expected `:`"], "hier hoort een dubbele punt", "a colon belongs here"),
            (
                &["key must be a string"],
                "hier hoort een naam tussen aanhalingstekens",
                "a name between quotation marks belongs here",
            ),
            (
                &["expected value", "expected ident"],
                "hier hoort een waarde",
                "a value belongs here",
            ),
            (
                &["control character", "invalid escape", "surrogate", "unicode code point"],
                "hier staat een teken dat niet mag",
                "here is a character that is not allowed",
            ),
            (
                &["invalid type"],
                "hier staat iets van een andere soort dan verwacht",
                "here is something of another kind than expected",
            ),
        ];
        let found = all.iter().find(|(parts, ..)| parts.iter().any(|part| has(part)));
        found.map_or_else(|| on_one_line(says), |(_, nl, en)| self.pick(nl, en).to_owned())
    }

    fn trouble(&self, trouble: &Trouble) -> String {
        let one = |num: &u32, one: &'static str, many: &'static str| if *num == 1 { one } else { many };
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
                format!(
                    "{num} {}",
                    one(
                        num,
                        "tekst zegt niet of die voor of tegen is",
                        "teksten zeggen niet of ze voor of tegen zijn"
                    )
                ),
                format!(
                    "{num} {}",
                    one(
                        num,
                        "text does not say whether it is for or against",
                        "texts do not say whether they are for or against"
                    )
                ),
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
                format!(
                    "{num} {}",
                    one(
                        num,
                        "teken dat niet in een tekst hoort, is weggelaten",
                        "tekens die niet in een tekst horen, zijn weggelaten"
                    )
                ),
                format!(
                    "{num} {}",
                    one(
                        num,
                        "character that does not belong in a text was left out",
                        "characters that do not belong in a text were left out"
                    )
                ),
            ),
            Trouble::Deep(depth) => (
                format!("dieper dan {depth} niveaus; wat dieper zit, hangt nu op dat niveau"),
                format!("nested deeper than {depth} levels; what is deeper now hangs at that level"),
            ),
            Trouble::More(num) => (
                format!("nog meer van zulke meldingen, samen {num}"),
                format!("more such remarks, {num} in all"),
            ),
            Trouble::DoubledKey(name) => (
                format!(
                    "de naam ‘{name}’ staat hier voor de tweede keer in hetzelfde onderdeel; één van beide is gelezen"
                ),
                format!("the name ‘{name}’ stands here for the second time in the same part; one of both was read"),
            ),
            Trouble::Formula(words) => (
                format!(
                    "een formule zonder uitkomst is bewaard zoals zij er staat: {words}. Open het werkblad in een rekenprogramma en sla het op, dan staat de uitkomst erin"
                ),
                format!(
                    "a formula without a result was kept as it is written: {words}. Open the sheet in a spreadsheet program and save it, then the result is in it"
                ),
            ),
            Trouble::EmptyCards(num) => (
                format!(
                    "{num} {}",
                    one(num, "leeg tekstvak is weggelaten", "lege tekstvakken zijn weggelaten")
                ),
                format!(
                    "{num} {}",
                    one(num, "empty text field was left out", "empty text fields were left out")
                ),
            ),
            Trouble::ManyBoxes(num) => (
                format!("er zijn meer dan {num} groepen; van de andere is niet bekeken wat erin staat"),
                format!("there are more than {num} groups; it was not looked at what stands in the others"),
            ),
            Trouble::Broken(column, says) => {
                let says = self.parser_says(says);
                (
                    format!(
                        "vanaf kolom {column} klopt het bestand niet meer ({says}); wat ervoor staat is gelezen, de rest niet"
                    ),
                    format!(
                        "from column {column} on the file is broken ({says}); what comes before was read, the rest was not"
                    ),
                )
            }
            Trouble::UnknownColumns(names) => (
                format!("deze kolommen zijn niet herkend en bewaard als gegevens: {names}"),
                format!("these columns are not known and were kept as data: {names}"),
            ),
            Trouble::UnknownHeads(names) => (
                format!(
                    "geen van de koppen van de kolommen is bekend: {names}; de langste teksten zijn gelezen als beweringen. Koppen die bekend zijn: voor, tegen; of tekst, kant, belanghebbende, thema, toelichting, bron, url, trefwoorden, notitie, id, onder"
                ),
                format!(
                    "none of the heads of the columns is known: {names}; the longest texts were read as claims. Heads that are known: for, against; or text, side, stakeholder, theme, explanation, source, url, tags, note, id, parent"
                ),
            ),
            Trouble::TooMany(most, over) => {
                let parts = |of: [(u32, &str, &str); 4]| {
                    let told = of.iter().filter(|(num, ..)| *num > 0);
                    let told = told.map(|(num, one, many)| format!("{num} {}", if *num == 1 { one } else { many }));
                    told.collect::<Vec<_>>().join(", ")
                };
                let nl = parts([
                    (
                        over.claims,
                        "bewering met haar verbanden",
                        "beweringen met hun verbanden",
                    ),
                    (over.relations, "ander verband", "andere verbanden"),
                    (over.sources, "bron", "bronnen"),
                    (over.groups, "belanghebbende of thema", "belanghebbenden of thema’s"),
                ]);
                let en = parts([
                    (over.claims, "claim with its relations", "claims with their relations"),
                    (over.relations, "other relation", "other relations"),
                    (over.sources, "source", "sources"),
                    (over.groups, "stakeholder or theme", "stakeholders or themes"),
                ]);
                (
                    format!(
                        "een kaart heeft hooguit {most} beweringen en {most} verbanden; vanaf hier weggelaten: {nl}"
                    ),
                    format!("a map has at most {most} claims and {most} relations; left out from here on: {en}"),
                )
            }
            Trouble::OnlyBeginning(read, left, lines) => {
                let tenths = |bytes: &u64| format!("{}.{}", bytes / 1_000_000, bytes / 100_000 % 10);
                let (read, left) = (tenths(read), tenths(left));
                let nl_lines = if *lines == 1 { "regel" } else { "regels" };
                let en_lines = if *lines == 1 { "line" } else { "lines" };
                (
                    format!(
                        "alleen het begin van dit bestand is gelezen ({} MB); vanaf hier weggelaten: {} MB, {lines} {nl_lines}. Splits het bestand.",
                        read.replace('.', ","),
                        left.replace('.', ",")
                    ),
                    format!(
                        "only the beginning of this file was read ({read} MB); left out from here on: {left} MB, {lines} {en_lines}. Split the file."
                    ),
                )
            }
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
        // One of them, and several.
        let (nl, en) = match loss.part {
            Part::OtherLanguages => (("andere taal", "andere talen"), ("other language", "other languages")),
            Part::Explanations => (("toelichting", "toelichtingen"), ("explanation", "explanations")),
            Part::Notes => (("notitie", "notities"), ("note", "notes")),
            Part::Stakeholders => (("belanghebbende", "belanghebbenden"), ("stakeholder", "stakeholders")),
            Part::Themes => (("thema", "thema’s"), ("theme", "themes")),
            Part::Tags => (("trefwoord", "trefwoorden"), ("tag", "tags")),
            Part::Sources => (("bron", "bronnen"), ("source", "sources")),
            Part::UncitedSources => (
                ("bron die geen argument noemt", "bronnen die geen argument noemt"),
                ("source that no argument names", "sources that no argument names"),
            ),
            Part::SourceDetails => (
                ("bijzonderheid van een bron", "bijzonderheden van bronnen"),
                ("detail of a source", "details of sources"),
            ),
            Part::Core => (
                ("kernargument (dat het dat is)", "kernargumenten (dat zij dat zijn)"),
                ("core argument (that it is that)", "core arguments (that they are that)"),
            ),
            Part::Marks => (("herkomst", "herkomsten"), ("provenance", "provenances")),
            Part::InstrumentLinks => (
                ("verwijzing naar een instrument", "verwijzingen naar instrumenten"),
                ("link to an instrument", "links to instruments"),
            ),
            Part::CrossRelations => (
                ("dwarsverband", "dwarsverbanden"),
                ("cross-relation", "cross-relations"),
            ),
            Part::Undercuts => (
                ("ontkrachting (wordt ‘tegen’)", "ontkrachtingen (worden ‘tegen’)"),
                ("undercut (becomes ‘against’)", "undercuts (become ‘against’)"),
            ),
            Part::JointPremises => (
                ("gezamenlijke reden (wordt los)", "gezamenlijke redenen (worden losse)"),
                ("joint reason (becomes separate)", "joint reasons (become separate)"),
            ),
            Part::Names => (("naam", "namen"), ("name", "names")),
            Part::Data => (
                ("gegeven van een ander programma", "gegevens van andere programma’s"),
                ("value of another program", "data of other programs"),
            ),
            Part::Pictures => (("afbeelding", "afbeeldingen"), ("picture", "pictures")),
            Part::Cover => (
                ("toelichting of colofon", "toelichting en colofon"),
                ("explanation or colophon", "explanation and colophon"),
            ),
            Part::Toolbox => (
                ("kaart van de toolbox", "kaarten van de toolbox"),
                ("card of the toolbox", "cards of the toolbox"),
            ),
            Part::Facts => (("feit", "feiten"), ("fact", "facts")),
            Part::Glossary => (("begrip", "begrippen"), ("term", "terms")),
            Part::Routes => (("route", "routes"), ("route", "routes")),
            Part::Conflicts => (
                ("openstaande keuze", "openstaande keuzes"),
                ("open choice", "open choices"),
            ),
            Part::Wordless => (
                (
                    "kopje of lege tekst van een ander programma",
                    "kopjes en lege teksten van andere programma’s",
                ),
                (
                    "heading or empty text of another program",
                    "headings and empty texts of other programs",
                ),
            ),
            Part::Order => (
                (
                    "uitspraak op een andere plaats in de lijst van het bestand",
                    "uitspraken op een andere plaats in de lijst van het bestand",
                ),
                (
                    "statement at another place in the list of the file",
                    "statements at another place in the list of the file",
                ),
            ),
        };
        let (one, many) = if self.lang == UiLang::Dutch { nl } else { en };
        format!("{} {}", loss.num, if loss.num == 1 { one } else { many })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_something_is_told_as_one() {
        let says = |lang, what: Trouble| Words::of(lang).exchange_warning(&Warning { line: 0, what });
        let nl = |what| says(UiLang::Dutch, what);
        assert_eq!(nl(Trouble::NoSign(1)), "1 tekst zegt niet of die voor of tegen is");
        assert_eq!(nl(Trouble::NoSign(2)), "2 teksten zeggen niet of ze voor of tegen zijn");
        assert_eq!(
            nl(Trouble::ControlLetters(1)),
            "1 teken dat niet in een tekst hoort, is weggelaten"
        );
        assert_eq!(nl(Trouble::EmptyCards(1)), "1 leeg tekstvak is weggelaten");
        let over = crate::exchange::Over {
            claims: 1,
            sources: 2,
            ..Default::default()
        };
        let said = nl(Trouble::TooMany(5, over));
        assert!(
            said.ends_with("weggelaten: 1 bewering met haar verbanden, 2 bronnen"),
            "{said}"
        );
        let loss = |num| {
            Words::of(UiLang::Dutch).loss(&Loss {
                part: Part::OtherLanguages,
                num,
            })
        };
        assert_eq!(
            (loss(1), loss(2)),
            ("1 andere taal".to_owned(), "2 andere talen".to_owned())
        );
    }

    #[test]
    fn what_parsers_say_is_put_into_words() {
        let refusal = |says: &str| {
            let refusal = Refusal::Malformed("JSON".to_owned(), 1, 136, says.to_owned());
            Words::of(UiLang::Dutch).refusal(&refusal)
        };
        for (says, told) in [
            ("recursion limit exceeded at line 1 column 136", "te diep genest"),
            (
                "EOF while parsing a list at line 1 column 136",
                "houdt hier onverwacht op",
            ),
            (
                "syntax error: tag not closed: `>` not found before end of input",
                "niet gesloten",
            ),
            (
                "ill-formed document: expected `</a>`, but `</b>` was found",
                "iets anders dan wat open is",
            ),
            ("3 elements are not closed", "niet elk onderdeel is gesloten"),
        ] {
            let said = refusal(says);
            assert!(said.contains("op regel 1, kolom 136") && said.contains(told), "{said}");
            assert!(!said.contains("error") && !said.contains("line"), "{said}");
        }
    }
}
