//! Deflates streams. lopdf does so at the highest level, which takes a fifth of an export's time for 2 % of its size.

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Stream};

/// The level that deflate's own authors take for the usual one.
const LEVEL: Compression = Compression::new(6);

/// Deflates one stream after another with the same memory: a third of a megabyte, which would else be cleared for
/// each page.
pub(super) struct Deflater {
    state: Compress,
}

impl Deflater {
    /// Ready for the first stream.
    pub(super) fn new() -> Deflater {
        Deflater {
            state: Compress::new(LEVEL, true),
        }
    }

    /// A stream of this content, deflated unless it would become longer (PDF 1.7, 7.4.4).
    pub(super) fn stream(&mut self, mut dictionary: Dictionary, content: &[u8]) -> Stream {
        match self.deflated(content) {
            Some(deflated) => {
                dictionary.set("Filter", "FlateDecode");
                Stream::new(dictionary, deflated)
            }
            None => Stream::new(dictionary, content.to_vec()),
        }
    }

    /// Deflates a stream that no filter was applied to, unless it would become longer.
    pub(super) fn deflate(&mut self, stream: &mut Stream) {
        if stream.dict.has(b"Filter") {
            return;
        }
        if let Some(deflated) = self.deflated(&stream.content) {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(deflated);
        }
    }

    /// `None` if it would not become shorter.
    fn deflated(&mut self, content: &[u8]) -> Option<Vec<u8>> {
        let most = content.len().checked_sub("/Filter/FlateDecode".len())?;
        self.state.reset();
        let mut deflated = Vec::with_capacity(most);
        // With all room that it may take, so that it ends at once or has become too long.
        let status = self
            .state
            .compress_vec(content, &mut deflated, FlushCompress::Finish);
        if !matches!(status, Ok(Status::StreamEnd)) || deflated.len() >= most {
            return None;
        }
        deflated.shrink_to_fit();
        Some(deflated)
    }
}

/// Deflates a single stream; see [`Deflater::deflate`].
pub(super) fn deflate(stream: &mut Stream) {
    Deflater::new().deflate(stream);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stream_comes_back_whatever_was_deflated_before() {
        let mut deflater = Deflater::new();
        let noise: Vec<u8> = (0_u32..5000)
            .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
            .collect();
        let contents: [&[u8]; 5] = [&[b'a'; 100_000], b"", b"short", &noise, &[b'a'; 300]];
        for content in contents {
            let stream = deflater.stream(Dictionary::new(), content);
            assert!(stream.content.len() <= content.len());
            let read = match stream.dict.has(b"Filter") {
                true => stream.decompressed_content().unwrap(),
                false => stream.content,
            };
            assert!(read == content, "{} bytes", content.len());
        }
    }
}
