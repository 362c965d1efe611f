//! The outline that is edited as text: which line stands for what, and what an edit of the text means.

use std::collections::HashMap;

use crate::edit::{Change, Edit, Entry, EntryPlace, Heading, Rewrite, TextField, Transaction};
use crate::model::{
    Claim, ClaimId, Document, Lang, RelationKind, StakeholderId, Stance, Structure, Text, ThemeId, plain_letter,
};

use super::lines::{LineKind, Mark, Mistake, parse_line};
use super::paste::{mark_of, one_line, render_branch};

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
        self.look_for_mistakes(None);
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
        let mut refs = self.follow_lines(&text);
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
        self.look_for_mistakes(cursor);
        // Nearly every key changes the words of one sentence and nothing else.
        if let Some((line, words)) = changed
            && gone.is_empty()
        {
            let field = match self.line_ref(line) {
                LineRef::Claim(claim) => TextField::Claim(claim),
                LineRef::Thesis => TextField::Claim(document.cover.thesis?),
                _ => return self.rewrite(document, structure, gone, cursor),
            };
            return (!words.is_empty()).then_some(Edit::SetText {
                field,
                lang: self.lang,
                words,
            });
        }
        self.rewrite(document, structure, gone, cursor)
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

    /// Which line of the new text stands for what: lines that are the same keep their meaning, those that were
    /// changed keep it in their order, and a sentence that stands elsewhere takes it along.
    fn follow_lines(&self, text: &str) -> Vec<LineRef> {
        let old: Vec<&str> = self.text.split('\n').collect();
        let new: Vec<&str> = text.split('\n').collect();
        let same_start = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        let rest = old.len().min(new.len()) - same_start;
        let same_end = old
            .iter()
            .rev()
            .zip(new.iter().rev())
            .take(rest)
            .take_while(|(old, new)| old == new)
            .count();
        let mut refs = vec![LineRef::None; new.len()];
        for (at, slot) in refs.iter_mut().enumerate().take(same_start) {
            *slot = self.line_ref(at);
        }
        for back in 1..=same_end {
            if let Some(slot) = new.len().checked_sub(back).and_then(|at| refs.get_mut(at)) {
                *slot = old
                    .len()
                    .checked_sub(back)
                    .map_or(LineRef::None, |at| self.line_ref(at));
            }
        }
        let old_middle = same_start..old.len() - same_end;
        let new_middle = same_start..new.len() - same_end;
        if old_middle.len() == new_middle.len() {
            for (from, to) in old_middle.clone().zip(new_middle.clone()) {
                if let Some(slot) = refs.get_mut(to) {
                    *slot = self.line_ref(from);
                }
            }
            // Lines that changed places are told by their words.
            let is_swapped = |line: usize| {
                let words = |lines: &[&str]| lines.get(line).map(|line| parse_line(line).words.to_owned());
                words(&old) != words(&new)
            };
            if new_middle.clone().filter(|line| is_swapped(*line)).count() < 2 {
                return refs;
            }
            for slot in refs.iter_mut().skip(new_middle.start).take(new_middle.len()) {
                *slot = LineRef::None;
            }
        }
        // By their words first, each once; then what is left, in order.
        let mut by_words: HashMap<&str, Vec<usize>> = HashMap::new();
        for at in old_middle.clone().rev() {
            if let Some(line) = old.get(at) {
                by_words.entry(parse_line(line).words).or_default().push(at);
            }
        }
        let mut is_used = vec![false; old.len()];
        for at in new_middle.clone() {
            let Some(line) = new
                .get(at)
                .map(|line| parse_line(line))
                .filter(|line| !line.words.is_empty())
            else {
                continue;
            };
            if let Some(from) = by_words.get_mut(line.words).and_then(Vec::pop)
                && let (Some(slot), Some(used)) = (refs.get_mut(at), is_used.get_mut(from))
            {
                *slot = self.line_ref(from);
                *used = true;
            }
        }
        let mut left = old_middle
            .clone()
            .filter(|at| is_used.get(*at) == Some(&false) && self.line_ref(*at) != LineRef::None);
        for at in new_middle {
            let is_blank = new.get(at).is_none_or(|line| parse_line(line).kind == LineKind::Blank);
            if refs.get(at) != Some(&LineRef::None) || is_blank {
                continue;
            }
            // A line that says something quite different is a new one, unless it was typed over.
            let Some(from) = left.next() else { break };
            if let Some(slot) = refs.get_mut(at)
                && (old_middle.len() <= 2 || alike(old.get(from).unwrap_or(&""), new.get(at).unwrap_or(&"")))
            {
                *slot = self.line_ref(from);
            }
        }
        refs
    }

    fn look_for_mistakes(&mut self, cursor: Option<usize>) {
        self.mistakes.clear();
        let mut above: Vec<usize> = Vec::new();
        let (mut has_stakeholder, mut is_first) = (!matches!(self.scope, Scope::Whole), true);
        let mut found = Vec::new();
        for (number, line) in self.text.split('\n').enumerate() {
            let line = parse_line(line);
            let mut wrong = |mistake| found.push((number, mistake));
            match line.kind {
                LineKind::Blank => continue,
                LineKind::Plain if is_first && self.scope == Scope::Whole => {}
                LineKind::Plain => wrong(Mistake::NoMark),
                LineKind::Stakeholder | LineKind::Theme => {
                    if line.words.starts_with('#') {
                        wrong(Mistake::TooDeepHeading);
                    } else if line.indent > 0 {
                        wrong(Mistake::IndentedHeading);
                    } else if line.kind == LineKind::Theme && !has_stakeholder {
                        wrong(Mistake::NoStakeholder);
                    }
                    has_stakeholder |= line.kind == LineKind::Stakeholder;
                    above.clear();
                }
                LineKind::Claim(mark) => {
                    while above.last().is_some_and(|indent| *indent > line.indent) {
                        above.pop();
                    }
                    let has_before = above.last() == Some(&line.indent);
                    if has_before {
                        above.pop();
                    }
                    if line.words.is_empty() {
                        if cursor != Some(number) {
                            wrong(Mistake::NoWords);
                        }
                    } else if mark == Mark::Undercut && above.is_empty() && !is_first
                        || mark == Mark::Joint && !has_before
                        || line.indent > 0 && above.is_empty() && !is_first
                    {
                        wrong(Mistake::NothingAbove);
                    }
                    above.push(line.indent);
                }
            }
            is_first = false;
        }
        self.mistakes = found;
    }

    fn rewrite(
        &mut self,
        document: &Document,
        structure: &Structure,
        removed: Vec<ClaimId>,
        cursor: Option<usize>,
    ) -> Option<Edit> {
        let mut rewrite = Rewrite {
            lang: self.lang,
            thesis: None,
            stakeholders: Vec::new(),
            themes: Vec::new(),
            entries: Vec::new(),
            removed,
        };
        let mut reading = Reading {
            outline: self,
            document,
            structure,
            stakeholder: match self.scope {
                Scope::Stakeholder(stakeholder) => stakeholder.map(|id| {
                    heading(
                        &mut rewrite.stakeholders,
                        Some(id),
                        name_of_stakeholder(document, id, self.lang),
                    )
                }),
                _ => None,
            },
            theme: None,
            is_parked: false,
            above: Vec::new(),
            pending: Vec::new(),
        };
        for (number, line) in self.text.split('\n').enumerate() {
            reading.line(&mut rewrite, number, line, cursor);
        }
        let pending = reading.pending;
        self.pending = pending;
        Some(Edit::Rewrite(Box::new(rewrite)))
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

/// What stands above a line while the text is read from top to bottom.
struct Reading<'a> {
    outline: &'a Outline,
    document: &'a Document,
    structure: &'a Structure,
    stakeholder: Option<usize>,
    theme: Option<usize>,
    is_parked: bool,
    /// Indent and entry of the claims that a deeper line hangs under.
    above: Vec<(usize, usize)>,
    pending: Vec<usize>,
}

