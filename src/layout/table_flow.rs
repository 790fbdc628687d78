//! Places a table on pages: which rows stay whole, where a row is divided, what is repeated.
//!
//! Every turn of the page is paid for by at least one line placed or by a row that is allowed to stick out,
//! so a table of any shape comes to its end.

use super::flow::{Flow, TOLERANCE};
use super::grid::{self, Placed};
use super::table::{LaidCell, LaidTable, PAD};
use crate::document::{CellKind, Merge};

/// A cell over several rows whose last row has not come yet.
struct Open {
    row: usize,
    cell: usize,
    /// Where it begins on this page.
    top: f32,
}

/// A table on its way through the pages.
struct Passage {
    table: LaidTable,
    placed: Vec<Placed>,
    open: Vec<Open>,
    /// Rows at the top of this page that only repeat the heading.
    repeated: usize,
    /// Heading rows as they were before their lines were placed.
    header: Vec<Vec<LaidCell>>,
    left: f32,
}

impl Flow {
    /// Places a table from the current height on.
    pub(super) fn place_table(&mut self, table: LaidTable) {
        let rows = table.rows.len();
        if rows == 0 || table.edges.len() < 2 {
            return;
        }
        let repeats =
            table.header_rows < rows && table.header_height() <= self.frame.height() / 2.0;
        let header_rows = if repeats { table.header_rows } else { 0 };
        let header = table.rows[..header_rows]
            .iter()
            .map(|row| row.cells.clone())
            .collect();
        let left = self.frame.left + table.x;
        let mut passage = Passage {
            table,
            placed: Vec::new(),
            open: Vec::new(),
            repeated: 0,
            header,
            left,
        };
        let mut row = 0;
        let mut free = 0;
        while row < rows {
            if row >= free {
                let (need, end) = passage.table.chain(row);
                free = end;
                let full = self.frame.height() - passage.repeated_height(row);
                if need > self.room() + TOLERANCE && need <= full + TOLERANCE {
                    self.turn(&mut passage, row, false);
                }
            }
            row = self.place_row(&mut passage, row);
        }
        self.close(&mut passage, true);
    }

    /// Places the row, or turns the page; the row to go on with.
    fn place_row(&mut self, passage: &mut Passage, row: usize) -> usize {
        let need = passage.needed(row, self.y);
        let at_top =
            passage.placed.len() == passage.repeated && (self.fresh || passage.repeated > 0);
        if need <= self.room() + TOLERANCE {
            self.place_whole(passage, row, need);
            return row + 1;
        }
        let divided = (passage.table.rows[row].splittable || at_top)
            .then(|| passage.divide(row, self.y, self.room(), at_top))
            .flatten();
        match divided {
            Some((counts, height)) => {
                self.place_part(passage, row, &counts, height);
                self.turn(passage, row, at_top);
                row
            }
            // Nothing to divide and no larger page to hope for: it sticks out.
            None if at_top => {
                self.place_whole(passage, row, need);
                row + 1
            }
            None => {
                self.turn(passage, row, false);
                row
            }
        }
    }

    fn place_whole(&mut self, passage: &mut Passage, row: usize, height: f32) {
        let (top, bottom) = (self.y, self.y + height);
        for nth in 0..passage.table.rows[row].cells.len() {
            let cell = &passage.table.rows[row].cells[nth];
            if cell.is_of_row(row) {
                let count = cell.lines.len();
                self.put_cell(passage, (row, nth), count, top, bottom);
            } else if cell.merge == Merge::Start {
                passage.open_once(row, nth, top);
            }
        }
        let (ending, open) = std::mem::take(&mut passage.open)
            .into_iter()
            .partition(|open| passage.table.rows[open.row].cells[open.cell].last_row <= row);
        passage.open = open;
        let ending: Vec<Open> = ending;
        for Open { row, cell, top } in ending {
            let count = passage.table.rows[row].cells[cell].lines.len();
            self.put_cell(passage, (row, cell), count, top, bottom);
        }
        self.advance(passage, row, bottom);
    }

    /// Places the first lines of each cell of a row that goes on on the next page.
    fn place_part(&mut self, passage: &mut Passage, row: usize, counts: &[usize], height: f32) {
        let (top, bottom) = (self.y, self.y + height);
        for (nth, &count) in counts.iter().enumerate() {
            let cell = &passage.table.rows[row].cells[nth];
            if cell.is_of_row(row) {
                self.put_cell(passage, (row, nth), count, top, bottom);
            } else if cell.merge == Merge::Start {
                passage.open_once(row, nth, top);
            }
        }
        let least = &mut passage.table.rows[row].least;
        *least = (*least - height).max(0.0);
        self.advance(passage, row, bottom);
    }

    fn advance(&mut self, passage: &mut Passage, row: usize, bottom: f32) {
        passage.placed.push(Placed {
            row,
            top: self.y,
            bottom,
        });
        self.y = bottom;
        self.fresh = false;
    }

