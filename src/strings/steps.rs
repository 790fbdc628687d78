//! Names of undo steps.
