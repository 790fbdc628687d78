//! A fingerprint of content, for subset names and the document's ID. It protects against nothing; it only
//! makes equal files equal and unequal files (very probably) unequal.

/// FNV-1a with 128 bits (draft-eastlake-fnv), fed piece by piece; eight bytes at a step, since each waits for the one
/// before.
pub(super) struct Digest(u128);

impl Digest {
    /// The fingerprint of nothing.
    pub(super) fn new() -> Digest {
        Digest(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }

    /// Adds bytes, and their number, so that "ab","c" differs from "a","bc".
    pub(super) fn add(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks();
        for &word in words {
            self.step(u64::from_le_bytes(word));
        }
        for &byte in rest {
            self.step(u64::from(byte));
        }
        self.step(bytes.len() as u64);
    }

    fn step(&mut self, word: u64) {
        self.0 =
            (self.0 ^ u128::from(word)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }

    /// The fingerprint as a number.
    pub(super) fn number(&self) -> u128 {
        self.0
    }

    /// The fingerprint as bytes.
    pub(super) fn bytes(&self) -> [u8; 16] {
        self.0.to_be_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_count_and_not_only_their_sum() {
        let digest = |pieces: &[&str]| {
            let mut digest = Digest::new();
            for piece in pieces {
                digest.add(piece.as_bytes());
            }
            digest.number()
        };
        assert_eq!(digest(&["ab", "c"]), digest(&["ab", "c"]));
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
        assert_ne!(digest(&[]), digest(&[""]));
    }
}
