//! Which addresses may be followed: a click must run nothing, send nothing along, and lead where it seems to lead.

/// Why a click does not follow an address.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NotFollowed {
    /// It is neither of the web nor of mail.
    Kind,
    /// It has letters that are not seen, or that turn others around.
    Letters,
    /// A name stands before the host, and looks like one.
    Name,
    /// It names no host, or one that programs do not agree on.
    Host,
    /// It asks a mail program for more than a mail to somebody, with a subject and a text.
    Mail,
}

/// Whether a click may follow an address, as it stands: a page of the web, or a mail to somebody. Nothing else ever becomes a
/// link, in the window or in a file that is written.
pub fn is_followed(address: &str) -> bool {
    why_not_followed(address).is_none()
}

/// Why a click does not follow an address, if it does not.
pub fn why_not_followed(address: &str) -> Option<NotFollowed> {
    if address.contains(is_deceiving) {
        return Some(NotFollowed::Letters);
    }
    let Some((scheme, rest)) = address.split_once(':') else {
        return Some(NotFollowed::Kind);
    };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => match rest.strip_prefix("//") {
            Some(rest) if has_host(rest) => None,
            Some(rest) if host_of(rest).contains('@') => Some(NotFollowed::Name),
            _ => Some(NotFollowed::Host),
        },
        "mailto" => (!is_mail(rest)).then_some(NotFollowed::Mail),
        _ => Some(NotFollowed::Kind),
    }
}

/// An address of a map as a click in the window follows it: a space within, which is an oversight, is written as a number.
pub fn as_followed(address: &str) -> String {
    address.trim().replace(' ', "%20")
}

/// Whether an address is of a mail, rather than of a page.
pub fn is_of_mail(address: &str) -> bool {
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    scheme.eq_ignore_ascii_case("mailto")
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
    let host = host_of(rest);
    host.starts_with(|letter: char| letter.is_alphanumeric() || matches!(letter, '[' | '%'))
        && !host.contains(['@', '\\', '"', '<', '>', '\''])
}

/// What stands in the place of the host.
fn host_of(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or_default()
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

    #[test]
    fn why_an_address_is_not_followed_is_known() {
        for (address, why) in [
            ("http://a@b", NotFollowed::Name),
            ("https://bank.nl:x@evil.nl/", NotFollowed::Name),
            ("https:evil.nl", NotFollowed::Host),
            ("javascript:alert(1)", NotFollowed::Kind),
            ("pad.html", NotFollowed::Kind),
            ("https://x.nl/\u{202e}", NotFollowed::Letters),
            ("mailto:a@b.nl?attach=/etc/passwd", NotFollowed::Mail),
        ] {
            assert_eq!(why_not_followed(address), Some(why), "{address}");
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
