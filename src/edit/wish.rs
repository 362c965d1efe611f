//! The closed list of wishes.

use super::fragment::Fragment;
use crate::model::{
    ClaimId, FactId, Hue, InstrumentId, Lang, Mark, Pictogram, RelationKind, RouteId, Section, SourceId, StakeholderId,
    Stance, Stop, Symbol, Target, TermId, Text, ThemeId,
};

/// One text of a document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TextField {
    /// Title of the map.
    Title,
    /// The question.
    Question,
    /// The explanation of the question.
    QuestionExplanation,
    /// The colophon.
    Colophon,
    /// What the picture on the cover shows.
    CoverPicture,
    /// The sentence of a claim.
    Claim(ClaimId),
    /// The explanation of a claim.
    Explanation(ClaimId),
    /// The presenter's note of a claim.
    Note(ClaimId),
    /// What the picture of a claim shows.
    ClaimPicture(ClaimId),
    /// What the picture of a card shows.
    InstrumentPicture(InstrumentId),
    /// What a source supports in a claim.
    CitationSupports(ClaimId, SourceId),
    /// The name of a stakeholder.
    StakeholderName(StakeholderId),
    /// The name of a theme.
    ThemeName(ThemeId),
    /// The name of an instrument.
    InstrumentName(InstrumentId),
    /// The one sentence on an instrument's card.
    InstrumentSummary(InstrumentId),
    /// For whom, in a few words.
    InstrumentAudience(InstrumentId),
    /// Where it was tried, in a few words.
    InstrumentTried(InstrumentId),
    /// One statement on a card.
    Statement(InstrumentId, Section, usize),
    /// What a source supports.
    SourceSupports(SourceId),
    /// How much of a source was seen.
    SourceSeen(SourceId),
    /// A fact.
    FactText(FactId),
    /// The year of a fact.
    FactYear(FactId),
    /// A word of the glossary.
    TermText(TermId),
    /// The meaning of a word.
    TermMeaning(TermId),
    /// The name of a route.
    RouteName(RouteId),
    /// The presenter's note at a stop of a route.
    StopNote(RouteId, usize),
}

impl TextField {
    /// The text in a document; `None` if what it belongs to does not exist.
    pub fn of(self, document: &crate::model::Document) -> Option<&Text> {
        let cover = &document.cover;
        Some(match self {
            Self::Title => &cover.title,
            Self::Question => &cover.question,
            Self::QuestionExplanation => &cover.explanation,
            Self::Colophon => &cover.colophon,
            Self::CoverPicture => &cover.picture.as_ref()?.text,
            Self::Claim(id) => &document.claims.get(id)?.text,
            Self::Explanation(id) => &document.claims.get(id)?.explanation,
            Self::Note(id) => &document.claims.get(id)?.note,
            Self::ClaimPicture(id) => &document.claims.get(id)?.picture.as_ref()?.text,
            Self::CitationSupports(id, source) => {
                let mut citations = document.claims.get(id)?.sources.iter();
                &citations.find(|citation| citation.source == source)?.supports
            }
            Self::StakeholderName(id) => &document.stakeholders.get(id)?.name,
            Self::ThemeName(id) => &document.themes.get(id)?.name,
            Self::InstrumentName(id) => &document.instruments.get(id)?.name,
            Self::InstrumentSummary(id) => &document.instruments.get(id)?.summary,
            Self::InstrumentAudience(id) => &document.instruments.get(id)?.audience,
            Self::InstrumentTried(id) => &document.instruments.get(id)?.tried,
            Self::InstrumentPicture(id) => &document.instruments.get(id)?.image_text,
            Self::Statement(id, section, index) => &document.instruments.get(id)?.section(section).get(index)?.text,
            Self::SourceSupports(id) => &document.sources.get(id)?.supports,
            Self::SourceSeen(id) => &document.sources.get(id)?.seen,
            Self::FactText(id) => &document.facts.get(id)?.text,
            Self::FactYear(id) => &document.facts.get(id)?.year,
            Self::TermText(id) => &document.terms.get(id)?.term,
            Self::TermMeaning(id) => &document.terms.get(id)?.meaning,
            Self::RouteName(id) => &document.routes.get(id)?.name,
            Self::StopNote(id, index) => &document.routes.get(id)?.stops.get(index)?.note,
        })
    }
}

