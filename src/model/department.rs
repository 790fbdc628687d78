//! A department (部门).

use super::ids::{DepartmentId, RoleId};
use super::items::Item;
use super::lists::text_fields;
use super::place::Field;
use super::record::record;

record! {
    /// A department. Its place is where another department, or the company, lists its id.
    pub struct Department {
        /// Name.
        pub name: String,
        /// Code.
        pub code: String,
        /// The role that heads it (部门负责人).
        pub head: Option<RoleId>,
        /// The executive in charge (分管领导), in words.
        pub leader: String,
        /// Why it exists (部门宗旨).
        pub purpose: String,
        /// Department duties (部门职责).
        pub duties: Vec<Item>,
        /// Departments below, in order.
        pub departments: Vec<DepartmentId>,
        /// Roles directly in it, in order.
        pub roles: Vec<RoleId>,
    }
}

text_fields!(Department {
    Name => name,
    Code => code,
    Leader => leader,
    Purpose => purpose,
});
