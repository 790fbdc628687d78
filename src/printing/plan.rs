//! Which files a job makes: their folders, their names, and what stands in each. Knows no disk: whoever calls says
//! which of them exist already.

use super::names::{UniqueStems, fitted, safe_stem};
use super::{Format, PrintError, PrintJob, roles_in};
use crate::document::{self, Request, Scope};
use crate::model::{DepartmentId, Node, Organisation, Owner, Project, RoleId};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How the roles are spread over files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Files {
    /// One file with this stem.
    One(String),
    /// Many files.
    Each(Each),
}

/// Many files, and how they are named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Each {
    /// What gets a file of its own.
    pub per: Per,
    /// The names, such as {编号}-{部门}-{岗位}.
    pub pattern: String,
    /// In folders as the departments stand, instead of all in one.
    pub tree: bool,
}

/// What gets a file of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Per {
    /// Each role.
    #[default]
    Role,
    /// Each department, with its own roles; the departments below it have theirs.
    Department,
}

impl Per {
    /// The usual pattern of names.
    pub fn usual_name(self) -> &'static str {
        match self {
            Per::Role => document::USUAL_FILE_NAME,
            Per::Department => document::USUAL_DEPARTMENT_FILE_NAME,
        }
    }
}

/// What becomes of files that stand there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// They are replaced.
    Replace,
    /// They stay, and are not made anew.
    Keep,
    /// They stay; the new one is numbered: 会计(2).pdf.
    Number,
}

/// A document to be written, in each of its formats.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// Below the folder of the job; empty = in it.
    pub(super) folder: PathBuf,
    /// Name without extension.
    pub(super) stem: String,
    pub(super) request: Request,
    pub(super) formats: Vec<Format>,
}

impl Sheet {
    fn path(&self, stem: &str, format: Format) -> PathBuf {
        self.folder.join(format!("{stem}.{}", format.extension()))
    }
}

/// The files of a job.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) sheets: Vec<Sheet>,
}

/// UTF-16 units that a path may have on Windows for programs that know nothing of longer ones (`MAX_PATH` less the
/// zero at its end).
const LONGEST_PATH: usize = 259;

/// What a path below `folder` may have, in UTF-16 units; `None` = as much as it likes.
pub fn room_below(folder: &Path) -> Option<usize> {
    cfg!(windows).then(|| {
        let folder = folder.to_string_lossy().encode_utf16().count();
        LONGEST_PATH.saturating_sub(folder + 1)
    })
}

impl Plan {
    /// The files of `job`. `room`: see [`room_below`]; names are cut to it.
    ///
    /// # Errors
    /// When there is nothing to print.
    pub fn of(
        project: &Project,
        organisation: &Organisation,
        job: &PrintJob,
        room: Option<usize>,
    ) -> Result<Plan, PrintError> {
        let roles = roles_in(&job.request.scope, project, organisation);
        let each = match &job.files {
            Files::One(stem) => {
                let whole = matches!(job.request.scope, Scope::All | Scope::Department { .. });
                if roles.is_empty() && !whole {
                    return Err(PrintError::NothingToPrint);
                }
                let sheet = Sheet {
                    folder: PathBuf::new(),
                    stem: safe_stem(stem),
                    request: job.request.clone(),
                    formats: job.formats.clone(),
                };
                return Ok(Plan {
                    sheets: vec![sheet],
                });
            }
            Files::Each(each) => each,
        };
        let mut naming = Naming {
            project,
            organisation,
            each,
            room,
            folders: BTreeMap::new(),
            stems: BTreeMap::new(),
        };
        naming.name_folders();
        let wanted = match each.per {
            Per::Role => each_role(project, job, roles),
            Per::Department => each_department(project, organisation, job, &roles),
        };
        if wanted.is_empty() {
            return Err(PrintError::NothingToPrint);
        }
        let sheets = wanted.into_iter().map(|(about, request)| {
            let (folder, stem) = naming.name(about);
            let formats = job.formats.clone();
            Sheet {
                folder,
                stem,
                request,
                formats,
            }
        });
        Ok(Plan {
            sheets: sheets.collect(),
        })
    }

