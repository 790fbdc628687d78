//! Sections: titles of known kinds, groups of duties, lists of rules, chapters.

use super::build::{Builder, Place};
use super::classify::Kind;
use super::draft::{DraftItem, DraftRole, DraftSection, Dropped, DroppedKind, Piece, SectionKind};
use super::headings::{RoleHeading, is_hard_post, name_of};
use super::lexicon::{Title, lexicon, words};
use super::markers::{Marker, Style};
use super::squeeze::{Squeezed, cut};

impl Builder<'_> {
    pub(super) fn rules(&mut self, at: usize) {
        let own_section = matches!(self.place, Place::Role(_))
            && self.segments[at].marker.is_some()
            && self.title_rank == Some(self.rank(at))
            && !self.is_above_roles(at);
        self.drop_marker(at);
        let title = self.piece(at, self.segments[at].body.clone());
        if own_section {
            self.open_section(SectionKind::Prohibitions, Some(title));
            return;
        }
        self.close();
        if self.draft.company.is_none() {
            self.draft.company = super::names::company_in(&title.text);
        }
        self.place = Place::Rules;
        self.role_marker = self.segments[at].marker;
        self.draft.rules.push(DraftSection {
            kind: SectionKind::Prohibitions,
            title: Some(title),
            items: Vec::new(),
        });
    }

    /// 第一章 总则: its articles are rules for everybody; a chapter of roles has no text of its own.
    pub(super) fn chapter(&mut self, at: usize) {
        let has_text = matches!(self.kinds.get(at + 1), Some(Kind::Text));
        self.close();
        if has_text {
            self.drop_marker(at);
            let title = self.piece(at, self.segments[at].body.clone());
            self.place = Place::Rules;
            self.draft.rules.push(DraftSection {
                kind: SectionKind::Own,
                title: Some(title),
                items: Vec::new(),
            });
        } else {
            self.drop_segment(at, DroppedKind::Heading);
        }
    }

    /// 4 考核 behind the role 3.2: a chapter of the document beside that of the roles.
    fn is_above_roles(&self, at: usize) -> bool {
        let (Some(marker), Some(role)) = (self.segments[at].marker, self.role_marker) else {
            return false;
        };
        matches!(self.place, Place::Role(_))
            && matches!(role.style, Style::Dotted(2))
            && matches!(marker.style, Style::Arabic | Style::Dotted(1))
            && marker.value == u32::from(role.numbers[0]) + 1
    }

    /// 三、岗位纪律 behind the role 5. 保管员: a chapter of the document, whose titles of sections stand lower.
    pub(super) fn leaves_roles(&mut self, at: usize) -> bool {
        let rank = self.rank(at);
        let marked = self.segments[at].marker.is_some();
        let below = self.role_marker.is_some_and(|role| rank < role.rank());
        let open = matches!(self.place, Place::Role(_)) && self.title_rank != Some(rank);
        marked && below && open && self.has_duties()
    }

    /// 四、培训与考核 behind the rules 三、岗位纪律: rules beside them.
    pub(super) fn goes_on_with_rules(&mut self, at: usize) -> bool {
        let marker = self.segments[at].marker;
        let next = marker.zip(self.role_marker).is_some_and(|(here, above)| {
            here.style == above.style && here.value == above.value + 1
        });
        let empty = self.draft.rules.last().is_none_or(|it| it.items.is_empty());
        self.place == Place::Rules && next && !empty
    }

    // ---- sections ----

    pub(super) fn title(&mut self, at: usize, title: Title) {
        if title == Title::Section(SectionKind::Prohibitions) && self.forbids_everybody(at) {
            self.rules(at);
            return;
        }
        let beside = matches!(
            title,
            Title::Section(SectionKind::Prohibitions | SectionKind::Kpis | SectionKind::Notes)
        );
        if self.is_above_roles(at) || beside && self.leaves_roles(at) {
            self.rules(at);
            return;
        }
        let body = self.body(at);
        let title = self.meant(at, title, body);
        self.sorting = None;
        if self.named > 0 && title == Title::Section(SectionKind::Duties) {
            self.drop_segment(at, DroppedKind::Heading);
            self.named = 2;
            return;
        }
        if let Place::Department(_) = self.place
            && matches!(
                title,
                Title::DepartmentDuties | Title::Section(SectionKind::Duties) | Title::Basic
            )
        {
            self.drop_segment(at, DroppedKind::Heading);
            self.levels.clear();
            // What stands below 岗位设置 is no duty of the department.
            self.section = (title == Title::Basic).then_some(title);
            return;
        }
        if title == Title::DepartmentDuties && self.is_above_departments(at) {
            return;
        }
        if title == Title::DepartmentDuties
            && let Some(&(_, open)) = self.departments.last()
        {
            self.drop_segment(at, DroppedKind::Heading);
            self.close();
            self.place = Place::Department(open);
            return;
        }
        self.name_anew(at, title);
        if self.is_of_nobody(title) {
            self.new_role(Piece::default(), None);
        }
        if self.flows[self.segments[at].flow].column.is_none() {
            self.title_rank = Some(self.rank(at));
        }
        self.group_rank = None;
        let squeezed = Squeezed::new(body, 24)
            .map(|squeezed| squeezed.text)
            .unwrap_or_default();
        let keeps = matches!(
            title,
            Title::Section(SectionKind::Duties) | Title::DepartmentDuties
        ) && (words("group_duties").at_start(&squeezed).is_some()
            || self.has_duties()
                && !words("plain_duties").has(squeezed.trim_end_matches(super::markers::is_colon)));
        match title {
            Title::Section(kind) => {
                let title = if keeps || kind == SectionKind::Own {
                    self.drop_marker(at);
                    let end = body.trim_end_matches(super::markers::is_colon).len();
                    let start = self.segments[at].body.start;
                    self.drop_range(at, start + end..start + body.len(), DroppedKind::Heading);
                    Some(self.piece(at, start..start + end))
                } else {
                    self.drop_segment(at, DroppedKind::Heading);
                    None
                };
                self.open_section(kind, title);
            }
            Title::Basic | Title::DepartmentDuties | Title::Conditions | Title::Purpose => {
                self.drop_segment(at, DroppedKind::Heading);
                self.levels.clear();
                self.section = Some(title);
            }
        }
    }

    /// 工作纪律 without a number, behind roles whose duties have no title of their own, is everybody's.
    fn forbids_everybody(&self, at: usize) -> bool {
        matches!(self.place, Place::Role(_))
            && (self.title_rank.is_none() && self.segments[at].marker.is_none()
                || self.segments[at].marker.is_some() && self.stands_beside_department(at))
            && self.flows[self.segments[at].flow].column.is_none()
    }

    /// 二、部门职责 above （一）办公室: nothing of it need be kept. True if it was dropped.
    fn is_above_departments(&mut self, at: usize) -> bool {
        let above = matches!(self.kinds.get(at + 1), Some(Kind::Department(_)));
        if above {
            self.drop_segment(at, DroppedKind::Heading);
            self.close();
        }
        above
    }

    /// Whether a section needs a post and none is open: a department has duties, but demands nothing of people.
    fn is_of_nobody(&self, title: Title) -> bool {
        let demands = title == Title::Section(SectionKind::Qualifications);
        match self.place {
            Place::Rules | Place::Nowhere => true,
            Place::Department(_) => demands,
            Place::Role(_) => false,
        }
    }

    /// Names the post that is open, or a new one, if the title says another; the title says the name and is dropped with it.
    fn name_anew(&mut self, at: usize, title: Title) {
        let Some(name) = self.names_another(at, title) else {
            return;
        };
        let text = self.name_piece(at, name).text;
        let spans = Vec::new();
        let name = Piece { text, spans };
        let Some(before) = self.with_role(|role| std::mem::replace(&mut role.name, name.clone()))
        else {
            self.new_role(name, self.segments[at].marker);
            return;
        };
        let kind = DroppedKind::Heading;
        let spans = before.spans.into_iter();
        let dropped = spans.map(|span| Dropped { span, kind });
        self.draft.dropped.extend(dropped);
    }

    /// 总经理任职要求 where no post is open, or one that is surely none and has nothing yet: the name.
    fn names_another(&mut self, at: usize, title: Title) -> Option<std::ops::Range<usize>> {
        if title != Title::Section(SectionKind::Qualifications) {
            return None;
        }
        let text = self.body(at).trim_end_matches(super::markers::is_colon);
        let word = lexicon().title_words.at_end(text)?;
        let name = text.strip_suffix(word)?.trim_end_matches('\u{7684}');
        // 门店人员基本要求 speaks of all of them.
        let people = ["\u{4eba}\u{5458}", "\u{4eba}\u{54e1}"];
        let all = people.iter().any(|it| name.ends_with(it));
        if all || !is_hard_post(name) || name_of(name)?.name != (0..name.len()) {
            return None;
        }
        let open = self.with_role(|role| {
            let empty = role.sections.iter().all(|it| it.items.is_empty());
            empty && role.fields.is_empty() && !is_hard_post(&role.name.text)
        });
        open.unwrap_or(true).then_some(0..name.len())
    }

    /// 职责要求 behind the duties is what the post demands; a list below 核心职责 is one of duties.
    fn meant(&mut self, at: usize, title: Title, text: &str) -> Title {
        let bare = text.trim_end_matches(super::markers::is_colon);
        let is_item = |at: usize| {
            let marked = self.segments.get(at).is_some_and(|it| it.marker.is_some());
            marked && matches!(self.kinds.get(at), Some(Kind::Text))
        };
        if title == Title::Purpose
            && words("role_suffix").at_end(bare).is_some()
            && is_item(at + 1)
            && is_item(at + 2)
        {
            return Title::Section(SectionKind::Duties);
        }
        let again = title == Title::Section(SectionKind::Duties)
            && words("demands_too").has(bare)
            && self.has_duties();
        match again {
            true => Title::Section(SectionKind::Qualifications),
            false => title,
        }
    }

    pub(super) fn has_duties(&mut self) -> bool {
        let has = |role: &mut DraftRole| {
            let mut sections = role.sections.iter();
            sections.any(|section| section.kind == SectionKind::Duties && !section.items.is_empty())
        };
        self.with_role(has).unwrap_or(false)
    }

    /// Opens a section of the current role.
    pub(super) fn open_section(&mut self, kind: SectionKind, title: Option<Piece>) {
        self.levels.clear();
        self.sorting = None;
        self.section = Some(Title::Section(kind));
        self.section_column = self.column;
        self.with_role(|role| {
            role.sections.push(DraftSection {
                kind,
                title,
                items: Vec::new(),
            });
        });
    }

    /// Opens a group of duties.
    pub(super) fn group(&mut self, title: Piece, marker: Option<Marker>) {
        self.open_section(SectionKind::Duties, Some(title));
        self.group_rank = Some(marker.map_or(20, |marker| marker.rank()));
    }

    /// The list that items go to; opens a section of duties if the role has none open.
    pub(super) fn items(&mut self) -> Option<&mut Vec<DraftItem>> {
        match self.place {
            Place::Nowhere => None,
            Place::Department(department) => self
                .draft
                .departments
                .get_mut(department)
                .map(|department| &mut department.duties),
            Place::Rules => self.draft.rules.last_mut().map(|rules| &mut rules.items),
            Place::Role(role) => {
                let open = matches!(self.section, Some(Title::Section(_)));
                let sections = &mut self.draft.roles.get_mut(role)?.sections;
                if !open || sections.is_empty() {
                    sections.push(DraftSection::default());
                    self.section = Some(Title::Section(SectionKind::Duties));
                    self.levels.clear();
                }
                sections.last_mut().map(|section| &mut section.items)
            }
        }
    }

    /// Whether a number goes on with those of the headings of departments.
    fn stands_beside_department(&self, at: usize) -> bool {
        let rank = self.rank(at);
        self.role_marker.is_none_or(|marker| marker.rank() > rank)
            && self
                .departments
                .last()
                .is_some_and(|(other, _)| *other == rank)
    }

    /// 二、仓库管理职责 in the role 仓库管理员: the work that the role is called after.
    pub(super) fn is_work_of_current(&self, at: usize, heading: &RoleHeading) -> bool {
        let work = cut(self.body(at), heading.name.clone());
        let role = match self.place {
            Place::Role(role) => self.draft.roles[role].name.text.as_str(),
            _ => "",
        };
        work.chars().count() >= 2 && role.len() > work.len() && role.starts_with(work)
    }

    /// Whether the number after this heading is the one after the last item: a page broke the list.
    pub(super) fn list_goes_on(&self, at: usize) -> bool {
        let next = self.segments.get(at + 1).and_then(|next| next.marker);
        next.is_some_and(|next| {
            let mut levels = self.levels.iter();
            next.value > 1
                && levels.any(|it| it.style == Some(next.style) && it.value + 1 == next.value)
        })
    }
}
