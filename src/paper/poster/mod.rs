//! The poster of a map: facing halves under the question, a band per stakeholder, toolbox, sources and colophon.

mod block;
mod cast;
mod content;
mod draw;
mod plan;
mod strips;
#[cfg(test)]
mod tests;
mod write;

use super::address;
use super::choices::{Choices, IfFull, Made, Said, Sheet};
use super::code::code;
use super::letters::Letters;
use super::page::{Ink, Item, Print, Shape, mm};
use super::palette::Palette;
use super::words::{common, in_each, poster as words};
use crate::model::{Document, Lang, Structure};
use cast::{Cast, Form, Frame, cast, column_choices};
use content::{Content, Show};
use plan::{How, Plan, plan};

/// What is the same for every try.
struct Job<'a> {
    document: &'a Document,
    structure: &'a Structure,
    choices: &'a Choices,
    languages: Vec<Lang>,
    frame: Frame,
}

/// A poster that is ready to be drawn.
struct Found {
    content: Content,
    cast: Cast,
    plan: Plan,
}

/// A map that does not fit on one sheet, in the smallest letters.
struct Full {
    content: Content,
    /// With the number of columns that reads best.
    cast: Cast,
    /// With others.
    others: Vec<Cast>,
}

/// Sources that need more of a sheet than this have one of their own.
const SOURCES_SHARE: f32 = 1.0 / 3.0;

/// Size of the smallest and of the largest letters of claims on a sheet, in points.
fn sizes(sheet: Sheet) -> (f32, f32) {
    match sheet {
        Sheet::A4 => (10.0, 14.0),
        Sheet::A3 => (9.0, 17.0),
        Sheet::A2 => (9.0, 22.0),
        Sheet::A1 => (9.0, 28.0),
    }
}

/// Sizes between two in which letters are tried, in steps of a quarter of a point.
const STEP: f32 = 0.25;

/// With more sheets than this, larger letters are not tried: it would take long and nobody would see it.
const MANY: usize = 12;

/// The poster of a map on one sheet in the largest letters in which all fits; if even the smallest do not fit, what was
/// chosen for that case. What came of it is said.
pub fn poster(document: &Document, structure: &Structure, choices: &Choices, letters: &mut Letters) -> Made {
    // What others met does not count.
    letters.take_missing();
    let job = Job::new(document, structure, choices);
    let mut said = Vec::new();
    let found = match job.on_one(job.content(Show::ALL), letters) {
        Ok(found) => found,
        Err(full) => job.when_full(full, letters, &mut said),
    };
    job.finish(&found, letters, said)
}

/// How wide the code of an address is; `None` if there is none, or if it is too long.
fn code_width(choices: &Choices) -> Option<f32> {
    let address = choices.address.as_deref()?;
    let side = match choices.sheet {
        Sheet::A4 => mm(20.0),
        Sheet::A3 => mm(23.0),
        Sheet::A2 => mm(32.0),
        Sheet::A1 => mm(40.0),
    };
    code(address, 0.0, 0.0, side).map(|_| side)
}

impl<'a> Job<'a> {
    fn new(document: &'a Document, structure: &'a Structure, choices: &'a Choices) -> Self {
        let mut languages: Vec<Lang> = Vec::new();
        for lang in &choices.languages {
            if !languages.contains(lang) {
                languages.push(*lang);
            }
        }
        if languages.is_empty() {
            languages.push(document.cover.languages.first().copied().unwrap_or(Lang::NL));
        }
        let (floor, _) = sizes(choices.sheet);
        let margin = match choices.sheet {
            Sheet::A4 => mm(8.0),
            Sheet::A3 => mm(9.0),
            Sheet::A2 => mm(10.0),
            Sheet::A1 => mm(12.0),
        };
        let frame = Frame {
            size: choices.sheet.size(choices.is_landscape),
            margin,
            floor,
            palette: Palette::new(choices.has_color),
            code: code_width(choices),
        };
        Self {
            document,
            structure,
            choices,
            languages,
            frame,
        }
    }

