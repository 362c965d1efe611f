//! Before a file of another program becomes a map: what was understood, what deserves attention, and what there is to choose.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{ComboBox, Role, ScrollArea, Ui, WidgetInfo};

use crate::exchange::{self, Choices, Format, Gathered, LinkKind, NoSign, Warning};
use crate::model::{Counts, Document, Lang, RelationKind, Stance};

use super::Shown;
use super::dialogs::{Choice, buttons_ui, title_ui};
use super::icons;
use super::theme::{bold_font, font};
use super::widgets::{FlatButton, paragraph};

/// So many warnings are listed.
const MOST_WARNINGS: usize = 200;
/// So many groups are listed to choose from.
const MOST_GROUPS: usize = 60;

/// A file that is to be imported.
#[derive(Clone, Debug)]
pub struct ImportForm {
    /// The file.
    pub path: PathBuf,
    /// The format that a person named.
    pub wanted: Option<Format>,
    /// How far it is.
    pub state: ImportState,
    /// Whether it goes to the map that is open.
    pub is_merge: bool,
}

/// How far the reading is.
#[derive(Clone, Debug)]
pub enum ImportState {
    /// It is being read.
    Busy,
    /// It cannot be read: a sentence.
    Refused(String),
    /// It was read.
    Read(Box<Understood>),
}

/// Where a map comes from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A file of another program.
    Others(Arc<Gathered>),
    /// A map of our own.
    Own(Arc<Document>),
}

/// What was read, and what was chosen.
#[derive(Clone, Debug)]
pub struct Understood {
    /// Where it comes from.
    pub origin: Origin,
    /// What was chosen.
    pub choices: Choices,
    /// Languages to choose from.
    pub languages: Vec<Lang>,
    /// What the choices give, once it is worked out.
    pub preview: Option<Box<Preview>>,
    /// For which choices that was asked last.
    pub asked: Option<Choices>,
}

/// What comes of a file.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The choices that it is made with.
    pub choices: Choices,
    /// The map.
    pub document: Arc<Document>,
    /// What is in it.
    pub counts: Counts,
    /// Arguments for and against.
    pub num_sides: (usize, usize),
    /// What hangs together with nothing.
    pub num_loose: usize,
    /// How it begins.
    pub first: Vec<FirstLine>,
    /// What deserves attention.
    pub warnings: Vec<Warning>,
}

/// A line of how a map begins.
#[derive(Clone, Debug)]
pub struct FirstLine {
    /// How deep it stands: 0 for the thesis.
    pub depth: usize,
    /// Whether it speaks for or against what is above it.
    pub kind: Option<RelationKind>,
    /// Whether it speaks for or against the thesis.
    pub stance: Option<Stance>,
    /// The sentence.
    pub words: String,
    /// Whose it is; may be empty.
    pub whose: String,
}

