//! Documents inside a document (`altChunk`): web pages and texts that Word takes in when it opens the file.
//!
//! Programs that make a Word file of a web page often write nothing else.

use super::super::grid::Block;
use super::super::recognise::{Content, recognise};
use super::super::{html, mht, text};
use super::package::{PART_LIMIT, Package, PartError, Relation};
use std::collections::HashMap;
use std::io::Read as _;

/// The most of them that are read.
const CHUNKS: usize = 200;

/// Those that can be read, by the name of their relation.
pub(super) fn chunks(
    package: &mut Package<'_>,
    relations: &[Relation],
) -> HashMap<String, Vec<Block>> {
    let mut chunks = HashMap::new();
    // For all of them together: each may unpack to a thousand times what it takes in the file.
    let mut left = PART_LIMIT;
    let parts = relations.iter().filter(|it| it.kind == "aFChunk");
    for relation in parts.take(CHUNKS) {
        let mut bytes = Vec::new();
        let whole = package.read(&relation.target, |part| {
            let read = part.take(left).read_to_end(&mut bytes);
            read.map_err(|_broken| PartError::Broken)
        });
        let Ok(length) = whole else {
            continue;
        };
        left = left.saturating_sub(length as u64);
        if let Some(blocks) = blocks(&relation.target, &bytes).filter(|_| left > 0) {
            chunks.insert(relation.id.clone(), blocks);
        }
    }
    chunks
}

fn blocks(name: &str, bytes: &[u8]) -> Option<Vec<Block>> {
    match recognise(name, bytes).ok()? {
        Content::Html => Some(html::blocks(bytes, None)),
        Content::Mht => {
            let (page, charset) = mht::page(bytes)?;
            Some(html::blocks(&page, charset.as_deref()))
        }
        Content::Text => {
            let (text, _) = text::decode(bytes, text::encoding_of(bytes));
            Some(
                text.lines()
                    .map(|line| Block::Line(line.to_owned()))
                    .collect(),
            )
        }
        // A document in itself could hold itself.
        Content::Docx => None,
    }
}
