//! After the evening: what came of it, what becomes of what the room added, and the report.

use egui::{CollapsingHeader, Id, Role, ScrollArea, TextEdit, Ui, WidgetInfo, vec2};

use crate::command::{Action, AppAction, UiLang};
use crate::model::{Chart, Lang};
use crate::report::ReportLang;
use crate::session::{Addition, Fate, Session, SessionEdit, State, Subject, looks_like_a_name};
use crate::ui::typed::{self, Typed};

use super::super::audience::chart_ui;
use super::super::theme::{bold_font, font};
use super::super::widgets::{FlatButton, heading, paragraph};
use super::super::{EveningShown, Shown};
use super::lists::record_ui;

/// The page of an evening, or the list of evenings.
pub(super) fn evening_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let words = shown.words;
    ScrollArea::vertical()
        .id_salt("evening")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(980.0));
            if FlatButton::text(words.evening_begin).show(ui, shown.theme).clicked() {
                actions.push(Action::App(AppAction::AskEvening));
            }
            if let Some(evening) = &shown.evening {
                one_ui(ui, shown, evening, actions);
                ui.add_space(12.0);
            }
            if shown.evenings.is_empty() && shown.evening.is_none() {
                paragraph(ui, words.evening_none, font(16.0), shown.theme.ink);
                return;
            }
            heading(ui, shown.theme, words.evenings);
            for path in shown.evenings {
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let name = name.strip_suffix(".sessie").unwrap_or(&name).to_owned();
                let is_open = shown
                    .evening
                    .as_ref()
                    .is_some_and(|evening| evening.path == Some(path.as_path()));
                ui.horizontal(|ui| {
                    if FlatButton::text(&name)
                        .selected(is_open)
                        .show(ui, shown.theme)
                        .clicked()
                    {
                        actions.push(Action::App(AppAction::OpenEvening(path.clone())));
                    }
                    let go_on = format!("{}: {name}", words.evening_go_on);
                    let button = FlatButton::text(words.evening_go_on).named(&go_on);
                    if button.show(ui, shown.theme).clicked() {
                        actions.push(Action::App(AppAction::GoOnEvening(path.clone())));
                    }
                });
            }
        });
}

fn one_ui(ui: &mut Ui, shown: &Shown<'_>, evening: &EveningShown<'_>, actions: &mut Vec<Action>) {
    let (words, theme) = (shown.words, shown.theme);
    let session = evening.session;
    let about = &session.about;
    let title = if about.title.is_empty() {
        &session.map.title
    } else {
        &about.title
    };
    ui.add_space(8.0);
    ui.label(egui::RichText::new(title).font(bold_font(22.0)).color(theme.ink));
    let lang = if words.lang == UiLang::Dutch {
        ReportLang::Dutch
    } else {
        ReportLang::English
    };
    let date = crate::report::day(lang, &about.date);
    let parts = [&date, &about.time, &about.place, &about.group];
    let parts: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    paragraph(ui, &parts.join(" · "), font(15.0), theme.ink_soft);
    if let Some(error) = evening.error {
        let text = format!("{}: {error}", words.not_saved_evening);
        paragraph(ui, &text, bold_font(15.0), theme.danger);
    }
    report_ui(ui, shown, evening, actions);
    heading(ui, theme, words.evening_results);
    results_ui(ui, shown, session);
    let on_map = FlatButton::text(words.results_on_map).selected(shown.has_results_on_map);
    if on_map.show(ui, theme).clicked() {
        actions.push(Action::App(AppAction::ResultsOnMap));
    }
    heading(ui, theme, words.evening_additions);
    let all = &session.additions;
    if all.iter().all(|addition| addition.is_guess) {
        paragraph(ui, words.no_additions, font(15.0), theme.ink);
    }
    for (number, addition) in all.iter().enumerate().filter(|(_, addition)| !addition.is_guess) {
        ui.push_id(("addition", number), |ui| {
            record_ui(ui, shown, |ui| {
                addition_ui(ui, shown, session, (number, addition), actions)
            });
        });
        ui.add_space(6.0);
    }
    chosen_ui(ui, shown, session, actions);
    let set_next = |text: String| SessionEdit::SetNextSteps(text);
    note_ui(
        ui,
        shown,
        words.evening_next_steps,
        &session.next_steps,
        set_next,
        actions,
    );
    let set_minutes = |text: String| SessionEdit::SetMinutes(text);
    note_ui(ui, shown, words.evening_minutes, &session.minutes, set_minutes, actions);
}

fn report_ui(ui: &mut Ui, shown: &Shown<'_>, evening: &EveningShown<'_>, actions: &mut Vec<Action>) {
    let (words, theme) = (shown.words, shown.theme);
    if evening.path.is_none() {
        return;
    }
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        ui.label(
            egui::RichText::new(words.evening_report)
                .font(bold_font(16.0))
                .color(theme.ink),
        );
        for (lang, name) in [(UiLang::Dutch, words.report_nl), (UiLang::English, words.report_en)] {
            if FlatButton::text(name).filled().show(ui, theme).clicked() {
                actions.push(Action::App(AppAction::MakeReport(lang)));
            }
        }
    });
    paragraph(ui, words.evening_report_about, font(14.0), theme.ink_soft);
    let additions = evening.session.additions.iter().map(|addition| addition.words.as_str());
    let texts = additions.chain([evening.session.minutes.as_str(), evening.session.next_steps.as_str()]);
    for name in texts.filter_map(looks_like_a_name).take(3) {
        paragraph(ui, &words.is_a_name(name), bold_font(14.0), theme.contra.line);
    }
}

