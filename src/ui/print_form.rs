//! Before something is printed: what there is to choose, and the pages as they will be.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Role, ScrollArea, TextEdit, TextureHandle, Ui, WidgetInfo};

use crate::model::Lang;
use crate::paper::{Choices, IfFull, Kind, Made, Sheet};
use crate::ui::typed::{self, Typed};

use super::Shown;
use super::dialogs::{Choice, buttons_ui, title_ui};
use super::icons::Icon;
use super::page_view;
use super::theme::{bold_font, font};
use super::widgets::{FlatButton, paragraph};

/// Pictures on pages, by [`picture_key`].
pub type Textures = BTreeMap<usize, TextureHandle>;

/// What a picture of a page is known by: where its file is in memory.
pub fn picture_key(bytes: &Arc<[u8]>) -> usize {
    bytes.as_ptr().addr()
}

/// What is to be printed.
#[derive(Clone)]
pub struct PrintForm {
    /// What was chosen.
    pub choices: Choices,
    /// The languages of the map.
    pub languages: Vec<Lang>,
    /// The web address for a QR code, as it is typed.
    pub address: String,
    /// The pages, once they are laid out, and for which choices they were.
    pub made: Option<(Choices, Arc<Made>)>,
    /// The pictures on them.
    pub textures: Textures,
    /// Those that could not come along, in sentences.
    pub unshown: Vec<String>,
    /// For which choices pages were asked last.
    pub asked: Option<Choices>,
    /// The page that is shown.
    pub page: usize,
    /// How large it is shown: 0 for whole.
    pub zoom: u8,
}

/// Pixels of a page per point, at each zoom but the first.
const ZOOMS: [f32; 3] = [1.0, 1.5, 2.5];

impl PrintForm {
    /// Pages that fit the choices of now, if they are there.
    pub fn current(&self) -> Option<&Arc<Made>> {
        let (choices, made) = self.made.as_ref()?;
        (*choices == self.choices).then_some(made)
    }
}

impl std::fmt::Debug for PrintForm {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("PrintForm")
            .field("choices", &self.choices)
            .field("page", &self.page)
            .finish_non_exhaustive()
    }
}

/// The form; [`Choice::Save`] to keep it as a file, [`Choice::OpenMade`] to print it.
pub(super) fn form_ui(ui: &mut Ui, shown: &Shown<'_>, form: &mut PrintForm) -> Choice {
    let words = shown.words;
    title_ui(ui, shown, words.print_title);
    let height = (ui.ctx().content_rect().height() - 190.0).max(240.0);
    let width = ui.available_width();
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(
            egui::vec2(330.0_f32.min(width * 0.42), height),
            egui::Layout::top_down(egui::Align::Min),
            |ui| {
                ScrollArea::vertical()
                    .id_salt("print-choices")
                    .max_height(height)
                    .show(ui, |ui| {
                        ui.set_width(ui.available_width() - 14.0);
                        choices_ui(ui, shown, form);
                    });
            },
        );
        ui.vertical(|ui| {
            // The window keeps its size, whatever the page.
            ui.set_min_size(egui::vec2(ui.available_width(), height));
            pages_ui(ui, shown, form, height);
        });
    });
    let is_ready = form.current().is_some();
    match buttons_ui(ui, shown, &[words.print_save, words.print_open, words.close]) {
        Some(0) if is_ready => Choice::Save,
        Some(1) if is_ready => Choice::OpenMade,
        Some(2) => Choice::Close,
        _ => Choice::Open,
    }
}

fn label(ui: &mut Ui, shown: &Shown<'_>, text: &str) {
    ui.add_space(8.0);
    let text = egui::RichText::new(text).font(bold_font(14.0));
    ui.label(text.color(shown.theme.ink_soft));
}

/// One of several, side by side.
fn one_of<T: Clone + PartialEq>(
    ui: &mut Ui,
    shown: &Shown<'_>,
    title: &str,
    all: &[T],
    name: impl Fn(&T) -> String,
    chosen: &mut T,
) {
    label(ui, shown, title);
    ui.horizontal_wrapped(|ui| {
        for one in all {
            let button = name(one);
            if FlatButton::text(&button)
                .selected(one == chosen)
                .show(ui, shown.theme)
                .clicked()
            {
                *chosen = one.clone();
            }
        }
    });
}

