//! Lines whose label nobody knows: notes, own sections, and questions about them.

use super::build::Builder;
use super::build::Place;
use super::classify::Kind;
use super::draft::{DoubtKind, DroppedKind, FieldLine, ReadAs, SectionKind};
use super::headings::is_hard_post;
use super::lexicon::{Title, words};
use super::markers::Marker;
use super::squeeze::{cut, length};

impl Builder<'_> {
    /// A line that is kept as a note, above the sections of a role.
    pub(super) fn note(&mut self, at: usize, marker: Option<Marker>) {
        let goes_on = self.with_role(|role| {
            let last = role.sections.last();
            last.is_some_and(|it| it.kind == SectionKind::Notes && it.title.is_none())
        });
        if goes_on == Some(true) {
            self.section = Some(Title::Section(SectionKind::Notes));
        } else {
            self.open_section(SectionKind::Notes, None);
        }
        self.item(at, marker);
        self.section = None;
    }

    /// Keeps 归谁管：仓储主管 as a note, and asks.
    pub(super) fn names_field(&mut self, at: usize, marker: Option<Marker>) {
        self.note(at, marker);
        let ways = [
            ReadAs::Field(FieldLine::Superior),
            ReadAs::Field(FieldLine::Subordinates),
            ReadAs::Item,
            ReadAs::Noise,
        ];
        let ways = self.read_as(at, &ways);
        self.doubt(DoubtKind::UnknownField, self.place_of(at), ways);
    }

    /// An unknown label before the first section (班次：三班倒): no duty, if duties have a heading further down.
    pub(super) fn is_unknown_field(&mut self, at: usize, marker: Option<Marker>) -> bool {
        let text = self.body(at);
        let colon = text
            .char_indices()
            .take(9)
            .find(|(_, c)| super::markers::is_colon(*c));
        let value = colon.is_some_and(|(at, c)| at > 0 && at + c.len_utf8() < text.len());
        if marker.is_some() || !value || length(text, 61) > 60 || self.section.is_some() {
            return false;
        }
        let ahead = self.kinds.iter().skip(at + 1).take(12);
        let mut ahead =
            ahead.skip_while(|kind| matches!(kind, Kind::Text | Kind::Label(_) | Kind::Noise));
        let empty = self.with_role(|role| {
            role.sections
                .iter()
                .all(|section| section.kind == SectionKind::Notes || section.items.is_empty())
        });
        empty == Some(true)
            && matches!(
                ahead.next(),
                Some(Kind::Title(Title::Section(SectionKind::Duties)))
            )
    }

    /// 归谁管：仓储主管 above the first line of a role: an unknown label before names that are surely posts.
    pub(super) fn is_names_field(&mut self, at: usize, marker: Option<Marker>) -> bool {
        let text = self.body(at);
        let mut near = text.char_indices().take(8);
        let Some((colon, c)) = near.find(|(_, c)| super::markers::is_colon(*c)) else {
            return false;
        };
        let value = cut(text, colon + c.len_utf8()..text.len());
        let open = matches!(self.section, None | Some(Title::Basic));
        if marker.is_some() || colon == 0 || !open || length(value, 41) > 40 {
            return false;
        }
        let names = super::names::split(value);
        let empty = self.with_role(|role| {
            let mut sections = role.sections.iter();
            sections.all(|it| it.kind == SectionKind::Notes || it.items.is_empty())
        });
        empty == Some(true) && !names.is_empty() && names.iter().all(|it| is_hard_post(it))
    }

    /// 福利待遇：五险一金 below a list: where the colon of such an unknown label ends.
    pub(super) fn unknown_label(&self, at: usize) -> Option<usize> {
        let text = self.body(at);
        let (colon, c) = text
            .char_indices()
            .take(7)
            .find(|(_, c)| super::markers::is_colon(*c))?;
        let label = cut(text, 0..colon);
        let fits = label.chars().count() >= 2
            && label.chars().all(char::is_alphabetic)
            && words("verb_start").at_start(label).is_none()
            && matches!(self.place, Place::Role(_))
            && (self.segments[at].opens || words("own_end").at_end(label).is_some())
            && length(text, 61) <= 60;
        fits.then_some(colon + c.len_utf8())
    }

    /// 七、管辖范围：X among 五、 and 六、 that are titles of sections: where its colon ends.
    pub(super) fn title_with_value(&self, at: usize, marker: Option<Marker>) -> Option<usize> {
        let marker = marker.filter(|it| self.title_rank == Some(it.rank()))?;
        let open = self
            .levels
            .iter()
            .all(|level| level.style != Some(marker.style));
        self.unknown_label(at)
            .filter(|_| open && !self.levels.is_empty())
    }

    /// Makes an own section of a line with an unknown label.
    pub(super) fn own_line(&mut self, at: usize, colon: usize) {
        let body = self.segments[at].body.clone();
        let label = cut(self.body(at), 0..colon)
            .trim_end_matches(super::markers::is_colon)
            .len();
        let title = self.piece(at, body.start..body.start + label);
        self.drop_range(
            at,
            body.start + label..body.start + colon,
            DroppedKind::Label,
        );
        let text = self.piece(at, body.start + colon..body.end);
        self.open_section(SectionKind::Own, Some(title));
        if !text.spans.is_empty() {
            self.push_item(None, text);
        }
        let ways = self.read_as(at, &[ReadAs::Continuation, ReadAs::Item, ReadAs::Noise]);
        self.doubt(DoubtKind::UnknownSection, self.place_of(at), ways);
    }
}

