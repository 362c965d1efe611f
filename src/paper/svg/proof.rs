//! Every page is well formed, and one file.

use proptest::prelude::{ProptestConfig, any, prop_assert, proptest};

use crate::paper::pdf::sample::{any_print, sample};
use crate::paper::to_svg;

#[test]
fn a_page_is_one_file_with_its_words_in_it() {
    let print = sample();
    let svg = to_svg(&print.pages[0], "Kop <1> & \"2\"\u{1}", print.lang);
    let tree = roxmltree::Document::parse(&svg).unwrap();
    let title = tree.descendants().find(|node| node.has_tag_name("title")).unwrap();
    assert_eq!(title.text(), Some("Kop <1> & \"2\""));
    let words: Vec<&str> = tree
        .descendants()
        .filter(|node| node.has_tag_name("text"))
        .filter_map(|node| node.text())
        .collect();
    assert!(
        words
            .join(" ")
            .starts_with("Meer mengen op school? Leerlingen leren van elkaar ( okul herkes"),
        "{words:?}"
    );
    assert_eq!(svg.matches("@font-face").count(), 2);
    assert!(svg.contains("<a href=\"https://www.scp.nl/%C3%A9\">"));
    for node in tree.descendants().filter(roxmltree::Node::is_element) {
        assert!(!["script", "foreignObject"].contains(&node.tag_name().name()));
        for attribute in node.attributes().filter(|attribute| attribute.name() == "href") {
            let is_link = node.has_tag_name("a");
            let value = attribute.value();
            assert!(
                is_link || value.starts_with('#') || value.starts_with("data:image/"),
                "{value}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_page_is_well_formed(print in any_print(), title in any::<String>()) {
        for page in &print.pages {
            let svg = to_svg(page, &title, print.lang);
            prop_assert!(roxmltree::Document::parse(&svg).is_ok());
        }
    }
}
