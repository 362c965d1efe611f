//! One claim on the map.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, CornerRadius, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::command::Action;
use crate::layout::{Card, Column, Spot, TextSizes, plain, wrap};
use crate::model::{Claim, Mark, Picture, RelationKind, Stance};
use crate::view::{Changed, Editing, FAR, LEGIBLE, ViewAction};

use super::Picture as Loaded;
use super::bidi;
use super::drag;
use super::icons::{self, Icon};
use super::lines::line_height;
use super::paint::{Paint, canvas_id, ring};
use super::theme::{bold_font, font};

/// Paints a card and takes its clicks.
pub(super) fn card_ui(ui: &mut Ui, paint: &Paint<'_>, column: &Column, card: &Card, actions: &mut Vec<Action>) {
    let shown = paint.shown;
    let Some(claim) = shown.document().claims.get(card.claim) else {
        return;
    };
    let rect = paint.camera.screen_rect(card.rect());
    // A card can be off screen while its replies are not.
    if !rect
        .expand(32.0 * paint.camera.scale.max(1.0))
        .intersects(paint.camera.viewport)
    {
        return;
    }
    let sizes = TextSizes::at_depth(card.depth);
    let receded = paint.is_receded(card.claim);
    let stance = shown.structure.stance(card.claim);
    let look = paint.category(
        stance.map_or(paint.theme().neutral(), |stance| paint.theme().side(stance)),
        receded,
    );
    let selected = shown.view.is_selected(card.claim);
    let scale = paint.camera.scale;
    let radius = (6.0 * scale).clamp(0.0, 24.0);
    let is_legible = paint.is_legible(sizes.claim);
    if is_legible {
        paint.painter.rect_filled(
            rect,
            CornerRadius::same(radius as u8),
            paint.color(paint.theme().card, false),
        );
        if paint.theme().card == paint.theme().canvas {
            // White on white: an edge makes the card.
            let stroke = Stroke::new(1.0, paint.theme().hairline);
            paint
                .painter
                .rect_stroke(rect, CornerRadius::same(radius as u8), stroke, StrokeKind::Inside);
        }
    } else {
        paint.painter.rect_filled(
            rect,
            if scale > 0.15 { radius } else { 0.0 },
            paint
                .theme()
                .canvas
                .lerp_to_gamma(look.solid, if card.depth == 1 { 0.3 } else { 0.16 }),
        );
    }
    if paint.lit_by.is_some() && !receded {
        let look = paint.theme().instrument;
        paint.painter.rect_stroke(
            rect,
            CornerRadius::same(radius as u8),
            Stroke::new((4.0 * scale).max(2.0), look.line),
            StrokeKind::Outside,
        );
    }
    if selected {
        ring(paint, rect, radius);
    }
    if let Some(changed) = shown.view.changes.get(&card.claim) {
        changed_ui(paint, *changed, rect);
    }
    if card.depth == 1 {
        let center = paint.camera.screen_from_world(pos2(column.line_x, line_height(card)));
        if let Some(stance) = stance.filter(|_| scale > 0.12) {
            icons::side_sign(
                &paint.painter,
                center,
                (26.0 * scale).max(6.0),
                stance,
                look.solid,
                look.on,
            );
        }
    }
    let has_small_text = !is_legible && scale >= if card.depth == 1 { FAR } else { 0.5 };
    let is_edited = shown.view.editing == Editing::OnCard(card.claim);
    if is_legible && (is_edited || paint.is_legible(sizes.small)) {
        texts(paint, claim, card, rect, sizes, receded);
    } else if is_legible || has_small_text {
        sentence_only(paint, card, rect, receded);
    }
    if let Some(result) = shown.results.get(&card.claim) {
        result_ui(paint, result, rect, is_legible);
    }
    fold_badge(ui, paint, card, rect, column.side, actions);
    if !is_legible && !has_small_text && !selected {
        return;
    }
    let response = ui.interact(
        rect.intersect(paint.camera.viewport),
        canvas_id().with(("card", card.claim)),
        Sense::click(),
    );
    response.widget_info(|| WidgetInfo::selected(Role::TreeItem, true, selected, label(paint, claim, card)));
    if response.double_clicked() {
        actions.push(Action::View(ViewAction::Edit(Editing::OnCard(card.claim))));
    } else if response.clicked() {
        drag::click(ui, shown, Some(Spot::Claim(card.claim)), actions);
    }
    if is_legible {
        drag::handles_ui(ui, paint, card, rect, actions);
    }
    if response.hovered() {
        ui.set_cursor_icon(egui::CursorIcon::PointingHand);
        if !selected {
            paint.painter.rect_stroke(
                rect,
                CornerRadius::same(radius as u8),
                Stroke::new(1.5, paint.theme().hairline),
                StrokeKind::Outside,
            );
        }
    }
}

