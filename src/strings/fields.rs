//! What fields, lists and choices are called on the screen, and where a text stands, in words.
//!
//! One name a field: the editor shows it, a warning about the field repeats it, a screen reader says it.

use crate::model::settings::{EmbedFonts, FontFamily, NumberStyle, PdfKind, RoleLayout, Signatory};
use crate::model::{
    AuthorityKind, CareerKind, Degree, DutyGroup, Field, ItemId, ListItem, ListKind, ListVisitor,
    Lists as _, Necessity, Owner, PictureFormat, Place, Project, QualificationKind, RoleState,
    Side,
};

/// The name of a field that belongs to an owner itself.
pub fn label(field: Field, owner: Owner) -> &'static str {
    match (field, owner) {
        (Field::Name, Owner::Company) => "公司名称",
        (Field::Name, Owner::Department(_)) => "部门名称",
        (Field::Name, Owner::Role(_)) => "岗位名称",
        (Field::Code, Owner::Company) => "公司代码",
        (Field::Code, Owner::Department(_)) => "部门代码",
        (Field::Code, Owner::Role(_)) => "岗位编号",
        (Field::Purpose, Owner::Department(_)) => "部门宗旨",
        (Field::Purpose, Owner::Company | Owner::Role(_)) => "岗位目的",
        (field, _) => plain_label(field),
    }
}

/// The name of a field that is called the same wherever it stands.
fn plain_label(field: Field) -> &'static str {
    match field {
        Field::Name => "名称",
        Field::ShortName => "公司简称",
        Field::Code => "编号",
        Field::Leader => "分管领导",
        Field::Purpose => "目的",
        Field::Series => "职系",
        Field::Grade => "职级",
        Field::HeadcountNote => "编制说明",
        Field::Nature => "岗位性质",
        Field::Responsibility => "管理责任",
        Field::Location => "工作地点",
        Field::SupervisorOutside => "项目外上级",
        Field::ImportedSuperior => "原文中的上级",
        Field::ImportedSubordinates => "原文中的下级",
        Field::WorkPlace => "工作场所",
        Field::WorkHours => "工作时间",
        Field::Environment => "工作环境",
        Field::Travel => "出差",
        Field::Equipment => "使用设备",
        Field::Hazards => "危险性",
        Field::Text => "内容",
        Field::Title => "标题",
        Field::Category => "职责类别",
        Field::Standard => "绩效标准",
        Field::Limit => "限额",
        Field::Note => "说明",
        Field::Outside => "项目外职位",
        Field::With => "对象",
        Field::About => "事项",
        Field::Target => "目标值",
        Field::Cycle => "考核周期",
        Field::Source => "数据来源",
        Field::Version => "版本",
        Field::EffectiveDate => "生效日期",
        Field::Date => "日期",
        Field::Author => "修订人",
        Field::PreparedBy => "编制人",
        Field::PreparedDate => "编制日期",
        Field::ReviewedBy => "审核人",
        Field::ReviewedDate => "审核日期",
        Field::ApprovedBy => "批准人",
        Field::ApprovedDate => "批准日期",
        Field::AcknowledgedBy => "任职者确认",
        Field::AcknowledgedDate => "确认日期",
        Field::Header => "页眉",
        Field::Footer => "页脚",
        Field::CodePattern => "编号规则",
        Field::Confidentiality => "密级",
        Field::BookTitle => "汇编标题",
        Field::Watermark => "水印文字",
        Field::CopyNumber => "份号",
    }
}

/// The name of a field of a list entry.
pub fn item_label(kind: ListKind, field: Field) -> &'static str {
    match (kind, field) {
        (ListKind::DutyGroups, Field::Title) => "分组标题",
        (ListKind::Authorities, Field::Text) => "权限事项",
        (ListKind::Incumbents, Field::Name) => "姓名",
        (ListKind::Incumbents, Field::Note) => "备注",
        (ListKind::Kpis, Field::Name) => "指标名称",
        (ListKind::CareerPaths, Field::Text) => "项目外职位",
        (ListKind::OwnSections, Field::Title) => "栏目标题",
        (ListKind::OwnSections, Field::Text) => "栏目正文",
        (ListKind::RuleLists, Field::Title) => "制度标题",
        (ListKind::RuleLists, Field::Text) => "制度前言",
        (ListKind::Revisions, Field::Text) => "修订内容",
        (_, field) => plain_label(field),
    }
}

