//! Writes the two printed formats. Neither sees a project: DOCX comes from blocks, PDF from pages.

pub mod docx;
pub mod pdf;
