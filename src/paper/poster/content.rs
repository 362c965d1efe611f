//! What stands on a poster, before anything is set: words and the tags of a reader.

use crate::model::{Hue, Stance};
use crate::paper::page::{TagId, Tags};

/// What of a map is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Show {
    pub has_explanations: bool,
    pub has_replies: bool,
    pub is_core_only: bool,
}

impl Show {
    /// All of it.
    pub const ALL: Self = Self {
        has_explanations: true,
        has_replies: true,
        is_core_only: false,
    };
}

/// A text in one language.
#[derive(Clone, Debug)]
pub(super) struct Words {
    pub text: String,
    pub tag: TagId,
    /// Whether the same stands before it in another language.
    pub is_second: bool,
}

/// A heading or another short text, in one language or several behind each other.
#[derive(Clone, Default, Debug)]
pub(super) struct Label(pub Vec<Words>);

impl Label {
    /// As one line of plain words.
    pub fn joined(&self) -> String {
        let words: Vec<&str> = self.0.iter().map(|words| words.text.as_str()).collect();
        words.join(" / ")
    }
}

/// A claim with what belongs to it.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub claim: Vec<Words>,
    pub explanation: Vec<Words>,
    /// The numbers of its sources.
    pub notes: Vec<usize>,
    /// The letters of its instruments.
    pub letters: Vec<(String, TagId)>,
    /// The sign of the core.
    pub core: Option<TagId>,
}

/// An answer to an argument or to another reply.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    /// How many replies it is under.
    pub level: usize,
    /// What it does to what it stands under, per language, as it stands before the words.
    pub does: Vec<String>,
    /// Its side, and the tag that says it.
    pub side: Option<(Stance, TagId)>,
    /// Whether its sign is a plus: as on the map, the sign says what it does, and the color on which side it is.
    pub supports: bool,
    pub statement: Statement,
}

/// A claim under the thesis.
#[derive(Clone, Debug)]
pub(super) struct Argument {
    pub statement: Statement,
    pub replies: Vec<Reply>,
}

/// Arguments under one headline.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub theme: Option<Label>,
    pub arguments: Vec<Argument>,
}

/// The arguments of a stakeholder on one side.
#[derive(Clone, Debug)]
pub(super) struct Side {
    /// `None` for what is on no side.
    pub stance: Option<Stance>,
    /// Its heading, if it has arguments; how many are beside it.
    pub head: Option<(Label, usize)>,
    pub groups: Vec<Group>,
    /// What stands there instead of arguments.
    pub empty: Vec<Words>,
}

/// The arguments of a stakeholder.
#[derive(Clone, Debug)]
pub(super) struct Band {
    pub name: Label,
    pub hue: Option<Hue>,
    /// For and against, or one for what is on no side.
    pub sides: Vec<Side>,
}

/// An instrument.
#[derive(Clone, Debug)]
pub(super) struct Card {
    pub letter: (String, TagId),
    pub name: Vec<Words>,
    pub summary: Vec<Words>,
}

/// A source.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub number: usize,
    pub tag: TagId,
    pub citation: String,
    /// What it opens, and the tag of that.
    pub link: Option<(String, TagId)>,
}

/// A sign with what it means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sign {
    Core,
    /// Of a reply: a plus if it supports what is above it.
    Reply(bool),
    /// What the color of a reply says: it has no sign.
    Color,
    Instrument,
    Note,
}

/// What a print counts of what it left out.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Left {
    pub explanations: usize,
    pub replies: usize,
    pub arguments: usize,
    pub other_language: usize,
}

/// All that stands on a poster.
#[derive(Clone, Debug)]
pub(super) struct Content {
    pub tags: Tags,
    pub kicker: Vec<Words>,
    pub question: Vec<Words>,
    pub thesis: Vec<Words>,
    pub about: Vec<Words>,
    /// The code of an address, and the tag of what it opens.
    pub code: Option<(TagId, Option<TagId>)>,
    /// The heads of both halves with their numbers, if there are arguments.
    pub halves: Option<[Label; 2]>,
    pub guide: Vec<(Sign, Option<TagId>, Label)>,
    pub guide_tag: Option<TagId>,
    pub bands: Vec<Band>,
    pub toolbox: Option<(Label, Vec<Card>)>,
    pub sources: Option<(Label, Vec<Note>)>,
    pub colophon_head: Label,
    pub colophon: Vec<Words>,
    pub imprint: Vec<Words>,
    pub left: Left,
    /// What stands behind a name where its part goes on.
    pub continued: String,
}
