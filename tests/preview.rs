//! The preview as a person meets it: its pages are those of the PDF, glyph for glyph; a click leads to the field, the
//! edited field is followed; a book of thousands of pages scrolls.

use egui::{Key, Pos2, Rect, Shape, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use gangshu::document::{Request, Scope, compose};
use gangshu::edit::{Edit, OpenProject};
use gangshu::fonts::{EmbeddedFonts, Face};
use gangshu::layout::{Page, PageItem, Pages, Text, paginate};
use gangshu::model::settings::HalfPoint;
use gangshu::model::{Field, Organisation, Owner, Place, Project, Role, RoleId};
use gangshu::printing::{Files, Format, PrintJob};
use gangshu::storage::sample_project;
use gangshu::strings::{self, preview as words};
use gangshu::ui::preview::{Preview, pens, preview_ui};
use gangshu::ui::{UiCommand, View};
use std::collections::HashMap;
use std::sync::Arc;

/// A window with nothing but the preview.
struct Window {
    open: OpenProject,
    organisation: Organisation,
    selection: Owner,
    preview: Preview,
    asked: Vec<UiCommand>,
}

impl Window {
    fn new(project: Project, selection: Owner) -> Window {
        Window {
            organisation: Organisation::of(&project),
            open: OpenProject::new(project),
            selection,
            preview: Preview::default(),
            asked: Vec::new(),
        }
    }

    fn frame(&mut self, ui: &mut egui::Ui) {
        let view = View {
            project: self.open.project(),
            organisation: &self.organisation,
            revision: self.open.revision(),
            selection: self.selection,
        };
        preview_ui(ui, view, &mut self.preview, &mut self.asked);
    }

    fn set_text(&mut self, place: Place, text: &str) {
        let text = text.to_owned();
        let edit = Edit::SetText { place, text };
        self.open.perform(edit).expect("the text has a place");
        self.organisation = Organisation::of(self.open.project());
    }

    fn pages(&self, request: &Request) -> Pages {
        let document = compose(self.open.project(), &self.organisation, request);
        paginate(&document, &EmbeddedFonts)
    }
}

fn fonts(ctx: &egui::Context) {
    let mut fonts = egui::FontDefinitions::default();
    let name = Face::HeiRegular.file_name().to_owned();
    let data = egui::FontData::from_static(Face::HeiRegular.bytes());
    fonts.font_data.insert(name.clone(), Arc::new(data));
    for family in fonts.families.values_mut() {
        family.insert(0, name.clone());
    }
    ctx.set_fonts(fonts);
}

fn window(project: Project, selection: Owner, size: Vec2) -> Harness<'static, Window> {
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(60)
        .with_context_setup(fonts)
        .build_ui_state(
            |ui, window: &mut Window| window.frame(ui),
            Window::new(project, selection),
        );
    settle(&mut harness);
    harness
}

/// Runs until the pages are there. A department is laid out on a thread: other threads go first meanwhile.
fn settle(harness: &mut Harness<'_, Window>) {
    harness.run();
    while harness.state().preview.is_working() {
        std::thread::yield_now();
        harness.step();
    }
    harness.run();
}

/// The sample's role with the longest sheet.
fn long_role(project: &Project) -> RoleId {
    let organisation = Organisation::of(project);
    let length = |id: &RoleId| {
        let document = compose(project, &organisation, &Request::role(*id));
        paginate(&document, &EmbeddedFonts).pages.len()
    };
    let longest = project.roles.keys().copied().max_by_key(length);
    longest.expect("the sample has roles")
}

fn texts(page: &Page) -> impl Iterator<Item = &Text> {
    page.items.iter().filter_map(|item| match item {
        PageItem::Text(text) => Some(text),
        _ => None,
    })
}

/// The rectangles with a picture from the atlas that were painted over the sheet, in order.
fn glyphs_on(harness: &Harness<'_, Window>, sheet: Rect) -> Vec<Rect> {
    let mut rects = Vec::new();
    for clipped in &harness.output().shapes {
        let Shape::Text(text) = &clipped.shape else {
            continue;
        };
        if (text.pos - sheet.min).length() > 0.01 {
            continue;
        }
        for row in &text.galley.rows {
            for corners in row.visuals.mesh.vertices.chunks_exact(4) {
                // What is plain colour has its texture coordinates in the atlas's first, white pixel.
                if corners[0].uv == pos2(0.0, 0.0) {
                    continue;
                }
                rects.push(Rect::from_min_max(corners[0].pos, corners[3].pos));
            }
        }
    }
    rects
}

