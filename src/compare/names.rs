//! The names of the records of a document, by which those of another document are found.

use std::borrow::Cow;

use hashbrown::{HashMap, HashSet};

use crate::model::{ClaimId, Document, Id, Item, Ordered, Relation, RelationId, RelationKind, SourceId, Table, Target};

use super::Kind;

/// A chain of relations to relations is named through so many steps; beyond that, by the names in the document.
const MAX_CHAIN: usize = 64;

/// A record that gets another name.
pub(super) struct Renamed {
    /// What kind of record.
    pub kind: Kind,
    /// The name in the document.
    pub from: String,
    /// The name that it gets.
    pub to: String,
}

/// The names of all handles of a document.
pub(super) struct Names<'d> {
    document: &'d Document,
    lists: [Vec<Cow<'d, str>>; Kind::LISTS.len()],
    /// Which relations are carried by their claims, by slot.
    carried: Vec<bool>,
    /// The stops of the routes in words, by slot.
    stops: Vec<Vec<Vec<String>>>,
}

impl<'d> Names<'d> {
    /// The names, some of them replaced. A relation that a claim carries is always named after both its ends: one that
    /// the editor retargeted keeps an older name in the document, and would otherwise look like another relation.
    pub fn new(document: &'d Document, renamed: &[Renamed]) -> Self {
        let lists = [
            names_of(&document.stakeholders, Kind::Stakeholder, renamed),
            names_of(&document.themes, Kind::Theme, renamed),
            names_of(&document.claims, Kind::Claim, renamed),
            names_of(&document.relations, Kind::Relation, renamed),
            names_of(&document.instruments, Kind::Instrument, renamed),
            names_of(&document.sources, Kind::Source, renamed),
            names_of(&document.facts, Kind::Fact, renamed),
            names_of(&document.terms, Kind::Term, renamed),
            names_of(&document.routes, Kind::Route, renamed),
        ];
        let num_relations = document.relations.num_slots();
        let mut names = Self {
            document,
            lists,
            carried: vec![false; num_relations],
            stops: Vec::new(),
        };
        let order = document.relations.in_order();
        let mut naming = Naming {
            done: vec![false; num_relations],
            taken: HashSet::new(),
        };
        // What has the right name already comes first, so that nothing else takes it.
        for exact_only in [true, false] {
            for id in &order {
                if !exact_only || names.is_exact(*id) {
                    names.name_relation(*id, 0, &mut naming);
                }
            }
        }
        let stops = (0..document.routes.num_slots()).map(|slot| {
            let route = document.routes.get(crate::model::RouteId::from_index(slot));
            let stops = route.map_or(&[][..], |route| &route.stops);
            stops.iter().map(|stop| super::stops::words_of(stop, &names)).collect()
        });
        names.stops = stops.collect();
        names
    }

    /// The stops of the route in a slot, in words.
    pub fn stops(&self, slot: usize) -> &[Vec<String>] {
        self.stops.get(slot).map_or(&[], Vec::as_slice)
    }

    /// The document.
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// The name of the record in a slot.
    pub fn name(&self, kind: Kind, slot: usize) -> &str {
        let list = self.lists.get(kind.at());
        list.and_then(|list| list.get(slot)).map_or("", |name| name)
    }

    /// The name of a claim.
    pub fn claim(&self, id: ClaimId) -> &str {
        self.name(Kind::Claim, id.index())
    }

    /// The name of a relation.
    pub fn relation(&self, id: RelationId) -> &str {
        self.name(Kind::Relation, id.index())
    }

    /// The names of sources.
    pub fn sources(&self, ids: &[SourceId]) -> Vec<&str> {
        ids.iter().map(|id| self.name(Kind::Source, id.index())).collect()
    }

    /// Whether the relation in a slot is carried by its claim.
    pub fn is_carried(&self, slot: usize) -> bool {
        self.carried.get(slot).copied().unwrap_or(false)
    }

    /// Whether a relation stands with its claim in the file, under the name that it has in the document.
    pub fn is_exact(&self, id: RelationId) -> bool {
        let document = self.document;
        let Some(relation) = document.relations.get(id) else {
            return false;
        };
        let target = match relation.target {
            Target::Claim(target) => document.claims.name(target),
            Target::Relation(target) => document.relations.name(target),
        };
        let rest = self.rest_of_name(id, relation);
        rest == Some(target)
    }

