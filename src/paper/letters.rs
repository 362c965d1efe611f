//! Lines of letters: which glyphs, where lines break, and how much room they take.
//!
//! Shaping, the order of scripts that run from right to left and where a line may break (Unicode Standard Annexes #9
//! and #14) come from `parley`. A letter that no font has is set as a square, and counted, so that the program can say
//! so and no reader meets a missing glyph.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::{
    Alignment, AlignmentOptions, FontContext, FontFamily, FontFamilyName, FontWeight, Layout, LayoutContext,
    LineHeight, OverflowWrap, PositionedLayoutItem, StyleProperty,
};
use skrifa::MetadataProvider as _;

use super::page::{Font, Glyph, Ink, Item, Page, Run, TagId};
use crate::fonts;

/// How letters look.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Style {
    /// Size of the letters.
    pub size: f32,
    /// From one base line to the next.
    pub line: f32,
    /// Whether they are bold.
    pub bold: bool,
    /// Color.
    pub ink: Ink,
}

impl Style {
    /// Regular letters with lines of 1.3 times their size.
    pub fn new(size: f32, ink: Ink) -> Self {
        Self {
            size,
            line: size * 1.3,
            bold: false,
            ink,
        }
    }

    /// In bold.
    pub fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    /// With this room from one line to the next.
    pub fn leading(mut self, line: f32) -> Self {
        self.line = line;
        self
    }
}

/// Words in one style, in a paragraph.
#[derive(Clone, Copy, Debug)]
pub struct Span<'a> {
    /// The words.
    pub text: &'a str,
    /// How they look.
    pub style: Style,
    /// What they are part of, if that is another part than the paragraph.
    pub tag: Option<TagId>,
    /// How much higher than the base line they stand: numbers of notes.
    pub lift: f32,
}

impl<'a> Span<'a> {
    /// Words as any others.
    pub fn new(text: &'a str, style: Style) -> Self {
        Self {
            text,
            style,
            tag: None,
            lift: 0.0,
        }
    }
}

/// Where lines stand in their room. The start is on the left, and on the right for scripts that run from there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    /// At the start.
    Start,
    /// On the left whatever the script.
    Left,
    /// In the middle.
    Center,
    /// On the right whatever the script.
    Right,
}

/// A line: its runs stand as if the line began at 0, 0.
#[derive(Clone, PartialEq, Debug)]
struct Line {
    height: f32,
    baseline: f32,
    width: f32,
    runs: Vec<Run>,
}

/// Lines under each other, ready to be put on a page.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Set {
    lines: Vec<Line>,
}

impl Set {
    /// Number of lines.
    pub fn num_lines(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Height of all lines.
    pub fn height(&self) -> f32 {
        self.lines.iter().map(|line| line.height).sum()
    }

    /// Width of the widest line.
    pub fn width(&self) -> f32 {
        self.lines.iter().map(|line| line.width).fold(0.0, f32::max)
    }

    /// How far under the top the first base line is.
    pub fn first_baseline(&self) -> f32 {
        self.lines.first().map_or(0.0, |line| line.baseline)
    }

    /// How many lines fit in a height.
    pub fn lines_within(&self, height: f32) -> usize {
        let mut bottom = 0.0;
        self.lines
            .iter()
            .take_while(|line| {
                bottom += line.height;
                // Sums of lines differ a little from sums of sums.
                bottom <= height + 0.01
            })
            .count()
    }

    /// The first lines, and the rest.
    pub fn split(mut self, num_lines: usize) -> (Self, Self) {
        let rest = self.lines.split_off(num_lines.min(self.lines.len()));
        (self, Self { lines: rest })
    }

    /// Puts the lines on a page, their upper left corner at a place; words without a part of their own belong to `tag`.
    pub fn place(&self, page: &mut Page, x: f32, y: f32, tag: Option<TagId>) {
        let mut top = y;
        for line in &self.lines {
            for run in &line.runs {
                let mut run = run.clone();
                run.x += x;
                run.y += top;
                run.tag = run.tag.or(tag);
                page.items.push(Item::Run(run));
            }
            top += line.height;
        }
    }

    /// All words, lines joined by a space.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            for run in &line.runs {
                text.push_str(&run.text);
            }
            if !text.ends_with(' ') {
                text.push(' ');
            }
        }
        text.trim_end().to_owned()
    }
}

/// Which span a glyph is of.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
struct Which(usize);

/// Sets letters in the fonts that are built in. Making one takes some milliseconds: keep it.
pub struct Letters {
    fonts: FontContext,
    context: LayoutContext<Which>,
    /// The number that parley gave to each font's file.
    ids: Vec<(u64, Font)>,
    charmaps: Vec<skrifa::charmap::Charmap<'static>>,
    missing: BTreeSet<char>,
}

