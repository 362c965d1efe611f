//! Two claims that become one, one that becomes two, and one that joins another's reason.

use crate::model::{Claim, ClaimId, Item, Lang, Premises, Relation, RelationId, RelationKind, Structure, Target, Text};

use super::super::change::Change;
use super::super::wish::{Beside, EditError, EditName};
use super::draft::Draft;
use super::{Plan, Planned};

impl Plan<'_> {
    /// The first stays; what the other said besides is kept as its explanation and note, and all that it rested on,
    /// was linked to, or was answered by, now belongs to the first.
    pub(super) fn join(&self, keep: ClaimId, other: ClaimId) -> Planned {
        self.not_thesis(keep)?;
        self.not_thesis(other)?;
        let first = self.claim(keep)?;
        let second = self.claim(other)?;
        let structure = Structure::new(self.document);
        if keep == other
            || structure.path_to_thesis(keep).contains(&other)
            || structure.path_to_thesis(other).contains(&keep)
        {
            return Err(EditError::UnderItself);
        }
        let mut draft = Draft::new(self);
        let mut after = first.clone();
        unite(&mut after, second);
        draft.change(Change::Claim {
            id: keep,
            before: Some(Box::new(first.clone())),
            after: Some(Box::new(after)),
        });
        let relations = &self.document.relations;
        let document = self.document;
        // What the kept claim says already; a step of the other that says the same gives way to it.
        let mut known: Vec<(Premises, RelationKind, Target, RelationId)> = relations
            .iter()
            .filter(|(_, relation)| !concerns(relation, other))
            .map(|(id, relation)| (relation.premises.clone(), relation.kind, relation.target, id))
            .filter(|(premises, _, target, _)| premises.contains(&keep) || *target == Target::Claim(keep))
            .collect();
        let mut follows: Vec<(RelationId, RelationId)> = Vec::new();
        let mut gone: Vec<RelationId> = Vec::new();
        let mut open: std::collections::VecDeque<RelationId> = relations.in_order().into();
        open.retain(|id| relations.get(*id).is_some_and(|relation| concerns(relation, other)));
        // A step can be about a step that is replaced too: that one comes first.
        let mut num_put_off = 0;
        while let Some(id) = open.pop_front() {
            let Some(relation) = relations.get(id) else { continue };
            let mut about = relation.target;
            if let Target::Relation(step) = about {
                if open.contains(&step) && num_put_off <= open.len() {
                    open.push_back(id);
                    num_put_off += 1;
                    continue;
                }
                if gone.contains(&step) || open.contains(&step) {
                    gone.push(id);
                    continue;
                }
                if let Some((_, new)) = follows.iter().find(|(old, _)| *old == step) {
                    about = Target::Relation(*new);
                }
            }
            num_put_off = 0;
            let mut premises: Vec<ClaimId> = Vec::new();
            for premise in &relation.premises {
                let premise = if *premise == other { keep } else { *premise };
                if !premises.contains(&premise) {
                    premises.push(premise);
                }
            }
            let premises: Premises = premises.into_iter().collect();
            let target = if about == Target::Claim(other) {
                Target::Claim(keep)
            } else {
                about
            };
            if matches!(target, Target::Claim(target) if premises.contains(&target)) {
                // It spoke about what it now is.
                gone.push(id);
                continue;
            }
            let same = |(has, kind, to, _): &&(Premises, RelationKind, Target, RelationId)| {
                *has == premises && *kind == relation.kind && *to == target
            };
            if let Some((_, _, _, same)) = known.iter().find(same) {
                follows.push((id, *same));
                continue;
            }
            let first = premises.first().map_or("", |premise| document.claims.name(*premise));
            let target_name = match (target, relation.target) {
                (Target::Claim(id), _) => document.claims.name(id),
                // A step that is made anew has no name yet.
                (_, Target::Relation(id)) | (Target::Relation(id), _) => relations.name(id),
            };
            let new = draft.new_relation(first, target_name, |_| Relation {
                premises: premises.clone(),
                kind: relation.kind,
                target,
                order: relation.order,
            });
            known.push((premises, relation.kind, target, new));
            follows.push((id, new));
        }
        // What denied a step that was replaced denies the one in its place.
        for (id, relation) in relations.iter() {
            if let Target::Relation(target) = relation.target
                && !concerns(relation, other)
                && let Some((_, new)) = follows.iter().find(|(old, _)| *old == target)
            {
                draft.change(Change::Relation {
                    id,
                    before: Some(Box::new(relation.clone())),
                    after: Some(Box::new(Relation {
                        target: Target::Relation(*new),
                        ..relation.clone()
                    })),
                });
            }
        }
        for (old, _) in &follows {
            if let Some(relation) = relations.get(*old) {
                draft.change(Change::Relation {
                    id: *old,
                    before: Some(Box::new(relation.clone())),
                    after: None,
                });
            }
        }
        let mut changes = Vec::new();
        self.remove_relations(gone, &mut changes);
        for change in changes {
            draft.change(change);
        }
        draft.change(Change::Claim {
            id: other,
            before: Some(Box::new(second.clone())),
            after: None,
        });
        Ok(draft.finish(EditName::Join, Some(Item::Claim(keep))))
    }

    pub(super) fn split(&self, claim: ClaimId, lang: Lang, first: &str, second: &str) -> Planned {
        self.not_thesis(claim)?;
        let record = self.claim(claim)?;
        let (first, second) = (first.trim(), second.trim());
        if first.is_empty() || second.is_empty() {
            return Err(EditError::EmptyText);
        }
        let structure = Structure::new(self.document);
        let mut draft = Draft::new(self);
        let orders = draft.orders(&structure, 1, Some((claim, Beside::Behind)), None)?;
        let mut new = Claim {
            text: Text::new(lang, second),
            // Nobody knows yet which of the two the sources are about: both keep them.
            explanation: Text::default(),
            note: Text::default(),
            picture: None,
            order: orders.first().copied().unwrap_or(record.order),
            ..record.clone()
        };
        // The other languages are still whole: the second part shows them until they are split too.
        for (other, words) in record.text.iter().filter(|(other, _)| *other != lang) {
            new.text.set(other, words);
            new.text.set_outdated(other, true);
        }
        let relation = structure.place(claim).and_then(|place| place.relation);
        let relation = relation.and_then(|id| self.document.relations.get(id));
        let (id, name) = draft.new_claim(None, second, new);
        draft.change_claim(claim, |claim| {
            claim.text.set(lang, first);
            let others: Vec<Lang> = claim.text.iter().map(|(other, _)| other).collect();
            for other in others.into_iter().filter(|other| *other != lang) {
                claim.text.set_outdated(other, true);
            }
        })?;
        if let Some(relation) = relation {
            let target_name = match relation.target {
                Target::Claim(id) => self.document.claims.name(id),
                Target::Relation(id) => self.document.relations.name(id),
            };
            draft.new_relation(&name, target_name, |order| Relation {
                premises: id.into(),
                order,
                ..relation.clone()
            });
        }
        Ok(draft.finish(EditName::Split, Some(Item::Claim(id))))
    }

    pub(super) fn join_reason(&self, claim: ClaimId, relation: RelationId) -> Planned {
        self.not_thesis(claim)?;
        self.claim(claim)?;
        let reason = self.document.relations.get(relation).ok_or(EditError::Gone)?;
        if reason.premises.contains(&claim) {
            return Err(EditError::NoChange);
        }
        let structure = Structure::new(self.document);
        let above = reason.premises.first().copied().ok_or(EditError::Gone)?;
        if structure.path_to_thesis(above).contains(&claim) || reason.target == Target::Claim(claim) {
            return Err(EditError::UnderItself);
        }
        let mut draft = Draft::new(self);
        draft.hang(&structure, claim, None)?;
        let with_it = reason.premises.iter().copied().chain([claim]);
        draft.change(Change::Relation {
            id: relation,
            before: Some(Box::new(reason.clone())),
            after: Some(Box::new(Relation {
                premises: with_it.collect(),
                ..reason.clone()
            })),
        });
        let other = self.claim(above)?;
        let (stakeholder, theme) = (other.stakeholder, other.theme);
        draft.change_claim(claim, |claim| {
            claim.stakeholder = stakeholder;
            claim.theme = theme;
        })?;
        Ok(draft.finish(EditName::JoinReason, Some(Item::Claim(claim))))
    }
}

