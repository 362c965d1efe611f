//! From a wish to a transaction: reads the document, never writes.

use crate::model::{
    Citation, Claim, ClaimId, Document, Hue, Id, Instrument, InstrumentId, Item, Lang, ORDER_STEP, Ordered, Relation,
    RelationId, RelationKind, Section, Source, SourceId, Stakeholder, StakeholderId, Stance, Statement, Structure,
    Symbol, Table, Target, Text, Theme, ThemeId,
};

use super::change::{Change, NewName, Transaction};
use super::wish::{Edit, EditError, EditName, TextField};

type Planned = Result<Transaction, EditError>;

/// Works out what a wish changes, without changing anything: also the dry run that greys out a button.
///
/// # Errors
/// Says why it cannot be done.
pub fn plan(document: &Document, edit: Edit) -> Planned {
    let plan = Plan { document };
    match edit {
        Edit::SetText { field, lang, words } => plan.set_text(field, lang, &words),
        Edit::AddArgument {
            stakeholder,
            stance,
            theme,
            after,
            lang,
            words,
        } => plan.add_argument(stakeholder, stance, theme, after, lang, &words),
        Edit::AddReply {
            target,
            kind,
            lang,
            words,
        } => plan.add_reply(target, kind, lang, &words),
        Edit::Connect { premise, target, kind } => plan.connect(premise, target, kind),
        Edit::Disconnect { relation } => plan.disconnect(relation),
        Edit::Move { claim, target, kind } => plan.move_claim(claim, target, kind),
        Edit::SwitchSide { claim } => plan.switch_side(claim),
        Edit::SetStakeholder { claim, stakeholder } => {
            if stakeholder.is_some_and(|id| !document.stakeholders.contains(id)) {
                return Err(EditError::Gone);
            }
            plan.claim_property(claim, |claim| claim.stakeholder = stakeholder)
        }
        Edit::SetTheme { claim, theme } => {
            if theme.is_some_and(|id| !document.themes.contains(id)) {
                return Err(EditError::Gone);
            }
            plan.claim_property(claim, |claim| claim.theme = theme)
        }
        Edit::SetCore { claim, core } => plan.claim_property(claim, |claim| claim.core = core),
        Edit::SetMark { claim, mark } => plan.claim_property(claim, |claim| claim.mark = mark),
        Edit::SetTags { claim, tags } => plan.claim_property(claim, |claim| {
            claim.tags = tags
                .iter()
                .map(|tag| tag.trim())
                .filter(|tag| !tag.is_empty())
                .map(Into::into)
                .collect();
        }),
        Edit::Reorder { claim, down } => plan.reorder(claim, down),
        Edit::RemoveClaim { claim } => plan.remove_claim(claim),
        Edit::LinkInstrument {
            claim,
            instrument,
            linked,
        } => plan.link_instrument(claim, instrument, linked),
        Edit::AddSource { claim, citation } => plan.add_source(claim, &citation),
        Edit::Cite { claim, source, cited } => plan.cite(claim, source, cited),
        Edit::SetCitation { source, citation } => {
            plan.source_property(source, |source| source.citation = citation.as_str().into())
        }
        Edit::SetUrls { source, urls } => plan.source_property(source, |source| {
            source.urls = urls
                .iter()
                .map(|url| url.trim())
                .filter(|url| !url.is_empty())
                .map(Into::into)
                .collect();
        }),
        Edit::AddStakeholder { lang, words } => plan.add_stakeholder(lang, &words),
        Edit::SetLook {
            stakeholder,
            hue,
            symbol,
        } => plan.set_look(stakeholder, hue, symbol),
        Edit::RemoveStakeholder { stakeholder } => plan.remove_stakeholder(stakeholder),
        Edit::AddTheme { claim, lang, words } => plan.add_theme(claim, lang, &words),
        Edit::AddInstrument { lang, words } => plan.add_instrument(lang, &words),
        Edit::SetPictogram { instrument, pictogram } => {
            plan.instrument_property(instrument, |instrument| instrument.pictogram = pictogram)
        }
        Edit::SetImage { instrument, image } => plan.instrument_property(instrument, |instrument| {
            instrument.image = image.as_deref().filter(|path| !path.is_empty()).map(Into::into)
        }),
        Edit::RemoveInstrument { instrument } => plan.remove_instrument(instrument),
        Edit::AddStatement {
            instrument,
            section,
            lang,
            words,
        } => {
            let statement = Statement {
                text: some_text(lang, &words)?,
                own: true,
                ..Statement::default()
            };
            plan.instrument_property(instrument, |instrument| {
                if let Some(statements) = instrument.sections.get_mut(section as usize) {
                    statements.push(statement);
                }
            })
        }
        Edit::RemoveStatement {
            instrument,
            section,
            index,
        } => {
            plan.statement(instrument, section, index)?;
            plan.instrument_property(instrument, |instrument| {
                if let Some(statements) = instrument.sections.get_mut(section as usize) {
                    statements.remove(index);
                }
            })
        }
        Edit::CiteInStatement {
            instrument,
            section,
            index,
            source,
            cited,
        } => {
            plan.statement(instrument, section, index)?;
            document.sources.get(source).ok_or(EditError::Gone)?;
            plan.instrument_property(instrument, |instrument| {
                let statement = instrument
                    .sections
                    .get_mut(section as usize)
                    .and_then(|statements| statements.get_mut(index));
                if let Some(statement) = statement {
                    statement.sources.retain(|cited| *cited != source);
                    if cited {
                        statement.sources.push(source);
                    }
                }
            })
        }
    }
}

