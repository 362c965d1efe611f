//! Colors and sizes on screen, from `assets/theme-tokens.ron`: the only file that makes a color.

use std::collections::BTreeMap;

use egui::{Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, TextStyle};
use serde::Deserialize;

pub use crate::command::ThemeName;
use crate::model::{Hue, Stance};
use crate::paper::Ink;

const TOKENS: &str = include_str!("../../assets/theme-tokens.ron");

/// What covers the screen of an audience.
pub const BLACK: Color32 = Color32::BLACK;
/// The same in white.
pub const WHITE: Color32 = Color32::WHITE;

/// The colors of one meaning.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Category {
    /// For fills.
    pub solid: Color32,
    /// For text and signs on `solid`.
    pub on: Color32,
    /// For lines and colored text.
    pub line: Color32,
    /// For soft grounds.
    pub tint: Color32,
}

/// The colors of a theme.
#[derive(Clone, PartialEq, Debug)]
pub struct Theme {
    /// Which theme.
    pub name: ThemeName,
    /// The ground of the map.
    pub canvas: Color32,
    /// The ground of cards and panels.
    pub card: Color32,
    /// Text.
    pub ink: Color32,
    /// Text of less weight.
    pub ink_soft: Color32,
    /// Thin lines.
    pub hairline: Color32,
    /// The ring around what is selected.
    pub focus: Color32,
    /// The halo around that ring.
    pub halo: Color32,
    /// Soft lines and grounds of controls.
    pub grid: Color32,
    /// Under what is raised.
    pub shadow: Color32,
    /// What went wrong, and what cannot be undone.
    pub danger: Color32,
    /// What went well.
    pub ok: Color32,
    /// For.
    pub pro: Category,
    /// Against.
    pub contra: Category,
    /// The question and its thesis.
    pub thesis: Category,
    /// Instruments.
    pub instrument: Category,
    hues: [Category; 4],
}

#[derive(Deserialize)]
struct Row {
    canvas: String,
    card: String,
    ink: String,
    ink2: String,
    hairline: String,
    focus: String,
    focus2: String,
    #[expect(dead_code, reason = "the ring of the selection uses the color of the focus")]
    select: String,
    grid: String,
    danger: String,
    ok: String,
    cat: BTreeMap<String, CategoryRow>,
}

#[derive(Deserialize)]
struct CategoryRow {
    solid: String,
    on: String,
    line: String,
    tint: String,
}

#[derive(Deserialize)]
struct Tokens {
    licht: Row,
    donker: Row,
    projector: Row,
}

fn color(hex: &str) -> Color32 {
    Color32::from_hex(hex).unwrap_or(Color32::GRAY)
}

impl Theme {
    /// A theme from the tokens that are built in.
    pub fn new(name: ThemeName) -> Self {
        // A mistake in the tokens is caught by a test; should one slip through, greys are better than nothing.
        match ron::from_str::<Tokens>(TOKENS) {
            Ok(tokens) => Self::from_row(
                name,
                match name {
                    ThemeName::Light => &tokens.licht,
                    ThemeName::Dark => &tokens.donker,
                    ThemeName::Projector => &tokens.projector,
                },
            ),
            Err(error) => {
                log::error!("theme tokens: {error}");
                Self::plain(name)
            }
        }
    }

    fn from_row(name: ThemeName, row: &Row) -> Self {
        let grey = Category {
            solid: Color32::GRAY,
            on: Color32::WHITE,
            line: Color32::GRAY,
            tint: Color32::LIGHT_GRAY,
        };
        let category = |key: &str| {
            row.cat.get(key).map_or(grey, |row| Category {
                solid: color(&row.solid),
                on: color(&row.on),
                line: color(&row.line),
                tint: color(&row.tint),
            })
        };
        Self {
            name,
            canvas: color(&row.canvas),
            card: color(&row.card),
            ink: color(&row.ink),
            ink_soft: color(&row.ink2),
            hairline: color(&row.hairline),
            focus: color(&row.focus),
            halo: color(&row.focus2),
            grid: if name == ThemeName::Projector {
                Color32::from_gray(225)
            } else {
                color(&row.grid)
            },
            shadow: Color32::from_black_alpha(40),
            danger: color(&row.danger),
            ok: color(&row.ok),
            pro: category("voor"),
            contra: category("tegen"),
            thesis: category("stelling"),
            instrument: category("instrument"),
            hues: [
                category("leerlingen"),
                category("ouders"),
                category("scholen"),
                category("overheid"),
            ],
        }
    }

