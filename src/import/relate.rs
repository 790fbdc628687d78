//! What the text implies between roles: superiors in prose, departments in titles, names that nearly match.
//!
//! Nothing here changes a role; it adds proposals and questions. Names are found through indices, so that a
//! text of thousands of roles takes no longer for each.

use super::decide::Anchor;
use super::draft::{
    Alternative, Doubt, DoubtKind, DraftItem, DraftRole, ImportDraft, Piece, Proposal, SectionKind,
    Span,
};
use super::headings::{is_hard_post, name_of};
use super::lexicon::words;
use super::squeeze::{cut, is_blank};
use crate::model::Field;
use std::collections::{HashMap, HashSet};

/// The longest name looked for in a sentence, in characters.
const NAME_LIMIT: usize = 30;
/// How many roles of a similar ending are compared with a name that matches none.
const CANDIDATES: usize = 40;

/// Adds proposals and questions to a draft.
pub(super) fn relate(draft: &mut ImportDraft) {
    let index = Index::new(&draft.roles);
    for at in 0..draft.roles.len() {
        let proposals = proposals(&draft.roles[at], &index);
        draft.roles[at].proposals = proposals;
        let doubts = unknown_names(at, &draft.roles, &index);
        draft.doubts.extend(doubts);
    }
    named_as_subordinates(&mut draft.roles);
    same_names(draft);
}

/// Proposes a superior for a role that states none, if one role, and only one, names it among its subordinates.
fn named_as_subordinates(roles: &mut [DraftRole]) {
    let mut claims: HashMap<String, Option<(usize, Span)>> = HashMap::new();
    let mut holders: HashMap<String, usize> = HashMap::new();
    for (at, role) in roles.iter().enumerate() {
        *holders.entry(plain(&role.full_name())).or_default() += 1;
        for names in role.subordinates.iter() {
            for name in &names.names {
                let claim = claims.entry(plain(name));
                let other = claim.or_insert(Some((at, place(&names.literal))));
                if other.is_some_and(|(first, _)| first != at) {
                    *other = None;
                }
            }
        }
    }
    for at in 0..roles.len() {
        let name = plain(&roles[at].full_name());
        let known = |it: &Proposal| matches!(it, Proposal::Superior { .. });
        if roles[at].superior.is_some() || roles[at].proposals.iter().any(known) {
            continue;
        }
        let Some(Some((above, span))) = claims.get(&name).copied() else {
            continue;
        };
        let superior = roles[above].full_name();
        let one = |name: &str| holders.get(name) == Some(&1);
        // Two posts that name each other as subordinate contradict: neither is proposed.
        let other = claims.get(&plain(&superior)).copied().flatten();
        let mutual = other.is_some_and(|(by, _)| by == at);
        if above != at && !mutual && one(&name) && one(&plain(&superior)) {
            let found = Proposal::Superior {
                name: superior,
                at: span,
            };
            roles[at].proposals.push(found);
        }
    }
}

/// Points out roles of one name in one department; a role without a department may be in any.
fn same_names(draft: &mut ImportDraft) {
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut first_in: HashMap<(String, Option<usize>), usize> = HashMap::new();
    for (at, role) in draft.roles.iter().enumerate() {
        let name = plain(&role.full_name());
        if name.is_empty() {
            continue;
        }
        let here = (name.clone(), role.department);
        let nowhere = (name.clone(), None);
        let same = match role.department {
            Some(_) => first_in.get(&here).or_else(|| first_in.get(&nowhere)),
            None => first.get(&name),
        };
        if let Some(&other) = same {
            draft.doubts.push(Doubt {
                kind: DoubtKind::SameName,
                at: Anchor::of_role(role).span(),
                role: Some(at),
                alternatives: vec![Alternative::JoinTo { role: other }],
            });
        }
        first.entry(name).or_insert(at);
        first_in.entry(here).or_insert(at);
    }
}

/// Role names for looking up.
struct Index {
    exact: HashSet<String>,
    by_characters: HashMap<String, Vec<usize>>,
    by_ending: HashMap<String, Vec<usize>>,
}

