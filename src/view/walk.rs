//! From here to there with the keyboard.

use egui::Rect;

use crate::layout::{BandKind, Card, Column, Scene, Spot};
use crate::model::{ClaimId, Stance};

/// Where to go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// What stands above.
    Up,
    /// What stands below.
    Down,
    /// What stands to the left.
    Left,
    /// What stands to the right.
    Right,
    /// What this answers: the parent, the theme's stakeholder, the question.
    Parent,
    /// The first reply.
    Reply,
    /// The other side of the same stakeholder.
    OtherSide,
    /// The next stakeholder.
    NextStakeholder,
    /// The stakeholder before.
    PreviousStakeholder,
    /// The next in reading order.
    Next,
    /// The one before in reading order.
    Previous,
    /// The question.
    Question,
}

/// What stands in a direction from a spot; `None` where the map ends.
pub fn walk(scene: &Scene, from: Spot, direction: Direction) -> Option<Spot> {
    let found = match direction {
        Direction::Question => Some(Spot::Question),
        Direction::Next | Direction::Previous => in_reading_order(scene, from, direction == Direction::Next),
        Direction::NextStakeholder => next_band(scene, from, true),
        Direction::PreviousStakeholder => next_band(scene, from, false),
        Direction::Parent => parent(scene, from),
        Direction::Reply => first_reply(scene, from),
        Direction::OtherSide => other_side(scene, from),
        Direction::Up | Direction::Down | Direction::Left | Direction::Right => match from {
            Spot::Claim(claim) => from_card(scene, claim, direction),
            Spot::Theme(..) => from_theme(scene, from, direction),
            Spot::Stakeholder(_) | Spot::Question => from_middle(scene, from, direction),
        }
        .or_else(|| nearest(scene, from, direction)),
    };
    found.filter(|spot| *spot != from)
}

fn in_reading_order(scene: &Scene, from: Spot, forward: bool) -> Option<Spot> {
    let spots = scene.spots();
    let at = spots.iter().position(|spot| *spot == from)?;
    let next = if forward {
        at.checked_add(1)?
    } else {
        at.checked_sub(1)?
    };
    spots.get(next).copied()
}

fn band_number(scene: &Scene, spot: Spot) -> Option<usize> {
    match spot {
        Spot::Question => None,
        Spot::Stakeholder(stakeholder) | Spot::Theme(stakeholder, _, _) => scene
            .bands
            .iter()
            .position(|band| band.kind == BandKind::Stakeholder(stakeholder)),
        Spot::Claim(claim) => scene
            .card_index(claim)
            .and_then(|index| scene.column_of(index))
            .map(|column| column.band as usize),
    }
}

fn band_spot(scene: &Scene, number: usize) -> Option<Spot> {
    let band = scene.bands.get(number)?;
    match band.kind {
        BandKind::Stakeholder(stakeholder) => Some(Spot::Stakeholder(stakeholder)),
        BandKind::Loose => scene
            .columns_of(band)
            .first()
            .and_then(|column| scene.cards.get(column.cards.start as usize))
            .map(|card| Spot::Claim(card.claim)),
    }
}

fn next_band(scene: &Scene, from: Spot, forward: bool) -> Option<Spot> {
    let number = match (band_number(scene, from), forward) {
        (None, true) => 0,
        (None, false) => scene.bands.len().checked_sub(1)?,
        (Some(number), true) => number + 1,
        (Some(number), false) => number.checked_sub(1)?,
    };
    band_spot(scene, number)
}

fn parent(scene: &Scene, from: Spot) -> Option<Spot> {
    match from {
        Spot::Question => None,
        Spot::Stakeholder(_) => Some(Spot::Question),
        Spot::Theme(stakeholder, _, _) => Some(Spot::Stakeholder(stakeholder)),
        Spot::Claim(claim) => {
            let index = scene.card_index(claim)?;
            let card = scene.cards.get(index)?;
            match scene.cards.get(card.parent as usize) {
                Some(parent) => Some(Spot::Claim(parent.claim)),
                None => theme_of(scene, index).or(Some(Spot::Question)),
            }
        }
    }
}

fn theme_of(scene: &Scene, card_index: usize) -> Option<Spot> {
    let column = scene.column_of(card_index)?;
    match scene.band_of(column)?.kind {
        BandKind::Stakeholder(_) => Some(scene.theme_spot(column)),
        BandKind::Loose => None,
    }
}

