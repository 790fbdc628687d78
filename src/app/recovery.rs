//! The recovery copy: written on a thread a few seconds after a change, so that a crash costs a sentence and not
//! a day. The window only hands over a copy of the project, which shares everything that has not changed.

use super::App;
use crate::model::Project;
use crate::storage::{Folders, RecoverySession, StorageError};
use crate::strings::shell::notice;
use crate::ui::notices::Tone;
use egui::Context;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What the thread is told.
enum Order {
    /// The project has changed to this.
    Changed(Option<PathBuf>, Box<Project>),
    /// Everything is saved.
    Saved,
    /// Write at once what is not written yet, and say so once it is written.
    WriteNow(Sender<()>),
    /// The window has closed as it should.
    End,
}

/// The thread that writes.
pub(super) struct RecoveryWriter {
    orders: Arc<Sender<Order>>,
    errors: Receiver<StorageError>,
    thread: Option<JoinHandle<()>>,
}

/// How the panic hook reaches the thread of the window that is open.
static OPEN_WRITER: Mutex<Weak<Sender<Order>>> = Mutex::new(Weak::new());

impl RecoveryWriter {
    /// Starts the thread; `None` if the system has no more. That the data folder cannot be written is told later.
    pub(super) fn start(
        folders: &Folders,
        delay: Duration,
        ctx: &Context,
    ) -> Option<RecoveryWriter> {
        let (orders, inbox) = channel();
        let (error_sender, errors) = channel();
        let (ctx, folders) = (ctx.clone(), folders.clone());
        let thread = std::thread::Builder::new()
            .name("recovery".to_owned())
            .spawn(move || {
                let mut failed = |error| {
                    drop(error_sender.send(error));
                    ctx.request_repaint();
                };
                match RecoverySession::start(&folders) {
                    Ok(session) => run(session, delay, &inbox, &mut failed),
                    Err(error) => failed(error),
                }
            })
            .ok()?;
        let orders = Arc::new(orders);
        let mut open = OPEN_WRITER.lock().unwrap_or_else(PoisonError::into_inner);
        *open = Arc::downgrade(&orders);
        drop(open);
        Some(RecoveryWriter {
            orders,
            errors,
            thread: Some(thread),
        })
    }

    fn tell(&self, order: Order) {
        // If the thread is gone, its error has been told.
        drop(self.orders.send(order));
    }

    fn changed(&self, original: Option<PathBuf>, project: Project) {
        self.tell(Order::Changed(original, Box::new(project)));
    }

    /// Removes the copy, because everything is saved.
    pub(super) fn discard(&self) {
        self.tell(Order::Saved);
    }

    /// Removes the copy and ends the thread, because the window closes as it should.
    pub(super) fn end(mut self) {
        self.tell(Order::End);
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// Waits for orders; a change is written when `delay` has passed since the first one that is not written yet.
fn run(
    session: RecoverySession,
    delay: Duration,
    inbox: &Receiver<Order>,
    failed: &mut dyn FnMut(StorageError),
) {
    let mut pending: Option<(Option<PathBuf>, Box<Project>)> = None;
    let mut due = Instant::now();
    loop {
        let order = if pending.is_some() {
            inbox.recv_timeout(due.saturating_duration_since(Instant::now()))
        } else {
            inbox.recv().map_err(RecvTimeoutError::from)
        };
        match order {
            Ok(Order::Changed(original, project)) => {
                if pending.is_none() {
                    due = Instant::now() + delay;
                }
                pending = Some((original, project));
            }
            Ok(Order::Saved) => {
                pending = None;
                drop(session.discard());
            }
            Ok(Order::WriteNow(written)) => {
                if write(&session, pending.take(), failed) {
                    _ = written.send(());
                }
            }
            Ok(Order::End) => {
                drop(session.end());
                return;
            }
            Err(RecvTimeoutError::Timeout) => {
                write(&session, pending.take(), failed);
            }
            // The window is gone without a word: what is written stays.
            Err(RecvTimeoutError::Disconnected) => {
                write(&session, pending.take(), failed);
                return;
            }
        }
    }
}

/// Writes what is pending; false if that failed.
fn write(
    session: &RecoverySession,
    pending: Option<(Option<PathBuf>, Box<Project>)>,
    failed: &mut dyn FnMut(StorageError),
) -> bool {
    if let Some((original, project)) = pending
        && let Err(error) = session.write(original.as_deref(), &project)
    {
        failed(error);
        return false;
    }
    true
}

/// Has the copy of the open window written at once; called when the program is about to break. Waits at most
/// two seconds.
pub(super) fn write_before_the_end() {
    // Not waited for: the thread that breaks may be the one that holds it.
    let sender = match OPEN_WRITER.try_lock() {
        Ok(open) => open.upgrade(),
        Err(_) => return,
    };
    if let Some(sender) = sender {
        let (written, wait) = channel();
        if sender.send(Order::WriteNow(written)).is_ok() {
            _ = wait.recv_timeout(Duration::from_secs(2));
        }
    }
}

impl App {
    /// Hands a changed project to the thread, at most once in half the time that a change may be without a
    /// copy (the thread waits for the other half): the list of all roles is copied for it.
    pub(super) fn write_recovery(&mut self, ctx: &Context) {
        if self.open.revision() == self.copied_revision {
            return;
        }
        let pause = self.recovery_delay;
        let rested = self.copied_at.map_or(pause, |at| at.elapsed());
        if rested < pause {
            ctx.request_repaint_after(pause - rested);
        } else {
            self.hand_over();
        }
    }

    fn hand_over(&mut self) {
        self.copied_revision = self.open.revision();
        self.copied_at = Some(Instant::now());
        if let Some(recovery) = &self.recovery {
            if self.open.modified() {
                recovery.changed(self.path.clone(), self.open.project().clone());
            } else {
                recovery.discard();
            }
        }
    }

    /// Has the copy written at once; the receiver hears of it when that has succeeded. `None` if there is nobody
    /// to write it.
    pub(super) fn write_recovery_now(&mut self) -> Option<Receiver<()>> {
        self.hand_over();
        let recovery = self.recovery.as_ref()?;
        let (written, wait) = channel();
        recovery.tell(Order::WriteNow(written));
        Some(wait)
    }

    /// Tells once that the copy cannot be written.
    pub(super) fn take_recovery_error(&mut self) {
        let error = self
            .recovery
            .as_ref()
            .and_then(|it| it.errors.try_recv().ok());
        if error.is_some() {
            self.notice(Tone::Caution, notice::NO_RECOVERY.to_owned());
        }
    }
}
