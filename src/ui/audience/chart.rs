//! Charts for a hall: every bar has its number, its sign and its word, so that none is told by color alone.

use egui::{CornerRadius, Rect, Stroke, StrokeKind, pos2, vec2};

use crate::model::{Chart, Stance};
use crate::session::{Answer, Side, Subject, Weighed, agreed, divided, heaviest, shift, weighed};

use super::super::icons;
use super::super::theme::{bold_font, font};
use super::{Board, FOCUS, LABEL, LIST, SMALL};

/// So many are shown of each side: more cannot be read at the back.
const MOST_PER_SIDE: usize = 5;

const QUESTION: [Answer; 3] = [Answer::For, Answer::Against, Answer::Unknown];
const OPINION: [Answer; 3] = [Answer::Agree, Answer::Disagree, Answer::Unknown];

impl Board<'_> {
    /// A title with what it is about; the room below it.
    pub(super) fn head(&self, title: &str, about: &str) -> Rect {
        let (stage, pad) = (self.stage, self.pad());
        let at = self.rect.min + vec2(pad * 2.0, pad * 1.2);
        let width = self.rect.width() - pad * 4.0;
        let was_cut = self.is_cut.get();
        let beside =
            [LABEL, SMALL].map(|part| self.text(about, font(self.size(part)), stage.theme.ink, f32::INFINITY, 1));
        self.is_cut.set(was_cut);
        let beside = beside.into_iter().find(|about| about.size().x < width * 0.42);
        // A legend is one line: beside the title, or else below it.
        let room = beside.as_ref().map_or(width, |about| width - about.size().x - pad);
        let title = self.text(title, bold_font(self.size(FOCUS)), stage.theme.ink, room, 2);
        let mut below = at.y + title.size().y + pad * 0.8;
        let (about, about_at) = match beside {
            Some(about) => {
                let x = self.rect.max.x - pad * 2.0 - about.size().x;
                (about, pos2(x, at.y + title.size().y * 0.2))
            }
            None => {
                let about = self.text(about, font(self.size(SMALL)), stage.theme.ink, width, 2);
                let about_at = pos2(at.x, at.y + title.size().y + pad * 0.2);
                below = about_at.y + about.size().y + pad * 0.5;
                (about, about_at)
            }
        };
        self.painter.galley(at, title, stage.theme.ink);
        self.painter.galley(about_at, about, stage.theme.ink);
        let note = self.text(self.words.poll_only, font(self.size(SMALL)), stage.theme.ink, width, 1);
        let bottom = self.rect.max.y - self.height(0.055) - note.size().y;
        self.painter.galley(pos2(at.x, bottom), note, stage.theme.ink);
        Rect::from_min_max(pos2(at.x, below), pos2(self.rect.max.x - pad * 2.0, bottom - pad * 0.4))
    }

    fn nothing(&self, title: &str) {
        let body = self.head(title, "");
        let text = self.text(
            self.words.nothing_weighed,
            font(self.size(LIST)),
            self.stage.theme.ink,
            body.width(),
            2,
        );
        self.painter.galley(body.min, text, self.stage.theme.ink);
    }

    /// What came of the rounds.
    pub(super) fn chart(&self, chart: Chart) {
        match chart {
            Chart::Shift => self.shift(),
            Chart::Roles => self.roles(),
            Chart::Heaviest => self.heaviest(),
            Chart::Division => self.division(),
        }
    }

    fn shift(&self) {
        let words = self.words;
        let Some(shift) = shift(self.session) else {
            return self.nothing(words.chart(Chart::Shift));
        };
        let num = |counts: Option<[u32; 3]>| counts.map(|counts| counts.iter().sum::<u32>());
        let about = words.before_and_after(num(shift.before), num(shift.after));
        let body = self.head(words.chart(Chart::Shift), &about);
        let (size, pad) = (self.size(LIST), self.pad());
        let label_width = body.width() * 0.26;
        let row_height = body.height() / QUESTION.len() as f32;
        let bar_height = (row_height * 0.34).min(size * 1.5);
        let share = |counts: Option<[u32; 3]>, answer: usize| {
            let counts = counts?;
            let all: u32 = counts.iter().sum();
            let count = counts.get(answer).copied().unwrap_or(0);
            Some((count, count as f32 / all.max(1) as f32))
        };
        for (number, answer) in QUESTION.into_iter().enumerate() {
            let top = body.min.y + row_height * number as f32;
            let middle = top + bar_height + pad * 0.1;
            self.answer_sign(pos2(body.min.x + size * 0.6, middle), size * 1.2, answer);
            let name = self.text(
                words.answer(answer),
                bold_font(size),
                self.stage.theme.ink,
                label_width - size * 1.8,
                2,
            );
            let at = pos2(body.min.x + size * 1.7, middle - name.size().y / 2.0);
            self.painter.galley(at, name, self.stage.theme.ink);
            let room = body.width() - label_width - size * 8.5;
            for (line, (counts, when)) in [(shift.before, words.before_short), (shift.after, words.after_short)]
                .into_iter()
                .enumerate()
            {
                let Some((count, share)) = share(counts, number) else {
                    continue;
                };
                let y = top + (bar_height + pad * 0.2) * line as f32;
                let rect = Rect::from_min_size(
                    pos2(body.min.x + label_width, y),
                    vec2((room * share).max(2.0), bar_height),
                );
                let color = self.color_of(answer);
                // Before is a frame, after is filled.
                let edge = Stroke::new(
                    self.height(0.004),
                    if answer == Answer::Unknown {
                        self.stage.theme.ink
                    } else {
                        color
                    },
                );
                let fill = if line == 0 { self.stage.theme.card } else { color };
                self.painter
                    .rect(rect, CornerRadius::ZERO, fill, edge, StrokeKind::Inside);
                let label = format!("{when}: {count}");
                let text = self.text(&label, bold_font(self.size(LABEL)), self.stage.theme.ink, size * 8.5, 1);
                let at = pos2(rect.max.x + pad * 0.3, rect.center().y - text.size().y / 2.0);
                self.painter.galley(at, text, self.stage.theme.ink);
            }
        }
    }

    fn roles(&self) {
        let words = self.words;
        let found = shift(self.session).filter(|shift| !shift.roles.is_empty());
        let Some(shift) = found else {
            let body = self.head(words.chart(Chart::Roles), "");
            let text = self.text(
                words.no_roles,
                font(self.size(LIST)),
                self.stage.theme.ink,
                body.width(),
                3,
            );
            self.painter.galley(body.min, text, self.stage.theme.ink);
            return;
        };
        let body = self.head(words.chart(Chart::Roles), words.legend_answers);
        let mut rows = Vec::new();
        for row in &shift.roles {
            let name = row.role.map_or(words.all_others, |role| words.role(role));
            if shift.before.is_some() {
                rows.push((format!("{name} – {}", words.before_short), row.before.to_vec()));
            }
            if shift.after.is_some() {
                rows.push((format!("{name} – {}", words.after_short), row.after.to_vec()));
            }
        }
        self.stacked(body, &QUESTION, &rows, LABEL);
    }

    fn heaviest(&self) {
        let all = weighed(self.session);
        let words = self.words;
        if all.iter().all(|one| one.side.is_none()) {
            return self.nothing(words.chart(Chart::Heaviest));
        }
        let body = self.head(words.chart(Chart::Heaviest), "");
        let half = (body.width() - self.pad()) / 2.0;
        for (number, side) in [Side::For, Side::Against].into_iter().enumerate() {
            let x = body.min.x + (half + self.pad()) * number as f32;
            let stance = Stance::from(side);
            let line = self.side_line(pos2(x, body.min.y), half, stance, words.stance(stance), LIST);
            let rect = Rect::from_min_max(pos2(x, line.max.y + self.pad() * 0.5), pos2(x + half, body.max.y));
            let rows: Vec<(String, Option<Stance>, u32)> = heaviest(&all, Some(side))
                .into_iter()
                .take(MOST_PER_SIDE)
                .map(|one| {
                    let count = one.dots.or(one.opinion.map(|[agree, ..]| agree)).unwrap_or(0);
                    (one.words.clone(), Some(stance), count)
                })
                .collect();
            let most = all
                .iter()
                .filter(|one| one.side.is_some())
                .map(|one| one.dots.or(one.opinion.map(|[agree, ..]| agree)).unwrap_or(0))
                .max();
            self.ranked_to(rect, &rows, most.unwrap_or(1));
        }
    }

    fn division(&self) {
        let all: Vec<Weighed> = weighed(self.session);
        let words = self.words;
        let (one_mind, split) = (agreed(&all), divided(&all));
        if one_mind.is_empty() && split.is_empty() {
            return self.nothing(words.chart(Chart::Division));
        }
        let body = self.head(words.chart(Chart::Division), words.legend_opinions);
        let half = (body.width() - self.pad()) / 2.0;
        // Both lists in letters of one size.
        let longest = one_mind.len().max(split.len()).min(MOST_PER_SIDE);
        for (number, (title, found)) in [(words.of_one_mind, one_mind), (words.is_split, split)]
            .into_iter()
            .enumerate()
        {
            let x = body.min.x + (half + self.pad()) * number as f32;
            let title = self.text(title, bold_font(self.size(LIST)), self.stage.theme.ink, half, 2);
            let top = body.min.y + title.size().y + self.pad() * 0.5;
            self.painter.galley(pos2(x, body.min.y), title, self.stage.theme.ink);
            let rect = Rect::from_min_max(pos2(x, top), pos2(x + half, body.max.y));
            if found.is_empty() {
                let none = self.text(
                    words.none_of_these,
                    font(self.size(LABEL)),
                    self.stage.theme.ink,
                    half,
                    1,
                );
                self.painter.galley(rect.min, none, self.stage.theme.ink);
            }
            let rows: Vec<(String, Vec<u32>)> = found
                .into_iter()
                .take(MOST_PER_SIDE)
                .filter_map(|one| Some((one.words.clone(), one.opinion?.to_vec())))
                .collect();
            self.stacked_below(rect, &OPINION, &rows, longest);
        }
    }

    /// A bar for each answer, at one scale, with its number.
    pub(super) fn bars(&self, rect: Rect, answers: &[Answer], counts: &[u32]) {
        let most = counts.iter().copied().max().unwrap_or(0).max(1);
        let row_height = (rect.height() / answers.len().max(1) as f32).min(self.size(FOCUS) * 2.6);
        let size = self.size(LIST).min(row_height * 0.6);
        let label = rect.width() * 0.26;
        for (number, (answer, count)) in answers.iter().zip(counts).enumerate() {
            let y = rect.min.y + row_height * (number as f32 + 0.5);
            self.answer_sign(pos2(rect.min.x + size * 0.6, y), size * 1.2, *answer);
            let name = self.text(
                self.words.answer(*answer),
                bold_font(size),
                self.stage.theme.ink,
                label - size * 1.8,
                2,
            );
            self.painter.galley(
                pos2(rect.min.x + size * 1.7, y - name.size().y / 2.0),
                name,
                self.stage.theme.ink,
            );
            let room = rect.width() - label - size * 3.0;
            let height = row_height * 0.55;
            let bar = Rect::from_min_size(
                pos2(rect.min.x + label, y - height / 2.0),
                vec2((room * *count as f32 / most as f32).max(2.0), height),
            );
            self.bar(bar, *answer);
            let text = self.text(
                &count.to_string(),
                bold_font(size * 1.2),
                self.stage.theme.ink,
                size * 4.0,
                1,
            );
            let at = pos2(bar.max.x + size * 0.4, y - text.size().y / 2.0);
            self.painter.galley(at, text, self.stage.theme.ink);
        }
    }

    fn bar(&self, rect: Rect, answer: Answer) {
        let edge = if matches!(answer, Answer::Unknown | Answer::Disagree) {
            Stroke::new(self.height(0.003), self.stage.theme.ink)
        } else {
            Stroke::NONE
        };
        self.painter.rect(
            rect,
            CornerRadius::ZERO,
            self.color_of(answer),
            edge,
            StrokeKind::Inside,
        );
    }

    /// Rows with a name and one bar that is divided; all bars are as long, since each is the whole of its row.
    pub(super) fn stacked(&self, rect: Rect, answers: &[Answer], rows: &[(String, Vec<u32>)], part: f32) {
        let row_height = (rect.height() / rows.len().max(1) as f32).min(self.size(LIST) * 3.0);
        // Roles are short, arguments are not.
        let is_short = rows.iter().all(|(name, _)| name.chars().count() < 26);
        let names = rect.width() * if is_short { 0.26 } else { 0.46 };
        let size = self.size(if is_short { part.max(SMALL * 1.15) } else { part });
        if row_height < size * 1.25 {
            self.is_cut.set(true);
        }
        let most_rows = ((row_height / (size * 1.2)).floor() as usize).clamp(1, 3);
        for (number, (name, counts)) in rows.iter().enumerate() {
            let top = rect.min.y + row_height * number as f32;
            let text = self.text(
                name,
                font(size),
                self.stage.theme.ink,
                names - self.pad() * 0.6,
                most_rows,
            );
            let y = top + row_height / 2.0;
            self.painter
                .galley(pos2(rect.min.x, y - text.size().y / 2.0), text, self.stage.theme.ink);
            let height = (row_height * 0.7).min(self.size(LIST) * 1.5);
            let bar = Rect::from_min_max(
                pos2(rect.min.x + names, y - height / 2.0),
                pos2(rect.max.x, y + height / 2.0),
            );
            self.divided_bar(bar, answers, counts);
        }
    }

    /// The same with the bar below the name, for narrow places.
    fn stacked_below(&self, rect: Rect, answers: &[Answer], rows: &[(String, Vec<u32>)], longest: usize) {
        let is_roomy = rect.height() > self.size(LABEL) * 4.4 * longest as f32;
        let size = self.size(if is_roomy { LABEL } else { SMALL });
        let mut y = rect.min.y;
        for (name, counts) in rows {
            let text = self.text(name, font(size), self.stage.theme.ink, rect.width(), 2);
            let bar_height = size * 1.5;
            if y + text.size().y + bar_height > rect.max.y {
                self.is_cut.set(true);
                break;
            }
            let top = y + text.size().y + size * 0.15;
            self.painter.galley(pos2(rect.min.x, y), text, self.stage.theme.ink);
            let bar = Rect::from_min_size(pos2(rect.min.x, top), vec2(rect.width(), bar_height));
            self.divided_bar(bar, answers, counts);
            y = top + bar_height + size * 0.7;
        }
    }

    /// One bar, divided by the counts; in each part its sign and number where there is room.
    fn divided_bar(&self, rect: Rect, answers: &[Answer], counts: &[u32]) {
        let all: u32 = counts.iter().sum();
        let theme = self.stage.theme;
        let frame = Stroke::new(self.height(0.002).max(1.0), theme.ink);
        // For on the left, against on the right, who does not know in between.
        let in_order: Vec<(Answer, u32)> = match (answers, counts) {
            ([one, two, three], [a, b, c]) => vec![(*one, *a), (*three, *c), (*two, *b)],
            _ => answers.iter().copied().zip(counts.iter().copied()).collect(),
        };
        let mut x = rect.min.x;
        for (answer, count) in in_order.into_iter().filter(|(_, count)| *count > 0) {
            let width = rect.width() * count as f32 / all.max(1) as f32;
            let part = Rect::from_min_size(pos2(x, rect.min.y), vec2(width, rect.height()));
            self.painter.rect(
                part,
                CornerRadius::ZERO,
                self.color_of(answer),
                frame,
                StrokeKind::Inside,
            );
            let on = match answer {
                Answer::For => theme.pro.on,
                Answer::Against => theme.contra.on,
                Answer::Agree => theme.card,
                _ => theme.ink,
            };
            let sign = match answer {
                Answer::For => "+",
                Answer::Against => "−",
                Answer::Agree => "✓",
                Answer::Disagree => "✗",
                _ => "?",
            };
            let size = (rect.height() * 0.72).min(self.size(LIST));
            let text = self.text(&format!("{sign} {count}"), bold_font(size), on, f32::INFINITY, 1);
            let text = if text.size().x > width - 2.0 {
                self.text(&count.to_string(), bold_font(size), on, f32::INFINITY, 1)
            } else {
                text
            };
            if text.size().x <= width {
                self.painter.galley(part.center() - text.size() / 2.0, text, on);
            }
            x += width;
        }
        self.painter
            .rect_stroke(rect, CornerRadius::ZERO, frame, StrokeKind::Inside);
    }

    /// What weighs most, from the top: its words, a bar and its number.
    pub(super) fn ranked(&self, rect: Rect, rows: &[(String, Option<Stance>, u32)]) {
        let most = rows.iter().map(|(.., count)| *count).max().unwrap_or(1);
        self.ranked_to(rect, rows, most);
    }

    fn ranked_to(&self, rect: Rect, rows: &[(String, Option<Stance>, u32)], most: u32) {
        let theme = self.stage.theme;
        let row_height = (rect.height() / rows.len().max(1) as f32).min(self.size(LIST) * 3.4);
        let size = self.size(if row_height > self.size(LABEL) * 3.0 {
            LABEL
        } else {
            SMALL
        });
        if row_height < size * 1.9 {
            self.is_cut.set(true);
        }
        let bar_height = (row_height * 0.22).clamp(size * 0.4, size * 0.9);
        let most_rows = (((row_height - bar_height) / (size * 1.2)).floor() as usize).clamp(1, 3);
        for (number, (words, side, count)) in rows.iter().enumerate() {
            let y = rect.min.y + row_height * number as f32;
            let sign = size * 1.1;
            let look = side.map_or(theme.instrument, |side| theme.side(side));
            if let Some(side) = side {
                icons::side_sign(
                    &self.painter,
                    pos2(rect.min.x + sign / 2.0, y + sign * 0.65),
                    sign,
                    *side,
                    look.solid,
                    look.on,
                );
            }
            let x = rect.min.x + sign * 1.5;
            let number = self.text(&count.to_string(), bold_font(self.size(LIST)), theme.ink, size * 4.0, 1);
            let room = rect.max.x - x - size * 3.2;
            let text = self.text(words, font(size), theme.ink, room, most_rows);
            let below = y + text.size().y + size * 0.1;
            self.painter.galley(pos2(x, y), text, theme.ink);
            let width = room * *count as f32 / most.max(1) as f32;
            let bar = Rect::from_min_size(pos2(x, below), vec2(width.max(2.0), bar_height));
            self.painter.rect_filled(bar, CornerRadius::ZERO, look.solid);
            let at = pos2(
                rect.max.x - number.size().x,
                y + (row_height - number.size().y).max(0.0) * 0.3,
            );
            self.painter.galley(at, number, theme.ink);
        }
    }

    /// What was weighed about a subject: for a note beside it.
    pub(super) fn weighed_of(&self, of: &Subject) -> Option<&Weighed> {
        self.weighed.iter().find(|one| one.of == *of)
    }
}
