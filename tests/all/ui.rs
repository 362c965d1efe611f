//! The interface by role and name, with pointer and keyboard, in Dutch and English.

use argumentenkaart::app::{App, Settings, load};
use argumentenkaart::command::{ThemeName, UiLang};
use argumentenkaart::layout::Spot;
use argumentenkaart::model::{Lang, Stance};
use argumentenkaart::view::{Direction, Editing, Selected, walk};
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::desk::{SMALL, press, press_with};

fn harness(map: Option<&str>, lang: UiLang) -> Harness<'static, App> {
    harness_in_steps(map, lang, 0.25)
}

/// The same, with so many seconds between two frames.
fn harness_in_steps(map: Option<&str>, lang: UiLang, seconds: f32) -> Harness<'static, App> {
    let map = map.map(std::path::PathBuf::from);
    let mut harness = Harness::builder()
        .with_size(vec2(1280.0, 720.0))
        .with_theme(egui::Theme::Light)
        .with_step_dt(seconds)
        .with_max_steps((15.0 / seconds) as u64)
        .build_eframe(move |creation| {
            App::new(
                &creation.egui_ctx,
                load(map.as_deref()),
                Settings::unkept(lang, ThemeName::Light),
            )
        });
    harness.run_ok();
    harness
}

fn selected(harness: &Harness<'_, App>) -> Option<Spot> {
    harness.state().view().spot()
}

#[test]
fn the_built_in_map_opens_with_its_question_and_stakeholders() {
    let harness = harness(None, UiLang::Dutch);
    harness.get_by_label_contains("De vraag: Moeten we leerlingen in het basisonderwijs meer mengen?");
    for name in [
        "Belanghebbende Leerlingen: 8 voor, 9 tegen",
        "Belanghebbende Ouders: 7 voor, 8 tegen",
        "Belanghebbende Overheid: 8 voor, 10 tegen",
    ] {
        harness.get_by_label_contains(name);
    }
}

#[test]
fn the_interface_speaks_english_too() {
    let mut harness = harness(None, UiLang::Dutch);
    press_with(&mut harness, Modifiers::COMMAND, Key::L);
    harness.get_by_label_contains("Stakeholder Parents: 7 for, 8 against");
    assert_eq!(harness.state().lang(), Lang::EN);
}

