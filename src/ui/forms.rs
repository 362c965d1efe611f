//! The fields of what is selected. A field shows the document and asks for each change; typing in one
//! text is one undo step.

use egui::{ComboBox, Id, Role, TextEdit, Ui, WidgetInfo};

use crate::command::{Action, AppAction};
use crate::edit::{Edit, EditName, Site, TextField, Under};
use crate::layout::Spot;
use crate::model::{ClaimId, Item, Mark, RelationKind, SourceId, StakeholderId, Stance, Target, Text};
use crate::ui::typed::{self, Typed};
use crate::view::{Editing, Selected, ViewAction};

use super::Shown;
use super::content::{checked_ui, urls_ui};
use super::fields::{choice_ui, label_ui, line_ui, look_ui, named_texts_ui, new_word_ui, short, texts_ui};
use super::icons::Icon;
use super::instrument_form::instrument_form;
use super::theme::{bold_font, font};
use super::widgets::{FlatButton, from_right, heading, paragraph};

/// The form of what is selected.
pub(super) fn form_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.label(
            egui::RichText::new(shown.words.edit)
                .font(bold_font(18.0))
                .color(shown.theme.ink),
        );
        from_right(ui, |ui| {
            if FlatButton::both(Icon::Check, shown.words.done)
                .filled()
                .show(ui, shown.theme)
                .clicked()
            {
                actions.push(Action::View(ViewAction::Edit(Editing::No)));
            }
        });
    });
    // A form that has just opened gives the keyboard to its first field.
    let opened = Id::unique("form-of");
    let now = format!("{:?}", shown.view.selected);
    let is_new = ui
        .data(|data| data.get_temp::<String>(opened))
        .is_none_or(|before| before != now);
    ui.data_mut(|data| data.insert_temp(opened, now));
    ui.data_mut(|data| data.insert_temp(Id::unique("form-focus"), is_new));
    match shown.view.selected {
        None | Some(Selected::Spot(Spot::Question)) => question_form(ui, shown, actions),
        Some(Selected::Spot(Spot::Claim(claim))) => claim_form(ui, shown, claim, actions),
        Some(Selected::Spot(Spot::Stakeholder(Some(stakeholder)))) => stakeholder_form(ui, shown, stakeholder, actions),
        Some(Selected::Spot(Spot::Theme(_, _, Some(theme)))) => {
            if let Some(record) = shown.document().themes.get(theme) {
                texts_ui(ui, shown, TextField::ThemeName(theme), &record.name, 1, actions);
            }
        }
        Some(Selected::Spot(_)) => {
            paragraph(ui, shown.words.nothing_selected, font(15.0), shown.theme.ink_soft);
        }
        Some(Selected::Instrument(instrument)) => instrument_form(ui, shown, instrument, actions),
    }
    ui.add_space(24.0);
}

/// Says that no form is open.
pub(super) fn closed(ui: &Ui) {
    ui.data_mut(|data| data.remove::<String>(Id::unique("form-of")));
}

fn question_form(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let document = shown.document();
    let cover = &document.cover;
    texts_ui(ui, shown, TextField::Question, &cover.question, 2, actions);
    texts_ui(ui, shown, TextField::Title, &cover.title, 1, actions);
    if let Some(thesis) = cover.thesis
        && let Some(record) = document.claims.get(thesis)
    {
        named_texts_ui(
            ui,
            shown,
            TextField::Claim(thesis),
            &record.text,
            1,
            shown.words.thesis,
            actions,
        );
    }
    texts_ui(
        ui,
        shown,
        TextField::QuestionExplanation,
        &cover.explanation,
        4,
        actions,
    );
    texts_ui(ui, shown, TextField::Colophon, &cover.colophon, 4, actions);
    let picture = cover.picture.as_ref().map(|picture| (&*picture.path, &picture.text));
    picture_form(ui, shown, Item::Cover, picture, TextField::CoverPicture, actions);
    if FlatButton::both(Icon::Plus, shown.words.add_stakeholder)
        .show(ui, shown.theme)
        .clicked()
    {
        actions.push(Action::Edit(Edit::AddStakeholder {
            lang: shown.lang(),
            words: shown.words.new_map_group.to_owned(),
        }));
    }
}

