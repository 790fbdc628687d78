//! What each segment is: heading, field, noise or item, by its shape and by what follows it.

use super::document_titles::{before_part, company_title, document_title, repeated_lines};
use super::draft::{FieldLine, LineSpot, ReadAs, SourceLine};
use super::flow::Flow;
use super::headings::{
    Heading, RoleHeading, company_of, department_of, heading_of, is_rules_heading, name_of,
    title_of,
};
use super::lexicon::{Label, Title, words};
use super::markers::Style;
use super::pages::with_powers;
use super::plain::{
    LabelAt, date_line, effective_date, is_headcount_note, is_noise, is_site_link, label_of,
    opens_noise,
};
use super::segments::{Choices, Segment};
use super::squeeze::{Squeezed, cut, is_blank, length};
use super::tokens::Said;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// What a segment is. Ranges are bytes of the segment's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Belongs to the page.
    Noise,
    /// A heading of which nothing need be kept, and the company it names.
    Dropped { company: Option<String> },
    /// When the documents take effect.
    Effective(Range<usize>),
    /// How many posts there are, in a sentence.
    Headcount,
    /// The heading of a role.
    Role(RoleHeading),
    /// A heading shaped like a role's, with nothing below it.
    EmptyTitle { doubtful: bool },
    /// The heading of a department.
    Department(Range<usize>),
    /// The title of a section.
    Title(Title),
    /// The same, where a post without a name begins.
    Another(Title),
    /// A remark on the post above its lists (全职).
    Note,
    /// A list of rules for everybody.
    Rules,
    /// The heading of a chapter that names neither role nor department (总则).
    Chapter,
    /// A field, or only its label.
    Label(LabelAt),
    /// A sentence that gives a post or a body its powers, and which.
    Powers(Range<usize>),
    /// Anything else: an item, a paragraph, an unknown heading.
    Text,
    /// An item, because a person said so.
    Item,
    /// An item below the item above, because a person said so.
    SubItem,
    /// A field, because a person said so.
    Field(FieldLine),
}

/// Classifies all segments.
pub(super) fn classify(
    (lines, flows): (&[SourceLine], &[Flow]),
    segments: &[Segment],
    (choices, parts): Choices<'_>,
) -> Vec<Kind> {
    let classifier = Classifier {
        lines,
        flows,
        segments,
        parts,
        repeated: repeated_lines(flows),
    };
    let mut kinds: Vec<Kind> = (0..segments.len())
        .map(|at| {
            classifier
                .chosen(at, choices)
                .unwrap_or_else(|| classifier.by_shape(at))
        })
        .collect();
    for at in (0..segments.len()).rev() {
        if classifier.chosen(at, choices).is_none()
            && let Some(kind) = classifier
                .by_neighbours(at, &kinds)
                .or_else(|| classifier.everybody(at, &kinds))
        {
            kinds[at] = kind;
        }
    }
    classifier.spaced_units(&mut kinds, choices);
    classifier.contents(&mut kinds, choices);
    classifier.prefaces(&mut kinds, choices);
    classifier.adverts(&mut kinds, choices);
    classifier.lonely_posts(&mut kinds, choices);
    classifier.charts(&mut kinds, choices);
    classifier.peers(&mut kinds, choices);
    classifier.mottos(&mut kinds, choices);
    classifier.marked_peers(&mut kinds, choices);
    classifier.noise_lists(&mut kinds, choices);
    classifier.empty_titles(&mut kinds, choices);
    kinds
}

/// Looks at segments and at what stands around them.
pub(super) struct Classifier<'a> {
    pub(super) lines: &'a [SourceLine],
    pub(super) flows: &'a [Flow],
    pub(super) segments: &'a [Segment],
    parts: &'a BTreeMap<LineSpot, ReadAs>,
    repeated: HashMap<&'a str, usize>,
}

