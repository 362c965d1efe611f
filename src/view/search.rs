//! Search as you type: claims, explanations, sources and instruments, without regard to accents and capitals.

use std::cmp::Reverse;

use memchr::memmem;

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
    let mut folded = String::with_capacity(words.len());
    fold_into(&mut folded, words);
    folded
}

fn fold_into(folded: &mut String, words: &str) {
    if words.is_ascii() {
        let start = folded.len();
        folded.push_str(words);
        if let Some(new) = folded.get_mut(start..) {
            new.make_ascii_lowercase();
        }
    } else {
        // An accent may be a sign of its own behind its letter, also after lowering (`İ`).
        let is_accent = |letter: &char| ('\u{300}'..='\u{36f}').contains(letter);
        let letters = words.chars().flat_map(char::to_lowercase).map(plain_letter);
        folded.extend(letters.filter(|letter| !is_accent(letter)));
    }
}

/// Where the words of one thing stand among all words.
struct Entry {
    kind: HitKind,
    /// Where the first part (the sentence, the name) ends.
    head: usize,
    /// Where the last part ends. It begins where the entry before it ends.
    end: usize,
}

/// The folded words of a document, made at the first search after a change.
#[derive(Default)]
pub struct SearchIndex {
    entries: Vec<Entry>,
    /// The words of all entries behind each other, each part with a line end behind it: one walk over memory finds a word.
    words: String,
    is_made: bool,
}

impl SearchIndex {
    /// Forgets the words: after a change.
    pub fn forget(&mut self) {
        self.is_made = false;
    }

    fn add(&mut self, kind: HitKind, head: &[&str], others: impl IntoIterator<Item = impl AsRef<str>>) {
        for (number, part) in head.iter().enumerate() {
            if number > 0 {
                self.words.push(' ');
            }
            fold_into(&mut self.words, part);
        }
        let head = self.words.len();
        for part in others {
            self.words.push('\n');
            fold_into(&mut self.words, part.as_ref());
        }
        self.words.push('\n');
        let end = self.words.len();
        self.entries.push(Entry { kind, head, end });
    }

    fn make(&mut self, document: &Document, lang: Lang) {
        self.entries.clear();
        self.words.clear();
        let read = |text| document.read(text, lang).words;
        for id in document.claims.in_order() {
            let Some(claim) = document.claims.get(id) else { continue };
            let tags = claim.tags.iter().map(|tag| &**tag);
            let others = std::iter::once(read(&claim.explanation)).chain(tags);
            self.add(HitKind::Claim(id), &[read(&claim.text)], others);
        }
        for id in document.instruments.in_order() {
            let Some(instrument) = document.instruments.get(id) else {
                continue;
            };
            let texts = [&instrument.summary, &instrument.audience, &instrument.tried];
            let statements = instrument.sections.iter().flatten().map(|statement| &statement.text);
            let others = texts.into_iter().chain(statements).map(read);
            self.add(HitKind::Instrument(id), &[read(&instrument.name)], others);
        }
        for id in document.sources.in_order() {
            let Some(source) = document.sources.get(id) else {
                continue;
            };
            let head = [document.sources.name(id), &source.citation];
            self.add(HitKind::Source(id), &head, [read(&source.supports)]);
        }
        self.is_made = true;
    }

