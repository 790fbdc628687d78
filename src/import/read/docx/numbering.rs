//! Automatic numbers: which paragraph has which, as Word counts them.

use super::super::numbers::{Format, bullet, by_level};
use super::styles::{ListOf, Styles};
use super::symbols::symbol;
use super::tree::Element;
use super::value;
use std::collections::{HashMap, HashSet};

/// How many levels a list has.
const LEVELS: usize = 9;

#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: Format,
    /// The text with %1 … %9 for the numbers.
    text: String,
    /// Numbers of levels above are shown in digits.
    legal: bool,
    /// The level (from 1) after which the number begins anew; `Some(0)` = never, `None` = after any above.
    restart: Option<usize>,
    /// The style that has this level.
    style: Option<String>,
    /// The sign of a bullet, where it is one of Unicode or of a known symbol font.
    sign: Option<char>,
}

/// A list: its definition, and what it changes of it.
#[derive(Debug, Default)]
struct List {
    definition: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// All lists, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: HashMap<String, HashMap<usize, Level>>,
    lists: HashMap<String, List>,
    /// The last numbers of each definition, which lists of the same definition share.
    counted: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists whose own starts have been used, by level.
    started: HashSet<(String, usize)>,
}

impl Numbering {
    pub(super) fn of(part: Option<&Element>, styles: &Styles) -> Numbering {
        let mut all = Numbering::default();
        let Some(part) = part else { return all };
        for list in part.children("num") {
            let Some(id) = list.attribute("numId") else {
                continue;
            };
            let mut read = List {
                definition: value(list, "abstractNumId").unwrap_or_default().to_owned(),
                ..List::default()
            };
            for change in list.children("lvlOverride") {
                let Some(at) = level_of(change) else { continue };
                if let Some(start) = number(change, "startOverride") {
                    read.starts.insert(at, start);
                }
                if let Some(level) = change.child("lvl") {
                    read.levels.insert(at, level_from(level));
                }
            }
            all.lists.insert(id.to_owned(), read);
        }
        let mut linked = Vec::new();
        for definition in part.children("abstractNum") {
            let Some(id) = definition.attribute("abstractNumId") else {
                continue;
            };
            if let Some(style) = value(definition, "numStyleLink") {
                linked.push((id, style));
                continue;
            }
            let levels = definition
                .children("lvl")
                .filter_map(|level| Some((level_of(level)?, level_from(level))));
            all.definitions.insert(id.to_owned(), levels.collect());
        }
        for (id, style) in linked {
            let list = styles.list_of_style(style);
            let definition = list
                .and_then(|list| all.lists.get(list))
                .map(|list| list.definition.clone());
            if let Some(definition) = definition {
                for list in all.lists.values_mut().filter(|it| it.definition == id) {
                    list.definition.clone_from(&definition);
                }
            }
        }
        all
    }

    /// The number of the next paragraph with this list or style; empty if it has none.
    pub(super) fn next(&mut self, own: Option<&ListOf>, style: &str, styles: &Styles) -> String {
        let (list, level) = match (own, styles.list_of(style)) {
            (Some(own), by_style) => {
                let level = own.level.or(by_style.and_then(|(list, _)| list.level));
                (own.list.clone(), level)
            }
            (None, Some((list, named_by))) => {
                let at = self.level_of_style(&list.list, style, named_by);
                (list.list, at.or(list.level))
            }
            (None, None) => return String::new(),
        };
        self.count(&list, level.unwrap_or(0).min(LEVELS - 1))
            .unwrap_or_default()
    }

    /// The level that a style has in a list.
    fn level_of_style(&self, list: &str, style: &str, named_by: &str) -> Option<usize> {
        let list = self.lists.get(list)?;
        let levels = self.definitions.get(&list.definition)?;
        let linked = |style: &str| {
            let mut levels = levels.iter();
            levels
                .find(|(_, level)| level.style.as_deref() == Some(style))
                .map(|(at, _)| *at)
        };
        linked(style).or_else(|| linked(named_by))
    }

