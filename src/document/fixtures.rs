//! Projects for the tests of composing: a small company written by hand, and random ones in which every text is a
//! marker of its own.

use crate::model::settings::{DocumentSettings, RoleLayout};
use crate::model::{
    Authority, AuthorityKind, CareerKind, CareerPath, Company, Conditions, Degree, Department,
    DepartmentId, DocumentControl, Duty, DutyGroup, FunctionalLine, Headcount, Incumbent, Item,
    ItemId, Kpi, Necessity, OwnSection, Project, Qualification, QualificationKind, Relation,
    Revision, Role, RoleId, RoleState, RuleList, Side, Signature, Supervisor, Weight,
};
use std::sync::Arc;

/// The role 品控主管 of [`small_company`], which uses every kind of section.
pub(super) const LEAD: RoleId = RoleId(12);
/// The role 客服专员（夜班）, subordinate to [`LEAD`]: nothing but a list of duties.
pub(super) const AGENT: RoleId = RoleId(13);
/// The department of both.
pub(super) const SERVICE: DepartmentId = DepartmentId(2);
/// The department above it.
pub(super) const OPERATIONS: DepartmentId = DepartmentId(1);
/// The role directly under the company.
pub(super) const MANAGER: RoleId = RoleId(11);

fn duty(id: u32, text: &str) -> Duty {
    Duty {
        id: ItemId(id),
        text: text.into(),
        ..Duty::default()
    }
}

fn item(id: u32, text: &str) -> Item {
    Item {
        id: ItemId(id),
        text: text.into(),
        ..Item::default()
    }
}

fn plain_group(first: u32, texts: &[&str]) -> DutyGroup {
    DutyGroup {
        id: ItemId(first),
        duties: texts
            .iter()
            .zip(first + 1..)
            .map(|(text, id)| duty(id, text))
            .collect(),
        ..DutyGroup::default()
    }
}

fn lead_duties() -> Vec<Duty> {
    let mut weighted = duty(101, "受理投诉并在当日回复");
    weighted.weight = Some(Weight(400));
    weighted.standard = "当日回复率 98% 以上".into();
    weighted.children = vec![duty(102, "登记投诉"), duty(103, "回访客户")];
    let mut trained = duty(104, "每月培训班组一次");
    trained.weight = Some(Weight(125));
    trained.degree = Some(Degree::Full);
    vec![weighted, trained]
}

fn lead() -> Role {
    let qualification = |id, kind, necessity, text: &str| Qualification {
        id: ItemId(id),
        kind,
        necessity,
        text: text.into(),
    };
    Role {
        name: "品控主管".into(),
        code: "KF-02".into(),
        series: "管理类".into(),
        state: RoleState::Active,
        headcount: Some(Headcount { min: 1, max: 2 }),
        supervisor: Supervisor::Role(MANAGER),
        functional: vec![FunctionalLine {
            id: ItemId(110),
            outside: "质量委员会".into(),
            about: "质量".into(),
            ..FunctionalLine::default()
        }],
        purpose: "让客户的问题当日有回音。".into(),
        duty_groups: vec![DutyGroup {
            id: ItemId(100),
            duties: lead_duties(),
            ..DutyGroup::default()
        }],
        authorities: vec![Authority {
            id: ItemId(120),
            text: "小额赔付".into(),
            kind: AuthorityKind::Approve,
            limit: "500 元以内".into(),
            ..Authority::default()
        }],
        relations: vec![Relation {
            id: ItemId(130),
            side: Side::Outside,
            with: "客户".into(),
            about: "投诉处理".into(),
        }],
        qualifications: vec![
            qualification(
                140,
                QualificationKind::Education,
                Necessity::Required,
                "大专及以上",
            ),
            qualification(
                141,
                QualificationKind::Skill,
                Necessity::Preferred,
                "会一门外语",
            ),
        ],
        kpis: vec![Kpi {
            id: ItemId(150),
            name: "投诉回复率".into(),
            target: "≥98%".into(),
            weight: Some(Weight(300)),
            ..Kpi::default()
        }],
        conditions: Conditions {
            hours: "轮班".into(),
            ..Conditions::default()
        },
        prohibitions: vec![item(160, "不得泄露客户资料")],
        careers: vec![CareerPath {
            id: ItemId(170),
            kind: CareerKind::To,
            role: Some(MANAGER),
            ..CareerPath::default()
        }],
        control: DocumentControl {
            version: "V1.2".into(),
            effective_date: "2026年11月23日".into(),
            ..DocumentControl::default()
        },
        ..Role::default()
    }
}

