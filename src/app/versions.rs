//! Versions of a map: those that were saved, and one that someone else made. They are compared by argument and can be
//! brought together with what is on screen, as one step that can be taken back.

use std::collections::BTreeMap;
use std::path::PathBuf;

use egui::Context;

use crate::compare::{self, Change, Kind};
use crate::edit::{Edit, EditName, Editor, Fragment};
use crate::model::{ClaimId, Document, Structure};
use crate::storage::disk::{self, OpenError, Stamp};
use crate::storage::history::{self, Version};
use crate::ui::dialogs::{Dialog, Differences, VersionRow};
use crate::ui::words::Words;
use crate::view::{Changed, ViewAction};

use super::App;
use super::based_on::NewBase;
use super::files::{FileEvent, Inbox, is_damage};

/// So many changes of work that was found are listed.
const MOST_FOUND: usize = 12;
/// So many differences are listed.
const MOST_DIFFERENCES: usize = 500;

/// The time now where the person is, as it stands in the names of versions.
pub fn now_as_text() -> String {
    jiff::Zoned::now().strftime("%Y-%m-%d %H.%M.%S").to_string()
}

/// What a file on disk says, and how that was brought together with what is on screen.
pub struct Brought {
    /// The file.
    pub path: PathBuf,
    /// What it holds, if it is the file of the map itself.
    pub stamp: Option<Stamp>,
    /// Both together.
    pub merged: Document,
    /// How many choices are left.
    pub conflicts: usize,
    /// The state of our document that went into it.
    pub revision: u64,
    /// The text of the map that this one builds on, if that was merged in.
    pub base: Option<String>,
}

impl Inbox {
    /// Lists the versions of a map.
    pub fn versions(&mut self, context: &Context, map: PathBuf) {
        self.start(context, "versions", move || FileEvent::Versions(history::list(&map)));
    }

    /// Keeps the map on disk as a version with a name, and lists them all.
    pub fn keep_version(&mut self, context: &Context, map: PathBuf, name: String) {
        self.start(context, "versions", move || {
            match history::keep(&map, &now_as_text(), Some(&name)) {
                Ok(()) => FileEvent::Versions(history::list(&map)),
                Err(error) => FileEvent::NoVersion(disk::SaveError::Disk(error)),
            }
        });
    }

    /// Reads a version.
    pub fn read_version(&mut self, context: &Context, path: PathBuf) {
        self.start(context, "version", move || {
            let read = disk::open(&path).map(|(loaded, _)| Box::new(loaded.document));
            FileEvent::Version { path, read }
        });
    }

    /// Reads a file that someone else changed, and brings it together with ours.
    pub fn bring_together(&mut self, context: &Context, path: PathBuf, base: Option<Document>, editor: &Editor) {
        let (ours, revision) = (editor.document().clone(), editor.revision());
        self.start(context, "merge", move || {
            let read = disk::open(&path).map(|(loaded, stamp)| {
                let base = base.unwrap_or_default();
                let merged = compare::merge(&base, &ours, &loaded.document);
                Box::new(Brought {
                    path,
                    stamp: Some(stamp),
                    merged: merged.document,
                    conflicts: merged.conflicts,
                    revision,
                    base: None,
                })
            });
            FileEvent::Brought(read)
        });
    }

    /// Reads a file that someone else changed, and what is different there from what we had.
    fn read_theirs(&mut self, context: &Context, path: PathBuf, base: Document, words: &'static Words) {
        self.start(context, "compare", move || {
            let read = disk::open(&path).map(|(loaded, _)| {
                let found = compare::diff(&base, &loaded.document);
                let names = touched_claims(&found)
                    .map(|(name, changed)| (name.to_owned(), changed))
                    .collect();
                let lines = difference_lines(words, &base, &loaded.document, &found, MOST_DIFFERENCES);
                Theirs { lines, names }
            });
            FileEvent::Theirs { path, read }
        });
    }
}

/// What someone else changed in the file.
pub struct Theirs {
    /// A sentence for each difference.
    lines: Vec<String>,
    /// The names of the claims that they are about, and how.
    names: Vec<(String, Changed)>,
}

/// The differences in sentences, so many at most.
fn difference_lines(
    words: &Words,
    before: &Document,
    after: &Document,
    found: &[compare::Difference],
    most: usize,
) -> Vec<String> {
    let sentences = found.iter().take(most);
    let mut lines: Vec<String> = sentences
        .map(|difference| words.difference(before, after, difference))
        .collect();
    if found.len() > most {
        lines.push(words.and_more(found.len() - most));
    }
    lines
}

