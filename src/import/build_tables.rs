//! Rows below a header: each cell goes where its column says.

use super::build::{Builder, Place};
use super::draft::{DraftItem, DroppedKind, Piece, SectionKind};
use super::lexicon::{Column, Label, Title};
use super::sort::weight_of;
use super::tables::Table;
use crate::model::Field;

impl Builder<'_> {
    pub(super) fn cell(&mut self, at: usize, table: &Table) {
        let flow = &self.flows[self.segments[at].flow];
        let column = flow.column.and_then(|column| table.column(column));
        let new_row = self.row != Some(flow.line());
        self.row = Some(flow.line());
        let opens = self.segments[at].opens;
        if !table.lists_roles() && new_row {
            self.ensure_table_section(table);
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
            Some(Column::Weight) => {
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
            Some(Column::Label(Label::RoleName)) => {
                self.new_role(piece, None);
                self.named_by_field = true;
            }
            Some(Column::Label(label)) => self.field(label, piece),
            Some(Column::Title(Title::Section(kind))) => {
                if opens && self.section != Some(Title::Section(kind)) {
                    self.open_section(kind, None);
                }
                self.push_item(marker, piece);
            }
            Some(Column::Title(Title::Purpose)) => self.add_field(Field::Purpose, piece),
            Some(Column::Title(_)) => self.add_field(Field::Environment, piece),
            None => {
                if let Some(item) = self.last_item() {
                    add_standard(item, piece);
                }
            }
        }
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

fn add_standard(item: &mut DraftItem, piece: Piece) {
    match &mut item.standard {
        Some(standard) => {
            standard.text.push('\u{ff1b}');
            standard.text.push_str(&piece.text);
            standard.spans.extend(piece.spans);
        }
        None => item.standard = Some(piece),
    }
}
