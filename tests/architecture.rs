//! Holds the source tree to the map in `src/lib.rs`: which module may use which, and which crate belongs where.
//!
//! One package has no crate boundaries inside it, so nothing but this test stops `model` from importing `ui`.
//! It reads our source as syntax (use-trees and paths, macros included), not as text, and leaves out
//! `#[cfg(test)]` items and doc comments.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;
use std::path::Path;
use std::{fs, mem};
use syn::{Item, UseTree};

/// A module of ours, and the modules of ours that its code may use besides itself.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("edit", &["model"]),
    ("storage", &["model", "fonts"]),
    ("fonts", &["model"]),
    ("document", &["model", "fonts"]),
    ("layout", &["model", "document", "fonts"]),
    ("export", &["model", "document", "layout", "fonts"]),
    ("import", &["model", "edit"]),
    (
        "printing",
        &["model", "document", "layout", "export", "fonts"],
    ),
    (
        "strings",
        &[
            "model", "edit", "storage", "fonts", "document", "layout", "export", "printing",
            "import",
        ],
    ),
    (
        "ui",
        &[
            "model", "edit", "document", "layout", "fonts", "strings", "export", "printing",
            "import",
        ],
    ),
    (
        "app",
        &[
            "model", "edit", "storage", "document", "layout", "export", "fonts", "printing",
            "import", "strings", "ui",
        ],
    ),
    (
        "cli",
        &[
            "model", "edit", "storage", "document", "layout", "export", "fonts", "printing",
            "import", "strings",
        ],
    ),
    ("main", &["app", "cli", "storage", "strings"]),
    ("lib", &[]),
];

/// A crate (or part of std), and the only modules whose code may use it.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("egui", &["ui", "app", "main"]),
    ("eframe", &["ui", "app", "main"]),
    ("rfd", &["app", "main"]),
    ("arboard", &["app"]),
    ("ron", &["storage"]),
    ("std::fs", &["storage"]),
    ("printpdf", &["export"]),
    ("lopdf", &["export"]),
    ("docx_rs", &["export"]),
    ("subsetter", &["export"]),
    ("skera", &["export"]),
    ("zip", &["export", "import"]),
    ("quick_xml", &["export", "import"]),
    ("encoding_rs", &["import"]),
    ("html5gum", &["import"]),
    ("etcetera", &["storage"]),
    ("lexopt", &["cli", "main"]),
    ("serde_json", &["cli"]),
    ("winsafe", &["app", "cli", "main"]),
    ("std::time::SystemTime", &["app", "cli", "storage", "main"]),
    ("std::time::Instant", &["app", "cli", "ui", "main"]),
    ("std::env", &["app", "cli", "storage", "main"]),
];

/// The only modules whose code may hold words in Chinese; a single character is a sign, not a word.
const WORDS: &[&str] = &["strings", "document"];

/// One source file without its tests.
struct Source {
    /// Path for messages.
    name: String,
    /// Module path from the crate root: `["document", "blocks"]`.
    module: Vec<String>,
    /// Paths that the code names, resolved from the crate root where they begin with `crate`, `self` or `super`.
    paths: Vec<Vec<String>>,
    /// String literals in code.
    literals: Vec<String>,
    /// Modules that it declares for tests only (`#[cfg(test)] mod testing;`), whose files are no code.
    test_modules: Vec<Vec<String>>,
}

