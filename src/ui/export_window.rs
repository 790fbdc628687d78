//! What is exported, and how: filled in by the person, carried out by [`app`](crate::app).

use super::command::{FileCommand, UiCommand};
use super::questions::{button_row, modal, primary};
use super::role_list::RoleList;
use super::theme::{self, Palette};
use super::tree::{department_here, display_name};
use super::{ShellView, View};
use crate::document::{Request, Scope, department_file_stem, role_file_stem, unknown_mark};
use crate::edit::Edit;
use crate::model::Owner;
use crate::model::settings::{DocumentSettings, PdfKind, RoleLayout};
use crate::printing::{Each, Files, Format, Per, PrintJob, safe_stem};
use crate::strings::export as words;
use crate::strings::shell::question;
use crate::strings::{fields, print};
use egui::{Button, Context, Id, Label, ProgressBar, RichText, ScrollArea, Ui, vec2};

/// Height of title, buttons and the space around them, points.
const AROUND: f32 = 150.0;

/// What the window asks for.
pub type ExportRequest = PrintJob;

/// Which roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ScopeChoice {
    /// The whole company.
    #[default]
    Book,
    /// The department that is selected, or that holds the selected role.
    Department,
    /// The role that is selected.
    Role,
    /// Roles that are checked.
    Checked,
}

/// How far an export is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExportProgress {
    /// Files done, and in all.
    pub files: (usize, usize),
    /// Steps of laying out the present file that are done, and in all.
    pub layout: (usize, usize),
    /// Pages of the present file done, and in all.
    pub pages: (usize, usize),
    /// What is being written.
    pub name: String,
    /// The person wants it to stop.
    pub cancelling: bool,
}

/// What the window remembers while the program runs.
#[derive(Debug)]
pub struct ExportWindow {
    /// It is shown.
    pub open: bool,
    /// It has just been shown: its first button gets the keyboard.
    fresh: bool,
    scope: ScopeChoice,
    with_below: bool,
    layout: Option<RoleLayout>,
    /// `None` = all in one file.
    each: Option<Per>,
    tree: bool,
    pattern: String,
    pdf: bool,
    docx: bool,
    roles: RoleList,
}

impl Default for ExportWindow {
    fn default() -> Self {
        ExportWindow {
            open: false,
            fresh: false,
            scope: ScopeChoice::default(),
            with_below: true,
            layout: None,
            each: None,
            tree: false,
            pattern: Per::Role.usual_name().to_owned(),
            pdf: true,
            docx: true,
            roles: RoleList::default(),
        }
    }
}

impl ExportWindow {
    /// Shows the window; what is selected in the tree is proposed.
    pub fn show_for(&mut self, selection: Owner) {
        self.open = true;
        self.fresh = true;
        self.scope = match selection {
            Owner::Company => ScopeChoice::Book,
            Owner::Department(_) => ScopeChoice::Department,
            Owner::Role(_) => ScopeChoice::Role,
        };
    }

    /// What is printed if it is printed; `None` while something is missing.
    fn print_request(&self, view: View<'_>) -> Option<Request> {
        let scope = self.wanted(view)?;
        let book = !matches!(scope, Scope::Roles(_));
        Some(Request {
            scope,
            book,
            layout: self.layout,
        })
    }

    fn wanted(&self, view: View<'_>) -> Option<Scope> {
        Some(match (self.scope, view.selection) {
            (ScopeChoice::Book, _) => Scope::All,
            (ScopeChoice::Role, Owner::Role(role)) => Scope::Roles(vec![role]),
            (ScopeChoice::Role, Owner::Company | Owner::Department(_)) => return None,
            (ScopeChoice::Department, selection) => Scope::Department {
                department: department_here(view, selection)?,
                with_below: self.with_below,
            },
            (ScopeChoice::Checked, _) if self.roles.chosen.is_empty() => return None,
            (ScopeChoice::Checked, _) => Scope::Roles(
                view.organisation
                    .roles()
                    .filter(|role| self.roles.chosen.contains(role))
                    .collect(),
            ),
        })
    }

    /// What is asked for; `None` while something is missing.
    fn request(&self, view: View<'_>) -> Option<ExportRequest> {
        let scope = self.wanted(view)?;
        let formats: Vec<Format> = [(self.pdf, Format::Pdf), (self.docx, Format::Docx)]
            .into_iter()
            .filter_map(|(wanted, format)| wanted.then_some(format))
            .collect();
        let pattern_missing = self.each.is_some()
            && (self.pattern.trim().is_empty() || unknown_mark(&self.pattern).is_some());
        // A single role is its own document; several chosen ones are bound together without cover.
        let book = self.each.is_none() && !matches!(scope, Scope::Roles(_));
        (!formats.is_empty() && !pattern_missing).then(|| PrintJob {
            request: Request {
                scope,
                book,
                layout: self.layout,
            },
            files: match self.each {
                Some(per) => Files::Each(Each {
                    per,
                    pattern: self.pattern.trim().to_owned(),
                    tree: self.tree,
                }),
                // Named when the person has chosen a name.
                None => Files::One(String::new()),
            },
            formats,
        })
    }
}

