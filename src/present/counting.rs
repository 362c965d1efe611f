//! Rounds of weighing within a show: opened, counted and closed by the steps that lead through them.

use crate::model::{Chart, Shows};
use crate::session::{Asked, Place, Round, Row, SessionEdit, State, Subject, shift, weighed};

use super::show::Show;
use super::wish::{Aside, Outcome, Phase, Picture};

/// So many arguments fit a screen to put dots at.
const MOST_ROWS: usize = 14;

impl Show {
    /// A round that is open and that no stop asks.
    pub(super) fn open_aside(&self) -> Option<Aside> {
        let is_asked = |round: &Round| self.rounds.iter().flatten().any(|asked| asked.asks_the_same(round));
        let mut rounds = self.session().rounds.iter();
        let open = rounds.position(|round| round.state == State::Open && round.has_counts() && !is_asked(round));
        open.map(|number| Aside::Round(number, Phase::Counting))
    }

    /// Whether a stop shows what came of rounds in which nothing was counted.
    pub(super) fn has_no_result(&self, stop: usize) -> bool {
        let Some(Shows::Result(chart)) = self.stops.get(stop).map(|stop| &stop.shows) else {
            return false;
        };
        self.is_empty(*chart)
    }

    /// Whether nothing came of what a chart shows.
    pub fn is_empty(&self, chart: Chart) -> bool {
        match chart {
            Chart::Shift => shift(self.session()).is_none(),
            Chart::Roles => shift(self.session()).is_none_or(|shift| shift.roles.is_empty()),
            Chart::Heaviest | Chart::Division => weighed(self.session()).is_empty(),
        }
    }

    /// Takes over what was typed for the highlighted cell.
    pub(super) fn take(&mut self, typed: Option<usize>) -> Outcome {
        match (self.counting(), typed) {
            (Some(round), Some(to)) => {
                let cell = self.cell;
                let outcome = self.edit(SessionEdit::Count {
                    round,
                    cell,
                    to: to as u32,
                });
                if outcome != Outcome::Done {
                    // What was typed stays there to be mended.
                    self.typed = Some(to);
                }
                outcome
            }
            _ => Outcome::Done,
        }
    }

    pub(super) fn count(&mut self, by: i32) -> Outcome {
        let Some(number) = self.counting() else {
            return Outcome::Done;
        };
        let (row, answer, group) = self.cell;
        let now = self
            .session()
            .rounds
            .get(number)
            .map_or(0, |round| round.count(row, answer, group));
        self.edit(SessionEdit::Count {
            round: number,
            cell: self.cell,
            to: now.saturating_add_signed(by),
        })
    }

    /// Answers come one after the other, then the next group, then the next row. Whether there was one.
    pub(super) fn move_cell(&mut self, by: i32) -> bool {
        let Some((_, round, _)) = self.round_in(self.picture()) else {
            return false;
        };
        let (answers, groups) = (round.num_answers().max(1), round.tally.groups.len().max(1));
        let all = answers * groups * round.rows.len();
        let (row, answer, group) = self.cell;
        let index = (row * groups + group) * answers + answer;
        match index.checked_add_signed(by as isize).filter(|index| *index < all) {
            Some(index) => {
                self.cell = (index / answers / groups, index % answers, index / answers % groups);
                true
            }
            None => false,
        }
    }

    pub(super) fn move_row(&mut self, by: i32) {
        let Some((_, round, _)) = self.round_in(self.picture()) else {
            return;
        };
        let row = self.cell.0.saturating_add_signed(by as isize);
        if row < round.rows.len() {
            self.cell = (row, 0, self.cell.2);
        }
    }

    pub(super) fn weigh(&mut self, round: Round) -> Outcome {
        let number = self.session().round_like(&round);
        let outcome = match number {
            Some(_) => Outcome::Done,
            None => self.edit(SessionEdit::Open(Box::new(round))),
        };
        let number = number.unwrap_or_else(|| self.session().rounds.len().saturating_sub(1));
        self.leave_for(Aside::Round(number, Phase::Asked));
        outcome
    }

