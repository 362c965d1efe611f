//! The tree behind the picture: where each claim hangs, and on which side it ends up.

use super::document::Document;
use super::ids::{ClaimId, Id, RelationId, StakeholderId, ThemeId};
use super::records::{RelationKind, Stance, Target};

const NONE: u32 = u32::MAX;

/// Where a claim hangs in the map.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The claim it answers, or `None` for the thesis and for the top of a loose part.
    pub parent: Option<ClaimId>,
    /// The relation by which it hangs there.
    pub relation: Option<RelationId>,
    /// Whether it supports or attacks its parent.
    pub kind: Option<RelationKind>,
    /// Whether it denies the parent's step rather than the parent.
    pub undercut: bool,
    /// The side toward the thesis; `None` for the thesis itself and for loose claims.
    pub stance: Option<Stance>,
    /// Steps to the thesis: an argument has 1, a reply to it 2.
    pub depth: u32,
}

impl Place {
    /// Whether it supports what it stands under, rather than objecting to it or undercutting it.
    pub fn supports(&self) -> bool {
        !self.undercut && self.kind == Some(RelationKind::Support)
    }
}

/// Derived from a document once per change, in time linear in its size: every claim at one place
/// (under what it answers first, by the shortest way to the thesis), its replies in reading order,
/// and the relations that are left over as cross-relations.
#[derive(Clone, Default, Debug)]
pub struct Structure {
    parent: Vec<u32>,
    relation: Vec<u32>,
    flags: Vec<u8>,
    depth: Vec<u32>,
    children_start: Vec<u32>,
    children: Vec<ClaimId>,
    cross: Vec<RelationId>,
    loose: Vec<ClaimId>,
    counts: Counts,
}

const PLACED: u8 = 1;
const ATTACKS: u8 = 2;
const UNDERCUT: u8 = 4;
const CONTRA: u8 = 8;
const LOOSE: u8 = 16;

/// Numbers about a map.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Counts {
    /// All claims, the thesis too.
    pub claims: usize,
    /// Claims with a relation that leaves them.
    pub arguments: usize,
    /// Arguments that in the end speak for the thesis.
    pub pro: usize,
    /// Arguments that in the end speak against it.
    pub contra: usize,
    /// Relations.
    pub relations: usize,
    /// Relations that speak for their target.
    pub supports: usize,
    /// Relations that speak against a claim.
    pub attacks: usize,
    /// Relations that speak against a step.
    pub undercuts: usize,
    /// The longest way from a claim to the thesis, in relations.
    pub max_depth: usize,
}

impl Structure {
    /// Works out the structure of a document.
    pub fn new(document: &Document) -> Self {
        Builder::new(document).build()
    }

    /// Where a claim hangs; `None` for a handle without a record.
    pub fn place(&self, claim: ClaimId) -> Option<Place> {
        let index = claim.index();
        let flags = *self.flags.get(index)?;
        if flags & PLACED == 0 {
            return None;
        }
        let parent = self.parent.get(index).copied().filter(|parent| *parent != NONE);
        let thesis_side = parent.is_some() && flags & LOOSE == 0;
        Some(Place {
            parent: parent.map(|parent| ClaimId::from_index(parent as usize)),
            relation: self
                .relation
                .get(index)
                .copied()
                .filter(|relation| *relation != NONE)
                .map(|relation| RelationId::from_index(relation as usize)),
            kind: parent.map(|_| {
                if flags & ATTACKS == 0 {
                    RelationKind::Support
                } else {
                    RelationKind::Attack
                }
            }),
            undercut: flags & UNDERCUT != 0,
            stance: thesis_side.then_some(if flags & CONTRA == 0 {
                Stance::Pro
            } else {
                Stance::Contra
            }),
            depth: self.depth.get(index).copied().unwrap_or(0),
        })
    }

    /// The side of a claim toward the thesis.
    pub fn stance(&self, claim: ClaimId) -> Option<Stance> {
        self.place(claim).and_then(|place| place.stance)
    }

    /// The claims that hang under a claim, in reading order (joint premises next to each other).
    pub fn children(&self, claim: ClaimId) -> &[ClaimId] {
        let index = claim.index();
        let start = self.children_start.get(index).copied().unwrap_or(0) as usize;
        let end = self.children_start.get(index + 1).copied().unwrap_or(0) as usize;
        self.children.get(start..end).unwrap_or(&[])
    }

