//! The toolbox: instrument cards as a gallery, small, and in full.

use egui::{
    Color32, CornerRadius, CursorIcon, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use crate::command::Action;
use crate::edit::Edit;
use crate::layout::Spot;
use crate::model::{Instrument, InstrumentId, Section, Stance};
use crate::view::ViewAction;

use super::icons::{self, Icon};
use super::markdown::rich_ui;
use super::rows::{claim_row, edit_row, source_ui};
use super::theme::{bold_font, font};
use super::widgets::{FlatButton, chip, focus_ring, heading, paragraph, wrapped};
use super::{Picture, Shown};

const CARD_WIDTH: f32 = 272.0;
const CARD_HEIGHT: f32 = 344.0;
const HEAD_HEIGHT: f32 = 120.0;

/// All cards, in the place of the map.
pub fn gallery_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let words = shown.words;
    let rect = ui.available_rect_before_wrap();
    ui.painter().rect_filled(rect, CornerRadius::ZERO, shown.theme.canvas);
    ui.scope_builder(UiBuilder::new().max_rect(rect.shrink2(vec2(24.0, 20.0))), |ui| {
        ui.horizontal(|ui| {
            ui.label(
                egui::RichText::new(words.toolbox)
                    .font(bold_font(26.0))
                    .color(shown.theme.ink),
            );
            super::widgets::from_right(ui, |ui| {
                if FlatButton::both(Icon::Close, words.close)
                    .show(ui, shown.theme)
                    .clicked()
                {
                    actions.push(Action::View(ViewAction::ToggleToolbox));
                }
                if FlatButton::both(Icon::Plus, words.add_instrument)
                    .show(ui, shown.theme)
                    .clicked()
                {
                    actions.push(Action::Edit(Edit::AddInstrument {
                        lang: shown.lang(),
                        words: words.new_card.to_owned(),
                    }));
                }
            });
        });
        paragraph(ui, words.toolbox_intro, font(16.0), shown.theme.ink_soft);
        ui.add_space(8.0);
        let ids = ordered_for_selection(shown);
        if ids.is_empty() {
            paragraph(ui, words.toolbox_empty, font(16.0), shown.theme.ink);
        }
        ScrollArea::vertical()
            .auto_shrink([false, false])
            .id_salt("gallery")
            .show(ui, |ui| {
                let gap = 20.0;
                let columns = (((ui.available_width() + gap - 12.0) / (CARD_WIDTH + gap)) as usize).max(1);
                ui.spacing_mut().item_spacing = vec2(gap, gap);
                for row in ids.chunks(columns) {
                    ui.horizontal(|ui| {
                        ui.add_space(4.0);
                        for id in row {
                            gallery_card_ui(ui, shown, *id, actions);
                        }
                    });
                }
            });
    });
}

/// The cards of the selected argument first.
fn ordered_for_selection(shown: &Shown<'_>) -> Vec<InstrumentId> {
    let document = shown.document();
    let mut ids = document.instruments.in_order();
    if let Some(claim) = shown.view.claim().and_then(|claim| document.claims.get(claim)) {
        ids.sort_by_key(|id| !claim.instruments.contains(id));
    }
    ids
}

fn gallery_card_ui(ui: &mut Ui, shown: &Shown<'_>, id: InstrumentId, actions: &mut Vec<Action>) {
    let document = shown.document();
    let Some(instrument) = document.instruments.get(id) else {
        return;
    };
    let words = shown.words;
    let theme = shown.theme;
    let name = document.read(&instrument.name, shown.lang()).words;
    let summary = document.read(&instrument.summary, shown.lang()).words;
    let (outer, response) = ui.allocate_exact_size(vec2(CARD_WIDTH, CARD_HEIGHT), Sense::click());
    let label = format!("{name}: {summary}");
    let offered = shown
        .view
        .claim()
        .and_then(|claim| document.claims.get(claim))
        .is_some_and(|claim| claim.instruments.contains(&id));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, offered, label.clone()));
    // The keyboard begins at the first card.
    if ui.memory(|memory| memory.focused().is_none_or(|id| id == super::paint::canvas_id())) && !shown.is_dialog_open {
        response.request_focus();
    }
    let followed = egui::Id::unique("toolbox-followed");
    if response.has_focus() && ui.data(|data| data.get_temp(followed)) != Some(id) {
        ui.data_mut(|data| data.insert_temp(followed, id));
        ui.scroll_to_rect(outer.expand(12.0), None);
    }
    // A card that is pointed at comes up a little, as if picked up.
    let lift = if response.hovered() { -4.0 } else { 0.0 };
    let rect = outer.translate(vec2(0.0, lift));
    card_ground(ui, shown, rect, response.hovered());
    let head = Rect::from_min_size(rect.min, vec2(rect.width(), HEAD_HEIGHT));
    head_ui(ui, shown, instrument, head);
    let painter = ui.painter_at(rect);
    let left = rect.min.x + 16.0;
    let width = rect.width() - 32.0;
    let mut y = head.max.y + 12.0;
    let mut put = |text: &str, font_id, color: Color32, gap: f32, lowest: f32| {
        let galley = wrapped(&painter, text, font_id, color, width);
        if y + galley.size().y <= lowest {
            painter.galley(pos2(left, y), galley.clone(), color);
            y += galley.size().y + gap;
        }
    };
    put(name, bold_font(19.0), theme.ink, 6.0, rect.max.y);
    put(summary, font(14.0), theme.ink, 10.0, rect.max.y - 6.0);
    let for_whom = document.read(&instrument.audience, shown.lang()).words;
    if !for_whom.is_empty() {
        put(for_whom, font(13.0), theme.ink_soft, 4.0, rect.max.y - 6.0);
    }
    let tried = document.read(&instrument.tried, shown.lang()).words;
    if !tried.is_empty() {
        put(
            &format!("{} {tried}", words.tried),
            font(13.0),
            theme.ink_soft,
            4.0,
            rect.max.y - 6.0,
        );
    }
    focus_ring(ui, theme, &response, rect);
    if offered {
        ui.painter().rect_stroke(
            rect.expand(2.0),
            CornerRadius::same(14),
            Stroke::new(3.0, theme.instrument.line),
            StrokeKind::Outside,
        );
    }
    clickable(ui, &response);
    if response.clicked() {
        actions.push(Action::View(ViewAction::SelectInstrument(id)));
    }
}

