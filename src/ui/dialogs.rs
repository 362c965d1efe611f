//! Windows over the map. Each gets its own state, and says what the person chose.

use std::path::PathBuf;

use egui::{Id, Key, Modal, Role, ScrollArea, TextEdit, Ui, WidgetInfo};

use crate::command::{Action, AppAction, FileAction};
use crate::model::{ClaimId, as_followed, is_followed};
use crate::storage::history::Before;
use crate::ui::typed::{self, Typed};
use crate::view::{Changed, Editing, ViewAction};

use super::Shown;
pub use super::evening_form::EveningForm;
use super::export_form::{self, ExportForm};
use super::help::{about_ui, glossary_ui, keys_ui, promises_ui};
use super::icons::Icon;
use super::import_form::{self, ImportForm};
use super::palette::{Palette, palette_ui};
use super::print_form::{self, PrintForm};
use super::theme::{bold_font, font};
use super::versions::{conflict_ui, versions_ui};
use super::widgets::{FlatButton, from_right, link_row, paragraph};

/// So many problems are listed; `check` on the command line lists all.
pub const MAX_PROBLEMS: usize = 500;

/// A picture of this width or height, in pixels, is sharp on any screen.
pub const ENOUGH_SIDE: u32 = 1600;

/// A version of the map, in the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VersionRow {
    /// Its file.
    pub path: PathBuf,
    /// When it was saved.
    pub time: String,
    /// What it is called.
    pub name: Option<String>,
}

/// What is different between two versions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Differences {
    /// A sentence for each.
    pub lines: Vec<String>,
    /// The claims on screen that they are about, and how.
    pub claims: Vec<(ClaimId, Changed)>,
}

/// What a path is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PathFor {
    /// A map to open.
    Open,
    /// A file of another program to read.
    Import,
    /// Where the map is written in another format.
    Export,
    /// Where pages are kept as PDF.
    Pages,
    /// Where the map is saved.
    Save,
    /// A picture for a claim, a card or the cover.
    Picture(crate::model::Item),
}

/// A window over the map.
#[derive(Clone, Debug)]
pub enum Dialog {
    /// There is unsaved work; what was asked for.
    Unsaved(FileAction),
    /// The file changed outside: what changed there (once it is compared), and whether there is unsaved work here.
    Conflict {
        theirs: Option<Differences>,
        is_dirty: bool,
    },
    /// Something failed: a sentence, and the file it is about.
    Error { text: String, path: Option<PathBuf> },
    /// A map that was to be opened is damaged or gone: why, and which; what can be opened in its place, and where the damaged
    /// file is kept then.
    Lost {
        text: String,
        path: PathBuf,
        before: Before,
        aside: Option<PathBuf>,
        is_gone: bool,
    },
    /// The map could not be saved: why, and where.
    NotSaved { text: String, path: PathBuf },
    /// The problems of the file: a sentence, and what shows where it can be mended.
    Problems(Vec<(String, Option<Action>)>),
    /// Opens a web address.
    Link(String),
    /// The map builds on this file, which is not in its folder.
    BaseElsewhere(PathBuf),
    /// How a claim is split in two.
    Split {
        claim: ClaimId,
        first: String,
        second: String,
    },
    /// A path, where there is no file window.
    Path { purpose: PathFor, typed: String },
    /// A file is in the way of saving.
    Replace(PathBuf),
    /// Work that was not saved was found: of which map (a path, or none), and how many minutes old. What is in it, or why
    /// it cannot be read.
    Recover {
        map: Option<PathBuf>,
        minutes: u64,
        changes: Vec<String>,
        is_readable: bool,
    },
    /// The versions of the map: which of them are compared, what differs, and a name being typed.
    Versions {
        rows: Vec<VersionRow>,
        compared: Vec<usize>,
        differences: Option<Differences>,
        naming: String,
    },
    /// A picture is larger than a map needs: whose it is, and its width and height.
    Shrink { item: crate::model::Item, size: (u32, u32) },
    /// A file of another program is to become a map.
    Import(Box<ImportForm>),
    /// In which format the map is to be written.
    Export(ExportForm),
    /// What is to be printed.
    Print(Box<PrintForm>),
    /// A file is in the way of what is to be written.
    ReplaceExport(PathBuf),
    /// How an evening is to go.
    Evening(Box<EveningForm>),
    /// An evening was cut off: its file, and a sentence about it.
    GoOn { path: PathBuf, text: String },
    /// How to begin.
    Start,
    /// The palette.
    Palette(Palette),
    /// The keys.
    Keys,
    /// Glossary and facts.
    Glossary,
    /// What never gets lost.
    Promises,
    /// What this is.
    About,
}

