//! A report as one page that a browser shows and prints: no scripts, nothing from elsewhere.

use super::blocks::{Block, Chart, Entry, Kind, Level, Line, Table};
use super::words::Words;
use super::{Report, svg};

/// A table of so many rows stays on one page.
const SHORT: usize = 12;

const STYLE: &str = include_str!("report.css");

/// Text for between tags and in attributes.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(letter),
        }
    }
    safe
}

fn line(line: &Line) -> String {
    let piece = |piece: &super::Piece| {
        let words = escape(&piece.words);
        match piece.lang {
            Some(lang) => format!("<bdi lang=\"{}\">{words}</bdi>", escape(lang.code())),
            None => words,
        }
    };
    line.pieces().iter().map(piece).collect()
}

/// The report as one file. It is valid HTML with a language, a title, headings in order and tables with headers; every
/// number in a picture stands beside it in words.
pub fn to_html(report: &Report) -> String {
    let words = Words::of(report.lang);
    let page_title = match report.title.text() {
        title if title == report.kind => title,
        title => format!("{title} – {}", report.kind),
    };
    let mut page = Page::default();
    for block in &report.blocks {
        page.block(block);
    }
    page.end_section();
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{page_title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{patterns}\n<main>\n\
         <header>\n<p class=\"kind\">{kind}</p>\n<h1>{title}</h1>\n</header>\n{body}</main>\n\
         <footer><p>{made_with}</p></footer>\n</body>\n</html>\n",
        lang = report.lang.lang(),
        page_title = escape(&page_title),
        patterns = svg::PATTERNS,
        kind = report.kind,
        title = line(&report.title),
        body = page.body,
        made_with = words.made_with,
    )
}

#[derive(Default)]
struct Page {
    body: String,
    is_in_section: bool,
    /// Of tables and bars, so that what describes them can be pointed at.
    last_id: usize,
}

impl Page {
    fn put(&mut self, html: impl AsRef<str>) {
        self.body.push_str(html.as_ref());
        self.body.push('\n');
    }

    fn new_id(&mut self) -> usize {
        self.last_id += 1;
        self.last_id
    }

