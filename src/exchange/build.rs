//! From what was gathered to a map.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::model::{
    Citation, Claim, ClaimId, Document, Hue, Lang, ORDER_STEP, Relation, RelationId, RelationKind, Source, SourceId,
    Stakeholder, StakeholderId, Symbol, Target, Text, Theme, ThemeId, plain_name,
};

use super::gathered::{Also, Cited, Data, Gathered, Goal, Kind, LinkKind, Node, Words};
use super::limit::{MOST_IN_QUESTION, MOST_IN_TITLE, MOST_RECORDS, Over, fitting, shortened};
use super::loose::without_loose;
use super::names::Names;
use super::order::{self, ORDER};
use super::own::mark_of;
use super::root::root;
use super::trouble::{Trouble, Warning, excerpt};

/// What hangs under something without a sign.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoSign {
    /// It speaks for it.
    #[default]
    Supports,
    /// It speaks against it.
    Attacks,
}

/// What a person chooses before a file becomes a map.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choices {
    /// The language of what is in the file.
    pub lang: Lang,
    /// What a text without a sign does.
    pub no_sign: NoSign,
    /// For and against stand the other way round in the file.
    pub swapped: bool,
    /// By group: whether it is a stakeholder rather than a theme.
    pub stakeholders: Vec<bool>,
    /// What hangs together with nothing is left out.
    pub without_loose: bool,
}

impl Choices {
    /// What the file itself suggests, in a language if it names none: groups that say so are stakeholders; if none does,
    /// and there are groups within groups, those at the top are.
    pub fn new(gathered: &Gathered, lang: Lang) -> Self {
        let own = gathered.lang.as_deref().and_then(Lang::new);
        let groups = &gathered.groups;
        let says = groups.iter().any(|group| group.is_stakeholder == Some(true));
        let is_nested = groups.iter().any(|group| group.parent.is_some());
        let stakeholders = groups.iter().map(|group| match group.is_stakeholder {
            Some(is_stakeholder) => is_stakeholder,
            None => !says && is_nested && group.parent.is_none(),
        });
        Self {
            lang: own.unwrap_or(lang),
            no_sign: NoSign::default(),
            swapped: false,
            stakeholders: stakeholders.collect(),
            without_loose: false,
        }
    }
}

/// A map that was made of a file, and what deserves attention in how.
#[derive(Clone, Debug)]
pub struct Built {
    /// The map.
    pub document: Document,
    /// What deserves attention, besides what the reader said.
    pub warnings: Vec<Warning>,
}

/// Makes a map: takes time linear in what was gathered. It holds no more than [`MOST_RECORDS`] of each kind.
pub fn build(gathered: &Gathered, choices: &Choices) -> Built {
    build_within(gathered, choices, MOST_RECORDS)
}

/// As [`build()`], with another limit.
pub(super) fn build_within(gathered: &Gathered, choices: &Choices, most: usize) -> Built {
    let gathered = &*fitting(gathered, most);
    let mut builder = Builder {
        gathered,
        choices,
        document: Document::default(),
        warnings: Vec::new(),
        names: Names::default(),
        most,
        over: gathered.over,
        groups_over: HashSet::new(),
        related: BTreeMap::new(),
    };
    builder.cover();
    let groups = builder.groups();
    let ids = builder.claims(&groups);
    builder.thesis(&ids);
    builder.relations(&ids);
    if !builder.over.is_none() {
        let what = Trouble::TooMany(most as u32, builder.over);
        let line = gathered.over_line;
        // Before all others: it is the worst.
        builder.warnings.insert(0, Warning { line, what });
    }
    let document = builder.document;
    Built {
        document: if choices.without_loose {
            without_loose(document)
        } else {
            document
        },
        warnings: builder.warnings,
    }
}

/// What became of the groups.
struct Groups {
    stakeholder: Vec<Option<StakeholderId>>,
    theme: Vec<Option<ThemeId>>,
}

