//! Nothing of the model is forgotten on paper: every text field gets a marker of its own, and each marker is found
//! in both printed formats, or stands in a short list of fields that are not printed, with the reason.

use gangshu::document::{Request, Scope};
use gangshu::export::ExportWarning;
use gangshu::model::settings::RoleLayout;
use gangshu::model::{
    Authority, CareerPath, Company, Department, DepartmentId, Duty, DutyGroup, Field,
    FunctionalLine, Incumbent, Item, ItemId, Kpi, ListItem, ListKind, ListVisitorMut, Lists as _,
    Organisation, OwnSection, Owner, Place, Project, Qualification, Relation, Revision, Role,
    RoleId, RuleList, Supervisor,
};
use gangshu::printing::{Files, Format, PrintJob, print};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Write as _};
use std::ops::ControlFlow;
use std::process::{Command, Stdio};
use std::sync::Arc;

/// Fields that are never printed, and why.
const UNPRINTED: [(Field, &str); 4] = [
    (
        Field::ImportedSuperior,
        "the source's own words, kept for comparison with the reporting line",
    ),
    (
        Field::ImportedSubordinates,
        "the same; the printed line is derived",
    ),
    (Field::CodePattern, "a rule for proposing codes"),
    (Field::ShortName, "for headers that ask for it"),
];

