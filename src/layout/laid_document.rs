//! A document whose parts are laid out one by one and whose pages are finished when they are looked at.
//!
//! [`paginate`](super::paginate) makes all pages at once, which is what a file needs. A window shows three pages of
//! perhaps sixteen thousand, and a keystroke changes one part: so of every part only its length, its bookmarks and a
//! fingerprint are kept. Parts that did not change keep theirs; a role is composed and laid out again when somebody
//! looks at it (about a millisecond), everything else is kept. The pages are the same as those of `paginate`, as a test
//! shows.

use super::flaw::{self, Flaw};
use super::flow::LaidPart;
use super::line::Setter;
use super::page::{Missing, Page};
use super::paginate::{Directory, lay_out_part};
use super::sheet::{PageOf, Sheet};
use crate::document::{Block, LeftOut, Outline, Part, PartKind, PartSetup, PrintDocument};
use crate::fonts::{Measure, Typeface};
use crate::model::{Owner, RoleId};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;
use std::sync::Arc;

/// A role with more pages than this is kept laid out: to lay it out again for each page would be slow.
const KEPT_FROM: usize = 6;

/// What is known of a part once it has been laid out.
#[derive(Clone)]
struct KnownPart {
    kind: PartKind,
    title: String,
    running: bool,
    setup: PartSetup,
    /// Of all that the part says and how; 64 bits of SipHash.
    fingerprint: u64,
    first: usize,
    pages: usize,
    outline: Vec<(Outline, usize, f32)>,
    /// What does not print as it was wanted.
    missing: Vec<Missing>,
    flaws: Vec<Flaw>,
    left_out: Vec<LeftOut>,
    kept: Option<Arc<LaidPart>>,
}

/// A laid-out document; see the module.
pub(crate) struct LaidDocument {
    /// Without parts.
    document: PrintDocument,
    parts: Vec<KnownPart>,
    /// A part has its sheets on their sides.
    turned: bool,
    directory: Directory,
    /// What does not print as it was wanted.
    troubles: Troubles,
}

/// What does not print as it was wanted, in document order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Troubles {
    /// Characters that no face has.
    pub(crate) missing: Vec<Missing>,
    /// What could not be set as wanted.
    pub(crate) flaws: Vec<Flaw>,
    /// What found no room on brief sheets.
    pub(crate) left_out: Vec<LeftOut>,
}

impl LaidDocument {
    /// Lays out the parts that `earlier` does not have as they are now. `document` needs no parts: `compose` gives
    /// them one by one. `go_on` is asked before each, and now and then inside a long one, with the number of parts
    /// done; `None` = it said no.
    pub(crate) fn new(
        document: PrintDocument,
        compose: impl FnOnce(&mut dyn FnMut(Part) -> bool),
        earlier: Option<&LaidDocument>,
        fonts: &impl Measure,
        mut go_on: impl FnMut(usize) -> bool,
    ) -> Option<LaidDocument> {
        let earlier = earlier.filter(|earlier| earlier.looks_like(&document));
        let known = earlier.map(LaidDocument::by_kind).unwrap_or_default();
        let mut parts: Vec<KnownPart> = Vec::new();
        let mut listing: Vec<(usize, Part)> = Vec::new();
        // Rules have no key of their own; the n-th of a kind is compared with the n-th.
        let mut met: BTreeMap<PartKind, usize> = BTreeMap::new();
        let mut stopped = false;
        compose(&mut |part| {
            let done = parts.len();
            if !go_on(done) {
                stopped = true;
                return false;
            }
            let nth = met.entry(part.kind).or_default();
            let before = known.get(&part.kind).and_then(|known| known.get(*nth));
            *nth += 1;
            let fingerprint = fingerprint(&part);
            let before = before.filter(|before| before.fingerprint == fingerprint);
            if has_contents(&part) {
                // What it lists is known when all others have been laid out.
                parts.push(KnownPart::unlaid(&part, fingerprint));
                listing.push((parts.len() - 1, part));
            } else if let Some(&before) = before {
                parts.push(before.clone());
            } else {
                let laid = lay_out_part(&part, &document, &[], fonts, &mut || go_on(done));
                let Some(laid) = laid else {
                    stopped = true;
                    return false;
                };
                parts.push(KnownPart::unlaid(&part, fingerprint).laid(laid, false));
            }
            true
        });
        if stopped {
            return None;
        }
        let outlines: Vec<Outline> = entries(&parts).cloned().collect();
        let listed: Vec<&Outline> = outlines.iter().collect();
        let same = earlier.is_some_and(|earlier| entries(&earlier.parts).eq(&outlines));
        for (index, part) in listing {
            let before = known.get(&part.kind).and_then(|known| known.first());
            let unlaid = KnownPart::unlaid(&part, fingerprint(&part));
            parts[index] = match before {
                Some(before) if same && before.fingerprint == unlaid.fingerprint => {
                    (*before).clone()
                }
                _ => {
                    let mut go_on = || go_on(index);
                    let laid = lay_out_part(&part, &document, &listed, fonts, &mut go_on)?;
                    unlaid.laid(laid, true)
                }
            };
        }
        let mut directory = Directory::default();
        for part in &mut parts {
            let top = Sheet::of(&document, &part.setup).frame.top;
            let about = (part.kind, &part.setup);
            part.first = directory.add(about, &part.outline, part.pages, top);
        }
        let troubles = Troubles::of(&parts, &document, directory.pages, fonts);
        Some(LaidDocument {
            document,
            turned: parts.iter().any(|part| part.setup.turned),
            parts,
            directory,
            troubles,
        })
    }

