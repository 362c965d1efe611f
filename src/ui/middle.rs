//! What stands in the middle of the map: the question, and the signs of the stakeholders.

use std::sync::Arc;

use egui::{CornerRadius, Galley, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::command::{Action, AppAction};
use crate::edit::{Site, Under};
use crate::layout::{Band, BandKind, Spot};
use crate::model::Stance;
use crate::view::{FAR, ViewAction};

use super::bidi;
use super::far;
use super::icons;
use super::paint::{Paint, canvas_id, ring};
use super::theme::{bold_font, font};

/// Sizes of letters in the world.
const SIGN_SIZE: f32 = 24.0;
const QUESTION_SIZE: f32 = 32.0;
/// A question has no more lines than these.
const MOST_ROWS: usize = 4;
/// Bands that are nearer to each other than this on screen, in points, have no room for their names.
const LEAST_BAND: f32 = 30.0;

/// Size of the letters of a sign on screen.
pub(super) fn sign_size(paint: &Paint<'_>) -> f32 {
    let scale = paint.camera.scale;
    let least = if scale < FAR {
        (scale * 72.0).clamp(14.0, 18.0).floor()
    } else {
        14.0
    };
    paint.font_size(SIGN_SIZE).max(least)
}

/// A sign on screen.
struct Sign {
    rect: Rect,
    galley: Arc<Galley>,
    icon_size: f32,
}

/// Where the sign of a band stands on screen; `None` if there are too many stakeholders for their names.
pub(super) fn sign_rect(paint: &Paint<'_>, band: &Band) -> Option<Rect> {
    sign(paint, band).map(|sign| sign.rect)
}

fn sign(paint: &Paint<'_>, band: &Band) -> Option<Sign> {
    let scale = paint.camera.scale;
    let bands = &paint.shown.scene.bands;
    let at = bands.partition_point(|other| other.line_y < band.line_y);
    let neighbours = [at.checked_sub(1), Some(at + 1)];
    let is_crowded = neighbours
        .into_iter()
        .filter_map(|at| bands.get(at?))
        .any(|other| (other.line_y - band.line_y).abs() * scale < LEAST_BAND);
    if is_crowded {
        return None;
    }
    let (look, name) = paint.band_look(band);
    let look = paint.category(look, paint.is_band_receded(band));
    let natural = paint.camera.screen_rect(band.sign);
    let size = sign_size(paint);
    let room = (natural.width() - 76.0 * scale).max(if paint.font_size(SIGN_SIZE) >= size {
        120.0
    } else {
        230.0
    });
    let mut job = egui::text::LayoutJob::simple(name, bold_font(size), look.on, room);
    job.wrap.max_rows = 2;
    let galley = bidi::lay_out_tight(&paint.painter, job);
    let has_symbol = matches!(band.kind, BandKind::Stakeholder(Some(_)));
    let icon_size = if has_symbol { (40.0 * scale).max(20.0) } else { 0.0 };
    // From afar the sign keeps its letters and grows over the band; nearer it is as large as the world says.
    let wanted = vec2(
        galley.size().x + icon_size + 40.0 * scale.max(0.6),
        galley.size().y.max(icon_size) + 16.0 * scale.max(0.5),
    );
    let rect = Rect::from_center_size(
        natural.center(),
        wanted
            .max(natural.size() * vec2(0.0, 1.0))
            .max(vec2(natural.width().min(wanted.x.max(natural.width())), 0.0)),
    );
    Some(Sign {
        rect,
        galley,
        icon_size,
    })
}

/// The sign of a stakeholder, with the counts and balance of its sides.
pub(super) fn sign_ui(ui: &mut Ui, paint: &Paint<'_>, band: &Band, actions: &mut Vec<Action>) {
    let shown = paint.shown;
    let words = shown.words;
    let scale = paint.camera.scale;
    let (look, name) = paint.band_look(band);
    let receded = paint.is_band_receded(band);
    let look = paint.category(look, receded);
    let Some(Sign {
        rect,
        galley,
        icon_size,
    }) = sign(paint, band)
    else {
        // Too many stakeholders for their names: their colors stay.
        let natural = paint.camera.screen_rect(band.sign);
        paint.painter.rect_filled(natural, 0.0, look.solid);
        return;
    };
    let has_symbol = icon_size > 0.0;
    if !rect.expand(120.0).intersects(paint.camera.viewport) {
        return;
    }
    let radius = CornerRadius::same((rect.height() / 2.0).min(250.0) as u8);
    let outline = if look.line == look.solid {
        Stroke::NONE
    } else {
        Stroke::new((2.5 * scale).max(1.5), look.line)
    };
    paint
        .painter
        .rect(rect, radius, look.solid, outline, StrokeKind::Inside);
    let gap = if has_symbol { 10.0 * scale.max(0.6) } else { 0.0 };
    let left = rect.center().x - (icon_size + gap + galley.size().x) / 2.0;
    let icon_rect = Rect::from_center_size(
        pos2(left + icon_size / 2.0, rect.center().y),
        vec2(icon_size, icon_size),
    );
    if let BandKind::Stakeholder(Some(id)) = band.kind
        && let Some(stakeholder) = shown.document().stakeholders.get(id)
    {
        icons::symbol(&paint.painter, icon_rect, stakeholder.symbol, look.on);
    }
    paint.painter.galley(
        pos2(left + icon_size + gap, rect.center().y - galley.size().y / 2.0),
        galley,
        look.on,
    );
    balance(ui, paint, band, rect, receded, actions);
    let BandKind::Stakeholder(stakeholder) = band.kind else {
        return;
    };
    let spot = Spot::Stakeholder(stakeholder);
    let selected = shown.view.spot() == Some(spot);
    if selected {
        ring(paint, rect, rect.height() / 2.0);
    }
    let response = ui.interact(
        rect.intersect(paint.camera.viewport),
        canvas_id().with(("sign", stakeholder)),
        Sense::click(),
    );
    response.widget_info(|| {
        let fold = if band.folded { words.folded } else { words.unfolded };
        let counts = format!(
            "{}, {}",
            words.num_side(band.num_pro, Stance::Pro),
            words.num_side(band.num_contra, Stance::Contra)
        );
        WidgetInfo::selected(
            Role::TreeItem,
            true,
            selected,
            format!("{} {name}: {counts}, {fold}", words.stakeholder),
        )
    });
    if response.double_clicked() {
        actions.push(Action::View(ViewAction::ToggleFold(spot)));
    } else if response.clicked() {
        actions.push(Action::View(ViewAction::Select(spot)));
    }
}

/// The sign of a side is also the button that adds an argument there: where one would look for it.
fn add_ui(
    ui: &Ui,
    paint: &Paint<'_>,
    band: &Band,
    side: Stance,
    center: egui::Pos2,
    badge: f32,
    actions: &mut Vec<Action>,
) {
    let BandKind::Stakeholder(stakeholder) = band.kind else {
        return;
    };
    let area = Rect::from_center_size(center, vec2(badge.max(24.0), badge.max(24.0)));
    let response = ui.interact(
        area.intersect(paint.camera.viewport),
        canvas_id().with(("add", stakeholder, side)),
        Sense::click(),
    );
    let words = paint.shown.words;
    let (_, name) = paint.band_look(band);
    let label = format!("{} · {} · {name}", words.add_argument, words.stance(side));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label.clone()));
    if response.hovered() {
        let stroke = egui::Stroke::new(2.0, paint.theme().focus);
        paint.painter.circle_stroke(center, badge * 0.62, stroke);
    }
    if response.clicked() {
        let under = Under::Thesis {
            stance: side,
            stakeholder,
            theme: None,
        };
        actions.push(Action::App(AppAction::Write(Site::end_of(under))));
    }
    response.on_hover_text(label);
}

