//! Random edits: always sound, every step can be taken back and done again, a refused wish changes nothing.
//!
//! A history that fails is made as short as it still fails, and is kept in `tests/edits`, where every test run repeats it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use argumentenkaart::edit::{Beside, Edit, EditName, Editor, Fragment, Site, TextField, Under};
use argumentenkaart::model::{ClaimId, Document, Lang, Mark, RelationKind, Section, Stance, Structure, Target};
use argumentenkaart::notation::{self, Outline, Scope};
use argumentenkaart::storage;
use argumentenkaart::storage::disk;
use proptest::prelude::*;
use proptest::test_runner::{TestError, TestRunner};

const MAP: &str = include_str!("../../maps/aanmelden-utrecht.ron");

fn document() -> Document {
    storage::read(MAP).unwrap().document
}

/// A wish made from four random numbers: all kinds, on all records.
pub(crate) fn edit(document: &Document, numbers: (u8, u16, u16, u16)) -> Edit {
    let (kind, a, b, c) = numbers;
    let pick = |list: &[ClaimId], number: u16| list[number as usize % list.len()];
    let claims = document.claims.in_order();
    let claim = pick(&claims, a);
    let other = pick(&claims, b);
    let stakeholders = document.stakeholders.in_order();
    let stakeholder = stakeholders.get(b as usize % (stakeholders.len() + 1)).copied();
    let themes = document.themes.in_order();
    let theme = themes.get(c as usize % (themes.len() + 1)).copied();
    let relations = document.relations.in_order();
    let Some(relation) = relations.get(b as usize % relations.len().max(1)).copied() else {
        // All are gone: one comes back.
        return Edit::Add {
            site: Site::end_of(Under::Thesis {
                stance: Stance::Pro,
                stakeholder,
                theme,
            }),
            lang: Lang::NL,
            words: format!("Woorden {b}"),
        };
    };
    let relation_kind = if c % 2 == 0 {
        RelationKind::Support
    } else {
        RelationKind::Attack
    };
    let target = if c % 5 == 0 {
        Target::Relation(relation)
    } else {
        Target::Claim(other)
    };
    let instruments = document.instruments.in_order();
    let sources = document.sources.in_order();
    let source = sources[b as usize % sources.len()];
    let words = format!("Woorden {b} {c}");
    let lang = if c % 3 == 0 { Lang::EN } else { Lang::NL };
    let section = Section::ALL[b as usize % Section::ALL.len()];
    match kind % 40 {
        0 | 1 => Edit::SetText {
            field: TextField::Claim(claim),
            lang,
            words,
        },
        2 => Edit::SetText {
            field: TextField::Explanation(claim),
            lang,
            words: if b % 4 == 0 { String::new() } else { words },
        },
        3 | 4 => Edit::Add {
            site: Site {
                under: Under::Thesis {
                    stance: if c % 2 == 0 { Stance::Pro } else { Stance::Contra },
                    stakeholder,
                    theme,
                },
                next_to: (b % 2 == 0).then_some((claim, Beside::Behind)),
            },
            lang,
            words,
        },
        5..=7 => Edit::Add {
            site: reply(target, relation_kind),
            lang,
            words,
        },
        8 => Edit::Connect {
            premise: claim,
            target,
            kind: relation_kind,
        },
        9 => Edit::Disconnect { relation },
        10 | 11 => Edit::Place {
            claims: vec![claim],
            site: reply(target, relation_kind),
        },
        12 => Edit::SwitchSide { claim },
        13 => Edit::SetStakeholder { claim, stakeholder },
        14 => Edit::SetTheme { claim, theme },
        15 => Edit::Reorder {
            claim,
            down: c % 2 == 0,
        },
        16 => Edit::RemoveClaims { claims: vec![claim] },
        17 => match instruments.get(b as usize % (instruments.len() + 1)) {
            Some(instrument) => Edit::LinkInstrument {
                claim,
                instrument: *instrument,
                linked: c % 2 == 0,
            },
            None => Edit::AddInstrument { lang, words },
        },
        18 => Edit::AddSource {
            claim: Some(claim),
            citation: words,
        },
        19 => Edit::Cite {
            claim,
            source,
            cited: c % 2 == 0,
        },
        20 => Edit::SetMark {
            claim,
            mark: [Mark::PrintedMap, Mark::Research, Mark::Own][b as usize % 3],
        },
        21 => Edit::AddTheme {
            claim: Some(claim),
            lang,
            words,
        },
        22 => match (instruments.get(a as usize % (instruments.len() + 1)), c % 3) {
            (Some(instrument), 0) => Edit::RemoveInstrument {
                instrument: *instrument,
            },
            (Some(instrument), 1) => Edit::RemoveStatement {
                instrument: *instrument,
                section,
                index: a as usize % 4,
            },
            (Some(instrument), _) => Edit::AddStatement {
                instrument: *instrument,
                section,
                lang,
                words,
            },
            (None, _) => Edit::AddStakeholder { lang, words },
        },
        23 => Edit::SetTags {
            claim,
            tags: vec![words, "los".to_owned()],
        },
        24..=26 => Edit::Place {
            claims: vec![claim, pick(&claims, c)],
            site: site(document, (a ^ b, b, c)),
        },
        27 | 28 => Edit::Add {
            site: site(document, (a, b, c)),
            lang,
            words: if b % 4 == 0 { String::new() } else { words },
        },
        29 | 30 => {
            let structure = Structure::new(document);
            let fragment = Fragment::of(document, &structure, &[claim, pick(&claims, c)]);
            Edit::Insert {
                fragment,
                site: site(document, (c, a, b)),
            }
        }
        31 => {
            let text = ["een\n  twee\n  drie\nvier", "# Ouders\n+ a\n  - b\n    _ c\n- d"][a as usize % 2];
            Edit::Insert {
                fragment: notation::fragment(text, lang).unwrap(),
                site: site(document, (c, a, b)),
            }
        }
        32 => Edit::Join { keep: claim, other },
        33 => Edit::Split {
            claim,
            lang,
            first: words.clone(),
            second: format!("{words} nog"),
        },
        34 => Edit::JoinReason { claim, relation },
        35 => Edit::RemoveClaims {
            claims: vec![claim, pick(&claims, c)],
        },
        36 => Edit::SetOutdated {
            field: TextField::Claim(claim),
            lang,
            outdated: c % 2 == 0,
        },
        37 => Edit::Many {
            name: EditName::ChangeProperty,
            edits: vec![
                Edit::SetStakeholder { claim, stakeholder },
                Edit::SwitchSide { claim: other },
                Edit::RemoveClaims { claims: vec![claim] },
            ],
        },
        _ => typed(document, (a, b, c)),
    }
}

