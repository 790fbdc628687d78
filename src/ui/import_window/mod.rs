//! The import window: source at the left, result at the right, what is doubtful first, and where it all goes.
//!
//! It takes the whole window. Files are read and texts parsed by [`app`](crate::app) on a thread; the window asks
//! by [`ImportWindow::wants_reading`] and goes on showing the reading before. All choices have an undo of their
//! own. Nothing is changed in the project until the person imports: then it is one edit.

mod actions;
mod choices;
mod cleaning;
mod colors;
mod compare;
mod doubts;
mod foot;
mod head;
mod paper;
mod reading;
mod result_view;
mod source_view;
mod start;
mod view_state;

pub use choices::{RoleWay, Target};
pub use reading::Reading;

use super::{ShellView, UiCommand, View};
use crate::import::read::ReadFile;
use crate::import::{Decisions, Links, Planned, plan};
use crate::model::{NameAnswer, Owner, Project};
use crate::strings::Message;
use actions::Action;
use choices::{Choices, History, Tally};
use compare::Compared;
use egui::{CentralPanel, Frame, Key, KeyboardShortcut, Margin, Modifiers, Panel, Ui};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use view_state::Halves;

/// What the window asks of its owner.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportCommand {
    /// Show the window; the owner proposes where an import goes.
    Open(Owner),
    /// Read what was copied; the text is what the window system gave, if it gave one.
    Paste(Option<String>),
    /// Choose files.
    ChooseFiles,
    /// Choose a folder.
    ChooseFolder,
    /// Read these files and folders.
    Add(Vec<PathBuf>),
    /// Stop reading files, or making an edit of what was accepted.
    Stop,
    /// Close the window; asks if there is work in it.
    Close,
    /// Import what is accepted.
    Import,
}

/// How far the reading of files is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesProgress {
    /// Files read, and in all.
    pub files: (usize, usize),
    /// The file that is being read.
    pub name: String,
}

/// A file that was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotRead {
    /// What, why, and the way out.
    pub message: Message,
}

/// What is to be read.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// To be given back with the reading.
    pub number: u64,
    /// The files.
    pub files: Vec<Arc<ReadFile>>,
    /// What the person has decided.
    pub decisions: Decisions,
    /// The names of the roles of the project it goes into.
    pub known: Vec<String>,
}

/// What was accepted, and where it goes. Of a large text it takes a while to make an edit of it.
#[derive(Debug)]
pub struct ToPlan {
    reading: Arc<Reading>,
    choices: Choices,
    answers: Vec<NameAnswer>,
    links: Links,
    target: Target,
    /// As it is now; a copy shares every role.
    project: Project,
}

impl ToPlan {
    /// Where the import goes, and the edit that does it; `None` if nothing is accepted.
    pub fn plan(self) -> Option<(Target, Planned)> {
        let place = (&self.links, self.target);
        let choices = (&self.choices, self.answers);
        let acceptance = choices::acceptance(choices, &self.reading, place, &self.project);
        let draft = &self.reading.decided.draft;
        let planned = if self.choices.cleaning.on {
            let mut draft = draft.clone();
            self.choices.cleaning.apply(&mut draft);
            plan(&self.project, &draft, &acceptance)
        } else {
            plan(&self.project, draft, &acceptance)
        };
        planned.map(|planned| (self.target, planned))
    }
}

/// What the window remembers while it is open.
#[derive(Debug, Default)]
pub struct ImportWindow {
    /// It is shown.
    pub open: bool,
    /// Files being read.
    pub progress: Option<FilesProgress>,
    files: Vec<Arc<ReadFile>>,
    not_read: Vec<NotRead>,
    reading: Option<Arc<Reading>>,
    /// The wish that `reading` fulfils.
    shown: u64,
    history: History,
    target: Target,
    links: Links,
    tally: Tally,
    /// What the links were made for.
    linked: Option<(u64, u64, Target, usize)>,
    halves: Halves,
    selected_row: Option<usize>,
    renaming: Option<(usize, String, bool)>,
    /// The doubt that is shown.
    doubt: usize,
    /// The person has been led to it.
    led: bool,
    /// The filter of the roles that a name could mean.
    other_filter: String,
    compared: Option<Compared>,
    cleaning_shown: bool,
    files_shown: bool,
    /// Since when what was accepted is made into an edit.
    planning: Option<Instant>,
}

