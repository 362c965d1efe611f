//! The picture as numbers.

use std::ops::Range;

use egui::{Pos2, Rect, pos2};

use crate::model::{ClaimId, Id, StakeholderId, Stance, ThemeId};

/// A place in the picture that can be selected.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Spot {
    /// The question in the middle.
    Question,
    /// The sign of a stakeholder; `None` for arguments of nobody in particular.
    Stakeholder(Option<StakeholderId>),
    /// A theme on one side of a stakeholder.
    Theme(Option<StakeholderId>, Stance, Option<ThemeId>),
    /// A claim.
    Claim(ClaimId),
}

/// A claim as drawn.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Card {
    /// The claim.
    pub claim: ClaimId,
    /// The card of what it answers; `u32::MAX` for an argument.
    pub parent: u32,
    /// Index behind the last card of its branch.
    pub end: u32,
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// Height of its whole branch, from the top of the card.
    pub extent: f32,
    /// 1 for an argument, 2 for a reply to it.
    pub depth: u32,
    /// Number of replies that are folded away.
    pub hidden: u32,
}

impl Card {
    /// Its rectangle in world points.
    pub fn rect(&self) -> Rect {
        Rect::from_min_max(pos2(self.x, self.y), pos2(self.x + self.width, self.y + self.height))
    }
}

/// Arguments of one theme under each other, with a line along them.
#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    /// The band it is in.
    pub band: u32,
    /// The side of the picture.
    pub side: Stance,
    /// The theme.
    pub theme: Option<ThemeId>,
    /// Whether the heading stands above it (a theme may go on in the next column).
    pub has_heading: bool,
    /// Where the heading stands.
    pub heading: Rect,
    /// Where the line runs.
    pub line_x: f32,
    /// Where the line begins: at the theme above it, or (`None`) on the main line of the band.
    pub line_start: Option<f32>,
    /// Where the line ends: at the last argument.
    pub line_end: f32,
    /// Its cards.
    pub cards: Range<u32>,
    /// Arguments of this theme on this side, in all its columns.
    pub num_arguments: u32,
    /// Around all of it.
    pub rect: Rect,
}

/// Whose band it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BandKind {
    /// Of a stakeholder, or of nobody in particular.
    Stakeholder(Option<StakeholderId>),
    /// Of what does not hang together with the thesis.
    Loose,
}

/// What one stakeholder says, for on the left and against on the right.
#[derive(Clone, PartialEq, Debug)]
pub struct Band {
    /// Whose.
    pub kind: BandKind,
    /// The sign with the name.
    pub sign: Rect,
    /// Height at which the main line runs.
    pub line_y: f32,
    /// Where the main line ends on the left and on the right.
    pub line_x: (f32, f32),
    /// Its columns.
    pub columns: Range<u32>,
    /// Arguments for.
    pub num_pro: u32,
    /// Arguments against.
    pub num_contra: u32,
    /// Arguments for and against with those that are left out.
    pub num_all: (u32, u32),
    /// Whether it is folded.
    pub folded: bool,
    /// Around all of it.
    pub rect: Rect,
}

/// The picture: rectangles in world points, and which stand where.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The question.
    pub question: Rect,
    /// Bands from top to bottom.
    pub bands: Vec<Band>,
    /// Columns, band by band.
    pub columns: Vec<Column>,
    /// Cards, column by column, each followed by its branch.
    pub cards: Vec<Card>,
    /// Around everything.
    pub bounds: Rect,
    /// Arguments for and against that are shown.
    pub num_sides: (u32, u32),
    /// With those that are left out.
    pub num_all: (u32, u32),
    pub(super) card_of: Vec<u32>,
    pub(super) rows: Vec<RowBlock>,
}

/// Rows of the outline that follow each other: the sign of a band, a heading, or the cards of a column.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowBlock {
    start: u32,
    kind: RowKind,
}

#[derive(Clone, Copy, Debug)]
enum RowKind {
    Question,
    Band(u32),
    Heading(u32),
    Cards(u32),
    End,
}

/// A row of the outline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Row {
    /// Something that can be selected.
    Spot(Spot),
    /// The title above what does not hang together with the thesis.
    LooseTitle,
}