fn reply(target: Target, kind: RelationKind) -> Site {
    Site::end_of(Under::Reply { target, kind })
}

fn site(document: &Document, (a, b, c): (u16, u16, u16)) -> Site {
    let claims = document.claims.in_order();
    let relations = document.relations.in_order();
    let kind = if c % 2 == 0 {
        RelationKind::Support
    } else {
        RelationKind::Attack
    };
    let under = match a % 6 {
        0 | 1 => Under::Thesis {
            stance: if b % 2 == 0 { Stance::Pro } else { Stance::Contra },
            stakeholder: document.stakeholders.in_order().get(b as usize % 4).copied(),
            theme: document.themes.in_order().get(c as usize % 9).copied(),
        },
        2 | 3 => Under::Reply {
            target: Target::Claim(claims[b as usize % claims.len()]),
            kind,
        },
        4 if !relations.is_empty() => Under::Reply {
            target: Target::Relation(relations[b as usize % relations.len()]),
            kind: RelationKind::Attack,
        },
        _ => Under::Nothing,
    };
    let beside = if c % 3 == 0 { Beside::Before } else { Beside::Behind };
    let neighbour = claims[c as usize % claims.len()];
    Site {
        under,
        next_to: (b % 3 == 0).then_some((neighbour, beside)),
    }
}

