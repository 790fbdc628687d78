//! What a person does with the window, from opening a company to closing it, driven without a display.
//!
//! Missing glyphs and inputs without a name stop each of these tests (egui_kittest's own checks).

use egui::accesskit::Role as Part;
use egui::{Key, Modifiers, ViewportCommand, ViewportEvent, ViewportId, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use gangshu::app::dialogs::{AskKind, Reply, Scripted};
use gangshu::app::disk::Disk;
use gangshu::app::{App, Begin};
use gangshu::model::{Field, Owner, Place, Project, RoleId, Supervisor};
use gangshu::storage::{
    self, Folders, Loaded, OnDisk, Saved, StorageError, list_recoveries, load_project,
};
use gangshu::strings::shell::{menu, notice, question, status};
use gangshu::strings::{
    editor as editor_words, export as export_words, find as find_words, look,
    preview as preview_words, tree as tree_words,
};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// A disk that can be held: it then waits before it reads or writes.
#[derive(Clone, Default)]
struct SlowDisk {
    held: Arc<(Mutex<bool>, Condvar)>,
}

impl SlowDisk {
    fn held(&self) -> MutexGuard<'_, bool> {
        self.held.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hold(&self) {
        *self.held() = true;
    }

    fn let_go(&self) {
        *self.held() = false;
        self.held.1.notify_all();
    }

    fn is_held(&self) -> bool {
        *self.held()
    }

    fn wait(&self) {
        drop(self.held.1.wait_while(self.held(), |held| *held));
    }
}

impl Disk for SlowDisk {
    fn load(&self, path: &Path) -> Result<Loaded, StorageError> {
        self.wait();
        load_project(path)
    }

    fn save(&self, path: &Path, project: &Project, on_disk: OnDisk) -> Result<Saved, StorageError> {
        self.wait();
        storage::save_project(path, project, on_disk)
    }
}

/// The window over a home of its own, with file dialogs that answer from a script.
struct Window {
    harness: Harness<'static, App>,
    dialogs: Scripted,
    disk: SlowDisk,
    home: tempfile::TempDir,
}

impl Window {
    fn open() -> Window {
        Window::with_file(None)
    }

    fn with_file(file: Option<PathBuf>) -> Window {
        Window::in_home(tempfile::tempdir().expect("a temporary folder"), file)
    }

    fn in_home(home: tempfile::TempDir, file: Option<PathBuf>) -> Window {
        Window::on_disk(SlowDisk::default(), home, file)
    }

    fn on_disk(disk: SlowDisk, home: tempfile::TempDir, file: Option<PathBuf>) -> Window {
        let dialogs = Scripted::default();
        let begin = Begin {
            folders: Some(Folders::below(home.path().join("settings"))),
            file,
            dialogs: Box::new(dialogs.clone()),
            disk: Arc::new(disk.clone()),
            printers: Arc::new(gangshu::app::printers::Native),
            clipboard: Arc::new(gangshu::app::clipboard::Scripted::default()),
            recovery_delay: Duration::ZERO,
        };
        let harness = Harness::builder()
            .with_size([1200.0, 800.0])
            .with_max_steps(40)
            .build_eframe(move |cc| App::new(&cc.egui_ctx, begin));
        let mut window = Window {
            harness,
            dialogs,
            disk,
            home,
        };
        window.wait_for_disk();
        window
    }

    /// Draws until project files are read and written, unless the disk is held.
    fn wait_for_disk(&mut self) {
        if self.app().busy() && !self.disk.is_held() {
            self.wait_for("end of reading or writing", |window| !window.app().busy());
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn app(&self) -> &App {
        self.harness.state()
    }

    fn run(&mut self) {
        self.harness.run();
        self.wait_for_disk();
    }

    fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.run();
    }

    /// Begins to export a file for each role into a folder, which it gives back; does not wait for the end.
    fn begin_export_of_each_role(&mut self) -> PathBuf {
        let folder = self.path("导出");
        self.dialogs.will_answer(Reply::Path(folder.clone()));
        self.key(Modifiers::COMMAND, Key::E);
        self.click_part(Part::RadioButton, export_words::EACH);
        self.harness
            .get_by_role_and_label(Part::Button, export_words::EXPORT)
            .click();
        folder
    }

    fn click_part(&mut self, part: Part, label: &str) {
        self.harness.get_by_role_and_label(part, label).click();
        self.run();
    }

    fn select(&mut self, name: &str) {
        self.click_part(Part::TreeItem, name);
    }

    fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.run();
    }

    fn role(&self, name: &str) -> RoleId {
        let mut roles = self.app().project().roles.iter();
        let found = roles.find(|(_, role)| role.full_name() == name);
        *found.unwrap_or_else(|| panic!("no role {name}")).0
    }

    /// Asks the window to close; true if it agreed.
    fn close(&mut self) -> bool {
        let events = |harness: &mut Harness<'static, App>| {
            let viewports = &mut harness.input_mut().viewports;
            std::mem::take(
                &mut viewports
                    .get_mut(&ViewportId::ROOT)
                    .expect("the root is always there")
                    .events,
            )
        };
        drop(events(&mut self.harness));
        let viewports = &mut self.harness.input_mut().viewports;
        let root = viewports
            .get_mut(&ViewportId::ROOT)
            .expect("the root is always there");
        root.events.push(ViewportEvent::Close);
        self.harness.step();
        let refused = self.commands().contains(&ViewportCommand::CancelClose);
        drop(events(&mut self.harness));
        self.run();
        !refused
    }

    /// Draws until the window closes by itself.
    fn wait_until_it_closes(&mut self) {
        let begun = Instant::now();
        while !self.commands().contains(&ViewportCommand::Close) {
            assert!(begun.elapsed() < Duration::from_secs(60), "stays open");
            std::thread::yield_now();
            self.harness.step();
        }
    }

    /// Lets the program die once its recovery copy is written, and opens the window of the next start.
    fn crash(mut self) -> Window {
        let folders = Folders::below(self.home.path().join("settings"));
        let copies = folders.data.join("recovery");
        self.wait_for("recovery copy", |_| {
            let names = storage::list_names(&copies).unwrap_or_default();
            names.iter().any(|name| name.ends_with(".ron"))
        });
        // The window goes without on_exit, so its thread ends and leaves the copy.
        let Window { harness, home, .. } = self;
        drop(harness);
        let begun = Instant::now();
        while list_recoveries(&folders).is_ok_and(|copies| copies.is_empty()) {
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "no copy left behind"
            );
            std::thread::yield_now();
        }
        Window::in_home(home, None)
    }

    fn commands(&self) -> Vec<ViewportCommand> {
        self.harness.output().viewport_output[&ViewportId::ROOT]
            .commands
            .clone()
    }

    /// Draws until `done`, which another thread brings about.
    fn wait_for(&mut self, what: &str, done: impl Fn(&Window) -> bool) {
        let begun = Instant::now();
        while !done(self) {
            assert!(begun.elapsed() < Duration::from_secs(60), "no {what}");
            std::thread::yield_now();
            self.harness.step();
        }
        self.run();
    }
}