#[test]
fn the_glyphs_of_a_role_stand_where_layout_puts_them() {
    let project = sample_project().unwrap();
    let role = long_role(&project);
    let mut harness = window(project, Owner::Role(role), vec2(900.0, 2600.0));
    for percent in [100_u16, 150] {
        harness.get_by_label(words::ZOOM).click();
        harness.run();
        harness.get_by_label(&words::percent(percent)).click();
        settle(&mut harness);
        let pages = harness.state().pages(&Request::role(role));
        let sheets = harness.state().preview.sheets().to_vec();
        assert!(!sheets.is_empty());
        for (index, sheet) in sheets {
            let zoom = f32::from(percent) / 100.0 * 96.0 / 72.0;
            let shown = sheet.width() / pages.width;
            assert!((shown - zoom).abs() < 1e-3, "{shown}, not {zoom}");
            let painted = glyphs_on(&harness, sheet);
            let page = &pages.pages[index];
            let wanted: Vec<(Face, f32, char, Pos2)> = texts(page)
                .flat_map(|text| {
                    pens(text).filter_map(|(c, x)| {
                        let c = c.filter(|&c| text.face.metrics().glyph(c).is_some())?;
                        let at = pos2(x, text.y) * zoom;
                        (!c.is_whitespace()).then_some((text.face, text.size, c, at))
                    })
                })
                .collect();
            assert!(wanted.len() > 20);
            assert_eq!(painted.len(), wanted.len(), "page {index}");
            // A glyph's picture begins a little off its pen, each time by the same amount but for the pixel grid.
            let mut offsets: HashMap<(Face, u32, char), Vec2> = HashMap::new();
            for (rect, (face, size, c, pen)) in painted.iter().zip(wanted) {
                let offset = rect.min - pen;
                let em = size * zoom;
                assert!(
                    offset.x.abs() < em && offset.y.abs() < 1.5 * em,
                    "{c} {offset}"
                );
                let known = offsets.entry((face, size.to_bits(), c)).or_insert(offset);
                let differs = *known - offset;
                assert!(differs.x.abs() <= 1.01, "{c}: {known} and {offset}");
                assert!(differs.y.abs() <= 1.01, "{c}: {known} and {offset}");
            }
        }
    }
}

#[test]
fn the_preview_has_as_many_pages_as_the_pdf_of_what_is_selected() {
    let project = sample_project().unwrap();
    let role = long_role(&project);
    let department = project.company.departments[0];
    let mut harness = window(project, Owner::Role(role), vec2(700.0, 900.0));
    let n_pages = |harness: &Harness<'_, Window>, request: &Request| {
        let wanted = harness.state().pages(request).pages.len();
        assert_eq!(harness.state().preview.n_pages(), wanted);
        wanted
    };
    n_pages(&harness, &Request::role(role));
    harness.state_mut().selection = Owner::Department(department);
    settle(&mut harness);
    let scope = Scope::Department {
        department,
        with_below: true,
    };
    let of_department = Request {
        scope,
        book: true,
        layout: None,
    };
    let fewer = n_pages(&harness, &of_department);
    harness.get_by_label(words::BOOK).click();
    settle(&mut harness);
    let book = n_pages(&harness, &Request::book());
    assert!(book > fewer);
    harness.state_mut().selection = Owner::Role(role);
    settle(&mut harness);
    assert_eq!(harness.state().preview.n_pages(), book, "the book stays");
    harness.get_by_label(words::SELECTED).click();
    settle(&mut harness);
    n_pages(&harness, &Request::role(role));
}

/// Where on the screen the middle of a text is.
fn on_screen(harness: &Harness<'_, Window>, width: f32, page: usize, text: &Text) -> Option<Pos2> {
    let sheets = harness.state().preview.sheets();
    let (_, sheet) = sheets.iter().find(|(index, _)| *index == page)?;
    let zoom = sheet.width() / width;
    let end = pens(text).last()?.1;
    let middle = vec2((text.x + end) / 2.0, text.y - text.size * 0.3);
    Some(sheet.min + middle * zoom)
}

