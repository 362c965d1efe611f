//! What two people made of the same map, as one map.

use std::borrow::Cow;

use hashbrown::{HashMap, HashSet};

use crate::model::{Conflict, Document, Item, Lang};

use super::Kind;
use super::build::build;
use super::fields::{Clash, merge_record};
use super::flat::{Key, Record, Snapshot, Value};
use super::names::{Names, Renamed};
use super::order::interleave;

/// Two maps in one.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The map, with all conflicts that wait for a person.
    pub document: Document,
    /// How many of those conflicts are new.
    pub conflicts: usize,
}

/// Takes the changes of two sides over into one map, given the map that both began with.
///
/// What only one side changed is taken over, record by record and field by field; each language of a text is a field,
/// and sets (tags, sources, statements of a card) go element by element. What both changed in different ways stays as
/// it is in `ours`, and the cover of the map gets a conflict with both. Nothing is lost without a conflict: what one
/// side changed and the other deleted is kept, and so is what something new hangs under. Two records that both sides
/// made under one name and that say something else are both kept; the one of `theirs` gets a new name.
///
/// The same maps always give the same result. Takes time linear in the size of the maps.
pub fn merge(base: &Document, ours: &Document, theirs: &Document) -> Merged {
    let base_names = Names::new(base, &[]);
    let our_names = Names::new(ours, &[]);
    let plain_names = Names::new(theirs, &[]);
    let (before, ours_now) = (Snapshot::new(&base_names), Snapshot::new(&our_names));
    let renamed = clashing_names(&before, &ours_now, &Snapshot::new(&plain_names), &[base, ours, theirs]);
    let their_names = if renamed.is_empty() {
        plain_names
    } else {
        Names::new(theirs, &renamed)
    };
    let theirs_now = Snapshot::new(&their_names);
    let owners = Owners {
        sides: [&their_names, &our_names, &base_names],
        made: HashMap::new(),
    };
    let mut merging = Merging {
        base: &before,
        ours: &ours_now,
        theirs: &theirs_now,
        owners,
        cover: Record::default(),
        lists: Default::default(),
        clashes: Vec::new(),
    };
    merging.take_over();
    merging.repair();
    let mut document = merging.build();
    let standing = standing(
        [base, ours, theirs].map(|document| document.cover.conflicts.as_slice()),
        [&base_names, &our_names, &their_names],
    );
    let mut conflicts = Vec::new();
    for (kind, name, conflict) in standing {
        // What is said of a record that is gone, or of words that a person has chosen by now, is settled.
        let now = merging.words_now(kind, name, &conflict.field, conflict.lang, &conflict.ours);
        if let Some(item) = item_of(&document, kind, name)
            && *now != *conflict.theirs
        {
            conflicts.push(Conflict {
                item,
                ours: now.into(),
                ..conflict.clone()
            });
        }
    }
    let num_standing = conflicts.len();
    for (kind, name, clash) in &merging.clashes {
        let Some(item) = item_of(&document, *kind, name) else {
            continue;
        };
        let conflict = Conflict {
            item,
            field: clash.field.as_str().into(),
            lang: clash.lang,
            ours: clash.ours.as_str().into(),
            theirs: clash.theirs.as_str().into(),
        };
        if !conflicts.contains(&conflict) {
            conflicts.push(conflict);
        }
    }
    let num_new = conflicts.len() - num_standing;
    document.cover.conflicts = conflicts;
    Merged {
        document,
        conflicts: num_new,
    }
}

/// Which claim carries the relation of a name, on any side: rather theirs, then ours.
pub(super) struct Owners<'a> {
    sides: [&'a Names<'a>; 3],
    /// What came about by merging.
    made: HashMap<String, &'a str>,
}

impl<'a> Owners<'a> {
    /// The claim that carries this relation.
    pub fn get(&self, relation: &str) -> Option<&'a str> {
        let made = self.made.get(relation).copied();
        made.or_else(|| self.sides.iter().find_map(|names| names.owner(relation)))
    }

    /// Notes who carries a relation that came about.
    pub fn insert(&mut self, relation: String, claim: &'a str) {
        self.made.insert(relation, claim);
    }
}

