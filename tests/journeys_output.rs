//! What leaves the program through its window: batches of files, what they could not hold as it was wanted, paper.

use base64::Engine as _;
use egui::accesskit::Role as Part;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use gangshu::app::dialogs::{AskKind, Reply, Scripted};
use gangshu::app::disk::RealDisk;
use gangshu::app::printers::{NotSent, Printers, Sent, Way};
use gangshu::app::{App, Begin};
use gangshu::document::{Request, compose};
use gangshu::fonts::EmbeddedFonts;
use gangshu::layout::paginate;
use gangshu::model::{Field, Organisation, Owner, Project, Role, RoleId};
use gangshu::storage::{self, Folders, sample_project};
use gangshu::strings::shell::{notice, question};
use gangshu::strings::{
    editor as editor_words, export as words, preview as preview_words, print as print_words,
};
use gangshu::ui::questions::Question;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Printers that write down what they were given.
#[derive(Clone)]
struct Paper {
    way: Way,
    answer: Result<Sent, NotSent>,
    given: Arc<Mutex<Vec<(PathBuf, bool)>>>,
}

impl Paper {
    fn new(way: Way) -> Paper {
        Paper {
            way,
            answer: Ok(Sent::Printed),
            given: Arc::default(),
        }
    }

    fn take(&self, document: &Path, to_paper: bool) -> Result<Sent, NotSent> {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        given.push((document.to_path_buf(), to_paper));
        self.answer.clone()
    }

    /// The documents, and whether they were for paper.
    fn given(&self) -> Vec<(PathBuf, bool)> {
        let given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        given.clone()
    }
}

impl Printers for Paper {
    fn way(&self) -> Way {
        self.way.clone()
    }

    fn print(&self, document: &Path, _: &Way) -> Result<Sent, NotSent> {
        self.take(document, true)
    }

    fn show(&self, document: &Path) -> Result<Sent, NotSent> {
        self.take(document, false).map(|_| Sent::Shown)
    }
}

struct Window {
    harness: Harness<'static, App>,
    dialogs: Scripted,
    home: tempfile::TempDir,
}

impl Window {
    /// A window that shows this project, with these printers.
    fn open(project: &Project, paper: &Paper) -> Window {
        let home = tempfile::tempdir().expect("a temporary folder");
        let file = home.path().join("公司.ron");
        storage::save_project(&file, project, storage::OnDisk::Replace).expect("saved");
        let dialogs = Scripted::default();
        let begin = Begin {
            folders: Some(Folders::below(home.path().join("settings"))),
            file: Some(file),
            dialogs: Box::new(dialogs.clone()),
            disk: Arc::new(RealDisk),
            printers: Arc::new(paper.clone()),
            clipboard: Arc::new(gangshu::app::clipboard::Scripted::default()),
            recovery_delay: Duration::ZERO,
        };
        let harness = Harness::builder()
            .with_size([1200.0, 800.0])
            .with_max_steps(40)
            .allow_missing_glyphs()
            .build_eframe(move |cc| App::new(&cc.egui_ctx, begin));
        let mut window = Window {
            harness,
            dialogs,
            home,
        };
        window.wait_for("the project", |app| !app.busy());
        window
    }

    fn sample() -> Window {
        let project = sample_project().expect("the sample opens");
        Window::open(&project, &Paper::new(Way::Viewer))
    }

    fn app(&self) -> &App {
        self.harness.state()
    }

    fn click(&mut self, part: Part, label: &str) {
        self.harness.get_by_role_and_label(part, label).click();
        self.harness.run();
    }

    fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run();
    }

    /// Draws until `done`, which another thread brings about.
    fn wait_for(&mut self, what: &str, done: impl Fn(&App) -> bool) {
        let begun = Instant::now();
        while !done(self.app()) {
            assert!(begun.elapsed() < Duration::from_secs(60), "no {what}");
            std::thread::yield_now();
            self.harness.step();
        }
        self.harness.run();
    }

    /// Presses 导出… in the window that is open, and waits for its end or its question.
    fn export_into(&mut self, folder: &Path) {
        self.dialogs.will_answer(Reply::Path(folder.to_path_buf()));
        self.click(Part::Button, words::EXPORT);
        self.wait_for("end of the export", |app| {
            !app.exporting() && (!app.notices().is_empty() || app.question().is_some())
        });
    }

    fn role(&self, name: &str) -> RoleId {
        let mut roles = self.app().project().roles.iter();
        let found = roles.find(|(_, role)| role.full_name() == name);
        *found.unwrap_or_else(|| panic!("no role {name}")).0
    }

    fn notice(&self) -> String {
        let last = self.app().notices().last();
        last.map(|notice| notice.text.clone()).unwrap_or_default()
    }
}

