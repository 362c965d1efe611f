//! Paints what egui wants on screen into pixels, on the CPU: for `shot` and for pictures in tests.
//!
//! Triangles are filled with edge functions in whole numbers (1/256 pixel) and the top-left rule, so
//! that neighbours neither overlap nor leave gaps and every machine gives the same bytes.

use std::collections::HashMap;

use egui::epaint::{ClippedPrimitive, ImageDelta, Primitive, Vertex};
use egui::{Color32, ColorImage, ImageData, TextureFilter, TextureId, TexturesDelta};

/// A painter with the textures it was given.
#[derive(Default)]
pub struct Raster {
    textures: HashMap<TextureId, (ColorImage, TextureFilter)>,
}

impl Raster {
    /// Takes over new and changed textures.
    #[expect(
        clippy::iter_over_hash_type,
        reason = "each texture is set on its own: their order changes nothing"
    )]
    pub fn apply(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for change in changes {
                self.set(id, change);
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn set(&mut self, id: TextureId, delta: ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        match delta.pos {
            None => {
                self.textures
                    .insert(id, ((**image).clone(), delta.options.magnification));
            }
            Some([left, top]) => {
                let Some((whole, _)) = self.textures.get_mut(&id) else {
                    return;
                };
                let (whole_width, width) = (whole.size[0], image.size[0]);
                for row in 0..image.size[1] {
                    let from = image.pixels.get(row * width..(row + 1) * width);
                    let start = (top + row) * whole_width + left;
                    if let (Some(to), Some(from)) = (whole.pixels.get_mut(start..start + width), from) {
                        to.copy_from_slice(from);
                    }
                }
            }
        }
    }

    /// Paints meshes on a ground of one color; the size is in pixels.
    pub fn paint(
        &self,
        size: [usize; 2],
        pixels_per_point: f32,
        ground: Color32,
        primitives: &[ClippedPrimitive],
    ) -> ColorImage {
        let mut image = ColorImage::filled(size, ground);
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            let Primitive::Mesh(mesh) = primitive else { continue };
            let Some((texture, filter)) = self.textures.get(&mesh.texture_id) else {
                continue;
            };
            let edge = |value: f32, most: usize| (value * pixels_per_point).round().clamp(0.0, most as f32) as i64;
            let clip = [
                edge(clip_rect.min.x, size[0]),
                edge(clip_rect.min.y, size[1]),
                edge(clip_rect.max.x, size[0]),
                edge(clip_rect.max.y, size[1]),
            ];
            for corners in mesh.indices.chunks_exact(3) {
                let vertex = |at: usize| {
                    corners
                        .get(at)
                        .and_then(|index| mesh.vertices.get(*index as usize))
                        .copied()
                };
                if let (Some(a), Some(b), Some(c)) = (vertex(0), vertex(1), vertex(2)) {
                    triangle(&mut image, texture, *filter, clip, pixels_per_point, [a, b, c]);
                }
            }
        }
        image
    }
}

/// 256 steps a pixel.
const STEP: i64 = 256;

fn triangle(
    image: &mut ColorImage,
    texture: &ColorImage,
    filter: TextureFilter,
    clip: [i64; 4],
    pixels_per_point: f32,
    mut corners: [Vertex; 3],
) {
    let fixed = |value: f32| (f64::from(value) * f64::from(pixels_per_point) * STEP as f64).round() as i64;
    let place = |corners: &[Vertex; 3]| corners.map(|corner| (fixed(corner.pos.x), fixed(corner.pos.y)));
    let mut points = place(&corners);
    let cross = |a: (i64, i64), b: (i64, i64), p: (i64, i64)| (b.0 - a.0) * (p.1 - a.1) - (b.1 - a.1) * (p.0 - a.0);
    let [a, b, c] = points;
    let mut area = cross(a, b, c);
    if area == 0 {
        return;
    }
    if area < 0 {
        corners.swap(1, 2);
        points = place(&corners);
        area = -area;
    }
    let [a, b, c] = points;
    let min = |get: fn(&(i64, i64)) -> i64| points.iter().map(get).min().unwrap_or(0).div_euclid(STEP);
    let max = |get: fn(&(i64, i64)) -> i64| points.iter().map(get).max().unwrap_or(0).div_euclid(STEP) + 1;
    let (left, right) = (min(|p| p.0).max(clip[0]), max(|p| p.0).min(clip[2]));
    let (top, bottom) = (min(|p| p.1).max(clip[1]), max(|p| p.1).min(clip[3]));
    // Points on an edge belong to the triangle whose top or left edge it is.
    let owns = |from: (i64, i64), to: (i64, i64)| {
        if to.1 < from.1 || (to.1 == from.1 && to.0 > from.0) {
            0
        } else {
            -1
        }
    };
    let bias = [owns(b, c), owns(c, a), owns(a, b)];
    let flat = corners
        .iter()
        .all(|corner| corner.color == corners[0].color && corner.uv == corners[0].uv);
    let flat_color = flat.then(|| {
        multiply(
            sample(texture, filter, corners[0].uv.x, corners[0].uv.y),
            corners[0].color,
        )
    });
    let width = image.size[0];
    for y in top..bottom {
        for x in left..right {
            let p = (x * STEP + STEP / 2, y * STEP + STEP / 2);
            let weights = [cross(b, c, p), cross(c, a, p), cross(a, b, p)];
            if weights.iter().zip(bias).any(|(weight, bias)| weight + bias < 0) {
                continue;
            }
            let color = flat_color.unwrap_or_else(|| shade(texture, filter, &corners, weights, area));
            if let Some(pixel) = image.pixels.get_mut(y as usize * width + x as usize) {
                *pixel = over(*pixel, color);
            }
        }
    }
}

