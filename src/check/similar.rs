//! Sentences that say nearly the same, found by the words that they share.

use hashbrown::HashMap;

use crate::model::{ClaimId, Document, Id as _, Lang};

use super::stem::content;

/// From here on two claims are reported as probably the same argument. Chosen so that rewordings of one sentence
/// reach it, while no two arguments of the shipped maps come near (the closest have about 45).
pub const ALIKE_PERCENT: u8 = 62;

/// From here on a claim is shown while somebody types: a look costs less than a report, so it may be wrong more often.
pub const FIND_PERCENT: u8 = 50;

/// A word in more claims than this is too common to lead from one claim to another.
const TOO_COMMON: usize = 200;

/// So many words that tell something are needed before part of them is enough.
const LEAST_WORDS: usize = 3;

/// What is left of the likeness where only one of the two denies something: below both thresholds but for
/// sentences that are otherwise equal, which are then shown and not reported.
const ONE_DENIES: f32 = 0.6;

/// The most that pairs of words in the same order add.
const ORDER_BONUS: f32 = 0.1;

/// Each claim is reported together with at most so many later ones: a hundred copies need no 4950 reports.
const MOST_PER_CLAIM: usize = 3;

/// One sentence as numbers of stems.
struct Entry {
    /// In the order of the sentence.
    in_order: Box<[u32]>,
    /// Sorted, each once.
    set: Box<[u32]>,
    negated: bool,
}

impl Entry {
    fn new(in_order: Vec<u32>, negated: bool) -> Self {
        let mut set = in_order.clone();
        set.sort_unstable();
        set.dedup();
        Self {
            in_order: in_order.into(),
            set: set.into(),
            negated,
        }
    }

    /// How much of the order of the words is the same, from 0 to 1.
    fn shared_order(&self, other: &Self) -> f32 {
        let num_pairs = self.in_order.len().saturating_sub(1) + other.in_order.len().saturating_sub(1);
        if num_pairs == 0 {
            return 0.0;
        }
        let pairs = self.in_order.windows(2);
        let shared = pairs.filter(|pair| other.in_order.windows(2).any(|theirs| theirs == *pair));
        let shared = shared.count();
        (2.0 * shared as f32 / num_pairs as f32).min(1.0)
    }
}

/// The sentences of all claims by their telling words, for "looks like" while somebody types.
pub struct SimilarIndex {
    lang: Lang,
    /// Numbers of stems.
    stems: HashMap<Box<str>, u32>,
    /// By stem: the claims that have it, sorted.
    with_stem: Vec<Vec<ClaimId>>,
    /// By claim.
    entries: Vec<Option<Entry>>,
    num_claims: usize,
}

impl SimilarIndex {
    /// An index of the sentences of all claims as a reader of `lang` sees them.
    pub fn new(document: &Document, lang: Lang) -> Self {
        let mut index = Self {
            lang,
            stems: HashMap::new(),
            with_stem: Vec::new(),
            entries: Vec::new(),
            num_claims: 0,
        };
        for (id, claim) in document.claims.iter() {
            index.update(id, document.read(&claim.text, lang).words);
        }
        index
    }

    /// Puts a claim in, or changes its words.
    pub fn update(&mut self, claim: ClaimId, words: &str) {
        self.remove(claim);
        let content = content(words, self.lang);
        let numbers = content.stems.iter().map(|stem| self.number(stem)).collect();
        let entry = Entry::new(numbers, content.negated);
        for stem in &entry.set {
            if let Some(claims) = self.with_stem.get_mut(*stem as usize)
                && let Err(at) = claims.binary_search(&claim)
            {
                claims.insert(at, claim);
            }
        }
        if self.entries.len() <= claim.index() {
            self.entries.resize_with(claim.index() + 1, || None);
        }
        if let Some(slot) = self.entries.get_mut(claim.index()) {
            *slot = Some(entry);
            self.num_claims += 1;
        }
    }

    /// Takes a claim out.
    pub fn remove(&mut self, claim: ClaimId) {
        let Some(entry) = self.entries.get_mut(claim.index()).and_then(Option::take) else {
            return;
        };
        self.num_claims -= 1;
        for stem in &entry.set {
            if let Some(claims) = self.with_stem.get_mut(*stem as usize)
                && let Ok(at) = claims.binary_search(&claim)
            {
                claims.remove(at);
            }
        }
    }

