//! Every fixed text on paper, Dutch and English side by side: a missing one does not compile.

mod booklet;
mod cards;
mod common;
mod dots;
mod handout;
mod poster;
mod prints;

use crate::model::Lang;

pub(super) use booklet::{Booklet, booklet, section_name};
pub(super) use cards::{cards, num_cards};
pub(super) use common::{Common, common};
pub(super) use dots::dots;
pub(super) use handout::{HandOut, hand_out};
pub(super) use poster::{Poster, num_arguments, poster};
pub(super) use prints::{Prints, prints};

/// A text in each language behind each other, the same words once: `vervolg / continued`.
pub(super) fn in_each(languages: &[Lang], of: impl Fn(Lang) -> String) -> String {
    let mut found: Vec<String> = Vec::new();
    for lang in languages {
        let words = of(*lang);
        if !words.is_empty() && !found.contains(&words) {
            found.push(words);
        }
    }
    found.join(" / ")
}

/// Declares a struct of texts with one value per language, and a function that gives the one for a language: Dutch for
/// Dutch, English for all others.
macro_rules! words {
    ($(#[$doc:meta])* $type:ident, $function:ident; $($name:ident: $nl:literal, $en:literal;)*) => {
        $(#[$doc])*
        pub(in crate::paper) struct $type {
            $(pub $name: &'static str),*
        }

        /// The texts in a language of a map: Dutch for Dutch, English for all others.
        pub(in crate::paper) fn $function(lang: crate::model::Lang) -> &'static $type {
            static DUTCH: $type = $type { $($name: $nl),* };
            static ENGLISH: $type = $type { $($name: $en),* };
            if lang == crate::model::Lang::NL { &DUTCH } else { &ENGLISH }
        }
    };
}
use words;
