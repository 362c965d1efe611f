use super::super::address::is_safe;
use super::super::own::Export;
use super::super::proof::maps;
use super::*;
use crate::model::{
    Citation, Claim, Document, Fact, Hue, Instrument, Mark, ORDER_STEP, Relation, RelationKind, Source, Stakeholder,
    Statement, Symbol, Target, Term, Text, Theme,
};
use proptest::prelude::*;

const ARABIC: &str = "ar";

fn text(dutch: &str, english: &str) -> Text {
    let mut text = Text::new(Lang::NL, dutch);
    text.set(Lang::EN, english);
    text
}

fn claim(map: &mut Document, name: &str, words: Text, under: Option<(&str, RelationKind)>) -> ClaimId {
    let id = map.claims.intern(name);
    let record = Claim {
        text: words,
        order: map.claims.order_at_end(),
        ..Claim::default()
    };
    map.claims.set(id, Some(record));
    if let Some((under, kind)) = under {
        let target = match map.relations.id(under) {
            Some(relation) => Target::Relation(relation),
            None => Target::Claim(map.claims.id(under).unwrap()),
        };
        let relation = map.relations.intern(&format!("{name}>{under}"));
        let record = Relation {
            premises: id.into(),
            kind,
            target,
            order: map.relations.order_at_end(),
        };
        map.relations.set(relation, Some(record));
    }
    id
}

/// A map with something of everything that the page shows.
fn small() -> Document {
    let mut map = Document::default();
    map.cover.languages = vec![Lang::NL, Lang::EN, Lang::new(ARABIC).unwrap()];
    map.cover.title = text("Kaart <1>", "Map <1>");
    map.cover.question = text("Moet het & \"zo\"?", "Should it & \"so\"?");
    map.cover.question.set(Lang::new(ARABIC).unwrap(), "سؤال");
    map.cover.explanation = Text::new(Lang::NL, "Eerst.\nDan.\n\nTweede alinea.");
    map.cover.colophon = text("Van ons", "By us");
    let source = map.sources.intern("S1");
    let record = Source {
        citation: "Bakker <script>alert(1)</script>".into(),
        urls: vec![
            "https://x.nl/a?b=1&c='2'".into(),
            "javascript:alert(1)".into(),
            "mailto:a@b.nl".into(),
        ],
        supports: text("het idee", "the idea"),
        checked: "2026-11-22".into(),
        order: ORDER_STEP,
        ..Source::default()
    };
    map.sources.set(source, Some(record));
    let who = map.stakeholders.intern("ouders");
    let record = Stakeholder {
        name: text("Ouders", "Parents"),
        hue: Hue::Purple,
        symbol: Symbol::People,
        order: ORDER_STEP,
    };
    map.stakeholders.set(who, Some(record));
    let theme = map.themes.intern("buurt");
    let record = Theme {
        name: text("Buurt", "Area"),
        order: ORDER_STEP,
    };
    map.themes.set(theme, Some(record));
    let card = map.instruments.intern("kaart");
    let mut record = Instrument {
        name: text("Aannamebeleid", "Admission policy"),
        summary: text("Samen regels", "Rules together"),
        order: ORDER_STEP,
        ..Instrument::default()
    };
    record.sections[3].push(Statement {
        text: text("Meet eerst", "Measure first"),
        sources: vec![source],
        own: true,
    });
    map.instruments.set(card, Some(record));
    map.cover.thesis = Some(claim(&mut map, "top", text("Het moet", "It should"), None));
    let near = claim(
        &mut map,
        "dichtbij",
        text("Dichtbij", "Near"),
        Some(("top", RelationKind::Support)),
    );
    let mut record = map.claims.get(near).unwrap().clone();
    record.explanation = text("Lopen kan", "One can walk");
    record.note = text("GEHEIM", "SECRET");
    record.stakeholder = Some(who);
    record.theme = Some(theme);
    record.mark = Mark::Research;
    record.core = true;
    record.instruments = vec![card];
    record.tags = vec!["lopen".into()];
    record.sources.push(Citation {
        source,
        supports: Text::default(),
    });
    map.claims.set(near, Some(record));
    claim(
        &mut map,
        "ver weg",
        Text::new(Lang::NL, "Te ver"),
        Some(("top", RelationKind::Attack)),
    );
    claim(
        &mut map,
        "nee",
        text("Niet dichtbij", "Not near"),
        Some(("dichtbij", RelationKind::Attack)),
    );
    claim(
        &mut map,
        "stap",
        text("Dat zegt niets", "That says nothing"),
        Some(("dichtbij>top", RelationKind::Attack)),
    );
    claim(&mut map, "los", text("Iets los", "Something loose"), None);
    let fact = map.facts.intern("F1");
    let record = Fact {
        text: text("Vier miljoen", "Four million"),
        year: text("2007", "2007"),
        sources: vec![source],
        order: ORDER_STEP,
    };
    map.facts.set(fact, Some(record));
    let term = map.terms.intern("T1");
    let record = Term {
        term: text("Mengen", "Mixing"),
        meaning: text("Samen", "Together"),
        order: ORDER_STEP,
    };
    map.terms.set(term, Some(record));
    map
}

