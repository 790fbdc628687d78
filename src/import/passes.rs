//! Second looks at the kinds of segments: posts headed like their peers, noise that goes on, titles of nothing.

use super::classify::{Classifier, Kind};
use super::draft::{ReadAs, SectionKind};
use super::headings::{RoleHeading, department_of, is_hard_post, name_of};
use super::lexicon::{Title, words};
use super::markers::{Style, is_digit};
use super::plain::opens_noise;
use super::squeeze::{cut, is_blank, is_finished, length};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// Whether the title of an article and the heading below it name one role: 库管员 and 某某公司库管员, but not 工程师 and
/// 高级工程师.
fn is_same(title: &str, heading: &str) -> bool {
    let before = heading.strip_suffix(title);
    before.is_some_and(|before| words("grade").at_end(before).is_none())
}

/// 工程部工作人员 above the roles of the department: where its name stands.
fn unit_of_people(text: &str, name: Range<usize>) -> Option<Range<usize>> {
    let people = words("everybody").at_end(cut(text, name.clone()))?;
    let unit = name.start..name.end - people.len();
    department_of(cut(text, unit.clone())).map(|_| unit)
}

impl Classifier<'_> {
    /// 门迎 above a list from 1, in a text whose other posts are headed in the same way.
    pub(super) fn peers(&self, kinds: &mut [Kind], choices: &BTreeMap<u32, ReadAs>) {
        // The style of the list below the last heading that is but a name.
        let mut list = None;
        for at in 0..kinds.len() {
            let plain =
                self.segments[at].marker.is_none() && self.is_whole(at) && !self.in_cell(at);
            let below = self.segments.get(at + 1).and_then(|next| next.marker);
            match &kinds[at] {
                Kind::Role(role) => {
                    let only_name = role.name == (0..self.text(at).len());
                    list = below
                        .filter(|_| plain && only_name)
                        .map(|below| below.style);
                }
                Kind::Text if plain && list.is_some() && self.chosen(at, choices).is_none() => {
                    let first = below.filter(|it| it.begins() && Some(it.style) == list);
                    let above = at.checked_sub(1);
                    let ended = above.is_some_and(|above| {
                        self.segments[above]
                            .marker
                            .is_some_and(|it| Some(it.style) == list)
                            && is_finished(self.text(above))
                    });
                    let text = self.text(at);
                    let next_is_text = matches!(kinds.get(at + 1), Some(Kind::Text));
                    if let Some(name) = name_of(text).filter(|_| {
                        first.is_some() && ended && next_is_text && length(text, 11) <= 10
                    }) {
                        kinds[at] = Kind::Role(RoleHeading {
                            strong: false,
                            ..name
                        });
                    }
                }
                Kind::Title(_) | Kind::Department(_) | Kind::Rules | Kind::Chapter => list = None,
                _ => {}
            }
        }
    }

    /// 五、设计人 among 一、院长, 二、总工程师: a number of a list whose other numbers head roles heads a role as well.
    pub(super) fn marked_peers(&self, kinds: &mut [Kind], choices: &BTreeMap<u32, ReadAs>) {
        let mut runs: Vec<(Style, u32, Vec<usize>)> = Vec::new();
        let mut done = Vec::new();
        for (at, kind) in kinds.iter().enumerate() {
            let Some(marker) = self.segments[at].marker else {
                if matches!(kind, Kind::Role(_) | Kind::Department(_) | Kind::Rules) {
                    done.append(&mut runs);
                }
                continue;
            };
            let heads = matches!(
                marker.style,
                Style::Chinese | Style::ChineseParen | Style::Arabic | Style::Dotted(1)
            );
            if !heads || self.in_cell(at) {
                continue;
            }
            match runs.iter_mut().find(|run| run.0 == marker.style) {
                // A missing number (三、 and then 五、) does not end a list of headings.
                Some(run) if (run.1 + 1..=run.1 + 2).contains(&marker.value) => {
                    run.1 = marker.value;
                    run.2.push(at);
                }
                Some(run) => {
                    let new = (marker.style, marker.value, vec![at]);
                    done.push(std::mem::replace(run, new));
                }
                None => runs.push((marker.style, marker.value, vec![at])),
            }
        }
        done.append(&mut runs);
        for (_, _, run) in done {
            self.one_run(&run, kinds, choices);
        }
    }

    /// （一）办公室, （二）工程科 below 部门职责 or beside （三）局长, a list below each: departments.
    fn units(&self, run: &[usize], kinds: &mut [Kind], choices: &BTreeMap<u32, ReadAs>) {
        let rank = |at: usize| self.segments[at].marker.map_or(20, |marker| marker.rank());
        let list = |at: usize| {
            let below = self.segments.get(at + 1).and_then(|it| it.marker);
            below.is_some_and(|it| it.value == 1 && it.rank() > rank(at))
        };
        let unit = |at: usize| match &kinds[at] {
            Kind::Text if list(at) && self.chosen(at, choices).is_none() => {
                let text = self.text(at);
                // （四）各部门 among them
                let all = words("all_units").has(text).then_some(0..text.len());
                department_of(text).or(all)
            }
            _ => None,
        };
        let found: Vec<_> = run
            .iter()
            .filter_map(|at| Some((*at, unit(*at)?)))
            .collect();
        let heads = |at: &usize| matches!(kinds[*at], Kind::Role(_) | Kind::Department(_));
        let first = run.first().copied().unwrap_or(0);
        let above = kinds.iter().take(first).rev().take(200);
        let mut above =
            above.filter(|kind| !matches!(kind, Kind::Text | Kind::Noise | Kind::Label(_)));
        let below_title = matches!(above.next(), Some(Kind::Title(Title::DepartmentDuties)));
        let others = run.iter().filter(|at| heads(at)).count();
        let all = found.len() + others == run.len();
        if found.is_empty()
            || run.len() < 2
            || !(all && others > 0 || below_title && found.len() > 1)
        {
            return;
        }
        for (at, name) in found {
            kinds[at] = Kind::Department(name);
        }
    }

    fn one_run(&self, run: &[usize], kinds: &mut [Kind], choices: &BTreeMap<u32, ReadAs>) {
        self.units(run, kinds, choices);
        let roles = run.iter().filter(|at| matches!(kinds[**at], Kind::Role(_)));
        let roles = roles.count();
        let others: Vec<usize> = run
            .iter()
            .copied()
            .filter(|at| {
                !matches!(
                    kinds[*at],
                    Kind::Role(_) | Kind::Rules | Kind::Department(_)
                )
            })
            .collect();
        let names: Vec<_> = others
            .iter()
            .filter_map(|at| self.name_above_list(*at, kinds))
            .collect();
        let free = others.iter().all(|at| self.chosen(*at, choices).is_none());
        let headed = roles >= 2 && roles >= names.len();
        let posts = names.len() == run.len() && self.each_with_paragraph(run);
        let sure = others
            .iter()
            .filter(|at| is_hard_post(self.text(**at)) && self.inline_list(**at));
        let glued = run.len() >= 3 && (roles + sure.count()) * 2 >= run.len() && roles > 0;
        let listed = names.len() + roles == run.len() && self.each_with_list(run, kinds);
        if !(headed || posts || listed || glued) || names.len() != others.len() || !free {
            return;
        }
        for (at, name) in others.into_iter().zip(names) {
            kinds[at] = Kind::Role(name);
        }
    }

    /// 一、美容师1. …: whether the list goes on in the same line.
    fn inline_list(&self, at: usize) -> bool {
        let below = self.segments.get(at + 1).filter(|it| !it.opens);
        below
            .and_then(|it| it.marker)
            .is_some_and(|it| it.value == 1)
    }

    /// 1、店主：, 2、客服： with a list below each, in a text that has not headed a role yet.
    fn each_with_list(&self, run: &[usize], kinds: &[Kind]) -> bool {
        let colon = |at: &usize| {
            let text = self.text(*at);
            let name = text.trim_end_matches(super::markers::is_colon);
            name.len() < text.len()
                && length(name, 9) <= 8
                && words("own_end").at_end(name).is_none()
                && words("duty_field").at_end(name).is_none()
        };
        let list = |at: &usize| {
            let below = self.segments.get(at + 1).and_then(|it| it.marker);
            below.is_some_and(|it| it.value == 1)
        };
        let post = |at: &usize| {
            is_hard_post(
                self.text(*at)
                    .trim_end_matches(|c| super::markers::is_colon(c) || is_blank(c)),
            )
        };
        let first = run.first().copied().unwrap_or(0);
        let none = kinds
            .iter()
            .take(first)
            .all(|kind| !matches!(kind, Kind::Role(_) | Kind::Title(_)));
        run.len() >= 3 && none && run.iter().all(|at| colon(at) && list(at)) && run.iter().any(post)
    }

    /// 1. 保安队长, 2. 门岗 with a paragraph below each, most of them surely posts.
    fn each_with_paragraph(&self, run: &[usize]) -> bool {
        let sure = run
            .iter()
            .filter(|at| is_hard_post(self.text(**at)) && length(self.text(**at), 9) <= 8);
        let paragraph = |at: &usize| {
            let below = self.segments.get(at + 1);
            below.is_some_and(|it| it.marker.is_none() && it.opens)
                && length(self.text(at + 1), 13) > 12
        };
        run.len() >= 3 && sure.count() * 2 > run.len() && run.iter().all(paragraph)
    }

    /// A short line with a list, a title or a field below: the name that its peers say it is.
    fn name_above_list(&self, at: usize, kinds: &[Kind]) -> Option<RoleHeading> {
        let text = self.text(at).trim_end_matches(super::markers::is_colon);
        // 审核人 is the label of a signature elsewhere.
        let bare = match &kinds[at] {
            Kind::Text => true,
            Kind::Label(label) => label.len >= text.len(),
            _ => false,
        };
        let segment = &self.segments[at];
        // 五、前台接待1. …: the list may begin on the same line.
        let list = self.segments.get(at + 1).and_then(|next| next.marker);
        let closes = segment.closes || list.is_some_and(|list| list.value == 1);
        let inline = list.is_some_and(|list| list.value == 1) && !segment.closes;
        let alone = (segment.opens || segment.glued || inline) && closes && !self.in_cell(at);
        let plain = bare && alone && length(text, 13) <= 12;
        if !plain || is_finished(text) || text.contains(['\u{ff0c}', ',', '\u{3001}', '\u{ff1a}']) {
            return None;
        }
        let rank = self.segments[at].marker?.rank();
        let below = match kinds.get(at + 1)? {
            Kind::Text => self.segments[at + 1]
                .marker
                .is_none_or(|below| below.begins() && below.rank() > rank),
            Kind::Title(_) | Kind::Label(_) => true,
            _ => false,
        };
        let name = name_of(text).unwrap_or(RoleHeading {
            name: 0..text.len(),
            ..RoleHeading::default()
        });
        let strong = false;
        below.then_some(RoleHeading { strong, ..name })
    }

    /// The lines below 目录 that end with the number of a page, up to the first that does not.
    pub(super) fn contents(&self, kinds: &mut [Kind], choices: &BTreeMap<u32, ReadAs>) {
        let mut open = false;
        for (at, kind) in kinds.iter_mut().enumerate() {
            let text = self.text(at);
            if *kind == Kind::Noise && length(text, 5) <= 4 {
                open = words("contents").has(&text.replace(is_blank, ""));
                continue;
            }
            let end = text.trim_end_matches([')', '\u{ff09}']);
            let bare = end.trim_end_matches(is_digit);
            let inner = bare.trim_end_matches(['(', '\u{ff08}']);
            // 仓库岗位职责 (3) as well as 仓库岗位职责 3
            let page = bare.len() < end.len()
                && inner.ends_with(is_blank)
                && (inner.len() < bare.len()) == (end.len() < text.len());
            open &= page && length(text, 41) <= 40 && self.chosen(at, choices).is_none();
            if open {
                *kind = Kind::Noise;
            }
        }
    }

    /// The boxes of a chart below 组织架构: lines of names without any sign, one of them several names in a row.
    pub(super) fn charts(&self, kinds: &mut [Kind], choices: &BTreeMap<u32, ReadAs>) {
        let mut at = 0;
        while at < kinds.len() {
            at += 1;
            let title = self.text(at - 1).trim_end_matches(super::markers::is_colon);
            if length(title, 13) > 12 || words("chart_title").at_end(title).is_none() {
                continue;
            }
            if kinds[at - 1] == Kind::Text && self.chosen(at - 1, choices).is_none() {
                kinds[at - 1] = Kind::Dropped { company: None };
            }
            let is_box = |at: &usize| {
                let plain = matches!(
                    kinds.get(*at),
                    Some(Kind::Text | Kind::Role(_) | Kind::Department(_))
                ) && self.is_whole(*at)
                    && self.segments[*at].marker.is_none()
                    && !self.in_cell(*at)
                    && self.chosen(*at, choices).is_none();
                let text = self.text(*at);
                let heads = super::headings::heading_of(text).is_some();
                plain
                    && !heads
                    && length(text, 61) <= 60
                    && text.chars().all(|c| c.is_alphanumeric() || is_blank(c))
                    && words("verb_start").at_start(text).is_none()
            };
            let end = (at..kinds.len())
                .find(|at| !is_box(at))
                .unwrap_or(kinds.len());
            let row = (at..end).any(|at| self.text(at).split(is_blank).count() >= 3);
            if row {
                kinds[at..end].fill(Kind::Noise);
            }
            at = end.max(at);
        }
    }

    /// Links below 相关推荐, numbers below 联系方式: short lines up to the next heading are noise too.
    pub(super) fn noise_lists(&self, kinds: &mut [Kind], choices: &BTreeMap<u32, ReadAs>) {
        let mut open = false;
        let mut attached = false;
        let mut prose = false;
        for at in 0..kinds.len() {
            if kinds[at] == Kind::Noise {
                if opens_noise(self.text(at)) {
                    open = true;
                    let title = self.text(at).trim_end_matches(super::markers::is_colon);
                    prose = words("noise_prose").has(title);
                    attached = words("attachment").at_start(self.text(at)).is_some();
                }
                continue;
            }
            let text = self.text(at);
            let plain = match &kinds[at] {
                Kind::Text | Kind::Dropped { .. } => true,
                Kind::Department(_) if self.is_whole(at) && !attached => true,
                // The titles of what is attached: none of them has a list below it.
                Kind::Role(_) | Kind::Department(_) | Kind::Rules => {
                    let below = kinds.get(at + 1);
                    attached && self.style(at).is_some() && !matches!(below, Some(Kind::Text))
                }
                _ => false,
            };
            let short = length(text, 41) <= 40 && !text.ends_with(['\u{3002}', '\u{ff1b}', ';']);
            // An answer goes on with what it has read elsewhere: whole paragraphs.
            let told = prose && self.segments[at].marker.is_none() && length(text, 31) > 30;
            open = open
                && plain
                && (short || told)
                && !self.in_cell(at)
                && self.chosen(at, choices).is_none();
            if open {
                kinds[at] = Kind::Noise;
            }
        }
    }

    /// 员工安全职责 above a list from 1: whose duties these are is said, though not by the name of a post.
    pub(super) fn everybody(&self, at: usize, kinds: &[Kind]) -> Option<Kind> {
        let below = self.segments.get(at + 1)?.marker?;
        let list = below.begins() && matches!(kinds.get(at + 1), Some(Kind::Text));
        if !list || self.in_cell(at) || kinds[at] != (Kind::Dropped { company: None }) {
            return None;
        }
        let text = self.text(at).trim_end_matches(super::markers::is_colon);
        let suffix = words("role_suffix").at_end(text)?;
        let name = text.strip_suffix(suffix)?.trim_end_matches('\u{7684}');
        let strong = true;
        words("everybody").has(name).then(|| {
            Kind::Role(RoleHeading {
                name: 0..name.len(),
                strong,
                ..RoleHeading::default()
            })
        })
    }

    /// Headings of roles with nothing below them are titles of what follows.
    pub(super) fn empty_titles(&self, kinds: &mut [Kind], choices: &BTreeMap<u32, ReadAs>) {
        let mut next: Option<usize> = None;
        // The roles of the article that is read, from its end.
        let mut below: HashSet<String> = HashSet::new();
        // A title that stands above several parts of the page is surely one.
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let heads = |at: &usize| matches!(kinds[*at], Kind::Role(_)) && self.is_whole(*at);
        for at in (0..kinds.len()).filter(heads) {
            *seen.entry(self.text(at)).or_default() += 1;
        }
        for at in (0..kinds.len()).rev() {
            let kind = &kinds[at];
            if matches!(kind, Kind::Noise | Kind::Dropped { .. }) {
                continue;
            }
            let chapter = matches!(self.style(at), Some(Style::Chapter(_)));
            let name = |at: usize, range: &Range<usize>| {
                cut(self.text(at), range.clone()).replace(' ', "")
            };
            if self.chosen(at, choices).is_some() {
                next = Some(at);
                continue;
            }
            let empty = match (kind, next) {
                (Kind::Role(role), Some(next)) => match &kinds[next] {
                    Kind::Role(other) => {
                        let same = is_same(&name(at, &role.name), &name(next, &other.name));
                        let group = self.is_below(at, next);
                        (!group).then_some(!same && !below.contains(&name(at, &role.name)))
                    }
                    Kind::EmptyTitle { .. } => Some(true),
                    // The title of an article names a role of it.
                    Kind::Department(_) => {
                        chapter.then_some(!below.contains(&name(at, &role.name)))
                    }
                    _ => None,
                },
                (Kind::Role(_), None) => chapter.then_some(true),
                // 第一篇：监理部岗位职责 above 监理部岗位职责.
                (Kind::Department(unit), Some(next)) => match &kinds[next] {
                    Kind::Department(other) => {
                        let again = name(at, unit) == name(next, other);
                        (again && chapter && self.style(next).is_none()).then_some(false)
                    }
                    _ => None,
                },
                (
                    Kind::Title(Title::Section(SectionKind::Duties) | Title::Basic)
                    | Kind::Another(Title::Section(SectionKind::Duties)),
                    Some(next),
                ) if matches!(kinds[next], Kind::Role(_) | Kind::Department(_)) => {
                    // 第二章 岗位职责 above the first role says nothing of its own.
                    kinds[at] = Kind::Dropped { company: None };
                    continue;
                }
                _ => None,
            };
            if let Kind::Role(role) = kind {
                below.insert(name(at, &role.name));
            }
            if chapter {
                below.clear();
            }
            if let (Some(_), Kind::Role(role)) = (empty, &kinds[at])
                && let Some(unit) = unit_of_people(self.text(at), role.name.clone())
            {
                kinds[at] = Kind::Department(unit);
                next = Some(at);
                continue;
            }
            if let Some(doubtful) = empty {
                let doubtful = doubtful && seen.get(self.text(at)).is_none_or(|count| *count < 2);
                kinds[at] = Kind::EmptyTitle { doubtful };
            }
            next = Some(at);
        }
    }

    /// Whether the marker of `next` is a number below that of `at`: 8.2.1 below 8.0.
    pub(super) fn is_below(&self, at: usize, next: usize) -> bool {
        let dotted = |at: usize| {
            self.segments[at]
                .marker
                .filter(|marker| matches!(marker.style, Style::Dotted(_)))
        };
        match (dotted(at), dotted(next)) {
            (Some(above), Some(below)) => {
                above.numbers[0] == below.numbers[0] && above.rank() < below.rank()
            }
            _ => false,
        }
    }
}
