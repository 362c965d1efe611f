//! Colors on paper: those of the light theme (`assets/theme-tokens.ron`) on white, or black, white and grey.
//!
//! A side is never told by color alone: a plus or minus and the word stand beside it.

use super::page::Ink;
use crate::model::{Hue, Stance};

/// The colors of one meaning.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    /// For fills.
    pub solid: Ink,
    /// For words and signs on `solid`.
    pub on: Ink,
    /// For lines and colored words on white or on `tint`.
    pub line: Ink,
    /// For soft grounds.
    pub tint: Ink,
}

/// The colors of a print.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Palette {
    has_color: bool,
}

const fn ink(hex: u32) -> Ink {
    let [_, red, green, blue] = hex.to_be_bytes();
    Ink(red, green, blue)
}

const fn look(solid: u32, on: u32, line: u32, tint: u32) -> Look {
    Look {
        solid: ink(solid),
        on: ink(on),
        line: ink(line),
        tint: ink(tint),
    }
}

const PRO: Look = look(0x1d_66d1, 0xff_ffff, 0x1a_5dbf, 0xea_f2fd);
const CONTRA: Look = look(0xb4_530a, 0xff_ffff, 0xa3_4a08, 0xfd_f0e5);
const AMBER: Look = look(0xf2_b705, 0x14_181f, 0x7a_5c00, 0xff_f8e1);
const PURPLE: Look = look(0x55_107f, 0xff_ffff, 0x55_107f, 0xf4_ecfb);
const GREEN: Look = look(0x0a_5a45, 0xff_ffff, 0x0a_5a45, 0xe7_f5ef);
const SLATE: Look = look(0x2a_3340, 0xff_ffff, 0x2a_3340, 0xed_eff3);
const INSTRUMENT: Look = look(0xe8_639a, 0x14_181f, 0xaf_2f69, 0xfc_ebf3);
const THESIS: Look = look(0x14_181f, 0xff_ffff, 0x14_181f, 0xff_ffff);

/// Black on white, with a light grey ground.
const BLACK: Look = look(0x00_0000, 0xff_ffff, 0x00_0000, 0xf2_f2f2);
/// The other side in black and white: a frame rather than a fill.
const OUTLINED: Look = look(0xff_ffff, 0x00_0000, 0x00_0000, 0xff_ffff);
const GREY: Look = look(0xd9_d9d9, 0x00_0000, 0x00_0000, 0xf7_f7f7);

impl Palette {
    /// In color or not.
    pub fn new(has_color: bool) -> Self {
        Self { has_color }
    }

    /// Whether it has color.
    pub fn has_color(self) -> bool {
        self.has_color
    }

    /// Of a side. In black and white, what is for is black and what is against is white with a black edge.
    pub fn side(self, side: Stance) -> Look {
        match (self.has_color, side) {
            (true, Stance::Pro) => PRO,
            (true, Stance::Contra) => CONTRA,
            (false, Stance::Pro) => BLACK,
            (false, Stance::Contra) => OUTLINED,
        }
    }

    /// Of a stakeholder, or of nobody in particular.
    pub fn hue(self, hue: Option<Hue>) -> Look {
        match hue.filter(|_| self.has_color) {
            Some(Hue::Amber) => AMBER,
            Some(Hue::Purple) => PURPLE,
            Some(Hue::Green) => GREEN,
            Some(Hue::Slate) => SLATE,
            None => GREY,
        }
    }

    /// Of the question.
    pub fn thesis(self) -> Look {
        THESIS
    }

    /// Of the toolbox.
    pub fn instrument(self) -> Look {
        if self.has_color { INSTRUMENT } else { GREY }
    }

    /// Of words.
    pub fn ink(self) -> Ink {
        if self.has_color { ink(0x14_181f) } else { Ink::BLACK }
    }

    /// Of words of less weight; still 7 to 1 on white.
    pub fn soft(self) -> Ink {
        if self.has_color { ink(0x4a_5260) } else { ink(0x33_3333) }
    }

    /// Of thin lines.
    pub fn hairline(self) -> Ink {
        if self.has_color { ink(0x7b_8290) } else { ink(0x66_6666) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_are_those_of_the_light_theme() {
        let tokens = include_str!("../../assets/theme-tokens.ron");
        let light = tokens.split("donker:").next().unwrap_or_default();
        let hex = |Ink(red, green, blue): Ink| format!("#{red:02X}{green:02X}{blue:02X}");
        let palette = Palette::new(true);
        for (name, look) in [
            ("voor", palette.side(Stance::Pro)),
            ("tegen", palette.side(Stance::Contra)),
            ("leerlingen", palette.hue(Some(Hue::Amber))),
            ("ouders", palette.hue(Some(Hue::Purple))),
            ("scholen", palette.hue(Some(Hue::Green))),
            ("overheid", palette.hue(Some(Hue::Slate))),
            ("instrument", palette.instrument()),
            ("stelling", palette.thesis()),
        ] {
            let row = format!(
                "\"{name}\": (solid: \"{}\", on: \"{}\", line: \"{}\", tint: \"{}\")",
                hex(look.solid),
                hex(look.on),
                hex(look.line),
                hex(look.tint)
            );
            assert!(light.contains(&row), "{row}");
        }
        for (name, color) in [
            ("ink", palette.ink()),
            ("ink2", palette.soft()),
            ("hairline", palette.hairline()),
        ] {
            assert!(light.contains(&format!("{name}: \"{}\"", hex(color))), "{name}");
        }
    }
}
