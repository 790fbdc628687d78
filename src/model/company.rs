//! The company: the root of a project.

use super::ids::{DepartmentId, RoleId};
use super::items::RuleList;
use super::lists::text_fields;
use super::place::Field;
use super::record::{choice, record};
use super::role::DocumentControl;
use super::settings::DocumentSettings;
use std::sync::Arc;

record! {
    /// The company, its rules and how its documents look.
    pub struct Company {
        /// Full name.
        pub name: String,
        /// Short name.
        pub short_name: String,
        /// Code, used in role codes.
        pub code: String,
        /// Logo for headers and the cover.
        pub logo: Option<Arc<Logo>>,
        /// Departments at the top, in order.
        pub departments: Vec<DepartmentId>,
        /// Roles directly under the company, in order.
        pub roles: Vec<RoleId>,
        /// Company-wide rules (十不准).
        pub rules: Vec<RuleList>,
        /// Version and signatures of the company's book.
        pub control: DocumentControl,
        /// How the documents look.
        pub settings: Arc<DocumentSettings>,
        /// Which roles imported texts mean by names that are no role's: questions that are asked once.
        pub name_answers: Vec<NameAnswer>,
    }
}

record! {
    /// What a person answered about a name in an imported text.
    pub struct NameAnswer {
        /// The name as the text has it.
        pub written: String,
        /// The name of the role that it means; empty if it means none of this company.
        pub meant: String,
    }
}

record! {
    /// A picture file as it was chosen, kept inside the project so that the project is one file.
    pub struct Logo {
        /// Kind of file.
        pub format: PictureFormat,
        /// The file's bytes in base64 (RFC 4648), so that the project stays text.
        pub base64: String,
    }
}

impl std::hash::Hash for Logo {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.format.hash(state);
        self.base64.hash(state);
    }
}

choice! {
    /// Kinds of picture that both printed formats can carry as they are.
    pub enum PictureFormat {
        /// PNG.
        Png,
        /// JPEG.
        Jpeg,
    }
}

/// The largest logo file that a project takes in, in bytes: enough for print at any size a header has,
/// and small beside the project's text.
pub const LOGO_LIMIT: usize = 1 << 20;

text_fields!(Company {
    Name => name,
    ShortName => short_name,
    Code => code,
    Version => control.version,
    EffectiveDate => control.effective_date,
    PreparedBy => control.prepared.name,
    PreparedDate => control.prepared.date,
    ReviewedBy => control.reviewed.name,
    ReviewedDate => control.reviewed.date,
    ApprovedBy => control.approved.name,
    ApprovedDate => control.approved.date,
});

/// The texts among the document settings; they belong to the company.
pub(super) const SETTINGS_FIELDS: &[Field] = &[
    Field::Header,
    Field::Footer,
    Field::CodePattern,
    Field::Confidentiality,
    Field::BookTitle,
    Field::Watermark,
    Field::CopyNumber,
];

/// One of the texts among the document settings.
pub(super) fn settings_text(settings: &DocumentSettings, field: Field) -> Option<&str> {
    match field {
        Field::Header => Some(&settings.header),
        Field::Footer => Some(&settings.footer),
        Field::CodePattern => Some(&settings.code_pattern),
        Field::Confidentiality => Some(&settings.confidentiality),
        Field::BookTitle => Some(&settings.book_title),
        Field::Watermark => Some(&settings.watermark.text),
        Field::CopyNumber => Some(&settings.copy_number),
        _ => None,
    }
}

/// The same, to change.
pub(super) fn settings_text_mut(
    settings: &mut DocumentSettings,
    field: Field,
) -> Option<&mut String> {
    match field {
        Field::Header => Some(&mut settings.header),
        Field::Footer => Some(&mut settings.footer),
        Field::CodePattern => Some(&mut settings.code_pattern),
        Field::Confidentiality => Some(&mut settings.confidentiality),
        Field::BookTitle => Some(&mut settings.book_title),
        Field::Watermark => Some(&mut settings.watermark.text),
        Field::CopyNumber => Some(&mut settings.copy_number),
        _ => None,
    }
}
