//! Typing the map: the outline beside it as text, the line of quick entry, and what resembles what is being written.

use crate::check::SimilarIndex;
use crate::edit::{Change, Edit, Fragment, Site, Under};
use crate::layout::Spot;
use crate::model::{Claim, ClaimId, Document, Item, Lang, StakeholderId, Text};
use crate::notation::{LineRef, MOST_WHOLE, Outline, Scope, quick_entry};
use crate::view::{Editing, Selected, ViewAction};

use super::App;
use super::recovery::{Lines, parking};

/// What is kept for typing.
#[derive(Default)]
pub struct Desk {
    outline: Option<Outline>,
    /// The revision of the document that the outline shows.
    known: u64,
    /// Claims that were begun in the outline and are named after their words once they are written.
    fresh: Vec<ClaimId>,
    /// A step was taken back or done again.
    pub(super) was_taken_back: bool,
    /// Only the branch that is selected.
    only_branch: bool,
    /// How many claims a stakeholder has, at this revision.
    num_own: Option<((u64, Option<StakeholderId>), usize)>,
    similar: Option<(SimilarIndex, Lang)>,
    /// What stands in the file for the line of quick entry, with the map that it is for, and when it was written (seconds
    /// of the window).
    kept_line: Option<KeptLine>,
    kept_at: f64,
    /// The map for which it was looked whether it has such a line.
    line_of: Option<String>,
}

/// A line of quick entry that was not added yet.
#[derive(Clone, Default, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
struct KeptLine {
    /// The file of the map that it is for; nothing for one that was never saved.
    map: String,
    words: String,
}

impl Desk {
    /// The outline as text, while it is shown.
    pub fn outline(&self) -> Option<&Outline> {
        self.outline.as_ref()
    }

    /// What resembles what, once it was asked for.
    pub fn similar(&self) -> Option<&SimilarIndex> {
        self.similar.as_ref().map(|(index, _)| index)
    }

    /// What was typed in the text and stands nowhere on the map, in its language.
    pub(super) fn unplaced(&self) -> Lines {
        let outline = self.outline.as_ref();
        outline.map_or((Lang::NL, Vec::new()), |outline| (outline.lang, outline.unplaced()))
    }

    /// Forgets all: for another document.
    pub fn clear(&mut self) {
        *self = Self {
            only_branch: self.only_branch,
            kept_line: self.kept_line.take(),
            line_of: self.line_of.take(),
            ..Self::default()
        };
    }
}

impl App {
    /// Before each frame: what is shown for typing is in step with the map.
    pub(super) fn keep_desk(&mut self) {
        let is_shown = self.view.show_text && self.view.show_outline;
        if is_shown {
            self.keep_outline();
        } else if self.flags.desk.outline.is_some() {
            self.park_lines();
            self.name_fresh(None);
            self.flags.desk.outline = None;
        }
        let lang = self.view.spec.lang;
        let is_writing = is_shown || self.view.show_quick || matches!(self.view.editing, Editing::OnCard(_));
        if is_writing && self.flags.desk.similar.as_ref().is_none_or(|(_, known)| *known != lang) {
            self.flags.desk.similar = Some((SimilarIndex::new(self.editor.document(), lang), lang));
        }
    }

    fn keep_outline(&mut self) {
        let written = self.view.claim();
        if !self.flags.desk.fresh.is_empty() {
            self.name_fresh(written);
        }
        let lang = self.view.spec.lang;
        let scope = self.wanted_scope();
        let is_other = |outline: &Outline| outline.scope != scope || outline.lang != lang;
        if self.flags.desk.outline.as_ref().is_some_and(is_other) {
            self.park_lines();
        }
        let revision = self.editor.revision();
        let document = self.editor.document();
        let structure = &self.derived.structure;
        let desk = &mut self.flags.desk;
        match &mut desk.outline {
            Some(outline) if outline.scope == scope && outline.lang == lang => {
                if std::mem::take(&mut desk.was_taken_back) {
                    outline.restart(document, structure);
                } else if desk.known != revision {
                    outline.refresh(document, structure);
                }
            }
            _ => desk.outline = Some(Outline::new(document, structure, scope, lang)),
        }
        desk.known = revision;
    }

    /// Lines of the text that stand nowhere on the map go to the parking place before the text is let go of.
    pub(super) fn park_lines(&mut self) {
        let Some(outline) = &self.flags.desk.outline else {
            return;
        };
        let (lines, lang) = (outline.unplaced(), outline.lang);
        if lines.is_empty() {
            return;
        }
        let num = lines.len();
        if self.edit(parking(lang, lines)).is_some() {
            self.flags.desk.was_taken_back = true;
            self.messages.say(self.settings.words().lines_parked(num));
        }
    }

