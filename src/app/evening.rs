//! Evenings: their files, going on with one that was cut off, and what becomes of what the room added.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use egui::{Context, ViewportCommand};

use crate::command::{Action, AppAction, UiLang};
use crate::edit::{Edit, Site, Under};
use crate::model::{ClaimId, Lang, Stance, Stop, Target};
use crate::present::{Named, Ready, Show, ShowAction, evening_stops, first_side, prepare, recorded};
use crate::session::{About, Fate, Log, OfMap, Place, Plan, Session, SessionEdit, Side, Walk};
use crate::storage::disk::{self, EditLock, Lock, OpenError};
use crate::storage::session as files;
use crate::ui::dialogs::{Dialog, EveningForm};
use crate::view::{ContentTab, Editing, ViewAction};

use super::App;
use super::files::Opened;
use super::settings::read_beside;
use super::showing::{Showing, selected_claim};

/// The evening that is looked at: what came of it.
#[derive(Default)]
pub struct Evening {
    /// The session with its history.
    pub log: Log,
    /// Its file.
    pub path: Option<PathBuf>,
    keeper: Option<Keeper>,
}

impl Evening {
    /// Waits until what is known of it is on disk; nothing is written behind that.
    pub fn finish(&mut self) {
        if let Some(keeper) = &mut self.keeper {
            keeper.finish();
        }
    }
}

/// Writes a session to its file, apart from the window, as soon as it changes.
pub struct Keeper {
    path: PathBuf,
    sender: Option<Sender<Session>>,
    thread: Option<std::thread::JoinHandle<()>>,
    error: Arc<Mutex<Option<Arc<disk::SaveError>>>>,
    revision: Option<u64>,
    /// Tells other windows that this evening is going on.
    _lock: Option<EditLock>,
}

impl Keeper {
    /// Keeps a session in this file.
    pub fn new(path: PathBuf) -> Self {
        let (sender, receiver): (Sender<Session>, Receiver<Session>) = channel();
        let error = Arc::new(Mutex::new(None));
        let (told, file) = (Arc::clone(&error), path.clone());
        let write = move || {
            while let Ok(mut session) = receiver.recv() {
                // Of several that wait only the newest counts.
                while let Ok(newer) = receiver.try_recv() {
                    session = newer;
                }
                // Should the writing of one state fail, that of the next is tried all the same.
                let write = || files::save(&file, &files::write(&session));
                let saved = std::panic::catch_unwind(std::panic::AssertUnwindSafe(write));
                let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
                *told = match saved {
                    Ok(Ok(_)) => None,
                    Ok(Err(error)) => Some(Arc::new(error)),
                    Err(_) => Some(Arc::new(disk::SaveError::ReadBack)),
                };
            }
        };
        let thread = std::thread::Builder::new().name("evening".into()).spawn(write).ok();
        let lock = match EditLock::take(&path, "") {
            Lock::Given(lock) => Some(lock),
            Lock::HeldBy(_) | Lock::Impossible => None,
        };
        Self {
            path,
            sender: thread.is_some().then_some(sender),
            thread,
            error,
            revision: None,
            _lock: lock,
        }
    }

    /// Writes the session if it changed since.
    pub fn keep(&mut self, session: &Session, revision: u64) {
        if self.revision.replace(revision) != Some(revision)
            && let Some(sender) = &self.sender
        {
            // The thread lives as long as this.
            let _ = sender.send(session.clone());
        }
    }

    /// Why the last writing failed, if it did.
    pub fn error(&self) -> Option<Arc<disk::SaveError>> {
        self.error.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until all is written.
    pub fn finish(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.finish();
    }
}

/// The walk of a ready-made route.
pub fn walk_of(kind: Ready) -> Walk {
    match kind {
        Ready::Stakeholders => Walk::Stakeholders,
        Ready::Core => Walk::Core,
        Ready::Strongest => Walk::Strongest,
        Ready::Themes => Walk::Themes,
    }
}

/// Where the path of the evening that is going on stands, in the folder of the settings.
const GOING_ON: &str = "evening.txt";

impl App {
    /// Shows a walk, without any question: an evening of its own, of which nothing is kept if nothing is collected.
    pub(super) fn present(&mut self, context: &Context, walk: Walk, stop: Option<usize>) {
        let first = match &walk {
            Walk::Own(name) => first_side(self.editor.document(), &self.derived.structure, name),
            _ => None,
        };
        let plan = Plan {
            walk,
            first: first.unwrap_or(Stance::Pro).into(),
            ..Plan::default()
        };
        self.begin_evening(context, About::default(), plan, stop);
    }

