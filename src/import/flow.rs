//! From source lines to flows: lines that a blank line or a page broke in two become one text again.
//!
//! A flow is what was one paragraph (or one cell) before a web page or a PDF broke it. Each flow knows where
//! its characters stand in the source.

use super::draft::{ReadAs, SourceLine, Span};
use super::headings::{heading_of, is_rules_heading, name_of, title_of};
use super::letters::in_context;
use super::lexicon::{Label, lexicon, words};
use super::markers::{Marker, Style, bare_number, chapter_at, chinese_number, is_colon, marker_at};
use super::page_marks;
pub(super) use super::paragraphs::Flow;
use super::paragraphs::span;
use super::plain::{
    bare_marker_fits, date_line, is_headcount_note, is_noise, label_before_blank, label_of,
};
use super::posts::name_before_motto;
use super::squeeze::{bracket_balance, cut, is_blank, is_finished, is_open_end, length, trim};
use super::undress::{Bare, bars, decorated, undress};
use super::upright::{is_lone_sign, lines_of_word};
use super::wraps::Wraps;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How a line begins.
enum Opening {
    Marker(Marker),
    /// A heading, a label, noise: something that is never the rest of the line above.
    Own,
    Plain,
}

/// Joins broken lines.
struct Joiner<'a> {
    lines: &'a [SourceLine],
    /// Lines that wear signs which are no part of their text.
    bare: HashMap<usize, Bare>,
    /// Signs that were taken off.
    dropped: Vec<Span>,
    /// Indices of the lines that are not blank.
    full: Vec<usize>,
    /// Lines that a site cut off in the middle of a sentence.
    rests: HashSet<usize>,
    wraps: Wraps,
    choices: &'a BTreeMap<u32, ReadAs>,
    flows: Vec<Flow>,
    /// Value of the last marker of each style at the beginning of a line.
    last: Vec<(Style, u32)>,
    /// Whether the current flow begins with a marker, a label of names, or plainly.
    opened: Opened,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opened {
    Marker,
    Names,
    Label,
    Own,
    Plain,
}

/// The flows of all lines, and the signs that belong to none.
pub(super) fn flows(
    lines: &[SourceLine],
    choices: &BTreeMap<u32, ReadAs>,
) -> (Vec<Flow>, Vec<Span>) {
    let dressed = |line: &SourceLine| !line.is_row && !line.text.trim_start().starts_with('|');
    let full: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.text.chars().all(is_blank))
        .map(|(at, _)| at)
        .collect();
    let text = |at: Option<&usize>| at.map_or("", |&at| lines[at].text.as_str());
    let mut bare = HashMap::new();
    for (at, &line) in full.iter().enumerate() {
        let above = at.checked_sub(1).and_then(|above| full.get(above));
        if dressed(&lines[line])
            && let Some(found) = undress(&lines[line].text)
                .or_else(|| decorated(&lines[line].text, text(above), text(full.get(at + 1))))
        {
            bare.insert(line, found);
        }
    }
    let mut rests = HashSet::new();
    for page in page_marks::pages(lines, &full, choices) {
        if page.goes_on {
            rests.insert(page.line);
        }
        bare.entry(page.line).or_insert(page.bare);
    }
    let dropped = bare.iter().flat_map(|(&line, bare)| {
        let ranges = bare.dropped.iter().cloned();
        ranges.map(move |range| span(line, range))
    });
    let dropped = dropped.collect();
    let mut joiner = Joiner {
        lines,
        bare,
        dropped,
        wraps: Wraps::of(lines, &full),
        full,
        rests,
        choices,
        flows: Vec::new(),
        last: Vec::new(),
        opened: Opened::Own,
    };
    joiner.run();
    joiner.dropped.sort_unstable();
    super::glued_forms::rebuild(&mut joiner.flows, choices);
    super::flat_tables::pair_columns(&mut joiner.flows, choices);
    super::flat_tables::rebuild(&mut joiner.flows, choices);
    (joiner.flows, joiner.dropped)
}

/// Whether a text behind a marker is a heading, which no line below goes on with.
fn heads(text: &str) -> bool {
    length(text, 31) <= 30 && (title_of(text).is_some() || heading_of(text).is_some())
}

