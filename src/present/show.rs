//! Where in a route one is, what the screen shows instead, and the way back from a detour.

use std::collections::BTreeSet;

use crate::model::{Lang, Stop};
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
    /// How many of its claims are shown, less one.
    pub reveal: usize,
}

/// What a person at the laptop or with the clicker asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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
    /// A digit of the number of a stop.
    Digit(u8),
    /// Goes to the stop whose number was typed.
    GoTyped,
    /// Black, or back.
    Black,
    /// White, or back.
    White,
    /// The audience keeps what it sees, or catches up.
    Freeze,
    /// Shows something that is not on the route.
    Detour(Selected),
    /// Shows the sources of what is said, or not.
    Sources,
    /// Goes on in this language.
    Speak(Lang),
    /// Leaves what can be left: a typed number, black, white, a freeze, a detour; then the question whether to stop.
    Escape,
}

/// For so many seconds [`ShowAction::Escape`] a second time ends the show.
pub const TO_STOP: f64 = 3.0;

/// A show that is going on.
#[derive(Clone, Debug)]
pub struct Show {
    stops: Vec<Stop>,
    at: Step,
    screen: Screen,
    detour: Option<Selected>,
    sources: bool,
    lang: Lang,
    /// What the audience keeps while it is frozen.
    frozen: Option<Picture>,
    typed: Option<usize>,
    /// When ending was asked for.
    stop_asked: Option<f64>,
    /// The steps that were shown.
    seen: BTreeSet<Step>,
}

/// What there is to see at some moment.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Picture {
    /// The step.
    pub step: Step,
    /// Black, white, or neither.
    pub screen: Screen,
    /// What the room asked for instead.
    pub detour: Option<Selected>,
    /// Whether the sources of what is said are shown.
    pub sources: bool,
    /// The language of the map.
    pub lang: Lang,
}

/// What came of a wish.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It was done, or there was nothing to do.
    Done,
    /// There is no stop of this number; how many there are.
    NoSuchStop(usize),
    /// Asked for the second time: the show is over.
    Over,
}

impl Show {
    /// A show of these stops in a language, at the first step.
    pub fn new(stops: Vec<Stop>, lang: Lang) -> Self {
        let mut show = Self {
            stops,
            at: Step::default(),
            screen: Screen::Live,
            detour: None,
            sources: false,
            lang,
            frozen: None,
            typed: None,
            stop_asked: None,
            seen: BTreeSet::new(),
        };
        show.note();
        show
    }

    /// The stops.
    pub fn stops(&self) -> &[Stop] {
        &self.stops
    }

    /// Where the route is, whatever is shown.
    pub fn at(&self) -> Step {
        self.at
    }

    /// What is on screen for the presenter.
    pub fn picture(&self) -> Picture {
        Picture {
            step: self.at,
            screen: self.screen,
            detour: self.detour,
            sources: self.sources,
            lang: self.lang,
        }
    }

    /// What is on screen for the audience.
    pub fn audience(&self) -> Picture {
        self.frozen.unwrap_or_else(|| self.picture())
    }

    /// Whether the audience keeps what it saw.
    pub fn is_frozen(&self) -> bool {
        self.frozen.is_some()
    }

    /// The number that was typed so far.
    pub fn typed(&self) -> Option<usize> {
        self.typed
    }

    /// Whether ending was asked for, at this time (in seconds).
    pub fn asks_to_stop(&self, now: f64) -> bool {
        self.stop_asked.is_some_and(|asked| now - asked < TO_STOP)
    }

    /// Something else was asked for: ending is to be asked for anew.
    pub fn stay(&mut self) {
        self.stop_asked = None;
    }

    /// The steps that were shown.
    pub fn seen(&self) -> &BTreeSet<Step> {
        &self.seen
    }

    /// The step behind the one where the route is, if there is one.
    pub fn next(&self) -> Option<Step> {
        let Step { stop, reveal } = self.at;
        if reveal + 1 < self.num_steps(stop) {
            return Some(Step {
                stop,
                reveal: reveal + 1,
            });
        }
        (stop + 1 < self.stops.len()).then_some(Step {
            stop: stop + 1,
            reveal: 0,
        })
    }

    fn before(&self) -> Option<Step> {
        let Step { stop, reveal } = self.at;
        if reveal > 0 {
            return Some(Step {
                stop,
                reveal: reveal - 1,
            });
        }
        let stop = stop.checked_sub(1)?;
        Some(Step {
            stop,
            reveal: self.num_steps(stop) - 1,
        })
    }

