//! Which screens are plugged in, and on which of them the program is; and keeping the computer awake.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A screen, in pixels of the desktop.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Screen {
    /// Left and top.
    pub at: (i32, i32),
    /// Width and height.
    pub size: (u32, u32),
    /// The number under which a window can be put on it in full; a screen that came later may have none.
    pub number: Option<usize>,
}

/// The screens that are plugged in.
#[derive(Default)]
pub struct Screens {
    all: Vec<Screen>,
    own: usize,
    x11: X11,
}

impl Screens {
    /// Looks again.
    pub fn look(&mut self, frame: &eframe::Frame) {
        let Some(window) = frame.winit_window() else { return };
        let known: Vec<Screen> = window
            .available_monitors()
            .enumerate()
            .map(|(number, screen)| Screen {
                at: screen.position().into(),
                size: screen.size().into(),
                number: Some(number),
            })
            .collect();
        // On X11 that list stays as it was when the program began (seen with winit 0.30).
        self.all = match self.x11.screens() {
            Some(found) => found
                .into_iter()
                .map(|(at, size)| {
                    let same = known.iter().find(|screen| screen.at == at && screen.size == size);
                    let number = same.and_then(|screen| screen.number);
                    Screen { at, size, number }
                })
                .collect(),
            None => known,
        };
        let place = window.outer_position().ok();
        let size = window.outer_size();
        let middle = place.map(|at| (at.x + size.width as i32 / 2, at.y + size.height as i32 / 2));
        let own = middle.and_then(|middle| self.all.iter().position(|screen| has(screen, middle)));
        let monitor = window
            .current_monitor()
            .map(|screen| (screen.position().into(), screen.size().into()));
        let on = |screen: &Screen| Some((screen.at, screen.size)) == monitor;
        self.own = own.or_else(|| self.all.iter().position(on)).unwrap_or(0);
    }

    /// Another screen than the program is on; one that shows the same is none.
    pub fn other(&self) -> Option<Screen> {
        let own = self.all.get(self.own).map(|screen| screen.at);
        let others = self.all.iter().enumerate();
        let mut others = others.filter(|(number, screen)| *number != self.own && Some(screen.at) != own);
        others.next().map(|(_, screen)| *screen)
    }
}

fn has(screen: &Screen, (x, y): (i32, i32)) -> bool {
    let within = |at: i32, size: u32, point: i32| point >= at && i64::from(point) < i64::from(at) + i64::from(size);
    within(screen.at.0, screen.size.0, x) && within(screen.at.1, screen.size.1, y)
}

/// Place and size of a screen.
type Place = ((i32, i32), (u32, u32));

/// The display that is asked which screens it has; nothing where there is none.
#[derive(Default)]
struct X11 {
    #[cfg(all(unix, not(target_os = "macos")))]
    connection: Option<Option<(x11rb::rust_connection::RustConnection, u32)>>,
}

#[cfg(all(unix, not(target_os = "macos")))]
impl X11 {
    fn screens(&mut self) -> Option<Vec<Place>> {
        use x11rb::connection::Connection as _;
        use x11rb::protocol::randr::ConnectionExt as _;
        let connect = || {
            // With Wayland the window system tells of its screens itself.
            if std::env::var_os("WAYLAND_DISPLAY").is_some() {
                return None;
            }
            let (connection, screen) = x11rb::connect(None).ok()?;
            let root = connection.setup().roots.get(screen)?.root;
            Some((connection, root))
        };
        let (connection, root) = self.connection.get_or_insert_with(connect).as_ref()?;
        let found = connection.randr_get_monitors(*root, true).ok()?.reply().ok()?;
        let places = found.monitors.iter().map(|screen| {
            let at = (i32::from(screen.x), i32::from(screen.y));
            (at, (u32::from(screen.width), u32::from(screen.height)))
        });
        Some(places.collect())
    }
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
impl X11 {
    fn screens(&mut self) -> Option<Vec<Place>> {
        None
    }
}

/// Notices that a second screen is plugged in while nothing is shown.
#[derive(Default)]
pub struct SecondScreen {
    screens: Screens,
    /// Whether changes are told, and the flag that is set by whoever hears of one; `None` before somebody listens.
    listening: Option<(bool, Arc<AtomicBool>)>,
    had_other: Option<bool>,
}

impl SecondScreen {
    /// Whether the window system tells of changes, and whether it told of one since this was last asked.
    pub fn has_changed(&mut self, context: &egui::Context) -> (bool, bool) {
        let listening = self.listening.get_or_insert_with(|| {
            let changed = Arc::new(AtomicBool::new(true));
            let is_told = listen(context.clone(), Arc::clone(&changed));
            (is_told, changed)
        });
        (listening.0, listening.1.swap(false, Ordering::Relaxed))
    }

