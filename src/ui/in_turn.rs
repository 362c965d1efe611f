//! Keys in their turn: on a slow computer several come in one frame, and each must find what the one before it made.
//! A letter behind Enter belongs on the next card, not on this one; Enter behind an arrow key is about where it led.

use egui::{Context, Event, Key, Plugin, RawInput, Ui, ViewportId};

/// A text longer than this, in bytes, is not pasted: it is no list of arguments, and a field would not take it in reasonable time.
pub const MOST_PASTED: usize = 2 * 1024 * 1024;

/// A key that does more than type a letter comes alone in its frame: what was pressed behind it waits for the next one, and
/// so does the key itself if something was typed before it.
#[derive(Default)]
pub struct InTurn {
    waiting: Vec<Event>,
    /// The frame in which keys were last let through: one that is run again gets no others.
    frame: Option<u64>,
    /// For so many frames at most, keys wait for a field that is being opened.
    patience: u8,
    /// Something was pasted that is too large: nobody was told yet.
    is_too_large: bool,
}

impl InTurn {
    /// Whether something that is too large was pasted since this was asked last.
    pub fn take_too_large(&mut self) -> bool {
        std::mem::take(&mut self.is_too_large)
    }

    /// Lets nothing through that is too large for a text, and no control letters, which do nothing good in one.
    fn look_at_pasted(&mut self, input: &mut RawInput) {
        input.events.retain_mut(|event| match event {
            Event::Paste(text) if text.len() <= MOST_PASTED => {
                text.retain(|letter| !letter.is_control() || matches!(letter, '\n' | '\r' | '\t'));
                !text.is_empty()
            }
            Event::Paste(_) => {
                self.is_too_large = true;
                false
            }
            _ => true,
        });
    }
}

/// Keys wait until the field that was just opened has the keyboard: its first letters are no commands.
pub fn wait_for_field(context: &Context) {
    context.with_plugin(|in_turn: &mut InTurn| in_turn.patience = 4);
}

/// The letter of this key is typed again in the field that it opens.
pub fn again(ui: &Ui, key: Key) {
    let is_first = |event: &Event| matches!(event, Event::Key { key: known, pressed: true, .. } if *known == key);
    let letters: Vec<Event> = ui.input(|input| {
        let from = input.events.iter().skip_while(|event| !is_first(event));
        from.filter(|event| matches!(event, Event::Text(_))).cloned().collect()
    });
    ui.ctx().with_plugin(|in_turn: &mut InTurn| {
        let behind = std::mem::take(&mut in_turn.waiting);
        in_turn.waiting = letters.into_iter().chain(behind).collect();
    });
}

impl Plugin for InTurn {
    fn debug_name(&self) -> &'static str {
        "InTurn"
    }

    fn input_hook(&mut self, context: &Context, input: &mut RawInput) {
        // One writes in the window of the program only; that of an audience takes no part.
        if input.viewport_id != ViewportId::ROOT {
            return;
        }
        self.look_at_pasted(input);
        let frame = context.cumulative_frame_nr();
        if self.frame == Some(frame) && input.events.is_empty() {
            return;
        }
        self.frame = Some(frame);
        let is_typing = context.text_edit_focused();
        if is_typing {
            self.patience = 0;
        }
        if self.patience > 0 {
            self.patience -= 1;
            let (keys, others) = std::mem::take(&mut input.events).into_iter().partition(is_of_keyboard);
            input.events = others;
            self.waiting.extend::<Vec<Event>>(keys);
            context.request_repaint();
            return;
        }
        if self.waiting.is_empty() && input.events.len() < 2 {
            return;
        }
        let mut events = std::mem::take(&mut self.waiting);
        events.append(&mut input.events);
        let (mut has_key, mut is_done, mut types_letter) = (false, false, false);
        for event in events {
            // The letter that the key itself types goes with it: it comes right behind it.
            let is_letter = matches!(&event, Event::Text(letters) if letters.chars().count() == 1);
            let is_own = std::mem::take(&mut types_letter) && is_letter;
            let is_pressed = matches!(event, Event::Key { pressed: true, .. });
            let ends_it = is_pressed && does_more_than_type(&event);
            is_done |= ends_it && has_key;
            if is_done && is_of_keyboard(&event) && !is_own {
                // A key that is held down is not to run on after it was let go.
                if !is_repeat(&event) {
                    self.waiting.push(event);
                }
                continue;
            }
            has_key |= is_of_keyboard(&event) && (is_pressed || !matches!(event, Event::Key { .. }));
            if is_pressed {
                is_done = ends_it || !is_typing;
                types_letter = is_done && !ends_it;
            }
            input.events.push(event);
        }
        if !self.waiting.is_empty() {
            context.request_repaint();
        }
    }
}

