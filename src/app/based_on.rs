//! A map that builds on another: a local one on a national one. What is local stays a layer, since the version of the
//! base that it began with stands beside the file; a new version of the base is merged argument by argument.

use std::path::{Path, PathBuf};

use egui::Context;

use crate::compare;
use crate::edit::{Edit, Editor};
use crate::storage::disk::{self, OpenError, SaveError};
use crate::ui::dialogs::Dialog;

use super::App;
use super::files::{FileEvent, Inbox};
use super::versions::Brought;

/// Where the version of the base stands that a map was last brought together with.
pub fn base_of(map: &Path) -> PathBuf {
    let mut name = map.file_name().unwrap_or_default().to_owned();
    name.push(".base");
    map.with_file_name(name)
}

/// The way from one file to another: only within the same folder or below it; else the whole path.
fn relative(from: &Path, to: &Path) -> String {
    let folder = from.parent().unwrap_or(Path::new("."));
    let inside = to.strip_prefix(folder).unwrap_or(to);
    inside.display().to_string().replace('\\', "/")
}

impl Inbox {
    /// Reads the map that another builds on, and brings it together with ours.
    pub fn bring_base(&mut self, context: &Context, map: PathBuf, base: PathBuf, editor: &Editor) {
        let (ours, revision) = (editor.document().clone(), editor.revision());
        self.start(context, "base", move || {
            let read = (|| -> Result<Box<Brought>, OpenError> {
                let bytes = disk::read_bytes(&base)?;
                let theirs = crate::storage::read_bytes(&bytes).map_err(OpenError::Content)?.document;
                // Where the version of then is gone, all that differs is kept beside each other.
                let before = disk::open(&base_of(&map)).map(|(loaded, _)| loaded.document);
                let merged = compare::merge(&before.unwrap_or_default(), &ours, &theirs);
                Ok(Box::new(Brought {
                    path: map,
                    stamp: None,
                    merged: merged.document,
                    conflicts: merged.conflicts,
                    revision,
                    base: Some(String::from_utf8_lossy(&bytes).into_owned()),
                }))
            })();
            FileEvent::Brought(read)
        });
    }
}

/// A version of the base that a step of the history brought into the map.
#[derive(Clone, Debug)]
pub struct NewBase {
    /// The step: should it be taken back, the map has the former version.
    pub step: u64,
    /// The version.
    pub text: String,
}

/// Keeps the version of the base that is in a map, once that is saved.
pub(super) fn keep_base(map: &Path, base: &str) -> Option<SaveError> {
    disk::save_own(&base_of(map), base).err()
}

impl App {
    /// Asks where the map of one's own goes.
    pub(super) fn build_on(&mut self, context: &Context) {
        let words = self.settings.words();
        match self.file.path.clone() {
            Some(path) if !self.editor.is_dirty() => {
                let name = words.own_map_name(&path);
                let folder = path.parent().map(PathBuf::from);
                self.flags.builds_on = Some(path);
                self.inbox.pick_save(context, words, folder, name);
            }
            _ => self.messages.say(words.save_first),
        }
    }

    /// Before a map of one's own is saved for the first time: what it builds on.
    pub(super) fn begin_layer(&mut self, path: &Path) {
        let Some(national) = self.flags.builds_on.take() else {
            return;
        };
        // What is on screen is the national map as it was opened: that is what this one begins with.
        let text = crate::storage::write(self.editor.document());
        self.edit(Edit::SetBasedOn {
            path: Some(relative(path, &national)),
        });
        let step = self.editor.serial();
        self.flags.new_base = Some(NewBase { step, text });
    }

    /// Merges the new version of the map that this one builds on.
    pub(super) fn update_base(&mut self, context: &Context) {
        let (Some(map), Some(base)) = (self.file.path.clone(), &self.editor.document().cover.based_on) else {
            self.messages.say(self.settings.words().save_first);
            return;
        };
        let file = map.parent().unwrap_or(Path::new(".")).join(&**base);
        let is_beside = disk::beside(&map, base).is_some() || (disk::is_beside(base) && !disk::is_there(&file));
        if is_beside {
            self.read_base(context, file);
        } else {
            // The map may come from somebody else: where on this computer it looks is for the person here to say.
            self.dialog = Some(Dialog::BaseElsewhere(file));
        }
    }

    /// Merges this file as the new version of the map that this one builds on.
    pub(super) fn read_base(&mut self, context: &Context, base: PathBuf) {
        if let Some(map) = self.file.path.clone() {
            self.inbox.bring_base(context, map, base, &self.editor);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_is_named_from_the_map() {
        let map = Path::new("/maps/utrecht.ron");
        assert_eq!(relative(map, Path::new("/maps/landelijk.ron")), "landelijk.ron");
        assert_eq!(
            relative(map, Path::new("/elders/landelijk.ron")),
            "/elders/landelijk.ron"
        );
        assert_eq!(base_of(map), Path::new("/maps/utrecht.ron.base"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_place_of_the_kept_base_writes_nothing_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let (maps, elsewhere) = (folder.path().join("maps"), folder.path().join("belangrijk.txt"));
        std::fs::create_dir(&maps).unwrap();
        std::fs::write(&elsewhere, "van iemand").unwrap();
        let map = maps.join("kaart.ron");
        std::os::unix::fs::symlink(&elsewhere, base_of(&map)).unwrap();
        let text = crate::storage::write(&crate::model::Document::default());
        assert!(keep_base(&map, &text).is_none());
        assert_eq!(std::fs::read_to_string(&elsewhere).unwrap(), "van iemand");
        assert_eq!(std::fs::read_to_string(base_of(&map)).unwrap(), text);
    }
}
