//! Where the camera goes: to what was asked for, and eased there.

use egui::{Pos2, Rect};

use crate::layout::{Scene, Spot};
use crate::model::InstrumentId;

use super::{Camera, Context, FAR, Selected, ViewState, ZoomTo};

/// From this scale on a card that is written stays as large as it is.
const GENTLE: f32 = 0.4;
/// Height at the bottom of the view that the overview map may take, in points.
const OVERVIEW_ROOM: f32 = 180.0;

impl ViewState {
    /// Moves the camera so that a spot is seen, without making anything larger or smaller: for a card that is written,
    /// which has letters of its own size.
    pub fn show(&mut self, spot: Spot, scene: &Scene) {
        if let Some(rect) = scene.rect_of(spot) {
            let low = if self.show_overview { OVERVIEW_ROOM } else { 0.0 };
            let to = self
                .camera
                .revealing(rect, GENTLE.min(self.camera.scale), scene.bounds, low);
            let to = if self.camera.scale < GENTLE {
                self.camera.revealing(rect, GENTLE, scene.bounds, low)
            } else {
                to
            };
            self.move_to(to);
        }
    }

    /// Moves the camera so that a spot is seen and can be read; leaves it where it is if that is so already.
    pub fn reveal(&mut self, spot: Spot, scene: &Scene) {
        if let Some(mut rect) = scene.rect_of(spot) {
            if let Spot::Theme(stakeholder, side, theme) = spot
                && let Some(column) = scene.theme_column(stakeholder, side, theme)
                && let Some(first) = scene.cards.get(column.cards.start as usize)
            {
                // A heading without an argument under it says little.
                rect = rect.union(first.rect());
            }
            let needed = match spot {
                Spot::Question => 0.0,
                Spot::Stakeholder(_) => 0.0,
                Spot::Theme(..) => 0.45,
                Spot::Claim(claim) => {
                    if scene.card(claim).is_some_and(|card| card.depth > 1) {
                        1.0
                    } else {
                        0.8
                    }
                }
            };
            if spot == Spot::Question && rect.width() * self.camera.scale > self.camera.viewport.width() - 80.0 {
                self.move_to(self.camera.fitted(rect, scene.bounds, 1.0));
                return;
            }
            let low = if self.show_overview { OVERVIEW_ROOM } else { 0.0 };
            let to = self.camera.revealing(rect, needed, scene.bounds, low);
            self.move_to(to);
        }
    }

    /// The part of the screen that the map has, and where everything stands: known each frame.
    pub fn set_viewport(&mut self, viewport: Rect, scene: &Scene) {
        let bounds = scene.bounds;
        let still_fitted = self.fitted == Some(self.camera);
        let changed = self.camera.viewport != viewport;
        self.camera.viewport = viewport;
        if self.fit_when_seen || (changed && still_fitted) {
            self.camera = self.camera.fitted(bounds, bounds, 1.0);
            // A branch that is too large to be read as a whole begins with what it is about.
            if let Some(card) = self.spec.focus.and_then(|focus| scene.card(focus)) {
                let signs = scene.bands.iter().map(|band| band.sign);
                let path = scene.cards.iter().map(crate::layout::Card::rect).chain(signs);
                let all = path.fold(scene.question, Rect::union);
                self.camera = self.camera.fitted(all, bounds, 1.0);
                if self.camera.scale < 0.5 {
                    self.camera = self.camera.revealing(card.rect(), 0.8, bounds, 0.0);
                }
            }
            self.fitted = Some(self.camera);
            self.moving_from = None;
            self.fit_when_seen = false;
        }
    }

    /// The camera as it is to be painted at this time (in seconds), and whether it is still moving.
    pub fn camera_at(&mut self, now: f64, duration: f64) -> (Camera, bool) {
        let Some((from, start)) = self.moving_from else {
            return (self.camera, false);
        };
        let start = start.unwrap_or(now);
        let part = if duration > 0.0 {
            ((now - start) / duration).clamp(0.0, 1.0) as f32
        } else {
            1.0
        };
        if part >= 1.0 {
            self.moving_from = None;
            return (self.camera, false);
        }
        self.moving_from = Some((from, Some(start)));
        let eased = part * part * (3.0 - 2.0 * part);
        (
            Camera {
                viewport: self.camera.viewport,
                ..from
            }
            .toward(&self.camera, eased),
            true,
        )
    }

    /// Larger around a point on screen, to which a point of the world comes nearer with every step.
    pub(super) fn zoom_toward(&mut self, factor: f32, at: Pos2, point: Pos2, context: Context<'_>) {
        let from = self.camera;
        self.camera.center += (point - from.world_from_screen(at)) * 0.6;
        self.camera.zoom_at(factor, at, context.scene.bounds);
        self.moving_from = Some((from, None));
    }

    pub(super) fn zoom_to(&mut self, to: ZoomTo, context: Context<'_>) {
        let camera = match to {
            ZoomTo::All => {
                let camera = self.camera.fitted(context.scene.bounds, context.scene.bounds, 1.0);
                self.fitted = Some(camera);
                camera
            }
            ZoomTo::Full => self.camera.zoomed(1.0 / self.camera.scale, context.scene.bounds),
            ZoomTo::Selection => {
                let rect = match self.selected {
                    Some(Selected::Spot(Spot::Claim(claim))) => context
                        .scene
                        .card_index(claim)
                        .map(|index| branch_rect(context.scene, index)),
                    Some(Selected::Spot(Spot::Stakeholder(stakeholder))) => context
                        .scene
                        .bands
                        .iter()
                        .find(|band| band.kind == crate::layout::BandKind::Stakeholder(stakeholder))
                        .map(|band| band.rect),
                    Some(Selected::Spot(Spot::Theme(stakeholder, side, theme))) => context
                        .scene
                        .theme_column(stakeholder, side, theme)
                        .map(|column| column.rect),
                    Some(Selected::Spot(Spot::Question)) => Some(context.scene.question.expand(160.0)),
                    Some(Selected::Instrument(instrument)) => lit_rect(context, instrument),
                    None => None,
                };
                let Some(rect) = rect else { return };
                let bounds = context.scene.bounds;
                let camera = self.camera.fitted(rect, bounds, 1.6);
                // From afar labels stand for the arguments; of the whole map, hardly smaller, all of them are free.
                let all = self.camera.fitted(bounds, bounds, 1.0);
                if camera.scale < FAR && camera.scale < all.scale * 1.4 && self.camera != all {
                    self.fitted = Some(all);
                    all
                } else {
                    camera
                }
            }
        };
        self.move_to(camera);
    }

    /// Starts a movement of the camera; it is there at once, only the eye follows.
    pub(super) fn move_to(&mut self, to: Camera) {
        if to != self.camera {
            let from = self.camera;
            self.moving_from = Some((from, None));
            self.camera = to;
        }
    }

    pub(super) fn stop(&mut self) {
        self.moving_from = None;
    }
}

/// Around a card and all its replies.
fn branch_rect(scene: &Scene, index: usize) -> Rect {
    let Some(card) = scene.cards.get(index) else {
        return scene.bounds;
    };
    scene
        .cards
        .get(index..card.end as usize)
        .unwrap_or(&[])
        .iter()
        .fold(card.rect(), |rect, card| rect.union(card.rect()))
}

/// Around all claims that an instrument answers.
pub(super) fn lit_rect(context: Context<'_>, instrument: InstrumentId) -> Option<Rect> {
    let claims = context.document.claims_of_instrument(instrument);
    claims
        .into_iter()
        .filter_map(|claim| context.scene.card(claim))
        .map(crate::layout::Card::rect)
        .reduce(Rect::union)
}