/// One of the two sides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    /// Ours.
    Ours,
    /// Theirs.
    Theirs,
}

/// A record on its way into the merged map.
pub(super) struct Entry<'s, 'a> {
    /// Its fields: nearly always those of one side as they are.
    pub record: Cow<'s, Record<'a>>,
    /// Which side deleted it; then it is left out, unless something else turns out to need it.
    pub gone: Option<Side>,
}

/// The records of one kind.
#[derive(Default)]
pub(super) struct Entries<'s, 'a> {
    /// Their names: those of ours in reading order, then those that only theirs has.
    pub names: Vec<&'a str>,
    entries: Vec<Entry<'s, 'a>>,
    /// Positions of those that only theirs has.
    added: HashMap<&'a str, usize>,
}

/// Everything that is known while two maps become one.
pub(super) struct Merging<'s, 'a> {
    pub base: &'s Snapshot<'a>,
    pub ours: &'s Snapshot<'a>,
    pub theirs: &'s Snapshot<'a>,
    /// Which claim carries the relation of a name, on any side.
    pub owners: Owners<'a>,
    pub cover: Record<'a>,
    lists: [Entries<'s, 'a>; Kind::LISTS.len()],
    clashes: Vec<(Kind, &'a str, Clash)>,
}

impl<'s, 'a> Merging<'s, 'a> {
    /// Where an entry stands.
    fn position(&self, kind: Kind, name: &str) -> Option<usize> {
        // While lists are filled, what ours has may not stand there yet.
        let entries = self.lists.get(kind.at())?;
        let of_ours = self.ours.list(kind).position(name);
        let at = of_ours.or_else(|| entries.added.get(name).copied())?;
        (at < entries.entries.len()).then_some(at)
    }

    /// The entry of a record.
    pub fn entry(&self, kind: Kind, name: &str) -> Option<&Entry<'s, 'a>> {
        self.lists.get(kind.at())?.entries.get(self.position(kind, name)?)
    }

    /// The entry of a record, to change it.
    pub fn entry_mut(&mut self, kind: Kind, name: &str) -> Option<&mut Entry<'s, 'a>> {
        let at = self.position(kind, name)?;
        self.lists.get_mut(kind.at())?.entries.get_mut(at)
    }

    /// The record of the merged map, if it stays.
    pub fn record(&self, kind: Kind, name: &str) -> Option<&Record<'a>> {
        if kind == Kind::Cover {
            return Some(&self.cover);
        }
        let entry = self.entry(kind, name)?;
        entry.gone.is_none().then_some(&entry.record)
    }

    /// The records of one kind that stay.
    pub fn staying(&self, kind: Kind) -> Vec<(&'a str, &Record<'a>)> {
        let all = self.lists.get(kind.at());
        all.into_iter()
            .flat_map(|all| all.names.iter().zip(&all.entries))
            .filter(|(_, entry)| entry.gone.is_none())
            .map(|(name, entry)| (*name, &*entry.record))
            .collect()
    }

    /// Leaves something to a person.
    pub fn clash(&mut self, kind: Kind, name: &'a str, clash: Clash) {
        self.clashes.push((kind, name, clash));
    }

    fn kept(&mut self, kind: Kind, name: &'a str) {
        let clash = Clash {
            field: "removed".to_owned(),
            lang: None,
            ours: "kept".to_owned(),
            theirs: "removed".to_owned(),
        };
        self.clash(kind, name, clash);
    }