    fn end_section(&mut self) {
        if self.is_in_section {
            self.put("</section>");
        }
        self.is_in_section = false;
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, line: of, side } => {
                let words = line(of);
                if *level == Level::Section {
                    self.end_section();
                    self.is_in_section = true;
                    let id = self.new_id();
                    self.put(format!(
                        "<section aria-labelledby=\"s{id}\">\n<h2 id=\"s{id}\">{words}</h2>"
                    ));
                    return;
                }
                let tag = if *level == Level::Part { "h3" } else { "h4" };
                let sign = side.map(|side| sign(Kind::from(Some(side)))).unwrap_or_default();
                self.put(format!("<{tag}>{sign}{words}</{tag}>"));
            }
            Block::Paragraph(of) => self.put(format!("<p>{}</p>", line(of))),
            Block::Aside(of) => self.put(format!("<p class=\"aside\">{}</p>", line(of))),
            Block::Facts(facts) => {
                self.put("<dl>");
                for (name, of) in facts {
                    self.put(format!("<div><dt>{}</dt><dd>{}</dd></div>", escape(name), line(of)));
                }
                self.put("</dl>");
            }
            Block::List { is_numbered, entries } => {
                let tag = if *is_numbered { "ol" } else { "ul" };
                self.put(format!("<{tag}>"));
                entries.iter().for_each(|entry| self.entry(entry));
                self.put(format!("</{tag}>"));
            }
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let mut html = format!("<li>{}", line(&entry.line));
        if !entry.note.is_empty() {
            html += &format!(" <span class=\"note\">{}</span>", line(&entry.note));
        }
        if !entry.under.is_empty() {
            let under = entry.under.iter().map(|of| format!("<li>{}</li>", line(of)));
            html += &format!("\n<ul>{}</ul>", under.collect::<String>());
        }
        self.put(html + "</li>");
    }

    fn table(&mut self, table: &Table) {
        let id = self.new_id();
        let class = if table.rows.len() <= SHORT {
            "scroll short"
        } else {
            "scroll"
        };
        // A wide table scrolls by itself, with the keyboard too.
        self.put(format!(
            "<div class=\"{class}\" role=\"region\" aria-labelledby=\"t{id}\" tabindex=\"0\">\n<table>\n\
             <caption id=\"t{id}\">{}</caption>",
            escape(&table.caption)
        ));
        let class = |is_number: bool| if is_number { " class=\"num\"" } else { "" };
        let heads = table.heads.iter().map(|head| {
            let class = class(head.is_number);
            format!("<th scope=\"col\"{class}>{}</th>", escape(&head.words))
        });
        self.put(format!(
            "<thead><tr>{}</tr></thead>\n<tbody>",
            heads.collect::<String>()
        ));
        for row in &table.rows {
            let cells = row
                .iter()
                .zip(&table.heads)
                .enumerate()
                .map(|(number, (cell, head))| match number {
                    0 => format!("<th scope=\"row\">{}</th>", line(cell)),
                    _ => format!("<td{}>{}</td>", class(head.is_number), line(cell)),
                });
            self.put(format!("<tr>{}</tr>", cells.collect::<String>()));
        }
        self.put("</tbody>\n</table>\n</div>");
    }

    fn chart(&mut self, chart: &Chart) {
        self.put(format!(
            "<div class=\"chart\" role=\"group\" aria-label=\"{}\">",
            escape(&chart.title)
        ));
        for bar in &chart.bars {
            let id = self.new_id();
            let picture = svg::bar(bar, id);
            let key =
                |part: &super::Part| format!("<span class=\"key\">{}{}</span>", sign(part.kind), escape(&part.words));
            let keys: String = bar.parts.iter().map(key).collect();
            let note = match bar.note.is_empty() {
                true => String::new(),
                false => format!("<span class=\"key\">{}</span>", escape(&bar.note)),
            };
            self.put(format!(
                "<figure>\n<figcaption>{}</figcaption>\n{picture}\n<p class=\"keys\">{keys}{note}</p>\n</figure>",
                line(&bar.label)
            ));
        }
        self.put("</div>");
    }
}

