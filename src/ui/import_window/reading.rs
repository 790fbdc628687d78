//! A source that was read, made ready to be shown: the lines of the result, and which part of the source is which.
//!
//! Made once for each reading, on the thread that reads; drawing only looks things up.

use super::paper::Table;
use crate::import::clean::{DirtyText, dirty_texts};
use crate::import::read::{ReadFile, SourceFiles, combine};
use crate::import::{
    Anchor, Decided, Decisions, DraftField, DraftItem, DraftRole, DraftSection, Piece, ProposalKey,
    SectionKind, Sort, Span, decide, parse_taken,
};
use crate::model::Field;
use std::sync::Arc;

/// Departments deeper in each other than this are shown at the top: they are drawn level by level.
const DEEPEST: usize = 40;

/// What something in the source was read as: the colours of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The company, or what is said of all documents.
    Company,
    /// A department.
    Department,
    /// A role.
    Role,
    /// The heading of a section.
    Section,
    /// A line of a section.
    Line,
    /// A field.
    Field,
    /// Something implied that can be accepted.
    Proposal,
    /// What belongs to the page.
    Noise,
    /// What found no place.
    Unplaced,
    /// A number, bullet or label whose meaning is kept.
    Marker,
}

/// What a line of the result is about, beyond its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Everything that found no place.
    Unplaced,
    /// Everything that belongs to the page.
    Noise,
    /// The company.
    Company,
    /// A department, by index.
    Department(usize),
    /// A role, by index.
    Role(usize),
    /// The duties of a department.
    DepartmentDuties,
    /// A section.
    Section(SectionKind),
    /// A field.
    Field(Field),
    /// The superior, as the text calls it.
    Superior,
    /// The subordinates.
    Subordinates,
    /// A bracket that holds people.
    Incumbents,
    /// A line; its kind in sections that sort.
    Line(Sort),
    /// A standard beside a duty.
    Standard,
    /// A proposal.
    Proposal(ProposalKey),
}

/// A line of the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// How deep it stands.
    pub depth: u8,
    /// What it is.
    pub kind: Kind,
    /// What it is about.
    pub topic: Topic,
    /// Its text.
    pub text: String,
    /// Where its text begins in the source.
    pub span: Option<Span>,
    /// The role it belongs to.
    pub role: Option<usize>,
    /// Index of the first line after it that does not stand below it.
    pub end: usize,
}

/// A part of a source line and what it was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Where.
    pub span: Span,
    /// As what.
    pub kind: Kind,
    /// The line of the result; `u32::MAX` for markers.
    pub row: u32,
}

/// A reading, ready to be shown.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The files, without their lines: those are in the draft.
    pub files: SourceFiles,
    /// The draft.
    pub decided: Decided,
    /// The lines of the result.
    pub rows: Vec<Row>,
    /// Texts for which a change is proposed.
    pub dirty: Vec<DirtyText>,
    /// Tables of the source, in order.
    pub tables: Vec<Table>,
    marks: Vec<Mark>,
    /// Where the marks of each line begin.
    starts: Vec<u32>,
}

