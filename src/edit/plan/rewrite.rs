//! From an outline that was edited as text to changes of records: only what differs is touched.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use crate::model::{
    Claim, ClaimId, Id as _, Lang, ORDER_STEP, Relation, RelationId, RelationKind, Stakeholder, StakeholderId, Stance,
    Structure, Target, Text, Theme, ThemeId,
};

use super::super::change::Change;
use super::super::wish::{EditError, EditName, EntryPlace, Heading, Rewrite};
use super::draft::{Draft, between};
use super::records::free_look;
use super::{Plan, Planned};

/// An entry with its handle and what it was before.
struct Row {
    id: ClaimId,
    name: String,
    /// The step by which it hangs now.
    step: Option<RelationId>,
}

/// Which neighbours a claim is ordered among.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Argument(Option<StakeholderId>, Option<ThemeId>),
    Under(ClaimId),
    Parked,
    Fixed,
}

struct Rewriting<'a, 'p> {
    plan: &'p Plan<'a>,
    structure: Structure,
    draft: Draft<'p>,
    rows: Vec<Row>,
    /// Relations as they become; `None` for those that go.
    relations: BTreeMap<RelationId, Option<Relation>>,
    names: HashMap<RelationId, String>,
    /// Steps that gave way to another.
    replaced: HashMap<RelationId, RelationId>,
}

impl<'a> Plan<'a> {
    pub(super) fn rewrite(&self, rewrite: Rewrite) -> Planned {
        let mut draft = Draft::new(self);
        let lang = rewrite.lang;
        if let (Some(words), Some(thesis)) = (&rewrite.thesis, self.document.cover.thesis) {
            let record = self.claim(thesis)?;
            let words = words.trim();
            if !words.is_empty() && self.document.read(&record.text, lang).words.trim() != words {
                draft.change_claim(thesis, |claim| {
                    set_words(&mut claim.text, self.main_lang(), lang, words)
                })?;
            }
        }
        let stakeholders = self.stakeholders_of(&mut draft, lang, &rewrite.stakeholders);
        let themes = self.themes_of(&mut draft, lang, &rewrite.themes);
        let rows = rewrite
            .entries
            .iter()
            .map(|entry| match entry.claim {
                Some(id) => Row {
                    id,
                    name: self.document.claims.name(id).to_owned(),
                    step: None,
                },
                None => {
                    let known = entry.restored.as_ref().map(|(name, _)| name.as_str());
                    let (id, name) = draft.reserve_claim(known, &entry.words);
                    Row { id, name, step: None }
                }
            })
            .collect();
        let mut rewriting = Rewriting {
            plan: self,
            structure: Structure::new(self.document),
            draft,
            rows,
            relations: BTreeMap::new(),
            names: HashMap::new(),
            replaced: HashMap::new(),
        };
        rewriting.hang_all(&rewrite)?;
        let orders = rewriting.orders(&rewrite, &stakeholders, &themes);
        rewriting.records(&rewrite, &stakeholders, &themes, &orders)?;
        rewriting.remove(&rewrite.removed);
        rewriting.finish()
    }

    fn main_lang(&self) -> Option<Lang> {
        self.document.cover.languages.first().copied()
    }

    fn stakeholders_of(
        &self,
        draft: &mut Draft<'_>,
        lang: Lang,
        headings: &[Heading<StakeholderId>],
    ) -> Vec<StakeholderId> {
        let table = &self.document.stakeholders;
        let mut new: Vec<Stakeholder> = Vec::new();
        let mut found = Vec::new();
        for heading in headings {
            found.push(
                match heading.id.and_then(|id| table.get(id).map(|record| (id, record))) {
                    Some((id, record)) => {
                        if self.document.read(&record.name, lang).words.trim() != heading.words.trim() {
                            let mut after = record.clone();
                            set_words(&mut after.name, self.main_lang(), lang, heading.words.trim());
                            draft.change(Change::Stakeholder {
                                id,
                                before: Some(Box::new(record.clone())),
                                after: Some(Box::new(after)),
                            });
                        }
                        id
                    }
                    None => {
                        let (hue, symbol) = free_look(table.iter().map(|(_, known)| known).chain(&new));
                        let record = Stakeholder {
                            name: Text::new(lang, heading.words.trim()),
                            hue,
                            symbol,
                            order: table.order_at_end() + (new.len() as u64 + 1) * ORDER_STEP,
                        };
                        new.push(record.clone());
                        draft.new_stakeholder(&table.free_name(&heading.words), record)
                    }
                },
            );
        }
        found
    }

