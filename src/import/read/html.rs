//! Web pages and clipboard HTML.
use super::{ReadError, ReadFile};
pub(super) fn read(_bytes: &[u8]) -> Result<ReadFile, ReadError> {
    Err(ReadError::Unknown)
}
pub(super) fn read_text(_html: &str) -> ReadFile {
    ReadFile::default()
}
