//! The lists that many arguments share: stakeholders, themes, tags, facts, words and languages.

use std::collections::BTreeMap;

use egui::{Frame, Id, Margin, Role, ScrollArea, TextEdit, Ui, WidgetInfo};

use crate::command::Action;
use crate::edit::{Edit, TextField};
use crate::model::{FactId, Item, Lang};
use crate::ui::typed::{self, Typed};

use super::super::Shown;
use super::super::fields::{has_grown, label_ui, look_ui, new_word_ui, put_word_back, texts_ui};
use super::super::icons::Icon;
use super::super::theme::{bold_font, font};
use super::super::widgets::{FlatButton, from_right, paragraph};

/// A scrolled list of frames, one a record; what [`new_word_ui`] with the same salt adds at its end comes into view.
fn list_ui<T>(ui: &mut Ui, salt: &str, records: Vec<T>, mut show: impl FnMut(&mut Ui, T)) {
    let num = records.len();
    let has_grown = has_grown(ui, salt, num);
    ScrollArea::vertical()
        .id_salt(salt.to_owned())
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.set_max_width(760.0);
            for (number, record) in records.into_iter().enumerate() {
                let here = ui.push_id(number, |ui| show(ui, record)).response;
                if has_grown && number + 1 == num {
                    here.scroll_to_me(None);
                }
                ui.add_space(8.0);
            }
        });
}

pub(super) fn record_ui(ui: &mut Ui, shown: &Shown<'_>, add: impl FnOnce(&mut Ui)) {
    Frame::new()
        .fill(shown.theme.card)
        .corner_radius(6)
        .inner_margin(Margin::same(12))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui);
        });
}

/// Buttons for the order and for deleting; `name` is what they are about.
pub(super) fn tools_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    name: &str,
    item: Item,
    delete: Option<Edit>,
    actions: &mut Vec<Action>,
) {
    let words = shown.words;
    ui.horizontal(|ui| {
        from_right(ui, |ui| {
            if let Some(delete) = delete {
                let label = format!("{}: {name}", words.delete);
                let button = FlatButton::icon(Icon::Trash, &label);
                if button.show(ui, shown.theme).clicked() {
                    actions.push(Action::Edit(delete));
                }
            }
            for (down, sign, text) in [(true, "↓", words.move_down), (false, "↑", words.move_up)] {
                let label = format!("{text}: {name}");
                if FlatButton::text(sign).named(&label).show(ui, shown.theme).clicked() {
                    actions.push(Action::Edit(Edit::MoveRecord { item, down }));
                }
            }
        });
    });
}

pub(super) fn stakeholders_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let document = shown.document();
    let words = shown.words;
    new_word_ui(ui, shown, "stakeholder", words.add_stakeholder, |name| {
        actions.push(Action::Edit(Edit::AddStakeholder {
            lang: shown.lang(),
            words: name,
        }));
    });
    ui.add_space(6.0);
    list_ui(ui, "stakeholder", document.stakeholders.in_order(), |ui, id| {
        let Some(record) = document.stakeholders.get(id) else {
            return;
        };
        record_ui(ui, shown, |ui| {
            let name = document.read(&record.name, shown.lang()).words;
            let stakeholder = id;
            let delete = Some(Edit::RemoveStakeholder { stakeholder });
            tools_ui(ui, shown, name, Item::Stakeholder(id), delete, actions);
            texts_ui(ui, shown, TextField::StakeholderName(id), &record.name, 1, actions);
            look_ui(ui, shown, id, record, actions);
        });
    });
}

pub(super) fn themes_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let document = shown.document();
    let words = shown.words;
    new_word_ui(ui, shown, "theme", words.add_theme, |name| {
        actions.push(Action::Edit(Edit::AddTheme {
            claim: None,
            lang: shown.lang(),
            words: name,
        }));
    });
    ui.add_space(6.0);
    let mut num_of = BTreeMap::new();
    for theme in document.claims.iter().filter_map(|(_, claim)| claim.theme) {
        *num_of.entry(theme).or_insert(0_usize) += 1;
    }
    list_ui(ui, "theme", document.themes.in_order(), |ui, id| {
        let Some(record) = document.themes.get(id) else { return };
        record_ui(ui, shown, |ui| {
            let name = document.read(&record.name, shown.lang()).words;
            tools_ui(
                ui,
                shown,
                name,
                Item::Theme(id),
                Some(Edit::RemoveTheme { theme: id }),
                actions,
            );
            let num = num_of.get(&id).copied().unwrap_or(0);
            ui.label(
                egui::RichText::new(words.num_uses(num))
                    .font(font(13.0))
                    .color(shown.theme.ink_soft),
            );
            texts_ui(ui, shown, TextField::ThemeName(id), &record.name, 1, actions);
        });
    });
}

