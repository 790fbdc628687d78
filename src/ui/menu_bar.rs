//! The menu bar, and the keys that do the same.

use super::tree::{department_here, moves};
use super::{ShellView, UiCommand, plain_field};
use crate::model::Owner;
use crate::strings::{
    import_window as import_words, print, shell::menu as words, tree as tree_words,
};
use crate::ui::command::{FileCommand, WindowCommand};
use crate::ui::import_window::ImportCommand;
use egui::{Button, Context, Key, KeyboardShortcut, MenuBar, Modifiers, ThemePreference, Ui};
use std::path::Path;

/// So that a name and its keys do not touch, in points.
const MENU_WIDTH: f32 = 210.0;

const fn command(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const NEW: KeyboardShortcut = command(Key::N);
const OPEN: KeyboardShortcut = command(Key::O);
const SAVE: KeyboardShortcut = command(Key::S);
const SAVE_AS: KeyboardShortcut =
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::S);
const IMPORT: KeyboardShortcut = command(Key::I);
const EXPORT: KeyboardShortcut = command(Key::E);
const PRINT: KeyboardShortcut = command(Key::P);
const PREVIEW: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F5);
const QUIT: KeyboardShortcut = command(Key::Q);
const UNDO: KeyboardShortcut = command(Key::Z);
const REDO: KeyboardShortcut = command(Key::Y);
const REDO_TOO: KeyboardShortcut =
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z);
const FIND: KeyboardShortcut = command(Key::F);
const RENAME: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F2);
const UP: KeyboardShortcut = KeyboardShortcut::new(Modifiers::ALT, Key::ArrowUp);
const DOWN: KeyboardShortcut = KeyboardShortcut::new(Modifiers::ALT, Key::ArrowDown);
const LARGER: KeyboardShortcut = command(Key::Plus);
const SMALLER: KeyboardShortcut = command(Key::Minus);
const NORMAL: KeyboardShortcut = command(Key::Num0);

/// Takes the keys of the menus out of the input, before any field sees them.
///
/// Ctrl+Z is the document's, also while one of its fields is being typed in; only a field that belongs to no
/// document (the filter, a name, a path) keeps its own undo.
pub fn shortcuts(ctx: &Context, shell: &ShellView<'_>, out: &mut Vec<UiCommand>) {
    let plain = plain_field::has_focus(ctx);
    let pressed =
        |shortcut: &KeyboardShortcut| ctx.input_mut(|input| input.consume_shortcut(shortcut));
    let selection = shell.view.selection;
    // The longer ones first: Ctrl+S would also take Ctrl+Shift+S.
    for (shortcut, asked) in [
        (SAVE_AS, UiCommand::File(FileCommand::SaveAs)),
        (SAVE, UiCommand::File(FileCommand::Save)),
        (NEW, UiCommand::File(FileCommand::New)),
        (OPEN, UiCommand::File(FileCommand::ChooseAndOpen)),
        (IMPORT, UiCommand::Import(ImportCommand::Open(selection))),
        (EXPORT, UiCommand::Window(WindowCommand::Export)),
        (PRINT, UiCommand::Window(WindowCommand::Print)),
        (PREVIEW, UiCommand::Window(WindowCommand::Preview)),
        (QUIT, UiCommand::Window(WindowCommand::Quit)),
        (FIND, UiCommand::Window(WindowCommand::FocusFilter)),
        (RENAME, UiCommand::BeginRename(selection)),
    ] {
        if pressed(&shortcut) {
            out.push(asked);
        }
    }
    if !plain {
        if pressed(&REDO_TOO) || pressed(&REDO) {
            out.push(UiCommand::Redo);
        }
        if pressed(&UNDO) {
            out.push(UiCommand::Undo);
        }
    }
    for (shortcut, down) in [(UP, false), (DOWN, true)] {
        if pressed(&shortcut) {
            let step =
                moves::one_step(shell.view.project, shell.view.organisation, selection, down);
            out.extend(step.map(UiCommand::Edit));
        }
    }
}

/// Draws the menu bar.
pub fn menu_bar_ui(ui: &mut Ui, shell: &ShellView<'_>, out: &mut Vec<UiCommand>) {
    MenuBar::new().ui(ui, |ui| {
        ui.menu_button(words::FILE, |ui| file_menu(ui, shell, out));
        ui.menu_button(words::EDIT, |ui| edit_menu(ui, shell, out));
        ui.menu_button(words::VIEW, |ui| view_menu(ui, shell, out));
        ui.menu_button(words::HELP, |ui| {
            if item(ui, true, words::KEYS, None) {
                out.push(UiCommand::Window(WindowCommand::Help));
            }
            if item(ui, true, words::ABOUT, None) {
                out.push(UiCommand::Window(WindowCommand::About));
            }
        });
    });
}

fn item(ui: &mut Ui, enabled: bool, name: &str, shortcut: Option<&KeyboardShortcut>) -> bool {
    let mut button = Button::new(name);
    if let Some(shortcut) = shortcut {
        button = button.shortcut_text(keys_of(ui.ctx(), shortcut));
    }
    ui.add_enabled(enabled, button).clicked()
}

/// The keys as they stand on a keyboard: Ctrl++ and Alt+↑, not Ctrl+Plus and Alt+Up.
fn keys_of(ctx: &Context, shortcut: &KeyboardShortcut) -> String {
    let key = shortcut.logical_key;
    let sign = match key {
        Key::Plus => "+",
        Key::Minus => "-",
        Key::ArrowUp => "\u{2191}",
        Key::ArrowDown => "\u{2193}",
        _ => key.name(),
    };
    let keys = ctx.format_shortcut(shortcut);
    let modifiers = keys.strip_suffix(key.name()).unwrap_or(&keys);
    format!("{modifiers}{sign}")
}

