//! The whole map as a picture: painted as on screen, without a window, and written as SVG, PDF or PNG.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::epaint::ClippedShape;
use egui::{Color32, Context, ImageData, RawInput, TextureId, TexturesDelta, UiBuilder};

use crate::command::{ThemeName, UiLang};
use crate::model::{Document, Lang};
use crate::paper::{Letters, Print, Size, to_pdf, to_svg};
use crate::storage::Loaded;
use crate::ui::plate::{self, MARGIN, Textures};
use crate::ui::raster::Raster;
use crate::ui::{NotMade, Output};
use crate::view::Camera;

use super::files::{OpenFile, Opened};
use super::{App, Settings};

/// A picture in points is at most so wide and high, in pixels: programs that show pictures take it.
const MOST_SIDE: f32 = 16_000.0;
/// And has at most so many pixels: 160 MB while it is painted.
const MOST_PIXELS: f32 = 40e6;
/// Pixels per point, where there is room for it: sharp on any screen.
const SHARP: f32 = 2.0;
/// A PDF page is at most so wide and high, in points (ISO 32000-1, annex C.2).
const MOST_PAGE: f32 = 14_400.0;
/// Reading the pictures of a map takes at most so long.
const MOST_WAIT: Duration = Duration::from_secs(20);

/// A map, painted.
struct Painted {
    size: Size,
    ground: Color32,
    shapes: Vec<ClippedShape>,
    textures: Textures,
    raster: Raster,
    context: Context,
}

/// Paints the whole map at a scale that depends on its size in points.
fn paint(document: &Document, map: Option<&Path>, lang: Lang, scale: impl FnOnce(f32, f32) -> f32) -> Painted {
    let context = Context::default();
    let ui_lang = if lang == Lang::NL {
        UiLang::Dutch
    } else {
        UiLang::English
    };
    let loaded = Loaded {
        document: document.clone(),
        problems: Vec::new(),
    };
    let file = OpenFile {
        path: map.map(Path::to_owned),
        ..OpenFile::default()
    };
    let settings = Settings::unkept(ui_lang, ThemeName::Light);
    let mut app = App::new(&context, Opened::Map(Box::new(loaded), file), settings);
    app.view.spec.lang = lang;
    app.derived.update(&app.editor, &app.view.spec);
    let bounds = app.derived.scene.bounds;
    let room = bounds.expand(MARGIN);
    let scale = scale(room.width(), room.height());
    let viewport = plate::viewport(bounds, scale);
    let camera = Camera {
        center: bounds.center(),
        scale,
        viewport,
    };
    let mut painted = Painted {
        size: Size {
            width: viewport.width(),
            height: viewport.height(),
        },
        ground: app.theme.canvas,
        shapes: Vec::new(),
        textures: Textures::new(),
        raster: Raster::default(),
        context: context.clone(),
    };
    let begin = Instant::now();
    let mut time = 0.0;
    loop {
        time += 0.5;
        let input = RawInput {
            screen_rect: Some(viewport),
            time: Some(time),
            ..RawInput::default()
        };
        let mut output = context.run_ui(input, |ui| {
            let mut ui = ui.new_child(UiBuilder::new().max_rect(viewport));
            app.with_shown(camera, |shown| crate::ui::canvas::whole_ui(&mut ui, shown));
        });
        take_textures(&output.textures_delta, &mut painted.textures);
        painted.raster.apply(&mut output.textures_delta);
        painted.shapes = output.shapes;
        app.pictures.update(&context, map);
        let is_waiting = app.pictures.is_reading();
        if is_waiting && begin.elapsed() < MOST_WAIT {
            std::thread::sleep(Duration::from_millis(10));
            continue;
        }
        // Once more: fonts and pictures that came with this frame are painted in the next.
        if time < 1.2 {
            continue;
        }
        return painted;
    }
}

/// Takes over the pictures of a frame, as files.
fn take_textures(delta: &TexturesDelta, textures: &mut Textures) {
    // The first texture has the letters.
    for (id, changes) in delta.set.iter().filter(|(id, _)| **id != TextureId::default()) {
        for change in changes {
            let ImageData::Color(image) = &change.image;
            let pixels = image.pixels.iter().map(|pixel| pixel.to_srgba_unmultiplied());
            if let Some(png) = png_of(image.size, pixels) {
                textures.insert(*id, Arc::from(png));
            }
        }
    }
}

fn png_of(size: [usize; 2], pixels: impl Iterator<Item = [u8; 4]>) -> Option<Vec<u8>> {
    let [width, height] = size.map(|side| u32::try_from(side).unwrap_or(0));
    let image = image::RgbaImage::from_raw(width, height, pixels.flatten().collect())?;
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).ok()?;
    Some(bytes.into_inner())
}

