//! Words of the window: menus, status bar, questions, notices.

use crate::edit::{Reference, ReferenceKind};
use crate::model::Project;
use crate::model::normalise::Changes;
use crate::strings::fields::owner_name;

/// Name of the program.
pub const APP: &str = "岗书";
/// A project that has no file yet.
pub const UNTITLED: &str = "未命名";
/// The built-in sample before it is saved anywhere.
pub const SAMPLE: &str = "示例公司";

/// Menus and their commands.
#[expect(
    missing_docs,
    reason = "each is the label of the command of the same name"
)]
pub mod menu {
    pub const FILE: &str = "文件(F)";
    pub const NEW: &str = "新建";
    pub const SAMPLE: &str = "打开示例公司";
    pub const OPEN: &str = "打开…";
    pub const RECENT: &str = "最近打开";
    pub const NO_RECENT: &str = "还没有打开过文件";
    pub const FORGET_RECENT: &str = "清空列表";
    pub const SAVE: &str = "保存";
    pub const SAVE_AS: &str = "另存为…";
    pub const PAGE_SETUP: &str = "版面设置";
    pub const EXPORT: &str = "导出…";
    pub const QUIT: &str = "退出";
    pub const EDIT: &str = "编辑(E)";
    pub const UNDO: &str = "撤销";
    pub const REDO: &str = "重做";
    pub const FIND: &str = "筛选部门和岗位";
    pub const RENAME: &str = "重命名";
    pub const VIEW: &str = "视图(V)";
    pub const LIGHT: &str = "浅色";
    pub const DARK: &str = "深色";
    pub const AS_SYSTEM: &str = "跟随系统";
    pub const PREVIEW: &str = "打印预览";
    pub const LARGER: &str = "放大";
    pub const SMALLER: &str = "缩小";
    pub const NORMAL_SIZE: &str = "恢复默认大小";
    pub const HELP: &str = "帮助(H)";
    pub const KEYS: &str = "快捷键与用法";
    pub const ABOUT: &str = "关于岗书";

    pub const TOOL_IMPORT: &str = "导入";
    pub const TOOL_EXPORT: &str = "导出";
    pub const TOOL_PREVIEW: &str = "预览";

    /// What a button of the bar is called: 导出（Ctrl+E）
    pub fn tool(name: &str, keys: &str) -> String {
        format!("{name}（{keys}）")
    }

    /// 撤销：修改职责
    pub fn step(verb: &str, name: &str) -> String {
        format!("{verb}：{name}")
    }
}

/// The status bar.
pub mod status {
    /// Everything is on the disk.
    pub const SAVED: &str = "已保存";
    /// Something is not.
    pub const UNSAVED: &str = "未保存";
    /// It is being written.
    pub const SAVING: &str = "正在保存…";
    /// The project has no file and was not changed.
    pub const NO_FILE: &str = "尚未保存到文件";

    /// 部门 5　岗位 20　职责 140
    pub fn counts(departments: usize, roles: usize, duties: usize) -> String {
        format!("部门 {departments}    岗位 {roles}    职责 {duties}")
    }
}

/// Notices that come and stay until they are read or replaced.
pub mod notice {
    /// Takes a notice away.
    pub const DISMISS: &str = "关闭提示";
    /// Shows the folder of a file.
    pub const SHOW_FOLDER: &str = "打开文件夹";
    /// Shows a file.
    pub const SHOW_FILE: &str = "打开文件";

    /// A project was saved.
    pub fn saved(file: &str) -> String {
        format!("已保存「{file}」")
    }
    /// A project was opened.
    pub fn opened(file: &str) -> String {
        format!("已打开「{file}」")
    }
    /// Opening a project was given up.
    pub fn not_opened(file: &str) -> String {
        format!("已取消打开「{file}」")
    }
    /// A copy after a crash was taken.
    pub const RESTORED: &str = "已恢复上次未保存的内容，请尽快保存";
    /// The copy for a crash cannot be written.
    pub const NO_RECOVERY: &str = "无法写入恢复副本，请尽快保存";
    /// Something was removed.
    pub fn removed(name: &str) -> String {
        format!("已删除「{name}」，可以撤销")
    }
    /// A step was undone.
    pub fn undone(name: &str) -> String {
        format!("已撤销：{name}")
    }
    /// A step was redone.
    pub fn redone(name: &str) -> String {
        format!("已重做：{name}")
    }
    /// The file dialog could not be shown and there is a field instead.
    pub const NO_DIALOG: &str = "系统没有文件对话框，请在下面输入路径";
    /// Shown over the window while a file is dragged over it.
    pub const DROP_HERE: &str = "松开鼠标，打开项目文件或导入文档";
}

