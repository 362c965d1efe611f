//! What must hold of every print, for tests.

use proptest::prelude::*;

use super::page::{Item, Outline, Page, Print, Run, Shape, Tag};
use crate::model::{Claim, Document, Hue, Lang, Relation, RelationKind, Stakeholder, Symbol, Target, Text, Theme};

/// Boxes of letters may touch by so much: what stands above and below the base line differs from script to script.
const TOUCH: f32 = 1.0;

/// The letters of a run without the spaces at its ends: left, top, right, bottom.
fn letters_of(run: &Run) -> [f32; 4] {
    let is_space = |glyph: &super::page::Glyph| {
        let words = run.text.get(glyph.start as usize..glyph.end as usize);
        words.is_some_and(|words| words.trim().is_empty())
    };
    let lead: f32 = run
        .glyphs
        .iter()
        .take_while(|glyph| is_space(glyph))
        .map(|glyph| glyph.advance)
        .sum();
    let ink: f32 = run.glyphs.iter().map(|glyph| glyph.advance).sum();
    let tail = run.glyphs.iter().rev().take_while(|glyph| is_space(glyph));
    let tail: f32 = tail.map(|glyph| glyph.advance).sum();
    let right = run.x + ink - tail;
    [
        run.x + lead.min(ink),
        run.y - run.size * 0.74,
        right.max(run.x),
        run.y + run.size * 0.22,
    ]
}

fn runs(page: &Page) -> impl Iterator<Item = &Run> {
    page.items.iter().filter_map(|item| match item {
        Item::Run(run) if !run.text.trim().is_empty() => Some(run),
        _ => None,
    })
}

/// What is wrong with a page: letters or shapes outside it (letters must keep `margin` off its edges), letters on letters.
fn wrong_with_page(page: &Page, margin: f32) -> Result<(), String> {
    let (width, height) = (page.size.width, page.size.height);
    let mut boxes: Vec<([f32; 4], &Run)> = runs(page).map(|run| (letters_of(run), run)).collect();
    for ([left, top, right, bottom], run) in &boxes {
        let is_inside = *left >= margin - 0.1
            && *top >= margin - 0.1
            && *right <= width - margin + 0.1
            && *bottom <= height - margin + 0.1;
        if !is_inside {
            return Err(format!(
                "outside: {:?} at {left} {top} {right} {bottom} of {width} {height}",
                run.text
            ));
        }
    }
    for item in &page.items {
        let points: Vec<(f32, f32)> = match item {
            Item::Run(_) => continue,
            Item::Picture { rect: [x, y, w, h], .. } | Item::Link { rect: [x, y, w, h], .. } => {
                vec![(*x, *y), (x + w, y + h)]
            }
            Item::Shape(Shape { outline, .. }) => match outline {
                Outline::Rect {
                    x, y, width, height, ..
                } => vec![(*x, *y), (x + width, y + height)],
                Outline::Circle { x, y, radius } => vec![(x - radius, y - radius), (x + radius, y + radius)],
                Outline::Line(points) | Outline::Polygon(points) => points.clone(),
                Outline::Polygons(forms) => forms.concat(),
            },
        };
        let is_inside = |(x, y): &(f32, f32)| {
            (-0.1..=width + 0.1).contains(x) && (-0.1..=height + 0.1).contains(y) && x.is_finite() && y.is_finite()
        };
        if !points.iter().all(is_inside) {
            return Err(format!("outside: {item:?}"));
        }
    }
    boxes.sort_by(|(one, _), (other, _)| one[1].total_cmp(&other[1]));
    for (number, (one, run)) in boxes.iter().enumerate() {
        for (other, with) in boxes.iter().skip(number + 1) {
            if other[1] > one[3] {
                break;
            }
            let is_over = |from: usize, to: usize| one[to].min(other[to]) - one[from].max(other[from]);
            if is_over(0, 2) > TOUCH && is_over(1, 3) > TOUCH {
                return Err(format!("{:?} lies on {:?}: {one:?} {other:?}", run.text, with.text));
            }
        }
    }
    Ok(())
}

