//! Where the fidelity report leads: for everything that could not be printed as wanted the place to look at, also where
//! the printed words were put together of several texts and no longer know which.

use crate::export::ExportWarning;
use crate::layout::{Flaw, FlawKind};
use crate::model::settings::{DocumentSettings, FontPart};
use crate::model::{Field, Owner, Place, Project, Spot};
use std::collections::{BTreeMap, BTreeSet};

/// Texts that print where no text of the model stands, all of them told.
const OUTSIDE: [Field; 3] = [Field::Header, Field::Footer, Field::Watermark];

/// Says of missing characters that stand in a header, a watermark or a box of a chart in which texts they were typed.
/// What another warning tells of already, at its place, goes: {岗位} in a header repeats a title.
pub fn place_missing(warnings: &mut Vec<ExportWarning>, project: &Project) {
    let mut told = BTreeSet::new();
    let mut lost: BTreeMap<char, Vec<Place>> = BTreeMap::new();
    for warning in &*warnings {
        if let ExportWarning::Missing { character, place } = *warning {
            if place.is_some() {
                told.insert(character);
            } else {
                lost.insert(character, Vec::new());
            }
        }
    }
    if lost.is_empty() {
        return;
    }
    find(Owner::Company, project, &mut lost);
    lost.retain(|character, found| !found.is_empty() || !told.contains(character));
    if lost.values().any(Vec::is_empty) {
        for owner in project.owners() {
            find(owner, project, &mut lost);
        }
    }
    let mut all = Vec::with_capacity(warnings.len());
    for warning in warnings.drain(..) {
        match warning {
            ExportWarning::Missing {
                character,
                place: None,
            } => match lost.get(&character).map(Vec::as_slice) {
                None => {}
                Some([]) => all.push(warning),
                Some(places) => all.extend(places.iter().map(|&place| ExportWarning::Missing {
                    character,
                    place: Some(place),
                })),
            },
            _ => all.push(warning),
        }
    }
    let mut told = BTreeSet::new();
    all.retain(|warning| told.insert(*warning));
    *warnings = all;
}

/// Notes in which text of `owner` each character stands that has not been found: the first, and all [`OUTSIDE`].
fn find(owner: Owner, project: &Project, lost: &mut BTreeMap<char, Vec<Place>>) {
    project.for_each_text(owner, &mut |place, text| {
        // Of what is never printed nothing can be missing.
        if place.field == Field::CodePattern {
            return;
        }
        let outside = place.owner == Owner::Company && OUTSIDE.contains(&place.field);
        for (&character, found) in &mut *lost {
            if (found.is_empty() || outside) && text.contains(character) {
                found.push(place);
            }
        }
    });
}

/// What to look at because of a warning.
pub fn spot_of(warning: &ExportWarning, project: &Project) -> Spot {
    let settings = &project.company.settings;
    if let Some(place) = warning.place() {
        return Spot::Text(place);
    }
    match *warning {
        ExportWarning::UnreadableLogo => Spot::Logo,
        ExportWarning::Font { font, .. } => Spot::Font(part_in(settings, font.name())),
        ExportWarning::Missing { character, .. } => named_by_settings(settings, character),
        ExportWarning::Flaw(Flaw { kind, .. }) => match kind {
            FlawKind::CoarsePicture { .. } | FlawKind::UnreadablePicture => Spot::Logo,
            FlawKind::DoesNotFit { .. } => Spot::Fit,
            FlawKind::Lacked { font, .. } => Spot::Font(part_in(settings, font.name())),
            FlawKind::SmallRunning => Spot::Text(Place::of(Owner::Company, Field::Header)),
            // Words of ours in a column: a smaller type makes room.
            FlawKind::BrokenWord | FlawKind::TooWide | FlawKind::TallRow => {
                Spot::Font(FontPart::Table)
            }
        },
        // It knows its role.
        ExportWarning::LeftOut(left_out) => {
            Spot::Text(Place::role(left_out.role, left_out.field()))
        }
    }
}

/// The first part of the page that is set in the font of this name.
fn part_in(settings: &DocumentSettings, name: &str) -> FontPart {
    let parts = FontPart::ALL.iter().copied();
    let mut parts = parts.filter(|&part| settings.fonts.of(part).1 == name);
    parts.next().unwrap_or(FontPart::Body)
}

/// The heading or label of the settings in which a character stands.
fn named_by_settings(settings: &DocumentSettings, character: char) -> Spot {
    let mut sections = settings.sections.iter();
    let mut facts = settings.facts.iter();
    let section = sections.find(|it| it.heading.contains(character));
    let fact = facts.find(|it| it.label.contains(character));
    match (section, fact) {
        (Some(section), _) => Spot::Heading(section.section),
        (None, Some(fact)) => Spot::Label(fact.fact),
        // Words of ours print in any font.
        (None, None) => Spot::Font(FontPart::Body),
    }
}
