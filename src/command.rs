//! Everything a person can ask for, once: read by the menus, the keys and the palette.
//!
//! **Invariant:** nothing is done or painted here; a command is named, and resolved to an action.

use std::path::PathBuf;

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::edit::{Beside, Edit, EditName, Editor, Site, Under};
use crate::layout::Spot;
use crate::model::{ClaimId, RelationKind, RouteId, Stance, Structure, Target};
use crate::present::{Ready, ShowAction};
use crate::session::{About, Plan, SessionEdit, Walk};
use crate::view::{ContentTab, Direction, Editing, Pick, ViewAction, ViewState, ZoomTo};

/// Language of the interface.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum UiLang {
    /// Dutch.
    #[default]
    Dutch,
    /// English.
    English,
}

/// Which theme is shown.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum ThemeName {
    /// Dark ink on a light ground.
    #[default]
    Light,
    /// Light ink on a dark ground.
    Dark,
    /// Black on white, for a weak projector in a lit room.
    Projector,
}

impl ThemeName {
    /// All themes.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Projector];
}

/// What a new map begins with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Template {
    /// A question with one group.
    Simple,
    /// A question with pupils, parents, schools and government.
    FourStakeholders,
    /// A choice between several options: each is a band of its own.
    Options,
    /// Only a toolbox.
    Toolbox,
}

impl Template {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::FourStakeholders, Self::Simple, Self::Options, Self::Toolbox];
}

/// A wish about files.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileAction {
    /// A new, empty map.
    New,
    /// A new map from a template.
    Begin(Template),
    /// Choose a map to open.
    Open,
    /// Open this map.
    OpenPath(PathBuf),
    /// Open the newest that was kept of this map, which is damaged or gone.
    OpenBefore(PathBuf),
    /// Open a map that is built in, by number.
    OpenBuiltIn(usize),
    /// Save.
    Save,
    /// Save under another name.
    SaveAs,
    /// Make what was read of a file by others the map.
    TakeImport,
    /// Close the program.
    Quit,
}

/// A wish about the program itself.
#[derive(Clone, PartialEq, Debug)]
pub enum AppAction {
    /// Another theme.
    SetTheme(ThemeName),
    /// Another language of the interface.
    SetLang(UiLang),
    /// Shows the command palette.
    Palette,
    /// Shows the keys.
    Keys,
    /// Shows the problems of the file.
    Problems,
    /// Shows what never gets lost.
    Promises,
    /// Shows what this program is.
    About,
    /// Shows the glossary and facts.
    Glossary,
    /// Puts the cursor in the search field.
    FocusSearch,
    /// Moves the keyboard to the next part of the window.
    NextPane,
    /// Larger or smaller interface.
    Scale(i8),
    /// Asks before a web address is opened.
    AskLink(String),
    /// Adds a claim: an empty card appears there, to be written.
    Write(Site),
    /// Copies what is selected, and takes it away if `cut`.
    Copy { cut: bool },
    /// Adds what was copied.
    Paste,
    /// Adds what was copied elsewhere as text, or (`None`) what stands on the clipboard.
    PasteText(String),
    /// Copies what is selected to a place behind it.
    Duplicate,
    /// Asks how a claim is split in two.
    AskSplit(ClaimId),
    /// The map as text was changed by hand; the line in which the cursor stands.
    TypeOutline { text: String, cursor: Option<usize> },
    /// The map as text shows the selected branch only.
    OnlyBranch(bool),
    /// A line of the quick entry.
    QuickAdd(String),
    /// Shows the versions of the map.
    Versions,
    /// Letters alone are keys, or are typed on the selected card.
    TypeOnCards,
    /// Begins a map of one's own that builds on this one.
    BuildOn,
    /// Merges the new version of the map that this one builds on.
    UpdateBase,
    /// Asks for a file of another program, to read it.
    Import,
    /// Reads this file of another program.
    ImportPath(PathBuf),
    /// Asks in which format the map is to be written.
    Export,
    /// Shows what can be printed.
    Print,
    /// Shows the start screen.
    Start,
    /// Shows the map as text, to begin it so.
    TypeMap,
    /// Shows a step of the tour, or ends it.
    Tour(Option<usize>),
    /// Asks for a picture file, copies it to the map and gives it to a claim, a card or the cover.
    ChoosePicture(crate::model::Item),
    /// The same with the picture on the clipboard.
    PastePicture(crate::model::Item),
    /// Lets go of what was typed on the card that is being edited.
    Abandon,
    /// Asks whether the addresses of the sources still answer, or stops asking.
    CheckLinks(bool),
    /// Shows what someone else made of the file, and asks what to do with both versions.
    CompareOutside,
    /// Says that the wheel turns a mouse or scrolls a touchpad.
    SetWheel(Wheel),
    /// Full screen or window.
    FullScreen,
    /// Opens the form of a claim at its tags; they count for all that are selected.
    EditTags(ClaimId),
    /// Shows a ready-made route to an audience.
    Present(Ready),
    /// Shows a walk that is no ready-made route to an audience.
    PresentWalk(Walk),
    /// Shows a route of the map from this stop on.
    PresentRoute(RouteId, usize),
    /// Shows the route by stakeholder from what is selected on.
    PresentHere,
    /// Asks how the evening is to go.
    AskEvening,
    /// Begins an evening.
    BeginEvening(Box<About>, Box<Plan>),
    /// Goes on with an evening that was begun.
    GoOnEvening(PathBuf),
    /// Reads an evening, to show what came of it.
    OpenEvening(PathBuf),
    /// Changes the evening that is looked at.
    Evening(SessionEdit),
    /// Takes something that the room added over in the map, in these words.
    Accept { number: usize, words: String },
    /// Makes the report of the evening that is looked at, in Dutch or English.
    MakeReport(UiLang),
    /// Opens what was made.
    OpenReport(PathBuf),
    /// Shows what was weighed on the cards of the map, or not.
    ResultsOnMap,
    /// Records what is shown as a stop: what is selected, or the map as it is seen.
    RecordStop { as_view: bool },
    /// Stops go in this route from now on.
    RecordInto(RouteId),
    /// A wish about the show.
    Show(ShowAction),
    /// The window of the audience comes back.
    OpenAudience,
    /// The two windows change screens.
    SwapScreens,
    /// With one screen: shows the presenter's side of it, or not.
    ShowNotes,
    /// The field for what the room asks about gets the keyboard.
    Ask,
    /// Shows the audience the map in the next of its languages.
    ShowLang,
    /// Shows all stops on the laptop, or not.
    ShowOverview,
    /// Highlights a stop in the overview.
    OverviewAt(usize),
    /// Shows the keys of a show on the laptop, or not.
    ShowHelp,
    /// Larger or smaller notes.
    NoteSize(i8),
    /// The line for what the room says gets the keyboard.
    AddFromRoom,
    /// Weighs the argument on screen, or (with dots) all of the stop.
    WeighNow { dots: bool },
    /// Weighs something that the room added.
    WeighAddition(usize),
    /// Shows what came of the rounds, one chart after the other.
    ShowResult,
}

