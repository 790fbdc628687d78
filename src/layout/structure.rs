//! What the texts of a part are to a reader that reads aloud: headings, paragraphs, lists, tables, in reading order.
//!
//! Layout notes it while it sets lines, since afterwards a page is only texts at positions. Every part has its own
//! tree, counted from 0, so that a part can be laid out alone; a PDF joins them.

use super::page::Area;

/// The tree of one part, and where its figures stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Structure {
    /// The part's first page in the document, from 0.
    pub first_page: usize,
    /// The elements in reading order; each stands after its parent.
    pub elements: Vec<Element>,
    /// What is known of the figures among them.
    pub figures: Vec<Figure>,
}

/// An element of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element {
    /// What it is.
    pub role: Role,
    /// Index of the element around it; `None` at the top of the part.
    pub parent: Option<u32>,
}

/// What an element is (ISO 32000-1, 14.8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A heading of this level, from 1.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list.
    List,
    /// An item of a list.
    Item,
    /// The number of an item.
    Label,
    /// The text of an item, and lists inside it.
    ItemBody,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell of a row.
    Cell {
        /// Whether it heads its row or column.
        heads: Heads,
        /// Columns that it covers.
        columns: u16,
        /// Rows that it covers.
        rows: u16,
    },
    /// Things that stand together without being a table.
    Division,
    /// A table of contents.
    Contents,
    /// An entry of a table of contents.
    Entry,
    /// A mention of another place in the document.
    Reference,
    /// An index.
    Index,
    /// Text that leads elsewhere.
    Link,
    /// A picture or chart.
    Figure,
}

/// What a cell heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Heads {
    /// Nothing: it is content.
    Nothing,
    /// The cells beside it.
    Row,
    /// The cells below it.
    Column,
}

/// A figure of a part.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its element.
    pub element: u32,
    /// What it shows, in words.
    pub alt: String,
    /// The page on which it stands, from the part's first.
    pub page: usize,
    /// Where, pt.
    pub area: Area,
}

/// To what a text belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Meaning {
    /// To nothing that is read: dots, and what is said again on the next page.
    #[default]
    Decoration,
    /// To the header of the page.
    Header,
    /// To the footer of the page.
    Footer,
    /// To this element of its part.
    Element(u32),
}

/// Where the next paragraph belongs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Container {
    /// `None` at the top of the part.
    pub(super) element: Option<u32>,
    /// The paragraph is all that stands in it, and needs no element of its own.
    pub(super) alone: bool,
}

/// A list to which the next numbered line may belong.
#[derive(Clone, Copy, Debug)]
struct OpenList {
    level: u8,
    list: u32,
    element: u32,
    /// The text of its last item.
    body: u32,
}

/// Builds the tree of a part.
#[derive(Debug, Default)]
pub(super) struct Outliner {
    structure: Structure,
    container: Container,
    lists: Vec<OpenList>,
    /// Level of the title last met.
    title: u8,
}

impl Outliner {
    /// Adds an element, and answers with its index.
    pub(super) fn add(&mut self, role: Role, parent: Option<u32>) -> u32 {
        let elements = &mut self.structure.elements;
        // A part of four thousand million elements fits in no memory.
        let index = u32::try_from(elements.len()).unwrap_or(u32::MAX);
        elements.push(Element { role, parent });
        index
    }

    /// The element, to be corrected.
    pub(super) fn get_mut(&mut self, element: u32) -> Option<&mut Element> {
        self.structure.elements.get_mut(element as usize)
    }

    /// What comes next belongs into `container`; answers with the container so far.
    pub(super) fn enter(&mut self, container: Container) -> Container {
        self.lists.clear();
        std::mem::replace(&mut self.container, container)
    }

    /// The element in which paragraphs now stand.
    pub(super) fn parent(&self) -> Option<u32> {
        self.container.element
    }

    /// A paragraph that is no item of a list.
    pub(super) fn paragraph(&mut self, role: Role) -> u32 {
        self.lists.clear();
        match self.container {
            Container {
                element: Some(element),
                alone: true,
            } => element,
            Container { element, .. } => self.add(role, element),
        }
    }

    /// A heading; its level is that of its bookmark, or `below` that of the title above it.
    pub(super) fn heading(&mut self, bookmark: Option<u8>, below: u8) -> u32 {
        let level = match bookmark {
            Some(level) => level.max(1),
            None => self.title.max(u8::from(below == 0)) + below,
        };
        if below == 0 {
            self.title = level;
        }
        self.paragraph(Role::Heading(level.clamp(1, 6)))
    }

    /// A numbered line: the elements of its number and of its text. Lines of one list follow each other.
    pub(super) fn item(&mut self, list: u32, level: u8) -> (u32, u32) {
        while self
            .lists
            .pop_if(|open| open.level > level || (open.level == level && open.list != list))
            .is_some()
        {}
        let open = self.lists.last().copied();
        let same = open.filter(|open| open.level == level);
        let around = match same {
            Some(open) => open.element,
            None => {
                let parent = open.map(|open| open.body).or(self.container.element);
                self.add(Role::List, parent)
            }
        };
        let item = self.add(Role::Item, Some(around));
        let label = self.add(Role::Label, Some(item));
        let body = self.add(Role::ItemBody, Some(item));
        match (same, self.lists.last_mut()) {
            (Some(_), Some(open)) => open.body = body,
            _ => self.lists.push(OpenList {
                level,
                list,
                element: around,
                body,
            }),
        }
        (label, body)
    }

    /// A figure whose place is not known yet.
    pub(super) fn figure(&mut self, alt: String) -> u32 {
        let parent = self.container.element;
        let element = self.add(Role::Figure, parent);
        self.structure.figures.push(Figure {
            element,
            alt,
            page: 0,
            area: Area::default(),
        });
        element
    }

    /// How many elements there are.
    pub(super) fn len(&self) -> usize {
        self.structure.elements.len()
    }

    /// Forgets what was added after there were `len` elements: it was only measured.
    pub(super) fn truncate(&mut self, len: usize) {
        self.structure.elements.truncate(len);
        let known = |figure: &Figure| (figure.element as usize) < len;
        self.structure.figures.retain(known);
    }

    /// The tree.
    pub(super) fn finish(mut self) -> Structure {
        self.structure.elements.shrink_to_fit();
        self.structure
    }
}
