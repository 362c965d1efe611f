//! What a show needs beside its stops: the words of what is weighed, as they stand in the map.

use crate::model::{Ballot, ClaimId, Document, InstrumentId, Lang, Shows, Stop, Structure};
use crate::session::{Asked, Round, Row, Subject};

use super::show::Prepared;

/// What names and words are read with.
#[derive(Clone, Copy)]
pub struct Named<'a> {
    /// The map.
    pub document: &'a Document,
    /// Its structure.
    pub structure: &'a Structure,
    /// The language.
    pub lang: Lang,
}

/// The stops with their rounds, for about so many people.
pub fn prepare(stops: Vec<Stop>, named: Named<'_>, people: u32) -> Vec<Prepared> {
    let prepared = |mut stop: Stop| {
        // Arguments that are gone are passed over; the presenter hears of a stop with none left.
        if let Shows::Claims(claims) | Shows::Sides { claims, .. } = &mut stop.shows {
            claims.retain(|claim| named.document.claims.contains(*claim));
        }
        let round = match &stop.shows {
            Shows::Vote(ballot) => Some(round_of(ballot, named, people)),
            _ => None,
        };
        Prepared { stop, round }
    };
    stops.into_iter().map(prepared).collect()
}

/// The round that a ballot asks.
pub fn round_of(ballot: &Ballot, named: Named<'_>, people: u32) -> Round {
    let claims = |claims: &[ClaimId]| claims.iter().filter_map(|claim| row_of_claim(*claim, named)).collect();
    let question = || {
        let words = named.document.read(&named.document.cover.question, named.lang).words;
        vec![named_row(Subject::Question, words)]
    };
    let (asked, rows) = match ballot {
        Ballot::Before => (Asked::Before, question()),
        Ballot::After => (Asked::After, question()),
        Ballot::Opinion(all) => (Asked::Opinion, claims(all)),
        Ballot::Dots(all) => (Asked::Dots, claims(all)),
        Ballot::Tools(all) => (
            Asked::Tools,
            all.iter().filter_map(|tool| row_of_tool(*tool, named)).collect(),
        ),
    };
    Round::new(asked, rows, people)
}

/// A claim as it is weighed; `None` if it is gone.
pub fn row_of_claim(claim: ClaimId, named: Named<'_>) -> Option<Row> {
    let record = named.document.claims.get(claim)?;
    let name = named.document.claims.name(claim).to_owned();
    let words = named.document.read(&record.text, named.lang).words;
    Some(Row {
        side: named.structure.stance(claim).map(Into::into),
        ..named_row(Subject::Claim(name), words)
    })
}

fn row_of_tool(tool: InstrumentId, named: Named<'_>) -> Option<Row> {
    let record = named.document.instruments.get(tool)?;
    let name = named.document.instruments.name(tool).to_owned();
    let words = named.document.read(&record.name, named.lang).words;
    Some(named_row(Subject::Instrument(name), words))
}

/// Something that is weighed and has no side.
pub fn named_row(of: Subject, words: &str) -> Row {
    Row {
        of,
        words: words.to_owned(),
        side: None,
    }
}