/// What the wheel does.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum Wheel {
    /// Found out from how it turns.
    #[default]
    Automatic,
    /// Zooms.
    Mouse,
    /// Moves the map.
    Touchpad,
}

/// A wish, with what it is about.
#[derive(Clone, PartialEq, Debug)]
pub enum Action {
    /// Changes the document.
    Edit(Edit),
    /// Takes a step back.
    Undo,
    /// Does it again.
    Redo,
    /// Changes the view.
    View(ViewAction),
    /// Opens or saves.
    File(FileAction),
    /// Changes the program.
    App(AppAction),
}

/// Where a command stands in the menus.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Menu {
    /// Files.
    Map,
    /// Changes.
    Edit,
    /// The view.
    View,
    /// Walking.
    Go,
    /// Showing it in a room.
    Present,
    /// Help.
    Help,
}

impl Menu {
    /// The menus from left to right.
    pub const ALL: [Self; 6] = [Self::Map, Self::Edit, Self::View, Self::Go, Self::Present, Self::Help];

    /// Its name.
    pub fn text(self, lang: UiLang) -> &'static str {
        let (nl, en) = match self {
            Self::Map => ("Kaart", "Map"),
            Self::Edit => ("Bewerken", "Edit"),
            Self::View => ("Beeld", "View"),
            Self::Go => ("Ga naar", "Go"),
            Self::Present => ("Presenteren", "Present"),
            Self::Help => ("Help", "Help"),
        };
        if lang == UiLang::Dutch { nl } else { en }
    }
}

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;
const ALT: Modifiers = Modifiers::ALT;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const CTRL_ALT: Modifiers = Modifiers::COMMAND.plus(Modifiers::ALT);

macro_rules! commands {
    ($($name:ident: $menu:ident, $nl:literal, $en:literal, $keys:expr;)*) => {
        /// A command without data.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Command { $($name),* }

        impl Command {
            /// All commands, in the order of the menus.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// What it is called.
            pub fn text(self, lang: UiLang) -> &'static str {
                match (self, lang) {
                    $((Self::$name, UiLang::Dutch) => $nl, (Self::$name, UiLang::English) => $en,)*
                }
            }

            /// Where it stands.
            pub fn menu(self) -> Menu {
                match self { $(Self::$name => Menu::$menu),* }
            }

            /// Its keys; the first is shown.
            pub fn keys(self) -> &'static [(Modifiers, Key)] {
                match self { $(Self::$name => $keys),* }
            }
        }
    };
}