#[test]
fn a_click_on_a_text_leads_to_its_field() {
    let project = sample_project().unwrap();
    let role = long_role(&project);
    let mut harness = window(project, Owner::Role(role), vec2(800.0, 1200.0));
    let pages = harness.state().pages(&Request::role(role));
    let mut clicked = 0;
    for text in texts(&pages.pages[0]) {
        let Some(place) = text.place else {
            continue;
        };
        let at = on_screen(&harness, pages.width, 0, text).unwrap();
        if at.y > 1150.0 {
            continue;
        }
        harness.hover_at(at);
        harness.drag_at(at);
        harness.drop_at(at);
        harness.run();
        let asked = std::mem::take(&mut harness.state_mut().asked);
        assert_eq!(asked, [UiCommand::Reveal(place.into())], "{:?}", text.text);
        clicked += 1;
    }
    assert!(clicked > 10, "{clicked}");
}

#[test]
fn the_edited_field_is_followed_and_whoever_scrolls_away_is_left_alone() {
    let project = sample_project().unwrap();
    let role = long_role(&project);
    let mut harness = window(project, Owner::Role(role), vec2(700.0, 500.0));
    let pages = harness.state().pages(&Request::role(role));
    let last = pages.pages.len() - 1;
    assert!(last > 0, "the sheet has several pages");
    let alone = |text: &&Text| {
        let same = |other: &Text| other.place == text.place;
        let before = &pages.pages[..last];
        text.place.is_some() && !before.iter().any(|page| texts(page).any(same))
    };
    let text = texts(&pages.pages[last]).find(alone).unwrap().clone();
    let place = text.place.unwrap();
    let seen = |harness: &Harness<'_, Window>| {
        let at = on_screen(harness, pages.width, last, &text);
        at.is_some_and(|at| (40.0..500.0).contains(&at.y))
    };
    assert!(!seen(&harness));
    harness.state_mut().preview.follow(Some(place));
    harness.run();
    assert!(seen(&harness), "{:?}", harness.state().preview.sheets());
    assert_eq!(harness.state().preview.current_page(), last);
    harness.hover_at(pos2(300.0, 300.0));
    harness.key_press(Key::Home);
    harness.run();
    assert_eq!(harness.state().preview.current_page(), 0);
    harness.state_mut().preview.follow(Some(place));
    harness.run();
    assert!(!seen(&harness), "not pulled back");
    let longer = format!(
        "{}并存档。",
        harness.state().open.project().text(place).unwrap()
    );
    harness.state_mut().set_text(place, &longer);
    harness.run();
    assert!(seen(&harness), "who types wants to see it");
}

#[test]
fn keys_buttons_and_numbers_turn_the_pages() {
    let project = sample_project().unwrap();
    let mut harness = window(project, Owner::Company, vec2(700.0, 800.0));
    let page = |harness: &Harness<'_, Window>| harness.state().preview.current_page();
    let pages = harness.state().preview.n_pages();
    assert!(pages > 20);
    harness.get_by_label(words::NEXT).click();
    harness.run();
    assert_eq!(page(&harness), 1);
    harness.hover_at(pos2(300.0, 400.0));
    harness.key_press(Key::End);
    harness.run();
    assert_eq!(page(&harness), pages - 1);
    harness.key_press(Key::PageUp);
    harness.key_press(Key::PageUp);
    harness.run();
    assert!(page(&harness) < pages - 1);
    harness.state_mut().preview.go_to(7);
    harness.run();
    assert_eq!(page(&harness), 7);
    harness.get_by_label(words::PREVIOUS).click();
    harness.run();
    assert_eq!(page(&harness), 6);
}

#[test]
fn a_link_in_the_contents_leads_to_its_page() {
    let project = sample_project().unwrap();
    let mut harness = window(project, Owner::Company, vec2(800.0, 1200.0));
    let pages = harness.state().pages(&Request::book());
    let (from, area, to) = pages
        .pages
        .iter()
        .enumerate()
        .find_map(|(index, page)| {
            page.items.iter().rev().find_map(|item| match item {
                PageItem::Link { area, page, .. } => Some((index, *area, *page)),
                _ => None,
            })
        })
        .unwrap();
    harness.state_mut().preview.go_to(from);
    harness.run();
    let sheets = harness.state().preview.sheets().to_vec();
    let (_, sheet) = sheets.iter().find(|(index, _)| *index == from).unwrap();
    let zoom = sheet.width() / pages.width;
    let at = sheet.min + vec2(area.x + area.width - 40.0, area.y + area.height / 2.0) * zoom;
    harness.hover_at(at);
    harness.drag_at(at);
    harness.drop_at(at);
    harness.run();
    assert!(harness.state().asked.is_empty());
    assert_eq!(harness.state().preview.current_page(), to);
}

