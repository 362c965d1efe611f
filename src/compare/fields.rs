//! Three-way merging of one record, field by field.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::flat::{Key, Place, Record, Value, place_words};
use super::statements;

/// A field that both sides changed, each in its own way. Ours stands in the record.
pub(super) struct Clash {
    /// The field, as in the file.
    pub field: String,
    /// The language, in a text.
    pub lang: Option<crate::model::Lang>,
    /// What ours says.
    pub ours: String,
    /// What theirs says.
    pub theirs: String,
}

/// A value as it was, and as it is on both sides.
#[derive(Clone, Copy)]
struct Three<T> {
    base: T,
    ours: T,
    theirs: T,
}

/// Merges a record that exists on both sides. `left_joint` says that both sides took the claim out of the same joint
/// relation. What cannot be decided goes to `clashes`. Takes time linear in the record; a record that only one side
/// changed is taken over as it is.
pub(super) fn merge_record<'s, 'a>(
    base: Option<&Record<'a>>,
    ours: &'s Record<'a>,
    theirs: &'s Record<'a>,
    left_joint: bool,
    clashes: &mut Vec<Clash>,
) -> Cow<'s, Record<'a>> {
    if base == Some(ours) {
        return Cow::Borrowed(theirs);
    }
    if base == Some(theirs) || ours == theirs {
        return Cow::Borrowed(ours);
    }
    let is_new = base.is_none();
    let mut fields: BTreeMap<Key<'a>, Three<Option<&Value<'a>>>> = BTreeMap::new();
    let nothing = Three {
        base: None,
        ours: None,
        theirs: None,
    };
    for (key, value) in base.into_iter().flat_map(|base| &base.fields) {
        fields.entry(*key).or_insert(nothing).base = Some(value);
    }
    for (key, value) in &ours.fields {
        fields.entry(*key).or_insert(nothing).ours = Some(value);
    }
    for (key, value) in &theirs.fields {
        fields.entry(*key).or_insert(nothing).theirs = Some(value);
    }
    let mut merged = Record::default();
    for (key, three) in fields {
        let value = match one_sided(three) {
            Some(value) => value.cloned(),
            None => both(key, three, is_new, left_joint, clashes),
        };
        if let Some(value) = value {
            merged.fields.push((key, value));
        }
    }
    Cow::Owned(merged)
}

/// The value, if at most one side changed it or both made the same of it.
fn one_sided<T: PartialEq + Copy>(three: Three<T>) -> Option<T> {
    if three.ours == three.theirs || three.theirs == three.base {
        Some(three.ours)
    } else if three.ours == three.base {
        Some(three.theirs)
    } else {
        None
    }
}

/// A value that both sides changed.
fn both<'a>(
    key: Key<'a>,
    three: Three<Option<&Value<'a>>>,
    is_new: bool,
    left_joint: bool,
    clashes: &mut Vec<Clash>,
) -> Option<Value<'a>> {
    match three.ours.or(three.theirs)? {
        // What no person sees no person is asked about: ours stands.
        Value::Words(_) if key.field == "data" => three.ours.cloned(),
        Value::Words(_) => {
            let words = |value: Option<&Value<'a>>| match value {
                Some(Value::Words(words)) => (*words).to_owned(),
                _ => String::new(),
            };
            clashes.push(Clash {
                field: key.path(),
                lang: key.lang,
                ours: words(three.ours),
                theirs: words(three.theirs),
            });
            three.ours.cloned()
        }
        Value::Names(_) => {
            let names = |value: Option<&Value<'a>>| match value {
                Some(Value::Names(names)) => names.clone(),
                _ => Vec::new(),
            };
            let names = merge_names(&names(three.base), &names(three.ours), &names(three.theirs));
            (!names.is_empty()).then_some(Value::Names(names))
        }
        Value::Places(_) => {
            let base = places_of(three.base);
            let ours = places_of(three.ours);
            let theirs = places_of(three.theirs);
            let places = merge_places(base, ours, theirs, is_new || left_joint).unwrap_or_else(|| {
                clashes.push(Clash {
                    field: key.path(),
                    lang: None,
                    ours: place_words(ours),
                    theirs: place_words(theirs),
                });
                ours.to_vec()
            });
            (!places.is_empty()).then_some(Value::Places(places))
        }
        Value::Statements(_) => {
            let lines = |value: Option<&Value<'a>>| match value {
                Some(Value::Statements(lines)) => lines.clone(),
                _ => Vec::new(),
            };
            let lines = statements::merge(&lines(three.base), &lines(three.ours), &lines(three.theirs));
            (!lines.is_empty()).then_some(Value::Statements(lines))
        }
    }
}

