//! The map as text, beside the picture: what is typed in a line is done to the map at once.

use std::sync::Arc;

use egui::text::{CCursor, CCursorRange, CharIndex, LayoutJob, TextFormat};
use egui::{
    Event, EventFilter, FontId, Galley, Id, Key, Modifiers, Role, ScrollArea, Stroke, TextEdit, Ui, WidgetInfo,
};

use crate::command::{Action, AppAction};
use crate::layout::Spot;
use crate::model::Stance;
use crate::notation::{LineKind, LineRef, Mark, Outline, Scope, parse_line};
use crate::ui::typed::{self, Typed};
use crate::view::ViewAction;

use super::Shown;
use super::paint::canvas_id;
use super::quick::similar_ui;
use super::theme::{Theme, bold_font, font};
use super::widgets::FlatButton;

const SIZE: f32 = 14.5;

/// The field of the text, for the keyboard.
pub fn text_id() -> Id {
    Id::unique("outline-as-text")
}

/// The cursor goes to the line of what is selected once the text has the keyboard.
pub fn come_to_selection(context: &egui::Context) {
    context.memory_mut(|memory| memory.request_focus(text_id()));
    context.data_mut(|data| data.insert_temp(comes_id(), true));
}

fn comes_id() -> Id {
    text_id().with("comes")
}

/// The text with its buttons, and what is wrong in it.
pub fn text_pane_ui(ui: &mut Ui, shown: &Shown<'_>, outline: &Outline, actions: &mut Vec<Action>) {
    let words = shown.words;
    let theme = shown.theme;
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        let is_branch = matches!(outline.scope, Scope::Branch(_));
        for (only_branch, name) in [(false, words.text_whole), (true, words.text_branch)] {
            let button = FlatButton::text(name).selected(is_branch == only_branch);
            if button.show(ui, theme).clicked() {
                actions.push(Action::App(AppAction::OnlyBranch(only_branch)));
            }
        }
    });
    let is_large = shown.document().claims.len() > crate::notation::MOST_WHOLE;
    if is_large {
        note(ui, theme, words.text_large);
    }
    note(ui, theme, words.text_marks);
    ui.add_space(4.0);
    let caret = caret_line(ui, outline.text());
    let current = caret.map(|line| outline.line_ref(line));
    let below = below_height(shown, outline, current);
    ScrollArea::vertical()
        .id_salt("outline-as-text")
        .max_height((ui.available_height() - below).max(80.0))
        .auto_shrink([false, false])
        .show(ui, |ui| field_ui(ui, shown, outline, actions));
    mistakes_ui(ui, shown, outline);
    if let Some(LineRef::Claim(claim)) = current
        && ui.memory(|memory| memory.has_focus(text_id()))
    {
        let text = shown.claim_text(claim).words.to_owned();
        similar_ui(ui, shown, &text, Some(claim), actions);
    }
}

fn note(ui: &mut Ui, theme: &Theme, text: &str) {
    let margin = egui::Frame::new().inner_margin(egui::Margin::symmetric(10, 2));
    margin.show(ui, |ui| {
        let text = egui::RichText::new(text).font(font(12.5)).color(theme.ink_soft);
        ui.add(egui::Label::new(text).wrap());
    });
}

fn below_height(shown: &Shown<'_>, outline: &Outline, current: Option<LineRef>) -> f32 {
    let mistakes = outline.mistakes().len().min(3) as f32 * 22.0;
    let similar = if matches!(current, Some(LineRef::Claim(_))) && shown.similar.is_some() {
        84.0
    } else {
        0.0
    };
    mistakes + similar
}

fn mistakes_ui(ui: &mut Ui, shown: &Shown<'_>, outline: &Outline) {
    for (line, mistake) in outline.mistakes().iter().take(3) {
        let text = format!("! {} {}: {}", shown.words.line, line + 1, shown.words.mistake(*mistake));
        let margin = egui::Frame::new().inner_margin(egui::Margin::symmetric(10, 1));
        margin.show(ui, |ui| {
            let color = shown.theme.side(Stance::Contra).line;
            let text = egui::RichText::new(text).font(font(13.0)).color(color);
            let label = ui.add(egui::Label::new(text).wrap());
            ui.accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
        });
    }
}