/// The sign of a part of a bar, on its color. The word stands beside it, so it is not read aloud.
fn sign(kind: Kind) -> String {
    let name = svg::name(kind);
    format!(
        "<span class=\"sign {name}\" aria-hidden=\"true\">{}</span>",
        kind.sign()
    )
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::super::words::ReportLang;
    use super::*;
    use crate::model::Document;
    use crate::session::Session;

    fn full(lang: ReportLang) -> String {
        to_html(&Report::new(&sample::session(), &sample::document(), lang))
    }

    #[test]
    fn what_people_wrote_is_never_a_tag() {
        let evil = "<script>alert('x')</script> & \"y\"";
        let mut session = sample::session();
        session.about.title = evil.to_owned();
        session.about.place = evil.to_owned();
        session.minutes = evil.to_owned();
        session.next_steps = evil.to_owned();
        session.map.title = evil.to_owned();
        session.map.lang = "\"><b".to_owned();
        session.chosen = vec![evil.to_owned()];
        session.shown = vec![evil.to_owned()];
        for addition in &mut session.additions {
            addition.words = evil.to_owned();
            addition.cluster = evil.to_owned();
        }
        for row in session.rounds.iter_mut().flat_map(|round| &mut round.rows) {
            row.words = evil.to_owned();
        }
        let html = to_html(&Report::new(&session, &Document::default(), ReportLang::Dutch));
        assert!(!html.contains("<script") && !html.contains("<b\""));
        let escaped = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;";
        assert!(html.matches(escaped).count() > 20);
        // It can be read as XML too, but for what needs no end in HTML.
        roxmltree::Document::parse(body(&html)).unwrap();
    }

    fn body(html: &str) -> &str {
        let start = html.find("<body>").unwrap();
        html.get(start..html.find("</html>").unwrap()).unwrap()
    }

    #[test]
    fn a_page_has_a_language_a_title_one_main_and_headings_in_order() {
        for (lang, code) in [(ReportLang::Dutch, "nl"), (ReportLang::English, "en")] {
            let html = full(lang);
            assert!(html.starts_with(&format!("<!doctype html>\n<html lang=\"{code}\">")));
            assert_eq!(html.matches("<main>").count(), 1);
            assert_eq!(html.matches("<h1>").count(), 1);
            assert!(html.contains("<title>Ouderavond Lombok – "));
            for foreign in [
                "<script", "http://", "https://", "<link", "<img", "@import", "url(//", "onload",
            ] {
                assert!(!html.contains(foreign), "{foreign}");
            }
            let tree = roxmltree::Document::parse(body(&html)).unwrap();
            let levels: Vec<u32> = tree
                .descendants()
                .filter_map(|node| node.tag_name().name().strip_prefix('h')?.parse().ok())
                .collect();
            assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
            let mut ids: Vec<&str> = tree.descendants().filter_map(|node| node.attribute("id")).collect();
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), all, "every id is there once");
            for node in tree.descendants().filter_map(|node| node.attribute("aria-labelledby")) {
                assert!(node.split(' ').all(|id| ids.contains(&id)), "{node}");
            }
        }
    }

    #[test]
    fn every_table_has_a_caption_and_headers_for_all_its_cells() {
        let html = full(ReportLang::Dutch);
        let tree = roxmltree::Document::parse(body(&html)).unwrap();
        let tables: Vec<_> = tree.descendants().filter(|node| node.has_tag_name("table")).collect();
        assert_eq!(tables.len(), 5);
        for table in tables {
            assert!(table.first_element_child().unwrap().has_tag_name("caption"));
            let rows: Vec<_> = table.descendants().filter(|node| node.has_tag_name("tr")).collect();
            let num_heads = rows[0]
                .children()
                .filter(|node| node.attribute("scope") == Some("col"))
                .count();
            for row in &rows[1..] {
                assert_eq!(row.children().filter(|node| node.is_element()).count(), num_heads);
                assert_eq!(row.first_element_child().unwrap().attribute("scope"), Some("row"));
            }
        }
    }

    #[test]
    fn every_number_in_a_picture_is_also_in_words_beside_it() {
        let html = full(ReportLang::English);
        let tree = roxmltree::Document::parse(body(&html)).unwrap();
        let mut num_figures = 0;
        for figure in tree.descendants().filter(|node| node.has_tag_name("figure")) {
            num_figures += 1;
            let is_in_picture = |node: &roxmltree::Node<'_, '_>| node.ancestors().any(|node| node.has_tag_name("svg"));
            let texts = figure.descendants().filter(roxmltree::Node::is_text);
            let (inside, beside): (Vec<_>, Vec<_>) = texts.partition(is_in_picture);
            let beside: String = beside.iter().filter_map(roxmltree::Node::text).collect();
            let inside: String = inside
                .iter()
                .filter_map(|node| Some(node.text()?.to_owned() + " "))
                .collect();
            for number in inside
                .split(|letter: char| !letter.is_ascii_digit())
                .filter(|part| !part.is_empty())
            {
                assert!(beside.contains(number), "{number} in {beside}");
            }
            let svg = figure.descendants().find(|node| node.has_tag_name("svg")).unwrap();
            assert_eq!(svg.attribute("role"), Some("img"));
            assert!(svg.children().any(|node| node.has_tag_name("title")));
            assert!(svg.children().any(|node| node.has_tag_name("desc")));
        }
        assert!(num_figures > 8);
    }

    #[test]
    fn words_in_another_language_are_marked() {
        assert!(full(ReportLang::English).contains("<bdi lang=\"nl\">Mengen is niet haalbaar</bdi>"));
        assert!(!full(ReportLang::Dutch).contains("<bdi"));
        let empty = to_html(&Report::new(
            &Session::default(),
            &Document::default(),
            ReportLang::English,
        ));
        assert!(empty.contains("<h1>Report of the evening</h1>"));
    }
}
