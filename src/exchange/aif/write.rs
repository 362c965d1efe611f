//! Writes AIF.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::super::mind_map::leaf::{OWN, cover};
use super::super::own::{Export, group_attributes};
use crate::model::{Claim, ClaimId, Id as _, Relation, RelationKind, Target};

/// The whole file.
pub fn write(export: &Export<'_>) -> String {
    let mut graph = Graph::new(export);
    graph.claims();
    graph.relations();
    graph.speakers();
    serde_json::to_string_pretty(&graph.file()).unwrap_or_default() + "\n"
}

struct Graph<'a> {
    export: &'a Export<'a>,
    nodes: Vec<Value>,
    edges: Vec<Value>,
    locutions: Vec<Value>,
    fulfilled: Vec<Value>,
    /// Where claims stand: name, from the left, from the top.
    places: Vec<(String, &'a str, &'a str, &'a Claim)>,
    /// Relations by their names, with the claims that they connect.
    steps: Vec<(String, Vec<String>)>,
    /// Those who assert something; their numbers are their places, from 1.
    people: Vec<&'a str>,
    person_of: BTreeMap<&'a str, usize>,
    /// By claim: its name in the file.
    names: Vec<String>,
    taken: BTreeSet<String>,
    next: u64,
}

impl<'a> Graph<'a> {
    fn new(export: &'a Export<'a>) -> Self {
        Self {
            export,
            nodes: Vec::new(),
            edges: Vec::new(),
            locutions: Vec::new(),
            fulfilled: Vec::new(),
            places: Vec::new(),
            steps: Vec::new(),
            people: Vec::new(),
            person_of: BTreeMap::new(),
            names: vec![String::new(); export.document.claims.num_slots()],
            taken: BTreeSet::new(),
            next: 1,
        }
    }

