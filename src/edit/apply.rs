//! Carries out one edit: texts, values, settings. List entries are in `apply_items`, the tree in `apply_tree`.

use super::change::{Before, Change};
use super::{Edit, EditError, StepName, Value, apply_items, apply_tree, fragment};
use crate::model::normalise::{Changes, normalise};
use crate::model::settings::DocumentSettings;
use crate::model::{DepartmentId, ItemId, Owner, Place, Project, RoleId, Supervisor};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What an edit did beyond what it says itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// What was created (in a group or fragment: first), to be shown and selected.
    pub created: Option<Created>,
    /// How the texts that came in had to be changed; to be told once.
    pub changes: Changes,
}

/// Something new in a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Created {
    /// A role.
    Role(RoleId),
    /// A department.
    Department(DepartmentId),
    /// A list entry.
    Item {
        /// Whose.
        owner: Owner,
        /// Its id.
        item: ItemId,
    },
}

impl Created {
    /// What the editor shows to show it.
    pub fn owner(self) -> Owner {
        match self {
            Created::Role(role) => Owner::Role(role),
            Created::Department(department) => Owner::Department(department),
            Created::Item { owner, .. } => owner,
        }
    }
}

/// Applies `edit`; what it does not touch stays shared with copies of the project made before.
///
/// # Errors
/// Says why the edit is refused. Nothing is changed then.
pub fn apply(project: &mut Project, edit: &Edit) -> Result<Applied, EditError> {
    apply_with_way_back(project, edit.clone()).map(|(applied, _)| applied)
}

/// The same, with what leads back. It takes the edit, so that a large fragment moves in and is not copied.
pub(super) fn apply_with_way_back(
    project: &mut Project,
    edit: Edit,
) -> Result<(Applied, Before), EditError> {
    let mut change = Change::of(project);
    match carry_out(&mut change, edit) {
        Ok(created) => {
            let changes = change.told;
            Ok((Applied { created, changes }, change.finish()))
        }
        Err(error) => {
            change.roll_back();
            Err(error)
        }
    }
}

fn carry_out(change: &mut Change<'_>, edit: Edit) -> Result<Option<Created>, EditError> {
    match edit {
        Edit::SetText { place, text } => set_text(change, place, &text)?,
        Edit::SetValue { owner, item, value } => set_value(change, owner, item, &value)?,
        Edit::AddItem { list, index, item } => {
            let created = apply_items::add(change, list, index, &item)?;
            return Ok(Some(Created::Item {
                owner: list.owner,
                item: created,
            }));
        }
        Edit::RemoveItem { owner, item } => apply_items::remove(change, owner, item)?,
        Edit::MoveItem {
            owner,
            item,
            parent,
            index,
        } => apply_items::move_to(change, owner, item, parent, index)?,
        Edit::AddDepartment {
            parent,
            index,
            department,
        } => {
            let created = apply_tree::add_department(change, parent, index, &department)?;
            return Ok(Some(Created::Department(created)));
        }
        Edit::AddRole {
            parent,
            index,
            role,
        } => {
            let created = apply_tree::add_role(change, parent, index, &role)?;
            return Ok(Some(Created::Role(created)));
        }
        Edit::AddFragment { parent, fragment } => return fragment::add(change, parent, *fragment),
        Edit::RemoveRole { role, references } => {
            apply_tree::remove_role(change, role, references)?;
        }
        Edit::RemoveDepartment {
            department,
            references,
        } => apply_tree::remove_department(change, department, references)?,
        Edit::MoveRole {
            role,
            parent,
            index,
        } => apply_tree::move_role(change, role, parent, index)?,
        Edit::MoveDepartment {
            department,
            parent,
            index,
        } => apply_tree::move_department(change, department, parent, index)?,
        Edit::SetSettings(settings) => set_settings(change, &settings),
        Edit::SetLogo(logo) => change.company_mut().logo = logo,
        Edit::SetNameAnswers(answers) => change.company_mut().name_answers = answers,
        Edit::Group { edits, .. } => {
            let mut first = None;
            for edit in edits {
                let created = carry_out(change, edit)?;
                first = first.or(created);
            }
            return Ok(first);
        }
    }
    Ok(None)
}

fn set_text(change: &mut Change<'_>, place: Place, text: &str) -> Result<(), EditError> {
    exists(change.project(), place.owner)?;
    let no_such_place = EditError::NoSuchPlace(place);
    let normalised = normalise(text);
    change.told += normalised.changes;
    let project = change.project();
    if project.text(place).ok_or(no_such_place)? == normalised.text {
        return Ok(());
    }
    change.set_text(place, &normalised.text)
}

fn set_settings(change: &mut Change<'_>, settings: &DocumentSettings) {
    if *change.project().company.settings == *settings {
        return;
    }
    let mut settings = settings.clone();
    for text in [
        &mut settings.header,
        &mut settings.footer,
        &mut settings.code_pattern,
        &mut settings.confidentiality,
        &mut settings.book_title,
        &mut settings.copy_number,
        &mut settings.watermark.text,
    ] {
        change.normalise(text);
    }
    for section in &mut settings.sections {
        change.normalise(&mut section.heading);
    }
    for fact in &mut settings.facts {
        change.normalise(&mut fact.label);
    }
    change.company_mut().settings = Arc::new(settings);
}