    fn count(&mut self, id: &str, at: usize) -> Option<String> {
        let list = self.lists.get(id)?;
        let levels = self.definitions.get(&list.definition)?;
        let level = |at: usize| list.levels.get(&at).or_else(|| levels.get(&at));
        let this = level(at)?;
        let counted = self
            .counted
            .entry(list.definition.clone())
            .or_insert([None; LEVELS]);
        let first = !self.started.contains(&(id.to_owned(), at));
        let own_start = list.starts.get(&at).filter(|_| first);
        counted[at] = Some(match (own_start, counted[at]) {
            (Some(&start), _) => start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => this.start,
        });
        if first {
            self.started.insert((id.to_owned(), at));
        }
        for (below, counted) in counted.iter_mut().enumerate().skip(at + 1) {
            let restart = level(below).and_then(|level| level.restart);
            if restart.is_none_or(|above| above > 0 && at < above) {
                *counted = None;
            }
        }
        if this.format == Format::Bullet {
            return Some(bullet_of(this, at, &level));
        }
        let mut text = String::new();
        let mut shape = String::new();
        let mut chars = this.text.chars();
        while let Some(c) = chars.next() {
            let digit = (c == '%').then(|| chars.clone().next()).flatten();
            let Some(above) = digit
                .and_then(|c| c.to_digit(10))
                .and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1))
                .filter(|&above| above < LEVELS)
            else {
                text.push(c);
                shape.push(c);
                continue;
            };
            chars.next();
            let shown = level(above);
            let format = match shown.map_or(Format::Decimal, |level| level.format) {
                _ if this.legal => Format::Decimal,
                format => format,
            };
            let value = counted[above].or_else(|| shown.map(|level| level.start));
            text.push_str(&format.write(value.unwrap_or(1)));
            shape.push('%');
        }
        let number = counted[at].unwrap_or(1);
        let same = (0..at)
            .filter_map(level)
            .filter(|above| above.format == this.format && shape_of(&above.text) == shape)
            .count();
        if same > 0 && shape.matches('%').count() == 1 {
            return Some(by_level(this.format, same, number));
        }
        Some(text)
    }
}

/// The text of a level with its numbers alike: levels of the same shape differ only in their indent.
fn shape_of(text: &str) -> String {
    let mut shape = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        shape.push(c);
        if c == '%' && chars.peek().is_some_and(char::is_ascii_digit) {
            chars.next();
        }
    }
    shape
}

/// A bullet by its own sign where that is one in Unicode, else one for its level: the sign is most often a letter of a
/// symbol font.
fn bullet_of<'a>(this: &Level, at: usize, level: &dyn Fn(usize) -> Option<&'a Level>) -> String {
    const KNOWN: &[char] = &[
        '\u{2022}', '\u{25cf}', '\u{25a0}', '\u{25c6}', '\u{25aa}', '\u{27a2}', '\u{2713}',
        '\u{25e6}', '\u{25cb}', '\u{25a1}', '\u{25c7}', '\u{2605}', '\u{25b6}', '\u{25ba}',
        '\u{2756}', '\u{2014}', '-', '\u{b7}',
    ];
    let known = |level: &Level| level.sign.filter(|c| KNOWN.contains(c));
    let taken = |c: char| {
        (0..at)
            .filter_map(level)
            .any(|above| above.format == Format::Bullet && known(above) == Some(c))
    };
    let own = known(this).filter(|&c| !taken(c));
    own.unwrap_or_else(|| bullet(at)).to_string()
}

fn level_of(element: &Element) -> Option<usize> {
    let at = element.attribute("ilvl")?.parse().ok()?;
    (at < LEVELS).then_some(at)
}

fn number(element: &Element, child: &str) -> Option<u32> {
    value(element, child)?.parse().ok()
}

fn level_from(level: &Element) -> Level {
    let format = level.child("numFmt");
    let name = format.and_then(|format| format.attribute("val"));
    let custom = format.and_then(|format| format.attribute("format"));
    let format = match (name, custom) {
        // "01, 02, 03" of Word 2010.
        (Some("custom"), Some(sample)) => {
            let width = sample.bytes().take_while(u8::is_ascii_digit).count();
            Format::Padded(u8::try_from(width.clamp(1, 9)).unwrap_or(1))
        }
        (Some(name), _) => Format::of_docx(name),
        (None, _) => Format::Decimal,
    };
    let text = level.child("lvlText");
    let text: String = text
        .and_then(|text| text.attribute("val"))
        .unwrap_or_default()
        .chars()
        .take(60)
        .collect();
    let fonts = level.child("rPr").and_then(|run| run.child("rFonts"));
    let font = fonts.and_then(|fonts| fonts.attribute("ascii"));
    let sign = text.chars().next();
    let sign = sign.and_then(|c| match font.unwrap_or_default() {
        font @ ("Wingdings" | "Wingdings 2" | "Symbol") => {
            symbol(font, &format!("{:x}", u32::from(c))).map(|(sign, _)| sign)
        }
        _ => Some(c),
    });
    Level {
        start: number(level, "start").unwrap_or(1),
        format,
        text,
        sign,
        legal: level
            .child("isLgl")
            .is_some_and(|legal| !matches!(legal.attribute("val"), Some("0" | "false" | "off"))),
        restart: value(level, "lvlRestart").and_then(|above| above.parse().ok()),
        style: value(level, "pStyle").map(str::to_owned),
    }
}
