//! Recruiting pages: posts whose only heading is a name above the titles of their lists.
//!
//! 岗位职责 after 任职要求 proves that another post has begun. Its name is the short line that stands above the title,
//! with or without lines on department, place and pay between; without such a line the post has no name, and a
//! person is asked.

use super::classify::{Classifier, Kind};
use super::draft::{FieldLine, ReadAs, SectionKind};
use super::headings::{RoleHeading, department_of, heading_of, is_hard_post, name_of};
use super::lexicon::{Label, Title, words};
use super::plain::is_noise;
use super::squeeze::{cut, is_finished, length, squeezed_text, trim};
use std::collections::BTreeMap;
use std::ops::Range;

/// So many lines may stand between the name of a post and the title of its first list.
const LINES_BETWEEN: usize = 14;
/// No post has more titles of lists; what a longer list of them says does not matter.
const TITLES_OF_POST: usize = 24;
/// The longest line on department, place or pay, in characters.
const SHORT_LINE: usize = 40;

/// A title of the post that is read.
struct Seen {
    text: String,
    section: SectionKind,
    /// The number before it.
    number: u32,
}

/// What begins at a title.
enum Begins {
    /// A post with its name above.
    Named(usize, RoleHeading),
    /// A post without a name.
    Nameless,
}

/// 01药品检验员yaopinjianyanyuan: the name without its number and the same in letters.
fn name_in(text: &str) -> Range<usize> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let start = if text.starts_with('0') && digits <= 3 {
        digits
    } else {
        0
    };
    let rest = cut(text, start..text.len());
    let name = rest.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let letters = rest.len() - name.len();
    let sound = letters >= 6 && name.ends_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let end = if sound {
        start + name.len()
    } else {
        text.len()
    };
    trim(text, start..end)
}

