//! Items: the lines of lists, their levels, and headings that only their place tells.

use super::build::{Builder, Level, Place};
use super::classify::Kind;
use super::draft::{DoubtKind, DraftItem, DroppedKind, Piece, ReadAs, SectionKind, Sort};
use super::headings::is_hard_post;
use super::lexicon::{Label, Title, words};
use super::markers::{Marker, Style};
use super::sort::{authority_kind, demand_kind, weight_at_end};
use super::squeeze::{is_finished, length};
use crate::model::{Field, Side};

impl Builder<'_> {
    pub(super) fn text(&mut self, at: usize) {
        let marker = self.segments[at].marker;
        if self.segments[at].body.is_empty() {
            self.drop_marker(at);
            self.open_named(at);
            self.named = u8::from(marker.is_some_and(|marker| marker.style == Style::Named))
                .max(self.named.min(1));
            return;
        }
        self.leaves_powers(at);
        if self.place == Place::Nowhere {
            let list = marker.is_some_and(|marker| marker.rank() >= 30)
                && self
                    .segments
                    .get(at + 1)
                    .is_some_and(|next| next.marker.is_some());
            // A list without any heading is one role's, and so is any text in a file called as a post; beside headed
            // roles it is a preface.
            let (headed, post) = self.file_is();
            let post = post && self.segments[at].opens && !self.is_title_line(at);
            // The end of a role whose heading was cut off stands at the very beginning, and counts from 1.
            let before = self.kinds.iter().take(at);
            let cut_off = list
                && marker.is_some_and(|marker| marker.value == 1)
                && before.into_iter().all(|kind| *kind == Kind::Noise)
                && self.counts_on(at);
            if headed && !cut_off || !(list || post) {
                if self.is_title_line(at) {
                    self.noise(at);
                }
                return;
            }
            self.new_role(Piece::default(), None);
            let ways = self.read_as(at, &[ReadAs::Role, ReadAs::Noise]);
            self.doubt(DoubtKind::RoleOrSection, self.place_of(at), ways);
        }
        let beside = self.place == Place::Rules
            && marker.is_none()
            && self.role_marker.is_none()
            && self.is_own_by_name(at, marker)
            && self.is_rule_name(at);
        if beside || self.goes_on_with_rules(at) && self.is_short_heading(at) && self.opens_list(at)
        {
            self.rules(at);
            return;
        }
        if matches!(self.place, Place::Department(_)) && self.section == Some(Title::Basic) {
            return;
        }
        if self.leaves_departments(at) {
            self.rules(at);
            return;
        }
        if self.names_nameless(at)
            || matches!(self.place, Place::Role(_)) && self.role_text(at, marker)
        {
            return;
        }
        self.item(at, marker);
    }

    /// 一、经理 above a list, below 任职资格 of nobody: whose they are. True if the role got its name so.
    fn names_nameless(&mut self, at: usize) -> bool {
        let text = self.body(at);
        let listed = matches!(self.section, Some(Title::Section(_)));
        let post = self.segments[at].marker.is_some()
            && length(text, 11) <= 10
            && is_hard_post(text)
            && self.opens_list(at);
        let empty = self.with_role(|role| {
            let items = role.sections.iter().any(|it| !it.items.is_empty());
            role.name.text.is_empty() && role.fields.is_empty() && !items
        });
        if !listed || !post || empty != Some(true) {
            return false;
        }
        self.drop_marker(at);
        let name = self.name_piece(at, 0..text.len());
        self.with_role(|role| role.name = name);
        true
    }

    /// 四、管理要求 behind the department （三）财务部: a chapter beside that of the departments.
    fn leaves_departments(&self, at: usize) -> bool {
        let above = self.departments.last().map(|(rank, _)| *rank);
        matches!(self.place, Place::Department(_))
            && self.segments[at].marker.is_some()
            && above.is_some_and(|above| self.rank(at) < above)
            && self.is_short_heading(at)
            && self.opens_list(at)
    }

    /// 职责一 behind the demands on a post: its duties begin.
    fn open_named(&mut self, at: usize) {
        let style = self.segments[at].marker.map(|marker| marker.style);
        let other = matches!(self.section, Some(Title::Section(kind))
            if !matches!(kind, SectionKind::Duties | SectionKind::Authorities));
        if style == Some(Style::Named) && other && matches!(self.place, Place::Role(_)) {
            self.open_section(SectionKind::Duties, None);
        }
    }

    /// A short line without an end above everything else: the title of the document.
    fn is_title_line(&self, at: usize) -> bool {
        let segment = &self.segments[at];
        let text = self.body(at);
        let nothing = self.draft.roles.is_empty() && self.draft.departments.is_empty();
        nothing
            && segment.opens
            && segment.closes
            && segment.marker.is_none()
            && self.flows[segment.flow].column.is_none()
            && length(text, 25) <= 24
            && !is_finished(text.trim_end_matches(['?', '\u{ff1f}']))
            && !text.contains(['\u{ff0c}', ',', '\u{3001}', '\u{3002}', '\u{ff1a}', ':'])
    }

    /// Text in a role that is no item: a heading, or the text of a field. True if it was placed.
    fn role_text(&mut self, at: usize, marker: Option<Marker>) -> bool {
        let whole = self.segments[at].body.clone();
        match self.section {
            Some(Title::Purpose) => {
                self.drop_marker(at);
                let piece = self.piece(at, whole);
                self.add_field(Field::Purpose, piece);
                return true;
            }
            Some(Title::Conditions) if !self.is_unknown_title(at, marker) => {
                self.drop_marker(at);
                let piece = self.piece(at, whole);
                self.add_field(Field::Environment, piece);
                return true;
            }
            Some(Title::Basic) if !self.is_unknown_title(at, marker) && !self.opens_list(at) => {
                self.open_section(SectionKind::Notes, None);
                return false;
            }
            _ => {}
        }
        if self.goes_on_above(at, marker) {
            self.rules(at);
            return true;
        }
        let leaves = self.follows_role(marker) || self.leaves_roles(at) || self.is_rule(at, marker);
        if self.is_own_by_name(at, marker) && leaves {
            // 八、管理制度 after 七、保洁员职责 stands beside the roles.
            self.rules(at);
            return true;
        }
        if self.is_kind_of_demand(at) {
            self.drop_segment(at, DroppedKind::Heading);
            self.levels.clear();
            return true;
        }
        if self.is_unknown_title(at, marker) || self.is_own_by_name(at, marker) {
            self.drop_marker(at);
            let title = self.heading_piece(at);
            self.open_section(SectionKind::Own, Some(title));
            let ways = [
                SectionKind::Duties,
                SectionKind::Qualifications,
                SectionKind::Notes,
            ]
            .map(ReadAs::Section);
            let mut ways = self.read_as(at, &ways);
            ways.extend(self.read_as(at, &[ReadAs::Role, ReadAs::Item]));
            self.doubt(DoubtKind::UnknownSection, self.place_of(at), ways);
            return true;
        }
        if self.is_names_field(at, marker) {
            self.names_field(at, marker);
            return true;
        }
        if self.is_group(at, marker) {
            self.drop_marker(at);
            let title = self.heading_piece(at);
            self.group(title, marker);
            return true;
        }
        if let Some(colon) = self.title_with_value(at, marker) {
            self.drop_marker(at);
            self.own_line(at, colon);
            return true;
        }
        if self.is_unknown_field(at, marker) {
            self.note(at, marker);
            return true;
        }
        if self.is_introduction(at, marker) {
            let piece = self.piece(at, whole);
            self.add_field(Field::Purpose, piece);
            return true;
        }
        if let Some(marker) = marker
            && self.group_rank == Some(marker.rank())
            && self.section == Some(Title::Section(SectionKind::Duties))
        {
            self.open_section(SectionKind::Duties, None);
        }
        false
    }

    /// The body without a colon at its end, which is dropped.
    fn heading_piece(&mut self, at: usize) -> Piece {
        let body = self.segments[at].body.clone();
        let end = body.start
            + self
                .body(at)
                .trim_end_matches(super::markers::is_colon)
                .len();
        self.drop_range(at, end..body.end, DroppedKind::Heading);
        self.piece(at, body.start..end)
    }

    /// Short, no sentence, no verb before it, alone on its line.
    pub(super) fn is_short_heading(&self, at: usize) -> bool {
        let segment = &self.segments[at];
        let text = self.body(at);
        let colon = text.ends_with([':', '\u{ff1a}']);
        // 二、收银管理1、…；2、…
        let below = self.segments.get(at + 1);
        let list = below.is_some_and(|it| !it.opens && it.marker.is_some_and(|it| it.value == 1));
        segment.opens
            && (segment.closes || colon || list && segment.marker.is_some())
            && self.flows[segment.flow].column.is_none()
            && length(text, 17) <= 16
            && (colon || !is_finished(text))
            && !text.contains(['\u{ff0c}', ',', '\u{3002}', '\u{ff1b}', ';'])
            && words("verb_start")
                .at_start(text)
                .is_none_or(|_| colon && !text.contains(['\u{7684}']) && length(text, 9) <= 6)
    }

    /// Whether the next segment begins a list: number 1 or a bullet, of another style than `marker`.
    pub(super) fn opens_list(&self, at: usize) -> bool {
        let own = self.segments[at].marker;
        let next = self.segments.get(at + 1).and_then(|next| next.marker);
        matches!(self.kinds.get(at + 1), Some(Kind::Text))
            && next.is_some_and(|next| {
                let first = next.value == 1 || matches!(next.style, Style::Bullet(_));
                first && own.is_none_or(|own| own.rank() < next.rank())
            })
    }

    /// A heading of the same rank as the titles of known sections.
    fn is_unknown_title(&self, at: usize, marker: Option<Marker>) -> bool {
        if !self.is_short_heading(at) {
            return false;
        }
        let Some(rank) = self.title_rank else {
            // 服务用语 behind the list of duties of a role without titles and groups.
            let behind = marker.is_none() && !self.levels.is_empty() && self.group_rank.is_none();
            let all_marked = self.levels.iter().all(|level| level.style.is_some());
            return behind && all_marked && self.opens_list(at);
        };
        match marker {
            Some(marker) => {
                let next = self.segments.get(at + 1);
                let sibling = next
                    .and_then(|next| next.marker)
                    .is_some_and(|next| next.style == marker.style);
                let content = matches!(self.kinds.get(at + 1), Some(Kind::Text | Kind::Label(_)));
                marker.rank() == rank
                    && !sibling
                    && content
                    && !matches!(marker.style, Style::Bullet(_))
            }
            None => {
                let colon = self.body(at).ends_with([':', '\u{ff1a}']);
                rank == 20
                    && self.opens_list(at)
                    && (colon || self.group_rank.is_none() && !self.levels.is_empty())
            }
        }
    }

    /// 值班制度, 薪资待遇：: a heading whose own word says that no duties follow.
    fn is_own_by_name(&self, at: usize, marker: Option<Marker>) -> bool {
        let text = self.body(at);
        let colon = text.ends_with([':', '\u{ff1a}']);
        let bare = text.trim_end_matches(super::markers::is_colon);
        let content = matches!(self.kinds.get(at + 1), Some(Kind::Text | Kind::Label(_)));
        let list = self.opens_list(at) || (colon && self.segments[at].closes && content);
        let heading_style = marker.is_none_or(|marker| marker.rank() <= 40);
        let named =
            words("own_end").at_end(bare).is_some() || words("attached").at_start(bare).is_some();
        heading_style && named && list && self.is_short_heading(at)
    }

    /// 三、药品领用 behind an attached post: a number of the list in which the post stands, and not of its own.
    fn goes_on_above(&mut self, at: usize, marker: Option<Marker>) -> bool {
        let Some(marker) = marker.filter(|it| it.value > 1 && it.style == Style::Chinese) else {
            return false;
        };
        let own = self.group_rank.is_some()
            || self.title_rank.is_some()
            || self
                .levels
                .iter()
                .any(|level| level.style == Some(marker.style));
        self.attached
            && !own
            && self.is_short_heading(at)
            && self.opens_list(at)
            && self.has_duties()
    }

    /// 互助社物资管理制度 beside roles whose headings wear no number either and whose lists have no title.
    fn is_rule(&mut self, at: usize, marker: Option<Marker>) -> bool {
        let plain = marker.is_none() && self.role_marker.is_none() && self.title_rank.is_none();
        plain && self.is_rule_name(at) && self.has_duties()
    }

    fn is_rule_name(&self, at: usize) -> bool {
        let bare = self.body(at).trim_end_matches(super::markers::is_colon);
        words("rule_end").at_end(bare).is_some() && length(bare, 7) > 6
    }

    /// Whether a number is the one after that of the heading of the open role.
    fn follows_role(&self, marker: Option<Marker>) -> bool {
        let (Some(marker), Some(role)) = (marker, self.role_marker) else {
            return false;
        };
        marker.style == role.style && marker.value == role.value + 1
    }

    /// The heading of a group of duties (一、销售管理).
    fn is_group(&self, at: usize, marker: Option<Marker>) -> bool {
        let duties = matches!(
            self.section,
            None | Some(Title::Section(SectionKind::Duties) | Title::Basic)
        );
        let style = marker.map(|marker| marker.style);
        let headed = matches!(
            style,
            None | Some(
                Style::Chinese
                    | Style::ChineseParen
                    | Style::Roman
                    | Style::Capital
                    | Style::Dotted(_)
            )
        );
        let rank = marker.map_or(20, |marker| marker.rank());
        let level = self
            .group_rank
            .is_none_or(|group| group == rank || style.is_none());
        // (三)矛盾调解 behind the items (一) and (二) is an item like them.
        let beside = style.is_some() && self.levels.iter().any(|level| level.style == style);
        // 每天须做好以下几件事：
        let introduces = style.is_none() && words("introduces").within(self.body(at)).is_some();
        let beside = beside || introduces;
        // 三、配合教学 behind the groups 一、 and 二、 may begin with a verb.
        let peer = marker.is_some() && self.group_rank == Some(rank);
        let short = self.is_short_heading(at)
            || peer && self.segments[at].closes && length(self.body(at), 9) <= 8;
        duties && headed && level && !beside && short && self.opens_list(at)
    }

    /// A sentence before the list: 在站长领导下工作，职责如下：
    fn is_introduction(&mut self, at: usize, marker: Option<Marker>) -> bool {
        let empty =
            self.with_role(|role| role.sections.iter().all(|section| section.items.is_empty()));
        let duties = matches!(
            self.section,
            None | Some(Title::Section(SectionKind::Duties))
        );
        let text = self.body(at);
        // A paragraph between the heading of the post and 主要职责：, or the sentence that introduces a list.
        let below = self.segments.get(at + 1);
        let introduced = below.is_some_and(|below| below.marker.is_none())
            && self.body(at + 1).ends_with([':', '\u{ff1a}'])
            && self.opens_list(at + 1);
        // 月嫂，是指…。 above 月嫂岗位职责
        let again = match (self.kinds.get(at + 1), self.place) {
            (Some(Kind::Role(below)), Place::Role(role)) => {
                self.name_piece(at + 1, below.name.clone()).text == self.draft.roles[role].name.text
            }
            _ => false,
        };
        let titled = (introduced
            || again
            || matches!(
                self.kinds.get(at + 1),
                Some(Kind::Title(Title::Section(SectionKind::Duties)))
            ))
            && is_finished(text)
            && self.section.is_none();
        marker.is_none()
            && duties
            && empty == Some(true)
            && (self.opens_list(at) || titled)
            && self.flows[self.segments[at].flow].column.is_none()
            && (is_finished(text) || length(text, 31) > 30)
    }

    /// Puts a segment into the open list.
    pub(super) fn item(&mut self, at: usize, marker: Option<Marker>) {
        self.drop_marker(at);
        let body = self.segments[at].body.clone();
        let (weight, ranges) = match (self.section, weight_at_end(self.body(at))) {
            (
                None | Some(Title::Section(SectionKind::Duties | SectionKind::Kpis)),
                Some((weight, range)),
            ) => {
                let range = body.start + range.start..body.start + range.end;
                let piece = self.piece(at, range.clone());
                (
                    Some((weight, piece)),
                    vec![body.start..range.start, range.end..body.end],
                )
            }
            _ => (None, vec![body]),
        };
        let mut text = Piece::default();
        for range in ranges {
            let piece = self.piece(at, range);
            text.text.push_str(&piece.text);
            text.spans.extend(piece.spans);
        }
        if self.segments[at].bare {
            // Nothing stands before the first number of a list that it could go on with or stand below.
            let first = marker.is_some_and(|marker| marker.value == 1) && self.levels.is_empty();
            let ways = match (first, self.segments[at].opens) {
                (false, _) => self.number_ways(at),
                (true, true) => self.read_as(at, &[ReadAs::Continuation]),
                (true, false) => Vec::new(),
            };
            if !ways.is_empty() {
                self.doubt(DoubtKind::MarkerOrText, self.place_of(at), ways);
            }
        }
        let own = self.section == Some(Title::Section(SectionKind::Own));
        if marker.is_none() && (self.continues(at) || own && self.unknown_label(at).is_some()) {
            if let Some(colon) = self.unknown_label(at) {
                self.own_line(at, colon);
            } else {
                self.append_to_last(at, text);
            }
            return;
        }
        if let Some(marker) = marker {
            self.check_number(at, &marker);
        }
        self.push_item(marker, text);
        if weight.is_some()
            && let Some(item) = self.last_item()
        {
            item.weight = weight;
        }
    }

    /// Whether an unmarked paragraph belongs to the marked item above it.
    pub(super) fn continues(&mut self, at: usize) -> bool {
        let cell = self.flows[self.segments[at].flow].column.is_some();
        let marked = self
            .levels
            .last()
            .is_some_and(|level| level.style.is_some());
        if cell || !marked || self.named > 0 {
            return false;
        }
        let last = self
            .last_item()
            .map(|item| item.text.text.clone())
            .unwrap_or_default();
        let comma = last.contains(['\u{ff0c}', ',']);
        if is_finished(&last) || comma || length(&last, 13) > 12 {
            return true;
        }
        // A short line without an end above: what follows stands below it.
        self.levels.push(Level {
            style: None,
            value: 0,
        });
        false
    }

    fn append_to_last(&mut self, at: usize, text: Piece) {
        if let Some(item) = self.last_item() {
            item.text.text.push_str(&text.text);
            item.text.spans.extend(text.spans);
        }
        let ways = self.read_as(at, &[ReadAs::Item, ReadAs::SubItem, ReadAs::Role]);
        self.doubt(DoubtKind::JoinedLine, self.place_of(at), ways);
    }

    /// The item that was put last.
    pub(super) fn last_item(&mut self) -> Option<&mut DraftItem> {
        let depth = self.levels.len().max(1);
        let mut list = self.items()?;
        for _ in 1..depth {
            if list.last().is_none_or(|item| item.children.is_empty()) {
                break;
            }
            list = &mut list.last_mut()?.children;
        }
        list.last_mut()
    }

    /// Raises a doubt where a number is not the one after its neighbour's.
    fn check_number(&mut self, at: usize, marker: &Marker) {
        if matches!(marker.style, Style::Bullet(_) | Style::Dotted(2..)) {
            return;
        }
        if marker.style == Style::Article && marker.value == self.article + 1 {
            return;
        }
        let expected = match self
            .levels
            .iter()
            .find(|level| level.style == Some(marker.style))
        {
            Some(level) => level.value + 1,
            None if self.levels.is_empty() => 1,
            None => match self.levels.last() {
                Some(level) if marker.value == level.value + 1 => marker.value,
                _ => 1,
            },
        };
        let first_of_group = self.levels.is_empty() && self.group_rank == Some(marker.rank());
        if marker.value != expected && !first_of_group {
            let ways = self.number_ways(at);
            self.doubt(DoubtKind::Numbering, self.place_of(at), ways);
        }
    }

    /// Puts a line at the level of its marker.
    pub(super) fn push_item(&mut self, marker: Option<Marker>, text: Piece) {
        let (style, value) = marker.map_or((None, 0), |marker| (Some(marker.style), marker.value));
        // The section must be open before the levels are looked at: opening it clears them.
        if self.items().is_none() {
            return;
        }
        let depth = match self.levels.iter().position(|level| level.style == style) {
            Some(depth) => depth,
            None if self.levels.is_empty() => 0,
            None if style.is_some() && value > 1 => {
                // 4） after 3、 goes on with that list.
                let next = self
                    .levels
                    .iter()
                    .position(|level| level.style.is_some() && level.value + 1 == value);
                next.unwrap_or(self.levels.len())
            }
            None => self.levels.len(),
        };
        self.push_at(style, depth, text);
        if let Some(level) = self.levels.last_mut() {
            level.value = value;
        }
    }

    /// Puts a line at a depth, and makes its style that of the depth.
    pub(super) fn push_at(&mut self, style: Option<Style>, depth: usize, text: Piece) {
        let sort = self.sort(&text.text);
        if self.items().is_none() {
            return;
        }
        self.levels.truncate(depth);
        self.levels.push(Level { style, value: 0 });
        let Some(mut list) = self.items() else { return };
        for _ in 0..depth {
            // A level is only opened below an item, so there is one to descend into.
            if list.is_empty() {
                break;
            }
            let last = list.len() - 1;
            list = &mut list[last].children;
        }
        list.push(DraftItem {
            text,
            sort,
            ..DraftItem::default()
        });
    }

    /// An item beside the one above, because a person said so.
    pub(super) fn chosen_item(&mut self, at: usize) {
        if self.place == Place::Nowhere {
            return;
        }
        if let Some(marker) = self.segments[at].marker {
            self.item(at, Some(marker));
            return;
        }
        let piece = self.piece(at, self.segments[at].body.clone());
        let above = self.levels.last().copied();
        let depth = self.levels.len().saturating_sub(1);
        self.push_at(above.and_then(|level| level.style), depth, piece);
        if let (Some(level), Some(above)) = (self.levels.last_mut(), above) {
            level.value = above.value;
        }
    }

    pub(super) fn sub_item(&mut self, at: usize) {
        self.drop_marker(at);
        let piece = self.piece(at, self.segments[at].body.clone());
        let style = self.segments[at].marker.map(|marker| marker.style);
        let depth = match self.levels.as_slice() {
            [] => 0,
            [.., last] if self.levels.len() > 1 && last.style == style => self.levels.len() - 1,
            levels => levels.len(),
        };
        self.push_at(style, depth, piece);
    }

    /// The kind of a line, in sections that sort their lines.
    fn sort(&self, text: &str) -> Sort {
        if !matches!(self.place, Place::Role(_)) {
            return Sort::Plain;
        }
        match (self.section, self.sorting) {
            (Some(Title::Section(SectionKind::Qualifications)), Some(Label::Demand(kind))) => {
                Sort::Qualification(kind)
            }
            (Some(Title::Section(SectionKind::Qualifications)), _) => {
                Sort::Qualification(demand_kind(text))
            }
            (Some(Title::Section(SectionKind::Relations)), Some(Label::Outside)) => {
                Sort::Relation(Side::Outside)
            }
            (Some(Title::Section(SectionKind::Relations)), _) => Sort::Relation(Side::Inside),
            (Some(Title::Section(SectionKind::Careers)), Some(Label::Career(kind))) => {
                Sort::Career(kind)
            }
            (Some(Title::Section(SectionKind::Authorities)), _) => {
                Sort::Authority(authority_kind(text))
            }
            _ => Sort::Plain,
        }
    }
}
