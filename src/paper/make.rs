//! From what was chosen to pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Choices, Kind, Letters, Made, Said, booklet, cards, dots, hand_out, poster};
use crate::model::{Document, Structure};

/// Lays out what was chosen. `pictures` has the files (PNG or JPEG) that the cards of the toolbox name, by path.
pub fn make(
    document: &Document,
    structure: &Structure,
    choices: &Choices,
    pictures: &BTreeMap<String, Arc<[u8]>>,
    letters: &mut Letters,
) -> Made {
    match choices.kind {
        Kind::Poster => {
            let typed = choices
                .address
                .as_deref()
                .map(str::trim)
                .filter(|typed| !typed.is_empty());
            let address = typed.and_then(web_address);
            let is_none = typed.is_some() && address.is_none();
            let choices = Choices {
                address,
                ..choices.clone()
            };
            let mut made = poster(document, structure, &choices, letters);
            if is_none {
                made.said.push(Said::NoCode);
            }
            made
        }
        Kind::HandOut => hand_out(document, structure, choices, letters),
        Kind::Booklet => booklet(document, structure, choices, letters, pictures),
        Kind::Cards => cards(document, structure, choices, letters),
        Kind::Dots => dots(document, structure, choices, letters),
    }
}

/// A web address as a person types it, with or without `https://`; `None` if it cannot be one.
fn web_address(typed: &str) -> Option<String> {
    let address = if typed.contains("://") {
        typed.to_owned()
    } else {
        format!("https://{typed}")
    };
    let host = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))?
        .split(['/', '?', '#'])
        .next()?;
    let is_host = host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    (is_host && !address.chars().any(char::is_whitespace)).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::web_address;

    #[test]
    fn an_address_is_one_with_a_host() {
        assert_eq!(
            web_address("school.nl/kaart").as_deref(),
            Some("https://school.nl/kaart")
        );
        assert_eq!(web_address("http://school.nl").as_deref(), Some("http://school.nl"));
        for typed in [
            "onzin",
            "de school",
            "file:///etc",
            "javascript:alert(1)",
            "https://",
            "school.nl met spatie",
        ] {
            assert_eq!(web_address(typed), None, "{typed}");
        }
    }
}
