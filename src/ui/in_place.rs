//! The field over a card while its sentence is written or changed on the map.

use egui::{CornerRadius, Id, Key, Modifiers, Rect, Role, TextEdit, Ui, WidgetInfo, vec2};

use crate::command::{Action, AppAction, Command};
use crate::edit::{Edit, TextField};
use crate::model::ClaimId;
use crate::ui::typed::{self, Typed};
use crate::view::{Editing, ViewAction};

use super::dialogs::select;
use super::paint::{Paint, canvas_id, ring};
use super::quick::similar_ui;
use super::theme::bold_font;

/// The field on the card of a claim, for the keyboard.
pub fn field_on_card(claim: ClaimId) -> Id {
    canvas_id().with(("in-place", claim))
}

/// Shows the field, if a card is being edited. Enter ends it and keeps the words, Escape lets go of what was typed;
/// Ctrl+Enter goes on with a card beside it, Tab with a reply.
pub(super) fn in_place_ui(ui: &mut Ui, paint: &Paint<'_>, actions: &mut Vec<Action>) {
    let shown = paint.shown;
    let Editing::OnCard(claim) = shown.view.editing else {
        return;
    };
    let Some(found) = shown.scene.card(claim) else { return };
    let sizes = crate::layout::TextSizes::at_depth(found.depth);
    let rect = paint.camera.screen_rect(found.rect());
    let width = rect.width().max(220.0);
    let size = paint.font_size(sizes.claim).max(14.0);
    let field = Rect::from_min_size(rect.min, vec2(width, rect.height().max(size * 4.0)));
    let field_id = field_on_card(claim);
    let has_keyboard = ui.memory(|memory| memory.has_focus(field_id));
    // In its first frame it has no keyboard yet; what was pressed since is about it all the same, unless a window stands
    // over it.
    let may_take = has_keyboard || ui.memory(|memory| memory.focused().is_none_or(|id| id == canvas_id()));
    let takes_keys = may_take && !shown.is_dialog_open;
    let pressed =
        |modifiers: Modifiers, key: Key| takes_keys && ui.input_mut(|input| input.consume_key(modifiers, key));
    let goes_on = if pressed(Modifiers::COMMAND, Key::Enter) {
        Some(Command::AddBehind)
    } else if pressed(Modifiers::NONE, Key::Tab) {
        Some(Command::AddReply)
    } else {
        None
    };
    let abandons = pressed(Modifiers::NONE, Key::Escape);
    let finish = goes_on.is_some() || pressed(Modifiers::NONE, Key::Enter);
    paint
        .painter
        .rect_filled(field, CornerRadius::same(6), paint.theme().card);
    ring(paint, field, 6.0);
    ui.scope_builder(
        egui::UiBuilder::new().max_rect(field.shrink(8.0)).id_salt("in-place"),
        |ui| {
            let before = shown
                .document()
                .claims
                .get(claim)
                .and_then(|record| record.text.get(shown.lang()))
                .unwrap_or("");
            let mut words = before.to_owned();
            if !has_keyboard && !shown.is_dialog_open {
                // Before the field is shown: what is typed in this very frame is then its own.
                ui.memory_mut(|memory| memory.request_focus(field_id));
                select(ui, field_id, words.chars().count()..words.chars().count());
            }
            let mut typed = Typed(&mut words);
            let edit = TextEdit::multiline(&mut typed)
                .id(field_id)
                .font(bold_font(size))
                .frame(egui::Frame::NONE)
                .hint_text(shown.words.new_words)
                .desired_width(width - 16.0)
                .desired_rows(2);
            let response = ui.add(edit);
            typed::hold(ui, &response, &words);
            response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, shown.words.claim));
            ui.memory_mut(|memory| {
                memory.set_focus_lock_filter(
                    field_id,
                    egui::EventFilter {
                        tab: true,
                        horizontal_arrows: true,
                        vertical_arrows: true,
                        escape: true,
                    },
                );
            });
            let words_now = words.clone();
            if words != before {
                let words = words.replace('\n', " ");
                actions.push(Action::Edit(Edit::SetText {
                    field: TextField::Claim(claim),
                    lang: shown.lang(),
                    words,
                }));
            }
            let below = Rect::from_min_size(field.left_bottom() + vec2(0.0, 8.0), vec2(width.max(320.0), 120.0));
            let is_alike = |index: &crate::check::SimilarIndex| !index.find(&words_now, Some(claim), 1).is_empty();
            if shown.similar.is_some_and(is_alike) {
                let theme = paint.theme();
                let frame = egui::Frame::new()
                    .fill(theme.card)
                    .stroke(egui::Stroke::new(1.0, theme.hairline))
                    .corner_radius(6);
                ui.scope_builder(egui::UiBuilder::new().max_rect(below).id_salt("similar"), |ui| {
                    frame.show(ui, |ui| similar_ui(ui, shown, &words_now, Some(claim), actions));
                });
            }
            if abandons {
                actions.push(Action::App(AppAction::Abandon));
                ui.memory_mut(|memory| memory.request_focus(canvas_id()));
            } else if finish || has_keyboard && response.lost_focus() || response.clicked_elsewhere() {
                // Unless what was clicked edits something else by now.
                actions.push(Action::View(ViewAction::StopEditing(claim)));
                // The command is about the card as it then is.
                let goes_on = goes_on.filter(|_| !words_now.trim().is_empty());
                actions.extend(goes_on.and_then(|command| command.resolve(shown.situation())));
                ui.memory_mut(|memory| memory.request_focus(canvas_id()));
            }
        },
    );
}
