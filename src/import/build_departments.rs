//! Departments: their headings, and the departments that fields name.

use super::build::{Builder, Place};
use super::draft::{DraftDepartment, DraftField, Dropped, DroppedKind, Piece};
use super::lexicon::{Label, words};
use super::squeeze::is_blank;
use crate::model::Field;
use std::ops::Range;

impl Builder<'_> {
    pub(super) fn department(&mut self, at: usize, range: Range<usize>) {
        let name = self.name_piece(at, range.clone());
        // 后勤部各岗位说明手册 above 第一部分: everything stands in that department.
        let first = self.draft.departments.is_empty() && self.draft.roles.is_empty();
        let book = first && words("title_end").at_end(self.body(at)).is_some();
        let rank = if book { 5 } else { self.rank(at) };
        if self.is_article(at) {
            self.departments.clear();
        }
        self.close();
        if let Some(&(_, open)) = self.departments.last()
            && self.draft.departments[open].name.text.ends_with(&name.text)
        {
            // 车间职责 below 一车间 means that very workshop.
            self.drop_segment(at, DroppedKind::Repeated);
            self.place = Place::Department(open);
            return;
        }
        self.departments.retain(|(other, _)| *other < rank);
        let parent = self.departments.last().map(|(_, department)| *department);
        let key = (parent, name.text.clone());
        let index = match self.department_by_name.get(&key) {
            Some(&index) => {
                self.drop_segment(at, DroppedKind::Repeated);
                index
            }
            None => {
                self.drop_around(at, &[range]);
                self.new_department(name, parent)
            }
        };
        self.departments.push((rank, index));
        self.place = Place::Department(index);
        self.pending_to_department(index);
    }

    fn new_department(&mut self, name: Piece, parent: Option<usize>) -> usize {
        let index = self.draft.departments.len();
        self.department_by_name
            .insert((parent, name.text.clone()), index);
        self.draft.departments.push(DraftDepartment {
            name,
            parent,
            ..DraftDepartment::default()
        });
        index
    }

    fn pending_to_department(&mut self, index: usize) {
        let (own, others) = std::mem::take(&mut self.pending)
            .into_iter()
            .partition(|(label, _)| matches!(label, Label::Field(Field::Leader)));
        self.pending = others;
        let own: Vec<_> = own;
        self.draft.departments[index]
            .fields
            .extend(own.into_iter().map(|(_, value)| DraftField {
                field: Field::Leader,
                value,
            }));
    }

    /// The department that a field names: one that is open, one of the draft, or a new one.
    pub(super) fn department_in_field(&mut self, piece: Piece) -> usize {
        let name: String = piece.text.chars().filter(|c| !is_blank(*c)).collect();
        let open = self.departments.iter().rev().map(|(_, index)| *index);
        let known = open
            .filter(|index| self.draft.departments[*index].name.text == name)
            .chain(self.department_by_name.get(&(None, name.clone())).copied())
            .next();
        match known {
            Some(index) => {
                let kind = DroppedKind::Repeated;
                self.draft
                    .dropped
                    .extend(piece.spans.into_iter().map(|span| Dropped { span, kind }));
                index
            }
            None => self.new_department(
                Piece {
                    text: name,
                    spans: piece.spans,
                },
                None,
            ),
        }
    }
}
