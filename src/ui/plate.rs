//! The whole map as a page: the shapes that the map paints on screen, as items of paper. So SVG and PDF show what the screen
//! shows, from the same layout and the same painter.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::epaint::{Brush, ClippedShape, ColorMode, PathShape, RectShape, StrokeKind, TextShape, TextureId};
use egui::{Color32, Galley, Pos2, Rect, Shape, pos2};

use crate::paper::{Font, Glyph, Ink, Item, Letters, Outline, Page, Run, Size, Stroke, Style, Tag, TagId, Tags};

use super::bidi;
use super::theme::bold;

/// Around the map, in points.
pub const MARGIN: f32 = 24.0;

/// Pictures that are painted, by their texture: PNG files.
pub type Textures = BTreeMap<TextureId, Arc<[u8]>>;

/// Makes a page of what was painted.
pub struct Plate<'a> {
    page: Page,
    textures: &'a Textures,
    /// What stands where nothing is painted: colors that let something through are mixed with it.
    ground: Color32,
    /// Sets the letters in glyphs, for forms that need them, and says what each text is.
    print: Option<(&'a mut Letters, &'a mut Tags)>,
    section: Option<TagId>,
}

/// A page with letters as text only: for forms that bring their own glyphs.
pub fn text_page(size: Size, ground: Color32, shapes: &[ClippedShape], textures: &Textures) -> Page {
    let plate = Plate {
        page: Page::new(size),
        textures,
        ground,
        print: None,
        section: None,
    };
    plate.made(shapes)
}

/// A page with glyphs, whose texts are tagged in the order in which they are painted.
pub fn glyph_page(
    size: Size,
    ground: Color32,
    shapes: &[ClippedShape],
    textures: &Textures,
    letters: &mut Letters,
    tags: &mut Tags,
) -> Page {
    let section = tags.add(None, Tag::Section);
    let plate = Plate {
        page: Page::new(size),
        textures,
        ground,
        print: Some((letters, tags)),
        section: Some(section),
    };
    plate.made(shapes)
}

