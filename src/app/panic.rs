//! What happens when the program breaks: the work is written to the recovery copy, and a log says where it broke.
//! A program without a console has no other place to say it.

use super::recovery::write_before_the_end;
use crate::storage::{self, Folders};
use std::backtrace::Backtrace;

/// Installs the hook, before the one that was there.
pub(super) fn install(folders: Option<Folders>) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        write_before_the_end();
        if let Some(folders) = &folders {
            let thread = std::thread::current();
            let log = format!(
                "gangshu {}\nthread {:?}\n{info}\n\n{}\n",
                env!("CARGO_PKG_VERSION"),
                thread.name().unwrap_or("?"),
                Backtrace::force_capture()
            );
            // There is nobody left to tell if even this fails.
            drop(storage::create_folder(&folders.data));
            drop(storage::replace_file(
                &folders.data.join("crash.log"),
                log.as_bytes(),
            ));
        }
        before(info);
    }));
}
