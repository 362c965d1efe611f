//! The one gate through which a session changes, and its way back.

use super::addition::{Addition, Fate, Place};
use super::round::{Refused, Round, Subject, Way};
use super::{About, Session};

/// Everything that can be done to a session.
#[derive(Clone, PartialEq, Debug)]
pub enum SessionEdit {
    /// Adds a round, opened.
    Open(Box<Round>),
    /// Opens a round that is ready.
    Reopen(usize),
    /// Closes a round.
    Close(usize),
    /// Closes a round if it is open, and notes that the audience sees its result.
    Release(usize),
    /// Counts a round again; the first result is kept.
    Again(usize),
    /// Takes a round away that has no counts.
    DropRound(usize),
    /// Sets a count: row, answer, group.
    Count {
        round: usize,
        cell: (usize, usize, usize),
        to: u32,
    },
    /// Counts in another way.
    SetWay(usize, Way),
    /// Says how many tables there are.
    SetTables(usize, u32),
    /// Says how many dots each person has, and how many people there are.
    SetDots { round: usize, dots: u32, people: u32 },
    /// Adds what somebody in the room says.
    Add(Addition),
    /// Changes its words.
    Reword(usize, String),
    /// Puts it elsewhere.
    Place(usize, Place),
    /// Says with what it is joined, or with nothing.
    Join(usize, Option<Subject>),
    /// Puts it under a headline.
    Cluster(usize, String),
    /// Changes a headline.
    Headline { from: String, to: String },
    /// Says what became of it.
    Decide(usize, Fate),
    /// Notes that the audience saw it.
    Show(usize),
    /// Chooses an instrument, or not.
    Choose(String, bool),
    /// Notes of the evening.
    SetMinutes(String),
    /// What happens next.
    SetNextSteps(String),
    /// Changes what is said of the evening.
    SetAbout(Box<About>),
}

/// What a step was, for the person who may want to take it back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Done {
    /// A round was opened, closed, changed or dropped.
    Round,
    /// Something was counted.
    Count,
    /// Something came from the room, or was changed.
    Addition,
    /// A note.
    Note,
}

impl SessionEdit {
    fn done(&self) -> Done {
        match self {
            Self::Count { .. } => Done::Count,
            Self::Open(_)
            | Self::Reopen(_)
            | Self::Close(_)
            | Self::Again(_)
            | Self::Release(_)
            | Self::DropRound(_)
            | Self::SetWay(..)
            | Self::SetTables(..)
            | Self::SetDots { .. } => Done::Round,
            Self::Choose(..) | Self::SetMinutes(_) | Self::SetNextSteps(_) | Self::SetAbout(_) => Done::Note,
            _ => Done::Addition,
        }
    }

    /// Steps of the same kind in the same field are one step while somebody types.
    fn goes_on(&self, before: &Self) -> bool {
        match (self, before) {
            (Self::SetMinutes(_), Self::SetMinutes(_))
            | (Self::SetNextSteps(_), Self::SetNextSteps(_))
            | (Self::SetAbout(_), Self::SetAbout(_)) => true,
            (Self::Reword(one, _), Self::Reword(other, _)) => one == other,
            (Self::Headline { from, .. }, Self::Headline { to, .. }) => from == to,
            _ => false,
        }
    }
}

/// So many steps can be taken back.
const MOST_STEPS: usize = 500;

/// A session with the way back.
#[derive(Clone, Default, Debug)]
pub struct Log {
    session: Session,
    before: Vec<(Done, Session)>,
    after: Vec<(Done, Session)>,
    last: Option<SessionEdit>,
    revision: u64,
}

impl Log {
    /// A log that begins with this session.
    pub fn new(session: Session) -> Self {
        Self {
            session,
            ..Self::default()
        }
    }

    /// The session as it is.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Grows with every change, so that whoever keeps it knows when to write.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Notes something that is no step: where the show is, what was shown, how long.
    pub fn note(&mut self, note: impl FnOnce(&mut Session)) {
        note(&mut self.session);
        self.revision += 1;
    }

