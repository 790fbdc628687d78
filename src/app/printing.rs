//! Printing on paper: the PDF is made on the export's thread, put into the program's own folder, and sent off when the
//! person has agreed.

use super::disk::{Progress, Work};
use super::jobs::{Finished, Order, Stopped, Watch};
use super::printers::{NotSent, Printers, Sent, Way};
use super::{About, App};
use crate::document::Request;
use crate::model::{Organisation, Project};
use crate::printing::{Files, Format, Plan, PrintError, PrintJob, Working, print_plan};
use crate::storage::{Folders, store_print_copy};
use crate::strings::{self, print as words};
use crate::ui::menu_bar::file_name;
use crate::ui::notices::{Notice, NoticeAction, Tone};
use crate::ui::questions::Question;
use egui::Context;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

/// What a thread needs to print.
#[derive(Clone)]
pub(super) struct Printing {
    folders: Folders,
    printers: Arc<dyn Printers>,
}

/// A document that waits for the person's word.
pub(super) struct Ready {
    document: PathBuf,
    way: Way,
}

/// A document on its way.
pub(super) struct Sending {
    name: String,
    work: Work<Result<Sent, NotSent>>,
}

/// Makes the document, and looks where it would go.
pub(super) fn print_copy(
    project: &Project,
    finished: &mut Finished,
    printing: &Printing,
    watch: &Watch,
) -> Result<(), Stopped> {
    let organisation = Organisation::of(project);
    let job = &finished.order.job;
    let plan = Plan::of(project, &organisation, job, None).map_err(Stopped::Print)?;
    let mut failed = None;
    let (files, warnings) = (&mut finished.files, &mut finished.warnings);
    let mut receive = |file: crate::printing::PrintedFile, _| {
        match store_print_copy(&printing.folders, &file.name, &file.bytes) {
            Ok(path) => files.push(path),
            Err(error) => failed = Some(error),
        }
        warnings.extend(file.warnings);
        ControlFlow::Continue(())
    };
    let mut pages = 0;
    let mut tell = |working: Working<'_>| {
        pages = pages.max(working.pages.total);
        watch.tell(working)
    };
    let printed = print_plan(project, &organisation, plan, &mut tell, &mut receive);
    if let Some(error) = failed {
        return Err(Stopped::Storage(error));
    }
    printed.map_err(Stopped::Print)?;
    if watch.stopped() {
        return Err(Stopped::Print(PrintError::Stopped));
    }
    finished.way = Some((printing.printers.way(), pages));
    Ok(())
}

impl App {
    /// Begins to print: the document is made first.
    pub(super) fn print(&mut self, request: Request) {
        self.ui.export.open = false;
        let Some(folders) = self.folders.clone() else {
            return self.problem(words::not_printed(words::NO_FOLDER), None);
        };
        let name = strings::export::proposed_name(self.project(), &request);
        self.start_export(Order {
            folder: PathBuf::new(),
            job: PrintJob {
                request,
                files: Files::One(name),
                formats: vec![Format::Pdf],
            },
            existing: None,
            print: Some(Printing {
                folders,
                printers: self.printers.clone(),
            }),
        });
    }

    /// Asks whether the finished document goes to the printer; where there is none it is shown.
    pub(super) fn ready_to_print(&mut self, finished: Finished, ctx: &Context) {
        let (Some(document), Some((way, pages))) = (finished.files.first(), &finished.way) else {
            return;
        };
        let (document, way, pages) = (document.clone(), way.clone(), *pages);
        let name = name_of(&document);
        if let Some(first) = finished.warnings.first() {
            let text = match finished.warnings.len() {
                1 => {
                    let first = strings::export::explain_warning(first, self.project());
                    strings::export::with_warning(&name, &first)
                }
                count => strings::export::with_warnings(&name, count),
            };
            self.report(name.clone(), &finished);
            self.add_notice(Notice {
                tone: Tone::Caution,
                text,
                actions: vec![NoticeAction::Report],
            });
            // The question comes first.
            if let Some(report) = &mut self.ui.report {
                report.open = false;
            }
        }
        let printer = match &way {
            Way::Printer(printer) => Some(printer.clone()),
            Way::Program => None,
            Way::Viewer => return self.send(Ready { document, way }, false, ctx),
        };
        let question = Question::Print {
            name,
            pages,
            printer,
        };
        self.ask_person(question, About::Print(Ready { document, way }));
    }

    /// Sends a document off, to paper or to the viewer.
    pub(super) fn send(&mut self, ready: Ready, to_paper: bool, ctx: &Context) {
        let name = name_of(&ready.document);
        let printers = self.printers.clone();
        let send = move || {
            if to_paper {
                printers.print(&ready.document, &ready.way)
            } else {
                printers.show(&ready.document)
            }
        };
        match Work::start(ctx, "print", send) {
            Ok(work) => self.sending = Some(Sending { name, work }),
            Err(_) => self.notice(Tone::Failed, strings::shell::problem::NO_THREAD.to_owned()),
        }
    }

    /// Takes what became of a document that was sent off.
    pub(super) fn take_sent(&mut self) {
        let Some(sending) = self.sending.take() else {
            return;
        };
        match sending.work.progress() {
            Progress::Runs => self.sending = Some(sending),
            Progress::Done(Ok(Sent::Printed)) => {
                self.notice(Tone::Done, words::printed(&sending.name));
            }
            Progress::Done(Ok(Sent::Shown)) => {
                self.notice(Tone::Done, words::shown(&sending.name));
            }
            Progress::Done(Err(NotSent(details))) => {
                self.problem(words::not_printed(&details), None);
            }
            Progress::Broke => self.problem(words::not_printed(""), None),
        }
    }
}

/// Without extension: it is a document, the file is our own matter.
fn name_of(document: &std::path::Path) -> String {
    file_name(&document.with_extension(""))
}
