//! From wishes to deeds: the only long `match`.

use egui::{Context, ViewportCommand};

use crate::command::{Action, AppAction};
use crate::edit::{Edit, EditName, Transaction};
use crate::layout::Spot;
use crate::model::Item;
use crate::ui::dialogs::{Dialog, MAX_PROBLEMS};
use crate::ui::{in_turn, paint, text_pane, toolbar};
use crate::view::{Context as ViewContext, Editing, Selected, ViewAction};

use super::App;
use super::outside::OnDisk;

/// A map of at most so many claims is checked after every change.
const MOST_CHECKED: usize = 5_000;

impl App {
    pub(super) fn carry_out(&mut self, context: &Context, action: Action) {
        super::mishap::note(&action);
        if opens_field(&action) {
            in_turn::wait_for_field(context);
        }
        match action {
            Action::Edit(edit) => {
                if self.written().is_some() && !matches!(edit, Edit::SetText { .. }) {
                    self.finish_writing();
                }
                self.edit(edit);
            }
            Action::Undo => {
                self.finish_writing();
                // What was selected when it was done, should what is selected now go with it.
                let before = self.flags.selected_before.get(&self.editor.serial()).copied().flatten();
                let next = match before {
                    Some(Selected::Spot(spot)) => Some(spot),
                    _ => self.next_to_selection(),
                };
                let serial = self.editor.serial();
                if self.undo_import() {
                    return;
                }
                let touched = self.editor.undo();
                self.follow_accepted(serial, false);
                self.after_change(touched, next);
            }
            Action::Redo => {
                self.finish_writing();
                let next = self.next_to_selection();
                let touched = self.editor.redo();
                self.follow_accepted(self.editor.serial(), true);
                self.after_change(touched, next);
            }
            Action::View(action) => {
                let opens_text = action == ViewAction::ToggleText;
                self.view_action(action);
                if opens_text {
                    // One types there at once.
                    if self.view.show_text {
                        text_pane::come_to_selection(context);
                    } else {
                        context.memory_mut(|memory| memory.request_focus(paint::canvas_id()));
                    }
                }
            }
            Action::File(action) => {
                self.finish_writing();
                self.park_lines();
                self.name_fresh(None);
                self.file_action(context, action);
            }
            Action::App(action) => self.app_action(context, action),
        }
        self.watch_writing();
    }

    /// What to select should the selected claim go: its neighbour, or what it answers.
    fn next_to_selection(&self) -> Option<Spot> {
        let claim = self.view.claim()?;
        let structure = &self.derived.structure;
        let parent = structure.place(claim)?.parent?;
        let document = self.editor.document();
        let same_group = |other: &&crate::model::ClaimId| {
            let group = |id| {
                document
                    .claims
                    .get(id)
                    .map(|record| (record.stakeholder, record.theme, structure.stance(id)))
            };
            group(**other) == group(claim)
        };
        let group: Vec<_> = structure.children(parent).iter().filter(same_group).collect();
        let at = group.iter().position(|id| **id == claim)?;
        let neighbour = group
            .get(at + 1)
            .or_else(|| at.checked_sub(1).and_then(|at| group.get(at)));
        let stakeholder = document.claims.get(claim).and_then(|record| record.stakeholder);
        let spot = |id| {
            if document.cover.thesis == Some(id) {
                Spot::Stakeholder(stakeholder)
            } else {
                Spot::Claim(id)
            }
        };
        Some(neighbour.map_or(spot(parent), |id| Spot::Claim(**id)))
    }

