//! `gangshu import` as a person uses it: the real program, real files, exit codes, the report.

#![expect(clippy::disallowed_methods, reason = "a test writes its own files")]

use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn gangshu(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gangshu"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ended by itself")
}

/// A folder with a text of a cashier and one of a driver.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    };
    write(
        "旧/出纳.txt",
        "出纳岗位职责\n1、收款。\n2、付款。\n".as_bytes(),
    );
    let (gbk, _, _) = encoding_rs::GBK.encode("司机岗位职责\r\n1、出车。\r\n3、保养车辆。\r\n");
    write("旧/车队/司机.txt", &gbk);
    write("旧/车队/程序.exe", b"MZ");
    write("旧/~$出纳.docx", b"lock");
    folder
}

fn report(folder: &Path) -> Value {
    let text = fs::read_to_string(folder.join("报告.json")).expect("the report");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn a_folder_becomes_a_project_and_the_report_tells_file_and_line() {
    let folder = folder();
    let done = gangshu(
        folder.path(),
        &["import", "旧", "--out", "新.ron", "--report", "报告.json"],
    );
    let told = text(&done.stderr);
    assert_eq!(code(&done), 0, "{told}");
    assert!(
        text(&done.stdout).contains("岗位 2 个，职责 4 条"),
        "{}",
        text(&done.stdout)
    );
    assert!(told.contains("另有 1 个其他文件"), "{told}");
    assert!(told.contains("旧/车队/司机.txt:3 编号缺少"), "{told}");
    let shown = text(&gangshu(folder.path(), &["show", "新.ron", "--role", "司机"]).stdout);
    assert!(shown.contains("保养车辆。"), "{shown}");
    let report = report(folder.path());
    assert_eq!(report["counts"]["roles"], 2);
    assert_eq!(report["files"][1]["name"], "旧/车队/司机.txt");
    let doubt = &report["doubts"][0];
    assert_eq!(doubt["kind"], "Numbering");
    assert_eq!(doubt["file"], "旧/车队/司机.txt");
    assert_eq!(doubt["line"], 3);
    assert_eq!(doubt["role"], "司机");
    assert_eq!(report["notes"][0]["kind"], "Encoding");
}

#[test]
fn text_without_a_place_makes_the_exit_code_one() {
    let folder = folder();
    let lost = "出纳岗位职责\n1、收款。\n";
    fs::write(folder.path().join("好.txt"), lost).expect("written");
    let lost = "今天下雨，明天也许又会下雨，谁知道呢。\n";
    fs::write(folder.path().join("无.txt"), lost).expect("written");
    let arguments = [
        "import",
        "好.txt",
        "无.txt",
        "--out",
        "无.ron",
        "--report",
        "报告.json",
    ];
    let done = gangshu(folder.path(), &arguments);
    assert_eq!(code(&done), 1);
    let told = text(&done.stderr);
    assert!(told.contains("无.txt:1 未归类：今天下雨"), "{told}");
    let report = report(folder.path());
    assert_eq!(report["unplaced"][0]["file"], "无.txt");
    assert_eq!(report["unplaced"][0]["line"], 1);
}

#[test]
fn a_text_without_roles_is_told() {
    let folder = folder();
    fs::write(folder.path().join("空.txt"), "甲\n").expect("written");
    let done = gangshu(folder.path(), &["import", "空.txt", "--out", "空.ron"]);
    assert_eq!(code(&done), 1);
    assert!(
        text(&done.stderr).contains("没有读出岗位"),
        "{}",
        text(&done.stderr)
    );
}

#[test]
fn an_existing_file_is_not_replaced() {
    let folder = folder();
    fs::write(folder.path().join("新.ron"), "别的").expect("written");
    let done = gangshu(folder.path(), &["import", "旧", "--out", "新.ron"]);
    assert_eq!(code(&done), 3);
    assert!(text(&done.stderr).contains("已存在"));
    assert_eq!(
        fs::read_to_string(folder.path().join("新.ron")).expect("text"),
        "别的"
    );
}

#[test]
fn roles_go_into_a_department_of_a_project_and_the_old_file_is_kept() {
    let folder = folder();
    let at = folder.path();
    assert_eq!(code(&gangshu(at, &["sample", "--out", "示例.ron"])), 0);
    let before = fs::read(at.join("示例.ron")).expect("the sample");
    let arguments = [
        "import",
        "旧/出纳.txt",
        "--into",
        "示例.ron",
        "--department",
        "销售部",
        "--out",
        "加.ron",
    ];
    let done = gangshu(at, &arguments);
    assert_eq!(code(&done), 0, "{}", text(&done.stderr));
    assert_eq!(fs::read(at.join("示例.ron")).expect("the sample"), before);
    let tree = text(&gangshu(at, &["show", "加.ron"]).stdout);
    let sales = tree.split("  销售部").nth(1).expect("the department");
    let sales = sales
        .split("\n  ")
        .take_while(|line| line.starts_with("  ") || line.contains("XS"));
    assert!(sales.collect::<String>().contains("出纳"), "{tree}");
    // Into the same file: as said, with the old one kept beside it.
    let same = [
        "import",
        "旧/出纳.txt",
        "--into",
        "示例.ron",
        "--out",
        "示例.ron",
    ];
    assert_eq!(code(&gangshu(at, &same)), 0);
    let kept = fs::read_dir(at).expect("the folder").any(|entry| {
        let path = entry.expect("an entry").path();
        path.to_string_lossy().ends_with(".bak") && fs::read(path).expect("the copy") == before
    });
    assert!(kept, "the file before is kept");
    let company = text(&gangshu(at, &["show", "示例.ron"]).stdout);
    assert_ne!(
        company.lines().next(),
        Some(""),
        "the company keeps its name"
    );
}

#[test]
fn what_cannot_be_read_is_told_with_the_way_out() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("扫描.pdf"), "%PDF-1.4").expect("written");
    let alone = gangshu(at, &["import", "扫描.pdf", "--out", "新.ron"]);
    assert_eq!(code(&alone), 3);
    assert!(
        text(&alone.stderr).contains("「扫描.pdf」"),
        "{}",
        text(&alone.stderr)
    );
    assert!(!at.join("新.ron").exists());
    let arguments = [
        "import",
        "扫描.pdf",
        "没有.docx",
        "旧/出纳.txt",
        "--out",
        "新.ron",
        "--report",
        "报告.json",
    ];
    let both = gangshu(at, &arguments);
    assert_eq!(code(&both), 1, "the others are read");
    let report = report(at);
    assert_eq!(report["refused"].as_array().map(Vec::len), Some(2));
    assert_eq!(report["counts"]["roles"], 1);
}

