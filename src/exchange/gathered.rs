//! What was read from a file by others, before it becomes a map: flat lists, in the order of the file.
//!
//! **Invariants:** a number in a list points into the list that its field names; readers keep it so. Nothing here knows the
//! file's own format any more, but for the data that is kept to be written back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::format::Format;
use super::limit::Over;
use super::trouble::{Trouble, Warning, excerpt};

/// Texts of one thing by the code of their language; `""` is the language of the file, whichever that is.
///
/// Nearly all have that one only, and a file may have hundreds of thousands: it stands by itself, in little memory.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "BTreeMap<String, String>")]
#[serde(into = "BTreeMap<String, String>")]
pub struct Words {
    main: String,
    #[expect(
        clippy::box_collection,
        reason = "nearly all have none: eight bytes rather than twenty-four"
    )]
    others: Option<Box<BTreeMap<String, String>>>,
}

impl Words {
    /// Words in the language of the file.
    pub fn plain(words: impl Into<String>) -> Self {
        Self {
            main: words.into(),
            others: None,
        }
    }

    /// The words in the language of the file; empty if there are none.
    pub fn main(&self) -> &str {
        &self.main
    }

    /// The words in the language of the file, to be changed.
    pub fn main_mut(&mut self) -> &mut String {
        &mut self.main
    }

    /// The words in a language; `None` if nothing is said of it.
    pub fn get(&self, lang: &str) -> Option<&str> {
        if lang.is_empty() {
            return Some(self.main()).filter(|words| !words.is_empty());
        }
        self.others.as_ref()?.get(lang).map(String::as_str)
    }

    /// Puts the words in a language in place of those that are there.
    pub fn insert(&mut self, lang: String, words: String) {
        if lang.is_empty() {
            self.main = words;
        } else {
            self.others.get_or_insert_default().insert(lang, words);
        }
    }

    /// The words in a language, to be changed.
    pub fn slot(&mut self, lang: &str) -> &mut String {
        if lang.is_empty() {
            return &mut self.main;
        }
        let others = self.others.get_or_insert_default();
        others.entry(lang.to_owned()).or_default()
    }

    /// The languages with their words, that of the file first.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let main = Some(("", self.main())).filter(|(_, words)| !words.is_empty());
        let others = self.others.iter().flat_map(|others| others.iter());
        main.into_iter()
            .chain(others.map(|(lang, words)| (lang.as_str(), words.as_str())))
    }

    /// The words in other languages than that of the file.
    pub fn into_others(self) -> BTreeMap<String, String> {
        self.others.map(|others| *others).unwrap_or_default()
    }

    /// Whether there are no words in any language.
    pub fn is_empty(&self) -> bool {
        self.iter().all(|(_, words)| words.is_empty())
    }
}

impl From<BTreeMap<String, String>> for Words {
    fn from(mut words: BTreeMap<String, String>) -> Self {
        let main = words.remove("").unwrap_or_default();
        let others = (!words.is_empty()).then(|| Box::new(words));
        Self { main, others }
    }
}

impl From<Words> for BTreeMap<String, String> {
    fn from(words: Words) -> Self {
        let main = words.main.clone();
        let mut all = words.into_others();
        if !main.is_empty() {
            all.insert(String::new(), main);
        }
        all
    }
}

/// What is kept of a file though a map does not show it: names with the format before a dot (`mm.color`), and values.
///
/// Most have one or two, and a file may have hundreds of thousands of claims: a tree for each would take ten times as much.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "BTreeMap<String, String>")]
#[serde(into = "BTreeMap<String, String>")]
pub struct Data(Kept);

#[derive(Clone, Debug)]
enum Kept {
    /// A few, in the order of their names.
    Few(Vec<(String, String)>),
    /// So many that they need a tree.
    Many(BTreeMap<String, String>),
}

/// With more than these a tree is used.
const FEW: usize = 32;

impl Data {
    /// Nothing.
    pub const fn new() -> Self {
        Self(Kept::Few(Vec::new()))
    }

    fn find(all: &[(String, String)], name: &str) -> Result<usize, usize> {
        all.binary_search_by(|(known, _)| known.as_str().cmp(name))
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        match &self.0 {
            Kept::Few(all) => Some(&all.get(Self::find(all, name).ok()?)?.1),
            Kept::Many(all) => all.get(name).map(String::as_str),
        }
    }

