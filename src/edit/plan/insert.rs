//! Pasting: the claims of a fragment become claims of the document.

use hashbrown::HashMap;

use crate::model::{
    ClaimId, Document, Id, InstrumentId, Item, Ordered, Relation, RelationId, RelationKind, SourceId, StakeholderId,
    Stance, Structure, Table, Target, Text, ThemeId,
};

use super::super::fragment::Fragment;
use super::super::wish::{EditError, EditName, Site, Under};
use super::draft::Draft;
use super::{Plan, Planned};

impl Plan<'_> {
    pub(super) fn insert(&self, fragment: &Fragment, site: Site) -> Planned {
        let from = fragment.document();
        let tops = fragment.tops();
        if tops.is_empty() {
            return Err(EditError::NoChange);
        }
        let above = match site.under {
            Under::Thesis { .. } => Some(self.thesis()?),
            Under::Reply { target, .. } => {
                self.target_exists(target)?;
                match target {
                    Target::Claim(claim) => Some(claim),
                    Target::Relation(relation) => {
                        let relation = self.document.relations.get(relation).ok_or(EditError::Gone)?;
                        relation.premises.first().copied()
                    }
                }
            }
            Under::Nothing | Under::Own => None,
        };
        let structure = Structure::new(self.document);
        let thesis = from.cover.thesis;
        let claims: Vec<ClaimId> = from
            .claims
            .in_order()
            .into_iter()
            .filter(|id| Some(*id) != thesis)
            .collect();
        let mut draft = Draft::new(self);
        let end = above.filter(|above| Some(*above) != self.document.cover.thesis);
        let orders = draft.orders(&structure, claims.len(), site.next_to, end)?;
        let mut side = vec![None; from.claims.num_slots()];
        for (top, kind) in &tops {
            if let Some(slot) = side.get_mut(top.index()) {
                *slot = Some(*kind);
            }
        }
        let mut belongings = Belongings::new(self.document, from);
        let mut new: Vec<Option<(ClaimId, String)>> = vec![None; from.claims.num_slots()];
        for (id, order) in claims.iter().copied().zip(orders) {
            let Some(record) = from.claims.get(id) else { continue };
            let mut claim = record.clone();
            claim.order = order;
            let is_top = side.get(id.index()).copied().flatten().is_some();
            match site.under {
                Under::Thesis { stakeholder, theme, .. } if is_top => {
                    claim.stakeholder = stakeholder;
                    claim.theme = theme;
                }
                Under::Reply { .. } if is_top => (claim.stakeholder, claim.theme) = (None, None),
                _ => {
                    claim.stakeholder = claim.stakeholder.map(|id| belongings.stakeholder(&mut draft, id));
                    claim.theme = claim.theme.map(|id| belongings.theme(&mut draft, id));
                }
            }
            for citation in &mut claim.sources {
                citation.source = belongings.source(&mut draft, citation.source);
            }
            for instrument in &mut claim.instruments {
                *instrument = belongings.instrument(&mut draft, *instrument);
            }
            let words = from.read(
                &claim.text,
                from.cover.languages.first().copied().unwrap_or(crate::model::Lang::NL),
            );
            let words = words.words.to_owned();
            // Cut and pasted, it keeps its name, so that the file knows it again.
            let known = from.claims.name(id);
            let wished = (!known.starts_with('\u{0}')).then_some(known);
            let wished = wished.filter(|name| {
                !self
                    .document
                    .claims
                    .id(name)
                    .is_some_and(|id| self.document.claims.contains(id))
            });
            let created = draft.new_claim(wished, &words, claim);
            if let Some(slot) = new.get_mut(id.index()) {
                *slot = Some(created);
            }
        }
        let mut steps: Vec<Option<RelationId>> = vec![None; from.relations.num_slots()];
        // The steps under the site, then those among the claims; steps about steps come last.
        for id in &claims {
            let Some(kind) = side.get(id.index()).copied().flatten() else {
                continue;
            };
            let Some(Some((claim, name))) = new.get(id.index()) else {
                continue;
            };
            let wanted = match site.under {
                Under::Thesis { stance, .. } => {
                    let own = if stance == Stance::Pro {
                        RelationKind::Support
                    } else {
                        RelationKind::Attack
                    };
                    Some((Target::Claim(self.thesis()?), kind.unwrap_or(own)))
                }
                Under::Reply { target, kind: own } => Some((target, kind.unwrap_or(own))),
                Under::Own => match (kind, self.document.cover.thesis) {
                    (Some(kind), Some(thesis)) => Some((Target::Claim(thesis), kind)),
                    _ => None,
                },
                Under::Nothing => None,
            };
            if let Some((target, kind)) = wanted {
                let target_name = match target {
                    Target::Claim(id) => self.document.claims.name(id),
                    Target::Relation(id) => self.document.relations.name(id),
                };
                draft.new_relation(name, target_name, |order| Relation {
                    premises: (*claim).into(),
                    kind,
                    target,
                    order,
                });
            }
        }
        let mut open = from.relations.in_order();
        // A step can be about a step that stands behind it: as many rounds as the steps are deep.
        while !open.is_empty() {
            let num_open = open.len();
            open.retain(|id| {
                let Some(relation) = from.relations.get(*id) else {
                    return false;
                };
                let target = match relation.target {
                    Target::Claim(target) => match new.get(target.index()) {
                        Some(Some((claim, name))) => Some((Target::Claim(*claim), name.clone())),
                        _ => return false,
                    },
                    Target::Relation(target) => steps
                        .get(target.index())
                        .copied()
                        .flatten()
                        .map(|step| (Target::Relation(step), from.relations.name(target).to_owned())),
                };
                let Some((target, target_name)) = target else {
                    return true;
                };
                let premises = relation.premises.iter();
                let premises: Option<Vec<_>> = premises
                    .map(|premise| new.get(premise.index()).and_then(Option::as_ref))
                    .collect();
                let Some(premises) = premises else { return false };
                let first = premises.first().map_or("", |(_, name)| name.as_str());
                let step = draft.new_relation(first, &target_name, |order| Relation {
                    premises: premises.iter().map(|(claim, _)| *claim).collect(),
                    kind: relation.kind,
                    target,
                    order,
                });
                if let Some(slot) = steps.get_mut(id.index()) {
                    *slot = Some(step);
                }
                false
            });
            if open.len() == num_open {
                break;
            }
        }
        let focus = tops.first().and_then(|(id, _)| new.get(id.index()).cloned().flatten());
        Ok(draft.finish(EditName::Paste, focus.map(|(claim, _)| Item::Claim(claim))))
    }
}

