//! Numbers of departments and roles in a book (1, 1.2, 13.2), and the lists that go on below them (13.2.1).

use super::blocks::{Block, Number, Paragraph};
use super::book::Plan;
use super::spans::word;
use crate::model::settings::{ChapterNumbers, DocumentSettings, NumberStyle};
use crate::model::{Node, Owner};

/// Between a chapter's number and its name.
const GAP: &str = " ";

/// Counts the departments and roles of a book in printing order.
pub(super) struct Chapters {
    on: bool,
    /// Departments have no sheets, so roles are counted through.
    flat: bool,
    /// One for each level, from the top down.
    counters: Vec<u32>,
}

impl Chapters {
    /// `plan` is that of a book; sheets without a book have no chapters.
    pub(super) fn of(settings: &DocumentSettings, plan: Option<&Plan>) -> Chapters {
        Chapters {
            on: plan.is_some() && settings.chapter_numbers == ChapterNumbers::Outline,
            flat: plan.is_some_and(|plan| !plan.departments),
            counters: Vec::new(),
        }
    }

    /// Counts the next node.
    pub(super) fn count(&mut self, node: &Node) {
        let is_role = matches!(node.owner, Owner::Role(_));
        if !self.on || (self.flat && !is_role) {
            return;
        }
        let level = if self.flat { 1 } else { node.depth.max(1) };
        self.counters.resize(level, 0);
        if let Some(last) = self.counters.last_mut() {
            *last += 1;
        }
    }

    /// The number of the node that was counted last.
    pub(super) fn number(&self) -> Option<String> {
        let numbers: Vec<String> = self.counters.iter().map(u32::to_string).collect();
        (!numbers.is_empty()).then(|| numbers.join("."))
    }
}

/// Writes the chapter's number before the title, into bookmark and contents, and, for a role, before the outline numbers
/// of its lists. Below a department's number its roles are counted, so its own lists keep theirs.
pub(super) fn put_chapter(blocks: &mut [Block], chapter: &str, is_role: bool) {
    for block in blocks.iter_mut() {
        if let Block::Paragraph(title) = block
            && let Some(outline) = &mut title.outline
        {
            let number = format!("{chapter}{GAP}");
            outline.title.insert_str(0, &number);
            title.spans.insert(0, word(&number));
        }
        if is_role {
            put_below(block, chapter);
        }
    }
}

/// Lets the outline numbers of a block go on below `above`: 13.2 makes 13.2.1 of 1.
pub(super) fn put_below(block: &mut Block, above: &str) {
    let one = |paragraph: &mut Paragraph| {
        if let Some(number) = &mut paragraph.number {
            prefix(number, above);
        }
    };
    match block {
        Block::Paragraph(paragraph) => one(paragraph),
        Block::Table(table) => {
            let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
            cells.flat_map(|cell| &mut cell.paragraphs).for_each(one);
        }
        Block::Contents { .. }
        | Block::Index(_)
        | Block::Chart(_)
        | Block::Space(_)
        | Block::Logo { .. } => {}
    }
}

fn prefix(number: &mut Number, above: &str) {
    if number.style != NumberStyle::Outline || number.text.is_empty() {
        return;
    }
    number.text = format!("{above}.{}", number.text);
    number.prefix = if number.prefix.is_empty() {
        above.to_owned()
    } else {
        format!("{above}.{}", number.prefix)
    };
}