/// Questions, and what can be answered.
pub mod question {
    /// Leave everything as it is.
    pub const CANCEL: &str = "取消";
    /// Read and understood.
    pub const OK: &str = "知道了";
    /// Go on with what was typed.
    pub const CONFIRM: &str = "确定";
    /// Save.
    pub const SAVE: &str = "保存";
    /// Do not save.
    pub const DISCARD: &str = "不保存";
    /// A project is being opened.
    pub fn opening(file: &str) -> String {
        format!("正在打开「{file}」…")
    }
    /// Unsaved changes.
    pub const UNSAVED: &str = "有未保存的修改";
    /// Why it is asked.
    pub fn unsaved(file: &str) -> String {
        format!("「{file}」的修改还没有保存。不保存就继续，这些修改会丢失。")
    }
    /// Something is to be removed.
    pub fn remove(name: &str) -> String {
        format!("删除「{name}」？")
    }
    /// What goes with it.
    pub fn remove_below(departments: usize, roles: usize) -> String {
        match (departments, roles) {
            (0, roles) => format!("其中的 {roles} 个岗位会一起删除。"),
            (departments, 0) => format!("其下的 {departments} 个部门会一起删除。"),
            (departments, roles) => {
                format!("其下的 {departments} 个部门和 {roles} 个岗位会一起删除。")
            }
        }
    }
    /// It can be undone.
    pub const CAN_UNDO: &str = "删除后可以撤销。";
    /// Who refers to it.
    pub fn referred(count: usize) -> String {
        format!("有 {count} 处引用：")
    }
    /// The rest of a long list.
    pub fn and_more(count: usize) -> String {
        format!("……另有 {count} 处")
    }
    /// What becomes of them.
    pub const REFERENCES: &str = "这些引用";
    /// They keep the name.
    pub const KEEP_TEXT: &str = "保留名称文字";
    /// They are emptied.
    pub const CLEAR: &str = "清空";
    /// They go to another role.
    pub const HAND_TO: &str = "改为另一岗位";
    /// No role was chosen yet.
    pub const CHOOSE_ROLE: &str = "选择岗位";
    /// Hint of the filter among roles.
    pub const FILTER_ROLES: &str = "筛选岗位";
    /// A role with its department: 会计（财务部）
    pub fn role_in(role: &str, department: &str) -> String {
        if department.is_empty() {
            role.to_owned()
        } else {
            format!("{role}（{department}）")
        }
    }
    /// Checks every role that is shown.
    pub const CHECK_SHOWN: &str = "全选";
    /// Checks none.
    pub const CHECK_NONE: &str = "全不选";
    /// How many are checked.
    pub fn checked(count: usize) -> String {
        format!("已选 {count} 个")
    }
    /// Removes.
    pub const REMOVE: &str = "删除";
    /// A copy from before a crash exists.
    pub const RECOVERY: &str = "发现未保存的内容";
    /// Where it comes from.
    pub fn recovery(file: &str, when: &str) -> String {
        format!("上次没有正常退出。「{file}」有一份恢复副本，写于 {when}。")
    }
    /// Take it.
    pub const RESTORE: &str = "恢复";
    /// Throw it away.
    pub const DROP_COPY: &str = "丢弃副本";
    /// Decide at the next start.
    pub const LATER: &str = "下次再说";
    /// Another program wrote the file.
    pub const CHANGED: &str = "文件已被其他程序修改";
    /// What that means.
    pub fn changed(file: &str) -> String {
        format!("「{file}」在打开之后被其他程序改过。覆盖会丢掉对方的修改。")
    }
    /// Write over it.
    pub const OVERWRITE: &str = "覆盖";
    /// Save under another name.
    pub const SAVE_ELSEWHERE: &str = "另存为…";
    /// Take what stands there.
    pub const RELOAD: &str = "放弃我的修改，重新载入";
    /// Opens the backup of a damaged file.
    pub const OPEN_BACKUP: &str = "打开备份";
    /// Shows where something went wrong.
    pub const WHY: &str = "原因";
    /// What the person can do.
    pub const WHAT_TO_DO: &str = "处理办法";
    /// Title of the path field for opening.
    pub const PATH_OPEN: &str = "打开项目文件";
    /// Title of the path field for saving.
    pub const PATH_SAVE: &str = "保存项目文件";
    /// Title of the path field for exports of one file.
    pub const PATH_EXPORT: &str = "导出文件";
    /// Title of the path field for exports into a folder.
    pub const PATH_FOLDER: &str = "导出到文件夹";
    /// Title of the path field for pictures.
    pub const PATH_LOGO: &str = "选择标志图片";
    /// Title of the path field for files to import.
    pub const PATH_IMPORT: &str = "选择要导入的文件";
    /// Title of the path field for a folder to import.
    pub const PATH_IMPORT_FOLDER: &str = "选择要导入的文件夹";
    /// Label of the path field.
    pub const PATH: &str = "完整路径";
    /// Title when texts mention a name that changes.
    pub fn rename(old: &str, new: &str) -> String {
        format!("「{old}」改名为「{new}」")
    }
    /// How often texts mention it.
    pub fn mentions(count: usize) -> String {
        format!("另有 {count} 处文字提到旧名称。汇报关系等引用会自动跟随，文字是否一并替换？")
    }
    /// Change them too.
    pub const RENAME_EVERYWHERE: &str = "改名并替换文字";
    /// Leave them.
    pub const RENAME_ONLY: &str = "只改名";
    /// A file exists already.
    pub const EXISTS: &str = "文件已存在";
    /// How many of the files of an export exist.
    pub fn files_exist(folder: &str, existing: usize, files: usize) -> String {
        format!(
            "「{folder}」里已有 {existing} 个同名文件（本次共 {files} 个）。已有的文件怎么处理？"
        )
    }
    /// They stay as they are.
    pub const KEEP_FILES: &str = "保留";
    /// They stay, and the new ones are numbered.
    pub const NUMBER_FILES: &str = "新文件另编号";
    /// Its name.
    pub fn exists(file: &str) -> String {
        format!("「{file}」已存在，是否覆盖？")
    }
}

