//! What the presenter sees on the laptop: now, next, notes, time, what was shown of each side, and what is counted.

mod count;
mod keys;
mod overview;
mod room;

use egui::{Event, Frame, Id, Margin, Rect, Role, ScrollArea, TextEdit, Ui, UiBuilder, WidgetInfo, vec2};

use crate::check::SimilarIndex;
use crate::command::{Action, AppAction};
use crate::layout::Spot;
use crate::model::{ClaimId, Shows, SourceId, StakeholderId, Stance};
use crate::present::{Aside, Picture, Pointer, Screen, Show, ShowAction};
use crate::ui::typed::{self, Typed};
use crate::view::{Selected, fold_words};

use super::Shown;
use super::audience::{Stage, audience_ui, said};
use super::icons;
use super::theme::{bold_font, font};
use super::widgets::{FlatButton, paragraph};

pub use keys::{page_keys, show_keys};
pub use room::line_id;

/// Where one looks for what the room asks about.
pub fn ask_id() -> Id {
    Id::unique("presenter-ask")
}

/// What the presenter window shows beside the map.
pub struct Desk<'a> {
    /// The show.
    pub show: &'a Show,
    /// Seconds since it began.
    pub time: f64,
    /// The time on the clock, as `19:45`.
    pub clock: &'a str,
    /// Whether there is a screen for the audience, and whether its window is open.
    pub has_projector: bool,
    /// Whether the window of the audience is open.
    pub is_open: bool,
    /// Whether there was a screen for the audience.
    pub had_projector: bool,
    /// Whether ending was asked for just now.
    pub asks_to_stop: bool,
    /// How wide the screen of the audience is for its height.
    pub aspect: f32,
    /// A sentence about what just happened.
    pub told: Option<&'a str>,
    /// The stop that is highlighted in the overview, while it is open.
    pub overview: Option<usize>,
    /// By stop: whether it is too full for the room; `None` while that is not known.
    pub too_full: &'a [Option<bool>],
    /// The keys are shown.
    pub help: bool,
    /// How large notes are, in points.
    pub note_size: f32,
    /// What resembles what in the map, while something from the room is typed.
    pub similar: Option<&'a SimilarIndex>,
    /// Why the evening could not be saved, if so.
    pub not_saved: Option<&'a str>,
}

/// Whether the presenter is typing: what the room asks, what it adds, or notes; in the presenter's window.
pub fn is_typing(ui: &Ui) -> bool {
    ui.text_edit_focused()
}

/// What is typed in the other window belongs to what the room asks about, until the presenter's window has the keyboard.
pub fn hand_over(ui: &Ui, field: Id) {
    let typed: String = ui.input(|input| {
        let letters = input.events.iter().filter_map(|event| match event {
            Event::Text(letters) => Some(letters.as_str()),
            _ => None,
        });
        letters.collect()
    });
    if !typed.is_empty() {
        ui.data_mut(|data| {
            let text: &mut String = data.get_temp_mut_or_default(field);
            text.push_str(&typed);
        });
    }
}

/// A wish about the show.
fn wish(action: ShowAction) -> Action {
    Action::App(AppAction::Show(action))
}

/// The presenter's window.
pub fn presenter_ui(ui: &mut Ui, shown: &Shown<'_>, stage: &Stage<'_>, desk: &Desk<'_>, actions: &mut Vec<Action>) {
    let theme = shown.theme;
    let frame = Frame::new().fill(theme.canvas).inner_margin(Margin::same(14));
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        head_ui(ui, shown, desk, actions);
        ui.add_space(6.0);
        let whole = ui.available_rect_before_wrap();
        let buttons = 84.0;
        let side = (whole.width() * 0.34).clamp(280.0, 560.0);
        let main = Rect::from_min_max(whole.min, whole.max - vec2(side + 16.0, buttons + 6.0));
        let right = Rect::from_min_max(
            egui::pos2(main.max.x + 16.0, whole.min.y),
            whole.max - vec2(0.0, buttons + 6.0),
        );
        let low = Rect::from_min_max(egui::pos2(whole.min.x, whole.max.y - buttons), whole.max);
        ui.scope_builder(UiBuilder::new().max_rect(main).id_salt("now"), |ui| {
            ui.set_clip_rect(main.expand(4.0));
            now_ui(ui, shown, stage, desk, actions);
        });
        ui.scope_builder(UiBuilder::new().max_rect(right).id_salt("next"), |ui| {
            ui.set_clip_rect(right.expand(4.0));
            side_ui(ui, shown, stage, desk, actions);
        });
        ui.scope_builder(UiBuilder::new().max_rect(low).id_salt("buttons"), |ui| {
            buttons_ui(ui, shown, desk, actions);
        });
    });
    overview::overview_ui(ui, shown, desk, actions);
    overview::help_ui(ui, shown, desk, actions);
}