fn field_ui(ui: &mut Ui, shown: &Shown<'_>, outline: &Outline, actions: &mut Vec<Action>) {
    let theme = shown.theme;
    let field = text_id();
    let has_keyboard = ui.memory(|memory| memory.has_focus(field));
    let mut text = outline.text().to_owned();
    let line_memory = field.with("line");
    let mut is_moved = false;
    if has_keyboard {
        let comes: Option<bool> = ui.data_mut(|data| data.remove_temp(comes_id()));
        let known = caret_line(ui, &text);
        let wanted = shown.view.spot().and_then(|spot| line_of(outline, spot));
        if comes.is_some() && (known.is_none() || wanted.is_some_and(|line| Some(line) != known)) {
            let line = wanted.unwrap_or(0);
            let lengths = text.split('\n').take(line + 1).map(|line| line.chars().count() + 1);
            let end = lengths.sum::<usize>() - 1;
            put_caret(ui, end, end);
            // Nobody went there: the selection stays.
            ui.data_mut(|data| data.insert_temp(line_memory, Some(line)));
            is_moved = true;
        }
        is_moved |= keys(ui, &mut text, actions);
    }
    let mistakes: Vec<usize> = outline.mistakes().iter().map(|(line, _)| *line).collect();
    let mut layouter = |ui: &Ui, buffer: &dyn egui::TextBuffer, width: f32| -> Arc<Galley> {
        let mut job = colored(theme, buffer.as_str(), &mistakes);
        job.wrap.max_width = width;
        ui.painter().layout_job(job)
    };
    let output = TextEdit::multiline(&mut Typed(&mut text))
        .id(field)
        .font(font(SIZE))
        .frame(egui::Frame::NONE.inner_margin(egui::Margin::symmetric(10, 4)))
        .desired_width(f32::INFINITY)
        .desired_rows(12)
        .lock_focus(true)
        .layouter(&mut layouter)
        .show(ui);
    let response = output.response.response.clone();
    typed::hold(ui, &response, &text);
    response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, shown.words.text_pane));
    ui.memory_mut(|memory| {
        memory.set_focus_lock_filter(
            field,
            EventFilter {
                tab: true,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
            },
        );
    });
    let mut caret = output.cursor_range.map(|range| range.primary.index.0);
    if let Some(typed) = caret.filter(|_| text != outline.text())
        && let Some((own, at)) = own_mark(outline.text(), &text, typed)
    {
        text = own;
        put_caret(ui, at, at);
        caret = Some(at);
    }
    if is_moved && let Some(caret) = output.cursor_range {
        // The field follows only a cursor that it moved itself.
        let place = output.galley.pos_from_cursor(caret.primary);
        ui.scroll_to_rect(place.translate(output.galley_pos.to_vec2()).expand(SIZE), None);
    }
    let line_of_char = |text: &str, at: usize| text.chars().take(at).filter(|letter| *letter == '\n').count();
    let caret_line = caret.map(|at| line_of_char(&text, at));
    if text != outline.text() {
        actions.push(Action::App(AppAction::TypeOutline {
            text: text.clone(),
            cursor: caret_line,
        }));
    }
    // The map follows the cursor from line to line, and the text the map's selection.
    let spot_memory = field.with("spot");
    let last_line: Option<usize> = ui.data(|data| data.get_temp(line_memory)).flatten();
    let last_spot: Option<Spot> = ui.data(|data| data.get_temp(spot_memory)).flatten();
    let now = shown.view.spot();
    if has_keyboard {
        if caret_line != last_line && text == outline.text() {
            let spot = caret_line.and_then(|line| match outline.line_ref(line) {
                LineRef::Claim(claim) => Some(Spot::Claim(claim)),
                LineRef::Thesis => Some(Spot::Question),
                LineRef::Stakeholder(stakeholder) => Some(Spot::Stakeholder(stakeholder)),
                _ => None,
            });
            if let Some(spot) = spot.filter(|spot| Some(*spot) != now) {
                actions.push(Action::View(ViewAction::Select(spot)));
            }
        }
        ui.data_mut(|data| data.insert_temp(line_memory, caret_line));
    } else if now != last_spot
        && let Some(line) = now.and_then(|spot| line_of(outline, spot))
    {
        let start = outline
            .text()
            .split('\n')
            .take(line)
            .map(|line| line.chars().count() + 1)
            .sum();
        let place = output.galley.pos_from_cursor(CCursor::new(CharIndex(start)));
        let place = place.translate(output.galley_pos.to_vec2());
        ui.scroll_to_rect(place.expand(40.0), Some(egui::Align::Center));
    }
    ui.data_mut(|data| data.insert_temp(spot_memory, now));
}