impl Reading<'_> {
    fn line(&mut self, rewrite: &mut Rewrite, number: usize, text: &str, cursor: Option<usize>) {
        let line = parse_line(text);
        let known = self.outline.line_ref(number);
        let document = self.document;
        let is_wrong = |mistake| self.outline.mistakes.contains(&(number, mistake));
        let mut mark = match line.kind {
            LineKind::Blank => {
                // An emptied line keeps its claim until the cursor leaves it.
                if !matches!(known, LineRef::Claim(_)) {
                    return;
                }
                None
            }
            LineKind::Plain => {
                if number == 0 && self.outline.scope == Scope::Whole || known == LineRef::Thesis {
                    rewrite.thesis = Some(line.words.to_owned());
                    return;
                }
                None
            }
            LineKind::Stakeholder => {
                if is_wrong(Mistake::TooDeepHeading) || is_wrong(Mistake::IndentedHeading) {
                    return;
                }
                let own = match known {
                    LineRef::Stakeholder(own) => own,
                    _ => None,
                };
                let found = stakeholder_named(document, line.words).or(own);
                let is_new = !matches!(known, LineRef::Stakeholder(_) | LineRef::Parked);
                if found.is_none() && is_new && line.words != "?" && cursor == Some(number) {
                    // It is still being typed.
                    return;
                }
                self.above.clear();
                self.theme = None;
                self.is_parked = line.words == "?";
                self.stakeholder = (!line.words.is_empty() && !self.is_parked)
                    .then(|| heading(&mut rewrite.stakeholders, found, line.words.to_owned()));
                return;
            }
            LineKind::Theme => {
                if is_wrong(Mistake::TooDeepHeading) || is_wrong(Mistake::IndentedHeading) {
                    return;
                }
                let own = match known {
                    LineRef::Theme(own) => own,
                    _ => None,
                };
                let found = theme_named(document, line.words).or(own);
                if found.is_none() && !matches!(known, LineRef::Theme(_)) && cursor == Some(number) {
                    return;
                }
                self.above.clear();
                self.theme =
                    (!line.words.is_empty()).then(|| heading(&mut rewrite.themes, found, line.words.to_owned()));
                return;
            }
            LineKind::Claim(mark) => Some(mark),
        };
        let claim = match known {
            LineRef::Claim(claim) if document.claims.contains(claim) => Some(claim),
            _ => None,
        };
        let mut words = line.words.to_owned();
        if mark.is_none() || words.is_empty() {
            // A line that counts for nothing leaves its claim as it was.
            let Some(claim) = claim else { return };
            if line.kind != LineKind::Plain {
                words = one_line(document, claim, self.outline.lang);
            }
            mark = mark.or(Some(mark_of(self.structure, claim, None)));
        }
        let Some(mark) = mark else { return };
        while self.above.last().is_some_and(|(indent, _)| *indent > line.indent) {
            self.above.pop();
        }
        let before = self
            .above
            .last()
            .filter(|(indent, _)| *indent == line.indent)
            .map(|(_, entry)| *entry);
        if before.is_some() {
            self.above.pop();
        }
        let parent = self.above.last().map(|(_, entry)| *entry);
        let stance = if mark == Mark::Attack {
            Stance::Contra
        } else {
            Stance::Pro
        };
        let kind = if mark == Mark::Attack {
            RelationKind::Attack
        } else {
            RelationKind::Support
        };
        let is_top_of_branch = matches!(self.outline.scope, Scope::Branch(top) if claim == Some(top));
        let place = match (mark, parent, before) {
            _ if is_top_of_branch => EntryPlace::Fixed,
            (Mark::Joint, _, Some(before)) if !self.is_parked || parent.is_some() => {
                EntryPlace::Joint { entry: before }
            }
            (Mark::Joint | Mark::Undercut, None, _) if claim.is_none() => return,
            (Mark::Undercut, Some(entry), _) => EntryPlace::Undercut { entry },
            (_, Some(entry), _) => EntryPlace::Reply { entry, kind },
            (_, None, _) if self.is_parked => EntryPlace::Parked,
            // What it answered is gone: it is parked, rather than turned into an argument of its own side.
            (_, None, _) if line.indent > 0 && !matches!(self.outline.scope, Scope::Branch(_)) => EntryPlace::Parked,
            // Beside the top of a branch there is no place: it hangs under it.
            (_, None, _) if matches!(self.outline.scope, Scope::Branch(_)) => EntryPlace::Reply { entry: 0, kind },
            (_, None, _) => EntryPlace::Argument {
                stance,
                stakeholder: self.stakeholder,
                theme: self.theme,
            },
        };
        let restored = match claim {
            Some(_) => None,
            None => self.outline.taken_out.get(&words).cloned(),
        };
        if claim.is_none() {
            self.pending.push(number);
        }
        self.above.push((line.indent, rewrite.entries.len()));
        rewrite.entries.push(Entry {
            claim,
            restored,
            place,
            words,
        });
    }
}

