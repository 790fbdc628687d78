//! The parts of a document as Word's body: paragraphs, headings with bookmarks, logos, charts, sections.

use super::chart;
use super::contents::{Entry, entries_of};
use super::main_part::MainPart;
use super::markup::{
    LineRule, ParagraphProperties, Spacing, push_attribute, push_bookmark_name, push_number,
};
use super::numbering::{Numberings, Placed};
use super::picture::Pictures;
use super::post::Mender;
use super::running;
use super::sections::{self, Section, Sections};
use super::styles::{PART_TITLE_ID, StyleIds, Tight, tight_styles, twips};
use super::table;
use super::text::{Manner, Texts};
use crate::document::{
    Align, Block, PageSetup, Paragraph, ParagraphStyle, PrintDocument, Span, StyleSheet,
    title_margin,
};
use crate::export::{ExportError, ExportWarning};
use crate::fonts::EmbeddedFonts;
use crate::layout::{ChartPicture, MOST_WHOLE, PageNumbers, Tightening, chart_pictures};
use crate::model::settings::{HalfPoint, ItemBreak, PageCount};
use crate::model::{Logo, Owner};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A Latin word of more characters is long: half a line of running text.
const LONG_WORD: usize = 40;

/// The largest exact line height that Word takes, twips (ECMA-376 part 1, 17.18.81: 1584 pt).
const TALLEST_LINE: i32 = 31_680;

/// Writes the body from top to bottom.
pub(super) struct Body<'a> {
    pub(super) texts: Texts<'a>,
    pub(super) pictures: Pictures,
    pub(super) ids: StyleIds,
    pub(super) out: MainPart,
    /// Every heading with a bookmark.
    pub(super) entries: Vec<Entry<'a>>,
    /// Bookmark by department or role.
    pub(super) targets: BTreeMap<Owner, usize>,
    /// The next paragraph begins a page.
    pub(super) page_break: bool,
    document: &'a PrintDocument,
    /// The pages of the section being written.
    page: PageSetup,
    section: Section,
    /// Parts, from 0, that take fewer pages than they would.
    tightened: BTreeMap<usize, Tightening>,
    /// What paragraphs say for themselves, by the id of their style, in a tightened part.
    pub(super) tight: BTreeMap<&'static str, Tight>,
    /// The styles as this part has them: for the space in cells and between blocks.
    pub(super) spaces: StyleSheet,
    /// Words stand behind the text of this part.
    pub(super) marked: bool,
    last: Last,
    /// For pictures.
    pub(super) mender: Mender,
    /// The pictures of each chart of this part that is yet to come.
    charts: std::vec::IntoIter<Vec<ChartPicture>>,
    numbers: std::vec::IntoIter<Placed>,
    /// Headings written so far.
    headings: usize,
    /// The next title is repeated in the header.
    part_title: bool,
}

/// What was written last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    /// Nothing that matters.
    Other,
    /// A table.
    Table,
    /// A paragraph, in which a section can end: where its properties end in what waits to be deflated.
    Paragraph(usize),
}

/// What a paragraph has beyond what its block says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beyond {
    /// Stays on the page of what follows.
    pub(super) keep_next: bool,
    /// Begins a page.
    pub(super) page_break: bool,
    /// Space around and in it.
    pub(super) spacing: Spacing,
}

/// What a finished body is.
pub(super) struct Written<'a> {
    pub(super) texts: Texts<'a>,
    pub(super) pictures: Pictures,
    /// An archive with the main part alone.
    pub(super) main: Vec<u8>,
}

