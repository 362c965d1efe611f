//! What lies over the map: the way to the question, zoom, and the overview map.

use egui::{
    Align2, CornerRadius, CursorIcon, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::command::Action;
use crate::layout::{BandKind, Spot};
use crate::view::{Camera, Selected, ViewAction, ZoomTo};

use super::icons::Icon;
use super::paint::Paint;
use super::theme::{bold_font, font};
use super::widgets::FlatButton;

pub(super) fn overlays_ui(ui: &mut Ui, paint: &Paint<'_>, actions: &mut Vec<Action>) {
    path_ui(ui, paint, actions);
    zoom_ui(ui, paint, actions);
    if paint.shown.view.show_overview {
        overview_ui(ui, paint, actions);
    }
    lost_ui(ui, paint, actions);
    if paint.shown.scene.cards.is_empty() && !paint.shown.view.spec.filter.is_empty() {
        let center = paint.camera.viewport.center() + vec2(0.0, paint.camera.viewport.height() * 0.3);
        paint.painter.text(
            center,
            Align2::CENTER_CENTER,
            paint.shown.words.filter_empty,
            bold_font(18.0),
            paint.theme().ink,
        );
    }
}

/// The part of the screen that is free for what lies over the map: the line of quick entry stands below it.
fn free_part(paint: &Paint<'_>) -> Rect {
    let mut free = paint.camera.viewport;
    if paint.shown.view.show_quick {
        free.max.y -= super::quick::HEIGHT;
    }
    free
}

/// A box over the map, at a corner, for buttons.
fn boxed(ui: &mut Ui, paint: &Paint<'_>, salt: &str, rect: Rect, add: impl FnOnce(&mut Ui)) {
    let theme = paint.theme();
    ui.painter().rect(
        rect,
        CornerRadius::same(8),
        theme.card,
        Stroke::new(1.0, theme.grid),
        StrokeKind::Inside,
    );
    ui.scope_builder(
        UiBuilder::new()
            .max_rect(rect.shrink(4.0))
            .id_salt(salt.to_owned())
            .layout(egui::Layout::left_to_right(egui::Align::Center)),
        |ui| {
            ui.set_clip_rect(rect);
            ui.spacing_mut().item_spacing.x = 2.0;
            add(ui);
        },
    );
}

/// The way from the question to what is selected, each step a button.
fn path_ui(ui: &mut Ui, paint: &Paint<'_>, actions: &mut Vec<Action>) {
    let shown = paint.shown;
    let words = shown.words;
    let document = shown.document();
    let spot = match shown.view.selected {
        Some(Selected::Spot(spot)) => Some(spot),
        _ => shown.view.spec.focus.map(Spot::Claim),
    };
    // Nothing selected: the way begins, and ends, with the question.
    let spot = spot.unwrap_or(Spot::Question);
    let mut steps: Vec<(String, Spot)> = vec![(words.question.to_owned(), Spot::Question)];
    let stakeholder_name = |id| {
        document.stakeholders.get(id).map_or(String::new(), |record| {
            document.read(&record.name, shown.lang()).words.to_owned()
        })
    };
    let (stakeholder, side, theme) = match spot {
        Spot::Question => (None, None, None),
        Spot::Stakeholder(stakeholder) => (stakeholder, None, None),
        Spot::Theme(stakeholder, side, theme) => (stakeholder, Some(side), theme),
        Spot::Claim(claim) => {
            let argument = shown.structure.argument_of(claim);
            let record = document.claims.get(argument);
            (
                record.and_then(|record| record.stakeholder),
                shown.structure.stance(argument),
                record.and_then(|record| record.theme),
            )
        }
    };
    if let Some(id) = stakeholder {
        steps.push((stakeholder_name(id), Spot::Stakeholder(Some(id))));
    }
    if let Some(side) = side {
        let name = theme
            .and_then(|id| document.themes.get(id))
            .map_or(words.no_theme, |record| document.read(&record.name, shown.lang()).words);
        steps.push((
            format!("{} · {name}", words.stance(side)),
            Spot::Theme(stakeholder, side, theme),
        ));
    }
    if let Spot::Claim(claim) = spot {
        for above in shown
            .structure
            .path_to_thesis(claim)
            .into_iter()
            .rev()
            .filter(|above| document.cover.thesis != Some(*above))
        {
            steps.push((shown.claim_text(above).words.to_owned(), Spot::Claim(above)));
        }
    }
    let viewport = paint.camera.viewport;
    // Long sentences share the width that is there; where that is too little, steps in the middle are left out.
    let room = viewport.width() - 140.0;
    let most = ((room / 110.0) as usize).max(3);
    if steps.len() > most {
        let left_out = steps.len() - most + 1;
        let before = steps.get(left_out).map_or(Spot::Question, |(_, spot)| *spot);
        steps.splice(1..=left_out, [("…".to_owned(), before)]);
    }
    let each = (room / steps.len() as f32 - 30.0).max(48.0);
    let last = steps.len() - 1;
    let face = |number: usize| if number == last { bold_font(14.0) } else { font(14.0) };
    let widths: Vec<f32> = steps
        .iter()
        .enumerate()
        .map(|(number, (text, _))| {
            ui.painter()
                .layout_no_wrap(super::bidi::painted(text).into_owned(), face(number), paint.theme().ink)
                .size()
                .x
                + 2.0
        })
        .collect();
    let spare: f32 = widths.iter().map(|width| (each - width).max(0.0)).sum();
    let num_long = widths.iter().filter(|width| **width > each).count().max(1) as f32;
    let limit = each + spare / num_long;
    let total: f32 = widths.iter().map(|width| width.min(limit) + 30.0).sum();
    let rect = Rect::from_min_size(
        viewport.min + vec2(12.0, 12.0),
        vec2((total + 96.0).min(viewport.width() - 24.0), 40.0),
    );
    boxed(ui, paint, "path", rect, |ui| {
        if FlatButton::icon(Icon::Back, words.back)
            .enabled(shown.view.can_go(true))
            .show(ui, paint.theme())
            .clicked()
        {
            actions.push(Action::View(ViewAction::Back));
        }
        if FlatButton::icon(Icon::Forward, words.forward)
            .enabled(shown.view.can_go(false))
            .show(ui, paint.theme())
            .clicked()
        {
            actions.push(Action::View(ViewAction::Forward));
        }
        for (number, ((text, step), width)) in steps.iter().zip(&widths).enumerate() {
            if number > 0 {
                let (rect, _) = ui.allocate_exact_size(vec2(10.0, 32.0), Sense::hover());
                super::icons::icon(
                    ui.painter(),
                    Rect::from_center_size(rect.center(), vec2(10.0, 10.0)),
                    Icon::Right,
                    paint.theme().ink_soft,
                );
            }
            let font_id = face(number);
            let (rect, response) = ui.allocate_exact_size(vec2(width.min(limit) + 12.0, 32.0), Sense::click());
            let mut job = egui::text::LayoutJob::simple_singleline(text.clone(), font_id, paint.theme().ink);
            job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 8.0);
            let galley = super::bidi::lay_out(ui.painter(), job);
            if response.hovered() {
                ui.painter()
                    .rect_filled(rect, CornerRadius::same(5), paint.theme().grid);
                ui.set_cursor_icon(CursorIcon::PointingHand);
            }
            ui.painter().galley(
                pos2(rect.min.x + 4.0, rect.center().y - galley.size().y / 2.0),
                galley,
                paint.theme().ink,
            );
            response.widget_info(|| WidgetInfo::labeled(Role::Link, true, text));
            if response.on_hover_text(text).clicked() {
                actions.push(Action::View(ViewAction::Select(*step)));
            }
        }
    });
    if shown.view.spec.focus.is_some() {
        let button = Rect::from_min_size(
            rect.left_bottom() + vec2(0.0, 8.0),
            vec2(
                paint
                    .painter
                    .layout_no_wrap(words.whole_map.to_owned(), font(15.0), paint.theme().ink)
                    .size()
                    .x
                    + 54.0,
                40.0,
            ),
        );
        boxed(ui, paint, "focus", button, |ui| {
            if FlatButton::both(Icon::Close, words.whole_map)
                .show(ui, paint.theme())
                .clicked()
            {
                actions.push(Action::View(ViewAction::Focus(None)));
            }
        });
    }
}

