//! The list of what an export could not print as wanted: shown in a window, copied, saved as text.

use super::App;
use super::jobs::Finished;
use crate::printing::Files;
use crate::storage;
use crate::strings::export as words;
use crate::ui::export_report::{LISTED, Report, ReportLine};
use crate::ui::menu_bar::file_name;
use egui::Context;
use std::path::{Path, PathBuf};

impl App {
    /// Shows what an export has to say.
    pub(super) fn report(&mut self, done: String, finished: &Finished) {
        let project = self.open.project();
        let lines = finished.warnings.iter().take(LISTED);
        let lines = lines.map(|warning| ReportLine::of(warning, project));
        let one = matches!(finished.order.job.files, Files::One(_));
        // A document for the printer lies in a folder of ours.
        let first = finished.files.first().and_then(|file| file.parent());
        let folder = match &finished.order.print {
            Some(_) => first.map(Path::to_path_buf).unwrap_or_default(),
            None => finished.order.folder.clone(),
        };
        self.ui.report = Some(Report {
            done,
            lines: lines.collect(),
            warnings: finished.warnings.clone(),
            // Of one document in both formats it is the first.
            file: finished.files.first().filter(|_| one).cloned(),
            folder,
            open: true,
            chosen: None,
        });
    }

    /// Makes the text of the list; thousands of places are looked up for it, so on a thread.
    fn report_text(&self) -> Option<impl FnOnce() -> String + Send + 'static> {
        let report = self.ui.report.as_ref()?;
        let (done, warnings) = (report.done.clone(), report.warnings.clone());
        let project = self.open.project().clone();
        Some(move || words::report_text(&done, &warnings, &project))
    }

    pub(super) fn copy_report(&mut self) {
        let Some(text) = self.report_text() else {
            return;
        };
        self.errand(move || {
            let text = text();
            Box::new(move |app: &mut App, ctx: &Context| {
                ctx.copy_text(text);
                app.last = Some(words::REPORT_COPIED.to_owned());
            })
        });
    }

    pub(super) fn save_report(&mut self, file: PathBuf) {
        let Some(text) = self.report_text() else {
            return;
        };
        self.errand(move || {
            let saved = storage::replace_file(&file, text().as_bytes());
            Box::new(move |app: &mut App, _: &Context| match saved {
                Ok(()) => app.last = Some(words::report_saved(&file_name(&file))),
                Err(error) => app.storage_problem(&error, &file),
            })
        });
    }
}
