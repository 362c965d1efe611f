//! Findings about whole records: what rests on nothing, what nothing uses, what differs.

use crate::edit::Edit;
use crate::model::{Document, Id, Item, Mark, Ordered, Table};

use super::day::Day;
use super::{Finding, FindingKind, Fix, FixKind};

/// A source that was looked at longer ago than this should be looked at again: two years.
pub const LOOKED_AT_DAYS: i64 = 730;

fn without_fix(item: Item, kind: FindingKind) -> Finding {
    Finding { item, kind, fix: None }
}

/// Claims without sources, then sources that were not looked at (lately).
pub(super) fn sources(document: &Document, today: Day, found: &mut Vec<Finding>) {
    for id in document.claims.in_order() {
        let Some(claim) = document.claims.get(id) else { continue };
        if claim.sources.is_empty() && document.cover.thesis != Some(id) {
            let kind = match claim.mark {
                Mark::Own => FindingKind::OwnWithoutSource,
                Mark::PrintedMap | Mark::Research => FindingKind::NoSource,
            };
            found.push(without_fix(Item::Claim(id), kind));
        }
    }
    for id in document.sources.in_order() {
        let Some(source) = document.sources.get(id) else {
            continue;
        };
        // What is no date says nothing about when.
        let kind = match Day::parse(&source.checked).map(|day| today.days_since(day)) {
            None => FindingKind::NotChecked,
            Some(days) if days > LOOKED_AT_DAYS => FindingKind::CheckedLongAgo { days },
            Some(_) => continue,
        };
        found.push(Finding {
            item: Item::Source(id),
            kind,
            fix: Some(Fix {
                kind: FixKind::MarkChecked,
                edit: Edit::SetChecked {
                    source: id,
                    checked: today.to_string(),
                },
            }),
        });
    }
}

/// What was brought together and differs, in the order of the cover.
pub(super) fn conflicts(document: &Document, found: &mut Vec<Finding>) {
    for (number, conflict) in document.cover.conflicts.iter().enumerate() {
        found.push(without_fix(conflict.item, FindingKind::Conflict { number }));
    }
}

/// Which records of a table are used.
struct Used(Vec<bool>);

impl Used {
    fn new<K: Id, T: Ordered>(table: &Table<K, T>) -> Self {
        Self(vec![false; table.num_slots()])
    }

    fn add<K: Id>(&mut self, id: K) {
        if let Some(flag) = self.0.get_mut(id.index()) {
            *flag = true;
        }
    }

    /// What is not used, in reading order.
    fn others<K: Id, T: Ordered>(&self, table: &Table<K, T>) -> Vec<K> {
        let is_used = |id: &K| self.0.get(id.index()).copied().unwrap_or(false);
        table.in_order().into_iter().filter(|id| !is_used(id)).collect()
    }
}

