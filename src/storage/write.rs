//! From document to text: fixed order, one line a field, so that a change of one argument changes
//! only its own lines.

use std::fmt::Write as _;

use crate::model::{
    Ballot, Claim, ClaimId, Data, Document, Id, Instrument, Lang, Mark, Ordered, Picture, Relation, RelationId,
    RelationKind, Section, Shows, Stop, Table, Target, Text, by_bucket,
};

use super::FORMAT;
use super::v1::{
    OUTDATED, chart_word, hue_word, mark_word, pictogram_word, section_word, side_word, stage_word, symbol_word,
};

/// Writes a document in the form that [`super::read`] reads. The same document always gives the same text.
pub fn write(document: &Document) -> String {
    Writer {
        document,
        out: String::with_capacity(document.claims.len() * 512 + 4096),
        depth: 0,
    }
    .file()
}

struct Writer<'a> {
    document: &'a Document,
    out: String,
    depth: usize,
}

/// The relations that stand with their claims.
struct Own {
    /// Where those of each claim begin, by slot; and the end behind them.
    starts: Vec<u32>,
    relations: Vec<(ClaimId, RelationId)>,
}

impl Own {
    fn of(&self, claim: ClaimId) -> impl Iterator<Item = RelationId> + Clone {
        let at = |index: usize| self.starts.get(index).map_or(0, |at| *at as usize);
        let own = at(claim.index())..at(claim.index() + 1);
        let own = self.relations.get(own).unwrap_or_default();
        own.iter().map(|(_, relation)| *relation)
    }
}

/// How a relation stands in the file.
enum Form {
    /// As a field of its only premise.
    Simple(ClaimId),
    /// In the list of relations.
    Listed,
}

