//! Lines that are neither headings nor items: dates, site lines, page numbers, signatures, staffing notes.

use super::lexicon::{Label, lexicon, words};
use super::markers::{bare_number, chinese_number, is_colon, is_digit};
use super::squeeze::{cut, is_blank, is_finished, last_word_char, length, squeezed_text, trim};
use std::ops::Range;

/// A label at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LabelAt {
    /// Which.
    pub(super) label: Label,
    /// Bytes of the label, its colon and the blanks behind it.
    pub(super) len: usize,
}

/// The label that `text` begins with, if a colon follows it, or if it is all of the text.
pub(super) fn label_of(text: &str) -> Option<LabelAt> {
    let colon = text.char_indices().take(40).find(|(_, c)| is_colon(*c));
    let colon = colon
        .map(|(at, c)| (at, c.len_utf8()))
        .or_else(|| leader(text));
    let (before, len) = match colon {
        Some((at, len)) => (cut(text, 0..at), at + len),
        None => (text, text.len()),
    };
    let before = without_english(before);
    let last = last_word_char(before)?;
    let number = is_digit(last) || chinese_number(last.encode_utf8(&mut [0; 4])).is_some();
    let by_end = matches!(
        last,
        ')' | '\u{ff09}' | '\u{7ea7}' | '\u{7d1a}' | '\u{53f8}' | '\u{5c5e}' | '\u{5c6c}'
    ) || number;
    if !by_end && !lexicon().label_words.may_end(last) {
        return None;
    }
    let squeezed = squeezed_text(before, 16)?;
    let bare = squeezed.trim_matches(['\u{3010}', '\u{3011}', '[', ']']);
    let label = lexicon()
        .label(bare)
        .or_else(|| label_by_end(bare).filter(|_| colon.is_some()))
        .or_else(|| numbered_post(bare).filter(|_| colon.is_some()))
        .or_else(|| {
            // 直接下级（岗位）：
            let open = bare.find(['(', '\u{ff08}']).filter(|_| colon.is_some())?;
            lexicon().label(cut(bare, 0..open))
        })?;
    Some(LabelAt { label, len })
}

/// 部门/Department: the label without its translation.
fn without_english(label: &str) -> &str {
    if label.len() > 80 || !label.ends_with(|c: char| c.is_ascii_alphabetic()) {
        return label;
    }
    let english = |c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '.' | '\'' | '-');
    let bare = label.trim_end_matches(english).trim_end();
    match bare.strip_suffix(['/', '\u{ff0f}']) {
        Some(chinese) if !chinese.is_ascii() => chinese,
        _ => label,
    }
}

/// A dot of the line of dots between a label and its value.
pub(super) fn is_leader(c: char) -> bool {
    matches!(c, '\u{2026}' | '.' | '\u{b7}' | '\u{ff0e}' | '_')
}

/// The dots of 编号……X between a label and its value: where they stand, and how long they are.
fn leader(text: &str) -> Option<(usize, usize)> {
    // 直属领导——X
    let is_leader = |c: char| is_leader(c) || c == '\u{2014}';
    let (at, _) = text.char_indices().take(12).find(|(_, c)| is_leader(*c))?;
    let rest = cut(text, at..text.len());
    let len = rest.len() - rest.trim_start_matches(is_leader).len();
    (at > 0 && rest.chars().take(2).filter(|c| is_leader(*c)).count() == 2 && len < rest.len())
        .then_some((at, len))
}

