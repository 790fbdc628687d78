//! Fonts of the computer: found, printed, embedded as their licence bits allow, and stood in for.
//!
//! No font of the machine is used: the fonts are ours with other names and bits, in a folder of the test. What was
//! looked for is kept for the process, so each test has names of its own.

#![expect(clippy::disallowed_methods, reason = "a test makes its own fonts")]

use gangshu::document::{Request, compose};
use gangshu::export::{ExportWarning, FontFault};
use gangshu::fonts::{Embedding, FontTrouble, Named};
use gangshu::layout::FlawKind;
use gangshu::model::settings::{DocumentSettings, EmbedFonts, PdfKind};
use gangshu::model::{Organisation, Project};
use gangshu::printing::{Format, PrintedFile, write};
use gangshu::storage::{
    find_fonts, load_font, load_new_fonts, parse_project, project_text, sample_project,
};
use lopdf::{Document, Object};
use std::io::Read as _;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use write_fonts::FontBuilder;
use write_fonts::read::FontRef;
use write_fonts::types::Tag;

/// Has the core of hanzi; 査 is in 宋 alone.
const KAI: &str = "GangshuKai-Regular.ttf";
const BOLD: &str = "GangshuHei-Bold.ttf";
const ONLY_IN_SONG: char = '査';

fn file(name: &str) -> Vec<u8> {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    std::fs::read(fonts.join(name)).expect("our face")
}

/// A name table with a family in Chinese and English (OpenType specification, format 0).
fn name_table(chinese: &str, english: &str) -> Vec<u8> {
    let names = [
        (0x409_u16, 1_u16, english.to_owned()),
        (0x409, 6, format!("{}-X", english.replace(' ', ""))),
        (0x804, 1, chinese.to_owned()),
    ];
    let (mut records, mut storage) = (Vec::new(), Vec::new());
    for (language, id, text) in names {
        let text: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for field in [3, 1, language, id, text.len() as u16, storage.len() as u16] {
            records.extend(u16::to_be_bytes(field));
        }
        storage.extend(text);
    }
    let mut table = Vec::new();
    for field in [0, 3, 6 + records.len() as u16] {
        table.extend(u16::to_be_bytes(field));
    }
    table.extend(records);
    table.extend(storage);
    table
}

/// One of our faces under another name, with these licence bits and weight.
fn font(face: &str, (chinese, english): (&str, &str), bits: u16, weight: u16) -> Vec<u8> {
    let original = file(face);
    let original = FontRef::new(&original).expect("a font");
    let os2 = original.table_data(Tag::new(b"OS/2")).expect("OS/2");
    let mut os2 = os2.as_bytes().to_vec();
    os2[4..6].copy_from_slice(&weight.to_be_bytes());
    os2[8..10].copy_from_slice(&bits.to_be_bytes());
    FontBuilder::new()
        .add_raw(Tag::new(b"name"), name_table(chinese, english))
        .add_raw(Tag::new(b"OS/2"), os2)
        .copy_missing_tables(original)
        .build()
}

/// Two fonts as one collection: the offsets of their tables count from the beginning of the file.
fn collection(fonts: [Vec<u8>; 2]) -> Vec<u8> {
    let mut starts = Vec::new();
    let mut at = 20;
    for font in &fonts {
        starts.push(at as u32);
        at += font.len().next_multiple_of(4);
    }
    let mut all = b"ttcf\0\x01\0\0\0\0\0\x02".to_vec();
    all.extend(starts.iter().flat_map(|start| start.to_be_bytes()));
    for (mut font, start) in fonts.into_iter().zip(starts) {
        let tables = usize::from(u16::from_be_bytes([font[4], font[5]]));
        for table in 0..tables {
            let place = 12 + 16 * table + 8;
            let bytes: [u8; 4] = font[place..place + 4].try_into().expect("four");
            let moved = u32::from_be_bytes(bytes) + start;
            font[place..place + 4].copy_from_slice(&moved.to_be_bytes());
        }
        font.resize(font.len().next_multiple_of(4), 0);
        all.extend(font);
    }
    all
}

/// Puts fonts into a folder and loads the one called `name` from there.
fn load(files: &[(&str, Vec<u8>)], name: &str) -> Named {
    let folder = tempfile::tempdir().expect("a folder");
    let below = folder.path().join("below");
    std::fs::create_dir(&below).expect("a folder");
    for (name, bytes) in files {
        std::fs::write(below.join(name), bytes).expect("written");
    }
    let fonts = find_fonts(&[folder.path().to_path_buf()]);
    load_font(&fonts, name).expect("room in the table")
}