    /// What stands behind the claim in the name of a relation that a claim can carry.
    fn rest_of_name(&self, id: RelationId, relation: &Relation) -> Option<&'d str> {
        let document = self.document;
        let [premise] = &*relation.premises else { return None };
        let backs = relation.kind == RelationKind::Support && matches!(relation.target, Target::Relation(_));
        if backs || !document.claims.contains(*premise) {
            return None;
        }
        let name = document.relations.name(id);
        name.strip_prefix(document.claims.name(*premise))?.strip_prefix('>')
    }

    /// Gives a relation its name; first the one that it is about.
    fn name_relation(&mut self, id: RelationId, depth: usize, naming: &mut Naming) {
        match naming.done.get_mut(id.index()) {
            Some(done) if !*done && depth <= MAX_CHAIN => *done = true,
            _ => return,
        }
        let Some(relation) = self.document.relations.get(id) else {
            return;
        };
        if let Target::Relation(next) = relation.target {
            self.name_relation(next, depth + 1, naming);
        }
        let mut name = self.relation(id).to_owned();
        let mut carried = false;
        if let (Some(_), Some(premise)) = (self.rest_of_name(id, relation), relation.premises.first()) {
            let target = match relation.target {
                Target::Claim(target) => self.claim(target),
                Target::Relation(target) => self.relation(target),
            };
            let made = Document::simple_relation_name(self.claim(*premise), target);
            if !naming.taken.contains(&made) {
                name = made;
                carried = true;
            }
        }
        if naming.taken.contains(&name) {
            let free = (2..)
                .map(|number| format!("{name}+{number}"))
                .find(|free| !naming.taken.contains(free));
            name = free.unwrap_or(name);
        }
        naming.taken.insert(name.clone());
        if let Some(slot) = self.carried.get_mut(id.index()) {
            *slot = carried;
        }
        let list = self.lists.get_mut(Kind::Relation.at());
        if let Some(slot) = list.and_then(|list| list.get_mut(id.index())) {
            *slot = Cow::Owned(name);
        }
    }

    /// The relations that claims carry, with the claims.
    pub fn carried(&self) -> impl Iterator<Item = (&str, &str)> {
        self.document
            .relations
            .iter()
            .filter(|(id, _)| self.is_carried(id.index()))
            .filter_map(|(id, relation)| Some((self.relation(id), self.claim(*relation.premises.first()?))))
    }

    /// The kind and name of something that can be pointed at.
    pub fn item(&self, item: Item) -> (Kind, &str) {
        let (kind, slot) = match item {
            Item::Cover => return (Kind::Cover, ""),
            Item::Claim(id) => (Kind::Claim, id.index()),
            Item::Relation(id) => (Kind::Relation, id.index()),
            Item::Stakeholder(id) => (Kind::Stakeholder, id.index()),
            Item::Theme(id) => (Kind::Theme, id.index()),
            Item::Instrument(id) => (Kind::Instrument, id.index()),
            Item::Source(id) => (Kind::Source, id.index()),
            Item::Fact(id) => (Kind::Fact, id.index()),
            Item::Term(id) => (Kind::Term, id.index()),
            Item::Route(id) => (Kind::Route, id.index()),
        };
        (kind, self.name(kind, slot))
    }
}

/// What is known while relations get their names.
struct Naming {
    done: Vec<bool>,
    taken: HashSet<String>,
}

fn names_of<'d, K: Id, T: Ordered>(table: &'d Table<K, T>, kind: Kind, renamed: &[Renamed]) -> Vec<Cow<'d, str>> {
    let new: HashMap<&str, &str> = renamed
        .iter()
        .filter(|renamed| renamed.kind == kind)
        .map(|renamed| (renamed.from.as_str(), renamed.to.as_str()))
        .collect();
    (0..table.num_slots())
        .map(|slot| {
            let name = table.name(K::from_index(slot));
            match new.get(name) {
                Some(new) => Cow::Owned((*new).to_owned()),
                None => Cow::Borrowed(name),
            }
        })
        .collect()
}