    /// Shows the route by stakeholder from the stop on at which the selected argument is said.
    pub(super) fn present_here(&mut self, context: &Context) {
        let Some(claim) = selected_claim(self.view.selected) else {
            return;
        };
        self.finish_writing();
        self.derived.update(&self.editor, &self.view.spec);
        let argument = self.derived.structure.argument_of(claim);
        self.present(context, Walk::Stakeholders, None);
        let Some(show) = self.show() else { return };
        let found = show.stops().iter().enumerate().find_map(|(number, stop)| {
            let reveal = stop.claims().iter().position(|known| *known == argument)?;
            Some((number, reveal))
        });
        if let Some((stop, reveal)) = found {
            self.show_action(context, ShowAction::Go(stop));
            for _ in 0..reveal {
                self.show_action(context, ShowAction::Next);
            }
        }
    }

    /// Asks how the evening is to go.
    pub(super) fn ask_evening(&mut self) {
        let words = self.settings.words();
        let document = self.editor.document();
        let lang = self.view.spec.lang;
        let routes = document.routes.in_order().into_iter().filter_map(|id| {
            let record = document.routes.get(id)?;
            Some((
                document.routes.name(id).to_owned(),
                document.read(&record.name, lang).words.to_owned(),
            ))
        });
        let about = About {
            title: document.title(lang).to_owned(),
            people: 30,
            ..About::default()
        };
        let plan = Plan {
            before_and_after: true,
            tools: !document.instruments.is_empty(),
            weigh: crate::session::Weighing::Opinion,
            ..Plan::default()
        };
        let mut walks: Vec<(Walk, String, Option<Side>)> = [
            Walk::Stakeholders,
            Walk::Core,
            Walk::Strongest,
            Walk::Themes,
            Walk::Stages,
            Walk::Sides,
        ]
        .into_iter()
        .map(|walk| {
            let name = words.walk(&walk).to_owned();
            (walk, name, None)
        })
        .collect();
        walks.extend(routes.map(|(name, words)| {
            let first = first_side(document, &self.derived.structure, &name);
            (Walk::Own(name), words, first.map(Side::from))
        }));
        self.dialog = Some(Dialog::Evening(Box::new(EveningForm {
            about,
            plan,
            walks,
            drawn: None,
        })));
    }

    /// Where evenings are kept that nobody planned, and those of maps without a file: with the settings.
    fn own_folder(&self) -> Option<PathBuf> {
        Some(self.settings.folder()?.join("evenings"))
    }

    /// Where an evening of this map is kept: beside its file, if it was planned.
    fn evening_folder(&self, is_planned: bool) -> Option<PathBuf> {
        let beside = self.file.path.as_ref().and_then(|path| path.parent());
        match beside.filter(|_| is_planned) {
            Some(folder) => Some(folder.to_owned()),
            None => self.own_folder(),
        }
    }

    fn map_name(&self) -> String {
        match &self.file.path {
            Some(path) => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            None => {
                let title = self.editor.document().title(self.view.spec.lang);
                crate::model::plain_name(title, 5)
            }
        }
    }

    /// The map, as a session in this folder names it.
    fn of_map(&self, folder: Option<&Path>) -> OfMap {
        let document = self.editor.document();
        let lang = self.view.spec.lang;
        let file = self.file.path.as_ref().map(|path| match path.file_name() {
            Some(name) if path.parent() == folder => name.to_string_lossy().into_owned(),
            _ => path.display().to_string(),
        });
        let shipped = super::BUILT_IN.iter().position(|(_, text)| {
            self.file.is_built_in
                && crate::storage::read(text).is_ok_and(|loaded| loaded.document.title(lang) == document.title(lang))
        });
        OfMap {
            file: file.unwrap_or_default(),
            shipped: shipped.map_or(0, |number| number as u32 + 1),
            title: document.title(lang).to_owned(),
            question: document.read(&document.cover.question, lang).words.to_owned(),
            lang: lang.code().to_owned(),
        }
    }

