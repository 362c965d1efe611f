//! What the room adds.

use serde::{Deserialize, Serialize};

use super::Side;
use super::round::Subject;

/// Where something from the room belongs.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Place {
    /// Not known yet: it is parked.
    #[default]
    #[serde(rename = "parked")]
    Parked,
    /// A question, to be looked up or answered later.
    #[serde(rename = "question")]
    Question,
    /// An argument of a stakeholder (its name in the map; empty for nobody in particular).
    #[serde(rename = "argument")]
    Argument { side: Side, stakeholder: String },
    /// Supports (for) or attacks (against) a claim, by its name in the map.
    #[serde(rename = "reply")]
    Reply { side: Side, claim: String },
}

/// What became of it afterwards.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Fate {
    /// Nobody decided yet.
    #[default]
    #[serde(rename = "open")]
    Open,
    /// It went into the map as it was said.
    #[serde(rename = "accepted")]
    Accepted,
    /// It went into the map in other words.
    #[serde(rename = "rewritten")]
    Rewritten,
    /// It was left out.
    #[serde(rename = "left")]
    Left,
}

/// One sentence from the room.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Addition {
    /// What was said.
    pub words: String,
    /// Where it belongs.
    pub place: Place,
    /// Whether the audience saw it.
    pub is_shown: bool,
    /// With what it was joined: both say the same.
    pub joined: Option<Subject>,
    /// The headline that it was put under.
    pub cluster: String,
    /// Whether it is a guess at what the other side would say.
    pub is_guess: bool,
    /// What became of it.
    pub fate: Fate,
}

/// The word in a sentence that may be somebody's name: two words with a capital next to each other, not at the beginning
/// of the sentence, or one behind a form of address. A hint, never a refusal.
pub fn looks_like_a_name(words: &str) -> Option<&str> {
    const ADDRESS: [&str; 22] = [
        "meneer",
        "mevrouw",
        "mijnheer",
        "dhr",
        "mevr",
        "juf",
        "meester",
        "mr",
        "mrs",
        "ms",
        "miss",
        "sir",
        "dochter",
        "zoon",
        "buurman",
        "buurvrouw",
        "vriendin",
        "vriend",
        "daughter",
        "son",
        "neighbour",
        "friend",
    ];
    const BETWEEN: [&str; 10] = ["de", "van", "der", "den", "ten", "ter", "het", "el", "al", "ben"];
    // Words that often begin a sentence and are no part of a name.
    const BEGIN: [&str; 40] = [
        "in", "op", "bij", "voor", "tegen", "als", "dat", "ook", "veel", "wij", "we", "er", "maar", "en", "of", "met",
        "uit", "naar", "om", "ik", "zo", "want", "onze", "alle", "elke", "at", "for", "the", "a", "an", "but", "and",
        "with", "our", "all", "every", "on", "to", "from", "een",
    ];
    let has_capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
    };
    let bare = |word: &'_ str| -> String { word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned() };
    let all: Vec<(usize, &str)> = words
        .split_whitespace()
        .map(|word| (word.as_ptr() as usize - words.as_ptr() as usize, word))
        .collect();
    for (number, (start, word)) in all.iter().enumerate() {
        let is_address = ADDRESS.contains(&bare(word).to_lowercase().as_str());
        // A capital behind a capital, with `de` or `van der` in between.
        let mut behind = all
            .iter()
            .skip(number + 1)
            .filter(|(_, next)| !BETWEEN.contains(&bare(next).as_str()));
        let Some((at, next)) = behind.next() else { continue };
        let ends_here = word.ends_with(['.', '!', '?', ':', ',', ';']) && !is_address;
        let begins = BEGIN.contains(&bare(word).to_lowercase().as_str())
            || BETWEEN.contains(&bare(word).to_lowercase().as_str());
        if has_capital(&bare(next)) && !ends_here && (is_address || has_capital(&bare(word)) && !begins) {
            return words.get(*start..at + next.len());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_name_is_found_and_ordinary_sentences_are_not() {
        for (words, found) in [
            ("Jan de Vries vindt de reistijd te lang", "Jan de Vries"),
            ("volgens mevrouw Bakker is de school te ver", "mevrouw Bakker"),
            ("Fatima El Idrissi wil kleinere klassen", "Fatima El"),
        ] {
            assert_eq!(looks_like_a_name(words), Some(found), "{words}");
        }
        for words in [
            "De school ligt te ver weg",
            "Kinderen leren van elkaar. Ouders ook",
            "In Nijmegen werkt het goed",
            "De PO-Raad wil dit niet",
            "",
        ] {
            assert_eq!(looks_like_a_name(words), None, "{words}");
        }
    }
}
