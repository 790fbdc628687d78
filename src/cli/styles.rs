//! `gangshu styles` and `--style`: named styles in the terminal.

use super::options::options;
use super::{Outcome, Problem, name_of};
use crate::model::Project;
use crate::model::settings::NamedStyle;
use crate::storage::{self, Folders};
use crate::strings::{look as words, shell};
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// Lists the styles, one a line: name, tab, where it comes from.
pub(super) fn list(
    arguments: impl Iterator<Item = OsString>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<Outcome, Problem> {
    options(arguments, &[])?;
    for style in storage::built_in_styles() {
        drop(writeln!(out, "{}\t{}", style.name, words::BUILT_IN));
    }
    let (stored, errors) = match Folders::find() {
        Ok(folders) => storage::list_styles(&folders),
        Err(error) => (Vec::new(), vec![error]),
    };
    for style in &stored {
        drop(writeln!(out, "{}\t{}", style.style.name, words::SAVED));
    }
    for error in &errors {
        let file = error.path().map(name_of).unwrap_or_default();
        let message = words::not_read(error, &file);
        drop(writeln!(err, "{}", shell::one_line(&message)));
    }
    Ok(if errors.is_empty() {
        Outcome::Done
    } else {
        Outcome::Findings
    })
}

/// Gives a project the look of a style, by its name or by its file.
pub(super) fn apply(project: &mut Project, name: &str) -> Result<(), Problem> {
    let style = find(name)?;
    let company = Arc::make_mut(&mut project.company);
    let own = [company.name.as_str(), company.short_name.as_str()];
    company.settings = Arc::new(style.apply(&company.settings, &own));
    Ok(())
}

fn find(name: &str) -> Result<NamedStyle, Problem> {
    let mut styles = storage::built_in_styles();
    if let Ok(folders) = Folders::find() {
        let stored = storage::list_styles(&folders).0.into_iter();
        styles.extend(stored.map(|it| it.style));
    }
    if let Some(style) = styles.iter().find(|it| it.name == name) {
        return Ok(style.clone());
    }
    let path = Path::new(name);
    if storage::exists(path) {
        return storage::load_style(path)
            .map_err(|error| Problem::failed(&words::not_read(&error, &name_of(path))));
    }
    let known: Vec<&str> = styles.iter().map(|it| it.name.as_str()).collect();
    Err(Problem::wrong_use(words::no_such_style(name, &known)))
}
