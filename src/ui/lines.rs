//! Lines between cards.

use egui::{Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

use crate::layout::{Card, TextSizes};
use crate::model::{ClaimId, RelationKind, Stance, Target};

use super::far::FarView;
use super::icons;
use super::paint::{Paint, arrow_head};
use super::theme::{Category, font};

/// A line of a stakeholder; where its color is pale, it gets an outline.
pub(super) fn double_line(painter: &Painter, points: &[Pos2], width: f32, look: Category) {
    if look.line != look.solid && width > 3.0 {
        painter.add(Shape::line(
            points.to_vec(),
            Stroke::new(width + (width * 0.3).clamp(1.5, 3.0), look.line),
        ));
    }
    let color = if look.line != look.solid && width <= 3.0 {
        look.line
    } else {
        look.solid
    };
    painter.add(Shape::line(points.to_vec(), Stroke::new(width, color)));
}

/// Height at which a line meets a card: the middle of its first line of text.
pub(super) fn line_height(card: &Card) -> f32 {
    let sizes = TextSizes::at_depth(card.depth);
    card.y + sizes.padding + sizes.claim_line / 2.0
}

/// The line from a reply to what it answers, in world points and without its round corner.
pub(super) fn reply_path(scene: &crate::layout::Scene, card: &Card) -> Option<[Pos2; 4]> {
    let parent = scene.cards.get(card.parent as usize)?;
    let away = if card.x >= parent.x { 1.0 } else { -1.0 };
    // The first reply stands beside its parent: its line is straight.
    let from = pos2(
        if away > 0.0 { parent.x + parent.width } else { parent.x },
        parent.y + TextSizes::REPLY.padding + TextSizes::REPLY.claim_line / 2.0,
    );
    let to = pos2(
        if away > 0.0 { card.x } else { card.x + card.width } - away * 10.0,
        line_height(card),
    );
    let bend_x = from.x + away * 10.0;
    Some([from, pos2(bend_x, from.y), pos2(bend_x, to.y), to])
}

/// The line from a reply to what it answers, with the sign of the reply.
pub(super) fn reply_line(paint: &Paint<'_>, card: &Card, side: Stance) {
    let shown = paint.shown;
    let Some([from, bend, _, to]) = reply_path(shown.scene, card) else {
        return;
    };
    let Some(place) = shown.structure.place(card.claim) else {
        return;
    };
    let receded = paint.is_receded(card.claim);
    let stance = place.stance.unwrap_or(side);
    let look = paint.category(paint.theme().side(stance), receded);
    let bend_x = bend.x;
    let away = (bend_x - from.x).signum();
    let scale = paint.camera.scale;
    let selected = shown.view.is_selected(card.claim);
    let width = (2.5 * scale).clamp(1.0, 6.0) * if selected { 1.6 } else { 1.0 };
    // The trunk is shared by replies of both sides: it has no color of its own.
    let stroke = Stroke::new(width, paint.color(paint.theme().hairline, receded));
    let corner = 8.0_f32.min(to.y - from.y);
    let mut points = vec![from];
    if corner > 1.0 {
        // Down the trunk and round the corner; the trunk itself leaves the parent at a right angle.
        points.extend([pos2(bend_x, from.y), pos2(bend_x, to.y - corner)]);
        let middle = pos2(bend_x + away * corner, to.y - corner);
        for step in 1..=4 {
            let angle = step as f32 / 4.0 * std::f32::consts::FRAC_PI_2;
            points.push(middle + vec2(-away * angle.cos(), angle.sin()) * corner);
        }
    }
    points.push(to);
    let points: Vec<Pos2> = points
        .into_iter()
        .map(|point| paint.camera.screen_from_world(point))
        .collect();
    paint.painter.add(Shape::line(points, stroke));
    if scale > 0.3 {
        let sign = paint.camera.screen_from_world(to);
        let supports = place.kind == Some(RelationKind::Support);
        icons::reply_sign(
            &paint.painter,
            sign,
            (15.0 * scale).max(7.0),
            supports,
            place.undercut,
            look.line,
            paint.theme().canvas,
        );
    }
}

/// More lines than this in one picture are a knot; those of what is selected are always drawn.
const MOST_LINES: usize = 60;

/// Relations besides the tree: all of them if asked for, otherwise those of the selected claim.
pub(super) fn cross_relations(paint: &Paint<'_>, far: &FarView, words: bool) {
    let shown = paint.shown;
    let selected = shown.view.claim();
    if !shown.view.show_cross && selected.is_none() {
        return;
    }
    let document = shown.document();
    // From afar many may go from one theme to another: they are one line.
    let mut drawn = std::collections::BTreeSet::new();
    for id in shown.structure.cross_relations() {
        let Some(relation) = document.relations.get(*id) else {
            continue;
        };
        let Some(&premise) = relation.premises.first() else {
            continue;
        };
        let Some(target) = target_claim(paint, relation.target) else {
            continue;
        };
        let touches = selected.is_some_and(|claim| claim == premise || claim == target);
        if !shown.view.show_cross && !touches {
            continue;
        }
        let (Some(from), Some(to)) = (far.rect_of(paint, premise), far.rect_of(paint, target)) else {
            continue;
        };
        // From afar both may stand under one theme.
        if from == to || !from.union(to).expand(120.0).intersects(paint.visible) {
            continue;
        }
        if words && !touches {
            continue;
        }
        let ends = [from.min.x, from.min.y, to.min.x, to.min.y].map(f32::to_bits);
        if !drawn.insert((ends, relation.kind, touches)) || drawn.len() > MOST_LINES && !touches {
            continue;
        }
        let undercut = matches!(relation.target, Target::Relation(_));
        cross_relation(paint, from, to, relation.kind, undercut, (touches, words));
    }
}

fn target_claim(paint: &Paint<'_>, target: Target) -> Option<ClaimId> {
    match target {
        Target::Claim(claim) => Some(claim),
        Target::Relation(relation) => paint
            .shown
            .document()
            .relations
            .get(relation)?
            .premises
            .first()
            .copied(),
    }
}

fn cross_relation(
    paint: &Paint<'_>,
    from: Rect,
    to: Rect,
    kind: RelationKind,
    undercut: bool,
    (strong, words): (bool, bool),
) {
    // From the edge that faces the other card.
    let edge = |rect: Rect, toward: Pos2| {
        let by = toward - rect.center();
        if by.x.abs() * rect.height() > by.y.abs() * rect.width() {
            (
                pos2(if by.x > 0.0 { rect.max.x } else { rect.min.x }, rect.center().y),
                vec2(by.x.signum(), 0.0),
            )
        } else {
            (
                pos2(rect.center().x, if by.y > 0.0 { rect.max.y } else { rect.min.y }),
                vec2(0.0, by.y.signum()),
            )
        }
    };
    let (start, start_out) = edge(from, to.center());
    let (end, end_out) = edge(to, from.center());
    let reach = ((end - start).length() * 0.35).clamp(40.0, 400.0);
    let controls = [start, start + start_out * reach, end + end_out * reach, end]
        .map(|point| paint.camera.screen_from_world(point));
    let color = if strong {
        paint.theme().ink
    } else {
        paint.theme().hairline
    };
    let width = if strong { 2.5 } else { 1.5 };
    let [p0, p1, p2, p3] = controls;
    let points: Vec<Pos2> = (0..=24)
        .map(|step| {
            let t = step as f32 / 24.0;
            let s = 1.0 - t;
            (p0.to_vec2() * (s * s * s)
                + p1.to_vec2() * (3.0 * s * s * t)
                + p2.to_vec2() * (3.0 * s * t * t)
                + p3.to_vec2() * (t * t * t))
                .to_pos2()
        })
        .collect();
    let stroke = Stroke::new(width, color);
    if words {
        // The line itself lies under the cards.
    } else if kind == RelationKind::Attack {
        paint.painter.extend(Shape::dashed_line(&points, stroke, 8.0, 5.0));
    } else {
        paint.painter.add(Shape::line(points.clone(), stroke));
    }
    if !words {
        arrow_head(&paint.painter, p3, p3 - p2, if strong { 12.0 } else { 9.0 }, color);
    }
    if let Some(middle) = points.get(12).filter(|_| strong && words) {
        let galley = paint.painter.layout_no_wrap(
            paint.shown.words.relation(kind, undercut).to_owned(),
            font(13.0),
            paint.theme().ink,
        );
        let rect = Rect::from_center_size(*middle, galley.size());
        paint
            .painter
            .rect_filled(rect.expand2(vec2(5.0, 2.0)), 4.0, paint.theme().canvas);
        paint.painter.galley(rect.min, galley, paint.theme().ink);
    }
}
