//! What the cards refer to: the arguments that they name by number, and the sources, once for all of them.

use super::super::flow::{How, Stack, Words, lay};
use super::super::letters::Style;
use super::super::numbered::{Wording, joined};
use super::super::page::{Ink, Print, Tag, TagId};
use super::super::prose::{Prose, column_width};
use super::super::words::common;
use super::{GUTTER, Maker, Referred};
use crate::model::{ClaimId, InstrumentId, Stance};

impl<'a> Maker<'a> {
    /// The numbers of the arguments that a card answers, and of those that it makes stronger; what has no number stands there
    /// in words.
    pub(super) fn argument_numbers(
        &self,
        prose: &mut Prose<'_, '_>,
        parent: TagId,
        width: f32,
        id: InstrumentId,
        referred: &mut Referred,
    ) -> Vec<(f32, Stack)> {
        let claims = self.answered.get(&id).map_or(&[][..], Vec::as_slice);
        let mut found = Vec::new();
        for side in [Some(Stance::Contra), Some(Stance::Pro), None] {
            let mut of_side: Vec<(usize, String)> = Vec::new();
            for claim in claims.iter().filter(|claim| self.structure.stance(**claim) == side) {
                let number = self.numbers.get(claim).copied();
                let record = self.document.claims.get(*claim);
                let words = record.map_or_else(Vec::new, |record| self.read(prose, &record.text));
                match number {
                    Some(number) => {
                        referred.arguments.insert(number, *claim);
                        of_side.push((number, number.to_string()));
                    }
                    None => of_side.push((usize::MAX, joined(&words))),
                }
            }
            if of_side.is_empty() {
                continue;
            }
            of_side.sort();
            let mut stack = Stack::new(width);
            let part = prose.desk.tag(Some(parent), Tag::Section);
            let (head, ink) = self.argument_head(prose, side);
            let style = Style::new(prose.body * 1.1, ink).bold();
            prose.heading(&mut stack, Some(part), 3, &head, (style, 0.0, None));
            let all: Vec<String> = of_side.into_iter().map(|(_, words)| words).collect();
            let see = joined(&self.fixed(prose, |texts| texts.see_end));
            let all = format!("{} ", all.join(", "));
            let see = format!("({see})");
            let words = [Words::new(&all, prose.plain()), Words::new(&see, prose.soft())];
            stack.paragraph(&mut prose.desk, Some(part), &words, How::below(prose.body * 0.2));
            found.push((prose.body * 1.1, stack));
        }
        found
    }

    /// What stands over arguments of a side, and its color.
    pub(super) fn argument_head(&self, prose: &Prose<'_, '_>, side: Option<Stance>) -> (Vec<Wording>, Ink) {
        let head = self.fixed(prose, |texts| match side {
            Some(Stance::Contra) => texts.answers,
            Some(Stance::Pro) => texts.strengthens,
            None => texts.others,
        });
        let ink = side.map_or(prose.palette.ink(), |side| prose.palette.side(side).line);
        (head, ink)
    }

    /// How much of the usual room there is between what stands at the end: no page is begun for a few sources.
    pub(super) fn air_of_end(&self, prose: &mut Prose<'a, '_>, referred: &Referred) -> f32 {
        let mut best = (usize::MAX, 1.0);
        for air in [1.0, 0.6, 0.3] {
            let mut scratch = self.scratch(prose, self.base);
            let end = self.end(&mut scratch, referred.clone(), air);
            let mut print = Print::new("", prose.reader.lang());
            lay(&end, &self.frame, &mut print);
            if print.pages.len() < best.0 {
                best = (print.pages.len(), air);
            }
        }
        best.1
    }

    /// What stands at the end: the arguments that cards name by their numbers, who made the map, and the sources of all cards.
    pub(super) fn end(&self, prose: &mut Prose<'_, '_>, referred: Referred, air: f32) -> Stack {
        let body = prose.body;
        let width = self.frame.width();
        let column = column_width(width, GUTTER, 2);
        let mut stack = Stack::new(width);
        let digits = self.numbers.len().max(referred.notes.cited.len()).to_string();
        let indent = prose.desk.letters.line(&digits, prose.plain().bold()).width() + body * 0.6;
        let style = prose.head_style();
        if !referred.arguments.is_empty() {
            let section = prose.desk.tag(None, Tag::Section);
            let name = self.fixed(prose, |texts| texts.arguments);
            prose.heading(&mut stack, Some(section), 2, &name, (style, 0.0, Some(1)));
            let list = prose.desk.tag(Some(section), Tag::List);
            let mut entries = Vec::with_capacity(referred.arguments.len());
            for (number, claim) in referred.arguments {
                let Some(record) = self.document.claims.get(claim) else {
                    continue;
                };
                let words = self.read(prose, &record.text);
                let behind = self.behind(prose, claim, self.structure.stance(claim));
                let behind = [Words::new(&behind, prose.soft())];
                let ink = self
                    .structure
                    .stance(claim)
                    .map_or(prose.palette.ink(), |side| prose.palette.side(side).line);
                let number = number.to_string();
                let mark = Words::new(&number, Style::new(body, ink).bold());
                let mut entry = Stack::new(column);
                self.entry(prose, &mut entry, list, mark, &words, &behind, indent);
                entries.push((body * 0.3 * air, entry));
            }
            stack.winding(body * 0.6, vec![0.0, column + GUTTER], entries);
        }
        prose.colophon(&mut stack, 2, self.choices);
        let cited = referred.notes.cited;
        if !cited.is_empty() {
            let section = prose.desk.tag(None, Tag::Section);
            let name = prose.reader.fixed(|lang| common(lang).sources.to_owned());
            stack.room(body * 8.0);
            prose.heading(&mut stack, Some(section), 2, &name, (style, body * 2.2, Some(1)));
            let mut entries = Vec::with_capacity(cited.len());
            for (at, source) in cited.into_iter().enumerate() {
                let mut entry = Stack::new(column);
                prose.source(&mut entry, Some(section), (at + 1, source), indent, 1);
                entries.push((body * 0.4 * air, entry));
            }
            stack.winding(body * 0.6, vec![0.0, column + GUTTER], entries);
        }
        stack
    }

    /// What stands behind an argument: its side and whose it is.
    pub(super) fn behind(&self, prose: &mut Prose<'_, '_>, claim: ClaimId, side: Option<Stance>) -> String {
        let says = self.fixed(prose, |texts| match side {
            Some(Stance::Pro) => texts.pro,
            _ => texts.contra,
        });
        let says = says.first().filter(|_| side.is_some()).map(|says| says.words.clone());
        let whose = self.structure.stakeholder_of(self.document, claim);
        let whose = whose.and_then(|id| self.document.stakeholders.get(id));
        let whose = whose.map(|whose| prose.reader.read(&whose.name));
        let whose = whose.and_then(|words| words.first().map(|first| first.words.clone()));
        let parts: Vec<String> = [says, whose].into_iter().flatten().collect();
        if parts.is_empty() {
            return String::new();
        }
        format!(" ({})", parts.join(", "))
    }
}
