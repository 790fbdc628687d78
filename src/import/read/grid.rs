//! Lines and tables of a document, and how they become lines of a source.
//!
//! A row of a table is one line whose cells stand at the columns where they begin, so that a cell below a header is
//! found by its column however the cells above it are merged; columns at which no cell begins are left out. A
//! table that only arranges the page (one cell, or cells with whole documents in them) is read as lines.

use super::{LINE_LIMIT, PIECE_LIMIT, pieces};
use crate::import::draft::SourceLine;
use crate::import::headings::title_of;
use crate::import::lexicon::lexicon;
use crate::import::markers::marker_at;
use crate::import::plain::label_of;
use crate::import::squeeze::{is_blank, squeezed_text};

/// The most columns of a table that are told apart; forms drawn by hand have up to forty.
const COLUMNS: usize = 64;
/// Tables within tables deeper than this lose their rows and keep their lines.
const DEEPEST: usize = 12;
/// A cell with more paragraphs than this is part of a page's arrangement and no field.
const PARAGRAPHS: usize = 40;

/// A part of a document.
#[derive(Debug)]
pub(super) enum Block {
    /// A paragraph.
    Line(String),
    /// A table.
    Table(Vec<Row>),
}

/// A row of a table.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Columns left free before the first cell.
    before: usize,
    cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// How many columns it covers, at least 1.
    pub(super) columns: usize,
    /// How many rows it covers, where the table says so at its first row (HTML), at least 1.
    pub(super) rows: usize,
    /// True for the empty rest of a cell that began in a row above (DOCX).
    pub(super) continued: bool,
    pub(super) blocks: Vec<Block>,
}

/// What is open while a document is read from its beginning to its end.
#[derive(Debug)]
pub(super) struct Stack {
    frames: Vec<Frame>,
    /// How many of them are tables.
    tables: usize,
    /// How many tables are open beyond the deepest that keeps its rows.
    flattened: usize,
    /// How many lines and cells there are.
    count: usize,
    /// How many entries they may become.
    pieces: usize,
}

#[derive(Debug)]
enum Frame {
    Flow(Vec<Block>),
    Table(Vec<Row>),
    Cell(Cell),
}

impl Stack {
    pub(super) fn new() -> Stack {
        Stack {
            frames: vec![Frame::Flow(Vec::new())],
            tables: 0,
            flattened: 0,
            count: 0,
            pieces: 0,
        }
    }

    /// True if there is more than is read; what came then was not kept.
    pub(super) fn is_full(&self) -> bool {
        self.count > LINE_LIMIT || self.pieces > PIECE_LIMIT
    }

    /// Adds a part to what is open.
    pub(super) fn push(&mut self, block: Block) {
        self.count += 1;
        if let Block::Line(text) = &block {
            self.pieces += pieces(text);
        }
        if self.is_full() {
            return;
        }
        self.make_cell();
        if let Some(Frame::Flow(blocks) | Frame::Cell(Cell { blocks, .. })) = self.frames.last_mut()
        {
            // Most cells hold one line; a vector's usual first size is four.
            if blocks.is_empty() {
                blocks.reserve_exact(1);
            }
            blocks.push(block);
        }
    }

    /// Opens a text of its own (a text box), whose parts [`close_flow`](Stack::close_flow) hands over.
    pub(super) fn open_flow(&mut self) {
        self.frames.push(Frame::Flow(Vec::new()));
    }

    /// Ends the text opened last, and whatever is open in it.
    pub(super) fn close_flow(&mut self) -> Vec<Block> {
        while self.frames.len() > 1 {
            match self.frames.pop() {
                Some(Frame::Flow(blocks)) => return blocks,
                Some(frame) => self.close(frame),
                None => break,
            }
        }
        Vec::new()
    }

    pub(super) fn open_table(&mut self) {
        if self.flattened > 0 || self.tables >= DEEPEST {
            self.flattened += 1;
            return;
        }
        self.make_cell();
        self.frames.push(Frame::Table(Vec::new()));
        self.tables += 1;
    }

    /// True if rows can be opened: a table is open in the innermost text.
    pub(super) fn in_table(&self) -> bool {
        match self.frames.last() {
            Some(Frame::Table(_) | Frame::Cell(_)) => true,
            Some(Frame::Flow(_)) | None => self.flattened > 0,
        }
    }

    pub(super) fn open_row(&mut self) {
        if self.flattened > 0 {
            return;
        }
        self.close_cell();
        if let Some(Frame::Table(rows)) = self.frames.last_mut() {
            rows.push(Row::default());
        }
    }

