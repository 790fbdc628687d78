//! From a project and a wish to finished files: compose → paginate → write, role by role, with progress and a
//! way to stop. Touches no disk: whoever calls stores each file as it comes.

mod names;
mod plan;
mod spots;

pub use names::{UniqueStems, safe_stem};
pub use plan::{Each, Existing, Files, Per, Plan, room_below};
pub use spots::{place_missing, spot_of};

use crate::document::{self, LeftOut, PrintDocument, Request, Scope};
use crate::export::{self, ExportError, ExportWarning};
use crate::fonts::EmbeddedFonts;
use crate::layout::{self, PageNumbers, Pages};
use crate::model::{Node, Organisation, Owner, Project, RoleId};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// A printed format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// PDF.
    Pdf,
    /// Word document.
    Docx,
}

impl Format {
    /// The file name's extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Docx => "docx",
        }
    }
}

/// What shall be printed, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintJob {
    /// Which roles, as a book or not, in which layout.
    pub request: Request,
    /// One file or many.
    pub files: Files,
    /// In which formats.
    pub formats: Vec<Format>,
}

/// A finished file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedFile {
    /// Folder below that of the job; empty = in it.
    pub folder: PathBuf,
    /// Its name with extension, safe on every system.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// What is not as it was typed.
    pub warnings: Vec<ExportWarning>,
}

impl PrintedFile {
    /// Where it belongs, below the folder of the job.
    pub fn path(&self) -> PathBuf {
        self.folder.join(&self.name)
    }
}

/// How far a job is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files finished.
    pub done: usize,
    /// Files in all.
    pub total: usize,
}

/// What a job is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Working<'a> {
    /// Files finished, and in all.
    pub files: Progress,
    /// The file being written, with extension.
    pub file: &'a str,
    /// Steps of laying it out that are done, and in all: before its pages are counted.
    pub layout: Progress,
    /// Pages of it that are written, and in all; 0 in all while they are not counted.
    pub pages: Progress,
}

/// Why a job ended before its last file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrintError {
    /// The wish covers no role and no department.
    NothingToPrint,
    /// A document could not be written.
    Export(ExportError),
    /// The receiver of the files asked to stop.
    Stopped,
}

impl From<ExportError> for PrintError {
    fn from(error: ExportError) -> PrintError {
        match error {
            ExportError::Cancelled => PrintError::Stopped,
            error => PrintError::Export(error),
        }
    }
}

/// Prints a job, handing over each file as it is finished. The receiver stops the job by answering `Break`.
///
/// # Errors
/// When there is nothing to print, a document cannot be written, or the receiver stops.
pub fn print(
    project: &Project,
    organisation: &Organisation,
    job: &PrintJob,
    receive: &mut dyn FnMut(PrintedFile, Progress) -> ControlFlow<()>,
) -> Result<(), PrintError> {
    let mut watch = |_: Working<'_>| ControlFlow::Continue(());
    print_watched(project, organisation, job, &mut watch, receive)
}