/// 直属上级 研发经理: a label of four characters or more that a blank parts from its value, with the blanks behind it.
pub(super) fn label_before_blank(text: &str) -> Option<LabelAt> {
    let word = lexicon().label_words.at_start(text)?;
    let label = lexicon().label(word)?;
    let rest = cut(text, word.len()..text.len());
    let value = rest.trim_start_matches(is_blank);
    // 招聘职位 > 培训主管 is where the page stands.
    if value.starts_with(['>', '\u{bb}']) {
        return None;
    }
    let sentence = value.trim_end_matches('\u{3002}');
    let form = !matches!(
        label,
        Label::Demand(_) | Label::Inside | Label::Outside | Label::Signature | Label::DutyText
    );
    let fits = word.chars().count() >= 4
        && value.len() < rest.len()
        && !value.is_empty()
        && !is_breadcrumb(text)
        && length(value, 81) <= 80
        && words("verb_start").at_start(value).is_none()
        && !sentence.contains([
            '\u{3002}', '\u{ff1b}', ';', ':', '\u{ff1a}', '\u{ff0c}', ',',
        ]);
    (fits && form).then_some(LabelAt {
        label,
        len: text.len() - value.len(),
    })
}

/// 岗位一, 职位2: a label of names with a number.
fn numbered_post(bare: &str) -> Option<Label> {
    let number = |c: char| is_digit(c) || chinese_number(c.encode_utf8(&mut [0; 4])).is_some();
    let label = lexicon().label(bare.trim_end_matches(number))?;
    (label == Label::RoleName && bare.ends_with(number)).then_some(label)
}

/// 报告上级 and 督导下级: any short word that ends so.
fn label_by_end(bare: &str) -> Option<Label> {
    let short = bare.chars().count() <= 6;
    let ends = |words: &[&str]| words.iter().any(|word| bare.ends_with(word));
    // 上级 and 上司; 下级 and 下属, in simplified and traditional characters
    let above = ["\u{4e0a}\u{7ea7}", "\u{4e0a}\u{7d1a}", "\u{4e0a}\u{53f8}"];
    if short && ends(&above) {
        Some(Label::Superior)
    } else if short
        && ends(&[
            "\u{4e0b}\u{7ea7}",
            "\u{4e0b}\u{7d1a}",
            "\u{4e0b}\u{5c5e}",
            "\u{4e0b}\u{5c6c}",
        ])
    {
        Some(Label::Subordinates)
    } else {
        None
    }
}

/// Labels run together with their values (岗位名称仓储主管岗位编号CC0102): where each label begins and ends.
pub(super) fn labels_run_together(text: &str) -> Vec<(Range<usize>, Label)> {
    let mut found = Vec::new();
    let short = length(text, 120) < 120
        && !text.contains([
            '\u{3002}', '\u{ff1b}', ';', '\u{ff0c}', ',', ':', '\u{ff1a}',
        ]);
    if !short || lexicon().label_words.at_start(text).is_none() {
        return found;
    }
    let mut at = 0;
    let mut depth = 0;
    while let Some(c) = cut(text, at..text.len()).chars().next() {
        match c {
            '(' | '\u{ff08}' => depth += 1,
            ')' | '\u{ff09}' => depth = (depth - 1).max(0),
            _ => {}
        }
        let word = lexicon().label_words.at_start(cut(text, at..text.len()));
        // 员工关系专员（人数3-8人）
        let word = word.filter(|_| depth == 0);
        // A label of two characters is a word of any sentence, but for a few that close a form.
        let known = word.and_then(|word| {
            let label = lexicon().label(word)?;
            let alone = {
                let before = cut(text, 0..at).chars().next_back();
                let behind = cut(text, at + word.len()..text.len()).chars().next();
                before.is_none_or(is_blank) && behind.is_some_and(is_blank)
            };
            let clear = word.chars().count() >= 4
                || alone
                || (!found.is_empty() && words("short_label").has(word));
            let form = !matches!(
                label,
                Label::Demand(_) | Label::Inside | Label::Outside | Label::Signature
            );
            (clear && form).then_some((at..at + word.len(), label))
        });
        match known {
            Some((range, label)) => {
                at = range.end;
                found.push((range, label));
            }
            None => at += c.len_utf8(),
        }
    }
    let first_at_start = found.first().is_some_and(|(range, _)| range.start == 0);
    if !first_at_start {
        found.clear();
    }
    found
}