    fn themes_of(&self, draft: &mut Draft<'_>, lang: Lang, headings: &[Heading<ThemeId>]) -> Vec<ThemeId> {
        let table = &self.document.themes;
        let mut num_new = 0;
        let mut found = Vec::new();
        for heading in headings {
            found.push(
                match heading.id.and_then(|id| table.get(id).map(|record| (id, record))) {
                    Some((id, record)) => {
                        if self.document.read(&record.name, lang).words.trim() != heading.words.trim() {
                            let mut after = record.clone();
                            set_words(&mut after.name, self.main_lang(), lang, heading.words.trim());
                            draft.change(Change::Theme {
                                id,
                                before: Some(Box::new(record.clone())),
                                after: Some(Box::new(after)),
                            });
                        }
                        id
                    }
                    None => {
                        num_new += 1;
                        let record = Theme {
                            name: Text::new(lang, heading.words.trim()),
                            order: table.order_at_end() + num_new * ORDER_STEP,
                        };
                        draft.new_theme(&table.free_name(&heading.words), record)
                    }
                },
            );
        }
        found
    }
}

impl Rewriting<'_, '_> {
    fn relation(&self, id: RelationId) -> Option<&Relation> {
        match self.relations.get(&id) {
            Some(changed) => changed.as_ref(),
            None => self.plan.document.relations.get(id),
        }
    }

    /// Gives every entry its step, in the order of the text: what it hangs under has its own by then.
    fn hang_all(&mut self, rewrite: &Rewrite) -> Result<(), EditError> {
        let document = self.plan.document;
        let mut joints: BTreeMap<RelationId, Vec<ClaimId>> = BTreeMap::new();
        for (number, entry) in rewrite.entries.iter().enumerate() {
            let Some(id) = self.rows.get(number).map(|row| row.id) else {
                continue;
            };
            let now = self.structure.place(id).and_then(|place| place.relation);
            let row_of = |entry: usize| self.rows.get(entry).ok_or(EditError::Gone);
            let wanted = match entry.place {
                EntryPlace::Fixed => {
                    if let Some(row) = self.rows.get_mut(number) {
                        row.step = now;
                    }
                    continue;
                }
                EntryPlace::Argument { stance, .. } => {
                    let kind = if stance == Stance::Pro {
                        RelationKind::Support
                    } else {
                        RelationKind::Attack
                    };
                    Some((Target::Claim(self.plan.thesis()?), kind))
                }
                EntryPlace::Reply { entry, kind } => Some((Target::Claim(row_of(entry)?.id), kind)),
                EntryPlace::Undercut { entry } => {
                    let step = row_of(entry)?.step.ok_or(EditError::Gone)?;
                    Some((Target::Relation(step), RelationKind::Attack))
                }
                EntryPlace::Joint { entry } => {
                    let step = row_of(entry)?.step.ok_or(EditError::Gone)?;
                    joints.entry(step).or_default().push(id);
                    if let Some(row) = self.rows.get_mut(number) {
                        row.step = Some(step);
                    }
                    if now != Some(step) {
                        self.leave(id, now, Some(step));
                    }
                    continue;
                }
                EntryPlace::Parked => None,
            };
            let step = self.hang(number, id, now, wanted)?;
            if let Some(row) = self.rows.get_mut(number) {
                row.step = step;
            }
            if let Some(step) = step {
                joints.entry(step).or_default().insert(0, id);
            }
        }
        // Who holds together with whom; premises that the outline does not show stay.
        let mut is_in = vec![false; document.claims.num_slots()];
        for row in &self.rows {
            if let Some(flag) = is_in.get_mut(row.id.index()) {
                *flag = true;
            }
        }
        for (step, mut premises) in joints {
            let Some(relation) = self.relation(step) else { continue };
            let others = relation.premises.iter();
            premises.extend(others.filter(|premise| is_in.get(premise.index()) == Some(&false)));
            if *relation.premises != *premises {
                let after = Relation {
                    premises: premises.into_iter().collect(),
                    ..relation.clone()
                };
                self.relations.insert(step, Some(after));
            }
        }
        Ok(())
    }

