//! The owner of the document and its history.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::model::{ClaimId, Document, Item, Lang, RelationId};

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

/// How many editors there were: their revisions must not be taken for each other's.
static NUM_EDITORS: AtomicU64 = AtomicU64::new(1);

impl Editor {
    /// An editor of a document as it was opened: clean and without history.
    pub fn new(document: Document) -> Self {
        Self {
            document,
            next_serial: 1,
            revision: NUM_EDITORS.fetch_add(1, Ordering::Relaxed) << 32,
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

    /// A number that is different after every change, and in every editor. For caches.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Carries out a wish.
    ///
    /// # Errors
    /// Says why it cannot be done; the document is then unchanged.
    pub fn run(&mut self, edit: Edit) -> Result<Transaction, EditError> {
        let transaction = match edit {
            Edit::Many { name, edits } => self.do_many(name, edits)?,
            edit => {
                let transaction = plan(&self.document, edit)?;
                self.put(&transaction);
                transaction
            }
        };
        self.revision += 1;
        self.undone.clear();
        if !self.merged(&transaction) {
            self.done.push((self.next_serial, transaction.clone()));
            self.next_serial += 1;
        }
        self.sealed = false;
        Ok(transaction)
    }

    /// Does wishes in order; takes all of them back if one cannot be carried out. One that changes nothing is passed
    /// over.
    fn do_many(&mut self, name: EditName, edits: Vec<Edit>) -> Result<Transaction, EditError> {
        let mut all = Transaction {
            name,
            names: Vec::new(),
            changes: Vec::new(),
            merge: None,
            focus: None,
        };
        for edit in edits {
            match plan(&self.document, edit) {
                Ok(transaction) => {
                    self.put(&transaction);
                    all.names.extend(transaction.names);
                    all.changes.extend(transaction.changes);
                    all.focus = all.focus.or(transaction.focus);
                }
                Err(EditError::NoChange) => {}
                Err(error) => {
                    for change in all.changes.into_iter().rev() {
                        change.inverse().apply(&mut self.document);
                    }
                    return Err(error);
                }
            }
        }
        if all.changes.is_empty() {
            return Err(EditError::NoChange);
        }
        Ok(all)
    }

    /// Gives the new names their handles and puts the records.
    fn put(&mut self, transaction: &Transaction) {
        for name in &transaction.names {
            match name {
                NewName::Claim(name) => drop(self.document.claims.intern(name)),
                NewName::Relation(name) => drop(self.document.relations.intern(name)),
                NewName::Stakeholder(name) => drop(self.document.stakeholders.intern(name)),
                NewName::Theme(name) => drop(self.document.themes.intern(name)),
                NewName::Instrument(name) => drop(self.document.instruments.intern(name)),
                NewName::Source(name) => drop(self.document.sources.intern(name)),
                NewName::Fact(name) => drop(self.document.facts.intern(name)),
                NewName::Term(name) => drop(self.document.terms.intern(name)),
                NewName::Route(name) => drop(self.document.routes.intern(name)),
            }
        }
        for change in &transaction.changes {
            change.apply(&mut self.document);
        }
    }

    /// Makes the transaction part of the last step, if both are typing in the same text.
    fn merged(&mut self, transaction: &Transaction) -> bool {
        let Some((_, last)) = self.done.last_mut() else {
            return false;
        };
        if self.sealed || transaction.merge.is_none() {
            return false;
        }
        // The words of a claim that appeared in the last step are part of that step.
        if let [
            Change::Claim {
                id, after: Some(words), ..
            },
        ] = transaction.changes.as_slice()
        {
            let born = last.changes.iter_mut().find_map(|change| match change {
                Change::Claim {
                    id: born,
                    before: None,
                    after,
                } if born == id => Some(after),
                _ => None,
            });
            if let Some(after) = born {
                *after = Some(words.clone());
                return true;
            }
        }
        if last.merge != transaction.merge {
            return false;
        }
        let [after] = transaction.changes.as_slice() else {
            return false;
        };
        let [before] = last.changes.as_mut_slice() else {
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
            (Change::Route { id, before, .. }, Change::Route { after, .. }) => Change::Route {
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

    /// Whether a step (a [`Self::serial`]) was done and not taken back.
    pub fn has_done(&self, serial: u64) -> bool {
        self.done.iter().any(|(known, _)| *known == serial)
    }

    /// The document as it was opened or last saved; `None` if the way back to it was lost by going back and doing
    /// something else. Takes time linear in the document and in the steps since.
    pub fn saved_document(&self) -> Option<Document> {
        let is_saved = |serial: u64| serial == self.saved_at;
        let mut document = self.document.clone();
        if self.saved_at == 0 || self.done.iter().any(|(serial, _)| is_saved(*serial)) {
            for (_, transaction) in self.done.iter().rev().take_while(|(serial, _)| !is_saved(*serial)) {
                for change in transaction.changes.iter().rev() {
                    change.clone().inverse().apply(&mut document);
                }
            }
            return Some(document);
        }
        let at = self.undone.iter().rposition(|(serial, _)| is_saved(*serial))?;
        for (_, transaction) in self.undone.iter().skip(at).rev() {
            for change in &transaction.changes {
                change.apply(&mut document);
            }
        }
        Some(document)
    }

    /// Gives a claim that was never saved a name made from its words, and its relations theirs. For a card that was
    /// begun without words: names are for the file, and no step of the history.
    pub fn name_anew(&mut self, claim: ClaimId) {
        let Some(record) = self.document.claims.get(claim) else {
            return;
        };
        let languages = &self.document.cover.languages;
        let lang = languages.first().copied().unwrap_or(Lang::NL);
        let words = self.document.read(&record.text, lang).words.to_owned();
        let old = self.document.claims.name(claim).to_owned();
        let base = self.document.claims.free_name(&words);
        // It has a name like this already.
        if words.trim().is_empty()
            || base
                .strip_prefix(&old)
                .is_some_and(|rest| rest.is_empty() || is_number(rest))
        {
            return;
        }
        self.document.claims.rename(claim, &base);
        let named: Vec<(RelationId, String)> = self
            .document
            .relations
            .iter()
            .filter_map(|(id, _)| {
                let name = self.document.relations.name(id);
                let (premise, target) = name.split_once('>')?;
                match (premise == old, target == old) {
                    (false, false) => None,
                    (is_premise, is_target) => Some((
                        id,
                        Document::simple_relation_name(
                            if is_premise { &base } else { premise },
                            if is_target { &base } else { target },
                        ),
                    )),
                }
            })
            .collect();
        for (id, name) in named {
            self.document.relations.rename(id, &name);
        }
        self.revision += 1;
    }

    /// Calls the last step otherwise.
    pub fn name_last(&mut self, name: EditName) {
        if let Some((_, transaction)) = self.done.last_mut() {
            transaction.name = name;
        }
    }

    /// Takes back all steps behind the one with this serial, for good: they are neither done nor to be done again.
    /// For a card that was begun and is now written, or was not.
    pub fn take_back_to(&mut self, serial: u64) -> Vec<Item> {
        let mut touched = Vec::new();
        while self.done.last().is_some_and(|(last, _)| *last > serial) {
            let Some((_, transaction)) = self.done.pop() else { break };
            let back: Vec<Change> = transaction.changes.into_iter().rev().map(Change::inverse).collect();
            self.apply(&back);
            touched.extend(touched_first_living(&back));
        }
        self.sealed = true;
        touched
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

fn is_number(rest: &str) -> bool {
    rest.strip_prefix('-')
        .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
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