/// The names of claims that are different, and how: what says most of it.
fn touched_claims(found: &[compare::Difference]) -> impl Iterator<Item = (&str, Changed)> {
    let mut touched: BTreeMap<&str, Changed> = BTreeMap::new();
    for difference in found.iter().filter(|difference| difference.kind == Kind::Claim) {
        let changed = match difference.change {
            Change::Added => Changed::Added,
            Change::Removed => Changed::Removed,
            Change::Moved { .. } | Change::Reordered => Changed::Moved,
            Change::Reworded { .. } => Changed::Reworded,
            Change::Property { .. } => Changed::Property,
        };
        let known = touched.entry(&difference.name).or_insert(changed);
        *known = changed.min(*known);
    }
    touched.into_iter()
}

/// Those of these claims that are cards on the map.
fn on_map<'a>(document: &Document, touched: impl Iterator<Item = (&'a str, Changed)>) -> Vec<(ClaimId, Changed)> {
    touched
        .filter_map(|(name, changed)| Some((document.claims.id(name)?, changed)))
        .filter(|(claim, _)| document.claims.contains(*claim) && document.cover.thesis != Some(*claim))
        .collect()
}

impl App {
    /// What was done in the work that was found after a crash, in sentences.
    pub(super) fn found_changes(&self) -> Vec<String> {
        let words = self.settings.words();
        let found = match self.recovery.peek() {
            Some(Ok(found)) => found,
            Some(Err((path, error))) => return words.copy_unreadable(path, error),
            None => return Vec::new(),
        };
        let on_disk = || {
            let (loaded, _) = disk::open(found.map.as_ref()?).ok()?;
            Some(loaded.document)
        };
        let after = &found.document;
        let is_there = found.map.as_ref().is_none_or(|map| disk::is_there(map));
        let before = found.base().or_else(on_disk);
        // With nothing to compare with the whole map would be new.
        let is_alone = before.is_none() && found.map.is_some();
        let mut lines = Vec::new();
        if !is_alone {
            let before = before.unwrap_or_default();
            lines = difference_lines(words, &before, after, &compare::diff(&before, after), MOST_FOUND);
        }
        if is_alone || !is_there {
            let num = Structure::new(after).counts().arguments;
            lines.insert(0, words.copy_alone(is_there, num));
        }
        if found.is_of_before {
            lines.insert(0, words.copy_of_before.to_owned());
        }
        lines
    }

    /// Shows the versions of the map.
    pub(super) fn show_versions(&mut self, context: &Context) {
        match self.file.path.clone() {
            Some(path) => self.inbox.versions(context, path),
            None => self.messages.say(self.settings.words().save_first),
        }
    }

    /// Merges the version that someone else made into what is on screen.
    pub(super) fn merge_outside(&mut self, context: &Context) {
        if let Some(path) = self.file.path.clone() {
            let base = self.editor.saved_document();
            self.inbox.bring_together(context, path, base, &self.editor);
        }
    }

    /// Shows what someone else made of the file, and asks what to do with both versions.
    pub(super) fn compare_outside(&mut self, context: &Context) {
        let Some(path) = self.file.path.clone() else { return };
        self.dialog = Some(Dialog::Conflict {
            theirs: None,
            is_dirty: self.editor.is_dirty(),
        });
        // Work that was brought back has no saved version in memory: then it is compared with what is on screen.
        let saved = self.editor.saved_document();
        let base = saved.unwrap_or_else(|| self.editor.document().clone());
        self.inbox.read_theirs(context, path, base, self.settings.words());
    }

    /// The version of someone else was compared.
    pub(super) fn show_theirs(&mut self, path: PathBuf, read: Result<Theirs, OpenError>) {
        if self.file.path.as_ref() != Some(&path) {
            return;
        }
        match (read, &mut self.dialog) {
            (Ok(read), Some(Dialog::Conflict { theirs, .. })) => {
                // It may have been, and was mended by someone.
                self.file.is_damaged = false;
                let claims = on_map(
                    self.editor.document(),
                    read.names.iter().map(|(name, changed)| (name.as_str(), *changed)),
                );
                let lines = read.lines;
                *theirs = Some(Differences { lines, claims });
            }
            (Err(error), dialog) => {
                let words = self.settings.words();
                let text = if is_damage(&error) {
                    // Nobody's work to be brought together with: it is kept aside by the next saving.
                    self.file.is_damaged = true;
                    self.file.stamp = disk::stamp(&path);
                    words.damaged_outside(&path, disk::place_aside(&path).as_deref(), &error)
                } else {
                    words.open_error(&error)
                };
                *dialog = Some(Dialog::NotSaved { text, path });
            }
            (Ok(_), _) => {}
        }
    }