    /// Ends the table's part on this page and begins the next page, heading rows first.
    fn turn(&mut self, passage: &mut Passage, row: usize, forced: bool) {
        if passage.placed.is_empty() && self.fresh {
            return;
        }
        self.close(passage, forced);
        self.next_page();
        if row >= passage.header.len() && !passage.header.is_empty() {
            for index in 0..passage.header.len() {
                let cells = passage.header[index].clone();
                passage.table.rows[index].cells = cells;
                let height = passage.table.rows[index].height;
                self.place_whole(passage, index, height);
            }
            passage.repeated = passage.header.len();
        }
        for open in &mut passage.open {
            open.top = self.y;
        }
    }

    /// Puts what fits of the open cells, and draws rules and shades.
    fn close(&mut self, passage: &mut Passage, forced: bool) {
        let full = self.frame.height() - passage.repeated_height(usize::MAX);
        let open: Vec<_> = passage
            .open
            .iter()
            .map(|o| (o.row, o.cell, o.top))
            .collect();
        for (row, nth, top) in open {
            let cell = &passage.table.rows[row].cells[nth];
            let (raw, good) = cell.fitting(self.y - top);
            let whole = raw == cell.lines.len();
            // A label is not divided while a page can hold it; it waits for the next one.
            let waits = cell.kind != CellKind::Plain && cell.height() <= full && !whole;
            let count = match (whole, waits) {
                (true, _) => raw,
                (false, true) => 0,
                (false, false) if forced => good.max(raw).max(1),
                (false, false) => good,
            };
            let bottom = self.y;
            self.put_cell(passage, (row, nth), count, top, bottom);
        }
        grid::draw(
            &passage.table,
            &passage.placed,
            passage.left,
            &mut self.page,
        );
        passage.placed.clear();
        passage.repeated = 0;
    }

    /// Puts the next `count` lines of a cell between `top` and `bottom`.
    fn put_cell(
        &mut self,
        passage: &mut Passage,
        (row, nth): (usize, usize),
        count: usize,
        top: f32,
        bottom: f32,
    ) {
        let left = passage.left;
        let cell = &mut passage.table.rows[row].cells[nth];
        let x = left + passage.table.edges[cell.first] + cell.pad;
        let mut y = top + PAD;
        if count == cell.lines.len() && cell.is_centred() {
            y = y.max((top + bottom - cell.height_of(count)) / 2.0);
        }
        for (index, line) in cell.lines.drain(..count).enumerate() {
            if index > 0 {
                y += line.gap;
            }
            let height = line.line.height;
            self.put_line(line.line, x, y);
            y += height;
        }
    }
}

impl Passage {
    /// Height of the heading rows that a page turned before `row` begins with.
    fn repeated_height(&self, row: usize) -> f32 {
        if row < self.header.len() {
            return 0.0;
        }
        let rows = &self.table.rows[..self.header.len()];
        rows.iter().map(|row| row.height).sum()
    }

    /// Height that the row needs for all that is not yet placed, when it begins at `y`.
    fn needed(&self, row: usize, y: f32) -> f32 {
        let laid = &self.table.rows[row];
        let own = laid.cells.iter().filter(|cell| cell.is_of_row(row));
        let tallest = own.map(LaidCell::height).fold(laid.least, f32::max);
        tallest.max(self.needed_by_ending(row, y))
    }

    /// Height that cells from rows above which end in this row still need below `y`.
    fn needed_by_ending(&self, row: usize, y: f32) -> f32 {
        let ending = self.open.iter().map(|open| {
            let cell = &self.table.rows[open.row].cells[open.cell];
            match cell.last_row <= row {
                true => cell.height() - (y - open.top),
                false => 0.0,
            }
        });
        ending.fold(0.0, f32::max)
    }

    /// How many lines of each cell go on this page if the row is divided, and how high that part is; `None`
    /// if there is no good place. `forced` takes any place.
    fn divide(&self, row: usize, y: f32, room: f32, forced: bool) -> Option<(Vec<usize>, f32)> {
        let laid = &self.table.rows[row];
        let mut counts = Vec::with_capacity(laid.cells.len());
        let mut height: f32 = 0.0;
        for cell in &laid.cells {
            if !cell.is_of_row(row) {
                counts.push(0);
                continue;
            }
            let (raw, good) = cell.fitting(room);
            let count = match (good, forced) {
                (0, false) if !cell.lines.is_empty() => return None,
                (0, true) => raw.max(1).min(cell.lines.len()),
                (good, _) => good,
            };
            if count > 0 {
                height = height.max(cell.height_of(count) + 2.0 * PAD);
            }
            counts.push(count);
        }
        if height == 0.0 && !forced {
            return None;
        }
        // Where a cell from above or a least height wants more than the row's own text, it takes what there is.
        let wanted = laid.least.max(self.needed_by_ending(row, y));
        let height = height.max(wanted.min(room));
        (height > TOLERANCE).then_some((counts, height))
    }

    /// Begins a cell that covers several rows, unless a part of its first row has begun it already.
    fn open_once(&mut self, row: usize, cell: usize, top: f32) {
        if !self.open.iter().any(|o| o.row == row && o.cell == cell) {
            self.open.push(Open { row, cell, top });
        }
    }
}
