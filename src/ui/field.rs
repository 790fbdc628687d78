//! The one text field of the document: safe for IME composition and undo.
