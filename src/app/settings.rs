//! What is remembered of this person: never in a map.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::command::{ThemeName, UiLang, Wheel};
use crate::storage::disk::{self, OpenError, Overwrite};
use crate::ui::words::Words;

/// The file in the folder of the settings.
const FILE: &str = "settings.ron";
const MAX_RECENT: usize = 12;

/// Writes a small file beside the settings, at once and whole or not at all.
///
/// # Errors
/// Says why it could not be written.
pub fn write_beside(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let temporary = path.with_extension(format!("{}.tmp", std::process::id()));
    std::fs::write(&temporary, text)?;
    std::fs::rename(&temporary, path)
}

/// Reads such a file; `None` if it is not there or cannot be read.
pub fn read_beside(path: &Path) -> Option<String> {
    let size = std::fs::metadata(path).ok()?.len();
    (size <= crate::storage::MAX_BYTES).then(|| std::fs::read_to_string(path).ok())?
}

/// Language, theme and the files that were open.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Language of the interface.
    pub lang: UiLang,
    /// The theme.
    pub theme: ThemeName,
    /// What the wheel does.
    pub wheel: Wheel,
    /// Files that were open, the last one first.
    pub recent: Vec<PathBuf>,
    /// Letters alone are no keys: typing on a selected card changes its sentence.
    pub type_on_cards: bool,
    /// Size of the notes while presenting, in steps from the usual one.
    pub note_size: i8,
    /// Size of the interface in steps of 10 %, from 0 (100 %).
    pub size: i8,
    #[serde(skip)]
    folder: Option<PathBuf>,
    /// The file of the settings, if it is there and cannot be read.
    #[serde(skip)]
    unread: Option<PathBuf>,
}

impl Settings {
    /// The settings of this person, or the defaults.
    pub fn load() -> Self {
        Self::load_from(std::env::var_os("ARGUMENTENKAART_DATA").map(PathBuf::from).or_else(|| {
            directories::ProjectDirs::from("nl", "gemengdescholen", "argumentenkaart")
                .map(|dirs| dirs.data_dir().to_owned())
        }))
    }

    /// The settings in this folder, or the defaults. What cannot be read stays as it is until [`Self::set_aside`].
    pub fn load_from(folder: Option<PathBuf>) -> Self {
        let file = folder.as_ref().map(|folder| folder.join(FILE));
        let read = |file: &PathBuf| match disk::read_bytes(file) {
            Ok(bytes) => std::str::from_utf8(&bytes)
                .map_err(|error| error.to_string())
                .and_then(|text| ron::from_str::<Self>(text).map_err(|error| error.to_string()))
                .map(Some),
            // There are none yet; that they cannot be kept either is told when they are.
            Err(OpenError::Disk(_)) if !disk::is_there(file) => Ok(None),
            Err(error) => Err(format!("{error:?}")),
        };
        let mut settings = match file.as_ref().map_or(Ok(None), read) {
            Ok(settings) => settings.unwrap_or_else(Self::fresh),
            Err(error) => {
                log::warn!("settings: {error}");
                Self {
                    unread: file,
                    ..Self::fresh()
                }
            }
        };
        settings.recent.truncate(MAX_RECENT);
        settings.folder = folder;
        settings
    }

    /// Keeps what could not be read under another name, so that it is not written over: where it is now. `None` where
    /// all was read.
    pub fn set_aside(&mut self) -> Option<PathBuf> {
        let unread = self.unread.take()?;
        match disk::set_aside(&unread) {
            Ok(aside) => Some(aside),
            Err(error) => {
                log::warn!("{}: {error}", unread.display());
                Some(unread)
            }
        }
    }

    /// Settings that are kept nowhere: for pictures and tests.
    pub fn unkept(lang: UiLang, theme: ThemeName) -> Self {
        Self {
            lang,
            theme,
            ..Self::default()
        }
    }

    /// Settings that are kept in this folder, whatever the system says: for tests.
    pub fn kept_in(folder: &Path, lang: UiLang, theme: ThemeName) -> Self {
        Self {
            folder: Some(folder.to_owned()),
            ..Self::unkept(lang, theme)
        }
    }

    /// The defaults, in the language of the system where that is English.
    fn fresh() -> Self {
        let english = sys_locale::get_locale().is_some_and(|locale| locale.to_ascii_lowercase().starts_with("en"));
        Self {
            lang: if english { UiLang::English } else { UiLang::Dutch },
            ..Self::default()
        }
    }

    /// Where settings and recovery copies are kept; `None` where nothing is kept.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The texts of the interface.
    pub fn words(&self) -> &'static Words {
        Words::of(self.lang)
    }

    /// How large the interface is shown.
    pub fn scale(&self) -> f32 {
        1.0 + f32::from(self.size.clamp(-2, 10)) * 0.1
    }

    /// Puts a file on top of the list.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(MAX_RECENT);
    }

    /// Writes the settings, apart from the window.
    pub fn save(&self) {
        let Some(folder) = self.folder.clone() else { return };
        let Ok(text) = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default().new_line("\n")) else {
            return;
        };
        let write = move || {
            let saved = std::fs::create_dir_all(&folder)
                .map_err(disk::SaveError::from)
                .and_then(|()| {
                    disk::save_checked(&folder.join(FILE), &text, Overwrite::Yes, |text| {
                        ron::from_str::<Self>(text).is_ok()
                    })
                });
            if let Err(error) = saved {
                log::warn!("settings: {error:?}");
            }
        };
        if let Err(error) = std::thread::Builder::new().name("settings".to_owned()).spawn(write) {
            log::warn!("settings: {error}");
        }
    }
}
