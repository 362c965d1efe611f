//! From names and words back to a document.

use crate::model::{
    Citation, Claim, Document, Fact, Hue, Id, Instrument, Lang, ORDER_STEP, Ordered, Picture, Relation, Route, Source,
    SourceId, Stakeholder, Statement, Symbol, Table, Target, Term, Text, Theme,
};

use super::Kind;
use super::flat::{Key, Line, Place, Record, Value};
use super::words;

/// Makes a document of a cover and of the records of every kind in reading order. Takes linear time.
pub(super) fn build(cover: &Record<'_>, lists: &[(Kind, Vec<(&str, &Record<'_>)>)]) -> Document {
    let mut builder = Builder::default();
    // First all names of records, so that handles follow the reading order.
    for (kind, list) in lists {
        for (name, _) in list {
            builder.know(*kind, name);
        }
    }
    builder.cover(cover);
    for (kind, list) in lists {
        for (number, (name, record)) in list.iter().enumerate() {
            builder.record(*kind, name, record, (number as u64 + 1) * ORDER_STEP);
        }
    }
    builder.document
}

#[derive(Default)]
struct Builder {
    document: Document,
    num_relations: u64,
}

impl Builder {
    fn know(&mut self, kind: Kind, name: &str) {
        let document = &mut self.document;
        match kind {
            Kind::Stakeholder => {
                document.stakeholders.intern(name);
            }
            Kind::Theme => {
                document.themes.intern(name);
            }
            Kind::Claim => {
                document.claims.intern(name);
            }
            Kind::Instrument => {
                document.instruments.intern(name);
            }
            Kind::Source => {
                document.sources.intern(name);
            }
            Kind::Fact => {
                document.facts.intern(name);
            }
            Kind::Term => {
                document.terms.intern(name);
            }
            Kind::Route => {
                document.routes.intern(name);
            }
            Kind::Relation | Kind::Cover => {}
        }
    }

    fn record(&mut self, kind: Kind, name: &str, record: &Record<'_>, order: u64) {
        match kind {
            Kind::Cover => {}
            Kind::Stakeholder => self.stakeholder(name, record, order),
            Kind::Theme => {
                let mut theme = Theme {
                    order,
                    ..Theme::default()
                };
                for (key, value) in &record.fields {
                    put(&mut theme.name, key, value);
                }
                set(&mut self.document.themes, name, theme);
            }
            Kind::Claim => self.claim(name, record, order),
            Kind::Relation => self.listed(name, record),
            Kind::Instrument => self.instrument(name, record, order),
            Kind::Source => self.source(name, record, order),
            Kind::Fact => self.fact(name, record, order),
            Kind::Term => {
                let mut term = Term {
                    order,
                    ..Term::default()
                };
                for (key, value) in &record.fields {
                    match key.field {
                        "term" => put(&mut term.term, key, value),
                        _ => put(&mut term.meaning, key, value),
                    }
                }
                set(&mut self.document.terms, name, term);
            }
            Kind::Route => {
                let mut route = Route {
                    order,
                    ..Route::default()
                };
                for (key, value) in &record.fields {
                    match value {
                        Value::Statements(lines) => {
                            let stop = |line: &Line<'_>| super::stops::stop_of(line, &mut self.document);
                            route.stops = lines.iter().map(stop).collect();
                        }
                        _ => put(&mut route.name, key, value),
                    }
                }
                set(&mut self.document.routes, name, route);
            }
        }
    }

    fn cover(&mut self, record: &Record<'_>) {
        let mut picture = Picture {
            path: "".into(),
            text: Text::default(),
        };
        for (key, value) in &record.fields {
            let document = &mut self.document;
            match (key.field, value) {
                ("title", _) => put(&mut document.cover.title, key, value),
                ("question", _) => put(&mut document.cover.question, key, value),
                ("explanation", _) => put(&mut document.cover.explanation, key, value),
                ("colophon", _) => put(&mut document.cover.colophon, key, value),
                ("image", Value::Words(path)) => picture.path = (*path).into(),
                ("image_text", _) => put(&mut picture.text, key, value),
                ("data", Value::Words(value)) => document.cover.data.set(key.sub, value),
                ("based_on", Value::Words(path)) => {
                    document.cover.based_on = (!path.is_empty()).then(|| (*path).into());
                }
                ("thesis", Value::Words(name)) => document.cover.thesis = Some(document.claims.intern(name)),
                ("languages", Value::Names(codes)) => {
                    document.cover.languages = codes.iter().filter_map(|code| Lang::new(code)).collect();
                }
                _ => {}
            }
        }
        self.document.cover.picture = framed(picture);
    }

