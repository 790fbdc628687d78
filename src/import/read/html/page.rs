//! The state of reading a page: the line, the tables and lists that are open, and what is not shown.

use super::super::grid::{Block, Cell, Stack};
use super::list::Lists;
use super::tag::Tag;
use crate::import::markers::marker_at;

/// Special elements within special elements beyond this are read like any other.
const DEEPEST: usize = 64;

/// An element within which reading differs, until its end tag.
#[derive(Debug)]
struct Special {
    name: String,
    /// How many elements of the same name are open within it.
    within: usize,
    way: Way,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Not text of the page: a choice list, a drawing.
    Skipped,
    /// Deleted by a tracked change.
    Deleted,
    /// Not shown; set aside.
    Hidden,
    /// The page's own navigation.
    Around,
    /// The number that Word writes before the paragraph.
    Number,
    /// Stands for a tab.
    Tab,
    /// Blanks and line ends count.
    Preformatted,
}

/// How many of what were met.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) pictures: usize,
    pub(super) hidden: usize,
    pub(super) deleted: usize,
    pub(super) navigation: usize,
    pub(super) full: bool,
}

/// A page that is read.
#[derive(Debug)]
pub(super) struct Page {
    stack: Stack,
    lists: Lists,
    specials: Vec<Special>,
    /// The line so far.
    line: String,
    /// White space behind the line so far: whether it has a line end.
    blank: Option<bool>,
    /// The number or bullet of the item whose text has not begun.
    marker: String,
    /// The number that Word has written.
    number: String,
    /// What is not shown, or stands around the matter.
    around: Vec<Block>,
    aside: String,
    deleted: String,
    counts: Counts,
}

impl Page {
    pub(super) fn new() -> Page {
        Page {
            stack: Stack::new(),
            lists: Lists::default(),
            specials: Vec::new(),
            line: String::new(),
            blank: None,
            marker: String::new(),
            number: String::new(),
            around: Vec::new(),
            aside: String::new(),
            deleted: String::new(),
            counts: Counts::default(),
        }
    }

    /// The parts of the page, what stands around them, and how many of what were met.
    pub(super) fn finish(mut self) -> (Vec<Block>, Vec<Block>, Counts) {
        // A deletion that never ends would take the rest of the page with it.
        if self.is(Way::Deleted) {
            self.aside.push_str(&std::mem::take(&mut self.deleted));
            self.specials.retain(|it| it.way != Way::Deleted);
        }
        while let Some(special) = self.specials.pop() {
            self.leave(&special);
        }
        self.flush();
        self.flush_aside();
        self.counts.full = self.stack.is_full();
        (self.stack.finish(), self.around, self.counts)
    }

    fn is(&self, way: Way) -> bool {
        self.specials.iter().any(|special| special.way == way)
    }

    /// True if what comes is not part of the shown page.
    fn is_aside(&self) -> bool {
        self.specials.iter().any(|special| {
            matches!(
                special.way,
                Way::Skipped | Way::Deleted | Way::Hidden | Way::Tab
            )
        })
    }

    // ---- tags ----

    pub(super) fn start(&mut self, tag: &Tag, self_closing: bool) {
        let name = tag.name.as_str();
        let closes = !self_closing && !is_void(name);
        let aside = self.is_aside();
        let way = way_of(tag).filter(|_| closes && !aside && self.specials.len() < DEEPEST);
        match way {
            Some(way) => self.enter(name, way),
            None => self.count_within(name, closes),
        }
        if aside {
            if is_block(name) {
                self.flush_aside();
            }
            return;
        }
        if self.is_aside() {
            return;
        }
        match name {
            "br" | "hr" => self.flush_line(),
            "img" => self.counts.pictures += 1,
            "input" => self.input(tag),
            "ul" | "ol" | "menu" => {
                self.flush();
                self.lists.open(tag);
            }
            "li" => {
                self.flush();
                self.marker = self.lists.marker(tag);
            }
            "table" => {
                self.flush();
                self.stack.open_table();
            }
            "tr" | "caption" => {
                self.row();
                if name == "caption" {
                    self.stack.open_cell(Cell::default());
                }
            }
            "td" | "th" => self.cell(tag),
            name if is_block(name) => self.flush(),
            _ => {}
        }
    }

    pub(super) fn end(&mut self, name: &str) {
        let found = self.specials.iter().rposition(|it| it.name == name);
        if let Some(at) = found {
            let within = self.specials.get(at).map_or(0, |special| special.within);
            if within > 0 {
                if let Some(special) = self.specials.get_mut(at) {
                    special.within -= 1;
                }
            } else {
                for special in self.specials.split_off(at).iter().rev() {
                    self.leave(special);
                }
                if is_block(name) {
                    self.flush();
                }
                return;
            }
        }
        if self.is_aside() {
            if is_block(name) {
                self.flush_aside();
            }
            return;
        }
        match name {
            "ul" | "ol" | "menu" => {
                self.flush();
                self.marker.clear();
                self.lists.close();
            }
            "li" => {
                self.flush();
                self.marker.clear();
            }
            "td" | "th" | "caption" => {
                self.flush();
                self.stack.close_cell();
            }
            "table" => {
                self.flush();
                if self.stack.in_table() {
                    self.stack.close_table();
                }
            }
            "br" => self.flush_line(),
            name if is_block(name) => self.flush(),
            _ => {}
        }
    }

    /// An element whose end tag must not be taken for that of a special element of the same name.
    fn count_within(&mut self, name: &str, closes: bool) {
        if closes && let Some(special) = self.specials.iter_mut().rev().find(|it| it.name == name) {
            special.within += 1;
        }
    }

