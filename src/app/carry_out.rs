//! From wishes to deeds: the only long `match`.

use std::path::PathBuf;

use egui::{Context, ViewportCommand};

use crate::command::{Action, AppAction, FileAction};
use crate::edit::{Edit, EditName, Editor, Transaction};
use crate::layout::Spot;
use crate::model::Item;
use crate::storage::Loaded;
use crate::storage::disk::{Lock, OpenError, Overwrite, SaveError};
use crate::ui::NoPicture;
use crate::ui::dialogs::{Choice, Dialog, ENOUGH_SIDE, MAX_PROBLEMS};
use crate::ui::{paint, text_pane, toolbar};
use crate::view::{Context as ViewContext, Editing, Selected, ViewAction};

use super::files::{FileEvent, OpenFile, Opened, Picked, SavedFile, built_in, new_document};
use super::outside::{News, OnDisk};
use super::pictures::Chosen;
use super::{App, files};

/// A map of at most so many claims is checked after every change.
const MOST_CHECKED: usize = 5_000;

impl App {
    pub(super) fn carry_out(&mut self, context: &Context, action: Action) {
        match action {
            Action::Edit(edit) => {
                if self.written().is_some() && !matches!(edit, Edit::SetText { .. }) {
                    self.finish_writing();
                }
                self.edit(edit);
            }
            Action::Undo => {
                self.finish_writing();
                let next = self.next_to_selection();
                let touched = self.editor.undo();
                self.after_change(touched, next);
            }
            Action::Redo => {
                self.finish_writing();
                let next = self.next_to_selection();
                let touched = self.editor.redo();
                self.after_change(touched, next);
            }
            Action::View(action) => {
                let opens_text = action == ViewAction::ToggleText;
                self.view_action(action);
                if opens_text {
                    // One types there at once.
                    let to = if self.view.show_text {
                        text_pane::text_id()
                    } else {
                        paint::canvas_id()
                    };
                    context.memory_mut(|memory| memory.request_focus(to));
                }
            }
            Action::File(action) => {
                self.finish_writing();
                self.name_fresh(None);
                self.file_action(context, action);
            }
            Action::App(action) => self.app_action(context, action),
        }
        self.watch_writing();
    }

    /// What to select should the selected claim go: its neighbour, or what it answers.
    fn next_to_selection(&self) -> Option<Spot> {
        let claim = self.view.claim()?;
        let structure = &self.derived.structure;
        let parent = structure.place(claim)?.parent?;
        let document = self.editor.document();
        let same_group = |other: &&crate::model::ClaimId| {
            let group = |id| {
                document
                    .claims
                    .get(id)
                    .map(|record| (record.stakeholder, record.theme, structure.stance(id)))
            };
            group(**other) == group(claim)
        };
        let group: Vec<_> = structure.children(parent).iter().filter(same_group).collect();
        let at = group.iter().position(|id| **id == claim)?;
        let neighbour = group
            .get(at + 1)
            .or_else(|| at.checked_sub(1).and_then(|at| group.get(at)));
        let stakeholder = document.claims.get(claim).and_then(|record| record.stakeholder);
        let spot = |id| {
            if document.cover.thesis == Some(id) {
                Spot::Stakeholder(stakeholder)
            } else {
                Spot::Claim(id)
            }
        };
        Some(neighbour.map_or(spot(parent), |id| Spot::Claim(**id)))
    }