    /// A round that comes to a phase is opened or closed with it.
    pub(super) fn enter(&mut self, number: Option<usize>, phase: Phase) -> Outcome {
        match (phase, number) {
            (Phase::Counting, None) => match self.asks(self.at.stop).cloned() {
                Some(asked) => {
                    let asked = self.with_room(asked);
                    self.edit(SessionEdit::Open(Box::new(asked)))
                }
                None => Outcome::Done,
            },
            (Phase::Counting, Some(number)) => self.edit(SessionEdit::Reopen(number)),
            (Phase::Hidden, Some(number)) => self.edit(SessionEdit::Close(number)),
            (Phase::Result, Some(number)) => self.edit(SessionEdit::Release(number)),
            _ => Outcome::Done,
        }
    }

    /// A round of dots with what the room added besides, as far as it fits a screen.
    fn with_room(&self, mut round: Round) -> Round {
        if round.asked != Asked::Dots {
            return round;
        }
        let additions = self.session().additions.iter().enumerate();
        let own = additions.filter(|(_, addition)| addition.joined.is_none() && !addition.is_guess);
        let own = own.filter_map(|(number, addition)| match &addition.place {
            Place::Argument { side, .. } | Place::Reply { side, .. } => Some(Row {
                of: Subject::Addition(number),
                words: addition.words.clone(),
                side: Some(*side),
            }),
            _ => None,
        });
        let room = MOST_ROWS.saturating_sub(round.rows.len());
        round.add_rows(own.take(room).collect());
        round
    }

    /// The round on screen in a picture, with how far it is; its number if it was opened.
    pub fn round_in(&self, picture: Picture) -> Option<(Option<usize>, &Round, Phase)> {
        let rounds = &self.session().rounds;
        if let Some(aside) = picture.aside {
            let Aside::Round(number, phase) = aside else {
                return None;
            };
            return Some((Some(number), rounds.get(number)?, phase));
        }
        let asked = self.asks(picture.step.stop)?;
        let phase = Phase::of(picture.step.reveal);
        match self.session().round_like(asked) {
            Some(number) => Some((Some(number), rounds.get(number)?, phase)),
            None => Some((None, asked, phase)),
        }
    }

    /// The round as the audience sees it: as it was, while that is frozen.
    pub fn round_seen(&self, picture: Picture) -> Option<(Option<usize>, &Round, Phase)> {
        let found = self.round_in(picture)?;
        let kept = found.0.and_then(|number| self.session_in(picture).rounds.get(number));
        Some((found.0, kept.unwrap_or(found.1), found.2))
    }

    /// The number of the round that is being counted now.
    pub fn counting(&self) -> Option<usize> {
        let (number, round, phase) = self.round_in(self.picture())?;
        (phase == Phase::Counting && round.state == State::Open).then_some(number?)
    }

    /// The step at which a stop shows what came of its round, if that was counted and closed.
    pub(super) fn result_of(&self, stop: usize) -> Option<usize> {
        let asked = self.asks(stop)?;
        let round = self.session().rounds.get(self.session().round_like(asked)?)?;
        let is_there = round.state == State::Closed && round.has_counts();
        is_there.then_some(if round.is_shown { Phase::Result } else { Phase::Hidden } as usize)
    }

    /// In a round of several questions: the next (1) or former (-1) one. Whether there was one.
    pub(super) fn move_question(&mut self, by: isize) -> bool {
        let Some((_, round, _)) = self.round_in(self.picture()) else {
            return false;
        };
        let next = self.cell.0.checked_add_signed(by).filter(|row| *row < round.rows.len());
        // Where nobody answers anything one goes past all of it.
        let goes_on = round.asked == Asked::Opinion && (by < 0 || round.has_counts());
        match next.filter(|_| goes_on) {
            Some(row) => {
                self.cell = (row, 0, 0);
                true
            }
            None => false,
        }
    }

    /// A round that was opened and in which nothing was counted: the group went on.
    pub(super) fn is_skipped(&self, stop: usize, reveal: usize) -> bool {
        let Some(asked) = self.asks(stop).filter(|_| reveal > 0) else {
            return false;
        };
        let round = self
            .session()
            .round_like(asked)
            .and_then(|at| self.session().rounds.get(at));
        round.is_none_or(|round| !round.has_counts())
    }
}

#[cfg(test)]
mod tests {
    use super::super::show::Prepared;
    use super::super::wish::ShowAction;
    use super::*;
    use crate::model::{Ballot, Lang, Stop};
    use crate::session::{Asked, Log, Row, Subject};