fn text(app: &App, place: Place) -> String {
    app.project().text(place).unwrap_or_default().to_owned()
}

#[test]
fn the_sample_opens_and_is_no_unsaved_change() {
    let mut window = Window::open();
    window.run();
    assert!(window.app().project().roles.len() >= 20);
    assert!(!window.app().modified());
    assert_eq!(window.app().path(), None);
    assert!(window.close(), "nothing to ask");
}

#[test]
fn a_changed_role_is_undone_saved_and_read_back_equal() {
    let mut window = Window::open();
    window.run();
    window.select("会计");
    let role = window.role("会计");
    assert_eq!(window.app().selection(), Owner::Role(role));

    let place = Place::role(role, Field::Purpose);
    let before = text(window.app(), place);
    let id = gangshu::ui::field::field_id(place);
    window
        .harness
        .ctx
        .memory_mut(|memory| memory.request_focus(id));
    window.run();
    window.key(Modifiers::COMMAND, Key::End);
    window.harness.event(egui::Event::Text("并按月复核".into()));
    window.run();
    assert_eq!(text(window.app(), place), format!("{before}并按月复核"));
    assert!(window.app().modified());

    window.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(text(window.app(), place), before);
    assert!(!window.app().modified(), "undone back to what was opened");
    window.key(Modifiers::COMMAND, Key::Y);
    assert!(window.app().modified());

    let file = window.path("公司");
    window.dialogs.will_answer(Reply::Path(file));
    window.key(Modifiers::COMMAND, Key::S);
    let saved = window.path("公司.ron");
    assert_eq!(window.app().path(), Some(&*saved), "the extension is added");
    assert!(!window.app().modified());
    let loaded = load_project(&saved).unwrap();
    assert_eq!(&loaded.project, window.app().project());

    let again = Window::with_file(Some(saved));
    assert_eq!(again.app().project(), window.app().project());
}

#[test]
fn removing_a_role_says_who_refers_to_it_and_keeps_the_name_as_text() {
    let mut window = Window::open();
    window.run();
    window.select("财务经理");
    let boss = window.role("财务经理");
    let clerk = window.role("会计");
    window.key(Modifiers::NONE, Key::Delete);
    window.harness.get_by_label(question::KEEP_TEXT);
    let names = "「会计」的直接上级";
    assert!(window.harness.query_by_label(names).is_some(), "{names}");
    window.click_part(Part::Button, question::REMOVE);
    assert!(!window.app().project().roles.contains_key(&boss));
    let clerk = &window.app().project().roles[&clerk];
    assert_eq!(clerk.supervisor, Supervisor::Outside);
    assert_eq!(clerk.supervisor_outside, "财务经理");
    window.key(Modifiers::COMMAND, Key::Z);
    assert!(window.app().project().roles.contains_key(&boss));
    assert_eq!(
        window.app().selection(),
        Owner::Role(boss),
        "undo shows where it acted"
    );
}

#[test]
fn escape_leaves_everything_as_it_is() {
    let mut window = Window::open();
    window.run();
    window.select("出纳");
    window.key(Modifiers::NONE, Key::Delete);
    assert!(window.app().question().is_some());
    window.key(Modifiers::NONE, Key::Escape);
    assert!(window.app().question().is_none());
    assert!(!window.app().modified());
}

#[test]
fn a_role_dragged_onto_another_department_moves_there() {
    let mut window = Window::open();
    window.run();
    let role = window.role("出纳");
    let center = |window: &Window, name: &str| {
        let row = window.harness.get_by_role_and_label(Part::TreeItem, name);
        row.rect().center()
    };
    let from = center(&window, "出纳");
    let to = center(&window, "人力资源部");
    window.harness.drag_at(from);
    window.harness.step();
    window.harness.hover_at(from + vec2(2.0, 12.0));
    window.harness.step();
    window.harness.hover_at(to);
    window.harness.step();
    window.harness.step();
    window.harness.drop_at(to);
    window.run();
    let project = window.app().project();
    let (_, department) = project
        .departments
        .iter()
        .find(|(_, department)| department.name == "人力资源部")
        .unwrap();
    assert_eq!(department.roles.last(), Some(&role));
    window.key(Modifiers::COMMAND, Key::Z);
    assert!(!window.app().modified());
}