    /// Carries out a change of the document and shows it, or says why it cannot be.
    pub(super) fn edit(&mut self, edit: Edit) -> Option<Transaction> {
        let is_removal = matches!(edit, Edit::RemoveClaims { .. });
        let next = self.next_to_selection();
        let is_text = matches!(edit, Edit::SetText { .. });
        let is_new = matches!(
            edit,
            Edit::Add { .. }
                | Edit::AddInstrument { .. }
                | Edit::AddStakeholder { .. }
                | Edit::Insert { .. }
                | Edit::Split { .. }
        );
        let is_outline = matches!(edit, Edit::Rewrite(_));
        let is_moved = matches!(edit, Edit::Place { .. });
        let words = self.settings.words();
        match self.editor.run(edit) {
            Ok(transaction) => {
                let touched = transaction.touched();
                let focus = if is_text { None } else { transaction.focus };
                let before = self.selected_rect();
                self.derived.touched(&touched, is_text);
                self.keep_similar(&touched);
                if is_outline {
                    self.view.follow(&[], None, self.editor.document());
                } else if !is_text {
                    self.view.follow(&touched, focus, self.editor.document());
                }
                if is_removal && let Some(next) = next {
                    self.view.selected = Some(Selected::Spot(next));
                }
                if is_moved {
                    // The map stands still; what was moved is looked for only if it left the screen.
                    self.derived.update(&self.editor, &self.view.spec);
                    match self.view.spot() {
                        Some(spot) if self.derived.scene.rect_of(spot).is_some() => {
                            self.view.show(spot, &self.derived.scene);
                        }
                        // It went where something is folded or left out: selecting it uncovers it.
                        Some(spot) => self.view_action(ViewAction::Select(spot)),
                        None => {}
                    }
                } else {
                    self.after_layout(before, is_new || is_removal);
                }
                if !is_text {
                    self.refresh_problems();
                }
                if let EditName::Remove(num) = transaction.name {
                    self.messages.offer(words.deleted_num(num), words.undo, Action::Undo);
                }
                if is_new && matches!(transaction.focus, Some(Item::Instrument(_) | Item::Stakeholder(_))) {
                    self.view.show_toolbox = false;
                    self.view.show_details = true;
                    self.view.editing = Editing::InPanel;
                }
                Some(transaction)
            }
            Err(error) => {
                self.say_refusal(error);
                None
            }
        }
    }

    /// After undo and redo: shows where it happened.
    fn after_change(&mut self, touched: Option<Vec<Item>>, next: Option<Spot>) {
        let Some(touched) = touched else { return };
        self.flags.desk.was_taken_back = true;
        let before = self.selected_rect();
        self.derived.touched(&touched, false);
        self.keep_similar(&touched);
        self.view.follow(&touched, None, self.editor.document());
        if self.view.selected.is_none() {
            self.view.selected = next.map(Selected::Spot);
        }
        self.after_layout(before, true);
        self.refresh_problems();
        self.messages.clear();
    }

    /// Looks again for problems after a change; on a very large map only when they are asked for.
    pub(super) fn refresh_problems(&mut self) {
        if self.editor.document().claims.len() <= MOST_CHECKED {
            self.file.look_for_problems(self.editor.document());
        }
    }

    pub(super) fn selected_rect(&self) -> Option<(Spot, egui::Rect)> {
        let spot = self.view.spot()?;
        self.derived.scene.rect_of(spot).map(|rect| (spot, rect))
    }

    /// Lays out anew; what is selected keeps its place on the glass, or is brought into view if it is new.
    pub(super) fn after_layout(&mut self, before: Option<(Spot, egui::Rect)>, reveal: bool) {
        self.derived.update(&self.editor, &self.view.spec);
        let Some(spot) = self.view.spot() else { return };
        let is_writing = self.flags.begins_writing;
        match (before, self.derived.scene.rect_of(spot)) {
            (Some((known, before)), Some(after)) if known == spot => self.view.camera.keep(before, after),
            (_, Some(_)) if reveal && is_writing => self.view.show(spot, &self.derived.scene),
            (_, Some(_)) if reveal => self.view.reveal(spot, &self.derived.scene),
            (_, Some(_)) => {}
            // Left out by a filter or folded away: selecting it uncovers it.
            (_, None) => self.view_action(ViewAction::Select(spot)),
        }
    }