impl std::fmt::Debug for Letters {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Letters").finish_non_exhaustive()
    }
}

/// The files of the fonts, with the names they are asked for by.
const FILES: [(Font, &str, &[u8]); 5] = [
    (Font::Regular, "regular", fonts::REGULAR),
    (Font::Bold, "bold", fonts::BOLD),
    (Font::Fallback, "fallback", fonts::FALLBACK),
    (Font::Arabic, "arabic", fonts::ARABIC),
    (Font::ArabicBold, "arabic-bold", fonts::ARABIC_BOLD),
];

/// Set for a letter that no font has.
const UNKNOWN: char = '□';

impl Font {
    /// Its file.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => fonts::REGULAR,
            Self::Bold => fonts::BOLD,
            Self::Fallback => fonts::FALLBACK,
            Self::Arabic => fonts::ARABIC,
            Self::ArabicBold => fonts::ARABIC_BOLD,
        }
    }
}

impl Default for Letters {
    fn default() -> Self {
        Self::new()
    }
}

impl Letters {
    /// Reads the fonts.
    pub fn new() -> Self {
        let mut collection = Collection::new(CollectionOptions {
            shared: false,
            system_fonts: false,
        });
        let mut ids = Vec::with_capacity(FILES.len());
        let mut charmaps = Vec::with_capacity(FILES.len());
        for (font, name, bytes) in FILES {
            let blob: Blob<u8> = Blob::new(std::sync::Arc::new(bytes));
            ids.push((blob.id(), font));
            let named = FontInfoOverride {
                family_name: Some(name),
                ..FontInfoOverride::default()
            };
            collection.register_fonts(blob, Some(named));
            if let Ok(file) = skrifa::FontRef::new(bytes) {
                charmaps.push(file.charmap());
            }
        }
        Self {
            fonts: FontContext {
                collection,
                source_cache: SourceCache::default(),
            },
            context: LayoutContext::new(),
            ids,
            charmaps,
            missing: BTreeSet::new(),
        }
    }

    /// Letters that no font had, since the last time they were asked for.
    pub fn take_missing(&mut self) -> BTreeSet<char> {
        std::mem::take(&mut self.missing)
    }

    /// A paragraph in one style, broken at a width.
    pub fn set(&mut self, text: &str, style: Style, width: f32, align: Align) -> Set {
        self.set_spans(&[Span::new(text, style)], width, align)
    }

    /// Words on one line, however wide.
    pub fn line(&mut self, text: &str, style: Style) -> Set {
        self.shape(&[Span::new(text, style)], None, Align::Left)
    }

