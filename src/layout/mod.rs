//! Lays blocks out on pages: line breaking with 禁则, tables, page breaks, page numbers.

mod page;

pub use page::{Area, Missing, OutlineEntry, Page, PageItem, Pages, Text};