fn file_menu(ui: &mut Ui, shell: &ShellView<'_>, out: &mut Vec<UiCommand>) {
    ui.set_min_width(MENU_WIDTH);
    let mut ask = |command| out.push(UiCommand::File(command));
    if item(ui, true, words::NEW, Some(&NEW)) {
        ask(FileCommand::New);
    }
    if item(ui, true, words::OPEN, Some(&OPEN)) {
        ask(FileCommand::ChooseAndOpen);
    }
    ui.menu_button(words::RECENT, |ui| {
        if shell.recent.is_empty() {
            ui.add_enabled(false, Button::new(words::NO_RECENT));
        }
        for path in shell.recent {
            let entry = ui.button(file_name(path));
            if entry.on_hover_text(path.display().to_string()).clicked() {
                ask(FileCommand::Open(path.clone()));
            }
        }
        ui.separator();
        if item(ui, !shell.recent.is_empty(), words::FORGET_RECENT, None) {
            ask(FileCommand::ForgetRecent);
        }
    });
    if item(ui, true, words::SAMPLE, None) {
        ask(FileCommand::Sample);
    }
    ui.separator();
    if item(ui, true, words::SAVE, Some(&SAVE)) {
        ask(FileCommand::Save);
    }
    if item(ui, true, words::SAVE_AS, Some(&SAVE_AS)) {
        ask(FileCommand::SaveAs);
    }
    ui.separator();
    if item(ui, true, import_words::MENU, Some(&IMPORT)) {
        let here = shell.view.selection;
        out.push(UiCommand::Import(ImportCommand::Open(here)));
    }
    if item(ui, true, words::EXPORT, Some(&EXPORT)) {
        out.push(UiCommand::Window(WindowCommand::Export));
    }
    if item(ui, true, print::PRINT, Some(&PRINT)) {
        out.push(UiCommand::Window(WindowCommand::Print));
    }
    ui.separator();
    if item(ui, true, words::QUIT, Some(&QUIT)) {
        out.push(UiCommand::Window(WindowCommand::Quit));
    }
}

/// The file's own name, or the whole path where it has none.
pub fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

fn edit_menu(ui: &mut Ui, shell: &ShellView<'_>, out: &mut Vec<UiCommand>) {
    ui.set_min_width(MENU_WIDTH);
    let step = |verb: &str, name: Option<&str>| {
        name.map_or_else(|| verb.to_owned(), |name| words::step(verb, name))
    };
    if item(
        ui,
        shell.undo.is_some(),
        &step(words::UNDO, shell.undo),
        Some(&UNDO),
    ) {
        out.push(UiCommand::Undo);
    }
    if item(
        ui,
        shell.redo.is_some(),
        &step(words::REDO, shell.redo),
        Some(&REDO),
    ) {
        out.push(UiCommand::Redo);
    }
    ui.separator();
    edit_owner_menu(ui, shell, out);
    ui.separator();
    if item(ui, true, words::FIND, Some(&FIND)) {
        out.push(UiCommand::Window(WindowCommand::FocusFilter));
    }
}

fn edit_owner_menu(ui: &mut Ui, shell: &ShellView<'_>, out: &mut Vec<UiCommand>) {
    let view = shell.view;
    let owner = view.selection;
    let here = department_here(view, owner);
    if item(ui, true, tree_words::ADD_ROLE, None) {
        out.push(UiCommand::NewRole(here));
    }
    if item(ui, true, tree_words::ADD_DEPARTMENT, None) {
        out.push(UiCommand::NewDepartment(here));
    }
    let is_company = owner == Owner::Company;
    if item(ui, !is_company, tree_words::DUPLICATE, None) {
        out.push(UiCommand::Duplicate(owner));
    }
    if item(ui, true, tree_words::RENAME, Some(&RENAME)) {
        out.push(UiCommand::BeginRename(owner));
    }
    for (down, name, key) in [
        (false, tree_words::MOVE_UP, UP),
        (true, tree_words::MOVE_DOWN, DOWN),
    ] {
        let step = moves::one_step(view.project, view.organisation, owner, down);
        if item(ui, step.is_some(), name, Some(&key)) {
            out.extend(step.map(UiCommand::Edit));
        }
    }
    if item(ui, !is_company, tree_words::REMOVE, None) {
        out.push(UiCommand::AskRemove(owner));
    }
}

fn view_menu(ui: &mut Ui, shell: &ShellView<'_>, out: &mut Vec<UiCommand>) {
    ui.set_min_width(MENU_WIDTH);
    let keys = keys_of(ui.ctx(), &PREVIEW);
    let preview = Button::selectable(shell.preview, words::PREVIEW).shortcut_text(keys);
    if ui.add(preview).clicked() {
        out.push(UiCommand::Window(WindowCommand::Preview));
    }
    ui.separator();
    let now = ui.ctx().options(|options| options.theme_preference);
    for (preference, name) in [
        (ThemePreference::Light, words::LIGHT),
        (ThemePreference::Dark, words::DARK),
        (ThemePreference::System, words::AS_SYSTEM),
    ] {
        if ui.radio(now == preference, name).clicked() {
            out.push(UiCommand::Window(WindowCommand::Theme(preference)));
            ui.close();
        }
    }
    ui.separator();
    for (step, name, key) in [
        (1, words::LARGER, LARGER),
        (-1, words::SMALLER, SMALLER),
        (0, words::NORMAL_SIZE, NORMAL),
    ] {
        if item(ui, true, name, Some(&key)) {
            out.push(UiCommand::Window(WindowCommand::Zoom(step)));
        }
    }
}
