//! Lays blocks out on pages: line breaking with 禁则, tables, page breaks, page numbers.
//!
//! [`paginate()`] is pure and cannot fail: a character without a face prints as 〓 and is told in
//! [`Pages::missing`], a picture that cannot be read is left out, a column too narrow for its text is broken
//! between characters; all but the first is told in [`Pages::flaws`]. Charts are also given as pictures by themselves
//! ([`chart_pictures()`]), for a format whose reader makes the pages.

mod chart;
mod chart_choice;
mod chart_lines;
mod chart_picture;
mod chart_trees;
mod fit;
mod flaw;
mod flow;
mod grid;
mod indent;
mod laid_document;
mod line;
mod page;
mod paginate;
mod picture;
mod questions;
mod running;
mod sheet;
mod signs;
mod structure;
mod table;
mod table_flow;
#[cfg(test)]
mod testing;

pub use chart::{CHART_GROUND, CHART_LINE};
pub use chart_picture::{BoxText, ChartPicture, PictureBox, chart_pictures};
pub use fit::Tightening;
pub use flaw::{Flaw, FlawKind};
pub(crate) use flow::LaidPart;
pub(crate) use laid_document::LaidDocument;
pub use page::{Area, Missing, OutlineEntry, Page, PageItem, PageNumbers, Pages, Text, Watermark};
pub use paginate::{MOST_WHOLE, page_numbers, page_numbers_watched, paginate, paginate_watched};
pub use structure::{Element, Figure, Heads, Meaning, Role, Structure};