/// The form; [`Choice::Save`] if it is to be done.
pub(super) fn form_ui(ui: &mut Ui, shown: &Shown<'_>, form: &mut ImportForm) -> Choice {
    let (words, theme) = (shown.words, shown.theme);
    title_ui(ui, shown, words.import_title);
    let name = form.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match &mut form.state {
        ImportState::Busy => {
            paragraph(ui, &name, bold_font(15.0), theme.ink);
            ui.horizontal(|ui| {
                ui.spinner();
                paragraph(ui, words.import_busy, font(16.0), theme.ink);
            });
            // Nothing to do yet: the window can be closed.
            buttons_ui(ui, shown, &[words.cancel]).map_or(Choice::Open, |_| Choice::Close)
        }
        ImportState::Refused(text) => {
            paragraph(ui, &name, bold_font(15.0), theme.ink);
            paragraph(ui, text, font(16.0), theme.ink);
            ui.add_space(6.0);
            format_ui(ui, shown, &mut form.wanted, None);
            match buttons_ui(ui, shown, &[words.import_again, words.close]) {
                Some(0) => Choice::Reload,
                Some(_) => Choice::Close,
                None => Choice::Open,
            }
        }
        ImportState::Read(understood) => {
            let height = (ui.ctx().content_rect().height() - 210.0).clamp(220.0, 620.0);
            let before = form.wanted;
            ui.columns(2, |columns| {
                let [left, right] = columns else { return };
                // The window keeps its size, however much there is to say.
                left.set_min_height(height);
                right.set_min_height(height);
                ScrollArea::vertical()
                    .id_salt("choices")
                    .max_height(height)
                    .show(left, |ui| {
                        ui.set_width(ui.available_width() - 14.0);
                        paragraph(ui, &name, bold_font(15.0), theme.ink);
                        if let Origin::Others(gathered) = &understood.origin {
                            format_ui(ui, shown, &mut form.wanted, Some(gathered.format));
                        }
                        counts_ui(ui, shown, understood);
                        choices_ui(ui, shown, understood, &mut form.is_merge);
                    });
                ScrollArea::vertical()
                    .id_salt("preview")
                    .max_height(height)
                    .show(right, |ui| {
                        ui.set_width(ui.available_width() - 14.0);
                        preview_ui(ui, shown, understood);
                    });
            });
            if form.wanted != before {
                return Choice::Reload;
            }
            let is_ready = understood
                .preview
                .as_ref()
                .is_some_and(|preview| preview.choices == understood.choices);
            let name = if form.is_merge {
                words.import_merge
            } else {
                words.import_new
            };
            match buttons_ui(ui, shown, &[name, words.cancel]) {
                Some(0) if is_ready => Choice::Save,
                Some(0) | None => Choice::Open,
                Some(_) => Choice::Close,
            }
        }
    }
}

/// The format, which can be named if it was not known well.
fn format_ui(ui: &mut Ui, shown: &Shown<'_>, wanted: &mut Option<Format>, known: Option<Format>) {
    let words = shown.words;
    ui.horizontal(|ui| {
        ui.label(
            egui::RichText::new(words.import_as)
                .font(font(15.0))
                .color(shown.theme.ink),
        );
        let name = wanted.or(known).map_or(words.import_by_content, Format::name);
        let combo = ComboBox::from_id_salt("import-format")
            .selected_text(egui::RichText::new(name).font(font(15.0)))
            .height(320.0)
            .show_ui(ui, |ui| {
                ui.selectable_value(wanted, None, words.import_by_content);
                for format in Format::ALL.into_iter().filter(|format| format.is_read()) {
                    ui.selectable_value(wanted, Some(format), format.name());
                }
            });
        combo
            .response
            .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, words.import_as));
    });
}

fn label(ui: &mut Ui, shown: &Shown<'_>, text: &str) {
    ui.add_space(10.0);
    let text = egui::RichText::new(text).font(bold_font(14.0));
    ui.label(text.color(shown.theme.ink_soft));
}

/// What was understood as what.
fn counts_ui(ui: &mut Ui, shown: &Shown<'_>, understood: &Understood) {
    let (words, theme) = (shown.words, shown.theme);
    label(ui, shown, words.import_understood);
    let Some(preview) = &understood.preview else {
        ui.spinner();
        return;
    };
    let document = &preview.document;
    let (pro, contra) = preview.num_sides;
    let replies = preview
        .counts
        .claims
        .saturating_sub(pro + contra + preview.num_loose + 1);
    let rows = [
        (words.import_claims, preview.counts.claims),
        (words.import_pro, pro),
        (words.import_contra, contra),
        (words.import_replies, replies),
        (words.import_loose, preview.num_loose),
        (words.import_relations, preview.counts.relations),
        (words.import_stakeholders, document.stakeholders.len()),
        (words.import_themes, document.themes.len()),
        (words.import_sources, document.sources.len()),
    ];
    egui::Grid::new("import-counts")
        .num_columns(4)
        .min_row_height(22.0)
        .spacing([12.0, 2.0])
        .show(ui, |ui| {
            for pair in rows.chunks(2) {
                for (name, num) in pair {
                    let num = ui.label(
                        egui::RichText::new(num.to_string())
                            .font(bold_font(15.0))
                            .color(theme.ink),
                    );
                    num.widget_info(|| {
                        WidgetInfo::labeled(Role::Label, true, format!("{name}: {}", row_num(&rows, name)))
                    });
                    ui.label(egui::RichText::new(*name).font(font(15.0)).color(theme.ink));
                }
                ui.end_row();
            }
        });
}

