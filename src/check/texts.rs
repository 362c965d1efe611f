//! Findings about texts: too long, too hard, not in all languages.

use hashbrown::HashSet;
use pulldown_cmark::{Event, LinkType, Parser, Tag};

use crate::edit::{Edit, TextField};
use crate::model::{Document, Item, Lang, Text, as_followed, is_followed};

use super::fields::{each_text, is_for_audience, is_formatted, is_running_text};
use super::language::{B1_READING_EASE, Tongue, hard_words, longest_sentence, num_words, reading_ease};
use super::{Finding, FindingKind, Fix, FixKind};

/// The sentence of a claim should have no more words than this.
pub const MOST_CLAIM_WORDS: usize = 12;
/// An explanation should have no more words than this: more cannot be projected.
pub const MOST_EXPLANATION_WORDS: usize = 60;
/// A sentence in a running text should have no more words than this.
pub const MOST_SENTENCE_WORDS: usize = 15;

/// Walks over all texts once, and puts what it finds in the order of the document.
pub(super) fn texts(document: &Document, found: &mut Vec<Finding>) {
    let explained = explained_words(document);
    each_text(document, &mut |item, field, text| {
        let mut add = |kind: FindingKind| found.push(Finding { item, kind, fix: None });
        if text.is_empty() {
            return;
        }
        too_long(field, text, &mut add);
        for lang in &document.cover.languages {
            if text.get(*lang).is_none() {
                add(FindingKind::Untranslated { field, lang: *lang });
            }
        }
        if is_for_audience(field) {
            for (lang, words) in text.iter() {
                too_hard(field, lang, words, &explained, &mut add);
            }
        }
        if is_formatted(field) {
            // The same address in several languages is told once.
            let mut addresses: Vec<Box<str>> = text.iter().flat_map(|(_, words)| bad_links(words)).collect();
            addresses.sort_unstable();
            addresses.dedup();
            for address in addresses {
                add(FindingKind::BadLink { field, address });
            }
        }
        for (lang, _) in text.iter().filter(|(lang, _)| text.is_outdated(*lang)) {
            found.push(Finding {
                item,
                kind: FindingKind::Outdated { field, lang },
                fix: Some(Fix {
                    kind: FixKind::MarkCurrent,
                    edit: Edit::SetOutdated {
                        field,
                        lang,
                        outdated: false,
                    },
                }),
            });
        }
    });
    for id in document.instruments.in_order() {
        let is_silent = document
            .instruments
            .get(id)
            .is_some_and(|instrument| instrument.image.is_some() && instrument.image_text.is_empty());
        if is_silent {
            found.push(Finding {
                item: Item::Instrument(id),
                kind: FindingKind::NoAltText,
                fix: None,
            });
        }
    }
}

/// The words of the glossary in lower case: what is explained may be hard.
fn explained_words(document: &Document) -> HashSet<(Lang, String)> {
    let terms = document.terms.iter();
    terms
        .flat_map(|(_, term)| term.term.iter().map(|(lang, word)| (lang, word.to_lowercase())))
        .collect()
}

/// The addresses of links in a text that are never opened.
fn bad_links(text: &str) -> Vec<Box<str>> {
    if !text.contains(['[', '<']) {
        return Vec::new();
    }
    let address = |event| match event {
        // A mail address in brackets is one, and no link.
        Event::Start(Tag::Link {
            link_type: LinkType::Email,
            ..
        }) => None,
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url),
        _ => None,
    };
    let addresses = Parser::new(text).filter_map(address);
    addresses
        .filter(|address| !address.is_empty() && !is_followed(&as_followed(address)))
        .map(|address| (&*address).into())
        .collect()
}

/// The length of a sentence or explanation, in the language in which it is longest.
fn too_long(field: TextField, text: &Text, add: &mut dyn FnMut(FindingKind)) {
    let limit = match field {
        TextField::Claim(_) => MOST_CLAIM_WORDS,
        TextField::Explanation(_) => MOST_EXPLANATION_WORDS,
        _ => return,
    };
    let mut longest: Option<(usize, Lang)> = None;
    for (lang, words) in text.iter() {
        let words = num_words(words);
        if longest.is_none_or(|(most, _)| words > most) {
            longest = Some((words, lang));
        }
    }
    if let Some((words, lang)) = longest.filter(|(words, _)| *words > limit) {
        add(if limit == MOST_CLAIM_WORDS {
            FindingKind::LongClaim { lang, words, limit }
        } else {
            FindingKind::LongExplanation { lang, words, limit }
        });
    }
}