    /// Carries out a change of the document and shows it, or says why it cannot be.
    pub(super) fn edit(&mut self, edit: Edit) -> Option<Transaction> {
        let is_removal = matches!(edit, Edit::RemoveClaims { .. });
        let next = self.next_to_selection();
        let is_text = matches!(edit, Edit::SetText { .. });
        let is_new = matches!(
            edit,
            Edit::Add { .. }
                | Edit::AddInstrument { .. }
                | Edit::AddStakeholder { .. }
                | Edit::Insert { .. }
                | Edit::Split { .. }
        );
        let is_outline = matches!(edit, Edit::Rewrite(_));
        let is_moved = matches!(edit, Edit::Place { .. });
        let removes_language = matches!(edit, Edit::RemoveLanguage { .. });
        let words = self.settings.words();
        let selected = self.view.selected;
        let serial = self.editor.serial();
        match self.editor.run(edit) {
            Ok(transaction) => {
                if self.editor.serial() != serial {
                    self.flags.selected_before.retain(|known, _| *known <= serial);
                    self.flags.selected_before.insert(self.editor.serial(), selected);
                }
                let touched = transaction.touched();
                let focus = if is_text { None } else { transaction.focus };
                let before = self.selected_rect();
                self.derived.touched(&touched, is_text);
                self.keep_similar(&touched);
                if is_outline {
                    self.view.follow(&[], None, self.editor.document());
                } else if !is_text {
                    self.view.follow(&touched, focus, self.editor.document());
                }
                if is_removal && let Some(next) = next {
                    self.view.selected = Some(Selected::Spot(next));
                }
                if is_moved {
                    // The map stands still; what was moved is looked for only if it left the screen.
                    self.derived.update(&self.editor, &self.view.spec);
                    match self.view.spot() {
                        Some(spot) if self.derived.scene.rect_of(spot).is_some() => {
                            self.view.show(spot, &self.derived.scene);
                        }
                        // It went where something is folded or left out: selecting it uncovers it.
                        Some(spot) => self.view_action(ViewAction::Select(spot)),
                        None => {}
                    }
                } else {
                    self.after_layout(before, is_new || is_removal);
                }
                if !is_text {
                    // Letting go of what is typed on a card does not take this back too.
                    self.flags.edit_began = self.editor.serial();
                    // A card that is still empty is no problem yet.
                    if !self.flags.begins_writing {
                        self.refresh_problems();
                    }
                }
                if removes_language {
                    self.messages.offer(words.language_removed, words.undo, Action::Undo);
                }
                if let EditName::Remove(num) = transaction.name {
                    self.messages.offer(words.deleted_num(num), words.undo, Action::Undo);
                }
                if is_new
                    && self.view.content.is_none()
                    && matches!(transaction.focus, Some(Item::Instrument(_) | Item::Stakeholder(_)))
                {
                    self.view.show_toolbox = false;
                    self.view.show_details = true;
                    self.view.editing = Editing::InPanel;
                }
                Some(transaction)
            }
            Err(error) => {
                self.say_refusal(error);
                None
            }
        }
    }

    /// After undo and redo: shows where it happened.
    pub(super) fn after_change(&mut self, touched: Option<Vec<Item>>, next: Option<Spot>) {
        let Some(touched) = touched else { return };
        self.flags.desk.was_taken_back = true;
        let before = self.selected_rect();
        self.derived.touched(&touched, false);
        self.keep_similar(&touched);
        self.view.follow(&touched, None, self.editor.document());
        if self.view.selected.is_none() {
            self.view.selected = next.map(Selected::Spot);
        }
        self.after_layout(before, true);
        if self
            .view
            .spot()
            .is_some_and(|spot| self.derived.scene.rect_of(spot).is_none())
        {
            // The band or theme of what was taken back is there no more.
            self.view.selected = Some(Selected::Spot(Spot::Question));
        }
        self.refresh_problems();
        self.messages.clear();
    }

    /// Looks again for problems after a change; on a very large map only when they are asked for.
    pub(super) fn refresh_problems(&mut self) {
        if self.editor.document().claims.len() <= MOST_CHECKED {
            self.file.look_for_problems(self.editor.document());
        }
    }

    pub(super) fn selected_rect(&self) -> Option<(Spot, egui::Rect)> {
        let spot = self.view.spot()?;
        self.derived.scene.rect_of(spot).map(|rect| (spot, rect))
    }

    /// Lays out anew; what is selected keeps its place on the glass, or is brought into view if it is new.
    pub(super) fn after_layout(&mut self, before: Option<(Spot, egui::Rect)>, reveal: bool) {
        self.derived.update(&self.editor, &self.view.spec);
        let Some(spot) = self.view.spot() else { return };
        let is_writing = self.flags.begins_writing;
        match (before, self.derived.scene.rect_of(spot)) {
            (Some((known, before)), Some(after)) if known == spot => self.view.camera.keep(before, after),
            (_, Some(_)) if reveal && is_writing => self.view.show(spot, &self.derived.scene),
            (_, Some(_)) if reveal => self.view.reveal(spot, &self.derived.scene),
            (_, Some(_)) => {}
            // Left out by a filter or folded away: selecting it uncovers it.
            (_, None) => self.view_action(ViewAction::Select(spot)),
        }
    }

