//! Texts that exist in one or several languages.

use std::fmt;

use smallvec::SmallVec;

/// Code of a language, as in BCP 47: `nl`, `en`, `tr`, `zh-Hans`. At most eight letters, digits or hyphens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang([u8; 8]);

impl Lang {
    /// Dutch.
    pub const NL: Self = Self(*b"nl\0\0\0\0\0\0");
    /// English.
    pub const EN: Self = Self(*b"en\0\0\0\0\0\0");

    /// Reads a code; `None` if it is not two to eight letters, digits and hyphens, starting with a letter.
    pub fn new(code: &str) -> Option<Self> {
        let bytes = code.as_bytes();
        let fits = (2..=8).contains(&bytes.len())
            && bytes.first().is_some_and(u8::is_ascii_alphabetic)
            && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        if !fits {
            return None;
        }
        let mut stored = [0; 8];
        for (to, from) in stored.iter_mut().zip(bytes) {
            *to = *from;
        }
        Some(Self(stored))
    }

    /// The code.
    pub fn code(&self) -> &str {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(8);
        self.0
            .get(..end)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or("")
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// One text in any number of languages, each at most once. An empty text is no text.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// Nearly always one: then it stands here, and costs no memory of its own.
    by_lang: SmallVec<[Wording; 1]>,
}

/// The words of one language.
#[derive(Clone, PartialEq, Eq)]
struct Wording {
    lang: Lang,
    /// The text that it translates was changed since.
    is_outdated: bool,
    words: Box<str>,
}

/// What a reader who asked for one language gets to see of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reading<'a> {
    /// The words; empty if the text exists in no language.
    pub words: &'a str,
    /// `Some` if the words are in another language than was asked for.
    pub fallback: Option<Lang>,
}

impl Text {
    /// A text in one language.
    pub fn new(lang: Lang, words: &str) -> Self {
        let mut text = Self::default();
        text.set(lang, words);
        text
    }

    /// The words in exactly this language.
    pub fn get(&self, lang: Lang) -> Option<&str> {
        self.by_lang
            .iter()
            .find(|wording| wording.lang == lang)
            .map(|wording| &*wording.words)
    }

    /// The words for a reader of `lang`; if there are none, in the first of `order`, or in any language.
    pub fn read(&self, lang: Lang, order: &[Lang]) -> Reading<'_> {
        if let Some(words) = self.get(lang) {
            return Reading { words, fallback: None };
        }
        let other = order
            .iter()
            .find_map(|lang| self.get(*lang).map(|words| (*lang, words)))
            .or_else(|| self.by_lang.first().map(|first| (first.lang, &*first.words)));
        match other {
            Some((lang, words)) => Reading {
                words,
                fallback: Some(lang),
            },
            None => Reading {
                words: "",
                fallback: None,
            },
        }
    }

    /// Puts the words of one language, which are then up to date; empty words remove that language.
    pub fn set(&mut self, lang: Lang, words: &str) {
        let new = || Wording {
            lang,
            is_outdated: false,
            words: words.into(),
        };
        match self.by_lang.iter().position(|wording| wording.lang >= lang) {
            Some(at) if self.by_lang.get(at).is_some_and(|wording| wording.lang == lang) => {
                if words.is_empty() {
                    self.by_lang.remove(at);
                } else if let Some(wording) = self.by_lang.get_mut(at) {
                    *wording = new();
                }
            }
            _ if words.is_empty() => {}
            Some(at) => self.by_lang.insert(at, new()),
            None => self.by_lang.push(new()),
        }
    }

    /// Whether the words of this language translate a text that was changed since.
    pub fn is_outdated(&self, lang: Lang) -> bool {
        self.by_lang
            .iter()
            .any(|wording| wording.lang == lang && wording.is_outdated)
    }

    /// Says whether the words of this language still translate the original; nothing happens without words.
    pub fn set_outdated(&mut self, lang: Lang, is_outdated: bool) {
        if let Some(wording) = self.by_lang.iter_mut().find(|wording| wording.lang == lang) {
            wording.is_outdated = is_outdated;
        }
    }

    /// Whether the text exists in no language.
    pub fn is_empty(&self) -> bool {
        self.by_lang.is_empty()
    }

    /// All languages with their words, in the order of the codes.
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &str)> {
        self.by_lang.iter().map(|wording| (wording.lang, &*wording.words))
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_and_says_so() {
        let mut text = Text::new(Lang::NL, "mengen");
        let tr = Lang::new("tr").unwrap();
        assert_eq!(
            text.read(Lang::NL, &[]),
            Reading {
                words: "mengen",
                fallback: None
            }
        );
        assert_eq!(
            text.read(tr, &[Lang::EN, Lang::NL]),
            Reading {
                words: "mengen",
                fallback: Some(Lang::NL)
            }
        );
        text.set(Lang::EN, "mixing");
        assert_eq!(text.read(tr, &[Lang::EN, Lang::NL]).words, "mixing");
        text.set(Lang::NL, "");
        text.set(Lang::EN, "");
        assert!(text.is_empty());
    }

    #[test]
    fn a_language_code_is_checked() {
        assert_eq!(Lang::new("nl"), Some(Lang::NL));
        assert_eq!(Lang::new("zh-Hans").unwrap().code(), "zh-Hans");
        for bad in ["", "n", "1l", "nederlands", "n l", "é"] {
            assert_eq!(Lang::new(bad), None, "{bad}");
        }
    }
}
