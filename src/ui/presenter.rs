//! What the presenter sees on the laptop: now, next, notes, time, and what was shown of each side.

use std::collections::BTreeSet;

use egui::{
    Event, Frame, Id, Key, Margin, Modifiers, Rect, Role, ScrollArea, TextEdit, Ui, UiBuilder, WidgetInfo, vec2,
};

use crate::command::{Action, AppAction};
use crate::layout::Spot;
use crate::model::{ClaimId, Stance};
use crate::present::{Picture, Screen, Show, ShowAction, Step};
use crate::view::{Selected, fold_words};

use super::Shown;
use super::audience::{Stage, audience_ui, said};
use super::icons;
use super::theme::{bold_font, font};
use super::widgets::{FlatButton, paragraph};

/// Where one looks for what the room asks about.
pub fn ask_id() -> Id {
    Id::unique("presenter-ask")
}

/// What the presenter window shows beside the map.
pub struct Desk<'a> {
    /// The show.
    pub show: &'a Show,
    /// Seconds since it began.
    pub time: f64,
    /// The time on the clock, as `19:45`.
    pub clock: &'a str,
    /// Whether there is a screen for the audience, and whether its window is open.
    pub has_projector: bool,
    /// Whether the window of the audience is open.
    pub is_open: bool,
    /// Whether there was a screen for the audience.
    pub had_projector: bool,
    /// Whether ending was asked for just now.
    pub asks_to_stop: bool,
    /// How wide the screen of the audience is for its height.
    pub aspect: f32,
    /// A sentence about what just happened.
    pub told: Option<&'a str>,
}

/// Whether the presenter is typing what the room asks about; in the presenter's window.
pub fn is_asking(ui: &Ui) -> bool {
    ui.memory(|memory| memory.has_focus(ask_id()))
}

/// What is typed in the other window belongs to what the room asks about, until the presenter's window has the keyboard.
pub fn hand_over(ui: &Ui) {
    let typed: String = ui.input(|input| {
        let letters = input.events.iter().filter_map(|event| match event {
            Event::Text(letters) => Some(letters.as_str()),
            _ => None,
        });
        letters.collect()
    });
    if !typed.is_empty() {
        ui.data_mut(|data| {
            let text: &mut String = data.get_temp_mut_or_default(ask_id());
            text.push_str(&typed);
        });
    }
}

/// The keys of a show, the same in both windows. A key that is held down leads on once.
pub fn show_keys(ui: &Ui) -> Vec<Action> {
    if is_asking(ui) {
        return Vec::new();
    }
    let mut found = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key {
                key,
                physical_key,
                pressed: true,
                repeat,
                modifiers,
            } => match wish(*key, *physical_key, *modifiers) {
                Some(action) => {
                    if !repeat {
                        found.push(action);
                    }
                    false
                }
                None => true,
            },
            _ => true,
        });
    });
    found
}