/// A company of two nested departments and three roles.
pub(super) fn small_company() -> Project {
    let manager = Role {
        name: "总经理".into(),
        supervisor: Supervisor::Outside,
        supervisor_outside: "董事会".into(),
        ..Role::default()
    };
    let agent = Role {
        name: "客服专员".into(),
        qualifiers: vec![item(200, "夜班")],
        supervisor: Supervisor::Role(LEAD),
        duty_groups: vec![
            DutyGroup {
                title: "前台".into(),
                ..plain_group(210, &["接待来访", "接听电话"])
            },
            DutyGroup {
                title: "大堂".into(),
                ..plain_group(220, &["巡视大堂", "引导客户"])
            },
        ],
        ..Role::default()
    };
    let operations = Department {
        name: "运营中心".into(),
        departments: vec![SERVICE],
        ..Department::default()
    };
    let service = Department {
        name: "客服部".into(),
        head: Some(LEAD),
        purpose: "守住客户。".into(),
        duties: vec![item(300, "受理客户来电"), item(301, "汇总客户意见")],
        roles: vec![LEAD, AGENT],
        ..Department::default()
    };
    let company = Company {
        name: "示例公司".into(),
        departments: vec![OPERATIONS],
        roles: vec![MANAGER],
        rules: vec![RuleList {
            id: ItemId(400),
            title: "服务三不准".into(),
            items: vec![item(401, "不准顶撞客户"), item(402, "不准推诿")],
            numbering: Some(crate::model::settings::NumberStyle::Article),
            ..RuleList::default()
        }],
        ..Company::default()
    };
    Project {
        company: Arc::new(company),
        departments: [
            (OPERATIONS, Arc::new(operations)),
            (SERVICE, Arc::new(service)),
        ]
        .into(),
        roles: [
            (MANAGER, Arc::new(manager)),
            (LEAD, Arc::new(lead())),
            (AGENT, Arc::new(agent)),
        ]
        .into(),
        last_id: 500,
    }
}

/// The same with other settings.
pub(super) fn with_settings(
    mut project: Project,
    change: impl FnOnce(&mut DocumentSettings),
) -> Project {
    let company = Arc::make_mut(&mut project.company);
    change(Arc::make_mut(&mut company.settings));
    project
}

/// Makes projects of markers: each text is different from all others and part of none, and about a third is empty.
pub(super) struct Markers {
    rng: fastrand::Rng,
    last: u32,
}

impl Markers {
    pub(super) fn new(seed: u64) -> Markers {
        Markers {
            rng: fastrand::Rng::with_seed(seed),
            last: 0,
        }
    }

    fn id(&mut self) -> ItemId {
        self.last += 1;
        ItemId(self.last)
    }

    fn some(&mut self) -> String {
        self.last += 1;
        format!("«{}»", self.last)
    }

