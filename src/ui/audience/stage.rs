//! Stages of a guided conversation, changing sides, what the room added, pictures, and the card to test a room with.

use egui::{CornerRadius, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use crate::model::{ClaimId, Document, Item, Stage as Part, Stance};
use crate::session::{Addition, Place, Subject};

use super::super::Picture as Loaded;
use super::super::icons;
use super::super::theme::{bold_font, font};
use super::{Board, FOCUS, LABEL, LIST, SMALL, TITLE};

/// The file of the picture of the cover, of a claim or of a card.
pub fn picture_path(document: &Document, item: Item) -> Option<&str> {
    match item {
        Item::Cover => Some(&document.cover.picture.as_ref()?.path),
        Item::Claim(id) => Some(&document.claims.get(id)?.picture.as_ref()?.path),
        Item::Instrument(id) => document.instruments.get(id)?.image.as_deref(),
        _ => None,
    }
}

/// So many of the things that the room added are listed.
const MOST_LISTED: usize = 12;
/// So many facts are shown at once.
const MOST_FACTS: usize = 5;

impl Board<'_> {
    /// A stage: what to do, and how long.
    pub(super) fn conversation(&self, part: Part, seconds: u32) {
        let (stage, pad) = (self.stage, self.pad());
        let (title, what) = self.words.stage(part);
        let at = self.rect.min + vec2(pad * 2.0, pad * 1.6);
        let clock = self.clock(seconds);
        let width = self.rect.width() - pad * 4.0;
        let room = width - clock.as_ref().map_or(0.0, |clock| clock.width() + pad);
        let title = self.text(title, bold_font(self.size(TITLE)), stage.theme.ink, room, 2);
        let mut y = at.y + title.size().y + pad * 0.8;
        self.painter.galley(at, title, stage.theme.ink);
        let what = self.text(what, font(self.size(LIST)), stage.theme.ink, room.min(width * 0.8), 5);
        let next = y + what.size().y + pad;
        self.painter.galley(pos2(at.x, y), what, stage.theme.ink);
        y = next;
        let rect = Rect::from_min_max(pos2(at.x, y), pos2(at.x + width, self.rect.max.y - self.height(0.06)));
        match part {
            Part::Facts => self.facts(rect),
            Part::Silent | Part::Weigh => {}
            Part::Turns | Part::Prune => self.list_of_additions(rect, false),
            Part::Cluster | Part::Headline => self.list_of_additions(rect, true),
        }
    }

    /// The time that is left, in the upper right corner; red and with a sign when it is over. Where it is.
    fn clock(&self, seconds: u32) -> Option<Rect> {
        if seconds == 0 {
            return None;
        }
        let theme = self.stage.theme;
        let left = i64::from(seconds) - self.stage.seconds as i64;
        let shown = left.abs();
        let sign = if left < 0 { "+" } else { "" };
        let words = format!("{sign}{}:{:02}", shown / 60, shown % 60);
        let ink = if left < 0 { theme.danger } else { theme.ink };
        let text = self.text(&words, bold_font(self.size(TITLE)), ink, f32::INFINITY, 1);
        let pad = self.pad();
        let rect = Rect::from_min_size(
            pos2(self.rect.max.x - pad * 2.0 - text.size().x, self.rect.min.y + pad * 1.6),
            text.size(),
        );
        self.painter.galley(rect.min, text, ink);
        Some(rect)
    }

    fn facts(&self, rect: Rect) {
        let document = self.stage.document;
        // A few that can be read rather than a wall of them; the presenter has the others.
        let size = self.size(LIST);
        let mut y = rect.min.y;
        for id in document.facts.in_order().into_iter().take(MOST_FACTS) {
            let Some(fact) = document.facts.get(id) else { continue };
            let words = document.read(&fact.text, self.lang).words;
            let year = document.read(&fact.year, self.lang).words;
            let words = if year.is_empty() {
                words.to_owned()
            } else {
                format!("{words} ({year})")
            };
            let text = self.text(&words, font(size), self.stage.theme.ink, rect.width() - size, 3);
            if y + text.size().y > rect.max.y {
                break;
            }
            let next = y + text.size().y + size * 0.5;
            self.painter.circle_filled(
                pos2(rect.min.x + size * 0.25, y + size * 0.65),
                size * 0.15,
                self.stage.theme.ink,
            );
            self.painter
                .galley(pos2(rect.min.x + size, y), text, self.stage.theme.ink);
            y = next;
        }
    }

    /// What the room added and is not joined with anything; under its headlines if `by_cluster`.
    fn list_of_additions(&self, rect: Rect, by_cluster: bool) {
        let is_own = |addition: &&Addition| addition.joined.is_none() && !addition.is_guess;
        let mut all: Vec<&Addition> = self.session.additions.iter().filter(is_own).collect();
        if by_cluster {
            // What has no headline yet comes last.
            all.sort_by_key(|addition| (addition.cluster.is_empty(), addition.cluster.as_str()));
        } else {
            // The newest first: that is what is being spoken of.
            all.reverse();
        }
        let size = self.size(LABEL);
        let half = (rect.width() - self.pad()) / 2.0;
        let mut at = rect.min;
        let mut headline = None;
        for addition in all.into_iter().take(MOST_LISTED) {
            if by_cluster && headline != Some(&addition.cluster) {
                headline = Some(&addition.cluster);
                let name = if addition.cluster.is_empty() {
                    self.words.no_headline
                } else {
                    &addition.cluster
                };
                let text = self.text(name, bold_font(size), self.stage.theme.ink, half, 1);
                let next = at.y + text.size().y + size * 0.25;
                self.painter.galley(at, text, self.stage.theme.ink);
                at.y = next;
            }
            let words = self.text(&addition.words, font(size), self.stage.theme.ink, half - size * 1.4, 2);
            if at.y + words.size().y > rect.max.y {
                if at.x > rect.min.x {
                    break;
                }
                at = pos2(rect.min.x + half + self.pad(), rect.min.y);
            }
            self.place_sign(pos2(at.x + size * 0.5, at.y + size * 0.62), size, &addition.place);
            let next = at.y + words.size().y + size * 0.4;
            self.painter
                .galley(pos2(at.x + size * 1.4, at.y), words, self.stage.theme.ink);
            at.y = next;
        }
    }

    fn place_sign(&self, center: egui::Pos2, size: f32, place: &Place) {
        let theme = self.stage.theme;
        match place {
            Place::Argument { side, .. } | Place::Reply { side, .. } => {
                let side = Stance::from(*side);
                let look = theme.side(side);
                icons::side_sign(&self.painter, center, size, side, look.solid, look.on);
            }
            Place::Question => self.answer_sign(center, size, crate::session::Answer::Unknown),
            Place::Parked => {
                self.painter
                    .circle_stroke(center, size * 0.4, Stroke::new(size * 0.1, theme.ink));
            }
        }
    }

    /// All that the room added.
    pub(super) fn additions(&self) {
        let (stage, pad) = (self.stage, self.pad());
        let at = self.rect.min + vec2(pad * 2.0, pad * 1.6);
        let title = self.text(
            self.words.from_the_room,
            bold_font(self.size(FOCUS)),
            stage.theme.ink,
            self.rect.width(),
            1,
        );
        let y = at.y + title.size().y + pad;
        self.painter.galley(at, title, stage.theme.ink);
        let end = self.rect.max - vec2(pad * 2.0, self.height(0.06));
        self.list_of_additions(Rect::from_min_max(pos2(at.x, y), end), true);
    }

    /// Something from the room: beside what it answers, with a dashed edge and a tag.
    pub(super) fn addition(&self, number: usize) {
        let (stage, pad) = (self.stage, self.pad());
        let theme = stage.theme;
        let Some(addition) = self.session.additions.get(number) else {
            return self.whole();
        };
        let document = stage.document;
        let mut at = self.rect.min + vec2(pad * 2.0, pad * 1.6);
        let width = self.rect.width() - pad * 4.0;
        let tag = self.text(
            self.words.from_the_room,
            bold_font(self.size(LIST)),
            theme.card,
            width,
            1,
        );
        let inner = vec2(self.size(LIST) * 0.6, self.size(LIST) * 0.25);
        let plate = Rect::from_min_size(at, tag.size() + inner * 2.0);
        self.painter.rect_filled(
            plate,
            CornerRadius::same(self.height(0.01).min(200.0) as u8),
            theme.thesis.solid,
        );
        self.painter.galley(at + inner, tag, theme.card);
        let (side, stakeholder, answered) = match &addition.place {
            Place::Argument { side, stakeholder } => {
                let of = document.stakeholders.id(stakeholder);
                (
                    Some(Stance::from(*side)),
                    of.filter(|id| document.stakeholders.contains(*id)),
                    None,
                )
            }
            Place::Reply { side, claim } => {
                let claim = document.claims.id(claim).filter(|id| document.claims.contains(*id));
                (Some(Stance::from(*side)), None, claim)
            }
            Place::Parked | Place::Question => (None, None, None),
        };
        if stakeholder.is_some() {
            self.sign(pos2(plate.max.x + pad, at.y), stakeholder, LIST);
        }
        at.y = plate.max.y + pad;
        if let Some(claim) = answered {
            let label = format!("{} ‘{}’", self.words.answers_to, self.words_of(claim));
            let text = self.text(&label, font(self.size(LABEL)), theme.ink, width, 3);
            let next = at.y + text.size().y + pad * 0.6;
            self.painter.galley(at, text, theme.ink);
            at.y = next;
        }
        let size = self.size(TITLE);
        let room = (width - size * 3.2, (self.rect.max.y - at.y) * 0.66);
        let text = self.largest(&addition.words, &[TITLE * 1.25, TITLE, FOCUS, LIST], theme.ink, room);
        let card = Rect::from_min_size(at, vec2(width, text.size().y + size * 1.4));
        let edge = Stroke::new(self.height(0.005), side.map_or(theme.ink, |side| theme.side(side).line));
        let corners = [
            card.left_top(),
            card.right_top(),
            card.right_bottom(),
            card.left_bottom(),
            card.left_top(),
        ];
        let dash = self.height(0.02);
        self.painter
            .extend(Shape::dashed_line(&corners, edge, dash, dash * 0.6));
        self.place_sign(
            pos2(card.min.x + size * 1.2, card.center().y),
            size * 1.2,
            &addition.place,
        );
        self.painter.galley(
            pos2(card.min.x + size * 2.4, card.center().y - text.size().y / 2.0),
            text,
            theme.ink,
        );
        if let Some(weighed) = self.weighed_of(&Subject::Addition(number)) {
            let line = self.words.weighed_line(weighed);
            let text = self.text(&line, bold_font(self.size(LABEL)), theme.ink, width, 1);
            self.painter.galley(pos2(at.x, card.max.y + pad * 0.5), text, theme.ink);
        }
    }

    /// One side is covered: the group guesses, then the arguments come one by one.
    pub(super) fn sides(&self, covered: Stance, claims: &[ClaimId], reveal: usize, seconds: u32) {
        let (stage, pad) = (self.stage, self.pad());
        let theme = stage.theme;
        let at = self.rect.min + vec2(pad * 2.0, pad * 1.2);
        let clock = if reveal == 0 { self.clock(seconds) } else { None };
        let width = self.rect.width() - pad * 4.0;
        let room = width - clock.map_or(0.0, |clock| clock.width() + pad);
        let title = self.text(
            self.words.guess_side(covered),
            bold_font(self.size(LIST)),
            theme.ink,
            room,
            2,
        );
        let top = at.y + title.size().y + pad * 0.7;
        self.painter.galley(at, title, theme.ink);
        let half = (width - pad) / 2.0;
        let bottom = self.rect.max.y - self.height(0.06);
        let look = theme.side(covered);
        let line = self.side_line(pos2(at.x, top), half, covered, self.words.stance(covered), LABEL);
        let mut y = line.max.y + pad * 0.4;
        let size = self.size(SMALL);
        let gap = size * 0.4;
        let each = ((bottom - y) / claims.len().max(1) as f32 - gap).min(size * 5.2);
        for (number, claim) in claims.iter().enumerate() {
            let rect = Rect::from_min_size(pos2(at.x, y), vec2(half, each));
            let is_open = number < reveal;
            let edge = Stroke::new(self.height(0.003), look.line);
            let fill = if is_open { theme.card } else { look.solid };
            self.painter.rect(
                rect,
                CornerRadius::same(self.height(0.008).min(200.0) as u8),
                fill,
                edge,
                StrokeKind::Inside,
            );
            if is_open {
                let words = self.words_of(*claim);
                let name = stage.document.claims.name(*claim);
                let is_guessed = self
                    .session
                    .additions
                    .iter()
                    .any(|addition| addition.is_guess && addition.joined == Some(Subject::Claim(name.to_owned())));
                let room = half - size * if is_guessed { 3.0 } else { 1.4 };
                let text = self.largest(&words, &[LIST, LABEL, SMALL], theme.ink, (room, each));
                let top = rect.center().y - text.size().y / 2.0;
                self.painter.galley(pos2(rect.min.x + size * 0.6, top), text, theme.ink);
                if is_guessed {
                    // A tick: the group had this one.
                    let center = pos2(rect.max.x - size, rect.center().y);
                    let points = [vec2(-0.5, 0.0), vec2(-0.1, 0.4), vec2(0.6, -0.5)].map(|by| center + by * size);
                    self.painter.line(points.to_vec(), Stroke::new(size * 0.16, theme.ok));
                }
            } else {
                let text = self.text("?", bold_font(each.min(self.size(FOCUS)) * 0.7), look.on, half, 1);
                self.painter.galley(rect.center() - text.size() / 2.0, text, look.on);
            }
            y += each + gap;
        }
        let x = at.x + half + pad;
        let title = self.text(self.words.our_guesses, bold_font(self.size(LABEL)), theme.ink, half, 1);
        let mut y = top + title.size().y + pad * 0.5;
        self.painter.galley(pos2(x, top), title, theme.ink);
        let size = self.size(LABEL);
        for guess in self.session.additions.iter().filter(|addition| addition.is_guess) {
            let is_of = matches!(&guess.place, Place::Argument { side, .. } if Stance::from(*side) == covered);
            if !is_of {
                continue;
            }
            let text = self.text(&guess.words, font(size), theme.ink, half - size * 1.4, 2);
            if y + text.size().y > bottom {
                break;
            }
            let next = y + text.size().y + size * 0.4;
            self.place_sign(pos2(x + size * 0.5, y + size * 0.62), size, &guess.place);
            self.painter.galley(pos2(x + size * 1.4, y), text, theme.ink);
            y = next;
        }
    }

    /// A picture of the map, as large as it fits.
    pub(super) fn picture(&self, item: Item) {
        let document = self.stage.document;
        let path = picture_path(document, item);
        let text = match item {
            Item::Cover => document.cover.picture.as_ref().map(|picture| &picture.text),
            Item::Claim(id) => {
                let picture = document.claims.get(id).and_then(|record| record.picture.as_ref());
                picture.map(|picture| &picture.text)
            }
            Item::Instrument(id) => document.instruments.get(id).map(|record| &record.image_text),
            _ => None,
        };
        let Some(path) = path else { return self.whole() };
        match self.stage.pictures.get(path) {
            Some(Loaded::Ready(texture)) => {
                let room = self.rect.shrink(self.pad());
                let size = texture.size_vec2();
                let scale = (room.width() / size.x).min(room.height() / size.y);
                let place = Rect::from_center_size(room.center(), size * scale);
                let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
                self.painter.image(texture.id(), place, whole, egui::Color32::WHITE);
            }
            // Being read, or not to be had: what it shows, in words.
            _ => {
                let words = text.map_or("", |text| document.read(text, self.lang).words);
                let text = self.text(
                    words,
                    font(self.size(LIST)),
                    self.stage.theme.ink,
                    self.rect.width() * 0.7,
                    6,
                );
                self.painter
                    .galley(self.rect.center() - text.size() / 2.0, text, self.stage.theme.ink);
            }
        }
    }

    /// Letters and colors to be read from the last row.
    pub(super) fn test_card(&self) {
        let (stage, pad) = (self.stage, self.pad());
        let theme = stage.theme;
        let width = self.rect.width() - pad * 4.0;
        let mut at = self.rect.min + vec2(pad * 2.0, pad * 1.6);
        for (part, is_bold) in [(FOCUS, true), (LIST, false), (LABEL, false), (SMALL, false)] {
            let size = self.size(part);
            let font_id = if is_bold { bold_font(size) } else { font(size) };
            let text = self.text(self.words.can_you_read, font_id, theme.ink, width, 2);
            let next = at.y + text.size().y + pad * 0.7;
            self.painter.galley(at, text, theme.ink);
            at.y = next;
        }
        for side in [Stance::Pro, Stance::Contra] {
            let line = self.side_line(at, width, side, self.words.stance(side), FOCUS);
            at.y = line.max.y + pad * 0.5;
        }
        let mut x = at.x;
        for stakeholder in stage.document.stakeholders.in_order() {
            if x > self.rect.max.x - pad * 6.0 {
                break;
            }
            x = self.sign(pos2(x, at.y), Some(stakeholder), LABEL).max.x + pad * 0.6;
        }
        // The edge of the picture: what of it falls beside the screen is seen at once.
        let edge = Stroke::new(self.height(0.006), theme.ink);
        self.painter.rect_stroke(
            self.rect.shrink(self.height(0.004)),
            CornerRadius::ZERO,
            edge,
            StrokeKind::Inside,
        );
    }
}
