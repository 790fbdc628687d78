//! Carries out what the panels ask for, one arm a command.

use super::{About, App};
use crate::edit::{self, Edit, References, copy_edit, mentions, removal, rename_edits};
use crate::model::{Department, DepartmentId, Field, Owner, Place, Project, Role, Spot};
use crate::strings::{self, fields::place_label, tree as tree_words};
use crate::ui::UiCommand;
use crate::ui::about::Telling;
use crate::ui::command::{FileCommand, WindowCommand};
use crate::ui::editor::Section;
use crate::ui::notices::{NoticeAction, Tone};
use crate::ui::questions::{Question, RemoveChoice, RemoveQuestion};
use crate::ui::role_list::RoleList;
use crate::ui::tree::display_name;
use egui::{Context, ThemePreference, ViewportCommand};

/// How many places are named in a question; the rest is counted.
const EXAMPLES: usize = 6;

impl App {
    /// Carries out one command.
    pub(super) fn carry_out(&mut self, command: UiCommand, ctx: &Context) {
        match command {
            UiCommand::Edit(edit) => self.perform(edit),
            UiCommand::CloseStep => self.open.close_step(),
            UiCommand::Select(owner) => self.select(owner),
            UiCommand::GoTo(role) => self.select(Owner::Role(role)),
            UiCommand::Reveal(spot) => self.reveal(spot),
            UiCommand::NewRole(parent) => self.new_role(parent),
            UiCommand::NewDepartment(parent) => self.new_department(parent),
            UiCommand::Duplicate(owner) => self.duplicate(owner),
            UiCommand::AskRemove(owner) => self.ask_remove(owner),
            UiCommand::Remove(owner, references) => {
                self.ui.question = None;
                self.remove(owner, references);
            }
            UiCommand::BeginRename(owner) => {
                self.ui.tree.begin_rename(self.open.project(), owner);
            }
            UiCommand::Rename(owner, name) => self.rename(owner, name),
            UiCommand::Undo => {
                let step = NoticeAction::Undo(self.open.revision());
                if let Some(name) = self.open.undo() {
                    // What it told of is no longer so.
                    self.notices.retain(|it| !it.actions.contains(&step));
                    self.show_step(strings::shell::notice::undone(&strings::steps::name(name)));
                }
            }
            UiCommand::Redo => {
                if let Some(name) = self.open.redo() {
                    self.show_step(strings::shell::notice::redone(&strings::steps::name(name)));
                }
            }
            UiCommand::ChooseLogo => self.choose_logo(),
            UiCommand::File(command) => self.carry_out_file(command, ctx),
            UiCommand::Window(command) => self.carry_out_window(command, ctx),
            UiCommand::Import(command) => self.carry_out_import(command, ctx),
            UiCommand::Style(command) => self.carry_out_style(command),
            UiCommand::ListFonts => self.list_fonts(ctx),
            UiCommand::Answer(answer) => self.answered(answer, ctx),
        }
    }

