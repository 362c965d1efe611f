//! The owner of the document and its history.

use crate::model::{Document, Item};

use super::change::{Change, NewName, Transaction};
use super::plan::plan;
use super::wish::{Edit, EditError, EditName};

/// A document with its history: the only way to change one.
#[derive(Clone, Debug, Default)]
pub struct Editor {
    document: Document,
    done: Vec<(u64, Transaction)>,
    undone: Vec<(u64, Transaction)>,
    /// Serial of the step after which the document was last saved; 0 for as it was opened.
    saved_at: u64,
    next_serial: u64,
    sealed: bool,
    revision: u64,
}

impl Editor {
    /// An editor of a document as it was opened: clean and without history.
    pub fn new(document: Document) -> Self {
        Self {
            document,
            next_serial: 1,
            ..Self::default()
        }
    }

    /// An editor of work that is on no disk yet: dirty from the start.
    pub fn new_unsaved(document: Document) -> Self {
        Self {
            saved_at: u64::MAX,
            ..Self::new(document)
        }
    }

    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// A number that is different after every change. For caches.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Carries out a wish.
    ///
    /// # Errors
    /// Says why it cannot be done; the document is then unchanged.
    pub fn run(&mut self, edit: Edit) -> Result<Transaction, EditError> {
        let transaction = plan(&self.document, edit)?;
        for name in &transaction.names {
            match name {
                NewName::Claim(name) => drop(self.document.claims.intern(name)),
                NewName::Relation(name) => drop(self.document.relations.intern(name)),
                NewName::Stakeholder(name) => drop(self.document.stakeholders.intern(name)),
                NewName::Theme(name) => drop(self.document.themes.intern(name)),
                NewName::Instrument(name) => drop(self.document.instruments.intern(name)),
                NewName::Source(name) => drop(self.document.sources.intern(name)),
            }
        }
        self.apply(&transaction.changes);
        self.undone.clear();
        if !self.merged(&transaction) {
            self.done.push((self.next_serial, transaction.clone()));
            self.next_serial += 1;
        }
        self.sealed = false;
        Ok(transaction)
    }

    /// Makes the transaction part of the last step, if both are typing in the same text.
    fn merged(&mut self, transaction: &Transaction) -> bool {
        let Some((_, last)) = self.done.last_mut() else {
            return false;
        };
        if self.sealed || transaction.merge.is_none() || last.merge != transaction.merge {
            return false;
        }
        let [before] = last.changes.as_mut_slice() else {
            return false;
        };
        let [after] = transaction.changes.as_slice() else {
            return false;
        };
        let merged = match (&*before, after) {
            (Change::Cover { before, .. }, Change::Cover { after, .. }) => Change::Cover {
                before: before.clone(),
                after: after.clone(),
            },
            (Change::Claim { id, before, .. }, Change::Claim { after, .. }) => Change::Claim {
                id: *id,
                before: before.clone(),
                after: after.clone(),
            },
            (Change::Stakeholder { id, before, .. }, Change::Stakeholder { after, .. }) => Change::Stakeholder {
                id: *id,
                before: before.clone(),
                after: after.clone(),
            },
            (Change::Theme { id, before, .. }, Change::Theme { after, .. }) => Change::Theme {
                id: *id,
                before: before.clone(),
                after: after.clone(),
            },
            (Change::Instrument { id, before, .. }, Change::Instrument { after, .. }) => Change::Instrument {
                id: *id,
                before: before.clone(),
                after: after.clone(),
            },
            (Change::Source { id, before, .. }, Change::Source { after, .. }) => Change::Source {
                id: *id,
                before: before.clone(),
                after: after.clone(),
            },
            (Change::Fact { id, before, .. }, Change::Fact { after, .. }) => Change::Fact {
                id: *id,
                before: before.clone(),
                after: after.clone(),
            },
            (Change::Term { id, before, .. }, Change::Term { after, .. }) => Change::Term {
                id: *id,
                before: before.clone(),
                after: after.clone(),
            },
            _ => return false,
        };
        *before = merged;
        true
    }

    fn apply(&mut self, changes: &[Change]) {
        for change in changes {
            change.apply(&mut self.document);
        }
        self.revision += 1;
    }

    /// Takes the last step back; what it touched, or `None` if there is nothing to take back.
    pub fn undo(&mut self) -> Option<Vec<Item>> {
        let (serial, transaction) = self.done.pop()?;
        let back: Vec<Change> = transaction.changes.iter().rev().cloned().map(Change::inverse).collect();
        self.apply(&back);
        let touched = touched_first_living(&back);
        self.undone.push((serial, transaction));
        self.sealed = true;
        Some(touched)
    }

    /// Does the step that was last taken back again.
    pub fn redo(&mut self) -> Option<Vec<Item>> {
        let (serial, transaction) = self.undone.pop()?;
        self.apply(&transaction.changes);
        let touched = touched_first_living(&transaction.changes);
        self.done.push((serial, transaction));
        self.sealed = true;
        Some(touched)
    }

    /// Name of the step that [`Self::undo`] would take back.
    pub fn undo_name(&self) -> Option<EditName> {
        self.done.last().map(|(_, transaction)| transaction.name)
    }

    /// Name of the step that [`Self::redo`] would do again.
    pub fn redo_name(&self) -> Option<EditName> {
        self.undone.last().map(|(_, transaction)| transaction.name)
    }

    /// Ends a run of typing: what comes next is a step of its own.
    pub fn seal(&mut self) {
        self.sealed = true;
    }

    /// Whether the document differs from what was opened or last saved.
    pub fn is_dirty(&self) -> bool {
        self.serial() != self.saved_at
    }

    /// Where in its history the document stands: equal numbers mean the same content.
    pub fn serial(&self) -> u64 {
        self.done.last().map_or(0, |(serial, _)| *serial)
    }

    /// Says that the document as it was at [`Self::serial`] `serial` is on disk.
    pub fn mark_saved(&mut self, serial: u64) {
        self.saved_at = serial;
        self.sealed = true;
    }
}

/// What changes touch; records that exist afterwards first, so that they can be shown.
fn touched_first_living(changes: &[Change]) -> Vec<Item> {
    let mut touched: Vec<(bool, Item)> = changes
        .iter()
        .map(|change| (!change.exists_after(), change.item()))
        .collect();
    touched.sort_by_key(|(gone, _)| *gone);
    touched.into_iter().map(|(_, item)| item).collect()
}