fn first_reply(scene: &Scene, from: Spot) -> Option<Spot> {
    match from {
        Spot::Question => band_spot(scene, 0),
        Spot::Stakeholder(_) => {
            let band = scene.bands.get(band_number(scene, from)?)?;
            scene.columns_of(band).first().map(|column| scene.theme_spot(column))
        }
        Spot::Theme(stakeholder, side, theme) => {
            let column = scene.theme_column(stakeholder, side, theme)?;
            scene
                .cards
                .get(column.cards.start as usize)
                .map(|card| Spot::Claim(card.claim))
        }
        Spot::Claim(claim) => {
            let index = scene.card_index(claim)?;
            scene
                .cards
                .get(index + 1)
                .filter(|card| card.parent as usize == index)
                .map(|card| Spot::Claim(card.claim))
        }
    }
}

fn other_side(scene: &Scene, from: Spot) -> Option<Spot> {
    let number = band_number(scene, from)?;
    let band = scene.bands.get(number)?;
    let rect = scene.rect_of(from)?;
    let side = match from {
        Spot::Claim(claim) => scene.column_of(scene.card_index(claim)?)?.side,
        Spot::Theme(_, side, _) => side,
        _ => Stance::Contra,
    };
    let arguments = scene
        .columns_of(band)
        .iter()
        .filter(|column| column.side == side.other())
        .flat_map(|column| roots(scene, column));
    // Facing it: as far from the middle, and as high.
    arguments
        .min_by(|a, b| {
            let off = |card: &Card| (card.rect().center().x + rect.center().x).abs() + (card.y - rect.min.y).abs();
            off(a).total_cmp(&off(b))
        })
        .map(|card| Spot::Claim(card.claim))
}

/// The arguments of a column, without their replies.
fn roots<'a>(scene: &'a Scene, column: &Column) -> impl Iterator<Item = &'a Card> {
    let mut at = column.cards.start;
    let end = column.cards.end;
    std::iter::from_fn(move || {
        if at >= end {
            return None;
        }
        let card = scene.cards.get(at as usize)?;
        at = card.end;
        Some(card)
    })
}

fn from_card(scene: &Scene, claim: ClaimId, direction: Direction) -> Option<Spot> {
    let index = scene.card_index(claim)?;
    let card = scene.cards.get(index)?;
    let column = scene.column_of(index)?;
    let outward = if column.side == Stance::Pro {
        Direction::Left
    } else {
        Direction::Right
    };
    let claim_spot = |card: &Card| Spot::Claim(card.claim);
    match direction {
        Direction::Up | Direction::Down => {
            let cards = scene
                .cards
                .get(column.cards.start as usize..column.cards.end as usize)?;
            let at = index - column.cards.start as usize;
            let neighbour = if direction == Direction::Down {
                cards.get(at + 1..)?.iter().find(|other| other.depth == card.depth)
            } else {
                cards.get(..at)?.iter().rev().find(|other| other.depth == card.depth)
            };
            match (neighbour, direction) {
                (Some(neighbour), _) => Some(claim_spot(neighbour)),
                (None, Direction::Up) if card.depth == 1 && column.has_heading => theme_of(scene, index),
                (None, Direction::Down) if card.depth == 1 => {
                    along(scene, column, true).map(|below| scene.theme_spot(below))
                }
                _ => None,
            }
        }
        _ if direction == outward => first_reply(scene, Spot::Claim(claim)).or_else(|| {
            let next = beside(scene, column, true)?;
            facing(scene, next, card.rect()).map(claim_spot)
        }),
        _ => match scene.cards.get(card.parent as usize) {
            Some(parent) => Some(claim_spot(parent)),
            None => match beside(scene, column, false) {
                Some(next) => facing(scene, next, card.rect()).map(claim_spot),
                None => scene.band_of(column).and_then(|band| match band.kind {
                    BandKind::Stakeholder(stakeholder) => Some(Spot::Stakeholder(stakeholder)),
                    BandKind::Loose => None,
                }),
            },
        },
    }
}

/// The column next to this one on the same side, further out or further in.
fn beside<'a>(scene: &'a Scene, column: &Column, outward: bool) -> Option<&'a Column> {
    let band = scene.band_of(column)?;
    let distance = |other: &Column| other.line_x.abs() - column.line_x.abs();
    let same_side = scene.columns_of(band).iter().filter(|other| other.side == column.side);
    if outward {
        same_side
            .filter(|other| distance(other) > 1.0)
            .min_by(|a, b| distance(a).total_cmp(&distance(b)))
    } else {
        same_side
            .filter(|other| distance(other) < -1.0)
            .max_by(|a, b| distance(a).total_cmp(&distance(b)))
    }
}