    /// Relations that the tree does not show: second targets, relations to relations that are drawn elsewhere.
    pub fn cross_relations(&self) -> &[RelationId] {
        &self.cross
    }

    /// The tops of what does not hang together with the thesis, in reading order.
    pub fn loose(&self) -> &[ClaimId] {
        &self.loose
    }

    /// Whether a claim does not hang together with the thesis.
    pub fn is_loose(&self, claim: ClaimId) -> bool {
        self.flags.get(claim.index()).is_some_and(|flags| flags & LOOSE != 0)
    }

    /// The numbers.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The claim and what it answers, up to the thesis: the claim itself first.
    pub fn path_to_thesis(&self, claim: ClaimId) -> Vec<ClaimId> {
        let mut path = vec![claim];
        let mut here = claim;
        while let Some(parent) = self.place(here).and_then(|place| place.parent) {
            path.push(parent);
            here = parent;
        }
        path
    }

    /// The argument (a claim directly under the thesis, or the top of a loose part) that a claim hangs under.
    pub fn argument_of(&self, claim: ClaimId) -> ClaimId {
        let path = self.path_to_thesis(claim);
        let top = path.last().copied().unwrap_or(claim);
        let below = path.len().checked_sub(2).and_then(|at| path.get(at)).copied();
        if self.is_loose(top) { top } else { below.unwrap_or(top) }
    }

    /// The claim and all that hangs under it, in reading order.
    pub fn branch(&self, claim: ClaimId) -> Vec<ClaimId> {
        let mut found = Vec::new();
        let mut open = vec![claim];
        while let Some(next) = open.pop() {
            found.push(next);
            open.extend(self.children(next).iter().rev());
        }
        found
    }

    /// Whose argument it is in the end: its own stakeholder, or that of what it answers.
    pub fn stakeholder_of(&self, document: &Document, claim: ClaimId) -> Option<StakeholderId> {
        self.path_to_thesis(claim)
            .into_iter()
            .find_map(|id| document.claims.get(id).and_then(|claim| claim.stakeholder))
    }

    /// The theme of a claim, or of what it answers.
    pub fn theme_of(&self, document: &Document, claim: ClaimId) -> Option<ThemeId> {
        self.path_to_thesis(claim)
            .into_iter()
            .find_map(|id| document.claims.get(id).and_then(|claim| claim.theme))
    }
}

/// What the walk needs of a relation, without looking it up.
#[derive(Clone, Copy)]
struct Incoming {
    relation: RelationId,
    premise: ClaimId,
    flags: u8,
}

/// The relation has more premises than one.
const MANY: u8 = 32;

/// Working arrays while a structure is made.
struct Builder<'a> {
    document: &'a Document,
    made: Structure,
    /// Relations by the claim under which they would be drawn: starts, then relations.
    incoming_start: Vec<u32>,
    incoming: Vec<Incoming>,
    /// Which slots hold a claim.
    exists: Vec<bool>,
    /// The claims in the order in which they were reached.
    queue: Vec<ClaimId>,
}

impl<'a> Builder<'a> {
    fn new(document: &'a Document) -> Self {
        let num_slots = document.claims.num_slots();
        let made = Structure {
            parent: vec![NONE; num_slots],
            relation: vec![NONE; num_slots],
            flags: vec![0; num_slots],
            depth: vec![0; num_slots],
            ..Structure::default()
        };
        let mut builder = Self {
            document,
            made,
            incoming_start: Vec::new(),
            incoming: Vec::new(),
            exists: Vec::new(),
            queue: Vec::with_capacity(document.claims.len()),
        };
        builder.index_relations();
        builder
    }

    /// The claim under which a relation is drawn: its target, or for a relation to a relation the
    /// claim whose step that is. Chains of relations are followed a bounded number of steps.
    fn drawn_under(&self, relation: RelationId) -> Option<ClaimId> {
        let mut here = relation;
        for _ in 0..16 {
            match self.document.relations.get(here)?.target {
                Target::Claim(claim) => {
                    return if here == relation {
                        Some(claim)
                    } else {
                        self.document.relations.get(here)?.premises.first().copied()
                    };
                }
                Target::Relation(next) => {
                    if here != relation {
                        return self.document.relations.get(here)?.premises.first().copied();
                    }
                    here = next;
                }
            }
        }
        None
    }