    fn stakeholder(&mut self, name: &str, record: &Record<'_>, order: u64) {
        let mut stakeholder = Stakeholder {
            name: Text::default(),
            hue: Hue::Slate,
            symbol: Symbol::People,
            order,
        };
        for (key, value) in &record.fields {
            match (key.field, value) {
                ("name", _) => put(&mut stakeholder.name, key, value),
                ("hue", Value::Words(word)) => stakeholder.hue = words::hue(word).unwrap_or(stakeholder.hue),
                ("symbol", Value::Words(word)) => {
                    stakeholder.symbol = words::symbol(word).unwrap_or(stakeholder.symbol);
                }
                _ => {}
            }
        }
        set(&mut self.document.stakeholders, name, stakeholder);
    }

    fn claim(&mut self, name: &str, record: &Record<'_>, order: u64) {
        let document = &mut self.document;
        let mut claim = Claim {
            order,
            ..Claim::default()
        };
        let mut picture = Picture {
            path: "".into(),
            text: Text::default(),
        };
        for (key, value) in &record.fields {
            match (key.field, value) {
                ("text", _) => put(&mut claim.text, key, value),
                ("explanation", _) => put(&mut claim.explanation, key, value),
                ("note", _) => put(&mut claim.note, key, value),
                ("stakeholder", Value::Words(name)) => claim.stakeholder = Some(document.stakeholders.intern(name)),
                ("theme", Value::Words(name)) => claim.theme = Some(document.themes.intern(name)),
                ("mark", Value::Words(word)) => claim.mark = words::mark(word).unwrap_or_default(),
                ("core", Value::Words(_)) => claim.core = true,
                ("tags", Value::Names(tags)) => claim.tags = tags.iter().map(|tag| (*tag).into()).collect(),
                ("sources", Value::Names(names)) => claim.sources.extend(names.iter().map(|name| Citation {
                    source: document.sources.intern(name),
                    supports: Text::default(),
                })),
                // What a source supports here comes behind the list of sources: keys are sorted.
                ("sources", _) => {
                    let source = document.sources.intern(key.sub);
                    if !claim.sources.iter().any(|citation| citation.source == source) {
                        claim.sources.push(Citation {
                            source,
                            supports: Text::default(),
                        });
                    }
                    for citation in claim.sources.iter_mut().filter(|citation| citation.source == source) {
                        put(&mut citation.supports, key, value);
                    }
                }
                ("instruments", Value::Names(names)) => {
                    claim.instruments = names.iter().map(|name| document.instruments.intern(name)).collect();
                }
                ("image", Value::Words(path)) => picture.path = (*path).into(),
                ("image_text", _) => put(&mut picture.text, key, value),
                ("data", Value::Words(value)) => claim.data.set(key.sub, value),
                _ => {}
            }
        }
        claim.picture = framed(picture);
        set(&mut document.claims, name, claim);
        for place in record.places() {
            self.relation(&Document::simple_relation_name(name, &place.target), &[name], place);
        }
    }

    fn listed(&mut self, name: &str, record: &Record<'_>) {
        if let Some(place) = record.places().first() {
            self.relation(name, record.names("premises"), place);
        }
    }

