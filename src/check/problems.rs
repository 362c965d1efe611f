//! What a problem can be mended with, where one edit is enough and takes no judgement.

use hashbrown::HashMap;

use crate::edit::Edit;
use crate::model::{
    ClaimId, Document, InstrumentId, Item, Problem, ProblemKind, RelationId, RelationKind, Section, Target,
};

use super::{Finding, FindingKind, Fix, FixKind};

/// All problems of a document as findings.
pub(super) fn problems(document: &Document) -> impl Iterator<Item = Finding> {
    let problems = document.problems();
    let has_doubled = |problem: &Problem| matches!(problem.kind, ProblemKind::Doubled(_));
    let doubled = if problems.iter().any(has_doubled) {
        doubled_relations(document)
    } else {
        HashMap::new()
    };
    problems.into_iter().map(move |problem| Finding {
        item: problem.item,
        fix: fix(document, &doubled, &problem),
        kind: FindingKind::Problem(problem.kind),
    })
}

/// By premise and target: the later of two relations that say the same.
fn doubled_relations(document: &Document) -> HashMap<(ClaimId, ClaimId), RelationId> {
    let mut said: Vec<(ClaimId, ClaimId, RelationKind, u64, RelationId)> = Vec::new();
    for (id, relation) in document.relations.iter() {
        if let ([premise], Target::Claim(target)) = (&*relation.premises, relation.target) {
            said.push((*premise, target, relation.kind, relation.order, id));
        }
    }
    said.sort_unstable();
    let mut later = HashMap::new();
    for pair in said.windows(2) {
        if let [
            (premise, target, kind, ..),
            (premise_too, target_too, kind_too, _, again),
        ] = pair
            && (premise, target, kind) == (premise_too, target_too, kind_too)
        {
            later.insert((*premise, *target), *again);
        }
    }
    later
}

fn fix(document: &Document, doubled: &HashMap<(ClaimId, ClaimId), RelationId>, problem: &Problem) -> Option<Fix> {
    match (&problem.kind, problem.item) {
        (ProblemKind::Dangling(name), Item::Claim(claim)) => unlink_from_claim(document, claim, name),
        (ProblemKind::Dangling(name), Item::Instrument(instrument)) => {
            unlink_from_instrument(document, instrument, name)
        }
        (ProblemKind::Dangling(_), Item::Relation(relation)) => disconnect_dangling(document, relation),
        (ProblemKind::NoPremises, Item::Relation(relation)) => Some(disconnect(relation)),
        (ProblemKind::SelfReference, Item::Relation(relation)) => {
            let record = document.relations.get(relation)?;
            // With other premises beside it, the relation still says something.
            let says_nothing_else = record.premises.len() <= 1 || matches!(record.target, Target::Relation(_));
            says_nothing_else.then(|| disconnect(relation))
        }
        (ProblemKind::Doubled(name), Item::Claim(premise)) => {
            let target = document.claims.id(name)?;
            doubled.get(&(premise, target)).map(|relation| disconnect(*relation))
        }
        (ProblemKind::BadAddress(address), Item::Source(source)) => {
            let urls = &document.sources.get(source)?.urls;
            let left = urls.iter().filter(|url| *url != address);
            Some(Fix {
                kind: FixKind::RemoveAddress,
                edit: Edit::SetUrls {
                    source,
                    urls: left.map(|url| url.to_string()).collect(),
                },
            })
        }
        (ProblemKind::BadPicture(_), item) => Some(Fix {
            kind: FixKind::RemovePicture,
            edit: Edit::SetPicture { item, path: None },
        }),
        // What is left needs a choice: which step of a circle to drop, where a loose claim belongs, what to write.
        _ => None,
    }
}

fn disconnect(relation: RelationId) -> Fix {
    Fix {
        kind: FixKind::Disconnect,
        edit: Edit::Disconnect { relation },
    }
}

fn unlink(edit: Edit) -> Option<Fix> {
    Some(Fix {
        kind: FixKind::Unlink,
        edit,
    })
}

/// Takes away the first reference of a claim to a record of this name that does not exist.
fn unlink_from_claim(document: &Document, claim: ClaimId, name: &str) -> Option<Fix> {
    let record = document.claims.get(claim)?;
    if let Some(id) = record.stakeholder
        && !document.stakeholders.contains(id)
        && document.stakeholders.name(id) == name
    {
        return unlink(Edit::SetStakeholder {
            claim,
            stakeholder: None,
        });
    }
    if let Some(id) = record.theme
        && !document.themes.contains(id)
        && document.themes.name(id) == name
    {
        return unlink(Edit::SetTheme { claim, theme: None });
    }
    for source in record.sources.iter().map(|citation| citation.source) {
        if !document.sources.contains(source) && document.sources.name(source) == name {
            return unlink(Edit::Cite {
                claim,
                source,
                cited: false,
            });
        }
    }
    for instrument in record.instruments.iter().copied() {
        if !document.instruments.contains(instrument) && document.instruments.name(instrument) == name {
            return unlink(Edit::LinkInstrument {
                claim,
                instrument,
                linked: false,
            });
        }
    }
    None
}