    /// Begins an evening.
    pub(super) fn begin_evening(&mut self, context: &Context, about: About, plan: Plan, stop: Option<usize>) {
        let now = jiff::Zoned::now();
        let about = About {
            date: now.strftime("%Y-%m-%d").to_string(),
            time: now.strftime("%H:%M").to_string(),
            ..about
        };
        let folder = self.evening_folder(!about.title.is_empty());
        let mut session = Session {
            map: self.of_map(folder.as_deref()),
            about,
            plan,
            ..Session::default()
        };
        session.at.stop = stop.unwrap_or(0);
        let path =
            folder.map(|folder| files::free_path(&folder, &self.map_name(), &session.about.date, &session.about.time));
        self.show_session(context, Log::new(session), path);
    }

    /// Shows an evening from where it is.
    fn show_session(&mut self, context: &Context, log: Log, path: Option<PathBuf>) {
        self.finish_writing();
        self.view_action(ViewAction::Edit(Editing::No));
        self.view.content = None;
        // What was looked at lets go of its file first: it may be the same.
        self.flags.evening = None;
        self.derived.update(&self.editor, &self.view.spec);
        let session = log.session();
        let lang = Lang::new(&session.map.lang).unwrap_or(self.view.spec.lang);
        let named = Named {
            document: self.editor.document(),
            structure: &self.derived.structure,
            lang,
        };
        let stops = evening_stops(&session.plan, named.document, named.structure);
        let show = Show::new(prepare(stops, named, session.about.people), lang, log);
        let mut keeper = path.map(Keeper::new);
        if let Some(keeper) = &mut keeper {
            keeper.keep(show.session(), show.revision());
            self.note_going_on(Some(&keeper.path));
        }
        self.dialog = None;
        self.messages.clear();
        self.flags.showing = Some(Box::new(Showing::new(show, keeper, context)));
        context.memory_mut(|memory| {
            if let Some(focused) = memory.focused() {
                memory.surrender_focus(focused);
            }
        });
        // What is on screen first was shown as well.
        self.show_action(context, ShowAction::Point(None));
    }

    /// Remembers which evening is going on, for the case that the power fails.
    fn note_going_on(&self, path: Option<&Path>) {
        let Some(file) = self.settings.folder().map(|folder| folder.join(GOING_ON)) else {
            return;
        };
        let done = match path {
            // Flushed, since it is read after a power cut.
            Some(path) => file
                .parent()
                .map_or(Ok(()), disk::make_folder)
                .map_err(disk::SaveError::from)
                .and_then(|()| disk::save_bytes(&file, path.display().to_string().as_bytes())),
            None => disk::remove(&file).map_err(disk::SaveError::from),
        };
        if let Err(error) = done {
            log::warn!("{}: {error:?}", file.display());
        }
    }

    /// Looks for an evening that was cut off; it is asked about as soon as nothing else is.
    pub(super) fn look_for_evening(&mut self) {
        let Some(file) = self.settings.folder().map(|folder| folder.join(GOING_ON)) else {
            return;
        };
        let Some(path) = read_beside(&file).map(|text| PathBuf::from(text.trim())) else {
            return;
        };
        // In another window it goes on.
        if EditLock::holder(&path).is_some() {
            return;
        }
        match files::open(&path) {
            Ok(session) if !session.is_over => self.flags.found_evening = Some(path),
            // It is over, or not there any more.
            Ok(_) => self.note_going_on(None),
            Err(OpenError::Disk(error)) if error.kind() == std::io::ErrorKind::NotFound => self.note_going_on(None),
            // It may be read next time.
            Err(error @ OpenError::Disk(_)) => self.tell_unreadable(path, &error),
            Err(error) => {
                log::warn!("{}: {error:?}", path.display());
                self.note_going_on(None);
                self.tell_unreadable(path, &error);
            }
        }
    }

    /// Says why an evening cannot be read; its file stays as it is.
    fn tell_unreadable(&mut self, path: PathBuf, error: &OpenError) {
        let words = self.settings.words();
        let text = format!("{}. {}", words.evening_unreadable, words.open_error(error));
        self.show_dialog(Dialog::Error { text, path: Some(path) });
    }

