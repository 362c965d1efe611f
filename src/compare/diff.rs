//! What is different between two maps.

use std::collections::BTreeMap;

use crate::model::{Document, Lang};

use super::Kind;
use super::flat::{Key, Line, List, Record, Snapshot, Value, place_words};
use super::names::Names;
use super::order::out_of_order;
use super::statements::align;

/// One difference between two maps.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// What kind of record it is in.
    pub kind: Kind,
    /// The name of the record in the file; empty for the cover.
    pub name: String,
    /// What is different.
    pub change: Change,
}

/// What is different about a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// It is new.
    Added,
    /// It is no longer there.
    Removed,
    /// A text says something else in one language.
    Reworded {
        /// The field, as in the file: `text`, `sources/S1`, `purpose/0` (the first statement of that part of a card; if
        /// it is gone, counted as it was before).
        field: String,
        /// The language.
        lang: Lang,
        /// The words before; empty if there were none.
        before: String,
        /// The words after; empty if there are none.
        after: String,
    },
    /// Something other than a text is different.
    Property {
        /// The field, as in the file. A translation that became or is no longer outdated is `text/en/outdated`.
        field: String,
        /// What it was, in names and words of the file.
        before: String,
        /// What it is.
        after: String,
    },
    /// A claim speaks for or against something else, by relations of its own.
    Moved {
        /// Such as `supports yes`.
        before: String,
        /// Such as `attacks no, undercuts shade>yes`.
        after: String,
    },
    /// It stands at another place in the reading order.
    Reordered,
}

/// What is different in `after`: the cover first, then stakeholders, themes, claims, relations, instruments, sources,
/// facts and terms; within a kind in the reading order of `after`, and what was removed last. The list is empty if both
/// maps say the same, whatever their handles and order keys are. Conflicts that wait for a person are notes about a
/// map and not compared.
///
/// A relation that a claim carries as its own (one premise, named after both ends) is a place of the claim, and is not
/// reported by itself. Takes time linear in the size of the maps, apart from finding what was reordered: n log n.
pub fn diff(before: &Document, after: &Document) -> Vec<Difference> {
    let (before, after) = (Names::new(before, &[]), Names::new(after, &[]));
    let (before, after) = (Snapshot::new(&before), Snapshot::new(&after));
    let mut found = Found::default();
    found.fields(Kind::Cover, "", &before.cover, &after.cover);
    for kind in Kind::LISTS {
        found.list(kind, before.list(kind), after.list(kind));
    }
    found.differences
}

#[derive(Default)]
struct Found {
    differences: Vec<Difference>,
}

impl Found {
    fn add(&mut self, kind: Kind, name: &str, change: Change) {
        self.differences.push(Difference {
            kind,
            name: name.to_owned(),
            change,
        });
    }

    fn list(&mut self, kind: Kind, before: &List<'_>, after: &List<'_>) {
        let places: Vec<usize> = after.names.iter().filter_map(|name| before.position(name)).collect();
        let mut is_out = out_of_order(&places).into_iter();
        for (name, record) in after.iter() {
            let Some(old) = before.get(name) else {
                self.add(kind, name, Change::Added);
                continue;
            };
            self.fields(kind, name, old, record);
            if is_out.next().unwrap_or(false) {
                self.add(kind, name, Change::Reordered);
            }
        }
        for name in before.names.iter().filter(|name| after.get(name).is_none()) {
            self.add(kind, name, Change::Removed);
        }
    }

    fn fields(&mut self, kind: Kind, name: &str, before: &Record<'_>, after: &Record<'_>) {
        if before == after {
            return;
        }
        let mut fields: BTreeMap<Key<'_>, (Option<&Value<'_>>, Option<&Value<'_>>)> = BTreeMap::new();
        for (key, value) in &before.fields {
            fields.entry(*key).or_default().0 = Some(value);
        }
        for (key, value) in &after.fields {
            fields.entry(*key).or_default().1 = Some(value);
        }
        for (key, (old, new)) in fields {
            if old != new {
                self.field(kind, name, key, old, new);
            }
        }
    }

