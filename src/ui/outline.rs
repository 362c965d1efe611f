//! The same map as a list, in step with the selection; also the road for screen readers. Only the rows
//! on screen are made.

use egui::{CornerRadius, CursorIcon, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::command::Action;
use crate::layout::{Row, Spot};
use crate::model::{RelationKind, Stance};
use crate::view::ViewAction;

use super::theme::{bold_font, font};
use super::{Shown, icons};

const ROW_HEIGHT: f32 = 30.0;

/// The outline.
pub fn outline_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let num_rows = shown.scene.num_rows();
    let selected = shown.view.spot();
    // Follows the selection when that changes, not when the person scrolls.
    let memory_id = egui::Id::unique("outline-followed");
    let here = selected.map(|spot| (spot, shown.scene.row_of(spot)));
    let followed = ui
        .data(|data| data.get_temp::<Option<(Spot, Option<usize>)>>(memory_id))
        .flatten();
    let mut area = ScrollArea::vertical().auto_shrink([false, false]).id_salt("outline");
    if here != followed {
        ui.data_mut(|data| data.insert_temp(memory_id, here));
        if let Some(row) = selected.and_then(|spot| shown.scene.row_of(spot)) {
            let top = row as f32 * ROW_HEIGHT;
            let view = ui.available_height();
            let now: f32 = ui.data(|data| data.get_temp(memory_id.with("offset"))).unwrap_or(0.0);
            if top < now + ROW_HEIGHT || top + 2.0 * ROW_HEIGHT > now + view {
                area = area.vertical_scroll_offset((top - view / 2.0).max(0.0));
            }
        }
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let output = area.show_rows(ui, ROW_HEIGHT, num_rows, |ui, range| {
        for number in range {
            if let Some(row) = shown.scene.row(number) {
                row_ui(ui, shown, row, selected, actions);
            }
        }
    });
    ui.data_mut(|data| data.insert_temp(memory_id.with("offset"), output.state.unclamped_offset().y));
}

fn row_ui(ui: &mut Ui, shown: &Shown<'_>, row: Row, selected: Option<Spot>, actions: &mut Vec<Action>) {
    let theme = shown.theme;
    let words = shown.words;
    let document = shown.document();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    let Row::Spot(spot) = row else {
        ui.painter().text(
            pos2(rect.min.x + 10.0, rect.center().y),
            egui::Align2::LEFT_CENTER,
            words.loose,
            bold_font(14.0),
            theme.ink_soft,
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words.loose));
        return;
    };
    let (indent, text, bold) = match spot {
        Spot::Question => (
            0.0,
            document.read(&document.cover.question, shown.lang()).words.to_owned(),
            true,
        ),
        Spot::Stakeholder(Some(id)) => (
            0.0,
            document
                .stakeholders
                .get(id)
                .map_or("", |record| document.read(&record.name, shown.lang()).words)
                .to_owned(),
            true,
        ),
        Spot::Stakeholder(None) => (0.0, words.nobody.to_owned(), true),
        Spot::Theme(_, side, theme) => {
            let name = theme
                .and_then(|id| document.themes.get(id))
                .map_or(words.no_theme, |record| document.read(&record.name, shown.lang()).words);
            (14.0, format!("{} · {name}", words.stance(side)), false)
        }
        Spot::Claim(claim) => {
            let depth = shown.scene.card(claim).map_or(1, |card| card.depth);
            (
                14.0 + depth.min(8) as f32 * 14.0,
                shown.claim_text(claim).words.to_owned(),
                false,
            )
        }
    };
    let is_selected = selected == Some(spot);
    if is_selected || response.hovered() {
        ui.painter()
            .rect_filled(rect.shrink2(vec2(4.0, 1.0)), CornerRadius::same(5), theme.grid);
    }
    if is_selected {
        ui.painter().rect_stroke(
            rect.shrink2(vec2(4.0, 1.0)),
            CornerRadius::same(5),
            Stroke::new(2.0, theme.focus),
            StrokeKind::Inside,
        );
    }
    if response.hovered() {
        ui.set_cursor_icon(CursorIcon::PointingHand);
    }
    super::widgets::focus_ring(ui, theme, &response, rect.shrink2(vec2(5.0, 2.0)));
    let sign = Rect::from_center_size(pos2(rect.min.x + 20.0 + indent, rect.center().y), vec2(18.0, 18.0));
    let sign_name = sign_ui(ui, shown, spot, sign);
    let color = if matches!(spot, Spot::Theme(..)) {
        theme.ink_soft
    } else {
        theme.ink
    };
    let mut job =
        egui::text::LayoutJob::simple_singleline(text.clone(), if bold { bold_font(15.0) } else { font(14.0) }, color);
    let left = sign.max.x + 8.0;
    job.wrap = egui::text::TextWrapping::truncate_at_width((rect.max.x - left - 10.0).max(20.0));
    let galley = super::bidi::lay_out(ui.painter(), job);
    let elided = galley.elided;
    ui.painter()
        .galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, color);
    response.widget_info(|| {
        WidgetInfo::selected(
            Role::TreeItem,
            true,
            is_selected,
            format!("{}: {sign_name}{text}", words.outline),
        )
    });
    let response = if elided {
        response.on_hover_text(text.as_str())
    } else {
        response
    };
    if response.double_clicked() && matches!(spot, Spot::Stakeholder(_) | Spot::Claim(_)) {
        actions.push(Action::View(ViewAction::ToggleFold(spot)));
    } else if response.clicked() {
        actions.push(Action::View(ViewAction::Select(spot)));
    }
}

