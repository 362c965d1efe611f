//! What can be read but is not sound.

use super::address::{as_followed, is_followed, is_of_mail};
use super::document::{Document, Item};
use super::ids::{ClaimId, Id};
use super::records::{Picture, RelationKind, Target};
use super::structure::Structure;

/// One thing that does not hold in a document, and where.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Problem {
    /// The record that has to be mended.
    pub item: Item,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

/// What is wrong.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum ProblemKind {
    /// The map names no thesis.
    NoThesis,
    /// A name that no record has.
    Dangling(Box<str>),
    /// Claims that support each other in a circle, by name.
    SupportCircle(Vec<Box<str>>),
    /// A claim that has no way to the thesis.
    Unreachable,
    /// A record without words in any language.
    NoText,
    /// A relation without premises.
    NoPremises,
    /// A claim that speaks for or against itself.
    SelfReference,
    /// A claim that both supports and attacks the same claim, by name.
    BothWays(Box<str>),
    /// The same relation twice, to the claim or step of this name.
    Doubled(Box<str>),
    /// A web address that is never opened: not http or https, or one that hides where it leads.
    BadAddress(Box<str>),
    /// A picture path that leads out of the folder of the map.
    BadPicture(Box<str>),
    /// A comment in the file, on this line, that is lost on saving.
    Comment(usize),
    /// The file is not as it was saved at this time, and nobody saved it since: bits of it turned. What stood there, and
    /// what stands there now.
    Spoiled {
        /// The time of the version that is whole, as in `2026-11-22 19.30.05`.
        saved: Box<str>,
        /// The signs of then.
        before: Box<str>,
        /// The signs of now.
        now: Box<str>,
    },
}

impl Document {
    /// All that does not hold, in the order of the document. Takes time linear in its size.
    pub fn problems(&self) -> Vec<Problem> {
        let mut found = Found {
            document: self,
            problems: Vec::new(),
        };
        found.cover();
        found.claims();
        found.relations();
        found.instruments();
        found.rest();
        let structure = Structure::new(self);
        if found.may_have_circles(&structure) {
            found.circles();
        }
        found.unreachable(&structure);
        found.problems
    }
}

/// Whether an address is that of a page that may be opened.
fn is_web_address(address: &str) -> bool {
    is_followed(&as_followed(address)) && !is_of_mail(address)
}

/// Whether a picture path stays within the folder of the map: relative, no `..`, no drive, no backslash.
fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && !path.starts_with('/')
        && !path.contains(['\\', ':', '\0'])
        && path.split('/').all(|part| part != ".." && !part.is_empty())
}

struct Found<'a> {
    document: &'a Document,
    problems: Vec<Problem>,
}

