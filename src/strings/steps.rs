//! Names of undo steps.

use crate::edit::StepName;
use crate::model::{Field, ListKind, Owner};

/// What the menu and the status bar call a step: 修改职责, as in 撤销：修改职责.
pub fn name(step: StepName) -> String {
    match step {
        StepName::Typing(place) => match place.item {
            None => format!("修改{}", own_field(place.owner, place.field)),
            Some(_) => format!("修改{}", entry_field(place.field)),
        },
        StepName::TypingIn(kind, Field::Text) => format!("修改{}", entry(kind)),
        StepName::TypingIn(kind, field) => format!("修改{}的{}", entry(kind), entry_field(field)),
        StepName::Choose => "修改选项".to_owned(),
        StepName::AddItem(kind) => format!("添加{}", entry(kind)),
        StepName::RemoveItem => "删除条目".to_owned(),
        StepName::RemoveItemFrom(kind) => format!("删除{}", entry(kind)),
        StepName::JoinItems(kind) => format!("合并{}", entry(kind)),
        StepName::DropNumbers(kind) => format!("去掉{}自带的编号", entry(kind)),
        StepName::MoveItem => "移动条目".to_owned(),
        StepName::MoveItemIn(kind) => format!("移动{}", entry(kind)),
        StepName::AddDepartment => "添加部门".to_owned(),
        StepName::AddRole => "添加岗位".to_owned(),
        StepName::Duplicate => "复制一份".to_owned(),
        StepName::RemoveRole => "删除岗位".to_owned(),
        StepName::RemoveDepartment => "删除部门".to_owned(),
        StepName::MoveInTree => "调整组织结构".to_owned(),
        StepName::Settings => "修改文档设置".to_owned(),
        StepName::Style => "应用样式方案".to_owned(),
        StepName::Logo => "修改公司标志".to_owned(),
        StepName::Import => "导入".to_owned(),
        StepName::Template => "套用模板".to_owned(),
        StepName::Fix => "修正问题".to_owned(),
        StepName::Replace => "替换文字".to_owned(),
        StepName::Several => "多处修改".to_owned(),
    }
}

/// One entry of a list.
fn entry(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Qualifiers => "限定词",
        ListKind::Incumbents => "任职人",
        ListKind::FunctionalLines => "虚线上级",
        ListKind::DutyGroups => "职责分组",
        ListKind::Duties => "职责",
        ListKind::Authorities => "权限",
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

/// A text of an owner; names and codes say whose they are.
fn own_field(owner: Owner, field: Field) -> &'static str {
    match (owner, field) {
        (Owner::Company, Field::Name) => "公司名称",
        (Owner::Company, Field::ShortName) => "公司简称",
        (Owner::Company, Field::Code) => "公司代码",
        (Owner::Department(_), Field::Name) => "部门名称",
        (Owner::Department(_), Field::Code) => "部门代码",
        (Owner::Department(_), Field::Purpose) => "部门宗旨",
        (Owner::Role(_), Field::Name) => "岗位名称",
        (Owner::Role(_), Field::Code) => "岗位编号",
        (Owner::Role(_), Field::Purpose) => "岗位目的",
        _ => entry_field(field),
    }
}

/// A text whatever it belongs to.
fn entry_field(field: Field) -> &'static str {
    match field {
        Field::Name => "名称",
        Field::ShortName => "简称",
        Field::Code => "编号",
        Field::Leader => "分管领导",
        Field::Purpose => "目的",
        Field::Series => "职系",
        Field::Grade => "职级",
        Field::HeadcountNote => "编制说明",
        Field::Nature => "岗位性质",
        Field::Responsibility => "管理责任",
        Field::Location => "工作地点",
        Field::SupervisorOutside => "直接上级",
        Field::ImportedSuperior => "原文上级",
        Field::ImportedSubordinates => "原文下级",
        Field::WorkPlace => "工作场所",
        Field::WorkHours => "工作时间",
        Field::Environment => "工作环境",
        Field::Travel => "出差",
        Field::Equipment => "使用设备",
        Field::Hazards => "危险性",
        Field::Text => "条目",
        Field::Title => "标题",
        Field::Category => "类别",
        Field::Standard => "绩效标准",
        Field::Limit => "限额",
        Field::Note => "说明",
        Field::Outside => "项目外上级",
        Field::With => "联系对象",
        Field::About => "事项",
        Field::Target => "目标",
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DepartmentId, ItemId, Place, RoleId};

    #[test]
    fn a_step_says_what_was_changed() {
        let role = Owner::Role(RoleId(1));
        let typing = |owner, field| name(StepName::Typing(Place::of(owner, field)));
        assert_eq!(typing(role, Field::Purpose), "修改岗位目的");
        assert_eq!(
            typing(Owner::Department(DepartmentId(1)), Field::Name),
            "修改部门名称"
        );
        let of = |kind, field| name(StepName::TypingIn(kind, field));
        assert_eq!(of(ListKind::Duties, Field::Text), "修改职责");
        assert_eq!(of(ListKind::Duties, Field::Standard), "修改职责的绩效标准");
        assert_eq!(
            name(StepName::RemoveItemFrom(ListKind::Kpis)),
            "删除考核指标"
        );
        let duty = Place::item(role, ItemId(2), Field::Standard);
        assert_eq!(name(StepName::Typing(duty)), "修改绩效标准");
    }
}
