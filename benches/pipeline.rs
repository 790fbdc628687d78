//! Where an export's time goes, step by step, for a project file of any size:
//!
//! ```sh
//! cargo bench --bench pipeline -- company200.ron [RUNS]
//! ```
//!
//! Prints for each step the median of RUNS (default 9) in milliseconds of processor time of the whole process, all
//! threads together, so that other programs of the machine hardly count. On Linux it adds how much memory is held
//! after the step's first run (VmRSS, MiB; the step's result and those before it are then alive) and the most so far
//! (VmHWM). Project files are made by the bench `workload`.

#![expect(clippy::print_stdout, reason = "a command for the terminal")]

use cpu_time::ProcessTime;
use gangshu::document::{Request, compose};
use gangshu::export::{docx, pdf};
use gangshu::fonts::EmbeddedFonts;
use gangshu::layout::{page_numbers, paginate};
use gangshu::model::Organisation;
use gangshu::model::settings::EmbedFonts;
use gangshu::storage::{OnDisk, load_project, save_project};
use std::path::Path;

fn main() {
    // Cargo adds `--bench` to a benchmark's own arguments.
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let (file, runs) = match arguments.as_slice() {
        [file] => (file, Ok(9)),
        [file, runs] => (file, runs.parse()),
        _ => {
            println!("usage: cargo bench --bench pipeline -- PROJECT.ron [RUNS]");
            return;
        }
    };
    let bench = Bench {
        runs: runs.expect("RUNS is a number").max(1),
    };
    measure(&bench, Path::new(file));
}

fn measure(bench: &Bench, file: &Path) {
    println!("{}, median of {}", file.display(), bench.runs);
    println!("{:<34}{:>10}{:>10}{:>10}", "step", "CPU ms", "MiB", "most");
    let project = bench.step("load", || {
        load_project(file).expect("a project file").project
    });
    let copy = std::env::temp_dir().join(format!("gangshu-bench-{}.ron", std::process::id()));
    let saved = bench.step("save (write, read back, store)", || {
        save_project(&copy, &project, OnDisk::Replace).expect("room for a copy")
    });
    drop(saved);
    for suffix in ["", ".bak"] {
        let mut name = copy.clone().into_os_string();
        name.push(suffix);
        drop(std::fs::remove_file(name));
    }
    let organisation = bench.step("organisation", || Organisation::of(&project));
    let mut document = bench.step("compose", || {
        compose(&project, &organisation, &Request::book())
    });
    let numbers = bench.step("page numbers", || page_numbers(&document, &EmbeddedFonts));
    for (name, embed) in [
        ("DOCX without fonts", EmbedFonts::None),
        ("DOCX with used characters", EmbedFonts::Used),
    ] {
        document.embed_fonts = embed;
        let written = bench.step(name, || {
            docx::write(&document, Some(&numbers)).expect("a document")
        });
        println!("{:>34}{:>10} bytes", "", written.bytes.len());
    }
    let pages = bench.step("paginate", || paginate(&document, &EmbeddedFonts));
    let written = bench.step("PDF", || {
        pdf::write(&pages, &document.properties, document.pdf_kind).expect("a document")
    });
    println!("{:>34}{:>10} bytes", "", written.bytes.len());
}

/// Runs each step as often as was asked for.
struct Bench {
    runs: usize,
}

impl Bench {
    /// Measures a step; gives its first result.
    fn step<T>(&self, name: &str, mut run: impl FnMut() -> T) -> T {
        let mut timed = || {
            let start = ProcessTime::now();
            let result = run();
            (start.elapsed(), result)
        };
        let (first, result) = timed();
        let (held, most) = (memory("VmRSS:"), memory("VmHWM:"));
        let mut times = vec![first];
        times.extend((1..self.runs).map(|_| timed().0));
        times.sort_unstable();
        let median = times[times.len() / 2].as_secs_f64() * 1000.0;
        println!("{name:<34}{median:>10.1}{held:>10}{most:>10}");
        result
    }
}

/// A line of what Linux says of this process, in MiB; a dash elsewhere.
fn memory(key: &str) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(key));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.map_or_else(|| String::from("–"), |kib| (kib / 1024).to_string())
}
