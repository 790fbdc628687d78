//! Reads a document, header or note part from its beginning to its end.

use super::super::grid::{Block, Cell, Stack};
use super::super::numbers::join;
use super::super::{NoteKind, ReadNote, note};
use super::numbering::Numbering;
use super::package::PartError;
use super::styles::{ListOf, Styles};
use super::symbols::symbol;
use super::xml::{self, Xml, attribute, is_on, val};
use quick_xml::events::BytesStart;
use std::collections::HashMap;
use std::io::BufRead;

/// How many of what were met.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    inserted: usize,
    deleted: usize,
    comments: usize,
    pub(super) footnotes: usize,
    text_boxes: usize,
    hidden: usize,
    pictures: usize,
    embedded: usize,
    unknown_symbols: usize,
    contents: usize,
    pub(super) full: bool,
}

impl Counts {
    /// What should be known of them.
    pub(super) fn note(&self, notes: &mut Vec<ReadNote>) {
        note(notes, self.inserted, NoteKind::Inserted);
        note(notes, self.deleted, NoteKind::Deleted);
        note(notes, self.comments, NoteKind::Comments);
        note(notes, self.text_boxes, NoteKind::TextBoxes);
        note(notes, self.hidden, NoteKind::Hidden);
        note(notes, self.contents, NoteKind::ContentsLines);
        note(notes, self.pictures, NoteKind::Pictures);
        note(notes, self.embedded, NoteKind::Embedded);
        note(notes, self.unknown_symbols, NoteKind::UnknownSymbols);
    }
}

/// What an open element means for what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    /// Nothing of its own.
    Plain,
    /// Nothing in it is read.
    Skipped,
    Paragraph,
    ParagraphProperties,
    /// Properties of the paragraph's mark.
    MarkProperties,
    /// A run; true if it is hidden.
    Run(bool),
    RunProperties,
    Text,
    Table,
    Row {
        deleted: bool,
    },
    RowProperties,
    Cell,
    CellProperties,
    TextBox,
    /// Alternatives, with how much had been read before them.
    Alternatives(usize),
    /// A content control.
    Control {
        /// It shows only the prompt to fill it in.
        prompt: bool,
        /// It is the table of contents.
        contents: bool,
    },
    ControlProperties,
    /// The reading aid over a word.
    Ruby,
    /// A box of an old form; its state.
    CheckBox(bool),
}

/// A paragraph that is open.
#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    style: String,
    list: Option<String>,
    level: Option<usize>,
    /// Its end was deleted: the next paragraph goes on with it.
    joins_next: bool,
    /// Text boxes anchored to it.
    boxes: Vec<Block>,
}

