//! Builds the draft from classified segments, from the top of the text to its end.
//!
//! The builder knows where it is: in which role or department, in which section, at which level of a list.
//! Whatever it does not put anywhere is found afterwards by [`account`](super::account).

use super::classify::Kind;
use super::draft::{
    Alternative, Doubt, DoubtKind, DraftField, DraftRole, Dropped, DroppedKind, ImportDraft, Piece,
    ReadAs, SectionKind, Span,
};
use super::flow::Flow;
use super::headings::{RoleHeading, is_several};
use super::lexicon::{Label, Title, words};
use super::markers::{Marker, Style};
use super::segments::Segment;
use super::squeeze::{Squeezed, cut, is_blank, trim};
use super::tables::Row;
use super::tokens::Said;
use crate::model::Field;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// Where items go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Nowhere,
    Department(usize),
    Role(usize),
    Rules,
}

/// One level of the list that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Level {
    /// `None` for lines without markers.
    pub(super) style: Option<Style>,
    pub(super) value: u32,
}

/// The state of building.
pub(super) struct Builder<'a> {
    pub(super) flows: &'a [Flow],
    pub(super) segments: &'a [Segment],
    pub(super) kinds: &'a [Kind],
    pub(super) rows: &'a BTreeMap<usize, Row>,
    pub(super) draft: ImportDraft,
    pub(super) place: Place,
    /// The departments that are open, with the rank of their headings.
    pub(super) departments: Vec<(u8, usize)>,
    pub(super) department_by_name: HashMap<(Option<usize>, String), usize>,
    /// The marker of the current role's heading.
    pub(super) role_marker: Option<Marker>,
    /// True if the role has got its name from a field.
    pub(super) named_by_field: bool,
    /// True if the heading of the role says that it is attached.
    pub(super) attached: bool,
    /// True if the role was named by a sentence that gives it powers.
    with_powers: bool,
    /// True if the role was named by a row of a list.
    pub(super) table_of_role: bool,
    /// True if the role has got its department from a field.
    pub(super) department_set: bool,
    /// The section that is open: its kind; what has no list of lines is here too.
    pub(super) section: Option<Title>,
    /// Rank of the titles of sections in this role.
    pub(super) title_rank: Option<u8>,
    /// Rank of the headings of groups of duties.
    pub(super) group_rank: Option<u8>,
    pub(super) levels: Vec<Level>,
    /// A label whose value has not come yet.
    pub(super) awaiting: Option<Label>,
    /// The label that sorts the lines of the section (内部：).
    pub(super) sorting: Option<Label>,
    /// Fields before the role they belong to.
    pub(super) pending: Vec<(Label, Piece)>,
    /// Inside 职责一: 1 before, 2 after 工作任务.
    pub(super) named: u8,
    /// The files that have a heading of a role or department anywhere.
    headed: HashSet<u32>,
    /// The files whose name is surely that of a post.
    called_as_posts: HashSet<u32>,
    /// The cell that repeats the one beside or above it.
    pub(super) repeated_flow: Option<usize>,
    /// The number of the last 第一条, which runs through a document.
    pub(super) article: u32,
    /// The row that the last cell belonged to.
    pub(super) row: Option<usize>,
    /// Flows that are labels of forms by their place.
    pub(super) labels: HashSet<usize>,
    /// The row whose unknown label is an item of the section.
    pub(super) pair: Option<usize>,
    /// The column of the cell that is read.
    pub(super) column: Option<usize>,
    /// The column in which the open section was opened.
    pub(super) section_column: Option<usize>,
    /// True if the bracket of some heading holds several people.
    pub(super) lists_people: bool,
    /// Brackets that would be people's names if others of the text are.
    pub(super) maybe_people: Vec<(usize, Span)>,
    /// The file that is read.
    file: u32,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        flows: &'a [Flow],
        segments: &'a [Segment],
        kinds: &'a [Kind],
        rows: &'a BTreeMap<usize, Row>,
        draft: ImportDraft,
    ) -> Builder<'a> {
        Builder {
            flows,
            segments,
            kinds,
            rows,
            place: Place::Nowhere,
            departments: Vec::new(),
            department_by_name: HashMap::new(),
            role_marker: None,
            named_by_field: false,
            attached: false,
            with_powers: false,
            table_of_role: false,
            department_set: false,
            section: None,
            title_rank: None,
            group_rank: None,
            levels: Vec::new(),
            awaiting: None,
            sorting: None,
            pending: Vec::new(),
            named: 0,
            headed: super::file_names::headed_files(flows, segments, kinds, &draft),
            called_as_posts: HashSet::new(),
            repeated_flow: None,
            article: 0,
            row: None,
            labels: super::tables::unknown_labels(flows, rows),
            pair: None,
            column: None,
            section_column: None,
            lists_people: false,
            maybe_people: Vec::new(),
            file: 0,
            draft,
        }
    }

    /// Files that are called as a post need no list to be read as one role.
    pub(super) fn named_files(mut self, names: &[String]) -> Self {
        self.called_as_posts = super::file_names::called_as_posts(names);
        self
    }

    /// Whether the file that is read has a heading, and whether it is called as a post.
    pub(super) fn file_is(&self) -> (bool, bool) {
        let headed = self.headed.contains(&self.file);
        (headed, self.called_as_posts.contains(&self.file))
    }

    /// Reads all segments.
    pub(super) fn run(mut self) -> ImportDraft {
        for at in 0..self.segments.len() {
            let flow = &self.flows[self.segments[at].flow];
            self.enter_file(flow.line());
            match flow.column.and_then(|_| self.rows.get(&flow.line())) {
                Some(Row::Header) => self.drop_segment(at, DroppedKind::Heading),
                Some(Row::Data(table)) => self.cell(at, &table.clone()),
                None if matches!(self.kinds[at], Kind::Field(_)) => self.segment(at),
                None if self.form_cell(at) || self.glued_aside(at) => {}
                None if self.is_repeated_cell(at) => self.drop_segment(at, DroppedKind::Repeated),
                None => self.segment(at),
            }
            if let Some(marker) = self.segments[at]
                .marker
                .filter(|it| it.style == Style::Article)
            {
                self.article = marker.value;
            }
        }
        self.leftover_fields();
        self.settle_people();
        self.draft
    }

    /// What is open at the end of a file does not go on in the next one.
    fn enter_file(&mut self, line: usize) {
        let file = self.draft.lines.get(line).map_or(0, |line| line.file);
        if file != self.file {
            self.file = file;
            self.leftover_fields();
            self.close();
            self.departments.clear();
            self.role_marker = None;
        }
    }

    fn segment(&mut self, at: usize) {
        if self.segments[at].opens && self.flows[self.segments[at].flow].column.is_none() {
            self.doubt_joints(at);
        }
        let is_value = matches!(
            self.kinds[at],
            Kind::Text | Kind::Headcount | Kind::Dropped { .. } | Kind::Rules
        ) || self.is_figure(at);
        if let Some(label) = self.awaiting.take().filter(|_| is_value) {
            self.drop_marker(at);
            let piece = self.piece(at, self.segments[at].body.clone());
            self.field(label, piece);
            return;
        }
        match self.kinds[at].clone() {
            Kind::Noise => self.noise(at),
            Kind::Dropped { company } => {
                if self.is_article(at) {
                    self.close();
                    self.departments.clear();
                }
                if self.segments[at].marker.is_some() {
                    // 三、岗位职责 behind the departments （一）, （二）.
                    let rank = self.rank(at);
                    self.departments.retain(|(other, _)| *other <= rank);
                }
                self.drop_segment(at, DroppedKind::Heading);
                self.name_company(company);
            }
            Kind::Effective(date) => self.effective(at, date),
            Kind::Headcount => self.headcount(at),
            Kind::Role(heading) => self.role(at, &heading),
            Kind::EmptyTitle { doubtful } => self.empty_title(at, doubtful),
            Kind::Department(name) => self.department(at, name),
            Kind::Title(title) => self.title(at, title),
            Kind::Another(title) => self.nameless(at, title),
            Kind::Note => self.note(at, self.segments[at].marker),
            Kind::Rules => self.rules(at),
            Kind::Chapter => self.chapter(at),
            Kind::Label(label) => self.label(at, label),
            Kind::Powers(name) => self.powers(at, name),
            Kind::Text => self.text(at),
            Kind::Item => self.chosen_item(at),
            Kind::Field(field) => self.chosen_field(at, field),
            Kind::SubItem => self.sub_item(at),
        }
    }

    // ---- pieces ----

    /// A part of the flow of a segment.
    pub(super) fn piece(&self, at: usize, range: Range<usize>) -> Piece {
        let flow = &self.flows[self.segments[at].flow];
        let range = trim(&flow.text, range);
        Piece {
            text: cut(&flow.text, range.clone()).to_owned(),
            spans: flow.spans(range),
        }
    }

    /// A part of the body of a segment, as a name: without blanks.
    pub(super) fn name_piece(&self, at: usize, range: Range<usize>) -> Piece {
        let start = self.segments[at].body.start;
        let mut piece = self.piece(at, start + range.start..start + range.end);
        if let Some(squeezed) = Squeezed::new(&piece.text, 60) {
            let words = piece.text.split(is_blank).all(|word| word.is_ascii());
            if !words {
                piece.text = squeezed.text;
            }
        }
        piece
    }

    pub(super) fn body(&self, at: usize) -> &'a str {
        let segment = &self.segments[at];
        cut(&self.flows[segment.flow].text, segment.body.clone())
    }

    /// The first place of a segment, for doubts.
    pub(super) fn place_of(&self, at: usize) -> Span {
        let segment = &self.segments[at];
        let flow = &self.flows[segment.flow];
        let whole = segment.marker_at.start..segment.body.end.max(segment.marker_at.end);
        flow.spans(whole).first().copied().unwrap_or_default()
    }

    pub(super) fn drop_range(&mut self, at: usize, range: Range<usize>, kind: DroppedKind) {
        let flow = &self.flows[self.segments[at].flow];
        let spans = flow.spans(trim(&flow.text, range));
        self.draft
            .dropped
            .extend(spans.into_iter().map(|span| Dropped { span, kind }));
    }

    pub(super) fn drop_marker(&mut self, at: usize) {
        self.drop_range(at, self.segments[at].marker_at.clone(), DroppedKind::Marker);
    }

    pub(super) fn drop_segment(&mut self, at: usize, kind: DroppedKind) {
        self.drop_marker(at);
        self.drop_range(at, self.segments[at].body.clone(), kind);
    }

    /// Drops what of a heading is not kept by the ranges (of the body) given in order.
    pub(super) fn drop_around(&mut self, at: usize, kept: &[Range<usize>]) {
        self.drop_marker(at);
        let body = self.segments[at].body.clone();
        let mut from = body.start;
        for range in kept {
            self.drop_range(at, from..body.start + range.start, DroppedKind::Heading);
            from = body.start + range.end;
        }
        self.drop_range(at, from..body.end, DroppedKind::Heading);
    }

    pub(super) fn doubt(&mut self, kind: DoubtKind, at: Span, alternatives: Vec<Alternative>) {
        let role = match self.place {
            Place::Role(role) => Some(role),
            Place::Nowhere | Place::Department(_) | Place::Rules => None,
        };
        self.draft.doubts.push(Doubt {
            kind,
            at,
            role,
            alternatives,
        });
    }

    /// "Read this line as …", for the line on which a segment begins.
    pub(super) fn read_as(&self, at: usize, ways: &[ReadAs]) -> Vec<Alternative> {
        let line = self.place_of(at).line;
        // What stands behind other text of its line can only be given back to it.
        let behind = [ReadAs::Item];
        let ways = if self.segments[at].opens {
            ways
        } else {
            &behind
        };
        let ways = ways.iter();
        ways.map(|&read_as| Alternative::ReadAs { line, read_as })
            .collect()
    }

    /// The other readings of a number that may be none, or that may stand below the item before it.
    pub(super) fn number_ways(&self, at: usize) -> Vec<Alternative> {
        let ways = [ReadAs::Continuation, ReadAs::SubItem];
        // The first of a list stands below nothing.
        let ways = &ways[..if self.levels.is_empty() { 1 } else { 2 }];
        if self.segments[at].opens {
            return self.read_as(at, ways);
        }
        let at = self.place_of(at).spot();
        let part = |&read_as: &ReadAs| Alternative::ReadPart { at, read_as };
        ways.iter().map(part).collect()
    }

    fn doubt_joints(&mut self, at: usize) {
        let flow = &self.flows[self.segments[at].flow];
        // Behind a number on a line of its own, nothing was joined.
        let number = self.segments[at].marker_at.end;
        for joint in flow.joints().filter(|joint| *joint > number) {
            if let Some(&span) = flow.spans(joint..flow.text.len()).first() {
                let item = Alternative::ReadAs {
                    line: span.line,
                    read_as: ReadAs::Item,
                };
                self.doubt(DoubtKind::JoinedLine, span, vec![item]);
            }
        }
    }

    // ---- headings ----

    pub(super) fn noise(&mut self, at: usize) {
        let segment = &self.segments[at];
        let piece = self.piece(
            at,
            segment.marker_at.start..segment.body.end.max(segment.marker_at.end),
        );
        // 更多幼儿园岗位职责 and 口腔诊所岗位职责大全 are of the site, 幼儿园有哪些职位？ is a question about all of them,
        // and a sentence tells of many.
        let site = words("noise_start").at_start(&piece.text).is_some()
            || words("collection_end").at_end(&piece.text).is_some()
            || piece.text.ends_with(['?', '\u{ff1f}', '\u{3002}']);
        if !site {
            self.name_company(super::names::company_in(&piece.text));
        }
        self.draft.noise.push(piece);
    }

    pub(super) fn name_company(&mut self, company: Option<String>) {
        // 物业公司 is what many call themselves and nobody's name.
        let company = company.filter(|name| !words("generic_company").has(name));
        if self.draft.company.is_none() {
            self.draft.company = company;
        }
    }

    fn effective(&mut self, at: usize, date: Range<usize>) {
        let start = self.segments[at].body.start;
        let value = self.piece(at, start + date.start..start + date.end);
        self.drop_around(at, &[date]);
        self.draft.company_fields.push(DraftField {
            field: Field::EffectiveDate,
            value,
        });
    }

    fn headcount(&mut self, at: usize) {
        self.drop_marker(at);
        let piece = self.piece(at, self.segments[at].body.clone());
        self.field(Label::Field(Field::HeadcountNote), piece);
    }

    /// 经理对理事长负责，行使下列职权：: a role of that name; the sentence says what it is there for.
    fn powers(&mut self, at: usize, name: Range<usize>) {
        let marker = self.segments[at].marker;
        let name = Piece {
            text: self.name_piece(at, name).text,
            spans: Vec::new(),
        };
        self.drop_marker(at);
        self.new_role(name, marker);
        let sentence = self.piece(at, self.segments[at].body.clone());
        self.add_field(Field::Purpose, sentence);
        self.section = None;
        let other = self.read_as(at, &[ReadAs::Section(SectionKind::Own), ReadAs::Item]);
        self.doubt(DoubtKind::RoleOrSection, self.place_of(at), other);
        self.with_powers = true;
    }

    /// 第八条 behind the powers that 第七条 gave: an article of its own.
    pub(super) fn leaves_powers(&mut self, at: usize) {
        let article = self.segments[at].marker.is_some_and(|it| {
            self.role_marker
                .is_some_and(|above| above.style == it.style)
        });
        if article && self.with_powers && matches!(self.place, Place::Role(_)) {
            self.close();
            if !self.draft.rules.is_empty() {
                self.place = Place::Rules;
            }
        }
    }

    fn empty_title(&mut self, at: usize, doubtful: bool) {
        self.noise(at);
        self.close();
        if self.is_article(at) {
            self.departments.clear();
        }
        if doubtful {
            let other = self.read_as(at, &[ReadAs::Role, ReadAs::Department]);
            self.doubt(DoubtKind::TitleOrRole, self.place_of(at), other);
        }
    }

    /// 第3篇: another document begins.
    pub(super) fn is_article(&self, at: usize) -> bool {
        let style = self.segments[at].marker.map(|marker| marker.style);
        matches!(style, Some(Style::Chapter('\u{7bc7}' | '\u{9644}')))
    }

    /// Leaves the role, department or rules that are open.
    pub(super) fn close(&mut self) {
        self.place = Place::Nowhere;
        self.section = None;
        self.title_rank = None;
        self.group_rank = None;
        self.levels.clear();
        self.awaiting = None;
        self.sorting = None;
        self.named = 0;
    }

    pub(super) fn rank(&self, at: usize) -> u8 {
        self.segments[at].marker.map_or(20, |marker| marker.rank())
    }

    fn role(&mut self, at: usize, heading: &RoleHeading) {
        let marker = self.segments[at].marker;
        if self.is_group_of_current(marker) {
            let title = self.piece(at, self.segments[at].body.clone());
            self.drop_marker(at);
            self.group(title, marker);
            return;
        }
        let weak_in_section = !heading.strong
            && marker.is_some()
            && matches!(self.place, Place::Role(_))
            && (self.title_rank.is_some_and(|rank| rank == self.rank(at))
                || self.is_work_of_current(at, heading));
        if weak_in_section {
            if self.is_work_of_current(at, heading) && !self.has_duties() {
                self.drop_segment(at, DroppedKind::Heading);
                self.open_section(SectionKind::Duties, None);
                return;
            }
            let title = self.piece(at, self.segments[at].body.clone());
            self.drop_marker(at);
            self.open_section(SectionKind::Duties, Some(title));
            return;
        }
        let name = self.name_piece(at, heading.name.clone());
        if let Place::Role(role) = self.place
            && self.draft.roles[role].name.text == name.text
            && (self.list_goes_on(at) || !self.has_duties() || self.is_inner_heading(at))
        {
            self.drop_segment(at, DroppedKind::Repeated);
            if !self.draft.roles[role].sections.is_empty() && !self.list_goes_on(at) {
                self.open_section(SectionKind::Duties, None);
            }
            return;
        }
        if self.is_article(at) {
            self.departments.clear();
        }
        if marker.is_some() {
            let rank = self.rank(at);
            self.departments.retain(|(other, _)| *other <= rank);
        }
        let mut kept = vec![heading.name.clone()];
        let several = is_several(&name.text);
        let company = heading
            .company
            .clone()
            .map(|range| self.name_piece(at, range).text);
        self.new_role(name, marker);
        self.attached = words("attached").at_start(self.body(at)).is_some();
        kept.extend(self.brackets(at, heading));
        self.drop_around(at, &kept);
        self.name_company(company);
        if several {
            let names = self
                .draft
                .roles
                .last()
                .map(|role| super::names::several(&role.name.text));
            let split = Alternative::Split(names.unwrap_or_default());
            self.doubt(DoubtKind::SeveralRoles, self.place_of(at), vec![split]);
        }
        if !heading.strong {
            // 收货员：负责核对送货单 is no title of a section.
            let alone = self.segments[at].said != Said::Name || self.segments[at].closes;
            let ways = [ReadAs::Section(SectionKind::Own), ReadAs::Item];
            let other = self.read_as(at, if alone { &ways } else { &ways[1..] });
            self.doubt(DoubtKind::RoleOrSection, self.place_of(at), other);
        }
    }

    /// 月嫂工作内容 behind the duties of 月嫂: more of the same post.
    fn is_inner_heading(&self, at: usize) -> bool {
        let text = self.body(at).trim_end_matches(super::markers::is_colon);
        words("inner_suffix").at_end(text).is_some()
    }

    /// 8.2.1 inside the role of 8.0 is no role of its own.
    fn is_group_of_current(&self, marker: Option<Marker>) -> bool {
        let (Some(marker), Some(role), Place::Role(_)) = (marker, self.role_marker, self.place)
        else {
            return false;
        };
        matches!((marker.style, role.style), (Style::Dotted(below), Style::Dotted(above)) if below > above)
            && marker.numbers[0] == role.numbers[0]
    }

    /// Starts a role; fields that came before it are its own.
    pub(super) fn new_role(&mut self, name: Piece, marker: Option<Marker>) {
        self.close();
        if let Some(before) = self.draft.roles.last_mut() {
            fit(before);
        }
        let department = self.departments.last().map(|(_, department)| *department);
        self.draft.roles.push(DraftRole {
            name,
            department,
            ..DraftRole::default()
        });
        self.place = Place::Role(self.draft.roles.len() - 1);
        self.role_marker = marker;
        self.named_by_field = false;
        self.attached = false;
        self.with_powers = false;
        self.table_of_role = false;
        self.department_set = false;
        for (label, piece) in std::mem::take(&mut self.pending) {
            self.field(label, piece);
        }
    }

    /// A title of a section that begins another post, whose name the text does not say.
    fn nameless(&mut self, at: usize, title: Title) {
        self.new_role(Piece::default(), None);
        let ways = self.read_as(at, &[ReadAs::Section(SectionKind::Duties), ReadAs::Role]);
        self.doubt(DoubtKind::RoleOrSection, self.place_of(at), ways);
        self.title(at, title);
    }

    pub(super) fn with_role<T>(&mut self, f: impl FnOnce(&mut DraftRole) -> T) -> Option<T> {
        match self.place {
            Place::Role(role) => self.draft.roles.get_mut(role).map(f),
            Place::Nowhere | Place::Department(_) | Place::Rules => None,
        }
    }
}

/// Gives back the room that lists took for growing: half of a large draft.
fn fit(role: &mut DraftRole) {
    for section in &mut role.sections {
        section.items.shrink_to_fit();
        for item in &mut section.items {
            item.children.shrink_to_fit();
        }
    }
    role.sections.shrink_to_fit();
}
