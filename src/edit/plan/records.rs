//! Wishes about sources, stakeholders, themes and instruments.

use crate::model::{
    Citation, ClaimId, Hue, Instrument, InstrumentId, Item, Lang, Source, SourceId, Stakeholder, StakeholderId, Symbol,
    Text, Theme,
};

use super::super::change::{Change, NewName, Transaction};
use super::super::wish::{EditError, EditName};
use super::{Plan, Planned, next_id, one, some_text};

/// How a new stakeholder looks: as none of the others as long as there is something left.
pub(super) fn free_look<'a>(others: impl Iterator<Item = &'a Stakeholder>) -> (Hue, Symbol) {
    let (hues, symbols): (Vec<Hue>, Vec<Symbol>) = others.map(|known| (known.hue, known.symbol)).unzip();
    (
        unused(&Hue::ALL, &hues, Hue::Slate),
        unused(&Symbol::ALL, &symbols, Symbol::People),
    )
}

/// The first that nobody has yet, or else one in turn.
fn unused<T: Copy + PartialEq>(all: &[T], used: &[T], otherwise: T) -> T {
    let next = || all.get(used.len() % all.len().max(1));
    let free = all.iter().find(|value| !used.contains(value));
    free.or_else(next).copied().unwrap_or(otherwise)
}

impl Plan<'_> {
    pub(super) fn link_instrument(&self, claim: ClaimId, instrument: InstrumentId, linked: bool) -> Planned {
        if linked && !self.document.instruments.contains(instrument) {
            return Err(EditError::Gone);
        }
        let change = self.claim_change(claim, |claim| {
            if linked && !claim.instruments.contains(&instrument) {
                claim.instruments.push(instrument);
            } else if !linked {
                claim.instruments.retain(|id| *id != instrument);
            }
        })?;
        Ok(one(EditName::LinkInstrument, change, Some(Item::Claim(claim))))
    }

    pub(super) fn add_source(&self, claim: Option<ClaimId>, citation: &str) -> Planned {
        if citation.trim().is_empty() {
            return Err(EditError::EmptyText);
        }
        let sources = &self.document.sources;
        let name = sources.free_name(citation);
        let id = next_id(sources, &name);
        let source = Source {
            citation: citation.trim().into(),
            order: sources.order_at_end(),
            ..Source::default()
        };
        let mut changes = vec![Change::Source {
            id,
            before: None,
            after: Some(Box::new(source)),
        }];
        if let Some(claim) = claim {
            changes.push(self.claim_change(claim, |claim| {
                claim.sources.push(Citation {
                    source: id,
                    supports: Text::default(),
                })
            })?);
        }
        Ok(Transaction {
            name: EditName::ChangeSource,
            names: vec![NewName::Source(name)],
            changes,
            merge: None,
            focus: claim.map(Item::Claim),
        })
    }

    pub(super) fn cite(&self, claim: ClaimId, source: SourceId, cited: bool) -> Planned {
        if cited && !self.document.sources.contains(source) {
            return Err(EditError::Gone);
        }
        let change = self.claim_change(claim, |claim| {
            let has = claim.sources.iter().any(|citation| citation.source == source);
            if cited && !has {
                claim.sources.push(Citation {
                    source,
                    supports: Text::default(),
                });
            } else if !cited {
                claim.sources.retain(|citation| citation.source != source);
            }
        })?;
        Ok(one(EditName::ChangeSource, change, Some(Item::Claim(claim))))
    }

    pub(super) fn add_stakeholder(&self, lang: Lang, words: &str) -> Planned {
        let stakeholders = &self.document.stakeholders;
        let name = stakeholders.free_name(words);
        let id = next_id(stakeholders, &name);
        let (hue, symbol) = free_look(stakeholders.iter().map(|(_, known)| known));
        let stakeholder = Stakeholder {
            name: some_text(lang, words)?,
            hue,
            symbol,
            order: stakeholders.order_at_end(),
        };
        let change = Change::Stakeholder {
            id,
            before: None,
            after: Some(Box::new(stakeholder)),
        };
        Ok(Transaction {
            names: vec![NewName::Stakeholder(name)],
            ..one(EditName::ChangeStakeholder, change, Some(Item::Stakeholder(id)))
        })
    }

    pub(super) fn set_look(&self, id: StakeholderId, hue: Hue, symbol: Symbol) -> Planned {
        let before = self.document.stakeholders.get(id).ok_or(EditError::Gone)?;
        let after = Stakeholder {
            hue,
            symbol,
            ..before.clone()
        };
        if after == *before {
            return Err(EditError::NoChange);
        }
        let change = Change::Stakeholder {
            id,
            before: Some(Box::new(before.clone())),
            after: Some(Box::new(after)),
        };
        Ok(one(EditName::ChangeStakeholder, change, Some(Item::Stakeholder(id))))
    }

    pub(super) fn remove_stakeholder(&self, id: StakeholderId) -> Planned {
        let before = self.document.stakeholders.get(id).ok_or(EditError::Gone)?;
        if self
            .document
            .claims
            .iter()
            .any(|(_, claim)| claim.stakeholder == Some(id))
        {
            return Err(EditError::InUse);
        }
        let change = Change::Stakeholder {
            id,
            before: Some(Box::new(before.clone())),
            after: None,
        };
        Ok(one(EditName::ChangeStakeholder, change, None))
    }

    pub(super) fn add_theme(&self, claim: Option<ClaimId>, lang: Lang, words: &str) -> Planned {
        let themes = &self.document.themes;
        let name = themes.free_name(words);
        let id = next_id(themes, &name);
        let theme = Theme {
            name: some_text(lang, words)?,
            order: themes.order_at_end(),
        };
        let mut changes = vec![Change::Theme {
            id,
            before: None,
            after: Some(Box::new(theme)),
        }];
        if let Some(claim) = claim {
            changes.push(self.claim_change(claim, |claim| claim.theme = Some(id))?);
        }
        Ok(Transaction {
            name: EditName::ChangeTheme,
            names: vec![NewName::Theme(name)],
            changes,
            merge: None,
            focus: claim.map(Item::Claim),
        })
    }

    pub(super) fn add_instrument(&self, lang: Lang, words: &str) -> Planned {
        let instruments = &self.document.instruments;
        let name = instruments.free_name(words);
        let id = next_id(instruments, &name);
        let instrument = Instrument {
            name: some_text(lang, words)?,
            order: instruments.order_at_end(),
            ..Instrument::default()
        };
        let change = Change::Instrument {
            id,
            before: None,
            after: Some(Box::new(instrument)),
        };
        Ok(Transaction {
            names: vec![NewName::Instrument(name)],
            ..one(EditName::ChangeInstrument, change, Some(Item::Instrument(id)))
        })
    }

    pub(super) fn remove_instrument(&self, id: InstrumentId) -> Planned {
        let before = self.document.instruments.get(id).ok_or(EditError::Gone)?;
        let mut changes = Vec::new();
        for (claim, _) in self
            .document
            .claims
            .iter()
            .filter(|(_, claim)| claim.instruments.contains(&id))
        {
            changes.push(self.claim_change(claim, |claim| claim.instruments.retain(|instrument| *instrument != id))?);
        }
        changes.push(Change::Instrument {
            id,
            before: Some(Box::new(before.clone())),
            after: None,
        });
        Ok(Transaction {
            name: EditName::ChangeInstrument,
            names: Vec::new(),
            changes,
            merge: None,
            focus: None,
        })
    }
}