#[test]
fn the_map_is_read_in_another_language_than_the_interface() {
    let mut harness = harness(None, UiLang::Dutch);
    press_with(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    harness.get_by_label_contains("Belanghebbende Parents: 7 voor, 8 tegen");
    press_with(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    harness.get_by_label_contains("Belanghebbende Ouders: 7 voor, 8 tegen");
}

#[test]
fn the_whole_map_can_be_walked_in_reading_order() {
    let mut harness = harness(Some(SMALL), UiLang::Dutch);
    press(&mut harness, Key::Home);
    let all = harness.state().derived().scene.spots();
    let mut visited = vec![selected(&harness).unwrap()];
    for _ in 1..all.len() {
        press(&mut harness, Key::N);
        visited.push(selected(&harness).unwrap());
    }
    assert_eq!(visited, all);
}

#[test]
fn every_claim_of_the_shipped_map_is_reached_with_the_arrow_keys() {
    let harness = harness(None, UiLang::Dutch);
    let scene = &harness.state().derived().scene;
    let mut seen = std::collections::BTreeSet::from([Spot::Question]);
    let mut open = vec![Spot::Question];
    while let Some(spot) = open.pop() {
        for direction in [Direction::Up, Direction::Down, Direction::Left, Direction::Right] {
            if let Some(next) = walk(scene, spot, direction)
                && seen.insert(next)
            {
                open.push(next);
            }
        }
    }
    assert_eq!(seen.len(), scene.spots().len());
}

#[test]
fn from_afar_themes_stand_for_their_arguments() {
    let mut harness = harness(None, UiLang::Dutch);
    press_with(&mut harness, Modifiers::SHIFT, Key::Num1);
    let label = "Thema Keuze, Ouders: 4 argumenten tegen";
    let theme = harness.get_by_label_contains(label).rect();
    // Every theme has its label, and none lies over another.
    let scene = &harness.state().derived().scene;
    let num_themes = scene.columns.iter().filter(|column| column.has_heading).count();
    let labels: Vec<egui::Rect> = harness
        .get_all_by_label_contains("Thema ")
        .map(|node| node.rect())
        .collect();
    assert_eq!(labels.len(), num_themes);
    for (number, one) in labels.iter().enumerate() {
        for other in labels.iter().skip(number + 1) {
            assert!(!one.intersects(*other), "{one:?} {other:?}");
        }
    }
    // The arguments are not there to be clicked: beside the labels is empty ground.
    let camera = harness.state().view().camera;
    let hidden = scene
        .cards
        .iter()
        .map(|card| camera.screen_rect(card.rect()).center())
        .find(|point| !labels.iter().any(|rect| rect.expand(24.0).contains(*point)))
        .unwrap();
    let click = |harness: &mut Harness<'_, App>, point| {
        harness.hover_at(point);
        harness.drag_at(point);
        harness.drop_at(point);
        harness.run_ok();
    };
    click(&mut harness, hidden);
    assert_eq!(selected(&harness), None);
    // A label leads to where its arguments can be read.
    click(&mut harness, theme.center());
    assert!(matches!(
        selected(&harness),
        Some(Spot::Theme(_, Stance::Contra, Some(_)))
    ));
    let argument = "Tegen, Ouders: Sturen op menging";
    harness.get_by_label_contains(argument);
}

#[test]
fn a_folded_stakeholder_keeps_its_name_from_afar_and_takes_no_labels_away() {
    let mut harness = harness(None, UiLang::Dutch);
    let parents = harness.state().editor().document().stakeholders.id("ouders");
    let fold = argumentenkaart::view::ViewAction::ToggleFold(Spot::Stakeholder(parents));
    harness.state_mut().apply_view(fold);
    press_with(&mut harness, Modifiers::SHIFT, Key::Num1);
    harness.get_by_label_contains("Belanghebbende Ouders: 7 voor, 8 tegen, ingeklapt");
    harness.get_by_label_contains("Thema Welbevinden, Leerlingen: 5 argumenten tegen");
}

#[test]
fn arrow_keys_walk_and_what_is_walked_to_is_seen() {
    let mut harness = harness(None, UiLang::Dutch);
    for (key, test) in [
        (Key::Home, (|spot| spot == Spot::Question) as fn(Spot) -> bool),
        (Key::ArrowDown, |spot| matches!(spot, Spot::Stakeholder(_))),
        (Key::ArrowRight, |spot| {
            matches!(spot, Spot::Theme(_, Stance::Contra, _))
        }),
        (Key::ArrowDown, |spot| matches!(spot, Spot::Claim(_))),
        (Key::O, |spot| matches!(spot, Spot::Claim(_))),
        (Key::P, |spot| matches!(spot, Spot::Theme(_, Stance::Pro, _))),
        (Key::PageDown, |spot| matches!(spot, Spot::Stakeholder(_))),
    ] {
        press(&mut harness, key);
        let spot = selected(&harness).expect("something is selected");
        assert!(test(spot), "{key:?} {spot:?}");
        let state = harness.state();
        let rect = state.derived().scene.rect_of(spot).unwrap();
        assert!(
            state.view().camera.visible().expand(2.0).contains_rect(rect),
            "{key:?} {spot:?}"
        );
    }
}

#[test]
fn a_sentence_is_changed_on_the_map_and_taken_back() {
    let mut harness = harness(Some(SMALL), UiLang::Dutch);
    let claim = harness
        .state()
        .editor()
        .document()
        .claims
        .id("meeste-kinderen-eerste-keuze")
        .unwrap();
    press(&mut harness, Key::Home);
    while selected(&harness) != Some(Spot::Claim(claim)) {
        press(&mut harness, Key::N);
    }
    press(&mut harness, Key::F2);
    assert_eq!(harness.state().view().editing, Editing::OnCard(claim));
    let words = |harness: &Harness<'_, App>| {
        harness
            .state()
            .editor()
            .document()
            .claims
            .get(claim)
            .unwrap()
            .text
            .get(Lang::NL)
            .unwrap()
            .to_owned()
    };
    let before = words(&harness);
    harness.event(egui::Event::Text(" en n".to_owned()));
    harness.run_ok();
    harness.event(egui::Event::Text("og iets".to_owned()));
    harness.run_ok();
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().view().editing, Editing::No);
    assert_eq!(words(&harness), format!("{before} en nog iets"));
    assert!(harness.state().editor().is_dirty());
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(words(&harness), before);
    assert!(!harness.state().editor().is_dirty());
    press_with(&mut harness, Modifiers::COMMAND, Key::Y);
    assert_eq!(words(&harness), format!("{before} en nog iets"));
}

