//! What each side did is sound, and both together may not be: circles, loose claims, steps that are no longer there.

use std::borrow::Cow;

use hashbrown::HashSet;

use crate::model::Document;

use super::Kind;
use super::fields::Clash;
use super::flat::{Place, Record, Snapshot, Value, place_words};
use super::graph::Graph;
use super::merge::{Merging, Side};

/// Each round mends what the former one brought about; more than a few are never needed.
const MAX_ROUNDS: usize = 8;

impl<'a> Merging<'_, 'a> {
    /// Sees to it that nothing dangles, runs in a circle or comes loose that did not on either side.
    pub fn repair(&mut self) {
        for _ in 0..MAX_ROUNDS {
            self.keep_what_is_named();
            if !self.break_circles() && !self.bring_back_loose() && !self.follow_moves() {
                return;
            }
        }
        self.keep_what_is_named();
    }

    fn graph(&self) -> Graph<'a> {
        Graph::new(&self.staying(Kind::Claim), &self.staying(Kind::Relation), &self.owners)
    }

    fn graph_of(&self, map: &Snapshot<'a>) -> Graph<'a> {
        let claims: Vec<(&'a str, &Record<'a>)> = map.list(Kind::Claim).iter().collect();
        let relations: Vec<(&'a str, &Record<'a>)> = map.list(Kind::Relation).iter().collect();
        Graph::new(&claims, &relations, &self.owners)
    }

    /// Undoes the moves of theirs that close a circle of supports. Whether anything changed.
    fn break_circles(&mut self) -> bool {
        let graph = self.graph();
        let is_in = graph.circles();
        if !is_in.contains(&true) {
            return false;
        }
        let mut old: HashSet<&'a str> = HashSet::new();
        for map in [self.ours, self.theirs] {
            let graph = self.graph_of(map);
            let is_in = graph.circles();
            let names = graph.names.iter().zip(is_in);
            old.extend(names.filter(|(_, is_in)| *is_in).map(|(name, _)| *name));
        }
        let new: Vec<&'a str> = graph
            .names
            .iter()
            .zip(is_in)
            .filter(|(name, is_in)| *is_in && !old.contains(*name))
            .map(|(name, _)| *name)
            .collect();
        let mut changed = false;
        for name in &new {
            changed |= self.take_back_claim(name);
        }
        if changed {
            return true;
        }
        // Then it is a listed relation that closes the circle.
        let members: HashSet<&'a str> = new.into_iter().collect();
        let within = |record: &Record<'a>| {
            let target = record.places().first();
            target.is_some_and(|place| !place.step && members.contains(&*place.target))
                && record.names("premises").iter().any(|name| members.contains(name))
        };
        let listed: Vec<&'a str> = self
            .staying(Kind::Relation)
            .into_iter()
            .filter(|(_, record)| within(record))
            .map(|(name, _)| name)
            .collect();
        for name in listed {
            changed |= self.take_back_relation(name);
        }
        changed
    }

    /// Puts claims that came loose, though they were not on either side, back where ours has them, with what they hang
    /// under. Whether anything changed.
    fn bring_back_loose(&mut self) -> bool {
        let graph = self.graph();
        let (reached, _) = graph.reach(thesis(&self.cover));
        if !reached.contains(&false) {
            return false;
        }
        let ours = self.graph_of(self.ours);
        let theirs = self.graph_of(self.theirs);
        let (in_ours, parents) = ours.reach(thesis(&self.ours.cover));
        let (in_theirs, _) = theirs.reach(thesis(&self.theirs.cover));
        let is_in = |graph: &Graph<'a>, reached: &[bool], name: &str| {
            let at = graph.position(name);
            at.and_then(|at| reached.get(at)).copied().unwrap_or(false)
        };
        let mut done: HashSet<usize> = HashSet::new();
        let mut changed = false;
        for (name, _) in graph.names.iter().zip(&reached).filter(|(_, reached)| !**reached) {
            if !is_in(&ours, &in_ours, name) || !is_in(&theirs, &in_theirs, name) {
                continue;
            }
            let mut here = ours.position(name);
            while let Some(at) = here {
                let Some(name) = ours.names.get(at).copied() else { break };
                if !done.insert(at) || is_in(&graph, &reached, name) {
                    break;
                }
                changed |= self.take_back_claim(name);
                let parent = parents.get(at).copied().flatten();
                if let Some((_, Some(relation))) = parent {
                    changed |= self.take_back_relation(relation);
                }
                here = parent.map(|(parent, _)| parent);
            }
        }
        changed
    }

    /// Lets what is about a step that moved be about the step that came in its place. Whether anything changed.
    fn follow_moves(&mut self) -> bool {
        let mut lost: Vec<(Kind, &'a str, Place<'a>)> = Vec::new();
        for kind in [Kind::Claim, Kind::Relation] {
            for (name, record) in self.staying(kind) {
                let places = record.places().iter().filter(|place| place.step);
                lost.extend(
                    places
                        .filter(|place| self.is_lost(&place.target))
                        .map(|place| (kind, name, place.clone())),
                );
            }
        }
        let mut changed = false;
        for (kind, name, place) in lost {
            let Some(owner) = self.owners.get(&place.target) else {
                continue;
            };
            if owner == name || self.record(Kind::Claim, owner).is_none() {
                continue;
            }
            match self.step_instead(owner) {
                Some(step) => self.retarget(kind, name, &place, step),
                None if self.is_lost(&place.target) => self.restore(owner, &place.target),
                None => {}
            }
            changed = true;
        }
        changed
    }

    /// Whether a step that a claim carried on some side is no longer there. What never was, is no matter of merging.
    fn is_lost(&self, step: &str) -> bool {
        if self.record(Kind::Relation, step).is_some() {
            return false;
        }
        let Some(owner) = self.owners.get(step) else {
            return false;
        };
        let Some(record) = self.record(Kind::Claim, owner) else {
            return false;
        };
        !record.places().iter().any(|place| is_step(owner, place, step))
    }

    /// The step by which a claim hangs now: rather a new one.
    fn step_instead(&self, owner: &str) -> Option<String> {
        let places = self.record(Kind::Claim, owner)?.places();
        let before = self
            .base
            .record(Kind::Claim, owner)
            .map_or(&[][..], |record| record.places());
        let is_new = |place: &&Place<'a>| !before.iter().any(|other| other.same_target(place));
        if let Some(place) = places.iter().find(is_new).or_else(|| places.first()) {
            return Some(Document::simple_relation_name(owner, &place.target));
        }
        let listed = self.staying(Kind::Relation);
        let joint = listed
            .iter()
            .find(|(_, record)| record.names("premises").contains(&owner));
        joint.map(|(name, _)| (*name).to_owned())
    }

    fn retarget(&mut self, kind: Kind, name: &'a str, from: &Place<'a>, step: String) {
        if kind == Kind::Claim {
            self.owners.insert(Document::simple_relation_name(name, &step), name);
        }
        let Some(entry) = self.entry_mut(kind, name) else {
            return;
        };
        let to = Place {
            target: Cow::Owned(step),
            ..from.clone()
        };
        let mut places: Vec<Place<'a>> = entry.record.places().to_vec();
        if places.iter().any(|place| place.same_target(&to)) {
            places.retain(|place| place != from);
        } else if let Some(place) = places.iter_mut().find(|place| **place == *from) {
            *place = to;
        }
        entry.record.to_mut().set_places(places);
    }

    /// Brings a step back that one side took away while the other said something about it.
    fn restore(&mut self, owner: &'a str, step: &str) {
        let found = [self.base, self.ours, self.theirs].into_iter().find_map(|map| {
            let record = map.record(Kind::Claim, owner)?;
            record
                .places()
                .iter()
                .find(|place| is_step(owner, place, step))
                .cloned()
        });
        let Some(place) = found else { return };
        let Some(entry) = self.entry_mut(Kind::Claim, owner) else {
            return;
        };
        let mut places = entry.record.places().to_vec();
        let before = place_words(&places);
        places.push(place);
        places.sort_by_key(Place::group);
        let after = place_words(&places);
        entry.record.to_mut().set_places(places);
        self.clash(Kind::Claim, owner, place_clash(after, before));
    }

    /// Lets a claim stand where ours has it. Whether that is elsewhere.
    fn take_back_claim(&mut self, name: &'a str) -> bool {
        let ours = self.ours;
        let Some(record) = ours.record(Kind::Claim, name) else {
            return false;
        };
        let Some(entry) = self.entry_mut(Kind::Claim, name) else {
            return false;
        };
        if entry.gone.is_some() || entry.record.places() == record.places() {
            return false;
        }
        let clash = place_clash(place_words(record.places()), place_words(entry.record.places()));
        entry.record.to_mut().set_places(record.places().to_vec());
        self.clash(Kind::Claim, name, clash);
        true
    }

    /// Makes a listed relation as it is in ours; if it is not there, it goes. Whether that is a change.
    fn take_back_relation(&mut self, name: &'a str) -> bool {
        let ours = self.ours;
        let in_ours = ours.record(Kind::Relation, name);
        let Some(entry) = self.entry_mut(Kind::Relation, name) else {
            return false;
        };
        let is_ours = in_ours.map_or(entry.gone.is_some(), |record| {
            entry.gone.is_none() && *entry.record == *record
        });
        if is_ours {
            return false;
        }
        let theirs = place_words(entry.record.places());
        let premise = entry.record.names("premises").first().copied();
        match in_ours {
            Some(record) => {
                entry.record = Cow::Borrowed(record);
                entry.gone = None;
            }
            None => entry.gone = Some(Side::Ours),
        }
        let now = in_ours.map_or_else(String::new, |record| place_words(record.places()));
        match (in_ours, premise) {
            (None, Some(premise)) => self.clash(Kind::Claim, premise, place_clash(now, theirs)),
            _ => self.clash(Kind::Relation, name, place_clash(now, theirs)),
        }
        true
    }
}

