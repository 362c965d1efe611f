//! Writes a page as SVG, with all that it needs in one file: letters that can be found and copied, fonts and pictures.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::address;
use super::page::{Font, Glyph, Ink, Item, Outline, Page, Run, Shape, Stroke};
use crate::model::Lang;

/// About how long an item is.
const ITEM_BYTES: usize = 160;
/// Longer lengths than this are of no page.
const LONGEST: f32 = 1e6;

/// Writes a page as an SVG file. Nothing in it is read from elsewhere or runs by itself.
pub fn to_svg(page: &Page, title: &str, lang: Lang) -> String {
    let mut svg = Svg {
        text: String::with_capacity(page.items.len() * ITEM_BYTES),
        pictures: BTreeMap::new(),
    };
    svg.head(page, title, lang);
    for item in &page.items {
        match item {
            Item::Run(run) => svg.run(run),
            Item::Shape(shape) => svg.shape(shape),
            Item::Picture { bytes, rect, .. } => svg.picture(bytes, *rect),
            Item::Link { rect, address, .. } => svg.link(*rect, address),
        }
    }
    svg.text.push_str("</svg>\n");
    svg.text
}

struct Svg {
    text: String,
    /// The pictures that are in it, by where their file is in memory, and their number.
    pictures: BTreeMap<(usize, usize), usize>,
}

impl Svg {
    fn head(&mut self, page: &Page, title: &str, lang: Lang) {
        self.text
            .push_str("<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"");
        self.escaped(lang.code());
        self.text.push_str("\" xml:space=\"preserve\"");
        for (name, length) in [("width", page.size.width), ("height", page.size.height)] {
            self.number(name, length);
            // Points, as on paper.
            self.text.pop();
            self.text.push_str("pt\"");
        }
        self.text.push_str(" viewBox=\"0 0 ");
        push_number(&mut self.text, page.size.width);
        self.text.push(' ');
        push_number(&mut self.text, page.size.height);
        self.text
            .push_str("\" font-family=\"'Atkinson Hyperlegible Next', sans-serif\"><title>");
        self.escaped(title);
        self.text.push_str("</title>");
        let is_used = |font: Font| {
            page.items
                .iter()
                .any(|item| matches!(item, Item::Run(run) if run.font == font))
        };
        let fonts =
            [(Font::Regular, "400"), (Font::Bold, "700")].map(|(font, weight)| is_used(font).then_some((font, weight)));
        if fonts.iter().any(Option::is_some) {
            self.text.push_str("<style>");
            for (font, weight) in fonts.into_iter().flatten() {
                self.text
                    .push_str("@font-face{font-family:'Atkinson Hyperlegible Next';font-weight:");
                self.text.push_str(weight);
                self.text.push_str(";src:url(data:font/ttf;base64,");
                BASE64.encode_string(font.bytes(), &mut self.text);
                self.text.push_str(")}");
            }
            self.text.push_str("</style>");
        }
        // Paper is white, whatever the ground of the window.
        self.text
            .push_str("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
    }

    fn run(&mut self, run: &Run) {
        let words = run.text.trim();
        if words.is_empty() {
            return;
        }
        // Spaces at the ends would stretch with the words.
        let is_space = |glyph: &&Glyph| {
            let letters = run.text.get(glyph.start as usize..glyph.end as usize);
            letters.is_some_and(|letters| letters.trim().is_empty())
        };
        let width = |glyphs: &mut dyn Iterator<Item = &Glyph>| glyphs.map(|glyph| glyph.advance).sum::<f32>();
        let lead = width(&mut run.glyphs.iter().take_while(is_space));
        let tail = width(&mut run.glyphs.iter().rev().take_while(is_space));
        let length = width(&mut run.glyphs.iter()) - lead - tail;
        let left = run.x + lead;
        self.text.push_str("<text");
        // The start of words that run from right to left is on the right.
        self.number("x", if run.is_rtl { left + length } else { left });
        self.number("y", run.y);
        self.number("font-size", run.size);
        match run.font {
            Font::Regular => {}
            Font::Bold => self.text.push_str(" font-weight=\"700\""),
            Font::Fallback => self.text.push_str(" font-family=\"Inter, sans-serif\""),
            Font::Arabic => self.text.push_str(" font-family=\"'Noto Sans Arabic', sans-serif\""),
            Font::ArabicBold => {
                self.text
                    .push_str(" font-family=\"'Noto Sans Arabic', sans-serif\" font-weight=\"700\"");
            }
        }
        if run.is_rtl {
            self.text.push_str(" direction=\"rtl\"");
        }
        if run.ink != Ink::BLACK {
            self.ink("fill", run.ink);
        }
        if length.is_finite() && length > 0.0 {
            self.number("textLength", length);
            self.text.push_str(" lengthAdjust=\"spacingAndGlyphs\"");
        }
        self.text.push('>');
        self.escaped(words);
        self.text.push_str("</text>\n");
    }

    fn shape(&mut self, shape: &Shape) {
        let is_line = matches!(shape.outline, Outline::Line(_));
        match &shape.outline {
            Outline::Rect {
                x,
                y,
                width,
                height,
                radius,
            } => {
                self.text.push_str("<rect");
                self.rect([*x, *y, *width, *height]);
                if *radius > 0.0 {
                    self.number("rx", *radius);
                }
            }
            Outline::Circle { x, y, radius } => {
                self.text.push_str("<circle");
                self.number("cx", *x);
                self.number("cy", *y);
                self.number("r", radius.max(0.0));
            }
            Outline::Line(points) | Outline::Polygon(points) => {
                self.text.push_str(if is_line { "<polyline" } else { "<polygon" });
                self.text.push_str(" points=\"");
                for point in points {
                    self.point(*point);
                    self.text.push(' ');
                }
                self.text.push('"');
            }
            Outline::Polygons(polygons) => {
                self.text.push_str("<path fill-rule=\"evenodd\" d=\"");
                for points in polygons.iter().filter(|points| !points.is_empty()) {
                    self.text.push('M');
                    for point in points {
                        self.point(*point);
                        self.text.push(' ');
                    }
                    self.text.push('Z');
                }
                self.text.push('"');
            }
        }
        match shape.fill.filter(|_| !is_line) {
            Some(ink) => self.ink("fill", ink),
            None => self.text.push_str(" fill=\"none\""),
        }
        if let Some(stroke) = shape.stroke {
            self.stroke(stroke);
        }
        self.text.push_str("/>\n");
    }

    fn stroke(&mut self, stroke: Stroke) {
        self.ink("stroke", stroke.ink);
        self.number("stroke-width", stroke.width.max(0.0));
        if let Some((dash, gap)) = stroke.dash.filter(|(dash, gap)| *dash > 0.0 && *gap > 0.0) {
            self.text.push_str(" stroke-dasharray=\"");
            self.point((dash, gap));
            self.text.push('"');
        }
    }

    fn picture(&mut self, bytes: &Arc<[u8]>, rect: [f32; 4]) {
        let kind = if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            "jpeg"
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            "png"
        } else {
            // As in PDF: an empty frame.
            self.text.push_str("<rect");
            self.rect(rect);
            self.text
                .push_str(" fill=\"none\" stroke=\"#666\" stroke-width=\"0.5\"/>\n");
            return;
        };
        let num_known = self.pictures.len();
        let place = (bytes.as_ptr().addr(), bytes.len());
        let number = *self.pictures.entry(place).or_insert(num_known);
        if number == num_known {
            // Each picture once, as a square of 1 by 1.
            self.text.push_str("<defs><image id=\"p");
            push_int(&mut self.text, number as u64);
            self.text
                .push_str("\" width=\"1\" height=\"1\" preserveAspectRatio=\"none\" href=\"data:image/");
            self.text.push_str(kind);
            self.text.push_str(";base64,");
            BASE64.encode_string(bytes, &mut self.text);
            self.text.push_str("\"/></defs>\n");
        }
        let [x, y, width, height] = rect;
        self.text.push_str("<use href=\"#p");
        push_int(&mut self.text, number as u64);
        self.text.push_str("\" transform=\"translate(");
        self.point((x, y));
        self.text.push_str(") scale(");
        self.point((width.max(0.0), height.max(0.0)));
        self.text.push_str(")\"/>\n");
    }

    fn link(&mut self, rect: [f32; 4], address: &str) {
        let Some(address) = address::sound(address) else {
            return;
        };
        self.text.push_str("<a href=\"");
        self.escaped(&address);
        self.text.push_str("\"><title>");
        self.escaped(&address);
        self.text.push_str("</title><rect");
        self.rect(rect);
        self.text.push_str(" fill=\"none\" pointer-events=\"all\"/></a>\n");
    }

    fn rect(&mut self, [x, y, width, height]: [f32; 4]) {
        self.number("x", x);
        self.number("y", y);
        self.number("width", width.max(0.0));
        self.number("height", height.max(0.0));
    }

    fn number(&mut self, name: &str, number: f32) {
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
        push_number(&mut self.text, number);
        self.text.push('"');
    }

    fn point(&mut self, (x, y): (f32, f32)) {
        push_number(&mut self.text, x);
        self.text.push(' ');
        push_number(&mut self.text, y);
    }

    fn ink(&mut self, name: &str, Ink(red, green, blue): Ink) {
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"#");
        for half in [red, green, blue].into_iter().flat_map(|byte| [byte >> 4, byte & 15]) {
            self.text.extend(char::from_digit(u32::from(half), 16));
        }
        self.text.push('"');
    }

