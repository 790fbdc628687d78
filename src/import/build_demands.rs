//! Headings among the demands on a post, and lists that begin without a heading.

use super::build::Builder;
use super::classify::Kind;
use super::draft::SectionKind;
use super::lexicon::{Label, Title, lexicon};

impl Builder<'_> {
    /// 专业技能 above a list among the demands: what kind they are.
    pub(super) fn is_kind_of_demand(&self, at: usize) -> bool {
        let label = lexicon().label_words.at_end(self.body(at));
        let demand = label.and_then(|label| lexicon().label(label));
        self.section == Some(Title::Section(SectionKind::Qualifications))
            && self.segments[at].marker.is_none()
            && matches!(demand, Some(Label::Demand(_)))
            && self.is_short_heading(at)
            && self.opens_list(at)
    }

    /// Whether at least four numbers of one list follow each other here.
    pub(super) fn counts_on(&self, at: usize) -> bool {
        let style = self.segments[at].marker.map(|marker| marker.style);
        let run = self
            .segments
            .iter()
            .skip(at)
            .zip(self.kinds.iter().skip(at));
        let run = run.take_while(|(segment, kind)| {
            **kind == Kind::Text && segment.marker.map(|marker| marker.style) == style
        });
        run.take(4).count() == 4
    }
}