    fn enter(&mut self, name: &str, way: Way) {
        match way {
            Way::Around | Way::Preformatted => self.flush(),
            Way::Number => self.number.clear(),
            Way::Hidden => self.counts.hidden += 1,
            Way::Deleted => self.counts.deleted += 1,
            Way::Skipped | Way::Tab => {}
        }
        self.specials.push(Special {
            name: name.to_owned(),
            within: 0,
            way,
        });
    }

    fn leave(&mut self, special: &Special) {
        match special.way {
            Way::Hidden => self.flush_aside(),
            Way::Deleted => self.deleted.clear(),
            Way::Number => self.write_number(),
            Way::Tab => self.push('\t'),
            Way::Around => {
                // The line belongs to what just ended.
                self.flush_as(true);
            }
            Way::Preformatted => self.flush(),
            Way::Skipped => {}
        }
    }

    /// Word's number: `1.` as it stands; a single letter or sign of a symbol font is a bullet.
    fn write_number(&mut self) {
        let number = std::mem::take(&mut self.number);
        let number = number.trim();
        let mut chars = number.chars();
        let single = chars.next().filter(|_| chars.next().is_none());
        let is_bullet = single.is_some_and(|c| {
            c.is_ascii() && !c.is_ascii_digit() || ('\u{80}'..='\u{ff}').contains(&c)
        });
        if is_bullet {
            self.line.push('\u{2022}');
        } else {
            self.line.push_str(number);
        }
        self.blank = Some(false);
    }

    fn row(&mut self) {
        self.flush();
        if !self.stack.in_table() {
            self.stack.open_table();
        }
        self.stack.open_row();
    }

    fn cell(&mut self, tag: &Tag) {
        self.flush();
        if !self.stack.in_table() {
            self.stack.open_table();
        }
        self.stack.open_cell(Cell {
            columns: tag.columns.clamp(1, 1000),
            rows: tag.rows.clamp(1, 65_534),
            ..Cell::default()
        });
    }

    /// A box that is ticked or not is a sign of the text.
    fn input(&mut self, tag: &Tag) {
        if matches!(tag.kind.as_str(), "checkbox" | "radio") {
            self.push(if tag.checked { '\u{2611}' } else { '\u{2610}' });
        }
    }

    // ---- text ----

    pub(super) fn text(&mut self, text: &str) {
        if self.is(Way::Skipped) || self.is(Way::Tab) {
            return;
        }
        if self.is(Way::Deleted) {
            self.deleted.push_str(text);
            return;
        }
        if self.is(Way::Hidden) {
            self.aside.push_str(text);
            return;
        }
        if self.is(Way::Number) {
            let shown = text.chars().filter(|c| !c.is_whitespace());
            self.number.extend(shown);
            return;
        }
        let preformatted = self.is(Way::Preformatted);
        for c in text.chars() {
            match c {
                '\n' if preformatted => self.flush_line(),
                '\r' | '\0' => {}
                ' ' | '\n' | '\t' | '\u{c}' if !preformatted => {
                    let ends = self.blank.unwrap_or(false) || c == '\n';
                    self.blank = Some(ends);
                }
                '\u{a0}' => self.push(' '),
                c => self.push(c),
            }
        }
    }

    /// Adds a character, and before it what the white space before it shows as.
    fn push(&mut self, c: char) {
        if let Some(ends_line) = self.blank.take()
            && let Some(before) = self.line.chars().next_back()
            // A line end between two hanzi is where the program broke its line, not a blank.
            && !(ends_line && is_wide(before) && is_wide(c))
        {
            self.line.push(' ');
        }
        self.line.push(c);
    }

    /// Ends the paragraph.
    fn flush(&mut self) {
        self.flush_as(self.is(Way::Around));
    }

    /// Ends the line within the paragraph.
    fn flush_line(&mut self) {
        self.flush();
    }

    fn flush_as(&mut self, around: bool) {
        self.blank = None;
        if self.line.trim().is_empty() {
            self.line.clear();
            return;
        }
        let mut line = std::mem::take(&mut self.line);
        let marker = std::mem::take(&mut self.marker);
        // An item with a number typed into it needs no second one.
        let typed = marker_at(line.trim_start()).is_some_and(|marker| marker.firm);
        if !marker.is_empty() && !typed {
            line = format!("{marker} {}", line.trim_start());
        }
        if around {
            self.counts.navigation += 1;
            self.around.push(Block::Line(line));
        } else {
            self.stack.push(Block::Line(line));
        }
    }

    fn flush_aside(&mut self) {
        let text = std::mem::take(&mut self.aside);
        let words: Vec<&str> = text.split_whitespace().collect();
        if !words.is_empty() {
            self.around.push(Block::Line(words.join(" ")));
        }
    }
}

/// How the inside of an element is read, if differently.
fn way_of(tag: &Tag) -> Option<Way> {
    match tag.name.as_str() {
        "script" | "style" | "title" | "select" | "svg" | "iframe" | "xml" | "template"
        | "noscript" => return Some(Way::Skipped),
        "del" => return Some(Way::Deleted),
        _ => {}
    }
    if tag.property("mso-list") == Some("ignore") {
        return Some(Way::Number);
    }
    if tag.is_hidden() {
        return Some(Way::Hidden);
    }
    if tag.property("mso-tab-count").is_some() {
        return Some(Way::Tab);
    }
    match tag.name.as_str() {
        "nav" | "footer" => Some(Way::Around),
        "pre" | "textarea" => Some(Way::Preformatted),
        _ => None,
    }
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "hr" | "img" | "input" | "meta" | "link" | "col" | "base" | "wbr" | "area" | "embed"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Hanzi, their punctuation and full-width forms.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
        || matches!(c, '\u{2018}'..='\u{201d}' | '\u{2026}' | '\u{2014}')
}