fn stakeholder_form(ui: &mut Ui, shown: &Shown<'_>, id: StakeholderId, actions: &mut Vec<Action>) {
    let words = shown.words;
    let Some(record) = shown.document().stakeholders.get(id) else {
        return;
    };
    texts_ui(ui, shown, TextField::StakeholderName(id), &record.name, 1, actions);
    look_ui(ui, shown, id, record, actions);
    if FlatButton::both(Icon::Trash, words.delete)
        .show(ui, shown.theme)
        .clicked()
    {
        actions.push(Action::Edit(Edit::RemoveStakeholder { stakeholder: id }));
    }
}

fn claim_form(ui: &mut Ui, shown: &Shown<'_>, claim: ClaimId, actions: &mut Vec<Action>) {
    let document = shown.document();
    let words = shown.words;
    let Some(record) = document.claims.get(claim) else {
        return;
    };
    texts_ui(ui, shown, TextField::Claim(claim), &record.text, 2, actions);
    texts_ui(
        ui,
        shown,
        TextField::Explanation(claim),
        &record.explanation,
        3,
        actions,
    );
    texts_ui(ui, shown, TextField::Note(claim), &record.note, 2, actions);

    place_form(ui, shown, claim, actions);
    let picture = record.picture.as_ref().map(|picture| (&*picture.path, &picture.text));
    picture_form(
        ui,
        shown,
        Item::Claim(claim),
        picture,
        TextField::ClaimPicture(claim),
        actions,
    );

    label_ui(ui, shown, words.mark);
    let marks: Vec<_> = [Mark::PrintedMap, Mark::Research, Mark::Own]
        .map(|mark| (mark, words.mark(mark).to_owned()))
        .to_vec();
    if let Some(mark) = choice_ui(ui, words.mark, record.mark, &marks) {
        actions.push(Action::Edit(Edit::SetMark { claim, mark }));
    }
    let mut core = record.core;
    if ui.checkbox(&mut core, words.core_field).changed() {
        actions.push(Action::Edit(Edit::SetCore { claim, core }));
    }
    tags_form(ui, shown, claim, actions);

    heading(ui, shown.theme, words.who_says_so);
    for citation in &record.sources {
        source_form(ui, shown, claim, citation.source, actions);
    }
    sources_menu(ui, shown, claim, actions);

    heading(ui, shown.theme, words.toolbox);
    for id in document.instruments.in_order() {
        let Some(instrument) = document.instruments.get(id) else {
            continue;
        };
        let mut linked = record.instruments.contains(&id);
        if ui
            .checkbox(&mut linked, document.read(&instrument.name, shown.lang()).words)
            .changed()
        {
            actions.push(Action::Edit(Edit::LinkInstrument {
                claim,
                instrument: id,
                linked,
            }));
        }
    }
    let unknown = record.instruments.iter().copied();
    for instrument in unknown.filter(|id| !document.instruments.contains(*id)) {
        let name = format!("{}: {}", words.delete, document.instruments.name(instrument));
        if FlatButton::both(Icon::Warning, &name).show(ui, shown.theme).clicked() {
            let linked = false;
            actions.push(Action::Edit(Edit::LinkInstrument {
                claim,
                instrument,
                linked,
            }));
        }
    }
    ui.add_space(12.0);
    if FlatButton::both(Icon::Trash, words.delete)
        .show(ui, shown.theme)
        .clicked()
    {
        actions.push(Action::Edit(Edit::RemoveClaims { claims: vec![claim] }));
    }
}