/// What is wrong with the tags: one without content, one before what it is part of, a heading too deep, a part of a table
/// or list in another place.
fn wrong_with_tags(print: &Print) -> Result<(), String> {
    let all = print.tags.all();
    let mut has_content = vec![false; all.len()];
    for item in print.pages.iter().flat_map(|page| &page.items) {
        let tag = match item {
            Item::Run(run) => run.tag,
            Item::Shape(shape) => shape.tag,
            Item::Picture { tag, .. } => *tag,
            Item::Link { tag, .. } => Some(*tag),
        };
        if let Some(tag) = tag {
            *has_content.get_mut(tag.index()).ok_or("a tag that is not there")? = true;
        }
    }
    let mut last_heading = 0;
    let mut num_titles = 0;
    for (number, tagged) in all.iter().enumerate() {
        let parent = match tagged.parent {
            Some(parent) if parent.index() >= number => return Err(format!("{tagged:?} before its parent")),
            parent => parent
                .and_then(|parent| all.get(parent.index()))
                .map(|parent| &parent.tag),
        };
        let is_placed = match &tagged.tag {
            Tag::Entry => matches!(parent, Some(Tag::List)),
            Tag::Row => matches!(parent, Some(Tag::Table)),
            Tag::Cell | Tag::ColumnHead | Tag::RowHead => matches!(parent, Some(Tag::Row)),
            Tag::Heading(level, words) => {
                let is_next = *level >= 1 && *level <= last_heading + 1;
                last_heading = *level;
                num_titles += usize::from(*level == 1);
                is_next && !words.trim().is_empty()
            }
            _ => true,
        };
        if !is_placed {
            return Err(format!("{tagged:?} in {parent:?}, behind heading {last_heading}"));
        }
    }
    if num_titles > 1 {
        return Err(format!("{num_titles} titles"));
    }
    for (number, tagged) in all.iter().enumerate().rev() {
        if has_content.get(number) != Some(&true) {
            return Err(format!("{tagged:?} ({number}) has no content"));
        }
        if let Some(parent) = tagged.parent {
            has_content[parent.index()] = true;
        }
    }
    Ok(())
}

/// What is wrong with a print: letters within `margin` of an edge of the paper, letters on letters, tags without content
/// or out of place, bookmarks to nowhere.
pub(crate) fn wrong(print: &Print, margin: f32) -> Result<(), String> {
    for (number, page) in print.pages.iter().enumerate() {
        wrong_with_page(page, margin).map_err(|wrong| format!("page {number}: {wrong}"))?;
    }
    for bookmark in &print.bookmarks {
        let is_there = print
            .pages
            .get(bookmark.page)
            .is_some_and(|page| (0.0..=page.size.height).contains(&bookmark.y));
        if !is_there || bookmark.title.trim().is_empty() {
            return Err(format!("{bookmark:?}"));
        }
    }
    wrong_with_tags(print)
}

/// All words that are read, in the order of the tags; what is decoration is left out.
pub(crate) fn read_aloud(print: &Print) -> String {
    let mut words = vec![String::new(); print.tags.all().len()];
    let items = print.pages.iter().flat_map(|page| &page.items);
    for run in items.filter_map(|item| match item {
        Item::Run(run) => Some(run),
        _ => None,
    }) {
        if let Some(of_tag) = run.tag.and_then(|tag| words.get_mut(tag.index())) {
            if !of_tag.is_empty() && !of_tag.ends_with(' ') {
                of_tag.push(' ');
            }
            of_tag.push_str(&run.text);
        }
    }
    let filled: Vec<&str> = words
        .iter()
        .map(|words| words.trim())
        .filter(|words| !words.is_empty())
        .collect();
    filled.join(" ")
}

/// An argument of a made-up map.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    /// Dutch, English; empty for none.
    pub words: [String; 2],
    /// Dutch, English; empty for none.
    pub explanation: [String; 2],
    /// The stakeholder, from 0; none if there is no such.
    pub whose: usize,
    /// The theme, from 0; none if there is no such.
    pub theme: usize,
    /// Whether it supports what it hangs under.
    pub is_pro: bool,
    /// Whether it is of the core.
    pub is_core: bool,
    /// Under which earlier one it hangs, rather than under the thesis.
    pub under: Option<usize>,
}

/// A text in Dutch and English.
pub(crate) fn text(nl: &str, en: &str) -> Text {
    let mut text = Text::new(Lang::NL, nl);
    text.set(Lang::EN, en);
    text
}

