//! Web pages, and the HTML that Word, WPS and browsers put on the clipboard.
//!
//! Tags are read one after the other; no tree is built, so that no depth of nesting costs anything. What matters of
//! the structure is known from the blocks, tables and lists that are open.

mod list;
mod page;
mod tag;

use super::error::ReadError;
use super::grid::{Block, Lines};
use super::{NoteKind, ReadFile, note, text};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8};
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use page::{Counts, Page};
use tag::Tag;

/// Where a page names its encoding, in bytes from its beginning.
const CHARSET_WITHIN: usize = 4096;

pub(super) fn read(bytes: &[u8]) -> Result<ReadFile, ReadError> {
    read_as(bytes, None)
}

/// The same, where something beside the page names its encoding.
pub(super) fn read_as(bytes: &[u8], charset: Option<&str>) -> Result<ReadFile, ReadError> {
    let (html, notes) = text::decode(bytes, encoding_of(bytes, charset));
    let (mut file, full) = lines(&html);
    if full {
        return Err(ReadError::TooMuchText);
    }
    file.notes.splice(0..0, notes);
    Ok(file)
}

pub(super) fn read_text(html: &str) -> ReadFile {
    lines(html).0
}

/// The parts of a page that stands inside another document.
pub(super) fn blocks(bytes: &[u8], charset: Option<&str>) -> Vec<Block> {
    let (html, _) = text::decode(bytes, encoding_of(bytes, charset));
    let (blocks, around, _) = parts(&html);
    blocks.into_iter().chain(around).collect()
}

/// The lines, and whether there are more than are read.
fn lines(html: &str) -> (ReadFile, bool) {
    let (blocks, around, counts) = parts(html);
    let full = counts.full;
    let mut lines = Lines::default();
    lines.add(blocks);
    lines.add_page(around);
    let mut file = ReadFile::default();
    file.source.lines = lines.lines;
    note(&mut file.notes, counts.deleted, NoteKind::Deleted);
    note(&mut file.notes, counts.hidden, NoteKind::Hidden);
    note(&mut file.notes, counts.navigation, NoteKind::ContentsLines);
    if file.source.lines.is_empty() {
        note(&mut file.notes, counts.pictures, NoteKind::Pictures);
    }
    (file, full)
}

/// What a page is made of, and what stands around its matter.
fn parts(html: &str) -> (Vec<Block>, Vec<Block>, Counts) {
    let mut page = Page::new();
    let mut tag = Tag::default();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
        match event {
            CallbackEvent::OpenStartTag { name } => tag.open(name),
            CallbackEvent::AttributeName { name } => tag.attribute(name),
            CallbackEvent::AttributeValue { value } => tag.value(value),
            CallbackEvent::CloseStartTag { self_closing } => page.start(&tag, self_closing),
            CallbackEvent::EndTag { name } => page.end(&String::from_utf8_lossy(name)),
            CallbackEvent::String { value } => page.text(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
        None
    });
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(without_header(html), emitter) {
        // Reading from memory cannot fail.
        let Ok(()) = token;
    }
    page.finish()
}

/// HTML without the lines that Windows puts before it on the clipboard (`Version:… StartFragment:…`).
fn without_header(html: &str) -> &str {
    let html = html.trim_start_matches(['\u{feff}', '\0']);
    if !html.starts_with("Version:") {
        return html;
    }
    html.find('<')
        .and_then(|at| html.get(at..))
        .unwrap_or_default()
}

/// What the bytes prove, and then what the page says. A page saved again as UTF-8 often still says gb2312.
fn encoding_of(bytes: &[u8], charset: Option<&str>) -> &'static Encoding {
    let proven = text::encoding_of(bytes);
    if proven != GB18030 {
        return proven;
    }
    let head = bytes
        .get(..bytes.len().min(CHARSET_WITHIN))
        .unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let said = head.match_indices("charset").find_map(|(at, word)| {
        let behind = head.get(at + word.len()..)?.trim_start();
        let value = behind
            .strip_prefix('=')?
            .trim_start_matches(['"', '\'', ' ']);
        let end = value
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')))
            .unwrap_or(value.len());
        Encoding::for_label(value.get(..end)?.as_bytes())
    });
    let beside = charset.and_then(|charset| Encoding::for_label(charset.as_bytes()));
    match said.or(beside) {
        // Not UTF-8, or it would have been proven; and GBK is part of GB18030.
        None => GB18030,
        Some(said) if said == UTF_8 || said == GBK || !said.is_ascii_compatible() => GB18030,
        Some(other) => other,
    }
}
