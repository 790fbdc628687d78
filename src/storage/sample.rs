//! The sample company that comes with the program: what a first start shows, and what tests print.

use super::project_text::{ProjectTextError, parse_project};
use crate::model::Project;

/// The sample's project file.
pub const SAMPLE_TEXT: &str = include_str!("../../assets/sample.ron");

/// A second sample's project file, for tests and trials: long tables, long texts, long names, empty sections,
/// deep departments, signs that some faces lack, every kind of type.
pub const HARD_SAMPLE_TEXT: &str = include_str!("../../assets/sample_hard.ron");

/// The sample company.
///
/// # Errors
/// Never, as a test proves; typed so that no panic stands behind a menu entry.
pub fn sample_project() -> Result<Project, ProjectTextError> {
    parse_project(SAMPLE_TEXT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::project_text;

    #[test]
    fn the_sample_opens_and_is_written_as_the_program_writes_it() {
        let project = sample_project().unwrap_or_else(|error| panic!("{error:?}"));
        assert!(project.roles.len() >= 20 && project.departments.len() >= 6);
        assert_eq!(
            project_text(&project).unwrap(),
            SAMPLE_TEXT,
            "run the sample through a save"
        );
    }

    #[test]
    fn the_hard_sample_opens_and_is_written_as_the_program_writes_it() {
        let project = parse_project(HARD_SAMPLE_TEXT).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(project_text(&project).unwrap(), HARD_SAMPLE_TEXT);
    }

    #[test]
    fn people_in_the_sample_are_plainly_samples() {
        let project = sample_project().unwrap();
        for role in project.roles.values() {
            for person in &role.incumbents {
                assert!(person.name.starts_with("示例"), "{}", person.name);
            }
        }
    }
}
