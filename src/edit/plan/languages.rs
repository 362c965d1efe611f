//! The languages of a map.

use crate::model::{Claim, Cover, Fact, Instrument, Lang, Route, Source, Stakeholder, Term, Text, Theme};

use super::super::change::{Change, Transaction};
use super::super::wish::{EditError, EditName};
use super::{Plan, Planned, gathered, one};

/// A record with texts in languages.
trait Worded: Clone + PartialEq {
    fn texts(&mut self) -> Vec<&mut Text>;

    /// The record without its words in a language; `None` if it has none. A text that exists in no other language stays.
    fn without(&self, lang: Lang) -> Option<Self> {
        let mut after = self.clone();
        for text in after.texts() {
            if text.iter().any(|(other, _)| other != lang) {
                text.set(lang, "");
            }
        }
        (after != *self).then_some(after)
    }
}

impl Worded for Cover {
    fn texts(&mut self) -> Vec<&mut Text> {
        let picture = self.picture.as_mut().map(|picture| &mut picture.text);
        [
            &mut self.title,
            &mut self.question,
            &mut self.explanation,
            &mut self.colophon,
        ]
        .into_iter()
        .chain(picture)
        .collect()
    }
}

impl Worded for Claim {
    fn texts(&mut self) -> Vec<&mut Text> {
        let picture = self.picture.as_mut().map(|picture| &mut picture.text);
        let supports = self.sources.iter_mut().map(|citation| &mut citation.supports);
        [&mut self.text, &mut self.explanation, &mut self.note]
            .into_iter()
            .chain(picture)
            .chain(supports)
            .collect()
    }
}

impl Worded for Instrument {
    fn texts(&mut self) -> Vec<&mut Text> {
        let statements = self.sections.iter_mut().flatten().map(|statement| &mut statement.text);
        [
            &mut self.name,
            &mut self.summary,
            &mut self.audience,
            &mut self.tried,
            &mut self.image_text,
        ]
        .into_iter()
        .chain(statements)
        .collect()
    }
}

impl Worded for Route {
    fn texts(&mut self) -> Vec<&mut Text> {
        let notes = self.stops.iter_mut().map(|stop| &mut stop.note);
        [&mut self.name].into_iter().chain(notes).collect()
    }
}

macro_rules! worded {
    ($($record:ty: $($text:ident),+;)*) => {
        $(impl Worded for $record {
            fn texts(&mut self) -> Vec<&mut Text> {
                vec![$(&mut self.$text),+]
            }
        })*
    };
}

worded! {
    Stakeholder: name;
    Theme: name;
    Source: supports, seen;
    Fact: text, year;
    Term: term, meaning;
}

impl Plan<'_> {
    pub(super) fn set_languages(&self, languages: Vec<Lang>) -> Planned {
        let mut after = self.document.cover.clone();
        after.languages = languages;
        if after == self.document.cover {
            return Err(EditError::NoChange);
        }
        let change = Change::Cover {
            before: Box::new(self.document.cover.clone()),
            after: Box::new(after),
        };
        Ok(one(EditName::ChangeLanguages, change, None))
    }

    /// Takes a language out of the map with all words in it; what is said in no other language stays.
    pub(super) fn remove_language(&self, lang: Lang) -> Planned {
        let document = self.document;
        let before = &document.cover;
        let mut after = before.without(lang).unwrap_or_else(|| before.clone());
        after.languages.retain(|known| *known != lang);
        let mut changes = Vec::new();
        if after != *before {
            changes.push(Change::Cover {
                before: Box::new(before.clone()),
                after: Box::new(after),
            });
        }
        macro_rules! lists {
            ($($list:ident: $kind:ident;)*) => {
                $(for (id, record) in document.$list.iter() {
                    if let Some(after) = record.without(lang) {
                        changes.push(Change::$kind {
                            id,
                            before: Some(Box::new(record.clone())),
                            after: Some(Box::new(after)),
                        });
                    }
                })*
            };
        }
        lists! {
            stakeholders: Stakeholder;
            themes: Theme;
            claims: Claim;
            instruments: Instrument;
            sources: Source;
            facts: Fact;
            terms: Term;
            routes: Route;
        }
        if changes.is_empty() {
            return Err(EditError::NoChange);
        }
        Ok(Transaction {
            changes,
            ..gathered(EditName::ChangeLanguages)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{Edit, Editor};
    use crate::model::Lang;

    #[test]
    fn a_language_goes_with_its_words_and_comes_back() {
        let map = include_str!("../../../maps/aanmelden-utrecht.ron");
        let document = crate::storage::read(map).unwrap().document;
        let mut editor = Editor::new(document.clone());
        // Said in English only: it would be lost.
        let argument = document.claims.id("meeste-kinderen-eerste-keuze").unwrap();
        editor
            .run(Edit::SetText {
                field: crate::edit::TextField::Explanation(argument),
                lang: Lang::NL,
                words: String::new(),
            })
            .unwrap();
        let before = editor.document().clone();
        editor.run(Edit::RemoveLanguage { lang: Lang::EN }).unwrap();
        assert_eq!(editor.document().languages(), [Lang::NL]);
        let words = |document: &crate::model::Document| crate::storage::write(document);
        assert_eq!(words(editor.document()).matches(" en: \"").count(), 1);
        editor.undo();
        assert_eq!(words(editor.document()), words(&before));
    }
}