#[test]
fn a_role_goes_to_another_department_by_the_menu() {
    let mut window = Window::open();
    window.run();
    let role = window.role("会计");
    window.select("会计");
    window.click(menu::EDIT);
    window.click_part(Part::Button, tree_words::MOVE_TO);
    let own = window
        .harness
        .get_by_role_and_label(Part::Button, "财务部")
        .accesskit_node()
        .is_disabled();
    assert!(own, "the role is there already");
    window.click_part(Part::Button, "生产部");
    let production = window
        .app()
        .project()
        .departments
        .values()
        .find(|department| department.name == "生产部")
        .expect("the sample has it");
    assert_eq!(production.roles.last(), Some(&role));
    assert_eq!(window.app().selection(), Owner::Role(role));
}

#[test]
fn words_are_found_in_all_texts_gone_to_and_replaced_in_one_step() {
    let mut window = Window::open();
    window.run();
    let before = window.app().project().clone();
    window.key(Modifiers::COMMAND, Key::H);
    window.harness.event(egui::Event::Text("台账".into()));
    window.run();
    let mut places = Vec::new();
    for owner in before.owners() {
        before.for_each_text(owner, &mut |place, text| {
            places.extend(text.matches("台账").map(|_| place));
        });
    }
    let texts: std::collections::BTreeSet<Place> = places.iter().copied().collect();
    assert!(texts.len() > 3, "the sample speaks of them");
    window
        .harness
        .get_by_label(&find_words::count(places.len(), texts.len()));

    // Enter leads to the first text, and the next Enter to another: it writes nothing.
    window.key(Modifiers::NONE, Key::Enter);
    let first = window.app().selection();
    assert!(texts.iter().any(|place| place.owner == first));
    for _ in 0..texts.len() {
        window.key(Modifiers::NONE, Key::Enter);
    }
    assert_eq!(window.app().selection(), first, "round to the first");
    assert_eq!(window.app().project(), &before);

    window
        .harness
        .get_by_role_and_label(Part::TextInput, find_words::BY)
        .click();
    window.run();
    window.harness.event(egui::Event::Text("清册".into()));
    window.run();
    window.click(find_words::REPLACE_ALL);
    for &place in &texts {
        assert!(!text(window.app(), place).contains("台账"));
    }
    window.harness.get_by_label(&find_words::count(0, 0));
    window.key(Modifiers::NONE, Key::Escape);
    window.click(find_words::CLOSE);
    window.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.app().project(), &before);
}

#[test]
fn the_pattern_of_file_names_shows_what_a_file_will_be_called() {
    let mut window = Window::open();
    window.run();
    window.select("会计");
    window.key(Modifiers::COMMAND, Key::E);
    window.click_part(Part::RadioButton, export_words::EACH);
    let named = export_words::example("QHS-CW-002-财务部-会计.pdf");
    window.harness.get_by_label(&named);
    window.click_part(Part::RadioButton, export_words::EACH_DEPARTMENT);
    assert!(window.harness.query_by_label(&named).is_none());
    window
        .harness
        .get_by_label_contains(&export_words::example("CW"));
}

#[test]
fn page_setup_leads_from_a_role_to_the_companys_settings() {
    let mut window = Window::open();
    window.run();
    window.select("会计");
    window.click(menu::FILE);
    window.click_part(Part::Button, menu::PAGE_SETUP);
    assert_eq!(window.app().selection(), Owner::Company);
    let style = window.harness.get_by_label(look::STYLE);
    assert!(style.rect().top() < 400.0, "the section is in sight");
}

