//! The structure of a PDF (ISO 32000-1, 14.7 and 14.8): headings, paragraphs, lists, tables, for readers that read
//! aloud, for copying and for turning a PDF into something else.
//!
//! While pages are painted, each stretch of text gets a number on its page and is remembered under the element that
//! layout named. At the end every part's tree is written element by element; none is held as an object.

use std::collections::BTreeMap;
use std::ops::Range;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::file::{self, FileWriter, put_reference};
use super::stream::{put_integer, rounded};
use super::structure::{put_key, text_string};
use crate::layout::{Element, Figure, Heads, Meaning, Pages, Role, Structure};

/// Entries of the parent tree in one object.
const LEAF: usize = 64;

/// A link on a page, to stand under its element.
struct Annotation {
    page: usize,
    element: u32,
    object: ObjectId,
}

/// What of each page belongs to which element.
pub(super) struct Tags {
    structures: Vec<Structure>,
    /// By page: the element of each marked stretch, by its number on the page.
    marks: Vec<Vec<u32>>,
    annotations: Vec<Annotation>,
    pages: usize,
}

/// The numbers of the objects to be written, which refer to each other.
struct Numbers {
    root: u32,
    document: u32,
    parents: u32,
    /// The first part; the others follow.
    parts: u32,
    /// By part: its first element.
    elements: Vec<u32>,
}

/// Something inside an element.
#[derive(Clone, Copy)]
enum Kid {
    Element(u32),
    Mark { page: usize, number: usize },
    Link { page: usize, object: ObjectId },
}

/// A kid, its element (one beyond the last = the part itself), and what it is sorted by among the others there.
struct Placed {
    parent: usize,
    order: u64,
    kid: Kid,
}

/// An element's name.
pub(super) fn name(role: Role) -> &'static str {
    match role {
        Role::Heading(0 | 1) => "H1",
        Role::Heading(2) => "H2",
        Role::Heading(3) => "H3",
        Role::Heading(4) => "H4",
        Role::Heading(5) => "H5",
        Role::Heading(_) => "H6",
        Role::Paragraph => "P",
        Role::List => "L",
        Role::Item => "LI",
        Role::Label => "Lbl",
        Role::ItemBody => "LBody",
        Role::Table => "Table",
        Role::Row => "TR",
        Role::Cell { heads, .. } => match heads {
            Heads::Nothing => "TD",
            Heads::Row | Heads::Column => "TH",
        },
        Role::Division => "Div",
        Role::Contents => "TOC",
        Role::Entry => "TOCI",
        Role::Reference => "Reference",
        Role::Index => "Index",
        Role::Link => "Link",
        Role::Figure => "Figure",
    }
}

impl Tags {
    /// Nothing marked yet. `None` without any structure.
    pub(super) fn new(structures: Vec<Structure>, pages: usize) -> Option<Tags> {
        let any = structures.iter().any(|part| !part.elements.is_empty());
        any.then(|| Tags {
            structures,
            marks: Vec::with_capacity(pages),
            annotations: Vec::new(),
            pages,
        })
    }

    /// Begins the next page.
    pub(super) fn begin_page(&mut self) {
        self.marks.push(Vec::new());
    }

    /// Marks a stretch of the present page: its element's name, and its number on the page. `None` for what belongs
    /// to no element.
    pub(super) fn mark(&mut self, meaning: Meaning) -> Option<(&'static str, u64)> {
        let page = self.marks.len().checked_sub(1)?;
        let (_, element) = self.element(page, meaning)?;
        let marks = self.marks.last_mut()?;
        marks.push(element);
        let Element { role, .. } = *self.structures[self.part_of(page)]
            .elements
            .get(element as usize)?;
        Some((name(role), self.marks.last()?.len() as u64 - 1))
    }

    fn part_of(&self, page: usize) -> usize {
        let after = self
            .structures
            .partition_point(|part| part.first_page <= page);
        after.saturating_sub(1)
    }

    /// The part and element that something on this page belongs to.
    fn element(&self, page: usize, meaning: Meaning) -> Option<(usize, u32)> {
        let Meaning::Element(element) = meaning else {
            return None;
        };
        let part = self.part_of(page);
        let elements = &self.structures.get(part)?.elements;
        ((element as usize) < elements.len()).then_some((part, element))
    }

