//! Fills the pages of one part from top to bottom: where lines may be parted, what stays together.
//!
//! Always gets on: a page that holds nothing yet takes at least one line, however small it is.

use super::chart::Band;
use super::fit::Tightening;
use super::flaw::Flaw;
use super::line::{EntryLine, Line};
use super::page::{Area, Missing, PageItem};
use super::questions::Questions;
use super::structure::{Meaning, Structure};
use super::table::LaidTable;
use crate::document::{CELL_PAD, Outline, PageSetup};
use crate::model::{Logo, Owner};
use std::sync::Arc;

/// The text block on a sheet, pt from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) width: f32,
    pub(super) bottom: f32,
}

/// Least width and height of a text block, pt: margins that leave less are not taken at their word.
const LEAST: f32 = 36.0;

impl Frame {
    pub(super) fn of(page: &PageSetup) -> Frame {
        let top = page.top.points();
        let bottom = page.height.points() - page.bottom.points();
        Frame {
            left: page.left.points() + page.gutter.points(),
            top,
            width: page.text_width().points().max(LEAST),
            bottom: bottom.max(top + LEAST),
        }
    }

    pub(super) fn height(&self) -> f32 {
        self.bottom - self.top
    }
}

/// What sums of heights may be off, pt.
pub(super) const TOLERANCE: f32 = 0.05;
/// What stays free below a table's row that is not the first on its page, pt: other programs give the rules of a table
/// some height, and would turn the page before a row that only just fits.
pub(super) const SPARE: f32 = 2.0;

/// A page of a part before it is known which page of the document it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LaidPage {
    pub(super) fills: Vec<PageItem>,
    pub(super) pictures: Vec<PageItem>,
    pub(super) rules: Vec<PageItem>,
    pub(super) texts: Vec<PageItem>,
    /// Links whose page is still unknown.
    pub(super) links: Vec<(Area, Owner, Meaning)>,
    /// Lines of contents entries, whose page numbers are still unknown.
    pub(super) entries: Vec<EntryPlace>,
}

/// Where a line of a contents entry stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EntryPlace {
    pub(super) line: EntryLine,
    /// The line from margin to margin.
    pub(super) area: Area,
    /// Where its text ends.
    pub(super) end: f32,
    pub(super) baseline: f32,
}

/// A part laid out by itself: pages without headers, footers and page numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct LaidPart {
    pub(super) pages: Vec<LaidPage>,
    /// Bookmarks with page (from the part's first) and height.
    pub(super) outline: Vec<(Outline, usize, f32)>,
    pub(super) missing: Vec<Missing>,
    pub(super) structure: Structure,
    pub(super) flaws: Vec<Flaw>,
    /// How it was tightened, if it was.
    pub(super) tightening: Option<Tightening>,
}

/// A block with its lines, ready to be placed.
pub(super) enum Laid {
    Lines(LaidLines),
    Table(LaidTable),
    Band(Band),
    Space(f32),
    Picture {
        logo: Arc<Logo>,
        width: f32,
        height: f32,
        /// Its element.
        figure: u32,
    },
}

/// A paragraph in lines.
pub(super) struct LaidLines {
    /// It is not torn between pages.
    pub(super) whole: bool,
    pub(super) lines: Vec<Line>,
    pub(super) before: f32,
    pub(super) after: f32,
    pub(super) keep_with_next: bool,
}

impl LaidLines {
    pub(super) fn height(&self) -> f32 {
        let lines: f32 = self.lines.iter().map(|line| line.height).sum();
        self.before + lines + self.after
    }

    /// Height that must stand together at the beginning.
    fn head(&self) -> f32 {
        let together = match self.lines.len() {
            count if self.whole => count,
            0..4 => 3,
            _ => 2,
        };
        let lines = self.lines.iter().take(together);
        self.before + lines.map(|line| line.height).sum::<f32>()
    }
}

/// Height of all space that gives way where a part is tightened: around paragraphs and in cells.
pub(super) fn space(blocks: &[Laid]) -> f32 {
    let space = |block: &Laid| match block {
        Laid::Lines(lines) => lines.before + lines.after,
        Laid::Table(table) => 2.0 * CELL_PAD * table.rows.len() as f32,
        Laid::Space(height) => *height,
        Laid::Band(_) | Laid::Picture { .. } => 0.0,
    };
    blocks.iter().map(space).sum()
}

