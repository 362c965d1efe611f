//! Choosing between two wordings that a merge kept.

use crate::model::{
    Claim, Conflict, Hue, Instrument, Item, Mark, Pictogram, RelationKind, Stance, Symbol, Target, Text,
};

use super::super::change::{Change, Transaction};
use super::super::wish::{EditError, EditName, Site, Take, TextField, Under};
use super::{Plan, Planned};

impl Plan<'_> {
    pub(super) fn resolve(&self, number: usize, take: Take) -> Planned {
        let cover = &self.document.cover;
        let conflict = cover.conflicts.get(number).ok_or(EditError::Gone)?;
        let mut after = cover.clone();
        after.conflicts.remove(number);
        let done = Change::Cover {
            before: Box::new(cover.clone()),
            after: Box::new(after.clone()),
        };
        let chosen = match take {
            Take::Ours => None,
            Take::Theirs => Some(self.take_theirs(conflict)?),
        };
        let mut transaction = Transaction {
            name: EditName::Resolve,
            names: Vec::new(),
            changes: Vec::new(),
            merge: None,
            focus: Some(conflict.item),
        };
        match chosen {
            // A text of the cover itself: both in one record.
            Some(Transaction { mut changes, .. }) if conflict.item == Item::Cover => {
                if let Some(Change::Cover { after, .. }) = changes.first_mut() {
                    after.conflicts.remove(number);
                }
                transaction.changes = changes;
            }
            Some(chosen) => {
                transaction.names = chosen.names;
                transaction.changes = chosen.changes;
                transaction.changes.push(done);
            }
            None => transaction.changes.push(done),
        }
        Ok(transaction)
    }

    fn take_theirs(&self, conflict: &Conflict) -> Planned {
        let theirs = &*conflict.theirs;
        let document = self.document;
        if &*conflict.field == "removed" {
            return match conflict.item {
                Item::Claim(claim) => self.remove_claims(&[claim]),
                Item::Relation(relation) => self.disconnect(relation),
                Item::Instrument(instrument) => self.remove_instrument(instrument),
                item => self.remove_record(item),
            };
        }
        if let Some(lang) = conflict.lang {
            let field = self.text_field(conflict).ok_or(EditError::Gone)?;
            return self.set_text(field, lang, theirs);
        }
        match (conflict.item, &*conflict.field) {
            (Item::Claim(claim), "place") => {
                let (kind, target) = theirs.split_once(' ').ok_or(EditError::Gone)?;
                let kind = match kind {
                    "supports" => RelationKind::Support,
                    "attacks" | "undercuts" => RelationKind::Attack,
                    _ => return Err(EditError::Gone),
                };
                let to_claim = document.claims.id(target).filter(|id| document.claims.contains(*id));
                let to_step = document
                    .relations
                    .id(target)
                    .filter(|id| document.relations.contains(*id));
                let target = match (to_claim, to_step) {
                    (Some(claim), _) => Target::Claim(claim),
                    (None, Some(step)) => Target::Relation(step),
                    (None, None) => return Err(EditError::Gone),
                };
                let record = self.claim(claim)?;
                let under = if document.cover.thesis.map(Target::Claim) == Some(target) {
                    let stance = if kind == RelationKind::Support {
                        Stance::Pro
                    } else {
                        Stance::Contra
                    };
                    Under::Thesis {
                        stance,
                        stakeholder: record.stakeholder,
                        theme: record.theme,
                    }
                } else {
                    Under::Reply { target, kind }
                };
                self.place(&[claim], Site::end_of(under))
            }
            (Item::Claim(claim), field) => {
                self.claim_property(claim, |claim| self.set_claim_field(claim, field, theirs))
            }
            (Item::Stakeholder(id), field) => {
                let before = document.stakeholders.get(id).ok_or(EditError::Gone)?;
                let hue = Hue::ALL.into_iter().find(|hue| word(hue) == theirs);
                let symbol = Symbol::ALL.into_iter().find(|symbol| word(symbol) == theirs);
                match field {
                    "hue" => self.set_look(id, hue.ok_or(EditError::Gone)?, before.symbol),
                    "symbol" => self.set_look(id, before.hue, symbol.ok_or(EditError::Gone)?),
                    _ => Err(EditError::Gone),
                }
            }
            (Item::Instrument(id), field) => self.instrument_property(id, |instrument: &mut Instrument| match field {
                "pictogram" => {
                    let found = Pictogram::ALL.into_iter().find(|pictogram| word(pictogram) == theirs);
                    instrument.pictogram = found.unwrap_or(instrument.pictogram);
                }
                "image" => instrument.image = (!theirs.is_empty()).then(|| theirs.into()),
                _ => {}
            }),
            (Item::Source(id), field) => self.source_property(id, |source| match field {
                "citation" => source.citation = theirs.into(),
                "checked" => source.checked = theirs.into(),
                _ => {}
            }),
            _ => Err(EditError::Gone),
        }
    }

    fn set_claim_field(&self, claim: &mut Claim, field: &str, value: &str) {
        let document = self.document;
        match field {
            "stakeholder" => claim.stakeholder = document.stakeholders.id(value),
            "theme" => claim.theme = document.themes.id(value),
            "core" => claim.core = value == "true",
            "mark" => {
                let marks = [Mark::PrintedMap, Mark::Research, Mark::Own];
                claim.mark = marks.into_iter().find(|mark| word(mark) == value).unwrap_or(claim.mark);
            }
            "image" => match &mut claim.picture {
                Some(picture) if !value.is_empty() => picture.path = value.into(),
                picture if value.is_empty() => *picture = None,
                picture => {
                    *picture = Some(Box::new(crate::model::Picture {
                        path: value.into(),
                        text: Text::default(),
                    }));
                }
            },
            _ => {}
        }
    }

    /// The text that a conflict is about.
    fn text_field(&self, conflict: &Conflict) -> Option<TextField> {
        let field = &*conflict.field;
        Some(match (conflict.item, field) {
            (Item::Cover, "title") => TextField::Title,
            (Item::Cover, "question") => TextField::Question,
            (Item::Cover, "explanation") => TextField::QuestionExplanation,
            (Item::Cover, "colophon") => TextField::Colophon,
            (Item::Cover, "image_text") => TextField::CoverPicture,
            (Item::Claim(id), "text") => TextField::Claim(id),
            (Item::Claim(id), "explanation") => TextField::Explanation(id),
            (Item::Claim(id), "note") => TextField::Note(id),
            (Item::Claim(id), "image_text") => TextField::ClaimPicture(id),
            (Item::Claim(id), field) => {
                let source = field.strip_prefix("sources/")?;
                TextField::CitationSupports(id, self.document.sources.id(source)?)
            }
            (Item::Stakeholder(id), "name") => TextField::StakeholderName(id),
            (Item::Theme(id), "name") => TextField::ThemeName(id),
            (Item::Instrument(id), "name") => TextField::InstrumentName(id),
            (Item::Instrument(id), "summary") => TextField::InstrumentSummary(id),
            (Item::Instrument(id), "for_whom") => TextField::InstrumentAudience(id),
            (Item::Instrument(id), "tried") => TextField::InstrumentTried(id),
            (Item::Instrument(id), "image_text") => TextField::InstrumentPicture(id),
            (Item::Source(id), "supports") => TextField::SourceSupports(id),
            (Item::Source(id), "seen") => TextField::SourceSeen(id),
            (Item::Fact(id), "text") => TextField::FactText(id),
            (Item::Fact(id), "year") => TextField::FactYear(id),
            (Item::Term(id), "term") => TextField::TermText(id),
            (Item::Term(id), "meaning") => TextField::TermMeaning(id),
            (Item::Route(id), "name") => TextField::RouteName(id),
            _ => return None,
        })
    }

    /// Takes a record of the lists at the back of the file away.
    fn remove_record(&self, item: Item) -> Planned {
        macro_rules! removal {
            ($table:ident, $variant:ident, $id:expr) => {
                Change::$variant {
                    id: $id,
                    before: Some(Box::new(
                        self.document.$table.get($id).ok_or(EditError::Gone)?.clone(),
                    )),
                    after: None,
                }
            };
        }
        let change = match item {
            Item::Stakeholder(id) => return self.remove_stakeholder(id),
            Item::Theme(id) => removal!(themes, Theme, id),
            Item::Source(id) => removal!(sources, Source, id),
            Item::Fact(id) => removal!(facts, Fact, id),
            Item::Term(id) => removal!(terms, Term, id),
            Item::Route(id) => removal!(routes, Route, id),
            _ => return Err(EditError::Gone),
        };
        Ok(super::one(EditName::Resolve, change, None))
    }
}

/// The word for a value in a file: its name in small letters, with `_` between the words.
fn word(value: &impl std::fmt::Debug) -> String {
    let mut word = String::new();
    for letter in format!("{value:?}").chars() {
        if letter.is_uppercase() && !word.is_empty() {
            word.push('_');
        }
        word.extend(letter.to_lowercase());
    }
    word
}
