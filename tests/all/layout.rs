//! Where things stand: nothing overlaps, nothing is left out, and a change stays local.

use argumentenkaart::cli::generate;
use argumentenkaart::edit::{Edit, Editor, Site, Under};
use argumentenkaart::layout::{Advances, LayoutSpec, Scene, Texts, layout};
use argumentenkaart::model::{Document, Lang, RelationKind, Stance, Structure, Target};
use argumentenkaart::storage;
use argumentenkaart::ui::fonts;

fn scene(document: &Document, spec: &LayoutSpec, advances: &Advances) -> Scene {
    let structure = Structure::new(document);
    let mut texts = Texts::default();
    texts.measure(document, &structure, spec.lang, advances);
    layout(document, &structure, spec, &texts)
}

fn maps() -> Vec<Document> {
    let shipped = ["gemengde-scholen.ron", "aanmelden-utrecht.ron"].map(|name| {
        let text = std::fs::read_to_string(format!("{}/maps/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        storage::read(&text).unwrap().document
    });
    shipped.into_iter().chain([generate(1, 1), generate(300, 2)]).collect()
}

#[test]
fn no_cards_signs_or_headings_overlap() {
    for document in maps() {
        let scene = scene(&document, &LayoutSpec::new(Lang::NL), &fonts::advances());
        let mut rects: Vec<_> = scene.cards.iter().map(|card| card.rect()).collect();
        rects.extend(scene.bands.iter().map(|band| band.sign));
        rects.extend(
            scene
                .columns
                .iter()
                .filter(|column| column.has_heading)
                .map(|column| column.heading),
        );
        rects.push(scene.question);
        for (number, a) in rects.iter().enumerate() {
            for b in &rects[number + 1..] {
                assert!(!a.shrink(0.5).intersects(b.shrink(0.5)), "{a:?} {b:?}");
            }
            assert!(scene.bounds.expand(1.0).contains_rect(*a));
        }
    }
}

#[test]
fn a_small_map_fits_together() {
    let text = "(format: 1, question: (nl: \"V\"), thesis: \"t\", claims: [(id: \"t\", text: (nl: \"T\")), (id: \"a\", text: (nl: \"A\"), supports: [\"t\"]),
        (id: \"b\", text: (nl: \"B\"), attacks: [\"t\"]), (id: \"los\", text: (nl: \"L\"))])";
    let document = storage::read(text).unwrap().document;
    let scene = scene(&document, &LayoutSpec::new(Lang::NL), &Advances::even(0.5));
    assert!(
        scene.bounds.height() < 2000.0 && scene.bounds.width() < 2000.0,
        "{:?}",
        scene.bounds
    );
    assert_eq!(scene.num_sides, (1, 1));
}

#[test]
fn every_claim_but_the_thesis_has_a_card() {
    for document in maps() {
        let scene = scene(&document, &LayoutSpec::new(Lang::NL), &Advances::even(0.5));
        assert_eq!(scene.cards.len() + 1, document.claims.len());
        assert!(
            document
                .claims
                .iter()
                .all(|(id, _)| document.cover.thesis == Some(id) || scene.card(id).is_some())
        );
    }
}

#[test]
fn for_stands_left_and_against_stands_right() {
    let document = &maps()[0];
    let structure = Structure::new(document);
    let scene = scene(document, &LayoutSpec::new(Lang::NL), &Advances::even(0.5));
    for card in scene.cards.iter().filter(|card| card.depth == 1) {
        let left = card.rect().max.x < 0.0;
        assert_eq!(left, structure.stance(card.claim) == Some(Stance::Pro));
    }
    assert_eq!(scene.num_sides, (32, 36));
}

#[test]
fn the_same_document_gives_the_same_picture() {
    let document = &maps()[0];
    let spec = LayoutSpec::new(Lang::EN);
    let (a, b) = (
        scene(document, &spec, &fonts::advances()),
        scene(document, &spec, &fonts::advances()),
    );
    assert_eq!(a.cards, b.cards);
    assert_eq!(a.columns, b.columns);
}

#[test]
fn a_reply_moves_no_card_on_the_other_side_or_with_another_stakeholder_above() {
    let document = maps().swap_remove(0);
    let before = scene(&document, &LayoutSpec::new(Lang::NL), &fonts::advances());
    let claim = document
        .claims
        .id("goed-onderwijs-telt-meer-dan-de")
        .or(document.claims.id("goed-onderwijs-telt-meer"))
        .expect("an argument of schools, against");
    let mut editor = Editor::new(document);
    editor
        .run(Edit::Add {
            site: Site::end_of(Under::Reply {
                target: Target::Claim(claim),
                kind: RelationKind::Attack,
            }),
            lang: Lang::NL,
            words: "Een korte reactie".to_owned(),
        })
        .unwrap();
    let after = scene(editor.document(), &LayoutSpec::new(Lang::NL), &fonts::advances());
    let band = before.column_of(before.card_index(claim).unwrap()).unwrap().band;
    for card in &before.cards {
        let column = before.column_of(before.card_index(card.claim).unwrap()).unwrap();
        let moved = after.card(card.claim).unwrap();
        if column.band < band || (column.band == band && column.side == Stance::Pro) {
            assert_eq!((card.x, card.y), (moved.x, moved.y));
        }
    }
}

#[test]
fn what_is_folded_is_counted() {
    let document = &maps()[0];
    let mut spec = LayoutSpec::new(Lang::NL);
    spec.folds.set_all(true);
    let folded = scene(document, &spec, &Advances::even(0.5));
    assert_eq!(folded.cards.len(), 68);
    assert_eq!(folded.cards.iter().map(|card| card.hidden).sum::<u32>(), 41);
}

#[test]
fn filters_leave_whole_arguments() {
    let document = &maps()[0];
    let mut spec = LayoutSpec::new(Lang::NL);
    spec.filter.core = true;
    let core = scene(document, &spec, &Advances::even(0.5));
    assert_eq!(core.num_sides, (20, 20));
    spec.filter.side = Some(Stance::Contra);
    spec.filter
        .stakeholders
        .insert(document.stakeholders.id("ouders").unwrap());
    let parents = scene(document, &spec, &Advances::even(0.5));
    assert_eq!((parents.num_sides, parents.bands.len()), ((0, 5), 1));
}

#[test]
fn a_focus_shows_a_branch_with_its_way_to_the_question() {
    let document = &maps()[1];
    let structure = Structure::new(document);
    let deep = document
        .claims
        .in_order()
        .into_iter()
        .find(|id| structure.place(*id).unwrap().depth == 3)
        .unwrap();
    let spec = LayoutSpec {
        focus: Some(deep),
        ..LayoutSpec::new(Lang::NL)
    };
    let focused = scene(document, &spec, &Advances::even(0.5));
    assert_eq!(focused.cards.len(), 3);
}