    /// Asks about an evening that was cut off.
    pub(super) fn ask_about_evening(&mut self) {
        if self.dialog.is_some() || self.is_showing() {
            return;
        }
        let Some(path) = self.flags.found_evening.take() else {
            return;
        };
        let Ok(session) = files::open(&path) else { return };
        let text = self
            .settings
            .words()
            .evening_found(&title_of(&session), &session.about.time, session.at.stop + 1);
        self.dialog = Some(Dialog::GoOn { path, text });
    }

    /// The evening that was cut off is over after all.
    pub(super) fn let_evening_be(&mut self, path: &Path) {
        self.note_going_on(None);
        if let Ok(mut session) = files::open(path) {
            session.is_over = true;
            if let Err(error) = files::save(path, &files::write(&session)) {
                log::warn!("{}: {error:?}", path.display());
            }
        }
    }

    /// Goes on with an evening, on its map.
    pub(super) fn go_on_evening(&mut self, context: &Context, path: &Path) {
        let mut session = match files::open(path) {
            Ok(session) => session,
            Err(error) => {
                return self.tell_unreadable(path.to_owned(), &error);
            }
        };
        if !self.is_on_map(&session, path) {
            if self.editor.is_dirty() {
                return self.messages.say(self.settings.words().other_map);
            }
            let opened = match session.map.shipped.checked_sub(1) {
                Some(number) if session.map.file.is_empty() => super::files::built_in(number as usize),
                _ => super::load(Some(&path.with_file_name(&session.map.file))),
            };
            if let Opened::Failed(..) = opened {
                self.show_opened(opened);
                return;
            }
            self.show_opened(opened);
        }
        session.is_over = false;
        self.show_session(context, Log::new(session), Some(path.to_owned()));
    }

    /// Whether a session belongs to the map on screen.
    fn is_on_map(&self, session: &Session, path: &Path) -> bool {
        let own = self.of_map(path.parent());
        match &self.file.path {
            Some(map) => path.with_file_name(&session.map.file) == *map && !session.map.file.is_empty(),
            None => session.map.file.is_empty() && session.map.title == own.title,
        }
    }

    /// The show is over: the window is as it was, and what was collected is there to be looked at.
    pub(super) fn end_show(&mut self, context: &Context) {
        let Some(showing) = self.flags.showing.take() else {
            return;
        };
        let failed = showing.keeper_failed();
        let (mut show, keeper, is_full) = showing.into_parts();
        if is_full {
            context.send_viewport_cmd(ViewportCommand::Fullscreen(false));
        }
        show.note(|session| session.is_over = true);
        let log = show.into_log();
        let words = self.settings.words();
        self.note_going_on(None);
        let is_planned = !log.session().about.title.is_empty();
        let mut path = keeper.as_ref().map(|keeper| keeper.path.clone());
        let mut keeper = keeper;
        if let Some(kept) = &mut keeper {
            kept.keep(log.session(), log.revision());
            if log.session().is_empty() && !is_planned {
                // Nothing was collected and nobody asked for it: nothing is left behind.
                kept.finish();
                if let Err(error) = disk::remove(&kept.path) {
                    log::warn!("{}: {error}", kept.path.display());
                }
                path = None;
                keeper = None;
            }
        }
        if log.session().is_empty() && !is_planned {
            return;
        }
        if !failed && let Some(path) = &path {
            let page = Action::View(ViewAction::Content(Some(ContentTab::Evening)));
            self.messages
                .offer(words.evening_saved(path), words.evening_results, page);
        }
        self.flags.evening = Some(Evening { log, path, keeper });
    }

    /// The evening that is looked at: for the page about it.
    pub(super) fn evening(&self) -> Option<&Evening> {
        self.flags.evening.as_ref()
    }

    /// The evening that is looked at: for tests.
    pub fn evening_session(&self) -> Option<&Session> {
        self.flags.evening.as_ref().map(|evening| evening.log.session())
    }

    /// Where it is kept: for tests.
    pub fn evening_path(&self) -> Option<&Path> {
        self.flags.evening.as_ref().and_then(|evening| evening.path.as_deref())
    }

