//! What one person sees now: selection, camera, folds, filters, search. Nothing of it is saved in a map.
//!
//! **Invariant:** no painting, no files, no history of the document.

mod camera;
mod looking;
mod search;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use egui::{Pos2, Vec2};

use crate::layout::{Filter, LayoutSpec, Scene, Spot};
use crate::model::{ClaimId, Document, InstrumentId, Item, Lang, StakeholderId, Structure};

pub use camera::{Camera, MAX_SCALE};
pub use search::{Hit, HitKind, SearchIndex, fold_words};
pub use walk::{Direction, walk};

/// Smallest letters on screen, in points: below this a text gives way to the level above it.
pub const LEGIBLE: f32 = 9.0;
/// Below this scale the themes stand for their arguments; from here on a heading has room over its column, and the
/// blocks of arguments have their sentences.
pub const FAR: f32 = 0.36;

/// How a card is different between two versions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Changed {
    /// It is new.
    Added,
    /// The other version has it no longer.
    Removed,
    /// It speaks for or against something else, or stands at another place.
    Moved,
    /// Its words are others.
    Reworded,
    /// Something else about it.
    Property,
}

/// What is selected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Selected {
    /// A place on the map.
    Spot(Spot),
    /// A card of the toolbox.
    Instrument(InstrumentId),
}

/// What the right-hand panel edits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Editing {
    /// Nothing: it reads.
    #[default]
    No,
    /// The sentence of a claim, on the map itself.
    OnCard(ClaimId),
    /// The fields of what is selected, in the panel.
    InPanel,
}

/// A page of what belongs to the whole map.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ContentTab {
    /// Original and translation.
    Translation,
    /// Stakeholders.
    Stakeholders,
    /// Themes.
    Themes,
    /// Tags.
    Tags,
    /// Sources.
    Sources,
    /// Facts.
    Facts,
    /// Glossary.
    Glossary,
    /// Languages.
    Languages,
    /// Routes.
    Routes,
    /// Evenings, with what came of them.
    Evening,
}

impl ContentTab {
    /// All of them, from left to right.
    pub const ALL: [Self; 10] = [
        Self::Translation,
        Self::Stakeholders,
        Self::Themes,
        Self::Tags,
        Self::Sources,
        Self::Facts,
        Self::Glossary,
        Self::Languages,
        Self::Routes,
        Self::Evening,
    ];
}

/// What is done to the target that is pointed out next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pick {
    /// The claims move there.
    Move,
    /// The claims support or attack it besides.
    Link,
    /// The claim becomes part of its reason.
    Premise,
    /// The claims become one with it.
    Join,
}

/// Claims that wait for a target.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picking {
    /// What happens.
    pub pick: Pick,
    /// To what.
    pub claims: Vec<ClaimId>,
}

