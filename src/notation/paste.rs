//! Text from other programs as arguments, and arguments as text for them.

use crate::edit::Fragment;
use crate::model::{
    Claim, ClaimId, Document, Lang, ORDER_STEP, Relation, RelationId, RelationKind, Stakeholder, Structure, Target,
    Text, Theme,
};

use super::lines::{LineKind, Mark, parse_line};

/// A sentence found in a text may be no longer than this many letters: what is longer is no outline.
const MAX_LETTERS: usize = 4_000;
/// A text has at most this many lines that become arguments at once.
pub const MAX_LINES: usize = 20_000;

/// Makes arguments of a text: one a line, what is indented hangs under the line above it.
///
/// Lines begin with the marks of the outline, with the bullets and numbers of other programs, or with nothing. Where a
/// text has no mark but `-`, that is a bullet and says nothing about for or against. `None` if there is no sentence in
/// it, or if it is far too large. Takes time linear in the text.
pub fn fragment(text: &str, lang: Lang) -> Option<Fragment> {
    let marks = |wanted: Mark| {
        text.lines()
            .any(|line| matches!(parse_line(line).kind, LineKind::Claim(mark) if mark == wanted))
    };
    let has_headings = text
        .lines()
        .any(|line| matches!(parse_line(line).kind, LineKind::Stakeholder));
    // Lists of most programs begin every line with a dash.
    let dash_is_bullet = !has_headings && !marks(Mark::Support) && !marks(Mark::Undercut);
    let mut document = Document::default();
    document.cover.languages = vec![lang];
    let top = document.claims.intern("\u{0}thesis");
    document.claims.set(top, Some(Claim::default()));
    document.cover.thesis = Some(top);
    let (mut stakeholder, mut theme) = (None, None);
    let mut above: Vec<(usize, ClaimId, Option<RelationId>)> = Vec::new();
    let mut order = ORDER_STEP;
    let mut num = 0;
    for line in text.lines() {
        let parsed = parse_line(line);
        let (mark, words) = match parsed.kind {
            LineKind::Blank => continue,
            LineKind::Stakeholder => {
                above.clear();
                theme = None;
                stakeholder = (!parsed.words.is_empty() && parsed.words != "?").then(|| {
                    let id = document
                        .stakeholders
                        .intern(&document.stakeholders.free_name(parsed.words));
                    let record = Stakeholder {
                        name: Text::new(lang, parsed.words),
                        hue: crate::model::Hue::Slate,
                        symbol: crate::model::Symbol::People,
                        order,
                    };
                    document.stakeholders.set(id, Some(record));
                    id
                });
                continue;
            }
            LineKind::Theme => {
                above.clear();
                theme = (!parsed.words.is_empty()).then(|| {
                    let id = document.themes.intern(&document.themes.free_name(parsed.words));
                    let record = Theme {
                        name: Text::new(lang, parsed.words),
                        order,
                    };
                    document.themes.set(id, Some(record));
                    id
                });
                continue;
            }
            LineKind::Claim(Mark::Attack) if dash_is_bullet => (None, parsed.words),
            LineKind::Claim(mark) => (Some(mark), parsed.words),
            LineKind::Plain => (None, without_bullet(parsed.words)),
        };
        if words.is_empty() {
            continue;
        }
        num += 1;
        if num > MAX_LINES || words.len() > MAX_LETTERS * 4 {
            return None;
        }
        while above.last().is_some_and(|(indent, _, _)| *indent >= parsed.indent) {
            above.pop();
        }
        let parent = above.last().copied();
        // A name of its own for looking up; pasted, it gets one from its words.
        let id = document.claims.intern(&format!("\u{0}{num}"));
        let claim = Claim {
            text: Text::new(lang, words),
            stakeholder: stakeholder.filter(|_| parent.is_none()),
            theme: theme.filter(|_| parent.is_none()),
            order,
            ..Claim::default()
        };
        document.claims.set(id, Some(claim));
        let kind = match mark {
            Some(Mark::Attack | Mark::Undercut) => RelationKind::Attack,
            _ => RelationKind::Support,
        };
        let target = match (parent, mark) {
            (Some((_, _, Some(step))), Some(Mark::Undercut)) => Some(Target::Relation(step)),
            (Some((_, parent, _)), _) => Some(Target::Claim(parent)),
            (None, Some(_)) => Some(Target::Claim(top)),
            // Its side is that of the place where it is pasted.
            (None, None) => None,
        };
        let step = target.map(|target| {
            let step = document.relations.intern(&format!("\u{0}{num}>"));
            let relation = Relation {
                premises: id.into(),
                kind,
                target,
                order,
            };
            document.relations.set(step, Some(relation));
            step
        });
        above.push((parsed.indent, id, step));
        order += ORDER_STEP;
    }
    (num > 0).then(|| Fragment::new(document))
}

