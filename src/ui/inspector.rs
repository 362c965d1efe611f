//! What is selected, in full: read here, changed in `forms.rs`.

use egui::{ScrollArea, Ui};

use crate::command::{Action, AppAction};
use crate::edit::{Site, Under};
use crate::layout::Spot;
use crate::model::{Claim, ClaimId, Mark, RelationKind, StakeholderId, Stance, Target};
use crate::view::{Editing, Selected, ViewAction};

use super::card::relation_icon;
use super::icons::{self, Icon};
use super::markdown::rich_ui;
use super::rows::{claim_row, edit_row, source_ui};
use super::theme::{bold_font, font};
use super::widgets::{FlatButton, chip, heading, link_row, paragraph};
use super::{Shown, forms, toolbox};

/// The details.
pub fn inspector_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    // Something else than in the last frame is read from its beginning.
    let key = format!("{:?} {:?}", shown.view.selected, shown.view.editing);
    let memory_id = egui::Id::unique("argumentenkaart-details");
    let is_same = ui.data_mut(|data| {
        let known: &mut String = data.get_temp_mut_or_default(memory_id);
        let is_same = *known == key;
        *known = key;
        is_same
    });
    let mut area = ScrollArea::vertical().auto_shrink([false, false]).id_salt("details");
    if !is_same {
        area = area.vertical_scroll_offset(0.0);
    }
    area.show(ui, |ui| {
        ui.set_width(ui.available_width() - 4.0);
        if shown.view.editing == Editing::InPanel {
            forms::form_ui(ui, shown, actions);
            return;
        }
        forms::closed(ui);
        match shown.view.selected {
            None | Some(Selected::Spot(Spot::Question)) => question_ui(ui, shown, actions),
            Some(Selected::Spot(Spot::Claim(claim))) => claim_ui(ui, shown, claim, actions),
            Some(Selected::Spot(Spot::Stakeholder(stakeholder))) => stakeholder_ui(ui, shown, stakeholder, actions),
            Some(Selected::Spot(Spot::Theme(stakeholder, side, theme))) => {
                let document = shown.document();
                let name = theme
                    .and_then(|id| document.themes.get(id))
                    .map_or(shown.words.no_theme, |record| {
                        document.read(&record.name, shown.lang()).words
                    });
                title_ui(ui, shown, name);
                if theme.is_some() {
                    edit_row(ui, shown, actions);
                }
                arguments_ui(ui, shown, stakeholder, side, Some(theme), actions);
            }
            Some(Selected::Instrument(instrument)) => toolbox::full_card_ui(ui, shown, instrument, actions),
        }
        ui.add_space(24.0);
    });
}

fn title_ui(ui: &mut Ui, shown: &Shown<'_>, text: &str) {
    paragraph(ui, text, bold_font(21.0), shown.theme.ink);
}

fn claim_ui(ui: &mut Ui, shown: &Shown<'_>, claim: ClaimId, actions: &mut Vec<Action>) {
    let document = shown.document();
    let words = shown.words;
    let Some(record) = document.claims.get(claim) else {
        return;
    };
    kicker(ui, shown, claim);
    let reading = shown.claim_text(claim);
    title_ui(ui, shown, reading.words);
    if let Some(lang) = reading.fallback {
        chip(ui, shown.theme, &words.fallback(lang));
    }
    edit_row(ui, shown, actions);
    if let Some(picture) = &record.picture {
        picture_ui(ui, shown, picture);
    }
    let explanation = document.read(&record.explanation, shown.lang());
    if !explanation.words.is_empty() {
        rich_ui(ui, explanation.words, 16.0, shown.theme.ink, actions);
        if let Some(lang) = explanation.fallback {
            chip(ui, shown.theme, &words.fallback(lang));
        }
    }
    let place = shown.structure.place(claim);
    if let Some(place) = place.filter(|place| place.depth > 1)
        && let (Some(parent), Some(kind)) = (place.parent, place.kind)
    {
        heading(ui, shown.theme, words.answers_to);
        let text = format!(
            "{} ‘{}’",
            words.relation(kind, place.undercut),
            shown.claim_text(parent).words
        );
        // The sign is that of the step, as on the map: what the other is for or against does not matter here.
        let look = place
            .stance
            .map_or(shown.theme.neutral(), |side| shown.theme.side(side));
        let row = link_row(ui, shown.theme, &text, &text, false, |painter, rect| {
            let supports = kind == RelationKind::Support;
            let ground = shown.theme.card;
            icons::reply_sign(
                painter,
                rect.center(),
                15.0,
                supports,
                place.undercut,
                look.line,
                ground,
            );
        });
        if row.clicked() {
            actions.push(Action::View(ViewAction::Select(Spot::Claim(parent))));
        }
    }
    joint_ui(ui, shown, claim, actions);
    sources_ui(ui, shown, record, actions);
    replies_ui(ui, shown, claim, actions);
    cross_ui(ui, shown, claim, actions);
    instruments_ui(ui, shown, record, place.and_then(|place| place.stance), actions);
    let note = document.read(&record.note, shown.lang());
    if !note.words.is_empty() {
        heading(ui, shown.theme, words.note);
        egui::Frame::new()
            .fill(shown.theme.canvas)
            .corner_radius(6)
            .inner_margin(10)
            .show(ui, |ui| {
                rich_ui(ui, note.words, 15.0, shown.theme.ink, actions);
            });
    }
    ui.add_space(12.0);
    ui.horizontal_wrapped(|ui| {
        chip(ui, shown.theme, &format!("{}: {}", words.mark, words.mark(record.mark)));
        if record.core {
            chip(ui, shown.theme, words.core);
        }
        for tag in &record.tags {
            chip(ui, shown.theme, tag);
        }
    });
}

