//! What came of the rounds. Totals are all that is known: nothing here says who changed their mind.

use super::round::{Answer, Asked, Group, Role, Round, State, Subject};
use super::{Session, Side};

/// For, against and not known, of one role, before and after.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RoleShift {
    /// The role; `None` for everybody else.
    pub role: Option<Role>,
    /// For, against, unknown before.
    pub before: [u32; 3],
    /// The same after.
    pub after: [u32; 3],
}

/// For, against and not known, before and after.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shift {
    /// For, against, unknown; `None` if it was not counted.
    pub before: Option<[u32; 3]>,
    /// The same, after.
    pub after: Option<[u32; 3]>,
    /// By role, where each is large enough in every round that was counted; the others are one row.
    pub roles: Vec<RoleShift>,
}

fn closed(session: &Session, asked: Asked) -> Option<&Round> {
    session
        .rounds
        .iter()
        .find(|round| round.asked == asked && round.state == State::Closed && round.tally.total() > 0)
}

fn totals(round: &Round) -> [u32; 3] {
    [0, 1, 2].map(|answer| round.sum(0, answer))
}

fn of_role(round: &Round, role: Role) -> Option<[u32; 3]> {
    let group = round
        .tally
        .groups
        .iter()
        .position(|group| *group == Group::Role(role))?;
    Some([0, 1, 2].map(|answer| round.count(0, answer, group)))
}

/// The question, before and after; `None` if neither was counted.
pub fn shift(session: &Session) -> Option<Shift> {
    let before = closed(session, Asked::Before);
    let after = closed(session, Asked::After);
    if before.is_none() && after.is_none() {
        return None;
    }
    let counted: Vec<&Round> = before.into_iter().chain(after).collect();
    let stands_apart = |role: &Role| counted.iter().all(|round| of_role(round, *role).is_some());
    let apart: Vec<Role> = Role::ALL.into_iter().filter(stands_apart).collect();
    let of = |round: Option<&Round>, role| round.and_then(|round| of_role(round, role)).unwrap_or_default();
    let mut roles: Vec<RoleShift> = apart
        .iter()
        .map(|role| RoleShift {
            role: Some(*role),
            before: of(before, *role),
            after: of(after, *role),
        })
        .collect();
    if !roles.is_empty() {
        let rest = |round: Option<&Round>| {
            let all = round.map(totals).unwrap_or_default();
            [0, 1, 2].map(|answer| {
                let of_roles: u32 = apart
                    .iter()
                    .filter_map(|role| of(round, *role).get(answer).copied())
                    .sum();
                all.get(answer).copied().unwrap_or(0).saturating_sub(of_roles)
            })
        };
        let others = RoleShift {
            role: None,
            before: rest(before),
            after: rest(after),
        };
        if others.before != [0; 3] || others.after != [0; 3] {
            roles.push(others);
        }
    }
    Some(Shift {
        before: before.map(totals),
        after: after.map(totals),
        roles,
    })
}

/// What was weighed, with all that was counted about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Weighed {
    /// What.
    pub of: Subject,
    /// Its words on the evening.
    pub words: String,
    /// The side of an argument.
    pub side: Option<Side>,
    /// Agree, disagree, do not know; `None` if it was not asked.
    pub opinion: Option<[u32; 3]>,
    /// Dots, or hands for an instrument; `None` if it was not asked.
    pub dots: Option<u32>,
}

/// Everything that was weighed in rounds that are closed, in the order in which it was asked first; a later round about
/// the same counts.
pub fn weighed(session: &Session) -> Vec<Weighed> {
    let mut all: Vec<Weighed> = Vec::new();
    let is_counted = |round: &&Round| round.state == State::Closed && !round.asked.is_question();
    for round in session.rounds.iter().filter(is_counted) {
        for (number, row) in round.rows.iter().enumerate() {
            let is_dots = round.asked.answers() == [Answer::Dot];
            // What nobody answered about was not weighed; without a dot it was.
            if round.tally.total() == 0 || !is_dots && round.num_answered(number) == 0 {
                continue;
            }
            let at = all.iter().position(|known| known.of == row.of).unwrap_or_else(|| {
                all.push(Weighed {
                    of: row.of.clone(),
                    words: row.words.clone(),
                    side: row.side,
                    opinion: None,
                    dots: None,
                });
                all.len() - 1
            });
            if let Some(known) = all.get_mut(at) {
                if is_dots {
                    known.dots = Some(round.sum(number, 0));
                } else {
                    known.opinion = Some([0, 1, 2].map(|answer| round.sum(number, answer)));
                }
            }
        }
    }
    all
}

/// The arguments of a side by what they weighed: dots first, then who agrees. Without a dot, and with no more who agree than
/// who do not, an argument weighs nothing. Equal ones keep their order.
pub fn heaviest(weighed: &[Weighed], side: Option<Side>) -> Vec<&Weighed> {
    let is_tool = |one: &Weighed| matches!(one.of, Subject::Instrument(_));
    let weighs = |one: &Weighed| {
        let is_agreed = one.opinion.is_some_and(|[agree, disagree, _]| agree > disagree);
        one.dots.is_some_and(|dots| dots > 0) || is_agreed
    };
    let mut found: Vec<&Weighed> = weighed
        .iter()
        .filter(|one| one.side == side && !is_tool(one) && weighs(one))
        .collect();
    found.sort_by_key(|one| {
        let agree = one.opinion.map_or(0, |[agree, ..]| agree);
        std::cmp::Reverse((one.dots.unwrap_or(0), agree))
    });
    found
}