fn sample(change: impl FnOnce(&mut DocumentSettings)) -> Project {
    let mut project = sample_project().expect("the sample");
    let company = Arc::make_mut(&mut project.company);
    change(Arc::make_mut(&mut company.settings));
    project
}

/// The first role of the sample in both formats.
fn print(project: &Project) -> [PrintedFile; 2] {
    let organisation = Organisation::of(project);
    let role = organisation.roles().next().expect("a role");
    let document = compose(project, &organisation, &Request::role(role));
    let files = write(&document, "x", &[Format::Pdf, Format::Docx]).expect("written");
    files.try_into().expect("two files")
}

/// Name, kind of font file, of each font in a PDF.
fn pdf_fonts(file: &PrintedFile) -> Vec<(String, String)> {
    let file = Document::load_mem(&file.bytes).expect("a PDF");
    let descriptors = file.objects.values().filter_map(|it| it.as_dict().ok());
    let descriptors = descriptors.filter(|it| it.has_type(b"FontDescriptor"));
    let mut fonts: Vec<(String, String)> = descriptors
        .map(|it| {
            let name = it
                .get(b"FontName")
                .and_then(Object::as_name)
                .expect("a name");
            let kinds = [b"FontFile2".as_slice(), b"FontFile3"].into_iter();
            let kind = kinds.filter(|key| it.has(key)).map(String::from_utf8_lossy);
            let name = String::from_utf8_lossy(name).into_owned();
            // Six letters stand before the name of a subset.
            let name = name.split_once('+').expect("a subset").1.to_owned();
            (name, kind.collect::<String>())
        })
        .collect();
    fonts.sort();
    fonts
}

fn has_font(file: &PrintedFile, name: &str, kind: &str) -> bool {
    pdf_fonts(file).contains(&(name.to_owned(), kind.to_owned()))
}

fn part(file: &PrintedFile, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&file.bytes)).expect("a package");
    let mut text = String::new();
    let mut part = zip.by_name(name).expect("the part");
    part.read_to_string(&mut text).expect("text");
    text
}

