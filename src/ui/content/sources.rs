//! The sources of a map: one list, used in many places.

use std::collections::BTreeMap;

use egui::{ComboBox, Frame, Id, Margin, Role, ScrollArea, TextEdit, Ui, WidgetInfo};

use crate::check::Day;
use crate::command::{Action, AppAction};
use crate::edit::{Edit, TextField};
use crate::links::LinkState;
use crate::model::{Item, SourceId};
use crate::ui::typed::{self, Typed};
use crate::view::fold_words;

use super::super::Shown;
use super::super::dialogs::{page_of, seen};
use super::super::fields::{has_grown, label_ui, line_ui, new_word_ui, short, texts_ui};
use super::super::icons::Icon;
use super::super::theme::{bold_font, font};
use super::super::widgets::{FlatButton, from_right, paragraph};

/// So many sources are shown with all their fields at once; the others are found by searching.
const MOST_SHOWN: usize = 60;

pub(super) fn sources_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let document = shown.document();
    let words = shown.words;
    let query_id = Id::unique("sources-query");
    let mut query: String = ui.data(|data| data.get_temp(query_id)).unwrap_or_default();
    ui.horizontal(|ui| {
        let response = ui.add(
            TextEdit::singleline(&mut Typed(&mut query))
                .hint_text(words.sources_filter)
                .desired_width(280.0),
        );
        typed::hold(ui, &response, &query);
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words.sources_filter));
        ui.data_mut(|data| data.insert_temp(query_id, query.clone()));
    });
    let only_broken = links_ui(ui, shown, actions);
    new_word_ui(ui, shown, "source", words.add_source, |citation| {
        actions.push(Action::Edit(Edit::AddSource { claim: None, citation }));
    });
    ui.add_space(6.0);
    let mut uses: BTreeMap<SourceId, usize> = BTreeMap::new();
    let of_claims = document
        .claims
        .iter()
        .flat_map(|(_, claim)| claim.sources.iter().map(|citation| citation.source));
    let of_cards = document
        .instruments
        .iter()
        .flat_map(|(_, instrument)| instrument.sources());
    let of_facts = document.facts.iter().flat_map(|(_, fact)| fact.sources.iter().copied());
    for source in of_claims.chain(of_cards).chain(of_facts) {
        *uses.entry(source).or_insert(0) += 1;
    }
    let query = fold_words(&query);
    let fits = |id: &SourceId| {
        let Some(source) = document.sources.get(*id) else {
            return false;
        };
        let is_broken = |url: &str| {
            let state = shown.links.states.get(url);
            state.is_some_and(|state| *state != LinkState::Works)
        };
        if only_broken && !source.urls.iter().any(|url| is_broken(url)) {
            return false;
        }
        let citation = &*source.citation;
        query.is_empty()
            || fold_words(citation).contains(&query)
            || fold_words(document.sources.name(*id)).contains(&query)
    };
    let all: Vec<SourceId> = document.sources.in_order().into_iter().filter(fits).collect();
    let has_grown = has_grown(ui, "source", all.len());
    ScrollArea::vertical()
        .id_salt("sources")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.set_max_width(860.0);
            for id in all.iter().take(MOST_SHOWN) {
                let here = ui.push_id(id, |ui| {
                    source_ui(ui, shown, *id, uses.get(id).copied().unwrap_or(0), actions);
                });
                if has_grown && Some(id) == all.last() {
                    here.response.scroll_to_me(None);
                }
                ui.add_space(8.0);
            }
            if all.len() > MOST_SHOWN {
                paragraph(
                    ui,
                    &words.and_more(all.len() - MOST_SHOWN),
                    font(15.0),
                    shown.theme.ink_soft,
                );
            }
        });
}

