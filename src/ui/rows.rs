//! Rows that the details and the cards share.

use egui::Ui;

use crate::command::{Action, AppAction, Command};
use crate::model::{ClaimId, SourceId};
use crate::view::{Editing, ViewAction};

use super::Shown;
use super::dialogs::{page_of, seen as seen_letters};
use super::icons::{self, Icon};
use super::theme::font;
use super::widgets::{FlatButton, link_row, paragraph};

/// The buttons under a title.
pub(super) fn edit_row(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        if FlatButton::both(Icon::Pencil, shown.words.edit)
            .show(ui, shown.theme)
            .clicked()
        {
            actions.push(Action::View(ViewAction::Edit(Editing::InPanel)));
        }
        if let Some(claim) = shown.view.claim() {
            let focused = shown.view.spec.focus == Some(claim);
            if FlatButton::icon(Icon::Target, shown.words.only_branch)
                .selected(focused)
                .show(ui, shown.theme)
                .clicked()
            {
                actions.push(Action::View(ViewAction::Focus(if focused {
                    None
                } else {
                    Some(claim)
                })));
            }
        }
        for (command, icon) in [
            (Command::Eyes, Icon::Eye),
            (Command::SwitchSide, Icon::Swap),
            (Command::Delete, Icon::Trash),
        ] {
            let Some(action) = command.resolve(shown.situation()) else {
                continue;
            };
            let name = command.text(shown.words.lang);
            if FlatButton::icon(icon, name)
                .selected(command.is_on(shown.view) == Some(true))
                .show(ui, shown.theme)
                .clicked()
            {
                actions.push(action);
            }
        }
    });
}

/// A row for a claim with a sign in the color of its side; whether it was clicked.
pub(super) fn claim_row(ui: &mut Ui, shown: &Shown<'_>, claim: ClaimId, text: &str, icon: Icon) -> bool {
    let look = shown
        .structure
        .stance(claim)
        .map_or(shown.theme.neutral(), |side| shown.theme.side(side));
    let side = shown
        .structure
        .place(claim)
        .filter(|place| place.depth == 1)
        .and_then(|place| place.stance);
    link_row(
        ui,
        shown.theme,
        text,
        text,
        shown.view.claim() == Some(claim),
        |painter, rect| match side {
            Some(side) => icons::side_sign(painter, rect.center(), 18.0, side, look.solid, look.on),
            None => icons::reply_sign(
                painter,
                rect.center(),
                15.0,
                icon == Icon::Plus,
                false,
                look.line,
                shown.theme.card,
            ),
        },
    )
    .clicked()
}

/// One source with what it supports and its addresses.
pub(super) fn source_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    id: SourceId,
    supports_here: Option<&crate::model::Text>,
    actions: &mut Vec<Action>,
) {
    let document = shown.document();
    let words = shown.words;
    let Some(source) = document.sources.get(id) else {
        paragraph(ui, document.sources.name(id), font(15.0), shown.theme.danger);
        return;
    };
    egui::Frame::new()
        .fill(shown.theme.canvas)
        .corner_radius(6)
        .inner_margin(10)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 3.0;
            paragraph(ui, &source.citation, font(15.0), shown.theme.ink);
            let here = supports_here
                .map(|text| document.read(text, shown.lang()).words)
                .filter(|words| !words.is_empty());
            let supports = here.unwrap_or_else(|| document.read(&source.supports, shown.lang()).words);
            if !supports.is_empty() {
                paragraph(
                    ui,
                    &format!("{}: {supports}", words.supports_what),
                    font(13.5),
                    shown.theme.ink_soft,
                );
            }
            let seen = document.read(&source.seen, shown.lang()).words;
            if !seen.is_empty() {
                paragraph(ui, &format!("{}: {seen}", words.seen), font(13.5), shown.theme.ink_soft);
            }
            for url in &source.urls {
                if page_of(url).is_none() {
                    // What is not opened does not look like a link.
                    let why = words.not_followed(url);
                    paragraph(ui, &seen_letters(url), font(13.5), shown.theme.ink_soft).on_hover_text(why);
                    continue;
                }
                let host = url
                    .split("://")
                    .nth(1)
                    .and_then(|rest| rest.split('/').next())
                    .unwrap_or(url);
                if FlatButton::both(Icon::Link, host)
                    .named(url)
                    .show(ui, shown.theme)
                    .on_hover_text(&**url)
                    .clicked()
                {
                    actions.push(Action::App(AppAction::AskLink(url.to_string())));
                }
            }
        });
}