    pub(super) fn view_action(&mut self, action: ViewAction) {
        let before = self.selected_rect();
        let keeps_place = matches!(
            action,
            ViewAction::ToggleFold(_) | ViewAction::FoldAll(_) | ViewAction::SetLang(_)
        );
        let selects = matches!(
            action,
            ViewAction::Select(_)
                | ViewAction::NextHit(_)
                | ViewAction::Back
                | ViewAction::Forward
                | ViewAction::Edit(_)
        );
        if matches!(action, ViewAction::Select(_) | ViewAction::Edit(Editing::No)) {
            self.editor.seal();
        }
        let document = self.editor.document();
        let view_context = ViewContext {
            document,
            structure: &self.derived.structure,
            scene: &self.derived.scene,
        };
        self.view.apply(action, view_context, &mut self.derived.index);
        let is_shown = self
            .view
            .spot()
            .is_none_or(|spot| self.derived.scene.rect_of(spot).is_some());
        self.derived.update(&self.editor, &self.view.spec);
        if keeps_place {
            if let (Some((known, before)), Some(spot)) = (before, self.view.spot())
                && known == spot
                && let Some(after) = self.derived.scene.rect_of(spot)
            {
                self.view.camera.keep(before, after);
            }
        } else if selects
            && !is_shown
            && let Some(spot) = self.view.spot()
        {
            // It was folded away or left out: now it has a place.
            self.view.reveal(spot, &self.derived.scene);
        }
    }

    fn app_action(&mut self, context: &Context, action: AppAction) {
        match action {
            AppAction::SetTheme(theme) => {
                self.settings.theme = theme;
                self.look(context);
                self.settings.save();
            }
            AppAction::SetLang(lang) => {
                self.settings.lang = lang;
                self.settings.save();
                let lang = self.settings.words().content_lang();
                self.view_action(ViewAction::SetLang(lang));
            }
            AppAction::Palette => {
                let query = std::mem::take(&mut self.flags.typed_ahead);
                self.dialog = Some(Dialog::Palette(crate::ui::palette::Palette::new(query)));
            }
            AppAction::Keys => self.dialog = Some(Dialog::Keys),
            AppAction::Problems => {
                self.file.look_for_problems(self.editor.document());
                self.dialog = Some(Dialog::Problems(self.problems_with_ways()));
            }
            AppAction::About => self.dialog = Some(Dialog::About),
            AppAction::Glossary => self.dialog = Some(Dialog::Glossary),
            AppAction::FocusSearch => self.flags.focus_search = true,
            AppAction::NextPane => {
                let has = |id| context.memory(|memory| memory.has_focus(id));
                let has_text = self.view.show_text && self.view.show_outline;
                let next = if has(paint::canvas_id()) && has_text {
                    text_pane::text_id()
                } else if has(paint::canvas_id()) || has(text_pane::text_id()) {
                    toolbar::search_id()
                } else {
                    paint::canvas_id()
                };
                context.memory_mut(|memory| memory.request_focus(next));
            }
            AppAction::Scale(step) => {
                self.settings.size = self.settings.size.saturating_add(step).clamp(-2, 10);
                self.look(context);
                self.settings.save();
            }
            AppAction::AskLink(url) => self.dialog = Some(Dialog::Link(url)),
            AppAction::Write(site) => self.write_new(site),
            AppAction::Copy { cut } => self.copy(context, cut),
            AppAction::Paste => context.send_viewport_cmd(ViewportCommand::RequestPaste),
            AppAction::PasteText(text) => self.paste(&text),
            AppAction::Duplicate => self.duplicate(),
            AppAction::TypeOutline { text, cursor } => self.type_outline(text, cursor),
            AppAction::OnlyBranch(only_branch) => self.set_only_branch(only_branch),
            AppAction::QuickAdd(line) => self.quick_add(&line),
            AppAction::ChoosePicture(item) => match self.file.path.clone() {
                Some(map) => self.inbox.pick_picture(context, self.settings.words(), map, item),
                None => self.messages.say(self.settings.words().save_first),
            },
            AppAction::PastePicture(item) => match self.file.path {
                Some(_) => self.inbox.paste_picture(context, item),
                None => self.messages.say(self.settings.words().save_first),
            },
            AppAction::TypeOnCards => {
                self.settings.type_on_cards = !self.settings.type_on_cards;
                self.settings.save();
                let words = self.settings.words();
                self.messages.say(if self.settings.type_on_cards {
                    words.letters_type
                } else {
                    words.letters_are_keys
                });
            }
            AppAction::BuildOn => self.build_on(context),
            AppAction::UpdateBase => self.update_base(context),
            AppAction::Start => self.dialog = Some(Dialog::Start),
            AppAction::TypeMap => {
                if !(self.view.show_text && self.view.show_outline) {
                    self.carry_out(context, Action::View(ViewAction::ToggleText));
                }
            }
            AppAction::Tour(step) => self.tour(context, step),
            AppAction::MergeOutside => self.merge_outside(context),
            AppAction::Versions => self.show_versions(context),
            AppAction::AskSplit(claim) => {
                let document = self.editor.document();
                let lang = self.view.spec.lang;
                let words = document.claims.get(claim).and_then(|record| record.text.get(lang));
                let (first, second) = split_sentence(words.unwrap_or(""));
                self.dialog = Some(Dialog::Split { claim, first, second });
            }
            AppAction::SetWheel(wheel) => {
                self.settings.wheel = wheel;
                self.settings.save();
            }
            AppAction::FullScreen => {
                let is_full = context.input(|input| input.viewport().fullscreen == Some(true));
                context.send_viewport_cmd(ViewportCommand::Fullscreen(!is_full));
            }
        }
    }