/// The name of a list, and the heading of its section.
pub fn list_label(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Qualifiers => "岗位限定词",
        ListKind::Incumbents => "任职人",
        ListKind::FunctionalLines => "虚线汇报",
        ListKind::DutyGroups => "职责分组",
        ListKind::Duties => "岗位职责",
        ListKind::Authorities => "岗位权限",
        ListKind::Relations => "工作关系",
        ListKind::Qualifications => "任职资格",
        ListKind::Kpis => "考核指标",
        ListKind::Prohibitions => "禁止事项",
        ListKind::CareerPaths => "职业发展",
        ListKind::Notes => "备注",
        ListKind::OwnSections => "自定义栏目",
        ListKind::SectionItems => "栏目条目",
        ListKind::Revisions => "修订记录",
        ListKind::DepartmentDuties => "部门职责",
        ListKind::RuleLists => "公司制度",
        ListKind::Rules => "制度条目",
    }
}

/// What one cell of a list is called: 考核指标 2 目标值. `number` counts from 1 and names levels: 2.1.
pub fn cell_label(kind: ListKind, number: &str, field: Field) -> String {
    format!("{} {number} {}", list_label(kind), item_label(kind, field))
}

/// A state of a description.
pub fn role_state(state: RoleState) -> &'static str {
    match state {
        RoleState::Draft => "拟定",
        RoleState::Active => "生效",
        RoleState::Suspended => "停用",
    }
}

/// A degree of responsibility.
pub fn degree(degree: Degree) -> &'static str {
    match degree {
        Degree::Full => "全责",
        Degree::Partial => "部分",
        Degree::Support => "支持",
    }
}

/// A kind of authority.
pub fn authority_kind(kind: AuthorityKind) -> &'static str {
    match kind {
        AuthorityKind::Other => "其他",
        AuthorityKind::Propose => "建议权",
        AuthorityKind::Review => "审核权",
        AuthorityKind::Approve => "审批权",
        AuthorityKind::BeInformed => "知情权",
        AuthorityKind::Nominate => "提名权",
        AuthorityKind::Appraise => "考核权",
        AuthorityKind::RewardAndPunish => "奖惩权",
        AuthorityKind::Dispose => "处置权",
    }
}

/// A side of a work relation.
pub fn side(side: Side) -> &'static str {
    match side {
        Side::Inside => "内部",
        Side::Outside => "外部",
    }
}

/// A kind of qualification.
pub fn qualification_kind(kind: QualificationKind) -> &'static str {
    match kind {
        QualificationKind::Education => "学历",
        QualificationKind::Major => "专业",
        QualificationKind::Experience => "经验",
        QualificationKind::Training => "培训",
        QualificationKind::Knowledge => "知识",
        QualificationKind::Skill => "技能",
        QualificationKind::Certificate => "证书",
        QualificationKind::Quality => "素质",
        QualificationKind::Other => "其他",
    }
}

/// How strong a demand is.
pub fn necessity(necessity: Necessity) -> &'static str {
    match necessity {
        Necessity::Required => "必备",
        Necessity::Preferred => "优先",
    }
}

/// A direction of a career step.
pub fn career_kind(kind: CareerKind) -> &'static str {
    match kind {
        CareerKind::To => "晋升至",
        CareerKind::From => "晋升自",
        CareerKind::Rotation => "轮换",
    }
}

/// A style of numbers, shown by its own first number.
pub fn number_style(style: NumberStyle) -> &'static str {
    match style {
        NumberStyle::DecimalComma => "1、",
        NumberStyle::DecimalDot => "1.",
        NumberStyle::DecimalParen => "1）",
        NumberStyle::DecimalParens => "（1）",
        NumberStyle::Circled => "①",
        NumberStyle::ChineseComma => "一、",
        NumberStyle::ChineseParens => "（一）",
        NumberStyle::Article => "第一条",
        NumberStyle::Outline => "1.1",
        NumberStyle::None => "不编号",
    }
}

/// A kind of type.
pub fn font_family(family: FontFamily) -> &'static str {
    match family {
        FontFamily::Song => "宋体",
        FontFamily::Hei => "黑体",
        FontFamily::FangSong => "仿宋",
        FontFamily::Kai => "楷体",
    }
}

/// A layout of one role.
pub fn role_layout(layout: RoleLayout) -> &'static str {
    match layout {
        RoleLayout::Form => "表格式",
        RoleLayout::Clauses => "条文式",
        RoleLayout::Brief => "简表",
        RoleLayout::Recruit => "招聘版",
    }
}

/// Who signs.
pub fn signatory(signatory: Signatory) -> &'static str {
    match signatory {
        Signatory::Prepared => "编制",
        Signatory::Reviewed => "审核",
        Signatory::Approved => "批准",
        Signatory::Acknowledged => "任职者确认",
    }
}

/// Which characters travel inside a DOCX.
pub fn embed_fonts(embed: EmbedFonts) -> &'static str {
    match embed {
        EmbedFonts::Used => "嵌入用到的字",
        EmbedFonts::None => "不嵌入",
        EmbedFonts::Editable => "嵌入用到的字和常用字（便于再编辑）",
    }
}