    /// Whether there is something of this name.
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Puts a value under a name, in place of the one that is there.
    pub fn insert(&mut self, name: String, value: String) {
        self.change(name, |known| *known = value);
    }

    /// Changes the value of a name; empty if there was none.
    pub fn change(&mut self, name: String, change: impl FnOnce(&mut String)) {
        if let Kept::Few(all) = &mut self.0
            && all.len() >= FEW
        {
            self.0 = Kept::Many(std::mem::take(all).into_iter().collect());
        }
        match &mut self.0 {
            Kept::Many(all) => change(all.entry(name).or_default()),
            Kept::Few(all) => match Self::find(all, &name) {
                Ok(at) => {
                    if let Some((_, known)) = all.get_mut(at) {
                        change(known);
                    }
                }
                Err(at) => {
                    if all.is_empty() {
                        all.reserve_exact(1);
                    }
                    let mut value = String::new();
                    change(&mut value);
                    all.insert(at, (name, value));
                }
            },
        }
    }

    /// Takes a value away.
    pub fn remove(&mut self, name: &str) -> Option<String> {
        match &mut self.0 {
            Kept::Few(all) => {
                let at = Self::find(all, name).ok()?;
                Some(all.remove(at).1)
            }
            Kept::Many(all) => all.remove(name),
        }
    }

    /// Takes away what does not fit.
    pub fn retain(&mut self, fits: impl Fn(&str, &str) -> bool) {
        match &mut self.0 {
            Kept::Few(all) => all.retain(|(name, value)| fits(name, value)),
            Kept::Many(all) => all.retain(|name, value| fits(name, value)),
        }
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let (few, many) = match &self.0 {
            Kept::Few(all) => (Some(all.iter()), None),
            Kept::Many(all) => (None, Some(all.iter())),
        };
        let few = few
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let many = many
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        few.chain(many)
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        match &self.0 {
            Kept::Few(all) => all.is_empty(),
            Kept::Many(all) => all.is_empty(),
        }
    }
}

impl Default for Data {
    fn default() -> Self {
        Self::new()
    }
}

impl PartialEq for Data {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Data {}

impl std::ops::Index<&str> for Data {
    type Output = str;
    /// The value of a name; empty if there is none.
    fn index(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }
}

impl From<BTreeMap<String, String>> for Data {
    fn from(all: BTreeMap<String, String>) -> Self {
        Self(if all.len() > FEW {
            Kept::Many(all)
        } else {
            Kept::Few(all.into_iter().collect())
        })
    }
}

impl From<Data> for BTreeMap<String, String> {
    fn from(data: Data) -> Self {
        match data.0 {
            Kept::Few(all) => all.into_iter().collect(),
            Kept::Many(all) => all,
        }
    }
}

impl FromIterator<(String, String)> for Data {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(all: I) -> Self {
        all.into_iter().collect::<BTreeMap<_, _>>().into()
    }
}

impl IntoIterator for Data {
    type Item = (String, String);
    type IntoIter = std::vec::IntoIter<(String, String)>;
    fn into_iter(self) -> Self::IntoIter {
        let all: Vec<(String, String)> = match self.0 {
            Kept::Few(all) => all,
            Kept::Many(all) => all.into_iter().collect(),
        };
        all.into_iter()
    }
}

impl Extend<(String, String)> for Data {
    fn extend<I: IntoIterator<Item = (String, String)>>(&mut self, all: I) {
        for (name, value) in all {
            self.insert(name, value);
        }
    }
}

/// A source as a claim names it.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Cited {
    /// Its name in a map of our own; empty if it comes from elsewhere.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Author, title, date; or the words of a link.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub citation: String,
    /// Web addresses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub urls: Vec<String>,
    /// What it supports in this claim.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub supports: Words,
    /// What it supports in general.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub about: Words,
    /// How much of it was seen.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub seen: Words,
    /// When it was last checked.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub checked: String,
}

/// A relation of a claim that its place in the file does not show, as a map of our own writes it.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Also {
    /// What it does: `supports`, `attacks`, `undercuts` or `backs`.
    pub does: String,
    /// To which claim (its id), or for the last two to which relation (its name).
    pub of: String,
    /// With which other claims, by their ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
}

