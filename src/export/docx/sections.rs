//! Sections: which parts share one, how their pages lie, and which headers and footers stand on them.
//!
//! Parts with the same pages share a section, as Word's own users make them: a header changed there by hand then
//! changes for all of them. Texts that a part says of itself divide them only where a header or footer asks for them.

use crate::document::{PageSetup, Part, PartField, PrintDocument, Running, RunningText};
use crate::layout::PageNumbers;
use crate::model::settings::PageCount;
use std::collections::{BTreeMap, BTreeSet};

/// One header or footer of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Band {
    /// A header, not a footer.
    pub(super) is_header: bool,
    /// For even pages of a mirrored document.
    pub(super) even: bool,
    /// For pages on their side.
    pub(super) turned: bool,
    /// Words behind the text; empty = none. Word keeps them in the header.
    pub(super) watermark: String,
    /// What it says; `None` on pages without header and footer.
    pub(super) shown: Option<Shown>,
}

/// What the fields of a header or footer say.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shown {
    /// The department or role; `None` where Word must look for it on each page: readers that cannot then show nothing
    /// rather than a wrong name.
    pub(super) title: Option<String>,
    /// What the part says of itself, as far as it is asked for.
    pub(super) fields: Vec<(PartField, String)>,
    /// Number of pages until Word computes it, where each part counts its own and it is asked for.
    pub(super) pages: Option<usize>,
}

/// A section.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Section {
    /// Its pages lie on their side.
    pub(super) turned: bool,
    /// It begins on an odd page.
    pub(super) odd_start: bool,
    /// Its pages are counted from 1.
    pub(super) restart: bool,
    /// Headers and footers that it does not take over from the section before.
    pub(super) references: Vec<Reference>,
}

/// Names a header or footer in a section: one of [`Sections::bands`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// A header, not a footer.
    pub(super) is_header: bool,
    /// For even pages.
    pub(super) even: bool,
    /// Its number among the headers or among the footers, from 1.
    pub(super) number: usize,
}

/// The sections of a document.
#[derive(Default)]
pub(super) struct Sections {
    /// For each part the section that begins with it, if one does.
    pub(super) of_parts: Vec<Option<Section>>,
    /// Every header and footer with its number, in the order in which they come up.
    pub(super) bands: Vec<(Band, usize)>,
    numbers: BTreeMap<Band, usize>,
    headers: usize,
    footers: usize,
}

/// What the sections are made of.
struct Plan<'a> {
    document: &'a PrintDocument,
    /// The only name of a department or role, where there is one.
    only_title: Option<&'a str>,
    /// Parts have sections of their own whatever headers say.
    divided: bool,
    /// Number of pages of each part; nothing if it is not known.
    pages: &'a [usize],
}

impl Sections {
    /// Divides a document. `pages` tells how long its parts are.
    pub(super) fn of(document: &PrintDocument, pages: Option<&PageNumbers>) -> Sections {
        let running = document.parts.iter().filter(|part| part.running);
        let titles: BTreeSet<&str> = running.map(|part| part.title.as_str()).collect();
        let asks = |piece: &RunningText| matches!(piece, RunningText::PartField(_));
        let bands = [&document.header, &document.footer].into_iter();
        let mut said = bands.flat_map(|band| [&band.left, &band.middle, &band.right]);
        let restart = document.page_count == PageCount::Part;
        let plan = Plan {
            document,
            divided: restart || said.any(|third| third.iter().any(asks)),
            only_title: (titles.len() == 1)
                .then(|| titles.first().copied())
                .flatten(),
            pages: pages
                .map(|pages| pages.parts.as_slice())
                .unwrap_or_default(),
        };
        let mut result = Sections::default();
        // What stands on the pages of the section before.
        let mut before: Option<(bool, Vec<Reference>)> = None;
        for (index, part) in document.parts.iter().enumerate() {
            let turned = part.setup.turned;
            let bands = plan.bands(index, part);
            let bare = bands
                .iter()
                .all(|band| band.shown.is_none() && band.watermark.is_empty());
            // Nothing needs not be said before there is something to take over.
            let inherits = before.as_ref().is_some_and(|(_, shown)| !shown.is_empty());
            let references: Vec<Reference> = if bare && !inherits {
                Vec::new()
            } else {
                bands
                    .into_iter()
                    .map(|band| result.reference(band))
                    .collect()
            };
            let look = (turned, references);
            let begins = before.as_ref() != Some(&look) || part.setup.odd_start || restart;
            result.of_parts.push(begins.then(|| Section {
                turned,
                odd_start: part.setup.odd_start && index > 0,
                restart,
                references: match &before {
                    Some((_, shown)) if *shown == look.1 => Vec::new(),
                    _ => look.1.clone(),
                },
            }));
            before = Some(look);
        }
        result
    }