/// The state of the view.
#[derive(Clone, Debug)]
pub struct ViewState {
    /// What is selected.
    pub selected: Option<Selected>,
    /// Claims that are selected besides it.
    pub marked: BTreeSet<ClaimId>,
    /// What is different between two versions, shown on the cards until one goes back from it.
    pub changes: BTreeMap<ClaimId, Changed>,
    /// What waits for a target to be pointed out.
    pub picking: Option<Picking>,
    /// What decides the picture.
    pub spec: LayoutSpec,
    /// Where the camera is, or where it is going.
    pub camera: Camera,
    /// Where it comes from, and since when (seconds; `None` until the first frame of the movement).
    pub moving_from: Option<(Camera, Option<f64>)>,
    /// Where zooming in leads from a point on screen, as long as the pointer stays there.
    zoom_goal: Option<(Pos2, Pos2)>,
    /// Show everything as soon as the size of the window is known.
    pub fit_when_seen: bool,
    /// The camera as it was when it showed everything: while it still is, it follows the size of the window.
    fitted: Option<Camera>,
    /// Whose arguments stand out; the rest recedes.
    pub eyes: Option<StakeholderId>,
    /// Whether all cross-relations are drawn.
    pub show_cross: bool,
    /// Whether the outline stands on the left.
    pub show_outline: bool,
    /// Whether the map stands there as text that can be edited, instead of as a list.
    pub show_text: bool,
    /// Whether the map check stands there.
    pub show_check: bool,
    /// Whether the line of quick entry is shown.
    pub show_quick: bool,
    /// Whether the details stand on the right.
    pub show_details: bool,
    /// Whether the overview map is drawn.
    pub show_overview: bool,
    /// Whether the gallery of the toolbox stands in the place of the map.
    pub show_toolbox: bool,
    /// The page of what belongs to the whole map, if that stands in its place.
    pub content: Option<ContentTab>,
    /// What is edited.
    pub editing: Editing,
    /// The words searched for.
    pub query: String,
    /// What was found, best first.
    pub hits: Vec<Hit>,
    /// How many were found in all.
    pub num_hits: usize,
    /// Which of them is selected.
    pub hit: Option<usize>,
    back: Vec<Selected>,
    forward: Vec<Selected>,
}

/// Where to zoom to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ZoomTo {
    /// The whole map.
    All,
    /// What is selected.
    Selection,
    /// 100 %.
    Full,
}

/// A wish about the view.
#[derive(Clone, PartialEq, Debug)]
pub enum ViewAction {
    /// Selects, and shows it.
    Select(Spot),
    /// Shows where something stands, without selecting it.
    Show(Spot),
    /// Selects a card of the toolbox.
    SelectInstrument(InstrumentId),
    /// Selects a claim besides what is selected, or no longer.
    Mark(ClaimId),
    /// Selects all from what is selected to this one.
    MarkTo(ClaimId),
    /// Selects these.
    MarkAll(Vec<ClaimId>),
    /// Shows on the cards what is different between two versions, and goes to the first.
    ShowChanges(Vec<(ClaimId, Changed)>),
    /// Begins or ends the pointing out of a target.
    Pick(Option<Pick>),
    /// Selects nothing.
    Clear,
    /// Selects what stands in a direction from here.
    Walk(Direction),
    /// Moves the picture by this many points on screen.
    Pan(Vec2),
    /// Makes the picture larger or smaller around a point on screen.
    ZoomAt { factor: f32, at: Pos2 },
    /// Makes the picture larger around a point on screen, while a point of the world comes there.
    ZoomToward { factor: f32, at: Pos2, point: Pos2 },
    /// Makes the picture larger or smaller around the middle.
    ZoomBy(f32),
    /// Shows a part.
    ZoomTo(ZoomTo),
    /// Brings a point of the world to the middle.
    CenterOn(Pos2),
    /// Folds or unfolds.
    ToggleFold(Spot),
    /// Folds or unfolds all replies.
    FoldAll(bool),
    /// Shows one branch only, or everything again.
    Focus(Option<ClaimId>),
    /// Looks through the eyes of a stakeholder, or of nobody.
    SetEyes(Option<StakeholderId>),
    /// Leaves something out.
    SetFilter(Box<Filter>),
    /// Goes back to what was selected before.
    Back,
    /// Goes forward again.
    Forward,
    /// Searches.
    Search(String),
    /// Selects the next (or former) thing found.
    NextHit(bool),
    /// Shows or hides all cross-relations.
    ToggleCross,
    /// Shows or hides the outline.
    ToggleOutline,
    /// Shows the map as text in its place, or as a list again.
    ToggleText,
    /// Shows the map check in its place, or the list again.
    ToggleCheck,
    /// Shows or hides the line of quick entry.
    ToggleQuick,
    /// Shows or hides the details.
    ToggleDetails,
    /// Shows or hides the overview map.
    ToggleOverview,
    /// Opens or closes the toolbox.
    ToggleToolbox,
    /// Opens a page of what belongs to the whole map, or closes it.
    Content(Option<ContentTab>),
    /// Changes what is edited.
    Edit(Editing),
    /// Ends the editing of this card, if it is still the one that is edited.
    StopEditing(ClaimId),
    /// Shows the map in this language.
    SetLang(Lang),
}