fn row_num(rows: &[(&str, usize)], name: &str) -> usize {
    rows.iter().find(|(known, _)| *known == name).map_or(0, |(_, num)| *num)
}

/// What there is to choose.
fn choices_ui(ui: &mut Ui, shown: &Shown<'_>, understood: &mut Understood, is_merge: &mut bool) {
    let (words, theme) = (shown.words, shown.theme);
    label(ui, shown, words.import_goes_to);
    ui.horizontal_wrapped(|ui| {
        for (merge, name) in [(false, words.import_into_new), (true, words.import_into_open)] {
            if FlatButton::text(name)
                .selected(*is_merge == merge)
                .show(ui, theme)
                .clicked()
            {
                *is_merge = merge;
            }
        }
    });
    if *is_merge {
        paragraph(ui, words.import_into_open_help, font(14.0), theme.ink_soft);
    }
    let Origin::Others(gathered) = &understood.origin else {
        return;
    };
    let choices = &mut understood.choices;
    label(ui, shown, words.import_lang);
    ui.horizontal_wrapped(|ui| {
        for lang in &understood.languages {
            let name = words.language(*lang);
            if FlatButton::text(&name)
                .selected(choices.lang == *lang)
                .show(ui, theme)
                .clicked()
            {
                choices.lang = *lang;
            }
        }
    });
    if gathered.links.iter().any(|link| link.kind == LinkKind::Under) {
        label(ui, shown, words.import_no_sign);
        ui.horizontal_wrapped(|ui| {
            for (no_sign, name) in [(NoSign::Supports, words.pro), (NoSign::Attacks, words.contra)] {
                if FlatButton::text(name)
                    .selected(choices.no_sign == no_sign)
                    .show(ui, theme)
                    .clicked()
                {
                    choices.no_sign = no_sign;
                }
            }
        });
    }
    let check = |ui: &mut Ui, is_on: &mut bool, name: &str| {
        ui.checkbox(is_on, egui::RichText::new(name).font(font(15.0)).color(theme.ink));
    };
    let is_signed = |kind| matches!(kind, LinkKind::Support | LinkKind::Attack);
    if gathered.links.iter().any(|link| is_signed(link.kind)) {
        ui.add_space(6.0);
        check(ui, &mut choices.swapped, words.import_swapped);
    }
    let has_loose = understood.preview.as_ref().is_some_and(|preview| preview.num_loose > 0);
    if has_loose || choices.without_loose {
        check(ui, &mut choices.without_loose, words.import_without_loose);
    }
    if !gathered.groups.is_empty() {
        label(ui, shown, words.import_groups);
        for (group, is_stakeholder) in gathered.groups.iter().zip(&mut choices.stakeholders).take(MOST_GROUPS) {
            let name = [group.title.main(), group.id.as_str()]
                .into_iter()
                .chain(group.title.iter().map(|(_, words)| words))
                .find(|name| !name.is_empty())
                .unwrap_or("…");
            let name: String = name.chars().take(60).collect();
            check(ui, is_stakeholder, &name);
        }
    }
}