/// The outline as text, with a line taken out, put elsewhere, indented, reworded or added.
fn typed(document: &Document, (a, b, c): (u16, u16, u16)) -> Edit {
    let structure = Structure::new(document);
    let mut outline = Outline::new(document, &structure, Scope::Whole, Lang::NL);
    let mut lines: Vec<String> = outline.text().split('\n').map(str::to_owned).collect();
    let at = 1 + a as usize % (lines.len() - 1);
    let to = 1 + b as usize % (lines.len() - 1);
    match c % 6 {
        0 => drop(lines.remove(at)),
        1 => {
            let line = lines.remove(at);
            lines.insert(to.min(lines.len()), line);
        }
        2 => lines[at] = format!("  {}", lines[at]),
        3 => lines[at] = lines[at].trim_start().to_owned(),
        4 => lines[at] = format!("{} en {b}", lines[at]),
        _ => lines.insert(
            at,
            format!(
                "{}{} nieuw {b}",
                "  ".repeat(b as usize % 3),
                ["+", "-", "_", "&", "#", "##"][a as usize % 6]
            ),
        ),
    }
    let nothing = Edit::Many {
        name: EditName::Outline,
        edits: Vec::new(),
    };
    outline
        .typed(document, &structure, lines.join("\n"), None)
        .unwrap_or(nothing)
}

/// What must hold after every step: the file says the same, and no problem but loose claims has come.
fn check(document: &Document) {
    let text = storage::write(document);
    let again = storage::read(&text).expect("what is written can be read");
    assert_eq!(
        storage::write(&again.document),
        text,
        "reading and writing changes nothing"
    );
    for (problem, _) in &again.problems {
        use argumentenkaart::model::ProblemKind as P;
        assert!(
            matches!(
                problem.kind,
                P::Unreachable | P::BothWays(_) | P::NoText | P::SupportCircle(_)
            ),
            "{problem:?}"
        );
    }
    let structure = Structure::new(document);
    assert!(
        document.claims.iter().all(|(id, _)| structure.place(id).is_some()),
        "every claim has a place"
    );
}

/// So many random histories; more for a long search, with `CASES=1000`.
fn cases(usual: u32) -> u32 {
    let asked = std::env::var("CASES").ok().and_then(|asked| asked.parse().ok());
    asked.unwrap_or(usual)
}

/// A step of a random history: what kind of thing, and where.
type Step = (u8, u16, u16, u16);

/// Where the histories are kept that once failed.
const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/edits");

/// A history as lines that can be kept: the map, and a step each.
fn as_text(map: u64, steps: &[Step]) -> String {
    let mut text = format!("{map}\n");
    for (kind, a, b, c) in steps {
        writeln!(text, "{kind} {a} {b} {c}").unwrap();
    }
    text
}

fn from_text(text: &str) -> (u64, Vec<Step>) {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let map = lines.next().unwrap().parse().unwrap();
    let step = |line: &str| {
        let numbers: Vec<u16> = line.split(' ').map(|number| number.parse().unwrap()).collect();
        (u8::try_from(numbers[0]).unwrap(), numbers[1], numbers[2], numbers[3])
    };
    (map, lines.map(step).collect())
}

/// Tries so many histories. One that fails is made as short as it still fails, and kept in this folder: its file, and why.
fn search(
    cases: u32,
    folder: &Path,
    holds: impl Fn(u64, &[Step]) -> Result<(), TestCaseError>,
) -> Result<(), (PathBuf, String)> {
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let histories = (0..6_u64, proptest::collection::vec(any::<Step>(), 1..40));
    let found = TestRunner::new(config).run(&histories, |(map, steps)| holds(map, &steps));
    match found {
        Ok(()) => Ok(()),
        Err(TestError::Abort(why)) => panic!("{why}"),
        Err(TestError::Fail(why, (map, steps))) => {
            std::fs::create_dir_all(folder).unwrap();
            let file = |number: u32| folder.join(format!("{number}.txt"));
            let path = (1..).map(file).find(|path| !path.exists()).unwrap();
            let why = why.to_string();
            let head = why.lines().next().unwrap_or_default();
            std::fs::write(&path, format!("# {head}\n{}", as_text(map, &steps))).unwrap();
            Err((path, why))
        }
    }
}