    fn relation(&mut self, name: &str, premises: &[&str], place: &Place<'_>) {
        let Document { claims, relations, .. } = &mut self.document;
        let mut id = relations.intern(name);
        if relations.contains(id) {
            let free = (2..)
                .map(|number| format!("{name}+{number}"))
                .find(|free| relations.id(free).is_none());
            id = relations.intern(&free.unwrap_or_default());
        }
        let target = if place.step {
            Target::Relation(relations.intern(&place.target))
        } else {
            Target::Claim(claims.intern(&place.target))
        };
        self.num_relations += 1;
        let relation = Relation {
            premises: premises.iter().map(|premise| claims.intern(premise)).collect(),
            kind: place.kind,
            target,
            order: self.num_relations * ORDER_STEP,
        };
        relations.set(id, Some(relation));
    }

    fn instrument(&mut self, name: &str, record: &Record<'_>, order: u64) {
        let sources = &mut self.document.sources;
        let mut instrument = Instrument {
            order,
            ..Instrument::default()
        };
        for (key, value) in &record.fields {
            match (key.field, value) {
                ("name", _) => put(&mut instrument.name, key, value),
                ("summary", _) => put(&mut instrument.summary, key, value),
                ("for_whom", _) => put(&mut instrument.audience, key, value),
                ("tried", _) => put(&mut instrument.tried, key, value),
                ("image_text", _) => put(&mut instrument.image_text, key, value),
                ("image", Value::Words(path)) => instrument.image = Some((*path).into()),
                ("pictogram", Value::Words(word)) => {
                    instrument.pictogram = words::pictogram(word).unwrap_or_default();
                }
                (field, Value::Statements(lines)) => {
                    let section = words::section(field).map_or(usize::MAX, |section| section as usize);
                    if let Some(statements) = instrument.sections.get_mut(section) {
                        *statements = lines.iter().map(|line| statement(sources, line)).collect();
                    }
                }
                _ => {}
            }
        }
        set(&mut self.document.instruments, name, instrument);
    }

    fn source(&mut self, name: &str, record: &Record<'_>, order: u64) {
        let mut source = Source {
            order,
            ..Source::default()
        };
        for (key, value) in &record.fields {
            match (key.field, value) {
                ("citation", Value::Words(words)) => source.citation = (*words).into(),
                ("urls", Value::Names(urls)) => source.urls = urls.iter().map(|url| (*url).into()).collect(),
                ("supports", _) => put(&mut source.supports, key, value),
                ("seen", _) => put(&mut source.seen, key, value),
                ("checked", Value::Words(date)) => source.checked = (*date).into(),
                _ => {}
            }
        }
        set(&mut self.document.sources, name, source);
    }

    fn fact(&mut self, name: &str, record: &Record<'_>, order: u64) {
        let mut fact = Fact {
            order,
            ..Fact::default()
        };
        for (key, value) in &record.fields {
            match (key.field, value) {
                ("text", _) => put(&mut fact.text, key, value),
                ("year", _) => put(&mut fact.year, key, value),
                ("sources", Value::Names(names)) => {
                    let sources = &mut self.document.sources;
                    fact.sources = names.iter().map(|name| sources.intern(name)).collect();
                }
                _ => {}
            }
        }
        set(&mut self.document.facts, name, fact);
    }
}

fn set<K: Id, T: Ordered>(table: &mut Table<K, T>, name: &str, record: T) {
    let id = table.intern(name);
    table.set(id, Some(record));
}

/// Puts the words of one language, or the flag that they are outdated; flags come behind their words.
fn put(text: &mut Text, key: &Key<'_>, value: &Value<'_>) {
    let (Some(lang), Value::Words(words)) = (key.lang, value) else {
        return;
    };
    if !key.outdated {
        text.set(lang, words);
    } else if text.get(lang).is_some() {
        text.set_outdated(lang, true);
    }
}

/// The text of a picture that was taken away goes with it.
fn framed(picture: Picture) -> Option<Box<Picture>> {
    (!picture.path.is_empty()).then(|| Box::new(picture))
}

fn statement(sources: &mut Table<SourceId, Source>, line: &Line<'_>) -> Statement {
    let mut text = Text::default();
    for (lang, words, outdated) in &line.words {
        text.set(*lang, words);
        if *outdated {
            text.set_outdated(*lang, true);
        }
    }
    Statement {
        text,
        sources: line.sources.iter().map(|name| sources.intern(name)).collect(),
        own: line.own,
    }
}
