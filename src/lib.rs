//! 岗书 Gangshu: drafts Chinese job descriptions (岗位说明书) offline and prints them as DOCX and PDF.
//!
//! The library works without a window; `main.rs` only chooses between window and terminal. The modules stand
//! below in reading order. A project changes through one door, [`edit::OpenProject::perform`]; everything
//! else reads `&Project`. A printed document is a chain of pure functions:
//!
//! ```text
//! Project ──document::compose──▶ blocks ──layout::paginate──▶ pages ──export::pdf──▶ bytes
//!                                   └──────export::docx──▶ bytes  └──ui::preview──▶ screen
//! ```
//!
//! | module | holds | may use |
//! |---|---|---|
//! | [`model`] | what a project is | nothing |
//! | [`edit`] | every change, undo | model |
//! | [`storage`] | the disk: project files, recovery, settings, the computer's fonts | model, fonts |
//! | [`fonts`] | the six faces and those of the computer, coverage, metrics | model (settings) |
//! | [`document`] | blocks and printed wording | model, fonts (which typeface) |
//! | [`layout`] | blocks → positioned pages | document, fonts |
//! | [`export`] | pages → PDF; blocks, and charts as layout draws them → DOCX; file names | document, layout, fonts |
//! | [`printing`] | project and wish → finished files | model, document, layout, export, fonts |
//! | [`import`] | messy text → a draft to review → one edit | model, edit |
//! | [`strings`] | every sentence a person reads on screen or in the terminal | model, error types |
//! | [`ui`] | draws, and asks for changes | all of the above but storage |
//! | [`app`] | the window's owner: files, dialogs, jobs | all |
//! | [`cli`] | the same without a window | all but ui and app |
//!
//! Never: `egui` outside ui, app and main; `std::fs` and `ron` outside storage; `printpdf` and `docx_rs` outside
//! export; `rfd` outside app; Chinese words outside strings, document, assets and tests; the clock or the
//! environment below app, cli and storage. `tests/architecture.rs` holds these walls.

pub mod model;

pub mod edit;

pub mod storage;

pub mod fonts;

pub mod document;

pub mod layout;

pub mod export;

pub mod printing;

pub mod import;

pub mod strings;

pub mod ui;

pub mod app;

pub mod cli;
