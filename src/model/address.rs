//! Which addresses may be followed: a click must run nothing, send nothing along, and lead where it seems to lead.

/// Whether a click may follow an address, as it stands: a page of the web, or a mail to somebody. Nothing else ever becomes a
/// link, in the window or in a file that is written.
pub fn is_followed(address: &str) -> bool {
    if address.contains(is_deceiving) {
        return false;
    }
    let Some((scheme, rest)) = address.split_once(':') else {
        return false;
    };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest.strip_prefix("//").is_some_and(has_host),
        "mailto" => is_mail(rest),
        _ => false,
    }
}

/// Whether an address has letters that are not seen, or that turn others around: what is read would not be what is opened.
fn is_deceiving(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether what follows `https://` names a host. A name before an `@` looks like a host and is none; programs do not agree what
/// a `\` is.
fn has_host(rest: &str) -> bool {
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.starts_with(|letter: char| letter.is_alphanumeric() || matches!(letter, '[' | '%'))
        && !host.contains(['@', '\\', '"', '<', '>', '\''])
}

/// Whether what follows `mailto:` is an address, with a subject and a text at most: mail programs attach files, and add lines
/// to the head of a mail, because an address says so.
fn is_mail(rest: &str) -> bool {
    let (to, fields) = rest.split_once('?').unwrap_or((rest, ""));
    let has_line = |part: &str| {
        let part = part.to_ascii_lowercase();
        part.contains("%0a") || part.contains("%0d")
    };
    let is_address = to
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
    let mut fields = fields.split('&').filter(|field| !field.is_empty());
    is_address
        && !to.contains(['\\', '"', '<', '>', '\''])
        // Written as numbers, letters beyond ASCII are letters of a name; lines, quotes and spaces are not.
        && to.split('%').skip(1).all(|rest| rest.starts_with(|digit| matches!(digit, '8' | '9' | 'a'..='f' | 'A'..='F')))
        && fields.all(|field| match field.split_once('=') {
            Some((name, _)) if name.eq_ignore_ascii_case("body") => true,
            Some((name, words)) if name.eq_ignore_ascii_case("subject") => !has_line(words),
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_web_and_mail_are_followed() {
        for address in [
            "https://x.nl",
            "HTTP://x.nl/a?b=c@d#e",
            "http://[2001:db8::1]:8080/",
            "https://één.nl/pad/naar%20iets",
            "mailto:a@b.nl",
            "MAILTO:a@b.nl?subject=Vraag%20over&body=Regel%0D%0Atwee",
        ] {
            assert!(is_followed(address), "{address}");
        }
    }

    /// One list of attacks for every place that makes a link: `tests/all/outside.rs` has the files that are written.
    #[test]
    fn what_attacks_is_not_followed() {
        let attacks: Vec<String> = serde_json::from_str(include_str!("../../tests/hostile/links.json")).unwrap();
        assert!(attacks.len() > 60);
        for attack in attacks {
            assert!(!is_followed(&attack), "{attack:?}");
        }
    }
}