commands! {
    Start: Map, "Startscherm…", "Start screen…", &[(CTRL_SHIFT, Key::N)];
    New: Map, "Nieuwe kaart", "New map", &[(CTRL, Key::N)];
    Open: Map, "Openen…", "Open…", &[(CTRL, Key::O)];
    Save: Map, "Opslaan", "Save", &[(CTRL, Key::S)];
    SaveAs: Map, "Opslaan als…", "Save as…", &[(CTRL_SHIFT, Key::S)];
    Import: Map, "Importeren…", "Import…", &[(CTRL, Key::I)];
    Export: Map, "Exporteren…", "Export…", &[(CTRL, Key::E)];
    Print: Map, "Poster en afdrukken…", "Poster and print…", &[(CTRL, Key::P)];
    BuildOn: Map, "Eigen kaart hierop bouwen…", "Build a map of your own on this…", &[];
    UpdateBase: Map, "Nieuwe versie van de basis invoegen", "Merge a new version of the base", &[];
    Versions: Map, "Versies…", "Versions…", &[(CTRL_SHIFT, Key::H)];
    MapCheck: Map, "Kaartcontrole", "Map check", &[(NONE, Key::F9)];
    CheckLinks: Map, "Webadressen van bronnen controleren", "Check the web addresses of sources", &[];
    Problems: Map, "Problemen in deze kaart…", "Problems in this map…", &[];
    Quit: Map, "Afsluiten", "Quit", &[(CTRL, Key::Q)];

    Undo: Edit, "Ongedaan maken", "Undo", &[(CTRL, Key::Z)];
    Redo: Edit, "Opnieuw", "Redo", &[(CTRL, Key::Y), (CTRL_SHIFT, Key::Z)];
    EditText: Edit, "Tekst wijzigen", "Edit text", &[(NONE, Key::F2)];
    EditDetails: Edit, "Alle velden wijzigen", "Edit all fields", &[(NONE, Key::F4)];
    EditTags: Edit, "Trefwoorden zetten…", "Set tags…", &[];
    AddPro: Edit, "Argument of reactie vóór toevoegen", "Add argument or reply for", &[(NONE, Key::V)];
    AddContra: Edit, "Argument of reactie tegen toevoegen", "Add argument or reply against", &[(NONE, Key::T)];
    AddReply: Edit, "Reactie toevoegen", "Add reply", &[(NONE, Key::Tab), (NONE, Key::Insert)];
    AddBehind: Edit, "Argument hierna toevoegen", "Add argument after this", &[(NONE, Key::Enter)];
    AddBefore: Edit, "Argument hiervoor toevoegen", "Add argument before this", &[(SHIFT, Key::Enter)];
    Quick: Edit, "Snel invoeren", "Quick entry", &[(NONE, Key::F8)];
    Cut: Edit, "Knippen", "Cut", &[(CTRL, Key::X)];
    Copy: Edit, "Kopiëren", "Copy", &[(CTRL, Key::C)];
    Paste: Edit, "Plakken", "Paste", &[(CTRL, Key::V)];
    Duplicate: Edit, "Dupliceren", "Duplicate", &[(CTRL, Key::D)];
    SelectAll: Edit, "Alles selecteren", "Select all", &[(CTRL, Key::A)];
    SwitchSide: Edit, "Van kant wisselen", "Switch side", &[(NONE, Key::S)];
    MoveTo: Edit, "Verplaatsen naar…", "Move to…", &[(NONE, Key::G)];
    Link: Edit, "Verbinden met…", "Connect to…", &[(NONE, Key::L)];
    JoinWith: Edit, "Samenvoegen met…", "Join with…", &[(NONE, Key::J)];
    PartOf: Edit, "Deel maken van de redenering van…", "Make part of the reason of…", &[(SHIFT, Key::J)];
    Lift: Edit, "Eigen argument van maken", "Make an argument of its own", &[(SHIFT, Key::P)];
    Park: Edit, "Parkeren", "Park", &[(SHIFT, Key::X)];
    Split: Edit, "Splitsen in tweeën…", "Split in two…", &[(NONE, Key::X)];
    MoveUp: Edit, "Naar boven verplaatsen", "Move up", &[(CTRL, Key::ArrowUp)];
    MoveDown: Edit, "Naar beneden verplaatsen", "Move down", &[(CTRL, Key::ArrowDown)];
    StakeholderBefore: Edit, "Naar vorige belanghebbende verplaatsen", "Move to previous stakeholder", &[(CTRL_SHIFT, Key::ArrowLeft)];
    StakeholderBehind: Edit, "Naar volgende belanghebbende verplaatsen", "Move to next stakeholder", &[(CTRL_SHIFT, Key::ArrowRight)];
    Delete: Edit, "Verwijderen", "Delete", &[(NONE, Key::Delete), (NONE, Key::Backspace)];

    ZoomAll: View, "Hele kaart", "Whole map", &[(SHIFT, Key::Num1)];
    ZoomSelection: View, "Zoom naar selectie", "Zoom to selection", &[(SHIFT, Key::Num2)];
    ZoomFull: View, "100 %", "100 %", &[(CTRL, Key::Num0)];
    ZoomIn: View, "Inzoomen", "Zoom in", &[(CTRL, Key::Plus), (CTRL, Key::Equals), (CTRL_SHIFT, Key::Plus), (CTRL_SHIFT, Key::Equals)];
    ZoomOut: View, "Uitzoomen", "Zoom out", &[(CTRL, Key::Minus)];
    Fold: View, "In- of uitklappen", "Fold or unfold", &[(NONE, Key::Space)];
    FoldAll: View, "Alle reacties inklappen", "Fold all replies", &[(ALT, Key::PageUp)];
    UnfoldAll: View, "Alles uitklappen", "Unfold everything", &[(ALT, Key::PageDown)];
    Focus: View, "Alleen deze tak", "Only this branch", &[(NONE, Key::I)];
    Unfocus: View, "Weer de hele kaart", "The whole map again", &[(NONE, Key::U)];
    Eyes: View, "Door de ogen van deze belanghebbende", "Through the eyes of this stakeholder", &[(NONE, Key::E)];
    Content: View, "Inhoud en vertaling", "Content and translation", &[(NONE, Key::F10)];
    Toolbox: View, "Toolbox", "Toolbox", &[(NONE, Key::K)];
    Cross: View, "Dwarsverbanden tonen", "Show cross-relations", &[(NONE, Key::R)];
    Outline: View, "Lijst links", "Outline on the left", &[(CTRL, Key::B)];
    TextPane: View, "Kaart als tekst", "Map as text", &[(NONE, Key::F7)];
    Details: View, "Details rechts", "Details on the right", &[(CTRL_SHIFT, Key::B)];
    Overview: View, "Overzichtskaartje", "Overview map", &[(NONE, Key::M)];
    ThemeNext: View, "Thema: licht, donker, projector", "Theme: light, dark, projector", &[(CTRL_SHIFT, Key::D)];
    LangNext: View, "Taal: Nederlands of Engels", "Language: Dutch or English", &[(CTRL, Key::L)];
    ReadNext: View, "De kaart lezen in de volgende taal", "Read the map in the next language", &[(CTRL_SHIFT, Key::L)];
    Larger: View, "Knoppen en teksten groter", "Larger buttons and texts", &[(CTRL_ALT, Key::Plus), (CTRL_ALT, Key::Equals)];
    Smaller: View, "Knoppen en teksten kleiner", "Smaller buttons and texts", &[(CTRL_ALT, Key::Minus)];
    FullScreen: View, "Volledig scherm", "Full screen", &[(NONE, Key::F11)];

    Search: Go, "Zoeken", "Search", &[(CTRL, Key::F)];
    NextHit: Go, "Volgende vindplaats", "Next hit", &[(NONE, Key::F3)];
    PreviousHit: Go, "Vorige vindplaats", "Previous hit", &[(SHIFT, Key::F3)];
    Palette: Go, "Opdracht zoeken…", "Find a command…", &[(CTRL, Key::K), (CTRL_SHIFT, Key::P)];
    Back: Go, "Terug", "Back", &[(ALT, Key::ArrowLeft)];
    Forward: Go, "Vooruit", "Forward", &[(ALT, Key::ArrowRight)];
    Question: Go, "De vraag", "The question", &[(NONE, Key::Home)];
    Up: Go, "Naar boven", "Up", &[(NONE, Key::ArrowUp)];
    Down: Go, "Naar beneden", "Down", &[(NONE, Key::ArrowDown)];
    Left: Go, "Naar links", "Left", &[(NONE, Key::ArrowLeft)];
    Right: Go, "Naar rechts", "Right", &[(NONE, Key::ArrowRight)];
    Parent: Go, "Waar dit op antwoordt", "What this answers", &[(NONE, Key::P)];
    Reply: Go, "Eerste reactie", "First reply", &[(NONE, Key::A)];
    OtherSide: Go, "De andere kant", "The other side", &[(NONE, Key::O)];
    NextStakeholder: Go, "Volgende belanghebbende", "Next stakeholder", &[(NONE, Key::PageDown)];
    PreviousStakeholder: Go, "Vorige belanghebbende", "Previous stakeholder", &[(NONE, Key::PageUp)];
    Next: Go, "Volgende in leesvolgorde", "Next in reading order", &[(NONE, Key::N)];
    Previous: Go, "Vorige in leesvolgorde", "Previous in reading order", &[(SHIFT, Key::N)];
    NextPane: Go, "Volgend deel van het venster", "Next part of the window", &[(NONE, Key::F6)];

    EveningBegin: Present, "Een avond beginnen…", "Begin an evening…", &[(CTRL, Key::F5)];
    EveningPage: Present, "Avonden en verslagen…", "Evenings and reports…", &[(CTRL_SHIFT, Key::E)];
    ResultsOnMap: Present, "Uitkomst op de kaart tonen", "Show the results on the map", &[];
    RecordStop: Present, "Dit als halte opnemen", "Record this as a stop", &[(CTRL_SHIFT, Key::R)];
    RecordView: Present, "De kaart zoals nu als halte opnemen", "Record the map as it is as a stop", &[(CTRL_ALT, Key::R)];
    Routes: Present, "Eigen routes…", "Routes of your own…", &[];
    PresentAll: Present, "Per belanghebbende", "By stakeholder", &[(NONE, Key::F5)];
    PresentHere: Present, "Vanaf het gekozen argument", "From the selected argument", &[(SHIFT, Key::F5)];
    PresentStages: Present, "Gesprek in stappen", "Guided conversation", &[];
    PresentSides: Present, "De andere kant raden", "Guess the other side", &[];
    PresentCore: Present, "Alleen kernargumenten", "Core arguments only", &[];
    PresentStrongest: Present, "Sterkste tegenargument eerst", "Strongest counter-argument first", &[];
    PresentThemes: Present, "Per thema", "By theme", &[];

    Tour: Help, "Rondleiding", "Tour", &[];
    TypeOnCards: Help, "Typen op een kaart wijzigt de zin", "Typing on a card edits its sentence", &[];
    Keys: Help, "Toetsen", "Keys", &[(NONE, Key::F1), (SHIFT, Key::Questionmark), (NONE, Key::Questionmark)];
    Glossary: Help, "Begrippen en feiten", "Glossary and facts", &[];
    Promises: Help, "Wat er nooit verloren gaat", "What never gets lost", &[];
    About: Help, "Over dit programma en deze kaart", "About this program and this map", &[];
}