    /// Whether parts of the other document would be laid out in the same way.
    fn looks_like(&self, document: &PrintDocument) -> bool {
        let (known, new) = (&self.document, document);
        (known.page, &known.styles, known.items) == (new.page, &new.styles, new.items)
            && known.typography == new.typography
    }

    fn by_kind(&self) -> BTreeMap<PartKind, Vec<&KnownPart>> {
        let mut known: BTreeMap<PartKind, Vec<&KnownPart>> = BTreeMap::new();
        for part in &self.parts {
            known.entry(part.kind).or_default().push(part);
        }
        known
    }

    /// What does not print as it was wanted.
    pub(crate) fn troubles(&self) -> &Troubles {
        &self.troubles
    }

    /// The fonts of the computer that it asks for.
    pub(crate) fn installed(&self) -> &[Typeface] {
        &self.document.installed
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

    /// The pages of everything that is about what is `wanted`: whole parts, and roles that follow others in one part.
    pub(crate) fn pages_about(&self, wanted: impl Fn(PartKind) -> bool) -> Vec<Range<usize>> {
        let mut pages = Vec::new();
        for part in &self.parts {
            if wanted(part.kind) {
                pages.push(part.first..part.first + part.pages);
                continue;
            }
            for (nth, (outline, page, _)) in part.outline.iter().enumerate() {
                if outline
                    .target
                    .is_some_and(|owner| wanted(PartKind::Owner(owner)))
                {
                    // The next may begin in the middle of the last page.
                    let next = part.outline.get(nth + 1);
                    let end = next.map_or(part.pages, |(_, page, _)| page + 1);
                    pages.push(part.first + page..part.first + end);
                }
            }
        }
        pages
    }

    /// Which part the page belongs to.
    pub(crate) fn part_of(&self, page: usize) -> usize {
        let after = self.parts.partition_point(|part| part.first <= page);
        after.saturating_sub(1)
    }

    /// A part, laid out by itself; an empty one beyond the last. `compose_role` must compose the role as it was when
    /// the document was made; how deep its bookmark stands does not matter.
    pub(crate) fn part(
        &self,
        part: usize,
        compose_role: impl FnOnce(RoleId) -> Option<Part>,
        fonts: &impl Measure,
    ) -> Arc<LaidPart> {
        let Some(part) = self.parts.get(part) else {
            return Arc::default();
        };
        if let Some(kept) = &part.kept {
            return kept.clone();
        }
        let composed = match part.kind {
            PartKind::Owner(Owner::Role(role)) => compose_role(role),
            _ => None,
        };
        composed.map_or_else(Arc::default, |part| {
            let laid = lay_out_part(&part, &self.document, &[], fonts, &mut || true);
            Arc::new(laid.unwrap_or_default())
        })
    }

    /// A page, finished. `laid` must be the laid-out [`part_of`](Self::part_of) it.
    pub(crate) fn page(&self, page: usize, laid: &LaidPart, fonts: &impl Measure) -> Page {
        let Some(part) = self.parts.get(self.part_of(page)) else {
            return Page::default();
        };
        let nth = page.saturating_sub(part.first);
        // Before a part that begins on an odd page there may be a page of no part.
        let Some(laid) = laid.pages.get(nth).cloned() else {
            return Page::default();
        };
        let mut setter =
            Setter::new(fonts, &self.document.styles).with_typography(self.document.typography);
        let at = PageOf {
            title: &part.title,
            running: part.running,
            setup: &part.setup,
            index: page,
            nth,
            pages: part.pages,
        };
        let sheet = Sheet::of(&self.document, &part.setup);
        sheet.complete(&self.document, laid, at, &self.directory, &mut setter)
    }

    /// Width of the widest sheet, pt: that of one on its side, where there is one.
    pub(crate) fn widest(&self) -> f32 {
        let (width, height) = self.sheet();
        if self.turned {
            width.max(height)
        } else {
            width
        }
    }

    /// Width and height of a page's sheet, pt.
    pub(crate) fn size(&self, page: usize) -> (f32, f32) {
        let part = self.parts.get(self.part_of(page));
        let turned = part.is_some_and(|part| part.setup.turned && page < part.first + part.pages);
        let (width, height) = self.sheet();
        if turned {
            (height, width)
        } else {
            (width, height)
        }
    }
}

impl KnownPart {
    fn unlaid(part: &Part, fingerprint: u64) -> KnownPart {
        KnownPart {
            kind: part.kind,
            title: part.title.clone(),
            running: part.running,
            setup: part.setup.clone(),
            fingerprint,
            first: 0,
            pages: 0,
            outline: Vec::new(),
            missing: Vec::new(),
            flaws: Vec::new(),
            left_out: part.left_out.clone(),
            kept: None,
        }
    }