/// The line of something on the map.
fn line_of(outline: &Outline, spot: Spot) -> Option<usize> {
    match spot {
        Spot::Claim(claim) => outline.line_of(claim),
        Spot::Question => Some(0),
        _ => None,
    }
}

/// Selects from one place to another (in letters).
fn put_caret(ui: &Ui, start: usize, end: usize) {
    let mut state = egui::text_edit::TextEditState::load(ui.ctx(), text_id()).unwrap_or_default();
    let cursor = |at: usize| CCursor::new(CharIndex(at));
    state
        .cursor
        .set_char_range(Some(CCursorRange::two(cursor(start), cursor(end))));
    state.store(ui.ctx(), text_id());
}

/// The line in which the cursor stands.
fn caret_line(ui: &Ui, text: &str) -> Option<usize> {
    let state = egui::text_edit::TextEditState::load(ui.ctx(), text_id())?;
    let at = state.cursor.char_range()?.primary.index.0;
    Some(text.chars().take(at).filter(|letter| *letter == '\n').count())
}

/// A key that means more than a letter in the text: which one, and whether with Shift.
fn special(event: &Event) -> Option<(Key, bool)> {
    match event {
        Event::Key {
            key: key @ (Key::Enter | Key::Tab),
            pressed: true,
            modifiers,
            ..
        } if !modifiers.command && !modifiers.alt => Some((*key, modifiers.shift)),
        _ => None,
    }
}

/// Keys that mean more than a letter here; each comes alone in its frame (see [`super::in_turn`]). Whether the cursor was
/// moved by it.
fn keys(ui: &Ui, text: &mut String, actions: &mut Vec<Action>) -> bool {
    let both = Modifiers::COMMAND | Modifiers::SHIFT;
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(both, Key::Z) || pressed(Modifiers::COMMAND, Key::Y) {
        actions.push(Action::Redo);
        return false;
    }
    if pressed(Modifiers::COMMAND, Key::Z) {
        actions.push(Action::Undo);
        return false;
    }
    if pressed(Modifiers::NONE, Key::Escape) {
        ui.memory_mut(|memory| memory.request_focus(canvas_id()));
        return false;
    }
    let ours = ui.input_mut(|input| {
        let at = input.events.iter().position(|event| special(event).is_some())?;
        special(&input.events.remove(at))
    });
    let range = egui::text_edit::TextEditState::load(ui.ctx(), text_id()).and_then(|state| state.cursor.char_range());
    let (Some((key, shift)), Some(range)) = (ours, range) else {
        return false;
    };
    let (a, b) = (range.primary.index.0, range.secondary.index.0);
    let (start, end) = (a.min(b), a.max(b));
    let (typed, start, end) = match key {
        Key::Tab => indent(text, start, end, !shift),
        _ => new_line(text, start, end),
    };
    *text = typed;
    put_caret(ui, start, end);
    true
}

