//! The map on screen: paints a scene through a camera, and turns pointer and wheel into wishes.

use egui::{
    CornerRadius, CursorIcon, Event, EventFilter, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, Rect, Role,
    Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use crate::command::{Action, Wheel};
use crate::layout::{Band, BandKind, Column, Scene, Spot};
use crate::model::Stance;
use crate::view::{Camera, Editing, FAR, ViewAction};

use super::context_menu::context_menu_ui;
use super::far::{self, FarView};
use super::paint::{Paint, canvas_id, letter_scale, ring};
use super::theme::bold_font;
use super::{Shown, card, drag, in_place, lines, middle, overlays};

pub use in_place::field_on_card;

/// Below this height of a card on screen a branch is painted as one block.
const BLOCK_HEIGHT: f32 = 8.0;
/// Width of the main lines in the world.
const LINE_WIDTH: f32 = 7.0;
/// How far a step of the wheel goes, in points (that of `egui::InputOptions::line_scroll_speed`).
const STEP: f32 = 40.0;
/// Sizes of texts in the world.
const THEME_SIZE: f32 = 19.0;

/// The map.
pub fn canvas_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let rect = ui.available_rect_before_wrap();
    let response = ui.interact(rect, canvas_id(), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Tree, true, shown.words.map_label));
    if response.clicked()
        || response.drag_started()
        || ui.memory(|memory| memory.focused().is_none()) && !shown.is_dialog_open
    {
        response.request_focus();
    }
    if response.has_focus() {
        ui.memory_mut(|memory| {
            memory.set_focus_lock_filter(
                response.id,
                EventFilter {
                    horizontal_arrows: true,
                    vertical_arrows: true,
                    escape: true,
                    // Tab adds a reply to the selected claim; without one it goes on to the next part of the window.
                    tab: shown.view.claim().is_some(),
                },
            );
        });
    }
    let painter = ui.painter_at(rect);
    // Half of the pixels of a frame, which take most of its time where there is no graphics card.
    if shown.ground != Some(shown.theme.canvas) {
        painter.rect_filled(rect, CornerRadius::ZERO, shown.theme.canvas);
    }
    let camera = Camera {
        viewport: rect,
        ..shown.camera
    };
    let paint = Paint {
        shown,
        painter,
        camera,
        text_scale: letter_scale(ui, camera.scale),
        visible: camera.visible(),
        lit_by: shown.view.instrument(),
    };
    let far = FarView::new(&paint);
    pointer(ui, &paint, &far, &response, actions);
    context_menu_ui(&paint, &far, &response, actions);
    paint_map(ui, &paint, &far, actions);
    drag::drag_ui(ui, &paint, &far, &response, actions);
    in_place::in_place_ui(ui, &paint, actions);
    overlays::overlays_ui(ui, &paint, actions);
    super::picking::picking_ui(ui, &paint, actions);
    tooltip(&paint, &far, &response);
}

/// The map alone, without anything over it: for pictures of it.
pub fn whole_ui(ui: &mut Ui, shown: &Shown<'_>) {
    let rect = ui.max_rect();
    let camera = Camera {
        viewport: rect,
        ..shown.camera
    };
    let paint = Paint {
        shown,
        painter: ui.painter_at(rect),
        camera,
        text_scale: camera.scale,
        visible: camera.visible(),
        lit_by: None,
    };
    let far = FarView::new(&paint);
    paint_map(ui, &paint, &far, &mut Vec::new());
}

fn pointer(ui: &Ui, paint: &Paint<'_>, far: &FarView, response: &egui::Response, actions: &mut Vec<Action>) {
    let shown = paint.shown;
    let spot_at = |point: Pos2| far.spot_at(paint, point);
    if let Some(point) = response.interact_pointer_pos() {
        if response.double_clicked() {
            if let Some(Spot::Claim(claim)) = spot_at(point) {
                actions.push(Action::View(ViewAction::Edit(Editing::OnCard(claim))));
            } else if let Some(spot @ Spot::Stakeholder(_)) = spot_at(point) {
                actions.push(Action::View(ViewAction::ToggleFold(spot)));
            }
        } else if response.clicked() {
            drag::click(ui, shown, spot_at(point), actions);
        }
    }
    let panning = [PointerButton::Middle, PointerButton::Secondary]
        .into_iter()
        .any(|button| response.dragged_by(button));
    if panning {
        let by = response.drag_delta();
        if by != egui::Vec2::ZERO {
            actions.push(Action::View(ViewAction::Pan(by)));
        }
        ui.set_cursor_icon(CursorIcon::Grabbing);
    } else if response.hovered()
        && let Some(point) = response.hover_pos()
        && spot_at(point).is_some()
    {
        ui.set_cursor_icon(CursorIcon::PointingHand);
    }
    if !response.contains_pointer() {
        return;
    }
    let Some(at) = ui.input(|input| input.pointer.hover_pos()) else {
        return;
    };
    let zoom = ui.input(egui::InputState::zoom_delta);
    if (zoom - 1.0).abs() > 1e-4 {
        actions.push(Action::View(ViewAction::ZoomAt { factor: zoom, at }));
    }
    wheel(ui, paint, far, at, actions);
}

