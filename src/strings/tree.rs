//! Words of the tree at the left.

/// Name of the panel, and of the tree for a screen reader.
pub const TREE: &str = "组织结构";
/// Hint in the filter.
pub const FILTER: &str = "筛选部门、岗位、编号";
/// Empties the filter.
pub const CLEAR_FILTER: &str = "清除筛选";
/// Opens every department.
pub const OPEN_ALL: &str = "全部展开";
/// Closes every department.
pub const CLOSE_ALL: &str = "全部折叠";
/// Opens the menu of what can be added.
pub const ADD_ROLE_OR_DEPARTMENT: &str = "添加岗位或部门";
/// Adds a role.
pub const ADD_ROLE: &str = "添加岗位";
/// Adds a department.
pub const ADD_DEPARTMENT: &str = "添加部门";
/// Adds a department below this one.
pub const ADD_BELOW: &str = "添加下级部门";
/// Duplicates.
pub const DUPLICATE: &str = "复制一份";
/// Renames.
pub const RENAME: &str = "重命名";
/// Moves one place up.
pub const MOVE_UP: &str = "上移";
/// Moves one place down.
pub const MOVE_DOWN: &str = "下移";
/// Moves to another department.
pub const MOVE_TO: &str = "移到";
/// Removes, after asking.
pub const REMOVE: &str = "删除…";
/// Hint in the field of a new name.
pub const NEW_NAME: &str = "名称";
/// Shown when the filter finds nothing.
pub const NOTHING_FOUND: &str = "没有符合筛选的部门或岗位";
/// Shown in a company without departments and roles.
pub const EMPTY: &str = "还没有部门和岗位";
/// Stands for a company without a name.
pub const UNNAMED_COMPANY: &str = "未命名公司";
/// Stands for a department without a name.
pub const UNNAMED_DEPARTMENT: &str = "未命名部门";
/// Stands for a role without a name.
pub const UNNAMED_ROLE: &str = "未命名岗位";
/// Mark of a role that is no longer in force.
pub const SUSPENDED: &str = "停用";
/// Name of a new department.
pub const NEW_DEPARTMENT: &str = "新部门";
/// Name of a new role.
pub const NEW_ROLE: &str = "新岗位";

/// Name of a copy.
pub fn copy_of(name: &str) -> String {
    format!("{name}（副本）")
}
