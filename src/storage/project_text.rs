//! RON text ⇄ [`Project`], without the disk.
//!
//! The text is stable: the same project gives the same bytes on every system, and a changed duty is a diff of
//! one line. Line ends inside texts stand in the file as they are, so a carriage return can never be told from
//! what another tool did to the file: reading turns CR LF and lone CR into LF, writing never writes one.

use super::damage::{Damage, DamageReason, repeated_id};
use super::structure::{Inconsistencies, check_structure};
use crate::model::{Company, Department, DepartmentId, Project, Role, RoleId};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// The format that this program writes, and the newest that it reads.
pub const FORMAT_VERSION: u64 = 1;

/// How deeply RON's values may nest when written. One level of sub-duties takes two (a list and an entry), so
/// duties may stand 250 levels deep; RON's own limit of 128 would stop at 60.
const WRITING_DEPTH: usize = 512;

/// The same when read, where a level takes four: more than enough for whatever can be written.
const READING_DEPTH: usize = 1100;

/// Room for that nesting in bytes: eight times what an unoptimised build was measured to need, which lies
/// between 2 and 4 MB. Only touched pages cost memory.
const STACK: usize = 32 << 20;

/// Why a text is no project, or why a project cannot become text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProjectTextError {
    /// It can be read up to a certain place.
    Damaged(Damage),
    /// It is RON, but says nothing of a format version.
    NoVersion,
    /// It was written by a newer program.
    NewerFormat {
        /// The version it has.
        found: u64,
        /// The newest that this program reads.
        supported: u64,
    },
    /// It can be read, but its parts do not fit together.
    Inconsistent(Inconsistencies),
    /// The project cannot be written as text (nested too deeply).
    NotWritable(DamageReason),
    /// The system gave no thread to work in.
    NoThread(String),
}

impl fmt::Display for ProjectTextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProjectTextError::Damaged(damage) => write!(f, "damaged: {damage}"),
            ProjectTextError::NoVersion => f.write_str("no format version"),
            ProjectTextError::NewerFormat { found, supported } => {
                write!(f, "format {found} is newer than {supported}")
            }
            ProjectTextError::Inconsistent(problems) => write!(f, "inconsistent: {problems}"),
            ProjectTextError::NotWritable(reason) => write!(f, "cannot be written: {reason}"),
            ProjectTextError::NoThread(reason) => write!(f, "no thread: {reason}"),
        }
    }
}

impl std::error::Error for ProjectTextError {}

/// What stands in a file, borrowed for writing. The order of the fields is the order in the file.
#[derive(Serialize)]
struct FileToWrite<'a> {
    format_version: u64,
    company: &'a Company,
    departments: &'a BTreeMap<DepartmentId, Arc<Department>>,
    roles: &'a BTreeMap<RoleId, Arc<Role>>,
    last_id: u32,
}

/// The same for reading. All of it must be there: a file that lost a part is damaged, not small.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileToRead {
    #[serde(rename = "format_version")]
    _format_version: u64,
    company: Arc<Company>,
    #[serde(deserialize_with = "map_of_unique_ids")]
    departments: BTreeMap<DepartmentId, Arc<Department>>,
    #[serde(deserialize_with = "map_of_unique_ids")]
    roles: BTreeMap<RoleId, Arc<Role>>,
    last_id: u32,
}

/// The text of a project file.
///
/// # Errors
/// If lists stand inside lists more deeply than the program could read back.
pub fn project_text(project: &Project) -> Result<String, ProjectTextError> {
    let text = write_ron(project)?;
    Ok(match without_carriage_returns(&text) {
        Cow::Owned(text) => text,
        Cow::Borrowed(_) => text,
    })
}

/// The project that a text describes. A byte order mark and CR LF line ends are taken as other tools leave them.
///
/// # Errors
/// If the text is damaged, newer than this program, or its parts do not fit together.
pub fn parse_project(text: &str) -> Result<Project, ProjectTextError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let project = read_ron(&without_carriage_returns(text))?;
    check_structure(&project).map_err(ProjectTextError::Inconsistent)?;
    Ok(project)
}