#[test]
fn text_comes_from_standard_input() {
    let folder = folder();
    let mut child = Command::new(env!("CARGO_BIN_EXE_gangshu"))
        .args(["import", "-", "--out", "新.ron"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("its input");
    input
        .write_all("<table><tr><td>岗位名称</td><td>出纳</td></tr></table>".as_bytes())
        .expect("written");
    drop(input);
    let done = child.wait_with_output().expect("it ends");
    assert_eq!(code(&done), 0, "{}", text(&done.stderr));
    let tree = text(&gangshu(folder.path(), &["show", "新.ron"]).stdout);
    assert!(tree.contains("出纳"), "{tree}");
}

#[test]
fn wrong_use_is_told() {
    let folder = folder();
    for arguments in [
        &["import"][..],
        &["import", "旧"],
        &["import", "旧", "--out", "a.ron", "--department", "甲"],
        &["import", "旧", "--out", "a.ron", "--role", "甲"],
    ] {
        let done = gangshu(folder.path(), arguments);
        assert_eq!(code(&done), 2, "{arguments:?}: {}", text(&done.stderr));
        assert!(text(&done.stderr).contains("gangshu --help"));
    }
    assert_eq!(
        code(&gangshu(folder.path(), &["sample", "--out", "示例.ron"])),
        0
    );
    let unknown = [
        "import",
        "旧",
        "--into",
        "示例.ron",
        "--department",
        "没有部",
        "--out",
        "a.ron",
    ];
    let done = gangshu(folder.path(), &unknown);
    assert_eq!(code(&done), 2);
    assert!(text(&done.stderr).contains("没有部"));
}

#[test]
fn the_same_file_twice_is_read_once() {
    let folder = folder();
    let at = folder.path();
    fs::copy(at.join("旧/出纳.txt"), at.join("副本.txt")).expect("copied");
    let done = gangshu(
        at,
        &["import", "旧/出纳.txt", "副本.txt", "--out", "新.ron"],
    );
    assert_eq!(code(&done), 0);
    assert!(
        text(&done.stderr).contains("「副本.txt」与「出纳.txt」内容相同"),
        "{}",
        text(&done.stderr)
    );
    assert!(text(&done.stdout).contains("岗位 1 个"));
}

#[test]
fn a_superior_that_the_project_has_already_becomes_a_reporting_line() {
    let folder = folder();
    let write =
        |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    write(
        "经理.txt",
        "财务经理岗位职责\n1、审批付款。\n2、编制预算。\n",
    );
    write(
        "会计.txt",
        "会计岗位职责\n直接上级：财务经理\n1、记账。\n2、报税。\n",
    );
    let first = gangshu(folder.path(), &["import", "经理.txt", "--out", "公司.ron"]);
    assert_eq!(code(&first), 0, "{}", text(&first.stderr));
    let into = [
        "import",
        "会计.txt",
        "--into",
        "公司.ron",
        "--out",
        "公司.ron",
    ];
    let second = gangshu(folder.path(), &into);
    assert_eq!(code(&second), 0, "{}", text(&second.stderr));
    let shown = gangshu(folder.path(), &["show", "公司.ron", "--json"]);
    let shown: Value = serde_json::from_slice(&shown.stdout).expect("JSON");
    let roles = shown["roles"].as_array().expect("roles");
    let below = &roles[0]["subordinates"][0]["name"];
    assert_eq!(
        (&roles[0]["name"], below),
        (&"财务经理".into(), &"会计".into())
    );
}

/// A project of a storekeeper, and a text that says more of the same post.
fn store() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("written");
    };
    write(
        "旧.txt",
        "库管员岗位职责\n岗位性质：操作岗\n1、每月核对库存台账。\n2、负责仓库现场的安全巡查并记录。\n3、培训新员工。\n",
    );
    write(
        "新.txt",
        "库管员岗位职责\n岗位性质：管理岗\n1、每月核对库存台账；\n2、负责仓库现场安全巡查，并做好记录。\n3、编制年度预算。\n\n搬运工岗位职责\n直接上级：库管员\n1、搬运货物。\n",
    );
    let first = gangshu(folder.path(), &["import", "旧.txt", "--out", "公司.ron"]);
    assert_eq!(code(&first), 0, "{}", text(&first.stderr));
    folder
}

