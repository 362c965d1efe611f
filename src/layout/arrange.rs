//! From the structure of a document to a scene.

use egui::{Rect, pos2, vec2};

use crate::model::{ClaimId, Document, Id, Stance, Structure, ThemeId};

use super::measure::{TextSizes, Texts};
use super::scene::{Band, BandKind, Card, Column, Scene};
use super::spec::LayoutSpec;

// All lengths are world points on a grid of 8.
const SIGN_WIDTH: f32 = 304.0;
const SIGN_HEIGHT: f32 = 88.0;
const QUESTION_WIDTH: f32 = 656.0;
const QUESTION_HEIGHT: f32 = 176.0;
/// Beside the question, for the names of the sides.
const SIDE_NAMES: f32 = 320.0;
/// Above and below the question.
const QUESTION_GAP: f32 = 80.0;
const BAND_GAP: f32 = 96.0;
/// From the middle to the line of the first column.
const FIRST_COLUMN: f32 = 336.0;
/// From a main line to the first heading under it.
const FIRST_HEADING: f32 = 96.0;
/// Between the last argument of a theme and the heading of the next.
const THEME_GAP: f32 = 16.0;
/// From a line to the cards on it.
const LINE_TO_CARD: f32 = 24.0;
const COLUMN_GAP: f32 = 56.0;
const HEADING_HEIGHT: f32 = 56.0;
const CARD_GAP: f32 = 16.0;
const REPLY_GAP: f32 = 8.0;
/// Between a card and the replies beyond it.
const REPLY_INDENT: f32 = 32.0;
/// The columns are made higher until the widest side, twice, is at most this much wider than the bands are
/// high together. With the gaps and the question in it, the whole then fits a screen with its panels.
const ASPECT: f32 = 1.75;
const NONE: u32 = u32::MAX;

/// Lays a document out. `texts` must hold its lines in the language of `spec`.
pub fn layout(document: &Document, structure: &Structure, spec: &LayoutSpec, texts: &Texts) -> Scene {
    Arranger::new(document, structure, spec, texts).arrange()
}

/// Arguments that stand together: one theme on one side of one band.
struct Group {
    theme: Option<ThemeId>,
    /// Cards of the arguments themselves.
    roots: Vec<u32>,
}

struct Sketch {
    kind: BandKind,
    /// For and against.
    sides: [Vec<Group>; 2],
    folded: bool,
    counts: (u32, u32),
    /// With those that are left out.
    all: (u32, u32),
}

/// Size of one side of a band.
struct SideSize {
    width: f32,
    height: f32,
    num_columns: usize,
}

struct Arranger<'a> {
    document: &'a Document,
    structure: &'a Structure,
    spec: &'a LayoutSpec,
    texts: &'a Texts,
    cards: Vec<Card>,
    /// Depth of the deepest reply in the branch of each card.
    deepest: Vec<u32>,
    on_focus_path: Option<Vec<bool>>,
    columns: Vec<Column>,
    /// All arguments for and against, with those that are left out.
    num_all: (u32, u32),
}

impl<'a> Arranger<'a> {
    fn new(document: &'a Document, structure: &'a Structure, spec: &'a LayoutSpec, texts: &'a Texts) -> Self {
        let on_focus_path = spec
            .focus
            .filter(|focus| document.claims.contains(*focus))
            .map(|focus| {
                let mut shown = vec![false; document.claims.num_slots()];
                for claim in structure
                    .path_to_thesis(focus)
                    .into_iter()
                    .chain(structure.branch(focus))
                {
                    if let Some(flag) = shown.get_mut(claim.index()) {
                        *flag = true;
                    }
                }
                shown
            });
        Self {
            document,
            structure,
            spec,
            texts,
            cards: Vec::with_capacity(document.claims.len()),
            deepest: Vec::new(),
            on_focus_path,
            columns: Vec::new(),
            num_all: (0, 0),
        }
    }

