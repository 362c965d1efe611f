//! Writes prints as PDF.
//!
//! What goes wrong in one item (a broken picture, a length that is no number) costs that item, never the document.

mod draw;
mod parts;
#[cfg(test)]
pub(in crate::paper) mod sample;
#[cfg(test)]
mod tests;

use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::configure::{Accessibility, Configuration, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Point, Quadrilateral};
use krilla::metadata::{Metadata, TextDirection};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ContentTag, Identifier};
use krilla::{Document, SerializeSettings};

use self::draw::{Fonts, Pictures};
use self::parts::Parts;
use super::page::{Bookmark, Font, Item, Page, Print, Size, TagId};

/// What makes the documents; also the title of one without a title.
const CREATOR: &str = "Argumentenkaart";

/// A document that was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// Whether it fulfils what the library checks of PDF/UA-1 (ISO 14289-1), and says so of itself.
    pub is_accessible: bool,
    /// How many pictures could not be read; each is an empty frame.
    pub num_broken_pictures: usize,
}

/// Why no PDF could be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PdfError {
    /// A font that is built in cannot be read.
    Font(Font),
    /// The library that writes refused; what it said.
    Refused(String),
}

/// Writes a print as PDF. The same print gives the same bytes.
///
/// # Errors
///
/// If a built-in font cannot be read or the library refuses; nothing that stands in a map leads to either.
pub fn to_pdf(print: &Print) -> Result<Vec<u8>, PdfError> {
    write_pdf(print).map(|written| written.bytes)
}

/// Writes a print as PDF, and tells what came of it.
///
/// # Errors
///
/// As [`to_pdf`].
pub fn write_pdf(print: &Print) -> Result<Written, PdfError> {
    let mut pictures = Pictures::default();
    let checked = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish();
    let accessible = match checked {
        Ok(checked) => write(print, checked, &mut pictures),
        Err(error) => Err(PdfError::Refused(format!("{error:?}"))),
    };
    let is_accessible = accessible.is_ok();
    let bytes = match accessible {
        // The same without the promise to be accessible: there has to be something to print.
        Err(PdfError::Refused(_)) => write(print, Configuration::default(), &mut pictures),
        other => other,
    }?;
    Ok(Written {
        bytes,
        is_accessible,
        num_broken_pictures: pictures.num_broken(),
    })
}

fn write(print: &Print, configuration: Configuration, pictures: &mut Pictures) -> Result<Vec<u8>, PdfError> {
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let mut fonts = Fonts::default();
    let mut parts = Parts::new(print.tags.all());
    for (number, page) in print.pages.iter().enumerate() {
        write_page(&mut document, page, number, &mut fonts, pictures, &mut parts)?;
    }
    if print.pages.is_empty() {
        document.start_page().finish();
    }
    document.set_tag_tree(parts.tree(print.lang));
    document.set_outline(outline(print));
    document.set_metadata(metadata(print));
    document
        .finish()
        .map_err(|error| PdfError::Refused(format!("{error:?}")))
}

fn write_page(
    document: &mut Document,
    page: &Page,
    number: usize,
    fonts: &mut Fonts,
    pictures: &mut Pictures,
    parts: &mut Parts<'_>,
) -> Result<(), PdfError> {
    let mut sheet = document.start_page_with(settings(page.size));
    let mut surface = sheet.surface();
    let mut marks = Marks::default();
    let mut links: Vec<Link<'_>> = Vec::new();
    for item in &page.items {
        match item {
            Item::Run(run) if !run.glyphs.is_empty() => {
                let part = parts.part(run.tag, false);
                let [x, y, size, width] = [run.x, run.y, run.size, run.width].map(draw::sound);
                // About from the highest to the lowest letter.
                let covered = [x, y - size, x + width, y + 0.3 * size];
                marks.begin(&mut surface, parts, part, (number, covered));
                draw::draw_run(&mut surface, fonts, run)?;
            }
            Item::Run(_) => {}
            Item::Shape(shape) => {
                if let Some((path, rule)) = draw::path(shape) {
                    let part = parts.part(shape.tag, true);
                    marks.begin(&mut surface, parts, part, (number, draw::bounds(&shape.outline)));
                    draw::draw_shape(&mut surface, shape, &path, rule);
                }
            }
            Item::Picture { bytes, rect, tag } => {
                if let Some(rect) = draw::rect(*rect) {
                    let part = parts.part(*tag, true);
                    let covered = [rect.left(), rect.top(), rect.right(), rect.bottom()];
                    marks.begin(&mut surface, parts, part, (number, covered));
                    draw::draw_picture(&mut surface, pictures.get(bytes), rect);
                }
            }
            Item::Link { rect, address, tag } => {
                let Some(rect) = draw::rect(*rect) else {
                    continue;
                };
                // A link of several lines is one link.
                match links.last_mut() {
                    Some(last) if last.tag == *tag && last.address == address => last.places.push(rect.into()),
                    _ => links.push(Link {
                        tag: *tag,
                        address,
                        places: vec![rect.into()],
                    }),
                }
            }
        }
    }
    marks.end(&mut surface);
    surface.finish();
    for link in links {
        let part = parts.part(Some(link.tag), false);
        let (Some(part), Some(address)) = (part, super::address::sound(link.address)) else {
            continue;
        };
        let target = Target::Action(LinkAction::new(address.clone()).into());
        let annotation = LinkAnnotation::new_with_quad_points(link.places, target);
        let identifier = sheet.add_tagged_annotation(Annotation::new_link(annotation, Some(address)));
        parts.add(part, identifier, true);
    }
    sheet.finish();
    Ok(())
}

