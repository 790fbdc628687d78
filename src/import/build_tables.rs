//! Rows below a header: each cell goes where its column says.

use super::build::{Builder, Place};
use super::classify::Kind;
use super::draft::{DraftItem, DraftRole, DroppedKind, Piece, SectionKind};
use super::lexicon::{Column, Label, Title};
use super::sort::weight_of;
use super::tables::Table;
use crate::model::Field;

impl Builder<'_> {
    pub(super) fn cell(&mut self, at: usize, table: &Table) {
        let flow = &self.flows[self.segments[at].flow];
        let column = flow.column.and_then(|column| table.column(column));
        // Numbers of rows below no head are what they look like.
        let counts = flow.column == Some(0)
            && flow.text.len() <= 2
            && flow.text.bytes().all(|byte| byte.is_ascii_digit());
        let column = column.or(counts.then_some(Column::Number));
        let new_row = self.row != Some(flow.line());
        self.row = Some(flow.line());
        let opens = self.segments[at].opens;
        if table.lists_roles() && new_row {
            self.role_of_row(at, table);
        }
        if !table.lists_roles() && new_row {
            self.ensure_table_section(table);
        }
        if column == Some(Column::Label(Label::Field(Field::Code))) {
            self.code_cell(at);
            return;
        }
        self.drop_marker_unless_number(at, column);
        let piece = self.piece(at, self.segments[at].body.clone());
        let marker = self.segments[at].marker;
        match column {
            Some(Column::Number) => {}
            Some(Column::Duty | Column::Kpi) => self.push_at(None, 0, piece),
            Some(Column::Task) => {
                let below = table.has(Column::Duty) && !self.levels.is_empty();
                self.push_at(None, usize::from(below), piece);
            }
            // Below a name that is not known, a percentage is a weight all the same.
            None | Some(Column::Weight) => {
                let weight = weight_of(&piece.text);
                if let Some(item) = self.last_item() {
                    match weight {
                        Some(weight) if item.weight.is_none() => {
                            item.weight = Some((weight, piece));
                        }
                        _ => add_standard(item, piece),
                    }
                }
            }
            Some(Column::Standard | Column::Target | Column::Cycle) => {
                if let Some(item) = self.last_item() {
                    add_standard(item, piece);
                }
            }
            // The name was read when its row began.
            Some(Column::Label(Label::RoleName)) => {}
            Some(Column::Label(label)) => self.field(label, piece),
            Some(Column::Title(Title::Section(kind))) => {
                if opens && self.section != Some(Title::Section(kind)) {
                    self.open_section(kind, None);
                }
                self.push_item(marker, piece);
            }
            Some(Column::Title(Title::Purpose)) => self.add_field(Field::Purpose, piece),
            Some(Column::Title(_)) => self.add_field(Field::Environment, piece),
        }
    }

    /// A code is the whole cell, whatever of it looks like a marker (1-01, CB.02); 1 to 99 only count the rows.
    fn code_cell(&mut self, at: usize) {
        let segment = &self.segments[at];
        if !segment.opens {
            return;
        }
        let text = self.flows[segment.flow].text.as_str();
        let piece = self.piece(at, 0..text.len());
        let counts = piece.text.len() <= 2
            && !piece.text.starts_with('0')
            && piece.text.bytes().all(|byte| byte.is_ascii_digit());
        if counts {
            self.drop_range(at, 0..text.len(), DroppedKind::Marker);
        } else {
            self.field(Label::Field(Field::Code), piece);
        }
    }

    /// A merged cell that was copied out as several: the same text beside it, or the same title above it.
    pub(super) fn is_repeated_cell(&mut self, at: usize) -> bool {
        let index = self.segments[at].flow;
        if !self.segments[at].opens {
            return self.repeated_flow == Some(index);
        }
        let repeated = self.repeats_neighbour(at);
        self.repeated_flow = repeated.then_some(index);
        repeated
    }

    fn repeats_neighbour(&self, at: usize) -> bool {
        let flow_of = |at: usize| &self.flows[self.segments[at].flow];
        let flow = flow_of(at);
        let (Some(column), Some(before)) = (flow.column, at.checked_sub(1)) else {
            return false;
        };
        let text = flow.text.as_str();
        let beside = flow_of(before);
        if column > 0 && beside.line() == flow.line() && beside.column == Some(column - 1) {
            return beside.text == text && text.chars().count() >= 4;
        }
        // The first cell of the row above.
        let titled = column == 0 && matches!(self.kinds[at], Kind::Title(_));
        let above = (0..at).rev().take(12).map(flow_of);
        let mut above = above.skip_while(|it| it.column != Some(0));
        titled
            && above
                .next()
                .is_some_and(|it| it.line() + 1 == flow.line() && it.text == text)
    }

    /// Starts the role that a row names, whichever column the name stands in. A row without a name, or with the
    /// name of the row above, goes on with that role.
    fn role_of_row(&mut self, at: usize, table: &Table) {
        let row = self.flows[self.segments[at].flow].line();
        let cells = self.segments.iter().enumerate().skip(at);
        let mut cells = cells.take_while(|(_, it)| self.flows[it.flow].line() == row);
        let name = cells.find(|(_, it)| {
            let column = self.flows[it.flow].column.and_then(|it| table.column(it));
            column == Some(Column::Label(Label::RoleName))
        });
        let Some((cell, _)) = name else { return };
        let piece = self.piece(cell, self.segments[cell].body.clone());
        let same = |role: &mut DraftRole| role.name.text == piece.text;
        if self.named_by_field && self.with_role(same) == Some(true) {
            self.drop_range(
                cell,
                self.segments[cell].body.clone(),
                DroppedKind::Repeated,
            );
            return;
        }
        let above = self.with_role(|role| role.department).flatten();
        let carried =
            above.filter(|_| self.table_of_role && table.has(Column::Label(Label::Department)));
        let piece = self.name_without_brackets(cell, piece);
        self.new_role(piece, None);
        self.named_by_field = true;
        self.table_of_role = true;
        // The cell of the department is merged with the one above.
        self.with_role(|role| role.department = carried.or(role.department));
    }

    fn drop_marker_unless_number(&mut self, at: usize, column: Option<Column>) {
        if column == Some(Column::Number) {
            self.drop_segment(at, DroppedKind::Marker);
        } else {
            self.drop_marker(at);
        }
    }

    fn ensure_table_section(&mut self, table: &Table) {
        if self.place == Place::Nowhere {
            self.new_role(Piece::default(), None);
        }
        let kind = if table.has(Column::Kpi) {
            SectionKind::Kpis
        } else {
            SectionKind::Duties
        };
        if matches!(self.place, Place::Role(_)) && self.section != Some(Title::Section(kind)) {
            self.open_section(kind, None);
        }
    }
}

/// Adds what stands beside a duty.
pub(super) fn add_standard(item: &mut DraftItem, piece: Piece) {
    match &mut item.standard {
        Some(standard) => {
            standard.text.push('\u{ff1b}');
            standard.text.push_str(&piece.text);
            standard.spans.extend(piece.spans);
        }
        None => item.standard = Some(piece),
    }
}