impl ImportWindow {
    /// Shows the window, empty.
    pub fn show(&mut self, project: &Project, target: Target) {
        let wanted = self.history.wanted + 1;
        *self = ImportWindow {
            open: true,
            target,
            history: History::begin(project, wanted),
            shown: wanted,
            ..ImportWindow::default()
        };
        self.halves.restart();
    }

    /// Closes the window and forgets everything; what is still being read finds nobody. What was read is given
    /// back: to free a large text takes longer than a frame may.
    pub fn close(&mut self) -> impl Send + use<> {
        let wanted = self.history.wanted + 1;
        let old = std::mem::take(self);
        self.history.wanted = wanted;
        self.shown = wanted;
        (old.reading, old.files, old.halves, old.history)
    }

    /// Whether something would be lost by closing.
    pub fn has_work(&self) -> bool {
        !self.files.is_empty()
    }

    /// Takes files that were read, and says of others why not.
    pub fn take_files(&mut self, read: Vec<ReadFile>, not_read: Vec<Message>) {
        self.progress = None;
        let not_read = not_read.into_iter().map(|message| NotRead { message });
        self.not_read.extend(not_read);
        if read.is_empty() {
            return;
        }
        let first = self.files.is_empty();
        self.files.extend(read.into_iter().map(Arc::new));
        if first {
            self.history.restart();
            self.halves.restart();
            (self.doubt, self.led) = (0, false);
        } else {
            self.history.wanted += 1;
        }
    }

    /// Something is to be read anew.
    pub fn waits(&self) -> bool {
        self.open && self.is_stale() && !self.files.is_empty()
    }

    /// What is to be read anew, if anything, for the open project.
    pub fn wants_reading(&self, project: &Project) -> Option<Wanted> {
        if !self.waits() {
            return None;
        }
        let known = match self.target {
            Target::NewCompany => Vec::new(),
            _ => project.roles.values().map(|it| it.full_name()).collect(),
        };
        Some(Wanted {
            number: self.history.wanted,
            files: self.files.clone(),
            decisions: self.history.now().decisions.clone(),
            known,
        })
    }

    /// Shows a reading; an older one than is wanted now is shown until the newer one comes.
    pub fn take_reading(&mut self, wanted: u64, reading: Reading) -> Option<Arc<Reading>> {
        if !self.open || self.files.is_empty() {
            return None;
        }
        self.shown = wanted;
        self.renaming = None;
        self.compared = None;
        self.selected_row = None;
        self.reading.replace(Arc::new(reading))
    }

    /// What is shown.
    pub fn reading(&self) -> Option<&Arc<Reading>> {
        self.reading.as_ref()
    }

    /// What is accepted, to be made into an edit on a thread; the window waits until [`ImportWindow::plan_ended`].
    /// `None` if there is nothing, or that is under way, or more is being read.
    pub fn begin_plan(&mut self, project: &Project) -> Option<ToPlan> {
        if self.planning.is_some() || self.progress.is_some() {
            return None;
        }
        let reading = self.reading.clone()?;
        self.planning = Some(Instant::now());
        Some(ToPlan {
            reading,
            choices: self.history.now().clone(),
            answers: self.history.answers(),
            links: self.links.clone(),
            target: self.target,
            project: match self.target {
                Target::NewCompany => Project::default(),
                _ => project.clone(),
            },
        })
    }

    /// The edit is made, or is not wanted any more.
    pub fn plan_ended(&mut self) {
        self.planning = None;
    }

    /// Whether the window waits for a reading.
    fn is_stale(&self) -> bool {
        self.history.wanted != self.shown
    }

    fn refresh_links(&mut self, view: View<'_>) {
        let left_out = self.history.now().decisions.left_out.len();
        let made_for = (view.revision, self.shown, self.target, left_out);
        if self.linked == Some(made_for) {
            return;
        }
        if let Some(reading) = &self.reading {
            let left_out = &self.history.now().decisions.left_out;
            let place = (self.target, left_out);
            self.links = choices::links(view.project, view.organisation, reading, place);
            self.linked = Some(made_for);
        }
    }
}

const NEXT: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F8);
const BEFORE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::SHIFT, Key::F8);
const UNDO: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Z);
const REDO: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Y);
const REDO_TOO: KeyboardShortcut =
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z);
const ACCEPT: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter);

