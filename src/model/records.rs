//! The records an argument map is made of.

use super::document::Item;
use super::ids::{ClaimId, InstrumentId, Ordered, RelationId, SourceId, StakeholderId, ThemeId};
use super::text::{Lang, Text};

macro_rules! ordered {
    ($($name:ident),*) => {$(
        impl Ordered for $name {
            fn order(&self) -> u64 {
                self.order
            }
            fn set_order(&mut self, order: u64) {
                self.order = order;
            }
        }
    )*};
}
ordered!(Claim, Relation, Stakeholder, Theme, Instrument, Source, Fact, Term);

/// What stands on the cover of a map: what it is about and in which languages it is written.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Cover {
    /// Short name of the map, for the title bar and lists.
    pub title: Text,
    /// The question that the map answers for and against.
    pub question: Text,
    /// What the question means and how the map is meant.
    pub explanation: Text,
    /// Who made the map, when, from what, under which licence.
    pub colophon: Text,
    /// The claim that all arguments are in the end for or against.
    pub thesis: Option<ClaimId>,
    /// The languages of the map; the first is the one a missing text falls back on.
    pub languages: Vec<Lang>,
    /// The picture on the cover.
    pub picture: Option<Box<Picture>>,
    /// What two people wrote differently and nobody chose from yet.
    pub conflicts: Vec<Conflict>,
    /// The map that this one builds on: a path relative to the map file.
    pub based_on: Option<Box<str>>,
    /// What other programs noted with the whole.
    pub data: Data,
}

/// A picture file that belongs to a record.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Picture {
    /// Path relative to the map file.
    pub path: Box<str>,
    /// What it shows, for who cannot see it.
    pub text: Text,
}

/// Two values of one field that two people chose apart: both are kept until someone chooses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// The record.
    pub item: Item,
    /// Which part of it, as it is called in the file; `removed` if one side took the record away, `place` if both
    /// hung it elsewhere.
    pub field: Box<str>,
    /// The language, if it is a text.
    pub lang: Option<Lang>,
    /// What the map has now; empty for nothing.
    pub ours: Box<str>,
    /// What the other side has; empty for nothing.
    pub theirs: Box<str>,
}

/// What other programs noted with a record and this one does not show: names (`mm.color`) and values, kept to be written
/// back. Nearly always nothing, which then needs no room; and else one or two, for which a tree would take ten times theirs.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
#[expect(
    clippy::box_collection,
    reason = "nearly every claim has none: eight bytes rather than twenty-four"
)]
pub struct Data(Option<Box<Vec<Noted>>>);

/// A name and its value.
type Noted = (Box<str>, Box<str>);

impl Data {
    /// Notes a value under a name; an empty value removes it. Many at once are better collected.
    pub fn set(&mut self, name: &str, value: &str) {
        let found = self.find(name);
        if value.is_empty() {
            if let (Ok(at), Some(all)) = (found, &mut self.0) {
                all.remove(at);
            }
            self.0 = self.0.take().filter(|all| !all.is_empty());
            return;
        }
        let all = self.0.get_or_insert_default();
        match found {
            Ok(at) => {
                if let Some((_, known)) = all.get_mut(at) {
                    *known = value.into();
                }
            }
            Err(at) => {
                if all.is_empty() {
                    all.reserve_exact(1);
                }
                all.insert(at, (name.into(), value.into()));
            }
        }
    }

    /// Where a name stands, or would stand.
    fn find(&self, name: &str) -> Result<usize, usize> {
        let all = self.0.as_ref().map_or(&[][..], |all| all);
        // What comes in order is put behind the others.
        match all.last() {
            Some((last, _)) if **last < *name => Err(all.len()),
            _ => all.binary_search_by(|(known, _)| (**known).cmp(name)),
        }
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.as_ref()?.get(self.find(name).ok()?)?;
        Some(value)
    }

    /// All of it, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .flat_map(|all| all.iter())
            .map(|(name, value)| (&**name, &**value))
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

impl<'a> FromIterator<(&'a str, &'a str)> for Data {
    /// Of two values with one name the last one stays; empty values are none.
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a str)>>(all: I) -> Self {
        let mut all: Vec<(&str, &str)> = all.into_iter().collect();
        all.sort_by_key(|(name, _)| *name);
        all.dedup_by(|later, earlier| {
            let is_same = later.0 == earlier.0;
            if is_same {
                earlier.1 = later.1;
            }
            is_same
        });
        let said = all.into_iter().filter(|(_, value)| !value.is_empty());
        let kept: Vec<Noted> = said.map(|(name, value)| (name.into(), value.into())).collect();
        Self((!kept.is_empty()).then(|| Box::new(kept)))
    }
}