#[test]
fn an_empty_company_and_a_role_that_is_gone_show_no_page_and_no_panic() {
    let harness = window(
        Project::default(),
        Owner::Role(RoleId(4)),
        vec2(500.0, 400.0),
    );
    assert_eq!(harness.state().preview.n_pages(), 0);
    let mut harness = window(Project::default(), Owner::Company, vec2(40.0, 30.0));
    harness.set_size(vec2(500.0, 400.0));
    settle(&mut harness);
    assert!(harness.state().preview.n_pages() > 0, "a book has a cover");
}

/// Nanoseconds of CPU that this thread has had; wall clock where the system does not say.
fn thread_time(since: std::time::Instant) -> u64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let run = stat.and_then(|stat| stat.split(' ').next()?.parse().ok());
    run.unwrap_or_else(|| since.elapsed().as_nanos() as u64)
}

/// The sample's roles again and again under new numbers, in one department after the other.
fn large_company(roles: u32) -> Project {
    let mut project = sample_project().expect("the sample opens");
    let models: Vec<Arc<Role>> = project.roles.values().cloned().collect();
    let departments: Vec<_> = project.departments.keys().copied().collect();
    for index in 0..roles {
        let id = RoleId(project.last_id + 1 + index);
        let model = &models[index as usize % models.len()];
        let role = Role {
            name: format!("{}{index}", model.name),
            ..(**model).clone()
        };
        project.roles.insert(id, Arc::new(role));
        let department = departments[index as usize % departments.len()];
        let department = project.departments.get_mut(&department);
        let department = department.expect("taken from the project");
        Arc::make_mut(department).roles.push(id);
    }
    project.last_id += roles;
    project
}

/// Nanoseconds of CPU that frames take which jump about in a long book: the median and the 99th of a hundred.
fn jumping(roles: u32, strip: bool) -> (usize, u64, u64) {
    let mut window = Window::new(large_company(roles), Owner::Company);
    window.preview.show_strip(strip);
    let ctx = egui::Context::default();
    fonts(&ctx);
    let start = std::time::Instant::now();
    let frame = |window: &mut Window, index: usize| {
        let input = egui::RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(900.0, 1000.0))),
            time: Some(index as f64 / 60.0),
            ..egui::RawInput::default()
        };
        let before = thread_time(start);
        let output = ctx.run_ui(input, |ui| window.frame(ui));
        let shapes = output.shapes.clone();
        let n_triangles = ctx.tessellate(shapes, output.pixels_per_point).len();
        output.drop_without_applying_deltas();
        assert!(n_triangles > 0);
        thread_time(start) - before
    };
    let mut index = 0;
    while window.preview.is_working() || window.preview.n_pages() == 0 {
        frame(&mut window, index);
        index += 1;
        std::thread::yield_now();
    }
    let pages = window.preview.n_pages();
    let mut times = Vec::new();
    for step in 0..400 {
        window.preview.go_to(step * 7919 % pages);
        times.push(frame(&mut window, index + step));
    }
    times.sort_unstable();
    (pages, times[200], times[times.len() * 99 / 100])
}

#[test]
fn a_long_book_scrolls_within_the_time_of_a_frame() {
    for strip in [false, true] {
        let (pages, median, p99) = jumping(600, strip);
        assert!(pages > 800, "{pages}");
        // Our own code is not optimised in a debug build.
        let limit = if cfg!(debug_assertions) { 40 } else { 8 };
        assert!(
            p99 < limit * 1_000_000,
            "p99 {} µs, median {} µs, small pages: {strip}",
            p99 / 1000,
            median / 1000
        );
    }
}