fn wish(key: Key, physical: Option<Key>, modifiers: Modifiers) -> Option<Action> {
    use ShowAction as S;
    let show = |action| Some(Action::App(AppAction::Show(action)));
    if modifiers.alt && !modifiers.ctrl {
        return match key {
            Key::PageDown => show(S::NextStop),
            Key::PageUp => show(S::BackStop),
            _ => None,
        };
    }
    if modifiers.ctrl || modifiers.command {
        return (key == Key::F).then_some(Action::App(AppAction::Ask));
    }
    // On some keyboards digits need Shift: their place counts.
    let digits = [
        Key::Num0,
        Key::Num1,
        Key::Num2,
        Key::Num3,
        Key::Num4,
        Key::Num5,
        Key::Num6,
        Key::Num7,
        Key::Num8,
        Key::Num9,
    ];
    let digit = |key: Key| digits.iter().position(|known| *known == key);
    if let Some(digit) = digit(key).or_else(|| physical.and_then(digit)) {
        return show(S::Digit(digit as u8));
    }
    match key {
        Key::Space if modifiers.shift => show(S::Back),
        Key::PageDown | Key::ArrowRight | Key::ArrowDown | Key::Space | Key::N => show(S::Next),
        Key::PageUp | Key::ArrowLeft | Key::ArrowUp | Key::Backspace | Key::P => show(S::Back),
        Key::Enter => show(S::GoTyped),
        Key::Home => show(S::First),
        Key::End => show(S::Last),
        Key::B | Key::Period => show(S::Black),
        Key::W | Key::Comma => show(S::White),
        Key::F => show(S::Freeze),
        Key::Escape => show(S::Escape),
        // Never restarts; the picture comes back to its screen.
        Key::F5 => Some(Action::App(AppAction::OpenAudience)),
        Key::X | Key::S => Some(Action::App(AppAction::SwapScreens)),
        Key::H => Some(Action::App(AppAction::ShowNotes)),
        Key::Q => show(S::Sources),
        Key::E => Some(Action::App(AppAction::ShowLang)),
        Key::G => Some(Action::App(AppAction::Ask)),
        _ => None,
    }
}

/// The presenter's window.
pub fn presenter_ui(ui: &mut Ui, shown: &Shown<'_>, stage: &Stage<'_>, desk: &Desk<'_>, actions: &mut Vec<Action>) {
    let theme = shown.theme;
    let frame = Frame::new().fill(theme.canvas).inner_margin(Margin::same(16));
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        head_ui(ui, shown, desk, actions);
        ui.add_space(8.0);
        let whole = ui.available_rect_before_wrap();
        let buttons = 52.0;
        let side = (whole.width() * 0.36).clamp(280.0, 520.0);
        let main = Rect::from_min_max(whole.min, whole.max - vec2(side + 16.0, buttons + 8.0));
        let right = Rect::from_min_max(
            egui::pos2(main.max.x + 16.0, whole.min.y),
            whole.max - vec2(0.0, buttons + 8.0),
        );
        let low = Rect::from_min_max(egui::pos2(whole.min.x, whole.max.y - buttons), whole.max);
        ui.scope_builder(UiBuilder::new().max_rect(main).id_salt("now"), |ui| {
            now_ui(ui, shown, stage, desk)
        });
        ui.scope_builder(UiBuilder::new().max_rect(right).id_salt("next"), |ui| {
            side_ui(ui, shown, stage, desk, actions);
        });
        ui.scope_builder(UiBuilder::new().max_rect(low).id_salt("buttons"), |ui| {
            buttons_ui(ui, shown, desk, actions);
        });
    });
}

fn head_ui(ui: &mut Ui, shown: &Shown<'_>, desk: &Desk<'_>, actions: &mut Vec<Action>) {
    let (words, theme) = (shown.words, shown.theme);
    let show = desk.show;
    ui.horizontal(|ui| {
        let state = match (show.is_frozen(), show.picture().screen) {
            (true, _) => words.is_frozen,
            (_, Screen::Black) => words.is_black,
            (_, Screen::White) => words.is_white,
            _ => words.is_live,
        };
        let is_live = state == words.is_live;
        let look = if is_live { theme.neutral() } else { theme.contra };
        Frame::new()
            .fill(look.solid)
            .corner_radius(6)
            .inner_margin(Margin::symmetric(10, 4))
            .show(ui, |ui| {
                ui.label(egui::RichText::new(state).font(bold_font(16.0)).color(look.on))
            });
        let step = show.at();
        let mut place = words.stop_of(step.stop + 1, show.stops().len());
        if let Some(typed) = show.typed() {
            place = format!("{place}  → {typed}");
        }
        ui.label(egui::RichText::new(place).font(bold_font(18.0)).color(theme.ink));
        let time = minutes(desk.time);
        ui.label(egui::RichText::new(time).font(bold_font(18.0)).color(theme.ink));
        ui.label(egui::RichText::new(desk.clock).font(font(18.0)).color(theme.ink_soft));
        let notice = match (desk.asks_to_stop, desk.is_open, desk.has_projector) {
            (true, ..) => Some((words.stop_again, None)),
            (_, false, _) => Some((words.audience_closed, Some(words.open_audience))),
            (_, true, false) if desk.had_projector => Some((words.no_projector, None)),
            _ => desk.told.map(|told| (told, None)),
        };
        if let Some((text, button)) = notice {
            let label = ui.label(egui::RichText::new(text).font(bold_font(16.0)).color(theme.contra.line));
            ui.accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
            if let Some(name) = button
                && FlatButton::text(name).filled().show(ui, theme).clicked()
            {
                actions.push(Action::App(AppAction::OpenAudience));
            }
        }
    });
}

