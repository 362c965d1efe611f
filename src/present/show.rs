//! Where in a route one is, what the screen shows instead, the way back from a detour, and what is counted meanwhile.

use std::sync::Arc;

use crate::model::{Lang, Shows, Stop};
use crate::session::{Addition, Asked, Log, Round, Session, SessionEdit, State};

use super::wish::{Aside, Outcome, Phase, Picture, Pointer, Screen, ShowAction, Step, Zoom};

/// For so many seconds [`ShowAction::Escape`] a second time ends the show.
pub const TO_STOP: f64 = 3.0;

/// A stop with what it needs beside the map.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The stop.
    pub stop: Stop,
    /// The round that it asks, with its words, if it is one of weighing.
    pub round: Option<Round>,
}

impl From<Stop> for Prepared {
    fn from(stop: Stop) -> Self {
        Self { stop, round: None }
    }
}

/// A show that is going on.
#[derive(Clone, Debug)]
pub struct Show {
    pub(super) stops: Vec<Stop>,
    /// By stop: what it asks.
    pub(super) rounds: Vec<Option<Round>>,
    pub(super) at: Step,
    pub(super) screen: Screen,
    pub(super) aside: Option<Aside>,
    pub(super) sources: bool,
    lang: Lang,
    pub(super) zoom: Option<Zoom>,
    pointer: Pointer,
    pointed: Option<(f32, f32)>,
    /// What the audience keeps while it is frozen.
    frozen: Option<Picture>,
    /// The evening as it was then: a count that begins anew is not seen.
    kept: Option<Arc<Session>>,
    pub(super) typed: Option<usize>,
    /// The cell that is highlighted in a count: row, answer, group.
    pub(super) cell: (usize, usize, usize),
    /// When ending was asked for.
    stop_asked: Option<f64>,
    /// When the stop that is on screen came, in seconds.
    stop_came: f64,
    pub(super) log: Log,
}

/// The most that a picture is enlarged.
const MOST_ZOOM: f32 = 4.0;

impl Show {
    /// A show of these stops in a language, where the session says that it is.
    pub fn new(stops: Vec<Prepared>, lang: Lang, log: Log) -> Self {
        let (stops, rounds): (Vec<Stop>, Vec<Option<Round>>) = stops
            .into_iter()
            .map(|prepared| (prepared.stop, prepared.round))
            .unzip();
        let at = log.session().at;
        let mut show = Self {
            stops,
            rounds,
            at: Step::default(),
            screen: Screen::Live,
            aside: None,
            sources: false,
            lang,
            zoom: None,
            pointer: Pointer::Off,
            pointed: None,
            frozen: None,
            kept: None,
            typed: None,
            cell: (0, 0, 0),
            stop_asked: None,
            stop_came: f64::from(at.seconds),
            log,
        };
        // The map may have changed since: never behind the end.
        let stop = at.stop.min(show.stops.len().saturating_sub(1));
        let reveal = at.reveal.min(show.num_steps(stop) - 1);
        show.at = Step { stop, reveal };
        // A round on the way that was being counted goes on being counted.
        show.aside = show.open_aside();
        // The counted ones are done: on with the first that nobody answered.
        if show.counting().is_some()
            && let Some((_, round, _)) = show.round_in(show.picture())
            && round.asked == Asked::Opinion
        {
            let row = (0..round.rows.len()).find(|row| round.num_answered(*row) == 0);
            show.cell = (row.unwrap_or(round.rows.len().saturating_sub(1)), 0, 0);
        }
        show.speak();
        show
    }

    /// The stops.
    pub fn stops(&self) -> &[Stop] {
        &self.stops
    }

    /// What a stop asks, as it was prepared.
    pub fn asks(&self, stop: usize) -> Option<&Round> {
        self.rounds.get(stop)?.as_ref()
    }

    /// The evening so far.
    pub fn session(&self) -> &Session {
        self.log.session()
    }

    /// The evening as a picture shows it: a frozen one keeps what it showed.
    pub fn session_in(&self, picture: Picture) -> &Session {
        match &self.kept {
            Some(kept) if self.frozen == Some(picture) => kept,
            _ => self.session(),
        }
    }

