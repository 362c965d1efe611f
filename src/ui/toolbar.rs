//! The bar on top: menus, the title, search, filter, eyes, language and theme.

use std::collections::BTreeSet;

use egui::text::{CCursor, CCursorRange};
use egui::{CornerRadius, Frame, Id, Popup, PopupCloseBehavior, Role, TextEdit, Ui, WidgetInfo, vec2};

use crate::command::{Action, AppAction, Command, FileAction, Menu, ThemeName, Wheel};
use crate::layout::Filter;
use crate::model::{Mark, Stance};
use crate::ui::typed::{self, Typed};
use crate::view::{HitKind, ViewAction};

use super::Shown;
use super::icons::Icon;
use super::theme::{bold_font, font};
use super::widgets::{FlatButton, from_right, link_row};

/// Where the search field is, for the keyboard.
pub fn search_id() -> Id {
    Id::unique("argumentenkaart-search")
}

/// Below this width, in points, the bar is shortened.
const NARROW: f32 = 960.0;

/// The bar.
pub fn toolbar_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    // Where all of it has no room, what stands in a menu too gives way, and icons speak for themselves.
    let is_narrow = ui.available_width() < NARROW;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let outline = FlatButton::icon(Icon::List, shown.words.outline).selected(shown.view.show_outline);
        button(ui, shown, Command::Outline, outline, actions);
        for menu in Menu::ALL {
            menu_ui(ui, shown, menu, actions);
        }
        ui.add_space(8.0);
        let steps = [(Command::Undo, Icon::Undo), (Command::Redo, Icon::Redo)];
        for (command, icon) in steps.into_iter().filter(|_| !is_narrow) {
            let action = command.resolve(shown.situation());
            if FlatButton::icon(icon, &command_name(shown, command))
                .enabled(action.is_some())
                .show(ui, shown.theme)
                .clicked()
            {
                actions.extend(action);
            }
        }
        from_right(ui, |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let details = FlatButton::icon(Icon::Panel, shown.words.details).selected(shown.view.show_details);
            button(ui, shown, Command::Details, details, actions);
            let theme_icon = match shown.theme.name {
                ThemeName::Light => Icon::Sun,
                ThemeName::Dark => Icon::Moon,
                ThemeName::Projector => Icon::Screen,
            };
            button(
                ui,
                shown,
                Command::ThemeNext,
                FlatButton::icon(theme_icon, shown.words.other_theme),
                actions,
            );
            let code = match shown.words.lang {
                _ if is_narrow => "",
                crate::command::UiLang::Dutch => "NL",
                crate::command::UiLang::English => "EN",
            };
            let language = FlatButton::both(Icon::Globe, code);
            let language = FlatButton {
                name: shown.words.other_language,
                ..language
            };
            button(ui, shown, Command::LangNext, language, actions);
            let toolbox = if is_narrow {
                FlatButton::icon(Icon::Cards, shown.words.toolbox)
            } else {
                FlatButton::both(Icon::Cards, shown.words.toolbox)
            };
            let toolbox = toolbox.selected(shown.view.show_toolbox);
            button(ui, shown, Command::Toolbox, toolbox, actions);
            eyes_ui(ui, shown, actions);
            filter_ui(ui, shown, actions);
            search_ui(ui, shown, actions);
            ui.add_space(8.0);
            // What is left over between the menus and the search belongs to the title.
            title_ui(ui, shown, actions);
        });
    });
}

fn command_name(shown: &Shown<'_>, command: Command) -> String {
    let lang = shown.words.lang;
    let step = match command {
        Command::Undo => shown.editor.undo_name(),
        Command::Redo => shown.editor.redo_name(),
        _ => None,
    };
    match step {
        Some(step) => format!("{}: {}", command.text(lang), shown.words.edit_name(step)),
        None => command.text(lang).to_owned(),
    }
}

fn button(ui: &mut Ui, shown: &Shown<'_>, command: Command, button: FlatButton<'_>, actions: &mut Vec<Action>) {
    if button.show(ui, shown.theme).clicked() {
        actions.extend(command.resolve(shown.situation()));
    }
}

