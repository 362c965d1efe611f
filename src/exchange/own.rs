//! What a map of our own has more than a format shows: written as named values where the format has room for them, and
//! found again when the file is read.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::model::{
    ClaimId, Document, Id as _, Lang, Mark, RelationId, RelationKind, Source, SourceId, Structure, Target, Text,
};

use super::gathered::{Also, Cited, Group, Node, Words};
use super::order::{self, ORDER};

/// A map that is written in a format of others.
#[derive(Clone, Debug)]
pub struct Export<'a> {
    /// The map.
    pub document: &'a Document,
    /// Its structure.
    pub structure: &'a Structure,
    /// The language in which it is written.
    pub lang: Lang,
    /// By claim: the relations that it is a premise of, in reading order.
    outgoing: Vec<Vec<RelationId>>,
}

impl<'a> Export<'a> {
    /// A map that is to be written in a language.
    pub fn new(document: &'a Document, structure: &'a Structure, lang: Lang) -> Self {
        let mut outgoing = vec![Vec::new(); document.claims.num_slots()];
        for id in document.relations.in_order() {
            let premises = document.relations.get(id).map(|relation| &relation.premises);
            for premise in premises.into_iter().flatten() {
                if let Some(own) = outgoing.get_mut(premise.index()) {
                    own.push(id);
                }
            }
        }
        Self {
            document,
            structure,
            lang,
            outgoing,
        }
    }

    /// The words of a text in the language that is written, or else in the map's own order of languages.
    pub fn words(&self, text: &'a Text) -> &'a str {
        self.document.read(text, self.lang).words
    }

    /// All words of a text by language; those that [`Export::words`] gives stand under `""`. If these are in another
    /// language, for want of a translation, the written language stands there without words.
    pub fn all_words(&self, text: &Text) -> Words {
        let shown = self.document.read(text, self.lang);
        let mut words: BTreeMap<String, String> = text
            .iter()
            .filter(|(lang, _)| *lang != self.lang)
            .map(|(lang, words)| (lang.code().to_owned(), words.to_owned()))
            .collect();
        if !shown.words.is_empty() {
            words.insert(String::new(), shown.words.to_owned());
        }
        if shown.fallback.is_some() {
            words.insert(self.lang.code().to_owned(), String::new());
        }
        words.into()
    }

    /// The words of a text in other languages than the one that is written, by their codes.
    pub fn other_words(&self, text: &Text) -> BTreeMap<String, String> {
        self.all_words(text).into_others()
    }

    /// What is kept of the whole and not shown, with the order of the map where the file has another.
    pub fn cover_data(&self) -> BTreeMap<String, String> {
        let own = self.document.cover.data.iter();
        let mut data: BTreeMap<String, String> = own.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        data.extend(order::told(self).map(|order| (ORDER.to_owned(), order)));
        data
    }

    /// What a claim rests on, with all that is known of it.
    pub fn cited(&self, claim: ClaimId) -> Vec<Cited> {
        let citations = self.document.claims.get(claim).map_or(&[][..], |claim| &claim.sources);
        let cited = citations.iter().filter_map(|citation| {
            let source = self.document.sources.get(citation.source)?;
            Some(Cited {
                supports: self.all_words(&citation.supports),
                ..self.source(citation.source, source)
            })
        });
        cited.collect()
    }

    /// The sources that no claim names.
    pub fn uncited(&self) -> Vec<Cited> {
        let all = super::parts::uncited(self.document).into_iter();
        all.filter_map(|id| Some(self.source(id, self.document.sources.get(id)?)))
            .collect()
    }

    fn source(&self, id: SourceId, source: &Source) -> Cited {
        Cited {
            id: self.document.sources.name(id).to_owned(),
            citation: source.citation.to_string(),
            urls: source.urls.iter().map(ToString::to_string).collect(),
            supports: Words::default(),
            about: self.all_words(&source.supports),
            seen: self.all_words(&source.seen),
            checked: source.checked.to_string(),
        }
    }

    /// The relations of a claim that its place under its parent does not show. A relation with several premises is told
    /// by the first of them, unless its place shows it.
    pub fn also(&self, claim: ClaimId) -> Vec<Also> {
        let document = self.document;
        let shown = self.structure.place(claim).and_then(|place| place.relation);
        let mut found = Vec::new();
        for id in self.outgoing.get(claim.index()).into_iter().flatten() {
            let Some(relation) = document.relations.get(*id).filter(|_| Some(*id) != shown) else {
                continue;
            };
            // One that another premise shows or tells is not told again.
            let teller = relation.premises.iter().find(|premise| {
                let place = self.structure.place(**premise);
                place.and_then(|place| place.relation) == Some(*id)
            });
            if teller.or(relation.premises.first()) != Some(&claim) {
                continue;
            }
            let (does, of) = match (relation.kind, relation.target) {
                (RelationKind::Support, Target::Claim(of)) => ("supports", document.claims.name(of)),
                (RelationKind::Attack, Target::Claim(of)) => ("attacks", document.claims.name(of)),
                (RelationKind::Attack, Target::Relation(of)) => ("undercuts", document.relations.name(of)),
                (RelationKind::Support, Target::Relation(of)) => ("backs", document.relations.name(of)),
            };
            let with = relation.premises.iter().filter(|premise| **premise != claim);
            found.push(Also {
                does: does.to_owned(),
                of: of.to_owned(),
                with: with.map(|id| document.claims.name(*id).to_owned()).collect(),
            });
        }
        found
    }

    /// The relation with which a claim hangs where it hangs, if other claims share it: its name.
    pub fn joint(&self, claim: ClaimId) -> Option<&'a str> {
        let id: RelationId = self.structure.place(claim)?.relation?;
        let relation = self.document.relations.get(id)?;
        (relation.premises.len() > 1).then(|| self.document.relations.name(id))
    }

