//! What stands in a sentence of Argdown: tags, links, mentions, emphasis, short codes and pieces of data.

use super::scan::{DATA, ESCAPED};

/// A sentence taken apart.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Content {
    /// Its words, without marks.
    pub text: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// Links: their words and addresses.
    pub links: Vec<(String, String)>,
    /// The numbers of pieces of data.
    pub data: Vec<usize>,
}

/// Short codes that stand for a sign; the signs of logic that the language's own documentation lists, and a few more.
const CODES: &[(&str, &str)] = &[
    (".->.", "→"),
    (".<->.", "↔"),
    (".~.", "¬"),
    (".^.", "∧"),
    (".v.", "∨"),
    (":up:", "👍"),
    (":down:", "👎"),
];

/// Labels, addresses and names are no longer than this: what is never closed is not looked through again and again.
const MOST: usize = 2_000;

/// Takes a sentence apart. Takes time linear in it.
pub fn content(line: &str) -> Content {
    let letters: Vec<char> = line.chars().collect();
    let mut content = Content::default();
    let mut words = Marked::default();
    // What is never closed is looked for only so often.
    let mut budget = letters.len() * 8 + MOST * 4;
    let mut at = 0;
    while let Some(here) = letters.get(at).copied() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let rest = letters.get(at..).unwrap_or_default();
        let step = match here {
            ESCAPED => {
                if let Some(letter) = letters.get(at + 1) {
                    words.letter(*letter);
                }
                2
            }
            DATA => {
                let digits: String = rest.iter().skip(1).take_while(|letter| **letter != DATA).collect();
                content.data.extend(digits.parse::<usize>().ok());
                digits.chars().count() + 2
            }
            '#' if before.is_none_or(|before| !before.is_alphanumeric() && before != '&') => {
                match within(&mut budget, rest, tag) {
                    Some((tag, length)) => {
                        if !content.tags.contains(&tag) {
                            content.tags.push(tag);
                        }
                        length
                    }
                    None => {
                        words.letter(here);
                        1
                    }
                }
            }
            '@' => match within(&mut budget, rest, mention) {
                Some((title, length)) => {
                    title.chars().for_each(|letter| words.letter(letter));
                    length
                }
                None => {
                    words.letter(here);
                    1
                }
            },
            '[' => match within(&mut budget, rest, link) {
                Some((label, url, length)) => {
                    let label = plain(&label);
                    label.chars().for_each(|letter| words.letter(letter));
                    content.links.push((label, plain(&url)));
                    length
                }
                None => {
                    words.letter(here);
                    1
                }
            },
            '.' | ':' => match CODES.iter().find(|(code, _)| starts(rest, code)) {
                Some((code, sign)) => {
                    sign.chars().for_each(|letter| words.letter(letter));
                    code.chars().count()
                }
                None => {
                    words.letter(here);
                    1
                }
            },
            // A web address keeps its letters, whatever they mean elsewhere.
            'h' if (starts(rest, "http://") || starts(rest, "https://"))
                && before.is_none_or(|before| !before.is_alphanumeric()) =>
            {
                let address: Vec<char> = rest
                    .iter()
                    .copied()
                    .take_while(|letter| !letter.is_whitespace() && *letter != DATA)
                    .collect();
                let mut length = address.len();
                while length > 0
                    && address
                        .get(length - 1)
                        .is_some_and(|last| matches!(last, '.' | ',' | ';' | ')' | '?' | '!'))
                {
                    length -= 1;
                }
                let address: String = address.into_iter().take(length).collect();
                let address = plain(&address);
                address.chars().for_each(|letter| words.letter(letter));
                content.links.push((String::new(), address));
                length
            }
            '*' | '_' => {
                let length = if rest.get(1) == Some(&here) { 2 } else { 1 };
                let next = rest.get(length).copied();
                words.mark(here, length, before, next);
                length
            }
            _ => {
                words.letter(here);
                1
            }
        };
        at += step.max(1);
    }
    content.text = squeeze(&words.text());
    content
}

/// Words without marks, where a mark counts only if it has a partner.
#[derive(Default)]
struct Marked {
    letters: String,
    /// Marks that may open: letter, how many, and where in `letters`, in bytes.
    open: Vec<(char, usize, usize)>,
    /// Where marks are to be taken out: place and length.
    taken: Vec<(usize, usize)>,
}

impl Marked {
    fn letter(&mut self, letter: char) {
        self.letters.push(letter);
    }

    fn mark(&mut self, mark: char, length: usize, before: Option<char>, next: Option<char>) {
        let at = self.letters.len();
        self.letters.extend(std::iter::repeat_n(mark, length));
        let is_edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
        let is_space = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
        let partner = self
            .open
            .iter()
            .rposition(|(open, num, _)| *open == mark && *num == length);
        match partner {
            Some(partner) if is_edge(next) && !is_space(before) => {
                if let Some((_, _, from)) = self.open.get(partner).copied() {
                    self.taken.push((from, length));
                    self.taken.push((at, length));
                }
                self.open.truncate(partner);
            }
            _ if is_edge(before) && !is_space(next) => {
                // One that stayed open so long has no partner.
                if self.open.len() > 32 {
                    self.open.remove(0);
                }
                self.open.push((mark, length, at));
            }
            _ => {}
        }
    }

