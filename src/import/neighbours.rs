//! Headings that are known only by what stands around them: a name above 职责 or above a list from 1.

use super::classify::{Classifier, Kind};
use super::draft::SectionKind;
use super::headings::{RoleHeading, department_of, name_of, title_of};
use super::lexicon::{Label, Title, words};
use super::plain::LabelAt;
use super::squeeze::{cut, is_finished, length};

/// The name that a line may be, but for 本科及以上 and 3-5年经验.
fn name_unless_fact(text: &str) -> Option<RoleHeading> {
    let fact = words("fact_end").at_end(text).is_some();
    name_of(text).filter(|_| !fact)
}

/// 学校组织架构 is the title of a chart.
fn is_chart(text: &str) -> bool {
    words("chart_title").at_end(text).is_some()
}

impl Classifier<'_> {
    /// The next segment that is no noise.
    fn next(&self, at: usize, kinds: &[Kind]) -> Option<usize> {
        let skipped = |kind: &Kind| matches!(kind, Kind::Noise);
        kinds
            .iter()
            .skip(at + 1)
            .take(8)
            .position(|kind| !skipped(kind))
            .map(|ahead| at + 1 + ahead)
    }

    /// Whether a segment stands as a heading may: on a line of its own, or with its list behind it.
    fn may_head(&self, at: usize) -> bool {
        let segment = &self.segments[at];
        let marked = segment.marker.is_some() && self.title_behind(at);
        let before_title = segment.glued && self.numbered_title_behind(at);
        let alone = segment.closes || segment.opens && self.goes_on(at) || marked || before_title;
        !self.in_cell(at) && alone && (segment.opens || segment.glued || marked)
    }

    /// Whether a line is the value of the label above it.
    fn is_of_label(&self, at: usize, kinds: &[Kind]) -> bool {
        let above = at.checked_sub(1);
        let above = above.map(|above| (&kinds[above], self.text(above).len()));
        matches!(above, Some((Kind::Label(label), len)) if label.len == len)
    }

    /// Headings that are known only by what follows them.
    pub(super) fn by_neighbours(&self, at: usize, kinds: &[Kind]) -> Option<Kind> {
        if kinds[at] != Kind::Text || !self.may_head(at) {
            return None;
        }
        let segment = &self.segments[at];
        let text = self.text(at);
        if length(text, 31) > 30 || is_finished(text) && !text.ends_with([':', '\u{ff1a}']) {
            return None;
        }
        let heading_style = segment.marker.is_none_or(|marker| marker.rank() <= 62);
        let next = self.next(at, kinds)?;
        let goes_on = self.goes_on(at) || segment.glued && self.numbered_title_behind(at);
        let opens = (self.segments[next].opens || goes_on) && !self.in_cell(next);
        if !heading_style || !opens {
            return None;
        }
        let name = name_unless_fact(text)?;
        if segment.marker.is_some_and(|marker| marker.rank() > 53) {
            // （1）档案管理员 above ①: only a name that is surely a post.
            return match kinds[next] {
                Kind::Text if !text.ends_with([':', '\u{ff1a}']) => self.above_list(at, next, name),
                _ => None,
            };
        }
        if self.is_of_label(at, kinds) {
            return None;
        }
        match &kinds[next] {
            Kind::Title(
                Title::Section(SectionKind::Duties) | Title::Basic | Title::DepartmentDuties,
            ) => Some(match department_of(text) {
                Some(name) => Kind::Department(name),
                None if segment.marker.is_some() && !name.strong || is_chart(text) => return None,
                None => Kind::Role(name),
            }),
            Kind::Title(Title::Section(SectionKind::Qualifications) | Title::Purpose) => {
                (name.strong && segment.marker.is_none()).then_some(Kind::Role(name))
            }
            Kind::Role(_) | Kind::Department(_) => {
                let rank = segment.marker.map_or(20, |marker| marker.rank());
                let below = self.segments[next]
                    .marker
                    .map_or(20, |marker| marker.rank());
                let named = matches!(&kinds[next], Kind::Role(role)
                    if segment.marker.is_none()
                        && cut(self.text(next), role.name.clone()).len() > text.len()
                        && cut(self.text(next), role.name.clone()).starts_with(text));
                let named = named || self.is_unit_above(at, next, kinds);
                let department =
                    department_of(text).or_else(|| named.then(|| name.name.clone()))?;
                (rank < below || segment.marker.is_none()).then_some(Kind::Department(department))
            }
            Kind::Label(label) => {
                let titled = self.heads_form(next, kinds);
                let field = matches!(
                    label.label,
                    Label::Superior | Label::Subordinates | Label::Department | Label::Field(_)
                );
                if let Some(department) =
                    department_of(text).filter(|_| self.heads_department(next, kinds))
                {
                    return Some(Kind::Department(department));
                }
                if self.names_itself(at, next, label) {
                    let strong = true;
                    return Some(Kind::Role(RoleHeading { strong, ..name }));
                }
                let chain = matches!(label.label, Label::Superior | Label::Subordinates)
                    && segment.marker.is_none()
                    && department_of(text).is_none();
                let post = super::headings::is_hard_post(cut(text, name.name.clone())) || chain;
                let strong = name.strong || chain && titled;
                (field && post && segment.marker.is_none_or(|marker| marker.rank() <= 50))
                    .then_some(Kind::Role(RoleHeading { strong, ..name }))
            }
            Kind::Text => self
                .unit_above_account(at, next, kinds)
                .or_else(|| self.above_list(at, next, name.clone()))
                .or_else(|| self.above_account(at, next, name, kinds)),
            _ => None,
        }
    }

    /// 档  案  室 above a paragraph on the department and 职责：.
    fn unit_above_account(&self, at: usize, account: usize, kinds: &[Kind]) -> Option<Kind> {
        let unit = department_of(self.text(at)).filter(|_| self.is_whole(at))?;
        let paragraph = self.is_whole(account)
            && self.segments[account].marker.is_none()
            && is_finished(self.text(account));
        let ahead = kinds.iter().skip(account + 1).take(5);
        let mut ahead = ahead.skip_while(|kind| matches!(kind, Kind::Label(_) | Kind::Text));
        let titled = matches!(
            ahead.next(),
            Some(Kind::Title(
                Title::Section(SectionKind::Duties) | Title::DepartmentDuties
            ))
        );
        (paragraph && titled && self.style(at).is_none()).then_some(Kind::Department(unit))
    }

    /// （一）仓储管理员 above a paragraph on the post and 主要职责：.
    fn above_account(
        &self,
        at: usize,
        account: usize,
        name: RoleHeading,
        kinds: &[Kind],
    ) -> Option<Kind> {
        let post = super::headings::is_hard_post(cut(self.text(at), name.name.clone()));
        let paragraph = self.is_whole(account)
            && self.segments[account].marker.is_none()
            && is_finished(self.text(account));
        let titled = matches!(
            kinds.get(account + 1),
            Some(Kind::Title(Title::Section(SectionKind::Duties)))
        ) || self.introduces_list(account + 1, kinds);
        let strong = false;
        (post && paragraph && titled).then_some(Kind::Role(RoleHeading { strong, ..name }))
    }

    /// 治安管理人落实下列工作： above a list from 1.
    fn introduces_list(&self, at: usize, kinds: &[Kind]) -> bool {
        let below = self.segments.get(at + 1).and_then(|below| below.marker);
        let text = matches!(kinds.get(at), Some(Kind::Text)) && self.style(at).is_none();
        text && self.is_whole(at)
            && self.text(at).ends_with([':', '\u{ff1a}'])
            && below.is_some_and(|below| below.value == 1)
            && matches!(kinds.get(at + 1), Some(Kind::Text))
    }

    /// 保管员 above a paragraph that begins with 保管员: a post, though no list may follow.
    fn named_below(&self, at: usize, next: usize, name: &RoleHeading) -> Option<Kind> {
        let (post, below) = (cut(self.text(at), name.name.clone()), self.text(next));
        let paragraph = self.segments[next].marker.is_none()
            && self.is_whole(at)
            && is_finished(below)
            && length(below, 13) > 12;
        let again = below.starts_with(post) && super::headings::is_hard_post(post);
        (paragraph && again).then(|| {
            let strong = false;
            Kind::Role(RoleHeading {
                strong,
                ..name.clone()
            })
        })
    }

    /// A title or the list from 1 goes on in the same line.
    fn goes_on(&self, at: usize) -> bool {
        self.title_behind(at) || self.list_behind(at)
    }

    /// 一、美容师1. 负责…: the list of a heading goes on in the same line.
    fn list_behind(&self, at: usize) -> bool {
        let own = self.segments[at].marker.map(|it| it.style);
        let next = self.segments.get(at + 1).filter(|next| !next.opens);
        let first = next.and_then(|next| next.marker);
        let text = self.text(at);
        first.is_some_and(|it| it.value == 1 && Some(it.style) != own) && length(text, 13) <= 12
    }

    /// 五、净水厂 above （一）净水厂职责.
    fn is_unit_above(&self, at: usize, next: usize, kinds: &[Kind]) -> bool {
        matches!(&kinds[next], Kind::Department(range)
            if cut(self.text(next), range.clone()) == self.text(at))
    }

    /// 一、安保部主任 above 岗位名称：安保部主任.
    fn names_itself(&self, at: usize, next: usize, label: &LabelAt) -> bool {
        let value = cut(self.text(next), label.len..self.text(next).len());
        label.label == Label::RoleName && value.trim() == self.text(at)
    }

    /// 电商客服（早晚班）工作内容：…: a title goes on in the same line.
    fn title_behind(&self, at: usize) -> bool {
        let next = self.segments.get(at + 1).filter(|next| !next.opens);
        next.is_some_and(|next| next.marker.is_none() && title_of(self.text(at + 1)).is_some())
    }

    /// …。 行政办公室 一、部门职能: the title of its duties goes on in the same line.
    fn numbered_title_behind(&self, at: usize) -> bool {
        let next = self.segments.get(at + 1).filter(|next| !next.opens);
        let first = next
            .and_then(|next| next.marker)
            .is_some_and(|it| it.value == 1);
        first && title_of(self.text(at + 1)) == Some(Title::DepartmentDuties)
    }

    /// Whether fields from `at` on are followed by 部门职责.
    fn heads_department(&self, at: usize, kinds: &[Kind]) -> bool {
        let ahead = kinds.iter().skip(at).take(5);
        let mut ahead = ahead.skip_while(|kind| matches!(kind, Kind::Label(_)));
        matches!(ahead.next(), Some(Kind::Title(Title::DepartmentDuties)))
    }

    /// Whether fields from `at` on are followed by 工作职责.
    fn heads_form(&self, at: usize, kinds: &[Kind]) -> bool {
        let ahead = kinds.iter().skip(at).take(8);
        let mut ahead = ahead.skip_while(|kind| matches!(kind, Kind::Label(_)));
        let duties = Title::Section(SectionKind::Duties);
        matches!(ahead.next(), Some(Kind::Title(title)) if *title == duties)
    }

    /// A short line above a list from 1: a department, a post, or nothing that its shape tells.
    fn above_list(&self, at: usize, list: usize, name: RoleHeading) -> Option<Kind> {
        if let Some(role) = self.named_below(at, list, &name) {
            return Some(role);
        }
        let segment = &self.segments[at];
        let text = self.text(at);
        // 出行与后勤 above bullets is a group of duties.
        let joined = text.contains(['\u{4e0e}', '\u{53ca}', '\u{548c}', '\u{3001}']);
        let post = super::headings::is_hard_post(cut(text, name.name.clone()));
        let first = self.segments[list]
            .marker
            .filter(|marker| marker.value == 1 || marker.begins() && (post || !joined))?;
        // Without the word 职责 and without a section below, the reading is doubtful.
        let strong = name.strong;
        let role = Kind::Role(RoleHeading {
            strong: false,
            ..name.clone()
        });
        if let Some(marker) = segment.marker {
            // 一、店长 above 1、全面负责…: a post, and not a group of duties.
            let post = super::headings::is_hard_post(cut(text, name.name));
            return (post && marker.rank() < first.rank()).then_some(role);
        }
        if segment.opens
            && let Some(name) = department_of(text)
        {
            return Some(Kind::Department(name));
        }
        // 出行与后勤
        let bullets = matches!(first.style, super::markers::Style::Bullet(_));
        let soft = bullets && !super::headings::is_hard_post(cut(text, name.name.clone()));
        let post = strong && !soft && words("not_post").at_end(text).is_none();
        (post || segment.glued).then_some(role)
    }
}