    fn lang(&self) -> Lang {
        self.languages.first().copied().unwrap_or(Lang::NL)
    }

    fn content(&self, show: Show) -> Content {
        let lang = self.lang();
        let words = common(lang);
        let mut parts = Vec::new();
        let title = self.document.title(lang).trim();
        if !title.is_empty() {
            parts.push(title.to_owned());
        }
        if !self.choices.date.trim().is_empty() {
            parts.push(format!("{}: {}", words.date, self.choices.date.trim()));
        }
        if let Some(version) = self
            .choices
            .version
            .as_deref()
            .map(str::trim)
            .filter(|words| !words.is_empty())
        {
            parts.push(format!("{}: {version}", words.version));
        }
        parts.push(words.made_with.to_owned());
        let imprint = [(lang, parts.join(" · "))];
        let address = self.choices.address.as_deref().map_or("", str::trim);
        let extra = write::Extra {
            imprint: &imprint,
            address,
            has_code: self.frame.code.is_some(),
            has_color: self.choices.has_color,
        };
        let map = write::Map {
            document: self.document,
            structure: self.structure,
        };
        write::content(map, &self.languages, show, extra)
    }

    /// In the largest letters in which all fits on one sheet, apart from sources that are many; or, if it does not fit,
    /// what it is in the smallest letters.
    fn on_one(&self, content: Content, letters: &mut Letters) -> Result<Found, Box<Full>> {
        let (floor, _) = sizes(self.choices.sheet);
        let mut at_floor = |columns: usize| {
            let form = Form {
                body: floor,
                columns,
                is_apart: false,
            };
            cast(&content, &self.frame, form, letters)
        };
        let (best, others) = column_choices(&self.frame, floor);
        let best = at_floor(best);
        let others: Vec<Cast> = others.into_iter().map(at_floor).collect();
        for is_apart in [false, true] {
            let how = How {
                is_apart,
                keeps_whole: true,
                most: 1,
            };
            let tried = |cast: &Cast| {
                let planned = plan(cast, &self.frame, how);
                let is_many = planned.sources_share > SOURCES_SHARE;
                let has_room = if is_apart {
                    // Rather two full sheets than one and a few sources; but nothing is left out for some sources.
                    is_many || self.choices.if_full != IfFull::Split
                } else {
                    planned.sheets.len() == 1 && !is_many
                };
                (planned.num_main == 1 && has_room).then_some(planned)
            };
            for made in std::iter::once(&best).chain(&others) {
                if let Some(planned) = tried(made) {
                    let at_floor = (made.clone(), planned);
                    let (cast, plan) = self.largest(&content, at_floor, is_apart, tried, letters);
                    return Ok(Found { content, cast, plan });
                }
            }
        }
        Err(Box::new(Full {
            content,
            cast: best,
            others,
        }))
    }

    /// The largest letters in which a plan succeeds, as it does in the smallest.
    fn largest(
        &self,
        content: &Content,
        at_floor: (Cast, Plan),
        is_apart: bool,
        tried: impl Fn(&Cast) -> Option<Plan>,
        letters: &mut Letters,
    ) -> (Cast, Plan) {
        let (floor, most) = sizes(self.choices.sheet);
        let mut best = at_floor;
        let last = ((most - floor) / STEP) as u32;
        let mut attempt = |steps: u32| {
            let body = floor + steps as f32 * STEP;
            let (best, others) = column_choices(&self.frame, body);
            std::iter::once(best).chain(others).find_map(|columns| {
                let form = Form {
                    body,
                    columns,
                    is_apart,
                };
                let made = cast(content, &self.frame, form, letters);
                tried(&made).map(|plan| (made, plan))
            })
        };
        let (mut low, mut high) = (0_u32, last + 1);
        while high - low > 1 {
            let middle = u32::midpoint(low, high);
            if let Some(found) = attempt(middle) {
                low = middle;
                best = found;
            } else {
                high = middle;
            }
        }
        // Larger letters may fit again, where there is one column less.
        for above in [2, 3, 4] {
            if low + above <= last {
                best = attempt(low + above).unwrap_or(best);
            }
        }
        best
    }

