//! Mind maps and outlines: a tree of texts becomes claims, headings and sides, and a map becomes such a tree.

use serde_json::Value;

use crate::model::{ClaimId, Id as _, RelationKind, StakeholderId, Stance, ThemeId};

use super::gathered::{Cited, Data, Gathered, Goal, Group, LinkKind, Node, Words};
use super::own::{Export, take, take_group};
use super::signs::{is_stakeholder, side_heading, signed};
use super::trouble::Trouble;

/// One text of a tree that was read. Branches stand in the order of the file, each behind the one that it hangs under.
#[derive(Clone, Default, Debug)]
pub struct Branch {
    /// The number of the branch that it hangs under.
    pub parent: Option<usize>,
    /// Its text.
    pub text: String,
    /// What explains it.
    pub explanation: String,
    /// A note.
    pub note: String,
    /// Keywords.
    pub tags: Vec<String>,
    /// Links.
    pub sources: Vec<Cited>,
    /// For or against, if something else than its text says so.
    pub sign: Option<LinkKind>,
    /// Named values that may be ours; what is not goes to the data, with the format before it (`mm.`).
    pub named: Vec<(String, Value)>,
    /// What is kept and not shown.
    pub data: Data,
    /// Whether it stands as it is in the data of the branch that it hangs under.
    pub is_kept: bool,
    /// Its line in the file.
    pub line: u32,
}

impl Branch {
    /// Whether it says nothing.
    pub fn is_bare(&self) -> bool {
        self.text.trim().is_empty() && self.note.is_empty() && self.explanation.is_empty()
    }
}

/// How the data of a cover is called that says how others wrote the headings: behind the name of the format, as a list of
/// titles with the data of each.
pub const HEADINGS: &str = ".ak-headings";

/// Likewise: how many texts of the file became nothing that a map has.
pub const GONE: &str = ".ak-gone";

/// Likewise with a claim: it has its side from a heading above it.
pub const SIDE: &str = ".ak-side";

/// What became of a branch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Became {
    /// A node.
    Node(usize),
    /// A heading.
    Group(usize),
    /// A heading for or against, or a branch without text: only what hangs under it counts.
    Nothing,
}

/// What a branch hands down to those under it.
#[derive(Clone, Copy)]
struct Under {
    node: Option<usize>,
    group: Option<usize>,
    side: Option<LinkKind>,
}

/// Puts the branches of a tree into what was gathered. `prefix` is the name of the format in the names of data.
///
/// The first of several roots, or the only one, is the question; a branch is a heading if it says so, if it is the name of a
/// stakeholder, or if it has no sign itself while all that hangs under it has one. Gives what became of each branch.
pub fn gather(branches: Vec<Branch>, into: &mut Gathered, prefix: &str) -> Vec<Became> {
    let headings = headings(&branches);
    let mut looks = Vec::new();
    let mut num_gone = 0_usize;
    let mut became: Vec<(Became, Under)> = Vec::with_capacity(branches.len());
    let roots = branches.iter().filter(|branch| branch.parent.is_none()).count();
    let mut num_unsigned = 0;
    let top = if roots == 1 { None } else { Some(question(into)) };
    if roots > 1 {
        into.warn(0, Trouble::SeveralRoots(roots as u32));
    }
    let rootless = Under {
        node: top,
        group: None,
        side: None,
    };
    for (number, branch) in branches.into_iter().enumerate() {
        let above = branch.parent.and_then(|parent| became.get(parent));
        let above = above.map_or(rootless, |(_, under)| *under);
        let is_root = branch.parent.is_none() && roots == 1;
        let is_heading = !is_root && headings.get(number).copied().unwrap_or(false);
        let next = if branch.is_bare() {
            keep_lost(&branch, into);
            num_gone += usize::from(!branch.is_kept);
            (Became::Nothing, above)
        } else if let Some(side) =
            side_heading(&branch.text).filter(|_| !is_root && branch.sign.is_none() && !is_ours(&branch))
        {
            num_gone += 1;
            let under = Under {
                side: Some(side),
                ..above
            };
            (Became::Nothing, under)
        } else if is_heading {
            if !branch.data.is_empty() {
                looks.push(serde_json::json!([branch.text.trim(), branch.data]));
            }
            let group = self::group(branch, above, into);
            let under = Under {
                group: Some(group),
                ..above
            };
            (Became::Group(group), under)
        } else {
            let (node, is_signed) = node(branch, above, is_root, into, prefix);
            num_unsigned += u32::from(!is_signed && !is_root);
            let under = Under {
                node: Some(node),
                group: None,
                side: None,
            };
            (Became::Node(node), under)
        };
        became.push(next);
    }
    if num_unsigned > 0 {
        into.warn(0, Trouble::NoSign(num_unsigned));
    }
    if !looks.is_empty() {
        into.data
            .insert(format!("{prefix}{HEADINGS}"), Value::Array(looks).to_string());
    }
    if num_gone > 0 {
        into.data.insert(format!("{prefix}{GONE}"), num_gone.to_string());
    }
    if roots == 1
        && let Some((Became::Node(root), _)) = became.first()
    {
        into.thesis = Some(*root);
    }
    became.into_iter().map(|(became, _)| became).collect()
}