/// The same from a file's bytes.
pub(super) fn parse_project_bytes(bytes: &[u8]) -> Result<Project, ProjectTextError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let before = String::from_utf8_lossy(before);
        let last_line = before.rsplit('\n').next().unwrap_or_default();
        ProjectTextError::Damaged(Damage {
            line: 1 + before.matches('\n').count(),
            column: 1 + last_line.chars().count(),
            reason: DamageReason::NotUtf8,
        })
    })?;
    parse_project(text)
}

/// The text of a project, proven: it has been read back and was the same project.
///
/// # Errors
/// As [`project_text`] and [`parse_project`]; `Ok(Err(read))` if what was read back is another project.
pub(super) fn faithful_text(
    project: &Project,
) -> Result<Result<String, Box<Project>>, ProjectTextError> {
    let text = write_ron(project)?;
    // Read back as it is: a carriage return inside a text is equal here and becomes a line feed only after.
    if describes(&text, project) {
        check_structure(project).map_err(ProjectTextError::Inconsistent)?;
    } else {
        let read = read_ron(&text)?;
        check_structure(&read).map_err(ProjectTextError::Inconsistent)?;
        if read != *project {
            return Ok(Err(Box::new(read)));
        }
    }
    Ok(Ok(match without_carriage_returns(&text) {
        Cow::Owned(text) => text,
        Cow::Borrowed(_) => text,
    }))
}

/// Whether a text can be read and says this very project. What is read is compared entry by entry and not kept: a
/// second project beside the first would take as much memory again.
fn describes(text: &str, project: &Project) -> bool {
    let compared = with_deep_stack(|| {
        let same = options(READING_DEPTH).from_str_seed(text, SameProject(project));
        same.map_err(|error| ProjectTextError::Damaged(error.into()))
    });
    compared.unwrap_or(false)
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum FileField {
    FormatVersion,
    Company,
    Departments,
    Roles,
    LastId,
}

/// Reads what [`FileToRead`] reads, and says whether it is the project's.
struct SameProject<'p>(&'p Project);

impl<'de> DeserializeSeed<'de> for SameProject<'_> {
    type Value = bool;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        let fields = &[
            "format_version",
            "company",
            "departments",
            "roles",
            "last_id",
        ];
        deserializer.deserialize_struct("", fields, self)
    }
}

impl<'de> Visitor<'de> for SameProject<'_> {
    type Value = bool;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a project")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let project = self.0;
        let mut equal = 0;
        while let Some(field) = map.next_key()? {
            let same = match field {
                FileField::FormatVersion => map.next_value::<u64>()? == FORMAT_VERSION,
                FileField::Company => map.next_value::<Company>()? == *project.company,
                FileField::Departments => map.next_value_seed(SameMap(&project.departments))?,
                FileField::Roles => map.next_value_seed(SameMap(&project.roles))?,
                FileField::LastId => map.next_value::<u32>()? == project.last_id,
            };
            equal += usize::from(same);
        }
        Ok(equal == 5)
    }
}

/// A map by id, compared with the same in the same order.
struct SameMap<'m, K, V>(&'m BTreeMap<K, Arc<V>>);

impl<'de, K, V> DeserializeSeed<'de> for SameMap<'_, K, V>
where
    K: Deserialize<'de> + Eq,
    V: Deserialize<'de> + PartialEq,
{
    type Value = bool;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, K, V> Visitor<'de> for SameMap<'_, K, V>
where
    K: Deserialize<'de> + Eq,
    V: Deserialize<'de> + PartialEq,
{
    type Value = bool;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map by id")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut expected = self.0.iter();
        let mut same = true;
        while let Some(id) = map.next_key::<K>()? {
            let value: V = map.next_value()?;
            let here = expected.next();
            same &= here.is_some_and(|(other, there)| *other == id && **there == value);
        }
        Ok(same && expected.next().is_none())
    }
}

