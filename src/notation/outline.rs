//! The outline that is edited as text: the map (or a part) written out, in step with what is typed.

use hashbrown::HashMap;

use crate::edit::{Change, Edit, TextField, Transaction};
use crate::model::{Claim, ClaimId, Document, Lang, StakeholderId, Structure, ThemeId};

use super::follow::follow_lines;
use super::lines::{LineKind, Mark, Mistake, parse_line};
use super::paste::{mark_of, one_line, render_branch};
use super::reading::{mistakes, read, stakeholder_named, theme_named};

/// What a line of the outline stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineRef {
    /// Nothing yet.
    None,
    /// The thesis.
    Thesis,
    /// A stakeholder; `None` for nobody in particular.
    Stakeholder(Option<StakeholderId>),
    /// The title above what is parked.
    Parked,
    /// A theme; `None` for none.
    Theme(Option<ThemeId>),
    /// A claim.
    Claim(ClaimId),
}

/// A map with more claims than this is not shown as one text: each key lays the whole text out again.
pub const MOST_WHOLE: usize = 1_500;

/// How much of the map the outline shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// All of it.
    Whole,
    /// A claim with all that hangs under it.
    Branch(ClaimId),
    /// The arguments of one stakeholder.
    Stakeholder(Option<StakeholderId>),
}

/// A map (or a part) as text that is being edited.
#[derive(Clone, Debug)]
pub struct Outline {
    /// What it shows.
    pub scope: Scope,
    /// The language of its sentences.
    pub lang: Lang,
    /// The text.
    text: String,
    /// What each line stands for.
    refs: Vec<LineRef>,
    mistakes: Vec<(usize, Mistake)>,
    /// Claims that were taken out of the text, by their words: pasted again, they come back with all they had.
    taken_out: HashMap<String, (String, Box<Claim>)>,
    /// Lines of new entries of the last rewrite, in the order of their entries.
    pending: Vec<usize>,
}

