//! Panels and cards: what is on screen. A panel sees the state through [`Shown`] and puts its wishes in a list.
//!
//! **Invariant:** nothing here changes the document or a file, or makes a color outside `theme.rs`;
//! fixed texts stand in `words.rs` and with the commands.

mod address_words;
pub mod album;
pub mod audience;
mod bidi;
pub mod canvas;
mod card;
pub mod check_pane;
pub mod content;
mod context_menu;
pub mod dialogs;
pub mod drag;
mod drag_goal;
mod errors;
mod evening_form;
mod evening_words;
mod exchange_words;
pub mod export_form;
mod far;
mod fields;
pub mod fonts;
mod forms;
mod help;
mod icons;
pub mod import_form;
mod in_place;
pub mod in_turn;
pub mod inspector;
mod instrument_form;
mod kept_words;
mod lines;
mod markdown;
mod middle;
pub mod mishap;
pub mod mishap_words;
pub mod outline;
mod overlays;
mod page_view;
pub mod paint;
pub mod palette;
pub mod picking;
pub mod plate;
pub mod presenter;
pub mod print_form;
mod print_words;
mod promise_words;
pub mod quick;
pub mod raster;
mod rows;
mod sentences;
mod start;
pub mod text_pane;
pub mod theme;
pub mod toolbar;
pub mod toolbox;
pub mod tour;
mod typed;
mod versions;
mod widgets;
pub mod words;

pub use forms::open_tags;

use std::path::PathBuf;

use egui::TextureHandle;

use crate::command::{Situation, Wheel};
use crate::edit::Editor;
use crate::layout::{Advances, Scene, Texts};
use crate::model::{ClaimId, Document, Lang, Reading, Structure};
use crate::view::{Camera, ViewState};

use theme::Theme;
use words::Words;

/// A picture of a card: ready, being read, or not to be had.
#[derive(Clone)]
pub enum Picture {
    /// On screen.
    Ready(TextureHandle),
    /// Being read.
    Loading,
    /// Not to be had.
    Missing(NoPicture),
}

/// Why there is no picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoPicture {
    /// No file of this name in the folder of the map (or the map is not saved, and has no folder yet).
    NotFound,
    /// A folder, a pipe or a device has this name.
    NotAFile,
    /// It is, or leads to, a file elsewhere than in the folder of the map.
    Outside,
    /// More than is read.
    TooLarge(PictureLimit),
    /// Not a PNG, JPEG, WebP or GIF, or a damaged one.
    Unreadable,
}

/// What could not be made of a map, and what whoever makes it says of that.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotMade {
    /// What was to be made.
    pub output: Output,
    /// For those who made the program.
    pub says: String,
}

/// What is made of a map or an evening by others than this program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Output {
    /// The map on one page.
    Pdf,
    /// The map as a Word document.
    Word,
    /// The map as a picture in points.
    Picture,
    /// Pages to print.
    Pages,
    /// The report of an evening, as PDF.
    ReportPdf,
    /// The report of an evening, as a Word document.
    ReportWord,
    /// The window, drawn as a picture.
    Window,
    /// A format of this name.
    Format(&'static str),
}

impl NotMade {
    /// What was to be made, and why it was not.
    pub fn new(output: Output, says: &impl std::fmt::Debug) -> Self {
        Self {
            output,
            says: format!("{says:?}"),
        }
    }
}

/// The limits within which pictures are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PictureLimit {
    /// Of the file.
    Bytes,
    /// Width times height.
    Pixels,
    /// Width or height.
    Side,
    /// While it is decoded.
    Memory,
}

impl PictureLimit {
    /// Bytes of a file.
    pub const MOST_BYTES: u64 = 20 * 1024 * 1024;
    /// Width times height.
    pub const MOST_PIXELS: u64 = 40_000_000;
    /// Width or height, in pixels.
    pub const MOST_SIDE: u32 = 8192;
    /// Bytes of memory while it is decoded.
    pub const MOST_MEMORY: u64 = 256 * 1024 * 1024;
}

/// Everything that a panel may look at.
pub struct Shown<'a> {
    /// The document and its history.
    pub editor: &'a Editor,
    /// Its structure.
    pub structure: &'a Structure,
    /// The picture.
    pub scene: &'a Scene,
    /// The broken lines of its texts.
    pub texts: &'a Texts,
    /// Widths of letters, for lines that are broken while painting.
    pub advances: &'a Advances,
    /// The view.
    pub view: &'a ViewState,
    /// The camera as it is in this frame of a movement.
    pub camera: Camera,
    /// The fixed texts.
    pub words: &'static Words,
    /// Colors.
    pub theme: &'a Theme,
    /// The color with which the window was wiped before this frame, if it was.
    pub ground: Option<egui::Color32>,
    /// What the wheel does.
    pub wheel: Wheel,
    /// Files that were open before.
    pub recent: &'a [PathBuf],
    /// Names of the built-in maps.
    pub built_in: &'a [(String, &'static str)],
    /// State of the file, for the bar.
    pub file_state: &'a str,
    /// Number of problems of the file.
    pub num_problems: usize,
    /// Whether a window stands over the map.
    pub is_dialog_open: bool,
    /// Whether the search field takes the keyboard in this frame.
    pub focus_search: bool,
    /// The day it is now.
    pub today: crate::check::Day,
    /// What deserves attention, while it is shown.
    pub findings: Option<&'a [crate::check::Finding]>,
    /// The map as text, while it is shown so.
    pub outline_text: Option<&'a crate::notation::Outline>,
    /// What resembles what, while something is being written.
    pub similar: Option<&'a crate::check::SimilarIndex>,
    /// Pictures of cards.
    pub pictures: &'a album::Album,
    /// Which addresses of sources still answer, as far as was asked.
    pub links: &'a crate::links::Report,
    /// The evening that is looked at.
    pub evening: Option<EveningShown<'a>>,
    /// Evenings of this map, while the page of evenings is shown.
    pub evenings: &'a [PathBuf],
    /// What was weighed about claims, while it is shown on the map.
    pub results: &'a std::collections::BTreeMap<ClaimId, String>,
    /// Whether it is.
    pub has_results_on_map: bool,
    /// Where recorded stops go.
    pub records_into: Option<crate::model::RouteId>,
}