    /// The screen that came since this was last asked. Asks nobody as long as nothing changed.
    pub fn came(&mut self, context: &egui::Context, frame: &eframe::Frame) -> Option<Screen> {
        if !self.has_changed(context).1 {
            return None;
        }
        self.screens.look(frame);
        let other = self.screens.other();
        let had = self.had_other.replace(other.is_some());
        // One that was there from the beginning is known to who plugged it in.
        other.filter(|_| had == Some(false))
    }
}

/// Waits, on a thread that sleeps, until the display says that its screens changed. Elsewhere than on X11 the window
/// system wakes the window itself, and the list is looked at when a show begins.
#[cfg(all(unix, not(target_os = "macos")))]
fn listen(context: egui::Context, changed: Arc<AtomicBool>) -> bool {
    use x11rb::connection::Connection as _;
    use x11rb::protocol::randr::{ConnectionExt as _, NotifyMask};
    if std::env::var_os("WAYLAND_DISPLAY").is_some() {
        return false;
    }
    let Ok((connection, screen)) = x11rb::connect(None) else {
        return false;
    };
    let Some(root) = connection.setup().roots.get(screen).map(|screen| screen.root) else {
        return false;
    };
    let is_asked = connection.randr_select_input(root, NotifyMask::SCREEN_CHANGE).is_ok();
    if !is_asked || connection.flush().is_err() {
        return false;
    }
    let wait = move || {
        while connection.wait_for_event().is_ok() {
            // Several changes come together: the last of them counts.
            std::thread::sleep(std::time::Duration::from_millis(300));
            while let Ok(Some(_)) = connection.poll_for_event() {}
            changed.store(true, Ordering::Relaxed);
            context.request_repaint();
        }
    };
    std::thread::Builder::new().name("screens".into()).spawn(wait).is_ok()
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn listen(_context: egui::Context, _changed: Arc<AtomicBool>) -> bool {
    false
}

/// As long as it is kept there is no screen saver and no sleep. Where the system offers neither way to ask for that, it
/// does nothing.
pub struct Awake {
    stop: Option<std::sync::mpsc::Sender<()>>,
}

impl Awake {
    /// Begins to keep the computer awake, apart from the window: the system may take its time to answer.
    pub fn begin() -> Self {
        let (stop, wait) = std::sync::mpsc::channel::<()>();
        let keep = move || {
            let kept = keepawake::Builder::default()
                .display(true)
                .idle(true)
                .sleep(true)
                .reason("Argumentenkaart")
                .app_name("Argumentenkaart")
                .app_reverse_domain("nl.gemengdescholen.argumentenkaart")
                .create();
            if let Err(error) = &kept {
                log::info!("not kept awake by the session: {error}");
            }
            let display = suspend_screen_saver();
            // Ends when the show does: both are let go then.
            let _ = wait.recv();
            drop(display);
            drop(kept);
        };
        let started = std::thread::Builder::new().name("awake".into()).spawn(keep);
        Self {
            stop: started.is_ok().then_some(stop),
        }
    }
}

impl Drop for Awake {
    fn drop(&mut self) {
        self.stop = None;
    }
}

/// Asks the display itself, for desktops without a session service; it counts as long as the connection is kept.
#[cfg(all(unix, not(target_os = "macos")))]
fn suspend_screen_saver() -> Option<x11rb::rust_connection::RustConnection> {
    use x11rb::connection::Connection as _;
    use x11rb::protocol::screensaver::ConnectionExt as _;
    if std::env::var_os("WAYLAND_DISPLAY").is_some() {
        return None;
    }
    let (connection, _) = x11rb::connect(None).ok()?;
    connection.screensaver_suspend(1).ok()?.check().ok()?;
    connection.flush().ok()?;
    Some(connection)
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn suspend_screen_saver() {}

#[cfg(test)]
mod tests {
    use super::*;

    fn screens(all: &[(i32, i32)]) -> Screens {
        let screen = |at: &(i32, i32)| Screen {
            at: *at,
            size: (1_280, 720),
            number: None,
        };
        Screens {
            all: all.iter().map(screen).collect(),
            ..Screens::default()
        }
    }

    #[test]
    fn a_mirrored_screen_is_no_screen_of_its_own() {
        assert_eq!(screens(&[(0, 0)]).other(), None);
        assert_eq!(screens(&[(0, 0), (0, 0)]).other(), None);
        let beside = screens(&[(0, 0), (0, 0), (1_280, 0)]).other();
        assert_eq!(beside.map(|screen| screen.at), Some((1_280, 0)));
    }
}
