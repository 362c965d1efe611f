//! One line that lands in place: `ouders - de school ligt te ver weg`.

use crate::edit::{Site, Under};
use crate::model::{Document, Lang, StakeholderId, Stance};

use super::lines::Mark;
use super::reading::plain;

/// A line of the quick entry, understood as far as it can be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuickEntry {
    /// Whose it is; `None` if no stakeholder was named.
    pub stakeholder: Option<StakeholderId>,
    /// For or against, if a sign says so.
    pub stance: Option<Stance>,
    /// The sentence.
    pub words: String,
}

impl QuickEntry {
    /// Where it goes: to its stakeholder if both that and the side are known, otherwise to the parked ones.
    pub fn site(&self) -> Site {
        Site::end_of(match (self.stakeholder, self.stance) {
            (Some(stakeholder), Some(stance)) => Under::Thesis {
                stance,
                stakeholder: Some(stakeholder),
                theme: None,
            },
            _ => Under::Nothing,
        })
    }
}

/// Understands a line: the name of a stakeholder (or how it begins), `+` or `-`, and the sentence. `:` may stand in
/// place of the sign; then the side is not known. `None` without a sentence.
pub fn quick_entry(document: &Document, lang: Lang, line: &str) -> Option<QuickEntry> {
    let line = line.trim();
    let sign_at = line.char_indices().find(|(at, letter)| {
        let behind = line.get(at + letter.len_utf8()..).unwrap_or("");
        let before = line.get(..*at).unwrap_or("");
        let is_free = behind.is_empty() || behind.starts_with(char::is_whitespace);
        let starts_word = before.is_empty() || before.ends_with(char::is_whitespace);
        match letter {
            ':' => is_free,
            letter => matches!(Mark::of(*letter), Some(Mark::Support | Mark::Attack)) && is_free && starts_word,
        }
    });
    let Some((at, sign)) = sign_at else {
        return (!line.is_empty()).then(|| QuickEntry {
            stakeholder: None,
            stance: None,
            words: line.to_owned(),
        });
    };
    let before = line.get(..at).unwrap_or("").trim();
    let words = line.get(at + sign.len_utf8()..).unwrap_or("").trim();
    let stance = match Mark::of(sign) {
        Some(Mark::Support) => Some(Stance::Pro),
        Some(Mark::Attack) => Some(Stance::Contra),
        _ => None,
    };
    let stakeholder = stakeholder_called(document, lang, before);
    if stakeholder.is_none() && !before.is_empty() {
        // It was no stakeholder: then the sign is part of the sentence.
        return Some(QuickEntry {
            stakeholder: None,
            stance: None,
            words: line.to_owned(),
        });
    }
    (!words.is_empty()).then(|| QuickEntry {
        stakeholder,
        stance,
        words: words.to_owned(),
    })
}

/// The only stakeholder whose name (or a word of it) begins like this, in any language; accents and capitals do not
/// count. A name that is exactly this comes before one that only begins so.
fn stakeholder_called(document: &Document, lang: Lang, words: &str) -> Option<StakeholderId> {
    let wanted = plain(words);
    if wanted.is_empty() {
        return None;
    }
    let mut begins = Vec::new();
    for id in document.stakeholders.in_order() {
        let Some(record) = document.stakeholders.get(id) else {
            continue;
        };
        let own = document.read(&record.name, lang).words;
        let names = record
            .name
            .iter()
            .map(|(_, words)| words)
            .chain([own, document.stakeholders.name(id)]);
        let names: Vec<String> = names.map(plain).collect();
        if names.contains(&wanted) {
            return Some(id);
        }
        let is_begun =
            |name: &String| name.starts_with(&wanted) || name.split(' ').any(|word| word.starts_with(&wanted));
        if names.iter().any(is_begun) {
            begins.push(id);
        }
    }
    match *begins {
        [id] => Some(id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Hue, Stakeholder, Symbol, Text};

    fn document() -> Document {
        let mut document = Document::default();
        for (number, name) in ["Ouders", "Scholen en schoolbesturen", "Overheid"]
            .into_iter()
            .enumerate()
        {
            let id = document.stakeholders.intern(&name.to_lowercase());
            let record = Stakeholder {
                name: Text::new(Lang::NL, name),
                hue: Hue::Amber,
                symbol: Symbol::People,
                order: number as u64,
            };
            document.stakeholders.set(id, Some(record));
        }
        document
    }

    #[test]
    fn a_line_lands_in_place() {
        let document = document();
        let entry = quick_entry(&document, Lang::NL, "ouders - de school ligt te ver weg").unwrap();
        assert_eq!(entry.stakeholder, document.stakeholders.id("ouders"));
        assert_eq!(entry.stance, Some(Stance::Contra));
        assert_eq!(entry.words, "de school ligt te ver weg");
        let entry = quick_entry(&document, Lang::NL, "schoolb + meer leerlingen").unwrap();
        assert_eq!(entry.stakeholder, document.stakeholders.id("scholen en schoolbesturen"));
        assert!(matches!(
            entry.site().under,
            Under::Thesis {
                stance: Stance::Pro,
                ..
            }
        ));
    }

    #[test]
    fn what_cannot_be_placed_is_parked() {
        let document = document();
        for line in [
            "geen idee waar dit hoort",
            "o - twee beginnen zo",
            "- zonder wie",
            "ouders: welke kant?",
        ] {
            let entry = quick_entry(&document, Lang::NL, line).unwrap();
            assert_eq!(entry.site().under, Under::Nothing, "{line}");
        }
        assert!(quick_entry(&document, Lang::NL, "ouders -").is_none());
    }
}
