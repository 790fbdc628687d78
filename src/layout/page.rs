//! Pages as positioned items: what PDF writes and the preview paints.
//!
//! Positions are points (1/72 inch) from the upper left corner of the sheet, y downwards. Every text item lies
//! on one baseline in one face and size; nothing is left for a reader of pages to decide.

use super::flaw::Flaw;
use super::structure::{Meaning, Structure};
use crate::fonts::Face;
use crate::model::{Logo, Owner, Place};
use std::sync::Arc;

/// A laid-out document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pages {
    /// Width of the sheet, pt.
    pub width: f32,
    /// Height of the sheet, pt.
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
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
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
}

impl Pages {
    /// Where things are.
    pub fn numbers(&self) -> PageNumbers {
        PageNumbers {
            pages: self.pages.len(),
            outline: self.outline.clone(),
            flaws: self.flaws.clone(),
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
