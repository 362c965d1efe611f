//! An evening with a group: what was asked and counted, what the room added, and what was agreed.
//!
//! **Invariants:** a session never changes a map; it names records of the map by their names in its file, with the words
//! as they were on that evening, so that it can still be read when the map has changed. There is no place in it for
//! anybody's name: totals only. These types are the form of the file (`docs/session.md`); [`FORMAT`] is its number.

mod addition;
mod log;
mod results;
mod round;

pub use addition::{Addition, Fate, Place, looks_like_a_name};
pub use log::{Done, Log, SessionEdit};
pub use results::{RoleShift, Shift, Weighed, agreed, divided, heaviest, shift, weighed};
pub use round::{Answer, Asked, Group, LEAST, Refused, Role, Round, Row, State, Subject, Tally, Way};

use serde::{Deserialize, Serialize};

use crate::model::Stance;

/// Number of the form of a session file.
pub const FORMAT: u32 = 1;

/// A session file is called so behind the name of its map and the day.
pub const EXTENSION: &str = "sessie.ron";

/// A side, as it stands in the file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Side {
    /// For.
    #[serde(rename = "for")]
    For,
    /// Against.
    #[serde(rename = "against")]
    Against,
}

impl From<Stance> for Side {
    fn from(stance: Stance) -> Self {
        match stance {
            Stance::Pro => Self::For,
            Stance::Contra => Self::Against,
        }
    }
}

impl From<Side> for Stance {
    fn from(side: Side) -> Self {
        match side {
            Side::For => Self::Pro,
            Side::Against => Self::Contra,
        }
    }
}

/// Which walk the evening makes.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Walk {
    /// Per stakeholder, for and against in turn.
    #[default]
    #[serde(rename = "stakeholders")]
    Stakeholders,
    /// The core arguments.
    #[serde(rename = "core")]
    Core,
    /// Strongest counter-argument first.
    #[serde(rename = "strongest")]
    Strongest,
    /// Per theme.
    #[serde(rename = "themes")]
    Themes,
    /// The stages of a guided conversation.
    #[serde(rename = "stages")]
    Stages,
    /// One side is covered and guessed, then the other.
    #[serde(rename = "sides")]
    Sides,
    /// A route of the map, by its name in the file.
    #[serde(rename = "own")]
    Own(String),
}

/// What is weighed after the arguments.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Weighing {
    /// Nothing.
    #[default]
    #[serde(rename = "nothing")]
    Nothing,
    /// Agree, disagree, do not know: each argument.
    #[serde(rename = "opinion")]
    Opinion,
    /// Dots to divide.
    #[serde(rename = "dots")]
    Dots,
}

/// How the evening goes: enough to make its stops again from the map.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Plan {
    /// The walk.
    pub walk: Walk,
    /// The side that begins.
    pub first: Side,
    /// For or against, before and after.
    pub before_and_after: bool,
    /// What is weighed.
    pub weigh: Weighing,
    /// Instruments are chosen.
    pub tools: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            walk: Walk::default(),
            first: Side::For,
            before_and_after: false,
            weigh: Weighing::default(),
            tools: false,
        }
    }
}

/// How deep the room is for the height of its screen: letters grow with it.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Depth {
    /// The last row is within eight screen heights.
    #[default]
    #[serde(rename = "to_8")]
    Usual,
    /// Within twelve.
    #[serde(rename = "to_12")]
    Deep,
    /// Within sixteen.
    #[serde(rename = "to_16")]
    VeryDeep,
}

impl Depth {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Usual, Self::Deep, Self::VeryDeep];

    /// How much larger letters are.
    pub fn factor(self) -> f32 {
        match self {
            Self::Usual => 1.0,
            Self::Deep => 1.5,
            Self::VeryDeep => 2.0,
        }
    }

    /// How many screen heights the last row may be away.
    pub fn heights(self) -> u32 {
        match self {
            Self::Usual => 8,
            Self::Deep => 12,
            Self::VeryDeep => 16,
        }
    }
}

/// What is said of the evening itself.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct About {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub place: String,
    /// Which group: a school, a neighbourhood. Never a person.
    pub group: String,
    /// The day, as `2026-11-25`.
    pub date: String,
    /// When it began, as `19:30`.
    pub time: String,
    /// About how many people there are.
    pub people: u32,
    /// How deep the room is.
    pub room: Depth,
}

/// Which map it belongs to.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OfMap {
    /// Its file, relative to the folder of the session; empty for a map that comes with the program.
    pub file: String,
    /// The number of a map that comes with the program, from 1; 0 for none.
    pub shipped: u32,
    /// Its title.
    pub title: String,
    /// Its question.
    pub question: String,
    /// The code of the language it was shown in.
    pub lang: String,
}

/// Where the show stands.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct At {
    /// The number of the stop, from 0.
    pub stop: usize,
    /// How much of it.
    pub reveal: usize,
    /// How long the evening goes on, in seconds.
    pub seconds: u32,
}

/// The number of the form that a file says it is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Format(pub u32);

impl Default for Format {
    fn default() -> Self {
        Self(FORMAT)
    }
}

/// An evening.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Session {
    /// The form of the file.
    pub format: Format,
    /// The map.
    pub map: OfMap,
    /// The evening itself.
    pub about: About,
    /// How it goes.
    pub plan: Plan,
    /// Where it is; what was over can be gone on with.
    pub at: At,
    /// Whether it was ended by somebody (rather than by a power cut).
    pub is_over: bool,
    /// The names of the claims that were shown, in the order in which they came first.
    pub shown: Vec<String>,
    /// How long each stop was on screen, in seconds.
    pub used: Vec<u32>,
    /// What was asked and counted.
    pub rounds: Vec<Round>,
    /// What the room added.
    pub additions: Vec<Addition>,
    /// The names of the instruments that were chosen.
    pub chosen: Vec<String>,
    /// What happens next, a line each.
    pub next_steps: String,
    /// Notes of the evening.
    pub minutes: String,
}

impl Session {
    /// Whether nothing was collected: then there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        let nothing_said = self.next_steps.is_empty() && self.minutes.is_empty() && self.chosen.is_empty();
        nothing_said && self.additions.is_empty() && self.rounds.iter().all(|round| !round.has_counts())
    }

    /// The round that asks this, if there is one.
    pub fn round_like(&self, asked: &Round) -> Option<usize> {
        self.rounds.iter().position(|round| round.asks_the_same(asked))
    }

    /// Remembers that a claim was shown.
    pub fn note_shown(&mut self, name: &str) {
        if !self.shown.iter().any(|known| known == name) {
            self.shown.push(name.to_owned());
        }
    }

    /// Adds to the time that a stop was on screen.
    pub fn note_time(&mut self, stop: usize, seconds: u32) {
        if self.used.len() <= stop {
            self.used.resize(stop + 1, 0);
        }
        if let Some(used) = self.used.get_mut(stop) {
            *used += seconds;
        }
    }

    /// How long a stop was on screen, in seconds.
    pub fn used(&self, stop: usize) -> u32 {
        self.used.get(stop).copied().unwrap_or(0)
    }

    /// What the room added and is still to be looked at.
    pub fn num_open(&self) -> usize {
        let open =
            |addition: &&Addition| addition.fate == Fate::Open && addition.joined.is_none() && !addition.is_guess;
        self.additions.iter().filter(open).count()
    }
}