    fn plain(name: ThemeName) -> Self {
        let row = Row {
            canvas: "#F6F5F1".into(),
            card: "#FFFFFF".into(),
            ink: "#14181F".into(),
            ink2: "#4A5260".into(),
            hairline: "#7B8290".into(),
            focus: "#0B0F16".into(),
            focus2: "#FFD60A".into(),
            select: "#0B0F16".into(),
            grid: "#DEDCD4".into(),
            danger: "#B3141C".into(),
            ok: "#0E6B4F".into(),
            cat: BTreeMap::new(),
        };
        Self::from_row(name, &row)
    }

    /// The colors of a side.
    pub fn side(&self, side: Stance) -> Category {
        match side {
            Stance::Pro => self.pro,
            Stance::Contra => self.contra,
        }
    }

    /// The colors of a stakeholder.
    pub fn hue(&self, hue: Hue) -> Category {
        let [amber, purple, green, slate] = self.hues;
        match hue {
            Hue::Amber => amber,
            Hue::Purple => purple,
            Hue::Green => green,
            Hue::Slate => slate,
        }
    }

    /// The colors of what belongs to nobody.
    pub fn neutral(&self) -> Category {
        Category {
            solid: self.hairline,
            on: self.card,
            line: self.hairline,
            tint: self.canvas,
        }
    }

    /// A color that recedes toward the ground: for what is not meant now.
    pub fn receded(&self, color: Color32) -> Color32 {
        self.canvas.lerp_to_gamma(color, 0.3)
    }