    /// The claims that say nearly the same as these words, best first, with how much they are alike in percent
    /// (from [`FIND_PERCENT`] to 100); at most `most`, and not `except`, the claim that is being typed.
    pub fn find(&self, words: &str, except: Option<ClaimId>, most: usize) -> Vec<(ClaimId, u8)> {
        let query = self.query(words);
        let needed = least_shared(FIND_PERCENT) * self.weight_of(&query);
        let mut shared = Shared::new(self.entries.len());
        for stem in &query.set {
            if let Some(claims) = self.with_stem.get(*stem as usize) {
                shared.add(claims, self.weight(*stem));
            }
        }
        let mut found = Vec::new();
        for (claim, weight) in shared.drain() {
            if weight < needed || except == Some(claim) {
                continue;
            }
            if let Some(Some(entry)) = self.entries.get(claim.index()) {
                let percent = percent(&query, entry, |stem| self.weight(stem));
                if percent >= FIND_PERCENT {
                    found.push((claim, percent));
                }
            }
        }
        found.sort_unstable_by_key(|(claim, percent)| (u8::MAX - *percent, *claim));
        found.truncate(most);
        found
    }

    /// All pairs of claims that are probably the same argument, in the order of their handles.
    pub(super) fn pairs(&self) -> Vec<(ClaimId, ClaimId, u8)> {
        let mut found = Vec::new();
        let mut shared = Shared::new(self.entries.len());
        // Worked out once: a logarithm costs more than all else that is done for a word of a pair.
        let weights: Vec<f32> = (0..self.with_stem.len() as u32).map(|stem| self.weight(stem)).collect();
        let weight = |stem: u32| weights.get(stem as usize).copied().unwrap_or(0.0);
        let is_common = |stem: &u32| {
            self.with_stem
                .get(*stem as usize)
                .is_some_and(|claims| claims.len() > TOO_COMMON)
        };
        // By claim: the weight of its words, and that of the words that lead nowhere.
        let sums = |entry: &Option<Entry>| {
            let set = entry.iter().flat_map(|entry| &entry.set);
            let common = set.clone().filter(|stem| is_common(stem));
            (
                set.map(|stem| weight(*stem)).sum(),
                common.map(|stem| weight(*stem)).sum(),
            )
        };
        let totals: Vec<(f32, f32)> = self.entries.iter().map(sums).collect();
        let least = least_dice(ALIKE_PERCENT);
        for (index, entry) in self.entries.iter().enumerate() {
            let (Some(entry), claim) = (entry, ClaimId::from_index(index)) else {
                continue;
            };
            for stem in &entry.set {
                let Some(claims) = self.with_stem.get(*stem as usize) else {
                    continue;
                };
                if claims.len() > TOO_COMMON {
                    continue;
                }
                // Each pair is met from its first claim.
                let later = claims.partition_point(|other| *other <= claim);
                if let Some(later) = claims.get(later..).filter(|later| !later.is_empty()) {
                    shared.add(later, weight(*stem));
                }
            }
            let (own, common) = totals.get(index).copied().unwrap_or_default();
            let mut alike: Vec<(u8, ClaimId)> = Vec::new();
            for (other, both) in shared.drain() {
                let (theirs, also_common) = totals.get(other.index()).copied().unwrap_or_default();
                if 2.0 * (both + common.min(also_common)) < least * (own + theirs) {
                    continue;
                }
                if let Some(Some(theirs)) = self.entries.get(other.index()) {
                    let percent = percent(entry, theirs, weight);
                    if percent >= ALIKE_PERCENT {
                        alike.push((percent, other));
                    }
                }
            }
            alike.sort_unstable_by_key(|(percent, other)| (u8::MAX - *percent, *other));
            let best = alike.into_iter().take(MOST_PER_CLAIM);
            found.extend(best.map(|(percent, other)| (claim, other, percent)));
        }
        found
    }

    /// The number of a stem, a new one if it is not known.
    fn number(&mut self, stem: &str) -> u32 {
        if let Some(number) = self.stems.get(stem) {
            return *number;
        }
        let number = u32::try_from(self.with_stem.len()).unwrap_or(u32::MAX);
        self.stems.insert(stem.into(), number);
        self.with_stem.push(Vec::new());
        number
    }

    /// Words as an entry; stems that no claim has get numbers from above.
    fn query(&self, words: &str) -> Entry {
        let content = content(words, self.lang);
        let mut unknown: Vec<&str> = Vec::new();
        let mut numbers = Vec::with_capacity(content.stems.len());
        for stem in &content.stems {
            let number = match self.stems.get(stem.as_str()) {
                Some(number) => *number,
                None => {
                    let at = unknown.iter().position(|known| known == stem).unwrap_or_else(|| {
                        unknown.push(stem);
                        unknown.len() - 1
                    });
                    u32::MAX - u32::try_from(at).unwrap_or(0)
                }
            };
            numbers.push(number);
        }
        Entry::new(numbers, content.negated)
    }

    /// How much a stem tells: the rarer, the more (the logarithm of one claim in how many has it).
    fn weight(&self, stem: u32) -> f32 {
        let with = self.with_stem.get(stem as usize).map_or(0, Vec::len);
        (1.0 + self.num_claims as f32 / (1.0 + with as f32)).ln()
    }