fn head_ui(ui: &mut Ui, shown: &Shown<'_>, desk: &Desk<'_>, actions: &mut Vec<Action>) {
    let (words, theme) = (shown.words, shown.theme);
    let show = desk.show;
    ui.horizontal(|ui| {
        let state = match (show.is_frozen(), show.picture().screen) {
            (true, _) => words.is_frozen,
            (_, Screen::Black) => words.is_black,
            (_, Screen::White) => words.is_white,
            _ if desk.had_projector && !desk.has_projector => words.is_alone,
            _ => words.is_live,
        };
        let is_live = state == words.is_live;
        let look = if is_live { theme.neutral() } else { theme.contra };
        Frame::new()
            .fill(look.solid)
            .corner_radius(6)
            .inner_margin(Margin::symmetric(10, 4))
            .show(ui, |ui| {
                ui.label(egui::RichText::new(state).font(bold_font(16.0)).color(look.on))
            });
        let step = show.at();
        let mut place = words.stop_of(step.stop + 1, show.stops().len());
        if let Some(typed) = show.typed().filter(|_| show.counting().is_none()) {
            place = format!("{place}  → {typed}");
        }
        ui.label(egui::RichText::new(place).font(bold_font(18.0)).color(theme.ink));
        if show.picture().aside.is_some() {
            let text = egui::RichText::new(words.off_route).font(bold_font(15.0));
            ui.label(text.color(theme.contra.line));
        }
        time_ui(ui, shown, desk);
        ui.label(egui::RichText::new(desk.clock).font(font(18.0)).color(theme.ink_soft));
        let notice = match (desk.not_saved, desk.asks_to_stop, desk.is_open, desk.has_projector) {
            (_, true, ..) => Some((words.stop_again, None)),
            (Some(error), ..) => Some((error, None)),
            (_, _, false, _) => Some((words.audience_closed, Some(words.open_audience))),
            (_, _, true, false) if desk.had_projector => Some((words.no_projector, None)),
            _ => desk.told.map(|told| (told, None)),
        };
        if let Some((text, button)) = notice {
            let label = ui.add(
                egui::Label::new(egui::RichText::new(text).font(bold_font(15.0)).color(theme.contra.line)).truncate(),
            );
            ui.accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
            if let Some(name) = button
                && FlatButton::text(name).filled().show(ui, theme).clicked()
            {
                actions.push(Action::App(AppAction::OpenAudience));
            }
        }
    });
}

/// The time that was used, beside the time that was planned: of the whole, and of this stop.
fn time_ui(ui: &mut Ui, shown: &Shown<'_>, desk: &Desk<'_>) {
    let (words, theme, show) = (shown.words, shown.theme, desk.show);
    let planned: u32 = show.stops().iter().map(|stop| stop.seconds).sum();
    let until_here: u32 = show.stops().iter().take(show.at().stop).map(|stop| stop.seconds).sum();
    let used = whole_minutes(desk.time);
    if planned == 0 {
        ui.label(egui::RichText::new(used).font(bold_font(18.0)).color(theme.ink));
        return;
    }
    let here = show.stops().get(show.at().stop).map_or(0, |stop| stop.seconds);
    let at_stop = f64::from(show.session().used(show.at().stop)) + desk_stop_seconds(desk);
    // Behind is what was used more than was planned for all up to here, with what is left of this stop.
    let late = desk.time - f64::from(until_here + here);
    let pace = if late > 30.0 {
        words.minutes_late((late / 60.0).ceil() as u32)
    } else {
        words.on_schedule.to_owned()
    };
    let ink = if late > 30.0 { theme.contra.line } else { theme.ink };
    let all = format!(
        "{} / {}",
        (desk.time / 60.0) as u64,
        whole_minutes(f64::from(planned) + 59.0)
    );
    ui.label(egui::RichText::new(all).font(bold_font(18.0)).color(ink));
    if here > 0 {
        let stop = format!(
            "{}: {} / {}",
            words.this_stop,
            (at_stop / 60.0) as u64,
            whole_minutes(f64::from(here) + 59.0)
        );
        ui.label(egui::RichText::new(stop).font(font(16.0)).color(theme.ink));
    }
    ui.label(egui::RichText::new(pace).font(font(16.0)).color(ink));
}

