//! The page that stands in the window when the program cannot go on.

use std::path::Path;

use egui::{Align, CentralPanel, Frame, Key, Layout, ScrollArea, Ui, vec2};

use super::mishap_words::Rescued;
use super::theme::{Theme, bold_font, font};
use super::widgets::{FlatButton, paragraph};
use super::words::Words;

/// What the page is about.
#[derive(Clone, Copy, Debug)]
pub struct Mishap<'a> {
    /// The report, if there is one.
    pub report: Option<&'a Path>,
    /// What became of the work.
    pub rescued: Rescued,
    /// It could not be started again.
    pub is_stuck: bool,
}

/// What a person chose on the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AfterMishap {
    /// Begin anew.
    Again,
    /// See the report.
    ShowReport,
}

/// Widest line on the page, in points.
const WIDTH: f32 = 620.0;

/// Shows the page, and says what was chosen.
pub fn mishap_ui(ui: &mut Ui, words: &Words, theme: &Theme, mishap: Mishap<'_>) -> Option<AfterMishap> {
    let mut chosen = ui
        .input(|input| input.key_pressed(Key::Enter))
        .then_some(AfterMishap::Again);
    CentralPanel::default()
        .frame(Frame::new().fill(theme.card))
        .show(ui, |ui| {
            ScrollArea::vertical().show(ui, |ui| {
                let side = ((ui.available_width() - WIDTH) / 2.0).max(24.0);
                ui.add_space((ui.available_height() * 0.22).max(24.0));
                ui.horizontal(|ui| {
                    ui.add_space(side);
                    ui.allocate_ui_with_layout(vec2(WIDTH, 0.0), Layout::top_down(Align::Min), |ui| {
                        paragraph(ui, words.mishap_title(), bold_font(24.0), theme.ink);
                        ui.add_space(8.0);
                        paragraph(ui, words.mishap_rescued(mishap.rescued), font(17.0), theme.ink);
                        ui.add_space(8.0);
                        match mishap.report {
                            Some(report) => paragraph(ui, &words.mishap_report(report), font(14.0), theme.ink_soft),
                            None => paragraph(ui, words.mishap_no_report(), font(14.0), theme.ink_soft),
                        };
                        if mishap.is_stuck {
                            ui.add_space(8.0);
                            paragraph(ui, words.mishap_no_start(), font(17.0), theme.ink);
                        }
                        ui.add_space(16.0);
                        ui.horizontal(|ui| {
                            if FlatButton::text(words.mishap_again())
                                .filled()
                                .show(ui, theme)
                                .clicked()
                            {
                                chosen = Some(AfterMishap::Again);
                            }
                            if mishap.report.is_some()
                                && FlatButton::text(words.mishap_show()).show(ui, theme).clicked()
                            {
                                chosen = Some(AfterMishap::ShowReport);
                            }
                        });
                    });
                });
            });
        });
    chosen
}
