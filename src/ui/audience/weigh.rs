//! Rounds of weighing for the audience: what is asked and how, that it is being counted, and the result. No number is
//! seen before it is closed.

use std::sync::Arc;

use egui::{CornerRadius, Galley, Pos2, Rect, Stroke, StrokeKind, pos2, vec2};

use crate::model::Stance;
use crate::present::Phase;
use crate::session::{Answer, Asked, Round, Subject};

use super::super::icons;
use super::super::theme::{bold_font, font};
use super::{Board, FOCUS, LABEL, LIST, SMALL, TITLE};

impl Board<'_> {
    /// A round of weighing.
    pub(super) fn vote(&self, round: &Round, phase: Phase, row: usize) {
        match phase {
            Phase::Result if round.has_counts() => self.result(round),
            Phase::Hidden | Phase::Result => self.thanks(),
            Phase::Asked | Phase::Counting => self.asked(round, phase == Phase::Counting, row),
        }
    }

    fn thanks(&self) {
        let (stage, words) = (self.stage, self.words);
        let thanks = self.text(
            words.thank_you,
            bold_font(self.size(TITLE)),
            stage.theme.ink,
            self.rect.width() * 0.8,
            2,
        );
        let later = self.text(
            words.result_comes,
            font(self.size(LIST)),
            stage.theme.ink,
            self.rect.width() * 0.8,
            2,
        );
        let gap = self.size(LIST);
        let top = self.rect.center() - vec2(0.0, (thanks.size().y + gap + later.size().y) / 2.0);
        let at = |galley: &Arc<Galley>, y: f32| pos2(self.rect.center().x - galley.size().x / 2.0, y);
        let below = top.y + thanks.size().y + gap;
        self.painter.galley(at(&thanks, top.y), thanks, stage.theme.ink);
        self.painter.galley(at(&later, below), later, stage.theme.ink);
    }

    /// The question, the answers, and what to do.
    fn asked(&self, round: &Round, is_counting: bool, row: usize) {
        let (stage, words, pad) = (self.stage, self.words, self.pad());
        let width = self.rect.width() - pad * 4.0;
        let mut at = self.rect.min + vec2(pad * 2.0, pad * 1.6);
        let title = words.asked_title(round.asked);
        let head = self.text(title, bold_font(self.size(LIST)), stage.theme.ink, width, 1);
        let next = at.y + head.size().y + pad * 0.8;
        self.painter.galley(at, head, stage.theme.ink);
        at.y = next;
        let is_list = matches!(round.asked, Asked::Dots | Asked::Tools);
        let one = round.rows.get(row).or(round.rows.first());
        if is_list {
            at.y = self.options(round, at, width);
        } else if let Some(one) = one {
            if round.rows.len() > 1 {
                let number = words.row_of(row + 1, round.rows.len());
                let text = self.text(&number, font(self.size(LABEL)), stage.theme.ink, width, 1);
                let next = at.y + text.size().y + pad * 0.4;
                self.painter.galley(at, text, stage.theme.ink);
                at.y = next;
            }
            let mut x = at.x;
            if let Some(side) = one.side {
                let (side, size) = (Stance::from(side), self.size(TITLE));
                let look = stage.theme.side(side);
                icons::side_sign(
                    &self.painter,
                    at + vec2(size / 2.0, size * 0.6),
                    size,
                    side,
                    look.solid,
                    look.on,
                );
                x += size * 1.35;
            }
            let room = (self.rect.max.x - pad * 2.0 - x, self.height(0.4));
            let text = self.largest(&one.words, &[TITLE * 1.2, TITLE, FOCUS, LIST], stage.theme.ink, room);
            let next = at.y + text.size().y + pad * 1.4;
            self.painter.galley(pos2(x, at.y), text, stage.theme.ink);
            at.y = next;
        }
        if !is_list {
            at.y = self.answers(round, at, width);
        }
        let how = if is_counting {
            format!("{} {}", words.is_counted, words.way_of_voting(round.way, round.asked))
        } else {
            words.way_of_voting(round.way, round.asked).to_owned()
        };
        let dots = round.budget().map(|_| words.dots_each(round.dots));
        let how = dots.map_or(how.clone(), |dots| format!("{dots} {how}"));
        let private = self.text(words.no_names, font(self.size(SMALL)), stage.theme.ink, width, 2);
        let bottom = self.rect.max.y - self.height(0.06) - private.size().y;
        let how = self.text(&how, font(self.size(LIST)), stage.theme.ink, width, 3);
        let how_y = at.y.min(bottom - how.size().y - pad * 0.4);
        if at.y > bottom - how.size().y {
            self.is_cut.set(true);
        }
        self.painter.galley(pos2(at.x, how_y), how, stage.theme.ink);
        self.painter.galley(pos2(at.x, bottom), private, stage.theme.ink);
    }

    /// What can be answered, as large boxes beside each other. Where they end.
    fn answers(&self, round: &Round, at: Pos2, width: f32) -> f32 {
        let (stage, pad) = (self.stage, self.pad());
        let answers = round.asked.answers();
        let gap = pad * 0.7;
        let each = (width - gap * (answers.len() as f32 - 1.0)) / answers.len().max(1) as f32;
        let height = self.size(FOCUS) * 2.6;
        for (number, answer) in answers.iter().enumerate() {
            let rect = Rect::from_min_size(at + vec2((each + gap) * number as f32, 0.0), vec2(each, height));
            let color = match answer {
                Answer::Unknown | Answer::Disagree => stage.theme.ink,
                answer => self.color_of(*answer),
            };
            let edge = Stroke::new(self.height(0.005), color);
            let corner = CornerRadius::same(self.height(0.012).min(200.0) as u8);
            self.painter
                .rect(rect, corner, stage.theme.card, edge, StrokeKind::Inside);
            let size = self.size(LIST) * 1.2;
            self.answer_sign(
                pos2(rect.min.x + pad * 0.5 + size / 2.0, rect.center().y),
                size,
                *answer,
            );
            let x = rect.min.x + pad * 0.9 + size;
            let name = self.words.answer(*answer);
            let room = (rect.max.x - x - pad * 0.4, height - pad * 0.3);
            let text = self.largest(name, &[LIST, LABEL, SMALL], stage.theme.ink, room);
            self.painter
                .galley(pos2(x, rect.center().y - text.size().y / 2.0), text, stage.theme.ink);
        }
        at.y + height + pad * 1.2
    }

    /// What one can put dots at or choose, in one or two columns. Where it ends.
    fn options(&self, round: &Round, at: Pos2, width: f32) -> f32 {
        let (stage, pad) = (self.stage, self.pad());
        let bottom = self.rect.max.y - self.height(0.06) - self.size(LIST) * 4.5;
        let num_columns = if round.rows.len() > 4 { 2 } else { 1 };
        let per_column = round.rows.len().div_ceil(num_columns);
        let each = (width - pad * (num_columns as f32 - 1.0)) / num_columns as f32;
        let size = self.size(if round.rows.len() > 6 { LABEL } else { LIST });
        let mut lowest = at.y;
        for (column, rows) in round.rows.chunks(per_column.max(1)).enumerate() {
            let x = at.x + (each + pad) * column as f32;
            let mut y = at.y;
            for row in rows {
                let sign = size * 1.1;
                if let Some(side) = row.side {
                    let side = Stance::from(side);
                    let look = stage.theme.side(side);
                    icons::side_sign(
                        &self.painter,
                        pos2(x + sign / 2.0, y + sign * 0.6),
                        sign,
                        side,
                        look.solid,
                        look.on,
                    );
                } else {
                    let place = Rect::from_min_size(pos2(x, y + sign * 0.1), vec2(sign, sign));
                    let look = stage.theme.instrument;
                    self.painter.rect_filled(place, CornerRadius::same(4), look.solid);
                    let document = stage.document;
                    let record = match &row.of {
                        Subject::Instrument(name) => document.instruments.id(name),
                        _ => None,
                    };
                    if let Some(record) = record.and_then(|id| document.instruments.get(id)) {
                        icons::pictogram(&self.painter, place.shrink(sign * 0.15), record.pictogram, look.on);
                    }
                }
                let text = self.text(&row.words, font(size), stage.theme.ink, each - sign * 1.5, 2);
                if y + text.size().y > bottom {
                    self.is_cut.set(true);
                    break;
                }
                let next = y + text.size().y + pad * 0.35;
                self.painter.galley(pos2(x + sign * 1.5, y), text, stage.theme.ink);
                y = next;
            }
            lowest = lowest.max(y);
        }
        lowest + pad * 0.6
    }

    /// The sign of an answer: for and against as everywhere, a question mark for who does not know.
    pub(super) fn answer_sign(&self, center: Pos2, size: f32, answer: Answer) {
        let theme = self.stage.theme;
        let side = match answer {
            Answer::For => Stance::Pro,
            Answer::Against => Stance::Contra,
            // To agree with an argument against is not to be for: other signs, other colors.
            Answer::Agree => {
                self.painter.circle_filled(center, size * 0.48, theme.ok);
                let points = [vec2(-0.22, 0.02), vec2(-0.06, 0.19), vec2(0.24, -0.18)].map(|by| center + by * size);
                self.painter.line(points.to_vec(), Stroke::new(size * 0.1, theme.card));
                return;
            }
            Answer::Disagree => {
                let rect = Rect::from_center_size(center, vec2(size, size) * 0.88);
                let edge = Stroke::new(size * 0.08, theme.ink);
                self.painter
                    .rect(rect, CornerRadius::same(3), theme.card, edge, StrokeKind::Inside);
                let arm = size * 0.2;
                for (from, to) in [(vec2(-arm, -arm), vec2(arm, arm)), (vec2(-arm, arm), vec2(arm, -arm))] {
                    let stroke = Stroke::new(size * 0.1, theme.ink);
                    self.painter.line_segment([center + from, center + to], stroke);
                }
                return;
            }
            Answer::Unknown => {
                let ring = Stroke::new(size * 0.08, theme.ink);
                self.painter.circle(center, size * 0.46, theme.card, ring);
                let text = self.text("?", bold_font(size * 0.7), theme.ink, size, 1);
                self.painter.galley(center - text.size() / 2.0, text, theme.ink);
                return;
            }
            Answer::Dot => {
                self.painter.circle_filled(center, size * 0.4, theme.ink);
                return;
            }
        };
        let look = theme.side(side);
        icons::side_sign(&self.painter, center, size, side, look.solid, look.on);
    }

    /// The color of an answer.
    pub(super) fn color_of(&self, answer: Answer) -> egui::Color32 {
        let theme = self.stage.theme;
        match answer {
            Answer::For => theme.pro.solid,
            Answer::Against => theme.contra.solid,
            Answer::Agree => theme.ok,
            Answer::Disagree => theme.card,
            Answer::Unknown => theme.grid,
            Answer::Dot => theme.thesis.solid,
        }
    }

    /// What came of a round.
    fn result(&self, round: &Round) {
        match round.asked {
            Asked::Before | Asked::After => self.result_of_question(round),
            Asked::Opinion => self.result_of_opinions(round),
            Asked::Dots | Asked::Tools => self.result_of_dots(round),
        }
    }

    fn result_of_question(&self, round: &Round) {
        let title = self.words.asked_title(round.asked);
        let about = self.words.num_answered(round.num_answered(0));
        let body = self.head(title, &about);
        let answers = round.asked.answers();
        let counts: Vec<u32> = (0..answers.len()).map(|answer| round.sum(0, answer)).collect();
        let has_groups = round.tally.groups.len() > 1;
        let share = if has_groups { 0.52 } else { 1.0 };
        let bars = Rect::from_min_size(body.min, vec2(body.width(), body.height() * share));
        self.bars(bars, answers, &counts);
        if has_groups {
            let low = Rect::from_min_max(pos2(body.min.x, bars.max.y + self.pad() * 0.6), body.max);
            let rows: Vec<(String, Vec<u32>)> = (0..round.tally.groups.len())
                .filter_map(|group| {
                    let name = self.words.group_of(round.tally.groups.get(group)?);
                    Some((
                        name,
                        (0..answers.len()).map(|answer| round.count(0, answer, group)).collect(),
                    ))
                })
                .collect();
            self.stacked(low, answers, &rows, SMALL);
        }
    }

    fn result_of_opinions(&self, round: &Round) {
        let each = (0..round.rows.len()).map(|row| round.num_answered(row));
        let about = self
            .words
            .answered_each(each.clone().min().unwrap_or(0), each.max().unwrap_or(0));
        let body = self.head(self.words.asked_of(round), &about);
        let answers = round.asked.answers();
        if let [row] = round.rows.as_slice() {
            let text = self.text(
                &row.words,
                bold_font(self.size(LIST)),
                self.stage.theme.ink,
                body.width(),
                3,
            );
            let top = body.min.y + text.size().y + self.pad();
            self.painter.galley(body.min, text, self.stage.theme.ink);
            let counts: Vec<u32> = (0..answers.len()).map(|answer| round.sum(0, answer)).collect();
            self.bars(Rect::from_min_max(pos2(body.min.x, top), body.max), answers, &counts);
            return;
        }
        let rows: Vec<(String, Vec<u32>)> = (0..round.rows.len())
            .filter_map(|row| {
                let counts = (0..answers.len()).map(|answer| round.sum(row, answer)).collect();
                Some((round.rows.get(row)?.words.clone(), counts))
            })
            .collect();
        self.stacked(body, answers, &rows, SMALL);
    }

    fn result_of_dots(&self, round: &Round) {
        let about = match round.asked {
            Asked::Dots => self.words.num_dots(round.tally.total()),
            _ => self.words.num_votes(round.tally.total()),
        };
        let body = self.head(self.words.asked_title(round.asked), &about);
        let mut rows: Vec<(usize, u32)> = (0..round.rows.len()).map(|row| (row, round.sum(row, 0))).collect();
        rows.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let rows: Vec<(String, Option<Stance>, u32)> = rows
            .into_iter()
            .filter_map(|(row, count)| {
                let row = round.rows.get(row)?;
                Some((row.words.clone(), row.side.map(Into::into), count))
            })
            .collect();
        self.ranked(body, &rows);
    }
}