impl Reading {
    /// Reads files as a person has decided; `known` are the names of the roles of the project they go into.
    pub fn of(files: &[Arc<ReadFile>], decisions: &Decisions, known: &[String]) -> Reading {
        let mut files = combine(files.iter().map(|file| ReadFile::clone(file)).collect());
        // The lines become those of the draft.
        let source = std::mem::take(&mut files.source);
        let decided = decide(parse_taken(source, decisions), decisions, known);
        let mut rows = Rows::default();
        rows.all(&decided);
        let Rows {
            mut rows,
            mut marks,
        } = rows;
        let dropped = decided.draft.dropped.iter();
        marks.extend(dropped.map(|dropped| Mark {
            span: dropped.span,
            kind: Kind::Marker,
            row: u32::MAX,
        }));
        marks.sort_unstable();
        let mut starts = vec![0; decided.draft.lines.len() + 1];
        for mark in &marks {
            if let Some(count) = starts.get_mut(mark.span.line as usize + 1) {
                *count += 1;
            }
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        set_ends(&mut rows);
        Reading {
            dirty: dirty_texts(&decided.draft),
            tables: Table::all(&decided.draft.lines),
            files,
            rows,
            marks,
            starts,
            decided,
        }
    }

    /// The marks of a line, from left to right.
    pub fn marks(&self, line: usize) -> &[Mark] {
        let at = |line: usize| self.starts.get(line).map_or(0, |at| *at as usize);
        self.marks.get(at(line)..at(line + 1)).unwrap_or_default()
    }

    /// What most of a line was read as.
    pub fn kind_of_line(&self, line: usize) -> Option<Kind> {
        let marks = self.marks(line).iter();
        let best =
            marks.max_by_key(|mark| (mark.kind != Kind::Marker, mark.span.end - mark.span.start));
        best.map(|mark| mark.kind)
    }

    /// The line of the result that shows a line of the source, or the nearest one before it in the same source.
    pub fn row_of_line(&self, line: usize) -> Option<usize> {
        let mut lines = (0..=line).rev().take(50);
        lines.find_map(|line| self.row_at_line(line))
    }

    /// The line of the result that shows a line of the source itself.
    pub fn row_at_line(&self, line: usize) -> Option<usize> {
        let mut marks = self.marks(line).iter();
        let found = marks.find(|mark| mark.row != u32::MAX)?;
        Some(found.row as usize)
    }
}

/// Where what stands below each line ends.
fn set_ends(rows: &mut [Row]) {
    let mut open: Vec<usize> = Vec::new();
    for at in 0..rows.len() {
        while let Some(&above) = open
            .last()
            .filter(|&&above| rows[above].depth >= rows[at].depth)
        {
            rows[above].end = at;
            open.pop();
        }
        open.push(at);
    }
    let end = rows.len();
    for above in open {
        rows[above].end = end;
    }
}

#[derive(Default)]
struct Rows {
    rows: Vec<Row>,
    marks: Vec<Mark>,
}

impl Rows {
    fn push(
        &mut self,
        depth: u8,
        (kind, topic): (Kind, Topic),
        role: Option<usize>,
        piece: &Piece,
    ) {
        let row = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let spans = piece.spans.iter();
        self.marks
            .extend(spans.map(|&span| Mark { span, kind, row }));
        self.rows.push(Row {
            depth,
            kind,
            topic,
            text: piece.text.clone(),
            span: piece.spans.first().copied(),
            role,
            end: 0,
        });
    }

    fn heading(
        &mut self,
        depth: u8,
        (kind, topic): (Kind, Topic),
        role: Option<usize>,
        text: &str,
    ) {
        let piece = Piece {
            text: text.to_owned(),
            spans: Vec::new(),
        };
        self.push(depth, (kind, topic), role, &piece);
    }

