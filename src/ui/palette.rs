//! The command palette: every command and every argument by a few letters, in both languages.

use egui::{Id, Key, Role, TextEdit, Ui, WidgetInfo};

use crate::command::{Action, Command, UiLang};
use crate::layout::Spot;
use crate::ui::typed::{self, Typed};
use crate::view::{ViewAction, fold_words};

use super::Shown;
use super::icons::Icon;
use super::theme::font;
use super::toolbar::row;
use super::widgets::paragraph;

/// What is typed in the palette, and which line is chosen.
#[derive(Clone, Default, Debug)]
pub struct Palette {
    /// What is typed.
    pub query: String,
    chosen: usize,
}

/// Where one types, for the keyboard.
fn palette_field() -> Id {
    Id::unique("argumentenkaart-palette")
}

/// The palette; whether it is done.
pub fn palette_ui(ui: &mut Ui, shown: &Shown<'_>, palette: &mut Palette, actions: &mut Vec<Action>) -> bool {
    let (up, down, enter, escape) = ui.input_mut(|input| {
        let none = egui::Modifiers::NONE;
        (
            input.consume_key(none, Key::ArrowUp),
            input.consume_key(none, Key::ArrowDown),
            input.consume_key(none, Key::Enter),
            input.consume_key(none, Key::Escape),
        )
    });
    let mut typed = Typed(&mut palette.query);
    let field = TextEdit::singleline(&mut typed)
        .id(palette_field())
        .hint_text(shown.words.palette_hint)
        .desired_width(f32::INFINITY)
        .font(font(17.0));
    let response = ui.add(field);
    typed::hold(ui, &response, &palette.query);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, shown.words.palette_hint));
    response.request_focus();
    if response.changed() {
        palette.chosen = 0;
    }
    let found = find(shown, &palette.query);
    let last = found.len().saturating_sub(1);
    if down {
        palette.chosen = (palette.chosen + 1).min(last);
    }
    if up {
        palette.chosen = palette.chosen.saturating_sub(1);
    }
    palette.chosen = palette.chosen.min(last);
    let mut done = escape;
    ui.add_space(4.0);
    if found.is_empty() {
        paragraph(ui, shown.words.no_hits, font(15.0), shown.theme.ink_soft);
    }
    egui::ScrollArea::vertical()
        .max_height(360.0)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            for (number, (text, key, action)) in found.into_iter().enumerate() {
                let chosen = number == palette.chosen;
                let clicked = row(ui, shown, &text, &key, chosen.then_some(Icon::Right), action.is_some());
                if (clicked || chosen && enter)
                    && let Some(action) = action
                {
                    actions.push(action);
                    done = true;
                }
            }
        });
    done
}

/// Commands first, then arguments; a command is found in Dutch and in English.
fn find(shown: &Shown<'_>, query: &str) -> Vec<(String, String, Option<Action>)> {
    let query = fold_words(query);
    let wanted: Vec<&str> = query.split_whitespace().collect();
    let fits = |text: &str| {
        let folded = fold_words(text);
        wanted.iter().all(|word| folded.contains(word))
    };
    let mut found: Vec<(String, String, Option<Action>)> = Command::ALL
        .iter()
        .filter(|command| fits(command.text(UiLang::Dutch)) || fits(command.text(UiLang::English)))
        .map(|command| {
            let key = command
                .keys()
                .first()
                .map_or(String::new(), |(modifiers, key)| shown.words.key(*modifiers, *key));
            (
                command.text(shown.words.lang).to_owned(),
                key,
                command.resolve(shown.situation()),
            )
        })
        .collect();
    // What cannot be done now comes last.
    found.sort_by_key(|(_, _, action)| action.is_none());
    if query.len() >= 2 {
        let document = shown.document();
        let claims = document
            .claims
            .iter()
            .filter(|(id, _)| document.cover.thesis != Some(*id) && fits(shown.claim_text(*id).words))
            .take(30);
        found.extend(claims.map(|(id, _)| {
            (
                shown.claim_text(id).words.to_owned(),
                String::new(),
                Some(Action::View(ViewAction::Select(Spot::Claim(id)))),
            )
        }));
    }
    found
}