/// The sign before a row; gives its word.
fn sign_ui(ui: &Ui, shown: &Shown<'_>, spot: Spot, rect: Rect) -> String {
    let theme = shown.theme;
    let painter = ui.painter();
    match spot {
        Spot::Question => {
            painter.rect_filled(rect, CornerRadius::same(4), theme.thesis.solid);
            painter.text(
                rect.center(),
                egui::Align2::CENTER_CENTER,
                "?",
                bold_font(14.0),
                theme.thesis.on,
            );
            String::new()
        }
        Spot::Stakeholder(stakeholder) => {
            if let Some(record) = stakeholder.and_then(|id| shown.document().stakeholders.get(id)) {
                let look = theme.hue(record.hue);
                let outline = if look.line == look.solid {
                    Stroke::NONE
                } else {
                    Stroke::new(1.5, look.line)
                };
                painter.rect(
                    rect.expand(3.0),
                    CornerRadius::same(12),
                    look.solid,
                    outline,
                    StrokeKind::Inside,
                );
                icons::symbol(painter, rect.shrink(1.0), record.symbol, look.on);
            }
            String::new()
        }
        Spot::Theme(_, side, _) => {
            let look = theme.side(side);
            icons::side_sign(painter, rect.center(), 14.0, side, look.solid, look.on);
            String::new()
        }
        Spot::Claim(claim) => {
            let Some(place) = shown.structure.place(claim) else {
                return String::new();
            };
            let side = place.stance.unwrap_or(Stance::Contra);
            let look = place.stance.map_or(theme.neutral(), |side| theme.side(side));
            match place.kind {
                Some(kind) if place.depth > 1 || place.stance.is_none() => {
                    icons::reply_sign(
                        painter,
                        rect.center(),
                        13.0,
                        kind == RelationKind::Support,
                        place.undercut,
                        look.line,
                        theme.card,
                    );
                    format!("{} – ", shown.words.relation(kind, place.undercut))
                }
                Some(_) => {
                    icons::side_sign(painter, rect.center(), 16.0, side, look.solid, look.on);
                    format!("{} – ", shown.words.stance(side))
                }
                None => String::new(),
            }
        }
    }
}
