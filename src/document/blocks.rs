//! The neutral form of a printed document: what stands on paper and in which order, but not where.
//!
//! Both exporters start here. DOCX writes blocks as Word's own structures; PDF and the preview share the
//! pages that [`layout`](crate::layout) makes of them. Blocks hold everything a reader sees, numbers included.

use super::brief::LeftOut;
use super::diagram::{Chart, IndexLine};
use super::styles::{ParagraphStyle, StyleSheet};
use crate::fonts::Typeface;
use crate::model::settings::{
    EmbedFonts, FitPages, ItemBreak, LogoPlace, NumberStyle, PageCount, PdfKind, TenthMm,
    Typography,
};
use crate::model::{Logo, Owner, Place, RoleId};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A document ready to be laid out or written.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintDocument {
    /// What a reader's "properties" dialog shows.
    pub properties: Properties,
    /// The sheet and its margins.
    pub page: PageSetup,
    /// What each paragraph style means.
    pub styles: Arc<StyleSheet>,
    /// Above the text of each page.
    pub header: Running,
    /// Below the text of each page.
    pub footer: Running,
    /// Which characters of the fonts a DOCX carries.
    pub embed_fonts: EmbedFonts,
    /// The fonts of the computer that it asks for, each once, with the kind of type that stands in for it.
    pub installed: Vec<Typeface>,
    /// What a PDF is besides its pages.
    pub pdf_kind: PdfKind,
    /// How lines are set.
    pub typography: Typography,
    /// What page numbers count.
    pub page_count: PageCount,
    /// What happens to a list item at the end of a page.
    pub items: ItemBreak,
    /// The parts in order; each begins on a new page.
    pub parts: Vec<Part>,
}

/// What a reader's "properties" dialog shows. Dates come from the project, never from the clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Properties {
    /// Title of the document.
    pub title: String,
    /// Kind of document.
    pub subject: String,
    /// Who drew it up.
    pub author: String,
    /// The company.
    pub company: String,
    /// Search words.
    pub keywords: String,
    /// Day of the document as year, month, day, if the project states one that can be read.
    pub date: Option<(i32, u8, u8)>,
}

/// A sheet and its margins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageSetup {
    /// Width of the sheet.
    pub width: TenthMm,
    /// Height of the sheet.
    pub height: TenthMm,
    /// Margin above the text.
    pub top: TenthMm,
    /// Margin below the text.
    pub bottom: TenthMm,
    /// Margin left of the text.
    pub left: TenthMm,
    /// Margin right of the text.
    pub right: TenthMm,
    /// Room for the binding: beside `left`, or beside the inner margin of mirrored pages.
    pub gutter: TenthMm,
    /// Even pages mirror odd pages: there, `left` and the gutter are at the right. Headers and footers mirror too.
    pub mirrored: bool,
}

impl PageSetup {
    /// Height of the text block, without what a header takes of it.
    pub fn text_height(&self) -> TenthMm {
        TenthMm(
            self.height
                .0
                .saturating_sub(self.top.0)
                .saturating_sub(self.bottom.0),
        )
    }

    /// Width of the text block.
    pub fn text_width(&self) -> TenthMm {
        TenthMm(
            self.width
                .0
                .saturating_sub(self.left.0)
                .saturating_sub(self.right.0)
                .saturating_sub(self.gutter.0),
        )
    }

    /// The same sheet on its side. As printers turn it, a quarter to the left: the upper margin becomes the left one
    /// (ECMA-376 part 1, 17.6.13 leaves that to the writer; so does Word).
    #[must_use]
    pub fn turned(&self) -> PageSetup {
        PageSetup {
            width: self.height,
            height: self.width,
            top: self.right,
            bottom: TenthMm(self.left.0.saturating_add(self.gutter.0)),
            left: self.top,
            right: self.bottom,
            gutter: TenthMm(0),
            mirrored: false,
        }
    }
}

/// A header or footer: three texts on one line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Running {
    /// At the left margin.
    pub left: Vec<RunningText>,
    /// In the middle.
    pub middle: Vec<RunningText>,
    /// At the right margin.
    pub right: Vec<RunningText>,
    /// The company's logo.
    pub logo: Option<Arc<Logo>>,
    /// Where the logo stands.
    pub logo_place: LogoPlace,
    /// Greatest height of the logo; 0 = the usual.
    pub logo_height: TenthMm,
    /// A thin rule between it and the page's text.
    pub rule: bool,
}

/// A piece of a header or footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunningText {
    /// The same on every page.
    Text(String),
    /// Number of the page.
    Page,
    /// Number of pages.
    Pages,
    /// Name of the department or role that the page belongs to.
    PartTitle,
    /// What the part that the page belongs to says of itself.
    PartField(PartField),
}

/// What a part says of itself in headers and footers; see [`PartFields`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartField {
    /// The department.
    Department,
    /// The code.
    Code,
    /// The version.
    Version,
    /// When it takes effect.
    EffectiveDate,
}

/// A part of a document that begins on a new page: the cover, a department, a role.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Part {
    /// What the part is about.
    pub kind: PartKind,
    /// For headers: name of the department or role.
    pub title: String,
    /// False for pages without header and footer (the cover).
    pub running: bool,
    /// Its pages.
    pub setup: PartSetup,
    /// Its content.
    pub blocks: Vec<Block>,
    /// What did not fit on the one page that it may have.
    pub left_out: Vec<LeftOut>,
}