impl Outline {
    /// Writes out a map, or a part of it. Takes time linear in what it shows.
    pub fn new(document: &Document, structure: &Structure, scope: Scope, lang: Lang) -> Self {
        let mut outline = Self {
            scope,
            lang,
            text: String::new(),
            refs: Vec::new(),
            mistakes: Vec::new(),
            taken_out: HashMap::new(),
            pending: Vec::new(),
        };
        outline.render(document, structure);
        outline
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What a line stands for.
    pub fn line_ref(&self, line: usize) -> LineRef {
        self.refs.get(line).copied().unwrap_or(LineRef::None)
    }

    /// The line of a claim.
    pub fn line_of(&self, claim: ClaimId) -> Option<usize> {
        self.refs.iter().position(|known| *known == LineRef::Claim(claim))
    }

    /// The lines that count for nothing yet, and why.
    pub fn mistakes(&self) -> &[(usize, Mistake)] {
        &self.mistakes
    }

    /// The words of lines that stand nowhere on the map: they would be lost with the text.
    pub fn unplaced(&self) -> Vec<String> {
        if self.mistakes.is_empty() {
            return Vec::new();
        }
        let lines: Vec<&str> = self.text.split('\n').collect();
        let wrong = self.mistakes.iter().filter(|(line, _)| {
            let known = self.line_ref(*line);
            known == LineRef::None
        });
        wrong
            .filter_map(|(line, _)| lines.get(*line))
            .map(|line| parse_line(line).words.trim_matches(['#', ' ']).to_owned())
            .filter(|words| !words.is_empty())
            .collect()
    }

    fn push(&mut self, line: &str, what: LineRef) {
        self.text.push_str(line);
        self.text.push('\n');
        self.refs.push(what);
    }

    fn render(&mut self, document: &Document, structure: &Structure) {
        self.text.clear();
        self.refs.clear();
        match self.scope {
            Scope::Branch(claim) => self.branch(document, structure, claim, 0),
            Scope::Whole => {
                if let Some(thesis) = document.cover.thesis {
                    self.push(&one_line(document, thesis, self.lang), LineRef::Thesis);
                }
                self.arguments(document, structure, None);
            }
            Scope::Stakeholder(stakeholder) => self.arguments(document, structure, Some(stakeholder)),
        }
        // The text ends with its last line, not with an empty one behind it.
        self.text.pop();
        if self.refs.is_empty() {
            self.refs.push(LineRef::None);
        }
    }

    fn arguments(&mut self, document: &Document, structure: &Structure, only: Option<Option<StakeholderId>>) {
        let Some(thesis) = document.cover.thesis else { return };
        let mut groups: HashMap<(Option<StakeholderId>, Option<ThemeId>), Vec<ClaimId>> = HashMap::new();
        for claim in structure.children(thesis) {
            let record = document.claims.get(*claim);
            let theme = record
                .and_then(|record| record.theme)
                .filter(|id| document.themes.contains(*id));
            let own = record.and_then(|record| record.stakeholder);
            let own = own.filter(|id| document.stakeholders.contains(*id));
            groups.entry((own, theme)).or_default().push(*claim);
        }
        let themes: Vec<Option<ThemeId>> = [None]
            .into_iter()
            .chain(document.themes.in_order().into_iter().map(Some))
            .collect();
        let all = document.stakeholders.in_order().into_iter().map(Some).chain([None]);
        for stakeholder in all.filter(|stakeholder| only.is_none_or(|only| only == *stakeholder)) {
            let is_there = themes.iter().any(|theme| groups.contains_key(&(stakeholder, *theme)));
            if stakeholder.is_none() && !is_there {
                continue;
            }
            if !self.text.is_empty() {
                self.push("", LineRef::None);
            }
            let name = stakeholder
                .and_then(|id| document.stakeholders.get(id))
                .map_or("", |record| document.read(&record.name, self.lang).words);
            self.push(format!("# {name}").trim_end(), LineRef::Stakeholder(stakeholder));
            for theme in &themes {
                let Some(claims) = groups.get(&(stakeholder, *theme)) else {
                    continue;
                };
                if let Some(record) = theme.and_then(|id| document.themes.get(id)) {
                    let name = document.read(&record.name, self.lang).words;
                    self.push(&format!("## {name}"), LineRef::Theme(*theme));
                }
                self.siblings(document, structure, claims, 0);
            }
        }
        if only.is_none() && !structure.loose().is_empty() {
            self.push("", LineRef::None);
            self.push("# ?", LineRef::Parked);
            self.siblings(document, structure, structure.loose(), 0);
        }
    }

    fn siblings(&mut self, document: &Document, structure: &Structure, claims: &[ClaimId], indent: usize) {
        for (number, claim) in claims.iter().enumerate() {
            let before = number.checked_sub(1).and_then(|before| claims.get(before)).copied();
            let start = self.text.len();
            self.branch(document, structure, *claim, indent);
            if mark_of(structure, *claim, before) == Mark::Joint {
                let at = start + indent * 2;
                self.text.replace_range(at..at + 1, "&");
            }
        }
    }

    fn branch(&mut self, document: &Document, structure: &Structure, claim: ClaimId, indent: usize) {
        render_branch(document, structure, claim, self.lang, indent, &mut self.text);
        // Depth first, as the text is written.
        let mut open = vec![claim];
        while let Some(here) = open.pop() {
            self.refs.push(LineRef::Claim(here));
            open.extend(structure.children(here).iter().rev());
        }
    }

    /// Shows the map as it is, without lines that counted for nothing: after a step was taken back.
    pub fn restart(&mut self, document: &Document, structure: &Structure) {
        self.render(document, structure);
        self.mistakes.clear();
    }

    /// Shows the map anew after it changed elsewhere. Lines that counted for nothing are kept where they stood.
    /// Whether the text is another one now.
    pub fn refresh(&mut self, document: &Document, structure: &Structure) -> bool {
        let (old_text, old_refs) = (std::mem::take(&mut self.text), std::mem::take(&mut self.refs));
        self.render(document, structure);
        let kept: Vec<(usize, &str)> = self
            .mistakes
            .iter()
            .filter_map(|(line, _)| Some((*line, old_text.split('\n').nth(*line)?)))
            .filter(|(line, words)| {
                !words.trim().is_empty() && matches!(old_refs.get(*line), Some(LineRef::None) | None)
            })
            .collect();
        if !kept.is_empty() {
            let mut lines: Vec<(String, LineRef)> = self
                .text
                .split('\n')
                .map(str::to_owned)
                .zip(self.refs.iter().copied())
                .collect();
            for (line, words) in kept {
                // Behind the line that it stood behind, if that is still there.
                let above = old_refs.iter().take(line).rev().find(|above| **above != LineRef::None);
                let at = above.and_then(|above| lines.iter().position(|(_, known)| known == above));
                let at = at.map_or(lines.len(), |at| at + 1);
                lines.insert(at, (words.to_owned(), LineRef::None));
            }
            self.text = lines
                .iter()
                .map(|(line, _)| line.as_str())
                .collect::<Vec<_>>()
                .join("\n");
            self.refs = lines.into_iter().map(|(_, known)| known).collect();
        }
        self.mistakes = mistakes(&self.text, self.scope, None);
        self.text != old_text
    }

    /// Takes the text as it is now typed, with the line in which the cursor is: what has to be done to the map.
    pub fn typed(
        &mut self,
        document: &Document,
        structure: &Structure,
        text: String,
        cursor: Option<usize>,
    ) -> Option<Edit> {
        let mut refs = follow_lines(self, &text);
        for (number, (line, known)) in text.split('\n').zip(&mut refs).enumerate() {
            // What became a heading is no argument any more, and neither is a line that was emptied and left.
            let is_over = match parse_line(line).kind {
                LineKind::Stakeholder | LineKind::Theme => true,
                LineKind::Blank => cursor != Some(number),
                LineKind::Plain | LineKind::Claim(_) => false,
            };
            if is_over && matches!(known, LineRef::Claim(_)) {
                *known = LineRef::None;
            }
        }
        let gone: Vec<ClaimId> = {
            let mut stays = vec![false; document.claims.num_slots()];
            for known in &refs {
                if let LineRef::Claim(claim) = known
                    && let Some(flag) = stays.get_mut(crate::model::Id::index(*claim))
                {
                    *flag = true;
                }
            }
            let was = self.refs.iter().filter_map(|known| match known {
                LineRef::Claim(claim) => Some(*claim),
                _ => None,
            });
            was.filter(|claim| stays.get(crate::model::Id::index(*claim)) == Some(&false))
                .collect()
        };
        for claim in &gone {
            if let Some(record) = document.claims.get(*claim) {
                let words = one_line(document, *claim, self.lang);
                let name = document.claims.name(*claim).to_owned();
                self.taken_out.insert(words, (name, Box::new(record.clone())));
            }
        }
        let changed = self.changed_line(&text, &refs);
        self.text = text;
        self.refs = refs;
        self.mistakes = mistakes(&self.text, self.scope, cursor);
        // Nearly every key changes the words of one sentence and nothing else.
        if let Some((line, words)) = changed
            && gone.is_empty()
        {
            let field = match self.line_ref(line) {
                LineRef::Claim(claim) => TextField::Claim(claim),
                LineRef::Thesis => TextField::Claim(document.cover.thesis?),
                _ => return Some(self.rewrite(document, structure, gone, cursor)),
            };
            return (!words.is_empty()).then_some(Edit::SetText {
                field,
                lang: self.lang,
                words,
            });
        }
        Some(self.rewrite(document, structure, gone, cursor))
    }

    fn rewrite(
        &mut self,
        document: &Document,
        structure: &Structure,
        removed: Vec<ClaimId>,
        cursor: Option<usize>,
    ) -> Edit {
        let (rewrite, pending) = read(self, document, structure, removed, cursor);
        self.pending = pending;
        Edit::Rewrite(Box::new(rewrite))
    }

    /// Claims that were taken out of the text, with their names, by their words.
    pub(super) fn taken_out(&self) -> &HashMap<String, (String, Box<Claim>)> {
        &self.taken_out
    }

    /// The only line that differs, if it has the same indent and mark as before: its number and words.
    fn changed_line(&self, text: &str, refs: &[LineRef]) -> Option<(usize, String)> {
        if refs != self.refs {
            return None;
        }
        let mut lines = self.text.split('\n').zip(text.split('\n')).enumerate();
        let (line, (old, new)) = lines.find(|(_, (old, new))| old != new)?;
        if lines.any(|(_, (old, new))| old != new) {
            return None;
        }
        let (old, new) = (parse_line(old), parse_line(new));
        let is_words = old.indent == new.indent && old.kind == new.kind && !new.words.is_empty();
        (is_words && !matches!(new.kind, LineKind::Blank)).then(|| (line, new.words.to_owned()))
    }

    /// Learns which claims the lines stand for that the last edit made.
    pub fn done(&mut self, transaction: &Transaction) {
        let new = transaction.changes.iter().filter_map(|change| match change {
            Change::Claim {
                id,
                before: None,
                after: Some(_),
            } => Some(*id),
            _ => None,
        });
        for (line, claim) in std::mem::take(&mut self.pending).into_iter().zip(new) {
            if let Some(slot) = self.refs.get_mut(line) {
                *slot = LineRef::Claim(claim);
            }
        }
    }

    /// Learns which stakeholders and themes the headings stand for.
    pub fn learn_headings(&mut self, document: &Document) {
        let headings: Vec<(usize, LineKind, String)> = self
            .text
            .split('\n')
            .enumerate()
            .map(|(number, line)| (number, parse_line(line)))
            .filter(|(_, line)| matches!(line.kind, LineKind::Stakeholder | LineKind::Theme))
            .map(|(number, line)| (number, line.kind, line.words.to_owned()))
            .collect();
        for (number, kind, words) in headings {
            let found = match kind {
                LineKind::Stakeholder if words == "?" => LineRef::Parked,
                LineKind::Stakeholder if words.is_empty() => LineRef::Stakeholder(None),
                LineKind::Theme if words.is_empty() => LineRef::Theme(None),
                LineKind::Stakeholder => match stakeholder_named(document, &words) {
                    Some(id) => LineRef::Stakeholder(Some(id)),
                    None => continue,
                },
                _ => match theme_named(document, &words) {
                    Some(id) => LineRef::Theme(Some(id)),
                    None => continue,
                },
            };
            if let Some(slot) = self.refs.get_mut(number) {
                *slot = found;
            }
        }
    }
}
