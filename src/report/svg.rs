//! Bars as pictures within a page.

use super::blocks::{Bar, Kind};
use super::html::escape;

/// What parts of bars are filled with: color, and a pattern that also shows in grey. Defined once for the page.
pub(super) const PATTERNS: &str = r##"<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>
<pattern id="dotted" width="8" height="8" patternUnits="userSpaceOnUse"><circle cx="2" cy="2" r="1.1" fill="#fff"/><circle cx="6" cy="6" r="1.1" fill="#fff"/></pattern>
<pattern id="striped" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="1.6" height="7" fill="#fff"/></pattern>
<pattern id="crossed" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0H8M0 0V8" stroke="#2b3644" stroke-width="1.6"/></pattern>
</defs></svg>"##;

/// How high a bar is, in points.
const HEIGHT: u32 = 30;

/// A part narrower than this, in thousandths, has no room for its number even on a phone.
const ROOM: u32 = 140;

/// The name of a kind in the style sheet.
pub(super) fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::For => "for",
        Kind::Against => "against",
        Kind::Agree => "agree",
        Kind::Disagree => "disagree",
        Kind::Unknown => "unknown",
        Kind::Plain => "plain",
    }
}

fn pattern(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::For => Some("dotted"),
        Kind::Against => Some("striped"),
        Kind::Disagree => Some("crossed"),
        Kind::Agree | Kind::Unknown | Kind::Plain => None,
    }
}

/// Thousandths as percents.
fn percent(thousandths: u32) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// A bar that is as wide as there is room; the number makes its names differ from those of other bars.
pub(super) fn bar(bar: &Bar, id: usize) -> String {
    let mut shapes = String::new();
    let mut left = 0;
    for (part, width) in bar.widths().filter(|(part, _)| part.num > 0) {
        let (x, wide, kind) = (percent(left), percent(width), name(part.kind));
        let rect = |class: &str, fill: &str| {
            format!(
                "<rect x=\"{x}\" y=\"1\" width=\"{wide}\" height=\"{}\" class=\"{class}\"{fill}/>",
                HEIGHT - 2
            )
        };
        shapes += &rect(kind, "");
        if let Some(pattern) = pattern(part.kind) {
            shapes += &rect("pattern", &format!(" fill=\"url(#{pattern})\""));
        }
        if width >= ROOM {
            shapes += &label(part.kind, part.num, &x);
        }
        left += width;
    }
    format!(
        "<svg class=\"bar\" role=\"img\" aria-labelledby=\"b{id} d{id}\" width=\"100%\" height=\"{HEIGHT}\">\
         <title id=\"b{id}\">{}</title><desc id=\"d{id}\">{}</desc>\
         <rect x=\"0\" y=\"1\" width=\"100%\" height=\"{}\" class=\"back\"/>{shapes}</svg>",
        escape(&bar.label.text()),
        escape(&bar.text()),
        HEIGHT - 2,
    )
}

/// Sign and number on a plain ground: on the pattern they would be hard to read.
fn label(kind: Kind, num: u32, x: &str) -> String {
    let text = format!("{} {num}", kind.sign());
    let text = text.trim();
    let width = 12 + 9 * text.chars().count();
    let name = name(kind);
    format!(
        "<svg x=\"{x}\" y=\"4\" width=\"{}\" height=\"22\"><rect x=\"6\" width=\"{width}\" height=\"22\" rx=\"4\" \
         class=\"{name}\"/><text x=\"{}\" y=\"16\" class=\"on {name}\">{text}</text></svg>",
        width + 6,
        6 + width / 2,
    )
}

#[cfg(test)]
mod tests {
    use super::super::blocks::{Line, Part};
    use super::*;

    fn three(nums: [u32; 3]) -> Bar {
        let kinds = [Kind::For, Kind::Against, Kind::Unknown];
        let parts = kinds.into_iter().zip(nums).map(|(kind, num)| Part {
            kind,
            num,
            words: format!("{num} {}", name(kind)),
        });
        Bar {
            label: Line::from("<b>"),
            parts: parts.collect(),
            full: nums.iter().sum(),
            note: String::new(),
        }
    }

    #[test]
    fn parts_follow_each_other_and_each_side_has_its_own_pattern() {
        let svg = bar(&three([5, 4, 1]), 7);
        assert!(svg.contains("x=\"0.0%\" y=\"1\" width=\"50.0%\""));
        assert!(svg.contains("x=\"50.0%\" y=\"1\" width=\"40.0%\""));
        assert!(svg.contains("x=\"90.0%\" y=\"1\" width=\"10.0%\""));
        assert!(svg.contains("url(#dotted)") && svg.contains("url(#striped)"));
        assert!(svg.contains("<title id=\"b7\">&lt;b&gt;</title>"));
        assert!(svg.contains("<desc id=\"d7\">5 for · 4 against · 1 unknown</desc>"));
    }

    #[test]
    fn nothing_is_drawn_of_nobody_and_narrow_parts_have_no_number() {
        let svg = bar(&three([19, 0, 1]), 1);
        assert!(svg.contains(">+ 19<") && !svg.contains("? 1<"));
        assert!(!svg.contains("class=\"against\""));
        assert!(bar(&three([0, 0, 0]), 1).contains("class=\"back\""));
    }

    #[test]
    fn every_pattern_is_there() {
        for kind in [
            Kind::For,
            Kind::Against,
            Kind::Agree,
            Kind::Disagree,
            Kind::Unknown,
            Kind::Plain,
        ] {
            assert!(pattern(kind).is_none_or(|name| PATTERNS.contains(&format!("id=\"{name}\""))));
        }
    }
}