impl<'a> Classifier<'a> {
    pub(super) fn text(&self, at: usize) -> &'a str {
        self.segments.get(at).map_or("", |segment| {
            cut(&self.flows[segment.flow].text, segment.body.clone())
        })
    }

    /// True if the segment is a whole paragraph.
    pub(super) fn is_whole(&self, at: usize) -> bool {
        self.segments
            .get(at)
            .is_some_and(|segment| segment.opens && segment.closes)
    }

    pub(super) fn in_cell(&self, at: usize) -> bool {
        self.segments
            .get(at)
            .is_some_and(|segment| self.flows[segment.flow].column.is_some())
    }

    pub(super) fn style(&self, at: usize) -> Option<Style> {
        self.segments
            .get(at)
            .and_then(|segment| segment.marker)
            .map(|marker| marker.style)
    }

    pub(super) fn chosen(&self, at: usize, choices: &BTreeMap<u32, ReadAs>) -> Option<Kind> {
        let segment = self.segments.get(at)?;
        if !segment.opens && self.part_said(segment) == Some(ReadAs::SubItem) {
            return Some(Kind::SubItem);
        }
        let line = u32::try_from(self.flows[segment.flow].line()).ok()?;
        let choice = choices.get(&line)?;
        let whole_line = matches!(
            choice,
            ReadAs::Item | ReadAs::SubItem | ReadAs::Field(_) | ReadAs::Noise
        );
        if !segment.opens && !whole_line {
            return None;
        }
        let text = self.text(at);
        let whole = 0..text.len();
        Some(match choice {
            ReadAs::Role => {
                let heading = match heading_of(text) {
                    Some(Heading::Role(role)) => role,
                    Some(Heading::Department(name) | Heading::Company(name)) => RoleHeading {
                        name,
                        ..RoleHeading::default()
                    },
                    _ => name_of(text).unwrap_or(RoleHeading {
                        name: whole,
                        ..RoleHeading::default()
                    }),
                };
                Kind::Role(RoleHeading {
                    strong: true,
                    ..heading
                })
            }
            ReadAs::Department => Kind::Department(match heading_of(text) {
                Some(Heading::Role(role)) => role.name,
                Some(Heading::Department(name) | Heading::Company(name)) => name,
                _ => whole,
            }),
            ReadAs::Section(kind) => Kind::Title(Title::Section(*kind)),
            ReadAs::Item => Kind::Item,
            ReadAs::Continuation => Kind::Text,
            ReadAs::SubItem => Kind::SubItem,
            ReadAs::Field(field) => Kind::Field(*field),
            ReadAs::Noise => Kind::Noise,
        })
    }

    /// What a person said of the part of a line that begins with this segment.
    fn part_said(&self, segment: &Segment) -> Option<ReadAs> {
        if self.parts.is_empty() {
            return None;
        }
        let start = segment.marker_at.start;
        let spans = self.flows[segment.flow].spans(start..start + 1);
        let at = spans.first().map(|it| it.spot())?;
        self.parts.get(&at).copied()
    }

    /// What a word of a heading line is by its place.
    fn by_said(said: Said, text: &str) -> Option<Kind> {
        match (said, name_of(text)) {
            (Said::Name, Some(name)) => {
                let strong = name.strong && !text.ends_with(super::markers::is_colon);
                Some(Kind::Role(RoleHeading { strong, ..name }))
            }
            (Said::Company, _) => {
                let company = super::names::company_in(text);
                Some(Kind::Dropped { company })
            }
            (Said::Aside, _) => Some(Kind::Noise),
            (Said::Nothing, _) => Some(Kind::Dropped { company: None }),
            (Said::Name | Said::Heading, _) => None,
        }
    }

    fn by_shape(&self, at: usize) -> Kind {
        let segment = &self.segments[at];
        let text = self.text(at);
        if let Some(kind) = Self::by_said(segment.said, text) {
            return kind;
        }
        if let Some(label) = segment.label {
            return Kind::Label(label);
        }
        let cell = self.in_cell(at);
        if let Some(name) = with_powers(text).filter(|_| !cell && segment.opens && segment.closes) {
            return Kind::Powers(name);
        }
        if let Some(date) =
            effective_date(text).filter(|_| segment.opens && segment.closes && !cell)
        {
            return Kind::Effective(date);
        }
        if segment.marker.is_none()
            && !cell
            && segment.opens
            && let Some(kind) = self.plain(at, text)
        {
            return kind;
        }
        let contents = || super::plain::contents_run(text) == Some(text.len());
        let alone = segment.closes || opens_noise(text);
        if !cell && segment.opens && (is_noise(text) && alone || contents()) {
            return Kind::Noise;
        }
        let style = self.style(at);
        let heads = !matches!(
            style,
            Some(
                Style::Bullet(_)
                    | Style::Circled
                    | Style::Letter
                    | Style::LowerRoman
                    | Style::Named
                    | Style::Spoken
            )
        );
        // ■ 知识：… in a list of demands, - 直接上级：… in a form
        let demand = |label: &LabelAt| {
            matches!(style, Some(Style::Bullet(_)))
                && matches!(
                    label.label,
                    Label::Demand(_)
                        | Label::RoleName
                        | Label::Department
                        | Label::Superior
                        | Label::Subordinates
                        | Label::Field(_)
                )
                && label.len < text.len()
        };
        let label = label_of(text).filter(|label| {
            demand(label) || heads && (label.len < text.len() || !cell || segment.opens)
        });
        let title = title_of(text).filter(|_| heads || self.is_title_in_bullets(at));
        match (label, title) {
            (Some(label), _)
                if label.len < text.len()
                    || matches!(label.label, Label::Inside | Label::Outside) =>
            {
                return Kind::Label(label);
            }
            (_, Some(title)) => return Kind::Title(title),
            (Some(label), None) => return Kind::Label(label),
            (None, None) => {}
        }
        if heads && let Some(kind) = self.heading(at, text) {
            return kind;
        }
        Kind::Text
    }

    /// • 职位描述： above a list of another kind, □岗位职责：… in one line.
    fn is_title_in_bullets(&self, at: usize) -> bool {
        let colon = self.text(at).ends_with([':', '\u{ff1a}']);
        let below = self.segments.get(at + 1);
        let other = below
            .is_some_and(|below| !below.opens || below.marker.map(|it| it.style) != self.style(at));
        colon && self.segments[at].opens && other && !self.in_cell(at)
    }

    fn heading(&self, at: usize, text: &str) -> Option<Kind> {
        let chapter = matches!(self.style(at), Some(Style::Chapter(_)));
        if !self.in_cell(at) && is_rules_heading(text) && self.is_whole(at) {
            return Some(Kind::Rules);
        }
        let container = Squeezed::new(text, 20).is_some_and(|squeezed| {
            let bare = squeezed.text.trim_end_matches(super::markers::is_colon);
            let end = words("title_end").at_end(bare).map_or(0, str::len);
            let before = cut(bare, 0..bare.len() - end);
            words("container_end").at_end(bare).is_some()
                || end > 0 && heading_of(before) == Some(Heading::Container)
        });
        if container {
            // 婚庆部岗位设置
            let unit = words("container_end").at_end(text);
            let unit = unit.and_then(|end| department_of(text.strip_suffix(end)?));
            if let Some(name) = unit.filter(|_| self.is_whole(at)) {
                return Some(Kind::Department(name));
            }
            return Some(Kind::Dropped { company: None });
        }
        match heading_of(text) {
            Some(Heading::Role(role)) => return Some(Kind::Role(role)),
            Some(Heading::Department(name)) => return Some(Kind::Department(name)),
            Some(Heading::Company(name)) => {
                return Some(Kind::Dropped {
                    company: Some(cut(text, name).replace(' ', "")),
                });
            }
            Some(Heading::Container) => return Some(Kind::Dropped { company: None }),
            None => {}
        }
        // 四、附则
        if words("general_part").has(text) && self.is_whole(at) && self.style(at).is_some() {
            return Some(Kind::Chapter);
        }
        if chapter {
            return Some(match department_of(text) {
                Some(name) => Kind::Department(name),
                None => match name_of(text).filter(|name| name.strong) {
                    Some(name) => Kind::Role(RoleHeading {
                        strong: false,
                        ..name
                    }),
                    // 篇：, whose number was lost.
                    None if self.segments[at].marker.is_some_and(|it| it.value == 0) => {
                        Kind::EmptyTitle { doubtful: false }
                    }
                    None => Kind::Chapter,
                },
            });
        }
        None
    }

    /// Unmarked lines of the page.
    fn plain(&self, at: usize, text: &str) -> Option<Kind> {
        if is_headcount_note(text) {
            return Some(Kind::Headcount);
        }
        if !self.is_whole(at) {
            return None;
        }
        if is_site_link(text) {
            return Some(Kind::Noise);
        }
        if let Some(rest) = before_part(text) {
            return Some(match heading_of(rest) {
                Some(Heading::Role(role)) => Kind::Role(role),
                Some(Heading::Department(name)) => Kind::Department(name),
                _ => Kind::EmptyTitle { doubtful: false },
            });
        }
        if self.repeated.contains_key(text) || date_line(text).is_some() || self.signs(at, text) {
            return Some(Kind::Noise);
        }
        if let Some(company) = company_of(text).or_else(|| company_title(text)) {
            let next = self.text(at + 1);
            let footer = at + 1 >= self.segments.len() && at > 0 || date_line(next).is_some();
            return Some(if footer && company_of(text).is_some() {
                Kind::Noise
            } else {
                Kind::Dropped {
                    company: Some(company),
                }
            });
        }
        // 项目 内容说明: the heads of a table that has lost its bars.
        let heads = text.split(is_blank).filter(|word| !word.is_empty());
        let known = |word: &str| words("table_head").has(word);
        if text.len() <= 60 && heads.clone().count() >= 2 && heads.clone().all(known) {
            return Some(Kind::Dropped { company: None });
        }
        // 职责清单 is the title of a section, 岗位职责清单 of a whole document.
        document_title(text)
            .filter(|kind| *kind != (Kind::Dropped { company: None }) || title_of(text).is_none())
    }

    /// 某某街道办事处 above the date at the end of a document.
    fn signs(&self, at: usize, text: &str) -> bool {
        let end = at + 2 >= self.segments.len() && at > 0;
        end && length(text, 31) <= 30
            && !text.contains([
                '\u{ff0c}', ',', '\u{3002}', '\u{ff1b}', ';', '\u{ff1a}', ':',
            ])
            && title_of(text).is_none()
            && date_line(self.text(at + 1)).is_some()
    }
}