/// A node for the question, made from the title.
fn question(into: &mut Gathered) -> usize {
    let words = if into.question.is_empty() {
        into.title.clone()
    } else {
        into.question.clone()
    };
    let node = into.node(Node {
        text: words,
        ..Node::default()
    });
    into.thesis = Some(node);
    node
}

/// Which branches are headings: from the back, so that each is known after all that hangs under it.
fn headings(branches: &[Branch]) -> Vec<bool> {
    let named = |branch: &Branch, key: &str| {
        let found = branch.named.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| value.as_str().unwrap_or_default().to_owned())
    };
    let is_signed =
        |branch: &Branch| branch.sign.is_some() || signed(&branch.text).is_some() || named(branch, "rel").is_some();
    let num = branches.len();
    // The side that a heading above says, by branch.
    let mut sides: Vec<Option<LinkKind>> = Vec::with_capacity(num);
    for branch in branches {
        let above = branch.parent.and_then(|parent| {
            let here = branches.get(parent).filter(|parent| !is_ours(parent));
            let here = here.and_then(|parent| side_heading(&parent.text));
            here.or_else(|| sides.get(parent).copied().flatten())
        });
        sides.push(above);
    }
    let sign_of = |branch: &Branch| branch.sign.or_else(|| signed(&branch.text).map(|(sign, _)| sign));
    // By branch: how many hang under it that have a sign or are headings, and how many that are neither.
    let (mut with, mut without) = (vec![0_u32; num], vec![0_u32; num]);
    // Whether one of those speaks against the side that the branch is on: then it is a reply, and the branch is a claim.
    let mut is_answered = vec![false; num];
    let mut headings = vec![false; num];
    // Headings by what hangs under them alone, on a side.
    let mut is_guessed = vec![false; num];
    for (number, branch) in branches.iter().enumerate().rev() {
        let kind = named(branch, "kind");
        let signed = is_signed(branch);
        let has_side = side_heading(&branch.text).is_some() && !is_ours(branch);
        let count = |list: &[u32]| list.get(number).copied().unwrap_or(0);
        let is_short =
            branch.text.split_whitespace().count() <= 5 && !branch.text.trim_end().ends_with(['.', '?', '!']);
        let is_heading = match kind.as_deref() {
            Some("stakeholder" | "theme") => true,
            Some(_) => false,
            None if signed || named(branch, "id").is_some() => false,
            None if is_stakeholder(&branch.text) => true,
            None => {
                let answered = is_answered.get(number).copied().unwrap_or(false);
                let guessed = is_short && count(&with) > 0 && count(&without) == 0 && !answered;
                if let Some(slot) = is_guessed.get_mut(number) {
                    *slot = guessed && sides.get(number).copied().flatten().is_some();
                }
                guessed
            }
        };
        if let Some(slot) = headings.get_mut(number) {
            *slot = is_heading && !has_side;
        }
        let (sign, side) = (
            sign_of(branch),
            branch.parent.and_then(|parent| sides.get(parent).copied().flatten()),
        );
        if let (Some(sign), Some(side), Some(parent)) = (sign, side, branch.parent)
            && sign != side
            && let Some(slot) = is_answered.get_mut(parent)
        {
            *slot = true;
        }
        if let Some(parent) = branch.parent {
            let list = if signed || is_heading || has_side {
                &mut with
            } else {
                &mut without
            };
            if let Some(slot) = list.get_mut(parent) {
                *slot += 1;
            }
        }
    }
    // On a side, where texts without anything under them are arguments, those with replies are too.
    for (number, branch) in branches.iter().enumerate() {
        let has_plain = branch
            .parent
            .and_then(|parent| without.get(parent))
            .is_some_and(|plain| *plain > 0);
        if has_plain
            && is_guessed.get(number).copied().unwrap_or(false)
            && let Some(slot) = headings.get_mut(number)
        {
            *slot = false;
        }
    }
    headings
}

