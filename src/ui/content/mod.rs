//! What belongs to the whole map, in the place of the map: its translations, and the lists of stakeholders, themes,
//! tags, sources, facts and words that many arguments share.

mod evening;
mod lists;
mod routes;
mod sources;
mod translate;

pub(super) use sources::{checked_ui, citations_ui, urls_ui};

use egui::{CornerRadius, Ui, UiBuilder, vec2};

use crate::command::Action;
use crate::view::{ContentTab, ViewAction};

use super::Shown;
use super::icons::Icon;
use super::theme::bold_font;
use super::widgets::{FlatButton, from_right};

/// The page with its tabs.
pub fn content_ui(ui: &mut Ui, shown: &Shown<'_>, tab: ContentTab, actions: &mut Vec<Action>) {
    let words = shown.words;
    let theme = shown.theme;
    let rect = ui.available_rect_before_wrap();
    ui.painter().rect_filled(rect, CornerRadius::ZERO, theme.canvas);
    ui.scope_builder(UiBuilder::new().max_rect(rect.shrink2(vec2(24.0, 16.0))), |ui| {
        ui.horizontal(|ui| {
            ui.label(
                egui::RichText::new(words.content)
                    .font(bold_font(24.0))
                    .color(theme.ink),
            );
            from_right(ui, |ui| {
                if FlatButton::both(Icon::Close, words.close).show(ui, theme).clicked() {
                    actions.push(Action::View(ViewAction::Content(None)));
                }
            });
        });
        ui.horizontal_wrapped(|ui| {
            for other in ContentTab::ALL {
                let button = FlatButton::text(words.content_tab(other)).selected(other == tab);
                if button.show(ui, theme).clicked() {
                    actions.push(Action::View(ViewAction::Content(Some(other))));
                }
            }
        });
        ui.add_space(6.0);
        match tab {
            ContentTab::Translation => translate::translate_ui(ui, shown, actions),
            ContentTab::Stakeholders => lists::stakeholders_ui(ui, shown, actions),
            ContentTab::Themes => lists::themes_ui(ui, shown, actions),
            ContentTab::Tags => lists::tags_ui(ui, shown, actions),
            ContentTab::Languages => lists::languages_ui(ui, shown, actions),
            ContentTab::Sources => sources::sources_ui(ui, shown, actions),
            ContentTab::Facts => lists::facts_ui(ui, shown, actions),
            ContentTab::Glossary => lists::terms_ui(ui, shown, actions),
            ContentTab::Routes => routes::routes_ui(ui, shown, actions),
            ContentTab::Evening => evening::evening_ui(ui, shown, actions),
        }
    });
}
