//! How much room texts need. Lines are broken here, once, in world points; whoever paints a text
//! uses the same lines at every zoom, so nothing jumps and nothing runs over.

use crate::model::{Claim, ClaimId, Document, Id, Lang, Structure};
use std::borrow::Cow;

/// Widths of letters of one face, in parts of the font size.
#[derive(Clone, Debug)]
pub struct Face {
    /// The first letters of Unicode, up to the end of Latin Extended-B.
    latin: Vec<f32>,
    /// Letters above those that are narrower or wider than usual: dashes, quotes, signs.
    others: Vec<(char, f32)>,
    /// Any other letter.
    fallback: f32,
}

impl Face {
    /// A face from a function that gives the width of a letter, if the font has it.
    pub fn new(width: impl Fn(char) -> Option<f32>) -> Self {
        let fallback = width('n').unwrap_or(0.55);
        let latin = (0..0x250)
            .map(|code| char::from_u32(code).and_then(&width).unwrap_or(fallback))
            .collect();
        let others = "–—‘’‚“”„•…€→←↑↓✓"
            .chars()
            .filter_map(|letter| width(letter).map(|width| (letter, width)))
            .collect();
        Self {
            latin,
            others,
            fallback: fallback.max(0.6),
        }
    }

    fn width(&self, letter: char) -> f32 {
        match self.latin.get(letter as usize) {
            Some(width) => *width,
            None => self.others.iter().find(|(other, _)| *other == letter).map_or_else(
                // East Asian letters fill a square.
                || if (letter as u32) >= 0x2e80 { 1.0 } else { self.fallback },
                |(_, width)| *width,
            ),
        }
    }

    /// Width of a text on one line, in points.
    pub fn text_width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|letter| self.width(letter)).sum::<f32>() * size
    }
}

/// The two faces that a map is set in.
#[derive(Clone, Debug)]
pub struct Advances {
    /// For explanations and small texts.
    pub regular: Face,
    /// For claims and headings.
    pub bold: Face,
}

impl Advances {
    /// Letters of one width: for tests, and where no font is at hand.
    pub fn even(width: f32) -> Self {
        let face = Face::new(|_| Some(width));
        Self {
            regular: face.clone(),
            bold: face,
        }
    }
}

/// A text broken into lines.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Wrapped {
    /// Where each line ends, in bytes; the white space behind it belongs to the line.
    ends: Box<[u32]>,
    /// Whether lines were left out at the end.
    is_cut: bool,
}

impl Wrapped {
    /// Number of lines.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The lines of the text that was wrapped.
    pub fn lines<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a str> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let line = text.get(start..*end as usize).unwrap_or("");
            start = *end as usize;
            line.trim_end()
        })
    }

    /// At most so many lines; what is left out shows as an ellipsis. The whole text stands in the details.
    pub fn at_most(mut self, num_lines: usize) -> Self {
        if self.ends.len() > num_lines {
            self.ends = self.ends.iter().take(num_lines).copied().collect();
            self.is_cut = true;
        }
        self
    }

    /// The text with a line end after each line.
    pub fn joined(&self, text: &str) -> String {
        let mut joined = String::with_capacity(text.len() + self.len());
        for (number, line) in self.lines(text).enumerate() {
            if number > 0 {
                joined.push('\n');
            }
            joined.push_str(line);
        }
        if self.is_cut {
            joined.push('…');
        }
        joined
    }
}

/// Breaks a text into lines of at most `width` points: between words, after a hyphen or slash, and within a word only
/// where it is longer than a line. Takes time linear in the text.
pub fn wrap(face: &Face, text: &str, size: f32, width: f32) -> Wrapped {
    let limit = width / size;
    let mut ends: Vec<u32> = Vec::with_capacity(4);
    let mut line = 0.0_f32;
    // Width from the last possible break to here, and where that break is.
    let mut since_break = 0.0_f32;
    let mut last_break = 0_usize;
    let mut line_start = 0_usize;
    for (at, letter) in text.char_indices() {
        if letter == '\n' {
            ends.push(at as u32 + 1);
            (line, since_break, last_break, line_start) = (0.0, 0.0, at + 1, at + 1);
            continue;
        }
        let advance = face.width(letter);
        if letter.is_whitespace() {
            line += advance;
            since_break = 0.0;
            last_break = at + letter.len_utf8();
            continue;
        }
        if line + advance > limit && at > line_start {
            if last_break > line_start {
                ends.push(last_break as u32);
                line_start = last_break;
                line = since_break;
            } else {
                ends.push(at as u32);
                line_start = at;
                line = 0.0;
            }
            since_break = line;
        }
        line += advance;
        since_break += advance;
        if matches!(letter, '-' | '/' | '–') && at > line_start {
            last_break = at + letter.len_utf8();
            since_break = 0.0;
        }
    }
    if line_start < text.len() {
        ends.push(text.len() as u32);
    }
    Wrapped {
        ends: ends.into(),
        is_cut: false,
    }
}