/// What the font table of a DOCX says of a font.
fn table_entry(file: &PrintedFile, name: &str) -> String {
    let table = part(file, "word/fontTable.xml");
    let begin = format!("<w:font w:name=\"{name}\">");
    let from = table
        .find(&begin)
        .unwrap_or_else(|| panic!("{name} in {table}"));
    let entry = table.get(from..).unwrap_or_default();
    entry
        .split("</w:font>")
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn fault(file: &PrintedFile, wanted: Named) -> Option<FontFault> {
    file.warnings.iter().find_map(|warning| match warning {
        ExportWarning::Font { font, fault } if *font == wanted => Some(*fault),
        _ => None,
    })
}

#[test]
fn a_font_of_the_computer_is_found_by_any_of_its_names_and_printed_and_embedded_in_both_formats() {
    let bytes = font(KAI, ("试楷甲", "Try Kai A"), 0, 400);
    let named = load(&[("a.TTF", bytes)], " try kai a ");
    assert_eq!(named.embedding(), Some(Embedding::Free));
    let project = sample(|it| " try kai a ".clone_into(&mut it.fonts.installed.body));
    let [pdf, docx] = print(&project);
    assert!(
        has_font(&pdf, "TryKaiA-X", "FontFile2"),
        "{:?}",
        pdf_fonts(&pdf)
    );
    assert_eq!((fault(&pdf, named), fault(&docx, named)), (None, None));
    assert!(table_entry(&docx, " try kai a ").contains("w:embedRegular"));
    assert!(part(&docx, "word/styles.xml").contains("w:eastAsia=\" try kai a \""));
    // The same twice, and only one subset of it.
    assert_eq!(print(&project)[0].bytes, pdf.bytes);
    assert_eq!(print(&project)[1].bytes, docx.bytes);
}

#[test]
fn the_licence_bits_are_obeyed_in_both_formats() {
    // Bits, printed in the PDF, embedded in the DOCX.
    let cases = [
        (8, Embedding::Free, true, true),
        (4, Embedding::ReadOnly, true, false),
        (2, Embedding::Restricted, false, false),
        (0x100, Embedding::Whole, false, false),
        (0x200, Embedding::BitmapsOnly, false, false),
    ];
    for (bits, embedding, in_pdf, in_docx) in cases {
        let name = format!("试位{bits}");
        let bytes = font(KAI, (&name, &format!("Bits {bits}")), bits, 400);
        let named = load(&[("b.ttf", bytes)], &name);
        assert_eq!(named.embedding(), Some(embedding));
        let [pdf, docx] = print(&sample(|it| it.fonts.installed.body.clone_from(&name)));
        let printed = format!("Bits{bits}-X");
        assert_eq!(has_font(&pdf, &printed, "FontFile2"), in_pdf, "{bits}");
        assert_eq!(has_font(&pdf, "GangshuSong-Regular", "FontFile2"), !in_pdf);
        let entry = table_entry(&docx, &name);
        assert_eq!(entry.contains("embedRegular"), in_docx, "{bits}: {entry}");
        if !in_docx {
            assert!(
                entry.contains("<w:altName w:val=\"Gangshu Song\"/>"),
                "{entry}"
            );
            let ours = table_entry(&docx, "Gangshu Song");
            assert!(ours.contains("embedRegular"), "{bits}: {ours}");
        }
        let forbidden = (!in_pdf).then_some(FontFault::Forbidden(embedding));
        assert_eq!(fault(&pdf, named), forbidden);
        let only_named = (in_pdf && !in_docx).then_some(FontFault::OnlyNamed);
        assert_eq!(fault(&docx, named), forbidden.or(only_named));
        let inside = part(&docx, "word/styles.xml");
        assert!(inside.contains(&format!("w:eastAsia=\"{name}\"")), "{bits}");
    }
}

#[test]
fn a_font_that_is_not_here_is_told_and_named_in_word_documents_and_ours_prints() {
    let named = load(&[], "试无");
    assert_eq!(named.trouble(), Some(FontTrouble::Missing));
    let [pdf, docx] = print(&sample(|it| {
        "试无".clone_into(&mut it.fonts.installed.title);
    }));
    let missing = Some(FontFault::Trouble(FontTrouble::Missing));
    assert_eq!(
        (fault(&pdf, named), fault(&docx, named)),
        (missing, missing)
    );
    assert!(has_font(&pdf, "GangshuHei-Bold", "FontFile2"));
    assert!(table_entry(&docx, "试无").contains("<w:altName w:val=\"Gangshu Hei\"/>"));
}

#[test]
fn what_a_font_lacks_prints_in_the_kind_that_stands_in_and_a_lacking_hanzi_is_told() {
    let name = "试缺";
    let named = load(&[("c.ttf", font(KAI, (name, "Try Lack"), 0, 400))], name);
    let mut project = sample(|it| name.clone_into(&mut it.fonts.installed.body));
    let role = Organisation::of(&project).roles().next().expect("a role");
    let text = format!("检{ONLY_IN_SONG}☐");
    let role = project.roles.get_mut(&role).expect("it");
    Arc::make_mut(role).purpose = text;
    let [pdf, docx] = print(&project);
    assert!(has_font(&pdf, "GangshuSong-Regular", "FontFile2"));
    for file in [pdf, docx] {
        let lacked = file.warnings.iter().filter_map(|warning| match warning {
            ExportWarning::Flaw(flaw) => Some(flaw),
            _ => None,
        });
        let lacked: Vec<_> = lacked
            .filter_map(|flaw| match flaw.kind {
                FlawKind::Lacked { font, character } => Some((font, character, flaw.place)),
                _ => None,
            })
            .collect();
        let [(font, character, place)] = lacked.as_slice() else {
            panic!("{:?}", file.warnings);
        };
        assert_eq!((*font, *character), (named, ONLY_IN_SONG));
        assert!(place.is_some());
    }
}

#[test]
fn bold_is_the_familys_own_and_a_title_in_a_font_without_bold_keeps_its_looks() {
    let regular = font(KAI, ("试族", "Try Family"), 0, 400);
    let bold = font(BOLD, ("试族", "Try Family"), 0, 700);
    let both = collection([regular, bold]);
    load(&[("d.ttc", both)], "试族");
    let single = font(KAI, ("试单", "Try Single"), 0, 400);
    load(&[("e.ttf", single)], "试单");
    let [pdf, docx] = print(&sample(|it| {
        "试族".clone_into(&mut it.fonts.installed.heading);
        "试单".clone_into(&mut it.fonts.installed.title);
    }));
    assert!(has_font(&pdf, "TryFamily-X", "FontFile2"));
    assert!(has_font(&pdf, "TrySingle-X", "FontFile2"));
    assert!(
        !has_font(&pdf, "GangshuHei-Bold", "FontFile2"),
        "{:?}",
        pdf_fonts(&pdf)
    );
    assert!(table_entry(&docx, "试族").contains("w:embedBold"));
    let single = table_entry(&docx, "试单");
    assert!(single.contains("w:embedRegular") && !single.contains("w:embedBold"));
}

#[test]
fn a_font_with_postscript_outlines_prints_also_in_files_for_the_archive_and_is_named_in_word() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/fonts/cff.otf");
    let bytes = std::fs::read(fixture).expect("the fixture");
    let named = load(&[("f.otf", bytes)], "测试方黑");
    assert_eq!(named.embedding(), Some(Embedding::Free));
    for kind in [PdfKind::Plain, PdfKind::Tagged, PdfKind::Archive] {
        let [pdf, docx] = print(&sample(|it| {
            "测试方黑".clone_into(&mut it.fonts.installed.body);
            it.pdf_kind = kind;
        }));
        assert!(
            has_font(&pdf, "GangshuTestCFF-Regular", "FontFile3"),
            "{:?}",
            pdf_fonts(&pdf)
        );
        assert_eq!(fault(&pdf, named), None);
        assert_eq!(fault(&docx, named), Some(FontFault::OnlyNamed));
        assert!(!table_entry(&docx, "测试方黑").contains("embed"));
    }
}

