//! Walks over the texts and lists of an owner, so that searching, editing, checking glyphs and replacing
//! names each see every list without naming it.

use super::company::Company;
use super::department::Department;
use super::ids::ItemId;
use super::items::ListItem;
use super::place::{Field, ListKind};
use super::role::Role;

/// Declares which of an owner's members are texts, and under which field.
macro_rules! text_fields {
    ($owner:ident { $($field:ident => $($member:ident).+,)* }) => {
        impl $owner {
            /// The texts that such an owner has itself (its list entries have more).
            pub const FIELDS: &'static [Field] = &[$(Field::$field),*];
            /// One of its own texts; `None` if it has no such field.
            pub fn text(&self, field: Field) -> Option<&str> {
                match field { $(Field::$field => Some(&self.$($member).+),)* _ => None }
            }
            /// One of its own texts, to change.
            pub fn text_mut(&mut self, field: Field) -> Option<&mut String> {
                match field { $(Field::$field => Some(&mut self.$($member).+),)* _ => None }
            }
        }
    };
}
pub(super) use text_fields;

/// Sees each list of an owner, nested lists of *other* kinds included (the duties of each group);
/// entries below an entry of the same kind are reached by [`ListItem::children`].
pub trait ListVisitor<'a> {
    /// Called for each list; `parent` is the entry of another kind that holds it.
    fn list<T: ListItem>(&mut self, kind: ListKind, parent: Option<ItemId>, list: &'a [T]);
}

/// Sees and may change each list of an owner.
pub trait ListVisitorMut {
    /// Called for each list; `parent` is the entry of another kind that holds it.
    fn list<T: ListItem>(&mut self, kind: ListKind, parent: Option<ItemId>, list: &mut Vec<T>);
}

/// An owner of lists.
pub trait Lists {
    /// Shows every list to `visitor`.
    fn visit<'a>(&'a self, visitor: &mut impl ListVisitor<'a>);
    /// Shows every list to `visitor`, to change.
    fn visit_mut(&mut self, visitor: &mut impl ListVisitorMut);
}

macro_rules! lists {
    ($owner:ident: $($kind:ident => $($member:ident).+ $([$outer:ident . $inner:ident => $inner_kind:ident])?,)*) => {
        impl Lists for $owner {
            fn visit<'a>(&'a self, visitor: &mut impl ListVisitor<'a>) {
                $(
                    visitor.list(ListKind::$kind, None, &self.$($member).+);
                    $(for entry in &self.$outer {
                        visitor.list(ListKind::$inner_kind, Some(entry.id), &entry.$inner);
                    })?
                )*
            }
            fn visit_mut(&mut self, visitor: &mut impl ListVisitorMut) {
                $(
                    visitor.list(ListKind::$kind, None, &mut self.$($member).+);
                    $(for entry in &mut self.$outer {
                        visitor.list(ListKind::$inner_kind, Some(entry.id), &mut entry.$inner);
                    })?
                )*
            }
        }
    };
}

lists!(Role:
    Qualifiers => qualifiers,
    Incumbents => incumbents,
    FunctionalLines => functional,
    DutyGroups => duty_groups [duty_groups.duties => Duties],
    Authorities => authorities,
    Relations => relations,
    Qualifications => qualifications,
    Kpis => kpis,
    Prohibitions => prohibitions,
    CareerPaths => careers,
    Notes => notes,
    OwnSections => own_sections [own_sections.items => SectionItems],
    Revisions => control.revisions,
);
lists!(Department: DepartmentDuties => duties,);
lists!(Company:
    RuleLists => rules [rules.items => Rules],
    Revisions => control.revisions,
);

/// Calls `f` with each entry, entries below entries included, in printing order.
pub fn for_each_item<T: ListItem>(list: &[T], f: &mut impl FnMut(&T)) {
    for entry in list {
        f(entry);
        for_each_item(entry.children(), f);
    }
}

/// The entry with this id, wherever it stands in `list`.
pub fn find_item<T: ListItem>(list: &[T], id: ItemId) -> Option<&T> {
    list.iter().find_map(|entry| {
        if entry.id() == id {
            Some(entry)
        } else {
            find_item(entry.children(), id)
        }
    })
}

/// The entry with this id, to change.
pub fn find_item_mut<T: ListItem>(list: &mut [T], id: ItemId) -> Option<&mut T> {
    for entry in list {
        if entry.id() == id {
            return Some(entry);
        }
        if let Some(found) = entry
            .children_mut()
            .and_then(|children| find_item_mut(children, id))
        {
            return Some(found);
        }
    }
    None
}

/// A text of the entry `item` of `owner`; `None` if there is no such entry or it has no such field.
pub fn find_text(owner: &impl Lists, item: ItemId, field: Field) -> Option<&str> {
    struct Find<'a> {
        item: ItemId,
        field: Field,
        found: Option<&'a str>,
    }
    impl<'a> ListVisitor<'a> for Find<'a> {
        fn list<T: ListItem>(&mut self, _: ListKind, _: Option<ItemId>, list: &'a [T]) {
            if self.found.is_none() && T::FIELDS.contains(&self.field) {
                self.found = find_item(list, self.item).and_then(|entry| entry.text(self.field));
            }
        }
    }
    let mut find = Find {
        item,
        field,
        found: None,
    };
    owner.visit(&mut find);
    find.found
}

/// Sets a text of the entry `item` of `owner`; false if there is no such entry or it has no such field.
pub fn set_text(owner: &mut impl Lists, item: ItemId, field: Field, text: &str) -> bool {
    struct Set<'t> {
        item: ItemId,
        field: Field,
        text: &'t str,
        done: bool,
    }
    impl ListVisitorMut for Set<'_> {
        fn list<T: ListItem>(&mut self, _: ListKind, _: Option<ItemId>, list: &mut Vec<T>) {
            if !self.done
                && let Some(text) =
                    find_item_mut(list, self.item).and_then(|entry| entry.text_mut(self.field))
            {
                text.clear();
                text.push_str(self.text);
                self.done = true;
            }
        }
    }
    let mut set = Set {
        item,
        field,
        text,
        done: false,
    };
    owner.visit_mut(&mut set);
    set.done
}