impl Index {
    fn new(roles: &[DraftRole]) -> Index {
        let mut index = Index {
            exact: HashSet::new(),
            by_characters: HashMap::new(),
            by_ending: HashMap::new(),
        };
        for (at, role) in roles.iter().enumerate() {
            index.exact.insert(role.name.text.clone());
            index.exact.insert(plain(&role.full_name()));
            let full = role.full_name();
            index
                .by_characters
                .entry(characters(&full))
                .or_default()
                .push(at);
            let endings = index.by_ending.entry(ending(&role.name.text)).or_default();
            if endings.len() < CANDIDATES {
                endings.push(at);
            }
        }
        index
    }

    fn has(&self, name: &str) -> bool {
        self.exact.contains(name) || self.exact.contains(&plain(name))
    }
}

impl DraftRole {
    /// The name with its qualifiers in full-width brackets.
    pub fn full_name(&self) -> String {
        let mut full = self.name.text.clone();
        for qualifier in &self.qualifiers {
            full.push('\u{ff08}');
            full.push_str(&qualifier.text);
            full.push('\u{ff09}');
        }
        full
    }
}

/// A name with one kind of brackets and without blanks.
fn plain(name: &str) -> String {
    let chars = name.chars().filter(|c| !is_blank(*c));
    chars
        .map(|c| match c {
            '(' => '\u{ff08}',
            ')' => '\u{ff09}',
            c => c,
        })
        .collect()
}

/// The characters of a name in order of their codes: equal for 早班服务员 and 服务员（早班）.
fn characters(name: &str) -> String {
    let mut chars: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).collect();
    chars.sort_unstable();
    chars.into_iter().collect()
}

fn ending(name: &str) -> String {
    let chars: Vec<char> = name.chars().rev().take(2).collect();
    chars.into_iter().collect()
}

// ---- proposals ----

fn proposals(role: &DraftRole, index: &Index) -> Vec<Proposal> {
    let mut found = Vec::new();
    if let (None, Some(superior)) = (role.department, &role.superior)
        && let Some(name) = superior.names.first()
        && let Some(head) = words("head_of").at_end(name)
    {
        let department = name.strip_suffix(head).unwrap_or_default();
        let named = words("department_suffix").at_end(department).is_some();
        if named && department.chars().count() >= 2 {
            found.push(Proposal::Department {
                name: department.to_owned(),
                at: place(&superior.literal),
            });
        }
    }
    let mut texts = Vec::new();
    for field in role
        .fields
        .iter()
        .filter(|field| field.field == Field::Purpose)
    {
        texts.push(&field.value);
    }
    for section in role
        .sections
        .iter()
        .filter(|section| section.kind == SectionKind::Duties)
    {
        collect(&section.items, &mut texts);
    }
    let known = role.superior.is_some();
    for text in texts {
        if !known
            && !found
                .iter()
                .any(|it| matches!(it, Proposal::Superior { .. }))
        {
            let at = place(text);
            let names = superiors_in(&text.text, index).into_iter();
            found.extend(names.map(|name| Proposal::Superior { name, at }));
        }
        for name in subordinates_in(&text.text, index) {
            let again = found.iter().any(
                |it| matches!(it, Proposal::Subordinate { name: other, .. } if *other == name),
            );
            if !again && name != role.name.text {
                found.push(Proposal::Subordinate {
                    name,
                    at: place(text),
                });
            }
        }
    }
    found
}

fn collect<'a>(items: &'a [DraftItem], texts: &mut Vec<&'a Piece>) {
    for item in items {
        texts.push(&item.text);
        collect(&item.children, texts);
    }
}

fn place(piece: &Piece) -> Span {
    piece.spans.first().copied().unwrap_or_default()
}

/// 对X负责, 向X汇报, 在X领导下: X.
fn superiors_in(text: &str, index: &Index) -> Vec<String> {
    let text: String = text.chars().filter(|c| !is_blank(*c)).collect();
    under(&text).unwrap_or_else(|| answers_to(&text, index).into_iter().collect())
}