#[test]
fn the_tree_is_walked_with_the_keyboard_and_speaks_its_levels() {
    let mut window = Window::open();
    window.run();
    window.select("财务部");
    let department = window.app().selection();
    let node = window
        .harness
        .get_by_role_and_label(Part::TreeItem, "财务部");
    assert!(node.is_focused());
    let data = node.accesskit_node();
    assert_eq!(
        (data.data().level(), data.data().is_expanded()),
        (Some(2), Some(true))
    );
    window.key(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(
        window.app().selection(),
        Owner::Role(window.role("财务经理"))
    );
    window.key(Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(window.app().selection(), department);
    window.key(Modifiers::NONE, Key::ArrowLeft);
    assert!(
        window
            .harness
            .query_by_role_and_label(Part::TreeItem, "会计")
            .is_none()
    );
    window.key(Modifiers::NONE, Key::ArrowRight);
    assert!(
        window
            .harness
            .query_by_role_and_label(Part::TreeItem, "会计")
            .is_some()
    );
}

#[test]
fn tab_leads_from_the_tree_to_the_editor_without_a_stop_at_every_line() {
    let mut window = Window::open();
    window.run();
    window.select("会计");
    let focused = |window: &Window| {
        let rows = window.harness.query_all_by_role(Part::TreeItem);
        rows.filter(|row| row.is_focused()).count()
    };
    assert_eq!(focused(&window), 1);
    window.key(Modifiers::NONE, Key::Tab);
    assert_eq!(focused(&window), 0, "one Tab leaves the tree");
    window.key(Modifiers::SHIFT, Key::Tab);
    assert_eq!(focused(&window), 1);
    window.key(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(window.app().selection(), Owner::Role(window.role("出纳")));
}

#[test]
fn a_new_role_is_named_in_the_tree_and_a_filter_finds_it() {
    let mut window = Window::open();
    window.run();
    window.select("财务部");
    window.click(menu::EDIT);
    window.harness.get_by_label_contains("Ctrl+Shift+R");
    window.key(Modifiers::NONE, Key::Escape);
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::R);
    window.harness.event(egui::Event::Text("资金主管".into()));
    window.run();
    window.key(Modifiers::NONE, Key::Enter);
    let role = window.role("资金主管");
    assert_eq!(window.app().selection(), Owner::Role(role));

    window.key(Modifiers::COMMAND, Key::F);
    window.harness.event(egui::Event::Text("资金".into()));
    window.run();
    let rows = window.harness.get_all_by_role(Part::TreeItem).count();
    assert_eq!(rows, 3, "company, department, role");
    let name = text(window.app(), Place::role(role, Field::Name));
    window.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(
        text(window.app(), Place::role(role, Field::Name)),
        name,
        "Ctrl+Z in the filter is the filter's"
    );
}

#[test]
fn a_rename_offers_to_follow_in_texts_that_mention_the_old_name() {
    let mut window = Window::open();
    window.run();
    let old = "财务部";
    window.select(old);
    window.key(Modifiers::NONE, Key::F2);
    window.harness.event(egui::Event::Text("财务中心".into()));
    window.run();
    window.key(Modifiers::NONE, Key::Enter);
    if window.app().question().is_some() {
        window.click_part(Part::Button, question::RENAME_EVERYWHERE);
    }
    let project = window.app().project();
    let mut left = Vec::new();
    for owner in project.owners() {
        project.for_each_text(owner, &mut |place, text| {
            if text.contains(old) {
                left.push((place, text.to_owned()));
            }
        });
    }
    assert_eq!(left, [], "every mention follows");
    window.key(Modifiers::COMMAND, Key::Z);
    assert!(!window.app().modified(), "one step to undo");
}

#[test]
fn closing_with_unsaved_changes_asks_and_saving_closes() {
    let mut window = Window::open();
    window.run();
    window.select("会计");
    window.key(Modifiers::ALT, Key::ArrowDown);
    assert!(window.app().modified());
    assert!(!window.close());
    window.click_part(Part::Button, question::CANCEL);
    assert!(window.app().question().is_none());

    assert!(!window.close());
    let file = window.path("公司.ron");
    window.dialogs.will_answer(Reply::Path(file.clone()));
    window
        .harness
        .get_by_role_and_label(Part::Button, question::SAVE)
        .click();
    window.wait_until_it_closes();
    assert_eq!(
        &load_project(&file).unwrap().project,
        window.app().project()
    );
}

#[test]
fn giving_up_the_file_dialog_keeps_the_changes_unsaved() {
    let mut window = Window::open();
    window.run();
    window.select("会计");
    window.key(Modifiers::ALT, Key::ArrowDown);
    window.key(Modifiers::COMMAND, Key::O);
    window.click_part(Part::Button, question::DISCARD);
    assert_eq!(
        window.dialogs.asked().last().unwrap().kind,
        AskKind::OpenProject
    );
    assert!(window.app().modified(), "cancelled: nothing was given up");
}

#[test]
fn a_file_changed_by_another_program_is_not_overwritten_unasked() {
    let mut window = Window::open();
    let file = window.path("公司.ron");
    window.dialogs.will_answer(Reply::Path(file.clone()));
    window.run();
    window.key(Modifiers::COMMAND, Key::S);
    let mut other = window.app().project().clone();
    Arc::make_mut(&mut other.company).name = "别人改的公司".to_owned();
    let theirs = storage::project_text(&other).unwrap();
    storage::replace_file(&file, theirs.as_bytes()).unwrap();

    window.select("会计");
    window.key(Modifiers::ALT, Key::ArrowDown);
    window.key(Modifiers::COMMAND, Key::S);
    window.harness.get_by_label(question::CHANGED);
    window.click_part(Part::Button, question::CANCEL);
    assert_eq!(load_project(&file).unwrap().project, other);
    window.key(Modifiers::COMMAND, Key::S);
    window.click_part(Part::Button, question::OVERWRITE);
    assert_eq!(
        &load_project(&file).unwrap().project,
        window.app().project()
    );
}

#[test]
fn a_damaged_file_names_line_and_column_and_opens_its_backup() {
    let mut window = Window::open();
    let file = window.path("公司.ron");
    window.dialogs.will_answer(Reply::Path(file.clone()));
    window.run();
    window.key(Modifiers::COMMAND, Key::S);
    window.select("会计");
    window.key(Modifiers::ALT, Key::ArrowDown);
    window.key(Modifiers::COMMAND, Key::S);
    let backup = storage::backup_of(&file).expect("the second save keeps the first file");
    let saved = load_project(&backup).unwrap().project;
    storage::replace_file(&file, b"(format_version: 1, project: (roles: {").unwrap();

    let mut again = Window::with_file(Some(file));
    again.run();
    assert!(again.app().question().is_some());
    again.click_part(Part::Button, question::OPEN_BACKUP);
    assert_eq!(again.app().project(), &saved);
}

/// A file as the system hands it over when it is dropped.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn a_dropped_project_opens_after_the_question_about_unsaved_changes() {
    let mut window = Window::open();
    window.run();
    let file = window.path("另一家.ron");
    let mut other = window.app().project().clone();
    Arc::make_mut(&mut other.company).name = "另一家公司".to_owned();
    let text = storage::project_text(&other).unwrap();
    storage::replace_file(&file, text.as_bytes()).unwrap();
    window.select("会计");
    window.key(Modifiers::ALT, Key::ArrowDown);

    let drop = Arc::new(Dropped(file.clone()));
    window.harness.input_mut().dropped_files.push(drop);
    window.run();
    window.harness.get_by_label(question::UNSAVED);
    window.click_part(Part::Button, question::DISCARD);
    assert_eq!(window.app().path(), Some(&*file));
    assert_eq!(window.app().project().company.name, "另一家公司");
}

#[test]
fn a_picture_becomes_the_logo_and_anything_else_is_explained() {
    let mut window = Window::open();
    let before = window.app().project().company.logo.clone();
    let (text, picture) = (window.path("说明.png"), window.path("标志.png"));
    storage::replace_file(&text, "不是图片".as_bytes()).unwrap();
    storage::replace_file(&picture, include_bytes!("../assets/icon.png")).unwrap();

    window.dialogs.will_answer(Reply::Path(text));
    window.click(editor_words::CHOOSE_LOGO);
    assert!(matches!(
        window.app().question(),
        Some(gangshu::ui::questions::Question::Problem { .. })
    ));
    window.key(Modifiers::NONE, Key::Escape);
    assert_eq!(window.app().project().company.logo, before);

    window.dialogs.will_answer(Reply::Path(picture));
    window.click(editor_words::CHOOSE_LOGO);
    let logo = window.app().project().company.logo.clone();
    assert!(logo.is_some() && logo != before);
    window.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.app().project().company.logo, before);
}