/// Merges sets by element, in our order; what only theirs added comes last.
pub(super) fn merge_names<'a>(base: &[&'a str], ours: &[&'a str], theirs: &[&'a str]) -> Vec<&'a str> {
    if ours == base {
        return theirs.to_vec();
    }
    let removed = |name: &&'a str| base.contains(name) && !theirs.contains(name);
    let mut merged: Vec<&'a str> = ours.iter().copied().filter(|name| !removed(name)).collect();
    for name in theirs {
        if !base.contains(name) && !merged.contains(name) {
            merged.push(*name);
        }
    }
    merged
}

fn places_of<'v, 'a>(value: Option<&'v Value<'a>>) -> &'v [Place<'a>] {
    match value {
        Some(Value::Places(places)) => places,
        _ => &[],
    }
}

/// Merges what a claim is about. Two different additions are two places, unless `is_move`: then both took the claim
/// away from the same place (or made it), and it can only stand in one of the two. `None` is a clash.
fn merge_places<'a>(
    base: &[Place<'a>],
    ours: &[Place<'a>],
    theirs: &[Place<'a>],
    is_move: bool,
) -> Option<Vec<Place<'a>>> {
    let find = |places: &[Place<'a>], place: &Place<'a>| -> Option<crate::model::RelationKind> {
        let found = places.iter().find(|other| other.same_target(place));
        found.map(|found| found.kind)
    };
    let mut is_move = is_move;
    let mut merged = Vec::new();
    for place in ours {
        let kind = match (find(base, place), find(theirs, place)) {
            (Some(before), Some(other)) => one_sided(Three {
                base: before,
                ours: place.kind,
                theirs: other,
            })?,
            // They took away what we left as it was, or turned around.
            (Some(before), None) if before == place.kind => continue,
            (Some(_), None) => return None,
            (None, Some(other)) if other != place.kind => return None,
            (None, _) => place.kind,
        };
        merged.push(Place { kind, ..place.clone() });
    }
    for place in base.iter().filter(|place| find(ours, place).is_none()) {
        match find(theirs, place) {
            None => is_move = true,
            Some(kind) if kind != place.kind => return None,
            Some(_) => {}
        }
    }
    let is_added = |place: &Place<'a>, other: &[Place<'a>]| find(base, place).is_none() && find(other, place).is_none();
    let added: Vec<&Place<'a>> = theirs.iter().filter(|place| is_added(place, ours)).collect();
    if is_move && !added.is_empty() && ours.iter().any(|place| is_added(place, theirs)) {
        return None;
    }
    merged.extend(added.into_iter().cloned());
    merged.sort_by_key(Place::group);
    Some(merged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RelationKind;

    fn places(words: &str) -> Vec<Place<'_>> {
        let each = words.split_whitespace().map(|word| Place {
            kind: if word.starts_with('+') {
                RelationKind::Support
            } else {
                RelationKind::Attack
            },
            step: false,
            target: word.get(1..).unwrap_or("").into(),
        });
        each.collect()
    }

    fn merged(base: &str, ours: &str, theirs: &str) -> Option<String> {
        merge_places(&places(base), &places(ours), &places(theirs), false).map(|places| place_words(&places))
    }

    #[test]
    fn a_move_and_an_addition_go_together_but_two_moves_do_not() {
        assert_eq!(merged("+a", "+b", "+a").unwrap(), "supports b");
        assert_eq!(merged("+a", "+a -c", "+b").unwrap(), "supports b, attacks c");
        assert_eq!(merged("+a", "+b", "-c"), None);
        assert_eq!(merged("+a", "-a", "+b"), None);
        assert_eq!(merged("+a", "+b", "-a"), None);
        assert_eq!(merged("+a", "", "+b").unwrap(), "supports b");
        assert_eq!(merged("", "+a", "+b").unwrap(), "supports a, supports b");
    }

    #[test]
    fn sets_take_over_what_both_added_and_removed() {
        assert_eq!(merge_names(&["a", "b"], &["b", "x"], &["a", "y"]), ["x", "y"]);
        assert_eq!(merge_names(&["a"], &["a", "x"], &["x", "a"]), ["a", "x"]);
        assert!(merge_names(&["a"], &[], &["a"]).is_empty());
    }
}
