//! The menu bar with the buttons at its right end, and the keys that do the same.

use super::icons::{Icon, icon_button};
use super::tree::{department_here, moves, owner_menu};
use super::{ShellView, UiCommand, plain_field};
use crate::strings::{
    find as find_words, import_window as import_words, print, shell::menu as words,
};
use crate::ui::command::{FileCommand, WindowCommand};
use crate::ui::import_window::ImportCommand;
use egui::containers::menu::MenuButton;
use egui::{
    Align, Button, Context, Event, Key, KeyboardShortcut, Layout, MenuBar, Modifiers, Popup,
    Response, ThemePreference, Ui,
};
use std::path::Path;

/// So that a name and its keys do not touch, in points.
pub(super) const MENU_WIDTH: f32 = 210.0;

const fn command(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn with_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

const NEW: KeyboardShortcut = command(Key::N);
const OPEN: KeyboardShortcut = command(Key::O);
const SAVE: KeyboardShortcut = command(Key::S);
const SAVE_AS: KeyboardShortcut = with_shift(Key::S);
const IMPORT: KeyboardShortcut = command(Key::I);
const EXPORT: KeyboardShortcut = command(Key::E);
const PRINT: KeyboardShortcut = command(Key::P);
const PREVIEW: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F5);
const QUIT: KeyboardShortcut = command(Key::Q);
const UNDO: KeyboardShortcut = command(Key::Z);
const REDO: KeyboardShortcut = command(Key::Y);
const REDO_TOO: KeyboardShortcut = with_shift(Key::Z);
const FIND: KeyboardShortcut = command(Key::F);
const REPLACE: KeyboardShortcut = command(Key::H);
/// Renames what is selected.
pub(super) const RENAME: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F2);
/// Adds a role.
pub(super) const ADD_ROLE: KeyboardShortcut = with_shift(Key::R);
/// Adds a department.
pub(super) const ADD_DEPARTMENT: KeyboardShortcut = with_shift(Key::D);
/// Moves up among its like.
pub(super) const UP: KeyboardShortcut = KeyboardShortcut::new(Modifiers::ALT, Key::ArrowUp);
/// Moves down among its like.
pub(super) const DOWN: KeyboardShortcut = KeyboardShortcut::new(Modifiers::ALT, Key::ArrowDown);
const LARGER: KeyboardShortcut = command(Key::Plus);
const SMALLER: KeyboardShortcut = command(Key::Minus);
const NORMAL: KeyboardShortcut = command(Key::Num0);
/// The keys that open a menu, as the letters in their names say; F10 opens the first.
const MENU_KEYS: [Key; 4] = [Key::F, Key::E, Key::V, Key::H];

