//! Every fixed text of a report, Dutch and English side by side: a missing one does not compile.

use crate::model::{Lang, Section};
use crate::session::{Answer, Asked, Fate, Role, Side, Way};

/// A language that a report can be written in.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum ReportLang {
    /// Dutch.
    #[default]
    Dutch,
    /// English.
    English,
}

impl ReportLang {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Dutch, Self::English];

    /// The language of the texts of a map that belongs to it.
    pub fn lang(self) -> Lang {
        match self {
            Self::Dutch => Lang::NL,
            Self::English => Lang::EN,
        }
    }
}

macro_rules! words {
    ($($name:ident: $nl:literal, $en:literal;)*) => {
        /// The fixed texts in one language.
        pub(super) struct Words {
            pub lang: ReportLang,
            $(pub $name: &'static str),*
        }

        static DUTCH: Words = Words { lang: ReportLang::Dutch, $($name: $nl),* };
        static ENGLISH: Words = Words { lang: ReportLang::English, $($name: $en),* };
    };
}

words! {
    report: "Verslag van de avond", "Report of the evening";
    question: "De vraag", "The question";
    map: "Argumentenkaart", "Argument map";
    date: "Datum", "Date";
    begin: "Begin", "Start";
    duration: "Duur", "Duration";
    place: "Plaats", "Place";
    group: "Groep", "Group";
    by_group: "Voor en tegen, per groep", "For and against, by group";
    people: "Aanwezig", "Present";
    counted: "Geteld", "Counted";
    nothing: "Op deze avond is niets geteld of opgeschreven.", "Nothing was counted or written down on this evening.";
    // For and against.
    shift: "Voor of tegen", "For or against";
    shift_about: "Dit zijn totalen van wie er op dat moment waren. Het is een peiling, geen besluit.", "These are totals of who was there at that moment. It is a poll, not a decision.";
    shift_chart: "Antwoorden van de hele zaal", "Answers of the whole room";
    shift_roles: "Antwoorden per rol", "Answers by role";
    roles: "Per rol", "By role";
    roles_about: "Mensen kozen zelf hun rol. Groepen van minder dan vijf staan bij elkaar.", "People chose their own role. Groups of fewer than five are put together.";
    role: "Rol", "Role";
    moment: "Moment", "When";
    before: "Vooraf", "Before";
    after: "Achteraf", "After";
    pro: "Voor", "For";
    contra: "Tegen", "Against";
    unknown: "Weet niet", "Do not know";
    agree: "Eens", "Agree";
    disagree: "Oneens", "Disagree";
    everybody_else: "Alle anderen", "Everybody else";
    // What was weighed.
    heaviest: "Wat het zwaarst woog", "What weighed most";
    heaviest_dots: "De argumenten met de meeste stippen.", "The arguments with the most dots.";
    heaviest_agree: "De argumenten waar de meeste mensen het mee eens zijn.", "The arguments that most people agree with.";
    most_pro: "Argumenten voor", "Arguments for";
    most_contra: "Argumenten tegen", "Arguments against";
    most_other: "Zonder kant", "On neither side";
    most_contra_chart: "Wat het zwaarst woog: argumenten tegen", "What weighed most: arguments against";
    most_pro_chart: "Wat het zwaarst woog: argumenten voor", "What weighed most: arguments for";
    most_other_chart: "Wat het zwaarst woog: zonder kant", "What weighed most: on neither side";
    division: "Waar de zaal het over eens is, en waar niet", "Where the room agrees, and where it does not";
    division_about: "Dit gaat over wie ‘eens’ of ‘oneens’ antwoordde. Wie het niet weet, telt hier niet mee.", "This is about who answered ‘agree’ or ‘disagree’. Who does not know is not counted here.";
    of_one_mind: "De zaal is het hiermee eens", "The room agrees with this";
    of_one_mind_about: "Minstens drie van de vier mensen zeiden ‘eens’.", "At least three out of four people said ‘agree’.";
    against_it: "De zaal is het hiermee oneens", "The room disagrees with this";
    against_it_about: "Minstens drie van de vier mensen zeiden ‘oneens’.", "At least three out of four people said ‘disagree’.";
    divided: "De zaal is verdeeld", "The room is divided";
    divided_about: "Zowel ‘eens’ als ‘oneens’ kreeg meer dan een derde van de antwoorden.", "Both ‘agree’ and ‘disagree’ got more than a third of the answers.";
    weighed: "Alles wat gewogen is", "Everything that was weighed";
    weighed_caption: "Aantallen per argument", "Numbers for each argument";
    n_about: "De letter n betekent: het aantal antwoorden.", "The letter n stands for the number of answers.";
    argument: "Argument", "Argument";
    side: "Kant", "Side";
    dots: "Stippen", "Dots";
    // The toolbox.
    tools: "Instrumenten", "Instruments";
    tool: "Instrument", "Instrument";
    tool_times: "Keer gekozen", "Times chosen";
    tool_kept: "Mee verder", "To go on with";
    tool_caption: "Hoe vaak elk instrument is gekozen", "How often each instrument was chosen";
    tools_kept: "Hier wil de groep mee verder:", "The group wants to go on with:";
    yes: "ja", "yes";
    no: "nee", "no";
    // From the room.
    room: "Wat de zaal toevoegde", "What the room added";
    room_about: "Dit zijn de woorden van de zaal.", "These are the words of the room.";
    no_headline: "Zonder kopje", "Without a headline";
    on_the_map: "Dit staat al op de kaart", "This is on the map already";
    also_said: "Ook zo gezegd:", "Also said as:";
    reply_to: "reactie op", "reply to";
    same_as: "hetzelfde als", "the same as";
    no_place: "nog zonder plek", "no place yet";
    fate_open: "nog te bekijken", "still to be looked at";
    fate_accepted: "staat nu op de kaart", "is now on the map";
    fate_rewritten: "staat in andere woorden op de kaart", "is on the map in other words";
    fate_left: "niet opgenomen", "left out";
    guesses: "De andere kant raden", "Guessing the other side";
    guesses_about: "De zaal bedacht wat de andere kant zou zeggen. Dit zijn geen eigen meningen.", "The room thought of what the other side would say. These are not opinions of their own.";
    is_on_map: "staat op de kaart:", "is on the map:";
    parked: "Geparkeerd", "Parked";
    questions: "Vragen om uit te zoeken", "Questions to look up";
    to_do: "Voor later", "For later";
    next_steps: "Hoe het verder gaat", "What happens next";
    minutes: "Aantekeningen", "Notes";
    // What was shown.
    shown: "Wat er getoond is", "What was shown";
    shown_caption: "Aantal getoonde argumenten", "Number of arguments that were shown";
    shown_about: "De argumenten staan hier zoals ze nu op de kaart staan.", "The arguments stand here as they are on the map now.";
    stakeholder: "Belanghebbende", "Stakeholder";
    nobody: "Zonder belanghebbende", "No stakeholder";
    neither: "Zonder kant", "On neither side";
    together: "Samen", "Total";
    gone: "Niet meer op de kaart", "No longer on the map";
    is_gone: "niet meer op de kaart", "no longer on the map";
    // How it was counted.
    ways: "Hoe er is geteld", "How it was counted";
    not_closed: "Deze ronde is niet afgesloten. De aantallen staan daarom niet in dit verslag.", "This round was not closed. Its numbers are therefore not in this report.";
    not_held: "Deze ronde is niet gehouden.", "This round was not held.";
    no_answers: "Er waren geen antwoorden.", "There were no answers.";
    again: "Er is opnieuw geteld; de laatste telling geldt.", "It was counted again; the last count is the one that stands.";
    privacy: "Privacy", "Privacy";
    privacy_about: "Namen zijn niet gevraagd: er zijn alleen aantallen geteld. Groepen kleiner dan vijf staan bij elkaar.", "No names were asked: only numbers were counted. Groups smaller than five are put together.";
    made_with: "Gemaakt met Argumentenkaart", "Made with Argumentenkaart";
    page: "Bladzijde", "Page";
    // A map as a document.
    thesis: "Stelling", "Thesis";
    supports: "steunt", "supports";
    attacks: "weerlegt", "objects to";
    undercuts: "ondergraaft de stap", "undercuts the step";
    loose: "Nog zonder plek", "No place yet";
    toolbox: "Toolbox", "Toolbox";
    glossary: "Begrippen", "Glossary";
    sources: "Bronnen", "Sources";
    colophon: "Colofon", "Colophon";
    own_suggestion: " (eigen suggestie)", " (our own suggestion)";
    // The sheet.
    sheet_kind: "Soort", "Kind";
    sheet_round: "Ronde", "Round";
    sheet_asked: "Wat is gevraagd", "What was asked";
    sheet_way: "Manier", "Way";
    sheet_subject: "Waarover", "About";
    sheet_side: "Kant", "Side";
    sheet_group: "Groep", "Group";
    sheet_answer: "Antwoord", "Answer";
    sheet_number: "Aantal", "Number";
    sheet_percent: "Procent", "Percent";
    sheet_all: "Van totaal", "Out of";
    sheet_note: "Toelichting", "Note";
    sheet_count: "telling", "count";
    sheet_earlier: "eerdere telling", "earlier count";
    sheet_room: "uit de zaal", "from the room";
    sheet_tool: "gekozen instrument", "chosen instrument";
    sheet_whole: "Hele zaal", "Whole room";
    sheet_small: "Kleine groepen samen", "Small groups together";
    sheet_guess: "bedacht voor de andere kant", "thought of for the other side";
    sheet_parked: "geparkeerd", "parked";
    sheet_question: "vraag", "question";
    sheet_reply: "reactie", "reply";
}

impl Words {
    /// A part of a card of the toolbox.
    pub fn section(&self, section: Section) -> &'static str {
        let (nl, en) = match section {
            Section::Purpose => ("Waarvoor", "What for"),
            Section::Audience => ("Voor wie", "For whom"),
            Section::Experience => ("Waar is ervaring?", "Where is there experience?"),
            Section::Steps => ("Stappen", "Steps"),
            Section::Conditions => ("Voorwaarden", "Conditions"),
            Section::Pitfalls => ("Valkuilen", "Pitfalls"),
            Section::Facts => ("Feiten", "Facts"),
            Section::Further => ("Verder", "Further"),
        };
        match self.lang {
            ReportLang::Dutch => nl,
            ReportLang::English => en,
        }
    }
}