/// What was chosen in a window.
#[derive(Clone, PartialEq, Debug)]
pub enum Choice {
    /// Nothing yet.
    Open,
    /// Close it.
    Close,
    /// Save, then do what was asked.
    Save,
    /// Do what was asked without saving.
    Discard,
    /// Write over the other version.
    Overwrite,
    /// Open the other version.
    Reload,
    /// Save under another name.
    SaveAs,
    /// Open this address in the browser.
    OpenLink(String),
    /// Read the map that this one builds on, from outside its folder.
    ReadBase(PathBuf),
    /// Use this path.
    Path(PathBuf),
    /// Bring the work back.
    Recover,
    /// Split the claim as the fields say.
    Split,
    /// Make the picture smaller.
    Shrink,
    /// Open what was made in its own program; the window stays.
    OpenMade,
    /// Merge the version on disk into this one.
    Merge,
    /// Read this version, to compare it; the window stays.
    ReadVersion(PathBuf),
    /// Put this version back.
    PutBack(PathBuf),
    /// Keep the saved map under this name; the window stays.
    KeepVersion(String),
}

/// Shows a window.
pub fn dialog_ui(ui: &mut Ui, shown: &Shown<'_>, dialog: &mut Dialog, actions: &mut Vec<Action>) -> Choice {
    let width: f32 = match dialog {
        Dialog::Palette(_) => 560.0,
        Dialog::Keys | Dialog::Glossary | Dialog::Promises => 720.0,
        Dialog::Versions { .. } | Dialog::Start => 860.0,
        Dialog::Evening(_) => 680.0,
        Dialog::Export(_) => 860.0,
        Dialog::Print(_) => 1600.0,
        Dialog::Import(form) if matches!(form.state, import_form::ImportState::Read(_)) => 980.0,
        Dialog::Problems(_) | Dialog::About | Dialog::Recover { .. } | Dialog::Conflict { .. } => 620.0,
        _ => 480.0,
    };
    take_keyboard(ui);
    let mut choice = Choice::Open;
    let frame = egui::Frame::popup(ui.style()).inner_margin(egui::Margin::same(20));
    let modal = Modal::new(Id::unique(("dialog", window_key(dialog))))
        .frame(frame)
        .show(ui.ctx(), |ui| {
            ui.set_width(width.min(ui.ctx().content_rect().width() - 48.0));
            choice = content_ui(ui, shown, dialog, actions);
        });
    // The palette takes Escape itself.
    let closes = match dialog {
        Dialog::Palette(_) => modal.backdrop_response.clicked(),
        _ => modal.should_close(),
    };
    if choice == Choice::Open && closes {
        choice = Choice::Close;
    }
    choice
}

/// A window that has just opened takes the keyboard from what stands behind it.
fn take_keyboard(ui: &Ui) {
    let (id, frame) = (Id::unique("dialog-shown"), ui.cumulative_frame_nr());
    let last: Option<u64> = ui.data(|data| data.get_temp(id));
    ui.data_mut(|data| data.insert_temp(id, frame));
    if last.is_none_or(|last| last + 1 < frame) {
        ui.memory_mut(|memory| {
            if let Some(behind) = memory.focused() {
                memory.surrender_focus(behind);
            }
        });
    }
}