/// What a PDF is besides its pages.
pub fn pdf_kind(kind: PdfKind) -> &'static str {
    match kind {
        PdfKind::Plain => "普通",
        PdfKind::Tagged => "带标签（供朗读和转换）",
        PdfKind::Archive => "存档（PDF/A-1b）",
    }
}

/// A kind of picture.
pub fn picture_format(format: PictureFormat) -> &'static str {
    match format {
        PictureFormat::Png => "PNG",
        PictureFormat::Jpeg => "JPEG",
    }
}

/// Sizes of type by their Chinese names, in half-points, as the type menus of office programs have them.
pub const TYPE_SIZES: &[(u16, &str)] = &[
    (84, "初号"),
    (72, "小初"),
    (52, "一号"),
    (48, "小一"),
    (44, "二号"),
    (36, "小二"),
    (32, "三号"),
    (30, "小三"),
    (28, "四号"),
    (24, "小四"),
    (21, "五号"),
    (18, "小五"),
    (15, "六号"),
    (13, "小六"),
];

/// A size of type: 小四（12 磅）.
pub fn type_size(half_points: u16) -> String {
    let points = f32::from(half_points) / 2.0;
    match TYPE_SIZES.iter().find(|(size, _)| *size == half_points) {
        Some((_, name)) => format!("{name}（{points} 磅）"),
        None => format!("{points} 磅"),
    }
}

/// The name of an owner, or what stands for it while it has none.
pub fn owner_name(project: &Project, owner: Owner) -> String {
    let (name, unnamed) = match owner {
        Owner::Company => (project.company.name.clone(), "未命名公司"),
        Owner::Department(id) => (
            project
                .departments
                .get(&id)
                .map(|department| department.name.clone())
                .unwrap_or_default(),
            "未命名部门",
        ),
        Owner::Role(id) => (
            project
                .roles
                .get(&id)
                .map(|role| role.full_name())
                .unwrap_or_default(),
            "未命名岗位",
        ),
    };
    if name.trim().is_empty() {
        unnamed.to_owned()
    } else {
        name
    }
}

/// Where a text stands, in words: 客户经理 · 岗位职责 第3条.
pub fn place_label(project: &Project, place: Place) -> String {
    let owner = owner_name(project, place.owner);
    let Some(item) = place.item else {
        return format!("{owner} · {}", label(place.field, place.owner));
    };
    let Some(located) = locate_item(project, place.owner, item) else {
        return owner;
    };
    let kind = located.kind;
    let list = list_label(kind);
    let group = match located.group.as_str() {
        "" => String::new(),
        title => format!("「{title}」"),
    };
    let line = format!("{owner} · {list}{group} 第{}条", located.path());
    if place.field == main_field(kind) {
        line
    } else {
        format!("{line} {}", item_label(kind, place.field))
    }
}

/// Where a list entry stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// Its list.
    pub kind: ListKind,
    /// For duties: the heading that they are numbered below; empty if there is none.
    pub group: String,
    /// Its number, level by level from 1.
    pub numbers: Vec<usize>,
}

impl Located {
    /// Its number without the group: 2.1.
    fn path(&self) -> String {
        let numbers: Vec<String> = self.numbers.iter().map(usize::to_string).collect();
        numbers.join(".")
    }

    /// Its number as [`cell_label`] wants it: 2.1, or 现场管理 2.1 in a group of duties.
    pub fn number(&self) -> String {
        number_in_group(&self.group, &self.path())
    }
}

/// The number of a duty together with the heading of its group.
pub fn number_in_group(group: &str, number: &str) -> String {
    if group.is_empty() {
        number.to_owned()
    } else {
        format!("{group} {number}")
    }
}

/// The field that a line of such a list shows first.
pub fn main_field(kind: ListKind) -> Field {
    match kind {
        ListKind::Qualifiers
        | ListKind::Duties
        | ListKind::Authorities
        | ListKind::Qualifications
        | ListKind::Prohibitions
        | ListKind::CareerPaths
        | ListKind::Notes
        | ListKind::SectionItems
        | ListKind::DepartmentDuties
        | ListKind::Rules => Field::Text,
        ListKind::Incumbents | ListKind::Kpis => Field::Name,
        ListKind::FunctionalLines => Field::Outside,
        ListKind::DutyGroups | ListKind::OwnSections | ListKind::RuleLists => Field::Title,
        ListKind::Relations => Field::With,
        ListKind::Revisions => Field::Version,
    }
}