#[test]
fn an_objection_is_added_and_deleted_with_the_keyboard() {
    let mut harness = harness(Some(SMALL), UiLang::Dutch);
    let claim = harness
        .state()
        .editor()
        .document()
        .claims
        .id("vroeg-inschrijven-hoeft-niet")
        .unwrap();
    let num_claims = harness.state().editor().document().claims.len();
    press(&mut harness, Key::Home);
    while selected(&harness) != Some(Spot::Claim(claim)) {
        press(&mut harness, Key::N);
    }
    press(&mut harness, Key::T);
    harness.event(egui::Event::Text("Dat geldt niet overal".to_owned()));
    harness.run_ok();
    press(&mut harness, Key::Enter);
    let document = harness.state().editor().document();
    assert_eq!(document.claims.len(), num_claims + 1);
    let Some(Spot::Claim(reply)) = selected(&harness) else {
        panic!("the new reply is selected")
    };
    assert_eq!(
        harness.state().derived().structure.place(reply).unwrap().parent,
        Some(claim)
    );
    assert_eq!(harness.state().derived().structure.stance(reply), Some(Stance::Contra));
    press(&mut harness, Key::Delete);
    assert_eq!(harness.state().editor().document().claims.len(), num_claims);
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(harness.state().editor().document().claims.len(), num_claims + 1);
}

#[test]
fn search_finds_as_you_type_without_accents_and_goes_there() {
    let mut harness = harness(None, UiLang::Dutch);
    press_with(&mut harness, Modifiers::COMMAND, Key::F);
    harness.event(egui::Event::Text("vooroordelen".to_owned()));
    harness.run_ok();
    assert!(harness.state().view().num_hits >= 1);
    press(&mut harness, Key::Enter);
    let Some(Spot::Claim(claim)) = selected(&harness) else {
        panic!("a claim is selected")
    };
    let text = harness
        .state()
        .editor()
        .document()
        .claims
        .get(claim)
        .unwrap()
        .text
        .get(Lang::NL)
        .unwrap()
        .to_owned();
    assert_eq!(text, "Persoonlijk contact verkleint vooroordelen");
}

#[test]
fn what_is_typed_behind_a_key_for_searching_is_searched_and_never_a_command() {
    let text = |text: &str| egui::Event::Text(text.to_owned());
    let type_fast = |harness: &mut Harness<'_, App>, key: Key| {
        // All in one frame, and one frame later, before any field has the keyboard.
        harness.key_press_modifiers(Modifiers::COMMAND, key);
        for letter in [(Key::S, "s"), (Key::S, "s")] {
            harness.key_press(letter.0);
            harness.event(text(letter.1));
        }
        harness.step();
        harness.key_press(Key::K);
        harness.event(text("k"));
        harness.step();
        harness.key_press(Key::V);
        harness.event(text("v"));
        harness.run_ok();
    };
    let mut harness = harness(None, UiLang::Dutch);
    press(&mut harness, Key::Home);
    for _ in 0..3 {
        press(&mut harness, Key::N);
    }
    type_fast(&mut harness, Key::F);
    assert_eq!(harness.state().view().query, "sskv");
    assert!(!harness.state().editor().is_dirty());
    // A second search begins anew.
    press(&mut harness, Key::Escape);
    type_fast(&mut harness, Key::F);
    assert_eq!(harness.state().view().query, "sskv");
    press(&mut harness, Key::Escape);
    type_fast(&mut harness, Key::K);
    match harness.state().dialog() {
        Some(argumentenkaart::ui::dialogs::Dialog::Palette(palette)) => assert_eq!(palette.query, "sskv"),
        other => panic!("{other:?}"),
    }
    assert!(!harness.state().editor().is_dirty());
}

