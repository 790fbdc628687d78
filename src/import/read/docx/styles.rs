//! Paragraph styles: what the reading needs of them.

use super::tree::Element;
use super::value;
use std::collections::HashMap;

/// Styles based on styles beyond this are a circle.
const DEEPEST: usize = 32;

/// A list that a paragraph or style names: the list and the level, if it says one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ListOf {
    pub(super) list: String,
    pub(super) level: Option<usize>,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    list: Option<String>,
    level: Option<usize>,
}

/// All paragraph styles.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: String,
    /// The list of each list style.
    lists: HashMap<String, String>,
}

impl Styles {
    pub(super) fn of(part: Option<&Element>) -> Styles {
        let mut all = Styles::default();
        let Some(part) = part else { return all };
        for style in part.children("style") {
            let Some(id) = style.attribute("styleId") else {
                continue;
            };
            let list = style.child("pPr").and_then(|it| it.child("numPr"));
            let number = list.and_then(|list| value(list, "numId"));
            if style.attribute("type") == Some("numbering") {
                all.lists
                    .extend(number.map(|number| (id.to_owned(), number.to_owned())));
                continue;
            }
            if style
                .attribute("type")
                .is_some_and(|kind| kind != "paragraph")
            {
                continue;
            }
            if matches!(style.attribute("default"), Some("1" | "true" | "on")) {
                id.clone_into(&mut all.usual);
            }
            let read = Style {
                name: value(style, "name").unwrap_or_default().to_owned(),
                based_on: value(style, "basedOn").map(str::to_owned),
                list: number.map(str::to_owned),
                level: list
                    .and_then(|list| value(list, "ilvl"))
                    .and_then(|level| level.parse().ok()),
            };
            all.styles.insert(id.to_owned(), read);
        }
        all
    }

    /// The list that a style names, itself or through those it is based on, and the style that names it.
    pub(super) fn list_of<'a>(&'a self, style: &'a str) -> Option<(ListOf, &'a str)> {
        let mut id = if style.is_empty() { &self.usual } else { style };
        let mut level = None;
        for _ in 0..DEEPEST {
            let style = self.styles.get(id)?;
            level = level.or(style.level);
            if let Some(list) = &style.list {
                let list = list.clone();
                return Some((ListOf { list, level }, id));
            }
            id = style.based_on.as_deref()?;
        }
        None
    }

    /// The list behind a list style.
    pub(super) fn list_of_style(&self, style: &str) -> Option<&str> {
        self.lists.get(style).map(String::as_str)
    }

    /// True for the lines of a table of contents.
    pub(super) fn is_contents(&self, style: &str) -> bool {
        let name = self.styles.get(style).map_or(style, |style| &style.name);
        let name = name.to_ascii_lowercase().replace([' ', '_'], "");
        name.strip_prefix("toc")
            .is_some_and(|level| level.parse::<u8>().is_ok())
    }
}
