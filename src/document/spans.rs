//! Small makers of spans: where a text came from and where it leads travel with it.

use super::blocks::Span;
use super::wording;
use crate::model::{DepartmentId, Field, ItemId, Owner, Place, Project, RoleId};

/// True if nothing would be seen on paper.
pub(super) fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// A word of ours.
pub(super) fn word(text: &str) -> Span {
    Span {
        text: text.to_owned(),
        ..Span::default()
    }
}

/// A text of the user; nothing if it is blank.
pub(super) fn text(place: Place, text: &str) -> Vec<Span> {
    if is_blank(text) {
        return Vec::new();
    }
    vec![Span {
        text: text.to_owned(),
        place: Some(place),
        ..Span::default()
    }]
}

/// A text of a list entry; nothing if it is blank.
pub(super) fn entry(owner: Owner, id: ItemId, field: Field, content: &str) -> Vec<Span> {
    text(Place::item(owner, id, field), content)
}

/// Appends `more` after `separator`, which is left out before the first.
pub(super) fn push_joined(spans: &mut Vec<Span>, separator: &str, more: Vec<Span>) {
    if more.is_empty() {
        return;
    }
    if !spans.is_empty() {
        spans.push(word(separator));
    }
    spans.extend(more);
}

/// The parts that are not empty, joined.
pub(super) fn join(separator: &str, parts: impl IntoIterator<Item = Vec<Span>>) -> Vec<Span> {
    let mut joined = Vec::new();
    for part in parts {
        push_joined(&mut joined, separator, part);
    }
    joined
}

/// The same in full-width brackets; nothing stays nothing.
pub(super) fn bracketed(inner: Vec<Span>) -> Vec<Span> {
    if inner.is_empty() {
        return inner;
    }
    let mut spans = vec![word(wording::BRACKET_OPEN)];
    spans.extend(inner);
    spans.push(word(wording::BRACKET_CLOSE));
    spans
}

/// A role's name with its qualifiers. Each span knows its own field, so that a warning names the right one.
pub(super) fn role_name(project: &Project, id: RoleId, linked: bool) -> Vec<Span> {
    let Some(role) = project.roles.get(&id) else {
        return Vec::new();
    };
    let owner = Owner::Role(id);
    let mut spans = text(Place::of(owner, Field::Name), &role.name);
    for qualifier in &role.qualifiers {
        spans.extend(bracketed(entry(
            owner,
            qualifier.id,
            Field::Text,
            &qualifier.text,
        )));
    }
    if linked {
        for span in &mut spans {
            span.link = Some(owner);
        }
    }
    spans
}

/// The names of several roles on one line, each leading to its page.
pub(super) fn role_names(project: &Project, ids: &[RoleId]) -> Vec<Span> {
    join(
        wording::LIST_COMMA,
        ids.iter().map(|&id| role_name(project, id, true)),
    )
}

/// The name of a department, leading to its page.
pub(super) fn department_name(project: &Project, id: DepartmentId) -> Vec<Span> {
    let Some(department) = project.departments.get(&id) else {
        return Vec::new();
    };
    let owner = Owner::Department(id);
    let mut spans = text(Place::of(owner, Field::Name), &department.name);
    for span in &mut spans {
        span.link = Some(owner);
    }
    spans
}

/// The characters of all spans as one text.
pub(super) fn flat(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// Number of characters, each line feed counted as a whole line of `line` characters.
pub(super) fn length(spans: &[Span], line: usize) -> usize {
    spans
        .iter()
        .flat_map(|span| span.text.chars())
        .map(|c| if c == '\n' { line.max(1) } else { 1 })
        .sum()
}