/// An evening that is looked at.
pub struct EveningShown<'a> {
    /// What came of it.
    pub session: &'a crate::session::Session,
    /// Its file.
    pub path: Option<&'a std::path::Path>,
    /// Why it could not be saved, if so.
    pub error: Option<&'a str>,
}

impl Shown<'_> {
    /// The document.
    pub fn document(&self) -> &Document {
        self.editor.document()
    }

    /// The language in which the map is read.
    pub fn lang(&self) -> Lang {
        self.view.spec.lang
    }

    /// The sentence of a claim.
    pub fn claim_text(&self, claim: ClaimId) -> Reading<'_> {
        let record = self.document().claims.get(claim);
        let reading = record.map(|record| self.document().read(&record.text, self.lang()));
        reading.filter(|reading| !reading.words.is_empty()).unwrap_or(Reading {
            words: self.words.no_text,
            fallback: None,
        })
    }

    /// What commands look at.
    pub fn situation(&self) -> Situation<'_> {
        Situation {
            editor: self.editor,
            structure: self.structure,
            view: self.view,
            theme: self.theme.name,
            lang: self.words.lang,
            has_problems: self.num_problems > 0,
        }
    }
}

/// Between the edge of a message and its words.
const MESSAGE_MARGIN: f32 = 16.0;

/// A short message over the bottom of what is left between the panels, or over its head where a window over the map has its
/// buttons below; the action of its button, if that was clicked.
pub fn message_ui(
    ui: &egui::Ui,
    middle: egui::Rect,
    theme: &Theme,
    text: &str,
    button: Option<(&str, &crate::command::Action)>,
    has_dialog: bool,
) -> Option<crate::command::Action> {
    let mut clicked = None;
    let (corner, place) = if has_dialog {
        (egui::Align2::CENTER_TOP, middle.center_top() + egui::vec2(0.0, 8.0))
    } else {
        (
            egui::Align2::CENTER_BOTTOM,
            middle.center_bottom() - egui::vec2(0.0, 64.0),
        )
    };
    // A long one has several lines, with room for the button.
    let button_face = theme::bold_font(15.0);
    let button_width = button.map_or(0.0, |(name, _)| {
        let galley = ui
            .painter()
            .layout_no_wrap(name.to_owned(), button_face.clone(), theme.thesis.on);
        galley.size().x + 2.0 * ui.spacing().button_padding.x + ui.spacing().item_spacing.x
    });
    let room = (middle.width() - 2.0 * (MESSAGE_MARGIN + 8.0) - button_width).clamp(120.0, 1000.0);
    // Another one has another size: as a window of its own it is measured before it is shown.
    let area = egui::Area::new(egui::Id::unique(("message", text)))
        .order(egui::Order::Foreground)
        .pivot(corner)
        .fixed_pos(place);
    let shown = area.show(ui.ctx(), |ui| {
        let frame = egui::Frame::new()
            .fill(theme.thesis.solid)
            .corner_radius(8)
            .inner_margin(egui::Margin::symmetric(MESSAGE_MARGIN as i8, 8));
        frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                let text = ui
                    .painter()
                    .layout(text.to_owned(), theme::font(15.0), theme.thesis.on, room);
                let label = ui.label(text);
                // Said aloud by screen readers, without taking the keyboard.
                ui.accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
                if let Some((name, action)) = button {
                    let name = egui::RichText::new(name).font(button_face);
                    let button = egui::Button::new(name.color(theme.thesis.on)).frame(false);
                    if ui.add(button).clicked() {
                        clicked = Some(action.clone());
                    }
                }
            });
        });
    });
    // It was placed by the size that it had before: where the room for it changed, it is placed once more.
    let (known, size) = (egui::Id::unique("message-size"), shown.response.rect.size());
    let last: Option<egui::Vec2> = ui.data(|data| data.get_temp(known));
    if last != Some(size) {
        ui.data_mut(|data| data.insert_temp(known, size));
        ui.ctx().request_discard("message");
    }
    // Also above a window that was opened after it.
    ui.ctx().move_to_top(shown.response.layer_id);
    clicked
}