impl Writer<'_> {
    fn file(mut self) -> String {
        let document = self.document;
        let cover = &document.cover;
        self.line("(");
        self.depth = 1;
        self.field("format", &FORMAT.to_string());
        let languages: Vec<&str> = cover.languages.iter().map(crate::model::Lang::code).collect();
        self.names("languages", languages);
        self.text("title", &cover.title, false);
        self.text("question", &cover.question, true);
        self.text("explanation", &cover.explanation, false);
        self.text("colophon", &cover.colophon, false);
        if let Some(thesis) = cover.thesis {
            self.name("thesis", document.claims.name(thesis));
        }
        self.picture(cover.picture.as_deref());
        if let Some(path) = &cover.based_on {
            self.name("based_on", path);
        }
        self.data(&cover.data);
        self.conflicts();
        self.list("stakeholders", &document.stakeholders, |writer, _, stakeholder| {
            writer.text("name", &stakeholder.name, true);
            writer.field("hue", hue_word(stakeholder.hue));
            writer.field("symbol", symbol_word(stakeholder.symbol));
        });
        self.list("themes", &document.themes, |writer, _, theme| {
            writer.text("name", &theme.name, true)
        });
        let (own, listed) = self.relations_by_form();
        self.list("claims", &document.claims, |writer, id, claim| {
            writer.claim(id, claim, &own)
        });
        self.relations(&listed);
        self.list("instruments", &document.instruments, |writer, _, instrument| {
            writer.instrument(instrument)
        });
        self.list("sources", &document.sources, |writer, _, source| {
            writer.name("citation", &source.citation);
            writer.names("urls", source.urls.iter().map(|url| &**url));
            writer.text("supports", &source.supports, false);
            writer.text("seen", &source.seen, false);
            if !source.checked.is_empty() {
                writer.name("checked", &source.checked);
            }
        });
        self.list("facts", &document.facts, |writer, _, fact| {
            writer.text("text", &fact.text, true);
            writer.text("year", &fact.year, false);
            writer.names("sources", fact.sources.iter().map(|id| document.sources.name(*id)));
        });
        self.list("glossary", &document.terms, |writer, _, term| {
            writer.text("term", &term.term, true);
            writer.text("meaning", &term.meaning, false);
        });
        self.list("routes", &document.routes, |writer, _, route| {
            writer.text("name", &route.name, true);
            writer.stops(&route.stops);
        });
        self.depth = 0;
        self.line(")");
        self.out
    }

    fn form(&self, id: RelationId, relation: &Relation) -> Form {
        let [premise] = &*relation.premises else {
            return Form::Listed;
        };
        let claims = &self.document.claims;
        let target = match relation.target {
            Target::Claim(target) => claims.name(target),
            Target::Relation(_) if relation.kind == RelationKind::Support => return Form::Listed,
            Target::Relation(target) => self.document.relations.name(target),
        };
        let name = self.document.relations.name(id);
        let is_simple = name
            .strip_prefix(claims.name(*premise))
            .and_then(|rest| rest.strip_prefix('>'))
            == Some(target);
        if is_simple && claims.contains(*premise) {
            Form::Simple(*premise)
        } else {
            Form::Listed
        }
    }

    /// The simple relations by claim, and those of the list; both in their order.
    fn relations_by_form(&self) -> (Own, Vec<RelationId>) {
        let (mut simple, mut listed) = (Vec::new(), Vec::new());
        for id in self.document.relations.in_order() {
            if let Some(relation) = self.document.relations.get(id) {
                match self.form(id, relation) {
                    Form::Simple(claim) => simple.push((claim, id)),
                    Form::Listed => listed.push(id),
                }
            }
        }
        let num_slots = self.document.claims.num_slots();
        let (starts, relations) = by_bucket(&simple, num_slots, |(claim, _)| claim.index());
        (Own { starts, relations }, listed)
    }

    fn claim(&mut self, id: ClaimId, claim: &Claim, own: &Own) {
        let document = self.document;
        self.text("text", &claim.text, true);
        self.text("explanation", &claim.explanation, false);
        self.text("note", &claim.note, false);
        if let Some(stakeholder) = claim.stakeholder {
            self.name("stakeholder", document.stakeholders.name(stakeholder));
        }
        if let Some(theme) = claim.theme {
            self.name("theme", document.themes.name(theme));
        }
        let own = own.of(id).filter_map(|relation| document.relations.get(relation));
        let targets = |kind: RelationKind, undercut: bool| {
            own.clone()
                .filter(move |relation| relation.kind == kind)
                .filter_map(move |relation| match relation.target {
                    Target::Claim(target) if !undercut => Some(document.claims.name(target)),
                    Target::Relation(target) if undercut => Some(document.relations.name(target)),
                    _ => None,
                })
        };
        self.names("supports", targets(RelationKind::Support, false));
        self.names("attacks", targets(RelationKind::Attack, false));
        self.names("undercuts", targets(RelationKind::Attack, true));
        if claim.mark != Mark::default() {
            self.field("mark", mark_word(claim.mark));
        }
        if claim.core {
            self.field("core", "true");
        }
        self.names("tags", claim.tags.iter().map(|tag| &**tag));
        if claim.sources.iter().all(|citation| citation.supports.is_empty()) {
            self.names(
                "sources",
                claim
                    .sources
                    .iter()
                    .map(|citation| document.sources.name(citation.source)),
            );
        } else {
            self.open("sources", '[');
            for citation in &claim.sources {
                self.line("(");
                self.depth += 1;
                self.name("source", document.sources.name(citation.source));
                self.text("supports", &citation.supports, false);
                self.close("),");
            }
            self.close("],");
        }
        self.names(
            "instruments",
            claim.instruments.iter().map(|id| document.instruments.name(*id)),
        );
        self.picture(claim.picture.as_deref());
        self.data(&claim.data);
    }

    fn data(&mut self, data: &Data) {
        if data.is_empty() {
            return;
        }
        self.open("data", '{');
        for (name, value) in data.iter() {
            self.indent();
            quoted(&mut self.out, name);
            self.out.push_str(": ");
            quoted(&mut self.out, value);
            self.out.push_str(",\n");
        }
        self.close("},");
    }

    fn picture(&mut self, picture: Option<&Picture>) {
        if let Some(picture) = picture {
            self.name("image", &picture.path);
            self.text("image_text", &picture.text, false);
        }
    }

    fn conflicts(&mut self) {
        let document = self.document;
        if document.cover.conflicts.is_empty() {
            return;
        }
        self.open("conflicts", '[');
        for conflict in &document.cover.conflicts {
            self.line("(");
            self.depth += 1;
            self.name("of", &document.item_name(conflict.item));
            self.name("field", &conflict.field);
            if let Some(lang) = conflict.lang {
                self.name("lang", lang.code());
            }
            self.name("ours", &conflict.ours);
            self.name("theirs", &conflict.theirs);
            self.close("),");
        }
        self.close("],");
    }

    fn relations(&mut self, listed: &[RelationId]) {
        if listed.is_empty() {
            return;
        }
        let document = self.document;
        self.open("relations", '[');
        for id in listed {
            let Some(relation) = document.relations.get(*id) else {
                continue;
            };
            self.line("(");
            self.depth += 1;
            self.name("id", document.relations.name(*id));
            self.names_always(
                "premises",
                relation.premises.iter().map(|premise| document.claims.name(*premise)),
            );
            let (field, target) = match (relation.kind, relation.target) {
                (RelationKind::Support, Target::Claim(target)) => ("supports", document.claims.name(target)),
                (RelationKind::Attack, Target::Claim(target)) => ("attacks", document.claims.name(target)),
                (RelationKind::Attack, Target::Relation(target)) => ("undercuts", document.relations.name(target)),
                (RelationKind::Support, Target::Relation(target)) => ("backs", document.relations.name(target)),
            };
            self.name(field, target);
            self.close("),");
        }
        self.close("],");
    }

    fn instrument(&mut self, instrument: &Instrument) {
        let document = self.document;
        self.text("name", &instrument.name, true);
        self.text("summary", &instrument.summary, false);
        self.text("for_whom", &instrument.audience, false);
        self.text("tried", &instrument.tried, false);
        self.field("pictogram", pictogram_word(instrument.pictogram));
        if let Some(image) = &instrument.image {
            self.name("image", image);
        }
        self.text("image_text", &instrument.image_text, false);
        for section in Section::ALL {
            let statements = instrument.section(section);
            if statements.is_empty() {
                continue;
            }
            self.open(section_word(section), '[');
            for statement in statements {
                self.line("(");
                self.depth += 1;
                self.text("text", &statement.text, true);
                self.names("sources", statement.sources.iter().map(|id| document.sources.name(*id)));
                if statement.own {
                    self.field("own", "true");
                }
                self.close("),");
            }
            self.close("],");
        }
    }

    fn stops(&mut self, stops: &[Stop]) {
        if stops.is_empty() {
            return;
        }
        self.open("stops", '[');
        for stop in stops {
            self.line("(");
            self.depth += 1;
            self.shows(&stop.shows);
            self.text("note", &stop.note, false);
            if stop.seconds > 0 {
                self.field("seconds", &stop.seconds.to_string());
            }
            if let Some(lang) = stop.lang {
                self.name("lang", lang.code());
            }
            self.close("),");
        }
        self.close("],");
    }

    fn shows(&mut self, shows: &Shows) {
        let document = self.document;
        let claims = |writer: &mut Self, claims: &[ClaimId]| {
            writer.names("claims", claims.iter().map(|id| document.claims.name(*id)));
        };
        match shows {
            Shows::Whole => {}
            Shows::Claims(all) => claims(self, all),
            Shows::Stakeholder(id) => self.name("stakeholder", document.stakeholders.name(*id)),
            Shows::Instrument(id) => self.name("instrument", document.instruments.name(*id)),
            Shows::Picture(item) => self.name("picture", &document.item_name(*item)),
            Shows::View(view) => {
                self.open("view", '(');
                self.name("at", &document.item_name(view.anchor));
                self.field("offset", &format!("({}, {})", view.offset.0, view.offset.1));
                self.field("height", &view.height.to_string());
                self.names("folded", view.folded.iter().map(|id| document.claims.name(*id)));
                if let Some(focus) = view.focus {
                    self.name("focus", document.claims.name(focus));
                }
                if let Some(lit) = view.lit {
                    self.name("lit", &document.item_name(lit));
                }
                self.close("),");
            }
            Shows::Vote(ballot) => {
                let word = match ballot {
                    Ballot::Before => "before",
                    Ballot::After => "after",
                    Ballot::Opinion(_) => "opinion",
                    Ballot::Dots(_) => "dots",
                    Ballot::Tools(_) => "tools",
                };
                self.field("vote", word);
                match ballot {
                    Ballot::Opinion(all) | Ballot::Dots(all) => claims(self, all),
                    Ballot::Tools(all) => {
                        self.names("instruments", all.iter().map(|id| document.instruments.name(*id)));
                    }
                    Ballot::Before | Ballot::After => {}
                }
            }
            Shows::Result(chart) => self.field("result", chart_word(*chart)),
            Shows::Stage(stage) => self.field("stage", stage_word(*stage)),
            Shows::Sides { covered, claims: all } => {
                self.field("covered", side_word(*covered));
                claims(self, all);
            }
        }
    }

    fn list<K: Id, T: Ordered>(&mut self, name: &str, table: &Table<K, T>, mut record: impl FnMut(&mut Self, K, &T)) {
        if table.is_empty() {
            return;
        }
        self.open(name, '[');
        for id in table.in_order() {
            if let Some(row) = table.get(id) {
                self.line("(");
                self.depth += 1;
                self.name("id", table.name(id));
                record(self, id, row);
                self.close("),");
            }
        }
        self.close("],");
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.out.push_str("    ");
        }
    }

    fn line(&mut self, words: &str) {
        self.indent();
        self.out.push_str(words);
        self.out.push('\n');
    }

    fn open(&mut self, name: &str, bracket: char) {
        self.indent();
        self.out.push_str(name);
        self.out.push_str(": ");
        self.out.push(bracket);
        self.out.push('\n');
        self.depth += 1;
    }

    fn close(&mut self, bracket: &str) {
        self.depth -= 1;
        self.line(bracket);
    }

    fn field(&mut self, name: &str, value: &str) {
        self.indent();
        self.out.push_str(name);
        self.out.push_str(": ");
        self.out.push_str(value);
        self.out.push_str(",\n");
    }

    fn name(&mut self, field: &str, name: &str) {
        self.indent();
        self.out.push_str(field);
        self.out.push_str(": ");
        quoted(&mut self.out, name);
        self.out.push_str(",\n");
    }

    fn names<'n>(&mut self, field: &str, names: impl IntoIterator<Item = &'n str>) {
        let mut names = names.into_iter().peekable();
        if names.peek().is_some() {
            self.names_always(field, names);
        }
    }

    fn names_always<'n>(&mut self, field: &str, names: impl IntoIterator<Item = &'n str>) {
        self.indent();
        self.out.push_str(field);
        self.out.push_str(": [");
        for (number, name) in names.into_iter().enumerate() {
            if number > 0 {
                self.out.push_str(", ");
            }
            quoted(&mut self.out, name);
        }
        self.out.push_str("],\n");
    }

    fn text(&mut self, field: &str, text: &Text, always: bool) {
        if text.is_empty() {
            if always {
                self.field(field, "()");
            }
            return;
        }
        self.open(field, '(');
        // The languages of the map in their order, then any others.
        let named = &self.document.cover.languages;
        let ordered = named
            .iter()
            .filter_map(|lang| text.get(*lang).map(|words| (*lang, words)));
        let others = text.iter().filter(|(lang, _)| !named.contains(lang));
        for (lang, words) in ordered.chain(others) {
            match lang.code() {
                code if code.contains('-') => self.name(&code.replace('-', "_"), words),
                code => self.name(code, words),
            }
        }
        let langs = text.iter().map(|(lang, _)| lang).filter(|lang| text.is_outdated(*lang));
        let outdated: Vec<Lang> = langs.collect();
        self.names(OUTDATED, outdated.iter().map(Lang::code));
        self.close("),");
    }
}

/// Writes a text between quotes. Line ends stand as they are, so that long texts differ line by line;
/// signs that do not show are escaped.
fn quoted(out: &mut String, words: &str) {
    out.push('"');
    // What stands as it is goes over in pieces as long as they are.
    let mut start = 0;
    for (at, letter) in words.char_indices() {
        let stands = match letter {
            '"' | '\\' => false,
            ' '..='~' | '\n' => true,
            letter => !letter.is_control() && !is_invisible(letter),
        };
        if stands {
            continue;
        }
        out.push_str(words.get(start..at).unwrap_or_default());
        start = at + letter.len_utf8();
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            letter => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(letter));
            }
        }
    }
    out.push_str(words.get(start..).unwrap_or_default());
    out.push('"');
}

/// Signs that change the direction of text or have no width and no use in prose: seen in a diff, they could mislead.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