/// 在护理部主任和科主任的双重领导下 names two.
fn under(text: &str) -> Option<Vec<String>> {
    // 的双重领导下 begins before the 领导下 in it.
    let places = words("under").iter().filter_map(|word| text.find(word));
    let before = cut(text, 0..places.min()?);
    let head: String = tail(before, NAME_LIMIT);
    let start = words("in_front")
        .iter()
        .filter_map(|word| head.rfind(word).map(|at| at + word.len()))
        .max()?;
    let head = cut(&head, start..head.len());
    // 在科主任领导和主任检验师指导下
    let parts = match words("under_also").within(head) {
        Some((at, word)) => {
            let behind = cut(head, at + word.len()..head.len());
            [
                cut(head, 0..at),
                behind.strip_prefix(JOINS).unwrap_or_default(),
            ]
        }
        None => [head, ""],
    };
    let names: Vec<String> = parts.into_iter().flat_map(superiors).collect();
    (!names.is_empty()).then_some(names)
}

/// 护理部主任和科主任: two, if each is surely a post; 安全和质量部经理 is one.
fn superiors(text: &str) -> Vec<String> {
    let text = text.trim_end_matches('\u{7684}');
    let sure = |name: &str| is_superior(name) && is_hard_post(name);
    if text.split(JOINS).all(sure) {
        return text.split(JOINS).map(str::to_owned).collect();
    }
    let one = is_superior(text).then(|| text.to_owned());
    one.into_iter().collect()
}

/// 向X负责 names X whoever it is; 对X负责 only if X is a post, because one also answers for things.
fn answers_to(text: &str, index: &Index) -> Option<String> {
    for end in words("answers_end").iter() {
        for (at, _) in text.match_indices(end).take(4) {
            let head = tail(cut(text, 0..at), NAME_LIMIT);
            let clause = head
                .rfind([
                    '\u{ff0c}', ',', '\u{3002}', '\u{ff1b}', ';', ':', '\u{ff1a}',
                ])
                .map_or(head.as_str(), |at| cut(&head, at..head.len()));
            let Some(sign) = clause.rfind(['\u{5411}', '\u{5bf9}']) else {
                continue;
            };
            let towards = cut(clause, sign..clause.len()).starts_with('\u{5411}');
            let name = cut(clause, sign + '\u{5411}'.len_utf8()..clause.len());
            let post = words("role_noun")
                .at_end(&without_bracket(name))
                .is_some_and(|noun| noun.chars().count() >= 1);
            if is_name(name)
                && (towards || is_superior(name))
                && (towards || index.has(name) || post && !name.contains('\u{7684}'))
            {
                return Some(name.to_owned());
            }
        }
    }
    None
}

fn without_bracket(name: &str) -> String {
    match name.rfind(['(', '\u{ff08}']) {
        Some(at) if at > 0 && name.ends_with([')', '\u{ff09}']) => cut(name, 0..at).to_owned(),
        _ => name.to_owned(),
    }
}

fn is_name(name: &str) -> bool {
    name.chars().count() >= 2 && name_of(name).is_some() && !name.contains('\u{7684}')
}

fn is_superior(name: &str) -> bool {
    // 项目经理 begins like 项目 and is a post all the same.
    let post = is_hard_post(name);
    is_name(name)
        && (post || words("no_superior").at_start(name).is_none())
        && words("no_superior").at_end(name).is_none()
}

/// The last characters of a text.
fn tail(text: &str, limit: usize) -> String {
    let start = text
        .char_indices()
        .rev()
        .take(limit)
        .last()
        .map_or(0, |(at, _)| at);
    cut(text, start..text.len()).to_owned()
}