#[test]
fn a_path_field_takes_over_where_the_system_has_no_dialog() {
    let mut window = Window::open();
    window.run();
    window.dialogs.will_answer(Reply::NoDialog);
    window.key(Modifiers::COMMAND, Key::S);
    let field = window
        .harness
        .get_by_role_and_label(Part::TextInput, question::PATH);
    field.focus();
    window.run();
    window.key(Modifiers::COMMAND, Key::A);
    let file = window.path("公司");
    let typed = egui::Event::Text(file.display().to_string());
    window.harness.event(typed);
    window.run();
    window.key(Modifiers::NONE, Key::Enter);
    assert!(storage::exists(&window.path("公司.ron")));
    assert!(!window.app().modified());
}

#[test]
fn work_that_was_lost_in_a_crash_is_offered_at_the_next_start() {
    let mut window = Window::open();
    window.run();
    window.select("会计");
    window.key(Modifiers::ALT, Key::ArrowDown);
    let changed = window.app().project().clone();
    let mut again = window.crash();
    again.run();
    let company = changed.company.name.clone();
    again
        .harness
        .get_by_label_contains(&format!("「{company}」有一份恢复副本"));
    again.click_part(Part::Button, question::RESTORE);
    assert_eq!(again.app().project(), &changed);
    assert!(again.app().modified(), "recovered work is unsaved work");
}

#[test]
fn the_role_on_the_screen_is_exported_in_both_formats() {
    let mut window = Window::open();
    window.run();
    window.select("会计");
    let file = window.path("会计.pdf");
    window.dialogs.will_answer(Reply::Path(file.clone()));
    window.key(Modifiers::COMMAND, Key::E);
    window.click_part(Part::Button, export_words::EXPORT);
    window.wait_for("export", |window| {
        !window.app().exporting() && !window.app().notices().is_empty()
    });
    let read = |path: &Path| storage::read_file(path, 1 << 26).unwrap();
    assert!(read(&file).starts_with(b"%PDF-"));
    assert!(read(&window.path("会计.docx")).starts_with(b"PK"));
    let notice = window.harness.get_by_label(notice::SHOW_FOLDER).rect();
    assert!(
        notice.bottom() < 100.0,
        "a notice is a line above the editor: {notice:?}"
    );
}

#[test]
fn an_export_that_is_cancelled_leaves_nothing_behind() {
    let mut window = Window::open();
    window.run();
    let folder = window.begin_export_of_each_role();
    let begun = Instant::now();
    while !window.app().exporting() {
        assert!(begun.elapsed() < Duration::from_secs(60), "no export");
        window.harness.step();
    }
    window.harness.step();
    window
        .harness
        .get_by_role_and_label(Part::Button, question::CANCEL)
        .click();
    window.wait_for("end of the export", |window| !window.app().exporting());
    assert_eq!(storage::list_names(&folder).unwrap_or_default(), [""; 0]);
}

#[test]
fn the_window_remembers_the_file_and_opens_it_at_the_next_start() {
    let mut window = Window::open();
    let file = window.path("公司.ron");
    window.dialogs.will_answer(Reply::Path(file.clone()));
    window.run();
    window.key(Modifiers::COMMAND, Key::S);
    let Window { harness, home, .. } = window;
    drop(harness);
    let mut again = Window::in_home(home, None);
    again.run();
    assert_eq!(again.app().path(), Some(&*file));
    assert_eq!(again.app().settings().recent, [file]);
}

#[test]
fn every_menu_opens_and_every_glyph_in_it_exists() {
    let mut window = Window::open();
    window.run();
    for name in [menu::FILE, menu::EDIT, menu::VIEW, menu::HELP] {
        window.click(name);
        window.key(Modifiers::NONE, Key::Escape);
    }
    for name in [menu::ABOUT, menu::KEYS] {
        window.click(menu::HELP);
        window.click_part(Part::Button, name);
        window.key(Modifiers::NONE, Key::Escape);
    }
}

/// A window whose project has a file and a change that is not in it yet.
fn changed_since_saved(name: &str) -> (Window, PathBuf) {
    let mut window = Window::open();
    let file = window.path(name);
    window.dialogs.will_answer(Reply::Path(file.clone()));
    window.run();
    window.key(Modifiers::COMMAND, Key::S);
    window.select("会计");
    window.key(Modifiers::ALT, Key::ArrowDown);
    assert!(window.app().modified());
    (window, file)
}

#[test]
fn while_it_is_saved_the_window_is_used_and_what_is_changed_meanwhile_stays_unsaved() {
    let (mut window, file) = changed_since_saved("公司.ron");
    let before = load_project(&file).unwrap().project;
    window.disk.hold();
    window.key(Modifiers::COMMAND, Key::S);
    window.harness.get_by_label(status::SAVING);
    let saved = window.app().project().clone();
    window.key(Modifiers::ALT, Key::ArrowUp);
    window.key(Modifiers::ALT, Key::ArrowUp);
    let changed = window.app().project().clone();
    assert_ne!(changed, saved, "the window is used");
    assert_eq!(load_project(&file).unwrap().project, before);

    window.disk.let_go();
    window.run();
    assert_eq!(load_project(&file).unwrap().project, saved);
    assert!(window.app().modified(), "changed while it was saved");
    window.key(Modifiers::COMMAND, Key::Z);
    window.key(Modifiers::COMMAND, Key::Z);
    assert!(!window.app().modified(), "undone back to what was saved");
    window.key(Modifiers::COMMAND, Key::Y);
    window.key(Modifiers::COMMAND, Key::Y);
    window.key(Modifiers::COMMAND, Key::S);
    assert_eq!(load_project(&file).unwrap().project, changed);
    assert!(!window.app().modified());
}