    /// Evenings of this map, the newest first.
    pub(super) fn evenings(&self) -> Vec<PathBuf> {
        let name = format!("{} ", self.map_name());
        let mut folders: Vec<PathBuf> = [self.evening_folder(true), self.own_folder()]
            .into_iter()
            .flatten()
            .collect();
        folders.dedup();
        let all = folders.iter().flat_map(|folder| files::all_in(folder));
        let is_own = |path: &PathBuf| {
            let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            file.starts_with(&name)
        };
        all.filter(is_own).collect()
    }

    /// Reads an evening, to show what came of it.
    pub(super) fn open_evening(&mut self, path: &Path) {
        let words = self.settings.words();
        match files::open(path) {
            Ok(session) if !self.is_on_map(&session, path) => self.messages.say(words.other_map),
            Ok(session) => {
                self.flags.evening = Some(Evening {
                    log: Log::new(session),
                    path: Some(path.to_owned()),
                    keeper: None,
                });
                self.view.content = Some(ContentTab::Evening);
            }
            Err(error) => {
                self.dialog = Some(Dialog::Error {
                    text: format!("{}. {}", words.evening_unreadable, words.open_error(&error)),
                    path: Some(path.to_owned()),
                });
            }
        }
    }

    /// Changes the evening that is looked at.
    pub(super) fn evening_edit(&mut self, edit: SessionEdit) {
        let words = self.settings.words();
        let Some(evening) = &mut self.flags.evening else { return };
        if let Err(refused) = evening.log.edit(edit) {
            self.messages.say(words.refused(refused));
        }
        evening.keep();
    }

    /// A step of the map was taken back or done again: what was taken over with it follows.
    pub(super) fn follow_accepted(&mut self, serial: u64, is_done: bool) {
        let found = self.flags.accepted.iter().find(|(known, ..)| *known == serial).copied();
        if let Some((_, number, fate)) = found {
            self.evening_edit(SessionEdit::Decide(number, if is_done { fate } else { Fate::Open }));
        }
    }

    /// Takes something that the room added over in the map, in these words: as one step that can be taken back.
    pub(super) fn accept(&mut self, number: usize, words: &str) {
        let texts = self.settings.words();
        let Some(evening) = &self.flags.evening else { return };
        let Some(addition) = evening.log.session().additions.get(number).cloned() else {
            return;
        };
        let document = self.editor.document();
        let under = match &addition.place {
            Place::Argument { side, stakeholder } => {
                let id = document.stakeholders.id(stakeholder);
                Under::Thesis {
                    stance: Stance::from(*side),
                    stakeholder: id.filter(|id| document.stakeholders.contains(*id)),
                    theme: None,
                }
            }
            Place::Reply { side, claim } => {
                let id = document.claims.id(claim).filter(|id| document.claims.contains(*id));
                let kind = match Stance::from(*side) {
                    Stance::Pro => crate::model::RelationKind::Support,
                    Stance::Contra => crate::model::RelationKind::Attack,
                };
                id.map_or(Under::Nothing, |id| Under::Reply {
                    target: Target::Claim(id),
                    kind,
                })
            }
            Place::Parked | Place::Question => Under::Nothing,
        };
        let add = Edit::Add {
            site: Site::end_of(under),
            lang: Lang::new(&evening.log.session().map.lang).unwrap_or(self.view.spec.lang),
            words: words.trim().to_owned(),
        };
        if self.edit(add).is_none() {
            return;
        }
        let fate = if words.trim() == addition.words.trim() {
            Fate::Accepted
        } else {
            Fate::Rewritten
        };
        self.evening_edit(SessionEdit::Decide(number, fate));
        self.flags.accepted.push((self.editor.serial(), number, fate));
        // Adding selects the new card on the map; here one goes on with the list.
        self.view.content = Some(ContentTab::Evening);
        self.messages.offer(texts.accepted_into, texts.undo, Action::Undo);
    }

    /// Makes the report, apart from the window.
    pub(super) fn make_report(&mut self, context: &Context, lang: UiLang) {
        let Some(evening) = &self.flags.evening else { return };
        let Some(path) = evening.path.clone() else { return };
        let session = evening.log.session().clone();
        let document = self.editor.document().clone();
        let words = self.settings.words();
        self.inbox.make_report(context, path, session, document, lang, words);
    }

