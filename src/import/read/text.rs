//! Text files: which encoding, and then lines.

use super::error::ReadError;
use super::{LINE_LIMIT, NoteKind, PIECE_LIMIT, ReadFile, ReadNote, note, pieces};
use crate::import::draft::Source;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// How much of a file tells whether it is UTF-16 without a mark, in bytes.
const SAMPLE: usize = 4096;

pub(super) fn read(bytes: &[u8]) -> Result<ReadFile, ReadError> {
    let (text, notes) = decode(bytes, encoding_of(bytes));
    let breaks = text.bytes().filter(|&byte| byte == b'\n' || byte == b'\r');
    // Blank lines are not kept, but before that they are many as well.
    if breaks.count() > 4 * LINE_LIMIT || pieces(&text) > PIECE_LIMIT {
        return Err(ReadError::TooMuchText);
    }
    let mut source = if text.contains('\r') {
        // Files of an old Macintosh end their lines with CR alone.
        Source::from_text(&text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Source::from_text(&text)
    };
    source
        .lines
        .retain(|line| !line.text.chars().all(char::is_whitespace));
    Ok(ReadFile {
        source,
        notes,
        ..ReadFile::default()
    })
}

/// The text of bytes, and what must be told of its encoding.
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    encoding: &'static Encoding,
) -> (Cow<'a, str>, Vec<ReadNote>) {
    let (text, actual, malformed) = encoding.decode(bytes);
    let mut notes = Vec::new();
    if actual != UTF_8 {
        notes.push(ReadNote {
            file: 0,
            line: 0,
            kind: NoteKind::Encoding(actual.name()),
        });
    }
    if malformed {
        let count = text.matches('\u{fffd}').count();
        note(&mut notes, count, NoteKind::Unreadable);
    }
    (text, notes)
}

/// UTF-8 if the bytes are UTF-8; else UTF-16 by its mark or by where its zeros and line ends stand; else GB18030,
/// of which GBK and GB 2312 are parts.
pub(super) fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = bare_utf_16(bytes) {
        return encoding;
    }
    if is_nearly_utf_8(bytes) {
        return UTF_8;
    }
    GB18030
}

/// UTF-8, or UTF-8 with damage: many sequences of several bytes are whole and very few are not. Chinese text in
/// GB18030 hardly has any that are whole.
fn is_nearly_utf_8(bytes: &[u8]) -> bool {
    let mut whole = 0usize;
    let mut broken = 0usize;
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || whole > broken.saturating_mul(20)
}

/// UTF-16 without a mark: ASCII signs (line ends, digits, blanks) leave zeros in every other byte only.
fn bare_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(SAMPLE) & !1)?;
    let zeros = |offset: usize| {
        sample
            .chunks_exact(2)
            .filter(|pair| pair.get(offset) == Some(&0) && pair.get(1 - offset) != Some(&0))
            .count()
    };
    let (high_first, low_first) = (zeros(0), zeros(1));
    let (most, least, encoding) = if low_first >= high_first {
        (low_first, high_first, UTF_16LE)
    } else {
        (high_first, low_first, UTF_16BE)
    };
    // A text has a line end or a digit at least every two hundred characters.
    let enough = most > 0 && most * 400 >= sample.len() && least * 8 <= most;
    let (text, malformed) = encoding.decode_without_bom_handling(sample);
    let control = text.chars().filter(|&c| is_control(c)).count();
    // The sample may end inside a pair of surrogates.
    let whole = !malformed || text.matches('\u{fffd}').count() <= 1;
    (enough && whole && control == 0).then_some(encoding)
}

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{1a}')
}

/// The beginning of a text, or `None` if the bytes are no text in any encoding.
pub(super) fn head(bytes: &[u8], length: usize) -> Option<String> {
    let sample = bytes.get(..bytes.len().min(length))?;
    let (text, _) = encoding_of(sample).decode_with_bom_removal(sample);
    let all = text.chars().count();
    let wrong = text
        .chars()
        .filter(|&c| is_control(c) || c == '\u{fffd}' || ('\u{e000}'..='\u{efff}').contains(&c))
        .count();
    (wrong * 10 <= all).then(|| text.into_owned())
}
