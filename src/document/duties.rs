//! Duties and authorities: a numbered list where they are only sentences, a table where they have weights,
//! standards, kinds or limits.

use super::sheet::{
    Column, ColumnWidth, Context, Entry, Grid, GridRow, Line, LineKind, Section, entry_lines,
    entry_rows,
};
use super::spans::{entry, is_blank, word};
use super::wording::{self, column, section};
use crate::model::settings::NumberStyle;
use crate::model::{Authority, AuthorityKind, Duty, Field, Owner, Role};

/// The duties of a role, group by group.
pub(super) fn duties(ctx: &mut Context<'_>, owner: Owner, role: &Role) -> Option<Section> {
    let mut groups: Vec<Group> = Vec::new();
    for group in &role.duty_groups {
        let entries = duty_entries(owner, &group.duties);
        let title = entry(owner, group.id, Field::Title, &group.title);
        match groups.last_mut() {
            _ if title.is_empty() && entries.is_empty() => {}
            // A group without a heading cannot be told from the lines before it: it goes on counting.
            Some(last) if title.is_empty() => last.entries.extend(entries),
            _ => groups.push(Group { title, entries }),
        }
    }
    let columns = [
        (column::CATEGORY, ColumnWidth::Characters(4)),
        (column::DEGREE, ColumnWidth::Characters(4)),
        (column::WEIGHT, ColumnWidth::Characters(3)),
        (column::STANDARD, ColumnWidth::Share(3)),
    ];
    section_of(ctx, section::DUTIES, column::DUTY, &columns, groups)
}

/// The duties as sentences alone, without kinds, degrees, weights and standards.
pub(super) fn plain_duties(ctx: &mut Context<'_>, owner: Owner, role: &Role) -> Option<Section> {
    let mut groups: Vec<Group> = Vec::new();
    for group in &role.duty_groups {
        let mut entries = duty_entries(owner, &group.duties);
        for entry in &mut entries {
            entry.keep_columns(&[]);
        }
        entries.retain(|entry| !entry.is_empty());
        let title = entry(owner, group.id, Field::Title, &group.title);
        match groups.last_mut() {
            _ if entries.is_empty() => {}
            Some(last) if title.is_empty() => last.entries.extend(entries),
            _ => groups.push(Group { title, entries }),
        }
    }
    if groups.is_empty() {
        return None;
    }
    section_of(ctx, section::DUTIES, column::DUTY, &[], groups)
}

/// The first `most` duties without what is below them.
pub(super) fn top_duties(
    ctx: &mut Context<'_>,
    owner: Owner,
    role: &Role,
    most: usize,
) -> Option<Section> {
    let duties = role.duty_groups.iter().flat_map(|group| &group.duties);
    let entries: Vec<Entry> = duties
        .map(|duty| Entry::plain(entry(owner, duty.id, Field::Text, &duty.text)))
        .filter(|entry| !entry.is_empty())
        .take(most)
        .collect();
    if entries.is_empty() {
        return None;
    }
    let group = Group {
        title: Vec::new(),
        entries,
    };
    section_of(ctx, section::DUTIES, column::DUTY, &[], vec![group])
}

fn duty_entries(owner: Owner, duties: &[Duty]) -> Vec<Entry> {
    duties
        .iter()
        .map(|duty| {
            let field = |field, content: &str| entry(owner, duty.id, field, content);
            let degree = duty.degree.map(|degree| word(wording::degree(degree)));
            let weight = duty.weight.map(|weight| word(&wording::weight(weight)));
            Entry {
                spans: field(Field::Text, &duty.text),
                values: vec![
                    Line::short(field(Field::Category, &duty.category)),
                    Line::short(degree.into_iter().collect()),
                    Line::short(weight.into_iter().collect()),
                    Line::text(field(Field::Standard, &duty.standard)),
                ],
                children: duty_entries(owner, &duty.children),
            }
        })
        .filter(|entry| !entry.is_empty())
        .collect()
}

