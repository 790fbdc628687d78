//! Packs `fonts/*.ttf` with zstd into `OUT_DIR`, from where `src/fonts` embeds them.
//!
//! The repository keeps the plain files (their bytes are checked against `fonts/SHA256SUMS`); the
//! program carries them at half the size. A release packs as small as level 19 gets; a development
//! build packs fast, because it is thrown away.

use std::error::Error;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, io, thread};

/// 19.6 MB of 36.9 MB, in about ten seconds on two cores.
const RELEASE_LEVEL: i32 = 19;
/// 23.9 MB, in a seventh of a second.
const DEVELOPMENT_LEVEL: i32 = 1;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let level = match env::var("PROFILE")?.as_str() {
        "release" => RELEASE_LEVEL,
        _ => DEVELOPMENT_LEVEL,
    };

    let mut faces = Vec::new();
    for entry in fs::read_dir(root.join("fonts"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "ttf") {
            println!("cargo:rerun-if-changed={}", path.display());
            faces.push(path);
        }
    }

    // One thread a face: the largest one alone decides how long a release takes.
    let results: Vec<io::Result<()>> = thread::scope(|scope| {
        let workers: Vec<_> = faces
            .iter()
            .map(|face| scope.spawn(|| pack(face, &out, level)))
            .collect();
        let joined = workers.into_iter().map(|worker| worker.join());
        joined
            .map(|result| result.unwrap_or_else(|_| Err(io::Error::other("packing panicked"))))
            .collect()
    });
    for result in results {
        result?;
    }
    Ok(())
}

/// Writes `face` packed as `OUT_DIR/<file name>.zst`; the frame says how many bytes it unpacks to.
fn pack(face: &Path, out: &Path, level: i32) -> io::Result<()> {
    let name = face
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let packed = zstd::bulk::compress(&fs::read(face)?, level)?;
    File::create(out.join(format!("{name}.zst")))?.write_all(&packed)
}
