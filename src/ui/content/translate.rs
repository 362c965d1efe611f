//! Original and translation next to each other, with what is missing and what is outdated, and how far each language is.

use std::sync::Arc;

use egui::{Id, Role, ScrollArea, TextEdit, Ui, WidgetInfo, vec2};

use crate::check::each_text;
use crate::command::Action;
use crate::edit::{Edit, TextField};
use crate::model::{Document, Item, Lang, Text};
use crate::ui::typed::{self, Typed};

use super::super::Shown;
use super::super::theme::{bold_font, font};
use super::super::widgets::{FlatButton, from_right, paragraph};

/// Height of a line of text, in points, and of what stands around the texts of a row.
const LINE: f32 = 20.0;
const AROUND: f32 = 76.0;
/// Width of a letter at this size, on average and generously, in points.
const LETTER: f32 = 7.9;

/// How a translation stands to its original.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Missing,
    Outdated,
    Done,
}

struct Row {
    item: Item,
    field: TextField,
    state: State,
    /// Length of the longer of both texts, in letters, with a whole line for each line break.
    length: usize,
}

/// What there is to translate into one language: made once per change of the map.
struct Table {
    revision: u64,
    from: Lang,
    to: Lang,
    rows: Vec<Row>,
    num_done: usize,
}

/// What there is to translate: texts that exist in the original or in the translation.
fn rows(document: &Document, from: Lang, to: Lang) -> Vec<Row> {
    let mut rows = Vec::new();
    each_text(document, &mut |item, field, text: &Text| {
        let state = match (text.get(from), text.get(to)) {
            (None, None) => return,
            (_, None) => State::Missing,
            (Some(_), Some(_)) if text.is_outdated(to) => State::Outdated,
            _ => State::Done,
        };
        let length = |lang| {
            let words = text.get(lang).unwrap_or("");
            words.chars().count() + 60 * words.bytes().filter(|byte| *byte == b'\n').count()
        };
        let length = length(from).max(length(to));
        rows.push(Row {
            item,
            field,
            state,
            length,
        });
    });
    rows
}

/// The table for a language, from memory if the map is the same.
fn table(ui: &Ui, shown: &Shown<'_>, from: Lang, to: Lang) -> Arc<Table> {
    let id = Id::unique(("translations", to));
    let revision = shown.editor.revision();
    let known: Option<Arc<Table>> = ui.data(|data| data.get_temp(id));
    if let Some(known) = known.filter(|known| (known.revision, known.from, known.to) == (revision, from, to)) {
        return known;
    }
    let rows = rows(shown.document(), from, to);
    let num_done = rows.iter().filter(|row| row.state == State::Done).count();
    let table = Arc::new(Table {
        revision,
        from,
        to,
        rows,
        num_done,
    });
    ui.data_mut(|data| data.insert_temp(id, Arc::clone(&table)));
    table
}

/// Height of a row whose texts have so many letters, in columns of so many points.
fn height(length: usize, column: f32) -> f32 {
    let per_line = (column / LETTER).max(8.0);
    AROUND + LINE * (length as f32 / per_line).ceil().clamp(1.0, 14.0)
}

pub(super) fn translate_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let words = shown.words;
    let theme = shown.theme;
    let document = shown.document();
    let languages = document.languages();
    let Some(from) = languages.first().copied() else {
        paragraph(ui, words.no_languages, font(16.0), theme.ink);
        return;
    };
    let target_id = Id::unique("translate-to");
    let others: Vec<Lang> = languages.iter().copied().filter(|lang| *lang != from).collect();
    let chosen: Option<Lang> = ui.data(|data| data.get_temp(target_id));
    let Some(to) = chosen.filter(|lang| others.contains(lang)).or(others.first().copied()) else {
        paragraph(ui, words.one_language, font(16.0), theme.ink);
        return;
    };
    let all = table(ui, shown, from, to);
    let todo_id = Id::unique("translate-todo");
    let mut only_todo: bool = ui
        .data(|data| data.get_temp(todo_id))
        .unwrap_or(all.num_done < all.rows.len());
    ui.horizontal_wrapped(|ui| {
        for lang in &others {
            let own = table(ui, shown, from, *lang);
            let (num, all) = (own.num_done, own.rows.len());
            let percent = (num * 100).checked_div(all).unwrap_or(100);
            let name = format!("{} {percent} % ({num}/{all})", words.language(*lang));
            if FlatButton::text(&name).selected(*lang == to).show(ui, theme).clicked() {
                ui.data_mut(|data| data.insert_temp(target_id, *lang));
            }
        }
        ui.checkbox(&mut only_todo, words.only_todo);
        ui.data_mut(|data| data.insert_temp(todo_id, only_todo));
    });
    ui.add_space(4.0);
    // A text that was just translated stays until one goes on, so that nothing jumps away under the cursor.
    let edited_id = Id::unique("translate-edited");
    let edited: Option<TextField> = ui.data(|data| data.get_temp(edited_id));
    let fits = |row: &&Row| !only_todo || row.state != State::Done || edited == Some(row.field);
    // Where each row begins: rows are as high as their texts, and only those in sight are shown.
    let column = (ui.available_width() - 52.0) / 2.0;
    let (mut listed, mut end) = (Vec::new(), 0.0_f32);
    for row in all.rows.iter().filter(fits) {
        let height = height(row.length, column);
        listed.push((end, height, row));
        end += height;
    }
    if listed.is_empty() {
        paragraph(ui, words.all_translated, font(16.0), theme.ink);
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical()
        .id_salt("translation")
        .auto_shrink([false, false])
        .show_viewport(ui, |ui, seen| {
            ui.set_height(end);
            let origin = ui.max_rect().min;
            let first = listed.partition_point(|(top, height, _)| top + height < seen.min.y);
            for (top, height, row) in listed.iter().skip(first).take_while(|(top, ..)| *top < seen.max.y) {
                let size = vec2(ui.available_width(), *height);
                let rect = egui::Rect::from_min_size(origin + vec2(0.0, *top), size);
                row_ui(ui, shown, row, rect, (from, to), edited_id, actions);
            }
        });
}

