//! The editor at the right.
