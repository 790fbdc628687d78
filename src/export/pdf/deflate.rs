//! Deflates streams. lopdf does so at the highest level, which takes a fifth of an export's time for 2 % of its size.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::Stream;
use std::io::Write as _;

/// The level that deflate's own authors take for the usual one.
const LEVEL: Compression = Compression::new(6);

/// Deflates a stream that no filter was applied to, unless it would become longer (PDF 1.7, 7.4.4).
pub(super) fn deflate(stream: &mut Stream) {
    if stream.dict.has(b"Filter") {
        return;
    }
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(stream.content.len() / 2), LEVEL);
    // Writing to memory does not fail; if it did, the stream would stay as it is, which is as valid.
    let deflated = encoder
        .write_all(&stream.content)
        .and_then(|()| encoder.finish());
    if let Ok(deflated) = deflated
        && deflated.len() + "/Filter/FlateDecode".len() < stream.content.len()
    {
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(deflated);
    }
}
