//! Laws of comparing and merging, on random edits of a real map.

use std::collections::BTreeSet;

use argumentenkaart::compare::{Change, Kind, diff, merge};
use argumentenkaart::edit::{Edit, Editor, TextField};
use argumentenkaart::model::{Document, Lang, Structure};
use argumentenkaart::storage;
use proptest::prelude::*;

use super::history::edit;

const MAP: &str = include_str!("../../maps/aanmelden-utrecht.ron");

type Steps = Vec<(u8, u16, u16, u16)>;

fn document() -> Document {
    storage::read(MAP).unwrap().document
}

/// The document after random edits; refused ones are left out.
fn edited(document: &Document, steps: &Steps) -> Document {
    let mut editor = Editor::new(document.clone());
    for step in steps {
        let wish = edit(editor.document(), *step);
        let _ = editor.run(wish);
    }
    editor.document().clone()
}

fn steps() -> impl Strategy<Value = Steps> {
    proptest::collection::vec(any::<(u8, u16, u16, u16)>(), 0..20)
}

/// The names of the claims that have a way to the thesis.
fn reached(document: &Document) -> BTreeSet<String> {
    let structure = Structure::new(document);
    let claims = document.claims.iter().filter(|(id, _)| !structure.is_loose(*id));
    claims.map(|(id, _)| document.claims.name(id).to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_only_one_side_did_is_the_result(steps in steps()) {
        let base = document();
        let changed = edited(&base, &steps);
        for (ours, theirs) in [(&base, &changed), (&changed, &base), (&changed, &changed)] {
            let merged = merge(&base, ours, theirs);
            prop_assert_eq!(merged.conflicts, 0);
            prop_assert_eq!(diff(&changed, &merged.document), vec![]);
        }
    }

    #[test]
    fn a_map_does_not_differ_from_its_file(steps in steps()) {
        let changed = edited(&document(), &steps);
        let again = storage::read(&storage::write(&changed)).unwrap().document;
        prop_assert_eq!(diff(&changed, &again), vec![]);
    }

    #[test]
    fn a_merged_map_is_sound(one in steps(), other in steps()) {
        let base = document();
        let (ours, theirs) = (edited(&base, &one), edited(&base, &other));
        let merged = merge(&base, &ours, &theirs);
        prop_assert_eq!(storage::write(&merged.document), storage::write(&merge(&base, &ours, &theirs).document));
        use argumentenkaart::model::ProblemKind as P;
        let is_sound = |document: &Document| {
            document.problems().iter().all(|problem| !matches!(problem.kind, P::SupportCircle(_)))
        };
        prop_assert!(!is_sound(&ours) || !is_sound(&theirs) || is_sound(&merged.document));
        for problem in merged.document.problems() {
            prop_assert!(!matches!(problem.kind, P::Dangling(_)), "{:?}", problem);
        }
        // Nothing that one side added is lost: under its own name or, if both took that, under another.
        for (side, before) in [(&ours, &base), (&theirs, &base)] {
            for found in diff(before, side) {
                if found.kind == Kind::Claim && found.change == Change::Added {
                    let id = merged.document.claims.id(&found.name);
                    prop_assert!(id.is_some_and(|id| merged.document.claims.contains(id)), "{} is lost", found.name);
                }
            }
        }
        let on_both: BTreeSet<String> = reached(&ours).intersection(&reached(&theirs)).cloned().collect();
        let now = reached(&merged.document);
        // What both sides added under one name, at different places, may come to be parked: it is seen, not lost.
        let known = |name: &String| base.claims.id(name).is_some_and(|id| base.claims.contains(id));
        for name in on_both.into_iter().filter(known) {
            prop_assert!(now.contains(&name), "{} came loose", name);
        }
    }

    #[test]
    fn different_arguments_or_languages_never_conflict(a in any::<u16>(), b in any::<u16>(), same in any::<bool>()) {
        let base = document();
        let claims = base.claims.in_order();
        let one = claims[a as usize % claims.len()];
        let other = claims[b as usize % claims.len()];
        prop_assume!(same || one != other);
        let reword = |claim, lang, words: &str| {
            let mut editor = Editor::new(base.clone());
            let field = TextField::Claim(claim);
            editor.run(Edit::SetText { field, lang, words: words.to_owned() }).unwrap();
            editor.document().clone()
        };
        let other = if same { one } else { other };
        let (ours, theirs) = (reword(one, Lang::NL, "Van ons"), reword(other, Lang::EN, "By them"));
        let merged = merge(&base, &ours, &theirs);
        prop_assert_eq!(merged.conflicts, 0);
        let text = |claim| {
            let id = merged.document.claims.id(base.claims.name(claim)).unwrap();
            &merged.document.claims.get(id).unwrap().text
        };
        prop_assert_eq!(text(one).get(Lang::NL), Some("Van ons"));
        prop_assert_eq!(text(other).get(Lang::EN), Some("By them"));
    }
}

#[test]
fn the_order_of_one_side_is_taken_over() {
    let base = document();
    let claims = base.claims.in_order();
    let mut moved = 0;
    for claim in claims {
        let mut editor = Editor::new(base.clone());
        if editor.run(Edit::Reorder { claim, down: true }).is_err() {
            continue;
        }
        moved += 1;
        let found = diff(&base, editor.document());
        assert!(found.iter().all(|found| found.change == Change::Reordered), "{found:?}");
        assert!(!found.is_empty());
        let merged = merge(&base, &base, editor.document());
        assert_eq!(diff(editor.document(), &merged.document), vec![]);
    }
    assert!(moved > 0);
}
