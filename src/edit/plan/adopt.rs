//! Making the document what another one says, as one step: for a merge, and for going back to an older version.

use crate::model::{
    Ballot, Claim, ClaimId, Conflict, Cover, Fact, FactId, Id, Instrument, InstrumentId, Item, MapView, Ordered,
    Relation, RelationId, Route, RouteId, Shows, Source, SourceId, StakeholderId, Table, Target, TermId, ThemeId,
};

use super::super::change::{Change, NewName, Transaction};
use super::super::fragment::Fragment;
use super::super::wish::{EditError, EditName};
use super::{Plan, Planned};

/// The handles that the records of the other document have here, by their handles there.
struct Handles {
    claims: Vec<ClaimId>,
    relations: Vec<RelationId>,
    stakeholders: Vec<StakeholderId>,
    themes: Vec<ThemeId>,
    instruments: Vec<InstrumentId>,
    sources: Vec<SourceId>,
    facts: Vec<FactId>,
    terms: Vec<TermId>,
    routes: Vec<RouteId>,
}

impl Plan<'_> {
    pub(super) fn adopt(&self, other: &Fragment, name: EditName) -> Planned {
        let (ours, theirs) = (self.document, other.document());
        let mut names = Vec::new();
        let handles = Handles {
            claims: handles(&ours.claims, &theirs.claims, &mut names, NewName::Claim),
            relations: handles(&ours.relations, &theirs.relations, &mut names, NewName::Relation),
            stakeholders: handles(
                &ours.stakeholders,
                &theirs.stakeholders,
                &mut names,
                NewName::Stakeholder,
            ),
            themes: handles(&ours.themes, &theirs.themes, &mut names, NewName::Theme),
            instruments: handles(&ours.instruments, &theirs.instruments, &mut names, NewName::Instrument),
            sources: handles(&ours.sources, &theirs.sources, &mut names, NewName::Source),
            facts: handles(&ours.facts, &theirs.facts, &mut names, NewName::Fact),
            terms: handles(&ours.terms, &theirs.terms, &mut names, NewName::Term),
            routes: handles(&ours.routes, &theirs.routes, &mut names, NewName::Route),
        };
        let mut changes = Vec::new();
        let cover = handles.cover(&theirs.cover);
        if cover != ours.cover {
            changes.push(Change::Cover {
                before: Box::new(ours.cover.clone()),
                after: Box::new(cover),
            });
        }
        macro_rules! table {
            ($table:ident, $variant:ident, $convert:expr) => {
                let found = differing(&ours.$table, &theirs.$table, &handles.$table, $convert);
                changes.extend(found.into_iter().map(|(id, before, after)| Change::$variant {
                    id,
                    before: before.map(Box::new),
                    after: after.map(Box::new),
                }));
            };
        }
        table!(stakeholders, Stakeholder, Clone::clone);
        table!(themes, Theme, Clone::clone);
        table!(claims, Claim, |claim: &Claim| handles.claim(claim));
        table!(relations, Relation, |relation: &Relation| handles.relation(relation));
        table!(instruments, Instrument, |instrument: &Instrument| handles
            .instrument(instrument));
        table!(sources, Source, |source: &Source| source.clone());
        table!(facts, Fact, |fact: &Fact| handles.fact(fact));
        table!(terms, Term, Clone::clone);
        table!(routes, Route, |route: &Route| handles.route(route));
        if changes.is_empty() {
            return Err(EditError::NoChange);
        }
        Ok(Transaction {
            name,
            names,
            changes,
            merge: None,
            focus: None,
        })
    }
}

/// The handle that each name of another table has here; new names get the next free ones.
fn handles<K: Id, T: Ordered>(
    ours: &Table<K, T>,
    theirs: &Table<K, T>,
    names: &mut Vec<NewName>,
    wrap: fn(String) -> NewName,
) -> Vec<K> {
    let mut next = ours.num_slots();
    (0..theirs.num_slots())
        .map(|slot| {
            let name = theirs.name(K::from_index(slot));
            ours.id(name).unwrap_or_else(|| {
                names.push(wrap(name.to_owned()));
                next += 1;
                K::from_index(next - 1)
            })
        })
        .collect()
}

