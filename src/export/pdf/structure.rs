//! What surrounds the pages: catalogue, bookmarks, links, document information.
//!
//! printpdf writes flat bookmarks in the order of their titles, a page mode that readers do not understand and a
//! PDF/X mark, so this is written with its own object library instead.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};

use super::file::{ReadyObjects, put, put_array, put_reference};
use super::stream::{put_decimal, put_integer, rounded, thousandths};
use super::tags::Tags;
use crate::document::Properties;
use crate::layout::{OutlineEntry, PageItem, Pages};

/// The program's name as readers show it: 岗书.
pub(super) const PROGRAM: &str = concat!("\u{5c97}\u{4e66} Gangshu ", env!("CARGO_PKG_VERSION"));

/// Text that a reader shows: ASCII as it is, all else UTF-16 (ISO 32000-1, 7.9.2.2). Line breaks become spaces.
pub(super) fn text_string(text: &str) -> Object {
    let clean = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    if text.is_ascii() {
        let bytes: String = clean.collect();
        return Object::String(bytes.into_bytes(), StringFormat::Literal);
    }
    let mut bytes = vec![0xfe, 0xff];
    let mut units = [0; 2];
    for c in clean {
        for unit in c.encode_utf16(&mut units) {
            bytes.extend(unit.to_be_bytes());
        }
    }
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// Puts a place in the document, `y` pt below the upper edge of its page; keeps the reader's zoom.
fn put_destination(page: ObjectId, y: f32, height: f32, out: &mut Vec<u8>) {
    let from_below = rounded(height - y).clamp(0.0, height);
    out.push(b'[');
    put_reference(page, out);
    out.extend_from_slice(b"/XYZ null ");
    put_decimal(thousandths(from_below), 3, out);
    out.extend_from_slice(b" null]");
}

/// Puts a key and the reference that it stands for.
pub(super) fn put_key(key: &str, id: ObjectId, out: &mut Vec<u8>) {
    out.extend_from_slice(key.as_bytes());
    out.push(b' ');
    put_reference(id, out);
}

/// The places that links lead to, each written once: a company's book has ten links a role, and two of three lead
/// where another leads.
pub(super) struct Destinations<'a> {
    page_ids: &'a [ObjectId],
    pages: &'a Pages,
    /// By page and the bits of the height on it.
    known: BTreeMap<(usize, u32), ObjectId>,
    /// The border that no link has, once there is a link.
    border: Option<ObjectId>,
}

impl<'a> Destinations<'a> {
    /// None yet, on `pages`.
    pub(super) fn new(page_ids: &'a [ObjectId], pages: &'a Pages) -> Destinations<'a> {
        Destinations {
            page_ids,
            pages,
            known: BTreeMap::new(),
            border: None,
        }
    }

    /// The link annotations of the `index`-th page. A link to a page that does not exist is left out.
    pub(super) fn links(
        &mut self,
        index: usize,
        tags: &mut Option<Tags>,
        file: &mut Document,
        ready: &mut ReadyObjects,
    ) -> Vec<ObjectId> {
        let mut links = Vec::new();
        let pages = self.pages;
        let (_, height) = pages.size(index);
        let items = pages.pages.get(index).map(|page| page.items.as_slice());
        for item in items.unwrap_or_default() {
            let PageItem::Link {
                area,
                page,
                y,
                meaning,
            } = item
            else {
                continue;
            };
            let Some(&target) = self.page_ids.get(*page) else {
                continue;
            };
            let (_, there) = pages.size(*page);
            let place = *self.known.entry((*page, y.to_bits())).or_insert_with(|| {
                let id = file.new_object_id();
                ready.add(id, |out| put_destination(target, *y, there, out));
                id
            });
            let border = *self.border.get_or_insert_with(|| {
                let id = file.new_object_id();
                ready.add(id, |out| out.extend_from_slice(b"[0 0 0]"));
                id
            });
            let id = file.new_object_id();
            let key = tags
                .as_mut()
                .and_then(|tags| tags.link(index, *meaning, id));
            ready.add(id, |out| {
                out.extend_from_slice(b"<</Type/Annot/Subtype/Link/Rect");
                let (left, bottom) = (area.x, height - area.y - area.height);
                let corners = [left, bottom, area.x + area.width, height - area.y];
                put_array(&corners, out);
                put_key("/Border", border, out);
                // F 4 = printed; PDF/A asks for it.
                out.extend_from_slice(b"/F 4");
                put_key("/Dest", place, out);
                if let Some(key) = key {
                    out.extend_from_slice(b"/StructParent ");
                    put_integer(key as u64, out);
                }
                out.extend_from_slice(b">>");
            });
            links.push(id);
        }
        links
    }
}