fn some_text(lang: Lang, words: &str) -> Result<Text, EditError> {
    if words.trim().is_empty() {
        Err(EditError::EmptyText)
    } else {
        Ok(Text::new(lang, words.trim()))
    }
}

fn one(name: EditName, change: Change, focus: Option<Item>) -> Transaction {
    Transaction {
        name,
        names: Vec::new(),
        changes: vec![change],
        merge: None,
        focus,
    }
}

/// The handle that the next new name of a table will get.
fn next_id<K: Id, T: Ordered>(table: &Table<K, T>, name: &str) -> K {
    table.id(name).unwrap_or_else(|| K::from_index(table.num_slots()))
}

struct Plan<'a> {
    document: &'a Document,
}

impl Plan<'_> {
    fn claim(&self, id: ClaimId) -> Result<&Claim, EditError> {
        self.document.claims.get(id).ok_or(EditError::Gone)
    }

    fn thesis(&self) -> Result<ClaimId, EditError> {
        self.document
            .cover
            .thesis
            .filter(|id| self.document.claims.contains(*id))
            .ok_or(EditError::NoThesis)
    }

    fn not_thesis(&self, claim: ClaimId) -> Result<(), EditError> {
        if self.document.cover.thesis == Some(claim) {
            Err(EditError::IsThesis)
        } else {
            Ok(())
        }
    }

    fn claim_change(&self, id: ClaimId, change: impl FnOnce(&mut Claim)) -> Result<Change, EditError> {
        let before = self.claim(id)?;
        let mut after = before.clone();
        change(&mut after);
        if *before == after {
            return Err(EditError::NoChange);
        }
        Ok(Change::Claim {
            id,
            before: Some(Box::new(before.clone())),
            after: Some(Box::new(after)),
        })
    }

    fn claim_property(&self, id: ClaimId, change: impl FnOnce(&mut Claim)) -> Planned {
        Ok(one(
            EditName::ChangeProperty,
            self.claim_change(id, change)?,
            Some(Item::Claim(id)),
        ))
    }

    fn source_property(&self, id: SourceId, change: impl FnOnce(&mut Source)) -> Planned {
        let before = self.document.sources.get(id).ok_or(EditError::Gone)?;
        let mut after = before.clone();
        change(&mut after);
        if *before == after {
            return Err(EditError::NoChange);
        }
        let change = Change::Source {
            id,
            before: Some(Box::new(before.clone())),
            after: Some(Box::new(after)),
        };
        Ok(one(EditName::ChangeSource, change, None))
    }

    fn instrument_property(&self, id: InstrumentId, change: impl FnOnce(&mut Instrument)) -> Planned {
        let before = self.document.instruments.get(id).ok_or(EditError::Gone)?;
        let mut after = before.clone();
        change(&mut after);
        if *before == after {
            return Err(EditError::NoChange);
        }
        let change = Change::Instrument {
            id,
            before: Some(Box::new(before.clone())),
            after: Some(Box::new(after)),
        };
        Ok(one(EditName::ChangeInstrument, change, Some(Item::Instrument(id))))
    }

    fn statement(&self, id: InstrumentId, section: Section, index: usize) -> Result<&Statement, EditError> {
        self.document
            .instruments
            .get(id)
            .and_then(|instrument| instrument.section(section).get(index))
            .ok_or(EditError::Gone)
    }

    fn set_text(&self, field: TextField, lang: Lang, words: &str) -> Planned {
        macro_rules! record {
            ($table:ident, $variant:ident, $id:expr, $set:expr) => {{
                let id = $id;
                let before = self.document.$table.get(id).ok_or(EditError::Gone)?;
                let mut after = before.clone();
                text_in(&mut after, $set).ok_or(EditError::Gone)?.set(lang, words);
                if *before == after {
                    return Err(EditError::NoChange);
                }
                Change::$variant {
                    id,
                    before: Some(Box::new(before.clone())),
                    after: Some(Box::new(after)),
                }
            }};
        }
        let change = match field {
            TextField::Title | TextField::Question | TextField::QuestionExplanation | TextField::Colophon => {
                let mut after = self.document.cover.clone();
                match field {
                    TextField::Title => &mut after.title,
                    TextField::Question => &mut after.question,
                    TextField::Colophon => &mut after.colophon,
                    _ => &mut after.explanation,
                }
                .set(lang, words);
                if after == self.document.cover {
                    return Err(EditError::NoChange);
                }
                Change::Cover {
                    before: Box::new(self.document.cover.clone()),
                    after: Box::new(after),
                }
            }
            TextField::Claim(id) => record!(claims, Claim, id, |claim| Some(&mut claim.text)),
            TextField::Explanation(id) => record!(claims, Claim, id, |claim| Some(&mut claim.explanation)),
            TextField::Note(id) => record!(claims, Claim, id, |claim| Some(&mut claim.note)),
            TextField::CitationSupports(id, source) => record!(claims, Claim, id, |claim| {
                claim
                    .sources
                    .iter_mut()
                    .find(|citation| citation.source == source)
                    .map(|citation| &mut citation.supports)
            }),
            TextField::StakeholderName(id) => record!(stakeholders, Stakeholder, id, |record| Some(&mut record.name)),
            TextField::ThemeName(id) => record!(themes, Theme, id, |record| Some(&mut record.name)),
            TextField::InstrumentName(id) => record!(instruments, Instrument, id, |record| Some(&mut record.name)),
            TextField::InstrumentSummary(id) => {
                record!(instruments, Instrument, id, |record| Some(&mut record.summary))
            }
            TextField::InstrumentAudience(id) => {
                record!(instruments, Instrument, id, |record| Some(&mut record.audience))
            }
            TextField::InstrumentTried(id) => record!(instruments, Instrument, id, |record| Some(&mut record.tried)),
            TextField::Statement(id, section, index) => record!(instruments, Instrument, id, |record| {
                record
                    .sections
                    .get_mut(section as usize)
                    .and_then(|statements| statements.get_mut(index))
                    .map(|statement| &mut statement.text)
            }),
            TextField::SourceSupports(id) => record!(sources, Source, id, |record| Some(&mut record.supports)),
            TextField::SourceSeen(id) => record!(sources, Source, id, |record| Some(&mut record.seen)),
            TextField::FactText(id) => record!(facts, Fact, id, |record| Some(&mut record.text)),
            TextField::FactYear(id) => record!(facts, Fact, id, |record| Some(&mut record.year)),
            TextField::TermText(id) => record!(terms, Term, id, |record| Some(&mut record.term)),
            TextField::TermMeaning(id) => record!(terms, Term, id, |record| Some(&mut record.meaning)),
        };
        let focus = match field {
            TextField::Claim(id) | TextField::Explanation(id) | TextField::Note(id) => Some(Item::Claim(id)),
            _ => None,
        };
        Ok(Transaction {
            merge: Some((field, lang)),
            ..one(EditName::ChangeText, change, focus)
        })
    }

    /// Order for a new claim behind `after`; renumbers all claims where no room is left.
    fn order_behind(&self, after: Option<ClaimId>) -> (u64, Vec<Change>) {
        let claims = &self.document.claims;
        let Some(after) = after.filter(|id| claims.contains(*id)) else {
            return (claims.order_at_end(), Vec::new());
        };
        if let Some(order) = claims.order_after(after) {
            return (order, Vec::new());
        }
        let mut changes = Vec::new();
        let mut behind = 0;
        for (number, id) in claims.in_order().into_iter().enumerate() {
            let order = (number as u64 + 1) * ORDER_STEP;
            if id == after {
                behind = order + ORDER_STEP / 8;
            }
            changes.extend(self.claim_change(id, |claim| claim.order = order));
        }
        (behind, changes)
    }

    fn relation_name(&self, premise: &str, target: Target) -> String {
        let target = match target {
            Target::Claim(id) => self.document.claims.name(id),
            Target::Relation(id) => self.document.relations.name(id),
        };
        Document::simple_relation_name(premise, target)
    }

    /// A new relation from one premise, behind the relations that are there.
    fn new_relation(
        &self,
        premise: ClaimId,
        premise_name: &str,
        target: Target,
        kind: RelationKind,
    ) -> (NewName, Change) {
        let relations = &self.document.relations;
        let mut name = self.relation_name(premise_name, target);
        if relations.id(&name).is_some_and(|id| relations.contains(id)) {
            name = relations.free_name(&name);
        }
        let id = next_id(relations, &name);
        let relation = Relation {
            premises: vec![premise],
            kind,
            target,
            order: relations.order_at_end(),
        };
        (
            NewName::Relation(name),
            Change::Relation {
                id,
                before: None,
                after: Some(Box::new(relation)),
            },
        )
    }

    fn new_claim(
        &self,
        claim: Claim,
        words: &str,
        target: Target,
        kind: RelationKind,
        mut changes: Vec<Change>,
        name: EditName,
    ) -> Transaction {
        let claim_name = self.document.claims.free_name(words);
        let id = next_id(&self.document.claims, &claim_name);
        let (relation_name, relation) = self.new_relation(id, &claim_name, target, kind);
        changes.push(Change::Claim {
            id,
            before: None,
            after: Some(Box::new(claim)),
        });
        changes.push(relation);
        Transaction {
            name,
            names: vec![NewName::Claim(claim_name), relation_name],
            changes,
            merge: None,
            focus: Some(Item::Claim(id)),
        }
    }

    fn add_argument(
        &self,
        stakeholder: Option<StakeholderId>,
        stance: Stance,
        theme: Option<ThemeId>,
        after: Option<ClaimId>,
        lang: Lang,
        words: &str,
    ) -> Planned {
        let thesis = self.thesis()?;
        let text = some_text(lang, words)?;
        if stakeholder.is_some_and(|id| !self.document.stakeholders.contains(id))
            || theme.is_some_and(|id| !self.document.themes.contains(id))
        {
            return Err(EditError::Gone);
        }
        let (order, changes) = self.order_behind(after);
        let claim = Claim {
            text,
            stakeholder,
            theme,
            order,
            ..Claim::default()
        };
        let kind = if stance == Stance::Pro {
            RelationKind::Support
        } else {
            RelationKind::Attack
        };
        Ok(self.new_claim(
            claim,
            words,
            Target::Claim(thesis),
            kind,
            changes,
            EditName::AddArgument,
        ))
    }

    fn add_reply(&self, target: Target, kind: RelationKind, lang: Lang, words: &str) -> Planned {
        let text = some_text(lang, words)?;
        self.target_exists(target)?;
        let behind = match target {
            Target::Claim(id) => Structure::new(self.document).branch(id).last().copied(),
            Target::Relation(id) => self
                .document
                .relations
                .get(id)
                .and_then(|relation| relation.premises.first().copied()),
        };
        let (order, changes) = self.order_behind(behind);
        Ok(self.new_claim(
            Claim {
                text,
                order,
                ..Claim::default()
            },
            words,
            target,
            kind,
            changes,
            EditName::AddReply,
        ))
    }

    fn target_exists(&self, target: Target) -> Result<(), EditError> {
        let exists = match target {
            Target::Claim(id) => self.document.claims.contains(id),
            Target::Relation(id) => self.document.relations.contains(id),
        };
        if exists { Ok(()) } else { Err(EditError::Gone) }
    }

    fn connect(&self, premise: ClaimId, target: Target, kind: RelationKind) -> Planned {
        self.claim(premise)?;
        self.target_exists(target)?;
        if target == Target::Claim(premise) {
            return Err(EditError::UnderItself);
        }
        if self
            .document
            .relations
            .iter()
            .any(|(_, relation)| relation.premises == [premise] && relation.target == target)
        {
            return Err(EditError::ExistsAlready);
        }
        if kind == RelationKind::Support && self.supports_in_turn(target, premise) {
            return Err(EditError::UnderItself);
        }
        let (name, change) = self.new_relation(premise, self.document.claims.name(premise), target, kind);
        Ok(Transaction {
            names: vec![name],
            ..one(EditName::Connect, change, Some(Item::Claim(premise)))
        })
    }

    /// Whether `from` supports `to`, perhaps by way of others.
    fn supports_in_turn(&self, from: Target, to: ClaimId) -> bool {
        let Target::Claim(from) = from else { return false };
        let mut open = vec![from];
        let mut seen = vec![false; self.document.claims.num_slots()];
        let mut targets: Vec<(ClaimId, ClaimId)> = Vec::new();
        for (_, relation) in self.document.relations.iter() {
            if let (RelationKind::Support, Target::Claim(target)) = (relation.kind, relation.target) {
                targets.extend(relation.premises.iter().map(|premise| (*premise, target)));
            }
        }
        targets.sort_unstable();
        while let Some(here) = open.pop() {
            if here == to {
                return true;
            }
            match seen.get_mut(here.index()) {
                Some(flag) if !*flag => *flag = true,
                _ => continue,
            }
            let start = targets.partition_point(|(premise, _)| *premise < here);
            open.extend(
                targets
                    .iter()
                    .skip(start)
                    .take_while(|(premise, _)| *premise == here)
                    .map(|(_, target)| *target),
            );
        }
        false
    }

    fn disconnect(&self, id: RelationId) -> Planned {
        let relation = self.document.relations.get(id).ok_or(EditError::Gone)?;
        let mut changes = Vec::new();
        self.remove_relation(id, &mut changes);
        Ok(Transaction {
            name: EditName::Disconnect,
            names: Vec::new(),
            changes,
            merge: None,
            focus: relation.premises.first().map(|premise| Item::Claim(*premise)),
        })
    }

    /// Takes away a relation and all relations to it. Those stand before it in the list, so that taking
    /// the changes back in reverse order brings the target back first.
    fn remove_relation(&self, id: RelationId, changes: &mut Vec<Change>) {
        let mut open = vec![id];
        while let Some(here) = open.pop() {
            let Some(relation) = self.document.relations.get(here) else {
                continue;
            };
            if changes.iter().any(|change| change.item() == Item::Relation(here)) {
                continue;
            }
            changes.push(Change::Relation {
                id: here,
                before: Some(Box::new(relation.clone())),
                after: None,
            });
            open.extend(
                self.document
                    .relations
                    .iter()
                    .filter(|(_, other)| other.target == Target::Relation(here))
                    .map(|(id, _)| id),
            );
        }
    }

    fn move_claim(&self, claim: ClaimId, target: Target, kind: RelationKind) -> Planned {
        self.not_thesis(claim)?;
        self.claim(claim)?;
        self.target_exists(target)?;
        let structure = Structure::new(self.document);
        let under = match target {
            Target::Claim(id) => id,
            Target::Relation(id) => self
                .document
                .relations
                .get(id)
                .and_then(|relation| relation.premises.first().copied())
                .ok_or(EditError::Gone)?,
        };
        if structure.path_to_thesis(under).contains(&claim) {
            return Err(EditError::UnderItself);
        }
        let mut changes = Vec::new();
        let mut names = Vec::new();
        let old = structure.place(claim).and_then(|place| place.relation);
        let old_relation = old.and_then(|id| self.document.relations.get(id));
        if old_relation.is_some_and(|relation| relation.target == target && relation.kind == kind) {
            return Err(EditError::NoChange);
        }
        let others = |id: RelationId, relation: &Relation| {
            Some(id) != old && relation.premises == [claim] && relation.target == target
        };
        if self
            .document
            .relations
            .iter()
            .any(|(id, relation)| others(id, relation))
        {
            return Err(EditError::ExistsAlready);
        }
        match (old, old_relation) {
            (Some(id), Some(relation)) if relation.target == target => {
                let after = Relation {
                    kind,
                    ..relation.clone()
                };
                changes.push(Change::Relation {
                    id,
                    before: Some(Box::new(relation.clone())),
                    after: Some(Box::new(after)),
                });
            }
            (Some(id), Some(relation)) => {
                let (name, new) = self.new_relation(claim, self.document.claims.name(claim), target, kind);
                let Change::Relation { id: new_id, .. } = new else {
                    return Err(EditError::Gone);
                };
                // What denied the old step denies the new one.
                for (other_id, other) in self
                    .document
                    .relations
                    .iter()
                    .filter(|(_, other)| other.target == Target::Relation(id))
                {
                    let after = Relation {
                        target: Target::Relation(new_id),
                        ..other.clone()
                    };
                    changes.push(Change::Relation {
                        id: other_id,
                        before: Some(Box::new(other.clone())),
                        after: Some(Box::new(after)),
                    });
                }
                let left: Vec<ClaimId> = relation
                    .premises
                    .iter()
                    .copied()
                    .filter(|premise| *premise != claim)
                    .collect();
                let after = (!left.is_empty()).then(|| {
                    Box::new(Relation {
                        premises: left,
                        ..relation.clone()
                    })
                });
                changes.push(Change::Relation {
                    id,
                    before: Some(Box::new(relation.clone())),
                    after,
                });
                names.push(name);
                changes.push(new);
            }
            _ => {
                let (name, new) = self.new_relation(claim, self.document.claims.name(claim), target, kind);
                names.push(name);
                changes.push(new);
            }
        }
        Ok(Transaction {
            name: EditName::Move,
            names,
            changes,
            merge: None,
            focus: Some(Item::Claim(claim)),
        })
    }

    fn switch_side(&self, claim: ClaimId) -> Planned {
        self.not_thesis(claim)?;
        let id = Structure::new(self.document)
            .place(claim)
            .and_then(|place| place.relation)
            .ok_or(EditError::Gone)?;
        let before = self.document.relations.get(id).ok_or(EditError::Gone)?;
        let kind = match before.kind {
            RelationKind::Support => RelationKind::Attack,
            RelationKind::Attack => RelationKind::Support,
        };
        let after = Relation { kind, ..before.clone() };
        let change = Change::Relation {
            id,
            before: Some(Box::new(before.clone())),
            after: Some(Box::new(after)),
        };
        Ok(one(EditName::SwitchSide, change, Some(Item::Claim(claim))))
    }

    /// Changes places with the neighbour that stands in the same group of the picture.
    fn reorder(&self, claim: ClaimId, down: bool) -> Planned {
        let record = self.claim(claim)?;
        let structure = Structure::new(self.document);
        let place = structure.place(claim).ok_or(EditError::Gone)?;
        let siblings: Vec<ClaimId> = match place.parent {
            Some(parent) => structure.children(parent).to_vec(),
            None => structure.loose().to_vec(),
        };
        let same_group = |id: &ClaimId| {
            place.depth > 1
                || structure.stance(*id) == place.stance
                    && self
                        .document
                        .claims
                        .get(*id)
                        .is_some_and(|other| other.stakeholder == record.stakeholder && other.theme == record.theme)
        };
        let group: Vec<ClaimId> = siblings.into_iter().filter(same_group).collect();
        let at = group.iter().position(|id| *id == claim).ok_or(EditError::Gone)?;
        let neighbour = if down {
            group.get(at + 1)
        } else {
            at.checked_sub(1).and_then(|at| group.get(at))
        };
        let neighbour = *neighbour.ok_or(EditError::AtTheEnd)?;
        let other = self.claim(neighbour)?;
        let changes = vec![
            self.claim_change(claim, |claim| claim.order = other.order)?,
            self.claim_change(neighbour, |claim| claim.order = record.order)?,
        ];
        Ok(Transaction {
            name: EditName::Reorder,
            names: Vec::new(),
            changes,
            merge: None,
            focus: Some(Item::Claim(claim)),
        })
    }

    fn remove_claim(&self, claim: ClaimId) -> Planned {
        self.not_thesis(claim)?;
        self.claim(claim)?;
        let structure = Structure::new(self.document);
        let branch = structure.branch(claim);
        let mut goes = vec![false; self.document.claims.num_slots()];
        for id in &branch {
            if let Some(flag) = goes.get_mut(id.index()) {
                *flag = true;
            }
        }
        let goes = |id: &ClaimId| goes.get(id.index()).copied().unwrap_or(false);
        let mut changes = Vec::new();
        for (id, relation) in self.document.relations.iter() {
            let left: Vec<ClaimId> = relation
                .premises
                .iter()
                .copied()
                .filter(|premise| !goes(premise))
                .collect();
            let target_goes = matches!(relation.target, Target::Claim(target) if goes(&target));
            if target_goes || (left.is_empty() && !relation.premises.is_empty()) {
                self.remove_relation(id, &mut changes);
            } else if left.len() < relation.premises.len() {
                let after = Relation {
                    premises: left,
                    ..relation.clone()
                };
                changes.push(Change::Relation {
                    id,
                    before: Some(Box::new(relation.clone())),
                    after: Some(Box::new(after)),
                });
            }
        }
        for id in &branch {
            let before = self.claim(*id)?;
            changes.push(Change::Claim {
                id: *id,
                before: Some(Box::new(before.clone())),
                after: None,
            });
        }
        let focus = structure.place(claim).and_then(|place| place.parent).map(Item::Claim);
        Ok(Transaction {
            name: EditName::Remove(branch.len()),
            names: Vec::new(),
            changes,
            merge: None,
            focus,
        })
    }

    fn link_instrument(&self, claim: ClaimId, instrument: InstrumentId, linked: bool) -> Planned {
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

    fn add_source(&self, claim: Option<ClaimId>, citation: &str) -> Planned {
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

    fn cite(&self, claim: ClaimId, source: SourceId, cited: bool) -> Planned {
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

    fn add_stakeholder(&self, lang: Lang, words: &str) -> Planned {
        let stakeholders = &self.document.stakeholders;
        let name = stakeholders.free_name(words);
        let id = next_id(stakeholders, &name);
        let number = stakeholders.len();
        let stakeholder = Stakeholder {
            name: some_text(lang, words)?,
            hue: Hue::ALL.get(number % Hue::ALL.len()).copied().unwrap_or(Hue::Slate),
            symbol: Symbol::ALL
                .get(number % Symbol::ALL.len())
                .copied()
                .unwrap_or(Symbol::People),
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

    fn set_look(&self, id: StakeholderId, hue: Hue, symbol: Symbol) -> Planned {
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

    fn remove_stakeholder(&self, id: StakeholderId) -> Planned {
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

    fn add_theme(&self, claim: Option<ClaimId>, lang: Lang, words: &str) -> Planned {
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

    fn add_instrument(&self, lang: Lang, words: &str) -> Planned {
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

    fn remove_instrument(&self, id: InstrumentId) -> Planned {
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

/// One text of a record.
fn text_in<T>(record: &mut T, way: impl for<'a> FnOnce(&'a mut T) -> Option<&'a mut Text>) -> Option<&mut Text> {
    way(record)
}
