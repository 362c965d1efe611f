//! Search as you type: claims, explanations, sources and instruments, without regard to accents and capitals.

use crate::layout::Spot;
use crate::model::{ClaimId, Document, InstrumentId, Lang, SourceId, plain_letter};

use super::Selected;

/// At most so many are listed; the number of all is given too.
const MAX_HITS: usize = 100;

/// What was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HitKind {
    /// In the sentence or explanation of a claim.
    Claim(ClaimId),
    /// In a card of the toolbox.
    Instrument(InstrumentId),
    /// In a source.
    Source(SourceId),
}

/// One thing found, with how well it fits (higher is better).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hit {
    /// What.
    pub kind: HitKind,
    /// How well.
    pub score: u32,
}

impl Hit {
    /// What to select for it; a source leads to the first claim that cites it.
    pub fn target(&self, document: &Document) -> Option<Selected> {
        match self.kind {
            HitKind::Claim(claim) if document.cover.thesis == Some(claim) => Some(Selected::Spot(Spot::Question)),
            HitKind::Claim(claim) => Some(Selected::Spot(Spot::Claim(claim))),
            HitKind::Instrument(instrument) => Some(Selected::Instrument(instrument)),
            HitKind::Source(source) => document
                .claims_of_source(source)
                .first()
                .map(|claim| Selected::Spot(Spot::Claim(*claim))),
        }
    }
}

/// Words in lower case and without accents.
pub fn fold_words(words: &str) -> String {
    words.chars().flat_map(char::to_lowercase).map(plain_letter).collect()
}

struct Entry {
    kind: HitKind,
    /// Where the first part (the sentence, the name) ends.
    head: usize,
    words: String,
}

/// The folded words of a document, made at the first search after a change.
#[derive(Default)]
pub struct SearchIndex {
    entries: Vec<Entry>,
    is_made: bool,
}

impl SearchIndex {
    /// Forgets the words: after a change.
    pub fn forget(&mut self) {
        self.is_made = false;
    }

    fn make(&mut self, document: &Document, lang: Lang) {
        self.entries.clear();
        for id in document.claims.in_order() {
            let Some(claim) = document.claims.get(id) else { continue };
            let mut words = fold_words(document.read(&claim.text, lang).words);
            let head = words.len();
            words.push('\n');
            words.push_str(&fold_words(document.read(&claim.explanation, lang).words));
            for tag in &claim.tags {
                words.push('\n');
                words.push_str(&fold_words(tag));
            }
            self.entries.push(Entry {
                kind: HitKind::Claim(id),
                head,
                words,
            });
        }
        for id in document.instruments.in_order() {
            let Some(instrument) = document.instruments.get(id) else {
                continue;
            };
            let mut words = fold_words(document.read(&instrument.name, lang).words);
            let head = words.len();
            let texts = [&instrument.summary, &instrument.audience, &instrument.tried];
            for text in texts
                .into_iter()
                .chain(instrument.sections.iter().flatten().map(|statement| &statement.text))
            {
                words.push('\n');
                words.push_str(&fold_words(document.read(text, lang).words));
            }
            self.entries.push(Entry {
                kind: HitKind::Instrument(id),
                head,
                words,
            });
        }
        for id in document.sources.in_order() {
            let Some(source) = document.sources.get(id) else {
                continue;
            };
            let mut words = fold_words(document.sources.name(id));
            words.push(' ');
            words.push_str(&fold_words(&source.citation));
            let head = words.len();
            words.push('\n');
            words.push_str(&fold_words(document.read(&source.supports, lang).words));
            self.entries.push(Entry {
                kind: HitKind::Source(id),
                head,
                words,
            });
        }
        self.is_made = true;
    }

    /// What holds all words of a query, best first, and how many there are in all.
    pub fn search(&mut self, document: &Document, lang: Lang, query: &str) -> (Vec<Hit>, usize) {
        let query = fold_words(query);
        let wanted: Vec<&str> = query.split_whitespace().collect();
        if wanted.is_empty() {
            return (Vec::new(), 0);
        }
        if !self.is_made {
            self.make(document, lang);
        }
        let mut hits: Vec<(u32, usize)> = Vec::new();
        for (number, entry) in self.entries.iter().enumerate() {
            let mut score = 0;
            for word in &wanted {
                match entry.words.find(word) {
                    Some(at) => {
                        let starts_word = at == 0
                            || entry
                                .words
                                .get(..at)
                                .is_some_and(|before| before.ends_with(|letter: char| !letter.is_alphanumeric()));
                        score += 1 + u32::from(starts_word) + if at < entry.head { 4 } else { 0 };
                    }
                    None => {
                        score = 0;
                        break;
                    }
                }
            }
            if score > 0 {
                let kind = match entry.kind {
                    HitKind::Claim(_) => 2,
                    HitKind::Instrument(_) => 1,
                    HitKind::Source(_) => 0,
                };
                hits.push((score * 4 + kind, number));
            }
        }
        let num_hits = hits.len();
        hits.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let best = hits.into_iter().take(MAX_HITS).filter_map(|(score, number)| {
            self.entries.get(number).map(|entry| Hit {
                kind: entry.kind,
                score,
            })
        });
        (best.collect(), num_hits)
    }
}
