//! The map itself for the audience, as it was seen: the same scene as on the laptop, without anything to click.

use egui::{CornerRadius, Pos2, Rect, Stroke, StrokeKind, pos2, vec2};

use crate::layout::{Band, BandKind, Card, Column, Scene, TextSizes, Texts};
use crate::model::{ClaimId, Document, Item, MapView, Stance};
use crate::view::Camera;

use super::super::icons;
use super::super::theme::{bold_font, font};
use super::{Board, LABEL, SMALL, TITLE};

/// The scene of a stop that shows the map.
pub struct SeenMap<'a> {
    /// The number of the stop.
    pub stop: usize,
    /// The picture.
    pub scene: &'a Scene,
    /// The broken lines of its texts.
    pub texts: &'a Texts,
}

/// Letters of less than this part of the height are not shown: a block stands for them.
const LEAST: f32 = 1.0 / 50.0;
/// Letters of headings on the map, in its own points.
const HEADING: f32 = 19.0;

/// Where the camera of a view is: its middle, and how much of the map fits in the height. `None` if what it holds on to
/// is gone from the map.
pub fn camera_of(document: &Document, scene: &Scene, view: &MapView) -> Option<(Pos2, f32)> {
    let rect = match view.anchor {
        Item::Cover => Some(scene.question),
        Item::Claim(claim) if document.cover.thesis == Some(claim) => Some(scene.question),
        Item::Claim(claim) => scene.card(claim).map(Card::rect),
        Item::Stakeholder(id) => {
            let of = |band: &&Band| band.kind == BandKind::Stakeholder(Some(id));
            scene.bands.iter().find(of).map(|band| band.sign)
        }
        _ => None,
    }?;
    let offset = vec2(view.offset.0 as f32, view.offset.1 as f32);
    Some((rect.center() + offset, (view.height as f32).max(50.0)))
}