#[test]
fn parts_that_follow_the_running_text_follow_its_font() {
    let name = "试随";
    load(&[("g.ttf", font(KAI, (name, "Try Follow"), 0, 400))], name);
    let [_, docx] = print(&sample(|it| {
        name.clone_into(&mut it.fonts.installed.body);
        it.embed_fonts = EmbedFonts::None;
    }));
    let styles = part(&docx, "word/styles.xml");
    let named = styles.matches(&format!("w:eastAsia=\"{name}\"")).count();
    // Running text, items, cells, contents, header and footer, and the document's usual font.
    assert!(named >= 8, "{named}");
}

#[test]
fn names_that_mean_something_in_xml_do_no_harm() {
    let name = "<\"&'试>";
    load(&[("h.ttf", font(KAI, (name, "Try Xml"), 0, 400))], name);
    let [pdf, docx] = print(&sample(|it| {
        name.clone_into(&mut it.fonts.installed.heading);
    }));
    assert!(has_font(&pdf, "TryXml-X", "FontFile2"));
    let table = part(&docx, "word/fontTable.xml");
    assert!(table.contains("&lt;&quot;&amp;&apos;试&gt;"), "{table}");
    let control = "试\u{1}";
    load(&[], control);
    print(&sample(|it| {
        control.clone_into(&mut it.fonts.installed.heading);
    }));
}

#[test]
fn damaged_fonts_are_passed_over_or_told_and_never_stop_an_export() {
    let whole = font(KAI, ("试损", "Try Damage"), 0, 400);
    let mut random = fastrand::Rng::with_seed(7);
    for round in 0..24 {
        let mut bytes = whole.clone();
        if round % 2 == 0 {
            bytes.truncate(random.usize(..bytes.len()));
        } else {
            // The directory and the small tables, where counts and offsets stand.
            for _ in 0..8 {
                let place = random.usize(..4096);
                bytes[place] = random.u8(..);
            }
        }
        let name = format!("试损{round}");
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("x.ttf"), &bytes).expect("written");
        let mut fonts = find_fonts(&[folder.path().to_path_buf()]);
        for font in &mut fonts {
            font.listed.name.clone_from(&name);
        }
        let named = load_font(&fonts, &name).expect("room");
        let project = sample(|it| it.fonts.installed.title.clone_from(&name));
        let organisation = Organisation::of(&project);
        let role = organisation.roles().next().expect("a role");
        let document = compose(&project, &organisation, &Request::role(role));
        // A font that is damaged where nobody looked before is named by the error.
        if let Err(error) = write(&document, "x", &[Format::Pdf, Format::Docx]) {
            assert!(named.prints(), "{error}");
        }
    }
}

