//! Web addresses and letters as the formats of documents allow them.

/// An address that a document may open, with all that is not plain written as numbers; `None` if it is of another kind
/// than http, https or mailto, which could do something on the reader's machine.
pub(super) fn sound(address: &str) -> Option<String> {
    let address = address.trim();
    let (kind, rest) = address.split_once(':')?;
    if rest.is_empty()
        || !["http", "https", "mailto"]
            .iter()
            .any(|known| kind.eq_ignore_ascii_case(known))
    {
        return None;
    }
    Some(plain(address))
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
