//! The map on screen: paints a scene through a camera, and turns pointer and wheel into wishes.

use egui::{
    Color32, CornerRadius, CursorIcon, Event, EventFilter, Id, MouseWheelUnit, Painter, PointerButton, Pos2, Rect,
    Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::command::{Action, AppAction, Wheel};
use crate::layout::{Band, BandKind, Column, Scene, Spot};
use crate::model::{ClaimId, InstrumentId, Stance};
use crate::view::{Camera, Editing, LEGIBLE, ViewAction};

use super::icons;
use super::theme::{Category, Theme, bold_font, font};
use super::{Shown, card, lines, overlays};

/// Below this height of a card on screen a branch is painted as one block.
const BLOCK_HEIGHT: f32 = 8.0;
/// Width of the main lines in the world.
const LINE_WIDTH: f32 = 7.0;
/// Sizes of texts in the world.
const THEME_SIZE: f32 = 19.0;
const SIGN_SIZE: f32 = 24.0;
const QUESTION_SIZE: f32 = 32.0;

/// The id of the map, for the keyboard.
pub fn canvas_id() -> Id {
    Id::unique("argumentenkaart-map")
}

/// What a painter of the map needs.
pub(super) struct Paint<'a> {
    pub shown: &'a Shown<'a>,
    pub painter: Painter,
    pub camera: Camera,
    /// The part of the world that is on screen.
    pub visible: Rect,
    /// The instrument whose arguments are lit.
    pub lit_by: Option<InstrumentId>,
}

impl Paint<'_> {
    pub fn theme(&self) -> &Theme {
        self.shown.theme
    }

    /// Size of letters on screen, in steps of a quarter of a point, never larger than the room that was measured.
    pub fn font_size(&self, world: f32) -> f32 {
        (world * self.camera.scale * 4.0).floor() / 4.0
    }

    pub fn is_legible(&self, world: f32) -> bool {
        self.font_size(world) >= LEGIBLE
    }

    /// Whether a claim recedes: it is not lit, or not seen through the chosen eyes.
    pub fn is_receded(&self, claim: ClaimId) -> bool {
        let shown = self.shown;
        let argument = shown.structure.argument_of(claim);
        if let Some(instrument) = self.lit_by {
            let document = shown.document();
            return !document
                .claims
                .get(claim)
                .is_some_and(|record| record.instruments.contains(&instrument));
        }
        match shown.view.eyes {
            Some(eyes) => {
                shown
                    .document()
                    .claims
                    .get(argument)
                    .and_then(|record| record.stakeholder)
                    != Some(eyes)
            }
            None => false,
        }
    }

    pub fn color(&self, color: Color32, receded: bool) -> Color32 {
        if receded { self.theme().receded(color) } else { color }
    }

    pub fn category(&self, category: Category, receded: bool) -> Category {
        if receded {
            let theme = self.theme();
            Category {
                solid: theme.receded(category.solid),
                on: category.on,
                line: theme.receded(category.line),
                tint: theme.receded(category.tint),
            }
        } else {
            category
        }
    }

    /// The colors and the name of a band.
    pub fn band_look(&self, band: &Band) -> (Category, String) {
        let document = self.shown.document();
        match band.kind {
            BandKind::Stakeholder(Some(id)) => match document.stakeholders.get(id) {
                Some(stakeholder) => (
                    self.theme().hue(stakeholder.hue),
                    document.read(&stakeholder.name, self.shown.lang()).words.to_owned(),
                ),
                None => (self.theme().neutral(), document.stakeholders.name(id).to_owned()),
            },
            BandKind::Stakeholder(None) => (self.theme().neutral(), self.shown.words.nobody.to_owned()),
            BandKind::Loose => (self.theme().neutral(), self.shown.words.loose.to_owned()),
        }
    }

    fn is_band_receded(&self, band: &Band) -> bool {
        self.shown
            .view
            .eyes
            .is_some_and(|eyes| Scene::stakeholder_of(band) != Some(eyes))
    }
}

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
                    tab: false,
                },
            );
        });
    }
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, CornerRadius::ZERO, shown.theme.canvas);
    let camera = Camera {
        viewport: rect,
        ..shown.camera
    };
    let paint = Paint {
        shown,
        painter,
        camera,
        visible: camera.visible(),
        lit_by: shown.view.instrument(),
    };
    pointer(ui, &paint, &response, actions);
    paint_map(ui, &paint, actions);
    in_place(ui, &paint, actions);
    overlays::overlays_ui(ui, &paint, actions);
    tooltip(&paint, &response);
}

