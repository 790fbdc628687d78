//! Every Chinese sentence that a person reads on the screen or in the terminal (printed words are in
//! [`document`](crate::document)).
//!
//! Rules: no full stop after one short sentence; `…` on a button that asks for more; no colon after a label;
//! names are quoted with 「」; 岗位, never 职位. Only characters that the embedded 黑体 has.

pub mod cli;
pub mod editor;
pub mod errors;
pub mod export;
pub mod fields;
pub mod find;
pub mod import;
pub mod import_window;
pub mod look;
pub mod preview;
pub mod print;
pub mod shell;
pub mod steps;
pub mod tree;

/// A message about something that went wrong: what, why, and what the person can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What did not work.
    pub what: String,
    /// Why.
    pub why: String,
    /// What to do now.
    pub what_to_do: String,
}
