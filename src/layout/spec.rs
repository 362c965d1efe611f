//! What decides the picture besides the document.

use std::collections::BTreeSet;

use crate::model::{Claim, ClaimId, Document, Lang, Mark, StakeholderId, Stance, ThemeId};

/// Everything that decides the picture besides the document. Equal specs give equal pictures.
#[derive(Clone, PartialEq, Debug)]
pub struct LayoutSpec {
    /// Language of the texts.
    pub lang: Lang,
    /// What is folded.
    pub folds: Folds,
    /// What is left out.
    pub filter: Filter,
    /// Show only this claim's branch, with its way to the question.
    pub focus: Option<ClaimId>,
}

impl LayoutSpec {
    /// Everything, unfolded.
    pub fn new(lang: Lang) -> Self {
        Self {
            lang,
            folds: Folds::default(),
            filter: Filter::default(),
            focus: None,
        }
    }
}

/// What is folded: a state for all claims, and the claims that differ from it.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Folds {
    all_replies: bool,
    others: BTreeSet<ClaimId>,
    stakeholders: BTreeSet<Option<StakeholderId>>,
}

impl Folds {
    /// Whether the replies to a claim are folded away.
    pub fn is_folded(&self, claim: ClaimId) -> bool {
        self.all_replies != self.others.contains(&claim)
    }

    /// Folds or unfolds the replies to a claim.
    pub fn toggle(&mut self, claim: ClaimId) {
        if !self.others.remove(&claim) {
            self.others.insert(claim);
        }
    }

    /// The claims of a document that have replies that are folded away.
    pub fn folded_of(&self, document: &Document) -> Vec<ClaimId> {
        if !self.all_replies {
            return self.others.iter().copied().collect();
        }
        let all = document.claims.iter().map(|(id, _)| id);
        all.filter(|claim| self.is_folded(*claim)).collect()
    }

    /// Unfolds a claim.
    pub fn unfold(&mut self, claim: ClaimId) {
        if self.is_folded(claim) {
            self.toggle(claim);
        }
    }

    /// Folds or unfolds all replies.
    pub fn set_all(&mut self, folded: bool) {
        self.all_replies = folded;
        self.others.clear();
        if !folded {
            self.stakeholders.clear();
        }
    }

    /// Whether all replies are folded, but for some.
    pub fn all_replies(&self) -> bool {
        self.all_replies
    }

    /// Whether the band of a stakeholder is folded.
    pub fn is_band_folded(&self, stakeholder: Option<StakeholderId>) -> bool {
        self.stakeholders.contains(&stakeholder)
    }

    /// Folds or unfolds the band of a stakeholder.
    pub fn toggle_band(&mut self, stakeholder: Option<StakeholderId>) {
        if !self.stakeholders.remove(&stakeholder) {
            self.stakeholders.insert(stakeholder);
        }
    }
}

/// What is left out of the picture. An empty set or `None` leaves nothing out.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Filter {
    /// Only these stakeholders.
    pub stakeholders: BTreeSet<StakeholderId>,
    /// Only this side.
    pub side: Option<Stance>,
    /// Only this theme.
    pub theme: Option<ThemeId>,
    /// Only arguments with this tag, on themselves or on a reply.
    pub tag: Option<Box<str>>,
    /// Only arguments with this mark, on themselves or on a reply.
    pub mark: Option<Mark>,
    /// Only the core.
    pub core: bool,
}

impl Filter {
    /// Whether nothing is left out.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Number of conditions that are set.
    pub fn num_conditions(&self) -> usize {
        usize::from(!self.stakeholders.is_empty())
            + usize::from(self.side.is_some())
            + usize::from(self.theme.is_some())
            + usize::from(self.tag.is_some())
            + usize::from(self.mark.is_some())
            + usize::from(self.core)
    }

    /// Whether an argument stays; `branch_has` looks whether the argument or one of its replies is such a claim.
    pub fn keeps(
        &self,
        claim: &Claim,
        side: Option<Stance>,
        branch_has: impl Fn(&dyn Fn(&Claim) -> bool) -> bool,
    ) -> bool {
        let stakeholder =
            self.stakeholders.is_empty() || claim.stakeholder.is_some_and(|id| self.stakeholders.contains(&id));
        stakeholder
            && self.side.is_none_or(|wanted| side == Some(wanted))
            && self.theme.is_none_or(|wanted| claim.theme == Some(wanted))
            && (!self.core || claim.core)
            && self.mark.is_none_or(|wanted| branch_has(&|claim| claim.mark == wanted))
            && self
                .tag
                .as_ref()
                .is_none_or(|wanted| branch_has(&|claim| claim.tags.contains(wanted)))
    }
}