fn title_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let room = ui.available_width() - 8.0;
    if room < 60.0 {
        return;
    }
    if shown.num_problems > 0 && room > 180.0 {
        let text = shown.words.num_problems(shown.num_problems);
        if FlatButton::both(Icon::Warning, &text).show(ui, shown.theme).clicked() {
            actions.push(Action::App(AppAction::Problems));
        }
    }
    // The state of the file always has its room; a long title gives way.
    let title = shown.document().title(shown.lang());
    let width = |text: &str, font| {
        ui.painter()
            .layout_no_wrap(super::bidi::painted(text).into_owned(), font, shown.theme.ink)
            .size()
            .x
    };
    let needed = width(shown.file_state, font(13.0)) + width(title, bold_font(15.0)) + 32.0;
    // A saved file needs no more than its sign if the title has no room otherwise.
    let is_saved = shown.file_state.starts_with('✓');
    let state = if is_saved && needed > ui.available_width() {
        "✓"
    } else {
        shown.file_state
    };
    let state = egui::RichText::new(state).font(font(13.0)).color(shown.theme.ink_soft);
    let state_room = ui.available_width() - 8.0;
    ui.scope(|ui| {
        ui.set_max_width(state_room);
        let is_changed = shown.file_state.ends_with(shown.words.changed_short);
        let label = egui::Label::new(state).truncate();
        let label = if is_changed {
            label.sense(egui::Sense::click())
        } else {
            label
        };
        let response = ui.add(label);
        if is_changed {
            // What someone else saved can be looked at whenever one wants.
            let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
            if response.on_hover_text(shown.words.see_differences).clicked() {
                actions.push(Action::App(AppAction::CompareOutside));
            }
        } else {
            response.on_hover_text(shown.file_state);
        }
    });
    let room = ui.available_width() - 12.0;
    if room > 48.0 {
        let mut job = egui::text::LayoutJob::simple_singleline(
            super::bidi::one_line(&super::bidi::painted(title)).into_owned(),
            bold_font(15.0),
            shown.theme.ink,
        );
        job.wrap = egui::text::TextWrapping::truncate_at_width(room);
        ui.add(egui::Label::new(job).truncate());
    }
}

fn menu_ui(ui: &mut Ui, shown: &Shown<'_>, menu: Menu, actions: &mut Vec<Action>) {
    let response = FlatButton::text(menu.text(shown.words.lang)).show(ui, shown.theme);
    Popup::menu(&response).width(470.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        // As high as the window allows: a menu that has to be scrolled hides what it has.
        let room = (ui.ctx().content_rect().height() - 80.0).max(200.0);
        let area = egui::ScrollArea::vertical().max_height(room).min_scrolled_height(room);
        area.show(ui, |ui| {
            for command in Command::ALL.iter().copied().filter(|command| command.menu() == menu) {
                command_row(ui, shown, command, actions);
                if command == Command::Open {
                    files_menu(ui, shown, actions);
                }
            }
            if menu == Menu::View {
                ui.separator();
                for lang in shown.document().languages() {
                    let text = format!("{}: {}", shown.words.read_in, shown.words.language(lang));
                    let icon = (shown.lang() == lang).then_some(Icon::Check);
                    if row(ui, shown, &text, "", icon, true) {
                        actions.push(Action::View(ViewAction::SetLang(lang)));
                        ui.close();
                    }
                }
                ui.separator();
                for (wheel, text) in [
                    (Wheel::Automatic, shown.words.automatic),
                    (Wheel::Mouse, shown.words.mouse),
                    (Wheel::Touchpad, shown.words.touchpad),
                ] {
                    let icon = (shown.wheel == wheel).then_some(Icon::Check);
                    if row(ui, shown, text, "", icon, true) {
                        actions.push(Action::App(AppAction::SetWheel(wheel)));
                        ui.close();
                    }
                }
            }
        });
    });
}

fn files_menu(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    ui.separator();
    for (number, (name, _)) in shown.built_in.iter().enumerate() {
        if row(ui, shown, &format!("{}: {name}", shown.words.built_in), "", None, true) {
            actions.push(Action::File(FileAction::OpenBuiltIn(number)));
            ui.close();
        }
    }
    for path in shown.recent.iter().take(8) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if row(ui, shown, &format!("{}: {name}", shown.words.recent), "", None, true) {
            actions.push(Action::File(FileAction::OpenPath(path.clone())));
            ui.close();
        }
    }
    ui.separator();
}