fn place_clash(ours: String, theirs: String) -> Clash {
    Clash {
        field: "place".to_owned(),
        lang: None,
        ours,
        theirs,
    }
}

/// Whether this is the place behind the name of a step.
fn is_step(owner: &str, place: &Place<'_>, step: &str) -> bool {
    let target = step.strip_prefix(owner).and_then(|rest| rest.strip_prefix('>'));
    target == Some(&*place.target)
}

fn thesis<'r>(cover: &'r Record<'_>) -> Option<&'r str> {
    cover.fields.iter().find_map(|(key, value)| match value {
        Value::Words(name) if key.field == "thesis" => Some(*name),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use crate::compare::{diff, merge};
    use crate::model::{Conflict, Document, Structure, Target};

    const MAP: &str = r#"(
        format: 1, question: (nl: "Bomen?"), thesis: "yes",
        themes: [(id: "sun", name: (nl: "Zon"))],
        claims: [
            (id: "yes", text: (nl: "Ja", en: "Yes")),
            (id: "shade", text: (nl: "Schaduw", en: "Shade"), supports: ["yes"], tags: ["zon"]),
            (id: "leaves", text: (nl: "Blad"), attacks: ["yes"]),
            (id: "sweep", text: (nl: "Vegen"), attacks: ["leaves"]),
            (id: "north", text: (nl: "Noord"), undercuts: ["shade>yes"]),
        ],
        sources: [(id: "S1", citation: "Boek")],
    )"#;
    const SHADE: &str = "supports: [\"yes\"], tags";
    const LEAVES: &str = "(id: \"leaves\", text: (nl: \"Blad\"), attacks: [\"yes\"]),";
    const SWEEP: &str = "(id: \"sweep\", text: (nl: \"Vegen\"), attacks: [\"leaves\"]),";

    fn map(replacements: &[(&str, &str)]) -> Document {
        let mut text = MAP.to_owned();
        for (from, to) in replacements {
            assert!(text.contains(from), "{from}");
            text = text.replace(from, to);
        }
        crate::storage::read(&text).unwrap().document
    }

    /// The merged map of two sets of replacements, and its conflicts.
    fn merged(ours: &[(&str, &str)], theirs: &[(&str, &str)]) -> (Document, Vec<Conflict>) {
        let merged = merge(&map(&[]), &map(ours), &map(theirs));
        let conflicts = merged.document.cover.conflicts.clone();
        assert_eq!(conflicts.len(), merged.conflicts);
        (merged.document, conflicts)
    }

    /// The names of what a claim is about.
    fn targets(document: &Document, claim: &str) -> Vec<String> {
        let claim = document.claims.id(claim).unwrap();
        let relations = document.relations.in_order().into_iter();
        let own = relations.filter_map(|id| document.relations.get(id));
        own.filter(|relation| *relation.premises == [claim])
            .map(|relation| match relation.target {
                Target::Claim(target) => document.claims.name(target).to_owned(),
                Target::Relation(target) => document.relations.name(target).to_owned(),
            })
            .collect()
    }

    fn has(document: &Document, claim: &str) -> bool {
        document.claims.id(claim).is_some_and(|id| document.claims.contains(id))
    }

    fn assert_same(one: &Document, other: &Document) {
        let found = diff(one, other);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn different_fields_and_languages_go_together() {
        let (ours, theirs) = (("Schaduw", "Koelte"), ("\"Shade\"", "\"Coolness\""));
        let (document, conflicts) = merged(&[ours], &[theirs, ("[\"zon\"]", "[\"zon\", \"lucht\"]")]);
        assert!(conflicts.is_empty());
        assert_same(&document, &map(&[ours, theirs, ("[\"zon\"]", "[\"zon\", \"lucht\"]")]));
    }

    #[test]
    fn the_same_field_changed_twice_is_a_conflict_with_both_wordings() {
        let (document, conflicts) = merged(&[("Schaduw", "Koelte")], &[("Schaduw", "Lommer")]);
        assert_same(&document, &map(&[("Schaduw", "Koelte")]));
        assert_eq!(conflicts.len(), 1);
        assert_eq!(&*conflicts[0].field, "text");
        assert_eq!((&*conflicts[0].ours, &*conflicts[0].theirs), ("Koelte", "Lommer"));
    }

    #[test]
    fn what_one_side_removed_goes_unless_the_other_changed_it() {
        let (document, conflicts) = merged(&[(SWEEP, "")], &[]);
        assert!(!has(&document, "sweep") && conflicts.is_empty());
        let (document, conflicts) = merged(&[(SWEEP, "")], &[("Vegen", "Ruimen")]);
        assert!(has(&document, "sweep"));
        assert_eq!(&*conflicts[0].field, "removed");
    }

    #[test]
    fn a_claim_with_a_new_reply_is_kept() {
        let reply = format!("{SWEEP} (id: \"new\", text: (nl: \"Nieuw\"), attacks: [\"leaves\"]),");
        let gone = [(LEAVES, ""), (SWEEP, "")];
        for swap in [false, true] {
            let added = [(SWEEP, reply.as_str())];
            let (document, conflicts) = if swap {
                merged(&added, &gone)
            } else {
                merged(&gone, &added)
            };
            assert!(has(&document, "leaves") && has(&document, "new") && !has(&document, "sweep"));
            assert_eq!(conflicts.len(), 1);
            assert!(document.problems().is_empty());
        }
    }

    #[test]
    fn a_move_is_taken_over_and_what_is_about_the_step_follows() {
        let moved = (SHADE, "attacks: [\"leaves\"], tags");
        // Theirs says something new about the step that moves away.
        let late = (
            LEAVES,
            "(id: \"leaves\", text: (nl: \"Blad\"), attacks: [\"yes\"], undercuts: [\"shade>yes\"]),",
        );
        let follows = ("undercuts: [\"shade>yes\"])", "undercuts: [\"shade>leaves\"])");
        let (document, conflicts) = merged(&[follows, moved], &[late]);
        assert!(conflicts.is_empty());
        assert_eq!(targets(&document, "shade"), ["leaves"]);
        assert_eq!(targets(&document, "north"), ["shade>leaves"]);
        assert_eq!(targets(&document, "leaves"), ["yes", "shade>leaves"]);
    }

    #[test]
    fn two_moves_of_one_claim_are_a_conflict_and_one_relation() {
        let (document, conflicts) = merged(
            &[("attacks: [\"leaves\"]", "supports: [\"shade\"]")],
            &[("attacks: [\"leaves\"]", "attacks: [\"north\"]")],
        );
        assert_eq!(targets(&document, "sweep"), ["shade"]);
        assert_eq!(&*conflicts[0].field, "place");
        assert_eq!(&*conflicts[0].ours, "supports shade");
        assert_eq!(&*conflicts[0].theirs, "attacks north");
    }

    #[test]
    fn two_moves_make_no_circle() {
        let attacks = "text: (nl: \"Blad\"), attacks: [\"yes\"]";
        for kind in ["supports", "attacks"] {
            let ours = format!("{kind}: [\"leaves\"], tags");
            let theirs = format!("text: (nl: \"Blad\"), {kind}: [\"shade\"]");
            let undercut = ("undercuts: [\"shade>yes\"]", "attacks: [\"yes\"]");
            let (document, conflicts) = merged(&[undercut, (SHADE, ours.as_str())], &[(attacks, theirs.as_str())]);
            assert_eq!(targets(&document, "shade"), ["leaves"]);
            assert_eq!(targets(&document, "leaves"), ["yes"]);
            assert_eq!(conflicts.len(), 1);
            assert!(Structure::new(&document).loose().is_empty());
        }
    }

    #[test]
    fn two_new_records_of_one_name_are_both_kept() {
        let ours = "(id: \"S1\", citation: \"Boek\"), (id: \"S2\", citation: \"Krant\")";
        let theirs = "(id: \"S1\", citation: \"Boek\"), (id: \"S2\", citation: \"Rapport\")";
        let old = "(id: \"S1\", citation: \"Boek\")";
        let (document, conflicts) = merged(
            &[(old, ours)],
            &[(old, theirs), ("tags: [\"zon\"]", "tags: [\"zon\"], sources: [\"S2\"]")],
        );
        assert!(conflicts.is_empty());
        let claim = document.claims.get(document.claims.id("shade").unwrap()).unwrap();
        assert_eq!(document.sources.name(claim.sources[0].source), "S2-2");
        let source = document.sources.get(claim.sources[0].source).unwrap();
        assert_eq!(&*source.citation, "Rapport");
        let (document, _) = merged(&[(old, ours)], &[(old, ours)]);
        assert_eq!(document.sources.len(), 2);
    }

    #[test]
    fn conflicts_that_stand_are_kept_until_one_side_settles_them() {
        let base = map(&[]);
        let first = merge(&base, &map(&[("Schaduw", "Koelte")]), &map(&[("Schaduw", "Lommer")])).document;
        let again = merge(&first, &first, &first);
        assert_eq!(again.document.cover.conflicts.len(), 1);
        assert_eq!(again.conflicts, 0);
        let mut settled = first.clone();
        settled.cover.conflicts.clear();
        assert!(merge(&first, &settled, &first).document.cover.conflicts.is_empty());
        assert!(merge(&first, &first, &settled).document.cover.conflicts.is_empty());
    }
}