#[test]
fn pages_are_turned_one_by_one_and_two_by_two_and_ctrl_0_shows_them_whole() {
    let project = sample_project().unwrap();
    let mut harness = window(project, Owner::Company, vec2(700.0, 800.0));
    harness.state_mut().preview.go_to(6);
    harness.run();
    let stand = |harness: &mut Harness<'_, Window>, name: &str| {
        harness.get_by_label(words::STANDING).click();
        harness.run();
        harness.get_by_label(name).click();
        settle(harness);
    };
    let seen = |harness: &Harness<'_, Window>| -> Vec<usize> {
        let sheets = harness.state().preview.sheets().iter();
        sheets.map(|(page, _)| *page).collect()
    };
    stand(&mut harness, words::SINGLE);
    assert_eq!(seen(&harness), [6]);
    let (_, sheet) = harness.state().preview.sheets()[0];
    assert!(sheet.top() > 50.0 && sheet.bottom() < 800.0, "{sheet:?}");
    harness.hover_at(pos2(350.0, 400.0));
    harness.key_press(Key::PageDown);
    harness.run();
    assert_eq!(seen(&harness), [7]);
    stand(&mut harness, words::DOUBLE);
    assert_eq!(seen(&harness), [6, 7]);
    let [(_, left), (_, right)] = harness.state().preview.sheets() else {
        panic!("two sheets");
    };
    assert!(left.right() < right.left() && left.top() == right.top());
    harness.get_by_label(words::NEXT).click();
    harness.run();
    assert_eq!(seen(&harness), [8, 9]);
    harness.hover_at(pos2(350.0, 400.0));
    harness.key_press(Key::End);
    harness.run();
    let pages = harness.state().preview.n_pages();
    assert!(seen(&harness).contains(&(pages - 1)));
    harness.key_press(Key::Home);
    harness.run();
    assert_eq!(seen(&harness), [0, 1]);
    harness.get_by_label(words::ZOOM).click();
    harness.run();
    harness.get_by_label(&words::percent(150)).click();
    settle(&mut harness);
    let width = |harness: &Harness<'_, Window>| harness.state().preview.sheets()[0].1.width();
    assert!(width(&harness) > 700.0);
    harness.hover_at(pos2(350.0, 400.0));
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::Num0);
    settle(&mut harness);
    assert!(width(&harness) < 350.0, "{}", width(&harness));
}

#[test]
fn the_wheel_turns_a_page_that_is_seen_whole() {
    let project = sample_project().unwrap();
    let mut harness = window(project, Owner::Company, vec2(700.0, 800.0));
    harness.get_by_label(words::STANDING).click();
    harness.run();
    harness.get_by_label(words::SINGLE).click();
    settle(&mut harness);
    harness.hover_at(pos2(350.0, 400.0));
    harness.run();
    harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Line,
        delta: vec2(0.0, -1.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: egui::Modifiers::NONE,
    });
    settle(&mut harness);
    assert_eq!(harness.state().preview.current_page(), 1);
    assert_eq!(harness.state().preview.sheets().len(), 1);
}

#[test]
fn a_small_page_leads_to_the_large_one() {
    let project = sample_project().unwrap();
    let mut harness = window(project, Owner::Company, vec2(700.0, 800.0));
    harness.get_by_label(words::THUMBNAILS).click();
    settle(&mut harness);
    let strip = harness.get_by_role(egui::accesskit::Role::List).rect();
    let (_, sheet) = harness.state().preview.sheets()[0];
    assert!(sheet.left() > strip.right(), "they stand beside each other");
    let at = pos2(strip.center().x, strip.top() + 330.0);
    harness.hover_at(at);
    harness.drag_at(at);
    harness.drop_at(at);
    harness.run();
    assert_eq!(harness.state().preview.current_page(), 3);
}

/// Whether a glyph that lies aslant is painted left of `right`.
fn has_aslant_glyph(harness: &Harness<'_, Window>, right: f32) -> bool {
    let shapes = harness.output().shapes.iter();
    let mut texts = shapes.filter_map(|clipped| match &clipped.shape {
        Shape::Text(text) if clipped.clip_rect.right() < right => Some(text),
        _ => None,
    });
    texts.any(|text| {
        let rows = text.galley.rows.iter();
        let mut corners = rows.flat_map(|row| row.visuals.mesh.vertices.chunks_exact(4));
        corners.any(|it| it[0].uv != pos2(0.0, 0.0) && it[0].pos.y != it[1].pos.y)
    })
}

#[test]
fn small_pages_have_the_watermark_of_the_large_ones() {
    let mut project = sample_project().unwrap();
    for text in ["", "受控文件"] {
        let company = Arc::make_mut(&mut project.company);
        let settings = Arc::make_mut(&mut company.settings);
        settings.watermark.text = text.to_owned();
        settings.watermark.drafts = false;
        let mut harness = window(project.clone(), Owner::Company, vec2(700.0, 800.0));
        harness.get_by_label(words::THUMBNAILS).click();
        settle(&mut harness);
        let (_, sheet) = harness.state().preview.sheets()[0];
        assert_eq!(has_aslant_glyph(&harness, sheet.left()), !text.is_empty());
    }
}