/// The words behind a bullet or number of a list.
fn without_bullet(words: &str) -> &str {
    let rest = words.trim_start_matches(['*', '•', '◦', '▪', '‣', '·', '○', '●', '→', '>']);
    if rest.len() < words.len() && rest.starts_with(char::is_whitespace) {
        return rest.trim_start();
    }
    let digits = words.trim_start_matches(|letter: char| letter.is_ascii_digit());
    if digits.len() < words.len()
        && words.len() - digits.len() <= 3
        && let Some(rest) = digits.strip_prefix(['.', ')'])
        && rest.starts_with(char::is_whitespace)
    {
        return rest.trim_start();
    }
    words
}

/// Claims with all that hangs under them, as text that any program can show.
pub fn render_claims(document: &Document, structure: &Structure, claims: &[ClaimId], lang: Lang) -> String {
    let mut out = String::new();
    let is_chosen = |claim: &ClaimId| claims.contains(claim);
    let tops: Vec<ClaimId> = claims
        .iter()
        .copied()
        .filter(|claim| !structure.path_to_thesis(*claim).iter().skip(1).any(is_chosen))
        .collect();
    let mut tops = tops;
    tops.sort_by_key(|id| document.claims.get(*id).map(|claim| claim.order));
    for top in tops {
        render_branch(document, structure, top, lang, 0, &mut out);
    }
    out
}

/// Writes a claim and what hangs under it; deep branches without recursion.
pub(super) fn render_branch(
    document: &Document,
    structure: &Structure,
    top: ClaimId,
    lang: Lang,
    indent: usize,
    out: &mut String,
) {
    let mut open = vec![(top, indent, None)];
    while let Some((claim, indent, before)) = open.pop() {
        out.extend(std::iter::repeat_n(' ', indent * 2));
        out.push(mark_of(structure, claim, before).sign());
        out.push(' ');
        out.push_str(&one_line(document, claim, lang));
        out.push('\n');
        let children = structure.children(claim);
        let with_before = children.iter().enumerate().map(|(number, child)| {
            let before = number.checked_sub(1).and_then(|before| children.get(before));
            (*child, indent + 1, before.copied())
        });
        open.extend(with_before.rev());
    }
}

/// The mark of a claim where it hangs; `before` is the sibling before it.
pub(super) fn mark_of(structure: &Structure, claim: ClaimId, before: Option<ClaimId>) -> Mark {
    let Some(place) = structure.place(claim) else {
        return Mark::Support;
    };
    let shares = |before: ClaimId| {
        let other = structure.place(before).and_then(|other| other.relation);
        other.is_some() && other == place.relation
    };
    if before.is_some_and(shares) {
        Mark::Joint
    } else if place.undercut {
        Mark::Undercut
    } else if place.kind == Some(RelationKind::Attack) {
        Mark::Attack
    } else {
        Mark::Support
    }
}

/// The sentence of a claim in one line, in this language or another.
pub(super) fn one_line(document: &Document, claim: ClaimId, lang: Lang) -> String {
    let words = document
        .claims
        .get(claim)
        .map_or("", |record| document.read(&record.text, lang).words);
    if words.contains(['\n', '\r']) {
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        words.trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(fragment: &Fragment) -> Vec<String> {
        let document = fragment.document();
        let claims = document.claims.in_order().into_iter();
        claims
            .filter(|id| Some(*id) != document.cover.thesis)
            .map(|id| document.claims.get(id).unwrap().text.get(Lang::NL).unwrap().to_owned())
            .collect()
    }

    #[test]
    fn an_indented_list_of_any_program_becomes_arguments() {
        let fragment = fragment("* een\n\t• twee\n1. drie\n\n- vier", Lang::NL).unwrap();
        assert_eq!(sentences(&fragment), ["een", "twee", "drie", "vier"]);
        let tops: Vec<_> = fragment.tops().iter().map(|(_, kind)| *kind).collect();
        assert_eq!(tops, [None, None, None]);
    }

    #[test]
    fn marks_say_for_and_against() {
        let fragment = fragment("+ voor\n  - maar\n    _ niet zo\n- tegen", Lang::NL).unwrap();
        let tops: Vec<_> = fragment.tops().iter().map(|(_, kind)| *kind).collect();
        assert_eq!(tops, [Some(RelationKind::Support), Some(RelationKind::Attack)]);
        assert_eq!(fragment.document().relations.len(), 4);
        assert!(super::fragment(" \n\n", Lang::NL).is_none());
    }
}
