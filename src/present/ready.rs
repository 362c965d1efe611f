//! Routes that need no work: made from the map as it is now.

use crate::model::{
    Ballot, Chart, ClaimId, Document, RelationKind, Shows, Stage, StakeholderId, Stance, Stop, Structure, ThemeId,
};
use crate::session::{Plan, Walk, Weighing};

use super::turned::own_with_first;

/// How a ready-made route walks through the map.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ready {
    /// Per stakeholder, for and against in turn.
    Stakeholders,
    /// The same, with the core arguments only.
    Core,
    /// Per stakeholder, the strongest argument of the other side first, with what is said in reply.
    Strongest,
    /// Per theme, all stakeholders together.
    Themes,
}

/// So many arguments come at one stop: more do not fit a projector at letters that can be read at the back.
const MOST_AT_A_STOP: usize = 6;

/// The stops of a ready-made route. `first` is the side that begins; [`Ready::Strongest`] begins with the other one.
pub fn ready_stops(kind: Ready, document: &Document, structure: &Structure, first: Stance) -> Vec<Stop> {
    let Some(thesis) = document.cover.thesis else {
        return vec![Stop::default()];
    };
    let arguments: Vec<ClaimId> = structure.children(thesis).to_vec();
    // The question comes first, with nothing said yet.
    let mut stops = vec![Stop::default()];
    match kind {
        Ready::Stakeholders | Ready::Core => {
            let is_in = |claim: &ClaimId| kind == Ready::Stakeholders || is_core(document, *claim);
            let wanted: Vec<ClaimId> = arguments.into_iter().filter(is_in).collect();
            for (stakeholder, own) in by_stakeholder(document, structure, &wanted) {
                // Arguments of nobody in particular need no sign.
                stops.extend(stakeholder.map(|own| Stop::about(Some(own))));
                let turns = in_turn(structure, &own, first);
                stops.extend(in_stops(&turns));
            }
        }
        Ready::Strongest => {
            for (stakeholder, mut own) in by_stakeholder(document, structure, &arguments) {
                // Arguments of nobody in particular need no sign.
                stops.extend(stakeholder.map(|own| Stop::about(Some(own))));
                // Equal ones keep their order.
                own.sort_by_key(|claim| std::cmp::Reverse(strength(document, structure, *claim)));
                for claim in in_turn(structure, &own, other(first)) {
                    let replies = structure.children(claim).iter().copied();
                    stops.push(Stop::of(
                        [claim].into_iter().chain(replies).take(MOST_AT_A_STOP).collect(),
                    ));
                }
            }
        }
        Ready::Themes => {
            let themes = document.themes.in_order().into_iter().map(Some).chain([None]);
            for theme in themes {
                let of_theme = |claim: &ClaimId| theme_of(document, *claim) == theme;
                let own: Vec<ClaimId> = arguments.iter().copied().filter(of_theme).collect();
                let turns = in_turn(structure, &own, first);
                stops.extend(in_stops(&turns));
            }
        }
    }
    // What it comes down to: the whole map.
    stops.push(Stop::default());
    stops
}

/// So many arguments of each side are weighed: more make a group tired.
const MOST_WEIGHED: usize = 5;

