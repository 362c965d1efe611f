//! How one begins: templates for a new map, and a short tour of the program on the shipped map.

use egui::Context;

use crate::command::{Action, FileAction, Template};
use crate::layout::Spot;
use crate::model::{Claim, Document, Hue, Lang, Ordered as _, Stakeholder, Symbol, Text};
use crate::storage::Loaded;
use crate::ui::words::{DUTCH, ENGLISH, Words};
use crate::view::{Direction, ViewAction, ZoomTo};

use super::App;
use super::files::{OpenFile, new_document};

/// A text in both languages of the interface.
fn both(get: impl Fn(&Words) -> &'static str) -> Text {
    let mut text = Text::new(Lang::NL, get(&DUTCH));
    text.set(Lang::EN, get(&ENGLISH));
    text
}

/// A new map of this kind, with words to replace.
pub fn from_template(template: Template, words: &Words) -> Document {
    let mut document = new_document(words);
    let group = |document: &mut Document, number: usize, name: Text, symbol: Symbol| {
        let words = name.get(Lang::NL).unwrap_or("").to_owned();
        let id = document.stakeholders.intern(&document.stakeholders.free_name(&words));
        let order = document.stakeholders.order_at_end();
        let record = Stakeholder {
            name,
            hue: Hue::ALL.get(number % Hue::ALL.len()).copied().unwrap_or(Hue::Slate),
            symbol,
            order,
        };
        document.stakeholders.set(id, Some(record));
    };
    let first = document.stakeholders.in_order().first().copied();
    match template {
        Template::Simple => {}
        Template::FourStakeholders => {
            if let Some(first) = first {
                document.stakeholders.set(first, None);
            }
            for (number, (name, symbol)) in [
                (both(|words| words.pupils), Symbol::Backpack),
                (both(|words| words.parents), Symbol::People),
                (both(|words| words.schools), Symbol::Building),
                (both(|words| words.government), Symbol::Columns),
            ]
            .into_iter()
            .enumerate()
            {
                group(&mut document, number, name, symbol);
            }
        }
        Template::Options => {
            if let Some(first) = first {
                document.stakeholders.set(first, None);
            }
            for (number, symbol) in [Symbol::House, Symbol::Bike, Symbol::Building].into_iter().enumerate() {
                let name = |words: &Words| match number {
                    0 => words.option_a,
                    1 => words.option_b,
                    _ => words.option_c,
                };
                group(&mut document, number, both(name), symbol);
            }
            document.cover.question = both(|words| words.options_question);
            set_thesis(&mut document, both(|words| words.options_thesis));
        }
        Template::Toolbox => {
            document.cover.question = both(|words| words.toolbox_question);
            set_thesis(&mut document, both(|words| words.toolbox_thesis));
            let id = document.instruments.intern("instrument");
            let order = document.instruments.order_at_end();
            let instrument = crate::model::Instrument {
                name: both(|words| words.first_card),
                order,
                ..crate::model::Instrument::default()
            };
            document.instruments.set(id, Some(instrument));
        }
    }
    document
}

fn set_thesis(document: &mut Document, text: Text) {
    let Some(thesis) = document.cover.thesis else { return };
    let mut claim = Claim {
        text,
        ..Claim::default()
    };
    claim.set_order(document.claims.order_at_end());
    document.claims.set(thesis, Some(claim));
}

impl App {
    /// Begins a new map of this kind.
    pub(super) fn begin(&mut self, template: Template) {
        let loaded = Loaded {
            document: from_template(template, self.settings.words()),
            problems: Vec::new(),
        };
        self.take_over(loaded, OpenFile::default());
        self.view.show_toolbox = template == Template::Toolbox;
    }

    /// Shows a step of the tour on the map, or ends it.
    pub(super) fn tour(&mut self, context: &Context, step: Option<usize>) {
        self.flags.tour = step.filter(|step| *step < crate::ui::tour::NUM_STEPS);
        let Some(step) = self.flags.tour else { return };
        if step == 0 && !self.file.is_built_in {
            if self.editor.is_dirty() {
                // First the question about the unsaved work.
                self.flags.tour = None;
                self.flags.tour_waits = true;
            }
            self.carry_out(context, Action::File(FileAction::OpenBuiltIn(0)));
        }
        let first = self.editor.document().stakeholders.in_order().get(1).copied();
        match step {
            0 => {
                self.view_action(ViewAction::Clear);
                self.view_action(ViewAction::ZoomTo(ZoomTo::All));
            }
            1 => self.view_action(ViewAction::Select(Spot::Stakeholder(first))),
            2 => {
                for direction in [Direction::Next, Direction::Next] {
                    self.view_action(ViewAction::Walk(direction));
                }
            }
            3 if !self.view.show_toolbox => self.view_action(ViewAction::ToggleToolbox),
            4 if self.view.show_toolbox => self.view_action(ViewAction::ToggleToolbox),
            _ => {}
        }
    }

    /// Shows the start screen.
    pub fn open_start(&mut self) {
        if self.dialog.is_none() {
            self.dialog = Some(crate::ui::dialogs::Dialog::Start);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage;

    #[test]
    fn every_template_is_a_sound_map() {
        for template in Template::ALL {
            let document = from_template(template, &DUTCH);
            assert_eq!(document.problems(), Vec::new(), "{template:?}");
            let text = storage::write(&document);
            assert_eq!(storage::write(&storage::read(&text).unwrap().document), text);
        }
        assert_eq!(
            from_template(Template::FourStakeholders, &ENGLISH).stakeholders.len(),
            4
        );
    }
}