/// Everything that can be done to a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Edit {
    /// Changes one text in one language; empty words remove that language.
    SetText {
        field: TextField,
        lang: Lang,
        words: String,
    },
    /// Does several things in order, as one step under this name.
    Many { name: EditName, edits: Vec<Edit> },
    /// Moves claims, with all that hangs under them, to one site.
    Place { claims: Vec<ClaimId>, site: Site },
    /// Adds the claims of another document, with what belongs to them, at a site.
    Insert { fragment: Fragment, site: Site },
    /// Unites two claims that say the same: the first stays and gets all that the other had.
    Join { keep: ClaimId, other: ClaimId },
    /// Splits a claim in two: it keeps the first words, a new one beside it gets the second.
    Split {
        claim: ClaimId,
        lang: Lang,
        first: String,
        second: String,
    },
    /// Makes a claim a premise of another's reason: they then only hold together.
    JoinReason {
        claim: ClaimId,
        relation: crate::model::RelationId,
    },
    /// Deletes claims with all that hangs under them.
    RemoveClaims { claims: Vec<ClaimId> },
    /// Says on which day a source was last checked (`2026-11-22`), or never.
    SetChecked { source: SourceId, checked: String },
    /// Says whether a translation still fits its original.
    SetOutdated {
        field: TextField,
        lang: Lang,
        outdated: bool,
    },
    /// Chooses between two wordings that a merge kept: by its number in the cover's list.
    Resolve { conflict: usize, take: Take },
    /// Moves a stakeholder, theme, card, source, fact or glossary entry one place up or down in its list.
    MoveRecord { item: crate::model::Item, down: bool },
    /// Deletes a theme; its arguments then stand under none.
    RemoveTheme { theme: ThemeId },
    /// Deletes a source; nothing cites it any more.
    RemoveSource { source: SourceId },
    /// Adds a fact.
    AddFact { lang: Lang, words: String },
    /// Cites or uncites a source in a fact.
    CiteInFact {
        fact: FactId,
        source: SourceId,
        cited: bool,
    },
    /// Deletes a fact.
    RemoveFact { fact: FactId },
    /// Adds a word to the glossary.
    AddTerm { lang: Lang, words: String },
    /// Deletes a word of the glossary.
    RemoveTerm { term: TermId },
    /// Adds a route with these stops.
    AddRoute {
        lang: Lang,
        words: String,
        stops: Vec<Stop>,
    },
    /// Replaces the stops of a route.
    SetStops { route: RouteId, stops: Vec<Stop> },
    /// Deletes a route.
    RemoveRoute { route: RouteId },
    /// Gives a tag another name wherever it stands, or takes it away everywhere.
    RenameTag { from: String, to: Option<String> },
    /// Gives several claims a tag, or takes it from them.
    TagClaims {
        claims: Vec<ClaimId>,
        tag: String,
        tagged: bool,
    },
    /// Says in which languages the map is; the first is the original.
    SetLanguages { languages: Vec<Lang> },
    /// Takes a language out of the map with all words in it; what is said in no other language stays.
    RemoveLanguage { lang: Lang },
    /// Says on which map this one builds (a path relative to the map), or on none.
    SetBasedOn { path: Option<String> },
    /// Gives a claim, a card or the cover a picture (a path relative to the map), or takes it away.
    SetPicture {
        item: crate::model::Item,
        path: Option<String>,
    },
    /// Moves a statement of a card one place up or down.
    MoveStatement {
        instrument: InstrumentId,
        section: Section,
        index: usize,
        down: bool,
    },
    /// Says whether a statement of a card is our own suggestion.
    SetOwn {
        instrument: InstrumentId,
        section: Section,
        index: usize,
        own: bool,
    },
    /// Makes the whole document what another one says, as one step of this name.
    Adopt { other: Fragment, name: EditName },
    /// Makes the claims what an outline that was edited as text says.
    Rewrite(Box<Rewrite>),
    /// Adds a claim at a site; without words it is a card that is still to be written.
    Add { site: Site, lang: Lang, words: String },
    /// Adds a relation from a claim to another claim or to a step.
    Connect {
        premise: ClaimId,
        target: Target,
        kind: RelationKind,
    },
    /// Takes a relation away.
    Disconnect { relation: crate::model::RelationId },
    /// Turns an argument for into one against, or a supporting reply into an attacking one, and back.
    SwitchSide { claim: ClaimId },
    /// Gives a claim to another stakeholder, or to none.
    SetStakeholder {
        claim: ClaimId,
        stakeholder: Option<StakeholderId>,
    },
    /// Puts a claim under another theme, or under none.
    SetTheme { claim: ClaimId, theme: Option<ThemeId> },
    /// Puts a claim in or out of the core.
    SetCore { claim: ClaimId, core: bool },
    /// Says where a claim comes from.
    SetMark { claim: ClaimId, mark: Mark },
    /// Replaces the tags of a claim.
    SetTags { claim: ClaimId, tags: Vec<String> },
    /// Moves a claim one place up or down among its neighbours.
    Reorder { claim: ClaimId, down: bool },
    /// Links or unlinks a claim and an instrument.
    LinkInstrument {
        claim: ClaimId,
        instrument: InstrumentId,
        linked: bool,
    },
    /// Adds a source, and cites it in a claim if one is given.
    AddSource { claim: Option<ClaimId>, citation: String },
    /// Cites or uncites a known source in a claim.
    Cite {
        claim: ClaimId,
        source: SourceId,
        cited: bool,
    },
    /// Changes the description of a source.
    SetCitation { source: SourceId, citation: String },
    /// Changes the addresses of a source.
    SetUrls { source: SourceId, urls: Vec<String> },
    /// Adds a stakeholder.
    AddStakeholder { lang: Lang, words: String },
    /// Changes how a stakeholder looks.
    SetLook {
        stakeholder: StakeholderId,
        hue: Hue,
        symbol: Symbol,
    },
    /// Deletes a stakeholder that no claim names.
    RemoveStakeholder { stakeholder: StakeholderId },
    /// Adds a theme, and puts a claim under it if one is given.
    AddTheme {
        claim: Option<ClaimId>,
        lang: Lang,
        words: String,
    },
    /// Adds an instrument card.
    AddInstrument { lang: Lang, words: String },
    /// Changes the pictogram of a card.
    SetPictogram {
        instrument: InstrumentId,
        pictogram: Pictogram,
    },
    /// Deletes an instrument card; claims no longer name it.
    RemoveInstrument { instrument: InstrumentId },
    /// Adds a statement at the end of one part of a card.
    AddStatement {
        instrument: InstrumentId,
        section: Section,
        lang: Lang,
        words: String,
    },
    /// Deletes a statement of a card.
    RemoveStatement {
        instrument: InstrumentId,
        section: Section,
        index: usize,
    },
    /// Cites or uncites a source in a statement of a card.
    CiteInStatement {
        instrument: InstrumentId,
        section: Section,
        index: usize,
        source: SourceId,
        cited: bool,
    },
}

