//! How people write for and against, and whose argument it is, in files that have no sign for it.

use crate::model::plain_name;

use super::gathered::LinkKind;

const FOR: &[&str] = &[
    "voor", "pro", "for", "plus", "pros", "voordeel", "pour", "dafur", "dafuer",
];
const AGAINST: &[&str] = &[
    "tegen", "contra", "con", "against", "min", "cons", "nadeel", "contre", "dagegen",
];

/// The sign before a sentence (`Voor: …`, `+ …`, `Con: …`), and the sentence behind it.
pub fn signed(text: &str) -> Option<(LinkKind, &str)> {
    let text = text.trim_start();
    for (sign, kind) in [
        ('+', LinkKind::Support),
        ('−', LinkKind::Attack),
        ('-', LinkKind::Attack),
    ] {
        if let Some(rest) = text.strip_prefix(sign) {
            let is_sign = rest.starts_with([' ', '\t', ':']);
            let rest = rest.trim_start_matches([' ', '\t', ':']);
            return (is_sign && !rest.is_empty()).then_some((kind, rest));
        }
    }
    let (word, rest) = text.split_once(':')?;
    let kind = side_word(word)?;
    let rest = rest.trim_start();
    (!rest.is_empty()).then_some((kind, rest))
}

fn side_word(word: &str) -> Option<LinkKind> {
    let word = word.trim();
    if word.len() > 12 {
        return None;
    }
    let word = plain_name(word, 2);
    if FOR.contains(&word.as_str()) {
        Some(LinkKind::Support)
    } else if AGAINST.contains(&word.as_str()) {
        Some(LinkKind::Attack)
    } else {
        None
    }
}

/// The side that a heading stands for: "Voor", "Argumenten tegen", "Pros" ...
pub fn side_heading(text: &str) -> Option<LinkKind> {
    if text.len() > 40 {
        return None;
    }
    let name = plain_name(text, 4);
    let mut words: Vec<&str> = name.split('-').collect();
    let filler = |word: &&str| !matches!(*word, "argumenten" | "argument" | "arguments" | "punten" | "points");
    words.retain(filler);
    match &*words {
        [word] => side_word(word),
        _ => None,
    }
}

/// The usual stakeholders of a question about schools, by words that stand for them: Dutch, English.
const STAKEHOLDERS: &[&[&str]] = &[
    &["leerlingen", "leerling", "kinderen", "pupils", "students", "children"],
    &["ouders", "ouder", "parents"],
    &[
        "scholen-en-schoolbesturen",
        "scholen",
        "schoolbesturen",
        "schools",
        "schools-and-boards",
        "school-boards",
    ],
    &["overheid", "gemeente", "government", "municipality"],
];

/// Whether a heading is the usual name of a stakeholder.
pub fn is_stakeholder(text: &str) -> bool {
    let name = plain_name(text, 5);
    STAKEHOLDERS.iter().any(|names| names.contains(&name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_recognised_and_ordinary_words_left_alone() {
        assert_eq!(signed("Voor: het werkt"), Some((LinkKind::Support, "het werkt")));
        assert_eq!(signed("CON: it does not"), Some((LinkKind::Attack, "it does not")));
        assert_eq!(signed("- te ver"), Some((LinkKind::Attack, "te ver")));
        assert_eq!(signed("+beter"), None);
        assert_eq!(signed("Voorbeeld: een school"), None);
        assert_eq!(signed("Tegen:"), None);
        assert_eq!(side_heading("Argumenten voor"), Some(LinkKind::Support));
        assert_eq!(side_heading("Cons"), Some(LinkKind::Attack));
        assert_eq!(side_heading("Voor ouders"), None);
        assert!(is_stakeholder("Ouders") && !is_stakeholder("Ouders en kinderen samen"));
    }
}
