//! Stops of a walk past the map, for an evening.

use super::ids::{ClaimId, StakeholderId};

/// A view of the living map: what is shown, never a copy of what it says.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Stop {
    /// What is said here, one after the other. Without any it is about a part of the map.
    pub claims: Vec<ClaimId>,
    /// The part of the map that it is about if nothing is said: a stakeholder, or all of it.
    pub stakeholder: Option<StakeholderId>,
}

impl Stop {
    /// A stop at which these claims come one by one.
    pub fn of(claims: Vec<ClaimId>) -> Self {
        Self {
            claims,
            stakeholder: None,
        }
    }

    /// A stop about a part of the map.
    pub fn about(stakeholder: Option<StakeholderId>) -> Self {
        Self {
            claims: Vec::new(),
            stakeholder,
        }
    }
}
