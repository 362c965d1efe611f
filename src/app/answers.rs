//! Wishes about files, and what came of them: answers from threads and from the windows over the map.

use std::path::PathBuf;

use egui::{Context, ViewportCommand};

use crate::command::{Action, AppAction, FileAction};
use crate::edit::Edit;
use crate::layout::Spot;
use crate::model::Item;
use crate::storage::Loaded;
use crate::storage::disk::{Lock, Overwrite, SaveError, place_aside};
use crate::ui::NoPicture;
use crate::ui::dialogs::{Choice, Dialog, ENOUGH_SIDE, PathFor};
use crate::view::{Editing, Selected};

use super::App;
use super::based_on::NewBase;
use super::files::{
    FileEvent, OpenFile, Opened, Picked, SavedFile, ToSave, built_in, is_damaged, is_gone, new_document,
};
use super::outside::{News, OnDisk};
use super::pictures::Chosen;
use super::reports::ReportMade;

impl App {
    /// What was found out about the file on disk.
    pub(super) fn hear(&mut self, news: News) {
        let words = self.settings.words();
        let is_open = |path: &PathBuf| self.file.path.as_ref() == Some(path);
        match news {
            News::Lock(path, lock) if is_open(&path) => match lock {
                Lock::Given(lock) => self.flags.outside.keep(&path, lock),
                Lock::HeldBy(who) => {
                    self.flags.outside.go_without();
                    self.messages.say(words.held_by(&who));
                }
                Lock::Impossible => self.flags.outside.go_without(),
            },
            News::Guest(path, who) if is_open(&path) => self.messages.say(words.guest(&who)),
            News::Lock(..) | News::Guest(..) => {}
            // While it is being saved, it changes by our own hand.
            News::Stamp(path, stamp) if is_open(&path) && !self.inbox.is_busy() => {
                let on_disk = match stamp {
                    None => OnDisk::Gone,
                    stamp if stamp == self.file.stamp => OnDisk::Same,
                    Some(_) => OnDisk::Changed,
                };
                let is_new = std::mem::replace(&mut self.file.on_disk, on_disk) != on_disk;
                match on_disk {
                    OnDisk::Changed if is_new => {
                        let text = if self.editor.is_dirty() {
                            words.conflict_ahead
                        } else {
                            words.conflict
                        };
                        let look = Action::App(AppAction::CompareOutside);
                        self.messages.offer(text, words.see_differences, look);
                    }
                    OnDisk::Gone if is_new && path.parent().is_some_and(|folder| !folder.is_dir()) => {
                        let save_as = Action::File(FileAction::SaveAs);
                        self.messages.offer(words.folder_gone, words.save_as, save_as);
                    }
                    OnDisk::Gone if is_new && crate::storage::disk::is_there(&path) => {
                        let save_as = Action::File(FileAction::SaveAs);
                        self.messages.offer(words.no_file_there, words.save_as, save_as);
                    }
                    OnDisk::Gone if is_new => self.messages.say(words.gone),
                    _ => {}
                }
            }
            News::Stamp(..) => {}
        }
    }

