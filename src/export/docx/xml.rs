//! A small tree of XML elements that borrows from the text it was read from.
//!
//! Text and attribute values stay escaped as they were: nothing is decoded and encoded again. What is written
//! out must have passed [`Element::check`], which refuses what would make a reader call the file damaged.

use quick_xml::Reader;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;
use std::borrow::Cow;

/// Deepest nesting read; our documents nest a dozen levels.
const DEEPEST: usize = 128;

/// The declaration that each part begins with.
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// An element.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Element<'a> {
    /// Name with its prefix: w:p
    pub(super) name: Cow<'a, str>,
    /// Names and escaped values.
    pub(super) attributes: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// Content in order.
    pub(super) children: Vec<Node<'a>>,
}

/// Content of an element.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node<'a> {
    /// An element.
    Element(Element<'a>),
    /// Escaped text.
    Text(Cow<'a, str>),
}

impl<'a> Element<'a> {
    /// An empty element.
    pub(super) fn new(name: &'static str) -> Element<'a> {
        Element {
            name: Cow::Borrowed(name),
            ..Element::default()
        }
    }

    /// The same with an attribute more; `value` must be escaped.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<Cow<'a, str>>) -> Self {
        self.set(name, value);
        self
    }

    /// Sets an attribute; `value` must be escaped.
    pub(super) fn set(&mut self, name: &'static str, value: impl Into<Cow<'a, str>>) {
        let value = value.into();
        match self.attributes.iter_mut().find(|(key, _)| key == name) {
            Some(attribute) => attribute.1 = value,
            None => self.attributes.push((Cow::Borrowed(name), value)),
        }
    }

    /// Removes an attribute.
    pub(super) fn unset(&mut self, name: &str) {
        self.attributes.retain(|(key, _)| key != name);
    }

    /// The escaped value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| &**value)
    }

    /// Child elements, to change.
    pub(super) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element<'a>> {
        self.children.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first child of that name, to change.
    pub(super) fn child_mut(&mut self, name: &str) -> Option<&mut Element<'a>> {
        self.elements_mut().find(|element| element.name == name)
    }

    /// Removes the children that are elements for which `unwanted` holds.
    pub(super) fn remove(&mut self, unwanted: impl Fn(&Element<'a>) -> bool) {
        self.children
            .retain(|node| !node.element().is_some_and(&unwanted));
    }

    /// Appends a child.
    pub(super) fn push(&mut self, child: Element<'a>) {
        self.children.push(Node::Element(child));
    }

    /// Refuses text and attribute values that no XML reader would take.
    ///
    /// # Errors
    /// Says which element and what text.
    pub(super) fn check(&self) -> Result<(), String> {
        for (key, value) in &self.attributes {
            if !is_sound(value) {
                return Err(format!("bad text in {}/@{key}: {value:?}", self.name));
            }
        }
        for node in &self.children {
            match node {
                Node::Element(element) => element.check()?,
                Node::Text(text) if !is_sound(text) => {
                    return Err(format!("bad text in {}: {text:?}", self.name));
                }
                Node::Text(_) => {}
            }
        }
        Ok(())
    }

    /// The whole part as bytes, declaration included; `more` is XML of ours that stands behind what is in it.
    pub(super) fn to_part(&self, capacity: usize, more: &str) -> Vec<u8> {
        let mut out = String::with_capacity(capacity + more.len() + DECLARATION.len());
        out.push_str(DECLARATION);
        self.write_with(more, &mut out);
        out.into_bytes()
    }

    /// The element and all in it, appended.
    pub(super) fn write(&self, out: &mut String) {
        self.write_with("", out);
    }

    fn write_with(&self, more: &str, out: &mut String) {
        self.write_start(out);
        if self.children.is_empty() && more.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for node in &self.children {
            match node {
                Node::Element(element) => element.write(out),
                Node::Text(text) => out.push_str(text),
            }
        }
        out.push_str(more);
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }

    /// The beginning of its start tag, with the attributes and without what closes it.
    pub(super) fn write_start(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (key, value) in &self.attributes {
            out.push(' ');
            out.push_str(key);
            out.push_str("=\"");
            out.push_str(value);
            out.push('"');
        }
    }
}

impl<'a> Node<'a> {
    /// The element, if it is one.
    pub(super) fn element(&self) -> Option<&Element<'a>> {
        match self {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        }
    }
}

/// Whether a character can stand in XML 1.0 (section 2.2 of the recommendation), and is no control character.
pub(super) fn is_carried(c: char) -> bool {
    match c {
        '\t' | '\n' => true,
        '\u{7f}' | '\u{fffe}' | '\u{ffff}' => false,
        c => c >= ' ',
    }
}

/// Text of ours for an attribute or element: what XML cannot carry left out, the rest escaped.
pub(super) fn escaped(text: &str) -> String {
    let text: String = text.chars().filter(|&c| is_carried(c)).collect();
    quick_xml::escape::escape(text.as_str()).into_owned()
}

/// One pass over the bytes: this is asked of every text of a book.
fn is_sound(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().all(|(index, byte)| match byte {
        b'\t' | b'\n' => true,
        0..b' ' | b'<' => false,
        b'&' => is_reference(&bytes[index + 1..]),
        // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
        0xef => !matches!(bytes.get(index + 1..index + 3), Some([0xbf, 0xbe | 0xbf])),
        _ => true,
    })
}

