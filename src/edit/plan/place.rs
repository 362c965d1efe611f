//! Moving claims to another site, and deleting several at once.

use crate::model::{
    Claim, ClaimId, Id as _, Item, Lang, Premises, Relation, RelationKind, Stance, Structure, Target, Text,
};

use super::super::change::{Change, Transaction};
use super::super::wish::{EditError, EditName, Site, Under};
use super::draft::Draft;
use super::{Plan, Planned};

impl Plan<'_> {
    /// The claim under which a site is, in the tree; `None` for parked claims.
    fn above(&self, under: Under) -> Result<Option<ClaimId>, EditError> {
        Ok(match under {
            Under::Thesis { stakeholder, theme, .. } => {
                if stakeholder.is_some_and(|id| !self.document.stakeholders.contains(id))
                    || theme.is_some_and(|id| !self.document.themes.contains(id))
                {
                    return Err(EditError::Gone);
                }
                Some(self.thesis()?)
            }
            Under::Reply { target, .. } => {
                self.target_exists(target)?;
                match target {
                    Target::Claim(claim) => Some(claim),
                    Target::Relation(relation) => {
                        let relation = self.document.relations.get(relation).ok_or(EditError::Gone)?;
                        Some(*relation.premises.first().ok_or(EditError::Gone)?)
                    }
                }
            }
            Under::Nothing | Under::Own => None,
        })
    }

    /// Those of the claims that hang under none of the others.
    fn tops_of(&self, structure: &Structure, claims: &[ClaimId]) -> Vec<ClaimId> {
        let mut is_chosen = vec![false; self.document.claims.num_slots()];
        for claim in claims {
            if let Some(flag) = is_chosen.get_mut(claim.index()) {
                *flag = true;
            }
        }
        let has_chosen_above = |claim: &ClaimId| {
            let path = structure.path_to_thesis(*claim);
            path.iter()
                .skip(1)
                .any(|above| is_chosen.get(above.index()) == Some(&true))
        };
        let mut tops: Vec<ClaimId> = claims
            .iter()
            .copied()
            .filter(|claim| !has_chosen_above(claim))
            .collect();
        tops.sort_by_key(|id| (self.document.claims.get(*id).map(|claim| claim.order), *id));
        tops.dedup();
        tops
    }

    pub(super) fn add(&self, site: Site, lang: Lang, words: &str) -> Planned {
        let structure = Structure::new(self.document);
        let above = self.above(site.under)?;
        let mut draft = Draft::new(self);
        let end = above.filter(|above| Some(*above) != self.document.cover.thesis);
        let orders = draft.orders(&structure, 1, site.next_to, end)?;
        let mut claim = Claim {
            text: Text::new(lang, words.trim()),
            order: orders.first().copied().unwrap_or_default(),
            ..Claim::default()
        };
        let mut name = EditName::AddReply;
        let step = match site.under {
            Under::Thesis {
                stance,
                stakeholder,
                theme,
            } => {
                (claim.stakeholder, claim.theme) = (stakeholder, theme);
                name = EditName::AddArgument;
                let kind = if stance == Stance::Pro {
                    RelationKind::Support
                } else {
                    RelationKind::Attack
                };
                Some((Target::Claim(self.thesis()?), kind))
            }
            Under::Reply { target, kind } => Some((target, kind)),
            Under::Nothing | Under::Own => {
                name = EditName::AddArgument;
                None
            }
        };
        let (id, claim_name) = draft.new_claim(None, words, claim);
        if let Some((target, kind)) = step {
            let target_name = match target {
                Target::Claim(id) => self.document.claims.name(id),
                Target::Relation(id) => self.document.relations.name(id),
            };
            draft.new_relation(&claim_name, target_name, |order| Relation {
                premises: id.into(),
                kind,
                target,
                order,
            });
        }
        Ok(draft.finish(name, Some(Item::Claim(id))))
    }

    pub(super) fn place(&self, claims: &[ClaimId], site: Site) -> Planned {
        let structure = Structure::new(self.document);
        let above = self.above(site.under)?;
        let path = above.map_or_else(Vec::new, |above| structure.path_to_thesis(above));
        let tops = self.tops_of(&structure, claims);
        for claim in &tops {
            self.not_thesis(*claim)?;
            self.claim(*claim)?;
            if path.contains(claim) {
                return Err(EditError::UnderItself);
            }
        }
        // Beside itself: it stays where it is.
        let next_to = site.next_to.filter(|(beside, _)| !tops.contains(beside));
        let mut draft = Draft::new(self);
        let stays = |claim: &ClaimId| structure.place(*claim).is_some_and(|place| place.parent == above);
        let keeps_order = next_to.is_none() && tops.iter().all(stays);
        let end = above.filter(|above| Some(*above) != self.document.cover.thesis);
        let orders = if keeps_order {
            tops.iter()
                .filter_map(|id| self.document.claims.get(*id).map(|claim| claim.order))
                .collect()
        } else {
            draft.orders(&structure, tops.len(), next_to, end)?
        };
        for (claim, order) in tops.iter().zip(orders) {
            let wanted = match site.under {
                Under::Thesis { stance, .. } => {
                    let kind = if stance == Stance::Pro {
                        RelationKind::Support
                    } else {
                        RelationKind::Attack
                    };
                    Some((Target::Claim(self.thesis()?), kind))
                }
                Under::Reply { target, kind } => Some((target, kind)),
                Under::Nothing | Under::Own => None,
            };
            draft.hang(&structure, *claim, wanted)?;
            draft.change_claim(*claim, |claim| {
                claim.order = order;
                match site.under {
                    Under::Thesis { stakeholder, theme, .. } => {
                        claim.stakeholder = stakeholder;
                        claim.theme = theme;
                    }
                    Under::Reply { .. } => {
                        let inherited = above.and_then(|above| structure.stakeholder_of(self.document, above));
                        if claim.stakeholder == inherited {
                            claim.stakeholder = None;
                        }
                        claim.theme = None;
                    }
                    Under::Nothing | Under::Own => {}
                }
            })?;
        }
        if draft.is_empty() {
            return Err(EditError::NoChange);
        }
        Ok(draft.finish(EditName::Move, tops.first().copied().map(Item::Claim)))
    }

    pub(super) fn remove_claims(&self, claims: &[ClaimId]) -> Planned {
        for claim in claims {
            self.not_thesis(*claim)?;
            self.claim(*claim)?;
        }
        let structure = Structure::new(self.document);
        let tops = self.tops_of(&structure, claims);
        let branches: Vec<ClaimId> = tops.iter().flat_map(|claim| structure.branch(*claim)).collect();
        let mut goes = vec![false; self.document.claims.num_slots()];
        for id in &branches {
            if let Some(flag) = goes.get_mut(id.index()) {
                *flag = true;
            }
        }
        let goes = |id: &ClaimId| goes.get(id.index()).copied().unwrap_or(false);
        let mut changes = Vec::new();
        let mut relations_gone = Vec::new();
        for (id, relation) in self.document.relations.iter() {
            let left: Premises = relation
                .premises
                .iter()
                .copied()
                .filter(|premise| !goes(premise))
                .collect();
            let target_goes = matches!(relation.target, Target::Claim(target) if goes(&target));
            let shrinks = left.len() < relation.premises.len();
            if target_goes
                || (left.is_empty() && !relation.premises.is_empty())
                || shrinks && self.said_by_another(id, &left, relation).is_some()
            {
                relations_gone.push(id);
            } else if shrinks {
                let after = Relation {
                    premises: left,
                    ..relation.clone()
                };
                changes.push(Change::Relation {
                    id,
                    before: Some(Box::new(relation.clone())),
                    after: Some(Box::new(after)),
                });
            }
        }
        self.remove_relations(relations_gone, &mut changes);
        // One that lost a premise may also have lost the step that it denies.
        changes.reverse();
        let mut seen = vec![false; self.document.relations.num_slots()];
        changes.retain(|change| match change {
            Change::Relation { id, .. } => seen
                .get_mut(id.index())
                .is_some_and(|seen| !std::mem::replace(seen, true)),
            _ => true,
        });
        for id in &branches {
            let before = self.claim(*id)?;
            changes.push(Change::Claim {
                id: *id,
                before: Some(Box::new(before.clone())),
                after: None,
            });
        }
        let parent = tops.first().and_then(|claim| structure.place(*claim));
        Ok(Transaction {
            name: EditName::Remove(branches.len()),
            names: Vec::new(),
            changes,
            merge: None,
            focus: parent.and_then(|place| place.parent).map(Item::Claim),
        })
    }
}
