//! Which screens are plugged in, and on which of them the program is.

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

    /// Another screen than the program is on.
    pub fn other(&self) -> Option<Screen> {
        let others = self.all.iter().enumerate().filter(|(number, _)| *number != self.own);
        others.map(|(_, screen)| *screen).next()
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
