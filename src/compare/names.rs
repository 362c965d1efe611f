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
    /// Which relations stand with their claims under the names that they have in the document, by slot.
    exact: Vec<bool>,
    /// The slots of names that the document does not have, or that stand for another record there.
    made: [HashMap<String, u32>; Kind::LISTS.len()],
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
            exact: vec![false; num_relations],
            made: Default::default(),
            stops: Vec::new(),
        };
        for (id, relation) in document.relations.iter() {
            if let Some(exact) = names.exact.get_mut(id.index()) {
                *exact = has_exact_name(document, id, relation);
            }
        }
        names.note_renamed(renamed);
        let order = document.relations.in_order();
        let mut naming = Naming {
            done: vec![false; num_relations],
            taken: HashSet::new(),
            exact_stay: renamed.is_empty(),
        };
        // What has the right name already comes first, so that nothing else takes it.
        if naming.exact_stay {
            // Nearly all of them: they need no name made.
            naming.done.clone_from(&names.exact);
            names.carried.clone_from(&names.exact);
        }
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
        self.exact.get(id.index()).copied().unwrap_or(false)
    }

    /// The slot of the record that has this name here.
    pub fn slot(&self, kind: Kind, name: &str) -> Option<usize> {
        if let Some(slot) = self.made.get(kind.at()).and_then(|made| made.get(name)) {
            return Some(*slot as usize);
        }
        let slot = self.slot_in_document(kind, name)?;
        // It may have got another name here.
        (self.name(kind, slot) == name).then_some(slot)
    }

    fn slot_in_document(&self, kind: Kind, name: &str) -> Option<usize> {
        let document = self.document;
        match kind {
            Kind::Cover => None,
            Kind::Stakeholder => document.stakeholders.id(name).map(Id::index),
            Kind::Theme => document.themes.id(name).map(Id::index),
            Kind::Claim => document.claims.id(name).map(Id::index),
            Kind::Relation => document.relations.id(name).map(Id::index),
            Kind::Instrument => document.instruments.id(name).map(Id::index),
            Kind::Source => document.sources.id(name).map(Id::index),
            Kind::Fact => document.facts.id(name).map(Id::index),
            Kind::Term => document.terms.id(name).map(Id::index),
            Kind::Route => document.routes.id(name).map(Id::index),
        }
    }

    /// The claim that carries the relation of this name.
    pub fn owner(&self, relation: &str) -> Option<&str> {
        let slot = self
            .slot(Kind::Relation, relation)
            .filter(|slot| self.is_carried(*slot))?;
        let relation = self.document.relations.get(RelationId::from_index(slot))?;
        Some(self.claim(*relation.premises.first()?))
    }

    fn note_renamed(&mut self, renamed: &[Renamed]) {
        for Renamed { kind, from, to } in renamed {
            if let Some(slot) = self.slot_in_document(*kind, from) {
                self.note(*kind, to, slot);
            }
        }
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
        if let (Some(_), Some(premise)) = (rest_of_name(self.document, id, relation), relation.premises.first()) {
            let target = match relation.target {
                Target::Claim(target) => self.claim(target),
                Target::Relation(target) => self.relation(target),
            };
            let made = Document::simple_relation_name(self.claim(*premise), target);
            if !self.is_taken(&made, naming) {
                name = made;
                carried = true;
            }
        }
        if self.is_taken(&name, naming) {
            let free = (2..)
                .map(|number| format!("{name}+{number}"))
                .find(|free| !self.is_taken(free, naming));
            name = free.unwrap_or(name);
        }
        naming.taken.insert(name.clone());
        self.note(Kind::Relation, &name, id.index());
        if let Some(slot) = self.carried.get_mut(id.index()) {
            *slot = carried;
        }
        let list = self.lists.get_mut(Kind::Relation.at());
        if let Some(slot) = list.and_then(|list| list.get_mut(id.index())) {
            *slot = Cow::Owned(name);
        }
    }

    fn note(&mut self, kind: Kind, name: &str, slot: usize) {
        if let Some(made) = self.made.get_mut(kind.at()) {
            made.insert(name.to_owned(), slot as u32);
        }
    }

    /// Whether a relation has this name here already.
    fn is_taken(&self, name: &str, naming: &Naming) -> bool {
        let of_exact = || naming.exact_stay && self.document.relations.id(name).is_some_and(|id| self.is_exact(id));
        naming.taken.contains(name) || of_exact()
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
    /// Whether what has the right name keeps it without further ado.
    exact_stay: bool,
}

/// What stands behind the claim in the name of a relation that a claim can carry.
fn rest_of_name<'d>(document: &'d Document, id: RelationId, relation: &Relation) -> Option<&'d str> {
    let [premise] = &*relation.premises else { return None };
    let backs = relation.kind == RelationKind::Support && matches!(relation.target, Target::Relation(_));
    if backs || !document.claims.contains(*premise) {
        return None;
    }
    let name = document.relations.name(id);
    name.strip_prefix(document.claims.name(*premise))?.strip_prefix('>')
}

/// Whether a relation stands with its claim in the file, under the name that it has in the document.
fn has_exact_name(document: &Document, id: RelationId, relation: &Relation) -> bool {
    let target = match relation.target {
        Target::Claim(target) => document.claims.name(target),
        Target::Relation(target) => document.relations.name(target),
    };
    rest_of_name(document, id, relation) == Some(target)
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
