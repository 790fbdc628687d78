//! Hands a PDF file to a printer without a window: `lp` of CUPS, on Windows the program that prints PDF files.

use super::Problem;
use crate::strings::cli as words;
use std::path::Path;

/// Whether the file may go as soon as [`spool`] has returned. `lp` copies it; a program that Windows starts reads it
/// later, so the file stays until a later run throws it away.
pub(super) const KEEPS_ITS_OWN_COPY: bool = cfg!(not(windows));

/// Sends the file to `printer`, or to the default one.
#[cfg(not(windows))]
pub(super) fn spool(path: &Path, printer: Option<&str>) -> Result<(), Problem> {
    use std::process::{Command, Stdio};
    let mut command = Command::new("lp");
    if let Some(printer) = printer {
        command.arg("-d").arg(printer);
    }
    let done = command.arg("--").arg(path).stdin(Stdio::null()).output();
    let details = match done {
        Ok(output) if output.status.success() => return Ok(()),
        Ok(output) => String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        Err(_) => words::NO_LP.to_owned(),
    };
    Err(Problem::failed(&words::not_printed(&details)))
}

/// Has the PDF program of Windows print the file: the shell's verbs `print` and, where a printer is named, `printto`.
#[cfg(windows)]
pub(super) fn spool(path: &Path, printer: Option<&str>) -> Result<(), Problem> {
    use winsafe::prelude::Handle as _;
    let document = path.to_string_lossy();
    let printer = printer.map(|name| format!("\"{name}\""));
    let verb = if printer.is_some() {
        "printto"
    } else {
        "print"
    };
    winsafe::HWND::NULL
        .ShellExecute(
            verb,
            &document,
            printer.as_deref(),
            None,
            winsafe::co::SW::SHOWNORMAL,
        )
        .map_err(|error| Problem::failed(&words::not_printed_by_shell(&error.to_string())))
}
