//! Pages as positioned items: what PDF writes and the preview paints.
//!
//! Positions are points (1/72 inch) from the upper left corner of the sheet, y downwards. Every text item lies
//! on one baseline in one face and size; nothing is left for a reader of pages to decide.

use super::fit::Tightening;
use super::flaw::Flaw;
use super::structure::{Meaning, Structure};
use crate::fonts::Face;
use crate::model::{Logo, Owner, Place};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A laid-out document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pages {
    /// Width of the sheet, pt, where a page does not say otherwise.
    pub width: f32,
    /// Height of the sheet, pt, where a page does not say otherwise.
    pub height: f32,
    /// The pages in order.
    pub pages: Vec<Page>,
    /// Bookmarks in document order.
    pub outline: Vec<OutlineEntry>,
    /// Characters that no face has and that print as 〓, in document order.
    pub missing: Vec<Missing>,
    /// What else is not as it was wanted, each once.
    pub flaws: Vec<Flaw>,
    /// What the texts are, part by part.
    pub structure: Vec<Structure>,
    /// Parts, from 0, that were tightened to take fewer pages.
    pub tightened: BTreeMap<usize, Tightening>,
    /// Number of pages of each part, without an empty one before it.
    pub parts: Vec<usize>,
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Width and height of its sheet, pt, if it is another than the document's ([`Pages::size`]).
    pub size: Option<(f32, f32)>,
    /// Its items; fills first, so that nothing is painted over.
    pub items: Vec<PageItem>,
}

/// Something on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum PageItem {
    /// Text on one baseline.
    Text(Text),
    /// A straight line.
    Rule {
        /// Start, pt.
        from: (f32, f32),
        /// End, pt.
        to: (f32, f32),
        /// Thickness, pt.
        thickness: f32,
    },
    /// A grey rectangle: 0 black … 1 white.
    Fill {
        /// Where.
        area: Area,
        /// How light.
        grey: f32,
    },
    /// A picture, stretched to the area (its proportions are kept by layout).
    Picture {
        /// Where.
        area: Area,
        /// The file.
        logo: Arc<Logo>,
        /// To what it belongs.
        meaning: Meaning,
    },
    /// Words across the page, behind its text.
    Watermark(Watermark),
    /// A link to the page where this owner begins.
    Link {
        /// Where.
        area: Area,
        /// Page index from 0.
        page: usize,
        /// Height on that page, pt.
        y: f32,
        /// The text that leads there.
        meaning: Meaning,
    },
}

/// Words across the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Watermark {
    /// The words as if they stood upright, pt from `centre`.
    pub texts: Vec<Text>,
    /// Around what they are turned: the middle of the sheet, pt.
    pub centre: (f32, f32),
    /// By how much they are turned, radians against the clock.
    pub angle: f32,
    /// Their colour: 0 black … 1 white.
    pub grey: f32,
}

/// A rectangle, pt.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// Text on one baseline in one face and size.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Left end of the baseline, pt.
    pub x: f32,
    /// The baseline, pt.
    pub y: f32,
    /// Face; it has every character of `text`.
    pub face: Face,
    /// Size, pt.
    pub size: f32,
    /// The characters.
    pub text: String,
    /// Extra advance after each character, pt (justified lines).
    pub spacing: f32,
    /// Further extra advance, pt, after the character with this index (counted in characters); sorted.
    pub kerns: Vec<(usize, f32)>,
    /// The field that it was taken from.
    pub place: Option<Place>,
    /// To what it belongs.
    pub meaning: Meaning,
}

/// A bookmark.
#[derive(Clone, Debug, PartialEq)]
pub struct OutlineEntry {
    /// 1 = highest.
    pub level: u8,
    /// As shown.
    pub title: String,
    /// Page index from 0.
    pub page: usize,
    /// Height on the page, pt.
    pub y: f32,
    /// The department or role that begins here.
    pub target: Option<Owner>,
    /// Stands in the contents.
    pub in_contents: bool,
}

/// Where things are in a laid-out document, without its pages: all that a format needs whose reader makes the pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageNumbers {
    /// Number of pages.
    pub pages: usize,
    /// Bookmarks in document order.
    pub outline: Vec<OutlineEntry>,
    /// What is not as it was wanted, each once.
    pub flaws: Vec<Flaw>,
    /// Parts, from 0, that were tightened to take fewer pages.
    pub tightened: BTreeMap<usize, Tightening>,
    /// Number of pages of each part, without an empty one before it.
    pub parts: Vec<usize>,
}

impl Pages {
    /// Width and height of a page's sheet, pt; those of the document beyond the last page.
    pub fn size(&self, page: usize) -> (f32, f32) {
        let own = self.pages.get(page).and_then(|page| page.size);
        own.unwrap_or((self.width, self.height))
    }

    /// Where things are.
    pub fn numbers(&self) -> PageNumbers {
        PageNumbers {
            pages: self.pages.len(),
            outline: self.outline.clone(),
            flaws: self.flaws.clone(),
            tightened: self.tightened.clone(),
            parts: self.parts.clone(),
        }
    }
}

/// A character that no face has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The character.
    pub character: char,
    /// Where it was typed.
    pub place: Option<Place>,
}