fn clickable(ui: &Ui, response: &Response) {
    if response.hovered() {
        ui.set_cursor_icon(CursorIcon::PointingHand);
    }
}

fn card_ground(ui: &Ui, shown: &Shown<'_>, rect: Rect, raised: bool) {
    let theme = shown.theme;
    let corner = CornerRadius::same(12);
    let blur = if raised { 18.0 } else { 8.0 };
    let offset = if raised { 8.0 } else { 3.0 };
    ui.painter().add(
        egui::Shadow {
            offset: [0, offset as i8],
            blur: blur as u8,
            spread: 0,
            color: theme.shadow,
        }
        .as_shape(rect, corner),
    );
    ui.painter().rect(
        rect,
        corner,
        theme.card,
        Stroke::new(1.0, theme.grid),
        StrokeKind::Inside,
    );
}

/// The colored head of a card, with its pictogram or picture.
fn head_ui(ui: &Ui, shown: &Shown<'_>, instrument: &Instrument, rect: Rect) {
    let look = shown.theme.instrument;
    let corner = CornerRadius {
        nw: 12,
        ne: 12,
        sw: 0,
        se: 0,
    };
    ui.painter().rect_filled(rect, corner, look.solid);
    match instrument.image.as_ref().and_then(|path| shown.pictures.get(path)) {
        Some(Picture::Ready(texture)) => {
            // Fills the head; what does not fit in its shape is left off evenly.
            let size = texture.size_vec2();
            let scale = (rect.width() / size.x).max(rect.height() / size.y);
            let part = rect.size() / (size * scale);
            let uv = Rect::from_center_size(pos2(0.5, 0.5), part);
            ui.painter()
                .add(egui::epaint::RectShape::filled(rect, corner, Color32::WHITE).with_texture(texture.id(), uv));
        }
        Some(Picture::Missing(why)) => {
            icons::icon(
                ui.painter(),
                Rect::from_center_size(rect.center() - vec2(0.0, 10.0), vec2(28.0, 28.0)),
                Icon::Warning,
                look.on,
            );
            let words = shown.words.no_picture(*why);
            let galley = ui.painter().layout(words, font(13.0), look.on, rect.width() - 16.0);
            let place = rect.center() + vec2(-galley.size().x / 2.0, 12.0);
            ui.painter().galley(place, galley, look.on);
        }
        _ => {
            let side = (rect.height() - 24.0).min(88.0);
            icons::pictogram(
                ui.painter(),
                Rect::from_center_size(rect.center(), vec2(side, side)),
                instrument.pictogram,
                look.on,
            );
        }
    }
}

