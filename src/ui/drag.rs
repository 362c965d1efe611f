//! Hands on the map: cards that are dragged to another place, lines that are drawn from one to another, and a frame
//! around several. While dragging, what would happen is shown and said; letting go is one step.

use egui::{
    Color32, Context, CornerRadius, CursorIcon, Id, PointerButton, Pos2, Rect, Response, Sense, Shape, Stroke,
    StrokeKind, Ui, pos2, vec2,
};

use crate::command::{Action, AppAction};
use crate::edit::{Site, Under};
use crate::layout::{Card, Spot};
use crate::model::{ClaimId, RelationKind, Stance, Target};
use crate::view::{Pick, ViewAction};

use super::drag_goal::{Goal, goal_of_cards, goal_of_line};
use super::far::FarView;
use super::paint::{Paint, arrow_head, canvas_id, ring};
use super::picking::{picked, picked_kind};
use super::theme::{bold_font, font};
use super::{Shown, icons};

/// What is being dragged.
#[derive(Clone, Debug, Default)]
enum Drag {
    /// The map itself.
    #[default]
    Map,
    /// Cards, to another place.
    Cards(Vec<ClaimId>),
    /// A line from a card.
    Line(ClaimId, RelationKind),
    /// A frame, from this point of the world.
    Frame(Pos2),
}

fn state_id() -> Id {
    canvas_id().with("drag")
}

/// Ends whatever is dragged, without doing anything. Whether something was.
pub fn cancel(context: &Context) -> bool {
    let was: Option<Drag> = context.data_mut(|data| data.remove_temp(state_id()));
    if was.is_some() {
        // What is still held down moves nothing any more.
        context.data_mut(|data| data.insert_temp(state_id(), Drag::Map));
        context.stop_dragging();
    }
    was.is_some_and(|drag| !matches!(drag, Drag::Map))
}

/// Whether cards are being dragged now.
pub fn is_dragging_cards(context: &Context) -> bool {
    let drag: Option<Drag> = context.data(|data| data.get_temp(state_id()));
    matches!(drag, Some(Drag::Cards(_)))
}

/// Takes what the first button drags over the map.
pub(super) fn drag_ui(ui: &Ui, paint: &Paint<'_>, far: &FarView, response: &Response, actions: &mut Vec<Action>) {
    if response.drag_started_by(PointerButton::Primary) {
        let origin = ui.input(|input| input.pointer.press_origin());
        let drag = origin.map_or(Drag::Map, |origin| begin(ui, paint, far, origin));
        ui.data_mut(|data| data.insert_temp(state_id(), drag));
    }
    let Some(drag) = ui.data(|data| data.get_temp::<Drag>(state_id())) else {
        return;
    };
    let pointer = ui.input(|input| input.pointer.latest_pos());
    let is_held = ui.input(|input| input.pointer.primary_down());
    if is_held && matches!(drag, Drag::Map) {
        if response.dragged_by(PointerButton::Primary) {
            let by = response.drag_delta();
            if by != egui::Vec2::ZERO {
                actions.push(Action::View(ViewAction::Pan(by)));
            }
            ui.set_cursor_icon(CursorIcon::Grabbing);
        }
        return;
    }
    let Some(point) = pointer else { return };
    if let Drag::Frame(from) = drag {
        frame_ui(ui, paint, far, from, point, is_held, actions);
    } else {
        let goal = match &drag {
            Drag::Cards(claims) => goal_of_cards(ui, paint, far, claims, point),
            Drag::Line(premise, kind) => goal_of_line(paint, far, *premise, *kind, point),
            Drag::Map | Drag::Frame(_) => None,
        };
        if is_held {
            show(ui, paint, &drag, goal.as_ref(), point);
            pan_at_edge(ui, paint, point, actions);
        } else if let Some(goal) = goal {
            actions.push(goal.action);
        }
    }
    if !is_held {
        ui.data_mut(|data| data.remove_temp::<Drag>(state_id()));
        ui.request_repaint();
    }
}

fn begin(ui: &Ui, paint: &Paint<'_>, far: &FarView, origin: Pos2) -> Drag {
    let shown = paint.shown;
    let (modifiers, has_space) = ui.input(|input| (input.modifiers, input.key_down(egui::Key::Space)));
    let spot = far.spot_at(paint, origin);
    let is_touch = ui.input(|input| input.any_touches());
    match spot {
        _ if has_space || is_touch => Drag::Map,
        Some(Spot::Claim(claim)) if shown.document().cover.thesis != Some(claim) => {
            let claims = if shown.view.is_selected(claim) {
                shown.view.claims()
            } else {
                vec![claim]
            };
            Drag::Cards(claims)
        }
        None if modifiers.shift || modifiers.command => Drag::Frame(paint.camera.world_from_screen(origin)),
        _ => Drag::Map,
    }
}