/// What a command needs to know to say what it would do.
#[derive(Clone, Copy)]
pub struct Situation<'a> {
    /// The document and its history.
    pub editor: &'a Editor,
    /// Its structure.
    pub structure: &'a Structure,
    /// The view.
    pub view: &'a ViewState,
    /// The theme now.
    pub theme: ThemeName,
    /// The language of the interface now.
    pub lang: UiLang,
    /// Whether the file has problems.
    pub has_problems: bool,
}

impl Command {
    /// Its first key, as it is shown.
    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        self.keys()
            .first()
            .map(|(modifiers, key)| KeyboardShortcut::new(*modifiers, *key))
    }

    /// Whether its keys would be typed in a text: they only count where no text is typed.
    pub fn is_typing(modifiers: Modifiers, key: Key) -> bool {
        !modifiers.command
            && !modifiers.alt
            && !matches!(
                key,
                Key::F1 | Key::F2 | Key::F3 | Key::F4 | Key::F6 | Key::F7 | Key::F8 | Key::F9 | Key::F10 | Key::F11
            )
    }

    /// Whether its keys also count while a text is typed (moving a claim or going back would not).
    pub fn works_while_typing(self) -> bool {
        !matches!(
            self,
            Self::MoveUp
                | Self::MoveDown
                | Self::StakeholderBefore
                | Self::StakeholderBehind
                | Self::Back
                | Self::Forward
                | Self::Undo
                | Self::Redo
                | Self::Cut
                | Self::Copy
                | Self::Paste
                | Self::SelectAll
                | Self::Duplicate
        )
    }

    /// The action it stands for here and now, or `None` if it cannot be done.
    pub fn resolve(self, now: Situation<'_>) -> Option<Action> {
        let view = now.view;
        let document = now.editor.document();
        let claim = view.claim();
        let go = |direction| Some(Action::View(ViewAction::Walk(direction)));
        let show = |action| Some(Action::View(action));
        match self {
            Self::Start => Some(Action::App(AppAction::Start)),
            Self::New => Some(Action::File(FileAction::New)),
            Self::Open => Some(Action::File(FileAction::Open)),
            Self::Save => Some(Action::File(FileAction::Save)),
            Self::SaveAs => Some(Action::File(FileAction::SaveAs)),
            Self::Import => Some(Action::App(AppAction::Import)),
            Self::Export => Some(Action::App(AppAction::Export)),
            Self::Print => Some(Action::App(AppAction::Print)),
            Self::Quit => Some(Action::File(FileAction::Quit)),
            Self::Problems => now.has_problems.then_some(Action::App(AppAction::Problems)),
            Self::Undo => now.editor.undo_name().map(|_| Action::Undo),
            Self::Redo => now.editor.redo_name().map(|_| Action::Redo),
            Self::EditText => match view.spot() {
                Some(Spot::Claim(claim)) => show(ViewAction::Edit(Editing::OnCard(claim))),
                Some(_) => show(ViewAction::Edit(Editing::InPanel)),
                // Nothing selected: what the map is about.
                None => show(ViewAction::Edit(Editing::InPanel)),
            },
            Self::EditTags => view.claim().map(|claim| Action::App(AppAction::EditTags(claim))),
            Self::EditDetails => {
                view.selected?;
                show(ViewAction::Edit(if view.editing == Editing::InPanel {
                    Editing::No
                } else {
                    Editing::InPanel
                }))
            }
            Self::AddPro => add(now, RelationKind::Support),
            Self::AddContra => add(now, RelationKind::Attack),
            Self::AddReply => {
                let target = Target::Claim(claim?);
                let kind = RelationKind::Support;
                write(Site::end_of(Under::Reply { target, kind }))
            }
            Self::AddBehind => add_beside(now, Beside::Behind),
            Self::AddBefore => add_beside(now, Beside::Before),
            Self::Cut => claim.map(|_| Action::App(AppAction::Copy { cut: true })),
            Self::Copy => claim.map(|_| Action::App(AppAction::Copy { cut: false })),
            Self::Paste => Some(Action::App(AppAction::Paste)),
            Self::Duplicate => claim.map(|_| Action::App(AppAction::Duplicate)),
            Self::SelectAll => {
                let claims: Vec<ClaimId> = document.claims.in_order();
                let thesis = document.cover.thesis;
                show(ViewAction::MarkAll(
                    claims.into_iter().filter(|id| Some(*id) != thesis).collect(),
                ))
            }
            Self::MoveTo => claim.and(show(ViewAction::Pick(Some(Pick::Move)))),
            Self::Link => claim.and(show(ViewAction::Pick(Some(Pick::Link)))),
            Self::JoinWith => claim.and(show(ViewAction::Pick(Some(Pick::Join)))),
            Self::PartOf => claim.and(show(ViewAction::Pick(Some(Pick::Premise)))),
            Self::Lift => {
                let claim = claim?;
                let place = now.structure.place(claim)?;
                (place.depth != 1 || place.undercut).then_some(())?;
                let under = Under::Thesis {
                    stance: place.stance.unwrap_or(Stance::Pro),
                    stakeholder: now.structure.stakeholder_of(document, claim),
                    theme: now.structure.theme_of(document, claim),
                };
                let argument = now.structure.argument_of(claim);
                let next_to = (argument != claim).then_some((argument, Beside::Behind));
                Some(Action::Edit(Edit::Place {
                    claims: view.claims(),
                    site: Site { under, next_to },
                }))
            }
            Self::Park => {
                now.structure.place(claim?)?.parent?;
                Some(Action::Edit(Edit::Place {
                    claims: view.claims(),
                    site: Site::end_of(Under::Nothing),
                }))
            }
            Self::Split => claim.map(|claim| Action::App(AppAction::AskSplit(claim))),
            Self::SwitchSide => each(now, EditName::SwitchSide, |claim| Edit::SwitchSide { claim }),
            Self::MoveUp => claim.map(|claim| Action::Edit(Edit::Reorder { claim, down: false })),
            Self::MoveDown => claim.map(|claim| Action::Edit(Edit::Reorder { claim, down: true })),
            Self::StakeholderBefore => other_stakeholder(now, false),
            Self::StakeholderBehind => other_stakeholder(now, true),
            Self::Delete => match view.selected? {
                crate::view::Selected::Spot(Spot::Claim(_)) => {
                    Some(Action::Edit(Edit::RemoveClaims { claims: view.claims() }))
                }
                crate::view::Selected::Spot(Spot::Stakeholder(Some(stakeholder))) => {
                    Some(Action::Edit(Edit::RemoveStakeholder { stakeholder }))
                }
                crate::view::Selected::Instrument(instrument) => {
                    Some(Action::Edit(Edit::RemoveInstrument { instrument }))
                }
                crate::view::Selected::Spot(_) => None,
            },
            Self::ZoomAll => show(ViewAction::ZoomTo(ZoomTo::All)),
            Self::ZoomSelection => view.selected.and(show(ViewAction::ZoomTo(ZoomTo::Selection))),
            Self::ZoomFull => show(ViewAction::ZoomTo(ZoomTo::Full)),
            Self::ZoomIn => show(ViewAction::ZoomBy(1.25)),
            Self::ZoomOut => show(ViewAction::ZoomBy(0.8)),
            Self::Fold => match view.spot()? {
                Spot::Claim(claim) if now.structure.children(claim).is_empty() => None,
                spot @ (Spot::Claim(_) | Spot::Stakeholder(_)) => show(ViewAction::ToggleFold(spot)),
                _ => None,
            },
            Self::FoldAll => show(ViewAction::FoldAll(true)),
            Self::UnfoldAll => show(ViewAction::FoldAll(false)),
            Self::Focus => claim.and_then(|claim| show(ViewAction::Focus(Some(claim)))),
            Self::Unfocus => view.spec.focus.and(show(ViewAction::Focus(None))),
            Self::Eyes => {
                if view.eyes.is_some() {
                    return show(ViewAction::SetEyes(None));
                }
                let stakeholder = match view.spot()? {
                    Spot::Claim(claim) => now.structure.stakeholder_of(document, claim),
                    Spot::Stakeholder(stakeholder) | Spot::Theme(stakeholder, _, _) => stakeholder,
                    Spot::Question => None,
                };
                stakeholder.and_then(|stakeholder| show(ViewAction::SetEyes(Some(stakeholder))))
            }
            Self::Content => show(ViewAction::Content(match view.content {
                Some(_) => None,
                None => Some(ContentTab::Translation),
            })),
            Self::Toolbox => show(ViewAction::ToggleToolbox),
            Self::Cross => show(ViewAction::ToggleCross),
            Self::Outline => show(ViewAction::ToggleOutline),
            Self::TextPane => show(ViewAction::ToggleText),
            Self::Quick => show(ViewAction::ToggleQuick),
            Self::BuildOn => Some(Action::App(AppAction::BuildOn)),
            Self::UpdateBase => {
                document.cover.based_on.as_ref()?;
                Some(Action::App(AppAction::UpdateBase))
            }
            Self::Versions => Some(Action::App(AppAction::Versions)),
            Self::MapCheck => show(ViewAction::ToggleCheck),
            Self::CheckLinks => Some(Action::App(AppAction::CheckLinks(true))),
            Self::Details => show(ViewAction::ToggleDetails),
            Self::Overview => show(ViewAction::ToggleOverview),
            Self::ThemeNext => {
                let all = ThemeName::ALL;
                let at = all.iter().position(|name| *name == now.theme).unwrap_or(0);
                all.get((at + 1) % all.len())
                    .map(|name| Action::App(AppAction::SetTheme(*name)))
            }
            Self::LangNext => Some(Action::App(AppAction::SetLang(if now.lang == UiLang::Dutch {
                UiLang::English
            } else {
                UiLang::Dutch
            }))),
            Self::ReadNext => document
                .language_behind(view.spec.lang)
                .and_then(|next| show(ViewAction::SetLang(next))),
            Self::Larger => Some(Action::App(AppAction::Scale(1))),
            Self::Smaller => Some(Action::App(AppAction::Scale(-1))),
            Self::FullScreen => Some(Action::App(AppAction::FullScreen)),
            Self::Search => Some(Action::App(AppAction::FocusSearch)),
            Self::NextHit => (!view.hits.is_empty()).then_some(Action::View(ViewAction::NextHit(true))),
            Self::PreviousHit => (!view.hits.is_empty()).then_some(Action::View(ViewAction::NextHit(false))),
            Self::Palette => Some(Action::App(AppAction::Palette)),
            Self::Back => view.can_go(true).then_some(Action::View(ViewAction::Back)),
            Self::Forward => view.can_go(false).then_some(Action::View(ViewAction::Forward)),
            Self::Question => go(Direction::Question),
            Self::Up => go(Direction::Up),
            Self::Down => go(Direction::Down),
            Self::Left => go(Direction::Left),
            Self::Right => go(Direction::Right),
            Self::Parent => go(Direction::Parent),
            Self::Reply => go(Direction::Reply),
            Self::OtherSide => go(Direction::OtherSide),
            Self::NextStakeholder => go(Direction::NextStakeholder),
            Self::PreviousStakeholder => go(Direction::PreviousStakeholder),
            Self::Next => go(Direction::Next),
            Self::Previous => go(Direction::Previous),
            Self::NextPane => Some(Action::App(AppAction::NextPane)),
            Self::Tour => Some(Action::App(AppAction::Tour(Some(0)))),
            Self::TypeOnCards => Some(Action::App(AppAction::TypeOnCards)),
            Self::EveningBegin => Some(Action::App(AppAction::AskEvening)),
            Self::EveningPage => show(ViewAction::Content(match view.content {
                Some(ContentTab::Evening) => None,
                _ => Some(ContentTab::Evening),
            })),
            Self::ResultsOnMap => Some(Action::App(AppAction::ResultsOnMap)),
            Self::RecordStop => Some(Action::App(AppAction::RecordStop { as_view: false })),
            Self::RecordView => Some(Action::App(AppAction::RecordStop { as_view: true })),
            Self::Routes => show(ViewAction::Content(match view.content {
                Some(ContentTab::Routes) => None,
                _ => Some(ContentTab::Routes),
            })),
            Self::PresentHere => view.claim().map(|_| Action::App(AppAction::PresentHere)),
            Self::PresentStages => Some(Action::App(AppAction::PresentWalk(Walk::Stages))),
            Self::PresentSides => Some(Action::App(AppAction::PresentWalk(Walk::Sides))),
            Self::PresentAll => Some(Action::App(AppAction::Present(Ready::Stakeholders))),
            Self::PresentCore => Some(Action::App(AppAction::Present(Ready::Core))),
            Self::PresentStrongest => Some(Action::App(AppAction::Present(Ready::Strongest))),
            Self::PresentThemes => Some(Action::App(AppAction::Present(Ready::Themes))),
            Self::Keys => Some(Action::App(AppAction::Keys)),
            Self::Glossary => Some(Action::App(AppAction::Glossary)),
            Self::Promises => Some(Action::App(AppAction::Promises)),
            Self::About => Some(Action::App(AppAction::About)),
        }
    }

    /// The state of a command that switches something on or off.
    pub fn is_on(self, view: &ViewState) -> Option<bool> {
        match self {
            Self::Content => Some(view.content.is_some()),
            Self::Toolbox => Some(view.show_toolbox),
            Self::Cross => Some(view.show_cross),
            Self::Outline => Some(view.show_outline),
            Self::TextPane => Some(view.show_outline && view.show_text),
            Self::Quick => Some(view.show_quick),
            Self::MapCheck => Some(view.show_outline && view.show_check),
            Self::Details => Some(view.show_details),
            Self::Overview => Some(view.show_overview),
            Self::Focus => Some(view.spec.focus.is_some()),
            Self::Eyes => Some(view.eyes.is_some()),
            Self::EditDetails => Some(view.editing == Editing::InPanel),
            _ => None,
        }
    }
}