    fn num_steps(&self, stop: usize) -> usize {
        self.stops.get(stop).map_or(1, |stop| stop.claims.len().max(1))
    }

    /// Carries out a wish at a time in seconds.
    pub fn apply(&mut self, action: ShowAction, now: f64) -> Outcome {
        let typed = self.typed;
        if !matches!(action, ShowAction::Digit(_)) {
            self.typed = None;
        }
        let asked = self.stop_asked.take().is_some_and(|asked| now - asked < TO_STOP);
        let start_of = |stop| Some(Step { stop, reveal: 0 });
        match action {
            // Exactly where the route was left, without showing anything else in between.
            ShowAction::Next if self.detour.is_some() => self.go(Some(self.at)),
            // At the end black and white are left all the same.
            ShowAction::Next => self.go(Some(self.next().unwrap_or(self.at))),
            ShowAction::Back if self.detour.is_some() => self.go(Some(self.at)),
            ShowAction::Back => self.go(self.before()),
            ShowAction::NextStop => self.go((self.at.stop + 1 < self.stops.len()).then_some(Step {
                stop: self.at.stop + 1,
                reveal: 0,
            })),
            ShowAction::BackStop => {
                let back = if self.at.reveal > 0 { 0 } else { 1 };
                self.go(start_of(self.at.stop.saturating_sub(back)));
            }
            ShowAction::First => self.go(start_of(0)),
            ShowAction::Last => self.go(start_of(self.stops.len().saturating_sub(1))),
            ShowAction::Digit(digit) => {
                let number = typed.unwrap_or(0) * 10 + usize::from(digit);
                self.typed = Some(number.min(9_999));
            }
            ShowAction::GoTyped => {
                // Without a number Enter is a key like the others that lead on.
                let Some(number) = typed else {
                    return self.apply(ShowAction::Next, now);
                };
                match number.checked_sub(1).filter(|stop| *stop < self.stops.len()) {
                    Some(stop) => self.go(start_of(stop)),
                    None => return Outcome::NoSuchStop(self.stops.len()),
                }
            }
            ShowAction::Black => self.cover(Screen::Black),
            ShowAction::White => self.cover(Screen::White),
            ShowAction::Freeze => {
                self.frozen = match self.frozen {
                    Some(_) => None,
                    None => Some(self.picture()),
                };
            }
            ShowAction::Detour(to) => {
                self.detour = Some(to);
                self.screen = Screen::Live;
                self.sources = false;
            }
            ShowAction::Sources => self.sources = !self.sources,
            ShowAction::Speak(lang) => self.lang = lang,
            ShowAction::Escape => {
                if typed.is_some() {
                } else if self.screen != Screen::Live {
                    self.screen = Screen::Live;
                } else if self.frozen.is_some() {
                    self.frozen = None;
                } else if self.detour.is_some() {
                    self.detour = None;
                } else if asked {
                    return Outcome::Over;
                } else {
                    self.stop_asked = Some(now);
                }
            }
        }
        Outcome::Done
    }

    fn cover(&mut self, screen: Screen) {
        self.screen = if self.screen == screen { Screen::Live } else { screen };
    }

    /// Shows a step; black, white and a detour are over with it.
    fn go(&mut self, to: Option<Step>) {
        let Some(to) = to else { return };
        self.at = to;
        self.screen = Screen::Live;
        self.detour = None;
        self.sources = false;
        self.note();
    }

