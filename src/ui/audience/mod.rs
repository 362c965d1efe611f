//! What the audience sees: only the map and what is being said, large, and nothing of the machinery.
//!
//! Letters are parts of the height of the window: none is smaller than a fortieth of it, which can be read in a room that is
//! eight times as deep as the screen is high (the rule asks for a fiftieth). For a deeper room all of them are larger.
//! What then does not fit is known ([`is_too_full`]).

mod chart;
mod map;
mod overview;
mod stage;
mod weigh;

pub use map::{SeenMap, camera_of};
pub use stage::picture_path;

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Color32, CornerRadius, FontId, Galley, Painter, Pos2, Rect, Role, Stroke, StrokeKind, Ui, Vec2};
use egui::{WidgetInfo, pos2, vec2};

use crate::layout::Spot;
use crate::model::{ClaimId, Document, Lang, Shows, StakeholderId, Stance, Structure};
use crate::present::{Aside, Picture, Pointer, Screen, Show, Step};
use crate::session::{Session, Subject, Weighed, weighed};
use crate::view::Selected;

use super::album::Album;
use super::icons;
use super::theme::{BLACK, Category, Theme, WHITE, bold_font, font};
use super::words::{DUTCH, ENGLISH, Words};

/// Sizes of letters, as parts of the height of the window.
const TITLE: f32 = 1.0 / 15.0;
const FOCUS: f32 = 1.0 / 19.0;
const LIST: f32 = 1.0 / 27.0;
const LABEL: f32 = 1.0 / 30.0;
const SMALL: f32 = 1.0 / 40.0;

/// What is shown, and to whom.
#[derive(Clone, Copy)]
pub struct Stage<'a> {
    /// The living map.
    pub document: &'a Document,
    /// Its structure.
    pub structure: &'a Structure,
    /// The fixed texts, where there are none in the language of the map.
    pub words: &'static Words,
    /// The colors.
    pub theme: &'a Theme,
    /// How far what came last has come up: 0 to 1.
    pub arrived: f32,
    /// How long the stop is on screen, in seconds.
    pub seconds: f64,
    /// The maps of stops that show the map itself.
    pub maps: &'a [SeenMap<'a>],
    /// Where the camera was before, if a map was on screen: its middle, and how much fits in the height.
    pub from: Option<(Pos2, f32)>,
    /// Pictures that belong to the map.
    pub pictures: &'a Album,
}