fn desk_stop_seconds(desk: &Desk<'_>) -> f64 {
    (desk.time - desk.show.stop_came()).max(0.0)
}

/// Whole minutes, as `12 min`: they change so seldom that nothing has to be painted for them.
fn whole_minutes(seconds: f64) -> String {
    format!("{} min", (seconds.max(0.0) / 60.0) as u64)
}

/// Minutes and seconds, as `12:05`.
fn minutes(seconds: f64) -> String {
    let seconds = seconds.max(0.0) as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// A small picture of what the audience would see, as wide as there is room and at most this high. Where it is.
fn small_ui(ui: &mut Ui, stage: &Stage<'_>, desk: &Desk<'_>, picture: Picture, (salt, height): (&str, f32)) -> Rect {
    let width = ui.available_width().min(height * desk.aspect);
    let (rect, _) = ui.allocate_exact_size(vec2(width, width / desk.aspect), egui::Sense::hover());
    // A child apart: what is painted in it takes no room here.
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(salt));
    audience_ui(&mut child, stage, desk.show, picture);
    ui.painter().rect_stroke(
        rect,
        egui::CornerRadius::ZERO,
        egui::Stroke::new(1.0, stage.theme.ink),
        egui::StrokeKind::Outside,
    );
    rect
}

fn now_ui(ui: &mut Ui, shown: &Shown<'_>, stage: &Stage<'_>, desk: &Desk<'_>, actions: &mut Vec<Action>) {
    label(ui, shown, shown.words.now);
    let picture = desk.show.picture();
    let is_round = desk.show.round_in(picture).is_some();
    // A count needs the room; the picture of it stays the same all the while.
    let share = match (is_round, desk.show.counting()) {
        (_, Some(_)) => 0.2,
        (true, None) => 0.45,
        (false, None) => 0.66,
    };
    let height = ui.available_height() * share;
    let rect = small_ui(ui, stage, desk, picture, ("picture-now", height));
    point_ui(ui, desk, rect, actions);
    ui.add_space(6.0);
    if is_round {
        count::count_ui(ui, shown, desk, actions);
        return;
    }
    let document = shown.document();
    let claim = said(desk.show, picture).and_then(|claim| document.claims.get(claim));
    let stop = desk
        .show
        .stops()
        .get(picture.step.stop)
        .filter(|_| picture.aside.is_none());
    let read = |text| document.read(text, picture.lang).words;
    let is_gone = stop.is_some_and(|stop| {
        stop.items().iter().any(|item| !document.has(*item))
            || matches!(&stop.shows, Shows::Claims(claims) | Shows::Sides { claims, .. } if claims.is_empty())
    });
    ScrollArea::vertical()
        .id_salt("notes")
        .auto_shrink(false)
        .show(ui, |ui| {
            if is_gone {
                paragraph(ui, shown.words.stop_gone, bold_font(15.0), shown.theme.contra.line);
            }
            for text in [
                stop.map_or("", |stop| read(&stop.note)),
                claim.map_or("", |claim| read(&claim.note)),
                claim.map_or("", |claim| read(&claim.explanation)),
            ] {
                if !text.is_empty() {
                    ui.add_space(4.0);
                    paragraph(ui, text, font(desk.note_size), shown.theme.ink);
                }
            }
        });
}