/// A command in a menu: what it is called, whether it is on, and its key.
pub(super) fn command_row(ui: &mut Ui, shown: &Shown<'_>, command: Command, actions: &mut Vec<Action>) {
    let action = command.resolve(shown.situation());
    let key = command
        .keys()
        .first()
        .map_or(String::new(), |(modifiers, key)| shown.words.key(*modifiers, *key));
    let icon = (command.is_on(shown.view) == Some(true)).then_some(Icon::Check);
    if row(ui, shown, &command_name(shown, command), &key, icon, action.is_some()) {
        actions.extend(action);
        ui.close();
    }
}

/// A row of a menu; whether it was chosen.
pub(super) fn row(ui: &mut Ui, shown: &Shown<'_>, text: &str, key: &str, icon: Option<Icon>, enabled: bool) -> bool {
    let theme = shown.theme;
    let sense = if enabled {
        egui::Sense::click()
    } else {
        egui::Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), sense);
    let name = text.to_owned();
    response.widget_info(move || WidgetInfo::labeled(Role::MenuItem, enabled, name.clone()));
    if response.hovered() && enabled || response.has_focus() {
        ui.painter().rect_filled(rect, CornerRadius::same(5), theme.grid);
    }
    let ink = if enabled {
        theme.ink
    } else {
        theme.canvas.lerp_to_gamma(theme.ink, 0.35)
    };
    if let Some(icon) = icon {
        super::icons::icon(
            ui.painter(),
            egui::Rect::from_center_size(egui::pos2(rect.min.x + 12.0, rect.center().y), vec2(14.0, 14.0)),
            icon,
            ink,
        );
    }
    let key_galley = ui.painter().layout_no_wrap(key.to_owned(), font(13.0), theme.ink_soft);
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font(15.0), ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width((rect.width() - 44.0 - key_galley.size().x).max(40.0));
    let galley = super::bidi::lay_out(ui.painter(), job);
    ui.painter().galley(
        egui::pos2(rect.min.x + 26.0, rect.center().y - galley.size().y / 2.0),
        galley,
        ink,
    );
    ui.painter().galley(
        egui::pos2(
            rect.max.x - 8.0 - key_galley.size().x,
            rect.center().y - key_galley.size().y / 2.0,
        ),
        key_galley,
        theme.ink_soft,
    );
    response.clicked()
}

fn search_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let words = shown.words;
    // In the smallest window it is as wide as the menus leave room for.
    let room = (ui.available_width() - 8.0).max(64.0);
    let width = (ui.available_width() * 0.42).clamp(120.0, 300.0).min(room);
    let before = shown.view.query.as_str();
    let mut query = before.to_owned();
    let mut typed = Typed(&mut query);
    let field = TextEdit::singleline(&mut typed)
        .id(search_id())
        .hint_text(words.search_hint)
        .desired_width(width - 44.0)
        .font(font(15.0))
        .frame(Frame::NONE)
        .align(egui::Align2::LEFT_CENTER);
    let frame = Frame::new()
        .fill(shown.theme.canvas)
        .stroke(egui::Stroke::new(1.0, shown.theme.hairline))
        .corner_radius(8)
        .inner_margin(egui::Margin::symmetric(8, 5));
    let outer = frame.show(ui, |ui| {
        ui.spacing_mut().interact_size.y = 22.0;
        ui.allocate_ui_with_layout(
            vec2(width - 16.0, 22.0),
            egui::Layout::left_to_right(egui::Align::Center),
            |ui| {
                let (icon, _) = ui.allocate_exact_size(vec2(18.0, 22.0), egui::Sense::hover());
                super::icons::icon(ui.painter(), icon.shrink(1.0), Icon::Search, shown.theme.ink_soft);
                ui.add(field)
            },
        )
        .inner
    });
    let response = outer.inner;
    typed::hold(ui, &response, &query);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words.search));
    if shown.focus_search {
        response.request_focus();
        // A search of before is replaced by what is typed now.
        let (start, end) = (CCursor::new(0), CCursor::new(before.chars().count()));
        let mut state = egui::text_edit::TextEditState::load(ui.ctx(), search_id()).unwrap_or_default();
        state.cursor.set_char_range(Some(CCursorRange::two(start, end)));
        state.store(ui.ctx(), search_id());
    }
    if query != before {
        actions.push(Action::View(ViewAction::Search(query)));
    }
    let (enter, up, down, escape) = ui.input(|input| {
        let pressed = |key| input.key_pressed(key);
        (
            pressed(egui::Key::Enter),
            pressed(egui::Key::ArrowUp),
            pressed(egui::Key::ArrowDown),
            pressed(egui::Key::Escape),
        )
    });
    if response.has_focus() && (down || up) {
        actions.push(Action::View(ViewAction::NextHit(down)));
    }
    if response.lost_focus() && enter {
        if shown.view.hit.is_none() {
            actions.push(Action::View(ViewAction::NextHit(true)));
        }
        ui.memory_mut(|memory| memory.request_focus(super::paint::canvas_id()));
    }
    if response.lost_focus() && escape {
        actions.push(Action::View(ViewAction::Search(String::new())));
        ui.memory_mut(|memory| memory.request_focus(super::paint::canvas_id()));
    }
    let is_open = !before.is_empty() && (response.has_focus() || response.lost_focus());
    let popup = Popup::from_response(&outer.response)
        .id(search_id().with("hits"))
        .open(is_open)
        .close_behavior(PopupCloseBehavior::IgnoreClicks)
        .width(460.0);
    popup.show(|ui| hits_ui(ui, shown, actions));
}

