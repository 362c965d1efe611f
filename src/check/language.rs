//! How easy a text is to read: counts of words, sentences and syllables, and hard words.
//!
//! An indication only: a formula sees lengths, not meaning.

use crate::model::Lang;

use super::word_lists::{DUTCH, ENGLISH, HARD_DUTCH, HARD_ENGLISH};

/// A text with a lower score is called hard. A threshold of this project, for texts that readers at level B1
/// should follow; no score says for sure that they can.
pub const B1_READING_EASE: i32 = 50;

/// Shorter texts get no score: one long word would decide it.
pub const LEAST_WORDS: usize = 20;

/// The formula behind a score.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Formula {
    /// Dutch: Flesch's formula as fitted by W. H. Douma (1960):
    /// 206.84 − 0.77 × syllables per 100 words − 0.93 × words per sentence.
    FleschDouma,
    /// English: Rudolf Flesch's Reading Ease (1948):
    /// 206.835 − 84.6 × syllables per word − 1.015 × words per sentence.
    FleschReadingEase,
}

/// How easy a text is to read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReadingEase {
    /// From about 0 (very hard) to 100 (very easy); it can lie outside.
    pub score: i32,
    /// How it was worked out.
    pub formula: Formula,
    /// Number of words.
    pub words: usize,
    /// Number of sentences.
    pub sentences: usize,
}

/// The languages whose words are known here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tongue {
    Dutch,
    English,
}

impl Tongue {
    /// The language of a code, whatever the region behind it.
    pub(super) fn of(lang: Lang) -> Option<Self> {
        match lang.code().split('-').next() {
            Some("nl") => Some(Self::Dutch),
            Some("en") => Some(Self::English),
            _ => None,
        }
    }
}

/// Which of Dutch and English a text is most likely in, by its very common words; `None` if there are hardly any, or as many
/// of both.
pub fn likely_language<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Lang> {
    /// Enough to be sure, and few enough to be quick.
    const MOST_WORDS: usize = 2_000;
    let words = texts.into_iter().flat_map(words_of).take(MOST_WORDS);
    let (mut dutch, mut english) = (0_usize, 0_usize);
    for word in words {
        let word = word.to_lowercase();
        let is_in = |list: &[&str]| list.binary_search(&word.as_str()).is_ok();
        match (is_in(DUTCH), is_in(ENGLISH)) {
            (true, false) => dutch += 1,
            (false, true) => english += 1,
            _ => {}
        }
    }
    match (dutch, english) {
        (dutch, english) if dutch > 2 * english => Some(Lang::NL),
        (dutch, english) if english > 2 * dutch => Some(Lang::EN),
        _ => None,
    }
}

/// How easy a text is to read; `None` for other languages than Dutch and English, and for a text of few words.
pub fn reading_ease(text: &str, lang: Lang) -> Option<ReadingEase> {
    let tongue = Tongue::of(lang)?;
    let words = num_words(text);
    if words < LEAST_WORDS {
        return None;
    }
    let sentences = sentences(text).len().max(1);
    let syllables: usize = words_of(text).map(|word| syllables(word, tongue)).sum();
    let per_sentence = words as f64 / sentences as f64;
    let per_word = syllables as f64 / words as f64;
    let (score, formula) = match tongue {
        Tongue::Dutch => (206.84 - 77.0 * per_word - 0.93 * per_sentence, Formula::FleschDouma),
        Tongue::English => (
            206.835 - 84.6 * per_word - 1.015 * per_sentence,
            Formula::FleschReadingEase,
        ),
    };
    Some(ReadingEase {
        score: score.round() as i32,
        formula,
        words,
        sentences,
    })
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
}

/// Number of words: what stands between spaces and has a letter or digit.
pub(super) fn num_words(text: &str) -> usize {
    words_of(text).count()
}

/// The number of words of the longest sentence.
pub(super) fn longest_sentence(text: &str) -> usize {
    sentences(text).into_iter().map(num_words).max().unwrap_or(0)
}