impl Found<'_> {
    fn add(&mut self, item: Item, kind: ProblemKind) {
        self.problems.push(Problem { item, kind });
    }

    fn dangling(&mut self, item: Item, name: &str) {
        self.add(item, ProblemKind::Dangling(name.into()));
    }

    fn picture(&mut self, item: Item, picture: Option<&Picture>) {
        if let Some(picture) = picture.filter(|picture| !is_inside(&picture.path)) {
            self.add(item, ProblemKind::BadPicture(picture.path.clone()));
        }
    }

    fn cover(&mut self) {
        let cover = &self.document.cover;
        match cover.thesis {
            None => self.add(Item::Cover, ProblemKind::NoThesis),
            Some(thesis) if !self.document.claims.contains(thesis) => {
                self.dangling(Item::Cover, self.document.claims.name(thesis))
            }
            Some(_) => {}
        }
        self.picture(Item::Cover, cover.picture.as_deref());
        if cover.question.is_empty() {
            self.add(Item::Cover, ProblemKind::NoText);
        }
    }

    fn claims(&mut self) {
        let document = self.document;
        for (id, claim) in document
            .claims
            .in_order()
            .into_iter()
            .filter_map(|id| document.claims.get(id).map(|claim| (id, claim)))
        {
            let item = Item::Claim(id);
            if claim.text.is_empty() {
                self.add(item, ProblemKind::NoText);
            }
            self.picture(item, claim.picture.as_deref());
            if let Some(stakeholder) = claim.stakeholder.filter(|id| !document.stakeholders.contains(*id)) {
                self.dangling(item, document.stakeholders.name(stakeholder));
            }
            if let Some(theme) = claim.theme.filter(|id| !document.themes.contains(*id)) {
                self.dangling(item, document.themes.name(theme));
            }
            for citation in claim
                .sources
                .iter()
                .filter(|citation| !document.sources.contains(citation.source))
            {
                self.dangling(item, document.sources.name(citation.source));
            }
            for instrument in claim
                .instruments
                .iter()
                .filter(|id| !document.instruments.contains(**id))
            {
                self.dangling(item, document.instruments.name(*instrument));
            }
        }
    }

    fn relations(&mut self) {
        let document = self.document;
        let mut directions: Vec<(ClaimId, ClaimId, RelationKind)> = Vec::new();
        let mut num_relations = vec![0_u32; document.claims.num_slots()];
        for premise in document.relations.iter().flat_map(|(_, relation)| &relation.premises) {
            if let Some(num) = num_relations.get_mut(premise.index()) {
                *num += 1;
            }
        }
        for id in document.relations.in_order() {
            let Some(relation) = document.relations.get(id) else {
                continue;
            };
            let item = Item::Relation(id);
            if relation.premises.is_empty() {
                self.add(item, ProblemKind::NoPremises);
            }
            for premise in relation
                .premises
                .iter()
                .filter(|premise| !document.claims.contains(**premise))
            {
                self.dangling(item, document.claims.name(*premise));
            }
            match relation.target {
                Target::Claim(target) => {
                    if !document.claims.contains(target) {
                        self.dangling(item, document.claims.name(target));
                    }
                    if relation.premises.contains(&target) {
                        self.add(item, ProblemKind::SelfReference);
                    }
                    // Only a claim with several relations can say a thing twice; said together with another
                    // claim, it is another thing than said alone.
                    if let [premise] = &*relation.premises
                        && num_relations.get(premise.index()).is_some_and(|num| *num > 1)
                    {
                        directions.push((*premise, target, relation.kind));
                    }
                }
                Target::Relation(target) => {
                    if !document.relations.contains(target) {
                        self.dangling(item, document.relations.name(target));
                    }
                    if target == id {
                        self.add(item, ProblemKind::SelfReference);
                    }
                }
            }
        }
        directions.sort_unstable();
        for pair in directions.windows(2) {
            if let [(from, to, kind), again] = pair
                && *again == (*from, *to, *kind)
            {
                self.add(
                    Item::Claim(*from),
                    ProblemKind::Doubled(document.claims.name(*to).into()),
                );
            }
        }
        directions.dedup();
        for pair in directions.windows(2) {
            if let [(from, to, _), (from_too, to_too, _)] = pair
                && from == from_too
                && to == to_too
            {
                self.add(
                    Item::Claim(*from),
                    ProblemKind::BothWays(document.claims.name(*to).into()),
                );
            }
        }
    }

    fn instruments(&mut self) {
        let document = self.document;
        for id in document.instruments.in_order() {
            let Some(instrument) = document.instruments.get(id) else {
                continue;
            };
            let item = Item::Instrument(id);
            if instrument.name.is_empty() {
                self.add(item, ProblemKind::NoText);
            }
            for source in instrument
                .sources()
                .into_iter()
                .filter(|source| !document.sources.contains(*source))
            {
                self.dangling(item, document.sources.name(source));
            }
            if let Some(image) = instrument.image.as_ref().filter(|path| !is_inside(path)) {
                self.add(item, ProblemKind::BadPicture(image.clone()));
            }
        }
    }

    fn rest(&mut self) {
        let document = self.document;
        for id in document.stakeholders.in_order() {
            if document
                .stakeholders
                .get(id)
                .is_some_and(|stakeholder| stakeholder.name.is_empty())
            {
                self.add(Item::Stakeholder(id), ProblemKind::NoText);
            }
        }
        for id in document.sources.in_order() {
            let Some(source) = document.sources.get(id) else {
                continue;
            };
            for url in source.urls.iter().filter(|url| !is_web_address(url)) {
                self.add(Item::Source(id), ProblemKind::BadAddress(url.clone()));
            }
        }
        for (item, text) in document
            .themes
            .iter()
            .map(|(id, theme)| (Item::Theme(id), &theme.name))
            .chain(document.facts.iter().map(|(id, fact)| (Item::Fact(id), &fact.text)))
            .chain(document.terms.iter().map(|(id, term)| (Item::Term(id), &term.term)))
            .chain(document.routes.iter().map(|(id, route)| (Item::Route(id), &route.name)))
        {
            if text.is_empty() {
                self.add(item, ProblemKind::NoText);
            }
        }
        for id in document.routes.in_order() {
            let Some(route) = document.routes.get(id) else { continue };
            let mut gone: Vec<Item> = route.stops.iter().flat_map(super::Stop::items).collect();
            gone.retain(|item| !document.has(*item));
            gone.sort();
            gone.dedup();
            for item in gone {
                let name = document.item_name(item);
                self.dangling(Item::Route(id), name.split_once('/').map_or("", |(_, name)| name));
            }
        }
        for id in document.facts.in_order() {
            let Some(fact) = document.facts.get(id) else { continue };
            for source in fact
                .sources
                .iter()
                .filter(|source| !document.sources.contains(**source))
            {
                self.dangling(Item::Fact(id), document.sources.name(*source));
            }
        }
    }

    /// Circles among supports: takes away, again and again, what supports nothing that is left; the rest
    /// stands in a circle or supports one, and walking on from it ends in a circle.
    fn circles(&mut self) {
        let document = self.document;
        let num_slots = document.claims.num_slots();
        let mut supports: Vec<Vec<u32>> = vec![Vec::new(); num_slots];
        let mut supporters: Vec<Vec<u32>> = vec![Vec::new(); num_slots];
        let mut left = vec![0_u32; num_slots];
        for (_, relation) in document.relations.iter() {
            let (RelationKind::Support, Target::Claim(target)) = (relation.kind, relation.target) else {
                continue;
            };
            for premise in relation.premises.iter().filter(|premise| **premise != target) {
                if let (Some(on), Some(by), Some(count)) = (
                    supports.get_mut(premise.index()),
                    supporters.get_mut(target.index()),
                    left.get_mut(premise.index()),
                ) {
                    on.push(target.index() as u32);
                    by.push(premise.index() as u32);
                    *count += 1;
                }
            }
        }
        let mut free: Vec<usize> = left
            .iter()
            .enumerate()
            .filter(|(_, count)| **count == 0)
            .map(|(index, _)| index)
            .collect();
        while let Some(index) = free.pop() {
            for supporter in supporters.get(index).into_iter().flatten() {
                if let Some(count) = left.get_mut(*supporter as usize) {
                    *count -= 1;
                    if *count == 0 {
                        free.push(*supporter as usize);
                    }
                }
            }
        }
        let mut seen = vec![0_u32; num_slots];
        for start in 0..num_slots {
            if left.get(start).is_none_or(|count| *count == 0) || seen.get(start).is_none_or(|walk| *walk != 0) {
                continue;
            }
            let walk = start as u32 + 1;
            let mut trail = Vec::new();
            let mut here = start;
            while seen.get(here).is_some_and(|by| *by == 0) {
                if let Some(by) = seen.get_mut(here) {
                    *by = walk;
                }
                trail.push(here);
                let next = supports
                    .get(here)
                    .into_iter()
                    .flatten()
                    .find(|next| left.get(**next as usize).is_some_and(|count| *count > 0));
                match next {
                    Some(next) => here = *next as usize,
                    None => break,
                }
            }
            if seen.get(here).is_some_and(|by| *by == walk)
                && let Some(from) = trail.iter().position(|index| *index == here)
            {
                let ring: Vec<ClaimId> = trail
                    .iter()
                    .skip(from)
                    .map(|index| ClaimId::from_index(*index))
                    .collect();
                let names = ring.iter().map(|id| document.claims.name(*id).into()).collect();
                if let Some(first) = ring.first() {
                    self.add(Item::Claim(*first), ProblemKind::SupportCircle(names));
                }
            }
        }
    }

    /// Whether any support does not lead nearer to the thesis: if all do, there is no circle to look for.
    fn may_have_circles(&self, structure: &Structure) -> bool {
        let depth = |claim: ClaimId| structure.place(claim).map_or(0, |place| place.depth);
        self.document
            .relations
            .iter()
            .any(|(_, relation)| match (relation.kind, relation.target) {
                (RelationKind::Support, Target::Claim(target)) => {
                    relation.premises.iter().any(|premise| depth(*premise) <= depth(target))
                }
                _ => false,
            })
    }

    fn unreachable(&mut self, structure: &Structure) {
        // Without a thesis nothing can be reached: that is said once, of the map.
        let has_thesis = self
            .document
            .cover
            .thesis
            .is_some_and(|thesis| self.document.claims.contains(thesis));
        if has_thesis && !structure.loose().is_empty() {
            for id in self
                .document
                .claims
                .in_order()
                .into_iter()
                .filter(|id| structure.is_loose(*id))
            {
                self.add(Item::Claim(id), ProblemKind::Unreachable);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picture_paths_stay_inside() {
        for good in ["pad.png", "beeld/pad.png"] {
            assert!(is_inside(good), "{good}");
        }
        for bad in [
            "",
            "/etc/passwd",
            "../geheim.png",
            "a/../../b.png",
            "C:\\x.png",
            "C:/x.png",
            "\\\\host\\x.png",
            "a//b.png",
            "a\0.png",
        ] {
            assert!(!is_inside(bad), "{bad}");
        }
    }

    #[test]
    fn only_web_addresses_are_addresses() {
        assert!(is_web_address("https://example.org") && is_web_address("HTTP://example.org"));
        for bad in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "ms-msdt:/id",
            "http://a@b",
            "mailto:a@b.nl",
            "",
            "https",
            "hé",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }
}
