//! What is shown of the map besides what is said: everybody around the question, a stakeholder, a card of the toolbox.

use egui::{CornerRadius, Pos2, Rect, Stroke, Vec2, pos2, vec2};

use crate::model::{ClaimId, InstrumentId, StakeholderId, Stance};

use super::{Board, FOCUS, LABEL, LIST, SMALL, TITLE, bold_font, font, icons};

impl Board<'_> {
    /// The question with everybody around it.
    pub(super) fn whole(&self) {
        let (stage, pad) = (self.stage, self.pad());
        let document = stage.document;
        let rows_y = [self.rect.min.y + self.height(0.13), self.rect.max.y - self.height(0.2)];
        // Between the stakeholders, whatever the size of the letters that the room asks for.
        let (upper, lower) = (self.size(LIST) * 0.8 + self.size(LABEL) * 1.8, self.size(LIST) * 0.9);
        let [first_y, last_y] = rows_y;
        let (top, bottom) = (first_y + upper + pad * 1.2, last_y - lower - pad * 1.2);
        let share = if self.size(TITLE) > self.height(TITLE) * 1.2 {
            0.84
        } else {
            0.62
        };
        let room = (self.rect.width() * share, (bottom - top).max(1.0));
        let question = self.largest(
            self.question(),
            &[TITLE, FOCUS, LIST, LABEL],
            stage.theme.thesis.on,
            room,
        );
        let center = pos2(self.rect.center().x, (top + bottom) / 2.0);
        let inside = Rect::from_center_size(center, question.size());
        let boxed = inside.expand2(vec2(pad * 1.4, pad));
        let all: Vec<Option<StakeholderId>> = document.stakeholders.in_order().into_iter().map(Some).collect();
        let above = all.len().div_ceil(2);
        let rows = [
            (all.get(..above).unwrap_or(&[]), first_y),
            (all.get(above..).unwrap_or(&[]), last_y),
        ];
        for (row, y) in rows {
            let step = self.rect.width() / row.len().max(1) as f32;
            for (number, stakeholder) in row.iter().enumerate() {
                let x = self.rect.min.x + step * (number as f32 + 0.5);
                let (look, _, _) = self.look(*stakeholder);
                let from = pos2(x.clamp(boxed.min.x + pad, boxed.max.x - pad), center.y);
                self.painter
                    .line_segment([from, pos2(x, y)], Stroke::new(self.height(0.006), look.line));
            }
        }
        self.painter.rect_filled(
            boxed,
            CornerRadius::same(self.height(0.012) as u8),
            stage.theme.thesis.solid,
        );
        self.painter.galley(inside.min, question, stage.theme.thesis.on);
        for (row, y) in rows {
            let step = self.rect.width() / row.len().max(1) as f32;
            for (number, stakeholder) in row.iter().enumerate() {
                let x = self.rect.min.x + step * (number as f32 + 0.5);
                self.block(pos2(x, y), *stakeholder, step - pad);
            }
        }
    }

    /// A stakeholder with the number of arguments on each side, around a point.
    fn block(&self, at: Pos2, stakeholder: Option<StakeholderId>, width: f32) {
        let stage = self.stage;
        // Measured once to be centered.
        let (_, name, symbol) = self.look(stakeholder);
        let was_cut = self.is_cut.get();
        let measured = |part: f32| {
            let text = self.text(&name, bold_font(self.size(part)), stage.theme.ink, f32::INFINITY, 1);
            let icon = if symbol.is_some() { text.size().y * 1.3 } else { 0.0 };
            (
                (text.size().x + icon) / 2.0 + self.size(part) * 0.7,
                text.size().y,
                part,
            )
        };
        let mut parts = [LIST, LABEL].into_iter().map(measured);
        let fits = parts.find(|(half, ..)| half * 2.0 <= width);
        let (half, tall, part) = fits.unwrap_or_else(|| measured(SMALL));
        self.is_cut.set(was_cut);
        let sign = self.sign(pos2(at.x - half, at.y - tall * 0.8), stakeholder, part);
        let counts = [Stance::Pro, Stance::Contra].map(|side| {
            let num = self.num_arguments(stakeholder, side);
            let words = self.words.num_side(num, side);
            (
                side,
                self.text(&words, bold_font(self.size(LABEL)), stage.theme.ink, width, 1),
            )
        });
        let size = self.size(LABEL);
        let total: f32 = counts.iter().map(|(_, text)| text.size().x + size * 1.3).sum::<f32>() + size;
        let mut x = at.x - total / 2.0;
        let y = sign.max.y + size * 0.9;
        // On the ground, so that no line runs through the numbers.
        let ground = Rect::from_min_size(pos2(x, y - size * 0.7), vec2(total, size * 1.4));
        self.painter
            .rect_filled(ground.expand(size * 0.2), CornerRadius::same(4), stage.theme.canvas);
        for (side, text) in counts {
            let look = stage.theme.side(side);
            icons::side_sign(&self.painter, pos2(x + size / 2.0, y), size, side, look.solid, look.on);
            let width = text.size().x;
            self.painter
                .galley(pos2(x + size * 1.25, y - text.size().y / 2.0), text, stage.theme.ink);
            x += width + size * 2.3;
        }
    }

    fn arguments_of(&self, stakeholder: Option<StakeholderId>, side: Stance) -> impl Iterator<Item = ClaimId> {
        let stage = self.stage;
        let thesis = stage.document.cover.thesis;
        let arguments = thesis.map_or(&[][..], |thesis| stage.structure.children(thesis));
        arguments.iter().copied().filter(move |claim| {
            stage.structure.stance(*claim) == Some(side)
                && stage.structure.stakeholder_of(stage.document, *claim) == stakeholder
        })
    }

    pub(super) fn num_arguments(&self, stakeholder: Option<StakeholderId>, side: Stance) -> u32 {
        self.arguments_of(stakeholder, side).count() as u32
    }

    /// A stakeholder with its themes on both sides, and how many arguments each has.
    pub(super) fn stakeholder(&self, stakeholder: Option<StakeholderId>) {
        let (stage, pad) = (self.stage, self.pad());
        let sign = self.sign(self.rect.min + vec2(pad, pad), stakeholder, FOCUS);
        let middle = self.rect.center().x;
        let width = self.rect.width() / 2.0 - pad * 2.0;
        let top = sign.max.y + pad * 1.4;
        let bottom = self.rect.max.y - self.height(0.06);
        self.divide(top, bottom);
        for (side, x) in [(Stance::Pro, self.rect.min.x + pad), (Stance::Contra, middle + pad)] {
            let num = self.num_arguments(stakeholder, side);
            let line = self.side_line(pos2(x, top), width, side, &self.words.num_side(num, side), FOCUS);
            let size = self.size(FOCUS);
            let mut y = line.max.y + pad * 0.8;
            let mut themes: Vec<(Option<crate::model::ThemeId>, u32)> = Vec::new();
            for claim in self.arguments_of(stakeholder, side) {
                let theme = stage.document.claims.get(claim).and_then(|record| record.theme);
                match themes.iter_mut().find(|(known, _)| *known == theme) {
                    Some((_, num)) => *num += 1,
                    None => themes.push((theme, 1)),
                }
            }
            for (theme, num) in themes {
                let name = theme
                    .and_then(|id| stage.document.themes.get(id))
                    .map_or(self.words.no_theme, |record| {
                        stage.document.read(&record.name, self.lang).words
                    });
                let line = format!("{name} · {num}");
                let text = self.text(&line, font(self.size(LIST)), stage.theme.ink, width, 1);
                if y + text.size().y > bottom {
                    self.is_cut.set(true);
                    break;
                }
                let next = y + text.size().y + pad * 0.35;
                self.painter.galley(pos2(x + size * 1.4, y), text, stage.theme.ink);
                y = next;
            }
        }
    }

    /// A card of the toolbox.
    pub(super) fn instrument(&self, instrument: InstrumentId) {
        let (stage, pad) = (self.stage, self.pad() * 2.0);
        let Some(record) = stage.document.instruments.get(instrument) else {
            return self.whole();
        };
        let look = stage.theme.instrument;
        let sign = self.height(0.2);
        let place = Rect::from_min_size(self.rect.min + vec2(pad, pad), Vec2::splat(sign));
        self.painter
            .rect_filled(place, CornerRadius::same(self.height(0.02) as u8), look.solid);
        icons::pictogram(&self.painter, place.shrink(sign * 0.18), record.pictogram, look.on);
        let x = place.max.x + pad;
        let width = self.rect.max.x - x - pad;
        let read = |text| stage.document.read(text, self.lang).words;
        let mut y = place.min.y;
        let lines = [
            (read(&record.name), bold_font(self.size(TITLE)), 3),
            (read(&record.summary), font(self.size(LIST)), 8),
            (read(&record.audience), font(self.size(LABEL)), 2),
        ];
        for (words, font, most_rows) in lines.into_iter().filter(|(words, ..)| !words.is_empty()) {
            let text = self.text(words, font, stage.theme.ink, width, most_rows);
            let next = y + text.size().y + pad * 0.4;
            self.painter.galley(pos2(x, y), text, stage.theme.ink);
            y = next;
        }
    }
}
