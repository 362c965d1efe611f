//! Which part stands on which sheet, and how high.

use super::block::{Area, Cursor, Slice, balance, fill, height_of};
use super::cast::{Cast, Frame, Part, Role};

/// A part, or some of it, on a sheet.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// Which part.
    pub part: usize,
    /// Upper edge.
    pub y: f32,
    /// Height of all of it.
    pub height: f32,
    /// Whether it begins here.
    pub is_first: bool,
    /// Whether the heads of both halves stand over it.
    pub has_halves: bool,
    /// The area that has the whole width, because the one beside it has come to its end.
    pub wide: Option<usize>,
    /// Per area, the columns.
    pub columns: Vec<Vec<Vec<Slice>>>,
}

/// A sheet.
#[derive(Clone, Default, Debug)]
pub(super) struct Sheet {
    pub placed: Vec<Placed>,
    /// How far down it is filled.
    pub end: f32,
}

/// All sheets.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub sheets: Vec<Sheet>,
    /// How many of them have more than sources.
    pub num_main: usize,
    /// Whether there is a line with the number of the sheet at its foot.
    pub has_numbers: bool,
    /// Share of a sheet that the sources need.
    pub sources_share: f32,
}

/// How the sheets are filled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct How {
    /// Whether the sources have a sheet of their own.
    pub is_apart: bool,
    /// Whether a part goes to the next sheet rather than being cut.
    pub keeps_whole: bool,
    /// More sheets than this are of no use: the plan may stop there.
    pub most: usize,
}

impl Plan {
    /// Whether no sheet but the last is rather empty.
    pub fn is_even(&self, frame: &Frame) -> bool {
        let least = frame.size.height * EVEN;
        let before = self.num_main.saturating_sub(1);
        self.sheets.iter().take(before).all(|sheet| sheet.end >= least)
    }
}

/// A sheet that is filled less far down is rather empty.
const EVEN: f32 = 0.8;

/// Heights that are the same on every sheet.
struct Heights {
    top: f32,
    bottom: f32,
    slim: f32,
    gap: f32,
    halves: f32,
    half_gap: f32,
    body: f32,
}

impl Heights {
    fn fresh(&self) -> f32 {
        self.top + self.slim + self.gap
    }
}

/// Height of the line over a second sheet.
pub(super) fn slim_height(cast: &Cast) -> f32 {
    cast.slim.height() + cast.body * 0.6
}

/// Height of the line at the foot of a sheet.
pub(super) fn foot_height(frame: &Frame) -> f32 {
    frame.floor * 1.7
}

/// Room between parts.
pub(super) fn gap(cast: &Cast) -> f32 {
    cast.body * 0.6
}

/// Room between a bar and the grounds under it, and between the heads of the halves and what is under them.
pub(super) fn bar_gap(cast: &Cast) -> f32 {
    cast.body * 0.35
}

/// Divides the parts over sheets. Takes time linear in the number of blocks.
pub(super) fn plan(cast: &Cast, frame: &Frame, how: How) -> Plan {
    let made = plan_with(cast, frame, how, false);
    if made.sheets.len() > 1 {
        return plan_with(cast, frame, how, true);
    }
    made
}

struct Planner<'a> {
    cast: &'a Cast,
    heights: Heights,
    how: How,
    sheets: Vec<Sheet>,
    here: Sheet,
    has_halves: bool,
    is_fresh: bool,
}