    fn weight_of(&self, entry: &Entry) -> f32 {
        entry.set.iter().map(|stem| self.weight(*stem)).sum()
    }
}

/// How much two sentences are alike: the weight of the stems that both have in that of all (Dice), a little
/// more for words in the same order, less where only one denies something.
fn percent(one: &Entry, other: &Entry, weight: impl Fn(u32) -> f32) -> u8 {
    let all_equal = one.set == other.set;
    if one.set.is_empty() || (one.set.len().min(other.set.len()) < LEAST_WORDS && !all_equal) {
        return 0;
    }
    let mut likeness = 1.0_f32;
    if !all_equal {
        let both = one.set.iter().filter(|stem| other.set.binary_search(stem).is_ok());
        let both: f32 = both.map(|stem| weight(*stem)).sum();
        let all: f32 = one.set.iter().chain(&other.set).map(|stem| weight(*stem)).sum();
        likeness = (2.0 * both / all + ORDER_BONUS * one.shared_order(other)).min(1.0);
    }
    if one.negated != other.negated {
        likeness *= ONE_DENIES;
    }
    (likeness * 100.0).round().clamp(0.0, 100.0) as u8
}

/// What part of its own weight a sentence must share with another to reach a percentage at all: 2s / (w + s) is
/// the most that sharing s of w can give.
fn least_shared(percent: u8) -> f32 {
    let dice = least_dice(percent);
    dice / (2.0 - dice)
}

/// What part of the weight of both sentences must be shared to reach a percentage, where the order of the words adds the most.
fn least_dice(percent: u8) -> f32 {
    // A little less, for what is rounded.
    f32::from(percent) / 100.0 - ORDER_BONUS - 0.01
}

/// Weights by claim, with a list of those that have any: emptied without walking over all claims.
struct Shared {
    weights: Vec<f32>,
    touched: Vec<ClaimId>,
}

impl Shared {
    fn new(num_slots: usize) -> Self {
        Self {
            weights: vec![0.0; num_slots],
            touched: Vec::new(),
        }
    }

    fn add(&mut self, claims: &[ClaimId], weight: f32) {
        for claim in claims {
            if let Some(sum) = self.weights.get_mut(claim.index()) {
                if *sum == 0.0 {
                    self.touched.push(*claim);
                }
                *sum += weight;
            }
        }
    }