    /// Records what is shown as a stop of the route that is being made.
    pub(super) fn record_stop(&mut self, as_view: bool) {
        self.finish_writing();
        let words = self.settings.words();
        let document = self.editor.document();
        let lang = self.view.spec.lang;
        let stop = recorded(document, &self.derived.scene, &self.view, as_view);
        let first = document.languages().first().copied();
        let known = self.flags.records_into.filter(|id| document.routes.contains(*id));
        let route = known.or_else(|| document.routes.in_order().last().copied());
        let (edit, number, name) = match route.and_then(|id| Some((id, document.routes.get(id)?))) {
            Some((route, record)) => {
                let mut stops = record.stops.clone();
                // Only a change of language is worth remembering: else an evening in another one would fall back.
                let before = stops.iter().rev().find_map(|stop| stop.lang).or(first);
                stops.push(Stop {
                    lang: stop.lang.filter(|lang| Some(*lang) != before),
                    ..stop
                });
                let number = stops.len();
                let name = document.read(&record.name, lang).words.to_owned();
                (Edit::SetStops { route, stops }, number, name)
            }
            None => {
                let name = words.new_route(1);
                let stop = Stop {
                    lang: stop.lang.filter(|lang| Some(*lang) != first),
                    ..stop
                };
                let edit = Edit::AddRoute {
                    lang,
                    words: name.clone(),
                    stops: vec![stop],
                };
                (edit, 1, name)
            }
        };
        if self.edit(edit).is_some() {
            let page = Action::View(ViewAction::Content(Some(ContentTab::Routes)));
            self.messages
                .offer(words.stop_recorded(number, &name), words.routes, page);
        }
    }

    /// A second screen that was plugged in is offered, as long as no show is going on.
    pub(super) fn offer_screen(&mut self, context: &Context, frame: &eframe::Frame) {
        let words = self.settings.words();
        let Some(screen) = self.flags.second_screen.came(context, frame) else {
            return;
        };
        let text = words.screen_found(screen.size.0, screen.size.1);
        self.messages
            .offer(text, words.show_there, Action::App(AppAction::AskEvening));
    }

    /// Keeps what the pages about evenings show.
    pub(super) fn keep_evening(&mut self) {
        if self.view.content != Some(ContentTab::Evening) {
            self.flags.evenings = None;
        } else if self.flags.evenings.is_none() {
            self.flags.evenings = Some(self.evenings());
        }
        let key = self.flags.evening.as_ref().filter(|_| self.flags.results_on_map);
        let key = key.map(|evening| (evening.log.revision(), self.settings.lang));
        if key != self.flags.results_of {
            self.flags.results_of = key;
            self.flags.results = self.results();
        }
    }

    /// What was weighed about each claim, to show on the map.
    fn results(&self) -> std::collections::BTreeMap<ClaimId, String> {
        let words = self.settings.words();
        let Some(evening) = self.flags.evening.as_ref().filter(|_| self.flags.results_on_map) else {
            return std::collections::BTreeMap::new();
        };
        let document = self.editor.document();
        let all = crate::session::weighed(evening.log.session());
        let found = all.iter().filter_map(|weighed| {
            let crate::session::Subject::Claim(name) = &weighed.of else {
                return None;
            };
            let id = document.claims.id(name).filter(|id| document.claims.contains(*id))?;
            Some((id, words.weighed_line(weighed)))
        });
        found.collect()
    }
}

impl Evening {
    /// Writes it, if it has a file.
    fn keep(&mut self) {
        if self.keeper.is_none() {
            self.keeper = self.path.clone().map(Keeper::new);
        }
        if let Some(keeper) = &mut self.keeper {
            keeper.keep(self.log.session(), self.log.revision());
        }
    }

    /// Why it could not be saved, if so.
    pub fn error(&self) -> Option<Arc<disk::SaveError>> {
        self.keeper.as_ref().and_then(Keeper::error)
    }
}

/// What an evening is called.
pub fn title_of(session: &Session) -> String {
    if session.about.title.is_empty() {
        session.map.title.clone()
    } else {
        session.about.title.clone()
    }
}