    fn arrange(mut self) -> Scene {
        let mut sketches = self.sketch();
        self.measure_branches();
        let (target, height) = self.column_target(&sketches);
        // On a large map the question needs more room, so that it stands free from afar too.
        let question_gap = (height * 0.075).max(QUESTION_GAP);
        let band_gap = (height * 0.015).max(BAND_GAP);
        let mut scene = Scene::default();
        let num_bands = sketches.len();
        // A folded or empty band too has room for its name from afar, unless there are very many.
        let pitch = (height * 0.1).min(height / num_bands.max(1) as f32 * 0.6);
        // The question stands in the middle: half of the bands above it.
        let above = num_bands
            .div_ceil(2)
            .min(num_bands.saturating_sub(usize::from(num_bands > 1)));
        let mut y = 0.0;
        let mut bands = Vec::with_capacity(num_bands);
        let mut question = None;
        for (number, sketch) in sketches.drain(..).enumerate() {
            if number == above && question.is_none() {
                question = Some(question_at(y + question_gap));
                // Below it more: above it is the room under the last columns already.
                y += QUESTION_HEIGHT + 3.0 * question_gap + band_gap;
            }
            let band = self.place_band(number as u32, sketch, y, target);
            y = (band.rect.max.y + band_gap).max(y + pitch);
            bands.push(band);
        }
        scene.question = question.unwrap_or_else(|| question_at(y + question_gap));
        let of_thesis = || bands.iter().filter(|band| band.kind != BandKind::Loose);
        scene.num_sides = of_thesis().fold((0, 0), |sum, band| (sum.0 + band.num_pro, sum.1 + band.num_contra));
        scene.num_all = self.num_all;
        self.place_branches();
        // As far to the left as to the right, so that the question stands in the middle of the whole; and
        // with room for the names of the sides beside it.
        let sides = scene.question.expand2(vec2(SIDE_NAMES, 0.0));
        let all = bands.iter().fold(sides, |bounds, band| bounds.union(band.rect));
        let half = all.max.x.max(-all.min.x);
        scene.bounds = Rect::from_min_max(pos2(-half, all.min.y), pos2(half, all.max.y));
        scene.card_of = vec![NONE; self.document.claims.num_slots()];
        for (index, card) in self.cards.iter().enumerate() {
            if let Some(slot) = scene.card_of.get_mut(card.claim.index()) {
                *slot = index as u32;
            }
        }
        scene.bands = bands;
        scene.columns = self.columns;
        scene.cards = self.cards;
        scene.number_rows();
        scene
    }

    /// Sorts the arguments into bands, sides and themes, and lists their cards in that order.
    fn sketch(&mut self) -> Vec<Sketch> {
        let stakeholders = self.document.stakeholders.in_order();
        let themes = self.document.themes.in_order();
        let mut band_of = vec![usize::MAX; self.document.stakeholders.num_slots()];
        for (number, id) in stakeholders.iter().enumerate() {
            if let Some(slot) = band_of.get_mut(id.index()) {
                *slot = number;
            }
        }
        let mut theme_rank = vec![usize::MAX; self.document.themes.num_slots()];
        for (number, id) in themes.iter().enumerate() {
            if let Some(slot) = theme_rank.get_mut(id.index()) {
                *slot = number;
            }
        }
        let nobody = stakeholders.len();
        let loose = nobody + 1;
        // Per band and side: (rank of the theme, theme, argument).
        type Entry = (usize, Option<ThemeId>, ClaimId);
        let mut entries: Vec<[Vec<Entry>; 2]> = (0..loose + 1).map(|_| [Vec::new(), Vec::new()]).collect();
        let mut all = vec![(0, 0); loose + 1];
        let thesis_children = self
            .document
            .cover
            .thesis
            .map_or(&[][..], |thesis| self.structure.children(thesis));
        for claim in thesis_children.iter().copied() {
            let Some(record) = self.document.claims.get(claim) else {
                continue;
            };
            let side = self.structure.stance(claim);
            let band = record
                .stakeholder
                .and_then(|id| band_of.get(id.index()).copied())
                .filter(|band| *band != usize::MAX)
                .unwrap_or(nobody);
            if let Some((pro, contra)) = all.get_mut(band) {
                *(if side == Some(Stance::Contra) { contra } else { pro }) += 1;
            }
            if !self.keeps(claim, side) {
                continue;
            }
            let rank = record
                .theme
                .and_then(|id| theme_rank.get(id.index()).copied())
                .unwrap_or(usize::MAX);
            let theme = record.theme.filter(|_| rank != usize::MAX);
            let side = usize::from(side == Some(Stance::Contra));
            if let Some(list) = entries.get_mut(band).and_then(|sides| sides.get_mut(side)) {
                list.push((rank, theme, claim));
            }
        }
        for claim in self.structure.loose().iter().copied() {
            if self.spec.filter.is_empty()
                && self
                    .spec
                    .focus
                    .is_none_or(|focus| self.structure.path_to_thesis(focus).contains(&claim))
                && let Some(list) = entries.get_mut(loose).and_then(|sides| sides.get_mut(1))
            {
                list.push((usize::MAX, None, claim));
            }
        }
        self.num_all = all
            .iter()
            .fold((0, 0), |sum, (pro, contra)| (sum.0 + pro, sum.1 + contra));
        let mut sketches = Vec::new();
        for (number, sides) in entries.into_iter().enumerate() {
            let kind = if number == loose {
                BandKind::Loose
            } else {
                BandKind::Stakeholder(stakeholders.get(number).copied())
            };
            let is_empty = sides.iter().all(Vec::is_empty);
            let left_out = !self.spec.filter.is_empty() || self.spec.focus.is_some();
            if is_empty && (number >= nobody || left_out) {
                continue;
            }
            let folded =
                matches!(kind, BandKind::Stakeholder(stakeholder) if self.spec.folds.is_band_folded(stakeholder));
            let [pro, contra] = &sides;
            let counts = (pro.len() as u32, contra.len() as u32);
            let sides = sides.map(|mut list| {
                if folded {
                    return Vec::new();
                }
                list.sort_by_key(|(rank, _, _)| *rank);
                let mut groups: Vec<Group> = Vec::new();
                for (_, theme, claim) in list {
                    let root = self.add_branch(claim);
                    match groups.last_mut() {
                        Some(group) if group.theme == theme => group.roots.push(root),
                        _ => groups.push(Group {
                            theme,
                            roots: vec![root],
                        }),
                    }
                }
                groups
            });
            sketches.push(Sketch {
                kind,
                sides,
                folded,
                counts,
                all: all.get(number).copied().unwrap_or_default(),
            });
        }
        sketches
    }

