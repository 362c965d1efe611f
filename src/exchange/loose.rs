//! Leaving out what hangs together with nothing.

use std::collections::HashMap;

use crate::model::{ClaimId, Document, RelationId, Structure, Target};

/// Takes out what does not hang together with the thesis, and what is said between such claims.
pub(super) fn without_loose(mut document: Document) -> Document {
    let structure = Structure::new(&document);
    let claims: Vec<ClaimId> = document.claims.iter().map(|(id, _)| id).collect();
    let thesis = document.cover.thesis;
    let is_loose = |id: &ClaimId| Some(*id) != thesis && structure.is_loose(*id);
    let loose: Vec<ClaimId> = claims.into_iter().filter(is_loose).collect();
    for id in &loose {
        document.claims.set(*id, None);
    }
    // A relation without an end has no meaning, and neither has one that is about such a relation.
    let mut about: HashMap<RelationId, Vec<RelationId>> = HashMap::new();
    let mut broken = Vec::new();
    for (id, relation) in document.relations.iter() {
        let has_premises = relation.premises.iter().all(|claim| document.claims.contains(*claim));
        let has_target = match relation.target {
            Target::Claim(claim) => document.claims.contains(claim),
            Target::Relation(target) => {
                about.entry(target).or_default().push(id);
                true
            }
        };
        if !has_premises || !has_target {
            broken.push(id);
        }
    }
    while let Some(id) = broken.pop() {
        document.relations.set(id, None);
        broken.extend(about.remove(&id).into_iter().flatten());
    }
    document
}