/// A window remembers its size by its key: another window, or other words in it, is another one.
fn window_key(dialog: &Dialog) -> (std::mem::Discriminant<Dialog>, usize) {
    let size = match dialog {
        Dialog::Error { text, .. } | Dialog::Lost { text, .. } => text.len(),
        Dialog::Problems(problems) => problems.len(),
        Dialog::Link(url) => url.len(),
        Dialog::Recover { changes, .. } => changes.len(),
        Dialog::Import(form) => match &form.state {
            import_form::ImportState::Busy => 0,
            import_form::ImportState::Refused(text) => 1 + text.len(),
            import_form::ImportState::Read(_) => 1,
        },
        _ => 0,
    };
    (std::mem::discriminant(dialog), size)
}

pub(super) fn title_ui(ui: &mut Ui, shown: &Shown<'_>, text: &str) {
    let text = egui::RichText::new(super::bidi::painted(text)).font(bold_font(20.0));
    ui.add(egui::Label::new(text.color(shown.theme.ink)).wrap());
}

/// Enter does what a window is for, unless something in it has the keyboard.
pub(super) fn is_entered(ui: &Ui) -> bool {
    let on_map = ui.memory(|memory| memory.focused().is_none_or(|id| id == super::paint::canvas_id()));
    on_map && !ui.is_sizing_pass() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// Buttons from the right; the first is what the window is for. Which was clicked.
pub(super) fn buttons_ui(ui: &mut Ui, shown: &Shown<'_>, names: &[&str]) -> Option<usize> {
    ui.add_space(12.0);
    let mut clicked = is_entered(ui).then_some(0);
    from_right(ui, |ui| {
        for (number, name) in names.iter().enumerate() {
            let button = FlatButton::text(name);
            let button = if number == 0 { button.filled() } else { button };
            if button.show(ui, shown.theme).clicked() {
                clicked = Some(number);
            }
        }
    });
    clicked
}

fn content_ui(ui: &mut Ui, shown: &Shown<'_>, dialog: &mut Dialog, actions: &mut Vec<Action>) -> Choice {
    let words = shown.words;
    let ink = shown.theme.ink;
    match dialog {
        Dialog::Unsaved(action) => {
            title_ui(ui, shown, words.ask_save);
            paragraph(ui, words.ask_save_help, font(16.0), ink);
            if let FileAction::OpenPath(path) | FileAction::OpenBefore(path) = action {
                paragraph(ui, &words.takes_place(path), font(16.0), ink);
            }
            match buttons_ui(ui, shown, &[words.save, words.dont_save, words.cancel]) {
                Some(0) => Choice::Save,
                Some(1) => Choice::Discard,
                Some(_) => Choice::Close,
                None => Choice::Open,
            }
        }
        Dialog::Conflict { theirs, is_dirty } => conflict_ui(ui, shown, theirs.as_ref(), *is_dirty, actions),
        Dialog::Error { text, path } => {
            title_ui(ui, shown, words.error);
            if let Some(path) = path {
                paragraph(ui, &path.display().to_string(), font(14.0), shown.theme.ink_soft);
            }
            paragraph(ui, text, font(16.0), ink);
            buttons_ui(ui, shown, &[words.ok]).map_or(Choice::Open, |_| Choice::Close)
        }
        Dialog::Lost {
            text,
            path,
            before,
            aside,
            is_gone,
        } => {
            title_ui(ui, shown, words.error);
            paragraph(ui, &path.display().to_string(), font(14.0), shown.theme.ink_soft);
            paragraph(ui, text, font(16.0), ink);
            paragraph(
                ui,
                &words.before_is_whole(path, before, aside.as_deref(), *is_gone),
                font(16.0),
                ink,
            );
            let open = match before {
                Before::Backup => words.open_before,
                Before::Version(_) => words.open_this_version,
            };
            match buttons_ui(ui, shown, &[open, words.cancel]) {
                Some(0) => {
                    actions.push(Action::File(FileAction::OpenBefore(path.clone())));
                    Choice::Close
                }
                Some(_) => Choice::Close,
                None => Choice::Open,
            }
        }
        Dialog::NotSaved { text, path } => {
            title_ui(ui, shown, words.not_saved);
            paragraph(ui, &path.display().to_string(), font(14.0), shown.theme.ink_soft);
            paragraph(ui, text, font(16.0), ink);
            match buttons_ui(ui, shown, &[words.save_as, words.close]) {
                Some(0) => Choice::SaveAs,
                Some(_) => Choice::Close,
                None => Choice::Open,
            }
        }
        Dialog::Problems(problems) => {
            title_ui(ui, shown, words.problems);
            paragraph(ui, words.problems_help, font(16.0), ink);
            let mut chosen = Choice::Open;
            ScrollArea::vertical()
                .max_height(420.0)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    for (sentence, way) in problems.iter().take(MAX_PROBLEMS) {
                        let Some(way) = way else {
                            paragraph(ui, sentence, font(15.0), ink);
                            continue;
                        };
                        let color = shown.theme.contra.line;
                        let row = link_row(ui, shown.theme, sentence, sentence, false, |painter, rect| {
                            super::icons::icon(painter, rect, Icon::Warning, color);
                        });
                        if row.clicked() {
                            actions.push(way.clone());
                            // In the form, where it can be mended.
                            if matches!(way, Action::View(_)) {
                                actions.push(Action::View(ViewAction::Edit(Editing::InPanel)));
                            }
                            chosen = Choice::Close;
                        }
                    }
                    if problems.len() > MAX_PROBLEMS {
                        paragraph(ui, "…", font(15.0), ink);
                    }
                });
            buttons_ui(ui, shown, &[words.close]).map_or(chosen, |_| Choice::Close)
        }
        Dialog::Link(url) => link_ui(ui, shown, url),
        Dialog::BaseElsewhere(path) => {
            title_ui(ui, shown, words.ask_base);
            paragraph(ui, &seen(&path.display().to_string()), font(14.0), shown.theme.ink_soft);
            paragraph(ui, words.ask_base_help, font(16.0), ink);
            match buttons_ui(ui, shown, &[words.read_base, words.cancel]) {
                Some(0) => Choice::ReadBase(path.clone()),
                Some(_) => Choice::Close,
                None => Choice::Open,
            }
        }
        Dialog::Split { first, second, .. } => split_ui(ui, shown, first, second),
        Dialog::Path { purpose, typed } => path_ui(ui, shown, *purpose, typed),
        Dialog::Import(form) => import_form::form_ui(ui, shown, form),
        Dialog::Export(form) => export_form::form_ui(ui, shown, form),
        Dialog::Print(form) => print_form::form_ui(ui, shown, form),
        Dialog::Evening(form) => super::evening_form::form_ui(ui, shown, form, actions),
        Dialog::GoOn { path, text } => {
            title_ui(ui, shown, words.evening);
            paragraph(ui, text, font(16.0), ink);
            match buttons_ui(ui, shown, &[words.evening_go_on, words.evening_end, words.later]) {
                Some(0) => {
                    actions.push(Action::App(AppAction::GoOnEvening(path.clone())));
                    Choice::Close
                }
                Some(1) => Choice::Discard,
                Some(_) => Choice::Close,
                None => Choice::Open,
            }
        }
        Dialog::Replace(path) | Dialog::ReplaceExport(path) => {
            title_ui(ui, shown, words.replace);
            paragraph(ui, &path.display().to_string(), bold_font(15.0), ink);
            paragraph(ui, words.replace_help, font(16.0), ink);
            match buttons_ui(ui, shown, &[words.replace_button, words.cancel]) {
                Some(0) => Choice::Overwrite,
                Some(_) => Choice::Close,
                None => Choice::Open,
            }
        }
        Dialog::Recover {
            map,
            minutes,
            changes,
            is_readable,
        } => {
            let title = if *is_readable {
                words.recovered
            } else {
                words.unreadable_copy
            };
            title_ui(ui, shown, title);
            let name = map
                .as_ref()
                .map_or(words.no_file.to_owned(), |path| path.display().to_string());
            paragraph(ui, &name, bold_font(16.0), ink);
            paragraph(ui, &words.minutes_ago(*minutes), font(15.0), ink);
            ui.add_space(6.0);
            for change in changes.iter() {
                paragraph(ui, change, font(14.0), shown.theme.ink_soft);
            }
            let buttons = [words.recover, words.later, words.discard];
            let num_hidden = usize::from(!*is_readable);
            match buttons_ui(ui, shown, buttons.get(num_hidden..).unwrap_or_default()).map(|at| at + num_hidden) {
                Some(0) => Choice::Recover,
                Some(1) => Choice::Close,
                Some(_) => Choice::Discard,
                None => Choice::Open,
            }
        }
        Dialog::Palette(palette) => {
            if palette_ui(ui, shown, palette, actions) {
                Choice::Close
            } else {
                Choice::Open
            }
        }
        Dialog::Versions {
            rows,
            compared,
            differences,
            naming,
        } => {
            title_ui(ui, shown, words.versions_title);
            versions_ui(ui, shown, rows, compared, differences.as_ref(), naming, actions)
        }
        Dialog::Shrink { size, .. } => {
            title_ui(ui, shown, words.shrink_title);
            paragraph(ui, &words.shrink_about(size.0, size.1, ENOUGH_SIDE), font(16.0), ink);
            match buttons_ui(ui, shown, &[words.shrink, words.keep_size, words.cancel]) {
                Some(0) => Choice::Shrink,
                Some(1) => Choice::Discard,
                Some(_) => Choice::Close,
                None => Choice::Open,
            }
        }
        Dialog::Start => {
            title_ui(ui, shown, words.start_title);
            super::start::start_ui(ui, shown, actions)
        }
        Dialog::Keys => keys_ui(ui, shown),
        Dialog::Glossary => glossary_ui(ui, shown),
        Dialog::Promises => promises_ui(ui, shown),
        Dialog::About => about_ui(ui, shown),
    }
}

