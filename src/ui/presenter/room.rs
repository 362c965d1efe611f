//! What the room adds: one line that lands beside what is on screen, and what can be done with it.

use egui::{CollapsingHeader, Id, Key, Modifiers, Role, TextEdit, Ui, WidgetInfo};

use crate::command::{Action, AppAction};
use crate::layout::Spot;
use crate::model::{ClaimId, Document, Shows, Stance};
use crate::notation::quick_entry;
use crate::present::{Aside, ShowAction};
use crate::session::{Addition, Place, SessionEdit, Subject, looks_like_a_name};
use crate::ui::typed::{self, Typed};
use crate::view::{Selected, fold_words};

use super::super::Shown;
use super::super::audience::said;
use super::super::theme::font;
use super::super::widgets::{FlatButton, paragraph};
use super::super::words::capital;
use super::{Desk, label, wish};

/// The line in which one types what the room says.
pub fn line_id() -> Id {
    Id::unique("presenter-room")
}

/// What a line from the room is, with the place that it lands in: `+` and `-` are for and against what is on screen, or
/// for a stakeholder that is named (`parents - too far`); a question ends in `?`; anything else is parked.
fn understood(shown: &Shown<'_>, desk: &Desk<'_>, line: &str) -> Option<Addition> {
    let document = shown.document();
    let entry = quick_entry(document, shown.lang(), line)?;
    let stakeholder = entry.stakeholder.map(|id| document.stakeholders.name(id).to_owned());
    let place = match (entry.stance, stakeholder) {
        (Some(stance), Some(stakeholder)) => Place::Argument {
            side: stance.into(),
            stakeholder,
        },
        (Some(stance), None) => beside(shown, desk, stance),
        (None, _) if entry.words.trim_end().ends_with('?') => Place::Question,
        (None, _) => Place::Parked,
    };
    let covered = covered_side(desk);
    Some(Addition {
        words: capital(&entry.words),
        place: match (covered, place) {
            // While a side is covered, what is said is a guess at it.
            (Some(side), Place::Parked | Place::Question) => Place::Argument {
                side: side.into(),
                stakeholder: String::new(),
            },
            (_, place) => place,
        },
        is_guess: covered.is_some(),
        ..Addition::default()
    })
}

/// The side that the group guesses now.
fn covered_side(desk: &Desk<'_>) -> Option<Stance> {
    let picture = desk.show.picture();
    match &desk.show.stops().get(picture.step.stop)?.shows {
        Shows::Sides { covered, .. } if picture.aside.is_none() => Some(*covered),
        _ => None,
    }
}

/// Beside what is on screen: a reply to the argument that is said, or an argument of the stakeholder that is shown.
fn beside(shown: &Shown<'_>, desk: &Desk<'_>, stance: Stance) -> Place {
    let document = shown.document();
    let picture = desk.show.picture();
    if let Some(claim) = said(desk.show, picture) {
        return Place::Reply {
            side: stance.into(),
            claim: document.claims.name(claim).to_owned(),
        };
    }
    let own = match picture.aside {
        Some(Aside::Selected(Selected::Spot(Spot::Stakeholder(own)))) => own,
        Some(_) => None,
        None => match desk.show.stops().get(picture.step.stop).map(|stop| &stop.shows) {
            Some(Shows::Stakeholder(own)) => Some(*own),
            _ => None,
        },
    };
    Place::Argument {
        side: stance.into(),
        stakeholder: own.map_or_else(String::new, |id| document.stakeholders.name(id).to_owned()),
    }
}