/// A map with these arguments.
pub(crate) fn map(question: [&str; 2], names: &[String], drawn: &[Drawn], has_thesis: bool) -> Document {
    let mut document = Document::default();
    document.cover.languages = vec![Lang::NL, Lang::EN];
    document.cover.question = text(question[0], question[1]);
    for (number, name) in names.iter().enumerate() {
        let id = document.stakeholders.intern(&format!("s{number}"));
        let record = Stakeholder {
            name: text(name, ""),
            hue: Hue::ALL[number % 4],
            symbol: Symbol::ALL[number % 6],
            order: number as u64,
        };
        document.stakeholders.set(id, Some(record));
        let id = document.themes.intern(&format!("t{number}"));
        let name = text(&format!("Thema {name}"), &format!("Theme {name}"));
        let order = number as u64;
        document.themes.set(id, Some(Theme { name, order }));
    }
    let thesis = document.claims.intern("thesis");
    if has_thesis {
        document.cover.thesis = Some(thesis);
        document.claims.set(
            thesis,
            Some(Claim {
                text: text("De stelling", "The thesis"),
                ..Claim::default()
            }),
        );
    }
    for (number, of) in drawn.iter().enumerate() {
        let id = document.claims.intern(&format!("c{number}"));
        let order = number as u64 + 1;
        let record = Claim {
            text: text(&of.words[0], &of.words[1]),
            explanation: text(&of.explanation[0], &of.explanation[1]),
            stakeholder: document.stakeholders.id(&format!("s{}", of.whose)),
            theme: document.themes.id(&format!("t{}", of.theme)),
            core: of.is_core,
            order,
            ..Claim::default()
        };
        document.claims.set(id, Some(record));
        let under = of
            .under
            .filter(|under| *under < number)
            .map(|under| format!("c{under}"));
        let target = under.as_deref().or(has_thesis.then_some("thesis"));
        if let Some(target) = target {
            let name = Document::simple_relation_name(&format!("c{number}"), target);
            let target = Target::Claim(document.claims.intern(target));
            let kind = if of.is_pro {
                RelationKind::Support
            } else {
                RelationKind::Attack
            };
            let relation = document.relations.intern(&name);
            document.relations.set(
                relation,
                Some(Relation {
                    premises: id.into(),
                    kind,
                    target,
                    order,
                }),
            );
        }
    }
    document
}

/// Words as people write them, and as they do not.
pub(crate) fn any_words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Z][a-zé]{1,9}( [a-z]{1,12}){2,14}",
        1 => Just(String::new()),
        1 => "[a-z]{200}",
        1 => "[a-z]{1,9}( [a-z]{1,12}){60,160}",
        1 => "[ابتثجحخدذرسعفق]{2,8}( [ابتثجحخدذرسعفق]{2,8}){2,9}",
        1 => "[\u{0}-\u{7f}🙂\u{200b}\u{301}]{0,40}",
    ]
}

/// A made-up map, as it is told when a test fails.
#[derive(Clone, Debug)]
pub(crate) struct Sketch {
    question: [String; 2],
    names: Vec<String>,
    drawn: Vec<Drawn>,
    has_thesis: bool,
}

impl Sketch {
    /// The map.
    pub(crate) fn document(&self) -> Document {
        map(
            [&self.question[0], &self.question[1]],
            &self.names,
            &self.drawn,
            self.has_thesis,
        )
    }
}

/// Any map: long and empty texts, without stakeholders or thesis, in one language or two.
pub(crate) fn any_map() -> impl Strategy<Value = Sketch> {
    let drawn = (
        [any_words(), any_words()],
        [any_words(), any_words()],
        0..5_usize,
        0..5_usize,
        any::<(bool, bool)>(),
    );
    let drawn = (drawn, proptest::option::weighted(0.3, 0..40_usize)).prop_map(|(of, under)| Drawn {
        words: of.0,
        explanation: of.1,
        whose: of.2,
        theme: of.3,
        is_pro: of.4.0,
        is_core: of.4.1,
        under,
    });
    let names = proptest::collection::vec(any_words(), 0..4);
    let all = proptest::collection::vec(drawn, 0..24);
    ([any_words(), any_words()], names, all, proptest::bool::weighted(0.9)).prop_map(
        |(question, names, drawn, has_thesis)| Sketch {
            question,
            names,
            drawn,
            has_thesis,
        },
    )
}

/// An argument of two languages for a stakeholder.
pub(crate) fn argument(number: usize, whose: usize, is_pro: bool) -> Drawn {
    Drawn {
        words: [
            format!("Argument {number}: kinderen leren van elkaar als zij elkaar elke dag zien"),
            format!("Argument {number}: children learn from each other when they meet every day"),
        ],
        explanation: [
            "Dat gebeurt ook buiten de les om.".to_owned(),
            "That also happens outside of class.".to_owned(),
        ],
        whose,
        theme: number % 3,
        is_pro,
        is_core: number.is_multiple_of(2),
        under: None,
    }
}

/// A map of two stakeholders with so many arguments.
pub(crate) fn plain_map(num: usize) -> Document {
    let drawn: Vec<Drawn> = (0..num)
        .map(|number| argument(number, number % 2, number % 3 != 0))
        .collect();
    let names = ["Leerlingen".to_owned(), "Ouders".to_owned()];
    map(["Moeten we meer mengen?", "Should we mix more?"], &names, &drawn, true)
}

/// A map of an argument against with a reply that refutes it and one that supports it.
pub(crate) fn answered_map() -> Document {
    let reply = |number: usize, is_pro: bool| Drawn {
        under: Some(0),
        is_core: true,
        ..argument(number, 0, is_pro)
    };
    let drawn = [argument(0, 0, false), reply(1, false), reply(2, true)];
    map(
        ["Moeten we meer mengen?", "Should we mix more?"],
        &["Ouders".to_owned()],
        &drawn,
        true,
    )
}