/// The stops of an evening: its walk, with the rounds of weighing that were planned, and what came of them.
pub fn evening_stops(plan: &Plan, document: &Document, structure: &Structure) -> Vec<Stop> {
    let first = Stance::from(plan.first);
    let ready = |kind| ready_stops(kind, document, structure, first);
    let mut walk = match &plan.walk {
        Walk::Stakeholders => ready(Ready::Stakeholders),
        Walk::Core => ready(Ready::Core),
        Walk::Strongest => ready(Ready::Strongest),
        Walk::Themes => ready(Ready::Themes),
        Walk::Stages => stages(document, structure, first),
        Walk::Sides => sides(document, structure, first),
        Walk::Own(name) => {
            own_with_first(document, structure, name, first).unwrap_or_else(|| ready(Ready::Stakeholders))
        }
    };
    let asks = |walk: &[Stop], ballot: &Ballot| {
        let wanted = Shows::Vote(ballot.clone());
        walk.iter().any(|stop| stop.shows == wanted)
    };
    // What a walk asks by itself is not asked twice.
    if plan.before_and_after && !asks(&walk, &Ballot::Before) {
        // Before anything is said; a walk that begins with the question keeps it in front.
        let has_question = walk.first().is_some_and(|stop| stop.shows == Shows::Whole);
        walk.insert(usize::from(has_question), Stop::new(Shows::Vote(Ballot::Before)));
    }
    let mut behind = Vec::new();
    let weighed = match &plan.walk {
        // What the room saw; of a route with too little of that, what the map has.
        Walk::Own(_) => Some(of_walk(&walk, structure)).filter(|seen| seen.len() > 1),
        _ => None,
    };
    let weighed = weighed.unwrap_or_else(|| to_weigh(document, structure, first));
    let has_weighing = !weighed.is_empty() && plan.weigh != Weighing::Nothing;
    if has_weighing {
        behind.push(Stop::new(Shows::Vote(match plan.weigh {
            Weighing::Dots => Ballot::Dots(weighed),
            _ => Ballot::Opinion(weighed),
        })));
        behind.push(Stop::new(Shows::Result(Chart::Heaviest)));
        if plan.weigh == Weighing::Opinion {
            behind.push(Stop::new(Shows::Result(Chart::Division)));
        }
    }
    let tools = document.instruments.in_order();
    if plan.tools && !tools.is_empty() {
        behind.push(Stop::new(Shows::Vote(Ballot::Tools(tools))));
    }
    if plan.before_and_after && !asks(&walk, &Ballot::After) {
        behind.push(Stop::new(Shows::Vote(Ballot::After)));
        behind.push(Stop::new(Shows::Result(Chart::Shift)));
        behind.push(Stop::new(Shows::Result(Chart::Roles)));
    }
    // The whole map stays last.
    let at = match walk.last().map(|stop| &stop.shows) {
        Some(Shows::Whole) if walk.len() > 1 => walk.len() - 1,
        _ => walk.len(),
    };
    walk.splice(at..at, behind);
    walk
}

/// The arguments that a walk shows, as many as can be weighed, in the order in which they come.
fn of_walk(walk: &[Stop], structure: &Structure) -> Vec<ClaimId> {
    let mut seen = Vec::new();
    for claim in walk
        .iter()
        .filter(|stop| matches!(stop.shows, Shows::Claims(_)))
        .flat_map(|stop| stop.claims())
    {
        let is_argument = structure.place(*claim).is_some_and(|place| place.depth == 1);
        if is_argument && !seen.contains(claim) && seen.len() < 2 * MOST_WEIGHED {
            seen.push(*claim);
        }
    }
    seen
}

/// The stops of a route of the map, by its name in the file.
pub(super) fn own(document: &Document, name: &str) -> Option<Vec<Stop>> {
    let route = document.routes.get(document.routes.id(name)?)?;
    (!route.stops.is_empty()).then(|| route.stops.clone())
}

/// The arguments that are weighed: as many of each side, the core first, then the strongest.
pub fn to_weigh(document: &Document, structure: &Structure, first: Stance) -> Vec<ClaimId> {
    let Some(thesis) = document.cover.thesis else {
        return Vec::new();
    };
    let of = |side| {
        let mut own: Vec<ClaimId> = structure.children(thesis).to_vec();
        own.retain(|claim| structure.stance(*claim) == Some(side));
        own.sort_by_key(|claim| {
            let is_core = is_core(document, *claim);
            std::cmp::Reverse((is_core, strength(document, structure, *claim)))
        });
        own
    };
    let (one, two) = (of(first), of(other(first)));
    let num = one.len().min(two.len()).min(MOST_WEIGHED);
    let pairs = one.into_iter().zip(two).take(num);
    pairs.flat_map(|(one, two)| [one, two]).collect()
}

