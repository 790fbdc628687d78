//! Cells of forms whose label is not known, and the small cells of duty forms (频次, 占用时间).

use super::build::{Builder, Place};
use super::draft::{DraftRole, DroppedKind, SectionKind};
use super::glued_forms::Glued;
use super::lexicon::{Label, Title, words};
use super::markers::{is_colon, is_digit};
use super::plain::LabelAt;
use super::sort::weight_of;
use super::squeeze::{cut, is_blank};
use crate::model::Field;

impl Builder<'_> {
    /// Reads a cell by its place in a form; false if it is read like a line.
    pub(super) fn form_cell(&mut self, at: usize) -> bool {
        let segment = &self.segments[at];
        let index = segment.flow;
        if self.flows[index].column.is_none() {
            self.column = None;
            self.pair = None;
            return false;
        }
        self.column = self.flows[index].column;
        if segment.opens && segment.closes && self.aside_of_duty(at) {
            return true;
        }
        if self.labels.contains(&index) && segment.opens && matches!(self.place, Place::Role(_)) {
            self.form_label(at);
            return true;
        }
        let same_row = self.pair == Some(self.flows[index].line());
        if same_row && self.value_of_pair(at) {
            return true;
        }
        self.pair = None;
        false
    }

    /// The same, in a form that stood in one paragraph.
    pub(super) fn glued_aside(&mut self, at: usize) -> bool {
        self.flows[self.segments[at].flow].glued == Some(Glued::Aside) && self.aside_of_duty(at)
    }

    /// 工作时间百分比：50% and 频次：每年, in cells beside the duties.
    fn aside_of_duty(&mut self, at: usize) -> bool {
        let body = self.segments[at].body.clone();
        let text = self.body(at);
        let Some(colon) = text.find(is_colon) else {
            return false;
        };
        let label = cut(text, 0..colon).trim_matches(is_blank);
        let weighs = words("aside_weight").has(label);
        let duties = self.section == Some(Title::Section(SectionKind::Duties));
        if !duties || !(weighs || words("aside_standard").has(label)) {
            return false;
        }
        let value = cut(text, colon..text.len()).trim_start_matches(is_colon);
        let weight = weight_of(value.trim_matches(is_blank)).filter(|_| weighs);
        let start = body.end - value.len();
        let marker = self.segments[at].marker.is_some();
        let whole = self.piece(at, body.clone());
        let figure = self.piece(at, start..body.end);
        if figure.text.is_empty() {
            self.drop_segment(at, DroppedKind::Label);
            return true;
        }
        // What is said of the whole duty stands below its tasks where a form has no cells; in a cell it is the row's.
        let glued = self.flows[self.segments[at].flow].glued.is_some();
        let below = glued && self.named > 0 && !weighs;
        let place = match below {
            true => self.items().and_then(|items| items.last_mut()),
            false => self.last_item(),
        };
        let place = place.filter(|_| !marker);
        let Some(item) = place else { return false };
        match weight {
            Some(weight) if item.weight.is_none() => {
                item.weight = Some((weight, figure));
                self.drop_range(at, body.start..start, DroppedKind::Label);
            }
            _ => super::build_tables::add_standard(item, whole),
        }
        true
    }

    /// A label that nobody knows: an own section, or the first half of an item in the section around it.
    pub(super) fn form_label(&mut self, at: usize) {
        let piece = self.piece(
            at,
            self.segments[at].marker_at.start..self.segments[at].body.end,
        );
        let line = self.flows[self.segments[at].flow].line();
        self.awaiting = None;
        self.pair = None;
        if !self.has_value(at) {
            // An empty field of a form says nothing.
            self.drop_segment(at, DroppedKind::Label);
            return;
        }
        let within = match self.section {
            Some(Title::Section(kind)) if kind != SectionKind::Own => self
                .section_column
                .is_none_or(|column| Some(column) < self.column),
            _ => false,
        };
        self.sorting = None;
        if within {
            self.levels.clear();
            self.push_at(None, 0, piece);
            self.pair = Some(line);
            return;
        }
        self.open_section(SectionKind::Own, Some(piece));
    }

    /// The text beside a label within a section: below a duty, or behind the label of a qualification.
    fn value_of_pair(&mut self, at: usize) -> bool {
        let duties = self.section == Some(Title::Section(SectionKind::Duties));
        let marker = self.segments[at].marker;
        if duties {
            self.drop_marker(at);
            let piece = self.piece(at, self.segments[at].body.clone());
            if piece.text.is_empty() {
                return true;
            }
            self.push_at(marker.map(|marker| marker.style), 1, piece);
            return true;
        }
        let start = self.segments[at].marker_at.start;
        let piece = self.piece(at, start..self.segments[at].body.end);
        let Some(item) = self.last_item() else {
            return false;
        };
        let first = !item.text.text.contains('\u{ff1a}');
        item.text.text.push(if first { '\u{ff1a}' } else { '\n' });
        item.text.text.push_str(&piece.text);
        item.text.spans.extend(piece.spans);
        true
    }

    /// Whether the next cell of the row belongs to this label.
    fn has_value(&self, at: usize) -> bool {
        let here = self.segments[at].flow;
        let next = self.segments.get(at + 1).map(|next| next.flow);
        next.is_some_and(|next| {
            self.flows[next].column.is_some()
                && self.flows[next].line() == self.flows[here].line()
                && !self.labels.contains(&next)
                && !super::tables::is_known_label(&self.flows[next])
        })
    }

    /// 所辖人员 beside 3人, where the subordinates are named already.
    pub(super) fn counts_people(&mut self, at: usize, label: LabelAt) -> bool {
        let whole = label.len == self.body(at).len();
        let count = self.segments.get(at + 1).is_some_and(|next| {
            let text = &self.flows[next.flow].text;
            text.starts_with(is_digit) && text.chars().count() <= 6
        });
        let named = |role: &mut DraftRole| role.subordinates.is_some();
        label.label == Label::Subordinates
            && whole
            && count
            && self.has_value(at)
            && self.with_role(named) == Some(true)
    }

    /// 薪酬类型计件制, or 所辖人员3人 where the subordinates are named already, in a form that stood in one paragraph:
    /// an own section. True if it was made.
    pub(super) fn own_field(&mut self, at: usize, label: LabelAt) -> bool {
        let glued = self.flows[self.segments[at].flow].glued.is_some();
        let body = self.segments[at].body.clone();
        let value = cut(self.body(at), label.len..body.len());
        let named = |role: &mut DraftRole| role.subordinates.is_some();
        let counted = label.label == Label::Subordinates
            && (value.starts_with(is_digit) || words("none").has(value.trim_matches(is_blank)))
            && self.with_role(named) == Some(true);
        let own = label.label == Label::Own || counted;
        if !glued || !own || !matches!(self.place, Place::Role(_)) {
            return false;
        }
        let colon = |c: char| is_colon(c) || is_blank(c);
        let len = cut(self.body(at), 0..label.len)
            .trim_end_matches(colon)
            .len();
        let title = self.piece(at, body.start..body.start + len);
        let text = self.piece(at, body.start + label.len..body.end);
        self.drop_range(
            at,
            body.start + len..body.start + label.len,
            DroppedKind::Label,
        );
        self.open_section(SectionKind::Own, Some(title));
        self.push_item(None, text);
        true
    }

    /// 编制 beside 审核 is who wrote the document, and not how many hold the post.
    pub(super) fn is_prepared_by(&self, at: usize) -> bool {
        let line = self.flows[self.segments[at].flow].line();
        let near = at.saturating_sub(6)..(at + 7).min(self.segments.len());
        near.filter_map(|other| self.segments.get(other))
            .map(|segment| &self.flows[segment.flow])
            .filter(|flow| flow.column.is_some() && flow.line() == line)
            .any(|flow| {
                super::tables::known_field(flow).is_some_and(|field| {
                    matches!(
                        field,
                        Field::ReviewedBy | Field::ApprovedBy | Field::PreparedDate
                    )
                })
            })
    }
}