/// The way back where nothing of the map is in view.
fn lost_ui(ui: &mut Ui, paint: &Paint<'_>, actions: &mut Vec<Action>) {
    let (scene, words) = (paint.shown.scene, paint.shown.words);
    let is_seen = |rect: &Rect| rect.intersects(paint.visible);
    let mut signs = scene.bands.iter().map(|band| &band.sign);
    let mut columns = scene.columns.iter().map(|column| &column.rect);
    if is_seen(&scene.question) || signs.any(is_seen) || columns.any(is_seen) {
        return;
    }
    let text = paint
        .painter
        .layout_no_wrap(words.back_to_map.to_owned(), font(15.0), paint.theme().ink);
    let size = vec2(text.size().x + 54.0, 40.0);
    let rect = Rect::from_center_size(paint.camera.viewport.center(), size);
    boxed(ui, paint, "lost", rect, |ui| {
        if FlatButton::both(Icon::Target, words.back_to_map)
            .show(ui, paint.theme())
            .clicked()
        {
            actions.push(Action::View(ViewAction::ZoomTo(ZoomTo::All)));
        }
    });
}

fn zoom_ui(ui: &mut Ui, paint: &Paint<'_>, actions: &mut Vec<Action>) {
    let shown = paint.shown;
    let words = shown.words;
    let viewport = free_part(paint);
    let rect = Rect::from_min_size(pos2(viewport.min.x + 12.0, viewport.max.y - 52.0), vec2(176.0, 40.0));
    boxed(ui, paint, "zoom", rect, |ui| {
        if FlatButton::icon(Icon::Minus, words.zoom_out)
            .show(ui, paint.theme())
            .clicked()
        {
            actions.push(Action::View(ViewAction::ZoomBy(0.8)));
        }
        let (percent, response) = ui.allocate_exact_size(vec2(60.0, 32.0), Sense::click());
        let scale = shown.view.camera.scale * 100.0;
        // A very large map from afar.
        let text = if scale < 1.0 {
            "< 1 %".to_owned()
        } else {
            format!("{scale:.0} %")
        };
        if response.hovered() {
            ui.painter()
                .rect_filled(percent, CornerRadius::same(5), paint.theme().grid);
        }
        ui.painter().text(
            percent.center(),
            Align2::CENTER_CENTER,
            &text,
            font(15.0),
            paint.theme().ink,
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{}: {text}", words.zoom_level)));
        if response.on_hover_text("100 %").clicked() {
            actions.push(Action::View(ViewAction::ZoomTo(ZoomTo::Full)));
        }
        if FlatButton::icon(Icon::Plus, words.zoom_in)
            .show(ui, paint.theme())
            .clicked()
        {
            actions.push(Action::View(ViewAction::ZoomBy(1.25)));
        }
        if FlatButton::icon(Icon::Fit, words.zoom_all)
            .show(ui, paint.theme())
            .clicked()
        {
            actions.push(Action::View(ViewAction::ZoomTo(ZoomTo::All)));
        }
    });
}

/// Where the overview stands: below on the right, or in another corner if it would cover what is selected.
fn overview_corner(ui: &Ui, paint: &Paint<'_>, size: egui::Vec2) -> Rect {
    let viewport = free_part(paint).shrink(12.0);
    // Below the way to the question, above the zoom buttons.
    let below = Rect::from_min_size(viewport.max - size, size);
    let above = Rect::from_min_size(pos2(viewport.max.x - size.x, viewport.min.y + 52.0), size);
    let left = Rect::from_min_size(pos2(viewport.min.x, viewport.max.y - size.y - 52.0), size);
    let corners = [below, above, left];
    let spot = paint.shown.view.spot();
    let selected = spot.and_then(|spot| paint.shown.scene.rect_of(spot));
    let selected = selected.map(|rect| paint.camera.screen_rect(rect).expand(6.0));
    let is_free = |corner: &Rect| selected.is_none_or(|selected| !selected.intersects(*corner));
    // Not away from under the hand.
    let id = super::paint::canvas_id().with("overview-corner");
    let held: Option<usize> = ui.data(|data| data.get_temp(id));
    let is_held = ui.input(|input| input.pointer.any_down());
    let number = match held.filter(|_| is_held) {
        Some(number) => number,
        None => corners.iter().position(is_free).unwrap_or(0),
    };
    ui.data_mut(|data| data.insert_temp(id, number));
    corners.get(number).copied().unwrap_or(below)
}

/// The whole map, small, with a frame around what is on screen. Only while part of the map is off screen.
fn overview_ui(ui: &mut Ui, paint: &Paint<'_>, actions: &mut Vec<Action>) {
    let shown = paint.shown;
    let bounds = shown.scene.bounds;
    if paint.visible.contains_rect(bounds) || bounds.width() < 1.0 {
        return;
    }
    let viewport = paint.camera.viewport;
    let most = vec2(
        (viewport.width() * 0.24).min(220.0),
        (viewport.height() * 0.24).min(150.0),
    );
    let scale = (most.x / bounds.width()).min(most.y / bounds.height());
    let size = bounds.size() * scale + vec2(12.0, 12.0);
    let rect = overview_corner(ui, paint, size);
    let theme = paint.theme();
    let response = ui.interact(
        rect,
        super::paint::canvas_id().with("overview"),
        Sense::click_and_drag(),
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, shown.words.overview));
    paint.painter.rect(
        rect,
        CornerRadius::same(8),
        theme.card,
        Stroke::new(1.0, theme.grid),
        StrokeKind::Inside,
    );
    let small = Camera {
        center: bounds.center(),
        scale,
        viewport: rect,
    };
    for band in &shown.scene.bands {
        let (look, _) = paint.band_look(band);
        for column in shown.scene.columns_of(band) {
            let block = small.screen_rect(column.rect);
            if block.width() < 0.6 || block.height() < 0.6 {
                continue;
            }
            paint
                .painter
                .rect_filled(block, 0.0, theme.card.lerp_to_gamma(theme.side(column.side).solid, 0.4));
        }
        if band.kind != BandKind::Loose {
            let sign = small.screen_rect(band.sign);
            paint.painter.rect_filled(sign.expand(1.0), 1.0, look.solid);
        }
    }
    paint
        .painter
        .rect_filled(small.screen_rect(shown.scene.question), 1.0, theme.thesis.solid);
    // However far one has zoomed in, the frame can be seen.
    let frame = small.screen_rect(paint.visible);
    let frame = Rect::from_center_size(frame.center(), frame.size().max(vec2(8.0, 6.0))).intersect(rect);
    paint.painter.rect_stroke(
        frame,
        CornerRadius::same(2),
        Stroke::new(2.0, theme.focus),
        StrokeKind::Inside,
    );
    if let Some(point) = response.interact_pointer_pos()
        && (response.dragged() || response.clicked())
    {
        actions.push(Action::View(ViewAction::CenterOn(small.world_from_screen(point))));
    }
}