    /// Leaves columns free at the beginning of the open row.
    pub(super) fn skip_columns(&mut self, columns: usize) {
        if let Some(Frame::Table(rows)) = self.frames.last_mut()
            && let Some(row) = rows.last_mut()
            && self.flattened == 0
        {
            row.before = columns.min(COLUMNS);
        }
    }

    /// Takes the open row away, which the document has deleted.
    pub(super) fn drop_row(&mut self) {
        self.close_cell();
        if let Some(Frame::Table(rows)) = self.frames.last_mut()
            && self.flattened == 0
        {
            rows.pop();
        }
    }

    pub(super) fn open_cell(&mut self, cell: Cell) {
        if self.flattened > 0 {
            return;
        }
        self.close_cell();
        self.begin(cell);
    }

    /// A cell for what stands in a table outside of any.
    fn make_cell(&mut self) {
        if let Some(Frame::Table(_)) = self.frames.last() {
            self.begin(Cell::default());
        }
    }

    fn begin(&mut self, cell: Cell) {
        if let Some(Frame::Table(rows)) = self.frames.last_mut() {
            if rows.is_empty() {
                rows.push(Row::default());
            }
            self.frames.push(Frame::Cell(cell));
        }
    }

    /// The cell that is open, to set what is told after its beginning.
    pub(super) fn cell(&mut self) -> Option<&mut Cell> {
        match self.frames.last_mut() {
            Some(Frame::Cell(cell)) if self.flattened == 0 => Some(cell),
            _ => None,
        }
    }

    pub(super) fn close_cell(&mut self) {
        if self.flattened == 0
            && let Some(frame) = self.frames.pop_if(|frame| matches!(frame, Frame::Cell(_)))
        {
            self.close(frame);
        }
    }

    pub(super) fn close_table(&mut self) {
        if self.flattened > 0 {
            self.flattened -= 1;
            return;
        }
        self.close_cell();
        if let Some(frame) = self.frames.pop_if(|frame| matches!(frame, Frame::Table(_))) {
            self.close(frame);
        }
    }

    fn close(&mut self, frame: Frame) {
        match frame {
            Frame::Cell(cell) => {
                self.count += 1;
                let full = self.is_full();
                if let Some(Frame::Table(rows)) = self.frames.last_mut()
                    && let Some(row) = rows.last_mut()
                    && !full
                {
                    row.cells.push(cell);
                }
            }
            Frame::Table(rows) => {
                self.tables -= 1;
                self.push(Block::Table(rows));
            }
            Frame::Flow(blocks) => blocks.into_iter().for_each(|block| self.push(block)),
        }
    }

    /// All parts; what is still open ends here.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.flattened = 0;
        while self.frames.len() > 1 {
            if let Some(frame) = self.frames.pop() {
                self.close(frame);
            }
        }
        match self.frames.pop() {
            Some(Frame::Flow(blocks)) => blocks,
            _ => Vec::new(),
        }
    }
}

/// The lines of a document.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) lines: Vec<SourceLine>,
}

