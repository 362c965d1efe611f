//! What hangs under what, by names: what reaches the thesis, and what supports itself.

use hashbrown::HashMap;

use crate::model::RelationKind;

use super::flat::{Place, Record};
use super::merge::Owners;

/// A step from a claim to the claim that it is drawn under.
struct Edge<'a> {
    from: usize,
    to: usize,
    supports: bool,
    joint: Option<&'a str>,
}

/// How a claim is reached: the claim it hangs under, and the listed relation by which it does, if it is one.
pub(super) type Parent<'a> = (usize, Option<&'a str>);

/// The claims of a map and the steps between them.
pub(super) struct Graph<'a> {
    /// The claims.
    pub names: Vec<&'a str>,
    at: HashMap<&'a str, usize>,
    edges: Vec<Edge<'a>>,
}

impl<'a> Graph<'a> {
    /// Takes the claims, the listed relations, and which claim carries a relation of a name. Takes linear time.
    pub fn new(claims: &[(&'a str, &Record<'a>)], relations: &[(&'a str, &Record<'a>)], owners: &Owners<'a>) -> Self {
        let names: Vec<&'a str> = claims.iter().map(|(name, _)| *name).collect();
        let at: HashMap<&'a str, usize> = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
        let first: HashMap<&'a str, &'a str> = relations
            .iter()
            .filter_map(|(name, record)| Some((*name, *record.names("premises").first()?)))
            .collect();
        let under = |place: &Place<'a>| -> Option<usize> {
            let target = &*place.target;
            if !place.step {
                return at.get(target).copied();
            }
            let premise = first.get(target).copied().or_else(|| owners.get(target))?;
            at.get(premise).copied()
        };
        let mut edges = Vec::new();
        for (from, (_, record)) in claims.iter().enumerate() {
            for place in record.places() {
                if let Some(to) = under(place) {
                    edges.push(Edge {
                        from,
                        to,
                        supports: place.kind == RelationKind::Support && !place.step,
                        joint: None,
                    });
                }
            }
        }
        for (name, record) in relations {
            let Some(place) = record.places().first() else { continue };
            let Some(to) = under(place) else { continue };
            for from in record.names("premises").iter().filter_map(|premise| at.get(premise)) {
                edges.push(Edge {
                    from: *from,
                    to,
                    supports: place.kind == RelationKind::Support && !place.step,
                    joint: Some(*name),
                });
            }
        }
        Self { names, at, edges }
    }

    /// The position of a claim.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.at.get(name).copied()
    }

    /// For every claim whether it has a way to the thesis, and by what it hangs on the shortest.
    pub fn reach(&self, thesis: Option<&str>) -> (Vec<bool>, Vec<Option<Parent<'a>>>) {
        let mut reached = vec![false; self.names.len()];
        let mut parents: Vec<Option<Parent<'a>>> = vec![None; self.names.len()];
        let mut queue: Vec<usize> = thesis.and_then(|thesis| self.position(thesis)).into_iter().collect();
        for start in &queue {
            if let Some(flag) = reached.get_mut(*start) {
                *flag = true;
            }
        }
        let incoming = self.edges_by(|edge| edge.to);
        let mut next = 0;
        while let Some(here) = queue.get(next).copied() {
            next += 1;
            for edge in incoming.get(here).into_iter().flatten() {
                let slots = (reached.get_mut(edge.from), parents.get_mut(edge.from));
                if let (Some(flag), Some(parent)) = slots
                    && !*flag
                {
                    *flag = true;
                    *parent = Some((here, edge.joint));
                    queue.push(edge.from);
                }
            }
        }
        (reached, parents)
    }

    /// The claims that support themselves by way of others, and what stands between two such circles.
    pub fn circles(&self) -> Vec<bool> {
        let mut left = vec![true; self.names.len()];
        self.trim(&mut left, |edge| (edge.from, edge.to));
        self.trim(&mut left, |edge| (edge.to, edge.from));
        left
    }

    /// Takes away what has no supporting step in one direction to something that is left.
    fn trim(&self, left: &mut [bool], ends: impl Fn(&Edge<'a>) -> (usize, usize)) {
        let mut count = vec![0_usize; left.len()];
        for edge in self.edges.iter().filter(|edge| edge.supports) {
            let (tail, head) = ends(edge);
            let head_left = left.get(head).copied().unwrap_or(false);
            if let Some(count) = count.get_mut(tail).filter(|_| head_left) {
                *count += 1;
            }
        }
        let by_head = self.edges_by(|edge| ends(edge).1);
        let is_end = |at: &usize| count.get(*at).is_some_and(|count| *count == 0);
        let mut open: Vec<usize> = (0..left.len()).filter(is_end).collect();
        while let Some(here) = open.pop() {
            let was_left = left.get_mut(here).is_some_and(std::mem::take);
            if !was_left {
                continue;
            }
            for edge in by_head.get(here).into_iter().flatten().filter(|edge| edge.supports) {
                let (tail, _) = ends(edge);
                if let Some(count) = count.get_mut(tail) {
                    *count = count.saturating_sub(1);
                    if *count == 0 {
                        open.push(tail);
                    }
                }
            }
        }
    }

    fn edges_by(&self, end: impl Fn(&Edge<'a>) -> usize) -> Vec<Vec<&Edge<'a>>> {
        let mut by_end: Vec<Vec<&Edge<'a>>> = vec![Vec::new(); self.names.len()];
        for edge in &self.edges {
            if let Some(list) = by_end.get_mut(end(edge)) {
                list.push(edge);
            }
        }
        by_end
    }
}