impl Default for Scene {
    fn default() -> Self {
        Self {
            question: Rect::ZERO,
            bands: Vec::new(),
            columns: Vec::new(),
            cards: Vec::new(),
            bounds: Rect::ZERO,
            num_sides: (0, 0),
            num_all: (0, 0),
            card_of: Vec::new(),
            rows: Vec::new(),
        }
    }
}

impl Scene {
    /// The index of the card of a claim, if it is shown.
    pub fn card_index(&self, claim: ClaimId) -> Option<usize> {
        self.card_of
            .get(claim.index())
            .copied()
            .filter(|index| *index != u32::MAX)
            .map(|index| index as usize)
    }

    /// The card of a claim, if it is shown.
    pub fn card(&self, claim: ClaimId) -> Option<&Card> {
        self.card_index(claim).and_then(|index| self.cards.get(index))
    }

    /// Numbers the rows of the outline; called once a scene is complete.
    pub(super) fn number_rows(&mut self) {
        let mut rows = vec![RowBlock {
            start: 0,
            kind: RowKind::Question,
        }];
        let mut start = 1;
        for (number, band) in self.bands.iter().enumerate() {
            rows.push(RowBlock {
                start,
                kind: RowKind::Band(number as u32),
            });
            start += 1;
            for column in band.columns.clone() {
                let Some(found) = self.columns.get(column as usize) else {
                    continue;
                };
                if found.has_heading && band.kind != BandKind::Loose {
                    rows.push(RowBlock {
                        start,
                        kind: RowKind::Heading(column),
                    });
                    start += 1;
                }
                rows.push(RowBlock {
                    start,
                    kind: RowKind::Cards(column),
                });
                start += found.cards.end - found.cards.start;
            }
        }
        rows.push(RowBlock {
            start,
            kind: RowKind::End,
        });
        self.rows = rows;
    }

    /// Number of rows of the outline.
    pub fn num_rows(&self) -> usize {
        self.rows.last().map_or(0, |last| last.start as usize)
    }

    /// What stands in a row of the outline.
    pub fn row(&self, number: usize) -> Option<Row> {
        let at = self.rows.partition_point(|block| block.start as usize <= number);
        let block = self.rows.get(at.checked_sub(1)?)?;
        match block.kind {
            RowKind::Question => Some(Row::Spot(Spot::Question)),
            RowKind::Band(band) => Some(match self.bands.get(band as usize)?.kind {
                BandKind::Stakeholder(stakeholder) => Row::Spot(Spot::Stakeholder(stakeholder)),
                BandKind::Loose => Row::LooseTitle,
            }),
            RowKind::Heading(column) => Some(Row::Spot(self.theme_spot(self.columns.get(column as usize)?))),
            RowKind::Cards(column) => {
                let first = self.columns.get(column as usize)?.cards.start as usize;
                self.cards
                    .get(first + number - block.start as usize)
                    .map(|card| Row::Spot(Spot::Claim(card.claim)))
            }
            RowKind::End => None,
        }
    }

    /// The row in which a spot stands.
    pub fn row_of(&self, spot: Spot) -> Option<usize> {
        let block = |wanted: &dyn Fn(RowKind) -> bool| {
            self.rows
                .iter()
                .find(|block| wanted(block.kind))
                .map(|block| block.start as usize)
        };
        match spot {
            Spot::Question => Some(0),
            Spot::Stakeholder(stakeholder) => {
                let band =
                    self.bands
                        .iter()
                        .position(|band| band.kind == BandKind::Stakeholder(stakeholder))? as u32;
                block(&|kind| matches!(kind, RowKind::Band(number) if number == band))
            }
            Spot::Theme(..) => block(
                &|kind| matches!(kind, RowKind::Heading(column) if self.columns.get(column as usize).is_some_and(|column| self.theme_spot(column) == spot)),
            ),
            Spot::Claim(claim) => {
                let index = self.card_index(claim)?;
                let column = self
                    .columns
                    .partition_point(|column| column.cards.end as usize <= index);
                let first = self.columns.get(column)?.cards.start as usize;
                block(&|kind| matches!(kind, RowKind::Cards(number) if number as usize == column))
                    .map(|start| start + index - first)
            }
        }
    }

    /// The column a card is in.
    pub fn column_of(&self, card_index: usize) -> Option<&Column> {
        let at = self
            .columns
            .partition_point(|column| column.cards.end as usize <= card_index);
        self.columns.get(at)
    }