/// Over the edge of a card: how it is different between two versions.
fn changed_ui(paint: &Paint<'_>, changed: Changed, rect: Rect) {
    let theme = paint.theme();
    let stroke = Stroke::new(2.0, theme.ink);
    paint.painter.rect_stroke(rect, 6.0, stroke, StrokeKind::Outside);
    let size = paint.font_size(12.0).clamp(9.0, 16.0);
    let words = paint.shown.words.changed(changed).to_owned();
    let galley = paint.painter.layout_no_wrap(words, bold_font(size), theme.card);
    let room = galley.size() + vec2(size, size * 0.4);
    if room.x > rect.width() + 40.0 {
        return;
    }
    let pill = Rect::from_min_size(pos2(rect.min.x + 8.0, rect.min.y - room.y / 2.0), room);
    paint.painter.rect_filled(pill, pill.height() / 2.0, theme.ink);
    paint
        .painter
        .galley(pill.center() - galley.size() / 2.0, galley, theme.card);
}

/// What a group made of it: a tag on the lower edge, in words where they can be read.
fn result_ui(paint: &Paint<'_>, result: &str, rect: Rect, is_legible: bool) {
    let theme = paint.theme();
    if !is_legible {
        let radius = (10.0 * paint.camera.scale).clamp(3.0, 8.0);
        paint
            .painter
            .circle_filled(rect.right_bottom(), radius, theme.thesis.solid);
        return;
    }
    let size = paint.font_size(12.5).clamp(9.0, 18.0);
    let galley = paint
        .painter
        .layout_no_wrap(result.to_owned(), bold_font(size), theme.thesis.on);
    let at = pos2(rect.max.x - galley.size().x - 8.0, rect.max.y - galley.size().y / 2.0);
    let plate = Rect::from_min_size(at, galley.size()).expand2(vec2(5.0, 1.5));
    paint
        .painter
        .rect_filled(plate, CornerRadius::same(4), theme.thesis.solid);
    paint.painter.galley(at, galley, theme.thesis.on);
}

/// What a screen reader says: what kind of claim, whose, about what, and the sentence.
fn label(paint: &Paint<'_>, claim: &Claim, card: &Card) -> String {
    let shown = paint.shown;
    let words = shown.words;
    let document = shown.document();
    let place = shown.structure.place(card.claim);
    let mut label = String::new();
    if card.depth == 1 {
        label.push_str(
            place
                .and_then(|place| place.stance)
                .map_or("", |stance| words.stance(stance)),
        );
        if let Some(stakeholder) = claim.stakeholder.and_then(|id| document.stakeholders.get(id)) {
            label.push_str(", ");
            label.push_str(document.read(&stakeholder.name, shown.lang()).words);
        }
    } else if let Some(place) = place {
        label.push_str(place.kind.map_or("", |kind| words.relation(kind, place.undercut)));
        if let Some(parent) = place.parent {
            label.push_str(" ‘");
            label.push_str(shown.claim_text(parent).words);
            label.push('’');
        }
    }
    label.push_str(": ");
    if let Some(changed) = shown.view.changes.get(&card.claim) {
        label.push_str(words.changed(*changed));
        label.push_str(": ");
    }
    let text = shown.claim_text(card.claim).words;
    label.push_str(if text.is_empty() {
        document.claims.name(card.claim)
    } else {
        text
    });
    let num_replies = shown.structure.children(card.claim).len();
    if num_replies > 0 {
        let folded = if card.hidden > 0 { words.folded } else { words.unfolded };
        label.push_str(&format!(" ({}, {folded})", words.num_replies(num_replies)));
    }
    label
}

/// Lines that are broken already; `width` is for those that run from right to left and stand on the right.
fn lines_job(lines: String, font_id: FontId, line_height: f32, color: Color32, width: f32) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = if bidi::has_rtl(&lines) { width } else { f32::INFINITY };
    job.append(
        &lines,
        0.0,
        TextFormat {
            font_id,
            color,
            line_height: Some(line_height),
            ..TextFormat::default()
        },
    );
    job
}

/// How far to move lines that stand on the right, while letters are made a little smaller than there is room for.
fn on_the_right(job: &LayoutJob, paint: &Paint<'_>, sizes: TextSizes) -> f32 {
    if job.wrap.max_width.is_finite() {
        sizes.text_width() * (paint.camera.scale - paint.text_scale)
    } else {
        0.0
    }
}

