//! Chooses between window and terminal; everything else is in the library.

// Without a console window of its own on Windows.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use gangshu::storage::Renderer;
use gangshu::strings::shell::start;
use gangshu::{app, cli, strings};
use std::path::PathBuf;
use std::process::ExitCode;

/// Called wrongly.
const WRONG_USE: u8 = 2;
/// The window could not be opened.
const FAILED: u8 = 3;

fn main() -> ExitCode {
    attach_console();
    let arguments = std::env::args_os().skip(1);
    if let Some(outcome) = cli::run(arguments, &mut std::io::stdout(), &mut std::io::stderr()) {
        return ExitCode::from(outcome.code());
    }
    match window_arguments() {
        Ok((file, renderer)) => match app::start::run(file, renderer) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => {
                app::start::tell_failure(&failure);
                ExitCode::from(FAILED)
            }
        },
        Err(problem) => {
            eprintln!("{}", strings::cli::usage(&problem));
            ExitCode::from(WRONG_USE)
        }
    }
}

/// A windowed program on Windows has no console; one that was started from a console prints there.
#[cfg(windows)]
fn attach_console() {
    // Started from the desktop there is none, and nothing to print.
    winsafe::AttachConsole(winsafe::PidParent::Parent).ok();
}

#[cfg(not(windows))]
fn attach_console() {}

/// `[FILE] [--renderer glow|wgpu]`.
fn window_arguments() -> Result<(Option<PathBuf>, Option<Renderer>), String> {
    let mut arguments = lexopt::Parser::from_env();
    let mut file = None;
    let mut renderer = None;
    while let Some(argument) = arguments.next().map_err(|error| error.to_string())? {
        match argument {
            lexopt::Arg::Long("renderer") => {
                let name = arguments.value().map_err(|error| error.to_string())?;
                renderer = Some(match name.to_str() {
                    Some("glow") => Renderer::Glow,
                    Some("wgpu") => Renderer::Wgpu,
                    _ => return Err(start::unknown_renderer(&name.to_string_lossy())),
                });
            }
            lexopt::Arg::Value(path) if file.is_none() => file = Some(PathBuf::from(path)),
            lexopt::Arg::Value(path) => {
                return Err(strings::cli::unknown_option(&path.to_string_lossy()));
            }
            lexopt::Arg::Long(name) => {
                return Err(strings::cli::unknown_option(&format!("--{name}")));
            }
            lexopt::Arg::Short(name) => {
                return Err(strings::cli::unknown_option(&format!("-{name}")));
            }
        }
    }
    Ok((file, renderer))
}