/// A date such as 2024年5月1日, 2024-05-01 or 2024.5: where it stands.
pub(super) fn find_date(text: &str) -> Option<Range<usize>> {
    text.char_indices()
        .filter(|(at, c)| {
            is_digit(*c) && !cut(text, 0..*at).chars().next_back().is_some_and(is_digit)
        })
        .find_map(|(at, _)| {
            let len = date_length(cut(text, at..text.len()))?;
            Some(at..at + len)
        })
}

fn date_length(text: &str) -> Option<usize> {
    let mut len = 0;
    let mut groups = 0;
    let mut rest = text;
    while groups < 3 {
        let digits: usize = rest
            .chars()
            .take_while(|c| is_digit(*c))
            .map(char::len_utf8)
            .sum();
        let count = rest.chars().take_while(|c| is_digit(*c)).count();
        let fits = if groups == 0 {
            count == 4
        } else {
            (1..=2).contains(&count)
        };
        if !fits {
            break;
        }
        groups += 1;
        let behind = cut(rest, digits..rest.len());
        let blanks = behind.len() - behind.trim_start_matches(is_blank).len();
        // 年 月 日 号 or a sign
        let sign = behind
            .trim_start_matches(is_blank)
            .chars()
            .next()
            .filter(|c| {
                matches!(
                    c,
                    '\u{5e74}' | '\u{6708}' | '\u{65e5}' | '\u{53f7}' | '-' | '/' | '.'
                )
            });
        let Some(sign) = sign else {
            len += digits;
            break;
        };
        let next = cut(behind, blanks + sign.len_utf8()..behind.len());
        let gap = next.len() - next.trim_start_matches(is_blank).len();
        let goes_on = !next.is_empty() && next.trim_start_matches(is_blank).starts_with(is_digit);
        len += digits + blanks + sign.len_utf8();
        if !goes_on {
            break;
        }
        len += gap;
        rest = cut(next, gap..next.len());
    }
    (groups >= 2).then(|| trim(text, 0..len).end)
}

/// 本说明书自2024年5月1日起施行: the date.
pub(super) fn effective_date(text: &str) -> Option<Range<usize>> {
    if length(text, 61) > 60 {
        return None;
    }
    let date = find_date(text)?;
    let behind = cut(text, date.end..text.len());
    let short = length(text, 31) <= 30 && words("takes_effect").at_start(behind).is_some();
    let told = words("effective_start").at_start(text).is_some()
        && words("effective_end").within(behind).is_some();
    (short || told).then_some(date)
}

/// A line that is a date and nothing else, or a company and a date: where the date stands.
pub(super) fn date_line(text: &str) -> Option<Range<usize>> {
    let whole = trim(text, 0..text.len());
    let date = find_date(text).filter(|date| date.end == whole.end)?;
    let before = cut(text, whole.start..date.start).trim_matches(is_blank);
    let company = before.is_empty() || super::headings::company_of(before).is_some();
    company.then_some(date)
}

/// 此岗位至少两人，…: a note on the number of posts.
pub(super) fn is_headcount_note(text: &str) -> bool {
    let Some(start) = words("headcount_start").at_start(text) else {
        return false;
    };
    let rest = cut(text, start.len()..text.len());
    let near: String = rest.chars().take(14).collect();
    words("headcount_word").iter().any(|word| {
        near.match_indices(word).any(|(at, _)| {
            let before = cut(&near, 0..at).chars().next_back();
            before.is_some_and(|c| {
                // 两 is no digit of a number but counts people.
                is_digit(c)
                    || c == '\u{4e24}'
                    || chinese_number(c.encode_utf8(&mut [0; 4])).is_some()
            })
        })
    })
}