/// A path or address with signs for letters that are not seen, or that turn others around.
pub(super) fn seen(text: &str) -> String {
    let escape = |letter: char| match letter {
        '\\' | '\'' | '"' => vec![letter],
        letter => letter.escape_debug().collect(),
    };
    text.chars().flat_map(escape).collect()
}

/// The page that an address opens in a browser: as it stands if it may be followed, with what it names written plainly.
pub(super) fn page_of(url: &str) -> Option<url::Url> {
    let url = as_followed(url);
    let parsed = url::Url::parse(&url).ok()?;
    (is_followed(&url) && matches!(parsed.scheme(), "http" | "https")).then_some(parsed)
}

fn link_ui(ui: &mut Ui, shown: &Shown<'_>, url: &str) -> Choice {
    let words = shown.words;
    // The host as the browser will see it: look-alike letters become visible.
    let Some(parsed) = page_of(url) else {
        title_ui(ui, shown, words.bad_link);
        paragraph(ui, words.not_followed(url), font(16.0), shown.theme.ink);
        paragraph(ui, &seen(url), font(14.0), shown.theme.ink_soft);
        return buttons_ui(ui, shown, &[words.close]).map_or(Choice::Open, |_| Choice::Close);
    };
    title_ui(ui, shown, words.ask_link);
    paragraph(ui, parsed.host_str().unwrap_or(""), bold_font(16.0), shown.theme.ink);
    paragraph(ui, parsed.as_str(), font(14.0), shown.theme.ink_soft);
    match buttons_ui(ui, shown, &[words.open_link, words.cancel]) {
        Some(0) => Choice::OpenLink(parsed.to_string()),
        Some(_) => Choice::Close,
        None => Choice::Open,
    }
}