fn texts(paint: &Paint<'_>, claim: &Claim, card: &Card, rect: Rect, sizes: TextSizes, receded: bool) {
    let shown = paint.shown;
    let Some(measured) = shown.texts.get(card.claim) else {
        return;
    };
    let scale = paint.camera.scale;
    let ink = paint.color(paint.theme().ink, receded);
    let soft = paint.color(paint.theme().ink_soft, receded);
    let left = rect.min.x + sizes.padding * scale;
    let mut y = rect.min.y + sizes.padding * scale;
    let is_edited = shown.view.editing == Editing::OnCard(card.claim);
    let reading = shown.claim_text(card.claim);
    if !is_edited {
        let job = lines_job(
            measured.claim.joined(reading.words),
            bold_font(paint.font_size(sizes.claim)),
            sizes.claim_line * paint.text_scale,
            ink,
            sizes.text_width() * paint.text_scale,
        );
        let x = left + on_the_right(&job, paint, sizes);
        let galley = bidi::lay_out(&paint.painter, job);
        paint.painter.galley(pos2(x, y), galley, ink);
    }
    y += measured.claim.len().max(1) as f32 * sizes.claim_line * scale;
    if !paint.is_legible(sizes.small) {
        return;
    }
    let small = paint.font_size(sizes.small);
    if !measured.explanation.is_empty() {
        y += 4.0 * scale;
        let words = plain(shown.document().read(&claim.explanation, shown.lang()).words);
        let words: &str = &words;
        let job = lines_job(
            measured.explanation.joined(words),
            font(small),
            sizes.small_line * paint.text_scale,
            soft,
            sizes.text_width() * paint.text_scale,
        );
        let x = left + on_the_right(&job, paint, sizes);
        let galley = bidi::lay_out(&paint.painter, job);
        paint.painter.galley(pos2(x, y), galley, soft);
        y += measured.explanation.len() as f32 * sizes.small_line * scale;
    }
    if let Some(picture) = claim.picture.as_deref().filter(|_| measured.has_picture) {
        y += sizes.picture_gap() * scale;
        let room = vec2(sizes.text_width(), sizes.picture_height()) * scale;
        picture_ui(paint, picture, Rect::from_min_size(pos2(left, y), room), receded);
        y += room.y;
    }
    y += 3.0 * scale;
    marks(
        paint,
        claim,
        card,
        pos2(left, y),
        rect.max.x - sizes.padding * scale,
        small,
        soft,
        reading.fallback,
    );
}

/// The picture of a claim, whole and as large as there is room for; or that it is not there.
fn picture_ui(paint: &Paint<'_>, picture: &Picture, room: Rect, receded: bool) {
    let shown = paint.shown;
    match shown.pictures.get(&picture.path) {
        Some(Loaded::Ready(texture)) => {
            let size = texture.size_vec2();
            let scale = (room.width() / size.x).min(room.height() / size.y);
            let rect = Rect::from_min_size(room.min, size * scale);
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            let tint = paint.color(Color32::WHITE, receded);
            paint.painter.image(texture.id(), rect, whole, tint);
        }
        Some(Loaded::Missing(why)) => {
            let ink = paint.color(paint.theme().ink_soft, receded);
            let stroke = Stroke::new(1.0, paint.theme().hairline);
            paint.painter.rect_stroke(room, 4.0, stroke, StrokeKind::Inside);
            let words = format!("! {}", shown.words.no_picture(*why));
            let size = paint.font_size(12.0).clamp(9.0, 16.0);
            let galley = paint.painter.layout(words, font(size), ink, room.width() - 8.0);
            let clipped = paint.painter.with_clip_rect(room.intersect(paint.painter.clip_rect()));
            clipped.galley(room.center() - galley.size() / 2.0, galley, ink);
        }
        Some(Loaded::Loading) | None => {}
    }
}

/// The sentence alone, over the whole card, in letters as large as there is room for: between far and near, where
/// the explanation cannot be read. What does not fit in the smallest letters shows as an ellipsis.
fn sentence_only(paint: &Paint<'_>, card: &Card, rect: Rect, receded: bool) {
    let least = LEGIBLE + 0.5;
    let ink = paint.color(paint.theme().ink, receded);
    let words = &*bidi::painted(paint.shown.claim_text(card.claim).words);
    let pad = (12.0 * paint.camera.scale).max(4.0);
    // In steps of some points, so that a zoom does not break every sentence anew in every frame.
    let room = ((rect.size() - vec2(2.0 * pad, 2.0 * pad)) / 6.0).floor() * 6.0;
    // A letter takes about half its size in width, a line a quarter more than its size in height.
    let num_letters = words.chars().count().max(1) as f32;
    let mut size = (room.x * room.y / (num_letters * 0.75))
        .sqrt()
        .floor()
        .clamp(least, 16.0);
    loop {
        let max_rows = (room.y / (size * 1.25)).max(1.0) as usize;
        // A little less than the room: kerning and rounding of letters to pixels may add a point.
        let face = &paint.shown.advances.bold;
        let width = room.x * 0.97;
        let lines = wrap(face, words, size, width);
        let has_whole_words = words
            .split_whitespace()
            .all(|word| face.text_width(word, size) <= width);
        if (lines.len() > max_rows || !has_whole_words) && size > least {
            size = (size - 1.0).max(least);
            continue;
        }
        let lines = lines.at_most(max_rows).joined(words);
        let job = lines_job(lines, bold_font(size), size * 1.25, ink, room.x);
        let galley = bidi::lay_out(&paint.painter, job);
        if galley.size().y <= rect.height() - 2.0 {
            paint
                .painter
                .galley(rect.min + vec2(pad, pad.min(6.0 + pad / 2.0)), galley, ink);
        }
        return;
    }
}