/// The pointer and the wheel over the picture of now: what one points at or enlarges, the audience sees.
fn point_ui(ui: &Ui, desk: &Desk<'_>, rect: Rect, actions: &mut Vec<Action>) {
    let over = ui
        .input(|input| input.pointer.hover_pos())
        .filter(|at| rect.contains(*at));
    let part = |at: egui::Pos2| {
        let by = (at - rect.min) / rect.size();
        (by.x, by.y)
    };
    let (kind, known) = desk.show.pointer();
    if kind != Pointer::Off && over.map(part) != known {
        actions.push(wish(ShowAction::Point(over.map(part))));
    }
    if let Some(at) = over {
        let turned = ui.input(|input| input.smooth_scroll_delta().y);
        if turned.abs() > 0.5 {
            let factor = (turned / 300.0).exp();
            actions.push(wish(ShowAction::Zoom { factor, at: part(at) }));
        }
    }
}

fn label(ui: &mut Ui, shown: &Shown<'_>, text: &str) {
    ui.label(
        egui::RichText::new(text)
            .font(bold_font(15.0))
            .color(shown.theme.ink_soft),
    );
}

fn side_ui(ui: &mut Ui, shown: &Shown<'_>, stage: &Stage<'_>, desk: &Desk<'_>, actions: &mut Vec<Action>) {
    let words = shown.words;
    // The next click leads back to where the route was left; a round leads on first.
    let is_away = matches!(desk.show.picture().aside, Some(aside) if !matches!(aside, Aside::Round(..)));
    let next = if is_away {
        Some(desk.show.at())
    } else {
        desk.show.next()
    };
    if desk.show.is_frozen() {
        // What the audience still sees is what matters most.
        label(ui, shown, words.audience_sees);
        let height = ui.available_height() * 0.3;
        small_ui(ui, stage, desk, desk.show.audience(), ("picture-frozen", height));
    } else {
        label(ui, shown, words.next_up);
    }
    match next.filter(|_| !desk.show.is_frozen()) {
        Some(step) => {
            let picture = Picture {
                step,
                screen: Screen::Live,
                aside: None,
                sources: false,
                zoom: None,
                row: 0,
                ..desk.show.picture()
            };
            let height = ui.available_height() * 0.3;
            // Its clock has not begun.
            let stage = &Stage { seconds: 0.0, ..*stage };
            small_ui(ui, stage, desk, picture, ("picture-next", height));
        }
        None if desk.show.is_frozen() => {}
        None => {
            paragraph(ui, words.end_of_route, font(16.0), shown.theme.ink);
        }
    }
    ui.add_space(6.0);
    ScrollArea::vertical()
        .id_salt("side")
        .auto_shrink(false)
        .show(ui, |ui| {
            ask_ui(ui, shown, desk, actions);
            ui.add_space(6.0);
            room::room_ui(ui, shown, desk, actions);
            ui.add_space(6.0);
            balance_ui(ui, shown, desk);
            ui.add_space(6.0);
            room::minutes_ui(ui, shown, desk, actions);
        });
}

/// How much of each side was shown, and of each stakeholder.
fn balance_ui(ui: &mut Ui, shown: &Shown<'_>, desk: &Desk<'_>) {
    let document = shown.document();
    let known = |name: &String| document.claims.id(name);
    let seen: Vec<ClaimId> = desk.show.session().shown.iter().filter_map(known).collect();
    label(ui, shown, shown.words.shown_so_far);
    let num = |side: Stance, own: Option<Option<StakeholderId>>| {
        let is_of = |claim: &&ClaimId| {
            shown.structure.stance(**claim) == Some(side)
                && own.is_none_or(|own| shown.structure.stakeholder_of(document, **claim) == own)
        };
        seen.iter().filter(is_of).count() as u32
    };
    let mut rows: Vec<(Option<Option<StakeholderId>>, String)> = vec![(None, String::new())];
    for id in document.stakeholders.in_order() {
        let name = document
            .stakeholders
            .get(id)
            .map_or("", |record| document.read(&record.name, shown.lang()).words);
        rows.push((Some(Some(id)), name.to_owned()));
    }
    egui::Grid::new("balance")
        .num_columns(3)
        .spacing([14.0, 4.0])
        .show(ui, |ui| {
            for (own, name) in rows {
                let (pro, contra) = (num(Stance::Pro, own), num(Stance::Contra, own));
                if own.is_some() && pro + contra == 0 {
                    continue;
                }
                for (side, count) in [(Stance::Pro, pro), (Stance::Contra, contra)] {
                    ui.horizontal(|ui| {
                        let look = shown.theme.side(side);
                        let (rect, _) = ui.allocate_exact_size(vec2(18.0, 18.0), egui::Sense::hover());
                        icons::side_sign(ui.painter(), rect.center(), 16.0, side, look.solid, look.on);
                        let text = shown.words.num_side(count, side);
                        let size = if own.is_none() { bold_font(16.0) } else { font(15.0) };
                        ui.label(egui::RichText::new(text).font(size).color(shown.theme.ink));
                    });
                }
                ui.label(egui::RichText::new(name).font(font(15.0)).color(shown.theme.ink));
                ui.end_row();
            }
        });
}