/// A mouse wheel zooms around the pointer, fingers on a touchpad move the map. A wheel turns in steps; egui spreads each over
/// a few frames, so the zoom follows evenly instead of in jumps. Where movement is not wanted it jumps.
fn wheel(ui: &Ui, paint: &Paint<'_>, far: &FarView, at: Pos2, actions: &mut Vec<Action>) {
    let turned = canvas_id().with("wheel");
    let (turns, rest) = ui.input(|input| {
        let turns: Vec<_> = input
            .events
            .iter()
            .filter_map(|event| match event {
                Event::MouseWheel {
                    unit,
                    delta,
                    modifiers,
                    source,
                    ..
                } if !modifiers.command && !modifiers.ctrl => Some((*unit, *delta, *source, modifiers.shift)),
                _ => None,
            })
            .collect();
        (turns, input.smooth_scroll_delta())
    });
    let is_even = ui.global_style().animation_time > 0.0;
    let mut steps = 0.0;
    for (unit, delta, source, shift) in turns {
        let is_touchpad = match (paint.shown.wheel, source) {
            (Wheel::Mouse, _) | (Wheel::Automatic, MouseWheelSource::Wheel) => false,
            (Wheel::Touchpad, _) | (Wheel::Automatic, MouseWheelSource::Trackpad | MouseWheelSource::Momentum) => true,
            // A wheel turns in whole steps along one axis; fingers do neither.
            (Wheel::Automatic, MouseWheelSource::Unknown) => {
                unit == MouseWheelUnit::Point
                    || (delta.x != 0.0 && delta.y != 0.0)
                    || delta.x.fract() != 0.0
                    || delta.y.fract() != 0.0
            }
        };
        let points = if unit == MouseWheelUnit::Point { 1.0 } else { STEP };
        let is_zoom = !is_touchpad && !shift;
        ui.data_mut(|data| data.insert_temp(turned, is_zoom));
        if is_touchpad {
            actions.push(Action::View(ViewAction::Pan(delta * points)));
        } else if shift {
            actions.push(Action::View(ViewAction::Pan(vec2(delta.x + delta.y, 0.0) * points)));
        } else if !is_even {
            steps += delta.y * points / STEP;
        }
    }
    if is_even && ui.data(|data| data.get_temp(turned) == Some(true)) {
        steps = rest.y / STEP;
    }
    if steps == 0.0 {
        return;
    }
    let factor = 1.15_f32.powf(steps);
    // A label from afar stands elsewhere than what it stands for: zooming in on it leads there.
    let action = match far.heading_under(paint, at).filter(|_| factor > 1.0) {
        Some(heading) => ViewAction::ZoomToward {
            factor,
            at,
            point: heading.center(),
        },
        None => ViewAction::ZoomAt { factor, at },
    };
    actions.push(Action::View(action));
}

fn tooltip(paint: &Paint<'_>, far: &FarView, response: &egui::Response) {
    let shown = paint.shown;
    let Some(point) = response.hover_pos() else { return };
    let Some(Spot::Claim(claim)) = far.spot_at(paint, point) else {
        return;
    };
    let Some(card) = shown.scene.card(claim) else { return };
    if paint.is_legible(crate::layout::TextSizes::at_depth(card.depth).claim) {
        return;
    }
    let label = shown.claim_text(claim).words.to_owned();
    response.clone().on_hover_ui_at_pointer(|ui| {
        ui.set_max_width(320.0);
        super::widgets::paragraph(ui, &label, super::theme::font(15.0), shown.theme.ink);
    });
}

