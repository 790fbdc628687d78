//! Tests of the editing door as a whole.

mod history;
mod items;
mod random;
mod references;
mod search;
mod tree;