/// How the map begins, and what deserves attention.
fn preview_ui(ui: &mut Ui, shown: &Shown<'_>, understood: &Understood) {
    let (words, theme) = (shown.words, shown.theme);
    let Some(preview) = &understood.preview else { return };
    let text = egui::RichText::new(words.import_first).font(bold_font(14.0));
    ui.label(text.color(theme.ink_soft));
    for line in &preview.first {
        ui.horizontal_top(|ui| {
            ui.add_space(18.0 * line.depth as f32);
            let (rect, _) = ui.allocate_exact_size(egui::vec2(16.0, 20.0), egui::Sense::hover());
            if let Some(kind) = line.kind {
                // As on the map: the sign says what it does to what is above it, the color on which side it is.
                let supports = kind == RelationKind::Support;
                let look = match line.stance {
                    Some(Stance::Contra) => theme.contra,
                    _ => theme.pro,
                };
                icons::reply_sign(
                    ui.painter(),
                    rect.center(),
                    14.0,
                    supports,
                    false,
                    look.line,
                    theme.card,
                );
            }
            let face = if line.depth == 0 { bold_font(15.0) } else { font(15.0) };
            let sign = match line.kind {
                Some(RelationKind::Support) => words.pro,
                Some(RelationKind::Attack) => words.contra,
                None => "",
            };
            ui.vertical(|ui| {
                let response = paragraph(ui, &line.words, face, theme.ink);
                let said = format!("{sign} {}", line.words);
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.trim()));
                if !line.whose.is_empty() {
                    paragraph(ui, &line.whose, font(13.0), theme.ink_soft);
                }
            });
        });
    }
    let num_more = preview.counts.claims.saturating_sub(preview.first.len());
    if num_more > 0 {
        ui.add_space(4.0);
        paragraph(ui, &words.and_more(num_more), font(14.0), theme.ink_soft);
    }
    let text = egui::RichText::new(words.import_warnings(preview.warnings.len())).font(bold_font(14.0));
    ui.add_space(10.0);
    ui.label(text.color(theme.ink_soft));
    for warning in preview.warnings.iter().take(MOST_WARNINGS) {
        paragraph(ui, &words.exchange_warning(warning), font(14.0), theme.ink);
    }
    if preview.warnings.len() > MOST_WARNINGS {
        paragraph(
            ui,
            &words.and_more(preview.warnings.len() - MOST_WARNINGS),
            font(14.0),
            theme.ink,
        );
    }
}

impl Understood {
    /// A file of another program, with what it suggests itself.
    pub fn others(gathered: Gathered, lang: Lang, open: &[Lang]) -> Self {
        let choices = Choices::new(&gathered, lang);
        let mut languages = vec![choices.lang, Lang::NL, Lang::EN];
        languages.extend(open);
        Self::new(Origin::Others(Arc::new(gathered)), choices, languages)
    }

    /// A map of our own, shown in `lang` where it has that.
    pub fn own(document: Document, lang: Lang) -> Self {
        let languages = document.languages();
        let lang = if languages.contains(&lang) {
            lang
        } else {
            languages.first().copied().unwrap_or(lang)
        };
        let choices = Choices::new(&Gathered::new(Format::Text), lang);
        Self::new(Origin::Own(Arc::new(document)), choices, Vec::new())
    }

    fn new(origin: Origin, choices: Choices, all: Vec<Lang>) -> Self {
        let mut languages = Vec::new();
        for lang in all {
            if !languages.contains(&lang) {
                languages.push(lang);
            }
        }
        Self {
            origin,
            choices,
            languages,
            preview: None,
            asked: None,
        }
    }
}

impl Preview {
    /// So many lines show how a map begins.
    const LINES: usize = 10;

