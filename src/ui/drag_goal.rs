//! Where a dragged card or line would come: what lies under the pointer, what would happen there, and how that is said.

use egui::{Pos2, Rect, Ui, pos2, vec2};

use crate::command::{Action, AppAction};
use crate::edit::{Beside, Edit, EditName, Fragment, Site, Under};
use crate::layout::{BandKind, Card, Scene, Spot};
use crate::model::{ClaimId, RelationId, RelationKind, Stance, Target};

use super::far::FarView;
use super::paint::Paint;
use super::{Shown, lines};

/// What letting go here would do.
pub(super) struct Goal {
    /// What lights up, on screen.
    pub rect: Rect,
    /// Where the card would come: a line between two others.
    pub gap: Option<[Pos2; 2]>,
    /// What is said about it.
    pub label: String,
    /// What happens.
    pub action: Action,
}

pub(super) fn goal_of_cards(
    ui: &Ui,
    paint: &Paint<'_>,
    far: &FarView,
    claims: &[ClaimId],
    point: Pos2,
) -> Option<Goal> {
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
        return act(site, rect, None, undercut_name(shown, relation));
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

pub(super) fn goal_of_line(
    paint: &Paint<'_>,
    far: &FarView,
    premise: ClaimId,
    kind: RelationKind,
    point: Pos2,
) -> Option<Goal> {
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
                    label: undercut_name(shown, relation),
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
pub(super) fn step_at(paint: &Paint<'_>, point: Pos2, except: &[ClaimId]) -> Option<(RelationId, Rect)> {
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
            // The step of an argument is its sign on the line of the column, with the line from there to the card.
            let sign = pos2(column.line_x, lines::line_height(card));
            let is_near = if card.depth == 1 {
                let edge = pos2(card.rect().center().x, sign.y);
                sign.distance(world) < reach.max(16.0)
                    || !card.rect().contains(world) && distance(sign, edge, world) < reach
            } else {
                lines::reply_path(scene, card).is_some_and(|path| {
                    path.windows(2)
                        .any(|ends| matches!(ends, [from, to] if distance(*from, *to, world) < reach))
                })
            };
            if is_near && !except.contains(&card.claim) {
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

pub(super) fn quote(shown: &Shown<'_>, claim: ClaimId) -> String {
    let words = shown.claim_text(claim).words;
    let short: String = words.chars().take(48).collect();
    let dots = if short.len() < words.len() { "…" } else { "" };
    format!("‘{short}{dots}’")
}

/// Which step would be undercut: that of a sentence.
fn undercut_name(shown: &Shown<'_>, relation: RelationId) -> String {
    let record = shown.document().relations.get(relation);
    match record.and_then(|record| record.premises.first()) {
        Some(premise) => format!("{}: {}", shown.words.drop_undercut, quote(shown, *premise)),
        None => shown.words.drop_undercut.to_owned(),
    }
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
                Target::Relation(relation) => undercut_name(shown, relation),
            }
        }
        Under::Nothing | Under::Own => shown.words.drop_park.to_owned(),
    }
}

pub(super) fn several(claims: Vec<ClaimId>, name: EditName, edit: impl Fn(ClaimId) -> Edit) -> Edit {
    match *claims {
        [claim] => edit(claim),
        _ => Edit::Many {
            name,
            edits: claims.into_iter().map(edit).collect(),
        },
    }
}