fn set_value(
    change: &mut Change<'_>,
    owner: Owner,
    item: Option<ItemId>,
    value: &Value,
) -> Result<(), EditError> {
    exists(change.project(), owner)?;
    if let Some(item) = item {
        return apply_items::set_value(change, owner, item, value);
    }
    match (owner, value) {
        (Owner::Role(role), Value::State(state)) => change.role_mut(role)?.state = *state,
        (Owner::Role(role), Value::Headcount(headcount)) => {
            change.role_mut(role)?.headcount = *headcount;
        }
        (Owner::Role(role), Value::Supervisor(supervisor)) => {
            if let Supervisor::Role(above) = *supervisor {
                role_exists(change.project(), above)?;
                refuse_cycle(change.project(), role, above)?;
            }
            change.role_mut(role)?.supervisor = *supervisor;
        }
        (Owner::Department(department), Value::Head(head)) => {
            if let Some(head) = *head {
                role_exists(change.project(), head)?;
            }
            change.department_mut(department)?.head = *head;
        }
        _ => return Err(EditError::DoesNotFit),
    }
    Ok(())
}

/// Refuses that `role` reports to `above` if `above` already reports to `role`.
fn refuse_cycle(project: &Project, role: RoleId, above: RoleId) -> Result<(), EditError> {
    let chain = reporting_chain(project, above);
    match chain.iter().position(|&member| member == role) {
        None => Ok(()),
        Some(at) => {
            let between = chain.into_iter().take(at);
            Err(EditError::ReportsToItself(
                std::iter::once(role).chain(between).collect(),
            ))
        }
    }
}

/// The role and everyone above it in the direct reporting line. Ends where it would repeat itself: a file
/// may have been written by hand.
pub(super) fn reporting_chain(project: &Project, role: RoleId) -> Vec<RoleId> {
    let mut seen = BTreeSet::new();
    let above = |&id: &RoleId| match project.roles.get(&id)?.supervisor {
        Supervisor::Role(above) => Some(above),
        Supervisor::None | Supervisor::Outside => None,
    };
    std::iter::successors(Some(role), above)
        .take_while(|&id| seen.insert(id))
        .collect()
}

/// Says which owner does not exist.
pub(super) fn exists(project: &Project, owner: Owner) -> Result<(), EditError> {
    match owner {
        Owner::Company => Ok(()),
        Owner::Department(id) => department_exists(project, id),
        Owner::Role(id) => role_exists(project, id),
    }
}

pub(super) fn role_exists(project: &Project, id: RoleId) -> Result<(), EditError> {
    let found = project.roles.contains_key(&id);
    found.then_some(()).ok_or(EditError::NoSuchRole(id))
}

pub(super) fn department_exists(project: &Project, id: DepartmentId) -> Result<(), EditError> {
    let found = project.departments.contains_key(&id);
    found.then_some(()).ok_or(EditError::NoSuchDepartment(id))
}

impl Edit {
    /// What the step is called by what the edit itself knows.
    pub fn step_name(&self) -> StepName {
        match self {
            Edit::SetText { place, .. } => StepName::Typing(*place),
            Edit::SetValue { .. } => StepName::Choose,
            Edit::AddItem { list, .. } => StepName::AddItem(list.kind),
            Edit::RemoveItem { .. } => StepName::RemoveItem,
            Edit::MoveItem { .. } => StepName::MoveItem,
            Edit::AddDepartment { .. } => StepName::AddDepartment,
            Edit::AddRole { .. } => StepName::AddRole,
            Edit::AddFragment { fragment, .. } if fragment.top_departments.is_empty() => {
                StepName::AddRole
            }
            Edit::AddFragment { .. } => StepName::AddDepartment,
            Edit::RemoveRole { .. } => StepName::RemoveRole,
            Edit::RemoveDepartment { .. } => StepName::RemoveDepartment,
            Edit::MoveRole { .. } | Edit::MoveDepartment { .. } => StepName::MoveInTree,
            Edit::SetSettings(_) => StepName::Settings,
            Edit::SetLogo(_) => StepName::Logo,
            Edit::SetNameAnswers(_) => StepName::Import,
            Edit::Group { name, .. } => *name,
        }
    }

    /// What the edit acts on (a group: its first edit), for the editor to show.
    pub fn owner(&self) -> Owner {
        let department = |id: &Option<DepartmentId>| id.map_or(Owner::Company, Owner::Department);
        match self {
            Edit::SetText { place, .. } => place.owner,
            Edit::AddItem { list, .. } => list.owner,
            Edit::SetValue { owner, .. }
            | Edit::RemoveItem { owner, .. }
            | Edit::MoveItem { owner, .. } => *owner,
            Edit::AddDepartment { parent, .. }
            | Edit::AddRole { parent, .. }
            | Edit::AddFragment { parent, .. } => department(parent),
            Edit::RemoveRole { role, .. } | Edit::MoveRole { role, .. } => Owner::Role(*role),
            Edit::RemoveDepartment { department, .. } | Edit::MoveDepartment { department, .. } => {
                Owner::Department(*department)
            }
            Edit::SetSettings(_) | Edit::SetLogo(_) | Edit::SetNameAnswers(_) => Owner::Company,
            Edit::Group { edits, .. } => edits.first().map_or(Owner::Company, Edit::owner),
        }
    }
}
