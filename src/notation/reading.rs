//! What a text says: what is wrong in it, and what it makes of the map.

use crate::edit::{Entry, EntryPlace, Heading, Rewrite};
use crate::model::{
    ClaimId, Document, Lang, RelationKind, StakeholderId, Stance, Structure, Text, ThemeId, plain_letter,
};

use super::lines::{LineKind, Mark, Mistake, parse_line};
use super::outline::{LineRef, Outline, Scope};
use super::paste::{mark_of, one_line};

/// The lines that count for nothing yet, and why. `cursor` is the line that is still being typed.
pub(super) fn mistakes(text: &str, scope: Scope, cursor: Option<usize>) -> Vec<(usize, Mistake)> {
    let mut above: Vec<usize> = Vec::new();
    let (mut has_stakeholder, mut is_first) = (!matches!(scope, Scope::Whole), true);
    let mut found = Vec::new();
    for (number, line) in text.split('\n').enumerate() {
        let line = parse_line(line);
        let mut wrong = |mistake| found.push((number, mistake));
        match line.kind {
            LineKind::Blank => continue,
            LineKind::Plain if is_first && scope == Scope::Whole => {}
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
    found
}

/// What has to be done to the map for it to say what the text says; and the lines of new claims, in the order of their
/// entries.
pub(super) fn read(
    outline: &Outline,
    document: &Document,
    structure: &Structure,
    removed: Vec<ClaimId>,
    cursor: Option<usize>,
) -> (Rewrite, Vec<usize>) {
    let mut rewrite = Rewrite {
        lang: outline.lang,
        thesis: None,
        stakeholders: Vec::new(),
        themes: Vec::new(),
        entries: Vec::new(),
        removed,
    };
    let mut reading = Reading {
        outline,
        document,
        structure,
        stakeholder: match outline.scope {
            Scope::Stakeholder(stakeholder) => stakeholder.map(|id| {
                heading(
                    &mut rewrite.stakeholders,
                    Some(id),
                    name_of_stakeholder(document, id, outline.lang),
                )
            }),
            _ => None,
        },
        theme: None,
        is_parked: false,
        above: Vec::new(),
        pending: Vec::new(),
    };
    for (number, line) in outline.text().split('\n').enumerate() {
        reading.line(&mut rewrite, number, line, cursor);
    }
    let pending = reading.pending;
    (rewrite, pending)
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
        let is_wrong = |mistake| self.outline.mistakes().contains(&(number, mistake));
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
                let is_new = !matches!(known, LineRef::Stakeholder(Some(_)));
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
                if found.is_none() && !matches!(known, LineRef::Theme(Some(_))) && cursor == Some(number) {
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
            None => self.outline.taken_out().get(&words).cloned(),
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

pub(super) fn stakeholder_named(document: &Document, words: &str) -> Option<StakeholderId> {
    let wanted = plain(words);
    let mut all = document.stakeholders.iter();
    all.find(|(_, record)| is_called(&record.name, &wanted))
        .map(|(id, _)| id)
}

pub(super) fn theme_named(document: &Document, words: &str) -> Option<ThemeId> {
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