/// The picture for the audience.
pub fn audience_ui(ui: &mut Ui, stage: &Stage<'_>, show: &Show, picture: Picture) {
    let rect = ui.max_rect();
    let painter = ui.painter_at(rect);
    paint(painter, rect, stage, show, picture);
    // What comes next is not pointed at.
    let is_now = picture == show.picture() || picture == show.audience();
    if picture.screen == Screen::Live && is_now {
        pointer(&ui.painter_at(rect), rect, stage, show);
    }
    // For who follows with a screen reader: what is said, as it comes.
    let words = words_in(stage, picture);
    let said = match said(show, picture) {
        Some(claim) => words_of(stage, words, picture.lang, claim),
        None => stage
            .document
            .read(&stage.document.cover.question, picture.lang)
            .words
            .to_owned(),
    };
    let response = ui.interact(rect, ui.scope_id().with("audience"), egui::Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    ui.accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
}

/// Whether what a stop says at last does not fit a screen of this size, so that something is left out or cut.
pub fn is_too_full(ui: &Ui, size: Vec2, stage: &Stage<'_>, show: &Show, stop: usize) -> bool {
    let mut painter = ui.painter().clone();
    painter.set_invisible();
    // Each of its steps: what comes last may be short.
    (0..show.num_steps(stop)).any(|reveal| {
        let picture = Picture {
            step: Step { stop, reveal },
            screen: Screen::Live,
            aside: None,
            sources: false,
            zoom: None,
            ..show.picture()
        };
        let rect = Rect::from_min_size(Pos2::ZERO, size);
        paint(painter.clone(), rect, stage, show, picture)
    })
}

/// Paints a picture; whether something did not fit.
fn paint(painter: Painter, rect: Rect, stage: &Stage<'_>, show: &Show, picture: Picture) -> bool {
    let cover = match picture.screen {
        Screen::Live => None,
        Screen::Black => Some(BLACK),
        Screen::White => Some(WHITE),
    };
    painter.rect_filled(rect, CornerRadius::ZERO, cover.unwrap_or(stage.theme.canvas));
    if cover.is_some() {
        return false;
    }
    // All sizes are parts of the picture: a larger picture behind the same window is a zoom.
    let whole = rect;
    let rect = picture.zoom.map_or(rect, |zoom| {
        let fixed = rect.min + rect.size() * vec2(zoom.at.0, zoom.at.1);
        Rect::from_min_size(fixed + (rect.min - fixed) * zoom.factor, rect.size() * zoom.factor)
    });
    let mut board = Board {
        stage,
        words: words_in(stage, picture),
        lang: picture.lang,
        painter,
        rect,
        session: show.session_in(picture),
        weighed: weighed_and_shown(show.session_in(picture)),
        is_cut: std::cell::Cell::new(false),
    };
    match picture.aside {
        Some(aside) => board.aside(show, picture, aside),
        None => board.stop(show, picture),
    }
    if let Some(claim) = said(show, picture).filter(|_| picture.sources) {
        // Sources stand in front of an enlarged picture, and are not enlarged with it.
        board.rect = whole;
        board.sources(claim);
    } else if picture.aside.is_none() {
        board.dots(show.stops().len(), picture);
    }
    board.is_cut.get()
}

/// A chart of an evening by itself, on the page about it.
pub fn chart_ui(
    ui: &Ui,
    shown: &super::Shown<'_>,
    session: &Session,
    lang: Lang,
    chart: crate::model::Chart,
    rect: Rect,
) {
    let stage = Stage {
        document: shown.document(),
        structure: shown.structure,
        words: shown.words,
        theme: shown.theme,
        arrived: 1.0,
        seconds: 0.0,
        maps: &[],
        from: None,
        pictures: shown.pictures,
    };
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, CornerRadius::ZERO, shown.theme.canvas);
    let about = crate::session::About::default();
    let session = Session {
        about,
        ..session.clone()
    };
    let board = Board {
        stage: &stage,
        words: shown.words,
        lang,
        painter,
        rect,
        weighed: Vec::new(),
        session: &session,
        is_cut: std::cell::Cell::new(false),
    };
    board.chart(chart);
}