/// What was found, below the field.
fn hits_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let words = shown.words;
    let document = shown.document();
    let text = if shown.view.num_hits == 0 {
        words.no_hits.to_owned()
    } else {
        words.num_hits(shown.view.num_hits, shown.view.hits.len())
    };
    ui.label(
        egui::RichText::new(text)
            .font(bold_font(13.0))
            .color(shown.theme.ink_soft),
    );
    egui::ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        for (number, hit) in shown.view.hits.iter().enumerate().take(40) {
            let (text, icon) = match hit.kind {
                HitKind::Claim(claim) => (shown.claim_text(claim).words.to_owned(), None),
                HitKind::Instrument(id) => (
                    document.instruments.get(id).map_or(String::new(), |record| {
                        document.read(&record.name, shown.lang()).words.to_owned()
                    }),
                    Some(Icon::Cards),
                ),
                HitKind::Source(id) => (
                    document
                        .sources
                        .get(id)
                        .map_or(String::new(), |source| source.citation.to_string()),
                    Some(Icon::Book),
                ),
            };
            let selected = shown.view.hit == Some(number);
            let response = link_row(
                ui,
                shown.theme,
                &text,
                &format!("{}: {text}", words.search),
                selected,
                |painter, rect| match (hit.kind, icon) {
                    (HitKind::Claim(claim), _) => {
                        let side = shown.structure.stance(claim);
                        let look = side.map_or(shown.theme.thesis, |side| shown.theme.side(side));
                        super::icons::side_sign(
                            painter,
                            rect.center(),
                            16.0,
                            side.unwrap_or(Stance::Pro),
                            look.solid,
                            look.on,
                        );
                    }
                    (_, Some(icon)) => super::icons::icon(painter, rect.shrink(1.0), icon, shown.theme.ink_soft),
                    _ => {}
                },
            );
            // The press, not the release: the field loses the keyboard in between.
            if (response.clicked() || response.is_pointer_button_down_on())
                && let Some(target) = hit.target(document)
            {
                actions.push(Action::View(match target {
                    crate::view::Selected::Spot(spot) => ViewAction::Select(spot),
                    crate::view::Selected::Instrument(id) => ViewAction::SelectInstrument(id),
                }));
            }
        }
    });
}

fn eyes_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let words = shown.words;
    let document = shown.document();
    let response = FlatButton::icon(Icon::Eye, words.eyes)
        .selected(shown.view.eyes.is_some())
        .show(ui, shown.theme);
    Popup::menu(&response).width(280.0).show(|ui| {
        ui.label(
            egui::RichText::new(words.eyes)
                .font(bold_font(14.0))
                .color(shown.theme.ink_soft),
        );
        let check = |on: bool| on.then_some(Icon::Check);
        if row(ui, shown, words.eyes_nobody, "", check(shown.view.eyes.is_none()), true) {
            actions.push(Action::View(ViewAction::SetEyes(None)));
            ui.close();
        }
        for id in document.stakeholders.in_order() {
            let name = document
                .stakeholders
                .get(id)
                .map_or("", |record| document.read(&record.name, shown.lang()).words);
            if row(ui, shown, name, "", check(shown.view.eyes == Some(id)), true) {
                actions.push(Action::View(ViewAction::SetEyes(Some(id))));
                ui.close();
            }
        }
    });
}

