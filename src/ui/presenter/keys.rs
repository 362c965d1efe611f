//! The keys of a show, the same in both windows.

use egui::{Event, Key, Modifiers, Ui};

use crate::command::{Action, AppAction};
use crate::present::{Show, ShowAction as S};

use super::{is_typing, wish};

/// What the keys mean now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Route,
    /// A count is open: digits are counts, arrows go from answer to answer.
    Counting,
    /// A round that is not being counted: a hand more must not enlarge the picture.
    Round,
    /// The overview of stops is open: arrows go from stop to stop.
    Overview(usize),
}

/// The wishes of the keys that were pressed. A key that is held down leads on once (but counts on and on). `was_typing`
/// says that a field had the keyboard in the frame before: then Escape has left that field and does nothing else.
pub fn show_keys(ui: &Ui, show: &Show, overview: Option<usize>, was_typing: bool) -> Vec<Action> {
    if is_typing(ui) {
        return page_keys(ui);
    }
    let mode = match overview {
        Some(at) => Mode::Overview(at),
        None if show.counting().is_some() => Mode::Counting,
        None if show.round_in(show.picture()).is_some() => Mode::Round,
        None => Mode::Route,
    };
    let mut found = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key {
                key,
                physical_key,
                pressed: true,
                repeat,
                modifiers,
            } if !(was_typing && *key == Key::Escape) => match action_of(mode, *key, *physical_key, *modifiers) {
                Some(action) => {
                    // Of a key that needs Shift the release may come as that of another key: the next press then
                    // counts as a repetition.
                    let goes_on = matches!(
                        action,
                        Action::App(
                            AppAction::Show(S::Count(_) | S::Zoom { .. })
                                | AppAction::NoteSize(_)
                                | AppAction::ShowHelp
                        )
                    );
                    if !repeat || goes_on {
                        found.push(action);
                    }
                    false
                }
                None => true,
            },
            _ => true,
        });
    });
    found
}

/// A clicker leads on while a line is being typed too: its keys mean nothing in a line. What was typed stays there.
pub fn page_keys(ui: &Ui) -> Vec<Action> {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let wishes = [(Key::PageDown, S::Next), (Key::PageUp, S::Back)];
    let found: Vec<Action> = wishes
        .into_iter()
        .filter(|(key, _)| pressed(*key))
        .map(|(_, wish_for)| wish(wish_for))
        .collect();
    if !found.is_empty() {
        ui.memory_mut(|memory| {
            if let Some(field) = memory.focused() {
                memory.surrender_focus(field);
            }
        });
    }
    found
}

fn action_of(mode: Mode, key: Key, physical: Option<Key>, modifiers: Modifiers) -> Option<Action> {
    let show = |action| Some(wish(action));
    if modifiers.alt && !modifiers.ctrl {
        return match key {
            Key::PageDown => show(S::NextStop),
            Key::PageUp => show(S::BackStop),
            _ => None,
        };
    }
    if modifiers.ctrl || modifiers.command {
        return match key {
            Key::F => Some(Action::App(AppAction::Ask)),
            Key::Z if modifiers.shift => show(S::Redo),
            Key::Z => show(S::Undo),
            Key::Y => show(S::Redo),
            Key::Plus | Key::Equals => Some(Action::App(AppAction::NoteSize(1))),
            Key::Minus => Some(Action::App(AppAction::NoteSize(-1))),
            _ => None,
        };
    }
    if let Mode::Overview(at) = mode
        && let Some(action) = in_overview(at, key)
    {
        return Some(action);
    }
    if mode == Mode::Counting
        && let Some(action) = while_counting(key, modifiers)
    {
        return show(action);
    }
    if mode == Mode::Round && matches!(key, Key::Plus | Key::Equals | Key::Minus) {
        return None;
    }
    // On some keyboards digits need Shift: their place counts.
    if let Some(digit) = digit_of(key).or_else(|| physical.and_then(digit_of)) {
        return show(S::Digit(digit));
    }
    on_the_way(key, modifiers)
}

fn in_overview(at: usize, key: Key) -> Option<Action> {
    let to = |at: usize| Some(Action::App(AppAction::OverviewAt(at)));
    match key {
        Key::ArrowDown | Key::ArrowRight => to(at + 1),
        Key::ArrowUp | Key::ArrowLeft => to(at.saturating_sub(1)),
        Key::Enter => Some(wish(S::Go(at))),
        Key::Escape | Key::Tab | Key::O => Some(Action::App(AppAction::ShowOverview)),
        _ => None,
    }
}

fn while_counting(key: Key, modifiers: Modifiers) -> Option<S> {
    Some(match key {
        Key::Plus | Key::Equals | Key::Space => S::Count(1),
        Key::Minus => S::Count(-1),
        Key::ArrowRight => S::MoveCell(1),
        Key::ArrowLeft => S::MoveCell(-1),
        Key::ArrowDown => S::MoveRow(1),
        Key::ArrowUp => S::MoveRow(-1),
        Key::Tab if modifiers.shift => S::MoveCell(-1),
        Key::Tab => S::MoveCell(1),
        Key::Backspace => S::Erase,
        Key::Enter => S::GoTyped,
        _ => return None,
    })
}

fn digit_of(key: Key) -> Option<u8> {
    let digits = [
        Key::Num0,
        Key::Num1,
        Key::Num2,
        Key::Num3,
        Key::Num4,
        Key::Num5,
        Key::Num6,
        Key::Num7,
        Key::Num8,
        Key::Num9,
    ];
    digits.iter().position(|known| *known == key).map(|digit| digit as u8)
}

fn on_the_way(key: Key, modifiers: Modifiers) -> Option<Action> {
    let show = |action| Some(wish(action));
    match key {
        Key::Space if modifiers.shift => show(S::Back),
        Key::V if modifiers.shift => Some(Action::App(AppAction::WeighNow { dots: true })),
        Key::PageDown | Key::ArrowRight | Key::ArrowDown | Key::Space | Key::N => show(S::Next),
        Key::PageUp | Key::ArrowLeft | Key::ArrowUp | Key::P => show(S::Back),
        Key::Backspace => show(S::Erase),
        Key::Enter => show(S::GoTyped),
        Key::Home => show(S::First),
        Key::End => show(S::Last),
        Key::B | Key::Period => show(S::Black),
        Key::W | Key::Comma => show(S::White),
        Key::F => show(S::Freeze),
        Key::Escape => show(S::Escape),
        Key::Plus | Key::Equals => show(S::Zoom {
            factor: 1.25,
            at: (0.5, 0.5),
        }),
        Key::Minus => show(S::Zoom {
            factor: 0.8,
            at: (0.5, 0.5),
        }),
        Key::L => show(S::Pointer),
        // Never restarts; the picture comes back to its screen.
        Key::F5 => Some(Action::App(AppAction::OpenAudience)),
        Key::X | Key::S => Some(Action::App(AppAction::SwapScreens)),
        Key::H => Some(Action::App(AppAction::ShowNotes)),
        Key::Q => show(S::Sources),
        Key::E => Some(Action::App(AppAction::ShowLang)),
        Key::G => Some(Action::App(AppAction::Ask)),
        Key::A => Some(Action::App(AppAction::AddFromRoom)),
        Key::V => Some(Action::App(AppAction::WeighNow { dots: false })),
        Key::R => Some(Action::App(AppAction::ShowResult)),
        Key::O | Key::Tab => Some(Action::App(AppAction::ShowOverview)),
        Key::Questionmark | Key::F1 => Some(Action::App(AppAction::ShowHelp)),
        _ => None,
    }
}
