//! A role's or department's document before it is given a shape: facts, sections, signatures.
//!
//! [`role`](super::role) and [`department`](super::department) fill it; [`form`](super::form) and
//! [`clauses`](super::clauses) give it its shape, so that both layouts always say the same.

use super::blocks::{Number, Outline, Paragraph, Span};
use super::numbering::List;
use super::spans;
use super::styles::ParagraphStyle;
use super::wording;
use crate::model::settings::{
    DocumentSettings, FactSetting, NumberStyle, SectionSetting, SheetFact, SheetSection, Signatory,
    facts_in_order, sections_in_order,
};
use crate::model::{Organisation, Project};
use std::borrow::Cow;

/// What all composing needs to know, and the count of lists given out so far.
pub(super) struct Context<'a> {
    pub(super) project: &'a Project,
    pub(super) organisation: &'a Organisation,
    pub(super) settings: &'a DocumentSettings,
    /// The sections of a role's document, in order.
    sections: Vec<SectionSetting>,
    /// The facts at its head, in order.
    pub(super) facts: Vec<FactSetting>,
    /// The last list number given out.
    pub(super) last_list: u32,
}

impl<'a> Context<'a> {
    pub(super) fn new(project: &'a Project, organisation: &'a Organisation) -> Context<'a> {
        Context {
            project,
            organisation,
            settings: &project.company.settings,
            sections: sections_in_order(&project.company.settings.sections),
            facts: facts_in_order(&project.company.settings.facts),
            last_list: 0,
        }
    }

    /// The sections that are not hidden, in order.
    pub(super) fn sections_shown(&self) -> Vec<SheetSection> {
        let shown = self.sections.iter().filter(|setting| !setting.hidden);
        shown.map(|setting| setting.section).collect()
    }

    /// The sections in the order in which they stand on sheets.
    pub(super) fn in_order<T>(
        &self,
        mut sections: Vec<(SheetSection, T)>,
    ) -> Vec<(SheetSection, T)> {
        let at = |kind| {
            let mut known = self.sections.iter();
            known.position(|setting| setting.section == kind)
        };
        sections.sort_by_key(|(kind, _)| at(*kind));
        sections
    }

    /// Whether a section stands on no sheet.
    pub(super) fn hides(&self, kind: SheetSection) -> bool {
        let hides = |setting: &SectionSetting| setting.section == kind && setting.hidden;
        self.sections.iter().any(hides)
    }

    /// The section under the heading that the company gives it; `None` if it is hidden.
    pub(super) fn headed(&self, kind: SheetSection, section: Option<Section>) -> Option<Section> {
        let mut section = section?;
        if let Some(setting) = self.sections.iter().find(|setting| setting.section == kind) {
            if setting.hidden {
                return None;
            }
            if !spans::is_blank(&setting.heading) {
                section.title = vec![spans::word(&setting.heading)];
            }
        }
        Some(section)
    }

    /// A list of its own, in the company's numbers.
    pub(super) fn list(&mut self) -> List<'a> {
        self.last_list += 1;
        List::new(self.last_list, &self.settings.numbering)
    }

    /// A list whose first level has a style of its own.
    pub(super) fn list_with(&mut self, first: NumberStyle) -> List<'a> {
        self.last_list += 1;
        List::with_first(self.last_list, first, &self.settings.numbering)
    }
}

/// A document without shape.
pub(super) struct Sheet {
    pub(super) title: Vec<Span>,
    pub(super) outline: Outline,
    pub(super) sections: Vec<Section>,
    pub(super) signatures: Vec<Signer>,
    /// Room for the firm's seal below the signatures.
    pub(super) seal: bool,
}

/// A label with a short value.
pub(super) struct Fact {
    /// Which of a role's facts, if it is one.
    pub(super) kind: Option<SheetFact>,
    pub(super) label: Cow<'static, str>,
    pub(super) value: Vec<Span>,
}

/// Facts in order; those that are not said are left out unless the form always has them.
pub(super) struct Facts {
    pub(super) list: Vec<Fact>,
    show_empty: bool,
}

impl Facts {
    pub(super) fn new(settings: &DocumentSettings) -> Facts {
        Facts {
            list: Vec::new(),
            show_empty: settings.show_empty_sections,
        }
    }

    fn push(&mut self, label: &'static str, value: Vec<Span>) {
        self.list.push(Fact {
            kind: None,
            label: Cow::Borrowed(label),
            value,
        });
    }

    /// A fact that every form has, if only to be filled in by hand.
    pub(super) fn always(&mut self, label: &'static str, value: Vec<Span>) {
        self.push(label, value);
    }

    /// A fact that stands only where it is said, or everywhere if empty sections are shown.
    pub(super) fn said(&mut self, label: &'static str, value: Vec<Span>) {
        if !value.is_empty() || self.show_empty {
            self.push(label, value);
        }
    }

    /// A fact that stands only where it is said.
    pub(super) fn only_said(&mut self, label: &'static str, value: Vec<Span>) {
        if !value.is_empty() {
            self.push(label, value);
        }
    }
}

