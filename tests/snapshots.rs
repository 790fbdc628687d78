//! What the window looks like, compared with pictures that a person has looked at: light, dark, the windows over it.
//!
//! Drawn without a display by Mesa's software Vulkan driver, for which the pictures were made; hence on Linux only.
//! After a change that is meant: `UPDATE_SNAPSHOTS=1 cargo test --test snapshots`, and look at each new picture.

#![cfg(target_os = "linux")]

use egui::accesskit::Role as Part;
use egui::{Event, Key, Modifiers, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use gangshu::app::clipboard::Scripted as Clipboard;
use gangshu::app::dialogs::Scripted;
use gangshu::app::disk::RealDisk;
use gangshu::app::{App, Begin};
use gangshu::storage::Folders;
use std::sync::Arc;
use std::time::Duration;

/// The sample company in a window.
struct Window {
    harness: Harness<'static, App>,
    /// Goes when the window does.
    _home: tempfile::TempDir,
}

impl Window {
    fn open(theme: Theme) -> Window {
        let home = tempfile::tempdir().expect("a temporary folder");
        let begin = Begin {
            folders: Some(Folders::below(home.path())),
            file: None,
            dialogs: Box::new(Scripted::default()),
            disk: Arc::new(RealDisk),
            printers: Arc::new(gangshu::app::printers::Native),
            clipboard: Arc::new(Clipboard::default()),
            recovery_delay: Duration::ZERO,
        };
        let harness = Harness::builder()
            .with_size([880.0, 560.0])
            .with_theme(theme)
            .with_max_steps(60)
            .build_eframe(move |cc| App::new(&cc.egui_ctx, begin));
        let mut window = Window {
            harness,
            _home: home,
        };
        window.run();
        window
    }

    fn run(&mut self) {
        self.harness.run();
        while self.harness.state().busy() || self.harness.state().importing() {
            std::thread::yield_now();
            self.harness.step();
        }
        self.harness.run();
    }

    fn select(&mut self, name: &str) {
        self.harness
            .get_by_role_and_label(Part::TreeItem, name)
            .click();
        self.run();
    }

    fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.run();
    }

    fn looks_like(&mut self, picture: &str) {
        self.harness.remove_cursor();
        self.run();
        self.harness.snapshot(picture);
    }
}

#[test]
fn a_company_by_day() {
    Window::open(Theme::Light).looks_like("company-light");
}

#[test]
fn a_role_by_night() {
    let mut window = Window::open(Theme::Dark);
    window.select("会计");
    window.looks_like("role-dark");
}

#[test]
fn the_export_window() {
    let mut window = Window::open(Theme::Light);
    window.select("会计");
    window.key(Modifiers::COMMAND, Key::E);
    window.looks_like("export-light");
}

#[test]
fn the_question_before_a_role_goes() {
    let mut window = Window::open(Theme::Dark);
    window.select("会计");
    window.key(Modifiers::NONE, Key::Delete);
    window.looks_like("question-dark");
}

#[test]
fn an_import_under_review() {
    let mut window = Window::open(Theme::Light);
    window.key(Modifiers::COMMAND, Key::I);
    let text = "仓储部职责\n1、保管物料，建立台账。\n仓储管理主管岗位职责\n直接上级：厂长\n\
                1、组织盘点，每月上报。\n2、检查库房安全,及时整改。\n库管员岗位职责\n直接上级：仓储主管\n\
                1、收货，登记。\n3、发货。\n第 1 页 共 1 页\n";
    window.harness.event(Event::Paste(text.to_owned()));
    window.run();
    window.looks_like("import-light");
}