/// Hard words, long sentences and hard explanations, in the languages whose words are known.
fn too_hard(
    field: TextField,
    lang: Lang,
    text: &str,
    explained: &HashSet<(Lang, String)>,
    add: &mut dyn FnMut(FindingKind),
) {
    let Some(tongue) = Tongue::of(lang) else { return };
    // A word that is explained is meant to be the hard one.
    if !matches!(field, TextField::TermText(_)) {
        for (word, instead) in hard_words(text, tongue) {
            if !explained.is_empty() && explained.contains(&(lang, word.to_owned())) {
                continue;
            }
            let word = word.into();
            add(FindingKind::HardWord {
                field,
                lang,
                word,
                instead,
            });
        }
    }
    if is_running_text(field) {
        let words = longest_sentence(text);
        if words > MOST_SENTENCE_WORDS {
            add(FindingKind::LongSentence {
                field,
                lang,
                words,
                limit: MOST_SENTENCE_WORDS,
            });
        }
    }
    if matches!(field, TextField::Explanation(_) | TextField::QuestionExplanation)
        && let Some(ease) = reading_ease(text, lang)
        && ease.score < B1_READING_EASE
    {
        add(FindingKind::Hard {
            field,
            lang,
            score: ease.score,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{claims, document, mends, num};
    use super::*;
    use crate::edit::Editor;

    #[test]
    fn long_texts_are_named() {
        let long = |words: usize, explanation: usize| {
            let (words, explanation) = ("x ".repeat(words), "x ".repeat(explanation));
            claims(&format!(
                r#"(id: "a", text: (nl: "{words}"), explanation: (nl: "{explanation}"), supports: ["ja"])"#
            ))
        };
        let is_claim = |kind: &FindingKind| matches!(kind, FindingKind::LongClaim { limit: 12, .. });
        let is_explanation = |kind: &FindingKind| matches!(kind, FindingKind::LongExplanation { words: 61, .. });
        assert_eq!(num(&long(12, 60), is_claim), 0);
        assert_eq!(num(&long(13, 60), is_claim), 1);
        assert_eq!(num(&long(12, 60), is_explanation), 0);
        assert_eq!(num(&long(12, 61), is_explanation), 1);
        let is_sentence = |kind: &FindingKind| matches!(kind, FindingKind::LongSentence { words: 16, .. });
        assert_eq!(num(&long(2, 15), is_sentence), 0);
        assert_eq!(num(&long(2, 16), is_sentence), 1);
    }

    #[test]
    fn languages_are_compared() {
        let mut map = claims("");
        let is_untranslated = |kind: &FindingKind| matches!(kind, FindingKind::Untranslated { .. });
        assert_eq!(num(&map, is_untranslated), 0);
        map.cover.languages.push(Lang::EN);
        assert_eq!(num(&map, is_untranslated), 2);
        map.cover.question.set(Lang::EN, "Should we?");
        assert_eq!(num(&map, is_untranslated), 1);
        let mut editor = Editor::new(map);
        let outdated = Edit::SetOutdated {
            field: TextField::Question,
            lang: Lang::EN,
            outdated: true,
        };
        editor.run(outdated).unwrap();
        let is_outdated = |kind: &FindingKind| {
            *kind
                == FindingKind::Outdated {
                    field: TextField::Question,
                    lang: Lang::EN,
                }
        };
        assert!(mends(editor.document().clone(), FixKind::MarkCurrent, is_outdated));
    }

    #[test]
    fn hard_words_are_named_unless_they_are_explained() {
        let is_hard_word = |kind: &FindingKind| match kind {
            FindingKind::HardWord { word, instead, .. } => &**word == "prioriteit" && *instead == "voorrang",
            _ => false,
        };
        let claim = r#"claims: [(id: "ja", text: (nl: "Ja")),
            (id: "a", text: (nl: "Zorg heeft prioriteit"), supports: ["ja"])]"#;
        assert_eq!(num(&document(claim), is_hard_word), 1);
        let explained =
            format!(r#"{claim}, glossary: [(id: "p", term: (nl: "Prioriteit"), meaning: (nl: "Wat voorgaat"))]"#);
        assert_eq!(num(&document(&explained), is_hard_word), 0);
    }

    #[test]
    fn hard_explanations_are_named() {
        let with = |explanation: &str| {
            claims(&format!(
                r#"(id: "a", text: (nl: "A"), explanation: (nl: "{explanation}"), supports: ["ja"])"#
            ))
        };
        let is_hard = |kind: &FindingKind| matches!(kind, FindingKind::Hard { .. });
        assert_eq!(num(&with(&"verantwoordelijkheidsverdeling ".repeat(20)), is_hard), 1);
        assert_eq!(num(&with(&"Het kind gaat naar school. ".repeat(5)), is_hard), 0);
        assert_eq!(num(&with("Verantwoordelijkheidsverdeling"), is_hard), 0);
    }

    #[test]
    fn links_that_are_never_opened_are_named() {
        let with = |explanation: &str| {
            claims(&format!(
                r#"(id: "a", text: (nl: "A"), explanation: (nl: "{explanation}", en: "{explanation}"), supports: ["ja"])"#
            ))
        };
        let is_bad = |kind: &FindingKind| matches!(kind, FindingKind::BadLink { .. });
        for text in [
            "[x](javascript:alert(1))",
            "[x](http://a@b)",
            "<file:///etc/passwd>",
            "[x](pad.html)",
        ] {
            assert_eq!(num(&with(text), is_bad), 1, "{text}");
        }
        for text in [
            "[x](https://x.nl)",
            "[x](mailto:a@b.nl)",
            "<a@b.nl>",
            "javascript:alert(1)",
            "[x]()",
        ] {
            assert_eq!(num(&with(text), is_bad), 0, "{text}");
        }
    }

    #[test]
    fn pictures_need_words() {
        let with = |more: &str| {
            document(&format!(
                r#"claims: [(id: "ja", text: (nl: "Ja"))], instruments: [(id: "x", name: (nl: "X"), {more})]"#
            ))
        };
        let is_silent = |kind: &FindingKind| *kind == FindingKind::NoAltText;
        assert_eq!(num(&with(""), is_silent), 0);
        assert_eq!(num(&with(r#"image: "pad.png""#), is_silent), 1);
        assert_eq!(
            num(&with(r#"image: "pad.png", image_text: (nl: "Een pad")"#), is_silent),
            0
        );
    }
}