/// Side, stakeholder and theme above the sentence.
fn kicker(ui: &mut Ui, shown: &Shown<'_>, claim: ClaimId) {
    let document = shown.document();
    let words = shown.words;
    let Some(place) = shown.structure.place(claim) else {
        return;
    };
    let stakeholder = shown
        .structure
        .stakeholder_of(document, claim)
        .and_then(|id| document.stakeholders.get(id));
    let theme_name = shown
        .structure
        .theme_of(document, claim)
        .and_then(|id| document.themes.get(id));
    let mut parts: Vec<&str> = Vec::new();
    if place.stance.is_none() {
        parts.push(words.loose);
    } else if place.depth == 1 {
        parts.push(place.stance.map_or("", |side| words.stance(side)));
    } else if let Some(kind) = place.kind {
        parts.push(words.relation(kind, place.undercut));
    }
    parts.extend(stakeholder.map(|record| document.read(&record.name, shown.lang()).words));
    parts.extend(theme_name.map(|record| document.read(&record.name, shown.lang()).words));
    let look = place
        .stance
        .map_or(shown.theme.neutral(), |side| shown.theme.side(side));
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(22.0, 24.0), egui::Sense::hover());
        match (place.stance, place.kind) {
            (Some(side), _) if place.depth == 1 => {
                icons::side_sign(ui.painter(), rect.center(), 20.0, side, look.solid, look.on)
            }
            (_, Some(kind)) => {
                icons::reply_sign(
                    ui.painter(),
                    rect.center(),
                    17.0,
                    kind == RelationKind::Support,
                    place.undercut,
                    look.line,
                    shown.theme.card,
                );
            }
            _ => {}
        }
        paragraph(ui, &parts.join(" · "), bold_font(14.0), look.line);
    });
}

/// Premises that only hold together with this one.
fn joint_ui(ui: &mut Ui, shown: &Shown<'_>, claim: ClaimId, actions: &mut Vec<Action>) {
    let document = shown.document();
    let relation = shown
        .structure
        .place(claim)
        .and_then(|place| place.relation)
        .and_then(|id| document.relations.get(id));
    let Some(relation) = relation.filter(|relation| relation.premises.len() > 1) else {
        return;
    };
    heading(ui, shown.theme, shown.words.together_with);
    for premise in relation.premises.iter().filter(|premise| **premise != claim) {
        if claim_row(ui, shown, *premise, shown.claim_text(*premise).words, Icon::Link) {
            actions.push(Action::View(ViewAction::Select(Spot::Claim(*premise))));
        }
    }
}

fn sources_ui(ui: &mut Ui, shown: &Shown<'_>, record: &Claim, actions: &mut Vec<Action>) {
    let words = shown.words;
    heading(ui, shown.theme, words.who_says_so);
    if record.sources.is_empty() {
        paragraph(
            ui,
            if record.mark == Mark::Own {
                words.no_sources
            } else {
                words.none
            },
            font(15.0),
            shown.theme.ink_soft,
        );
    }
    for citation in &record.sources {
        source_ui(ui, shown, citation.source, Some(&citation.supports), actions);
    }
}

