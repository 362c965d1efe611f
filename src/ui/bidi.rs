//! Texts in scripts that run from right to left, such as Arabic.
//!
//! egui shapes every word in its own direction, but sets the words of a line from left to right. So lines of such a
//! text are broken here, and their words put in the order in which they are seen (Unicode Standard Annex #9).

use std::borrow::Cow;
use std::sync::Arc;

use egui::text::{ByteIndex, LayoutJob, LayoutSection};
use egui::{Align, Galley, Painter};
use unicode_bidi::{BidiInfo, Level};

/// Whether a text has letters that run from right to left.
pub(super) fn has_rtl(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_rtl)
}

fn is_rtl(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The words of one line in the order in which they are seen from left to right. The letters of a word keep their
/// order: whoever shapes the word turns them.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    in_order(text, None)
}

/// As [`one_line`], for a line of a text of a known direction.
fn in_order(text: &str, direction: Option<Level>) -> Cow<'_, str> {
    if !has_rtl(text) {
        return Cow::Borrowed(text);
    }
    let info = BidiInfo::new(text, direction);
    // Marks of direction have done their work.
    let is_mark =
        |letter: char| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut seen = String::with_capacity(text.len());
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let turned = levels.get(run.start).is_some_and(|level| level.is_rtl());
            let words = text.get(run).unwrap_or_default();
            if turned {
                push_turned(&mut seen, words);
            } else {
                seen.push_str(words);
            }
        }
    }
    seen.retain(|letter| !is_mark(letter));
    Cow::Owned(seen)
}

/// A name in a line of the interface, which runs from left to right whatever the name is.
pub(super) fn named(name: &str) -> String {
    if has_rtl(name) {
        format!("\u{200e}{name}\u{200e}")
    } else {
        name.to_owned()
    }
}

/// Puts the pieces of a run in reverse order: words as a whole, all else sign by sign, brackets mirrored.
fn push_turned(seen: &mut String, run: &str) {
    let mut end = run.len();
    while let Some((before, letter)) = run.get(..end).and_then(|rest| Some((rest, rest.chars().next_back()?))) {
        let is_word =
            |letter: char| is_rtl(letter) || matches!(letter, '\u{200c}' | '\u{200d}' | '\u{300}'..='\u{36f}');
        if is_word(letter) {
            let start = before.trim_end_matches(is_word).len();
            seen.push_str(run.get(start..end).unwrap_or_default());
            end = start;
        } else {
            seen.push(mirrored(letter));
            end -= letter.len_utf8();
        }
    }
}

fn mirrored(letter: char) -> char {
    match letter {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        '“' => '”',
        '”' => '“',
        '‘' => '’',
        '’' => '‘',
        other => other,
    }
}

/// Lays out a text of any script. Lines that run from right to left stand at the right of the width they have, unless
/// the text is centered.
pub(super) fn lay_out(painter: &Painter, job: LayoutJob) -> Arc<Galley> {
    let room = job.wrap.max_width;
    lay_out_in(painter, job, room)
}

/// As [`lay_out`], in no more room than the longest line needs.
pub(super) fn lay_out_tight(painter: &Painter, job: LayoutJob) -> Arc<Galley> {
    lay_out_in(painter, job, f32::INFINITY)
}

/// No more of one text is laid out, in bytes: each letter takes a hundred bytes on its way to the screen, and nobody reads on
/// where a hundred lines are one text. The file has it whole, and so has its field.
const MOST_PAINTED: usize = 20_000;

/// What is painted of a text: all of it, but for one of many pages.
pub(super) fn painted(text: &str) -> Cow<'_, str> {
    if text.len() <= MOST_PAINTED {
        return text.into();
    }
    let end = (0..=MOST_PAINTED).rev().find(|end| text.is_char_boundary(*end));
    let start = text.get(..end.unwrap_or(0)).unwrap_or_default();
    format!("{}…", start.trim_end()).into()
}

