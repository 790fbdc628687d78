//! Roles without any heading are called as the file they stand in.

use super::classify::Kind;
use super::decide::Anchor;
use super::draft::{Alternative, Doubt, DoubtKind, ImportDraft, Span};
use super::flow::Flow;
use super::headings::{Heading, heading_of, name_of};
use super::lexicon::words;
use super::segments::Segment;
use super::squeeze::cut;
use std::collections::{HashMap, HashSet};

/// The longest name that a file can give, in characters.
const NAME_LIMIT: usize = 30;

/// The files that have a heading of a role or department anywhere.
pub(super) fn headed_files(
    flows: &[Flow],
    segments: &[Segment],
    kinds: &[Kind],
    draft: &ImportDraft,
) -> HashSet<u32> {
    let headings = segments
        .iter()
        .zip(kinds)
        .filter(|(_, kind)| matches!(kind, Kind::Role(_) | Kind::Department(_) | Kind::Powers(_)));
    let lines = headings.map(|(segment, _)| draft.lines.get(flows[segment.flow].line()));
    lines.flatten().map(|line| line.file).collect()
}

/// The files that are surely called as a post.
pub(super) fn called_as_posts(file_names: &[String]) -> HashSet<u32> {
    let files = file_names.iter().zip(0..);
    let posts = files.filter(|(name, _)| parts(stem(name)).any(|part| post_in(part).is_some()));
    posts.map(|(_, file)| file).collect()
}

/// Gives the one role of a file, if it has no name, the name of the file, and says so.
pub(super) fn name_roles(draft: &mut ImportDraft, file_names: &[String]) {
    if file_names.is_empty() {
        return;
    }
    let anchors: Vec<Anchor> = draft.roles.iter().map(Anchor::of_role).collect();
    let file_of = |anchor: &Anchor| {
        let line = usize::try_from(anchor.line).ok()?;
        usize::try_from(draft.lines.get(line)?.file).ok()
    };
    let files: Vec<Option<usize>> = anchors.iter().map(file_of).collect();
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for file in files.iter().flatten() {
        *counts.entry(*file).or_default() += 1;
    }
    let mut named: HashMap<usize, Vec<Alternative>> = HashMap::new();
    for (at, file) in files.into_iter().enumerate() {
        let role = &mut draft.roles[at];
        let alone = file.filter(|file| role.name.text.is_empty() && counts[file] == 1);
        let Some(file_name) = alone.and_then(|file| file_names.get(file)) else {
            continue;
        };
        let Some(name) = name_in(file_name) else {
            continue;
        };
        let whole = stem(file_name);
        let other = (whole != name).then(|| Alternative::Name(whole.to_owned()));
        named.insert(at, other.into_iter().collect());
        role.name.text = name;
    }
    // Whether there is a role at all is no other question.
    draft.doubts.retain_mut(|doubt| {
        let role = doubt
            .role
            .filter(|_| doubt.kind == DoubtKind::RoleOrSection);
        let Some(ways) = role.and_then(|role| named.get_mut(&role)) else {
            return true;
        };
        ways.append(&mut doubt.alternatives);
        false
    });
    let doubts = named.into_iter().map(|(role, alternatives)| Doubt {
        kind: DoubtKind::NamedByFile,
        at: Span {
            line: anchors[role].line,
            start: anchors[role].start,
            end: anchors[role].start,
        },
        role: Some(role),
        alternatives,
    });
    draft.doubts.extend(doubts);
}

/// The role that a file is called as, such as that of 03-仓储主管岗位说明书.docx.
fn name_in(file_name: &str) -> Option<String> {
    let stem = stem(file_name);
    let found = parts(stem).find_map(post_in);
    let found = found.or_else(|| parts(stem).map(without_title).find(|it| !it.is_empty()));
    let short = found.filter(|name| name.chars().count() <= NAME_LIMIT);
    short.map(str::to_owned)
}

/// The post that a part of a name surely names.
fn post_in(part: &str) -> Option<&str> {
    match heading_of(part) {
        Some(Heading::Role(role)) => Some(cut(part, role.name)),
        _ => name_of(without_title(part))
            .filter(|name| name.strong)
            .map(|name| cut(part, name.name)),
    }
}