fn plan_with(cast: &Cast, frame: &Frame, how: How, has_numbers: bool) -> Plan {
    let foot = if has_numbers { foot_height(frame) } else { 0.0 };
    let heights = Heights {
        top: frame.margin,
        bottom: frame.size.height - frame.margin - foot,
        slim: slim_height(cast),
        gap: gap(cast),
        halves: cast.halves_height,
        half_gap: bar_gap(cast),
        body: cast.body,
    };
    let mut planner = Planner {
        cast,
        here: Sheet {
            placed: Vec::new(),
            end: heights.top,
        },
        heights,
        how,
        sheets: Vec::new(),
        has_halves: false,
        is_fresh: true,
    };
    let is_of = |part: &Part, role: Role| part.role == role;
    let (sources, main): (Vec<usize>, Vec<usize>) = (0..cast.parts.len())
        .partition(|number| cast.parts.get(*number).is_some_and(|part| is_of(part, Role::Sources)));
    let (colophon, main): (Vec<usize>, Vec<usize>) = main
        .into_iter()
        .partition(|number| cast.parts.get(*number).is_some_and(|part| is_of(part, Role::Colophon)));
    let sources_height: f32 = sources
        .iter()
        .filter_map(|number| cast.parts.get(*number))
        .map(|part| planner.sources_height(part))
        .sum();
    let order: Vec<usize> = if how.is_apart {
        main.into_iter().chain(colophon).collect()
    } else {
        main.into_iter().chain(sources.clone()).chain(colophon).collect()
    };
    for number in order {
        planner.place(number);
    }
    let num_main = planner.sheets.len() + 1;
    if how.is_apart && !sources.is_empty() && planner.sheets.len() < how.most {
        planner.next();
        planner.how.most = usize::MAX;
        for number in sources {
            planner.place(number);
        }
    }
    let here = std::mem::take(&mut planner.here);
    planner.sheets.push(here);
    Plan {
        sheets: planner.sheets,
        num_main,
        has_numbers,
        sources_share: sources_height / frame.size.height,
    }
}