    pub(super) fn view_action(&mut self, action: ViewAction) {
        let before = self.selected_rect();
        let keeps_place = matches!(
            action,
            ViewAction::ToggleFold(_) | ViewAction::FoldAll(_) | ViewAction::SetLang(_)
        );
        let selects = matches!(
            action,
            ViewAction::Select(_)
                | ViewAction::NextHit(_)
                | ViewAction::Back
                | ViewAction::Forward
                | ViewAction::Edit(_)
        );
        if matches!(
            action,
            ViewAction::Select(_) | ViewAction::Edit(Editing::No) | ViewAction::StopEditing(_)
        ) {
            self.editor.seal();
        }
        if matches!(action, ViewAction::Edit(Editing::OnCard(_))) {
            self.keep_till_here();
        }
        let document = self.editor.document();
        let view_context = ViewContext {
            document,
            structure: &self.derived.structure,
            scene: &self.derived.scene,
        };
        self.view.apply(action, view_context, &mut self.derived.index);
        let is_shown = self
            .view
            .spot()
            .is_none_or(|spot| self.derived.scene.rect_of(spot).is_some());
        self.derived.update(&self.editor, &self.view.spec);
        if keeps_place {
            if let (Some((known, before)), Some(spot)) = (before, self.view.spot())
                && known == spot
                && let Some(after) = self.derived.scene.rect_of(spot)
            {
                self.view.camera.keep(before, after);
            }
        } else if selects
            && !is_shown
            && let Some(spot) = self.view.spot()
        {
            // It was folded away or left out: now it has a place.
            self.view.reveal(spot, &self.derived.scene);
        }
    }