/// A line of the page and not of the matter: site words, page numbers, contents, signatures.
pub(super) fn is_noise(text: &str) -> bool {
    // The longest line of contents or site words that is looked at, in characters.
    let Some(squeezed) = squeezed_text(text, 80) else {
        // Pages greet their readers at length.
        return squeezed_text(text, 200).is_some_and(|text| speaks_of_page(&text));
    };
    let bare = squeezed
        .trim_start_matches('\u{3010}')
        .trim_end_matches('\u{3011}');
    words("noise_whole").has(bare)
        || speaks_of_page(bare)
        || is_breadcrumb(text)
        || is_contact(bare)
        || is_edition(bare)
        || is_posted(bare)
        || is_greeting(bare)
        || is_page_number(bare)
        || ends_with_page(bare)
        || squeezed.starts_with('\u{3010}') && opens_noise(&squeezed)
        || is_contents_line(bare)
        || is_crumbs(bare)
        || (words("acknowledge").within(bare).is_some())
        || (words("noise_start")
            .at_start(bare)
            .is_some_and(|word| stands_alone(bare, word)))
        || (bare.chars().count() <= 40 && words("noise_part").within(bare).is_some())
        || (bare.chars().count() <= 24 && is_collection_title(bare))
        || !bare.chars().any(char::is_alphanumeric) && bare.chars().count() >= 3
}

/// 招聘职位 > 培训主管: the way to the page.
fn is_crumbs(text: &str) -> bool {
    let signs = ['>', '\u{bb}'];
    let sentence = text.contains([
        '\u{3002}', '\u{ff1b}', ';', '\u{ff0c}', ',', '\u{ff1a}', ':', '<', '=',
    ]);
    let words = text.split(signs).filter(|word| !word.is_empty()).count();
    let letters = !text.contains(|c: char| c.is_ascii_digit());
    !sentence
        && letters
        && text.chars().count() <= 40
        && words >= 2
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || signs.contains(&c) || matches!(c, '/' | '-'))
}

/// 上一篇：某某制度.
pub(super) fn is_site_link(text: &str) -> bool {
    let word = words("site_link").at_start(text);
    word.is_some_and(|word| cut(text, word.len()..text.len()).starts_with(is_colon))
}

/// …是小编整理的范文; 以上仅为…: who gathered the page speaks to its readers.
fn speaks_of_page(text: &str) -> bool {
    if words("site_sure").within(text).is_some() {
        return true;
    }
    words("site_voice").within(text).is_some() && !text.starts_with(is_digit)
        || words("closing_start").at_start(text).is_some() && is_finished(text)
}

/// A site word opens a site line only if something other than a sentence follows it.
fn stands_alone(text: &str, word: &str) -> bool {
    let rest = cut(text, word.len()..text.len());
    if words("noise_sure").has(word) && rest.starts_with(is_colon) {
        return true;
    }
    let sentence = rest.contains(['\u{3002}', '\u{ff1b}']);
    let colon = rest.starts_with(is_colon) || word.ends_with(is_colon);
    !sentence && (colon || rest.chars().count() <= 6)
}

/// 首页 > 招聘职位 > 店长: the way to a page.
fn is_breadcrumb(text: &str) -> bool {
    let parts = text.split(['>', '\u{203a}', '\u{bb}', '\u{ff1e}']);
    let short = |part: &str| length(part, 21) <= 20;
    let apart = text.contains(['\u{203a}', '\u{bb}'])
        || parts
            .clone()
            .any(|part| part.starts_with(is_blank) || part.ends_with(is_blank));
    apart && parts.clone().count() >= 2 && parts.clone().all(short) && !is_finished(text)
}

/// 电话：, 有意者请…: how to reach somebody. Among duties such a word may begin a sentence, so a sign must follow.
fn is_contact(text: &str) -> bool {
    let Some(word) = words("contact_start").at_start(text) else {
        return false;
    };
    let rest = cut(text, word.len()..text.len());
    let reach = |c: char| c.is_ascii_digit() || c == '@' || is_colon(c);
    text.chars().count() <= 60
        && (rest.starts_with(is_colon)
            || word.chars().count() >= 3 && rest.contains(reach)
            || words("noise_start").has(word) && rest.is_empty()
            || words("contact_sentence").has(word))
}

