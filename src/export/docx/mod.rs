//! Blocks → DOCX bytes.
