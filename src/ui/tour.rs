//! The tour: a box over the map that explains one thing at a time, while the map shows it.

use egui::{Align2, Area, Frame, Id, Key, Margin, Modifiers, Order, Ui, vec2};

use crate::command::{Action, AppAction};

use super::Shown;
use super::theme::{bold_font, font};
use super::widgets::{FlatButton, from_right};

/// How many steps the tour has.
pub const NUM_STEPS: usize = 7;

/// The box of a step.
pub fn tour_ui(ui: &Ui, shown: &Shown<'_>, step: usize, actions: &mut Vec<Action>) {
    let words = shown.words;
    let theme = shown.theme;
    let viewport = shown.view.camera.viewport;
    let area = Area::new(Id::unique("tour"))
        .order(Order::Middle)
        .pivot(Align2::CENTER_BOTTOM)
        .fixed_pos(viewport.center_bottom() - vec2(0.0, 24.0));
    area.show(ui.ctx(), |ui| {
        let frame = Frame::new()
            .fill(theme.thesis.solid)
            .corner_radius(10)
            .inner_margin(Margin::same(16));
        frame.show(ui, |ui| {
            ui.set_width((viewport.width() - 60.0).clamp(280.0, 560.0));
            let (title, text) = words.tour_step(step);
            let title = format!("{} / {NUM_STEPS}  {title}", step + 1);
            let label = ui.label(egui::RichText::new(title).font(bold_font(16.0)).color(theme.thesis.on));
            ui.accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
            let text = egui::RichText::new(text).font(font(16.0)).color(theme.thesis.on);
            ui.add(egui::Label::new(text).wrap());
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                let go = |step: Option<usize>| Action::App(AppAction::Tour(step));
                from_right(ui, |ui| {
                    let last = step + 1 == NUM_STEPS;
                    let next = if last { words.done } else { words.next };
                    if FlatButton::text(next).selected(true).show(ui, theme).clicked() {
                        actions.push(go((!last).then_some(step + 1)));
                    }
                    if step > 0 && FlatButton::text(words.back).selected(true).show(ui, theme).clicked() {
                        actions.push(go(Some(step - 1)));
                    }
                    if FlatButton::text(words.stop_tour)
                        .selected(true)
                        .show(ui, theme)
                        .clicked()
                    {
                        actions.push(go(None));
                    }
                });
            });
            let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
            if !shown.is_dialog_open
                && ui.memory(|memory| memory.focused().is_none_or(|id| id == super::paint::canvas_id()))
                && pressed(Key::Escape)
            {
                actions.push(Action::App(AppAction::Tour(None)));
            }
        });
    });
}