#[test]
fn letters_typed_in_a_text_are_no_commands() {
    let mut harness = harness(None, UiLang::Dutch);
    press_with(&mut harness, Modifiers::COMMAND, Key::F);
    for key in [Key::T, Key::K, Key::Delete, Key::S] {
        press(&mut harness, key);
    }
    assert!(harness.state().dialog().is_none());
    assert!(!harness.state().view().show_toolbox);
    assert!(!harness.state().editor().is_dirty());
}

#[test]
fn a_card_of_the_toolbox_lights_its_arguments_and_an_argument_offers_its_cards() {
    let mut harness = harness(None, UiLang::Dutch);
    press(&mut harness, Key::K);
    assert!(harness.state().view().show_toolbox);
    harness.get_by_label_contains("Scholencarrousel: ").click();
    harness.run_ok();
    let Some(instrument) = harness.state().view().instrument() else {
        panic!("a card is selected")
    };
    assert!(!harness.state().view().show_toolbox);
    let document = harness.state().editor().document();
    assert_eq!(document.instruments.name(instrument), "scholencarrousel");
    // From the card to an argument it answers, and from there back to the card.
    let argument = "Ouders willen geen risico lopen met hun kind";
    harness.get_by_label(argument).scroll_to_me();
    harness.run_ok();
    harness.get_by_label(argument).click();
    harness.run_ok();
    assert!(matches!(selected(&harness), Some(Spot::Claim(_))));
    harness.get_by_label("Scholencarrousel").scroll_to_me();
    harness.run_ok();
    harness.get_by_label("Scholencarrousel").click();
    harness.run_ok();
    assert_eq!(harness.state().view().selected, Some(Selected::Instrument(instrument)));
}

#[test]
fn the_details_tell_who_says_so_and_what_speaks_against_it() {
    let mut harness = harness(None, UiLang::English);
    let claim = harness
        .state()
        .editor()
        .document()
        .claims
        .id("sturen-op-menging-beperkt")
        .unwrap();
    harness
        .state_mut()
        .apply_view(argumentenkaart::view::ViewAction::Select(Spot::Claim(claim)));
    harness.run_ok();
    harness.get_by_label_contains("Spreidingsbeleid basisscholen vooralsnog geen succes");
    harness.get_by_label("https://www.volkskrant.nl/vk/nl/5288/Onderwijs/article/detail/3008363/2011/11/01/Spreidingsbeleid-basisscholen-vooralsnog-geen-succes.dhtml").click();
    harness.run_ok();
    // Asked first, never opened at once.
    assert!(matches!(
        harness.state().dialog(),
        Some(argumentenkaart::ui::dialogs::Dialog::Link(_))
    ));
    press(&mut harness, Key::Escape);
    assert!(harness.state().dialog().is_none());
}

#[test]
fn an_idle_window_lays_out_nothing() {
    let mut harness = harness(None, UiLang::Dutch);
    let before = harness.state().derived().num_layouts();
    for _ in 0..20 {
        harness.step();
    }
    assert_eq!(harness.state().derived().num_layouts(), before);
}

#[test]
fn a_window_over_the_map_sleeps_too() {
    let mut harness = harness(None, UiLang::Dutch);
    for (modifiers, key) in [(Modifiers::NONE, Key::F1), (Modifiers::COMMAND, Key::K)] {
        harness.key_press_modifiers(modifiers, key);
        // Fails if a frame is still asked for after as many as are allowed.
        harness.run();
        assert!(harness.state().dialog().is_some(), "{key:?}");
        press(&mut harness, Key::Escape);
        assert!(harness.state().dialog().is_none(), "{key:?}");
    }
}

