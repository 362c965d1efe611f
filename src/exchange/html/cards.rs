//! What stands behind the arguments: the toolbox, facts, words and sources.

use std::fmt::Write as _;

use crate::model::{Id as _, Instrument, InstrumentId, Section, SourceId};

use super::super::address::is_safe;
use super::{Edition, escape};

impl Edition<'_> {
    pub(super) fn card_name(&self, id: InstrumentId, record: &Instrument) -> String {
        let name = self.inline(&record.name);
        if name.is_empty() {
            escape(self.document.instruments.name(id)).into_owned()
        } else {
            name
        }
    }

    /// The cards of the toolbox.
    pub(super) fn toolbox(&mut self) {
        let (document, words) = (self.document, self.words);
        self.out.push_str("<ul class=\"cards\">\n");
        for id in document.instruments.in_order() {
            let Some(card) = document.instruments.get(id) else {
                continue;
            };
            let (anchor, name) = (self.card_anchor(id), self.card_name(id, card));
            let _ = writeln!(self.out, "<li id=\"{anchor}\"><h3>{name}</h3>");
            self.paragraphs(&card.summary, "");
            self.paragraphs(&card.audience, "about");
            let tried = self.inline(&card.tried);
            if !tried.is_empty() {
                let _ = writeln!(self.out, "<p class=\"about\">{}: {tried}</p>", words.tried);
            }
            let helps: Vec<String> = document
                .claims_of_instrument(id)
                .into_iter()
                .map(|claim| {
                    format!(
                        "<li><a href=\"#{}\">{}</a></li>",
                        self.claim_anchor(claim),
                        self.claim_words(claim)
                    )
                })
                .collect();
            let has_parts = card.sections.iter().any(|part| !part.is_empty());
            if has_parts || !helps.is_empty() {
                let _ = writeln!(self.out, "<details><summary>{}: {name}</summary>", words.more);
                for section in Section::ALL {
                    self.card_part(card, section);
                }
                if !helps.is_empty() {
                    let _ = writeln!(self.out, "<h4>{}</h4><ul>{}</ul>", words.helps_with, helps.concat());
                }
                self.out.push_str("</details>");
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n");
    }

    fn card_part(&mut self, card: &Instrument, section: Section) {
        let statements = card.section(section);
        if statements.is_empty() {
            return;
        }
        let list = if section == Section::Steps { "ol" } else { "ul" };
        let _ = writeln!(self.out, "<h4>{}</h4><{list}>", self.words.section(section));
        for statement in statements {
            let own = if statement.own {
                format!(" <span class=\"about\">({})</span>", self.words.own)
            } else {
                String::new()
            };
            let (words, refs) = (self.inline(&statement.text), self.refs(&statement.sources));
            let _ = writeln!(self.out, "<li>{words}{own}{refs}</li>");
        }
        let _ = writeln!(self.out, "</{list}>");
    }

    /// Numbers that lead to sources.
    fn refs(&self, sources: &[SourceId]) -> String {
        let links: Vec<String> = sources
            .iter()
            .filter(|id| self.document.sources.contains(**id))
            .map(|id| {
                let number = self.numbers.get(id.index()).copied().unwrap_or(0);
                format!(
                    "<a href=\"#{}\">{} {number}</a>",
                    self.source_anchor(*id),
                    self.words.source
                )
            })
            .collect();
        if links.is_empty() {
            String::new()
        } else {
            format!(" <span class=\"refs\">({})</span>", links.join(", "))
        }
    }

    pub(super) fn facts(&mut self) {
        let document = self.document;
        self.out.push_str("<ul class=\"facts\">\n");
        for id in document.facts.in_order() {
            let Some(fact) = document.facts.get(id) else { continue };
            let anchor = self.anchor('f', document.facts.name(id), id.index());
            let year = self.inline(&fact.year);
            let year = if year.is_empty() {
                year
            } else {
                format!("<strong>{year}</strong>: ")
            };
            let (words, refs) = (self.inline(&fact.text), self.refs(&fact.sources));
            let _ = writeln!(self.out, "<li id=\"{anchor}\">{year}{words}{refs}</li>");
        }
        self.out.push_str("</ul>\n");
    }

    pub(super) fn glossary(&mut self) {
        let document = self.document;
        self.out.push_str("<dl>\n");
        for id in document.terms.in_order() {
            let Some(term) = document.terms.get(id) else { continue };
            let anchor = self.anchor('t', document.terms.name(id), id.index());
            let (word, meaning) = (self.inline(&term.term), self.inline(&term.meaning));
            let _ = writeln!(self.out, "<div id=\"{anchor}\"><dt>{word}</dt><dd>{meaning}</dd></div>");
        }
        self.out.push_str("</dl>\n");
    }

    /// All sources, with links to where they lead and back to what names them.
    pub(super) fn sources(&mut self) {
        let (document, words) = (self.document, self.words);
        let back = self.back_links();
        self.out.push_str("<ol class=\"sources\">\n");
        for id in document.sources.in_order() {
            let Some(source) = document.sources.get(id) else {
                continue;
            };
            let anchor = self.source_anchor(id);
            let citation = if source.citation.trim().is_empty() {
                escape(document.sources.name(id))
            } else {
                escape(source.citation.trim())
            };
            let _ = writeln!(self.out, "<li id=\"{anchor}\"><p>{citation}</p>");
            for url in &source.urls {
                let url = url.trim();
                let words = escape(url);
                let _ = if is_safe(url) {
                    writeln!(
                        self.out,
                        "<p><a href=\"{words}\" rel=\"noreferrer noopener\">{words}</a></p>"
                    )
                } else {
                    writeln!(self.out, "<p>{words}</p>")
                };
            }
            let mut about: Vec<String> = Vec::new();
            for (label, text) in [(words.supports, &source.supports), (words.seen, &source.seen)] {
                let text = self.inline(text);
                if !text.is_empty() {
                    about.push(format!("<p class=\"about\">{label}: {text}</p>"));
                }
            }
            if !source.checked.is_empty() {
                let day = escape(&source.checked);
                about.push(format!("<p class=\"about\">{} {day}</p>", words.checked));
            }
            self.out.push_str(&about.concat());
            let links = back.get(id.index()).map_or(&[][..], Vec::as_slice);
            if !links.is_empty() {
                let _ = writeln!(
                    self.out,
                    "<details><summary>{} ({})</summary><ul class=\"cites\"><li>{}</li></ul></details>",
                    words.named_by,
                    links.len(),
                    links.join("</li><li>")
                );
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n");
    }
}