fn replies_ui(ui: &mut Ui, shown: &Shown<'_>, claim: ClaimId, actions: &mut Vec<Action>) {
    let words = shown.words;
    heading(ui, shown.theme, words.replies);
    let replies = shown.structure.children(claim);
    if replies.is_empty() {
        paragraph(ui, words.no_replies, font(15.0), shown.theme.ink_soft);
    }
    for reply in replies {
        let Some(place) = shown.structure.place(*reply) else {
            continue;
        };
        let Some(kind) = place.kind else { continue };
        let more = shown.structure.children(*reply).len();
        let more = if more > 0 {
            format!(" ({})", words.num_replies(more))
        } else {
            String::new()
        };
        let text = format!(
            "{}: {}{more}",
            words.relation(kind, place.undercut),
            shown.claim_text(*reply).words
        );
        if claim_row(ui, shown, *reply, &text, relation_icon(kind)) {
            actions.push(Action::View(ViewAction::Select(Spot::Claim(*reply))));
        }
    }
    ui.horizontal_wrapped(|ui| {
        for (kind, icon, text) in [
            (RelationKind::Support, Icon::Plus, words.add_reply_for),
            (RelationKind::Attack, Icon::Minus, words.add_reply_against),
        ] {
            if FlatButton::both(icon, text).show(ui, shown.theme).clicked() {
                let target = Target::Claim(claim);
                let site = Site::end_of(Under::Reply { target, kind });
                actions.push(Action::App(AppAction::Write(site)));
            }
        }
    });
}

fn cross_ui(ui: &mut Ui, shown: &Shown<'_>, claim: ClaimId, actions: &mut Vec<Action>) {
    let document = shown.document();
    let words = shown.words;
    let mut is_first = true;
    for id in shown.structure.cross_relations() {
        let Some(relation) = document.relations.get(*id) else {
            continue;
        };
        let undercut = matches!(relation.target, Target::Relation(_));
        let target = match relation.target {
            Target::Claim(target) => Some(target),
            Target::Relation(step) => document
                .relations
                .get(step)
                .and_then(|step| step.premises.first().copied()),
        };
        let (Some(target), Some(&premise)) = (target, relation.premises.first()) else {
            continue;
        };
        let (other, text) = if premise == claim {
            (
                target,
                format!(
                    "{} ‘{}’",
                    words.relation(relation.kind, undercut),
                    shown.claim_text(target).words
                ),
            )
        } else if target == claim {
            (
                premise,
                format!(
                    "‘{}’ {} {}",
                    shown.claim_text(premise).words,
                    words.relation(relation.kind, undercut),
                    words.this
                ),
            )
        } else {
            continue;
        };
        if is_first {
            heading(ui, shown.theme, words.cross_relations);
            is_first = false;
        }
        if claim_row(ui, shown, other, &text, relation_icon(relation.kind)) {
            actions.push(Action::View(ViewAction::Select(Spot::Claim(other))));
        }
    }
}

fn instruments_ui(ui: &mut Ui, shown: &Shown<'_>, record: &Claim, stance: Option<Stance>, actions: &mut Vec<Action>) {
    let words = shown.words;
    heading(
        ui,
        shown.theme,
        if stance == Some(Stance::Pro) {
            words.helped_by
        } else {
            words.what_to_do
        },
    );
    if record.instruments.is_empty() {
        paragraph(ui, words.no_instruments, font(15.0), shown.theme.ink_soft);
    }
    for id in &record.instruments {
        toolbox::small_card_ui(ui, shown, *id, actions);
    }
}

fn stakeholder_ui(ui: &mut Ui, shown: &Shown<'_>, stakeholder: Option<StakeholderId>, actions: &mut Vec<Action>) {
    let document = shown.document();
    let name = stakeholder
        .and_then(|id| document.stakeholders.get(id))
        .map_or(shown.words.nobody, |record| {
            document.read(&record.name, shown.lang()).words
        });
    title_ui(ui, shown, name);
    edit_row(ui, shown, actions);
    for side in [Stance::Pro, Stance::Contra] {
        arguments_ui(ui, shown, stakeholder, side, None, actions);
    }
}