/// The same, telling `watch` in between what is being done; it stops the job by answering `Break`, so that also a
/// book of a thousand pages can be given up.
///
/// # Errors
/// Those of [`print()`].
pub fn print_watched(
    project: &Project,
    organisation: &Organisation,
    job: &PrintJob,
    watch: &mut dyn FnMut(Working<'_>) -> ControlFlow<()>,
    receive: &mut dyn FnMut(PrintedFile, Progress) -> ControlFlow<()>,
) -> Result<(), PrintError> {
    let plan = Plan::of(project, organisation, job, None)?;
    print_plan(project, organisation, plan, watch, receive)
}

/// The same for files that are planned already.
///
/// # Errors
/// Those of [`print()`].
pub fn print_plan(
    project: &Project,
    organisation: &Organisation,
    plan: Plan,
    watch: &mut dyn FnMut(Working<'_>) -> ControlFlow<()>,
    receive: &mut dyn FnMut(PrintedFile, Progress) -> ControlFlow<()>,
) -> Result<(), PrintError> {
    let total = plan.paths().count();
    let mut done = 0;
    for sheet in plan.sheets {
        let plan::Sheet {
            folder,
            stem,
            request,
            formats,
        } = sheet;
        let mut tell = |done, file: &str, layout, pages| {
            let files = Progress { done, total };
            let working = Working {
                files,
                file,
                layout,
                pages,
            };
            watch(working).is_continue()
        };
        let mut go_on = |layout| tell(done, &stem, layout, Progress::default());
        let (mut document, mut laid) =
            lay_out((project, organisation), &request, &formats, &mut go_on)
                .ok_or(PrintError::Stopped)?;
        if formats == [Format::Pdf] {
            // It needs the pages only, and the blocks take 20 kB a role.
            document.parts = Vec::new();
        }
        for &format in &formats {
            let name = format!("{stem}.{}", format.extension());
            let total = laid.numbers.pages;
            let mut pages_done = |count| {
                let pages = Progress { done: count, total };
                tell(done, &name, Progress::default(), pages)
            };
            if !pages_done(0) {
                return Err(PrintError::Stopped);
            }
            let mut file = write_one(&document, &mut laid, format, name.clone(), &mut pages_done)?;
            file.folder.clone_from(&folder);
            place_missing(&mut file.warnings, project);
            done += 1;
            if receive(file, Progress { done, total }).is_break() {
                return Err(PrintError::Stopped);
            }
        }
    }
    Ok(())
}

/// Lays a document out and writes it in each format.
///
/// # Errors
/// When a document cannot be written.
pub fn write(
    document: &PrintDocument,
    stem: &str,
    formats: &[Format],
) -> Result<Vec<PrintedFile>, ExportError> {
    let mut laid = LaidOut::of(document, formats, &mut |_| true).ok_or(ExportError::Cancelled)?;
    let write = |&format: &Format| {
        let name = format!("{stem}.{}", format.extension());
        write_one(document, &mut laid, format, name, &mut |_| true)
    };
    formats.iter().map(write).collect()
}

/// A document laid out as far as its formats need it.
struct LaidOut {
    numbers: PageNumbers,
    /// For the PDF, which takes them.
    pages: Option<Pages>,
    /// What found no room; kept here because the parts that know it may be gone before the file is written.
    left_out: Vec<LeftOut>,
}

impl LaidOut {
    /// `go_on` is asked before each part with the number of parts laid out; `None` = it said no.
    fn of(
        document: &PrintDocument,
        formats: &[Format],
        go_on: &mut dyn FnMut(usize) -> bool,
    ) -> Option<LaidOut> {
        let parts = document.parts.iter();
        let left_out = parts.flat_map(|part| &part.left_out).copied().collect();
        if formats.contains(&Format::Pdf) {
            let pages = layout::paginate_watched(document, &EmbeddedFonts, go_on)?;
            let numbers = pages.numbers();
            let pages = Some(pages);
            return Some(LaidOut {
                numbers,
                pages,
                left_out,
            });
        }
        Some(LaidOut {
            numbers: layout::page_numbers_watched(document, &EmbeddedFonts, go_on)?,
            pages: None,
            left_out,
        })
    }
}

/// Composes a document and lays it out, telling `go_on` how far it is; `None` = it said no. To compose a part is one
/// step and to lay it out another.
fn lay_out(
    (project, organisation): (&Project, &Organisation),
    request: &Request,
    formats: &[Format],
    go_on: &mut dyn FnMut(Progress) -> bool,
) -> Option<(PrintDocument, LaidOut)> {
    // Parts without an owner, as the cover, are few.
    let expected = request.scope.nodes(project, organisation).len();
    let mut document = document::compose_frame(project, organisation, request);
    let goes_on = Cell::new(true);
    let go_on_with = RefCell::new(&mut *go_on);
    // Where roles follow each other, parts are fewer than what is composed.
    let composed = Cell::new(0_usize);
    let ask = || {
        let done = composed.replace(composed.get() + 1);
        let progress = Progress {
            done: done.min(expected),
            total: 2 * expected,
        };
        goes_on.set((go_on_with.borrow_mut())(progress));
        goes_on.get()
    };
    let parts = &mut document.parts;
    document::compose_parts_watched(project, organisation, request, &mut || ask(), &mut |part| {
        parts.push(part);
        ask()
    });
    if !goes_on.get() {
        return None;
    }
    let count = document.parts.len();
    let laid = LaidOut::of(&document, formats, &mut |done| {
        go_on(Progress {
            done: count + done,
            total: 2 * count,
        })
    })?;
    Some((document, laid))
}

fn write_one(
    document: &PrintDocument,
    laid: &mut LaidOut,
    format: Format,
    name: String,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Result<PrintedFile, ExportError> {
    let exported = match format {
        Format::Pdf => {
            let pages = laid.pages.take();
            let pages = pages.unwrap_or_else(|| layout::paginate(document, &EmbeddedFonts));
            export::pdf::write_watched(pages, &document.properties, document.pdf_kind, go_on)?
        }
        Format::Docx => {
            // Its pages are Word's own; how far it is is known by the parts.
            let (parts, pages) = (document.parts.len().max(1), laid.numbers.pages);
            let mut parts_done = |count: usize| go_on(count * pages / parts);
            export::docx::write_watched(document, Some(&laid.numbers), &mut parts_done)?
        }
    };
    let flaws = laid.numbers.flaws.iter().copied().map(ExportWarning::from);
    let left_out = laid.left_out.iter().copied().map(ExportWarning::LeftOut);
    let mut told = BTreeSet::new();
    let docx = (format == Format::Docx).then_some(document.embed_fonts);
    let fonts = export::font_warnings(&document.installed, docx).into_iter();
    let all = fonts.chain(exported.warnings);
    let all = all.chain(flaws).chain(left_out);
    Ok(PrintedFile {
        folder: PathBuf::new(),
        name,
        bytes: exported.bytes,
        warnings: all.filter(|warning| told.insert(*warning)).collect(),
    })
}

/// The roles that a scope covers, in the tree's order.
pub fn roles_in(scope: &Scope, project: &Project, organisation: &Organisation) -> Vec<RoleId> {
    let role = |node: &Node| match node.owner {
        Owner::Role(id) => Some(id),
        Owner::Company | Owner::Department(_) => None,
    };
    scope
        .nodes(project, organisation)
        .iter()
        .filter_map(role)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Role;
    use crate::model::settings::RoleStart;
    use std::sync::Arc;

    fn project(start: RoleStart) -> Project {
        let mut project = Project::default();
        let company = Arc::make_mut(&mut project.company);
        Arc::make_mut(&mut company.settings).pages.role_start = start;
        for id in (1..=12).map(RoleId) {
            let role = Role {
                name: format!("岗位{}", id.0),
                ..Role::default()
            };
            project.roles.insert(id, Arc::new(role));
            Arc::make_mut(&mut project.company).roles.push(id);
        }
        project
    }

    /// What a book tells while it is made, stopped when it has told `most` times; and how it ended.
    fn told(
        (format, start): (Format, RoleStart),
        most: usize,
    ) -> (Vec<(Progress, Progress)>, Result<(), PrintError>) {
        let project = project(start);
        let job = PrintJob {
            request: Request::book(),
            files: Files::One("汇编".into()),
            formats: vec![format],
        };
        let mut told = Vec::new();
        let mut watch = |working: Working<'_>| {
            told.push((working.layout, working.pages));
            if told.len() < most {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        };
        let mut receive = |_, _| ControlFlow::Continue(());
        let organisation = Organisation::of(&project);
        let ended = print_watched(&project, &organisation, &job, &mut watch, &mut receive);
        (told, ended)
    }

    #[test]
    fn a_book_tells_how_far_it_is_laid_out_before_its_pages_are_written() {
        for format in [Format::Pdf, Format::Docx] {
            let (told, ended) = told((format, RoleStart::Page), usize::MAX);
            assert_eq!(ended, Ok(()));
            let laying_out = told.iter().take_while(|(_, pages)| pages.total == 0);
            let share = |it: &Progress| it.done as f32 / it.total as f32;
            let shares: Vec<f32> = laying_out.map(|(layout, _)| share(layout)).collect();
            // Twelve roles, composed and laid out, each by itself.
            assert!(shares.len() > 24, "{shares:?}");
            assert!(shares.is_sorted() && shares[0] == 0.0, "{shares:?}");
            assert!(*shares.last().unwrap() > 0.9, "{shares:?}");
            let writing = &told[shares.len()..];
            assert!(writing.iter().all(|(layout, _)| layout.total == 0));
        }
    }

    #[test]
    fn a_book_can_be_given_up_at_any_of_these_points() {
        for format in [Format::Pdf, Format::Docx] {
            for start in [RoleStart::Page, RoleStart::FlowOn] {
                let (all, _) = told((format, start), usize::MAX);
                for most in 1..=all.len() {
                    let (told, ended) = told((format, start), most);
                    assert_eq!((told.len(), ended), (most, Err(PrintError::Stopped)));
                }
            }
        }
    }

    #[test]
    fn roles_that_follow_each_other_are_asked_about_one_by_one_though_they_are_one_part() {
        let (told, _) = told((Format::Docx, RoleStart::FlowOn), usize::MAX);
        let all = told.iter().map(|(layout, _)| layout.total).max();
        // As many nodes as roles, but a handful of parts.
        assert!(told.len() > 24 && all == Some(24), "{told:?}");
        let writing = told.iter().filter(|(layout, _)| layout.total == 0);
        let parts = document::compose(
            &project(RoleStart::FlowOn),
            &Organisation::of(&project(RoleStart::FlowOn)),
            &Request::book(),
        );
        assert!(
            writing.count() > parts.parts.len() + 2,
            "also while it is written"
        );
    }
}