/// What a node is in its own format.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A sentence.
    #[default]
    Claim,
    /// An argument with a name.
    Argument,
    /// The question itself.
    Question,
}

/// A claim or argument.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Its name in a map of our own, as `id`; empty if it comes from elsewhere.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// A short name, if the format has one besides the text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The sentence.
    pub text: Words,
    /// What explains it.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub explanation: Words,
    /// What only the presenter sees.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub note: Words,
    /// The group that it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<usize>,
    /// Whose argument it is, if that is said with the argument itself: the name (or id) of a stakeholder.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub stakeholder: String,
    /// Its theme, if that is said with the argument itself.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub theme: String,
    /// Keywords.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// What it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Cited>,
    /// Whether it belongs to the core.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub core: bool,
    /// Where it comes from, as a map file says it (`printed_map`, `research`, `own`); empty if that is not said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mark: String,
    /// Instruments that it names, by their names in a map of our own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instruments: Vec<String>,
    /// Relations that its place does not show.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Also>,
    /// Claims with the same word here and the same goal only hold together.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub joint: String,
    /// What is kept and not shown.
    #[serde(skip_serializing_if = "Data::is_empty")]
    pub data: Data,
    /// Its line in the file, from 1; 0 if there is none to name.
    pub line: u32,
}

impl Node {
    /// A node with these words.
    pub fn new(text: impl Into<String>, line: u32) -> Self {
        Self {
            text: Words::plain(text),
            line,
            ..Self::default()
        }
    }
}

/// What a link says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkKind {
    /// Speaks for it.
    Support,
    /// Speaks against it.
    Attack,
    /// Hangs under it; the file does not say whether for or against.
    Under,
    /// Both exclude each other.
    Contradiction,
    /// Says the same in other words.
    Rephrase,
    /// Is connected, without for or against.
    Related,
}

/// What a link speaks to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Goal {
    /// A node.
    Node(usize),
    /// The step of another link: an attack on it is an undercut.
    Link(usize),
    /// The step with which a node speaks for or against something: whichever link leaves it first.
    StepOf(usize),
}

/// A relation: from the reasons to what they speak to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Link {
    /// The reasons; several only hold together.
    pub premises: Vec<usize>,
    /// What it says.
    pub kind: LinkKind,
    /// What it speaks to.
    pub goal: Goal,
    /// Its line in the file, from 1; 0 if there is none to name.
    pub line: u32,
}

/// A heading, or a box around several nodes.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Group {
    /// What it is called.
    pub title: Words,
    /// Its name in a map of our own, as `id`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The group that it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<usize>,
    /// Whether it is a stakeholder rather than a theme; `None` if the file does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_stakeholder: Option<bool>,
    /// Its color and symbol in a map of our own, as `hue` and `symbol`, and its `order`.
    #[serde(skip_serializing_if = "Data::is_empty")]
    pub data: Data,
    /// Its line in the file.
    pub line: u32,
}

/// Everything that was read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Gathered {
    /// What it was read from.
    pub format: Format,
    /// Short name of the map.
    pub title: Words,
    /// The question, if it stands apart from the claims.
    pub question: Words,
    /// What the map is about.
    pub explanation: Words,
    /// Who made it, when, under which licence.
    pub colophon: Words,
    /// The code of its language, if it says so.
    pub lang: Option<String>,
    /// The claims and arguments.
    pub nodes: Vec<Node>,
    /// What speaks for what.
    pub links: Vec<Link>,
    /// Headings.
    pub groups: Vec<Group>,
    /// Sources that no node names.
    #[serde(default)]
    pub sources: Vec<Cited>,
    /// The thesis, if the file says which it is.
    pub thesis: Option<usize>,
    /// What is kept of the whole and not shown.
    pub data: Data,
    /// What the format itself counts, by its own names, for a report: `statements`, `arguments`, `nodes` ...
    pub counts: BTreeMap<String, usize>,
    /// What a reader left out because a map holds no more.
    #[serde(default, skip_serializing_if = "Over::is_none")]
    pub over: Over,
    /// The line of the first of that; 0 if there is none to name.
    #[serde(default)]
    pub over_line: u32,
    /// What deserves attention.
    pub warnings: Vec<Warning>,
}