/// Moves the lines from `start` to `end` (in letters) one step in or out: the text, and where the selection is then.
fn indent(text: &str, start: usize, end: usize, deeper: bool) -> (String, usize, usize) {
    let (mut out, mut at) = (String::with_capacity(text.len() + 16), 0);
    let (mut new_start, mut new_end) = (start, end);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        let length = line.chars().count();
        let is_in = at <= end && at + length >= start;
        if is_in && deeper {
            out.push_str("  ");
            new_start += if at <= start { 2 } else { 0 };
            new_end += 2;
            out.push_str(line);
        } else if is_in {
            let rest = line
                .strip_prefix("  ")
                .or_else(|| line.strip_prefix([' ', '\t']))
                .unwrap_or(line);
            let gone = length - rest.chars().count();
            new_start -= if at <= start { gone.min(start - at) } else { 0 };
            new_end -= gone.min(end.saturating_sub(at));
            out.push_str(rest);
        } else {
            out.push_str(line);
        }
        at += length + 1;
    }
    (out, new_start, new_end.max(new_start))
}

/// Whoever types a mark in a line that was begun with one means their own: the text with that alone, and where the cursor
/// is then. `None` where nothing of the kind was typed.
fn own_mark(before: &str, after: &str, caret: usize) -> Option<(String, usize)> {
    let byte = after.char_indices().nth(caret).map_or(after.len(), |(byte, _)| byte);
    let start = after.get(..byte)?.rfind('\n').map_or(0, |at| at + 1);
    let end = after.get(start..)?.find('\n').map_or(after.len(), |at| start + at);
    let line = after.get(start..end)?;
    let number = after.get(..start)?.matches('\n').count();
    let was = before.split('\n').nth(number)?;
    let is_mark = |letter: char| ['+', '-', '_', '&', '#'].contains(&letter);
    // Only where the line was just begun: there was nothing but its mark.
    let is_begun = |words: &str| {
        let words = words.trim();
        words.chars().count() <= 1 && words.chars().all(is_mark)
    };
    if !is_begun(was) || was.trim().is_empty() {
        return None;
    }
    let rest = line.trim_start();
    let indent = line.len() - rest.len();
    let rest = rest.strip_prefix(is_mark)?;
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let own = rest.trim_start();
    let deeper = rest.len() - own.len();
    let mark = own.chars().next().filter(|letter| is_mark(*letter))?;
    // A heading stands at the beginning of its line.
    let indent = if mark == '#' { 0 } else { indent + deeper };
    let kept = format!("{}{own}", " ".repeat(indent));
    let removed = line.len() - kept.len();
    let text = format!("{}{kept}{}", after.get(..start)?, after.get(end..)?);
    Some((text, caret.saturating_sub(removed)))
}

/// Begins a new line like the one above it; in a line that has only a mark, Enter goes one step out.
fn new_line(text: &str, start: usize, end: usize) -> (String, usize, usize) {
    let mut letters = text.chars();
    let before: String = letters.by_ref().take(start).collect();
    let after: String = letters.skip(end - start).collect();
    let line = before.rsplit('\n').next().unwrap_or("");
    let parsed = parse_line(line);
    let rest_is_blank = after.split('\n').next().is_none_or(|rest| rest.trim().is_empty());
    let begin = match parsed.kind {
        LineKind::Claim(_) if parsed.words.is_empty() && rest_is_blank => {
            let kept = before.get(..before.len() - line.len()).unwrap_or("");
            let out = line.strip_prefix("  ").unwrap_or("").to_owned();
            let at = kept.chars().count() + out.chars().count();
            return (format!("{kept}{out}{after}"), at, at);
        }
        LineKind::Claim(mark) => format!("{}{} ", " ".repeat(parsed.indent), mark.sign()),
        LineKind::Stakeholder | LineKind::Theme => "+ ".to_owned(),
        _ => String::new(),
    };
    let at = start + 1 + begin.chars().count();
    (format!("{before}\n{begin}{after}"), at, at)
}