/// Whose it is, on which side, under which theme, and what it answers.
fn place_form(ui: &mut Ui, shown: &Shown<'_>, claim: ClaimId, actions: &mut Vec<Action>) {
    let document = shown.document();
    let words = shown.words;
    let Some(record) = document.claims.get(claim) else {
        return;
    };
    let place = shown.structure.place(claim);

    label_ui(ui, shown, words.stakeholder);
    // A reply is whose its argument is, unless it says otherwise.
    let is_reply = place.is_some_and(|place| place.depth > 1);
    let none = |word: &str| if is_reply { words.as_argument } else { word }.to_owned();
    let mut stakeholders = vec![(None, none(words.nobody))];
    for id in document.stakeholders.in_order() {
        let name = document
            .stakeholders
            .get(id)
            .map_or("", |record| document.read(&record.name, shown.lang()).words);
        stakeholders.push((Some(id), name.to_owned()));
    }
    if let Some(stakeholder) = choice_ui(ui, words.stakeholder, record.stakeholder, &stakeholders) {
        actions.push(Action::Edit(Edit::SetStakeholder { claim, stakeholder }));
    }

    if let Some(place) = place
        && let Some(kind) = place.kind
    {
        let (name, support, attack) = if place.depth == 1 {
            (words.side, words.stance(Stance::Pro), words.stance(Stance::Contra))
        } else {
            (
                words.kind,
                words.relation(RelationKind::Support, false),
                words.relation(RelationKind::Attack, place.undercut),
            )
        };
        label_ui(ui, shown, name);
        let kinds = [
            (RelationKind::Support, support.to_owned()),
            (RelationKind::Attack, attack.to_owned()),
        ];
        if choice_ui(ui, name, kind, &kinds).is_some() {
            actions.push(Action::Edit(Edit::SwitchSide { claim }));
        }
        parent_form(ui, shown, claim, place.parent, kind, actions);
    }

    label_ui(ui, shown, words.theme);
    let mut themes = vec![(None, none(words.no_theme))];
    for id in document.themes.in_order() {
        let name = document
            .themes
            .get(id)
            .map_or("", |record| document.read(&record.name, shown.lang()).words);
        themes.push((Some(id), name.to_owned()));
    }
    if let Some(theme) = choice_ui(ui, words.theme, record.theme, &themes) {
        actions.push(Action::Edit(Edit::SetTheme { claim, theme }));
    }
    new_word_ui(ui, shown, ("new-theme", claim), words.add_theme, |name| {
        actions.push(Action::Edit(Edit::AddTheme {
            claim: Some(claim),
            lang: shown.lang(),
            words: name,
        }))
    });
}

/// What a claim hangs under: the thesis, or another claim found by its words.
fn parent_form(
    ui: &mut Ui,
    shown: &Shown<'_>,
    claim: ClaimId,
    parent: Option<ClaimId>,
    kind: RelationKind,
    actions: &mut Vec<Action>,
) {
    let document = shown.document();
    let words = shown.words;
    let thesis = document.cover.thesis;
    label_ui(ui, shown, words.parent);
    let name = |id: ClaimId| {
        if Some(id) == thesis {
            words.under_thesis.to_owned()
        } else {
            shown.claim_text(id).words.to_owned()
        }
    };
    let now = parent.map_or(String::new(), name);
    let response = ComboBox::from_id_salt(("parent", claim))
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        .selected_text(super::bidi::one_line(&now))
        .width(ui.available_width())
        .truncate()
        .height(320.0)
        .show_ui(ui, |ui| {
            let query_id = Id::unique(("parent-query", claim));
            let mut query: String = ui.data(|data| data.get_temp(query_id)).unwrap_or_default();
            let response = ui.add(
                TextEdit::singleline(&mut Typed(&mut query))
                    .hint_text(words.search)
                    .desired_width(f32::INFINITY),
            );
            typed::hold(ui, &response, &query);
            response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words.search));
            // One can type at once.
            if ui.memory(|memory| memory.focused() != Some(response.id)) {
                response.request_focus();
            }
            ui.data_mut(|data| data.insert_temp(query_id, query.clone()));
            let query = crate::view::fold_words(&query);
            let own_branch = shown.structure.branch(claim);
            let candidates = thesis
                .into_iter()
                .chain(document.claims.in_order().into_iter().filter(|id| Some(*id) != thesis));
            let chosen_id = query_id.with("chosen");
            let mut chosen: usize = ui.data(|data| data.get_temp(chosen_id)).unwrap_or(0);
            let (up, down, enter) = ui.input(|input| {
                let pressed = |key| input.key_pressed(key);
                (
                    pressed(egui::Key::ArrowUp),
                    pressed(egui::Key::ArrowDown),
                    pressed(egui::Key::Enter),
                )
            });
            chosen = if response.changed() { 0 } else { chosen };
            chosen = (chosen + usize::from(down)).saturating_sub(usize::from(up)).min(49);
            ui.data_mut(|data| data.insert_temp(chosen_id, chosen));
            let fits = |id: &ClaimId| !own_branch.contains(id) && crate::view::fold_words(&name(*id)).contains(&query);
            for (number, id) in candidates.filter(fits).take(50).enumerate() {
                let row = ui.selectable_label(number == chosen, name(id));
                if number == chosen && (up || down) {
                    row.scroll_to_me(None);
                }
                if (row.clicked() || number == chosen && enter) && Some(id) != parent {
                    let target = Target::Claim(id);
                    let under = match document.claims.get(claim) {
                        Some(record) if Some(id) == thesis => Under::Thesis {
                            stance: Stance::Pro.of_reply(kind),
                            stakeholder: record.stakeholder,
                            theme: record.theme,
                        },
                        _ => Under::Reply { target, kind },
                    };
                    actions.push(Action::Edit(Edit::Place {
                        claims: vec![claim],
                        site: Site::end_of(under),
                    }));
                    ui.close();
                }
            }
        });
    response
        .response
        .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{}: {now}", words.parent)));
}

