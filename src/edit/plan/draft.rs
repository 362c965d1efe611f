//! A transaction in the making: gives names, handles and places in the reading order to several records at once.

use hashbrown::HashSet;

use crate::model::{
    Claim, ClaimId, Document, Id, Instrument, InstrumentId, Item, ORDER_STEP, Ordered, Relation, RelationId,
    RelationKind, Source, SourceId, Stakeholder, StakeholderId, Structure, Table, Target, Theme, ThemeId,
};

use super::super::change::{Change, NewName, Transaction};
use super::super::wish::{Beside, EditError, EditName};
use super::Plan;

/// Names and changes that are gathered; what is in it counts as done for the names that follow.
pub(super) struct Draft<'a> {
    plan: &'a Plan<'a>,
    names: Vec<NewName>,
    changes: Vec<Change>,
    /// Names given in this draft, each with the letter of its table.
    given: HashSet<(char, String)>,
    num_new: [usize; 6],
}

/// A new record of a list, under this name or one like it that is free.
macro_rules! record {
    ($new:ident, $table:ident, $record:ident, $id:ident, $number:literal) => {
        pub(super) fn $new(&mut self, name: &str, record: $record) -> $id {
            let table = &self.plan.document.$table;
            let name = self.free(table, $number, name.to_owned());
            let id = self.hand_out(table, $number, name, NewName::$record);
            self.changes.push(Change::$record {
                id,
                before: None,
                after: Some(Box::new(record)),
            });
            id
        }
    };
}

impl<'a> Draft<'a> {
    pub(super) fn new(plan: &'a Plan<'a>) -> Self {
        Self {
            plan,
            names: Vec::new(),
            changes: Vec::new(),
            given: HashSet::new(),
            num_new: [0; 6],
        }
    }