/// Every file below a folder, by its path from there.
fn files_below(folder: &Path) -> Vec<String> {
    let mut waiting = vec![folder.to_path_buf()];
    let mut files = Vec::new();
    while let Some(next) = waiting.pop() {
        for name in storage::list_names(&next).unwrap_or_default() {
            let path = next.join(name);
            if path.is_dir() {
                waiting.push(path);
            } else {
                let path = path.strip_prefix(folder).expect("it is below");
                files.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn departments_are_exported_into_folders_and_files_that_exist_are_asked_about() {
    let mut window = Window::sample();
    let folder = window.home.path().join("部门手册");
    let begin = |window: &mut Window| {
        window.key(Modifiers::COMMAND, Key::E);
        window.click(Part::RadioButton, words::ALL);
        window.click(Part::RadioButton, words::EACH_DEPARTMENT);
    };
    begin(&mut window);
    window.click(Part::CheckBox, words::TREE);
    window.export_into(&folder);
    assert_eq!(window.dialogs.asked()[0].kind, AskKind::ExportFolder);
    assert!(window.app().question().is_none(), "nothing exists yet");
    let first = files_below(&folder);
    assert!(first.iter().any(|file| file.contains('/')), "{first:?}");
    let count = |end: &str| first.iter().filter(|file| file.ends_with(end)).count();
    assert!(
        count(".pdf") > 3 && count(".pdf") == count(".docx"),
        "{first:?}"
    );
    let file = folder.join(&first[0]);
    storage::replace_file(&file, "旧".as_bytes()).expect("written");

    begin(&mut window);
    window.export_into(&folder);
    let asked = question::files_exist("部门手册", first.len(), first.len());
    window.harness.get_by_label(&asked);
    window.click(Part::Button, question::KEEP_FILES);
    let kept = words::done_many(0, first.len(), "部门手册");
    window.wait_for("notice", |app| {
        app.notices().iter().any(|it| it.text == kept)
    });
    assert_eq!(files_below(&folder), first);
    assert_eq!(std::fs::read_to_string(&file).expect("text"), "旧");

    begin(&mut window);
    window.export_into(&folder);
    window.click(Part::Button, question::NUMBER_FILES);
    let written = words::done_many(first.len(), 0, "部门手册");
    window.wait_for("end", |app| {
        !app.exporting() && app.notices().last().is_some_and(|it| it.text == written)
    });
    let now = files_below(&folder);
    assert_eq!(now.len(), 2 * first.len());
    assert_eq!(
        now.iter().filter(|it| it.contains("(2).")).count(),
        first.len()
    );
    assert_eq!(std::fs::read_to_string(&file).expect("text"), "旧");

    begin(&mut window);
    window.export_into(&folder);
    window.click(Part::Button, question::CANCEL);
    assert!(!window.app().exporting());
    assert_eq!(files_below(&folder), now);
}

#[test]
fn a_long_word_document_can_be_given_up_while_it_is_written() {
    let mut project = Project::default();
    let company = Arc::make_mut(&mut project.company);
    company.name = "示例公司".into();
    for index in 1..=1500_u32 {
        let role = Role {
            name: format!("岗位{index}"),
            purpose: "每月核对库存台账，出具差异表。".repeat(40),
            ..Role::default()
        };
        company.roles.push(RoleId(index));
        project.roles.insert(RoleId(index), Arc::new(role));
    }
    project.last_id = 1500;
    let mut window = Window::open(&project, &Paper::new(Way::Viewer));
    let folder = window.home.path().join("册");
    let file = folder.join("汇编.docx");
    window.key(Modifiers::COMMAND, Key::E);
    window.click(Part::CheckBox, words::PDF);
    window.dialogs.will_answer(Reply::Path(file));
    let export = window
        .harness
        .get_by_role_and_label(Part::Button, words::EXPORT);
    export.click();
    let begun = Instant::now();
    // The bar counts pages once the text itself is written.
    let writing = |window: &Window| {
        let progress = window.app().export_progress();
        progress.is_some_and(|progress| progress.pages.0 > 50)
    };
    while !writing(&window) {
        assert!(begun.elapsed() < Duration::from_secs(60), "no page written");
        window.harness.step();
    }
    window.click(Part::Button, question::CANCEL);
    window.wait_for("end of the export", |app| !app.exporting());
    assert!(!folder.exists(), "not even the folder");
    assert!(window.app().notices().is_empty());
}

/// The sample with signs that no face has in two fields of a role.
fn with_strange_signs() -> (Project, RoleId) {
    let mut project = sample_project().expect("the sample opens");
    let mut roles = project.roles.iter_mut();
    let (&id, role) = roles
        .find(|(_, role)| role.full_name() == "会计")
        .expect("the sample has a bookkeeper");
    let role = Arc::make_mut(role);
    role.purpose.push('\u{1f600}');
    role.responsibility.push('\u{1f680}');
    (project, id)
}

#[test]
fn what_an_export_could_not_hold_is_listed_and_each_line_leads_to_its_field() {
    let (project, role) = with_strange_signs();
    let mut window = Window::open(&project, &Paper::new(Way::Viewer));
    let file = window.home.path().join("全部.pdf");
    window.key(Modifiers::COMMAND, Key::E);
    window.export_into(&file);
    window.harness.get_by_label(&words::to_look_at(2));
    window.harness.get_by_label(notice::SHOW_FILE);
    let line = "会计 · 岗位目的 内置字体没有「\u{1f600}」（U+1F600），已印成〓";
    window.click(Part::Button, line);
    assert_eq!(window.app().selection(), Owner::Role(role));
    let place = gangshu::model::Place::role(role, Field::Purpose);
    assert_eq!(
        gangshu::ui::field::focused(&window.harness.ctx),
        Some(place)
    );
    let editor = window.harness.query_by_label(words::REPORT_TITLE);
    assert!(editor.is_none(), "the list makes room for the editor");
    let told = window.notice();
    assert!(told.ends_with("2 处与原文或预期不同"), "{told}");
    window.click(Part::Button, words::REPORT);
    window.harness.get_by_label(words::REPORT_TITLE);
}

#[test]
fn the_list_is_copied_and_saved_as_text_with_every_place() {
    let (project, _) = with_strange_signs();
    let mut window = Window::open(&project, &Paper::new(Way::Viewer));
    window.key(Modifiers::COMMAND, Key::E);
    let folder = window.home.path().to_path_buf();
    window.export_into(&folder.join("全部.pdf"));
    let listed = window.home.path().join("清单.txt");
    window.dialogs.will_answer(Reply::Path(listed.clone()));
    window.click(Part::Button, words::SAVE_REPORT);
    window.wait_for("the list", |app| !app.busy());
    let asked = window.dialogs.asked();
    assert_eq!(asked.last().map(|it| &it.kind), Some(&AskKind::SaveReport));
    let bytes = storage::read_file(&listed, 1 << 20).expect("saved");
    let text = String::from_utf8(bytes).expect("UTF-8");
    for line in [
        "1. 会计 · 管理责任：内置字体没有「\u{1f680}」（U+1F680），已印成〓",
        "2. 会计 · 岗位目的：内置字体没有「\u{1f600}」（U+1F600），已印成〓",
    ] {
        let (_, line) = line.split_once(". ").expect("numbered");
        assert!(text.contains(line), "{text}");
    }
    assert_eq!(text.lines().count(), 4, "{text}");
    // The list is still there, and what it says can be copied too.
    let begun = Instant::now();
    let mut copied = None;
    window
        .harness
        .get_by_role_and_label(Part::Button, words::COPY_REPORT)
        .click();
    while copied.is_none() {
        assert!(begun.elapsed() < Duration::from_secs(60), "nothing copied");
        window.harness.step();
        let output = window.harness.output();
        copied = output.platform_output.commands.iter().find_map(|command| {
            let egui::OutputCommand::CopyText(text) = command else {
                return None;
            };
            Some(text.clone())
        });
    }
    assert_eq!(copied, Some(text));
}

#[test]
fn a_font_that_is_not_here_is_told_and_the_click_leads_to_where_it_is_chosen() {
    let mut project = sample_project().expect("the sample opens");
    let company = Arc::make_mut(&mut project.company);
    let settings = Arc::make_mut(&mut company.settings);
    settings.fonts.installed.heading = "本机所无之体".into();
    let mut window = Window::open(&project, &Paper::new(Way::Viewer));
    window.click(Part::TreeItem, "会计");
    window.key(Modifiers::COMMAND, Key::E);
    let file = window.home.path().join("会计.pdf");
    window.export_into(&file);
    let told = window.notice();
    assert!(told.contains("本机没有安装"), "{told}");
    assert!(told.ends_with("字体与字号 · 栏目字体"), "{told}");
    window.click(Part::Button, words::SHOW_PLACE);
    assert_eq!(window.app().selection(), Owner::Company);
    let choice = window
        .harness
        .get_by_role_and_label(Part::ComboBox, editor_words::HEADING_FONT);
    assert!(choice.is_focused(), "the choice has the keyboard");
    let screen = window.harness.ctx.content_rect();
    assert!(screen.contains_rect(choice.rect()), "and is in sight");
}

#[test]
fn a_logo_that_prints_coarsely_leads_to_where_it_is_chosen() {
    let mut project = sample_project().expect("the sample opens");
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(40, 20)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a picture");
    let company = Arc::make_mut(&mut project.company);
    company.logo = Some(Arc::new(gangshu::model::Logo {
        format: gangshu::model::PictureFormat::Png,
        base64: base64::engine::general_purpose::STANDARD.encode(bytes.into_inner()),
    }));
    let mut window = Window::open(&project, &Paper::new(Way::Viewer));
    window.key(Modifiers::COMMAND, Key::E);
    let file = window.home.path().join("全部.pdf");
    window.export_into(&file);
    let told = window.notice();
    assert!(told.contains("公司标志的像素太少"), "{told}");
    window.click(Part::Button, words::SHOW_PLACE);
    let choose = window
        .harness
        .get_by_role_and_label(Part::Button, editor_words::CHOOSE_LOGO);
    assert!(choose.is_focused(), "the button has the keyboard");
}

#[test]
fn the_preview_lists_the_same_before_anything_is_exported() {
    let (project, role) = with_strange_signs();
    let mut window = Window::open(&project, &Paper::new(Way::Viewer));
    window.key(Modifiers::NONE, Key::F5);
    window.wait_for("pages", |app| {
        app.preview().n_pages() > 0 && !app.preview().is_working()
    });
    window
        .harness
        .get_by_label(&preview_words::troubles(2))
        .click();
    window.harness.run();
    let line = "会计 · 岗位目的 内置字体没有「\u{1f600}」（U+1F600），已印成〓";
    window.click(Part::Button, line);
    assert_eq!(window.app().selection(), Owner::Role(role));
    let place = gangshu::model::Place::role(role, Field::Purpose);
    assert_eq!(
        gangshu::ui::field::focused(&window.harness.ctx),
        Some(place)
    );
}

#[test]
fn what_is_selected_goes_to_the_printer_that_the_question_names() {
    let paper = Paper::new(Way::Printer("二楼".into()));
    let project = sample_project().expect("the sample opens");
    let mut window = Window::open(&project, &paper);
    window.click(Part::TreeItem, "会计");
    window.key(Modifiers::COMMAND, Key::P);
    window.wait_for("question", |app| app.question().is_some());
    let name = "会计岗位说明书";
    let Some(Question::Print { pages, .. }) = window.app().question() else {
        panic!("another question");
    };
    let request = Request::role(window.role("会计"));
    let organisation = Organisation::of(&project);
    let wanted = paginate(&compose(&project, &organisation, &request), &EmbeddedFonts);
    assert_eq!(*pages, wanted.pages.len());
    let asked = print_words::question(name, *pages, Some("二楼"));
    window.harness.get_by_label(&asked);
    window.click(Part::Button, print_words::CONFIRM);
    window.wait_for("paper", |app| !app.notices().is_empty());
    assert_eq!(window.notice(), print_words::printed(name));
    let given = paper.given();
    let [(document, true)] = given.as_slice() else {
        panic!("{given:?}");
    };
    assert!(document.starts_with(window.home.path().join("settings")));
    assert_eq!(document.file_name().unwrap(), "会计岗位说明书.pdf");
    assert!(
        std::fs::read(document)
            .expect("the PDF")
            .starts_with(b"%PDF-")
    );
}

#[test]
fn without_a_printer_the_viewer_shows_it_and_without_a_viewer_the_way_out_is_told() {
    let mut paper = Paper::new(Way::Viewer);
    let project = sample_project().expect("the sample opens");
    let mut window = Window::open(&project, &paper);
    window.key(Modifiers::COMMAND, Key::P);
    window.wait_for("viewer", |app| !app.notices().is_empty());
    assert!(
        window.notice().ends_with("请在那里打印"),
        "{}",
        window.notice()
    );
    assert!(matches!(paper.given().as_slice(), [(_, false)]));

    paper.answer = Err(NotSent(print_words::NO_VIEWER.into()));
    let mut window = Window::open(&project, &paper);
    window.key(Modifiers::COMMAND, Key::P);
    window.wait_for("message", |app| app.question().is_some());
    window.harness.get_by_label(print_words::NO_VIEWER);
    let way_out = print_words::not_printed("").what_to_do;
    window.harness.get_by_label(&way_out);
}
