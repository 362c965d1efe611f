//! What is copied and pasted.

use std::sync::Arc;

use crate::model::{ClaimId, Document, Id as _, Relation, RelationKind, Stance, Structure, Target};

/// Claims with what belongs to them (replies, sources, cards), as a document of its own.
///
/// Its thesis, if it has one, only says for which side its arguments are; it is not pasted.
#[derive(Clone, Debug)]
pub struct Fragment(Arc<Document>);

impl PartialEq for Fragment {
    /// Whether both are the same piece (not whether they read the same).
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
impl Eq for Fragment {}

impl Fragment {
    /// A fragment that was put together elsewhere.
    pub fn new(document: Document) -> Self {
        Self(Arc::new(document))
    }

    /// The claims with what belongs to them.
    pub fn document(&self) -> &Document {
        &self.0
    }

    /// Copies claims with all that hangs under them, in reading order. The thesis itself is never copied.
    pub fn of(document: &Document, structure: &Structure, claims: &[ClaimId]) -> Self {
        let thesis = document.cover.thesis;
        let mut is_in = vec![false; document.claims.num_slots()];
        for claim in claims.iter().filter(|claim| Some(**claim) != thesis) {
            for id in structure.branch(*claim) {
                if let Some(flag) = is_in.get_mut(id.index()) {
                    *flag = true;
                }
            }
        }
        let is_in = |claim: &ClaimId| is_in.get(claim.index()).copied().unwrap_or(false);
        let mut copy = Document::default();
        copy.cover.languages.clone_from(&document.cover.languages);
        // Names are taken over, so that handles can be looked up by them.
        let top = copy.claims.intern("\u{0}thesis");
        copy.claims.set(top, Some(crate::model::Claim::default()));
        copy.cover.thesis = Some(top);
        for id in document.claims.in_order().into_iter().filter(is_in) {
            let Some(claim) = document.claims.get(id) else { continue };
            let mut claim = claim.clone();
            let argument = structure.argument_of(id);
            let is_top = structure
                .place(id)
                .and_then(|place| place.parent)
                .is_none_or(|up| !is_in(&up));
            if is_top && argument != id {
                // What it had from the claims above it goes with it.
                claim.stakeholder = claim.stakeholder.or(structure.stakeholder_of(document, id));
                claim.theme = claim.theme.or(structure.theme_of(document, id));
            }
            claim.stakeholder = claim.stakeholder.and_then(|id| {
                let record = document.stakeholders.get(id)?;
                let copied = copy.stakeholders.intern(document.stakeholders.name(id));
                copy.stakeholders.set(copied, Some(record.clone()));
                Some(copied)
            });
            claim.theme = claim.theme.and_then(|id| {
                let record = document.themes.get(id)?;
                let copied = copy.themes.intern(document.themes.name(id));
                copy.themes.set(copied, Some(record.clone()));
                Some(copied)
            });
            for citation in &mut claim.sources {
                citation.source = copy_source(document, &mut copy, citation.source);
            }
            for instrument in &mut claim.instruments {
                let copied = copy.instruments.intern(document.instruments.name(*instrument));
                if let (Some(record), false) =
                    (document.instruments.get(*instrument), copy.instruments.contains(copied))
                {
                    let mut record = record.clone();
                    for source in record
                        .sections
                        .iter_mut()
                        .flatten()
                        .flat_map(|statement| &mut statement.sources)
                    {
                        *source = copy_source(document, &mut copy, *source);
                    }
                    copy.instruments.set(copied, Some(record));
                }
                *instrument = copied;
            }
            let copied = copy.claims.intern(document.claims.name(id));
            copy.claims.set(copied, Some(claim));
            if is_top && let Some(stance) = top_stance(structure, id) {
                let kind = if stance == Stance::Pro {
                    RelationKind::Support
                } else {
                    RelationKind::Attack
                };
                let relation = copy.relations.intern(&format!("{}>\u{0}", document.claims.name(id)));
                let order = copy.relations.order_at_end();
                copy.relations.set(
                    relation,
                    Some(Relation {
                        premises: copied.into(),
                        kind,
                        target: Target::Claim(top),
                        order,
                    }),
                );
            }
        }
        for id in document.relations.in_order() {
            let Some(relation) = document.relations.get(id) else {
                continue;
            };
            let target = match relation.target {
                Target::Claim(target) if is_in(&target) => {
                    Target::Claim(copy.claims.intern(document.claims.name(target)))
                }
                Target::Relation(target) => Target::Relation(copy.relations.intern(document.relations.name(target))),
                Target::Claim(_) => continue,
            };
            if !relation.premises.iter().all(is_in) {
                continue;
            }
            let premises = relation.premises.iter();
            let premises = premises.map(|premise| copy.claims.intern(document.claims.name(*premise)));
            let copied = Relation {
                premises: premises.collect(),
                kind: relation.kind,
                target,
                order: relation.order,
            };
            let name = copy.relations.intern(document.relations.name(id));
            copy.relations.set(name, Some(copied));
        }
        Self::new(copy)
    }

    /// The claims that hang under nothing in it but its thesis, in reading order, each with its side if it has one.
    pub fn tops(&self) -> Vec<(ClaimId, Option<RelationKind>)> {
        let document = self.document();
        let thesis = document.cover.thesis;
        let mut kinds: Vec<Option<Option<RelationKind>>> = vec![Some(None); document.claims.num_slots()];
        for (_, relation) in document.relations.iter() {
            for premise in &relation.premises {
                let Some(kind) = kinds.get_mut(premise.index()) else {
                    continue;
                };
                *kind = match relation.target {
                    Target::Claim(target) if Some(target) == thesis => kind.map(|_| Some(relation.kind)),
                    _ => None,
                };
            }
        }
        let claims = document.claims.in_order().into_iter().filter(|id| Some(*id) != thesis);
        claims
            .filter_map(|id| Some((id, kinds.get(id.index()).copied().flatten()?)))
            .collect()
    }
}

/// The side of what is copied: for what hangs under the thesis its own, for a reply whether it supports or attacks.
fn top_stance(structure: &Structure, claim: ClaimId) -> Option<Stance> {
    let place = structure.place(claim)?;
    place.kind.map(|kind| Stance::Pro.of_reply(kind))
}

fn copy_source(document: &Document, copy: &mut Document, source: crate::model::SourceId) -> crate::model::SourceId {
    let copied = copy.sources.intern(document.sources.name(source));
    if let (Some(record), false) = (document.sources.get(source), copy.sources.contains(copied)) {
        copy.sources.set(copied, Some(record.clone()));
    }
    copied
}