/// What a view action needs to know.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its structure.
    pub structure: &'a Structure,
    /// The picture.
    pub scene: &'a Scene,
}

impl ViewState {
    /// A fresh view of a map.
    pub fn new(lang: Lang) -> Self {
        Self {
            selected: None,
            marked: BTreeSet::new(),
            changes: BTreeMap::new(),
            picking: None,
            spec: LayoutSpec::new(lang),
            camera: Camera::default(),
            moving_from: None,
            zoom_goal: None,
            fit_when_seen: true,
            fitted: None,
            eyes: None,
            show_cross: false,
            show_outline: true,
            show_text: false,
            show_check: false,
            show_quick: false,
            show_details: true,
            show_overview: true,
            show_toolbox: false,
            content: None,
            editing: Editing::No,
            query: String::new(),
            hits: Vec::new(),
            num_hits: 0,
            hit: None,
            back: Vec::new(),
            forward: Vec::new(),
        }
    }

    /// The selected claim.
    pub fn claim(&self) -> Option<ClaimId> {
        match self.selected {
            Some(Selected::Spot(Spot::Claim(claim))) => Some(claim),
            _ => None,
        }
    }

    /// Shows the map check.
    pub fn apply_check(&mut self) {
        (self.show_outline, self.show_check, self.show_text) = (true, true, false);
    }

    /// All selected claims, in the order of their handles.
    pub fn claims(&self) -> Vec<ClaimId> {
        let mut claims = self.marked.clone();
        claims.extend(self.claim());
        claims.into_iter().collect()
    }

    /// Whether a claim is selected, alone or with others.
    pub fn is_selected(&self, claim: ClaimId) -> bool {
        self.claim() == Some(claim) || self.marked.contains(&claim)
    }

    /// The selected spot of the map.
    pub fn spot(&self) -> Option<Spot> {
        match self.selected {
            Some(Selected::Spot(spot)) => Some(spot),
            _ => None,
        }
    }

    /// The selected instrument.
    pub fn instrument(&self) -> Option<InstrumentId> {
        match self.selected {
            Some(Selected::Instrument(instrument)) => Some(instrument),
            _ => None,
        }
    }

    /// Whether there is somewhere to go back (or forward) to.
    pub fn can_go(&self, back: bool) -> bool {
        if back {
            !self.back.is_empty()
        } else {
            !self.forward.is_empty()
        }
    }

