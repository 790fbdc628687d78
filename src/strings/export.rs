//! Words of the export window and of export warnings.