    fn keeps(&self, claim: ClaimId, side: Option<Stance>) -> bool {
        if let Some(shown) = &self.on_focus_path {
            let thesis = self.spec.focus.is_some() && self.spec.focus == self.document.cover.thesis;
            return thesis || shown.get(claim.index()).copied().unwrap_or(false);
        }
        if self.spec.filter.is_empty() {
            return true;
        }
        let branch_has = |wanted: &dyn Fn(&crate::model::Claim) -> bool| {
            self.structure
                .branch(claim)
                .into_iter()
                .any(|id| self.document.claims.get(id).is_some_and(wanted))
        };
        self.document
            .claims
            .get(claim)
            .is_some_and(|record| self.spec.filter.keeps(record, side, branch_has))
    }

    /// Lists the cards of an argument and of all its replies that are not folded; gives the argument's index.
    fn add_branch(&mut self, argument: ClaimId) -> u32 {
        let root = self.cards.len() as u32;
        let mut open: Vec<(ClaimId, u32, u32)> = vec![(argument, NONE, 1)];
        while let Some((claim, parent, depth)) = open.pop() {
            let index = self.cards.len() as u32;
            let sizes = TextSizes::at_depth(depth);
            let height = self.texts.height(claim);
            let replies = self.structure.children(claim);
            let on_path = |id: ClaimId| {
                let Some(shown) = &self.on_focus_path else { return true };
                shown.get(id.index()).copied().unwrap_or(false)
            };
            let folded = self.spec.folds.is_folded(claim) && self.spec.focus.is_none();
            let shown_replies = if folded { &[] } else { replies };
            let before = open.len();
            open.extend(
                shown_replies
                    .iter()
                    .rev()
                    .copied()
                    .filter(|id| on_path(*id))
                    .map(|id| (id, index, depth + 1)),
            );
            let hidden = (replies.len() - (open.len() - before)) as u32;
            self.cards.push(Card {
                claim,
                parent,
                end: index + 1,
                x: 0.0,
                y: 0.0,
                width: sizes.card_width,
                height,
                extent: height,
                depth,
                hidden,
            });
        }
        root
    }