/// A file's name without its ending.
fn stem(file_name: &str) -> &str {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.is_ascii() => stem,
        _ => name,
    }
}

/// The words of a name, without numbers, dates and versions.
fn parts(stem: &str) -> impl Iterator<Item = &str> {
    let between = |c: char| {
        c.is_whitespace()
            || matches!(c, '-' | '_' | '+' | '(' | ')' | '[' | ']')
            || matches!(
                c,
                '\u{2013}' | '\u{2014}' | '\u{ff0d}' | '\u{ff08}' | '\u{ff09}'
            )
            || matches!(c, '\u{3010}' | '\u{3011}' | '\u{300a}' | '\u{300b}')
    };
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '\u{3001}');
    stem.split(between)
        .map(move |part| part.trim_start_matches(number))
        .filter(|part| !part.is_ascii())
}

/// A name without the words that say what the document is.
fn without_title(part: &str) -> &str {
    let mut rest = part;
    for group in ["title_end", "role_suffix"] {
        if let Some(end) = words(group).at_end(rest) {
            rest = rest.strip_suffix(end).unwrap_or(rest);
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::read::{combine, read_file};
    use crate::import::{ReadAs, parse, parse_text};
    use std::collections::BTreeMap;

    fn draft(files: &[(&str, &str)]) -> ImportDraft {
        let read = files
            .iter()
            .map(|(name, text)| read_file(name, text.as_bytes()).expect("a text"));
        parse(&combine(read.collect()).source, &BTreeMap::new())
    }

    fn names(draft: &ImportDraft) -> Vec<&str> {
        draft.roles.iter().map(|it| it.name.text.as_str()).collect()
    }

    #[test]
    fn a_file_without_a_heading_is_a_role_called_as_the_file() {
        let list = "1、负责收货。\n2、核对送货单。\n";
        for (file, name) in [
            ("仓库管理员.txt", "仓库管理员"),
            ("03-仓库管理员岗位职责.txt", "仓库管理员"),
            ("岗位说明书（仓库管理员）.txt", "仓库管理员"),
            ("20240601_叉车司机岗位说明书.txt", "叉车司机"),
        ] {
            let draft = draft(&[(file, list)]);
            assert_eq!(names(&draft), [name], "{file}");
            let kinds: Vec<DoubtKind> = draft.doubts.iter().map(|it| it.kind).collect();
            assert_eq!(kinds, [DoubtKind::NamedByFile], "{file}");
            assert_eq!(draft.unplaced, [], "{file}");
        }
    }

    #[test]
    fn lines_without_numbers_are_its_duties_where_the_file_is_called_as_a_post() {
        let text = "每日核对库存数量，做到账物相符。\n保持库区整洁。\n";
        let one = draft(&[("仓库管理员.txt", text)]);
        assert_eq!(one.roles[0].sections[0].items.len(), 2);
        let other = draft(&[("通知.txt", text)]);
        assert_eq!(other.roles, []);
    }

    #[test]
    fn a_headed_file_beside_it_changes_nothing() {
        let draft = draft(&[
            ("a.txt", "出纳岗位职责\n1、保管现金。\n2、登记日记账。\n"),
            ("叉车司机.txt", "1、装卸货物。\n2、保养叉车。\n"),
        ]);
        assert_eq!(names(&draft), ["出纳", "叉车司机"]);
    }

    #[test]
    fn the_file_names_no_role_that_has_a_name() {
        let headed = draft(&[(
            "叉车司机.txt",
            "出纳岗位职责\n1、保管现金。\n2、登记日记账。\n",
        )]);
        assert_eq!(names(&headed), ["出纳"]);
        let pasted = parse_text("1、装卸货物。\n2、保养叉车。\n");
        assert_eq!(names(&pasted), [""]);
        let noise = Alternative::ReadAs {
            line: 0,
            read_as: ReadAs::Noise,
        };
        assert!(pasted.doubts[0].alternatives.contains(&noise));
    }
}