/// The row of marks: how it answers, sources, where it comes from, core, and another language than asked for.
#[expect(clippy::too_many_arguments, reason = "a row of a card with its place and type")]
fn marks(
    paint: &Paint<'_>,
    claim: &Claim,
    card: &Card,
    at: egui::Pos2,
    right: f32,
    size: f32,
    color: Color32,
    fallback: Option<crate::model::Lang>,
) {
    let words = paint.shown.words;
    let mut parts: Vec<String> = Vec::new();
    if let Some(lang) = fallback {
        parts.push(words.fallback(lang));
    }
    if card.depth > 1
        && let Some(place) = paint.shown.structure.place(card.claim)
        && let Some(kind) = place.kind
    {
        parts.push(words.relation(kind, place.undercut).to_owned());
    }
    if !claim.sources.is_empty() {
        parts.push(words.num_sources(claim.sources.len()));
    }
    if card.depth == 1 || claim.mark == Mark::Own {
        parts.push(words.mark(claim.mark).to_owned());
    }
    if claim.core {
        parts.push(words.core.to_owned());
    }
    // As many as fit on the line, whole.
    while !parts.is_empty() {
        let galley = paint.painter.layout_no_wrap(parts.join(" · "), font(size), color);
        if at.x + galley.size().x <= right || parts.len() == 1 {
            let clipped = paint.painter.with_clip_rect(
                Rect::from_min_max(pos2(at.x - 2.0, at.y - 4.0), pos2(right + 2.0, at.y + size * 2.0))
                    .intersect(paint.painter.clip_rect()),
            );
            clipped.galley(at, galley, color);
            break;
        }
        parts.pop();
    }
}

/// The number of replies at the outer edge: folded away, or to fold.
fn fold_badge(ui: &mut Ui, paint: &Paint<'_>, card: &Card, rect: Rect, side: Stance, actions: &mut Vec<Action>) {
    let shown = paint.shown;
    let num_replies = shown.structure.children(card.claim).len();
    let scale = paint.camera.scale;
    if num_replies == 0 || scale < 0.28 {
        return;
    }
    let is_folded = card.hidden > 0;
    let selected = shown.view.claim() == Some(card.claim);
    if !is_folded && !selected {
        return;
    }
    let away = if side == Stance::Pro { -1.0 } else { 1.0 };
    let edge = if away < 0.0 { rect.min.x } else { rect.max.x };
    // On the lower edge, away from the lines to the replies.
    let (edge, y) = (edge - away * 28.0 * scale, rect.max.y);
    let size = paint.font_size(13.0).clamp(11.0, 20.0);
    let label = if is_folded {
        format!("+{}", card.hidden)
    } else {
        "–".to_owned()
    };
    let galley = paint.painter.layout_no_wrap(label, bold_font(size), paint.theme().card);
    let pill = Rect::from_center_size(
        pos2(edge, y),
        vec2((galley.size().x + size).max(size * 1.7), size * 1.6),
    );
    paint
        .painter
        .rect_filled(pill, CornerRadius::same((pill.height() / 2.0) as u8), paint.theme().ink);
    paint
        .painter
        .galley(pill.center() - galley.size() / 2.0, galley, paint.theme().card);
    // Large enough to be hit.
    let target = Rect::from_center_size(pill.center(), pill.size().max(vec2(24.0, 24.0)));
    let response = ui.interact(target, canvas_id().with(("fold", card.claim)), Sense::click());
    let name = format!(
        "{}: {}",
        if is_folded {
            shown.words.unfold
        } else {
            shown.words.fold
        },
        shown.words.num_replies(num_replies)
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.clone()));
    if response.on_hover_text(name).clicked() {
        actions.push(Action::View(ViewAction::ToggleFold(Spot::Claim(card.claim))));
    }
}

/// The sign and word of a reply, for lists.
pub(super) fn relation_icon(kind: RelationKind) -> Icon {
    if kind == RelationKind::Support {
        Icon::Plus
    } else {
        Icon::Minus
    }
}