    fn app_action(&mut self, context: &Context, action: AppAction) {
        match action {
            AppAction::SetTheme(theme) => {
                self.settings.theme = theme;
                self.look(context);
                self.settings.save();
            }
            AppAction::SetLang(lang) => {
                // What was said is in the other language.
                self.messages.clear();
                self.settings.lang = lang;
                self.settings.save();
                let lang = self.settings.words().content_lang();
                self.view_action(ViewAction::SetLang(lang));
            }
            AppAction::Palette => {
                self.dialog = Some(Dialog::Palette(crate::ui::palette::Palette::default()));
            }
            AppAction::Keys => self.dialog = Some(Dialog::Keys),
            AppAction::Problems => {
                self.file.look_for_problems(self.editor.document());
                self.dialog = Some(Dialog::Problems(self.problems_with_ways()));
            }
            AppAction::Promises => self.dialog = Some(Dialog::Promises),
            AppAction::About => self.dialog = Some(Dialog::About),
            AppAction::Import => self.inbox.pick_import(context, self.settings.words(), self.folder()),
            AppAction::ImportPath(path) => self.import(context, path, None, false),
            AppAction::Export => self.ask_export(),
            AppAction::Print => self.ask_print(context),
            AppAction::Glossary => self.dialog = Some(Dialog::Glossary),
            AppAction::FocusSearch => self.flags.focus_search = true,
            AppAction::NextPane => {
                let has = |id| context.memory(|memory| memory.has_focus(id));
                let has_text = self.view.show_text && self.view.show_outline;
                let next = if has(paint::canvas_id()) && has_text {
                    text_pane::text_id()
                } else if has(paint::canvas_id()) || has(text_pane::text_id()) {
                    toolbar::search_id()
                } else {
                    paint::canvas_id()
                };
                context.memory_mut(|memory| memory.request_focus(next));
            }
            AppAction::Scale(step) => {
                self.settings.size = self.settings.size.saturating_add(step).clamp(-2, 10);
                self.look(context);
                self.settings.save();
            }
            AppAction::AskLink(url) => self.dialog = Some(Dialog::Link(url)),
            AppAction::Write(site) => self.write_new(site),
            AppAction::Copy { cut } => self.copy(context, cut),
            AppAction::Paste => context.send_viewport_cmd(ViewportCommand::RequestPaste),
            AppAction::PasteText(text) => self.paste(&text),
            AppAction::Duplicate => self.duplicate(),
            AppAction::TypeOutline { text, cursor } => self.type_outline(text, cursor),
            AppAction::OnlyBranch(only_branch) => self.set_only_branch(only_branch),
            AppAction::QuickAdd(line) => self.quick_add(&line),
            AppAction::ChoosePicture(item) => match self.file.path.clone() {
                Some(map) => self.inbox.pick_picture(context, self.settings.words(), map, item),
                None => self.messages.say(self.settings.words().save_first),
            },
            AppAction::PastePicture(item) => match self.file.path {
                Some(_) => self.inbox.paste_picture(context, item),
                None => self.messages.say(self.settings.words().save_first),
            },
            AppAction::TypeOnCards => {
                self.settings.type_on_cards = !self.settings.type_on_cards;
                self.settings.save();
                let words = self.settings.words();
                self.messages.say(if self.settings.type_on_cards {
                    words.letters_type
                } else {
                    words.letters_are_keys
                });
            }
            AppAction::BuildOn => self.build_on(context),
            AppAction::UpdateBase => self.update_base(context),
            AppAction::Start => self.dialog = Some(Dialog::Start),
            AppAction::TypeMap => {
                if !(self.view.show_text && self.view.show_outline) {
                    self.carry_out(context, Action::View(ViewAction::ToggleText));
                }
            }
            AppAction::Tour(step) => self.tour(context, step),
            AppAction::Abandon => self.abandon(),
            AppAction::CheckLinks(begins) => self.check_links(context, begins),
            AppAction::CompareOutside => self.compare_outside(context),
            AppAction::Versions => self.show_versions(context),
            AppAction::AskSplit(claim) => {
                let document = self.editor.document();
                let lang = self.view.spec.lang;
                let words = document.claims.get(claim).and_then(|record| record.text.get(lang));
                let (first, second) = split_sentence(words.unwrap_or(""));
                self.dialog = Some(Dialog::Split { claim, first, second });
            }
            AppAction::SetWheel(wheel) => {
                self.settings.wheel = wheel;
                self.settings.save();
            }
            AppAction::EditTags(claim) => {
                self.view_action(ViewAction::Edit(Editing::InPanel));
                crate::ui::open_tags(context, claim);
            }
            AppAction::Present(kind) => self.present(context, super::evening::walk_of(kind), None),
            AppAction::PresentWalk(walk) => self.present(context, walk, None),
            AppAction::PresentRoute(route, stop) => {
                let name = self.editor.document().routes.name(route).to_owned();
                self.present(context, crate::session::Walk::Own(name), Some(stop));
            }
            AppAction::PresentHere => self.present_here(context),
            AppAction::AskEvening => self.ask_evening(),
            AppAction::BeginEvening(about, plan) => self.begin_evening(context, *about, *plan, None),
            AppAction::GoOnEvening(path) => self.go_on_evening(context, &path),
            AppAction::OpenEvening(path) => self.open_evening(&path),
            AppAction::Evening(edit) => self.evening_edit(edit),
            AppAction::Accept { number, words } => self.accept(number, &words),
            AppAction::MakeReport(lang) => self.make_report(context, lang),
            AppAction::OpenReport(path) => self.inbox.show_file(path),
            AppAction::ResultsOnMap if self.flags.evening.is_none() && !self.flags.results_on_map => {
                let page = Action::View(ViewAction::Content(Some(crate::view::ContentTab::Evening)));
                let words = self.settings.words();
                self.messages.offer(words.no_results_yet, words.show_there, page);
            }
            AppAction::ResultsOnMap => self.flags.results_on_map = !self.flags.results_on_map,
            AppAction::RecordStop { as_view } => self.record_stop(as_view),
            AppAction::RecordInto(route) => self.flags.records_into = Some(route),
            AppAction::ShowOverview => self.show_overview(),
            AppAction::OverviewAt(stop) => self.overview_at(stop),
            AppAction::ShowHelp => self.show_help(),
            AppAction::NoteSize(by) => self.note_size(by),
            AppAction::AddFromRoom => self.add_from_room(context),
            AppAction::WeighNow { dots } => self.weigh_now(context, dots),
            AppAction::WeighAddition(number) => self.weigh_addition(context, number),
            AppAction::ShowResult => self.show_result(context),
            AppAction::Show(action) => self.show_action(context, action),
            AppAction::OpenAudience => self.open_audience(),
            AppAction::SwapScreens => self.swap_screens(context),
            AppAction::ShowNotes => self.show_notes(),
            AppAction::Ask => self.ask(context),
            AppAction::ShowLang => self.show_lang(context),
            AppAction::FullScreen => {
                let is_full = context.input(|input| input.viewport().fullscreen == Some(true));
                context.send_viewport_cmd(ViewportCommand::Fullscreen(!is_full));
            }
        }
    }

    /// The problems as sentences, each with its place in the file and with the way to where it can be mended.
    fn problems_with_ways(&self) -> Vec<(String, Option<Action>)> {
        let (document, words) = (self.editor.document(), self.settings.words());
        let sentence = |(problem, place): &(crate::model::Problem, Option<crate::storage::FilePlace>)| {
            let place = place.map_or(String::new(), |place| format!("{}: ", words.place(place)));
            let text = format!("{place}{}", words.problem(document, problem));
            let way = match problem.kind {
                // What was saved stands there, to look at and to put back.
                crate::model::ProblemKind::Spoiled { .. } => Some(Action::App(AppAction::Versions)),
                _ => self.way_to(problem.item),
            };
            (text, way)
        };
        // One more than are listed, so that it is seen that there are more.
        self.file.problems.iter().take(MAX_PROBLEMS + 1).map(sentence).collect()
    }