    /// Carries out a wish.
    pub fn apply(&mut self, action: ViewAction, context: Context<'_>, index: &mut SearchIndex) {
        match action {
            ViewAction::Select(spot) => self.go_to(Selected::Spot(spot), context),
            ViewAction::Show(spot) => self.reveal(spot, context.scene),
            ViewAction::SelectInstrument(instrument) => {
                self.go_to(Selected::Instrument(instrument), context);
                self.show_details = true;
                // All that the card lights is to be seen.
                if let Some(lit) = looking::lit_rect(context, instrument)
                    && !self.camera.visible().contains_rect(lit)
                {
                    self.zoom_to(ZoomTo::Selection, context);
                }
            }
            ViewAction::Mark(claim) => self.mark(claim),
            ViewAction::MarkTo(claim) => {
                let scene = context.scene;
                let from = self.claim().and_then(|from| scene.card_index(from));
                let (Some(from), Some(to)) = (from, scene.card_index(claim)) else {
                    return self.go_to(Selected::Spot(Spot::Claim(claim)), context);
                };
                let between = scene.cards.get(from.min(to)..=from.max(to)).unwrap_or(&[]);
                self.marked.extend(between.iter().map(|card| card.claim));
                self.marked.remove(&claim);
                self.marked.extend(self.claim());
                self.selected = Some(Selected::Spot(Spot::Claim(claim)));
                self.marked.remove(&claim);
                self.editing = Editing::No;
            }
            ViewAction::MarkAll(claims) => {
                self.marked = claims.into_iter().collect();
                self.selected = self.marked.pop_first().map(|claim| Selected::Spot(Spot::Claim(claim)));
                self.editing = Editing::No;
            }
            ViewAction::ShowChanges(changes) => {
                self.marked.clear();
                self.changes = changes.into_iter().collect();
                let cards = context.scene.cards.iter().map(|card| card.claim);
                let first = cards.into_iter().find(|claim| self.changes.contains_key(claim)).or(self
                    .changes
                    .keys()
                    .next()
                    .copied());
                if let Some(first) = first {
                    self.go_to(Selected::Spot(Spot::Claim(first)), context);
                }
            }
            ViewAction::Pick(pick) => {
                self.picking = pick.map(|pick| Picking {
                    pick,
                    claims: self.claims(),
                });
                self.show_toolbox &= pick.is_none();
            }
            ViewAction::Clear => {
                self.marked.clear();
                self.changes.clear();
                // One step back leads to where one was.
                self.back.extend(self.selected.take());
                self.editing = Editing::No;
            }
            ViewAction::Walk(direction) => {
                let from = self.spot().unwrap_or(Spot::Question);
                let to = if self.spot().is_none() {
                    Some(Spot::Question)
                } else {
                    walk(context.scene, from, direction)
                };
                if let Some(to) = to {
                    self.go_to(Selected::Spot(to), context);
                }
            }
            ViewAction::Pan(by) => {
                self.stop();
                self.camera.pan(by, context.scene.bounds);
            }
            ViewAction::ZoomAt { factor, at } => {
                self.stop();
                match self.zoom_goal {
                    Some((from, point)) if from == at && factor > 1.0 => self.zoom_toward(factor, at, point, context),
                    _ => {
                        self.zoom_goal = None;
                        self.camera.zoom_at(factor, at, context.scene.bounds);
                    }
                }
            }
            ViewAction::ZoomToward { factor, at, point } => {
                self.stop();
                // While the pointer stands still, its first goal stays.
                let point = self
                    .zoom_goal
                    .filter(|(from, _)| *from == at)
                    .map_or(point, |(_, point)| point);
                self.zoom_goal = Some((at, point));
                self.zoom_toward(factor, at, point, context);
            }
            ViewAction::ZoomBy(factor) => {
                let to = self.camera.zoomed(factor, context.scene.bounds);
                self.move_to(to);
            }
            ViewAction::ZoomTo(to) => self.zoom_to(to, context),
            ViewAction::CenterOn(point) => {
                self.stop();
                self.camera.center_on(point, context.scene.bounds);
            }
            ViewAction::ToggleFold(spot) => self.toggle_fold(spot, context),
            ViewAction::FoldAll(folded) => {
                self.spec.folds.set_all(folded);
                // Whoever saw the whole map sees the whole of it again.
                self.fit_when_seen |= self.fitted == Some(self.camera);
            }
            ViewAction::Focus(focus) => {
                self.spec.focus = focus;
                self.fit_when_seen = true;
            }
            ViewAction::SetEyes(eyes) => self.eyes = eyes,
            ViewAction::SetFilter(filter) => {
                self.spec.filter = *filter;
                self.fit_when_seen = true;
            }
            ViewAction::Back => self.travel(true, context),
            ViewAction::Forward => self.travel(false, context),
            ViewAction::Search(query) => {
                self.query = query;
                self.hit = None;
                (self.hits, self.num_hits) = index.search(context.document, self.spec.lang, &self.query);
            }
            ViewAction::NextHit(forward) => self.next_hit(forward, context),
            ViewAction::ToggleCross => self.show_cross = !self.show_cross,
            ViewAction::ToggleOutline => self.show_outline = !self.show_outline,
            ViewAction::ToggleText => {
                self.show_text = !(self.show_text && self.show_outline);
                (self.show_outline, self.show_check) = (true, false);
            }
            ViewAction::ToggleCheck => {
                self.show_check = !(self.show_check && self.show_outline);
                (self.show_outline, self.show_text) = (true, false);
            }
            ViewAction::ToggleQuick => {
                self.show_quick = !self.show_quick;
                self.editing = Editing::No;
                self.show_toolbox &= !self.show_quick;
            }
            ViewAction::ToggleDetails => self.show_details = !self.show_details,
            ViewAction::ToggleOverview => self.show_overview = !self.show_overview,
            ViewAction::ToggleToolbox => {
                self.show_toolbox = !self.show_toolbox;
                self.content = None;
            }
            ViewAction::Content(tab) => {
                self.content = tab;
                self.show_toolbox = false;
                self.editing = Editing::No;
            }
            ViewAction::StopEditing(claim) => {
                if self.editing == Editing::OnCard(claim) {
                    self.editing = Editing::No;
                }
            }
            ViewAction::Edit(editing) => {
                self.editing = editing;
                match editing {
                    Editing::InPanel => self.show_details = true,
                    Editing::OnCard(claim) => {
                        // A card that can be read where it is stays there.
                        let rect = context.scene.rect_of(Spot::Claim(claim));
                        let is_seen = rect.is_some_and(|rect| self.camera.visible().contains_rect(rect));
                        if !is_seen || self.camera.scale < FAR || self.claim() != Some(claim) {
                            self.go_to(Selected::Spot(Spot::Claim(claim)), context);
                        }
                        self.editing = editing;
                    }
                    Editing::No => {}
                }
            }
            ViewAction::SetLang(lang) => {
                self.spec.lang = lang;
                index.forget();
                (self.hits, self.num_hits) = index.search(context.document, lang, &self.query);
            }
        }
    }