    /// The look of egui's own parts.
    pub fn style(&self, style: &mut egui::Style) {
        let dark = self.name == ThemeName::Dark;
        let mut visuals = if dark {
            egui::Visuals::dark()
        } else {
            egui::Visuals::light()
        };
        visuals.override_text_color = Some(self.ink);
        visuals.weak_text_color = Some(self.ink_soft);
        visuals.panel_fill = self.card;
        visuals.window_fill = self.card;
        visuals.extreme_bg_color = if dark { self.canvas } else { self.card };
        visuals.faint_bg_color = self.canvas;
        visuals.window_stroke = Stroke::new(1.0, self.grid);
        visuals.hyperlink_color = self.pro.line;
        visuals.error_fg_color = self.danger;
        visuals.selection.bg_fill = self.pro.tint;
        visuals.selection.stroke = Stroke::new(2.0, self.pro.line);
        visuals.window_corner_radius = CornerRadius::same(12);
        visuals.menu_corner_radius = CornerRadius::same(8);
        visuals.popup_shadow = egui::Shadow {
            offset: [0, 4],
            blur: 16,
            spread: 0,
            color: self.shadow,
        };
        visuals.window_shadow = egui::Shadow {
            offset: [0, 8],
            blur: 32,
            spread: 0,
            color: self.shadow,
        };
        visuals.striped = false;
        visuals.slider_trailing_fill = true;
        let widgets = &mut visuals.widgets;
        for state in [
            &mut widgets.noninteractive,
            &mut widgets.inactive,
            &mut widgets.hovered,
            &mut widgets.active,
            &mut widgets.open,
        ] {
            state.corner_radius = CornerRadius::same(6);
            state.fg_stroke = Stroke::new(1.5, self.ink);
            state.expansion = 0.0;
        }
        widgets.noninteractive.bg_stroke = Stroke::new(1.0, self.grid);
        widgets.inactive.bg_fill = self.grid;
        widgets.inactive.weak_bg_fill = self.canvas;
        widgets.inactive.bg_stroke = Stroke::new(1.0, self.hairline);
        widgets.hovered.bg_fill = self.grid;
        widgets.hovered.weak_bg_fill = self.grid;
        widgets.hovered.bg_stroke = Stroke::new(1.0, self.hairline);
        widgets.active.bg_fill = self.grid;
        widgets.active.weak_bg_fill = self.grid;
        widgets.active.bg_stroke = Stroke::new(2.0, self.focus);
        widgets.open.weak_bg_fill = self.grid;
        style.visuals = visuals;
        let text = |size: f32| FontId::new(size, FontFamily::Proportional);
        style.text_styles = [
            (TextStyle::Small, text(12.0)),
            (TextStyle::Body, text(15.0)),
            (TextStyle::Button, text(15.0)),
            (TextStyle::Heading, FontId::new(20.0, bold())),
            (TextStyle::Monospace, text(14.0)),
        ]
        .into();
        style.spacing.item_spacing = egui::vec2(8.0, 8.0);
        style.spacing.button_padding = egui::vec2(10.0, 6.0);
        style.spacing.interact_size = egui::vec2(32.0, 32.0);
        style.spacing.menu_margin = Margin::same(8);
        style.spacing.window_margin = Margin::same(16);
        style.spacing.icon_width = 20.0;
        style.spacing.icon_width_inner = 12.0;
        style.spacing.scroll = egui::style::ScrollStyle {
            bar_width: 10.0,
            floating_allocated_width: 10.0,
            // In the color of the letters: other grays are hardly seen in some themes, and behind the handle there is nothing
            // that could be taken for it.
            foreground_color: true,
            dormant_handle_opacity: 0.45,
            active_handle_opacity: 0.6,
            interact_handle_opacity: 0.8,
            dormant_background_opacity: 0.0,
            active_background_opacity: 0.0,
            interact_background_opacity: 0.1,
            ..egui::style::ScrollStyle::thin()
        };
        style.visuals.text_cursor.blink = false;
        style.url_in_tooltip = true;
    }
}

/// The family for claims and headings.
pub fn bold() -> FontFamily {
    FontFamily::Name("bold".into())
}

/// A color of paper on screen.
#[expect(clippy::disallowed_methods, reason = "paper has the colors of the tokens already")]
pub fn on_paper(Ink(red, green, blue): Ink) -> Color32 {
    Color32::from_rgb(red, green, blue)
}

/// The bold face at a size.
pub fn bold_font(size: f32) -> FontId {
    FontId::new(size, bold())
}

/// The regular face at a size.
pub fn font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast of two colors as WCAG 2 defines it.
    fn contrast(a: Color32, b: Color32) -> f32 {
        let luminance = |color: Color32| {
            let linear = |byte: u8| {
                let part = f32::from(byte) / 255.0;
                if part <= 0.040_45 {
                    part / 12.92
                } else {
                    ((part + 0.055) / 1.055).powf(2.4)
                }
            };
            0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn texts_and_lines_keep_their_contrast_in_every_theme() {
        ron::from_str::<Tokens>(TOKENS).expect("tokens");
        for name in ThemeName::ALL {
            let theme = Theme::new(name);
            for ground in [theme.canvas, theme.card] {
                assert!(contrast(theme.ink, ground) >= 7.0, "{name:?} ink");
                assert!(contrast(theme.ink_soft, ground) >= 4.5, "{name:?} soft ink");
                assert!(contrast(theme.danger, ground) >= 4.5, "{name:?} danger");
            }
            for category in [theme.pro, theme.contra, theme.thesis, theme.instrument]
                .into_iter()
                .chain(theme.hues)
            {
                assert!(contrast(category.on, category.solid) >= 4.5, "{name:?} on solid");
                assert!(contrast(category.line, theme.canvas) >= 4.5, "{name:?} line");
                assert!(contrast(theme.ink, category.tint) >= 7.0, "{name:?} tint");
            }
        }
    }
}