/// 关于 and 快捷键与用法.
pub mod about {
    /// One sentence on what it is.
    pub const WHAT: &str = "离线起草岗位说明书，导出 Word 与 PDF";
    /// Version.
    pub fn version(number: &str) -> String {
        format!("版本 {number}")
    }
    /// Licence of the program.
    pub const LICENCE: &str = "以 MIT 许可发布。数据只保存在本机，不联网。";
    /// The drawer of the fonts' licence.
    pub const FONTS: &str = "字体许可（SIL OFL 1.1）";
    /// The drawer of the crates' licences.
    pub const CRATES: &str = "所用开源组件及其许可";
    /// Closes the window.
    pub const CLOSE: &str = "关闭";
    /// Headline of the help.
    pub const HELP: &str = "快捷键与用法";
    /// What each key does: keys, then words.
    pub const KEYS: &[(&str, &str)] = &[
        ("Ctrl+N / Ctrl+O", "新建 / 打开项目"),
        ("Ctrl+S / Ctrl+Shift+S", "保存 / 另存为"),
        (
            "Ctrl+I",
            "导入 Word、网页或文本里的岗位说明书；在组织结构中粘贴也可以",
        ),
        ("Ctrl+E / Ctrl+P", "导出 Word 或 PDF / 打印"),
        ("F5", "打印预览，与导出的 PDF 一致；点击文字即可编辑"),
        ("Ctrl+Z / Ctrl+Y", "撤销 / 重做（至少 200 步）"),
        ("Ctrl+F", "筛选部门和岗位"),
        ("Ctrl+H", "在全部文字中查找和替换"),
        ("F2", "重命名选中的部门或岗位"),
        ("Ctrl+Shift+R / Ctrl+Shift+D", "添加岗位 / 添加部门"),
        ("Alt+↑ / Alt+↓", "在同级中上移 / 下移"),
        ("Delete", "在组织结构中删除选中的部门或岗位"),
        ("← → ↑ ↓", "在组织结构中移动、展开、折叠"),
        ("Ctrl++ / Ctrl+- / Ctrl+0", "放大 / 缩小 / 恢复默认大小"),
        ("F10 或 Alt+F、E、V、H", "打开菜单，用箭头选择"),
    ];
    /// How to begin.
    pub const STEPS: &[&str] = &[
        "在左侧添加部门和岗位，拖动可以调整顺序和归属；有现成的文档，用「导入…」读进来再核对。",
        "在右侧填写岗位职责、汇报关系、岗位权限等内容，编号在导出时自动生成。",
        "完成后用「导出…」生成单个岗位的说明书或全公司汇编。",
    ];
}

