//! What others wrote in a mind map, and whether it can be written again as it was.

use super::super::gathered::LinkKind;
use super::super::signs::signed;
use super::leaf::Leaf;
use super::markup::{Piece, Plain, Walker, plain};
use super::read::text_of;

/// How the names of nodes begin that we made.
pub const NEW_ID: &str = "ID_ak";
/// How such a name begins that we had to give to a node of others.
pub const GIVEN_ID: &str = "ID_ako";
/// What our own arrows have behind their goal.
pub const NEW_ARROW: &str = " STARTARROW=\"NONE\" ENDARROW=\"DEFAULT\"";

/// Whether we wrote this arrow.
pub fn is_new_arrow(raw: &str) -> bool {
    let behind = raw
        .strip_prefix("<arrowlink DESTINATION=\"")
        .and_then(|rest| rest.split_once('"'));
    behind.is_some_and(|(_, behind)| behind.starts_with(NEW_ARROW))
}

/// What a node of others has under this name.
pub fn datum<'l>(leaf: &'l Leaf, name: &str) -> Option<&'l str> {
    let found = leaf.native.iter().find(|(key, _)| key == name);
    found.map(|(_, value)| value.as_str())
}

/// Whether a node was written by others.
pub fn is_old(leaf: &Leaf) -> bool {
    datum(leaf, "ID").is_some() || datum(leaf, "TEXT").is_some() || datum(leaf, "NODE").is_some()
}

/// Whether these are whole elements, each with all that is opened in it closed again, and none of them a node unless there
/// may be nodes: a map that somebody wrote by hand must not break the file. What leads to an address that is no page of the
/// web is not written either.
pub fn is_whole(raw: &str, with_nodes: bool) -> bool {
    let mut walker = Walker::new(raw, "");
    let mut depth = 0_usize;
    loop {
        match walker.next() {
            Ok(Piece::Open(tag)) => {
                let leads = |(name, value): &(String, String)| {
                    let is_link = matches!(name.to_ascii_lowercase().as_str(), "href" | "link");
                    is_link && super::super::address::leads_elsewhere(value)
                };
                if tag.is_odd || tag.name == "node" && !with_nodes || tag.attributes.iter().any(leads) {
                    return false;
                }
                depth += 1;
            }
            Ok(Piece::Close) => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return false,
            },
            Ok(Piece::Letters(letters)) if depth == 0 && !letters.trim().is_empty() => return false,
            Ok(Piece::Letters(_)) => {}
            Ok(Piece::End) => return depth == 0 && !raw.contains("<!"),
            Err(_) => return false,
        }
    }
}

/// The text within an element with markup.
pub fn rich_text(raw: &str) -> Plain {
    let mut walker = Walker::new(raw, "");
    let mut rich = Plain::default();
    let mut open: Vec<String> = Vec::new();
    loop {
        match walker.next() {
            Ok(Piece::Open(tag)) => {
                // The outermost is the frame around it.
                if !open.is_empty() {
                    rich.open(&tag.name, &tag.attributes);
                }
                open.push(tag.name);
            }
            Ok(Piece::Close) => {
                if let Some(name) = open.pop().filter(|_| !open.is_empty()) {
                    rich.close(&name);
                }
            }
            Ok(Piece::Letters(letters)) => rich.letters(&letters),
            Ok(Piece::End) | Err(_) => return rich,
        }
    }
}

/// How a node of others says its text and its side.
pub struct Old<'l> {
    /// Its text as it stands in the file, if it still says the same.
    pub text: Option<&'l str>,
    /// Likewise as an element with markup.
    pub rich: Option<&'l str>,
    /// Whether a word before the text says its side.
    pub has_word: bool,
    /// Whether text and icons say the side that it has.
    pub is_signed_right: bool,
}

impl<'l> Old<'l> {
    /// Of a node that others wrote.
    pub fn of(leaf: &'l Leaf) -> Option<Self> {
        if !is_old(leaf) {
            return None;
        }
        let is_empty = leaf.own.iter().any(|(key, _)| *key == "empty");
        let raw = datum(leaf, "TEXT");
        let rich = datum(leaf, "NODE").filter(|_| raw.is_none());
        let words = match (raw, rich) {
            (Some(raw), _) => text_of(raw).0,
            (None, Some(rich)) => rich_text(rich).line(),
            (None, None) => leaf.words.clone(),
        };
        // A text that is not kept apart is its own words, and has no sign.
        let said = signed(&words).filter(|_| (raw.is_some() || rich.is_some()) && leaf.sign.is_some());
        let bare = said.map_or(words.as_str(), |(_, rest)| rest).trim();
        let is_same = bare == leaf.words.trim() || is_empty && bare.is_empty();
        let has_links = raw.is_some_and(|raw| {
            let links = plain(raw);
            let mut urls = links.links().iter().flat_map(|cited| &cited.urls);
            urls.any(|url| super::super::address::leads_elsewhere(url))
        });
        let icon = icons(leaf).find_map(side_of);
        let is_signed_right = match (icon.or(said.map(|(sign, _)| sign)), leaf.sign) {
            (Some(said), Some(sign)) => said == sign,
            // What has no sign supports, and says so itself unless a heading said it.
            (None, Some(sign)) => sign == LinkKind::Support && !leaf.is_under_heading,
            (None, None) => true,
            (Some(_), None) => true,
        };
        Some(Self {
            text: raw.filter(|_| is_same && !has_links),
            rich: rich.filter(|_| is_same),
            has_word: said.is_some(),
            is_signed_right,
        })
    }
}

/// The icons of a node of others.
pub fn icons(leaf: &Leaf) -> impl Iterator<Item = &str> {
    let all = datum(leaf, "icons").unwrap_or_default();
    all.split(' ').filter(|icon| !icon.is_empty())
}

/// The side that an icon says.
pub fn side_of(icon: &str) -> Option<LinkKind> {
    match icon {
        "button_ok" => Some(LinkKind::Support),
        "button_cancel" => Some(LinkKind::Attack),
        _ => None,
    }
}