/// Whether a branch says itself what it is in a map of our own.
fn is_ours(branch: &Branch) -> bool {
    branch.named.iter().any(|(name, _)| name == "id" || name == "kind")
}

fn keep_lost(branch: &Branch, into: &mut Gathered) {
    let lost = branch.sources.first().map(|source| source.urls.join(" "));
    if let Some(lost) = lost.filter(|lost| !lost.is_empty()) {
        into.warn_at(branch.line, Trouble::LeftOut, &lost);
    }
}

fn group(branch: Branch, above: Under, into: &mut Gathered) -> usize {
    let mut group = Group {
        title: Words::plain(branch.text.trim()),
        parent: above.group,
        is_stakeholder: is_stakeholder(&branch.text).then_some(true),
        line: branch.line,
        ..Group::default()
    };
    for (key, value) in &branch.named {
        take_group(&mut group, key, value);
    }
    if !branch.note.is_empty() {
        into.warn_at(branch.line, Trouble::LeftOut, &branch.note);
    }
    into.groups.push(group);
    into.groups.len() - 1
}

fn node(branch: Branch, above: Under, is_root: bool, into: &mut Gathered, prefix: &str) -> (usize, bool) {
    let text = branch.text.trim();
    // What hangs here for want of a place, and does nothing.
    let is_loose = branch
        .named
        .iter()
        .any(|(name, value)| name == "rel" && value.as_str() == Some("nothing"));
    let (said, text) = match signed(text).filter(|_| !is_root && !is_loose) {
        Some((sign, rest)) => (Some(sign), rest),
        None => (None, text),
    };
    let mut node = Node {
        text: Words::plain(text),
        explanation: Words::plain(branch.explanation.trim()),
        note: Words::plain(branch.note.trim()),
        group: above.group,
        tags: branch.tags,
        sources: branch.sources,
        data: branch.data,
        line: branch.line,
        ..Node::default()
    };
    let mut does = None;
    for (key, value) in branch.named {
        match (key.as_str(), value.as_str()) {
            ("kind", Some(_)) => {}
            ("rel", Some(word)) => does = Some(word.to_owned()),
            ("question", _) if is_root => {
                if let Some(words) = words_of(&value) {
                    into.question = words;
                }
            }
            ("title", _) if is_root => {
                if let Some(words) = words_of(&value) {
                    into.title = words;
                }
            }
            _ if take(&mut node, &key, &value) => {}
            _ => {
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                node.data.insert(format!("{prefix}.{key}"), value);
            }
        }
    }
    let line = node.line;
    let number = into.node(node);
    let kind = match does.as_deref() {
        Some("supports" | "backs") => Some(LinkKind::Support),
        Some("attacks" | "undercuts") => Some(LinkKind::Attack),
        _ => branch.sign.or(said).or(above.side),
    };
    // It has its side from a heading that does not come back.
    let is_from_heading = does.is_none() && branch.sign.or(said).is_none() && above.side.is_some();
    if is_from_heading && let Some(node) = into.nodes.get_mut(number) {
        node.data.insert(format!("{prefix}{SIDE}"), "heading".to_owned());
    }
    if let Some(goal) = above.node.filter(|_| !is_loose) {
        let goal = match does.as_deref() {
            Some("undercuts" | "backs") => Goal::StepOf(goal),
            _ => Goal::Node(goal),
        };
        into.link(number, kind.unwrap_or(LinkKind::Under), goal, line);
    }
    (number, kind.is_some() || is_loose)
}

/// Words of one or several languages, as a value or as JSON in words.
pub fn words_of(value: &Value) -> Option<Words> {
    match value {
        Value::String(text) => Some(serde_json::from_str(text).unwrap_or_else(|_| Words::plain(text.clone()))),
        other => serde_json::from_value(other.clone()).ok(),
    }
}

/// One line of the tree that a map becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Twig {
    /// How deep it hangs; the question is at 0.
    pub depth: usize,
    /// What it is.
    pub what: What,
}

