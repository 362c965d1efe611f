//! The map check beside the map: made anew after each change, apart from the window where the map is large.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{SystemTime, UNIX_EPOCH};

use egui::Context;

use crate::check::{Day, Finding, check};
use crate::model::Structure;

use super::App;

/// A map of at most so many claims is checked in the frame itself.
const MOST_AT_ONCE: usize = 300;
/// A larger one so many seconds after the last change, on a thread of its own.
const PAUSE: f64 = 0.4;

/// What was found, and for which state of the document.
pub struct Checking {
    findings: Option<Vec<Finding>>,
    known: u64,
    changed_at: Option<(u64, f64)>,
    is_running: bool,
    sender: Sender<(u64, Vec<Finding>)>,
    receiver: Receiver<(u64, Vec<Finding>)>,
}

impl Default for Checking {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self {
            findings: None,
            known: 0,
            changed_at: None,
            is_running: false,
            sender,
            receiver,
        }
    }
}

impl Checking {
    /// What was found, while it is shown.
    pub fn findings(&self) -> Option<&[Finding]> {
        self.findings.as_deref()
    }
}

/// The day it is now, in universal time.
pub fn today() -> Day {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    Day::from_unix_seconds(seconds)
}

impl App {
    /// Before each frame: the list is in step with the map, or soon will be.
    pub(super) fn keep_check(&mut self, context: &Context) {
        let is_shown = self.view.show_check && self.view.show_outline;
        let checking = &mut self.flags.checking;
        while let Ok((revision, findings)) = checking.receiver.try_recv() {
            checking.is_running = false;
            if is_shown {
                (checking.findings, checking.known) = (Some(findings), revision);
            }
        }
        if !is_shown {
            checking.findings = None;
            return;
        }
        let revision = self.editor.revision();
        if checking.findings.is_some() && checking.known == revision || checking.is_running {
            return;
        }
        if self.editor.document().claims.len() <= MOST_AT_ONCE {
            let findings = check(self.editor.document(), &self.derived.structure, today());
            (checking.findings, checking.known) = (Some(findings), revision);
            return;
        }
        let now = context.input(|input| input.time);
        let since = match checking.changed_at {
            Some((known, since)) if known == revision => since,
            _ => {
                checking.changed_at = Some((revision, now));
                now
            }
        };
        if checking.findings.is_some() && now - since < PAUSE {
            context.request_repaint_after(std::time::Duration::from_secs_f64(PAUSE));
            return;
        }
        let (sender, context, document) = (checking.sender.clone(), context.clone(), self.editor.document().clone());
        let run = move || {
            let findings = check(&document, &Structure::new(&document), today());
            let _ = sender.send((revision, findings));
            context.request_repaint();
        };
        checking.is_running = std::thread::Builder::new().name("check".to_owned()).spawn(run).is_ok();
    }
}