/// Two fields, for the two sentences that one becomes.
fn split_ui(ui: &mut Ui, shown: &Shown<'_>, first: &mut String, second: &mut String) -> Choice {
    let words = shown.words;
    title_ui(ui, shown, words.split_title);
    paragraph(ui, words.split_about, font(15.0), shown.theme.ink_soft);
    let start = Id::unique("split-second");
    if !ui.is_sizing_pass() && ui.memory(|memory| memory.focused().is_none_or(|id| id == super::paint::canvas_id())) {
        ui.memory_mut(|memory| memory.request_focus(start));
    }
    for (label, field) in [(words.split_first, first), (words.split_second, second)] {
        let id = if label == words.split_second {
            start
        } else {
            Id::unique("split-first")
        };
        ui.label(
            egui::RichText::new(label)
                .font(bold_font(13.5))
                .color(shown.theme.ink_soft),
        );
        let response = ui.add(
            TextEdit::multiline(&mut Typed(field))
                .id(id)
                .desired_rows(2)
                .desired_width(f32::INFINITY)
                .font(bold_font(16.0)),
        );
        typed::hold(ui, &response, field);
        response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, label));
    }
    match buttons_ui(ui, shown, &[words.split, words.cancel]) {
        Some(0) => Choice::Split,
        Some(_) => Choice::Close,
        None => Choice::Open,
    }
}