/// Takes the keys of the menus out of the input, before any field sees them.
///
/// Ctrl+Z is the document's, also while one of its fields is being typed in; only a field that belongs to no
/// document (the filter, a name, a path) keeps its own undo.
pub fn shortcuts(ctx: &Context, shell: &ShellView<'_>, out: &mut Vec<UiCommand>) {
    let plain = plain_field::has_focus(ctx);
    let pressed =
        |shortcut: &KeyboardShortcut| ctx.input_mut(|input| input.consume_shortcut(shortcut));
    let selection = shell.view.selection;
    let here = department_here(shell.view, selection);
    // The longer ones first: Ctrl+S would also take Ctrl+Shift+S.
    for (shortcut, asked) in [
        (SAVE_AS, UiCommand::File(FileCommand::SaveAs)),
        (ADD_ROLE, UiCommand::NewRole(here)),
        (ADD_DEPARTMENT, UiCommand::NewDepartment(here)),
        (SAVE, UiCommand::File(FileCommand::Save)),
        (NEW, UiCommand::File(FileCommand::New)),
        (OPEN, UiCommand::File(FileCommand::ChooseAndOpen)),
        (IMPORT, UiCommand::Import(ImportCommand::Open(selection))),
        (EXPORT, UiCommand::Window(WindowCommand::Export)),
        (PRINT, UiCommand::Window(WindowCommand::Print)),
        (PREVIEW, UiCommand::Window(WindowCommand::Preview)),
        (QUIT, UiCommand::Window(WindowCommand::Quit)),
        (FIND, UiCommand::Window(WindowCommand::FocusFilter)),
        (REPLACE, UiCommand::Window(WindowCommand::Find)),
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

/// Which menu a person asks for by keys; the letter does not reach a field.
fn menu_by_keys(ctx: &Context) -> Option<usize> {
    ctx.input_mut(|input| {
        if input.consume_key(Modifiers::NONE, Key::F10) {
            return Some(0);
        }
        let at = MENU_KEYS
            .iter()
            .position(|&key| input.consume_key(Modifiers::ALT, key))?;
        input
            .events
            .retain(|event| !matches!(event, Event::Text(_)));
        Some(at)
    })
}

/// What a menu of the bar draws.
type MenuContent = fn(&mut Ui, &ShellView<'_>, &mut Vec<UiCommand>);

/// Draws the menu bar. `keys` = its keys are heard: nothing lies over the window that has keys of its own.
pub fn menu_bar_ui(ui: &mut Ui, shell: &ShellView<'_>, keys: bool, out: &mut Vec<UiCommand>) {
    let asked = if keys { menu_by_keys(ui.ctx()) } else { None };
    let menus: [(&str, MenuContent); 4] = [
        (words::FILE, file_menu),
        (words::EDIT, edit_menu),
        (words::VIEW, view_menu),
        (words::HELP, help_menu),
    ];
    MenuBar::new().ui(ui, |ui| {
        let mut buttons = Vec::new();
        let mut any_open = false;
        for (name, content) in menus {
            let (button, open) = MenuButton::new(name).ui(ui, |ui| content(ui, shell, out));
            any_open |= open.is_some();
            buttons.push(button);
        }
        open_by_keys(ui, &buttons, asked, any_open);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            tool_buttons(ui, shell, out);
        });
    });
}

/// Opens the menu asked for, and the one beside it when an arrow is pressed on the name of an open one.
fn open_by_keys(ui: &Ui, buttons: &[Response], asked: Option<usize>, any_open: bool) {
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    let beside = || {
        let at = buttons.iter().position(Response::has_focus)?;
        if pressed(Key::ArrowRight) {
            Some((at + 1) % buttons.len())
        } else if pressed(Key::ArrowLeft) {
            Some((at + buttons.len() - 1) % buttons.len())
        } else {
            None
        }
    };
    let to_open = asked.or_else(|| if any_open { beside() } else { None });
    if let Some(button) = to_open.and_then(|at| buttons.get(at)) {
        button.request_focus();
        Popup::open_id(ui.ctx(), Popup::default_response_id(button));
        ui.ctx().request_repaint();
    }
}

fn help_menu(ui: &mut Ui, _shell: &ShellView<'_>, out: &mut Vec<UiCommand>) {
    if item(ui, true, words::KEYS, None) {
        out.push(UiCommand::Window(WindowCommand::Help));
    }
    if item(ui, true, words::ABOUT, None) {
        out.push(UiCommand::Window(WindowCommand::About));
    }
}

/// What is wanted most, at the right end of the bar; drawn from the right.
fn tool_buttons(ui: &mut Ui, shell: &ShellView<'_>, out: &mut Vec<UiCommand>) {
    let tool = |ui: &mut Ui, name: &str, selected: bool, keys: &KeyboardShortcut| {
        let told = words::tool(name, &keys_of(ui.ctx(), keys));
        let button = ui.add(Button::selectable(selected, name));
        ui.ctx()
            .accesskit_node_builder(button.id, |node| node.set_label(told.as_str()));
        button.on_hover_text(told).clicked()
    };
    if tool(ui, words::TOOL_PREVIEW, shell.preview, &PREVIEW) {
        out.push(UiCommand::Window(WindowCommand::Preview));
    }
    if tool(ui, words::TOOL_EXPORT, false, &EXPORT) {
        out.push(UiCommand::Window(WindowCommand::Export));
    }
    if tool(ui, words::TOOL_IMPORT, false, &IMPORT) {
        let here = shell.view.selection;
        out.push(UiCommand::Import(ImportCommand::Open(here)));
    }
    if tool(ui, words::SAVE, false, &SAVE) {
        out.push(UiCommand::File(FileCommand::Save));
    }
    ui.separator();
    for (verb, icon, name, keys, command) in [
        (words::REDO, Icon::Redo, shell.redo, REDO, UiCommand::Redo),
        (words::UNDO, Icon::Undo, shell.undo, UNDO, UiCommand::Undo),
    ] {
        let told = words::tool(&with_step(verb, name), &keys_of(ui.ctx(), &keys));
        ui.add_enabled_ui(name.is_some(), |ui| {
            if icon_button(ui, icon, &told).clicked() {
                out.push(command);
            }
        });
    }
}

/// 撤销：修改职责
fn with_step(verb: &str, name: Option<&str>) -> String {
    name.map_or_else(|| verb.to_owned(), |name| words::step(verb, name))
}

/// One entry of a menu, with its keys if it has some. True if it was chosen.
pub(super) fn item(
    ui: &mut Ui,
    enabled: bool,
    name: &str,
    shortcut: Option<&KeyboardShortcut>,
) -> bool {
    let mut button = Button::new(name);
    if let Some(shortcut) = shortcut {
        button = button.shortcut_text(keys_of(ui.ctx(), shortcut));
    }
    let clicked = ui.add_enabled(enabled, button).clicked();
    if clicked {
        // Enter chooses too, and only a click of the pointer closes a menu by itself.
        ui.close();
    }
    clicked
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
                ui.close();
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
    if item(ui, true, words::PAGE_SETUP, None) {
        out.push(UiCommand::Window(WindowCommand::PageSetup));
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
    if item(
        ui,
        shell.undo.is_some(),
        &with_step(words::UNDO, shell.undo),
        Some(&UNDO),
    ) {
        out.push(UiCommand::Undo);
    }
    if item(
        ui,
        shell.redo.is_some(),
        &with_step(words::REDO, shell.redo),
        Some(&REDO),
    ) {
        out.push(UiCommand::Redo);
    }
    ui.separator();
    owner_menu(ui, shell.view, shell.view.selection, out);
    ui.separator();
    if item(ui, true, words::FIND, Some(&FIND)) {
        out.push(UiCommand::Window(WindowCommand::FocusFilter));
    }
    if item(ui, true, find_words::MENU, Some(&REPLACE)) {
        out.push(UiCommand::Window(WindowCommand::Find));
    }
}

fn view_menu(ui: &mut Ui, shell: &ShellView<'_>, out: &mut Vec<UiCommand>) {
    ui.set_min_width(MENU_WIDTH);
    let keys = keys_of(ui.ctx(), &PREVIEW);
    let preview = Button::selectable(shell.preview, words::PREVIEW).shortcut_text(keys);
    if ui.add(preview).clicked() {
        ui.close();
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
