//! All stops at a glance, with those that are too full for the room, and the keys; on the laptop only.

use egui::{Frame, Id, Margin, Order, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::command::{Action, AppAction};
use crate::present::ShowAction;
use crate::session::{Depth, SessionEdit};

use super::super::Shown;
use super::super::theme::{bold_font, font};
use super::super::widgets::{FlatButton, from_right, paragraph};
use super::{Desk, minutes, wish};

/// The height of a row of the overview, in points.
const ROW: f32 = 32.0;

/// A window over the presenter's side; whether it is to be closed.
fn window(ui: &Ui, shown: &Shown<'_>, title: &str, add: impl FnOnce(&mut Ui)) -> bool {
    let screen = ui.ctx().content_rect();
    let mut is_closed = false;
    egui::Area::new(Id::unique("show-window"))
        .order(Order::Foreground)
        .fixed_pos(screen.min + vec2(40.0, 40.0))
        .show(ui.ctx(), |ui| {
            let frame = Frame::new()
                .fill(shown.theme.card)
                .stroke(egui::Stroke::new(1.0, shown.theme.hairline))
                .corner_radius(10)
                .inner_margin(Margin::same(18));
            frame.show(ui, |ui| {
                ui.set_width(screen.width() - 116.0);
                ui.set_height(screen.height() - 116.0);
                ui.horizontal(|ui| {
                    ui.label(egui::RichText::new(title).font(bold_font(22.0)).color(shown.theme.ink));
                    from_right(ui, |ui| {
                        is_closed = FlatButton::text(shown.words.close).show(ui, shown.theme).clicked();
                    });
                });
                ui.add_space(6.0);
                add(ui);
            });
        });
    is_closed
}

/// The stops: number, what they show, planned and used time, and whether they fit.
pub(super) fn overview_ui(ui: &Ui, shown: &Shown<'_>, desk: &Desk<'_>, actions: &mut Vec<Action>) {
    let Some(here) = desk.overview else { return };
    let (words, theme, show) = (shown.words, shown.theme, desk.show);
    let mut wishes = Vec::new();
    let is_closed = window(ui, shown, words.overview_title, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(egui::RichText::new(words.room_depth).font(font(15.0)).color(theme.ink));
            for depth in Depth::ALL {
                let is_on = show.session().about.room == depth;
                let name = words.screen_heights(depth.heights());
                if FlatButton::text(&name).selected(is_on).show(ui, theme).clicked() {
                    let about = crate::session::About {
                        room: depth,
                        ..show.session().about.clone()
                    };
                    wishes.push(wish(ShowAction::Session(SessionEdit::SetAbout(Box::new(about)))));
                }
            }
            let full = desk.too_full.iter().filter(|full| **full == Some(true)).count();
            let text = if desk.too_full.contains(&None) {
                words.looking.to_owned()
            } else {
                words.num_too_full(full)
            };
            let ink = if full > 0 { theme.contra.line } else { theme.ok };
            ui.label(egui::RichText::new(text).font(bold_font(15.0)).color(ink));
        });
        ui.add_space(4.0);
        let scroll = ScrollArea::vertical().id_salt("overview").auto_shrink(false);
        let at = Id::unique("overview-at");
        let was = ui.data(|data| data.get_temp::<usize>(at));
        let scroll = if was == Some(here) {
            scroll
        } else {
            ui.data_mut(|data| data.insert_temp(at, here));
            let row = ROW + ui.spacing().item_spacing.y;
            scroll.vertical_scroll_offset((row * (here as f32 - 4.0)).max(0.0))
        };
        scroll.show_rows(ui, ROW, show.stops().len(), |ui, rows| {
            for number in rows {
                let Some(stop) = show.stops().get(number) else { continue };
                let name = words.stop_name(shown.document(), shown.lang(), stop);
                let full = desk.too_full.get(number).copied().flatten() == Some(true);
                let time = match (show.session().used(number), stop.seconds) {
                    (0, 0) => String::new(),
                    (used, 0) => minutes(f64::from(used)),
                    (used, planned) => format!("{} / {}", minutes(f64::from(used)), minutes(f64::from(planned))),
                };
                let row = Frame::new()
                    .fill(if number == here { theme.halo } else { theme.card })
                    .corner_radius(4)
                    .inner_margin(Margin::symmetric(8, 5));
                let ink = if number == here {
                    super::super::theme::BLACK
                } else {
                    theme.ink
                };
                let response = row
                    .show(ui, |ui| {
                        ui.horizontal(|ui| {
                            ui.set_width(ui.available_width());
                            ui.set_height(ROW - 10.0);
                            let is_now = number == show.at().stop;
                            let mark = if is_now { "▶" } else { "" };
                            let text = format!("{mark} {}", number + 1);
                            ui.add_sized(
                                vec2(56.0, 20.0),
                                egui::Label::new(egui::RichText::new(text).font(bold_font(16.0)).color(ink)),
                            );
                            ui.label(egui::RichText::new(&name).font(font(16.0)).color(ink));
                            from_right(ui, |ui| {
                                ui.label(egui::RichText::new(&time).font(font(15.0)).color(ink));
                                if full {
                                    let text = egui::RichText::new(format!("⚠ {}", words.too_full));
                                    ui.label(text.font(bold_font(15.0)).color(theme.contra.line));
                                }
                            });
                        });
                    })
                    .response
                    .interact(Sense::click());
                response.widget_info(|| {
                    WidgetInfo::selected(Role::Button, true, number == here, format!("{} {name}", number + 1))
                });
                if response.clicked() {
                    wishes.push(wish(ShowAction::Go(number)));
                }
            }
        });
    });
    actions.extend(wishes);
    if is_closed {
        actions.push(Action::App(AppAction::ShowOverview));
    }
}

/// The keys of a show.
pub(super) fn help_ui(ui: &Ui, shown: &Shown<'_>, desk: &Desk<'_>, actions: &mut Vec<Action>) {
    if !desk.help {
        return;
    }
    let words = shown.words;
    let is_closed = window(ui, shown, words.while_presenting, |ui| {
        ScrollArea::vertical()
            .id_salt("show-keys")
            .auto_shrink(false)
            .show(ui, |ui| {
                egui::Grid::new("show-keys")
                    .num_columns(2)
                    .spacing([24.0, 5.0])
                    .show(ui, |ui| {
                        for (keys, what) in words.show_keys() {
                            ui.label(egui::RichText::new(keys).font(bold_font(16.0)).color(shown.theme.ink));
                            ui.label(egui::RichText::new(what).font(font(16.0)).color(shown.theme.ink));
                            ui.end_row();
                        }
                    });
                ui.add_space(8.0);
                paragraph(ui, words.count_keys, font(15.0), shown.theme.ink);
            });
    });
    if is_closed {
        actions.push(Action::App(AppAction::ShowHelp));
    }
}