#[test]
fn random_edits_stay_sound_and_can_be_taken_back() {
    if let Err((path, why)) = search(cases(40), KEPT.as_ref(), holds) {
        panic!("kept in {}: {why}", path.display());
    }
}

#[test]
fn histories_of_edits_that_once_failed_fail_no_more() {
    let files = disk::files_in(KEPT.as_ref(), 1_000);
    assert!(!files.is_empty());
    for file in files {
        let (map, steps) = from_text(&std::fs::read_to_string(&file).unwrap());
        if let Err(why) = holds(map, &steps) {
            panic!("{}: {why}", file.display());
        }
    }
}

#[test]
fn a_history_that_fails_is_kept_short_and_nothing_is_written_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("edits");
    search(20, &place, |_, _| Ok(())).unwrap();
    assert!(!place.exists());
    // A failure may be an answer of the test, or a panic of the program.
    let is_at_fault = |steps: &[Step]| steps.iter().any(|step| step.0 >= 100);
    let answers = |_: u64, steps: &[Step]| match is_at_fault(steps) {
        true => Err(TestCaseError::fail("at fault")),
        false => Ok(()),
    };
    let panics = |_: u64, steps: &[Step]| {
        assert!(!is_at_fault(steps), "at fault");
        Ok(())
    };
    for (number, found) in [(1, search(40, &place, answers)), (2, search(40, &place, panics))] {
        let (path, why) = found.unwrap_err();
        assert_eq!(path, place.join(format!("{number}.txt")));
        assert!(why.contains("at fault"), "{why}");
        let (map, steps) = from_text(&std::fs::read_to_string(&path).unwrap());
        assert_eq!((map, steps), (0, vec![(100, 0, 0, 0)]));
    }
}

/// Whether a history leaves the map sound at each step, is read back as it was written, and can be taken back and done again.
fn holds(map: u64, steps: &[Step]) -> Result<(), TestCaseError> {
    // The map that has all there is, or one that was made at random.
    let mut start = document();
    if map > 0 {
        let mut random = Editor::new(argumentenkaart::cli::generate(8 * map as usize, map));
        random
            .run(Edit::AddSource {
                claim: None,
                citation: "Een bron".to_owned(),
            })
            .unwrap();
        start = random.document().clone();
    }
    let mut editor = Editor::new(start);
    // All that was, and where in it the history stands.
    let mut states = vec![storage::write(editor.document())];
    let mut at = 0_usize;
    for step in steps.iter().copied() {
        match step.0 {
            // Back and forth in between; only what was taken back can be done again.
            225..=240 => {
                prop_assert_eq!(editor.undo().is_some(), at > 0);
                at = at.saturating_sub(1);
            }
            241.. => {
                prop_assert_eq!(editor.redo().is_some(), at + 1 < states.len());
                at = (at + 1).min(states.len() - 1);
            }
            _ => {
                let edit = edit(editor.document(), step);
                editor.seal();
                if editor.run(edit).is_ok() {
                    check(editor.document());
                    states.truncate(at + 1);
                    states.push(storage::write(editor.document()));
                    at += 1;
                }
            }
        }
        prop_assert_eq!(&storage::write(editor.document()), &states[at]);
    }
    for state in states[..at].iter().rev() {
        prop_assert!(editor.undo().is_some());
        prop_assert_eq!(&storage::write(editor.document()), state);
    }
    prop_assert!(editor.undo().is_none());
    for state in states.iter().skip(1) {
        prop_assert!(editor.redo().is_some());
        prop_assert_eq!(&storage::write(editor.document()), state);
    }
    prop_assert!(editor.redo().is_none());
    Ok(())
}