/// The counts of both sides, on the line beside the sign, and their balance as a bar under it.
fn balance(ui: &Ui, paint: &Paint<'_>, band: &Band, sign: Rect, receded: bool, actions: &mut Vec<Action>) {
    if band.kind == BandKind::Loose {
        return;
    }
    let scale = paint.camera.scale;
    let size = paint.font_size(19.0).max((sign_size(paint) * 0.85).clamp(12.0, 15.0));
    for (side, num, all) in [
        (Stance::Pro, band.num_pro, band.num_all.0),
        (Stance::Contra, band.num_contra, band.num_all.1),
    ] {
        let look = paint.category(paint.theme().side(side), receded);
        let away = if side == Stance::Pro { -1.0 } else { 1.0 };
        let galley = paint.painter.layout_no_wrap(
            paint.shown.words.num_side_of(num, all, side),
            bold_font(size),
            look.line,
        );
        let badge = size * 1.35;
        let width = badge + 5.0 + galley.size().x;
        let edge = if away < 0.0 { sign.min.x } else { sign.max.x } + away * (10.0 * scale).max(6.0);
        let left = if away < 0.0 { edge - width } else { edge };
        // On the line where that is long enough to be seen beyond the counts, else above it.
        let columns = paint.shown.scene.columns_of(band);
        let first = columns.iter().find(|column| column.side == side);
        let line_x = first.map(|column| paint.camera.screen_from_world(pos2(column.line_x, 0.0)).x);
        let is_short = line_x.is_some_and(|x| (x - edge) * away < width + 16.0);
        let y = if is_short || scale < FAR {
            sign.center().y - badge * 0.8
        } else {
            sign.center().y
        };
        let ground = Rect::from_min_size(pos2(left, y - badge / 2.0), vec2(width, badge)).expand2(vec2(4.0, 1.0));
        paint.painter.rect_filled(
            ground,
            CornerRadius::same((ground.height() / 2.0) as u8),
            paint.theme().canvas,
        );
        // The signs stand next to the name, the numbers outside.
        let (badge_x, text_x) = if away < 0.0 {
            (left + width - badge / 2.0, left)
        } else {
            (left + badge / 2.0, left + badge + 5.0)
        };
        icons::side_sign(&paint.painter, pos2(badge_x, y), badge, side, look.solid, look.on);
        add_ui(ui, paint, band, side, pos2(badge_x, y), badge, actions);
        paint
            .painter
            .galley(pos2(text_x, y - galley.size().y / 2.0), galley, look.line);
    }
    let total = band.num_pro + band.num_contra;
    if total == 0 {
        return;
    }
    let height = (7.0 * scale).clamp(4.0, 10.0);
    let bar = Rect::from_min_size(
        pos2(sign.min.x + sign.height() * 0.4, sign.max.y + height * 0.6),
        vec2(sign.width() - sign.height() * 0.8, height),
    );
    let split = bar.min.x + bar.width() * band.num_pro as f32 / total as f32;
    let (pro, contra) = (
        paint.category(paint.theme().pro, receded),
        paint.category(paint.theme().contra, receded),
    );
    paint.painter.rect_filled(
        Rect::from_min_max(bar.min, pos2(split - 1.0, bar.max.y)),
        CornerRadius::same(2),
        pro.solid,
    );
    paint.painter.rect_filled(
        Rect::from_min_max(pos2(split + 1.0, bar.min.y), bar.max),
        CornerRadius::same(2),
        contra.solid,
    );
}