fn pointer(ui: &Ui, paint: &Paint<'_>, response: &egui::Response, actions: &mut Vec<Action>) {
    let shown = paint.shown;
    let spot_at = |point: Pos2| shown.scene.spot_at(paint.camera.world_from_screen(point));
    if let Some(point) = response.interact_pointer_pos() {
        if response.double_clicked() {
            if let Some(Spot::Claim(claim)) = spot_at(point) {
                actions.push(Action::View(ViewAction::Edit(Editing::OnCard(claim))));
            } else if let Some(spot @ Spot::Stakeholder(_)) = spot_at(point) {
                actions.push(Action::View(ViewAction::ToggleFold(spot)));
            }
        } else if response.clicked() {
            actions.push(Action::View(
                spot_at(point).map_or(ViewAction::Clear, ViewAction::Select),
            ));
        }
    }
    let panning = [PointerButton::Primary, PointerButton::Middle, PointerButton::Secondary]
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
    let (zoom, wheel_events) = ui.input(|input| {
        let wheel: Vec<_> = input
            .events
            .iter()
            .filter_map(|event| match event {
                Event::MouseWheel {
                    unit, delta, modifiers, ..
                } => Some((*unit, *delta, *modifiers)),
                _ => None,
            })
            .collect();
        (input.zoom_delta(), wheel)
    });
    if (zoom - 1.0).abs() > 1e-4 {
        actions.push(Action::View(ViewAction::ZoomAt { factor: zoom, at }));
    }
    for (unit, delta, modifiers) in wheel_events {
        if modifiers.command || modifiers.ctrl {
            continue;
        }
        let is_touchpad = match shown.wheel {
            Wheel::Mouse => false,
            Wheel::Touchpad => true,
            // A wheel turns in whole steps along one axis; fingers do neither.
            Wheel::Automatic => {
                unit == MouseWheelUnit::Point
                    || (delta.x != 0.0 && delta.y != 0.0)
                    || delta.x.fract() != 0.0
                    || delta.y.fract() != 0.0
            }
        };
        let points = if unit == MouseWheelUnit::Point { 1.0 } else { 40.0 };
        let action = if modifiers.shift && !is_touchpad {
            ViewAction::Pan(vec2(delta.x + delta.y, 0.0) * points)
        } else if is_touchpad {
            ViewAction::Pan(delta * points)
        } else {
            ViewAction::ZoomAt {
                factor: 1.15_f32.powf(delta.y),
                at,
            }
        };
        actions.push(Action::View(action));
    }
}

fn tooltip(paint: &Paint<'_>, response: &egui::Response) {
    let shown = paint.shown;
    let Some(point) = response.hover_pos() else { return };
    let Some(Spot::Claim(claim)) = shown.scene.spot_at(paint.camera.world_from_screen(point)) else {
        return;
    };
    let Some(card) = shown.scene.card(claim) else { return };
    if paint.is_legible(crate::layout::TextSizes::at_depth(card.depth).claim) {
        return;
    }
    let label = shown.claim_text(claim).words.to_owned();
    response.clone().on_hover_ui_at_pointer(|ui| {
        ui.set_max_width(320.0);
        ui.label(label);
    });
}

