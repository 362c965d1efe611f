//! The sources of a table: those that rows name are completed by what is known of them elsewhere in the file.

use std::collections::HashMap;

use super::super::gathered::{Cited, Words};

/// Sources that are known with all their details.
#[derive(Default)]
pub(super) struct Known {
    all: Vec<(Cited, bool)>,
    by_key: HashMap<(String, Vec<String>), usize>,
}

impl Known {
    /// What a person sees of a source.
    fn key(citation: &str, urls: &[String]) -> (String, Vec<String>) {
        let citation = citation.split_whitespace().collect::<Vec<_>>().join(" ");
        let urls = urls.iter().flat_map(|url| url.split_whitespace());
        (citation, urls.map(str::to_owned).collect())
    }

    /// A source with all its details.
    pub fn add(&mut self, source: Cited) {
        let key = Self::key(&source.citation, &source.urls);
        if let std::collections::hash_map::Entry::Vacant(free) = self.by_key.entry(key) {
            free.insert(self.all.len());
            self.all.push((source, false));
        }
    }

    /// The sources of a row: one for each line of citations, with the addresses on the same line.
    pub fn cited(&mut self, sources: &[String], urls: &[String], supports: Vec<Words>) -> Vec<Cited> {
        let num = sources.len().max(urls.len());
        let is_one = sources.len() == 1;
        let mut found: Vec<Cited> = Vec::new();
        for number in 0..num {
            let mut citation = sources.get(number).cloned().unwrap_or_default();
            let line = urls.get(number).map_or("", String::as_str);
            let mut addresses: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            // One source with its addresses on several lines.
            if is_one && number > 0 {
                if let Some(first) = found.first_mut() {
                    first.urls.append(&mut addresses);
                }
                continue;
            }
            let is_address = citation.starts_with("http://") || citation.starts_with("https://");
            if is_address && addresses.is_empty() && !citation.contains(' ') {
                addresses.push(std::mem::take(&mut citation));
            }
            if !citation.is_empty() || !addresses.is_empty() {
                found.push(Cited {
                    citation,
                    urls: addresses,
                    ..Cited::default()
                });
            }
        }
        let mut supports = supports.into_iter();
        for cited in &mut found {
            if let Some(at) = self.by_key.get(&Self::key(&cited.citation, &cited.urls))
                && let Some((known, is_used)) = self.all.get_mut(*at)
            {
                *is_used = true;
                cited.clone_from(known);
            }
            cited.supports = supports.next().unwrap_or_default();
        }
        found
    }

    /// Those that no row names.
    pub fn unused(self) -> Vec<Cited> {
        let unused = self.all.into_iter().filter(|(_, is_used)| !is_used);
        unused.map(|(source, _)| source).collect()
    }
}
