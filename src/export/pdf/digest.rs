//! A fingerprint of content, for subset names and the document's ID. It protects against nothing; it only
//! makes equal files equal and unequal files (very probably) unequal.

/// FNV-1a with 128 bits (draft-eastlake-fnv), fed piece by piece.
pub(super) struct Digest(u128);

impl Digest {
    /// The fingerprint of nothing.
    pub(super) fn new() -> Digest {
        Digest(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }

    /// Adds bytes, and their number, so that "ab","c" differs from "a","bc".
    pub(super) fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.step(byte);
        }
        for byte in (bytes.len() as u64).to_le_bytes() {
            self.step(byte);
        }
    }

    fn step(&mut self, byte: u8) {
        self.0 =
            (self.0 ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
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