/// 2017-02-23 14:28 | 编稿：某某: when a page was posted, and by whom.
fn is_posted(text: &str) -> bool {
    let time = |c: char| is_digit(c) || is_colon(c);
    if !text.starts_with(is_digit) {
        return false;
    }
    let Some(date) = find_date(text).filter(|date| date.start == 0) else {
        return false;
    };
    // Without its blank, the hour is taken for a part of the day.
    let rest = cut(text, date.end..text.len()).trim_start_matches(is_digit);
    let behind = rest.trim_start_matches(time);
    let clock = rest.starts_with(is_colon) && behind.len() < rest.len();
    let whole = !behind.contains(['\u{3002}', '\u{ff1b}', ';', '\u{ff0c}', ',']);
    clock
        && whole
        && (behind.is_empty() || behind.starts_with(['|', '/']) || behind.contains(is_colon))
}

/// （2022版） below a title.
fn is_edition(text: &str) -> bool {
    let inner = text
        .strip_prefix(['(', '\u{ff08}'])
        .and_then(|rest| rest.strip_suffix([')', '\u{ff09}']));
    inner.is_some_and(|inner| {
        inner.chars().count() <= 12 && words("edition").at_end(inner).is_some()
    })
}

/// 各部门：, 尊敬的同事：: how a letter begins.
fn is_greeting(text: &str) -> bool {
    let letter = text.ends_with(is_colon) && text.chars().count() <= 20;
    letter && words("greeting_start").at_start(text).is_some()
        || text.chars().count() <= 60
            && words("notice_end").at_end(text).is_some()
            && text.starts_with('\u{5173}')
}

/// 相关推荐, 参考资料, 联系方式: what follows such a line is noise as well.
pub(super) fn opens_noise(text: &str) -> bool {
    // 【某某职责】相关文章：
    let text = match text.starts_with('\u{3010}') {
        true => text
            .rsplit('\u{3011}')
            .next()
            .filter(|rest| !rest.is_empty())
            .unwrap_or(text),
        false => text,
    };
    let Some(squeezed) = squeezed_text(text, 14) else {
        return false;
    };
    let bare = squeezed.trim_matches(|c| is_colon(c) || matches!(c, '\u{3010}' | '\u{3011}'));
    words("noise_list").has(bare)
}

/// 岗位职责范文大全: a title of a collection.
fn is_collection_title(text: &str) -> bool {
    let end = words("collection_end").at_end(text).is_some() || counts_parts(text);
    end && super::headings::company_of(text).is_none()
}

/// 某某岗位职责（6篇范文）
fn counts_parts(text: &str) -> bool {
    let open = text.rfind(['(', '\u{ff08}']);
    let inner = open.map_or("", |at| cut(text, at..text.len()));
    let count = inner.find('\u{7bc7}').map_or("", |at| cut(inner, 0..at));
    text.ends_with([')', '\u{ff09}']) && count.ends_with(is_digit)
}

/// 某某说明书 第2页 共4页: the header of a page.
fn ends_with_page(text: &str) -> bool {
    // 第, 页 and 共
    let counted = text.ends_with('\u{9875}') && text.contains("\u{9875}\u{5171}");
    let page = text.rfind('\u{7b2c}').map(|at| cut(text, at..text.len()));
    counted && text.chars().count() <= 40 && page.is_some_and(is_page_number)
}

/// 第1页 共3页, - 3 -, 3/12.
pub(super) fn is_page_number(text: &str) -> bool {
    let others: String = text.chars().filter(|c| !is_digit(*c)).collect();
    let digits = text.chars().any(is_digit);
    let known = [
        "\u{7b2c}\u{9875}",
        "\u{7b2c}\u{9875}\u{5171}\u{9875}",
        "\u{7b2c}\u{9875},\u{5171}\u{9875}",
        "\u{7b2c}\u{9875}\u{ff0c}\u{5171}\u{9875}",
        "\u{7b2c}\u{9875}/\u{5171}\u{9875}",
        "\u{5171}\u{9875}\u{7b2c}\u{9875}",
        "--",
        "\u{2014}\u{2014}",
        "/",
        "Page",
        "Pageof",
        "",
    ];
    digits && known.contains(&others.as_str()) && text.chars().count() <= 14
}

