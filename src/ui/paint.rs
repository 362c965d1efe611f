//! What everyone who paints the map needs: the camera, colors, and what recedes.

use egui::{Color32, CornerRadius, Id, Painter, Pos2, Rect, Shape, Stroke, StrokeKind};

use crate::layout::{Band, BandKind, Scene};
use crate::model::{ClaimId, InstrumentId};
use crate::view::{Camera, LEGIBLE};

use super::Shown;
use super::theme::{Category, Theme};

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

    pub fn is_band_receded(&self, band: &Band) -> bool {
        self.shown
            .view
            .eyes
            .is_some_and(|eyes| Scene::stakeholder_of(band) != Some(eyes))
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