    /// What a claim has besides its words, explanation, note, tags and sources in the written language: names and values for
    /// a format with room for them. Empty things are left out.
    pub fn attributes(&self, claim: ClaimId) -> Vec<(&'static str, Value)> {
        let document = self.document;
        let Some(record) = document.claims.get(claim) else {
            return Vec::new();
        };
        let mut found: Vec<(&'static str, Value)> = vec![("id", document.claims.name(claim).into())];
        if record.core {
            found.push(("core", true.into()));
        }
        if record.mark != Mark::Own {
            found.push(("mark", mark_word(record.mark).into()));
        }
        if !record.instruments.is_empty() {
            let names = record.instruments.iter().map(|id| document.instruments.name(*id));
            found.push(("instruments", names.collect::<Vec<_>>().into()));
        }
        let texts = [
            ("texts", &record.text),
            ("explanations", &record.explanation),
            ("notes", &record.note),
        ];
        for (key, text) in texts {
            let others = self.other_words(text);
            if !others.is_empty() {
                found.push((key, object(others)));
            }
        }
        let also = self.also(claim);
        if !also.is_empty() {
            found.push(("also", serde_json::to_value(also).unwrap_or_default()));
        }
        if let Some(joint) = self.joint(claim) {
            found.push(("joint", joint.into()));
        }
        if !record.data.is_empty() {
            let data = record
                .data
                .iter()
                .map(|(key, value)| (key.to_owned(), value.to_owned()));
            found.push(("data", object(data.collect())));
        }
        found
    }
}

fn object(words: BTreeMap<String, String>) -> Value {
    Value::Object(words.into_iter().map(|(key, value)| (key, value.into())).collect())
}

fn mark_word(mark: Mark) -> &'static str {
    match mark {
        Mark::PrintedMap => "printed_map",
        Mark::Research => "research",
        Mark::Own => "own",
    }
}

pub(super) fn mark_of(word: &str) -> Mark {
    match word {
        "printed_map" => Mark::PrintedMap,
        "research" => Mark::Research,
        _ => Mark::Own,
    }
}