/// The records that differ: what they are here, and what they become.
fn differing<K: Id, T: Ordered + Clone + PartialEq>(
    ours: &Table<K, T>,
    theirs: &Table<K, T>,
    handles: &[K],
    convert: impl Fn(&T) -> T,
) -> Vec<(K, Option<T>, Option<T>)> {
    let mut stays = vec![false; ours.num_slots()];
    let mut found = Vec::new();
    // The order is what counts, not the keys: where it is the same, ours stay, so that nothing else is touched.
    let same_order = same_order(ours, theirs, handles);
    for (id, record) in theirs.iter() {
        let Some(here) = handles.get(id.index()).copied() else {
            continue;
        };
        if let Some(flag) = stays.get_mut(here.index()) {
            *flag = true;
        }
        let mut after = convert(record);
        let before = ours.get(here);
        if let Some(before) = before.filter(|_| same_order) {
            after.set_order(before.order());
        }
        if before != Some(&after) {
            found.push((here, before.cloned(), Some(after)));
        }
    }
    for (id, record) in ours.iter() {
        if stays.get(id.index()) == Some(&false) {
            found.push((id, Some(record.clone()), None));
        }
    }
    found
}

/// Whether both have the same records in the same order, but for some that are gone.
fn same_order<K: Id, T: Ordered>(ours: &Table<K, T>, theirs: &Table<K, T>, handles: &[K]) -> bool {
    let mut last = None;
    for id in theirs.in_order() {
        let here = handles.get(id.index()).and_then(|here| ours.get(*here));
        let Some(order) = here.map(Ordered::order) else {
            return false;
        };
        if last.is_some_and(|last| last >= order) {
            return false;
        }
        last = Some(order);
    }
    true
}

impl Handles {
    fn claim_id(&self, id: ClaimId) -> ClaimId {
        self.claims.get(id.index()).copied().unwrap_or(id)
    }

    fn source_id(&self, id: SourceId) -> SourceId {
        self.sources.get(id.index()).copied().unwrap_or(id)
    }

    fn claim(&self, claim: &Claim) -> Claim {
        let mut after = claim.clone();
        let stakeholder = |id: StakeholderId| self.stakeholders.get(id.index()).copied();
        after.stakeholder = claim.stakeholder.and_then(stakeholder);
        after.theme = claim.theme.and_then(|id| self.themes.get(id.index()).copied());
        for citation in &mut after.sources {
            citation.source = self.source_id(citation.source);
        }
        for instrument in &mut after.instruments {
            *instrument = self.instruments.get(instrument.index()).copied().unwrap_or(*instrument);
        }
        after
    }

    fn relation(&self, relation: &Relation) -> Relation {
        Relation {
            premises: relation
                .premises
                .iter()
                .map(|premise| self.claim_id(*premise))
                .collect(),
            target: match relation.target {
                Target::Claim(id) => Target::Claim(self.claim_id(id)),
                Target::Relation(id) => Target::Relation(self.relations.get(id.index()).copied().unwrap_or(id)),
            },
            ..relation.clone()
        }
    }

    fn instrument(&self, instrument: &Instrument) -> Instrument {
        let mut after = instrument.clone();
        let statements = after.sections.iter_mut().flatten();
        for source in statements.flat_map(|statement| &mut statement.sources) {
            *source = self.source_id(*source);
        }
        after
    }

    fn fact(&self, fact: &Fact) -> Fact {
        Fact {
            sources: fact.sources.iter().map(|source| self.source_id(*source)).collect(),
            ..fact.clone()
        }
    }

