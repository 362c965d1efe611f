//! The evening in the window: what is shown, on which screen, and for how long.

use std::cell::{OnceCell, RefCell};
use std::sync::Arc;
use std::time::Instant;

use egui::{Context, Ui, ViewportBuilder, ViewportCommand, ViewportId};

use crate::check::SimilarIndex;
use crate::command::{Action, ThemeName};
use crate::layout::{LayoutSpec, Spot};
use crate::model::{Ballot, Chart, ClaimId, Lang, MapView, Shows};
use crate::present::{
    Aside, Named, Outcome, Picture, Pointer, Screen, Show, ShowAction, Step, named_row, round_of, row_of_claim,
};
use crate::session::{Asked, Round, Row, Subject};
use crate::ui::Shown;
use crate::ui::audience::{SeenMap, Stage, audience_ui, camera_of, is_too_full, said};
use crate::ui::presenter::{Desk, ask_id, is_typing, line_id, presenter_ui, show_keys};
use crate::ui::theme::Theme;
use crate::view::Selected;

use super::audience_window::{AudienceWindow, FRAME, Scenery};
use super::screens::Screens;
use super::{App, Derived};

/// A step comes up within this time, in seconds; a movement over the map takes a little longer.
const ARRIVE: f64 = 0.25;
const MOVE: f64 = 0.4;
/// Where no change of the screens is told, they are looked for again after this time, in seconds.
const LOOK: f64 = 5.0;
/// After a change windows need so many seconds to come to their screens; meanwhile one looks so often.
const SETTLE: f64 = 2.0;
const LOOK_AGAIN: f64 = 0.25;
/// What was told stays for so many seconds.
const TELL: f64 = 4.0;
/// So many stops are looked through in one frame, for whether they fit the room.
const LOOK_THROUGH: usize = 12;
/// How often the evening so far notes its time, in seconds.
const NOTE_TIME: f64 = 20.0;

/// What the window of the audience shows, in which window, and with how many pictures.
type Published = ((Picture, u64, (Pointer, Option<(f32, f32)>), Step), ViewportId, usize);

/// Which stops are too full, as far as they were looked at, for a room and a language.
#[derive(Default)]
struct Fits {
    too_full: Vec<Option<bool>>,
    of: Option<(crate::session::Depth, Lang)>,
}

/// A show that is going on.
pub struct Showing {
    show: Show,
    theme: Theme,
    /// When what is shown came, in seconds of the window.
    came: f64,
    last: Picture,
    /// The picture before, for the way from one part of the map to another.
    before: Option<Picture>,
    /// How long the evening went on before this show, in seconds.
    earlier: f64,
    began: f64,
    noted: f64,
    /// The window of the audience is wanted, and there is a screen for it.
    wants_window: bool,
    screens: Screens,
    /// There was a screen for the audience: without it the presenter goes on here.
    had_projector: bool,
    /// How wide its picture is for its height.
    aspect: f32,
    /// When screens were looked for last, in seconds.
    looked: Option<f64>,
    /// Until then windows may still be on their way to their screens.
    settles: Option<f64>,
    /// The window of the program fills its screen because of the show.
    is_full: bool,
    /// With one screen: the presenter's side of it is shown.
    notes: bool,
    /// That is only for as long as something is typed.
    peeks: bool,
    told: Option<(String, f64)>,
    overview: Option<usize>,
    too_full: RefCell<Fits>,
    help: bool,
    similar: Option<(SimilarIndex, Lang)>,
    /// The maps of stops that show the map itself.
    maps: Vec<(usize, Derived)>,
    keeper: Option<super::evening::Keeper>,
    /// Its own window, once there was a screen for it.
    audience: OnceCell<AudienceWindow>,
    /// What that window was given last.
    published: RefCell<Option<Published>>,
    /// Things move rather than jump.
    smooth: bool,
    /// A screen saver or sleep would be seen by sixty people.
    _awake: super::screens::Awake,
}

impl Showing {
    pub(super) fn new(show: Show, keeper: Option<super::evening::Keeper>, context: &Context) -> Self {
        let now = context.input(|input| input.time);
        let earlier = f64::from(show.session().at.seconds);
        Self {
            last: show.audience(),
            show,
            theme: Theme::new(ThemeName::Projector),
            came: now,
            before: None,
            earlier,
            began: now,
            noted: now,
            wants_window: true,
            screens: Screens::default(),
            had_projector: false,
            aspect: 16.0 / 9.0,
            looked: None,
            settles: Some(now + SETTLE),
            is_full: false,
            notes: false,
            peeks: false,
            told: None,
            overview: None,
            too_full: RefCell::default(),
            help: false,
            similar: None,
            maps: Vec::new(),
            keeper,
            audience: OnceCell::new(),
            published: RefCell::default(),
            smooth: true,
            _awake: super::screens::Awake::begin(),
        }
    }

