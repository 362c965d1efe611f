//! Walks past the map, for an evening.

use super::document::Item;
use super::ids::{ClaimId, InstrumentId, Ordered, StakeholderId};
use super::records::Stance;
use super::text::{Lang, Text};

/// A named walk: stops one after the other.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Route {
    /// Its name.
    pub name: Text,
    /// What is shown, in this order.
    pub stops: Vec<Stop>,
    /// Place in the list of routes.
    pub order: u64,
}

impl Ordered for Route {
    fn order(&self) -> u64 {
        self.order
    }
    fn set_order(&mut self, order: u64) {
        self.order = order;
    }
}

/// A view of the living map: what is shown, never a copy of what it says.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Stop {
    /// What is on screen.
    pub shows: Shows,
    /// What the presenter wants to say or know here; never shown to an audience.
    pub note: Text,
    /// How long it is planned to take, in seconds; 0 for no plan.
    pub seconds: u32,
    /// The language from here on; `None` goes on in the one before.
    pub lang: Option<Lang>,
}

/// What a stop has on screen.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub enum Shows {
    /// The question with everybody around it.
    #[default]
    Whole,
    /// Claims that come one by one.
    Claims(Vec<ClaimId>),
    /// A stakeholder with its themes on both sides.
    Stakeholder(StakeholderId),
    /// A card of the toolbox.
    Instrument(InstrumentId),
    /// The picture of the cover, of a claim or of a card.
    Picture(Item),
    /// The map itself, as it was seen.
    View(Box<MapView>),
    /// A round of weighing.
    Vote(Ballot),
    /// What came of the rounds so far.
    Result(Chart),
    /// A stage of a guided conversation.
    Stage(Stage),
    /// One side is covered; the group guesses its arguments, which then come one by one.
    Sides { covered: Stance, claims: Vec<ClaimId> },
}

/// A part of the map as it was seen. It holds on to a record, not to a point: when the map grows the view goes along.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MapView {
    /// What stood nearest to the middle: the cover stands for the question.
    pub anchor: Item,
    /// Where the middle of the screen is, from the middle of the anchor, in points of the map.
    pub offset: (i32, i32),
    /// How much of the map fits in the height of the screen, in points of the map.
    pub height: u32,
    /// The claims whose replies are folded away.
    pub folded: Vec<ClaimId>,
    /// Only the branch of this claim.
    pub focus: Option<ClaimId>,
    /// What is lit: a claim, a stakeholder or an instrument.
    pub lit: Option<Item>,
}

/// What a round of weighing asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ballot {
    /// For or against, before the conversation.
    Before,
    /// The same, after it.
    After,
    /// Agree or disagree with each of these claims.
    Opinion(Vec<ClaimId>),
    /// Dots to divide over these claims.
    Dots(Vec<ClaimId>),
    /// Which of these instruments to choose.
    Tools(Vec<InstrumentId>),
}

/// A way of showing what was weighed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Chart {
    /// For and against, before and after.
    Shift,
    /// The same, by role.
    Roles,
    /// What weighed most, per side.
    Heaviest,
    /// Where the room is of one mind, and where it is not.
    Division,
}

impl Chart {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Shift, Self::Roles, Self::Heaviest, Self::Division];
}

/// A stage of a guided conversation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stage {
    /// What is known: the facts of the map.
    Facts,
    /// Everybody writes, nobody speaks.
    Silent,
    /// One argument per turn.
    Turns,
    /// What is said twice becomes one.
    Prune,
    /// What belongs together goes together.
    Cluster,
    /// Each group of arguments gets a headline.
    Headline,
    /// What weighs most.
    Weigh,
}

impl Stage {
    /// All of them, in the order of a conversation.
    pub const ALL: [Self; 7] = [
        Self::Facts,
        Self::Silent,
        Self::Turns,
        Self::Prune,
        Self::Cluster,
        Self::Headline,
        Self::Weigh,
    ];

    /// How long it usually takes, in seconds.
    pub fn seconds(self) -> u32 {
        match self {
            Self::Silent => 180,
            Self::Turns => 900,
            Self::Facts | Self::Prune | Self::Headline => 300,
            Self::Cluster | Self::Weigh => 600,
        }
    }
}

impl Stop {
    /// A stop that shows this, without a note.
    pub fn new(shows: Shows) -> Self {
        Self {
            shows,
            ..Self::default()
        }
    }

    /// A stop at which these claims come one by one.
    pub fn of(claims: Vec<ClaimId>) -> Self {
        Self::new(Shows::Claims(claims))
    }

    /// A stop about a part of the map: a stakeholder, or all of it.
    pub fn about(stakeholder: Option<StakeholderId>) -> Self {
        Self::new(stakeholder.map_or(Shows::Whole, Shows::Stakeholder))
    }

    /// The claims that are said here, one by one.
    pub fn claims(&self) -> &[ClaimId] {
        match &self.shows {
            Shows::Claims(claims) | Shows::Sides { claims, .. } => claims,
            _ => &[],
        }
    }

    /// The records of the map that it is about.
    pub fn items(&self) -> Vec<Item> {
        let claims = |claims: &[ClaimId]| claims.iter().copied().map(Item::Claim).collect();
        match &self.shows {
            Shows::Claims(all) | Shows::Sides { claims: all, .. } => claims(all),
            Shows::Vote(Ballot::Opinion(all) | Ballot::Dots(all)) => claims(all),
            Shows::Vote(Ballot::Tools(all)) => all.iter().copied().map(Item::Instrument).collect(),
            Shows::Stakeholder(id) => vec![Item::Stakeholder(*id)],
            Shows::Instrument(id) => vec![Item::Instrument(*id)],
            Shows::Picture(item) => vec![*item],
            Shows::View(view) => {
                let folded = view.folded.iter().copied().map(Item::Claim);
                let others = view.focus.map(Item::Claim).into_iter().chain(view.lit);
                [view.anchor].into_iter().chain(others).chain(folded).collect()
            }
            Shows::Whole | Shows::Vote(Ballot::Before | Ballot::After) | Shows::Result(_) | Shows::Stage(_) => {
                Vec::new()
            }
        }
    }
}

macro_rules! words_of {
    ($kind:ident: $($variant:ident = $word:literal),*) => {
        impl $kind {
            /// Its word in a file.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// What a word in a file stands for.
            pub fn of_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// All words.
            pub const WORDS: &'static [&'static str] = &[$($word),*];
        }
    };
}
words_of!(Chart: Shift = "shift", Roles = "roles", Heaviest = "heaviest", Division = "division");
words_of!(Stage: Facts = "facts", Silent = "silent", Turns = "turns", Prune = "prune", Cluster = "cluster",
    Headline = "headline", Weigh = "weigh");
