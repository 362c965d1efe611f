//! One frame: gather, lay out, show, carry out.

use std::time::Duration;

use egui::{Event, Frame, Key, Margin, Modifiers, Panel, Rect, Ui};

use crate::command::{Action, AppAction, Command, FileAction};
use crate::ui::in_turn::InTurn;
use crate::ui::{
    self, Shown, canvas, check_pane, content, dialogs, drag, in_turn, inspector, outline, paint, picking, quick,
    text_pane, toolbar, toolbox, tour,
};
use crate::view::{Camera, Editing};

use super::App;
use super::files::BUILT_IN;
use super::recovery::Unsaved;

/// How long the camera takes to its goal, in seconds.
const MOVE_SECONDS: f64 = 0.25;

impl eframe::App for App {
    fn logic(&mut self, context: &egui::Context, _frame: &mut eframe::Frame) {
        while let Some(event) = self.inbox.take() {
            self.answer(context, event);
        }
        let path = self.file.path.as_deref();
        self.flags.outside.update(context, path, self.editor.is_dirty());
        while let Some(news) = self.flags.outside.take() {
            self.hear(news);
        }
        if context.with_plugin(InTurn::take_too_large) == Some(true) {
            self.messages.say(self.settings.words().paste_too_large);
        }
        let dropped = context.input(|input| {
            let first = input.raw.dropped_files.first();
            first.map(|file| file.path().to_owned())
        });
        // Nothing that falls on a window disturbs a show.
        if let Some(file) = dropped.filter(|_| !self.is_showing()) {
            self.dropped(context, file);
        }
        let is_closing = context.input(|input| input.viewport().close_requested()) && !self.flags.may_close;
        if is_closing {
            // What is asked now is no business of an audience.
            self.end_show(context);
            self.park_lines();
        }
        if is_closing && self.editor.is_dirty() {
            context.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.dialog = Some(dialogs::Dialog::Unsaved(FileAction::Quit));
            context.request_repaint();
        }
        self.show_next_dialog();
        self.ask_about_evening();
        let title = self.title();
        if title != self.flags.title {
            context.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.flags.title = title;
        }
        let now = context.input(|input| input.time);
        let unsaved = Unsaved {
            editor: &self.editor,
            lines: self.flags.desk.unplaced(),
            map: self.file.path.as_deref(),
            stamp: self.file.stamp,
        };
        if let Some(seconds) = self.recovery.update(now, unsaved) {
            context.request_repaint_after(Duration::from_secs_f64(seconds));
        }
        if let Some(error) = self.recovery.failure(now) {
            self.messages.say(self.settings.words().no_copy(&error));
        }
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        self.look_for_screens(ui.ctx(), frame);
        self.frame(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.settings.save();
        if self.flags.may_close || !self.editor.is_dirty() {
            self.recovery.clear();
        }
    }
}

/// A window that is narrower than this, in points, has no room for two panels and a map.
const NARROW: f32 = 1100.0;

impl App {
    /// One frame of the window's content.
    pub fn frame(&mut self, ui: &mut Ui) {
        let mut actions = Vec::new();
        self.derived.update(&self.editor, &self.view.spec);
        self.keep_desk();
        self.keep_quick_line(ui.ctx());
        self.keep_check(ui.ctx());
        self.flags.asking.update();
        self.keep_evening();
        if self.is_showing() {
            self.pictures.update(ui.ctx(), self.file.path.as_deref());
            return self.show_frame(ui);
        }
        self.gather(ui, &mut actions);
        let now = ui.input(|input| input.time);
        let seconds = if ui.global_style().animation_time > 0.0 {
            MOVE_SECONDS
        } else {
            0.0
        };
        self.panels(ui, &mut actions);
        let viewport = ui.available_rect_before_wrap();
        self.view.set_viewport(viewport, &self.derived.scene);
        let (camera, is_moving) = self.view.camera_at(now, seconds);
        if is_moving {
            ui.request_repaint();
        }
        self.map(ui, camera, &mut actions);
        self.message_ui(ui, viewport, now, &mut actions);
        self.dialog_ui(ui, &mut actions);
        self.flags.focus_search = false;
        self.pictures.update(ui.ctx(), self.file.path.as_deref());
        if !actions.is_empty() {
            let context = ui.ctx().clone();
            for action in actions {
                self.carry_out(&context, action);
            }
            ui.request_repaint();
        }
    }