/// Where claims are put.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Site {
    /// What they will hang under.
    pub under: Under,
    /// Which neighbour they will stand next to; without one, at the end.
    pub next_to: Option<(ClaimId, Beside)>,
}

impl Site {
    /// At the end of what hangs there.
    pub fn end_of(under: Under) -> Self {
        Self { under, next_to: None }
    }
}

/// An outline that was edited as text, as far as it differs in structure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rewrite {
    /// The language of the words.
    pub lang: Lang,
    /// The words of the thesis, if they are in the outline.
    pub thesis: Option<String>,
    /// The stakeholders above the arguments, old and new.
    pub stakeholders: Vec<Heading<StakeholderId>>,
    /// The themes above the arguments, old and new.
    pub themes: Vec<Heading<ThemeId>>,
    /// The claims from top to bottom; what hangs under a claim comes behind it.
    pub entries: Vec<Entry>,
    /// Claims that the outline no longer has. What hung under them is in `entries`, or here too.
    pub removed: Vec<ClaimId>,
}

/// A stakeholder or theme above arguments.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading<K> {
    /// Which; `None` for a new one.
    pub id: Option<K>,
    /// Its name.
    pub words: String,
}

/// A claim of an outline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Which; `None` for a new one.
    pub claim: Option<ClaimId>,
    /// What a claim that was taken out of the outline before was called and was like, if it comes back.
    pub restored: Option<(String, Box<crate::model::Claim>)>,
    /// Where it hangs.
    pub place: EntryPlace,
    /// Its sentence.
    pub words: String,
}