    /// Notes a link of a page; answers with its key among those that know their element.
    pub(super) fn link(
        &mut self,
        page: usize,
        meaning: Meaning,
        object: ObjectId,
    ) -> Option<usize> {
        let (_, element) = self.element(page, meaning)?;
        self.annotations.push(Annotation {
            page,
            element,
            object,
        });
        Some(self.pages + self.annotations.len() - 1)
    }

    /// Keeps numbers for all elements, and tells the catalogue of them. The objects that elements share are added.
    pub(super) fn announce(&self, catalogue: &mut Dictionary, file: &mut Document) -> Announced {
        let mut shared = BTreeMap::new();
        for element in self.structures.iter().flat_map(|part| &part.elements) {
            if let Some(attributes) = attributes(element.role) {
                let add = || file.add_object(attributes).0;
                shared.entry(element.role).or_insert_with(add);
            }
        }
        let mut next = file.max_id + 1;
        let mut keep = |count: usize| {
            let first = next;
            next = next.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
            first
        };
        let numbers = Numbers {
            root: keep(1),
            document: keep(1),
            parents: keep(1 + self.leaves()),
            parts: keep(self.structures.len()),
            elements: self
                .structures
                .iter()
                .map(|part| keep(part.elements.len()))
                .collect(),
        };
        file.max_id = next - 1;
        catalogue.set("StructTreeRoot", Object::Reference((numbers.root, 0)));
        catalogue.set("MarkInfo", dictionary! { "Marked" => true });
        Announced { numbers, shared }
    }

    fn leaves(&self) -> usize {
        self.marks.len().div_ceil(LEAF) + self.annotations.len().div_ceil(LEAF)
    }

    /// Writes the tree. `pages` are the objects of the pages of `sheets`.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(super) fn write(
        &self,
        announced: &Announced,
        pages: &[ObjectId],
        sheets: &Pages,
        out: &mut FileWriter,
    ) -> Result<(), lopdf::Error> {
        let Announced { numbers, shared } = announced;
        let root = dictionary! {
            "Type" => "StructTreeRoot",
            "K" => Object::Reference((numbers.document, 0)),
            "ParentTree" => Object::Reference((numbers.parents, 0)),
            "ParentTreeNextKey" => (self.pages + self.annotations.len()) as i64,
        };
        let parts = (numbers.parts..).take(self.structures.len());
        let parts: Vec<Object> = parts.map(|part| Object::Reference((part, 0))).collect();
        let document = dictionary! {
            "S" => "Document",
            "P" => Object::Reference((numbers.root, 0)),
            "K" => parts,
        };
        write_object(numbers.root, root.into(), out)?;
        write_object(numbers.document, document.into(), out)?;
        self.write_parents(numbers, out)?;
        let mut annotations = self.annotations.as_slice();
        for (index, part) in self.structures.iter().enumerate() {
            let next = self.structures.get(index + 1);
            let end = next.map_or(self.marks.len(), |next| next.first_page);
            let here = annotations.partition_point(|link| link.page < end);
            let (links, later) = annotations.split_at(here);
            annotations = later;
            let writer = PartWriter {
                elements: &part.elements,
                figures: &part.figures,
                number: numbers.parts + index as u32,
                document: numbers.document,
                first: numbers.elements[index],
                shared,
                pages,
                sheets,
                first_page: part.first_page,
            };
            let kids = writer.kids(&self.marks, part.first_page..end, links);
            writer.write(&kids, out)?;
        }
        Ok(())
    }

    /// Writes which elements the marks of each page and each link belong to.
    fn write_parents(&self, numbers: &Numbers, out: &mut FileWriter) -> Result<(), lopdf::Error> {
        let object = |page: usize, element: u32| numbers.elements[self.part_of(page)] + element;
        let mut number = numbers.parents;
        let mut leaves = Vec::new();
        let mut leaf = |first: usize, count: usize, entries: &[u8]| {
            number += 1;
            leaves.push(Object::Reference((number, 0)));
            let last = (first + count).saturating_sub(1);
            let mut leaf = format!("<</Limits[{first} {last}]/Nums[").into_bytes();
            leaf.extend_from_slice(entries);
            leaf.extend_from_slice(b"]>>");
            out.raw(number, &leaf)
        };
        let put = |page: usize, element: u32, entries: &mut Vec<u8>| {
            put_reference((object(page, element), 0), entries);
            entries.push(b' ');
        };
        let mut entries = Vec::new();
        let mut first = 0;
        for pages in self.marks.chunks(LEAF) {
            entries.clear();
            for (page, marks) in (first..).zip(pages) {
                put_integer(page as u64, &mut entries);
                entries.push(b'[');
                for &element in marks {
                    put(page, element, &mut entries);
                }
                entries.push(b']');
            }
            leaf(first, pages.len(), &entries)?;
            first += pages.len();
        }
        for links in self.annotations.chunks(LEAF) {
            entries.clear();
            for (key, link) in (first..).zip(links) {
                put_integer(key as u64, &mut entries);
                entries.push(b' ');
                put(link.page, link.element, &mut entries);
            }
            leaf(first, links.len(), &entries)?;
            first += links.len();
        }
        let tree = dictionary! { "Kids" => leaves };
        write_object(numbers.parents, tree.into(), out)
    }
}

