//! The start screen: maps that were open, the shipped ones, templates, and the tour.

use egui::{ScrollArea, Ui};

use crate::command::{Action, AppAction, FileAction, Template, UiLang};

use super::Shown;
use super::dialogs::Choice;
use super::icons::{self, Icon};
use super::theme::font;
use super::widgets::{FlatButton, heading, link_row, paragraph};

/// The content of the window.
pub(super) fn start_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) -> Choice {
    let words = shown.words;
    let theme = shown.theme;
    let mut choice = Choice::Open;
    ui.columns(2, |columns| {
        let [left, right] = columns else { return };
        ScrollArea::vertical()
            .id_salt("start")
            .max_height(430.0)
            .show(left, |ui| {
                if !shown.recent.is_empty() {
                    heading(ui, theme, words.go_on_with);
                }
                for path in shown.recent.iter().take(8) {
                    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    let folder = path
                        .parent()
                        .map(|folder| folder.display().to_string())
                        .unwrap_or_default();
                    let label = format!("{name}\n{folder}");
                    let row = link_row(ui, theme, &label, &name, false, |painter, rect| {
                        icons::icon(painter, rect, Icon::Cards, theme.ink_soft);
                    });
                    if row.clicked() {
                        actions.push(Action::File(FileAction::OpenPath(path.clone())));
                        choice = Choice::Close;
                    }
                }
                heading(ui, theme, words.shipped_maps);
                for (number, (name, _)) in shown.built_in.iter().enumerate() {
                    let row = link_row(ui, theme, name, name, false, |painter, rect| {
                        icons::icon(painter, rect, Icon::Cards, theme.ink_soft);
                    });
                    if row.clicked() {
                        actions.push(Action::File(FileAction::OpenBuiltIn(number)));
                        choice = Choice::Close;
                    }
                }
                if FlatButton::text(words.open_file).show(ui, theme).clicked() {
                    actions.push(Action::File(FileAction::Open));
                    choice = Choice::Close;
                }
            });
        heading(right, theme, words.new_map);
        for template in Template::ALL {
            let (name, about) = words.template(template);
            let label = format!("{name}\n{about}");
            let row = link_row(right, theme, &label, name, false, |painter, rect| {
                icons::icon(painter, rect, Icon::Plus, theme.ink);
            });
            if row.clicked() {
                actions.push(Action::File(FileAction::Begin(template)));
                choice = Choice::Close;
            }
        }
        let row = link_row(
            right,
            theme,
            words.from_text,
            words.from_text,
            false,
            |painter, rect| {
                icons::icon(painter, rect, Icon::Plus, theme.ink);
            },
        );
        if row.clicked() {
            actions.push(Action::File(FileAction::Begin(Template::Simple)));
            actions.push(Action::App(AppAction::TypeMap));
            choice = Choice::Close;
        }
        heading(right, theme, words.get_to_know);
        if FlatButton::text(words.take_tour).show(right, theme).clicked() {
            actions.push(Action::App(AppAction::Tour(Some(0))));
            choice = Choice::Close;
        }
        right.horizontal(|ui| {
            for (lang, name) in [(UiLang::Dutch, "Nederlands"), (UiLang::English, "English")] {
                if FlatButton::text(name)
                    .selected(words.lang == lang)
                    .show(ui, theme)
                    .clicked()
                {
                    actions.push(Action::App(AppAction::SetLang(lang)));
                }
            }
        });
    });
    ui.add_space(8.0);
    paragraph(ui, words.start_again, font(13.0), theme.ink_soft);
    if FlatButton::text(words.to_the_map).filled().show(ui, theme).clicked() {
        choice = Choice::Close;
    }
    choice
}