/// Where a claim comes from.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Mark {
    /// Named in what is known of the printed map.
    PrintedMap,
    /// Found in a public debate or in research.
    Research,
    /// Our own reasoning.
    #[default]
    Own,
}

/// A source that a claim rests on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Citation {
    /// The source.
    pub source: SourceId,
    /// What it supports in this claim, where that needs saying.
    pub supports: Text,
}

/// One sentence that can be true or false.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Claim {
    /// The sentence, short enough to stand on the map.
    pub text: Text,
    /// One or two sentences that explain it.
    pub explanation: Text,
    /// What a presenter should know or say; never shown to an audience.
    pub note: Text,
    /// Whose argument it is.
    pub stakeholder: Option<StakeholderId>,
    /// The group within the stakeholder.
    pub theme: Option<ThemeId>,
    /// Free keywords.
    pub tags: Vec<Box<str>>,
    /// What it rests on.
    pub sources: Vec<Citation>,
    /// Where it comes from.
    pub mark: Mark,
    /// Whether it belongs to the balanced core of the map.
    pub core: bool,
    /// The instruments that answer it (or, for an argument for, that help it along).
    pub instruments: Vec<InstrumentId>,
    /// The picture that belongs to it.
    pub picture: Option<Box<Picture>>,
    /// What other programs noted with it.
    pub data: Data,
    /// Place in the reading order.
    pub order: u64,
}

/// Whether a relation speaks for or against its target.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum RelationKind {
    /// Speaks for it.
    Support,
    /// Speaks against it.
    Attack,
}

/// What a relation speaks for or against.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Target {
    /// A claim.
    Claim(ClaimId),
    /// The step from premises to their target: an attack on it is an undercut.
    Relation(RelationId),
}

/// The premises of a relation: nearly always one, which then needs no memory of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Premises(Several);

#[derive(Clone, PartialEq, Eq, Debug)]
enum Several {
    One(ClaimId),
    Other(Box<[ClaimId]>),
}

impl std::ops::Deref for Premises {
    type Target = [ClaimId];
    fn deref(&self) -> &[ClaimId] {
        match &self.0 {
            Several::One(premise) => std::slice::from_ref(premise),
            Several::Other(premises) => premises,
        }
    }
}

impl From<ClaimId> for Premises {
    fn from(premise: ClaimId) -> Self {
        Self(Several::One(premise))
    }
}

impl FromIterator<ClaimId> for Premises {
    fn from_iter<I: IntoIterator<Item = ClaimId>>(premises: I) -> Self {
        let premises: Box<[ClaimId]> = premises.into_iter().collect();
        match *premises {
            [premise] => premise.into(),
            _ => Self(Several::Other(premises)),
        }
    }
}

impl<'a> IntoIterator for &'a Premises {
    type Item = &'a ClaimId;
    type IntoIter = std::slice::Iter<'a, ClaimId>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Premises that together speak for or against something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relation {
    /// One claim, or several that only hold together.
    pub premises: Premises,
    /// For or against.
    pub kind: RelationKind,
    /// What.
    pub target: Target,
    /// Place in the reading order.
    pub order: u64,
}

/// The side toward the thesis. Always computed from the relations, never stored.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stance {
    /// For the thesis.
    Pro,
    /// Against it.
    Contra,
}

impl Stance {
    /// The other side.
    pub fn other(self) -> Self {
        match self {
            Self::Pro => Self::Contra,
            Self::Contra => Self::Pro,
        }
    }

    /// The side of something that supports or attacks what is on this side.
    pub fn of_reply(self, kind: RelationKind) -> Self {
        match kind {
            RelationKind::Support => self,
            RelationKind::Attack => self.other(),
        }
    }
}

/// Color of a stakeholder, by name; the theme says which color it is on screen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Hue {
    /// Yellow.
    Amber,
    /// Purple.
    Purple,
    /// Green.
    Green,
    /// Blue-grey.
    Slate,
}

impl Hue {
    /// All of them, in the order in which they are handed out.
    pub const ALL: [Self; 4] = [Self::Amber, Self::Purple, Self::Green, Self::Slate];
}

/// Symbol of a stakeholder, drawn beside its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Symbol {
    /// A school bag.
    Backpack,
    /// Two people.
    People,
    /// A building with a door.
    Building,
    /// A pediment on columns.
    Columns,
    /// A house.
    House,
    /// A bicycle.
    Bike,
}

