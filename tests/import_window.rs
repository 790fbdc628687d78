//! What a person does in the import window, from pasting to the imported tree, driven without a display.

use egui::accesskit::Role as Part;
use egui::{Event, Key, Modifiers, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use gangshu::app::clipboard::{Copied, Scripted as Clipboard};
use gangshu::app::dialogs::{AskKind, Reply, Scripted};
use gangshu::app::disk::RealDisk;
use gangshu::app::{App, Begin};
use gangshu::model::{Organisation, Owner, Project, Role, Supervisor};
use gangshu::storage::{self, Folders};
use gangshu::strings::{import_window as words, shell};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

const TEXT: &str = "\
发布时间：2020-01-02
仓储部职责
1、保管物料。
仓储管理主管岗位职责
直接上级：厂长
1、组织盘点，每月上报。
2、检查库房安全。
库管员岗位职责
直接上级：仓储主管
1、收货,登记。
3、发货。
";

struct Window {
    harness: Harness<'static, App>,
    dialogs: Scripted,
    clipboard: Clipboard,
    home: tempfile::TempDir,
}

impl Window {
    /// The window over an empty company.
    fn open() -> Window {
        Window::over(&Project::default())
    }

    fn over(project: &Project) -> Window {
        Window::sized(project, [1200.0, 800.0])
    }

    fn sized(project: &Project, size: [f32; 2]) -> Window {
        let home = tempfile::tempdir().expect("a temporary folder");
        let file = home.path().join("公司.ron");
        let text = storage::project_text(project).expect("a project's text");
        storage::replace_file(&file, text.as_bytes()).expect("a file");
        let dialogs = Scripted::default();
        let clipboard = Clipboard::default();
        let begin = Begin {
            folders: Some(Folders::below(home.path().join("settings"))),
            file: Some(file),
            dialogs: Box::new(dialogs.clone()),
            disk: Arc::new(RealDisk),
            clipboard: Arc::new(clipboard.clone()),
            printers: Arc::new(gangshu::app::printers::Native),
            recovery_delay: Duration::ZERO,
        };
        let harness = Harness::builder()
            .with_size(size)
            .with_max_steps(60)
            .build_eframe(move |cc| App::new(&cc.egui_ctx, begin));
        let mut window = Window {
            harness,
            dialogs,
            clipboard,
            home,
        };
        window.wait();
        window
    }

    /// Draws until nothing is being read.
    fn wait(&mut self) {
        let begun = Instant::now();
        while self.app().busy() || self.app().importing() {
            assert!(begun.elapsed() < Duration::from_secs(60), "still reading");
            std::thread::yield_now();
            self.harness.step();
        }
        self.harness.run();
    }

    fn app(&self) -> &App {
        self.harness.state()
    }

    fn run(&mut self) {
        self.harness.run();
        self.wait();
    }

    fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.run();
    }

    fn click_part(&mut self, part: Part, label: &str) {
        self.harness.get_by_role_and_label(part, label).click();
        self.run();
    }

    fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.run();
    }

    fn shows(&self, label: &str) -> bool {
        self.harness.query_by_label(label).is_some()
    }

    /// Whether the result shows a line that holds this.
    fn result_has(&self, text: &str) -> bool {
        let mut rows = self.harness.get_all_by_role(Part::TreeItem);
        rows.any(|row| {
            row.accesskit_node()
                .label()
                .is_some_and(|it| it.contains(text))
        })
    }

    fn open_import(&mut self) {
        self.key(Modifiers::COMMAND, Key::I);
    }

    fn paste(&mut self, text: &str) {
        self.harness.event(Event::Paste(text.to_owned()));
        self.run();
    }

    fn drop_files(&mut self, files: &[(&str, &[u8])]) {
        for (name, bytes) in files {
            let path = self.home.path().join(name);
            storage::replace_file(&path, bytes).expect("a file");
            let file = Arc::new(Dropped(path));
            self.harness.input_mut().dropped_files.push(file);
        }
        self.run();
    }

    fn role(&self, name: &str) -> &Role {
        let mut roles = self.app().project().roles.values();
        let found = roles.find(|role| role.full_name() == name);
        found.unwrap_or_else(|| panic!("no role {name}"))
    }

    fn duties(&self, name: &str) -> Vec<String> {
        let duties = self.role(name).duties();
        duties.map(|duty| duty.text.clone()).collect()
    }
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
fn an_import_that_is_accepted_twice_in_a_row_comes_in_once() {
    let mut window = Window::open();
    window.open_import();
    window.paste(TEXT);
    for _ in 0..2 {
        window
            .harness
            .key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    }
    window.run();
    assert_eq!(window.app().project().roles.len(), 2);
    window.key(Modifiers::COMMAND, Key::Z);
    assert!(window.app().project().roles.is_empty(), "one step");
}

