//! The editor of the company: its names, logo and rules. How its documents look is in `settings`.

use super::duties::RowOptions;
use super::lists::ListLook;
use super::role::list_of;
use super::{Editor, Section, widgets};
use crate::edit::{Edit, Value};
use crate::model::settings::NumberStyle;
use crate::model::{Company, Field, ListKind, ListPlace, Logo, Owner, Spot};
use crate::strings::{editor as words, fields};
use crate::ui::UiCommand;
use base64::Engine as _;
use egui::{ColorImage, Context, TextureHandle, TextureOptions, Ui, vec2};
use std::sync::Arc;

/// The longest side of a logo that is unpacked for the screen, in pixels: a hostile picture of a few hundred
/// bytes can claim to be gigabytes large.
const LARGEST_LOGO: u32 = 4096;

impl<'a, 's> Editor<'a, 's> {
    /// Every section of the company.
    pub(super) fn company(&mut self, ui: &mut Ui) {
        let company: &'a Company = &self.view.project.company;
        self.section(ui, Section::Basic, None, |editor, ui| {
            editor.own_fields(ui, &[Field::Name, Field::ShortName, Field::Code]);
            editor.logo(ui, company.logo.as_ref());
        });
        self.rules(ui, company);
        self.below(ui, None, &company.departments, &company.roles);
        self.settings_sections(ui, &company.settings);
        self.control(ui, &company.control, false);
    }

    fn logo(&mut self, ui: &mut Ui, logo: Option<&'a Arc<Logo>>) {
        widgets::labelled(ui, words::LOGO, |ui| {
            ui.horizontal_wrapped(|ui| {
                match logo {
                    None => {
                        widgets::remark(ui, words::NO_LOGO);
                    }
                    Some(logo) => {
                        match self.logo_texture(ui.ctx(), logo) {
                            Some(texture) => {
                                let image = egui::Image::new(&texture)
                                    .fit_to_exact_size(vec2(160.0, 48.0))
                                    .alt_text(words::LOGO);
                                ui.add(image);
                            }
                            None => {
                                ui.colored_label(
                                    ui.visuals().error_fg_color,
                                    words::LOGO_UNREADABLE,
                                );
                            }
                        }
                        // Base64 writes three bytes as four characters.
                        let bytes = logo.base64.len() / 4 * 3;
                        let format = fields::picture_format(logo.format);
                        widgets::remark(ui, &words::logo_size(format, bytes));
                    }
                }
                let choose = ui.button(words::CHOOSE_LOGO);
                self.reveal_at(Spot::Logo, &choose);
                if choose.clicked() {
                    self.out.push(UiCommand::ChooseLogo);
                }
                if logo.is_some() && ui.button(words::REMOVE_LOGO).clicked() {
                    self.edit(Edit::SetLogo(None));
                }
            });
        });
    }

    /// The logo for the screen, unpacked once for each picture.
    fn logo_texture(&mut self, ctx: &Context, logo: &Arc<Logo>) -> Option<TextureHandle> {
        let known = self.state.logo.as_ref();
        if !known.is_some_and(|(of, _)| Arc::ptr_eq(of, logo)) {
            let texture =
                unpack(logo).map(|image| ctx.load_texture("logo", image, TextureOptions::LINEAR));
            self.state.logo = Some((logo.clone(), texture));
        }
        self.state
            .logo
            .as_ref()
            .and_then(|(_, texture)| texture.clone())
    }

    fn rules(&mut self, ui: &mut Ui, company: &'a Company) {
        let document: &'a [NumberStyle] = &company.settings.numbering;
        self.section(
            ui,
            Section::Rules,
            Some(company.rules.len()),
            |editor, ui| {
                let list = list_of(Owner::Company, ListKind::RuleLists);
                let look = ListLook::default();
                editor.list(
                    ui,
                    list,
                    &company.rules,
                    look,
                    &mut |editor, ui, row, rules| {
                        ui.horizontal_top(|ui| {
                            let width = (ui.available_width() - 114.0).max(80.0);
                            editor.line(ui, row, Field::Title, &rules.title, width);
                            let all: Vec<Option<NumberStyle>> = std::iter::once(None)
                                .chain(NumberStyle::ALL.iter().copied().map(Some))
                                .collect();
                            let label = |style: Option<NumberStyle>| {
                                style.map_or(words::AS_DOCUMENT, fields::number_style)
                            };
                            editor.row_choice(
                                ui,
                                row,
                                words::RULE_NUMBERING,
                                RowOptions {
                                    current: rules.numbering,
                                    all: &all,
                                    label,
                                    width: 110.0,
                                },
                                Value::RuleNumbering,
                            );
                        });
                        editor.cell(ui, row, Field::Text, &rules.text, f32::INFINITY);
                        let mut numbers = document.to_vec();
                        if let (Some(own), Some(first)) = (rules.numbering, numbers.first_mut()) {
                            *first = own;
                        }
                        let list = ListPlace {
                            owner: Owner::Company,
                            kind: ListKind::Rules,
                            parent: Some(rules.id),
                        };
                        editor.items(ui, list, &rules.items, &numbers);
                    },
                );
            },
        );
    }
}

/// The picture of a logo; `None` if it is none that the screen can show.
fn unpack(logo: &Logo) -> Option<ColorImage> {
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(&logo.base64)
        .ok()?;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(LARGEST_LOGO);
    limits.max_image_height = Some(LARGEST_LOGO);
    let mut reader = image::ImageReader::new(std::io::Cursor::new(bytes))
        .with_guessed_format()
        .ok()?;
    reader.limits(limits);
    let picture = reader.decode().ok()?.to_rgba8();
    let size = [picture.width() as usize, picture.height() as usize];
    Some(ColorImage::from_rgba_unmultiplied(size, picture.as_raw()))
}