/// The authorities of a role.
pub(super) fn authorities(ctx: &mut Context<'_>, owner: Owner, role: &Role) -> Option<Section> {
    // Where no authority has a kind, "other" says nothing and is not printed.
    let with_kinds = any_kind(&role.authorities);
    let entries = authority_entries(owner, &role.authorities, with_kinds, 0);
    let group = Group {
        title: Vec::new(),
        entries,
    };
    let columns = [
        (column::AUTHORITY_KIND, ColumnWidth::Characters(4)),
        (column::LIMIT, ColumnWidth::Share(2)),
        (column::NOTE, ColumnWidth::Share(3)),
    ];
    section_of(
        ctx,
        section::AUTHORITIES,
        column::SUBJECT,
        &columns,
        vec![group],
    )
}

fn any_kind(authorities: &[Authority]) -> bool {
    authorities
        .iter()
        .any(|one| one.kind != AuthorityKind::Other || any_kind(&one.children))
}

fn authority_entries(
    owner: Owner,
    authorities: &[Authority],
    with_kinds: bool,
    depth: usize,
) -> Vec<Entry> {
    authorities
        .iter()
        // A kind alone, of nothing, is not an authority.
        .filter(|one| {
            let texts = [&one.text, &one.limit, &one.note];
            texts.into_iter().any(|text| !is_blank(text)) || !one.children.is_empty()
        })
        .map(|one| {
            let field = |field, content: &str| entry(owner, one.id, field, content);
            // Below another authority "other" means "the same as above".
            let said = with_kinds && (depth == 0 || one.kind != AuthorityKind::Other);
            let kind = said.then(|| word(wording::authority_kind(one.kind)));
            Entry {
                spans: field(Field::Text, &one.text),
                values: vec![
                    Line::short(kind.into_iter().collect()),
                    Line::text(field(Field::Limit, &one.limit)),
                    Line::text(field(Field::Note, &one.note)),
                ],
                children: authority_entries(owner, &one.children, with_kinds, depth + 1),
            }
        })
        .filter(|entry| !entry.is_empty())
        .collect()
}

struct Group {
    title: Vec<super::blocks::Span>,
    entries: Vec<Entry>,
}

/// A section of entries: lines if no further column is used, a table of the used columns otherwise.
fn section_of(
    ctx: &mut Context<'_>,
    title: &str,
    first_column: &'static str,
    columns: &[(&'static str, ColumnWidth)],
    mut groups: Vec<Group>,
) -> Option<Section> {
    let mut used = vec![false; columns.len()];
    for entry in groups.iter().flat_map(|group| &group.entries) {
        entry.mark_used(&mut used);
    }
    let n_entries: usize = groups.iter().map(|group| group.entries.len()).sum();
    let n_titles = groups
        .iter()
        .filter(|group| !group.title.is_empty())
        .count();
    let numbered = n_entries > 1;
    let title_numbers = ctx.list_with(NumberStyle::ChineseComma);
    let mut title_value = 0;
    let mut heading = |spans| {
        title_value += 1;
        Line {
            kind: LineKind::Heading,
            number: if n_titles > 1 {
                title_numbers.number(&[title_value])
            } else {
                None
            },
            spans,
        }
    };
    if !used.contains(&true) {
        let mut lines = Vec::new();
        for group in groups {
            if !group.title.is_empty() {
                lines.push(heading(group.title));
            }
            let list = ctx.list();
            lines.extend(entry_lines(group.entries, list, numbered));
        }
        return Section::lines(title, lines, ctx.settings);
    }
    let mut rows = Vec::new();
    for group in &mut groups {
        for entry in &mut group.entries {
            entry.keep_columns(&used);
        }
    }
    for group in groups {
        if !group.title.is_empty() {
            rows.push(GridRow::Heading(heading(group.title)));
        }
        entry_rows(group.entries, ctx.list(), numbered, &mut rows);
    }
    let first = Column {
        head: first_column,
        width: ColumnWidth::Share(6),
    };
    let others = columns
        .iter()
        .zip(&used)
        .filter(|(_, used)| **used)
        .map(|(&(head, width), _)| Column { head, width });
    let grid = Grid {
        columns: std::iter::once(first).chain(others).collect(),
        rows,
        labelled: false,
        heads: true,
    };
    Section::grid(title, grid, ctx.settings)
}