    fn hang(
        &mut self,
        number: usize,
        id: ClaimId,
        now: Option<RelationId>,
        wanted: Option<(Target, RelationKind)>,
    ) -> Result<Option<RelationId>, EditError> {
        let current = now.and_then(|now| self.relation(now).map(|relation| (now, relation.clone())));
        let Some((target, kind)) = wanted else {
            self.leave(id, now, None);
            return Ok(None);
        };
        if let Some((now, relation)) = current {
            let followed = match relation.target {
                Target::Relation(step) => Target::Relation(self.replaced.get(&step).copied().unwrap_or(step)),
                claim => claim,
            };
            let leads = relation.premises.first() == Some(&id);
            if followed == target && leads {
                if relation.kind != kind || relation.target != target {
                    let after = Relation {
                        kind,
                        target,
                        ..relation
                    };
                    self.relations.insert(now, Some(after));
                }
                return Ok(Some(now));
            }
        }
        // It may speak about that already, besides where it hangs: then that becomes its step.
        let says_so = |(known, relation): &(RelationId, &Relation)| {
            Some(*known) != now
                && *relation.premises == [id]
                && relation.target == target
                && !self.relations.contains_key(known)
        };
        let known = self
            .plan
            .document
            .relations
            .iter()
            .find(says_so)
            .map(|(known, relation)| (known, relation.clone()));
        if let Some((known, relation)) = known {
            self.relations.insert(known, Some(Relation { kind, ..relation }));
            self.leave(id, now, Some(known));
            return Ok(Some(known));
        }
        let target_name = match target {
            Target::Claim(target) => {
                let known = self.plan.document.claims.name(target);
                let row = self.rows.iter().take(number).rev().find(|row| row.id == target);
                row.map_or_else(|| known.to_owned(), |row| row.name.clone())
            }
            Target::Relation(target) => match self.names.get(&target) {
                Some(name) => name.clone(),
                None => self.plan.document.relations.name(target).to_owned(),
            },
        };
        let name = self.rows.get(number).map_or_else(String::new, |row| row.name.clone());
        let (step, step_name, order) = self.draft.reserve_relation(&name, &target_name);
        let relation = Relation {
            premises: id.into(),
            kind,
            target,
            order,
        };
        self.relations.insert(step, Some(relation));
        self.names.insert(step, step_name);
        self.leave(id, now, Some(step));
        Ok(Some(step))
    }

    /// Takes a claim out of the step by which it hung; what denied that step denies the one in its place.
    fn leave(&mut self, id: ClaimId, old: Option<RelationId>, new: Option<RelationId>) {
        let Some(old) = old else { return };
        let Some(relation) = self.relation(old).cloned() else {
            return;
        };
        if relation.premises.len() > 1 {
            let left = relation.premises.iter().copied().filter(|premise| *premise != id);
            let left: crate::model::Premises = left.collect();
            match self.plan.said_by_another(old, &left, &relation) {
                Some(other) => self.replace(old, Some(other)),
                None => {
                    let premises = left;
                    self.relations.insert(old, Some(Relation { premises, ..relation }));
                }
            }
            return;
        }
        if relation.premises.first() != Some(&id) {
            return;
        }
        self.replace(old, new);
        if let Some(new) = new {
            self.replaced.insert(old, new);
        }
    }

    /// Takes a step away; what denied it denies the one in its place, or goes with it.
    fn replace(&mut self, old: RelationId, new: Option<RelationId>) {
        self.relations.insert(old, None);
        let followers = self.plan.document.relations.iter();
        let followers: Vec<RelationId> = followers
            .filter(|(_, follower)| follower.target == Target::Relation(old))
            .map(|(follower, _)| follower)
            .collect();
        for follower in followers {
            let after = self.relation(follower).cloned().and_then(|relation| {
                Some(Relation {
                    target: Target::Relation(new?),
                    ..relation
                })
            });
            self.relations.insert(follower, after);
        }
    }

    fn group(&self, rewrite: &Rewrite, number: usize, stakeholders: &[StakeholderId], themes: &[ThemeId]) -> Group {
        match rewrite.entries.get(number).map(|entry| entry.place) {
            Some(EntryPlace::Argument { stakeholder, theme, .. }) => Group::Argument(
                stakeholder.and_then(|number| stakeholders.get(number).copied()),
                theme.and_then(|number| themes.get(number).copied()),
            ),
            Some(EntryPlace::Reply { entry, .. } | EntryPlace::Undercut { entry }) => {
                self.rows.get(entry).map_or(Group::Parked, |row| Group::Under(row.id))
            }
            Some(EntryPlace::Joint { entry }) if entry < number => self.group(rewrite, entry, stakeholders, themes),
            Some(EntryPlace::Fixed) => Group::Fixed,
            _ => Group::Parked,
        }
    }

