//! A report as Markdown, with tables.

use super::Report;
use super::blocks::{Block, Chart, Entry, Level, Line, Table};
use super::words::Words;

/// Text of a person, so that no letter of it is a mark.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '!' | '$' => {
                safe.push('\\');
                safe.push(letter);
            }
            _ => safe.push(letter),
        }
    }
    safe
}

/// Text at the beginning of a line, where a dash or a number would begin a list and a line of `=` a heading.
fn escape_start(text: &str) -> String {
    let safe = escape(text);
    let digits = safe.bytes().take_while(u8::is_ascii_digit).count();
    match safe.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => {
            let (number, rest) = safe.split_at(digits);
            format!("{number}\\{rest}")
        }
        Some(b'-' | b'+' | b'=' | b':') if digits == 0 => format!("\\{safe}"),
        _ => safe,
    }
}

fn start(line: &Line) -> String {
    escape_start(&line.text())
}

/// The report as Markdown (with tables as on GitHub). Bars become lists, or are left out where a table says the same.
pub fn to_markdown(report: &Report) -> String {
    let words = Words::of(report.lang);
    let mut parts = vec![format!("# {}", escape(&report.title.text()))];
    if report.title.text() != report.kind {
        parts.push(format!("*{}*", escape(report.kind)));
    }
    parts.extend(report.blocks.iter().filter_map(block));
    parts.push(format!("*{}*", escape(words.made_with)));
    parts.join("\n\n") + "\n"
}

fn block(block: &Block) -> Option<String> {
    let text = match block {
        Block::Heading { level, line, .. } => {
            let marks = match level {
                Level::Section => "##",
                Level::Part => "###",
                Level::Detail => "####",
            };
            format!("{marks} {}", escape(&line.text()))
        }
        Block::Paragraph(line) => start(line),
        Block::Aside(line) => format!("*{}*", escape(&line.text())),
        Block::Facts(facts) => {
            let fact = |(name, line): &(String, Line)| format!("- **{}:** {}", escape(name), escape(&line.text()));
            facts.iter().map(fact).collect::<Vec<_>>().join("\n")
        }
        Block::List { is_numbered, entries } => {
            let numbered = entries.iter().enumerate();
            let all = numbered.map(|(number, one)| match is_numbered {
                true => entry(&format!("{}. ", number + 1), one),
                false => entry("- ", one),
            });
            all.collect::<Vec<_>>().join("\n")
        }
        Block::Table(of) => table(of),
        Block::Chart(chart) if chart.is_in_table => return None,
        Block::Chart(of) => chart(of),
    };
    Some(text)
}

fn entry(mark: &str, entry: &Entry) -> String {
    let mut text = format!("{mark}{}", start(&entry.line));
    if !entry.note.is_empty() {
        text += &format!(" – {}", escape(&entry.note.text()));
    }
    let indent = " ".repeat(mark.len());
    for line in &entry.under {
        text += &format!("\n{indent}- {}", start(line));
    }
    text
}

fn table(table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let heads = table.heads.iter().map(|head| escape(&head.words)).collect();
    let rules = table
        .heads
        .iter()
        .map(|head| if head.is_number { "--:" } else { ":--" });
    let rules = format!("| {} |", rules.collect::<Vec<_>>().join(" | "));
    let rows = table
        .rows
        .iter()
        .map(|cells| row(cells.iter().map(|cell| escape(&cell.text())).collect()));
    let caption = format!("**{}**\n", escape(&table.caption));
    [caption, row(heads), rules]
        .into_iter()
        .chain(rows)
        .collect::<Vec<_>>()
        .join("\n")
}

fn chart(chart: &Chart) -> String {
    let bar = |bar: &super::Bar| format!("- {}: {}", start(&bar.label), escape(&bar.text()));
    chart.bars.iter().map(bar).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::super::words::ReportLang;
    use super::*;

    #[test]
    fn what_people_wrote_is_no_mark() {
        assert_eq!(
            escape("a | b *c* <script> [x](y) `z` _u_"),
            "a \\| b \\*c\\* &lt;script&gt; \\[x\\](y) \\`z\\` \\_u\\_"
        );
        assert_eq!(escape_start("- nee"), "\\- nee");
        assert_eq!(escape_start("12. nee"), "12\\. nee");
        assert_eq!(escape_start("12 mensen"), "12 mensen");
        assert_eq!(escape_start("# nee"), "\\# nee");
        let mut session = sample::session();
        for row in session.rounds.iter_mut().flat_map(|round| &mut round.rows) {
            row.words = "duur | *te* duur\n| x |".to_owned();
        }
        let text = to_markdown(&Report::new(&session, &sample::document(), ReportLang::Dutch));
        assert!(
            text.contains("| duur \\| \\*te\\* duur \\| x \\| | Voor | 26 | 22 | 3 | 2 | 27 |"),
            "{text}"
        );
    }

    #[test]
    fn every_row_of_a_table_has_as_many_cells_as_its_heads() {
        for lang in ReportLang::ALL {
            let text = to_markdown(&Report::new(&sample::session(), &sample::document(), lang));
            let mut num_tables = 0;
            for table in text.split("\n\n").filter(|part| part.starts_with('|')) {
                num_tables += 1;
                let cells: Vec<usize> = table.lines().map(|line| line.matches('|').count()).collect();
                assert!(cells.len() > 2 && cells.iter().all(|num| *num == cells[0]), "{table}");
            }
            assert_eq!(num_tables, 5);
        }
    }

    #[test]
    fn bars_are_lists_unless_a_table_says_the_same() {
        let text = to_markdown(&Report::new(&sample::session(), &sample::document(), ReportLang::Dutch));
        assert!(text.contains(
            "- Persoonlijk contact verkleint vooroordelen: 14 stippen · 16 eens, 8 oneens, 3 weet niet (n = 27)"
        ));
        assert!(!text.contains("- Vooraf:"));
        assert!(text.contains("| Vooraf | 11 (38%) | 12 (41%) | 6 (21%) | 29 |"));
        assert!(text.contains("## Voor later\n\n### Vragen om uit te zoeken\n\n- Hoeveel kost een schoolbus?"));
    }
}