    /// Merges all records, one by one.
    fn take_over(&mut self) {
        let (base, ours, theirs) = (self.base, self.ours, self.theirs);
        let mut clashes = Vec::new();
        self.cover = merge_record(Some(&base.cover), &ours.cover, &theirs.cover, false, &mut clashes).into_owned();
        for clash in clashes {
            self.clash(Kind::Cover, "", clash);
        }
        let joint = [base, ours, theirs].map(joint_relations);
        for kind in Kind::LISTS {
            for (name, record) in ours.list(kind).iter() {
                let before = base.list(kind).get(name);
                let mut gone = None;
                let merged = match (before, theirs.list(kind).get(name)) {
                    (_, Some(other)) => {
                        let mut clashes = Vec::new();
                        let left = kind == Kind::Claim && left_joint(&joint, name);
                        let mut merged = merge_record(before, record, other, left, &mut clashes);
                        for clash in clashes {
                            self.clash(kind, name, clash);
                        }
                        // Each side took other premises away: nothing is left, unless something is about this step.
                        let is_empty = |record: &Record<'a>| record.names("premises").is_empty();
                        if kind == Kind::Relation && is_empty(&merged) && !is_empty(record) && !is_empty(other) {
                            merged = Cow::Borrowed(record);
                            gone = Some(Side::Theirs);
                        }
                        merged
                    }
                    (None, None) => Cow::Borrowed(record),
                    (Some(before), None) => {
                        if before == record {
                            gone = Some(Side::Theirs);
                        } else {
                            self.kept(kind, name);
                        }
                        Cow::Borrowed(record)
                    }
                };
                self.put(kind, name, Entry { record: merged, gone });
            }
            for (name, record) in theirs.list(kind).iter() {
                if ours.list(kind).get(name).is_some() {
                    continue;
                }
                let mut gone = None;
                match base.list(kind).get(name) {
                    Some(before) if before == record => gone = Some(Side::Ours),
                    Some(_) => self.kept(kind, name),
                    None => {}
                }
                let record = Cow::Borrowed(record);
                if let Some(entries) = self.lists.get_mut(kind.at()) {
                    entries.added.insert(name, entries.names.len());
                }
                self.put(kind, name, Entry { record, gone });
            }
        }
    }

    fn put(&mut self, kind: Kind, name: &'a str, entry: Entry<'s, 'a>) {
        if let Some(entries) = self.lists.get_mut(kind.at()) {
            entries.names.push(name);
            entries.entries.push(entry);
        }
    }

    /// Brings back what one side deleted while the other made something that names it.
    pub fn keep_what_is_named(&mut self) {
        let mut open: Vec<(Kind, &'a str)> = vec![(Kind::Cover, "")];
        let mut any_gone = false;
        for kind in Kind::LISTS {
            open.extend(self.staying(kind).into_iter().map(|(name, _)| (kind, name)));
            let all = self.lists.get(kind.at());
            any_gone |= all.is_some_and(|all| all.entries.iter().any(|entry| entry.gone.is_some()));
        }
        if !any_gone {
            return;
        }
        // From the front: conflicts then come in the order of the map.
        open.reverse();
        while let Some((kind, name)) = open.pop() {
            for (kind, name) in self.missed_by(kind, name) {
                if let Some(entry) = self.entry_mut(kind, name)
                    && entry.gone.take().is_some()
                {
                    self.kept(kind, name);
                    open.push((kind, name));
                }
            }
        }
    }

    /// The deleted records that this one names, although it does not on the side that deleted them.
    fn missed_by(&self, kind: Kind, name: &str) -> Vec<(Kind, &'a str)> {
        let Some(record) = self.record(kind, name) else {
            return Vec::new();
        };
        let mut missed = Vec::new();
        for (to_kind, to) in record.references() {
            let Some((found_kind, found)) = self.find(to_kind, to) else {
                continue;
            };
            let there = match self.entry(found_kind, found).and_then(|entry| entry.gone) {
                None => continue,
                Some(Side::Ours) => self.ours,
                Some(Side::Theirs) => self.theirs,
            };
            let dangles_there = there.record(found_kind, found).is_none()
                && there
                    .record(kind, name)
                    .is_some_and(|record| record.references().contains(&(to_kind, to)));
            if !dangles_there {
                missed.push((found_kind, found));
            }
        }
        missed
    }

    /// The record behind a name; a relation that a claim carries goes with the claim.
    fn find(&self, kind: Kind, name: &str) -> Option<(Kind, &'a str)> {
        let names = &self.lists.get(kind.at())?.names;
        match self.position(kind, name).and_then(|at| names.get(at)) {
            Some(name) => Some((kind, *name)),
            None if kind == Kind::Relation => self.owners.get(name).map(|owner| (Kind::Claim, owner)),
            None => None,
        }
    }

    fn build(&self) -> Document {
        let lists = Kind::LISTS.map(|kind| {
            let names = interleave(
                &self.base.list(kind).names,
                &self.ours.list(kind).names,
                &self.theirs.list(kind).names,
                |name| self.record(kind, name).is_some(),
            );
            let records = names
                .into_iter()
                .filter_map(|name| self.record(kind, name).map(|record| (name, record)));
            (kind, records.collect::<Vec<_>>())
        });
        build(&self.cover, &lists)
    }

    /// What the merged record says in the field of a conflict that stood already.
    fn words_now(&self, kind: Kind, name: &str, field: &str, lang: Option<Lang>, before: &str) -> String {
        if field == "removed" || field == "place" {
            return before.to_owned();
        }
        let Some(record) = self.record(kind, name) else {
            return before.to_owned();
        };
        let is_it = |key: &Key<'_>| !key.outdated && key.lang == lang && key.path() == field;
        let found = record.fields.iter().find(|(key, _)| is_it(key));
        match found {
            Some((_, Value::Words(words))) => (*words).to_owned(),
            _ => String::new(),
        }
    }
}

/// The listed relations that each claim is a premise of.
fn joint_relations<'a>(map: &Snapshot<'a>) -> HashMap<&'a str, Vec<&'a str>> {
    let mut joint: HashMap<&'a str, Vec<&'a str>> = HashMap::new();
    for (name, record) in map.list(Kind::Relation).iter() {
        for premise in record.names("premises") {
            joint.entry(*premise).or_default().push(name);
        }
    }
    joint
}