impl Classifier<'_> {
    /// Finds the posts that begin anew with the title of their first list.
    pub(super) fn adverts(&self, kinds: &mut [Kind], choices: &BTreeMap<u32, ReadAs>) {
        let mut seen: Vec<Seen> = Vec::new();
        let mut from = 0;
        // Whether a post without a name was found.
        let mut proven = false;
        for at in 0..kinds.len() {
            let section = match &kinds[at] {
                Kind::Title(Title::Section(section)) => *section,
                Kind::Title(Title::Purpose) => SectionKind::Duties,
                Kind::Role(role) if !self.is_bare(at, kinds) || role.strong => {
                    (seen, from) = (Vec::new(), at);
                    continue;
                }
                Kind::Department(_) if !self.is_bare(at, kinds) => {
                    (seen, from) = (Vec::new(), at);
                    continue;
                }
                Kind::Label(label) if label.label == Label::RoleName => {
                    (seen, from) = (Vec::new(), at);
                    continue;
                }
                Kind::Label(_) if self.is_title_of_demands(at, &seen, kinds) => {
                    if self.chosen(at, choices).is_some() {
                        continue;
                    }
                    kinds[at] = Kind::Title(Title::Section(SectionKind::Qualifications));
                    SectionKind::Qualifications
                }
                Kind::Rules | Kind::Chapter => {
                    (seen, from) = (Vec::new(), at + 1);
                    continue;
                }
                _ => continue,
            };
            let listed = matches!(section, SectionKind::Duties | SectionKind::Qualifications);
            if !listed || self.in_cell(at) || !self.segments[at].opens {
                continue;
            }
            let Some(text) = squeezed_text(self.text(at), 24) else {
                continue;
            };
            let text = text.trim_end_matches(super::markers::is_colon).to_owned();
            let number = self.segments[at].marker.map_or(0, |it| it.value);
            let here = Seen {
                text,
                section,
                number,
            };
            match self.begins(at, from, &seen, &here, (proven, kinds)) {
                Some(Begins::Named(name_at, name)) => {
                    self.name_post(name_at, at, name, kinds, choices);
                    (seen, from) = (vec![here], at + 1);
                }
                Some(Begins::Nameless) if self.chosen(at, choices).is_none() => {
                    if let Kind::Title(title) = kinds[at] {
                        kinds[at] = Kind::Another(title);
                    }
                    (seen, from, proven) = (vec![here], at + 1, true);
                }
                _ => {
                    if self.heads_weakly(at, kinds) {
                        let again = seen.iter().any(|it| it.text == here.text);
                        let goes_on = !again && !self.is_apart(at - 1) && self.is_line(at, kinds);
                        let demand = !seen.is_empty() && (goes_on || self.is_demand(at - 1));
                        match demand && self.chosen(at - 1, choices).is_none() {
                            true => kinds[at - 1] = Kind::Text,
                            false => seen.clear(),
                        }
                    }
                    if seen.len() < TITLES_OF_POST {
                        seen.push(here);
                    }
                    from = at + 1;
                }
            }
        }
    }

    /// 技能要求： above a list from 1, behind the duties.
    fn is_title_of_demands(&self, at: usize, seen: &[Seen], kinds: &[Kind]) -> bool {
        let below = self.segments.get(at + 1).and_then(|it| it.marker);
        let list = below.is_some_and(|it| it.begins()) && kinds.get(at + 1) == Some(&Kind::Text);
        let behind = seen
            .last()
            .is_some_and(|it| it.section == SectionKind::Duties);
        let text = self.text(at);
        let bare = matches!(&kinds[at], Kind::Label(label)
            if matches!(label.label, Label::Demand(_)) && label.len == text.len());
        let whole = self.is_whole(at) && self.segments[at].marker.is_none() && !self.in_cell(at);
        let named = text
            .trim_end_matches(super::markers::is_colon)
            .ends_with("\u{8981}\u{6c42}");
        bare && list && behind && whole && named
    }

    /// Whether the line above a title was read as a post for no other reason than its place.
    fn heads_weakly(&self, at: usize, kinds: &[Kind]) -> bool {
        let above = at.checked_sub(1);
        above.is_some_and(|above| {
            matches!(&kinds[above], Kind::Role(role) if !role.strong) && self.is_bare(above, kinds)
        })
    }

    /// Whether the line above the one above a title is a line of a list without signs.
    fn is_line(&self, at: usize, kinds: &[Kind]) -> bool {
        let above = at.checked_sub(2);
        above.is_some_and(|above| {
            let plain = kinds[above] == Kind::Text && self.segments[above].marker.is_none();
            plain && !self.is_value(above, kinds)
        })
    }

    /// 能够适应一定的出差: the last line of a list of demands, and no name.
    fn is_demand(&self, at: usize) -> bool {
        let text = self.text(at);
        words("advert_remark").within(text).is_some() || text.contains('\u{7684}')
    }

    fn begins(
        &self,
        at: usize,
        from: usize,
        seen: &[Seen],
        here: &Seen,
        (proven, kinds): (bool, &[Kind]),
    ) -> Option<Begins> {
        let same = seen
            .iter()
            .position(|it| it.text == here.text && here.number <= it.number);
        let other = |from: usize| seen[from..].iter().any(|it| it.section != here.section);
        let again = same.is_some_and(other);
        let turned = here.section == SectionKind::Duties && other(0);
        let headed = seen.is_empty()
            && matches!(kinds.get(from), Some(Kind::Role(_) | Kind::Department(_)))
            && !self.is_bare(from, kinds);
        let first = seen.is_empty() && !headed;
        if !(first || again || turned || same.is_some()) {
            return None;
        }
        if let Some((name_at, name)) = self.name_above(at, from, kinds) {
            return Some(Begins::Named(name_at, name));
        }
        let another = again || turned && proven;
        (another && here.section == SectionKind::Duties).then_some(Begins::Nameless)
    }

    /// A line that is a name or a remark, and no heading by its own words.
    fn is_bare(&self, at: usize, kinds: &[Kind]) -> bool {
        let plain = matches!(
            kinds[at],
            Kind::Text | Kind::Noise | Kind::Role(_) | Kind::Department(_)
        );
        let text = self.text(at);
        plain
            && self.is_whole(at)
            && self.segments[at].marker.is_none()
            && !self.in_cell(at)
            && length(text, SHORT_LINE + 1) <= SHORT_LINE
            && !is_finished(text)
            && heading_of(text).is_none()
    }

    /// Whether blank lines stand above a segment.
    fn is_apart(&self, at: usize) -> bool {
        let flow = |at: usize| self.segments.get(at).map(|it| &self.flows[it.flow]);
        let here = flow(at).and_then(|it| self.lines.get(it.line()));
        let above = at.checked_sub(1).and_then(flow);
        let above = above.and_then(|it| self.lines.get(it.last_line()));
        // Blank lines are not kept, but lines are counted with them.
        match (above, here) {
            (Some(above), Some(here)) => {
                above.file != here.file || here.line > above.line.saturating_add(1)
            }
            _ => true,
        }
    }

    /// The name of the post whose first title is at `at`; `from` is where the post above ends at the earliest.
    fn name_above(&self, at: usize, from: usize, kinds: &[Kind]) -> Option<(usize, RoleHeading)> {
        let mut lines = 0;
        // The highest line of the paragraph, if it could be a name.
        let mut top = None;
        let mut alone = true;
        // A line that its place has made a post already.
        let mut weak = None;
        let headed = matches!(kinds.get(from), Some(Kind::Role(_)));
        for above in (from..at).rev() {
            let remark = matches!(kinds[above], Kind::Label(_) | Kind::Dropped { .. });
            if !(remark || self.in_cell(above) || self.is_bare(above, kinds)) {
                return top.or(weak);
            }
            lines += usize::from(!self.in_cell(above));
            if lines > LINES_BETWEEN {
                return None;
            }
            // The value of the label above it.
            if self.is_value(above, kinds) {
                continue;
            }
            let name = self.post_name(above, kinds);
            if let Some(name) = name.as_ref().filter(|it| it.strong) {
                return Some((above, name.clone()));
            }
            if self.in_cell(above) || remark {
                continue;
            }
            if headed {
                continue;
            }
            top = name.map(|name| (above, name));
            if let Kind::Role(role) = &kinds[above]
                && !self.is_demand(above)
                && (self.is_apart(above) || !self.is_line(above + 1, kinds))
            {
                weak.get_or_insert((above, role.clone()));
            }
            if self.is_apart(above) {
                if top.is_some() {
                    return top.filter(|_| alone || self.is_short(above));
                }
                alone = true;
            } else {
                alone = false;
            }
        }
        let whole = from == 0 || self.is_apart(from);
        top.filter(|(above, _)| whole && *above == from).or(weak)
    }

    /// Whether the label above, which says nothing itself, makes the line its value.
    fn is_value(&self, at: usize, kinds: &[Kind]) -> bool {
        let above = at.checked_sub(1);
        above.is_some_and(|above| {
            matches!(&kinds[above], Kind::Label(label) if label.len == self.text(above).len())
        })
    }

    /// A name of at most eight characters.
    fn is_short(&self, at: usize) -> bool {
        length(self.text(at), 9) <= 8
    }

    /// The name that a line may be, strong if it surely is one.
    fn post_name(&self, at: usize, kinds: &[Kind]) -> Option<RoleHeading> {
        if let Kind::Role(role) = &kinds[at]
            && role.strong
            && self.is_bare(at, kinds)
        {
            return Some(role.clone());
        }
        let text = self.text(at);
        let bare = name_in(text);
        let inner = cut(text, bare.clone());
        if !self.is_bare(at, kinds) || department_of(inner).is_some() {
            return None;
        }
        let name = name_of(inner)?;
        let word = cut(inner, name.name.clone());
        let hard = is_hard_post(word);
        let remark = words("advert_remark").within(word).is_some()
            && !(hard && length(word, 9) <= 8)
            || is_noise(text) && !hard
            || word.starts_with(|c: char| c.is_ascii_digit())
            || length(word, 21) > 20;
        let strong = hard || name.strong && length(word, 9) <= 8;
        let shift = |range: Range<usize>| bare.start + range.start..bare.start + range.end;
        (!remark).then(|| RoleHeading {
            name: shift(name.name),
            brackets: name.brackets.into_iter().map(shift).collect(),
            strong,
            ..RoleHeading::default()
        })
    }

    /// Makes a post of a line, and its remarks of those between it and the title of its list.
    fn name_post(
        &self,
        name_at: usize,
        title: usize,
        name: RoleHeading,
        kinds: &mut [Kind],
        choices: &BTreeMap<u32, ReadAs>,
    ) {
        if self.chosen(name_at, choices).is_some() {
            return;
        }
        kinds[name_at] = Kind::Role(name);
        for at in name_at + 1..title {
            let free = self.chosen(at, choices).is_none() && !self.is_value(at, kinds);
            if !free || !self.is_bare(at, kinds) {
                continue;
            }
            let text = self.text(at);
            kinds[at] = match department_of(text) {
                Some(_) => Kind::Field(FieldLine::Department),
                None if is_noise(text) => Kind::Noise,
                None => Kind::Note,
            };
        }
    }
}
