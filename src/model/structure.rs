//! The tree behind the picture: where each claim hangs, and on which side it ends up.

use super::buckets::by_bucket;
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
    /// By slot.
    hung: Vec<Hung>,
    /// The claims in the order in which they were reached: the children of each stand side by side.
    reached: Vec<ClaimId>,
    cross: Vec<RelationId>,
    loose: Vec<ClaimId>,
    counts: Counts,
}

/// How one claim hangs: in one piece, since what asks for a part needs the others too.
#[derive(Clone, Copy, Debug)]
struct Hung {
    parent: u32,
    relation: u32,
    depth: u32,
    /// Where in the order of reaching its children begin and end.
    children: (u32, u32),
    flags: u8,
}

const NOWHERE: Hung = Hung {
    parent: NONE,
    relation: NONE,
    depth: 0,
    children: (0, 0),
    flags: 0,
};

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
        let hung = self.hung.get(claim.index())?;
        if hung.flags & PLACED == 0 {
            return None;
        }
        let has = |flag: u8| hung.flags & flag != 0;
        let parent = (hung.parent != NONE).then(|| ClaimId::from_index(hung.parent as usize));
        let kind = if has(ATTACKS) {
            RelationKind::Attack
        } else {
            RelationKind::Support
        };
        let side = if has(CONTRA) { Stance::Contra } else { Stance::Pro };
        Some(Place {
            parent,
            relation: (hung.relation != NONE).then(|| RelationId::from_index(hung.relation as usize)),
            kind: parent.map(|_| kind),
            undercut: has(UNDERCUT),
            stance: (parent.is_some() && !has(LOOSE)).then_some(side),
            depth: hung.depth,
        })
    }

    /// The side of a claim toward the thesis.
    pub fn stance(&self, claim: ClaimId) -> Option<Stance> {
        self.place(claim).and_then(|place| place.stance)
    }

    /// The claims that hang under a claim, in reading order (joint premises next to each other).
    pub fn children(&self, claim: ClaimId) -> &[ClaimId] {
        let (start, end) = self.hung.get(claim.index()).map_or((0, 0), |hung| hung.children);
        self.reached.get(start as usize..end as usize).unwrap_or(&[])
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
        self.hung.get(claim.index()).is_some_and(|hung| hung.flags & LOOSE != 0)
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
    /// The claim that it is drawn under.
    under: ClaimId,
    premise: ClaimId,
    relation: RelationId,
    flags: u8,
}

/// The relation has more premises than one.
const MANY: u8 = 32;
/// The claim has a record.
const EXISTS: u8 = 1;
/// The claim is a premise of something.
const ARGUES: u8 = 2;

/// Working arrays while a structure is made. They are walked in the order of memory as far as that goes, and the large records
/// of the claims are not looked at: at 100,000 claims nearly all of the time is waiting for memory.
struct Builder<'a> {
    document: &'a Document,
    made: Structure,
    /// The claims in reading order.
    in_order: Vec<ClaimId>,
    /// What is known of each claim before it is reached, by slot: a byte, so that all of them fit the nearest cache.
    known: Vec<u8>,
    /// Relations by the claim under which they would be drawn: starts by slot, then relations.
    incoming_start: Vec<u32>,
    incoming: Vec<Incoming>,
}

impl<'a> Builder<'a> {
    fn new(document: &'a Document) -> Self {
        let mut builder = Self {
            document,
            made: Structure {
                hung: vec![NOWHERE; document.claims.num_slots()],
                reached: Vec::with_capacity(document.claims.len()),
                ..Structure::default()
            },
            in_order: document.claims.in_order(),
            known: vec![0; document.claims.num_slots()],
            incoming_start: Vec::new(),
            incoming: Vec::new(),
        };
        for claim in &builder.in_order {
            if let Some(flags) = builder.known.get_mut(claim.index()) {
                *flags |= EXISTS;
            }
        }
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
        let found = self.relations_in_order();
        let (starts, incoming) = by_bucket(&found, self.document.claims.num_slots(), |incoming| {
            incoming.under.index()
        });
        (self.incoming_start, self.incoming) = (starts, incoming);
    }

    /// The relations in the order of their (first) premises, so that the picture follows the reading order of the claims.
    /// Counts them on the way.
    fn relations_in_order(&mut self) -> Vec<Incoming> {
        let mut found: Vec<Incoming> = Vec::with_capacity(self.document.relations.len());
        let counts = &mut self.made.counts;
        (counts.claims, counts.relations) = (self.document.claims.len(), self.document.relations.len());
        for (id, relation) in self.document.relations.iter() {
            let counts = &mut self.made.counts;
            match (relation.kind, relation.target) {
                (RelationKind::Support, _) => counts.supports += 1,
                (RelationKind::Attack, Target::Claim(_)) => counts.attacks += 1,
                (RelationKind::Attack, Target::Relation(_)) => counts.undercuts += 1,
            }
            for premise in &relation.premises {
                if let Some(flags) = self.known.get_mut(premise.index()) {
                    *flags |= ARGUES;
                }
            }
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
            found.push(Incoming {
                under,
                premise,
                relation: id,
                flags,
            });
        }
        // By premise in reading order; what has none that exists comes last. Sorted by counting: this stays linear.
        let last = self.in_order.len();
        let mut rank = vec![last as u32; self.document.claims.num_slots()];
        for (at, claim) in self.in_order.iter().enumerate() {
            if let Some(rank) = rank.get_mut(claim.index()) {
                *rank = at as u32;
            }
        }
        let rank_of = |incoming: &Incoming| rank.get(incoming.premise.index()).map_or(last, |rank| *rank as usize);
        let mut sorted = if found.is_sorted_by_key(rank_of) {
            found
        } else {
            by_bucket(&found, last + 1, rank_of).1
        };
        let relations = &self.document.relations;
        let order_of = |incoming: &Incoming| {
            let order = relations.get(incoming.relation).map(|relation| relation.order);
            (order, incoming.relation)
        };
        for same in sorted.chunk_by_mut(|one, other| rank_of(one) == rank_of(other)) {
            if same.len() > 1 {
                same.sort_unstable_by_key(order_of);
            }
        }
        sorted
    }