/// Whether both sides took a claim out of the same listed relation.
fn left_joint(joint: &[HashMap<&str, Vec<&str>>; 3], claim: &str) -> bool {
    let [base, ours, theirs] = joint;
    let is_in = |side: &HashMap<&str, Vec<&str>>, relation: &str| {
        let relations = side.get(claim);
        relations.is_some_and(|relations| relations.contains(&relation))
    };
    let mut relations = base.get(claim).into_iter().flatten();
    relations.any(|relation| !is_in(ours, relation) && !is_in(theirs, relation))
}

/// The records of theirs that get another name: both sides added one under this name, and they have no text in common.
fn clashing_names(
    base: &Snapshot<'_>,
    ours: &Snapshot<'_>,
    theirs: &Snapshot<'_>,
    documents: &[&Document; 3],
) -> Vec<Renamed> {
    let mut renamed = Vec::new();
    for kind in Kind::LISTS {
        for (name, record) in theirs.list(kind).iter() {
            let Some(other) = ours.list(kind).get(name) else {
                continue;
            };
            if base.list(kind).get(name).is_some() || !are_different(kind, record, other) {
                continue;
            }
            let is_known = |name: &str| documents.iter().any(|document| knows(document, kind, name));
            let free = (2..)
                .map(|number| format!("{name}-{number}"))
                .find(|free| !is_known(free));
            renamed.extend(free.map(|to| Renamed {
                kind,
                from: name.to_owned(),
                to,
            }));
        }
    }
    renamed
}

/// Whether two records say nothing that is the same.
fn are_different(kind: Kind, one: &Record<'_>, other: &Record<'_>) -> bool {
    if kind == Kind::Relation {
        let premises = other.names("premises");
        return one.places() != other.places() && !one.names("premises").iter().any(|name| premises.contains(name));
    }
    let texts = |record: &Record<'_>| -> usize { record.fields.iter().filter(|(key, _)| is_text(key)).count() };
    let theirs: HashSet<(String, Option<Lang>, &str)> = words_of(other).collect();
    texts(one) > 0 && texts(other) > 0 && !words_of(one).any(|words| theirs.contains(&words))
}

fn is_text(key: &Key<'_>) -> bool {
    !key.outdated && (key.lang.is_some() || key.field == "citation")
}

