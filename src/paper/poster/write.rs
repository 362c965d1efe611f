//! Reads a map in: what stands on its poster, in the order in which it is read.

use super::content::{
    Argument, Band, Card, Content, Group, Label, Left, Note, Reply, Show, Side, Sign, Statement, Words,
};
use crate::model::{
    ClaimId, Document, Id as _, InstrumentId, Lang, SourceId, StakeholderId, Stance, Structure, Text, ThemeId,
};
use crate::paper::address;
use crate::paper::page::{Tag, TagId, Tags};
use crate::paper::words::{Common, Poster, common, in_each, num_arguments, poster};

/// The language that the fixed texts are in for a reader of `lang`.
fn fixed(lang: Lang) -> Lang {
    if lang == Lang::NL { lang } else { Lang::EN }
}

/// A letter for an instrument: A to Z, then AA.
fn letter(number: usize) -> String {
    let mut rest = number + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// What is needed of a claim to read it in.
struct Writer<'a> {
    document: &'a Document,
    structure: &'a Structure,
    languages: Vec<Lang>,
    show: Show,
    tags: Tags,
    left: Left,
    /// Numbers of the sources that were met, and the sources in that order.
    numbers: Vec<usize>,
    cited: Vec<SourceId>,
    /// Letters of the instruments.
    letters: Vec<Option<String>>,
    marks_core: bool,
    has_color: bool,
    signs: Vec<Sign>,
}

/// A map.
#[derive(Clone, Copy, Debug)]
pub(super) struct Map<'a> {
    pub document: &'a Document,
    pub structure: &'a Structure,
}

/// What is not in a map but stands on its poster.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extra<'a> {
    /// Title, date, version and maker, a paragraph a language.
    pub imprint: &'a [(Lang, String)],
    /// A web address; empty for none.
    pub address: &'a str,
    /// Whether there is a code of it.
    pub has_code: bool,
    /// Whether it is printed in color.
    pub has_color: bool,
}

/// Everything to be shown of a map; the first of the languages is that of the print.
pub(super) fn content(map: Map<'_>, languages: &[Lang], show: Show, extra: Extra<'_>) -> Content {
    let Map { document, structure } = map;
    let instruments = document.instruments.in_order();
    let mut letters = vec![None; document.instruments.num_slots()];
    for (number, id) in instruments.iter().enumerate() {
        if let Some(slot) = letters.get_mut(id.index()) {
            *slot = Some(letter(number));
        }
    }
    let mut tops: Vec<ClaimId> = document
        .cover
        .thesis
        .map_or(&[][..], |thesis| structure.children(thesis))
        .to_vec();
    // A thesis that is itself loose hangs together with nothing else.
    let mut loose: Vec<ClaimId> = structure.loose().to_vec();
    let is_core = |id: &ClaimId| document.claims.get(*id).is_some_and(|claim| claim.core);
    let num_all = tops.len() + loose.len();
    let num_core = tops.iter().chain(&loose).filter(|id| is_core(id)).count();
    if show.is_core_only {
        tops.retain(is_core);
        loose.retain(is_core);
    }
    let writer = Writer {
        document,
        structure,
        languages: languages.to_vec(),
        show,
        tags: Tags::default(),
        left: Left {
            arguments: num_all - tops.len() - loose.len(),
            ..Left::default()
        },
        numbers: vec![0; document.sources.num_slots()],
        cited: Vec::new(),
        letters,
        marks_core: !show.is_core_only && num_core > 0 && num_core < num_all,
        has_color: extra.has_color,
        signs: Vec::new(),
    };
    writer.write(&tops, &loose, &instruments, extra)
}