/// Sizes of the texts of a card, in world points.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TextSizes {
    /// Width of the card.
    pub card_width: f32,
    /// Font size of the claim.
    pub claim: f32,
    /// Height of a line of the claim.
    pub claim_line: f32,
    /// Font size of the explanation and the marks below it.
    pub small: f32,
    /// Height of a line of those.
    pub small_line: f32,
    /// Room between the edge of the card and its text.
    pub padding: f32,
}

impl TextSizes {
    /// An argument directly for or against the thesis.
    pub const ARGUMENT: Self = Self {
        card_width: 272.0,
        claim: 18.0,
        claim_line: 23.0,
        small: 12.0,
        small_line: 16.0,
        padding: 12.0,
    };
    /// A reply.
    pub const REPLY: Self = Self {
        card_width: 192.0,
        claim: 13.5,
        claim_line: 17.0,
        small: 11.0,
        small_line: 14.5,
        padding: 8.0,
    };

    /// The sizes for a depth: 1 is an argument.
    pub fn at_depth(depth: u32) -> Self {
        if depth <= 1 { Self::ARGUMENT } else { Self::REPLY }
    }

    /// Height of a picture, whatever its own form: the map is laid out without reading files.
    pub fn picture_height(&self) -> f32 {
        (self.text_width() * 0.5).round()
    }

    /// Room above a picture.
    pub fn picture_gap(&self) -> f32 {
        6.0
    }

    /// Width of the text.
    pub fn text_width(&self) -> f32 {
        self.card_width - 2.0 * self.padding
    }
}

/// The broken lines of one claim.
#[derive(Clone, Default, Debug)]
pub struct MeasuredClaim {
    /// Lines of the sentence.
    pub claim: Wrapped,
    /// Lines of the explanation.
    pub explanation: Wrapped,
    /// Height of the card.
    pub height: f32,
    /// Whether there is room for a picture.
    pub has_picture: bool,
}

/// The broken lines of all claims in one language, kept from one layout to the next.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    lang: Option<Lang>,
    by_slot: Vec<Option<MeasuredClaim>>,
    /// Apart from the lines: the layout reads nothing else.
    heights: Vec<f32>,
    /// For which kind of card a claim was broken, or [`UNBROKEN`]: what is current is passed over without a look at the lines.
    classes: Vec<u8>,
}

/// No lines yet.
const UNBROKEN: u8 = u8::MAX;

impl Texts {
    /// Forgets the lines of claims whose words changed.
    pub fn forget(&mut self, claims: impl IntoIterator<Item = ClaimId>) {
        for claim in claims {
            if let (Some(slot), Some(class)) =
                (self.by_slot.get_mut(claim.index()), self.classes.get_mut(claim.index()))
            {
                (*slot, *class) = (None, UNBROKEN);
            }
        }
    }

    /// Forgets everything: for another document.
    pub fn clear(&mut self) {
        self.by_slot.clear();
        self.classes.clear();
    }

    /// Breaks what is not broken yet for this language.
    pub fn measure(&mut self, document: &Document, structure: &Structure, lang: Lang, advances: &Advances) {
        if self.lang != Some(lang) {
            self.clear();
            self.lang = Some(lang);
        }
        self.by_slot.resize_with(document.claims.num_slots(), || None);
        self.heights.resize(document.claims.num_slots(), 64.0);
        self.classes.resize(document.claims.num_slots(), UNBROKEN);
        let slots = self.by_slot.iter_mut().zip(&mut self.heights).zip(&mut self.classes);
        for (index, ((slot, height), known)) in slots.enumerate() {
            let id = ClaimId::from_index(index);
            let depth = structure.place(id).map_or(1, |place| place.depth.max(1));
            let class = u8::from(depth > 1);
            if *known == class {
                continue;
            }
            // A claim that is gone is looked for again each time: there are few.
            if let Some(claim) = document.claims.get(id) {
                let measured = measure_claim(document, claim, lang, depth, advances);
                (*height, *known) = (measured.height, class);
                *slot = Some(measured);
            }
        }
    }

