//! Words for reading files and texts: why a file is not read, what should be known of how it was read, doubts.

use super::Message;
use crate::import::DoubtKind;
use crate::import::read::{
    Damage, FILE_LIMIT, FileKind, LINE_LIMIT, NoteKind, PIECE_LIMIT, ReadError,
};

/// Why a file could not be read, and the way out.
pub fn explain_read(error: &ReadError, file: &str) -> Message {
    let (why, what_to_do) = match error {
        ReadError::Empty => (
            "文件里没有文字".to_owned(),
            "请检查是否选错了文件".to_owned(),
        ),
        ReadError::OnlyPictures { count } => (
            format!("文件里只有 {count} 张图片，没有文字。图片（如扫描件）里的字读不出来"),
            "请先用文字识别软件转成文字，或找到原来的 Word 文件".to_owned(),
        ),
        ReadError::TooLarge { bytes } => (
            format!(
                "文件有 {} MB，最多能读 {} MB",
                bytes.div_ceil(1 << 20),
                FILE_LIMIT >> 20
            ),
            "请删去其中的图片，或分成几个文件".to_owned(),
        ),
        ReadError::TooMuchText => (
            format!(
                "文字太多：一次最多读 {} 万行、{} 万句，几个文件合在一起计算",
                LINE_LIMIT / 10_000,
                PIECE_LIMIT / 10_000
            ),
            "请检查是否选错了文件，或分成几个文件，分几次导入".to_owned(),
        ),
        ReadError::TooLargeInside { limit } => (
            format!(
                "文件解压后的一个部分超过 {} MB，可能已损坏或是恶意文件",
                limit >> 20
            ),
            "请确认文件来源；如果没有问题，在 Word 或 WPS 中打开，另存为 .docx 后再导入"
                .to_owned(),
        ),
        ReadError::OnlyEmbedded => (
            "文件里没有自己的文字，只有嵌入的其他文件，读不出来".to_owned(),
            "请在 Word 中打开，另存为 .docx 后再导入；或者复制全文，粘贴到导入窗口".to_owned(),
        ),
        ReadError::Encrypted => (
            "文件加了密码".to_owned(),
            "请在 Word 或 WPS 中打开，取消密码后另存为 .docx，再导入".to_owned(),
        ),
        ReadError::NotReadable(kind) => not_readable(*kind),
        ReadError::Damaged(damage) => (
            damaged(damage),
            "请在 Word 或 WPS 中打开（会提示修复），另存为 .docx 后再导入；或者复制全文，粘贴到导入窗口"
                .to_owned(),
        ),
        ReadError::Unknown => (
            "不认识这种文件".to_owned(),
            "能读的是 .docx、.txt、.html 和 .mht。其他文件请先另存为 .docx，或复制全文，粘贴到导入窗口"
                .to_owned(),
        ),
    };
    Message {
        what: format!("没有读入「{file}」"),
        why,
        what_to_do,
    }
}

fn not_readable(kind: FileKind) -> (String, String) {
    let (why, what_to_do) = match kind {
        FileKind::OldWord => (
            "这是旧版 Word 文件（.doc），读不了",
            "请在 Word 或 WPS 中打开，另存为 .docx 后再导入",
        ),
        FileKind::Wps => (
            "这是 WPS 文字自己的格式（.wps），读不了",
            "请在 WPS 中打开，另存为 .docx 后再导入",
        ),
        FileKind::Xls | FileKind::Xlsx => (
            "这是电子表格，读不了",
            "请打开它，选中要导入的单元格，复制后粘贴到导入窗口",
        ),
        FileKind::Slides => ("这是演示文稿，读不了", "请把其中的文字复制后粘贴到导入窗口"),
        FileKind::Odt => (
            "这是 OpenDocument 文件（.odt），读不了",
            "请打开它，另存为 .docx 后再导入",
        ),
        FileKind::Pdf => (
            "这是版式文件（PDF 或 OFD），读不了",
            "请用 Word 或 WPS 打开并转成 .docx，或选中全文复制后粘贴到导入窗口",
        ),
        FileKind::Rtf => (
            "这是 RTF 文件，读不了",
            "请在 Word 或 WPS 中打开，另存为 .docx 后再导入",
        ),
        FileKind::WordXml => (
            "这是 Word 的 XML 文件，读不了",
            "请在 Word 或 WPS 中打开，另存为 .docx 后再导入",
        ),
        FileKind::Picture => (
            "这是图片，其中的字读不出来",
            "请先用文字识别软件转成文字，或找到原来的 Word 文件",
        ),
        FileKind::Archive => (
            "这是压缩包",
            "请先解压，再导入其中的文件（也可以一次选中整个文件夹）",
        ),
        FileKind::Project => ("这是岗书的项目文件", "请用「打开」打开它，再把岗位复制过来"),
    };
    (why.to_owned(), what_to_do.to_owned())
}

fn damaged(damage: &Damage) -> String {
    match damage {
        Damage::Package => "文件已损坏或不完整（可能没有下载完）".to_owned(),
        Damage::Missing(part) => format!("文件已损坏：缺少正文部分（{part}）"),
        Damage::Part { name } => format!("文件已损坏：其中的 {name} 读不出来"),
        Damage::TooDeep => "文件已损坏：内容嵌套过深，不像正常的文档".to_owned(),
    }
}