/// Where the question stands on screen, and its letters.
pub(super) fn question_rect(paint: &Paint<'_>) -> (Rect, Arc<Galley>) {
    let document = paint.shown.document();
    let scale = paint.camera.scale;
    let natural = paint.camera.screen_rect(paint.shown.scene.question);
    let words = document.read(&document.cover.question, paint.shown.lang()).words;
    // Never smaller than what stands below it.
    let size = paint.font_size(QUESTION_SIZE).max(sign_size(paint).min(20.0) + 1.0);
    let wrap = (natural.width() - 48.0 * scale).max(280.0);
    let ink = paint.theme().thesis.on;
    let lay_out = |max_rows: usize| {
        let mut job = egui::text::LayoutJob::simple(words.to_owned(), bold_font(size), ink, wrap);
        job.wrap.max_rows = max_rows;
        job.halign = egui::Align::Center;
        bidi::lay_out(&paint.painter, job)
    };
    let margin = vec2(40.0, 24.0) * scale.max(0.5);
    // From afar a long one would lie over what stands beside it: then it has fewer lines.
    let room = far::room_for_question(paint) - margin.y;
    let mut galley = lay_out(MOST_ROWS);
    let mut num_rows = galley.rows.len().min(MOST_ROWS);
    while num_rows > 1 && galley.size().y > room {
        num_rows -= 1;
        galley = lay_out(num_rows);
    }
    let wanted = galley.size() + margin;
    (
        Rect::from_center_size(natural.center(), wanted.max(natural.size())),
        galley,
    )
}