    pub(super) fn with_shown<R>(&self, camera: Camera, show: impl FnOnce(&Shown<'_>) -> R) -> R {
        let words = self.settings.words();
        let file_state = self.file_state();
        let built_in: Vec<(String, &'static str)> = BUILT_IN
            .iter()
            .map(|(name, text)| ((*name).to_owned(), *text))
            .collect();
        let error = self.evening().and_then(super::evening::Evening::error);
        let error = error.map(|error| self.settings.words().reason(&error));
        let shown = Shown {
            editor: &self.editor,
            structure: &self.derived.structure,
            scene: &self.derived.scene,
            texts: &self.derived.texts,
            advances: &self.derived.advances,
            view: &self.view,
            camera,
            words,
            theme: &self.theme,
            ground: self.flags.ground,
            wheel: self.settings.wheel,
            recent: &self.settings.recent,
            built_in: &built_in,
            file_state: &file_state,
            num_problems: self.file.problems.len(),
            is_dialog_open: self.dialog.is_some(),
            focus_search: self.flags.focus_search,
            today: super::today(),
            findings: self.flags.checking.findings(),
            outline_text: self.flags.desk.outline(),
            similar: self.flags.desk.similar(),
            pictures: self.pictures.album(),
            links: self.flags.asking.report(),
            evening: self.evening().map(|evening| crate::ui::EveningShown {
                session: evening.log.session(),
                path: evening.path.as_deref(),
                error: error.as_deref(),
            }),
            evenings: self.flags.evenings.as_deref().unwrap_or_default(),
            results: &self.flags.results,
            has_results_on_map: self.flags.results_on_map,
            records_into: self.flags.records_into,
        };
        show(&shown)
    }

    /// The bar, the outline and the details.
    fn panels(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let camera = self.view.camera;
        let screen = ui.available_width();
        self.make_room(screen);
        let (show_outline, show_details) = (
            self.view.show_outline,
            self.view.show_details && !self.view.show_toolbox && self.view.content.is_none()
                || self.view.editing == Editing::InPanel,
        );
        let side_width = if screen < 1100.0 { 250.0 } else { 300.0 };
        let details_width = if screen < 1100.0 {
            300.0
        } else if screen < 1500.0 {
            340.0
        } else {
            400.0
        };
        self.with_shown(camera, |shown| {
            let frame = Frame::new()
                .fill(shown.theme.card)
                .stroke(egui::Stroke::new(1.0, shown.theme.grid));
            Panel::top("toolbar")
                .frame(frame.inner_margin(Margin::symmetric(8, 6)))
                .show_separator_line(false)
                .show(ui, |ui| {
                    toolbar::toolbar_ui(ui, shown, actions);
                });
            if show_outline {
                // Each remembers its own width: sentences need more of it than a list.
                let (name, width) = match (shown.outline_text, shown.findings) {
                    (Some(_), _) => ("text", side_width + 120.0),
                    (None, Some(_)) => ("check", side_width + 80.0),
                    (None, None) => ("outline", side_width),
                };
                Panel::left(name)
                    .frame(frame.inner_margin(Margin::symmetric(2, 8)))
                    .resizable(true)
                    .default_size(width)
                    .size_range(180.0..=720.0)
                    .show(ui, |ui| match (shown.outline_text, shown.findings) {
                        (Some(outline), _) => text_pane::text_pane_ui(ui, shown, outline, actions),
                        (None, Some(findings)) => {
                            let way = |item| self.way_to(item);
                            check_pane::check_pane_ui(ui, shown, findings, &way, actions);
                        }
                        (None, None) => outline::outline_ui(ui, shown, actions),
                    });
            }
            if show_details {
                Panel::right("details")
                    .frame(frame.inner_margin(Margin::symmetric(16, 12)))
                    .resizable(true)
                    .default_size(details_width)
                    .size_range(260.0..=640.0)
                    .show(ui, |ui| {
                        inspector::inspector_ui(ui, shown, actions);
                    });
            }
        });
    }

    /// A narrow window has room for one panel beside the map: the one that came last stays.
    fn make_room(&mut self, screen: f32) {
        if screen < NARROW && self.view.show_outline && self.view.show_details {
            if self.flags.had_outline {
                self.view.show_outline = false;
            } else {
                self.view.show_details = false;
            }
        }
        self.flags.had_outline = self.view.show_outline;
    }

    fn map(&mut self, ui: &mut Ui, camera: Camera, actions: &mut Vec<Action>) {
        let show_toolbox = self.view.show_toolbox;
        self.with_shown(camera, |shown| {
            if let Some(tab) = shown.view.content {
                content::content_ui(ui, shown, tab, actions);
            } else if show_toolbox {
                toolbox::gallery_ui(ui, shown, actions);
            } else {
                canvas::canvas_ui(ui, shown, actions);
            }
            quick::quick_ui(ui, shown, actions);
            if let Some(step) = self.flags.tour {
                tour::tour_ui(ui, shown, step, actions);
            }
        });
    }

    fn message_ui(&mut self, ui: &Ui, middle: Rect, now: f64, actions: &mut Vec<Action>) {
        let theme = self.theme.clone();
        let (messages, next) = self.messages.at(now);
        if let Some(message) = messages.last() {
            let button = message.button.as_ref().map(|(name, action)| (name.as_str(), action));
            if let Some(action) = ui::message_ui(ui, middle, &theme, &message.text, button, self.dialog.is_some()) {
                actions.push(action);
            }
        }
        if let Some(seconds) = next {
            ui.request_repaint_after(Duration::from_secs_f64(seconds.max(0.05)));
        }
    }

    fn dialog_ui(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let Some(mut dialog) = self.dialog.take() else { return };
        let camera = self.view.camera;
        let choice = self.with_shown(camera, |shown| dialogs::dialog_ui(ui, shown, &mut dialog, actions));
        let context = ui.ctx().clone();
        self.choose(&context, dialog, choice);
    }

    /// Turns pressed keys into wishes: each key once, for the first command that can be carried out.
    fn gather(&mut self, ui: &Ui, actions: &mut Vec<Action>) {
        // An open menu or list has the keys.
        if self.dialog.is_some() || egui::Popup::is_any_open(ui.ctx()) {
            return;
        }
        let is_typing = ui.text_edit_focused();
        // Escape has already taken the keyboard from a field when the frame begins.
        let was_typing = std::mem::replace(&mut self.flags.was_typing, is_typing);
        let on_map = ui.memory(|memory| memory.focused().is_none_or(|id| id == paint::canvas_id()))
            || (self.view.show_toolbox || self.view.content.is_some()) && !is_typing;
        self.hold_space(ui, on_map && !is_typing && !self.view.show_toolbox, actions);
        if on_map && !is_typing {
            clipboard_wishes(ui, &self.view, actions);
        }
        let pressed: Vec<(Modifiers, Key, Option<Key>)> = ui.input(|input| {
            let key = |event: &Event| match event {
                Event::Key {
                    key,
                    physical_key,
                    pressed: true,
                    modifiers,
                    ..
                } => Some((*modifiers, *key, *physical_key)),
                _ => None,
            };
            input.events.iter().filter_map(key).collect()
        });
        for (modifiers, key, physical) in pressed {
            if key == Key::Escape && was_typing {
                continue;
            }
            if key == Key::Escape && on_map && !is_typing {
                self.escape(ui.ctx(), actions);
                continue;
            }
            if self.view.picking.is_some() && on_map && self.pick_key(key, modifiers, actions) {
                continue;
            }
            // In the toolbox these keys go from card to card and pick one up.
            let of_cards = matches!(
                key,
                Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight | Key::Enter | Key::Tab
            );
            if key == Key::Space || self.view.show_toolbox && of_cards && modifiers.is_none() {
                continue;
            }
            // Letters without Ctrl or Alt are typed on the card, for who wants that.
            let is_letter = key.name().chars().count() == 1 && !modifiers.command && !modifiers.alt;
            if self.settings.type_on_cards && is_letter && on_map && self.view.picking.is_none() {
                if !is_typing && let Some(claim) = self.view.claim() {
                    actions.push(Action::View(crate::view::ViewAction::Edit(Editing::OnCard(claim))));
                    in_turn::again(ui, key);
                    break;
                }
                continue;
            }
            let command = Command::ALL.iter().copied().find(|command| {
                command.keys().iter().any(|(wanted, wanted_key)| {
                    // Digits by their place on the keyboard: on a French layout Shift+1 is "1".
                    let is_digit = matches!(wanted_key, Key::Num0 | Key::Num1 | Key::Num2);
                    let same_key = *wanted_key == key || (is_digit && physical == Some(*wanted_key));
                    let same_modifiers = wanted.command == modifiers.command
                        && wanted.shift == modifiers.shift
                        && wanted.alt == modifiers.alt;
                    // On the pages of the content a key on its own would do something to the map behind them.
                    let allowed = if Command::is_typing(*wanted, *wanted_key) {
                        on_map && !is_typing && self.view.content.is_none()
                    } else {
                        !is_typing || command.works_while_typing()
                    };
                    same_key && same_modifiers && allowed
                })
            });
            // While a target is pointed out, keys only walk and look.
            let command = command.filter(|command| {
                self.view.picking.is_none()
                    || !matches!(command.menu(), crate::command::Menu::Edit | crate::command::Menu::Map)
            });
            if let Some(command) = command {
                let action = self.with_shown(self.view.camera, |shown| command.resolve(shown.situation()));
                actions.extend(action);
            }
        }
    }

    /// The space bar folds when it is tapped; held down, it drags the map (as any button does).
    fn hold_space(&mut self, ui: &Ui, counts: bool, actions: &mut Vec<Action>) {
        let (pressed, released, is_dragging) = ui.input(|input| {
            let dragging = input.pointer.any_down();
            let plain = input.modifiers.is_none();
            (
                input.key_pressed(Key::Space) && plain,
                input.key_released(Key::Space),
                dragging,
            )
        });
        if pressed && counts && self.flags.space.is_none() {
            self.flags.space = Some(false);
        }
        if let Some(dragged) = &mut self.flags.space {
            *dragged |= is_dragging;
        }
        if released && self.flags.space.take() == Some(false) {
            actions.extend(self.with_shown(self.view.camera, |shown| Command::Fold.resolve(shown.situation())));
        }
    }

    /// One rung of the ladder: the toolbox, the branch, the selection.
    fn escape(&self, context: &egui::Context, actions: &mut Vec<Action>) {
        use crate::view::ViewAction;
        if drag::cancel(context) {
            return;
        }
        let action = if self.view.picking.is_some() {
            ViewAction::Pick(None)
        } else if self.view.editing != Editing::No {
            ViewAction::Edit(Editing::No)
        } else if self.view.content.is_some() {
            ViewAction::Content(None)
        } else if self.view.show_toolbox {
            ViewAction::ToggleToolbox
        } else if self.view.spec.focus.is_some() {
            ViewAction::Focus(None)
        } else if self.view.eyes.is_some() {
            ViewAction::SetEyes(None)
        } else {
            ViewAction::Clear
        };
        actions.push(Action::View(action));
    }
}

impl App {
    /// While a target is pointed out, some keys say what happens to it. Whether this was one of them.
    fn pick_key(&self, key: Key, modifiers: Modifiers, actions: &mut Vec<Action>) -> bool {
        use crate::model::RelationKind;
        let kind = match key {
            Key::Enter => None,
            Key::V => Some(RelationKind::Support),
            Key::T => Some(RelationKind::Attack),
            _ => return false,
        };
        if modifiers.any() {
            return false;
        }
        if let Some(spot) = self.view.spot() {
            let edit = self.with_shown(self.view.camera, |shown| picking::picked(shown, spot, kind));
            actions.extend(edit.map(Action::Edit));
        }
        actions.push(Action::View(crate::view::ViewAction::Pick(None)));
        true
    }
}

/// Cut, copy and paste come as wishes of the system, not as keys.
fn clipboard_wishes(ui: &Ui, view: &crate::view::ViewState, actions: &mut Vec<Action>) {
    let has_claims = view.claim().is_some();
    ui.input(|input| {
        for event in &input.events {
            match event {
                Event::Copy if has_claims => actions.push(Action::App(AppAction::Copy { cut: false })),
                Event::Cut if has_claims => actions.push(Action::App(AppAction::Copy { cut: true })),
                Event::Paste(text) => actions.push(Action::App(AppAction::PasteText(text.clone()))),
                _ => {}
            }
        }
    });
}