    fn note(&mut self) {
        self.seen.insert(self.at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Spot;
    use crate::model::{ClaimId, Id as _};

    fn show(sizes: &[usize]) -> Show {
        let claims = |num: &usize| (0..*num).map(ClaimId::from_index).collect();
        Show::new(sizes.iter().map(|num| Stop::of(claims(num))).collect(), Lang::NL)
    }

    fn at(show: &Show) -> (usize, usize) {
        (show.at().stop, show.at().reveal)
    }

    #[test]
    fn the_clicker_alone_comes_by_every_step_once_and_back() {
        let mut show = show(&[0, 3, 1, 0]);
        let mut seen = vec![at(&show)];
        for _ in 0..10 {
            show.apply(ShowAction::Next, 0.0);
            seen.push(at(&show));
        }
        seen.dedup();
        assert_eq!(seen, [(0, 0), (1, 0), (1, 1), (1, 2), (2, 0), (3, 0)]);
        let mut back = vec![at(&show)];
        for _ in 0..10 {
            show.apply(ShowAction::Back, 0.0);
            back.push(at(&show));
        }
        back.dedup();
        back.reverse();
        assert_eq!(back, seen);
        assert_eq!(show.seen().len(), seen.len());
    }

    #[test]
    fn a_detour_leads_back_to_where_the_route_was_left() {
        let mut show = show(&[0, 3]);
        show.apply(ShowAction::Next, 0.0);
        show.apply(ShowAction::Next, 0.0);
        show.apply(ShowAction::Detour(Selected::Spot(Spot::Question)), 0.0);
        assert!(show.audience().detour.is_some());
        show.apply(ShowAction::Next, 0.0);
        assert_eq!((at(&show), show.audience().detour), ((1, 1), None));
    }

    #[test]
    fn behind_black_comes_the_next_step_and_never_the_old_one() {
        let mut show = show(&[0, 2]);
        show.apply(ShowAction::Black, 0.0);
        assert_eq!(show.audience().screen, Screen::Black);
        show.apply(ShowAction::Next, 0.0);
        assert_eq!((show.audience().screen, at(&show)), (Screen::Live, (1, 0)));
        show.apply(ShowAction::White, 0.0);
        show.apply(ShowAction::White, 0.0);
        assert_eq!(show.audience().screen, Screen::Live);
    }

    #[test]
    fn a_frozen_audience_catches_up() {
        let mut show = show(&[0, 2]);
        show.apply(ShowAction::Freeze, 0.0);
        show.apply(ShowAction::Next, 0.0);
        show.apply(ShowAction::Black, 0.0);
        assert_eq!(show.audience().step, Step::default());
        assert_eq!(show.audience().screen, Screen::Live);
        show.apply(ShowAction::Black, 0.0);
        show.apply(ShowAction::Freeze, 0.0);
        assert_eq!(show.audience().step, Step { stop: 1, reveal: 0 });
    }

    #[test]
    fn neither_sources_nor_another_language_reach_a_frozen_audience() {
        let mut show = show(&[1]);
        show.apply(ShowAction::Freeze, 0.0);
        show.apply(ShowAction::Sources, 0.0);
        show.apply(ShowAction::Speak(Lang::EN), 0.0);
        assert_eq!((show.audience().sources, show.audience().lang), (false, Lang::NL));
        show.apply(ShowAction::Freeze, 0.0);
        assert_eq!((show.audience().sources, show.audience().lang), (true, Lang::EN));
    }

    #[test]
    fn black_is_left_at_the_end_of_the_route_too() {
        let mut show = show(&[0]);
        show.apply(ShowAction::Black, 0.0);
        show.apply(ShowAction::Next, 0.0);
        assert_eq!(show.audience().screen, Screen::Live);
    }

    #[test]
    fn a_number_leads_to_its_stop_and_one_that_is_not_there_is_told() {
        let mut show = show(&[0, 2, 0]);
        show.apply(ShowAction::Digit(3), 0.0);
        assert_eq!(show.apply(ShowAction::GoTyped, 0.0), Outcome::Done);
        assert_eq!(at(&show), (2, 0));
        show.apply(ShowAction::Digit(9), 0.0);
        show.apply(ShowAction::Digit(9), 0.0);
        assert_eq!(show.apply(ShowAction::GoTyped, 0.0), Outcome::NoSuchStop(3));
        assert_eq!((at(&show), show.typed()), ((2, 0), None));
    }

    #[test]
    fn escape_ends_the_show_only_when_it_is_pressed_twice_with_nothing_to_leave() {
        let mut show = show(&[0, 2]);
        show.apply(ShowAction::Black, 0.0);
        assert_eq!(show.apply(ShowAction::Escape, 0.0), Outcome::Done);
        assert_eq!(show.apply(ShowAction::Escape, 1.0), Outcome::Done);
        assert!(show.asks_to_stop(2.0) && !show.asks_to_stop(4.5));
        assert_eq!(show.apply(ShowAction::Escape, 4.5), Outcome::Done);
        // The button of a clicker that sends F5 and Escape in turn.
        show.stay();
        assert_eq!(show.apply(ShowAction::Escape, 4.9), Outcome::Done);
        // Something else in between: asked anew.
        show.apply(ShowAction::Next, 5.0);
        assert_eq!(show.apply(ShowAction::Escape, 5.5), Outcome::Done);
        assert_eq!(show.apply(ShowAction::Escape, 6.0), Outcome::Over);
    }
}
