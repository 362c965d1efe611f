//! Counting: a large stepper for each answer, for one hand at a time or for totals that are called out.

use egui::{Frame, Margin, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::command::Action;
use crate::present::ShowAction;
use crate::session::{Asked, Group, Round, SessionEdit, State, Way};

use super::super::Shown;
use super::super::theme::{bold_font, font};
use super::super::widgets::{FlatButton, paragraph};
use super::{Desk, label, wish};

/// The round that is on screen, with all that can be done about it.
pub(super) fn count_ui(ui: &mut Ui, shown: &Shown<'_>, desk: &Desk<'_>, actions: &mut Vec<Action>) {
    let show = desk.show;
    let Some((number, round, phase)) = show.round_in(show.picture()) else {
        return;
    };
    let words = shown.words;
    ui.horizontal_wrapped(|ui| {
        label(ui, shown, words.asked_title(round.asked));
        let state = match round.state {
            State::Ready => words.round_ready,
            State::Open => words.round_open,
            State::Closed if round.is_shown => words.round_shown,
            State::Closed => words.round_closed,
        };
        ui.label(egui::RichText::new(state).font(bold_font(15.0)).color(shown.theme.ink));
        if let Some(left) = round.left() {
            let text = words.dots_left(left);
            ui.label(egui::RichText::new(text).font(bold_font(15.0)).color(shown.theme.ink));
        } else if round.state == State::Closed && round.asked == Asked::Dots {
            let text = words.num_dots(round.tally.total());
            ui.label(egui::RichText::new(text).font(bold_font(15.0)).color(shown.theme.ink));
        } else if round.asked != Asked::Tools {
            let num = round.num_answered(show.cell().0);
            let text = words.num_answered(num);
            ui.label(egui::RichText::new(text).font(bold_font(15.0)).color(shown.theme.ink));
            let people = show.session().about.people;
            if people > 0 && num > people {
                let text = words.more_than_people(people);
                ui.label(
                    egui::RichText::new(text)
                        .font(font(15.0))
                        .color(shown.theme.contra.line),
                );
            }
        }
    });
    ScrollArea::both().id_salt("count").auto_shrink(false).show(ui, |ui| {
        match (phase, round.state, number) {
            (_, State::Open, Some(number)) => {
                // Going back shows the question again; counting goes on all the same.
                settings_ui(ui, shown, number, round, actions);
                ui.add_space(6.0);
                table_ui(ui, shown, desk, round, actions);
                paragraph(ui, words.count_keys, font(14.0), shown.theme.ink_soft);
            }
            (_, State::Closed, Some(number)) => {
                if FlatButton::text(words.count_again).show(ui, shown.theme).clicked() {
                    actions.push(wish(ShowAction::Again(number)));
                }
                totals_ui(ui, shown, round);
                if !round.earlier.is_empty() {
                    paragraph(ui, words.first_is_kept, font(14.0), shown.theme.ink_soft);
                }
            }
            _ => {
                paragraph(ui, words.round_begins, font(16.0), shown.theme.ink);
                if let Some(number) = number {
                    settings_ui(ui, shown, number, round, actions);
                }
            }
        }
    });
}

/// A row a group (or argument), a column an answer.
fn table_ui(ui: &mut Ui, shown: &Shown<'_>, desk: &Desk<'_>, round: &Round, actions: &mut Vec<Action>) {
    let words = shown.words;
    let answers = round.asked.answers();
    let groups = &round.tally.groups;
    let has_groups = groups.len() > 1;
    egui::Grid::new("count-table")
        .num_columns(answers.len() + 1)
        .spacing([8.0, 4.0])
        .show(ui, |ui| {
            ui.label("");
            for answer in answers {
                let name = if round.asked == Asked::Tools {
                    words.votes
                } else {
                    words.answer(*answer)
                };
                ui.label(egui::RichText::new(name).font(bold_font(16.0)).color(shown.theme.ink));
            }
            ui.end_row();
            for (row, about) in round.rows.iter().enumerate() {
                if round.rows.len() > 1 {
                    let is_here = row == desk.show.cell().0;
                    let font_id = if is_here { bold_font(15.0) } else { font(15.0) };
                    let text = egui::RichText::new(&about.words).font(font_id).color(shown.theme.ink);
                    let line = ui.scope(|ui| {
                        ui.set_max_width(340.0);
                        ui.add(egui::Label::new(text).truncate().sense(Sense::click()))
                    });
                    if line.inner.clicked() {
                        actions.push(wish(ShowAction::Cell((row, 0, 0))));
                    }
                    if has_groups {
                        ui.end_row();
                    }
                }
                for (group, of) in groups.iter().enumerate() {
                    if has_groups {
                        let name = words.group_of(of);
                        ui.label(egui::RichText::new(name).font(font(15.0)).color(shown.theme.ink));
                    } else if round.rows.len() == 1 {
                        ui.label("");
                    }
                    for answer in 0..answers.len() {
                        let name = answers.get(answer).map_or("", |answer| words.answer(*answer));
                        let about = if has_groups {
                            words.group_of(of)
                        } else {
                            about.words.clone()
                        };
                        stepper_ui(
                            ui,
                            shown,
                            desk,
                            round,
                            (row, answer, group),
                            &format!("{about}: {name}"),
                            actions,
                        );
                    }
                    ui.end_row();
                }
            }
        });
}

/// One less, the number, one more. What is typed stands in the number that is highlighted.
fn stepper_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    desk: &Desk<'_>,
    round: &Round,
    cell: (usize, usize, usize),
    name: &str,
    actions: &mut Vec<Action>,
) {
    let theme = shown.theme;
    let is_here = desk.show.cell() == cell;
    let count = round.count(cell.0, cell.1, cell.2);
    let typed = desk.show.typed().filter(|_| is_here);
    let frame = Frame::new()
        .fill(if is_here { theme.halo } else { theme.card })
        .stroke(egui::Stroke::new(1.0, if is_here { theme.ink } else { theme.hairline }))
        .corner_radius(6)
        .inner_margin(Margin::same(2));
    let here = frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let ink = if is_here { super::super::theme::BLACK } else { theme.ink };
            let button = |ui: &mut Ui, sign: &str, by: i32, actions: &mut Vec<Action>| {
                let (rect, response) = ui.allocate_exact_size(vec2(36.0, 32.0), Sense::click());
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{sign} {name}")));
                if response.hovered() {
                    ui.painter().rect_filled(rect, 5.0, theme.grid);
                }
                ui.painter()
                    .text(rect.center(), egui::Align2::CENTER_CENTER, sign, bold_font(22.0), ink);
                if response.clicked() {
                    actions.push(wish(ShowAction::Cell(cell)));
                    actions.push(wish(ShowAction::Count(by)));
                }
            };
            button(ui, "−", -1, actions);
            let text = typed.map_or_else(|| count.to_string(), |typed| format!("{typed}_"));
            let (rect, response) = ui.allocate_exact_size(vec2(52.0, 32.0), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{name}: {text}")));
            ui.painter()
                .text(rect.center(), egui::Align2::CENTER_CENTER, &text, bold_font(22.0), ink);
            if response.clicked() {
                actions.push(wish(ShowAction::Cell(cell)));
            }
            button(ui, "+", 1, actions);
        });
    });
    let was: Option<(usize, usize, usize)> = ui.data(|data| data.get_temp(egui::Id::unique("count-cell")));
    if is_here && was != Some(cell) {
        here.response.scroll_to_me(None);
        ui.data_mut(|data| data.insert_temp(egui::Id::unique("count-cell"), cell));
    }
}

