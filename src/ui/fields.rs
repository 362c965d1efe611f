//! Fields of forms: a text in its languages, a choice, a line, something new by its name.

use egui::text::{CCursor, CCursorRange, CharIndex};
use egui::text_edit::TextEditState;
use egui::{ComboBox, Id, Painter, Rect, Role, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo, vec2};

use crate::command::Action;
use crate::edit::{Edit, TextField};
use crate::model::{Hue, Lang, Pictogram, Stakeholder, StakeholderId, Symbol, Text};
use crate::ui::typed::{self, Typed};

use super::Shown;
use super::icons::{self, Icon};
use super::theme::{bold_font, font};
use super::widgets::{FlatButton, focus_ring};

pub(super) fn label_ui(ui: &mut Ui, shown: &Shown<'_>, text: &str) {
    ui.add_space(6.0);
    ui.label(
        egui::RichText::new(text)
            .font(bold_font(13.5))
            .color(shown.theme.ink_soft),
    );
}

/// One text in the languages of the map, that of the interface first.
pub(super) fn texts_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    field: TextField,
    text: &Text,
    rows: usize,
    actions: &mut Vec<Action>,
) {
    named_texts_ui(ui, shown, field, text, rows, shown.words.field(field), actions);
}

/// As [`texts_ui`], under another name.
pub(super) fn named_texts_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    field: TextField,
    text: &Text,
    rows: usize,
    name: &str,
    actions: &mut Vec<Action>,
) {
    let mut languages: Vec<Lang> = vec![shown.lang()];
    for lang in shown
        .document()
        .languages()
        .into_iter()
        .chain(text.iter().map(|(lang, _)| lang))
    {
        if !languages.contains(&lang) {
            languages.push(lang);
        }
    }
    label_ui(ui, shown, name);
    for lang in languages {
        text_ui(ui, shown, field, text, lang, rows, name, actions);
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "one field with its place in the document and on screen"
)]
pub(super) fn text_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    field: TextField,
    text: &Text,
    lang: Lang,
    rows: usize,
    name: &str,
    actions: &mut Vec<Action>,
) {
    let before = text.get(lang).unwrap_or("");
    let mut words = before.to_owned();
    let hint = shown.words.language(lang);
    // Which language it is stays in sight when the field is filled.
    ui.add(egui::Label::new(egui::RichText::new(&hint).font(font(12.0)).color(shown.theme.ink_soft)).selectable(false));
    let response = ui.add(
        TextEdit::multiline(&mut Typed(&mut words))
            .id(Id::unique(("field", format!("{field:?}"), lang)))
            .desired_rows(rows)
            .desired_width(f32::INFINITY)
            .font(font(15.0)),
    );
    typed::hold(ui, &response, &words);
    response.widget_info(|| WidgetInfo::text_edit(true, before, words.as_str(), ""));
    response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, format!("{name} ({hint})")));
    let focus = Id::unique("form-focus");
    if ui.data(|data| data.get_temp::<bool>(focus)) == Some(true) {
        ui.data_mut(|data| data.insert_temp(focus, false));
        response.request_focus();
    }
    let by_pointer = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
    if rows <= 2 && response.gained_focus() && !by_pointer {
        // Whoever comes with the keyboard replaces what is there by typing.
        let mut state = TextEditState::load(ui.ctx(), response.id).unwrap_or_default();
        let all = CCursorRange::two(CCursor::default(), CCursor::new(CharIndex(words.chars().count())));
        state.cursor.set_char_range(Some(all));
        state.store(ui.ctx(), response.id);
    }
    if rows == 1 || matches!(field, TextField::Question | TextField::Claim(_)) {
        // A name, a title or a sentence on the map is one line: Enter adds nothing to it, and lines that are pasted become one.
        if words.replacen('\n', "", 1) == before {
            before.clone_into(&mut words);
        }
        words = words.replace(['\n', '\r'], " ");
    }
    if words != before {
        actions.push(Action::Edit(Edit::SetText { field, lang, words }));
    }
}

/// A choice from a list.
pub(super) fn choice_ui<T: PartialEq + Copy>(ui: &mut Ui, name: &str, now: T, all: &[(T, String)]) -> Option<T> {
    let mut chosen = None;
    let text = all.iter().find(|(value, _)| *value == now).map_or("", |(_, text)| text);
    let response = ComboBox::from_id_salt(("choice", name))
        .selected_text(super::bidi::one_line(text))
        .width(ui.available_width())
        .truncate()
        .show_ui(ui, |ui| {
            for (value, text) in all {
                if ui
                    .selectable_label(*value == now, super::bidi::one_line(text))
                    .clicked()
                    && *value != now
                {
                    chosen = Some(*value);
                }
            }
        });
    response
        .response
        .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{name}: {text}")));
    chosen
}

/// The color and the symbol of a stakeholder, each chosen by what it looks like.
pub(super) fn look_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    stakeholder: StakeholderId,
    record: &Stakeholder,
    actions: &mut Vec<Action>,
) {
    let words = shown.words;
    let mut look = (record.hue, record.symbol);
    label_ui(ui, shown, words.hue);
    ui.horizontal_wrapped(|ui| {
        for hue in Hue::ALL {
            let name = format!("{}: {}", words.hue, words.hue_name(hue));
            if swatch_ui(ui, shown, &name, hue, look.1, hue == record.hue) {
                look.0 = hue;
            }
        }
    });
    label_ui(ui, shown, words.symbol);
    ui.horizontal_wrapped(|ui| {
        for symbol in Symbol::ALL {
            let name = format!("{}: {}", words.symbol, words.symbol_name(symbol));
            if swatch_ui(ui, shown, &name, record.hue, symbol, symbol == record.symbol) {
                look.1 = symbol;
            }
        }
    });
    if look != (record.hue, record.symbol) {
        let (hue, symbol) = look;
        let edit = Edit::SetLook {
            stakeholder,
            hue,
            symbol,
        };
        actions.push(Action::Edit(edit));
    }
}

