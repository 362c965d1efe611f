//! Which part of the world is on screen, and how large.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// Largest enlargement: 400 %.
pub const MAX_SCALE: f32 = 4.0;
/// Room beside a part that is shown as a whole, in points on screen.
const MARGIN: f32 = 24.0;
/// Room above it for the way to the question, and below it for the buttons for zooming.
const MARGIN_TOP: f32 = 68.0;
const MARGIN_BOTTOM: f32 = 60.0;

/// Which part of the world is on screen.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Camera {
    /// The point of the world in the middle of the view.
    pub center: Pos2,
    /// Points on screen for a point of the world: 1 is 100 %.
    pub scale: f32,
    /// The view on screen.
    pub viewport: Rect,
}

impl Default for Camera {
    fn default() -> Self {
        Self {
            center: Pos2::ZERO,
            scale: 1.0,
            viewport: Rect::from_min_size(Pos2::ZERO, vec2(800.0, 600.0)),
        }
    }
}

impl Camera {
    /// A point of the world on screen.
    pub fn screen_from_world(&self, point: Pos2) -> Pos2 {
        self.viewport.center() + (point - self.center) * self.scale
    }

    /// A rectangle of the world on screen.
    pub fn screen_rect(&self, rect: Rect) -> Rect {
        Rect::from_min_max(self.screen_from_world(rect.min), self.screen_from_world(rect.max))
    }

    /// A point on screen in the world.
    pub fn world_from_screen(&self, point: Pos2) -> Pos2 {
        self.center + (point - self.viewport.center()) / self.scale
    }

    /// The part of the world that is on screen.
    pub fn visible(&self) -> Rect {
        Rect::from_min_max(
            self.world_from_screen(self.viewport.min),
            self.world_from_screen(self.viewport.max),
        )
    }

    /// The scale at which a part just fits.
    fn fitting_scale(&self, rect: Rect) -> f32 {
        let room = (self.viewport.size() - vec2(2.0 * MARGIN, MARGIN_TOP + MARGIN_BOTTOM)).max(Vec2::splat(32.0));
        (room.x / rect.width().max(1.0)).min(room.y / rect.height().max(1.0))
    }

    /// Smallest scale: a little smaller than the whole map, and never so that a small map disappears.
    pub fn min_scale(&self, bounds: Rect) -> f32 {
        (self.fitting_scale(bounds) * 0.8).min(0.5)
    }

    /// Keeps scale and place within what can be seen, so that the map cannot be lost.
    fn clamped(mut self, bounds: Rect) -> Self {
        self.scale = self.scale.clamp(self.min_scale(bounds), MAX_SCALE);
        // At least a third of the view stays on the map; a map smaller than the view stays in view.
        let half = self.viewport.size() / self.scale / 2.0;
        let reach = vec2(
            (bounds.width() / 2.0 - half.x / 3.0).max(0.0),
            (bounds.height() / 2.0 - half.y / 3.0).max(0.0),
        );
        let reach = reach.max(half * 0.35);
        let middle = bounds.center();
        self.center = pos2(
            self.center.x.clamp(middle.x - reach.x, middle.x + reach.x),
            self.center.y.clamp(middle.y - reach.y, middle.y + reach.y),
        );
        self
    }

    /// Moves the picture by points on screen.
    pub fn pan(&mut self, by: Vec2, bounds: Rect) {
        self.center -= by / self.scale;
        *self = self.clamped(bounds);
    }

    /// Scales the picture around a point on screen, which keeps its place.
    pub fn zoom_at(&mut self, factor: f32, at: Pos2, bounds: Rect) {
        let fixed = self.world_from_screen(at);
        self.scale = (self.scale * factor).clamp(self.min_scale(bounds), MAX_SCALE);
        self.center = fixed - (at - self.viewport.center()) / self.scale;
        *self = self.clamped(bounds);
    }

    /// Scaled around the middle.
    pub fn zoomed(&self, factor: f32, bounds: Rect) -> Self {
        Self {
            scale: self.scale * factor,
            ..*self
        }
        .clamped(bounds)
    }

    /// Brings a point of the world to the middle.
    pub fn center_on(&mut self, point: Pos2, bounds: Rect) {
        self.center = point;
        *self = self.clamped(bounds);
    }