    fn item(&self, item: Item) -> Option<Item> {
        match item {
            Item::Cover => Some(Item::Cover),
            Item::Claim(id) => self.claims.get(id.index()).copied().map(Item::Claim),
            Item::Relation(id) => self.relations.get(id.index()).copied().map(Item::Relation),
            Item::Stakeholder(id) => self.stakeholders.get(id.index()).copied().map(Item::Stakeholder),
            Item::Theme(id) => self.themes.get(id.index()).copied().map(Item::Theme),
            Item::Instrument(id) => self.instruments.get(id.index()).copied().map(Item::Instrument),
            Item::Source(id) => self.sources.get(id.index()).copied().map(Item::Source),
            Item::Fact(id) => self.facts.get(id.index()).copied().map(Item::Fact),
            Item::Term(id) => self.terms.get(id.index()).copied().map(Item::Term),
            Item::Route(id) => self.routes.get(id.index()).copied().map(Item::Route),
        }
    }

    fn route(&self, route: &Route) -> Route {
        let mut after = route.clone();
        let claims = |claims: &mut Vec<ClaimId>| {
            for claim in claims {
                *claim = self.claim_id(*claim);
            }
        };
        let instrument = |id: InstrumentId| self.instruments.get(id.index()).copied().unwrap_or(id);
        for stop in &mut after.stops {
            match &mut stop.shows {
                Shows::Claims(all)
                | Shows::Sides { claims: all, .. }
                | Shows::Vote(Ballot::Opinion(all) | Ballot::Dots(all)) => claims(all),
                Shows::Vote(Ballot::Tools(all)) => {
                    for one in all {
                        *one = instrument(*one);
                    }
                }
                Shows::Stakeholder(id) => *id = self.stakeholders.get(id.index()).copied().unwrap_or(*id),
                Shows::Instrument(id) => *id = instrument(*id),
                Shows::Picture(item) => *item = self.item(*item).unwrap_or(*item),
                Shows::View(view) => {
                    let MapView {
                        anchor,
                        folded,
                        focus,
                        lit,
                        ..
                    } = &mut **view;
                    *anchor = self.item(*anchor).unwrap_or(*anchor);
                    claims(folded);
                    *focus = focus.map(|claim| self.claim_id(claim));
                    *lit = lit.and_then(|item| self.item(item));
                }
                Shows::Whole | Shows::Vote(Ballot::Before | Ballot::After) | Shows::Result(_) | Shows::Stage(_) => {}
            }
        }
        after
    }

    fn cover(&self, cover: &Cover) -> Cover {
        let conflicts = cover.conflicts.iter().filter_map(|conflict| {
            Some(Conflict {
                item: self.item(conflict.item)?,
                ..conflict.clone()
            })
        });
        Cover {
            thesis: cover.thesis.map(|thesis| self.claim_id(thesis)),
            conflicts: conflicts.collect(),
            ..cover.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{Edit, Editor};
    use super::*;
    use crate::model::Document;
    use crate::storage;

    #[test]
    fn the_document_becomes_the_other_and_back() {
        let map = include_str!("../../../maps/aanmelden-utrecht.ron");
        let small = "(format: 1, question: (nl: \"Vraag?\"), thesis: \"ja\", claims: [(id: \"ja\", text: (nl: \"Ja\")), \
                     (id: \"loket-wordt-onpersoonlijk\", text: (nl: \"Anders\"), supports: [\"ja\"])])";
        let read = |text: &str| -> Document { storage::read(text).unwrap().document };
        let mut editor = Editor::new(read(map));
        let before = storage::write(editor.document());
        for other in [small, map, small] {
            let fragment = Fragment::new(read(other));
            editor
                .run(Edit::Adopt {
                    other: fragment,
                    name: EditName::Merge,
                })
                .unwrap();
            assert_eq!(storage::write(editor.document()), storage::write(&read(other)));
        }
        for _ in 0..3 {
            editor.undo();
        }
        assert_eq!(storage::write(editor.document()), before);
        let same = Edit::Adopt {
            other: Fragment::new(read(map)),
            name: EditName::Merge,
        };
        assert_eq!(editor.run(same), Err(EditError::NoChange));
    }
}