    pub(super) fn file_action(&mut self, context: &Context, action: FileAction) {
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
                        document: new_document(words),
                        problems: Vec::new(),
                    },
                    OpenFile::default(),
                );
                self.view.selected = Some(Selected::Spot(Spot::Question));
                self.view.editing = Editing::InPanel;
                self.view.show_details = true;
            }
            FileAction::Open => self.inbox.pick_open(context, words, self.folder()),
            FileAction::OpenPath(path) => self.open_any(context, path),
            FileAction::OpenBefore(_) => self.read(context, action),
            FileAction::OpenBuiltIn(number) => self.show_opened(built_in(number)),
            FileAction::Save => match self.file.path.clone() {
                // Nothing to save: not even the order of a file that was written by hand changes.
                Some(_) if !self.editor.is_dirty() && self.file.on_disk == OnDisk::Same && self.file.is_there() => {
                    self.messages.say(words.nothing_to_save);
                }
                Some(path) => self.save_again(context, path),
                None => self.do_file_action(context, FileAction::SaveAs),
            },
            FileAction::SaveAs => {
                self.inbox
                    .pick_save(context, words, self.folder(), self.suggested_name());
            }
            FileAction::TakeImport => self.finish_import(),
            FileAction::Quit => {
                self.flags.may_close = true;
                context.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    /// Under which name a map is saved, unless one says otherwise: as before, or after its title.
    pub(super) fn suggested_name(&self) -> String {
        if let Some(name) = &self.flags.suggested {
            return name.clone();
        }
        if let Some(path) = &self.file.path {
            return path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        }
        let title = self.editor.document().title(self.view.spec.lang);
        let name: String = crate::model::plain_name(title, 8).chars().take(60).collect();
        if name.is_empty() {
            self.settings.words().file_name.to_owned()
        } else {
            format!("{name}.ron")
        }
    }

    /// What stands in the field where there is no file window: the folder, and the name to save under.
    pub(super) fn suggested_path(&self, save: bool) -> String {
        let folder = self
            .folder()
            .or_else(|| std::env::current_dir().ok())
            .unwrap_or_default();
        let path = folder.join(if save { self.suggested_name() } else { String::new() });
        path.display().to_string()
    }

    /// Where a file window begins: in the folder of the map, or the next one above that is still there.
    pub(super) fn folder(&self) -> Option<PathBuf> {
        self.file
            .path
            .as_ref()
            .or(self.settings.recent.first())
            .and_then(|path| path.ancestors().skip(1).find(|folder| folder.is_dir()))
            .map(PathBuf::from)
    }

    fn save_to(&mut self, context: &Context, path: PathBuf, overwrite: Overwrite) {
        self.keep_till_here();
        self.messages.say(self.settings.words().saving);
        let is_in = |base: &mut NewBase| self.editor.has_done(base.step);
        let base = self.flags.new_base.take_if(is_in);
        let work = ToSave {
            document: self.editor.document().clone(),
            path,
            serial: self.editor.serial(),
            overwrite,
            base,
        };
        self.inbox.save(context, work);
    }

    /// An answer from a thread.
    pub(super) fn answer(&mut self, context: &Context, event: FileEvent) {
        let words = self.settings.words();
        let save = matches!(event, FileEvent::ToSave(_));
        match event {
            FileEvent::ToOpen(Picked::Path(path)) => self.open_any(context, path),
            FileEvent::ToSave(Picked::Path(path)) => self.save_as(context, path),
            FileEvent::ToOpen(Picked::NoWindow) | FileEvent::ToSave(Picked::NoWindow) => {
                let typed = self.suggested_path(save);
                let purpose = if save { PathFor::Save } else { PathFor::Open };
                self.dialog = Some(Dialog::Path { purpose, typed });
            }
            FileEvent::ToOpen(Picked::Nothing) | FileEvent::ToSave(Picked::Nothing) => {
                self.flags.after_saving = None;
                self.flags.builds_on = None;
            }
            FileEvent::Opened(opened) => {
                if let Some(again) = self.would_lose(&opened) {
                    return self.show_dialog(Dialog::Unsaved(again));
                }
                self.show_opened(*opened);
                if let Some(path) = self.file.path.clone() {
                    self.settings.remember(&path);
                    self.settings.save();
                }
            }
            FileEvent::NoneChosen => {}
            FileEvent::NotShown(path) => self.messages.say(words.not_shown(&path)),
            FileEvent::Failed => {
                self.flags.after_saving = None;
                self.flags.builds_on = None;
                self.flags.name_version = None;
                // What waits for the answer would wait for ever.
                if matches!(
                    self.dialog,
                    Some(Dialog::Import(_) | Dialog::Print(_) | Dialog::Export(_))
                ) {
                    self.dialog = None;
                }
                self.messages.say(words.mishap_beside());
            }
            FileEvent::NoPictureWindow(item) => {
                let typed = self.suggested_path(false);
                let purpose = PathFor::Picture(item);
                self.dialog = Some(Dialog::Path { purpose, typed });
            }
            FileEvent::Picture { item, chosen } => self.picture_chosen(context, item, chosen),
            FileEvent::Stored { item, path } => match path {
                Ok(path) => {
                    self.pictures.forget(&path);
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
            FileEvent::Theirs { path, read } => self.show_theirs(path, read),
            FileEvent::ToExport(picked) => self.export_chosen(context, picked),
            FileEvent::Exported {
                path,
                result,
                unshown,
                is_opened,
            } => self.exported(path, result, &unshown, is_opened),
            FileEvent::LaidOut(laid_out) => {
                self.laid_out(context, *laid_out);
                self.ask_pages(context);
            }
            FileEvent::ToImport(picked) => self.import_chosen(context, picked),
            FileEvent::Imported(read) => self.import_read(context, read),
            FileEvent::Previewed(preview) => self.previewed(preview),
            FileEvent::Report(Ok(made)) => self.report_made(made),
            FileEvent::Report(Err(error)) => {
                let words = self.settings.words();
                self.dialog = Some(Dialog::Error {
                    text: format!("{}: {error}", words.report_failed),
                    path: None,
                });
            }
            FileEvent::NoVersion(error) => {
                let text = self.settings.words().save_error(&error);
                self.dialog = Some(Dialog::Error { text, path: None });
            }
            FileEvent::Saved {
                path,
                serial,
                result,
                base,
            } => {
                if result.is_err() && self.flags.new_base.is_none() {
                    // It belongs to the map, and goes with the next try.
                    self.flags.new_base = base;
                }
                self.saved(context, path, serial, result);
            }
        }
    }

    /// The report of an evening was made, or a part of it.
    fn report_made(&mut self, made: ReportMade) {
        let words = self.settings.words();
        if !made.not_made.is_empty() {
            self.dialog = Some(Dialog::Error {
                text: words.report_in_part(made.page.is_some(), &made.not_made),
                path: Some(made.folder),
            });
        }
        match made.page {
            Some(page) => self.messages.offer(
                words.report_made_at(&page),
                words.open_report,
                Action::App(AppAction::OpenReport(page)),
            ),
            None => self.messages.clear(),
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
        if Self::is_of_others(&file) {
            self.carry_out(context, Action::App(AppAction::ImportPath(file)));
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
        if path.is_dir() {
            let error = SaveError::Disk(std::io::ErrorKind::IsADirectory.into());
            let text = self.settings.words().save_error(&error);
            self.dialog = Some(Dialog::NotSaved { text, path });
            return;
        }
        self.begin_layer(&path);
        if self.file.path.as_ref() == Some(&path) {
            self.save_again(context, path);
        } else if path.exists() {
            // The windows of some systems do not ask before a file is replaced.
            self.dialog = Some(Dialog::Replace(path));
        } else {
            self.save_to(context, path, Overwrite::No);
        }
    }

    /// Saves to the file that is open, unless somebody changed it.
    fn save_again(&mut self, context: &Context, path: PathBuf) {
        let taken_back = self.flags.merged.filter(|(step, _)| !self.editor.has_done(*step));
        if let Some((_, before)) = taken_back {
            // What someone else saved is not on screen any more: it is asked again what to do with it.
            self.file.stamp = before;
            self.flags.merged = None;
        }
        let unless_changed = if self.file.is_damaged {
            Overwrite::Damaged
        } else {
            Overwrite::IfUnchanged
        };
        // Where there was none, there may be one by now.
        let overwrite = self.file.stamp.map_or(Overwrite::No, unless_changed);
        self.save_to(context, path, overwrite);
    }

    fn saved(&mut self, context: &Context, path: PathBuf, serial: u64, result: Result<SavedFile, SaveError>) {
        let words = self.settings.words();
        match result {
            Ok(saved) => {
                self.editor.mark_saved(serial);
                self.flags.merged = None;
                self.messages.say(match (&saved.no_base, &saved.no_version) {
                    (Some(error), _) => words.save_error(error),
                    (None, Some(error)) => words.no_version(error),
                    (None, None) => words.saved_as(&path),
                });
                self.settings.remember(&path);
                self.settings.save();
                self.file = OpenFile {
                    path: Some(path),
                    stamp: Some(saved.stamp),
                    problems: saved.problems,
                    ..OpenFile::default()
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
                if !matches!(error, SaveError::ChangedOnDisk) {
                    let text = words.save_error(&error);
                    self.dialog = Some(Dialog::NotSaved { text, path });
                } else if self.file.path.as_ref() == Some(&path) {
                    self.compare_outside(context);
                } else {
                    // It was not there a moment ago.
                    self.dialog = Some(Dialog::Replace(path));
                }
            }
        }
    }

    /// Reads a map, or what was kept of one that is damaged or gone, to take the place of the one on screen.
    pub(super) fn read(&mut self, context: &Context, action: FileAction) {
        self.flags.read_over = Some(self.editor.revision());
        match action {
            FileAction::OpenPath(path) => self.inbox.open(context, path),
            FileAction::OpenBefore(path) => self.inbox.open_before(context, path),
            _ => {}
        }
    }

    /// Asks for a map again that was read while work was done on the one on screen.
    fn would_lose(&mut self, opened: &Opened) -> Option<FileAction> {
        let is_other = self.flags.read_over.take() != Some(self.editor.revision());
        match opened {
            Opened::Map(_, file) if is_other && self.editor.is_dirty() => {
                let path = file.path.clone()?;
                Some(if file.before.is_some() {
                    FileAction::OpenBefore(path)
                } else {
                    FileAction::OpenPath(path)
                })
            }
            _ => None,
        }
    }

    /// Shows a map that was opened, or why it was not.
    pub(super) fn show_opened(&mut self, opened: Opened) {
        let words = self.settings.words();
        match opened {
            Opened::Map(loaded, file) => {
                self.take_over(*loaded, file);
                let conflicts = self.editor.document().cover.conflicts.len();
                if let (Some(path), Some(before)) = (&self.file.path, &self.file.before) {
                    self.messages.say(words.before_opened(path, before));
                } else if conflicts > 0 {
                    // Two versions of something wait for a choice.
                    self.view.apply_check();
                    self.messages.say(words.brought_together(conflicts));
                } else if !self.file.problems.is_empty() {
                    let text = words.num_problems(self.file.problems.len());
                    self.messages
                        .offer(text, words.problems, Action::App(AppAction::Problems));
                }
            }
            Opened::Failed(path, error, kept) => {
                let is_gone = is_gone(&error);
                if self.editor.document().claims.is_empty() {
                    self.take_over(
                        Loaded {
                            document: new_document(words),
                            problems: Vec::new(),
                        },
                        OpenFile::default(),
                    );
                }
                if is_gone && kept.is_err() {
                    self.settings.recent.retain(|known| *known != path);
                }
                let text = words.open_error(&error);
                self.dialog = Some(match kept {
                    Ok(before) => Dialog::Lost {
                        text,
                        before,
                        aside: (!is_gone).then(|| place_aside(&path)).flatten(),
                        is_gone,
                        path,
                    },
                    Err(unread) => Dialog::Error {
                        text: words.with_unread(text, &path, unread),
                        path: Some(path),
                    },
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
            (Choice::Open, dialog) if self.dialog.is_none() => {
                self.dialog = Some(dialog);
                self.ask_preview(context);
                self.ask_pages(context);
            }
            (Choice::Open, _) => {}
            (Choice::Save, Dialog::Unsaved(action)) => {
                self.flags.after_saving = Some(action);
                self.do_file_action(context, FileAction::Save);
            }
            (Choice::Discard, Dialog::Unsaved(action)) => {
                self.do_file_action(context, action);
            }
            (Choice::Save, Dialog::Print(form)) => {
                self.pick_pages(context, &form);
                self.dialog = Some(Dialog::Print(form));
            }
            (Choice::OpenMade, Dialog::Print(form)) => {
                self.open_pages(context, &form);
                self.dialog = Some(Dialog::Print(form));
            }
            (Choice::Save, Dialog::Export(form)) => self.pick_export(context, &form),
            (Choice::Overwrite, Dialog::ReplaceExport(path)) => self.export_to(context, path),
            (Choice::Save, Dialog::Import(form)) => self.take_import(context, *form),
            (Choice::Reload, Dialog::Import(form)) => {
                self.import(context, form.path, form.wanted, form.is_merge);
            }
            (Choice::Close, Dialog::Import(_)) => self.drop_import(),
            (Choice::SaveAs, _) => self.do_file_action(context, FileAction::SaveAs),
            (Choice::Overwrite, Dialog::Conflict { .. }) => {
                if let Some(path) = self.file.path.clone() {
                    self.save_to(context, path, Overwrite::Yes);
                }
            }
            (Choice::Overwrite, Dialog::Replace(path)) => self.save_to(context, path, Overwrite::Yes),
            (Choice::Reload, _) => {
                if let Some(path) = self.file.path.clone() {
                    self.read(context, FileAction::OpenPath(path));
                }
            }
            (Choice::OpenLink(url), _) => open_link(url),
            (Choice::ReadBase(path), _) => self.read_base(context, path),
            (Choice::Path(path), Dialog::Path { purpose, .. }) => match (purpose, self.file.path.clone()) {
                (PathFor::Save, _) => self.save_as(context, path),
                (PathFor::Open, _) => self.open_any(context, path),
                (PathFor::Export | PathFor::Pages, _) => self.export_typed(context, path),
                (PathFor::Import, _) => self.import(context, path, None, false),
                (PathFor::Picture(item), Some(map)) => self.inbox.read_picture(context, path, map, item),
                (PathFor::Picture(_), None) => self.messages.say(self.settings.words().save_first),
            },
            (Choice::Discard, Dialog::GoOn { path, .. }) => self.let_evening_be(&path),
            (Choice::Recover, _) => self.recover(),
            (Choice::Discard, Dialog::Recover { .. }) => self.recovery.discard(),
            (Choice::Close, Dialog::Recover { .. }) => self.messages.say(self.settings.words().recover_later_done),
            (Choice::Close, Dialog::Unsaved(FileAction::TakeImport)) => {
                self.flags.after_saving = None;
                self.back_to_import();
            }
            (
                Choice::Close,
                Dialog::Path {
                    purpose: PathFor::Pages,
                    ..
                }
                | Dialog::ReplaceExport(_),
            ) => {
                self.back_to_print();
            }
            // Whatever waited for the saving waits no longer.
            (
                Choice::Close,
                Dialog::Unsaved(_) | Dialog::Path { .. } | Dialog::Replace(_) | Dialog::Conflict { .. },
            ) => {
                self.flags.after_saving = None;
            }
            (Choice::Shrink, Dialog::Shrink { item, .. }) => self.store_picture(context, item, Some(ENOUGH_SIDE)),
            (Choice::Discard, Dialog::Shrink { item, .. }) => self.store_picture(context, item, None),
            (Choice::Merge, Dialog::Conflict { .. }) => {
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
        let editor = found.editor();
        // With the stamp of the file as it was: should it have changed since, saving asks.
        let is_damaged = found.map.as_ref().is_some_and(|map| is_damaged(map, found.stamp));
        let file = OpenFile {
            is_damaged,
            path: found.map,
            stamp: found.stamp,
            ..OpenFile::default()
        };
        self.take_over(
            Loaded {
                document: new_document(self.settings.words()),
                problems: Vec::new(),
            },
            file,
        );
        self.editor = editor;
        self.derived.clear();
        self.recovery.supersede(found.copy, found.is_of_before);
    }
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