    fn drain(&mut self) -> impl Iterator<Item = (ClaimId, f32)> {
        let weights = &mut self.weights;
        self.touched.drain(..).map(move |claim| {
            let weight = weights.get_mut(claim.index()).map_or(0.0, std::mem::take);
            (claim, weight)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = include_str!("../../maps/gemengde-scholen.ron");

    fn map() -> Document {
        crate::storage::read(MAP).unwrap().document
    }

    #[test]
    fn no_pair_is_passed_over() {
        // Few words in many orders: every likeness comes up.
        let words = "kind school buurt ouder leraar taal klas wijk"
            .split(' ')
            .collect::<Vec<_>>();
        let mut index = SimilarIndex::new(&Document::default(), Lang::NL);
        // And some that are in so many that they lead nowhere.
        for number in 0..450_usize {
            let chosen = (0..3 + number % 4).map(|at| words[(number * (at + 1) + at * at) % words.len()]);
            let not = if number % 7 == 0 { "geen " } else { "" };
            let rare = format!("woord{} term{}", number % 41, number % 23);
            let all = format!("{not}{} {rare}", chosen.collect::<Vec<_>>().join(" "));
            index.update(ClaimId::from_index(number), &all);
        }
        let common = index.with_stem.iter().filter(|claims| claims.len() > TOO_COMMON);
        let num_common = common.count();
        assert!((1..8).contains(&num_common), "{num_common}");
        let leads = |one: &Entry, other: &Entry| {
            let mut shared = one.set.iter().filter(|stem| other.set.contains(stem));
            shared.any(|stem| index.with_stem[*stem as usize].len() <= TOO_COMMON)
        };
        let entries: Vec<&Entry> = index.entries.iter().flatten().collect();
        let mut expected = Vec::new();
        for one in 0..entries.len() {
            let mut alike: Vec<(u8, usize)> = (one + 1..entries.len())
                .map(|other| {
                    let alike = percent(entries[one], entries[other], |stem| index.weight(stem));
                    (alike, other)
                })
                .filter(|(percent, other)| *percent >= ALIKE_PERCENT && leads(entries[one], entries[*other]))
                .collect();
            alike.sort_by_key(|(percent, other)| (u8::MAX - *percent, *other));
            let best = alike.into_iter().take(MOST_PER_CLAIM);
            expected
                .extend(best.map(|(percent, other)| (ClaimId::from_index(one), ClaimId::from_index(other), percent)));
        }
        assert!(expected.len() > 100);
        assert_eq!(index.pairs(), expected);
    }

    #[test]
    fn near_duplicates_of_the_map_are_found() {
        let document = map();
        let index = SimilarIndex::new(&document, Lang::NL);
        for (words, name) in [
            (
                "Persoonlijke contacten verkleinen vooroordelen",
                "persoonlijk-contact-verkleint-vooroordelen",
            ),
            (
                "Zwakke leerlingen hebben baat bij sterke klasgenoten",
                "zwakkere-leerlingen-hebben-baat",
            ),
            (
                "De vrije schoolkeuze wordt beperkt door sturen op menging",
                "sturen-op-menging-beperkt",
            ),
            (
                "Kinderen leren ook Nederlands van hun klasgenoten",
                "kinderen-leren-nederlands-ook",
            ),
            ("Mengen betekent soms een langere schoolweg", "mengen-kan-een-langere"),
        ] {
            let found = index.find(words, None, 3);
            let first = found.first().copied().unwrap();
            assert_eq!(document.claims.name(first.0), name, "{words}");
            assert!(first.1 >= ALIKE_PERCENT, "{words}: {}", first.1);
        }
    }

    #[test]
    fn different_arguments_of_the_maps_are_not_alike() {
        for text in [MAP, include_str!("../../maps/aanmelden-utrecht.ron")] {
            let document = crate::storage::read(text).unwrap().document;
            for lang in [Lang::NL, Lang::EN] {
                let pairs = SimilarIndex::new(&document, lang).pairs();
                let names: Vec<_> = pairs
                    .iter()
                    .map(|(one, other, percent)| (document.claims.name(*one), document.claims.name(*other), *percent))
                    .collect();
                assert!(names.is_empty(), "{names:?}");
            }
        }
    }

    /// An index without a map.
    fn index(sentences: &[&str]) -> SimilarIndex {
        let mut index = SimilarIndex::new(&Document::default(), Lang::NL);
        for (number, words) in sentences.iter().enumerate() {
            index.update(ClaimId::from_index(number), words);
        }
        index
    }

    const SCHOOL: &str = "De gemeente moet scholen meer geld geven";

    #[test]
    fn a_denial_is_another_sentence() {
        let index = index(&[SCHOOL, "Bomen geven schaduw in de straat"]);
        let same = index.find(SCHOOL, None, 5);
        assert_eq!(same, [(ClaimId::from_index(0), 100)]);
        let denied = index.find("De gemeente moet scholen niet meer geld geven", None, 5);
        assert_eq!(denied.len(), 1);
        assert!(denied[0].1 < ALIKE_PERCENT);
    }

    #[test]
    fn another_order_is_still_alike() {
        let index = index(&[SCHOOL, "Bomen geven schaduw in de straat"]);
        let found = index.find("Meer geld aan scholen geven moet de gemeente", None, 5);
        assert!(found[0].1 >= ALIKE_PERCENT, "{found:?}");
    }

    #[test]
    fn short_sentences_must_be_equal() {
        let index = index(&["Dit kost geld", "Bomen geven schaduw in de straat"]);
        assert_eq!(index.find("Dat kost geld", None, 5).len(), 1);
        assert!(index.find("Dat kost tijd", None, 5).is_empty());
        assert!(index.find("Geld", None, 5).is_empty());
        assert!(index.find("", None, 5).is_empty());
        assert!(index.find("de het een", None, 5).is_empty());
    }

    #[test]
    fn the_index_follows_changes() {
        let mut index = index(&[SCHOOL, SCHOOL]);
        let (first, second) = (ClaimId::from_index(0), ClaimId::from_index(1));
        assert_eq!(index.find(SCHOOL, Some(first), 5), [(second, 100)]);
        assert_eq!(index.pairs(), [(first, second, 100)]);
        index.update(second, "Bomen geven schaduw in de straat");
        assert!(index.find(SCHOOL, Some(first), 5).is_empty() && index.pairs().is_empty());
        index.remove(first);
        index.remove(first);
        assert!(index.find(SCHOOL, None, 5).is_empty());
        assert_eq!(index.num_claims, 1);
        index.update(first, SCHOOL);
        assert_eq!(index.find(SCHOOL, None, 5), [(first, 100)]);
        assert!(index.find(SCHOOL, None, 0).is_empty());
    }

    #[test]
    fn many_copies_give_few_reports() {
        let index = index(&[SCHOOL; 100]);
        assert!(index.pairs().len() <= 100 * MOST_PER_CLAIM);
        assert_eq!(index.find(SCHOOL, None, 5).len(), 5);
    }
}
