//! Reads a DOCX: parts, elements, paragraphs, and list numbers counted as Word counts them.

use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) children: Vec<Element>,
    pub(crate) text: String,
}

impl Element {
    pub(crate) fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The value of a child such as `<w:numId w:val="3"/>`.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.get("w:val"))
    }

    pub(crate) fn all<'a>(&'a self, name: &str, found: &mut Vec<&'a Element>) {
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            child.all(name, found);
        }
    }

    pub(crate) fn every(&self, name: &str) -> Vec<&Element> {
        let mut found = Vec::new();
        self.all(name, &mut found);
        found
    }
}

pub(crate) fn parse(bytes: &[u8]) -> Element {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut reader = Reader::from_str(text);
    let mut stack = vec![Element::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => stack.push(element(&tag)),
            Event::Empty(tag) => stack.last_mut().unwrap().children.push(element(&tag)),
            Event::End(_) => {
                let done = stack.pop().unwrap();
                stack.last_mut().unwrap().children.push(done);
            }
            Event::Text(piece) => stack
                .last_mut()
                .unwrap()
                .text
                .push_str(std::str::from_utf8(&piece).unwrap()),
            Event::GeneralRef(name) => {
                let escaped = format!("&{};", std::str::from_utf8(&name).unwrap());
                let text = quick_xml::escape::unescape(&escaped).unwrap().into_owned();
                stack.last_mut().unwrap().text.push_str(&text);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(stack.len(), 1);
    stack.pop().unwrap().children.pop().unwrap()
}

pub(crate) fn element(tag: &quick_xml::events::BytesStart<'_>) -> Element {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Element {
        name: text(tag.name().as_ref()),
        attributes: tag
            .attributes()
            .map(|attribute| {
                let attribute = attribute.unwrap();
                let value = quick_xml::escape::unescape(&text(&attribute.value))
                    .unwrap()
                    .into_owned();
                (text(attribute.key.as_ref()), value)
            })
            .collect(),
        ..Element::default()
    }
}

pub(crate) struct File {
    pub(crate) parts: BTreeMap<String, Vec<u8>>,
}

impl File {
    pub(crate) fn open(bytes: &[u8]) -> File {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            parts.insert(part.name().to_owned(), bytes);
        }
        File { parts }
    }

    pub(crate) fn xml(&self, name: &str) -> Element {
        parse(self.parts.get(name).unwrap_or_else(|| panic!("no {name}")))
    }

    pub(crate) fn document(&self) -> Element {
        self.xml("word/document.xml")
    }
}

/// Paragraphs of the text in order, tables and contents included, but not what a field shows.
pub(crate) fn paragraphs(document: &Element) -> Vec<&Element> {
    document.every("w:p")
}

pub(crate) fn text_of(paragraph: &Element) -> String {
    let mut text = String::new();
    fn walk(element: &Element, text: &mut String) {
        for child in &element.children {
            match child.name.as_str() {
                "w:t" => text.push_str(&child.text),
                "w:tab" if element.name == "w:r" => text.push('\t'),
                "w:br" => text.push('\n'),
                // The paragraphs in boxes of a chart are paragraphs of their own.
                "w:pPr" | "w:rPr" | "mc:AlternateContent" => {}
                _ => walk(child, text),
            }
        }
    }
    walk(paragraph, &mut text);
    text
}

/// Counts list lines as Word does, from numbering.xml alone.
pub(crate) struct Counting {
    formats: BTreeMap<String, Vec<(String, String, bool)>>,
    numbers: BTreeMap<String, (String, BTreeMap<usize, u32>)>,
    counters: BTreeMap<String, Vec<Option<u32>>>,
    begun: BTreeSet<(String, usize)>,
}

impl Counting {
    pub(crate) fn new(numbering: &Element) -> Counting {
        let formats = numbering
            .every("w:abstractNum")
            .into_iter()
            .map(|definition| {
                let levels = definition.every("w:lvl");
                let levels = levels.into_iter().enumerate().map(|(index, level)| {
                    assert_eq!(level.get("w:ilvl"), index.to_string());
                    (
                        level.value("w:numFmt").unwrap().to_owned(),
                        level.value("w:lvlText").unwrap().to_owned(),
                        level.child("w:isLgl").is_some(),
                    )
                });
                (
                    definition.get("w:abstractNumId").to_owned(),
                    levels.collect(),
                )
            });
        let numbers = numbering
            .children
            .iter()
            .filter(|child| child.name == "w:num")
            .map(|number| {
                let starts = number.every("w:lvlOverride").into_iter().map(|over| {
                    let start = over.value("w:startOverride").unwrap().parse().unwrap();
                    (over.get("w:ilvl").parse().unwrap(), start)
                });
                let definition = number.value("w:abstractNumId").unwrap().to_owned();
                (
                    number.get("w:numId").to_owned(),
                    (definition, starts.collect()),
                )
            });
        Counting {
            formats: formats.collect(),
            numbers: numbers.collect(),
            counters: BTreeMap::new(),
            begun: BTreeSet::new(),
        }
    }

    /// The number of a paragraph; empty if it has none.
    pub(crate) fn of(&mut self, paragraph: &Element) -> String {
        let Some(reference) = paragraph.child("w:pPr").and_then(|pr| pr.child("w:numPr")) else {
            return String::new();
        };
        let id = reference.value("w:numId").unwrap().to_owned();
        let level: usize = reference.value("w:ilvl").unwrap().parse().unwrap();
        let (definition, starts) = &self.numbers[&id];
        let counters = self
            .counters
            .entry(definition.clone())
            .or_insert_with(|| vec![None; 9]);
        for (above, counter) in counters.iter_mut().enumerate().take(level + 1) {
            if self.begun.insert((id.clone(), above))
                && let Some(start) = starts.get(&above)
            {
                *counter = if above == level {
                    Some(start - 1)
                } else {
                    Some(*start)
                };
            }
        }
        counters[level] = Some(counters[level].unwrap_or(0) + 1);
        counters[level + 1..].fill(None);
        let formats = &self.formats[definition];
        let (_, pattern, digits) = &formats[level];
        let mut text = pattern.clone();
        for (index, (format, ..)) in formats.iter().enumerate() {
            let value = counters[index].unwrap_or(1);
            let shown = match format.as_str() {
                _ if *digits => value.to_string(),
                "decimal" => value.to_string(),
                "chineseCountingThousand" => gangshu::document::numbering::chinese_numeral(value),
                "decimalEnclosedCircleChinese" => {
                    char::from_u32(0x245f + value).unwrap().to_string()
                }
                other => panic!("{other}"),
            };
            text = text.replace(&format!("%{}", index + 1), &shown);
        }
        text
    }
}

/// Every line of the text with its number, as a person reads it; without contents and charts, which stand in an order of
/// their own.
pub(crate) fn printed_lines(file: &File) -> Vec<String> {
    let document = file.document();
    let mut counting = file
        .parts
        .get("word/numbering.xml")
        .map(|part| Counting::new(&parse(part)));
    let charts = document.every("mc:AlternateContent");
    let contents: BTreeSet<*const Element> = document
        .every("w:sdt")
        .into_iter()
        .chain(charts)
        .flat_map(|tag| tag.every("w:p"))
        .map(std::ptr::from_ref)
        .collect();
    paragraphs(&document)
        .into_iter()
        .filter(|paragraph| !contents.contains(&std::ptr::from_ref(*paragraph)))
        .map(|paragraph| {
            let number = counting.as_mut().map(|counting| counting.of(paragraph));
            format!("{}{}", number.unwrap_or_default(), text_of(paragraph))
        })
        .collect()
}