/// The state of reading.
pub(super) struct Reading<'a> {
    styles: &'a Styles,
    numbers: Numbering,
    stack: Stack,
    open: Vec<Tag>,
    paragraphs: Vec<Paragraph>,
    /// A paragraph whose end was deleted.
    carried: String,
    /// What stands around the matter: hidden text, the contents.
    around: Vec<Block>,
    hidden: String,
    /// How many elements are open in which nothing is read.
    skipped: usize,
    /// How many hidden runs and reading aids are open.
    aside: usize,
    /// How many contents controls are open.
    contents: usize,
    /// Grows with everything that is read; tells whether an alternative held anything.
    produced: usize,
    counts: Counts,
    /// Documents that stand inside this one and are read, by the name of their relation.
    pub(super) chunks: HashMap<String, Vec<Block>>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(styles: &'a Styles, numbers: Numbering) -> Reading<'a> {
        Reading {
            styles,
            numbers,
            stack: Stack::new(),
            open: Vec::new(),
            paragraphs: Vec::new(),
            carried: String::new(),
            around: Vec::new(),
            hidden: String::new(),
            skipped: 0,
            aside: 0,
            contents: 0,
            produced: 0,
            counts: Counts::default(),
            chunks: HashMap::new(),
        }
    }

    /// Reads a part. What was read before an error stays.
    pub(super) fn read(&mut self, part: &mut dyn BufRead) -> Result<(), PartError> {
        xml::read(part, |event| {
            match event {
                Xml::Start(name, start) => self.start(name, start),
                Xml::End => self.end(),
                Xml::Text(text) => self.text(text),
            }
            !self.stack.is_full()
        })
    }

    /// How many of what were met so far.
    pub(super) fn counts(&self) -> Counts {
        Counts {
            full: self.stack.is_full(),
            ..self.counts
        }
    }

    /// The parts of the document, and what stands around them; what is still open ends here.
    pub(super) fn finish(mut self) -> (Vec<Block>, Vec<Block>) {
        while !self.open.is_empty() {
            self.end();
        }
        let carried = std::mem::take(&mut self.carried);
        self.stack.push(Block::Line(carried));
        (self.stack.finish(), self.around)
    }

    // ---- elements ----

    fn start(&mut self, name: &str, start: &BytesStart<'_>) {
        let tag = if self.skipped > 0 {
            Tag::Skipped
        } else {
            self.tag_of(name, start)
        };
        match tag {
            Tag::Skipped => self.skipped += 1,
            Tag::Ruby => self.aside += 1,
            Tag::Paragraph => {
                let text = std::mem::take(&mut self.carried);
                self.paragraphs.push(Paragraph {
                    text,
                    ..Paragraph::default()
                });
            }
            Tag::Table => {
                self.flush_carried();
                self.stack.open_table();
            }
            Tag::Row { .. } => self.stack.open_row(),
            Tag::Cell => self.stack.open_cell(Cell::default()),
            Tag::TextBox => {
                self.counts.text_boxes += 1;
                self.produced += 1;
                self.stack.open_flow();
            }
            _ => {}
        }
        self.open.push(tag);
    }

    /// What an element means where it stands.
    fn tag_of(&mut self, name: &str, start: &BytesStart<'_>) -> Tag {
        let above = self.open.last().copied().unwrap_or(Tag::Plain);
        match above {
            Tag::ParagraphProperties | Tag::MarkProperties => {
                return self.paragraph_property(name, start);
            }
            Tag::RunProperties => {
                if name == "vanish" && is_on(start) {
                    self.hide_run();
                }
                return Tag::Skipped;
            }
            Tag::RowProperties => {
                self.row_property(name, start);
                return Tag::Skipped;
            }
            Tag::CellProperties => {
                self.cell_property(name, start);
                return Tag::Skipped;
            }
            Tag::ControlProperties => return self.control_property(name, start),
            Tag::CheckBox(_) => {
                if matches!(name, "checked" | "default")
                    && let Some(tag) = self.open.last_mut()
                {
                    *tag = Tag::CheckBox(is_on(start));
                }
                return Tag::Skipped;
            }
            _ => {}
        }
        match name {
            "p" => Tag::Paragraph,
            "pPr" => Tag::ParagraphProperties,
            "r" => Tag::Run(false),
            "rPr" => match above {
                Tag::Run(_) => Tag::RunProperties,
                _ => Tag::Skipped,
            },
            "t" => Tag::Text,
            "tbl" => Tag::Table,
            "tr" => Tag::Row { deleted: false },
            "trPr" => Tag::RowProperties,
            "tc" => Tag::Cell,
            "tcPr" => Tag::CellProperties,
            "txbxContent" => Tag::TextBox,
            "sdt" => Tag::Control {
                prompt: false,
                contents: false,
            },
            "sdtPr" => Tag::ControlProperties,
            "sdtContent" => match above {
                Tag::Control { prompt: true, .. } => Tag::Skipped,
                _ => Tag::Plain,
            },
            "AlternateContent" => Tag::Alternatives(self.produced),
            "Choice" | "Fallback" => match above {
                Tag::Alternatives(before) if before != self.produced => Tag::Skipped,
                _ => Tag::Plain,
            },
            "rt" => Tag::Ruby,
            "checkBox" => Tag::CheckBox(false),
            // How a shape is drawn; outlines have a `moveTo` of their own.
            "spPr" => Tag::Skipped,
            "ins" | "moveTo" => {
                self.counts.inserted += 1;
                Tag::Plain
            }
            "del" | "moveFrom" => {
                self.counts.deleted += 1;
                Tag::Skipped
            }
            "footnote" | "endnote" if attribute(start, "type").is_some_and(|it| it != "normal") => {
                Tag::Skipped
            }
            "tblPr" | "tblGrid" | "sectPr" | "instrText" | "delText" | "delInstrText"
            | "sdtEndPr" | "tblPrEx" | "tabs" => Tag::Skipped,
            _ => {
                self.sign(name, start);
                Tag::Plain
            }
        }
    }

    fn paragraph_property(&mut self, name: &str, start: &BytesStart<'_>) -> Tag {
        let deleted = name == "del" && self.open.last() == Some(&Tag::MarkProperties);
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return Tag::Skipped;
        };
        match name {
            // The list's level and number stand in an element of their own.
            "numPr" => return Tag::ParagraphProperties,
            "rPr" => return Tag::MarkProperties,
            "pStyle" => paragraph.style = val(start).unwrap_or_default(),
            "numId" => paragraph.list = val(start),
            "ilvl" => paragraph.level = val(start).and_then(|level| level.parse().ok()),
            _ if deleted => {
                self.counts.deleted += 1;
                paragraph.joins_next = true;
            }
            _ => {}
        }
        Tag::Skipped
    }

    fn hide_run(&mut self) {
        let run = self.open.iter_mut().rev().nth(1);
        if let Some(Tag::Run(hidden @ false)) = run {
            *hidden = true;
            self.aside += 1;
        }
    }

    fn row_property(&mut self, name: &str, start: &BytesStart<'_>) {
        match name {
            "gridBefore" => {
                let columns = val(start).and_then(|count| count.parse().ok());
                self.stack.skip_columns(columns.unwrap_or(0));
            }
            "del" => {
                self.counts.deleted += 1;
                if let Some(Tag::Row { deleted }) = self.open.iter_mut().rev().nth(1) {
                    *deleted = true;
                }
            }
            "ins" => self.counts.inserted += 1,
            _ => {}
        }
    }

    fn cell_property(&mut self, name: &str, start: &BytesStart<'_>) {
        let Some(cell) = self.stack.cell() else {
            return;
        };
        match name {
            "gridSpan" => {
                let columns = val(start).and_then(|count| count.parse().ok());
                cell.columns = columns.unwrap_or(1);
            }
            "vMerge" => cell.continued = val(start).as_deref() != Some("restart"),
            _ => {}
        }
    }

    fn control_property(&mut self, name: &str, start: &BytesStart<'_>) -> Tag {
        let shows_prompt = name == "showingPlcHdr" && is_on(start);
        let is_contents = name == "docPartGallery"
            && val(start).is_some_and(|gallery| gallery == "Table of Contents");
        let control = self
            .open
            .iter_mut()
            .rev()
            .take(4)
            .find(|tag| matches!(tag, Tag::Control { .. }));
        if let Some(Tag::Control { prompt, contents }) = control {
            *prompt |= shows_prompt;
            if is_contents && !*contents {
                *contents = true;
                self.contents += 1;
            }
        }
        match name {
            "docPartObj" | "docPartList" => Tag::ControlProperties,
            _ => Tag::Skipped,
        }
    }

    /// Elements that stand for a sign, or for something that is not read.
    fn sign(&mut self, name: &str, start: &BytesStart<'_>) {
        match name {
            "tab" | "ptab" => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "sym" | "symEx" => {
                let font = attribute(start, "font").unwrap_or_default();
                let code = attribute(start, "char").unwrap_or_default();
                if let Some((sign, known)) = symbol(&font, &code) {
                    self.counts.unknown_symbols += usize::from(!known);
                    self.push(sign.encode_utf8(&mut [0; 4]));
                }
            }
            "commentReference" => self.counts.comments += 1,
            "footnoteReference" | "endnoteReference" => self.counts.footnotes += 1,
            "blip" | "imagedata" => {
                self.counts.pictures += 1;
                self.produced += 1;
            }
            "altChunk" => {
                let id = attribute(start, "id").unwrap_or_default();
                match self.chunks.remove(&id) {
                    Some(blocks) => blocks.into_iter().for_each(|block| self.stack.push(block)),
                    None => self.counts.embedded += 1,
                }
                self.produced += 1;
            }
            "OLEObject" | "chart" | "relIds" => {
                self.counts.embedded += 1;
                self.produced += 1;
            }
            _ => {}
        }
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Tag::Skipped) => self.skipped -= 1,
            Some(Tag::Paragraph) => self.end_paragraph(),
            Some(Tag::Run(true)) => self.end_hidden(),
            Some(Tag::Table) => self.stack.close_table(),
            Some(Tag::Row { deleted: true }) => self.stack.drop_row(),
            Some(Tag::Cell) => {
                self.flush_carried();
                self.stack.close_cell();
            }
            Some(Tag::TextBox) => self.end_text_box(),
            Some(Tag::Control { contents: true, .. }) => self.contents -= 1,
            Some(Tag::Ruby) => self.end_hidden(),
            Some(Tag::CheckBox(checked)) => {
                self.push(if checked { "\u{2611}" } else { "\u{2610}" });
            }
            _ => {}
        }
    }

    fn end_hidden(&mut self) {
        self.aside = self.aside.saturating_sub(1);
        let hidden = std::mem::take(&mut self.hidden);
        if !hidden.trim().is_empty() {
            self.counts.hidden += 1;
            self.around.push(Block::Line(hidden));
        }
    }

    fn end_text_box(&mut self) {
        self.flush_carried();
        let blocks = self.stack.close_flow();
        match self.paragraphs.last_mut() {
            Some(paragraph) => paragraph.boxes.extend(blocks),
            None => blocks.into_iter().for_each(|block| self.stack.push(block)),
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else {
            return;
        };
        let own = paragraph.list.map(|list| ListOf {
            list,
            level: paragraph.level,
        });
        let number = self
            .numbers
            .next(own.as_ref(), &paragraph.style, self.styles);
        let blank = paragraph.text.trim().is_empty();
        let text = if blank {
            String::new()
        } else {
            join(&number, paragraph.text.trim_start())
        };
        if paragraph.joins_next {
            self.carried = text;
        } else if self.contents > 0 || self.styles.is_contents(&paragraph.style) {
            self.counts.contents += usize::from(!blank);
            self.around.push(Block::Line(text));
        } else if !blank {
            self.stack.push(Block::Line(text));
        }
        for block in paragraph.boxes {
            self.stack.push(block);
        }
    }

    /// Ends a paragraph whose own end was deleted, where none follows.
    fn flush_carried(&mut self) {
        let carried = std::mem::take(&mut self.carried);
        if !carried.is_empty() {
            self.stack.push(Block::Line(carried));
        }
    }

    // ---- text ----

    fn text(&mut self, text: &str) {
        if self.skipped == 0 && self.open.last() == Some(&Tag::Text) {
            self.push(text);
        }
    }

    /// Adds to the open paragraph, or to what is hidden.
    fn push(&mut self, text: &str) {
        self.produced += text.len();
        if self.aside > 0 {
            self.hidden.push_str(text);
        } else if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(text);
        }
    }
}
