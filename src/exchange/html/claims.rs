//! Arguments with what is said about them.

use std::fmt::Write as _;

use crate::model::{ClaimId, Id as _, Mark, RelationKind, StakeholderId, Stance};

use super::{Edition, escape};

/// So deep replies are nested; deeper ones stand below each other and name what they answer. Browsers do not nest without
/// end either.
const DEEPEST: usize = 40;

/// What is still to be written of a tree of claims.
enum Step {
    /// A claim: how deep it stands, and whether it must say what it answers.
    Claim(ClaimId, usize, bool),
    /// The end of something.
    End(&'static str),
}

impl Edition<'_> {
    /// The arguments of a stakeholder, for and against side by side.
    pub(super) fn stakeholder(&mut self, stakeholder: Option<StakeholderId>) {
        let document = self.document;
        let thesis = document.cover.thesis;
        let arguments = thesis.map_or(&[][..], |thesis| self.structure.children(thesis));
        let own: Vec<ClaimId> = arguments
            .iter()
            .copied()
            .filter(|claim| {
                let known = document.claims.get(*claim).and_then(|claim| claim.stakeholder);
                known.filter(|id| document.stakeholders.contains(*id)) == stakeholder
            })
            .collect();
        self.out.push_str("<div class=\"sides\">\n");
        let words = self.words;
        for (stance, word, sign, class) in [
            (Stance::Pro, words.pro, '+', "for"),
            (Stance::Contra, words.contra, '−', "against"),
        ] {
            let mut side = own.clone();
            side.retain(|claim| self.structure.stance(*claim) == Some(stance));
            let _ = writeln!(
                self.out,
                "<div class=\"side\"><h3><span class=\"side-word {class}\"><span aria-hidden=\"true\">{sign}</span> {word}\
                 </span> <span class=\"num\">{}</span></h3>",
                side.len()
            );
            if side.is_empty() {
                let _ = writeln!(self.out, "<p class=\"about\">{}</p>", words.none);
            }
            self.themes(&side);
            self.out.push_str("</div>\n");
        }
        self.out.push_str("</div>\n");
    }

    /// Arguments under the headings of their themes.
    fn themes(&mut self, arguments: &[ClaimId]) {
        let document = self.document;
        let of = |claim: &ClaimId| {
            let theme = document.claims.get(*claim).and_then(|claim| claim.theme);
            theme.filter(|id| document.themes.contains(*id))
        };
        let themes = document.themes.in_order().into_iter().map(Some);
        for theme in std::iter::once(None).chain(themes) {
            let own: Vec<ClaimId> = arguments.iter().copied().filter(|claim| of(claim) == theme).collect();
            if own.is_empty() {
                continue;
            }
            self.out.push_str("<div class=\"theme\">");
            if let Some((id, record)) = theme.and_then(|id| Some((id, document.themes.get(id)?))) {
                let name = self.inline(&record.name);
                let name = if name.is_empty() {
                    escape(document.themes.name(id)).into_owned()
                } else {
                    name
                };
                let _ = write!(self.out, "<h4>{name}</h4>");
            }
            self.claims(&own);
            self.out.push_str("</div>\n");
        }
    }

    /// Claims with their replies.
    pub(super) fn claims(&mut self, tops: &[ClaimId]) {
        self.out.push_str("<ul class=\"claims\">\n");
        let mut steps: Vec<Step> = tops.iter().rev().map(|claim| Step::Claim(*claim, 0, false)).collect();
        while let Some(step) = steps.pop() {
            let (claim, depth, says_what) = match step {
                Step::End(tags) => {
                    self.out.push_str(tags);
                    continue;
                }
                Step::Claim(claim, depth, says_what) => (claim, depth, says_what),
            };
            let children = self.structure.children(claim);
            let is_nested = depth < DEEPEST && !children.is_empty();
            let is_folded = self.open_claim(claim, depth, says_what, is_nested);
            if !is_nested {
                self.out
                    .push_str(if is_folded { "</details></li>\n" } else { "</li>\n" });
                steps.extend(children.iter().rev().map(|child| Step::Claim(*child, depth, true)));
                continue;
            }
            self.out.push_str("<ul class=\"claims\">\n");
            steps.push(Step::End("</ul></details></li>\n"));
            steps.extend(children.iter().rev().map(|child| Step::Claim(*child, depth + 1, false)));
        }
        self.out.push_str("</ul>\n");
    }

