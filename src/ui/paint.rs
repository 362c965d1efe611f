//! What everyone who paints the map needs: the camera, colors, and what recedes.

use std::time::Duration;

use egui::{Color32, CornerRadius, Id, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui};

use crate::layout::{Band, BandKind, Scene};
use crate::model::{ClaimId, InstrumentId};
use crate::view::{Camera, LEGIBLE};

use super::Shown;
use super::theme::{Category, Theme};

/// The id of the map, for the keyboard.
pub fn canvas_id() -> Id {
    Id::unique("argumentenkaart-map")
}

/// While the scale changes, letters are made for one of so many scales up to twice as large.
const STEPS_TO_DOUBLE: f32 = 12.0;
/// The scale rests when it has not changed for so long, in seconds.
const REST: f64 = 0.1;

/// What is known of the scale of a map from one frame to the next.
#[derive(Clone, Copy)]
struct Scaling {
    scale: f32,
    /// The last change, and the one before, in seconds.
    changed: [f64; 2],
}

/// The scale that letters are made for. Making letters of a new size, and placing them, takes a third of a frame: while
/// the scale changes from frame to frame they are made for a few scales only, each at most 6 % smaller than there is room for,
/// and for the exact one as soon as it rests. One change by itself (the first picture, a jump) is exact at once.
pub(super) fn letter_scale(ui: &Ui, scale: f32) -> f32 {
    let id = canvas_id().with("letters");
    let now = ui.input(|input| input.time);
    let never = f64::NEG_INFINITY;
    let mut known = ui.data(|data| data.get_temp(id)).unwrap_or(Scaling {
        scale,
        changed: [never; 2],
    });
    if known.scale.to_bits() != scale.to_bits() {
        known = Scaling {
            scale,
            changed: [now, known.changed[0]],
        };
    }
    ui.data_mut(|data| data.insert_temp(id, known));
    let [last, before] = known.changed;
    let rest = REST - (now - last);
    if rest <= 0.0 || last - before >= REST || ui.global_style().animation_time <= 0.0 {
        return scale;
    }
    ui.request_repaint_after(Duration::from_secs_f64(rest));
    step_below(scale)
}

fn step_below(scale: f32) -> f32 {
    // A scale that is a step itself stays so, whatever rounding does.
    let step = (scale.log2() * STEPS_TO_DOUBLE + 1e-3).floor();
    (step / STEPS_TO_DOUBLE).exp2().min(scale)
}

/// What a painter of the map needs.
pub(super) struct Paint<'a> {
    pub shown: &'a Shown<'a>,
    pub painter: Painter,
    pub camera: Camera,
    /// The scale that letters are made for: that of the camera, or a little less while it changes (see [`letter_scale`]).
    pub text_scale: f32,
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
        (world * self.text_scale * 4.0).floor() / 4.0
    }

    pub fn is_legible(&self, world: f32) -> bool {
        // By the camera: what can be read does not come and go while it moves.
        (world * self.camera.scale * 4.0).floor() / 4.0 >= LEGIBLE
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

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Context, RawInput};

    /// The scale of letters in a frame at a time, in seconds.
    fn frame(context: &Context, time: f64, scale: f32) -> f32 {
        let mut made = 0.0;
        let input = RawInput {
            time: Some(time),
            ..RawInput::default()
        };
        let mut output = context.run_ui(input, |ui| made = letter_scale(ui, scale));
        output.textures_delta.clear();
        made
    }

    #[test]
    fn letters_are_coarse_only_while_the_scale_changes() {
        let context = Context::default();
        // The first picture, and one jump.
        assert_eq!(frame(&context, 1.0, 0.5), 0.5);
        assert_eq!(frame(&context, 1.01, 0.7), 0.7);
        // It goes on changing: a few scales, never larger than there is room for.
        let mut made: Vec<f32> = Vec::new();
        for step in 1..=60 {
            let scale = 0.7 + step as f32 / 100.0;
            let letters = frame(&context, 1.01 + f64::from(step) / 60.0, scale);
            assert!(letters <= scale && letters > scale * 0.94, "{letters} for {scale}");
            made.push(letters);
        }
        made.dedup();
        assert!(made.len() <= 12, "{made:?}");
        // At rest it is exact, and stays so.
        assert!(frame(&context, 2.06, 1.3) < 1.3);
        assert_eq!(frame(&context, 2.15, 1.3), 1.3);
        assert_eq!(frame(&context, 9.0, 1.3), 1.3);
        assert_eq!(frame(&context, 10.0, 2.0), 2.0);
    }

    #[test]
    fn without_movement_letters_are_exact() {
        let context = Context::default();
        context.all_styles_mut(|style| style.animation_time = 0.0);
        for step in 0..10_u8 {
            let scale = 1.0 + f32::from(step) / 100.0;
            assert_eq!(frame(&context, f64::from(step) / 60.0, scale), scale);
        }
    }
}