    fn all(&mut self, decided: &Decided) {
        let draft = &decided.draft;
        self.group(Kind::Unplaced, Topic::Unplaced, &draft.unplaced);
        if draft.company.is_some() || !draft.company_fields.is_empty() {
            let name = draft.company.as_deref().unwrap_or_default();
            self.heading(0, (Kind::Company, Topic::Company), None, name);
            self.fields(1, None, &draft.company_fields);
        }
        let mut below = vec![(Vec::new(), Vec::new()); draft.departments.len()];
        let mut depths = vec![0; draft.departments.len()];
        let mut top = (Vec::new(), Vec::new());
        for (at, department) in draft.departments.iter().enumerate() {
            // A department stands after the one it is in.
            let parent = department.parent.filter(|&parent| parent < at);
            match parent.filter(|&parent| depths[parent] < DEEPEST) {
                Some(parent) => {
                    depths[at] = depths[parent] + 1;
                    below[parent].0.push(at);
                }
                None => top.0.push(at),
            }
        }
        for (at, role) in draft.roles.iter().enumerate() {
            match role
                .department
                .and_then(|department| below.get_mut(department))
            {
                Some(department) => department.1.push(at),
                None => top.1.push(at),
            }
        }
        // Roles and departments in the order of the text.
        let mut order: Vec<(Anchor, bool, usize)> = Vec::new();
        let department = |&at: &usize| (Anchor::of_department(&draft.departments[at]), false, at);
        order.extend(top.0.iter().map(department));
        order.extend(top.1.iter().map(|&at| (decided.anchors[at], true, at)));
        order.sort_unstable();
        for (_, is_role, at) in order {
            if is_role {
                self.role(0, at, decided);
            } else {
                self.department(0, at, decided, &below);
            }
        }
        for rules in &draft.rules {
            self.section(0, None, rules);
        }
        self.group(Kind::Noise, Topic::Noise, &draft.noise);
    }

    fn group(&mut self, kind: Kind, topic: Topic, pieces: &[Piece]) {
        if pieces.is_empty() {
            return;
        }
        self.heading(0, (kind, topic), None, "");
        for piece in pieces {
            self.push(1, (kind, Topic::Line(Sort::Plain)), None, piece);
        }
    }

    fn department(
        &mut self,
        depth: u8,
        at: usize,
        decided: &Decided,
        below: &[(Vec<usize>, Vec<usize>)],
    ) {
        let department = &decided.draft.departments[at];
        let topic = Topic::Department(at);
        self.push(depth, (Kind::Department, topic), None, &department.name);
        let inner = depth.saturating_add(1);
        self.fields(inner, None, &department.fields);
        if !department.duties.is_empty() {
            let topic = Topic::DepartmentDuties;
            self.heading(inner, (Kind::Section, topic), None, "");
            self.items(inner.saturating_add(1), None, &department.duties);
        }
        let (departments, roles) = &below[at];
        for &role in roles {
            self.role(inner, role, decided);
        }
        for &department in departments {
            self.department(inner, department, decided, below);
        }
    }

    fn role(&mut self, depth: u8, at: usize, decided: &Decided) {
        let role = &decided.draft.roles[at];
        let name = Piece {
            text: role.full_name(),
            spans: role.name.spans.clone(),
        };
        self.push(depth, (Kind::Role, Topic::Role(at)), Some(at), &name);
        let row = u32::try_from(self.rows.len() - 1).unwrap_or(u32::MAX);
        for qualifier in role.qualifiers.iter().flat_map(|it| &it.spans) {
            self.marks.push(Mark {
                span: *qualifier,
                kind: Kind::Role,
                row,
            });
        }
        let inner = depth.saturating_add(1);
        for incumbent in &role.incumbents {
            let topic = (Kind::Field, Topic::Incumbents);
            self.push(inner, topic, Some(at), incumbent);
        }
        self.fields(inner, Some(at), &role.fields);
        self.names(inner, at, role);
        for proposal in &role.proposals {
            let key = proposal.key(decided.anchors[at]);
            let (_, name, span) = proposal.parts();
            let piece = Piece {
                text: name.to_owned(),
                spans: Vec::new(),
            };
            let topic = (Kind::Proposal, Topic::Proposal(key));
            self.push(inner, topic, Some(at), &piece);
            if let Some(row) = self.rows.last_mut() {
                row.span = Some(span);
            }
        }
        for section in &role.sections {
            self.section(inner, Some(at), section);
        }
    }

    fn names(&mut self, depth: u8, at: usize, role: &DraftRole) {
        for (names, topic) in [
            (&role.superior, Topic::Superior),
            (&role.subordinates, Topic::Subordinates),
        ] {
            let Some(names) = names else { continue };
            let piece = if names.literal.text.is_empty() {
                // A proposal that was accepted.
                Piece {
                    text: names.names.join("\u{3001}"),
                    spans: Vec::new(),
                }
            } else {
                names.literal.clone()
            };
            self.push(depth, (Kind::Field, topic), Some(at), &piece);
        }
    }