    fn exists(&self, claim: ClaimId) -> bool {
        self.known.get(claim.index()).is_some_and(|flags| flags & EXISTS != 0)
    }

    fn is_placed(&self, claim: ClaimId) -> bool {
        let hung = self.made.hung.get(claim.index());
        hung.is_some_and(|hung| hung.flags & PLACED != 0)
    }

    fn incoming_of(&self, claim: ClaimId) -> std::ops::Range<usize> {
        let at = |index: usize| self.incoming_start.get(index).copied().unwrap_or(0) as usize;
        at(claim.index())..at(claim.index() + 1)
    }

    /// Reaches all claims from `top` breadth first, so that each hangs by its shortest way.
    fn reach_from(&mut self, top: ClaimId, loose: bool) {
        if let Some(hung) = self.made.hung.get_mut(top.index()) {
            hung.flags |= PLACED | if loose { LOOSE } else { 0 };
        }
        let mut next = self.made.reached.len();
        self.made.reached.push(top);
        while let Some(&claim) = self.made.reached.get(next) {
            next += 1;
            let start = self.made.reached.len() as u32;
            for at in self.incoming_of(claim) {
                if let Some(&incoming) = self.incoming.get(at) {
                    self.hang(incoming, claim);
                }
            }
            let end = self.made.reached.len() as u32;
            if let Some(hung) = self.made.hung.get_mut(claim.index()) {
                hung.children = (start, end);
            }
        }
    }

    /// Hangs the premises of a relation under a claim.
    fn hang(&mut self, incoming: Incoming, under: ClaimId) {
        let above = self.made.hung.get(under.index()).copied().unwrap_or(NOWHERE);
        let mut flags = PLACED | (above.flags & LOOSE) | (incoming.flags & (ATTACKS | UNDERCUT));
        if (above.flags & CONTRA != 0) != (incoming.flags & ATTACKS != 0) {
            flags |= CONTRA;
        }
        let hung = Hung {
            parent: under.index() as u32,
            relation: incoming.relation.index() as u32,
            depth: above.depth + 1,
            children: (0, 0),
            flags,
        };
        if incoming.flags & MANY == 0 {
            self.hang_premise(incoming.premise, hung);
        } else if let Some(relation) = self.document.relations.get(incoming.relation) {
            for premise in &relation.premises {
                self.hang_premise(*premise, hung);
            }
        }
    }

    fn hang_premise(&mut self, premise: ClaimId, hung: Hung) {
        if self.exists(premise)
            && let Some(slot) = self.made.hung.get_mut(premise.index())
            && slot.flags & PLACED == 0
        {
            *slot = hung;
            self.made.reached.push(premise);
        }
    }

    fn build(mut self) -> Structure {
        if let Some(thesis) = self.document.cover.thesis.filter(|thesis| self.exists(*thesis)) {
            self.reach_from(thesis, false);
        }
        if self.made.reached.len() < self.in_order.len() {
            self.reach_loose();
        }
        self.collect_cross();
        self.count();
        self.made
    }

    /// What has no way to the thesis.
    fn reach_loose(&mut self) {
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
            for at in 0..self.in_order.len() {
                let Some(claim) = self.in_order.get(at).copied() else {
                    continue;
                };
                let answers = answers_something.get(claim.index()).copied().unwrap_or(false);
                if !self.is_placed(claim) && (circles_too || !answers) {
                    self.made.loose.push(claim);
                    self.reach_from(claim, true);
                }
            }
        }
    }

    fn collect_cross(&mut self) {
        let mut cross: Vec<(u64, RelationId)> = Vec::new();
        for incoming in &self.incoming {
            let is_left_over = |premise: ClaimId| {
                let hung = self.made.hung.get(premise.index());
                self.exists(premise) && hung.is_some_and(|hung| hung.relation != incoming.relation.index() as u32)
            };
            let is_cross = if incoming.flags & MANY == 0 {
                is_left_over(incoming.premise)
            } else {
                let relation = self.document.relations.get(incoming.relation);
                relation.is_some_and(|relation| relation.premises.iter().any(|premise| is_left_over(*premise)))
            };
            if is_cross && let Some(relation) = self.document.relations.get(incoming.relation) {
                cross.push((relation.order, incoming.relation));
            }
        }
        cross.sort_unstable();
        self.made.cross = cross.into_iter().map(|(_, id)| id).collect();
    }

    fn count(&mut self) {
        let mut counts = self.made.counts;
        for (index, (hung, known)) in self.made.hung.iter().zip(&self.known).enumerate() {
            counts.max_depth = counts.max_depth.max(hung.depth as usize);
            if *known != EXISTS | ARGUES {
                continue;
            }
            counts.arguments += 1;
            match self.made.stance(ClaimId::from_index(index)) {
                Some(Stance::Pro) => counts.pro += 1,
                Some(Stance::Contra) => counts.contra += 1,
                None => {}
            }
        }
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
