//! Headings by their shape: roles, departments, companies, sections, lists of rules.
//!
//! A heading is known by how it ends (岗位职责, 职责, 部, 公司), never by a list of names. All functions look at
//! one text without its marker; what stands around it is weighed in [`classify`](super::classify).

use super::lexicon::{Title, lexicon, words};
use super::markers::{chinese_number, is_colon, is_digit};
use super::squeeze::{Squeezed, cut, is_blank, last_word_char, squeezed_text};
use std::ops::Range;

/// The longest text, in characters, that is looked at as a heading.
const HEADING_LIMIT: usize = 60;
/// The longest name of a role or department.
const NAME_LIMIT: usize = 26;

/// A heading by its shape. Ranges are bytes of the text that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// A role's heading.
    Role(RoleHeading),
    /// A department's heading.
    Department(Range<usize>),
    /// A title that names a company, or nothing but 岗位说明书: neither role nor section.
    Company(Range<usize>),
    /// 各岗位职责: what follows are roles.
    Container,
}

/// The parts of a role's heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RoleHeading {
    /// The name without brackets at its end.
    pub(super) name: Range<usize>,
    /// The insides of brackets behind the name or behind the whole.
    pub(super) brackets: Vec<Range<usize>>,
    /// The company named before the role.
    pub(super) company: Option<Range<usize>>,
    /// True if the shape leaves no doubt: 岗位职责 and not mere 职责, or a name that is surely a post.
    pub(super) strong: bool,
}

/// The section that `text` is the title of.
pub(super) fn title_of(text: &str) -> Option<Title> {
    let colon = text.trim_end_matches(is_blank).ends_with(is_colon);
    let text = without_translation(text).trim_end_matches(['?', '\u{ff1f}']);
    let last = last_word_char(text)?;
    let may_end = lexicon().title_words.may_end(last)
        || is_close(last)
        || colon && words("title_tail").may_end(last);
    if !may_end {
        return None;
    }
    let squeezed = squeezed_text(text, 24)?;
    let bare = bare_title(&squeezed);
    let exact = lexicon().title(bare).or_else(|| {
        let own = ["\u{672c}\u{5c97}\u{4f4d}", "\u{8be5}\u{5c97}\u{4f4d}"];
        own.iter()
            .find_map(|own| lexicon().title(bare.strip_prefix(own)?))
    });
    exact
        .or_else(|| title_in_other_words(bare, colon))
        .or_else(|| title_by_end(bare))
}

/// 核心任职要求, 其主要职责为：: a known title with words around it that change nothing.
fn title_in_other_words(bare: &str, colon: bool) -> Option<Title> {
    let mut rest = bare;
    if colon {
        let tail = words("title_tail").at_end(rest);
        rest = tail.map_or(rest, |tail| cut(rest, 0..rest.len() - tail.len()));
    }
    for _ in 0..2 {
        let front = words("title_front").at_start(rest);
        rest = front.map_or(rest, |front| cut(rest, front.len()..rest.len()));
        let title = lexicon().title(rest).filter(|title| {
            use super::draft::SectionKind as Kind;
            let kinds = [Kind::Duties, Kind::Qualifications, Kind::Authorities];
            matches!(title, Title::Section(kind) if kinds.contains(kind))
        });
        if rest.len() < bare.len() && rest.chars().count() >= 2 && title.is_some() {
            return title;
        }
    }
    None
}

/// 任职要求 Requirements：without the English behind it.
fn without_translation(text: &str) -> &str {
    if text.len() > 120 {
        return text;
    }
    let english = |c: char| {
        c.is_ascii_alphabetic() || matches!(c, '&' | '/') || is_colon(c) || c.is_whitespace()
    };
    let chinese = text.trim_end_matches(english);
    if chinese.is_empty() || !chinese.ends_with(|c: char| c.is_alphabetic()) {
        return text;
    }
    chinese
}

/// A title without colon and without a bracket behind it.
fn bare_title(text: &str) -> &str {
    let text = text.trim_end_matches(is_colon);
    let text = text.trim_matches([
        '\u{3010}', '\u{3011}', '[', ']', '\u{300a}', '\u{300b}', '<', '>', '\u{3008}', '\u{3009}',
    ]);
    match text.rfind(['(', '\u{ff08}']) {
        Some(at) if at > 0 && text.ends_with([')', '\u{ff09}']) => cut(text, 0..at),
        _ => text,
    }
}