    fn at(show: &Show) -> (usize, usize) {
        (show.at().stop, show.at().reveal)
    }

    /// A round about two arguments between two stops.
    fn vote() -> Show {
        let row = |name: &str| Row {
            of: Subject::Claim(name.to_owned()),
            words: name.to_owned(),
            side: None,
        };
        let round = Round::new(Asked::Opinion, vec![row("a"), row("b")], 0);
        let stop = Stop::new(Shows::Vote(Ballot::Opinion(Vec::new())));
        let asked = Prepared {
            stop,
            round: Some(round),
        };
        Show::new(
            vec![Stop::default().into(), asked, Stop::default().into()],
            Lang::NL,
            Log::default(),
        )
    }

    fn press(show: &mut Show, actions: &[ShowAction]) -> Outcome {
        let mut last = Outcome::Done;
        for action in actions {
            last = show.apply(action.clone(), 0.0);
        }
        last
    }

    #[test]
    fn a_round_is_opened_counted_closed_and_shown_with_the_clicker() {
        use ShowAction as S;
        let mut show = vote();
        press(&mut show, &[S::Next]);
        assert_eq!((at(&show), show.counting()), ((1, 0), None));
        press(&mut show, &[S::Next]);
        assert_eq!((at(&show), show.counting()), ((1, 1), Some(0)));
        // 14, 6, 3; the second argument one by one, and one too many.
        press(
            &mut show,
            &[
                S::Digit(1),
                S::Digit(4),
                S::GoTyped,
                S::Digit(6),
                S::MoveCell(1),
                S::Digit(3),
                S::GoTyped,
            ],
        );
        press(&mut show, &[S::Count(1), S::Count(1), S::Count(1), S::Undo]);
        let round = &show.session().rounds[0];
        let counts = |row: usize| [0, 1, 2].map(|answer| round.sum(row, answer));
        assert_eq!((counts(0), counts(1)), ([14, 6, 3], [2, 0, 0]));
        press(&mut show, &[S::Next]);
        assert_eq!((at(&show), show.session().rounds[0].state), ((1, 2), State::Closed));
        // Nobody is asked for hands that are not counted any more.
        press(&mut show, &[S::Count(1), S::Back]);
        assert_eq!(
            (at(&show), show.counting(), show.session().rounds[0].sum(1, 0)),
            ((1, 0), None, 2)
        );
        press(&mut show, &[S::Next]);
        assert_eq!(at(&show), (1, 2));
        press(&mut show, &[S::Next, S::Next]);
        assert_eq!(at(&show), (2, 0));
        press(&mut show, &[S::Back]);
        assert_eq!(at(&show), (1, 3), "the result is there to come back to");
        press(&mut show, &[S::Again(0)]);
        assert_eq!((show.counting(), show.session().rounds[0].earlier.len()), (Some(0), 1));
    }

    #[test]
    fn a_clicker_alone_goes_from_question_to_question() {
        use ShowAction as S;
        let mut show = vote();
        press(&mut show, &[S::Next, S::Next, S::Digit(9), S::Next]);
        // What was typed counts, and the second question is on screen.
        assert_eq!((show.session().rounds[0].sum(0, 0), show.picture().row), (9, 1));
        press(&mut show, &[S::Back]);
        assert_eq!((show.picture().row, show.counting()), (0, Some(0)));
        press(&mut show, &[S::Next, S::Next]);
        assert_eq!(at(&show), (1, 2), "behind the last one it is closed");
    }

    #[test]
    fn a_count_that_is_left_for_a_moment_goes_on_where_it_was() {
        use ShowAction as S;
        let mut show = vote();
        press(
            &mut show,
            &[S::Next, S::Next, S::MoveRow(1), S::Detour(Aside::Additions), S::Next],
        );
        assert_eq!((show.counting(), show.cell()), (Some(0), (1, 0, 0)));
    }

    #[test]
    fn what_the_room_said_and_is_taken_back_leaves_the_screen() {
        use ShowAction as S;
        let mut show = vote();
        let words = "Een typefout".to_owned();
        let addition = crate::session::Addition {
            words,
            ..crate::session::Addition::default()
        };
        press(&mut show, &[S::AddAndShow(addition)]);
        assert_eq!(show.audience().aside, Some(Aside::Addition(0)));
        press(&mut show, &[S::Undo]);
        assert_eq!((show.audience().aside, show.session().additions.len()), (None, 0));
    }

