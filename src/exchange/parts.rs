//! What of a map a format keeps, and so what is lost in it.

use serde::{Deserialize, Serialize};

use crate::model::{Document, Id as _, Lang, Mark, SourceId, Structure, Target};

use super::order::num_moved;
use super::own::Export;
use super::tree::GONE;

/// A part of a map that some formats keep and others do not. Claims, what they say and what they are for or against are
/// kept by all of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Texts in other languages than the one that is written.
    OtherLanguages,
    /// Explanations of claims.
    Explanations,
    /// Notes for the presenter.
    Notes,
    /// Whose arguments they are.
    Stakeholders,
    /// The headings within a stakeholder.
    Themes,
    /// Keywords.
    Tags,
    /// What claims rest on.
    Sources,
    /// Sources that no claim names.
    UncitedSources,
    /// What is noted with sources besides citation and addresses.
    SourceDetails,
    /// Which arguments belong to the core.
    Core,
    /// Where arguments come from.
    Marks,
    /// Which instruments answer which arguments.
    InstrumentLinks,
    /// Claims that hang in more than one place: the further places. Which of two places equally far from the thesis is
    /// the first may change with the order of the arguments.
    CrossRelations,
    /// Replies to a step rather than to a claim: they become replies to the claim.
    Undercuts,
    /// Claims that only hold together: they become claims of their own.
    JointPremises,
    /// Names of records.
    Names,
    /// What other programs noted.
    Data,
    /// Pictures.
    Pictures,
    /// What the map is about, and who made it.
    Cover,
    /// The cards of the toolbox.
    Toolbox,
    /// Facts.
    Facts,
    /// The glossary.
    Glossary,
    /// Routes.
    Routes,
    /// What two people wrote differently and nobody chose from.
    Conflicts,
    /// Texts of other programs that said nothing themselves: headings for and against, and nodes without words around
    /// others. No record of a map stands for them.
    Wordless,
    /// The order of the list of claims, where it is not the order in which they are seen.
    Order,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 26] = [
        Self::OtherLanguages,
        Self::Explanations,
        Self::Notes,
        Self::Stakeholders,
        Self::Themes,
        Self::Tags,
        Self::Sources,
        Self::UncitedSources,
        Self::SourceDetails,
        Self::Core,
        Self::Marks,
        Self::InstrumentLinks,
        Self::CrossRelations,
        Self::Undercuts,
        Self::JointPremises,
        Self::Names,
        Self::Data,
        Self::Pictures,
        Self::Cover,
        Self::Toolbox,
        Self::Facts,
        Self::Glossary,
        Self::Routes,
        Self::Conflicts,
        Self::Wordless,
        Self::Order,
    ];
}

/// What comes back from every format with room for named values beside its claims.
pub const IN_VALUES: &[Part] = &[
    Part::OtherLanguages,
    Part::Explanations,
    Part::Notes,
    Part::Stakeholders,
    Part::Themes,
    Part::Tags,
    Part::Sources,
    Part::UncitedSources,
    Part::SourceDetails,
    Part::Core,
    Part::Marks,
    Part::InstrumentLinks,
    Part::CrossRelations,
    Part::Undercuts,
    Part::JointPremises,
    Part::Names,
    Part::Data,
    Part::Cover,
    Part::Order,
];

/// A part that is lost, and how many of it there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Loss {
    /// The part.
    pub part: Part,
    /// How many.
    pub num: usize,
}

/// What of a map is lost in a format that keeps these parts only: nothing is named that the map does not have.
pub fn losses(document: &Document, structure: &Structure, keeps: &[Part]) -> Vec<Loss> {
    // Who writes back what others wrote says what of it does not come back.
    let is_told = |part: &Part| *part != Part::Wordless || keeps.contains(&Part::Data);
    let lost = Part::ALL
        .into_iter()
        .filter(|part| !keeps.contains(part) && is_told(part));
    lost.map(|part| Loss {
        part,
        num: num_of(document, structure, part),
    })
    .filter(|loss| loss.num > 0)
    .collect()
}

fn num_of(document: &Document, structure: &Structure, part: Part) -> usize {
    let claims = || document.claims.iter().map(|(_, claim)| claim);
    let relations = || document.relations.iter().map(|(_, relation)| relation);
    match part {
        Part::OtherLanguages => document.languages().len().saturating_sub(1),
        Part::Explanations => claims().filter(|claim| !claim.explanation.is_empty()).count(),
        Part::Notes => claims().filter(|claim| !claim.note.is_empty()).count(),
        Part::Stakeholders => document.stakeholders.len(),
        Part::Themes => document.themes.len(),
        Part::Tags => claims().map(|claim| claim.tags.len()).sum(),
        Part::Sources => document.sources.len() - uncited(document).len(),
        Part::UncitedSources => uncited(document).len(),
        Part::SourceDetails => document
            .sources
            .iter()
            .filter(|(_, source)| !source.supports.is_empty() || !source.seen.is_empty() || !source.checked.is_empty())
            .count(),
        Part::Core => claims().filter(|claim| claim.core).count(),
        Part::Marks => claims().filter(|claim| claim.mark != Mark::Own).count(),
        Part::InstrumentLinks => claims().map(|claim| claim.instruments.len()).sum(),
        Part::CrossRelations => structure.cross_relations().len(),
        Part::Undercuts => relations()
            .filter(|relation| matches!(relation.target, Target::Relation(_)))
            .count(),
        Part::JointPremises => relations().filter(|relation| relation.premises.len() > 1).count(),
        // Another name for the same thing is no loss that a reader would notice.
        Part::Names => 0,
        Part::Data => claims().filter(|claim| !claim.data.is_empty()).count(),
        Part::Pictures => {
            let of_claims = claims().filter(|claim| claim.picture.is_some()).count();
            of_claims + usize::from(document.cover.picture.is_some())
        }
        Part::Cover => {
            let cover = &document.cover;
            [&cover.explanation, &cover.colophon]
                .iter()
                .filter(|text| !text.is_empty())
                .count()
        }
        Part::Toolbox => document.instruments.len(),
        Part::Facts => document.facts.len(),
        Part::Glossary => document.terms.len(),
        Part::Routes => document.routes.len(),
        Part::Conflicts => document.cover.conflicts.len(),
        Part::Wordless => {
            let gone = document.cover.data.iter().filter(|(name, _)| name.ends_with(GONE));
            gone.filter_map(|(_, num)| num.parse::<usize>().ok()).sum()
        }
        Part::Order => num_moved(&Export::new(document, structure, Lang::NL)),
    }
}

/// The sources that no claim names, in reading order.
pub(super) fn uncited(document: &Document) -> Vec<SourceId> {
    let mut is_cited = vec![false; document.sources.num_slots()];
    for citation in document.claims.iter().flat_map(|(_, claim)| &claim.sources) {
        if let Some(slot) = is_cited.get_mut(citation.source.index()) {
            *slot = true;
        }
    }
    let mut all = document.sources.in_order();
    all.retain(|id| !is_cited.get(id.index()).copied().unwrap_or(false));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_nothing_is_named_where_others_would_look_for_it() {
        let mut map = Document::default();
        map.cover.data.set("mm.ak-gone", "3");
        let structure = Structure::new(&map);
        let lost = |keeps: &[Part]| losses(&map, &structure, keeps);
        let loss = Loss {
            part: Part::Wordless,
            num: 3,
        };
        assert_eq!((lost(IN_VALUES), lost(&[])), (vec![loss], vec![]));
    }
}