    /// The band of a column.
    pub fn band_of(&self, column: &Column) -> Option<&Band> {
        self.bands.get(column.band as usize)
    }

    /// The columns of a band.
    pub fn columns_of(&self, band: &Band) -> &[Column] {
        self.columns
            .get(band.columns.start as usize..band.columns.end as usize)
            .unwrap_or(&[])
    }

    /// The stakeholder of a band; for loose claims nobody.
    pub fn stakeholder_of(band: &Band) -> Option<StakeholderId> {
        match band.kind {
            BandKind::Stakeholder(stakeholder) => stakeholder,
            BandKind::Loose => None,
        }
    }

    /// The rectangle of a spot, if it is shown.
    pub fn rect_of(&self, spot: Spot) -> Option<Rect> {
        match spot {
            Spot::Question => Some(self.question),
            Spot::Stakeholder(stakeholder) => self
                .bands
                .iter()
                .find(|band| band.kind == BandKind::Stakeholder(stakeholder))
                .map(|band| band.sign),
            Spot::Theme(stakeholder, side, theme) => {
                self.theme_column(stakeholder, side, theme).map(|column| column.heading)
            }
            Spot::Claim(claim) => self.card(claim).map(Card::rect),
        }
    }

    /// The first column of a theme.
    pub fn theme_column(
        &self,
        stakeholder: Option<StakeholderId>,
        side: Stance,
        theme: Option<ThemeId>,
    ) -> Option<&Column> {
        let band = self
            .bands
            .iter()
            .find(|band| band.kind == BandKind::Stakeholder(stakeholder))?;
        self.columns_of(band)
            .iter()
            .find(|column| column.has_heading && column.side == side && column.theme == theme)
    }

    /// The spot of a column's heading.
    pub fn theme_spot(&self, column: &Column) -> Spot {
        Spot::Theme(
            self.band_of(column).and_then(Self::stakeholder_of),
            column.side,
            column.theme,
        )
    }

    /// All spots in reading order: the question, then band by band the sign, the themes and their cards.
    pub fn spots(&self) -> Vec<Spot> {
        let mut spots = vec![Spot::Question];
        for band in &self.bands {
            if let BandKind::Stakeholder(stakeholder) = band.kind {
                spots.push(Spot::Stakeholder(stakeholder));
            }
            for column in self.columns_of(band) {
                if column.has_heading {
                    spots.push(self.theme_spot(column));
                }
                let cards = self
                    .cards
                    .get(column.cards.start as usize..column.cards.end as usize)
                    .unwrap_or(&[]);
                spots.extend(cards.iter().map(|card| Spot::Claim(card.claim)));
            }
        }
        spots
    }

    /// What stands at a point.
    pub fn spot_at(&self, point: Pos2) -> Option<Spot> {
        if self.question.contains(point) {
            return Some(Spot::Question);
        }
        for band in self.bands.iter().filter(|band| band.rect.contains(point)) {
            if band.sign.contains(point)
                && let BandKind::Stakeholder(stakeholder) = band.kind
            {
                return Some(Spot::Stakeholder(stakeholder));
            }
            for column in self
                .columns_of(band)
                .iter()
                .filter(|column| column.rect.contains(point))
            {
                if column.has_heading && column.heading.contains(point) {
                    return Some(self.theme_spot(column));
                }
                let mut at = column.cards.start;
                while at < column.cards.end {
                    let Some(card) = self.cards.get(at as usize) else { break };
                    if point.y < card.y || point.y > card.y + card.extent {
                        at = card.end;
                    } else if card.rect().contains(point) {
                        return Some(Spot::Claim(card.claim));
                    } else {
                        at += 1;
                    }
                }
            }
        }
        None
    }

    /// Calls `visit` for the cards of a column whose branch touches the view; passes over the others branch by branch.
    /// `visit` says whether to go into the branch.
    pub fn visit_cards(&self, column: &Column, view: Rect, mut visit: impl FnMut(usize, &Card) -> bool) {
        let mut at = column.cards.start;
        while at < column.cards.end {
            let Some(card) = self.cards.get(at as usize) else { break };
            if card.y > view.max.y && card.depth == 1 {
                break;
            }
            if card.y + card.extent < view.min.y || card.y > view.max.y || !visit(at as usize, card) {
                at = card.end;
            } else {
                at += 1;
            }
        }
    }
}
