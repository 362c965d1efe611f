//! Words of an evening: what is asked, how it is counted, and what came of it. Dutch and English stand side by side, as in
//! `words.rs`.

use crate::command::UiLang;
use crate::model::{Chart, Document, Item, Lang, Shows, Stage, Stance, Stop};
use crate::session::{Addition, Answer, Asked, Done, Fate, Group, Place, Refused, Role, Walk, Way, Weighed, Weighing};

use super::words::Words;

/// Names of what is chosen from, in both languages.
macro_rules! names {
    ($($name:ident($kind:ty) { $($value:pat => $nl:literal, $en:literal;)* })*) => {
        impl Words {
            $(
                #[doc = concat!("The name of a ", stringify!($kind), ".")]
                pub fn $name(&self, value: $kind) -> &'static str {
                    match (value, self.lang) {
                        $(($value, UiLang::Dutch) => $nl, ($value, UiLang::English) => $en,)*
                    }
                }
            )*
        }
    };
}

names! {
    answer(Answer) {
        Answer::For => "Voor", "For";
        Answer::Against => "Tegen", "Against";
        Answer::Agree => "Eens", "Agree";
        Answer::Disagree => "Oneens", "Disagree";
        Answer::Unknown => "Weet ik (nog) niet", "Do not know (yet)";
        Answer::Dot => "Stippen", "Dots";
    }
    role(Role) {
        Role::Parent => "Ouder", "Parent";
        Role::Teacher => "Leraar", "Teacher";
        Role::Board => "Schoolbestuur", "School board";
        Role::Municipality => "Gemeente", "Municipality";
        Role::Pupil => "Leerling", "Pupil";
        Role::Other => "Anders", "Other";
    }
    way(Way) {
        Way::Hands => "Handen", "Hands";
        Way::Cards => "Gekleurde kaarten", "Colored cards";
        Way::Tables => "Per tafel", "By table";
        Way::Stickers => "Stickers", "Stickers";
    }
    asked_title(Asked) {
        Asked::Before => "Wat vindt u nu?", "What do you think now?";
        Asked::After => "Wat vindt u na het gesprek?", "What do you think after the conversation?";
        Asked::Opinion => "Bent u het eens met dit argument?", "Do you agree with this argument?";
        Asked::Dots => "Wat weegt voor u het zwaarst?", "What weighs most for you?";
        Asked::Tools => "Wat kunnen we hier doen?", "What can we do here?";
    }
    chart(Chart) {
        Chart::Shift => "Vooraf en achteraf", "Before and after";
        Chart::Roles => "Vooraf en achteraf, per rol", "Before and after, by role";
        Chart::Heaviest => "Wat het zwaarst weegt", "What weighs most";
        Chart::Division => "Waar zijn we het over eens?", "Where do we agree?";
    }
    fate(Fate) {
        Fate::Open => "nog niet bekeken", "not looked at yet";
        Fate::Accepted => "overgenomen", "taken over";
        Fate::Rewritten => "in andere woorden overgenomen", "taken over in other words";
        Fate::Left => "niet overgenomen", "not taken over";
    }
    weighing(Weighing) {
        Weighing::Nothing => "Niets wegen", "Weigh nothing";
        Weighing::Opinion => "Eens of oneens per argument", "Agree or disagree, each argument";
        Weighing::Dots => "Stippen verdelen", "Dots to divide";
    }
    stage_name(Stage) {
        Stage::Facts => "Wat weten we?", "What do we know?";
        Stage::Silent => "Eerst zelf denken", "Think for yourself first";
        Stage::Turns => "Om de beurt één argument", "One argument in turn";
        Stage::Prune => "Wat staat er dubbel?", "What is there twice?";
        Stage::Cluster => "Wat hoort bij elkaar?", "What belongs together?";
        Stage::Headline => "Geef elke groep een kop", "Give each group a headline";
        Stage::Weigh => "Wat weegt het zwaarst?", "What weighs most?";
    }
    stage_what(Stage) {
        Stage::Facts => "We lezen de feiten. Klopt er iets niet, of mist u iets? Zeg het nu.",
            "We read the facts. Is something not right, or missing? Say so now.";
        Stage::Silent => "Schrijf in stilte op wat u vindt, en waarom. Een zin per briefje. Niemand praat.",
            "Write down in silence what you think, and why. One sentence a note. Nobody speaks.";
        Stage::Turns => "Ieder noemt één argument dat nog niet genoemd is. We luisteren; reageren komt later.",
            "Everybody gives one argument that was not given yet. We listen; answers come later.";
        Stage::Prune => "Zeggen twee argumenten hetzelfde? Dan voegen we ze samen.",
            "Do two arguments say the same? Then we join them.";
        Stage::Cluster => "Leg bij elkaar wat over hetzelfde gaat.",
            "Put together what is about the same thing.";
        Stage::Headline => "Bedenk samen een korte kop die zegt waar de groep over gaat.",
            "Find a short headline together that says what the group is about.";
        Stage::Weigh => "Denk na over wat voor u het meest telt. Straks verdeelt u uw stippen.",
            "Think about what counts most for you. Then you divide your dots.";
    }
}