/// The fixed texts in the language of the map, or else in that of the program.
fn words_in(stage: &Stage<'_>, picture: Picture) -> &'static Words {
    match picture.lang {
        Lang::NL => &DUTCH,
        Lang::EN => &ENGLISH,
        _ => stage.words,
    }
}

fn words_of(stage: &Stage<'_>, words: &Words, lang: Lang, claim: ClaimId) -> String {
    match stage.document.claims.get(claim) {
        Some(record) => stage.document.read(&record.text, lang).words.to_owned(),
        None => words.argument_gone.to_owned(),
    }
}

/// What the audience may know of what was weighed: rounds whose result it saw.
fn weighed_and_shown(session: &Session) -> Vec<Weighed> {
    if session.rounds.iter().all(|round| !round.is_shown) {
        return Vec::new();
    }
    let rounds = session.rounds.iter().filter(|round| round.is_shown).cloned().collect();
    weighed(&Session {
        rounds,
        ..Session::default()
    })
}

/// The dot or the spotlight with which the presenter points.
fn pointer(painter: &Painter, rect: Rect, stage: &Stage<'_>, show: &Show) {
    let (kind, Some(at)) = show.pointer() else { return };
    let at = rect.min + rect.size() * vec2(at.0, at.1);
    match kind {
        Pointer::Off => {}
        Pointer::Dot => {
            let radius = rect.height() / 60.0;
            painter.circle_filled(at, radius, stage.theme.danger.gamma_multiply(0.85));
            painter.circle_stroke(at, radius, Stroke::new(rect.height() / 400.0, stage.theme.card));
        }
        Pointer::Spot => {
            // A ring that reaches beyond the edges covers all but the place that is meant.
            let (radius, far) = (rect.height() / 6.0, rect.size().length() * 2.0);
            let dim = BLACK.gamma_multiply(0.65);
            let mut ring = egui::Mesh::default();
            const CORNERS: u32 = 64;
            for corner in 0..=CORNERS {
                let angle = corner as f32 / CORNERS as f32 * std::f32::consts::TAU;
                let way = vec2(angle.cos(), angle.sin());
                ring.colored_vertex(at + way * radius, dim);
                ring.colored_vertex(at + way * far, dim);
                if corner > 0 {
                    let here = corner * 2;
                    ring.add_triangle(here - 2, here - 1, here);
                    ring.add_triangle(here - 1, here, here + 1);
                }
            }
            painter.add(ring);
        }
    }
}

/// The claim that is being said.
pub fn said(show: &Show, picture: Picture) -> Option<ClaimId> {
    match picture.aside {
        Some(Aside::Selected(Selected::Spot(Spot::Claim(claim)))) => Some(claim),
        Some(_) => None,
        None => {
            let stop = show.stops().get(picture.step.stop)?;
            match &stop.shows {
                Shows::Claims(claims) => claims.get(picture.step.reveal).or(claims.last()).copied(),
                Shows::Sides { claims, .. } => claims.get(picture.step.reveal.checked_sub(1)?).copied(),
                _ => None,
            }
        }
    }
}

struct Board<'a> {
    stage: &'a Stage<'a>,
    words: &'static Words,
    lang: Lang,
    painter: Painter,
    rect: Rect,
    session: &'a Session,
    /// What was weighed and seen.
    weighed: Vec<Weighed>,
    /// Something did not fit.
    is_cut: std::cell::Cell<bool>,
}

/// A text that is ready to be painted.
struct Card {
    claim: ClaimId,
    side: Option<Stance>,
    label: Option<Arc<Galley>>,
    text: Arc<Galley>,
    /// What the room made of it, if that was shown.
    result: Option<Arc<Galley>>,
}

