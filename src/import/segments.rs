//! Cuts flows into segments: one item, one heading or one field each.
//!
//! Here it is decided which digits are markers: by what stands before them (the end of a sentence, a blank, a
//! heading), by what follows (2、3楼 and 12.5% are none) and by the list so far (after 3 comes 4, seldom 6).

use super::cuts::{
    Boundary, boundary, bracketed_title, chapter_inside, heading_before_colon, heading_before_list,
    heading_before_name, heads_list, heads_next_list, is_dash, label_before, may_open_marker,
};
use super::draft::{LineSpot, ReadAs};
use super::flow::Flow;
use super::glued_forms::Glued;
use super::headings::{Heading, heading_of};

use super::letters::in_context;
use super::lexicon::words;
use super::markers::{
    Marker, Style, bare_number, chapter_at, first_of_dotted, is_colon, is_digit, marker_at,
    named_at,
};
use super::plain::{
    LabelAt, bare_marker_fits, contents_run, is_page_number, label_before_blank, label_of,
};
use super::posts::{colon_behind_post, name_said_twice, post_inside, post_lines, posts_inside};
use super::squeeze::{cut, is_blank, is_terminal, length, squeezed_text, trim};
use super::tokens::{Said, words_of_heading};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// What a person said of lines, and of parts of lines.
pub(super) type Choices<'a> = (&'a BTreeMap<u32, ReadAs>, &'a BTreeMap<LineSpot, ReadAs>);

/// Part of a flow with the marker before it.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    /// Index of the flow.
    pub(super) flow: usize,
    pub(super) marker: Option<Marker>,
    /// Where the marker stands in the flow.
    pub(super) marker_at: Range<usize>,
    /// Where the text stands in the flow, without blanks at its ends.
    pub(super) body: Range<usize>,
    /// True if it is the first of its flow.
    pub(super) opens: bool,
    /// True if it is the last of its flow.
    pub(super) closes: bool,
    /// True if digits without a sign were read as the marker.
    pub(super) bare: bool,
    /// True if it was cut off as a heading behind other text.
    pub(super) glued: bool,
    /// The label, if its value follows without a colon.
    pub(super) label: Option<LabelAt>,
    /// What it is by its place in a line of several.
    pub(super) said: Said,
}

/// How a number stands to the list so far.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    First,
    Next,
    Near,
    Far,
}

pub(super) struct Cutter<'a> {
    pub(super) flows: &'a [Flow],
    choices: &'a BTreeMap<u32, ReadAs>,
    parts: &'a BTreeMap<LineSpot, ReadAs>,
    pub(super) segments: Vec<Segment>,
    /// True if a person said that the flow holds items: then only signs make markers.
    pub(super) signed: bool,
    /// True if the flow begins with 一是 or 第一，
    spoken: bool,
    /// True if the last number of the flow had no sign.
    pub(super) bare_list: bool,
    /// The style of the marker that the flow begins with.
    first: Option<Style>,
    /// Where lines and parts of lines begin in the flow of which a person said that they go on with what stands before.
    rests: Vec<usize>,
    /// The flows that are a post and its duties.
    posts: HashSet<usize>,
    /// The post of the last heading.
    pub(super) headed: String,
    /// The style of the numbers before posts and colons inside the flow.
    inside: Option<Style>,
    /// Value of the last marker of each style.
    last: Vec<(Style, u32)>,
    /// The numbers of the last dotted marker.
    dotted: [u16; 4],
}

/// Cuts all flows.
pub(super) fn segments(flows: &[Flow], (choices, parts): Choices<'_>) -> Vec<Segment> {
    let mut cutter = Cutter {
        flows,
        choices,
        parts,
        signed: false,
        spoken: false,
        bare_list: false,
        first: None,
        rests: Vec::new(),
        posts: post_lines(flows),
        headed: String::new(),
        inside: None,
        segments: Vec::with_capacity(flows.len()),
        last: Vec::new(),
        dotted: [0; 4],
    };
    for flow in 0..flows.len() {
        cutter.flow(flow);
    }
    cutter.segments
}

