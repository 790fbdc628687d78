//! What reading a text yields: a draft of departments, roles and rules for a person to review.
//!
//! A draft never touches a project. It keeps the lines it was read from, and every character of them that is
//! not blank is covered by the spans of exactly one place: a [`Piece`] somewhere in the draft, a [`Dropped`]
//! marker or heading, the noise, or `unplaced`. `tests/import_invariants.rs` holds that.

use crate::model::normalise::Changes;
use crate::model::{Field, QualificationKind, Side, Weight};

/// The lines of one or several files, before they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The lines, in order.
    pub lines: Vec<SourceLine>,
    /// The names of the files, by their number; a pasted text has none. A role without any heading is named by its
    /// file.
    pub file_names: Vec<String>,
}

/// One line of text, or one row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceLine {
    /// The text. The cells of a row stand one after the other, with a tab between two.
    pub text: String,
    /// Which file, counted from 0.
    pub file: u32,
    /// Which line of that file, counted from 1 (a row has its first line's number).
    pub line: u32,
    /// True if the tabs in `text` part the cells of a table row.
    pub is_row: bool,
    /// True for what stands around the matter: page headers, footnotes, contents. It is read as noise.
    pub is_page: bool,
}

impl Source {
    /// A plain text as one file; a line with a tab between two words is a row of cells. A tab before all words or behind
    /// a marker is an indentation, but beside rows an empty cell.
    pub fn from_text(text: &str) -> Source {
        let sure: Vec<bool> = text.split('\n').map(super::markers::is_row).collect();
        let beside = |at: usize| {
            let above = at.checked_sub(1).is_some_and(|above| sure[above]);
            above || sure.get(at + 1) == Some(&true)
        };
        let lines = text
            .split('\n')
            .zip(1..)
            .enumerate()
            .map(|(at, (text, line))| SourceLine {
                text: text.trim_end_matches('\r').to_owned(),
                file: 0,
                line,
                is_row: sure[at] || text.trim_end().contains('\t') && beside(at),
                is_page: false,
            });
        Source {
            lines: lines.collect(),
            file_names: Vec::new(),
        }
    }
}

/// Part of one line of [`ImportDraft::lines`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Index of the line.
    pub line: u32,
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
}

impl Span {
    /// Where it begins.
    pub fn spot(self) -> LineSpot {
        LineSpot {
            line: self.line,
            start: self.start,
        }
    }
}

/// A place in one line of [`ImportDraft::lines`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineSpot {
    /// Index of the line.
    pub line: u32,
    /// First byte.
    pub start: u32,
}

/// A text of the draft, and where in the source its characters stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// The text as the project would take it.
    pub text: String,
    /// The parts of the source it was read from, in order.
    pub spans: Vec<Span>,
}

/// Everything that was understood of a source, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportDraft {
    /// The normalised source.
    pub lines: Vec<SourceLine>,
    /// What normalising changed.
    pub changes: Changes,
    /// The company that the text seems to be about; its characters belong to the heading that names it.
    pub company: Option<String>,
    /// What is said of the documents as a whole, such as when they take effect.
    pub company_fields: Vec<DraftField>,
    /// Departments, each after the one it stands in.
    pub departments: Vec<DraftDepartment>,
    /// Roles, in the order of the text.
    pub roles: Vec<DraftRole>,
    /// Lists of rules for everybody (十不准).
    pub rules: Vec<DraftSection>,
    /// What belongs to the page and not to the matter: site lines, running headers, signature lines.
    pub noise: Vec<Piece>,
    /// What no place was found for (未归类).
    pub unplaced: Vec<Piece>,
    /// Characters that need not be kept, because their meaning is kept.
    pub dropped: Vec<Dropped>,
    /// Where a person should look, in the order of the text.
    pub doubts: Vec<Doubt>,
}

/// Characters whose meaning the draft holds in another form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Where they stand.
    pub span: Span,
    /// What they were.
    pub kind: DroppedKind,
}

/// Kinds of characters that need not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DroppedKind {
    /// A number or bullet before an item or heading.
    Marker,
    /// The label of a field.
    Label,
    /// The heading of a known section, or the words around the name in a heading.
    Heading,
    /// A name that stands in the draft already, from another place.
    Repeated,
}

/// A department.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftDepartment {
    /// Name.
    pub name: Piece,
    /// Index of the department above.
    pub parent: Option<usize>,
    /// Fields.
    pub fields: Vec<DraftField>,
    /// Duties.
    pub duties: Vec<DraftItem>,
}

/// A role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftRole {
    /// Name without qualifiers.
    pub name: Piece,
    /// Qualifiers without brackets.
    pub qualifiers: Vec<Piece>,
    /// People named as holders.
    pub incumbents: Vec<Piece>,
    /// Index of its department.
    pub department: Option<usize>,
    /// Fields.
    pub fields: Vec<DraftField>,
    /// What the text says of the superior.
    pub superior: Option<DraftNames>,
    /// What the text says of the subordinates.
    pub subordinates: Option<DraftNames>,
    /// Sections, in the order of the text; several of duties are groups of duties.
    pub sections: Vec<DraftSection>,
    /// What the text implies and a person may accept.
    pub proposals: Vec<Proposal>,
}

/// One field with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftField {
    /// Which.
    pub field: Field,
    /// The value.
    pub value: Piece,
}