/// Stakeholders, themes, instruments and sources that nothing names.
pub(super) fn unused(document: &Document, found: &mut Vec<Finding>) {
    let mut stakeholders = Used::new(&document.stakeholders);
    let mut themes = Used::new(&document.themes);
    let mut instruments = Used::new(&document.instruments);
    let mut sources = Used::new(&document.sources);
    for (_, claim) in document.claims.iter() {
        claim.stakeholder.into_iter().for_each(|id| stakeholders.add(id));
        claim.theme.into_iter().for_each(|id| themes.add(id));
        claim.instruments.iter().for_each(|id| instruments.add(*id));
        claim.sources.iter().for_each(|citation| sources.add(citation.source));
    }
    for (_, instrument) in document.instruments.iter() {
        instrument.sources().into_iter().for_each(|id| sources.add(id));
    }
    for (_, fact) in document.facts.iter() {
        fact.sources.iter().for_each(|id| sources.add(*id));
    }
    let remove = |edit: Edit| {
        Some(Fix {
            kind: FixKind::Remove,
            edit,
        })
    };
    for stakeholder in stakeholders.others(&document.stakeholders) {
        found.push(Finding {
            item: Item::Stakeholder(stakeholder),
            kind: FindingKind::UnusedStakeholder,
            fix: remove(Edit::RemoveStakeholder { stakeholder }),
        });
    }
    for theme in themes.others(&document.themes) {
        found.push(without_fix(Item::Theme(theme), FindingKind::UnusedTheme));
    }
    for instrument in instruments.others(&document.instruments) {
        found.push(Finding {
            item: Item::Instrument(instrument),
            kind: FindingKind::UnusedInstrument,
            fix: remove(Edit::RemoveInstrument { instrument }),
        });
    }
    for source in sources.others(&document.sources) {
        found.push(without_fix(Item::Source(source), FindingKind::UnusedSource));
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{claims, document, found, mends, num};
    use super::super::{Group, Severity};
    use super::*;
    use crate::model::{Conflict, Lang, Source};

    #[test]
    fn claims_need_sources() {
        let map = document(
            r#"claims: [(id: "ja", text: (nl: "Ja")),
                (id: "a", text: (nl: "A"), supports: ["ja"], mark: research),
                (id: "b", text: (nl: "B"), attacks: ["a"]),
                (id: "c", text: (nl: "C"), attacks: ["ja"], sources: ["S"])],
            sources: [(id: "S", citation: "S")]"#,
        );
        assert_eq!(num(&map, |kind| *kind == FindingKind::NoSource), 1);
        assert_eq!(num(&map, |kind| *kind == FindingKind::OwnWithoutSource), 1);
    }

    #[test]
    fn sources_are_looked_at_again() {
        let map = |checked: &str| {
            let mut map = claims("");
            let source = map.sources.intern("S");
            let record = Source {
                citation: "S".into(),
                checked: checked.into(),
                ..Source::default()
            };
            map.sources.set(source, Some(record));
            map
        };
        let is_not_checked = |kind: &FindingKind| *kind == FindingKind::NotChecked;
        let is_long_ago = |kind: &FindingKind| matches!(kind, FindingKind::CheckedLongAgo { .. });
        for (checked, not_checked, long_ago) in [
            ("", 1, 0),
            ("ooit", 1, 0),
            ("2026-11-22", 0, 0),
            ("2026-12-01", 0, 0),
            ("2024-11-22", 0, 0),
            ("2024-11-21", 0, 1),
        ] {
            assert_eq!(num(&map(checked), is_not_checked), not_checked, "{checked}");
            assert_eq!(num(&map(checked), is_long_ago), long_ago, "{checked}");
        }
        assert!(mends(map(""), FixKind::MarkChecked, is_not_checked));
        assert!(mends(map("2020-01-01"), FixKind::MarkChecked, is_long_ago));
    }

    #[test]
    fn conflicts_are_errors() {
        let mut map = claims("");
        map.cover.conflicts.push(Conflict {
            item: Item::Cover,
            field: "question".into(),
            lang: Some(Lang::NL),
            ours: "Moet dit?".into(),
            theirs: "Mag dit?".into(),
        });
        let findings = found(&map);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].kind, FindingKind::Conflict { number: 0 });
        assert_eq!(findings[0].severity(), Severity::Error);
    }

    #[test]
    fn what_nothing_uses_is_named() {
        let records = |claim: &str| {
            document(&format!(
                r#"stakeholders: [(id: "x", name: (nl: "X"))], themes: [(id: "x", name: (nl: "X"))],
                instruments: [(id: "x", name: (nl: "X"))], sources: [(id: "x", citation: "X")],
                claims: [(id: "ja", text: (nl: "Ja")), (id: "a", text: (nl: "A"), supports: ["ja"], {claim})]"#
            ))
        };
        let is_unused = |kind: &FindingKind| kind.group() == Group::Unused;
        assert_eq!(num(&records(""), is_unused), 4);
        let used = r#"stakeholder: "x", theme: "x", instruments: ["x"], sources: ["x"]"#;
        assert_eq!(num(&records(used), is_unused), 0);
        for unused in [FindingKind::UnusedStakeholder, FindingKind::UnusedInstrument] {
            assert!(mends(records(""), FixKind::Remove, |kind| *kind == unused));
        }
    }
}