struct Builder<'a> {
    gathered: &'a Gathered,
    choices: &'a Choices,
    document: Document,
    warnings: Vec<Warning>,
    names: Names,
    /// So many records of each kind the map holds.
    most: usize,
    /// What was left out because of that.
    over: Over,
    /// Stakeholders and themes that were left out.
    groups_over: HashSet<String>,
    /// What claims are connected with, neither for nor against.
    related: BTreeMap<ClaimId, String>,
}

impl Builder<'_> {
    fn warn(&mut self, line: u32, what: Trouble) {
        // Each is told once, and no more than a person reads.
        if self.warnings.len() < 1_000 {
            self.warnings.push(Warning { line, what });
        }
    }

    /// A text of words by language. The written language stands there without words if what stands under `""` was shown for
    /// want of a translation.
    fn text(&mut self, words: &Words) -> Text {
        let lang = self.choices.lang;
        let is_fallback = words.get(lang.code()).is_some_and(str::is_empty);
        let mut text = Text::default();
        for (code, words) in words.iter() {
            let of = if code.is_empty() {
                Some(lang).filter(|_| !is_fallback)
            } else {
                Lang::new(code)
            };
            let Some(of) = of.filter(|_| !words.trim().is_empty()) else {
                continue;
            };
            text.set(of, words.trim());
            if !self.document.cover.languages.contains(&of) {
                self.document.cover.languages.push(of);
            }
        }
        text
    }

    fn cover(&mut self) {
        let gathered = self.gathered;
        self.document.cover.languages.push(self.choices.lang);
        self.document.cover.title = self.text(&gathered.title);
        self.document.cover.question = self.text(&gathered.question);
        self.document.cover.explanation = self.text(&gathered.explanation);
        self.document.cover.colophon = self.text(&gathered.colophon);
        self.document.cover.data = gathered.data.iter().filter(|(name, _)| *name != ORDER).collect();
    }

    /// Groups of the same name are one stakeholder, or one theme.
    fn groups(&mut self) -> Groups {
        let gathered = self.gathered;
        let num = gathered.groups.len();
        let (mut stakeholder, mut theme) = (vec![None; num], vec![None; num]);
        // In our own order, where the file says it.
        let mut order: Vec<usize> = (0..num).collect();
        let place = |number: &usize| -> usize {
            let data = gathered.groups.get(*number).map(|group| &group.data);
            let own = data.and_then(|data| data.get("order")?.parse().ok());
            own.unwrap_or(usize::MAX)
        };
        order.sort_by_key(place);
        for number in order {
            let Some(group) = gathered.groups.get(number) else {
                continue;
            };
            let is_stakeholder = self.choices.stakeholders.get(number).copied().unwrap_or(false);
            if is_stakeholder {
                let id = self.stakeholder(&group.id, &group.title, &group.data);
                if let Some(slot) = stakeholder.get_mut(number) {
                    *slot = id;
                }
            } else {
                let id = self.theme(&group.id, &group.title);
                if let Some(slot) = theme.get_mut(number) {
                    *slot = id;
                }
            }
        }
        // What a group does not say itself it has from the one that it stands in.
        for number in 0..num {
            let mut at = gathered.groups.get(number).and_then(|group| group.parent);
            let mut steps = 0;
            while let Some(up) = at.filter(|_| steps < 64) {
                steps += 1;
                let (own, above) = (stakeholder.get(number).copied(), stakeholder.get(up).copied());
                if let (Some(None), Some(Some(above)), Some(slot)) = (own, above, stakeholder.get_mut(number)) {
                    *slot = Some(above);
                }
                let (own, above) = (theme.get(number).copied(), theme.get(up).copied());
                let is_stakeholder = self.choices.stakeholders.get(number).copied().unwrap_or(false);
                if let (Some(None), Some(Some(above)), Some(slot)) = (own, above, theme.get_mut(number))
                    && !is_stakeholder
                {
                    *slot = Some(above);
                }
                at = gathered.groups.get(up).and_then(|group| group.parent);
            }
        }
        Groups { stakeholder, theme }
    }

    fn stakeholder(&mut self, id: &str, title: &Words, look: &Data) -> Option<StakeholderId> {
        let name = if id.is_empty() {
            plain_name(title.main(), 5)
        } else {
            id.to_owned()
        };
        if name.is_empty() {
            return None;
        }
        let found = self.document.stakeholders.intern(&name);
        if !self.document.stakeholders.contains(found) {
            if self.document.stakeholders.len() >= self.most {
                return self.group_over(name);
            }
            let number = self.document.stakeholders.len();
            let word = |key: &str| look.get(key);
            let hue = Hue::ALL
                .iter()
                .find(|hue| Some(&*format!("{hue:?}").to_lowercase()) == word("hue"));
            let symbol = Symbol::ALL
                .iter()
                .find(|symbol| Some(&*format!("{symbol:?}").to_lowercase()) == word("symbol"));
            let record = Stakeholder {
                name: self.text(title),
                hue: hue
                    .or(Hue::ALL.get(number % Hue::ALL.len()))
                    .copied()
                    .unwrap_or(Hue::Slate),
                symbol: symbol
                    .or(Symbol::ALL.get(number % Symbol::ALL.len()))
                    .copied()
                    .unwrap_or(Symbol::People),
                order: order_of(number),
            };
            self.document.stakeholders.set(found, Some(record));
        }
        Some(found)
    }

    /// Counts a stakeholder or theme for which there is no room, once.
    fn group_over<T>(&mut self, name: String) -> Option<T> {
        self.over.groups = self
            .over
            .groups
            .saturating_add(u32::from(self.groups_over.insert(name)));
        None
    }

    fn theme(&mut self, id: &str, title: &Words) -> Option<ThemeId> {
        let name = if id.is_empty() {
            plain_name(title.main(), 5)
        } else {
            id.to_owned()
        };
        if name.is_empty() {
            return None;
        }
        let found = self.document.themes.intern(&name);
        if !self.document.themes.contains(found) {
            if self.document.themes.len() >= self.most {
                return self.group_over(name);
            }
            let record = Theme {
                name: self.text(title),
                order: order_of(self.document.themes.len()),
            };
            self.document.themes.set(found, Some(record));
        }
        Some(found)
    }

    fn claims(&mut self, groups: &Groups) -> Vec<ClaimId> {
        let gathered = self.gathered;
        // Under which node each hangs, to know what it has from there.
        let mut above: Vec<Option<usize>> = vec![None; gathered.nodes.len()];
        for link in &gathered.links {
            let goal = match link.goal {
                Goal::Node(node) | Goal::StepOf(node) => Some(node),
                Goal::Link(link) => gathered.links.get(link).and_then(|link| link.premises.first().copied()),
            };
            for premise in &link.premises {
                if let Some(slot) = above.get_mut(*premise)
                    && slot.is_none()
                {
                    *slot = goal;
                }
            }
        }
        // Names of our own first: nothing else may take them.
        let mut is_taken: Vec<bool> = Vec::with_capacity(gathered.nodes.len());
        for node in &gathered.nodes {
            is_taken.push(!node.id.is_empty() && self.names.take(&node.id));
        }
        let mut ids = Vec::with_capacity(gathered.nodes.len());
        self.document.claims.reserve(gathered.nodes.len());
        let mut sources = Sources::default();
        let places = order::of_nodes(gathered);
        for (number, node) in gathered.nodes.iter().enumerate() {
            let name = if is_taken.get(number).copied().unwrap_or(false) {
                node.id.clone()
            } else {
                if !node.id.is_empty() {
                    self.warn(node.line, Trouble::Doubled(excerpt(&node.id)));
                }
                let words = if node.title.is_empty() {
                    node.text.main()
                } else {
                    &node.title
                };
                self.names.free(words)
            };
            let id = self.document.claims.intern(&name);
            let is_reply = above.get(number).copied().flatten().is_some_and(|up| {
                let up = gathered.nodes.get(up);
                up.is_some_and(|up| up.group.is_some() && up.group == node.group)
            });
            let place = places.get(number).copied().unwrap_or(number);
            let claim = self.claim(node, place, groups, is_reply, &mut sources);
            self.document.claims.set(id, Some(claim));
            ids.push(id);
        }
        for cited in &gathered.sources {
            self.source(cited, &mut sources);
        }
        self.sort_sources();
        ids
    }

    fn claim(&mut self, node: &Node, number: usize, groups: &Groups, is_reply: bool, sources: &mut Sources) -> Claim {
        let mut text = self.text(&node.text);
        let mut data: crate::model::Data = node.data.iter().collect();
        if text.is_empty() {
            text = self.text(&Words::plain(node.title.trim()));
        } else if !node.title.is_empty() && node.title.trim() != node.text.main().trim() {
            data.set("title", node.title.trim());
        }
        let of_group = node.group.filter(|_| !is_reply);
        let stakeholder = if node.stakeholder.is_empty() {
            of_group.and_then(|group| groups.stakeholder.get(group).copied().flatten())
        } else {
            self.named_stakeholder(&node.stakeholder)
        };
        let theme = if node.theme.is_empty() {
            of_group.and_then(|group| groups.theme.get(group).copied().flatten())
        } else {
            self.named_theme(&node.theme)
        };
        let explanation = self.text(&node.explanation);
        let note = self.text(&node.note);
        let cited = node
            .sources
            .iter()
            .filter(|cited| !cited.id.is_empty() || !cited.citation.is_empty() || !cited.urls.is_empty());
        let mut citations: Vec<Citation> = Vec::new();
        for cited in cited {
            let Some(source) = self.source(cited, sources) else {
                continue;
            };
            if !citations.iter().any(|known| known.source == source) {
                let supports = self.text(&cited.supports);
                citations.push(Citation { source, supports });
            }
        }
        let instruments = node.instruments.iter();
        Claim {
            text,
            explanation,
            note,
            stakeholder,
            theme,
            tags: node
                .tags
                .iter()
                .map(|tag| tag.trim())
                .filter(|tag| !tag.is_empty())
                .map(Into::into)
                .collect(),
            sources: citations,
            mark: mark_of(&node.mark),
            core: node.core,
            instruments: instruments.map(|name| self.document.instruments.intern(name)).collect(),
            picture: None,
            data,
            order: order_of(number),
        }
    }

    /// Sources as the map had them.
    fn sort_sources(&mut self) {
        let sources = &mut self.document.sources;
        let found = sources.in_order();
        let places = order::of_sources(self.gathered, found.iter().map(|id| sources.name(*id)));
        for (id, place) in found.into_iter().zip(places) {
            if let Some(mut source) = sources.get(id).cloned() {
                source.order = order_of(place);
                sources.set(id, Some(source));
            }
        }
    }

    fn named_stakeholder(&mut self, words: &str) -> Option<StakeholderId> {
        let document = &self.document;
        if let Some(id) = document
            .stakeholders
            .id(words)
            .filter(|id| document.stakeholders.contains(*id))
        {
            return Some(id);
        }
        let name = plain_name(words, 5);
        self.stakeholder(&name, &Words::plain(words), &Data::new())
    }

    fn named_theme(&mut self, words: &str) -> Option<ThemeId> {
        let document = &self.document;
        if let Some(id) = document.themes.id(words).filter(|id| document.themes.contains(*id)) {
            return Some(id);
        }
        self.theme(&plain_name(words, 5), &Words::plain(words))
    }

    fn source(&mut self, cited: &Cited, known: &mut Sources) -> Option<SourceId> {
        let key = if cited.id.is_empty() {
            format!("\u{0}{}\u{0}{}", cited.citation, cited.urls.join("\u{0}"))
        } else {
            cited.id.clone()
        };
        if let Some(id) = known.by_key.get(&key) {
            return *id;
        }
        if self.document.sources.len() >= self.most {
            self.over.sources = self.over.sources.saturating_add(1);
            known.by_key.insert(key, None);
            return None;
        }
        let name = if cited.id.is_empty() || !known.names.take(&cited.id) {
            let words = cited.urls.first().filter(|_| cited.citation.is_empty());
            known.names.free(words.map_or(&cited.citation, |url| {
                url.trim_start_matches("https://").trim_start_matches("http://")
            }))
        } else {
            cited.id.clone()
        };
        let id = self.document.sources.intern(&name);
        let citation = if cited.citation.is_empty() {
            cited.urls.first().map_or("", String::as_str)
        } else {
            &cited.citation
        };
        let source = Source {
            citation: citation.trim().into(),
            urls: cited.urls.iter().map(|url| url.trim().into()).collect(),
            supports: self.text(&cited.about),
            seen: self.text(&cited.seen),
            checked: cited.checked.as_str().into(),
            order: order_of(self.document.sources.len()),
        };
        self.document.sources.set(id, Some(source));
        known.by_key.insert(key, Some(id));
        Some(id)
    }

    /// The thesis: what the file says; else the question; else the only claim that speaks for nothing, or of several the one
    /// with most under it.
    fn thesis(&mut self, ids: &[ClaimId]) {
        let gathered = self.gathered;
        let is_question = |node: &Node| node.kind == Kind::Question;
        let found = gathered
            .thesis
            .or_else(|| gathered.nodes.iter().position(is_question))
            .or_else(|| {
                let (root, num) = root(gathered);
                if num > 1 {
                    self.warn(0, Trouble::SeveralRoots(num as u32));
                }
                root
            });
        let Some(node) = found.and_then(|number| gathered.nodes.get(number)) else {
            return;
        };
        self.document.cover.thesis = found.and_then(|number| ids.get(number).copied());
        let text = self.text(&node.text);
        let text = if text.is_empty() {
            self.text(&Words::plain(node.title.clone()))
        } else {
            text
        };
        if self.document.cover.question.is_empty() {
            self.document.cover.question = shortened(&text, MOST_IN_QUESTION);
        }
        if self.document.cover.title.is_empty() {
            self.document.cover.title = shortened(&text, MOST_IN_TITLE);
        }
    }

    fn relations(&mut self, ids: &[ClaimId]) {
        let gathered = self.gathered;
        self.document.relations.reserve(gathered.links.len());
        let mut taken: Names = Names::default();
        let mut relation_of: Vec<Option<RelationId>> = vec![None; gathered.links.len()];
        let mut joints: HashMap<(&str, Goal, LinkKind), usize> = HashMap::new();
        // Links that are one relation: the first of them, and the premises of all.
        let mut premises: Vec<Vec<usize>> = gathered.links.iter().map(|link| link.premises.clone()).collect();
        let mut first_of: Vec<usize> = (0..gathered.links.len()).collect();
        for (number, link) in gathered.links.iter().enumerate() {
            let node = link.premises.first().and_then(|node| gathered.nodes.get(*node));
            let Some(node) = node.filter(|node| !node.joint.is_empty() && link.premises.len() == 1) else {
                continue;
            };
            let first = *joints.entry((&node.joint, link.goal, link.kind)).or_insert(number);
            if first != number {
                let more = premises.get_mut(number).map(std::mem::take).unwrap_or_default();
                if let Some(all) = premises.get_mut(first) {
                    all.extend(more);
                }
                if let Some(slot) = first_of.get_mut(number) {
                    *slot = first;
                }
            }
        }
        // Names first, so that a step can be named before it is made.
        for (number, link) in gathered.links.iter().enumerate() {
            if first_of.get(number) != Some(&number) || link.kind == LinkKind::Related {
                continue;
            }
            let own = premises.get(number).map_or(&[][..], Vec::as_slice);
            let Some(from) = own.first().and_then(|node| ids.get(*node)) else {
                continue;
            };
            let joint = own
                .first()
                .and_then(|node| gathered.nodes.get(*node))
                .map_or("", |node| &node.joint);
            let to = match link.goal {
                Goal::Node(node) | Goal::StepOf(node) => ids.get(node).copied(),
                Goal::Link(_) => None,
            };
            let from = self.document.claims.name(*from);
            let name = match to {
                _ if own.len() > 1 && !joint.is_empty() => joint.to_owned(),
                Some(to) => Document::simple_relation_name(from, self.document.claims.name(to)),
                None => format!("{from}>{number}"),
            };
            let name = taken.numbered(name, '+');
            let id = self.document.relations.intern(&name);
            if let Some(slot) = relation_of.get_mut(number) {
                *slot = Some(id);
            }
        }
        // What joined another has its name.
        for number in 0..first_of.len() {
            let first = first_of.get(number).copied().unwrap_or(number);
            if first != number {
                let id = relation_of.get(first).copied().flatten();
                if let Some(slot) = relation_of.get_mut(number) {
                    *slot = id;
                }
            }
        }
        // By node: the first relation that leaves it.
        let mut leaving: Vec<Option<RelationId>> = vec![None; gathered.nodes.len()];
        for (number, link) in gathered.links.iter().enumerate() {
            for premise in &link.premises {
                if let Some(slot) = leaving.get_mut(*premise)
                    && slot.is_none()
                {
                    *slot = relation_of.get(number).copied().flatten();
                }
            }
        }
        let mut order = 0;
        for (number, link) in gathered.links.iter().enumerate() {
            if first_of.get(number) != Some(&number) {
                continue;
            }
            let own = premises.get(number).map_or(&[][..], Vec::as_slice);
            let from: Vec<ClaimId> = own.iter().filter_map(|node| ids.get(*node).copied()).collect();
            let target = match link.goal {
                Goal::Node(node) => ids.get(node).copied().map(Target::Claim),
                Goal::Link(of) => relation_of.get(of).copied().flatten().map(Target::Relation),
                Goal::StepOf(node) => match leaving.get(node).copied().flatten() {
                    Some(relation) => Some(Target::Relation(relation)),
                    None => {
                        let words = gathered.nodes.get(node).map_or("", |node| node.text.main());
                        self.warn(link.line, Trouble::UndercutOfClaim(excerpt(words)));
                        ids.get(node).copied().map(Target::Claim)
                    }
                },
            };
            let words = || {
                own.first()
                    .and_then(|node| gathered.nodes.get(*node))
                    .map_or("", |node| node.text.main())
            };
            let itself = relation_of.get(number).copied().flatten();
            let is_itself = match target {
                Some(Target::Claim(target)) => from.contains(&target),
                Some(Target::Relation(target)) => Some(target) == itself,
                None => true,
            };
            if link.kind == LinkKind::Related {
                self.connection(&from, link.goal, ids, link.line);
                continue;
            }
            let (Some(target), Some(id), false, false) = (target, itself, is_itself, from.is_empty()) else {
                self.warn(link.line, Trouble::NoEnd(excerpt(words())));
                continue;
            };
            let kind = match (link.kind, self.choices.no_sign) {
                (LinkKind::Support | LinkKind::Rephrase, _) | (LinkKind::Under, NoSign::Supports) => {
                    RelationKind::Support
                }
                _ => RelationKind::Attack,
            };
            let signed = matches!(link.kind, LinkKind::Support | LinkKind::Attack);
            let kind = match kind {
                RelationKind::Support if self.choices.swapped && signed => RelationKind::Attack,
                RelationKind::Attack if self.choices.swapped && signed => RelationKind::Support,
                kind => kind,
            };
            match link.kind {
                LinkKind::Contradiction => {
                    self.warn(link.line, Trouble::BothWays(excerpt(words())));
                    self.mark(&from, "relation", "contradiction");
                }
                LinkKind::Rephrase => self.mark(&from, "relation", "rephrase"),
                _ => {}
            }
            order += ORDER_STEP;
            let relation = Relation {
                premises: from.into_iter().collect(),
                kind,
                target,
                order,
            };
            self.document.relations.set(id, Some(relation));
        }
        self.connections();
        self.also(ids, &mut taken, order);
    }

    /// A connection that is neither for nor against is kept with its first end.
    fn connection(&mut self, from: &[ClaimId], goal: Goal, ids: &[ClaimId], line: u32) {
        let Goal::Node(node) = goal else { return };
        let Some(to) = ids.get(node) else { return };
        let name = self.document.claims.name(*to).to_owned();
        let words = self.gathered.nodes.get(node).map_or("", |node| node.text.main());
        self.warn(line, Trouble::Connection(excerpt(words)));
        let Some(first) = from.first().copied() else { return };
        let known = self.related.entry(first).or_default();
        if !known.is_empty() {
            known.push(' ');
        }
        known.push_str(&name);
    }

    /// Writes down what [`Builder::connection`] found.
    fn connections(&mut self) {
        for (id, names) in std::mem::take(&mut self.related) {
            if let Some(mut claim) = self.document.claims.get(id).cloned() {
                let known = claim.data.get("related").map(|known| format!("{known} {names}"));
                claim.data.set("related", &known.unwrap_or(names));
                self.document.claims.set(id, Some(claim));
            }
        }
    }

    fn mark(&mut self, claims: &[ClaimId], key: &str, value: &str) {
        for id in claims {
            if let Some(mut claim) = self.document.claims.get(*id).cloned() {
                claim.data.set(key, value);
                self.document.claims.set(*id, Some(claim));
            }
        }
    }

    /// Relations that a map of our own wrote beside the places of its claims.
    fn also(&mut self, ids: &[ClaimId], taken: &mut Names, mut order: u64) {
        let gathered = self.gathered;
        let told: Vec<(ClaimId, u32, &Also)> = gathered
            .nodes
            .iter()
            .zip(ids)
            .flat_map(|(node, id)| node.also.iter().map(|also| (*id, node.line, also)))
            .collect();
        for (id, line, also) in told {
            if self.document.relations.len() >= self.most {
                self.over.relations = self.over.relations.saturating_add(1);
                continue;
            }
            let (kind, is_step) = match also.does.as_str() {
                "supports" => (RelationKind::Support, false),
                "attacks" => (RelationKind::Attack, false),
                "undercuts" => (RelationKind::Attack, true),
                "backs" => (RelationKind::Support, true),
                other => {
                    self.warn(line, Trouble::UnknownKind(excerpt(other)));
                    continue;
                }
            };
            let document = &self.document;
            let target = if is_step {
                let found = document
                    .relations
                    .id(&also.of)
                    .filter(|found| document.relations.contains(*found));
                found.map(Target::Relation)
            } else {
                let found = document
                    .claims
                    .id(&also.of)
                    .filter(|found| document.claims.contains(*found));
                found.map(Target::Claim)
            };
            let with: Option<Vec<ClaimId>> = also
                .with
                .iter()
                .map(|name| {
                    document
                        .claims
                        .id(name)
                        .filter(|found| document.claims.contains(*found))
                })
                .collect();
            let (Some(target), Some(with)) = (target, with) else {
                self.warn(line, Trouble::Missing(excerpt(&also.of)));
                continue;
            };
            let name = Document::simple_relation_name(document.claims.name(id), &also.of);
            let name = taken.numbered(name, '+');
            let relation = self.document.relations.intern(&name);
            order += ORDER_STEP;
            let relation_record = Relation {
                premises: std::iter::once(id).chain(with).collect(),
                kind,
                target,
                order,
            };
            self.document.relations.set(relation, Some(relation_record));
        }
    }
}

#[derive(Default)]
struct Sources {
    by_key: HashMap<String, Option<SourceId>>,
    names: Names,
}

fn order_of(number: usize) -> u64 {
    (number as u64 + 1) * ORDER_STEP
}
