//! Hands on the map: cards that are dragged to another place, lines that are drawn from one to another, and a frame
//! around several. While dragging, what would happen is shown and said; letting go is one step.

use egui::{
    Color32, Context, CornerRadius, CursorIcon, Id, PointerButton, Pos2, Rect, Response, Sense, Shape, Stroke,
    StrokeKind, Ui, pos2, vec2,
};

use crate::command::{Action, AppAction};
use crate::edit::{Beside, Edit, EditName, Fragment, Site, Under};
use crate::layout::{BandKind, Card, Scene, Spot};
use crate::model::{ClaimId, RelationId, RelationKind, Stance, Target};
use crate::view::{Pick, ViewAction};

use super::far::FarView;
use super::paint::{Paint, arrow_head, canvas_id, ring};
use super::theme::{bold_font, font};
use super::{Shown, icons, lines};

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

/// What letting go here would do.
struct Goal {
    /// What lights up, on screen.
    rect: Rect,
    /// Where the card would come: a line between two others.
    gap: Option<[Pos2; 2]>,
    /// What is said about it.
    label: String,
    /// What happens.
    action: Action,
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
        frame_ui(ui, paint, from, point, is_held, actions);
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

fn frame_ui(ui: &Ui, paint: &Paint<'_>, from: Pos2, to: Pos2, is_held: bool, actions: &mut Vec<Action>) {
    let rect = Rect::from_two_pos(paint.camera.screen_from_world(from), to);
    let theme = paint.theme();
    let world = Rect::from_two_pos(from, paint.camera.world_from_screen(to));
    let cards = paint
        .shown
        .scene
        .cards
        .iter()
        .filter(|card| card.rect().intersects(world));
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
        for card in cards {
            ring(paint, paint.camera.screen_rect(card.rect()), 6.0 * paint.camera.scale);
        }
    } else {
        let claims: Vec<ClaimId> = cards.map(|card| card.claim).collect();
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
                corner.y.clamp(screen.min.y + 4.0, screen.max.y - size.y - 4.0),
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

fn goal_of_cards(ui: &Ui, paint: &Paint<'_>, far: &FarView, claims: &[ClaimId], point: Pos2) -> Option<Goal> {
    let shown = paint.shown;
    let words = shown.words;
    let (copies, joins) = ui.input(|input| (input.modifiers.command, input.modifiers.alt));
    if !paint.camera.viewport.contains(point) {
        return None;
    }
    let spot = far.spot_at(paint, point);
    let over_card = match spot {
        Some(Spot::Claim(over)) => shown.scene.card(over),
        _ => None,
    };
    if over_card.is_some_and(|card| claims.contains(&card.claim)) {
        return None;
    }
    let act = |site: Site, rect: Rect, gap: Option<[Pos2; 2]>, label: String| {
        let action = if copies {
            let fragment = Fragment::of(shown.document(), shown.structure, claims);
            Action::Edit(Edit::Insert { fragment, site })
        } else {
            Action::Edit(Edit::Place {
                claims: claims.to_vec(),
                site,
            })
        };
        let label = if copies {
            format!("{label} ({})", words.drop_copy)
        } else {
            label
        };
        Some(Goal {
            rect,
            gap,
            label,
            action,
        })
    };
    if let Some(card) = over_card {
        let path = shown.structure.path_to_thesis(card.claim);
        if claims.iter().any(|claim| path.contains(claim)) {
            return None;
        }
        let rect = paint.camera.screen_rect(card.rect());
        let quoted = quote(shown, card.claim);
        if joins {
            let relation = shown.structure.place(card.claim)?.relation?;
            return Some(Goal {
                rect,
                gap: None,
                label: format!("{} {quoted}", words.drop_joint),
                action: Action::Edit(Edit::JoinReason {
                    claim: *claims.first()?,
                    relation,
                }),
            });
        }
        let part = (point.y - rect.min.y) / rect.height().max(1.0);
        if !(0.26..=0.74).contains(&part) {
            let beside = if part < 0.5 { Beside::Before } else { Beside::Behind };
            let under = Under::of(shown.document(), shown.structure, card.claim)?;
            let y = if part < 0.5 { rect.min.y - 4.0 } else { rect.max.y + 4.0 };
            let site = Site {
                under,
                next_to: Some((card.claim, beside)),
            };
            let label = if part < 0.5 {
                words.drop_before
            } else {
                words.drop_behind
            };
            let gap = [pos2(rect.min.x, y), pos2(rect.max.x, y)];
            return act(site, rect, Some(gap), format!("{label} {quoted}"));
        }
        let kind = if point.x < rect.center().x {
            RelationKind::Support
        } else {
            RelationKind::Attack
        };
        let (half, label) = if kind == RelationKind::Support {
            (rect.with_max_x(rect.center().x), words.drop_supports)
        } else {
            (rect.with_min_x(rect.center().x), words.drop_attacks)
        };
        let site = Site::end_of(Under::Reply {
            target: Target::Claim(card.claim),
            kind,
        });
        return act(site, half, None, format!("{label}: {quoted}"));
    }
    if let Some((relation, rect)) = step_at(paint, point, claims) {
        let site = Site::end_of(Under::Reply {
            target: Target::Relation(relation),
            kind: RelationKind::Attack,
        });
        return act(site, rect, None, words.drop_undercut.to_owned());
    }
    let (site, rect, gap) = open_site(paint, spot, claims, point)?;
    let label = site_name(shown, site);
    act(site, rect, gap, label)
}

/// A site that is no card: the question, a stakeholder, a theme, or the ground of one.
fn open_site(
    paint: &Paint<'_>,
    spot: Option<Spot>,
    claims: &[ClaimId],
    point: Pos2,
) -> Option<(Site, Rect, Option<[Pos2; 2]>)> {
    let shown = paint.shown;
    let scene = shown.scene;
    let document = shown.document();
    let world = paint.camera.world_from_screen(point);
    let first = *claims.first()?;
    let theme_now = shown.structure.theme_of(document, first);
    let side_of = |x: f32, middle: f32| if x < middle { Stance::Pro } else { Stance::Contra };
    match spot {
        Some(Spot::Question) => {
            let under = Under::Thesis {
                stance: side_of(world.x, scene.question.center().x),
                stakeholder: shown.structure.stakeholder_of(document, first),
                theme: theme_now,
            };
            return Some((Site::end_of(under), paint.camera.screen_rect(scene.question), None));
        }
        Some(spot @ Spot::Stakeholder(stakeholder)) => {
            let rect = scene.rect_of(spot)?;
            let under = Under::Thesis {
                stance: side_of(world.x, rect.center().x),
                stakeholder,
                theme: theme_now,
            };
            return Some((Site::end_of(under), paint.camera.screen_rect(rect), None));
        }
        Some(spot @ Spot::Theme(stakeholder, stance, theme)) => {
            let under = Under::Thesis {
                stance,
                stakeholder,
                theme,
            };
            let rect = scene.rect_of(spot)?;
            return Some((Site::end_of(under), paint.camera.screen_rect(rect), None));
        }
        Some(Spot::Claim(_)) => return None,
        None => {}
    }
    let band = scene
        .bands
        .iter()
        .find(|band| band.rect.expand2(vec2(400.0, 40.0)).contains(world))?;
    if band.kind == BandKind::Loose {
        return Some((Site::end_of(Under::Nothing), paint.camera.screen_rect(band.rect), None));
    }
    let stakeholder = Scene::stakeholder_of(band);
    let stance = side_of(world.x, band.sign.center().x);
    let columns = scene.columns_of(band).iter().filter(|column| column.side == stance);
    let distance = |rect: Rect| (world.x - rect.clamp(world).x).abs();
    let nearest = columns.min_by(|a, b| distance(a.rect).total_cmp(&distance(b.rect)));
    let Some(column) = nearest.filter(|column| distance(column.rect) < 60.0) else {
        let under = Under::Thesis {
            stance,
            stakeholder,
            theme: theme_now,
        };
        return Some((Site::end_of(under), paint.camera.screen_rect(band.sign), None));
    };
    let under = Under::Thesis {
        stance,
        stakeholder,
        theme: column.theme,
    };
    let cards = scene
        .cards
        .get(column.cards.start as usize..column.cards.end as usize)?;
    let arguments = || {
        cards
            .iter()
            .filter(|card| card.depth == 1 && !claims.contains(&card.claim))
    };
    let above = arguments().rfind(|card| card.rect().center().y < world.y);
    let gap_at = |card: &Card, y: f32| {
        let rect = paint.camera.screen_rect(card.rect());
        let y = paint.camera.screen_from_world(pos2(0.0, y)).y;
        [pos2(rect.min.x, y), pos2(rect.max.x, y)]
    };
    let (next_to, gap) = match (above, arguments().next()) {
        (Some(card), _) => (
            Some((card.claim, Beside::Behind)),
            Some(gap_at(card, card.y + card.extent + 6.0)),
        ),
        (None, Some(card)) => (Some((card.claim, Beside::Before)), Some(gap_at(card, card.y - 6.0))),
        (None, None) => (None, None),
    };
    Some((Site { under, next_to }, paint.camera.screen_rect(column.rect), gap))
}

fn goal_of_line(paint: &Paint<'_>, far: &FarView, premise: ClaimId, kind: RelationKind, point: Pos2) -> Option<Goal> {
    let shown = paint.shown;
    let words = shown.words;
    if !paint.camera.viewport.contains(point) {
        return None;
    }
    match far.spot_at(paint, point) {
        Some(Spot::Claim(over)) if over != premise => {
            let card = shown.scene.card(over)?;
            let label = if kind == RelationKind::Support {
                words.drop_supports
            } else {
                words.drop_attacks
            };
            Some(Goal {
                rect: paint.camera.screen_rect(card.rect()),
                gap: None,
                label: format!("{label}: {}", quote(shown, over)),
                action: Action::Edit(Edit::Connect {
                    premise,
                    target: Target::Claim(over),
                    kind,
                }),
            })
        }
        Some(_) => None,
        None => {
            if let Some((relation, rect)) = step_at(paint, point, &[premise]) {
                return Some(Goal {
                    rect,
                    gap: None,
                    label: words.drop_undercut.to_owned(),
                    action: Action::Edit(Edit::Connect {
                        premise,
                        target: Target::Relation(relation),
                        kind: RelationKind::Attack,
                    }),
                });
            }
            let site = Site::end_of(Under::Reply {
                target: Target::Claim(premise),
                kind,
            });
            let label = if kind == RelationKind::Support {
                words.add_reply_for
            } else {
                words.add_reply_against
            };
            Some(Goal {
                rect: Rect::from_center_size(point, vec2(20.0, 20.0)),
                gap: None,
                label: label.to_owned(),
                action: Action::App(AppAction::Write(site)),
            })
        }
    }
}

/// The step whose line runs under a point, and a small rectangle around the place.
fn step_at(paint: &Paint<'_>, point: Pos2, except: &[ClaimId]) -> Option<(RelationId, Rect)> {
    let scene = paint.shown.scene;
    let world = paint.camera.world_from_screen(point);
    let reach = 9.0 / paint.camera.scale;
    let near = Rect::from_center_size(world, vec2(reach, reach) * 2.0);
    let mut found = None;
    for column in scene
        .columns
        .iter()
        .filter(|column| column.rect.expand(320.0).contains(world))
    {
        scene.visit_cards(column, near.expand(300.0), |_, card| {
            if card.depth > 1
                && !except.contains(&card.claim)
                && let Some(path) = lines::reply_path(scene, card)
                && path
                    .windows(2)
                    .any(|ends| matches!(ends, [from, to] if distance(*from, *to, world) < reach))
            {
                found = paint.shown.structure.place(card.claim).and_then(|place| place.relation);
            }
            true
        });
    }
    found.map(|relation| (relation, Rect::from_center_size(point, vec2(22.0, 22.0))))
}

fn distance(from: Pos2, to: Pos2, point: Pos2) -> f32 {
    let along = to - from;
    let length = along.length_sq();
    let part = if length > 0.0 {
        ((point - from).dot(along) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (from + along * part - point).length()
}

fn quote(shown: &Shown<'_>, claim: ClaimId) -> String {
    let words = shown.claim_text(claim).words;
    let short: String = words.chars().take(48).collect();
    let dots = if short.len() < words.len() { "…" } else { "" };
    format!("‘{short}{dots}’")
}

/// What a site is called.
pub(super) fn site_name(shown: &Shown<'_>, site: Site) -> String {
    let document = shown.document();
    match site.under {
        Under::Thesis {
            stance,
            stakeholder,
            theme,
        } => {
            let group = stakeholder.and_then(|id| document.stakeholders.get(id));
            let group = group.map_or(shown.words.nobody, |record| {
                document.read(&record.name, shown.lang()).words
            });
            let mut name = format!("{} · {group}", shown.words.stance(stance));
            if let Some(record) = theme.and_then(|id| document.themes.get(id)) {
                name.push_str(" · ");
                name.push_str(document.read(&record.name, shown.lang()).words);
            }
            name
        }
        Under::Reply { target, kind } => {
            let label = if kind == RelationKind::Support {
                shown.words.drop_supports
            } else {
                shown.words.drop_attacks
            };
            match target {
                Target::Claim(claim) => format!("{label}: {}", quote(shown, claim)),
                Target::Relation(_) => shown.words.drop_undercut.to_owned(),
            }
        }
        Under::Nothing | Under::Own => shown.words.drop_park.to_owned(),
    }
}

/// What happens to the claims that wait when this spot is pointed out.
pub fn picked(shown: &Shown<'_>, spot: Spot, kind: Option<RelationKind>) -> Option<Edit> {
    let picking = shown.view.picking.as_ref()?;
    let claims = picking.claims.clone();
    let first = *claims.first()?;
    let place = shown.structure.place(first)?;
    let document = shown.document();
    let stance = match kind {
        Some(RelationKind::Support) => Stance::Pro,
        Some(RelationKind::Attack) => Stance::Contra,
        None => place.stance.unwrap_or(Stance::Pro),
    };
    let own_theme = shown.structure.theme_of(document, first);
    match (picking.pick, spot) {
        (Pick::Move, Spot::Claim(target)) => Some(Edit::Place {
            claims,
            site: Site::end_of(Under::Reply {
                target: Target::Claim(target),
                kind: kind.or(place.kind).unwrap_or(RelationKind::Support),
            }),
        }),
        (Pick::Move, Spot::Question) => Some(Edit::Place {
            claims,
            site: Site::end_of(Under::Thesis {
                stance,
                stakeholder: shown.structure.stakeholder_of(document, first),
                theme: own_theme,
            }),
        }),
        (Pick::Move, Spot::Stakeholder(stakeholder)) => Some(Edit::Place {
            claims,
            site: Site::end_of(Under::Thesis {
                stance,
                stakeholder,
                theme: own_theme,
            }),
        }),
        (Pick::Move, Spot::Theme(stakeholder, side, theme)) => Some(Edit::Place {
            claims,
            site: Site::end_of(Under::Thesis {
                stance: kind.map_or(side, |_| stance),
                stakeholder,
                theme,
            }),
        }),
        (Pick::Link, Spot::Claim(target)) => {
            let kind = kind.unwrap_or(RelationKind::Support);
            let connect = |premise| Edit::Connect {
                premise,
                target: Target::Claim(target),
                kind,
            };
            Some(several(claims, EditName::Connect, connect))
        }
        (Pick::Premise, Spot::Claim(target)) => {
            let relation = shown.structure.place(target)?.relation?;
            Some(several(claims, EditName::JoinReason, |claim| Edit::JoinReason {
                claim,
                relation,
            }))
        }
        (Pick::Join, Spot::Claim(target)) => {
            let mut others: Vec<ClaimId> = claims.into_iter().filter(|claim| *claim != first).collect();
            others.push(target);
            Some(several(others, EditName::Join, |other| Edit::Join {
                keep: first,
                other,
            }))
        }
        _ => None,
    }
}

fn several(claims: Vec<ClaimId>, name: EditName, edit: impl Fn(ClaimId) -> Edit) -> Edit {
    match *claims {
        [claim] => edit(claim),
        _ => Edit::Many {
            name,
            edits: claims.into_iter().map(edit).collect(),
        },
    }
}

/// Selects what was clicked, adds it to the selection, or points it out as a target.
pub(super) fn click(ui: &Ui, shown: &Shown<'_>, spot: Option<Spot>, actions: &mut Vec<Action>) {
    if shown.view.picking.is_some() {
        if let Some(spot) = spot {
            actions.extend(picked(shown, spot, None).map(Action::Edit));
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

/// The line over the map that says what is to be pointed out.
pub(super) fn picking_ui(ui: &Ui, paint: &Paint<'_>) {
    let shown = paint.shown;
    let Some(picking) = &shown.view.picking else { return };
    let theme = paint.theme();
    for card in picking.claims.iter().filter_map(|claim| shown.scene.card(*claim)) {
        let rect = paint.camera.screen_rect(card.rect()).expand(3.0);
        let ends = [
            rect.left_top(),
            rect.right_top(),
            rect.right_bottom(),
            rect.left_bottom(),
            rect.left_top(),
        ];
        paint
            .painter
            .extend(Shape::dashed_line(&ends, Stroke::new(3.0, theme.focus), 8.0, 6.0));
    }
    let text = match picking.pick {
        Pick::Move => shown.words.pick_move,
        Pick::Link => shown.words.pick_link,
        Pick::Premise => shown.words.pick_premise,
        Pick::Join => shown.words.pick_join,
    };
    let viewport = paint.camera.viewport;
    let galley = paint.painter.layout(
        text.to_owned(),
        bold_font(15.0),
        theme.thesis.on,
        viewport.width() - 80.0,
    );
    let size = galley.size() + vec2(28.0, 16.0);
    let rect = Rect::from_center_size(pos2(viewport.center().x, viewport.min.y + 66.0 + size.y / 2.0), size);
    paint
        .painter
        .rect_filled(rect, CornerRadius::same(8), theme.thesis.solid);
    paint
        .painter
        .galley(rect.min + vec2(14.0, 8.0), galley, theme.thesis.on);
    let response = ui.interact(rect, canvas_id().with("picking"), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
    ui.accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
}
