//! What tests of the window share: keys, words, and looking at the map.

use argumentenkaart::app::{App, Settings, load};
use argumentenkaart::command::{ThemeName, UiLang};
use argumentenkaart::layout::Spot;
use argumentenkaart::model::{ClaimId, Lang};
use argumentenkaart::view::ViewAction;
use egui::{Event, Key, Modifiers, vec2};
use egui_kittest::Harness;

/// The small map that is shipped.
pub const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/maps/aanmelden-utrecht.ron");
/// An argument in it.
pub const ARGUMENT: &str = "vroeg-inschrijven-hoeft-niet";

pub fn press(harness: &mut Harness<'_, App>, key: Key) {
    press_with(harness, Modifiers::NONE, key);
}

pub fn press_with(harness: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_ok();
}

pub fn type_words(harness: &mut Harness<'_, App>, words: &str) {
    harness.event(Event::Text(words.to_owned()));
    harness.run_ok();
}

pub fn claim(harness: &Harness<'_, App>, name: &str) -> ClaimId {
    harness.state().editor().document().claims.id(name).unwrap()
}

pub fn select(harness: &mut Harness<'_, App>, claim: ClaimId) {
    harness.state_mut().apply_view(ViewAction::Select(Spot::Claim(claim)));
    harness.run_ok();
}

pub fn words_of(harness: &Harness<'_, App>, claim: ClaimId) -> String {
    let document = harness.state().editor().document();
    document
        .claims
        .get(claim)
        .unwrap()
        .text
        .get(Lang::NL)
        .unwrap_or("")
        .to_owned()
}

/// Runs frames until something is so; file work goes on apart from the window.
pub fn until(harness: &mut Harness<'_, App>, is_so: impl Fn(&App) -> bool) {
    let begin = std::time::Instant::now();
    // Long, for a machine that does other things too.
    while begin.elapsed() < std::time::Duration::from_secs(60) {
        harness.run_ok();
        if is_so(harness.state()) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
    }
    panic!("it did not come");
}

/// Rewords a claim on its card.
pub fn reword(harness: &mut Harness<'_, App>, claim: ClaimId, words: &str) {
    select(harness, claim);
    press(harness, Key::F2);
    press_with(harness, Modifiers::COMMAND, Key::A);
    type_words(harness, words);
    press(harness, Key::Enter);
}

/// The small map in a window that is large enough for all its cards.
pub fn harness() -> Harness<'static, App> {
    let mut harness = Harness::builder()
        .with_size(vec2(4800.0, 3200.0))
        .with_theme(egui::Theme::Light)
        .with_max_steps(60)
        .build_eframe(move |creation| {
            App::new(
                &creation.egui_ctx,
                load(Some(SMALL.as_ref())),
                Settings::unkept(UiLang::Dutch, ThemeName::Light),
            )
        });
    // Room enough for cards instead of the names of their themes.
    for action in [ViewAction::ToggleOutline, ViewAction::ToggleDetails] {
        harness.state_mut().apply_view(action);
    }
    harness.run_ok();
    harness
        .state_mut()
        .apply_view(ViewAction::ZoomTo(argumentenkaart::view::ZoomTo::All));
    harness.run_ok();
    harness
}
