//! Wishes about claims and the relations between them.

use crate::model::{ClaimId, Document, Id as _, Item, Premises, Relation, RelationId, RelationKind, Structure, Target};

use super::super::change::{Change, NewName, Transaction};
use super::super::wish::{EditError, EditName};
use super::{Plan, Planned, next_id, one};

impl Plan<'_> {
    pub(super) fn relation_name(&self, premise: &str, target: Target) -> String {
        let target = match target {
            Target::Claim(id) => self.document.claims.name(id),
            Target::Relation(id) => self.document.relations.name(id),
        };
        Document::simple_relation_name(premise, target)
    }

    /// A new relation from one premise, behind the relations that are there.
    pub(super) fn new_relation(
        &self,
        premise: ClaimId,
        premise_name: &str,
        target: Target,
        kind: RelationKind,
    ) -> (NewName, Change) {
        let relations = &self.document.relations;
        let mut name = self.relation_name(premise_name, target);
        if relations.id(&name).is_some_and(|id| relations.contains(id)) {
            name = relations.free_name(&name);
        }
        let id = next_id(relations, &name);
        let relation = Relation {
            premises: premise.into(),
            kind,
            target,
            order: relations.order_at_end(),
        };
        (
            NewName::Relation(name),
            Change::Relation {
                id,
                before: None,
                after: Some(Box::new(relation)),
            },
        )
    }

    pub(super) fn target_exists(&self, target: Target) -> Result<(), EditError> {
        let exists = match target {
            Target::Claim(id) => self.document.claims.contains(id),
            Target::Relation(id) => self.document.relations.contains(id),
        };
        if exists { Ok(()) } else { Err(EditError::Gone) }
    }

    pub(super) fn connect(&self, premise: ClaimId, target: Target, kind: RelationKind) -> Planned {
        self.claim(premise)?;
        self.target_exists(target)?;
        if target == Target::Claim(premise) {
            return Err(EditError::UnderItself);
        }
        if self
            .document
            .relations
            .iter()
            .any(|(_, relation)| *relation.premises == [premise] && relation.target == target)
        {
            return Err(EditError::ExistsAlready);
        }
        if kind == RelationKind::Support && self.supports_in_turn(target, premise) {
            return Err(EditError::UnderItself);
        }
        let (name, change) = self.new_relation(premise, self.document.claims.name(premise), target, kind);
        Ok(Transaction {
            names: vec![name],
            ..one(EditName::Connect, change, Some(Item::Claim(premise)))
        })
    }

    /// Whether `from` supports `to`, perhaps by way of others.
    pub(super) fn supports_in_turn(&self, from: Target, to: ClaimId) -> bool {
        let Target::Claim(from) = from else { return false };
        let mut open = vec![from];
        let mut seen = vec![false; self.document.claims.num_slots()];
        let mut targets: Vec<(ClaimId, ClaimId)> = Vec::new();
        for (_, relation) in self.document.relations.iter() {
            if let (RelationKind::Support, Target::Claim(target)) = (relation.kind, relation.target) {
                targets.extend(relation.premises.iter().map(|premise| (*premise, target)));
            }
        }
        targets.sort_unstable();
        while let Some(here) = open.pop() {
            if here == to {
                return true;
            }
            match seen.get_mut(here.index()) {
                Some(flag) if !*flag => *flag = true,
                _ => continue,
            }
            let start = targets.partition_point(|(premise, _)| *premise < here);
            open.extend(
                targets
                    .iter()
                    .skip(start)
                    .take_while(|(premise, _)| *premise == here)
                    .map(|(_, target)| *target),
            );
        }
        false
    }

    pub(super) fn disconnect(&self, id: RelationId) -> Planned {
        let relation = self.document.relations.get(id).ok_or(EditError::Gone)?;
        let mut changes = Vec::new();
        self.remove_relation(id, &mut changes);
        Ok(Transaction {
            name: EditName::Disconnect,
            names: Vec::new(),
            changes,
            merge: None,
            focus: relation.premises.first().map(|premise| Item::Claim(*premise)),
        })
    }

    /// The other relation that says what this one would say with these premises left, if there is one.
    pub(super) fn said_by_another(&self, id: RelationId, left: &Premises, relation: &Relation) -> Option<RelationId> {
        let says_so = |(other, known): &(RelationId, &Relation)| {
            *other != id && known.premises == *left && known.target == relation.target && known.kind == relation.kind
        };
        self.document.relations.iter().find(says_so).map(|(other, _)| other)
    }

    /// Takes away a relation and all relations to it.
    pub(super) fn remove_relation(&self, id: RelationId, changes: &mut Vec<Change>) {
        self.remove_relations(vec![id], changes);
    }

    /// Takes away relations and all relations to them, each once.
    pub(super) fn remove_relations(&self, mut open: Vec<RelationId>, changes: &mut Vec<Change>) {
        let relations = &self.document.relations;
        let mut followers: Vec<(RelationId, RelationId)> = relations
            .iter()
            .filter_map(|(id, relation)| match relation.target {
                Target::Relation(target) => Some((target, id)),
                Target::Claim(_) => None,
            })
            .collect();
        followers.sort_unstable();
        let mut gone = vec![false; relations.num_slots()];
        while let Some(here) = open.pop() {
            let (Some(relation), Some(flag)) = (relations.get(here), gone.get_mut(here.index())) else {
                continue;
            };
            if std::mem::replace(flag, true) {
                continue;
            }
            changes.push(Change::Relation {
                id: here,
                before: Some(Box::new(relation.clone())),
                after: None,
            });
            let start = followers.partition_point(|(target, _)| *target < here);
            let to_it = followers.iter().skip(start).take_while(|(target, _)| *target == here);
            open.extend(to_it.map(|(_, follower)| *follower));
        }
    }

    pub(super) fn switch_side(&self, claim: ClaimId) -> Planned {
        self.not_thesis(claim)?;
        let id = Structure::new(self.document)
            .place(claim)
            .and_then(|place| place.relation)
            .ok_or(EditError::Gone)?;
        let before = self.document.relations.get(id).ok_or(EditError::Gone)?;
        let kind = match before.kind {
            RelationKind::Support => RelationKind::Attack,
            RelationKind::Attack => RelationKind::Support,
        };
        let says_so_already = |(other, relation): (RelationId, &Relation)| {
            other != id
                && relation.kind == kind
                && relation.premises == before.premises
                && relation.target == before.target
        };
        if self.document.relations.iter().any(says_so_already) {
            return Err(EditError::ExistsAlready);
        }
        let after = Relation { kind, ..before.clone() };
        let change = Change::Relation {
            id,
            before: Some(Box::new(before.clone())),
            after: Some(Box::new(after)),
        };
        Ok(one(EditName::SwitchSide, change, Some(Item::Claim(claim))))
    }

    /// Changes places with the neighbour that stands in the same group of the picture.
    pub(super) fn reorder(&self, claim: ClaimId, down: bool) -> Planned {
        let record = self.claim(claim)?;
        let structure = Structure::new(self.document);
        let place = structure.place(claim).ok_or(EditError::Gone)?;
        let siblings: Vec<ClaimId> = match place.parent {
            Some(parent) => structure.children(parent).to_vec(),
            None => structure.loose().to_vec(),
        };
        let same_group = |id: &ClaimId| {
            place.depth > 1
                || structure.stance(*id) == place.stance
                    && self
                        .document
                        .claims
                        .get(*id)
                        .is_some_and(|other| other.stakeholder == record.stakeholder && other.theme == record.theme)
        };
        let group: Vec<ClaimId> = siblings.into_iter().filter(same_group).collect();
        let at = group.iter().position(|id| *id == claim).ok_or(EditError::Gone)?;
        let neighbour = if down {
            group.get(at + 1)
        } else {
            at.checked_sub(1).and_then(|at| group.get(at))
        };
        let neighbour = *neighbour.ok_or(EditError::AtTheEnd)?;
        let other = self.claim(neighbour)?;
        // Only this claim moves, so that in the file one record changes its place; where there is no room, they swap.
        let claims = &self.document.claims;
        let free = if down {
            claims.order_after(neighbour)
        } else {
            claims.order_before(neighbour)
        };
        let changes = match free {
            Some(order) => vec![self.claim_change(claim, |claim| claim.order = order)?],
            None => vec![
                self.claim_change(claim, |claim| claim.order = other.order)?,
                self.claim_change(neighbour, |claim| claim.order = record.order)?,
            ],
        };
        Ok(Transaction {
            name: EditName::Reorder,
            names: Vec::new(),
            changes,
            merge: None,
            focus: Some(Item::Claim(claim)),
        })
    }
}
