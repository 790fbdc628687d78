//! The parts of a document as Word's body: paragraphs, headings with bookmarks, contents, logos, sections.

use super::chart;
use super::main_part::MainPart;
use super::numbering::{Numberings, Placed};
use super::picture::Pictures;
use super::post::Mender;
use super::running;
use super::sections::{self, Section, Sections};
use super::styles::{PART_TITLE_ID, StyleIds, tight_styles, twips};
use super::table;
use super::text::{Texts, field};
use crate::document::{
    Block, Chart, IndexLine, Outline, PageSetup, Paragraph, ParagraphStyle, Part, PrintDocument,
    Span,
};
use crate::export::{ExportError, ExportWarning};
use crate::layout::{PageNumbers, Tightening};
use crate::model::settings::PageCount;
use crate::model::{Logo, Owner};
use docx_rs as dx;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The largest exact line height that Word takes, twips (ECMA-376 part 1, 17.18.81: 1584 pt).
const TALLEST_LINE: i32 = 31_680;

/// Writes the body from top to bottom.
pub(super) struct Body<'a> {
    pub(super) texts: Texts<'a>,
    pub(super) pictures: Pictures,
    pub(super) ids: StyleIds,
    document: &'a PrintDocument,
    /// The pages of the section being written.
    page: PageSetup,
    section: Section,
    /// Parts, from 0, that take fewer pages than they would.
    tightened: BTreeMap<usize, Tightening>,
    out: MainPart,
    /// The last block: it may still become the end of a section.
    pending: Option<(dx::DocumentChild, usize)>,
    /// The pending table is the last piece of one that has begun.
    last_piece: bool,
    mender: Mender,
    /// The first fault found, if any.
    fault: Option<ExportError>,
    numbers: std::vec::IntoIter<Placed>,
    entries: Vec<Entry>,
    /// Bookmark by department or role.
    targets: BTreeMap<Owner, usize>,
    /// Headings written so far.
    headings: usize,
    /// The next paragraph begins a page.
    page_break: bool,
    /// The next title is repeated in the header.
    part_title: bool,
}

/// A heading with a bookmark.
struct Entry {
    outline: Outline,
    /// Page as printed; empty if it is not known.
    page: String,
}

/// What a finished body is.
pub(super) struct Written<'a> {
    pub(super) texts: Texts<'a>,
    pub(super) pictures: Pictures,
    /// An archive with the main part alone.
    pub(super) main: Vec<u8>,
}

