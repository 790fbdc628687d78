//! Opens the window with whatever can draw it.
//!
//! OpenGL starts fast but is missing on remote desktops and in virtual machines without a graphics driver; wgpu
//! works there through DirectX. So one is tried after the other, and the one that worked is remembered.

use super::{App, Begin, LoadedSettings, load_settings, panic};
use crate::storage::{Folders, Renderer, Settings};
use crate::strings::shell::{APP, start as words};
use eframe::NativeOptions;
use egui::{IconData, ViewportBuilder};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;

/// The program's icon.
const ICON: &[u8] = include_bytes!("../../assets/icon.png");
/// Size of the window at the first start, in points: fits a laptop of 1366 × 768.
const FIRST_SIZE: [f32; 2] = [1220.0, 720.0];
/// Below this the editor has no room beside the tree, in points.
const LEAST_SIZE: [f32; 2] = [760.0, 480.0];

/// Why no window could be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The program was started where there is no screen: over a remote shell, in a service.
    NoDisplay,
    /// No renderer works: what each of them said, for the person who helps.
    NoGraphics(String),
}

/// Opens the window and comes back when it is closed.
///
/// # Errors
/// If nothing can draw it.
pub fn run(file: Option<PathBuf>, forced: Option<Renderer>) -> Result<(), Failure> {
    if !has_display() {
        return Err(Failure::NoDisplay);
    }
    let folders = Folders::find().ok();
    panic::install(folders.clone());
    let settings = load_settings(folders.as_ref());
    let mut failures = Vec::new();
    for renderer in order(forced, settings.0.renderer) {
        match attempt(renderer, &settings, folders.as_ref(), file.as_ref()) {
            Ok(()) => return Ok(()),
            Err(failure) => failures.push(format!("{}: {failure}", String::from(renderer))),
        }
    }
    Err(Failure::NoGraphics(failures.join("; ")))
}

/// Which renderers are tried, in order: the one asked for, or the one that worked last, or the system's usual one.
fn order(forced: Option<Renderer>, remembered: Option<Renderer>) -> Vec<Renderer> {
    let usual = if cfg!(windows) {
        Renderer::Wgpu
    } else {
        Renderer::Glow
    };
    match (forced, remembered.unwrap_or(usual)) {
        (Some(forced), _) => vec![forced],
        (None, Renderer::Glow) => vec![Renderer::Glow, Renderer::Wgpu],
        (None, Renderer::Wgpu) => vec![Renderer::Wgpu, Renderer::Glow],
    }
}

fn attempt(
    renderer: Renderer,
    settings: &LoadedSettings,
    folders: Option<&Folders>,
    file: Option<&PathBuf>,
) -> Result<(), String> {
    let opened = Cell::new(false);
    let begin = Begin::native(folders.cloned(), file.cloned());
    let run = AssertUnwindSafe(|| {
        eframe::run_native(
            APP,
            options(renderer, &settings.0),
            Box::new(|cc| {
                // Called only once the renderer has started.
                opened.set(true);
                let mut app = App::with_settings(&cc.egui_ctx, begin, settings.clone());
                app.settings.renderer = Some(renderer);
                app.save_settings();
                Ok(Box::new(app))
            }),
        )
    });
    match catch_unwind(run) {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(error.to_string()),
        // A driver that breaks while the window is opened is one more reason to try the other renderer; a program
        // that breaks later must not begin anew behind the person's back.
        Err(broken) if opened.get() => resume_unwind(broken),
        Err(_) => Err("panicked".to_owned()),
    }
}

fn options(renderer: Renderer, settings: &Settings) -> NativeOptions {
    let size = settings.window_size.map_or(FIRST_SIZE, |(width, height)| {
        [
            (width as f32).max(LEAST_SIZE[0]),
            (height as f32).max(LEAST_SIZE[1]),
        ]
    });
    let icon = eframe::icon_data::from_png_bytes(ICON).unwrap_or_else(|_| IconData::default());
    NativeOptions {
        viewport: ViewportBuilder::default()
            .with_title(APP)
            .with_app_id("gangshu")
            .with_icon(icon)
            .with_inner_size(size)
            .with_min_inner_size(LEAST_SIZE)
            .with_maximized(settings.maximized)
            .with_drag_and_drop(true),
        renderer: match renderer {
            Renderer::Glow => eframe::Renderer::Glow,
            Renderer::Wgpu => eframe::Renderer::Wgpu,
        },
        // What we cannot print must not look printable.
        system_font_fallback: false,
        ..NativeOptions::default()
    }
}

/// Tells a person that no window could be opened: in the terminal, and in a dialog where there may be none.
pub fn tell_failure(failure: &Failure) {
    match failure {
        Failure::NoDisplay => eprintln!("{}", words::NO_DISPLAY),
        Failure::NoGraphics(details) => {
            let text = words::no_graphics(details);
            eprintln!("{}\n{text}", words::FAILED);
            rfd::MessageDialog::new()
                .set_level(rfd::MessageLevel::Error)
                .set_title(words::FAILED)
                .set_description(text)
                .show();
        }
    }
}

/// Windows and macOS always have a screen; elsewhere the environment names one.
fn has_display() -> bool {
    let named = |variable| std::env::var_os(variable).is_some_and(|value| !value.is_empty());
    cfg!(windows)
        || cfg!(target_os = "macos")
        || named("DISPLAY")
        || named("WAYLAND_DISPLAY")
        || named("WAYLAND_SOCKET")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_worked_last_is_tried_first_and_what_is_forced_alone() {
        assert_eq!(
            order(None, Some(Renderer::Wgpu)),
            [Renderer::Wgpu, Renderer::Glow]
        );
        assert_eq!(
            order(Some(Renderer::Glow), Some(Renderer::Wgpu)),
            [Renderer::Glow]
        );
        assert_eq!(order(None, None).len(), 2);
    }

    #[test]
    fn the_icon_is_a_picture() {
        let icon = eframe::icon_data::from_png_bytes(ICON).unwrap();
        assert_eq!((icon.width, icon.height), (192, 192));
    }
}