/// Finds what the pasted claims point at in the document, and adds what is not there.
struct Belongings<'a> {
    document: &'a Document,
    from: &'a Document,
    stakeholders: HashMap<StakeholderId, StakeholderId>,
    themes: HashMap<ThemeId, ThemeId>,
    sources: HashMap<SourceId, SourceId>,
    instruments: HashMap<InstrumentId, InstrumentId>,
}

impl<'a> Belongings<'a> {
    fn new(document: &'a Document, from: &'a Document) -> Self {
        Self {
            document,
            from,
            stakeholders: HashMap::new(),
            themes: HashMap::new(),
            sources: HashMap::new(),
            instruments: HashMap::new(),
        }
    }

    fn stakeholder(&mut self, draft: &mut Draft<'_>, id: StakeholderId) -> StakeholderId {
        if let Some(known) = self.stakeholders.get(&id) {
            return *known;
        }
        let name = self.from.stakeholders.name(id);
        let Some(record) = self.from.stakeholders.get(id) else {
            return id;
        };
        let same = same_text(&self.document.stakeholders, name, &record.name, |record| &record.name);
        let found = same.unwrap_or_else(|| {
            let mut record = record.clone();
            record.order = self.document.stakeholders.order_at_end() + self.stakeholders.len() as u64;
            draft.new_stakeholder(name, record)
        });
        self.stakeholders.insert(id, found);
        found
    }

    fn theme(&mut self, draft: &mut Draft<'_>, id: ThemeId) -> ThemeId {
        if let Some(known) = self.themes.get(&id) {
            return *known;
        }
        let name = self.from.themes.name(id);
        let Some(record) = self.from.themes.get(id) else {
            return id;
        };
        let same = same_text(&self.document.themes, name, &record.name, |record| &record.name);
        let found = same.unwrap_or_else(|| {
            let mut record = record.clone();
            record.order = self.document.themes.order_at_end() + self.themes.len() as u64;
            draft.new_theme(name, record)
        });
        self.themes.insert(id, found);
        found
    }

    fn source(&mut self, draft: &mut Draft<'_>, id: SourceId) -> SourceId {
        if let Some(known) = self.sources.get(&id) {
            return *known;
        }
        let name = self.from.sources.name(id);
        let Some(record) = self.from.sources.get(id) else {
            return id;
        };
        let sources = &self.document.sources;
        let is_same = |id: &SourceId| sources.get(*id).is_some_and(|known| known.citation == record.citation);
        let same = sources.id(name).filter(is_same);
        let same = same.or_else(|| sources.iter().map(|(id, _)| id).find(is_same));
        let found = same.unwrap_or_else(|| {
            let mut record = record.clone();
            record.order = sources.order_at_end() + self.sources.len() as u64;
            draft.new_source(name, record)
        });
        self.sources.insert(id, found);
        found
    }

    fn instrument(&mut self, draft: &mut Draft<'_>, id: InstrumentId) -> InstrumentId {
        if let Some(known) = self.instruments.get(&id) {
            return *known;
        }
        let name = self.from.instruments.name(id);
        let Some(record) = self.from.instruments.get(id) else {
            return id;
        };
        let same = same_text(&self.document.instruments, name, &record.name, |record| &record.name);
        let found = match same {
            Some(same) => same,
            None => {
                let mut record = record.clone();
                for source in record
                    .sections
                    .iter_mut()
                    .flatten()
                    .flat_map(|statement| &mut statement.sources)
                {
                    *source = self.source(draft, *source);
                }
                record.order = self.document.instruments.order_at_end() + self.instruments.len() as u64;
                draft.new_instrument(name, record)
            }
        };
        self.instruments.insert(id, found);
        found
    }
}

/// The record that is called the same: in any language of the text; one with the same id is looked at first.
fn same_text<K: Id, T: Ordered>(table: &Table<K, T>, name: &str, text: &Text, of: fn(&T) -> &Text) -> Option<K> {
    let is_same = |record: &T| {
        text.iter().any(|(lang, words)| {
            let known = of(record).get(lang);
            known.is_some_and(|known| known.trim().to_lowercase() == words.trim().to_lowercase())
        })
    };
    let by_name = table.id(name).filter(|id| table.get(*id).is_some_and(is_same));
    by_name.or_else(|| table.iter().find(|(_, record)| is_same(record)).map(|(id, _)| id))
}
