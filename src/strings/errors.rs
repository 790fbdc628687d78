//! What went wrong, why, and what to do: one sentence for each error below.
//!
//! Every `match` names every variant: a new error needs its sentence to compile.

use super::Message;
use crate::edit::EditError;
use crate::model::{Owner, Project, RoleId};
use crate::storage::{
    Damage, DamageReason, Expected, Inconsistencies, Inconsistency, StorageError,
};
use std::path::Path;

/// How many problems of an inconsistent file are named; the rest is counted.
const NAMED: usize = 3;

/// Says what went wrong with a file. `file` is what the person knows it by: its name, or its whole path.
pub fn explain_storage(error: &StorageError, file: &str) -> Message {
    let not_opened = format!("无法打开「{file}」");
    let not_saved = format!("无法保存「{file}」");
    let message = |what: String, why: String, what_to_do: &str| Message {
        what,
        why,
        what_to_do: what_to_do.to_owned(),
    };
    match error {
        StorageError::NotFound { path } => message(
            format!("找不到「{file}」"),
            format!("这个位置没有文件或文件夹：{}", path.display()),
            "请检查它是否被移动、改名或删除，所在的磁盘是否已连接",
        ),
        StorageError::NotAllowed { path } => message(
            format!("无法读写「{file}」"),
            format!("没有权限，或者文件是只读的：{}", path.display()),
            "请换一个位置保存，或先取消文件的“只读”属性；如果文件正被其他程序打开，请先关闭那个程序",
        ),
        StorageError::NotAFile { path } => message(
            format!("无法读写「{file}」"),
            format!("这是文件夹或设备，不是文件：{}", path.display()),
            "请选择一个文件，或换一个名称",
        ),
        StorageError::TooLarge { limit, .. } => message(
            not_opened,
            format!("文件超过 {}", size(*limit)),
            "请检查是否选错了文件",
        ),
        StorageError::NotAProject { damage, backup, .. } => {
            damaged(not_opened, damage.as_ref(), backup.as_deref())
        }
        StorageError::NewerFormat {
            found, supported, ..
        } => message(
            not_opened,
            format!("文件由更新版本的岗书保存（格式 {found}，本程序支持到 {supported}）"),
            "请升级本程序后再打开；文件没有被改动",
        ),
        StorageError::Inconsistent {
            problems, backup, ..
        } => inconsistent(file, problems, backup.as_deref()),
        StorageError::NotWritable { reason, .. } => message(
            not_saved,
            explain_reason(reason),
            "请把层级过深的条目上移几级后再保存；磁盘上的文件没有被改动",
        ),
        StorageError::Unfaithful { .. } => message(
            not_saved,
            "保存前核对时，读回的内容与编辑的内容不同。这是本程序的错误".to_owned(),
            "请撤销最近的修改后再保存，并把这一情况告诉开发者；磁盘上的文件没有被改动",
        ),
        StorageError::ChangedOnDisk { .. } => message(
            format!("没有保存「{file}」"),
            "打开之后，磁盘上的文件被其他人或其他程序改过".to_owned(),
            "请用“另存为”保存到另一个文件，比较之后再决定；也可以确认覆盖，原文件会留作备份",
        ),
        StorageError::NoHome => message(
            "无法保存设置".to_owned(),
            "系统没有提供用户文件夹".to_owned(),
            "请设置环境变量 GANGSHU_HOME，或在程序旁放一个名为 portable.txt 的文件",
        ),
        StorageError::DiskFull { path } => message(
            not_saved,
            format!("磁盘已满或超出配额：{}", path.display()),
            "请清理磁盘，或换一个位置保存；原来的文件没有被改动",
        ),
        StorageError::Io { path, reason } => message(
            format!("读写「{file}」时出错"),
            format!("系统的说明：{reason}（{}）", path.display()),
            "请检查磁盘或网络是否正常，然后重试，或换一个位置保存",
        ),
    }
}

fn damaged(what: String, damage: Option<&Damage>, backup: Option<&Path>) -> Message {
    Message {
        what,
        why: match damage {
            Some(damage) => explain_damage(damage),
            None => "文件中没有格式版本，不是岗书的项目文件".to_owned(),
        },
        what_to_do: way_to_backup(
            backup,
            "请检查是否选错了文件，或打开另外保存的副本；文件没有被改动",
        ),
    }
}

fn inconsistent(file: &str, problems: &Inconsistencies, backup: Option<&Path>) -> Message {
    Message {
        what: format!("「{file}」的内容前后不一致"),
        why: explain_inconsistencies(problems),
        what_to_do: way_to_backup(
            backup,
            "请打开另外保存的副本，或用文本编辑器改正后再打开；文件没有被改动",
        ),
    }
}

/// The way out for a file whose content cannot be used.
fn way_to_backup(backup: Option<&Path>, without: &str) -> String {
    match backup {
        Some(backup) => format!(
            "上一次保存前的内容还在备份中，可以直接打开：{}。损坏的文件没有被改动",
            backup.display()
        ),
        None => without.to_owned(),
    }
}