    /// The problems as sentences, each with its place in the file and with the way to where it can be mended.
    fn problems_with_ways(&self) -> Vec<(String, Option<Action>)> {
        let (document, words) = (self.editor.document(), self.settings.words());
        let sentence = |(problem, place): &(crate::model::Problem, Option<crate::storage::FilePlace>)| {
            let place = place.map_or(String::new(), |place| format!("{}: ", words.place(place)));
            let text = format!("{place}{}", words.problem(document, problem));
            (text, self.way_to(problem.item))
        };
        // One more than are listed, so that it is seen that there are more.
        self.file.problems.iter().take(MAX_PROBLEMS + 1).map(sentence).collect()
    }

    /// What shows a record: on the map, in the toolbox, or in the glossary.
    pub(super) fn way_to(&self, item: Item) -> Option<Action> {
        let document = self.editor.document();
        let of_claim = |claim| match document.cover.thesis {
            Some(thesis) if thesis == claim => Spot::Question,
            _ => Spot::Claim(claim),
        };
        let spot = match item {
            Item::Cover => Spot::Question,
            Item::Claim(claim) => of_claim(claim),
            Item::Relation(relation) => {
                let premises = document.relations.get(relation)?.premises.iter();
                of_claim(*premises.into_iter().find(|claim| document.claims.contains(**claim))?)
            }
            Item::Stakeholder(stakeholder) => Spot::Stakeholder(Some(stakeholder)),
            Item::Theme(theme) => {
                let columns = &self.derived.scene.columns;
                let column = columns.iter().find(|column| column.theme == Some(theme))?;
                self.derived.scene.theme_spot(column)
            }
            Item::Source(source) => {
                let cites =
                    |claim: &crate::model::Claim| claim.sources.iter().any(|citation| citation.source == source);
                of_claim(document.claims.iter().find(|(_, claim)| cites(claim))?.0)
            }
            Item::Instrument(instrument) => return Some(Action::View(ViewAction::SelectInstrument(instrument))),
            Item::Fact(_) | Item::Term(_) => return Some(Action::App(AppAction::Glossary)),
        };
        Some(Action::View(ViewAction::Select(spot)))
    }

    /// What was found out about the file on disk.
    pub(super) fn hear(&mut self, news: News) {
        let words = self.settings.words();
        let is_open = |path: &PathBuf| self.file.path.as_ref() == Some(path);
        match news {
            News::Lock(path, Lock::Given(lock)) if is_open(&path) => self.flags.outside.keep(lock),
            News::Lock(path, Lock::HeldBy(who)) if is_open(&path) => self.messages.say(words.held_by(&who)),
            News::Lock(..) => {}
            // While it is being saved, it changes by our own hand.
            News::Stamp(path, stamp) if is_open(&path) && !self.inbox.is_busy() => {
                let on_disk = match stamp {
                    None => OnDisk::Gone,
                    stamp if stamp == self.file.stamp => OnDisk::Same,
                    Some(_) => OnDisk::Changed,
                };
                let is_new = std::mem::replace(&mut self.file.on_disk, on_disk) != on_disk;
                match on_disk {
                    OnDisk::Changed if is_new && self.editor.is_dirty() => {
                        let merge = Action::App(AppAction::MergeOutside);
                        self.messages.offer(words.conflict_ahead, words.merge_here, merge);
                    }
                    OnDisk::Changed if is_new => {
                        let open = Action::File(FileAction::OpenPath(path));
                        self.messages.offer(words.conflict, words.open_new, open);
                    }
                    OnDisk::Gone if is_new => self.messages.say(words.gone),
                    _ => {}
                }
            }
            News::Stamp(..) => {}
        }
    }