#[test]
fn a_pasted_text_is_reviewed_changed_imported_and_undone_in_one_step() {
    let mut window = Window::open();
    window.open_import();
    assert!(window.shows(words::START));
    window.paste(TEXT);
    assert!(window.result_has("仓储管理主管"));

    // A line is no duty but belongs to the page; that is taken back, and done again.
    window.click_part(Part::ListBoxOption, "2、检查库房安全。");
    window.key(Modifiers::NONE, Key::Num7);
    let choices = |window: &Window| window.result_has("无关内容（2）");
    assert!(choices(&window), "the date above and the line");
    window.key(Modifiers::COMMAND, Key::Z);
    assert!(!choices(&window));
    window.key(Modifiers::COMMAND, Key::Y);
    assert!(choices(&window));

    // 仓储主管 is nobody's name: asked once.
    window.click("「仓储主管」是「仓储管理主管」");
    window.key(Modifiers::COMMAND, Key::Enter);
    let project = window.app().project();
    assert_eq!(project.departments.len(), 1);
    assert_eq!(window.duties("仓储管理主管"), ["组织盘点，每月上报。"]);
    let head = project
        .roles
        .iter()
        .find(|(_, role)| role.name == "仓储管理主管")
        .map(|(id, _)| *id)
        .expect("a role");
    assert_eq!(
        window.role("库管员").supervisor,
        Supervisor::Role(head),
        "the answer is the reporting line"
    );
    assert_eq!(project.company.name_answers[0].written, "仓储主管");
    assert_eq!(window.app().selection(), Owner::Role(head));
    assert!(window.shows(&words::imported(1, 2, 0)));

    window.click(words::UNDO_IMPORT);
    assert_eq!(window.app().project(), &Project::default());
    assert!(
        !window.shows(words::UNDO_IMPORT),
        "there is nothing more to undo"
    );
    assert!(!window.shows(&words::imported(1, 2, 0)), "and no more told");
}

#[test]
fn an_answer_about_a_name_is_not_asked_for_again() {
    let mut window = Window::open();
    window.open_import();
    window.paste(TEXT);
    window.click("「仓储主管」是「仓储管理主管」");
    window.key(Modifiers::COMMAND, Key::Enter);
    window.open_import();
    window.paste("仓储管理主管岗位职责\n1、盘点。\n叉车工岗位职责\n直接上级：仓储主管\n1、装卸。");
    assert!(window.shows(&words::open_doubts(0, 1)));
    window.key(Modifiers::COMMAND, Key::Enter);
    let Supervisor::Role(superior) = window.role("叉车工").supervisor else {
        panic!("no superior");
    };
    assert_eq!(window.app().project().roles[&superior].name, "仓储管理主管");
}

#[test]
fn cancelling_asks_when_there_is_something_to_lose_and_leaves_no_trace() {
    let mut window = Window::open();
    let before = window.app().project().clone();
    window.open_import();
    window.key(Modifiers::NONE, Key::Escape);
    assert!(!window.shows(words::TITLE), "nothing to ask about");

    window.open_import();
    window.paste(TEXT);
    window.key(Modifiers::NONE, Key::Escape);
    assert!(window.shows(words::LEAVE));
    window.click(words::LEAVE_NO);
    assert!(window.result_has("库管员"));
    window.key(Modifiers::NONE, Key::Escape);
    window.click(words::LEAVE_YES);
    assert!(!window.shows(words::TITLE));
    assert_eq!(window.app().project(), &before);
    assert!(!window.app().modified());
}

