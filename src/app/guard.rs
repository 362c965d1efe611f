//! Stands between the window and the program: should the program fail, the work is kept and the person is told.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use egui::{Color32, Context, RawInput, Ui, ViewportCommand, Visuals};

use crate::command::{Action, AppAction};
use crate::ui::mishap::{AfterMishap, Mishap, mishap_ui};
use crate::ui::mishap_words::Rescued;
use crate::ui::theme::Theme;
use crate::ui::words::Words;

use super::{App, mishap};

/// What is done to the program within a frame.
type Interference = Box<dyn FnMut(&mut App)>;

/// The program, with a guard.
pub struct Guarded {
    app: Option<App>,
    failed: Option<Failed>,
    interference: Option<Interference>,
    letters_side: usize,
    /// The color with which the window was last wiped.
    wiped: Cell<Option<Color32>>,
}

/// The letters of each size stand on one sheet, as wide as this in pixels; when it is full, it is begun again. A driver may take
/// sheets of 16,384 pixels; egui would then hold up to a gigabyte of letters after some zooming, and copy all of them whenever
/// the sheet grows.
const LETTERS_SIDE: usize = 2048;
/// The same on a screen of many pixels, where letters are larger.
const LARGE_LETTERS_SIDE: usize = 4096;
/// A screen has many pixels if one of its sides has more than this.
const LARGE_SCREEN: f32 = 2100.0;

/// The program failed: what is needed to say so.
struct Failed {
    report: Option<PathBuf>,
    rescued: Rescued,
    /// The map that was open.
    map: Option<PathBuf>,
    words: &'static Words,
    theme: Theme,
    is_stuck: bool,
}

impl Guarded {
    /// Guards this program.
    pub fn new(context: &Context, app: App) -> Self {
        mishap::wake(context);
        let mut app = app;
        if let Some(report) = app.settings.folder().and_then(mishap::take_unseen) {
            let words = app.settings.words();
            let show = Action::App(AppAction::OpenReport(report));
            app.messages.offer(words.mishap_before(), words.mishap_show(), show);
        }
        Self {
            app: Some(app),
            failed: None,
            interference: None,
            letters_side: LETTERS_SIDE,
            wiped: Cell::new(None),
        }
    }

    /// Does something to the program at the beginning of every frame, such as to fail: for tests.
    pub fn interfere(&mut self, with: impl FnMut(&mut App) + 'static) {
        self.interference = Some(Box::new(with));
    }

    /// The program, as long as it goes on: for tests.
    pub fn app(&self) -> Option<&App> {
        self.app.as_ref().filter(|_| self.failed.is_none())
    }

    /// Does something with the program. Should that fail, the work is kept at once.
    fn attempt(&mut self, context: &Context, work: impl FnOnce(&mut App)) {
        let Some(app) = self.app.as_mut().filter(|_| self.failed.is_none()) else {
            return;
        };
        // What is half done in the program is looked at by nobody: only the document is written, after it was read back.
        if catch_unwind(AssertUnwindSafe(|| work(app))).is_ok() {
            return;
        }
        let rescued = rescue(app);
        if let Some(folder) = app.settings.folder() {
            let _ = mishap::take_unseen(folder);
        }
        self.failed = Some(Failed {
            report: mishap::take().into_iter().rev().find_map(|mishap| mishap.report),
            rescued,
            map: app.file.path.clone(),
            words: app.settings.words(),
            theme: app.theme.clone(),
            is_stuck: false,
        });
        context.request_repaint();
    }

    /// Starts the program again, in a process of its own, and ends this one.
    fn start_again(&mut self, context: &Context) {
        // The copy stays; its lock goes, so that the next program takes it for what it is.
        drop(self.app.take());
        let Some(failed) = &mut self.failed else { return };
        match start(failed.map.as_deref()) {
            Ok(()) => context.send_viewport_cmd(ViewportCommand::Close),
            Err(error) => {
                log::error!("start again: {error}");
                failed.is_stuck = true;
            }
        }
    }
}