    /// Does something.
    ///
    /// # Errors
    /// Says why it is refused; then nothing changes.
    pub fn edit(&mut self, edit: SessionEdit) -> Result<(), Refused> {
        let mut next = self.session.clone();
        apply(&mut next, &edit)?;
        if next == self.session {
            return Ok(());
        }
        let goes_on = self.last.as_ref().is_some_and(|last| edit.goes_on(last)) && !self.before.is_empty();
        let former = std::mem::replace(&mut self.session, next);
        if !goes_on {
            self.before.push((edit.done(), former));
            if self.before.len() > MOST_STEPS {
                self.before.remove(0);
            }
        }
        self.after.clear();
        self.last = Some(edit);
        self.revision += 1;
        Ok(())
    }

    /// Takes the last step back; what it was. Where the show stands stays as it is.
    pub fn undo(&mut self) -> Option<Done> {
        let (done, session) = self.before.pop()?;
        let later = self.put(session);
        self.after.push((done, later));
        Some(done)
    }

    /// Does it again.
    pub fn redo(&mut self) -> Option<Done> {
        let (done, session) = self.after.pop()?;
        let former = self.put(session);
        self.before.push((done, former));
        Some(done)
    }

    fn put(&mut self, session: Session) -> Session {
        let former = std::mem::replace(&mut self.session, session);
        // These are no steps.
        self.session.at = former.at;
        self.session.is_over = former.is_over;
        self.session.shown.clone_from(&former.shown);
        self.session.used.clone_from(&former.used);
        self.last = None;
        self.revision += 1;
        former
    }
}