fn paint_map(ui: &mut Ui, paint: &Paint<'_>, actions: &mut Vec<Action>) {
    let scene = paint.shown.scene;
    spine(paint);
    for band in scene
        .bands
        .iter()
        .filter(|band| band.rect.expand(80.0).intersects(paint.visible))
    {
        band_lines(paint, band);
        for column in scene
            .columns_of(band)
            .iter()
            .filter(|column| column.rect.expand(24.0).intersects(paint.visible))
        {
            column_ui(ui, paint, band, column, actions);
        }
    }
    lines::cross_relations(paint);
    for band in scene
        .bands
        .iter()
        .filter(|band| band.rect.expand(200.0).intersects(paint.visible))
    {
        sign_ui(ui, paint, band, actions);
    }
    question_ui(ui, paint, actions);
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
    if column.has_heading {
        heading_ui(ui, paint, band, column, actions);
    }
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
    let spot = shown.scene.theme_spot(column);
    let document = shown.document();
    let name = column
        .theme
        .and_then(|id| document.themes.get(id))
        .map_or(shown.words.no_theme, |theme| {
            document.read(&theme.name, shown.lang()).words
        });
    let world = column.heading;
    let screen = paint.camera.screen_rect(world);
    if !screen.expand(40.0).intersects(paint.camera.viewport) {
        return;
    }
    let receded = paint.is_band_receded(band);
    let ink = paint.color(paint.theme().ink, receded);
    let legible = paint.is_legible(THEME_SIZE);
    let size = if legible { paint.font_size(THEME_SIZE) } else { 12.0 };
    if !legible && (paint.camera.scale < 0.2 || column.rect.height() * paint.camera.scale < 30.0) {
        return;
    }
    let room = (column.rect.width() + 40.0) * paint.camera.scale;
    let label = if legible {
        name.to_owned()
    } else {
        format!("{name}  {}", column.num_arguments)
    };
    let mut galley = paint.painter.layout_no_wrap(label, bold_font(size), ink);
    if !legible && galley.size().x + 8.0 > room {
        galley = paint.painter.layout_no_wrap(name.to_owned(), bold_font(size), ink);
        if galley.size().x + 8.0 > room {
            return;
        }
    }
    // From afar the name stands over the blocks; nearer, under the line, on the side of the line.
    let rect = if legible {
        let width = galley.size().x;
        let x = if column.side == Stance::Contra {
            screen.min.x + 12.0 * paint.camera.scale
        } else {
            screen.max.x - 12.0 * paint.camera.scale - width
        };
        Rect::from_min_size(pos2(x, screen.center().y - galley.size().y / 2.0), galley.size())
    } else {
        let inner = if column.side == Stance::Contra {
            screen.min.x - 4.0
        } else {
            screen.max.x + 4.0 - galley.size().x
        };
        Rect::from_min_size(pos2(inner, screen.min.y), galley.size())
    };
    let pill = rect.expand2(vec2(5.0, 1.0));
    if !legible {
        paint
            .painter
            .rect_filled(pill, CornerRadius::same(4), paint.theme().canvas);
    }
    paint.painter.galley(rect.min, galley, ink);
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

/// The ring around what is selected, with its halo.
pub(super) fn ring(paint: &Paint<'_>, rect: Rect, radius: f32) {
    let theme = paint.theme();
    let corner = CornerRadius::same((radius + 3.0).min(250.0) as u8);
    paint.painter.rect_stroke(
        rect.expand(5.0),
        CornerRadius::same((radius + 6.0).min(250.0) as u8),
        Stroke::new(3.0, theme.halo),
        StrokeKind::Middle,
    );
    paint.painter.rect_stroke(
        rect.expand(2.0),
        corner,
        Stroke::new(3.0, theme.focus),
        StrokeKind::Middle,
    );
}

fn sign_ui(ui: &mut Ui, paint: &Paint<'_>, band: &Band, actions: &mut Vec<Action>) {
    let shown = paint.shown;
    let words = shown.words;
    let scale = paint.camera.scale;
    let (look, name) = paint.band_look(band);
    let receded = paint.is_band_receded(band);
    let look = paint.category(look, receded);
    let natural = paint.camera.screen_rect(band.sign);
    let size = paint.font_size(SIGN_SIZE).max(14.0);
    let galley = paint.painter.layout(
        name.clone(),
        bold_font(size),
        look.on,
        (natural.width() - 76.0 * scale).max(if paint.is_legible(SIGN_SIZE) { 120.0 } else { 230.0 }),
    );
    let icon_size = (40.0 * scale).max(20.0);
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
    let gap = 10.0 * scale.max(0.6);
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
    balance(paint, band, rect, receded);
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

/// The counts of both sides, on the line beside the sign, and their balance as a bar under it.
fn balance(paint: &Paint<'_>, band: &Band, sign: Rect, receded: bool) {
    if band.kind == BandKind::Loose {
        return;
    }
    let scale = paint.camera.scale;
    let size = paint.font_size(19.0).max(12.0);
    for (side, num) in [(Stance::Pro, band.num_pro), (Stance::Contra, band.num_contra)] {
        let look = paint.category(paint.theme().side(side), receded);
        let away = if side == Stance::Pro { -1.0 } else { 1.0 };
        let galley = paint
            .painter
            .layout_no_wrap(paint.shown.words.num_side(num, side), bold_font(size), look.line);
        let badge = size * 1.35;
        let width = badge + 5.0 + galley.size().x;
        let edge = if away < 0.0 { sign.min.x } else { sign.max.x } + away * (10.0 * scale).max(6.0);
        let left = if away < 0.0 { edge - width } else { edge };
        let y = sign.center().y;
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
    paint
        .painter
        .rect_filled(bar.expand(1.5), CornerRadius::same(3), paint.theme().canvas);
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

fn question_ui(ui: &mut Ui, paint: &Paint<'_>, actions: &mut Vec<Action>) {
    let shown = paint.shown;
    let document = shown.document();
    let look = paint.theme().thesis;
    let scale = paint.camera.scale;
    let natural = paint.camera.screen_rect(shown.scene.question);
    let reading = document.read(&document.cover.question, shown.lang());
    let size = paint.font_size(QUESTION_SIZE).max(15.0);
    let wrap = (natural.width() - 48.0 * scale).max(280.0);
    let mut job = egui::text::LayoutJob::simple(reading.words.to_owned(), bold_font(size), look.on, wrap);
    job.halign = egui::Align::Center;
    let galley = paint.painter.layout_job(job);
    let wanted = galley.size() + vec2(40.0, 24.0) * scale.max(0.5);
    let rect = Rect::from_center_size(natural.center(), wanted.max(natural.size()));
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
    let (pro, contra) = paint.shown.scene.num_sides;
    for (side, num) in [(Stance::Pro, pro), (Stance::Contra, contra)] {
        let look = paint.theme().side(side);
        let away = if side == Stance::Pro { -1.0 } else { 1.0 };
        let name = paint
            .painter
            .layout_no_wrap(paint.shown.words.stance(side).to_owned(), bold_font(size), look.line);
        let count = paint.painter.layout_no_wrap(
            paint.shown.words.num_arguments(num, side),
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

/// The field over a card while its sentence is changed on the map.
fn in_place(ui: &mut Ui, paint: &Paint<'_>, actions: &mut Vec<Action>) {
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
    let finish = ui.input_mut(|input| {
        input.consume_key(egui::Modifiers::NONE, egui::Key::Escape)
            || input.consume_key(egui::Modifiers::NONE, egui::Key::Enter)
    });
    paint
        .painter
        .rect_filled(field, CornerRadius::same(6), paint.theme().card);
    ring(paint, field, 6.0);
    let field_id = canvas_id().with("in-place");
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
            let edit = egui::TextEdit::multiline(&mut words)
                .id(field_id)
                .font(bold_font(size))
                .frame(egui::Frame::NONE)
                .desired_width(width - 16.0)
                .desired_rows(2);
            let response = ui.add(edit);
            response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, shown.words.claim));
            if !response.has_focus() && !response.lost_focus() {
                response.request_focus();
            }
            if words != before {
                let words = words.replace('\n', " ");
                let field = crate::edit::TextField::Claim(claim);
                actions.push(Action::Edit(crate::edit::Edit::SetText {
                    field,
                    lang: shown.lang(),
                    words,
                }));
            }
            if finish || response.lost_focus() || response.clicked_elsewhere() {
                actions.push(Action::View(ViewAction::Edit(Editing::No)));
                ui.memory_mut(|memory| memory.request_focus(canvas_id()));
            }
        },
    );
}

/// A wish to show a problem or a link; kept here so that cards and panels say it alike.
pub(super) fn ask_link(url: &str) -> Action {
    Action::App(AppAction::AskLink(url.to_owned()))
}

/// A small filled arrow head at the end of a line.
pub(super) fn arrow_head(painter: &Painter, tip: Pos2, direction: egui::Vec2, size: f32, color: Color32) {
    let along = direction.normalized() * size;
    let across = along.rot90() * 0.55;
    painter.add(Shape::convex_polygon(
        vec![tip, tip - along + across, tip - along - across],
        color,
        Stroke::NONE,
    ));
}