/// The arguments of a stakeholder on one side, of one theme or of all.
fn arguments_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    stakeholder: Option<StakeholderId>,
    side: Stance,
    theme: Option<Option<crate::model::ThemeId>>,
    actions: &mut Vec<Action>,
) {
    let document = shown.document();
    let thesis = document.cover.thesis;
    let arguments: Vec<ClaimId> = thesis
        .map_or(&[][..], |thesis| shown.structure.children(thesis))
        .iter()
        .copied()
        .filter(|claim| {
            shown.structure.stance(*claim) == Some(side)
                && document.claims.get(*claim).is_some_and(|record| {
                    record.stakeholder == stakeholder && theme.is_none_or(|theme| record.theme == theme)
                })
        })
        .collect();
    heading(
        ui,
        shown.theme,
        &shown.words.num_arguments(arguments.len() as u32, side),
    );
    for claim in arguments.iter().take(200) {
        if claim_row(ui, shown, *claim, shown.claim_text(*claim).words, Icon::Plus) {
            actions.push(Action::View(ViewAction::Select(Spot::Claim(*claim))));
        }
    }
    let theme = theme.flatten();
    let icon = if side == Stance::Pro { Icon::Plus } else { Icon::Minus };
    if thesis.is_some()
        && FlatButton::both(icon, shown.words.add_argument)
            .show(ui, shown.theme)
            .clicked()
    {
        let under = Under::Thesis {
            stance: side,
            stakeholder,
            theme,
        };
        actions.push(Action::App(AppAction::Write(Site::end_of(under))));
    }
}

fn question_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let document = shown.document();
    let words = shown.words;
    let question = document.read(&document.cover.question, shown.lang());
    title_ui(ui, shown, question.words);
    if let Some(lang) = question.fallback {
        chip(ui, shown.theme, &words.fallback(lang));
    }
    if shown.view.selected.is_some() {
        edit_row(ui, shown, actions);
    }
    if let Some(picture) = &document.cover.picture {
        picture_ui(ui, shown, picture);
    }
    let explanation = document.read(&document.cover.explanation, shown.lang());
    if !explanation.words.is_empty() {
        rich_ui(ui, explanation.words, 16.0, shown.theme.ink, actions);
        if let Some(lang) = explanation.fallback {
            chip(ui, shown.theme, &words.fallback(lang));
        }
    }
    if let Some(thesis) = document.cover.thesis.filter(|id| document.claims.contains(*id)) {
        heading(ui, shown.theme, words.thesis);
        paragraph(ui, shown.claim_text(thesis).words, bold_font(16.0), shown.theme.ink);
    }
    heading(ui, shown.theme, words.stakeholders);
    for band in &shown.scene.bands {
        let Some(id) = crate::layout::Scene::stakeholder_of(band) else {
            continue;
        };
        let Some(record) = document.stakeholders.get(id) else {
            continue;
        };
        let name = document.read(&record.name, shown.lang()).words;
        let text = format!(
            "{}: {}, {}",
            super::bidi::named(name),
            words.num_side_of(band.num_pro, band.num_all.0, Stance::Pro),
            words.num_side_of(band.num_contra, band.num_all.1, Stance::Contra)
        );
        let look = shown.theme.hue(record.hue);
        let response = link_row(ui, shown.theme, &text, &text, false, |painter, rect| {
            painter.circle_filled(rect.center(), 13.0, look.solid);
            if look.line != look.solid {
                painter.circle_stroke(rect.center(), 13.0, egui::Stroke::new(1.5, look.line));
            }
            icons::symbol(painter, rect.shrink(1.0), record.symbol, look.on);
        });
        if response.clicked() {
            actions.push(Action::View(ViewAction::Select(Spot::Stakeholder(Some(id)))));
        }
    }
    heading(ui, shown.theme, words.toolbox);
    if FlatButton::both(Icon::Cards, words.to_toolbox)
        .show(ui, shown.theme)
        .clicked()
    {
        actions.push(Action::View(ViewAction::ToggleToolbox));
    }
    let colophon = document.read(&document.cover.colophon, shown.lang()).words;
    if !colophon.is_empty() {
        heading(ui, shown.theme, words.colophon);
        paragraph(ui, colophon, font(13.5), shown.theme.ink_soft);
    }
}

/// A picture that belongs to a claim or the cover, or why it is not there.
fn picture_ui(ui: &mut Ui, shown: &Shown<'_>, picture: &crate::model::Picture) {
    let words = shown.document().read(&picture.text, shown.lang()).words;
    match shown.pictures.get(&picture.path) {
        Some(super::Picture::Ready(texture)) => {
            let size = texture.size_vec2();
            let scale = (ui.available_width() / size.x).min(260.0 / size.y).min(1.0);
            let image = egui::Image::new((texture.id(), size * scale)).corner_radius(6);
            let response = ui.add(image);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, words));
        }
        Some(super::Picture::Missing(why)) => {
            let text = format!("! {}: {}", picture.path, shown.words.no_picture(*why));
            paragraph(ui, &text, font(14.0), shown.theme.contra.line);
        }
        Some(super::Picture::Loading) | None => {}
    }
}