fn words_of<'v>(record: &'v Record<'_>) -> impl Iterator<Item = (String, Option<Lang>, &'v str)> {
    record.fields.iter().filter_map(|(key, value)| match value {
        Value::Words(words) if is_text(key) => Some((key.path(), key.lang, *words)),
        _ => None,
    })
}

fn knows(document: &Document, kind: Kind, name: &str) -> bool {
    match kind {
        Kind::Cover => false,
        Kind::Stakeholder => document.stakeholders.id(name).is_some(),
        Kind::Theme => document.themes.id(name).is_some(),
        Kind::Claim => document.claims.id(name).is_some(),
        Kind::Relation => document.relations.id(name).is_some(),
        Kind::Instrument => document.instruments.id(name).is_some(),
        Kind::Source => document.sources.id(name).is_some(),
        Kind::Fact => document.facts.id(name).is_some(),
        Kind::Term => document.terms.id(name).is_some(),
        Kind::Route => document.routes.id(name).is_some(),
    }
}

/// The record of a name, if there is one.
fn item_of(document: &Document, kind: Kind, name: &str) -> Option<Item> {
    match kind {
        Kind::Cover => Some(Item::Cover),
        Kind::Stakeholder => {
            let id = document.stakeholders.id(name);
            id.filter(|id| document.stakeholders.contains(*id))
                .map(Item::Stakeholder)
        }
        Kind::Theme => {
            let id = document.themes.id(name);
            id.filter(|id| document.themes.contains(*id)).map(Item::Theme)
        }
        Kind::Claim => {
            let id = document.claims.id(name);
            id.filter(|id| document.claims.contains(*id)).map(Item::Claim)
        }
        Kind::Relation => {
            let id = document.relations.id(name);
            id.filter(|id| document.relations.contains(*id)).map(Item::Relation)
        }
        Kind::Instrument => {
            let id = document.instruments.id(name);
            id.filter(|id| document.instruments.contains(*id)).map(Item::Instrument)
        }
        Kind::Source => {
            let id = document.sources.id(name);
            id.filter(|id| document.sources.contains(*id)).map(Item::Source)
        }
        Kind::Fact => {
            let id = document.facts.id(name);
            id.filter(|id| document.facts.contains(*id)).map(Item::Fact)
        }
        Kind::Term => {
            let id = document.terms.id(name);
            id.filter(|id| document.terms.contains(*id)).map(Item::Term)
        }
        Kind::Route => {
            let id = document.routes.id(name);
            id.filter(|id| document.routes.contains(*id)).map(Item::Route)
        }
    }
}

/// The conflicts that stood already, each once: those that no side has settled since.
fn standing<'a>(conflicts: [&'a [Conflict]; 3], names: [&'a Names<'a>; 3]) -> Vec<(Kind, &'a str, &'a Conflict)> {
    type Known<'a> = (Kind, &'a str, &'a str, Option<Lang>);
    let [base, ours, theirs] = conflicts;
    let [base_names, our_names, their_names] = names;
    let known = |names: &'a Names<'a>, conflict: &'a Conflict| -> Known<'a> {
        let (kind, name) = names.item(conflict.item);
        (kind, name, &*conflict.field, conflict.lang)
    };
    let in_base: HashSet<Known<'a>> = base.iter().map(|conflict| known(base_names, conflict)).collect();
    let in_ours: HashSet<Known<'a>> = ours.iter().map(|conflict| known(our_names, conflict)).collect();
    let in_theirs: HashSet<Known<'a>> = theirs.iter().map(|conflict| known(their_names, conflict)).collect();
    let from_ours = ours.iter().map(|conflict| (known(our_names, conflict), conflict));
    let from_theirs = theirs.iter().map(|conflict| (known(their_names, conflict), conflict));
    from_ours
        .filter(|(known, _)| in_theirs.contains(known) || !in_base.contains(known))
        .chain(from_theirs.filter(|(known, _)| !in_ours.contains(known) && !in_base.contains(known)))
        .map(|((kind, name, _, _), conflict)| (kind, name, conflict))
        .collect()
}
