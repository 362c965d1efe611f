//! Rounds of weighing: what is asked, how it is counted, and what may be kept of it.

use serde::{Deserialize, Serialize};

use super::Side;

/// A group of fewer people than this is never shown or kept apart.
pub const LEAST: u32 = 5;

/// What a round asks.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Asked {
    /// For or against, before the conversation.
    #[default]
    #[serde(rename = "before")]
    Before,
    /// The same, after it.
    #[serde(rename = "after")]
    After,
    /// Agree or disagree.
    #[serde(rename = "opinion")]
    Opinion,
    /// Dots to divide.
    #[serde(rename = "dots")]
    Dots,
    /// Which instruments to choose.
    #[serde(rename = "tools")]
    Tools,
}

/// What somebody can answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Answer {
    /// For.
    For,
    /// Against.
    Against,
    /// Agrees.
    Agree,
    /// Disagrees.
    Disagree,
    /// Does not know (yet).
    Unknown,
    /// A dot, or a hand for an instrument.
    Dot,
}

impl Asked {
    /// What can be answered, in the order of the columns.
    pub fn answers(self) -> &'static [Answer] {
        match self {
            Self::Before | Self::After => &[Answer::For, Answer::Against, Answer::Unknown],
            Self::Opinion => &[Answer::Agree, Answer::Disagree, Answer::Unknown],
            Self::Dots | Self::Tools => &[Answer::Dot],
        }
    }

    /// Whether it is the question of the map that is asked.
    pub fn is_question(self) -> bool {
        matches!(self, Self::Before | Self::After)
    }
}

/// How it is counted.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Way {
    /// Hands go up, one answer after the other.
    #[default]
    #[serde(rename = "hands")]
    Hands,
    /// Everybody holds up a card at the same moment.
    #[serde(rename = "cards")]
    Cards,
    /// Each table hands in its totals.
    #[serde(rename = "tables")]
    Tables,
    /// Stickers or notes on a wall.
    #[serde(rename = "stickers")]
    Stickers,
}

impl Way {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Hands, Self::Cards, Self::Tables, Self::Stickers];
}

/// The part in which somebody says to be here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Role {
    /// A parent.
    #[serde(rename = "parent")]
    Parent,
    /// A teacher.
    #[serde(rename = "teacher")]
    Teacher,
    /// On the board of a school.
    #[serde(rename = "board")]
    Board,
    /// Of the municipality.
    #[serde(rename = "municipality")]
    Municipality,
    /// A pupil.
    #[serde(rename = "pupil")]
    Pupil,
    /// Something else.
    #[serde(rename = "other")]
    Other,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Parent,
        Self::Teacher,
        Self::Board,
        Self::Municipality,
        Self::Pupil,
        Self::Other,
    ];
}

/// Whose answers stand together.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Group {
    /// Everybody.
    #[serde(rename = "room")]
    Room,
    /// Who came in this role.
    #[serde(rename = "role")]
    Role(Role),
    /// A table, by its number from 1.
    #[serde(rename = "table")]
    Table(u32),
    /// Groups that were too small to stand apart.
    #[serde(rename = "together")]
    Together,
}

/// What is weighed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Subject {
    /// The question of the map.
    #[serde(rename = "question")]
    Question,
    /// A claim, by its name in the map.
    #[serde(rename = "claim")]
    Claim(String),
    /// An instrument, by its name in the map.
    #[serde(rename = "instrument")]
    Instrument(String),
    /// What the room added, by its number from 0.
    #[serde(rename = "addition")]
    Addition(usize),
}

/// One thing that is weighed, as it was said on the evening.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Which.
    pub of: Subject,
    /// Its words.
    pub words: String,
    /// The side of an argument.
    #[serde(default)]
    pub side: Option<Side>,
}

/// Counts by row, answer and group.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tally {
    /// Whose answers.
    pub groups: Vec<Group>,
    /// A row after the other, in each an answer after the other, in each a group after the other.
    pub counts: Vec<u32>,
}

