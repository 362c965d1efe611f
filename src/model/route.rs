//! Routes: walks past remembered views of the map, for an evening.

use super::ids::{ClaimId, InstrumentId, StakeholderId};
use super::text::{Lang, Text};

/// A remembered view of the living map: what is shown, never a copy of what it says.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Stop {
    /// What is said here, one after the other. Without any it is about a part of the map.
    pub claims: Vec<ClaimId>,
    /// The part of the map that it is about if nothing is said: a stakeholder, or all of it.
    pub stakeholder: Option<StakeholderId>,
    /// The card of the toolbox that is shown.
    pub instrument: Option<InstrumentId>,
    /// What the presenter wants to say.
    pub note: Text,
    /// The time that is planned for it, in seconds; 0 if none is.
    pub seconds: u32,
    /// The language in which it is shown, if not in that of the map on screen.
    pub lang: Option<Lang>,
}

impl Stop {
    /// A stop at which these claims come one by one.
    pub fn of(claims: Vec<ClaimId>) -> Self {
        Self {
            claims,
            ..Self::default()
        }
    }
}