fn paint_map(ui: &mut Ui, paint: &Paint<'_>, far: &FarView, actions: &mut Vec<Action>) {
    let scene = paint.shown.scene;
    spine(paint);
    // Under the cards: no line strikes through a sentence.
    lines::cross_relations(paint, far, false);
    for (number, band) in scene.bands.iter().enumerate() {
        if let Some(far) = far.band(number) {
            far::band_ui(ui, paint, band, far, actions);
            continue;
        }
        if !band.rect.expand(80.0).intersects(paint.visible) {
            continue;
        }
        band_lines(paint, band);
        for column in scene
            .columns_of(band)
            .iter()
            .filter(|column| column.rect.expand(24.0).intersects(paint.visible))
        {
            column_ui(ui, paint, band, column, actions);
        }
    }
    for band in scene
        .bands
        .iter()
        .filter(|band| band.rect.expand(200.0).intersects(paint.visible))
    {
        middle::sign_ui(ui, paint, band, actions);
    }
    middle::question_ui(ui, paint, actions);
    // Their words come over all of it.
    lines::cross_relations(paint, far, true);
}

/// The line from the first stakeholder through the question to the last.
fn spine(paint: &Paint<'_>) {
    let scene = paint.shown.scene;
    let signs = scene
        .bands
        .iter()
        .filter(|band| band.kind != BandKind::Loose)
        .map(|band| band.sign.center().y);
    let (top, bottom) = signs.fold(
        (scene.question.center().y, scene.question.center().y),
        |(top, bottom), y| (top.min(y), bottom.max(y)),
    );
    let width = (LINE_WIDTH * 1.3 * paint.camera.scale).max(2.0);
    let at = |y: f32| paint.camera.screen_from_world(pos2(0.0, y));
    paint
        .painter
        .line_segment([at(top), at(bottom)], Stroke::new(width, paint.theme().thesis.solid));
}

fn band_lines(paint: &Paint<'_>, band: &Band) {
    let (look, _) = paint.band_look(band);
    let look = paint.category(look, paint.is_band_receded(band));
    let width = (LINE_WIDTH * paint.camera.scale).max(2.0);
    let corner = 24.0;
    for end in [band.line_x.0, band.line_x.1] {
        if end != 0.0 {
            let from = paint.camera.screen_from_world(pos2(band.sign.center().x, band.line_y));
            let to = paint
                .camera
                .screen_from_world(pos2(end - end.signum() * corner, band.line_y));
            lines::double_line(&paint.painter, &[from, to], width, look);
        }
    }
    for column in paint.shown.scene.columns_of(band) {
        if !column.rect.expand(64.0).intersects(paint.visible) {
            continue;
        }
        let away = column.line_x.signum();
        if let Some(start) = column.line_start {
            let ends = [start, column.line_end].map(|y| paint.camera.screen_from_world(pos2(column.line_x, y)));
            lines::double_line(&paint.painter, &ends, width, look);
            continue;
        }
        let mut points: Vec<Pos2> = Vec::with_capacity(10);
        let middle = pos2(column.line_x - away * corner, band.line_y + corner);
        for step in 0..=6 {
            let angle = step as f32 / 6.0 * std::f32::consts::FRAC_PI_2;
            points.push(
                paint
                    .camera
                    .screen_from_world(middle + vec2(away * angle.sin(), -angle.cos()) * corner),
            );
        }
        points.push(paint.camera.screen_from_world(pos2(column.line_x, column.line_end)));
        lines::double_line(&paint.painter, &points, width, look);
    }
}

fn column_ui(ui: &mut Ui, paint: &Paint<'_>, band: &Band, column: &Column, actions: &mut Vec<Action>) {
    let scene = paint.shown.scene;
    let scale = paint.camera.scale;
    let band_receded = paint.is_band_receded(band);
    let side = if band.kind == BandKind::Loose {
        paint.theme().neutral()
    } else {
        paint.theme().side(column.side)
    };
    let side = paint.category(side, band_receded);
    let block = paint.theme().canvas.lerp_to_gamma(side.solid, 0.3);
    scene.visit_cards(column, paint.visible, |index, found| {
        let root_height = found.height * scale;
        if root_height < BLOCK_HEIGHT {
            // From afar: one block for the argument and one for all that hangs under it.
            let rect = paint.camera.screen_rect(found.rect());
            let receded = paint.lit_by.is_some() && paint.is_receded(found.claim);
            let color = if receded { paint.theme().receded(block) } else { block };
            paint.painter.rect_filled(rect, 0.0, color);
            if found.end as usize > index + 1 {
                let replies = replies_rect(scene, index, column.side);
                paint.painter.rect_filled(
                    paint.camera.screen_rect(replies),
                    0.0,
                    paint.theme().canvas.lerp_to_gamma(side.solid, 0.14),
                );
            }
            return false;
        }
        if found.depth > 1 && scale > 0.2 {
            lines::reply_line(paint, found, column.side);
        }
        card::card_ui(ui, paint, column, found, actions);
        true
    });
    heading_ui(ui, paint, band, column, actions);
}