    fn field(&mut self, kind: Kind, name: &str, key: Key<'_>, old: Option<&Value<'_>>, new: Option<&Value<'_>>) {
        if let Some(Value::Statements(_)) = old.or(new) {
            self.statements(kind, name, key.field, lines(old), lines(new));
            return;
        }
        let (before, after) = (words(old), words(new));
        let field = key.path();
        let change = match key.lang {
            Some(lang) if key.outdated => Change::Property {
                field: format!("{field}/{lang}/outdated"),
                before,
                after,
            },
            Some(lang) => Change::Reworded {
                field,
                lang,
                before,
                after,
            },
            None if kind == Kind::Claim && key.field == "place" => Change::Moved { before, after },
            None => Change::Property { field, before, after },
        };
        self.add(kind, name, change);
    }

    fn statements(&mut self, kind: Kind, name: &str, field: &str, before: &[Line<'_>], after: &[Line<'_>]) {
        let nothing = Line::default();
        let from = align(before, after);
        let mut is_left = vec![true; before.len()];
        let mut places = Vec::new();
        let num_before = self.differences.len();
        for (at, (line, from)) in after.iter().zip(from).enumerate() {
            let old = from.and_then(|from| before.get(from));
            if let Some(flag) = from.and_then(|from| is_left.get_mut(from)) {
                *flag = false;
            }
            places.extend(from);
            let label = format!("{field}/{at}");
            if old.is_none() && line.words.is_empty() {
                self.property(kind, name, label.clone(), "", "new");
            }
            self.statement(kind, name, &label, old.unwrap_or(&nothing), line);
        }
        for (at, line) in before.iter().enumerate() {
            if is_left.get(at).copied().unwrap_or(false) {
                let label = format!("{field}/{at}");
                if line.words.is_empty() {
                    self.property(kind, name, label.clone(), "new", "");
                }
                self.statement(kind, name, &label, line, &nothing);
            }
        }
        // Moved statements, or equal ones of which there were more: said by their numbers.
        if !places.is_sorted() || self.differences.len() == num_before {
            let numbers = |places: &[usize]| {
                let each: Vec<String> = places.iter().map(|at| (at + 1).to_string()).collect();
                each.join(" ")
            };
            let mut sorted = places.clone();
            sorted.sort_unstable();
            self.property(kind, name, field.to_owned(), &numbers(&sorted), &numbers(&places));
        }
    }

    fn statement(&mut self, kind: Kind, name: &str, label: &str, before: &Line<'_>, after: &Line<'_>) {
        let mut texts: BTreeMap<Lang, [(&str, bool); 2]> = BTreeMap::new();
        for (lang, words, outdated) in &before.words {
            let [old, _] = texts.entry(*lang).or_default();
            *old = (*words, *outdated);
        }
        for (lang, words, outdated) in &after.words {
            let [_, new] = texts.entry(*lang).or_default();
            *new = (*words, *outdated);
        }
        for (lang, [old, new]) in texts {
            if old.0 != new.0 {
                let change = Change::Reworded {
                    field: label.to_owned(),
                    lang,
                    before: old.0.to_owned(),
                    after: new.0.to_owned(),
                };
                self.add(kind, name, change);
            }
            if old.1 != new.1 {
                let label = format!("{label}/{lang}/outdated");
                self.property(kind, name, label, flag(old.1), flag(new.1));
            }
        }
        if before.sources != after.sources {
            let label = format!("{label}/sources");
            self.property(kind, name, label, &before.sources.join(", "), &after.sources.join(", "));
        }
        if before.own != after.own {
            self.property(kind, name, format!("{label}/own"), flag(before.own), flag(after.own));
        }
    }

    fn property(&mut self, kind: Kind, name: &str, field: String, before: &str, after: &str) {
        let change = Change::Property {
            field,
            before: before.to_owned(),
            after: after.to_owned(),
        };
        self.add(kind, name, change);
    }
}

fn flag(is_set: bool) -> &'static str {
    if is_set { "true" } else { "" }
}

fn lines<'v, 'a>(value: Option<&'v Value<'a>>) -> &'v [Line<'a>] {
    match value {
        Some(Value::Statements(lines)) => lines,
        _ => &[],
    }
}