impl<'a> Body<'a> {
    /// An empty body. `pages` tells the page numbers of the contents.
    pub(super) fn new(
        document: &'a PrintDocument,
        pages: Option<&PageNumbers>,
        numberings: &mut Numberings,
        ids: StyleIds,
        out: MainPart,
    ) -> Body<'a> {
        let entries = entries_of(document, pages);
        let mut targets = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate() {
            if let Some(owner) = entry.outline.target {
                targets.entry(owner).or_insert(index);
            }
        }
        Body {
            texts: Texts::new(&document.styles, document.embed_fonts),
            pictures: Pictures::default(),
            ids,
            document,
            page: document.page,
            section: Section::default(),
            tightened: pages
                .map(|pages| pages.tightened.clone())
                .unwrap_or_default(),
            out,
            pending: None,
            last_piece: false,
            mender: Mender::default(),
            fault: None,
            numbers: std::mem::take(&mut numberings.placed).into_iter(),
            entries,
            targets,
            headings: 0,
            page_break: false,
            part_title: false,
        }
    }

    /// Writes all parts: block by block through docx-rs, so that a book never stands in memory as its objects.
    ///
    /// # Errors
    /// As [`MainPart::add`]; [`ExportError::Cancelled`] when `go_on`, asked before each part, says no.
    pub(super) fn write(
        mut self,
        sections: &Sections,
        go_on: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Written<'a>, ExportError> {
        let parts = self.document.parts.iter().zip(&sections.of_parts);
        for (index, (part, begins)) in parts.enumerate() {
            if !go_on(index) {
                return Err(ExportError::Cancelled);
            }
            match begins {
                Some(section) => {
                    if index > 0 {
                        self.end_section();
                    }
                    self.page = sections::page(self.document, section.turned);
                    self.section = section.clone();
                }
                None => self.page_break = true,
            }
            self.tighten(index);
            self.part_title = part.running;
            for block in &part.blocks {
                self.block(block);
            }
        }
        // Word wants a paragraph after the last table, and a page begun must be there.
        if !self.ends_in_paragraph() || self.page_break {
            self.filler();
        }
        self.flush();
        // The last section's properties stand in the body itself.
        let section = self.section_property();
        self.emit(&section, 0);
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok(Written {
                texts: self.texts,
                pictures: self.pictures,
                main: self.out.finish()?,
            }),
        }
    }

    fn ends_in_paragraph(&self) -> bool {
        matches!(self.pending, Some((dx::DocumentChild::Paragraph(_), _)))
    }

    /// Closes a section: its last paragraph says how its pages are.
    fn end_section(&mut self) {
        if !self.ends_in_paragraph() || self.page_break {
            self.filler();
        }
        let section = self.section_property();
        if let Some((dx::DocumentChild::Paragraph(last), _)) = &mut self.pending {
            last.property.section_property = Some(section);
        }
        self.flush();
    }

    /// Sets the type of a part as tight as in our own layout: as properties of its own, so that the styles stay what
    /// they are in all other parts.
    fn tighten(&mut self, part: usize) {
        let tightening = self.tightened.get(&part).copied();
        if tightening.is_none() && self.mender.tight.is_empty() {
            return;
        }
        // The last block of the part before is not yet written.
        self.flush();
        let sheet = self.texts.sheet();
        self.mender.tight = tightening
            .map(|tightening| tight_styles(self.ids, sheet, &tightening))
            .unwrap_or_default();
    }

    /// What is said of the section being written; the mender puts its headers and footers in.
    fn section_property(&mut self) -> dx::SectionProperty {
        self.mender.references = std::mem::take(&mut self.section.references);
        let distances = running::distances(&self.page, self.texts.sheet(), &self.document.header);
        let mut result = dx::SectionProperty::new()
            .page_size(page_size(&self.page))
            .page_margin(page_margin(&self.page, distances));
        if self.section.odd_start {
            result.section_type = Some(dx::SectionType::OddPage);
        }
        if self.section.restart {
            result = result.page_num_type(dx::PageNumType::new().start(1));
        }
        result
    }

    /// Takes the next block; the one before is written.
    fn add(&mut self, child: dx::DocumentChild, header_rows: usize) {
        self.flush();
        self.pending = Some((child, header_rows));
    }

    fn flush(&mut self) {
        let last_piece = std::mem::take(&mut self.last_piece);
        match self.pending.take() {
            Some((dx::DocumentChild::Table(table), _)) if last_piece => {
                self.emit_piece(&table, (false, true));
            }
            Some((child, header_rows)) => self.emit(&child, header_rows),
            None => {}
        }
    }

    /// The same as [`emit`](Self::emit) for a piece of a table without header: is it the first, the last?
    fn emit_piece(&mut self, table: &dx::Table, ends: (bool, bool)) {
        self.mender.header_rows = 0;
        if self.fault.is_none() {
            self.fault = self.out.add_piece(table, ends, &mut self.mender).err();
        }
    }

    /// A piece of a table that is written piece by piece.
    pub(super) fn piece(&mut self, table: dx::Table, first: bool, last: bool) {
        if first {
            self.flush();
        }
        if last {
            self.pending = Some((dx::DocumentChild::Table(Box::new(table)), 0));
            self.last_piece = !first;
        } else {
            self.emit_piece(&table, (first, false));
        }
    }

    /// Lets docx-rs write, and mends and checks what it wrote.
    fn emit(&mut self, child: &impl dx::BuildXML, header_rows: usize) {
        self.mender.header_rows = header_rows;
        if self.fault.is_none() {
            self.fault = self.out.add(child, &mut self.mender).err();
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => {
                let paragraph = self.paragraph(paragraph);
                self.push(paragraph);
            }
            Block::Table(table) => {
                // Word joins tables that touch, and a table cannot begin a page by itself.
                let after_table = matches!(self.pending, Some((dx::DocumentChild::Table(_), _)));
                if self.page_break || after_table {
                    self.filler();
                }
                let width = self.page.text_width();
                if let Some((table, header_rows)) = table::write(self, table, width) {
                    self.add(dx::DocumentChild::Table(Box::new(table)), header_rows);
                }
            }
            Block::Contents { depth } => self.contents(*depth),
            Block::Index(lines) => self.index(lines),
            Block::Chart(chart) => self.chart(chart),
            Block::Space(height) => self.space(height.points()),
            Block::Logo {
                logo,
                width,
                height,
            } => self.logo(logo, width.points(), height.points()),
        }
    }

    fn push(&mut self, mut paragraph: dx::Paragraph) {
        if std::mem::take(&mut self.page_break) {
            paragraph = paragraph.page_break_before(true);
        }
        self.add(dx::DocumentChild::Paragraph(Box::new(paragraph)), 0);
    }

    /// The smallest paragraph that Word knows.
    fn filler(&mut self) {
        self.space(1.0);
    }

    fn space(&mut self, height: f32) {
        let line = dx::LineSpacing::new()
            .line_rule(dx::LineSpacingType::Exact)
            .line(twips(height).clamp(20, TALLEST_LINE))
            .before(0)
            .after(0);
        // Empty height belongs to what comes after it.
        self.push(dx::Paragraph::new().line_spacing(line).keep_next(true));
    }

    fn logo(&mut self, logo: &Arc<Logo>, width: f32, height: f32) {
        match self.pictures.in_text(logo, width, height) {
            Some(run) => {
                let line = dx::LineSpacing::new()
                    .line_rule(dx::LineSpacingType::Auto)
                    .line(240);
                let paragraph = dx::Paragraph::new().align(dx::AlignmentType::Center);
                self.push(paragraph.line_spacing(line).add_run(run));
            }
            None => self.texts.warn(ExportWarning::UnreadableLogo),
        }
    }

    /// A paragraph with its number, text, links and bookmark.
    pub(super) fn paragraph(&mut self, paragraph: &Paragraph) -> dx::Paragraph {
        let style = paragraph.style;
        let mut result = dx::Paragraph::new().style(self.ids.of_paragraph(paragraph));
        result = self.number(paragraph, result);
        if paragraph.keep_with_next {
            result = result.keep_next(true);
        }
        let bookmark = paragraph.outline.as_ref().map(|outline| {
            self.headings += 1;
            let level = usize::from(outline.level.clamp(1, 9));
            (
                self.headings,
                self.ids
                    .outline_level(style, level)
                    .is_none()
                    .then_some(level - 1),
            )
        });
        if let Some((id, own_level)) = bookmark {
            if let Some(level) = own_level {
                result = result.outline_lvl(level);
            }
            result = result.add_bookmark_start(id, bookmark_name(id - 1));
        }
        let titles = matches!(style, ParagraphStyle::Title | ParagraphStyle::ContentsTitle);
        let marked = titles && std::mem::take(&mut self.part_title);
        for span in &paragraph.spans {
            result = self.span(style, span, marked, result);
        }
        if let Some((id, _)) = bookmark {
            result = result.add_bookmark_end(id);
        }
        result
    }

    fn number(&mut self, paragraph: &Paragraph, result: dx::Paragraph) -> dx::Paragraph {
        let Some(number) = &paragraph.number else {
            return result;
        };
        if let Some(Placed::Counted { num_id, level }) = self.numbers.next() {
            let id = dx::NumberingId::new(num_id);
            return result.numbering(id, dx::IndentLevel::new(level));
        }
        let looks = self.texts.sheet().get(paragraph.style);
        let (left, hanging) = Numberings::literal_indent(number, looks);
        let mut result = result;
        if hanging > 0 {
            let hanging = dx::SpecialIndentType::Hanging(hanging);
            result = result.indent(Some(left), Some(hanging), None, None);
        }
        if number.text.is_empty() {
            return result;
        }
        let gap = if hanging > 0 { "\t" } else { " " };
        let text = format!("{}{gap}", number.text);
        for run in self.texts.plain(paragraph.style, &text) {
            result = result.add_run(run);
        }
        result
    }

    fn span(
        &mut self,
        style: ParagraphStyle,
        span: &Span,
        marked: bool,
        mut result: dx::Paragraph,
    ) -> dx::Paragraph {
        let mut runs = self.texts.span(style, span);
        if marked {
            runs = runs
                .into_iter()
                .map(|run| run.style(PART_TITLE_ID))
                .collect();
        }
        let target = span.link.and_then(|owner| self.targets.get(&owner));
        if let Some(&index) = target {
            let link = dx::Hyperlink::new(bookmark_name(index), dx::HyperlinkType::Anchor);
            return result.add_hyperlink(runs.into_iter().fold(link, dx::Hyperlink::add_run));
        }
        for run in runs {
            result = result.add_run(run);
        }
        result
    }

    /// A name, a tab and the number of the page that the bookmark is on.
    fn page_link(
        &mut self,
        style: ParagraphStyle,
        name: &str,
        bookmark: usize,
        page: &str,
    ) -> dx::Hyperlink {
        let mut link = dx::Hyperlink::new(bookmark_name(bookmark), dx::HyperlinkType::Anchor);
        for run in self.texts.repeated(style, &format!("{name}\t")) {
            link = link.add_run(run);
        }
        let shown = self.texts.plain(style, page);
        if !self.counts_whole() {
            return shown.into_iter().fold(link, dx::Hyperlink::add_run);
        }
        self.texts.field_digits(style);
        for run in field(&format!("PAGEREF {} \\h", bookmark_name(bookmark)), shown) {
            link = link.add_run(run);
        }
        link
    }

    /// Whether Word's page numbers are those of the contents: these go on counting all pages where every part counts its
    /// own, and Word knows no field for that. Then they are text, and the contents no field that would replace them.
    fn counts_whole(&self) -> bool {
        self.document.page_count == PageCount::Document
    }

    /// Names with their pages, in the style of contents entries.
    fn index(&mut self, lines: &[IndexLine]) {
        let style = ParagraphStyle::Contents2;
        for line in lines {
            let name: String = line.spans.iter().map(|span| span.text.as_str()).collect();
            let paragraph = dx::Paragraph::new().style(self.ids.id(style, 1));
            let paragraph = match self.targets.get(&line.target).copied() {
                Some(bookmark) => {
                    let page = self.entries[bookmark].page.clone();
                    paragraph.add_hyperlink(self.page_link(style, &name, bookmark, &page))
                }
                // A role without a sheet in this document has no page.
                None => {
                    let runs = self.texts.plain(style, &name);
                    runs.into_iter().fold(paragraph, dx::Paragraph::add_run)
                }
            };
            self.push(paragraph);
        }
    }

    fn chart(&mut self, chart: &Chart) {
        let after_table = matches!(self.pending, Some((dx::DocumentChild::Table(_), _)));
        if self.page_break || after_table {
            self.filler();
        }
        let width = self.page.text_width();
        chart::write(self, chart, width.points());
    }

    /// The contents as the field that Word would write, already filled.
    fn contents(&mut self, depth: u8) {
        let listed: Vec<usize> = (0..self.entries.len())
            .filter(|&index| {
                let outline = &self.entries[index].outline;
                outline.in_contents && outline.level <= depth
            })
            .collect();
        let levels = usize::from(depth).clamp(1, self.ids.title_levels());
        let instruction = format!("TOC \\o \"1-{levels}\" \\h \\z");
        let [begin, instruction, separate, end] =
            <[dx::Run; 4]>::try_from(field(&instruction, Vec::new())).unwrap_or_default();
        let mut opening = self
            .counts_whole()
            .then_some([begin, instruction, separate]);
        let mut paragraphs: Vec<dx::Paragraph> = Vec::new();
        for &index in &listed {
            let entry = &self.entries[index];
            let style = match entry.outline.level {
                0 | 1 => ParagraphStyle::Contents1,
                2 => ParagraphStyle::Contents2,
                _ => ParagraphStyle::Contents3,
            };
            let (title, page) = (entry.outline.title.clone(), entry.page.clone());
            let mut paragraph = dx::Paragraph::new().style(self.ids.id(style, 1));
            for run in opening.take().into_iter().flatten() {
                paragraph = paragraph.add_run(run);
            }
            paragraphs.push(paragraph.add_hyperlink(self.page_link(style, &title, index, &page)));
        }
        let mut last = paragraphs.pop().unwrap_or_else(|| {
            let paragraph = dx::Paragraph::new().style(self.ids.id(ParagraphStyle::Contents1, 1));
            let opening = opening.take().into_iter().flatten();
            opening.fold(paragraph, dx::Paragraph::add_run)
        });
        if self.counts_whole() {
            last = last.add_run(end);
        }
        paragraphs.push(last);
        if std::mem::take(&mut self.page_break) {
            let first = paragraphs.remove(0);
            paragraphs.insert(0, first.page_break_before(true));
        }
        if !self.counts_whole() {
            for paragraph in paragraphs {
                self.push(paragraph);
            }
            return;
        }
        let tag = paragraphs.into_iter().fold(
            dx::StructuredDataTag::new(),
            dx::StructuredDataTag::add_paragraph,
        );
        self.add(dx::DocumentChild::StructuredDataTag(Box::new(tag)), 0);
    }
}

