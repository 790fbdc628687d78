//! How documents look, as a person sets it: the form of the settings, and named styles that companies share.

use egui::accesskit::Role as Part;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use gangshu::app::dialogs::{Reply, Scripted};
use gangshu::app::disk::RealDisk;
use gangshu::app::{App, Begin};
use gangshu::model::settings::{
    ChapterNumbers, CoverLogo, DocumentSettings, FactSetting, FitMode, FitPages, FontFamily,
    HalfPoint, ItemBreak, LandscapeParts, LogoPlace, NumberStyle, PageCount, RoleLayout, RoleStart,
    SealPlace, SectionSetting, SheetFact, SheetSection, TenthMm,
};
use gangshu::model::{Company, Project};
use gangshu::storage::{self, Folders};
use gangshu::strings::{editor as editor_words, look};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

struct Window {
    harness: Harness<'static, App>,
    dialogs: Scripted,
}

impl Window {
    /// A window over a home that other windows may share, tall enough for the whole form.
    fn open(home: &Path, file: &Path) -> Window {
        let dialogs = Scripted::default();
        let begin = Begin {
            folders: Some(Folders::below(home)),
            file: Some(file.to_path_buf()),
            dialogs: Box::new(dialogs.clone()),
            disk: Arc::new(RealDisk),
            printers: Arc::new(gangshu::app::printers::Native),
            clipboard: Arc::new(gangshu::app::clipboard::Scripted::default()),
            recovery_delay: Duration::ZERO,
        };
        let harness = Harness::builder()
            .with_size([1200.0, 3600.0])
            .with_max_steps(40)
            .build_eframe(move |cc| App::new(&cc.egui_ctx, begin));
        let mut window = Window { harness, dialogs };
        window.settle();
        // The tree has a button of the same name before the editor's.
        let open_all = window.harness.query_all_by_label(editor_words::OPEN_ALL);
        open_all.last().expect("a button opens all").click();
        window.harness.run();
        window
    }

    fn settings(&self) -> &DocumentSettings {
        &self.harness.state().project().company.settings
    }

    fn click(&mut self, label: &str) {
        self.harness
            .get_by_role_and_label(Part::Button, label)
            .click();
        self.settle();
    }

    fn check(&mut self, label: &str) {
        self.harness
            .get_by_role_and_label(Part::CheckBox, label)
            .click();
        self.harness.run();
    }

    fn choose(&mut self, name: &str, value: &str) {
        self.harness
            .get_by_role_and_label(Part::ComboBox, name)
            .click();
        self.harness.run();
        let offered = |harness: &Harness<'_, App>, act: fn(&egui_kittest::Node<'_>)| {
            let found = harness.query_all_by_label(value).last();
            act(&found.unwrap_or_else(|| panic!("{name} offers {value}")));
        };
        // A long list scrolls.
        offered(&self.harness, |it| it.scroll_to_me());
        self.harness.run();
        offered(&self.harness, |it| it.click());
        self.harness.run();
    }

    fn enter(&mut self, name: &str, text: &str) {
        self.harness
            .get_by_role_and_label(Part::TextInput, name)
            .click();
        self.harness.run();
        self.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.harness.run();
        self.harness.key_press(Key::Enter);
        self.settle();
    }

    /// Draws until styles and settings are read and written.
    fn settle(&mut self) {
        self.harness.run();
        let begun = Instant::now();
        while self.harness.state().busy() {
            assert!(begun.elapsed() < Duration::from_secs(60), "the disk");
            std::thread::yield_now();
            self.harness.step();
        }
        self.harness.run();
    }

    fn undo(&mut self) {
        self.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        self.harness.run();
    }

    fn says(&self, text: &str) -> bool {
        self.harness
            .query_all_by_label_contains(text)
            .next()
            .is_some()
    }
}

/// A company of this name in a file of its own.
fn company(home: &Path, name: &str, settings: DocumentSettings) -> PathBuf {
    let project = Project {
        company: Arc::new(Company {
            name: name.into(),
            settings: Arc::new(settings),
            ..Company::default()
        }),
        ..Project::default()
    };
    let file = home.join(format!("{name}.ron"));
    storage::save_project(&file, &project, storage::OnDisk::Replace).expect("saved");
    file
}