/// Draws the import in place of everything else.
pub fn import_ui(
    ui: &mut Ui,
    shell: &ShellView<'_>,
    window: &mut ImportWindow,
    asked: bool,
    out: &mut Vec<UiCommand>,
) {
    window.refresh_links(shell.view);
    let reading = window.reading.clone();
    if let Some(reading) = &reading {
        window.tally.refresh(reading, window.shown, &window.history);
    }
    let mut actions = Vec::new();
    if !asked && !shell.busy && window.planning.is_none() {
        shortcuts(ui, window, reading.as_deref(), (&mut actions, out));
    }
    let palette = super::theme::Palette::of(ui);
    let bar = Frame::new()
        .fill(palette.side)
        .inner_margin(Margin::symmetric(12, 7));
    Panel::top("import-head")
        .frame(bar)
        .show(ui, |ui| head::head_ui(ui, window, &mut actions, out));
    if let Some(reading) = &reading {
        Panel::bottom("import-foot").frame(bar).show(ui, |ui| {
            foot::foot_ui(ui, shell.view, window, reading, (&mut actions, out));
        });
        doubts::doubts_panel(ui, shell.view, window, reading, &mut actions);
        halves_ui(ui, window, reading, &mut actions);
    } else {
        CentralPanel::default()
            .frame(
                Frame::new()
                    .fill(palette.page)
                    .inner_margin(Margin::same(24)),
            )
            .show(ui, |ui| start::start_ui(ui, window, out));
    }
    let ctx = ui.ctx().clone();
    head::files_ui(&ctx, window);
    if let Some(reading) = &reading {
        compare::compare_ui(&ctx, shell.view, window, reading, &mut actions);
        cleaning::cleaning_ui(&ctx, window, reading, &mut actions);
    }
    start::progress_ui(&ctx, window, out);
    start::planning_ui(&ctx, window, out);
    for action in actions {
        window.carry_out(action, ui, shell.view);
        ui.ctx().request_repaint();
    }
}

fn halves_ui(ui: &mut Ui, window: &mut ImportWindow, reading: &Reading, out: &mut Vec<Action>) {
    let palette = super::theme::Palette::of(ui);
    let half = Frame::new().fill(palette.page).inner_margin(Margin {
        left: 4,
        right: 2,
        top: 4,
        bottom: 0,
    });
    let room = ui.available_width();
    Panel::left("import-source")
        .frame(half)
        .default_size(room * 0.48)
        .size_range(room * 0.25..=room * 0.72)
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            source_view::source_ui(ui, window, reading, out);
        });
    CentralPanel::default().frame(half).show(ui, |ui| {
        result_view::result_ui(ui, window, reading, out);
    });
}

/// Keys of the window, taken before any field sees them; a field that is being typed in keeps its own undo.
fn shortcuts(
    ui: &Ui,
    window: &mut ImportWindow,
    reading: Option<&Reading>,
    (actions, out): (&mut Vec<Action>, &mut Vec<UiCommand>),
) {
    let pressed =
        |shortcut: &KeyboardShortcut| ui.input_mut(|input| input.consume_shortcut(shortcut));
    let dialog = window.compared.is_some() || window.cleaning_shown || window.files_shown;
    let typing = super::plain_field::has_focus(ui.ctx());
    if reading.is_some() && !dialog {
        for (shortcut, forward) in [(BEFORE, false), (NEXT, true)] {
            if pressed(&shortcut)
                && let Some(doubt) = window.doubt_after(forward)
            {
                actions.push(Action::GoTo(doubt));
            }
        }
        if pressed(&ACCEPT) {
            out.push(UiCommand::Import(ImportCommand::Import));
        }
    }
    if !typing {
        if pressed(&REDO_TOO) || pressed(&REDO) {
            actions.push(Action::Redo);
        }
        if pressed(&UNDO) {
            actions.push(Action::Undo);
        }
        let pasted = ui.input(|input| {
            input.events.iter().find_map(|event| match event {
                egui::Event::Paste(text) => Some(text.clone()),
                _ => None,
            })
        });
        if let Some(text) = pasted.filter(|_| !dialog) {
            out.push(UiCommand::Import(ImportCommand::Paste(Some(text))));
        }
    }
    let popup = egui::Popup::is_any_open(ui.ctx());
    let free = !dialog && !popup && !typing && window.progress.is_none();
    if free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        out.push(UiCommand::Import(ImportCommand::Close));
    }
}