/// Whether a round is being counted.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    /// It is explained; nothing is counted yet.
    #[default]
    #[serde(rename = "ready")]
    Ready,
    /// It is being counted, and hidden from the audience.
    #[serde(rename = "open")]
    Open,
    /// It was counted.
    #[serde(rename = "closed")]
    Closed,
}

/// Why a count is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// The room has not so many dots left; how many it has in all, and how many are left.
    NoDotsLeft { all: u32, left: u32 },
    /// The round is not open.
    NotOpen,
    /// There is no such row, answer or group.
    NoSuchCell,
    /// More than a room can hold; the most there may be.
    TooMany(u32),
    /// It is gone already.
    Gone,
    /// There are no words in it.
    Empty,
}

/// No count may be larger: more people do not fit a room.
const MOST: u32 = 9_999;

/// One round.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Round {
    /// What is asked.
    pub asked: Asked,
    /// How it is counted.
    pub way: Way,
    /// Dots for each person.
    pub dots: u32,
    /// How many people have dots to place.
    pub people: u32,
    /// What is weighed.
    pub rows: Vec<Row>,
    /// Whether it is being counted.
    pub state: State,
    /// Whether the audience saw the result.
    pub is_shown: bool,
    /// What was counted.
    pub tally: Tally,
    /// What was counted before it was done again, the first time first.
    pub earlier: Vec<Tally>,
}

impl Tally {
    fn new(groups: Vec<Group>, num_rows: usize, num_answers: usize) -> Self {
        let counts = vec![0; num_rows * num_answers * groups.len()];
        Self { groups, counts }
    }

    fn index(&self, num_answers: usize, row: usize, answer: usize, group: usize) -> Option<usize> {
        let fits = answer < num_answers && group < self.groups.len();
        let index = (row * num_answers + answer) * self.groups.len() + group;
        (fits && index < self.counts.len()).then_some(index)
    }

    /// The sum over all.
    pub fn total(&self) -> u32 {
        self.counts.iter().sum()
    }
}

impl Round {
    /// A round that asks this of these rows, ready to be opened.
    pub fn new(asked: Asked, rows: Vec<Row>, people: u32) -> Self {
        let mut round = Self {
            asked,
            rows,
            people,
            dots: if asked == Asked::Dots { 3 } else { 0 },
            way: if asked == Asked::Dots {
                Way::Stickers
            } else {
                Way::Hands
            },
            ..Self::default()
        };
        round.clear();
        round
    }

    /// Asks about more, as long as nothing was counted.
    pub fn add_rows(&mut self, rows: Vec<Row>) {
        if !self.has_counts() {
            self.rows.extend(rows);
            self.clear();
        }
    }

    fn clear(&mut self) {
        self.tally = Tally::new(self.groups(), self.rows.len(), self.num_answers());
    }

    fn groups(&self) -> Vec<Group> {
        match (self.way, self.asked) {
            (Way::Tables, _) => (1..=4).map(Group::Table).collect(),
            (_, Asked::Before | Asked::After) => Role::ALL.map(Group::Role).to_vec(),
            _ => vec![Group::Room],
        }
    }

    /// How many answers there are.
    pub fn num_answers(&self) -> usize {
        self.asked.answers().len()
    }

    /// Whether another round asks the same of the same.
    pub fn asks_the_same(&self, other: &Self) -> bool {
        // What the room added came with the opening; a round about that alone is compared by it.
        let is_planned = |row: &&Row| !matches!(row.of, Subject::Addition(_));
        let same_rows = || {
            let (one, two): (Vec<&Row>, Vec<&Row>) = (
                self.rows.iter().filter(is_planned).collect(),
                other.rows.iter().filter(is_planned).collect(),
            );
            let (one, two) = if one.is_empty() && two.is_empty() {
                (self.rows.iter().collect(), other.rows.iter().collect())
            } else {
                (one, two)
            };
            one.len() == two.len() && one.iter().zip(&two).all(|(one, two)| one.of == two.of)
        };
        self.asked == other.asked && (self.asked.is_question() || same_rows())
    }