    fn has_projector(&self) -> bool {
        self.screens.other().is_some()
    }

    /// Seconds since the evening began.
    fn time(&self, now: f64) -> f64 {
        self.earlier + now - self.began
    }

    pub(super) fn into_parts(self) -> (Show, Option<super::evening::Keeper>, bool) {
        (self.show, self.keeper, self.is_full)
    }

    pub(super) fn keeper_failed(&self) -> bool {
        self.keeper.as_ref().is_some_and(|keeper| keeper.error().is_some())
    }
}

impl App {
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
        // What lies over the presenter's side goes first.
        if action == ShowAction::Escape && (showing.help || showing.overview.is_some()) {
            showing.help = false;
            showing.overview = None;
            return context.request_repaint();
        }
        if matches!(action, ShowAction::Go(_)) {
            showing.overview = None;
        }
        let time = showing.time(now);
        let is_told = !matches!(action, ShowAction::Point(_));
        let outcome = showing.show.apply(action, time);
        let told = match outcome {
            Outcome::Done => None,
            Outcome::NoSuchStop(num) => Some(words.no_such_stop(num)),
            Outcome::Refused(refused) => Some(words.refused(refused)),
            Outcome::Undone(done) => Some(words.undone(done).to_owned()),
            Outcome::NothingToUndo => Some(words.nothing_to_undo.to_owned()),
            Outcome::Over => return self.end_show(context),
        };
        if let Some(told) = told {
            showing.told = Some((told, now));
        } else if is_told {
            showing.told = None;
        }
        let picture = showing.show.audience();
        if picture != showing.last {
            showing.before = Some(showing.last);
            showing.last = picture;
            showing.came = now;
        }
        let document = self.editor.document();
        // What the audience does not see was not shown.
        if picture.screen == Screen::Live
            && !showing.show.is_frozen()
            && let Some(claim) = said(&showing.show, picture)
            && document.claims.contains(claim)
        {
            let name = document.claims.name(claim);
            if !showing.show.session().shown.iter().any(|known| known == name) {
                showing.show.note(|session| session.note_shown(name));
            }
        }
        // So was what was asked about.
        let asked = showing
            .show
            .round_in(picture)
            .filter(|_| picture.screen == Screen::Live);
        let asked = asked
            .and_then(|(_, round, _)| round.rows.get(picture.row))
            .and_then(|row| match &row.of {
                Subject::Claim(name) => Some(name.clone()),
                _ => None,
            });
        if let Some(name) = asked.filter(|name| !showing.show.session().shown.contains(name)) {
            showing.show.note(|session| session.note_shown(&name));
        }
        if let Some(keeper) = &mut showing.keeper {
            keeper.keep(showing.show.session(), showing.show.revision());
        }
        context.request_repaint();
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
        showing.settles = Some(context.input(|input| input.time) + SETTLE);
    }

    /// With one screen: the presenter's side of it comes, or goes.
    pub(super) fn show_notes(&mut self) {
        if let Some(showing) = &mut self.flags.showing {
            showing.notes = !showing.notes;
            showing.peeks = false;
        }
    }

    pub(super) fn show_overview(&mut self) {
        if let Some(showing) = &mut self.flags.showing {
            showing.overview = match showing.overview {
                Some(_) => None,
                None => Some(showing.show.at().stop),
            };
            showing.notes |= showing.overview.is_some();
        }
    }

    pub(super) fn overview_at(&mut self, stop: usize) {
        if let Some(showing) = &mut self.flags.showing {
            let last = showing.show.stops().len().saturating_sub(1);
            showing.overview = showing.overview.map(|_| stop.min(last));
        }
    }

    pub(super) fn show_help(&mut self) {
        if let Some(showing) = &mut self.flags.showing {
            showing.help = !showing.help;
            showing.notes |= showing.help;
        }
    }

    pub(super) fn note_size(&mut self, by: i8) {
        self.settings.note_size = (self.settings.note_size + by).clamp(-4, 12);
        self.settings.save();
    }

    /// A field of the presenter's side gets the keyboard.
    fn focus_field(&mut self, context: &Context, field: egui::Id) {
        if let Some(showing) = &mut self.flags.showing {
            // With one screen the audience gets its picture back when it is typed.
            showing.peeks |= !showing.notes;
            showing.notes = true;
            showing.overview = None;
            showing.help = false;
            self.flags.typed_into = Some(field);
            // The window of the audience may have the keyboard.
            context.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Focus);
            context.memory_mut(|memory| memory.request_focus(field));
        }
    }

    /// The field for what the room asks about gets the keyboard.
    pub(super) fn ask(&mut self, context: &Context) {
        // What was looked for before does not stand in the way.
        context.data_mut(|data| data.remove::<String>(ask_id()));
        self.focus_field(context, ask_id());
    }

    /// The line for what the room says gets the keyboard.
    pub(super) fn add_from_room(&mut self, context: &Context) {
        if let Some(showing) = &mut self.flags.showing {
            let lang = showing.show.picture().lang;
            if showing.similar.as_ref().is_none_or(|(_, known)| *known != lang) {
                showing.similar = Some((SimilarIndex::new(self.editor.document(), lang), lang));
            }
        }
        self.focus_field(context, line_id());
    }

    /// Weighs what is on screen.
    pub(super) fn weigh_now(&mut self, context: &Context, dots: bool) {
        let Some(showing) = &self.flags.showing else { return };
        let show = &showing.show;
        let picture = show.picture();
        if let Some(Aside::Addition(number)) = picture.aside {
            return self.weigh_addition(context, number);
        }
        let named = Named {
            document: self.editor.document(),
            structure: &self.derived.structure,
            lang: picture.lang,
        };
        let stop = show.stops().get(picture.step.stop).filter(|_| picture.aside.is_none());
        let people = show.session().about.people;
        let round = if dots {
            let claims = stop.map_or(&[][..], |stop| stop.claims());
            (claims.len() > 1).then(|| round_of(&Ballot::Dots(claims.to_vec()), named, people))
        } else {
            said(show, picture).map(|claim| round_of(&Ballot::Opinion(vec![claim]), named, people))
        };
        match round.filter(|round| !round.rows.is_empty()) {
            Some(round) => self.show_action(context, ShowAction::Weigh(Box::new(round))),
            None => self.tell(context, self.settings.words().nothing_to_weigh),
        }
    }

    /// Weighs something that the room added.
    pub(super) fn weigh_addition(&mut self, context: &Context, number: usize) {
        let Some(showing) = &self.flags.showing else { return };
        let session = showing.show.session();
        let Some(addition) = session.additions.get(number) else {
            return;
        };
        let side = match &addition.place {
            crate::session::Place::Argument { side, .. } | crate::session::Place::Reply { side, .. } => Some(*side),
            _ => None,
        };
        let row = Row {
            side,
            ..named_row(Subject::Addition(number), &addition.words)
        };
        let round = Round::new(Asked::Opinion, vec![row], session.about.people);
        self.show_action(context, ShowAction::Weigh(Box::new(round)));
    }

    /// What came of weighing what is on screen; else the charts, one after the other.
    pub(super) fn show_result(&mut self, context: &Context) {
        let Some(showing) = &self.flags.showing else { return };
        let show = &showing.show;
        let picture = show.picture();
        let own = said(show, picture).and_then(|claim| self.round_about(show, claim, picture.lang));
        let next = match (picture.aside, own) {
            (Some(Aside::Chart(chart)), _) => {
                let at = Chart::ALL.iter().position(|known| *known == chart).unwrap_or(0);
                let mut behind = Chart::ALL.iter().skip(at + 1).copied();
                let next = behind.find(|chart| !show.is_empty(*chart));
                next.map(Aside::Chart)
            }
            (_, Some(number)) => {
                self.show_action(
                    context,
                    ShowAction::Session(crate::session::SessionEdit::Release(number)),
                );
                Some(Aside::Round(number, crate::present::Phase::Result))
            }
            // Those of nothing are left out; with nothing at all the first one says so.
            _ => {
                let first = Chart::ALL.iter().find(|chart| !show.is_empty(**chart));
                first.or(Chart::ALL.first()).map(|first| Aside::Chart(*first))
            }
        };
        match next {
            Some(next) => self.show_action(context, ShowAction::Detour(next)),
            // Behind the last of them the route goes on where it was left.
            None => self.show_action(context, ShowAction::Next),
        }
    }

    /// The round that was counted about this claim alone.
    fn round_about(&self, show: &Show, claim: ClaimId, lang: Lang) -> Option<usize> {
        let named = Named {
            document: self.editor.document(),
            structure: &self.derived.structure,
            lang,
        };
        let of = row_of_claim(claim, named)?.of;
        let rounds = &show.session().rounds;
        rounds.iter().position(|round| {
            round.has_counts() && round.asked == Asked::Opinion && matches!(&*round.rows, [row] if row.of == of)
        })
    }

    fn tell(&mut self, context: &Context, told: &str) {
        let now = context.input(|input| input.time);
        if let Some(showing) = &mut self.flags.showing {
            showing.told = Some((told.to_owned(), now));
        }
        context.request_repaint();
    }

    /// Looks which screens are plugged in.
    pub(super) fn look_for_screens(&mut self, context: &Context, frame: &eframe::Frame) {
        let Some(showing) = &mut self.flags.showing else {
            return self.offer_screen(context, frame);
        };
        let now = context.input(|input| input.time);
        let (is_told, has_changed) = self.flags.second_screen.has_changed(context);
        if has_changed {
            showing.settles = Some(now + SETTLE);
        }
        let wait = match showing.settles {
            Some(until) if now < until => Some(LOOK_AGAIN),
            _ => (!is_told).then_some(LOOK),
        };
        if let Some(wait) = wait {
            context.request_repaint_after(std::time::Duration::from_secs_f64(wait));
        }
        let is_due = wait.is_some_and(|wait| showing.looked.is_none_or(|looked| now - looked >= wait));
        if has_changed || showing.looked.is_none() || is_due {
            let is_first = showing.looked.replace(now).is_none();
            showing.screens.look(frame);
            if let Some(screen) = showing.screens.other() {
                showing.had_projector = true;
                // Pulled out, the presenter's side stays on the laptop until somebody wants it otherwise.
                showing.notes = true;
                showing.peeks = false;
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
        self.keep_maps();
        self.request_time(ui, ui.input(|input| input.time));
        let Some(mut showing) = self.flags.showing.take() else {
            return;
        };
        let was_typing = std::mem::replace(&mut self.flags.was_typing, is_typing(ui));
        let mut actions: Vec<Action> = show_keys(ui, &showing.show, showing.overview, was_typing);
        if showing.peeks && was_typing && !is_typing(ui) {
            showing.peeks = false;
            showing.notes = false;
        }
        let now = ui.input(|input| input.time);
        let smooth = ui.global_style().animation_time > 0.0;
        let takes = if showing.camera_before(self.editor.document()).is_some() {
            MOVE
        } else {
            ARRIVE
        };
        let arrived = if smooth {
            ((now - showing.came) / takes).clamp(0.0, 1.0)
        } else {
            1.0
        };
        showing.smooth = smooth;
        // The window of the audience moves by itself.
        let has_own = showing.has_projector() && showing.wants_window;
        if arrived < 1.0 && !has_own {
            // Not more often than it can be seen, also on a screen that does not hold pictures back.
            ui.request_repaint_after(FRAME);
        }

        let typed_into = self.flags.typed_into.unwrap_or_else(ask_id);
        let note_size = 18.0 + 2.0 * f32::from(self.settings.note_size);
        let is_closed = self.with_shown(self.view.camera, |shown| {
            showing.both_ui(ui, shown, (now, arrived as f32), (typed_into, note_size), &mut actions)
        });
        if is_closed {
            showing.wants_window = false;
        }
        if showing.told.as_ref().is_some_and(|(_, told)| now - told > TELL) {
            showing.told = None;
        }
        if now - showing.noted > NOTE_TIME {
            showing.noted = now;
            let seconds = showing.time(now) as u32;
            showing.show.note(|session| session.at.seconds = seconds);
            if let Some(keeper) = &mut showing.keeper {
                keeper.keep(showing.show.session(), showing.show.revision());
            }
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

    /// The next picture for the time: at the next minute, or each second while the audience sees a clock; nothing else
    /// moves by itself.
    fn request_time(&self, ui: &Ui, now: f64) {
        let Some(showing) = &self.flags.showing else { return };
        let time = showing.time(now);
        let picture = showing.show.picture();
        let has_clock = showing.show.has_clock(picture);
        let left = if has_clock {
            1.0 - time.fract()
        } else {
            let of_show = 60.0 - time % 60.0;
            // The minute on the wall changes at another moment.
            let second = f64::from(jiff::Zoned::now().second());
            of_show.min(60.0 - second)
        };
        ui.request_repaint_after(std::time::Duration::from_secs_f64(left.max(0.05)));
        if showing.show.asks_to_stop(time) || showing.told.is_some() {
            // What is said for a moment only goes again.
            ui.request_repaint_after(std::time::Duration::from_secs_f64(0.5));
        }
    }

    /// Lays out the map for the stops that show it: the one before, now and next.
    fn keep_maps(&mut self) {
        let Some(showing) = &mut self.flags.showing else { return };
        let show = &showing.show;
        let here = show.audience().step.stop;
        let wanted = [Some(here), Some(show.at().stop), show.next().map(|step| step.stop)];
        let mut views: Vec<(usize, &MapView)> = Vec::new();
        for stop in wanted.into_iter().flatten() {
            let shows = show.stops().get(stop).map(|stop| &stop.shows);
            if let Some(Shows::View(view)) = shows
                && !views.iter().any(|(known, _)| *known == stop)
            {
                views.push((stop, view));
            }
        }
        let before = showing.before.map(|before| before.step.stop);
        showing
            .maps
            .retain(|(stop, _)| views.iter().any(|(known, _)| known == stop) || Some(*stop) == before);
        let lang = show.picture().lang;
        for (stop, view) in views {
            let mut spec = LayoutSpec::new(lang);
            for claim in &view.folded {
                spec.folds.toggle(*claim);
            }
            spec.focus = view.focus;
            if !showing.maps.iter().any(|(known, _)| *known == stop) {
                showing.maps.push((stop, self.derived.like()));
            }
            if let Some((_, derived)) = showing.maps.iter_mut().find(|(known, _)| *known == stop) {
                derived.update(&self.editor, &spec);
            }
        }
    }
}

impl Showing {
    /// Where the camera was, if the picture before and that of now both are parts of the map.
    fn camera_before(&self, document: &crate::model::Document) -> Option<(egui::Pos2, f32)> {
        let view_of = |picture: &Picture| {
            let stop = picture.step.stop;
            match self.show.stops().get(stop).map(|stop| &stop.shows) {
                Some(Shows::View(view)) if picture.aside.is_none() => Some((stop, view)),
                _ => None,
            }
        };
        view_of(&self.last)?;
        let (stop, view) = view_of(self.before.as_ref()?)?;
        let (_, derived) = self.maps.iter().find(|(known, _)| *known == stop)?;
        camera_of(document, &derived.scene, view)
    }

    /// Both windows; whether that of the audience was closed.
    fn both_ui(
        &self,
        ui: &mut Ui,
        shown: &Shown<'_>,
        (now, arrived): (f64, f32),
        (typed_into, note_size): (egui::Id, f32),
        actions: &mut Vec<Action>,
    ) -> bool {
        let maps: Vec<SeenMap<'_>> = self
            .maps
            .iter()
            .map(|(stop, derived)| SeenMap {
                stop: *stop,
                scene: &derived.scene,
                texts: &derived.texts,
            })
            .collect();
        let from = self.camera_before(shown.document());
        let time = self.time(now);
        let seconds = (time - self.show.stop_came()).max(0.0);
        let stage = |arrived| Stage {
            document: shown.document(),
            structure: shown.structure,
            words: shown.words,
            theme: &self.theme,
            arrived,
            seconds,
            maps: &maps,
            from,
            pictures: shown.pictures,
        };
        let too_full = self.too_full.borrow().too_full.clone();
        let clock = clock();
        let error = self.keeper.as_ref().and_then(|keeper| keeper.error());
        let not_saved = error.map(|error| format!("{}: {}", shown.words.not_saved_evening, shown.words.reason(&error)));
        let desk = Desk {
            show: &self.show,
            time,
            clock: &clock,
            has_projector: self.has_projector(),
            had_projector: self.had_projector,
            aspect: self.aspect,
            is_open: self.wants_window || !self.has_projector(),
            asks_to_stop: self.show.asks_to_stop(time),
            told: self.told.as_ref().map(|(told, _)| told.as_str()),
            overview: self.overview,
            too_full: &too_full,
            help: self.help,
            note_size,
            similar: self.similar.as_ref().map(|(index, _)| index),
            not_saved: not_saved.as_deref(),
        };
        if !self.has_projector() && !self.notes {
            // One screen: it is the audience's; the presenter's side comes on request.
            audience_ui(ui, &stage(arrived), &self.show, self.show.audience());
            return false;
        }
        presenter_ui(ui, shown, &stage(1.0), &desk, actions);
        if self.overview.is_some() {
            self.look_through(ui, &stage(1.0));
        }
        let Some(screen) = self.screens.other().filter(|_| self.wants_window) else {
            return false;
        };
        let is_typing = is_typing(ui);
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
        // Another screen is another window: one that was pulled out leaves nothing behind.
        let id = ViewportId::from_hash_of(("audience", screen));
        let audience = self.audience.get_or_init(|| {
            let (document, structure) = (shown.document().clone(), shown.structure.clone());
            AudienceWindow::new(document, structure, self.theme.clone(), shown.words)
        });
        let key = (
            self.show.audience(),
            self.show.revision(),
            self.show.pointer(),
            self.show.at(),
        );
        let mut published = self.published.borrow_mut();
        let has_pictures = self.pictures_of(shown).len();
        if published.as_ref() != Some(&(key, id, has_pictures)) {
            *published = Some((key, id, has_pictures));
            audience.publish(self.scenery(shown, (now, time), from));
            ui.ctx().request_repaint_of(id);
        }
        audience.set_keyboard(is_typing.then_some(typed_into), self.overview);
        audience.show(ui.ctx(), id, window);
        actions.extend(audience.take_actions());
        audience.take_closed()
    }

    /// The pictures that the stop on screen may show, as far as they are read.
    fn pictures_of(&self, shown: &Shown<'_>) -> Vec<(Box<str>, egui::TextureHandle)> {
        let stop = self.show.stops().get(self.show.audience().step.stop);
        let Some(Shows::Picture(item)) = stop.map(|stop| &stop.shows) else {
            return Vec::new();
        };
        let path = crate::ui::audience::picture_path(shown.document(), *item);
        let picture = path.and_then(|path| match shown.pictures.get(path) {
            Some(crate::ui::Picture::Ready(texture)) => Some((Box::from(path), texture.clone())),
            _ => None,
        });
        picture.into_iter().collect()
    }

    /// What the audience sees from now on.
    fn scenery(&self, shown: &Shown<'_>, (now, time): (f64, f64), from: Option<(egui::Pos2, f32)>) -> Scenery {
        let instant = |seconds_ago: f64| {
            let ago = std::time::Duration::from_secs_f64(seconds_ago.max(0.0));
            Instant::now().checked_sub(ago).unwrap_or_else(Instant::now)
        };
        let takes = if from.is_some() { MOVE } else { ARRIVE };
        let maps = self
            .maps
            .iter()
            .map(|(stop, derived)| (*stop, Arc::new(derived.scene.clone()), Arc::new(derived.texts.clone())));
        Scenery {
            show: self.show.to_look_at(),
            picture: self.show.audience(),
            came: instant(now - self.came),
            takes: if self.smooth { takes as f32 } else { 0.0 },
            from,
            maps: maps.collect(),
            stop_came: instant(time - self.show.stop_came()),
            pictures: self.pictures_of(shown),
            typed_into: None,
            overview: self.overview,
        }
    }

    /// Looks through some more of the stops, for whether they fit the room.
    fn look_through(&self, ui: &Ui, stage: &Stage<'_>) {
        let key = (self.show.session().about.room, self.show.picture().lang);
        let mut known = self.too_full.borrow_mut();
        if known.of != Some(key) || known.too_full.len() != self.show.stops().len() {
            *known = Fits {
                too_full: vec![None; self.show.stops().len()],
                of: Some(key),
            };
        }
        let size = egui::vec2(1_080.0 * self.aspect, 1_080.0);
        let unknown: Vec<usize> = known
            .too_full
            .iter()
            .enumerate()
            .filter(|(_, full)| full.is_none())
            .map(|(at, _)| at)
            .collect();
        for stop in unknown.iter().copied().take(LOOK_THROUGH) {
            let full = is_too_full(ui, size, stage, &self.show, stop);
            if let Some(slot) = known.too_full.get_mut(stop) {
                *slot = Some(full);
            }
        }
        if !unknown.is_empty() {
            ui.request_repaint();
        }
    }
}

/// The time where the room is, as `19:45`.
fn clock() -> String {
    jiff::Zoned::now().strftime("%H:%M").to_string()
}

/// The part of the map that is selected, as what a show can begin with.
pub(super) fn selected_claim(selected: Option<Selected>) -> Option<ClaimId> {
    match selected {
        Some(Selected::Spot(Spot::Claim(claim))) => Some(claim),
        _ => None,
    }
}