    /// Words as XML allows them.
    fn escaped(&mut self, words: &str) {
        for letter in words.chars() {
            match letter {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                '\t' | '\n' | '\r' => self.text.push(' '),
                letter if address::is_of_xml(letter) => self.text.push(letter),
                _ => {}
            }
        }
    }
}

/// At most two decimals; the formatting of the standard library takes three times as long.
fn push_number(text: &mut String, number: f32) {
    let number = if number.is_finite() {
        number.clamp(-LONGEST, LONGEST)
    } else {
        0.0
    };
    let hundredths = (f64::from(number) * 100.0).round() as i64;
    if hundredths < 0 {
        text.push('-');
    }
    let hundredths = hundredths.unsigned_abs();
    push_int(text, hundredths / 100);
    let rest = hundredths % 100;
    if rest != 0 {
        text.push('.');
        push_digit(text, rest / 10);
        if !rest.is_multiple_of(10) {
            push_digit(text, rest % 10);
        }
    }
}

fn push_int(text: &mut String, number: u64) {
    if number >= 10 {
        push_int(text, number / 10);
    }
    push_digit(text, number % 10);
}

fn push_digit(text: &mut String, digit: u64) {
    text.extend(u32::try_from(digit).ok().and_then(|digit| char::from_digit(digit, 10)));
}

#[cfg(test)]
mod proof;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let short = |number| {
            let mut text = String::new();
            push_number(&mut text, number);
            text
        };
        for (number, text) in [
            (0.0, "0"),
            (-0.001, "0"),
            (12.5, "12.5"),
            (-3.456, "-3.46"),
            (0.07, "0.07"),
            (841.89, "841.89"),
            (99.999, "100"),
            (f32::NAN, "0"),
            (f32::NEG_INFINITY, "0"),
            (1e30, "1000000"),
        ] {
            assert_eq!(short(number), text);
        }
    }
}