/// 任职资格：大专以上学历: the title of a section and its one line.
fn opens_with_title(text: &str) -> bool {
    let colon = text.char_indices().take(11).find(|(_, c)| is_colon(*c));
    colon.is_some_and(|(at, colon)| {
        let title = cut(text, 0..at);
        let more = length(cut(text, at + colon.len_utf8()..text.len()), 3) == 3;
        more && length(title, 4) == 4 && lexicon().title(title).is_some()
    })
}

fn is_heading(flow: &Flow) -> bool {
    let marker = marker_at(&flow.text).map_or(0, |marker| marker.len);
    heads(cut(&flow.text, marker..flow.text.len()))
}

impl Joiner<'_> {
    fn run(&mut self) {
        let lines = self.lines;
        let mut at = 0;
        while let Some(&line) = self.full.get(at) {
            let source = &lines[line];
            if source.is_row || self.row_of_bars(line) {
                if source.is_row {
                    self.row(line);
                }
                self.opened = Opened::Own;
                at += 1;
                continue;
            }
            if let Some(marker) = self.broken_marker(at) {
                self.open(at, Opening::Marker(marker));
                self.flows.push(Flow::default());
                self.append(line);
                at += 1;
                self.append(self.full[at]);
                at += 1;
                continue;
            }
            if let Some(behind) = self.pieces(at) {
                at += behind;
                continue;
            }
            if !self.joins(at) {
                let opening = self.opening(at);
                self.open(at, opening);
                self.flows.push(Flow::default());
            }
            self.append(line);
            // A bracket left open at the end of a line is closed within the next three, or not at all.
            let broken = self.lines_to_close_bracket(at);
            for _ in 0..broken {
                at += 1;
                if let Some(&line) = self.full.get(at) {
                    self.append(line);
                }
            }
            // 7.2.1（ and 1、2号库）保管员工作职责 on the next line: a heading.
            if broken > 0 && self.flows.last().is_some_and(is_heading) {
                self.opened = Opened::Own;
            }
            at += 1;
        }
    }

    /// The marker whose number stands alone on a line, and its sign before the text on the next.
    fn broken_marker(&self, at: usize) -> Option<Marker> {
        let (number, next) = (self.text(at), self.text(at + 1));
        let said = self.chosen(at).is_some() || self.chosen(at + 1).is_some();
        // 1. on a line of its own
        if number.len() <= 5
            && let Some(whole) = marker_at(number).filter(|it| it.len == number.len())
            && matches!(whole.style, Style::Arabic | Style::ArabicClose)
            && (whole.value == 1 || self.in_sequence(&whole))
            && !(said || next.is_empty() || self.row_at(at + 1) || marker_at(next).is_some())
        {
            return Some(whole);
        }
        let alone = number.len() <= 2 && number.bytes().all(|c| c.is_ascii_digit());
        let sign = next.chars().next()?;
        let parted = matches!(sign, ')' | '\u{ff09}' | '\u{3001}') && length(next, 3) > 2;
        if !alone || !parted || said || self.row_at(at + 1) {
            return None;
        }
        let head: String = number.chars().chain([sign]).collect();
        marker_at(&head)
    }

    /// Takes a sign whose text stands on the next line, or a heading that stands upright: how many lines were taken.
    fn pieces(&mut self, at: usize) -> Option<usize> {
        // Two characters at most.
        if self.text(at).len() > 8 {
            return None;
        }
        let said = |at: usize| self.chosen(at).is_some() || self.row_at(at);
        let text = |ahead: usize| match said(at + ahead) {
            false => self.text(at + ahead),
            true => "",
        };
        if is_lone_sign(text(0)) {
            let next = text(1);
            let bare = next.is_empty() || is_lone_sign(next) || marker_at(next).is_some();
            let line = self.full[at];
            if bare {
                let text = &self.lines[line].text;
                self.dropped.push(span(line, trim(text, 0..text.len())));
                return Some(1);
            }
            let marker = marker_at(&format!("{} {next}", self.text(at)))?;
            self.open(at, Opening::Marker(marker));
            self.flows.push(Flow::default());
            self.append(line);
            if let Some(flow) = self.flows.last_mut() {
                flow.text.push(' ');
            }
            self.append(self.full[at + 1]);
            self.flows.last_mut()?.seal();
            return Some(2);
        }
        let behind = Some(lines_of_word(text)).filter(|behind| *behind > 0)?;
        self.flows.push(Flow::default());
        for line in at..=at + behind {
            self.append(self.full[line]);
        }
        self.flows.last_mut()?.seal();
        self.opened = Opened::Own;
        Some(behind + 1)
    }

    /// ## 沟通与接待: a heading, whatever stands above it.
    fn wears_hashes(&self, at: usize) -> bool {
        let line = self.full.get(at).and_then(|&line| self.lines.get(line));
        line.is_some_and(|line| line.text.trim_start_matches(is_blank).starts_with('#'))
    }

    fn row_at(&self, at: usize) -> bool {
        let line = self.full.get(at).and_then(|&line| self.lines.get(line));
        line.is_none_or(|line| line.is_row)
    }

    fn append(&mut self, line: usize) {
        let text = &self.lines[line].text;
        let bare = self.bare.get(&line);
        if let Some(flow) = self.flows.last_mut() {
            match bare {
                Some(bare) => flow.push_bare(line, bare),
                None => flow.push(line, text, trim(text, 0..text.len())),
            }
        }
    }

    /// A row whose cells stand between bars; false if the line is none.
    fn row_of_bars(&mut self, line: usize) -> bool {
        let text = &self.lines[line].text;
        let Some((cells, ruled)) = bars(text) else {
            return false;
        };
        let whole = trim(text, 0..text.len());
        if ruled {
            self.dropped.push(span(line, whole));
            return true;
        }
        let sign = cut(text, whole.clone()).match_indices('|');
        let sign = sign.map(|(at, bar)| whole.start + at..whole.start + at + bar.len());
        self.dropped.extend(sign.map(|range| span(line, range)));
        for (column, cell) in cells
            .into_iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
        {
            let mut flow = Flow::default();
            flow.push(line, text, cell);
            flow.column = Some(column);
            self.flows.push(flow);
        }
        true
    }

    fn row(&mut self, line: usize) {
        let text = &self.lines[line].text;
        let mut start = 0;
        for (column, cell) in text.split('\t').enumerate() {
            let mut from = start;
            for paragraph in cell.split('\n') {
                let range = trim(text, from..from + paragraph.len());
                let begun = self.flows.last_mut().filter(|flow| {
                    from > start
                        && flow.column == Some(column)
                        && flow.text.ends_with(is_open_end)
                        && marker_at(cut(text, range.clone())).is_none()
                });
                if let Some(flow) = begun.filter(|_| !range.is_empty()) {
                    flow.push(line, text, range);
                } else if !range.is_empty() {
                    let mut flow = Flow::default();
                    flow.push(line, text, range);
                    flow.column = Some(column);
                    self.flows.push(flow);
                }
                from += paragraph.len() + 1;
            }
            start += cell.len() + 1;
        }
    }

    fn text(&self, at: usize) -> &str {
        let Some(&line) = self.full.get(at) else {
            return "";
        };
        let bare = self.bare.get(&line).map(|bare| bare.text.as_str());
        let text = bare.or_else(|| self.lines.get(line).map(|line| line.text.as_str()));
        text.unwrap_or_default().trim_matches(is_blank)
    }

    fn chosen(&self, at: usize) -> Option<ReadAs> {
        let line = u32::try_from(*self.full.get(at)?).ok()?;
        self.choices.get(&line).copied()
    }

    fn open(&mut self, at: usize, opening: Opening) {
        let text = self.text(at);
        let opened = match opening {
            Opening::Marker(marker) => {
                let body = cut(text, marker.len..text.len());
                let chinese = matches!(marker.style, Style::Chinese | Style::ChineseParen);
                let heading = heads(body) || chinese && name_before_motto(body).is_some();
                self.last.retain(|(style, _)| *style != marker.style);
                self.last.push((marker.style, marker.value));
                if heading { Opened::Own } else { Opened::Marker }
            }
            Opening::Own => match label_of(text).map(|found| found.label) {
                Some(Label::Subordinates | Label::Superior) => Opened::Names,
                Some(_) => Opened::Label,
                None => Opened::Own,
            },
            Opening::Plain if self.wears_hashes(at) => Opened::Own,
            Opening::Plain => Opened::Plain,
        };
        self.opened = opened;
    }

    /// Whether the line is the rest of the flow before it.
    fn joins(&self, at: usize) -> bool {
        match self.chosen(at) {
            Some(ReadAs::Continuation) => return !self.flows.is_empty(),
            Some(_) => return false,
            None => {}
        }
        if self.full.get(at).is_some_and(|it| self.rests.contains(it)) {
            return !self.flows.is_empty();
        }
        let Some(flow) = self.flows.last().filter(|flow| flow.column.is_none()) else {
            return false;
        };
        let above = flow.parts.last();
        let above = above.and_then(|part| self.lines.get(part.line()));
        let here = self.full.get(at).and_then(|&line| self.lines.get(line));
        // The rest of a sentence stands neither in another file nor behind a page header.
        if above.is_none_or(|above| above.is_page || here.is_none_or(|it| it.file != above.file)) {
            return false;
        }
        if here.is_some_and(|it| {
            it.text.trim_start().starts_with("# ") || it.text.trim_start().starts_with("##")
        }) {
            return false;
        }
        let text = self.text(at);
        let cut = above.is_some_and(|line| self.wraps.is_cut(line));
        if cut && let Some(joins) = self.joins_wrapped(at, &flow.text) {
            return joins;
        }
        if is_finished(&flow.text) || self.opened == Opened::Own || self.wears_hashes(at) {
            return false;
        }
        let open_end = flow.text.chars().next_back().is_some_and(is_open_end);
        match self.opening(at) {
            Opening::Own => false,
            Opening::Marker(marker) => {
                open_end && !self.in_sequence(&marker) || self.is_counted(at, &marker)
            }
            Opening::Plain => match self.opened {
                _ if open_end => true,
                Opened::Marker => {
                    let before = flow.parts.last().map_or(0, |part| part.range().len());
                    // A line of four characters is no line that a page would break.
                    before >= 36 && !self.introduces_list(at)
                }
                Opened::Names => {
                    flow.text.contains('\u{3001}')
                        && length(text, 12) <= 10
                        && !self.introduces_list(at)
                }
                Opened::Label | Opened::Own | Opened::Plain => false,
            },
        }
    }

    /// Whether the line goes on with one that fills its column; `None` if that alone does not tell.
    fn joins_wrapped(&self, at: usize, above: &str) -> Option<bool> {
        let text = self.text(at);
        let number = above.ends_with(super::markers::is_digit);
        let sign = text.starts_with(['\u{3001}', '.', '\u{ff0e}', ')', '\u{ff09}']);
        let closes = text.starts_with([
            '\u{3002}', '\u{ff1b}', ';', '\u{ff0c}', ',', '\u{ff1a}', ':',
        ]);
        if number && sign || closes {
            return Some(true);
        }
        match self.opening(at) {
            Opening::Plain if self.opened != Opened::Own => Some(!self.introduces_list(at)),
            _ => None,
        }
    }

    /// Whether a marker at the beginning of a line goes on with a list or begins one.
    fn in_sequence(&self, marker: &Marker) -> bool {
        let last = self.last.iter().find(|(style, _)| *style == marker.style);
        match marker.style {
            Style::Bullet(_) | Style::Dotted(_) => true,
            _ => match last {
                Some((_, last)) => (*last + 1..=*last + 3).contains(&marker.value),
                None => marker.value == 1,
            },
        }
    }

    /// Whether the line begins with numbers that are counted (二、三线城市 behind 负责) and no marker.
    ///
    /// Web pages begin a line before each 1、 and 一、, wherever it stands.
    fn is_counted(&self, at: usize, marker: &Marker) -> bool {
        if self.opened != Opened::Marker || !matches!(marker.style, Style::Arabic | Style::Chinese)
        {
            return false;
        }
        let text = self.text(at);
        let rest = cut(text, marker.len..text.len()).trim_start_matches(is_blank);
        let number = bare_number(rest).map(|number| number.value);
        let number = number.or_else(|| chinese_number(rest).map(|(value, _)| value));
        // 十、百 and the like are words as well as numbers: the second number must be the higher one.
        let counts = rest.is_empty() || number.is_some_and(|number| number > marker.value);
        if !counts {
            return false;
        }
        let ahead = (at + 1..at + 4).filter_map(|at| marker_at(self.text(at)));
        let next = ahead.into_iter().find(|next| next.style == marker.style);
        match next {
            Some(next) if next.value == marker.value => true,
            Some(next) => next.value != marker.value + 1 || !self.follows(marker),
            None => !self.follows(marker),
        }
    }

    /// Whether the marker is the very next of its list.
    fn follows(&self, marker: &Marker) -> bool {
        let last = self.last.iter().find(|(style, _)| *style == marker.style);
        last.map_or(0, |(_, last)| *last) + 1 == marker.value
    }

    /// How the line begins, whatever stands above it.
    fn opening(&self, at: usize) -> Opening {
        let text = self.text(at);
        if let Some(marker) = marker_at(text) {
            return Opening::Marker(in_context(marker, text, &self.last));
        }
        let arabic = self.last.iter().find(|(style, _)| *style == Style::Arabic);
        if let Some(marker) = bare_marker_fits(text)
            && (arabic.is_some_and(|(_, last)| marker.value == last + 1)
                || self.is_first_of_glued(at, &marker))
        {
            return Opening::Marker(Marker {
                style: Style::Arabic,
                ..marker
            });
        }
        let short = length(text, 61) <= 60;
        let own = (short
            && (title_of(text).is_some()
                || heading_of(text).is_some()
                || is_rules_heading(text)
                || date_line(text).is_some()
                || super::headings::company_of(text).is_some()))
            || label_of(text).is_some_and(|found| {
                // 技能要求： heads a list.
                let headed = text.ends_with([':', '\u{ff1a}']);
                !matches!(found.label, Label::Demand(_)) || found.len < text.len() || headed
            })
            || label_before_blank(text).is_some()
            || opens_with_title(text)
            || is_noise(text)
            || is_headcount_note(text)
            || words("own_line").at_start(text).is_some()
            || chapter_at(text).is_some();
        if own { Opening::Own } else { Opening::Plain }
    }

    /// 1收货 below 岗位职责 and above 2发货.
    fn is_first_of_glued(&self, at: usize, marker: &Marker) -> bool {
        let above = at.checked_sub(1).map_or("", |above| self.text(above));
        marker.value == 1
            && title_of(above).is_some()
            && bare_marker_fits(self.text(at + 1)).is_some_and(|next| next.value == 2)
    }

    /// Whether a plain line is a heading because of what follows it: a section, or a list from 1.
    fn introduces_list(&self, at: usize) -> bool {
        let text = self.text(at);
        // 薪资待遇：
        let bare = text.trim_end_matches(is_colon);
        let own = length(bare, 7) <= 6 && words("own_end").at_end(bare).is_some();
        if !own && is_finished(text) || name_of(text).is_none() {
            return false;
        }
        let next = self.text(at + 1);
        title_of(next).is_some()
            || label_of(next).is_some()
            || marker_at(next).is_some_and(|marker| marker.begins() && marker.firm)
    }

    /// How many of the following lines belong to a bracket that the current flow leaves open.
    fn lines_to_close_bracket(&self, at: usize) -> usize {
        let Some(flow) = self.flows.last() else {
            return 0;
        };
        let tail = flow.text.char_indices().rev().take(200).last();
        let mut open = bracket_balance(cut(
            &flow.text,
            tail.map_or(0, |(at, _)| at)..flow.text.len(),
        ));
        if open <= 0 {
            return 0;
        }
        for ahead in 1..=3 {
            let text = self.text(at + ahead);
            let row = self
                .full
                .get(at + ahead)
                .is_some_and(|&line| self.lines[line].is_row);
            if text.is_empty() || row || self.chosen(at + ahead).is_some() {
                return 0;
            }
            let mut depth = open;
            for c in text.chars().take(60) {
                match c {
                    '(' | '\u{ff08}' => depth += 1,
                    ')' | '\u{ff09}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    return ahead;
                }
            }
            open = depth;
        }
        0
    }
}
