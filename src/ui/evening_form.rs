//! Before the evening: what it is called, which way it goes, and what is weighed.

use egui::{Role, ScrollArea, TextEdit, Ui, WidgetInfo};

use crate::command::{Action, AppAction};
use crate::session::{About, Depth, Plan, Side, Walk, Weighing};
use crate::ui::typed::{self, Typed};

use super::Shown;
use super::dialogs::{Choice, buttons_ui, title_ui};
use super::theme::{bold_font, font};
use super::widgets::FlatButton;

/// What is filled in before an evening.
#[derive(Clone, Debug)]
pub struct EveningForm {
    /// The evening itself.
    pub about: About,
    /// How it goes.
    pub plan: Plan,
    /// The walks that can be chosen, with their names, and the side that one of one's own begins with as it stands.
    pub walks: Vec<(Walk, String, Option<Side>)>,
    /// The side on which the lot fell.
    pub drawn: Option<Side>,
}

/// The form.
pub(super) fn form_ui(ui: &mut Ui, shown: &Shown<'_>, form: &mut EveningForm, actions: &mut Vec<Action>) -> Choice {
    let (words, theme) = (shown.words, shown.theme);
    title_ui(ui, shown, words.evening_begin);
    let height = (ui.ctx().content_rect().height() - 190.0).max(200.0);
    ScrollArea::vertical().max_height(height).show(ui, |ui| {
        let about = &mut form.about;
        let field = |ui: &mut Ui, name: &str, text: &mut String| {
            label(ui, shown, name);
            let response = ui.add(
                TextEdit::singleline(&mut Typed(text))
                    .desired_width(f32::INFINITY)
                    .font(font(16.0)),
            );
            typed::hold(ui, &response, text);
            response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
        };
        field(ui, words.evening_title, &mut about.title);
        ui.columns(2, |columns| {
            let [left, right] = columns else { return };
            field(left, words.evening_place, &mut about.place);
            field(right, words.evening_group, &mut about.group);
        });
        ui.horizontal(|ui| {
            label(ui, shown, words.evening_people);
            let response = ui.add(egui::DragValue::new(&mut about.people).range(0..=9_999).speed(0.3));
            response.widget_info(|| WidgetInfo::labeled(Role::SpinButton, true, words.evening_people));
        });
        label(ui, shown, words.room_depth);
        ui.horizontal_wrapped(|ui| {
            for depth in Depth::ALL {
                let name = words.screen_heights(depth.heights());
                if FlatButton::text(&name)
                    .selected(about.room == depth)
                    .show(ui, theme)
                    .clicked()
                {
                    about.room = depth;
                }
            }
        });
        label(ui, shown, words.evening_route);
        ui.horizontal_wrapped(|ui| {
            for (walk, name, first) in &form.walks {
                let is_on = form.plan.walk == *walk;
                if FlatButton::text(name).selected(is_on).show(ui, theme).clicked() {
                    form.plan.walk = walk.clone();
                    // As it was recorded, unless somebody says otherwise, or a lot does.
                    if let Some(first) = first.filter(|_| form.drawn.is_none()) {
                        form.plan.first = first;
                    }
                }
            }
        });
        label(ui, shown, words.evening_first);
        ui.horizontal_wrapped(|ui| {
            for side in [Side::For, Side::Against] {
                let button = FlatButton::text(words.stance(side.into())).selected(form.plan.first == side);
                if button.show(ui, theme).clicked() {
                    form.plan.first = side;
                    form.drawn = None;
                }
            }
            if FlatButton::text(words.evening_lot).show(ui, theme).clicked() {
                form.plan.first = drawn();
                form.drawn = Some(form.plan.first);
            }
            if let Some(side) = form.drawn {
                let lot = words.lot_fell(side.into());
                let lot = ui.label(egui::RichText::new(lot).font(font(15.0)).color(theme.ink));
                ui.accesskit_node_builder(lot.id, |node| node.set_live(egui::accesskit::Live::Polite));
            }
        });
        let recorded = form.walks.iter().find(|(walk, ..)| *walk == form.plan.walk);
        if recorded
            .and_then(|(.., first)| *first)
            .is_some_and(|first| first != form.plan.first)
        {
            super::widgets::paragraph(ui, words.route_turned, font(14.0), theme.ink_soft);
        }
        label(ui, shown, words.evening_weigh);
        let check = |ui: &mut Ui, is_on: &mut bool, name: &str| {
            ui.checkbox(is_on, egui::RichText::new(name).font(font(15.0)).color(theme.ink));
        };
        check(ui, &mut form.plan.before_and_after, words.evening_votes);
        check(ui, &mut form.plan.tools, words.evening_tools);
        ui.horizontal_wrapped(|ui| {
            for weighing in [Weighing::Nothing, Weighing::Opinion, Weighing::Dots] {
                let button = FlatButton::text(words.weighing(weighing)).selected(form.plan.weigh == weighing);
                if button.show(ui, theme).clicked() {
                    form.plan.weigh = weighing;
                }
            }
        });
    });
    match buttons_ui(ui, shown, &[words.evening_start, words.cancel]) {
        Some(0) => {
            let (about, plan) = (form.about.clone(), form.plan.clone());
            actions.push(Action::App(AppAction::BeginEvening(Box::new(about), Box::new(plan))));
            Choice::Close
        }
        Some(_) => Choice::Close,
        None => Choice::Open,
    }
}

/// A side by lot: the keys of the hash maps of this program are drawn anew for each of them.
fn drawn() -> Side {
    use std::hash::{BuildHasher as _, RandomState};
    if RandomState::new().hash_one(0_u8) & 1 == 0 {
        Side::For
    } else {
        Side::Against
    }
}

fn label(ui: &mut Ui, shown: &Shown<'_>, text: &str) {
    ui.add_space(6.0);
    ui.label(
        egui::RichText::new(text)
            .font(bold_font(14.0))
            .color(shown.theme.ink_soft),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lots_fall_on_both_sides() {
        let num_for = (0..400).filter(|_| drawn() == Side::For).count();
        assert!((100..300).contains(&num_for), "{num_for} of 400");
    }
}