    /// Whether anything was counted.
    pub fn has_counts(&self) -> bool {
        self.tally.total() > 0 || !self.earlier.is_empty()
    }

    /// A count.
    pub fn count(&self, row: usize, answer: usize, group: usize) -> u32 {
        let index = self.tally.index(self.num_answers(), row, answer, group);
        index
            .and_then(|index| self.tally.counts.get(index))
            .copied()
            .unwrap_or(0)
    }

    /// The sum of an answer over all groups.
    pub fn sum(&self, row: usize, answer: usize) -> u32 {
        (0..self.tally.groups.len())
            .map(|group| self.count(row, answer, group))
            .sum()
    }

    /// How many answered about a row.
    pub fn num_answered(&self, row: usize) -> u32 {
        (0..self.num_answers()).map(|answer| self.sum(row, answer)).sum()
    }

    /// How many of a group answered about a row.
    pub fn num_in_group(&self, row: usize, group: usize) -> u32 {
        (0..self.num_answers())
            .map(|answer| self.count(row, answer, group))
            .sum()
    }

    /// The number of a column in which a person has one answer at most: the largest over all rows.
    pub fn num_people(&self) -> u32 {
        (0..self.rows.len())
            .map(|row| self.num_answered(row))
            .max()
            .unwrap_or(0)
    }

    /// How many dots the room has; `None` where there is no limit.
    pub fn budget(&self) -> Option<u32> {
        let all = self.dots.saturating_mul(self.people);
        (self.asked == Asked::Dots && all > 0).then_some(all)
    }

    /// How many dots are left to place; `None` where there is no limit.
    pub fn left(&self) -> Option<u32> {
        self.budget().map(|budget| budget.saturating_sub(self.tally.total()))
    }

    /// Opens it.
    pub fn open(&mut self) {
        if self.state == State::Ready {
            self.state = State::Open;
        }
    }

    /// Sets a count while it is open.
    ///
    /// # Errors
    /// Says why it is refused; then nothing changes.
    pub fn set(&mut self, row: usize, answer: usize, group: usize, to: u32) -> Result<(), Refused> {
        if self.state != State::Open {
            return Err(Refused::NotOpen);
        }
        let index = self
            .tally
            .index(self.num_answers(), row, answer, group)
            .ok_or(Refused::NoSuchCell)?;
        let before = self.tally.counts.get(index).copied().unwrap_or(0);
        if to > MOST {
            return Err(Refused::TooMany(MOST));
        }
        if let Some(budget) = self.budget()
            && to > before
            && self.tally.total() - before + to > budget
        {
            let left = budget - (self.tally.total() - before).min(budget);
            return Err(Refused::NoDotsLeft { all: budget, left });
        }
        if let Some(count) = self.tally.counts.get_mut(index) {
            *count = to;
        }
        Ok(())
    }

    /// Counts in another way; only as long as nothing was counted.
    pub fn set_way(&mut self, way: Way) {
        if self.tally.total() == 0 && self.way != way {
            self.way = way;
            self.clear();
        }
    }

    /// One table more or less; one with counts stays.
    pub fn set_num_tables(&mut self, num: u32) {
        if self.way != Way::Tables || self.state == State::Closed {
            return;
        }
        let groups: Vec<Group> = (1..=num.clamp(1, 40)).map(Group::Table).collect();
        let gone = groups.len()..self.tally.groups.len();
        let is_used = |group| (0..self.rows.len()).any(|row| self.num_in_group(row, group) > 0);
        if gone.into_iter().any(is_used) {
            return;
        }
        let mut next = Tally::new(groups, self.rows.len(), self.num_answers());
        for row in 0..self.rows.len() {
            for answer in 0..self.num_answers() {
                for group in 0..next.groups.len() {
                    let index = next.index(self.num_answers(), row, answer, group);
                    if let Some(count) = index.and_then(|index| next.counts.get_mut(index)) {
                        *count = self.count(row, answer, group);
                    }
                }
            }
        }
        self.tally = next;
    }