/// The list that holds an entry, and its number there. Duties are counted as on paper: anew below each heading, on
/// through a group that has none.
pub fn locate_item(project: &Project, owner: Owner, item: ItemId) -> Option<Located> {
    let mut find = Locate { item, found: None };
    match owner {
        Owner::Company => project.company.visit(&mut find),
        Owner::Department(id) => project.departments.get(&id)?.visit(&mut find),
        Owner::Role(id) => {
            let role = project.roles.get(&id)?;
            let groups = &role.duty_groups;
            match groups
                .iter()
                .find_map(|group| Some((group.id, path_to(&group.duties, item)?)))
            {
                Some((group, numbers)) => {
                    let (title, before) = group_heading(groups, group);
                    let mut numbers = numbers;
                    if let Some(first) = numbers.first_mut() {
                        *first += before;
                    }
                    return Some(Located {
                        kind: ListKind::Duties,
                        group: title.to_owned(),
                        numbers,
                    });
                }
                None => role.visit(&mut find),
            }
        }
    }
    find.found
}

/// The heading below which the duties of a group are numbered, and how many stand below it before them.
pub fn group_heading(groups: &[DutyGroup], group: ItemId) -> (&str, usize) {
    let (mut title, mut n_before) = ("", 0);
    for at in groups {
        if !at.title.is_empty() {
            (title, n_before) = (at.title.as_str(), 0);
        }
        if at.id == group {
            break;
        }
        n_before += at.duties.len();
    }
    (title, n_before)
}

struct Locate {
    item: ItemId,
    found: Option<Located>,
}

impl<'a> ListVisitor<'a> for Locate {
    fn list<T: ListItem>(&mut self, kind: ListKind, _: Option<ItemId>, list: &'a [T]) {
        if self.found.is_none()
            && let Some(numbers) = path_to(list, self.item)
        {
            self.found = Some(Located {
                kind,
                group: String::new(),
                numbers,
            });
        }
    }
}

/// The positions from 1 that lead to an entry; never empty.
fn path_to<T: ListItem>(list: &[T], item: ItemId) -> Option<Vec<usize>> {
    list.iter().enumerate().find_map(|(index, entry)| {
        if entry.id() == item {
            return Some(vec![index + 1]);
        }
        let mut path = path_to(entry.children(), item)?;
        path.insert(0, index + 1);
        Some(path)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Duty, DutyGroup, Role, RoleId};
    use std::sync::Arc;

    fn duty(id: u32, children: Vec<Duty>) -> Duty {
        Duty {
            id: ItemId(id),
            children,
            ..Duty::default()
        }
    }

    fn project() -> Project {
        let group = |id, title: &str, duties| DutyGroup {
            id: ItemId(id),
            title: title.into(),
            duties,
        };
        let role = Role {
            name: "客户经理".into(),
            duty_groups: vec![
                group(2, "", vec![duty(3, vec![]), duty(4, vec![])]),
                group(5, "", vec![duty(6, vec![duty(7, vec![])])]),
                group(8, "现场", vec![duty(9, vec![])]),
            ],
            ..Role::default()
        };
        Project {
            roles: [(RoleId(1), Arc::new(role))].into(),
            ..Project::default()
        }
    }

    #[test]
    fn a_duty_is_named_by_its_role_and_the_number_it_has_on_paper() {
        let project = project();
        let at = |item, field| {
            place_label(
                &project,
                Place::item(Owner::Role(RoleId(1)), ItemId(item), field),
            )
        };
        assert_eq!(at(4, Field::Text), "客户经理 · 岗位职责 第2条");
        assert_eq!(at(7, Field::Text), "客户经理 · 岗位职责 第3.1条");
        assert_eq!(at(6, Field::Standard), "客户经理 · 岗位职责 第3条 绩效标准");
        assert_eq!(at(5, Field::Title), "客户经理 · 职责分组 第2条");
        assert_eq!(at(9, Field::Text), "客户经理 · 岗位职责「现场」 第1条");
    }

    #[test]
    fn a_field_of_the_owner_is_named_by_both_and_a_lost_place_by_its_owner() {
        let project = project();
        let own = Place::role(RoleId(1), Field::Code);
        assert_eq!(place_label(&project, own), "客户经理 · 岗位编号");
        let lost = Place::item(Owner::Role(RoleId(1)), ItemId(99), Field::Text);
        assert_eq!(place_label(&project, lost), "客户经理");
        let gone = Place::role(RoleId(9), Field::Code);
        assert_eq!(place_label(&project, gone), "未命名岗位 · 岗位编号");
    }

    #[test]
    fn type_sizes_have_their_chinese_names() {
        assert_eq!(type_size(24), "小四（12 磅）");
        assert_eq!(type_size(21), "五号（10.5 磅）");
        assert_eq!(type_size(25), "12.5 磅");
    }
}
