//! Routes of one's own: stops that were recorded, in order, with notes and the time they are planned to take.

use egui::{Role, ScrollArea, Ui, WidgetInfo};

use crate::command::{Action, AppAction};
use crate::edit::{Edit, TextField};
use crate::model::{Ballot, Chart, Item, RouteId, Shows, Stage, Stop};

use super::super::Shown;
use super::super::fields::{named_texts_ui, new_word_ui, text_ui};
use super::super::icons::Icon;
use super::super::theme::{bold_font, font};
use super::super::widgets::{FlatButton, from_right, paragraph};
use super::lists::{record_ui, tools_ui};

/// So many pictures of arguments are offered as stops.
const MOST_PICTURES: usize = 20;

/// The page of routes.
pub(super) fn routes_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let words = shown.words;
    let document = shown.document();
    new_word_ui(ui, shown, "route", words.route_add, |name| {
        actions.push(Action::Edit(Edit::AddRoute {
            lang: shown.lang(),
            words: name,
            stops: vec![Stop::default()],
        }));
    });
    ui.add_space(6.0);
    let routes = document.routes.in_order();
    if routes.is_empty() {
        paragraph(ui, words.no_routes, font(16.0), shown.theme.ink);
    }
    ScrollArea::vertical()
        .id_salt("routes")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(900.0));
            for id in routes {
                ui.push_id(("route", id), |ui| {
                    record_ui(ui, shown, |ui| route_ui(ui, shown, id, actions))
                });
                ui.add_space(8.0);
            }
        });
}

fn route_ui(ui: &mut Ui, shown: &Shown<'_>, id: RouteId, actions: &mut Vec<Action>) {
    let (words, theme) = (shown.words, shown.theme);
    let document = shown.document();
    let Some(record) = document.routes.get(id) else { return };
    let name = document.read(&record.name, shown.lang()).words;
    let delete = Some(Edit::RemoveRoute { route: id });
    tools_ui(ui, shown, name, Item::Route(id), delete, actions);
    named_texts_ui(
        ui,
        shown,
        TextField::RouteName(id),
        &record.name,
        1,
        words.route_name,
        actions,
    );
    let seconds = record.stops.iter().map(|stop| stop.seconds).sum();
    ui.horizontal_wrapped(|ui| {
        if FlatButton::text(words.route_play).filled().show(ui, theme).clicked() {
            actions.push(Action::App(AppAction::PresentRoute(id, 0)));
        }
        let is_target = shown.records_into == Some(id);
        let name = if is_target {
            words.route_records
        } else {
            words.route_record
        };
        if FlatButton::text(name).selected(is_target).show(ui, theme).clicked() {
            actions.push(Action::App(AppAction::RecordInto(id)));
        }
        let size = words.route_size(record.stops.len(), seconds);
        ui.label(egui::RichText::new(size).font(font(15.0)).color(theme.ink_soft));
    });
    ui.add_space(4.0);
    let mut changed: Option<Vec<Stop>> = None;
    for (number, stop) in record.stops.iter().enumerate() {
        ui.push_id(number, |ui| {
            if let Some(stops) = stop_ui(ui, shown, id, (number, stop), &record.stops, actions) {
                changed = Some(stops);
            }
        });
    }
    add_ui(ui, shown, &record.stops, &mut changed);
    if let Some(stops) = changed {
        actions.push(Action::Edit(Edit::SetStops { route: id, stops }));
    }
}

