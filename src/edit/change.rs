//! Changes of records, before and after.

use crate::model::{
    Claim, ClaimId, Cover, Document, Fact, FactId, Instrument, InstrumentId, Item, Lang, Relation, RelationId, Route,
    RouteId, Source, SourceId, Stakeholder, StakeholderId, Term, TermId, Theme, ThemeId,
};

use super::wish::{EditName, TextField};

/// One record, before and after. `None` means that it does not exist.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// The cover.
    Cover { before: Box<Cover>, after: Box<Cover> },
    /// A claim.
    Claim {
        id: ClaimId,
        before: Option<Box<Claim>>,
        after: Option<Box<Claim>>,
    },
    /// A relation.
    Relation {
        id: RelationId,
        before: Option<Box<Relation>>,
        after: Option<Box<Relation>>,
    },
    /// A stakeholder.
    Stakeholder {
        id: StakeholderId,
        before: Option<Box<Stakeholder>>,
        after: Option<Box<Stakeholder>>,
    },
    /// A theme.
    Theme {
        id: ThemeId,
        before: Option<Box<Theme>>,
        after: Option<Box<Theme>>,
    },
    /// An instrument.
    Instrument {
        id: InstrumentId,
        before: Option<Box<Instrument>>,
        after: Option<Box<Instrument>>,
    },
    /// A source.
    Source {
        id: SourceId,
        before: Option<Box<Source>>,
        after: Option<Box<Source>>,
    },
    /// A fact.
    Fact {
        id: FactId,
        before: Option<Box<Fact>>,
        after: Option<Box<Fact>>,
    },
    /// A glossary entry.
    Term {
        id: TermId,
        before: Option<Box<Term>>,
        after: Option<Box<Term>>,
    },
    /// A route.
    Route {
        id: RouteId,
        before: Option<Box<Route>>,
        after: Option<Box<Route>>,
    },
}

impl Change {
    /// The same change the other way round.
    pub fn inverse(self) -> Self {
        match self {
            Self::Cover { before, after } => Self::Cover {
                before: after,
                after: before,
            },
            Self::Claim { id, before, after } => Self::Claim {
                id,
                before: after,
                after: before,
            },
            Self::Relation { id, before, after } => Self::Relation {
                id,
                before: after,
                after: before,
            },
            Self::Stakeholder { id, before, after } => Self::Stakeholder {
                id,
                before: after,
                after: before,
            },
            Self::Theme { id, before, after } => Self::Theme {
                id,
                before: after,
                after: before,
            },
            Self::Instrument { id, before, after } => Self::Instrument {
                id,
                before: after,
                after: before,
            },
            Self::Source { id, before, after } => Self::Source {
                id,
                before: after,
                after: before,
            },
            Self::Fact { id, before, after } => Self::Fact {
                id,
                before: after,
                after: before,
            },
            Self::Term { id, before, after } => Self::Term {
                id,
                before: after,
                after: before,
            },
            Self::Route { id, before, after } => Self::Route {
                id,
                before: after,
                after: before,
            },
        }
    }

    /// What it changes.
    pub fn item(&self) -> Item {
        match self {
            Self::Cover { .. } => Item::Cover,
            Self::Claim { id, .. } => Item::Claim(*id),
            Self::Relation { id, .. } => Item::Relation(*id),
            Self::Stakeholder { id, .. } => Item::Stakeholder(*id),
            Self::Theme { id, .. } => Item::Theme(*id),
            Self::Instrument { id, .. } => Item::Instrument(*id),
            Self::Source { id, .. } => Item::Source(*id),
            Self::Fact { id, .. } => Item::Fact(*id),
            Self::Term { id, .. } => Item::Term(*id),
            Self::Route { id, .. } => Item::Route(*id),
        }
    }

    /// Whether the record exists afterwards.
    pub fn exists_after(&self) -> bool {
        match self {
            Self::Cover { .. } => true,
            Self::Claim { after, .. } => after.is_some(),
            Self::Relation { after, .. } => after.is_some(),
            Self::Stakeholder { after, .. } => after.is_some(),
            Self::Theme { after, .. } => after.is_some(),
            Self::Instrument { after, .. } => after.is_some(),
            Self::Source { after, .. } => after.is_some(),
            Self::Fact { after, .. } => after.is_some(),
            Self::Term { after, .. } => after.is_some(),
            Self::Route { after, .. } => after.is_some(),
        }
    }

    /// Puts the record as it is afterwards into the document.
    pub(super) fn apply(&self, document: &mut Document) {
        fn record<T: Clone>(after: &Option<Box<T>>) -> Option<T> {
            after.as_deref().cloned()
        }
        match self {
            Self::Cover { after, .. } => document.cover.clone_from(after),
            Self::Claim { id, after, .. } => document.claims.set(*id, record(after)),
            Self::Relation { id, after, .. } => document.relations.set(*id, record(after)),
            Self::Stakeholder { id, after, .. } => document.stakeholders.set(*id, record(after)),
            Self::Theme { id, after, .. } => document.themes.set(*id, record(after)),
            Self::Instrument { id, after, .. } => document.instruments.set(*id, record(after)),
            Self::Source { id, after, .. } => document.sources.set(*id, record(after)),
            Self::Fact { id, after, .. } => document.facts.set(*id, record(after)),
            Self::Term { id, after, .. } => document.terms.set(*id, record(after)),
            Self::Route { id, after, .. } => document.routes.set(*id, record(after)),
        }
    }
}

/// A name that must have a handle before the changes are applied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NewName {
    /// Of a claim.
    Claim(String),
    /// Of a relation.
    Relation(String),
    /// Of a stakeholder.
    Stakeholder(String),
    /// Of a theme.
    Theme(String),
    /// Of an instrument.
    Instrument(String),
    /// Of a source.
    Source(String),
    /// Of a fact.
    Fact(String),
    /// Of a glossary entry.
    Term(String),
    /// Of a route.
    Route(String),
}

/// One step: what one wish of a person does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Transaction {
    /// What it is called in the undo menu.
    pub name: EditName,
    /// New names, in the order in which they get their handles.
    pub names: Vec<NewName>,
    /// The records.
    pub changes: Vec<Change>,
    /// Steps with the same key that follow each other become one.
    pub merge: Option<(TextField, Lang)>,
    /// What the person should look at afterwards.
    pub focus: Option<Item>,
}

impl Transaction {
    /// What it changes.
    pub fn touched(&self) -> Vec<Item> {
        self.changes.iter().map(Change::item).collect()
    }
}
