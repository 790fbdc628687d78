//! A small tree for the parts that must be known before the document is read.

use super::package::PartError;
use super::xml::{self, Xml};
use std::io::BufRead;

/// Elements deeper than this are left out; styles and numbering have eight levels.
const DEEPEST: usize = 40;

/// An element without its text.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its local name.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Element>,
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub(super) fn children(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }
}

/// Reads a part as a tree. Of alternative contents only the last (the fallback) stays.
pub(super) fn read(part: &mut dyn BufRead) -> Result<Element, PartError> {
    let mut open: Vec<Element> = vec![Element::default()];
    let mut beyond = 0usize;
    xml::read(part, |event| {
        match event {
            Xml::Start(..) if open.len() > DEEPEST => beyond += 1,
            Xml::Start(name, start) => open.push(Element {
                name: name.to_owned(),
                attributes: start
                    .attributes()
                    .with_checks(false)
                    .flatten()
                    .map(|attribute| {
                        let key = attribute.key.local_name();
                        (
                            String::from_utf8_lossy(key.as_ref()).into_owned(),
                            xml::unescaped(&String::from_utf8_lossy(&attribute.value)),
                        )
                    })
                    .collect(),
                children: Vec::new(),
            }),
            Xml::End if beyond > 0 => beyond -= 1,
            Xml::End => {
                if let Some(done) = open.pop()
                    && let Some(parent) = open.last_mut()
                {
                    close(parent, done);
                }
            }
            Xml::Text(_) => {}
        }
        true
    })?;
    let root = open.into_iter().next().unwrap_or_default();
    root.children.into_iter().next().ok_or(PartError::Broken)
}

/// Puts an element into the one around it; what stands in alternatives stands in their place.
fn close(parent: &mut Element, done: Element) {
    match done.name.as_str() {
        "AlternateContent" => {
            let chosen = done.children.into_iter().next_back();
            parent
                .children
                .extend(chosen.map(|it| it.children).unwrap_or_default());
        }
        _ => parent.children.push(done),
    }
}