#[test]
fn every_setting_of_pages_type_and_marks_can_be_changed_and_undone() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let file = company(home.path(), "甲公司", DocumentSettings::default());
    let mut window = Window::open(home.path(), &file);
    window.choose(editor_words::SHEET, "16开（184×260）");
    window.choose(look::ORIENTATION, "横向");
    window.enter(look::GUTTER, "10");
    window.check(look::MIRRORED);
    window.choose(look::TABLE_FONT, "楷体");
    window.choose(look::RUNNING_FONT, "黑体");
    window.choose(look::RUNNING_SIZE, "六号（7.5 磅）");
    window.choose(look::FIRST_INDENT, "3 字");
    window.check(look::SQUEEZE);
    window.check(look::HANG);
    window.check(look::LATIN_GAP);
    window.choose(look::SECTION_NUMBERS, "1.");
    window.choose(look::CHAPTER_NUMBERS, "部门 1、岗位 1.1");
    window.choose(look::ROLE_START, "每岗从奇数页（右手页）起");
    window.choose(look::PAGE_COUNT, "各部门、各岗位分别计数");
    window.choose(look::LANDSCAPE, "全部用同一方向");
    window.choose(look::ITEM_BREAK, "可以断开（两边至少两行）");
    window.choose(look::FIT, "收紧到指定页数");
    window.enter(look::FIT_PAGES, "2");
    window.enter(look::FIT_LINE, "120");
    window.choose(look::FIT_SIZE, "六号（7.5 磅）");
    window.choose(look::HEADER_LOGO, "右");
    window.enter(look::HEADER_LOGO_HEIGHT, "12");
    window.choose(look::COVER_LOGO, "不放");
    window.enter(look::COVER_LOGO_WIDTH, "55.5");
    window.check(look::DRAFTS);
    window.choose(look::SEAL, "两处都留");
    let mut expected = DocumentSettings {
        page_width: TenthMm(2600),
        page_height: TenthMm(1840),
        running_size: HalfPoint(15),
        section_numbering: NumberStyle::DecimalDot,
        chapter_numbers: ChapterNumbers::Outline,
        seal: SealPlace::Everywhere,
        ..DocumentSettings::default()
    };
    expected.fonts.table = Some(FontFamily::Kai);
    expected.fonts.running = Some(FontFamily::Hei);
    expected.typography.first_indent = 3;
    expected.typography.squeeze = false;
    expected.typography.hang = true;
    expected.typography.latin_gap = false;
    expected.pages.gutter = TenthMm(100);
    expected.pages.mirrored = true;
    expected.pages.role_start = RoleStart::OddPage;
    expected.pages.page_count = PageCount::Part;
    expected.pages.landscape = LandscapeParts::Never;
    expected.pages.items = ItemBreak::Tear;
    expected.pages.fit = FitPages {
        mode: FitMode::Pages,
        pages: 2,
        least_line_percent: 120,
        least_size: HalfPoint(15),
    };
    expected.watermark.drafts = true;
    expected.logo.header = LogoPlace::Right;
    expected.logo.header_height = TenthMm(120);
    expected.logo.cover = CoverLogo::None;
    expected.logo.cover_width = TenthMm(555);
    assert_eq!(*window.settings(), expected);
    window.undo();
    expected.seal = SealPlace::None;
    assert_eq!(*window.settings(), expected, "each change is a step");
    for _ in 0..26 {
        window.undo();
    }
    assert_eq!(*window.settings(), DocumentSettings::default());
}

#[test]
fn sections_and_facts_are_left_out_named_and_put_in_order() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let file = company(home.path(), "甲公司", DocumentSettings::default());
    let mut window = Window::open(home.path(), &file);
    window.check(&look::print("禁止事项"));
    window.click(&look::up("岗位职责"));
    window.enter(&look::heading_of("岗位职责"), "工作内容");
    let sections = &window.settings().sections;
    assert_eq!(
        sections[2],
        SectionSetting {
            section: SheetSection::Duties,
            heading: "工作内容".into(),
            hidden: false,
        }
    );
    assert_eq!(sections[3].section, SheetSection::Responsibility);
    let hidden: Vec<_> = sections.iter().filter(|it| it.hidden).collect();
    assert_eq!(hidden.len(), 1);
    assert_eq!(hidden[0].section, SheetSection::Prohibitions);
    // Typing is one step, and the move before it another.
    window.undo();
    assert_eq!(window.settings().sections[2].heading, "");
    window.undo();
    assert_eq!(
        window.settings().sections[2].section,
        SheetSection::Responsibility
    );
    window.check(&look::print("禁止事项"));
    assert_eq!(window.settings().sections, [], "the usual list is no list");

    window.click(&look::down("岗位名称"));
    assert_eq!(
        window.settings().facts[1],
        FactSetting {
            fact: SheetFact::Name,
            ..FactSetting::default()
        }
    );
    let restore = window.harness.query_all_by_label(look::RESTORE).last();
    restore.expect("the list can be made usual").click();
    window.harness.run();
    assert_eq!(window.settings().facts, []);
}

#[test]
fn margins_that_leave_no_room_are_told_at_once() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let file = company(home.path(), "甲公司", DocumentSettings::default());
    let mut window = Window::open(home.path(), &file);
    assert!(!window.says("版心不足"));
    window.enter(editor_words::MARGIN_LEFT, "170");
    assert!(window.says("版心不足"));
    window.undo();
    assert!(!window.says("版心不足"));
}

