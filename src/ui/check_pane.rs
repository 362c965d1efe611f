//! The map check beside the map: what deserves attention, each with the way to it and, where one edit is enough, a
//! button that mends it.

use egui::{Frame, Margin, ScrollArea, Ui};

use crate::check::{Finding, FindingKind, FixKind, Group, Severity};
use crate::command::Action;
use crate::edit::{Edit, EditName, Take};
use crate::view::{Editing, ViewAction};

use super::Shown;
use super::icons::{self, Icon};
use super::theme::{bold_font, font};
use super::widgets::{FlatButton, link_row};

/// So many findings of one group are listed.
const MOST_LISTED: usize = 200;

/// The list. `way` gives what shows a record.
pub fn check_pane_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    findings: &[Finding],
    way: &dyn Fn(crate::model::Item) -> Option<Action>,
    actions: &mut Vec<Action>,
) {
    let theme = shown.theme;
    let margin = Frame::new().inner_margin(Margin::symmetric(10, 2));
    margin.show(ui, |ui| {
        ui.label(
            egui::RichText::new(shown.words.map_check)
                .font(bold_font(18.0))
                .color(theme.ink),
        );
        let num = findings.len();
        let label = ui.label(
            egui::RichText::new(shown.words.num_findings(num))
                .font(font(14.0))
                .color(theme.ink_soft),
        );
        ui.accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
    });
    ScrollArea::vertical()
        .id_salt("map-check")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            for group in Group::ALL {
                let of_group = || findings.iter().filter(|finding| finding.kind.group() == group);
                let num = of_group().count();
                if num == 0 {
                    continue;
                }
                let worst = of_group().map(Finding::severity).min().unwrap_or(Severity::Hint);
                let title = format!("{} ({num})", shown.words.group(group));
                let title = egui::RichText::new(title).font(bold_font(15.0)).color(theme.ink);
                egui::CollapsingHeader::new(title)
                    .id_salt(("check", group))
                    .default_open(num <= 40 && (worst < Severity::Hint || group != Group::Language))
                    .show_unindented(ui, |ui| {
                        all_at_once_ui(ui, shown, of_group(), actions);
                        for (number, finding) in of_group().take(MOST_LISTED).enumerate() {
                            ui.push_id((group, number), |ui| finding_ui(ui, shown, finding, way, actions));
                        }
                        if num > MOST_LISTED {
                            ui.label(shown.words.and_more(num - MOST_LISTED));
                        }
                    });
            }
        });
}

/// A button for each kind of fix that is the same for several findings and asks for no judgement: what is dangling or
/// unused goes. Whether a source was looked at, or two sentences say the same, a person says one by one; and each fix of an
/// address is a list of its own of what stays.
fn all_at_once_ui<'a>(
    ui: &mut Ui,
    shown: &Shown<'_>,
    findings: impl Iterator<Item = &'a Finding>,
    actions: &mut Vec<Action>,
) {
    let mut by_kind: Vec<(FixKind, Vec<Edit>)> = Vec::new();
    for fix in findings.filter_map(|finding| finding.fix.as_ref()) {
        if matches!(
            fix.kind,
            FixKind::MarkChecked | FixKind::Join | FixKind::MarkCurrent | FixKind::RemoveAddress
        ) {
            continue;
        }
        match by_kind.iter_mut().find(|(kind, _)| *kind == fix.kind) {
            Some((_, edits)) => edits.push(fix.edit.clone()),
            None => by_kind.push((fix.kind, vec![fix.edit.clone()])),
        }
    }
    for (kind, edits) in by_kind.into_iter().filter(|(_, edits)| edits.len() > 1) {
        let name = shown.words.fix_all(kind, edits.len());
        if FlatButton::text(&name).selected(true).show(ui, shown.theme).clicked() {
            let name = EditName::Mend;
            actions.push(Action::Edit(Edit::Many { name, edits }));
        }
    }
}

fn finding_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    finding: &Finding,
    way: &dyn Fn(crate::model::Item) -> Option<Action>,
    actions: &mut Vec<Action>,
) {
    let theme = shown.theme;
    let sentence = shown.words.finding(shown.document(), finding);
    let severity = finding.severity();
    let name = format!("{}: {sentence}", shown.words.severity(severity));
    let (sign, color) = match severity {
        Severity::Error => (Icon::Warning, theme.contra.line),
        Severity::Warning => (Icon::Warning, theme.ink),
        Severity::Hint => (Icon::Search, theme.ink_soft),
    };
    let row = link_row(ui, theme, &sentence, &name, false, |painter, rect| {
        icons::icon(painter, rect, sign, color);
    });
    if row.clicked()
        && let Some(action) = way(finding.item)
    {
        let is_view = matches!(action, Action::View(_));
        actions.push(action);
        // Most of it is mended in the form; what is about the whole map or its balance is only shown.
        let in_form = !matches!(
            finding.kind,
            FindingKind::Unbalanced { .. } | FindingKind::OneSided { .. } | FindingKind::Conflict { .. }
        );
        if is_view && in_form {
            actions.push(Action::View(ViewAction::Edit(Editing::InPanel)));
        }
    }
    if finding.fix.is_none() && !matches!(finding.kind, FindingKind::Conflict { .. }) {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.add_space(36.0);
        if let FindingKind::Conflict { number } = finding.kind {
            for (take, words) in [
                (Take::Ours, shown.words.take_ours),
                (Take::Theirs, shown.words.take_theirs),
            ] {
                if FlatButton::text(words).selected(true).show(ui, theme).clicked() {
                    let conflict = number;
                    actions.push(Action::Edit(Edit::Resolve { conflict, take }));
                }
            }
        } else if let Some(fix) = &finding.fix
            && FlatButton::text(shown.words.fix(fix.kind))
                .selected(true)
                .show(ui, theme)
                .clicked()
        {
            actions.push(Action::Edit(Edit::Many {
                name: EditName::Mend,
                edits: vec![fix.edit.clone()],
            }));
        }
    });
}