/// The whole map as an SVG drawing, in points.
pub fn svg(document: &Document, map: Option<&Path>, lang: Lang) -> String {
    let painted = paint(document, map, lang, |_, _| 1.0);
    let page = plate::text_page(painted.size, painted.ground, &painted.shapes, &painted.textures);
    to_svg(&page, document.title(lang), lang)
}

/// The whole map on one page; made smaller if it is larger than a page may be.
///
/// # Errors
/// Why it could not be written.
pub fn pdf(document: &Document, map: Option<&Path>, lang: Lang) -> Result<Vec<u8>, NotMade> {
    let painted = paint(document, map, lang, |_, _| 1.0);
    let mut letters = Letters::new();
    let mut print = Print::new(document.title(lang), lang);
    let page = plate::glyph_page(
        painted.size,
        painted.ground,
        &painted.shapes,
        &painted.textures,
        &mut letters,
        &mut print.tags,
    );
    // Made smaller as it is: what cannot be read at that size can be read when a reader makes it larger.
    let most = page.size.width.max(page.size.height);
    print.pages.push(if most > MOST_PAGE {
        page.scaled(MOST_PAGE / most)
    } else {
        page
    });
    to_pdf(&print).map_err(|error| NotMade::new(Output::Pdf, &error))
}

/// The whole map as an image, sharp where there is room for that.
///
/// # Errors
/// That it could not be packed.
pub fn png(document: &Document, map: Option<&Path>, lang: Lang) -> Result<Vec<u8>, NotMade> {
    png_within(document, map, lang, MOST_PIXELS)
}

fn png_within(document: &Document, map: Option<&Path>, lang: Lang, most_pixels: f32) -> Result<Vec<u8>, NotMade> {
    let fits = |width: f32, height: f32| {
        let side = MOST_SIDE / width.max(height);
        let area = (most_pixels / (width * height)).sqrt();
        SHARP.min(side).min(area)
    };
    let painted = paint(document, map, lang, fits);
    let size = [painted.size.width.ceil() as usize, painted.size.height.ceil() as usize];
    let primitives = painted.context.tessellate(painted.shapes, 1.0);
    let image = painted.raster.paint(size, 1.0, painted.ground, &primitives);
    png_of(size, image.pixels.iter().map(|pixel| pixel.to_array())).ok_or_else(|| NotMade::new(Output::Picture, &size))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage;

    fn small() -> Document {
        let text = include_str!("../../maps/aanmelden-utrecht.ron");
        storage::read(text).unwrap().document
    }

    #[test]
    fn every_word_of_a_claim_stands_in_the_drawing() {
        let document = small();
        let drawn = svg(&document, None, Lang::NL);
        assert!(!drawn.contains("<script"));
        let parsed = roxmltree::Document::parse(&drawn).unwrap();
        let texts: Vec<&str> = parsed
            .descendants()
            .filter(|node| node.has_tag_name("text"))
            .filter_map(|node| node.text())
            .collect();
        let all = texts.join(" ");
        for (_, claim) in document
            .claims
            .iter()
            .filter(|(id, _)| document.cover.thesis != Some(*id))
        {
            for word in claim.text.get(Lang::NL).unwrap().split_whitespace() {
                assert!(all.contains(word), "{word}");
            }
        }
    }

    #[test]
    fn pictures_of_points_and_pages_are_made_of_the_same_painting() {
        let document = small();
        let bytes = png_within(&document, None, Lang::NL, 4e5).unwrap();
        let image = image::load_from_memory(&bytes).unwrap().to_rgb8();
        let ground = *image.get_pixel(0, 0);
        let num_other = image.pixels().filter(|pixel| **pixel != ground).count();
        assert!(num_other > 10_000, "{num_other}");
        let num_pixels = image.width() * image.height();
        assert!((300_000..500_000).contains(&num_pixels), "{num_pixels}");
        let page = pdf(&document, None, Lang::NL).unwrap();
        assert!(page.starts_with(b"%PDF-"));
    }

    #[test]
    fn a_map_in_a_script_from_right_to_left_keeps_its_words_in_the_order_of_reading() {
        let mut document = small();
        let arabic = crate::model::Lang::new("ar").unwrap();
        let thesis = document.cover.thesis;
        let id = document
            .claims
            .in_order()
            .into_iter()
            .find(|id| Some(*id) != thesis)
            .unwrap();
        let mut claim = document.claims.get(id).unwrap().clone();
        claim.text.set(arabic, "المدرسة للجميع");
        document.claims.set(id, Some(claim));
        assert!(svg(&document, None, arabic).contains("المدرسة للجميع"));
    }
}