/// …目录1、站长岗位职责……12、观测员岗位职责……2: a table of contents that a copy left in one paragraph: where it ends.
pub(super) fn contents_run(text: &str) -> Option<usize> {
    // An ellipsis of a sentence has two signs.
    let mut runs = 0;
    let mut end = 0;
    let mut dots = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, '\u{2026}' | '.') {
            dots += 1;
        } else if dots >= 6 && is_digit(c) {
            runs += 1;
            end = at + c.len_utf8();
            dots = 0;
        } else if !is_blank(c) {
            dots = 0;
        }
    }
    let rest = cut(text, end..text.len());
    let page = rest.trim_start_matches(is_digit);
    let list = page.starts_with(['\u{3001}', '.', '\u{ff0e}']);
    (runs >= 3).then(|| if list { end } else { text.len() - page.len() })
}

/// A line of a table of contents: leader dots and a page number at its end.
fn is_contents_line(text: &str) -> bool {
    let bare = text.trim_end_matches(is_digit);
    let dots = bare
        .chars()
        .rev()
        .take_while(|c| matches!(c, '.' | '\u{2026}' | '\u{b7}' | '_'))
        .count();
    let wide = bare.ends_with('\u{2026}');
    bare.len() < text.len() && (dots >= 3 || (wide && dots >= 1)) && text.chars().count() <= 60
}

/// True if `text` begins with digits that may be a marker without its sign (11完成): not before a unit.
pub(super) fn bare_marker_fits(text: &str) -> Option<super::markers::Marker> {
    let marker = bare_number(text)?;
    let rest = cut(text, marker.len..text.len());
    let next = rest.trim_start_matches(is_blank);
    let hanzi = next
        .chars()
        .next()
        .is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    // 5组织 is no 5组.
    let unit = words("unit").at_start(rest);
    let verb = words("verb_start").at_start(rest);
    let counted = unit.is_some_and(|unit| verb.is_none_or(|verb| verb.len() <= unit.len()));
    (hanzi && !counted).then_some(marker)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_every_common_form() {
        for (text, date) in [
            ("自2024年5月1日起施行", "2024年5月1日"),
            ("2024-05-01", "2024-05-01"),
            ("2024.5", "2024.5"),
            ("2024 年 5 月 1 日", "2024 年 5 月 1 日"),
        ] {
            assert_eq!(find_date(text).map(|range| cut(text, range)), Some(date));
        }
        assert_eq!(find_date("执行2019年修订的规定"), None);
    }

    #[test]
    fn a_note_on_the_number_of_posts_names_a_number_of_people() {
        assert!(is_headcount_note("此岗位至少两人值守，一人收款。"));
        assert!(!is_headcount_note("本岗位对其他人负责。"));
    }

    #[test]
    fn labels_without_separators_are_found() {
        let text = "岗位名称仓储主管岗位编号CC0102";
        let found = labels_run_together(text);
        let words: Vec<_> = found
            .into_iter()
            .map(|(range, _)| cut(text, range))
            .collect();
        assert_eq!(words, ["岗位名称", "岗位编号"]);
    }

    #[test]
    fn page_numbers_and_contents_are_noise_and_sentences_are_not() {
        for text in [
            "第1页 共3页",
            "- 3 -",
            "一、调酒师岗位职责……1",
            "发布时间：2021-03-05 来源：网络",
            "设备岗位职责（6篇范文）",
        ] {
            assert!(is_noise(text), "{text}");
        }
        for text in [
            "返回的货物须登记。",
            "来源可疑的货物不得入库；",
            "作者接待与稿件登记。",
        ] {
            assert!(!is_noise(text), "{text}");
        }
    }
}