/// Around the replies of a card, without the card.
fn replies_rect(scene: &Scene, index: usize, side: Stance) -> Rect {
    let Some(card) = scene.cards.get(index) else {
        return Rect::NOTHING;
    };
    let depth = scene
        .cards
        .get(index + 1..card.end as usize)
        .unwrap_or(&[])
        .iter()
        .take(24)
        .map(|card| card.depth)
        .max()
        .unwrap_or(2);
    let width = (depth - 1) as f32 * 224.0 - 32.0;
    let x = if side == Stance::Pro {
        card.x - 32.0 - width
    } else {
        card.x + card.width + 32.0
    };
    Rect::from_min_size(pos2(x, card.y), vec2(width, card.extent))
}

fn heading_ui(ui: &mut Ui, paint: &Paint<'_>, band: &Band, column: &Column, actions: &mut Vec<Action>) {
    let shown = paint.shown;
    if band.kind == BandKind::Loose {
        return;
    }
    let spot = shown.scene.theme_spot(column);
    let document = shown.document();
    let theme_name = column
        .theme
        .and_then(|id| document.themes.get(id))
        .map_or(shown.words.no_theme, |theme| {
            document.read(&theme.name, shown.lang()).words
        });
    let continued = format!("{theme_name} ({})", shown.words.continued);
    let name = if column.has_heading {
        theme_name
    } else {
        continued.as_str()
    };
    let world = column.heading;
    let screen = paint.camera.screen_rect(world);
    if !screen.expand(40.0).intersects(paint.camera.viewport) {
        return;
    }
    let receded = paint.is_band_receded(band);
    let ink = paint.color(paint.theme().ink, receded);
    let legible = paint.is_legible(THEME_SIZE);
    let size = if legible { paint.font_size(THEME_SIZE) } else { 12.0 };
    // On a large map seen in part the names of high columns lie over their blocks.
    let over = !legible && paint.camera.scale < FAR;
    if over && (!column.has_heading || column.rect.height() * paint.camera.scale < 60.0) {
        return;
    }
    let label = if !legible && column.has_heading {
        format!("{name}  {}", column.num_arguments)
    } else {
        name.to_owned()
    };
    let mut job = egui::text::LayoutJob::simple_singleline(label, bold_font(size), ink);
    // The outermost column has all the room beyond it.
    let is_last = if column.side == Stance::Pro {
        column.line_x <= band.line_x.0
    } else {
        column.line_x >= band.line_x.1
    };
    if !is_last {
        job.wrap = egui::text::TextWrapping::truncate_at_width(column.rect.width() * paint.camera.scale);
    }
    let galley = super::bidi::lay_out(&paint.painter, job);
    if over && (galley.elided || galley.size().x > column.rect.width() * paint.camera.scale) {
        return;
    }
    // Flush with the cards under it.
    let x = if column.side == Stance::Contra {
        screen.min.x + 12.0 * paint.camera.scale
    } else {
        screen.max.x - 12.0 * paint.camera.scale - galley.size().x
    };
    let rect = Rect::from_min_size(pos2(x, screen.center().y - galley.size().y / 2.0), galley.size());
    let pill = rect.expand2(vec2(5.0, 1.0));
    // The sign of the stakeholder comes over it.
    if over && middle::sign_rect(paint, band).is_some_and(|sign| sign.expand(8.0).intersects(pill)) {
        return;
    }
    if over {
        let ground = paint.theme().canvas;
        paint.painter.rect_filled(pill, CornerRadius::same(4), ground);
    }
    paint.painter.galley(rect.min, galley, ink);
    if !column.has_heading {
        return;
    }
    if shown.view.spot() == Some(spot) {
        ring(paint, pill.expand(2.0), 4.0);
    }
    let response = ui.interact(
        pill.intersect(paint.camera.viewport),
        canvas_id().with(("theme", column.band, column.side, column.theme)),
        Sense::click(),
    );
    let (_, stakeholder) = paint.band_look(band);
    response.widget_info(|| {
        let name = format!(
            "{} {name}, {stakeholder}: {}",
            shown.words.theme,
            shown.words.num_arguments(column.num_arguments, column.side)
        );
        WidgetInfo::selected(Role::TreeItem, true, shown.view.spot() == Some(spot), name)
    });
    if response.clicked() {
        actions.push(Action::View(ViewAction::Select(spot)));
    }
}
