//! The program: owns the state, gathers wishes, carries them out, and touches files.
//!
//! **Invariant:** nothing is painted here; what is on screen comes from `ui`.

mod answers;
mod apart;
mod asking;
mod audience_window;
mod based_on;
mod carry_out;
mod checking;
mod clipboard;
mod derived;
mod evening;
mod files;
mod frame;
mod guard;
mod importing;
mod messages;
pub mod mishap;
mod outgoing;
mod outside;
mod pictures;
mod plate;
mod printing;
mod recovery;
mod reports;
mod screens;
mod settings;
mod showing;
mod start;
mod typing;
mod versions;
mod writing;

use crate::edit::Editor;
use crate::model::Lang;
use crate::storage::Loaded;
use crate::ui::dialogs::Dialog;
use crate::ui::theme::Theme;
use crate::view::ViewState;

pub use apart::{ReadError, TASK as READ_APART, read_here};
pub use checking::today;
pub use derived::Derived;
pub use files::{BUILT_IN, Inbox, OpenFile, Opened, kept_of, load, new_document};
pub use guard::Guarded;
pub use outgoing::write_as;
pub use pictures::{decode as decode_picture, unshown, unshown_as, unshown_on};
pub use printing::{first_choices, make as make_print};
pub use settings::Settings;
pub use start::from_template;

use messages::Messages;
use pictures::Pictures;
use recovery::Recovery;

/// The whole state of the running program.
pub struct App {
    editor: Editor,
    view: ViewState,
    derived: Derived,
    file: OpenFile,
    settings: Settings,
    inbox: Inbox,
    messages: Messages,
    dialog: Option<Dialog>,
    theme: Theme,
    pictures: Pictures,
    recovery: Recovery,
    flags: Flags,
}

/// Small things that last from one frame to the next.
#[derive(Default)]
struct Flags {
    /// The color with which the window was wiped before this frame, if it was.
    ground: Option<egui::Color32>,
    /// The search field takes the keyboard in the next frame.
    focus_search: bool,
    /// The space bar is down; `true` once the map was dragged with it.
    space: Option<bool>,
    /// The window may close.
    may_close: bool,
    /// The revision on screen when another map began to be read.
    read_over: Option<u64>,
    /// What was asked for and waits until the work is saved.
    after_saving: Option<crate::command::FileAction>,
    /// A text field had the keyboard in the last frame.
    was_typing: bool,
    /// What was selected before a step, by its serial.
    selected_before: std::collections::BTreeMap<u64, Option<crate::view::Selected>>,
    /// The card that is being written.
    writing: Option<writing::Writing>,
    /// Where the history stood when the editing of a card began.
    edit_began: u64,
    /// The step that merged in what someone else saved, and the stamp of the file before it.
    merged: Option<(u64, Option<crate::storage::disk::Stamp>)>,
    /// What is kept for typing.
    desk: typing::Desk,
    /// Versions that were read to be compared.
    versions: Vec<(std::path::PathBuf, crate::model::Document)>,
    /// A picture that was chosen and is not stored yet.
    chosen_picture: Option<pictures::Chosen>,
    /// The map that the one that is being saved builds on.
    builds_on: Option<std::path::PathBuf>,
    /// The version of the base that was merged in: kept once the map is saved.
    new_base: Option<based_on::NewBase>,
    /// The tour begins once the shipped map is open.
    tour_waits: bool,
    /// What was read of a file by others and is to become the map.
    imported: Option<importing::Imported>,
    /// Windows over the map that wait until the one that is open is closed.
    waiting: std::collections::VecDeque<Dialog>,
    /// The map that an imported one took the place of.
    replaced: Option<Box<importing::Replaced>>,
    /// The format that was exported to last.
    export_format: Option<crate::exchange::Format>,
    /// What can be printed, while a place for it is asked for.
    print_form: Option<Box<crate::ui::print_form::PrintForm>>,
    /// What was chosen when something was printed last.
    printed: Option<crate::paper::Choices>,
    /// What is being written in another format.
    outgoing: Option<outgoing::Outgoing>,
    /// Under which name a map that was imported is saved, unless one says otherwise.
    suggested: Option<String>,
    /// Set when nobody waits any more for the file of others that is being read.
    import_dropped: std::sync::Arc<std::sync::atomic::AtomicBool>,
    /// The show that is going on.
    showing: Option<Box<showing::Showing>>,
    /// The evening that is looked at.
    evening: Option<evening::Evening>,
    /// An evening that was cut off and is to be asked about.
    found_evening: Option<std::path::PathBuf>,
    /// What was weighed shows on the cards of the map.
    results_on_map: bool,
    /// What was weighed about each claim, as of this revision of the evening.
    results: std::collections::BTreeMap<crate::model::ClaimId, String>,
    results_of: Option<(u64, crate::command::UiLang)>,
    /// The evenings of this map, while their page is shown.
    evenings: Option<Vec<std::path::PathBuf>>,
    /// What was taken over from the room, by the serial of its step.
    accepted: Vec<(u64, usize, crate::session::Fate)>,
    /// Where recorded stops go.
    records_into: Option<crate::model::RouteId>,
    /// The field of the presenter's side that had the keyboard last.
    typed_into: Option<egui::Id>,
    /// Notices a second screen.
    second_screen: screens::SecondScreen,
    /// The step of the tour that is shown.
    tour: Option<usize>,
    /// A card is being made to be written on.
    begins_writing: bool,
    /// The name of the version that is being saved.
    name_version: Option<String>,
    /// Which addresses of sources still answer.
    asking: asking::Asking,
    /// The map check.
    checking: checking::Checking,
    /// What was copied last.
    copied: clipboard::Copied,
    /// What the title bar says.
    title: String,
    /// The outline was shown in the last frame.
    had_outline: bool,
    /// What others do with the file.
    outside: outside::Outside,
}