fn source_ui(ui: &mut Ui, shown: &Shown<'_>, id: SourceId, num_uses: usize, actions: &mut Vec<Action>) {
    let document = shown.document();
    let words = shown.words;
    let theme = shown.theme;
    let Some(source) = document.sources.get(id) else { return };
    Frame::new()
        .fill(theme.card)
        .corner_radius(6)
        .inner_margin(Margin::same(12))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                let name = format!("{} · {}", document.sources.name(id), words.num_uses(num_uses));
                ui.label(egui::RichText::new(name).font(bold_font(14.0)).color(theme.ink_soft));
                from_right(ui, |ui| {
                    let label = format!("{}: {}", words.delete, short(&source.citation));
                    if FlatButton::icon(Icon::Trash, &label).show(ui, theme).clicked() {
                        actions.push(Action::Edit(Edit::RemoveSource { source: id }));
                    }
                    for (down, sign, text) in [(true, "↓", words.move_down), (false, "↑", words.move_up)] {
                        let label = format!("{text}: {}", short(&source.citation));
                        if FlatButton::text(sign).named(&label).show(ui, theme).clicked() {
                            let item = Item::Source(id);
                            actions.push(Action::Edit(Edit::MoveRecord { item, down }));
                        }
                    }
                });
            });
            if let Some(citation) = line_ui(ui, Id::unique(("citation-of", id)), words.citation, &source.citation, 2) {
                actions.push(Action::Edit(Edit::SetCitation { source: id, citation }));
            }
            for url in &source.urls {
                ui.horizontal_wrapped(|ui| {
                    ui.label(egui::RichText::new(seen(url)).font(font(14.0)).color(theme.ink));
                    if page_of(url).is_none() {
                        // What is not opened has no button, and says why.
                        paragraph(ui, words.not_followed(url), font(14.0), theme.ink_soft);
                        return;
                    }
                    let label = format!("{}: {url}", words.open_address);
                    let button = FlatButton::text(words.open_address).named(&label);
                    if button.show(ui, theme).clicked() {
                        actions.push(Action::App(AppAction::AskLink(url.to_string())));
                    }
                });
                link_state_ui(ui, shown, id, url, actions);
            }
            urls_ui(ui, shown, id, actions);
            checked_ui(ui, shown, id, actions);
            texts_ui(ui, shown, TextField::SourceSupports(id), &source.supports, 1, actions);
            texts_ui(ui, shown, TextField::SourceSeen(id), &source.seen, 1, actions);
        });
}

/// Asks whether the addresses still answer, and tells how far that is. Whether only those that do not are listed.
fn links_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) -> bool {
    let (words, theme) = (shown.words, shown.theme);
    let id = Id::unique("only-broken-links");
    let mut only_broken: bool = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        if let Some(all) = shown.links.running {
            let done = shown.links.states.len();
            ui.add(egui::ProgressBar::new(done as f32 / all.max(1) as f32).desired_width(160.0));
            let text = egui::RichText::new(words.asked_links(done, all)).font(font(14.0));
            ui.label(text.color(theme.ink));
            if FlatButton::text(words.stop_asking).show(ui, theme).clicked() {
                actions.push(Action::App(AppAction::CheckLinks(false)));
            }
        } else {
            let button = FlatButton::text(words.check_links).show(ui, theme);
            if button.on_hover_text(words.check_links_about).clicked() {
                actions.push(Action::App(AppAction::CheckLinks(true)));
            }
            let states = &shown.links.states;
            if !states.is_empty() && states.values().all(|state| *state == LinkState::Works) {
                let text = format!("✓ {}", words.all_links_work);
                ui.label(egui::RichText::new(text).font(font(14.0)).color(theme.ink));
                only_broken = false;
            }
        }
        if shown.links.states.values().any(|state| *state != LinkState::Works) {
            ui.checkbox(&mut only_broken, words.only_broken);
        }
    });
    ui.data_mut(|data| data.insert_temp(id, only_broken));
    only_broken
}

/// How an address answered, and the new one if it moved.
fn link_state_ui(ui: &mut Ui, shown: &Shown<'_>, source: SourceId, url: &str, actions: &mut Vec<Action>) {
    let Some(state) = shown.links.states.get(url) else {
        return;
    };
    let (words, theme) = (shown.words, shown.theme);
    let (sign, color) = match state {
        LinkState::Works => ("✓", theme.ink_soft),
        LinkState::Moved(_) | LinkState::Refused(_) | LinkState::NotAsked => ("!", theme.ink),
        LinkState::Gone(_) | LinkState::NoAnswer => ("✗", theme.contra.line),
    };
    paragraph(ui, &format!("{sign} {}", words.link_state(state)), font(14.0), color);
    if let LinkState::Moved(to) = state {
        let label = format!("{}: {to}", words.take_over_address);
        let button = FlatButton::text(words.take_over_address).named(&label);
        if button.show(ui, theme).clicked() {
            let urls = shown.document().sources.get(source).map(|source| &source.urls);
            let renewed = |known: &str| if known == url { to.clone() } else { known.to_owned() };
            let urls = urls.into_iter().flatten().map(|known| renewed(known)).collect();
            actions.push(Action::Edit(Edit::SetUrls { source, urls }));
        }
    }
}

