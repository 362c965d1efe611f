//! What is said of prints. Dutch and English stand side by side, as in `words.rs`.

use crate::command::UiLang;
use crate::paper::{IfFull, Kind, Said};

use super::words::Words;
use super::{NotMade, Output};

impl Words {
    /// What can be printed.
    pub fn print_kind(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Poster => self.pick("Poster", "Poster"),
            Kind::HandOut => self.pick("Hand-out", "Hand-out"),
            Kind::Booklet => self.pick("Toolboxboekje", "Toolbox booklet"),
            Kind::Cards => self.pick("Argumentkaartjes", "Argument cards"),
            Kind::Dots => self.pick("Stemvel", "Voting sheet"),
        }
    }

    /// What it is for.
    pub fn print_about(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Poster => self.pick(
                "De hele kaart in één oogopslag, voor aan de muur.",
                "The whole map at a glance, for on the wall.",
            ),
            Kind::HandOut => self.pick(
                "Voor en tegen naast elkaar, voor op tafel of om mee te geven.",
                "For and against side by side, for on the table or to take home.",
            ),
            Kind::Booklet => self.pick(
                "De kaarten van de toolbox, elk op een pagina.",
                "The cards of the toolbox, a page each.",
            ),
            Kind::Cards => self.pick(
                "Argumenten om uit te knippen voor groepswerk, acht op een A4.",
                "Arguments to cut out for group work, eight to an A4.",
            ),
            Kind::Dots => self.pick(
                "Alle argumenten met ruimte om stippen te plakken.",
                "All arguments with room to stick dots on.",
            ),
        }
    }

    /// No program was found that shows a file.
    pub fn not_shown(&self, path: &std::path::Path) -> String {
        let path = path.display();
        if self.lang == UiLang::Dutch {
            format!("Er is geen programma gevonden dat dit bestand opent. Het staat hier: {path}")
        } else {
            format!("No program was found that opens this file. It is here: {path}")
        }
    }

    /// Upright or on its side.
    pub fn print_orientation(&self, is_landscape: bool) -> &'static str {
        if is_landscape {
            self.pick("Liggend", "Landscape")
        } else {
            self.pick("Staand", "Portrait")
        }
    }

    /// In color or not.
    pub fn print_color(&self, has_color: bool) -> &'static str {
        if has_color {
            self.pick("Kleur", "Color")
        } else {
            self.pick("Zwart-wit", "Black and white")
        }
    }

    /// What is done if it does not fit.
    pub fn print_if_full(&self, if_full: IfFull) -> &'static str {
        match if_full {
            IfFull::Split => self.pick("Meer vellen", "More sheets"),
            IfFull::Claims => self.pick("Zonder toelichting", "Without explanations"),
            IfFull::Core => self.pick("Alleen de kern", "The core only"),
        }
    }

    /// Which page it is.
    pub fn print_page(&self, page: usize, num: usize) -> String {
        if self.lang == UiLang::Dutch {
            format!("Pagina {page} van {num}")
        } else {
            format!("Page {page} of {num}")
        }
    }

    /// What could not be made, and what to do; behind it what is of use to the makers of the program only.
    pub fn not_made(&self, not_made: &NotMade) -> String {
        let pdf = self.pick("De PDF is niet gemaakt", "The PDF was not made");
        let word = self.pick("Het Word-document is niet gemaakt", "The Word document was not made");
        let picture = self.pick("De afbeelding is niet gemaakt", "The picture was not made");
        let as_svg = self.pick(
            "Probeer het opnieuw, of kies een andere vorm, zoals SVG",
            "Try again, or choose another format, such as SVG",
        );
        let as_html = self.pick(
            "Probeer het opnieuw, of kies een andere vorm, zoals HTML",
            "Try again, or choose another format, such as HTML",
        );
        let again = self.pick("Probeer het opnieuw", "Try again");
        let name;
        let (what, todo) = match not_made.output {
            Output::Pdf => (pdf, as_svg),
            Output::Word => (word, as_html),
            Output::Picture => (picture, as_svg),
            Output::Pages => (
                pdf,
                self.pick(
                    "Probeer het opnieuw, of kies ander papier",
                    "Try again, or choose other paper",
                ),
            ),
            Output::ReportPdf => (pdf, again),
            Output::ReportWord => (word, again),
            Output::Window => (
                picture,
                self.pick(
                    "Probeer het opnieuw, of kies een andere maat met --size",
                    "Try again, or choose another size with --size",
                ),
            ),
            Output::Format(format) => {
                name = format!("{format} {}", self.pick("is niet gemaakt", "was not made"));
                (name.as_str(), as_html)
            }
        };
        let tell = self.pick(
            "Blijft het misgaan, geef dit dan door aan wie u dit programma gaf, of aan uw beheerder",
            "If it keeps going wrong, pass this on to whoever gave you this program, or manages your computer",
        );
        format!("{what}. {todo}. {tell} ({}).", not_made.says)
    }

    /// Pictures that could not come along on paper or into another format: a sentence for each, of which the first are told.
    pub fn not_along(&self, unshown: &[String]) -> Option<String> {
        /// So many are told.
        const MOST: usize = 3;
        let num = unshown.len();
        let what = match (num, self.lang) {
            (0, _) => return None,
            (1, UiLang::Dutch) => "1 afbeelding kon niet mee".to_owned(),
            (1, UiLang::English) => "1 picture could not come along".to_owned(),
            (_, UiLang::Dutch) => format!("{num} afbeeldingen konden niet mee"),
            (_, UiLang::English) => format!("{num} pictures could not come along"),
        };
        let mut list = unshown.iter().take(MOST).cloned().collect::<Vec<_>>().join("; ");
        if num > MOST {
            list += &match self.lang {
                UiLang::Dutch => format!("; en nog {}", num - MOST),
                UiLang::English => format!("; and {} more", num - MOST),
            };
        }
        Some(format!("{what}: {list}."))
    }

    /// What the program says about a print.
    pub fn said(&self, said: &Said) -> String {
        let nl = self.lang == UiLang::Dutch;
        let one = |num: usize, nl_one: &str, nl_more: &str, en_one: &str, en_more: &str| {
            let (one, more) = if nl { (nl_one, nl_more) } else { (en_one, en_more) };
            if num == 1 {
                one.to_owned()
            } else {
                more.replace("{}", &num.to_string())
            }
        };
        match said {
            Said::Sheets(num) => one(*num, "Op 1 vel.", "Op {} vellen.", "On 1 sheet.", "On {} sheets."),
            Said::WithoutExplanations(num) => one(
                *num,
                "1 toelichting is weggelaten.",
                "{} toelichtingen zijn weggelaten.",
                "1 explanation was left out.",
                "{} explanations were left out.",
            ),
            Said::WithoutArguments(num) => one(
                *num,
                "1 argument buiten de kern is weggelaten.",
                "{} argumenten buiten de kern zijn weggelaten.",
                "1 argument outside the core was left out.",
                "{} arguments outside the core were left out.",
            ),
            Said::WithoutReplies(num) => one(
                *num,
                "1 reactie is weggelaten.",
                "{} reacties zijn weggelaten.",
                "1 reply was left out.",
                "{} replies were left out.",
            ),
            Said::NoCore => self
                .pick(
                    "Deze kaart heeft geen kernargumenten: alles staat erop.",
                    "This map has no core arguments: all of it is there.",
                )
                .to_owned(),
            Said::StillFull => self
                .pick(
                    "Ook zo past het niet op één vel; het gaat verder op meer vellen.",
                    "Even so it does not fit on one sheet; it goes on on more.",
                )
                .to_owned(),
            Said::NothingGained => self
                .pick(
                    "Weglaten scheelt geen vel: alles staat erop.",
                    "Leaving things out would save no sheet: all of it is there.",
                )
                .to_owned(),
            Said::SourcesApart => self
                .pick(
                    "De argumenten staan op één vel; de bronnen hebben een eigen vel.",
                    "The arguments are on one sheet; the sources have a sheet of their own.",
                )
                .to_owned(),
            Said::AllFits => self
                .pick(
                    "Alles staat erop: er is niets weggelaten.",
                    "All of it is there: nothing was left out.",
                )
                .to_owned(),
            Said::NoColophon => self
                .pick(
                    "In het colofon van de kaart staat niets: noem er versie, maker en licentie.",
                    "The colophon of the map is empty: name its version, maker and licence there.",
                )
                .to_owned(),
            Said::SmallestLetters(size) => {
                let size = format!("{:.1}", size);
                let size = size.trim_end_matches(".0");
                if nl {
                    format!("Kleinste letter: {} punt.", size.replace('.', ","))
                } else {
                    format!("Smallest letters: {size} points.")
                }
            }
            Said::WithoutSources(num) => one(
                *num,
                "1 bron is weggelaten.",
                "{} bronnen zijn weggelaten.",
                "1 source was left out.",
                "{} sources were left out.",
            ),
            Said::OtherLanguage(num) => one(
                *num,
                "1 tekst staat er in een andere taal, omdat de vertaling ontbreekt.",
                "{} teksten staan er in een andere taal, omdat de vertaling ontbreekt.",
                "1 text is in another language, because its translation is missing.",
                "{} texts are in another language, because their translation is missing.",
            ),
            Said::UnknownLetters(letters) => {
                if nl {
                    format!("Deze tekens zitten niet in het lettertype en staan er als een blokje: {letters}")
                } else {
                    format!("These letters are in no font here and stand there as a square: {letters}")
                }
            }
            Said::NoCode => self
                .pick(
                    "Er is geen QR-code: dit is geen webadres, of het is te lang.",
                    "There is no QR code: this is no web address, or it is too long.",
                )
                .to_owned(),
        }
    }
}
