//! Words to what they have in common with their other forms: lower case, no accents, no endings.
//!
//! Light on purpose: what matters is that the forms of one word meet, not that the result is a word.

use crate::model::{Lang, plain_letter};

use super::language::{Tongue, is_common};

/// Words that turn a sentence round.
const NEGATIONS: &[&str] = &[
    "cannot",
    "geen",
    "geenszins",
    "hardly",
    "nauwelijks",
    "neither",
    "nergens",
    "never",
    "niemand",
    "niet",
    "niets",
    "no",
    "nobody",
    "none",
    "nooit",
    "nor",
    "not",
    "nothing",
    "nowhere",
    "without",
    "zonder",
];

/// Of a longer text only so many words count: enough for a sentence, and it bounds the work.
const MOST_STEMS: usize = 64;

/// What a sentence is about.
pub(super) struct Content {
    /// The stems of its telling words, in the order of the sentence.
    pub(super) stems: Vec<String>,
    /// Whether it denies something.
    pub(super) negated: bool,
}

/// The telling words of a sentence as stems, and whether it denies something.
pub(super) fn content(words: &str, lang: Lang) -> Content {
    let tongue = Tongue::of(lang);
    let folded: String = words
        .chars()
        .flat_map(char::to_lowercase)
        // Accents that stand behind their letters are signs of their own.
        .filter(|letter| !('\u{300}'..='\u{36f}').contains(letter))
        .map(|letter| if letter == '’' { '\'' } else { plain_letter(letter) })
        .collect();
    let mut found = Content {
        stems: Vec::new(),
        negated: false,
    };
    for token in folded.split(|letter: char| !letter.is_alphanumeric() && letter != '\'') {
        let token = token.trim_matches('\'');
        // "don't"; "diploma's".
        let is_negation = token.ends_with("n't") || NEGATIONS.binary_search(&token).is_ok();
        let word = token.strip_suffix("'s").unwrap_or(token).replace('\'', "");
        if is_negation {
            found.negated = true;
        } else if !word.is_empty() && !tongue.is_some_and(|tongue| is_common(&word, tongue)) {
            found.stems.push(stem(&word, tongue));
            if found.stems.len() == MOST_STEMS {
                break;
            }
        }
    }
    found
}

/// The stem of a word in lower case and without accents.
fn stem(word: &str, tongue: Option<Tongue>) -> String {
    match tongue {
        Some(Tongue::Dutch) => dutch_stem(word),
        Some(Tongue::English) => english_stem(word),
        None => word.to_owned(),
    }
}