/// One stop; the stops as they are to be, if something was asked for.
fn stop_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    route: RouteId,
    (number, stop): (usize, &Stop),
    all: &[Stop],
    actions: &mut Vec<Action>,
) -> Option<Vec<Stop>> {
    let (words, theme) = (shown.words, shown.theme);
    let document = shown.document();
    let mut changed = None;
    let name = words.stop_name(document, shown.lang(), stop);
    let is_gone = stop.items().iter().any(|item| !document.has(*item));
    let with = |change: &dyn Fn(&mut Vec<Stop>)| {
        let mut stops = all.to_vec();
        change(&mut stops);
        Some(stops)
    };
    ui.horizontal(|ui| {
        let label = format!("{}", number + 1);
        ui.label(egui::RichText::new(label).font(bold_font(15.0)).color(theme.ink));
        let ink = if is_gone { theme.danger } else { theme.ink };
        from_right(ui, |ui| {
            let delete = format!("{}: {name}", words.stop_remove);
            if FlatButton::icon(Icon::Trash, &delete).show(ui, theme).clicked() {
                changed = with(&|stops| {
                    stops.remove(number);
                });
            }
            for (sign, text, by) in [("↓", words.move_down, 1), ("↑", words.move_up, -1)] {
                let other = number.checked_add_signed(by).filter(|other| *other < all.len());
                let label = format!("{text}: {name}");
                let button = FlatButton::text(sign).named(&label).enabled(other.is_some());
                if button.show(ui, theme).clicked()
                    && let Some(other) = other
                {
                    changed = with(&|stops| stops.swap(number, other));
                }
            }
            let play = format!("{}: {name}", words.route_play);
            if FlatButton::text("▶").named(&play).show(ui, theme).clicked() {
                actions.push(Action::App(AppAction::PresentRoute(route, number)));
            }
            ui.label(
                egui::RichText::new(words.stop_minutes)
                    .font(font(14.0))
                    .color(theme.ink_soft),
            );
            let mut minutes = f64::from(stop.seconds) / 60.0;
            let drag = egui::DragValue::new(&mut minutes)
                .range(0.0..=120.0)
                .speed(0.1)
                .min_decimals(0)
                .max_decimals(1);
            let response = ui.add(drag);
            response
                .widget_info(|| WidgetInfo::labeled(Role::SpinButton, true, format!("{}: {name}", words.stop_minutes)));
            let seconds = (minutes * 60.0).round() as u32;
            if seconds != stop.seconds {
                changed = with(&|stops| {
                    if let Some(stop) = stops.get_mut(number) {
                        stop.seconds = seconds;
                    }
                });
            }
            let text = egui::RichText::new(&name).font(font(15.0)).color(ink);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(text).truncate());
            });
        });
    });
    ui.indent("note", |ui| {
        // In the language in which the map is read; the others stand on the page of translations.
        text_ui(
            ui,
            shown,
            TextField::StopNote(route, number),
            &stop.note,
            shown.lang(),
            1,
            words.stop_note,
            actions,
        );
    });
    changed
}

/// Adds stops that cannot be recorded from the map: rounds of weighing, results, stages.
fn add_ui(ui: &mut Ui, shown: &Shown<'_>, all: &[Stop], changed: &mut Option<Vec<Stop>>) {
    let words = shown.words;
    let document = shown.document();
    let said: Vec<_> = all.iter().flat_map(|stop| stop.claims().to_vec()).collect();
    let mut kinds: Vec<Shows> = vec![Shows::Whole, Shows::Vote(Ballot::Before), Shows::Vote(Ballot::After)];
    if !said.is_empty() {
        let mut each = said;
        each.sort_unstable();
        each.dedup();
        each.truncate(10);
        kinds.push(Shows::Vote(Ballot::Opinion(each.clone())));
        kinds.push(Shows::Vote(Ballot::Dots(each)));
    }
    if !document.instruments.is_empty() {
        kinds.push(Shows::Vote(Ballot::Tools(document.instruments.in_order())));
    }
    if document.cover.picture.is_some() {
        kinds.push(Shows::Picture(Item::Cover));
    }
    let with_picture = document.claims.iter().filter(|(_, record)| record.picture.is_some());
    kinds.extend(
        with_picture
            .take(MOST_PICTURES)
            .map(|(id, _)| Shows::Picture(Item::Claim(id))),
    );
    kinds.extend(Chart::ALL.map(Shows::Result));
    kinds.extend(Stage::ALL.map(Shows::Stage));
    ui.horizontal_wrapped(|ui| {
        ui.label(
            egui::RichText::new(words.add_stop)
                .font(bold_font(14.0))
                .color(shown.theme.ink),
        );
        egui::ComboBox::from_id_salt("add-stop")
            .selected_text("+")
            .width(60.0)
            .show_ui(ui, |ui| {
                for shows in kinds {
                    let seconds = match &shows {
                        Shows::Stage(stage) => stage.seconds(),
                        _ => 0,
                    };
                    let stop = Stop {
                        seconds,
                        ..Stop::new(shows)
                    };
                    let name = words.stop_name(document, shown.lang(), &stop);
                    if ui
                        .selectable_label(false, egui::RichText::new(name).font(font(15.0)))
                        .clicked()
                    {
                        let mut stops = all.to_vec();
                        stops.push(stop);
                        *changed = Some(stops);
                    }
                }
            });
    });
}