/// A list of names in a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftNames {
    /// The field as written.
    pub literal: Piece,
    /// The names in it: split outside brackets, "A/副A" written out, none for 无.
    pub names: Vec<String>,
}

/// A section of a role, or a list of rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftSection {
    /// What it is about.
    pub kind: SectionKind,
    /// Its heading, where the draft keeps it: the name of a group of duties, an own section, a list of rules.
    pub title: Option<Piece>,
    /// Its lines.
    pub items: Vec<DraftItem>,
}

/// What a section is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SectionKind {
    /// 职责.
    #[default]
    Duties,
    /// 权限.
    Authorities,
    /// 工作关系.
    Relations,
    /// 任职资格.
    Qualifications,
    /// 考核指标.
    Kpis,
    /// 职业发展.
    Careers,
    /// 禁止事项.
    Prohibitions,
    /// 备注.
    Notes,
    /// Any other, under its own title.
    Own,
}

/// A line of a section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftItem {
    /// The line without its marker.
    pub text: Piece,
    /// What the line is, in sections that sort their lines.
    pub sort: Sort,
    /// Its weight, with the characters that said so.
    pub weight: Option<(Weight, Piece)>,
    /// The standard beside a duty.
    pub standard: Option<Piece>,
    /// Lines below.
    pub children: Vec<DraftItem>,
}

/// The kind of a line, in sections that sort their lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Not sorted.
    #[default]
    Plain,
    /// A qualification.
    Qualification(QualificationKind),
    /// A relation.
    Relation(Side),
    /// An authority.
    Authority(crate::model::AuthorityKind),
    /// A career step.
    Career(crate::model::CareerKind),
}

/// What prose implies; a person accepts it or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proposal {
    /// 对X负责: X may be the superior.
    Superior {
        /// The name.
        name: String,
        /// Where the text says so.
        at: Span,
    },
    /// 指导X: X, a role of the draft, may be a subordinate.
    Subordinate {
        /// The name.
        name: String,
        /// Where the text says so.
        at: Span,
    },
    /// The superior is called 某部经理: the role may stand in that department.
    Department {
        /// The name.
        name: String,
        /// Where the text says so.
        at: Span,
    },
}

/// A place where the reading could be another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What is doubtful.
    pub kind: DoubtKind,
    /// Where.
    pub at: Span,
    /// Index of the role it is about.
    pub role: Option<usize>,
    /// The other readings that one click can choose.
    pub alternatives: Vec<Alternative>,
}

/// Kinds of doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DoubtKind {
    /// The numbers of a list are missing, doubled or out of order.
    Numbering,
    /// Digits were read as a marker though no sign follows them.
    MarkerOrText,
    /// A line was joined to the one above, in whose middle a break seems to stand.
    JoinedLine,
    /// A heading without the word 职责 was read as a role.
    RoleOrSection,
    /// A heading names several roles at once.
    SeveralRoles,
    /// A bracket behind a role's name may hold a person or a qualifier.
    BracketMeaning,
    /// The heading and the field 岗位名称 differ.
    NameDiffers,
    /// A heading with nothing below it was read as a title.
    TitleOrRole,
    /// A section's heading is not known.
    UnknownSection,
    /// A label that is not known stands before names of posts, above the first list of a role.
    UnknownField,
    /// A superior or subordinate is called nearly like a role of the draft, or several.
    UnknownName,
    /// A text without any heading is one role, called as its file.
    NamedByFile,
    /// Two roles of one department have the same name.
    SameName,
}

/// Another reading of a doubtful place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alternative {
    /// Read the line in another way, and everything below it anew.
    ReadAs {
        /// Index of the line.
        line: u32,
        /// As what.
        read_as: ReadAs,
    },
    /// Read the part of a line that begins here in another way: as the rest of what stands before it, or below it.
    ReadPart {
        /// Where its number stands.
        at: LineSpot,
        /// As what.
        read_as: ReadAs,
    },
    /// Give the role this name.
    Name(String),
    /// Make one role of each name, with the same content.
    Split(Vec<String>),
    /// The name in a field means this role of the draft.
    Means {
        /// The name as written.
        written: String,
        /// Index of the role.
        role: usize,
    },
    /// The name in a field means this role of the project that is imported into.
    MeansKnown {
        /// The name as written.
        written: String,
        /// The name of the role.
        meant: String,
    },
    /// The role is the same as this one, which stands before it.
    JoinTo {
        /// Index of the other role.
        role: usize,
    },
    /// The bracket holds people.
    Incumbents,
    /// The bracket holds a qualifier.
    Qualifier,
}

/// What a person says a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReadAs {
    /// The heading of a role.
    Role,
    /// The heading of a department.
    Department,
    /// The heading of a section.
    Section(SectionKind),
    /// An item of the section it stands in.
    Item,
    /// An item below the item above.
    SubItem,
    /// The rest of the line above.
    Continuation,
    /// The value of a field, with or without its label.
    Field(FieldLine),
    /// Not part of the matter.
    Noise,
}

/// What field a line can be said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldLine {
    /// The name of the role.
    RoleName,
    /// The department that it stands in.
    Department,
    /// The superior.
    Superior,
    /// The subordinates.
    Subordinates,
    /// A text of the role.
    Text(Field),
}