impl Plate<'_> {
    fn made(mut self, shapes: &[ClippedShape]) -> Page {
        let Size { width, height } = self.page.size;
        let ground = self.ink(self.ground);
        self.page.fill(0.0, 0.0, width, height, 0.0, ground);
        for ClippedShape { clip_rect, shape, .. } in shapes {
            if clip_rect.is_positive() {
                self.shape(shape);
            }
        }
        self.page
    }

    fn ink(&self, color: Color32) -> Ink {
        let opaque = if color.is_opaque() {
            color
        } else {
            self.ground.blend(color)
        };
        let [red, green, blue, _] = opaque.to_array();
        Ink(red, green, blue)
    }

    fn stroke(&self, width: f32, color: Color32) -> Option<Stroke> {
        (width > 0.0 && color.a() > 0).then(|| Stroke {
            width,
            ink: self.ink(color),
            dash: None,
        })
    }

    fn fill(&self, color: Color32) -> Option<Ink> {
        (color.a() > 0).then(|| self.ink(color))
    }

    fn push(&mut self, outline: Outline, fill: Option<Ink>, stroke: Option<Stroke>) {
        if fill.is_some() || stroke.is_some() {
            self.page.items.push(Item::Shape(crate::paper::Shape {
                outline,
                fill,
                stroke,
                tag: None,
            }));
        }
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| self.shape(shape)),
            Shape::Rect(rect) => self.rect(rect),
            Shape::Circle(circle) => {
                let outline = Outline::Circle {
                    x: circle.center.x,
                    y: circle.center.y,
                    radius: circle.radius,
                };
                self.push(
                    outline,
                    self.fill(circle.fill),
                    self.stroke(circle.stroke.width, circle.stroke.color),
                );
            }
            Shape::LineSegment { points, stroke } => {
                let points = points.iter().map(|point| (point.x, point.y)).collect();
                self.push(Outline::Line(points), None, self.stroke(stroke.width, stroke.color));
            }
            Shape::Path(path) => self.path(path),
            Shape::Text(text) => self.text(text),
            Shape::QuadraticBezier(curve) => {
                let points = curve.flatten(None).iter().map(|point| (point.x, point.y)).collect();
                let stroke = color_of(&curve.stroke.color).and_then(|color| self.stroke(curve.stroke.width, color));
                self.push(Outline::Line(points), None, stroke);
            }
            Shape::CubicBezier(curve) => {
                let points = curve.flatten(None).iter().map(|point| (point.x, point.y)).collect();
                let stroke = color_of(&curve.stroke.color).and_then(|color| self.stroke(curve.stroke.width, color));
                self.push(Outline::Line(points), None, stroke);
            }
            // The map paints none of these.
            Shape::Noop | Shape::Ellipse(_) | Shape::Band(_) | Shape::Mesh(_) | Shape::Callback(_) => {}
        }
    }

    fn rect(&mut self, shape: &RectShape) {
        if let Some(Brush { fill_texture_id, .. }) = shape.brush.as_deref() {
            if let Some(bytes) = self.textures.get(fill_texture_id) {
                let rect = shape.rect;
                self.page.items.push(Item::Picture {
                    bytes: Arc::clone(bytes),
                    rect: [rect.min.x, rect.min.y, rect.width(), rect.height()],
                    tag: None,
                });
            }
            return;
        }
        let radius = f32::from(shape.corner_radius.nw);
        // What is thinner than its line has nothing left within it.
        let outline = |rect: Rect, radius: f32| Outline::Rect {
            x: rect.min.x,
            y: rect.min.y,
            width: rect.width().max(0.0),
            height: rect.height().max(0.0),
            radius: radius.min(rect.width().min(rect.height()) / 2.0).max(0.0),
        };
        self.push(outline(shape.rect, radius), self.fill(shape.fill), None);
        if let Some(stroke) = self.stroke(shape.stroke.width, shape.stroke.color) {
            let out = match shape.stroke_kind {
                StrokeKind::Inside => -stroke.width / 2.0,
                StrokeKind::Middle => 0.0,
                StrokeKind::Outside => stroke.width / 2.0,
            };
            self.push(outline(shape.rect.expand(out), radius + out), None, Some(stroke));
        }
    }

    fn path(&mut self, path: &PathShape) {
        let points: Vec<(f32, f32)> = path.points.iter().map(|point| (point.x, point.y)).collect();
        let stroke = color_of(&path.stroke.color).and_then(|color| self.stroke(path.stroke.width, color));
        let outline = if path.closed {
            Outline::Polygon(points)
        } else {
            Outline::Line(points)
        };
        let fill = if path.closed { self.fill(path.fill) } else { None };
        self.push(outline, fill, stroke);
    }

    fn text(&mut self, shape: &TextShape) {
        let galley: &Galley = &shape.galley;
        let tag = match &mut self.print {
            Some((_, tags)) if !galley.job.text.trim().is_empty() => Some(tags.add(self.section, Tag::Paragraph)),
            _ => None,
        };
        let mut sections = galley.job.sections.iter().peekable();
        let mut begin = 0;
        for (row, (start, words)) in galley.rows.iter().zip(row_texts(galley)) {
            begin = start.max(begin);
            // A row of the map has one look.
            while sections.peek().is_some_and(|section| section.byte_range.end.0 <= begin) {
                sections.next();
            }
            let (Some(first), Some(last)) = (row.glyphs.first(), row.glyphs.last()) else {
                continue;
            };
            let Some(format) = sections.peek().map(|section| &section.format) else {
                continue;
            };
            let words = words.trim_end();
            if words.trim_start().is_empty() {
                continue;
            }
            let color = match shape.override_text_color {
                Some(color) => color,
                None if format.color == Color32::PLACEHOLDER => shape.fallback_color,
                None => format.color,
            };
            let at: Pos2 = shape.pos + row.pos.to_vec2();
            let spaces = row.glyphs.iter().rev().take_while(|glyph| glyph.chr.is_whitespace());
            let trimmed: f32 = spaces.map(|glyph| glyph.advance_width).sum();
            let run = Run {
                font: if format.font_id.family == bold() {
                    Font::Bold
                } else {
                    Font::Regular
                },
                size: format.font_id.size,
                ink: self.ink(color),
                x: at.x + first.pos.x,
                y: at.y + first.pos.y,
                width: last.pos.x + last.advance_width - first.pos.x - trimmed,
                text: words.to_owned(),
                glyphs: Vec::new(),
                is_rtl: bidi::has_rtl(words),
                tag,
            };
            self.run(run);
        }
    }

    /// A line of text, from where it stands on screen.
    fn run(&mut self, mut run: Run) {
        if run.is_rtl {
            // On screen the words stand in the order in which they are seen: back to the one in which they are read.
            run.text = bidi::one_line(&run.text).into_owned();
        }
        let Some((letters, _)) = &mut self.print else {
            run.glyphs = vec![Glyph {
                id: 0,
                advance: run.width,
                shift: (0.0, 0.0),
                start: 0,
                end: u32::try_from(run.text.len()).unwrap_or(u32::MAX),
            }];
            self.page.items.push(Item::Run(run));
            return;
        };
        let style = Style::new(run.size, run.ink);
        let style = if run.font == Font::Bold { style.bold() } else { style };
        let set = letters.line(&run.text, style);
        let x = if run.is_rtl {
            run.x + run.width - set.width()
        } else {
            run.x
        };
        set.place(&mut self.page, x, run.y - set.first_baseline(), run.tag);
    }
}

/// The text of each row, and at which byte of the whole it begins. The map breaks its lines itself; what was broken while it
/// was laid out is told by the number of glyphs, one for each letter.
fn row_texts(galley: &Galley) -> Vec<(usize, &str)> {
    let text = galley.job.text.as_str();
    let mut start = 0;
    let lines = text.split('\n').map(|line| {
        let begin = start;
        start += line.len() + 1;
        (begin, line)
    });
    let lines: Vec<(usize, &str)> = lines.collect();
    if lines.len() == galley.rows.len() {
        return lines;
    }
    let mut rest = text.char_indices().peekable();
    let rows = galley.rows.iter().map(|row| {
        let begin = rest.peek().map_or(text.len(), |(at, _)| *at);
        for _ in &row.glyphs {
            rest.next();
        }
        let end = rest.peek().map_or(text.len(), |(at, _)| *at);
        if row.ends_with_newline {
            rest.next();
        }
        (begin, text.get(begin..end).unwrap_or_default())
    });
    rows.collect()
}

fn color_of(color: &ColorMode) -> Option<Color32> {
    match color {
        ColorMode::Solid(color) => Some(*color),
        ColorMode::UV(_) => None,
    }
}

/// The part of the plane on which a map is painted whole, so that its upper left corner with the margin is at 0, 0.
pub fn viewport(bounds: Rect, scale: f32) -> Rect {
    Rect::from_min_size(
        pos2(0.0, 0.0),
        (bounds.size() + egui::Vec2::splat(2.0 * MARGIN)) * scale,
    )
}
