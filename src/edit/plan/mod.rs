//! From a wish to a transaction: reads the document, never writes.

use crate::model::{
    Claim, ClaimId, Document, Id, Instrument, InstrumentId, Item, Lang, Ordered, Section, Source, SourceId, Statement,
    Table, Text,
};

use super::change::{Change, Transaction};
use super::editor::Editor;
use super::wish::{Edit, EditError, EditName, TextField};

mod adopt;
mod arguments;
mod draft;
mod insert;
mod languages;
mod lists;
mod place;
mod records;
mod resolve;
mod rewrite;
mod unite;

type Planned = Result<Transaction, EditError>;

/// Works out what a wish changes, without changing anything: also the dry run that greys out a button.
///
/// # Errors
/// Says why it cannot be done.
pub fn plan(document: &Document, edit: Edit) -> Planned {
    let plan = Plan { document };
    match edit {
        Edit::SetText { field, lang, words } => plan.set_text(field, lang, &words),
        Edit::Many { name, edits } => many(document, name, edits),
        Edit::MoveRecord { item, down } => plan.move_record(item, down),
        Edit::RemoveTheme { theme } => plan.remove_theme(theme),
        Edit::RemoveSource { source } => plan.remove_source(source),
        Edit::AddFact { lang, words } => plan.add_fact(lang, &words),
        Edit::CiteInFact { fact, source, cited } => plan.cite_in_fact(fact, source, cited),
        Edit::RemoveFact { fact } => plan.remove_fact(fact),
        Edit::AddTerm { lang, words } => plan.add_term(lang, &words),
        Edit::AddRoute { lang, words, stops } => plan.add_route(lang, &words, stops),
        Edit::SetStops { route, stops } => plan.set_stops(route, stops),
        Edit::RemoveRoute { route } => plan.remove_route(route),
        Edit::RemoveTerm { term } => plan.remove_term(term),
        Edit::RenameTag { from, to } => plan.rename_tag(&from, to.as_deref()),
        Edit::TagClaims { claims, tag, tagged } => plan.tag_claims(&claims, &tag, tagged),
        Edit::SetLanguages { languages } => plan.set_languages(languages),
        Edit::RemoveLanguage { lang } => plan.remove_language(lang),
        Edit::SetBasedOn { path } => plan.set_based_on(path.as_deref()),
        Edit::SetPicture { item, path } => plan.set_picture(item, path.as_deref()),
        Edit::MoveStatement {
            instrument,
            section,
            index,
            down,
        } => plan.move_statement(instrument, section, index, down),
        Edit::SetOwn {
            instrument,
            section,
            index,
            own,
        } => plan.set_own(instrument, section, index, own),
        Edit::Adopt { other, name } => plan.adopt(&other, name),
        Edit::Rewrite(rewrite) => plan.rewrite(*rewrite),
        Edit::Add { site, lang, words } => plan.add(site, lang, &words),
        Edit::Place { claims, site } => plan.place(&claims, site),
        Edit::Insert { fragment, site } => plan.insert(&fragment, site),
        Edit::Join { keep, other } => plan.join(keep, other),
        Edit::Split {
            claim,
            lang,
            first,
            second,
        } => plan.split(claim, lang, &first, &second),
        Edit::JoinReason { claim, relation } => plan.join_reason(claim, relation),
        Edit::RemoveClaims { claims } => plan.remove_claims(&claims),
        Edit::SetChecked { source, checked } => {
            plan.source_property(source, |source| source.checked = checked.trim().into())
        }
        Edit::SetOutdated { field, lang, outdated } => plan.set_outdated(field, lang, outdated),
        Edit::Resolve { conflict, take } => plan.resolve(conflict, take),
        Edit::Connect { premise, target, kind } => plan.connect(premise, target, kind),
        Edit::Disconnect { relation } => plan.disconnect(relation),
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
            if cited && !document.sources.contains(source) {
                return Err(EditError::Gone);
            }
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

/// Several wishes in order, each planned on what the ones before it leave.
fn many(document: &Document, name: EditName, edits: Vec<Edit>) -> Planned {
    Editor::new(document.clone()).run(Edit::Many { name, edits })
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

fn gathered(name: EditName) -> Transaction {
    Transaction {
        name,
        names: Vec::new(),
        changes: Vec::new(),
        merge: None,
        focus: None,
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

    /// Puts words into a text. If they are in the map's main language, the translations are outdated by it.
    fn set_text(&self, field: TextField, lang: Lang, words: &str) -> Planned {
        let main = self.document.cover.languages.first().copied();
        let (change, focus) = self.text_change(field, |text| rewrite::set_words(text, main, lang, words))?;
        Ok(Transaction {
            merge: Some((field, lang)),
            ..one(EditName::ChangeText, change, focus)
        })
    }

    fn set_outdated(&self, field: TextField, lang: Lang, outdated: bool) -> Planned {
        let (change, focus) = self.text_change(field, |text| text.set_outdated(lang, outdated))?;
        Ok(one(EditName::ChangeText, change, focus))
    }

    /// Changes one text of a record.
    fn text_change(
        &self,
        field: TextField,
        change: impl FnOnce(&mut Text),
    ) -> Result<(Change, Option<Item>), EditError> {
        macro_rules! record {
            ($table:ident, $variant:ident, $id:expr, $set:expr) => {{
                let id = $id;
                let before = self.document.$table.get(id).ok_or(EditError::Gone)?;
                let mut after = before.clone();
                change(text_in(&mut after, $set).ok_or(EditError::Gone)?);
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
            TextField::Title
            | TextField::Question
            | TextField::QuestionExplanation
            | TextField::Colophon
            | TextField::CoverPicture => {
                let mut after = self.document.cover.clone();
                change(match field {
                    TextField::Title => &mut after.title,
                    TextField::Question => &mut after.question,
                    TextField::Colophon => &mut after.colophon,
                    TextField::CoverPicture => &mut after.picture.as_mut().ok_or(EditError::Gone)?.text,
                    _ => &mut after.explanation,
                });
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
            TextField::ClaimPicture(id) => record!(claims, Claim, id, |claim| claim
                .picture
                .as_mut()
                .map(|picture| &mut picture.text)),
            TextField::InstrumentPicture(id) => {
                record!(instruments, Instrument, id, |record| Some(&mut record.image_text))
            }
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
            TextField::RouteName(id) => record!(routes, Route, id, |record| Some(&mut record.name)),
            TextField::StopNote(id, index) => record!(routes, Route, id, |record| {
                record.stops.get_mut(index).map(|stop| &mut stop.note)
            }),
        };
        let focus = match field {
            TextField::Claim(id) | TextField::Explanation(id) | TextField::Note(id) => Some(Item::Claim(id)),
            _ => None,
        };
        Ok((change, focus))
    }
}

/// One text of a record.
fn text_in<T>(record: &mut T, way: impl for<'a> FnOnce(&'a mut T) -> Option<&'a mut Text>) -> Option<&mut Text> {
    way(record)
}
