//! Composes printed documents out of a project: pure, and unable to fail.
//!
//! [`compose()`] walks the tree; each role and department becomes a sheet of facts and sections (`role`, `duties`,
//! `department`), which `form` (表格式) or `clauses` (条文式) gives its shape. Words that the user did not type stand
//! in [`wording`], numbers come from [`numbering`].
//!
//! # What is not printed
//!
//! - `imported_superior`, `imported_subordinates`: what an import found is kept for comparing, the printed lines come
//!   from the tree.
//! - The words for an outside position (`supervisor_outside`, `FunctionalLine::outside`, `CareerPath::text`) while a
//!   role of the project is named in their place.
//! - Signatures of those whom the settings do not name as signing.
//! - The company's short name and code, unless a header, a footer or a role's code uses them; the patterns of header,
//!   footer and codes are printed as what they stand for.
//! - What belongs to the company and to departments stands in books only.
//! - Sections and facts that the settings hide; watermark and copy number on what applicants are given.

mod articles;
mod blocks;
mod book;
mod brief;
mod chapters;
mod clauses;
mod columns;
mod compose;
mod cover;
mod dates;
mod department;
mod diagram;
mod duties;
mod estimate;
mod file_name;
mod form;
mod index;
pub mod numbering;
mod plain;
mod recruit;
mod role;
mod role_facts;
mod running;
mod scope;
mod setup;
mod sheet;
mod spans;
pub mod style_names;
mod styles;
mod table;
mod tail;
mod title;
pub mod wording;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod settings_tests;
#[cfg(test)]
mod tests;

pub use blocks::{
    Block, Cell, CellKind, Extra, Merge, Number, Outline, PageSetup, Paragraph, Part, PartField,
    PartFields, PartKind, PartSetup, PrintDocument, Properties, Row, Running, RunningText, Span,
    Table,
};
pub use brief::{LeftOut, LeftOutKind};
pub use compose::{compose, compose_frame, compose_parts, compose_parts_watched, compose_role};
pub use diagram::{Chart, ChartBox, IndexLine};
pub use file_name::{
    USUAL_DEPARTMENT_FILE_NAME, USUAL_FILE_NAME, department_file_stem, role_file_stem, unknown_mark,
};
pub use plain::{plain_part, plain_text};
pub use scope::{Request, Scope};
pub use styles::{Align, CELL_PAD, ParagraphStyle, Style, StyleSheet};
pub use title::title_margin;