/// Where a bookmark stands among the others, as indices.
#[derive(Clone, Copy, Default)]
struct Relations {
    parent: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    previous: Option<usize>,
    next: Option<usize>,
    children: i64,
}

/// Nests entries by level; levels may be left out.
fn relations(levels: impl Iterator<Item = u8>) -> Vec<Relations> {
    let mut all: Vec<Relations> = Vec::new();
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut last_top = None;
    for (index, level) in levels.enumerate() {
        while open.pop_if(|&mut (above, _)| above >= level).is_some() {}
        let parent = open.last().map(|&(_, parent)| parent);
        let previous = match parent {
            Some(parent) => {
                all[parent].first.get_or_insert(index);
                all[parent].children += 1;
                all[parent].last.replace(index)
            }
            None => last_top.replace(index),
        };
        if let Some(previous) = previous {
            all[previous].next = Some(index);
        }
        all.push(Relations {
            parent,
            previous,
            ..Relations::default()
        });
        open.push((level, index));
    }
    all
}

/// Writes the bookmarks; the highest stand open, so that two levels show. `None` without any.
fn outline(
    pages: &Pages,
    page_ids: &[ObjectId],
    file: &mut Document,
    ready: &mut ReadyObjects,
) -> Option<ObjectId> {
    let entries: Vec<(&OutlineEntry, ObjectId)> = pages
        .outline
        .iter()
        .filter_map(|entry| Some((entry, *page_ids.get(entry.page)?)))
        .collect();
    let related = relations(entries.iter().map(|(entry, _)| entry.level));
    let tops = || {
        related
            .iter()
            .filter(|relations| relations.parent.is_none())
    };
    let first = related
        .iter()
        .position(|relations| relations.parent.is_none())?;
    let last = related
        .iter()
        .rposition(|relations| relations.parent.is_none())?;

    let root = file.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| file.new_object_id()).collect();
    for ((&(entry, page), relations), &id) in entries.iter().zip(&related).zip(&ids) {
        let parent = relations.parent.map_or(root, |parent| ids[parent]);
        ready.add(id, |out| {
            out.extend_from_slice(b"<</Title");
            put(&text_string(&entry.title), out);
            put_key("/Parent", parent, out);
            out.extend_from_slice(b"/Dest");
            put_destination(page, entry.y, pages.size(entry.page).1, out);
            let neighbours = [
                ("/Prev", relations.previous),
                ("/Next", relations.next),
                ("/First", relations.first),
                ("/Last", relations.last),
            ];
            for (key, index) in neighbours {
                if let Some(index) = index {
                    put_key(key, ids[index], out);
                }
            }
            if relations.children > 0 {
                let open = relations.parent.is_none();
                let count = relations.children;
                out.extend_from_slice(b"/Count ");
                put_decimal(if open { count } else { -count }, 0, out);
            }
            out.extend_from_slice(b">>");
        });
    }
    let visible: i64 = tops().map(|relations| 1 + relations.children).sum();
    let item = dictionary! {
        "Type" => "Outlines",
        "First" => ids[first],
        "Last" => ids[last],
        "Count" => visible,
    };
    file.set_object(root, item);
    Some(root)
}