/// The pages of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PartSetup {
    /// Begins on an odd page; a page without anything stands before it where that is needed.
    pub odd_start: bool,
    /// Lies on its side: [`PageSetup::turned`].
    pub turned: bool,
    /// How many pages it takes.
    pub fit: FitPages,
    /// Words behind the text; empty = none.
    pub watermark: String,
    /// For headers and footers.
    pub fields: PartFields,
}

/// What a part says of itself in headers and footers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PartFields {
    /// The department.
    pub department: String,
    /// The code.
    pub code: String,
    /// The version.
    pub version: String,
    /// When it takes effect.
    pub effective_date: String,
}

impl PartFields {
    /// The text of a field.
    pub fn get(&self, field: PartField) -> &str {
        match field {
            PartField::Department => &self.department,
            PartField::Code => &self.code,
            PartField::Version => &self.version,
            PartField::EffectiveDate => &self.effective_date,
        }
    }
}

/// What a part is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// The cover.
    Cover,
    /// The table of contents.
    Contents,
    /// Company-wide rules.
    Rules,
    /// One of a book's further parts.
    Extra(Extra),
    /// A department or a role.
    Owner(Owner),
}

/// A further part of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extra {
    /// 审批页.
    SignOff,
    /// 组织架构图.
    DepartmentChart,
    /// 汇报关系图.
    ReportingChart,
    /// 岗位一览表.
    RoleList,
    /// 签收表.
    SignList,
    /// 岗位索引.
    Index,
    /// 签收回执 of one incumbent of this role.
    Receipt(RoleId),
}

/// A piece of a part.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Block {
    /// A heading or paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// The table of contents: every heading with an [`Outline`] of at most this level (1 = highest), with dots and pages.
    Contents {
        /// Deepest level listed.
        depth: u8,
    },
    /// Names with the pages on which they begin, below each other.
    Index(Vec<IndexLine>),
    /// Boxes and lines.
    Chart(Chart),
    /// Empty height.
    Space(TenthMm),
    /// The company's logo, alone on a line in the middle, at most this large.
    Logo {
        /// The picture.
        logo: Arc<Logo>,
        /// Largest width.
        width: TenthMm,
        /// Largest height.
        height: TenthMm,
    },
}

/// A paragraph, heading or list line.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Paragraph {
    /// How it looks.
    pub style: ParagraphStyle,
    /// Its number, if it is a list line.
    pub number: Option<Number>,
    /// Its text.
    pub spans: Vec<Span>,
    /// Makes it a bookmark, a contents entry and the target of links.
    pub outline: Option<Outline>,
    /// Stays on the page of what comes after it, beyond what the style says.
    pub keep_with_next: bool,
}

/// A stretch of text in one weight.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// The text; a line feed breaks the line.
    pub text: String,
    /// Bold, beyond what the style says.
    pub bold: bool,
    /// The field it was taken from, for warnings and for clicks in the preview.
    pub place: Option<Place>,
    /// Leads to the page of this department or role, if the document has it.
    pub link: Option<Owner>,
}

/// The number of a list line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Lines with the same list count on; another list starts again.
    pub list: u32,
    /// 0 = outermost.
    pub level: u8,
    /// How it is written.
    pub style: NumberStyle,
    /// Its value, from 1.
    pub value: u32,
    /// As printed: 1、 (without the gap that stands between it and the text).
    pub text: String,
    /// What an outline number goes on below: 13.2 where `text` is 13.2.1. Empty = none; other styles have none.
    pub prefix: String,
}

/// Leaves `list` out: lists are counted through the whole document, so that one more list in the first role would
/// make every later part look changed, although nothing of it looks different.
impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.level, self.style, self.value).hash(state);
        self.text.hash(state);
    }
}

/// Makes a paragraph a bookmark and a contents entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Outline {
    /// 1 = highest.
    pub level: u8,
    /// As the bookmark and the contents show it.
    pub title: String,
    /// What links to it look for.
    pub target: Option<Owner>,
    /// False keeps it out of the contents (but in the bookmarks).
    pub in_contents: bool,
}

/// A table. Its width is the sum of its columns.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Table {
    /// Width of each column.
    pub columns: Vec<TenthMm>,
    /// Rows repeated at the top of each page on which the table goes on.
    pub header_rows: usize,
    /// The rows.
    pub rows: Vec<Row>,
    /// Ruled (a form) or without lines (a grid for placing).
    pub ruled: bool,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Row {
    /// Cells from left to right; their spans add up to the number of columns.
    pub cells: Vec<Cell>,
    /// Least height.
    pub min_height: TenthMm,
    /// True if the row may be divided between pages (a long list of duties).
    pub splittable: bool,
    /// Stays on one page with the row after it (a block of signatures).
    pub keep_with_next: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Cell {
    /// Columns it covers, at least 1.
    pub span: usize,
    /// Part in a vertical merge.
    pub merge: Merge,
    /// How it looks.
    pub kind: CellKind,
    /// Its content; never empty.
    pub paragraphs: Vec<Paragraph>,
}

/// Part of a cell in a vertical merge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Merge {
    /// Stands alone.
    #[default]
    Single,
    /// The first of merged cells; holds their content.
    Start,
    /// Covered by the cell above.
    Continue,
}

/// How a cell looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CellKind {
    /// Content.
    #[default]
    Plain,
    /// Label of a form: shaded, in the middle.
    Label,
    /// Heading of a column.
    Head,
}
