//! What panels see and what they can ask for.

use crate::edit::{Edit, References};
use crate::model::{DepartmentId, Organisation, Owner, Place, Project, RoleId};

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
    /// Show a field and put the caret there.
    Reveal(Place),
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
}