    /// What the outline shows: everything, or what holds the selection.
    fn wanted_scope(&mut self) -> Scope {
        let desk = &self.flags.desk;
        let document = self.editor.document();
        let structure = &self.derived.structure;
        let is_large = document.claims.len() > MOST_WHOLE;
        if !desk.only_branch && !is_large {
            return Scope::Whole;
        }
        let claim = self.view.claim().filter(|claim| document.claims.contains(*claim));
        // As long as the selection is in it, it stays as it is.
        if let (Some(outline), Some(claim)) = (&desk.outline, claim)
            && outline.scope != Scope::Whole
            && outline.line_of(claim).is_some()
            && matches!(outline.scope, Scope::Branch(top) if document.claims.contains(top))
        {
            return outline.scope;
        }
        let of_claim = |claim| structure.stakeholder_of(document, claim);
        let stakeholder = match (claim, self.view.spot()) {
            (Some(claim), _) if desk.only_branch => return Scope::Branch(structure.argument_of(claim)),
            (Some(claim), _) => of_claim(claim),
            (None, Some(Spot::Stakeholder(stakeholder) | Spot::Theme(stakeholder, _, _))) => stakeholder,
            (None, _) => match desk.outline.as_ref().map(|outline| outline.scope) {
                Some(Scope::Stakeholder(stakeholder)) => stakeholder,
                _ => document.stakeholders.in_order().first().copied(),
            },
        };
        // Counted once per change: it walks over the whole map.
        let key = (self.editor.revision(), stakeholder);
        let num_own = match desk.num_own {
            Some((known, num)) if known == key => num,
            _ => {
                let claims = document.claims.iter().map(|(id, _)| id);
                claims.filter(|id| of_claim(*id) == stakeholder).count()
            }
        };
        self.flags.desk.num_own = Some((key, num_own));
        match claim {
            // Still too much: the branch alone.
            Some(claim) if num_own > MOST_WHOLE => Scope::Branch(structure.argument_of(claim)),
            _ => Scope::Stakeholder(stakeholder),
        }
    }

    /// Whether the outline shows the selected branch only.
    pub(super) fn set_only_branch(&mut self, only_branch: bool) {
        self.flags.desk.only_branch = only_branch;
    }

    /// The text of the outline was changed by hand.
    pub(super) fn type_outline(&mut self, text: String, cursor: Option<usize>) {
        let Some(mut outline) = self.flags.desk.outline.take() else {
            return;
        };
        let edit = outline.typed(self.editor.document(), &self.derived.structure, text, cursor);
        let is_text = matches!(edit, Some(Edit::SetText { .. }));
        // What comes back has its name already.
        let restored: Vec<String> = match &edit {
            Some(Edit::Rewrite(rewrite)) => {
                let known = rewrite.entries.iter().filter_map(|entry| entry.restored.as_ref());
                known.map(|(name, _)| name.clone()).collect()
            }
            _ => Vec::new(),
        };
        if let Some(transaction) = edit.and_then(|edit| self.edit(edit)) {
            outline.done(&transaction);
            if !is_text {
                outline.learn_headings(self.editor.document());
            }
            let new = transaction.changes.iter().filter_map(|change| match change {
                Change::Claim { id, before: None, .. } => Some(*id),
                _ => None,
            });
            let document = self.editor.document();
            let is_fresh = |claim: &ClaimId| !restored.iter().any(|name| name == document.claims.name(*claim));
            self.flags.desk.fresh.extend(new.filter(is_fresh));
        }
        if let Some(LineRef::Claim(claim)) = cursor.map(|line| outline.line_ref(line))
            && self.view.claim() != Some(claim)
        {
            // Without sealing: the letters that follow belong to the same step.
            self.view.selected = Some(Selected::Spot(Spot::Claim(claim)));
            self.view.reveal(Spot::Claim(claim), &self.derived.scene);
        }
        self.flags.desk.known = self.editor.revision();
        self.flags.desk.outline = Some(outline);
    }

