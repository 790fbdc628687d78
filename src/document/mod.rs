//! Composes printed documents out of a project: pure, and unable to fail.

mod blocks;
pub mod numbering;
mod styles;

pub use blocks::{
    Block, Cell, CellKind, Merge, Number, Outline, PageSetup, Paragraph, Part, PartKind,
    PrintDocument, Properties, Row, Running, RunningText, Span, Table,
};
pub use styles::{Align, ParagraphStyle, Style, StyleSheet};