/// What the room adds.
pub(super) fn room_ui(ui: &mut Ui, shown: &Shown<'_>, desk: &Desk<'_>, actions: &mut Vec<Action>) {
    let words = shown.words;
    let mut text: String = ui.data(|data| data.get_temp(line_id())).unwrap_or_default();
    let hint = match covered_side(desk) {
        Some(side) => words.guess_side(side),
        None => words.room_hint,
    };
    let has_keyboard = ui.memory(|memory| memory.has_focus(line_id()));
    let pressed = |modifiers, key| has_keyboard && ui.input_mut(|input| input.consume_key(modifiers, key));
    let shows_it = pressed(Modifiers::COMMAND, Key::Enter);
    let adds = pressed(Modifiers::NONE, Key::Enter);
    let response = ui.add(
        TextEdit::singleline(&mut Typed(&mut text))
            .id(line_id())
            .hint_text(hint)
            .desired_width(f32::INFINITY)
            .font(font(17.0)),
    );
    typed::hold(ui, &response, &text);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words.room_line));
    if let Some(addition) = understood(shown, desk, &text) {
        let place = words.addition_place(shown.document(), shown.lang(), &addition);
        paragraph(ui, &place, font(14.0), shown.theme.ink);
        if addition.place == Place::Parked {
            paragraph(ui, words.room_parked_hint, font(14.0), shown.theme.ink_soft);
        }
        if let Some(name) = looks_like_a_name(&addition.words) {
            let warning = words.is_a_name(name);
            paragraph(ui, &warning, font(14.0), shown.theme.contra.line);
        }
        for (like, what) in similar(shown, desk, &addition.words, None).into_iter().take(2) {
            let text = format!("{} ‘{what}’", words.looks_like);
            if super::super::toolbar::row(ui, shown, &text, "", None, true)
                && let Subject::Claim(name) = like
                && let Some(claim) = shown.document().claims.id(&name)
            {
                let to = Aside::Selected(Selected::Spot(Spot::Claim(claim)));
                actions.push(wish(ShowAction::Detour(to)));
            }
        }
        let done = if shows_it {
            Some(ShowAction::AddAndShow(addition.clone()))
        } else if adds {
            Some(ShowAction::Session(SessionEdit::Add(addition)))
        } else {
            None
        };
        if let Some(done) = done {
            actions.push(wish(done));
            text.clear();
            // One goes on writing; once it is shown, one goes on with the show.
            ui.memory_mut(|memory| match shows_it {
                true => memory.surrender_focus(line_id()),
                false => memory.request_focus(line_id()),
            });
        }
    }
    ui.data_mut(|data| data.insert_temp(line_id(), text));
    let additions = &desk.show.session().additions;
    if additions.is_empty() {
        return;
    }
    let title = words.num_from_room(additions.len());
    CollapsingHeader::new(title)
        .id_salt("additions")
        .default_open(true)
        .show(ui, |ui| {
            if FlatButton::text(words.show_all_additions)
                .show(ui, shown.theme)
                .clicked()
            {
                actions.push(wish(ShowAction::Detour(Aside::Additions)));
            }
            // The newest first: that is what is being spoken of.
            for (number, addition) in additions.iter().enumerate().rev() {
                addition_ui(ui, shown, desk, number, addition, actions);
            }
        });
}

/// Notes of the evening, written while it goes on.
pub(super) fn minutes_ui(ui: &mut Ui, shown: &Shown<'_>, desk: &Desk<'_>, actions: &mut Vec<Action>) {
    let words = shown.words;
    CollapsingHeader::new(words.evening_minutes)
        .id_salt("minutes")
        .show(ui, |ui| {
            let mut text = desk.show.session().minutes.clone();
            let mut typed = Typed(&mut text);
            let field = TextEdit::multiline(&mut typed)
                .desired_rows(3)
                .desired_width(f32::INFINITY)
                .font(font(15.0));
            let response = ui.add(field);
            typed::hold(ui, &response, &text);
            response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, words.evening_minutes));
            if response.changed() {
                actions.push(wish(ShowAction::Session(SessionEdit::SetMinutes(text.clone()))));
            }
            if let Some(name) = looks_like_a_name(&text) {
                paragraph(ui, &words.is_a_name(name), font(14.0), shown.theme.contra.line);
            }
        });
}