/// What has a full stop of its own; one letter with a stop is known without being listed.
const ABBREVIATIONS: &[&str] = &[
    "art", "bijv", "blz", "bv", "ca", "d.w.z", "dhr", "dr", "drs", "e.a", "e.d", "e.g", "enz", "etc", "evt", "fig",
    "i.e", "i.p.v", "i.v.m", "ing", "ir", "m.b.t", "m.n", "mr", "mrs", "ms", "mw", "n.a.v", "nr", "nrs", "o.a", "o.m",
    "pag", "pp", "prof", "resp", "st", "t.a.v", "t.o.v", "vgl", "vs", "z.g", "zgn",
];

/// The sentences of a text: up to a sign of closing with a space and a capital behind it, or the end of a line.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        let ends = match letter {
            '\n' => true,
            '.' | '!' | '?' | ':' | '…' => {
                let before = text.get(start..at).unwrap_or("");
                starts_anew(text.get(end..).unwrap_or("")) && !(letter == '.' && ends_in_abbreviation(before))
            }
            _ => false,
        };
        if ends {
            found.extend(text.get(start..end));
            start = end;
        }
    }
    found.extend(text.get(start..));
    found.retain(|sentence| sentence.contains(char::is_alphanumeric));
    found
}

/// Whether what stands behind a full stop is another sentence, or nothing.
fn starts_anew(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['"', '\'', '’', '”', ')', '»']);
    let next = rest.trim_start();
    if next.is_empty() {
        return true;
    }
    let opened = next.trim_start_matches(['"', '\'', '‘', '“', '(', '«']);
    next.len() < rest.len() && opened.starts_with(char::is_uppercase)
}

fn ends_in_abbreviation(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let word = word.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let mut letters = word.chars();
    let is_one_letter = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    let lower = word.to_lowercase();
    is_one_letter
        || ABBREVIATIONS
            .binary_search_by(|known| (*known).cmp(lower.as_str()))
            .is_ok()
}

/// Number of syllables of a word, at least one: also what is no word is said somehow.
pub(super) fn syllables(word: &str, tongue: Tongue) -> usize {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let count = match tongue {
        Tongue::Dutch => dutch_syllables(&letters),
        Tongue::English => english_syllables(&letters),
    };
    count.max(1)
}

/// A vowel without its accent; a trema stays, for it begins a syllable.
fn vowel(letter: char) -> Option<char> {
    match letter {
        'a' | 'á' | 'à' | 'â' => Some('a'),
        'e' | 'é' | 'è' | 'ê' => Some('e'),
        'i' | 'í' | 'ì' | 'î' => Some('i'),
        'o' | 'ó' | 'ò' | 'ô' => Some('o'),
        'u' | 'ú' | 'ù' | 'û' => Some('u'),
        'y' | 'ä' | 'ë' | 'ï' | 'ö' | 'ü' => Some(letter),
        _ => None,
    }
}

/// By vowels: two or three that are one sound count once.
fn dutch_syllables(letters: &[char]) -> usize {
    let mut count = 0;
    // The vowels of the syllable so far, the last one last.
    let mut former: [Option<char>; 2] = [None, None];
    for (at, letter) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied().and_then(vowel);
        let here = match letter {
            // The second half of "ij"; before a vowel "y" sounds as a "j" does.
            'j' if former == [None, Some('i')] => Some('j'),
            'y' if next.is_some() => None,
            other => vowel(*other),
        };
        let Some(here) = here else {
            former = [None, None];
            continue;
        };
        let joins = match (former, here) {
            (_, 'ä' | 'ë' | 'ï' | 'ö' | 'ü') | ([None, None], _) => false,
            ([None, Some(first)], second) => {
                matches!(
                    (first, second),
                    ('a', 'a')
                        | ('e', 'e')
                        | ('o', 'o')
                        | ('u', 'u')
                        | ('i', 'e')
                        | ('o', 'e')
                        | ('e', 'u')
                        | ('u', 'i')
                        | ('o', 'u')
                        | ('a', 'u')
                        | ('e', 'i')
                        | ('i', 'j')
                        | ('a', 'i')
                        | ('o', 'i')
                ) || ((first, second) == ('e', 'a') && next == Some('u'))
            }
            ([Some(first), Some(second)], third) => matches!(
                (first, second, third),
                ('a', 'a', 'i')
                    | ('o', 'o', 'i')
                    | ('o', 'e', 'i')
                    | ('e', 'e', 'u')
                    | ('i', 'e', 'u')
                    | ('e', 'a', 'u')
            ),
            ([Some(_), None], _) => false,
        };
        if joins {
            let [_, last] = former;
            former = [last, Some(here)];
        } else {
            count += 1;
            former = [None, Some(here)];
        }
    }
    count
}

