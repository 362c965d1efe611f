//! Wishes about the lists at the back of a map: order, facts, glossary, tags, pictures.

use crate::model::{
    ClaimId, Fact, FactId, Id, InstrumentId, Item, Lang, Ordered, Picture, Route, RouteId, Section, SourceId,
    Statement, Stop, Table, Term, TermId, ThemeId,
};

use super::super::change::{Change, NewName, Transaction};
use super::super::wish::{EditError, EditName};
use super::{Plan, Planned, gathered, next_id, one, some_text};

/// Two records of a list that change places: each before and after.
type Swap<K, T> = [(K, T, T); 2];

/// A record and its neighbour, with their places in the order changed.
fn swapped<K: Id, T: Ordered + Clone>(table: &Table<K, T>, id: K, down: bool) -> Result<Swap<K, T>, EditError> {
    let record = table.get(id).ok_or(EditError::Gone)?;
    let order = table.in_order();
    let at = order.iter().position(|other| *other == id).ok_or(EditError::Gone)?;
    let other = if down {
        order.get(at + 1)
    } else {
        at.checked_sub(1).and_then(|at| order.get(at))
    };
    let other = *other.ok_or(EditError::AtTheEnd)?;
    let neighbour = table.get(other).ok_or(EditError::Gone)?;
    let (mut here, mut there) = (record.clone(), neighbour.clone());
    // Equal keys would leave both where they are.
    let (low, high) = (
        record.order().min(neighbour.order()),
        record.order().max(neighbour.order()),
    );
    let high = if low == high { high + 1 } else { high };
    here.set_order(if down { high } else { low });
    there.set_order(if down { low } else { high });
    Ok([(id, record.clone(), here), (other, neighbour.clone(), there)])
}