/// The catalogue with the bookmarks.
pub(super) fn catalogue(
    pages: &Pages,
    properties: &Properties,
    (tree, page_ids): (ObjectId, &[ObjectId]),
    file: &mut Document,
    ready: &mut ReadyObjects,
) -> Dictionary {
    let mut catalogue = dictionary! {
        "Type" => "Catalog",
        "Pages" => tree,
        "PageLayout" => "OneColumn",
        "PageMode" => "UseNone",
        "Lang" => text_string("zh-CN"),
    };
    if !properties.title.is_empty() {
        let preferences = dictionary! { "DisplayDocTitle" => true };
        catalogue.set("ViewerPreferences", preferences);
    }
    if let Some(outline) = outline(pages, page_ids, file, ready) {
        catalogue.set("Outlines", outline);
        catalogue.set("PageMode", "UseOutlines");
    }
    catalogue
}

/// The document information.
pub(super) fn information(properties: &Properties) -> Dictionary {
    let mut information = Dictionary::new();
    let texts = [
        ("Title", properties.title.as_str()),
        ("Author", &properties.author),
        ("Subject", &properties.subject),
        ("Keywords", &properties.keywords),
        ("Creator", PROGRAM),
        ("Producer", PROGRAM),
    ];
    for (key, text) in texts {
        if !text.is_empty() {
            information.set(key, text_string(text));
        }
    }
    if let Some((year, month, day)) = properties.date.and_then(known_day) {
        let date = format!("D:{year:04}{month:02}{day:02}000000Z");
        let date = Object::String(date.into_bytes(), StringFormat::Literal);
        information.set("CreationDate", date.clone());
        information.set("ModDate", date);
    }
    information
}

/// The day, unless no reader would take it.
pub(super) fn known_day((year, month, day): (i32, u8, u8)) -> Option<(i32, u8, u8)> {
    let exists = (0..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    exists.then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes the nesting as parent indices, for reading.
    fn parents(levels: &[u8]) -> Vec<Option<usize>> {
        let related = relations(levels.iter().copied());
        related.iter().map(|relations| relations.parent).collect()
    }

    #[test]
    fn bookmarks_nest_by_level_even_when_levels_are_left_out() {
        let nested = [None, Some(0), Some(1), Some(0), None];
        assert_eq!(parents(&[1, 2, 3, 2, 1]), nested);
        assert_eq!(parents(&[1, 3, 2, 3]), [None, Some(0), Some(0), Some(2)]);
        assert_eq!(parents(&[3, 1, 2]), [None, None, Some(1)]);
    }

    #[test]
    fn bookmarks_of_one_parent_are_chained_in_order() {
        let related = relations([1, 2, 3, 2, 1].into_iter());
        assert_eq!(related[0].first, Some(1));
        assert_eq!(related[0].last, Some(3));
        assert_eq!(related[0].children, 2);
        assert_eq!(related[0].next, Some(4));
        assert_eq!(related[1].next, Some(3));
        assert_eq!(related[3].previous, Some(1));
        assert_eq!(related[4].previous, Some(0));
    }

    #[test]
    fn text_for_readers_is_ascii_or_utf_16() {
        let ascii = text_string("A\nB");
        assert_eq!(
            ascii,
            Object::String(b"A B".to_vec(), StringFormat::Literal)
        );
        let Object::String(bytes, _) = text_string("岗\u{2c1d6}") else {
            panic!("not a string");
        };
        assert_eq!(bytes, [0xfe, 0xff, 0x5c, 0x97, 0xd8, 0x70, 0xdd, 0xd6]);
    }

    #[test]
    fn a_day_that_cannot_be_is_left_out() {
        assert!(known_day((2026, 2, 28)).is_some());
        assert_eq!(known_day((2026, 13, 1)), None);
        assert_eq!(known_day((-1, 1, 1)), None);
    }
}