    fn carry_out_window(&mut self, command: WindowCommand, ctx: &Context) {
        match command {
            WindowCommand::Export => self.ui.export.show_for(self.selection),
            WindowCommand::Find => self.ui.find.show(),
            WindowCommand::PageSetup => {
                self.select(Owner::Company);
                self.ui.editor.show_section(Section::Styles);
            }
            WindowCommand::Preview => {
                self.settings.preview = !self.settings.preview;
                self.save_settings();
            }
            WindowCommand::Print => {
                let book = self.settings.preview && self.ui.preview.shows_book();
                let request = crate::ui::preview::request_of(self.selection, book);
                self.carry_out_file(FileCommand::Print(request), ctx);
            }
            WindowCommand::Report => {
                if let Some(report) = &mut self.ui.report {
                    report.open = true;
                }
            }
            WindowCommand::About => self.ui.telling = Some(Telling::About),
            WindowCommand::Help => self.ui.telling = Some(Telling::Help),
            WindowCommand::Theme(preference) => {
                ctx.set_theme(preference);
                self.settings.theme = match preference {
                    ThemePreference::Light => crate::storage::Theme::Light,
                    ThemePreference::Dark => crate::storage::Theme::Dark,
                    ThemePreference::System => crate::storage::Theme::System,
                };
                self.save_settings();
            }
            WindowCommand::Zoom(step) => match step {
                0 => ctx.set_zoom_factor(1.0),
                1.. => egui::gui_zoom::zoom_in(ctx),
                _ => egui::gui_zoom::zoom_out(ctx),
            },
            WindowCommand::FocusFilter => self.ui.tree.focus_filter(),
            WindowCommand::DismissNotice(index) => {
                if index < self.notices.len() {
                    self.notices.remove(index);
                }
            }
            WindowCommand::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    /// Changes the project; a refusal is shown, and what had to be changed in the text is told.
    pub(super) fn perform(&mut self, edit: Edit) {
        let before = self.open.revision();
        // Typing moves nobody: who stands where and reports to whom stays as it was made.
        let moves_nobody = matches!(edit, Edit::SetText { .. });
        match self.open.perform_with_selection(edit, self.selection) {
            Ok(applied) => {
                if moves_nobody && self.derived.revision == before {
                    self.derived.revision = self.open.revision();
                }
                // What was said of an earlier step is no longer the last thing that happened.
                self.last = None;
                if let Some(text) = strings::shell::normalised(&applied.changes) {
                    self.notice(Tone::Caution, text);
                }
            }
            Err(error) => {
                let message = strings::errors::explain_edit(&error, self.open.project());
                self.notice(Tone::Failed, strings::shell::one_line(&message));
            }
        }
    }

    fn select(&mut self, owner: Owner) {
        if self.selection != owner {
            self.open.close_step();
            self.selection = owner;
        }
    }

    fn reveal(&mut self, spot: Spot) {
        self.select(spot.owner());
        self.ui.editor.reveal(self.open.project(), spot);
    }

    fn show_step(&mut self, words: String) {
        self.selection = self.open.acted_on();
        self.last = Some(words);
    }

    fn new_role(&mut self, parent: Option<DepartmentId>) {
        let role = Role {
            name: tree_words::NEW_ROLE.to_owned(),
            ..Role::default()
        };
        self.create(Edit::AddRole {
            parent,
            index: usize::MAX,
            role: Box::new(role),
        });
    }

    fn new_department(&mut self, parent: Option<DepartmentId>) {
        let department = Department {
            name: tree_words::NEW_DEPARTMENT.to_owned(),
            ..Department::default()
        };
        self.create(Edit::AddDepartment {
            parent,
            index: usize::MAX,
            department: Box::new(department),
        });
    }

    fn duplicate(&mut self, owner: Owner) {
        let project = self.open.project();
        let name = project
            .text(Place::of(owner, Field::Name))
            .unwrap_or_default();
        if let Some(edit) = copy_edit(project, owner, tree_words::copy_of(name)) {
            self.create(edit);
        }
    }

    /// Adds something, shows it and gives its name to be typed.
    fn create(&mut self, edit: Edit) {
        self.open.close_step();
        match self.open.perform_with_selection(edit, self.selection) {
            Ok(applied) => {
                self.last = None;
                if let Some(created) = applied.created {
                    self.selection = created.owner();
                    self.ui
                        .tree
                        .begin_rename(self.open.project(), self.selection);
                }
            }
            Err(error) => {
                let message = strings::errors::explain_edit(&error, self.open.project());
                self.notice(Tone::Failed, strings::shell::one_line(&message));
            }
        }
    }

    fn ask_remove(&mut self, owner: Owner) {
        if owner == Owner::Company {
            return;
        }
        let project = self.open.project();
        let goes = removal(project, owner);
        let is_department = matches!(owner, Owner::Department(_));
        let referring = goes
            .references
            .iter()
            .map(|reference| strings::shell::reference(project, reference))
            .collect();
        let question = RemoveQuestion {
            owner,
            name: display_name(project, owner),
            departments: goes.departments.len().saturating_sub(1),
            roles: if is_department { goes.roles.len() } else { 0 },
            referring,
            choice: RemoveChoice::KeepText,
            heirs: RoleList::without(goes.roles),
        };
        self.ask_person(Question::Remove(question), About::Nothing);
    }

    fn remove(&mut self, owner: Owner, references: References) {
        let name = display_name(self.open.project(), owner);
        let above = match owner {
            Owner::Company => return,
            Owner::Department(id) => self.derived.organisation.parent_of(id),
            Owner::Role(id) => self.derived.organisation.department_of(id),
        };
        let edit = match owner {
            Owner::Company => return,
            Owner::Department(department) => Edit::RemoveDepartment {
                department,
                references,
            },
            Owner::Role(role) => Edit::RemoveRole { role, references },
        };
        self.open.close_step();
        let before = self.open.revision();
        self.perform(edit);
        if self.open.revision() != before {
            self.selection = above.map_or(Owner::Company, Owner::Department);
            self.last = Some(strings::shell::notice::removed(&name));
        }
    }

    fn rename(&mut self, owner: Owner, name: String) {
        let name = name.trim().to_owned();
        let project = self.open.project();
        let old = project
            .text(Place::of(owner, Field::Name))
            .unwrap_or_default();
        if name.is_empty() || name == old {
            return;
        }
        let found = mentions(project, &[owner].into());
        if found.is_empty() {
            self.open.close_step();
            self.perform(rename_only(self.open.project(), owner, &name));
            return;
        }
        let examples = found
            .iter()
            .take(EXAMPLES)
            .map(|mention| place_label(project, mention.place))
            .collect();
        let question = Question::Rename {
            old: old.to_owned(),
            new: name.clone(),
            mentions: found.len(),
            examples,
        };
        self.ask_person(question, About::Rename(owner, name));
    }

    /// Carries the renaming out that was asked about.
    pub(super) fn renamed(&mut self, owner: Owner, name: &str, in_texts: bool) {
        self.open.close_step();
        self.perform(rename_edits(self.open.project(), owner, name, in_texts));
    }
}

fn rename_only(project: &Project, owner: Owner, name: &str) -> Edit {
    edit::rename_edits(project, owner, name, false)
}
