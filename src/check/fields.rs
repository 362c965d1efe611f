//! All texts of a map, one after the other.

use crate::edit::TextField;
use crate::model::{Document, Item, Section, Text};

/// Visits every text that has a [`TextField`], in the order of the document, with the record it belongs to.
pub fn each_text(document: &Document, visit: &mut dyn FnMut(Item, TextField, &Text)) {
    let cover = &document.cover;
    visit(Item::Cover, TextField::Title, &cover.title);
    visit(Item::Cover, TextField::Question, &cover.question);
    visit(Item::Cover, TextField::QuestionExplanation, &cover.explanation);
    visit(Item::Cover, TextField::Colophon, &cover.colophon);
    if let Some(picture) = &cover.picture {
        visit(Item::Cover, TextField::CoverPicture, &picture.text);
    }
    for id in document.stakeholders.in_order() {
        if let Some(stakeholder) = document.stakeholders.get(id) {
            visit(Item::Stakeholder(id), TextField::StakeholderName(id), &stakeholder.name);
        }
    }
    for id in document.themes.in_order() {
        if let Some(theme) = document.themes.get(id) {
            visit(Item::Theme(id), TextField::ThemeName(id), &theme.name);
        }
    }
    for id in document.claims.in_order() {
        let Some(claim) = document.claims.get(id) else { continue };
        let item = Item::Claim(id);
        visit(item, TextField::Claim(id), &claim.text);
        visit(item, TextField::Explanation(id), &claim.explanation);
        visit(item, TextField::Note(id), &claim.note);
        if let Some(picture) = &claim.picture {
            visit(item, TextField::ClaimPicture(id), &picture.text);
        }
        for citation in &claim.sources {
            visit(
                item,
                TextField::CitationSupports(id, citation.source),
                &citation.supports,
            );
        }
    }
    for id in document.instruments.in_order() {
        let Some(instrument) = document.instruments.get(id) else {
            continue;
        };
        let item = Item::Instrument(id);
        visit(item, TextField::InstrumentName(id), &instrument.name);
        visit(item, TextField::InstrumentSummary(id), &instrument.summary);
        visit(item, TextField::InstrumentAudience(id), &instrument.audience);
        visit(item, TextField::InstrumentTried(id), &instrument.tried);
        visit(item, TextField::InstrumentPicture(id), &instrument.image_text);
        for section in Section::ALL {
            for (index, statement) in instrument.section(section).iter().enumerate() {
                visit(item, TextField::Statement(id, section, index), &statement.text);
            }
        }
    }
    for id in document.sources.in_order() {
        if let Some(source) = document.sources.get(id) {
            visit(Item::Source(id), TextField::SourceSupports(id), &source.supports);
            visit(Item::Source(id), TextField::SourceSeen(id), &source.seen);
        }
    }
    for id in document.facts.in_order() {
        if let Some(fact) = document.facts.get(id) {
            visit(Item::Fact(id), TextField::FactText(id), &fact.text);
            visit(Item::Fact(id), TextField::FactYear(id), &fact.year);
        }
    }
    for id in document.routes.in_order() {
        let Some(route) = document.routes.get(id) else { continue };
        visit(Item::Route(id), TextField::RouteName(id), &route.name);
        for (number, stop) in route.stops.iter().enumerate() {
            visit(Item::Route(id), TextField::StopNote(id, number), &stop.note);
        }
    }
    for id in document.terms.in_order() {
        if let Some(term) = document.terms.get(id) {
            visit(Item::Term(id), TextField::TermText(id), &term.term);
            visit(Item::Term(id), TextField::TermMeaning(id), &term.meaning);
        }
    }
}

/// Whether an audience gets to see a text; the others are for who makes or presents the map.
pub(super) fn is_for_audience(field: TextField) -> bool {
    !matches!(
        field,
        TextField::Colophon
            | TextField::Note(_)
            | TextField::StopNote(..)
            | TextField::RouteName(_)
            | TextField::CitationSupports(..)
            | TextField::SourceSupports(_)
            | TextField::SourceSeen(_)
    )
}

/// Whether links in a text are shown as such; other texts are shown as they stand.
pub(super) fn is_formatted(field: TextField) -> bool {
    matches!(
        field,
        TextField::QuestionExplanation | TextField::Explanation(_) | TextField::Note(_) | TextField::Statement(..)
    )
}

/// Whether a text consists of sentences that are read one after the other. The sentence of a claim does not:
/// its length has a limit of its own.
pub(super) fn is_running_text(field: TextField) -> bool {
    matches!(
        field,
        TextField::QuestionExplanation
            | TextField::Explanation(_)
            | TextField::InstrumentSummary(_)
            | TextField::Statement(..)
            | TextField::FactText(_)
            | TextField::TermMeaning(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_visited_once() {
        let map = include_str!("../../maps/aanmelden-utrecht.ron");
        let document = crate::storage::read(map).unwrap().document;
        let mut fields = Vec::new();
        each_text(&document, &mut |_, field, _| fields.push(field));
        let num_fields = fields.len();
        assert!(num_fields > 3 * document.claims.len());
        fields.sort_unstable();
        fields.dedup();
        assert_eq!(fields.len(), num_fields);
    }
}