impl Board<'_> {
    /// The map as it was seen.
    pub(super) fn map(&self, view: &MapView, stop: usize) {
        let Some(map) = self.stage.maps.iter().find(|map| map.stop == stop) else {
            return self.whole();
        };
        let Some(goal) = camera_of(self.stage.document, map.scene, view) else {
            return self.whole();
        };
        let (center, height) = self.eased(goal);
        let camera = Camera {
            center,
            scale: self.rect.height() / height,
            viewport: self.rect,
        };
        let lit = |claim: ClaimId| match view.lit {
            None => true,
            Some(Item::Claim(lit)) => {
                let argument = |claim| self.stage.structure.argument_of(claim);
                lit == claim || argument(claim) == lit || argument(lit) == claim
            }
            Some(Item::Stakeholder(lit)) => {
                self.stage.structure.stakeholder_of(self.stage.document, claim) == Some(lit)
            }
            Some(Item::Instrument(lit)) => {
                let record = self.stage.document.claims.get(claim);
                record.is_some_and(|record| record.instruments.contains(&lit))
            }
            Some(_) => true,
        };
        let visible = camera.visible();
        let near = |rect: Rect| rect.expand(200.0).intersects(visible);
        let is_far = !self.is_shown((HEADING * camera.scale * 4.0).floor() / 4.0);
        if is_far {
            let bands = map.scene.bands.iter();
            let bands: Vec<&Band> = bands
                .filter(|band| near(band.rect) && band.kind != BandKind::Loose)
                .collect();
            for band in &bands {
                let stroke = Stroke::new((9.0 * camera.scale).max(2.0), self.stage.theme.thesis.solid);
                let ends = [map.scene.question.center().y, band.sign.center().y];
                let ends = ends.map(|y| camera.screen_from_world(pos2(0.0, y)));
                self.painter.line_segment(ends, stroke);
            }
            bands
                .iter()
                .for_each(|band| self.stakeholder_from_afar(map.scene, band, camera));
            return self.question_on_map(map.scene, camera);
        }
        for band in map.scene.bands.iter().filter(|band| near(band.rect)) {
            self.lines_of(map.scene, band, camera);
            for column in map.scene.columns_of(band).iter().filter(|column| near(column.rect)) {
                map.scene.visit_cards(column, visible, |_, card| {
                    self.card_on_map(map, column, card, camera, lit(card.claim));
                    card.height * camera.scale > 3.0
                });
                self.heading(band, column, camera);
            }
        }
        self.question_on_map(map.scene, camera);
        for band in map.scene.bands.iter().filter(|band| near(band.rect)) {
            self.sign_on_map(band, camera);
        }
        // Who is speaking is always told: where the sign is off screen it stands in the corner.
        let middle = visible.center();
        let bands = map.scene.bands.iter().filter(|band| band.rect.intersects(visible));
        let here = bands.min_by(|one, other| {
            let distance = |band: &Band| band.rect.distance_sq_to_pos(middle);
            distance(one).total_cmp(&distance(other))
        });
        let inside = self.rect.shrink(self.pad());
        let is_off = |band: &&Band| !inside.contains(camera.screen_rect(band.sign).center());
        if let Some(band) = here.filter(is_off).filter(|band| band.kind != BandKind::Loose) {
            let pad = self.pad() * 0.7;
            self.sign(self.rect.min + vec2(pad, pad), Scene::stakeholder_of(band), LABEL * 1.2);
        }
    }

    /// On the way from where the camera was before: slow at both ends, straight, and never longer than a moment.
    fn eased(&self, goal: (Pos2, f32)) -> (Pos2, f32) {
        let Some(from) = self.stage.from.filter(|_| self.stage.arrived < 1.0) else {
            return goal;
        };
        let t = self.stage.arrived;
        let t = t * t * (3.0 - 2.0 * t);
        let height = from.1 * (goal.1 / from.1).powf(t);
        (from.0.lerp(goal.0, t), height)
    }

    fn is_shown(&self, size: f32) -> bool {
        size >= self.height(LEAST)
    }

    fn lines_of(&self, scene: &Scene, band: &Band, camera: Camera) {
        let (look, ..) = self.look(Scene::stakeholder_of(band));
        let stroke = Stroke::new((7.0 * camera.scale).max(2.0), look.line);
        let line = |from: Pos2, to: Pos2| {
            let ends = [camera.screen_from_world(from), camera.screen_from_world(to)];
            self.painter.line_segment(ends, stroke);
        };
        for end in [band.line_x.0, band.line_x.1].into_iter().filter(|end| *end != 0.0) {
            line(pos2(band.sign.center().x, band.line_y), pos2(end, band.line_y));
        }
        for column in scene.columns_of(band) {
            let top = column.line_start.unwrap_or(band.line_y);
            line(pos2(column.line_x, top), pos2(column.line_x, column.line_end));
        }
        let question = Stroke::new((9.0 * camera.scale).max(2.0), self.stage.theme.thesis.solid);
        if band.kind != BandKind::Loose {
            let ends = [scene.question.center().y, band.sign.center().y];
            let ends = ends.map(|y| camera.screen_from_world(pos2(0.0, y)));
            self.painter.line_segment(ends, question);
        }
    }

    fn card_on_map(&self, map: &super::SeenMap<'_>, column: &Column, card: &Card, camera: Camera, is_lit: bool) {
        let theme = self.stage.theme;
        let rect = camera.screen_rect(card.rect());
        if !rect.intersects(camera.viewport) {
            return;
        }
        let stance = self.stage.structure.stance(card.claim);
        let look = stance.map_or(theme.neutral(), |stance| theme.side(stance));
        let receding = |color| if is_lit { color } else { theme.receded(color) };
        let sizes = TextSizes::at_depth(card.depth);
        let size = (sizes.claim * camera.scale * 4.0).floor() / 4.0;
        if !self.is_shown(size) {
            let block = theme
                .canvas
                .lerp_to_gamma(receding(look.solid), if card.depth == 1 { 0.45 } else { 0.25 });
            self.painter.rect_filled(rect, CornerRadius::ZERO, block);
            return;
        }
        let radius = CornerRadius::same((6.0 * camera.scale).min(24.0) as u8);
        let edge = Stroke::new((2.0 * camera.scale).max(1.0), receding(look.line));
        self.painter.rect(rect, radius, theme.card, edge, StrokeKind::Inside);
        let sign = (22.0 * camera.scale).max(8.0);
        if let Some(stance) = stance {
            let x = if column.side == Stance::Pro {
                rect.max.x
            } else {
                rect.min.x
            };
            let at = pos2(x, rect.min.y + sign * 0.5);
            icons::side_sign(&self.painter, at, sign, stance, receding(look.solid), look.on);
        }
        let Some(measured) = map.texts.get(card.claim) else {
            return;
        };
        let words = self.words_of(card.claim);
        let mut at = rect.min + vec2(sizes.padding, sizes.padding) * camera.scale;
        let ink = receding(theme.ink);
        for line in measured.claim.lines(&words) {
            let galley = self.text(line, bold_font(size), ink, f32::INFINITY, 1);
            self.painter.galley(at, galley, ink);
            at.y += sizes.claim_line * camera.scale;
        }
        let small = (sizes.small * camera.scale * 4.0).floor() / 4.0;
        let record = self.stage.document.claims.get(card.claim);
        if let Some(record) = record.filter(|_| self.is_shown(small)) {
            at.y += 4.0 * camera.scale;
            let read = self.stage.document.read(&record.explanation, self.lang).words;
            let explanation = crate::layout::plain(read);
            for line in measured.explanation.lines(&explanation) {
                let galley = self.text(line, font(small), ink, f32::INFINITY, 1);
                self.painter.galley(at, galley, ink);
                at.y += sizes.small_line * camera.scale;
            }
        }
    }

    fn heading(&self, band: &Band, column: &Column, camera: Camera) {
        if band.kind == BandKind::Loose || !column.has_heading {
            return;
        }
        let size = (HEADING * camera.scale * 4.0).floor() / 4.0;
        let name = column.theme.and_then(|id| self.stage.document.themes.get(id));
        let name = name.map_or(self.words.no_theme, |theme| {
            self.stage.document.read(&theme.name, self.lang).words
        });
        if !self.is_shown(size) {
            return;
        }
        let text = self.text(name, bold_font(size), self.stage.theme.ink, f32::INFINITY, 1);
        let screen = camera.screen_rect(column.heading);
        let inset = 12.0 * camera.scale;
        let x = if column.side == Stance::Contra {
            screen.min.x + inset
        } else {
            screen.max.x - inset - text.size().x
        };
        let at = pos2(x, screen.center().y - text.size().y / 2.0);
        let ground = Rect::from_min_size(at, text.size()).expand2(vec2(4.0, 1.0));
        self.painter
            .rect_filled(ground, CornerRadius::same(3), self.stage.theme.canvas);
        self.painter.galley(at, text, self.stage.theme.ink);
    }

    /// A stakeholder from afar, where no heading can be read any more: beside its sign how many arguments each side has, and
    /// below that their themes.
    fn stakeholder_from_afar(&self, scene: &Scene, band: &Band, camera: Camera) {
        let sign = self.sign_on_map(band, camera);
        let (theme, pad) = (self.stage.theme, self.pad() * 0.6);
        let (size, small) = (self.height(LEAST) * 1.25, self.height(LEAST));
        let own = Scene::stakeholder_of(band);
        let was_cut = self.is_cut.get();
        for side in [Stance::Pro, Stance::Contra] {
            let num = self.num_arguments(own, side);
            if num == 0 {
                continue;
            }
            let look = theme.side(side);
            let count = self.text(
                &self.words.num_side(num, side),
                bold_font(size),
                theme.ink,
                f32::INFINITY,
                1,
            );
            let mut names: Vec<&str> = Vec::new();
            for column in scene.columns_of(band).iter().filter(|column| column.side == side) {
                let name = column.theme.and_then(|id| self.stage.document.themes.get(id));
                let name = name.map(|record| self.stage.document.read(&record.name, self.lang).words);
                names.extend(name.filter(|name| !names.contains(name)));
            }
            let room = match side {
                Stance::Pro => sign.min.x - self.rect.min.x,
                Stance::Contra => self.rect.max.x - sign.max.x,
            };
            let names = self.text(
                &names.join(" · "),
                font(small),
                theme.ink,
                (room - pad * 2.0).max(1.0),
                2,
            );
            let x = |width: f32| match side {
                Stance::Pro => sign.min.x - pad - width,
                Stance::Contra => sign.max.x + pad,
            };
            let line = size * 1.3 + count.size().x;
            let center = pos2(x(line) + size / 2.0, sign.center().y);
            icons::side_sign(&self.painter, center, size, side, look.solid, look.on);
            let at = pos2(x(line) + size * 1.3, sign.center().y - count.size().y / 2.0);
            let below = at.y + count.size().y + small * 0.1;
            self.painter.galley(at, count, theme.ink);
            self.painter.galley(pos2(x(names.size().x), below), names, theme.ink);
        }
        self.is_cut.set(was_cut);
    }

    fn question_on_map(&self, scene: &Scene, camera: Camera) {
        let theme = self.stage.theme;
        let rect = camera.screen_rect(scene.question);
        if !rect.expand(self.height(0.2)).intersects(camera.viewport) {
            return;
        }
        // From afar in letters that can be read at the back, whatever the map is like.
        let size = (26.0 * camera.scale).clamp(self.size(LABEL), self.size(TITLE));
        let width = rect.width().max(self.height(0.55));
        let text = self.text(self.question(), bold_font(size), theme.thesis.on, width, 4);
        let inside = Rect::from_center_size(rect.center(), text.size());
        let around = inside
            .expand2(vec2(size * 0.7, size * 0.5))
            .union(Rect::from_center_size(rect.center(), rect.size().min(inside.size())));
        self.painter.rect_filled(
            around,
            CornerRadius::same((size * 0.3).min(200.0) as u8),
            theme.thesis.solid,
        );
        self.painter.galley(inside.min, text, theme.thesis.on);
    }

    /// The sign of a stakeholder on the map; where it is.
    fn sign_on_map(&self, band: &Band, camera: Camera) -> Rect {
        if band.kind == BandKind::Loose {
            return Rect::NOTHING;
        }
        let screen = camera.screen_rect(band.sign);
        let part = (20.0 * camera.scale / self.height(1.0)).clamp(SMALL, LABEL * 1.3);
        let (_, name, symbol) = self.look(Scene::stakeholder_of(band));
        let text = self.text(
            &name,
            bold_font(self.size(part)),
            self.stage.theme.ink,
            f32::INFINITY,
            1,
        );
        let icon = if symbol.is_some() { text.size().y * 1.3 } else { 0.0 };
        let half = vec2((text.size().x + icon) / 2.0, text.size().y / 2.0) + vec2(0.7, 0.28) * self.size(part);
        self.sign(screen.center() - half, Scene::stakeholder_of(band), part)
    }
}