#[test]
fn a_font_that_is_asked_for_by_two_of_its_names_stands_in_a_file_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = font(KAI, ("试双名", "Try Twice"), 0, 400);
    std::fs::write(folder.path().join("k.ttf"), bytes).expect("written");
    let fonts = find_fonts(&[folder.path().to_path_buf()]);
    let names = ["试双名", "Try Twice"].map(|name| load_font(&fonts, name).expect("room"));
    assert!(names[0].is_same_font(names[1]) && names[0] != names[1]);
    let with = |body: &str| {
        print(&sample(|it| {
            let installed = &mut it.fonts.installed;
            "试双名".clone_into(&mut installed.title);
            body.clone_into(&mut installed.body);
        }))
    };
    let (once, twice) = (with("试双名"), with("Try Twice"));
    for (once, twice) in once.iter().zip(&twice) {
        assert_eq!(once.warnings, []);
        assert!(once == twice, "{} differs", once.name);
    }
}

#[test]
fn a_font_that_comes_later_prints_and_documents_made_before_stay_as_they_are() {
    let missing = load_font(&[], "试后来").expect("room");
    let project = sample(|it| "试后来".clone_into(&mut it.fonts.installed.body));
    let organisation = Organisation::of(&project);
    let role = organisation.roles().next().expect("a role");
    let compose = || compose(&project, &organisation, &Request::role(role));
    let before = compose();
    let count = Named::count();
    // Looked for again in vain.
    load_new_fonts(&[], ["试后来"].into_iter());
    assert_eq!(
        (Named::count(), Named::find("试后来")),
        (count, Some(missing))
    );

    let folder = tempfile::tempdir().expect("a folder");
    let bytes = font(KAI, ("试后来", "Try Later"), 0, 400);
    std::fs::write(folder.path().join("k.ttf"), bytes).expect("written");
    let fonts = find_fonts(&[folder.path().to_path_buf()]);
    load_new_fonts(&fonts, ["试后来"].into_iter());
    let here = Named::find("试后来").expect("it was looked for");
    assert!(
        here.prints() && Named::count() > count,
        "the preview sees that there is more"
    );
    let warnings = |document| {
        let files = write(document, "x", &[Format::Pdf, Format::Docx]).expect("written");
        files.into_iter().flat_map(|file| file.warnings).count()
    };
    assert_eq!((warnings(&before), warnings(&compose())), (2, 0));
    // What is here stays, whatever the list says later.
    load_new_fonts(&[], ["试后来"].into_iter());
    assert_eq!(Named::find("试后来"), Some(here));
}

#[test]
fn a_name_stays_in_the_file_and_none_is_not_written() {
    let without = project_text(&sample(|_| {})).expect("text");
    assert!(!without.contains("installed"));
    let project = sample(|it| "方正小标宋简体".clone_into(&mut it.fonts.installed.title));
    let text = project_text(&project).expect("text");
    let again = parse_project(&text).expect("a project");
    assert_eq!(
        again.company.settings.fonts.installed.title,
        "方正小标宋简体"
    );
}

#[test]
fn the_program_finds_fonts_by_itself_and_tells_which_are_missing() {
    let folder = tempfile::tempdir().expect("a folder");
    let fonts = folder.path().join("fonts");
    std::fs::create_dir(&fonts).expect("a folder");
    std::fs::write(
        fonts.join("k.ttf"),
        font(KAI, ("试程", "Try Program"), 0, 400),
    )
    .expect("written");
    let project = sample(|it| {
        "试程".clone_into(&mut it.fonts.installed.body);
        "试缺席".clone_into(&mut it.fonts.installed.title);
    });
    let text = project_text(&project).expect("text");
    std::fs::write(folder.path().join("p.ron"), text).expect("written");
    let done = Command::new(env!("CARGO_BIN_EXE_gangshu"))
        .args(["export", "p.ron", "--book", "--out", "p.pdf"])
        .env("GANGSHU_FONTS", &fonts)
        .current_dir(folder.path())
        .output()
        .expect("the program starts");
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(told.contains("字体「试缺席」本机没有安装"), "{told}");
    assert!(!told.contains("「试程」"), "{told}");
    let bytes = std::fs::read(folder.path().join("p.pdf")).expect("the file");
    let file = PrintedFile {
        folder: Default::default(),
        name: String::new(),
        bytes,
        warnings: Vec::new(),
    };
    assert!(
        has_font(&file, "TryProgram-X", "FontFile2"),
        "{:?}",
        pdf_fonts(&file)
    );
}
