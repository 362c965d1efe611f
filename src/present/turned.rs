//! A route of one's own the other way round: whichever side came first comes second, so that no side always begins.

use std::collections::VecDeque;

use crate::model::{Ballot, ClaimId, Document, Shows, Stance, Stop, Structure};

use super::ready::{other, own};

/// The side that a route of the map begins with, by its name in the file; `None` if there is no such route, or it has no
/// sides.
pub fn first_side(document: &Document, structure: &Structure, name: &str) -> Option<Stance> {
    let route = document.routes.get(document.routes.id(name)?)?;
    first_of(&route.stops, structure)
}

/// The stops of a route of the map with this side first.
pub(super) fn own_with_first(
    document: &Document,
    structure: &Structure,
    name: &str,
    first: Stance,
) -> Option<Vec<Stop>> {
    let stops = own(document, name)?;
    match first_of(&stops, structure) {
        Some(begins) if begins != first => Some(turned(stops, structure)),
        _ => Some(stops),
    }
}

fn first_of(stops: &[Stop], structure: &Structure) -> Option<Stance> {
    stops.iter().find_map(|stop| match &stop.shows {
        Shows::Claims(claims) => claims.iter().find_map(|claim| side_of(structure, *claim)),
        Shows::Sides { covered, .. } => Some(*covered),
        _ => None,
    })
}

/// The side of an argument; a reply has none of its own here: it stays behind what it answers.
fn side_of(structure: &Structure, claim: ClaimId) -> Option<Stance> {
    let is_argument = structure.place(claim).is_some_and(|place| place.depth == 1);
    structure.stance(claim).filter(|_| is_argument)
}

fn turned(stops: Vec<Stop>, structure: &Structure) -> Vec<Stop> {
    let mut turned: Vec<Stop> = Vec::with_capacity(stops.len());
    // Stops of arguments that come one after the other; anything else in between is where a part of the route ends.
    let mut run: Vec<Stop> = Vec::new();
    let side = |stop: &Stop| match &stop.shows {
        Shows::Claims(claims) => claims.iter().find_map(|claim| side_of(structure, *claim)),
        Shows::Sides { covered, .. } => Some(*covered),
        _ => None,
    };
    for mut stop in stops {
        match &mut stop.shows {
            Shows::Claims(claims) | Shows::Vote(Ballot::Opinion(claims) | Ballot::Dots(claims)) => {
                let all = std::mem::take(claims);
                *claims = turn(all, |claim| side_of(structure, *claim));
            }
            _ => {}
        }
        if matches!(stop.shows, Shows::Sides { .. }) || has_one_side(&stop, structure) {
            run.push(stop);
        } else {
            turned.extend(turn(std::mem::take(&mut run), side));
            turned.push(stop);
        }
    }
    turned.extend(turn(run, side));
    turned
}

fn has_one_side(stop: &Stop, structure: &Structure) -> bool {
    let Shows::Claims(claims) = &stop.shows else {
        return false;
    };
    let mut sides = claims.iter().filter_map(|claim| side_of(structure, *claim));
    let first = sides.next();
    sides.all(|side| Some(side) == first)
}

/// Where one side stood comes the other, as long as there is one; within a side the order stays. What has no side stays
/// behind what stood before it.
fn turn<T>(all: Vec<T>, side: impl Fn(&T) -> Option<Stance>) -> Vec<T> {
    let num = all.len();
    let mut chunks: Vec<(Option<Stance>, Vec<T>)> = Vec::new();
    for one in all {
        match (side(&one), chunks.last_mut()) {
            (None, Some((_, last))) => last.push(one),
            (side, _) => chunks.push((side, vec![one])),
        }
    }
    let order: Vec<Option<Stance>> = chunks.iter().map(|(side, _)| *side).collect();
    let (mut pro, mut contra, mut none) = (VecDeque::new(), VecDeque::new(), VecDeque::new());
    for (side, chunk) in chunks {
        match side {
            Some(Stance::Pro) => pro.push_back(chunk),
            Some(Stance::Contra) => contra.push_back(chunk),
            None => none.push_back(chunk),
        }
    }
    let mut turned = Vec::with_capacity(num);
    for side in order {
        let next = match side.map(other) {
            None => none.pop_front(),
            Some(Stance::Pro) => pro.pop_front().or_else(|| contra.pop_front()),
            Some(Stance::Contra) => contra.pop_front().or_else(|| pro.pop_front()),
        };
        turned.extend(next.into_iter().flatten());
    }
    turned
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sides(text: &str) -> Vec<(char, usize)> {
        text.chars().enumerate().map(|(at, side)| (side, at)).collect()
    }

    fn side((letter, _): &(char, usize)) -> Option<Stance> {
        match letter {
            '+' => Some(Stance::Pro),
            '-' => Some(Stance::Contra),
            _ => None,
        }
    }

    fn after(text: &str) -> String {
        turn(sides(text), side).into_iter().map(|(letter, _)| letter).collect()
    }

    #[test]
    fn the_other_side_begins_and_replies_stay_behind_their_argument() {
        assert_eq!(after("+-+-"), "-+-+");
        assert_eq!(after("+r-s"), "-s+r");
        assert_eq!(after("++--"), "--++");
        // What there is more of comes last.
        assert_eq!(after("+-+"), "-++");
        // One side alone stays as it is.
        assert_eq!(after("+++"), "+++");
        assert_eq!(after(""), "");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_the_order_within_a_side_stays(text in "[-+r]{0,12}") {
            let before = sides(&text);
            let after = turn(before.clone(), side);
            let mut sorted = after.clone();
            sorted.sort_by_key(|(_, at)| *at);
            prop_assert_eq!(&sorted, &before);
            for wanted in [Stance::Pro, Stance::Contra] {
                let own: Vec<usize> = after.iter().filter(|one| side(one) == Some(wanted)).map(|(_, at)| *at).collect();
                prop_assert!(own.is_sorted());
            }
            if text.starts_with('+') && text.contains('-') {
                prop_assert!(side(after.first().unwrap()) == Some(Stance::Contra));
            }
        }
    }
}