#[test]
fn what_was_undone_while_it_was_saved_is_a_change() {
    let (mut window, file) = changed_since_saved("公司.ron");
    window.disk.hold();
    window.key(Modifiers::COMMAND, Key::S);
    window.key(Modifiers::COMMAND, Key::Z);
    window.disk.let_go();
    window.run();
    assert_ne!(
        &load_project(&file).unwrap().project,
        window.app().project()
    );
    assert!(window.app().modified());
}

#[test]
fn saving_twice_in_a_row_saves_what_was_changed_between() {
    let (mut window, file) = changed_since_saved("公司.ron");
    window.disk.hold();
    window.key(Modifiers::COMMAND, Key::S);
    window.select("出纳");
    window.key(Modifiers::ALT, Key::ArrowUp);
    window.key(Modifiers::COMMAND, Key::S);
    window.disk.let_go();
    window.run();
    assert!(!window.app().modified());
    assert_eq!(
        &load_project(&file).unwrap().project,
        window.app().project()
    );
}

#[test]
fn closing_waits_for_the_save() {
    let (mut window, file) = changed_since_saved("公司.ron");
    window.disk.hold();
    window.key(Modifiers::COMMAND, Key::S);
    assert!(!window.close(), "half saved");
    assert!(window.app().question().is_none());
    assert!(!window.commands().contains(&ViewportCommand::Close));
    window.disk.let_go();
    window.wait_until_it_closes();
    assert_eq!(
        &load_project(&file).unwrap().project,
        window.app().project()
    );
}

#[test]
fn a_save_that_fails_while_the_window_is_closing_keeps_it_open() {
    let (mut window, file) = changed_since_saved("公司.ron");
    storage::replace_file(&file, b"theirs").unwrap();
    window.disk.hold();
    window.key(Modifiers::COMMAND, Key::S);
    assert!(!window.close());
    window.disk.let_go();
    window.run();
    window.harness.get_by_label(question::CHANGED);
    window.click_part(Part::Button, question::CANCEL);
    assert!(window.app().modified());
    assert!(!window.commands().contains(&ViewportCommand::Close));
    assert!(!window.close(), "asks as always");
    window.harness.get_by_label(question::UNSAVED);
}

#[test]
fn opening_waits_for_the_save_and_asks_about_what_was_changed_meanwhile() {
    let (mut window, file) = changed_since_saved("公司.ron");
    window.disk.hold();
    window.key(Modifiers::COMMAND, Key::S);
    window.select("出纳");
    window.key(Modifiers::ALT, Key::ArrowUp);
    window.key(Modifiers::COMMAND, Key::N);
    assert_eq!(window.app().path(), Some(&*file));
    assert!(window.app().question().is_none(), "the save comes first");
    window.disk.let_go();
    window.run();
    window.harness.get_by_label(question::UNSAVED);
    window.click_part(Part::Button, question::SAVE);
    assert_eq!(window.app().path(), None, "saved, then begun anew");
    assert_eq!(window.app().project(), &Project::default());
}

#[test]
fn opening_that_is_given_up_keeps_the_project_before_and_its_changes() {
    let mut window = Window::open();
    window.run();
    let file = window.path("另一家.ron");
    let text = storage::project_text(window.app().project()).unwrap();
    storage::replace_file(&file, text.as_bytes()).unwrap();
    window.select("出纳");
    window.key(Modifiers::ALT, Key::ArrowUp);
    let before = window.app().project().clone();

    window.disk.hold();
    let dropped = Arc::new(Dropped(file.clone()));
    window.harness.input_mut().dropped_files.push(dropped);
    window.run();
    window.click_part(Part::Button, question::DISCARD);
    window.key(Modifiers::ALT, Key::ArrowUp);
    window.wait_for("question while opening", |window| {
        let name = question::opening("另一家.ron");
        window.harness.query_by_label(&name).is_some()
    });
    assert_eq!(window.app().project(), &before, "nothing is done meanwhile");
    window.click_part(Part::Button, question::CANCEL);
    assert!(!window.app().busy());
    window.disk.let_go();
    window.run();
    assert_eq!(window.app().path(), None);
    assert_eq!(window.app().project(), &before);
    assert!(window.app().modified(), "discarded only once it is read");
    window.key(Modifiers::COMMAND, Key::Z);
    assert!(!window.app().modified(), "the window is used again");
}

#[test]
fn the_window_begins_with_the_sample_if_its_file_is_given_up() {
    let (window, file) = changed_since_saved("公司.ron");
    let Window { harness, home, .. } = window;
    drop(harness);
    let disk = SlowDisk::default();
    disk.hold();
    let mut window = Window::on_disk(disk, home, Some(file));
    window.run();
    window.key(Modifiers::NONE, Key::Escape);
    assert!(!window.app().busy());
    assert_eq!(window.app().path(), None);
    assert!(window.app().project().roles.len() >= 20);
    window.disk.let_go();
}

/// A company of `n_roles` roles in departments of twenty, each role with ten duties.
fn large_company(n_roles: u32) -> Project {
    use gangshu::model::{Company, Department, DepartmentId, Duty, DutyGroup, ItemId, Role};
    let mut project = Project::default();
    let mut company = Company::default();
    let mut next = 0;
    let mut id = || {
        next += 1;
        next
    };
    for number in 0..n_roles.div_ceil(20) {
        let mut department = Department {
            name: format!("第{number}部"),
            ..Department::default()
        };
        for place in 0..20 {
            let duty = |duty: usize, id: u32| Duty {
                id: ItemId(id),
                text: format!("每月核对第{duty}项台账并出具差异表。"),
                ..Duty::default()
            };
            let role = Role {
                name: format!("第{number}部岗位{place}"),
                duty_groups: vec![DutyGroup {
                    id: ItemId(id()),
                    duties: (0..10).map(|number| duty(number, id())).collect(),
                    ..DutyGroup::default()
                }],
                ..Role::default()
            };
            let role_id = RoleId(id());
            department.roles.push(role_id);
            project.roles.insert(role_id, Arc::new(role));
        }
        let department_id = DepartmentId(id());
        company.departments.push(department_id);
        let department = Arc::new(department);
        project.departments.insert(department_id, department);
    }
    project.last_id = next;
    project.company = Arc::new(company);
    project
}