/// The question, between its two sides.
pub(super) fn question_ui(ui: &mut Ui, paint: &Paint<'_>, actions: &mut Vec<Action>) {
    let shown = paint.shown;
    let document = shown.document();
    let look = paint.theme().thesis;
    let scale = paint.camera.scale;
    let reading = document.read(&document.cover.question, shown.lang());
    let (rect, galley) = question_rect(paint);
    if rect.expand(400.0).intersects(paint.camera.viewport) {
        let radius = CornerRadius::same((16.0 * scale.max(0.6)).min(250.0) as u8);
        paint.painter.rect_filled(rect, radius, look.solid);
        // A centered text hangs from its middle.
        paint.painter.galley(
            pos2(rect.center().x, rect.center().y - galley.size().y / 2.0),
            galley,
            look.on,
        );
        sides(paint, rect);
    }
    let selected = shown.view.spot() == Some(Spot::Question);
    if selected {
        ring(paint, rect, 16.0 * scale);
    }
    let response = ui.interact(
        rect.intersect(paint.camera.viewport),
        canvas_id().with("question"),
        Sense::click(),
    );
    response.widget_info(|| {
        WidgetInfo::selected(
            Role::TreeItem,
            true,
            selected,
            format!("{}: {}", shown.words.question, reading.words),
        )
    });
    if response.clicked() {
        actions.push(Action::View(ViewAction::Select(Spot::Question)));
    }
}

/// The large signs "Voor" and "Tegen" beside the question.
fn sides(paint: &Paint<'_>, question: Rect) {
    let scale = paint.camera.scale;
    let size = paint.font_size(34.0).max(17.0);
    let (shown, total) = (paint.shown.scene.num_sides, paint.shown.scene.num_all);
    for (side, num, all) in [(Stance::Pro, shown.0, total.0), (Stance::Contra, shown.1, total.1)] {
        let look = paint.theme().side(side);
        let away = if side == Stance::Pro { -1.0 } else { 1.0 };
        let name = paint
            .painter
            .layout_no_wrap(paint.shown.words.stance(side).to_owned(), bold_font(size), look.line);
        let count = paint.painter.layout_no_wrap(
            if num == all {
                paint.shown.words.num_arguments(num, side)
            } else {
                paint.shown.words.num_side_of(num, all, side)
            },
            font((size * 0.5).max(12.0)),
            paint.theme().ink_soft,
        );
        let badge = size * 1.5;
        let text_width = name.size().x.max(count.size().x);
        let width = badge + 10.0 * scale.max(0.5) + text_width;
        let edge = if away < 0.0 { question.min.x } else { question.max.x } + away * (24.0 * scale).max(10.0);
        let left = if away < 0.0 { edge - width } else { edge };
        let y = question.center().y;
        let badge_x = if away < 0.0 {
            left + width - badge / 2.0
        } else {
            left + badge / 2.0
        };
        // No line runs through the words.
        let ground = Rect::from_min_size(pos2(left, y - badge / 2.0), vec2(width, badge)).expand(4.0);
        paint
            .painter
            .rect_filled(ground, CornerRadius::same(6), paint.theme().canvas);
        icons::side_sign(&paint.painter, pos2(badge_x, y), badge, side, look.solid, look.on);
        let text_left = |text: f32| {
            if away < 0.0 {
                left + width - badge - 10.0 * scale.max(0.5) - text
            } else {
                left + badge + 10.0 * scale.max(0.5)
            }
        };
        let total = name.size().y + count.size().y;
        let top = y - total / 2.0;
        let (name_size, count_size) = (name.size(), count.size());
        paint.painter.galley(pos2(text_left(name_size.x), top), name, look.line);
        paint.painter.galley(
            pos2(text_left(count_size.x), top + name_size.y),
            count,
            paint.theme().ink_soft,
        );
    }
}
