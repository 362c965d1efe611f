//! Asking whether the addresses of sources still answer: on threads, as long as the map is open and nobody stops it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};

use egui::Context;

use crate::links::{self, LinkState, Reach, Report};
use crate::view::{ContentTab, ViewAction};

use super::App;

/// What was asked, and what came of it.
#[derive(Default)]
pub struct Asking {
    report: Report,
    running: Option<Running>,
}

/// What comes in, and how to stop it.
struct Running {
    answers: Receiver<(Box<str>, LinkState)>,
    stop: Arc<AtomicBool>,
}

impl Asking {
    /// What is known now.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Stops; what is known stays.
    pub fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop.store(true, Ordering::Relaxed);
        }
        self.report.running = None;
    }

    /// Takes in what came since the last frame.
    pub fn update(&mut self) {
        let Some(running) = &self.running else { return };
        loop {
            match running.answers.try_recv() {
                Ok((url, state)) => {
                    self.report.states.insert(url, state);
                }
                Err(std::sync::mpsc::TryRecvError::Empty) => return,
                // Every address was asked.
                Err(std::sync::mpsc::TryRecvError::Disconnected) => return self.stop(),
            }
        }
    }
}

impl App {
    /// Begins to ask the addresses of all sources, or stops.
    pub(super) fn check_links(&mut self, context: &Context, begins: bool) {
        self.flags.asking.stop();
        if !begins {
            return;
        }
        self.view_action(ViewAction::Content(Some(ContentTab::Sources)));
        let addresses = links::addresses(self.editor.document());
        let urls: Vec<Box<str>> = addresses.into_iter().map(|(_, url)| url).collect();
        if urls.is_empty() {
            self.messages.say(self.settings.words().no_addresses);
            return;
        }
        let asking = &mut self.flags.asking;
        asking.report = Report {
            running: Some(urls.len()),
            ..Report::default()
        };
        let (sender, answers) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        asking.running = Some(Running {
            answers,
            stop: Arc::clone(&stop),
        });
        let context = context.clone();
        let run = move || {
            let told = context.clone();
            let tell = move |url: &str, state| {
                let _ = sender.send((Box::from(url), state));
                told.request_repaint();
            };
            links::ask_all(&urls, Reach::Web, &stop, tell);
            context.request_repaint();
        };
        if let Err(error) = std::thread::Builder::new().name("links".to_owned()).spawn(run) {
            log::warn!("links: {error}");
            self.flags.asking.stop();
        }
    }
}
