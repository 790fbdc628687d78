//! Fonts of the computer: those that the project asks for are read, and all of them listed for the settings, on
//! threads. One that is installed meanwhile is found when the person comes back to the window, or opens the list.

use super::App;
use super::disk::{Progress, Work};
use crate::fonts::{ListedFont, Named};
use crate::model::settings::DocumentSettings;
use crate::storage;
use egui::{Context, Event};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is under way about fonts.
#[derive(Default)]
pub(super) struct FontJobs {
    /// The settings whose fonts were asked for last.
    seen: Option<Arc<DocumentSettings>>,
    /// Fonts that were asked for in this run: none is asked for twice, whatever becomes of it.
    asked: BTreeSet<String>,
    reading: Vec<Work<()>>,
    listing: Option<Work<Vec<ListedFont>>>,
}

impl App {
    /// Has the fonts read that the project asks for; the preview sees by itself when they are there.
    pub(super) fn read_fonts(&mut self, ctx: &Context) {
        self.look_again(ctx);
        let settings = &self.open.project().company.settings;
        let jobs = &mut self.font_jobs;
        jobs.reading
            .retain(|work| matches!(work.progress(), Progress::Runs));
        let same = |seen: &Arc<DocumentSettings>| Arc::ptr_eq(seen, settings);
        if jobs.seen.as_ref().is_some_and(same) {
            return;
        }
        jobs.seen = Some(settings.clone());
        let new = settings.fonts.asked_for();
        let new = new.filter(|&name| Named::find(name).is_none() && !jobs.asked.contains(name));
        let new: Vec<String> = new.map(str::to_owned).collect();
        if new.is_empty() {
            return;
        }
        jobs.asked.extend(new.iter().cloned());
        let read = move || storage::load_fonts(new.iter().map(String::as_str));
        // Without a thread our own type prints, and an export reads them itself.
        jobs.reading.extend(Work::start(ctx, "fonts", read).ok());
    }

    /// Looks for the fonts once more that could not be used, when the person comes back from another window. A project
    /// that asks for none, or has all, costs nothing.
    fn look_again(&mut self, ctx: &Context) {
        let back = |event: &Event| matches!(event, Event::WindowFocused(true));
        if !ctx.input(|input| input.events.iter().any(back)) {
            return;
        }
        let lacking = self.lacking_fonts();
        if !lacking.is_empty() {
            let read = move || {
                let fonts = storage::look_for_fonts();
                storage::load_new_fonts(&fonts, lacking.iter().map(String::as_str));
            };
            let work = Work::start(ctx, "fonts", read).ok();
            self.font_jobs.reading.extend(work);
        }
    }

    /// The fonts that the project asks for and that could not be used.
    fn lacking_fonts(&self) -> Vec<String> {
        let asked = self.open.project().company.settings.fonts.asked_for();
        let lacks = |name: &&str| Named::find(name).is_some_and(|it| it.trouble().is_some());
        asked.filter(lacks).map(str::to_owned).collect()
    }

    /// Begins to list the fonts of the computer as they are now.
    pub(super) fn list_fonts(&mut self, ctx: &Context) {
        if self.font_jobs.listing.is_some() {
            return;
        }
        let lacking = self.lacking_fonts();
        let list = move || {
            let fonts = storage::look_for_fonts();
            storage::load_new_fonts(&fonts, lacking.iter().map(String::as_str));
            fonts.iter().map(|font| font.listed.clone()).collect()
        };
        match Work::start(ctx, "font list", list) {
            Ok(work) => self.font_jobs.listing = Some(work),
            Err(_) => self.ui.editor.fonts.set(Vec::new()),
        }
    }

    /// Takes the list when it is there.
    pub(super) fn take_font_list(&mut self) {
        let Some(listing) = &self.font_jobs.listing else {
            return;
        };
        match listing.progress() {
            Progress::Runs => return,
            Progress::Done(fonts) => self.ui.editor.fonts.set(fonts),
            Progress::Broke => self.ui.editor.fonts.set(Vec::new()),
        }
        self.font_jobs.listing = None;
    }
}