/// Whether a reference to a character stands after a `&`.
fn is_reference(after: &[u8]) -> bool {
    let names: [&[u8]; 5] = [b"amp;", b"lt;", b"gt;", b"quot;", b"apos;"];
    let number = |after: &[u8]| {
        let end = after.iter().position(|byte| *byte == b';');
        end.is_some_and(|end| end > 0 && after[..end].iter().all(u8::is_ascii_alphanumeric))
    };
    names.iter().any(|name| after.starts_with(name)) || after.strip_prefix(b"#").is_some_and(number)
}

/// Reads one part.
///
/// # Errors
/// Says what is not well-formed and where (byte).
pub(super) fn parse(text: &str) -> Result<Element<'_>, String> {
    let mut reader = Reader::from_str(text);
    let mut stack = vec![Element::default()];
    let mut begin = 0;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| format!("{error} at byte {begin}"))?;
        let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let source = text.get(begin..end).unwrap_or_default();
        begin = end;
        let node = match event {
            Event::Start(_) => {
                if stack.len() > DEEPEST {
                    return Err(format!("nested too deep at byte {end}"));
                }
                stack.push(read_tag(source)?);
                continue;
            }
            Event::Empty(_) => Node::Element(read_tag(source)?),
            Event::End(_) => match stack.pop() {
                Some(element) => Node::Element(element),
                None => break,
            },
            Event::Text(_) | Event::GeneralRef(_) => Node::Text(Cow::Borrowed(source)),
            Event::CData(data) => {
                let data = std::str::from_utf8(&data).map_err(|error| error.to_string())?;
                Node::Text(Cow::Owned(escaped(data)))
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
        };
        match stack.last_mut() {
            Some(parent) => parent.children.push(node),
            None => return Err(format!("more than one root at byte {end}")),
        }
    }
    let root = stack.pop().filter(|_| stack.is_empty());
    let root = root.ok_or("unexpected end")?;
    root.children
        .into_iter()
        .find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
        .ok_or_else(|| String::from("no element"))
}

/// Reads `<name a="b">` or `<name a="b"/>`.
fn read_tag(source: &str) -> Result<Element<'_>, String> {
    let inner = source.strip_prefix('<').unwrap_or(source);
    let inner = inner.strip_suffix('>').unwrap_or(inner);
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    let name = inner
        .split(|c: char| c.is_ascii_whitespace())
        .next()
        .unwrap_or_default();
    let mut element = Element {
        name: Cow::Borrowed(name),
        ..Element::default()
    };
    for attribute in Attributes::new(inner, name.len()) {
        let attribute = attribute.map_err(|error| format!("{error} in <{name}>"))?;
        let key = std::str::from_utf8(attribute.key.into_inner());
        let key = key.map_err(|error| error.to_string())?;
        let value = match attribute.value {
            Cow::Borrowed(bytes) => std::str::from_utf8(bytes).map(Cow::Borrowed),
            Cow::Owned(bytes) => std::str::from_utf8(&bytes).map(|s| Cow::Owned(String::from(s))),
        };
        let value = value.map_err(|error| error.to_string())?;
        element.attributes.push((Cow::Borrowed(key), value));
    }
    Ok(element)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(xml: &str) -> String {
        let part = parse(xml).unwrap().to_part(0, "");
        let text = String::from_utf8(part).unwrap();
        text.strip_prefix(DECLARATION).unwrap().into()
    }

    #[test]
    fn a_part_is_written_as_it_was_read() {
        for xml in [
            "<w:p/>",
            "<w:p w:a=\"1\" w:b=\"甲&amp;乙\"><w:t xml:space=\"preserve\"> 一&lt;二&#38;三 </w:t><w:r/></w:p>",
        ] {
            assert_eq!(round_trip(xml), xml);
        }
        assert_eq!(
            round_trip("<?xml version=\"1.0\"?>\n<a><b /><!-- c --></a>"),
            "<a><b/></a>"
        );
        assert_eq!(round_trip("<a><![CDATA[<&>]]></a>"), "<a>&lt;&amp;&gt;</a>");
    }

    #[test]
    fn ill_formed_text_is_refused() {
        for xml in [
            "",
            "<a>",
            "<a></b>",
            "<a b></a>",
            "</a>",
            "<a b=\"1\" b=\"2\"/>",
            "text",
        ] {
            assert!(parse(xml).is_err(), "{xml:?}");
        }
        let deep = "<a>".repeat(10_000);
        assert!(parse(&deep).unwrap_err().contains("deep"));
    }

    #[test]
    fn what_xml_cannot_carry_is_refused_in_text_and_in_attributes() {
        let bad = (0_u8..0x20)
            .map(char::from)
            .filter(|c| !"\t\n".contains(*c));
        for bad in bad.chain(['\u{fffe}', '\u{ffff}']) {
            let text = format!("甲{bad}");
            let mut element = Element::new("w:t");
            element.children.push(Node::Text(Cow::Owned(text.clone())));
            assert!(element.check().unwrap_err().contains("w:t"), "{bad:?}");
            assert!(
                Element::new("w:t")
                    .with("w:v", text.clone())
                    .check()
                    .is_err()
            );
            assert_eq!(escaped(&text), "甲");
        }
        for bad in ["a<b", "a & b", "&nbsp;", "&"] {
            assert!(
                Element::new("w:t").with("w:v", bad).check().is_err(),
                "{bad}"
            );
        }
        let typed = "甲&乙<丙>\"丁\"'戊' &lt;";
        assert!(
            Element::new("w:t")
                .with("w:v", escaped(typed))
                .check()
                .is_ok()
        );
    }
}