/// One of them; opened, with what can be done with it.
fn addition_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    desk: &Desk<'_>,
    number: usize,
    addition: &Addition,
    actions: &mut Vec<Action>,
) {
    let (words, theme) = (shown.words, shown.theme);
    let open_id = Id::unique("addition-open");
    let open: Option<usize> = ui.data(|data| data.get_temp(open_id)).flatten();
    let is_open = open == Some(number);
    let seen = if addition.is_shown { "✓ " } else { "" };
    let about = match (&addition.joined, &addition.place) {
        (Some(_), _) => words.is_joined,
        (None, Place::Argument { side, .. } | Place::Reply { side, .. }) => words.stance((*side).into()),
        (None, Place::Question) => words.is_question,
        (None, Place::Parked) => words.parked,
    };
    if super::super::toolbar::row(ui, shown, &format!("{seen}{}", addition.words), about, None, true) {
        let next = (!is_open).then_some(number);
        ui.data_mut(|data| data.insert_temp(open_id, next));
    }
    if !is_open {
        return;
    }
    let edit = |edit| wish(ShowAction::Session(edit));
    ui.indent(("addition", number), |ui| {
        let place = words.addition_place(shown.document(), shown.lang(), addition);
        paragraph(ui, &place, font(14.0), theme.ink_soft);
        ui.horizontal_wrapped(|ui| {
            let mut button = |ui: &mut Ui, name: &str, action: Action| {
                if FlatButton::text(name).show(ui, theme).clicked() {
                    actions.push(action);
                }
            };
            if !addition.is_guess {
                button(ui, words.show_it, wish(ShowAction::Detour(Aside::Addition(number))));
                button(ui, words.weigh_it, Action::App(AppAction::WeighAddition(number)));
                let park = [(Place::Parked, words.park_it), (Place::Question, words.is_question)];
                for (place, name) in park.into_iter().filter(|(place, _)| *place != addition.place) {
                    button(ui, name, edit(SessionEdit::Place(number, place)));
                }
                for side in [Stance::Pro, Stance::Contra] {
                    let place = beside(shown, desk, side);
                    if place != addition.place {
                        let name = format!("{} {}", words.place_it, words.stance(side));
                        button(ui, &name, edit(SessionEdit::Place(number, place)));
                    }
                }
            }
            if addition.joined.is_some() {
                button(ui, words.part_again, edit(SessionEdit::Join(number, None)));
            }
        });
        if addition.joined.is_none() {
            join_ui(ui, shown, desk, number, addition, actions);
        }
        if !addition.is_guess {
            headline_ui(ui, shown, desk, number, addition, actions);
        }
    });
}

/// With what it can be joined: what resembles it, or, for a guess, the arguments of the covered side.
fn join_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    desk: &Desk<'_>,
    number: usize,
    addition: &Addition,
    actions: &mut Vec<Action>,
) {
    let words = shown.words;
    let mut found = similar(shown, desk, &addition.words, Some(number));
    if addition.is_guess {
        // Those that are on screen, whether they look alike or not: the group decides what matches.
        let document = shown.document();
        let stop = desk.show.stops().get(desk.show.at().stop);
        for claim in stop.map_or(&[][..], |stop| stop.claims()) {
            let subject = Subject::Claim(document.claims.name(*claim).to_owned());
            if !found.iter().any(|(known, _)| *known == subject) {
                found.push((subject, shown.claim_text(*claim).words.to_owned()));
            }
        }
    }
    if found.is_empty() {
        return;
    }
    label(
        ui,
        shown,
        if addition.is_guess {
            words.matches
        } else {
            words.join_with
        },
    );
    for (subject, text) in found.into_iter().take(8) {
        if super::super::toolbar::row(ui, shown, &text, "", None, true) {
            actions.push(wish(ShowAction::Session(SessionEdit::Join(number, Some(subject)))));
        }
    }
}