#[test]
fn a_problem_in_the_list_leads_to_where_it_can_be_mended() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("kaart.ron");
    let text = std::fs::read_to_string(SMALL).unwrap();
    let text = text.replacen("sources: [\"", "sources: [\"bron-die-er-niet-is\", \"", 1);
    std::fs::write(&map, text).unwrap();
    let mut harness = harness(map.to_str(), UiLang::Dutch);
    harness.get_by_role_and_label(egui::Role::Button, "1 probleem").click();
    harness.run_ok();
    harness.get_by_label_contains("bron-die-er-niet-is").click();
    harness.run_ok();
    assert!(harness.state().dialog().is_none());
    let Some(Spot::Claim(claim)) = selected(&harness) else {
        panic!("{:?}", selected(&harness));
    };
    let document = harness.state().editor().document();
    let sources = &document.claims.get(claim).unwrap().sources;
    assert!(
        sources
            .iter()
            .any(|citation| !document.sources.contains(citation.source))
    );
}

#[test]
fn folding_counts_and_unfolding_brings_back() {
    let mut harness = harness(None, UiLang::Dutch);
    let claim = harness
        .state()
        .editor()
        .document()
        .claims
        .id("sturen-op-menging-beperkt")
        .unwrap();
    harness
        .state_mut()
        .apply_view(argumentenkaart::view::ViewAction::Select(Spot::Claim(claim)));
    harness.run_ok();
    let num_cards = harness.state().derived().scene.cards.len();
    press(&mut harness, Key::Space);
    let scene = &harness.state().derived().scene;
    assert_eq!(
        (scene.cards.len(), scene.card(claim).unwrap().hidden),
        (num_cards - 3, 3)
    );
    harness.get_by_label_contains("Uitklappen: 3 reacties");
    press(&mut harness, Key::Space);
    assert_eq!(harness.state().derived().scene.cards.len(), num_cards);
}

#[test]
fn the_palette_finds_commands_in_both_languages() {
    let mut harness = harness(None, UiLang::Dutch);
    press_with(&mut harness, Modifiers::COMMAND, Key::K);
    harness.event(egui::Event::Text("whole map".to_owned()));
    harness.run_ok();
    harness.get_by_role_and_label(egui::Role::MenuItem, "Hele kaart");
    press(&mut harness, Key::Escape);
    assert!(harness.state().dialog().is_none());
}

#[test]
fn letters_on_the_pages_of_the_content_do_nothing_to_the_map() {
    let mut harness = harness(Some(SMALL), UiLang::Dutch);
    press(&mut harness, Key::F10);
    assert!(harness.state().view().content.is_some());
    for key in [Key::V, Key::T, Key::Enter, Key::Tab, Key::E, Key::S, Key::Delete] {
        press(&mut harness, key);
    }
    assert!(!harness.state().editor().is_dirty());
    assert!(harness.state().view().eyes.is_none());
}

#[test]
fn everything_that_can_be_clicked_has_a_name() {
    // The harness itself fails on an input without a name; walk through the windows to show them to it.
    for lang in [UiLang::Dutch, UiLang::English] {
        let mut harness = harness(Some(SMALL), lang);
        press(&mut harness, Key::F1);
        press(&mut harness, Key::Escape);
        press(&mut harness, Key::Home);
        press(&mut harness, Key::F4);
        press(&mut harness, Key::N);
        press(&mut harness, Key::N);
        press(&mut harness, Key::N);
        press(&mut harness, Key::F4);
        press(&mut harness, Key::K);
        assert!(harness.root().children().count() > 0);
    }
}

/// The scale after each frame while the wheel is turned by so many steps over the map.
fn turned(harness: &mut Harness<'_, App>, steps: f32, modifiers: Modifiers) -> Vec<f32> {
    harness.event(egui::Event::PointerMoved(egui::pos2(640.0, 420.0)));
    harness.run_ok();
    harness.event_modifiers(
        egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Line,
            delta: vec2(0.0, steps),
            phase: egui::TouchPhase::Move,
            modifiers,
            source: egui::MouseWheelSource::Unknown,
        },
        modifiers,
    );
    let scale = |harness: &Harness<'_, App>| harness.state().view().camera.scale;
    (0..40)
        .map(|_| {
            harness.step();
            scale(harness)
        })
        .collect()
}