impl Board<'_> {
    fn stop(&self, show: &Show, picture: Picture) {
        let Some(stop) = show.stops().get(picture.step.stop) else {
            return self.whole();
        };
        match &stop.shows {
            Shows::Whole => self.whole(),
            // The presenter hears that its arguments are gone; the audience sees the question.
            Shows::Claims(claims) if claims.is_empty() => self.whole(),
            Shows::Claims(claims) => self.claims(claims.get(..=picture.step.reveal).unwrap_or(claims)),
            Shows::Stakeholder(id) => self.stakeholder(Some(*id)),
            Shows::Instrument(id) => self.instrument(*id),
            Shows::Picture(item) => self.picture(*item),
            Shows::View(view) => self.map(view, picture.step.stop),
            Shows::Vote(_) => {
                if let Some((_, round, phase)) = show.round_seen(picture) {
                    self.vote(round, phase, picture.row);
                }
            }
            Shows::Result(chart) => self.chart(*chart),
            Shows::Stage(stage) => self.conversation(*stage, stop.seconds),
            Shows::Sides { covered, claims } => self.sides(*covered, claims, picture.step.reveal, stop.seconds),
        }
    }

    fn aside(&self, show: &Show, picture: Picture, aside: Aside) {
        match aside {
            Aside::Selected(Selected::Spot(Spot::Claim(claim))) => self.claims(&[claim]),
            Aside::Selected(Selected::Spot(Spot::Stakeholder(own) | Spot::Theme(own, ..))) => self.stakeholder(own),
            Aside::Selected(Selected::Spot(Spot::Question)) => self.whole(),
            Aside::Selected(Selected::Instrument(instrument)) => self.instrument(instrument),
            Aside::Addition(number) => self.addition(number),
            Aside::Round(..) => match show.round_seen(picture) {
                Some((_, round, phase)) => self.vote(round, phase, picture.row),
                None => self.whole(),
            },
            Aside::Chart(chart) => self.chart(chart),
            Aside::Additions => self.additions(),
            Aside::TestCard => self.test_card(),
        }
    }

    fn words_of(&self, claim: ClaimId) -> String {
        words_of(self.stage, self.words, self.lang, claim)
    }

    fn question(&self) -> &str {
        self.stage
            .document
            .read(&self.stage.document.cover.question, self.lang)
            .words
    }

    fn height(&self, part: f32) -> f32 {
        self.rect.height() * part
    }

    fn size(&self, part: f32) -> f32 {
        (self.height(part) * self.session.about.room.factor()).round()
    }

    fn text(&self, words: &str, font: FontId, color: Color32, width: f32, most_rows: usize) -> Arc<Galley> {
        let mut job = LayoutJob::single_section(
            words.to_owned(),
            egui::TextFormat {
                line_height: Some(font.size * 1.2),
                font_id: font,
                color,
                ..egui::TextFormat::default()
            },
        );
        job.wrap.max_width = width.max(1.0);
        job.wrap.max_rows = most_rows;
        let galley = super::bidi::lay_out(&self.painter, job);
        if galley.elided {
            self.is_cut.set(true);
        }
        galley
    }

    /// A text in the largest of these sizes in which it fits a height.
    fn largest(&self, words: &str, parts: &[f32], color: Color32, (width, height): (f32, f32)) -> Arc<Galley> {
        let laid_out = |part: f32| self.text(words, bold_font(self.size(part)), color, width, 9);
        let was_cut = self.is_cut.get();
        for part in parts {
            let text = laid_out(*part);
            if !text.elided && text.size().y <= height {
                self.is_cut.set(was_cut);
                return text;
            }
        }
        laid_out(parts.last().copied().unwrap_or(FOCUS))
    }

    fn pad(&self) -> f32 {
        self.height(0.035)
    }

    /// The stakeholder's sign; where it ends.
    fn sign(&self, at: Pos2, stakeholder: Option<StakeholderId>, part: f32) -> Rect {
        let (look, name, symbol) = self.look(stakeholder);
        // The whole name, in smaller letters if it must be.
        let was_cut = self.is_cut.get();
        let room = self.rect.width() * 0.84;
        let laid_out = |part: f32| (self.text(&name, bold_font(self.size(part)), look.on, room, 1), part);
        let mut sizes = [part, LABEL.min(part), SMALL.min(part)].into_iter().map(laid_out);
        let fits = sizes.find(|(text, _)| !text.elided);
        if fits.is_some() {
            self.is_cut.set(was_cut);
        }
        let (text, part) = fits.unwrap_or_else(|| laid_out(SMALL.min(part)));
        let icon = if symbol.is_some() { text.size().y } else { 0.0 };
        let inner = vec2(self.size(part) * 0.7, self.size(part) * 0.28);
        let size = vec2(icon * 1.3 + text.size().x, text.size().y) + inner * 2.0;
        let rect = Rect::from_min_size(at, size);
        self.painter
            .rect_filled(rect, CornerRadius::same((size.y / 2.0).min(250.0) as u8), look.solid);
        if let Some(symbol) = symbol {
            let place = Rect::from_min_size(rect.min + inner, Vec2::splat(icon));
            icons::symbol(&self.painter, place, symbol, look.on);
        }
        self.painter
            .galley(rect.min + inner + vec2(icon * 1.3, 0.0), text, look.on);
        rect
    }

    fn look(&self, stakeholder: Option<StakeholderId>) -> (Category, String, Option<crate::model::Symbol>) {
        let stage = self.stage;
        match stakeholder.and_then(|id| stage.document.stakeholders.get(id)) {
            Some(record) => (
                stage.theme.hue(record.hue),
                stage.document.read(&record.name, self.lang).words.to_owned(),
                Some(record.symbol),
            ),
            None => (stage.theme.neutral(), self.words.nobody.to_owned(), None),
        }
    }

    /// Arguments that are being said: the last of them large, those before it as a list; for on the left, against on the
    /// right.
    fn claims(&self, claims: &[ClaimId]) {
        let (stage, pad) = (self.stage, self.pad());
        let Some(current) = claims.last() else { return };
        let head = self.rect.min + vec2(pad, pad);
        let sign = self.sign(head, stage.structure.stakeholder_of(stage.document, *current), LIST);
        let argument = stage.structure.argument_of(*current);
        let theme = stage.document.claims.get(argument).and_then(|record| record.theme);
        if let Some(theme) = theme.and_then(|id| stage.document.themes.get(id)) {
            let name = stage.document.read(&theme.name, self.lang).words;
            let room = self.rect.max.x - sign.max.x - pad * 2.0;
            let was_cut = self.is_cut.get();
            let text = self.text(name, font(self.size(LABEL)), stage.theme.ink, room.max(1.0), 1);
            // Beside a long name in a deep room there may be no place for it.
            self.is_cut.set(was_cut);
            if !text.elided {
                let at = pos2(sign.max.x + pad, sign.center().y - text.size().y / 2.0);
                self.painter.galley(at, text, stage.theme.ink);
            }
        }
        let bottom = self.rect.max.y - self.height(0.06);
        let middle = self.rect.center().x;
        let columns = [(Stance::Pro, self.rect.min.x + pad), (Stance::Contra, middle + pad)];
        let width = self.rect.width() / 2.0 - pad * 2.0;
        let top = sign.max.y + pad;
        // What does not fit half of the screen has all of it.
        let inner = self.height(0.018);
        let below = top + self.size(LIST) * 1.2 + pad * 0.6;
        if self.tall(&self.card(*current, true, width - inner * 2.0), inner) > bottom - below {
            return self.alone(*current, top, bottom);
        }
        self.divide(top, bottom);
        for (side, x) in columns {
            let line = self.side_line(pos2(x, top), width, side, self.words.stance(side), LIST);
            let own = claims.iter().filter(|claim| self.column_of(**claim) == side);
            let place = Rect::from_min_max(pos2(x, line.max.y + pad * 0.6), pos2(x + width, bottom));
            self.column(place, &own.copied().collect::<Vec<_>>(), *current);
        }
    }

    /// One argument over the whole width, in the largest letters in which it fits.
    fn alone(&self, claim: ClaimId, top: f32, bottom: f32) {
        let (stage, pad, inner) = (self.stage, self.pad(), self.height(0.018));
        let side = self.column_of(claim);
        let width = self.rect.width() - pad * 2.0;
        let line = self.side_line(
            pos2(self.rect.min.x + pad, top),
            width,
            side,
            self.words.stance(side),
            LIST,
        );
        let y = line.max.y + pad * 0.6;
        let mut card = self.card(claim, true, width - inner * 2.0);
        let others = self.tall(&card, inner) - card.text.size().y;
        let room = (width - inner * 2.0, bottom - y - others);
        let words = self.words_of(claim);
        self.is_cut.set(false);
        card.text = self.largest(&words, &[FOCUS, LIST, LABEL, SMALL], stage.theme.ink, room);
        let rect = Rect::from_min_size(pos2(self.rect.min.x + pad, y), vec2(width, self.tall(&card, inner)));
        if rect.max.y > bottom {
            self.is_cut.set(true);
        }
        self.paint_card(rect, &card, true, inner);
    }

    /// How high a card is, with room around what stands in it.
    fn tall(&self, card: &Card, inner: f32) -> f32 {
        let label = card.label.as_ref().map_or(0.0, |label| label.size().y);
        let result = card.result.as_ref().map_or(0.0, |result| result.size().y);
        card.text.size().y + label + result + inner * 2.0
    }

    /// The line between the two sides.
    fn divide(&self, top: f32, bottom: f32) {
        let x = self.rect.center().x;
        let stroke = Stroke::new(self.height(0.002).max(1.0), self.stage.theme.hairline);
        self.painter.line_segment([pos2(x, top), pos2(x, bottom)], stroke);
    }

    /// The sign of a side with words beside it.
    fn side_line(&self, at: Pos2, width: f32, side: Stance, words: &str, part: f32) -> Rect {
        let theme = self.stage.theme;
        let (look, sign) = (theme.side(side), self.size(part) * 1.15);
        let text = self.text(words, bold_font(self.size(part)), theme.ink, width - sign * 1.4, 1);
        let line = Rect::from_min_size(at, vec2(width, text.size().y.max(sign)));
        let center = pos2(at.x + sign / 2.0, line.center().y);
        icons::side_sign(&self.painter, center, sign, side, look.solid, look.on);
        let start = pos2(at.x + sign * 1.4, line.center().y - text.size().y / 2.0);
        self.painter.galley(start, text, theme.ink);
        line
    }

    /// What hangs nowhere stands among what speaks for.
    fn column_of(&self, claim: ClaimId) -> Stance {
        self.stage.structure.stance(claim).unwrap_or(Stance::Pro)
    }

    fn column(&self, place: Rect, claims: &[ClaimId], current: ClaimId) {
        let inner = self.height(0.018);
        let width = place.width() - inner * 2.0;
        let mut cards: Vec<Card> = claims
            .iter()
            .map(|claim| self.card(*claim, *claim == current, width))
            .collect();
        let tall = |card: &Card| self.tall(card, inner);
        let gap = inner * 0.8;
        // What was said first makes room; nothing is made smaller than can be read.
        while cards.len() > 1 && cards.iter().map(|card| tall(card) + gap).sum::<f32>() > place.height() {
            let oldest = cards.iter().position(|card| card.claim != current).unwrap_or(0);
            cards.remove(oldest);
        }
        if cards.iter().map(tall).sum::<f32>() > place.height() {
            self.is_cut.set(true);
        }
        let mut y = place.min.y;
        for card in cards {
            let rect = Rect::from_min_size(pos2(place.min.x, y), vec2(place.width(), tall(&card)));
            self.paint_card(rect, &card, card.claim == current, inner);
            y = rect.max.y + gap;
        }
    }

    fn card(&self, claim: ClaimId, is_current: bool, width: f32) -> Card {
        let stage = self.stage;
        let side = stage.structure.stance(claim);
        let words = self.words_of(claim);
        let font = if is_current {
            bold_font(self.size(FOCUS))
        } else {
            font(self.size(LIST))
        };
        let most_rows = if is_current { 7 } else { 3 };
        let parent = stage
            .structure
            .place(claim)
            .filter(|place| place.depth > 1)
            .and_then(|place| {
                let kind = place.kind?;
                Some((kind, place.undercut, place.parent?))
            });
        let label = parent.filter(|_| is_current).map(|(kind, undercut, parent)| {
            let label = format!("{}: ‘{}’", self.words.relation(kind, undercut), self.words_of(parent));
            self.text(&label, super::theme::font(self.size(SMALL)), stage.theme.ink, width, 2)
        });
        Card {
            claim,
            side,
            label,
            text: self.text(&words, font, stage.theme.ink, width, most_rows),
            result: self.result_of(claim).map(|result| {
                let size = self.size(if is_current { LABEL } else { SMALL });
                self.text(&result, bold_font(size), stage.theme.ink, width, 2)
            }),
        }
    }

    /// What the room made of a claim, in words.
    fn result_of(&self, claim: ClaimId) -> Option<String> {
        let name = self.stage.document.claims.name(claim);
        let found = self
            .weighed
            .iter()
            .find(|one| matches!(&one.of, Subject::Claim(of) if of == name));
        found.map(|weighed| self.words.weighed_line(weighed))
    }

    fn paint_card(&self, rect: Rect, card: &Card, is_current: bool, inner: f32) {
        let stage = self.stage;
        let look = card.side.map_or(stage.theme.neutral(), |side| stage.theme.side(side));
        let arrived = if is_current { stage.arrived } else { 1.0 };
        let fade = |color: Color32| stage.theme.canvas.lerp_to_gamma(color, arrived);
        let bar = self.height(if is_current { 0.012 } else { 0.005 });
        if is_current {
            self.painter.rect(
                rect,
                CornerRadius::same(self.height(0.008) as u8),
                stage.theme.card,
                Stroke::new(self.height(0.004), fade(look.line)),
                StrokeKind::Inside,
            );
        }
        let side = Rect::from_min_max(rect.min, pos2(rect.min.x + bar, rect.max.y));
        self.painter.rect_filled(side, CornerRadius::ZERO, fade(look.solid));
        let ink = fade(stage.theme.ink);
        let mut at = rect.min + vec2(inner, inner) + vec2(bar * 0.5, 0.0);
        if let Some(label) = &card.label {
            self.painter.galley_with_override_text_color(at, Arc::clone(label), ink);
            at.y += label.size().y;
        }
        self.painter
            .galley_with_override_text_color(at, Arc::clone(&card.text), ink);
        at.y += card.text.size().y;
        if let Some(result) = &card.result {
            self.painter
                .galley_with_override_text_color(at, Arc::clone(result), ink);
        }
    }

    /// Who says so: the sources of a claim, over the bottom of the picture.
    fn sources(&self, claim: ClaimId) {
        let (stage, pad) = (self.stage, self.pad());
        let cited = stage
            .document
            .claims
            .get(claim)
            .map_or(&[][..], |record| &record.sources);
        let citations = cited
            .iter()
            .filter_map(|citation| stage.document.sources.get(citation.source));
        let width = self.rect.width() - pad * 4.0;
        let citations: Vec<&str> = citations.take(3).map(|source| &*source.citation).collect();
        let laid_out = |part: f32| {
            let size = self.size(part);
            let ink = stage.theme.ink;
            let mut lines = vec![self.text(self.words.who_says_so, bold_font(size), ink, width, 1)];
            if citations.is_empty() {
                lines.push(self.text(self.words.no_sources, font(size), ink, width, 1));
            }
            let texts = citations
                .iter()
                .map(|citation| self.text(citation, font(size), ink, width, 4));
            lines.extend(texts);
            let tall: f32 = lines.iter().map(|line| line.size().y + size * 0.4).sum();
            (lines, tall, size)
        };
        // As large as half of the picture allows.
        let mut parts = [FOCUS, LIST, LABEL].into_iter().map(laid_out);
        let fits = parts.find(|(_, tall, _)| *tall < self.rect.height() * 0.55);
        let (lines, tall, size) = fits.unwrap_or_else(|| laid_out(SMALL));
        let rect = Rect::from_min_max(
            pos2(self.rect.min.x + pad, self.rect.max.y - tall - pad * 2.0),
            self.rect.max - vec2(pad, pad * 0.6),
        );
        self.painter.rect(
            rect,
            CornerRadius::same(self.height(0.008) as u8),
            stage.theme.card,
            Stroke::new(self.height(0.004), stage.theme.ink),
            StrokeKind::Inside,
        );
        let mut at = rect.min + vec2(pad, pad * 0.6);
        for line in lines {
            let next = at + vec2(0.0, line.size().y + size * 0.4);
            self.painter.galley(at, line, stage.theme.ink);
            at = next;
        }
    }

    /// How far the route is: a dot a stop, or a line where there are too many to be told apart.
    fn dots(&self, num_stops: usize, picture: Picture) {
        let theme = self.stage.theme;
        let (y, size) = (self.rect.max.y - self.height(0.025), self.height(0.008));
        let last = num_stops.saturating_sub(1);
        let half = (size * 1.5 * last as f32).min(self.rect.width() / 2.0 - self.pad());
        let x = |stop: usize| self.rect.center().x - half + 2.0 * half * stop as f32 / last.max(1) as f32;
        if half < size * 1.5 * last as f32 {
            let ends = [pos2(x(0), y), pos2(x(last), y)];
            self.painter.line_segment(ends, Stroke::new(size * 0.5, theme.hairline));
        } else {
            for stop in 0..num_stops {
                self.painter
                    .circle_filled(pos2(x(stop), y), size * 0.55, theme.hairline);
            }
        }
        self.painter
            .circle_filled(pos2(x(picture.step.stop), y), size, theme.ink);
    }
}
