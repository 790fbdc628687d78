//! Words of the editor at the right: sections, fields, choices, buttons.