/// The number of a heading in its list, which it is put into once.
fn heading<K: Copy + PartialEq>(list: &mut Vec<Heading<K>>, id: Option<K>, words: String) -> usize {
    let same = |known: &Heading<K>| match id {
        Some(id) => known.id == Some(id),
        None => known.id.is_none() && plain(&known.words) == plain(&words),
    };
    list.iter().position(same).unwrap_or_else(|| {
        list.push(Heading { id, words });
        list.len() - 1
    })
}

fn name_of_stakeholder(document: &Document, id: StakeholderId, lang: Lang) -> String {
    let record = document.stakeholders.get(id);
    record.map_or_else(String::new, |record| document.read(&record.name, lang).words.to_owned())
}

fn stakeholder_named(document: &Document, words: &str) -> Option<StakeholderId> {
    let wanted = plain(words);
    let mut all = document.stakeholders.iter();
    all.find(|(_, record)| is_called(&record.name, &wanted))
        .map(|(id, _)| id)
}

fn theme_named(document: &Document, words: &str) -> Option<ThemeId> {
    let wanted = plain(words);
    let mut all = document.themes.iter();
    all.find(|(_, record)| is_called(&record.name, &wanted))
        .map(|(id, _)| id)
}

fn is_called(name: &Text, wanted: &str) -> bool {
    !wanted.is_empty() && name.iter().any(|(_, words)| plain(words) == wanted)
}

/// Words in small letters without accents, for comparing names.
pub(super) fn plain(words: &str) -> String {
    words
        .trim()
        .chars()
        .flat_map(char::to_lowercase)
        .map(plain_letter)
        .collect()
}

/// Whether two lines share at least half of their words.
fn alike(old: &str, new: &str) -> bool {
    let words = |line| {
        let line = parse_line(line);
        line.words.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>()
    };
    let (old, new) = (words(old), words(new));
    let common = new.iter().filter(|word| old.contains(word)).count();
    common * 2 >= old.len().max(new.len())
}