impl Planner<'_> {
    fn next(&mut self) {
        let fresh = self.heights.fresh();
        let full = std::mem::replace(
            &mut self.here,
            Sheet {
                placed: Vec::new(),
                end: fresh,
            },
        );
        self.sheets.push(full);
        self.has_halves = false;
        self.is_fresh = true;
    }

    fn sources_height(&self, part: &Part) -> f32 {
        let rest = part.areas.first().map_or(0.0, |area| {
            let sum: f32 = area.blocks.iter().map(|block| block.height() + block.gap).sum();
            sum / area.columns.max(1) as f32
        });
        rest + part.bar.as_ref().map_or(0.0, |bar| bar.height) + part.pad * 2.0
    }

    /// What stands over and under the letters of a part, from the end of what is before it.
    fn around(&self, part: &Part, is_first: bool, has_halves: bool) -> (f32, f32) {
        let heights = &self.heights;
        let mut over = part.pad;
        if has_halves {
            over += heights.halves + heights.half_gap;
        }
        if let Some(bar) = &part.bar {
            let again = bar.again.height() + heights.body * 0.5;
            over += if is_first { bar.height } else { bar.height.min(again) } + heights.half_gap;
        }
        (over, part.pad)
    }

    fn place(&mut self, number: usize) {
        let cast = self.cast;
        let Some(part) = cast.parts.get(number) else { return };
        let mut cursors = vec![Cursor::default(); part.areas.len()];
        let mut is_first = true;
        loop {
            if self.sheets.len() > self.how.most {
                return;
            }
            let wide = wide_of(part, &cursors);
            let needs_halves =
                part.role == Role::Band && cast.halves.is_some() && part.areas.len() > 1 && wide.is_none();
            let (again_over, again_under) = self.around(part, false, needs_halves);
            let whole = self.heights.bottom - self.heights.fresh();
            let tallest = (whole - again_over - again_under).max(self.heights.body * 4.0);
            let has_halves = needs_halves && !self.has_halves;
            let (over, under) = self.around(part, is_first, has_halves);
            let gap = if self.here.placed.is_empty() {
                0.0
            } else {
                self.heights.gap
            };
            let room = self.heights.bottom - self.here.end - gap - over - under;
            let lays: Option<Vec<_>> = std::iter::zip(&part.areas, &cursors)
                .enumerate()
                .map(|(side, (area, cursor))| self.whole(area, num_columns(area, side, wide), *cursor, room, tallest))
                .collect();
            if let Some(columns) = lays.filter(|_| part.least <= room || self.is_fresh) {
                self.put(number, part, over + under, gap, is_first, (has_halves, wide), columns);
                return;
            }
            if !self.is_fresh && (self.is_better_whole(part, &cursors, tallest) || room < self.least_room(part)) {
                self.next();
                continue;
            }
            let room = if self.is_fresh {
                room.max(self.heights.body * 4.0)
            } else {
                room
            };
            let mut columns = Vec::with_capacity(part.areas.len());
            let mut moved = false;
            for (side, (area, cursor)) in part.areas.iter().zip(&mut cursors).enumerate() {
                let (filled, at) = fill(
                    area,
                    num_columns(area, side, wide),
                    *cursor,
                    room,
                    tallest.min(if self.is_fresh { room } else { tallest }),
                );
                moved |= at != *cursor;
                *cursor = at;
                columns.push(filled);
            }
            if moved {
                self.put(number, part, over + under, gap, is_first, (has_halves, wide), columns);
                is_first = false;
            } else if self.is_fresh {
                // Nothing can be done for a single line that is higher than the sheet.
                return;
            }
            self.next();
        }
    }

    fn whole(&self, area: &Area, num_columns: usize, from: Cursor, room: f32, tallest: f32) -> Option<Vec<Vec<Slice>>> {
        if room <= 0.0 {
            return None;
        }
        balance(area, num_columns, from, room, tallest)
    }

    /// No part begins at the foot of a sheet for the sake of some lines.
    fn least_room(&self, part: &Part) -> f32 {
        match part.role {
            Role::Band => (self.heights.body * 14.0).max((self.heights.bottom - self.heights.top) * 0.16),
            _ => self.heights.body * 6.0,
        }
    }

    fn is_better_whole(&self, part: &Part, cursors: &[Cursor], tallest: f32) -> bool {
        let is_small = matches!(part.role, Role::Toolbox | Role::Colophon | Role::Guide);
        if part.role != Role::Head && !self.how.keeps_whole && !is_small {
            return false;
        }
        let wide = wide_of(part, cursors);
        std::iter::zip(&part.areas, cursors)
            .enumerate()
            .all(|(side, (area, cursor))| {
                let num_columns = num_columns(area, side, wide);
                self.whole(area, num_columns, *cursor, tallest, tallest).is_some()
            })
    }

    #[expect(clippy::too_many_arguments, reason = "what is known of one step of one loop")]
    fn put(
        &mut self,
        number: usize,
        part: &Part,
        around: f32,
        gap: f32,
        is_first: bool,
        (has_halves, wide): (bool, Option<usize>),
        columns: Vec<Vec<Vec<Slice>>>,
    ) {
        let letters = columns.iter().map(|columns| height_of(columns)).fold(0.0, f32::max);
        let height = around + letters.max(if is_first { part.least } else { 0.0 });
        let y = self.here.end + gap;
        self.here.placed.push(Placed {
            part: number,
            y,
            height,
            is_first,
            has_halves,
            wide,
            columns,
        });
        self.here.end = y + height;
        self.has_halves |= has_halves;
        self.is_fresh = false;
    }
}

/// The area that has the whole width from here on: where it goes on, and the one beside it has come to its end.
fn wide_of(part: &Part, cursors: &[Cursor]) -> Option<usize> {
    let [first, second] = cursors else { return None };
    if part.role != Role::Band || (*first == Cursor::default() && *second == Cursor::default()) {
        return None;
    }
    let is_done = |side: usize, cursor: &Cursor| {
        let area = part.areas.get(side);
        area.is_none_or(|area| cursor.block >= area.blocks.len())
    };
    match (is_done(0, first), is_done(1, second)) {
        (false, true) => Some(0),
        (true, false) => Some(1),
        _ => None,
    }
}

/// How many columns an area has.
fn num_columns(area: &Area, side: usize, wide: Option<usize>) -> usize {
    if wide == Some(side) {
        area.columns * 2
    } else {
        area.columns
    }
}
