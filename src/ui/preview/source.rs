//! The document that the preview shows, remade when the project, the selection or the settings change.
//!
//! A role's sheet is made at once: it takes a few milliseconds, and the page follows the keys (the very first of a window
//! is not: the faces' widths must be read). Departments and the book
//! are made on a thread of their own from a snapshot of the project (a copy shares every role); the pages shown before
//! stay until the new ones are there, and what did not change is not laid out again.

use crate::document::{Part, Request, Scope, compose_frame, compose_parts_watched, compose_role};
use crate::fonts::{EmbeddedFonts, Named};
use crate::layout::{LaidDocument, LaidPart};
use crate::model::{Company, DepartmentId, Organisation, Owner, Project, RoleId};
use crate::ui::View;
use egui::Context;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

/// Whose document is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// One role's sheet.
    Role(RoleId),
    /// A department with everything below it, as a book.
    Department(DepartmentId),
    /// The company's book.
    Book,
}

impl Subject {
    pub(super) fn of(selection: Owner, book: bool) -> Subject {
        match selection {
            Owner::Role(role) if !book => Subject::Role(role),
            Owner::Department(department) if !book => Subject::Department(department),
            Owner::Role(_) | Owner::Department(_) | Owner::Company => Subject::Book,
        }
    }

    /// What an export of the same would ask for.
    pub(super) fn request(self) -> Request {
        match self {
            Subject::Role(role) => Request::role(role),
            Subject::Department(department) => Request {
                scope: Scope::Department {
                    department,
                    with_below: true,
                },
                book: true,
                layout: None,
            },
            Subject::Book => Request::book(),
        }
    }
}

/// What a document was made from. The company tells projects apart whose revisions are the same.
#[derive(Clone)]
struct Key {
    revision: u64,
    company: Arc<Company>,
    /// Fonts of the computer that were looked for.
    fonts: usize,
    subject: Subject,
}

impl Key {
    fn is(&self, other: &Key) -> bool {
        self.revision == other.revision
            && self.subject == other.subject
            && self.fonts == other.fonts
            && Arc::ptr_eq(&self.company, &other.company)
    }
}

/// What is shown now, with the project as it was when it was made.
#[derive(Clone)]
pub(super) struct Shown {
    pub(super) document: Arc<LaidDocument>,
    pub(super) subject: Subject,
    snapshot: Arc<Snapshot>,
}

struct Snapshot {
    project: Project,
    organisation: Organisation,
}

impl Shown {
    /// Composes and lays out; `None` = `counts` said no; `told` hears how many parts are done.
    fn make(
        snapshot: Snapshot,
        subject: Subject,
        earlier: Option<&LaidDocument>,
        counts: &dyn Fn() -> bool,
        mut told: impl FnMut(usize),
    ) -> Option<Shown> {
        let Snapshot {
            project,
            organisation,
        } = &snapshot;
        let request = subject.request();
        let frame = compose_frame(project, organisation, &request);
        let parts = |take: &mut dyn FnMut(Part) -> bool| {
            let mut counts = || counts();
            compose_parts_watched(project, organisation, &request, &mut counts, take);
        };
        let go_on = |done| {
            told(done);
            counts()
        };
        let document = LaidDocument::new(frame, parts, earlier, &EmbeddedFonts, go_on)?;
        // Composing ends early, too.
        if !counts() {
            return None;
        }
        Some(Shown {
            document: Arc::new(document),
            subject,
            snapshot: Arc::new(snapshot),
        })
    }

    /// A part of the document, laid out.
    pub(super) fn part(&self, part: usize) -> Arc<LaidPart> {
        let Snapshot {
            project,
            organisation,
        } = &*self.snapshot;
        let request = self.subject.request();
        let role = |role| compose_role(project, organisation, &request, role);
        self.document.part(part, role, &EmbeddedFonts)
    }
}

/// Makes documents, and has the last one.
#[derive(Default)]
pub(super) struct Source {
    shown: Option<Shown>,
    asked: Option<Key>,
    worker: Option<Worker>,
    /// A document is being made.
    working: bool,
    /// A frame has been drawn without pages.
    blank: bool,
}

impl Source {
    /// Sees to it that what is shown is, or soon will be, what `view` says. True if there are new pages.
    pub(super) fn update(&mut self, ctx: &Context, view: View<'_>, book: bool) -> bool {
        // The window shows a project before anything is made of it.
        if !std::mem::replace(&mut self.blank, true) {
            ctx.request_repaint();
            return false;
        }
        let mut new = self.take_finished();
        let key = Key {
            revision: view.revision,
            company: view.project.company.clone(),
            fonts: Named::count(),
            subject: Subject::of(view.selection, book),
        };
        if self.asked.as_ref().is_some_and(|asked| asked.is(&key)) {
            return new;
        }
        let subject = key.subject;
        self.asked = Some(key);
        // Whatever is under way is of no use any more.
        self.working = false;
        let at_once = matches!(subject, Subject::Role(_)) && self.shown.is_some();
        if !at_once && self.give_to_worker(ctx, view, subject) {
            return new;
        }
        if let Some(worker) = &self.worker {
            worker.shared.newest.fetch_add(1, Ordering::Relaxed);
        }
        let snapshot = Snapshot {
            project: view.project.clone(),
            organisation: view.organisation.clone(),
        };
        let earlier = self.shown.as_ref().map(|shown| &*shown.document);
        if let Some(shown) = Shown::make(snapshot, subject, earlier, &|| true, |_| {}) {
            self.show(shown);
            new = true;
        }
        new
    }