/// What the room asks for: a few letters, and it is shown.
fn ask_ui(ui: &mut Ui, shown: &Shown<'_>, desk: &Desk<'_>, actions: &mut Vec<Action>) {
    let words = shown.words;
    let mut text: String = ui.data(|data| data.get_temp(ask_id())).unwrap_or_default();
    let response = ui.add(
        TextEdit::singleline(&mut Typed(&mut text))
            .id(ask_id())
            .hint_text(words.ask_hint)
            .desired_width(f32::INFINITY)
            .font(font(17.0)),
    );
    typed::hold(ui, &response, &text);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words.ask_hint));
    let (entered, left) = ui.input(|input| {
        (
            input.key_pressed(egui::Key::Enter),
            input.key_pressed(egui::Key::Escape),
        )
    });
    let found = find(shown, desk, &text);
    let mut chosen = found
        .first()
        .map(|(to, _, with_source)| (*to, *with_source))
        .filter(|_| entered && response.lost_focus());
    for (number, (to, name, with_source)) in found.iter().enumerate() {
        // The one that Enter shows.
        let fill = if number == 0 {
            shown.theme.grid
        } else {
            egui::Color32::TRANSPARENT
        };
        let row = Frame::new().fill(fill).corner_radius(5);
        let is_chosen = row.show(ui, |ui| {
            super::toolbar::row(ui, shown, name, &about(shown, *to), None, true)
        });
        if is_chosen.inner {
            chosen = Some((*to, *with_source));
        }
    }
    if found.is_empty() && text.trim().chars().count() > 1 {
        paragraph(ui, words.nothing_found_here, font(14.0), shown.theme.ink_soft);
    }
    if let Some((to, with_source)) = chosen {
        actions.push(wish(ShowAction::Detour(to)));
        if with_source {
            actions.push(wish(ShowAction::Sources));
        }
        text.clear();
    }
    if left && response.lost_focus() {
        text.clear();
    }
    ui.data_mut(|data| data.insert_temp(ask_id(), text));
}

/// Whose argument something is, and on which side.
fn about(shown: &Shown<'_>, of: Aside) -> String {
    let Aside::Selected(Selected::Spot(Spot::Claim(claim))) = of else {
        return String::new();
    };
    let side = shown.structure.stance(claim).map(|side| shown.words.stance(side));
    let document = shown.document();
    let own = shown.structure.stakeholder_of(document, claim);
    let own = own.and_then(|id| document.stakeholders.get(id));
    let own = own.map(|record| document.read(&record.name, shown.lang()).words);
    side.into_iter().chain(own).collect::<Vec<_>>().join(" · ")
}

