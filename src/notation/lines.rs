//! One line of the outline.

/// What a mark says about the sentence behind it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Mark {
    /// `+`: it supports what it stands under.
    Support,
    /// `-`: it attacks what it stands under.
    Attack,
    /// `_`: it denies that the sentence above it holds as a reason.
    Undercut,
    /// `&`: it only holds together with the sentence before it.
    Joint,
}

impl Mark {
    /// The sign in the text.
    pub fn sign(self) -> char {
        match self {
            Self::Support => '+',
            Self::Attack => '-',
            Self::Undercut => '_',
            Self::Joint => '&',
        }
    }

    /// The mark that a sign stands for; dashes of all lengths count as `-`, bullets are no marks.
    pub fn of(sign: char) -> Option<Self> {
        match sign {
            '+' | '\u{ff0b}' => Some(Self::Support),
            '-' | '\u{2212}' | '\u{2013}' | '\u{2014}' => Some(Self::Attack),
            '_' => Some(Self::Undercut),
            '&' => Some(Self::Joint),
            _ => None,
        }
    }
}

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineKind {
    /// Nothing.
    Blank,
    /// A sentence without a mark.
    Plain,
    /// The name of a stakeholder, `?` for what is parked, or nothing for nobody in particular.
    Stakeholder,
    /// The name of a theme, or nothing for none.
    Theme,
    /// A sentence with its mark.
    Claim(Mark),
}

/// Why a line counts for nothing yet. The rest of the text goes on working.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mistake {
    /// A sentence without `+`, `-`, `_` or `&` before it.
    NoMark,
    /// A mark without a sentence.
    NoWords,
    /// `_` or `&` with nothing above it that it could be about.
    NothingAbove,
    /// A heading deeper than `##`.
    TooDeepHeading,
    /// A heading that stands under an argument.
    IndentedHeading,
    /// A theme without a stakeholder above it.
    NoStakeholder,
}

/// A line, taken apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line<'a> {
    /// Width of the white space before it; a tab counts for four.
    pub indent: usize,
    /// What it is.
    pub kind: LineKind,
    /// The words behind the mark, without white space around them.
    pub words: &'a str,
}

/// Takes a line apart. Takes time linear in its length.
pub fn parse_line(line: &str) -> Line<'_> {
    let mut indent = 0;
    let rest = line.trim_start_matches(|letter: char| {
        let is_space = letter.is_whitespace();
        if is_space {
            indent += if letter == '\t' { 4 } else { 1 };
        }
        is_space
    });
    let rest = rest.trim_end();
    if rest.is_empty() {
        return Line {
            indent,
            kind: LineKind::Blank,
            words: "",
        };
    }
    if let Some(heading) = rest.strip_prefix('#') {
        let (kind, words) = match heading.strip_prefix('#') {
            Some(theme) => (LineKind::Theme, theme),
            None => (LineKind::Stakeholder, heading),
        };
        return Line {
            indent,
            kind,
            words: words.trim_start(),
        };
    }
    let mut letters = rest.chars();
    if let Some(mark) = letters.next().and_then(Mark::of) {
        let words = letters.as_str();
        // A sign without a space behind it begins a word, such as “-5 %” or “+31”.
        if words.is_empty() || words.starts_with(char::is_whitespace) {
            let words = words.trim_start();
            // A mark that was typed behind the one that stood there already counts in its place.
            let only_signs = words.trim_start_matches(['#', '+', '-', '_', '&']).is_empty();
            if only_signs {
                // A heading or another mark is being typed there.
                return Line {
                    indent,
                    kind: LineKind::Claim(mark),
                    words: "",
                };
            }
            let inner = words.chars().next();
            let is_mark = inner.is_some_and(|sign| sign == '#' || Mark::of(sign).is_some());
            if is_mark && words.trim_start_matches(['#', '+', '-', '_', '&']).starts_with(' ') {
                let inner = parse_line(words);
                let indent = if matches!(inner.kind, LineKind::Claim(_)) {
                    indent
                } else {
                    0
                };
                return Line { indent, ..inner };
            }
            return Line {
                indent,
                kind: LineKind::Claim(mark),
                words,
            };
        }
    }
    Line {
        indent,
        kind: LineKind::Plain,
        words: rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_taken_apart() {
        let line = parse_line("  - Het is te ver ");
        assert_eq!(
            (line.indent, line.kind, line.words),
            (2, LineKind::Claim(Mark::Attack), "Het is te ver")
        );
        assert_eq!(parse_line("\t+ x").indent, 4);
        assert_eq!(parse_line("# Ouders").kind, LineKind::Stakeholder);
        assert_eq!(parse_line("##Keuze").words, "Keuze");
        assert_eq!(parse_line("– dat niet").kind, LineKind::Claim(Mark::Attack));
        assert_eq!(parse_line("-5 % minder").kind, LineKind::Plain);
        assert_eq!(parse_line("_").kind, LineKind::Claim(Mark::Undercut));
        assert_eq!(parse_line("   ").kind, LineKind::Blank);
        // What Enter puts there may be typed over.
        let line = parse_line("  + - toch niet");
        assert_eq!(
            (line.indent, line.kind, line.words),
            (2, LineKind::Claim(Mark::Attack), "toch niet")
        );
        assert_eq!(parse_line("  + ## Keuze").kind, LineKind::Theme);
        assert_eq!(parse_line("+ # Ouders").words, "Ouders");
        assert_eq!(parse_line("+ ##").words, "");
    }
}
