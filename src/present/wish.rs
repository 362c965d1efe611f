//! What can be on screen, what can be asked for, and what comes of that.

use crate::model::{Chart, Lang};
use crate::session::{Done, Refused, Round, SessionEdit};
use crate::view::Selected;

/// What the audience sees.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Screen {
    /// The step, or what the room asked for.
    #[default]
    Live,
    /// Nothing, on black.
    Black,
    /// Nothing, on white.
    White,
}

/// One thing that is shown: a stop with so much of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug)]
pub struct Step {
    /// The number of the stop, from 0.
    pub stop: usize,
    /// How many of its claims are shown, less one; at a round of weighing its [`Phase`].
    pub reveal: usize,
}

/// How far a round of weighing is on screen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Phase {
    /// It is explained.
    Asked,
    /// It is being counted.
    Counting,
    /// It was counted, and is still hidden.
    Hidden,
    /// The result is shown.
    Result,
}

impl Phase {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Asked, Self::Counting, Self::Hidden, Self::Result];

    pub(super) fn of(reveal: usize) -> Self {
        Self::ALL.get(reveal).copied().unwrap_or(Self::Result)
    }

    pub(super) fn next(self) -> Option<Self> {
        Self::ALL.get(self as usize + 1).copied()
    }
}

/// What is shown that is not on the route.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Aside {
    /// A part of the map, or a card.
    Selected(Selected),
    /// What the room added, by its number.
    Addition(usize),
    /// A round of weighing, by its number.
    Round(usize, Phase),
    /// What came of the rounds.
    Chart(Chart),
    /// What the room added, all of it.
    Additions,
    /// Letters and colors to be read at the back.
    TestCard,
}

/// What a person at the laptop or with the clicker asks for.
#[derive(Clone, PartialEq, Debug)]
pub enum ShowAction {
    /// The next step; back from a detour: the step where the route was left.
    Next,
    /// The step before.
    Back,
    /// The next stop, without what is left of this one.
    NextStop,
    /// The stop before.
    BackStop,
    /// The first step.
    First,
    /// The last stop.
    Last,
    /// This stop.
    Go(usize),
    /// A digit of the number of a stop, or of a count.
    Digit(u8),
    /// Goes to the stop whose number was typed, or takes the count that was typed.
    GoTyped,
    /// Takes the last digit away again.
    Erase,
    /// Black, or back.
    Black,
    /// White, or back.
    White,
    /// The audience keeps what it sees, or catches up.
    Freeze,
    /// Shows something that is not on the route.
    Detour(Aside),
    /// Shows the sources of what is said, or not.
    Sources,
    /// Goes on in this language.
    Speak(Lang),
    /// Larger (above 1) or smaller letters, around a point (parts of the screen).
    Zoom { factor: f32, at: (f32, f32) },
    /// Points at a place (parts of the screen), or no more.
    Point(Option<(f32, f32)>),
    /// The pointer is a spotlight rather than a dot, or the other way round; off after that.
    Pointer,
    /// Weighs this: a round that is not on the route.
    Weigh(Box<Round>),
    /// Counts a round again; the first result is kept.
    Again(usize),
    /// One more, or one less, of the answer that is highlighted.
    Count(i32),
    /// Highlights a cell: row, answer, group.
    Cell((usize, usize, usize)),
    /// Highlights the next (1) or previous (-1) answer.
    MoveCell(i32),
    /// Highlights the next (1) or previous (-1) row.
    MoveRow(i32),
    /// Changes the session.
    Session(SessionEdit),
    /// Adds what the room says and shows it.
    AddAndShow(crate::session::Addition),
    /// Takes the last change of the session back.
    Undo,
    /// Does it again.
    Redo,
    /// Leaves what can be left: a typed number, black, white, a freeze, a zoom, a detour; then the question whether to
    /// stop.
    Escape,
}

/// How the pointer looks.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Pointer {
    /// None.
    #[default]
    Off,
    /// A dot.
    Dot,
    /// All but the place around it is dimmed.
    Spot,
}

/// A part of the picture, enlarged.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Zoom {
    /// How much larger.
    pub factor: f32,
    /// The point that stays where it is, as parts of the screen.
    pub at: (f32, f32),
}

/// What there is to see at some moment.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Picture {
    /// The step.
    pub step: Step,
    /// Black, white, or neither.
    pub screen: Screen,
    /// What the room asked for instead.
    pub aside: Option<Aside>,
    /// Whether the sources of what is said are shown.
    pub sources: bool,
    /// The language of the map.
    pub lang: Lang,
    /// The row that is being counted.
    pub row: usize,
    /// What is enlarged.
    pub zoom: Option<Zoom>,
}

/// What came of a wish.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It was done, or there was nothing to do.
    Done,
    /// There is no stop of this number; how many there are.
    NoSuchStop(usize),
    /// A change of the session was refused.
    Refused(Refused),
    /// A step of the session was taken back, or done again.
    Undone(Done),
    /// There was no step to take back.
    NothingToUndo,
    /// Asked for the second time: the show is over.
    Over,
}