    fn text(mut self) -> String {
        self.taken.sort_unstable();
        let mut taken = self.taken.into_iter().peekable();
        let mut text = String::with_capacity(self.letters.len());
        let mut skip = 0;
        for (at, letter) in self.letters.char_indices() {
            if let Some((_, length)) = taken.next_if(|(from, _)| *from == at) {
                skip = length;
            }
            if skip > 0 {
                skip -= 1;
            } else {
                text.push(letter);
            }
        }
        text
    }
}

/// Looks for something at the beginning of `rest`, as long as not too much was looked through in vain.
fn within<T>(budget: &mut usize, rest: &[char], find: impl Fn(&[char]) -> Option<T>) -> Option<T> {
    if *budget == 0 {
        return None;
    }
    let found = find(rest);
    if found.is_none() {
        *budget = budget.saturating_sub(rest.len().min(MOST));
    }
    found
}

fn starts(rest: &[char], word: &str) -> bool {
    word.chars()
        .enumerate()
        .all(|(at, wanted)| rest.get(at) == Some(&wanted))
}

/// Words without the marks before escaped letters.
pub fn plain(text: &str) -> String {
    text.chars().filter(|letter| *letter != ESCAPED).collect()
}

/// One space where there are several, none at the ends.
pub fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}

fn tag(rest: &[char]) -> Option<(String, usize)> {
    if rest.get(1) == Some(&'(') {
        let name: String = rest
            .iter()
            .skip(2)
            .take(MOST)
            .take_while(|letter| **letter != ')')
            .collect();
        let length = name.chars().count() + 3;
        return (!name.trim().is_empty() && length <= rest.len()).then(|| (plain(name.trim()), length));
    }
    let is_of_tag = |letter: &&char| letter.is_alphanumeric() || matches!(**letter, '-' | '_');
    let name: String = rest.iter().skip(1).take_while(is_of_tag).collect();
    let length = name.chars().count() + 1;
    (!name.is_empty()).then_some((name, length))
}

fn mention(rest: &[char]) -> Option<(String, usize)> {
    let close = match rest.get(1)? {
        '[' => ']',
        '<' => '>',
        _ => return None,
    };
    let title: String = rest
        .iter()
        .skip(2)
        .take(MOST)
        .take_while(|letter| **letter != close)
        .collect();
    let length = title.chars().count() + 3;
    (length <= rest.len() && !title.is_empty()).then(|| (plain(&title), length))
}

/// A link in a line: `[words](address)`.
pub fn link(rest: &[char]) -> Option<(String, String, usize)> {
    if rest.first() != Some(&'[') {
        return None;
    }
    let label: String = rest
        .iter()
        .skip(1)
        .take(MOST)
        .take_while(|letter| **letter != ']')
        .collect();
    let open = label.chars().count() + 2;
    if label.is_empty() || rest.get(open) != Some(&'(') {
        return None;
    }
    // Parentheses in an address may come in pairs.
    let (mut depth, mut url, mut at) = (1, String::new(), open + 1);
    while let Some(letter) = rest.get(at).copied().filter(|_| at < open + MOST) {
        match letter {
            ESCAPED => {
                url.extend(rest.get(at + 1));
                at += 1;
            }
            ')' if depth == 1 => return (!url.trim().is_empty()).then(|| (label, url.trim().to_owned(), at + 1)),
            ')' => {
                depth -= 1;
                url.push(letter);
            }
            '(' => {
                depth += 1;
                url.push(letter);
            }
            _ => url.push(letter),
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(line: &str) -> String {
        content(line).text
    }

    #[test]
    fn marks_count_in_pairs_only() {
        assert_eq!(text("**Een** en __twee__, *drie* _vier_"), "Een en twee, drie vier");
        assert_eq!(text("een snake_case naam_"), "een snake_case naam_");
        assert_eq!(text("2 * 3 * 4"), "2 * 3 * 4");
        assert_eq!(text("*niet dicht"), "*niet dicht");
    }

    #[test]
    fn tags_links_and_mentions_are_found() {
        let found = content("Zie [het rapport](https://x.nl/a_b(1)#c) en @[de stelling] #voor #(twee woorden) C#");
        assert_eq!(found.text, "Zie het rapport en de stelling C#");
        assert_eq!(found.tags, ["voor", "twee woorden"]);
        assert_eq!(
            found.links,
            [("het rapport".to_owned(), "https://x.nl/a_b(1)#c".to_owned())]
        );
        let found = content("zie https://gemengdescholen.nl/a_b#c, voor meer");
        assert_eq!(found.text, "zie https://gemengdescholen.nl/a_b#c, voor meer");
        assert_eq!(
            found.links,
            [(String::new(), "https://gemengdescholen.nl/a_b#c".to_owned())]
        );
    }

    #[test]
    fn what_only_looks_like_a_code_stays() {
        assert_eq!(
            text(".->. :up: x :unknown: 10:30 uur o.a. d.w.z."),
            "→ 👍 x :unknown: 10:30 uur o.a. d.w.z."
        );
        assert_eq!(text("5 < 6 en a->b [noot] en meer"), "5 < 6 en a->b [noot] en meer");
    }
}
