//! What can be done with what is under the pointer: a menu on the map, for the right button.

use egui::{PointerButton, Popup, Pos2, Response, SetOpenCommand};

use crate::command::{Action, Command};
use crate::view::ViewAction;

use super::far::FarView;
use super::paint::Paint;
use super::toolbar::command_row;

/// What is done with a card, in groups.
const OF_CARD: [&[Command]; 5] = [
    &[Command::EditText, Command::EditDetails, Command::EditTags],
    &[
        Command::AddPro,
        Command::AddContra,
        Command::AddBehind,
        Command::AddBefore,
    ],
    &[
        Command::Cut,
        Command::Copy,
        Command::Paste,
        Command::Duplicate,
        Command::Delete,
    ],
    &[
        Command::SwitchSide,
        Command::MoveTo,
        Command::Link,
        Command::JoinWith,
        Command::Split,
        Command::Lift,
        Command::Park,
    ],
    &[Command::Focus, Command::Fold],
];

/// What is done anywhere else.
const OF_MAP: [&[Command]; 3] = [
    &[
        Command::EditText,
        Command::AddPro,
        Command::AddContra,
        Command::Quick,
        Command::Paste,
    ],
    &[Command::Undo, Command::Redo],
    &[Command::ZoomAll, Command::Unfocus, Command::FoldAll, Command::UnfoldAll],
];

/// Opens with the right button, and selects what it is about first; dragging with that button moves the map.
pub(super) fn context_menu_ui(paint: &Paint<'_>, far: &FarView, response: &Response, actions: &mut Vec<Action>) {
    let shown = paint.shown;
    let ui = &response.ctx;
    // Cards and signs lie over the map and have the pointer themselves.
    let clicked = ui.input(|input| input.pointer.button_clicked(PointerButton::Secondary));
    let point = ui.input(|input| input.pointer.interact_pos());
    let is_over = |point: &Pos2| ui.layer_id_at(*point) == Some(response.layer_id);
    let at = point.filter(|point| clicked && response.rect.contains(*point) && is_over(point));
    if let Some(point) = at {
        match far.spot_at(paint, point) {
            // Several that are selected stay so.
            Some(crate::layout::Spot::Claim(claim)) if shown.view.is_selected(claim) => {}
            Some(spot) => actions.push(Action::View(ViewAction::Select(spot))),
            None => actions.push(Action::View(ViewAction::Clear)),
        }
    }
    let opens = at.map(|_| SetOpenCommand::Bool(true));
    let menu = Popup::menu(response).open_memory(opens).at_pointer_fixed().width(400.0);
    menu.show(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        let groups = if shown.view.claim().is_some() {
            &OF_CARD[..]
        } else {
            &OF_MAP[..]
        };
        let can_be_done = |command: &&Command| command.resolve(shown.situation()).is_some();
        let mut is_first = true;
        for group in groups
            .iter()
            .filter(|group| group.iter().any(|command| can_be_done(&command)))
        {
            if !std::mem::take(&mut is_first) {
                ui.separator();
            }
            for command in group.iter().filter(can_be_done) {
                command_row(ui, shown, *command, actions);
            }
        }
    });
}
