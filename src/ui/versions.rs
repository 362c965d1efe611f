//! The windows about other versions of a map: those that were saved before, and the one that someone else made.

use egui::{Frame, Id, Margin, ScrollArea, TextEdit, Ui, WidgetInfo};

use crate::command::Action;
use crate::ui::typed::{self, Typed};
use crate::view::ViewAction;

use super::Shown;
use super::dialogs::{Choice, Differences, VersionRow, is_entered, title_ui};
use super::theme::{bold_font, font};
use super::widgets::{FlatButton, paragraph};

/// The content of the window. `compared` are the numbers of one or two versions.
pub(super) fn versions_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    rows: &[VersionRow],
    compared: &mut Vec<usize>,
    differences: Option<&Differences>,
    naming: &mut String,
    actions: &mut Vec<Action>,
) -> Choice {
    let words = shown.words;
    let theme = shown.theme;
    let mut choice = Choice::Open;
    paragraph(ui, words.versions_about, font(15.0), theme.ink_soft);
    ui.horizontal(|ui| {
        let field = Id::unique("version-name");
        if ui.memory(|memory| memory.focused().is_none_or(|id| id == super::paint::canvas_id())) {
            ui.memory_mut(|memory| memory.request_focus(field));
        }
        let response = ui.add(
            TextEdit::singleline(&mut Typed(naming))
                .id(field)
                .hint_text(words.version_name_hint)
                .desired_width(360.0),
        );
        typed::hold(ui, &response, naming);
        response.widget_info(|| WidgetInfo::labeled(egui::Role::TextInput, true, words.version_name));
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let is_named = !naming.trim().is_empty();
        let button = FlatButton::text(words.keep_version).enabled(is_named);
        if (button.show(ui, theme).clicked() || entered) && is_named {
            choice = Choice::KeepVersion(std::mem::take(naming));
        }
    });
    ui.add_space(6.0);
    ui.columns(2, |columns| {
        if let [left, right] = columns {
            ScrollArea::vertical()
                .id_salt("versions")
                .max_height(360.0)
                .auto_shrink([false, false])
                .show(left, |ui| {
                    if rows.is_empty() {
                        paragraph(ui, words.no_versions, font(15.0), theme.ink);
                    }
                    for (number, row) in rows.iter().enumerate() {
                        let is_chosen = compared.contains(&number);
                        let name = row.name.as_deref().unwrap_or("");
                        // With seconds where the minute does not tell them apart.
                        let minute = |row: &VersionRow| row.time.get(..16).map(str::to_owned);
                        let others = rows.iter().filter(|other| minute(other) == minute(row)).count();
                        let length = if others > 1 { row.time.len() } else { 16 };
                        let time = row.time.get(..length).unwrap_or(&row.time).replace('.', ":");
                        let label = format!("{time}  {name}");
                        let text = egui::RichText::new(label.trim_end().to_owned());
                        let text = text.font(if name.is_empty() { font(15.0) } else { bold_font(15.0) });
                        let response = ui.selectable_label(is_chosen, text);
                        if response.clicked() {
                            let adds = ui.input(|input| input.modifiers.command || input.modifiers.shift);
                            if !adds || compared.len() >= 2 {
                                compared.clear();
                            }
                            if !compared.contains(&number) {
                                compared.push(number);
                            }
                            choice = Choice::ReadVersion(row.path.clone());
                        }
                    }
                });
            right.label(
                egui::RichText::new(match compared.len() {
                    0 => words.choose_version,
                    1 => words.since_version,
                    _ => words.between_versions,
                })
                .font(bold_font(15.0))
                .color(theme.ink),
            );
            ScrollArea::vertical()
                .id_salt("differences")
                .max_height(330.0)
                .auto_shrink([false, false])
                .show(right, |ui| {
                    let Some(differences) = differences.filter(|_| !compared.is_empty()) else {
                        return;
                    };
                    if differences.lines.is_empty() {
                        paragraph(ui, words.no_differences, font(14.0), theme.ink);
                    }
                    for line in &differences.lines {
                        Frame::new().inner_margin(Margin::symmetric(0, 2)).show(ui, |ui| {
                            paragraph(ui, line, font(14.0), theme.ink);
                        });
                    }
                });
        }
    });
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        let one = match compared.as_slice() {
            [one] => rows.get(*one).filter(|_| differences.is_some()),
            _ => None,
        };
        let is_read = one.is_some();
        if FlatButton::text(words.put_back)
            .enabled(is_read)
            .show(ui, theme)
            .clicked()
            && let Some(row) = one
        {
            choice = Choice::PutBack(row.path.clone());
        }
        let claims = differences.map_or(&[][..], |differences| differences.claims.as_slice());
        let on_map = FlatButton::text(words.show_on_map).enabled(!claims.is_empty());
        if on_map.show(ui, theme).clicked() && !claims.is_empty() {
            actions.push(Action::View(ViewAction::ShowChanges(claims.to_vec())));
            choice = Choice::Close;
        }
        if FlatButton::text(words.close).show(ui, theme).clicked() {
            choice = Choice::Close;
        }
    });
    choice
}

