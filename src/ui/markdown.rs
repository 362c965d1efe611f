//! Formatted text: the part of CommonMark (0.31) that people need in explanations, notes and cards – bold, emphasis,
//! lists and links. Everything else is shown as the words that it holds; pictures and HTML are never loaded. An address that is
//! not followed is no link: it stands behind its words.

use egui::{Color32, FontId, RichText, Ui, vec2};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::command::{Action, AppAction};
use crate::model::{as_followed, is_followed};

use super::bidi;
use super::dialogs::seen;
use super::theme::{bold_font, font};
use super::widgets::paragraph;

/// A run of words that look the same.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Run {
    words: String,
    is_bold: bool,
    is_slanted: bool,
    link: Option<String>,
}

/// A paragraph or an entry of a list.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
struct Block {
    /// How deep it is in lists.
    depth: usize,
    /// What stands before it: a bullet or a number.
    lead: Option<String>,
    runs: Vec<Run>,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut block = Block::default();
    let (mut bold, mut slanted) = (0_usize, 0_usize);
    let mut link: Option<String> = None;
    // Of a link that is none: its address, and from which run on its words are.
    let mut plain: Option<(String, usize)> = None;
    let mut lists: Vec<Option<u64>> = Vec::new();
    let finish = |block: &mut Block, blocks: &mut Vec<Block>| {
        if !block.runs.is_empty() {
            blocks.push(std::mem::take(block));
        }
    };
    for event in Parser::new(text) {
        let mut add = |words: &str| {
            block.runs.push(Run {
                words: words.to_owned(),
                is_bold: bold > 0,
                is_slanted: slanted > 0,
                link: link.clone(),
            });
        };
        match event {
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => add(&words),
            Event::SoftBreak => add(" "),
            Event::HardBreak => add("\n"),
            Event::Start(Tag::Strong) => bold += 1,
            Event::End(TagEnd::Strong) => bold = bold.saturating_sub(1),
            Event::Start(Tag::Emphasis) => slanted += 1,
            Event::End(TagEnd::Emphasis) => slanted = slanted.saturating_sub(1),
            Event::Start(Tag::Heading { .. }) => {
                finish(&mut block, &mut blocks);
                bold += 1;
            }
            Event::End(TagEnd::Heading(_)) => {
                bold = bold.saturating_sub(1);
                finish(&mut block, &mut blocks);
            }
            Event::Start(Tag::Link { dest_url, .. }) if is_followed(&as_followed(&dest_url)) => {
                link = Some(dest_url.to_string());
            }
            Event::Start(Tag::Link { dest_url, .. }) => plain = Some((dest_url.to_string(), block.runs.len())),
            Event::End(TagEnd::Link) => {
                link = None;
                if let Some((address, start)) = plain.take() {
                    let words = block.runs.iter().skip(start).map(|run| run.words.as_str());
                    // Nothing is hidden behind the words.
                    if !address.is_empty() && words.collect::<String>() != address {
                        block.runs.push(Run {
                            words: format!(" ({})", seen(&address)),
                            is_bold: bold > 0,
                            is_slanted: slanted > 0,
                            link: None,
                        });
                    }
                }
            }
            Event::Start(Tag::List(first)) => {
                finish(&mut block, &mut blocks);
                lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                finish(&mut block, &mut blocks);
                lists.pop();
            }
            Event::Start(Tag::Item) => {
                finish(&mut block, &mut blocks);
                block.depth = lists.len();
                block.lead = Some(match lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}.", *number - 1)
                    }
                    _ => "•".to_owned(),
                });
            }
            Event::Start(Tag::Paragraph) if block.lead.is_none() => block.depth = lists.len(),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::BlockQuote(_)) => {
                finish(&mut block, &mut blocks);
            }
            _ => {}
        }
    }
    finish(&mut block, &mut blocks);
    blocks
}

/// Whether a text has anything that is formatted.
fn is_formatted(text: &str) -> bool {
    text.contains(['*', '_', '[', '`', '#', '\n', '<', '\\', '>']) || text.starts_with("- ") || text.starts_with("1.")
}