fn row_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    row: &Row,
    rect: egui::Rect,
    (from, to): (Lang, Lang),
    edited_id: Id,
    actions: &mut Vec<Action>,
) {
    let words = shown.words;
    let theme = shown.theme;
    let Some(text) = row.field.of(shown.document()) else {
        return;
    };
    let inner = rect.shrink2(vec2(4.0, 5.0));
    ui.painter().rect_filled(inner, 6.0, theme.card);
    let area = egui::UiBuilder::new().max_rect(inner.shrink(10.0)).id_salt(row.field);
    ui.scope_builder(area, |ui| {
        ui.horizontal(|ui| {
            let (sign, name, color) = match row.state {
                State::Missing => ("○", words.translation_missing, theme.contra.line),
                State::Outdated => ("!", words.translation_outdated, theme.contra.line),
                State::Done => ("✓", words.translation_done, theme.ink_soft),
            };
            let state = egui::RichText::new(format!("{sign} {name}"))
                .font(bold_font(13.0))
                .color(color);
            from_right(ui, |ui| {
                ui.label(state);
                let current = words.fix(crate::check::FixKind::MarkCurrent);
                if row.state == State::Outdated && FlatButton::text(current).show(ui, theme).clicked() {
                    actions.push(Action::Edit(Edit::SetOutdated {
                        field: row.field,
                        lang: to,
                        outdated: false,
                    }));
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let about = words.quoted(shown.document(), row.item);
                    let label = format!("{} · {about}", words.field(row.field));
                    let label = egui::RichText::new(label).font(font(12.5)).color(theme.ink_soft);
                    ui.add(egui::Label::new(label).truncate());
                });
            });
        });
        let rest = ui.available_rect_before_wrap();
        let half = (rest.width() - 12.0) / 2.0;
        let left = egui::Rect::from_min_size(rest.min, vec2(half, rest.height()));
        let right = left.translate(vec2(half + 12.0, 0.0));
        ui.scope_builder(egui::UiBuilder::new().max_rect(left).id_salt("from"), |ui| {
            ScrollArea::vertical()
                .id_salt("from")
                .max_height(rest.height())
                .show(ui, |ui| {
                    paragraph(ui, text.get(from).unwrap_or(""), font(15.0), theme.ink);
                });
        });
        ui.scope_builder(egui::UiBuilder::new().max_rect(right).id_salt("to"), |ui| {
            let before = text.get(to).unwrap_or("").to_owned();
            let mut typed = before.clone();
            ScrollArea::vertical()
                .id_salt("to")
                .max_height(rest.height())
                .show(ui, |ui| {
                    let response = ui.add(
                        TextEdit::multiline(&mut Typed(&mut typed))
                            .id(Id::unique(("translation", row.field, to)))
                            .desired_rows(1)
                            .desired_width(half - 8.0)
                            .hint_text(words.language(to))
                            .font(font(15.0)),
                    );
                    typed::hold(ui, &response, &typed);
                    let name = format!("{} ({to})", words.field(row.field));
                    response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, name.clone()));
                    if response.has_focus() {
                        ui.data_mut(|data| data.insert_temp(edited_id, row.field));
                    }
                });
            if typed != before {
                actions.push(Action::Edit(Edit::SetText {
                    field: row.field,
                    lang: to,
                    words: typed,
                }));
            }
        });
    });
}