/// Minutes and seconds, as `12:05`.
fn minutes(seconds: f64) -> String {
    let seconds = seconds.max(0.0) as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// A small picture of what the audience would see, as wide as there is room.
fn small_ui(ui: &mut Ui, stage: &Stage<'_>, desk: &Desk<'_>, picture: Picture, salt: &str) {
    // What stands below it has room too.
    let room = ui.available_size() - vec2(0.0, 130.0);
    let width = room.x.min(room.y * desk.aspect);
    let (rect, _) = ui.allocate_exact_size(vec2(width, width / desk.aspect), egui::Sense::hover());
    // A child apart: what is painted in it takes no room here.
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(salt));
    audience_ui(&mut child, stage, desk.show.stops(), picture);
    ui.painter().rect_stroke(
        rect,
        egui::CornerRadius::ZERO,
        egui::Stroke::new(1.0, stage.theme.ink),
        egui::StrokeKind::Outside,
    );
}

fn now_ui(ui: &mut Ui, shown: &Shown<'_>, stage: &Stage<'_>, desk: &Desk<'_>) {
    label(ui, shown, shown.words.now);
    let picture = desk.show.picture();
    small_ui(ui, stage, desk, picture, "picture-now");
    let document = shown.document();
    let claim = said(desk.show.stops(), picture).and_then(|claim| document.claims.get(claim));
    let read = |text| document.read(text, picture.lang).words;
    ScrollArea::vertical().id_salt("notes").show(ui, |ui| {
        for text in [
            claim.map_or("", |claim| read(&claim.note)),
            claim.map_or("", |claim| read(&claim.explanation)),
        ] {
            if !text.is_empty() {
                ui.add_space(6.0);
                paragraph(ui, text, font(18.0), shown.theme.ink);
            }
        }
    });
}

fn label(ui: &mut Ui, shown: &Shown<'_>, text: &str) {
    ui.label(
        egui::RichText::new(text)
            .font(bold_font(15.0))
            .color(shown.theme.ink_soft),
    );
}

fn side_ui(ui: &mut Ui, shown: &Shown<'_>, stage: &Stage<'_>, desk: &Desk<'_>, actions: &mut Vec<Action>) {
    let words = shown.words;
    label(ui, shown, words.next_up);
    match desk.show.next() {
        Some(step) => {
            let picture = Picture {
                step,
                screen: Screen::Live,
                detour: None,
                sources: false,
                ..desk.show.picture()
            };
            small_ui(ui, stage, desk, picture, "picture-next");
        }
        None => {
            paragraph(ui, words.end_of_route, font(16.0), shown.theme.ink);
        }
    }
    ui.add_space(10.0);
    balance_ui(ui, shown, desk);
    ui.add_space(10.0);
    ask_ui(ui, shown, actions);
}

