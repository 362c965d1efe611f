//! The evening in the window: what is shown, on which screen, and for how long.

use egui::{Context, Ui, ViewportBuilder, ViewportCommand, ViewportId};

use crate::command::{Action, ThemeName};
use crate::model::Stance;
use crate::present::{Outcome, Picture, Ready, Show, ShowAction, ready_stops};
use crate::ui::Shown;
use crate::ui::audience::{Stage, audience_ui};
use crate::ui::presenter::{Desk, ask_id, hand_over, is_asking, presenter_ui, show_keys};
use crate::ui::theme::Theme;
use crate::view::{Editing, ViewAction};

use super::App;
use super::screens::Screens;

/// A step comes up within this time, in seconds.
const ARRIVE: f64 = 0.25;
/// Screens are looked for again after this time, in seconds: one may be plugged in or pulled out.
const LOOK: f64 = 1.0;
/// What was told stays for so many seconds.
const TELL: f64 = 4.0;

/// A show that is going on.
pub struct Showing {
    show: Show,
    theme: Theme,
    /// When it began and when what is shown came, in seconds of the window.
    began: f64,
    came: f64,
    last: Picture,
    /// The window of the audience is wanted, and there is a screen for it.
    wants_window: bool,
    screens: Screens,
    /// There was a screen for the audience: without it the presenter goes on here.
    had_projector: bool,
    /// How wide its picture is for its height.
    aspect: f32,
    /// When screens were looked for last, in seconds.
    looked: Option<f64>,
    /// The window of the program fills its screen because of the show.
    is_full: bool,
    /// With one screen: the presenter's side of it is shown.
    notes: bool,
    told: Option<(String, f64)>,
}

impl Showing {
    fn new(show: Show, now: f64) -> Self {
        Self {
            last: show.audience(),
            show,
            theme: Theme::new(ThemeName::Projector),
            began: now,
            came: now,
            wants_window: true,
            screens: Screens::default(),
            had_projector: false,
            aspect: 16.0 / 9.0,
            looked: None,
            is_full: false,
            notes: false,
            told: None,
        }
    }

    fn has_projector(&self) -> bool {
        self.screens.other().is_some()
    }
}

impl App {
    /// Begins to show a ready-made route.
    pub(super) fn present(&mut self, context: &Context, kind: Ready) {
        self.finish_writing();
        self.view_action(ViewAction::Edit(Editing::No));
        self.derived.update(&self.editor, &self.view.spec);
        let stops = ready_stops(kind, self.editor.document(), &self.derived.structure, Stance::Pro);
        let now = context.input(|input| input.time);
        self.dialog = None;
        self.flags.showing = Some(Box::new(Showing::new(Show::new(stops, self.view.spec.lang), now)));
        context.memory_mut(|memory| {
            if let Some(focused) = memory.focused() {
                memory.surrender_focus(focused);
            }
        });
    }

    /// Whether a show is going on.
    pub fn is_showing(&self) -> bool {
        self.flags.showing.is_some()
    }

    /// The show that is going on: for tests.
    pub fn show(&self) -> Option<&Show> {
        self.flags.showing.as_ref().map(|showing| &showing.show)
    }

    /// A wish about the show.
    pub(super) fn show_action(&mut self, context: &Context, action: ShowAction) {
        let now = context.input(|input| input.time);
        let words = self.settings.words();
        let Some(showing) = &mut self.flags.showing else {
            return;
        };
        match showing.show.apply(action, now) {
            Outcome::Done => {}
            Outcome::NoSuchStop(num) => showing.told = Some((words.no_such_stop(num), now)),
            Outcome::Over => return self.end_show(context),
        }
        let picture = showing.show.audience();
        if picture != showing.last {
            showing.last = picture;
            showing.came = now;
        }
        context.request_repaint();
    }

    /// The show is over: the window is as it was.
    pub(super) fn end_show(&mut self, context: &Context) {
        if self.flags.showing.take().is_some_and(|showing| showing.is_full) {
            context.send_viewport_cmd(ViewportCommand::Fullscreen(false));
        }
    }

    /// The show goes on in the next language of the map.
    pub(super) fn show_lang(&mut self, context: &Context) {
        let lang = self.show().map(|show| show.picture().lang);
        if let Some(next) = lang.and_then(|lang| self.editor.document().language_behind(lang)) {
            self.show_action(context, ShowAction::Speak(next));
        }
    }

    /// The window of the audience comes back, or comes to the front.
    pub(super) fn open_audience(&mut self) {
        if let Some(showing) = &mut self.flags.showing {
            showing.wants_window = true;
            showing.show.stay();
        }
    }

    /// The two windows change screens.
    pub(super) fn swap_screens(&mut self, context: &Context) {
        let Some(showing) = &mut self.flags.showing else { return };
        let Some(other) = showing.screens.other().and_then(|screen| screen.number) else {
            return;
        };
        context.send_viewport_cmd(ViewportCommand::SetMonitor(other));
        showing.is_full = true;
        // Where it is now is found out before the other window follows.
        showing.looked = None;
    }