/// Draws the window if it is open, or how far the export is if one is running.
pub fn export_ui(
    ctx: &Context,
    shell: &ShellView<'_>,
    window: &mut ExportWindow,
    out: &mut Vec<UiCommand>,
) {
    if let Some(progress) = shell.progress {
        progress_ui(ctx, progress, out);
        return;
    }
    if !window.open {
        return;
    }
    let response = modal(ctx, "export").show(ctx, |ui| {
        ui.set_width(500.0);
        title(ui, words::TITLE);
        ui.add_enabled_ui(!shell.busy, |ui| {
            // In a low window the choices scroll and the buttons stay in sight.
            ScrollArea::vertical()
                .id_salt("export-choices")
                .max_height((ctx.content_rect().height() - AROUND).max(160.0))
                .show(ui, |ui| {
                    scope_ui(ui, shell.view, window);
                    layout_ui(ui, window);
                    kind_ui(ui, shell.view, window);
                    format_ui(ui, window);
                    if window.pdf {
                        pdf_kind_ui(ui, shell.view, out);
                    }
                });
            buttons_ui(ui, shell.view, window, out);
        });
    });
    if response.should_close() && !shell.busy {
        window.open = false;
    }
}

fn title(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(theme::bold_font(theme::SECTION + 1.0)));
    ui.add_space(2.0);
}

fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(6.0);
    let palette = Palette::of(ui);
    ui.label(
        RichText::new(text)
            .font(theme::bold_font(theme::SMALL))
            .color(palette.weak),
    );
}

/// Choices beside each other, so far apart that each is seen with its own sign.
fn choices(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        add(ui);
    });
}

fn scope_ui(ui: &mut Ui, view: View<'_>, window: &mut ExportWindow) {
    heading(ui, words::SCOPE);
    ui.radio_value(&mut window.scope, ScopeChoice::Book, words::ALL);
    let department = department_here(view, view.selection)
        .map(|id| display_name(view.project, Owner::Department(id)));
    ui.horizontal(|ui| {
        let name = words::this_department(department.as_deref());
        ui.add_enabled_ui(department.is_some(), |ui| {
            ui.radio_value(&mut window.scope, ScopeChoice::Department, name);
        });
        if window.scope == ScopeChoice::Department && department.is_some() {
            ui.checkbox(&mut window.with_below, words::WITH_BELOW);
        }
    });
    let role = matches!(view.selection, Owner::Role(_))
        .then(|| display_name(view.project, view.selection));
    ui.add_enabled_ui(role.is_some(), |ui| {
        let name = words::this_role(role.as_deref());
        ui.radio_value(&mut window.scope, ScopeChoice::Role, name);
    });
    ui.radio_value(&mut window.scope, ScopeChoice::Checked, words::CHECKED);
    if window.scope == ScopeChoice::Checked {
        ui.indent("checked-roles", |ui| {
            window
                .roles
                .check_ui(ui, view, question::FILTER_ROLES, 180.0);
        });
    }
}

/// As the settings say, or another layout for this once.
fn layout_ui(ui: &mut Ui, window: &mut ExportWindow) {
    heading(ui, words::LAYOUT);
    choices(ui, |ui| {
        ui.radio_value(&mut window.layout, None, words::LAYOUT_AS_SET);
        for &layout in RoleLayout::ALL {
            let name = fields::role_layout(layout);
            ui.radio_value(&mut window.layout, Some(layout), name);
        }
    });
}

fn kind_ui(ui: &mut Ui, view: View<'_>, window: &mut ExportWindow) {
    heading(ui, words::KIND);
    let before = window.each;
    choices(ui, |ui| {
        ui.radio_value(&mut window.each, None, words::ONE_FILE);
        ui.radio_value(&mut window.each, Some(Per::Role), words::EACH);
        ui.radio_value(
            &mut window.each,
            Some(Per::Department),
            words::EACH_DEPARTMENT,
        );
    });
    // A pattern that nobody has changed is the usual one of what is chosen.
    if let (Some(per), true) = (window.each, window.each != before) {
        let untouched = [Per::Role, Per::Department].map(Per::usual_name);
        if untouched.contains(&window.pattern.as_str()) {
            per.usual_name().clone_into(&mut window.pattern);
        }
    }
    if let Some(per) = window.each {
        ui.indent("name-pattern", |ui| {
            ui.checkbox(&mut window.tree, words::TREE);
            ui.horizontal(|ui| {
                let label = ui.label(words::NAME_PATTERN);
                let id = Id::unique("export-name-pattern");
                super::plain_field::plain_field(ui, id, &mut window.pattern, |edit| {
                    edit.desired_width(f32::INFINITY).margin(vec2(8.0, 5.0))
                })
                .labelled_by(label.id);
            });
            match unknown_mark(&window.pattern) {
                Some(mark) => {
                    let palette = Palette::of(ui);
                    ui.colored_label(palette.error, words::unknown_mark(mark));
                }
                None => {
                    ui.weak(words::PATTERN_HINT);
                    if let Some(example) = example_name(view, per, window) {
                        ui.add(
                            Label::new(RichText::new(words::example(&example)).weak()).truncate(),
                        );
                    }
                }
            }
        });
    }
}