/// What [`Tags::announce`] promised.
pub(super) struct Announced {
    numbers: Numbers,
    /// Attributes that elements share.
    shared: BTreeMap<Role, u32>,
}

/// What a reader must know of an element beyond its name.
fn attributes(role: Role) -> Option<Dictionary> {
    match role {
        // Chinese numerals have no name in PDF; what counts is that the items have an order.
        Role::List => Some(dictionary! { "O" => "List", "ListNumbering" => "Decimal" }),
        Role::Cell {
            heads,
            columns,
            rows,
        } => {
            let mut attributes = dictionary! { "O" => "Table" };
            match heads {
                Heads::Nothing => {}
                Heads::Row => attributes.set("Scope", "Row"),
                Heads::Column => attributes.set("Scope", "Column"),
            }
            if columns > 1 {
                attributes.set("ColSpan", i64::from(columns));
            }
            if rows > 1 {
                attributes.set("RowSpan", i64::from(rows));
            }
            (attributes.len() > 1).then_some(attributes)
        }
        _ => None,
    }
}

fn write_object(number: u32, object: Object, out: &mut FileWriter) -> Result<(), lopdf::Error> {
    let mut bytes = Vec::new();
    file::put(&object, &mut bytes);
    out.raw(number, &bytes)
}

/// Writes the elements of one part.
struct PartWriter<'a> {
    elements: &'a [Element],
    figures: &'a [Figure],
    /// The part's own object, and that of what is around it.
    number: u32,
    document: u32,
    /// The object of its first element.
    first: u32,
    shared: &'a BTreeMap<Role, u32>,
    pages: &'a [ObjectId],
    sheets: &'a Pages,
    first_page: usize,
}