#[test]
fn closing_the_program_over_an_import_asks_first() {
    let mut window = Window::open();
    window.open_import();
    window.paste(TEXT);
    let root = window
        .harness
        .input_mut()
        .viewports
        .get_mut(&ViewportId::ROOT);
    root.expect("the root").events.push(ViewportEvent::Close);
    window.harness.step();
    let commands = &window.harness.output().viewport_output[&ViewportId::ROOT].commands;
    assert!(commands.contains(&ViewportCommand::CancelClose));
    let root = window
        .harness
        .input_mut()
        .viewports
        .get_mut(&ViewportId::ROOT);
    root.expect("the root").events.clear();
    window.run();
    assert!(window.shows(words::LEAVE));
}

#[test]
fn dropped_files_are_read_together_and_one_that_is_not_read_is_explained() {
    let mut window = Window::open();
    window.drop_files(&[
        ("甲.txt", "仓储主管岗位职责\n1、盘点。".as_bytes()),
        ("乙.txt", "库管员岗位职责\n1、收货。".as_bytes()),
        ("表.pdf", b"%PDF-1.4\n"),
    ]);
    assert!(window.result_has("仓储主管") && window.result_has("库管员"));
    window.click(&words::not_read(1));
    assert!(window.harness.query_by_label_contains("表.pdf").is_some());
    window.click(shell::question::OK);
    window.click_part(Part::CheckBox, &words::take_in("仓储主管"));
    window.key(Modifiers::COMMAND, Key::Enter);
    assert_eq!(window.app().project().roles.len(), 1);
    assert_eq!(window.duties("库管员"), ["收货。"]);
}

#[test]
fn files_and_folders_are_chosen_with_the_systems_dialog() {
    let mut window = Window::open();
    let folder = window.home.path().join("资料");
    storage::create_folder(&folder).expect("a folder");
    storage::replace_file(
        &folder.join("甲.txt"),
        "甲班长岗位职责\n1、巡查。".as_bytes(),
    )
    .expect("a file");
    storage::replace_file(&folder.join("~$甲.txt"), b"lock").expect("a file");
    window.open_import();
    window.dialogs.will_answer(Reply::Path(folder.clone()));
    window.click(words::CHOOSE_FOLDER);
    assert!(window.result_has("甲班长"));
    assert_eq!(window.dialogs.asked()[0].kind, AskKind::ImportFolder);

    let other = window.home.path().join("乙.txt");
    storage::replace_file(&other, "乙班长岗位职责\n1、记录。".as_bytes()).expect("a file");
    window.dialogs.will_answer(Reply::Paths(vec![other]));
    window.click(words::MORE);
    window.click(words::CHOOSE_FILES);
    assert!(window.result_has("甲班长") && window.result_has("乙班长"));
}

#[test]
fn a_table_is_taken_from_the_clipboard_with_its_cells() {
    let mut window = Window::open();
    let row = |a: &str, b: &str| format!("<tr><td>{a}</td><td>{b}</td></tr>");
    let html = format!(
        "<table>{}{}{}</table>",
        row("岗位名称", "库管员"),
        row("直接上级", "仓储主管"),
        row("岗位职责", "1、收货。<br>2、发货。")
    );
    window.clipboard.copy(Copied {
        html: Some(html),
        text: Some("岗位名称库管员直接上级仓储主管".to_owned()),
        reached: true,
    });
    window.open_import();
    window.click(words::FROM_CLIPBOARD);
    window.key(Modifiers::COMMAND, Key::Enter);
    assert_eq!(window.duties("库管员"), ["收货。", "发货。"]);
    assert_eq!(window.role("库管员").supervisor_outside, "仓储主管");
}

#[test]
fn an_empty_clipboard_is_said_to_be_empty() {
    let mut window = Window::open();
    window.clipboard.copy(Copied {
        reached: true,
        ..Copied::default()
    });
    window.open_import();
    window.click(words::FROM_CLIPBOARD);
    assert!(
        window
            .harness
            .query_by_label_contains(words::NOTHING_COPIED)
            .is_some()
    );
}

