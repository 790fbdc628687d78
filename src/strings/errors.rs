//! What went wrong, why, and what to do: one sentence for each error below.
