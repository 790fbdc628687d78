//! `gangshu show --json`: the whole model for other programs.
//!
//! One object:
//!
//! ```json
//! {
//!   "format_version": 1,
//!   "company": { "name": …, "departments": [id …], "roles": [id …], "rules": …, "settings": … },
//!   "departments": [ { "id": …, "name": …, "parent": id | null, "head": id, "duties": …, … } ],
//!   "roles": [ {
//!     "id": …, "name": …, "full_name": …, "department": { "id": …, "name": … } | null,
//!     "supervisor": { "id": id | null, "name": text | null, "literal": text | null },
//!     "functional_supervisors": [ { "id": …, "name": …, "about": … } ],
//!     "subordinates": [ { "id": …, "name": … } ],
//!     "duties": [ { "group": text, "number": "1、", "text": …, "children": [ … ], "weight": tenths of a percent, … } ],
//!     …
//!   } ]
//! }
//! ```
//!
//! Departments and roles stand in the order of the tree. Beside the keys shown, every field of the
//! [`model`](crate::model) stands under its own name; what is empty is left out, but for the keys of a role
//! shown above. `literal` is what an imported text said of the superior.

use crate::document::numbering::{printed_number, style_of_level};
use crate::model::settings::NumberStyle;
use crate::model::{Duty, Organisation, Owner, Project, Role, RoleId, Supervisor};
use crate::storage::FORMAT_VERSION;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// The project as JSON, indented.
pub(super) fn project_json(project: &Project, organisation: &Organisation) -> String {
    let mut departments = Vec::new();
    let mut roles = Vec::new();
    for node in &organisation.nodes {
        match node.owner {
            Owner::Company => {}
            Owner::Department(id) => {
                let Some(department) = project.departments.get(&id) else {
                    continue;
                };
                let mut object = first([
                    ("id", json!(id)),
                    ("name", json!(department.name)),
                    ("parent", json!(node.parent)),
                ]);
                add(&mut object, &**department);
                departments.push(Value::Object(object));
            }
            Owner::Role(id) => {
                if let Some(role) = project.roles.get(&id) {
                    roles.push(role_json(project, organisation, id, role));
                }
            }
        }
    }
    let all = json!({
        "format_version": FORMAT_VERSION,
        "company": plain(&*project.company),
        "departments": departments,
        "roles": roles,
    });
    // A value made of text, numbers and lists can always be written.
    serde_json::to_string_pretty(&all).unwrap_or_default()
}

fn role_json(project: &Project, organisation: &Organisation, id: RoleId, role: &Role) -> Value {
    let name_of = |id: RoleId| project.roles.get(&id).map(|role| role.full_name());
    let short = |id: &RoleId| json!({ "id": id, "name": name_of(*id) });
    let (supervisor, name) = match role.supervisor {
        Supervisor::None => (None, None),
        Supervisor::Role(id) => (Some(id), name_of(id)),
        Supervisor::Outside => (None, Some(role.supervisor_outside.clone())),
    };
    let literal = Some(&role.imported_superior).filter(|text| !text.is_empty());
    let department = organisation.department_of(id);
    let department_name = department.and_then(|id| project.departments.get(&id));
    let functional = role.functional.iter().map(|line| {
        let outside = Some(&line.outside).filter(|text| !text.is_empty());
        let name = line.role.and_then(name_of).or_else(|| outside.cloned());
        json!({ "id": line.role, "name": name, "about": line.about })
    });
    let mut object = first([
        ("id", json!(id)),
        ("name", json!(role.name)),
        ("full_name", json!(role.full_name())),
        (
            "department",
            department_name.map_or(
                Value::Null,
                |found| json!({ "id": department, "name": found.name }),
            ),
        ),
        (
            "supervisor",
            json!({ "id": supervisor, "name": name, "literal": literal }),
        ),
        ("functional_supervisors", Value::Array(functional.collect())),
        (
            "subordinates",
            organisation.subordinates(id).iter().map(short).collect(),
        ),
        (
            "duties",
            duties_json(role, &project.company.settings.numbering),
        ),
    ]);
    add(&mut object, role);
    // The same under another name: the lines above say more.
    for key in ["duty_groups", "functional"] {
        object.remove(key);
    }
    Value::Object(object)
}

fn duties_json(role: &Role, styles: &[NumberStyle]) -> Value {
    let mut all = Vec::new();
    for group in &role.duty_groups {
        for duty in &group.duties {
            let number = u32::try_from(all.len()).unwrap_or(u32::MAX - 1) + 1;
            let mut object = first([("group", json!(group.title))]);
            object.extend(duty_json(duty, &[number], styles));
            all.push(Value::Object(object));
        }
    }
    Value::Array(all)
}

fn duty_json(duty: &Duty, path: &[u32], styles: &[NumberStyle]) -> Map<String, Value> {
    let number = printed_number(style_of_level(styles, path.len() - 1), path);
    let mut object = first([("number", json!(number)), ("text", json!(duty.text))]);
    add(&mut object, duty);
    let children = duty.children.iter().zip(1..).map(|(child, value)| {
        let path: Vec<u32> = path.iter().copied().chain([value]).collect();
        Value::Object(duty_json(child, &path, styles))
    });
    object.insert("children".to_owned(), Value::Array(children.collect()));
    object
}

/// An object with its keys in this order.
fn first<const N: usize>(entries: [(&str, Value); N]) -> Map<String, Value> {
    entries
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

/// Adds the model's own fields; those that stand there already keep what they say.
fn add(object: &mut Map<String, Value>, data: &impl Serialize) {
    if let Value::Object(fields) = plain(data) {
        for (key, value) in fields {
            object.entry(key).or_insert(value);
        }
    }
}

/// The model's data are text, numbers and lists; nothing of it can be refused.
fn plain(data: &impl Serialize) -> Value {
    serde_json::to_value(data).unwrap_or(Value::Null)
}