impl App {
    /// The program with a map that was opened (or failed to).
    pub fn new(context: &egui::Context, opened: Opened, settings: Settings) -> Self {
        crate::ui::fonts::install(context);
        context.add_plugin(crate::ui::in_turn::InTurn::default());
        context.options_mut(|options| options.zoom_with_keyboard = false);
        let theme = Theme::new(settings.theme);
        let lang = settings.words().content_lang();
        let mut app = Self {
            editor: Editor::default(),
            view: ViewState::new(lang),
            derived: Derived::new(crate::ui::fonts::advances()),
            file: OpenFile::default(),
            inbox: Inbox::new(),
            messages: Messages::default(),
            dialog: None,
            theme,
            pictures: Pictures::default(),
            recovery: Recovery::new(settings.folder()),
            flags: Flags::default(),
            settings,
        };
        app.look(context);
        app.show_opened(opened);
        if app.recovery.find() {
            let (map, minutes) = app.recovery.about_found().unwrap_or_default();
            let changes = app.found_changes();
            let is_readable = matches!(app.recovery.peek(), Some(Ok(_)));
            app.show_dialog(Dialog::Recover {
                map,
                minutes,
                changes,
                is_readable,
            });
        }
        app.look_for_evening();
        if let Some(aside) = app.settings.set_aside() {
            let text = app.settings.words().settings_unread.to_owned();
            app.show_dialog(Dialog::Error {
                text,
                path: Some(aside),
            });
        }
        app
    }

    /// Opens a window over the map, as soon as no other one is there: what is told first is not covered by what is told next.
    fn show_dialog(&mut self, dialog: Dialog) {
        if self.dialog.is_none() {
            self.dialog = Some(dialog);
        } else {
            self.flags.waiting.push_back(dialog);
        }
    }

    /// Opens the next window that waits.
    fn show_next_dialog(&mut self) {
        if self.dialog.is_none() && !self.is_showing() {
            self.dialog = self.flags.waiting.pop_front();
        }
    }

    /// Applies theme and size to egui's own parts.
    fn look(&mut self, context: &egui::Context) {
        self.theme = Theme::new(self.settings.theme);
        let theme = self.theme.clone();
        context.all_styles_mut(|style| theme.style(style));
        context.set_zoom_factor(self.settings.scale());
    }

    /// Takes over a map that was read.
    fn take_over(&mut self, loaded: Loaded, file: OpenFile) {
        let lang = self.view.spec.lang;
        let (outline, details, text) = (self.view.show_outline, self.view.show_details, self.view.show_text);
        self.editor = if file.before.is_some() {
            // Saving puts it in the place of the file that is damaged or gone.
            Editor::new_unsaved(loaded.document)
        } else {
            Editor::new(loaded.document)
        };
        self.flags.outside.let_go();
        self.messages.clear();
        self.file = file;
        self.view = ViewState::new(lang);
        self.view.show_outline = outline;
        self.view.show_details = details;
        self.view.show_text = text;
        self.derived.clear();
        self.pictures.clear();
        self.recovery.clear();
        self.flags.desk.clear();
        self.flags.merged = None;
        // Serials and handles begin anew.
        self.flags.selected_before.clear();
        self.flags.edit_began = 0;
        self.flags.suggested = None;
        self.flags.replaced = None;
        self.flags.showing = None;
        self.flags.evening = None;
        self.flags.accepted.clear();
        self.flags.records_into = None;
        self.flags.asking.stop();
        self.flags.asking = asking::Asking::default();
        if std::mem::take(&mut self.flags.tour_waits) && self.file.is_built_in {
            self.flags.tour = Some(0);
        }
        self.flags.writing = None;
        self.file.set_problems(loaded.problems);
    }

    /// The document and its history: for tests.
    pub fn editor(&self) -> &Editor {
        &self.editor
    }

    /// The view: for tests.
    pub fn view(&self) -> &ViewState {
        &self.view
    }

    /// What was worked out from the document: for tests.
    pub fn derived(&self) -> &Derived {
        &self.derived
    }

    /// The window over the map: for tests.
    pub fn dialog(&self) -> Option<&Dialog> {
        self.dialog.as_ref()
    }

    /// The language in which the map is read.
    pub fn lang(&self) -> Lang {
        self.view.spec.lang
    }

    /// The view, to set it up before the first frame.
    pub fn view_mut(&mut self) -> &mut ViewState {
        &mut self.view
    }
}

impl App {
    /// Carries out any wish, as a panel would ask for it: for tests.
    pub fn apply(&mut self, context: &egui::Context, action: crate::command::Action) {
        self.carry_out(context, action);
    }

    /// The map as text, while it is shown: for tests.
    pub fn outline_text(&self) -> Option<&str> {
        self.flags.desk.outline().map(crate::notation::Outline::text)
    }

    /// Carries out a wish about the view, for programs that steer it without a window.
    pub fn apply_view(&mut self, action: crate::view::ViewAction) {
        self.view_action(action);
    }
}