#[test]
fn modules_use_only_what_the_map_allows() {
    let mut faults = Vec::new();
    for source in sources() {
        let home = &source.module[0];
        let (_, allowed) = MAY_USE
            .iter()
            .find(|(module, _)| module == home)
            .unwrap_or_else(|| {
                panic!("`{home}` is missing from MAY_USE and from the map in src/lib.rs")
            });
        for path in &source.paths {
            let ours = match path.first().map(String::as_str) {
                Some("crate") => path.get(1),
                // main.rs sees the library from outside.
                Some("gangshu") => path.get(1),
                _ => None,
            };
            if let Some(used) = ours
                && MAY_USE.iter().any(|(module, _)| module == used)
                && used != home
                && !allowed.contains(&used.as_str())
            {
                faults.push(format!(
                    "{}: `{home}` must not use `{}`",
                    source.name,
                    path.join("::")
                ));
            }
            for (outside, homes) in ONLY_IN {
                let begins = outside
                    .split("::")
                    .zip(path)
                    .filter(|(a, b)| a == b)
                    .count();
                if begins == outside.split("::").count() && !homes.contains(&home.as_str()) {
                    faults.push(format!(
                        "{}: `{}` belongs in {homes:?}",
                        source.name,
                        path.join("::")
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn chinese_words_stand_only_where_words_belong() {
    let mut faults = Vec::new();
    let sources = sources();
    let (with_words, without): (Vec<_>, Vec<_>) = sources
        .iter()
        .partition(|source| WORDS.contains(&source.module[0].as_str()));
    let has_words = |literal: &String| literal.contains("岗位");
    assert!(
        with_words
            .iter()
            .any(|it| it.literals.iter().any(has_words)),
        "words are not seen even where they stand"
    );
    for source in without {
        for literal in &source.literals {
            let mut run = 0;
            for c in literal.chars() {
                run = if ('\u{3400}'..='\u{9fff}').contains(&c) {
                    run + 1
                } else {
                    0
                };
                if run == 2 {
                    faults.push(format!("{}: {literal}", source.name));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_map_in_the_crate_docs_names_every_module() {
    let map = fs::read_to_string("src/lib.rs").expect("src/lib.rs");
    for (module, _) in MAY_USE
        .iter()
        .filter(|(module, _)| !matches!(*module, "main" | "lib"))
    {
        assert!(
            map.contains(&format!("| [`{module}`]")),
            "`{module}` is not in the map"
        );
    }
}

#[test]
fn the_reader_sees_use_trees_paths_and_literals_but_no_tests() {
    let text = r#"
        //! 文档
        use crate::{model::{self, Role}, edit as change};
        use super::place::Field;
        /// 说明
        fn f() { let _ = std::fs::read("a"); println!("{}", crate::ui::x("词语")); }
        #[cfg(test)]
        mod tests { use crate::app::App; const W: &str = "测试"; }
    "#;
    let source = read("src/document/sub.rs", text);
    let paths: Vec<_> = source.paths.iter().map(|path| path.join("::")).collect();
    for expected in [
        "crate::model",
        "crate::model::Role",
        "crate::edit",
        "crate::document::place::Field",
    ] {
        assert!(
            paths.iter().any(|path| path == expected),
            "{expected} in {paths:?}"
        );
    }
    assert!(
        paths.iter().any(|path| path == "std::fs::read"),
        "{paths:?}"
    );
    assert!(paths.iter().any(|path| path == "crate::ui::x"), "{paths:?}");
    assert!(!paths.iter().any(|path| path.contains("app")), "{paths:?}");
    assert_eq!(
        source.test_modules,
        [["document", "sub", "tests"]],
        "a file of this module would be tests"
    );
    assert!(
        source
            .literals
            .iter()
            .any(|literal| literal.contains("词语"))
    );
    assert!(
        !source
            .literals
            .iter()
            .any(|literal| literal.contains("测试") || literal.contains("说明"))
    );
}

fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    walk(Path::new("src"), &mut found);
    assert!(
        found.len() > 20,
        "the walk over src found only {} files",
        found.len()
    );
    let tests: Vec<_> = found
        .iter()
        .flat_map(|it| it.test_modules.clone())
        .collect();
    found.retain(|source| !tests.iter().any(|test| source.module.starts_with(test)));
    found
}

fn walk(folder: &Path, found: &mut Vec<Source>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .expect("a readable folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&path).expect("UTF-8 source");
            found.push(read(&name, &text));
        }
    }
}

fn read(name: &str, text: &str) -> Source {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut module: Vec<String> = name
        .trim_start_matches("src/")
        .trim_end_matches(".rs")
        .split('/')
        .map(str::to_owned)
        .collect();
    if module.last().is_some_and(|last| last == "mod") {
        module.pop();
    }
    let mut source = Source {
        name: name.to_owned(),
        module,
        paths: Vec::new(),
        literals: Vec::new(),
        test_modules: Vec::new(),
    };
    let items = file.items;
    read_items(items, &mut source);
    source
}

fn read_items(items: Vec<Item>, source: &mut Source) {
    for item in items {
        if attributes(&item).iter().any(is_test_only) {
            if let Item::Mod(item) = item {
                let mut module = source.module.clone();
                module.push(item.ident.to_string());
                source.test_modules.push(module);
            }
            continue;
        }
        match item {
            Item::Use(item) => read_use(&item.tree, &mut Vec::new(), source),
            Item::Mod(item) => {
                source.module.push(item.ident.to_string());
                read_items(
                    item.content.map(|(_, items)| items).unwrap_or_default(),
                    source,
                );
                source.module.pop();
            }
            item => read_tokens(quote(&item), source),
        }
    }
}

fn attributes(item: &Item) -> &[syn::Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn is_test_only(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute
            .parse_args::<syn::Ident>()
            .is_ok_and(|condition| condition == "test")
}

fn quote(item: &Item) -> TokenStream {
    item.to_token_stream()
}

fn read_use(tree: &UseTree, above: &mut Vec<String>, source: &mut Source) {
    match tree {
        UseTree::Path(path) => {
            above.push(path.ident.to_string());
            read_use(&path.tree, above, source);
            above.pop();
        }
        UseTree::Group(group) => group
            .items
            .iter()
            .for_each(|tree| read_use(tree, above, source)),
        UseTree::Name(syn::UseName { ident }) | UseTree::Rename(syn::UseRename { ident, .. }) => {
            let mut path = above.clone();
            if ident != "self" || path.is_empty() {
                path.push(ident.to_string());
            }
            add_path(path, source);
        }
        UseTree::Glob(_) => add_path(above.clone(), source),
    }
}

/// Walks tokens, macros' insides included; leaves out attributes, and with them doc comments.
fn read_tokens(tokens: TokenStream, source: &mut Source) {
    let mut path: Vec<String> = Vec::new();
    let mut colons = 0;
    let mut after_hash = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                if colons != 2 {
                    add_path(mem::take(&mut path), source);
                }
                path.push(ident.to_string());
                (colons, after_hash) = (0, false);
            }
            TokenTree::Punct(punct) => {
                colons = if punct.as_char() == ':' {
                    colons + 1
                } else {
                    0
                };
                if colons == 0 {
                    add_path(mem::take(&mut path), source);
                }
                after_hash = punct.as_char() == '#' || (after_hash && punct.as_char() == '!');
            }
            TokenTree::Group(group) => {
                add_path(mem::take(&mut path), source);
                if !(after_hash && group.delimiter() == Delimiter::Bracket) {
                    read_tokens(group.stream(), source);
                }
                (colons, after_hash) = (0, false);
            }
            TokenTree::Literal(literal) => {
                add_path(mem::take(&mut path), source);
                let text = literal.to_string();
                if text.contains('"') {
                    source.literals.push(text);
                }
                (colons, after_hash) = (0, false);
            }
        }
    }
    add_path(path, source);
}

fn add_path(mut path: Vec<String>, source: &mut Source) {
    if path.len() < 2 {
        return;
    }
    if matches!(path[0].as_str(), "self" | "super") {
        let mut from = source.module.clone();
        while path
            .first()
            .is_some_and(|step| matches!(step.as_str(), "self" | "super"))
        {
            if path.remove(0) == "super" {
                from.pop();
            }
        }
        path.splice(0..0, std::iter::once("crate".to_owned()).chain(from));
    }
    source.paths.push(path);
}

#[test]
fn the_licences_shown_are_those_of_the_locked_versions() {
    let lock = fs::read_to_string("Cargo.lock").expect("Cargo.lock");
    let mut locked = std::collections::BTreeSet::new();
    let mut name = "";
    for line in lock.lines() {
        if let Some(found) = line.strip_prefix("name = \"") {
            name = found.trim_end_matches('"');
        } else if let Some(found) = line.strip_prefix("version = \"") {
            locked.insert(format!("{name} v{}", found.trim_end_matches('"')));
        }
    }
    let shown = fs::read_to_string("assets/licenses.txt").expect("the licences");
    for line in shown.lines() {
        let mut words = line.split(' ');
        let package = format!(
            "{} {}",
            words.next().unwrap_or(""),
            words.next().unwrap_or("")
        );
        assert!(
            locked.contains(&package),
            "{package} is not locked: make assets/licenses.txt again"
        );
        assert!(words.next().is_some(), "{package} has no licence");
    }
    let manifest = fs::read_to_string("Cargo.toml").expect("Cargo.toml");
    let dependencies = manifest
        .split("[dependencies]")
        .nth(1)
        .and_then(|rest| rest.split("\n[").next());
    for line in dependencies.expect("dependencies").lines() {
        let Some((name, _)) = line
            .split_once(" = ")
            .filter(|_| !line.starts_with([' ', '#']))
        else {
            continue;
        };
        assert!(
            shown.contains(&format!("\n{name} v")),
            "{name} is missing: make assets/licenses.txt again"
        );
    }
}