    fn maybe(&mut self) -> String {
        if self.rng.u8(..3) == 0 {
            String::new()
        } else {
            self.some()
        }
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.rng.usize(..all.len())]
    }

    fn weight(&mut self) -> Option<Weight> {
        self.rng.bool().then(|| Weight(self.rng.u16(..=1000)))
    }

    fn list<T>(&mut self, mut make: impl FnMut(&mut Markers) -> T) -> Vec<T> {
        let n = self.rng.usize(..4);
        (0..n).map(|_| make(self)).collect()
    }

    fn items(&mut self, depth: u8) -> Vec<Item> {
        self.list(|m| Item {
            id: m.id(),
            text: m.maybe(),
            children: if depth > 0 {
                m.items(depth - 1)
            } else {
                Vec::new()
            },
        })
    }

    fn duties(&mut self, depth: u8, plain: bool) -> Vec<Duty> {
        self.list(|m| {
            let mut duty = Duty {
                id: m.id(),
                text: m.maybe(),
                ..Duty::default()
            };
            if !plain {
                duty.category = m.maybe();
                duty.weight = m.weight();
                duty.degree = m.rng.bool().then(|| m.one_of(Degree::ALL));
                duty.standard = m.maybe();
            }
            if depth > 0 {
                duty.children = m.duties(depth - 1, plain);
            }
            duty
        })
    }

    fn authorities(&mut self, depth: u8) -> Vec<Authority> {
        self.list(|m| Authority {
            id: m.id(),
            text: m.maybe(),
            kind: m.one_of(AuthorityKind::ALL),
            limit: m.maybe(),
            note: m.maybe(),
            children: if depth > 0 {
                m.authorities(depth - 1)
            } else {
                Vec::new()
            },
        })
    }

    fn signature(&mut self) -> Signature {
        Signature {
            name: self.maybe(),
            date: self.maybe(),
        }
    }

    fn control(&mut self) -> DocumentControl {
        DocumentControl {
            version: self.maybe(),
            effective_date: self.maybe(),
            prepared: self.signature(),
            reviewed: self.signature(),
            approved: self.signature(),
            acknowledged: self.signature(),
            revisions: self.list(|m| Revision {
                id: m.id(),
                version: m.maybe(),
                date: m.maybe(),
                author: m.maybe(),
                text: m.maybe(),
            }),
        }
    }

    fn role(&mut self) -> Role {
        let plain = self.rng.bool();
        Role {
            name: self.some(),
            qualifiers: self.items(0),
            state: self.one_of(RoleState::ALL),
            code: self.maybe(),
            series: self.maybe(),
            grade: self.maybe(),
            headcount: self.rng.bool().then_some(Headcount { min: 1, max: 3 }),
            headcount_note: self.maybe(),
            incumbents: self.list(|m| Incumbent {
                id: m.id(),
                name: m.maybe(),
                concurrent: m.rng.bool(),
                note: m.maybe(),
            }),
            nature: self.maybe(),
            responsibility: self.maybe(),
            location: self.maybe(),
            supervisor: Supervisor::Outside,
            supervisor_outside: self.maybe(),
            functional: self.list(|m| FunctionalLine {
                id: m.id(),
                role: None,
                outside: m.maybe(),
                about: m.maybe(),
            }),
            imported_superior: String::new(),
            imported_subordinates: String::new(),
            purpose: self.maybe(),
            duty_groups: self.list(|m| DutyGroup {
                id: m.id(),
                title: m.maybe(),
                duties: m.duties(2, plain),
            }),
            authorities: self.authorities(2),
            relations: self.list(|m| Relation {
                id: m.id(),
                side: m.one_of(Side::ALL),
                with: m.maybe(),
                about: m.maybe(),
            }),
            qualifications: self.list(|m| Qualification {
                id: m.id(),
                kind: m.one_of(QualificationKind::ALL),
                necessity: m.one_of(Necessity::ALL),
                text: m.maybe(),
            }),
            kpis: self.list(|m| Kpi {
                id: m.id(),
                name: m.maybe(),
                target: m.maybe(),
                weight: m.weight(),
                cycle: m.maybe(),
                source: m.maybe(),
            }),
            conditions: Conditions {
                place: self.maybe(),
                hours: self.maybe(),
                environment: self.maybe(),
                travel: self.maybe(),
                equipment: self.maybe(),
                hazards: self.maybe(),
            },
            prohibitions: self.items(1),
            careers: self.list(|m| CareerPath {
                id: m.id(),
                kind: m.one_of(CareerKind::ALL),
                role: None,
                text: m.maybe(),
            }),
            notes: self.items(2),
            own_sections: self.list(|m| OwnSection {
                id: m.id(),
                title: m.maybe(),
                text: m.maybe(),
                items: m.items(1),
            }),
            control: self.control(),
        }
    }

    /// A company of markers: `n_departments` in a chain or side by side, and up to three roles in each.
    pub(super) fn project(&mut self, n_departments: u32) -> Project {
        let mut project = Project::default();
        let mut company = Company {
            name: self.some(),
            rules: self.list(|m| RuleList {
                id: m.id(),
                title: m.maybe(),
                text: m.maybe(),
                numbering: None,
                items: m.items(2),
            }),
            control: self.control(),
            ..Company::default()
        };
        let settings = Arc::make_mut(&mut company.settings);
        settings.layout = self.one_of(&RoleLayout::FULL);
        settings.show_empty_sections = self.rng.bool();
        settings.confidentiality = self.maybe();
        settings.book_title = self.maybe();
        company.roles = self.roles(&mut project);
        for id in 0..n_departments {
            let id = DepartmentId(1_000_000 + id);
            let department = Department {
                name: self.some(),
                code: self.maybe(),
                leader: self.maybe(),
                purpose: self.maybe(),
                duties: self.items(2),
                roles: self.roles(&mut project),
                ..Department::default()
            };
            let above = project.departments.keys().next_back().copied();
            match above.filter(|_| self.rng.bool()) {
                Some(above) => {
                    let above = project.departments.get_mut(&above).unwrap();
                    Arc::make_mut(above).departments.push(id);
                }
                None => company.departments.push(id),
            }
            project.departments.insert(id, Arc::new(department));
        }
        project.company = Arc::new(company);
        project
    }

    fn roles(&mut self, project: &mut Project) -> Vec<RoleId> {
        self.list(|m| {
            let id = RoleId(2_000_000 + project.roles.len() as u32);
            let role = m.role();
            project.roles.insert(id, Arc::new(role));
            id
        })
    }
}