/// The smaller of agree and disagree is at least this part of both, in percent: the room is split.
const SPLIT_PERCENT: u32 = 35;
/// The larger is at least this part: the room is of one mind.
const ONE_MIND_PERCENT: u32 = 75;

fn with_opinion(weighed: &[Weighed]) -> impl Iterator<Item = (&Weighed, u32, u32)> {
    weighed.iter().filter_map(|one| {
        let [agree, disagree, _] = one.opinion?;
        (agree + disagree > 0).then_some((one, agree, disagree))
    })
}

/// Where the room is split, the most even first.
pub fn divided(weighed: &[Weighed]) -> Vec<&Weighed> {
    let mut found: Vec<(&Weighed, u32)> = with_opinion(weighed)
        .map(|(one, agree, disagree)| (one, 100 * agree.min(disagree) / (agree + disagree)))
        .filter(|(_, part)| *part >= SPLIT_PERCENT)
        .collect();
    found.sort_by_key(|(_, part)| std::cmp::Reverse(*part));
    found.into_iter().map(|(one, _)| one).collect()
}

/// Where the room is of one mind, the clearest first.
pub fn agreed(weighed: &[Weighed]) -> Vec<&Weighed> {
    let mut found: Vec<(&Weighed, u32)> = with_opinion(weighed)
        .map(|(one, agree, disagree)| (one, 100 * agree.max(disagree) / (agree + disagree)))
        .filter(|(_, part)| *part >= ONE_MIND_PERCENT)
        .collect();
    found.sort_by_key(|(_, part)| std::cmp::Reverse(*part));
    found.into_iter().map(|(one, _)| one).collect()
}

#[cfg(test)]
mod tests {
    use super::super::round::Row;
    use super::*;

    fn question(asked: Asked, by_role: &[(usize, [u32; 3])]) -> Round {
        let row = Row {
            of: Subject::Question,
            words: "?".to_owned(),
            side: None,
        };
        let mut round = Round::new(asked, vec![row], 0);
        round.open();
        for (role, answers) in by_role {
            for (answer, count) in answers.iter().enumerate() {
                round.set(0, answer, *role, *count).unwrap();
            }
        }
        round.close();
        round
    }

    #[test]
    fn a_role_stands_apart_only_if_it_is_large_enough_both_times() {
        let session = Session {
            rounds: vec![
                question(Asked::Before, &[(0, [5, 4, 3]), (1, [3, 3, 0]), (2, [1, 0, 0])]),
                question(Asked::After, &[(0, [7, 4, 1]), (1, [2, 1, 0]), (2, [2, 0, 0])]),
            ],
            ..Session::default()
        };
        let shift = shift(&session).unwrap();
        assert_eq!(shift.before, Some([9, 7, 3]));
        assert_eq!(shift.after, Some([11, 5, 1]));
        let roles: Vec<Option<Role>> = shift.roles.iter().map(|row| row.role).collect();
        assert_eq!(roles, [Some(Role::Parent), None]);
        let sum = |pick: fn(&RoleShift) -> [u32; 3], answer: usize| -> u32 {
            shift.roles.iter().map(|row| pick(row)[answer]).sum()
        };
        assert_eq!([0, 1, 2].map(|answer| sum(|row| row.before, answer)), [9, 7, 3]);
        assert_eq!([0, 1, 2].map(|answer| sum(|row| row.after, answer)), [11, 5, 1]);
    }

    #[test]
    fn what_weighs_most_and_where_the_room_is_split() {
        let rows: Vec<Row> = [("a", Side::For), ("b", Side::Against), ("c", Side::For)]
            .into_iter()
            .map(|(name, side)| Row {
                of: Subject::Claim(name.to_owned()),
                words: name.to_owned(),
                side: Some(side),
            })
            .collect();
        let mut opinion = Round::new(Asked::Opinion, rows.clone(), 0);
        opinion.open();
        for (row, counts) in [[9, 1, 2], [5, 4, 0], [2, 9, 1]].into_iter().enumerate() {
            for (answer, count) in counts.into_iter().enumerate() {
                opinion.set(row, answer, 0, count).unwrap();
            }
        }
        let mut dots = Round::new(Asked::Dots, rows, 10);
        dots.open();
        dots.set(2, 0, 0, 12).unwrap();
        let mut session = Session {
            rounds: vec![opinion, dots],
            ..Session::default()
        };
        assert!(weighed(&session).is_empty(), "nothing is told before it is closed");
        session.rounds.iter_mut().for_each(Round::close);
        let all = weighed(&session);
        let names = |found: Vec<&Weighed>| found.iter().map(|one| one.words.clone()).collect::<Vec<_>>();
        assert_eq!(names(heaviest(&all, Some(Side::For))), ["c", "a"]);
        assert_eq!(names(heaviest(&all, Some(Side::Against))), ["b"]);
        assert_eq!(names(divided(&all)), ["b"]);
        assert_eq!(names(agreed(&all)), ["a", "c"]);
    }
}