/// 店长任职资格: a known title behind a name; not for duties, whose heading names the role.
fn title_by_end(text: &str) -> Option<Title> {
    if lexicon().label(text).is_some() {
        return None;
    }
    let word = lexicon().title_words.at_end(text)?;
    let title = lexicon().title(word)?;
    let name = text.strip_suffix(word)?;
    let duties = matches!(
        title,
        Title::Section(super::draft::SectionKind::Duties | super::draft::SectionKind::Notes)
            | Title::DepartmentDuties
            | Title::Basic
    );
    let authorities = matches!(
        title,
        Title::Section(super::draft::SectionKind::Authorities)
    );
    let post =
        is_hard_post(name) && name.chars().count() >= 2 && !name.ends_with("\u{4eba}\u{5458}");
    let fits = (word.chars().count() >= 4 || authorities && post)
        && !duties
        && name.chars().count() <= 10
        && name.chars().all(is_name_char)
        && !name.contains("\u{804c}\u{8d23}")
        && words("verb_start").at_start(name).is_none();
    fits.then_some(title)
}

/// X的岗位职责主要有以下几个方面：without what introduces the list.
fn without_introduction(text: &str) -> &str {
    let sign = |c: char| is_colon(c) || matches!(c, '?' | '\u{ff1f}');
    let bare = text.trim_end_matches(sign);
    if bare.len() == text.len() || text.len() > 160 {
        return text;
    }
    match words("intro_tail").at_end(bare) {
        Some(tail) => cut(bare, 0..bare.len() - tail.len()),
        None => text,
    }
}

/// Reads `text`, which has no marker, as a heading of a role, department or company.
pub(super) fn heading_of(text: &str) -> Option<Heading> {
    let text = without_introduction(text);
    let last = last_word_char(text)?;
    let tails = [words("role_suffix"), words("suffix_tail"), words("own_end")];
    // A bracket, or 下 of 如下, may stand behind the suffix.
    let may_end = is_close(last) || last == '\u{4e0b}' || tails.iter().any(|it| it.may_end(last));
    if !may_end {
        return None;
    }
    let squeezed = Squeezed::new(text, HEADING_LIMIT)?;
    let mut end = squeezed.text.trim_end_matches(is_colon).len();
    let mut brackets = Vec::new();
    end = strip_brackets(&squeezed.text, 0..end, &mut brackets);
    let closed = squeezed
        .text
        .get(..end)?
        .trim_end_matches(['\u{300b}', '\u{3011}']);
    end = closed.len();
    let mut start = end - closed.trim_start_matches(['\u{300a}', '\u{3010}']).len();
    start += attached_len(cut(&squeezed.text, start..end));
    let suffix = role_suffix(cut(&squeezed.text, start..end))?;
    end -= suffix.len();
    let strong_suffix =
        suffix.contains('\u{5c97}') || suffix.contains('\u{4e66}') || suffix.contains('\u{5236}');
    let company = company_before(&squeezed.text, start, end);
    start = company.as_ref().map_or(start, |company| company.end);
    end = strip_brackets(&squeezed.text, start..end, &mut brackets);
    let mut name = cut(&squeezed.text, start..end);
    if let Some(at) = name.rfind(['-', '\u{2014}', '\u{2013}', '\u{b7}']) {
        let behind =
            cut(name, at..name.len()).trim_start_matches(['-', '\u{2014}', '\u{2013}', '\u{b7}']);
        let before = cut(name, 0..at).trim_end_matches('\u{2014}');
        if behind.is_empty() {
            if words("company_suffix").at_end(before).is_some() {
                return Some(Heading::Company(
                    squeezed.original(start..start + before.len()),
                ));
            }
            name = before;
        } else {
            start = end - behind.len();
            name = behind;
        }
    }
    name = name.trim_end_matches(['\u{7684}', '\u{4e4b}']);
    name = without_adjective(name);
    end = start + name.len();
    end = strip_brackets(&squeezed.text, start..end, &mut brackets);
    let name = cut(&squeezed.text, start..end);
    if let Some(unit) = department_of_all(name).filter(|_| company.is_none()) {
        return Some(Heading::Department(
            squeezed.original(start..start + unit.len()),
        ));
    }
    if name.is_empty()
        || has_open_end(name)
        || names_any(name) && company.is_none()
        || words("generic_name").has(name)
    {
        return Some(match company {
            Some(company) => Heading::Company(squeezed.original(company)),
            None => Heading::Container,
        });
    }
    if !is_name(name) {
        return None;
    }
    let end = start + without_field(name).len();
    let name = cut(&squeezed.text, start..end);
    let range = squeezed.original(start..end);
    if let Some(heading) = unit_heading(name, &range) {
        return Some(heading);
    }
    Some(Heading::Role(RoleHeading {
        name: range,
        brackets: brackets
            .into_iter()
            .map(|it| squeezed.original(it))
            .collect(),
        company: company.map(|company| squeezed.original(company)),
        strong: strong_suffix || words("role_noun").at_end(name).is_some(),
    }))
}

