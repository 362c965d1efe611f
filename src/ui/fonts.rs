//! The fonts that are built in, and the widths of their letters.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};
use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, Size};

use crate::fonts::{ARABIC, ARABIC_BOLD, BOLD, FALLBACK, REGULAR};
use crate::layout::{Advances, Face};

use super::theme::bold;

/// The licences of the fonts, for the window that shows them.
pub const LICENCES: [(&str, &str); 3] = [
    (
        "Atkinson Hyperlegible Next",
        include_str!("../../assets/fonts/OFL-AtkinsonHyperlegibleNext.txt"),
    ),
    ("Inter", include_str!("../../assets/fonts/OFL-Inter.txt")),
    (
        "Noto Sans Arabic",
        include_str!("../../assets/fonts/OFL-NotoSansArabic.txt"),
    ),
];

/// Makes the built-in fonts the only ones, so that a map looks the same on every machine.
pub fn install(context: &egui::Context) {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in [
        ("atkinson", REGULAR),
        ("atkinson-bold", BOLD),
        ("inter", FALLBACK),
        ("arabic", ARABIC),
        ("arabic-bold", ARABIC_BOLD),
    ] {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let names = |names: [&str; 3]| names.map(str::to_owned).to_vec();
    let regular = names(["atkinson", "inter", "arabic"]);
    fonts.families.insert(FontFamily::Proportional, regular.clone());
    fonts.families.insert(FontFamily::Monospace, regular);
    fonts
        .families
        .insert(bold(), names(["atkinson-bold", "inter", "arabic-bold"]));
    context.set_fonts(fonts);
}

/// The widths of the letters of the built-in fonts.
pub fn advances() -> Advances {
    Advances {
        regular: face(REGULAR),
        bold: face(BOLD),
    }
}

fn face(bytes: &[u8]) -> Face {
    let widths = |bytes| {
        let font = skrifa::FontRef::new(bytes).ok()?;
        let units = f32::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
        Some((font, units))
    };
    let (main, fallback) = (widths(bytes), widths(FALLBACK));
    Face::new(|letter| {
        [&main, &fallback].into_iter().flatten().find_map(|(font, units)| {
            let glyph = font.charmap().map(letter)?;
            font.glyph_metrics(Size::unscaled(), LocationRef::default())
                .advance_width(glyph)
                .map(|width| width / units)
        })
    })
}