impl Laid {
    fn head(&self) -> f32 {
        match self {
            Laid::Lines(lines) => lines.head(),
            Laid::Table(table) => table.head(),
            Laid::Band(band) => band.height,
            Laid::Space(_) => 0.0,
            Laid::Picture { height, .. } => *height,
        }
    }
}

/// The pages of a part being filled.
pub(super) struct Flow {
    pub(super) frame: Frame,
    pub(super) y: f32,
    /// Space below the last paragraph, if that is the last block so far, pt.
    above: f32,
    /// Nothing stands on the current page yet.
    pub(super) fresh: bool,
    pub(super) page: LaidPage,
    done: Vec<LaidPage>,
    marks: Vec<Option<(usize, f32)>>,
    figures: Vec<FigurePlace>,
    pub(super) flaws: Vec<Flaw>,
    /// Height left free on the pages that are done, and on the last of them.
    free: f32,
    hole: f32,
}

/// A figure's element, and where it stands.
pub(super) type FigurePlace = (u32, usize, Area);

/// A filled part.
pub(super) struct Filled {
    pub(super) pages: Vec<LaidPage>,
    /// Where each bookmark stands.
    pub(super) marks: Vec<Option<(usize, f32)>>,
    pub(super) figures: Vec<FigurePlace>,
    /// Which share of the last page is filled.
    pub(super) last: f32,
    /// What the page before it has free, in pages.
    pub(super) hole: f32,
    /// What the other pages have free, in pages.
    pub(super) free: f32,
}

impl Flow {
    /// An empty first page; `marks` bookmarks are to be found.
    pub(super) fn new(frame: Frame, marks: usize) -> Flow {
        Flow {
            frame,
            y: frame.top,
            above: 0.0,
            fresh: true,
            page: LaidPage::default(),
            done: Vec::new(),
            marks: vec![None; marks],
            figures: Vec::new(),
            flaws: Vec::new(),
            free: 0.0,
            hole: 0.0,
        }
    }

    /// The filled pages, and where things stand.
    pub(super) fn finish(mut self) -> Filled {
        self.done.push(self.page);
        let last = (self.y - self.frame.top) / self.frame.height();
        Filled {
            last,
            hole: self.hole / self.frame.height(),
            free: self.free / self.frame.height(),
            pages: self.done,
            marks: self.marks,
            figures: self.figures,
        }
    }

    /// Notes that a figure stands here on the page.
    pub(super) fn note_figure(&mut self, figure: u32, area: Area) {
        self.figures.push((figure, self.done.len(), area));
    }

    /// Height left on the page.
    pub(super) fn room(&self) -> f32 {
        self.frame.bottom - self.y
    }

    pub(super) fn next_page(&mut self) {
        self.hole = self.room();
        self.free += self.hole;
        self.done.push(std::mem::take(&mut self.page));
        self.y = self.frame.top;
        self.above = 0.0;
        self.fresh = true;
    }

    /// Places all blocks of a part, as long as `questions` are answered with yes.
    pub(super) fn place(&mut self, mut blocks: Vec<Laid>, questions: &mut Questions<'_>) {
        let needs = chains(&mut blocks);
        for (mut block, mut need) in blocks.into_iter().zip(needs) {
            let rows = match &block {
                Laid::Table(table) => table.rows.len(),
                _ => 1,
            };
            if !questions.go_on(rows) {
                return;
            }
            let above = std::mem::take(&mut self.above);
            match &mut block {
                // Of two spaces that meet the larger counts, as in Word.
                Laid::Lines(lines) if lines.before < above => {
                    need += above - lines.before;
                    lines.before = above;
                }
                Laid::Lines(_) => {}
                _ => self.y += above,
            }
            let fits_a_page = need <= self.frame.height() + TOLERANCE;
            if need > self.room() + TOLERANCE && fits_a_page && !self.fresh {
                self.next_page();
            }
            match block {
                Laid::Lines(lines) => self.place_lines(lines),
                Laid::Table(table) => self.place_table(table),
                Laid::Band(band) => self.place_band(band),
                Laid::Space(height) => self.place_space(height),
                Laid::Picture {
                    logo,
                    width,
                    height,
                    figure,
                } => self.place_picture(logo, (width, height), figure),
            }
        }
    }