/// Where a text is damaged, and how.
pub fn explain_damage(damage: &Damage) -> String {
    format!(
        "第 {} 行第 {} 列：{}",
        damage.line,
        damage.column,
        explain_reason(&damage.reason)
    )
}

fn explain_reason(reason: &DamageReason) -> String {
    match reason {
        DamageReason::UnknownField { field, known } => format!(
            "不认识的栏目 {field}{}。它可能由更新的版本写入，或在手工修改时写错",
            choices(known)
        ),
        DamageReason::MissingField(field) => format!("缺少栏目 {field}，文件可能不完整"),
        DamageReason::RepeatedField(field) => format!("栏目 {field} 出现了两次"),
        DamageReason::UnknownChoice { found, known } => {
            format!("不认识的选项 {found}{}", choices(known))
        }
        DamageReason::RepeatedId(id) => format!("编号 {id} 出现了两次，文件可能由两份合并而成"),
        DamageReason::Expected(expected) => format!("此处应为{}", explain_expected(*expected)),
        DamageReason::WrongValue { expected, found } => {
            format!("值的类型不对（expected {expected}, found {found}）")
        }
        DamageReason::UnexpectedSign(sign) => format!("此处不应有“{sign}”"),
        DamageReason::NumberOutOfRange => "数字超出范围".to_owned(),
        DamageReason::EndOfText => "文件到此中断，内容不完整".to_owned(),
        DamageReason::Unclosed => "引号或注释没有结束，文件可能不完整".to_owned(),
        DamageReason::TrailingText => "项目结束之后还有多余的内容".to_owned(),
        DamageReason::NotUtf8 => {
            "此处的字节不是 UTF-8 文字，文件已损坏、用其他编码保存过，或者不是项目文件".to_owned()
        }
        DamageReason::TooDeep => "层级太深".to_owned(),
        DamageReason::Other(words) => format!("内容无法识别（{words}）"),
    }
}

fn explain_expected(expected: Expected) -> String {
    match expected {
        Expected::Sign(sign) => format!("“{sign}”"),
        Expected::Text => "引号中的文字".to_owned(),
        Expected::Integer => "整数".to_owned(),
        Expected::Boolean => " true 或 false".to_owned(),
        Expected::Name => "栏目或选项的名称".to_owned(),
        Expected::Optional => " None 或 Some(…)".to_owned(),
    }
}

/// The names that could stand in a place, if they are few enough to help.
fn choices(known: &[&str]) -> String {
    if known.is_empty() || known.len() > 10 {
        String::new()
    } else {
        format!("（可以是 {}）", known.join("、"))
    }
}

fn explain_inconsistencies(problems: &Inconsistencies) -> String {
    let named: Vec<String> = problems
        .first
        .iter()
        .take(NAMED)
        .map(explain_inconsistency)
        .collect();
    let named = named.join("；");
    if problems.count > NAMED {
        format!("{named}；共 {} 处", problems.count)
    } else {
        named
    }
}

fn explain_inconsistency(problem: &Inconsistency) -> String {
    match problem {
        Inconsistency::NoSuchDepartment {
            listed_in,
            department,
        } => format!(
            "{}列出了不存在的部门（编号 {}）",
            id_of(*listed_in),
            department.0
        ),
        Inconsistency::NoSuchRole { listed_in, role } => {
            format!("{}列出了不存在的岗位（编号 {}）", id_of(*listed_in), role.0)
        }
        Inconsistency::ListedTwice { owner, name } => {
            format!("{}出现在两处", named(*owner, name))
        }
        Inconsistency::NotListed { owner, name } => {
            format!("{}不属于任何部门或公司", named(*owner, name))
        }
        Inconsistency::InsideItself { department, name } => format!(
            "{}属于它自己的下级",
            named(Owner::Department(*department), name)
        ),
        Inconsistency::TooDeep { department, name } => {
            format!("{}的层级太深", named(Owner::Department(*department), name))
        }
        Inconsistency::DeadReference { from, name, to } => {
            format!("{}提到了不存在的岗位（编号 {}）", named(*from, name), to.0)
        }
        Inconsistency::NoItemId { owner } => format!("{}有一个条目没有编号", id_of(*owner)),
        Inconsistency::RepeatedItemId { owner, item } => {
            format!("{}有一个条目的编号 {} 重复", id_of(*owner), item.0)
        }
        Inconsistency::AboveLastId { id, last_id } => {
            format!("编号 {id} 大于文件记录的最大编号 {last_id}")
        }
    }
}

fn named(owner: Owner, name: &str) -> String {
    if name.is_empty() {
        return id_of(owner);
    }
    match owner {
        Owner::Company => "公司".to_owned(),
        Owner::Department(_) => format!("部门「{name}」"),
        Owner::Role(_) => format!("岗位「{name}」"),
    }
}

fn id_of(owner: Owner) -> String {
    match owner {
        Owner::Company => "公司".to_owned(),
        Owner::Department(id) => format!("编号 {} 的部门", id.0),
        Owner::Role(id) => format!("编号 {} 的岗位", id.0),
    }
}

