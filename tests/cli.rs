//! The command line as a person uses it: the real program, real files, exit codes.

#![expect(clippy::disallowed_methods, reason = "a test writes its own damage")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn gangshu(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gangshu"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn with_sample() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let done = gangshu(folder.path(), &["sample", "--out", "示例.ron"]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    let file = folder.path().join("示例.ron");
    (folder, file)
}

#[test]
fn the_sample_is_written_once_and_never_over_another_file() {
    let (folder, file) = with_sample();
    let before = std::fs::read(&file).expect("the sample");
    let again = gangshu(folder.path(), &["sample", "--out", "示例.ron"]);
    assert_eq!(again.status.code(), Some(3));
    assert!(text(&again.stderr).contains("已存在"));
    assert_eq!(std::fs::read(&file).expect("the sample"), before);
}

#[test]
fn every_command_answers_a_call_for_help() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = text(&gangshu(folder.path(), &["--help"]).stdout);
    for command in ["show", "export", "print", "import", "sample", "styles"] {
        assert!(page.contains(&format!("gangshu {command} ")), "{command}");
        for ask in ["--help", "-h"] {
            let done = gangshu(folder.path(), &[command, ask]);
            assert_eq!(done.status.code(), Some(0), "{command} {ask}");
            assert_eq!(text(&done.stdout), page, "{command} {ask}");
        }
    }
}

#[test]
fn show_lists_the_tree_and_a_role_in_full() {
    let (folder, _) = with_sample();
    let tree = text(&gangshu(folder.path(), &["show", "示例.ron"]).stdout);
    assert!(
        tree.contains("  人力资源部  RL\n    人力资源经理  QHS-RL-001\n"),
        "{tree}"
    );
    assert!(tree.trim_end().ends_with('条'), "{tree}");
    let role = text(&gangshu(folder.path(), &["show", "示例.ron", "--role", "出纳"]).stdout);
    assert!(role.starts_with("出纳岗位说明书\n"), "{role}");
    assert!(role.contains("直接上级\t财务经理"), "{role}");
}

#[test]
fn a_book_is_exported_in_both_formats_at_once() {
    let (folder, _) = with_sample();
    let done = gangshu(
        folder.path(),
        &["export", "示例.ron", "--format", "both", "--out", "汇编"],
    );
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    let pdf = std::fs::read(folder.path().join("汇编.pdf")).expect("the PDF");
    let docx = std::fs::read(folder.path().join("汇编.docx")).expect("the DOCX");
    assert!(pdf.starts_with(b"%PDF-1.7") && docx.starts_with(b"PK"));
}

#[test]
fn each_role_gets_a_file_named_by_the_pattern() {
    let (folder, _) = with_sample();
    let arguments = [
        "export",
        "示例.ron",
        "--department",
        "销售部",
        "--each",
        "--format",
        "pdf",
        "--out",
        "册",
    ];
    let done = gangshu(folder.path(), &arguments);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    let mut names: Vec<String> = std::fs::read_dir(folder.path().join("册"))
        .expect("the folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "QHS-XS-001-销售部-销售经理.pdf",
            "QHS-XS-002-销售部-区域销售主管（华东）.pdf",
            "QHS-XS-003-销售部-区域销售主管（华南）.pdf",
            "QHS-XS-004-销售部-客户服务专员.pdf",
        ]
    );
}