/// Adds below what is selected: an argument to a stakeholder or theme, a reply to a claim.
fn add(now: Situation<'_>, kind: RelationKind) -> Option<Action> {
    let document = now.editor.document();
    document.cover.thesis?;
    let stance = if kind == RelationKind::Support {
        Stance::Pro
    } else {
        Stance::Contra
    };
    let argument = |stakeholder, theme| {
        write(Site::end_of(Under::Thesis {
            stance,
            stakeholder,
            theme,
        }))
    };
    match now.view.spot() {
        Some(Spot::Claim(claim)) => write(Site::end_of(Under::Reply {
            target: Target::Claim(claim),
            kind,
        })),
        Some(Spot::Stakeholder(stakeholder)) => argument(stakeholder, None),
        Some(Spot::Theme(stakeholder, _, theme)) => argument(stakeholder, theme),
        Some(Spot::Question) | None => argument(document.stakeholders.in_order().first().copied(), None),
    }
}

/// Adds a claim of the same kind next to the selected one.
fn add_beside(now: Situation<'_>, beside: Beside) -> Option<Action> {
    let claim = now.view.claim()?;
    let under = Under::of(now.editor.document(), now.structure, claim)?;
    write(Site {
        under,
        next_to: Some((claim, beside)),
    })
}

fn write(site: Site) -> Option<Action> {
    Some(Action::App(AppAction::Write(site)))
}

/// The same for every selected claim, as one step.
fn each(now: Situation<'_>, name: EditName, edit: impl Fn(ClaimId) -> Edit) -> Option<Action> {
    now.view.claim()?;
    let claims = now.view.claims();
    if let [claim] = *claims {
        return Some(Action::Edit(edit(claim)));
    }
    Some(Action::Edit(Edit::Many {
        name,
        edits: claims.into_iter().map(edit).collect(),
    }))
}

fn other_stakeholder(now: Situation<'_>, behind: bool) -> Option<Action> {
    let claim = now.view.claim()?;
    let document = now.editor.document();
    let all = document.stakeholders.in_order();
    let own = now.structure.stakeholder_of(document, claim);
    let at = all.iter().position(|id| Some(*id) == own);
    let next = match (at, behind) {
        (None, _) => all.first(),
        (Some(at), true) => all.get(at + 1),
        (Some(at), false) => at.checked_sub(1).and_then(|at| all.get(at)),
    };
    let stakeholder = Some(*next?);
    each(now, EditName::ChangeProperty, |claim| Edit::SetStakeholder {
        claim,
        stakeholder,
    })
}