    /// The beginning of a claim; whether it can be folded.
    fn open_claim(&mut self, claim: ClaimId, depth: usize, says_what: bool, has_replies: bool) -> bool {
        let place = self.structure.place(claim);
        let kind = place.and_then(|place| place.kind);
        let is_step = place.is_some_and(|place| place.undercut);
        let class = match kind {
            Some(RelationKind::Support) => " class=\"for\"",
            Some(RelationKind::Attack) => " class=\"against\"",
            None => "",
        };
        let anchor = self.claim_anchor(claim);
        let _ = write!(self.out, "<li id=\"{anchor}\"{class}>");
        let is_reply = depth > 0 || says_what || place.is_some_and(|place| place.parent != self.document.cover.thesis);
        let side = kind.map_or(String::new(), |kind| {
            let word = match (kind, is_reply) {
                (RelationKind::Support, false) => self.words.pro,
                (RelationKind::Attack, false) => self.words.contra,
                (kind, true) => self.words.relation(kind, is_step),
            };
            let sign = if kind == RelationKind::Support { '+' } else { '−' };
            format!("<span class=\"side-word\"><span aria-hidden=\"true\">{sign}</span> {word}</span> ")
        });
        let text = self.claim_words(claim);
        // What is folded is written first, to see whether there is anything.
        let before = self.out.len();
        if says_what && let Some(parent) = place.and_then(|place| place.parent) {
            let (anchor, words) = (self.claim_anchor(parent), self.claim_words(parent));
            let _ = write!(
                self.out,
                "<p class=\"about\">{}: <a href=\"#{anchor}\">{words}</a></p>",
                self.words.answers
            );
        }
        self.claim_body(claim);
        let body = self.out.split_off(before);
        if body.is_empty() && !has_replies {
            let _ = write!(
                self.out,
                "<p class=\"plain\">{side}<span class=\"claim-text\">{text}</span></p>"
            );
            return false;
        }
        let num_replies = if has_replies {
            self.structure.children(claim).len()
        } else {
            0
        };
        let num_sources = self.document.claims.get(claim).map_or(0, |claim| claim.sources.len());
        let folded = self.words.folded(num_replies, num_sources);
        let more = if folded.is_empty() {
            String::new()
        } else {
            format!(" <span class=\"more\">({folded})</span>")
        };
        let _ = write!(
            self.out,
            "<details><summary>{side}<span class=\"claim-text\">{text}</span>{more}</summary>"
        );
        if !body.is_empty() {
            let _ = write!(self.out, "<div class=\"body\">{body}</div>");
        }
        true
    }

    /// The sentence of a claim, or else its name.
    pub(super) fn claim_words(&self, claim: ClaimId) -> String {
        let text = self.document.claims.get(claim).map(|claim| self.inline(&claim.text));
        text.filter(|words| !words.is_empty())
            .unwrap_or_else(|| escape(self.document.claims.name(claim)).into_owned())
    }

    fn claim_link(&self, claim: ClaimId) -> String {
        format!(
            "<a href=\"#{}\">{}</a>",
            self.claim_anchor(claim),
            self.claim_words(claim)
        )
    }

