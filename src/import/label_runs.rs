//! Forms whose labels and values run together in one line: 岗位名称仓储主管岗位编号CC0102.

use super::lexicon::{Title, lexicon, words};
use super::plain::{LabelAt, is_leader, label_before_blank, labels_run_together};
use super::segments::{Cutter, Segment};
use super::squeeze::{cut, length, trim};

impl Cutter<'_> {
    /// Cuts segments in which labels and values run together.
    pub(super) fn split_labels(&mut self, first: usize) {
        let Some([segment]) = self.segments.get(first..) else {
            return;
        };
        let text = cut(&self.flows[segment.flow].text, segment.body.clone());
        let in_cell = self.flows[segment.flow].column.is_some();
        if let Some(label) =
            label_before_blank(text).filter(|_| !in_cell && labels_run_together(text).len() < 2)
        {
            if let Some(segment) = self.segments.last_mut() {
                segment.label = Some(label);
            }
            return;
        }
        // 岗位基本信息岗位名称…: the title of the form stands before its first label.
        let titled = lexicon().title_words.at_start(text).filter(|word| {
            lexicon().title(word) == Some(Title::Basic)
                && lexicon().label(word).is_none()
                && labels_run_together(cut(text, word.len()..text.len())).len() > 1
        });
        let skip = titled.map_or(0, str::len);
        let mut labels = labels_run_together(cut(text, skip..text.len()));
        for (range, _) in &mut labels {
            *range = range.start + skip..range.end + skip;
        }
        let single = labels.len() == 1
            && labels
                .first()
                .is_some_and(|(range, _)| range.end < text.len())
            && words("glued_label").at_start(text).is_some()
            && length(text, 25) <= 20
            && !in_cell;
        if labels.len() < 2 && !single || segment.marker.is_some() || in_cell {
            return;
        }
        let whole = segment.clone();
        self.segments.truncate(first);
        if skip > 0 {
            self.segments.push(Segment {
                body: whole.body.start..whole.body.start + skip,
                closes: false,
                ..whole.clone()
            });
        }
        for (index, (name, label)) in labels.iter().enumerate() {
            let next = labels.get(index + 1);
            let end = next.map_or(text.len(), |(range, _)| range.start);
            let body = trim(text, name.start..end);
            let value = cut(text, name.end..end);
            let dots = value.len() - value.trim_start_matches(is_leader).len();
            let offset = whole.body.start;
            self.segments.push(Segment {
                body: body.start + offset..body.end + offset,
                marker_at: body.start + offset..body.start + offset,
                opens: index == 0 && skip == 0,
                closes: next.is_none(),
                label: Some(LabelAt {
                    label: *label,
                    len: name.len() + dots,
                }),
                ..whole.clone()
            });
        }
    }
}