/// The charts of what was counted, as the hall saw them.
fn results_ui(ui: &mut Ui, shown: &Shown<'_>, session: &Session) {
    let is_counted = |round: &crate::session::Round| round.state == State::Closed && round.has_counts();
    if !session.rounds.iter().any(is_counted) {
        paragraph(ui, shown.words.nothing_weighed, font(15.0), shown.theme.ink);
        return;
    }
    let has_question = session
        .rounds
        .iter()
        .any(|round| is_counted(round) && round.asked.is_question());
    let has_others = session
        .rounds
        .iter()
        .any(|round| is_counted(round) && !round.asked.is_question());
    let lang = Lang::new(&session.map.lang).unwrap_or(shown.lang());
    for chart in Chart::ALL {
        let is_there = match chart {
            Chart::Shift | Chart::Roles => has_question,
            Chart::Heaviest | Chart::Division => has_others,
        };
        if !is_there {
            continue;
        }
        CollapsingHeader::new(shown.words.chart(chart))
            .id_salt(chart)
            .default_open(chart == Chart::Shift)
            .show(ui, |ui| {
                let width = ui.available_width().min(860.0);
                let (rect, response) = ui.allocate_exact_size(vec2(width, width * 9.0 / 16.0), egui::Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::Image, true, shown.words.chart(chart)));
                if ui.is_rect_visible(rect) {
                    chart_ui(ui, shown, session, lang, chart, rect);
                }
            });
    }
}

/// One of the things that the room added: it is taken over as it is, in other words, or not.
fn addition_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    session: &Session,
    (number, addition): (usize, &Addition),
    actions: &mut Vec<Action>,
) {
    let (words, theme) = (shown.words, shown.theme);
    let place = words.addition_place(shown.document(), shown.lang(), addition);
    ui.label(
        egui::RichText::new(&addition.words)
            .font(bold_font(16.0))
            .color(theme.ink),
    );
    let mut about = vec![place, words.fate(addition.fate).to_owned()];
    if !addition.cluster.is_empty() {
        about.push(addition.cluster.clone());
    }
    match &addition.joined {
        Some(Subject::Claim(name)) => {
            let document = shown.document();
            let id = document.claims.id(name).and_then(|id| document.claims.get(id));
            let text = id.map_or(words.argument_gone, |record| {
                document.read(&record.text, shown.lang()).words
            });
            about.push(format!("{} ‘{text}’", words.is_joined));
        }
        Some(Subject::Addition(other)) => {
            let other = session.additions.get(*other).map_or("", |other| other.words.as_str());
            about.push(format!("{} ‘{other}’", words.is_joined));
        }
        _ => {}
    }
    paragraph(ui, &about.join(" · "), font(14.0), theme.ink_soft);
    if addition.fate != Fate::Open {
        if FlatButton::text(words.decide_again).show(ui, theme).clicked() {
            actions.push(Action::App(AppAction::Evening(SessionEdit::Decide(number, Fate::Open))));
        }
        return;
    }
    let id = Id::unique("accept-words").with((number, addition.words.as_str()));
    let mut text: String = ui
        .data(|data| data.get_temp(id))
        .unwrap_or_else(|| addition.words.clone());
    let response = ui.add(
        TextEdit::multiline(&mut Typed(&mut text))
            .id(id)
            .desired_rows(1)
            .desired_width(f32::INFINITY)
            .font(font(15.0)),
    );
    typed::hold(ui, &response, &text);
    response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, &addition.words));
    let is_changed = text.trim() != addition.words.trim();
    ui.horizontal(|ui| {
        let name = if is_changed { words.rewrite_it } else { words.accept_it };
        let label = format!("{name}: {}", addition.words);
        let button = FlatButton::text(name).named(&label).enabled(!text.trim().is_empty());
        if button.show(ui, theme).clicked() {
            actions.push(Action::App(AppAction::Accept {
                number,
                words: text.clone(),
            }));
        }
        let label = format!("{}: {}", words.leave_it, addition.words);
        if FlatButton::text(words.leave_it).named(&label).show(ui, theme).clicked() {
            actions.push(Action::App(AppAction::Evening(SessionEdit::Decide(number, Fate::Left))));
        }
    });
    ui.data_mut(|data| data.insert_temp(id, text));
}

fn chosen_ui(ui: &mut Ui, shown: &Shown<'_>, session: &Session, actions: &mut Vec<Action>) {
    let document = shown.document();
    if document.instruments.is_empty() {
        return;
    }
    heading(ui, shown.theme, shown.words.evening_chosen);
    ui.horizontal_wrapped(|ui| {
        for id in document.instruments.in_order() {
            let Some(record) = document.instruments.get(id) else {
                continue;
            };
            let name = document.instruments.name(id);
            let is_chosen = session.chosen.iter().any(|known| known == name);
            let text = document.read(&record.name, shown.lang()).words;
            if FlatButton::text(text)
                .selected(is_chosen)
                .show(ui, shown.theme)
                .clicked()
            {
                let edit = SessionEdit::Choose(name.to_owned(), !is_chosen);
                actions.push(Action::App(AppAction::Evening(edit)));
            }
        }
    });
}

fn note_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    name: &str,
    now: &str,
    edit: impl Fn(String) -> SessionEdit,
    actions: &mut Vec<Action>,
) {
    heading(ui, shown.theme, name);
    let mut text = now.to_owned();
    let response = ui.add(
        TextEdit::multiline(&mut Typed(&mut text))
            .id(Id::unique(("evening-note", name.to_owned())))
            .desired_rows(3)
            .desired_width(f32::INFINITY)
            .font(font(16.0)),
    );
    typed::hold(ui, &response, &text);
    response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, name));
    if text != now {
        actions.push(Action::App(AppAction::Evening(edit(text))));
    }
}