fn choices_ui(ui: &mut Ui, shown: &Shown<'_>, form: &mut PrintForm) {
    let (words, theme) = (shown.words, shown.theme);
    let choices = &mut form.choices;
    let before = choices.kind;
    let kind = |kind: &Kind| words.print_kind(*kind).to_owned();
    one_of(ui, shown, words.print_what, &Kind::ALL, kind, &mut choices.kind);
    if choices.kind != before {
        // As it is used most.
        (choices.sheet, choices.is_landscape) = usual(choices.kind);
        // What did not fit on the one may fit on the other.
        choices.if_full = IfFull::Split;
        form.page = 0;
    }
    paragraph(ui, words.print_about(choices.kind), font(14.0), theme.ink_soft);
    one_of(
        ui,
        shown,
        words.print_sheet,
        &Sheet::ALL,
        |sheet| format!("{sheet:?}"),
        &mut choices.sheet,
    );
    let landscape = |is_landscape: &bool| words.print_orientation(*is_landscape).to_owned();
    one_of(
        ui,
        shown,
        words.print_direction,
        &[false, true],
        landscape,
        &mut choices.is_landscape,
    );
    let color = |has_color: &bool| words.print_color(*has_color).to_owned();
    one_of(
        ui,
        shown,
        words.print_colors,
        &[true, false],
        color,
        &mut choices.has_color,
    );
    if form.languages.len() > 1 {
        let mut all: Vec<Vec<Lang>> = form.languages.iter().map(|lang| vec![*lang]).collect();
        if let [first, second, ..] = form.languages[..] {
            all.push(vec![first, second]);
        }
        let name = |langs: &Vec<Lang>| {
            let names: Vec<String> = langs.iter().map(|lang| words.language(*lang)).collect();
            names.join(" + ")
        };
        one_of(ui, shown, words.export_lang, &all, name, &mut choices.languages);
    }
    if matches!(choices.kind, Kind::Poster | Kind::HandOut | Kind::Cards) {
        let all = [IfFull::Split, IfFull::Claims, IfFull::Core];
        let name = |if_full: &IfFull| words.print_if_full(*if_full).to_owned();
        one_of(ui, shown, words.print_full, &all, name, &mut choices.if_full);
    }
    if choices.kind == Kind::Poster {
        label(ui, shown, words.print_address);
        let mut typed = Typed(&mut form.address);
        let field = TextEdit::singleline(&mut typed)
            .desired_width(f32::INFINITY)
            .font(font(15.0))
            .hint_text("https://");
        let response = ui.add(field);
        typed::hold(ui, &response, &form.address);
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words.print_address));
        let address = form.address.trim();
        choices.address = (!address.is_empty()).then(|| address.to_owned());
    }
}

/// The paper that something is usually printed on.
pub fn usual(kind: Kind) -> (Sheet, bool) {
    match kind {
        Kind::Poster => (Sheet::A2, true),
        Kind::Dots => (Sheet::A3, false),
        Kind::HandOut | Kind::Booklet | Kind::Cards => (Sheet::A4, false),
    }
}

/// The page that is shown, and what the program says about all of them.
fn pages_ui(ui: &mut Ui, shown: &Shown<'_>, form: &mut PrintForm, height: f32) {
    let (words, theme) = (shown.words, shown.theme);
    let Some((_, made)) = form.made.clone() else {
        ui.spinner();
        return;
    };
    let num = made.print.pages.len();
    form.page = form.page.min(num.saturating_sub(1));
    ui.horizontal(|ui| {
        let has_before = form.page > 0;
        if FlatButton::icon(Icon::Back, words.print_before)
            .enabled(has_before)
            .show(ui, theme)
            .clicked()
        {
            form.page -= 1;
        }
        let text = words.print_page(form.page + 1, num);
        let text = ui.label(egui::RichText::new(text).font(bold_font(15.0)).color(theme.ink));
        ui.accesskit_node_builder(text.id, |node| node.set_live(egui::accesskit::Live::Polite));
        let has_next = form.page + 1 < num;
        if FlatButton::icon(Icon::Forward, words.print_next)
            .enabled(has_next)
            .show(ui, theme)
            .clicked()
        {
            form.page += 1;
        }
        for (zoom, name) in [(0, words.print_whole), (1, "100 %"), (2, "150 %"), (3, "250 %")] {
            if FlatButton::text(name)
                .selected(form.zoom == zoom)
                .show(ui, theme)
                .clicked()
            {
                form.zoom = zoom;
            }
        }
        if form.current().is_none() {
            ui.spinner();
        }
    });
    let said = made.said.iter().map(|said| words.said(said));
    let said: Vec<String> = words.not_along(&form.unshown).into_iter().chain(said).collect();
    let Some(page) = made.print.pages.get(form.page) else {
        return;
    };
    let room = egui::vec2(ui.available_width(), (height - 96.0).max(160.0));
    let fit = ((room.x - 4.0) / page.size.width).min((room.y - 6.0) / page.size.height);
    let scale = match form.zoom.checked_sub(1).and_then(|zoom| ZOOMS.get(usize::from(zoom))) {
        Some(scale) => *scale,
        None => fit,
    };
    ScrollArea::both()
        .id_salt(("print-page", form.page, form.zoom))
        .max_height(room.y)
        .auto_shrink([false, false])
        .show(ui, |ui| {
            let text = words.print_page(form.page + 1, num);
            let spare = (ui.available_width() - page.size.width * scale).max(0.0) / 2.0;
            ui.add_space(1.0);
            ui.horizontal(|ui| {
                ui.add_space(spare);
                page_view::page_ui(ui, shown, page, &form.textures, scale, &text);
            });
        });
    ScrollArea::vertical()
        .id_salt("print-said")
        .max_height(52.0)
        .show(ui, |ui| {
            paragraph(ui, &said.join(" "), font(14.0), theme.ink);
        });
}