fn filter_ui(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Vec<Action>) {
    let words = shown.words;
    let num = shown.view.spec.filter.num_conditions();
    let text = if num == 0 { String::new() } else { num.to_string() };
    let name = if num == 0 {
        words.filter.to_owned()
    } else {
        format!("{} ({num})", words.filter)
    };
    let button = FlatButton {
        icon: Some(Icon::Filter),
        text: &text,
        name: &name,
        selected: num > 0,
        enabled: true,
        filled: false,
    };
    let response = button.show(ui, shown.theme);
    Popup::menu(&response)
        .width(370.0)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_width(350.0);
            let before = &shown.view.spec.filter;
            let mut filter = before.clone();
            // It does not grow or move when a condition is set: what clears it is always there.
            let clear = FlatButton::both(Icon::Close, words.filter_clear).enabled(!before.is_empty());
            if clear.show(ui, shown.theme).clicked() {
                filter = Filter::default();
            } else {
                let room = (ui.ctx().content_rect().height() - 160.0).max(200.0);
                let area = egui::ScrollArea::vertical().max_height(room).min_scrolled_height(room);
                area.show(ui, |ui| {
                    ui.set_width(340.0);
                    filter_form(ui, shown, &mut filter);
                });
            }
            if filter != *before {
                actions.push(Action::View(ViewAction::SetFilter(Box::new(filter))));
            }
        });
}

/// A word among which one is chosen, with an edge so that it is seen to be a button.
fn option_ui(ui: &mut Ui, shown: &Shown<'_>, chosen: bool, text: &str) -> bool {
    let text = super::bidi::one_line(text);
    let button = egui::Button::selectable(chosen, text.as_ref()).stroke(egui::Stroke::new(1.0, shown.theme.grid));
    ui.add(button.frame(true)).clicked()
}

fn filter_form(ui: &mut Ui, shown: &Shown<'_>, filter: &mut Filter) {
    let words = shown.words;
    let document = shown.document();
    let title = |ui: &mut Ui, text: &str| {
        ui.add_space(4.0);
        ui.label(
            egui::RichText::new(text)
                .font(bold_font(13.5))
                .color(shown.theme.ink_soft),
        );
    };
    ui.checkbox(&mut filter.core, words.filter_core);
    title(ui, words.stakeholder);
    for id in document.stakeholders.in_order() {
        let name = document
            .stakeholders
            .get(id)
            .map_or("", |record| document.read(&record.name, shown.lang()).words);
        let mut on = filter.stakeholders.contains(&id);
        if ui.checkbox(&mut on, name).changed() {
            if on {
                filter.stakeholders.insert(id);
            } else {
                filter.stakeholders.remove(&id);
            }
        }
    }
    title(ui, words.side);
    ui.horizontal_wrapped(|ui| {
        for (value, text) in [
            (None, words.filter_all),
            (Some(Stance::Pro), words.pro),
            (Some(Stance::Contra), words.contra),
        ] {
            if option_ui(ui, shown, filter.side == value, text) {
                filter.side = value;
            }
        }
    });
    title(ui, words.mark);
    ui.horizontal_wrapped(|ui| {
        let marks = [None, Some(Mark::PrintedMap), Some(Mark::Research), Some(Mark::Own)];
        for value in marks {
            if option_ui(
                ui,
                shown,
                filter.mark == value,
                value.map_or(words.filter_all, |mark| words.mark(mark)),
            ) {
                filter.mark = value;
            }
        }
    });
    title(ui, words.theme);
    ui.horizontal_wrapped(|ui| {
        if option_ui(ui, shown, filter.theme.is_none(), words.filter_all) {
            filter.theme = None;
        }
        for id in document.themes.in_order() {
            let name = document
                .themes
                .get(id)
                .map_or("", |record| document.read(&record.name, shown.lang()).words);
            if option_ui(ui, shown, filter.theme == Some(id), name) {
                filter.theme = Some(id);
            }
        }
    });
    let tags: BTreeSet<&str> = document
        .claims
        .iter()
        .flat_map(|(_, claim)| claim.tags.iter().map(|tag| &**tag))
        .collect();
    if !tags.is_empty() {
        title(ui, words.tag);
        ui.horizontal_wrapped(|ui| {
            if option_ui(ui, shown, filter.tag.is_none(), words.filter_all) {
                filter.tag = None;
            }
            for tag in tags.into_iter().take(60) {
                if option_ui(ui, shown, filter.tag.as_deref() == Some(tag), tag) {
                    filter.tag = Some(tag.into());
                }
            }
        });
    }
}
