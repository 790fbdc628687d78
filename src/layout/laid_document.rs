//! A document whose parts are laid out one by one and whose pages are finished when they are looked at.
//!
//! [`paginate`](super::paginate) makes all pages at once, which is what a file needs. A window shows three pages of
//! perhaps sixteen thousand, and a keystroke changes one part: so only the length and the bookmarks of every part are
//! kept, parts that did not change keep theirs, and a short part is laid out again when somebody looks at it (about a
//! millisecond). The pages are the same as those of `paginate`, as a test shows.

use super::flow::{Frame, LaidPart};
use super::line::Setter;
use super::page::Page;
use super::paginate::{Directory, bands, contents_entries, draw_running, finished, lay_out_part};
use super::running::{Band, Numbers};
use crate::document::{Block, Outline, Part, PartKind, PrintDocument};
use crate::fonts::Measure;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A part with more pages than this is kept laid out: to lay it out again for each page would be slow.
const KEPT_FROM: usize = 6;

/// What is known of a part once it has been laid out.
struct PartPages {
    first: usize,
    pages: usize,
    outline: Vec<(Outline, usize, f32)>,
    kept: Option<Arc<LaidPart>>,
}

/// A laid-out document; see the module.
pub(crate) struct LaidDocument {
    document: PrintDocument,
    frame: Frame,
    bands: [Band; 2],
    parts: Vec<PartPages>,
    directory: Directory,
}

impl LaidDocument {
    /// Lays out the parts that `earlier` does not have as they are now. `go_on` is asked before each part with the
    /// number of parts done; `None` = it said no.
    pub(crate) fn new(
        document: PrintDocument,
        earlier: Option<&LaidDocument>,
        fonts: &impl Measure,
        mut go_on: impl FnMut(usize) -> bool,
    ) -> Option<LaidDocument> {
        let frame = Frame::of(&document.page);
        let earlier = earlier.filter(|earlier| earlier.looks_like(&document));
        let known = earlier.map(LaidDocument::by_kind).unwrap_or_default();
        let entries = contents_entries(&document);
        let same_entries =
            earlier.is_some_and(|earlier| contents_entries(&earlier.document) == entries);
        let mut directory = Directory::default();
        let mut parts = Vec::with_capacity(document.parts.len());
        // Rules have no key of their own; the n-th of a kind is compared with the n-th.
        let mut met: BTreeMap<PartKind, usize> = BTreeMap::new();
        for (index, part) in document.parts.iter().enumerate() {
            if !go_on(index) {
                return None;
            }
            let nth = met.entry(part.kind).or_default();
            let before = known.get(&part.kind).and_then(|known| known.get(*nth));
            *nth += 1;
            let before = before.zip(earlier).filter(|(before, earlier)| {
                earlier.document.parts.get(**before) == Some(part)
                    && (same_entries || !has_contents(part))
            });
            let pages = match before.and_then(|(before, earlier)| earlier.parts.get(*before)) {
                Some(before) => PartPages {
                    first: directory.pages,
                    pages: before.pages,
                    outline: before.outline.clone(),
                    kept: before.kept.clone(),
                },
                None => {
                    let mut laid = lay_out_part(part, &document, &entries, fonts);
                    let outline = std::mem::take(&mut laid.outline);
                    let keep = laid.pages.len() > KEPT_FROM || has_contents(part);
                    PartPages {
                        first: directory.pages,
                        pages: laid.pages.len(),
                        outline,
                        kept: keep.then(|| Arc::new(laid)),
                    }
                }
            };
            directory.add(part.kind, &pages.outline, pages.pages, &frame);
            parts.push(pages);
        }
        Some(LaidDocument {
            bands: bands(&document, &frame),
            document,
            frame,
            parts,
            directory,
        })
    }

    /// Whether parts of the other document would be laid out in the same way.
    fn looks_like(&self, document: &PrintDocument) -> bool {
        self.document.page == document.page && self.document.styles == document.styles
    }

    fn by_kind(&self) -> BTreeMap<PartKind, Vec<usize>> {
        let mut known: BTreeMap<PartKind, Vec<usize>> = BTreeMap::new();
        for (index, part) in self.document.parts.iter().enumerate() {
            known.entry(part.kind).or_default().push(index);
        }
        known
    }

    /// Number of pages.
    pub(crate) fn pages(&self) -> usize {
        self.directory.pages
    }

    /// Width and height of the sheet, pt.
    pub(crate) fn sheet(&self) -> (f32, f32) {
        let page = &self.document.page;
        (page.width.points(), page.height.points())
    }

    /// The pages of every part that is about `kind`.
    pub(crate) fn pages_about(&self, wanted: impl Fn(PartKind) -> bool) -> Vec<Range<usize>> {
        let parts = self.document.parts.iter().zip(&self.parts);
        let wanted = parts.filter(|(part, _)| wanted(part.kind));
        wanted
            .map(|(_, pages)| pages.first..pages.first + pages.pages)
            .collect()
    }

    /// Which part the page belongs to.
    pub(crate) fn part_of(&self, page: usize) -> usize {
        let after = self.parts.partition_point(|part| part.first <= page);
        after.saturating_sub(1)
    }

    /// A part, laid out by itself; an empty one beyond the last.
    pub(crate) fn part(&self, part: usize, fonts: &impl Measure) -> Arc<LaidPart> {
        if let Some(kept) = self.parts.get(part).and_then(|part| part.kept.clone()) {
            return kept;
        }
        // Parts with a contents are kept, so no other part asks for the entries.
        let part = self.document.parts.get(part);
        Arc::new(
            part.map(|part| lay_out_part(part, &self.document, &[], fonts))
                .unwrap_or_default(),
        )
    }