/// What stands in a tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// The question, with the thesis if there is one.
    Root(Option<ClaimId>),
    /// A stakeholder.
    Stakeholder(StakeholderId),
    /// A theme.
    Theme(ThemeId),
    /// A claim; what it does to the claim (or step) above it, and whether it is the step. Loose claims do nothing.
    Claim(ClaimId, Option<RelationKind>, bool),
}

/// The map as a tree: the question, the stakeholders with their themes, the arguments with the replies under them, in
/// reading order; what hangs nowhere comes last. For each claim exactly one twig.
pub fn twigs(export: &Export<'_>) -> Vec<Twig> {
    let (document, structure) = (export.document, export.structure);
    let thesis = document.cover.thesis.filter(|thesis| document.claims.contains(*thesis));
    let mut twigs = vec![Twig {
        depth: 0,
        what: What::Root(thesis),
    }];
    let mut arguments: Vec<ClaimId> = thesis.map_or(&[][..], |thesis| structure.children(thesis)).to_vec();
    // For before against, each in reading order.
    arguments.sort_by_key(|claim| structure.stance(*claim) != Some(Stance::Pro));
    let themes = document.themes.in_order();
    let place_of = |theme: Option<ThemeId>| theme.and_then(|theme| themes.iter().position(|known| *known == theme));
    let stakeholders = document.stakeholders.in_order().into_iter().map(Some).chain([None]);
    for stakeholder in stakeholders {
        let mut own: Vec<(Option<usize>, ClaimId)> = arguments
            .iter()
            .filter_map(|claim| {
                let record = document.claims.get(*claim)?;
                let known = record.stakeholder.filter(|id| document.stakeholders.contains(*id));
                (known == stakeholder).then(|| (place_of(record.theme), *claim))
            })
            .collect();
        own.sort_by_key(|(theme, _)| *theme);
        let depth = match stakeholder {
            Some(id) => {
                twigs.push(Twig {
                    depth: 1,
                    what: What::Stakeholder(id),
                });
                2
            }
            None => 1,
        };
        let mut last = None;
        for (theme, claim) in own {
            if theme != last {
                last = theme;
                if let Some(id) = theme.and_then(|theme| themes.get(theme)) {
                    twigs.push(Twig {
                        depth,
                        what: What::Theme(*id),
                    });
                }
            }
            branch(export, claim, depth + usize::from(theme.is_some()), &mut twigs);
        }
    }
    // What is loose has its own beginnings.
    let mut is_told = vec![false; document.claims.num_slots()];
    for twig in &twigs {
        if let What::Claim(claim, ..) | What::Root(Some(claim)) = twig.what
            && let Some(slot) = is_told.get_mut(claim.index())
        {
            *slot = true;
        }
    }
    for claim in document.claims.in_order() {
        let has_parent = structure.place(claim).is_some_and(|place| place.parent.is_some());
        let is_first = !is_told.get(claim.index()).copied().unwrap_or(true);
        if !has_parent && is_first {
            let from = twigs.len();
            branch(export, claim, 1, &mut twigs);
            for twig in twigs.iter().skip(from) {
                if let What::Claim(claim, ..) = twig.what
                    && let Some(slot) = is_told.get_mut(claim.index())
                {
                    *slot = true;
                }
            }
        }
    }
    twigs
}

fn branch(export: &Export<'_>, top: ClaimId, depth: usize, twigs: &mut Vec<Twig>) {
    let structure = export.structure;
    let mut waiting = vec![(top, depth)];
    while let Some((claim, depth)) = waiting.pop() {
        let place = structure.place(claim);
        let kind = place.and_then(|place| place.kind);
        let undercut = place.is_some_and(|place| place.undercut);
        twigs.push(Twig {
            depth,
            what: What::Claim(claim, kind, undercut),
        });
        waiting.extend(structure.children(claim).iter().rev().map(|child| (*child, depth + 1)));
    }
}

/// What the relation of a twig is called among our named values.
pub fn does(kind: RelationKind, undercut: bool) -> &'static str {
    match (kind, undercut) {
        (RelationKind::Support, false) => "supports",
        (RelationKind::Attack, false) => "attacks",
        (RelationKind::Attack, true) => "undercuts",
        (RelationKind::Support, true) => "backs",
    }
}