/// Every file below a folder, by its path from there.
fn files_below(folder: &Path) -> Vec<String> {
    let mut waiting = vec![folder.to_path_buf()];
    let mut files = Vec::new();
    while let Some(next) = waiting.pop() {
        for entry in std::fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
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
fn each_department_gets_a_file_in_both_formats_in_folders_as_they_stand() {
    let (folder, _) = with_sample();
    let arguments = [
        "export",
        "示例.ron",
        "--each",
        "department",
        "--tree",
        "--format",
        "pdf,docx",
        "--name",
        "{部门}",
        "--out",
        "册",
    ];
    let done = gangshu(folder.path(), &arguments);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    let files = files_below(&folder.path().join("册"));
    assert!(files.contains(&"销售部.pdf".to_owned()), "{files:?}");
    assert!(files.contains(&"销售部.docx".to_owned()), "{files:?}");
    assert!(files.iter().any(|file| file.contains('/')), "{files:?}");
    assert!(text(&done.stdout).contains(&format!("共写入 {} 个文件", files.len())));
}

#[test]
fn existing_files_are_kept_or_numbered_when_asked() {
    let (folder, _) = with_sample();
    let export = |existing: &[&str]| {
        let fixed = ["export", "示例.ron", "--role", "会计", "--name", "{岗位}"];
        let fixed = fixed.iter().chain(&["--each", "--out", "册"]);
        let arguments: Vec<&str> = fixed.chain(existing).copied().collect();
        let done = gangshu(folder.path(), &arguments);
        assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
        text(&done.stdout)
    };
    let file = folder.path().join("册").join("会计.pdf");
    export(&[]);
    std::fs::write(&file, "旧").expect("written");
    let told = export(&["--existing", "keep"]);
    assert!(told.contains("保留原有的 1 个"), "{told}");
    export(&["--existing", "number"]);
    let files = files_below(&folder.path().join("册"));
    assert_eq!(files, ["会计(2).pdf", "会计.pdf"]);
    assert_eq!(std::fs::read_to_string(&file).expect("text"), "旧");
    export(&["--existing", "replace"]);
    assert!(std::fs::read(&file).expect("the PDF").starts_with(b"%PDF"));
}

#[test]
fn a_character_that_no_face_has_is_printed_as_a_mark_and_told() {
    let (folder, file) = with_sample();
    let changed = std::fs::read_to_string(&file)
        .expect("text")
        .replace("准确地进行会计核算", "准确地进行会计核算\u{1f600}");
    std::fs::write(&file, changed).expect("written");
    let done = gangshu(
        folder.path(),
        &[
            "export",
            "示例.ron",
            "--role",
            "会计",
            "--out",
            "新的/会计.pdf",
        ],
    );
    assert_eq!(done.status.code(), Some(1), "done, but with a warning");
    let told = text(&done.stderr);
    assert!(
        told.starts_with("会计.pdf：会计 · "),
        "file, role, field: {told}"
    );
    assert!(told.contains("U+1F600"), "{told}");
    assert!(folder.path().join("新的").join("会计.pdf").exists());
}

#[test]
fn what_cannot_be_done_is_said_in_chinese_with_its_exit_code() {
    let (folder, _) = with_sample();
    let cases: [(&[&str], i32, &str); 9] = [
        (
            &[
                "export",
                "示例.ron",
                "--each",
                "--name",
                "{姓名}",
                "--out",
                "册",
            ],
            2,
            "没有 {姓名}",
        ),
        (&["export", "没有.ron", "--out", "x.pdf"], 3, "没有.ron"),
        (
            &["export", "示例.ron", "--out", "示例.ron/x.pdf"],
            3,
            "示例.ron",
        ),
        (&["export", "示例.ron"], 2, "--out"),
        (
            &["export", "示例.ron", "--out", "x.pdf", "--role", "飞行员"],
            2,
            "没有岗位",
        ),
        (
            &["export", "示例.ron", "--out", "x.pdf", "--role", "班组长"],
            2,
            "QHS-SC-102、QHS-SC-103",
        ),
        (
            &[
                "export",
                "示例.ron",
                "--out",
                "x.pdf",
                "--department",
                "航天部",
            ],
            2,
            "没有部门",
        ),
        (
            &["export", "示例.ron", "--out", "x.pdf", "--format", "odt"],
            2,
            "odt",
        ),
        (&["show", "示例.ron", "--colour"], 2, "--colour"),
    ];
    for (arguments, code, expected) in cases {
        let done = gangshu(folder.path(), arguments);
        let told = text(&done.stderr);
        assert_eq!(done.status.code(), Some(code), "{arguments:?}: {told}");
        assert!(told.contains(expected), "{arguments:?}: {told}");
    }
    assert!(!folder.path().join("x.pdf").exists());
}

#[test]
fn json_holds_every_text_of_the_model() {
    let (folder, file) = with_sample();
    let printed = text(&gangshu(folder.path(), &["show", "示例.ron", "--json"]).stdout);
    let json: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    let roles = json["roles"].as_array().expect("roles");
    let find = |name: &str| {
        roles
            .iter()
            .find(|role| role["full_name"] == name)
            .expect("a role")
    };
    assert_eq!(find("总经理")["supervisor"]["name"], "董事会");
    assert_eq!(find("总经理")["supervisor"]["id"], serde_json::Value::Null);
    assert_eq!(find("出纳")["supervisor"]["id"], find("财务经理")["id"]);
    assert_eq!(find("出纳")["duties"].as_array().expect("duties").len(), 4);
    assert_eq!(
        find("总经理")["duties"][2]["children"][0]["number"],
        "（1）"
    );
    assert_eq!(find("总经理助理")["department"], serde_json::Value::Null);

    fn strings(value: &serde_json::Value, all: &mut std::collections::BTreeSet<String>) {
        match value {
            serde_json::Value::String(text) => {
                all.insert(text.clone());
            }
            serde_json::Value::Array(list) => list.iter().for_each(|value| strings(value, all)),
            serde_json::Value::Object(map) => map.values().for_each(|value| strings(value, all)),
            _ => {}
        }
    }
    let mut all = std::collections::BTreeSet::new();
    strings(&json, &mut all);
    let project = gangshu::storage::load_project(&file)
        .expect("the sample")
        .project;
    for owner in project.owners() {
        project.for_each_text(owner, &mut |place, text| {
            assert!(all.contains(text), "{place:?}: {text}");
        });
    }
}

#[test]
fn several_departments_and_roles_are_printed_together() {
    let (folder, _) = with_sample();
    let arguments = [
        "show",
        "示例.ron",
        "--department",
        "财务部",
        "--department",
        "设备科",
        "--role",
        "质检员",
    ];
    let shown = text(&gangshu(folder.path(), &arguments).stdout);
    for title in [
        "财务经理岗位说明书",
        "出纳岗位说明书",
        "维修电工岗位说明书",
        "质检员岗位说明书",
    ] {
        assert!(shown.contains(title), "{title} in {shown}");
    }
    assert!(!shown.contains("招聘专员岗位说明书"));
}

#[test]
fn the_hard_sample_prints_whole_in_both_formats_and_layouts() {
    let folder = tempfile::tempdir().expect("a folder");
    let done = gangshu(folder.path(), &["sample", "--hard", "--out", "难.ron"]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    for layout in ["form", "clauses", "book"] {
        let arguments = [
            "export", "难.ron", "--layout", layout, "--format", "both", "--out", layout,
        ];
        let done = gangshu(folder.path(), &arguments);
        let told = text(&done.stderr);
        // An address of ninety characters fits on no line, a sum with its pence in no narrow column; that is all.
        assert_eq!(done.status.code(), Some(1), "{layout}: {told}");
        assert!(told.contains("岗位职责 第3条：一个词"), "{layout}: {told}");
        assert!(told.lines().count() <= 2, "{layout}: {told}");
        assert!(told.lines().all(|line| line.contains("一个词比一行还宽")));
    }
}

#[test]
fn without_a_display_the_window_names_the_commands_instead() {
    let folder = tempfile::tempdir().expect("a folder");
    let done = Command::new(env!("CARGO_BIN_EXE_gangshu"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .env("GANGSHU_HOME", folder.path())
        .output()
        .expect("the program starts");
    let told = text(&done.stderr);
    if cfg!(target_os = "linux") {
        assert_eq!(done.status.code(), Some(3), "{told}");
        assert!(
            told.contains("gangshu export") && told.contains("gangshu show"),
            "{told}"
        );
    }
}

#[test]
fn the_same_project_gives_the_same_bytes_in_every_process() {
    let (folder, _) = with_sample();
    for name in ["a", "b"] {
        let done = gangshu(
            folder.path(),
            &[
                "export",
                "示例.ron",
                "--role",
                "会计",
                "--format",
                "both",
                "--out",
                name,
            ],
        );
        assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    }
    for extension in ["pdf", "docx"] {
        let read = |name: &str| {
            std::fs::read(folder.path().join(format!("{name}.{extension}"))).expect("a file")
        };
        assert_eq!(read("a"), read("b"), "{extension}");
    }
}

#[test]
fn a_style_gives_a_document_another_look_by_name_or_file() {
    let (folder, sample) = with_sample();
    let folder = folder.path();
    let home = folder.join("home");
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_gangshu"))
            .current_dir(folder)
            .env("GANGSHU_HOME", &home)
            .args(arguments)
            .output()
            .expect("the program starts")
    };
    let listed = run(&["styles"]);
    assert_eq!(listed.status.code(), Some(0));
    let listed = text(&listed.stdout);
    let names: Vec<&str> = listed
        .lines()
        .filter_map(|line| line.split('\t').next())
        .collect();
    assert_eq!(names[..2], ["标准表格", "公文式"]);

    let style = include_str!("../assets/styles/official.ron");
    std::fs::write(folder.join("我的.ron"), style).expect("written");
    let sample = sample.to_string_lossy();
    let export = |style: &[&str], out: &str| {
        let mut arguments = vec!["export", &sample, "--role", "招聘专员", "--out", out];
        arguments.extend(style);
        run(&arguments)
    };
    for (style, out) in [
        (&[][..], "usual.pdf"),
        (&["--style", "公文式"], "name.pdf"),
        (&["--style", "我的.ron"], "file.pdf"),
    ] {
        assert_eq!(export(style, out).status.code(), Some(0), "{out}");
    }
    let bytes = |out: &str| std::fs::read(folder.join(out)).expect("exported");
    assert!(bytes("usual.pdf") != bytes("name.pdf"));
    assert!(bytes("name.pdf") == bytes("file.pdf"));

    let unknown = export(&["--style", "没有的"], "x.pdf");
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("公文式"));
    std::fs::write(folder.join("坏.ron"), "(format_version: 9)").expect("written");
    let newer = export(&["--style", "坏.ron"], "x.pdf");
    assert_eq!(newer.status.code(), Some(3));
    assert!(
        text(&newer.stderr).contains("更新版本"),
        "{}",
        text(&newer.stderr)
    );
    assert!(!folder.join("x.pdf").exists());
}

/// A program called `lp` that writes down how it was called, and keeps what it was to print.
#[cfg(unix)]
fn fake_lp(folder: &Path, ends: &str) -> std::ffi::OsString {
    use std::os::unix::fs::PermissionsExt as _;
    let bin = folder.join("bin");
    std::fs::create_dir_all(&bin).expect("a folder");
    let script = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$@\" > '{0}/called'\nfor last; do :; done\ncp \"$last\" '{0}/printed.pdf'\n{ends}\n",
        folder.display()
    );
    std::fs::write(bin.join("lp"), script).expect("the script");
    std::fs::set_permissions(bin.join("lp"), std::fs::Permissions::from_mode(0o755))
        .expect("it may run");
    let mut path = bin.into_os_string();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    path
}

#[cfg(unix)]
fn print(folder: &Path, path: &std::ffi::OsStr, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gangshu"))
        .args(["print", "示例.ron", "--role", "出纳"])
        .args(more)
        .current_dir(folder)
        .env("PATH", path)
        .env("GANGSHU_HOME", folder.join("home"))
        .output()
        .expect("the program starts")
}

#[cfg(unix)]
#[test]
fn a_role_goes_to_the_printer_that_is_named_and_leaves_nothing_behind() {
    let (folder, _) = with_sample();
    let path = fake_lp(folder.path(), "exit 0");
    let done = print(folder.path(), &path, &["--printer", "二楼"]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    assert!(text(&done.stdout).contains("已送到打印机"));
    let called = std::fs::read_to_string(folder.path().join("called")).expect("lp was called");
    let called: Vec<&str> = called.lines().collect();
    assert_eq!(called[..3], ["-d", "二楼", "--"]);
    assert!(!Path::new(called[3]).exists(), "the copy is removed");
    let printed = std::fs::read(folder.path().join("printed.pdf")).expect("what was printed");
    assert!(printed.starts_with(b"%PDF-"));
    // Without a name it is the system's own printer.
    let done = print(folder.path(), &path, &[]);
    assert_eq!(done.status.code(), Some(0));
    let called = std::fs::read_to_string(folder.path().join("called")).expect("lp was called");
    assert!(called.starts_with("--\n"), "{called}");
}

#[cfg(unix)]
#[test]
fn a_printer_that_refuses_and_a_system_without_lp_are_told_with_the_way_out() {
    let (folder, _) = with_sample();
    let path = fake_lp(folder.path(), "echo 'lp: no such printer' >&2; exit 1");
    let refused = print(folder.path(), &path, &["--printer", "没有"]);
    assert_eq!(refused.status.code(), Some(3));
    let told = text(&refused.stderr);
    assert!(
        told.contains("no such printer") && told.contains("lpstat -p"),
        "{told}"
    );
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).expect("a folder");
    let without = print(folder.path(), empty.as_os_str(), &[]);
    assert_eq!(without.status.code(), Some(3));
    assert!(
        text(&without.stderr).contains("没有 lp 命令"),
        "{}",
        text(&without.stderr)
    );
}