    /// A page, finished. `part` must be the laid-out [`part_of`](Self::part_of) it.
    pub(crate) fn page(&self, page: usize, part: &LaidPart, fonts: &impl Measure) -> Page {
        let index = self.part_of(page);
        let first = self.parts.get(index).map_or(0, |part| part.first);
        let laid = part.pages.get(page.saturating_sub(first));
        let (Some(mut laid), Some(part)) = (laid.cloned(), self.document.parts.get(index)) else {
            return Page::default();
        };
        let mut setter = Setter::new(fonts, &self.document.styles);
        if part.running {
            let numbers = Numbers {
                page: page + 1,
                pages: self.directory.pages,
                part_title: &part.title,
            };
            let (document, frame) = (&self.document, &self.frame);
            draw_running(document, self.bands, numbers, frame, &mut setter, &mut laid);
        }
        finished(laid, &self.directory, &mut setter)
    }
}

fn has_contents(part: &Part) -> bool {
    let contents = |block: &Block| matches!(block, Block::Contents { .. });
    part.blocks.iter().any(contents)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Request, compose};
    use crate::fonts::EmbeddedFonts;
    use crate::layout::paginate;
    use crate::model::{Organisation, Project, Role, RoleId};
    use std::cell::Cell;

    const WORKING: RoleId = RoleId(1);

    /// Forty roles, one of which is too long to be laid out again for each page.
    fn project() -> Project {
        let mut project = Project::default();
        let company = Arc::make_mut(&mut project.company);
        company.name = "示例公司".into();
        company.roles = (1..=40).map(RoleId).collect();
        for id in 1..=40 {
            let role = Role {
                name: format!("岗位{id}"),
                purpose: "每月核对库存台账，出具差异表。".repeat(if id == 7 { 900 } else { 30 }),
                ..Role::default()
            };
            project.roles.insert(RoleId(id), Arc::new(role));
        }
        project
    }

    fn book(project: &Project) -> PrintDocument {
        compose(project, &Organisation::of(project), &Request::book())
    }

    fn all_pages(laid: &LaidDocument) -> Vec<Page> {
        let page = |page| {
            let part = laid.part(laid.part_of(page), &EmbeddedFonts);
            laid.page(page, &part, &EmbeddedFonts)
        };
        (0..laid.pages()).map(page).collect()
    }

    #[test]
    fn the_pages_are_those_of_the_file() {
        let document = book(&project());
        let wanted = paginate(&document, &EmbeddedFonts);
        let laid = LaidDocument::new(document, None, &EmbeddedFonts, |_| true).unwrap();
        assert!(laid.parts.iter().any(|part| part.pages > KEPT_FROM));
        assert_eq!(laid.sheet(), (wanted.width, wanted.height));
        assert_eq!(laid.pages(), wanted.pages.len());
        for (index, (page, wanted)) in all_pages(&laid).iter().zip(&wanted.pages).enumerate() {
            assert_eq!(page, wanted, "page {index}");
        }
    }

    /// Counts how often a width is asked for: no way to lay anything out without it.
    struct Counting<'a>(&'a Cell<usize>);

    impl Measure for Counting<'_> {
        fn resolve(&self, wanted: crate::fonts::Face, c: char) -> Option<crate::fonts::Face> {
            EmbeddedFonts.resolve(wanted, c)
        }

        fn advance(&self, face: crate::fonts::Face, c: char) -> f32 {
            self.0.set(self.0.get() + 1);
            EmbeddedFonts.advance(face, c)
        }
    }

    #[test]
    fn a_change_in_one_role_lays_out_that_role_alone() {
        let mut project = project();
        let (first, second) = (Cell::new(0), Cell::new(0));
        let before = LaidDocument::new(book(&project), None, &Counting(&first), |_| true).unwrap();
        let role = project.roles.get_mut(&WORKING).unwrap();
        Arc::make_mut(role).purpose.push_str("每周盘点一次。");
        let document = book(&project);
        let wanted = paginate(&document, &EmbeddedFonts);
        let after =
            LaidDocument::new(document, Some(&before), &Counting(&second), |_| true).unwrap();
        assert_eq!(all_pages(&after), wanted.pages);
        assert!(second.get() > 0);
        assert!(
            second.get() * 20 < first.get(),
            "{} of {} measured again",
            second.get(),
            first.get()
        );
    }

    #[test]
    fn a_new_title_and_a_longer_part_reach_contents_and_page_numbers() {
        let mut project = project();
        let before = LaidDocument::new(book(&project), None, &EmbeddedFonts, |_| true).unwrap();
        let role = project.roles.get_mut(&WORKING).unwrap();
        Arc::make_mut(role).name = "仓库主管".into();
        Arc::make_mut(role).purpose = "盘点。".repeat(2000);
        let document = book(&project);
        let wanted = paginate(&document, &EmbeddedFonts);
        let after = LaidDocument::new(document, Some(&before), &EmbeddedFonts, |_| true).unwrap();
        assert_ne!(after.pages(), before.pages());
        assert_eq!(all_pages(&after), wanted.pages);
    }

    #[test]
    fn who_asks_for_something_newer_stops_the_older() {
        let mut asked = 0;
        let stopped = LaidDocument::new(book(&project()), None, &EmbeddedFonts, |done| {
            asked += 1;
            done < 3
        });
        assert!(stopped.is_none());
        assert_eq!(asked, 4);
    }
}