    /// Gives claims that were begun in the outline their names, but for the one that is still being written.
    pub(super) fn name_fresh(&mut self, written: Option<ClaimId>) {
        let fresh = std::mem::take(&mut self.flags.desk.fresh);
        let is_shown_as_it_is = self.flags.desk.known == self.editor.revision();
        for claim in fresh {
            if Some(claim) == written {
                self.flags.desk.fresh.push(claim);
            } else {
                self.editor.name_anew(claim);
            }
        }
        // Names stand in no line.
        if is_shown_as_it_is {
            self.flags.desk.known = self.editor.revision();
        }
    }

    /// Keeps what stands in the line of quick entry where it outlives this program, within a second.
    pub(super) fn keep_quick_line(&mut self, context: &egui::Context) {
        let Some(file) = self.settings.folder().map(|folder| folder.join("quick-entry.txt")) else {
            return;
        };
        let map = self
            .file
            .path
            .as_ref()
            .map_or(String::new(), |path| path.display().to_string());
        let desk = &mut self.flags.desk;
        let kept = desk.kept_line.get_or_insert_with(|| {
            let found = super::settings::read_beside(&file).unwrap_or_default();
            ron::from_str(&found).unwrap_or_default()
        });
        if desk.line_of.as_ref() != Some(&map) {
            // Another map: what was typed for it and neither added nor taken away comes back.
            let is_first = desk.line_of.replace(map.clone()).is_none();
            let words = if kept.map == map {
                kept.words.clone()
            } else {
                String::new()
            };
            if !words.is_empty() {
                self.view.show_quick = true;
            } else if !is_first {
                self.view.show_quick = false;
            }
            crate::ui::quick::put_back(context, words);
            return;
        }
        let words = if self.view.show_quick {
            crate::ui::quick::text(context)
        } else {
            String::new()
        };
        let time = context.input(|input| input.time);
        // A line for another map stays until there is one for this.
        let is_kept = match kept.map == map {
            true => kept.words == words,
            false => words.is_empty(),
        };
        if is_kept {
            return;
        }
        if time - desk.kept_at < 0.5 {
            context.request_repaint_after(std::time::Duration::from_millis(500));
            return;
        }
        let now = KeptLine { map, words };
        (desk.kept_line, desk.kept_at) = (Some(now.clone()), time);
        let now = match ron::to_string(&now) {
            Ok(_) if now.words.is_empty() => String::new(),
            Ok(text) => text,
            Err(error) => return log::warn!("quick entry: {error}"),
        };
        let write = move || {
            if let Err(error) = super::settings::write_beside(&file, &now) {
                log::warn!("{}: {error}", file.display());
            }
        };
        if let Err(error) = std::thread::Builder::new().name("quick-entry".to_owned()).spawn(write) {
            log::warn!("quick entry: {error}");
        }
    }

    /// A line of the quick entry.
    pub(super) fn quick_add(&mut self, line: &str) {
        let lang = self.view.spec.lang;
        let Some(entry) = quick_entry(self.editor.document(), lang, line) else {
            return;
        };
        let site = entry.site();
        let edit = match (site.under, entry.stakeholder) {
            (Under::Nothing, Some(stakeholder)) => self.parked_with(stakeholder, site, &entry.words),
            _ => Edit::Add {
                site,
                lang,
                words: entry.words,
            },
        };
        if let Some(Item::Claim(claim)) = self.edit(edit).and_then(|transaction| transaction.focus) {
            self.view_action(ViewAction::Show(Spot::Claim(claim)));
        }
    }

    /// A claim for the parking place that knows already whose it is.
    fn parked_with(&self, stakeholder: StakeholderId, site: Site, words: &str) -> Edit {
        let document = self.editor.document();
        let mut copy = Document::default();
        let own = copy.stakeholders.intern(document.stakeholders.name(stakeholder));
        copy.stakeholders
            .set(own, document.stakeholders.get(stakeholder).cloned());
        let claim = copy.claims.intern(&document.claims.free_name(words));
        let record = Claim {
            text: Text::new(self.view.spec.lang, words),
            stakeholder: Some(own),
            ..Claim::default()
        };
        copy.claims.set(claim, Some(record));
        Edit::Insert {
            fragment: Fragment::new(copy),
            site,
        }
    }

    /// After a change: what resembles what is known anew for the claims that it touched.
    pub(super) fn keep_similar(&mut self, touched: &[Item]) {
        let Some((index, lang)) = &mut self.flags.desk.similar else {
            return;
        };
        let document = self.editor.document();
        for item in touched {
            if let Item::Claim(claim) = item {
                match document.claims.get(*claim) {
                    Some(record) => index.update(*claim, document.read(&record.text, *lang).words),
                    None => index.remove(*claim),
                }
            }
        }
    }
}