    /// The files, below the folder of the job.
    pub fn paths(&self) -> impl Iterator<Item = PathBuf> + '_ {
        let paths = |sheet: &Sheet| -> Vec<PathBuf> {
            let formats = sheet.formats.iter();
            formats
                .map(|&format| sheet.path(&sheet.stem, format))
                .collect()
        };
        self.sheets.iter().flat_map(paths)
    }

    /// Goes around the files that exist, and says how many are kept instead of written.
    pub fn go_around(&mut self, existing: Existing, exists: impl Fn(&Path) -> bool) -> usize {
        let mut kept = 0;
        match existing {
            Existing::Replace => {}
            Existing::Keep => {
                for sheet in &mut self.sheets {
                    let before = sheet.formats.len();
                    let (folder, stem) = (&sheet.folder, &sheet.stem);
                    sheet.formats.retain(|format| {
                        !exists(&folder.join(format!("{stem}.{}", format.extension())))
                    });
                    kept += before - sheet.formats.len();
                }
                self.sheets.retain(|sheet| !sheet.formats.is_empty());
            }
            Existing::Number => {
                let mut taken: BTreeSet<PathBuf> = self.paths().collect();
                for sheet in &mut self.sheets {
                    let is_free = |stem: &str, taken: &BTreeSet<PathBuf>, own: bool| {
                        let mut paths = sheet.formats.iter().map(|&it| sheet.path(stem, it));
                        paths.all(|path| !exists(&path) && (own || !taken.contains(&path)))
                    };
                    if is_free(&sheet.stem, &taken, true) {
                        continue;
                    }
                    let numbers = 2_u32..;
                    let mut stems = numbers.map(|n| format!("{}({n})", sheet.stem));
                    if let Some(stem) = stems.find(|stem| is_free(stem, &taken, false)) {
                        taken.extend(sheet.formats.iter().map(|&it| sheet.path(&stem, it)));
                        sheet.stem = stem;
                    }
                }
            }
        }
        kept
    }
}

/// What a file is about, for its name.
#[derive(Clone, Copy)]
enum About {
    Role(RoleId),
    /// `None` = the roles directly under the company.
    Department(Option<DepartmentId>),
}

type Wanted = Vec<(About, Request)>;

fn each_role(project: &Project, job: &PrintJob, roles: Vec<RoleId>) -> Wanted {
    let known = roles
        .into_iter()
        .filter(|role| project.roles.contains_key(role));
    let sheet = |role| {
        let request = Request {
            scope: Scope::Roles(vec![role]),
            book: false,
            ..job.request.clone()
        };
        (About::Role(role), request)
    };
    known.map(sheet).collect()
}

/// A handbook for each department that has something of its own to say; of chosen roles only those.
fn each_department(
    project: &Project,
    organisation: &Organisation,
    job: &PrintJob,
    roles: &[RoleId],
) -> Wanted {
    let mut of: BTreeMap<Option<DepartmentId>, Vec<RoleId>> = BTreeMap::new();
    for &role in roles {
        let department = organisation.department_of(role);
        of.entry(department).or_default().push(role);
    }
    let chosen = matches!(job.request.scope, Scope::Roles(_));
    let request = |scope, book| Request {
        scope,
        book,
        ..job.request.clone()
    };
    let mut wanted = Wanted::new();
    if let Some(roles) = of.remove(&None) {
        let request = request(Scope::Roles(roles), false);
        wanted.push((About::Department(None), request));
    }
    if chosen {
        for (department, roles) in of {
            let request = request(Scope::Roles(roles), false);
            wanted.push((About::Department(department), request));
        }
        return wanted;
    }
    let nodes = job.request.scope.nodes(project, organisation);
    let departments = nodes.iter().filter_map(|node: &Node| match node.owner {
        Owner::Department(id) => Some(id),
        Owner::Company | Owner::Role(_) => None,
    });
    for department in departments {
        let own = project.departments.get(&department);
        let says = own.is_some_and(|it| !it.duties.is_empty() || !it.purpose.trim().is_empty());
        if says || of.contains_key(&Some(department)) {
            let scope = Scope::Department {
                department,
                with_below: false,
            };
            wanted.push((About::Department(Some(department)), request(scope, true)));
        }
    }
    wanted
}