    /// Adds a claim to the selection, or takes it out.
    fn mark(&mut self, claim: ClaimId) {
        self.editing = Editing::No;
        if self.marked.remove(&claim) {
            return;
        }
        match self.claim() {
            Some(own) if own == claim => {
                self.selected = self.marked.pop_last().map(|claim| Selected::Spot(Spot::Claim(claim)));
            }
            own => {
                self.marked.extend(own);
                self.selected = Some(Selected::Spot(Spot::Claim(claim)));
            }
        }
    }

    fn go_to(&mut self, to: Selected, context: Context<'_>) {
        self.marked.clear();
        if self.selected != Some(to) {
            if let Some(from) = self.selected {
                self.back.push(from);
                self.forward.clear();
            }
            self.editing = Editing::No;
        }
        self.selected = Some(to);
        self.content = None;
        if let Selected::Spot(spot) = to {
            self.show_toolbox = false;
            self.uncover(spot, context);
            self.reveal(spot, context.scene);
        } else {
            self.show_toolbox = false;
        }
    }

    /// Makes sure that a claim is not folded away or left out.
    fn uncover(&mut self, spot: Spot, context: Context<'_>) {
        let Spot::Claim(claim) = spot else { return };
        if context.scene.card(claim).is_some() {
            return;
        }
        self.spec.focus = None;
        let argument = context.structure.argument_of(claim);
        let path = context.structure.path_to_thesis(claim);
        for above in path.iter().skip(1) {
            self.spec.folds.unfold(*above);
        }
        let stakeholder = context
            .document
            .claims
            .get(argument)
            .and_then(|argument| argument.stakeholder);
        if self.spec.folds.is_band_folded(stakeholder) {
            self.spec.folds.toggle_band(stakeholder);
        }
        if !self.spec.filter.is_empty() {
            self.spec.filter = Filter::default();
        }
    }