pub(super) fn tags_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let words = shown.words;
    let mut tags: BTreeMap<&str, usize> = BTreeMap::new();
    for tag in shown.document().claims.iter().flat_map(|(_, claim)| &claim.tags) {
        *tags.entry(tag).or_insert(0) += 1;
    }
    if tags.is_empty() {
        paragraph(ui, words.no_tags, font(16.0), shown.theme.ink);
    }
    paragraph(ui, words.tags_about, font(15.0), shown.theme.ink_soft);
    ui.add_space(6.0);
    list_ui(ui, "tag", tags.into_iter().collect(), |ui, (tag, num)| {
        ui.horizontal(|ui| {
            // The name as typed stays here until the field is left.
            let id = Id::unique(("rename-tag", tag));
            let mut typed: String = ui.data(|data| data.get_temp(id)).unwrap_or_else(|| tag.to_owned());
            let response = ui.add(
                TextEdit::singleline(&mut Typed(&mut typed))
                    .id(id.with("field"))
                    .desired_width(280.0)
                    .font(font(15.0)),
            );
            typed::hold(ui, &response, &typed);
            let label = format!("{}: {tag}", words.rename);
            response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, label.clone()));
            if response.lost_focus() && typed.trim() != tag {
                actions.push(Action::Edit(Edit::RenameTag {
                    from: tag.to_owned(),
                    to: Some(typed.clone()).filter(|to| !to.trim().is_empty()),
                }));
                ui.data_mut(|data| data.remove::<String>(id));
            } else if response.has_focus() {
                ui.data_mut(|data| data.insert_temp(id, typed));
            }
            ui.label(
                egui::RichText::new(words.num_uses(num))
                    .font(font(13.0))
                    .color(shown.theme.ink_soft),
            );
            let label = format!("{}: {tag}", words.delete);
            if FlatButton::icon(Icon::Trash, &label).show(ui, shown.theme).clicked() {
                actions.push(Action::Edit(Edit::RenameTag {
                    from: tag.to_owned(),
                    to: None,
                }));
            }
        });
    });
}

pub(super) fn facts_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let document = shown.document();
    let words = shown.words;
    new_word_ui(ui, shown, "fact", words.add_fact, |name| {
        actions.push(Action::Edit(Edit::AddFact {
            lang: shown.lang(),
            words: name,
        }));
    });
    ui.add_space(6.0);
    list_ui(ui, "fact", document.facts.in_order(), |ui, id| {
        let Some(record) = document.facts.get(id) else { return };
        record_ui(ui, shown, |ui| {
            let name = document.read(&record.text, shown.lang()).words;
            tools_ui(
                ui,
                shown,
                name,
                Item::Fact(id),
                Some(Edit::RemoveFact { fact: id }),
                actions,
            );
            texts_ui(ui, shown, TextField::FactText(id), &record.text, 2, actions);
            texts_ui(ui, shown, TextField::FactYear(id), &record.year, 1, actions);
            fact_sources_ui(ui, shown, id, actions);
        });
    });
}

fn fact_sources_ui(ui: &mut Ui, shown: &Shown<'_>, fact: FactId, actions: &mut Vec<Action>) {
    let Some(record) = shown.document().facts.get(fact) else {
        return;
    };
    label_ui(ui, shown, shown.words.who_says_so);
    super::sources::citations_ui(ui, shown, ("fact", fact), &record.sources, |source, cited| {
        actions.push(Action::Edit(Edit::CiteInFact { fact, source, cited }));
    });
}

pub(super) fn terms_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let document = shown.document();
    new_word_ui(ui, shown, "term", shown.words.add_term, |name| {
        actions.push(Action::Edit(Edit::AddTerm {
            lang: shown.lang(),
            words: name,
        }));
    });
    ui.add_space(6.0);
    list_ui(ui, "term", document.terms.in_order(), |ui, id| {
        let Some(record) = document.terms.get(id) else { return };
        record_ui(ui, shown, |ui| {
            let name = document.read(&record.term, shown.lang()).words;
            tools_ui(
                ui,
                shown,
                name,
                Item::Term(id),
                Some(Edit::RemoveTerm { term: id }),
                actions,
            );
            texts_ui(ui, shown, TextField::TermText(id), &record.term, 1, actions);
            texts_ui(ui, shown, TextField::TermMeaning(id), &record.meaning, 2, actions);
        });
    });
}

pub(super) fn languages_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let words = shown.words;
    let theme = shown.theme;
    let languages = shown.document().languages();
    paragraph(ui, words.languages_about, font(15.0), theme.ink_soft);
    let mut removed = None;
    let mut set = |languages: Vec<Lang>| actions.push(Action::Edit(Edit::SetLanguages { languages }));
    for (number, lang) in languages.iter().enumerate() {
        ui.horizontal(|ui| {
            ui.label(
                egui::RichText::new(format!("{} ({lang})", words.language(*lang)))
                    .font(bold_font(16.0))
                    .color(theme.ink),
            );
            let others = || languages.iter().copied().filter(|other| other != lang);
            if languages.len() > 1 {
                let label = format!("{}: {}", words.remove_language, words.language(*lang));
                let button = FlatButton::icon(Icon::Trash, &label).show(ui, theme);
                if button.on_hover_text(words.remove_language_about).clicked() {
                    removed = Some(*lang);
                }
            }
            if number > 0 {
                let label = format!("{}: {lang}", words.make_original);
                let button = FlatButton::text(words.make_original).named(&label);
                if button.show(ui, theme).clicked() {
                    set([*lang].into_iter().chain(others()).collect());
                }
            }
        });
    }
    ui.add_space(8.0);
    let bad_id = Id::unique("bad-language");
    let mut is_bad: bool = ui.data(|data| data.get_temp(bad_id)).unwrap_or_default();
    let mut refused = None;
    new_word_ui(ui, shown, "language", words.add_language, |code| {
        let code = code.trim().to_lowercase();
        // A language has two or three letters (ISO 639); what follows says which script or country.
        let is_code = matches!(code.split('-').next().map_or(0, str::len), 2 | 3);
        let lang = Lang::new(&code).filter(|_| is_code);
        is_bad = lang.is_none();
        match lang {
            Some(lang) if !languages.contains(&lang) => set(languages.iter().copied().chain([lang]).collect()),
            Some(_) => {}
            None => refused = Some(code),
        }
    });
    if let Some(code) = refused {
        put_word_back(ui, "language", &code);
    }
    ui.data_mut(|data| data.insert_temp(bad_id, is_bad));
    if is_bad {
        paragraph(ui, words.bad_language, font(14.0), theme.contra.line);
    }
    if let Some(lang) = removed {
        actions.push(Action::Edit(Edit::RemoveLanguage { lang }));
    }
}