/// A company with 仓储部, 仓储主管 and 库管员.
fn company() -> Project {
    let mut window = Window::open();
    window.open_import();
    window.paste("仓储部职责\n1、保管物料。\n仓储主管岗位职责\n1、盘点。\n库管员岗位职责\n直接上级：仓储主管\n1、收货。\n2、负责库房的日常安全巡查和记录。");
    window.key(Modifiers::COMMAND, Key::Enter);
    window.app().project().clone()
}

#[test]
fn a_role_that_is_there_is_compared_and_merged_line_by_line() {
    let mut window = Window::over(&company());
    window.open_import();
    window.paste("库管员岗位职责\n1、收货；\n2、负责库房日常安全巡查，做好记录。\n3、登记台账。");
    assert!(window.shows(&words::known_roles(1)));
    window.click(words::COMPARE);
    assert!(window.shows(&words::compared([1, 1, 1, 0], 0)));
    window.click(words::keep(gangshu::import::merge::Keep::New));
    window.click(shell::question::CONFIRM);
    window.key(Modifiers::COMMAND, Key::Enter);
    assert_eq!(
        window.duties("库管员"),
        ["收货。", "负责库房日常安全巡查，做好记录。", "登记台账。"]
    );
    assert_eq!(window.app().project().roles.len(), 2);
    window.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.app().project(), &company());
}

#[test]
fn roles_go_into_a_department_that_is_there_by_name() {
    let mut window = Window::over(&company());
    window.open_import();
    window.paste("仓储部职责\n1、保管物料。\n叉车工岗位职责\n1、装卸。");
    window.key(Modifiers::COMMAND, Key::Enter);
    let project = window.app().project();
    assert_eq!(project.departments.len(), 1);
    let (id, department) = project.departments.iter().next().expect("a department");
    assert_eq!(department.duties.len(), 1, "no duty twice");
    assert_eq!(department.roles.len(), 3);
    assert_eq!(Organisation::of(project).path(*id).len(), 1);
}

#[test]
fn cleaning_is_off_until_it_is_wanted_and_shows_what_it_changes() {
    let mut window = Window::open();
    window.open_import();
    window.paste(TEXT);
    window.click_part(Part::CheckBox, words::CLEAN);
    window.click(&words::cleanings(1));
    let change = words::cleaning("收货", ",", "登记。", "，");
    window
        .harness
        .get_by_role_and_label(Part::CheckBox, &change);
    window.click(shell::question::CONFIRM);
    window.key(Modifiers::COMMAND, Key::Enter);
    assert_eq!(window.duties("库管员")[0], "收货，登记。");
}

#[test]
fn doubts_are_stepped_through_with_a_key_and_settled() {
    let mut window = Window::open();
    window.open_import();
    window.paste(TEXT);
    assert!(
        window.shows(&words::open_doubts(2, 2)),
        "a number and a name"
    );
    window.key(Modifiers::NONE, Key::F8);
    window.key(Modifiers::NONE, Key::F8);
    window.key(Modifiers::SHIFT, Key::F8);
    window.click(words::NOBODY);
    assert!(window.shows(&words::open_doubts(1, 2)));
    window.click(words::AS_IT_IS);
    assert!(window.shows(&words::open_doubts(0, 2)));
}

#[test]
fn many_doubts_of_one_kind_are_settled_together_and_taken_back_as_one() {
    let mut window = Window::open();
    window.open_import();
    window.paste("库管员岗位职责\n1、收货。\n3、发货。\n5、盘点。\n8、登记。\n");
    assert!(window.shows(&words::open_doubts(3, 3)));
    window.click(&words::all_as_they_are(3));
    assert!(window.shows(&words::open_doubts(0, 3)));
    window.click(words::UNDO);
    assert!(window.shows(&words::open_doubts(3, 3)));
}