impl Words {
    /// The texts in a language.
    pub fn of(lang: ReportLang) -> &'static Self {
        match lang {
            ReportLang::Dutch => &DUTCH,
            ReportLang::English => &ENGLISH,
        }
    }

    pub(super) fn pick<'a>(&self, nl: &'a str, en: &'a str) -> &'a str {
        match self.lang {
            ReportLang::Dutch => nl,
            ReportLang::English => en,
        }
    }

    /// One thing or several.
    pub(super) fn count(&self, num: u32, one: (&str, &str), several: (&str, &str)) -> String {
        let (nl, en) = if num == 1 { one } else { several };
        format!("{} {}", self.num(num), self.pick(nl, en))
    }

    /// A number of people.
    pub fn num_people(&self, num: u32) -> String {
        self.count(num, ("mens", "person"), ("mensen", "people"))
    }

    /// About so many people.
    pub fn about_people(&self, num: u32) -> String {
        format!("{} {}", self.pick("ongeveer", "about"), self.num_people(num))
    }

    /// A number of dots.
    pub fn num_dots(&self, num: u32) -> String {
        self.count(num, ("stip", "dot"), ("stippen", "dots"))
    }

    /// A number of answers.
    pub fn num_answers(&self, num: u32) -> String {
        self.count(num, ("antwoord", "answer"), ("antwoorden", "answers"))
    }

    /// A number of arguments on a side.
    pub fn num_arguments(&self, num: u32, side: Option<Side>) -> String {
        let arguments = self.count(num, ("argument", "argument"), ("argumenten", "arguments"));
        match side {
            Some(side) => format!("{arguments} {}", self.side_small(side)),
            None => format!("{arguments} {}", self.pick("zonder kant", "on neither side")),
        }
    }

    /// A number of arguments that are gone from the map.
    pub fn num_gone(&self, num: u32) -> String {
        let arguments = self.count(num, ("argument", "argument"), ("argumenten", "arguments"));
        match (self.lang, num) {
            (ReportLang::Dutch, 1) => format!("{arguments} staat nu niet meer op de kaart."),
            (ReportLang::Dutch, _) => format!("{arguments} staan nu niet meer op de kaart."),
            (ReportLang::English, 1) => format!("{arguments} is no longer on the map."),
            (ReportLang::English, _) => format!("{arguments} are no longer on the map."),
        }
    }

    /// A side.
    pub fn side(&self, side: Side) -> &'static str {
        match side {
            Side::For => self.pro,
            Side::Against => self.contra,
        }
    }

    /// A side, within a sentence.
    pub fn side_small(&self, side: Side) -> &'static str {
        match side {
            Side::For => self.pick("voor", "for"),
            Side::Against => self.pick("tegen", "against"),
        }
    }

    /// Whether a reply is for or against what it answers.
    pub fn reply(&self, side: Side) -> &'static str {
        match side {
            Side::For => self.pick("steunt dit", "supports it"),
            Side::Against => self.pick("gaat hiertegen in", "goes against it"),
        }
    }

    /// An answer, within a sentence.
    pub fn answer(&self, answer: Answer) -> &'static str {
        match answer {
            Answer::For => self.pick("voor", "for"),
            Answer::Against => self.pick("tegen", "against"),
            Answer::Agree => self.pick("eens", "agree"),
            Answer::Disagree => self.pick("oneens", "disagree"),
            Answer::Unknown => self.pick("weet niet", "do not know"),
            Answer::Dot => self.pick("gekozen", "chosen"),
        }
    }

    /// An answer with its number.
    pub fn num_answer(&self, num: u32, answer: Answer) -> String {
        format!("{} {}", self.num(num), self.answer(answer))
    }

    /// What a round asks.
    pub fn asked(&self, asked: Asked) -> &'static str {
        match asked {
            Asked::Before => self.pick("Voor of tegen, vooraf", "For or against, before"),
            Asked::After => self.pick("Voor of tegen, achteraf", "For or against, after"),
            Asked::Opinion => self.pick("Eens of oneens met argumenten", "Agree or disagree with arguments"),
            Asked::Dots => self.pick("Stippen verdelen over argumenten", "Dividing dots over arguments"),
            Asked::Tools => self.pick("Instrumenten kiezen", "Choosing instruments"),
        }
    }

    /// How a round is counted.
    pub fn way(&self, way: Way) -> &'static str {
        match way {
            Way::Hands => self.pick("Met opgestoken handen", "By show of hands"),
            Way::Cards => self.pick("Met kaartjes, allemaal tegelijk", "With cards, all at once"),
            Way::Tables => self.pick("Per tafel", "By table"),
            Way::Stickers => self.pick("Met stickers of briefjes", "With stickers or notes"),
        }
    }

    /// So many dots for each of so many people.
    pub fn budget(&self, dots: u32, people: u32) -> String {
        match (self.lang, people) {
            (ReportLang::Dutch, 0) => format!("{} per persoon.", self.num_dots(dots)),
            (ReportLang::Dutch, _) => format!("{} per persoon, voor {}.", self.num_dots(dots), self.num_people(people)),
            (ReportLang::English, 0) => format!("{} each.", self.num_dots(dots)),
            (ReportLang::English, _) => format!("{} each, for {}.", self.num_dots(dots), self.num_people(people)),
        }
    }

    /// So many dots were placed.
    pub fn dots_placed(&self, num: u32) -> String {
        format!("{} {}.", self.num_dots(num), self.pick("geplakt", "placed"))
    }

    /// So many people were counted.
    pub fn people_counted(&self, num: u32) -> String {
        format!("{} {}.", self.num_people(num), self.pick("geteld", "counted"))
    }

    /// The largest number of answers about one thing.
    pub fn most_answers(&self, num: u32) -> String {
        match self.lang {
            ReportLang::Dutch => format!("Hoogstens {} bij één argument.", self.num_answers(num)),
            ReportLang::English => format!("At most {} about one argument.", self.num_answers(num)),
        }
    }

    /// A count that was done again; the number counts from 1.
    pub fn earlier(&self, number: usize) -> String {
        match self.lang {
            ReportLang::Dutch => format!("Telling {number}:"),
            ReportLang::English => format!("Count {number}:"),
        }
    }

    /// A role.
    pub fn role_name(&self, role: Role) -> &'static str {
        match role {
            Role::Parent => self.pick("Ouders", "Parents"),
            Role::Teacher => self.pick("Leraren", "Teachers"),
            Role::Board => self.pick("Schoolbestuur", "School board"),
            Role::Municipality => self.pick("Gemeente", "Municipality"),
            Role::Pupil => self.pick("Leerlingen", "Pupils"),
            Role::Other => self.pick("Anders", "Other"),
        }
    }

    /// A table in the room.
    pub fn table(&self, number: u32) -> String {
        format!("{} {number}", self.pick("Tafel", "Table"))
    }

    /// What became of something from the room.
    pub fn fate(&self, fate: Fate) -> &'static str {
        match fate {
            Fate::Open => self.fate_open,
            Fate::Accepted => self.fate_accepted,
            Fate::Rewritten => self.fate_rewritten,
            Fate::Left => self.fate_left,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_several_are_right_in_both_languages() {
        let [nl, en] = ReportLang::ALL.map(Words::of);
        assert_eq!([nl.num_people(1), nl.num_people(2)], ["1 mens", "2 mensen"]);
        assert_eq!([en.num_people(1), en.num_people(0)], ["1 person", "0 people"]);
        assert_eq!([nl.num_dots(1), nl.num_dots(1250)], ["1 stip", "1.250 stippen"]);
        assert_eq!([en.num_dots(1), en.num_dots(1_000_003)], ["1 dot", "1,000,003 dots"]);
        assert_eq!(nl.num_gone(1), "1 argument staat nu niet meer op de kaart.");
        assert_eq!(en.num_gone(3), "3 arguments are no longer on the map.");
    }
}
