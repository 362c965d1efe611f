//! Copying and pasting: as text that every program can read, and beside it all that belongs to the arguments, so that
//! nothing is lost between two maps or two windows.

use std::path::PathBuf;

use egui::Context;

use crate::edit::{Beside, Edit, EditName, Fragment, Site, Under};
use crate::notation;
use crate::storage;
use crate::ui::in_turn::MOST_PASTED;

use super::App;

/// What was copied last: the text that stands on the clipboard and what it stands for.
#[derive(Default)]
pub struct Copied {
    text: String,
    fragment: Option<Fragment>,
}

impl App {
    /// Copies what is selected, with all that hangs under it.
    pub(super) fn copy(&mut self, context: &Context, cut: bool) {
        let claims = self.view.claims();
        if claims.is_empty() {
            return;
        }
        let document = self.editor.document();
        let structure = &self.derived.structure;
        let text = notation::render_claims(document, structure, &claims, self.view.spec.lang);
        if text.is_empty() {
            return;
        }
        let fragment = Fragment::of(document, structure, &claims);
        if let Some(file) = self.clipboard_file() {
            // For another window: the text says which it belongs to.
            let (mark, copied) = (text_mark(&text), fragment.clone());
            let write = move || {
                let whole = format!("// {mark}\n{}", storage::write(copied.document()));
                if let Err(error) = super::settings::write_beside(&file, &whole) {
                    log::warn!("{}: {error}", file.display());
                }
            };
            if let Err(error) = std::thread::Builder::new().name("clipboard".to_owned()).spawn(write) {
                log::warn!("clipboard: {error}");
            }
        }
        context.copy_text(text.clone());
        self.flags.copied = Copied {
            text,
            fragment: Some(fragment),
        };
        if cut {
            self.edit(Edit::RemoveClaims { claims });
        } else {
            let num = claims.len();
            self.messages.say(self.settings.words().copied_num(num));
        }
    }

    /// Pastes a text: what was copied in this or another window with all that belongs to it, any other text as a list.
    pub(super) fn paste(&mut self, text: &str) {
        if text.len() > MOST_PASTED {
            self.messages.say(self.settings.words().paste_too_large);
            return;
        }
        let text = text.replace("\r\n", "\n");
        let lang = self.view.spec.lang;
        let own = self.fragment_of(&text);
        let is_own = own.is_some();
        let Some(fragment) = own.or_else(|| notation::fragment(&text, lang)) else {
            self.messages.say(self.settings.words().nothing_to_paste);
            return;
        };
        let site = self.site_of_selection();
        // A list from elsewhere without a place to go to is parked.
        let site = match site.under {
            Under::Own if !is_own => Site::end_of(Under::Own),
            _ => site,
        };
        self.edit(Edit::Insert { fragment, site });
    }

    /// Copies what is selected to a place right behind it.
    pub(super) fn duplicate(&mut self) {
        let claims = self.view.claims();
        let document = self.editor.document();
        let structure = &self.derived.structure;
        let fragment = Fragment::of(document, structure, &claims);
        let Some(last) = self.view.claim() else { return };
        let Some(under) = Under::of(document, structure, last) else {
            return;
        };
        let site = Site {
            under,
            next_to: Some((last, Beside::Behind)),
        };
        self.edit(Edit::Insert { fragment, site });
        self.name_last(EditName::Duplicate);
    }

    /// What a text on the clipboard stands for, if it was copied here or in another window of this program.
    fn fragment_of(&self, text: &str) -> Option<Fragment> {
        if self.flags.copied.text.trim_end() == text.trim_end() {
            return self.flags.copied.fragment.clone();
        }
        let known = super::settings::read_beside(&self.clipboard_file()?)?;
        let (mark, rest) = known.strip_prefix("// ")?.split_once('\n')?;
        let is_same = mark == text_mark(text) || mark == text_mark(&format!("{}\n", text.trim_end()));
        is_same
            .then(|| storage::read(rest).ok())?
            .map(|loaded| Fragment::new(loaded.document))
    }

    fn clipboard_file(&self) -> Option<PathBuf> {
        self.settings.folder().map(|folder| folder.join("clipboard.ron"))
    }
}

/// A short mark of a text, to know it again (FNV-1a, 64 bits; Fowler, Noll and Vo, 1991).
fn text_mark(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}