#[test]
fn a_page_on_its_side_is_as_large_as_the_others_where_there_is_room() {
    let mut project = sample_project().unwrap();
    let company = Arc::make_mut(&mut project.company);
    let settings = Arc::make_mut(&mut company.settings);
    // The list of roles is too wide for an upright sheet.
    settings.table_size = HalfPoint(36);
    let mut harness = window(project, Owner::Company, vec2(1300.0, 800.0));
    let pages = harness.state().pages(&Request::book());
    let size = |page: usize| pages.size(page);
    let turned = (0..pages.pages.len()).find(|&page| size(page).0 > size(page).1);
    let turned = turned.expect("the list of roles");
    let width = |harness: &mut Harness<'_, Window>, page: usize| {
        harness.state_mut().preview.go_to(page);
        settle(harness);
        let sheets = harness.state().preview.sheets();
        let sheet = sheets.iter().find(|(index, _)| *index == page);
        sheet.expect("it is seen").1.width()
    };
    for (zoom, as_large) in [(words::FIT_PAGE, true), (words::FIT_WIDTH, false)] {
        harness.get_by_label(words::ZOOM).click();
        harness.run();
        harness.get_by_label(zoom).click();
        settle(&mut harness);
        let (upright, wide) = (width(&mut harness, 0), width(&mut harness, turned));
        let wanted = if as_large {
            upright * size(turned).0 / size(0).0
        } else {
            upright.max(wide)
        };
        assert!((wide - wanted).abs() < 1.0, "{zoom}: {upright} {wide}");
    }
    // 100 %: also where it is wider than the area.
    harness.set_size(vec2(500.0, 800.0));
    settle(&mut harness);
    harness.get_by_label(words::ZOOM).click();
    harness.run();
    harness.get_by_label(&words::percent(100)).click();
    settle(&mut harness);
    let wide = width(&mut harness, turned);
    assert!((wide - size(turned).0 * 96.0 / 72.0).abs() < 1.0, "{wide}");
}

#[test]
fn in_the_narrowest_preview_every_line_above_the_pages_is_one() {
    let harness = window(large_company(600), Owner::Company, vec2(262.0, 600.0));
    let height = |label: &str| harness.get_by_label(label).rect();
    let first = height(words::BOOK);
    let second = height(&words::of_pages_short(harness.state().preview.n_pages()));
    assert!(second.height() < 30.0, "{second:?}");
    assert!(first.bottom() <= second.top() + 8.0);
    let (zoom, print) = (height(words::ZOOM), height(words::PRINT));
    assert!(zoom.right() <= 262.0 && print.right() <= 262.0);
    assert!(second.right() <= zoom.left(), "{second:?} {zoom:?}");
    assert!(first.right() <= height(words::STANDING).left());
}

/// What the preview's list says, and what an export of the same says, in an order of their own.
fn said(harness: &Harness<'_, Window>) -> [Vec<String>; 2] {
    let window = harness.state();
    let (project, organisation) = (window.open.project(), &window.organisation);
    let shown = window.preview.warnings(project);
    let job = PrintJob {
        request: Request::book(),
        files: Files::One("全".into()),
        formats: vec![Format::Pdf],
    };
    let mut printed = Vec::new();
    gangshu::printing::print(project, organisation, &job, &mut |file, _| {
        printed.extend(file.warnings);
        std::ops::ControlFlow::Continue(())
    })
    .expect("the book is written");
    [shown, printed].map(|warnings| {
        let mut said: Vec<String> = warnings
            .iter()
            .map(|warning| strings::export::explain_warning(warning, project))
            .collect();
        said.sort();
        said
    })
}

#[test]
fn the_preview_tells_of_everything_that_an_export_would_and_of_the_same_places() {
    let mut project = sample_project().unwrap();
    let role = long_role(&project);
    for place in [
        Place::of(Owner::Company, Field::Header),
        Place::of(Owner::Company, Field::Footer),
        Place::of(Owner::Company, Field::Watermark),
        Place::role(role, Field::Name),
        Place::role(role, Field::Purpose),
    ] {
        let text = format!(
            "{{岗位}}说明\u{f_0000}{}",
            project.text(place).unwrap_or_default()
        );
        assert!(project.set_text(place, &text));
    }
    let size = vec2(900.0, 700.0);
    let mut harness = window(project, Owner::Company, size);
    settle(&mut harness);
    let [shown, printed] = said(&harness);
    assert_eq!(shown, printed);
    // In the header, the footer, the watermark, the name and the purpose; each once.
    let missing = shown.iter().filter(|line| line.contains("U+F0000"));
    assert_eq!(missing.count(), 5, "{shown:?}");
}