#[test]
fn a_style_saved_for_one_company_is_applied_to_another_and_undone_in_one_step() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let own_look = DocumentSettings {
        layout: RoleLayout::Clauses,
        body_size: HalfPoint(32),
        header: "甲公司内部资料".into(),
        confidentiality: "秘密".into(),
        ..DocumentSettings::default()
    };
    let first = company(home.path(), "甲公司", own_look);
    let mut window = Window::open(home.path(), &first);
    window.click(look::SAVE_AS);
    window.enter(look::NAME, "集团样式");
    let style = window
        .harness
        .state()
        .styles()
        .iter()
        .find(|it| it.style.name == "集团样式")
        .expect("the style is listed");
    assert!(!style.built_in && style.style.without_header);
    drop(window);

    let before = DocumentSettings {
        header: "{公司}\t\t{版本}".into(),
        confidentiality: "内部".into(),
        ..DocumentSettings::default()
    };
    let second = company(home.path(), "乙公司", before.clone());
    let mut window = Window::open(home.path(), &second);
    window.choose(look::STYLE, "集团样式");
    assert_eq!(*window.settings(), before, "choosing is not applying");
    window.click(look::APPLY);
    let expected = DocumentSettings {
        layout: RoleLayout::Clauses,
        body_size: HalfPoint(32),
        ..before.clone()
    };
    assert_eq!(*window.settings(), expected);
    window.undo();
    assert_eq!(*window.settings(), before);
}

#[test]
fn styles_are_renamed_exported_removed_and_imported() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let file = company(home.path(), "甲公司", DocumentSettings::default());
    let mut window = Window::open(home.path(), &file);
    let own = |window: &Window| -> Vec<String> {
        let styles = window.harness.state().styles().iter();
        styles
            .filter(|it| !it.built_in)
            .map(|it| it.style.name.clone())
            .collect()
    };
    window.click(look::SAVE_AS);
    window.enter(look::NAME, "公文式");
    assert_eq!(own(&window), [""; 0], "the program's own names are taken");
    assert!(window.says(look::NAME_BUILT_IN));
    window.enter(look::NAME, "样式/一");
    assert_eq!(own(&window), ["样式/一"]);

    window.click(look::MANAGE);
    window.click(&look::rename("样式/一"));
    window.enter(look::NAME, "样式二");
    assert_eq!(own(&window), ["样式二"]);
    let exported = home.path().join("导出.ron");
    let reply = || Reply::Path(exported.clone());
    window.dialogs.will_answer(reply());
    window.click(&look::export("样式二"));
    window.click(&look::remove("样式二"));
    assert_eq!(own(&window), ["样式二"], "it is asked first");
    window.click(look::REMOVE_REALLY);
    assert_eq!(own(&window), [""; 0]);
    for names in [vec!["样式二"], vec!["样式二", "样式二 (2)"]] {
        window.dialogs.will_answer(reply());
        window.click(look::IMPORT);
        assert_eq!(own(&window), names);
    }
    // A damaged file costs itself and nothing else.
    let folder = home.path().join("data").join("styles");
    storage::replace_file(&folder.join("坏.ron"), b"(format_version: 1, name:").expect("written");
    drop(window);
    let window = Window::open(home.path(), &file);
    assert_eq!(own(&window), ["样式二", "样式二 (2)"]);
    assert!(window.says("坏.ron"));
}

/// Draws until the pages are made.
fn pages_made(window: &mut Window) {
    let begun = Instant::now();
    window.harness.step();
    while window.harness.state().preview().is_working() {
        assert!(begun.elapsed() < Duration::from_secs(60), "pages are made");
        std::thread::yield_now();
        window.harness.step();
    }
    window.harness.run();
}

#[test]
fn a_change_of_how_roles_look_leaves_the_cover_for_a_role_and_one_of_the_cover_does_not() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let project = gangshu::storage::sample_project().expect("the sample is sound");
    let file = home.path().join("示例.ron");
    storage::save_project(&file, &project, storage::OnDisk::Replace).expect("saved");
    let mut window = Window::open(home.path(), &file);
    window.harness.set_size(egui::vec2(1200.0, 800.0));
    window.harness.key_press(Key::F5);
    pages_made(&mut window);
    assert_eq!(window.harness.state().preview().current_page(), 0);

    let seen = |window: &mut Window, part: Part, name: &str| {
        let field = window.harness.get_by_role_and_label(part, name);
        field.scroll_to_me();
        window.harness.run();
    };
    seen(&mut window, Part::TextInput, "汇编标题");
    window.enter("汇编标题", "岗位手册");
    assert_eq!(window.settings().book_title, "岗位手册");
    pages_made(&mut window);
    let page = |window: &Window| window.harness.state().preview().current_page();
    assert_eq!(page(&window), 0, "the cover shows its title");

    seen(&mut window, Part::ComboBox, editor_words::LAYOUT);
    window.choose(editor_words::LAYOUT, "条文式");
    pages_made(&mut window);
    let first = page(&window);
    assert!(first > 0, "the pages of a role show it");

    window.choose(editor_words::LAYOUT, "表格式");
    pages_made(&mut window);
    assert_eq!(page(&window), first, "whoever looks at a page stays there");
}