fn frame_ui(ui: &Ui, paint: &Paint<'_>, far: &FarView, from: Pos2, to: Pos2, is_held: bool, actions: &mut Vec<Action>) {
    let rect = Rect::from_two_pos(paint.camera.screen_from_world(from), to);
    let theme = paint.theme();
    // From afar the label of its theme stands for a card.
    let place = |card: &Card| {
        let place = paint.camera.screen_rect(far.rect_of(paint, card.claim)?);
        place.intersects(rect).then_some((card.claim, place))
    };
    let cards = paint.shown.scene.cards.iter().filter_map(place);
    if is_held {
        ui.set_cursor_icon(CursorIcon::Crosshair);
        paint
            .painter
            .rect_filled(rect, CornerRadius::ZERO, theme.focus.gamma_multiply(0.12));
        paint.painter.rect_stroke(
            rect,
            CornerRadius::ZERO,
            Stroke::new(1.5, theme.focus),
            StrokeKind::Inside,
        );
        for (_, place) in cards {
            ring(paint, place, 6.0 * paint.camera.scale);
        }
    } else {
        let claims: Vec<ClaimId> = cards.map(|(claim, _)| claim).collect();
        actions.push(Action::View(if claims.is_empty() {
            ViewAction::Clear
        } else {
            ViewAction::MarkAll(claims)
        }));
    }
}

/// Near the edge of the map more of it comes into view.
fn pan_at_edge(ui: &Ui, paint: &Paint<'_>, point: Pos2, actions: &mut Vec<Action>) {
    let inner = paint.camera.viewport.shrink(36.0);
    if inner.contains(point) {
        return;
    }
    let by = inner.clamp(point) - point;
    actions.push(Action::View(ViewAction::Pan(
        (by * 0.25).clamp(vec2(-14.0, -14.0), vec2(14.0, 14.0)),
    )));
    ui.request_repaint();
}

fn show(ui: &Ui, paint: &Paint<'_>, drag: &Drag, goal: Option<&Goal>, point: Pos2) {
    let theme = paint.theme();
    ui.set_cursor_icon(if goal.is_some() {
        CursorIcon::Grabbing
    } else {
        CursorIcon::NoDrop
    });
    // Over everything, the panels too: a card can be dragged from the edge.
    let painter = ui
        .ctx()
        .layer_painter(egui::LayerId::new(egui::Order::Tooltip, state_id()));
    if let Some(goal) = goal {
        match goal.gap {
            Some(gap) => {
                paint.painter.line_segment(gap, Stroke::new(5.0, theme.halo));
                paint.painter.line_segment(gap, Stroke::new(3.0, theme.focus));
            }
            None => ring(paint, goal.rect, 6.0),
        }
    }
    match drag {
        Drag::Line(premise, kind) => {
            if let Some(card) = paint.shown.scene.card(*premise) {
                let rect = paint.camera.screen_rect(card.rect());
                let from = rect.clamp(point);
                let stroke = Stroke::new(2.5, theme.ink);
                if *kind == RelationKind::Attack {
                    painter.extend(Shape::dashed_line(&[from, point], stroke, 8.0, 5.0));
                } else {
                    painter.line_segment([from, point], stroke);
                }
                arrow_head(&painter, point, point - from, 12.0, theme.ink);
            }
        }
        Drag::Cards(claims) => {
            let words = claims.first().map_or("", |claim| paint.shown.claim_text(*claim).words);
            let more = claims.len().saturating_sub(1);
            let text = if more > 0 {
                format!("{words}  +{more}")
            } else {
                words.to_owned()
            };
            ghost(&painter, theme, &text, point + vec2(14.0, 14.0));
        }
        Drag::Map | Drag::Frame(_) => {}
    }
    if let Some(goal) = goal {
        let galley = painter.layout(goal.label.clone(), bold_font(14.0), theme.thesis.on, 320.0);
        let size = galley.size() + vec2(20.0, 10.0);
        let screen = ui.ctx().content_rect();
        let below = matches!(drag, Drag::Cards(_));
        let corner = point + vec2(14.0, if below { -14.0 - size.y } else { 18.0 });
        let rect = Rect::from_min_size(
            pos2(
                corner.x.min(screen.max.x - size.x - 4.0),
                // A label that is taller than the window begins at its top.
                corner.y.min(screen.max.y - size.y - 4.0).max(screen.min.y + 4.0),
            ),
            size,
        );
        painter.rect_filled(rect, CornerRadius::same(6), theme.thesis.solid);
        painter.galley(rect.min + vec2(10.0, 5.0), galley, theme.thesis.on);
    }
}

