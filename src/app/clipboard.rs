//! The clipboard with its HTML: the window system hands on plain text only, and that loses the cells of tables.

use std::sync::{Arc, Mutex, PoisonError};

/// What was copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// As HTML.
    pub html: Option<String>,
    /// As plain text.
    pub text: Option<String>,
    /// The clipboard could be reached.
    pub reached: bool,
}

/// Whoever knows what was copied: the system, or a test.
pub trait Clipboard: Send + Sync {
    /// What was copied, the plain text only if it is asked for. May wait for seconds for the program that it was
    /// copied in: called on a thread.
    fn copied(&self, with_text: bool) -> Copied;
}

/// The system's clipboard.
#[derive(Clone, Copy, Debug, Default)]
pub struct Native;

impl Clipboard for Native {
    fn copied(&self, with_text: bool) -> Copied {
        let Ok(mut clipboard) = arboard::Clipboard::new() else {
            return Copied::default();
        };
        Copied {
            html: clipboard.get().html().ok(),
            text: with_text.then(|| clipboard.get_text().ok()).flatten(),
            reached: true,
        }
    }
}

/// What a test has copied.
#[derive(Clone, Debug, Default)]
pub struct Scripted {
    copied: Arc<Mutex<Copied>>,
}

impl Scripted {
    /// Copies something.
    pub fn copy(&self, copied: Copied) {
        *self.copied.lock().unwrap_or_else(PoisonError::into_inner) = copied;
    }
}

impl Clipboard for Scripted {
    fn copied(&self, _: bool) -> Copied {
        self.copied
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}