/// Takes a source that does not exist out of the first statement that names it; others are found at the next check.
fn unlink_from_instrument(document: &Document, instrument: InstrumentId, name: &str) -> Option<Fix> {
    let record = document.instruments.get(instrument)?;
    for section in Section::ALL {
        for (index, statement) in record.section(section).iter().enumerate() {
            for source in statement.sources.iter().copied() {
                if !document.sources.contains(source) && document.sources.name(source) == name {
                    return unlink(Edit::CiteInStatement {
                        instrument,
                        section,
                        index,
                        source,
                        cited: false,
                    });
                }
            }
        }
    }
    None
}

fn disconnect_dangling(document: &Document, relation: RelationId) -> Option<Fix> {
    let record = document.relations.get(relation)?;
    let target_exists = match record.target {
        Target::Claim(id) => document.claims.contains(id),
        Target::Relation(id) => document.relations.contains(id),
    };
    let some_premise_exists = record.premises.iter().any(|id| document.claims.contains(*id));
    // What still says something is not thrown away with one key.
    (!target_exists || !some_premise_exists).then(|| disconnect(relation))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Editor;

    fn found(document: &Document) -> Vec<Finding> {
        problems(document).collect()
    }

    /// Runs the fix of each problem until none with a fix is left; how many there were.
    fn mend(map: &str) -> (usize, Vec<ProblemKind>) {
        let mut editor = Editor::new(crate::storage::read(map).unwrap().document);
        let mut num_fixes = 0;
        loop {
            let findings = found(editor.document());
            let Some(fix) = findings.iter().find_map(|finding| finding.fix.clone()) else {
                let kinds = findings.into_iter().filter_map(|finding| match finding.kind {
                    FindingKind::Problem(kind) => Some(kind),
                    _ => None,
                });
                return (num_fixes, kinds.collect());
            };
            editor.run(fix.edit).unwrap();
            num_fixes += 1;
            assert!(num_fixes < 50);
        }
    }

    #[test]
    fn links_to_nothing_are_taken_away() {
        let map = r#"(format: 1, question: (nl: "Vraag?"), thesis: "ja", claims: [
            (id: "ja", text: (nl: "Ja")),
            (id: "een", text: (nl: "Een"), supports: ["ja"], stakeholder: "x", theme: "x", sources: ["x"], instruments: ["x"]),
        ])"#;
        assert_eq!(mend(map), (4, Vec::new()));
        let map = r#"(format: 1, question: (nl: "Vraag?"), thesis: "ja", claims: [(id: "ja", text: (nl: "Ja"))],
            instruments: [(id: "i", name: (nl: "I"), image: "../weg.png", steps: [
                (text: (nl: "A"), sources: ["x"]), (text: (nl: "B"), sources: ["x"])])],
            sources: [(id: "S", citation: "S", urls: ["file:///weg", "https://example.org"])],
        )"#;
        assert_eq!(mend(map), (4, Vec::new()));
    }

    #[test]
    fn relations_that_say_nothing_are_taken_away() {
        let map = r#"(format: 1, question: (nl: "Vraag?"), thesis: "ja", claims: [
            (id: "ja", text: (nl: "Ja")),
            (id: "een", text: (nl: "Een"), supports: ["ja", "weg"]),
        ], relations: [
            (id: "leeg", premises: [], supports: "ja"),
            (id: "zelf", premises: ["een"], attacks: "een"),
            (id: "dubbel", premises: ["een"], supports: "ja"),
        ])"#;
        assert_eq!(mend(map), (4, Vec::new()));
    }

    #[test]
    fn what_needs_a_choice_has_no_fix() {
        let map = r#"(format: 1, question: (nl: "Vraag?"), thesis: "ja", claims: [
            (id: "ja", text: (nl: "Ja")),
            (id: "een", text: (nl: "Een"), supports: ["twee"]),
            (id: "twee", text: (nl: "Twee"), supports: ["een"]),
        ])"#;
        let (num_fixes, left) = mend(map);
        assert_eq!(num_fixes, 0);
        assert!(left.iter().any(|kind| matches!(kind, ProblemKind::SupportCircle(_))));
        assert!(left.contains(&ProblemKind::Unreachable));
    }
}