/// The card as it hangs on the pointer.
fn ghost(painter: &egui::Painter, theme: &super::theme::Theme, text: &str, at: Pos2) {
    let mut job = egui::text::LayoutJob::simple(text.to_owned(), font(14.0), theme.ink, 220.0);
    job.wrap.max_rows = 3;
    let galley = painter.layout_job(job);
    let rect = Rect::from_min_size(at, galley.size() + vec2(20.0, 14.0));
    painter.rect_filled(rect, CornerRadius::same(6), theme.card.gamma_multiply(0.92));
    painter.rect_stroke(
        rect,
        CornerRadius::same(6),
        Stroke::new(1.0, theme.hairline),
        StrokeKind::Inside,
    );
    painter.galley(rect.min + vec2(10.0, 7.0), galley, Color32::PLACEHOLDER);
}

/// Selects what was clicked, adds it to the selection, or points it out as a target.
pub(super) fn click(ui: &Ui, shown: &Shown<'_>, spot: Option<Spot>, actions: &mut Vec<Action>) {
    if let Some(picking) = &shown.view.picking {
        if let Some(spot) = spot {
            let kind = (picking.pick == Pick::Link).then(|| picked_kind(ui));
            actions.extend(picked(shown, spot, kind).map(Action::Edit));
            actions.push(Action::View(ViewAction::Pick(None)));
        }
        return;
    }
    let modifiers = ui.input(|input| input.modifiers);
    actions.push(Action::View(match spot {
        Some(Spot::Claim(claim)) if modifiers.command => ViewAction::Mark(claim),
        Some(Spot::Claim(claim)) if modifiers.shift => ViewAction::MarkTo(claim),
        Some(spot) => ViewAction::Select(spot),
        None if modifiers.command || modifiers.shift => return,
        None => ViewAction::Clear,
    }));
}

/// The two handles of a card: a click adds a reply, dragging draws a line to another card.
pub(super) fn handles_ui(ui: &Ui, paint: &Paint<'_>, card: &Card, rect: Rect, actions: &mut Vec<Action>) {
    let shown = paint.shown;
    let is_dragging = ui.data(|data| data.get_temp::<Drag>(state_id())).is_some();
    // A quick hand has left the card by the time that its drag is one.
    let near = |at: Option<Pos2>| at.is_some_and(|at| rect.expand(16.0).contains(at));
    let is_near = ui.input(|input| near(input.pointer.hover_pos()) || near(input.pointer.press_origin()));
    let is_selected = shown.view.claim() == Some(card.claim);
    let is_writing = shown.view.editing != crate::view::Editing::No;
    if is_dragging || is_writing || shown.view.picking.is_some() || !(is_near || is_selected) || rect.width() < 90.0 {
        return;
    }
    let words = shown.words;
    let both = [
        (RelationKind::Support, words.handle_supports),
        (RelationKind::Attack, words.handle_attacks),
    ];
    for (number, (kind, about)) in both.into_iter().enumerate() {
        let center = pos2(rect.max.x - 44.0 + 26.0 * number as f32, rect.max.y + 1.0);
        let area = Rect::from_center_size(center, vec2(24.0, 24.0));
        let response = ui.interact(
            area.intersect(paint.camera.viewport),
            canvas_id().with(("handle", card.claim, kind)),
            Sense::click_and_drag(),
        );
        let name = if kind == RelationKind::Support {
            words.add_reply_for
        } else {
            words.add_reply_against
        };
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
        let theme = paint.theme();
        let look = theme.side(if kind == RelationKind::Support {
            Stance::Pro
        } else {
            Stance::Contra
        });
        let is_hot = response.hovered();
        paint.painter.circle_filled(center, 11.0, theme.card);
        paint
            .painter
            .circle_stroke(center, 10.0, Stroke::new(if is_hot { 2.5 } else { 1.5 }, look.line));
        icons::reply_sign(
            &paint.painter,
            center,
            14.0,
            kind == RelationKind::Support,
            false,
            look.line,
            theme.card,
        );
        if response.clicked() {
            let site = Site::end_of(Under::Reply {
                target: Target::Claim(card.claim),
                kind,
            });
            actions.push(Action::App(AppAction::Write(site)));
        }
        if response.drag_started() {
            ui.data_mut(|data| data.insert_temp(state_id(), Drag::Line(card.claim, kind)));
        }
        response.on_hover_text(about);
    }
}
