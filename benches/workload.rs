//! Turns a generated company (JSON) into a project file, for measuring the program at any size:
//!
//! ```sh
//! cargo bench --bench workload -- company200.json company200.ron
//! ```
//!
//! The JSON holds `company`, `version`, `date`, `departments` (`id`, `name`, `parent`) and `roles` (`id`, `name`,
//! `code`, `department`, `superior`, `subordinates`, `purpose`, `duties` with `sub`, `authorities`, `internal`,
//! `external`, `qualifications`, `author`, `approver`, `date`). Every string of it ends in the project.

#![expect(clippy::print_stdout, reason = "a command for the terminal")]
#![expect(
    clippy::disallowed_methods,
    reason = "a scratch file for a measurement"
)]

use gangshu::model::{
    Authority, Company, Department, DepartmentId, DocumentControl, Duty, DutyGroup, Item, ItemId,
    Project, Qualification, QualificationKind, Relation, Role, RoleId, RoleState, Side, Signature,
    Supervisor,
};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

fn main() {
    // Cargo adds `--bench` to a benchmark's own arguments.
    let files: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let [input, output] = files.as_slice() else {
        println!("usage: cargo bench --bench workload -- IN.json OUT.ron");
        return;
    };
    let text = std::fs::read_to_string(input).expect("the workload's JSON");
    let json: Value = serde_json::from_str(&text).expect("JSON");
    let project = Convert::default().project(&json);
    let text = gangshu::storage::project_text(&project).expect("a project that can be written");
    std::fs::write(output, text).expect("the project file");
    println!(
        "{output}: {} departments, {} roles",
        project.departments.len(),
        project.roles.len()
    );
}

#[derive(Default)]
struct Convert {
    last_id: u32,
}

impl Convert {
    fn id(&mut self) -> u32 {
        self.last_id += 1;
        self.last_id
    }

    fn item(&mut self) -> ItemId {
        ItemId(self.id())
    }

    fn project(&mut self, json: &Value) -> Project {
        let mut departments: BTreeMap<DepartmentId, Department> = BTreeMap::new();
        let mut top = Vec::new();
        let mut by_code: BTreeMap<String, DepartmentId> = BTreeMap::new();
        for entry in list(json, "departments") {
            let id = DepartmentId(self.id());
            by_code.insert(string(entry, "id"), id);
            let parent = by_code.get(&string(entry, "parent"));
            match parent.and_then(|parent| departments.get_mut(parent)) {
                Some(parent) => parent.departments.push(id),
                None => top.push(id),
            }
            let (name, code) = (string(entry, "name"), string(entry, "id"));
            departments.insert(
                id,
                Department {
                    name,
                    code,
                    ..Department::default()
                },
            );
        }
        let ids: Vec<RoleId> = list(json, "roles")
            .iter()
            .map(|_| RoleId(self.id()))
            .collect();
        let mut names: BTreeMap<String, RoleId> = BTreeMap::new();
        for (entry, &id) in list(json, "roles").iter().zip(&ids) {
            names.entry(string(entry, "name")).or_insert(id);
        }
        let mut roles = BTreeMap::new();
        for (entry, &id) in list(json, "roles").iter().zip(&ids) {
            let department = by_code[&string(entry, "department")];
            departments
                .get_mut(&department)
                .expect("a department")
                .roles
                .push(id);
            roles.insert(id, Arc::new(self.role(entry, id, &names)));
        }
        let control = DocumentControl {
            version: string(json, "version"),
            effective_date: string(json, "date"),
            ..DocumentControl::default()
        };
        let name = string(json, "company");
        let company = Company {
            name,
            departments: top,
            control,
            ..Company::default()
        };
        Project {
            company: Arc::new(company),
            departments: departments
                .into_iter()
                .map(|(id, it)| (id, Arc::new(it)))
                .collect(),
            roles,
            last_id: self.last_id,
        }
    }

    fn role(&mut self, entry: &Value, id: RoleId, names: &BTreeMap<String, RoleId>) -> Role {
        let superior = string(entry, "superior");
        // Names come again in large companies; only a role that stands before keeps the lines free of rings.
        let known = names.get(&superior).filter(|&&found| found < id);
        let duties = list(entry, "duties")
            .iter()
            .map(|duty| self.duty(duty))
            .collect();
        let subordinates: Vec<&str> = list(entry, "subordinates")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let authority = |text: &Value| Authority {
            id: self.item(),
            text: plain(text),
            ..Authority::default()
        };
        let authorities = list(entry, "authorities").iter().map(authority).collect();
        let date = string(entry, "date");
        Role {
            name: string(entry, "name"),
            code: string(entry, "code"),
            state: RoleState::Active,
            supervisor: known.map_or(Supervisor::Outside, |&found| Supervisor::Role(found)),
            supervisor_outside: if known.is_some() {
                String::new()
            } else {
                superior
            },
            purpose: string(entry, "purpose"),
            duty_groups: vec![DutyGroup {
                id: self.item(),
                title: String::new(),
                duties,
            }],
            authorities,
            relations: self.relations(entry),
            qualifications: list(entry, "qualifications")
                .iter()
                .map(|entry| self.qualification(entry))
                .collect(),
            // The printed line of subordinates is derived; the source's own list is kept as a note.
            notes: vec![Item {
                id: self.item(),
                text: subordinates.join("、"),
                children: vec![],
            }],
            control: DocumentControl {
                effective_date: date.clone(),
                prepared: Signature {
                    name: string(entry, "author"),
                    date,
                },
                approved: Signature {
                    name: string(entry, "approver"),
                    date: String::new(),
                },
                ..DocumentControl::default()
            },
            ..Role::default()
        }
    }

    fn relations(&mut self, entry: &Value) -> Vec<Relation> {
        let mut relations = Vec::new();
        for (key, side) in [("internal", Side::Inside), ("external", Side::Outside)] {
            for relation in list(entry, key) {
                let (with, about) = (string(relation, "who"), string(relation, "what"));
                relations.push(Relation {
                    id: self.item(),
                    side,
                    with,
                    about,
                });
            }
        }
        relations
    }

    fn duty(&mut self, entry: &Value) -> Duty {
        let sub = |text: &Value| Duty {
            id: self.item(),
            text: plain(text),
            ..Duty::default()
        };
        let children = list(entry, "sub").iter().map(sub).collect();
        Duty {
            id: self.item(),
            text: string(entry, "text"),
            children,
            ..Duty::default()
        }
    }

    fn qualification(&mut self, entry: &Value) -> Qualification {
        let kind = match string(entry, "label").as_str() {
            "学历" => QualificationKind::Education,
            "专业" => QualificationKind::Major,
            "经验" => QualificationKind::Experience,
            "知识" => QualificationKind::Knowledge,
            "技能" => QualificationKind::Skill,
            "证书" => QualificationKind::Certificate,
            "素质" => QualificationKind::Quality,
            _ => QualificationKind::Other,
        };
        let text = string(entry, "text");
        Qualification {
            id: self.item(),
            kind,
            text,
            ..Qualification::default()
        }
    }
}

fn list<'a>(json: &'a Value, key: &str) -> &'a [Value] {
    json.get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn string(json: &Value, key: &str) -> String {
    json.get(key).map(plain).unwrap_or_default()
}

fn plain(json: &Value) -> String {
    json.as_str().unwrap_or_default().to_owned()
}