/// The headline that it stands under: typed, or one of those that are there.
fn headline_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    desk: &Desk<'_>,
    number: usize,
    addition: &Addition,
    actions: &mut Vec<Action>,
) {
    let words = shown.words;
    let id = Id::unique("addition-headline").with(number);
    let mut text: String = ui
        .data(|data| data.get_temp(id))
        .unwrap_or_else(|| addition.cluster.clone());
    let response = ui.add(
        TextEdit::singleline(&mut Typed(&mut text))
            .id(id)
            .hint_text(words.headline_hint)
            .desired_width(f32::INFINITY)
            .font(font(15.0)),
    );
    typed::hold(ui, &response, &text);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words.headline_hint));
    let edit = |edit| wish(ShowAction::Session(edit));
    if response.lost_focus() {
        if text.trim() != addition.cluster {
            actions.push(edit(SessionEdit::Cluster(number, text.clone())));
        }
        ui.data_mut(|data| data.remove::<String>(id));
    } else if response.has_focus() {
        ui.data_mut(|data| data.insert_temp(id, text));
    }
    let mut known: Vec<&str> = desk
        .show
        .session()
        .additions
        .iter()
        .map(|one| one.cluster.as_str())
        .collect();
    known.retain(|cluster| !cluster.is_empty() && *cluster != addition.cluster);
    known.sort_unstable();
    known.dedup();
    ui.horizontal_wrapped(|ui| {
        for cluster in known.into_iter().take(8) {
            if FlatButton::text(cluster).show(ui, shown.theme).clicked() {
                actions.push(edit(SessionEdit::Cluster(number, cluster.to_owned())));
            }
        }
        if !addition.cluster.is_empty() && FlatButton::text(words.no_headline).show(ui, shown.theme).clicked() {
            actions.push(edit(SessionEdit::Cluster(number, String::new())));
        }
    });
}

/// What says nearly the same: arguments of the map, then what the room added before.
fn similar(shown: &Shown<'_>, desk: &Desk<'_>, words: &str, except: Option<usize>) -> Vec<(Subject, String)> {
    if words.trim().chars().count() < 4 {
        return Vec::new();
    }
    let document: &Document = shown.document();
    let claims: Vec<(ClaimId, u8)> = desk.similar.map_or_else(Vec::new, |index| index.find(words, None, 3));
    let claims = claims.into_iter().map(|(claim, _)| {
        let name = document.claims.name(claim).to_owned();
        (Subject::Claim(name), shown.claim_text(claim).words.to_owned())
    });
    let additions = desk.show.session().additions.iter().enumerate();
    let additions = additions.filter(|(number, one)| {
        Some(*number) != except && one.joined.is_none() && !one.is_guess && share_words(words, &one.words)
    });
    let additions = additions.map(|(number, one)| (Subject::Addition(number), one.words.clone()));
    claims.chain(additions).collect()
}

/// Whether half of the long words of the shorter sentence are in the other.
fn share_words(one: &str, other: &str) -> bool {
    let long = |words: &str| -> Vec<String> {
        let folded = fold_words(words);
        let letters = |word: &&str| word.chars().count() > 4;
        folded.split_whitespace().filter(letters).map(str::to_owned).collect()
    };
    let (one, other) = (long(one), long(other));
    let (short, tall) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let shared = short.iter().filter(|word| tall.contains(word)).count();
    shared > 0 && shared * 2 >= short.len()
}

#[cfg(test)]
mod tests {
    use super::share_words;

    #[test]
    fn sentences_share_their_long_words_or_not() {
        assert!(share_words(
            "De school ligt te ver weg",
            "Die school is veel te ver fietsen"
        ));
        assert!(!share_words("De school ligt te ver weg", "Kinderen leren van elkaar"));
        assert!(!share_words("", "Kinderen leren van elkaar"));
    }
}
