//! Chooses between window and terminal.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = std::env::args_os().skip(1);
    match gangshu::cli::run(arguments, &mut std::io::stdout(), &mut std::io::stderr()) {
        Some(outcome) => ExitCode::from(outcome.code()),
        None => ExitCode::SUCCESS,
    }
}