    /// Grows with every change of the session.
    pub fn revision(&self) -> u64 {
        self.log.revision()
    }

    /// The evening, when the show is over.
    pub fn into_log(mut self) -> Log {
        // Counts that were begun again and left alone are none.
        self.log
            .note(|session| session.rounds.iter_mut().for_each(Round::settle));
        self.log
    }

    /// Notes something that is no step of a person: the time, what was shown.
    pub fn note(&mut self, note: impl FnOnce(&mut Session)) {
        self.log.note(note);
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
            aside: self.aside,
            sources: self.sources,
            lang: self.lang,
            row: self.cell.0,
            zoom: self.zoom,
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

    /// How the pointer looks, and where it is.
    pub fn pointer(&self) -> (Pointer, Option<(f32, f32)>) {
        (self.pointer, self.pointed)
    }

    /// The cell that is highlighted in a count: row, answer, group.
    pub fn cell(&self) -> (usize, usize, usize) {
        self.cell
    }

    /// Whether a picture has a clock that runs.
    pub fn has_clock(&self, picture: Picture) -> bool {
        let stop = self.stops.get(picture.step.stop).filter(|_| picture.aside.is_none());
        stop.is_some_and(|stop| stop.seconds > 0 && matches!(stop.shows, Shows::Stage(_) | Shows::Sides { .. }))
    }

    /// The same show without its way back: for a window that only looks.
    pub fn to_look_at(&self) -> Self {
        Self {
            log: Log::new(self.session().clone()),
            stops: self.stops.clone(),
            rounds: self.rounds.clone(),
            kept: self.kept.clone(),
            ..*self
        }
    }

    /// When the stop that is on screen came, in the seconds that [`Show::apply`] was given.
    pub fn stop_came(&self) -> f64 {
        self.stop_came
    }

    /// Whether ending was asked for, at this time (in seconds).
    pub fn asks_to_stop(&self, now: f64) -> bool {
        self.stop_asked.is_some_and(|asked| now - asked < TO_STOP)
    }

    /// Something else was asked for: ending is to be asked for anew.
    pub fn stay(&mut self) {
        self.stop_asked = None;
    }

    /// The step behind the one where the route is, if there is one.
    pub fn next(&self) -> Option<Step> {
        let Step { stop, reveal } = self.at;
        // A round that was closed has its result behind its question: nobody is asked for hands that are not counted.
        if reveal < Phase::Hidden as usize
            && let Some(reveal) = self.result_of(stop)
        {
            return Some(Step { stop, reveal });
        }
        if reveal + 1 < self.num_steps(stop) && !self.is_skipped(stop, reveal) {
            return Some(Step {
                stop,
                reveal: reveal + 1,
            });
        }
        // A result of nothing is nothing to show.
        let behind = (stop + 1..self.stops.len()).find(|stop| !self.has_no_result(*stop));
        behind.map(|stop| Step { stop, reveal: 0 })
    }

    fn before(&self) -> Option<Step> {
        let Step { stop, reveal } = self.at;
        if reveal > 0 {
            let is_closed = self.result_of(stop).is_some() && reveal <= Phase::Hidden as usize;
            let is_result = self.result_of(stop) == Some(reveal);
            let reveal = if is_closed || is_result { 0 } else { reveal - 1 };
            return Some(Step { stop, reveal });
        }
        let stop = (0..stop).rev().find(|stop| !self.has_no_result(*stop))?;
        // Back to a round that nobody took part in: to its question.
        let last = self.num_steps(stop) - 1;
        let reveal = if self.is_skipped(stop, last) { 0 } else { last };
        Some(Step { stop, reveal })
    }

    /// How many steps a stop has.
    pub fn num_steps(&self, stop: usize) -> usize {
        match self.stops.get(stop).map(|stop| &stop.shows) {
            Some(Shows::Claims(claims)) => claims.len().max(1),
            // First all of them are covered.
            Some(Shows::Sides { claims, .. }) => claims.len() + 1,
            Some(Shows::Vote(_)) => Phase::ALL.len(),
            _ => 1,
        }
    }

    /// Carries out a wish at a time in seconds.
    pub fn apply(&mut self, action: ShowAction, now: f64) -> Outcome {
        let typed = self.typed;
        if !matches!(action, ShowAction::Digit(_) | ShowAction::Point(_) | ShowAction::Erase) {
            self.typed = None;
        }
        let keeps_asking = matches!(action, ShowAction::Point(_));
        let was_asked = self.stop_asked;
        let asked = self.stop_asked.take().is_some_and(|asked| now - asked < TO_STOP);
        if keeps_asking {
            self.stop_asked = was_asked;
        }
        let start_of = |stop| Some(Step { stop, reveal: 0 });
        match action {
            ShowAction::Next | ShowAction::Back if self.counting().is_some() => {
                // What was typed counts, and a round of several questions goes through them one by one.
                let by = if action == ShowAction::Next { 1 } else { -1 };
                let outcome = self.take(typed);
                if outcome != Outcome::Done || self.move_question(by) {
                    return outcome;
                }
                if by > 0 {
                    return self.go_next(now);
                }
                match self.aside {
                    Some(_) => self.go(Some(self.at), now),
                    None => self.go(self.before(), now),
                }
            }
            ShowAction::Next => return self.go_next(now),
            ShowAction::Back => match self.aside {
                Some(_) => self.go(Some(self.at), now),
                None => self.go(self.before(), now),
            },
            ShowAction::NextStop => {
                let next = (self.at.stop + 1 < self.stops.len()).then_some(self.at.stop + 1);
                self.go(next.and_then(start_of), now);
            }
            ShowAction::BackStop => {
                let back = if self.at.reveal > 0 { 0 } else { 1 };
                self.go(start_of(self.at.stop.saturating_sub(back)), now);
            }
            ShowAction::First => self.go(start_of(0), now),
            ShowAction::Last => self.go(start_of(self.stops.len().saturating_sub(1)), now),
            ShowAction::Go(stop) if stop < self.stops.len() => self.go(start_of(stop), now),
            ShowAction::Go(_) => return Outcome::NoSuchStop(self.stops.len()),
            ShowAction::Digit(digit) => {
                let number = typed.unwrap_or(0) * 10 + usize::from(digit);
                self.typed = Some(number.min(9_999));
            }
            ShowAction::Erase => match typed {
                Some(number) if number >= 10 => self.typed = Some(number / 10),
                Some(_) => self.typed = None,
                // Without a number it is a key like the others that lead back.
                None if self.counting().is_none() => return self.apply(ShowAction::Back, now),
                None => {}
            },
            ShowAction::GoTyped => return self.go_typed(typed, now),
            ShowAction::Black => self.cover(Screen::Black),
            ShowAction::White => self.cover(Screen::White),
            ShowAction::Freeze => {
                self.frozen = match self.frozen {
                    Some(_) => None,
                    None => {
                        self.kept = Some(Arc::new(self.session().clone()));
                        Some(self.picture())
                    }
                };
            }
            ShowAction::Detour(to) => self.leave_for(to),
            ShowAction::Sources => self.sources = !self.sources,
            ShowAction::Speak(lang) => self.lang = lang,
            ShowAction::Zoom { factor, at } => {
                let now = self.zoom.map_or(1.0, |zoom| zoom.factor);
                let factor = (now * factor).clamp(1.0, MOST_ZOOM);
                let at = self.zoom.map_or(at, |zoom| zoom.at);
                self.zoom = (factor > 1.01).then_some(Zoom { factor, at });
            }
            ShowAction::Point(at) => self.pointed = at,
            ShowAction::Pointer => {
                self.pointer = match self.pointer {
                    Pointer::Off => Pointer::Dot,
                    Pointer::Dot => Pointer::Spot,
                    Pointer::Spot => Pointer::Off,
                };
            }
            ShowAction::Weigh(round) => return self.weigh(*round),
            ShowAction::Again(number) => {
                let outcome = self.edit(SessionEdit::Again(number));
                self.cell = (0, 0, 0);
                if let Some(Aside::Round(of, phase)) = &mut self.aside
                    && *of == number
                {
                    *phase = Phase::Counting;
                } else if self.asks(self.at.stop).is_some() {
                    let stop = self.at.stop;
                    let reveal = Phase::Counting as usize;
                    self.go(Some(Step { stop, reveal }), now);
                }
                return outcome;
            }
            ShowAction::Count(by) => return self.count(by),
            ShowAction::Cell(cell) => {
                let outcome = self.take(typed);
                self.cell = cell;
                return outcome;
            }
            ShowAction::MoveCell(by) => {
                let outcome = self.take(typed);
                if outcome == Outcome::Done {
                    self.move_cell(by);
                }
                return outcome;
            }
            ShowAction::MoveRow(by) => {
                let outcome = self.take(typed);
                self.move_row(by);
                return outcome;
            }
            ShowAction::Session(edit) => return self.edit(edit),
            ShowAction::AddAndShow(addition) => {
                let number = self.session().additions.len();
                // One step: taken back, it is gone.
                let outcome = self.edit(SessionEdit::Add(Addition {
                    is_shown: true,
                    ..addition
                }));
                if outcome == Outcome::Done {
                    self.leave_for(Aside::Addition(number));
                }
                return outcome;
            }
            ShowAction::Undo => {
                let undone = self.log.undo();
                // What was taken back is not on screen any longer, whatever it says.
                if self.aside.is_some_and(|aside| self.is_taken_back(aside)) {
                    self.aside = None;
                }
                let frozen = self.frozen.and_then(|frozen| frozen.aside);
                if frozen.is_some_and(|aside| self.is_taken_back(aside)) {
                    self.frozen = None;
                }
                return undone.map_or(Outcome::NothingToUndo, Outcome::Undone);
            }
            ShowAction::Redo => return self.log.redo().map_or(Outcome::NothingToUndo, Outcome::Undone),
            ShowAction::Escape => {
                if typed.is_some() {
                } else if self.screen != Screen::Live {
                    self.screen = Screen::Live;
                } else if self.frozen.is_some() {
                    self.frozen = None;
                } else if self.zoom.is_some() || self.pointer != Pointer::Off {
                    self.zoom = None;
                    self.pointer = Pointer::Off;
                } else if self.aside.is_some() {
                    self.aside = None;
                } else if asked {
                    self.note_time(now);
                    return Outcome::Over;
                } else {
                    self.stop_asked = Some(now);
                }
            }
        }
        Outcome::Done
    }

    fn go_next(&mut self, now: f64) -> Outcome {
        match self.aside {
            // A round on the way goes on to its result, and is then left.
            Some(Aside::Round(number, phase)) => {
                let round = self.session().rounds.get(number);
                let has_counts = round.is_some_and(Round::has_counts);
                // A round that was closed has its result behind its question.
                let result = round.filter(|round| has_counts && round.state == State::Closed && phase < Phase::Hidden);
                let result = result.map(|round| if round.is_shown { Phase::Result } else { Phase::Hidden });
                let behind = phase.next().filter(|next| *next == Phase::Counting || has_counts);
                match result.or(behind) {
                    Some(next) => {
                        self.screen = Screen::Live;
                        self.aside = Some(Aside::Round(number, next));
                        return self.enter(Some(number), next);
                    }
                    None => {
                        self.go(Some(self.at), now);
                        // Nothing was counted: nothing is left of it.
                        return self.edit(SessionEdit::DropRound(number));
                    }
                }
            }
            // Exactly where the route was left, without showing anything else in between.
            Some(_) => self.go(Some(self.at), now),
            // At the end black and white are left all the same.
            None => {
                let skipped = self
                    .is_skipped(self.at.stop, self.at.reveal)
                    .then(|| self.asks(self.at.stop));
                let skipped = skipped.flatten().and_then(|asked| self.session().round_like(asked));
                self.go(Some(self.next().unwrap_or(self.at)), now);
                if let Some(number) = skipped.filter(|_| self.asks(self.at.stop).is_none() || self.at.reveal == 0) {
                    return self.edit(SessionEdit::DropRound(number));
                }
            }
        }
        Outcome::Done
    }

    fn go_typed(&mut self, typed: Option<usize>, now: f64) -> Outcome {
        if self.counting().is_some() {
            let outcome = self.take(typed);
            // At the last one it waits: whoever typed it may want to look first.
            if outcome == Outcome::Done && !self.move_cell(1) && typed.is_none() {
                return self.apply(ShowAction::Next, now);
            }
            return outcome;
        }
        // Without a number Enter is a key like the others that lead on.
        let Some(number) = typed else {
            return self.apply(ShowAction::Next, now);
        };
        match number.checked_sub(1).filter(|stop| *stop < self.stops.len()) {
            Some(stop) => self.go(Some(Step { stop, reveal: 0 }), now),
            None => return Outcome::NoSuchStop(self.stops.len()),
        }
        Outcome::Done
    }

    pub(super) fn edit(&mut self, edit: SessionEdit) -> Outcome {
        match self.log.edit(edit) {
            Ok(()) => Outcome::Done,
            Err(refused) => Outcome::Refused(refused),
        }
    }

    pub(super) fn leave_for(&mut self, to: Aside) {
        self.aside = Some(to);
        self.screen = Screen::Live;
        self.sources = false;
        self.zoom = None;
        // A count that is left for a moment goes on where it was.
        if matches!(to, Aside::Round(..)) {
            self.cell = (0, 0, 0);
        }
        if let Aside::Addition(number) = to
            && self
                .session()
                .additions
                .get(number)
                .is_some_and(|addition| !addition.is_shown)
        {
            // What was seen is known to have been seen.
            let _ = self.edit(SessionEdit::Show(number));
        }
    }

    /// Whether what is shown beside the route is not there any longer, or not meant to be seen.
    fn is_taken_back(&self, aside: Aside) -> bool {
        let session = self.session();
        match aside {
            Aside::Addition(number) => session.additions.get(number).is_none_or(|addition| !addition.is_shown),
            Aside::Round(number, _) => number >= session.rounds.len(),
            _ => false,
        }
    }

    fn cover(&mut self, screen: Screen) {
        self.screen = if self.screen == screen { Screen::Live } else { screen };
    }

    /// Shows a step; black, white, a zoom and a detour are over with it.
    fn go(&mut self, to: Option<Step>, now: f64) {
        let Some(to) = to else { return };
        let is_new = to.stop != self.at.stop;
        if is_new {
            self.note_time(now);
        }
        if is_new || matches!(self.aside, Some(Aside::Round(..))) {
            self.cell = (0, 0, 0);
        }
        let is_forward = to > self.at;
        self.at = to;
        self.screen = Screen::Live;
        self.aside = None;
        self.sources = false;
        self.zoom = None;
        if is_new {
            self.speak();
        }
        self.note(|session| {
            session.at.stop = to.stop;
            session.at.reveal = to.reveal;
        });
        if let Some(asked) = self.asks(to.stop).filter(|_| is_forward) {
            let number = self.session().round_like(asked);
            // What comes of it is seen in the round itself; a refusal has nothing to say here.
            let _ = self.enter(number, Phase::of(to.reveal));
        }
    }

    /// A stop may be in another language than the one before.
    fn speak(&mut self) {
        if let Some(lang) = self.stops.get(self.at.stop).and_then(|stop| stop.lang) {
            self.lang = lang;
        }
    }

    /// Notes how long the stop was on screen that is being left.
    pub fn note_time(&mut self, now: f64) {
        let seconds = (now - self.stop_came).max(0.0).round() as u32;
        let stop = self.at.stop;
        self.stop_came = now;
        self.note(|session| session.note_time(stop, seconds));
    }
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::layout::Spot;
    use crate::model::{ClaimId, Id as _};
    use crate::view::Selected;

    fn show(sizes: &[usize]) -> Show {
        let claims = |num: &usize| (0..*num).map(ClaimId::from_index).collect();
        let stops = sizes.iter().map(|num| Stop::of(claims(num)).into()).collect();
        Show::new(stops, Lang::NL, Log::default())
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
    }

    #[test]
    fn a_detour_leads_back_to_where_the_route_was_left() {
        let mut show = show(&[0, 3]);
        show.apply(ShowAction::Next, 0.0);
        show.apply(ShowAction::Next, 0.0);
        show.apply(ShowAction::Detour(Aside::Selected(Selected::Spot(Spot::Question))), 0.0);
        assert!(show.audience().aside.is_some());
        show.apply(ShowAction::Next, 0.0);
        assert_eq!((at(&show), show.audience().aside), ((1, 1), None));
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