fn without_carriage_returns(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

fn options(depth: usize) -> ron::Options {
    ron::Options::default().with_recursion_limit(depth)
}

fn write_ron(project: &Project) -> Result<String, ProjectTextError> {
    // Escaping would write some Chinese signs as \u{…} and is twenty times slower.
    let config = ron::ser::PrettyConfig::new()
        .escape_strings(false)
        .struct_names(false)
        .new_line("\n")
        .indentor("  ");
    let file = FileToWrite {
        format_version: FORMAT_VERSION,
        company: &project.company,
        departments: &project.departments,
        roles: &project.roles,
        last_id: project.last_id,
    };
    with_deep_stack(|| {
        let mut text = options(WRITING_DEPTH)
            .to_string_pretty(&file, config)
            .map_err(|error| ProjectTextError::NotWritable(error.into()))?;
        text.push('\n');
        Ok(text)
    })
}

fn read_ron(text: &str) -> Result<Project, ProjectTextError> {
    let damaged = |error: ron::error::SpannedError| ProjectTextError::Damaged(error.into());
    with_deep_stack(|| {
        let version = Cell::new(None);
        let peeked = options(READING_DEPTH).from_str_seed(text, VersionSeed(&version));
        match (version.get(), peeked) {
            (Some(found), _) if found > FORMAT_VERSION => Err(ProjectTextError::NewerFormat {
                found,
                supported: FORMAT_VERSION,
            }),
            (Some(FORMAT_VERSION), _) => {
                let file: FileToRead = options(READING_DEPTH).from_str(text).map_err(damaged)?;
                Ok(Project {
                    company: file.company,
                    departments: file.departments,
                    roles: file.roles,
                    last_id: file.last_id,
                })
            }
            (None, Err(error)) => Err(damaged(error)),
            (_, Ok(())) | (Some(_), Err(_)) => Err(ProjectTextError::NoVersion),
        }
    })
}

/// Runs `work` on a thread with room for deep nesting: the main thread of Windows has 1 MB.
fn with_deep_stack<T: Send>(
    work: impl FnOnce() -> Result<T, ProjectTextError> + Send,
) -> Result<T, ProjectTextError> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, work)
            .map_err(|error| ProjectTextError::NoThread(error.to_string()))?;
        match thread.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Reads up to the format version and no further. The version goes into the cell, because the parser calls it
/// an error that the rest is left unread; it stands first, so a large file is not read twice.
struct VersionSeed<'c>(&'c Cell<Option<u64>>);

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum HeaderField {
    FormatVersion,
    #[serde(other)]
    Other,
}

impl<'de> DeserializeSeed<'de> for VersionSeed<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_struct("", &["format_version"], self)
    }
}

impl<'de> Visitor<'de> for VersionSeed<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a project")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(field) = map.next_key()? {
            match field {
                HeaderField::FormatVersion => {
                    self.0.set(Some(map.next_value()?));
                    return Ok(());
                }
                HeaderField::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// Reads a map by id and refuses an id that stands twice: a map would keep the last and lose the others.
fn map_of_unique_ids<'de, D, K, V>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
where
    D: Deserializer<'de>,
    K: Deserialize<'de> + Ord + Copy + Into<u32>,
    V: Deserialize<'de>,
{
    struct Unique<K, V>(PhantomData<(K, V)>);
    impl<'de, K, V> Visitor<'de> for Unique<K, V>
    where
        K: Deserialize<'de> + Ord + Copy + Into<u32>,
        V: Deserialize<'de>,
    {
        type Value = BTreeMap<K, V>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map by id")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut entries = BTreeMap::new();
            while let Some(id) = map.next_key::<K>()? {
                if entries.contains_key(&id) {
                    return Err(repeated_id(id.into()));
                }
                entries.insert(id, map.next_value()?);
            }
            Ok(entries)
        }
    }
    deserializer.deserialize_map(Unique(PhantomData))
}
