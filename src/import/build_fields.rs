//! Fields: labels, and where their values go.

use super::build::{Builder, Place};
use super::classify::Kind;
use super::draft::{
    Alternative, DoubtKind, DraftField, DraftNames, Dropped, DroppedKind, FieldLine, Piece,
    SectionKind,
};
use super::headings::name_of;
use super::lexicon::{Label, Title};
use super::markers::{Style, is_colon};
use super::plain::{LabelAt, label_of};
use super::squeeze::{cut, is_blank, length, trim};
use crate::model::Field;
use std::ops::Range;

/// So many characters of a line are looked at for the colon behind a label that nobody knows.
const LABEL_LIMIT: usize = 14;

impl Builder<'_> {
    pub(super) fn label(&mut self, at: usize, mut label: LabelAt) {
        let cell = self.flows[self.segments[at].flow].column.is_some();
        if cell && label.label == Label::Field(Field::HeadcountNote) && self.is_prepared_by(at) {
            label.label = Label::Field(Field::PreparedBy);
        }
        if cell && self.counts_people(at, label) {
            self.form_label(at);
            return;
        }
        let body = self.segments[at].body.clone();
        let start = body.start + label.len;
        let whole = trim(&self.flows[self.segments[at].flow].text, start..body.end);
        let value = self.without_stop(at, label.label, whole.clone());
        if !self.takes_label(at, label.label, value.is_empty()) {
            self.text(at);
            return;
        }
        let unnamed = label.label == Label::Field(Field::HeadcountNote);
        if unnamed && !value.is_empty() && !cell && matches!(self.place, Place::Department(_)) {
            // A department's staffing has no place in a project: the whole line is listed as unplaced.
            return;
        }
        if matches!(label.label, Label::Signature)
            || (value.is_empty() && unnamed && self.control_follows(at))
            || (value.is_empty() && self.is_control(label.label) && !self.value_follows(at))
        {
            let piece = self.piece(at, self.segments[at].marker_at.start..body.end);
            self.draft.noise.push(piece);
            return;
        }
        if !value.is_empty() && self.own_field(at, label) {
            return;
        }
        self.drop_marker(at);
        self.drop_range(at, body.start..start, DroppedKind::Label);
        self.drop_range(at, value.end..whole.end, DroppedKind::Label);
        if value.is_empty() {
            self.open_label(at, label.label);
            return;
        }
        let piece = self.piece(at, value);
        if label.label == Label::RoleName {
            self.named(at, piece);
            return;
        }
        if matches!(
            label.label,
            Label::Inside | Label::Outside | Label::Demand(_) | Label::Career(_)
        ) {
            self.ensure_sorted(label.label);
            self.sorting = Some(label.label);
            self.push_item(self.segments[at].marker, piece);
            self.sorting = None;
            return;
        }
        self.field(label.label, piece);
    }

    /// （1）岗位名称 面包师。: a name or a number without the stop behind it.
    fn without_stop(&self, at: usize, label: Label, value: Range<usize>) -> Range<usize> {
        let short = matches!(label, Label::RoleName | Label::Department)
            || label == Label::Field(Field::HeadcountNote);
        let text = cut(&self.flows[self.segments[at].flow].text, value.clone());
        let bare = text.trim_end_matches('\u{3002}');
        let sentence = bare.contains(['\u{3002}', '\u{ff0c}', ',']);
        match short && !bare.is_empty() && !sentence {
            true => value.start..value.start + bare.len(),
            false => value,
        }
    }

    /// 编制： before 审核： is who wrote it and no number of posts.
    fn control_follows(&self, at: usize) -> bool {
        matches!(self.kinds.get(at + 1), Some(Kind::Label(next)) if self.is_control(next.label))
    }

    fn is_control(&self, label: Label) -> bool {
        matches!(
            label,
            Label::Field(
                Field::PreparedBy
                    | Field::PreparedDate
                    | Field::ReviewedBy
                    | Field::ReviewedDate
                    | Field::ApprovedBy
                    | Field::ApprovedDate
            )
        )
    }

    /// A label of sorted lines opens its section; any other waits for the next line.
    fn open_label(&mut self, at: usize, label: Label) {
        match label {
            Label::Inside | Label::Outside | Label::Demand(_) | Label::Career(_) => {
                self.ensure_sorted(label);
                self.sorting = Some(label);
                if matches!(label, Label::Demand(_)) {
                    self.levels.clear();
                }
            }
            Label::DutyText => {}
            _ if self.value_follows(at) => self.awaiting = Some(label),
            _ => {}
        }
    }

    pub(super) fn value_follows(&self, at: usize) -> bool {
        let plain = matches!(
            self.kinds.get(at + 1),
            Some(Kind::Text | Kind::Headcount | Kind::Dropped { .. })
        );
        let next = self.segments.get(at + 1);
        (plain || self.is_figure(at + 1))
            && next.is_some_and(|next| {
                let cell = |index: usize| self.flows[index].column.is_some();
                let row = |index: usize| self.flows[index].line();
                let here = self.segments[at].flow;
                cell(here) == cell(next.flow)
                    && (!cell(here) || row(here) == row(next.flow))
                    && (next.marker.is_none() || cell(here))
            })
    }

    /// A line that is but a number: below a label its value, elsewhere the number of a page.
    pub(super) fn is_figure(&self, at: usize) -> bool {
        matches!(self.kinds.get(at), Some(Kind::Noise))
            && !self.body(at).is_empty()
            && self.body(at).chars().all(super::markers::is_digit)
    }

    /// Whether a label means a field where it stands: 培训：… among the duties does not.
    fn takes_label(&self, at: usize, label: Label, empty: bool) -> bool {
        let segment = &self.segments[at];
        let cell = self.flows[segment.flow].column.is_some();
        let text = self.body(at);
        let colon = text.contains([':', '\u{ff1a}']);
        if empty && !colon && !cell && segment.label.is_none() {
            let sorted = matches!(
                (label, self.section),
                (
                    Label::Demand(_),
                    Some(Title::Section(SectionKind::Qualifications))
                ) | (
                    Label::Inside | Label::Outside,
                    Some(Title::Section(SectionKind::Relations))
                )
            );
            return sorted
                || self.is_empty_field(at, label)
                || (segment.marker.is_none()
                    && self.value_follows(at)
                    && length(self.body(at + 1), 61) <= 60);
        }
        let in_list = matches!(
            self.section,
            Some(Title::Section(
                SectionKind::Duties | SectionKind::Authorities
            ))
        ) || matches!(self.place, Place::Department(_) | Place::Rules);
        match label {
            Label::RoleName | Label::Superior | Label::Subordinates | Label::Department => true,
            Label::Demand(_) => {
                // 技能要求： above a list, behind the list of duties
                let bare = text.trim_end_matches(is_colon);
                let title = empty
                    && segment.marker.is_none()
                    && bare.ends_with("\u{8981}\u{6c42}")
                    && self
                        .segments
                        .get(at + 1)
                        .is_some_and(|next| next.marker.is_some());
                title
                    || cell
                    || self.section == Some(Title::Section(SectionKind::Qualifications))
                    || !in_list
            }
            Label::Inside | Label::Outside => {
                cell || self.section == Some(Title::Section(SectionKind::Relations)) || !in_list
            }
            Label::DutyText => self.named > 0 || in_list,
            Label::Career(_) | Label::Signature | Label::Incumbent | Label::Own => {
                segment.marker.is_none() || !in_list
            }
            Label::Field(_) => segment.marker.is_none() || !in_list,
        }
    }

    /// 直属下级 without a value, beside other fields or above the first section: nothing is said.
    fn is_empty_field(&self, at: usize, label: Label) -> bool {
        let form = matches!(
            label,
            Label::RoleName
                | Label::Department
                | Label::Superior
                | Label::Subordinates
                | Label::Field(_)
        );
        let whole = self.segments[at].opens && self.segments[at].closes;
        let above = at.checked_sub(1).map(|above| &self.kinds[above]);
        let below = self.kinds.get(at + 1);
        form && whole
            && self.segments[at].marker.is_none()
            && length(self.body(at), 4) == 4
            && matches!(above, Some(Kind::Label(_)))
            && matches!(below, Some(Kind::Label(_) | Kind::Title(_)))
    }

    /// Opens the section that a sorting label belongs to, if it is not open.
    fn ensure_sorted(&mut self, label: Label) {
        let kind = match label {
            Label::Inside | Label::Outside => SectionKind::Relations,
            Label::Demand(_) => SectionKind::Qualifications,
            _ => SectionKind::Careers,
        };
        if self.place == Place::Nowhere {
            self.new_role(Piece::default(), None);
        }
        if self.section != Some(Title::Section(kind)) {
            self.open_section(kind, None);
        }
    }

    /// A line of which a person said what field it is; its label may be unknown, or missing. In a row of several
    /// cells the first is the label.
    pub(super) fn chosen_field(&mut self, at: usize, field: FieldLine) {
        let label = match field {
            FieldLine::RoleName => Label::RoleName,
            FieldLine::Department => Label::Department,
            FieldLine::Superior => Label::Superior,
            FieldLine::Subordinates => Label::Subordinates,
            FieldLine::Text(field) => Label::Field(field),
        };
        let body = self.segments[at].body.clone();
        let length = self.label_length(at, label);
        // A code may look like a marker.
        let mut value = body.start + length..body.end;
        if length == 0 && label == Label::Field(Field::Code) {
            value.start = self.segments[at].marker_at.start;
        } else {
            self.drop_marker(at);
        }
        self.drop_range(at, body.start..body.start + length, DroppedKind::Label);
        let piece = self.piece(at, value);
        if piece.text.is_empty() {
            if self.flows[self.segments[at].flow].column.is_none() {
                self.open_label(at, label);
            }
            return;
        }
        match label {
            Label::RoleName => self.named(at, piece),
            _ if !self.is_filled(label) => self.field(label, piece),
            Label::Field(field) => self.add_field(field, piece),
            Label::Department => {
                let department = self.department_in_field(piece);
                self.with_role(|role| role.department = Some(department));
            }
            _ => self.add_names(label, piece),
        }
    }

    /// How many bytes of a line, of which a person said what field it is, are its label.
    fn label_length(&self, at: usize, label: Label) -> usize {
        let text = self.body(at);
        if self.leads_row(at) {
            return text.len();
        }
        if let Some(known) = label_of(text).filter(|it| it.label == label) {
            return known.len;
        }
        let mut start = text.char_indices().take(LABEL_LIMIT);
        let colon = start.find(|(_, c)| is_colon(*c));
        colon.map_or(0, |(colon, c)| colon + c.len_utf8())
    }

    /// The first of several cells of a row.
    fn leads_row(&self, at: usize) -> bool {
        let here = &self.flows[self.segments[at].flow];
        let beside = |other: Option<usize>| {
            let other = other.and_then(|other| self.segments.get(other));
            other.is_some_and(|other| {
                let other = &self.flows[other.flow];
                other.line() == here.line() && other.column != here.column
            })
        };
        here.column.is_some() && beside(Some(at + 1)) && !beside(at.checked_sub(1))
    }

    /// More superiors or subordinates than a field has named already.
    fn add_names(&mut self, label: Label, piece: Piece) {
        self.with_role(|role| {
            let names = match label {
                Label::Superior => &mut role.superior,
                _ => &mut role.subordinates,
            };
            let names = names.get_or_insert_default();
            names.names.extend(super::names::split(&piece.text));
            names.literal.text.push('\u{3001}');
            names.literal.text.push_str(&piece.text);
            names.literal.spans.extend(piece.spans);
        });
    }

    /// Puts the value of a field where it belongs.
    pub(super) fn field(&mut self, label: Label, piece: Piece) {
        match label {
            Label::RoleName => self.set_name(piece),
            Label::Inside | Label::Outside | Label::Demand(_) | Label::Career(_) => {
                self.ensure_sorted(label);
                self.sorting = Some(label);
                if matches!(label, Label::Demand(_)) {
                    // 学历：… behind (1) and (2) stands beside them.
                    self.levels.clear();
                }
                self.push_item(None, piece);
            }
            Label::DutyText => {
                let level = (self.named > 0).then_some(Style::Named);
                self.push_at(level, 0, piece);
            }
            Label::Signature | Label::Own => self.draft.noise.push(piece),
            // A department's staffing has no place in a project: it is listed as unplaced.
            Label::Field(Field::HeadcountNote) if matches!(self.place, Place::Department(_)) => {}
            _ if !matches!(self.place, Place::Role(_)) || self.is_filled(label) => {
                self.pending.push((label, piece));
            }
            Label::Department => {
                let piece = self.without_aside(piece);
                let department = self.department_in_field(piece);
                self.with_role(|role| role.department = Some(department));
                self.department_set = true;
            }
            Label::Superior | Label::Subordinates => {
                let names = DraftNames {
                    names: super::names::split(&piece.text),
                    literal: piece,
                };
                self.with_role(|role| match label {
                    Label::Superior => role.superior = Some(names),
                    _ => role.subordinates = Some(names),
                });
            }
            Label::Incumbent => {
                self.with_role(|role| role.incumbents.push(piece));
            }
            Label::Field(field) => self.add_field(field, piece),
        }
    }

    /// Whether the role has this field already, so that another role's form must have begun.
    fn is_filled(&mut self, label: Label) -> bool {
        if label == Label::Department {
            return self.department_set;
        }
        let filled = self.with_role(|role| match label {
            Label::Superior => role.superior.is_some(),
            Label::Subordinates => role.subordinates.is_some(),
            Label::Field(
                field @ (Field::Code | Field::Series | Field::Grade | Field::Location),
            ) => role.fields.iter().any(|other| other.field == field),
            _ => false,
        });
        filled.unwrap_or(false)
    }

    /// Adds a field, or more text to it.
    pub(super) fn add_field(&mut self, field: Field, value: Piece) {
        self.with_role(
            |role| match role.fields.iter_mut().find(|other| other.field == field) {
                Some(other) => {
                    other.value.text.push('\n');
                    other.value.text.push_str(&value.text);
                    other.value.spans.extend(value.spans);
                }
                None => role.fields.push(DraftField { field, value }),
            },
        );
    }

    /// 岗位：X（2人）: the name, and the fields that its brackets hold.
    fn named(&mut self, at: usize, piece: Piece) {
        let waiting = std::mem::take(&mut self.pending);
        let piece = self.name_without_brackets(at, piece);
        let piece = self.without_aside(piece);
        let own = std::mem::replace(&mut self.pending, waiting);
        self.set_name(piece);
        for (label, piece) in own {
            self.field(label, piece);
        }
    }

    /// 岗位名称: names the role that the heading opened, or begins a new one.
    fn set_name(&mut self, piece: Piece) {
        let fresh = !self.named_by_field
            && self
                .with_role(|role| role.sections.iter().all(|section| section.items.is_empty()))
                .unwrap_or(false);
        let squeezed: String = piece.text.chars().filter(|c| !is_blank(*c)).collect();
        let plain = name_of(&squeezed)
            .map_or(squeezed.as_str(), |name| cut(&squeezed, name.name))
            .to_owned();
        if !fresh {
            self.new_role(
                Piece {
                    text: squeezed,
                    spans: piece.spans,
                },
                None,
            );
            self.named_by_field = true;
            return;
        }
        self.named_by_field = true;
        let old = self.with_role(|role| role.name.clone()).unwrap_or_default();
        let repeated = old.text == squeezed
            || (old.text == plain
                && self.with_role(|role| !role.qualifiers.is_empty()) == Some(true));
        let (spans, kind) = if repeated {
            (piece.spans, DroppedKind::Repeated)
        } else {
            let at = piece.spans.first().copied().unwrap_or_default();
            self.with_role(|role| {
                role.name = Piece {
                    text: squeezed,
                    spans: piece.spans,
                };
            });
            if !old.text.is_empty() {
                self.doubt(
                    DoubtKind::NameDiffers,
                    at,
                    vec![Alternative::Name(old.text)],
                );
            }
            (old.spans, DroppedKind::Heading)
        };
        self.draft
            .dropped
            .extend(spans.into_iter().map(|span| Dropped { span, kind }));
    }

    /// Fields for which no role came: what is said of the documents is the company's.
    pub(super) fn leftover_fields(&mut self) {
        for (label, value) in std::mem::take(&mut self.pending) {
            if let Label::Field(
                field @ (Field::Version
                | Field::EffectiveDate
                | Field::PreparedBy
                | Field::PreparedDate
                | Field::ReviewedBy
                | Field::ReviewedDate
                | Field::ApprovedBy
                | Field::ApprovedDate),
            ) = label
            {
                self.draft.company_fields.push(DraftField { field, value });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{DraftRole, ReadAs, Source, parse};

    /// The one role of a text of whose lines a person has said what fields they are.
    fn role(text: &str, fields: &[(u32, FieldLine)]) -> DraftRole {
        let choices = fields.iter().map(|(line, it)| (*line, ReadAs::Field(*it)));
        let mut draft = parse(&Source::from_text(text), &choices.collect());
        assert_eq!(draft.roles.len(), 1, "{:?}", draft.roles);
        assert_eq!(draft.unplaced, []);
        draft.roles.remove(0)
    }

    fn field(role: &DraftRole, field: Field) -> &str {
        let found = role.fields.iter().find(|it| it.field == field);
        found.map_or("", |it| it.value.text.as_str())
    }

    #[test]
    fn a_line_becomes_the_field_that_a_person_says_it_is() {
        let text = "库管员岗位职责\n顶头上司：仓储主管\n带领：叉车工、搬运工\n1-03\n三班两倒，周末轮休\n1、收货。\n2、发货。\n";
        let role = role(
            text,
            &[
                (1, FieldLine::Superior),
                (2, FieldLine::Subordinates),
                (3, FieldLine::Text(Field::Code)),
                (4, FieldLine::Text(Field::WorkHours)),
            ],
        );
        let superior = role.superior.as_ref().expect("a superior");
        assert_eq!(superior.names, ["仓储主管"]);
        let subordinates = role.subordinates.as_ref().expect("subordinates");
        assert_eq!(subordinates.names, ["叉车工", "搬运工"]);
        assert_eq!(field(&role, Field::Code), "1-03");
        assert_eq!(field(&role, Field::WorkHours), "三班两倒，周末轮休");
        assert_eq!(role.sections.len(), 1);
        assert_eq!(role.sections[0].items.len(), 2);
    }

    #[test]
    fn the_first_cell_of_a_row_is_its_label() {
        let text = "库管员岗位职责\n顶头上司\t仓储主管\n1、收货。\n2、发货。\n";
        let role = role(text, &[(1, FieldLine::Superior)]);
        assert_eq!(role.superior.expect("a superior").names, ["仓储主管"]);
    }

    #[test]
    fn a_field_that_is_filled_takes_more() {
        let text = "库管员岗位职责\n直接上级：仓储主管\n生产副总\n1、收货。\n2、发货。\n";
        let role = role(text, &[(2, FieldLine::Superior)]);
        let superior = role.superior.expect("a superior");
        assert_eq!(superior.names, ["仓储主管", "生产副总"]);
        assert_eq!(superior.literal.text, "仓储主管、生产副总");
    }
}
