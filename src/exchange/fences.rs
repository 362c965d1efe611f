//! Argdown within Markdown.

/// The contents of the fences ```` ```argdown ```` and ```` ```argdown-map ```` of a text, one behind the other; everything
/// else becomes empty lines, so that the numbers of lines stay right. `None` if there is no such fence.
pub fn fenced_argdown(text: &str) -> Option<String> {
    /// A fence that is open: its letter, how many of them, how far it is indented, and whether it is Argdown.
    struct Fence {
        letter: char,
        num: usize,
        indent: usize,
        is_argdown: bool,
    }
    let mut open: Option<Fence> = None;
    let (mut found, mut has_any) = (String::new(), false);
    for line in text.lines() {
        let words = line.trim_start();
        let letter = words.chars().next().filter(|letter| matches!(letter, '`' | '~'));
        let num = letter.map_or(0, |letter| words.chars().take_while(|other| *other == letter).count());
        let info = letter.map_or("", |letter| words.trim_start_matches(letter).trim());
        match &open {
            Some(fence) if letter == Some(fence.letter) && num >= fence.num && info.is_empty() => open = None,
            Some(fence) => {
                if fence.is_argdown {
                    let blank = line.chars().take_while(|letter| *letter == ' ').count();
                    let cut = blank.min(fence.indent);
                    found.push_str(line.get(cut..).unwrap_or(line));
                }
            }
            None => {
                if let Some(letter) = letter.filter(|letter| num >= 3 && !(*letter == '`' && info.contains('`'))) {
                    let word = info.split([' ', '\t', '{', ',']).next().unwrap_or_default();
                    let is_argdown = matches!(word, "argdown" | "argdown-map");
                    has_any |= is_argdown;
                    open = Some(Fence {
                        letter,
                        num,
                        indent: line.len() - words.len(),
                        is_argdown,
                    });
                }
            }
        }
        found.push('\n');
    }
    has_any.then_some(found)
}