/// A guided conversation: each stage, with what belongs to it.
fn stages(document: &Document, structure: &Structure, first: Stance) -> Vec<Stop> {
    let mut stops = vec![Stop::default()];
    for stage in Stage::ALL {
        stops.push(Stop {
            seconds: stage.seconds(),
            ..Stop::new(Shows::Stage(stage))
        });
        if stage == Stage::Weigh {
            let weighed = to_weigh(document, structure, first);
            if !weighed.is_empty() {
                stops.push(Stop::new(Shows::Vote(Ballot::Dots(weighed))));
                stops.push(Stop::new(Shows::Result(Chart::Heaviest)));
            }
        }
    }
    stops.push(Stop::default());
    stops
}

/// Changing sides: the best arguments of one side are guessed, then those of the other.
fn sides(document: &Document, structure: &Structure, first: Stance) -> Vec<Stop> {
    let weighed = to_weigh(document, structure, first);
    let mut stops = vec![Stop::default()];
    for covered in [first, other(first)] {
        let is_covered = |claim: &ClaimId| structure.stance(*claim) == Some(covered);
        let claims: Vec<ClaimId> = weighed.iter().copied().filter(is_covered).collect();
        if !claims.is_empty() {
            stops.push(Stop {
                seconds: 300,
                ..Stop::new(Shows::Sides { covered, claims })
            });
        }
    }
    stops.push(Stop::default());
    stops
}

fn in_stops(claims: &[ClaimId]) -> impl Iterator<Item = Stop> {
    claims.chunks(MOST_AT_A_STOP).map(|claims| Stop::of(claims.to_vec()))
}

pub(super) fn other(side: Stance) -> Stance {
    match side {
        Stance::Pro => Stance::Contra,
        Stance::Contra => Stance::Pro,
    }
}

fn is_core(document: &Document, claim: ClaimId) -> bool {
    document.claims.get(claim).is_some_and(|record| record.core)
}

fn theme_of(document: &Document, claim: ClaimId) -> Option<ThemeId> {
    let theme = document.claims.get(claim).and_then(|record| record.theme);
    theme.filter(|theme| document.themes.contains(*theme))
}

/// The arguments of each stakeholder who has any, in reading order; those of nobody last.
fn by_stakeholder(
    document: &Document,
    structure: &Structure,
    arguments: &[ClaimId],
) -> Vec<(Option<StakeholderId>, Vec<ClaimId>)> {
    let all = document.stakeholders.in_order().into_iter().map(Some).chain([None]);
    all.map(|stakeholder| {
        let is_own = |claim: &ClaimId| structure.stakeholder_of(document, *claim) == stakeholder;
        (stakeholder, arguments.iter().copied().filter(is_own).collect())
    })
    .filter(|(_, own): &(_, Vec<ClaimId>)| !own.is_empty())
    .collect()
}

/// One of each side in turn; what is left of the longer side comes last.
fn in_turn(structure: &Structure, arguments: &[ClaimId], first: Stance) -> Vec<ClaimId> {
    let of = |side| {
        let is_on = move |claim: &ClaimId| structure.stance(*claim) == Some(side);
        arguments.iter().copied().filter(is_on)
    };
    let (mut one, mut two) = (of(first), of(other(first)));
    let mut turns = Vec::with_capacity(arguments.len());
    loop {
        let pair = (one.next(), two.next());
        turns.extend(pair.0);
        turns.extend(pair.1);
        if pair == (None, None) {
            return turns;
        }
    }
}

/// How well an argument stands before anybody weighed it: its sources and the replies that support it, less those that
/// attack it.
fn strength(document: &Document, structure: &Structure, claim: ClaimId) -> i64 {
    let num_sources = document.claims.get(claim).map_or(0, |record| record.sources.len()) as i64;
    let replies = structure.children(claim).iter();
    let balance: i64 = replies
        .filter_map(|reply| structure.place(*reply)?.kind)
        .map(|kind| if kind == RelationKind::Support { 1 } else { -1 })
        .sum();
    num_sources + balance
}