    /// What was shown before is dropped by the worker, if there is one.
    fn show(&mut self, shown: Shown) {
        let old = self.shown.replace(shown);
        if let (Some(old), Some(worker)) = (old, &self.worker) {
            drop(worker.jobs.send(Work::Forget(old)));
        }
    }

    /// What is shown, if anything is.
    pub(super) fn shown(&self) -> Option<&Shown> {
        self.shown.as_ref()
    }

    /// While other pages are being made: parts done, parts in all (0 = not yet known).
    pub(super) fn progress(&self) -> Option<(usize, usize)> {
        if self.asked.is_none() && self.blank {
            return Some((0, 0));
        }
        let shared = &self.worker.as_ref().filter(|_| self.working)?.shared;
        let load = |number: &AtomicUsize| number.load(Ordering::Relaxed);
        Some((load(&shared.done), load(&shared.total)))
    }

    fn take_finished(&mut self) -> bool {
        let Some(worker) = &self.worker else {
            return false;
        };
        let newest = worker.shared.newest.load(Ordering::Relaxed);
        let finished = worker.finished.try_iter();
        let Some(made) = finished.filter(|made| made.number == newest).last() else {
            return false;
        };
        self.show(made.shown);
        self.working = false;
        true
    }

    /// False if the system gives us no thread.
    fn give_to_worker(&mut self, ctx: &Context, view: View<'_>, subject: Subject) -> bool {
        if self.worker.is_none() {
            self.worker = Worker::start();
        }
        let Some(worker) = &self.worker else {
            return false;
        };
        let number = worker.shared.newest.fetch_add(1, Ordering::Relaxed) + 1;
        let job = Job {
            number,
            subject,
            project: view.project.clone(),
            earlier: self.shown.as_ref().map(|shown| shown.document.clone()),
            ctx: ctx.clone(),
        };
        worker.shared.done.store(0, Ordering::Relaxed);
        worker.shared.total.store(0, Ordering::Relaxed);
        self.working = worker.jobs.send(Work::Make(Box::new(job))).is_ok();
        self.working
    }
}

/// What the worker is given.
enum Work {
    Make(Box<Job>),
    /// To be dropped there: freeing a book of thousands of roles would hold up a frame.
    Forget(Shown),
}

struct Job {
    number: u64,
    subject: Subject,
    project: Project,
    earlier: Option<Arc<LaidDocument>>,
    ctx: Context,
}

struct Made {
    number: u64,
    shown: Shown,
}

/// What window and worker both see.
#[derive(Default)]
struct Shared {
    /// Number of the job that counts; older ones stop.
    newest: AtomicU64,
    done: AtomicUsize,
    total: AtomicUsize,
}

/// The thread; it ends when this is dropped.
struct Worker {
    jobs: Sender<Work>,
    finished: Receiver<Made>,
    shared: Arc<Shared>,
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.shared.newest.fetch_add(1, Ordering::Relaxed);
    }
}

impl Worker {
    fn start() -> Option<Worker> {
        let (jobs, waiting) = channel::<Work>();
        let (done, finished) = channel();
        let shared = Arc::new(Shared::default());
        let seen = shared.clone();
        let work = move || {
            while let Ok(work) = waiting.recv() {
                // Only the last wish of those that have gathered counts.
                let all = std::iter::once(work).chain(waiting.try_iter());
                let jobs = all.filter_map(|work| match work {
                    Work::Make(job) => Some(job),
                    Work::Forget(shown) => {
                        drop(shown);
                        None
                    }
                });
                let Some(job) = jobs.last() else {
                    continue;
                };
                let ctx = job.ctx.clone();
                if let Some(made) = make(*job, &seen)
                    && done.send(made).is_err()
                {
                    return;
                }
                ctx.request_repaint();
            }
        };
        let thread = std::thread::Builder::new().name("preview".into());
        thread.spawn(work).ok()?;
        Some(Worker {
            jobs,
            finished,
            shared,
        })
    }
}

fn make(job: Job, shared: &Shared) -> Option<Made> {
    let is_newest = |number| shared.newest.load(Ordering::Relaxed) == number;
    if !is_newest(job.number) {
        return None;
    }
    let Job {
        number,
        subject,
        project,
        earlier,
        ctx,
    } = job;
    let organisation = Organisation::of(&project);
    let nodes = subject.request().scope.nodes(&project, &organisation);
    if is_newest(number) {
        shared.total.store(nodes.len(), Ordering::Relaxed);
    }
    let counts = || is_newest(number);
    let told = |done: usize| {
        if counts() {
            let done = done.min(nodes.len());
            shared.done.store(done, Ordering::Relaxed);
            if done % 100 == 99 {
                ctx.request_repaint();
            }
        }
    };
    let snapshot = Snapshot {
        project,
        organisation,
    };
    let shown = Shown::make(snapshot, subject, earlier.as_deref(), &counts, told)?;
    Some(Made { number, shown })
}
