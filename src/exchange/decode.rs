//! From the bytes of a file to its letters, whichever encoding they are in.

use std::borrow::Cow;

use super::gathered::Gathered;
use super::trouble::{Refusal, Trouble, Warning};

/// The most bytes that a file may have: 50 MB.
pub const MOST_BYTES: u64 = 50_000_000;

/// The letters of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decoded {
    /// The letters, without a byte order mark and with `\n` at the end of lines.
    pub text: String,
    /// The encoding, if it was not UTF-8.
    pub encoding: Option<&'static str>,
    /// How many control letters were left out.
    pub num_control: u32,
}

impl Decoded {
    /// Says in what was gathered from it how it was read.
    pub fn note(&self, gathered: &mut Gathered) {
        let mut notes = Vec::new();
        if let Some(encoding) = self.encoding {
            notes.push(Trouble::Encoding(encoding.to_owned()));
        }
        if self.num_control > 0 {
            notes.push(Trouble::ControlLetters(self.num_control));
        }
        let warnings = notes.into_iter().map(|what| Warning { line: 0, what });
        gathered.warnings.splice(0..0, warnings);
    }
}

/// Decodes a text: by its byte order mark, as UTF-8, as UTF-16 where every other byte is zero, and else as Windows-1252.
///
/// # Errors
/// [`Refusal::TooLarge`], [`Refusal::Empty`], or [`Refusal::NotText`] for what has too many control letters to be one.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Refusal> {
    let num = bytes.len() as u64;
    if num > MOST_BYTES {
        return Err(Refusal::TooLarge(num, MOST_BYTES));
    }
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    let (letters, encoding) = letters(bytes);
    let (mut text, mut num_control) = (String::with_capacity(letters.len()), 0_u32);
    let mut rest = letters.chars().peekable();
    while let Some(letter) = rest.next() {
        match letter {
            '\r' => {
                if rest.peek() != Some(&'\n') {
                    text.push('\n');
                }
            }
            '\n' | '\t' => text.push(letter),
            // No letter of a text, and not allowed in a map: what it would do on screen nobody wants.
            _ if letter.is_control() || letter == '\u{feff}' || letter == '\u{fffe}' => num_control += 1,
            _ => text.push(letter),
        }
    }
    if text.trim().is_empty() {
        return Err(if num_control > 0 {
            Refusal::NotText
        } else {
            Refusal::Empty
        });
    }
    if u64::from(num_control) * 20 > letters.len() as u64 {
        return Err(Refusal::NotText);
    }
    Ok(Decoded {
        text,
        encoding,
        num_control,
    })
}

fn letters(bytes: &[u8]) -> (Cow<'_, str>, Option<&'static str>) {
    use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
    fn read<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Cow<'a, str> {
        encoding.decode_without_bom_handling(bytes).0
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let name = (encoding != UTF_8).then(|| encoding.name());
        return (read(encoding, bytes.get(mark..).unwrap_or_default()), name);
    }
    // Latin letters in UTF-16 have every other byte zero. Such bytes are UTF-8 too, full of zeros.
    let start = bytes.get(..bytes.len().min(4_096)).unwrap_or_default();
    let zeros = |at: usize| start.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let half = start.len() / 2;
    if half > 1 {
        for (at, other, encoding) in [(1, 0, UTF_16LE), (0, 1, UTF_16BE)] {
            if zeros(at) * 10 > half * 6 && zeros(other) * 10 < half {
                return (read(encoding, bytes), Some(encoding.name()));
            }
        }
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.into(), None),
        Err(_) => (read(WINDOWS_1252, bytes), Some(WINDOWS_1252.name())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, Option<&'static str>) {
        let decoded = decode(bytes).unwrap();
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn encodings_are_recognised() {
        assert_eq!(
            text("één\r\ntwee\rdrie".as_bytes()),
            ("één\ntwee\ndrie".to_owned(), None)
        );
        assert_eq!(text(b"\xef\xbb\xbfeen"), ("een".to_owned(), None));
        assert_eq!(text(b"caf\xe9"), ("café".to_owned(), Some("windows-1252")));
        let wide: Vec<u8> = "\u{feff}één".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&wide), ("één".to_owned(), Some("UTF-16LE")));
        let wide: Vec<u8> = "een twee".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&wide), ("een twee".to_owned(), Some("UTF-16BE")));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b""), Err(Refusal::Empty));
        assert_eq!(decode(b" \n\t"), Err(Refusal::Empty));
        assert_eq!(decode(&[0; 64]), Err(Refusal::NotText));
        assert_eq!(decode(b"a\x01b\x02c\x03d"), Err(Refusal::NotText));
        let some = decode(format!("{}\0", "woorden ".repeat(20)).as_bytes()).unwrap();
        assert_eq!(some.num_control, 1);
    }
}