    fn toggle_fold(&mut self, spot: Spot, context: Context<'_>) {
        match spot {
            Spot::Claim(claim) if !context.structure.children(claim).is_empty() => self.spec.folds.toggle(claim),
            Spot::Stakeholder(stakeholder) => self.spec.folds.toggle_band(stakeholder),
            _ => {}
        }
    }

    fn travel(&mut self, back: bool, context: Context<'_>) {
        let from = self.selected;
        let to = if back { self.back.pop() } else { self.forward.pop() };
        if let Some(to) = to {
            let (mut kept_back, mut kept_forward) = (std::mem::take(&mut self.back), std::mem::take(&mut self.forward));
            self.go_to(to, context);
            if let Some(from) = from {
                if back {
                    kept_forward.push(from)
                } else {
                    kept_back.push(from)
                }
            }
            (self.back, self.forward) = (kept_back, kept_forward);
        }
    }

    fn next_hit(&mut self, forward: bool, context: Context<'_>) {
        if self.hits.is_empty() {
            return;
        }
        let num = self.hits.len();
        let next = match (self.hit, forward) {
            (None, true) => 0,
            (None, false) => num - 1,
            (Some(hit), true) => (hit + 1) % num,
            (Some(hit), false) => (hit + num - 1) % num,
        };
        self.hit = Some(next);
        if let Some(to) = self.hits.get(next).and_then(|hit| hit.target(context.document)) {
            self.go_to(to, context);
        }
    }

    /// After a change: keeps the selected spot where it was on the glass, and follows what was touched.
    pub fn follow(&mut self, touched: &[Item], focus: Option<Item>, document: &Document) {
        if let Some(Selected::Spot(Spot::Claim(claim))) = self.selected
            && !document.claims.contains(claim)
        {
            self.selected = None;
            self.editing = Editing::No;
        }
        if self
            .instrument()
            .is_some_and(|instrument| !document.instruments.contains(instrument))
        {
            self.selected = None;
            self.editing = Editing::No;
        }
        if self.spec.focus.is_some_and(|claim| !document.claims.contains(claim)) {
            self.spec.focus = None;
        }
        self.marked.retain(|claim| document.claims.contains(*claim));
        if let Some(picking) = &mut self.picking {
            picking.claims.retain(|claim| document.claims.contains(*claim));
        }
        self.back.retain(|to| still_there(*to, document));
        self.forward.retain(|to| still_there(*to, document));
        // A relation is shown by the claim that it leaves from.
        let shown = |item: &Item| match *item {
            Item::Relation(relation) => {
                let premises = document.relations.get(relation)?.premises.iter();
                premises
                    .copied()
                    .find(|claim| document.claims.contains(*claim))
                    .map(Item::Claim)
            }
            other => Some(other),
        };
        let wanted = focus.or_else(|| touched.iter().find_map(shown));
        match wanted {
            Some(Item::Claim(claim)) if document.claims.contains(claim) => {
                let spot = if document.cover.thesis == Some(claim) {
                    Spot::Question
                } else {
                    Spot::Claim(claim)
                };
                self.selected = Some(Selected::Spot(spot));
            }
            Some(Item::Stakeholder(stakeholder)) if document.stakeholders.contains(stakeholder) => {
                self.selected = Some(Selected::Spot(Spot::Stakeholder(Some(stakeholder))));
            }
            Some(Item::Instrument(instrument)) if document.instruments.contains(instrument) => {
                self.selected = Some(Selected::Instrument(instrument));
            }
            _ => {}
        }
    }
}

fn still_there(to: Selected, document: &Document) -> bool {
    match to {
        Selected::Spot(Spot::Claim(claim)) => document.claims.contains(claim),
        Selected::Instrument(instrument) => document.instruments.contains(instrument),
        Selected::Spot(_) => true,
    }
}