fn is_of_keyboard(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { .. } | Event::Text(_) | Event::Paste(_) | Event::Copy | Event::Cut
    )
}

fn is_repeat(event: &Event) -> bool {
    matches!(event, Event::Key { repeat: true, .. })
}

/// In a text: a key that ends it, goes on elsewhere, or is a command.
fn does_more_than_type(event: &Event) -> bool {
    let Event::Key { key, modifiers, .. } = event else {
        return false;
    };
    let is_command = (modifiers.command || modifiers.alt) && !(modifiers.ctrl && modifiers.alt);
    let is_function_key = key.name().starts_with('F') && key.name().len() > 1;
    is_command || is_function_key || matches!(key, Key::Enter | Key::Tab | Key::Escape)
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Modifiers;

    #[test]
    fn what_is_pasted_is_a_text_of_bearable_size() {
        let pasted = |text: &str| {
            let (mut in_turn, mut input) = (InTurn::default(), RawInput::default());
            input.events.push(Event::Paste(text.to_owned()));
            in_turn.input_hook(&Context::default(), &mut input);
            (input.events, in_turn.take_too_large())
        };
        assert_eq!(
            pasted("a\0b\u{1b}\r\nc\t"),
            (vec![Event::Paste("ab\r\nc\t".to_owned())], false)
        );
        assert_eq!(pasted("\0\u{1}\u{9f}"), (Vec::new(), false));
        assert_eq!(pasted(&"x".repeat(MOST_PASTED)).0.len(), 1);
        // Nobody walks over what is refused.
        assert_eq!(pasted(&"x".repeat(100_000_000)), (Vec::new(), true));
    }

    fn key(key: Key) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        }
    }

    fn text(letters: &str) -> Event {
        Event::Text(letters.to_owned())
    }

    /// What comes through in each frame.
    fn turns(events: Vec<Event>) -> Vec<Vec<Event>> {
        let (context, mut in_turn) = (Context::default(), InTurn::default());
        let mut events = events;
        let mut turns = Vec::new();
        loop {
            let input = RawInput {
                events: std::mem::take(&mut events),
                ..RawInput::default()
            };
            let mut seen = input;
            in_turn.input_hook(&context, &mut seen);
            if seen.events.is_empty() {
                return turns;
            }
            turns.push(seen.events);
            // The next frame.
            let mut output = context.run_ui(RawInput::default(), |_| {});
            output.textures_delta.clear();
        }
    }

    #[test]
    fn what_is_pressed_behind_a_command_waits_for_it() {
        let all = turns(vec![
            key(Key::ArrowRight),
            key(Key::T),
            text("t"),
            text("nee"),
            key(Key::Enter),
        ]);
        assert_eq!(
            all,
            [
                vec![key(Key::ArrowRight)],
                vec![key(Key::T), text("t")],
                vec![text("nee")],
                vec![key(Key::Enter)],
            ]
        );
    }

    #[test]
    fn a_key_that_is_held_down_does_not_run_on() {
        let held = Event::Key {
            key: Key::ArrowDown,
            physical_key: None,
            pressed: true,
            repeat: true,
            modifiers: Modifiers::NONE,
        };
        let all = turns(vec![key(Key::ArrowDown), held.clone(), held.clone(), key(Key::Enter)]);
        assert_eq!(all, [vec![key(Key::ArrowDown)], vec![key(Key::Enter)]]);
    }
}