    /// A name that no other node has.
    fn free(&mut self) -> String {
        loop {
            let name = self.next.to_string();
            self.next += 1;
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }

    fn name(&self, claim: ClaimId) -> Option<&str> {
        let name = self.names.get(claim.index()).map(String::as_str);
        name.filter(|name| !name.is_empty())
    }

    fn edge(&mut self, from: &str, to: &str) {
        let id = (self.edges.len() + 1).to_string();
        self.edges
            .push(json!({"edgeID": id, "fromID": from, "toID": to, "formEdgeID": null}));
    }

    /// A node that is no claim.
    fn form(&mut self, kind: &str, text: &str, scheme: Option<&str>) -> String {
        let id = self.free();
        let mut node = json!({"nodeID": id, "text": text, "type": kind});
        if kind != "L"
            && let Some(node) = node.as_object_mut()
        {
            node.insert("scheme".to_owned(), text.into());
            node.extend(scheme.map(|scheme| ("schemeID".to_owned(), scheme.into())));
        }
        if let Some(scheme) = scheme {
            self.fulfilled.push(json!({"nodeID": id, "schemeID": scheme}));
        }
        self.nodes.push(node);
        id
    }

    fn claims(&mut self) {
        let document = self.export.document;
        let all = document.claims.in_order();
        // What had a name keeps it.
        for id in &all {
            let name = document.claims.get(*id).and_then(|record| record.data.get("aif.id"));
            if let Some(name) = name.filter(|name| self.taken.insert((*name).to_owned()))
                && let Some(slot) = self.names.get_mut(id.index())
            {
                *slot = name.to_owned();
            }
        }
        for id in all {
            if self.name(id).is_none() {
                let name = self.free();
                if let Some(slot) = self.names.get_mut(id.index()) {
                    *slot = name;
                }
            }
            self.claim(id);
        }
    }

    fn claim(&mut self, id: ClaimId) {
        let (export, document) = (self.export, self.export.document);
        let Some(record) = document.claims.get(id) else { return };
        let name = self.name(id).unwrap_or_default().to_owned();
        let mut node = Map::new();
        node.insert("nodeID".to_owned(), name.as_str().into());
        node.insert("text".to_owned(), export.words(&record.text).into());
        node.insert("type".to_owned(), "I".into());
        if let Some(time) = record.data.get("aif.timestamp") {
            node.insert("timestamp".to_owned(), time.into());
        }
        let mut own = export.attributes(id);
        // The graph itself shows all relations.
        own.retain(|(key, _)| !matches!(*key, "also" | "joint"));
        if document.cover.thesis == Some(id) {
            own.push(("kind", "thesis".into()));
        }
        for (key, words) in [("explanation", &record.explanation), ("note", &record.note)] {
            let words = export.words(words);
            if !words.is_empty() {
                own.push((key, words.into()));
            }
        }
        if !record.tags.is_empty() {
            own.push((
                "tags",
                record.tags.iter().map(|tag| &**tag).collect::<Vec<&str>>().into(),
            ));
        }
        let cited = export.cited(id);
        if !cited.is_empty() {
            own.push(("sources", serde_json::to_value(cited).unwrap_or_default()));
        }
        if let Some(id) = record.stakeholder.filter(|id| document.stakeholders.contains(*id)) {
            own.push(("stakeholder", document.stakeholders.name(id).into()));
        }
        if let Some(id) = record.theme.filter(|id| document.themes.contains(*id)) {
            own.push(("theme", document.themes.name(id).into()));
        }
        node.extend(own.into_iter().map(|(key, value)| (format!("{OWN}{key}"), value)));
        self.nodes.push(Value::Object(node));
        if let (Some(x), Some(y)) = (record.data.get("aif.x"), record.data.get("aif.y")) {
            self.places.push((name, x, y, record));
        }
    }

    fn relations(&mut self) {
        let document = self.export.document;
        let all = document.relations.in_order();
        let mut steps: Vec<Option<String>> = vec![None; document.relations.num_slots()];
        // By claim: how many relations leave it, to know which scheme is meant.
        let mut leaving = vec![0_u32; document.claims.num_slots()];
        let mut told: Vec<(&Relation, Vec<String>, String)> = Vec::new();
        for id in all {
            let Some(relation) = document.relations.get(id) else {
                continue;
            };
            let premises: Vec<String> = relation
                .premises
                .iter()
                .filter_map(|premise| self.name(*premise))
                .map(str::to_owned)
                .collect();
            if premises.is_empty() {
                continue;
            }
            let (name, is_rephrase) = self.scheme(relation, &mut leaving);
            let (kind, usual, number) = match relation.kind {
                RelationKind::Support if is_rephrase => ("MA", "Default Rephrase", "144"),
                RelationKind::Support => ("RA", "Default Inference", "72"),
                RelationKind::Attack => ("CA", "Default Conflict", "71"),
            };
            let (text, number) = name.map_or((usual, Some(number)), |name| (name, None));
            let step = self.form(kind, text, number);
            if let Some(slot) = steps.get_mut(id.index()) {
                *slot = Some(step.clone());
            }
            told.push((relation, premises, step));
        }
        for (relation, mut premises, step) in told {
            for premise in &premises {
                self.edge(premise, &step);
            }
            let target = match relation.target {
                Target::Claim(claim) => self.name(claim).map(str::to_owned),
                Target::Relation(of) => steps.get(of.index()).cloned().flatten(),
            };
            if let Some(target) = target {
                self.edge(&step, &target);
                premises.push(target);
            }
            self.steps.push((step, premises));
        }
    }

    /// The name of the scheme of a relation, as it was read, and whether it says the same in other words.
    fn scheme(&self, relation: &Relation, leaving: &mut [u32]) -> (Option<&'a str>, bool) {
        let first = relation.premises.first();
        let record = first.and_then(|first| self.export.document.claims.get(*first));
        let num = first.and_then(|first| leaving.get_mut(first.index()));
        let (Some(record), Some(num)) = (record, num) else {
            return (None, false);
        };
        *num += 1;
        let is_rephrase = *num == 1 && record.data.get("relation") == Some("rephrase");
        let name = if *num == 1 {
            record.data.get("aif.scheme")
        } else {
            record.data.get(&format!("aif.scheme-{num}"))
        };
        (name, is_rephrase)
    }

    /// Who asserts what: the stakeholder, or else who was read to have said it.
    fn speakers(&mut self) {
        let (export, document) = (self.export, self.export.document);
        for id in document.stakeholders.in_order() {
            let name = document
                .stakeholders
                .get(id)
                .map_or("", |record| export.words(&record.name));
            let name = if name.is_empty() {
                document.stakeholders.name(id)
            } else {
                name
            };
            self.people.push(name);
            self.person_of.entry(name).or_insert(self.people.len());
        }
        let people = document.stakeholders.in_order();
        let mut place_of: Vec<usize> = vec![0; document.stakeholders.num_slots()];
        for (place, id) in people.into_iter().enumerate() {
            if let Some(slot) = place_of.get_mut(id.index()) {
                *slot = place + 1;
            }
        }
        for id in document.claims.in_order() {
            let Some(record) = document.claims.get(id) else {
                continue;
            };
            let speaker = record.stakeholder.filter(|id| document.stakeholders.contains(*id));
            let person = match (speaker, record.data.get("aif.speaker")) {
                (Some(speaker), _) => place_of.get(speaker.index()).copied(),
                (None, Some(name)) => Some(self.person(name)),
                (None, None) => None,
            };
            let (Some(person), Some(claim)) = (person, self.name(id).map(str::to_owned)) else {
                continue;
            };
            let name = person.checked_sub(1).and_then(|place| self.people.get(place));
            let text = format!("{}: {}", name.copied().unwrap_or_default(), export.words(&record.text));
            let locution = self.form("L", &text, None);
            let illocution = self.form("YA", "Asserting", Some("74"));
            self.edge(&locution, &illocution);
            self.edge(&illocution, &claim);
            let mut said = json!({"nodeID": locution, "personID": person.to_string()});
            if let (Some(time), Some(said)) = (record.data.get("aif.time"), said.as_object_mut()) {
                said.insert("timestamp".to_owned(), time.into());
            }
            self.locutions.push(said);
        }
    }

    /// The number of a person with a name.
    fn person(&mut self, name: &'a str) -> usize {
        if let Some(known) = self.person_of.get(name) {
            return *known;
        }
        self.people.push(name);
        self.person_of.insert(name, self.people.len());
        self.people.len()
    }

    /// Where nodes stand, for the picture: steps between what they connect, locutions out of sight.
    fn places(&self) -> Vec<Value> {
        let mut at: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
        for (name, x, y, _) in &self.places {
            if let (Ok(x), Ok(y)) = (x.parse(), y.parse()) {
                at.insert(name, (x, y));
            }
        }
        let mut found: Vec<Value> = self
            .places
            .iter()
            .map(|(name, x, y, record)| {
                let time = record.data.get("aif.timestamp").unwrap_or_default();
                let visible = record.data.get("aif.visible") != Some("false");
                json!({"nodeID": name, "visible": visible, "x": number(x), "y": number(y), "timestamp": time})
            })
            .collect();
        for (step, ends) in &self.steps {
            let known: Vec<(f64, f64)> = ends.iter().filter_map(|end| at.get(end.as_str()).copied()).collect();
            if !known.is_empty() {
                let num = known.len() as f64;
                let x = known.iter().map(|(x, _)| x).sum::<f64>() / num;
                let y = known.iter().map(|(_, y)| y).sum::<f64>() / num;
                found.push(json!({"nodeID": step, "visible": true, "x": x.round(), "y": y.round(), "timestamp": ""}));
            }
        }
        for node in &self.nodes {
            if matches!(node.get("type").and_then(Value::as_str), Some("L" | "YA")) {
                let id = node.get("nodeID").cloned().unwrap_or_default();
                found.push(json!({"nodeID": id, "visible": false, "x": 0, "y": 0, "timestamp": ""}));
            }
        }
        found
    }

    fn file(self) -> Value {
        let (export, document) = (self.export, self.export.document);
        let people = (1..).zip(&self.people);
        let participants: Vec<Value> = people
            .map(|(number, name): (u32, _)| json!({"participantID": number.to_string(), "firstname": name, "surname": ""}))
            .collect();
        let own: Map<String, Value> = cover(export)
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect();
        let groups = groups(export);
        let text = document.cover.data.get("aif.text");
        let is_wide = !self.places.is_empty() || text.is_some();
        let places = if is_wide { self.places() } else { Vec::new() };
        let shown = self.edges.iter().filter(|_| is_wide).map(|edge| {
            let end = |name: &str| edge.get(name).cloned().unwrap_or_default();
            json!({"fromID": end("fromID"), "toID": end("toID"), "visible": true})
        });
        let shown: Vec<Value> = shown.collect();
        let mut graph = json!({
            "nodes": self.nodes, "edges": self.edges, "locutions": self.locutions, "participants": participants,
        });
        let mut file = Map::new();
        if is_wide {
            if let Some(graph) = graph.as_object_mut() {
                graph.insert("schemefulfillments".to_owned(), self.fulfilled.into());
                graph.insert("descriptorfulfillments".to_owned(), Value::Array(Vec::new()));
                graph.insert("cqdescriptorfulfillments".to_owned(), Value::Array(Vec::new()));
            }
            let word = |name: &str| document.cover.data.get(name).unwrap_or_default();
            let ova = json!({
                "firstname": word("aif.ova.firstname"), "surname": word("aif.ova.surname"), "url": word("aif.ova.url"),
                "nodes": places, "edges": shown,
            });
            file.insert("AIF".to_owned(), graph);
            file.insert("OVA".to_owned(), ova);
            file.insert("text".to_owned(), text.unwrap_or_default().into());
            file.insert("dialog".to_owned(), (word("aif.dialog") == "true").into());
        } else if let Value::Object(graph) = graph {
            file = graph;
        }
        file.insert(format!("{OWN}cover"), Value::Object(own));
        if !groups.is_empty() {
            file.insert(format!("{OWN}groups"), groups.into());
        }
        Value::Object(file)
    }
}

/// A place as a number, where it stays the same word: more digits would not be read exactly.
fn number(words: &str) -> Value {
    if words.len() > 15 {
        return words.into();
    }
    let whole = words.parse::<i64>().ok().filter(|number| number.to_string() == words);
    let broken = || {
        words
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite() && number.to_string() == words)
    };
    whole
        .map(Value::from)
        .or_else(|| broken().map(Value::from))
        .unwrap_or_else(|| words.into())
}

/// The headings, with all that a map of our own has of them.
fn groups(export: &Export<'_>) -> Vec<Value> {
    let document = export.document;
    let mut found = Vec::new();
    let mut add = |title: &str, own: Vec<(&'static str, Value)>| {
        let mut all: Map<String, Value> = own.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        all.insert("title".to_owned(), title.into());
        found.push(Value::Object(all));
    };
    for (place, id) in document.stakeholders.in_order().into_iter().enumerate() {
        if let Some(record) = document.stakeholders.get(id) {
            let look = Some((record.hue, record.symbol));
            let others = export.other_words(&record.name);
            let own = group_attributes(document.stakeholders.name(id), true, look, place, others);
            add(export.words(&record.name), own);
        }
    }
    for (place, id) in document.themes.in_order().into_iter().enumerate() {
        if let Some(record) = document.themes.get(id) {
            let others = export.other_words(&record.name);
            let own = group_attributes(document.themes.name(id), false, None, place, others);
            add(export.words(&record.name), own);
        }
    }
    found
}