/// The field for the tags of an argument, for the keyboard.
fn tags_id(claim: ClaimId) -> Id {
    Id::unique(("tags", claim)).with("field")
}

/// The form of a claim opens with the cursor in its tags.
pub fn open_tags(context: &egui::Context, claim: ClaimId) {
    let selected = Some(Selected::Spot(Spot::Claim(claim)));
    context.data_mut(|data| data.insert_temp(Id::unique("form-of"), format!("{selected:?}")));
    context.memory_mut(|memory| memory.request_focus(tags_id(claim)));
}

/// The tags of a claim; with several selected, those that all of them have.
fn tags_form(ui: &mut Ui, shown: &Shown<'_>, claim: ClaimId, actions: &mut Vec<Action>) {
    let document = shown.document();
    let claims: Vec<ClaimId> = match shown.view.claims() {
        several if several.contains(&claim) => several,
        _ => vec![claim],
    };
    let tags_of = |claim: ClaimId| document.claims.get(claim).map_or(&[][..], |record| &record.tags);
    let words = shown.words;
    let mut label = format!("{} ({})", words.tags, words.tags_hint);
    if claims.len() > 1 {
        label = format!("{label} – {}", words.for_all(claims.len()));
    }
    label_ui(ui, shown, &label);
    let has = |claim: ClaimId, tag: &str| tags_of(claim).iter().any(|own| &**own == tag);
    let is_common = |tag: &&str| claims.iter().all(|claim| has(*claim, tag));
    let common: Vec<&str> = tags_of(claim).iter().map(|tag| &**tag).filter(is_common).collect();
    // The words as typed stay here until the field is left: a comma at the end is not lost while typing.
    let id = tags_id(claim).with("typed");
    let joined = common.join(", ");
    let mut typed: String = ui.data(|data| data.get_temp(id)).unwrap_or_else(|| joined.clone());
    let response = ui.add(
        TextEdit::singleline(&mut Typed(&mut typed))
            .id(tags_id(claim))
            .desired_width(f32::INFINITY)
            .font(font(15.0)),
    );
    typed::hold(ui, &response, &typed);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words.tags));
    if response.has_focus() {
        ui.data_mut(|data| data.insert_temp(id, typed));
        return;
    }
    if response.lost_focus() && typed != joined {
        let wanted: Vec<String> = typed.split(',').map(str::to_owned).collect();
        let edits = claims.iter().map(|claim| {
            // What only some have, they keep.
            let own = tags_of(*claim).iter().filter(|tag| !common.contains(&&***tag));
            let tags = own.map(|tag| tag.to_string()).chain(wanted.iter().cloned()).collect();
            Edit::SetTags { claim: *claim, tags }
        });
        actions.push(Action::Edit(Edit::Many {
            name: EditName::ChangeProperty,
            edits: edits.collect(),
        }));
    }
    ui.data_mut(|data| data.remove::<String>(id));
}