/// A section with its heading.
pub(super) struct Section {
    pub(super) title: Vec<Span>,
    pub(super) body: Body,
}

/// What a section holds.
pub(super) enum Body {
    /// Text and numbered lines.
    Lines(Vec<Line>),
    /// The facts at the head of a sheet; never empty.
    Head(Vec<Fact>),
    /// Labelled values.
    Facts(Vec<Fact>),
    /// A table with columns.
    Grid(Grid),
}

impl Section {
    /// The facts at the head of a sheet; `None` if there are none.
    pub(super) fn head(facts: Vec<Fact>) -> Option<Section> {
        (!facts.is_empty()).then(|| Section {
            title: vec![spans::word(wording::section::FACTS)],
            body: Body::Head(facts),
        })
    }

    /// A section of lines; `None` if it has none and empty ones are left out.
    pub(super) fn lines(
        title: &str,
        mut lines: Vec<Line>,
        settings: &DocumentSettings,
    ) -> Option<Section> {
        if lines.is_empty() {
            if !settings.show_empty_sections {
                return None;
            }
            lines.push(Line::text(vec![spans::word(wording::NOTHING)]));
        }
        Some(Section {
            title: vec![spans::word(title)],
            body: Body::Lines(lines),
        })
    }

    /// A section of labelled values; as [`Section::lines`].
    pub(super) fn facts(
        title: &str,
        facts: Vec<Fact>,
        settings: &DocumentSettings,
    ) -> Option<Section> {
        if facts.is_empty() {
            return Section::lines(title, Vec::new(), settings);
        }
        Some(Section {
            title: vec![spans::word(title)],
            body: Body::Facts(facts),
        })
    }

    /// A section that is a table; as [`Section::lines`]. The head of a single column would say the title again.
    pub(super) fn grid(
        title: &str,
        mut grid: Grid,
        settings: &DocumentSettings,
    ) -> Option<Section> {
        if grid.rows.is_empty() {
            return Section::lines(title, Vec::new(), settings);
        }
        grid.heads &= grid.columns.len() > 1;
        Some(Section {
            title: vec![spans::word(title)],
            body: Body::Grid(grid),
        })
    }
}

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    /// Running text.
    Text,
    /// A short value, in the middle of its cell.
    Short,
    /// A line of a list.
    Item,
    /// Heading of a group of lines.
    Heading,
}

/// One line of a section.
pub(super) struct Line {
    pub(super) kind: LineKind,
    pub(super) number: Option<Number>,
    pub(super) spans: Vec<Span>,
}

impl Line {
    pub(super) fn text(spans: Vec<Span>) -> Line {
        Line {
            kind: LineKind::Text,
            number: None,
            spans,
        }
    }

    pub(super) fn short(spans: Vec<Span>) -> Line {
        Line {
            kind: LineKind::Short,
            number: None,
            spans,
        }
    }

    /// A line of a list; without a number it is plain text.
    pub(super) fn item(number: Option<Number>, spans: Vec<Span>) -> Line {
        Line {
            kind: match number {
                Some(_) => LineKind::Item,
                None => LineKind::Text,
            },
            number,
            spans,
        }
    }

    /// True if it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The paragraph inside a cell.
    pub(super) fn in_cell(self) -> Paragraph {
        self.paragraph(|kind| match kind {
            LineKind::Text => ParagraphStyle::Cell,
            LineKind::Short => ParagraphStyle::CellCentered,
            LineKind::Item => ParagraphStyle::CellItem,
            LineKind::Heading => ParagraphStyle::CellHeading,
        })
    }

    /// The paragraph of running text.
    pub(super) fn in_text(self) -> Paragraph {
        self.paragraph(|kind| match kind {
            LineKind::Text | LineKind::Short => ParagraphStyle::Body,
            LineKind::Item => ParagraphStyle::Item,
            LineKind::Heading => ParagraphStyle::SubHeading,
        })
    }

    fn paragraph(self, style: impl Fn(LineKind) -> ParagraphStyle) -> Paragraph {
        Paragraph {
            style: style(self.kind),
            number: self.number,
            spans: self.spans,
            ..Paragraph::default()
        }
    }
}

/// A table of a section.
pub(super) struct Grid {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<GridRow>,
    /// The first column holds labels; in a form the section's heading stands beside it, not above.
    pub(super) labelled: bool,
    /// Prints the headings of the columns.
    pub(super) heads: bool,
}

