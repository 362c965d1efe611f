//! The map from afar: where no sentence can be read, the themes of each side stand as labels under the line
//! of their stakeholder, so that nothing on screen is smaller than legible and nothing lies over anything.

use std::sync::Arc;

use egui::text::TextFormat;
use egui::{CornerRadius, Galley, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::command::Action;
use crate::layout::{Band, BandKind, Card, Scene, Spot};
use crate::model::{ClaimId, Stance};
use crate::view::{FAR, ViewAction};

use super::bidi;
use super::lines;
use super::middle;
use super::paint::{Paint, canvas_id, ring};
use super::theme::{bold_font, font};

/// Sizes of letters that are tried, from large to small, until all themes fit.
const SIZES: [f32; 6] = [17.0, 16.0, 15.0, 14.0, 13.0, LEAST_SIZE];
const LEAST_SIZE: f32 = 12.0;
/// So many bands decide the size of the letters, on screen or not: it must not change while the map moves.
const NUM_DECIDING: usize = 16;
/// A band that is higher than this on screen is drawn with its columns.
const TALLEST: f32 = 300.0;
/// From the main line to the first row.
const UNDER_LINE: f32 = 9.0;
/// Above a main line, for the counts that stand there.
const ABOVE_LINE: f32 = 24.0;
const GAP: f32 = 5.0;
/// Room for a side beside the sign, however small the map is.
const LEAST_WIDTH: f32 = 190.0;

/// What a label stands for.
enum Meaning {
    Theme {
        spot: Spot,
        name: String,
        num: u32,
    },
    /// As many more themes as there is no room for.
    More(usize),
}

struct Label {
    meaning: Meaning,
    galley: Arc<Galley>,
    rect: Rect,
}

/// One side of a band: its labels, and where its line ends.
struct Side {
    stance: Stance,
    labels: Vec<Label>,
    line_end: f32,
    /// Labels of the first row.
    num_first: usize,
}

/// Labels that have found their places.
struct Placed {
    labels: Vec<Label>,
    num_first: usize,
    /// Whether all themes have one, with their whole name.
    fits: bool,
}

/// A band as it is seen from afar.
pub(super) struct FarBand {
    sides: Vec<Side>,
    /// Whether every theme has its whole name there.
    fits: bool,
}

/// How the bands on screen look from afar, by their numbers; `None` for one that is drawn with its columns.
pub(super) struct FarView {
    bands: Vec<Option<FarBand>>,
}

impl FarView {
    /// Places the labels of the bands that are on screen.
    pub fn new(paint: &Paint<'_>) -> Self {
        if paint.camera.scale >= FAR {
            return Self { bands: Vec::new() };
        }
        let bands = &paint.shown.scene.bands;
        let tallest = bands.iter().take(NUM_DECIDING).map(|band| band.rect.height());
        if tallest.fold(0.0, f32::max) * paint.camera.scale > TALLEST {
            // A large map seen in part: labels beside the signs would leave the rest of the screen empty.
            return Self { bands: Vec::new() };
        }
        let place = |number: usize, band: &Band, size: f32| match band.kind {
            BandKind::Stakeholder(_) => place_band(paint, band, room_below(paint, number), size),
            BandKind::Loose => None,
        };
        let deciding = || bands.iter().enumerate().take(NUM_DECIDING);
        let fits = |size: &&f32| {
            deciding().all(|(number, band)| {
                band.kind == BandKind::Loose || place(number, band, **size).is_some_and(|band| band.fits)
            })
        };
        let largest = middle::sign_size(paint);
        let size = SIZES.iter().filter(|size| **size <= largest).find(fits);
        let size = size.copied().unwrap_or(LEAST_SIZE);
        if deciding().any(|(number, band)| band.kind != BandKind::Loose && place(number, band, size).is_none()) {
            return Self { bands: Vec::new() };
        }
        let placed = bands.iter().enumerate().map(|(number, band)| {
            let is_visible = band.rect.expand(200.0 / paint.camera.scale).intersects(paint.visible);
            is_visible.then(|| place(number, band, size)).flatten()
        });
        Self {
            bands: placed.collect(),
        }
    }

    /// A band from afar.
    pub fn band(&self, number: usize) -> Option<&FarBand> {
        self.bands.get(number)?.as_ref()
    }

    /// Where a claim is shown, in the world: its card, or from afar the label of its theme; `None` if neither is there.
    pub fn rect_of(&self, paint: &Paint<'_>, claim: ClaimId) -> Option<Rect> {
        let scene = paint.shown.scene;
        let index = scene.card_index(claim)?;
        let column = scene.column_of(index)?;
        let Some(far) = self.band(column.band as usize) else {
            return scene.cards.get(index).map(Card::rect);
        };
        let spot = scene.theme_spot(column);
        let labels = far.sides.iter().flat_map(|side| &side.labels);
        let label = labels
            .into_iter()
            .find(|label| matches!(label.meaning, Meaning::Theme { spot: of, .. } if of == spot))?;
        let world = |point| paint.camera.world_from_screen(point);
        Some(Rect::from_min_max(world(label.rect.min), world(label.rect.max)))
    }

    /// The heading, in the world, of the theme whose label stands at a point on screen.
    pub fn heading_under(&self, paint: &Paint<'_>, point: egui::Pos2) -> Option<Rect> {
        let labels = self.bands.iter().flatten().flat_map(|band| &band.sides);
        let label = labels
            .flat_map(|side| &side.labels)
            .find(|label| label.rect.contains(point))?;
        match label.meaning {
            Meaning::Theme { spot, .. } => paint.shown.scene.rect_of(spot),
            Meaning::More(_) => None,
        }
    }

    /// What stands at a point on screen: from afar no theme and no claim, labels take their own clicks.
    pub fn spot_at(&self, paint: &Paint<'_>, point: egui::Pos2) -> Option<Spot> {
        let scene = paint.shown.scene;
        let spot = scene.spot_at(paint.camera.world_from_screen(point))?;
        let column = match spot {
            Spot::Claim(claim) => scene.card_index(claim).and_then(|index| scene.column_of(index)),
            Spot::Theme(stakeholder, side, theme) => scene.theme_column(stakeholder, side, theme),
            Spot::Question | Spot::Stakeholder(_) => None,
        };
        let is_far = column.is_some_and(|column| self.band(column.band as usize).is_some());
        (!is_far).then_some(spot)
    }
}

/// How high the question may be on screen: between the counts of the band below it and one row of labels of the band above.
pub(super) fn room_for_question(paint: &Paint<'_>) -> f32 {
    let scene = paint.shown.scene;
    let screen_y = |y: f32| paint.camera.screen_from_world(pos2(0.0, y)).y;
    let (middle, center) = (scene.question.center().y, screen_y(scene.question.center().y));
    let above = scene.bands.iter().rfind(|band| band.line_y < middle);
    let below = scene.bands.iter().find(|band| band.line_y > middle);
    let row = UNDER_LINE + (LEAST_SIZE * 1.75).round() + 2.0 * GAP;
    let half_above = above.map_or(f32::INFINITY, |band| center - screen_y(band.line_y) - row);
    let half_below = below.map_or(f32::INFINITY, |band| screen_y(band.line_y) - ABOVE_LINE - center);
    2.0 * half_above.min(half_below)
}

/// Down to where the labels of a band may reach on screen: the line of the next band, or the question.
fn room_below(paint: &Paint<'_>, number: usize) -> f32 {
    let scene = paint.shown.scene;
    let screen_y = |y: f32| paint.camera.screen_from_world(pos2(0.0, y)).y;
    let Some(band) = scene.bands.get(number) else {
        return 0.0;
    };
    let next = scene.bands.get(number + 1);
    let mut bottom = next.map_or(screen_y(band.rect.max.y) + 60.0, |next| {
        screen_y(next.line_y) - ABOVE_LINE
    });
    if scene.question.min.y > band.line_y && next.is_none_or(|next| scene.question.max.y < next.line_y) {
        let question = middle::question_rect(paint).0;
        // The names of the sides beside it are higher than a question of one line.
        bottom = bottom.min(question.min.y.min(question.center().y - 24.0) - GAP);
    }
    bottom
}

/// Places the labels of a band; `None` if it has no room for one row of them.
fn place_band(paint: &Paint<'_>, band: &Band, bottom: f32, size: f32) -> Option<FarBand> {
    let sign = middle::sign_rect(paint, band)?;
    let (mut sides, mut fits) = (Vec::new(), true);
    for stance in [Stance::Pro, Stance::Contra] {
        let themes = themes_of(paint, band, stance);
        if themes.is_empty() {
            continue;
        }
        let away = if stance == Stance::Pro { -1.0 } else { 1.0 };
        let start = sign.center().x + away * (sign.width() / 2.0 + 8.0);
        // As wide as the map, and where it is narrower than the view, as the view.
        let world_half = paint.shown.scene.bounds.width() / 2.0 * paint.camera.scale;
        let half = world_half.max(paint.camera.viewport.width() / 2.0 - 16.0);
        let width = (half - sign.width() / 2.0 - 8.0).max(LEAST_WIDTH);
        let top = sign.center().y + UNDER_LINE;
        let placed = place_side(paint, band, stance, &themes, size, pos2(start, top), width, bottom)?;
        fits &= placed.fits;
        let Placed { labels, num_first, .. } = placed;
        let line_end = labels
            .get(num_first.saturating_sub(1))
            .map_or(start, |label| label.rect.center().x);
        sides.push(Side {
            stance,
            labels,
            line_end,
            num_first,
        });
    }
    Some(FarBand { sides, fits })
}

fn themes_of(paint: &Paint<'_>, band: &Band, side: Stance) -> Vec<(Spot, String, u32)> {
    let (scene, document) = (paint.shown.scene, paint.shown.document());
    let columns = scene.columns_of(band).iter();
    columns
        .filter(|column| column.has_heading && column.side == side)
        .map(|column| {
            let name = column.theme.and_then(|id| document.themes.get(id));
            let name = name.map_or(paint.shown.words.no_theme, |theme| {
                document.read(&theme.name, paint.shown.lang()).words
            });
            (scene.theme_spot(column), name.to_owned(), column.num_arguments)
        })
        .collect()
}

/// Puts labels in rows, from the sign outward. `None` if not even one row has room.
#[expect(clippy::too_many_arguments, reason = "a side with its place and room")]
fn place_side(
    paint: &Paint<'_>,
    band: &Band,
    side: Stance,
    themes: &[(Spot, String, u32)],
    size: f32,
    start: egui::Pos2,
    width: f32,
    bottom: f32,
) -> Option<Placed> {
    let padding = vec2(size * 0.5, size * 0.22);
    let height = (size * 1.75).round();
    let num_rows = ((bottom - start.y + GAP) / (height + GAP)) as usize;
    if num_rows == 0 {
        return None;
    }
    let ink = paint.theme().ink;
    let make = |name: &str, num: &str| {
        let mut job = egui::text::LayoutJob::default();
        job.append(name, 0.0, TextFormat::simple(bold_font(size), ink));
        job.append(num, size * 0.45, TextFormat::simple(font(size), ink));
        job.break_on_newline = false;
        job.wrap = egui::text::TextWrapping::truncate_at_width(width - 2.0 * padding.x);
        let galley = bidi::lay_out(&paint.painter, job);
        let wide = galley.size().x + 2.0 * padding.x;
        (galley, wide)
    };
    let mut labels: Vec<(Label, usize)> = Vec::new();
    let (mut row, mut used) = (0, 0.0);
    let put = |labels: &mut Vec<(Label, usize)>, meaning: Meaning, row: usize, used: f32, made: (Arc<Galley>, f32)| {
        let (galley, wide) = made;
        let min_x = if side == Stance::Pro {
            start.x - used - wide
        } else {
            start.x + used
        };
        let y = start.y + row as f32 * (height + GAP);
        let rect = Rect::from_min_size(pos2(min_x, y), vec2(wide, height));
        labels.push((Label { meaning, galley, rect }, row));
    };
    for (number, (spot, name, num)) in themes.iter().enumerate() {
        let lit = num_lit(paint, band, *spot);
        let count = if lit > 0 {
            format!("{lit}/{num}")
        } else {
            num.to_string()
        };
        let made = make(name, &count);
        if used > 0.0 && used + made.1 > width {
            (row, used) = (row + 1, 0.0);
        }
        if row >= num_rows {
            // Make room for the last label, which says how many are left out.
            let mut left_out = themes.len() - number;
            loop {
                let more = make(&format!("+{left_out}"), "");
                let used = labels
                    .iter()
                    .filter(|(_, row)| *row == num_rows - 1)
                    .map(|(label, _)| label.rect.width() + GAP)
                    .sum::<f32>();
                if used + more.1 <= width || used == 0.0 {
                    put(&mut labels, Meaning::More(left_out), num_rows - 1, used, more);
                    break;
                }
                labels.pop();
                left_out += 1;
            }
            break;
        }
        let meaning = Meaning::Theme {
            spot: *spot,
            name: name.clone(),
            num: *num,
        };
        let wide = made.1;
        put(&mut labels, meaning, row, used, made);
        used += wide + GAP;
    }
    let num_first = labels.iter().filter(|(_, row)| *row == 0).count();
    let labels: Vec<Label> = labels.into_iter().map(|(label, _)| label).collect();
    let fits = labels
        .iter()
        .all(|label| matches!(label.meaning, Meaning::Theme { .. }) && !label.galley.elided);
    Some(Placed {
        labels,
        num_first,
        fits,
    })
}

/// Paints the line of a band and its labels, and takes their clicks.
pub(super) fn band_ui(ui: &mut Ui, paint: &Paint<'_>, band: &Band, far: &FarBand, actions: &mut Vec<Action>) {
    let receded = paint.is_band_receded(band);
    let (look, stakeholder) = paint.band_look(band);
    let look = paint.category(look, receded);
    let center = paint.camera.screen_from_world(pos2(band.sign.center().x, band.line_y));
    let width = (7.0 * paint.camera.scale).max(2.0);
    for side in &far.sides {
        let line = [center, pos2(side.line_end, center.y)];
        lines::double_line(&paint.painter, &line, width, look);
        for label in side.labels.iter().take(side.num_first) {
            let stub = [pos2(label.rect.center().x, center.y), label.rect.center_top()];
            lines::double_line(&paint.painter, &stub, width, look);
        }
        for label in &side.labels {
            label_ui(ui, paint, band, side.stance, label, (receded, &stakeholder), actions);
        }
    }
}

fn label_ui(
    ui: &mut Ui,
    paint: &Paint<'_>,
    band: &Band,
    side: Stance,
    label: &Label,
    (receded, stakeholder): (bool, &str),
    actions: &mut Vec<Action>,
) {
    let (shown, theme) = (paint.shown, paint.theme());
    let (spot, num_lit, is_here) = match &label.meaning {
        Meaning::Theme { spot, .. } => (*spot, num_lit(paint, band, *spot), is_here(paint, *spot)),
        Meaning::More(_) => (Spot::Stakeholder(Scene::stakeholder_of(band)), 0, false),
    };
    let receded = receded || paint.lit_by.is_some() && num_lit == 0;
    let look = paint.category(theme.side(side), receded);
    let (rect, corner) = (label.rect, CornerRadius::same(6));
    let ground = theme.canvas.lerp_to_gamma(look.solid, 0.2);
    paint.painter.rect_filled(rect, corner, ground);
    if num_lit > 0 {
        let stroke = Stroke::new(2.5, theme.instrument.line);
        paint.painter.rect_stroke(rect, corner, stroke, StrokeKind::Outside);
    }
    if is_here {
        ring(paint, rect, 6.0);
    }
    let ink = paint.color(theme.ink, receded);
    let at = rect.center() - label.galley.size() / 2.0;
    paint
        .painter
        .galley_with_override_text_color(at, label.galley.clone(), ink);
    let salt = match label.meaning {
        Meaning::Theme { spot, .. } => canvas_id().with(("far", spot)),
        Meaning::More(_) => canvas_id().with(("far-more", Scene::stakeholder_of(band), side)),
    };
    let response = ui.interact(rect.intersect(paint.camera.viewport), salt, Sense::click());
    response.widget_info(|| match &label.meaning {
        Meaning::Theme { name, num, .. } => {
            let num = shown.words.num_arguments(*num, side);
            let name = format!("{} {name}, {stakeholder}: {num}", shown.words.theme);
            WidgetInfo::selected(Role::TreeItem, true, is_here, name)
        }
        Meaning::More(num) => WidgetInfo::labeled(
            Role::Button,
            true,
            format!("{stakeholder}: {}", shown.words.more_themes(*num)),
        ),
    });
    if response.hovered() {
        ui.set_cursor_icon(egui::CursorIcon::PointingHand);
        let stroke = Stroke::new(1.5, look.line);
        paint.painter.rect_stroke(rect, corner, stroke, StrokeKind::Inside);
    }
    if response.clicked() {
        // While a card of the toolbox lights its arguments, a label leads to them and the light stays on.
        let show = paint.lit_by.is_some() && matches!(label.meaning, Meaning::Theme { .. });
        let action = if show {
            ViewAction::Show(spot)
        } else {
            ViewAction::Select(spot)
        };
        actions.push(Action::View(action));
    }
}

/// Whether a theme, or one of its arguments or a reply to one, is selected.
fn is_here(paint: &Paint<'_>, spot: Spot) -> bool {
    match paint.shown.view.spot() {
        Some(Spot::Claim(claim)) => {
            let scene = paint.shown.scene;
            let column = scene.card_index(claim).and_then(|index| scene.column_of(index));
            column.is_some_and(|column| scene.theme_spot(column) == spot)
        }
        selected => selected == Some(spot),
    }
}

/// How many claims of a theme the selected instrument answers.
fn num_lit(paint: &Paint<'_>, band: &Band, spot: Spot) -> usize {
    if paint.lit_by.is_none() {
        return 0;
    }
    let scene = paint.shown.scene;
    let columns = scene.columns_of(band).iter();
    columns
        .filter(|column| scene.theme_spot(column) == spot)
        .filter_map(|column| scene.cards.get(column.cards.start as usize..column.cards.end as usize))
        .flatten()
        // What stands on the label are arguments: their replies do not count.
        .filter(|card| card.depth == 1 && !paint.is_receded(card.claim))
        .count()
}