    fn index_relations(&mut self) {
        let claims = &self.document.claims;
        // Small arrays beside the large records: the walk over the relations then stays in the cache.
        let mut claim_order = vec![u64::MAX; claims.num_slots()];
        for (id, claim) in claims.iter() {
            if let Some(order) = claim_order.get_mut(id.index()) {
                *order = claim.order;
            }
        }
        self.exists = claim_order.iter().map(|order| *order != u64::MAX).collect();
        // In the order of their (first) premises, so that the picture follows the reading order of the claims.
        let mut keyed: Vec<(u64, u64, RelationId)> = Vec::with_capacity(self.document.relations.len());
        let mut found: Vec<Option<(ClaimId, Incoming)>> = vec![None; self.document.relations.num_slots()];
        for (id, relation) in self.document.relations.iter() {
            let under = match relation.target {
                Target::Claim(claim) => Some(claim),
                Target::Relation(_) => self.drawn_under(id),
            };
            let (Some(under), Some(premise)) = (under, relation.premises.first().copied()) else {
                continue;
            };
            if !self.exists(under) {
                continue;
            }
            let mut flags = 0;
            if relation.kind == RelationKind::Attack {
                flags |= ATTACKS;
            }
            if matches!(relation.target, Target::Relation(_)) {
                flags |= UNDERCUT;
            }
            if relation.premises.len() > 1 {
                flags |= MANY;
            }
            let order = claim_order.get(premise.index()).copied().unwrap_or(u64::MAX);
            keyed.push((order, relation.order, id));
            if let Some(slot) = found.get_mut(id.index()) {
                *slot = Some((
                    under,
                    Incoming {
                        relation: id,
                        premise,
                        flags,
                    },
                ));
            }
        }
        keyed.sort_unstable();
        let in_order = || {
            keyed
                .iter()
                .filter_map(|(_, _, id)| found.get(id.index()).copied().flatten())
        };
        let mut start = vec![0_u32; claims.num_slots() + 1];
        for (under, _) in in_order() {
            if let Some(count) = start.get_mut(under.index() + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut start {
            sum += *count;
            *count = sum;
        }
        let mut next = start.clone();
        let nothing = Incoming {
            relation: RelationId::from_index(0),
            premise: ClaimId::from_index(0),
            flags: 0,
        };
        self.incoming = vec![nothing; sum as usize];
        for (under, incoming) in in_order() {
            if let Some(at) = next.get_mut(under.index()) {
                if let Some(slot) = self.incoming.get_mut(*at as usize) {
                    *slot = incoming;
                }
                *at += 1;
            }
        }
        self.incoming_start = start;
    }

    fn exists(&self, claim: ClaimId) -> bool {
        self.exists.get(claim.index()).copied().unwrap_or(false)
    }

    fn incoming_of(&self, claim: ClaimId) -> std::ops::Range<usize> {
        let at = |index: usize| self.incoming_start.get(index).copied().unwrap_or(0) as usize;
        at(claim.index())..at(claim.index() + 1)
    }

    fn is_placed(&self, claim: ClaimId) -> bool {
        self.made
            .flags
            .get(claim.index())
            .is_some_and(|flags| flags & PLACED != 0)
    }

    /// Reaches all claims from `top` breadth first, so that each hangs by its shortest way.
    fn reach_from(&mut self, top: ClaimId, loose: bool) {
        if let Some(flags) = self.made.flags.get_mut(top.index()) {
            *flags = PLACED | if loose { LOOSE } else { 0 };
        }
        let mut next = self.queue.len();
        self.queue.push(top);
        while let Some(&claim) = self.queue.get(next) {
            next += 1;
            for at in self.incoming_of(claim) {
                if let Some(&incoming) = self.incoming.get(at) {
                    self.hang(incoming, claim);
                }
            }
        }
    }

    /// Hangs the premises of a relation under a claim.
    fn hang(&mut self, incoming: Incoming, under: ClaimId) {
        let above = self.made.flags.get(under.index()).copied().unwrap_or(0);
        let depth = self.made.depth.get(under.index()).copied().unwrap_or(0) + 1;
        let mut flags = PLACED | (above & LOOSE) | (incoming.flags & (ATTACKS | UNDERCUT));
        if (above & CONTRA != 0) != (incoming.flags & ATTACKS != 0) {
            flags |= CONTRA;
        }
        if incoming.flags & MANY == 0 {
            self.hang_premise(incoming.premise, incoming.relation, under, flags, depth);
        } else if let Some(relation) = self.document.relations.get(incoming.relation) {
            for premise in &relation.premises {
                self.hang_premise(*premise, incoming.relation, under, flags, depth);
            }
        }
    }

    fn hang_premise(&mut self, premise: ClaimId, relation: RelationId, under: ClaimId, flags: u8, depth: u32) {
        if self.is_placed(premise) || !self.exists(premise) {
            return;
        }
        let index = premise.index();
        if let (Some(f), Some(p), Some(r), Some(d)) = (
            self.made.flags.get_mut(index),
            self.made.parent.get_mut(index),
            self.made.relation.get_mut(index),
            self.made.depth.get_mut(index),
        ) {
            *f = flags;
            *p = under.index() as u32;
            *r = relation.index() as u32;
            *d = depth;
        }
        self.queue.push(premise);
    }

    fn build(mut self) -> Structure {
        let in_order = self.document.claims.in_order();
        if let Some(thesis) = self
            .document
            .cover
            .thesis
            .filter(|thesis| self.document.claims.contains(*thesis))
        {
            self.reach_from(thesis, false);
        }
        if self.queue.len() < self.document.claims.len() {
            self.reach_loose(&in_order);
        }
        self.collect_children();
        self.collect_cross();
        self.count();
        self.made
    }

    /// What has no way to the thesis.
    fn reach_loose(&mut self, in_order: &[ClaimId]) {
        // What is left is loose: first what answers nothing that is left, then what only answers itself in a circle.
        let mut answers_something = vec![false; self.document.claims.num_slots()];
        for (id, relation) in self.document.relations.iter() {
            let under = self
                .drawn_under(id)
                .filter(|under| self.document.claims.contains(*under));
            for premise in relation
                .premises
                .iter()
                .filter(|premise| under.is_some_and(|under| under != **premise))
            {
                if let Some(flag) = answers_something.get_mut(premise.index()) {
                    *flag = true;
                }
            }
        }
        for circles_too in [false, true] {
            for claim in in_order {
                let answers = answers_something.get(claim.index()).copied().unwrap_or(false);
                if !self.is_placed(*claim) && (circles_too || !answers) {
                    self.made.loose.push(*claim);
                    self.reach_from(*claim, true);
                }
            }
        }
    }

    /// Children in the order of the queue: by relation, so joint premises stay together.
    fn collect_children(&mut self) {
        let num_slots = self.document.claims.num_slots();
        let mut start = vec![0_u32; num_slots + 1];
        for parent in self.made.parent.iter().filter(|parent| **parent != NONE) {
            if let Some(count) = start.get_mut(*parent as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut start {
            sum += *count;
            *count = sum;
        }
        let mut next = start.clone();
        let mut children = vec![ClaimId::from_index(0); sum as usize];
        for claim in &self.queue {
            let parent = self.made.parent.get(claim.index()).copied().unwrap_or(NONE);
            if let Some(at) = next.get_mut(parent as usize) {
                if let Some(slot) = children.get_mut(*at as usize) {
                    *slot = *claim;
                }
                *at += 1;
            }
        }
        self.made.children_start = start;
        self.made.children = children;
    }

    fn collect_cross(&mut self) {
        let mut cross: Vec<(u64, RelationId)> = Vec::new();
        for (id, relation) in self.document.relations.iter() {
            let drawn = |premise: &ClaimId| {
                self.made
                    .relation
                    .get(premise.index())
                    .is_some_and(|by| *by == id.index() as u32)
            };
            let under = match relation.target {
                Target::Claim(claim) => Some(claim),
                Target::Relation(_) => self.drawn_under(id),
            };
            let ends_exist = under.is_some_and(|claim| self.exists(claim));
            if ends_exist
                && relation
                    .premises
                    .iter()
                    .any(|premise| self.exists(*premise) && !drawn(premise))
            {
                cross.push((relation.order, id));
            }
        }
        cross.sort_unstable();
        self.made.cross = cross.into_iter().map(|(_, id)| id).collect();
    }

    fn count(&mut self) {
        let mut leaves = vec![false; self.document.claims.num_slots()];
        let mut counts = Counts {
            claims: self.document.claims.len(),
            relations: self.document.relations.len(),
            ..Counts::default()
        };
        for (_, relation) in self.document.relations.iter() {
            match (relation.kind, relation.target) {
                (RelationKind::Support, _) => counts.supports += 1,
                (RelationKind::Attack, Target::Claim(_)) => counts.attacks += 1,
                (RelationKind::Attack, Target::Relation(_)) => counts.undercuts += 1,
            }
            for premise in &relation.premises {
                if let Some(flag) = leaves.get_mut(premise.index()) {
                    *flag = true;
                }
            }
        }
        for (index, _) in std::iter::zip(&self.exists, &leaves)
            .enumerate()
            .filter(|(_, (exists, leaves))| **exists && **leaves)
        {
            counts.arguments += 1;
            match self.made.stance(ClaimId::from_index(index)) {
                Some(Stance::Pro) => counts.pro += 1,
                Some(Stance::Contra) => counts.contra += 1,
                None => {}
            }
        }
        counts.max_depth = self.made.depth.iter().copied().max().unwrap_or(0) as usize;
        self.made.counts = counts;
    }
}

#[cfg(test)]
mod tests {
    use super::super::records::{Claim, Relation};
    use super::*;

    /// A document from lines `premise + target` or `premise - target`; the first target is the thesis.
    fn document(lines: &[&str]) -> Document {
        let mut document = Document::default();
        for (number, line) in lines.iter().enumerate() {
            let words: Vec<_> = line.split(' ').collect();
            let ids: Vec<ClaimId> = [words[0], words[2]]
                .into_iter()
                .filter(|name| !name.contains('>'))
                .map(|name| {
                    let id = document.claims.intern(name);
                    if !document.claims.contains(id) {
                        let order = document.claims.order_at_end();
                        document.claims.set(
                            id,
                            Some(Claim {
                                order,
                                ..Claim::default()
                            }),
                        );
                    }
                    id
                })
                .collect();
            if number == 0 {
                document.cover.thesis = ids.get(1).copied();
            }
            let id = document.relations.intern(&format!("{}>{}", words[0], words[2]));
            let kind = if words[1] == "+" {
                RelationKind::Support
            } else {
                RelationKind::Attack
            };
            let target = ids.get(1).map_or_else(
                || Target::Relation(document.relations.intern(words[2])),
                |claim| Target::Claim(*claim),
            );
            let order = document.relations.order_at_end();
            document.relations.set(
                id,
                Some(Relation {
                    premises: ids[0].into(),
                    kind,
                    target,
                    order,
                }),
            );
        }
        document
    }

    fn stance(document: &Document, name: &str) -> Option<Stance> {
        Structure::new(document).stance(document.claims.id(name).unwrap())
    }

    #[test]
    fn stance_is_the_product_of_the_steps_to_the_thesis() {
        let document = document(&["a + t", "b - a", "c - b", "d - t", "e + d"]);
        assert_eq!(stance(&document, "t"), None);
        assert_eq!(stance(&document, "a"), Some(Stance::Pro));
        assert_eq!(stance(&document, "b"), Some(Stance::Contra));
        assert_eq!(stance(&document, "c"), Some(Stance::Pro));
        assert_eq!(stance(&document, "e"), Some(Stance::Contra));
        let counts = Structure::new(&document).counts();
        assert_eq!((counts.pro, counts.contra, counts.max_depth), (2, 3, 3));
    }

    #[test]
    fn an_undercut_hangs_under_the_claim_whose_step_it_denies() {
        let document = document(&["a + t", "u - a>t"]);
        let structure = Structure::new(&document);
        let place = structure.place(document.claims.id("u").unwrap()).unwrap();
        assert_eq!(place.parent, document.claims.id("a"));
        assert!(place.undercut);
        assert_eq!(place.stance, Some(Stance::Contra));
        assert_eq!(structure.counts().undercuts, 1);
    }

    #[test]
    fn a_second_target_is_a_cross_relation() {
        let document = document(&["a + t", "b - t", "b - a"]);
        let structure = Structure::new(&document);
        assert_eq!(structure.cross_relations(), [document.relations.id("b>a").unwrap()]);
        assert_eq!(structure.place(document.claims.id("b").unwrap()).unwrap().depth, 1);
    }

    #[test]
    fn loose_claims_and_circles_get_a_place_too() {
        let document = document(&["a + t", "x + y", "p - q", "q - p"]);
        let structure = Structure::new(&document);
        let names: Vec<_> = structure.loose().iter().map(|id| document.claims.name(*id)).collect();
        assert_eq!(names, ["y", "p"]);
        assert_eq!(stance(&document, "x"), None);
        assert!(document.claims.iter().all(|(id, _)| structure.place(id).is_some()));
    }
}