fn page(map: &Document, lang: Lang) -> String {
    let structure = Structure::new(map);
    write(&Export::new(map, &structure, lang))
}

/// SHA-256 (<https://csrc.nist.gov/pubs/fips/180-4/upd1/final>), by the letter of the standard.
fn sha256(bytes: &[u8]) -> [u8; 32] {
    // The first bits of the fractions of the square and cube roots of the first primes, by whole numbers.
    fn root(prime: u128, cubed: bool) -> u32 {
        let (mut low, mut high) = (0_u128, 1 << 40);
        while low + 1 < high {
            let middle = (low + high) / 2;
            let fits = if cubed {
                // middle³ ≤ prime · 2⁹⁶
                middle * middle * middle <= prime << 96
            } else {
                middle * middle <= prime << 64
            };
            if fits {
                low = middle;
            } else {
                high = middle;
            }
        }
        low as u32
    }
    let primes: Vec<u128> = (2..312_u128)
        .filter(|number| (2..*number).all(|other| number % other != 0))
        .collect();
    let k: Vec<u32> = primes.iter().map(|prime| root(*prime, true)).collect();
    let mut state: Vec<u32> = primes.iter().take(8).map(|prime| root(*prime, false)).collect();
    let mut padded = bytes.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend((bytes.len() as u64 * 8).to_be_bytes());
    for block in padded.chunks(64) {
        let mut w: Vec<u32> = block
            .chunks(4)
            .map(|four| u32::from_be_bytes(four.try_into().unwrap()))
            .collect();
        for t in 16..64 {
            let s0 = w[t - 15].rotate_right(7) ^ w[t - 15].rotate_right(18) ^ (w[t - 15] >> 3);
            let s1 = w[t - 2].rotate_right(17) ^ w[t - 2].rotate_right(19) ^ (w[t - 2] >> 10);
            w.push(w[t - 16].wrapping_add(s0).wrapping_add(w[t - 7]).wrapping_add(s1));
        }
        let mut v = state.clone();
        for t in 0..64 {
            let s1 = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
            let choice = (v[4] & v[5]) ^ (!v[4] & v[6]);
            let first = v[7]
                .wrapping_add(s1)
                .wrapping_add(choice)
                .wrapping_add(k[t])
                .wrapping_add(w[t]);
            let s0 = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
            let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
            v.rotate_right(1);
            v[4] = v[4].wrapping_add(first);
            v[0] = first.wrapping_add(s0).wrapping_add(majority);
        }
        for (sum, value) in state.iter_mut().zip(v) {
            *sum = sum.wrapping_add(value);
        }
    }
    let mut digest = [0; 32];
    for (four, word) in digest.chunks_mut(4).zip(state) {
        four.copy_from_slice(&word.to_be_bytes());
    }
    digest
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let all = three.iter().fold(0_u32, |all, byte| all << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            if place <= three.len() {
                out.push(char::from(LETTERS[(all >> (18 - 6 * place) & 63) as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

#[test]
fn the_page_allows_its_own_style_and_script_only() {
    assert_eq!(base64(&sha256(b"abc")), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    assert_eq!(STYLE_DIGEST, base64(&sha256(STYLE.as_bytes())));
    assert_eq!(SCRIPT_DIGEST, base64(&sha256(SCRIPT.as_bytes())));
    let page = page(&small(), Lang::NL);
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{STYLE_DIGEST}'; script-src 'sha256-{SCRIPT_DIGEST}'; base-uri 'none'; form-action 'none'"
    );
    assert!(page.contains(&format!("content=\"{policy}\"")));
    assert!(page.contains(&format!("<style>{STYLE}</style>")) && page.contains(&format!("<script>{SCRIPT}</script>")));
    // Nothing that would end them, nothing from elsewhere, and no style or script of an element.
    assert!(!STYLE.contains("</") && !SCRIPT.contains("</") && !STYLE.contains("url(") && !STYLE.contains("@import"));
    for bad in [" style=", " onclick", " src=", "<link", "<img", "<iframe", "<form"] {
        assert!(!page.contains(bad), "{bad}");
    }
}

#[test]
fn everything_of_the_map_is_there_in_all_languages() {
    let page = page(&small(), Lang::NL);
    for part in [
        "<html lang=\"nl\" dir=\"ltr\">",
        "<title>Kaart &lt;1&gt; – Argumentenkaart</title>",
        "<a class=\"skip\" href=\"#nl\" lang=\"nl\">Naar de kaart</a>",
        "<a class=\"skip\" href=\"#en\" lang=\"en\">Skip to the map</a>",
        "<a href=\"#ar\" lang=\"ar\" hreflang=\"ar\" dir=\"rtl\">العربية</a>",
        "<h1>Moet het &amp; &quot;zo&quot;?</h1>",
        "<h1>Should it &amp; &quot;so&quot;?</h1>",
        "id=\"ar\" lang=\"ar\" dir=\"rtl\"",
        "<p>Eerst.<br>Dan.</p>\n<p>Tweede alinea.</p>",
        "<h2 id=\"en-s-ouders.h\">Parents</h2>",
        "<h4>Buurt</h4>",
        "<li id=\"nl-c-dichtbij\" class=\"for\"><details><summary><span class=\"side-word\"><span aria-hidden=\"true\">+</span> Voor</span> \
         <span class=\"claim-text\">Dichtbij</span> <span class=\"more\">(2 reacties, 1 bron)</span></summary>",
        "− </span>",
        "</span> Weerlegt dit</span>",
        "</span> Undercuts the step</span>",
        "<p>Lopen kan</p>",
        "Hoort bij de kern · Herkomst: debat of onderzoek · Trefwoorden: lopen",
        "<a href=\"#nl-i-kaart\">Aannamebeleid</a>",
        "<a href=\"#nl-b-S1\">Bakker &lt;script&gt;alert(1)&lt;/script&gt;</a>",
        // What is not translated says in which language it is.
        "<span lang=\"nl\" dir=\"ltr\">Te ver</span>",
        "<h3>Admission policy</h3>",
        "<h4>Stappen</h4><ol>",
        "(eigen suggestie)",
        "<a href=\"#nl-b-S1\">bron 1</a>",
        "<strong>2007</strong>: Vier miljoen",
        "<dt>Mengen</dt><dd>Samen</dd>",
        "<p class=\"about\">Ondersteunt: het idee</p>",
        "Genoemd bij (3)",
        "<a href=\"#nl-c-dichtbij\">Dichtbij</a>",
        "<p class=\"counts\">4 argumenten: 1 voor, 3 tegen</p>",
        "Iets los",
        "<p>Van ons</p>",
    ] {
        let part = part
            .strip_suffix(" </span>")
            .filter(|part| *part == "−")
            .unwrap_or(part);
        assert!(page.contains(part), "{part}\n{page}");
    }
    // What only the presenter sees.
    assert!(!page.contains("GEHEIM") && !page.contains("SECRET"));
}

#[test]
fn links_lead_to_the_web_only_and_send_nothing_along() {
    let page = page(&small(), Lang::NL);
    assert!(page.contains(
        "<a href=\"https://x.nl/a?b=1&amp;c=&#39;2&#39;\" rel=\"noreferrer noopener\">https://x.nl/a?b=1&amp;c=&#39;2&#39;</a>"
    ));
    assert!(page.contains("<p>javascript:alert(1)</p>") && page.contains("<a href=\"mailto:a@b.nl\" rel="));
    assert!(!page.contains("href=\"javascript"));
    for (url, safe) in [
        ("HTTPS://x.nl", true),
        ("https://x.nl/a b", false),
        (" javascript:x", false),
        ("data:text/html,x", false),
        ("//x.nl", false),
        ("", false),
    ] {
        assert_eq!(is_safe(url), safe, "{url}");
    }
}

/// What is wrong with a page: tags that are not closed, names that stand twice, links to nowhere, headings that skip a
/// level.
fn faults(page: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let (mut open, mut ids, mut links): (Vec<String>, Vec<String>, Vec<String>) = Default::default();
    let mut level = 0;
    let body = page.split("<body>").nth(1).unwrap().split("<script>").next().unwrap();
    for piece in body.split('<').skip(1) {
        let tag = piece.split('>').next().unwrap();
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(|letter| !letter.is_whitespace())
            .collect();
        if tag.starts_with('/') {
            let last = open.pop();
            if last.as_deref() != Some(&name) {
                faults.push(format!("{last:?} is closed by {name}"));
            }
        } else if !matches!(&*name, "br" | "input") {
            if open.last().is_some_and(|last| last == "p") && matches!(&*name, "p" | "ul" | "ol" | "div" | "details") {
                faults.push(format!("{name} in a paragraph"));
            }
            open.push(name.clone());
        }
        let value = |key: &str| {
            let rest = tag.split_once(&format!(" {key}=\""))?.1;
            rest.split_once('"').map(|(value, _)| value.to_owned())
        };
        ids.extend(value("id"));
        links.extend(value("href").and_then(|href| href.strip_prefix('#').map(str::to_owned)));
        let own = name.strip_prefix('h').and_then(|number| number.parse::<u8>().ok());
        if let Some(own) = own.filter(|_| !tag.starts_with('/')) {
            if own > level + 1 {
                faults.push(format!("h{own} follows h{level}"));
            }
            level = own;
        }
    }
    // What is still open behind the body is closed there.
    let num = ids.len();
    ids.sort();
    ids.dedup();
    if ids.len() != num {
        faults.push("a name stands twice".to_owned());
    }
    faults.extend(links.into_iter().filter(|link| ids.binary_search(link).is_err()));
    if !open.is_empty() {
        faults.push(format!("{open:?} are open"));
    }
    faults
}

#[test]
fn a_page_is_well_formed_also_when_it_is_empty_or_deep() {
    assert_eq!(faults(&page(&small(), Lang::NL)), [""; 0]);
    let empty = page(&Document::default(), Lang::EN);
    assert_eq!(faults(&empty), [""; 0]);
    assert!(empty.contains("<h1>Argument map</h1>") && !empty.contains("class=\"languages\""));
    let mut deep = small();
    let mut last = "top".to_owned();
    for number in 0..2_000 {
        let name = format!("d{number}");
        claim(
            &mut deep,
            &name,
            text("diep", "deep"),
            Some((&last, RelationKind::Attack)),
        );
        last = name;
    }
    let page = page(&deep, Lang::NL);
    assert_eq!(faults(&page), [""; 0]);
    assert!(page.contains("In antwoord op: <a href=\"#nl-c-d"));
    let (mut depth, mut most) = (0_usize, 0);
    for tag in page
        .split("<ul")
        .flat_map(|piece| [1_i32].into_iter().chain(piece.matches("</ul>").map(|_| -1)))
    {
        depth = depth.saturating_add_signed(tag as isize);
        most = most.max(depth);
    }
    assert!(most < 60, "{most}");
}

#[test]
fn languages_have_their_own_names() {
    assert_eq!(own_name(Lang::new("tr").unwrap()), "Türkçe");
    assert_eq!(own_name(Lang::new("zh-Hans").unwrap()), "中文 (zh-Hans)");
    assert_eq!(own_name(Lang::new("xx").unwrap()), "xx");
    assert_eq!(direction(Lang::new("fa").unwrap()), "rtl");
    assert_eq!(Words::of(Lang::new("tr").unwrap()).pro, "For");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_map_becomes_a_well_formed_page(map in maps()) {
        let page = page(&map, Lang::NL);
        let faults = faults(&page);
        prop_assert!(faults.is_empty(), "{faults:?}\n{page}");
        let body = page.split("<body>").nth(1).unwrap();
        prop_assert!(!body.contains("<b>") && !body.contains("<punt>"));
    }
}