fn source_form(ui: &mut Ui, shown: &Shown<'_>, claim: ClaimId, id: SourceId, actions: &mut Vec<Action>) {
    let document = shown.document();
    let words = shown.words;
    let Some(source) = document.sources.get(id) else {
        // A source that the map does not have can only be let go of.
        let name = format!("{}: {}", words.delete, document.sources.name(id));
        if FlatButton::both(Icon::Warning, &name).show(ui, shown.theme).clicked() {
            let (source, cited) = (id, false);
            actions.push(Action::Edit(Edit::Cite { claim, source, cited }));
        }
        return;
    };
    egui::Frame::new()
        .fill(shown.theme.canvas)
        .corner_radius(6)
        .inner_margin(10)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            label_ui(ui, shown, words.citation);
            if let Some(citation) = line_ui(ui, Id::unique(("citation", id)), words.citation, &source.citation, 2) {
                actions.push(Action::Edit(Edit::SetCitation { source: id, citation }));
            }
            urls_ui(ui, shown, id, actions);
            let here = document.claims.get(claim).and_then(|record| {
                let mut citations = record.sources.iter();
                citations.find(|citation| citation.source == id)
            });
            if let Some(citation) = here {
                let field = TextField::CitationSupports(claim, id);
                texts_ui(ui, shown, field, &citation.supports, 1, actions);
            }
            texts_ui(ui, shown, TextField::SourceSupports(id), &source.supports, 1, actions);
            checked_ui(ui, shown, id, actions);
            if FlatButton::both(Icon::Close, words.delete)
                .named(&format!("{}: {}", words.delete, source.citation))
                .show(ui, shown.theme)
                .clicked()
            {
                actions.push(Action::Edit(Edit::Cite {
                    claim,
                    source: id,
                    cited: false,
                }));
            }
        });
}

fn sources_menu(ui: &mut Ui, shown: &Shown<'_>, claim: ClaimId, actions: &mut Vec<Action>) {
    let document = shown.document();
    let words = shown.words;
    let response = ComboBox::from_id_salt(("known-source", claim))
        .selected_text(words.known_source)
        .width(ui.available_width())
        .truncate()
        .height(360.0)
        .show_ui(ui, |ui| {
            for id in document.sources.in_order().into_iter().take(2000) {
                let Some(source) = document.sources.get(id) else {
                    continue;
                };
                let cited = document
                    .claims
                    .get(claim)
                    .is_some_and(|record| record.sources.iter().any(|citation| citation.source == id));
                if !cited
                    && ui
                        .selectable_label(
                            false,
                            format!("{} {}", document.sources.name(id), short(&source.citation)),
                        )
                        .clicked()
                {
                    actions.push(Action::Edit(Edit::Cite {
                        claim,
                        source: id,
                        cited: true,
                    }));
                }
            }
        });
    response
        .response
        .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, words.known_source));
    new_word_ui(ui, shown, ("new-source", claim), words.add_source, |citation| {
        actions.push(Action::Edit(Edit::AddSource {
            claim: Some(claim),
            citation,
        }))
    });
}

/// A picture: which file, what it shows, and a button to choose one.
pub(super) fn picture_form(
    ui: &mut Ui,
    shown: &Shown<'_>,
    item: Item,
    picture: Option<(&str, &Text)>,
    field: TextField,
    actions: &mut Vec<Action>,
) {
    let words = shown.words;
    label_ui(ui, shown, words.picture_file);
    ui.horizontal(|ui| {
        if FlatButton::text(words.choose_picture).show(ui, shown.theme).clicked() {
            actions.push(Action::App(AppAction::ChoosePicture(item)));
        }
        if FlatButton::text(words.paste_picture).show(ui, shown.theme).clicked() {
            actions.push(Action::App(AppAction::PastePicture(item)));
        }
        if picture.is_some()
            && FlatButton::icon(Icon::Trash, words.remove_picture)
                .show(ui, shown.theme)
                .clicked()
        {
            actions.push(Action::Edit(Edit::SetPicture { item, path: None }));
        }
    });
    let path = picture.map_or("", |(path, _)| path);
    if let Some(path) = line_ui(ui, Id::unique(("image", item)), words.picture_file, path, 1) {
        let path = Some(path.replace('\n', ""));
        actions.push(Action::Edit(Edit::SetPicture { item, path }));
    }
    if let Some((_, text)) = picture {
        texts_ui(ui, shown, field, text, 1, actions);
    }
}