fn roles(folder: &Path, file: &str) -> Vec<(String, Vec<String>)> {
    let shown = gangshu(folder, &["show", file, "--json"]);
    let shown: Value = serde_json::from_slice(&shown.stdout).expect("JSON");
    let roles = shown["roles"].as_array().expect("roles");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let one = |role: &Value| {
        let duties = role["duties"].as_array().expect("duties");
        let duties = duties.iter().map(|duty| text(&duty["text"])).collect();
        (text(&role["name"]), duties)
    };
    roles.iter().map(one).collect()
}

fn into(folder: &Path, more: &[&str]) -> Output {
    let mut arguments = vec!["import", "新.txt", "--into", "公司.ron", "--out", "二.ron"];
    arguments.extend(more);
    gangshu(folder, &arguments)
}

#[test]
fn a_role_that_the_project_has_takes_in_what_is_new_and_the_report_says_so() {
    let folder = store();
    let done = into(folder.path(), &["--report", "报告.json"]);
    let told = text(&done.stderr);
    assert_eq!(code(&done), 1, "a field is left out: {told}");
    assert!(
        told.contains("「库管员」已有，合并：相同 1 条，相似 1 条，新增 1 条"),
        "{told}"
    );
    assert!(
        told.contains("保留原有的「操作岗」，没有采用「管理岗」"),
        "{told}"
    );
    let roles = roles(folder.path(), "二.ron");
    assert_eq!(roles.len(), 2, "no second storekeeper: {roles:?}");
    let duties = [
        "每月核对库存台账。",
        "负责仓库现场的安全巡查并记录。",
        "培训新员工。",
        "负责仓库现场安全巡查，并做好记录。",
        "编制年度预算。",
    ];
    assert_eq!(roles[0].1, duties);
    let report = report(folder.path());
    let merged = &report["merged"][0];
    assert_eq!(
        (&merged["role"], &merged["way"]),
        (&"库管员".into(), &"merge".into())
    );
    assert_eq!(merged["alike"][0]["project"], duties[1]);
    assert_eq!(merged["alike"][0]["import"], duties[3]);
    assert_eq!(merged["fields"][0]["left_out"], "管理岗");
    assert_eq!(report["counts"]["merged"], 1);
}