    fn file_action(&mut self, context: &Context, action: FileAction) {
        let loses_work = !matches!(action, FileAction::Save | FileAction::SaveAs);
        if loses_work && self.editor.is_dirty() {
            self.dialog = Some(Dialog::Unsaved(action));
            return;
        }
        self.do_file_action(context, action);
    }

    fn do_file_action(&mut self, context: &Context, action: FileAction) {
        let words = self.settings.words();
        if self.inbox.is_busy() && !matches!(action, FileAction::Quit) {
            self.messages.say(words.busy);
            self.flags.after_saving = None;
            return;
        }
        match action {
            FileAction::Begin(template) => self.begin(template),
            FileAction::New => {
                self.take_over(
                    Loaded {
                        document: new_document(),
                        problems: Vec::new(),
                    },
                    OpenFile::default(),
                );
                self.view.selected = Some(Selected::Spot(Spot::Question));
                self.view.editing = Editing::InPanel;
                self.view.show_details = true;
            }
            FileAction::Open => self.inbox.pick_open(context, words, self.folder()),
            FileAction::OpenPath(path) => self.inbox.open(context, path),
            FileAction::OpenBuiltIn(number) => self.show_opened(built_in(number)),
            FileAction::Save => match self.file.path.clone() {
                // Nothing to save: not even the order of a file that was written by hand changes.
                Some(_) if !self.editor.is_dirty() && self.file.on_disk == OnDisk::Same && self.file.is_there() => {
                    self.messages.say(words.nothing_to_save);
                }
                Some(path) => {
                    let overwrite = self.file.stamp.map_or(Overwrite::Yes, Overwrite::IfUnchanged);
                    self.save_to(context, path, overwrite);
                }
                None => self.do_file_action(context, FileAction::SaveAs),
            },
            FileAction::SaveAs => {
                let name = match &self.file.path {
                    Some(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                    None => words.file_name.to_owned(),
                };
                self.inbox.pick_save(context, words, self.folder(), name);
            }
            FileAction::Quit => {
                self.flags.may_close = true;
                context.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    /// What stands in the field where there is no file window: the folder, and the name to save under.
    fn suggested_path(&self, save: bool) -> String {
        let folder = self
            .folder()
            .or_else(|| std::env::current_dir().ok())
            .unwrap_or_default();
        let name = self.file.path.as_ref().and_then(|path| path.file_name());
        let name = name.map_or_else(|| self.settings.words().file_name.into(), std::ffi::OsStr::to_owned);
        let path = if save { folder.join(name) } else { folder.join("") };
        path.display().to_string()
    }

    fn folder(&self) -> Option<PathBuf> {
        self.file
            .path
            .as_ref()
            .or(self.settings.recent.first())
            .and_then(|path| path.parent())
            .map(PathBuf::from)
    }

    fn save_to(&mut self, context: &Context, path: PathBuf, overwrite: Overwrite) {
        self.editor.seal();
        self.messages.say(self.settings.words().saving);
        self.inbox.save(
            context,
            self.editor.document().clone(),
            path,
            self.editor.serial(),
            overwrite,
        );
    }

    /// An answer from a thread.
    pub(super) fn answer(&mut self, context: &Context, event: FileEvent) {
        let words = self.settings.words();
        let save = matches!(event, FileEvent::ToSave(_));
        match event {
            FileEvent::ToOpen(Picked::Path(path)) => self.inbox.open(context, path),
            FileEvent::ToSave(Picked::Path(path)) => self.save_as(context, path),
            FileEvent::ToOpen(Picked::NoWindow) | FileEvent::ToSave(Picked::NoWindow) => {
                let typed = self.suggested_path(save);
                self.dialog = Some(Dialog::Path { save, typed });
            }
            FileEvent::ToOpen(Picked::Nothing) | FileEvent::ToSave(Picked::Nothing) => {
                self.flags.after_saving = None;
                self.flags.builds_on = None;
            }
            FileEvent::Opened(opened) => {
                self.show_opened(*opened);
                if let Some(path) = self.file.path.clone() {
                    self.settings.remember(&path);
                    self.settings.save();
                }
            }
            FileEvent::NoneChosen => {}
            FileEvent::Picture { item, chosen } => self.picture_chosen(context, item, chosen),
            FileEvent::Stored { item, path } => match path {
                Ok(path) => {
                    let path = Some(path);
                    self.edit(Edit::SetPicture { item, path });
                }
                Err(error) => {
                    let text = words.save_error(&SaveError::Disk(error));
                    self.dialog = Some(Dialog::Error { text, path: None });
                }
            },
            FileEvent::Versions(versions) => self.list_versions(versions),
            FileEvent::Version { path, read } => self.show_version(path, read),
            FileEvent::Brought(read) => self.brought(context, read),
            FileEvent::NoVersion(error) => {
                let text = self.settings.words().save_error(&error);
                self.dialog = Some(Dialog::Error { text, path: None });
            }
            FileEvent::Saved { path, serial, result } => self.saved(context, path, serial, result),
        }
    }

    /// A picture was chosen: one that is larger than a map needs can be made smaller first.
    fn picture_chosen(&mut self, context: &Context, item: Item, chosen: Result<Chosen, NoPicture>) {
        let words = self.settings.words();
        match chosen {
            Ok(chosen) => {
                let size = chosen.size;
                self.flags.chosen_picture = Some(chosen);
                if size.0.max(size.1) > ENOUGH_SIDE {
                    self.dialog = Some(Dialog::Shrink { item, size });
                } else {
                    self.store_picture(context, item, None);
                }
            }
            Err(why) => self.messages.say(words.no_picture(why)),
        }
    }

    fn store_picture(&mut self, context: &Context, item: Item, most_side: Option<u32>) {
        if let (Some(chosen), Some(map)) = (self.flags.chosen_picture.take(), self.file.path.clone()) {
            self.inbox.store_picture(context, chosen, map, most_side, item);
        }
    }

    /// A file was dropped on the window: a map is opened, a picture goes to what is selected.
    pub(super) fn dropped(&mut self, context: &Context, file: PathBuf) {
        let kind = file
            .extension()
            .map(|kind| kind.to_string_lossy().to_lowercase())
            .unwrap_or_default();
        if kind == "ron" {
            self.carry_out(context, Action::File(FileAction::OpenPath(file)));
            return;
        }
        let item = match self.view.selected {
            Some(Selected::Instrument(instrument)) => Item::Instrument(instrument),
            Some(Selected::Spot(Spot::Claim(claim))) => Item::Claim(claim),
            _ => Item::Cover,
        };
        match self.file.path.clone() {
            Some(map) => self.inbox.read_picture(context, file, map, item),
            None => self.messages.say(self.settings.words().save_first),
        }
    }

    fn save_as(&mut self, context: &Context, mut path: PathBuf) {
        if path.extension().is_none() && !path.is_dir() {
            path.set_extension("ron");
        }
        self.begin_layer(&path);
        // The windows of some systems do not ask before a file is replaced.
        if path.exists() && self.file.path.as_ref() != Some(&path) {
            self.dialog = Some(Dialog::Replace(path));
        } else {
            self.save_to(context, path, Overwrite::Yes);
        }
    }

    fn saved(&mut self, context: &Context, path: PathBuf, serial: u64, result: Result<SavedFile, SaveError>) {
        let words = self.settings.words();
        match result {
            Ok(saved) => {
                self.editor.mark_saved(serial);
                self.keep_base(&path);
                self.messages.say(words.saved_as(&path));
                self.settings.remember(&path);
                self.settings.save();
                self.file = OpenFile {
                    path: Some(path),
                    stamp: Some(saved.stamp),
                    is_built_in: false,
                    problems: saved.problems,
                    on_disk: OnDisk::Same,
                };
                if let (Some(name), Some(map)) = (self.flags.name_version.take(), self.file.path.clone()) {
                    self.inbox.keep_version(context, map, name);
                }
                if let Some(action) = self.flags.after_saving.take()
                    && !self.editor.is_dirty()
                {
                    self.do_file_action(context, action);
                }
            }
            Err(error) => {
                self.flags.after_saving = None;
                self.flags.name_version = None;
                self.messages.clear();
                self.dialog = Some(match error {
                    SaveError::ChangedOnDisk => Dialog::Conflict,
                    error => Dialog::NotSaved {
                        text: words.save_error(&error),
                        path,
                    },
                });
            }
        }
    }

    /// Shows a map that was opened, or why it was not.
    pub(super) fn show_opened(&mut self, opened: Opened) {
        let words = self.settings.words();
        match opened {
            Opened::Map(loaded, file) => {
                self.take_over(*loaded, file);
                let conflicts = self.editor.document().cover.conflicts.len();
                if conflicts > 0 {
                    // Two versions of something wait for a choice.
                    self.view.apply_check();
                    self.messages.say(words.brought_together(conflicts));
                } else if !self.file.problems.is_empty() {
                    let text = words.num_problems(self.file.problems.len());
                    self.messages
                        .offer(text, words.problems, Action::App(AppAction::Problems));
                }
            }
            Opened::Failed(path, error) => {
                let missing = matches!(&error, OpenError::Disk(error) if error.kind() == std::io::ErrorKind::NotFound);
                if self.editor.document().claims.is_empty() {
                    self.take_over(
                        Loaded {
                            document: new_document(),
                            problems: Vec::new(),
                        },
                        OpenFile::default(),
                    );
                }
                if missing {
                    self.settings.recent.retain(|known| *known != path);
                }
                self.dialog = Some(Dialog::Error {
                    text: words.open_error(&error),
                    path: Some(path),
                });
            }
        }
    }

    /// What was chosen in a window; puts the window back if nothing was.
    pub(super) fn choose(&mut self, context: &Context, dialog: Dialog, choice: Choice) {
        if choice != Choice::Open {
            context.request_repaint();
        }
        match (choice, dialog) {
            // A command from the palette may have opened another window.
            (Choice::Open, dialog) if self.dialog.is_none() => self.dialog = Some(dialog),
            (Choice::Open, _) => {}
            (Choice::Save, Dialog::Unsaved(action)) => {
                self.flags.after_saving = Some(action);
                self.do_file_action(context, FileAction::Save);
            }
            (Choice::Discard, Dialog::Unsaved(action)) => {
                self.do_file_action(context, action);
            }
            (Choice::SaveAs, _) => self.do_file_action(context, FileAction::SaveAs),
            (Choice::Overwrite, Dialog::Conflict) => {
                if let Some(path) = self.file.path.clone() {
                    self.save_to(context, path, Overwrite::Yes);
                }
            }
            (Choice::Overwrite, Dialog::Replace(path)) => self.save_to(context, path, Overwrite::Yes),
            (Choice::Reload, _) => {
                if let Some(path) = self.file.path.clone() {
                    self.inbox.open(context, path);
                }
            }
            (Choice::OpenLink(url), _) => open_link(url),
            (Choice::Path(path), Dialog::Path { save, .. }) => {
                if save {
                    self.save_as(context, path);
                } else {
                    self.inbox.open(context, path);
                }
            }
            (Choice::Recover, _) => self.recover(),
            (Choice::Discard, Dialog::Recover { .. }) => self.recovery.discard(),
            (Choice::Close, Dialog::Recover { .. }) => self.messages.say(self.settings.words().recover_later_done),
            // Whatever waited for the saving waits no longer.
            (Choice::Close, Dialog::Unsaved(_) | Dialog::Path { .. } | Dialog::Replace(_) | Dialog::Conflict) => {
                self.flags.after_saving = None;
            }
            (Choice::Shrink, Dialog::Shrink { item, .. }) => self.store_picture(context, item, Some(ENOUGH_SIDE)),
            (Choice::Discard, Dialog::Shrink { item, .. }) => self.store_picture(context, item, None),
            (Choice::Merge, Dialog::Conflict) => {
                self.flags.after_saving = None;
                self.merge_outside(context);
            }
            (Choice::ReadVersion(path), dialog) => {
                self.dialog = Some(dialog);
                self.choose_version(context, path);
            }
            (Choice::KeepVersion(name), dialog) => {
                self.dialog = Some(dialog);
                // What is on screen is what gets the name: it is saved first.
                if self.editor.is_dirty() {
                    self.flags.name_version = Some(name);
                    self.finish_writing();
                    self.do_file_action(context, FileAction::Save);
                } else if let Some(map) = self.file.path.clone() {
                    self.inbox.keep_version(context, map, name);
                }
            }
            (Choice::PutBack(path), Dialog::Versions { .. }) => self.put_back(&path),
            (Choice::Split, Dialog::Split { claim, first, second }) => self.split(claim, first, second),
            _ => {}
        }
    }

    fn recover(&mut self) {
        let Some(found) = self.recovery.take() else { return };
        // With the stamp of the file as it was: should it have changed since, saving asks.
        let file = OpenFile {
            path: found.map,
            stamp: found.stamp,
            ..OpenFile::default()
        };
        let document = found.document;
        self.take_over(
            Loaded {
                document: files::new_document(),
                problems: Vec::new(),
            },
            file,
        );
        self.editor = Editor::new_unsaved(document);
        self.derived.clear();
        self.recovery.supersede(found.copy);
    }

    /// What the title bar says: the map, a star for unsaved work, the program.
    pub(super) fn title(&self) -> String {
        let words = self.settings.words();
        let star = if self.editor.is_dirty() { "* " } else { "" };
        let name = match &self.file.path {
            Some(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            None => self.editor.document().title(self.view.spec.lang).to_owned(),
        };
        format!("{star}{name} – {}", words.app)
    }

    /// What the bar says about the file.
    pub(super) fn file_state(&self) -> String {
        let words = self.settings.words();
        let on_disk = match self.file.on_disk {
            OnDisk::Same => None,
            OnDisk::Changed => Some(words.changed_short),
            OnDisk::Gone => Some(words.gone_short),
        };
        if let Some(on_disk) = on_disk {
            format!("! {on_disk}")
        } else if self.editor.is_dirty() {
            format!("○ {}", words.unsaved)
        } else {
            match &self.file.path {
                Some(path) => format!("✓ {}", path.file_name().unwrap_or_default().to_string_lossy()),
                None if self.file.is_built_in => words.built_in.to_owned(),
                None => words.unsaved.to_owned(),
            }
        }
    }
}

/// Where a sentence most likely falls in two: behind a full stop or semicolon, or before a joining word.
fn split_sentence(words: &str) -> (String, String) {
    let at = [
        ". ",
        "; ",
        ", ",
        " en ",
        " and ",
        " omdat ",
        " because ",
        " want ",
        " maar ",
        " but ",
    ]
    .iter()
    .find_map(|joint| Some((words.find(joint)?, *joint)));
    let Some((at, joint)) = at else {
        return (words.to_owned(), String::new());
    };
    let is_sign = !joint.starts_with(' ');
    let first = words.get(..at).unwrap_or(words);
    let second = words.get(at + joint.len()..).unwrap_or("");
    let first = if is_sign && joint.starts_with('.') {
        format!("{first}.")
    } else {
        first.to_owned()
    };
    let mut letters = second.chars();
    let second: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect();
    (first, second)
}

/// Opens a web address that was confirmed: http and https only, apart from the window.
fn open_link(url: String) {
    let open = move || {
        if let Err(error) = webbrowser::open(&url) {
            log::warn!("{url}: {error}");
        }
    };
    if let Err(error) = std::thread::Builder::new().name("browser".to_owned()).spawn(open) {
        log::warn!("browser: {error}");
    }
}
