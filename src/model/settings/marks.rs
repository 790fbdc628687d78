//! What is put on a page beside its text: logo, seal, watermark.

use super::TenthMm;
use crate::model::record::{choice, record};

choice! {
    /// Where the logo stands in a header.
    pub enum LogoPlace {
        /// Before the left text.
        Left,
        /// In the middle, in place of the middle text.
        Middle,
        /// Behind the right text.
        Right,
        /// Nowhere.
        None,
    }
}

choice! {
    /// Whether the cover of a book shows the logo.
    pub enum CoverLogo {
        /// At its top.
        Top,
        /// Not at all.
        None,
    }
}

record! {
    /// Where the logo stands and how large it is.
    pub struct LogoSettings {
        /// In headers.
        pub header: LogoPlace,
        /// Greatest height in headers; 0 = the usual, a little over a line.
        pub header_height: TenthMm,
        /// On covers.
        pub cover: CoverLogo,
        /// Greatest width on covers; 0 = the usual, 70 mm.
        pub cover_width: TenthMm,
    }
}

choice! {
    /// Where room is kept for the company's seal (盖章处).
    pub enum SealPlace {
        /// Nowhere but on the sign-off page of a book, which always has it.
        None,
        /// Below the signatures of the book, also where they stand on the cover.
        Book,
        /// Below the signatures of each role.
        Roles,
        /// Both.
        Everywhere,
    }
}

record! {
    /// Words across the page, in grey behind the text.
    pub struct Watermark {
        /// The words (受控文件); empty = none.
        pub text: String,
        /// Roles that are still drafts are marked 草稿 instead.
        pub drafts: bool,
    }
}
