//! XML events with local names; entities are the five of XML and character references, and DTDs are not read, so
//! that nothing can be made to grow.

use super::package::PartError;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// Elements within elements beyond this are no document.
const DEEPEST: usize = 20_000;

/// What was read.
pub(super) enum Xml<'a> {
    /// The begin of an element: its local name and itself.
    Start(&'a str, &'a BytesStart<'a>),
    /// The end of an element.
    End,
    /// Text, which may come in several pieces.
    Text(&'a str),
}

/// Reads a part to its end and hands over what it holds. Ends where `receive` says so (false).
pub(super) fn read(
    part: &mut dyn BufRead,
    mut receive: impl FnMut(Xml<'_>) -> bool,
) -> Result<(), PartError> {
    let mut reader = Reader::from_reader(part);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_dangling_amp = true;
    let mut buffer = Vec::new();
    let mut depth = 0usize;
    loop {
        buffer.clear();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(error) => return Err(PartError::of_xml(&error)),
        };
        let goes_on = match event {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(PartError::TooDeep);
                }
                receive(Xml::Start(&local_name(&start), &start))
            }
            Event::Empty(start) => {
                receive(Xml::Start(&local_name(&start), &start)) && receive(Xml::End)
            }
            Event::End(_) => {
                let open = depth > 0;
                depth = depth.saturating_sub(1);
                !open || (receive(Xml::End) && depth > 0)
            }
            Event::Text(text) => receive(Xml::Text(&String::from_utf8_lossy(&text))),
            Event::CData(text) => receive(Xml::Text(&String::from_utf8_lossy(&text))),
            Event::GeneralRef(reference) => {
                let name = String::from_utf8_lossy(&reference);
                let mut sign = [0; 4];
                receive(Xml::Text(entity(&name).encode_utf8(&mut sign)))
            }
            Event::Eof if depth > 0 => return Err(PartError::Broken),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => true,
        };
        if !goes_on {
            return Ok(());
        }
    }
}

fn local_name(start: &BytesStart<'_>) -> String {
    String::from_utf8_lossy(start.local_name().as_ref()).into_owned()
}

/// The value of an attribute by its local name.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())?;
    Some(unescaped(&String::from_utf8_lossy(&found.value)))
}

/// `val` of an element; `None` if it has none.
pub(super) fn val(start: &BytesStart<'_>) -> Option<String> {
    attribute(start, "val")
}

/// Whether a property is on: it is unless it says otherwise.
pub(super) fn is_on(start: &BytesStart<'_>) -> bool {
    !matches!(val(start).as_deref(), Some("0" | "false" | "off" | "none"))
}

/// Text with its references resolved.
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        plain.push_str(before);
        match behind.split_once(';') {
            Some((name, after)) if name.len() <= 10 => {
                plain.push(entity(name));
                rest = after;
            }
            _ => {
                plain.push('&');
                rest = behind;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// The character of a reference; U+FFFD for one that XML does not know.
fn entity(name: &str) -> char {
    let known = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => name.strip_prefix('#').and_then(|code| {
            let code = match code.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => code.parse(),
            };
            char::from_u32(code.ok()?)
        }),
    };
    known.unwrap_or('\u{fffd}')
}