/// The sign of a stakeholder as it stands on the map; whether it was clicked.
fn swatch_ui(ui: &mut Ui, shown: &Shown<'_>, name: &str, hue: Hue, symbol: Symbol, is_chosen: bool) -> bool {
    let look = shown.theme.hue(hue);
    drawn_choice_ui(ui, shown, name, is_chosen, |painter, rect| {
        painter.circle_filled(rect.center(), 16.0, look.solid);
        painter.circle_stroke(rect.center(), 16.0, Stroke::new(1.5, look.line));
        icons::symbol(painter, rect.shrink(9.0), symbol, look.on);
    })
}

/// The drawn picture of an instrument card, chosen by what it looks like.
pub(super) fn pictogram_ui(ui: &mut Ui, shown: &Shown<'_>, now: Pictogram) -> Option<Pictogram> {
    let (words, look) = (shown.words, shown.theme.instrument);
    label_ui(ui, shown, words.pictogram);
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        for pictogram in Pictogram::ALL {
            let name = format!("{}: {}", words.pictogram, words.pictogram_name(pictogram));
            let is_clicked = drawn_choice_ui(ui, shown, &name, pictogram == now, |painter, rect| {
                painter.rect_filled(rect.shrink(3.0), 6.0, look.solid);
                icons::pictogram(painter, rect.shrink(8.0), pictogram, look.on);
            });
            if is_clicked {
                chosen = Some(pictogram);
            }
        }
    });
    chosen
}

/// One of several pictures to choose from, with a ring around the chosen one; whether it was clicked.
fn drawn_choice_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    name: &str,
    is_chosen: bool,
    draw: impl FnOnce(&Painter, Rect),
) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(42.0, 42.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, name));
    draw(ui.painter(), rect);
    let ring = if is_chosen {
        Stroke::new(2.5, shown.theme.ink)
    } else if response.hovered() {
        Stroke::new(1.0, shown.theme.ink_soft)
    } else {
        Stroke::NONE
    };
    ui.painter().rect_stroke(rect, 8.0, ring, StrokeKind::Inside);
    focus_ring(ui, shown.theme, &response, rect);
    response.on_hover_text(name).clicked() && !is_chosen
}

/// A field of plain text that belongs to one record.
pub(super) fn line_ui(ui: &mut Ui, id: Id, name: &str, before: &str, rows: usize) -> Option<String> {
    let mut words = before.to_owned();
    let response = ui.add(
        TextEdit::multiline(&mut Typed(&mut words))
            .id(id)
            .desired_rows(rows)
            .desired_width(f32::INFINITY)
            .font(font(15.0)),
    );
    typed::hold(ui, &response, &words);
    response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, name));
    (words != before).then_some(words)
}

/// The start of a long description.
pub(super) fn short(words: &str) -> String {
    if words.chars().count() <= 70 {
        words.to_owned()
    } else {
        words.chars().take(69).chain(['…']).collect()
    }
}

/// A field and a button to add something by its name.
pub(super) fn new_word_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    salt: impl std::fmt::Debug,
    name: &str,
    add: impl FnOnce(String),
) {
    let id = new_word_id(salt);
    ui.horizontal(|ui| {
        let mut typed: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        let response = ui.add(
            TextEdit::singleline(&mut Typed(&mut typed))
                .id(id.with("field"))
                .hint_text(name)
                .desired_width((ui.available_width() - 140.0).max(80.0))
                .font(font(15.0)),
        );
        typed::hold(ui, &response, &typed);
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let button = FlatButton::both(Icon::Plus, shown.words.add)
            .named(name)
            .enabled(!typed.trim().is_empty())
            .show(ui, shown.theme);
        if (entered || button.clicked()) && !typed.trim().is_empty() {
            add(std::mem::take(&mut typed));
            // The next one can be typed at once.
            response.request_focus();
        }
        ui.data_mut(|data| data.insert_temp(id, typed));
    });
}

fn new_word_id(salt: impl std::fmt::Debug) -> Id {
    Id::unique(("new-word", format!("{salt:?}")))
}

/// Puts words that were refused back where they were typed.
pub(super) fn put_word_back(ui: &Ui, salt: impl std::fmt::Debug, words: &str) {
    ui.data_mut(|data| data.insert_temp(new_word_id(salt), words.to_owned()));
}

/// Whether the list to which [`new_word_ui`] adds has grown by it: what is new is to be seen.
pub(super) fn has_grown(ui: &Ui, salt: impl std::fmt::Debug, num: usize) -> bool {
    let id = new_word_id(salt);
    let before: Option<usize> = ui.data(|data| data.get_temp(id.with("num")));
    ui.data_mut(|data| data.insert_temp(id.with("num"), num));
    before.is_some_and(|before| before < num) && ui.memory(|memory| memory.has_focus(id.with("field")))
}
