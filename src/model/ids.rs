//! Identities inside one project. They are given once, never reused and never shown, so that a reference,
//! a text field on the screen or an undo step always means the same thing, whatever it is called today.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl From<$name> for u32 {
            fn from(id: $name) -> u32 {
                id.0
            }
        }
    };
}

id! {
    /// A role (岗位).
    RoleId
}
id! {
    /// A department (部门).
    DepartmentId
}
id! {
    /// An entry of any list in a project: a duty, an authority, a KPI … `ItemId(0)` means "not given yet";
    /// [`edit`](crate::edit) gives a fresh one when the entry enters a project.
    ItemId
}