/// Where a claim of an outline hangs. Numbers are places in [`Rewrite`]'s lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EntryPlace {
    /// Under the thesis, below these headings.
    Argument {
        stance: Stance,
        stakeholder: Option<usize>,
        theme: Option<usize>,
    },
    /// Under another entry.
    Reply { entry: usize, kind: RelationKind },
    /// It denies the step of another entry.
    Undercut { entry: usize },
    /// It only holds together with another entry.
    Joint { entry: usize },
    /// It hangs under nothing.
    Parked,
    /// It stays where it is: the top of the branch that the outline shows.
    Fixed,
}

/// What a claim hangs under.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Under {
    /// The thesis, as an argument of a stakeholder.
    Thesis {
        stance: Stance,
        stakeholder: Option<StakeholderId>,
        theme: Option<ThemeId>,
    },
    /// A claim, or a step (then it is an undercut).
    Reply { target: Target, kind: RelationKind },
    /// Nothing yet: it is parked.
    Nothing,
    /// What it hung under where it comes from; only for what is inserted.
    Own,
}

impl Under {
    /// What a claim hangs under now; `None` for a handle without a record.
    pub fn of(document: &crate::model::Document, structure: &crate::model::Structure, claim: ClaimId) -> Option<Self> {
        let record = document.claims.get(claim)?;
        let place = structure.place(claim)?;
        Some(match (place.relation, place.kind) {
            (Some(relation), Some(kind)) if place.depth > 1 => Self::Reply {
                target: document.relations.get(relation)?.target,
                kind,
            },
            (Some(_), _) => Self::Thesis {
                stance: place.stance?,
                stakeholder: record.stakeholder,
                theme: record.theme,
            },
            (None, _) => Self::Nothing,
        })
    }
}

/// Before or behind a neighbour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Beside {
    /// Before it.
    Before,
    /// Behind it.
    Behind,
}

/// Which wording to take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Take {
    /// The one that the map has.
    Ours,
    /// The one of the other side.
    Theirs,
}

/// Name of a step, for the undo menu.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum EditName {
    /// A text was changed.
    ChangeText,
    /// An argument was added.
    AddArgument,
    /// A reply was added.
    AddReply,
    /// A relation was added.
    Connect,
    /// A relation was taken away.
    Disconnect,
    /// A claim was moved.
    Move,
    /// A claim changed sides.
    SwitchSide,
    /// Claims were pasted.
    Paste,
    /// Claims were duplicated.
    Duplicate,
    /// The outline was edited as text.
    Outline,
    /// Two claims became one.
    Join,
    /// A claim became two.
    Split,
    /// A claim became part of another's reason.
    JoinReason,
    /// A wording was chosen.
    Resolve,
    /// Another version was merged in.
    Merge,
    /// An older version was put back.
    Restore,
    /// Work that was not saved was brought back.
    Recover,
    /// A file of another program was read.
    Import,
    /// A finding of the map check was mended.
    Mend,
    /// A property of a claim was changed.
    ChangeProperty,
    /// A claim was moved among its neighbours.
    Reorder,
    /// A claim was deleted, with this many others.
    Remove(usize),
    /// An instrument was linked or unlinked.
    LinkInstrument,
    /// A source was added, changed, cited or uncited.
    ChangeSource,
    /// A stakeholder was added, changed or deleted.
    ChangeStakeholder,
    /// A theme was added, changed or deleted.
    ChangeTheme,
    /// A fact was added, changed or deleted.
    ChangeFact,
    /// A word of the glossary was added, changed or deleted.
    ChangeTerm,
    /// A route was added, changed or deleted.
    ChangeRoute,
    /// The languages of the map were changed.
    ChangeLanguages,
    /// A card was added, changed or deleted.
    ChangeInstrument,
}

/// Why a wish cannot be carried out. The document is then unchanged.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum EditError {
    /// What the wish is about does not exist (any more).
    Gone,
    /// The map has no thesis to argue about.
    NoThesis,
    /// The thesis itself cannot be moved, turned or deleted.
    IsThesis,
    /// A claim would hang under itself.
    UnderItself,
    /// The relation exists already.
    ExistsAlready,
    /// It is still in use.
    InUse,
    /// There is nowhere to go in that direction.
    AtTheEnd,
    /// Nothing would change.
    NoChange,
    /// An empty text where one is needed.
    EmptyText,
}