    fn reference(&mut self, band: Band) -> Reference {
        let (is_header, even) = (band.is_header, band.even);
        let number = match self.numbers.get(&band) {
            Some(&number) => number,
            None => {
                let count = if is_header {
                    &mut self.headers
                } else {
                    &mut self.footers
                };
                *count += 1;
                self.bands.push((band.clone(), *count));
                self.numbers.insert(band, *count);
                *count
            }
        };
        Reference {
            is_header,
            even,
            number,
        }
    }
}

impl Plan<'_> {
    /// The headers and footers of a part.
    fn bands(&self, index: usize, part: &Part) -> Vec<Band> {
        let evens: &[bool] = if self.document.page.mirrored {
            &[false, true]
        } else {
            &[false]
        };
        let mut bands = Vec::with_capacity(4);
        for (is_header, running) in [
            (true, &self.document.header),
            (false, &self.document.footer),
        ] {
            let shown = part.running.then(|| self.shown(running, index, part));
            for &even in evens {
                bands.push(Band {
                    is_header,
                    even,
                    turned: part.setup.turned && part.running,
                    watermark: if is_header {
                        part.setup.watermark.clone()
                    } else {
                        String::new()
                    },
                    shown: shown.clone(),
                });
            }
        }
        bands
    }

    fn shown(&self, running: &Running, index: usize, part: &Part) -> Shown {
        let mut shown = Shown::default();
        for piece in [&running.left, &running.middle, &running.right]
            .into_iter()
            .flatten()
        {
            match piece {
                RunningText::Text(_) | RunningText::Page => {}
                RunningText::Pages if self.document.page_count == PageCount::Part => {
                    shown.pages = self.pages.get(index).copied();
                }
                RunningText::Pages => {}
                RunningText::PartTitle => {
                    shown.title = shown.title.or_else(|| self.only_title.map(str::to_owned));
                }
                RunningText::PartField(field) => {
                    let text = part.setup.fields.get(*field).to_owned();
                    shown.fields.push((*field, text));
                }
            }
        }
        let names = |piece: &RunningText| *piece == RunningText::PartTitle;
        let named = [&running.left, &running.middle, &running.right];
        if self.divided && named.into_iter().flatten().any(names) {
            // The name itself, which every reader shows.
            shown.title = Some(part.title.clone());
        }
        shown
    }
}

impl Reference {
    /// Id of its relationship.
    pub(super) fn id(self) -> String {
        let kind = if self.is_header { "Header" } else { "Footer" };
        format!("rId{kind}{}", self.number)
    }

    /// Appends what a section says of it.
    pub(super) fn write(self, out: &mut String) {
        out.push_str(if self.is_header {
            "<w:headerReference"
        } else {
            "<w:footerReference"
        });
        let kind = if self.even { "even" } else { "default" };
        for (name, value) in [(" w:type=\"", kind), ("\" r:id=\"", &self.id())] {
            out.push_str(name);
            out.push_str(value);
        }
        out.push_str("\"/>");
    }
}

impl Band {
    /// The sheet that it stands on.
    pub(super) fn page(&self, document: &PrintDocument) -> PageSetup {
        page(document, self.turned)
    }
}

/// The sheet, upright or on its side.
pub(super) fn page(document: &PrintDocument, turned: bool) -> PageSetup {
    if turned {
        document.page.turned()
    } else {
        document.page
    }
}
