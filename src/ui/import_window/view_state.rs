//! What the two halves of the window show: what is selected, hovered, closed, and where they scroll to.

use super::paper::{Stack, Widths};
use super::reading::{Kind, Reading, Row};
use crate::import::Span;
use egui::{Context, FontId};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// Size of the texts, in points.
pub(super) const SIZE: f32 = 13.5;
/// Height of one line of them, in points.
pub(super) const LINE: f32 = 20.0;
/// Room above and below a text, in points.
pub(super) const PADDING: f32 = 3.0;
/// How long a place flashes that the other half leads to, in seconds.
pub(super) const FLASH: f64 = 1.2;

/// A row of the result, whatever its position in a reading.
pub(super) type RowKey = (Kind, Option<Span>, String);

/// The key of a row that has something below it.
pub(super) fn key(row: &Row) -> RowKey {
    let text = row.span.map_or_else(|| row.text.clone(), |_| String::new());
    (row.kind, row.span, text)
}

/// One half of the window.
#[derive(Debug, Default)]
pub(super) struct Half {
    /// Where its lines stand.
    pub stack: Stack,
    /// What the stack was made for: reading, width, what is closed.
    pub made_for: (u64, u32, u64),
    /// A line to be shown.
    pub scroll_to: Option<usize>,
    /// What the pointer was over in the frame before.
    pub hovered: Option<usize>,
    /// What flashes, and since when.
    pub flash: Option<(usize, f64)>,
    /// Where it was scrolled to.
    pub scrolled: f32,
}

impl Half {
    /// Shows a line and lets it flash.
    pub(super) fn show(&mut self, at: usize, now: f64) {
        self.scroll_to = Some(at);
        self.flash = Some((at, now));
    }

    /// How strongly a line flashes now, from 1 to 0.
    pub(super) fn flashing(&self, at: usize, now: f64) -> f32 {
        match self.flash {
            Some((flashing, since)) if flashing == at && now - since < FLASH => {
                1.0 - ((now - since) / FLASH) as f32
            }
            _ => 0.0,
        }
    }
}

/// What both halves remember between frames.
#[derive(Debug, Default)]
pub(super) struct Halves {
    /// The source.
    pub source: Half,
    /// The result; its lines are positions in `visible`.
    pub result: Half,
    /// Rows of the result that are not hidden by closed ones.
    pub visible: Vec<usize>,
    /// Closed rows.
    pub closed: BTreeSet<RowKey>,
    /// Grows with each change of `closed`.
    pub closed_changes: u64,
    /// The selected lines of the source: where the selection began, and where it is.
    pub selected: Option<(usize, usize)>,
    /// The source shall have the keyboard.
    pub focus_source: bool,
    widths: Option<(Widths, u32)>,
}

impl Halves {
    /// The widths of the texts' characters.
    pub(super) fn take_widths(&mut self, ctx: &Context) -> Widths {
        let scale = ctx.pixels_per_point().to_bits();
        match self.widths.take() {
            Some((widths, made_for)) if made_for == scale => widths,
            _ => Widths::of(ctx, FontId::proportional(SIZE)),
        }
    }

    /// Keeps them for the next text.
    pub(super) fn give_widths(&mut self, ctx: &Context, widths: Widths) {
        self.widths = Some((widths, ctx.pixels_per_point().to_bits()));
    }

    /// The selected lines.
    pub(super) fn selection(&self) -> Option<RangeInclusive<usize>> {
        let (a, b) = self.selected?;
        Some(a.min(b)..=a.max(b))
    }

    /// Opens or closes a row.
    pub(super) fn set_closed(&mut self, row: &Row, closed: bool) {
        let changed = if closed {
            self.closed.insert(key(row))
        } else {
            self.closed.remove(&key(row))
        };
        self.closed_changes += u64::from(changed);
    }

    /// Opens everything that hides a row.
    pub(super) fn open_above(&mut self, reading: &Reading, row: usize) {
        let mut depth = reading.rows.get(row).map_or(0, |row| row.depth);
        for above in reading.rows.iter().take(row).rev() {
            if above.depth < depth {
                depth = above.depth;
                self.set_closed(above, false);
            }
            if depth == 0 {
                break;
            }
        }
    }

    /// Leads from a line of the source to the result.
    pub(super) fn show_in_result(&mut self, reading: &Reading, line: usize, now: f64) {
        if let Some(row) = reading.row_of_line(line) {
            self.show_row(reading, row, now);
        }
    }

    /// Shows a row of the result.
    pub(super) fn show_row(&mut self, reading: &Reading, row: usize, now: f64) {
        self.open_above(reading, row);
        self.result.show(row, now);
    }

    /// Leads from a row of the result to the source.
    pub(super) fn show_in_source(&mut self, row: &Row, now: f64) {
        if let Some(span) = row.span {
            let line = span.line as usize;
            self.selected = Some((line, line));
            self.source.show(line, now);
        }
    }

    /// Brings the rows that are not hidden up to date.
    pub(super) fn refresh_visible(&mut self, reading: &Reading) {
        self.visible.clear();
        let mut at = 0;
        while let Some(row) = reading.rows.get(at) {
            self.visible.push(at);
            let closed = row.end > at + 1 && self.closed.contains(&key(row));
            at = if closed { row.end } else { at + 1 };
        }
    }

    /// Forgets what belonged to another source.
    pub(super) fn restart(&mut self) {
        *self = Halves {
            widths: self.widths.take(),
            ..Halves::default()
        };
        // What belongs to the page is seldom looked at.
        self.closed.insert((Kind::Noise, None, String::new()));
    }
}