    /// The height of a claim's card.
    pub fn height(&self, claim: ClaimId) -> f32 {
        self.heights.get(claim.index()).copied().unwrap_or(64.0)
    }

    /// The lines of a claim.
    pub fn get(&self, claim: ClaimId) -> Option<&MeasuredClaim> {
        self.by_slot.get(claim.index()).and_then(Option::as_ref)
    }
}

/// More lines than this do not stand on a card.
const MAX_CLAIM_LINES: usize = 10;
const MAX_EXPLANATION_LINES: usize = 10;

fn measure_claim(document: &Document, claim: &Claim, lang: Lang, depth: u32, advances: &Advances) -> MeasuredClaim {
    let sizes = TextSizes::at_depth(depth);
    // A little less than the room: kerning and rounding of letters to pixels may add a point.
    let width = sizes.text_width() * 0.97;
    let lines = wrap(
        &advances.bold,
        document.read(&claim.text, lang).words,
        sizes.claim,
        width,
    )
    .at_most(MAX_CLAIM_LINES);
    let explanation = wrap(
        &advances.regular,
        &plain(document.read(&claim.explanation, lang).words),
        sizes.small,
        width,
    )
    .at_most(MAX_EXPLANATION_LINES);
    let mut height = 2.0 * sizes.padding + lines.len().max(1) as f32 * sizes.claim_line;
    if !explanation.is_empty() {
        height += 4.0 + explanation.len() as f32 * sizes.small_line;
    }
    let has_picture = claim.picture.is_some();
    if has_picture {
        height += sizes.picture_gap() + sizes.picture_height();
    }
    // The row of marks: sources, provenance, replies.
    height += 3.0 + sizes.small_line;
    MeasuredClaim {
        claim: lines,
        explanation,
        height: height.ceil(),
        has_picture,
    }
}

/// The words of a formatted text (CommonMark) without its marks, as they stand on a card of the map, in one paragraph.
pub fn plain(text: &str) -> Cow<'_, str> {
    use pulldown_cmark::{Event, Parser, TagEnd};
    let may_be_formatted =
        text.contains(['*', '_', '[', '`', '#', '\n', '<', '\\']) || text.starts_with(['-', '+', '>']);
    if !may_be_formatted {
        return Cow::Borrowed(text);
    }
    let mut words = String::with_capacity(text.len());
    for event in Parser::new(text) {
        match event {
            Event::Text(part) | Event::Code(part) | Event::Html(part) | Event::InlineHtml(part) => {
                words.push_str(&part)
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_))
                if !words.ends_with(' ') =>
            {
                words.push(' ');
            }
            _ => {}
        }
    }
    words.truncate(words.trim_end().len());
    Cow::Owned(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, letters: f32) -> Vec<String> {
        let face = Face::new(|_| Some(1.0));
        let wrapped = wrap(&face, text, 1.0, letters);
        wrapped.lines(text).map(str::to_owned).collect()
    }

    #[test]
    fn lines_break_between_words_and_lose_nothing() {
        assert_eq!(lines("een twee drie", 8.0), ["een twee", "drie"]);
        assert_eq!(lines("een twee drie", 7.0), ["een", "twee", "drie"]);
        assert_eq!(lines("", 5.0), Vec::<String>::new());
        assert_eq!(lines("een\ntwee", 50.0), ["een", "twee"]);
    }

    #[test]
    fn a_word_longer_than_a_line_is_broken() {
        assert_eq!(
            lines("kansengelijkheidsbeleid", 10.0),
            ["kansengeli", "jkheidsbel", "eid"]
        );
        assert_eq!(lines("ja kansengelijkheid", 10.0), ["ja", "kansengeli", "jkheid"]);
    }

    #[test]
    fn a_hyphen_is_a_place_to_break() {
        assert_eq!(lines("noord-hollandse school", 16.0), ["noord-hollandse", "school"]);
        assert_eq!(lines("noord-hollandse", 10.0), ["noord-", "hollandse"]);
    }
}