/// So many warnings are listed one by one.
const MOST_WARNINGS: usize = 1_000;

impl Gathered {
    /// Nothing yet, of this format.
    pub fn new(format: Format) -> Self {
        Self {
            format,
            title: Words::default(),
            question: Words::default(),
            explanation: Words::default(),
            colophon: Words::default(),
            lang: None,
            nodes: Vec::new(),
            links: Vec::new(),
            groups: Vec::new(),
            sources: Vec::new(),
            thesis: None,
            data: Data::new(),
            counts: BTreeMap::new(),
            over: Over::default(),
            over_line: 0,
            warnings: Vec::new(),
        }
    }

    /// All but the nodes, the links and the warnings, which may be long.
    pub(super) fn clone_without_lists(&self) -> Self {
        Self {
            title: self.title.clone(),
            question: self.question.clone(),
            explanation: self.explanation.clone(),
            colophon: self.colophon.clone(),
            lang: self.lang.clone(),
            groups: self.groups.clone(),
            sources: self.sources.clone(),
            thesis: self.thesis,
            data: self.data.clone(),
            counts: self.counts.clone(),
            over: self.over,
            over_line: self.over_line,
            ..Self::new(self.format)
        }
    }

    /// Says that a claim was left out because a map holds no more.
    pub fn leave_over(&mut self, line: u32) {
        self.over.claims = self.over.claims.saturating_add(1);
        self.over_from(line);
    }

    /// What is left out begins no later than this line.
    pub(super) fn over_from(&mut self, line: u32) {
        if line > 0 && (self.over_line == 0 || line < self.over_line) {
            self.over_line = line;
        }
    }

    /// Adds a node; its number.
    pub fn node(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// Adds a link; its number.
    pub fn link(&mut self, premise: usize, kind: LinkKind, goal: Goal, line: u32) -> usize {
        self.links.push(Link {
            premises: vec![premise],
            kind,
            goal,
            line,
        });
        self.links.len() - 1
    }

    /// Says that something deserves attention; beyond a thousand they are only counted.
    pub fn warn(&mut self, line: u32, what: Trouble) {
        if self.warnings.len() < MOST_WARNINGS {
            self.warnings.push(Warning { line, what });
        } else if let Some(Warning {
            what: Trouble::More(num),
            ..
        }) = self.warnings.last_mut()
        {
            *num += 1;
        } else {
            let num = self.warnings.len() as u32 + 1;
            let what = Trouble::More(num);
            self.warnings.push(Warning { line: 0, what });
        }
    }

    /// As [`Gathered::warn`], about a place with these words.
    pub fn warn_at(&mut self, line: u32, what: impl Fn(String) -> Trouble, words: &str) {
        self.warn(line, what(excerpt(words)));
    }

    /// Counts one more of what the format itself counts.
    pub fn count(&mut self, name: &str) {
        *self.counts.entry(name.to_owned()).or_default() += 1;
    }

    /// Sets one of what the format itself counts.
    pub fn set_count(&mut self, name: &str, num: usize) {
        self.counts.insert(name.to_owned(), num);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_the_same_however_much_there_is() {
        let mut data = Data::new();
        let mut known = BTreeMap::new();
        for number in (0..200_u32).map(|number| number * 37 % 100) {
            data.change(format!("naam {number}"), |value| value.push('x'));
            known
                .entry(format!("naam {number}"))
                .or_insert_with(String::new)
                .push('x');
            let same = data
                .iter()
                .eq(known.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            assert!(same, "{data:?}");
            assert_eq!(Data::from(known.clone()), data);
        }
        assert_eq!((data.get("naam 7"), data.get("naam")), (Some("xx"), None));
        for number in 0..100 {
            assert_eq!(data.remove(&format!("naam {number}")).as_deref(), Some("xx"));
        }
        assert!(data.is_empty() && data == Data::new());
    }

    #[test]
    fn beyond_a_thousand_warnings_are_counted() {
        let mut gathered = Gathered::new(Format::Text);
        for line in 1..=1_500 {
            gathered.warn_at(line, Trouble::KeptAsText, "woorden");
        }
        assert_eq!(gathered.warnings.len(), MOST_WARNINGS + 1);
        assert_eq!(gathered.warnings.last().unwrap().what, Trouble::More(1_500));
    }
}