#[cfg(test)]
mod tests {
    use crate::import::{Decisions, Doubt, DoubtKind, ReadAs, Source, parse_text, read_decided};

    fn asked(text: &str) -> Vec<Doubt> {
        let doubts = parse_text(text).doubts.into_iter();
        doubts
            .filter(|it| it.kind == DoubtKind::UnknownField)
            .collect()
    }

    #[test]
    fn an_unknown_label_before_posts_is_a_note_and_a_question() {
        let text = "库管员岗位职责\n归谁管：仓储主管\n1、收货。\n2、发货。\n";
        let source = Source::from_text(text);
        let first = read_decided(&source, &Decisions::default(), &[]);
        let [doubt] = asked(text).try_into().expect("one question");
        let mut decisions = Decisions::default();
        decisions.choose(&first.draft, &doubt, &doubt.alternatives[0]);
        let role = &read_decided(&source, &decisions, &[]).draft.roles[0];
        assert_eq!(role.superior.as_ref().expect("chosen").names, ["仓储主管"]);
        assert_eq!(role.sections.len(), 1, "the note is gone");
    }

    #[test]
    fn other_labels_are_not_asked_about() {
        for line in [
            "班次：三班倒",
            "顶头上司：仓储主管",
            "直接下级：搬运工",
            "一、收货：搬运工",
        ] {
            let text = format!("库管员岗位职责\n{line}\n1、收货。\n2、发货。\n");
            assert_eq!(asked(&text), [], "{line}");
        }
    }

    #[test]
    fn a_number_inside_a_line_is_text_or_stands_below_by_one_click() {
        let text = "库管员岗位职责\n1、收货；2、发货；5、盘点。\n";
        let source = Source::from_text(text);
        let first = read_decided(&source, &Decisions::default(), &[]);
        let doubt = first.draft.doubts.first().expect("a doubt").clone();
        assert_eq!(doubt.kind, DoubtKind::Numbering);
        let read = |read_as: ReadAs| {
            let way = doubt.alternatives.iter().find(|it| {
                matches!(it, crate::import::Alternative::ReadPart { read_as: way, .. } if *way == read_as)
            });
            let mut decisions = Decisions::default();
            decisions.choose(&first.draft, &doubt, way.expect("offered"));
            let role = read_decided(&source, &decisions, &[]).draft.roles.remove(0);
            role.sections[0].items.clone()
        };
        let joined = read(ReadAs::Continuation);
        assert_eq!(joined[1].text.text, "发货；5、盘点。");
        let below = read(ReadAs::SubItem);
        assert_eq!(below.len(), 2);
        assert_eq!(below[1].children[0].text.text, "盘点。");
    }
}