/// Blocks of a part after which it is asked whether to go on.
const BETWEEN_QUESTIONS: usize = 32;

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
            out,
            entries,
            targets,
            page_break: false,
            document,
            page: document.page,
            section: Section::default(),
            tightened: pages
                .map(|pages| pages.tightened.clone())
                .unwrap_or_default(),
            tight: BTreeMap::new(),
            spaces: StyleSheet::clone(&document.styles),
            marked: false,
            last: Last::Other,
            mender: Mender::default(),
            charts: Vec::new().into_iter(),
            numbers: std::mem::take(&mut numberings.placed).into_iter(),
            headings: 0,
            part_title: false,
        }
    }

    /// Writes all parts, so that a book never stands in memory as a whole.
    ///
    /// # Errors
    /// As [`MainPart::finish`]; [`ExportError::Cancelled`] when `go_on`, asked before each part and inside long ones, says no.
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
            self.marked = !part.setup.watermark.is_empty();
            self.part_title = part.running;
            if part.blocks.iter().any(|it| matches!(it, Block::Chart(_))) {
                let charts = chart_pictures(part, self.document, &self.spaces, &EmbeddedFonts);
                self.charts = charts.into_iter();
            }
            for (nth, block) in part.blocks.iter().enumerate() {
                // Roles that follow each other are one part, however many they are.
                if nth % BETWEEN_QUESTIONS == BETWEEN_QUESTIONS - 1 && !go_on(index) {
                    return Err(ExportError::Cancelled);
                }
                self.block(block);
            }
        }
        // Word wants a paragraph after the last table, and a page begun must be there.
        if !self.ends_in_paragraph() || self.page_break {
            self.filler();
        }
        // The last section's properties stand in the body itself.
        let section = self.section_properties();
        self.out.xml.push_str(&section);
        Ok(Written {
            texts: self.texts,
            pictures: self.pictures,
            main: self.out.finish()?,
        })
    }

    fn ends_in_paragraph(&self) -> bool {
        matches!(self.last, Last::Paragraph(_))
    }

    /// Closes a section: its last paragraph says how its pages are.
    fn end_section(&mut self) {
        if !self.ends_in_paragraph() || self.page_break {
            self.filler();
        }
        let section = self.section_properties();
        if let Last::Paragraph(end) = self.last {
            self.out.xml.insert_str(end, &section);
        }
        self.last = Last::Other;
    }

    /// Sets the type of a part as tight as in our own layout: as properties of its own, so that the styles stay what
    /// they are in all other parts.
    fn tighten(&mut self, part: usize) {
        let (ids, sheet) = (self.ids, self.texts.sheet());
        let tightening = self.tightened.get(&part);
        self.spaces = tightening.map_or_else(|| sheet.clone(), |it| it.styles(sheet));
        self.tight = tightening.map_or_else(BTreeMap::new, |it| tight_styles(ids, sheet, it));
    }

    /// What is said of the section being written.
    fn section_properties(&mut self) -> String {
        let mut out = String::from("<w:sectPr>");
        for reference in std::mem::take(&mut self.section.references) {
            reference.write(&mut out);
        }
        if self.section.odd_start {
            out.push_str("<w:type w:val=\"oddPage\"/>");
        }
        let page = &self.page;
        write_page_size(page, &mut out);
        let distances = running::distances(page, self.texts.sheet(), &self.document.header);
        write_page_margins(page, distances, &mut out);
        if self.section.restart {
            out.push_str("<w:pgNumType w:start=\"1\"/>");
        }
        out.push_str("<w:cols w:space=\"425\" w:num=\"1\"/></w:sectPr>");
        out
    }

    /// Begins a block; what is before is no longer changed.
    pub(super) fn begin(&mut self) {
        self.last = Last::Other;
        self.out.make_room();
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => {
                let beyond = self.on_new_page();
                let end = self.paragraph(paragraph, beyond);
                self.last = Last::Paragraph(end);
            }
            Block::Table(table) => {
                self.apart_from_table();
                let width = self.page.text_width();
                self.begin();
                if table::write(self, table, width) {
                    self.last = Last::Table;
                }
            }
            Block::Contents { depth } => self.contents(*depth),
            Block::Index(lines) => self.index(lines),
            Block::Chart(_) => {
                let pictures = self.charts.next().unwrap_or_default();
                let width = self.page.text_width();
                chart::write(self, &pictures, width.points());
            }
            Block::Space(height) => self.space(self.spaces.space(height.points())),
            Block::Logo {
                logo,
                width,
                height,
            } => self.logo(logo, width.points(), height.points()),
        }
    }

    /// Word joins tables that touch, and a table cannot begin a page by itself.
    fn apart_from_table(&mut self) {
        if self.page_break || self.last == Last::Table {
            self.filler();
        }
    }

    /// Begins a paragraph that is a block of its own.
    pub(super) fn on_new_page(&mut self) -> Beyond {
        self.begin();
        Beyond {
            page_break: std::mem::take(&mut self.page_break),
            ..Beyond::default()
        }
    }

    /// A paragraph without text.
    fn empty(&mut self, properties: ParagraphProperties) {
        self.begin();
        let properties = ParagraphProperties {
            page_break_before: std::mem::take(&mut self.page_break),
            ..properties
        };
        self.out.xml.push_str("<w:p>");
        let end = properties.write(&mut self.out.xml);
        self.out.xml.push_str("</w:p>");
        self.last = Last::Paragraph(end);
    }

    /// The smallest paragraph that Word knows.
    fn filler(&mut self) {
        self.space(1.0);
    }

    fn space(&mut self, height: f32) {
        // Empty height belongs to what comes after it.
        self.empty(ParagraphProperties {
            spacing: Spacing::only_line(twips(height).clamp(20, TALLEST_LINE)),
            keep_next: true,
            ..ParagraphProperties::default()
        });
    }

    fn logo(&mut self, logo: &Arc<Logo>, width: f32, height: f32) {
        let Some(run) = self.pictures.in_text(logo, width, height) else {
            self.texts.warn(ExportWarning::UnreadableLogo);
            return;
        };
        let page_break_before = self.on_new_page().page_break;
        let properties = ParagraphProperties {
            page_break_before,
            spacing: Spacing {
                line: Some((240, LineRule::Auto)),
                ..Spacing::default()
            },
            centred: true,
            ..ParagraphProperties::default()
        };
        self.out.xml.push_str("<w:p>");
        let end = properties.write(&mut self.out.xml);
        self.out.add(&run, &mut self.mender);
        self.out.xml.push_str("</w:p>");
        self.last = Last::Paragraph(end);
    }

    /// Appends a paragraph with its number, text, links and bookmark; answers with the place where its properties end.
    pub(super) fn paragraph(&mut self, paragraph: &Paragraph, beyond: Beyond) -> usize {
        let style = paragraph.style;
        let id = self.ids.of_paragraph(paragraph);
        let tight = self.tight.get(id).copied();
        let mut manner = Manner {
            size: tight.and_then(|tight| tight.size),
            ..Manner::of(style)
        };
        let mut properties = ParagraphProperties {
            style: Some(id),
            keep_next: paragraph.keep_with_next || beyond.keep_next,
            torn: self.too_long_to_keep(paragraph),
            ragged: self.has_long_word(paragraph),
            page_break_before: beyond.page_break,
            spacing: tight.map_or(beyond.spacing, |tight| tight.spacing(beyond.spacing)),
            size: manner.size,
            ..ParagraphProperties::default()
        };
        let number = self.number(paragraph, &mut properties);
        let mut looks = *self.texts.sheet().get(style);
        looks.size = tight
            .and_then(|tight| tight.size)
            .map_or(looks.size, HalfPoint);
        let width = self.page.text_width().points();
        let margin = twips(title_margin(paragraph, &looks, width));
        if margin > 0 {
            properties.indent = Some([margin, margin, 0]);
        }
        let bookmark = paragraph.outline.as_ref().map(|outline| {
            let level = usize::from(outline.level.clamp(1, 9));
            let by_style = self.ids.outline_level(style, level).is_some();
            properties.outline_level = (!by_style).then_some(level - 1);
            self.headings += 1;
            self.headings
        });
        self.out.xml.push_str("<w:p>");
        let end = properties.write(&mut self.out.xml);
        if let Some(text) = number {
            self.texts.plain(manner, &text, &mut self.out.xml);
        }
        if let Some(bookmark) = bookmark {
            self.bookmark_start(bookmark);
        }
        let titles = matches!(style, ParagraphStyle::Title | ParagraphStyle::ContentsTitle);
        if titles && std::mem::take(&mut self.part_title) {
            manner.run_style = Some(PART_TITLE_ID);
        }
        for span in &paragraph.spans {
            self.span(manner, span);
        }
        let out = &mut self.out.xml;
        if let Some(bookmark) = bookmark {
            out.push_str("<w:bookmarkEnd w:id=\"");
            push_number(out, bookmark);
            out.push_str("\"/>");
        }
        out.push_str("</w:p>");
        end
    }

    /// Whether a list line takes so much of a page that our own layout tears it: held whole in Word, it would leave the
    /// page before it as empty.
    fn too_long_to_keep(&self, paragraph: &Paragraph) -> bool {
        if paragraph.style != ParagraphStyle::Item || self.document.items != ItemBreak::KeepWhole {
            return false;
        }
        let style = self.texts.sheet().get(paragraph.style);
        let width = self.page.text_width().points().max(1.0);
        let height = self.page.text_height().points() * MOST_WHOLE;
        let characters = paragraph.spans.iter().map(|span| span.text.chars().count());
        let lines = characters.sum::<usize>() as f32 * style.size.points() / width;
        lines * style.line > height
    }

    /// Whether a justified paragraph has an address or another long word, which begins a line in Word: of the line before
    /// it the few characters would be driven apart.
    fn has_long_word(&self, paragraph: &Paragraph) -> bool {
        let style = self.texts.sheet().get(paragraph.style);
        let is_long = |word: &str| word.len() > LONG_WORD;
        let mut spans = paragraph.spans.iter();
        style.align == Align::Justified
            && spans.any(|span| {
                let text = span.text.as_str();
                let mut words = text.split(|c: char| !c.is_ascii_graphic());
                text.len() > LONG_WORD && words.any(is_long)
            })
    }

    /// Says how a paragraph is numbered; answers with the number where it is text.
    fn number(
        &mut self,
        paragraph: &Paragraph,
        properties: &mut ParagraphProperties,
    ) -> Option<String> {
        let number = paragraph.number.as_ref()?;
        if let Some(Placed::Counted { num_id, level }) = self.numbers.next() {
            properties.numbering = Some((level, num_id));
            return None;
        }
        let looks = self.texts.sheet().get(paragraph.style);
        let (left, hanging) = Numberings::literal_indent(number, looks);
        if hanging > 0 {
            properties.indent = Some([left, 0, hanging]);
        }
        let gap = if hanging > 0 { "\t" } else { " " };
        (!number.text.is_empty()).then(|| format!("{}{gap}", number.text))
    }

    fn bookmark_start(&mut self, bookmark: usize) {
        let out = &mut self.out.xml;
        out.push_str("<w:bookmarkStart w:id=\"");
        push_number(out, bookmark);
        out.push_str("\" w:name=\"");
        push_bookmark_name(out, bookmark - 1);
        out.push_str("\"/>");
    }

    fn span(&mut self, manner: Manner, span: &Span) {
        let target = span
            .link
            .and_then(|owner| self.targets.get(&owner).copied());
        if let Some(index) = target {
            self.open_link(index);
        }
        self.texts.span(manner, span, &mut self.out.xml);
        if target.is_some() {
            self.out.xml.push_str("</w:hyperlink>");
        }
    }

    /// Appends the start of a link to a bookmark.
    pub(super) fn open_link(&mut self, bookmark: usize) {
        let out = &mut self.out.xml;
        out.push_str("<w:hyperlink w:anchor=\"");
        push_bookmark_name(out, bookmark);
        out.push_str("\" w:history=\"1\">");
    }

    /// Whether Word's page numbers are those of the contents: these go on counting all pages where every part counts its
    /// own, and Word knows no field for that. Then they are text, and the contents no field that would replace them.
    pub(super) fn counts_whole(&self) -> bool {
        self.document.page_count == PageCount::Document
    }

    /// Ends a paragraph that is a block of its own; `end` is where its properties end.
    pub(super) fn end_paragraph(&mut self, end: usize) {
        self.out.xml.push_str("</w:p>");
        self.last = Last::Paragraph(end);
    }
}

fn write_page_size(page: &PageSetup, out: &mut String) {
    let (width, height) = (twips(page.width.points()), twips(page.height.points()));
    out.push_str("<w:pgSz");
    push_attribute(out, "w:w", width);
    push_attribute(out, "w:h", height);
    if width > height {
        out.push_str(" w:orient=\"landscape\"");
    }
    out.push_str("/>");
}

/// `header` and `footer`: their distances from the edges, twips.
fn write_page_margins(page: &PageSetup, (header, footer): (i32, i32), out: &mut String) {
    out.push_str("<w:pgMar");
    for (name, length) in [
        ("w:top", twips(page.top.points())),
        ("w:right", twips(page.right.points())),
        ("w:bottom", twips(page.bottom.points())),
        ("w:left", twips(page.left.points())),
        ("w:header", header),
        ("w:footer", footer),
        ("w:gutter", twips(page.gutter.points())),
    ] {
        push_attribute(out, name, length);
    }
    out.push_str("/>");
}