impl Writer<'_> {
    fn lang(&self) -> Lang {
        self.languages.first().copied().unwrap_or(Lang::NL)
    }

    /// A language, if it is not the one of the print.
    fn other(&self, lang: Lang) -> Option<Lang> {
        (lang != self.lang()).then_some(lang)
    }

    /// The words of a text in the languages asked for, each language once; nothing if it has none.
    fn read(&mut self, text: &Text) -> Vec<(Lang, String)> {
        let mut found: Vec<(Lang, String)> = Vec::new();
        let mut has_fallback = false;
        for lang in &self.languages {
            let reading = self.document.read(text, *lang);
            if reading.words.trim().is_empty() {
                continue;
            }
            has_fallback |= reading.fallback.is_some();
            let lang = reading.fallback.unwrap_or(*lang);
            if found.iter().all(|(other, _)| *other != lang) {
                found.push((lang, reading.words.trim().to_owned()));
            }
        }
        self.left.other_language += usize::from(has_fallback);
        found
    }

    /// A fixed text in the languages asked for, each language once.
    fn say(&self, words: impl Fn(&'static Common, &'static Poster, Lang) -> String) -> Vec<(Lang, String)> {
        let mut found: Vec<(Lang, String)> = Vec::new();
        for lang in &self.languages {
            let lang = fixed(*lang);
            let words = words(common(lang), poster(lang), lang);
            if found.iter().all(|(_, other)| *other != words) {
                found.push((lang, words));
            }
        }
        found
    }

    /// Paragraphs, one a language.
    fn paragraphs(&mut self, parent: Option<TagId>, texts: Vec<(Lang, String)>) -> Vec<Words> {
        let mut made = Vec::with_capacity(texts.len());
        for (lang, text) in texts {
            let tag = self.tags.add_in(parent, Tag::Paragraph, self.other(lang));
            made.push(Words {
                text,
                tag,
                is_second: !made.is_empty(),
            });
        }
        made
    }

    /// One tag with a text in one language or several behind each other.
    fn label(&mut self, parent: Option<TagId>, level: Option<u8>, texts: Vec<(Lang, String)>) -> Label {
        let joined: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
        let tag = level.map_or(Tag::Paragraph, |level| Tag::Heading(level, joined.join(" / ")));
        let lang = texts.first().map_or(self.lang(), |(lang, _)| *lang);
        let whole = self.tags.add_in(parent, tag, self.other(lang));
        let mut words = Vec::with_capacity(texts.len());
        for (of, text) in texts {
            let tag = if words.is_empty() {
                whole
            } else {
                self.tags.add_in(Some(whole), Tag::Words, Some(of))
            };
            words.push(Words {
                text,
                tag,
                is_second: !words.is_empty(),
            });
        }
        Label(words)
    }

    fn write(mut self, tops: &[ClaimId], loose: &[ClaimId], instruments: &[InstrumentId], extra: Extra<'_>) -> Content {
        let cover = &self.document.cover;
        let title = self.read(&cover.title);
        let mut question = self.read(&cover.question);
        let thesis_text = cover.thesis.and_then(|id| self.document.claims.get(id));
        let mut thesis = thesis_text.map_or_else(Vec::new, |claim| self.read(&claim.text));
        if question.is_empty() {
            question = std::mem::take(&mut thesis);
        }
        let mut title = title;
        if question.is_empty() {
            question = std::mem::take(&mut title);
        }
        if question.is_empty() {
            question = self.say(|common, _, _| common.map.to_owned());
        }
        let kicker = self.paragraphs(None, title);
        let question = self.label(None, Some(1), question).0;
        let thesis = self.paragraphs(None, thesis);
        let about = self.read(&cover.explanation);
        let about = self.paragraphs(None, about);
        let code = extra.has_code.then(|| self.code(extra.address));
        let [for_it, against] = [Stance::Pro, Stance::Contra].map(|stance| {
            tops.iter()
                .filter(|id| self.structure.stance(**id) == Some(stance))
                .count()
        });
        let halves = (for_it + against > 0).then(|| {
            let pro = self.say(|common, _, lang| format!("{} · {}", common.pro, num_arguments(lang, for_it)));
            let contra = self.say(|common, _, lang| format!("{} · {}", common.contra, num_arguments(lang, against)));
            [self.label(None, None, pro), self.label(None, None, contra)]
        });
        // The guide is read before the signs it explains, but which signs there are is known only behind them.
        self.signs = self.signs_of(tops, loose);
        let guide_tag = (!self.signs.is_empty()).then(|| self.tags.add(None, Tag::Paragraph));
        let guide = self.guide(guide_tag);
        let mut bands = self.bands(tops);
        if !loose.is_empty() {
            bands.push(self.loose_band(loose, bands.is_empty()));
        }
        if bands.is_empty() {
            bands.push(self.empty_band());
        }
        let toolbox = self.toolbox(instruments);
        let sources = self.sources();
        let section = self.tags.add(None, Tag::Section);
        let about_map = self.say(|_, poster, _| poster.about.to_owned());
        let colophon_head = self.label(Some(section), Some(2), about_map);
        let colophon = self.read(&self.document.cover.colophon);
        let colophon = self.paragraphs(Some(section), colophon);
        let mut imprint = self.paragraphs(Some(section), extra.imprint.to_vec());
        if !extra.address.is_empty() {
            imprint.extend(self.paragraphs(Some(section), vec![(self.lang(), extra.address.to_owned())]));
        }
        let continued = in_each(&self.languages, |lang| poster(lang).continued.to_owned());
        Content {
            continued,
            tags: self.tags,
            kicker,
            question,
            thesis,
            about,
            code,
            halves,
            guide,
            guide_tag,
            bands,
            toolbox,
            sources,
            colophon_head,
            colophon,
            imprint,
            left: self.left,
        }
    }

    /// The tag of the code of an address, and of what it opens.
    fn code(&mut self, address: &str) -> (TagId, Option<TagId>) {
        let says = poster(self.lang()).code;
        let link = address::sound(address).map(|_| self.tags.add(None, Tag::Link));
        let figure = self.tags.add(link, Tag::Figure(format!("{says}: {address}")));
        (figure, link)
    }

    /// Which signs will be met.
    fn signs_of(&self, tops: &[ClaimId], loose: &[ClaimId]) -> Vec<Sign> {
        let mut has = [false; 6];
        has[0] = self.marks_core;
        for top in tops.iter().chain(loose) {
            let branch = if self.show.has_replies {
                self.structure.branch(*top)
            } else {
                vec![*top]
            };
            for id in branch {
                let Some(claim) = self.document.claims.get(id) else {
                    continue;
                };
                if id != *top {
                    let supports = self.structure.place(id).is_some_and(|place| place.supports());
                    if supports {
                        has[1] = true;
                    } else {
                        has[2] = true;
                    }
                    has[3] |= self.has_color && self.structure.stance(id).is_some();
                }
                has[4] |= claim
                    .instruments
                    .iter()
                    .any(|id| matches!(self.letters.get(id.index()), Some(Some(_))));
                has[5] |= claim
                    .sources
                    .iter()
                    .any(|citation| self.document.sources.contains(citation.source));
            }
        }
        let all = [
            Sign::Core,
            Sign::Reply(true),
            Sign::Reply(false),
            Sign::Color,
            Sign::Instrument,
            Sign::Note,
        ];
        std::iter::zip(all, has)
            .filter(|(_, has)| *has)
            .map(|(sign, _)| sign)
            .collect()
    }

    fn guide(&mut self, tag: Option<TagId>) -> Vec<(Sign, Option<TagId>, Label)> {
        let mut made = Vec::new();
        for sign in self.signs.clone() {
            let words = self.say(|common, poster, _| {
                match sign {
                    Sign::Core => poster.core,
                    Sign::Reply(true) => common.reply_supports,
                    Sign::Reply(false) => common.reply_attacks,
                    Sign::Color => common.about_color,
                    Sign::Instrument => poster.instrument,
                    Sign::Note => poster.note,
                }
                .to_owned()
            });
            let sign_tag = (sign != Sign::Color).then(|| self.tags.add(tag, Tag::Words));
            let mut label = Vec::with_capacity(words.len());
            for (lang, text) in words {
                let tag = self.tags.add_in(tag, Tag::Words, self.other(lang));
                label.push(Words {
                    text,
                    tag,
                    is_second: !label.is_empty(),
                });
            }
            made.push((sign, sign_tag, Label(label)));
        }
        made
    }

    fn bands(&mut self, tops: &[ClaimId]) -> Vec<Band> {
        let document = self.document;
        // Behind the last stakeholder come the arguments of nobody.
        let order = document.stakeholders.in_order();
        let mut rank = vec![order.len(); document.stakeholders.num_slots()];
        for (number, id) in order.iter().enumerate() {
            if let Some(slot) = rank.get_mut(id.index()) {
                *slot = number;
            }
        }
        let mut of: Vec<[Vec<ClaimId>; 2]> = vec![[Vec::new(), Vec::new()]; order.len() + 1];
        for top in tops {
            let claim = document.claims.get(*top);
            let at = claim
                .and_then(|claim| claim.stakeholder)
                .and_then(|id| rank.get(id.index()))
                .copied()
                .unwrap_or(order.len());
            if let (Some([pro, contra]), Some(stance)) = (of.get_mut(at), self.structure.stance(*top)) {
                match stance {
                    Stance::Pro => pro.push(*top),
                    Stance::Contra => contra.push(*top),
                }
            }
        }
        let num_bands = of
            .iter()
            .filter(|sides| sides.iter().any(|side| !side.is_empty()))
            .count();
        let mut bands = Vec::with_capacity(num_bands);
        for (number, sides) in of.into_iter().enumerate() {
            if sides.iter().all(Vec::is_empty) {
                continue;
            }
            let id = order.get(number).copied();
            bands.push(self.band(id, sides, num_bands == 1));
        }
        bands
    }

    fn band(&mut self, id: Option<StakeholderId>, sides: [Vec<ClaimId>; 2], is_only: bool) -> Band {
        let stakeholder = id.and_then(|id| self.document.stakeholders.get(id));
        let section = self.tags.add(None, Tag::Section);
        let mut name = stakeholder.map_or_else(Vec::new, |stakeholder| self.read(&stakeholder.name));
        if name.is_empty() {
            name = self.say(|common, poster, _| {
                match (stakeholder, is_only) {
                    (None, true) => poster.all,
                    (None, false) => common.nobody,
                    (Some(_), _) => poster.no_text,
                }
                .to_owned()
            });
        }
        let name = self.label(Some(section), Some(2), name);
        let mut made = Vec::with_capacity(2);
        for (stance, tops) in [Stance::Pro, Stance::Contra].into_iter().zip(sides) {
            let part = self.tags.add(Some(section), Tag::Section);
            if tops.is_empty() {
                let words = self.say(|_, poster, _| {
                    match stance {
                        Stance::Pro => poster.no_pro,
                        Stance::Contra => poster.no_contra,
                    }
                    .to_owned()
                });
                made.push(Side {
                    stance: Some(stance),
                    head: None,
                    groups: Vec::new(),
                    empty: self.paragraphs(Some(part), words),
                });
                continue;
            }
            let words = self.say(|common, _, _| {
                match stance {
                    Stance::Pro => common.pro,
                    Stance::Contra => common.contra,
                }
                .to_owned()
            });
            let head = self.label(Some(part), Some(3), words);
            let groups = self.groups(part, &tops, 4);
            made.push(Side {
                stance: Some(stance),
                head: Some((head, tops.len())),
                groups,
                empty: Vec::new(),
            });
        }
        Band {
            name,
            hue: stakeholder.map(|stakeholder| stakeholder.hue),
            sides: made,
        }
    }

    /// What hangs together with no thesis.
    fn loose_band(&mut self, loose: &[ClaimId], is_only: bool) -> Band {
        let section = self.tags.add(None, Tag::Section);
        let name = self.say(|_, poster, _| if is_only { poster.statements } else { poster.loose }.to_owned());
        let name = self.label(Some(section), Some(2), name);
        let groups = self.groups(section, loose, 3);
        Band {
            name,
            hue: None,
            sides: vec![Side {
                stance: None,
                head: None,
                groups,
                empty: Vec::new(),
            }],
        }
    }

    fn empty_band(&mut self) -> Band {
        let section = self.tags.add(None, Tag::Section);
        let name = self.say(|_, poster, _| poster.all.to_owned());
        let name = self.label(Some(section), Some(2), name);
        let empty = self.say(|_, poster, _| poster.empty.to_owned());
        Band {
            name,
            hue: None,
            sides: vec![Side {
                stance: None,
                head: None,
                groups: Vec::new(),
                empty: self.paragraphs(Some(section), empty),
            }],
        }
    }

    /// Arguments by theme; those without one come first, as they have no headline.
    fn groups(&mut self, parent: TagId, tops: &[ClaimId], level: u8) -> Vec<Group> {
        let document = self.document;
        let mut keyed: Vec<(Option<(u64, ThemeId)>, ClaimId)> = tops
            .iter()
            .map(|id| {
                let theme = document.claims.get(*id).and_then(|claim| claim.theme);
                let key = theme.and_then(|theme| document.themes.get(theme).map(|record| (record.order, theme)));
                (key, *id)
            })
            .collect();
        keyed.sort_by_key(|(key, _)| *key);
        let mut groups: Vec<Group> = Vec::new();
        let mut here = None;
        let mut list = None;
        for (key, id) in keyed {
            if list.is_none() || key != here {
                here = key;
                let name = key.and_then(|(_, theme)| document.themes.get(theme));
                let mut words = name.map_or_else(Vec::new, |theme| self.read(&theme.name));
                if name.is_some() && words.is_empty() {
                    words = self.say(|_, poster, _| poster.no_text.to_owned());
                }
                let theme = (!words.is_empty()).then(|| self.label(Some(parent), Some(level), words));
                list = Some(self.tags.add(Some(parent), Tag::List));
                groups.push(Group {
                    theme,
                    arguments: Vec::new(),
                });
            }
            let argument = self.argument(list, id);
            if let Some(group) = groups.last_mut() {
                group.arguments.push(argument);
            }
        }
        groups
    }

    fn argument(&mut self, list: Option<TagId>, top: ClaimId) -> Argument {
        let entry = self.tags.add(list, Tag::Entry);
        let statement = self.statement(entry, top, true);
        let mut argument = Argument {
            statement,
            replies: Vec::new(),
        };
        let base = self.structure.place(top).map_or(0, |place| place.depth);
        let branch = self.structure.branch(top);
        if !self.show.has_replies {
            self.left.replies += branch.len() - 1;
            return argument;
        }
        // Where the next reply of each level hangs: the entry, and the list in it once there is one.
        let mut open: Vec<(TagId, Option<TagId>)> = vec![(entry, None)];
        for id in branch.into_iter().skip(1) {
            let place = self.structure.place(id);
            let depth = place.map_or(base + 1, |place| place.depth);
            let level = (depth.saturating_sub(base + 1) as usize).min(open.len() - 1);
            open.truncate(level + 1);
            let Some((above, list)) = open.last().copied() else {
                continue;
            };
            let list = list.unwrap_or_else(|| self.tags.add(Some(above), Tag::List));
            if let Some(last) = open.last_mut() {
                last.1 = Some(list);
            }
            let entry = self.tags.add(Some(list), Tag::Entry);
            open.push((entry, None));
            let does = self.say(|common, _, _| match place {
                Some(place) => common.does(&place).to_owned(),
                None => common.attacks.to_owned(),
            });
            let side = place.and_then(|place| place.stance).map(|stance| {
                let says = self.say(|common, _, _| common.side(stance).to_owned());
                let words = says.first().map(|(_, words)| words.clone()).unwrap_or_default();
                let lang = says.first().and_then(|(lang, _)| self.other(*lang));
                (stance, self.tags.add_in(Some(entry), Tag::Figure(words), lang))
            });
            argument.replies.push(Reply {
                level,
                does: does.into_iter().map(|(_, words)| format!("{words}: ")).collect(),
                side,
                supports: place.is_some_and(|place| place.supports()),
                statement: self.statement(entry, id, false),
            });
        }
        argument
    }

    fn statement(&mut self, entry: TagId, id: ClaimId, is_argument: bool) -> Statement {
        let document = self.document;
        let Some(claim) = document.claims.get(id) else {
            return Statement {
                claim: Vec::new(),
                explanation: Vec::new(),
                notes: Vec::new(),
                letters: Vec::new(),
                core: None,
            };
        };
        let mut words = self.read(&claim.text);
        if words.is_empty() {
            words = self.say(|_, poster, _| poster.no_text.to_owned());
        }
        let mut numbers = Vec::new();
        for citation in &claim.sources {
            if let (true, Some(number)) = (
                document.sources.contains(citation.source),
                self.numbers.get_mut(citation.source.index()),
            ) {
                if *number == 0 {
                    self.cited.push(citation.source);
                    *number = self.cited.len();
                }
                if !numbers.contains(number) {
                    numbers.push(*number);
                }
            }
        }
        numbers.sort_unstable();
        let mut explanation = self.read(&claim.explanation);
        if !self.show.has_explanations {
            self.left.explanations += usize::from(!explanation.is_empty());
            explanation.clear();
        }
        let mut labels: Vec<String> = Vec::new();
        for id in &claim.instruments {
            if let Some(Some(label)) = self.letters.get(id.index())
                && !labels.contains(label)
            {
                labels.push(label.clone());
            }
        }
        labels.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
        let mut core = None;
        let mut letters = Vec::new();
        let mut made = [Vec::new(), Vec::new()];
        let has_explanation = !explanation.is_empty();
        for (number, (texts, into)) in [words, explanation].into_iter().zip(&mut made).enumerate() {
            for (lang, text) in texts {
                let tag = self.tags.add_in(Some(entry), Tag::Paragraph, self.other(lang));
                if number == 0 && into.is_empty() && is_argument && self.marks_core && claim.core {
                    let says = self.say(|common, _, _| common.core.to_owned());
                    let words = says.first().map(|(_, words)| words.clone()).unwrap_or_default();
                    core = Some(self.tags.add(Some(tag), Tag::Figure(words)));
                }
                if into.is_empty() && (number == 1) == has_explanation {
                    for label in std::mem::take(&mut labels) {
                        letters.push((label, self.tags.add(Some(tag), Tag::Words)));
                    }
                }
                into.push(Words {
                    text,
                    tag,
                    is_second: !into.is_empty(),
                });
            }
        }
        let [claim, explanation] = made;
        Statement {
            claim,
            explanation,
            notes: numbers,
            letters,
            core,
        }
    }

    fn toolbox(&mut self, instruments: &[InstrumentId]) -> Option<(Label, Vec<Card>)> {
        if instruments.is_empty() {
            return None;
        }
        let section = self.tags.add(None, Tag::Section);
        let words = self.say(|common, _, _| common.toolbox.to_owned());
        let head = self.label(Some(section), Some(2), words);
        let list = self.tags.add(Some(section), Tag::List);
        let mut cards = Vec::with_capacity(instruments.len());
        for id in instruments {
            let Some(instrument) = self.document.instruments.get(*id) else {
                continue;
            };
            let entry = self.tags.add(Some(list), Tag::Entry);
            let label = self.letters.get(id.index()).cloned().flatten().unwrap_or_default();
            let tag = self.tags.add(Some(entry), Tag::Words);
            let mut name = self.read(&instrument.name);
            if name.is_empty() {
                name = self.say(|_, poster, _| poster.no_text.to_owned());
            }
            let name = self.paragraphs(Some(entry), name);
            let summary = self.read(&instrument.summary);
            cards.push(Card {
                letter: (label, tag),
                name,
                summary: self.paragraphs(Some(entry), summary),
            });
        }
        Some((head, cards))
    }

    fn sources(&mut self) -> Option<(Label, Vec<Note>)> {
        let cited = std::mem::take(&mut self.cited);
        if cited.is_empty() {
            return None;
        }
        let section = self.tags.add(None, Tag::Section);
        let words = self.say(|common, _, _| common.sources.to_owned());
        let head = self.label(Some(section), Some(2), words);
        let mut notes = Vec::with_capacity(cited.len());
        for (at, id) in cited.into_iter().enumerate() {
            let Some(source) = self.document.sources.get(id) else {
                continue;
            };
            let tag = self.tags.add(Some(section), Tag::Note);
            let address = source.urls.first().map(|url| url.trim()).unwrap_or_default();
            let citation = match source.citation.trim() {
                "" if address.is_empty() => self.document.sources.name(id),
                "" => address,
                citation => citation,
            };
            let link = address::sound(address).map(|address| (address, self.tags.add(Some(tag), Tag::Link)));
            notes.push(Note {
                number: at + 1,
                tag,
                citation: citation.to_owned(),
                link,
            });
        }
        Some((head, notes))
    }
}