/// Whether what is left of a word is long enough to tell.
fn is_telling(stem: &str, least: usize) -> bool {
    stem.chars().nth(least.saturating_sub(1)).is_some() && stem.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// Without doubled letters ("school" and "scholen", "klas" and "klassen"), and with the sound that "v" and "z"
/// have at the end ("brief" and "brieven", "keus" and "keuze").
fn dutch_spelling(word: &str) -> String {
    let mut spelled = String::with_capacity(word.len());
    for letter in word.chars() {
        if !spelled.ends_with(letter) {
            spelled.push(letter);
        }
    }
    match spelled.pop() {
        Some('v') => spelled.push('f'),
        Some('z') => spelled.push('s'),
        Some(last) => spelled.push(last),
        None => {}
    }
    spelled
}

/// Endings of Dutch words and what stands in their place; the first that fits is taken away, then again.
/// With each, how many letters must be left.
const DUTCH_ENDINGS: &[(&str, &str, usize)] = &[
    ("heden", "heid", 5),
    ("etjes", "", 3),
    ("etje", "", 3),
    ("tjes", "", 3),
    ("tje", "", 3),
    ("pjes", "", 3),
    ("pje", "", 3),
    ("jes", "", 3),
    ("je", "", 3),
    ("eren", "", 3),
    ("en", "", 3),
    ("es", "", 3),
    ("eaus", "eau", 4),
    ("er", "", 4),
    ("e", "", 3),
    ("d", "", 3),
    ("t", "", 3),
];

/// One ending less, or `None` if there is none.
fn shorter_dutch(word: &str) -> Option<String> {
    if let Some(rest) = word.strip_prefix("ge")
        && is_telling(rest, 4)
        && (rest.ends_with(['d', 't']) || rest.ends_with("de") || rest.ends_with("te"))
    {
        return Some(rest.to_owned());
    }
    // "menging" as "mengen"; not "leerling", which is no doing.
    if let Some(rest) = word.strip_suffix("ing")
        && !rest.ends_with('l')
        && is_telling(rest, 3)
    {
        return Some(rest.to_owned());
    }
    for (ending, instead, least) in DUTCH_ENDINGS {
        if let Some(rest) = word.strip_suffix(*ending) {
            let shorter = format!("{rest}{instead}");
            if is_telling(&shorter, *least) {
                return Some(shorter);
            }
        }
    }
    // A plural "s"; behind a vowel it nearly always belongs to the word ("huis", "klas").
    let rest = word.strip_suffix('s')?;
    let is_plural = !rest.ends_with(['a', 'e', 'i', 'o', 'u', 's']) && is_telling(rest, 3);
    is_plural.then(|| rest.to_owned())
}

fn dutch_stem(word: &str) -> String {
    let mut stem = dutch_spelling(word);
    // Each round makes it shorter or ends; the number only guards against a slip in the list.
    for _ in 0..8 {
        let Some(shorter) = shorter_dutch(&stem).filter(|shorter| shorter.len() < stem.len()) else {
            break;
        };
        stem = dutch_spelling(&shorter);
    }
    stem
}

/// Endings of English words, as above; only one is taken away.
const ENGLISH_ENDINGS: &[(&str, &str, usize)] = &[
    ("sses", "ss", 4),
    ("ies", "y", 3),
    ("ing", "", 3),
    ("ied", "y", 3),
    ("ed", "", 3),
];

fn english_stem(word: &str) -> String {
    let mut stem = word.to_owned();
    let ending = ENGLISH_ENDINGS.iter().find_map(|(ending, instead, least)| {
        let shorter = format!("{}{instead}", word.strip_suffix(*ending)?);
        is_telling(&shorter, *least).then_some(shorter)
    });
    if let Some(shorter) = ending {
        stem = shorter;
    } else if let Some(rest) = word.strip_suffix('s')
        && !rest.ends_with(['s', 'u', 'i'])
        && is_telling(rest, 3)
    {
        stem = rest.to_owned();
    }
    // "mixes" and "mix", "choose" and "choosing", "planned" and "plan".
    if let Some(rest) = stem.strip_suffix('e').filter(|rest| is_telling(rest, 3)) {
        stem = rest.to_owned();
    }
    let mut ends = stem.chars().rev();
    let is_doubled = matches!((ends.next(), ends.next()), (Some(last), Some(former)) if last == former);
    if is_doubled && is_telling(&stem, 4) {
        stem.pop();
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(words: &str, lang: Lang) -> Vec<String> {
        content(words, lang).stems
    }

    #[test]
    fn forms_of_one_dutch_word_meet() {
        for forms in [
            "school scholen schooltje",
            "bewegen beweegt beweging",
            "kind kinderen kindje",
            "keus keuze keuzes keuzen",
            "gemengd gemengde mengen mengt menging",
            "leerling leerlingen",
            "ouder ouders",
            "klas klassen",
            "huis huizen huisje",
            "brief brieven",
            "boom bomen boompje",
            "bloem bloemen bloemetje",
            "meisje meisjes",
            "werken werkt werkte werkten gewerkt werkende",
            "leren leert leerde geleerd",
            "straat straten straatje",
            "leraar leraren",
            "kans kansen",
            "niveau niveaus",
            "gemeente gemeenten gemeentes",
            "mogelijkheid mogelijkheden",
            "zwak zwakke zwakker zwakkere",
            "scholier scholieren",
            "diploma diploma's",
            "scheiden scheiding",
            "proces processen",
        ] {
            let found: Vec<String> = forms.split(' ').map(|word| stems(word, Lang::NL).concat()).collect();
            assert!(found.iter().all(|stem| *stem == found[0]), "{found:?}");
        }
    }

    #[test]
    fn other_dutch_words_do_not() {
        for (one, other) in [
            ("school", "schuld"),
            ("ouders", "oudsten"),
            ("leerling", "leraar"),
            ("klas", "kloof"),
            ("keuze", "kennis"),
            ("geld", "gelijk"),
            ("wijk", "wijs"),
        ] {
            assert_ne!(stems(one, Lang::NL), stems(other, Lang::NL));
        }
    }

    #[test]
    fn forms_of_one_english_word_meet() {
        for forms in [
            "school schools",
            "mix mixes mixed mixing",
            "choose choosing",
            "choice choices",
            "study studies studied",
            "plan plans planned planning",
            "class classes",
            "parent parents parent's",
        ] {
            let found: Vec<String> = forms.split(' ').map(|word| stems(word, Lang::EN).concat()).collect();
            assert!(found.iter().all(|stem| *stem == found[0]), "{found:?}");
        }
    }

    #[test]
    fn common_words_accents_and_signs_fall_away() {
        let plain = stems("Een cafe voor de reunie", Lang::NL);
        assert_eq!(stems("Eén café, voor “de” reünie!", Lang::NL), plain);
        assert_eq!(stems("cafe\u{301} reu\u{308}nie", Lang::NL), plain);
        assert!(stems("de het een", Lang::NL).is_empty());
        assert_eq!(stems("okul ve ev", Lang::new("tr").unwrap()), ["okul", "ve", "ev"]);
    }

    #[test]
    fn denials_are_noticed() {
        assert!(content("Dit helpt niet", Lang::NL).negated);
        assert!(content("It doesn’t help", Lang::EN).negated);
        assert!(!content("Dit helpt", Lang::NL).negated);
    }

    #[test]
    fn lists_are_sorted_and_long_texts_bounded() {
        assert!(NEGATIONS.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(stems(&"woord ".repeat(1000), Lang::NL).len(), MOST_STEMS);
    }
}
