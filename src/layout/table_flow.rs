//! Places a table on pages: which rows stay whole, where a row is divided, what is repeated.
//!
//! Every turn of the page is paid for by at least one line placed or by a row that is allowed to stick out,
//! so a table of any shape comes to its end.

use super::flaw::{Flaw, FlawKind};
use super::flow::{Flow, SPARE, TOLERANCE};
use super::grid::{self, Placed};
use super::table::{LaidCell, LaidTable};
use crate::document::{CellKind, Merge};

/// The part of a page's height that a repeated label may take; on a lower page the text would have no room beside it.
const MOST_SAID_AGAIN: f32 = 0.25;

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
            .map(|row| row.cells.iter().map(LaidCell::unheard).collect())
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
                if need + SPARE > self.room() + TOLERANCE && need + SPARE <= full + TOLERANCE {
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
        let room = self.room() - if at_top { 0.0 } else { SPARE };
        if need <= room + TOLERANCE {
            if let Some((counts, height)) = self.tail_kept(passage, row, need) {
                self.place_part(passage, row, &counts, height);
                self.turn(passage, row, false);
                passage.say_again(row, self.frame.height());
                return row;
            }
            self.place_whole(passage, row, need);
            return row + 1;
        }
        let divided = (passage.table.rows[row].splittable || at_top)
            .then(|| passage.divide(row, self.y, room, at_top))
            .flatten();
        if at_top && !passage.table.rows[row].splittable && !passage.table.rows[row].told {
            passage.table.rows[row].told = true;
            self.flaws.extend(passage.tall_row(row));
        }
        match divided {
            Some((counts, height)) => {
                self.place_part(passage, row, &counts, height);
                self.turn(passage, row, at_top);
                passage.say_again(row, self.frame.height());
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

    /// How to divide a row that fits, if its last lines must go on to the next page with what stays with them there.
    fn tail_kept(&self, passage: &Passage, row: usize, need: f32) -> Option<(Vec<usize>, f32)> {
        let laid = &passage.table.rows[row];
        if !(laid.splittable && laid.keep_with_next) {
            return None;
        }
        let next = match row + 1 < passage.table.rows.len() {
            true => passage.table.chain(row + 1).0,
            false => passage.table.after,
        };
        let fits = need + next + SPARE <= self.room() + TOLERANCE;
        if fits || next > self.frame.height() / 2.0 {
            return None;
        }
        let lines = laid.cells.iter().filter_map(|cell| cell.lines.back());
        let line = lines.map(|line| line.line.height).fold(0.0, f32::max);
        // Less room than two lines more would take.
        passage.divide(row, self.y, need - 1.5 * line, false)
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
        passage.say_open_again(self.frame.height());
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
        let mut y = top + cell.air;
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
    /// Repeats the labels of a row that goes on on a page `page` pt high, as long as text is left beside them: every
    /// page must say what it is about.
    fn say_again(&mut self, row: usize, page: f32) {
        let cells = &mut self.table.rows[row].cells;
        let goes_on = |cell: &LaidCell| cell.kind == CellKind::Plain && !cell.lines.is_empty();
        if cells.iter().any(goes_on) {
            let own = cells.iter_mut().filter(|cell| cell.is_of_row(row));
            own.for_each(|cell| cell.say_again(page * MOST_SAID_AGAIN));
        }
    }

    /// Repeats the labels beside rows of which more are to come.
    fn say_open_again(&mut self, page: f32) {
        for open in &self.open {
            self.table.rows[open.row].cells[open.cell].say_again(page * MOST_SAID_AGAIN);
        }
    }

    /// The flaw of a row that should have stood whole: that of its first text.
    fn tall_row(&self, row: usize) -> Option<Flaw> {
        let lines = self.table.rows[row]
            .cells
            .iter()
            .flat_map(|cell| &cell.lines);
        let mut places = lines
            .flat_map(|line| &line.line.texts)
            .filter_map(|text| text.place);
        let place = places.next();
        let kind = FlawKind::TallRow;
        place.map(|_| Flaw { place, kind })
    }

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
                height = height.max(cell.height_of(count) + 2.0 * cell.air);
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

#[cfg(test)]
mod tests {
    use crate::document::{Block, CellKind, Merge, Row, Table};
    use crate::layout::testing::{
        Fixed, all_text, cell, document, ink, page_text, part, random_text, right_edge, row,
        sorted, table, texts,
    };
    use crate::layout::{PageItem, Pages, paginate};
    use crate::model::settings::TenthMm;

    fn pages_of(table: Table) -> Pages {
        paginate(&document(vec![part(vec![Block::Table(table)])]), &Fixed)
    }

    fn text_of(table: &Table) -> String {
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        let paragraphs = cells
            .filter(|c| c.merge != Merge::Continue)
            .flat_map(|c| &c.paragraphs);
        paragraphs
            .flat_map(|p| &p.spans)
            .map(|span| ink(&span.text))
            .collect()
    }

    #[test]
    fn a_row_longer_than_three_pages_keeps_every_line() {
        let mut rng = fastrand::Rng::with_seed(3);
        for splittable in [true, false] {
            let long = random_text(&mut rng, 900);
            let mut row = row(vec![
                cell(CellKind::Label, "职责"),
                cell(CellKind::Plain, &long),
            ]);
            row.splittable = splittable;
            let table = table(2, vec![row]);
            let text = text_of(&table);
            let pages = pages_of(table);
            assert!(pages.pages.len() > 3, "{}", pages.pages.len());
            // Every page says what it is about, and nothing else is said twice.
            let again = "职责".repeat(pages.pages.len() - 1);
            assert_eq!(sorted(&all_text(&pages)), sorted(&(text + &again)));
            for page in 0..pages.pages.len() {
                let said = page_text(&pages, page);
                assert!(said.contains("职责"), "{said}");
            }
        }
    }

    #[test]
    fn heading_rows_are_repeated_on_every_page() {
        let head = row(vec![
            cell(CellKind::Head, "编号"),
            cell(CellKind::Head, "内容"),
        ]);
        let body = (0..80).map(|n| {
            row(vec![
                cell(CellKind::Plain, &n.to_string()),
                cell(CellKind::Plain, "甲"),
            ])
        });
        let table = Table {
            header_rows: 1,
            ..table(2, std::iter::once(head).chain(body).collect())
        };
        let pages = pages_of(table);
        assert!(pages.pages.len() >= 2);
        for page in 0..pages.pages.len() {
            assert_eq!(page_text(&pages, page).matches("编号").count(), 1);
            assert!(page_text(&pages, page).starts_with("编号"));
        }
        let numbers: String = texts(&pages)
            .map(|(_, t)| t.text.as_str())
            .filter(|t| t.parse::<u32>().is_ok())
            .collect();
        assert_eq!(numbers, (0..80).map(|n| n.to_string()).collect::<String>());
    }

    #[test]
    fn a_row_that_must_not_be_divided_moves_to_the_next_page() {
        let tall = "甲".repeat(15 * 30);
        let rows = (0..3).map(|_| {
            row(vec![
                cell(CellKind::Plain, &tall),
                cell(CellKind::Plain, ""),
            ])
        });
        let pages = pages_of(table(2, rows.collect()));
        for page in 0..pages.pages.len() {
            assert_eq!(
                page_text(&pages, page).chars().count() % tall.chars().count(),
                0
            );
        }
    }

    #[test]
    fn rows_kept_together_stay_on_one_page() {
        for before in 60..90 {
            let pages = pages_of(table(1, fillers(before).chain(signatures()).collect()));
            let last = pages.pages.len() - 1;
            assert!(last > 0 && page_text(&pages, last).contains("签签签签签"));
        }
    }

    fn fillers(count: usize) -> impl Iterator<Item = Row> {
        (0..count).map(|n| row(vec![cell(CellKind::Plain, &n.to_string())]))
    }

    fn signatures() -> impl Iterator<Item = Row> {
        (0..5).map(|n| Row {
            keep_with_next: n < 4,
            ..row(vec![cell(CellKind::Plain, "签")])
        })
    }

    #[test]
    fn what_stays_with_signatures_is_on_their_page_in_another_table_and_the_end_of_a_long_row_too()
    {
        for before in 60..90 {
            let rows = fillers(before).chain([Row {
                keep_with_next: true,
                ..row(vec![cell(CellKind::Plain, "末")])
            }]);
            let blocks = vec![
                Block::Table(table(1, rows.collect())),
                Block::Space(TenthMm(60)),
                Block::Table(table(1, signatures().collect())),
            ];
            let pages = paginate(&document(vec![part(blocks)]), &Fixed);
            let last = page_text(&pages, pages.pages.len() - 1);
            assert!(last.contains("末签签签签签"), "{before}: {last}");
            let long = Row {
                keep_with_next: true,
                splittable: true,
                ..row(vec![cell(CellKind::Plain, &["末"; 12].join("\n"))])
            };
            let rows = fillers(before).chain([long]).chain(signatures());
            let pages = pages_of(table(1, rows.collect()));
            let all: String = (0..pages.pages.len())
                .map(|page| page_text(&pages, page))
                .collect();
            assert_eq!(all.matches('末').count(), 12);
            let last = page_text(&pages, pages.pages.len() - 1);
            assert!(last.contains("末末签签签签签"), "{before}: {last}");
        }
    }

    #[test]
    fn a_merged_label_spans_its_rows_and_pages() {
        let mut start = cell(CellKind::Label, "任职资格");
        start.merge = Merge::Start;
        let mut under = cell(CellKind::Label, "");
        under.merge = Merge::Continue;
        let mut rows = vec![row(vec![start, cell(CellKind::Plain, "甲")])];
        rows.extend((0..60).map(|_| row(vec![under.clone(), cell(CellKind::Plain, "乙")])));
        let pages = pages_of(table(2, rows));
        assert_eq!(pages.pages.len(), 2);
        for page in 0..2 {
            assert_eq!(page_text(&pages, page).matches("任职资格").count(), 1);
        }
        assert_eq!(all_text(&pages).matches('乙').count(), 60);
        for page in &pages.pages {
            let fills = page
                .items
                .iter()
                .filter(|item| matches!(item, PageItem::Fill { .. }));
            assert_eq!(fills.count(), 1);
        }
    }

    #[test]
    fn no_rule_is_drawn_twice() {
        let rows = (0..50).map(|_| {
            row(vec![
                cell(CellKind::Label, "甲"),
                cell(CellKind::Plain, "乙"),
            ])
        });
        let pages = pages_of(table(2, rows.collect()));
        for page in &pages.pages {
            let rules: Vec<_> = page
                .items
                .iter()
                .filter_map(|item| match item {
                    PageItem::Rule { from, to, .. } => Some((*from, *to)),
                    _ => None,
                })
                .collect();
            for (nth, (from, to)) in rules.iter().enumerate() {
                for (other, end) in &rules[nth + 1..] {
                    let beside = from.1 == to.1 && other.1 == end.1 && from.1 == other.1;
                    assert!(!beside || to.0 <= other.0 || end.0 <= from.0);
                    let upright = from.0 == to.0 && other.0 == end.0 && from.0 == other.0;
                    assert!(!upright || to.1 <= other.1 || end.1 <= from.1);
                }
            }
        }
    }

    #[test]
    fn random_tables_keep_every_character_inside_their_columns() {
        let mut rng = fastrand::Rng::with_seed(11);
        for round in 0..150 {
            let columns = rng.u16(1..6);
            let rows: Vec<Row> = (0..rng.usize(1..25))
                .map(|_| random_row(&mut rng, columns))
                .collect();
            let table = Table {
                header_rows: rng.usize(0..3),
                ..table(columns, rows)
            };
            let mut body = Table {
                header_rows: 0,
                ..table.clone()
            };
            for cell in body.rows.iter_mut().flat_map(|row| &mut row.cells) {
                if cell.kind == CellKind::Label {
                    cell.kind = CellKind::Head;
                }
            }
            let text = text_of(&table);
            // Without repeated rows and labels each character stands exactly once.
            assert_eq!(
                sorted(&all_text(&pages_of(body))),
                sorted(&text),
                "round {round}"
            );
            let pages = pages_of(table);
            let mut shown = sorted(&all_text(&pages)).into_iter();
            let mut lost = |c: &char| !shown.any(|printed| printed == *c);
            assert_eq!(sorted(&text).iter().find(|c| lost(c)), None);
            for (_, item) in texts(&pages) {
                assert!(
                    right_edge(item) <= 71.0 + 454.0 && item.x >= 70.0,
                    "round {round}"
                );
                assert!(item.y <= 842.0 - 65.0, "round {round}: {}", item.y);
            }
        }
    }

    fn random_row(rng: &mut fastrand::Rng, columns: u16) -> Row {
        let mut cells = Vec::new();
        let mut left = columns;
        while left > 0 {
            let span = rng.u16(1..=left);
            left -= span;
            let pieces = if rng.u8(..) < 10 {
                120
            } else {
                rng.usize(0..6)
            };
            let kind = if rng.bool() || pieces > 50 {
                CellKind::Plain
            } else {
                CellKind::Label
            };
            let mut cell = cell(kind, &random_text(rng, pieces));
            cell.span = usize::from(span);
            cell.merge = [Merge::Single, Merge::Start, Merge::Continue][rng.usize(..3)];
            // What is covered holds nothing, as the composition of documents promises.
            if cell.merge == Merge::Continue {
                cell.paragraphs.clear();
            }
            cells.push(cell);
        }
        Row {
            min_height: TenthMm(rng.u16(0..300)),
            splittable: rng.bool(),
            keep_with_next: rng.u8(..) < 50,
            cells,
        }
    }

    #[test]
    fn impossible_tables_come_to_their_end_with_all_their_text() {
        let thin = Table {
            columns: vec![TenthMm(0), TenthMm(1)],
            ..table(
                2,
                vec![row(vec![
                    cell(CellKind::Plain, "岗位"),
                    cell(CellKind::Label, "职责"),
                ])],
            )
        };
        let none = Table {
            columns: vec![],
            ..table(1, vec![row(vec![cell(CellKind::Plain, "岗位职责")])])
        };
        let many = table(
            1,
            vec![row(vec![
                cell(CellKind::Plain, "岗位"),
                cell(CellKind::Plain, "职责"),
            ])],
        );
        let mut tall = row(vec![cell(CellKind::Plain, "岗位职责")]);
        tall.min_height = TenthMm(u16::MAX);
        for table in [thin, none, many, table(1, vec![tall])] {
            assert_eq!(sorted(&all_text(&pages_of(table))), sorted("岗位职责"));
        }
        assert_eq!(pages_of(table(3, vec![])).pages.len(), 1);
        assert_eq!(pages_of(table(3, vec![row(vec![])])).pages.len(), 1);
        let mut header_only = table(1, vec![row(vec![cell(CellKind::Head, "甲")])]);
        header_only.header_rows = 9;
        assert_eq!(all_text(&pages_of(header_only)), "甲");
    }
}
