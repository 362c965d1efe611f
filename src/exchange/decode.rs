//! From the bytes of a file to its letters, whichever encoding they are in.

use encoding_rs::{CoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

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
    let (coded, encoding) = coding(bytes);
    let mut text = String::with_capacity(coded.len());
    let (mut num_control, mut num_bytes, mut is_behind_cr) = (0_u32, 0, false);
    let mut take = |letters: &str| {
        num_bytes += letters.len();
        for letter in letters.chars() {
            match letter {
                '\r' => text.push('\n'),
                '\n' if is_behind_cr => {}
                '\n' | '\t' => text.push(letter),
                // No letter of a text, and not allowed in a map: what it would do on screen nobody wants.
                _ if letter.is_control() || letter == '\u{feff}' || letter == '\u{fffe}' => num_control += 1,
                _ => text.push(letter),
            }
            is_behind_cr = letter == '\r';
        }
    };
    match std::str::from_utf8(coded) {
        Ok(letters) if encoding == UTF_8 => take(letters),
        _ => by_piece(encoding, coded, take),
    }
    if text.trim().is_empty() {
        return Err(if num_control > 0 {
            Refusal::NotText
        } else {
            Refusal::Empty
        });
    }
    if u64::from(num_control) * 20 > num_bytes as u64 {
        return Err(Refusal::NotText);
    }
    Ok(Decoded {
        text,
        encoding: (encoding != UTF_8).then(|| encoding.name()),
        num_control,
    })
}

/// Decodes a piece at a time: a file in another encoding never stands twice in memory.
fn by_piece(encoding: &'static Encoding, mut bytes: &[u8], mut take: impl FnMut(&str)) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut piece = String::with_capacity(1 << 16);
    loop {
        let (result, num_read, _) = decoder.decode_to_string(bytes, &mut piece, true);
        take(&piece);
        piece.clear();
        bytes = bytes.get(num_read..).unwrap_or_default();
        if result == CoderResult::InputEmpty {
            return;
        }
    }
}

/// The encoding of a text, and its bytes behind the mark that says so.
fn coding(bytes: &[u8]) -> (&[u8], &'static Encoding) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (bytes.get(mark..).unwrap_or_default(), encoding);
    }
    // Latin letters in UTF-16 have every other byte zero. Such bytes are UTF-8 too, full of zeros.
    let start = bytes.get(..bytes.len().min(4_096)).unwrap_or_default();
    let zeros = |at: usize| start.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let half = start.len() / 2;
    if half > 1 {
        for (at, other, encoding) in [(1, 0, UTF_16LE), (0, 1, UTF_16BE)] {
            if zeros(at) * 10 > half * 6 && zeros(other) * 10 < half {
                return (bytes, encoding);
            }
        }
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => (bytes, UTF_8),
        Err(_) => (bytes, WINDOWS_1252),
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

    /// Letters and line ends that fall on the border of two pieces are those of the whole.
    #[test]
    fn pieces_are_put_together() {
        let line = "één\r\ntwee 🙂\rdrie\n";
        let long = format!("x{}", line.repeat(20_000));
        let expected = format!("x{}", "één\ntwee 🙂\ndrie\n".repeat(20_000));
        let wide: Vec<u8> = long.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(text(&wide) == (expected.clone(), Some("UTF-16BE")));
        let latin: Vec<u8> = b"x"
            .iter()
            .chain(b"caf\xe9\r\n\r".repeat(40_000).iter())
            .copied()
            .collect();
        assert!(text(&latin) == (format!("x{}", "café\n\n".repeat(40_000)), Some("windows-1252")));
        let marked = [b"\xef\xbb\xbf\xff", long.as_bytes()].concat();
        assert!(text(&marked) == (format!("\u{fffd}{expected}"), None));
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
