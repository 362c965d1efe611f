//! The order of the lists in a map file: files of others have the order in which things are seen there, so the order of a map
//! is written beside it where it is another one, and taken up again when the file is read.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::gathered::{Gathered, Goal, LinkKind};
use super::own::Export;
use super::tree::{What, twigs};
use crate::model::{ClaimId, Id as _, SourceId};

/// How the data of a cover is called in which the order stands. It is data of files only: a map has its order itself.
pub const ORDER: &str = "ak.order";

/// Names in the order of the map; empty if the file has them in that order.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Listed {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    claims: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<String>,
}

/// The claims in the order in which they are seen.
fn seen(export: &Export<'_>) -> Vec<ClaimId> {
    let claims = twigs(export).into_iter().filter_map(|twig| match twig.what {
        What::Root(claim) => claim,
        What::Claim(claim, ..) => Some(claim),
        _ => None,
    });
    claims.collect()
}

/// How many claims come behind another one than in the map.
pub fn num_moved(export: &Export<'_>) -> usize {
    let (seen, own) = (seen(export), export.document.claims.in_order());
    let mut before = HashMap::with_capacity(own.len());
    before.extend(own.iter().skip(1).copied().zip(own.iter().copied()));
    let mut last = None;
    let is_moved = |claim: &ClaimId| before.get(claim).copied() != last.replace(*claim);
    seen.iter().map(is_moved).filter(|is_moved| *is_moved).count()
}

/// The sources in the order in which they are found with these claims, and then those that none names.
fn sources_of(export: &Export<'_>, claims: &[ClaimId]) -> Vec<SourceId> {
    let document = export.document;
    let mut found: Vec<SourceId> = Vec::new();
    let mut is_found = vec![false; document.sources.num_slots()];
    let cited = claims.iter().filter_map(|id| document.claims.get(*id));
    let cited = cited.flat_map(|claim| claim.sources.iter().map(|citation| citation.source));
    for id in cited.chain(super::parts::uncited(document)) {
        if let Some(slot) = is_found.get_mut(id.index()).filter(|slot| !**slot)
            && document.sources.contains(id)
        {
            *slot = true;
            found.push(id);
        }
    }
    found
}

/// The order of a map as data, if a file may have another one: as it is seen, or as it is with what stands under no heading
/// before the headings.
pub fn told(export: &Export<'_>) -> Option<String> {
    let document = export.document;
    let (seen, own) = (seen(export), document.claims.in_order());
    let is_under = |is_heading: bool| {
        let mut twigs = twigs(export).into_iter().filter(|twig| twig.depth == 1);
        twigs.any(|twig| matches!(twig.what, What::Claim(..)) != is_heading)
    };
    let is_mixed = is_under(true) && is_under(false);
    let mut listed = Listed::default();
    if seen != own || is_mixed {
        listed.claims = own.iter().map(|id| document.claims.name(*id).to_owned()).collect();
    }
    let sources = document.sources.in_order();
    if sources_of(export, &seen) != sources || sources_of(export, &own) != sources || is_mixed {
        listed.sources = sources.iter().map(|id| document.sources.name(*id).to_owned()).collect();
    }
    if listed.claims.is_empty() && listed.sources.is_empty() {
        return None;
    }
    serde_json::to_string(&listed).ok()
}

/// What stands on a list of a map, with the places there.
fn places(gathered: &Gathered, which: fn(Listed) -> Vec<String>) -> HashMap<String, usize> {
    let json = gathered.data.get(ORDER).unwrap_or_default();
    let listed: Listed = serde_json::from_str(json).unwrap_or_default();
    let numbered = which(listed).into_iter().enumerate();
    numbered.map(|(place, name)| (name, place + 1)).collect()
}

/// Gives each of some things its place: those on the list stand as there, each other one behind the one before it.
fn keys<'n>(names: impl Iterator<Item = &'n str>, places: &HashMap<String, usize>) -> Vec<(usize, usize)> {
    let mut last = 0;
    let key = |(number, name): (usize, &str)| match places.get(name) {
        Some(place) => {
            last = *place;
            (last, 0)
        }
        None => (last, number + 1),
    };
    names.enumerate().map(key).collect()
}

