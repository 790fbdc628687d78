//! Lists of a page: the numbers and bullets that the browser shows before their items.

use super::super::numbers::{Format, bullet, by_level};
use super::tag::Tag;

/// A list that is open.
#[derive(Debug)]
pub(super) struct List {
    format: Format,
    /// How many lists of the same format it stands in.
    level: usize,
    next: i64,
}

/// The lists that are open.
#[derive(Debug, Default)]
pub(super) struct Lists {
    open: Vec<List>,
}

impl Lists {
    pub(super) fn open(&mut self, tag: &Tag) {
        let usual = if tag.name == "ol" {
            Format::Decimal
        } else {
            Format::Bullet
        };
        let format = said(tag).unwrap_or(usual);
        // Deeper levels than four look the same.
        let above = self.open.iter().rev().take(8);
        let level = above.filter(|list| list.format == format).count();
        self.open.push(List {
            format,
            level,
            next: tag.start.unwrap_or(1),
        });
    }

    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// What stands before the next item.
    pub(super) fn marker(&mut self, tag: &Tag) -> String {
        let Some(list) = self.open.last_mut() else {
            return bullet(0).to_string();
        };
        let number = tag.value.unwrap_or(list.next);
        list.next = number.saturating_add(1);
        let shown = u32::try_from(number).unwrap_or(0);
        match said(tag).unwrap_or(list.format) {
            Format::None => String::new(),
            Format::Bullet => bullet(list.level).to_string(),
            Format::Counting if list.level == 0 => {
                format!("{}\u{3001}", Format::Counting.write(shown))
            }
            format => by_level(format, list.level, shown),
        }
    }
}

/// The format that a list or item names.
fn said(tag: &Tag) -> Option<Format> {
    let style = tag
        .property("list-style-type")
        .or_else(|| tag.property("list-style"));
    style
        .and_then(Format::of_html)
        .or_else(|| Format::of_html(&tag.kind))
}