/// The note after saving when the file before could not be kept.
pub fn backup_failed(error: &StorageError) -> Message {
    let backup = error.path().unwrap_or(Path::new(""));
    Message {
        what: "已保存，但没有留下上一次的备份".to_owned(),
        why: explain_storage(error, &backup.display().to_string()).why,
        what_to_do: "请检查备份的位置是否被同名的文件夹占用，文件名是否太长".to_owned(),
    }
}

/// The note at the start when the settings could not be read.
pub fn settings_not_read(error: &StorageError) -> Message {
    Message {
        what: "没有读出上次的设置，已使用默认设置".to_owned(),
        why: explain_storage(error, "settings.ron").why,
        what_to_do: "项目文件不受影响；可以从“文件”菜单打开项目".to_owned(),
    }
}

/// Says why a change was refused.
pub fn explain_edit(error: &EditError, project: &Project) -> Message {
    let role = |id: &RoleId| match project.roles.get(id) {
        Some(role) => format!("「{}」", role.full_name()),
        None => format!("编号 {}", id.0),
    };
    let gone = "它可能刚刚被删除或撤销。请重新选择后再试";
    let (why, what_to_do) = match error {
        EditError::NoSuchRole(id) => (format!("项目中已没有这个岗位（编号 {}）", id.0), gone),
        EditError::NoSuchDepartment(id) => (format!("项目中已没有这个部门（编号 {}）", id.0), gone),
        EditError::NoSuchItem(id) => (format!("已没有这个条目（编号 {}）", id.0), gone),
        EditError::NoSuchPlace(_) => ("已没有这个栏目".to_owned(), gone),
        EditError::DoesNotFit => (
            "这里不能放这样的内容".to_owned(),
            "请选择同一类的栏目后再试",
        ),
        EditError::DepartmentInsideItself(id) => {
            let name = project.departments.get(id).map_or("", |it| &*it.name);
            (
                format!("部门「{name}」不能放到它自己或它的下级部门中"),
                "请选择另一个上级部门",
            )
        }
        EditError::ItemInsideItself(_) => (
            "条目不能放到它自己或它的下级条目中".to_owned(),
            "请选择另一个位置",
        ),
        EditError::ReportsToItself(chain) => (
            format!(
                "这样会使岗位最终向自己汇报：{}",
                chain.iter().map(role).collect::<Vec<_>>().join(" → ")
            ),
            "请选择另一个直接上级，或先修改其中一个岗位的直接上级",
        ),
        EditError::OutOfIds => (
            "这个项目的编号已经用完".to_owned(),
            "请新建一个项目，把内容分开保存",
        ),
    };
    Message {
        what: "没有作出修改".to_owned(),
        why,
        what_to_do: what_to_do.to_owned(),
    }
}

/// A size as a person reads it.
fn size(bytes: u64) -> String {
    if bytes >= 1 << 20 {
        format!("{} MB", bytes >> 20)
    } else {
        format!("{} KB", bytes >> 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DepartmentId, Role};
    use std::path::PathBuf;
    use std::sync::Arc;

    #[test]
    fn a_ring_of_supervisors_is_told_with_the_names_of_the_roles() {
        let role = |name: &str| {
            Arc::new(Role {
                name: name.into(),
                ..Role::default()
            })
        };
        let project = Project {
            roles: [(RoleId(1), role("班长")), (RoleId(2), role("组长"))].into(),
            ..Project::default()
        };
        let ring = EditError::ReportsToItself(vec![RoleId(1), RoleId(2), RoleId(1)]);
        let message = explain_edit(&ring, &project);
        assert!(
            message.why.contains("「班长」 → 「组长」 → 「班长」"),
            "{message:?}"
        );
    }

    #[test]
    fn an_inconsistent_file_names_three_problems_and_counts_all() {
        let problem = |name: &str| Inconsistency::NotListed {
            owner: Owner::Department(DepartmentId(7)),
            name: name.into(),
        };
        let error = StorageError::Inconsistent {
            path: PathBuf::from("a.ron"),
            problems: Inconsistencies {
                first: vec![problem("甲"), problem(""), problem("丙"), problem("丁")],
                count: 9,
            },
            backup: None,
        };
        let why = explain_storage(&error, "a.ron").why;
        assert!(why.contains("部门「甲」") && why.contains("编号 7 的部门"));
        assert!(!why.contains('丁') && why.contains("共 9 处"), "{why}");
    }

    #[test]
    fn an_unknown_field_is_told_with_its_place_and_its_name() {
        let damage = Damage {
            line: 12,
            column: 5,
            reason: DamageReason::UnknownField {
                field: "nickname".into(),
                known: vec!["name", "code"],
            },
        };
        let words = explain_damage(&damage);
        assert!(words.starts_with("第 12 行第 5 列"), "{words}");
        assert!(
            words.contains("nickname") && words.contains("name、code"),
            "{words}"
        );
    }
}