/// Marks in the color of their side and bold, headings bold, mistakes underlined.
fn colored(theme: &Theme, text: &str, mistakes: &[usize]) -> LayoutJob {
    let mut job = LayoutJob::default();
    let format = |font_id: FontId, color| TextFormat {
        font_id,
        color,
        line_height: Some(SIZE * 1.4),
        ..TextFormat::default()
    };
    let mut mistakes = mistakes.iter().copied().peekable();
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            job.append("\n", 0.0, format(font(SIZE), theme.ink));
        }
        while mistakes.peek().is_some_and(|wrong| *wrong < number) {
            mistakes.next();
        }
        let is_wrong = mistakes.peek() == Some(&number);
        let parsed = parse_line(line);
        let mut words = match parsed.kind {
            LineKind::Stakeholder => format(bold_font(SIZE + 1.0), theme.ink),
            LineKind::Theme => format(bold_font(SIZE), theme.ink_soft),
            LineKind::Plain if number == 0 => format(bold_font(SIZE), theme.ink),
            _ => format(font(SIZE), theme.ink),
        };
        if is_wrong {
            words.underline = Stroke::new(1.5, theme.side(Stance::Contra).line);
        }
        let head = match parsed.kind {
            LineKind::Claim(mark) => {
                let side = if matches!(mark, Mark::Support | Mark::Joint) {
                    Stance::Pro
                } else {
                    Stance::Contra
                };
                let end = line.len() - line.trim_start().len();
                let end = end
                    + line
                        .get(end..)
                        .and_then(|rest| rest.chars().next())
                        .map_or(0, char::len_utf8);
                job.append(
                    line.get(..end).unwrap_or(""),
                    0.0,
                    format(bold_font(SIZE), theme.side(side).line),
                );
                end
            }
            _ => 0,
        };
        job.append(line.get(head..).unwrap_or(""), 0.0, words);
    }
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_goes_on_with_the_same_mark_and_out_of_an_empty_line() {
        assert_eq!(new_line("  - een", 7, 7), ("  - een\n  - ".to_owned(), 12, 12));
        assert_eq!(new_line("+ een\n  - ", 10, 10), ("+ een\n- ".to_owned(), 8, 8));
        assert_eq!(new_line("+ een\n- ", 8, 8), ("+ een\n".to_owned(), 6, 6));
        assert_eq!(new_line("# Ouders", 8, 8), ("# Ouders\n+ ".to_owned(), 11, 11));
        assert_eq!(new_line("+ een twee", 5, 6), ("+ een\n+ twee".to_owned(), 8, 8));
    }

    #[test]
    fn a_mark_of_ones_own_replaces_the_one_that_a_line_was_begun_with() {
        let typed = |before: &str, after: &str| own_mark(before, after, after.chars().count());
        assert_eq!(typed("+ een\n+ ", "+ een\n+ -"), Some(("+ een\n-".to_owned(), 7)));
        assert_eq!(
            typed("+ een\n+ ", "+ een\n+   - twee"),
            Some(("+ een\n  - twee".to_owned(), 14))
        );
        assert_eq!(typed("+ een\n  - ", "+ een\n  - #"), Some(("+ een\n#".to_owned(), 7)));
        assert_eq!(typed("+ een\n+ ", "+ een\n+ twee"), None);
        assert_eq!(typed("+ een\n+ twee", "+ een\n+ -twee"), None);
        assert_eq!(typed("+ een\n", "+ een\n-"), None);
    }

    #[test]
    fn tab_moves_the_selected_lines() {
        assert_eq!(indent("+ a\n+ b", 5, 5, true), ("+ a\n  + b".to_owned(), 7, 7));
        assert_eq!(indent("+ a\n  + b", 7, 7, false), ("+ a\n+ b".to_owned(), 5, 5));
        assert_eq!(indent("+ a\n+ b", 0, 7, true), ("  + a\n  + b".to_owned(), 2, 11));
    }
}