    /// What shows a record: on the map, in the toolbox, or in the glossary.
    pub(super) fn way_to(&self, item: Item) -> Option<Action> {
        let document = self.editor.document();
        let of_claim = |claim| match document.cover.thesis {
            Some(thesis) if thesis == claim => Spot::Question,
            _ => Spot::Claim(claim),
        };
        let spot = match item {
            Item::Cover => Spot::Question,
            Item::Claim(claim) => of_claim(claim),
            Item::Relation(relation) => {
                let premises = document.relations.get(relation)?.premises.iter();
                of_claim(*premises.into_iter().find(|claim| document.claims.contains(**claim))?)
            }
            Item::Stakeholder(stakeholder) => Spot::Stakeholder(Some(stakeholder)),
            Item::Theme(theme) => {
                let columns = &self.derived.scene.columns;
                let column = columns.iter().find(|column| column.theme == Some(theme))?;
                self.derived.scene.theme_spot(column)
            }
            Item::Source(source) => {
                let cites =
                    |claim: &crate::model::Claim| claim.sources.iter().any(|citation| citation.source == source);
                of_claim(document.claims.iter().find(|(_, claim)| cites(claim))?.0)
            }
            Item::Instrument(instrument) => return Some(Action::View(ViewAction::SelectInstrument(instrument))),
            Item::Route(_) => return Some(Action::View(ViewAction::Content(Some(crate::view::ContentTab::Routes)))),
            Item::Fact(_) | Item::Term(_) => return Some(Action::App(AppAction::Glossary)),
        };
        Some(Action::View(ViewAction::Select(spot)))
    }

    /// What the title bar says: the map, a star for unsaved work, the program.
    pub(super) fn title(&self) -> String {
        let words = self.settings.words();
        let star = if self.editor.is_dirty() { "* " } else { "" };
        let name = match &self.file.path {
            Some(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            None => self.editor.document().title(self.view.spec.lang).to_owned(),
        };
        format!("{star}{name} – {}", words.app)
    }

    /// What the bar says about the file.
    pub(super) fn file_state(&self) -> String {
        let words = self.settings.words();
        let on_disk = match self.file.on_disk {
            OnDisk::Same => None,
            OnDisk::Changed => Some(words.changed_short),
            OnDisk::Gone => Some(words.gone_short),
        };
        if let Some(on_disk) = on_disk {
            format!("! {on_disk}")
        } else if self.editor.is_dirty() {
            format!("○ {}", words.unsaved)
        } else {
            match &self.file.path {
                Some(path) => format!("✓ {}", path.file_name().unwrap_or_default().to_string_lossy()),
                None if self.file.is_built_in => words.built_in.to_owned(),
                None => words.unsaved.to_owned(),
            }
        }
    }
}

/// Whether a field gets the keyboard by it.
fn opens_field(action: &Action) -> bool {
    match action {
        Action::App(AppAction::Write(_) | AppAction::Palette | AppAction::FocusSearch | AppAction::AskSplit(_)) => true,
        Action::View(action) => matches!(
            action,
            ViewAction::Edit(Editing::OnCard(_) | Editing::InPanel) | ViewAction::ToggleQuick | ViewAction::ToggleText
        ),
        _ => false,
    }
}

/// Where a sentence most likely falls in two: behind a full stop or semicolon, or before a joining word.
fn split_sentence(words: &str) -> (String, String) {
    let at = [
        ". ",
        "; ",
        ", ",
        " en ",
        " and ",
        " omdat ",
        " because ",
        " want ",
        " maar ",
        " but ",
    ]
    .iter()
    .find_map(|joint| Some((words.find(joint)?, *joint)));
    let Some((at, joint)) = at else {
        return (words.to_owned(), String::new());
    };
    let is_sign = !joint.starts_with(' ');
    let first = words.get(..at).unwrap_or(words);
    let second = words.get(at + joint.len()..).unwrap_or("");
    let first = if is_sign && joint.starts_with('.') {
        format!("{first}.")
    } else {
        first.to_owned()
    };
    let mut letters = second.chars();
    let second: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect();
    (first, second)
}
