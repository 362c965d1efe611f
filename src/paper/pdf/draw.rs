//! Draws the items of a page.

use std::collections::BTreeMap;
use std::sync::Arc;

use krilla::Data;
use krilla::color::{luma, rgb};
use krilla::geom::{self, Path, PathBuilder, Point, Transform};
use krilla::image::Image;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Paint, StrokeDash};
use krilla::surface::Surface;
use krilla::text::{Font as FontFile, GlyphId, KrillaGlyph};

use super::PdfError;
use crate::paper::page::{Font, Ink, Outline, Run, Shape, Stroke};

/// How far the handles of a curve are from its ends to look like a quarter of a circle, as a part of the radius.
const QUARTER: f32 = 0.552_284_8;
/// No length on paper is longer; readers cannot handle them.
const LONGEST: f32 = 100_000.0;

/// A length that readers can handle.
pub(super) fn sound(length: f32) -> f32 {
    if length.is_finite() {
        length.clamp(-LONGEST, LONGEST)
    } else {
        0.0
    }
}

/// A rectangle with some room in it.
pub(super) fn rect([x, y, width, height]: [f32; 4]) -> Option<geom::Rect> {
    let rect = geom::Rect::from_xywh(sound(x), sound(y), sound(width), sound(height))?;
    (rect.width() > 0.0 && rect.height() > 0.0).then_some(rect)
}

/// The fonts of a document, each read once.
#[derive(Default)]
pub(super) struct Fonts(BTreeMap<Font, FontFile>);

impl Fonts {
    fn get(&mut self, font: Font) -> Result<FontFile, PdfError> {
        if let Some(file) = self.0.get(&font) {
            return Ok(file.clone());
        }
        let file = FontFile::new(font.bytes().into(), 0).ok_or(PdfError::Font(font))?;
        self.0.insert(font, file.clone());
        Ok(file)
    }
}

/// The pictures of a document, each read once.
#[derive(Default)]
pub(super) struct Pictures {
    /// By where their file is in memory; `None` for a file that is not a sound picture.
    read: BTreeMap<(usize, usize), Option<Image>>,
}

impl Pictures {
    /// The picture of a file, unless it cannot be read.
    pub(super) fn get(&mut self, bytes: &Arc<[u8]>) -> Option<Image> {
        let place = (bytes.as_ptr().addr(), bytes.len());
        self.read.entry(place).or_insert_with(|| read_picture(bytes)).clone()
    }

    /// How many files could not be read.
    pub(super) fn num_broken(&self) -> usize {
        self.read.values().filter(|image| image.is_none()).count()
    }
}

fn read_picture(bytes: &Arc<[u8]>) -> Option<Image> {
    let file: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(Arc::clone(bytes));
    let image = if bytes.starts_with(&[0xff, 0xd8]) {
        Image::from_jpeg(Data::from(file), false)
    } else {
        Image::from_png(Data::from(file), false)
    }
    .ok()?;
    // Only writing reads the whole file; what goes wrong then would spoil the whole document.
    let mut trial = krilla::Document::new();
    let mut page = trial.start_page_with(PageSettings::from_wh(10.0, 10.0)?);
    let mut surface = page.surface();
    surface.draw_image(image.clone(), geom::Size::from_wh(10.0, 10.0)?);
    surface.finish();
    page.finish();
    trial.finish().ok().map(|_| image)
}

fn paint(Ink(red, green, blue): Ink) -> Paint {
    // Grey as grey: a printer makes it of black alone.
    if red == green && green == blue {
        luma::Color::new(red).into()
    } else {
        rgb::Color::new(red, green, blue).into()
    }
}

fn fill(ink: Ink, rule: FillRule) -> Fill {
    Fill {
        paint: paint(ink),
        opacity: NormalizedF32::ONE,
        rule,
    }
}

fn stroke(stroke: Stroke) -> krilla::paint::Stroke {
    let dash = stroke
        .dash
        .map(|(dash, gap)| [sound(dash).max(0.0), sound(gap).max(0.0)])
        .filter(|lengths| lengths.iter().all(|length| *length > 0.0));
    krilla::paint::Stroke {
        paint: paint(stroke.ink),
        width: sound(stroke.width).max(0.0),
        dash: dash.map(|lengths| StrokeDash {
            array: lengths.to_vec(),
            offset: 0.0,
        }),
        ..krilla::paint::Stroke::default()
    }
}

/// Draws letters.
pub(super) fn draw_run(surface: &mut Surface<'_>, fonts: &mut Fonts, run: &Run) -> Result<(), PdfError> {
    let font = fonts.get(run.font)?;
    let size = sound(run.size);
    let glyphs: Vec<KrillaGlyph> = run
        .glyphs
        .iter()
        .map(|glyph| {
            let (right, down) = glyph.shift;
            let letters = glyph.start as usize..glyph.end as usize;
            let is_sound = run.text.get(letters.clone()).is_some();
            KrillaGlyph::new(
                GlyphId::new(glyph.id.min(u32::from(u16::MAX))),
                sound(glyph.advance / size),
                sound(right / size),
                sound(-down / size),
                0.0,
                if is_sound { letters } else { 0..0 },
                None,
            )
        })
        .collect();
    surface.set_stroke(None);
    surface.set_fill(Some(fill(run.ink, FillRule::NonZero)));
    let start = Point::from_xy(sound(run.x), sound(run.y));
    surface.draw_glyphs(start, &glyphs, font, &run.text, size, false);
    Ok(())
}