/// What someone else made of the file, and what can be done with both versions.
pub(super) fn conflict_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    theirs: Option<&Differences>,
    is_dirty: bool,
    actions: &mut Vec<Action>,
) -> Choice {
    let words = shown.words;
    title_ui(ui, shown, words.conflict);
    let help = if is_dirty {
        words.conflict_help
    } else {
        words.conflict_help_clean
    };
    paragraph(ui, help, font(16.0), shown.theme.ink);
    ui.add_space(6.0);
    ui.label(
        egui::RichText::new(words.changed_there)
            .font(bold_font(15.0))
            .color(shown.theme.ink),
    );
    // Of one height from the start: the buttons below stand still when the list comes.
    let list = ScrollArea::vertical().id_salt("theirs").auto_shrink([false, false]);
    Frame::new()
        .fill(shown.theme.canvas)
        .corner_radius(6)
        .inner_margin(Margin::same(10))
        .show(ui, |ui| {
            list.max_height(150.0).show(ui, |ui| {
                let (lines, note) = match theirs {
                    None => (&[][..], Some(words.comparing)),
                    Some(theirs) if theirs.lines.is_empty() => (&[][..], Some(words.no_differences)),
                    Some(theirs) => (theirs.lines.as_slice(), None),
                };
                if let Some(note) = note {
                    paragraph(ui, note, font(14.0), shown.theme.ink_soft);
                }
                for line in lines {
                    paragraph(ui, line, font(14.0), shown.theme.ink);
                }
            });
        });
    ui.add_space(10.0);
    let options: &[(&str, Choice)] = if is_dirty {
        &[
            (words.merge_here, Choice::Merge),
            (words.save_as, Choice::SaveAs),
            (words.overwrite, Choice::Overwrite),
            (words.open_other, Choice::Reload),
            (words.cancel, Choice::Close),
        ]
    } else {
        &[
            (words.open_new, Choice::Reload),
            (words.save_as, Choice::SaveAs),
            (words.cancel, Choice::Close),
        ]
    };
    let enter = is_entered(ui);
    let mut chosen = Choice::Open;
    ui.horizontal_wrapped(|ui| {
        for (number, (name, choice)) in options.iter().enumerate() {
            let button = FlatButton::text(name);
            let button = if number == 0 { button.filled() } else { button };
            if button.show(ui, shown.theme).clicked() || enter && number == 0 {
                chosen = choice.clone();
            }
        }
        let claims = theirs.map_or(&[][..], |theirs| theirs.claims.as_slice());
        if !claims.is_empty() && FlatButton::text(words.show_on_map).show(ui, shown.theme).clicked() {
            actions.push(Action::View(ViewAction::ShowChanges(claims.to_vec())));
            chosen = Choice::Close;
        }
    });
    chosen
}