impl Plan<'_> {
    pub(super) fn move_record(&self, item: Item, down: bool) -> Planned {
        let document = self.document;
        macro_rules! swap {
            ($table:ident, $variant:ident, $id:expr) => {
                swapped(&document.$table, $id, down)?
                    .into_iter()
                    .map(|(id, before, after)| Change::$variant {
                        id,
                        before: Some(Box::new(before)),
                        after: Some(Box::new(after)),
                    })
                    .collect()
            };
        }
        let changes: Vec<Change> = match item {
            Item::Stakeholder(id) => swap!(stakeholders, Stakeholder, id),
            Item::Theme(id) => swap!(themes, Theme, id),
            Item::Instrument(id) => swap!(instruments, Instrument, id),
            Item::Source(id) => swap!(sources, Source, id),
            Item::Fact(id) => swap!(facts, Fact, id),
            Item::Term(id) => swap!(terms, Term, id),
            Item::Route(id) => swap!(routes, Route, id),
            Item::Cover | Item::Claim(_) | Item::Relation(_) => return Err(EditError::Gone),
        };
        Ok(Transaction {
            name: EditName::Reorder,
            names: Vec::new(),
            changes,
            merge: None,
            focus: None,
        })
    }

    /// Deletes a theme; its arguments then stand under none.
    pub(super) fn remove_theme(&self, id: ThemeId) -> Planned {
        let before = self.document.themes.get(id).ok_or(EditError::Gone)?;
        let of_it = self.document.claims.iter().filter(|(_, claim)| claim.theme == Some(id));
        let mut changes = of_it
            .map(|(claim, _)| self.claim_change(claim, |claim| claim.theme = None))
            .collect::<Result<Vec<_>, _>>()?;
        changes.push(Change::Theme {
            id,
            before: Some(Box::new(before.clone())),
            after: None,
        });
        Ok(Transaction {
            changes,
            ..gathered(EditName::ChangeTheme)
        })
    }

    /// Deletes a source; nothing cites it any more.
    pub(super) fn remove_source(&self, id: SourceId) -> Planned {
        let document = self.document;
        let before = document.sources.get(id).ok_or(EditError::Gone)?;
        let mut changes = Vec::new();
        for claim in document.claims_of_source(id) {
            changes.push(self.claim_change(claim, |claim| claim.sources.retain(|citation| citation.source != id))?);
        }
        for (instrument, record) in document.instruments.iter() {
            if record.sources().contains(&id) {
                let mut after = record.clone();
                for statement in after.sections.iter_mut().flatten() {
                    statement.sources.retain(|source| *source != id);
                }
                changes.push(Change::Instrument {
                    id: instrument,
                    before: Some(Box::new(record.clone())),
                    after: Some(Box::new(after)),
                });
            }
        }
        for (fact, record) in document.facts.iter().filter(|(_, fact)| fact.sources.contains(&id)) {
            let mut after = record.clone();
            after.sources.retain(|source| *source != id);
            changes.push(Change::Fact {
                id: fact,
                before: Some(Box::new(record.clone())),
                after: Some(Box::new(after)),
            });
        }
        changes.push(Change::Source {
            id,
            before: Some(Box::new(before.clone())),
            after: None,
        });
        Ok(Transaction {
            changes,
            ..gathered(EditName::ChangeSource)
        })
    }

    pub(super) fn add_fact(&self, lang: Lang, words: &str) -> Planned {
        let facts = &self.document.facts;
        let name = facts.free_name(words);
        let id = next_id(facts, &name);
        let fact = Fact {
            text: some_text(lang, words)?,
            order: facts.order_at_end(),
            ..Fact::default()
        };
        let change = Change::Fact {
            id,
            before: None,
            after: Some(Box::new(fact)),
        };
        Ok(Transaction {
            names: vec![NewName::Fact(name)],
            ..one(EditName::ChangeFact, change, None)
        })
    }

    fn fact_change(&self, id: FactId, change: impl FnOnce(&mut Fact)) -> Planned {
        let before = self.document.facts.get(id).ok_or(EditError::Gone)?;
        let mut after = before.clone();
        change(&mut after);
        if *before == after {
            return Err(EditError::NoChange);
        }
        let change = Change::Fact {
            id,
            before: Some(Box::new(before.clone())),
            after: Some(Box::new(after)),
        };
        Ok(one(EditName::ChangeFact, change, None))
    }

    pub(super) fn cite_in_fact(&self, id: FactId, source: SourceId, cited: bool) -> Planned {
        if cited && !self.document.sources.contains(source) {
            return Err(EditError::Gone);
        }
        self.fact_change(id, |fact| {
            fact.sources.retain(|known| *known != source);
            if cited {
                fact.sources.push(source);
            }
        })
    }

    pub(super) fn remove_fact(&self, id: FactId) -> Planned {
        let before = self.document.facts.get(id).ok_or(EditError::Gone)?;
        let change = Change::Fact {
            id,
            before: Some(Box::new(before.clone())),
            after: None,
        };
        Ok(one(EditName::ChangeFact, change, None))
    }

    pub(super) fn add_term(&self, lang: Lang, words: &str) -> Planned {
        let terms = &self.document.terms;
        let name = terms.free_name(words);
        let id = next_id(terms, &name);
        let term = Term {
            term: some_text(lang, words)?,
            order: terms.order_at_end(),
            ..Term::default()
        };
        let change = Change::Term {
            id,
            before: None,
            after: Some(Box::new(term)),
        };
        Ok(Transaction {
            names: vec![NewName::Term(name)],
            ..one(EditName::ChangeTerm, change, None)
        })
    }

    pub(super) fn add_route(&self, lang: Lang, words: &str, stops: Vec<Stop>) -> Planned {
        let routes = &self.document.routes;
        let name = routes.free_name(words);
        let id = next_id(routes, &name);
        let route = Route {
            name: some_text(lang, words)?,
            stops,
            order: routes.order_at_end(),
        };
        let change = Change::Route {
            id,
            before: None,
            after: Some(Box::new(route)),
        };
        Ok(Transaction {
            names: vec![NewName::Route(name)],
            ..one(EditName::ChangeRoute, change, Some(Item::Route(id)))
        })
    }

    pub(super) fn set_stops(&self, id: RouteId, stops: Vec<Stop>) -> Planned {
        let before = self.document.routes.get(id).ok_or(EditError::Gone)?;
        if before.stops == stops {
            return Err(EditError::NoChange);
        }
        let change = Change::Route {
            id,
            before: Some(Box::new(before.clone())),
            after: Some(Box::new(Route {
                stops,
                ..before.clone()
            })),
        };
        Ok(one(EditName::ChangeRoute, change, None))
    }

    pub(super) fn remove_route(&self, id: RouteId) -> Planned {
        let before = self.document.routes.get(id).ok_or(EditError::Gone)?;
        let change = Change::Route {
            id,
            before: Some(Box::new(before.clone())),
            after: None,
        };
        Ok(one(EditName::ChangeRoute, change, None))
    }

    pub(super) fn remove_term(&self, id: TermId) -> Planned {
        let before = self.document.terms.get(id).ok_or(EditError::Gone)?;
        let change = Change::Term {
            id,
            before: Some(Box::new(before.clone())),
            after: None,
        };
        Ok(one(EditName::ChangeTerm, change, None))
    }

    /// Gives a tag another name wherever it stands, or takes it away everywhere.
    pub(super) fn rename_tag(&self, from: &str, to: Option<&str>) -> Planned {
        let to = to.map(str::trim).filter(|to| !to.is_empty());
        let with_it = self
            .document
            .claims
            .iter()
            .filter(|(_, claim)| claim.tags.iter().any(|tag| &**tag == from));
        let mut changes = Vec::new();
        for (id, _) in with_it {
            let change = self.claim_change(id, |claim| {
                let mut tags: Vec<Box<str>> = Vec::new();
                for tag in &claim.tags {
                    let tag = if &**tag == from {
                        to.map(Into::into)
                    } else {
                        Some(tag.clone())
                    };
                    if let Some(tag) = tag.filter(|tag| !tags.contains(tag)) {
                        tags.push(tag);
                    }
                }
                claim.tags = tags;
            });
            changes.push(change?);
        }
        if changes.is_empty() {
            return Err(EditError::NoChange);
        }
        Ok(Transaction {
            changes,
            ..gathered(EditName::ChangeProperty)
        })
    }

    pub(super) fn set_based_on(&self, path: Option<&str>) -> Planned {
        let mut after = self.document.cover.clone();
        after.based_on = path.filter(|path| !path.is_empty()).map(Into::into);
        if after == self.document.cover {
            return Err(EditError::NoChange);
        }
        let change = Change::Cover {
            before: Box::new(self.document.cover.clone()),
            after: Box::new(after),
        };
        Ok(one(EditName::ChangeProperty, change, None))
    }

    /// Gives a claim or the cover a picture, or takes it away; the words about it stay with another file.
    pub(super) fn set_picture(&self, item: Item, path: Option<&str>) -> Planned {
        let put = |picture: &mut Option<Box<Picture>>| {
            let path = path.map(str::trim).filter(|path| !path.is_empty());
            *picture = path.map(|path| {
                let text = picture.take().map(|picture| picture.text).unwrap_or_default();
                Box::new(Picture {
                    path: path.into(),
                    text,
                })
            });
        };
        match item {
            Item::Cover => {
                let mut after = self.document.cover.clone();
                put(&mut after.picture);
                if after == self.document.cover {
                    return Err(EditError::NoChange);
                }
                let change = Change::Cover {
                    before: Box::new(self.document.cover.clone()),
                    after: Box::new(after),
                };
                Ok(one(EditName::ChangeProperty, change, None))
            }
            Item::Claim(id) => self.claim_property(id, |claim| put(&mut claim.picture)),
            Item::Instrument(id) => self.instrument_property(id, |instrument| {
                instrument.image = path.map(str::trim).filter(|path| !path.is_empty()).map(Into::into);
            }),
            _ => Err(EditError::Gone),
        }
    }

    fn statement_change(
        &self,
        id: InstrumentId,
        section: Section,
        index: usize,
        change: impl FnOnce(&mut Vec<Statement>),
    ) -> Planned {
        self.statement(id, section, index)?;
        self.instrument_property(id, |instrument| {
            if let Some(statements) = instrument.sections.get_mut(section as usize) {
                change(statements);
            }
        })
    }

    pub(super) fn move_statement(&self, id: InstrumentId, section: Section, index: usize, down: bool) -> Planned {
        let other = if down {
            index.checked_add(1)
        } else {
            index.checked_sub(1)
        };
        let other = other.ok_or(EditError::AtTheEnd)?;
        self.statement(id, section, other).map_err(|_| EditError::AtTheEnd)?;
        self.statement_change(id, section, index, |statements| statements.swap(index, other))
    }

    pub(super) fn set_own(&self, id: InstrumentId, section: Section, index: usize, own: bool) -> Planned {
        self.statement_change(id, section, index, |statements| {
            if let Some(statement) = statements.get_mut(index) {
                statement.own = own;
            }
        })
    }

    /// Gives several claims a tag, or takes it from them.
    pub(super) fn tag_claims(&self, claims: &[ClaimId], tag: &str, tagged: bool) -> Planned {
        let tag = tag.trim();
        if tag.is_empty() {
            return Err(EditError::EmptyText);
        }
        let mut changes = Vec::new();
        for id in claims {
            let change = self.claim_change(*id, |claim| {
                let has = claim.tags.iter().any(|known| &**known == tag);
                if tagged && !has {
                    claim.tags.push(tag.into());
                } else if !tagged {
                    claim.tags.retain(|known| &**known != tag);
                }
            });
            match change {
                Ok(change) => changes.push(change),
                Err(EditError::NoChange) => {}
                Err(error) => return Err(error),
            }
        }
        if changes.is_empty() {
            return Err(EditError::NoChange);
        }
        Ok(Transaction {
            changes,
            focus: claims.first().copied().map(Item::Claim),
            ..gathered(EditName::ChangeProperty)
        })
    }
}
