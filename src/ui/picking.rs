//! The same as dragging for the keyboard: a target is walked to and pointed out.

use egui::{Shape, Stroke, Ui, pos2};

use crate::command::Action;
use crate::edit::{Edit, EditName, Site, Under};
use crate::layout::Spot;
use crate::model::{ClaimId, RelationKind, Stance, Target};
use crate::view::{Pick, ViewAction};

use super::Shown;
use super::drag_goal::several;
use super::icons::Icon;
use super::paint::{Paint, canvas_id};
use super::theme::bold_font;
use super::widgets::FlatButton;

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
pub(super) fn picking_ui(ui: &mut Ui, paint: &Paint<'_>, actions: &mut Vec<Action>) {
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
    let at = pos2(viewport.center().x, viewport.min.y + 66.0);
    let area = egui::Area::new(canvas_id().with("picking"))
        .order(egui::Order::Middle)
        .pivot(egui::Align2::CENTER_TOP)
        .fixed_pos(at)
        .constrain_to(viewport);
    area.show(ui.ctx(), |ui| {
        let frame = egui::Frame::new()
            .fill(theme.card)
            .stroke(Stroke::new(2.0, theme.thesis.solid))
            .corner_radius(8)
            .inner_margin(egui::Margin::symmetric(14, 8));
        frame.show(ui, |ui| {
            ui.set_max_width((viewport.width() - 80.0).min(760.0));
            let said = egui::RichText::new(text).font(bold_font(15.0)).color(theme.ink);
            let label = ui.add(egui::Label::new(said).wrap());
            ui.accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
            ui.horizontal_wrapped(|ui| {
                // By pointer a click connects as is chosen here; by keyboard V and T choose.
                if picking.pick == Pick::Link {
                    let now = picked_kind(ui);
                    for (kind, icon, name) in [
                        (RelationKind::Support, Icon::Plus, shown.words.drop_supports),
                        (RelationKind::Attack, Icon::Minus, shown.words.drop_attacks),
                    ] {
                        let button = FlatButton::both(icon, name).selected(now == kind);
                        if button.show(ui, theme).clicked() {
                            ui.data_mut(|data| data.insert_temp(kind_id(), kind));
                        }
                    }
                }
                if FlatButton::both(Icon::Close, shown.words.cancel)
                    .show(ui, theme)
                    .clicked()
                {
                    actions.push(Action::View(ViewAction::Pick(None)));
                }
            });
        });
    });
}

fn kind_id() -> egui::Id {
    canvas_id().with("picked-kind")
}

/// How a click connects: for or against.
pub(super) fn picked_kind(ui: &Ui) -> RelationKind {
    ui.data(|data| data.get_temp(kind_id()))
        .unwrap_or(RelationKind::Support)
}