/// The path of a shape, and how it is filled; `None` if there is nothing to see of it.
pub(super) fn path(shape: &Shape) -> Option<(Path, FillRule)> {
    if shape.fill.is_none() && shape.stroke.is_none() {
        return None;
    }
    let mut builder = PathBuilder::new();
    let mut rule = FillRule::NonZero;
    match &shape.outline {
        Outline::Rect {
            x,
            y,
            width,
            height,
            radius,
        } => {
            let [x, y, width, height] = [*x, *y, *width, *height].map(sound);
            if width <= 0.0 || height <= 0.0 {
                return None;
            }
            let radius = sound(*radius).min(width / 2.0).min(height / 2.0);
            if radius > 0.0 {
                round(&mut builder, [x, y, x + width, y + height], radius);
            } else {
                builder.push_rect(geom::Rect::from_xywh(x, y, width, height)?);
            }
        }
        Outline::Circle { x, y, radius } => {
            let [x, y, radius] = [*x, *y, *radius].map(sound);
            if radius <= 0.0 {
                return None;
            }
            round(&mut builder, [x - radius, y - radius, x + radius, y + radius], radius);
        }
        Outline::Line(points) => {
            shape.stroke?;
            line(&mut builder, points);
        }
        Outline::Polygon(points) => {
            line(&mut builder, points);
            builder.close();
        }
        Outline::Polygons(polygons) => {
            rule = FillRule::EvenOdd;
            for points in polygons.iter().filter(|points| !points.is_empty()) {
                line(&mut builder, points);
                builder.close();
            }
        }
    }
    Some((builder.finish()?, rule))
}

fn line(builder: &mut PathBuilder, points: &[(f32, f32)]) {
    for (number, (x, y)) in points.iter().enumerate() {
        if number == 0 {
            builder.move_to(sound(*x), sound(*y));
        } else {
            builder.line_to(sound(*x), sound(*y));
        }
    }
}

/// A rectangle from its left, upper, right and lower edge, with round corners.
fn round(builder: &mut PathBuilder, [left, top, right, bottom]: [f32; 4], radius: f32) {
    let handle = radius * (1.0 - QUARTER);
    builder.move_to(left + radius, top);
    builder.line_to(right - radius, top);
    builder.cubic_to(right - handle, top, right, top + handle, right, top + radius);
    builder.line_to(right, bottom - radius);
    builder.cubic_to(right, bottom - handle, right - handle, bottom, right - radius, bottom);
    builder.line_to(left + radius, bottom);
    builder.cubic_to(left + handle, bottom, left, bottom - handle, left, bottom - radius);
    builder.line_to(left, top + radius);
    builder.cubic_to(left, top + handle, left + handle, top, left + radius, top);
    builder.close();
}

/// Left, upper, right and lower edge of an outline.
pub(super) fn bounds(outline: &Outline) -> [f32; 4] {
    let around = |points: &mut dyn Iterator<Item = &(f32, f32)>| {
        points.fold(
            [LONGEST, LONGEST, -LONGEST, -LONGEST],
            |[left, top, right, bottom], (x, y)| {
                let [x, y] = [*x, *y].map(sound);
                [left.min(x), top.min(y), right.max(x), bottom.max(y)]
            },
        )
    };
    match outline {
        Outline::Rect {
            x, y, width, height, ..
        } => [*x, *y, x + width, y + height].map(sound),
        Outline::Circle { x, y, radius } => [x - radius, y - radius, x + radius, y + radius].map(sound),
        Outline::Line(points) | Outline::Polygon(points) => around(&mut points.iter()),
        Outline::Polygons(polygons) => around(&mut polygons.iter().flatten()),
    }
}

/// Draws a shape along its path.
pub(super) fn draw_shape(surface: &mut Surface<'_>, shape: &Shape, path: &Path, rule: FillRule) {
    let is_line = matches!(shape.outline, Outline::Line(_));
    surface.set_fill(shape.fill.filter(|_| !is_line).map(|ink| fill(ink, rule)));
    surface.set_stroke(shape.stroke.map(stroke));
    surface.draw_path(path);
}

/// Draws a picture, or an empty frame where it cannot be read.
pub(super) fn draw_picture(surface: &mut Surface<'_>, image: Option<Image>, rect: geom::Rect) {
    let Some((image, size)) = image.zip(geom::Size::from_wh(rect.width(), rect.height())) else {
        let mut builder = PathBuilder::new();
        builder.push_rect(rect);
        if let Some(path) = builder.finish() {
            surface.set_fill(None);
            surface.set_stroke(Some(stroke(Stroke {
                width: 0.5,
                ink: Ink(0x66, 0x66, 0x66),
                dash: None,
            })));
            surface.draw_path(&path);
        }
        return;
    };
    surface.push_transform(&Transform::from_translate(rect.left(), rect.top()));
    surface.draw_image(image, size);
    surface.pop();
}