    /// Keys of the reading order, for the entries that need another one.
    fn orders(&self, rewrite: &Rewrite, stakeholders: &[StakeholderId], themes: &[ThemeId]) -> HashMap<usize, u64> {
        let claims = &self.plan.document.claims;
        let mut groups: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
        for number in 0..rewrite.entries.len() {
            let group = self.group(rewrite, number, stakeholders, themes);
            if group != Group::Fixed {
                groups.entry(group).or_default().push(number);
            }
        }
        let mut keys: Vec<u64> = claims.iter().map(|(_, claim)| claim.order).collect();
        keys.sort_unstable();
        let mut found = HashMap::new();
        for (group, members) in groups {
            let key = |number: &usize| {
                self.rows
                    .get(*number)
                    .and_then(|row| claims.get(row.id))
                    .map(|claim| claim.order)
            };
            let stable = rising(&members.iter().map(key).collect::<Vec<_>>());
            let mut from = None;
            let mut run: Vec<usize> = Vec::new();
            let ends = members.iter().zip(stable).map(|(number, stays)| (Some(*number), stays));
            for (number, stays) in ends.chain([(None, true)]) {
                if let (Some(number), false) = (number, stays) {
                    run.push(number);
                    continue;
                }
                let here = number.as_ref().and_then(key);
                if !run.is_empty() {
                    let wanted = run.len() as u64;
                    let orders = match (from, here) {
                        (Some(from), _) => match keys.get(keys.partition_point(|key| *key <= from)) {
                            Some(next) => between(from, *next, wanted, false),
                            None => Some((1..=wanted).map(|n| from + n * ORDER_STEP).collect()),
                        },
                        (None, Some(here)) => {
                            let before = keys.partition_point(|key| *key < here).checked_sub(1);
                            between(
                                before.and_then(|at| keys.get(at).copied()).unwrap_or(0),
                                here,
                                wanted,
                                true,
                            )
                        }
                        (None, None) => {
                            let parent = match group {
                                Group::Under(parent) => claims.get(parent).map(|claim| claim.order),
                                _ => None,
                            };
                            let next = parent.and_then(|parent| keys.get(keys.partition_point(|key| *key <= parent)));
                            match (parent, next) {
                                (Some(parent), Some(next)) => between(parent, *next, wanted, false),
                                _ => {
                                    let last = keys.last().copied().unwrap_or(0);
                                    Some((1..=wanted).map(|n| last + n * ORDER_STEP).collect())
                                }
                            }
                        }
                    };
                    let Some(orders) = orders else {
                        // No room left somewhere: all of the outline is numbered anew.
                        let last = keys.last().copied().unwrap_or(0);
                        let all = 0..rewrite.entries.len();
                        return all
                            .map(|number| (number, last + (number as u64 + 1) * ORDER_STEP))
                            .collect();
                    };
                    for order in &orders {
                        keys.insert(keys.partition_point(|key| key < order), *order);
                    }
                    from = orders.last().copied().or(from);
                    found.extend(run.drain(..).zip(orders));
                }
                from = here.or(from);
            }
        }
        found
    }

    fn records(
        &mut self,
        rewrite: &Rewrite,
        stakeholders: &[StakeholderId],
        themes: &[ThemeId],
        orders: &HashMap<usize, u64>,
    ) -> Result<(), EditError> {
        let document = self.plan.document;
        for (number, entry) in rewrite.entries.iter().enumerate() {
            let Some(row) = self.rows.get(number) else { continue };
            let before = document.claims.get(row.id);
            let mut after = match (before, &entry.restored) {
                (Some(record), _) => record.clone(),
                (None, Some((_, record))) => (**record).clone(),
                (None, None) => Claim::default(),
            };
            let words = entry.words.trim();
            let known = document.read(&after.text, rewrite.lang).words;
            let is_same = known == words || known.split_whitespace().eq(words.split_whitespace());
            if !is_same && !words.is_empty() {
                set_words(&mut after.text, self.plan.main_lang(), rewrite.lang, words);
            }
            let was_argument = self.structure.place(row.id).is_some_and(|place| place.depth == 1);
            match entry.place {
                EntryPlace::Argument { stakeholder, theme, .. } => {
                    after.stakeholder = stakeholder.and_then(|number| stakeholders.get(number).copied());
                    after.theme = theme.and_then(|number| themes.get(number).copied());
                }
                EntryPlace::Joint { .. } => {
                    if let Group::Argument(stakeholder, theme) = self.group(rewrite, number, stakeholders, themes) {
                        (after.stakeholder, after.theme) = (stakeholder, theme);
                    }
                }
                EntryPlace::Reply { entry, .. } | EntryPlace::Undercut { entry } if was_argument => {
                    let above = self.rows.get(entry).map(|row| row.id);
                    let inherited = above.and_then(|above| self.structure.stakeholder_of(document, above));
                    if after.stakeholder == inherited {
                        after.stakeholder = None;
                    }
                    after.theme = None;
                }
                _ => {}
            }
            if let Some(order) = orders.get(&number) {
                after.order = *order;
            }
            if before != Some(&after) {
                self.draft.change(Change::Claim {
                    id: row.id,
                    before: before.map(|record| Box::new(record.clone())),
                    after: Some(Box::new(after)),
                });
            }
        }
        Ok(())
    }