struct Link<'a> {
    tag: TagId,
    address: &'a str,
    places: Vec<Quadrilateral>,
}

/// Which part the items that are being drawn belong to: items of one part after each other are marked together.
#[derive(Default)]
struct Marks {
    /// The inner `None` is decoration.
    open: Option<Option<usize>>,
}

impl Marks {
    fn begin(
        &mut self,
        surface: &mut Surface<'_>,
        parts: &mut Parts<'_>,
        part: Option<usize>,
        (page, covered): (usize, [f32; 4]),
    ) {
        if self.open != Some(part) {
            self.end(surface);
            let tag = match part {
                Some(_) => ContentTag::Other,
                None => ContentTag::Artifact(Artifact::default()),
            };
            let identifier: Identifier = surface.start_tagged(tag);
            if let Some(part) = part {
                parts.add(part, identifier, false);
            }
            self.open = Some(part);
        }
        if let Some(part) = part {
            parts.cover(part, page, covered);
        }
    }

    fn end(&mut self, surface: &mut Surface<'_>) {
        if self.open.take().is_some() {
            surface.end_tagged();
        }
    }
}

fn settings(size: Size) -> PageSettings {
    // What readers can show (ISO 32000-1, annex C).
    let [width, height] = [size.width, size.height].map(|length| draw::sound(length).clamp(3.0, 14_400.0));
    PageSettings::from_wh(width, height).unwrap_or_default()
}

/// Words on one line without control characters, which the formats of titles do not allow.
fn clean(words: &str) -> String {
    let mut clean = String::with_capacity(words.len());
    for word in words.split(|letter: char| letter.is_whitespace() || !super::address::is_of_xml(letter)) {
        if !word.is_empty() {
            if !clean.is_empty() {
                clean.push(' ');
            }
            clean.push_str(word);
        }
    }
    clean
}

fn title(print: &Print) -> String {
    let title = clean(&print.title);
    if title.is_empty() { CREATOR.to_owned() } else { title }
}

fn metadata(print: &Print) -> Metadata {
    let is_rtl = ["ar", "fa", "he", "ur"].contains(&print.lang.code().split('-').next().unwrap_or_default());
    let mut metadata = Metadata::new()
        .title(title(print))
        .language(print.lang.code().to_owned())
        .creator(CREATOR.to_owned())
        .text_direction(if is_rtl {
            TextDirection::RightToLeft
        } else {
            TextDirection::LeftToRight
        });
    if let Some(author) = print.author.as_deref().map(clean).filter(|author| !author.is_empty()) {
        metadata = metadata.authors(vec![author]);
    }
    if let Some(subject) = print
        .subject
        .as_deref()
        .map(clean)
        .filter(|subject| !subject.is_empty())
    {
        metadata = metadata.description(subject);
    }
    metadata
}

/// The list of contents; it has at least the title, as PDF/UA wants one.
fn outline(print: &Print) -> Outline {
    let mut outline = Outline::new();
    // Those that may get more entries under them, from the outermost, with their levels.
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    let close = |open: &mut Vec<(u8, OutlineNode)>, outline: &mut Outline, level: u8| {
        while let Some((_, node)) = open.pop_if(|(inner, _)| *inner >= level) {
            match open.last_mut() {
                Some((_, outer)) => outer.push_child(node),
                None => outline.push_child(node),
            }
        }
    };
    let mut is_empty = true;
    for bookmark in &print.bookmarks {
        let Some(node) = entry(print, bookmark) else {
            continue;
        };
        is_empty = false;
        close(&mut open, &mut outline, bookmark.level);
        open.push((bookmark.level, node));
    }
    close(&mut open, &mut outline, 0);
    if is_empty {
        let start = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
        outline.push_child(OutlineNode::new(title(print), start));
    }
    outline
}

fn entry(print: &Print, bookmark: &Bookmark) -> Option<OutlineNode> {
    let title = clean(&bookmark.title);
    if title.is_empty() || bookmark.page >= print.pages.len() {
        return None;
    }
    let place = XyzDestination::new(bookmark.page, Point::from_xy(0.0, draw::sound(bookmark.y)));
    Some(OutlineNode::new(title, place).with_open(bookmark.level == 0))
}
