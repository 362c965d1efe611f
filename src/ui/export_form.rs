//! In which format a map is to be written, and what that format loses.

use egui::{ScrollArea, Ui};

use crate::exchange::{Format, Loss};
use crate::model::Lang;

use super::Shown;
use super::dialogs::{Choice, buttons_ui, title_ui};
use super::theme::{bold_font, font};
use super::widgets::{FlatButton, paragraph};

/// What a map is written for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// To be read by people.
    Reading,
    /// As a picture.
    Picture,
    /// As a table.
    Table,
    /// For other programs.
    Programs,
}

impl Purpose {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Reading, Self::Picture, Self::Table, Self::Programs];

    /// The formats for it.
    pub fn formats(self) -> &'static [Format] {
        match self {
            Self::Reading => &[Format::Html, Format::Docx],
            Self::Picture => &[Format::Svg, Format::Png, Format::Pdf],
            Self::Table => &[Format::Xlsx, Format::Csv, Format::Tsv],
            Self::Programs => &[
                Format::Argdown,
                Format::MindMap,
                Format::Markdown,
                Format::Canvas,
                Format::Opml,
                Format::Text,
                Format::Kialo,
                Format::Aif,
                Format::GraphMl,
                Format::Dot,
            ],
        }
    }
}

/// What was chosen so far.
#[derive(Clone, PartialEq, Debug)]
pub struct ExportForm {
    /// The format.
    pub format: Format,
    /// The language, for a format that has one.
    pub lang: Lang,
    /// The languages of the map.
    pub languages: Vec<Lang>,
    /// What each format loses, in the order of [`Format::ALL`].
    pub losses: Vec<(Format, Vec<Loss>)>,
}

/// The form; [`Choice::Save`] if it is to be done.
pub(super) fn form_ui(ui: &mut Ui, shown: &Shown<'_>, form: &mut ExportForm) -> Choice {
    let words = shown.words;
    title_ui(ui, shown, words.export_title);
    // The window keeps its size, whatever is chosen: nothing moves under the pointer.
    let height = (ui.ctx().content_rect().height() - 200.0).clamp(220.0, 400.0);
    let width = ui.available_width();
    ui.horizontal_top(|ui| {
        let left = egui::vec2(width * 0.46, height);
        ui.allocate_ui_with_layout(left, egui::Layout::top_down(egui::Align::Min), |ui| {
            ScrollArea::vertical()
                .id_salt("formats")
                .auto_shrink([false, false])
                .max_height(height)
                .show(ui, |ui| {
                    ui.set_width(ui.available_width() - 14.0);
                    formats_ui(ui, shown, form);
                });
        });
        ui.vertical(|ui| {
            ScrollArea::vertical()
                .id_salt("losses")
                .auto_shrink([false, false])
                .max_height(height)
                .show(ui, |ui| {
                    ui.set_width(ui.available_width() - 14.0);
                    about_ui(ui, shown, form);
                });
        });
    });
    match buttons_ui(ui, shown, &[words.export_do, words.cancel]) {
        Some(0) => Choice::Save,
        Some(_) => Choice::Close,
        None => Choice::Open,
    }
}

/// What it can be written as.
fn formats_ui(ui: &mut Ui, shown: &Shown<'_>, form: &mut ExportForm) {
    let (words, theme) = (shown.words, shown.theme);
    for purpose in Purpose::ALL {
        label(ui, shown, words.export_purpose(purpose));
        ui.horizontal_wrapped(|ui| {
            for format in purpose.formats() {
                let is_on = form.format == *format;
                if FlatButton::text(format.name())
                    .selected(is_on)
                    .show(ui, theme)
                    .clicked()
                {
                    form.format = *format;
                }
            }
        });
    }
}

/// What the chosen format is for, in which language, and what it loses.
fn about_ui(ui: &mut Ui, shown: &Shown<'_>, form: &mut ExportForm) {
    let (words, theme) = (shown.words, shown.theme);
    ui.add_space(8.0);
    paragraph(ui, words.export_about(form.format), font(15.0), theme.ink);
    if form.languages.len() > 1 && form.format != Format::Html {
        label(ui, shown, words.export_lang);
        ui.horizontal_wrapped(|ui| {
            for lang in &form.languages {
                let name = words.language(*lang);
                if FlatButton::text(&name)
                    .selected(form.lang == *lang)
                    .show(ui, theme)
                    .clicked()
                {
                    form.lang = *lang;
                }
            }
        });
    }
    let lost = form.losses.iter().find(|(format, _)| *format == form.format);
    let lost = lost.map_or(&[][..], |(_, lost)| lost);
    if lost.is_empty() {
        label(ui, shown, words.export_loses_nothing);
        return;
    }
    ui.add_space(8.0);
    paragraph(ui, words.export_loses, bold_font(14.0), theme.ink_soft);
    ui.add_space(2.0);
    for loss in lost {
        paragraph(ui, &format!("–  {}", words.loss(loss)), font(15.0), theme.ink);
    }
}

fn label(ui: &mut Ui, shown: &Shown<'_>, text: &str) {
    ui.add_space(8.0);
    let text = egui::RichText::new(text).font(bold_font(14.0));
    ui.label(text.color(shown.theme.ink_soft));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_that_is_written_can_be_chosen_once() {
        let all: Vec<Format> = Purpose::ALL
            .iter()
            .flat_map(|purpose| purpose.formats())
            .copied()
            .collect();
        for format in Format::ALL {
            let num = all.iter().filter(|known| **known == format).count();
            let is_written = crate::exchange::kept(format).is_some();
            assert_eq!(num, usize::from(is_written), "{format:?}");
        }
    }
}
