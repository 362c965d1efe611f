//! The fields of an instrument card.

use egui::Ui;

use crate::command::Action;
use crate::edit::{Edit, TextField};
use crate::model::{InstrumentId, Item, Section, Statement};

use super::Shown;
use super::content::citations_ui;
use super::fields::{new_word_ui, pictogram_ui, texts_ui};
use super::forms::picture_form;
use super::icons::Icon;
use super::widgets::{FlatButton, from_right, heading};

pub(super) fn instrument_form(ui: &mut Ui, shown: &Shown<'_>, id: InstrumentId, actions: &mut Vec<Action>) {
    let document = shown.document();
    let words = shown.words;
    let Some(record) = document.instruments.get(id) else {
        return;
    };
    texts_ui(ui, shown, TextField::InstrumentName(id), &record.name, 1, actions);
    texts_ui(ui, shown, TextField::InstrumentSummary(id), &record.summary, 2, actions);
    texts_ui(
        ui,
        shown,
        TextField::InstrumentAudience(id),
        &record.audience,
        1,
        actions,
    );
    texts_ui(ui, shown, TextField::InstrumentTried(id), &record.tried, 1, actions);
    if let Some(pictogram) = pictogram_ui(ui, shown, record.pictogram) {
        actions.push(Action::Edit(Edit::SetPictogram {
            instrument: id,
            pictogram,
        }));
    }
    let picture = record.image.as_deref().map(|path| (path, &record.image_text));
    picture_form(
        ui,
        shown,
        Item::Instrument(id),
        picture,
        TextField::InstrumentPicture(id),
        actions,
    );
    for section in Section::ALL {
        heading(ui, shown.theme, words.section(section));
        for (index, statement) in record.section(section).iter().enumerate() {
            ui.push_id((section, index), |ui| {
                texts_ui(
                    ui,
                    shown,
                    TextField::Statement(id, section, index),
                    &statement.text,
                    2,
                    actions,
                );
                statement_tools_ui(ui, shown, id, section, index, statement, actions);
            });
        }
        new_word_ui(ui, shown, ("statement", id, section), words.add_statement, |words| {
            actions.push(Action::Edit(Edit::AddStatement {
                instrument: id,
                section,
                lang: shown.lang(),
                words,
            }));
        });
    }
    ui.add_space(12.0);
    if FlatButton::both(Icon::Trash, words.delete)
        .show(ui, shown.theme)
        .clicked()
    {
        actions.push(Action::Edit(Edit::RemoveInstrument { instrument: id }));
    }
}

/// What stands under a statement of a card: its sources, whose it is, its place in the list.
fn statement_tools_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    instrument: InstrumentId,
    section: Section,
    index: usize,
    statement: &Statement,
    actions: &mut Vec<Action>,
) {
    let words = shown.words;
    let name = format!("{} {}", words.section(section), index + 1);
    citations_ui(
        ui,
        shown,
        (instrument, section, index),
        &statement.sources,
        |source, cited| {
            actions.push(Action::Edit(Edit::CiteInStatement {
                instrument,
                section,
                index,
                source,
                cited,
            }));
        },
    );
    ui.horizontal(|ui| {
        let mut own = statement.own;
        if ui.checkbox(&mut own, words.own_suggestion).changed() {
            actions.push(Action::Edit(Edit::SetOwn {
                instrument,
                section,
                index,
                own,
            }));
        }
        from_right(ui, |ui| {
            let label = format!("{}: {name}", words.delete);
            if FlatButton::icon(Icon::Trash, &label).show(ui, shown.theme).clicked() {
                actions.push(Action::Edit(Edit::RemoveStatement {
                    instrument,
                    section,
                    index,
                }));
            }
            for (down, sign, text) in [(true, "↓", words.move_down), (false, "↑", words.move_up)] {
                let label = format!("{text}: {name}");
                if FlatButton::text(sign).named(&label).show(ui, shown.theme).clicked() {
                    actions.push(Action::Edit(Edit::MoveStatement {
                        instrument,
                        section,
                        index,
                        down,
                    }));
                }
            }
        });
    });
}