#[test]
fn a_step_of_the_wheel_zooms_evenly_and_comes_back() {
    let mut harness = harness_in_steps(Some(SMALL), UiLang::Dutch, 1.0 / 240.0);
    harness.ctx.all_styles_mut(|style| style.animation_time = 0.1);
    let before = harness.state().view().camera.scale;
    let scales = turned(&mut harness, 1.0, Modifiers::NONE);
    let last = *scales.last().unwrap();
    assert!((last / before - 1.15).abs() < 0.001, "{before} {last}");
    // In several frames, each a little larger than the one before.
    assert!(scales.windows(2).all(|pair| pair[0] <= pair[1]));
    assert!(
        scales.iter().filter(|scale| **scale > before && **scale < last).count() > 2,
        "{scales:?}"
    );
    let scales = turned(&mut harness, -1.0, Modifiers::NONE);
    assert!((scales.last().unwrap() / before - 1.0).abs() < 0.001);
    // Where movement is not wanted: at once, and as far.
    harness.ctx.all_styles_mut(|style| style.animation_time = 0.0);
    let scales = turned(&mut harness, 1.0, Modifiers::NONE);
    assert!((scales.first().unwrap() / before - 1.15).abs() < 0.001);
    assert_eq!(scales.first(), scales.last());
}

#[test]
fn with_shift_the_wheel_moves_the_map_and_does_not_zoom() {
    let mut harness = harness(Some(SMALL), UiLang::Dutch);
    let before = harness.state().view().camera;
    let scales = turned(&mut harness, 1.0, Modifiers::SHIFT);
    assert!(scales.iter().all(|scale| *scale == before.scale));
    assert!(harness.state().view().camera.center.x != before.center.x);
}

#[test]
fn the_question_stays_one_line_whatever_is_pressed() {
    let mut harness = harness(Some(SMALL), UiLang::Dutch);
    let question = |harness: &Harness<'_, App>| {
        let cover = &harness.state().editor().document().cover;
        cover.question.get(Lang::NL).unwrap().to_owned()
    };
    press(&mut harness, Key::Home);
    press(&mut harness, Key::F2);
    for letters in ["Een vraag", "\n", "in twee\nregels"] {
        harness.event(egui::Event::Text(letters.to_owned()));
        harness.run_ok();
        press(&mut harness, Key::Enter);
    }
    assert!(question(&harness).contains("Een vraag"), "{:?}", question(&harness));
    assert!(!question(&harness).contains('\n'), "{:?}", question(&harness));
}

#[test]
fn a_long_question_covers_no_counts_from_afar() {
    use argumentenkaart::ui::words::Words;
    let folder = tempfile::tempdir().unwrap();
    let question = format!(
        "{}?",
        "Moet de stad scholen helpen om leerlingen te mengen "
            .repeat(4)
            .trim_end()
    );
    assert!(question.chars().count() > 200);
    for num in [240, 2000] {
        let mut document = argumentenkaart::cli::generate(num, 1);
        document.cover.question.set(Lang::NL, &question);
        let map = folder.path().join(format!("{num}.ron"));
        std::fs::write(&map, argumentenkaart::storage::write(&document)).unwrap();
        let harness = harness(map.to_str(), UiLang::Dutch);
        let covered = harness.get_by_label_contains("De vraag: Moet de stad").rect();
        let add = Words::of(UiLang::Dutch).add_argument;
        let badges: Vec<egui::Rect> = harness
            .get_all_by_role(egui::Role::Button)
            .filter(|node| {
                let label = node.accesskit_node().label().unwrap_or_default();
                label.starts_with(&format!("{add} · ")) && label.matches(" · ").count() == 2
            })
            .map(|node| node.rect())
            .collect();
        assert!(badges.len() >= 8, "{badges:?}");
        // Where one can be clicked is larger than the sign.
        let is_covered = |badge: &egui::Rect| badge.shrink(4.0).intersects(covered);
        assert!(!badges.iter().any(is_covered), "{num}: {covered:?} {badges:?}");
    }
}
