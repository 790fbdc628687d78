//! Contents and index: names with the pages on which our own layout has them, as fields that Word computes anew.

use super::body::Body;
use super::markup::{ParagraphProperties, Spacing, push_bookmark_name};
use super::table;
use super::text::{Manner, begin_field, field, field_mark};
use crate::document::{Block, IndexLine, Outline, ParagraphStyle, Part, PrintDocument};
use crate::layout::PageNumbers;

/// What tells Word that these are contents: without it LibreOffice prints the field's instruction, and Word offers no
/// “update”.
const CONTENTS_START: &str = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/>\
    <w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>";
const CONTENTS_END: &str = "</w:sdtContent></w:sdt>";

/// A heading with a bookmark.
pub(super) struct Entry<'a> {
    pub(super) outline: &'a Outline,
    /// Page as printed; `None` if it is not known.
    page: Option<usize>,
}

impl Body<'_> {
    /// Appends the start of a paragraph in the style of contents entries; answers with the place where its properties
    /// end.
    fn entry(&mut self, style: ParagraphStyle) -> usize {
        let id = self.ids.id(style, 1);
        let tight = self.tight.get(id);
        let spacing =
            tight.map_or_else(Spacing::default, |tight| tight.spacing(Spacing::default()));
        let properties = ParagraphProperties {
            style: Some(id),
            page_break_before: std::mem::take(&mut self.page_break),
            spacing,
            ..ParagraphProperties::default()
        };
        self.out.xml.push_str("<w:p>");
        properties.write(&mut self.out.xml)
    }

    /// Appends a name, a tab and the number of the page that the bookmark is on.
    fn page_link(&mut self, style: ParagraphStyle, name: &str, bookmark: usize) {
        let manner = Manner::of(style);
        let page = self.entries[bookmark].page;
        let page = page.map_or_else(String::new, |page| page.to_string());
        self.open_link(bookmark);
        let name = format!("{name}\t");
        self.texts.repeated(manner, &name, &mut self.out.xml);
        if self.counts_whole() {
            self.texts.field_digits(style);
            let mut instruction = String::from("PAGEREF ");
            push_bookmark_name(&mut instruction, bookmark);
            instruction.push_str(" \\h");
            field(manner, &instruction, &mut self.out.xml, |out| {
                self.texts.plain(manner, &page, out);
            });
        } else {
            self.texts.plain(manner, &page, &mut self.out.xml);
        }
        self.out.xml.push_str("</w:hyperlink>");
    }

    /// Names with their pages, in the style of contents entries.
    pub(super) fn index(&mut self, lines: &[IndexLine]) {
        let style = ParagraphStyle::Contents2;
        for line in lines {
            let name: String = line.spans.iter().map(|span| span.text.as_str()).collect();
            self.begin();
            let end = self.entry(style);
            match self.targets.get(&line.target).copied() {
                Some(bookmark) => self.page_link(style, &name, bookmark),
                // A role without a sheet in this document has no page.
                None => self
                    .texts
                    .plain(Manner::of(style), &name, &mut self.out.xml),
            }
            self.end_paragraph(end);
        }
    }

    /// The contents as the field that Word would write, already filled.
    pub(super) fn contents(&mut self, depth: u8) {
        let whole = self.counts_whole();
        let levels = usize::from(depth).clamp(1, self.ids.title_levels());
        let instruction = format!("TOC \\o \"1-{levels}\" \\h \\z");
        // The field stands in the paragraphs, from the first to the last.
        let manner = Manner::of(ParagraphStyle::Contents1);
        let listed: Vec<usize> = (0..self.entries.len())
            .filter(|&index| {
                let outline = self.entries[index].outline;
                outline.in_contents && outline.level <= depth
            })
            .collect();
        self.begin();
        if whole {
            self.out.xml.push_str(CONTENTS_START);
        }
        let lines = listed.len().max(1);
        for line in 0..lines {
            self.begin();
            let index = listed.get(line).copied();
            let style = match index.map(|index| self.entries[index].outline.level) {
                None | Some(0 | 1) => ParagraphStyle::Contents1,
                Some(2) => ParagraphStyle::Contents2,
                Some(_) => ParagraphStyle::Contents3,
            };
            let end = self.entry(style);
            if whole && line == 0 {
                begin_field(manner, &instruction, &mut self.out.xml);
            }
            if let Some(index) = index {
                let outline = self.entries[index].outline;
                self.page_link(style, &outline.title, index);
            }
            if whole && line + 1 == lines {
                field_mark(manner, "end", &mut self.out.xml);
            }
            self.end_paragraph(end);
        }
        if whole {
            self.out.xml.push_str(CONTENTS_END);
            // No section can end inside.
            self.begin();
        }
    }
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
pub(super) fn entries_of<'a>(
    document: &'a PrintDocument,
    pages: Option<&PageNumbers>,
) -> Vec<Entry<'a>> {
    let outlines = document.parts.iter().flat_map(outlines_of);
    let laid = pages
        .map(|pages| pages.outline.as_slice())
        .unwrap_or_default();
    let entries = outlines.enumerate();
    entries
        .map(|(index, outline)| Entry {
            outline,
            page: laid
                .get(index)
                .filter(|entry| entry.title == outline.title)
                .map(|entry| entry.page + 1),
        })
        .collect()
}