    fn laid(self, mut laid: LaidPart, keep: bool) -> KnownPart {
        let is_role = matches!(self.kind, PartKind::Owner(Owner::Role(_)));
        let outline = std::mem::take(&mut laid.outline);
        let missing = std::mem::take(&mut laid.missing);
        let flaws = std::mem::take(&mut laid.flaws);
        let pages = laid.pages.len();
        let keep = keep || !is_role || pages > KEPT_FROM;
        KnownPart {
            pages,
            outline,
            missing,
            flaws,
            kept: keep.then(|| Arc::new(laid)),
            ..self
        }
    }
}

impl Troubles {
    fn of(
        parts: &[KnownPart],
        document: &PrintDocument,
        pages: usize,
        fonts: &impl Measure,
    ) -> Troubles {
        let mut troubles = Troubles::default();
        for part in parts {
            troubles.missing.extend(&part.missing);
            troubles.flaws.extend(&part.flaws);
            troubles.left_out.extend(&part.left_out);
        }
        let titles = parts.iter().filter(|part| part.running);
        let titles = titles.map(|part| (part.title.as_str(), &part.setup));
        let running = flaw::of_running(document, titles, pages, fonts);
        troubles.flaws.extend(running.flaws);
        troubles.missing.extend(running.missing);
        flaw::each_once(&mut troubles.flaws);
        troubles
    }
}

/// What stands in the contents.
fn entries(parts: &[KnownPart]) -> impl Iterator<Item = &Outline> {
    let outlines = parts.iter().flat_map(|part| &part.outline);
    let outlines = outlines.map(|(outline, ..)| outline);
    outlines.filter(|outline| outline.in_contents)
}

fn fingerprint(part: &Part) -> u64 {
    let mut hasher = DefaultHasher::new();
    part.hash(&mut hasher);
    hasher.finish()
}

fn has_contents(part: &Part) -> bool {
    let contents = |block: &Block| matches!(block, Block::Contents { .. });
    part.blocks.iter().any(contents)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Request, compose, compose_frame, compose_parts, compose_role};
    use crate::fonts::EmbeddedFonts;
    use crate::layout::{page_numbers, paginate};
    use crate::model::settings::{
        ChapterNumbers, DocumentSettings, FitMode, ItemBreak, PageCount, RoleStart, TenthMm,
        Typography,
    };
    use crate::model::{Item, ItemId, Organisation, Project, Role};
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