/// The web addresses of a source, one a line; taken over when the field is left.
pub(in super::super) fn urls_ui(ui: &mut Ui, shown: &Shown<'_>, id: SourceId, actions: &mut Vec<Action>) {
    let Some(source) = shown.document().sources.get(id) else {
        return;
    };
    label_ui(ui, shown, shown.words.urls);
    let field = Id::unique(("urls", id));
    let joined = source.urls.join("\n");
    let mut typed: String = ui.data(|data| data.get_temp(field)).unwrap_or_else(|| joined.clone());
    let response = ui.add(
        TextEdit::multiline(&mut Typed(&mut typed))
            .id(field.with("field"))
            .desired_rows(1)
            .desired_width(f32::INFINITY)
            .font(font(14.0)),
    );
    typed::hold(ui, &response, &typed);
    response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, shown.words.urls));
    if response.has_focus() {
        ui.data_mut(|data| data.insert_temp(field, typed));
        return;
    }
    if response.lost_focus() && typed != joined {
        let urls = typed.lines().map(str::to_owned).collect();
        actions.push(Action::Edit(Edit::SetUrls { source: id, urls }));
    }
    ui.data_mut(|data| data.remove::<String>(field));
}

/// On which day the source was checked: typed, or today.
pub(in super::super) fn checked_ui(ui: &mut Ui, shown: &Shown<'_>, id: SourceId, actions: &mut Vec<Action>) {
    let words = shown.words;
    let Some(source) = shown.document().sources.get(id) else {
        return;
    };
    label_ui(ui, shown, words.checked);
    ui.horizontal(|ui| {
        // The date as typed stays here until the field is left.
        let field = Id::unique(("checked", id));
        let known = source.checked.to_string();
        let mut typed: String = ui.data(|data| data.get_temp(field)).unwrap_or_else(|| known.clone());
        let response = ui.add(
            TextEdit::singleline(&mut Typed(&mut typed))
                .id(field.with("field"))
                .hint_text(words.checked_hint)
                .desired_width(120.0),
        );
        typed::hold(ui, &response, &typed);
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words.checked));
        let is_day = typed.trim().is_empty() || Day::parse(typed.trim()).is_some();
        if response.lost_focus() && is_day && typed.trim() != known {
            let checked = typed.trim().to_owned();
            actions.push(Action::Edit(Edit::SetChecked { source: id, checked }));
            ui.data_mut(|data| data.remove::<String>(field));
        } else if response.has_focus() || !is_day {
            ui.data_mut(|data| data.insert_temp(field, typed));
        }
        if FlatButton::text(words.checked_today).show(ui, shown.theme).clicked() {
            let checked = shown.today.to_string();
            actions.push(Action::Edit(Edit::SetChecked { source: id, checked }));
            ui.data_mut(|data| data.remove::<String>(field));
        }
        if !is_day {
            ui.label(egui::RichText::new(words.bad_day).color(shown.theme.contra.line));
        }
    });
}

/// Sources that are cited, each with a button to let go of it, and a list to cite another.
pub(in super::super) fn citations_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    salt: impl std::hash::Hash + std::fmt::Debug,
    cited: &[SourceId],
    mut change: impl FnMut(SourceId, bool),
) {
    let document = shown.document();
    let words = shown.words;
    let name_of = |id: SourceId| {
        let citation = document.sources.get(id).map_or("", |source| &*source.citation);
        format!("{} {}", document.sources.name(id), short(citation))
    };
    for id in cited {
        ui.horizontal_wrapped(|ui| {
            ui.label(
                egui::RichText::new(name_of(*id))
                    .font(font(14.0))
                    .color(shown.theme.ink),
            );
            let label = format!("{}: {}", words.delete, document.sources.name(*id));
            if FlatButton::icon(Icon::Close, &label).show(ui, shown.theme).clicked() {
                change(*id, false);
            }
        });
    }
    let response = ComboBox::from_id_salt(("cite", format!("{salt:?}")))
        .selected_text(words.known_source)
        .width((ui.available_width() - 8.0).max(120.0))
        .truncate()
        .height(320.0)
        .show_ui(ui, |ui| {
            let others = document.sources.in_order().into_iter().filter(|id| !cited.contains(id));
            for id in others.take(2000) {
                if ui.selectable_label(false, name_of(id)).clicked() {
                    change(id, true);
                }
            }
        });
    response
        .response
        .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, words.known_source));
}