fn concerns(relation: &Relation, claim: ClaimId) -> bool {
    relation.premises.contains(&claim) || relation.target == Target::Claim(claim)
}

/// Gives a claim all that another has; nothing of either is lost.
fn unite(into: &mut Claim, other: &Claim) {
    // What is said in other words stands behind the explanation.
    for (lang, words) in other.text.iter() {
        match into.text.get(lang) {
            None => into.text.set(lang, words),
            Some(own) if own == words => {}
            Some(_) => add_paragraph(&mut into.explanation, lang, words),
        }
    }
    for (lang, words) in other.explanation.iter() {
        add_paragraph(&mut into.explanation, lang, words);
    }
    for (lang, words) in other.note.iter() {
        add_paragraph(&mut into.note, lang, words);
    }
    for citation in &other.sources {
        match into.sources.iter_mut().find(|known| known.source == citation.source) {
            Some(known) => {
                for (lang, words) in citation.supports.iter() {
                    add_paragraph(&mut known.supports, lang, words);
                }
            }
            None => into.sources.push(citation.clone()),
        }
    }
    for tag in other
        .tags
        .iter()
        .filter(|tag| !into.tags.contains(tag))
        .cloned()
        .collect::<Vec<_>>()
    {
        into.tags.push(tag);
    }
    for instrument in &other.instruments {
        if !into.instruments.contains(instrument) {
            into.instruments.push(*instrument);
        }
    }
    into.core |= other.core;
    into.stakeholder = into.stakeholder.or(other.stakeholder);
    into.theme = into.theme.or(other.theme);
    match (&mut into.picture, &other.picture) {
        (None, picture) => into.picture.clone_from(picture),
        (Some(own), Some(picture)) if own.path != picture.path => {
            // Only one picture fits: the other's path stays to be found.
            let lang = own.text.iter().next().map_or(Lang::NL, |(lang, _)| lang);
            add_paragraph(&mut into.note, lang, &picture.path);
        }
        _ => {}
    }
}

fn add_paragraph(text: &mut Text, lang: Lang, words: &str) {
    match text.get(lang) {
        None => text.set(lang, words),
        Some(own) if own.contains(words) => {}
        Some(own) => {
            let both = format!("{own}\n\n{words}");
            text.set(lang, &both);
        }
    }
}
