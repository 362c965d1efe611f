//! The same as dragging for the keyboard: a target is walked to and pointed out.

use egui::{CornerRadius, Rect, Sense, Shape, Stroke, Ui, pos2, vec2};

use crate::edit::{Edit, EditName, Site, Under};
use crate::layout::Spot;
use crate::model::{ClaimId, RelationKind, Stance, Target};
use crate::view::Pick;

use super::Shown;
use super::drag_goal::several;
use super::paint::{Paint, canvas_id};
use super::theme::bold_font;

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