#[test]
fn typing_is_one_undo_step() {
    let mut editor = Editor::new(document());
    let before = storage::write(editor.document());
    let claim = editor.document().claims.in_order()[1];
    for words in ["K", "Ka", "Kaa", "Kaart"] {
        editor
            .run(Edit::SetText {
                field: TextField::Claim(claim),
                lang: Lang::NL,
                words: words.to_owned(),
            })
            .unwrap();
    }
    assert!(editor.is_dirty());
    editor.undo();
    assert_eq!(storage::write(editor.document()), before);
    assert!(!editor.is_dirty());
    assert!(editor.undo().is_none());
}

#[test]
fn saving_ends_a_run_of_typing() {
    let mut editor = Editor::new(document());
    let claim = editor.document().claims.in_order()[1];
    let type_words = |editor: &mut Editor, words: &str| {
        editor
            .run(Edit::SetText {
                field: TextField::Claim(claim),
                lang: Lang::NL,
                words: words.to_owned(),
            })
            .unwrap();
    };
    type_words(&mut editor, "Een");
    editor.mark_saved(editor.serial());
    type_words(&mut editor, "Een twee");
    assert!(editor.is_dirty());
    editor.undo();
    assert!(!editor.is_dirty());
    assert_eq!(
        editor.document().claims.get(claim).unwrap().text.get(Lang::NL),
        Some("Een")
    );
}

#[test]
fn the_thesis_stays() {
    let mut editor = Editor::new(document());
    let thesis = editor.document().cover.thesis.unwrap();
    assert!(editor.run(Edit::RemoveClaims { claims: vec![thesis] }).is_err());
    assert!(editor.run(Edit::SwitchSide { claim: thesis }).is_err());
    assert!(!editor.is_dirty());
}

#[test]
fn a_claim_cannot_hang_under_its_own_reply() {
    let mut editor = Editor::new(document());
    let structure = Structure::new(editor.document());
    let parent = editor
        .document()
        .claims
        .in_order()
        .into_iter()
        .find(|id| structure.place(*id).unwrap().depth == 1 && !structure.children(*id).is_empty())
        .unwrap();
    let reply = structure.children(parent)[0];
    assert!(
        editor
            .run(Edit::Place {
                claims: vec![parent],
                site: self::reply(Target::Claim(reply), RelationKind::Support)
            })
            .is_err()
    );
}

#[test]
fn a_premise_of_a_joint_reason_may_also_speak_alone_but_nothing_is_said_twice() {
    let mut editor = Editor::new(document());
    let premise = editor.document().claims.id("vroeg-aanmelden-loonde").unwrap();
    let thesis = Target::Claim(editor.document().cover.thesis.unwrap());
    let alone = Edit::Connect {
        premise,
        target: thesis,
        kind: RelationKind::Support,
    };
    editor.run(alone.clone()).unwrap();
    assert!(editor.document().problems().is_empty());
    assert!(editor.run(alone).is_err());
    check(editor.document());
}

#[test]
fn reordering_moves_one_record_in_the_file() {
    let map = include_str!("../../maps/gemengde-scholen.ron");
    let document = storage::read(map).unwrap().document;
    let mut moved = 0;
    for claim in document.claims.in_order() {
        for down in [true, false] {
            let mut editor = Editor::new(document.clone());
            if editor.run(Edit::Reorder { claim, down }).is_err() {
                continue;
            }
            moved += 1;
            let others = |document: &Document| -> Vec<ClaimId> {
                let all = document.claims.in_order().into_iter();
                all.filter(|id| *id != claim).collect()
            };
            assert_eq!(others(editor.document()), others(&document));
            assert_ne!(editor.document().claims.in_order(), document.claims.in_order());
            // As seen from the next neighbour, one step back.
            editor.run(Edit::Reorder { claim, down: !down }).unwrap();
            assert_eq!(others(editor.document()), others(&document));
        }
    }
    assert!(moved > 40);
}

#[test]
fn a_premise_that_leaves_a_joint_reason_leaves_nothing_said_twice() {
    // Found by random edits: the premise that stays says the same alone already.
    let mut editor = Editor::new(document());
    let steps = [
        (118, 14211, 0, 6930),
        (216, 7869, 0, 0),
        (154, 352, 0, 0),
        (85, 0, 11735, 10185),
        (112, 2683, 32485, 0),
        (85, 0, 991, 0),
        (109, 39441, 17273, 2509),
        (10, 21551, 0, 24300),
    ];
    for step in steps {
        let edit = edit(editor.document(), step);
        if editor.run(edit).is_ok() {
            check(editor.document());
        }
    }
}