fn shade(texture: &ColorImage, filter: TextureFilter, corners: &[Vertex; 3], weights: [i64; 3], area: i64) -> Color32 {
    let parts = weights.map(|weight| weight as f32 / area as f32);
    let mix = |get: fn(&Vertex) -> f32| {
        corners
            .iter()
            .zip(parts)
            .map(|(corner, part)| get(corner) * part)
            .sum::<f32>()
    };
    let byte = |value: f32| value.round().clamp(0.0, 255.0) as u8;
    let tint = Color32::from_rgba_premultiplied(
        byte(mix(|corner| f32::from(corner.color.r()))),
        byte(mix(|corner| f32::from(corner.color.g()))),
        byte(mix(|corner| f32::from(corner.color.b()))),
        byte(mix(|corner| f32::from(corner.color.a()))),
    );
    multiply(
        sample(texture, filter, mix(|corner| corner.uv.x), mix(|corner| corner.uv.y)),
        tint,
    )
}

fn texel(texture: &ColorImage, x: i64, y: i64) -> Color32 {
    let [width, height] = texture.size;
    let x = x.clamp(0, width as i64 - 1) as usize;
    let y = y.clamp(0, height as i64 - 1) as usize;
    texture
        .pixels
        .get(y * width + x)
        .copied()
        .unwrap_or(Color32::TRANSPARENT)
}

fn sample(texture: &ColorImage, filter: TextureFilter, u: f32, v: f32) -> Color32 {
    let [width, height] = texture.size;
    let (x, y) = (u * width as f32, v * height as f32);
    if filter == TextureFilter::Nearest {
        return texel(texture, x.floor() as i64, y.floor() as i64);
    }
    let (x, y) = (x - 0.5, y - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let (right_part, bottom_part) = (x - left, y - top);
    let at = |dx: i64, dy: i64| {
        texel(texture, left as i64 + dx, top as i64 + dy)
            .to_array()
            .map(f32::from)
    };
    let (a, b, c, d) = (at(0, 0), at(1, 0), at(0, 1), at(1, 1));
    let mut mixed = [0_u8; 4];
    for (channel, value) in mixed.iter_mut().enumerate() {
        let get = |texel: [f32; 4]| texel.get(channel).copied().unwrap_or(0.0);
        let upper = get(a) * (1.0 - right_part) + get(b) * right_part;
        let lower = get(c) * (1.0 - right_part) + get(d) * right_part;
        *value = (upper * (1.0 - bottom_part) + lower * bottom_part).round() as u8;
    }
    let [red, green, blue, alpha] = mixed;
    Color32::from_rgba_premultiplied(red, green, blue, alpha)
}

fn multiply(a: Color32, b: Color32) -> Color32 {
    let part = |a: u8, b: u8| ((u16::from(a) * u16::from(b) + 127) / 255) as u8;
    Color32::from_rgba_premultiplied(
        part(a.r(), b.r()),
        part(a.g(), b.g()),
        part(a.b(), b.b()),
        part(a.a(), b.a()),
    )
}

fn over(below: Color32, above: Color32) -> Color32 {
    let rest = 255 - u16::from(above.a());
    let part = |above: u8, below: u8| (u16::from(above) + (u16::from(below) * rest + 127) / 255).min(255) as u8;
    Color32::from_rgba_premultiplied(
        part(above.r(), below.r()),
        part(above.g(), below.g()),
        part(above.b(), below.b()),
        part(above.a(), below.a()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Mesh, Rect, pos2};

    #[test]
    fn two_triangles_of_a_rectangle_cover_each_pixel_once() {
        let mut raster = Raster::default();
        raster.textures.insert(
            TextureId::default(),
            (ColorImage::filled([1, 1], Color32::WHITE), TextureFilter::Nearest),
        );
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(
            Rect::from_min_max(pos2(1.0, 1.0), pos2(5.0, 4.0)),
            Color32::from_rgba_premultiplied(0, 0, 0, 128),
        );
        let primitive = ClippedPrimitive {
            clip_rect: Rect::EVERYTHING,
            primitive: Primitive::Mesh(mesh),
        };
        let image = raster.paint([8, 8], 1.0, Color32::WHITE, &[primitive]);
        let dark: Vec<_> = image.pixels.iter().filter(|pixel| **pixel != Color32::WHITE).collect();
        assert_eq!(dark.len(), 12);
        assert!(dark.iter().all(|pixel| pixel.r() == 127));
    }
}