#[test]
fn every_text_field_is_printed_in_both_formats_or_listed_with_the_reason() {
    let (project, markers) = marked_project();
    assert!(
        markers.len() > 70,
        "only {} fields were marked",
        markers.len()
    );
    let [pdf, docx] = printed(&project);
    let mut faults = Vec::new();
    for (marker, place) in &markers {
        let reason = UNPRINTED.iter().find(|(field, _)| *field == place.field);
        // The company's own code is part of role codes and stands nowhere else.
        let listed =
            reason.is_some() || (place.owner == Owner::Company && place.field == Field::Code);
        for (format, text) in [("PDF", &pdf), ("DOCX", &docx)] {
            if text.contains(marker.as_str()) == listed {
                let what = if listed {
                    "is printed but listed as unprinted"
                } else {
                    "is missing"
                };
                faults.push(format!("{format}: {place:?} {what}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Gives each text a marker of its own, entries of every list included.
struct Mark<'a> {
    owner: Owner,
    markers: &'a mut BTreeMap<String, Place>,
}

impl Mark<'_> {
    fn next(&mut self, place: Place) -> String {
        let marker = format!("标{:04}记", self.markers.len() + 1);
        self.markers.insert(marker.clone(), place);
        marker
    }

    fn entries<T: ListItem>(&mut self, list: &mut [T]) {
        for entry in list {
            for &field in T::FIELDS {
                // A name of a role stands there instead of words from outside, as the two functional lines show.
                let marker = self.next(Place::item(self.owner, entry.id(), field));
                *entry.text_mut(field).expect("a field of the entry") = marker;
            }
            if let Some(children) = entry.children_mut() {
                self.entries(children);
            }
        }
    }
}

impl ListVisitorMut for Mark<'_> {
    fn list<T: ListItem>(&mut self, _: ListKind, _: Option<ItemId>, list: &mut Vec<T>) {
        self.entries(list);
    }
}

fn marked_project() -> (Project, BTreeMap<String, Place>) {
    let mut ids = 100..;
    let mut id = || ItemId(ids.next().expect("ids without end"));
    let mut project = Project::default();
    let mut company = Company {
        departments: vec![DepartmentId(1)],
        ..Company::default()
    };
    let lines = |id: &mut dyn FnMut() -> ItemId| {
        let below = Item {
            id: id(),
            ..Item::default()
        };
        vec![
            Item {
                id: id(),
                children: vec![below],
                ..Item::default()
            },
            Item {
                id: id(),
                ..Item::default()
            },
        ]
    };
    company.rules = vec![RuleList {
        id: id(),
        items: lines(&mut id),
        ..RuleList::default()
    }];
    company.control.revisions = vec![Revision {
        id: id(),
        ..Revision::default()
    }];
    let department = Department {
        duties: lines(&mut id),
        roles: vec![RoleId(2)],
        ..Department::default()
    };
    let role = full_role(&mut id);
    let mut markers = BTreeMap::new();

    let mut mark = Mark {
        owner: Owner::Company,
        markers: &mut markers,
    };
    company.visit_mut(&mut mark);
    project.company = Arc::new(company);
    let owner = Owner::Department(DepartmentId(1));
    let mut department = department;
    department.visit_mut(&mut Mark {
        owner,
        markers: &mut markers,
    });
    project
        .departments
        .insert(DepartmentId(1), Arc::new(department));
    let owner = Owner::Role(RoleId(2));
    let mut role = role;
    role.visit_mut(&mut Mark {
        owner,
        markers: &mut markers,
    });
    project.roles.insert(RoleId(2), Arc::new(role));

    mark_own_texts(&mut project, &mut markers);
    project.last_id = 10_000;
    (project, markers)
}

fn mark_own_texts(project: &mut Project, markers: &mut BTreeMap<String, Place>) {
    let settings = [
        Field::Header,
        Field::Footer,
        Field::CodePattern,
        Field::Confidentiality,
        Field::BookTitle,
        Field::Watermark,
        Field::CopyNumber,
    ];
    for (owner, fields) in [
        (Owner::Company, Company::FIELDS.iter().chain(&settings)),
        (
            Owner::Department(DepartmentId(1)),
            Department::FIELDS.iter().chain(&[]),
        ),
        (Owner::Role(RoleId(2)), Role::FIELDS.iter().chain(&[])),
    ] {
        for &field in fields {
            let place = Place::of(owner, field);
            let marker = Mark { owner, markers }.next(place);
            assert!(project.set_text(place, &marker), "{place:?}");
        }
    }
}

fn full_role(id: &mut dyn FnMut() -> ItemId) -> Role {
    let item = |id: &mut dyn FnMut() -> ItemId| {
        vec![Item {
            id: id(),
            ..Item::default()
        }]
    };
    let sub = Duty {
        id: id(),
        ..Duty::default()
    };
    let duty = Duty {
        id: id(),
        children: vec![sub],
        ..Duty::default()
    };
    let other = Duty {
        id: id(),
        ..Duty::default()
    };
    let authority = Authority {
        id: id(),
        ..Authority::default()
    };
    let own = OwnSection {
        id: id(),
        items: item(id),
        ..OwnSection::default()
    };
    let mut role = Role {
        qualifiers: item(id),
        incumbents: vec![Incumbent {
            id: id(),
            ..Incumbent::default()
        }],
        supervisor: Supervisor::Outside,
        functional: vec![FunctionalLine {
            id: id(),
            ..FunctionalLine::default()
        }],
        duty_groups: vec![DutyGroup {
            id: id(),
            title: String::new(),
            duties: vec![duty, other],
        }],
        authorities: vec![Authority {
            id: id(),
            children: vec![authority],
            ..Authority::default()
        }],
        relations: vec![Relation {
            id: id(),
            ..Relation::default()
        }],
        qualifications: vec![Qualification {
            id: id(),
            ..Qualification::default()
        }],
        kpis: vec![Kpi {
            id: id(),
            ..Kpi::default()
        }],
        prohibitions: item(id),
        careers: vec![CareerPath {
            id: id(),
            ..CareerPath::default()
        }],
        notes: item(id),
        own_sections: vec![own],
        ..Role::default()
    };
    role.control.revisions = vec![Revision {
        id: id(),
        ..Revision::default()
    }];
    role
}

/// The text of the book and of the role's sheet, as others read it: [PDF, DOCX], white space removed.
fn printed(project: &Project) -> [String; 2] {
    let organisation = Organisation::of(project);
    let mut texts = [String::new(), String::new()];
    for request in [
        Request::book(),
        Request {
            scope: Scope::All,
            book: false,
            layout: None,
        },
    ] {
        let job = PrintJob {
            request,
            files: Files::One("全部".to_owned()),
            formats: vec![Format::Pdf, Format::Docx],
        };
        print(project, &organisation, &job, &mut |file, _| {
            let (at, text) = if file.name.ends_with("pdf") {
                (0, pdf_text(&file.bytes))
            } else {
                (1, docx_text(&file.bytes))
            };
            texts[at].extend(text.chars().filter(|c| !c.is_whitespace()));
            ControlFlow::Continue(())
        })
        .expect("a document");
    }
    texts
}

fn pdf_text(bytes: &[u8]) -> String {
    let mut reader = Command::new("pdftotext")
        .args(["-raw", "-nopgbrk", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext is installed (README, 测试)");
    let mut input = reader.stdin.take().expect("its input");
    let bytes = bytes.to_vec();
    let feed = std::thread::spawn(move || input.write_all(&bytes));
    let output = reader.wait_with_output().expect("its output");
    feed.join().expect("the thread").expect("the PDF is read");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Text between tags of the body, the headers and the footers, and the words of watermarks.
fn docx_text(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let mut text = String::new();
    for name in names {
        if !["word/document", "word/header", "word/footer"]
            .iter()
            .any(|part| name.starts_with(part))
        {
            continue;
        }
        let mut xml = String::new();
        archive
            .by_name(&name)
            .expect("a part")
            .read_to_string(&mut xml)
            .expect("UTF-8");
        // Word art keeps its words in an attribute (ECMA-376 part 4, 19.1.2.23).
        for words in xml.split("string=\"").skip(1) {
            text.extend(words.split('"').next());
        }
        let mut inside = false;
        for c in xml.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => text.push(c),
                _ => {}
            }
        }
    }
    text
}

/// A character that no face has, for the n-th text: of the private use area of plane 15.
fn unprintable(nth: usize) -> char {
    char::from_u32(0xf_0000 + u32::try_from(nth).expect("few texts")).expect("a character")
}

#[test]
fn each_character_that_no_face_has_is_told_with_the_field_that_it_stands_in() {
    let (mut project, markers) = marked_project();
    let mut expected: BTreeMap<char, Place> = BTreeMap::new();
    for (nth, &place) in markers.values().enumerate() {
        let c = unprintable(nth);
        expected.insert(c, place);
        assert!(project.set_text(place, &c.to_string()), "{place:?}");
    }
    let organisation = Organisation::of(&project);
    let mut faults = BTreeSet::new();
    let mut told = BTreeSet::new();
    let layouts = RoleLayout::ALL.iter().map(|&layout| Some(layout));
    for (layout, book) in layouts.flat_map(|layout| [(layout, true), (layout, false)]) {
        let job = PrintJob {
            request: Request {
                scope: Scope::All,
                book,
                layout,
            },
            files: Files::One("全部".to_owned()),
            formats: vec![Format::Pdf, Format::Docx],
        };
        print(&project, &organisation, &job, &mut |file, _| {
            for warning in &file.warnings {
                let ExportWarning::Missing { character, place } = *warning else {
                    continue;
                };
                told.insert(character);
                let name = &file.name;
                if place != expected.get(&character).copied() {
                    faults.insert(format!(
                        "{name} {layout:?} {book}: {character:?} {place:?} instead of {:?}",
                        expected.get(&character)
                    ));
                }
            }
            ControlFlow::Continue(())
        })
        .expect("a document");
    }
    let faults: Vec<String> = faults.into_iter().collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for (character, place) in expected {
        let unprinted = UNPRINTED.iter().any(|(field, _)| *field == place.field);
        let listed = unprinted || (place.owner == Owner::Company && place.field == Field::Code);
        assert_eq!(told.contains(&character), !listed, "{place:?}");
    }
}
