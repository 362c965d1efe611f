//! One line for the room: a sentence with its stakeholder and side, that lands in place; and the sentences that say
//! nearly the same as what is being written.

use egui::{Align2, Area, Frame, Id, Key, Margin, Modifiers, Order, Role, TextEdit, Ui, WidgetInfo, vec2};

use crate::command::{Action, AppAction};
use crate::edit::Under;
use crate::layout::Spot;
use crate::model::ClaimId;
use crate::notation::quick_entry;
use crate::ui::typed::{self, Typed};
use crate::view::ViewAction;

use super::Shown;
use super::dialogs::select;
use super::drag_goal::site_name;
use super::icons::Icon;
use super::paint::canvas_id;
use super::theme::{bold_font, font};
use super::widgets::{FlatButton, from_right, link_row};

/// The field of the line, for the keyboard.
pub fn quick_id() -> Id {
    Id::unique("quick-entry")
}

/// Whether the line was opened and had not the keyboard yet.
fn wants_keyboard(ui: &Ui) -> bool {
    let was_shown: Option<bool> = ui.data(|data| data.get_temp(quick_id().with("shown")));
    was_shown != Some(true)
}

/// What stands in the line.
pub fn text(context: &egui::Context) -> String {
    context
        .data(|data| data.get_temp(quick_id().with("text")))
        .unwrap_or_default()
}

/// Puts a sentence back that was typed before and not added.
pub fn put_back(context: &egui::Context, text: String) {
    context.data_mut(|data| data.insert_temp(quick_id().with("text"), text));
}

/// So much of the height of the map it takes, in points, while nothing is typed in it.
pub(super) const HEIGHT: f32 = 72.0;

/// The line at the bottom of the map.
pub fn quick_ui(ui: &Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    if !shown.view.show_quick {
        return;
    }
    let words = shown.words;
    let theme = shown.theme;
    let viewport = shown.view.camera.viewport;
    let width = (viewport.width() - 40.0).clamp(300.0, 720.0);
    let text_memory = quick_id().with("text");
    let mut text: String = ui.data(|data| data.get_temp(text_memory)).unwrap_or_default();
    let area = Area::new(quick_id().with("area"))
        .order(Order::Middle)
        .pivot(Align2::CENTER_BOTTOM)
        .fixed_pos(viewport.center_bottom() - vec2(0.0, 16.0));
    area.show(ui.ctx(), |ui| {
        let frame = Frame::new()
            .fill(theme.card)
            .stroke(egui::Stroke::new(1.0, theme.hairline))
            .corner_radius(10)
            .inner_margin(Margin::same(12));
        frame.show(ui, |ui| {
            ui.set_width(width);
            let has_keyboard = ui.memory(|memory| memory.has_focus(quick_id()));
            let pressed = |ui: &Ui, key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
            let (enter, escape) = (
                has_keyboard && pressed(ui, Key::Enter),
                has_keyboard && pressed(ui, Key::Escape),
            );
            if has_keyboard {
                ui.data_mut(|data| data.insert_temp(quick_id().with("shown"), true));
            } else if wants_keyboard(ui) {
                ui.memory_mut(|memory| memory.request_focus(quick_id()));
                // What was typed before stands in front of the cursor.
                select(ui, quick_id(), text.chars().count()..text.chars().count());
                ui.request_repaint();
            }
            ui.horizontal(|ui| {
                from_right(ui, |ui| {
                    if FlatButton::icon(Icon::Close, words.close).show(ui, theme).clicked() || escape {
                        actions.push(Action::View(ViewAction::ToggleQuick));
                        ui.data_mut(|data| data.insert_temp(quick_id().with("shown"), false));
                        ui.memory_mut(|memory| memory.request_focus(canvas_id()));
                    }
                    let add = FlatButton::text(words.add).filled().show(ui, theme).clicked();
                    let response = ui.add(
                        TextEdit::singleline(&mut Typed(&mut text))
                            .id(quick_id())
                            .font(bold_font(18.0))
                            .hint_text(words.quick_hint)
                            .desired_width(ui.available_width() - 8.0),
                    );
                    typed::hold(ui, &response, &text);
                    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words.quick));
                    ui.memory_mut(|memory| {
                        let filter = egui::EventFilter {
                            horizontal_arrows: true,
                            vertical_arrows: true,
                            escape: true,
                            tab: false,
                        };
                        memory.set_focus_lock_filter(quick_id(), filter);
                    });
                    if (add || enter) && !text.trim().is_empty() {
                        actions.push(Action::App(AppAction::QuickAdd(std::mem::take(&mut text))));
                        ui.memory_mut(|memory| memory.request_focus(quick_id()));
                    }
                });
            });
            if let Some(entry) = quick_entry(shown.document(), shown.lang(), &text) {
                let site = entry.site();
                let place = match site.under {
                    Under::Nothing => words.quick_parked.to_owned(),
                    _ => format!("{} {}", words.quick_goes_to, site_name(shown, site)),
                };
                let place = egui::RichText::new(place).font(font(14.0)).color(theme.ink_soft);
                let label = ui.add(egui::Label::new(place).wrap());
                ui.accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
                similar_ui(ui, shown, &entry.words, None, actions);
            }
        });
    });
    ui.data_mut(|data| data.insert_temp(text_memory, text));
}

/// So many sentences are named.
const MOST_SIMILAR: usize = 3;

/// The sentences that say nearly the same as these words; a click shows one.
pub(super) fn similar_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    text: &str,
    except: Option<ClaimId>,
    actions: &mut Vec<Action>,
) -> usize {
    let Some(index) = shown.similar else { return 0 };
    let found = index.find(text, except, MOST_SIMILAR);
    for (claim, percent) in &found {
        let label = format!(
            "{} ‘{}’ ({percent} %)",
            shown.words.looks_like,
            shown.claim_text(*claim).words
        );
        let sign =
            |painter: &egui::Painter, rect| super::icons::icon(painter, rect, Icon::Search, shown.theme.ink_soft);
        if link_row(ui, shown.theme, &label, &label, false, sign).clicked() {
            actions.push(Action::View(ViewAction::Select(Spot::Claim(*claim))));
        }
    }
    found.len()
}