    /// Showing a part as a whole, at most this large.
    pub fn fitted(&self, rect: Rect, bounds: Rect, max_scale: f32) -> Self {
        let scale = self.fitting_scale(rect).min(max_scale);
        let center = rect.center() + vec2(0.0, (MARGIN_BOTTOM - MARGIN_TOP) / 2.0 / scale);
        Self { center, scale, ..*self }.clamped(bounds)
    }

    /// Showing a rectangle at a scale of at least `needed`, free of what lies over the map (`low` is how much room that
    /// takes at the bottom, in points on screen); moved no further than is necessary.
    pub fn revealing(&self, rect: Rect, needed: f32, bounds: Rect, low: f32) -> Self {
        let mut to = *self;
        if to.scale < needed {
            to.scale = needed;
            to.center = rect.center();
            return to.clamped(bounds);
        }
        let most = to.viewport.size() / 4.0;
        let side = 40.0_f32.min(most.x);
        let free = Rect::from_min_max(
            to.viewport.min + vec2(side, MARGIN_TOP.min(most.y)),
            to.viewport.max - vec2(side, low.max(MARGIN_BOTTOM).min(most.y)),
        );
        let room = Rect::from_min_max(to.world_from_screen(free.min), to.world_from_screen(free.max));
        let shift = |low: f32, high: f32, room_low: f32, room_high: f32| {
            if high - low > room_high - room_low {
                (low + high - room_low - room_high) / 2.0
            } else if low < room_low {
                low - room_low
            } else if high > room_high {
                high - room_high
            } else {
                0.0
            }
        };
        let by = vec2(
            shift(rect.min.x, rect.max.x, room.min.x, room.max.x),
            shift(rect.min.y, rect.max.y, room.min.y, room.max.y),
        );
        if by == Vec2::ZERO {
            return to;
        }
        to.center += by;
        to.clamped(bounds)
    }

    /// Between this camera and another: 0 is this one, 1 the other. Scale runs evenly to the eye.
    pub fn toward(&self, other: &Self, part: f32) -> Self {
        let scale = self.scale * (other.scale / self.scale).powf(part);
        // The middle follows the scale, so that the goal stays where it is on the glass.
        let along = if (other.scale - self.scale).abs() < 1e-4 {
            part
        } else {
            (1.0 / scale - 1.0 / self.scale) / (1.0 / other.scale - 1.0 / self.scale)
        };
        Self {
            center: self.center + (other.center - self.center) * along,
            scale,
            viewport: other.viewport,
        }
    }

    /// Keeps what stood at `before` in its place on the glass, now that it stands at `after`.
    pub fn keep(&mut self, before: Rect, after: Rect) {
        self.center += after.left_top() - before.left_top();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Rect = Rect {
        min: pos2(-2000.0, -1000.0),
        max: pos2(2000.0, 1000.0),
    };

    #[test]
    fn the_point_under_the_pointer_keeps_its_place() {
        let mut camera = Camera::default();
        let at = pos2(300.0, 250.0);
        let world = camera.world_from_screen(at);
        camera.zoom_at(1.5, at, BOUNDS);
        assert!((camera.screen_from_world(world) - at).length() < 0.01);
    }

    #[test]
    fn the_map_cannot_be_lost() {
        let mut camera = Camera::default();
        for _ in 0..100 {
            camera.pan(vec2(900.0, -700.0), BOUNDS);
            assert!(camera.visible().intersects(BOUNDS));
            camera.zoom_at(0.7, pos2(0.0, 0.0), BOUNDS);
            assert!(camera.visible().intersects(BOUNDS));
        }
        assert!(camera.visible().width() < BOUNDS.width() * 3.0);
    }

    #[test]
    fn what_is_revealed_is_seen_and_nothing_moves_without_need() {
        let camera = Camera::default();
        let far = Rect::from_min_size(pos2(1500.0, 700.0), vec2(272.0, 120.0));
        assert!(camera.revealing(far, 0.5, BOUNDS, 0.0).visible().contains_rect(far));
        let near = Rect::from_min_size(pos2(0.0, 0.0), vec2(272.0, 120.0));
        assert_eq!(camera.revealing(near, 0.5, BOUNDS, 0.0), camera);
    }
}