    #[test]
    fn a_frozen_audience_keeps_the_result_while_it_is_counted_again() {
        use ShowAction as S;
        let mut show = vote();
        press(
            &mut show,
            &[S::Next, S::Next, S::Count(1), S::Next, S::Next, S::Next, S::Freeze],
        );
        let seen = |show: &Show| show.round_seen(show.audience()).map(|(_, round, _)| round.sum(0, 0));
        press(&mut show, &[S::Again(0)]);
        assert_eq!((seen(&show), show.counting()), (Some(1), Some(0)));
        press(&mut show, &[S::Count(1), S::Count(1), S::Next, S::Next, S::Next]);
        assert_eq!(seen(&show), Some(1));
        press(&mut show, &[S::Freeze]);
        assert_eq!(seen(&show), Some(2));
    }

    #[test]
    fn charts_of_nothing_are_known() {
        let mut show = vote();
        assert!(Chart::ALL.iter().all(|chart| show.is_empty(*chart)));
        press(&mut show, &[ShowAction::Next, ShowAction::Next]);
        press(&mut show, &[ShowAction::Count(6), ShowAction::Next, ShowAction::Next]);
        assert!(show.is_empty(Chart::Shift) && !show.is_empty(Chart::Division));
    }

    #[test]
    fn a_round_in_which_nothing_is_counted_leaves_nothing() {
        let mut show = vote();
        press(&mut show, &[ShowAction::Next, ShowAction::Next, ShowAction::Next]);
        assert_eq!((at(&show), show.session().rounds.len()), ((2, 0), 0));
        press(&mut show, &[ShowAction::Back]);
        assert_eq!(at(&show), (1, 0));
    }

    #[test]
    fn weighing_on_the_way_leads_back_to_the_route() {
        let mut show = vote();
        let round = show.asks(1).cloned().unwrap();
        press(
            &mut show,
            &[
                ShowAction::Weigh(Box::new(round.clone())),
                ShowAction::Next,
                ShowAction::Count(1),
            ],
        );
        assert_eq!((at(&show), show.counting()), ((0, 0), Some(0)));
        press(&mut show, &[ShowAction::Next, ShowAction::Next, ShowAction::Next]);
        assert_eq!(show.audience().aside, Some(Aside::Round(0, Phase::Result)));
        press(&mut show, &[ShowAction::Next]);
        assert_eq!((at(&show), show.audience().aside), ((0, 0), None));
        // Asked again it is the same round, with its result.
        press(&mut show, &[ShowAction::Weigh(Box::new(round)), ShowAction::Next]);
        assert_eq!((show.session().rounds.len(), show.counting()), (1, None));
    }

    #[test]
    fn a_round_on_the_way_goes_on_being_counted_after_a_crash() {
        let mut show = vote();
        let row = Row {
            of: Subject::Addition(0),
            words: "d".to_owned(),
            side: None,
        };
        let round = Round::new(Asked::Opinion, vec![row], 0);
        press(
            &mut show,
            &[
                ShowAction::Weigh(Box::new(round)),
                ShowAction::Next,
                ShowAction::Count(1),
            ],
        );
        let mut again = vote();
        let stops = again.stops.drain(..).zip(again.rounds.drain(..));
        let stops = stops.map(|(stop, round)| Prepared { stop, round }).collect();
        let again = Show::new(stops, Lang::NL, Log::new(show.session().clone()));
        assert_eq!(again.counting(), Some(0));
    }

    #[test]
    fn a_session_goes_on_where_it_was_with_every_count() {
        let mut show = vote();
        press(&mut show, &[ShowAction::Next, ShowAction::Next, ShowAction::Count(1)]);
        let session = show.session().clone();
        let mut again = vote();
        again = Show::new(
            again
                .stops
                .drain(..)
                .zip(again.rounds.drain(..))
                .map(|(stop, round)| Prepared { stop, round })
                .collect(),
            Lang::NL,
            Log::new(session),
        );
        assert_eq!((at(&again), again.counting()), ((1, 1), Some(0)));
        // At the first argument that nobody answered about.
        press(&mut again, &[ShowAction::Count(1)]);
        let round = &again.session().rounds[0];
        assert_eq!((round.sum(0, 0), round.sum(1, 0)), (1, 1));
    }
}