    /// Closes it. Groups of fewer than [`LEAST`] people are put together, and what each of them said is forgotten.
    pub fn close(&mut self) {
        self.settle();
        if self.state != State::Open {
            return;
        }
        self.state = State::Closed;
        self.put_small_together();
    }

    /// A count that was begun again and in which nothing was counted is none: what was counted before stands.
    pub fn settle(&mut self) {
        if self.state == State::Open
            && self.tally.total() == 0
            && let Some(before) = self.earlier.pop()
        {
            self.tally = before;
            self.state = State::Closed;
        }
    }

    /// Counts again; what was counted first is kept.
    pub fn again(&mut self) {
        if self.state == State::Closed {
            self.earlier.push(std::mem::take(&mut self.tally));
            self.clear();
            self.state = State::Open;
            self.is_shown = false;
        }
    }

    /// Who is in a group, as far as the counts tell: dots are no people, so tables with dots are always put together.
    fn size_of_group(&self, group: usize) -> u32 {
        match self.asked {
            Asked::Dots | Asked::Tools => 0,
            _ => (0..self.rows.len())
                .map(|row| self.num_in_group(row, group))
                .max()
                .unwrap_or(0),
        }
    }

    fn put_small_together(&mut self) {
        if *self.tally.groups == [Group::Room] {
            return;
        }
        let sizes: Vec<u32> = (0..self.tally.groups.len())
            .map(|group| self.size_of_group(group))
            .collect();
        let has_counts = |group: usize| (0..self.rows.len()).any(|row| self.num_in_group(row, group) > 0);
        let mut apart: Vec<usize> = (0..sizes.len())
            .filter(|group| sizes.get(*group) >= Some(&LEAST))
            .collect();
        let mut together: Vec<usize> = (0..sizes.len())
            .filter(|group| has_counts(*group) && !apart.contains(group))
            .collect();
        let size = |groups: &[usize]| -> u32 { groups.iter().filter_map(|group| sizes.get(*group)).sum() };
        // What is put together must not be so few that it tells of one of them.
        while !together.is_empty() && size(&together) < LEAST && !apart.is_empty() {
            let smallest = apart.iter().copied().min_by_key(|group| sizes.get(*group).copied());
            let Some(smallest) = smallest else { break };
            apart.retain(|group| *group != smallest);
            together.push(smallest);
        }
        let mut parts: Vec<(Group, Vec<usize>)> = apart
            .iter()
            .filter_map(|group| Some((self.tally.groups.get(*group)?.clone(), vec![*group])))
            .collect();
        if !together.is_empty() {
            let name = if parts.is_empty() { Group::Room } else { Group::Together };
            parts.push((name, together));
        }
        if parts.is_empty() {
            parts.push((Group::Room, Vec::new()));
        }
        let groups = parts.iter().map(|(group, _)| group.clone()).collect();
        let mut next = Tally::new(groups, self.rows.len(), self.num_answers());
        for row in 0..self.rows.len() {
            for answer in 0..self.num_answers() {
                for (number, (_, of)) in parts.iter().enumerate() {
                    let sum = of.iter().map(|group| self.count(row, answer, *group)).sum();
                    let index = next.index(self.num_answers(), row, answer, number);
                    if let Some(count) = index.and_then(|index| next.counts.get_mut(index)) {
                        *count = sum;
                    }
                }
            }
        }
        self.tally = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        Row {
            of: Subject::Question,
            words: "?".to_owned(),
            side: None,
        }
    }

    /// A round before, with these counts by role and answer.
    fn before(counts: [[u32; 3]; 6]) -> Round {
        let mut round = Round::new(Asked::Before, vec![row()], 30);
        round.open();
        for (group, answers) in counts.into_iter().enumerate() {
            for (answer, count) in answers.into_iter().enumerate() {
                round.set(0, answer, group, count).unwrap();
            }
        }
        round
    }