    /// What the choices make of it: takes time linear in the file.
    pub fn new(origin: &Origin, choices: &Choices) -> Self {
        let (document, warnings) = match origin {
            Origin::Others(gathered) => {
                let built = exchange::build(gathered, choices);
                let warnings = gathered.warnings.iter().cloned().chain(built.warnings).collect();
                (Arc::new(built.document), warnings)
            }
            Origin::Own(document) => (Arc::clone(document), Vec::new()),
        };
        let structure = crate::model::Structure::new(&document);
        let thesis = document.cover.thesis;
        let arguments = || thesis.into_iter().flat_map(|thesis| structure.children(thesis));
        let num = |kind| {
            let of = |id: &&crate::model::ClaimId| structure.place(**id).and_then(|place| place.kind) == Some(kind);
            arguments().filter(of).count()
        };
        let mut first = Vec::new();
        let mut waiting: Vec<(usize, crate::model::ClaimId)> = Vec::new();
        let is_loose = |id: &crate::model::ClaimId| Some(*id) != thesis && structure.is_loose(*id);
        waiting.extend(structure.loose().iter().take(Self::LINES).rev().map(|id| (1, *id)));
        waiting.extend(thesis.map(|thesis| (0, thesis)));
        while let (Some((depth, id)), true) = (waiting.pop(), first.len() < Self::LINES) {
            let Some(claim) = document.claims.get(id) else { continue };
            let read = |text| document.read(text, choices.lang).words.to_owned();
            let stakeholder = claim.stakeholder.and_then(|id| document.stakeholders.get(id));
            let theme = claim.theme.and_then(|id| document.themes.get(id));
            let whose: Vec<String> = [stakeholder.map(|one| read(&one.name)), theme.map(|one| read(&one.name))]
                .into_iter()
                .flatten()
                .filter(|name| !name.is_empty())
                .collect();
            first.push(FirstLine {
                depth,
                kind: structure.place(id).and_then(|place| place.kind),
                stance: structure.place(id).and_then(|place| place.stance),
                words: shortened(&read(&claim.text)),
                whose: whose.join(" · "),
            });
            // Two replies of each show what is under it.
            let most = if depth == 0 { Self::LINES } else { 2 };
            if depth < 3 {
                let children = structure.children(id);
                let shown = children.get(..most.min(children.len())).unwrap_or_default();
                waiting.extend(shown.iter().rev().map(|child| (depth + 1, *child)));
            }
        }
        Self {
            choices: choices.clone(),
            counts: structure.counts(),
            num_sides: (num(RelationKind::Support), num(RelationKind::Attack)),
            num_loose: document.claims.iter().filter(|(id, _)| is_loose(id)).count(),
            first,
            warnings,
            document,
        }
    }
}

/// The beginning of a text, on one line.
fn shortened(text: &str) -> String {
    const MOST: usize = 160;
    let mut words = text.split_whitespace();
    let mut short = String::new();
    for word in words.by_ref() {
        if !short.is_empty() && short.len() + word.len() > MOST {
            short.push('…');
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.extend(word.chars().take(MOST));
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn understood(text: &str) -> Understood {
        let gathered = exchange::read(text.as_bytes(), "argdown", None).unwrap();
        Understood::others(gathered, Lang::NL, &[Lang::EN])
    }

    #[test]
    fn a_preview_shows_what_the_choices_make_of_a_file() {
        let text = "[stelling]: Mengen is goed.\n  + <a>: Kinderen leren van elkaar.\n  - <b>: Het reizen kost tijd.\n    + <c>: De bus is duur.\n\n<los>: Iets anders.\n";
        let mut understood = understood(text);
        assert_eq!(understood.languages, [Lang::NL, Lang::EN]);
        let preview = Preview::new(&understood.origin, &understood.choices);
        assert_eq!((preview.num_sides, preview.num_loose), ((1, 1), 1));
        assert_eq!(preview.counts.claims, 5);
        let lines: Vec<(usize, &str)> = preview
            .first
            .iter()
            .map(|line| (line.depth, line.words.as_str()))
            .collect();
        assert_eq!(lines[0], (0, "Mengen is goed."));
        assert_eq!(lines[3], (2, "De bus is duur."));
        understood.choices.swapped = true;
        understood.choices.without_loose = true;
        let preview = Preview::new(&understood.origin, &understood.choices);
        assert_eq!(preview.first[1].kind, Some(RelationKind::Attack));
        assert_eq!((preview.num_loose, preview.counts.claims), (0, 4));
        assert!(
            preview.document.problems().is_empty(),
            "{:?}",
            preview.document.problems()
        );
    }
}
