//! The tree of departments and roles at the left.