/// UTF-16 units kept free behind a stem: a number against doubles, an extension.
const BEHIND_STEM: usize = 12;
/// The least that a name keeps of itself, in UTF-16 units, however long the folder is.
const LEAST_NAME: usize = 12;

struct Naming<'a> {
    project: &'a Project,
    organisation: &'a Organisation,
    each: &'a Each,
    room: Option<usize>,
    folders: BTreeMap<DepartmentId, PathBuf>,
    stems: BTreeMap<PathBuf, UniqueStems>,
}

impl Naming<'_> {
    /// Gives each department its folder; two of the same name beside each other are numbered.
    fn name_folders(&mut self) {
        if !self.each.tree {
            return;
        }
        let mut given: BTreeMap<PathBuf, UniqueStems> = BTreeMap::new();
        // Parents stand before their children.
        for node in &self.organisation.nodes {
            let Owner::Department(id) = node.owner else {
                continue;
            };
            let above = node.parent.and_then(|above| self.folders.get(&above));
            let above = above.cloned().unwrap_or_default();
            let name = self.project.departments.get(&id).map(|it| it.name.as_str());
            // All folders of a path take half of the room at most, the name of the file the rest.
            let share = self.room.map(|room| {
                let used = units(&above);
                (room / 2).saturating_sub(used).max(4)
            });
            let name = fitted(&safe_stem(name.unwrap_or_default()), share);
            let name = given.entry(above.clone()).or_default().give(&name);
            self.folders.insert(id, above.join(name));
        }
    }

    fn name(&mut self, about: About) -> (PathBuf, String) {
        let (project, organisation) = (self.project, self.organisation);
        let pattern = &self.each.pattern;
        let (department, stem) = match about {
            About::Role(role) => (
                organisation.department_of(role),
                document::role_file_stem(project, organisation, role, pattern),
            ),
            About::Department(department) => (
                department.and_then(|id| organisation.parent_of(id)),
                document::department_file_stem(project, department, pattern),
            ),
        };
        let folder = department.and_then(|id| self.folders.get(&id)).cloned();
        let folder = folder.unwrap_or_default();
        let room = self.room.map(|room| {
            let used = units(&folder) + 1 + BEHIND_STEM;
            room.saturating_sub(used).max(LEAST_NAME)
        });
        let stem = fitted(&safe_stem(&stem), room);
        let stem = self.stems.entry(folder.clone()).or_default().give(&stem);
        (folder, stem)
    }
}