    /// What was chosen for a map that does not fit on one sheet.
    fn when_full(&self, full: Box<Full>, letters: &mut Letters, said: &mut Vec<Said>) -> Found {
        let claims = Show {
            has_explanations: false,
            ..Show::ALL
        };
        let tries: &[Show] = match self.choices.if_full {
            IfFull::Split => return self.split(full, letters),
            IfFull::Claims => &[
                claims,
                Show {
                    has_replies: false,
                    ..claims
                },
            ],
            IfFull::Core if !self.has_core() => {
                said.push(Said::NoCore);
                return self.split(full, letters);
            }
            IfFull::Core => &[Show {
                is_core_only: true,
                ..Show::ALL
            }],
        };
        // Replies that are left out to no avail come back.
        let mut first = None;
        for show in tries {
            match self.on_one(self.content(*show), letters) {
                Ok(found) if found.plan.sheets.len() > 1 => {
                    return self.unless_all(found, full, letters, said);
                }
                Ok(found) => return found,
                Err(full) => first = first.or(Some(full)),
            }
        }
        let Some(first) = first else {
            return self.split(full, letters);
        };
        let less = self.split(first, letters);
        self.unless_all(less, full, letters, said)
    }

    /// What was made with less, unless everything takes no more sheets: then nothing needs to be left out.
    fn unless_all(&self, less: Found, full: Box<Full>, letters: &mut Letters, said: &mut Vec<Said>) -> Found {
        let whole = self.split(full, letters);
        if whole.plan.sheets.len() > less.plan.sheets.len() {
            return less;
        }
        said.push(Said::NothingGained);
        whole
    }

    /// Whether an argument, or a loose claim, is marked as core.
    fn has_core(&self) -> bool {
        let thesis = self.document.cover.thesis;
        let tops = thesis.map_or(&[][..], |thesis| self.structure.children(thesis));
        tops.iter()
            .chain(self.structure.loose())
            .any(|id| self.document.claims.get(*id).is_some_and(|claim| claim.core))
    }

    /// Over as few sheets as the smallest letters need, in the largest letters that need no more.
    fn split(&self, full: Box<Full>, letters: &mut Letters) -> Found {
        let Full { content, cast, others } = *full;
        let (mut is_apart, mut at_floor) = self.fewest_sheets(&cast);
        let mut best = cast;
        for other in others {
            let (other_is_apart, planned) = self.fewest_sheets(&other);
            if planned.num_main < at_floor.num_main {
                (is_apart, at_floor, best) = (other_is_apart, planned, other);
            }
        }
        let num_main = at_floor.num_main;
        let (cast, plan) = if num_main > MANY {
            (best, at_floor)
        } else {
            let tried = |cast: &Cast| {
                let planned = self.on_sheets(cast, is_apart, num_main);
                (planned.num_main <= num_main).then_some(planned)
            };
            self.largest(&content, (best, at_floor), is_apart, tried, letters)
        };
        Found { content, cast, plan }
    }

    /// Letters of a size on as few sheets as they need, and whether the sources have one of their own.
    fn fewest_sheets(&self, cast: &Cast) -> (bool, Plan) {
        let flowing = self.on_sheets(cast, false, usize::MAX);
        if flowing.sources_share > SOURCES_SHARE {
            (true, self.on_sheets(cast, true, usize::MAX))
        } else {
            (false, flowing)
        }
    }