#[test]
fn what_becomes_of_a_role_that_is_there_can_be_chosen() {
    let folder = store();
    let counts = |way: &str, expected: &[usize]| {
        let file = format!("{way}.ron");
        let arguments = [
            "import",
            "新.txt",
            "--into",
            "公司.ron",
            "--out",
            &file,
            "--existing",
            way,
        ];
        let done = gangshu(folder.path(), &arguments);
        assert!(code(&done) <= 1, "{way}: {}", text(&done.stderr));
        let roles = roles(folder.path(), &file);
        let counts: Vec<usize> = roles.iter().map(|(_, duties)| duties.len()).collect();
        assert_eq!(counts, expected, "{way}: {roles:?}");
    };
    counts("merge", &[5, 1]);
    counts("add", &[5, 1]);
    counts("replace", &[3, 1]);
    counts("beside", &[3, 3, 1]);
    let wrong = into(folder.path(), &["--existing", "number"]);
    assert_eq!(code(&wrong), 2);
    assert!(text(&wrong.stderr).contains("--existing"));
}

#[test]
fn the_same_file_imported_again_changes_nothing() {
    let folder = store();
    let again = ["import", "旧.txt", "--into", "公司.ron", "--out", "二.ron"];
    let done = gangshu(folder.path(), &again);
    assert_eq!(code(&done), 0, "{}", text(&done.stderr));
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a project");
    assert_eq!(read("二.ron"), read("公司.ron"));
}

#[test]
fn a_name_that_is_nearly_a_role_is_asked_about_once_and_the_answer_is_remembered() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let write = |name: &str, text: &str| fs::write(at.join(name), text).expect("written");
    write(
        "一.txt",
        "绿化管理主管岗位职责\n1、检查绿地。\n2、安排浇灌。\n",
    );
    write(
        "二.txt",
        "花匠岗位职责\n直接上级：绿化主管\n1、修剪。\n2、除草。\n",
    );
    write(
        "三.txt",
        "绿化工岗位职责\n直接上级：绿化主管\n1、浇水。\n2、施肥。\n",
    );
    assert_eq!(
        code(&gangshu(at, &["import", "一.txt", "--out", "a.ron"])),
        0
    );
    let plain = [
        "import",
        "二.txt",
        "--into",
        "a.ron",
        "--out",
        "b.ron",
        "--report",
        "报告.json",
    ];
    let asked = gangshu(at, &plain);
    let told = text(&asked.stderr);
    assert!(
        told.contains("「绿化主管」是不是「绿化管理主管」？"),
        "{told}"
    );
    let doubt = &report(at)["doubts"][0];
    assert_eq!(doubt["kind"], "UnknownName");
    assert_eq!(doubt["alternatives"][0]["meant"], "绿化管理主管");
    // Answered once …
    let answered = [
        "import",
        "二.txt",
        "--into",
        "a.ron",
        "--out",
        "c.ron",
        "--means",
        "绿化主管=绿化管理主管",
    ];
    let done = gangshu(at, &answered);
    assert!(
        !text(&done.stderr).contains("绿化主管"),
        "{}",
        text(&done.stderr)
    );
    // … and not asked again.
    let later = ["import", "三.txt", "--into", "c.ron", "--out", "d.ron"];
    let done = gangshu(at, &later);
    assert!(
        !text(&done.stderr).contains("绿化主管"),
        "{}",
        text(&done.stderr)
    );
    let shown = gangshu(at, &["show", "d.ron", "--json"]);
    let shown: Value = serde_json::from_slice(&shown.stdout).expect("JSON");
    let head = &shown["roles"][0];
    let below: Vec<&Value> = head["subordinates"]
        .as_array()
        .expect("those below")
        .iter()
        .map(|it| &it["name"])
        .collect();
    assert_eq!(below, ["花匠", "绿化工"]);
}

#[test]
fn an_answer_that_names_no_role_is_wrong_use() {
    let folder = store();
    for answer in ["甲=没有这人", "甲", "甲="] {
        let done = into(folder.path(), &["--means", answer]);
        assert_eq!(code(&done), 2, "{answer}: {}", text(&done.stderr));
    }
    assert!(!folder.path().join("二.ron").exists());
}