    fn lay_out(
        project: &Project,
        earlier: Option<&LaidDocument>,
        fonts: &impl Measure,
        go_on: impl FnMut(usize) -> bool,
    ) -> Option<LaidDocument> {
        let organisation = Organisation::of(project);
        let request = Request::book();
        let frame = compose_frame(project, &organisation, &request);
        let parts = |take: &mut dyn FnMut(Part) -> bool| {
            compose_parts(project, &organisation, &request, take);
        };
        LaidDocument::new(frame, parts, earlier, fonts, go_on)
    }

    fn all_pages(project: &Project, laid: &LaidDocument) -> Vec<Page> {
        let organisation = Organisation::of(project);
        let request = Request::book();
        let role = |role| compose_role(project, &organisation, &request, role);
        let page = |page| {
            let part = laid.part(laid.part_of(page), role, &EmbeddedFonts);
            laid.page(page, &part, &EmbeddedFonts)
        };
        (0..laid.pages()).map(page).collect()
    }

    #[test]
    fn the_pages_are_those_of_the_file() {
        let project = project();
        let wanted = paginate(&book(&project), &EmbeddedFonts);
        let laid = lay_out(&project, None, &EmbeddedFonts, |_| true).unwrap();
        assert!(laid.parts.iter().any(|part| part.pages > KEPT_FROM));
        assert_eq!(laid.sheet(), (wanted.width, wanted.height));
        assert_eq!(laid.pages(), wanted.pages.len());
        for (index, (page, wanted)) in all_pages(&project, &laid)
            .iter()
            .zip(&wanted.pages)
            .enumerate()
        {
            assert_eq!(page, wanted, "page {index}");
        }
    }

    /// Changes of the settings that are seen in where pages begin, where things stand on them and what is around them.
    fn settings() -> Vec<DocumentSettings> {
        let changed = |change: fn(&mut DocumentSettings)| {
            let mut settings = DocumentSettings {
                header: "{公司}\t{部门}\t{岗位} {编号} {版本} {生效日期}".into(),
                footer: "第 {页} 页\t\t共 {总页} 页".into(),
                ..DocumentSettings::default()
            };
            change(&mut settings);
            settings
        };
        vec![
            changed(|it| {
                it.pages.gutter = TenthMm(100);
                it.pages.mirrored = true;
            }),
            changed(|it| it.pages.role_start = RoleStart::OddPage),
            changed(|it| it.pages.page_count = PageCount::Part),
            changed(|it| it.pages.items = ItemBreak::Tear),
            changed(|it| it.watermark.text = "受控文件".into()),
            changed(|it| {
                it.typography = Typography {
                    squeeze: false,
                    hang: true,
                    latin_gap: false,
                    first_indent: 2,
                };
            }),
            changed(|it| {
                it.pages.role_start = RoleStart::OddPage;
                it.pages.mirrored = true;
                it.pages.page_count = PageCount::Part;
                it.pages.fit.mode = FitMode::SpareLastPage;
                it.watermark.drafts = true;
            }),
            changed(|it| {
                it.pages.fit.mode = FitMode::Pages;
                it.pages.fit.pages = 1;
            }),
        ]
    }