impl Grid {
    /// An empty table with these headings.
    pub(super) fn with_columns<const N: usize>(columns: [(&'static str, ColumnWidth); N]) -> Grid {
        Grid {
            columns: columns
                .into_iter()
                .map(|(head, width)| Column { head, width })
                .collect(),
            rows: Vec::new(),
            labelled: false,
            heads: true,
        }
    }

    /// Adds a row of one line a cell; a row that says nothing is left out.
    pub(super) fn push<const N: usize>(&mut self, cells: [Line; N]) {
        if cells.iter().any(|line| !line.is_empty()) {
            let cells = cells.into_iter().map(|line| vec![line]).collect();
            self.rows.push(GridRow::Cells(cells));
        }
    }

    /// Takes out columns in which nothing stands, but not the first `kept`.
    pub(super) fn drop_unused(&mut self, kept: usize) {
        let says = |row: &GridRow, column: usize| match row {
            GridRow::Heading(_) => false,
            GridRow::Cells(cells) => cells
                .get(column)
                .is_some_and(|lines| lines.iter().any(|line| !line.is_empty())),
        };
        let used: Vec<bool> = (0..self.columns.len())
            .map(|column| column < kept || self.rows.iter().any(|row| says(row, column)))
            .collect();
        let mut keep = used.iter();
        self.columns
            .retain(|_| keep.next().copied().unwrap_or(true));
        for row in &mut self.rows {
            if let GridRow::Cells(cells) = row {
                let mut keep = used.iter();
                cells.retain(|_| keep.next().copied().unwrap_or(true));
            }
        }
    }
}

/// A column.
pub(super) struct Column {
    pub(super) head: &'static str,
    pub(super) width: ColumnWidth,
}

/// How wide a column is.
#[derive(Clone, Copy)]
pub(super) enum ColumnWidth {
    /// So many characters on one line.
    Characters(u16),
    /// So many shares of what is left.
    Share(u16),
}

/// A row of a section's table.
pub(super) enum GridRow {
    /// A heading across all columns.
    Heading(Line),
    /// One cell for each column.
    Cells(Vec<Vec<Line>>),
}

/// A name and a date in the signature block.
pub(super) struct Signer {
    pub(super) who: Signatory,
    pub(super) name: Vec<Span>,
    pub(super) date: Vec<Span>,
}

/// An entry of a list with values in further columns and entries below it.
pub(super) struct Entry {
    pub(super) spans: Vec<Span>,
    /// One for each further column.
    pub(super) values: Vec<Line>,
    pub(super) children: Vec<Entry>,
}

impl Entry {
    /// An entry without further columns.
    pub(super) fn plain(spans: Vec<Span>) -> Entry {
        Entry {
            spans,
            values: Vec::new(),
            children: Vec::new(),
        }
    }

    /// True if nothing of it or below it would be seen.
    pub(super) fn is_empty(&self) -> bool {
        self.spans.is_empty()
            && self.values.iter().all(Line::is_empty)
            && self.children.iter().all(Entry::is_empty)
    }

    /// Marks the further columns that the entry or one below it uses.
    pub(super) fn mark_used(&self, used: &mut [bool]) {
        for (used, value) in used.iter_mut().zip(&self.values) {
            *used |= !value.is_empty();
        }
        for child in &self.children {
            child.mark_used(used);
        }
    }

    /// Takes out the further columns that are not in `used`.
    pub(super) fn keep_columns(&mut self, used: &[bool]) {
        let mut used_columns = used.iter();
        self.values
            .retain(|_| used_columns.next().copied().unwrap_or(false));
        for child in &mut self.children {
            child.keep_columns(used);
        }
    }

    /// True if an entry below it has values of its own.
    fn has_values_below(&self) -> bool {
        self.children.iter().any(|child| {
            child.values.iter().any(|value| !value.is_empty()) || child.has_values_below()
        })
    }
}

/// Numbered lines out of entries without further columns. A list of one entry has no number, unless `always` says so.
pub(super) fn entry_lines(entries: Vec<Entry>, list: List<'_>, always: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    let numbered = always || entries.len() > 1;
    let mut path = Vec::new();
    for (entry, value) in entries.into_iter().zip(1..) {
        if numbered {
            path.push(value);
        }
        push_lines(entry, list, &mut path, &mut lines);
        path.clear();
    }
    lines
}

fn push_lines(entry: Entry, list: List<'_>, path: &mut Vec<u32>, lines: &mut Vec<Line>) {
    lines.push(Line::item(list.number(path), entry.spans));
    for (child, value) in entry.children.into_iter().zip(1..) {
        path.push(value);
        push_lines(child, list, path, lines);
        path.pop();
    }
}

/// Rows of a table out of entries with further columns. An entry stands in one row with what is below it, unless
/// something below it has values of its own.
pub(super) fn entry_rows(
    entries: Vec<Entry>,
    list: List<'_>,
    numbered: bool,
    rows: &mut Vec<GridRow>,
) {
    for (entry, value) in entries.into_iter().zip(1..) {
        let mut path = Vec::new();
        if numbered {
            path.push(value);
        }
        push_rows(entry, list, &mut path, rows);
    }
}

fn push_rows(mut entry: Entry, list: List<'_>, path: &mut Vec<u32>, rows: &mut Vec<GridRow>) {
    let split = entry.has_values_below();
    let below = if split {
        std::mem::take(&mut entry.children)
    } else {
        Vec::new()
    };
    let values = std::mem::take(&mut entry.values);
    let mut lines = Vec::new();
    push_lines(entry, list, path, &mut lines);
    let mut cells = vec![lines];
    cells.extend(values.into_iter().map(|value| vec![value]));
    rows.push(GridRow::Cells(cells));
    for (child, value) in below.into_iter().zip(1..) {
        path.push(value);
        push_rows(child, list, path, rows);
        path.pop();
    }
}