/// Shows a text with what is bold, listed or linked in it.
pub(super) fn rich_ui(ui: &mut Ui, text: &str, size: f32, color: Color32, actions: &mut Vec<Action>) {
    let text = &*bidi::painted(text);
    if !is_formatted(text) || bidi::has_rtl(text) {
        paragraph(ui, text, font(size), color);
        return;
    }
    for block in blocks(text) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            ui.add_space(14.0 * block.depth.saturating_sub(1) as f32);
            if let Some(lead) = &block.lead {
                let width = if lead == "•" { 16.0 } else { 24.0 };
                let label = egui::Label::new(RichText::new(lead).font(font(size)).color(color));
                ui.add_sized(vec2(width, size * 1.3), label);
            }
            ui.vertical(|ui| {
                ui.set_width(ui.available_width());
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = vec2(0.0, 2.0);
                    for run in &block.runs {
                        run_ui(ui, run, size, color, actions);
                    }
                });
            });
        });
        ui.add_space(4.0);
    }
}

fn run_ui(ui: &mut Ui, run: &Run, size: f32, color: Color32, actions: &mut Vec<Action>) {
    let id: FontId = if run.is_bold { bold_font(size) } else { font(size) };
    let mut words = RichText::new(&run.words).font(id).color(color);
    if run.is_slanted {
        words = words.italics();
    }
    match &run.link {
        Some(url) => {
            if ui.link(words.underline()).on_hover_text(url).clicked() {
                actions.push(Action::App(AppAction::AskLink(url.clone())));
            }
        }
        None => drop(ui.label(words)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What may not be followed is plain words, with the address behind them where it says something else.
    #[test]
    fn an_address_that_is_not_followed_is_no_link() {
        let shown = |text: &str| {
            let runs: Vec<Run> = blocks(text).into_iter().flat_map(|block| block.runs).collect();
            let has_link = runs.iter().any(|run| run.link.is_some());
            (runs.into_iter().map(|run| run.words).collect::<String>(), has_link)
        };
        for (text, words) in [
            ("Kijk [hier](javascript:alert(1)).", "Kijk hier (javascript:alert(1))."),
            ("[**vet**](file:///etc/passwd)", "vet (file:///etc/passwd)"),
            ("[bank.nl](http://bank.nl@evil.nl)", "bank.nl (http://bank.nl@evil.nl)"),
            ("[pad.html](pad.html)", "pad.html"),
            ("<javascript:x>", "javascript:x"),
            ("[leeg]()", "leeg"),
            ("[x](https://x.nl/&#x202e;ln.kuel)", "x (https://x.nl/\\u{202e}ln.kuel)"),
        ] {
            assert_eq!(shown(text), (words.to_owned(), false), "{text}");
        }
        for text in ["[hier](https://x.nl)", "<https://x.nl>", "[mail](mailto:a@b.nl)"] {
            assert!(shown(text).1, "{text}");
        }
        let attacks: Vec<String> = serde_json::from_str(include_str!("../../tests/hostile/links.json")).unwrap();
        // A space within is an oversight.
        for attack in attacks.iter().filter(|attack| *attack != "https://x.nl/a b") {
            assert!(!shown(&format!("[x](<{attack}>)")).1, "{attack:?}");
        }
    }

    #[test]
    fn bold_lists_and_links_are_seen() {
        let found = blocks("Een **vet** woord.\n\n1. eerst\n2. dan [hier](https://example.org)\n   - dieper");
        let leads: Vec<_> = found.iter().map(|block| (block.depth, block.lead.as_deref())).collect();
        assert_eq!(leads, [(0, None), (1, Some("1.")), (1, Some("2.")), (2, Some("•"))]);
        assert!(found[0].runs[1].is_bold && found[0].runs[1].words == "vet");
        assert_eq!(found[2].runs[1].link.as_deref(), Some("https://example.org"));
        assert!(!is_formatted("Gewoon een zin, met 5 procent."));
    }
}