impl Words {
    /// A stage: what it is called, and what one does.
    pub fn stage(&self, stage: Stage) -> (&'static str, &'static str) {
        (self.stage_name(stage), self.stage_what(stage))
    }

    /// What the audience does to be counted.
    pub fn way_of_voting(&self, way: Way, asked: Asked) -> &'static str {
        match (way, asked) {
            (Way::Hands, Asked::Tools) => self.pick(
                "Steek uw hand op bij wat u wilt.",
                "Put up your hand for what you want.",
            ),
            (Way::Hands, _) => self.pick(
                "Steek uw hand op bij uw antwoord. Elke hand telt één keer.",
                "Put up your hand for your answer. Each hand counts once.",
            ),
            (Way::Cards, _) => self.pick(
                "Steek allemaal tegelijk de kaart met uw antwoord op.",
                "Hold up the card of your answer, all at the same moment.",
            ),
            (Way::Tables, _) => self.pick(
                "Tel met uw tafel en geef de aantallen door.",
                "Count with your table and pass on the numbers.",
            ),
            (Way::Stickers, _) => self.pick(
                "Plak uw stickers allemaal tegelijk op de wand.",
                "Put your stickers on the wall, all at the same moment.",
            ),
        }
    }

    /// A group.
    pub fn group_of(&self, group: &Group) -> String {
        match group {
            Group::Room => self.pick("Hele zaal", "Whole room").to_owned(),
            Group::Role(role) => self.role(*role).to_owned(),
            Group::Table(number) => format!("{} {number}", self.pick("Tafel", "Table")),
            Group::Together => self.all_others.to_owned(),
        }
    }

    /// On which side the lot fell.
    pub fn lot_fell(&self, side: Stance) -> String {
        let side = self.stance(side);
        match self.lang {
            UiLang::Dutch => format!("Geloot: {side} begint."),
            UiLang::English => format!("The lot says: {side} begins."),
        }
    }

    /// More answered than there are people.
    pub fn more_than_people(&self, people: u32) -> String {
        match self.lang {
            UiLang::Dutch => format!("Dat zijn er meer dan de {people} mensen die er zijn."),
            UiLang::English => format!("That is more than the {people} people who are here."),
        }
    }

    /// How many answered.
    pub fn num_answered(&self, num: u32) -> String {
        match (self.lang, num) {
            (UiLang::Dutch, 1) => "1 antwoord".to_owned(),
            (UiLang::Dutch, _) => format!("{num} antwoorden"),
            (UiLang::English, 1) => "1 answer".to_owned(),
            (UiLang::English, _) => format!("{num} answers"),
        }
    }

    /// A number of dots.
    pub fn num_dots(&self, num: u32) -> String {
        match (self.lang, num) {
            (UiLang::Dutch, 1) => "1 stip".to_owned(),
            (UiLang::Dutch, _) => format!("{num} stippen"),
            (UiLang::English, 1) => "1 dot".to_owned(),
            (UiLang::English, _) => format!("{num} dots"),
        }
    }

    /// A number of hands for instruments.
    pub fn num_votes(&self, num: u32) -> String {
        match (self.lang, num) {
            (UiLang::Dutch, 1) => "1 stem".to_owned(),
            (UiLang::Dutch, _) => format!("{num} stemmen"),
            (UiLang::English, 1) => "1 vote".to_owned(),
            (UiLang::English, _) => format!("{num} votes"),
        }
    }

    /// How many answered before and after.
    pub fn before_and_after(&self, before: Option<u32>, after: Option<u32>) -> String {
        let num = |num: Option<u32>| num.map_or_else(|| "–".to_owned(), |num| num.to_string());
        format!(
            "{}: {} · {}: {}",
            self.before_short,
            num(before),
            self.after_short,
            num(after)
        )
    }

    /// Which of several arguments is asked about.
    pub fn row_of(&self, number: usize, all: usize) -> String {
        match self.lang {
            UiLang::Dutch => format!("Argument {number} van {all}"),
            UiLang::English => format!("Argument {number} of {all}"),
        }
    }

    /// How many dots each has.
    pub fn dots_each(&self, dots: u32) -> String {
        match (self.lang, dots) {
            (UiLang::Dutch, 1) => "U hebt 1 stip.".to_owned(),
            (UiLang::Dutch, _) => format!("U hebt {dots} stippen."),
            (UiLang::English, 1) => "You have 1 dot.".to_owned(),
            (UiLang::English, _) => format!("You have {dots} dots."),
        }
    }

    /// How many dots are left.
    pub fn dots_left(&self, dots: u32) -> String {
        match self.lang {
            UiLang::Dutch => format!("nog {dots} te plaatsen"),
            UiLang::English => format!("{dots} left to place"),
        }
    }

    /// How late it is.
    pub fn minutes_late(&self, minutes: u32) -> String {
        match self.lang {
            UiLang::Dutch => format!("{minutes} min achter"),
            UiLang::English => format!("{minutes} min behind"),
        }
    }

    /// How far away the last row is.
    pub fn screen_heights(&self, heights: u32) -> String {
        match self.lang {
            UiLang::Dutch => format!("tot {heights} schermhoogten"),
            UiLang::English => format!("up to {heights} screen heights"),
        }
    }

    /// How many stops do not fit.
    pub fn num_too_full(&self, num: usize) -> String {
        match (self.lang, num) {
            (UiLang::Dutch, 0) => "Alle haltes passen op het scherm".to_owned(),
            (UiLang::Dutch, 1) => "1 halte is te vol voor deze zaal".to_owned(),
            (UiLang::Dutch, _) => format!("{num} haltes zijn te vol voor deze zaal"),
            (UiLang::English, 0) => "All stops fit the screen".to_owned(),
            (UiLang::English, 1) => "1 stop is too full for this room".to_owned(),
            (UiLang::English, _) => format!("{num} stops are too full for this room"),
        }
    }

    /// How much the room added.
    pub fn num_from_room(&self, num: usize) -> String {
        format!("{} ({num})", self.from_the_room)
    }

    /// What may be a name.
    pub fn is_a_name(&self, name: &str) -> String {
        match self.lang {
            UiLang::Dutch => format!("Staat hier een naam? ‘{name}’. We bewaren geen namen."),
            UiLang::English => format!("Is this a name? ‘{name}’. We keep no names."),
        }
    }

    /// What the group does while a side is covered.
    pub fn guess_side(&self, covered: Stance) -> &'static str {
        match covered {
            Stance::Pro => self.pick(
                "Wat zijn de beste argumenten vóór? Raad ze samen.",
                "What are the best arguments for? Guess them together.",
            ),
            Stance::Contra => self.pick(
                "Wat zijn de beste argumenten tegen? Raad ze samen.",
                "What are the best arguments against? Guess them together.",
            ),
        }
    }

    /// What the room made of something, in one line.
    pub fn weighed_line(&self, weighed: &Weighed) -> String {
        let mut parts = Vec::new();
        if let Some(dots) = weighed.dots {
            parts.push(self.num_dots(dots));
        }
        if let Some([agree, disagree, unknown]) = weighed.opinion {
            let unknown_word = self.pick("weet niet", "do not know");
            let (yes, no) = (self.pick("eens", "agree"), self.pick("oneens", "disagree"));
            parts.push(format!("{agree} {yes} · {disagree} {no} · {unknown} {unknown_word}"));
        }
        parts.join(" · ")
    }

    /// Why a count or addition is refused.
    pub fn refused(&self, refused: Refused) -> String {
        match (refused, self.lang) {
            (Refused::NoDotsLeft { all, left: 0 }, UiLang::Dutch) => format!("Alle {all} stippen zijn geplaatst"),
            (Refused::NoDotsLeft { all, left: 0 }, UiLang::English) => format!("All {all} dots are placed"),
            (Refused::NoDotsLeft { all, left }, UiLang::Dutch) => {
                format!("Hier kunnen er nog {left} bij van de {all} stippen")
            }
            (Refused::NoDotsLeft { all, left }, UiLang::English) => {
                format!("There is room for {left} here of the {all} dots")
            }
            (Refused::TooMany(most), UiLang::Dutch) => format!("Meer dan {most} kan niet"),
            (Refused::TooMany(most), UiLang::English) => format!("More than {most} is not possible"),
            (Refused::NotOpen, _) => self
                .pick(
                    "Deze telling is gesloten. Kies ‘Opnieuw tellen’.",
                    "This count is closed. Choose ‘Count again’.",
                )
                .to_owned(),
            (Refused::NoSuchCell | Refused::Gone, _) => {
                self.pick("Dat is er niet meer", "That is no longer there").to_owned()
            }
            (Refused::Empty, _) => self
                .pick("Typ eerst wat er gezegd is", "Type first what was said")
                .to_owned(),
        }
    }

    /// What was taken back.
    pub fn undone(&self, done: Done) -> &'static str {
        match done {
            Done::Count => self.pick("Telling teruggezet", "Count taken back"),
            Done::Round => self.pick("Ronde teruggezet", "Round taken back"),
            Done::Addition => self.pick("Inbreng teruggezet", "Addition taken back"),
            Done::Note => self.pick("Notitie teruggezet", "Note taken back"),
        }
    }

    /// A walk.
    pub fn walk(&self, walk: &Walk) -> &'static str {
        match walk {
            Walk::Stakeholders => self.pick("Per belanghebbende", "By stakeholder"),
            Walk::Core => self.pick("Alleen kernargumenten", "Core arguments only"),
            Walk::Strongest => self.pick("Sterkste tegenargument eerst", "Strongest counter-argument first"),
            Walk::Themes => self.pick("Per thema", "By theme"),
            Walk::Stages => self.pick("Gesprek in stappen", "Guided conversation"),
            Walk::Sides => self.pick("De andere kant raden", "Guess the other side"),
            Walk::Own(_) => self.pick("Eigen route", "Route of your own"),
        }
    }

    /// What a stop shows, in one line.
    pub fn stop_name(&self, document: &Document, lang: Lang, stop: &Stop) -> String {
        let claim = |id: crate::model::ClaimId| match document.claims.get(id) {
            Some(record) => document.read(&record.text, lang).words.to_owned(),
            None => self.argument_gone.to_owned(),
        };
        let gone = || self.argument_gone.to_owned();
        match &stop.shows {
            Shows::Whole => self
                .pick(
                    "De vraag met iedereen eromheen",
                    "The question with everybody around it",
                )
                .to_owned(),
            Shows::Claims(claims) => match claims.as_slice() {
                [] => gone(),
                [one] => claim(*one),
                [one, rest @ ..] => format!("{} (+{})", claim(*one), rest.len()),
            },
            Shows::Stakeholder(id) => match document.stakeholders.get(*id) {
                Some(record) => document.read(&record.name, lang).words.to_owned(),
                None => gone(),
            },
            Shows::Instrument(id) => match document.instruments.get(*id) {
                Some(record) => format!("{}: {}", self.toolbox, document.read(&record.name, lang).words),
                None => gone(),
            },
            Shows::Picture(item) => {
                let of = match item {
                    Item::Claim(id) => claim(*id),
                    _ => document.title(lang).to_owned(),
                };
                format!("{}: {of}", self.pick("Afbeelding", "Picture"))
            }
            Shows::View(view) => {
                let of = match view.anchor {
                    Item::Claim(id) => claim(id),
                    Item::Stakeholder(id) => match document.stakeholders.get(id) {
                        Some(record) => document.read(&record.name, lang).words.to_owned(),
                        None => gone(),
                    },
                    _ => document.title(lang).to_owned(),
                };
                format!("{}: {of}", self.pick("De kaart bij", "The map at"))
            }
            Shows::Vote(ballot) => {
                use crate::model::Ballot as B;
                let asked = match ballot {
                    B::Before => Asked::Before,
                    B::After => Asked::After,
                    B::Opinion(_) => Asked::Opinion,
                    B::Dots(_) => Asked::Dots,
                    B::Tools(_) => Asked::Tools,
                };
                format!("{}: {}", self.pick("Peiling", "Poll"), self.asked_title(asked))
            }
            Shows::Result(chart) => format!("{}: {}", self.pick("Uitslag", "Result"), self.chart(*chart)),
            Shows::Stage(stage) => self.stage_name(*stage).to_owned(),
            Shows::Sides { covered, .. } => self.guess_side(*covered).to_owned(),
        }
    }

    /// Where something from the room lands.
    pub fn addition_place(&self, document: &Document, lang: Lang, addition: &Addition) -> String {
        let side = |side: crate::session::Side| self.stance(side.into());
        if addition.is_guess {
            return self.pick("Gok van de groep", "Guess of the group").to_owned();
        }
        match &addition.place {
            Place::Parked => self.pick("Geparkeerd", "Parked").to_owned(),
            Place::Question => self.pick("Vraag voor later", "Question for later").to_owned(),
            Place::Argument { side: of, stakeholder } => {
                let id = document.stakeholders.id(stakeholder);
                let name = id.and_then(|id| document.stakeholders.get(id));
                match name {
                    Some(record) => format!("{}, {}", document.read(&record.name, lang).words, side(*of)),
                    None => format!("{}, {}", self.nobody, side(*of)),
                }
            }
            Place::Reply { side: of, claim } => {
                let id = document.claims.id(claim);
                let text = id.and_then(|id| document.claims.get(id));
                let words = text.map_or(self.argument_gone, |record| document.read(&record.text, lang).words);
                let verb = match of {
                    crate::session::Side::For => self.pick("Steunt", "Supports"),
                    crate::session::Side::Against => self.pick("Weerlegt", "Attacks"),
                };
                format!("{verb} ‘{words}’")
            }
        }
    }

    /// A stop was added to a route.
    pub fn stop_recorded(&self, number: usize, route: &str) -> String {
        match self.lang {
            UiLang::Dutch => format!("Halte {number} staat in ‘{route}’"),
            UiLang::English => format!("Stop {number} is in ‘{route}’"),
        }
    }

    /// An evening that was not ended.
    pub fn evening_found(&self, title: &str, time: &str, stop: usize) -> String {
        match self.lang {
            UiLang::Dutch => format!("De avond ‘{title}’ van {time} uur is niet afgesloten. U was bij halte {stop}."),
            UiLang::English => format!("The evening ‘{title}’ of {time} was not ended. You were at stop {stop}."),
        }
    }

    /// Where an evening was saved.
    pub fn evening_saved(&self, path: &std::path::Path) -> String {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match self.lang {
            UiLang::Dutch => format!("Avond bewaard: {name}"),
            UiLang::English => format!("Evening saved: {name}"),
        }
    }

    /// Where a report was made.
    pub fn report_made_at(&self, page: &std::path::Path) -> String {
        let folder = page.parent().and_then(std::path::Path::file_name).unwrap_or_default();
        format!("{}: {}", self.report_made, folder.to_string_lossy())
    }

    /// Which files of a report were not made, each with the reason; whether others were.
    pub fn report_in_part(&self, has_others: bool, not_made: &[String]) -> String {
        let head = match (has_others, not_made.len()) {
            (false, _) => self.pick("Het verslag kon niet gemaakt worden.", "The report could not be made."),
            (true, 1) => self.pick(
                "Eén bestand van het verslag is niet gemaakt. De andere staan er wel.",
                "One file of the report was not made. The others are there.",
            ),
            (true, _) => self.pick(
                "Deze bestanden van het verslag zijn niet gemaakt. De andere staan er wel.",
                "These files of the report were not made. The others are there.",
            ),
        };
        format!("{head}\n{}", not_made.join("\n"))
    }

    /// A round about several arguments, as a title.
    pub fn asked_of(&self, round: &crate::session::Round) -> &'static str {
        if round.asked == Asked::Opinion && round.rows.len() > 1 {
            self.pick(
                "Bent u het eens met deze argumenten?",
                "Do you agree with these arguments?",
            )
        } else {
            self.asked_title(round.asked)
        }
    }

    /// How many answered about each of several.
    pub fn answered_each(&self, least: u32, most: u32) -> String {
        if least == most {
            return self.num_answered(most);
        }
        match self.lang {
            UiLang::Dutch => format!("{least} tot {most} antwoorden"),
            UiLang::English => format!("{least} to {most} answers"),
        }
    }

    /// That a second screen was found.
    pub fn screen_found(&self, width: u32, height: u32) -> String {
        match self.lang {
            UiLang::Dutch => format!("Tweede scherm gevonden ({width}×{height}). Het publiek daar laten kijken?"),
            UiLang::English => format!("Second screen found ({width}×{height}). Show the audience there?"),
        }
    }

    /// The name of a new route.
    pub fn new_route(&self, number: usize) -> String {
        match self.lang {
            UiLang::Dutch => format!("Eigen route {number}"),
            UiLang::English => format!("Own route {number}"),
        }
    }

    /// How many stops a route has and how long it is planned to take.
    pub fn route_size(&self, num: usize, seconds: u32) -> String {
        let stops = match (self.lang, num) {
            (UiLang::Dutch, 1) => "1 halte".to_owned(),
            (UiLang::Dutch, _) => format!("{num} haltes"),
            (UiLang::English, 1) => "1 stop".to_owned(),
            (UiLang::English, _) => format!("{num} stops"),
        };
        match seconds {
            0 => stops,
            _ => format!("{stops}, ± {} min", seconds.div_ceil(60)),
        }
    }
}
