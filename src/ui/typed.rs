//! The text of a field, safe from cursors that stand behind its end.

use std::any::TypeId;
use std::ops::Range;

use egui::text::{CCursor, CCursorRange, CharIndex};
use egui::text_edit::TextEditState;
use egui::{Response, TextBuffer, Ui};

/// A text that is typed into. In scripts from right to left egui can take a cursor to stand behind the end of the text, and then
/// fails when a word is deleted there; here such places count as the end.
pub struct Typed<'a>(pub &'a mut String);

impl Typed<'_> {
    fn within(&self, index: CharIndex) -> CharIndex {
        CharIndex(index.0.min(self.0.chars().count()))
    }
}

impl TextBuffer for Typed<'_> {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        self.0
    }

    fn insert_text(&mut self, text: &str, at: CharIndex) -> usize {
        let at = self.within(at);
        self.0.insert_text(text, at)
    }

    fn delete_char_range(&mut self, range: Range<CharIndex>) {
        let (start, end) = (self.within(range.start), self.within(range.end));
        if start < end {
            self.0.delete_char_range(start..end);
        }
    }

    fn type_id(&self) -> TypeId {
        TypeId::of::<Typed<'static>>()
    }
}

/// Brings the cursor of a field that was just shown back into its text: egui 0.37 counts most letters of Arabic and Hebrew
/// twice, and fails in the next frame when a key goes on from a place behind the end.
pub fn hold(ui: &Ui, response: &Response, text: &str) {
    if !response.has_focus() {
        return;
    }
    let state = TextEditState::load(ui.ctx(), response.id);
    let Some((mut state, range)) = state.and_then(|state| Some((state.clone(), state.cursor.char_range()?))) else {
        return;
    };
    let end = text.chars().count();
    if range.primary.index.0.max(range.secondary.index.0) <= end {
        return;
    }
    let within = |cursor: CCursor| CCursor {
        index: CharIndex(cursor.index.0.min(end)),
        ..cursor
    };
    let held = CCursorRange::two(within(range.secondary), within(range.primary));
    state.cursor.set_char_range(Some(held));
    state.store(ui.ctx(), response.id);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_behind_the_end_is_the_end() {
        let mut text = "مرحبا".to_owned();
        let mut typed = Typed(&mut text);
        typed.delete_char_range(CharIndex(9)..CharIndex(5));
        typed.delete_char_range(CharIndex(9)..CharIndex(12));
        assert_eq!(typed.insert_text(" en", CharIndex(20)), 3);
        typed.delete_char_range(CharIndex(4)..CharIndex(30));
        assert_eq!(text, "مرحب");
    }
}