/// Hidden from Word's list of bookmarks by the underscore; Word's own contents use such names.
fn bookmark_name(index: usize) -> String {
    format!("_Toc{:08}", index + 1)
}

fn page_size(page: &PageSetup) -> dx::PageSize {
    let side = |points| twips(points).unsigned_abs();
    let (width, height) = (side(page.width.points()), side(page.height.points()));
    let size = dx::PageSize::new().size(width, height);
    if width > height {
        size.orient(dx::PageOrientationType::Landscape)
    } else {
        size
    }
}

/// `header` and `footer`: their distances from the edges, twips.
fn page_margin(page: &PageSetup, (header, footer): (i32, i32)) -> dx::PageMargin {
    dx::PageMargin::new()
        .top(twips(page.top.points()))
        .bottom(twips(page.bottom.points()))
        .left(twips(page.left.points()))
        .right(twips(page.right.points()))
        .header(header)
        .footer(footer)
        .gutter(twips(page.gutter.points()))
}

/// The headings with a bookmark of a part, in the order in which they are written.
fn outlines_of(part: &Part) -> Vec<&Outline> {
    let mut outlines = Vec::new();
    for block in &part.blocks {
        match block {
            Block::Paragraph(paragraph) => outlines.extend(&paragraph.outline),
            Block::Table(table) => outlines.extend(
                table::written_paragraphs(table).filter_map(|paragraph| paragraph.outline.as_ref()),
            ),
            Block::Contents { .. }
            | Block::Index(_)
            | Block::Chart(_)
            | Block::Space(_)
            | Block::Logo { .. } => {}
        }
    }
    outlines
}

/// Every heading with a bookmark, in the order in which they are written.
fn entries_of(document: &PrintDocument, pages: Option<&PageNumbers>) -> Vec<Entry> {
    let outlines = document.parts.iter().flat_map(outlines_of);
    let laid = pages
        .map(|pages| pages.outline.as_slice())
        .unwrap_or_default();
    let entries = outlines.enumerate();
    entries
        .map(|(index, outline)| Entry {
            outline: outline.clone(),
            page: laid
                .get(index)
                .filter(|entry| entry.title == outline.title)
                .map(|entry| (entry.page + 1).to_string())
                .unwrap_or_default(),
        })
        .collect()
}