/// Takes a named value of ours over into a node; `false` if it is none of ours, or has not the form that ours have.
///
/// A value may be given as JSON text too, for formats whose values are words only.
pub fn take(node: &mut Node, key: &str, value: &Value) -> bool {
    let parsed = match value {
        Value::String(text) if !matches!(key, "id" | "mark" | "joint" | "stakeholder" | "theme") => {
            serde_json::from_str(text).unwrap_or_else(|_| value.clone())
        }
        _ => value.clone(),
    };
    let words = || parsed.as_str().map(str::to_owned);
    let list = || -> Option<Vec<String>> {
        match &parsed {
            Value::Array(all) => all.iter().map(|one| one.as_str().map(str::to_owned)).collect(),
            Value::String(one) => Some(vec![one.clone()]),
            _ => None,
        }
    };
    let put = |into: &mut Words| {
        let Value::Object(all) = &parsed else { return false };
        for (lang, words) in all {
            if let Some(words) = words.as_str().filter(|_| !lang.is_empty()) {
                into.insert(lang.clone(), words.to_owned());
            }
        }
        true
    };
    fn set<T>(into: &mut T, value: Option<T>) -> bool {
        match value {
            Some(value) => {
                *into = value;
                true
            }
            None => false,
        }
    }
    match key {
        "id" => set(&mut node.id, words()),
        "core" => set(&mut node.core, parsed.as_bool()),
        "mark" => set(&mut node.mark, words()),
        "stakeholder" => set(&mut node.stakeholder, words()),
        "theme" => set(&mut node.theme, words()),
        "joint" => set(&mut node.joint, words()),
        "instruments" => set(&mut node.instruments, list()),
        "tags" => set(&mut node.tags, list()),
        "text" | "explanation" | "note" => {
            let into = match key {
                "text" => &mut node.text,
                "explanation" => &mut node.explanation,
                _ => &mut node.note,
            };
            match value.as_str() {
                Some(words) => {
                    *into.main_mut() = words.to_owned();
                    true
                }
                None => false,
            }
        }
        "texts" => put(&mut node.text),
        "explanations" => put(&mut node.explanation),
        "notes" => put(&mut node.note),
        "also" => set(&mut node.also, serde_json::from_value(parsed).ok()),
        "sources" => set(&mut node.sources, sources(&parsed)),
        "data" => set(&mut node.data, serde_json::from_value(parsed).ok()),
        _ => false,
    }
}

/// Sources as ours are written, or as a list of words.
fn sources(value: &Value) -> Option<Vec<Cited>> {
    let one = |value: &Value| -> Option<Cited> {
        match value {
            Value::String(citation) => Some(Cited {
                citation: citation.clone(),
                ..Cited::default()
            }),
            Value::Object(_) => serde_json::from_value(value.clone()).ok(),
            _ => None,
        }
    };
    match value {
        Value::Array(all) => all.iter().map(one).collect(),
        other => one(other).map(|cited| vec![cited]),
    }
}

/// What a heading has besides its words: names and values for a format with room for them.
pub fn group_attributes(
    id: &str,
    is_stakeholder: bool,
    look: Option<(crate::model::Hue, crate::model::Symbol)>,
    order: usize,
    others: BTreeMap<String, String>,
) -> Vec<(&'static str, Value)> {
    let kind = if is_stakeholder { "stakeholder" } else { "theme" };
    let mut found: Vec<(&'static str, Value)> = vec![("id", id.into()), ("kind", kind.into()), ("order", order.into())];
    if let Some((hue, symbol)) = look {
        found.push(("hue", format!("{hue:?}").to_lowercase().into()));
        found.push(("symbol", format!("{symbol:?}").to_lowercase().into()));
    }
    if !others.is_empty() {
        found.push(("texts", object(others)));
    }
    found
}

/// Takes a named value of ours over into a heading; `false` if it is none of ours.
pub fn take_group(group: &mut Group, key: &str, value: &Value) -> bool {
    let parsed = match value {
        Value::String(text) if matches!(key, "texts" | "order") => {
            serde_json::from_str(text).unwrap_or_else(|_| value.clone())
        }
        _ => value.clone(),
    };
    match (key, &parsed) {
        ("id", Value::String(id)) => group.id.clone_from(id),
        ("kind", Value::String(kind)) if kind == "stakeholder" => group.is_stakeholder = Some(true),
        ("kind", Value::String(kind)) if kind == "theme" => group.is_stakeholder = Some(false),
        ("order", Value::Number(order)) => {
            group.data.insert("order".to_owned(), order.to_string());
        }
        ("hue" | "symbol", Value::String(word)) => {
            group.data.insert(key.to_owned(), word.clone());
        }
        ("texts", Value::Object(all)) => {
            for (lang, words) in all {
                if let Some(words) = words.as_str() {
                    group.title.insert(lang.clone(), words.to_owned());
                }
            }
        }
        _ => return false,
    }
    true
}
