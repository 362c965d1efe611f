//! The window of the audience, painted apart from that of the presenter: a movement on the projector costs nothing on the
//! laptop, and the clock on the laptop nothing on the projector.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use egui::{Context, Pos2, TextureHandle, Ui, ViewportBuilder, ViewportClass, ViewportId};

use crate::command::Action;
use crate::layout::{Scene, Texts};
use crate::model::{Document, Structure};
use crate::present::{Picture, Pointer, Show};
use crate::ui::Picture as Loaded;
use crate::ui::album::Album;
use crate::ui::audience::{SeenMap, Stage, audience_ui};
use crate::ui::presenter::{hand_over, page_keys, show_keys};
use crate::ui::theme::Theme;
use crate::ui::words::Words;

/// One picture of a movement.
pub const FRAME: std::time::Duration = std::time::Duration::from_millis(16);

/// A map of a stop that shows the map itself: the number of the stop, its scene and texts.
pub type MapOf = (usize, Arc<Scene>, Arc<Texts>);

/// What the window shows: a copy of the show as it was when something changed on screen.
pub struct Scenery {
    /// The show, for its stops and its session.
    pub show: Show,
    /// What is on screen.
    pub picture: Picture,
    /// Since when.
    pub came: Instant,
    /// How long the movement to it takes, in seconds; 0 for none.
    pub takes: f32,
    /// Where the camera was before, for stops that show the map.
    pub from: Option<(Pos2, f32)>,
    /// The maps of such stops.
    pub maps: Vec<MapOf>,
    /// When the stop came that is on screen, for its clock.
    pub stop_came: Instant,
    /// Pictures that belong to the map, by their paths.
    pub pictures: Vec<(Box<str>, TextureHandle)>,
    /// The presenter types: letters that come here belong there, in this field.
    pub typed_into: Option<egui::Id>,
    /// The stop that is highlighted in the overview of the presenter.
    pub overview: Option<usize>,
}

/// What both windows share.
struct Shared {
    document: Document,
    structure: Structure,
    theme: Theme,
    words: &'static Words,
    scenery: Mutex<Option<Scenery>>,
    actions: Mutex<Vec<Action>>,
    is_closed: AtomicBool,
}

/// The window of the audience.
#[derive(Clone)]
pub struct AudienceWindow(Arc<Shared>);

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl AudienceWindow {
    /// A window for a show of this map, which does not change meanwhile.
    pub fn new(document: Document, structure: Structure, theme: Theme, words: &'static Words) -> Self {
        Self(Arc::new(Shared {
            document,
            structure,
            theme,
            words,
            scenery: Mutex::new(None),
            actions: Mutex::new(Vec::new()),
            is_closed: AtomicBool::new(false),
        }))
    }

    /// What is to be shown from now on.
    pub fn publish(&self, scenery: Scenery) {
        *locked(&self.0.scenery) = Some(scenery);
    }

    /// Says who has the letters that are typed in this window.
    pub fn set_keyboard(&self, typed_into: Option<egui::Id>, overview: Option<usize>) {
        if let Some(scenery) = &mut *locked(&self.0.scenery) {
            scenery.typed_into = typed_into;
            scenery.overview = overview;
        }
    }

    /// What was asked for in this window since this was last called.
    pub fn take_actions(&self) -> Vec<Action> {
        std::mem::take(&mut *locked(&self.0.actions))
    }

    /// Whether it was closed since this was last asked.
    pub fn take_closed(&self) -> bool {
        self.0.is_closed.swap(false, Ordering::Relaxed)
    }

    /// Keeps the window on screen; to be called in every frame of the presenter's.
    pub fn show(&self, context: &Context, id: ViewportId, window: ViewportBuilder) {
        let shared = Arc::clone(&self.0);
        context.show_viewport_deferred(id, window, move |ui, _: ViewportClass| {
            // Nobody stands between this window and the system: should it fail, the evening goes on without it.
            if std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| shared.frame(ui))).is_err() {
                shared.is_closed.store(true, Ordering::Relaxed);
                ui.ctx().request_repaint_of(ViewportId::ROOT);
            }
        });
    }
}

impl Shared {
    fn frame(&self, ui: &mut Ui) {
        let guard = locked(&self.scenery);
        let Some(scenery) = &*guard else { return };
        let wishes = match scenery.typed_into {
            Some(field) => {
                hand_over(ui, field);
                page_keys(ui)
            }
            None => show_keys(ui, &scenery.show, scenery.overview, false),
        };
        let is_closed = ui.input(|input| input.viewport().close_requested());
        if is_closed {
            self.is_closed.store(true, Ordering::Relaxed);
        }
        let has_letters = scenery.typed_into.is_some() && ui.input(|input| !input.events.is_empty());
        if !wishes.is_empty() || is_closed || has_letters {
            locked(&self.actions).extend(wishes);
            ui.ctx().request_repaint_of(ViewportId::ROOT);
        }
        let passed = scenery.came.elapsed().as_secs_f32();
        let arrived = if scenery.takes > 0.0 {
            (passed / scenery.takes).clamp(0.0, 1.0)
        } else {
            1.0
        };
        if arrived < 1.0 {
            // Not more often than it can be seen, also on a screen that does not hold pictures back.
            ui.request_repaint_after(FRAME);
        }
        let seconds = scenery.stop_came.elapsed().as_secs_f64();
        if scenery.show.has_clock(scenery.picture) {
            ui.request_repaint_after(std::time::Duration::from_secs_f64((1.0 - seconds.fract()).max(0.02)));
        }
        let mut album = Album::default();
        for (path, texture) in &scenery.pictures {
            album.put(path.clone(), Loaded::Ready(texture.clone()));
        }
        let maps: Vec<SeenMap<'_>> = scenery
            .maps
            .iter()
            .map(|(stop, scene, texts)| SeenMap {
                stop: *stop,
                scene,
                texts,
            })
            .collect();
        let stage = Stage {
            document: &self.document,
            structure: &self.structure,
            words: self.words,
            theme: &self.theme,
            arrived,
            seconds,
            maps: &maps,
            from: scenery.from,
            pictures: &album,
        };
        audience_ui(ui, &stage, &scenery.show, scenery.picture);
        // Whoever points here points for everybody.
        if scenery.show.pointer().0 == Pointer::Off {
            ui.set_cursor_icon(egui::CursorIcon::None);
        }
    }
}