    /// What holds all words of a query, best first, and how many there are in all.
    pub fn search(&mut self, document: &Document, lang: Lang, query: &str) -> (Vec<Hit>, usize) {
        let query = fold_words(query);
        let mut wanted: Vec<memmem::Finder<'_>> = query.split_whitespace().map(memmem::Finder::new).collect();
        // The longest is most likely the rarest: the others are only looked for where that one is.
        wanted.sort_by_key(|word| Reverse(word.needle().len()));
        let Some((first, others)) = wanted.split_first() else {
            return (Vec::new(), 0);
        };
        if !self.is_made {
            self.make(document, lang);
        }
        let words = self.words.as_bytes();
        let mut hits: Vec<(Reverse<u32>, usize)> = Vec::new();
        let (mut number, mut start) = (0, 0);
        while let Some(at) = words
            .get(start..)
            .and_then(|rest| first.find(rest))
            .map(|at| start + at)
        {
            while let Some(entry) = self.entries.get(number).filter(|entry| entry.end <= at) {
                (number, start) = (number + 1, entry.end);
            }
            let Some(entry) = self.entries.get(number) else { break };
            let own = words.get(start..entry.end).unwrap_or_default();
            let score_of = |at: usize| 1 + u32::from(self.starts_word(at)) + if at < entry.head { 4 } else { 0 };
            let score: Option<u32> = others
                .iter()
                .map(|word| word.find(own).map(|found| score_of(start + found)))
                .sum();
            if let Some(score) = score {
                let kind = match entry.kind {
                    HitKind::Claim(_) => 2,
                    HitKind::Instrument(_) => 1,
                    HitKind::Source(_) => 0,
                };
                hits.push((Reverse((score + score_of(at)) * 4 + kind), number));
            }
            (number, start) = (number + 1, entry.end);
        }
        let num_hits = hits.len();
        if num_hits > MAX_HITS {
            hits.select_nth_unstable(MAX_HITS);
            hits.truncate(MAX_HITS);
        }
        hits.sort_unstable();
        let best = hits.into_iter().filter_map(|(Reverse(score), number)| {
            let kind = self.entries.get(number)?.kind;
            Some(Hit { kind, score })
        });
        (best.collect(), num_hits)
    }

    /// Whether a word begins here.
    fn starts_word(&self, at: usize) -> bool {
        let before = self.words.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|letter| !letter.is_alphanumeric())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, query: &str) -> (Vec<String>, usize) {
        let document = crate::storage::read(text).unwrap().document;
        let (hits, num_hits) = SearchIndex::default().search(&document, Lang::NL, query);
        let names = hits.iter().map(|hit| match hit.kind {
            HitKind::Claim(id) => document.claims.name(id).to_owned(),
            HitKind::Instrument(id) => document.instruments.name(id).to_owned(),
            HitKind::Source(id) => document.sources.name(id).to_owned(),
        });
        (names.collect(), num_hits)
    }

    const MAP: &str = r#"(
        format: 1, question: (nl: "?"), thesis: "ja",
        claims: [
            (id: "ja", text: (nl: "Bomen op het plein"), explanation: (nl: "Meer schaduw.")),
            (id: "a", text: (nl: "Schaduw is koel"), supports: ["ja"], tags: ["été", "cafe\u{301}"]),
            (id: "b", text: (nl: "Niemand zit in de bosschaduw"), explanation: (nl: "Koel"), attacks: ["ja"], tags: ["Schaduw"]),
            (id: "c", text: (nl: "İstanbul ligt ver"), attacks: ["ja"]),
        ],
        instruments: [(id: "plan", name: (nl: "Schaduwplan"), purpose: [(text: (nl: "Koel plein"))])],
        sources: [(id: "S1", citation: "Over schaduw, 2020", supports: (nl: "koel"))],
    )"#;

    #[test]
    fn what_holds_all_words_is_found_the_best_first() {
        let names = |query: &str| found(MAP, query).0.join(" ");
        // At the start of a sentence, at the start of a name, of a source, within a word of a sentence, in an explanation.
        assert_eq!(names("schaduw"), "a plan S1 b ja");
        assert_eq!(names("SCHADUW koel"), "a plan S1 b");
        assert_eq!(names("koel schaduw"), "a plan S1 b");
        assert_eq!(
            (names("ete"), names("istanbul"), names("ligt ver")),
            ("a".into(), "c".into(), "c".into())
        );
        assert_eq!(
            (names("s1 over"), names("plein"), names("")),
            ("S1".into(), "ja plan".into(), String::new())
        );
        // Parts of two things, or of two parts of one, are no word.
        assert_eq!(
            (names("pleinmeer"), names("koelete"), names("2020koel")),
            Default::default()
        );
        assert_eq!(names("schaduw schaduw"), names("schaduw"));
    }

    #[test]
    fn of_many_the_best_are_listed_and_all_are_counted() {
        let claims: String = (0..500)
            .map(|number| {
                let words = if number % 5 == 4 { "regen" } else { "motregen" };
                format!("(id: \"c{number}\", text: (nl: \"{words}\")),")
            })
            .collect();
        let (names, num_hits) = found(
            &format!("(format: 1, question: (nl: \"?\"), claims: [{claims}])"),
            "regen",
        );
        let expected: Vec<String> = (0..100).map(|number| format!("c{}", number * 5 + 4)).collect();
        assert_eq!((names, num_hits), (expected, 500));
    }
}