fn units(path: &Path) -> usize {
    path.to_string_lossy().encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Department, Role};
    use std::sync::Arc;

    /// 公司 ─ 总经理; 财务部 ─ 会计, 出纳, 核算科 ─ 会计; 工会 without anything.
    fn project() -> Project {
        let mut project = Project::default();
        let role = |name: &str| {
            Arc::new(Role {
                name: name.into(),
                ..Role::default()
            })
        };
        for (id, name) in [(1, "总经理"), (2, "会计"), (3, "出纳"), (4, "会计")] {
            project.roles.insert(RoleId(id), role(name));
        }
        let department = |name: &str, roles: &[u32], below: &[u32]| {
            Arc::new(Department {
                name: name.into(),
                roles: roles.iter().copied().map(RoleId).collect(),
                departments: below.iter().copied().map(DepartmentId).collect(),
                ..Department::default()
            })
        };
        let departments = &mut project.departments;
        departments.insert(DepartmentId(10), department("财务部", &[2, 3], &[11]));
        departments.insert(DepartmentId(11), department("核算/科", &[4], &[]));
        departments.insert(DepartmentId(12), department("工会", &[], &[]));
        let company = Arc::make_mut(&mut project.company);
        company.name = "示例公司".into();
        company.roles = vec![RoleId(1)];
        company.departments = vec![DepartmentId(10), DepartmentId(12)];
        project
    }

    fn plan(each: Each, scope: Scope, room: Option<usize>) -> Plan {
        let project = project();
        let job = PrintJob {
            request: Request {
                scope,
                book: false,
                layout: None,
            },
            files: Files::Each(each),
            formats: vec![Format::Pdf],
        };
        Plan::of(&project, &Organisation::of(&project), &job, room).unwrap()
    }

    fn each(per: Per, tree: bool) -> Each {
        Each {
            per,
            pattern: per.usual_name().into(),
            tree,
        }
    }

    fn paths(plan: &Plan) -> Vec<String> {
        let paths = plan.paths();
        paths.map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn roles_lie_in_folders_as_their_departments_stand() {
        let plan = plan(each(Per::Role, true), Scope::All, None);
        assert_eq!(
            paths(&plan),
            [
                "总经理.pdf",
                "财务部/财务部-会计.pdf",
                "财务部/财务部-出纳.pdf",
                "财务部/核算／科/核算／科-会计.pdf"
            ]
        );
    }

    #[test]
    fn each_department_gets_its_own_roles_and_nobody_is_left_out() {
        let plan = plan(each(Per::Department, true), Scope::All, None);
        assert_eq!(
            paths(&plan),
            ["示例公司.pdf", "财务部.pdf", "财务部/核算／科.pdf"]
        );
        let project = project();
        let organisation = Organisation::of(&project);
        let roles = plan.sheets.iter();
        let roles = roles.flat_map(|sheet| sheet.request.scope.roles(&project, &organisation));
        assert_eq!(roles.collect::<Vec<_>>(), [1, 2, 3, 4].map(RoleId));
    }

    #[test]
    fn chosen_roles_are_sorted_by_department_and_the_others_stay_out() {
        let scope = Scope::Roles(vec![RoleId(3), RoleId(4)]);
        let plan = plan(each(Per::Department, false), scope, None);
        assert_eq!(paths(&plan), ["财务部.pdf", "核算／科.pdf"]);
        assert_eq!(
            plan.sheets[0].request.scope,
            Scope::Roles(vec![RoleId(3)]),
            "the bookkeeper was not chosen"
        );
    }

    #[test]
    fn in_one_folder_a_name_that_comes_again_is_numbered() {
        let each = Each {
            per: Per::Role,
            pattern: "{岗位}".into(),
            tree: false,
        };
        let plan = plan(each, Scope::All, None);
        assert_eq!(
            paths(&plan),
            ["总经理.pdf", "会计.pdf", "出纳.pdf", "会计(2).pdf"]
        );
    }

    #[test]
    fn existing_files_are_kept_or_gone_around() {
        let there = ["会计.pdf", "会计(2).pdf"];
        let exists = |path: &Path| there.iter().any(|it| path == Path::new(it));
        let each = Each {
            per: Per::Role,
            pattern: "{岗位}".into(),
            tree: false,
        };
        let all = plan(each, Scope::All, None);
        let mut kept = all.clone();
        assert_eq!(kept.go_around(Existing::Keep, exists), 2);
        assert_eq!(paths(&kept), ["总经理.pdf", "出纳.pdf"]);
        let mut numbered = all.clone();
        assert_eq!(numbered.go_around(Existing::Number, exists), 0);
        assert_eq!(
            paths(&numbered),
            ["总经理.pdf", "会计(3).pdf", "出纳.pdf", "会计(2)(2).pdf"]
        );
        let mut replaced = all.clone();
        assert_eq!(replaced.go_around(Existing::Replace, exists), 0);
        assert_eq!(paths(&replaced), paths(&all));
    }

    #[test]
    fn a_path_is_cut_to_its_room_and_still_tells_files_apart() {
        let mut project = project();
        for role in project.roles.values_mut() {
            Arc::make_mut(role).name = format!("{}岗位", "很长的".repeat(60));
        }
        for department in project.departments.values_mut() {
            let department = Arc::make_mut(department);
            department.name = department.name.repeat(40);
        }
        let job = PrintJob {
            request: Request::book(),
            files: Files::Each(each(Per::Role, true)),
            formats: vec![Format::Pdf, Format::Docx],
        };
        let room = 150;
        let organisation = Organisation::of(&project);
        let plan = Plan::of(&project, &organisation, &job, Some(room)).unwrap();
        let all: BTreeSet<PathBuf> = plan.paths().collect();
        assert_eq!(all.len(), 8, "{all:?}");
        assert!(all.iter().all(|path| units(path) <= room), "{all:?}");
        let unlimited = Plan::of(&project, &organisation, &job, None).unwrap();
        let bytes = |path: PathBuf| path.iter().map(|name| name.len()).max();
        assert!(unlimited.paths().all(|path| bytes(path) <= Some(255)));
    }
}
