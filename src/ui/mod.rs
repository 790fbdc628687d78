//! Draws a project and asks for changes; changes nothing itself.
//!
//! Every panel gets a [`View`] of what there is and pushes what the person asked for to a list of
//! [`UiCommand`]s, which [`app`](crate::app) carries out in order.

pub mod command;
pub mod editor;
pub mod field;
pub mod theme;
pub mod tree;

pub use command::{UiCommand, View};