    /// With one screen: the presenter's side of it comes, or goes.
    pub(super) fn show_notes(&mut self) {
        if let Some(showing) = &mut self.flags.showing {
            showing.notes = !showing.notes;
        }
    }

    /// The field for what the room asks about gets the keyboard.
    pub(super) fn ask(&mut self, context: &Context) {
        if let Some(showing) = &mut self.flags.showing {
            showing.notes = true;
            // The window of the audience may have the keyboard.
            context.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Focus);
            context.memory_mut(|memory| memory.request_focus(ask_id()));
        }
    }

    /// Looks which screens are plugged in.
    pub(super) fn look_for_screens(&mut self, context: &Context, frame: &eframe::Frame) {
        let Some(showing) = &mut self.flags.showing else { return };
        let now = context.input(|input| input.time);
        context.request_repaint_after(std::time::Duration::from_secs_f64(LOOK));
        if showing.looked.is_none_or(|looked| now - looked >= LOOK) {
            let is_first = showing.looked.replace(now).is_none();
            showing.screens.look(frame);
            if let Some(screen) = showing.screens.other() {
                showing.had_projector = true;
                showing.aspect = screen.size.0 as f32 / screen.size.1.max(1) as f32;
            }
            if is_first && !showing.had_projector {
                showing.is_full = true;
                context.send_viewport_cmd(ViewportCommand::Fullscreen(true));
            }
        }
    }

    /// One frame of the show, in both windows.
    pub(super) fn show_frame(&mut self, ui: &mut Ui) {
        let mut actions: Vec<Action> = show_keys(ui);
        let now = ui.input(|input| input.time);
        let Some(showing) = self.flags.showing.take() else {
            return;
        };
        let smooth = ui.global_style().animation_time > 0.0;
        let arrived = if smooth {
            ((now - showing.came) / ARRIVE).clamp(0.0, 1.0)
        } else {
            1.0
        };
        if arrived < 1.0 {
            ui.request_repaint();
        }
        let is_closed = self.with_shown(self.view.camera, |shown| {
            showing.both_ui(ui, shown, now, arrived as f32, &mut actions)
        });
        let mut showing = showing;
        if is_closed {
            showing.wants_window = false;
        }
        if showing.told.as_ref().is_some_and(|(_, told)| now - told > TELL) {
            showing.told = None;
        }
        self.flags.showing = Some(showing);
        let context = ui.ctx().clone();
        if !actions.is_empty() {
            for action in actions {
                self.carry_out(&context, action);
            }
            context.request_repaint();
        }
    }
}

impl Showing {
    /// Both windows; whether that of the audience was closed.
    fn both_ui(&self, ui: &mut Ui, shown: &Shown<'_>, now: f64, arrived: f32, actions: &mut Vec<Action>) -> bool {
        let stage = |arrived| Stage {
            document: shown.document(),
            structure: shown.structure,
            words: shown.words,
            theme: &self.theme,
            arrived,
        };
        let clock = clock();
        let desk = Desk {
            show: &self.show,
            time: now - self.began,
            clock: &clock,
            has_projector: self.has_projector(),
            had_projector: self.had_projector,
            aspect: self.aspect,
            is_open: self.wants_window || !self.has_projector(),
            asks_to_stop: self.show.asks_to_stop(now),
            told: self.told.as_ref().map(|(told, _)| told.as_str()),
        };
        if !self.had_projector && !self.notes {
            // One screen: it is the audience's; the presenter's side comes on request.
            audience_ui(ui, &stage(arrived), self.show.stops(), self.show.audience());
            return false;
        }
        presenter_ui(ui, shown, &stage(1.0), &desk, actions);
        let Some(screen) = self.screens.other().filter(|_| self.wants_window) else {
            return false;
        };
        let is_asking = is_asking(ui);
        // The keyboard stays with the presenter.
        let window = ViewportBuilder::default()
            .with_title(shown.words.audience_title)
            .with_active(false);
        let window = match screen.number {
            Some(number) => window.with_monitor(number),
            // As large as the screen and without a frame: it cannot be asked for by number.
            None => {
                let scale = ui.ctx().native_pixels_per_point().unwrap_or(1.0);
                let at = egui::pos2(screen.at.0 as f32, screen.at.1 as f32) / scale;
                let size = egui::vec2(screen.size.0 as f32, screen.size.1 as f32) / scale;
                window.with_decorations(false).with_position(at).with_inner_size(size)
            }
        };
        let mut is_closed = false;
        // Another screen is another window: one that was pulled out leaves nothing behind.
        let id = ViewportId::from_hash_of(("audience", screen));
        ui.ctx().show_viewport_immediate(id, window, |ui, _| {
            if is_asking {
                hand_over(ui);
            } else {
                actions.extend(show_keys(ui));
            }
            is_closed = ui.input(|input| input.viewport().close_requested());
            audience_ui(ui, &stage(arrived), self.show.stops(), self.show.audience());
        });
        is_closed
    }
}

/// The time where the room is, as `19:45`.
fn clock() -> String {
    jiff::Zoned::now().strftime("%H:%M").to_string()
}
