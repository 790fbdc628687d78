//! Words of the tree at the left.