fn lay_out_in(painter: &Painter, mut job: LayoutJob, room: f32) -> Arc<Galley> {
    if let ([section], Cow::Owned(short)) = (job.sections.as_mut_slice(), painted(&job.text)) {
        section.byte_range = ByteIndex(0)..ByteIndex(short.len());
        job.text = short;
    }
    if !has_rtl(&job.text) {
        return painter.layout_job(job);
    }
    let [section] = job.sections.as_slice() else {
        return painter.layout_job(in_sections(&job));
    };
    let format = section.format.clone();
    let width_of = |text: &str| {
        let line = LayoutJob::single_section(text.to_owned(), format.clone());
        painter.layout_job(line).size().x
    };
    let direction = BidiInfo::new(&job.text, None)
        .paragraphs
        .first()
        .map(|paragraph| paragraph.level);
    let lines = broken(&job.text, job.wrap.max_width, job.wrap.max_rows, &width_of);
    let lines: Vec<(String, f32)> = lines
        .into_iter()
        .map(|line| {
            let seen = in_order(&line, direction).into_owned();
            let width = width_of(&seen);
            (seen, width)
        })
        .collect();
    let widest = lines.iter().map(|(_, width)| *width).fold(0.0, f32::max);
    let room = if room.is_finite() && job.wrap.max_rows > 1 {
        room
    } else {
        widest
    };
    let is_turned = direction.is_some_and(|level| level.is_rtl());
    let mut placed = LayoutJob {
        halign: job.halign,
        first_row_min_height: job.first_row_min_height,
        ..LayoutJob::default()
    };
    let last = lines.len().saturating_sub(1);
    for (number, (line, width)) in lines.into_iter().enumerate() {
        let indent = if is_turned && job.halign == Align::LEFT {
            (room - width).max(0.0)
        } else {
            0.0
        };
        let line = if number == last { line } else { format!("{line}\n") };
        placed.append(&line, indent, format.clone());
    }
    painter.layout_job(placed)
}

/// Each section of a text on one line, turned by itself.
fn in_sections(job: &LayoutJob) -> LayoutJob {
    let mut turned = LayoutJob {
        text: String::new(),
        sections: Vec::new(),
        ..job.clone()
    };
    for LayoutSection {
        leading_space,
        byte_range,
        format,
    } in &job.sections
    {
        let words = job.text.get(byte_range.start.0..byte_range.end.0).unwrap_or_default();
        turned.append(&one_line(words), *leading_space, format.clone());
    }
    turned
}

/// Breaks a text between words, as it is read.
fn broken(text: &str, width: f32, max_rows: usize, width_of: &impl Fn(&str) -> f32) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split_inclusive(char::is_whitespace) {
            let longer = format!("{line}{word}");
            if !line.is_empty() && width_of(&one_line(longer.trim_end())) > width {
                lines.push(line.trim_end().to_owned());
                line = word.to_owned();
            } else {
                line = longer;
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    if lines.len() > max_rows {
        lines.truncate(max_rows);
        if let Some(last) = lines.last_mut() {
            while width_of(&format!("{last}…")) > width
                && let Some(end) = last.rfind(char::is_whitespace)
            {
                last.truncate(end);
            }
            last.push('…');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_some_pages_of_one_text_are_painted() {
        let short = "é".repeat(MOST_PAINTED / 2);
        assert_eq!(painted(&short), short);
        let long = format!("x{}", "é ".repeat(MOST_PAINTED));
        let shown = painted(&long);
        assert!(
            shown.len() <= MOST_PAINTED + 3 && shown.ends_with("é…"),
            "{}",
            shown.len()
        );
        let context = egui::Context::default();
        let mut output = context.run_ui(egui::RawInput::default(), |ui| {
            let job = LayoutJob::simple(long.clone(), egui::FontId::default(), egui::Color32::BLACK, 300.0);
            let galley = lay_out(ui.painter(), job);
            assert!(galley.text().len() <= MOST_PAINTED + 3);
        });
        output.textures_delta.clear();
    }

    #[test]
    fn words_stand_in_the_order_in_which_they_are_seen() {
        assert_eq!(one_line("gewone tekst"), "gewone tekst");
        // Three words: the first one read stands on the right, its letters unturned.
        assert_eq!(one_line("يتعلم الأطفال معا"), "معا الأطفال يتعلم");
        // The stop comes behind the last word, so on the left.
        assert_eq!(one_line("نعم (لا)."), ".(لا) نعم");
    }

    #[test]
    fn numbers_and_latin_words_keep_their_order() {
        assert_eq!(one_line("في 68 حجة"), "حجة 68 في");
        assert_eq!(one_line("مدرسة De Bron جيدة"), "جيدة De Bron مدرسة");
        assert_eq!(
            one_line("Het woord مدرسة جيدة staat hier"),
            "Het woord جيدة مدرسة staat hier"
        );
    }

    #[test]
    fn a_long_text_is_broken_as_it_is_read() {
        let width = |text: &str| text.chars().count() as f32;
        assert_eq!(broken("يتعلم الأطفال معا", 14.0, 9, &width), ["يتعلم الأطفال", "معا"]);
        assert_eq!(broken("يتعلم الأطفال معا", 14.0, 1, &width), ["يتعلم الأطفال…"]);
        assert_eq!(broken("يتعلم الأطفال معا", 13.0, 1, &width), ["يتعلم…"]);
    }
}