    /// What came of that.
    pub(super) fn brought(&mut self, context: &Context, read: Result<Box<Brought>, OpenError>) {
        let words = self.settings.words();
        let brought = match read {
            Ok(brought) if self.file.path.as_ref() == Some(&brought.path) => brought,
            Ok(_) => return,
            Err(error) => {
                self.dialog = Some(Dialog::Error {
                    text: words.open_error(&error),
                    path: self.file.path.clone(),
                });
                return;
            }
        };
        if brought.revision != self.editor.revision() {
            // What was typed while it went on would be lost: once more, with that.
            if brought.base.is_some() {
                self.update_base(context);
            } else {
                self.merge_outside(context);
            }
            return;
        }
        let conflicts = brought.conflicts;
        self.editor.seal();
        self.edit(Edit::Adopt {
            other: Fragment::new(brought.merged),
            name: EditName::Merge,
        });
        // Saving may now replace what was merged in; if it changes again, it is noticed again.
        if let Some(stamp) = brought.stamp {
            self.flags.merged = Some((self.editor.serial(), self.file.stamp));
            self.file.stamp = Some(stamp);
            self.file.on_disk = super::outside::OnDisk::Same;
        }
        if let Some(text) = brought.base {
            let step = self.editor.serial();
            self.flags.new_base = Some(NewBase { step, text });
        }
        if conflicts > 0 && !(self.view.show_check && self.view.show_outline) {
            self.view_action(ViewAction::ToggleCheck);
        }
        self.messages.say(words.brought_together(conflicts));
    }

    /// The versions are listed.
    pub(super) fn list_versions(&mut self, versions: Vec<Version>) {
        // The base that a map builds on is a version too: what changed since is what is local.
        let base = self.file.path.as_deref().map(super::based_on::base_of);
        let base = base.filter(|base| self.editor.document().cover.based_on.is_some() && base.exists());
        let base = base.map(|path| VersionRow {
            path,
            time: String::new(),
            name: Some(self.settings.words().base_version.to_owned()),
        });
        let rows = versions.into_iter().map(|version| VersionRow {
            path: version.path,
            time: version.time,
            name: version.name,
        });
        let rows = rows.chain(base);
        let naming = match &mut self.dialog {
            Some(Dialog::Versions { naming, .. }) => std::mem::take(naming),
            _ => String::new(),
        };
        self.dialog = Some(Dialog::Versions {
            rows: rows.collect(),
            compared: Vec::new(),
            differences: None,
            naming,
        });
        self.flags.versions.clear();
    }

    /// A version was read: compares it with what is on screen, or with the other one that was chosen.
    pub(super) fn show_version(&mut self, path: PathBuf, read: Result<Box<Document>, OpenError>) {
        let words = self.settings.words();
        match read {
            Ok(document) => {
                self.flags.versions.retain(|(known, _)| *known != path);
                self.flags.versions.push((path, *document));
            }
            Err(error) => {
                self.dialog = Some(Dialog::Error {
                    text: words.open_error(&error),
                    path: Some(path),
                });
                return;
            }
        }
        self.compare_versions();
    }

    /// Compares the versions that are chosen in the window: one with what is on screen, or two with each other.
    fn compare_versions(&mut self) {
        let Some(Dialog::Versions { rows, compared, .. }) = &self.dialog else {
            return;
        };
        // The older one first: the list begins with the newest.
        let mut chosen = compared.clone();
        chosen.sort_unstable_by(|a, b| b.cmp(a));
        let read = |number: &usize| {
            let path = &rows.get(*number)?.path;
            let known = self.flags.versions.iter().find(|(known, _)| known == path);
            known.map(|(_, document)| document)
        };
        let current = self.editor.document();
        let (before, after) = match chosen.as_slice() {
            [one] => (read(one), Some(current)),
            [older, newer] => (read(older), read(newer)),
            _ => return,
        };
        let (Some(before), Some(after)) = (before, after) else {
            return;
        };
        let words = self.settings.words();
        let found = compare::diff(before, after);
        let lines = difference_lines(words, before, after, &found, MOST_DIFFERENCES);
        let claims = on_map(current, touched_claims(&found));
        if let Some(Dialog::Versions { differences, .. }) = &mut self.dialog {
            *differences = Some(Differences { lines, claims });
        }
    }

    /// A version was chosen in the window, or is no longer.
    pub(super) fn choose_version(&mut self, context: &Context, path: PathBuf) {
        if self.flags.versions.iter().any(|(known, _)| *known == path) {
            self.compare_versions();
        } else {
            self.inbox.read_version(context, path);
        }
    }

    /// Puts a version back, as a step that can be taken back.
    pub(super) fn put_back(&mut self, path: &PathBuf) {
        let known = self.flags.versions.iter().position(|(known, _)| known == path);
        let Some((_, document)) = known.map(|at| self.flags.versions.swap_remove(at)) else {
            return;
        };
        self.editor.seal();
        let done = self.edit(Edit::Adopt {
            other: Fragment::new(document),
            name: EditName::Restore,
        });
        if done.is_some() {
            let words = self.settings.words();
            self.messages
                .offer(words.put_back_done, words.undo, crate::command::Action::Undo);
        }
    }
}