    fn place_lines(&mut self, block: LaidLines) {
        if !self.fresh {
            self.y += block.before;
        }
        if block.whole && !self.fresh {
            let lines: f32 = block.lines.iter().map(|line| line.height).sum();
            if lines > self.room() + TOLERANCE {
                self.next_page();
            }
        }
        let x = self.frame.left;
        let mut lines = block.lines.into_iter();
        while let Some(height) = lines.as_slice().first().map(|line| line.height) {
            let left = lines.len();
            let fitting = whole(self.room() + TOLERANCE, height).min(left);
            let mut now = fitting;
            if now < left {
                // Two lines at least on both pages.
                now = now.min(left.saturating_sub(2));
                if now < 2 {
                    now = 0;
                }
                if now == 0 && self.fresh {
                    now = fitting.max(1);
                }
            }
            for line in lines.by_ref().take(now) {
                let y = self.y;
                self.y += line.height;
                self.put_line(line, x, y);
            }
            if now < left {
                self.next_page();
            }
        }
        self.above = block.after;
    }

    fn place_space(&mut self, height: f32) {
        // A space that falls on a page's edge has done its work; one that opens a part (a cover) has not.
        if self.fresh && !self.done.is_empty() {
            return;
        }
        self.y = (self.y + height).min(self.frame.bottom);
        self.fresh = false;
    }

    fn place_picture(&mut self, logo: Arc<Logo>, (width, height): (f32, f32), figure: u32) {
        if height > self.room() + TOLERANCE && !self.fresh {
            self.next_page();
        }
        let area = Area {
            x: self.frame.left + (self.frame.width - width) / 2.0,
            y: self.y,
            width,
            height,
        };
        let meaning = Meaning::Element(figure);
        self.page.pictures.push(PageItem::Picture {
            area,
            logo,
            meaning,
        });
        self.note_figure(figure, area);
        self.y += height;
        self.fresh = false;
    }

    /// Puts a line with the left edge of its box at `x` and its top at `y`.
    pub(super) fn put_line(&mut self, line: Line, x: f32, y: f32) {
        self.fresh = false;
        let baseline = y + line.baseline;
        for mut text in line.texts {
            text.x += x;
            text.y = baseline;
            self.page.texts.push(PageItem::Text(text));
        }
        for link in line.links {
            let area = Area {
                x: x + link.x,
                y,
                width: link.width,
                height: line.height,
            };
            self.page.links.push((area, link.target, link.meaning));
        }
        if let Some(entry) = line.entry {
            self.page.entries.push(EntryPlace {
                line: entry,
                area: Area {
                    x: self.frame.left,
                    y,
                    width: self.frame.width,
                    height: line.height,
                },
                end: x + line.end,
                baseline,
            });
        }
        let page = self.done.len();
        if let Some(mark) = line.mark.and_then(|mark| self.marks.get_mut(mark)) {
            // A heading row that is repeated is a bookmark where it stands first.
            mark.get_or_insert((page, y));
        }
    }
}

/// How many heights fit in a room.
fn whole(room: f32, height: f32) -> usize {
    // `as` saturates: a negative or huge quotient is no danger.
    (room / height.max(0.1)).floor() as usize
}

/// For each block the height that must fit on the page where it begins: for a heading, itself and the beginning of what
/// it heads. Blocks inside a chain need nothing: its first block has looked ahead. Tables whose last row stays with what
/// comes after them are told how high that is.
fn chains(blocks: &mut [Laid]) -> Vec<f32> {
    let mut needs = vec![0.0; blocks.len()];
    // What the block below asks for, with all that it holds to, and the space above it.
    let (mut below, mut before_below) = (0.0, 0.0);
    for (block, need) in blocks.iter_mut().zip(&mut needs).rev() {
        let before = match block {
            Laid::Lines(lines) => lines.before,
            _ => 0.0,
        };
        let before_below = std::mem::replace(&mut before_below, before);
        below = match block {
            Laid::Lines(lines) if lines.keep_with_next => {
                *need = lines.height() + below - lines.after.min(before_below);
                *need
            }
            Laid::Space(height) => *height + below,
            Laid::Table(table) => {
                if table.rows.last().is_some_and(|row| row.keep_with_next) {
                    table.after = below;
                }
                table.head() + SPARE
            }
            other => other.head(),
        };
    }
    let mut in_chain = false;
    for (block, need) in blocks.iter().zip(&mut needs) {
        let goes_on = match block {
            Laid::Lines(lines) => lines.keep_with_next,
            Laid::Space(_) => in_chain,
            Laid::Table(_) | Laid::Band(_) | Laid::Picture { .. } => false,
        };
        if std::mem::replace(&mut in_chain, goes_on) {
            *need = 0.0;
        }
    }
    needs
}