/// 造雪工的具体, of 造雪工的具体职责范围: the name.
fn without_adjective(name: &str) -> &str {
    let adjectives = [
        "\u{7684}\u{5177}\u{4f53}",
        "\u{7684}\u{4e3b}\u{8981}",
        "\u{7684}\u{57fa}\u{672c}",
    ];
    let bare = adjectives.iter().find_map(|it| name.strip_suffix(it));
    bare.unwrap_or(name)
}

/// 计量站关键岗位, 门店5大 of 门店5大岗位: what speaks of posts and names none.
fn names_any(name: &str) -> bool {
    let counted = name.strip_suffix(['\u{5927}', '\u{4e2a}', '\u{7c7b}', '\u{79cd}']);
    counted.is_some_and(|it| it.ends_with(is_number))
        || name.contains("\u{5c97}\u{4f4d}") && words("role_noun").at_end(name).is_none()
}

fn is_number(c: char) -> bool {
    is_digit(c) || chinese_number(c.encode_utf8(&mut [0; 4])).is_some()
}

/// 项目经理安全生产、健康环境 of 项目经理安全生产、健康环境管理职责: the post without the field that the duties are of.
fn without_field(name: &str) -> &str {
    let starts = name.char_indices().skip(2).map(|(at, _)| at);
    let fields = |at: &usize| {
        let mut rest = cut(name, *at..name.len());
        while let Some(field) = words("duty_field").at_start(rest) {
            rest = cut(rest, field.len()..rest.len());
        }
        rest.is_empty()
    };
    // 放映部部门
    if let Some(unit) = name.strip_suffix("\u{90e8}\u{95e8}")
        && unit.ends_with('\u{90e8}')
    {
        return unit;
    }
    let mut starts = starts.filter(|at| is_hard_post(cut(name, 0..*at)));
    starts.find(fields).map_or(name, |at| cut(name, 0..at))
}

/// 附： of 附：教研组长岗位职责.
fn attached_len(text: &str) -> usize {
    let word = words("attached").at_start(text);
    word.filter(|it| it.ends_with(is_colon)).map_or(0, str::len)
}

/// 内设机构及 of 内设机构及岗位职责 names no post.
fn has_open_end(name: &str) -> bool {
    name.ends_with([
        '\u{5176}', '\u{53ca}', '\u{548c}', '\u{4e0e}', '\u{3001}', '\u{5404}',
    ])
}

/// A name that is no post but a department, or a company.
fn unit_heading(name: &str, range: &Range<usize>) -> Option<Heading> {
    if words("role_noun").at_end(name).is_some() {
        return None;
    }
    if words("department_suffix").at_end(name).is_some() {
        return Some(Heading::Department(range.clone()));
    }
    words("company_suffix").at_end(name)?;
    // 净水厂 is a part of a company, 示例造纸厂 may be one.
    Some(match name.chars().count() {
        0..=3 => Heading::Department(range.clone()),
        _ => Heading::Company(range.clone()),
    })
}

/// 餐饮部各岗位: the department.
fn department_of_all(name: &str) -> Option<&str> {
    let (unit, _) = name.split_once('\u{5404}')?;
    let department = is_name(unit)
        && words("department_suffix").at_end(unit).is_some()
        && !words("generic_name").has(unit);
    department.then_some(unit)
}

/// The words that make a text a role's heading: 岗位职责, also with a tail such as 及任职要求.
fn role_suffix(whole: &str) -> Option<&str> {
    let text = whole;
    let joined = text
        .char_indices()
        .rev()
        .take(8)
        // 及 和 与 、
        .find(|(_, c)| matches!(c, '\u{53ca}' | '\u{548c}' | '\u{4e0e}' | '\u{3001}' | '/'));
    // 岗位职责如下：
    let text = text.strip_suffix("\u{5982}\u{4e0b}").unwrap_or(text);
    let is_tail =
        |tail: &str| words("suffix_tail").has(tail) || words("own_end").at_end(tail).is_some();
    if let Some((at, c)) = joined
        && is_tail(cut(text, at + c.len_utf8()..text.len()))
        && let Some(suffix) = words("role_suffix").at_end(cut(text, 0..at))
    {
        return whole.get(at - suffix.len()..);
    }
    // 岗位职责考核追究
    let tail = words("suffix_tail").at_end(text).and_then(|tail| {
        let suffix = words("role_suffix").at_end(text.strip_suffix(tail)?)?;
        Some(suffix.len() + tail.len())
    });
    let suffix = words("role_suffix").at_end(text).map(str::len);
    whole.get(text.len() - tail.max(suffix)?..)
}