    #[test]
    fn the_pages_are_those_of_the_file_whatever_is_set() {
        let mut project = project();
        for settings in settings() {
            Arc::make_mut(&mut project.company).settings = settings.clone().into();
            let mut document = book(&project);
            let wanted = paginate(&document, &EmbeddedFonts);
            let laid = lay_out(&project, None, &EmbeddedFonts, |_| true).unwrap();
            assert_eq!(all_pages(&project, &laid), wanted.pages, "{settings:?}");
            assert_eq!(laid.troubles.flaws, wanted.flaws);
            assert_eq!(wanted.numbers(), page_numbers(&document, &EmbeddedFonts));
            // What compose gives to parts here and there, given to all.
            for part in &mut document.parts {
                part.setup.turned = true;
                part.setup.odd_start = true;
                part.setup.watermark = "草稿".into();
            }
            let wanted = paginate(&document, &EmbeddedFonts);
            let parts = document.parts.clone();
            let compose = |take: &mut dyn FnMut(Part) -> bool| {
                for part in &parts {
                    take(part.clone());
                }
            };
            let frame = document.clone();
            let laid = LaidDocument::new(frame, compose, None, &EmbeddedFonts, |_| true).unwrap();
            assert_eq!(laid.pages(), wanted.pages.len());
            for (index, page) in wanted.pages.iter().enumerate() {
                let about = |id| {
                    let kind = PartKind::Owner(Owner::Role(id));
                    parts.iter().find(|part| part.kind == kind).cloned()
                };
                let part = laid.part(laid.part_of(index), about, &EmbeddedFonts);
                assert_eq!(
                    &laid.page(index, &part, &EmbeddedFonts),
                    page,
                    "page {index}"
                );
                assert_eq!(laid.size(index), wanted.size(index), "page {index}");
            }
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
        let before = lay_out(&project, None, &Counting(&first), |_| true).unwrap();
        let role = project.roles.get_mut(&WORKING).unwrap();
        Arc::make_mut(role).purpose.push_str("每周盘点一次。");
        // One more numbered list in the document: those of later roles are counted on.
        let note = Item {
            id: ItemId(900),
            text: "另行规定".into(),
            ..Item::default()
        };
        Arc::make_mut(role).prohibitions = vec![note];
        let wanted = paginate(&book(&project), &EmbeddedFonts);
        let after = lay_out(&project, Some(&before), &Counting(&second), |_| true).unwrap();
        assert_eq!(all_pages(&project, &after), wanted.pages);
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
        let before = lay_out(&project, None, &EmbeddedFonts, |_| true).unwrap();
        let role = project.roles.get_mut(&WORKING).unwrap();
        Arc::make_mut(role).name = "仓库主管".into();
        Arc::make_mut(role).purpose = "盘点。".repeat(2000);
        let wanted = paginate(&book(&project), &EmbeddedFonts);
        let after = lay_out(&project, Some(&before), &EmbeddedFonts, |_| true).unwrap();
        assert_ne!(after.pages(), before.pages());
        assert_eq!(all_pages(&project, &after), wanted.pages);
    }

    #[test]
    fn roles_that_follow_each_other_are_kept_and_found_on_their_pages() {
        let mut project = project();
        let company = Arc::make_mut(&mut project.company);
        let settings = Arc::make_mut(&mut company.settings);
        settings.pages.role_start = RoleStart::FlowOn;
        settings.chapter_numbers = ChapterNumbers::Outline;
        let wanted = paginate(&book(&project), &EmbeddedFonts);
        let laid = lay_out(&project, None, &EmbeddedFonts, |_| true).unwrap();
        assert_eq!(all_pages(&project, &laid), wanted.pages);
        let about = |id| {
            let role = PartKind::Owner(Owner::Role(RoleId(id)));
            laid.pages_about(|kind| kind == role)
        };
        let (second, third) = (about(2), about(3));
        assert_eq!((second.len(), third.len()), (1, 1));
        assert!(!second[0].is_empty() && second[0].start < third[0].start);
        assert!(second[0].end > third[0].start, "{second:?} {third:?}");
    }

    #[test]
    fn who_asks_for_something_newer_stops_the_older() {
        let mut asked = 0;
        let stopped = lay_out(&project(), None, &EmbeddedFonts, |done| {
            asked += 1;
            done < 3
        });
        assert!(stopped.is_none());
        assert_eq!(asked, 4);
    }

    #[test]
    fn a_part_in_which_roles_follow_each_other_can_be_stopped_inside() {
        let mut project = project();
        let company = Arc::make_mut(&mut project.company);
        let settings = Arc::make_mut(&mut company.settings);
        settings.pages.role_start = RoleStart::FlowOn;
        let asked = |stop: usize| {
            let mut asked = Vec::new();
            let laid = lay_out(&project, None, &EmbeddedFonts, |done| {
                asked.push(done);
                asked.len() < stop
            });
            (laid.is_some(), asked)
        };
        let (done, all) = asked(usize::MAX);
        assert!(done);
        let most = (0..all.len()).map(|part| all.iter().filter(|&&it| it == part).count());
        assert!(most.max() > Some(5), "{all:?}");
        for stop in [all.len() / 2, all.len() - 1] {
            let (done, told) = asked(stop);
            assert!(!done && told.len() == stop, "{} of {stop}", told.len());
        }
        let document = book(&project);
        let mut asked = 0;
        let pages = super::super::paginate_watched(&document, &EmbeddedFonts, &mut |_| {
            asked += 1;
            asked < 8
        });
        assert!(pages.is_none() && asked == 8, "{asked}");
    }
}
