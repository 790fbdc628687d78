//! What becomes of pages: binding, where roles begin, how pages are counted, what may be torn.

use super::{HalfPoint, TenthMm};
use crate::model::record::{choice, record};

choice! {
    /// Where the document of a role or department begins.
    pub enum RoleStart {
        /// On a new page.
        Page,
        /// On a new right-hand page, so that each can be taken out of the binding; the page before may stay empty.
        OddPage,
        /// Roles follow each other; each department begins on a new page.
        FlowOn,
    }
}

choice! {
    /// What the fields {页} and {总页} count.
    pub enum PageCount {
        /// The pages of the whole document.
        Document,
        /// The pages of each role or department by itself; the contents of a book go on counting all pages.
        Part,
    }
}

choice! {
    /// Which parts of a book are turned to landscape.
    pub enum LandscapeParts {
        /// Those whose tables or charts are too wide for the upright sheet.
        WhereNeeded,
        /// None.
        Never,
    }
}

choice! {
    /// What happens to a list item at the end of a page.
    pub enum ItemBreak {
        /// It goes to the next page as a whole, where a page has room for it.
        KeepWhole,
        /// It may go on there, two lines at least on either side.
        Tear,
    }
}

choice! {
    /// How many pages a role takes.
    pub enum FitMode {
        /// As many as it needs. Space between paragraphs and in cells gives way a little where that spares a nearly empty
        /// last page; lines and type do not.
        Natural,
        /// One less, where the last page would be less than a third full and tightening helps.
        SpareLastPage,
        /// Not more than a wished number, where tightening within the limits reaches it.
        Pages,
    }
}

record! {
    /// Tightens a role's lines and type so that it takes fewer pages.
    #[derive(Hash)]
    pub struct FitPages {
        /// Whether at all.
        pub mode: FitMode,
        /// The wished number of pages for [`FitMode::Pages`]; 0 counts as 1.
        pub pages: u8,
        /// Least line pitch in percent of the type size; 0 = the usual limit, 115.
        pub least_line_percent: u16,
        /// Least type size; 0 = the usual limit, 18 (小五, 9 pt).
        pub least_size: HalfPoint,
    }
}

impl FitPages {
    /// Least line pitch in percent: two lines of Chinese at less than 115 % touch.
    pub fn line_limit(&self) -> u16 {
        if self.least_line_percent == 0 {
            115
        } else {
            self.least_line_percent
        }
    }

    /// Least type size: 小五, 9 pt, is the smallest that office documents print.
    pub fn size_limit(&self) -> HalfPoint {
        if self.least_size.0 == 0 {
            HalfPoint(18)
        } else {
            self.least_size
        }
    }
}

record! {
    /// What becomes of pages.
    pub struct PageRules {
        /// Room for the binding, beside the inner margin (装订线).
        pub gutter: TenthMm,
        /// Left-hand pages mirror right-hand pages: `margin_left` is the inner margin, `margin_right` the outer.
        pub mirrored: bool,
        /// Where roles begin.
        pub role_start: RoleStart,
        /// What page numbers count.
        pub page_count: PageCount,
        /// Which parts of a book lie on their side.
        pub landscape: LandscapeParts,
        /// What may be torn.
        pub items: ItemBreak,
        /// How many pages a role takes.
        pub fit: FitPages,
    }
}
