//! One way to declare the plain structs of a project file.
//!
//! A field that holds its default is not written, and a field that the program does not know is refused:
//! so a project file stays short, and nothing in it is silently dropped.

/// True for a value that need not stand in the file because reading supplies it again.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Declares a struct of public fields with the derives and file rules that all project data share.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$field_meta:meta])* pub $field:ident : $type:ty, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            $(
                $(#[$field_meta])*
                #[serde(skip_serializing_if = "crate::model::record::is_default")]
                pub $field: $type,
            )*
        }
    };
}

/// Declares a closed set of choices; the first one named is the default.
macro_rules! choice {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $(#[$first_meta:meta])* $first:ident,
            $( $(#[$variant_meta:meta])* $variant:ident, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        pub enum $name {
            $(#[$first_meta])* #[default] $first,
            $( $(#[$variant_meta])* $variant, )*
        }
        impl $name {
            /// Every choice, in the order in which a person is shown them.
            pub const ALL: &[$name] = &[$name::$first, $( $name::$variant, )*];
        }
    };
}

pub(crate) use {choice, record};