/// 指导测绘员与资料员的工作: those of the names that are roles of the draft.
fn subordinates_in(text: &str, index: &Index) -> Vec<String> {
    let mut found = Vec::new();
    for verb in words("guides").iter() {
        for (at, _) in text.match_indices(verb).take(4) {
            let mut rest = cut(text, at + verb.len()..text.len());
            let told = guided(cut(text, 0..at), rest, index);
            found.extend(told);
            while let Some(name) = role_at_start(rest, index) {
                rest = cut(rest, name.len()..rest.len());
                if !found.contains(&name) {
                    found.push(name);
                }
                let Some(next) = rest.strip_prefix(JOINS) else {
                    break;
                };
                rest = next;
            }
        }
    }
    found
}

/// 、 和 与 及
const JOINS: [char; 4] = ['\u{3001}', '\u{548c}', '\u{4e0e}', '\u{53ca}'];

/// 指导消毒员的工作 at the beginning of a clause: those that are surely posts, though no role is called so. Before 做好 the
/// list of posts ends less surely: one of them must be a role.
fn guided(before: &str, rest: &str, index: &Index) -> Vec<String> {
    let clause = before
        .chars()
        .next_back()
        .is_none_or(|c| matches!(c, '\u{ff0c}' | ',' | '\u{ff1b}' | ';' | '\u{3002}'));
    if !clause {
        return Vec::new();
    }
    let near: String = rest.chars().take(24).collect();
    // 的工作
    let work = near.find("\u{7684}\u{5de5}\u{4f5c}");
    let end = work.or_else(|| Some(words("guided_to").within(&near)?.0));
    let list = end.map_or("", |end| cut(&near, 0..end));
    let posts = |name: &str| is_name(name) && is_hard_post(name);
    let named = work.is_some() || list.split(JOINS).any(|name| index.has(name));
    match named && list.split(JOINS).all(posts) {
        true => list.split(JOINS).map(str::to_owned).collect(),
        false => Vec::new(),
    }
}

fn role_at_start(text: &str, index: &Index) -> Option<String> {
    let mut found = None;
    for (at, c) in text.char_indices().take(16) {
        let head = cut(text, 0..at + c.len_utf8());
        if at > 0 && index.exact.contains(head) {
            found = Some(head.to_owned());
        }
    }
    found
}

// ---- questions ----

/// Names in the fields of a role that match no role, but nearly: 餐饮主管 for 餐饮管理主管.
fn unknown_names(at: usize, roles: &[DraftRole], index: &Index) -> Vec<Doubt> {
    let role = &roles[at];
    let mut doubts = Vec::new();
    for names in [&role.superior, &role.subordinates].into_iter().flatten() {
        for name in names.names.iter().filter(|name| !index.has(name)) {
            let mut near = near(name, roles, index);
            near.retain(|&other| other != at);
            if near.is_empty() {
                continue;
            }
            let alternatives = near.into_iter().map(|role| Alternative::Means {
                written: name.clone(),
                role,
            });
            doubts.push(Doubt {
                kind: DoubtKind::UnknownName,
                at: place(&names.literal),
                role: Some(at),
                alternatives: alternatives.collect(),
            });
        }
    }
    doubts
}

/// Adds questions about names that nearly match a role of the project that is imported into; `known` are the names
/// of its roles. A name that is a role's already, here or there, is no question.
pub(super) fn ask_about_known(draft: &mut ImportDraft, known: &[String]) {
    if known.is_empty() {
        return;
    }
    let others: Vec<DraftRole> = known
        .iter()
        .map(|name| DraftRole {
            name: Piece {
                text: name.clone(),
                spans: Vec::new(),
            },
            ..DraftRole::default()
        })
        .collect();
    let (own, index) = (Index::new(&draft.roles), Index::new(&others));
    let mut asked: HashMap<(Option<usize>, String), usize> = HashMap::new();
    for (at, doubt) in draft.doubts.iter().enumerate() {
        for alternative in &doubt.alternatives {
            if let Alternative::Means { written, .. } = alternative {
                asked.insert((doubt.role, written.clone()), at);
            }
        }
    }
    for (at, role) in draft.roles.iter().enumerate() {
        let fields = [&role.superior, &role.subordinates].into_iter().flatten();
        for (names, name) in fields.flat_map(|it| it.names.iter().map(move |name| (it, name))) {
            if own.has(name) || index.has(name) {
                continue;
            }
            let near = near(name, &others, &index).into_iter();
            let alternatives: Vec<Alternative> = near
                .map(|other| Alternative::MeansKnown {
                    written: name.clone(),
                    meant: others[other].name.text.clone(),
                })
                .collect();
            if alternatives.is_empty() {
                continue;
            }
            match asked.get(&(Some(at), name.clone())) {
                Some(&doubt) => draft.doubts[doubt].alternatives.extend(alternatives),
                None => draft.doubts.push(Doubt {
                    kind: DoubtKind::UnknownName,
                    at: place(&names.literal),
                    role: Some(at),
                    alternatives,
                }),
            }
        }
    }
    draft.doubts.sort_by_key(|doubt| doubt.at);
}