/// True if a name is surely a post and not also the name of a field of work (采购, 财务).
pub(super) fn is_hard_post(name: &str) -> bool {
    let noun = words("role_noun").at_end(name);
    // 化工 is no post, 绿化工 is one.
    noun.is_some_and(|noun| {
        let other = words("not_post").at_end(name);
        !words("soft_noun").has(noun) && other.is_none_or(|it| it.len() < noun.len())
    })
}

/// Reads a short text without 职责 as the name of a role, as when the heading goes on in the next line.
pub(super) fn name_of(text: &str) -> Option<RoleHeading> {
    let squeezed = Squeezed::new(text, NAME_LIMIT)?;
    let mut brackets = Vec::new();
    let whole = squeezed.text.trim_end_matches(is_colon).len();
    let end = strip_brackets(&squeezed.text, 0..whole, &mut brackets);
    let name = cut(&squeezed.text, 0..end);
    (is_name(name) && !words("generic_name").has(name) && name.chars().count() >= 2).then(|| {
        RoleHeading {
            name: squeezed.original(0..end),
            brackets: brackets
                .into_iter()
                .map(|it| squeezed.original(it))
                .collect(),
            company: None,
            strong: words("role_noun").at_end(name).is_some(),
        }
    })
}

/// A short text that is a department's name and nothing else.
pub(super) fn department_of(text: &str) -> Option<Range<usize>> {
    let squeezed = Squeezed::new(text, 16)?;
    let name = squeezed.text.trim_end_matches(is_colon);
    // 各班级、教师团队
    let one = !name.starts_with('\u{5404}') && !name.contains('\u{3001}');
    let fits = is_name(name)
        && one
        && words("department_suffix").at_end(name).is_some()
        && words("role_noun").at_end(name).is_none()
        && words("generic_name")
            .at_end(name)
            .is_none_or(|word| word != name)
        && name.chars().count() >= 2;
    fits.then(|| squeezed.original(0..name.len()))
}

/// The company that a text ends with or is: 示例物流有限公司.
pub(super) fn company_of(text: &str) -> Option<String> {
    if !words("company_suffix").may_end(last_word_char(text)?) {
        return None;
    }
    let name = squeezed_text(text, 40)?;
    let name = name.as_str();
    let fits = words("company_suffix").at_end(name).is_some()
        && name.chars().count() >= 4
        && name.chars().all(is_name_char)
        && words("verb_start").at_start(name).is_none();
    fits.then(|| name.to_owned())
}

/// The company before the name in a heading, in the squeezed text.
fn company_before(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let name = cut(text, start..end);
    let word = ["\u{516c}\u{53f8}", "\u{96c6}\u{56e2}"];
    let found = word
        .iter()
        .filter_map(|word| Some(name.rfind(word)? + word.len()))
        .max()?;
    let company = cut(name, 0..found);
    let whole = company.chars().count() >= 4
        && !words("department_suffix").has(cut(name, found..name.len()))
        && words("department_suffix").at_end(company).is_none();
    whole.then_some(start..start + found)
}

/// Takes brackets off the end of a range of the squeezed text; their insides go to `brackets` in order.
fn strip_brackets(text: &str, range: Range<usize>, brackets: &mut Vec<Range<usize>>) -> usize {
    let mut end = range.end;
    let mut found = Vec::new();
    while let Some(close) = cut(text, range.start..end)
        .chars()
        .next_back()
        .filter(|c| is_close(*c))
        && let Some(at) = cut(text, range.start..end).rfind(['(', '\u{ff08}', '\u{3014}'])
        && at > 0
    {
        let open = range.start + at;
        let inside = open
            + cut(text, open..end)
                .chars()
                .next()
                .map_or(0, char::len_utf8);
        found.push(inside..end - close.len_utf8());
        end = open;
    }
    brackets.splice(0..0, found.into_iter().rev());
    end
}

fn is_close(c: char) -> bool {
    matches!(c, ')' | '\u{ff09}' | '\u{3015}')
}