impl PartWriter<'_> {
    /// What stands in each element, in reading order: elements as layout made them, but among text of their own
    /// where they stand on the page.
    fn kids(&self, marks: &[Vec<u32>], pages: Range<usize>, links: &[Annotation]) -> Vec<Placed> {
        let count = self.elements.len();
        // By element: the first stretch of text in it, and whether any is its own and not a kid's.
        let mut begins = vec![u64::MAX; count];
        let mut mixed = vec![false; count];
        let mut kids = Vec::new();
        let on_pages = pages.clone().zip(marks.get(pages).unwrap_or_default());
        for (page, marks) in on_pages {
            for (number, &element) in marks.iter().enumerate() {
                let parent = element as usize;
                let order = (page as u64) << 32 | number as u64;
                begins[parent] = begins[parent].min(order);
                mixed[parent] = true;
                let kid = Kid::Mark { page, number };
                kids.push(Placed { parent, order, kid });
            }
        }
        for link in links {
            let (parent, page, object) = (link.element as usize, link.page, link.object);
            let kid = Kid::Link { page, object };
            let order = u64::MAX;
            kids.push(Placed { parent, order, kid });
            begins[parent] = begins[parent].min(u64::MAX - 1);
        }
        for (index, element) in self.elements.iter().enumerate().rev() {
            if let Some(parent) = element.parent {
                let begin = begins[index];
                let parent = &mut begins[parent as usize];
                *parent = begin.min(*parent);
            }
        }
        for (index, element) in (0_u32..).zip(self.elements) {
            let begin = begins[index as usize];
            if element.role == Role::Link && begin == u64::MAX {
                continue;
            }
            let parent = element.parent.map_or(count, |parent| parent as usize);
            let among_text = mixed.get(parent).copied().unwrap_or(false);
            let order = if among_text { begin } else { u64::from(index) };
            let kid = Kid::Element(index);
            kids.push(Placed { parent, order, kid });
        }
        kids.sort_by_key(|placed| (placed.parent, placed.order));
        kids
    }

    /// Writes the part and its elements. `kids` are sorted by their element.
    fn write(&self, kids: &[Placed], out: &mut FileWriter) -> Result<(), lopdf::Error> {
        let mut rest = kids;
        let mut bytes = Vec::new();
        for (index, element) in (0_u32..).zip(self.elements) {
            let own = rest.partition_point(|placed| placed.parent == index as usize);
            let (own, others) = rest.split_at(own);
            rest = others;
            let parent = element
                .parent
                .map_or(self.number, |parent| self.first + parent);
            bytes.clear();
            let leads = own
                .iter()
                .any(|placed| matches!(placed.kid, Kid::Link { .. }));
            let name = match element.role {
                // What it leads to is not in this file.
                Role::Link if !leads => "Span",
                role => name(role),
            };
            bytes.extend_from_slice(b"<</S/");
            bytes.extend_from_slice(name.as_bytes());
            put_key("/P", (parent, 0), &mut bytes);
            if let Some(&attributes) = self.shared.get(&element.role) {
                put_key("/A", (attributes, 0), &mut bytes);
            }
            if element.role == Role::Figure {
                self.describe(index, &mut bytes);
            }
            self.put_kids(own, &mut bytes);
            bytes.extend_from_slice(b">>");
            out.raw(self.first + index, &bytes)?;
        }
        bytes.clear();
        put_key("<</S/Part/P", (self.document, 0), &mut bytes);
        self.put_kids(rest, &mut bytes);
        bytes.extend_from_slice(b">>");
        out.raw(self.number, &bytes)
    }

    /// Says what a figure shows, and where it is.
    fn describe(&self, element: u32, out: &mut Vec<u8>) {
        let known = self
            .figures
            .binary_search_by_key(&element, |figure| figure.element);
        let Some(figure) = known.ok().and_then(|at| self.figures.get(at)) else {
            return;
        };
        let area = figure.area;
        let (_, height) = self.sheets.size(self.first_page + figure.page);
        let corners = [
            area.x,
            height - area.y - area.height,
            area.x + area.width,
            height - area.y,
        ];
        let attributes = dictionary! {
            "O" => "Layout",
            "BBox" => corners.map(|v| Object::Real(rounded(v))).to_vec(),
        };
        out.extend_from_slice(b"/Alt");
        file::put(&text_string(&figure.alt), out);
        out.extend_from_slice(b"/A");
        file::put(&attributes.into(), out);
    }

    /// The object of a page; a page that is marked exists.
    fn page(&self, page: usize) -> ObjectId {
        self.pages.get(page).copied().unwrap_or_default()
    }

    fn put_kids(&self, kids: &[Placed], out: &mut Vec<u8>) {
        if kids.is_empty() {
            return;
        }
        // The page of the first text holds for all that names no other.
        let home = kids.iter().find_map(|placed| match placed.kid {
            Kid::Mark { page, .. } => Some(page),
            Kid::Element(_) | Kid::Link { .. } => None,
        });
        if let Some(page) = home {
            put_key("/Pg", self.page(page), out);
        }
        out.extend_from_slice(b"/K");
        out.push(if kids.len() > 1 { b'[' } else { b' ' });
        for (nth, placed) in kids.iter().enumerate() {
            if nth > 0 {
                out.push(b' ');
            }
            match placed.kid {
                Kid::Element(element) => put_reference((self.first + element, 0), out),
                Kid::Mark { page, number } if Some(page) == home => put_integer(number as u64, out),
                Kid::Mark { page, number } => {
                    put_key("<</Type/MCR/Pg", self.page(page), out);
                    out.extend_from_slice(b"/MCID ");
                    put_integer(number as u64, out);
                    out.extend_from_slice(b">>");
                }
                Kid::Link { page, object } => {
                    put_key("<</Type/OBJR/Pg", self.page(page), out);
                    put_key("/Obj", object, out);
                    out.extend_from_slice(b">>");
                }
            }
        }
        if kids.len() > 1 {
            out.push(b']');
        }
    }
}
