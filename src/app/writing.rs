//! Cards that are written on the map: an empty one appears, is filled in, and is gone again if nothing was written.

use crate::edit::{Edit, EditError, EditName, Site, TextField};
use crate::layout::Spot;
use crate::model::{ClaimId, Item};
use crate::view::{Editing, Selected};

use super::App;

/// A card that is being written.
#[derive(Clone, Copy, Debug)]
pub struct Writing {
    claim: ClaimId,
    /// Where the history stood before it appeared.
    before: u64,
    /// What was selected then.
    came_from: Option<Selected>,
}

impl App {
    /// Lets an empty card appear, with the cursor in it.
    pub(super) fn write_new(&mut self, site: Site) {
        self.finish_writing();
        let before = self.editor.serial();
        let came_from = self.view.selected;
        let lang = self.view.spec.lang;
        self.editor.seal();
        self.flags.begins_writing = true;
        let added = self.edit(Edit::Add {
            site,
            lang,
            words: String::new(),
        });
        self.flags.begins_writing = false;
        if let Some(Item::Claim(claim)) = added.and_then(|transaction| transaction.focus) {
            self.view.show_toolbox = false;
            self.view.editing = Editing::OnCard(claim);
            self.flags.writing = Some(Writing {
                claim,
                before,
                came_from,
            });
        }
    }

    /// The claim whose card is being written.
    pub(super) fn written(&self) -> Option<ClaimId> {
        self.flags.writing.map(|writing| writing.claim)
    }

    /// Ends the writing of a card: it gets its name from its words; without words it never was.
    pub(super) fn finish_writing(&mut self) {
        let Some(writing) = self.flags.writing.take() else {
            return;
        };
        let record = self.editor.document().claims.get(writing.claim);
        if self.has_words(writing.claim) {
            let lang = self.view.spec.lang;
            let words = record.and_then(|record| record.text.get(lang)).unwrap_or("");
            let trimmed = words.split_whitespace().collect::<Vec<_>>().join(" ");
            if trimmed != words {
                self.edit(Edit::SetText {
                    field: TextField::Claim(writing.claim),
                    lang,
                    words: trimmed,
                });
            }
            self.editor.name_anew(writing.claim);
            self.keep_till_here();
            self.refresh_problems();
            return;
        }
        let was_selected = self.view.claim() == Some(writing.claim);
        let before = self.selected_rect();
        let touched = self.editor.take_back_to(writing.before);
        self.derived.touched(&touched, false);
        self.keep_similar(&touched);
        self.view.follow(&[], None, self.editor.document());
        if was_selected {
            self.view.selected = writing.came_from;
            self.view.editing = Editing::No;
        }
        self.after_layout(before, false);
        self.refresh_problems();
    }

    /// What was done until now stays when [`Self::abandon`] lets go of what is typed on a card.
    pub(super) fn keep_till_here(&mut self) {
        self.editor.seal();
        self.flags.edit_began = self.editor.serial();
    }

    /// Lets go of what was typed on the card that is being edited; a new card goes with it. Doing it again brings it back.
    pub(super) fn abandon(&mut self) {
        let writing = self.flags.writing.take();
        let before = writing.map_or(self.flags.edit_began, |writing| writing.before);
        if let Some(writing) = writing.filter(|writing| !self.has_words(writing.claim)) {
            self.flags.writing = Some(writing);
            self.finish_writing();
        } else {
            let mut touched = Vec::new();
            while self.editor.serial() > before
                && let Some(back) = self.editor.undo()
            {
                touched.extend(back);
            }
            self.view.editing = Editing::No;
            if !touched.is_empty() {
                self.after_change(Some(touched), None);
                if let Some(writing) = writing {
                    self.view.selected = writing.came_from;
                }
                let words = self.settings.words();
                self.messages
                    .offer(words.abandoned, words.bring_back, crate::command::Action::Redo);
            }
        }
        self.view.editing = Editing::No;
    }

    fn has_words(&self, claim: ClaimId) -> bool {
        let record = self.editor.document().claims.get(claim);
        record.is_some_and(|record| record.text.iter().any(|(_, words)| !words.trim().is_empty()))
    }

    /// After each wish: a card that is no longer edited is finished.
    pub(super) fn watch_writing(&mut self) {
        if self.view.show_quick && matches!(self.view.editing, Editing::OnCard(_)) && self.written().is_some() {
            // One place to type in at a time.
            self.view.show_quick = false;
        }
        if let Some(claim) = self.written()
            && self.view.editing != Editing::OnCard(claim)
        {
            self.finish_writing();
        }
    }

    /// Splits a claim, or says why not.
    pub(super) fn split(&mut self, claim: ClaimId, first: String, second: String) {
        let lang = self.view.spec.lang;
        self.edit(Edit::Split {
            claim,
            lang,
            first,
            second,
        });
    }

    /// Where what is pasted goes: under what is selected.
    pub(super) fn site_of_selection(&self) -> Site {
        use crate::edit::{Beside, Under};
        use crate::model::{RelationKind, Stance, Target};
        match self.view.spot() {
            Some(Spot::Claim(claim)) => Site::end_of(Under::Reply {
                target: Target::Claim(claim),
                kind: RelationKind::Support,
            }),
            Some(Spot::Stakeholder(stakeholder)) => Site::end_of(Under::Thesis {
                stance: Stance::Pro,
                stakeholder,
                theme: None,
            }),
            Some(Spot::Theme(stakeholder, stance, theme)) => {
                let column = self.derived.scene.theme_column(stakeholder, stance, theme);
                let last = column.and_then(|column| {
                    let cards = self
                        .derived
                        .scene
                        .cards
                        .get(column.cards.start as usize..column.cards.end as usize)?;
                    cards.iter().rev().find(|card| card.depth == 1).map(|card| card.claim)
                });
                Site {
                    under: Under::Thesis {
                        stance,
                        stakeholder,
                        theme,
                    },
                    next_to: last.map(|last| (last, Beside::Behind)),
                }
            }
            Some(Spot::Question) | None => Site::end_of(Under::Own),
        }
    }

    /// Says why a wish was not carried out, where that needs saying.
    pub(super) fn say_refusal(&mut self, error: EditError) {
        if error != EditError::NoChange {
            self.messages.say(self.settings.words().edit_error(error));
        }
    }

    /// The name of a step that adds what was copied.
    pub(super) fn name_last(&mut self, name: EditName) {
        self.editor.name_last(name);
    }
}
