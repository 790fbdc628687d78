//! Small work on the disk, one piece after the other on a thread of its own: the settings, named styles, whether a file
//! exists, a list to be saved. A drive that does not answer holds up these, never the window.

use super::App;
use egui::Context;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::time::Duration;

/// What the window does with what came of an errand.
pub(super) type Then = Box<dyn FnOnce(&mut App, &Context) + Send>;
type Errand = Box<dyn FnOnce() -> Then + Send>;

/// How long the end of the program waits for what is still to be written.
const PATIENCE: Duration = Duration::from_secs(5);

/// The thread and what it has to do.
pub(super) struct Errands {
    ctx: Context,
    /// `None`: the system has no more threads.
    orders: Option<Sender<Errand>>,
    done: Receiver<Then>,
    /// Orders of which nothing has come back yet.
    pending: usize,
    /// The person waits for one of them.
    awaited: bool,
}

impl Errands {
    /// Starts the thread.
    pub(super) fn start(ctx: &Context) -> Errands {
        let (orders, inbox) = channel::<Errand>();
        let (sender, done) = channel();
        let wakes = ctx.clone();
        let work = move || {
            while let Ok(errand) = inbox.recv() {
                if sender.send(errand()).is_err() {
                    return;
                }
                wakes.request_repaint();
            }
        };
        let thread = std::thread::Builder::new().name("errands".to_owned());
        Errands {
            ctx: ctx.clone(),
            orders: thread.spawn(work).is_ok().then_some(orders),
            done,
            pending: 0,
            awaited: false,
        }
    }

    /// Something is still to be done.
    pub(super) fn are_pending(&self) -> bool {
        self.pending > 0
    }

    /// The person waits for one of them.
    pub(super) fn are_awaited(&self) -> bool {
        self.awaited
    }
}

impl App {
    /// Has `errand` done on the thread, and what it answers with done in the window. Without a thread both are done at
    /// once: better a window that stands still than a setting that is lost.
    pub(super) fn errand(&mut self, errand: impl FnOnce() -> Then + Send + 'static) {
        let errand: Errand = Box::new(errand);
        let refused = match &self.errands.orders {
            None => Some(errand),
            Some(orders) => orders.send(errand).err().map(|refused| refused.0),
        };
        match refused {
            None => self.errands.pending += 1,
            Some(errand) => {
                // The thread is gone; what it had to do is lost, and the log says why.
                (self.errands.orders, self.errands.pending) = (None, 0);
                let ctx = self.errands.ctx.clone();
                errand()(self, &ctx);
            }
        }
    }

    /// The same for what the person waits for: until it is done nothing else begins.
    pub(super) fn awaited_errand(&mut self, errand: impl FnOnce() -> Then + Send + 'static) {
        self.errands.awaited = true;
        self.errand(move || {
            let then = errand();
            Box::new(move |app: &mut App, ctx: &Context| {
                app.errands.awaited = false;
                then(app, ctx);
            })
        });
    }

    /// Does what the window has to do of errands that are done.
    pub(super) fn take_errands(&mut self, ctx: &Context) {
        loop {
            match self.errands.done.try_recv() {
                Ok(then) => {
                    self.errands.pending = self.errands.pending.saturating_sub(1);
                    then(self, ctx);
                }
                Err(TryRecvError::Empty) => return,
                Err(TryRecvError::Disconnected) => {
                    (self.errands.orders, self.errands.pending) = (None, 0);
                    self.errands.awaited = false;
                    return;
                }
            }
        }
    }

    /// Waits for what is still to be written when the program ends, as long as a drive may take that answers at all.
    pub(super) fn end_errands(&mut self) {
        for _ in 0..self.errands.pending {
            if self.errands.done.recv_timeout(PATIENCE).is_err() {
                return;
            }
        }
    }
}
