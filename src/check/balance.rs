//! Whether both sides get their due: over the whole map, and with each stakeholder.

use crate::model::{Document, Id as _, Item, Lang, StakeholderId, Stance, Structure};

use super::language::num_words;
use super::{Finding, FindingKind};

/// What is weighed of the two sides. Only arguments count: claims directly under the thesis.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Measure {
    /// How many arguments there are.
    Count,
    /// How many words their sentences and explanations have, in the first language of the map.
    Words,
    /// How many levels deep the deepest of them is talked through; an argument without replies has one.
    Depth,
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Count, Self::Words, Self::Depth];

    /// A smaller difference is not worth a remark, however small the numbers are.
    fn least_difference(self) -> usize {
        match self {
            Self::Words => 40,
            Self::Count | Self::Depth => 2,
        }
    }

    /// Whether one side has more than one and a half times as much as the other.
    fn is_out_of_balance(self, pro: usize, contra: usize) -> bool {
        let (more, less) = (pro.max(contra), pro.min(contra));
        more - less >= self.least_difference() && 2 * more > 3 * less
    }
}

#[derive(Clone, Copy, Default)]
struct Side {
    count: usize,
    words: usize,
    depth: usize,
}

impl Side {
    fn add(&mut self, words: usize, depth: usize) {
        self.count += 1;
        self.words += words;
        self.depth = self.depth.max(depth);
    }

    fn of(&self, measure: Measure) -> usize {
        match measure {
            Measure::Count => self.count,
            Measure::Words => self.words,
            Measure::Depth => self.depth,
        }
    }
}

#[derive(Clone, Copy, Default)]
struct Sides {
    pro: Side,
    contra: Side,
}

impl Sides {
    fn add(&mut self, stance: Stance, words: usize, depth: usize) {
        match stance {
            Stance::Pro => self.pro.add(words, depth),
            Stance::Contra => self.contra.add(words, depth),
        }
    }

    fn report(&self, item: Item, stakeholder: Option<StakeholderId>, found: &mut Vec<Finding>) {
        for measure in Measure::ALL {
            let (pro, contra) = (self.pro.of(measure), self.contra.of(measure));
            if measure.is_out_of_balance(pro, contra) {
                found.push(Finding {
                    item,
                    kind: FindingKind::Unbalanced {
                        stakeholder,
                        measure,
                        pro,
                        contra,
                    },
                    fix: None,
                });
            }
        }
    }
}

/// What is out of balance: the map first, then the stakeholders in reading order.
pub(super) fn balance(document: &Document, structure: &Structure, lang: Lang, found: &mut Vec<Finding>) {
    let Some(thesis) = document.cover.thesis else { return };
    let mut whole = Sides::default();
    let mut of_stakeholder = vec![Sides::default(); document.stakeholders.num_slots()];
    for argument in structure.children(thesis) {
        let (Some(claim), Some(stance)) = (document.claims.get(*argument), structure.stance(*argument)) else {
            continue;
        };
        let words: usize = [&claim.text, &claim.explanation]
            .map(|text| num_words(document.read(text, lang).words))
            .iter()
            .sum();
        let depths = structure.branch(*argument);
        let depths = depths.into_iter().filter_map(|reply| structure.place(reply));
        let depth: usize = depths.map(|place| place.depth as usize).max().unwrap_or(1);
        whole.add(stance, words, depth);
        let sides = claim.stakeholder.and_then(|id| of_stakeholder.get_mut(id.index()));
        if let Some(sides) = sides {
            sides.add(stance, words, depth);
        }
    }
    whole.report(Item::Cover, None, found);
    for stakeholder in document.stakeholders.in_order() {
        let Some(sides) = of_stakeholder.get(stakeholder.index()) else {
            continue;
        };
        let item = Item::Stakeholder(stakeholder);
        let missing = match (sides.pro.count, sides.contra.count) {
            // Nothing to weigh; that it has no arguments is said elsewhere.
            (0, 0) => continue,
            (0, _) => Stance::Pro,
            (_, 0) => Stance::Contra,
            _ => {
                sides.report(item, Some(stakeholder), found);
                continue;
            }
        };
        found.push(Finding {
            item,
            kind: FindingKind::OneSided { stakeholder, missing },
            fix: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(claims: &str) -> Vec<FindingKind> {
        let map = format!(
            r#"(format: 1, languages: ["nl"], question: (nl: "Vraag?"), thesis: "ja",
            stakeholders: [(id: "o", name: (nl: "Ouders")), (id: "s", name: (nl: "Scholen"))],
            claims: [(id: "ja", text: (nl: "Ja")), {claims}])"#
        );
        let document = crate::storage::read(&map).unwrap().document;
        let mut found = Vec::new();
        balance(&document, &Structure::new(&document), Lang::NL, &mut found);
        found.into_iter().map(|finding| finding.kind).collect()
    }

    fn argument(number: usize, way: &str, stakeholder: &str, words: usize) -> String {
        let words = "woord ".repeat(words);
        format!(r#"(id: "c{number}", text: (nl: "{words}"), stakeholder: "{stakeholder}", {way}: ["ja"]),"#)
    }

    #[test]
    fn a_small_or_slight_difference_is_fine() {
        assert!(found("").is_empty());
        let even = argument(1, "supports", "o", 3) + &argument(2, "attacks", "o", 3);
        assert!(found(&even).is_empty());
        let slight = even + &argument(3, "attacks", "o", 3);
        assert!(found(&slight).is_empty());
    }

    #[test]
    fn a_stakeholder_with_one_side_is_named() {
        let kinds = found(&argument(1, "supports", "o", 3));
        assert!(
            matches!(
                &*kinds,
                [FindingKind::OneSided {
                    missing: Stance::Contra,
                    ..
                }]
            ),
            "{kinds:?}"
        );
        let kinds = found(&argument(1, "attacks", "o", 3));
        assert!(
            matches!(
                &*kinds,
                [FindingKind::OneSided {
                    missing: Stance::Pro,
                    ..
                }]
            ),
            "{kinds:?}"
        );
    }

    #[test]
    fn more_of_one_side_is_named_for_the_map_and_the_stakeholder() {
        let mut claims = argument(1, "supports", "o", 3);
        for number in 2..5 {
            claims += &argument(number, "attacks", "o", 3);
        }
        let count = |kind: &FindingKind| {
            matches!(
                kind,
                FindingKind::Unbalanced {
                    measure: Measure::Count,
                    pro: 1,
                    contra: 3,
                    ..
                }
            )
        };
        let kinds = found(&claims);
        assert_eq!(kinds.len(), 2, "{kinds:?}");
        assert!(kinds.iter().all(count), "{kinds:?}");
    }

    #[test]
    fn words_and_depth_are_weighed_too() {
        let claims = argument(1, "supports", "o", 50) + &argument(2, "attacks", "o", 5);
        let measures = |claims: &str| -> Vec<Measure> {
            let of = |kind: FindingKind| match kind {
                FindingKind::Unbalanced { measure, .. } => Some(measure),
                _ => None,
            };
            found(claims).into_iter().filter_map(of).collect()
        };
        assert_eq!(measures(&claims), [Measure::Words; 2]);
        let claims = argument(1, "supports", "o", 5)
            + &argument(2, "attacks", "o", 5)
            + r#"(id: "r1", text: (nl: "R"), attacks: ["c1"]), (id: "r2", text: (nl: "R"), attacks: ["r1"]),"#;
        assert_eq!(measures(&claims), [Measure::Depth; 2]);
    }
}
