//! Titles of whole documents and of parts of collections: what they name, and whether they name anybody.

use super::classify::Kind;
use super::flow::Flow;
use super::headings::{Heading, company_of, department_of, heading_of};
use super::lexicon::words;
use super::markers::{chinese_number, is_digit};
use super::squeeze::{Squeezed, cut, is_finished, length};
use std::collections::HashMap;

/// Titles of documents that stand on many pages: a line of such a shape that comes three times or more.
pub(super) fn repeated_lines(flows: &[Flow]) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for flow in flows
        .iter()
        .filter(|flow| flow.column.is_none() && flow.text.len() <= 180)
    {
        *counts.entry(flow.text.as_str()).or_insert(0) += 1;
    }
    counts.retain(|text, count| *count >= 3 && (company_of(text).is_some() || names_company(text)));
    counts
}

fn names_company(text: &str) -> bool {
    matches!(heading_of(text), Some(Heading::Company(_))) || company_title(text).is_some()
}

/// 示例物流有限公司岗位说明书汇编: the company.
pub(super) fn company_title(text: &str) -> Option<String> {
    let squeezed = Squeezed::new(text, 40)?;
    let end = words("title_end").at_end(&squeezed.text)?;
    let before = squeezed.text.strip_suffix(end)?;
    let before = words("role_suffix")
        .at_end(before)
        .map_or(before, |suffix| cut(before, 0..before.len() - suffix.len()));
    // 口腔诊所岗位职责大全 is gathered for everybody who has one.
    let gathered = words("collection_end").at_end(&squeezed.text).is_some();
    let own = words("own_company").at_end(before).is_some();
    company_of(before).filter(|name| !gathered || own && !words("generic_company").has(name))
}

/// 审计部岗位职责汇总, 部门职责与岗位职责手册: the title of a whole document, and what it names.
pub(super) fn document_title(text: &str) -> Option<Kind> {
    if length(text, 31) > 30 {
        return None;
    }
    let end = words("title_end").at_end(text)?;
    let before = text.strip_suffix(end)?;
    let heading = heading_of(before).or_else(|| {
        // 养护中心岗位责任制度: the unit before 岗位.
        let unit = before.strip_suffix("\u{5c97}\u{4f4d}")?;
        department_of(unit).map(Heading::Department)
    })?;
    // 口腔诊所岗位职责大全 is nobody's in particular.
    if words("collection_end").at_end(text).is_some()
        && let Heading::Department(name) | Heading::Company(name) = &heading
        && words("company_suffix")
            .at_end(cut(text, name.clone()))
            .is_some()
    {
        return None;
    }
    Some(match heading {
        Heading::Role(role) => Kind::Role(role),
        Heading::Department(name) => Kind::Department(name),
        Heading::Company(name) => Kind::Dropped {
            company: Some(cut(text, name).to_owned()),
        },
        Heading::Container => Kind::Dropped { company: None },
    })
}

/// 某某岗位职责 篇2: what stands before the number of a part of a collection.
pub(super) fn before_part(text: &str) -> Option<&str> {
    let number = |c: char| is_digit(c) || chinese_number(c.encode_utf8(&mut [0; 4])).is_some();
    let bare = text.trim_end_matches(super::markers::is_colon);
    let before = bare.trim_end_matches(number);
    // 篇
    let rest = before.strip_suffix('\u{7bc7}')?.trim_end();
    let counted = before.len() < bare.len() && bare.len() - before.len() <= 6;
    let heading = (2..=30).contains(&length(rest, 31)) && !is_finished(rest);
    (counted && heading && !rest.ends_with('\u{7b2c}')).then_some(rest)
}