/// How much of each side was shown.
fn balance_ui(ui: &mut Ui, shown: &Shown<'_>, desk: &Desk<'_>) {
    let stops = desk.show.stops();
    let claim = |step: &Step| stops.get(step.stop)?.claims.get(step.reveal).copied();
    let seen: BTreeSet<ClaimId> = desk.show.seen().iter().filter_map(claim).collect();
    label(ui, shown, shown.words.shown_so_far);
    ui.horizontal(|ui| {
        for side in [Stance::Pro, Stance::Contra] {
            let num = seen
                .iter()
                .filter(|claim| shown.structure.stance(**claim) == Some(side));
            let look = shown.theme.side(side);
            let (rect, _) = ui.allocate_exact_size(vec2(20.0, 20.0), egui::Sense::hover());
            icons::side_sign(ui.painter(), rect.center(), 18.0, side, look.solid, look.on);
            let text = shown.words.num_side(num.count() as u32, side);
            ui.label(egui::RichText::new(text).font(bold_font(17.0)).color(shown.theme.ink));
            ui.add_space(10.0);
        }
    });
}

/// What the room asks for: a few letters, and it is shown.
fn ask_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let words = shown.words;
    let mut text: String = ui.data(|data| data.get_temp(ask_id())).unwrap_or_default();
    let response = ui.add(
        TextEdit::singleline(&mut text)
            .id(ask_id())
            .hint_text(words.ask_hint)
            .desired_width(f32::INFINITY)
            .font(font(17.0)),
    );
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words.ask_hint));
    let (entered, left) = ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
    let found = find(shown, &text);
    let mut chosen = found
        .first()
        .map(|(to, _)| *to)
        .filter(|_| entered && response.lost_focus());
    ScrollArea::vertical().id_salt("asked").show(ui, |ui| {
        for (to, name) in &found {
            if super::toolbar::row(ui, shown, name, "", None, true) {
                chosen = Some(*to);
            }
        }
    });
    if let Some(to) = chosen {
        actions.push(Action::App(AppAction::Show(ShowAction::Detour(to))));
        text.clear();
    }
    if left && response.lost_focus() {
        text.clear();
    }
    ui.data_mut(|data| data.insert_temp(ask_id(), text));
}

/// Arguments, replies and instruments with these words; the first eight.
fn find(shown: &Shown<'_>, query: &str) -> Vec<(Selected, String)> {
    let query = fold_words(query);
    if query.trim().chars().count() < 2 {
        return Vec::new();
    }
    let wanted: Vec<&str> = query.split_whitespace().collect();
    let fits = |text: &str| {
        let folded = fold_words(text);
        wanted.iter().all(|word| folded.contains(word))
    };
    let document = shown.document();
    let claims = document.claims.iter().filter_map(|(id, _)| {
        let words = shown.claim_text(id).words;
        fits(words).then(|| (Selected::Spot(Spot::Claim(id)), words.to_owned()))
    });
    let instruments = document.instruments.iter().filter_map(|(id, record)| {
        let name = document.read(&record.name, shown.lang()).words;
        fits(name).then(|| (Selected::Instrument(id), format!("{}: {name}", shown.words.toolbox)))
    });
    claims.chain(instruments).take(8).collect()
}

fn buttons_ui(ui: &mut Ui, shown: &Shown<'_>, desk: &Desk<'_>, actions: &mut Vec<Action>) {
    let (words, theme) = (shown.words, shown.theme);
    let screen = desk.show.picture().screen;
    let show = |action| Action::App(AppAction::Show(action));
    let buttons = [
        (words.show_back, show(ShowAction::Back), false),
        (words.show_next, show(ShowAction::Next), false),
        (words.show_black, show(ShowAction::Black), screen == Screen::Black),
        (words.show_white, show(ShowAction::White), screen == Screen::White),
        (words.show_freeze, show(ShowAction::Freeze), desk.show.is_frozen()),
        (
            words.show_sources,
            show(ShowAction::Sources),
            desk.show.picture().sources,
        ),
        (words.show_swap, Action::App(AppAction::SwapScreens), false),
        (words.show_stop, show(ShowAction::Escape), false),
    ];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().interact_size.y = 44.0;
        for (name, action, is_on) in buttons {
            if FlatButton::text(name).selected(is_on).show(ui, theme).clicked() {
                actions.push(action);
            }
        }
    });
}
