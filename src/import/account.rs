//! Nothing lost: finds what no part of the draft covers and lists it as unplaced.

use super::draft::{DraftItem, DraftSection, ImportDraft, Piece, Span};
use super::squeeze::{cut, trim};

/// Puts every run of characters that nothing covers into `unplaced`, line by line.
pub(super) fn account(draft: &mut ImportDraft) {
    let mut spans = Vec::with_capacity(draft.lines.len() * 2);
    draft.for_each_span(&mut |span| spans.push(span));
    spans.sort_unstable();
    let mut spans = spans.into_iter().peekable();
    for (line, number) in draft.lines.iter().zip(0u32..) {
        let mut from = 0;
        while let Some(span) = spans.next_if(|span| span.line <= number) {
            if span.line == number {
                leave(
                    &line.text,
                    number,
                    from..index(span.start),
                    &mut draft.unplaced,
                );
                from = from.max(index(span.end));
            }
        }
        leave(
            &line.text,
            number,
            from..line.text.len(),
            &mut draft.unplaced,
        );
    }
}

fn index(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

fn leave(text: &str, line: u32, range: std::ops::Range<usize>, unplaced: &mut Vec<Piece>) {
    if range.start >= range.end {
        return;
    }
    let range = trim(text, range);
    let (Ok(start), Ok(end)) = (u32::try_from(range.start), u32::try_from(range.end)) else {
        return;
    };
    if start < end {
        unplaced.push(Piece {
            text: cut(text, range).to_owned(),
            spans: vec![Span { line, start, end }],
        });
    }
}

impl ImportDraft {
    /// Calls `f` with every span of the source that some part of the draft covers.
    pub fn for_each_span(&self, f: &mut impl FnMut(Span)) {
        self.dropped.iter().for_each(|dropped| f(dropped.span));
        let company = self.company_fields.iter().map(|field| &field.value);
        for piece in self.noise.iter().chain(&self.unplaced).chain(company) {
            visit(piece, f);
        }
        for department in &self.departments {
            visit(&department.name, f);
            department
                .fields
                .iter()
                .for_each(|field| visit(&field.value, f));
            visit_items(&department.duties, f);
        }
        for role in &self.roles {
            visit(&role.name, f);
            role.qualifiers
                .iter()
                .chain(&role.incumbents)
                .for_each(|piece| visit(piece, f));
            role.fields.iter().for_each(|field| visit(&field.value, f));
            let names = [&role.superior, &role.subordinates];
            names
                .into_iter()
                .flatten()
                .for_each(|names| visit(&names.literal, f));
            role.sections
                .iter()
                .for_each(|section| visit_section(section, f));
        }
        self.rules
            .iter()
            .for_each(|section| visit_section(section, f));
    }
}

fn visit(piece: &Piece, f: &mut impl FnMut(Span)) {
    piece.spans.iter().for_each(|span| f(*span));
}

fn visit_section(section: &DraftSection, f: &mut impl FnMut(Span)) {
    section.title.iter().for_each(|title| visit(title, f));
    visit_items(&section.items, f);
}

fn visit_items(items: &[DraftItem], f: &mut impl FnMut(Span)) {
    for item in items {
        visit(&item.text, f);
        item.weight.iter().for_each(|(_, piece)| visit(piece, f));
        item.standard.iter().for_each(|piece| visit(piece, f));
        visit_items(&item.children, f);
    }
}
