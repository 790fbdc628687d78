//! Where something stands in a project: the address that editing, findings, warnings, the preview and the
//! ids of text fields on the screen all share.

use super::ids::{DepartmentId, ItemId, RoleId};
use super::settings::{FontPart, SheetFact, SheetSection};

/// What a text or list belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// The company as a whole.
    Company,
    /// A department.
    Department(DepartmentId),
    /// A role.
    Role(RoleId),
}

/// One text in a project: an owner's own field, or a field of one of its list entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// What it belongs to.
    pub owner: Owner,
    /// The list entry; `None` = the owner itself.
    pub item: Option<ItemId>,
    /// Which text of it.
    pub field: Field,
}

impl Place {
    /// A field of the owner itself.
    pub const fn of(owner: Owner, field: Field) -> Place {
        Place {
            owner,
            item: None,
            field,
        }
    }

    /// A field of a role itself.
    pub const fn role(role: RoleId, field: Field) -> Place {
        Place::of(Owner::Role(role), field)
    }

    /// A field of a list entry.
    pub const fn item(owner: Owner, item: ItemId, field: Field) -> Place {
        Place {
            owner,
            item: Some(item),
            field,
        }
    }
}

/// What a person can be led to: a text, or one of the company's choices that is no text of the model's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A text.
    Text(Place),
    /// The company's logo.
    Logo,
    /// The type of a part of the page.
    Font(FontPart),
    /// The heading that the settings give to a section.
    Heading(SheetSection),
    /// The label that they give to a fact.
    Label(SheetFact),
    /// How many pages a role takes.
    Fit,
}

impl Spot {
    /// Whose editor shows it.
    pub fn owner(self) -> Owner {
        match self {
            Spot::Text(place) => place.owner,
            Spot::Logo | Spot::Font(_) | Spot::Heading(_) | Spot::Label(_) | Spot::Fit => {
                Owner::Company
            }
        }
    }
}

impl From<Place> for Spot {
    fn from(place: Place) -> Spot {
        Spot::Text(place)
    }
}

/// The texts that owners and list entries have. Not every owner has every field.
#[expect(
    missing_docs,
    reason = "each is the text of the model field with the same name, documented there"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Name,
    ShortName,
    Code,
    Leader,
    Purpose,
    Series,
    Grade,
    HeadcountNote,
    Nature,
    Responsibility,
    Location,
    SupervisorOutside,
    ImportedSuperior,
    ImportedSubordinates,
    WorkPlace,
    WorkHours,
    Environment,
    Travel,
    Equipment,
    Hazards,
    Text,
    Title,
    Category,
    Standard,
    Limit,
    Note,
    Outside,
    With,
    About,
    Target,
    Cycle,
    Source,
    Version,
    EffectiveDate,
    Date,
    Author,
    PreparedBy,
    PreparedDate,
    ReviewedBy,
    ReviewedDate,
    ApprovedBy,
    ApprovedDate,
    AcknowledgedBy,
    AcknowledgedDate,
    Header,
    Footer,
    CodePattern,
    Confidentiality,
    BookTitle,
    Watermark,
    CopyNumber,
}

/// The lists that owners have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "each is the list of the model field with the same name, documented there"
)]
pub enum ListKind {
    Qualifiers,
    Incumbents,
    FunctionalLines,
    DutyGroups,
    /// The duties of a group, and duties below a duty.
    Duties,
    Authorities,
    Relations,
    Qualifications,
    Kpis,
    Prohibitions,
    CareerPaths,
    Notes,
    OwnSections,
    /// The lines of an own section.
    SectionItems,
    Revisions,
    DepartmentDuties,
    RuleLists,
    /// The rules of a rule list.
    Rules,
}

/// One list in a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListPlace {
    /// What it belongs to.
    pub owner: Owner,
    /// Which list.
    pub kind: ListKind,
    /// The entry in which the list stands (the group of duties, the duty of sub-duties); `None` = the owner itself.
    pub parent: Option<ItemId>,
}