#[test]
fn a_role_is_renamed_in_its_line_and_others_still_find_it() {
    let mut window = Window::open();
    window.open_import();
    window.paste("仓储主管岗位职责\n1、盘点。\n库管员岗位职责\n直接上级：仓储主管\n1、收货。");
    window
        .harness
        .get_by_role_and_label(Part::TreeItem, "仓储主管")
        .click_secondary();
    window.run();
    window.click(words::RENAME);
    window.key(Modifiers::COMMAND, Key::A);
    window.harness.event(Event::Text("仓库主管".into()));
    window.run();
    window.key(Modifiers::NONE, Key::Enter);
    window.key(Modifiers::COMMAND, Key::Enter);
    let Supervisor::Role(superior) = window.role("库管员").supervisor else {
        panic!("no superior");
    };
    assert_eq!(window.app().project().roles[&superior].name, "仓库主管");
}

#[test]
fn the_sample_is_left_alone_and_a_new_project_begins() {
    let dialogs = Scripted::default();
    let begin = Begin {
        folders: None,
        file: None,
        dialogs: Box::new(dialogs),
        disk: Arc::new(RealDisk),
        clipboard: Arc::new(Clipboard::default()),
        printers: Arc::new(gangshu::app::printers::Native),
        recovery_delay: Duration::ZERO,
    };
    let harness = Harness::builder()
        .with_size([1200.0, 800.0])
        .with_max_steps(60)
        .build_eframe(move |cc| App::new(&cc.egui_ctx, begin));
    let mut window = Window {
        harness,
        dialogs: Scripted::default(),
        clipboard: Clipboard::default(),
        home: tempfile::tempdir().expect("a temporary folder"),
    };
    window.run();
    window.paste(TEXT);
    assert!(
        window.result_has("库管员"),
        "pasted over the tree, it is offered"
    );
    window.key(Modifiers::COMMAND, Key::Enter);
    assert_eq!(window.app().project().roles.len(), 2);
    assert!(window.app().modified());
    window.key(Modifiers::COMMAND, Key::Z);
    assert!(window.app().project().roles.is_empty());
}

/// Frames while both halves are scrolled through, sorted: in a text of about so many bytes.
fn scrolling_frames(bytes: usize) -> Vec<Duration> {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < bytes {
        number += 1;
        text.push_str(&format!("第{number}组操作员岗位职责\n直接上级：班组长\n"));
        for duty in 1..=8 {
            let line = format!(
                "{duty}、负责第{number}组设备的日常点检,按时填写记录并向当班负责人报告异常情况。\n"
            );
            text.push_str(&line);
        }
    }
    let mut window = Window::open();
    window.open_import();
    window.paste(&text);
    let mut times = Vec::new();
    for (x, step) in [(300.0, 700.0), (900.0, 1500.0)] {
        for _ in 0..100 {
            window.harness.hover_at(egui::pos2(x, 500.0));
            let wheel = Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: egui::vec2(0.0, -step),
                modifiers: Modifiers::NONE,
                phase: egui::TouchPhase::Move,
                source: egui::MouseWheelSource::Wheel,
            };
            window.harness.input_mut().events.push(wheel);
            let begun = Instant::now();
            window.harness.step();
            times.push(begun.elapsed());
        }
    }
    times.sort();
    times
}

#[test]
fn two_megabytes_scroll_as_smoothly_as_a_tenth_of_it() {
    // Both long enough for new lines to come into sight in every frame.
    let small = scrolling_frames(250_000);
    let large = scrolling_frames(2_000_000);
    let [small, large] = [small, large].map(|times| [times[100], times[198]]);
    println!("median and 99th of 100 frames: 250 KB {small:?}, 2 MB {large:?}");
    // Nothing a frame does may grow with the text; the factor leaves room for a busy machine.
    assert!(large[0] < small[0] * 3, "{small:?} → {large:?}");
}

#[test]
fn a_superior_called_nearly_like_a_role_of_the_company_is_asked_about() {
    let mut window = Window::over(&company());
    window.open_import();
    window.paste("叉车工岗位职责\n直接上级：仓储部主管\n1、装卸。");
    assert!(window.shows(&words::open_doubts(1, 1)));
    window.click("「仓储部主管」是本公司的「仓储主管」");
    window.key(Modifiers::COMMAND, Key::Enter);
    let Supervisor::Role(superior) = window.role("叉车工").supervisor else {
        panic!("no superior");
    };
    assert_eq!(window.app().project().roles[&superior].name, "仓储主管");
}
