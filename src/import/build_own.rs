//! Sections of a role's own: lines with a label that nobody knows.

use super::build::{Builder, Place};
use super::draft::{DoubtKind, DroppedKind, ReadAs, SectionKind};
use super::lexicon::words;
use super::markers::Marker;
use super::squeeze::{cut, length};

impl Builder<'_> {
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