/// The argument that stands at about this height on the line of a column.
fn facing<'a>(scene: &'a Scene, column: &Column, rect: Rect) -> Option<&'a Card> {
    let band = scene.band_of(column)?;
    let same_line = scene
        .columns_of(band)
        .iter()
        .filter(|other| (other.line_x - column.line_x).abs() < 1.0);
    same_line
        .flat_map(|column| roots(scene, column))
        .min_by(|a, b| (a.y - rect.min.y).abs().total_cmp(&(b.y - rect.min.y).abs()))
}

/// The theme above or below on the same line.
fn along<'a>(scene: &'a Scene, column: &Column, down: bool) -> Option<&'a Column> {
    let band = scene.band_of(column)?;
    let same_line = scene
        .columns_of(band)
        .iter()
        .filter(|other| (other.line_x - column.line_x).abs() < 1.0);
    if down {
        same_line
            .filter(|other| other.rect.min.y > column.rect.min.y)
            .min_by(|a, b| a.rect.min.y.total_cmp(&b.rect.min.y))
    } else {
        same_line
            .filter(|other| other.rect.min.y < column.rect.min.y)
            .max_by(|a, b| a.rect.min.y.total_cmp(&b.rect.min.y))
    }
}

fn from_theme(scene: &Scene, from: Spot, direction: Direction) -> Option<Spot> {
    let Spot::Theme(stakeholder, side, theme) = from else {
        return None;
    };
    let column = scene.theme_column(stakeholder, side, theme)?;
    let outward = if side == Stance::Pro {
        Direction::Left
    } else {
        Direction::Right
    };
    match direction {
        Direction::Down => scene
            .cards
            .get(column.cards.start as usize)
            .map(|card| Spot::Claim(card.claim)),
        Direction::Up => {
            let above = along(scene, column, false)?;
            roots(scene, above).last().map(|card| Spot::Claim(card.claim))
        }
        _ => {
            let outward = direction == outward;
            let mut next = beside(scene, column, outward);
            while let Some(column) = next.filter(|column| !column.has_heading || column.theme == theme) {
                next = beside(scene, column, outward);
            }
            match next {
                Some(column) => Some(scene.theme_spot(column)),
                None if outward => None,
                None => Some(Spot::Stakeholder(stakeholder)),
            }
        }
    }
}

fn from_middle(scene: &Scene, from: Spot, direction: Direction) -> Option<Spot> {
    let rect = scene.rect_of(from)?;
    match direction {
        Direction::Up | Direction::Down => {
            let below = direction == Direction::Down;
            let middle = scene.bands.iter().filter_map(|band| match band.kind {
                BandKind::Stakeholder(stakeholder) => Some((Spot::Stakeholder(stakeholder), band.sign)),
                BandKind::Loose => None,
            });
            middle
                .chain([(Spot::Question, scene.question)])
                .filter(|(_, other)| {
                    if below {
                        other.min.y > rect.min.y
                    } else {
                        other.min.y < rect.min.y
                    }
                })
                .min_by(|(_, a), (_, b)| (a.min.y - rect.min.y).abs().total_cmp(&(b.min.y - rect.min.y).abs()))
                .map(|(spot, _)| spot)
        }
        _ => {
            let side = if direction == Direction::Left {
                Stance::Pro
            } else {
                Stance::Contra
            };
            let band = scene.bands.get(band_number(scene, from)?)?;
            let first = scene
                .columns_of(band)
                .iter()
                .filter(|column| column.side == side)
                .min_by(|a, b| a.line_x.abs().total_cmp(&b.line_x.abs()))?;
            Some(scene.theme_spot(first))
        }
    }
}

/// The nearest spot in a direction, wherever it belongs: for where the lanes end.
fn nearest(scene: &Scene, from: Spot, direction: Direction) -> Option<Spot> {
    let rect = scene.rect_of(from)?;
    let center = rect.center();
    let along = |to: Rect| -> (f32, f32) {
        let by = to.center() - center;
        match direction {
            Direction::Up => (rect.min.y - to.max.y, by.x.abs()),
            Direction::Down => (to.min.y - rect.max.y, by.x.abs()),
            Direction::Left => (rect.min.x - to.max.x, by.y.abs()),
            _ => (to.min.x - rect.max.x, by.y.abs()),
        }
    };
    scene
        .spots()
        .into_iter()
        .filter(|spot| *spot != from)
        .filter_map(|spot| scene.rect_of(spot).map(|rect| (spot, along(rect))))
        .filter(|(_, (ahead, _))| *ahead >= -1.0)
        .min_by(|(_, a), (_, b)| (a.0 + 2.0 * a.1).total_cmp(&(b.0 + 2.0 * b.1)))
        .map(|(spot, _)| spot)
}