    /// Heights of whole branches: from the last card back to the first, so that replies come before what they answer.
    fn measure_branches(&mut self) {
        let num_cards = self.cards.len();
        let mut below = vec![0.0_f32; num_cards];
        self.deepest = self.cards.iter().map(|card| card.depth).collect();
        for index in (0..num_cards).rev() {
            let (Some(card), Some(replies)) = (self.cards.get_mut(index), below.get(index).copied()) else {
                continue;
            };
            card.extent = card.height.max(replies - REPLY_GAP);
            let (parent, extent, end) = (card.parent as usize, card.extent, card.end);
            let depth = self.deepest.get(index).copied().unwrap_or(1);
            if let (Some(sum), Some(deepest)) = (below.get_mut(parent), self.deepest.get_mut(parent)) {
                *sum += extent + REPLY_GAP;
                *deepest = (*deepest).max(depth);
            }
            if let Some(card) = self.cards.get_mut(parent) {
                card.end = card.end.max(end);
            }
        }
    }

    fn branch_width(deepest: u32) -> f32 {
        let replies = deepest.saturating_sub(1) as f32;
        TextSizes::ARGUMENT.card_width + replies * (REPLY_INDENT + TextSizes::REPLY.card_width)
    }

    /// How high a column may grow before the theme goes on in a next one: the first height on a coarse
    /// ladder that gives the whole a good shape, so that one more argument rarely changes it. With it,
    /// the height of the whole.
    fn column_target(&self, sketches: &[Sketch]) -> (f32, f32) {
        let mut target = 480.0;
        loop {
            let (mut width, mut height) = (0.0_f32, QUESTION_HEIGHT + 2.0 * QUESTION_GAP + BAND_GAP);
            let mut num_columns = 1;
            for sketch in sketches {
                let [pro, contra] = sketch.sides.each_ref().map(|groups| self.side_size(groups, target));
                width = width.max(2.0 * pro.width.max(contra.width));
                height += SIGN_HEIGHT.max(pro.height.max(contra.height)) + BAND_GAP;
                num_columns = num_columns.max(pro.num_columns).max(contra.num_columns);
            }
            // With one column on each side a higher one would change nothing.
            if width <= height * ASPECT || num_columns == 1 {
                return (target, height);
            }
            target *= 1.12;
        }
    }

    /// Size of one side with columns of this height; the same walk as [`Self::place_side`].
    fn side_size(&self, groups: &[Group], target: f32) -> SideSize {
        let (mut x, mut y, mut bottom, mut deepest) = (FIRST_COLUMN, 0.0_f32, 0.0_f32, 0);
        let mut num_columns = 1;
        for root_of in groups.iter().map(|group| &group.roots) {
            for (number, root) in root_of.iter().enumerate() {
                let extent = self.cards.get(*root as usize).map_or(0.0, |card| card.extent);
                let needed = extent + if number == 0 { HEADING_HEIGHT } else { 0.0 };
                if y > 0.0 && y + needed > target {
                    x += LINE_TO_CARD + Self::branch_width(deepest) + COLUMN_GAP;
                    (y, deepest) = (HEADING_HEIGHT, 0);
                    num_columns += 1;
                }
                y += needed + CARD_GAP;
                deepest = deepest.max(self.deepest.get(*root as usize).copied().unwrap_or(1));
                bottom = bottom.max(y);
            }
            y += THEME_GAP;
        }
        let width = x + LINE_TO_CARD + Self::branch_width(deepest.max(1));
        SideSize {
            width,
            height: bottom + FIRST_HEADING,
            num_columns,
        }
    }

    fn place_band(&mut self, number: u32, sketch: Sketch, top: f32, target: f32) -> Band {
        let sign = Rect::from_center_size(pos2(0.0, top + SIGN_HEIGHT / 2.0), vec2(SIGN_WIDTH, SIGN_HEIGHT));
        let first_column = self.columns.len();
        let [pro, contra] = &sketch.sides;
        let left = self.place_side(number, pro, Stance::Pro, sign.center().y, target);
        let right = self.place_side(number, contra, Stance::Contra, sign.center().y, target);
        let columns = self.columns.get(first_column..).unwrap_or(&[]);
        let rect = columns
            .iter()
            .fold(sign.expand2(vec2(160.0, 8.0)), |rect, column| rect.union(column.rect));
        Band {
            kind: sketch.kind,
            sign,
            line_y: sign.center().y,
            line_x: (left, right),
            columns: first_column as u32..self.columns.len() as u32,
            num_pro: sketch.counts.0,
            num_contra: sketch.counts.1,
            num_all: sketch.all,
            folded: sketch.folded,
            rect,
        }
    }