impl Symbol {
    /// All of them, in the order in which they are handed out.
    pub const ALL: [Self; 6] = [
        Self::Backpack,
        Self::People,
        Self::Building,
        Self::Columns,
        Self::House,
        Self::Bike,
    ];
}

/// A group with a view of its own on the question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stakeholder {
    /// Its name.
    pub name: Text,
    /// Its color.
    pub hue: Hue,
    /// Its symbol.
    pub symbol: Symbol,
    /// Place in the reading order.
    pub order: u64,
}

/// A heading under which arguments of a stakeholder stand together.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Theme {
    /// Its name.
    pub name: Text,
    /// Place in the reading order.
    pub order: u64,
}

/// Something one can do: a card of the toolbox.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Instrument {
    /// Its name.
    pub name: Text,
    /// What it is, in one sentence.
    pub summary: Text,
    /// For whom, in a few words.
    pub audience: Text,
    /// Where it was tried, in a few words.
    pub tried: Text,
    /// The drawn picture on the card.
    pub pictogram: Pictogram,
    /// A picture file instead of the pictogram: a path relative to the map file.
    pub image: Option<Box<str>>,
    /// What the picture shows, for who cannot see it.
    pub image_text: Text,
    /// The parts of the card, in the order of [`Section::ALL`].
    pub sections: [Vec<Statement>; Section::ALL.len()],
    /// Place in the reading order.
    pub order: u64,
}

impl Instrument {
    /// The statements of one part of the card.
    pub fn section(&self, section: Section) -> &[Statement] {
        self.sections.get(section as usize).map_or(&[], Vec::as_slice)
    }

    /// The sources of the whole card, each once, in the order in which they are met.
    pub fn sources(&self) -> Vec<SourceId> {
        let mut found = Vec::new();
        for source in self.sections.iter().flatten().flat_map(|statement| &statement.sources) {
            if !found.contains(source) {
                found.push(*source);
            }
        }
        found
    }
}

/// A part of an instrument card.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Section {
    /// What it is for.
    Purpose,
    /// For whom.
    Audience,
    /// Where there is experience.
    Experience,
    /// How to go about it, one step a statement.
    Steps,
    /// What it needs.
    Conditions,
    /// What goes wrong.
    Pitfalls,
    /// What is known about it.
    Facts,
    /// Where to go on.
    Further,
}

impl Section {
    /// All parts, in the order of the card.
    pub const ALL: [Self; 8] = [
        Self::Purpose,
        Self::Audience,
        Self::Experience,
        Self::Steps,
        Self::Conditions,
        Self::Pitfalls,
        Self::Facts,
        Self::Further,
    ];
}

/// One sentence on a card, with what it rests on.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Statement {
    /// The sentence.
    pub text: Text,
    /// What it rests on.
    pub sources: Vec<SourceId>,
    /// Whether it is our own suggestion (the sources are then only for comparison).
    pub own: bool,
}

/// The drawn picture on an instrument card.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Pictogram {
    /// A spanner: any instrument.
    #[default]
    Tool,
    /// A list with a stamp: rules of admission.
    Rules,
    /// A route along schools.
    Tour,
    /// People who go the same way together.
    Together,
    /// Two buildings with a bridge between them.
    Bridge,
    /// An argument map.
    Map,
    /// An open book.
    Book,
    /// Steps up.
    Stairs,
    /// A magnifying glass over sheets.
    Magnifier,
}

impl Pictogram {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Tool,
        Self::Rules,
        Self::Tour,
        Self::Together,
        Self::Bridge,
        Self::Map,
        Self::Book,
        Self::Stairs,
        Self::Magnifier,
    ];
}

/// Where something was found.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Source {
    /// Author, title, medium, date; in the language of the source itself.
    pub citation: Box<str>,
    /// Web addresses.
    pub urls: Vec<Box<str>>,
    /// What it supports.
    pub supports: Text,
    /// How much of it was seen by who wrote the map.
    pub seen: Text,
    /// The day on which it was last checked, as in `2026-11-22`; empty if never.
    pub checked: Box<str>,
    /// Place in the reading order.
    pub order: u64,
}

/// A fact that can be shown as evidence.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Fact {
    /// The fact.
    pub text: Text,
    /// The year or period it is about.
    pub year: Text,
    /// What it rests on.
    pub sources: Vec<SourceId>,
    /// Place in the reading order.
    pub order: u64,
}

/// An entry of the glossary.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Term {
    /// The word.
    pub term: Text,
    /// What it means here.
    pub meaning: Text,
    /// Place in the reading order.
    pub order: u64,
}
