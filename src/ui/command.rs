//! What panels see and what they can ask for.

use super::export_window::ExportRequest;
use super::import_window::ImportCommand;
use super::style_window::StyleCommand;
use crate::document::Request;
use crate::edit::{Edit, References};
use crate::model::{DepartmentId, Organisation, Owner, Project, RoleId, Spot};
use std::path::PathBuf;

/// What a panel may look at in one frame. Everything derived is made once per revision by the owner.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The open project.
    pub project: &'a Project,
    /// What follows from it.
    pub organisation: &'a Organisation,
    /// Grows with every change, undo and redo: the key of every cache.
    pub revision: u64,
    /// What the editor shows.
    pub selection: Owner,
}

/// What the person asked for. Carried out by `app`, one handler a variant.
#[derive(Clone, Debug, PartialEq)]
pub enum UiCommand {
    /// Change the project.
    Edit(Edit),
    /// The next change of text begins a new undo step (the focus left a field).
    CloseStep,
    /// Show another department or role in the editor.
    Select(Owner),
    /// Show a field or a choice of the company's, and put the caret there.
    Reveal(Spot),
    /// Add a role here and show it, its name ready to be typed.
    NewRole(Option<DepartmentId>),
    /// Add a department here and show it.
    NewDepartment(Option<DepartmentId>),
    /// Duplicate a department (with everything below it) or a role, beside the original.
    Duplicate(Owner),
    /// Ask how to go on when others refer to it, then remove it.
    AskRemove(Owner),
    /// Remove it, references treated as said.
    Remove(Owner, References),
    /// Ask whether texts that mention the old name shall follow the new one, then rename.
    Rename(Owner, String),
    /// Undo one step.
    Undo,
    /// Redo one step.
    Redo,
    /// Choose a picture file for the company's logo.
    ChooseLogo,
    /// Show which page of which role leads where: jump to a role (from a supervisor field and the like).
    GoTo(RoleId),
    /// Put the name of a department or role into a field of the tree, ready to be typed over.
    BeginRename(Owner),
    /// Something about project files.
    File(FileCommand),
    /// Something about the window.
    Window(WindowCommand),
    /// Something about an import.
    Import(ImportCommand),
    /// Something about named styles.
    Style(StyleCommand),
    /// List the fonts of the computer as they are now.
    ListFonts,
    /// The person answered the open question.
    Answer(Answer),
}

/// What the person asked for about project files.
#[derive(Clone, Debug, PartialEq)]
pub enum FileCommand {
    /// Begin an empty project.
    New,
    /// Open a copy of the built-in sample company.
    Sample,
    /// Choose a file and open it.
    ChooseAndOpen,
    /// Open this file.
    Open(PathBuf),
    /// Save; asks for a name if there is none.
    Save,
    /// Save under a new name.
    SaveAs,
    /// Forget the files last opened.
    ForgetRecent,
    /// Show a file or folder with the system's own program.
    Show(PathBuf),
    /// Begin an export: asks where to.
    Export(ExportRequest),
    /// Print this: asks first.
    Print(Request),
    /// Put the list of what an export could not print as wanted on the clipboard.
    CopyReport,
    /// Save that list: asks where to.
    SaveReport,
    /// Stop the export that is running.
    CancelExport,
    /// Give up the file that is being opened.
    StopOpening,
}

/// What the person asked for about the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WindowCommand {
    /// Show the export window.
    Export,
    /// Show how the company's documents look, to be changed.
    PageSetup,
    /// Show or hide the pages as they will print.
    Preview,
    /// Print what is selected, or the book if the preview shows it.
    Print,
    /// Show what the last export could not print as wanted.
    Report,
    /// Show what this program is.
    About,
    /// Show the keys and how to begin.
    Help,
    /// Light, dark, or as the system has it.
    Theme(egui::ThemePreference),
    /// Everything larger or smaller by a step; 0 = as it was made.
    Zoom(i8),
    /// Show the window that looks for words in all texts.
    Find,
    /// Put the caret into the filter of the tree.
    FocusFilter,
    /// Take the oldest notice away.
    DismissNotice(usize),
    /// Close the window; asks about unsaved changes.
    Quit,
}

/// An answer to the question that is open. Which question it was, the window's owner knows.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Leave everything as it is.
    Cancel,
    /// Save first, then go on.
    Save,
    /// Go on without saving.
    Discard,
    /// Take the recovery copy.
    Restore,
    /// Open this file instead (a backup).
    OpenInstead(PathBuf),
    /// Write over what another program wrote.
    Overwrite,
    /// Send it to the printer.
    Print,
    /// Show it in the viewer instead.
    ShowDocument,
    /// Leave files that exist as they are.
    KeepFiles,
    /// Leave them, and number the new ones.
    NumberFiles,
    /// Save under another name.
    SaveElsewhere,
    /// Take what stands on the disk.
    Reload,
    /// A path that was typed.
    Path(String),
    /// Rename, and let texts that mention the old name follow.
    RenameEverywhere,
    /// Rename only.
    RenameOnly,
    /// Give the import up.
    LeaveImport,
}
