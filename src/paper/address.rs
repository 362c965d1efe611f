//! Web addresses and letters as the formats of documents allow them.

/// An address that a document may open, with all that is not plain written as numbers; `None` if it is of a kind that is
/// never followed, which could do something on the reader's machine.
pub(super) fn sound(address: &str) -> Option<String> {
    let address = plain(address.trim());
    crate::model::is_followed(&address).then_some(address)
}

/// An address with all that is not plain written as numbers.
pub(super) fn plain(address: &str) -> String {
    let mut plain = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            plain.push(char::from(byte));
        } else {
            plain.push('%');
            for half in [byte >> 4, byte & 15] {
                plain.extend(char::from_digit(u32::from(half), 16).map(|digit| digit.to_ascii_uppercase()));
            }
        }
    }
    plain
}

/// Whether XML 1.0 allows a letter.
pub(super) fn is_of_xml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{7e}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attacks_become_nothing_that_is_followed_elsewhere() {
        let attacks: Vec<String> = serde_json::from_str(include_str!("../../tests/hostile/links.json")).unwrap();
        for attack in attacks {
            if let Some(sound) = sound(&attack) {
                assert!(
                    crate::model::is_followed(&sound) && sound.is_ascii(),
                    "{attack:?} {sound}"
                );
                assert!(sound.starts_with("http") && !sound.contains('@'), "{attack:?} {sound}");
            }
        }
    }

    #[test]
    fn only_addresses_that_are_safe_to_open_are_kept() {
        assert_eq!(
            sound(" https://scp.nl/a b?c=é "),
            Some("https://scp.nl/a%20b?c=%C3%A9".to_owned())
        );
        assert_eq!(sound("mailto:a@b.nl"), Some("mailto:a@b.nl".to_owned()));
        assert_eq!(sound("HTTP://x"), Some("HTTP://x".to_owned()));
        for bad in ["javascript:alert(1)", "file:///etc/passwd", "", "https:", "scp.nl"] {
            assert_eq!(sound(bad), None, "{bad}");
        }
    }
}