fn path_ui(ui: &mut Ui, shown: &Shown<'_>, purpose: PathFor, typed: &mut String) -> Choice {
    let words = shown.words;
    let title = match purpose {
        PathFor::Open => words.open_link,
        PathFor::Import => words.import_title,
        PathFor::Export => words.export_title,
        PathFor::Pages => words.print_save_title,
        PathFor::Save => words.save_as,
        PathFor::Picture(_) => words.choose_picture,
    };
    title_ui(ui, shown, title);
    paragraph(ui, words.path_prompt, font(16.0), shown.theme.ink);
    let enter = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Enter));
    let field = Id::unique("path");
    let is_new = !ui.memory(|memory| memory.has_focus(field));
    let response = ui.add(
        TextEdit::singleline(&mut Typed(typed))
            .id(field)
            .desired_width(f32::INFINITY)
            .hint_text(words.path_hint),
    );
    typed::hold(ui, &response, typed);
    if is_new {
        // All of it is selected: a path that is pasted replaces what stands there.
        select(ui, field, 0..typed.chars().count());
    }
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words.path_prompt));
    response.request_focus();
    let clicked = buttons_ui(ui, shown, &[words.ok, words.cancel]);
    if clicked == Some(1) {
        return Choice::Close;
    }
    if (clicked == Some(0) || enter) && !typed.trim().is_empty() {
        return Choice::Path(PathBuf::from(typed.trim()));
    }
    Choice::Open
}

/// Selects letters in a text field (none: puts the cursor there).
pub(super) fn select(ui: &Ui, field: Id, letters: std::ops::Range<usize>) {
    use egui::text::{CCursor, CCursorRange};
    let mut state = egui::text_edit::TextEditState::load(ui.ctx(), field).unwrap_or_default();
    let cursor = |index: usize| CCursor::new(egui::text::CharIndex(index));
    state
        .cursor
        .set_char_range(Some(CCursorRange::two(cursor(letters.start), cursor(letters.end))));
    state.store(ui.ctx(), field);
}

#[cfg(test)]
mod tests {
    use super::page_of;

    #[test]
    fn only_pages_of_the_web_are_opened() {
        let attacks: Vec<String> = serde_json::from_str(include_str!("../../tests/hostile/links.json")).unwrap();
        for attack in attacks.iter().filter(|attack| *attack != "https://x.nl/a b") {
            assert_eq!(page_of(attack), None, "{attack:?}");
        }
        for mail in ["mailto:a@b.nl", "ftp://x.nl"] {
            assert_eq!(page_of(mail), None, "{mail}");
        }
        let opened = |url: &str| page_of(url).map(String::from);
        assert_eq!(opened(" https://x.nl/a b ").as_deref(), Some("https://x.nl/a%20b"));
        // Letters that look like others are shown as what they are.
        assert_eq!(
            opened("https://аррӏе.com").as_deref(),
            Some("https://xn--80ak6aa92e.com/")
        );
    }
}
