//! Paper: a finished PDF goes to the system's printer, or to a viewer where there is none.
//!
//! Windows prints by the verb that the PDF program has registered; elsewhere CUPS takes the file (`lp`). There is no
//! print dialog of the system without a toolkit's libraries, so the question before it is ours.

use std::path::Path;

/// Where a document would go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// To this printer.
    Printer(String),
    /// To the printer that the system's PDF program takes.
    Program,
    /// To the viewer: there is no printer that we can reach.
    Viewer,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The printer has it.
    Printed,
    /// A viewer shows it; from there it can be printed.
    Shown,
}

/// Why it did not come to that: what the system says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotSent(pub String);

/// Whoever has printers: the system, or a test. All may take a while, so they are called on a thread.
pub trait Printers: Send + Sync {
    /// Where a document would go now.
    fn way(&self) -> Way;

    /// Prints a PDF.
    ///
    /// # Errors
    /// If neither printer nor viewer takes it.
    fn print(&self, document: &Path, way: &Way) -> Result<Sent, NotSent>;

    /// Shows it in the viewer.
    ///
    /// # Errors
    /// If there is no viewer.
    fn show(&self, document: &Path) -> Result<Sent, NotSent>;
}

/// The system's printers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Native;

#[cfg(windows)]
impl Printers for Native {
    fn way(&self) -> Way {
        Way::Program
    }

    fn print(&self, document: &Path, _: &Way) -> Result<Sent, NotSent> {
        // Many PDF programs (Edge among them) register no such verb: then the person prints from the viewer.
        match shell("print", document) {
            Ok(()) => Ok(Sent::Printed),
            Err(_) => self.show(document),
        }
    }

    fn show(&self, document: &Path) -> Result<Sent, NotSent> {
        shell("open", document).map(|()| Sent::Shown)
    }
}

#[cfg(windows)]
fn shell(verb: &str, document: &Path) -> Result<(), NotSent> {
    use winsafe::prelude::Handle as _;
    let document = document.to_string_lossy();
    winsafe::HWND::NULL
        .ShellExecute(verb, &document, None, None, winsafe::co::SW::SHOWNORMAL)
        .map_err(|error| NotSent(error.to_string()))
}

#[cfg(not(windows))]
impl Printers for Native {
    fn way(&self) -> Way {
        // In English, so that the answer can be read.
        let asked = command("lpstat").arg("-d").env("LC_ALL", "C").output();
        let answer = asked.ok().filter(|output| output.status.success());
        let answer = answer.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
        answer
            .as_deref()
            .and_then(default_printer)
            .map_or(Way::Viewer, Way::Printer)
    }

    fn print(&self, document: &Path, way: &Way) -> Result<Sent, NotSent> {
        let Way::Printer(printer) = way else {
            return self.show(document);
        };
        let mut lp = command("lp");
        lp.args(["-d", printer, "--"]).arg(document);
        let output = lp.output().map_err(|error| NotSent(error.to_string()))?;
        if output.status.success() {
            Ok(Sent::Printed)
        } else {
            let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            Err(NotSent(said))
        }
    }

    fn show(&self, document: &Path) -> Result<Sent, NotSent> {
        let program = if cfg!(target_os = "macos") {
            "open"
        } else {
            "xdg-open"
        };
        let mut viewer = command(program);
        viewer.arg(document).stdout(std::process::Stdio::null());
        let mut viewer = viewer.spawn().map_err(|_missing| no_viewer())?;
        // It says at once that it knows no viewer; some systems let it stay as long as the viewer is open.
        let begun = std::time::Instant::now();
        while begun.elapsed() < PATIENCE {
            match viewer.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(Sent::Shown),
                Ok(Some(_)) => return Err(no_viewer()),
                Ok(None) => std::thread::sleep(std::time::Duration::from_millis(50)),
                Err(error) => return Err(NotSent(error.to_string())),
            }
        }
        let waiter = std::thread::Builder::new().name("viewer".to_owned());
        drop(waiter.spawn(move || drop(viewer.wait())));
        Ok(Sent::Shown)
    }
}

/// How long a viewer may take to say that it cannot.
#[cfg(not(windows))]
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(4);

#[cfg(not(windows))]
fn command(program: &str) -> std::process::Command {
    let mut command = std::process::Command::new(program);
    command
        .stdin(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped());
    command
}

#[cfg(not(windows))]
fn no_viewer() -> NotSent {
    NotSent(crate::strings::print::NO_VIEWER.to_owned())
}

/// The printer in "system default destination: Office-2"; `None` if there is none.
#[cfg(not(windows))]
fn default_printer(answer: &str) -> Option<String> {
    let name = answer.lines().next()?.split_once(':')?.1.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(all(test, not(windows)))]
mod tests {
    use super::*;

    #[test]
    fn the_default_printer_is_read_from_what_cups_says() {
        let answer = "system default destination: Office-2\n";
        assert_eq!(default_printer(answer), Some("Office-2".to_owned()));
        assert_eq!(default_printer("no system default destination\n"), None);
        assert_eq!(default_printer(""), None);
    }
}