    /// Stakeholders stay whole if that takes no more sheets and leaves none of them rather empty.
    fn on_sheets(&self, cast: &Cast, is_apart: bool, most: usize) -> Plan {
        let how = How {
            is_apart,
            keeps_whole: false,
            most,
        };
        let cut = plan(cast, &self.frame, how);
        let how = How {
            keeps_whole: true,
            most: cut.num_main.min(most),
            ..how
        };
        let whole = plan(cast, &self.frame, how);
        if whole.num_main <= cut.num_main && whole.is_even(&self.frame) {
            whole
        } else {
            cut
        }
    }

    fn finish(&self, found: &Found, letters: &mut Letters, mut said: Vec<Said>) -> Made {
        let lang = self.lang();
        let Found { content, cast, plan } = found;
        let num_sheets = plan.sheets.len();
        let title = in_each(&self.languages, |lang| self.document.title(lang).trim().to_owned());
        let title = if title.is_empty() {
            in_each(&self.languages, |lang| common(lang).map.to_owned())
        } else {
            title
        };
        let short: String = title.chars().take(60 * self.languages.len()).collect();
        let foot = |number: usize| {
            let count = in_each(&self.languages, |lang| {
                let texts = words(lang);
                format!("{} {} {} {num_sheets}", texts.sheet, number + 1, texts.of)
            });
            format!("{short} · {count}")
        };
        let drawn = draw::draw(cast, &self.frame, plan, letters, &foot);
        let mut print = Print::new(&title, lang);
        print.subject = content.question.first().map(|words| words.text.clone());
        print.tags = content.tags.clone();
        print.pages = drawn.pages;
        print.bookmarks = drawn.bookmarks;
        if let (Some([x, y, side]), Some(page)) = (drawn.code_at, print.pages.first_mut()) {
            self.draw_code(content, [x, y, side], &mut page.items);
        }
        if num_sheets > 1 {
            said.push(Said::Sheets(num_sheets));
            if plan.num_main == 1 {
                said.push(Said::SourcesApart);
            } else if self.choices.if_full != IfFull::Split && !said.contains(&Said::NothingGained) {
                said.push(Said::StillFull);
            }
        }
        let left = content.left;
        for (count, what) in [
            (left.explanations, Said::WithoutExplanations as fn(usize) -> Said),
            (left.replies, Said::WithoutReplies),
            (left.arguments, Said::WithoutArguments),
            (left.other_language, Said::OtherLanguage),
        ] {
            if count > 0 {
                said.push(what(count));
            }
        }
        let sizes = print
            .pages
            .iter()
            .flat_map(|page| &page.items)
            .filter_map(|item| match item {
                Item::Run(run) => Some(run.size),
                _ => None,
            });
        said.push(Said::SmallestLetters(sizes.fold(f32::INFINITY, f32::min)));
        let has_address = self
            .choices
            .address
            .as_deref()
            .is_some_and(|address| !address.trim().is_empty());
        if has_address && self.frame.code.is_none() {
            said.push(Said::NoCode);
        }
        let missing = letters.take_missing();
        if !missing.is_empty() {
            said.push(Said::UnknownLetters(missing.into_iter().collect()));
        }
        Made { print, said }
    }

    fn draw_code(&self, content: &Content, [x, y, side]: [f32; 3], items: &mut Vec<Item>) {
        let address = self.choices.address.as_deref().unwrap_or_default();
        let (Some(outline), Some((figure, link))) = (code(address, x, y, side), &content.code) else {
            return;
        };
        let ground = super::page::Outline::Rect {
            x,
            y,
            width: side,
            height: side,
            radius: side * 0.03,
        };
        for (outline, fill, tag) in [(ground, Ink::WHITE, None), (outline, Ink::BLACK, Some(*figure))] {
            items.push(Item::Shape(Shape {
                outline,
                fill: Some(fill),
                stroke: None,
                tag,
            }));
        }
        if let (Some(tag), Some(address)) = (link, address::sound(address)) {
            items.push(Item::Link {
                rect: [x, y, side, side],
                address,
                tag: *tag,
            });
        }
    }
}