    #[test]
    fn groups_of_fewer_than_five_are_put_together_and_forgotten() {
        let mut round = before([[5, 3, 1], [1, 1, 0], [0, 3, 0], [0; 3], [4, 2, 1], [0; 3]]);
        round.close();
        assert_eq!(
            round.tally.groups,
            [Group::Role(Role::Parent), Group::Role(Role::Pupil), Group::Together]
        );
        assert_eq!([0, 1, 2].map(|answer| round.count(0, answer, 2)), [1, 4, 0]);
        assert_eq!([0, 1, 2].map(|answer| round.sum(0, answer)), [10, 9, 2]);
    }

    #[test]
    fn a_lonely_small_group_takes_the_smallest_other_with_it() {
        let mut round = before([[9, 9, 0], [1, 0, 0], [0; 3], [0; 3], [3, 3, 0], [0; 3]]);
        round.close();
        assert_eq!(round.tally.groups, [Group::Role(Role::Parent), Group::Together]);
        assert_eq!(round.num_in_group(0, 1), 7);
        let mut round = before([[3, 1, 0], [0; 3], [0; 3], [0; 3], [0; 3], [0; 3]]);
        round.close();
        assert_eq!(round.tally.groups, [Group::Room]);
        assert_eq!(round.sum(0, 0), 3);
    }

    #[test]
    fn dots_have_an_end_and_tables_of_dots_are_one_room() {
        let rows = vec![row(), row()];
        let mut round = Round::new(Asked::Dots, rows, 10);
        round.open();
        round.set(0, 0, 0, 30).unwrap();
        assert_eq!(round.set(1, 0, 0, 1), Err(Refused::NoDotsLeft { all: 30, left: 0 }));
        round.set(0, 0, 0, 20).unwrap();
        assert_eq!(round.left(), Some(10));
        let mut round = Round::new(Asked::Dots, vec![row(), row()], 10);
        round.set_way(Way::Tables);
        round.open();
        round.set(1, 0, 2, 7).unwrap();
        round.close();
        assert_eq!(round.tally.groups, [Group::Room]);
        assert_eq!(round.sum(1, 0), 7);
    }

    #[test]
    fn counting_again_keeps_what_was_counted_first() {
        let mut round = before([[5, 3, 1], [0; 3], [0; 3], [0; 3], [0; 3], [0; 3]]);
        assert_eq!(round.earlier.len(), 0);
        round.close();
        assert_eq!(round.set(0, 0, 0, 1), Err(Refused::NotOpen));
        round.again();
        assert_eq!((round.earlier.len(), round.tally.total()), (1, 0));
        round.set(0, 0, 0, 1).unwrap();
        assert_eq!(round.earlier[0].total(), 9);
        // Counted again and then left alone: the first count stands.
        round.set(0, 0, 0, 0).unwrap();
        round.close();
        assert_eq!(
            (round.state, round.tally.total(), round.earlier.len()),
            (State::Closed, 9, 0)
        );
    }

    #[test]
    fn tables_come_and_go_but_none_with_counts() {
        let mut round = Round::new(Asked::Opinion, vec![row()], 0);
        round.set_way(Way::Tables);
        round.open();
        round.set(0, 1, 3, 6).unwrap();
        round.set_num_tables(3);
        assert_eq!(round.tally.groups.len(), 4);
        round.set_num_tables(6);
        assert_eq!((round.tally.groups.len(), round.count(0, 1, 3)), (6, 6));
    }

    mod properties {
        use super::*;
        use proptest::prelude::*;

        proptest! {
            #[test]
            fn no_group_that_is_kept_is_small_and_nothing_is_lost(counts in proptest::collection::vec(0..9_u32, 18)) {
                let mut all = [[0; 3]; 6];
                for (number, count) in counts.iter().enumerate() {
                    all[number / 3][number % 3] = *count;
                }
                let mut round = before(all);
                let sums = [0, 1, 2].map(|answer| round.sum(0, answer));
                round.close();
                prop_assert_eq!(sums, [0, 1, 2].map(|answer| round.sum(0, answer)));
                if round.tally.groups.len() > 1 {
                    for group in 0..round.tally.groups.len() {
                        prop_assert!(round.num_in_group(0, group) >= LEAST);
                    }
                }
            }
        }
    }
}
