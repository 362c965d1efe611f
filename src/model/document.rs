//! The document: the tables of records, and questions asked of them.

use super::ids::{ClaimId, FactId, InstrumentId, RelationId, RouteId, SourceId, StakeholderId, Table, TermId, ThemeId};
use super::records::{Claim, Cover, Fact, Instrument, Relation, Source, Stakeholder, Term, Theme};
use super::route::Route;
use super::text::{Lang, Reading, Text};

/// An argument map with its toolbox, sources and glossary.
#[derive(Clone, Default, Debug)]
pub struct Document {
    /// What the map is about.
    pub cover: Cover,
    /// The groups with a view of their own, in reading order.
    pub stakeholders: Table<StakeholderId, Stakeholder>,
    /// The headings within a stakeholder.
    pub themes: Table<ThemeId, Theme>,
    /// All sentences for, against and about each other, and the thesis.
    pub claims: Table<ClaimId, Claim>,
    /// Which claims speak for or against which.
    pub relations: Table<RelationId, Relation>,
    /// The toolbox.
    pub instruments: Table<InstrumentId, Instrument>,
    /// What the claims and cards rest on.
    pub sources: Table<SourceId, Source>,
    /// Facts to show as evidence.
    pub facts: Table<FactId, Fact>,
    /// The glossary.
    pub terms: Table<TermId, Term>,
    /// Walks past the map, for an evening.
    pub routes: Table<RouteId, Route>,
}

/// One thing of a document that can be pointed at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Item {
    /// The cover: the question.
    Cover,
    /// A claim.
    Claim(ClaimId),
    /// A relation.
    Relation(RelationId),
    /// A stakeholder.
    Stakeholder(StakeholderId),
    /// A theme.
    Theme(ThemeId),
    /// An instrument.
    Instrument(InstrumentId),
    /// A source.
    Source(SourceId),
    /// A fact.
    Fact(FactId),
    /// A glossary entry.
    Term(TermId),
    /// A route.
    Route(RouteId),
}

impl Document {
    /// The words of a text for a reader of `lang`, with the map's own order of languages behind it.
    pub fn read<'a>(&self, text: &'a Text, lang: Lang) -> Reading<'a> {
        text.read(lang, &self.cover.languages)
    }

    /// The title of the map, or else its question.
    pub fn title(&self, lang: Lang) -> &str {
        let title = self.read(&self.cover.title, lang).words;
        if title.is_empty() {
            self.read(&self.cover.question, lang).words
        } else {
            title
        }
    }

    /// Name of a record with the list it stands in, as in `claims/shade`; the cover is `cover`.
    pub fn item_name(&self, item: Item) -> String {
        let (list, name) = match item {
            Item::Cover => return "cover".to_owned(),
            Item::Claim(id) => ("claims", self.claims.name(id)),
            Item::Relation(id) => ("relations", self.relations.name(id)),
            Item::Stakeholder(id) => ("stakeholders", self.stakeholders.name(id)),
            Item::Theme(id) => ("themes", self.themes.name(id)),
            Item::Instrument(id) => ("instruments", self.instruments.name(id)),
            Item::Source(id) => ("sources", self.sources.name(id)),
            Item::Fact(id) => ("facts", self.facts.name(id)),
            Item::Term(id) => ("glossary", self.terms.name(id)),
            Item::Route(id) => ("routes", self.routes.name(id)),
        };
        format!("{list}/{name}")
    }

    /// The record that a name with its list stands for, as [`Document::item_name`] gives it; `None` if no record was ever
    /// called so.
    pub fn item_named(&self, name: &str) -> Option<Item> {
        let Some((list, id)) = name.split_once('/') else {
            return (name == "cover").then_some(Item::Cover);
        };
        match list {
            "claims" => self.claims.id(id).map(Item::Claim),
            "relations" => self.relations.id(id).map(Item::Relation),
            "stakeholders" => self.stakeholders.id(id).map(Item::Stakeholder),
            "themes" => self.themes.id(id).map(Item::Theme),
            "instruments" => self.instruments.id(id).map(Item::Instrument),
            "sources" => self.sources.id(id).map(Item::Source),
            "facts" => self.facts.id(id).map(Item::Fact),
            "glossary" => self.terms.id(id).map(Item::Term),
            "routes" => self.routes.id(id).map(Item::Route),
            _ => None,
        }
    }

    /// Whether a record exists.
    pub fn has(&self, item: Item) -> bool {
        match item {
            Item::Cover => true,
            Item::Claim(id) => self.claims.contains(id),
            Item::Relation(id) => self.relations.contains(id),
            Item::Stakeholder(id) => self.stakeholders.contains(id),
            Item::Theme(id) => self.themes.contains(id),
            Item::Instrument(id) => self.instruments.contains(id),
            Item::Source(id) => self.sources.contains(id),
            Item::Fact(id) => self.facts.contains(id),
            Item::Term(id) => self.terms.contains(id),
            Item::Route(id) => self.routes.contains(id),
        }
    }

    /// Name under which a simple relation is known in a file: premise, `>`, target.
    pub fn simple_relation_name(premise: &str, target: &str) -> String {
        format!("{premise}>{target}")
    }

    /// The languages that the map names or that any claim is written in, the named ones first.
    pub fn languages(&self) -> Vec<Lang> {
        let mut found = self.cover.languages.clone();
        let texts = self
            .claims
            .iter()
            .map(|(_, claim)| &claim.text)
            .chain([&self.cover.question, &self.cover.title]);
        for (lang, _) in texts.flat_map(Text::iter) {
            if !found.contains(&lang) {
                found.push(lang);
            }
        }
        found
    }

    /// The next of its languages, or `None` if there is no other.
    pub fn language_behind(&self, lang: Lang) -> Option<Lang> {
        let all = self.languages();
        let here = all.iter().position(|known| *known == lang);
        let next = all.get(here.map_or(0, |here| (here + 1) % all.len())).copied();
        next.filter(|next| *next != lang)
    }

    /// Number of words of all texts that stand on the map, in its first language.
    pub fn num_words(&self) -> usize {
        let lang = self.languages().first().copied().unwrap_or(Lang::NL);
        self.claims
            .iter()
            .flat_map(|(_, claim)| [&claim.text, &claim.explanation])
            .chain([&self.cover.question, &self.cover.explanation])
            .map(|text| self.read(text, lang).words)
            .map(|words| words.split_whitespace().count())
            .sum()
    }

    /// The claims that name this instrument, in reading order.
    pub fn claims_of_instrument(&self, instrument: InstrumentId) -> Vec<ClaimId> {
        self.claims
            .in_order()
            .into_iter()
            .filter(|id| {
                self.claims
                    .get(*id)
                    .is_some_and(|claim| claim.instruments.contains(&instrument))
            })
            .collect()
    }

    /// The claims that cite this source, in reading order.
    pub fn claims_of_source(&self, source: SourceId) -> Vec<ClaimId> {
        let cites = |claim: &Claim| claim.sources.iter().any(|citation| citation.source == source);
        self.claims
            .in_order()
            .into_iter()
            .filter(|id| self.claims.get(*id).is_some_and(cites))
            .collect()
    }
}