/// A card as a row in the details of an argument.
pub(super) fn small_card_ui(ui: &mut Ui, shown: &Shown<'_>, id: InstrumentId, actions: &mut Vec<Action>) {
    let document = shown.document();
    let Some(instrument) = document.instruments.get(id) else {
        paragraph(ui, document.instruments.name(id), font(15.0), shown.theme.danger);
        return;
    };
    let theme = shown.theme;
    let name = document.read(&instrument.name, shown.lang()).words;
    let summary = document.read(&instrument.summary, shown.lang()).words;
    let width = ui.available_width();
    let text = wrapped(ui.painter(), summary, font(13.5), theme.ink_soft, width - 84.0);
    let title = wrapped(ui.painter(), name, bold_font(15.0), theme.ink, width - 84.0);
    let height = (title.size().y + text.size().y + 20.0).max(64.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let label = name.to_owned();
    response.widget_info(move || WidgetInfo::labeled(Role::Button, true, label.clone()));
    let ground = if response.hovered() { theme.grid } else { theme.canvas };
    ui.painter().rect_filled(rect, CornerRadius::same(8), ground);
    let head = Rect::from_min_size(rect.min, vec2(60.0, height));
    ui.painter().rect_filled(
        head,
        CornerRadius {
            nw: 8,
            sw: 8,
            ne: 0,
            se: 0,
        },
        theme.instrument.solid,
    );
    icons::pictogram(
        ui.painter(),
        Rect::from_center_size(head.center(), vec2(38.0, 38.0)),
        instrument.pictogram,
        theme.instrument.on,
    );
    let title_height = title.size().y;
    ui.painter()
        .galley(pos2(head.max.x + 12.0, rect.min.y + 8.0), title, theme.ink);
    ui.painter().galley(
        pos2(head.max.x + 12.0, rect.min.y + 10.0 + title_height),
        text,
        theme.ink_soft,
    );
    focus_ring(ui, theme, &response, rect);
    clickable(ui, &response);
    if response.clicked() {
        actions.push(Action::View(ViewAction::SelectInstrument(id)));
    }
}

/// A card in full, in the details.
pub(super) fn full_card_ui(ui: &mut Ui, shown: &Shown<'_>, id: InstrumentId, actions: &mut Vec<Action>) {
    let document = shown.document();
    let words = shown.words;
    let theme = shown.theme;
    let Some(instrument) = document.instruments.get(id) else {
        return;
    };
    if FlatButton::both(Icon::Cards, words.to_toolbox)
        .show(ui, theme)
        .clicked()
    {
        actions.push(Action::View(ViewAction::ToggleToolbox));
    }
    let (head, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD_HEIGHT), Sense::hover());
    let image_text = document.read(&instrument.image_text, shown.lang()).words;
    let picture = if image_text.is_empty() {
        words.pictogram_name(instrument.pictogram)
    } else {
        image_text
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, picture));
    head_ui(ui, shown, instrument, head);
    let name = document.read(&instrument.name, shown.lang());
    paragraph(ui, name.words, bold_font(22.0), theme.ink);
    if let Some(lang) = name.fallback {
        chip(ui, theme, &words.fallback(lang));
    }
    paragraph(
        ui,
        document.read(&instrument.summary, shown.lang()).words,
        font(16.0),
        theme.ink,
    );
    edit_row(ui, shown, actions);
    for section in Section::ALL {
        section_ui(ui, shown, instrument, section, actions);
    }
    let claims = document.claims_of_instrument(id);
    for (side, title) in [(Stance::Contra, words.answers), (Stance::Pro, words.strengthens)] {
        let of_side: Vec<_> = claims
            .iter()
            .filter(|claim| shown.structure.stance(**claim) == Some(side))
            .collect();
        if of_side.is_empty() {
            continue;
        }
        heading(ui, theme, title);
        for claim in of_side {
            if claim_row(ui, shown, *claim, shown.claim_text(*claim).words, Icon::Plus) {
                actions.push(Action::View(ViewAction::Select(Spot::Claim(*claim))));
            }
        }
    }
    let sources = instrument.sources();
    if !sources.is_empty() {
        heading(ui, theme, words.who_says_so);
        for source in sources {
            ui.label(
                egui::RichText::new(document.sources.name(source))
                    .font(bold_font(13.0))
                    .color(theme.ink_soft),
            );
            source_ui(ui, shown, source, None, actions);
        }
    }
}

fn section_ui(ui: &mut Ui, shown: &Shown<'_>, instrument: &Instrument, section: Section, actions: &mut Vec<Action>) {
    let statements = instrument.section(section);
    if statements.is_empty() {
        return;
    }
    let document = shown.document();
    let words = shown.words;
    heading(ui, shown.theme, words.section(section));
    for (number, statement) in statements.iter().enumerate() {
        let text = document.read(&statement.text, shown.lang());
        let names: Vec<&str> = statement
            .sources
            .iter()
            .map(|source| document.sources.name(*source))
            .collect();
        let mut marks: Vec<String> = Vec::new();
        if statement.own {
            marks.push(words.own_suggestion.to_owned());
        }
        if !names.is_empty() {
            let compare = if statement.own {
                format!("{} ", words.compare)
            } else {
                String::new()
            };
            marks.push(format!("{compare}{}", names.join(", ")));
        }
        if let Some(lang) = text.fallback {
            marks.push(words.fallback(lang));
        }
        let lead = if section == Section::Steps {
            format!("{}.", number + 1)
        } else {
            "•".to_owned()
        };
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let lead = egui::Label::new(egui::RichText::new(lead).font(font(15.0)).color(shown.theme.ink_soft));
            ui.add_sized(vec2(20.0, 20.0), lead);
            ui.vertical(|ui| {
                ui.set_width(ui.available_width());
                rich_ui(ui, text.words, 15.0, shown.theme.ink, actions);
                if !marks.is_empty() {
                    paragraph(ui, &marks.join(" · "), font(12.5), shown.theme.ink_soft);
                }
            });
        });
    }
}