impl Lines {
    pub(super) fn add(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            match block {
                Block::Line(text) => text.split('\n').for_each(|line| self.paragraph(line)),
                Block::Table(rows) => self.table(rows),
            }
        }
    }

    /// Lines around the matter, whatever they are made of.
    pub(super) fn add_page(&mut self, blocks: Vec<Block>) {
        let before = self.lines.len();
        self.add(blocks);
        for line in self.lines.iter_mut().skip(before) {
            line.is_page = true;
            line.is_row = false;
            line.text = line.text.replace(['\n', '\t'], " ");
        }
    }

    fn write(&mut self, text: String, is_row: bool) {
        if !text.chars().all(is_blank) {
            self.lines.push(SourceLine {
                text,
                file: 0,
                line: u32::try_from(self.lines.len() + 1).unwrap_or(u32::MAX),
                is_row,
                is_page: false,
            });
        }
    }

    /// A paragraph; tabs between words part it into cells, but the tab behind a number does not.
    fn paragraph(&mut self, text: &str) {
        let mut text = text.trim_matches(is_blank).to_owned();
        if let Some((before, behind)) = text.split_once('\t')
            && is_marker(before)
        {
            text = format!("{before} {}", behind.trim_start_matches(is_blank));
        }
        let is_row = text.contains('\t');
        self.write(text, is_row);
    }

    fn table(&mut self, rows: Vec<Row>) {
        let placed = placed(rows);
        let mut begins = [false; COLUMNS];
        for (column, _) in placed.iter().flatten() {
            begins[*column] = true;
        }
        let mut narrow = [0; COLUMNS];
        let mut count = 0;
        for (column, begins) in begins.iter().enumerate() {
            narrow[column] = count;
            count += usize::from(*begins);
        }
        for row in placed {
            let cells = row.into_iter();
            self.row(cells.map(|(column, cell)| (narrow[column], cell)).collect());
        }
    }

    fn row(&mut self, mut cells: Vec<(usize, Cell)>) {
        let arranges = cells.iter().any(|(_, cell)| cell.blocks.len() > PARAGRAPHS);
        let alone = cells.len() == 1 && cells.first().is_some_and(|(column, _)| *column == 0);
        if arranges || alone {
            cells
                .into_iter()
                .for_each(|(_, cell)| self.add(cell.blocks));
            return;
        }
        cells.retain(|(_, cell)| !cell.continued);
        let mut texts: Vec<String> = Vec::new();
        for (column, cell) in cells {
            if texts.len() <= column {
                texts.resize(column + 1, String::new());
            }
            for block in cell.blocks {
                match block {
                    Block::Line(text) => {
                        if let Some(cell) = texts.get_mut(column) {
                            add_paragraphs(cell, &text);
                        }
                    }
                    Block::Table(rows) => {
                        self.flush_row(&mut texts);
                        texts.resize(column + 1, String::new());
                        self.table(rows);
                    }
                }
            }
        }
        self.flush_row(&mut texts);
    }

    fn flush_row(&mut self, texts: &mut Vec<String>) {
        let cells: Vec<String> = texts.drain(..).map(whole_label).collect();
        let mut text = cells.join("\t");
        let end = text.trim_end_matches('\t').len();
        text.truncate(end);
        self.write(text, true);
    }
}

/// The cells of each row with the columns at which they begin; merged cells push those below them aside.
fn placed(rows: Vec<Row>) -> Vec<Vec<(usize, Cell)>> {
    // For how many more rows each column is covered from above.
    let mut covered = [0usize; COLUMNS];
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let mut placed: Vec<(usize, Cell)> = Vec::with_capacity(row.cells.len());
        let mut next = [0usize; COLUMNS];
        let mut column = row.before;
        for cell in row.cells {
            while covered.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let start = column.min(COLUMNS - 1);
            let width = cell.columns.clamp(1, COLUMNS);
            column = (column + width).min(COLUMNS);
            if cell.rows > 1 {
                for below in next.iter_mut().take(column).skip(start) {
                    *below = cell.rows - 1;
                }
            }
            placed.push((start, cell));
        }
        for (covered, next) in covered.iter_mut().zip(next) {
            *covered = covered.saturating_sub(1).max(next);
        }
        all.push(placed);
    }
    all
}

/// Adds the paragraphs of `text` to a cell, one a line.
fn add_paragraphs(cell: &mut String, text: &str) {
    for line in text.split('\n') {
        let line = line.trim_matches(is_blank);
        if line.is_empty() {
            continue;
        }
        let mut rest = line;
        if !cell.is_empty() {
            cell.push('\n');
        }
        // A tab within a cell parts fields or is a blank.
        while let Some((before, behind)) = rest.split_once('\t') {
            let behind = behind.trim_start_matches(is_blank);
            cell.push_str(before.trim_end_matches(is_blank));
            let field = label_of(behind).is_some_and(|label| label.len < behind.len());
            cell.push(if field && !is_marker(before) {
                '\n'
            } else {
                ' '
            });
            rest = behind;
        }
        cell.push_str(rest);
    }
}

/// A label that a narrow cell breaks into lines (岗位 over 职责, or one character a line) is one text again.
fn whole_label(text: String) -> String {
    let lines = text.split('\n').count();
    if lines < 2 || text.len() > 80 {
        return text;
    }
    let Some(squeezed) = squeezed_text(&text, 14) else {
        return text;
    };
    let upright = text.split('\n').all(|line| line.chars().count() == 1);
    let known = || {
        title_of(&squeezed).is_some()
            || label_of(&squeezed).is_some_and(|label| label.len == squeezed.len())
            || lexicon().column(&squeezed).is_some()
    };
    let each_known = || {
        text.split('\n')
            .all(|line| title_of(line).is_some() || label_of(line).is_some())
    };
    if upright || (known() && !each_known()) {
        squeezed
    } else {
        text
    }
}

/// True if the text is a number or bullet and nothing else.
fn is_marker(text: &str) -> bool {
    let text = text.trim_matches(is_blank);
    let with_word = format!("{text}\u{5c97}");
    let short = text.chars().count() <= 10;
    short && marker_at(&with_word).is_some_and(|marker| marker.len == text.len())
}