#[test]
fn a_cancel_in_the_middle_of_two_thousand_roles_leaves_nothing_behind() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let file = home.path().join("company.ron");
    let text = storage::project_text(&large_company(2_000)).expect("it can be written");
    storage::replace_file(&file, text.as_bytes()).expect("the folder is ours");
    let mut window = Window::in_home(home, Some(file));
    window.run();
    let folder = window.begin_export_of_each_role();
    // Two thousand roles take seconds; the first files stand aside after some of them.
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_millis(400) || !window.app().exporting() {
        assert!(begun.elapsed() < Duration::from_secs(60), "no export");
        window.harness.step();
    }
    window
        .harness
        .get_by_role_and_label(Part::Button, question::CANCEL)
        .click();
    window.wait_for("end of the export", |window| !window.app().exporting());
    assert_eq!(storage::list_names(&folder).unwrap_or_default(), [""; 0]);
}

/// The fastest of 15 frames, idle and while a name is typed: other work on the machine only ever slows a frame down.
fn frame_times(n_roles: u32) -> [Duration; 2] {
    let home = tempfile::tempdir().expect("a temporary folder");
    let file = home.path().join("company.ron");
    let text = storage::project_text(&large_company(n_roles)).expect("it can be written");
    storage::replace_file(&file, text.as_bytes()).expect("the folder is ours");
    let mut window = Window::in_home(home, Some(file));
    window.run();
    window.select("第0部岗位3");
    let role = window.role("第0部岗位3");
    let id = gangshu::ui::field::field_id(Place::role(role, Field::Purpose));
    let mut frames = |typed: bool| {
        let mut times: Vec<Duration> = (0..15)
            .map(|_| {
                if typed {
                    window
                        .harness
                        .ctx
                        .memory_mut(|memory| memory.request_focus(id));
                    let letter = egui::Event::Text("账".to_owned());
                    window.harness.input_mut().events.push(letter);
                }
                let begun = Instant::now();
                window.harness.step();
                begun.elapsed()
            })
            .collect();
        times.sort();
        times[0]
    };
    [frames(false), frames(true)]
}

#[test]
fn a_frame_costs_no_more_in_a_company_of_eight_thousand_roles() {
    let small = frame_times(100);
    let large = frame_times(8_000);
    println!(
        "idle {:?} → {:?}, typing {:?} → {:?}",
        small[0], large[0], small[1], large[1]
    );
    // Nothing a frame does may grow with the company; the factor leaves room for a busy machine.
    assert!(large[0] < small[0] * 3, "idle: {small:?} → {large:?}");
}

#[test]
fn recovered_work_does_not_overwrite_what_was_written_since() {
    let mut window = Window::open();
    let file = window.path("公司.ron");
    window.dialogs.will_answer(Reply::Path(file.clone()));
    window.run();
    window.key(Modifiers::COMMAND, Key::S);
    let saved = load_project(&file).unwrap().project;
    window.select("会计");
    window.key(Modifiers::ALT, Key::ArrowDown);
    let mut again = window.crash();

    let later = SystemTime::now() + Duration::from_secs(60);
    let handle = std::fs::File::options().write(true).open(&file).unwrap();
    handle.set_modified(later).unwrap();
    again.run();
    again.click_part(Part::Button, question::RESTORE);
    again.harness.get_by_label(notice::RESTORED);
    again.key(Modifiers::COMMAND, Key::S);
    again.harness.get_by_label(question::CHANGED);
    assert_eq!(load_project(&file).unwrap().project, saved);

    again.click_part(Part::Button, question::OVERWRITE);
    assert_ne!(load_project(&file).unwrap().project, saved);
    let told = again.harness.query_by_label(notice::RESTORED);
    assert!(told.is_none(), "saved as was asked for");
}

#[test]
fn what_happened_last_is_said_until_something_else_happens() {
    let mut window = Window::open();
    window
        .dialogs
        .will_answer(Reply::Path(window.path("公司.ron")));
    window.run();
    window.key(Modifiers::COMMAND, Key::S);
    let saved = notice::saved("公司.ron");
    window.harness.get_by_label(&saved);
    window.select("会计");
    window.key(Modifiers::ALT, Key::ArrowDown);
    assert!(window.harness.query_by_label(&saved).is_none());
}

/// Names of what stands partly outside the window or over the tree.
fn misplaced(window: &Window, width: f32) -> Vec<String> {
    let line = window.harness.query_all_by_role(Part::TreeItem).next();
    let tree = line.expect("the tree is shown").rect();
    let parts = [Part::TextInput, Part::MultilineTextInput, Part::Button];
    let mut found = Vec::new();
    for part in parts {
        for node in window.harness.query_all_by_role(part) {
            let rect = node.rect();
            let crosses = rect.left() < tree.right() && rect.right() > tree.right() + 1.0;
            if crosses || rect.right() > width {
                found.push(format!("{:?} {rect:?}", node.accesskit_node().label()));
            }
        }
    }
    found
}