fn ranks(keys: &[(usize, usize)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by_key(|number| keys.get(*number).copied());
    let mut ranks = vec![0; keys.len()];
    for (rank, number) in order.into_iter().enumerate() {
        if let Some(slot) = ranks.get_mut(number) {
            *slot = rank;
        }
    }
    ranks
}

/// By node: its place among the claims. Whoever put the replies to one claim in another order in the file changed what is
/// seen, and that counts.
pub fn of_nodes(gathered: &Gathered) -> Vec<usize> {
    let places = places(gathered, |listed| listed.claims);
    if places.is_empty() {
        return (0..gathered.nodes.len()).collect();
    }
    let mut keys = keys(gathered.nodes.iter().map(|node| node.id.as_str()), &places);
    let mut above: Vec<Option<(Goal, LinkKind)>> = vec![None; gathered.nodes.len()];
    for link in gathered.links.iter().rev().filter(|link| link.premises.len() == 1) {
        for premise in &link.premises {
            if let Some(slot) = above.get_mut(*premise) {
                *slot = Some((link.goal, link.kind));
            }
        }
    }
    let mut rows: HashMap<_, Vec<usize>> = HashMap::new();
    for (number, (node, above)) in gathered.nodes.iter().zip(&above).enumerate() {
        // Reasons that only hold together stand together, wherever they are on the list.
        if let Some(above) = above.filter(|_| node.joint.is_empty()) {
            let row = rows.entry((above, node.group, &node.stakeholder, &node.theme));
            row.or_default().push(number);
        }
    }
    for row in rows.into_values() {
        let mut own: Vec<(usize, usize)> = row.iter().filter_map(|number| keys.get(*number).copied()).collect();
        if own.is_sorted() {
            continue;
        }
        own.sort_unstable();
        for (number, key) in row.into_iter().zip(own) {
            if let Some(slot) = keys.get_mut(number) {
                *slot = key;
            }
        }
    }
    ranks(&keys)
}

/// The places of sources with these names, which stand here in the order in which they were found.
pub fn of_sources<'n>(gathered: &Gathered, names: impl Iterator<Item = &'n str>) -> Vec<usize> {
    let places = places(gathered, |listed| listed.sources);
    ranks(&keys(names, &places))
}

#[cfg(test)]
mod tests {
    use super::super::gathered::Node;
    use super::*;

    fn gathered(ids: &[&str], links: &[(usize, usize)]) -> Gathered {
        let mut gathered = Gathered::new(super::super::format::Format::Opml);
        for id in ids {
            let id = (*id).to_owned();
            gathered.node(Node { id, ..Node::default() });
        }
        for (from, to) in links {
            gathered.link(*from, LinkKind::Support, Goal::Node(*to), 0);
        }
        let order = r#"{"claims":["top","a","b","c","d"]}"#;
        gathered.data.insert(ORDER.to_owned(), order.to_owned());
        gathered
    }

    #[test]
    fn the_list_says_the_order_and_what_is_new_stays_where_it_is_seen() {
        let file = gathered(&["top", "c", "a", "", "b"], &[(1, 0), (2, 1), (3, 1), (4, 3)]);
        assert_eq!(of_nodes(&file), [0, 4, 1, 2, 3]);
    }

    #[test]
    fn replies_that_a_person_moved_stay_moved() {
        let file = gathered(&["top", "c", "a", "b"], &[(1, 0), (2, 0), (3, 0)]);
        assert_eq!(of_nodes(&file), [0, 1, 2, 3]);
        let elsewhere = gathered(&["top", "d", "b", "a", "c"], &[(1, 0), (2, 1), (3, 1), (4, 0)]);
        assert_eq!(of_nodes(&elsewhere), [0, 3, 1, 2, 4], "each row for itself");
    }
}