    pub(super) fn change(&mut self, change: Change) {
        self.changes.push(change);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    pub(super) fn finish(self, name: EditName, focus: Option<Item>) -> Transaction {
        Transaction {
            name,
            names: self.names,
            changes: self.changes,
            merge: None,
            focus,
        }
    }

    /// A handle for a name that no record has yet, in the document or in this draft.
    fn hand_out<K: Id, T: Ordered>(
        &mut self,
        table: &Table<K, T>,
        number: usize,
        name: String,
        wrap: fn(String) -> NewName,
    ) -> K {
        self.given.insert((tag(number), name.clone()));
        let id = table.id(&name).unwrap_or_else(|| {
            let new = self.num_new.get_mut(number);
            let offset = new.map_or(0, |count| {
                *count += 1;
                *count - 1
            });
            K::from_index(table.num_slots() + offset)
        });
        self.names.push(wrap(name));
        id
    }

    /// A name like this one that is free.
    fn free<K: Id, T: Ordered>(&self, table: &Table<K, T>, number: usize, name: String) -> String {
        let is_free = |name: &String| {
            table.id(name).is_none_or(|id| !table.contains(id)) && !self.given.contains(&(tag(number), name.clone()))
        };
        if is_free(&name) {
            return name;
        }
        (2..)
            .map(|again| format!("{name}-{again}"))
            .find(is_free)
            .unwrap_or(name)
    }

    /// A name and a handle for a claim whose record comes later.
    pub(super) fn reserve_claim(&mut self, wished: Option<&str>, words: &str) -> (ClaimId, String) {
        let claims = &self.plan.document.claims;
        let name = match wished {
            Some(name) => self.free(claims, 0, name.to_owned()),
            None => self.free(claims, 0, claims.free_name(words)),
        };
        (self.hand_out(claims, 0, name.clone(), NewName::Claim), name)
    }

    /// A name and a handle for a relation whose record comes later, with its place in the order.
    pub(super) fn reserve_relation(&mut self, premise: &str, target: &str) -> (RelationId, String, u64) {
        let relations = &self.plan.document.relations;
        let name = self.free(relations, 1, Document::simple_relation_name(premise, target));
        let offset = self.num_new.get(1).map_or(0, |count| *count as u64);
        let id = self.hand_out(relations, 1, name.clone(), NewName::Relation);
        (id, name, relations.order_at_end().saturating_add(offset * ORDER_STEP))
    }

    /// A new claim under its `wished` name if that is free, else one made from its words.
    pub(super) fn new_claim(&mut self, wished: Option<&str>, words: &str, claim: Claim) -> (ClaimId, String) {
        let (id, name) = self.reserve_claim(wished, words);
        self.changes.push(Change::Claim {
            id,
            before: None,
            after: Some(Box::new(claim)),
        });
        (id, name)
    }

    /// A new relation; named after its only premise and its target.
    pub(super) fn new_relation(
        &mut self,
        premise: &str,
        target: &str,
        relation: impl FnOnce(u64) -> Relation,
    ) -> RelationId {
        let (id, _, order) = self.reserve_relation(premise, target);
        self.changes.push(Change::Relation {
            id,
            before: None,
            after: Some(Box::new(relation(order))),
        });
        id
    }

    record!(new_stakeholder, stakeholders, Stakeholder, StakeholderId, 2);
    record!(new_theme, themes, Theme, ThemeId, 3);
    record!(new_instrument, instruments, Instrument, InstrumentId, 4);
    record!(new_source, sources, Source, SourceId, 5);

    /// Keys of the reading order for `number` claims next to a neighbour (or at the end), one behind the other.
    /// Where no room is left all claims are renumbered.
    pub(super) fn orders(
        &mut self,
        structure: &Structure,
        number: usize,
        next_to: Option<(ClaimId, Beside)>,
        end: Option<ClaimId>,
    ) -> Result<Vec<u64>, EditError> {
        let claims = &self.plan.document.claims;
        let wanted = number as u64;
        let key = |id: ClaimId| claims.get(id).map(Claim::order);
        let (from, to) = match next_to {
            Some((beside, Beside::Before)) => {
                let here = key(beside).ok_or(EditError::Gone)?;
                let before = claims
                    .iter()
                    .map(|(_, claim)| claim.order)
                    .filter(|order| *order < here)
                    .max();
                (before.unwrap_or(0), Some(here))
            }
            Some((beside, Beside::Behind)) => {
                let here = key(beside).ok_or(EditError::Gone)?;
                let siblings = structure.place(beside).and_then(|place| place.parent);
                let siblings = siblings.map_or_else(|| structure.loose(), |parent| structure.children(parent));
                let next = siblings
                    .iter()
                    .filter_map(|id| key(*id))
                    .filter(|order| *order > here)
                    .min();
                // Behind all that hangs under the neighbour, as long as that stands before its next sibling.
                let last = structure.branch(beside).last().and_then(|id| key(*id)).unwrap_or(here);
                let from = if last > here && next.is_none_or(|next| last < next) {
                    last
                } else {
                    here
                };
                (
                    from,
                    claims
                        .iter()
                        .map(|(_, claim)| claim.order)
                        .filter(|order| *order > from)
                        .min(),
                )
            }
            None => match end.filter(|id| claims.contains(*id)) {
                Some(above) => {
                    let last = structure
                        .branch(above)
                        .iter()
                        .filter_map(|id| key(*id))
                        .max()
                        .unwrap_or(0);
                    (
                        last,
                        claims
                            .iter()
                            .map(|(_, claim)| claim.order)
                            .filter(|order| *order > last)
                            .min(),
                    )
                }
                None => (claims.order_at_end().saturating_sub(ORDER_STEP), None),
            },
        };
        let Some(to) = to else {
            return Ok((1..=wanted)
                .map(|number| from.saturating_add(number * ORDER_STEP))
                .collect());
        };
        if let Some(orders) = between(from, to, wanted, matches!(next_to, Some((_, Beside::Before)))) {
            return Ok(orders);
        }
        let mut orders = Vec::new();
        let mut next = ORDER_STEP;
        for id in claims.in_order() {
            let Some(order) = key(id) else { continue };
            if order >= to && orders.is_empty() {
                orders = (0..wanted).map(|number| next + number * ORDER_STEP).collect();
                next += wanted * ORDER_STEP;
            }
            self.changes
                .extend(self.plan.claim_change(id, |claim| claim.order = next));
            next += ORDER_STEP;
        }
        Ok(orders)
    }

    /// The record of a claim as this draft leaves it so far.
    pub(super) fn claim(&self, id: ClaimId) -> Result<Claim, EditError> {
        let changed = self.changes.iter().rev().find_map(|change| match change {
            Change::Claim { id: changed, after, .. } if *changed == id => after.as_deref(),
            _ => None,
        });
        match changed {
            Some(claim) => Ok(claim.clone()),
            None => self.plan.claim(id).cloned(),
        }
    }

    /// The record of a relation as this draft leaves it so far.
    fn relation(&self, id: RelationId) -> Option<Relation> {
        let changed = self.changes.iter().rev().find_map(|change| match change {
            Change::Relation { id: changed, after, .. } if *changed == id => Some(after.as_deref().cloned()),
            _ => None,
        });
        changed.unwrap_or_else(|| self.plan.document.relations.get(id).cloned())
    }

    /// Changes a claim, on top of what this draft did to it before.
    pub(super) fn change_claim(&mut self, id: ClaimId, change: impl FnOnce(&mut Claim)) -> Result<(), EditError> {
        let before = self.claim(id)?;
        let mut after = before.clone();
        change(&mut after);
        if before != after {
            self.changes.push(Change::Claim {
                id,
                before: Some(Box::new(before)),
                after: Some(Box::new(after)),
            });
        }
        Ok(())
    }

    /// Hangs a claim under a target: its step in the tree gives way to a new one, and what denied the old step
    /// denies the new one. `None` takes it from where it hangs.
    pub(super) fn hang(
        &mut self,
        structure: &Structure,
        claim: ClaimId,
        wanted: Option<(Target, RelationKind)>,
    ) -> Result<(), EditError> {
        let document = self.plan.document;
        let old = structure.place(claim).and_then(|place| place.relation);
        // As this draft leaves it: another of its premises may have moved already.
        let old = old.and_then(|id| Some((id, self.relation(id)?)));
        let old = old.as_ref().map(|(id, relation)| (*id, relation));
        let is_alone = old.is_some_and(|(_, relation)| relation.premises.len() == 1);
        if let (Some((_, relation)), Some((target, kind))) = (old, wanted)
            && relation.target == target
            && (relation.kind == kind)
        {
            return Ok(());
        }
        // It may speak about that already, besides where it hangs: then that becomes its step.
        let known = wanted.and_then(|(target, kind)| {
            let says_so = |(id, relation): &(RelationId, &Relation)| {
                old.is_none_or(|(old, _)| old != *id) && *relation.premises == [claim] && relation.target == target
            };
            document
                .relations
                .iter()
                .find(says_so)
                .map(|(id, relation)| (id, relation, kind))
        });
        if let Some((id, relation, kind)) = known
            && relation.kind != kind
        {
            self.changes.push(Change::Relation {
                id,
                before: Some(Box::new(relation.clone())),
                after: Some(Box::new(Relation {
                    kind,
                    ..relation.clone()
                })),
            });
        }
        // The same step, for instead of against: the record stays.
        if let (Some((id, relation)), Some((target, kind))) = (old, wanted)
            && relation.target == target
            && is_alone
            && known.is_none()
        {
            self.changes.push(Change::Relation {
                id,
                before: Some(Box::new(relation.clone())),
                after: Some(Box::new(Relation {
                    kind,
                    ..relation.clone()
                })),
            });
            return Ok(());
        }
        let new = match wanted {
            Some(_) if known.is_some() => known.map(|(id, _, _)| id),
            Some((target, kind)) => {
                let target_name = match target {
                    Target::Claim(id) => document.claims.name(id),
                    Target::Relation(id) => document.relations.name(id),
                };
                let relation = |order| Relation {
                    premises: claim.into(),
                    kind,
                    target,
                    order,
                };
                Some(self.new_relation(document.claims.name(claim), target_name, relation))
            }
            None => None,
        };
        let Some((old, relation)) = old else { return Ok(()) };
        if !is_alone {
            let left = relation.premises.iter().copied().filter(|premise| *premise != claim);
            let left: crate::model::Premises = left.collect();
            if self.plan.said_by_another(old, &left, relation).is_some() {
                let mut gone = Vec::new();
                self.plan.remove_relation(old, &mut gone);
                self.changes.append(&mut gone);
                return Ok(());
            }
            self.changes.push(Change::Relation {
                id: old,
                before: Some(Box::new(relation.clone())),
                after: Some(Box::new(Relation {
                    premises: left,
                    ..relation.clone()
                })),
            });
            return Ok(());
        }
        match new {
            Some(new) => {
                let followers = document.relations.iter();
                for (id, follower) in followers.filter(|(_, other)| other.target == Target::Relation(old)) {
                    if id == new {
                        continue;
                    }
                    self.changes.push(Change::Relation {
                        id,
                        before: Some(Box::new(follower.clone())),
                        after: Some(Box::new(Relation {
                            target: Target::Relation(new),
                            ..follower.clone()
                        })),
                    });
                }
                self.changes.push(Change::Relation {
                    id: old,
                    before: Some(Box::new(relation.clone())),
                    after: None,
                });
            }
            None => {
                let mut gone = Vec::new();
                self.plan.remove_relation(old, &mut gone);
                self.changes.append(&mut gone);
            }
        }
        Ok(())
    }
}

/// Keys between two others, near the one they stand next to: a run of insertions, each behind the former, then lasts
/// longest. `None` where there is no room.
pub(super) fn between(from: u64, to: u64, wanted: u64, before: bool) -> Option<Vec<u64>> {
    let gap = to.saturating_sub(from);
    if gap <= wanted {
        return None;
    }
    let step = (gap / (wanted + 1)).min((gap / 8).max(1));
    let first = if before { to - step * wanted } else { from + step };
    Some((0..wanted).map(|number| first + number * step).collect())
}

/// A letter for each table, so that equal names of different tables stay apart.
fn tag(number: usize) -> char {
    char::from(b'a' + u8::try_from(number).unwrap_or(0))
}