/// By groups of vowels, without a silent "e" at the end.
fn english_syllables(letters: &[char]) -> usize {
    let is_vowel = |at: usize| letters.get(at).copied().and_then(vowel).is_some();
    let mut count = (0..letters.len())
        .filter(|at| is_vowel(*at) && at.checked_sub(1).is_none_or(|former| !is_vowel(former)))
        .count();
    let word: String = letters.iter().filter(|letter| letter.is_alphabetic()).collect();
    let vowel_before = |ending: &str| {
        word.strip_suffix(ending)
            .and_then(|stem| stem.chars().next_back())
            .is_some_and(|letter| vowel(letter).is_some())
    };
    let is_silent = if word.ends_with("ed") {
        !word.ends_with("ted") && !word.ends_with("ded") && !vowel_before("ed")
    } else if word.ends_with("es") {
        let is_said = ["ses", "zes", "xes", "ces", "ges", "ches", "shes"];
        !is_said.iter().any(|ending| word.ends_with(*ending)) && !vowel_before("es")
    } else if word.ends_with('e') {
        let is_said = word.ends_with("le") && !vowel_before("le");
        !is_said && !vowel_before("e")
    } else {
        false
    };
    if is_silent {
        count = count.saturating_sub(1);
    }
    count
}

/// The hard words of a text with the plain ones for them, each once, in the order of the text.
pub(super) fn hard_words(text: &str, tongue: Tongue) -> Vec<(&'static str, &'static str)> {
    let list = match tongue {
        Tongue::Dutch => HARD_DUTCH,
        Tongue::English => HARD_ENGLISH,
    };
    let lower = text.to_lowercase();
    let tokens: Vec<&str> = lower
        .split(|letter: char| !letter.is_alphanumeric() && letter != '-')
        .filter(|token| !token.is_empty())
        .collect();
    let mut found: Vec<(&'static str, &'static str)> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let from = list.partition_point(|(key, _)| *key < *token);
        for (key, instead) in list.iter().skip(from) {
            let mut parts = key.split(' ');
            if parts.next() != Some(*token) {
                break;
            }
            let goes_on = parts
                .enumerate()
                .all(|(number, part)| tokens.get(at + 1 + number).is_some_and(|token| *token == part));
            if goes_on && !found.iter().any(|(known, _)| known == key) {
                found.push((*key, *instead));
            }
        }
    }
    found
}

