//! The windows that explain: keys, glossary and facts, and what this program is.

use egui::{ScrollArea, Ui};

use crate::command::{Command, Menu};

use super::dialogs::{Choice, buttons_ui, title_ui};
use super::theme::{bold_font, font};
use super::widgets::{heading, paragraph};
use super::{Shown, fonts};

/// The keys of all commands, by menu.
pub(super) fn keys_ui(ui: &mut Ui, shown: &Shown<'_>) -> Choice {
    let words = shown.words;
    title_ui(ui, shown, words.keys);
    paragraph(ui, words.keys_help, font(15.0), shown.theme.ink_soft);
    ScrollArea::vertical()
        .max_height(480.0)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for menu in Menu::ALL {
                let commands: Vec<Command> = Command::ALL
                    .iter()
                    .copied()
                    .filter(|command| command.menu() == menu && !command.keys().is_empty())
                    .collect();
                let keys_of = |command: &Command| {
                    let keys = command.keys().iter();
                    let keys: Vec<String> = keys.map(|(modifiers, key)| words.key(*modifiers, *key)).collect();
                    (keys.join("  "), command.text(words.lang))
                };
                let rows: Vec<(String, &str)> = commands.iter().map(keys_of).collect();
                table_ui(ui, shown, menu.text(words.lang), &rows);
            }
            let keys = words.show_keys();
            let rows: Vec<(String, &str)> = keys.iter().map(|(keys, what)| ((*keys).to_owned(), *what)).collect();
            table_ui(ui, shown, words.while_presenting, &rows);
        });
    buttons_ui(ui, shown, &[words.close]).map_or(Choice::Open, |_| Choice::Close)
}

/// Keys and what they do, under a heading.
fn table_ui(ui: &mut Ui, shown: &Shown<'_>, name: &str, rows: &[(String, &str)]) {
    heading(ui, shown.theme, name);
    let grid = egui::Grid::new(("keys", name.to_owned()))
        .num_columns(2)
        .spacing([24.0, 4.0]);
    grid.min_col_width(120.0).show(ui, |ui| {
        let ink = shown.theme.ink;
        for (keys, what) in rows {
            ui.label(egui::RichText::new(keys).font(bold_font(14.0)).color(ink));
            ui.label(egui::RichText::new(*what).font(font(15.0)).color(ink));
            ui.end_row();
        }
    });
}

/// The facts and words of the map.
pub(super) fn glossary_ui(ui: &mut Ui, shown: &Shown<'_>) -> Choice {
    let words = shown.words;
    let document = shown.document();
    ScrollArea::vertical()
        .max_height(520.0)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            title_ui(ui, shown, words.facts);
            for id in document.facts.in_order() {
                let Some(fact) = document.facts.get(id) else { continue };
                let sources: Vec<&str> = fact
                    .sources
                    .iter()
                    .map(|source| document.sources.name(*source))
                    .collect();
                paragraph(
                    ui,
                    document.read(&fact.text, shown.lang()).words,
                    font(15.0),
                    shown.theme.ink,
                );
                let year = document.read(&fact.year, shown.lang()).words;
                paragraph(
                    ui,
                    &format!("{year} · {}", sources.join(", ")),
                    font(13.0),
                    shown.theme.ink_soft,
                );
            }
            ui.add_space(12.0);
            title_ui(ui, shown, words.glossary);
            for id in document.terms.in_order() {
                let Some(term) = document.terms.get(id) else { continue };
                let others: Vec<&str> = term
                    .term
                    .iter()
                    .filter(|(lang, _)| *lang != shown.lang())
                    .map(|(_, words)| words)
                    .collect();
                paragraph(
                    ui,
                    &format!(
                        "{} ({})",
                        document.read(&term.term, shown.lang()).words,
                        others.join(", ")
                    ),
                    bold_font(15.0),
                    shown.theme.ink,
                );
                let meaning = document.read(&term.meaning, shown.lang()).words;
                if !meaning.is_empty() {
                    paragraph(ui, meaning, font(15.0), shown.theme.ink);
                }
            }
        });
    buttons_ui(ui, shown, &[words.close]).map_or(Choice::Open, |_| Choice::Close)
}

/// What never gets lost, and what is not promised.
pub(super) fn promises_ui(ui: &mut Ui, shown: &Shown<'_>) -> Choice {
    let words = shown.words;
    title_ui(ui, shown, Command::Promises.text(words.lang));
    ScrollArea::vertical()
        .max_height(480.0)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for (name, promise) in words.promises() {
                heading(ui, shown.theme, name);
                paragraph(ui, promise, font(16.0), shown.theme.ink);
            }
        });
    buttons_ui(ui, shown, &[words.close]).map_or(Choice::Open, |_| Choice::Close)
}

/// What this program is, which map is open, and whose letters are painted.
pub(super) fn about_ui(ui: &mut Ui, shown: &Shown<'_>) -> Choice {
    let words = shown.words;
    let document = shown.document();
    ScrollArea::vertical()
        .max_height(480.0)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            title_ui(ui, shown, &format!("{} {}", words.app, env!("CARGO_PKG_VERSION")));
            paragraph(ui, words.about_text, font(16.0), shown.theme.ink);
            heading(ui, shown.theme, words.about_map);
            paragraph(ui, document.title(shown.lang()), bold_font(16.0), shown.theme.ink);
            paragraph(
                ui,
                document.read(&document.cover.colophon, shown.lang()).words,
                font(15.0),
                shown.theme.ink,
            );
            heading(ui, shown.theme, words.licences);
            paragraph(ui, words.licence_text, font(15.0), shown.theme.ink);
            for (name, text) in fonts::LICENCES {
                egui::CollapsingHeader::new(name).show(ui, |ui| paragraph(ui, text, font(12.0), shown.theme.ink_soft));
            }
        });
    buttons_ui(ui, shown, &[words.close]).map_or(Choice::Open, |_| Choice::Close)
}