    fn fields(&mut self, depth: u8, role: Option<usize>, fields: &[DraftField]) {
        for field in fields {
            let topic = (Kind::Field, Topic::Field(field.field));
            self.push(depth, topic, role, &field.value);
        }
    }

    fn section(&mut self, depth: u8, role: Option<usize>, section: &DraftSection) {
        let topic = (Kind::Section, Topic::Section(section.kind));
        match &section.title {
            Some(title) => self.push(depth, topic, role, title),
            None => self.heading(depth, topic, role, ""),
        }
        self.items(depth.saturating_add(1), role, &section.items);
    }

    fn items(&mut self, depth: u8, role: Option<usize>, items: &[DraftItem]) {
        for item in items {
            let topic = (Kind::Line, Topic::Line(item.sort));
            self.push(depth, topic, role, &item.text);
            let row = u32::try_from(self.rows.len() - 1).unwrap_or(u32::MAX);
            if let Some((_, weight)) = &item.weight {
                let spans = weight.spans.iter();
                self.marks.extend(spans.map(|&span| Mark {
                    span,
                    kind: Kind::Line,
                    row,
                }));
                if let Some(row) = self.rows.last_mut() {
                    row.text.push('\u{ff08}');
                    row.text.push_str(&weight.text);
                    row.text.push('\u{ff09}');
                }
            }
            let inner = depth.saturating_add(1);
            if let Some(standard) = &item.standard {
                let topic = (Kind::Field, Topic::Standard);
                self.push(inner, topic, role, standard);
            }
            self.items(inner, role, &item.children);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::read::read_file;

    fn reading(text: &str) -> Reading {
        let file = read_file("a.txt", text.as_bytes()).expect("a text");
        Reading::of(&[Arc::new(file)], &Decisions::default(), &[])
    }

    const TEXT: &str = "仓储部职责\n1、保管物料。\n仓储主管岗位职责\n直接上级：厂长\n1、盘点。\n（1）每月一次。\n2、上报。\n库管员岗位职责\n1、收货。";

    #[test]
    fn the_result_stands_in_the_order_of_the_tree_and_each_line_knows_what_is_below_it() {
        let reading = reading(TEXT);
        let shown: Vec<(u8, Kind, &str)> = reading
            .rows
            .iter()
            .map(|row| (row.depth, row.kind, row.text.as_str()))
            .collect();
        assert_eq!(
            shown[..7],
            [
                (0, Kind::Department, "仓储部"),
                (1, Kind::Section, ""),
                (2, Kind::Line, "保管物料。"),
                (1, Kind::Role, "仓储主管"),
                (2, Kind::Field, "厂长"),
                (2, Kind::Section, ""),
                (3, Kind::Line, "盘点。"),
            ]
        );
        assert_eq!(reading.rows[0].end, reading.rows.len());
        let role = &reading.rows[3];
        assert_eq!(reading.rows[role.end].text, "库管员");
    }

    #[test]
    fn each_character_of_the_source_is_marked_and_leads_to_its_line_of_the_result() {
        let reading = reading(TEXT);
        for (at, line) in reading.decided.draft.lines.iter().enumerate() {
            let mut end = 0;
            for mark in reading.marks(at) {
                assert_eq!(mark.span.line as usize, at);
                assert!(mark.span.start as usize >= end, "{mark:?}");
                end = mark.span.end as usize;
            }
            assert_eq!(end, line.text.len(), "{}", line.text);
        }
        let row = reading.row_of_line(4).expect("a line of the result");
        assert_eq!(reading.rows[row].text, "盘点。");
        assert_eq!(reading.kind_of_line(2), Some(Kind::Role));
    }
}