/// A value in words.
fn words(value: Option<&Value<'_>>) -> String {
    match value {
        Some(Value::Words(words)) => (*words).to_owned(),
        Some(Value::Names(names)) => names.join(", "),
        Some(Value::Places(places)) => place_words(places),
        Some(Value::Statements(_)) | None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = r#"(
        format: 1, question: (nl: "Bomen?"), thesis: "yes",
        stakeholders: [(id: "kids", name: (nl: "Kinderen"))],
        claims: [
            (id: "yes", text: (nl: "Ja")),
            (id: "shade", text: (nl: "Schaduw", en: "Shade"), supports: ["yes"], tags: ["zon"]),
            (id: "leaves", text: (nl: "Blad"), attacks: ["yes"]),
            (id: "sweep", text: (nl: "Vegen"), attacks: ["leaves"]),
        ],
        relations: [(id: "both", premises: ["shade", "sweep"], supports: "yes")],
        instruments: [(id: "plan", name: (nl: "Plan"), purpose: [(text: (nl: "Een")), (text: (nl: "Twee"))])],
    )"#;

    fn read(text: &str) -> Document {
        crate::storage::read(text).unwrap().document
    }

    /// What is different after a replacement, one line each.
    fn changes(replacements: &[(&str, &str)]) -> Vec<(String, Change)> {
        let mut text = MAP.to_owned();
        for (from, to) in replacements {
            assert!(text.contains(from), "{from}");
            text = text.replace(from, to);
        }
        let found = diff(&read(MAP), &read(&text));
        found.into_iter().map(|found| (found.name, found.change)).collect()
    }

    fn property(field: &str, before: &str, after: &str) -> Change {
        Change::Property {
            field: field.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
        }
    }

    #[test]
    fn equal_maps_have_no_differences() {
        assert!(changes(&[]).is_empty());
    }

    #[test]
    fn a_reworded_text_is_reported_by_language() {
        let reworded = Change::Reworded {
            field: "text".to_owned(),
            lang: Lang::EN,
            before: "Shade".to_owned(),
            after: "Coolness".to_owned(),
        };
        assert_eq!(
            changes(&[("en: \"Shade\"", "en: \"Coolness\"")]),
            [("shade".to_owned(), reworded)]
        );
    }

    #[test]
    fn a_claim_that_hangs_elsewhere_moved() {
        let moved = Change::Moved {
            before: "attacks leaves".to_owned(),
            after: "supports shade".to_owned(),
        };
        assert_eq!(
            changes(&[("attacks: [\"leaves\"]", "supports: [\"shade\"]")]),
            [("sweep".to_owned(), moved)]
        );
    }

    #[test]
    fn an_added_claim_is_one_difference() {
        let added = "(id: \"birds\", text: (nl: \"Vogels\"), supports: [\"yes\"]),\n            (id: \"leaves\"";
        assert_eq!(
            changes(&[("(id: \"leaves\"", added)]),
            [("birds".to_owned(), Change::Added)]
        );
    }

    #[test]
    fn properties_and_joint_relations_are_named_as_in_the_file() {
        assert_eq!(
            changes(&[
                ("[\"zon\"]", "[\"zon\", \"zomer\"], stakeholder: \"kids\""),
                ("supports: \"yes\"", "attacks: \"yes\"")
            ]),
            [
                ("shade".to_owned(), property("stakeholder", "", "kids")),
                ("shade".to_owned(), property("tags", "zon", "zon, zomer")),
                ("both".to_owned(), property("place", "supports yes", "attacks yes")),
            ]
        );
    }

    #[test]
    fn only_the_record_that_left_its_place_is_reordered() {
        let sweep = "(id: \"sweep\", text: (nl: \"Vegen\"), attacks: [\"leaves\"]),";
        let yes = "(id: \"yes\", text: (nl: \"Ja\")),";
        assert_eq!(
            changes(&[(sweep, ""), (yes, format!("{sweep}{yes}").as_str())]),
            [("sweep".to_owned(), Change::Reordered)]
        );
    }

    #[test]
    fn statements_are_named_by_their_place() {
        let found = changes(&[(
            "[(text: (nl: \"Een\"))",
            "[(text: (nl: \"Nul\")), (text: (nl: \"Een\"))",
        )]);
        assert_eq!(found.len(), 1);
        assert!(
            matches!(&found[0].1, Change::Reworded { field, before, .. } if field == "purpose/0" && before.is_empty())
        );
        let swapped = changes(&[("Een", "X"), ("Twee", "Een"), ("\"X\"", "\"Twee\"")]);
        assert_eq!(swapped, [("plan".to_owned(), property("purpose", "1 2", "2 1"))]);
    }
}