    fn remove(&mut self, removed: &[ClaimId]) {
        let document = self.plan.document;
        if removed.is_empty() {
            return;
        }
        let mut goes = vec![false; document.claims.num_slots()];
        for id in removed {
            if let Some(flag) = goes.get_mut(id.index()) {
                *flag = true;
            }
        }
        let goes = |id: &ClaimId| goes.get(id.index()) == Some(&true);
        let mut gone = Vec::new();
        for (id, _) in document.relations.iter() {
            let Some(relation) = self.relation(id).cloned() else {
                continue;
            };
            let left: Vec<ClaimId> = relation
                .premises
                .iter()
                .copied()
                .filter(|premise| !goes(premise))
                .collect();
            let target_goes = matches!(relation.target, Target::Claim(target) if goes(&target));
            if target_goes || left.is_empty() && !relation.premises.is_empty() {
                gone.push(id);
            } else if left.len() < relation.premises.len() {
                let after = Relation {
                    premises: left.into_iter().collect(),
                    ..relation
                };
                self.relations.insert(id, Some(after));
            }
        }
        while let Some(id) = gone.pop() {
            self.relations.insert(id, None);
            let followers = document.relations.iter();
            let followers: Vec<RelationId> = followers
                .map(|(follower, _)| follower)
                .filter(|follower| {
                    self.relation(*follower)
                        .is_some_and(|other| other.target == Target::Relation(id))
                })
                .collect();
            gone.extend(followers);
        }
        for id in removed {
            if let Some(record) = document.claims.get(*id) {
                self.draft.change(Change::Claim {
                    id: *id,
                    before: Some(Box::new(record.clone())),
                    after: None,
                });
            }
        }
    }

    fn finish(mut self) -> Planned {
        let document = self.plan.document;
        for (id, after) in std::mem::take(&mut self.relations) {
            let before = document.relations.get(id);
            if before != after.as_ref() {
                self.draft.change(Change::Relation {
                    id,
                    before: before.map(|relation| Box::new(relation.clone())),
                    after: after.map(Box::new),
                });
            }
        }
        if self.draft.is_empty() {
            return Err(EditError::NoChange);
        }
        Ok(self.draft.finish(EditName::Outline, None))
    }
}

/// Puts words into a text; the translations of a main text that changed are outdated.
pub(super) fn set_words(text: &mut Text, main: Option<Lang>, lang: Lang, words: &str) {
    let differs = text.get(lang).is_some_and(|before| before.trim() != words.trim());
    text.set(lang, words);
    if main == Some(lang) && differs && !words.is_empty() {
        let others: Vec<Lang> = text
            .iter()
            .map(|(other, _)| other)
            .filter(|other| *other != lang)
            .collect();
        for other in others {
            text.set_outdated(other, true);
        }
    }
}

/// Which of the keys can stay so that as few as possible move: a longest rising run (patience sorting).
fn rising(keys: &[Option<u64>]) -> Vec<bool> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; keys.len()];
    let key = |at: usize| keys.get(at).copied().flatten().unwrap_or(0);
    for (at, here) in keys.iter().enumerate() {
        let Some(here) = *here else { continue };
        let place = tails.partition_point(|tail| key(*tail) < here);
        if let Some(slot) = before.get_mut(at) {
            *slot = place.checked_sub(1).and_then(|place| tails.get(place).copied());
        }
        match tails.get_mut(place) {
            Some(tail) => *tail = at,
            None => tails.push(at),
        }
    }
    let mut stays = vec![false; keys.len()];
    let mut at = tails.last().copied();
    while let Some(here) = at {
        if let Some(flag) = stays.get_mut(here) {
            *flag = true;
        }
        at = before.get(here).copied().flatten();
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_out_of_order_moves() {
        assert_eq!(
            rising(&[Some(1), Some(9), Some(2), None, Some(3)]),
            [true, false, true, false, true]
        );
        assert_eq!(rising(&[]), Vec::<bool>::new());
    }
}