/// Words around the graphics when the window cannot open.
pub mod start {
    /// Title of the last message.
    pub const FAILED: &str = "岗书无法打开窗口";
    /// There is no screen at all.
    pub const NO_DISPLAY: &str = "\
岗书无法打开窗口：这里没有图形显示（没有设置 DISPLAY 或 WAYLAND_DISPLAY）
不开窗口也可以使用：
  gangshu show 文件.ron                                   查看内容
  gangshu export 文件.ron --format pdf --out 文件.pdf     导出 PDF 或 Word
  gangshu --help                                          全部命令";
    /// No way to draw.
    pub fn no_graphics(details: &str) -> String {
        format!(
            "这台电脑的图形环境无法使用。\n\n可以这样处理：\n1. 用兼容显示方式启动：gangshu --renderer wgpu（或 glow）\n2. 更新显卡驱动后重试\n3. 不开窗口也能用：gangshu show 文件.ron 查看，gangshu export 文件.ron --out 文件.pdf 导出，gangshu --help 列出全部命令\n\n技术信息：{details}"
        )
    }
    /// The program was called wrongly.
    pub fn unknown_renderer(name: &str) -> String {
        format!("不认识的显示方式「{name}」，可以是 glow 或 wgpu")
    }
}

/// File dialogs.
pub mod dialog {
    /// Kind of file: projects.
    pub const PROJECTS: &str = "岗书项目";
    /// Kind of file: any.
    pub const ALL_FILES: &str = "所有文件";
    /// Kind of file: exported documents.
    pub const DOCUMENTS: &str = "岗位说明书";
    /// Kind of file: documents that can be imported.
    pub const TO_IMPORT: &str = "Word 文档、文本和网页";
    /// Kind of file: pictures.
    pub const PICTURES: &str = "图片";
}

/// Messages of the window's owner.
pub mod problem {
    use crate::strings::Message;

    /// The chosen picture is no PNG or JPEG.
    pub fn no_picture(file: &str) -> Message {
        Message {
            what: format!("「{file}」不能用作公司标志"),
            why: "它不是 PNG 或 JPEG 图片".to_owned(),
            what_to_do: "请选择 PNG 或 JPEG 格式的图片".to_owned(),
        }
    }
    /// A program to show something could not be started.
    pub fn not_shown(path: &str) -> String {
        format!("系统没有能打开「{path}」的程序")
    }
    /// The built-in sample could not be read, which a test excludes.
    pub const NO_SAMPLE: &str = "示例公司无法读取";
    /// An export runs on another thread, which could not be started.
    pub const NO_THREAD: &str = "系统资源不足，无法开始导出";
    /// The thread of an export ended without a result.
    pub const EXPORT_BROKE: &str = "导出时程序内部出错，没有留下文件；项目不受影响";
    /// Project files are read and written on another thread, which could not be started.
    pub const NO_DISK_THREAD: &str = "系统资源不足，暂时无法读写项目文件";
    /// The thread that read or wrote a project ended without a result.
    pub const DISK_BROKE: &str = "读写项目文件时程序内部出错，窗口中的内容不受影响，请另存一份";
    /// Another thing is under way.
    pub const BUSY: &str = "请先完成正在进行的操作";
}

/// A message on one line, for a notice.
pub fn one_line(message: &crate::strings::Message) -> String {
    let mut line = message.what.clone();
    for (between, part) in [("：", &message.why), ("。", &message.what_to_do)] {
        if !part.is_empty() {
            line.push_str(between);
            line.push_str(part);
        }
    }
    line
}

/// What was changed in a text on its way in; `None` if there is nothing to tell.
pub fn normalised(changes: &Changes) -> Option<String> {
    let parts: Vec<String> = [
        (changes.control_removed, "去掉控制字符"),
        (changes.radicals_mapped, "部首换成汉字"),
        (changes.bullets_mapped, "特殊项目符号换成通用符号"),
        (changes.unknown_private_use, "保留了无法识别的私用字符"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{what} {count} 处"))
    .collect();
    (!parts.is_empty()).then(|| format!("输入的文字已整理：{}", parts.join("，")))
}

/// One reference to a role that is about to be removed: 「会计」的直接上级
pub fn reference(project: &Project, reference: &Reference) -> String {
    let from = owner_name(project, reference.from);
    let what = match reference.kind {
        ReferenceKind::Supervisor => "直接上级",
        ReferenceKind::FunctionalLine(_) => "虚线上级",
        ReferenceKind::Head => "部门负责人",
        ReferenceKind::CareerPath(_) => "职业发展",
    };
    format!("「{from}」的{what}")
}

/// How long ago something was.
pub fn ago(seconds: u64) -> String {
    match seconds {
        0..60 => "不到 1 分钟前".to_owned(),
        60..3_600 => format!("{} 分钟前", seconds / 60),
        3_600..86_400 => format!("{} 小时前", seconds / 3_600),
        _ => format!("{} 天前", seconds / 86_400),
    }
}

/// The title of the window: ● 公司 — 岗书
pub fn title(company: &str, modified: bool) -> String {
    let mark = if modified { "● " } else { "" };
    format!("{mark}{company} — {APP}")
}