/// Arguments, replies, instruments and what the room added with these words, then what cites a source with them, to be shown
/// with its sources; the first eight.
fn find(shown: &Shown<'_>, desk: &Desk<'_>, query: &str) -> Vec<(Aside, String, bool)> {
    let query = fold_words(query);
    if query.trim().chars().count() < 2 {
        return Vec::new();
    }
    let wanted: Vec<&str> = query.split_whitespace().collect();
    let fits = |text: &str| {
        let folded = fold_words(text);
        wanted.iter().all(|word| folded.contains(word))
    };
    let document = shown.document();
    let thesis = document.cover.thesis;
    let claims = document
        .claims
        .iter()
        .filter(|(id, _)| Some(*id) != thesis)
        .filter_map(|(id, _)| {
            let words = shown.claim_text(id).words;
            fits(words).then(|| (Aside::Selected(Selected::Spot(Spot::Claim(id))), words.to_owned()))
        });
    // There are fewer sources than claims: they are looked through once.
    let sources = document.sources.iter().filter(|(_, source)| fits(&source.citation));
    let sources: Vec<_> = sources.collect();
    let cited = document
        .claims
        .iter()
        .filter(|(id, _)| Some(*id) != thesis && !sources.is_empty())
        .filter_map(|(id, record)| {
            let is_cited = |of: &SourceId| record.sources.iter().any(|citation| citation.source == *of);
            let (_, source) = sources.iter().find(|(of, _)| is_cited(of))?;
            let name = format!("{}: {}", shown.words.source_word, source.citation);
            Some((Aside::Selected(Selected::Spot(Spot::Claim(id))), name))
        });
    let instruments = document.instruments.iter().filter_map(|(id, record)| {
        let name = document.read(&record.name, shown.lang()).words;
        let name = fits(name).then(|| format!("{}: {name}", shown.words.toolbox))?;
        Some((Aside::Selected(Selected::Instrument(id)), name))
    });
    let stakeholders = document.stakeholders.iter().filter_map(|(id, record)| {
        let name = document.read(&record.name, shown.lang()).words;
        let spot = Spot::Stakeholder(Some(id));
        fits(name).then(|| (Aside::Selected(Selected::Spot(spot)), name.to_owned()))
    });
    let additions = desk.show.session().additions.iter().enumerate();
    let additions = additions.filter_map(|(number, addition)| {
        let name = fits(&addition.words).then(|| format!("{}: {}", shown.words.from_the_room, addition.words))?;
        Some((Aside::Addition(number), name))
    });
    additions
        .chain(stakeholders)
        .chain(claims)
        .chain(instruments)
        .map(|(to, name)| (to, name, false))
        .chain(cited.map(|(to, name)| (to, name, true)))
        .take(8)
        .collect()
}

/// A button: its name, what it asks for, and whether it is on.
type Button<'a> = (&'a str, Action, bool);

fn buttons_ui(ui: &mut Ui, shown: &Shown<'_>, desk: &Desk<'_>, actions: &mut Vec<Action>) {
    let (words, theme) = (shown.words, shown.theme);
    let picture = desk.show.picture();
    let screen = picture.screen;
    let app = Action::App;
    let buttons: Vec<Button<'_>> = vec![
        (words.show_back, wish(ShowAction::Back), false),
        (words.show_next, wish(ShowAction::Next), false),
        (words.show_black, wish(ShowAction::Black), screen == Screen::Black),
        (words.show_white, wish(ShowAction::White), screen == Screen::White),
        (words.show_freeze, wish(ShowAction::Freeze), desk.show.is_frozen()),
        (words.show_sources, wish(ShowAction::Sources), picture.sources),
        (
            words.show_pointer,
            wish(ShowAction::Pointer),
            desk.show.pointer().0 != Pointer::Off,
        ),
        (
            words.show_overview,
            app(AppAction::ShowOverview),
            desk.overview.is_some(),
        ),
        (words.show_weigh, app(AppAction::WeighNow { dots: false }), false),
        (words.show_add, app(AppAction::AddFromRoom), false),
        (
            words.show_result,
            app(AppAction::ShowResult),
            matches!(picture.aside, Some(Aside::Chart(_))),
        ),
        (words.show_swap, app(AppAction::SwapScreens), false),
        (
            words.show_test,
            wish(ShowAction::Detour(Aside::TestCard)),
            picture.aside == Some(Aside::TestCard),
        ),
        (words.show_help, app(AppAction::ShowHelp), desk.help),
        (words.show_stop, wish(ShowAction::Escape), false),
    ];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 6.0);
        for (name, action, is_on) in buttons {
            if FlatButton::text(name).selected(is_on).show(ui, theme).clicked() {
                actions.push(action);
            }
        }
    });
}