fn near(name: &str, roles: &[DraftRole], index: &Index) -> Vec<usize> {
    let same = index.by_characters.get(&characters(name));
    let mut near: Vec<usize> = same.into_iter().flatten().copied().collect();
    let alike = index
        .by_ending
        .get(&ending(name))
        .into_iter()
        .flatten()
        .copied();
    let deputy = words("deputy");
    let is_deputy = |name: &str| deputy.iter().any(|word| name.contains(word));
    near.extend(alike.filter(|&role| {
        let other = &roles[role].name.text;
        is_deputy(other) == is_deputy(name) && (is_part(name, other) || is_part(other, name))
    }));
    near.sort_unstable();
    near.dedup();
    near.truncate(8);
    near
}

/// True if the characters of `short` stand in `long` in the same order, and are half of them or more.
fn is_part(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    let all = short.chars().all(|c| rest.any(|other| other == c));
    all && short.chars().count() * 2 >= long.chars().count()
}

#[cfg(test)]
mod tests {
    use crate::import::{Proposal, parse_text};

    /// Each role with the superior that is proposed for it.
    fn proposed(text: &str) -> Vec<(String, Vec<String>)> {
        let draft = parse_text(text);
        let superiors = |it: &Proposal| match it {
            Proposal::Superior { name, .. } => Some(name.clone()),
            _ => None,
        };
        let roles = draft.roles.iter();
        roles
            .map(|role| {
                let found = role.proposals.iter().filter_map(superiors).collect();
                (role.name.text.clone(), found)
            })
            .collect()
    }

    #[test]
    fn who_is_named_as_a_subordinate_and_states_no_superior_gets_one_proposed() {
        let text = "行政主管岗位职责\n直接下级：前台文员、司机\n1、安排会务；\n2、管理车辆。\n\n\
                    前台文员岗位职责\n1、接待来访；\n2、收发快递。\n\n\
                    司机岗位职责\n直接上级：车队队长\n1、安全驾驶；\n2、保养车辆。\n";
        let expected = [
            ("行政主管", None),
            ("前台文员", Some("行政主管")),
            ("司机", None),
        ];
        let expected = expected.map(|(name, superior)| {
            let superior = superior.into_iter().map(str::to_owned).collect();
            (name.to_owned(), superior)
        });
        assert_eq!(proposed(text), expected);
    }

    #[test]
    fn two_claims_and_claims_on_each_other_propose_nothing() {
        let two = "行政主管岗位职责\n直接下级：司机\n1、安排会务；\n2、管理车辆。\n\n\
                   车队队长岗位职责\n直接下级：司机\n1、调度车辆；\n2、检查安全。\n\n\
                   司机岗位职责\n1、安全驾驶；\n2、保养车辆。\n";
        let each_other = "车队队长岗位职责\n直接下级：司机\n1、调度车辆；\n2、检查安全。\n\n\
                          司机岗位职责\n直接下级：车队队长\n1、安全驾驶；\n2、保养车辆。\n";
        for text in [two, each_other] {
            let found = proposed(text);
            assert!(found.len() > 1, "the roles are read");
            assert!(found.iter().all(|(_, names)| names.is_empty()), "{found:?}");
        }
    }
}
