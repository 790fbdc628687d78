//! Names of fields, lists and choices, as forms, warnings and findings show them.