/// Keeps what is not saved.
fn rescue(app: &mut App) -> Rescued {
    catch_unwind(AssertUnwindSafe(|| app.rescue())).unwrap_or(Rescued::Failed)
}

fn start(map: Option<&Path>) -> std::io::Result<()> {
    let mut command = std::process::Command::new(std::env::current_exe()?);
    command.args(map);
    command.spawn().map(drop)
}

impl eframe::App for Guarded {
    fn raw_input_hook(&mut self, context: &Context, input: &mut RawInput) {
        let scale = input.viewport().native_pixels_per_point.unwrap_or(1.0) * context.zoom_factor();
        let is_large = |screen: egui::Rect| screen.size().max_elem() * scale > LARGE_SCREEN;
        // All windows share the sheet: once large, it stays so.
        if input.screen_rect.is_some_and(is_large) {
            self.letters_side = LARGE_LETTERS_SIDE;
        }
        input.max_texture_side = input.max_texture_side.map(|side| side.min(self.letters_side));
    }

    fn clear_color(&self, _: &Visuals) -> [f32; 4] {
        let theme = match (&self.app, &self.failed) {
            (Some(app), None) => &app.theme,
            (_, Some(failed)) => &failed.theme,
            (None, None) => return [0.0, 0.0, 0.0, 1.0],
        };
        self.wiped.set(Some(theme.canvas));
        theme.canvas.to_normalized_gamma_f32()
    }

    fn logic(&mut self, context: &Context, frame: &mut eframe::Frame) {
        self.attempt(context, |app| {
            app.hear_of_mishaps(mishap::take());
            eframe::App::logic(app, context, frame);
        });
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        let context = ui.ctx().clone();
        let mut interference = self.interference.take();
        let wiped = self.wiped.get();
        self.attempt(&context, |app| {
            app.flags.ground = wiped;
            if let Some(interfere) = &mut interference {
                interfere(app);
            }
            eframe::App::ui(app, ui, frame);
        });
        self.interference = interference;
        let Some(failed) = &self.failed else { return };
        let page = Mishap {
            report: failed.report.as_deref(),
            rescued: failed.rescued,
            is_stuck: failed.is_stuck,
        };
        match mishap_ui(ui, failed.words, &failed.theme, page) {
            Some(AfterMishap::Again) => self.start_again(&context),
            Some(AfterMishap::ShowReport) => {
                if let Some(report) = &failed.report {
                    // Where nothing shows it, its place stands on the page.
                    super::files::show_file(report.clone(), |_| {});
                }
            }
            None => {}
        }
    }

    fn on_exit(&mut self, gl: Option<&eframe::glow::Context>) {
        if let (Some(app), None) = (&mut self.app, &self.failed) {
            eframe::App::on_exit(app, gl);
        }
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // It failed outside of what is guarded: in the window system, or while it was painted.
        if std::thread::panicking()
            && let (Some(app), None) = (&mut self.app, &self.failed)
        {
            rescue(app);
        }
    }
}

impl App {
    /// Keeps what is not saved, at once: the program is failing.
    fn rescue(&mut self) -> Rescued {
        if let Some(evening) = &mut self.flags.evening {
            evening.finish();
        }
        let unsaved = super::recovery::Unsaved {
            editor: &self.editor,
            lines: self.flags.desk.unplaced(),
            map: self.file.path.as_deref(),
            stamp: self.file.stamp,
        };
        if !unsaved.editor.is_dirty() && unsaved.lines.1.is_empty() {
            return Rescued::NothingUnsaved;
        }
        match self.recovery.write_now(unsaved) {
            Ok(()) => Rescued::Kept,
            Err(error) => {
                log::error!("recovery copy: {error:?}");
                Rescued::Failed
            }
        }
    }

    /// Tasks beside the window failed: the window goes on.
    fn hear_of_mishaps(&mut self, mishaps: Vec<mishap::Mishap>) {
        if !mishaps.is_empty() {
            self.messages.say(self.settings.words().mishap_beside());
        }
    }
}