    /// Places the themes of one side: under each other along a line, until the column is high enough;
    /// then on the next line further out. Gives where the last line is.
    fn place_side(&mut self, band: u32, groups: &[Group], side: Stance, line_y: f32, target: f32) -> f32 {
        let away = if side == Stance::Pro { -1.0 } else { 1.0 };
        let top = line_y + FIRST_HEADING;
        let mut x = FIRST_COLUMN;
        let mut y = top;
        let mut line_start = None;
        let mut deepest = 1;
        let mut last_line = 0.0;
        for group in groups {
            let mut rest = group.roots.as_slice();
            let mut has_heading = true;
            while let Some((first, _)) = rest.split_first() {
                let extent = |card: Option<&Card>| card.map_or(0.0, |card| card.extent);
                let needed = HEADING_HEIGHT + extent(self.cards.get(*first as usize));
                if y > top && y + needed - top > target {
                    x += LINE_TO_CARD + Self::branch_width(deepest) + COLUMN_GAP;
                    (y, line_start, deepest) = (top, None, 1);
                }
                let block_top = y;
                y += HEADING_HEIGHT;
                let (mut taken, mut end, mut line_end, mut block_deepest) = (0, *first, y, 1);
                for root in rest {
                    let Some(card) = self.cards.get_mut(*root as usize) else {
                        break;
                    };
                    if taken > 0 && y + card.extent - top > target {
                        break;
                    }
                    card.y = y;
                    card.x = if away > 0.0 {
                        x + LINE_TO_CARD
                    } else {
                        -x - LINE_TO_CARD - card.width
                    };
                    line_end = y + TextSizes::ARGUMENT.padding + TextSizes::ARGUMENT.claim_line / 2.0;
                    y += card.extent + CARD_GAP;
                    end = card.end;
                    block_deepest = block_deepest.max(self.deepest.get(*root as usize).copied().unwrap_or(1));
                    taken += 1;
                }
                deepest = deepest.max(block_deepest);
                let width = LINE_TO_CARD + Self::branch_width(block_deepest);
                let (left, right) = if away > 0.0 {
                    (x - 16.0, x + width)
                } else {
                    (-x - width, -x + 16.0)
                };
                let rect_top = if line_start.is_some() { block_top } else { line_y - 16.0 };
                let heading_width = LINE_TO_CARD + TextSizes::ARGUMENT.card_width;
                let (heading_left, heading_right) = if away > 0.0 {
                    (x + 12.0, x + heading_width)
                } else {
                    (-x - heading_width, -x - 12.0)
                };
                self.columns.push(Column {
                    band,
                    side,
                    theme: group.theme,
                    has_heading,
                    heading: Rect::from_min_max(
                        pos2(heading_left, block_top),
                        pos2(heading_right, block_top + HEADING_HEIGHT),
                    ),
                    line_x: away * x,
                    line_start,
                    line_end,
                    cards: *first..end,
                    num_arguments: group.roots.len() as u32,
                    rect: Rect::from_min_max(pos2(left, rect_top), pos2(right, y - CARD_GAP)),
                });
                last_line = away * x;
                line_start = Some(line_end);
                y += THEME_GAP;
                has_heading = false;
                rest = rest.get(taken..).unwrap_or(&[]);
            }
        }
        last_line
    }

    /// Places the replies: each beyond what it answers, under the reply before it.
    fn place_branches(&mut self) {
        let mut next_y: Vec<f32> = self.cards.iter().map(|card| card.y).collect();
        for index in 0..self.cards.len() {
            let Some(card) = self.cards.get(index).copied() else {
                continue;
            };
            if card.parent == NONE {
                if let Some(next) = next_y.get_mut(index) {
                    *next = card.y;
                }
                continue;
            }
            let Some(parent) = self.cards.get(card.parent as usize).copied() else {
                continue;
            };
            let Some(cursor) = next_y.get_mut(card.parent as usize) else {
                continue;
            };
            let y = *cursor;
            *cursor += card.extent + REPLY_GAP;
            let x = if parent.x >= 0.0 {
                parent.x + parent.width + REPLY_INDENT
            } else {
                parent.x - REPLY_INDENT - card.width
            };
            if let (Some(card), Some(next)) = (self.cards.get_mut(index), next_y.get_mut(index)) {
                card.x = x;
                card.y = y;
                *next = y;
            }
        }
    }
}

fn question_at(top: f32) -> Rect {
    Rect::from_center_size(
        pos2(0.0, top + QUESTION_HEIGHT / 2.0),
        vec2(QUESTION_WIDTH, QUESTION_HEIGHT),
    )
}