/// True if `name` can be the name of a post or department: no sentence, no verb before it.
fn is_name(name: &str) -> bool {
    let count = name.chars().count();
    count > 0
        && count <= NAME_LIMIT
        && !words("none").has(name)
        && words("question").within(name).is_none()
        && name.chars().all(is_name_char)
        && name.chars().any(|c| c.is_alphabetic())
        && words("verb_start")
            .at_start(name)
            .is_none_or(|verb| surely_a_post(name, verb))
        && !name.contains("\u{5c97}\u{4f4d}\u{804c}\u{8d23}")
}

/// 维修工 and 安检员 begin with a verb and are posts all the same; 负责会计 is none.
fn surely_a_post(name: &str, verb: &str) -> bool {
    let noun = words("role_noun")
        .at_end(name)
        .or_else(|| words("department_suffix").at_end(name));
    // 执行董事 is called so; 执行 before anything else is a verb.
    let title = verb == "\u{6267}\u{884c}"
        && name
            .strip_prefix(verb)
            .is_some_and(|rest| rest.chars().count() >= 2 && words("role_noun").has(rest));
    let hard = words("hard_verb").has(verb) && !title;
    !hard && noun.is_some() && name.chars().count() <= 6 && !name.contains('\u{5404}')
}

/// True for characters that stand in names of posts, departments and companies.
fn is_name_char(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '\u{3001}'
                | '/'
                | '('
                | ')'
                | '\u{ff08}'
                | '\u{ff09}'
                | '-'
                | '\u{b7}'
                | '&'
                | '\u{2014}'
                | '+'
                | '#'
        )
}

/// True for a heading of rules for everybody: ends with 不准, 守则 and the like, quotes left aside.
pub(super) fn is_rules_heading(text: &str) -> bool {
    let Some(squeezed) = squeezed_text(text, 40) else {
        return false;
    };
    let bare: String = squeezed
        .chars()
        .filter(|c| {
            !matches!(
                c,
                '\u{201c}' | '\u{201d}' | '"' | '\u{300a}' | '\u{300b}' | ':' | '\u{ff1a}'
            )
        })
        .collect();
    words("rules_end").at_end(&bare).is_some()
        && bare.chars().all(is_name_char)
        && bare.chars().count() >= 3
        && words("verb_start")
            .at_start(&bare)
            .is_none_or(|_| words("rules_end").at_start(&bare).is_some())
}

/// True if a name in a heading is several names: 高级讲解员及讲解员, 售票、验票人员.
pub(super) fn is_several(name: &str) -> bool {
    name.char_indices().any(|(at, c)| match c {
        '\u{3001}' | '/' => true,
        // 及 和 与 兼
        '\u{53ca}' | '\u{548c}' | '\u{4e0e}' | '\u{517c}' => {
            words("role_noun").at_end(cut(name, 0..at)).is_some()
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(text: &str) -> Option<(String, Vec<String>)> {
        match heading_of(text) {
            Some(Heading::Role(role)) => Some((
                cut(text, role.name).replace(' ', ""),
                role.brackets
                    .into_iter()
                    .map(|it| cut(text, it).to_owned())
                    .collect(),
            )),
            _ => None,
        }
    }

    #[test]
    fn a_role_is_known_by_how_its_heading_ends() {
        let plain = |name: &str| Some((name.to_owned(), vec![]));
        assert_eq!(role("库管员岗位职责"), plain("库管员"));
        assert_eq!(role("库 管 员 职 责："), plain("库管员"));
        assert_eq!(role("运营助理的职责要求"), plain("运营助理"));
        assert_eq!(role("示例物流有限公司装卸工岗位职责"), plain("装卸工"));
        let brackets = vec!["冷库".to_owned(), "夜班".to_owned()];
        assert_eq!(
            role("仓管员（冷库）(夜班)岗位职责"),
            Some(("仓管员".to_owned(), brackets))
        );
    }

    #[test]
    fn departments_companies_and_containers_are_no_roles() {
        assert!(matches!(
            heading_of("采购部职责"),
            Some(Heading::Department(_))
        ));
        assert!(matches!(
            heading_of("某某店铺-岗位职责"),
            Some(Heading::Company(_))
        ));
        assert_eq!(heading_of("各岗位职责"), Some(Heading::Container));
    }

    #[test]
    fn a_duty_that_ends_like_a_heading_is_none() {
        for text in [
            "检查各部门履行岗位职责",
            "落实保密职责",
            "组织修订部门职责",
            "执行制度，履行岗位职责",
        ] {
            assert_eq!(heading_of(text), None, "{text}");
        }
    }
}