    /// What is known of a claim: explanation, further relations, where it comes from, what helps, sources.
    pub(super) fn claim_body(&mut self, id: ClaimId) {
        let document = self.document;
        let Some(claim) = document.claims.get(id) else { return };
        let words = self.words;
        self.paragraphs(&claim.explanation, "");
        let relation = self.structure.place(id).and_then(|place| place.relation);
        let premises = relation
            .and_then(|relation| document.relations.get(relation))
            .map(|relation| &relation.premises);
        let others: Vec<String> = premises
            .into_iter()
            .flatten()
            .filter(|other| **other != id && document.claims.contains(**other))
            .map(|other| self.claim_link(*other))
            .collect();
        if !others.is_empty() {
            let _ = writeln!(
                self.out,
                "<p class=\"about\">{}: {}</p>",
                words.together,
                others.join("; ")
            );
        }
        for also in self.export.also(id) {
            let target = if matches!(also.does.as_str(), "undercuts" | "backs") {
                let relation = document
                    .relations
                    .id(&also.of)
                    .and_then(|id| document.relations.get(id));
                relation.and_then(|relation| relation.premises.first().copied())
            } else {
                document.claims.id(&also.of)
            };
            if let Some(target) = target.filter(|target| document.claims.contains(*target)) {
                let link = self.claim_link(target);
                let does = words.does(&also.does);
                let _ = writeln!(self.out, "<p class=\"about\">{}: {does} {link}</p>", words.also);
            }
        }
        let mut about: Vec<String> = Vec::new();
        if claim.core {
            about.push(words.core.to_owned());
        }
        if claim.mark != Mark::Own {
            about.push(format!("{}: {}", words.origin, words.mark(claim.mark)));
        }
        if !claim.tags.is_empty() {
            let tags: Vec<_> = claim.tags.iter().map(|tag| escape(tag)).collect();
            about.push(format!("{}: {}", words.tags, tags.join(", ")));
        }
        if !about.is_empty() {
            let _ = writeln!(self.out, "<p class=\"about\">{}</p>", about.join(" · "));
        }
        let cards: Vec<String> = claim
            .instruments
            .iter()
            .filter_map(|card| {
                let record = document.instruments.get(*card)?;
                Some(format!(
                    "<a href=\"#{}\">{}</a>",
                    self.card_anchor(*card),
                    self.card_name(*card, record)
                ))
            })
            .collect();
        if !cards.is_empty() {
            let _ = writeln!(
                self.out,
                "<p class=\"about\">{}: {}</p>",
                words.instruments,
                cards.join(", ")
            );
        }
        let cites: Vec<String> = claim
            .sources
            .iter()
            .filter_map(|citation| {
                let source = document.sources.get(citation.source)?;
                let name = escape(source.citation.trim()).replace('\n', " ");
                let name = if name.is_empty() {
                    escape(document.sources.name(citation.source)).into_owned()
                } else {
                    name
                };
                let supports = self.inline(&citation.supports);
                let supports = if supports.is_empty() {
                    supports
                } else {
                    format!(": {supports}")
                };
                let anchor = self.source_anchor(citation.source);
                Some(format!("<li><a href=\"#{anchor}\">{name}</a>{supports}</li>"))
            })
            .collect();
        if !cites.is_empty() {
            let _ = writeln!(
                self.out,
                "<p class=\"label\">{}</p><ul class=\"cites\">{}</ul>",
                words.sources,
                cites.concat()
            );
        }
    }

    /// For each source: links to what names it.
    pub(super) fn back_links(&self) -> Vec<Vec<String>> {
        let document = self.document;
        let mut found = vec![Vec::new(); document.sources.num_slots()];
        for id in document.claims.in_order() {
            let sources = document.claims.get(id).map_or(&[][..], |claim| &claim.sources);
            for citation in sources {
                if let Some(links) = found.get_mut(citation.source.index()) {
                    links.push(self.claim_link(id));
                }
            }
        }
        for id in document.instruments.in_order() {
            let Some(record) = document.instruments.get(id) else {
                continue;
            };
            for source in record.sources() {
                if let Some(links) = found.get_mut(source.index()) {
                    let name = self.card_name(id, record);
                    links.push(format!("<a href=\"#{}\">{name}</a>", self.card_anchor(id)));
                }
            }
        }
        for id in document.facts.in_order() {
            let sources = document.facts.get(id).map_or(&[][..], |fact| &fact.sources);
            for source in sources {
                if let Some(links) = found.get_mut(source.index()) {
                    let anchor = self.anchor('f', document.facts.name(id), id.index());
                    let words = document
                        .facts
                        .get(id)
                        .map_or(String::new(), |fact| self.inline(&fact.text));
                    links.push(format!("<a href=\"#{anchor}\">{words}</a>"));
                }
            }
        }
        found
    }
}