#[test]
fn in_the_smallest_window_everything_stands_beside_the_tree_and_the_pages_take_turns_with_the_editor()
 {
    let mut window = Window::open();
    window.harness.set_size(vec2(760.0, 480.0));
    window.run();
    window.select("会计");
    assert_eq!(misplaced(&window, 760.0), Vec::<String>::new());
    let role = window.role("会计");
    window.harness.ctx.set_zoom_factor(1.4);
    window.run();
    assert_eq!(misplaced(&window, 760.0 / 1.4), Vec::<String>::new());
    window.harness.ctx.set_zoom_factor(1.0);

    window.key(Modifiers::NONE, Key::F5);
    window.harness.get_by_label(preview_words::BOOK);
    let editor = editor_words::GO_TO_SECTION;
    assert!(window.harness.query_by_label(editor).is_none());
    window.key(Modifiers::NONE, Key::F5);
    assert!(window.harness.query_by_label(editor).is_some());
    assert_eq!(window.app().selection(), Owner::Role(role));
}

#[test]
fn a_short_question_after_a_long_one_is_short() {
    let mut window = Window::open();
    window.run();
    for (name, refers) in [("生产部", true), ("操作工", false)] {
        window.select(name);
        window.key(Modifiers::NONE, Key::Delete);
        let is_long = window.harness.query_by_label(question::HAND_TO).is_some();
        assert_eq!(is_long, refers, "{name}");
        let text = window.harness.get_by_label(question::CAN_UNDO).rect();
        let cancel = window
            .harness
            .get_by_role_and_label(Part::Button, question::CANCEL);
        let gap = cancel.rect().top() - text.bottom();
        assert!((0.0..40.0).contains(&gap), "{name}: {gap}");
        window.click_part(Part::Button, question::CANCEL);
    }
}

#[test]
fn menus_name_keys_as_they_stand_on_the_keyboard() {
    let mut window = Window::open();
    window.run();
    window.click(menu::VIEW);
    for keys in ["Ctrl++", "Ctrl+-", "F5"] {
        let named = window.harness.query_all_by_label_contains(keys).count();
        assert!(named > 0, "{keys}");
    }
}

#[test]
fn menus_are_opened_walked_and_left_with_the_keyboard_alone() {
    let mut window = Window::open();
    window.run();
    window.select("财务部");
    window.key(Modifiers::ALT, Key::E);
    window.harness.get_by_label_contains(tree_words::RENAME);
    window.key(Modifiers::NONE, Key::ArrowRight);
    window.harness.get_by_label(menu::DARK);
    assert!(
        window
            .harness
            .query_by_label_contains(tree_words::RENAME)
            .is_none(),
        "one menu at a time"
    );
    window.key(Modifiers::NONE, Key::ArrowDown);
    window.key(Modifiers::NONE, Key::Enter);
    let preview = window.app().settings().preview;
    assert!(preview, "the first entry is the preview");
    assert!(window.harness.query_by_label(menu::DARK).is_none());

    window.key(Modifiers::NONE, Key::F10);
    window.harness.get_by_label_contains(menu::SAMPLE);
    window.key(Modifiers::NONE, Key::Escape);
    assert!(
        window
            .harness
            .query_by_label_contains(menu::SAMPLE)
            .is_none()
    );
}

#[test]
fn a_letter_that_opens_a_menu_does_not_reach_the_field() {
    let mut window = Window::open();
    window.run();
    window.select("会计");
    let role = window.role("会计");
    window.key(Modifiers::NONE, Key::Enter);
    let events = &mut window.harness.input_mut().events;
    events.push(egui::Event::Key {
        key: Key::F,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::ALT,
    });
    events.push(egui::Event::Text("f".into()));
    window.run();
    window.harness.get_by_label_contains(menu::SAMPLE);
    let name = text(window.app(), Place::role(role, Field::Name));
    assert!(!name.contains('f'), "{name}");
}

#[test]
fn the_buttons_of_the_bar_undo_and_show_the_pages() {
    let mut window = Window::open();
    window.run();
    window.select("财务部");
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    window.key(Modifiers::NONE, Key::Escape);
    let departments = window.app().project().departments.len();
    let undo = window.app().project().departments.len() - 1;
    let label = window
        .harness
        .query_all_by_label_contains(menu::UNDO)
        .count();
    assert_eq!(label, 1);
    window.harness.get_by_label_contains(menu::UNDO).click();
    window.run();
    assert_eq!(window.app().project().departments.len(), undo);
    assert_eq!(departments, undo + 1);
    window.click(&menu::tool(menu::TOOL_PREVIEW, "F5"));
    assert!(window.app().settings().preview);
}

#[test]
fn a_new_company_asks_for_its_name_and_says_how_to_begin() {
    let mut window = Window::open();
    window.run();
    window.key(Modifiers::COMMAND, Key::N);
    window.harness.event(egui::Event::Text("小镇书店".into()));
    window.run();
    assert_eq!(window.app().project().company.name, "小镇书店");

    window.harness.get_by_label(tree_words::EMPTY);
    window.click(tree_words::ADD_DEPARTMENT);
    window.harness.event(egui::Event::Text("门市部".into()));
    window.run();
    window.key(Modifiers::NONE, Key::Enter);
    window.select("门市部");
    assert!(window.harness.query_by_label(tree_words::EMPTY).is_none());
}

#[test]
fn a_department_of_thousands_of_roles_shows_the_first_of_them_and_counts_the_rest() {
    let mut window = Window::open();
    window.run();
    let mut project = window.app().project().clone();
    let company = Arc::make_mut(&mut project.company);
    for _ in 0..3_000 {
        project.last_id += 1;
        let id = RoleId(project.last_id);
        company.roles.push(id);
        project.roles.insert(id, Arc::default());
    }
    let n_direct = company.roles.len();
    let file = window.path("平.ron");
    let text = storage::project_text(&project).unwrap();
    storage::replace_file(&file, text.as_bytes()).unwrap();
    let mut window = Window::with_file(Some(file));
    window.wait_for("large company", |it| it.app().project().roles.len() > 3_000);
    let rest = editor_words::more_roles(n_direct - 60);
    window.harness.get_by_label(&rest);
}