/// How it is counted, as long as that can still be chosen, and for how many.
fn settings_ui(ui: &mut Ui, shown: &Shown<'_>, number: usize, round: &Round, actions: &mut Vec<Action>) {
    let (words, theme) = (shown.words, shown.theme);
    let edit = |edit| wish(ShowAction::Session(edit));
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        for way in Way::ALL {
            let can = round.way == way || round.tally.total() == 0;
            let button = FlatButton::text(words.way(way)).selected(round.way == way).enabled(can);
            if button.show(ui, theme).clicked() {
                actions.push(edit(SessionEdit::SetWay(number, way)));
            }
        }
        if round.way == Way::Tables {
            let num = round
                .tally
                .groups
                .iter()
                .filter(|group| matches!(group, Group::Table(_)))
                .count() as u32;
            number_ui(
                ui,
                shown,
                words.num_tables,
                num,
                |num| edit(SessionEdit::SetTables(number, num)),
                actions,
            );
        }
        if round.asked == Asked::Dots {
            let (dots, people) = (round.dots, round.people);
            let set_dots = |dots| {
                edit(SessionEdit::SetDots {
                    round: number,
                    dots,
                    people,
                })
            };
            let set_people = |people| {
                edit(SessionEdit::SetDots {
                    round: number,
                    dots,
                    people,
                })
            };
            number_ui(ui, shown, words.dots_per_person, dots, set_dots, actions);
            number_ui(ui, shown, words.num_people, people, set_people, actions);
        }
    });
}

/// A small number that can be changed.
fn number_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    name: &str,
    value: u32,
    set: impl Fn(u32) -> Action,
    actions: &mut Vec<Action>,
) {
    ui.label(egui::RichText::new(name).font(font(15.0)).color(shown.theme.ink));
    let mut next = value;
    let drag = egui::DragValue::new(&mut next).range(0..=9_999).speed(0.2);
    let response = ui.add(drag);
    response.widget_info(|| WidgetInfo::labeled(Role::SpinButton, true, name));
    if next != value {
        actions.push(set(next));
    }
}

fn totals_ui(ui: &mut Ui, shown: &Shown<'_>, round: &Round) {
    let words = shown.words;
    egui::Grid::new("count-totals")
        .num_columns(4)
        .spacing([14.0, 4.0])
        .show(ui, |ui| {
            let cell = |ui: &mut Ui, text: &str, is_bold: bool| {
                let font_id = if is_bold { bold_font(16.0) } else { font(16.0) };
                ui.label(egui::RichText::new(text).font(font_id).color(shown.theme.ink));
            };
            for (row, about) in round.rows.iter().enumerate() {
                if round.rows.len() > 1 {
                    let text = egui::RichText::new(&about.words)
                        .font(font(15.0))
                        .color(shown.theme.ink);
                    ui.scope(|ui| {
                        ui.set_max_width(340.0);
                        ui.add(egui::Label::new(text).truncate());
                    });
                }
                for (answer, name) in round.asked.answers().iter().enumerate() {
                    cell(
                        ui,
                        &format!("{}: {}", words.answer(*name), round.sum(row, answer)),
                        true,
                    );
                }
                ui.end_row();
                if round.rows.len() == 1 && round.tally.groups.len() > 1 {
                    for (group, of) in round.tally.groups.iter().enumerate() {
                        for answer in 0..round.num_answers() {
                            let text = format!("{} {}", words.group_of(of), round.count(row, answer, group));
                            cell(ui, &text, false);
                        }
                        ui.end_row();
                    }
                }
            }
        });
}
