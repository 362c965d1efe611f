//! Posters, hand-outs, cards: laid out apart from the window, looked at, kept as a file and printed by the system's viewer.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{ColorImage, Context, TextureOptions};

use crate::model::{Document, Lang, Structure};
use crate::paper::{self, Choices, Item, Kind, Letters, Made};
use crate::report::ReportLang;
use crate::storage::disk;
use crate::storage::history;
use crate::ui::dialogs::Dialog;
use crate::ui::print_form::{PrintForm, Textures, picture_key, usual};
use crate::ui::words::Words;
use crate::ui::{NotMade, Output};

use super::App;
use super::files::{FileEvent, Inbox};
use super::outgoing::{NotWritten, Outgoing};
use super::pictures;

/// Lays out what was chosen. `map` is the file of the map, for the pictures beside it.
pub fn make(document: &Document, map: Option<&Path>, choices: &Choices) -> Made {
    let structure = Structure::new(document);
    let mut letters = Letters::new();
    let pictures = match choices.kind {
        Kind::Booklet => pictures_of(document, map),
        _ => BTreeMap::new(),
    };
    paper::make(document, &structure, choices, &pictures, &mut letters)
}

/// The pictures of the cards of the toolbox: PNG or JPEG, as they are or as they are shown.
fn pictures_of(document: &Document, map: Option<&Path>) -> BTreeMap<String, Arc<[u8]>> {
    let Some(map) = map else { return BTreeMap::new() };
    let paths = document
        .instruments
        .iter()
        .filter_map(|(_, instrument)| instrument.image.as_deref());
    paths
        .filter_map(|path| Some((path.to_owned(), Arc::from(pictures::for_print(map, path)?))))
        .collect()
}

/// What is printed first, and how, in a language of the map.
pub fn first_choices(document: &Document, map: Option<&Path>, kind: Kind, lang: Lang) -> Choices {
    let languages = document.languages();
    let lang = if languages.contains(&lang) {
        lang
    } else {
        languages.first().copied().unwrap_or(lang)
    };
    let (sheet, is_landscape) = usual(kind);
    let report_lang = if lang == Lang::NL {
        ReportLang::Dutch
    } else {
        ReportLang::English
    };
    Choices {
        kind,
        sheet,
        is_landscape,
        has_color: true,
        languages: vec![lang],
        if_full: paper::IfFull::default(),
        address: None,
        date: crate::report::day(report_lang, &super::today().to_string()),
        version: map.and_then(|map| history::list(map).into_iter().find_map(|version| version.name)),
    }
}

/// Pages that were laid out.
pub struct LaidOut {
    choices: Choices,
    made: Arc<Made>,
    /// Their pictures, small enough for the screen.
    pictures: Vec<(usize, ColorImage)>,
    /// Those that could not come along, in sentences.
    unshown: Vec<String>,
}

/// The pictures of pages, each once.
fn pictures_on(made: &Made) -> Vec<(usize, ColorImage)> {
    let mut found: Vec<(usize, ColorImage)> = Vec::new();
    for item in made.print.pages.iter().flat_map(|page| &page.items) {
        let Item::Picture { bytes, .. } = item else { continue };
        let key = picture_key(bytes);
        if found.iter().all(|(known, _)| *known != key)
            && let Ok(image) = pictures::decode(bytes)
        {
            found.push((key, image));
        }
    }
    found
}

impl Inbox {
    fn lay_out(
        &mut self,
        context: &Context,
        document: Document,
        map: Option<PathBuf>,
        choices: Choices,
        words: &'static Words,
    ) {
        self.start(context, "lay-out", move || {
            let made = make(&document, map.as_deref(), &choices);
            FileEvent::LaidOut(Box::new(LaidOut {
                pictures: pictures_on(&made),
                unshown: pictures::unshown_on(map.as_deref(), &document, words, choices.kind),
                choices,
                made: Arc::new(made),
            }))
        });
    }