fn apply(session: &mut Session, edit: &SessionEdit) -> Result<(), Refused> {
    let rounds = &mut session.rounds;
    let round = |rounds: &mut Vec<Round>, number: usize, change: &dyn Fn(&mut Round) -> Result<(), Refused>| {
        rounds.get_mut(number).ok_or(Refused::Gone).and_then(change)
    };
    match edit {
        SessionEdit::Open(new) => {
            let mut new = (**new).clone();
            new.open();
            rounds.push(new);
        }
        SessionEdit::Reopen(number) => round(rounds, *number, &|round| {
            round.open();
            Ok(())
        })?,
        SessionEdit::Close(number) => round(rounds, *number, &|round| {
            round.close();
            Ok(())
        })?,
        SessionEdit::Release(number) => round(rounds, *number, &|round| {
            round.close();
            round.is_shown = round.has_counts();
            Ok(())
        })?,
        SessionEdit::Again(number) => round(rounds, *number, &|round| {
            round.again();
            Ok(())
        })?,
        SessionEdit::DropRound(number) => {
            if rounds.get(*number).is_some_and(|round| !round.has_counts()) {
                rounds.remove(*number);
            }
        }
        SessionEdit::Count {
            round: number,
            cell,
            to,
        } => round(rounds, *number, &|round| round.set(cell.0, cell.1, cell.2, *to))?,
        SessionEdit::SetWay(number, way) => round(rounds, *number, &|round| {
            round.set_way(*way);
            Ok(())
        })?,
        SessionEdit::SetTables(number, num) => round(rounds, *number, &|round| {
            round.set_num_tables(*num);
            Ok(())
        })?,
        SessionEdit::SetDots {
            round: number,
            dots,
            people,
        } => round(rounds, *number, &|round| {
            round.dots = (*dots).min(20);
            round.people = (*people).min(9_999);
            Ok(())
        })?,
        SessionEdit::Add(addition) => {
            if addition.words.trim().is_empty() {
                return Err(Refused::Empty);
            }
            session.additions.push(addition.clone());
        }
        SessionEdit::Headline { from, to } => {
            for addition in session
                .additions
                .iter_mut()
                .filter(|addition| addition.cluster == *from)
            {
                addition.cluster.clone_from(to);
            }
        }
        SessionEdit::Choose(name, chosen) => {
            session.chosen.retain(|known| known != name);
            if *chosen {
                session.chosen.push(name.clone());
            }
        }
        SessionEdit::SetMinutes(words) => session.minutes.clone_from(words),
        SessionEdit::SetNextSteps(words) => session.next_steps.clone_from(words),
        SessionEdit::SetAbout(about) => session.about = (**about).clone(),
        SessionEdit::Reword(number, _)
        | SessionEdit::Place(number, _)
        | SessionEdit::Join(number, _)
        | SessionEdit::Cluster(number, _)
        | SessionEdit::Decide(number, _)
        | SessionEdit::Show(number) => {
            if let SessionEdit::Join(_, Some(Subject::Addition(other))) = edit {
                // With itself, or in a circle, it would be joined with nothing.
                let leads_back = session
                    .additions
                    .get(*other)
                    .is_none_or(|addition| addition.joined.is_some());
                if other == number || leads_back {
                    return Err(Refused::Gone);
                }
            }
            let addition = session.additions.get_mut(*number).ok_or(Refused::Gone)?;
            match edit {
                SessionEdit::Reword(_, words) if words.trim().is_empty() => return Err(Refused::Empty),
                SessionEdit::Reword(_, words) => addition.words.clone_from(words),
                SessionEdit::Place(_, place) => addition.place = place.clone(),
                SessionEdit::Join(_, with) => addition.joined.clone_from(with),
                SessionEdit::Cluster(_, cluster) => cluster.trim().clone_into(&mut addition.cluster),
                SessionEdit::Decide(_, fate) => addition.fate = *fate,
                _ => addition.is_shown = true,
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::round::{Asked, Row};
    use super::*;

    fn log() -> Log {
        let row = Row {
            of: Subject::Question,
            words: "?".to_owned(),
            side: None,
        };
        let mut log = Log::default();
        log.edit(SessionEdit::Open(Box::new(Round::new(Asked::Opinion, vec![row], 0))))
            .unwrap();
        log
    }

    fn count(log: &mut Log, to: u32) {
        let edit = SessionEdit::Count {
            round: 0,
            cell: (0, 0, 0),
            to,
        };
        log.edit(edit).unwrap();
    }

    #[test]
    fn a_hand_too_many_is_taken_back_and_the_place_of_the_show_stays() {
        let mut log = log();
        (1..=3).for_each(|to| count(&mut log, to));
        log.note(|session| session.at.stop = 7);
        assert_eq!(log.undo(), Some(Done::Count));
        assert_eq!(log.session().rounds[0].sum(0, 0), 2);
        assert_eq!(log.session().at.stop, 7);
        assert_eq!(log.redo(), Some(Done::Count));
        assert_eq!(log.session().rounds[0].sum(0, 0), 3);
    }

    #[test]
    fn typing_in_one_field_is_one_step() {
        let mut log = Log::default();
        for words in ["a", "af", "afs"] {
            log.edit(SessionEdit::SetMinutes(words.to_owned())).unwrap();
        }
        log.undo();
        assert_eq!(log.session().minutes, "");
    }

    #[test]
    fn additions_are_joined_with_others_but_not_in_a_circle() {
        let mut log = Log::default();
        for words in ["een", "twee"] {
            let addition = Addition {
                words: words.to_owned(),
                ..Addition::default()
            };
            log.edit(SessionEdit::Add(addition)).unwrap();
        }
        assert_eq!(log.edit(SessionEdit::Add(Addition::default())), Err(Refused::Empty));
        log.edit(SessionEdit::Join(1, Some(Subject::Addition(0)))).unwrap();
        assert_eq!(
            log.edit(SessionEdit::Join(0, Some(Subject::Addition(1)))),
            Err(Refused::Gone)
        );
        assert_eq!(
            log.edit(SessionEdit::Join(0, Some(Subject::Addition(0)))),
            Err(Refused::Gone)
        );
        assert_eq!(log.session().num_open(), 1);
    }
}
