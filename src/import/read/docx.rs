//! DOCX packages.
use super::{ReadError, ReadFile};
pub(super) fn recognise(_extension: &str, _bytes: &[u8]) -> Result<(), ReadError> {
    Err(ReadError::Unknown)
}
pub(super) fn read(_bytes: &[u8]) -> Result<ReadFile, ReadError> {
    Err(ReadError::Unknown)
}