#[test]
fn two_premises_of_one_reason_move_together() {
    let mut editor = Editor::new(document());
    let joint = |document: &Document| {
        let relations = document.relations.iter();
        relations
            .map(|(_, relation)| relation.premises.to_vec())
            .find(|premises| premises.len() > 1)
    };
    let claims = joint(editor.document()).expect("the map has a joint reason");
    let structure = Structure::new(editor.document());
    let target = structure
        .children(editor.document().cover.thesis.unwrap())
        .iter()
        .copied();
    let target = target.clone().find(|id| !claims.contains(id)).unwrap();
    let under = Under::Reply {
        target: Target::Claim(target),
        kind: RelationKind::Support,
    };
    let site = Site::end_of(under);
    editor
        .run(Edit::Place {
            claims: claims.clone(),
            site,
        })
        .unwrap();
    check(editor.document());
    for claim in &claims {
        let own = editor
            .document()
            .relations
            .iter()
            .filter(|(_, relation)| relation.premises.contains(claim));
        let targets: Vec<Target> = own.map(|(_, relation)| relation.target).collect();
        assert_eq!(targets, [Target::Claim(target)]);
    }
    editor.undo();
    assert_eq!(joint(editor.document()), Some(claims));
}

#[test]
fn what_denies_a_step_that_goes_in_the_text_is_not_left_behind() {
    let map = r#"(format: 1, languages: ["nl"], title: (nl: "X"), question: (nl: "X?"), thesis: "t",
        claims: [
            (id: "t", text: (nl: "T")),
            (id: "c", text: (nl: "C"), supports: ["t"]),
            (id: "a", text: (nl: "A")),
            (id: "b", text: (nl: "B"), supports: ["t"]),
            (id: "u", text: (nl: "U"), attacks: ["t"], undercuts: ["samen"]),
        ],
        relations: [(id: "samen", premises: ["a", "b"], supports: "t")])"#;
    let document = storage::read(map).unwrap().document;
    let structure = Structure::new(&document);
    let mut outline = Outline::new(&document, &structure, Scope::Whole, Lang::NL);
    let text = outline.text().to_owned();
    // A goes under C, and so out of what it said together with B, which B says alone already.
    let line = |words: &str| text.split('\n').position(|line| line.ends_with(words)).unwrap();
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let a = lines.remove(line(" A"));
    lines.insert(line(" C") + 1, format!("  {}", a.trim()));
    let mut editor = Editor::new(document.clone());
    let edit = outline.typed(&document, &structure, lines.join("\n"), None).unwrap();
    editor
        .run(edit)
        .unwrap_or_else(|error| panic!("{error:?}\n{text}\n{lines:?}"));
    check(editor.document());
}

#[test]
fn what_is_joined_leaves_no_step_about_a_step_behind() {
    // The claim that goes undercuts its own step.
    let text = "(
    format: 1,
    languages: [\"nl\"],
    question: (nl: \"Vraag?\"),
    thesis: \"t\",
    claims: [
        (id: \"t\", text: (nl: \"Stelling\")),
        (id: \"a\", text: (nl: \"Een\"), supports: [\"t\"]),
        (id: \"b\", text: (nl: \"Twee\"), attacks: [\"t\"], undercuts: [\"b>t\"]),
    ],
)";
    let document = storage::read(text).unwrap().document;
    let id = |name: &str| document.claims.id(name).unwrap();
    let (keep, other) = (id("a"), id("b"));
    let mut editor = Editor::new(document);
    editor.run(Edit::Join { keep, other }).unwrap();
    check(editor.document());
    // Also where the step that is undercut comes behind in the order of the file.
    editor.undo().unwrap();
    assert_eq!(storage::read(&storage::write(editor.document())).unwrap().problems, []);
}