impl Cutter<'_> {
    fn flow(&mut self, flow: usize) {
        let flows = self.flows;
        let text = flows[flow].text.as_str();
        self.find_rests(flow);
        if self.glued(flow) {
            return;
        }
        self.signed = matches!(self.chosen(flow), Some(ReadAs::Item | ReadAs::SubItem));
        let first = self.segments.len();
        if flows[flow].column.is_none()
            && self.chosen(flow).is_none()
            && label_before_blank(text).is_none()
            && let Some(words) = words_of_heading(text)
        {
            self.words(flow, words);
            return;
        }
        let contents = contents_run(text).unwrap_or(0);
        self.inside = match self.chosen(flow) {
            None => posts_inside(text),
            Some(_) => None,
        };
        let mut at = 0;
        let mut glued = false;
        while at < text.len() {
            let rest = cut(text, at..text.len());
            let opening = at == 0;
            let (marker, bare) = match self.rests.contains(&at) {
                true => (None, false),
                false => self.marker_here(rest, opening, flow),
            };
            let marker_len = marker.map_or(0, |marker| marker.len);
            self.begin(marker, bare, opening);
            let start = at + marker_len;
            let own = marker.map(|marker| marker.style);
            let inside = post_inside(cut(text, start..text.len()))
                .filter(|_| own.is_some() && own == self.inside)
                .or_else(|| name_said_twice(cut(text, own.map(|_| start)?..text.len())));
            let (end, next_glued) = match self.chosen(flow) {
                None if opening && contents > start => (contents, false),
                Some(ReadAs::Noise | ReadAs::Field(_)) => (text.len(), false),
                Some(ReadAs::Item | ReadAs::SubItem) => {
                    (self.end_of_item(text, start, opening), false)
                }
                _ => match inside {
                    Some(end) => (start + end, false),
                    None => self.end_of_body(text, start, flow, (opening, marker)),
                },
            };
            self.segments.push(Segment {
                flow,
                marker,
                marker_at: at..start,
                body: trim(text, start..end),
                opens: opening,
                closes: false,
                bare,
                glued,
                label: None,
                said: match opening && self.posts.contains(&flow) || inside.is_some() {
                    true => Said::Name,
                    false => Said::Heading,
                },
            });
            self.note_heading(cut(text, trim(text, start..end)));
            glued = next_glued;
            at = trim(text, end..text.len()).start.max(end);
            if at <= start && marker_len == 0 {
                // Nothing was taken: never so, but the loop must end.
                at = start + rest.chars().next().map_or(1, char::len_utf8);
            }
        }
        if let Some(last) = self
            .segments
            .get_mut(first..)
            .and_then(<[Segment]>::last_mut)
        {
            last.closes = true;
        }
        if self.chosen(flow).is_none() {
            self.split_labels(first);
        }
    }

    /// Remembers the marker of a segment, and what it says of the flow that it opens.
    fn begin(&mut self, marker: Option<Marker>, bare: bool, opening: bool) {
        if let Some(marker) = marker {
            self.remember(&marker);
        }
        self.bare_list = bare || self.bare_list && marker.is_none() && !opening;
        if opening {
            self.first = marker.map(|it| it.style);
            self.spoken = self.first == Some(Style::Spoken);
        }
    }

    /// A field that was cut out of a form is one segment; true if it was taken.
    fn glued(&mut self, flow: usize) -> bool {
        let text = self.flows[flow].text.as_str();
        let (label, said) = match self.flows[flow].glued {
            Some(Glued::Label(label)) => (Some(label), Said::Heading),
            Some(Glued::Aside) => (None, Said::Heading),
            Some(Glued::Head) => (None, Said::Nothing),
            Some(Glued::Plain | Glued::Number) | None => return false,
        };
        self.segments.push(Segment {
            flow,
            marker: None,
            marker_at: 0..0,
            body: 0..text.len(),
            opens: true,
            closes: true,
            bare: false,
            glued: false,
            label,
            said,
        });
        true
    }

    /// Remembers the post that a heading names.
    fn note_heading(&mut self, text: &str) {
        if length(text, 31) <= 30
            && let Some(Heading::Role(role)) = heading_of(text)
        {
            self.headed = cut(text, role.name).to_owned();
        }
    }

    fn find_rests(&mut self, flow: usize) {
        self.rests.clear();
        if !self.choices.is_empty() {
            let rest = |line: u32| self.choices.get(&line) == Some(&ReadAs::Continuation);
            self.rests.extend(self.flows[flow].rests(rest));
        }
        if !self.parts.is_empty() {
            self.rests.extend(self.flows[flow].spots(self.parts));
        }
    }

    /// The words of a heading line, one segment each.
    fn words(&mut self, flow: usize, words: Vec<(Range<usize>, Said)>) {
        let last = words.len() - 1;
        for (index, (range, said)) in words.into_iter().enumerate() {
            self.segments.push(Segment {
                flow,
                marker: None,
                marker_at: range.start..range.start,
                body: range,
                opens: index == 0,
                closes: index == last,
                bare: false,
                glued: index > 0,
                label: None,
                said,
            });
        }
    }

    /// What a person said of the line on which a flow begins.
    fn chosen(&self, flow: usize) -> Option<ReadAs> {
        let line = u32::try_from(self.flows[flow].line()).ok()?;
        self.choices.get(&line).copied()
    }

    /// Where an item ends of whose line a person said that it holds items: at the next marker.
    fn end_of_item(&self, text: &str, start: usize, opening: bool) -> usize {
        let mut blank = false;
        let mut first = true;
        for (at, c) in cut(text, start..text.len()).char_indices() {
            if is_blank(c) {
                blank = true;
                continue;
            }
            let at = start + at;
            let before = cut(text, start..at);
            let apart = !first && !self.rests.contains(&at);
            if apart && may_open_marker(c) && self.cuts_marker(text, at, before, blank, opening) {
                return at;
            }
            (blank, first) = (false, false);
        }
        text.len()
    }

    fn remember(&mut self, marker: &Marker) {
        if let Style::Dotted(_) = marker.style {
            self.dotted = marker.numbers;
        }
        self.last.retain(|(style, _)| *style != marker.style);
        self.last.push((marker.style, marker.value));
    }

    pub(super) fn last_of(&self, style: Style) -> Option<u32> {
        self.last
            .iter()
            .find(|(other, _)| *other == style)
            .map(|(_, value)| *value)
    }

    pub(super) fn fit(&self, style: Style, value: u32) -> Fit {
        match self.last_of(style) {
            Some(last) if value == last + 1 => Fit::Next,
            _ if value == 1 => Fit::First,
            Some(last) if value >= last && value <= last + 3 => Fit::Near,
            _ if self.follows_in_other_dress(style, value) => Fit::Near,
            _ => Fit::Far,
        }
    }

    /// 2) right behind 1、
    fn follows_in_other_dress(&self, style: Style, value: u32) -> bool {
        let plain = |style| {
            matches!(
                style,
                Style::Arabic | Style::ArabicClose | Style::ArabicParen
            )
        };
        let last = self.last.last();
        plain(style) && last.is_some_and(|(last, above)| plain(*last) && value == above + 1)
    }

    /// The marker at the beginning of a segment; the second is true for digits without a sign.
    fn marker_here(&self, rest: &str, opening: bool, flow: usize) -> (Option<Marker>, bool) {
        if opening && squeezed_text(rest, 8).is_some_and(|it| is_page_number(&it)) {
            return (None, false);
        }
        if opening && self.flows[flow].glued == Some(Glued::Number) {
            let number = bare_number(rest);
            let arabic = number.map(|it| Marker {
                style: Style::Arabic,
                ..it
            });
            return (arabic, false);
        }
        if opening && let Some(chapter) = chapter_at(rest).or_else(|| named_at(rest)) {
            return (Some(chapter), false);
        }
        if let Some(marker) = self.before_figure(rest).or_else(|| chapter_inside(rest)) {
            return (Some(marker), false);
        }
        if let Some(marker) = marker_at(rest).filter(|marker| self.stands(marker, rest)) {
            return (Some(in_context(marker, rest, &self.last)), false);
        }
        // 2.3年以上经验 after 1. is the second of the list.
        if let Some(marker) = first_of_dotted(rest)
            && self.fit(Style::Arabic, marker.value) == Fit::Next
        {
            return (Some(marker), false);
        }
        let bare = bare_marker_fits(rest).filter(|marker| {
            let fits = match opening {
                true => self.bare_fits(marker, rest, flow),
                false => self.bare_between(marker, rest) || self.before_blank(marker, rest),
            };
            fits && self.flows[flow].column.is_none()
        });
        let bare = bare.map(|marker| Marker {
            style: Style::Arabic,
            ..marker
        });
        (bare, bare.is_some())
    }

    /// Whether what follows lets the characters be a marker at all.
    fn stands(&self, marker: &Marker, rest: &str) -> bool {
        let after = cut(rest, marker.len..rest.len());
        let next = after.chars().next();
        match marker.style {
            Style::Arabic | Style::Chinese => {
                // 2、3楼: a number, and then a thing that is counted.
                let second = bare_number(after).filter(|second| second.value == marker.value + 1);
                let counted = second.is_some_and(|second| {
                    words("unit")
                        .at_start(cut(after, second.len..after.len()))
                        .is_some()
                });
                !counted || self.fit(marker.style, marker.value) == Fit::Next
            }
            Style::Dotted(depth) => {
                let unit = words("unit").at_start(after).is_some() || next == Some('-');
                let top = marker.numbers[0];
                let near = top == self.dotted[0] || top == self.dotted[0] + 1;
                let next =
                    top == self.dotted[0] && self.fit(marker.style, marker.value) == Fit::Next;
                depth == 1 || !unit || near && marker.value == 1 || next
            }
            _ => true,
        }
    }

    /// Where the segment that begins at `start` ends, and whether a glued heading follows it.
    fn end_of_body(
        &self,
        text: &str,
        start: usize,
        flow: usize,
        (opening, own): (bool, Option<Marker>),
    ) -> (usize, bool) {
        let bracket = trim(text, start..text.len()).start;
        if let Some(end) = bracketed_title(text, bracket) {
            return (end, false);
        }
        if let Some(end) = heading_before_colon(text, start) {
            return (end, false);
        }
        if (opening || own.is_some())
            && let Some(end) = heading_before_name(cut(text, start..text.len()))
        {
            return (start + end, true);
        }
        if opening
            && self.posts.contains(&flow)
            && let Some(end) = colon_behind_post(cut(text, start..text.len()))
        {
            return (start + end, false);
        }
        let is_label_line = label_of(cut(text, start..text.len())).is_some();
        let mut previous = None;
        let mut blank = false;
        let mut gap = 0;
        let mut depth = 0;
        let mut open_for = 0;
        for (at, c) in cut(text, start..text.len()).char_indices() {
            let at = start + at;
            if is_blank(c) {
                blank = true;
                gap += 1;
                continue;
            }
            if previous.is_some() && depth == 0 && !self.rests.contains(&at) {
                let before = cut(text, start..at);
                if may_open_marker(c)
                    && let Some(heading) = heading_before_list(text, (start, own), at)
                {
                    return (heading, true);
                }
                if may_open_marker(c)
                    && (self.cuts_marker(text, at, before, blank, opening)
                        || (opening || own.is_some_and(|own| self.may_head_list(own)))
                            && heads_list(text, start, at, own))
                    || bracketed_title(text, at).is_some()
                {
                    return (at, false);
                }
                if gap > 1 && self.cuts_bullet(before, flow) {
                    return (at, false);
                }
                if blank && self.cuts_heading(text, at, before, flow) {
                    return (at, true);
                }
                if !blank
                    && previous.is_some_and(|c| is_terminal(c) && !is_colon(c))
                    && text.len() - at <= 120
                    && self.ends_with_heading(cut(text, at..text.len()), flow)
                {
                    return (at, true);
                }
                if is_colon(c)
                    && let Some(label) = label_before(text, start, at, is_label_line)
                    && label > start
                    && !self.rests.contains(&label)
                {
                    return (label, false);
                }
            }
            match c {
                '(' | '\u{ff08}' => depth += 1,
                ')' | '\u{ff09}' => depth = (depth - 1).max(0),
                _ => {}
            }
            // A bracket that is never closed must not swallow the rest of a paragraph.
            open_for = if depth > 0 { open_for + 1 } else { 0 };
            if open_for > 60 {
                depth = 0;
            }
            previous = Some(c);
            (blank, gap) = (false, 0);
        }
        (text.len(), false)
    }

    /// Whether a number in the middle of a line may be that of a heading above a list.
    fn may_head_list(&self, own: Marker) -> bool {
        matches!(own.style, Style::Chinese | Style::ChineseParen) || Some(own.style) == self.inside
    }

    /// Whether a marker begins at `at`.
    fn cuts_marker(&self, text: &str, at: usize, before: &str, blank: bool, opening: bool) -> bool {
        let rest = cut(text, at..text.len());
        let ended = before.trim_end_matches(is_blank).chars().next_back();
        let ended = ended.is_some_and(is_terminal);
        if ended && self.before_figure(rest).is_some() || chapter_inside(rest).is_some() {
            return true;
        }
        let Some(marker) = marker_at(rest).filter(|marker| self.stands(marker, rest)) else {
            return self.cuts_bare(before, rest, blank);
        };
        let marker = in_context(marker, rest, &self.last);
        let after = cut(rest, marker.len..rest.len());
        if after.trim_start_matches(is_blank).is_empty() {
            return false;
        }
        let boundary = boundary(before, blank);
        let fit = self.fit(marker.style, marker.value);
        let strong = boundary == Boundary::Strong;
        let unit = words("unit").at_start(after).is_some();
        match marker.style {
            // In a paragraph that begins with the same sign; a dash between two words is none.
            Style::Bullet(sign) if !marker.firm || is_dash(sign) => {
                let ended = before.trim_end_matches(is_blank).chars().next_back();
                let ended = ended.is_some_and(|c| is_terminal(c) && !is_colon(c));
                // …；- 发货: a blank behind it is as good as one before; but 申报 - 审批 - 入库.
                let behind = after.starts_with(is_blank) && (ended || !is_dash(sign));
                let apart = behind && self.last_of(marker.style).is_some();
                let list = opening && blank || ended;
                strong && (apart || list && self.first == Some(marker.style))
            }
            Style::Bullet(_) => strong || self.last_of(marker.style).is_some(),
            Style::Circled => strong || fit == Fit::Next || fit == Fit::First,
            Style::Chinese => {
                let comma = before
                    .trim_end_matches(is_blank)
                    .ends_with([',', '\u{ff0c}']);
                marker.firm
                    && (strong && fit != Fit::Far
                        || fit == Fit::Next && (comma || heads_next_list(after)))
            }
            Style::ChineseParen | Style::ArabicParen | Style::ArabicClose => match boundary {
                Boundary::Strong => fit != Fit::Far,
                Boundary::Comma | Boundary::Weak => fit == Fit::Next && marker.value > 1,
            },
            Style::Article
            | Style::Letter
            | Style::LowerRoman
            | Style::Stem
            | Style::Capital
            | Style::Roman => strong && fit == Fit::Next,
            // In the middle of an item 一是…；二是… are clauses.
            Style::Spoken => strong && fit == Fit::Next && self.spoken,
            Style::Arabic if !marker.firm => strong && fit == Fit::Next && !unit,
            Style::Arabic => {
                let digit = after.starts_with(is_digit) && !self.is_year(after);
                let close = before
                    .chars()
                    .next_back()
                    .is_some_and(|c| c.is_ascii_alphanumeric())
                    && !blank
                    && words("address_end").at_end(before).is_none();
                !close
                    && match boundary {
                        Boundary::Strong => fit != Fit::Far && (!digit || fit == Fit::Next),
                        Boundary::Comma | Boundary::Weak => {
                            fit == Fit::Next && !digit && !unit && marker.value > 1
                        }
                    }
            }
            Style::Dotted(1) => strong && fit != Fit::Far && !unit,
            Style::Dotted(_) => {
                let top = marker.numbers[0];
                let arabic = self
                    .last_of(Style::Arabic)
                    .and_then(|value| u16::try_from(value).ok());
                let near =
                    top == self.dotted[0] || top == self.dotted[0] + 1 || arabic == Some(top);
                strong && near && !unit
            }
            Style::Chapter(_) | Style::Named | Style::Bare => false,
        }
    }

    fn is_year(&self, after: &str) -> bool {
        after.chars().take_while(|c| is_digit(*c)).count() == 4
    }
}
