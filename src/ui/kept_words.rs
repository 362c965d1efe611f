//! What was kept of a map that is damaged or gone, and what becomes of its file. Dutch and English stand side by side, as in
//! `words.rs`.

use std::path::Path;

use crate::command::UiLang;
use crate::report::{self, ReportLang};
use crate::storage::LoadError;
use crate::storage::disk::{OpenError, backup_path};
use crate::storage::history::{Before, Unread, folder_of};

use super::errors::name_of;
use super::words::{Words, capital};

/// Under which name a damaged file is kept.
fn aside_of(map: &Path, aside: Option<&Path>) -> String {
    aside.map_or_else(|| format!("{}.damaged", name_of(map)), name_of)
}

impl Words {
    /// A version of a map, by its day and time.
    fn version_of(&self, time: &str) -> String {
        let (day, time) = time.split_once(' ').unwrap_or((time, ""));
        let time = time.get(..5).unwrap_or(time);
        match self.lang {
            UiLang::Dutch => {
                let day = report::day(ReportLang::Dutch, day);
                format!("de versie van {day} om {time} uur")
            }
            UiLang::English => {
                let day = report::day(ReportLang::English, day);
                format!("the version of {day}, {time}")
            }
        }
    }

    /// What can be opened in the place of a map that is damaged or gone, and what becomes of the file: it is kept aside.
    pub fn before_is_whole(&self, map: &Path, before: &Before, aside: Option<&Path>, is_gone: bool) -> String {
        let nl = self.lang == UiLang::Dutch;
        let what = self.before_with_name(map, before);
        let aside = aside_of(map, aside);
        let (what, map) = (capital(&what), name_of(map));
        match (nl, is_gone) {
            (true, true) => format!("{what} is er nog. Opent u die en slaat u op, dan staat {map} er weer."),
            (false, true) => format!("{what} is still there. If you open that and save, {map} is there again."),
            (true, false) => format!(
                "{what} is heel. Opent u die en slaat u op, dan blijft het beschadigde bestand bewaard als {aside}."
            ),
            (false, false) => {
                format!("{what} is whole. If you open that and save, the damaged file is kept as {aside}.")
            }
        }
    }

    /// What was opened in the place of a map is on screen.
    pub fn before_opened(&self, map: &Path, before: &Before) -> String {
        let map = name_of(map);
        let what = match before {
            Before::Backup => self.pick("de vorige versie", "the version before").to_owned(),
            Before::Version(version) => self.version_of(&version.time),
        };
        match self.lang {
            UiLang::Dutch => format!("Dit is {what}. Sla op om haar weer als {map} te bewaren."),
            UiLang::English => format!("This is {what}. Save to keep it as {map} again."),
        }
    }

    /// The file of the map on screen was damaged by something else; it is kept aside.
    pub fn damaged_outside(&self, map: &Path, aside: Option<&Path>, error: &OpenError) -> String {
        let why = match error {
            OpenError::Content(LoadError::Syntax { place, .. }) => format!(" ({})", self.place(*place)),
            _ => String::new(),
        };
        let aside = aside_of(map, aside);
        match self.lang {
            UiLang::Dutch => format!(
                "Het bestand op de schijf is beschadigd{why}; dat deed iets anders dan dit programma. Uw werk staat nog op het scherm. Sla \
                 nog een keer op: dan komt het weer op zijn plaats, en het beschadigde bestand blijft bewaard als {aside}."
            ),
            UiLang::English => format!(
                "The file on disk is damaged{why}; something other than this program did that. Your work is still on screen. Save once \
                 more: then it is in its place again, and the damaged file is kept as {aside}."
            ),
        }
    }

    /// What was kept of a map, with the name of its file.
    fn before_with_name(&self, map: &Path, before: &Before) -> String {
        match before {
            Before::Backup => {
                let name = name_of(&backup_path(map));
                format!("{} ({name})", self.pick("de vorige versie", "the version before"))
            }
            Before::Version(version) => self.version_of(&version.time),
        }
    }

    /// On the command line: what was kept of a map that cannot be read, and how to get it.
    pub fn kept_there(&self, map: &Path, before: &Before) -> String {
        let what = match before {
            Before::Backup => self.before_with_name(map, before),
            Before::Version(version) => {
                let (folder, file) = (name_of(&folder_of(map)), name_of(&version.path));
                format!("{} ({folder}/{file})", self.version_of(&version.time))
            }
        };
        let (what, map) = (capital(&what), map.display());
        match self.lang {
            UiLang::Dutch => format!(
                "{what} is er nog en kan gelezen worden. Om die terug te krijgen opent u de kaart in het venster: argumentenkaart \"{map}\""
            ),
            UiLang::English => format!(
                "{what} is still there and can be read. To get it back, open the map in the window: argumentenkaart \"{map}\""
            ),
        }
    }

    /// Before another map takes the place of unsaved work: which.
    pub fn takes_place(&self, map: &Path) -> String {
        let map = name_of(map);
        match self.lang {
            UiLang::Dutch => format!("Daarna komt {map} in de plaats van deze kaart."),
            UiLang::English => format!("Then {map} takes the place of this map."),
        }
    }

    /// Why a map cannot be opened, and that what was kept of it is no better.
    pub fn with_unread(&self, text: String, map: &Path, unread: Unread) -> String {
        let (backup, folder) = (name_of(&backup_path(map)), name_of(&folder_of(map)));
        let nl = self.lang == UiLang::Dutch;
        let versions = match (nl, unread.num_versions) {
            (_, 0) => None,
            (true, 1) => Some(format!("de versie in {folder}")),
            (true, num) => Some(format!("de {num} versies in {folder}")),
            (false, 1) => Some(format!("the version in {folder}")),
            (false, num) => Some(format!("the {num} versions in {folder}")),
        };
        let backup = unread.has_backup.then(|| match nl {
            true => format!("de reservekopie ({backup})"),
            false => format!("the backup ({backup})"),
        });
        let what = match (backup, versions) {
            (Some(backup), Some(versions)) => format!("{backup} {} {versions}", self.pick("en", "and")),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => return text,
        };
        match nl {
            true => format!("{text} Er is ook gekeken naar {what}: daarvan kan niets gelezen worden."),
            false => format!("{text} This was looked at too: {what}. Nothing of it can be read."),
        }
    }
}