    /// A paragraph of several styles, broken at a width. A line end in the text begins a new line.
    pub fn set_spans(&mut self, spans: &[Span<'_>], width: f32, align: Align) -> Set {
        self.shape(spans, Some(width.max(1.0)), align)
    }

    fn shape(&mut self, spans: &[Span<'_>], width: Option<f32>, align: Align) -> Set {
        let mut text = String::new();
        let mut ranges = Vec::with_capacity(spans.len());
        for span in spans {
            let start = text.len();
            for letter in span.text.chars() {
                text.extend(self.known(letter, width.is_some()));
            }
            ranges.push(start..text.len());
        }
        if text.trim().is_empty() {
            return Set::default();
        }
        let layout = self.layout(&text, spans, &ranges, width, align);
        let unknown = unknown_clusters(&layout);
        if unknown.is_empty() {
            return self.lines(&layout, &text, spans);
        }
        // A mark over a letter that only another font has: the letter is set without it.
        let (mut kept, mut kept_ranges) = (String::with_capacity(text.len()), Vec::with_capacity(ranges.len()));
        for range in ranges {
            let start = kept.len();
            for (at, letter) in text.get(range.clone()).unwrap_or_default().char_indices() {
                let at = range.start + at;
                match unknown.iter().find(|unknown| unknown.contains(&at)) {
                    Some(unknown) if at > unknown.start => {
                        self.missing.insert(letter);
                    }
                    Some(unknown) if text.get(unknown.clone()).is_some_and(|text| text.chars().count() < 2) => {
                        self.missing.insert(letter);
                        kept.push(UNKNOWN);
                    }
                    _ => kept.push(letter),
                }
            }
            kept_ranges.push(start..kept.len());
        }
        let layout = self.layout(&kept, spans, &kept_ranges, width, align);
        self.lines(&layout, &kept, spans)
    }

    fn layout(
        &mut self,
        text: &str,
        spans: &[Span<'_>],
        ranges: &[Range<usize>],
        width: Option<f32>,
        align: Align,
    ) -> Layout<Which> {
        let mut builder = self.context.ranged_builder(&mut self.fonts, text, 1.0, false);
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        if let Some(first) = spans.first() {
            // Every line is at least as high as this.
            for property in properties(first.style) {
                builder.push_default(property);
            }
        }
        for (number, (span, range)) in spans.iter().zip(ranges).enumerate() {
            if range.is_empty() {
                continue;
            }
            for property in properties(span.style) {
                builder.push(property, range.clone());
            }
            builder.push(StyleProperty::Brush(Which(number)), range.clone());
        }
        let mut layout = builder.build(text);
        layout.break_all_lines(width);
        let alignment = match align {
            Align::Start => Alignment::Start,
            Align::Left => Alignment::Left,
            Align::Center => Alignment::Center,
            Align::Right => Alignment::Right,
        };
        layout.align(alignment, AlignmentOptions::default());
        layout
    }

    /// A letter as it is set; no control characters, and spaces for line ends where there is one line.
    fn known(&mut self, letter: char, has_lines: bool) -> Option<char> {
        match letter {
            '\n' if has_lines => return Some('\n'),
            '\n' | '\t' | '\r' => return Some(' '),
            // Joiners, marks of direction and where a word may be broken have no form of their own.
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{fe0e}'
            | '\u{fe0f}'
            | '\u{feff}' => return None,
            _ if letter.is_control() => return None,
            _ => {}
        }
        if letter.is_ascii() || self.charmaps.iter().any(|charmap| charmap.map(letter).is_some()) {
            return Some(letter);
        }
        self.missing.insert(letter);
        Some(UNKNOWN)
    }

    fn lines(&self, layout: &Layout<Which>, text: &str, spans: &[Span<'_>]) -> Set {
        let mut lines = Vec::with_capacity(layout.len());
        for line in layout.lines() {
            let metrics = line.metrics();
            let top = metrics.block_min_coord;
            let mut set = Line {
                height: metrics.line_height,
                baseline: metrics.baseline - top,
                width: metrics.advance - metrics.hanging_advance,
                runs: Vec::new(),
            };
            let mut runs = Vec::new();
            for item in line.items() {
                let PositionedLayoutItem::GlyphRun(glyphs) = item else {
                    continue;
                };
                let run = glyphs.run();
                let id = run.font().data.id();
                let Some(font) = self.ids.iter().find(|(of, _)| *of == id).map(|(_, font)| *font) else {
                    continue;
                };
                let Some(span) = spans.get(glyphs.style().brush.0) else {
                    continue;
                };
                let mut set_run = Run {
                    font,
                    size: run.font_size(),
                    ink: span.style.ink,
                    x: glyphs.offset(),
                    y: set.baseline - span.lift,
                    width: glyphs.advance(),
                    text: String::new(),
                    glyphs: Vec::new(),
                    is_rtl: run.is_rtl(),
                    tag: span.tag,
                };
                // One run of a font may have several spans: only the clusters of this one.
                let which = glyphs.style_index();
                let mut clusters: Vec<_> = run
                    .visual_clusters()
                    .filter(|cluster| cluster.style_index() == which)
                    .map(|cluster| (cluster.text_range(), cluster))
                    .collect();
                let start = clusters.iter().map(|(range, _)| range.start).min().unwrap_or(0);
                let end = clusters.iter().map(|(range, _)| range.end).max().unwrap_or(start);
                text.get(start..end).unwrap_or_default().clone_into(&mut set_run.text);
                let at = |byte: usize| u32::try_from(byte.saturating_sub(start)).unwrap_or(u32::MAX);
                for (range, cluster) in clusters.drain(..) {
                    if cluster.is_ligature_continuation() {
                        if let Some(last) = set_run.glyphs.last_mut() {
                            last.start = last.start.min(at(range.start));
                            last.end = last.end.max(at(range.end));
                        }
                        continue;
                    }
                    for glyph in cluster.glyphs() {
                        set_run.glyphs.push(Glyph {
                            id: glyph.id,
                            advance: glyph.advance,
                            shift: (glyph.x, -glyph.y),
                            start: at(range.start),
                            end: at(range.end),
                        });
                    }
                }
                if !set_run.glyphs.is_empty() {
                    runs.push((start, set_run));
                }
            }
            // In the order in which they are read: each has its own place.
            runs.sort_by_key(|(start, _)| *start);
            set.runs.extend(runs.into_iter().map(|(_, run)| run));
            lines.push(set);
        }
        Set { lines }
    }
}

/// A style in the words of the library.
fn properties(style: Style) -> [StyleProperty<'static, Which>; 4] {
    let [main, arabic] = if style.bold {
        ["bold", "arabic-bold"]
    } else {
        ["regular", "arabic"]
    };
    let families = [main, "fallback", arabic].map(|name| FontFamilyName::Named(Cow::Borrowed(name)));
    [
        StyleProperty::FontFamily(FontFamily::List(Cow::Owned(families.to_vec()))),
        StyleProperty::FontSize(style.size),
        StyleProperty::LineHeight(LineHeight::Absolute(style.line)),
        // Each file is asked for by its own name: no weight is to be made up.
        StyleProperty::FontWeight(FontWeight::NORMAL),
    ]
}

/// Letters, with the marks on them, that no glyph was found for.
fn unknown_clusters(layout: &Layout<Which>) -> Vec<Range<usize>> {
    let runs = layout.lines().flat_map(|line| line.runs().collect::<Vec<_>>());
    let mut unknown = Vec::new();
    for run in runs {
        for cluster in run.clusters() {
            if cluster.glyphs().any(|glyph| glyph.id == 0) {
                unknown.push(cluster.text_range());
            }
        }
    }
    unknown
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn style() -> Style {
        Style::new(10.0, Ink::BLACK)
    }

    #[test]
    fn a_paragraph_is_broken_at_its_width_and_loses_no_word() {
        let mut letters = Letters::new();
        let text = "Leerlingen leren van elkaar, ook buiten de les om, als zij elkaar elke dag zien.";
        let set = letters.set(text, style(), 120.0, Align::Start);
        assert!(set.num_lines() > 2, "{}", set.num_lines());
        assert!(set.width() <= 120.0, "{}", set.width());
        assert_eq!(set.height(), 13.0 * set.num_lines() as f32);
        assert_eq!(set.text(), text);
        let whole = letters.line(text, style());
        assert_eq!(whole.num_lines(), 1);
        let (first, rest) = set.clone().split(set.lines_within(30.0));
        assert_eq!(first.num_lines(), 2);
        assert_eq!(format!("{} {}", first.text(), rest.text()), text);
    }

    #[test]
    fn each_script_has_its_font_and_its_side() {
        let mut letters = Letters::new();
        let fonts = |set: &Set| -> Vec<Font> {
            let runs = set.lines.iter().flat_map(|line| &line.runs);
            runs.map(|run| run.font).collect()
        };
        let arabic = letters.set("المدرسة للجميع", style(), 200.0, Align::Start);
        // The space is in the first font.
        assert_eq!(fonts(&arabic), [Font::Arabic, Font::Regular, Font::Arabic]);
        let run = &arabic.lines[0].runs[0];
        assert_eq!(run.text, "المدرسة");
        let last = &arabic.lines[0].runs[2];
        assert!(
            run.is_rtl && run.x > last.x && last.x > 100.0,
            "what is read first stands on the right"
        );
        assert_eq!(arabic.text(), "المدرسة للجميع");
        let greek = letters.set("σχολείο", style().bold(), 200.0, Align::Start);
        assert_eq!(fonts(&greek), [Font::Fallback]);
        assert!(letters.take_missing().is_empty());
        let smile = letters.set("Ja 🙂!", style(), 200.0, Align::Start);
        assert_eq!(smile.text(), "Ja □!");
        assert_eq!(letters.take_missing().into_iter().collect::<String>(), "🙂");
    }

    #[test]
    fn spans_keep_their_color_part_and_height() {
        let mut letters = Letters::new();
        let note = Span {
            lift: 3.0,
            ..Span::new("12", Style::new(6.0, Ink(90, 0, 0)))
        };
        let set = letters.set_spans(&[Span::new("Zin.", style()), note], 200.0, Align::Start);
        let runs = &set.lines[0].runs;
        assert_eq!(runs.len(), 2);
        assert_eq!((runs[0].text.as_str(), runs[1].text.as_str()), ("Zin.", "12"));
        assert!((runs[0].y - runs[1].y - 3.0).abs() < 0.001);
        assert!((runs[1].x - runs[0].x - runs[0].width).abs() < 0.01);
        assert_eq!(runs[1].ink, Ink(90, 0, 0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn whatever_is_set_stays_within_its_room_and_has_no_missing_glyph(
            text in "[a-zé 0-9שאبتع🙂\\-\u{7}\u{301}中/]{0,60}", width in 12.0_f32..200.0
        ) {
            let mut letters = Letters::new();
            let set = letters.set(&text, style(), width, Align::Start);
            // Spaces at the end of a line of mixed directions do not hang: they are counted.
            let is_mixed = !text.is_ascii();
            let spaces = if is_mixed { 3.0 * text.matches(' ').count() as f32 } else { 0.0 };
            prop_assert!(set.width() <= width.max(11.0) + 0.1 + spaces, "{} in {width}", set.width());
            for run in set.lines.iter().flat_map(|line| &line.runs) {
                for glyph in &run.glyphs {
                    prop_assert!(glyph.id != 0, "{:?}", run.text);
                    prop_assert!(glyph.start < glyph.end && glyph.end as usize <= run.text.len());
                    prop_assert!(run.text.get(glyph.start as usize..glyph.end as usize).is_some());
                }
            }
        }
    }
}
