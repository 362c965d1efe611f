//! Which addresses may be written as links: a file that leaves the program must not run anything when somebody clicks on it.

pub use crate::model::is_followed as is_safe;

/// Whether an address is one that a mind map is not given back as a link: of another scheme, or of another computer, or from the
/// root of the disk.
pub fn leads_elsewhere(url: &str) -> bool {
    is_other_scheme(url) || url.trim_start().starts_with(['/', '\\'])
}

/// Whether an address names a scheme other than those of [`is_safe`], as `javascript:`. Places within a folder name none.
pub fn is_other_scheme(url: &str) -> bool {
    // Programs leave out spaces and control characters before they look.
    let bare: String = url
        .chars()
        .filter(|letter| !letter.is_whitespace() && !letter.is_control())
        .take(64)
        .collect();
    let scheme = bare.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.'));
    // A space within an address is an oversight.
    is_scheme && !is_safe(&url.trim().replace(' ', "%20"))
}

/// The first of some addresses that may be written as a link.
pub fn first_safe<'a>(urls: impl IntoIterator<Item = &'a String>) -> Option<&'a String> {
    urls.into_iter().find(|url| is_safe(url))
}

/// Whether a link in Markdown, or in the HTML within it, leads to another scheme.
pub fn has_other_link(markdown: &str) -> bool {
    let lower = markdown.to_ascii_lowercase();
    let goal_of = |rest: &str| -> String {
        let rest = rest.trim_start().trim_start_matches(['<', '"', '\'']);
        let end = rest.find(['>', ')', '"', '\'', '\n']).unwrap_or(rest.len());
        super::mind_map::markup::unescape(rest.get(..end).unwrap_or_default())
    };
    ["](", "]:", "<", "href="].iter().any(|start| {
        let mut goals = lower.split(start).skip(1);
        goals.any(|rest| is_other_scheme(&goal_of(rest)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_and_mail_are_links() {
        for (url, safe) in [
            ("https://x.nl", true),
            ("HTTP://x.nl/a?b=c", true),
            ("mailto:a@b.nl", true),
            ("javascript:alert(1)", false),
            (" javascript:alert(1)", false),
            ("java\nscript:alert(1)", false),
            ("file:///etc/passwd", false),
            ("data:text/html,x", false),
            ("vbscript:x", false),
            ("https:x", false),
            ("https://naam@x.nl", false),
        ] {
            assert_eq!((is_safe(url), is_other_scheme(url)), (safe, !safe), "{url}");
        }
        for place in ["//x.nl/a", "\\\\host\\share", "/etc/passwd", "javascript:x"] {
            assert!(leads_elsewhere(place), "{place}");
        }
        assert!(!leads_elsewhere("../blad.mm") && !leads_elsewhere("https://x.nl/a b"));
        for text in [
            "[klik](javascript:alert(1))",
            "[klik]( <JavaScript:alert(1)>)",
            "<javascript:alert(1)>",
            "[a]\n\n[a]: javascript:x",
            "<a href='javascript&#58;x'>",
        ] {
            assert!(has_other_link(text), "{text}");
        }
        for text in [
            "[a](https://x.nl) [b](blad.md)",
            "let op: dit",
            "1 < 2: ja",
            "- [ ] doen: nu",
        ] {
            assert!(!has_other_link(text), "{text}");
        }
        for place in ["map/blad.html", "#ID_1", "www.x.nl", "boek, blz. 3: de wijk", ""] {
            assert!(!is_safe(place) && !is_other_scheme(place), "{place}");
        }
    }
}