    /// Writes pages as PDF, on which these pictures are not.
    pub(super) fn write_pages(
        &mut self,
        context: &Context,
        made: Arc<Made>,
        unshown: Vec<String>,
        path: PathBuf,
        is_opened: bool,
    ) {
        self.start(context, "pdf", move || {
            let written = paper::to_pdf(&made.print)
                .map_err(|why| NotWritten::Made(NotMade::new(Output::Pages, &why)))
                .and_then(|bytes| disk::save_bytes(&path, &bytes).map_err(NotWritten::Saved));
            FileEvent::Exported {
                path,
                result: written,
                unshown,
                is_opened,
            }
        });
    }
}

impl App {
    /// Shows what can be printed.
    pub(super) fn ask_print(&mut self, context: &Context) {
        let document = self.editor.document();
        let map = self.file.path.as_deref();
        let lang = self.view.spec.lang;
        let new = first_choices(document, map, Kind::Poster, lang);
        let languages = document.languages();
        let choices = match self.flags.printed.clone() {
            // As last time, but for the day and what this map has.
            Some(last) => Choices {
                date: new.date,
                version: new.version,
                languages: if last.languages.iter().all(|lang| languages.contains(lang)) {
                    last.languages
                } else {
                    new.languages
                },
                ..last
            },
            None => new,
        };
        self.dialog = Some(Dialog::Print(Box::new(PrintForm {
            address: choices.address.clone().unwrap_or_default(),
            choices,
            languages,
            made: None,
            unshown: Vec::new(),
            textures: Textures::new(),
            asked: None,
            page: 0,
            zoom: 0,
        })));
        self.ask_pages(context);
    }

    /// Asks for the pages of what is chosen now, if they are others than those that are shown. One at a time: while they are
    /// laid out, what is chosen meanwhile waits.
    pub(super) fn ask_pages(&mut self, context: &Context) {
        let Some(Dialog::Print(form)) = &mut self.dialog else {
            return;
        };
        let is_busy = form.asked.is_some() && form.asked.as_ref() != form.made.as_ref().map(|(choices, _)| choices);
        if is_busy || form.asked.as_ref() == Some(&form.choices) {
            return;
        }
        let choices = form.choices.clone();
        form.asked = Some(choices.clone());
        let map = self.file.path.clone();
        let words = self.settings.words();
        self.inbox
            .lay_out(context, self.editor.document().clone(), map, choices, words);
    }

    /// The pages are there.
    pub(super) fn laid_out(&mut self, context: &Context, laid_out: LaidOut) {
        if let Some(Dialog::Print(form)) = &mut self.dialog {
            form.made = Some((laid_out.choices, laid_out.made));
            form.unshown = laid_out.unshown;
            form.textures = laid_out
                .pictures
                .into_iter()
                .map(|(key, image)| (key, context.load_texture("print", image, TextureOptions::LINEAR)))
                .collect();
        }
    }

    /// Asks where the pages are to be kept.
    pub(super) fn pick_pages(&mut self, context: &Context, form: &PrintForm) {
        let Some(made) = form.current() else { return };
        self.flags.printed = Some(form.choices.clone());
        let name = self.suggested_name();
        let stem = name.strip_suffix(".ron").unwrap_or(&name);
        let kind = self
            .settings
            .words()
            .print_kind(form.choices.kind)
            .to_lowercase()
            .replace(' ', "-");
        let out = Outgoing::pages(format!("{stem}-{kind}.pdf"), Arc::clone(made), form.unshown.clone());
        self.pick_out(context, out);
    }

    /// Opens the pages in the program that the system has for PDF, from where they can be printed.
    pub(super) fn open_pages(&mut self, context: &Context, form: &PrintForm) {
        let Some(made) = form.current() else { return };
        self.flags.printed = Some(form.choices.clone());
        let folder = self.settings.folder().map_or_else(std::env::temp_dir, Path::to_owned);
        let name = self
            .settings
            .words()
            .print_kind(form.choices.kind)
            .to_lowercase()
            .replace(' ', "-");
        let path = folder.join(format!("{name}.pdf"));
        let unshown = form.unshown.clone();
        self.inbox.write_pages(context, Arc::clone(made), unshown, path, true);
    }
}