/// Whether a word in lower case is a very common one in a language: it says nothing about what a text is about.
pub(super) fn is_common(word: &str, tongue: Tongue) -> bool {
    let list = match tongue {
        Tongue::Dutch => DUTCH,
        Tongue::English => ENGLISH,
    };
    list.binary_search_by(|common| (*common).cmp(word)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_for_the_search() {
        assert!(ABBREVIATIONS.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn syllables_of_dutch_words() {
        for (word, count) in [
            ("school", 1),
            ("scholen", 2),
            ("ouders", 2),
            ("bijeen", 2),
            ("gelijkheid", 3),
            ("ideeën", 3),
            ("reünie", 3),
            ("coöperatie", 5),
            ("niveau", 2),
            ("één", 1),
            ("sociaal", 3),
            ("relatie", 3),
            ("nationaal", 4),
            ("mooie", 2),
            ("leeuw", 1),
            ("nieuw", 1),
            ("beïnvloeden", 4),
            ("royaal", 2),
            ("basisonderwijs", 5),
            ("95", 1),
        ] {
            assert_eq!(syllables(word, Tongue::Dutch), count, "{word}");
        }
    }

    #[test]
    fn syllables_of_english_words() {
        for (word, count) in [
            ("school", 1),
            ("schools", 1),
            ("people", 2),
            ("make", 1),
            ("makes", 1),
            ("mixed", 1),
            ("wanted", 2),
            ("choices", 2),
            ("education", 4),
            ("the", 1),
            ("see", 1),
            ("need", 1),
            ("table", 2),
        ] {
            assert_eq!(syllables(word, Tongue::English), count, "{word}");
        }
    }

    #[test]
    fn sentences_end_where_they_end() {
        let count = |text: &str| sentences(text).len();
        assert_eq!(count(""), 0);
        assert_eq!(count("Een zin zonder punt"), 1);
        assert_eq!(count("Een zin. Nog een zin! En nog een? Ja."), 4);
        assert_eq!(count("Scholen bv. Noord en d.w.z. Zuid o.a. Oost."), 1);
        assert_eq!(count("Het is 3.5 of 3,5 procent, zie nr. 12 en p. 5."), 1);
        assert_eq!(count("J. Jansen schrijft: Dit is waar."), 2);
        assert_eq!(count("Let op: dit gaat door."), 1);
        assert_eq!(count("‘Dit is waar.’ Dat zei zij."), 2);
        assert_eq!(count("Eerste regel\nTweede regel"), 2);
        assert_eq!(count("... "), 0);
        assert_eq!(longest_sentence("Een twee. Een twee drie - vier."), 4);
    }

    #[test]
    fn easy_is_easier_than_hard() {
        let easy = "Kinderen gaan samen naar school. Zij spelen met wie zij leuk vinden. Thuis vertellen zij wat ze \
                    deden. Zo leren ook de ouders van elkaar.";
        let hard = "De verantwoordelijkheidsverdeling betreffende onderwijskansengelijkheid vergt een \
                    intersectorale samenwerkingsovereenkomst tussen bestuursorganisaties, gemeentelijke beleidsafdelingen \
                    en maatschappelijke instellingen met uiteenlopende financieringsstructuren en \
                    verantwoordingsverplichtingen.";
        let ease = |text| reading_ease(text, Lang::NL).unwrap();
        assert!(ease(easy).score > 70, "{:?}", ease(easy));
        assert!(ease(hard).score < B1_READING_EASE, "{:?}", ease(hard));
        assert_eq!(ease(easy).formula, Formula::FleschDouma);
        assert_eq!(ease(easy).sentences, 4);
        let english = "Children go to school together. They play with those they like. At home they tell what they did. \
                       So the parents learn from each other too.";
        let english = reading_ease(english, Lang::EN).unwrap();
        assert!(english.score > 70 && english.formula == Formula::FleschReadingEase);
    }

    #[test]
    fn no_score_without_a_formula_or_words() {
        assert_eq!(reading_ease("Te kort voor een score.", Lang::NL), None);
        let long = "bir ".repeat(30);
        assert_eq!(reading_ease(&long, Lang::new("tr").unwrap()), None);
        assert!(reading_ease(&long, Lang::new("nl-BE").unwrap()).is_some());
        assert_eq!(reading_ease("", Lang::NL), None);
    }

    #[test]
    fn hard_words_are_found_with_plain_ones() {
        let found = hard_words(
            "Teneinde dit te doen, dient te worden betaald. Teneinde.",
            Tongue::Dutch,
        );
        assert_eq!(found, [("teneinde", "om"), ("dient te", "moet")]);
        assert!(hard_words("Zij dient de school.", Tongue::Dutch).is_empty());
        assert!(hard_words("Wij gebruiken gewone woorden.", Tongue::Dutch).is_empty());
        assert_eq!(
            hard_words("Schools utilise rooms.", Tongue::English),
            [("utilise", "use")]
        );
    }

    #[test]
    fn most_explanations_of_the_map_are_not_hard() {
        let map = include_str!("../../maps/gemengde-scholen.ron");
        let document = crate::storage::read(map).unwrap().document;
        let texts: Vec<&str> = document
            .claims
            .iter()
            .filter_map(|(_, claim)| claim.explanation.get(Lang::NL))
            .collect();
        let is_hard = |text: &&&str| reading_ease(text, Lang::NL).is_some_and(|ease| ease.score < B1_READING_EASE);
        assert!(texts.iter().filter(is_hard).count() * 5 <= texts.len());
    }
}