/// What should be known of how a file was read.
pub fn explain_note(note: &NoteKind) -> String {
    match note {
        NoteKind::Encoding(name) => {
            format!("按 {name} 编码读入；如果有乱码，请另存为 UTF-8 再导入")
        }
        NoteKind::Unreadable(count) => format!("有 {count} 处不是文字，以替代符显示"),
        NoteKind::Inserted(count) => format!("有 {count} 处修订（插入），按已接受读入"),
        NoteKind::Deleted(count) => format!("有 {count} 处修订（删除），按已接受略去"),
        NoteKind::Comments(count) => format!("有 {count} 条批注，没有读入"),
        NoteKind::HeaderLines(count) => format!("页眉页脚 {count} 行，列为页面文字"),
        NoteKind::Footnotes(count) => format!("脚注、尾注 {count} 条，列为页面文字"),
        NoteKind::ContentsLines(count) => format!("目录或网页导航 {count} 行，列为页面文字"),
        NoteKind::TextBoxes(count) => format!("有 {count} 个文本框，其文字放在所在段落之后"),
        NoteKind::Hidden(count) => format!("有 {count} 处隐藏文字，列为页面文字"),
        NoteKind::Pictures(count) => format!("有 {count} 张图片，其中的字读不出来"),
        NoteKind::Embedded(count) => format!("有 {count} 个嵌入的文件或图表，其文字没有读入"),
        NoteKind::UnknownSymbols(count) => format!("有 {count} 个符号字体的字符无法辨认，原样保留"),
        NoteKind::PartLost(name) => format!("文件中的 {name} 已损坏，相应的编号、页眉等可能缺失"),
        NoteKind::CutShort => "文件从某处起已损坏，只读入了前面的部分".to_owned(),
    }
}

/// A file says the same as another.
pub fn repeated(name: &str, same_as: &str) -> String {
    format!("「{name}」与「{same_as}」内容相同，只读入一次")
}

/// What is doubtful.
pub fn explain_doubt(kind: DoubtKind) -> &'static str {
    match kind {
        DoubtKind::Numbering => "编号缺少、重复或次序不对",
        DoubtKind::MarkerOrText => "数字后没有标点，当作编号",
        DoubtKind::JoinedLine => "与上一行合为一条",
        DoubtKind::RoleOrSection => "标题里没有“职责”二字，当作岗位",
        DoubtKind::SeveralRoles => "一个标题里有几个岗位",
        DoubtKind::BracketMeaning => "括号里可能是任职人，也可能是岗位的限定",
        DoubtKind::NameDiffers => "标题与“岗位名称”不一致",
        DoubtKind::TitleOrRole => "标题之下没有内容，当作文档标题",
        DoubtKind::UnknownSection => "不认识的段落标题，单列为一节",
        DoubtKind::UnknownField => "不认识的栏目，后面像是岗位名称，当作备注",
        DoubtKind::NamedByFile => "没有标题，岗位名称取自文件名",
        DoubtKind::SameName => "与前面的一个岗位同名",
        DoubtKind::UnknownName => "上级或下级与岗位名称不完全一致",
    }
}

/// What `import` needs first.
pub const FILES: &str = "要导入的文件";

/// What text from standard input is called.
pub const STANDARD_INPUT: &str = "标准输入";

/// `--department` is given twice.
pub const ONE_DEPARTMENT: &str = "--department 只能给一次";

/// Text for which no place was found.
pub const UNPLACED: &str = "未归类";

/// Nothing was understood as a role or department.
pub const NOTHING_FOUND: &str =
    "没有读出岗位和部门。请检查是否选错了文件，或在导入窗口里指明哪些行是岗位";

/// What was read in all.
pub fn read_in(files: usize, departments: usize, roles: usize, duties: usize) -> String {
    format!("读入文件 {files} 个：部门 {departments} 个，岗位 {roles} 个，职责 {duties} 条")
}

/// Where the project was saved.
pub fn saved_as(file: &str) -> String {
    format!("已写入 {file}")
}

/// Folders hold more than is read at once.
pub fn too_many_files(limit: usize) -> String {
    format!("文件夹里的文件太多或太深，只读前 {limit} 个。请分几次导入")
}

/// Files of folders that are no documents.
pub fn other_files(count: usize) -> String {
    format!("文件夹里另有 {count} 个其他文件，没有读")
}

/// Doubts that are not listed.
pub fn more_doubts(count: usize) -> String {
    format!("另有 {count} 处可疑，见 --report 的文件")
}

/// Unplaced texts that are not listed.
pub fn more_unplaced(count: usize) -> String {
    format!("另有 {count} 处未归类，见 --report 的文件")
}

/// A role that the project has already took something in: how many lines were there in the same words, how many are
/// alike, how many are new.
pub fn merged(role: &str, way: &str, (equal, alike, new): (usize, usize, usize)) -> String {
    format!("「{role}」{way}：相同 {equal} 条，相似 {alike} 条，新增 {new} 条")
}

/// A field of which both say something.
pub fn field_left_out(field: &str, kept: &str, left_out: &str) -> String {
    format!("  {field}：保留原有的「{kept}」，没有采用「{left_out}」")
}

/// Roles that took something in and are not listed.
pub fn more_merged(count: usize) -> String {
    format!("另有 {count} 个已有岗位，见 --report 的文件")
}

/// A name in a field that is nearly that of a role.
pub fn which_role(written: &str, names: &[String]) -> String {
    format!(
        "  「{written}」是不是「{}」？可以用 --means {written}=岗位 回答，结果存入项目，以后不再问",
        names.join("」「")
    )
}