/// What the file of the role or department that is selected will be called, or else that of the first.
fn example_name(view: View<'_>, per: Per, window: &ExportWindow) -> Option<String> {
    let (project, organisation) = (view.project, view.organisation);
    let role = match view.selection {
        Owner::Role(role) => Some(role),
        Owner::Company | Owner::Department(_) => organisation.roles().next(),
    }?;
    let stem = match per {
        Per::Role => role_file_stem(project, organisation, role, &window.pattern),
        Per::Department => {
            let department =
                department_here(view, view.selection).or_else(|| organisation.department_of(role));
            department_file_stem(project, department, &window.pattern)
        }
    };
    let ending = if window.pdf { "pdf" } else { "docx" };
    Some(format!("{}.{ending}", safe_stem(&stem)))
}

fn format_ui(ui: &mut Ui, window: &mut ExportWindow) {
    heading(ui, words::FORMAT);
    choices(ui, |ui| {
        ui.checkbox(&mut window.pdf, words::PDF);
        ui.checkbox(&mut window.docx, words::DOCX);
    });
}

/// Which kind of PDF: one of the company's settings, so that all its files are alike.
fn pdf_kind_ui(ui: &mut Ui, view: View<'_>, out: &mut Vec<UiCommand>) {
    let settings = &view.project.company.settings;
    let mut kind = settings.pdf_kind;
    ui.indent("pdf-kind", |ui| {
        choices(ui, |ui| {
            for &one in PdfKind::ALL {
                ui.radio_value(&mut kind, one, fields::pdf_kind(one));
            }
        });
    });
    if kind != settings.pdf_kind {
        let mut settings = DocumentSettings::clone(settings);
        settings.pdf_kind = kind;
        out.push(UiCommand::Edit(Edit::SetSettings(Box::new(settings))));
    }
}

fn buttons_ui(ui: &mut Ui, view: View<'_>, window: &mut ExportWindow, out: &mut Vec<UiCommand>) {
    ui.add_space(12.0);
    let request = window.request(view);
    // On paper everything is one document.
    let printable = window.print_request(view);
    button_row(ui, |ui| {
        let export = primary(ui, words::EXPORT).min_size(vec2(96.0, 30.0));
        let export = ui.add_enabled(request.is_some(), export);
        if std::mem::take(&mut window.fresh) {
            export.request_focus();
        }
        if export.clicked() {
            out.extend(request.map(|request| UiCommand::File(FileCommand::Export(request))));
        }
        let print = Button::new(print::PRINT).min_size(vec2(76.0, 30.0));
        if ui.add_enabled(printable.is_some(), print).clicked() {
            window.open = false;
            out.extend(printable.map(|request| UiCommand::File(FileCommand::Print(request))));
        }
        let cancel = Button::new(question::CANCEL).min_size(vec2(76.0, 30.0));
        if ui.add(cancel).clicked() {
            window.open = false;
        }
    });
}

fn progress_ui(ctx: &Context, progress: &ExportProgress, out: &mut Vec<UiCommand>) {
    modal(ctx, "export-progress").show(ctx, |ui| {
        ui.set_width(420.0);
        title(ui, words::RUNNING);
        ui.add(egui::Label::new(&progress.name).truncate());
        let share = |(done, total): (usize, usize)| done as f32 / total.max(1) as f32;
        // To lay out takes about as long as to write.
        let file = (share(progress.layout) + share(progress.pages)) / 2.0;
        let file = if progress.pages.1 > 0 {
            file + 0.5
        } else {
            file
        };
        let share = share(progress.files) + file / progress.files.1.max(1) as f32;
        let text = words::progress(progress.files, progress.layout, progress.pages);
        ui.add(ProgressBar::new(share).text(text));
        ui.add_space(8.0);
        button_row(ui, |ui| {
            let cancel = Button::new(question::CANCEL).min_size(vec2(76.0, 30.0));
            if ui.add_enabled(!progress.cancelling, cancel).clicked() {
                out.push(UiCommand::File(FileCommand::CancelExport));
            }
            if progress.cancelling {
                ui.weak(words::CANCELLING);
            }
        });
    });
}
