//! Where things stand in a JSON text, which its parser does not say: the lines of what is in the lists of nodes and edges,
//! and names that an object has twice, of which a parser keeps one.

use std::collections::{HashMap, HashSet};

use super::gathered::Gathered;
use super::trouble::Trouble;

/// Deeper than this no parser of ours reads.
const DEEPEST: usize = 200;

/// What was found.
#[derive(Default)]
pub(super) struct Places<'a> {
    /// By list (`nodes`, or `AIF.nodes` within an object): the lines of its members. A list that is there twice has two.
    lists: HashMap<String, Vec<Vec<u32>>>,
    /// The names that an object has twice, with the line of the second.
    doubled: Vec<(u32, &'a str)>,
}

impl Places<'_> {
    /// The lines of the members of all lists of this name, in their order.
    pub(super) fn all(&self, path: &str) -> Vec<u32> {
        self.lists.get(path).map(|all| all.concat()).unwrap_or_default()
    }

    /// The lines of the members of the last list of this name.
    pub(super) fn last(&self, path: &str) -> &[u32] {
        self.lists
            .get(path)
            .and_then(|all| all.last())
            .map_or(&[], Vec::as_slice)
    }

    /// Warns of names that are there twice.
    pub(super) fn tell(&self, into: &mut Gathered) {
        for (line, name) in &self.doubled {
            into.warn_at(*line, Trouble::DoubledKey, name);
        }
    }
}

/// What is open.
enum Open<'a> {
    Object {
        names: HashSet<&'a str>,
        /// The name whose value comes; none before a name.
        name: Option<&'a str>,
    },
    List {
        /// Its name, if the lines of its members are wanted.
        path: Option<String>,
        /// Whether the member that comes was not begun yet.
        is_next: bool,
    },
}

/// Looks through a text once. What is no JSON is left to the parser.
pub(super) fn scan(text: &str) -> Places<'_> {
    let mut places = Places::default();
    let mut open: Vec<Open<'_>> = Vec::new();
    let (mut line, mut at) = (1_u32, 0_usize);
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'\n' => line += 1,
            b' ' | b'\t' | b'\r' | b':' => {}
            b',' => match open.last_mut() {
                Some(Open::Object { name, .. }) => *name = None,
                Some(Open::List { is_next, .. }) => *is_next = true,
                None => {}
            },
            b'}' | b']' => {
                open.pop();
            }
            _ => {
                if let Some(Open::List { path, is_next }) = open.last_mut()
                    && std::mem::replace(is_next, false)
                    && let Some(lines) = path.as_ref().and_then(|path| places.lists.get_mut(path)?.last_mut())
                {
                    lines.push(line);
                }
                match byte {
                    b'{' => open.push(Open::Object {
                        names: HashSet::new(),
                        name: None,
                    }),
                    b'[' => {
                        let path = path(&open);
                        if let Some(path) = &path {
                            places.lists.entry(path.clone()).or_default().push(Vec::new());
                        }
                        open.push(Open::List { path, is_next: true });
                    }
                    b'"' => {
                        let from = at;
                        while let Some(byte) = bytes.get(at) {
                            match byte {
                                b'"' => break,
                                b'\\' => at += 1,
                                b'\n' => line += 1,
                                _ => {}
                            }
                            at += 1;
                        }
                        let word = text.get(from..at).unwrap_or_default();
                        at += 1;
                        if let Some(Open::Object { names, name }) = open.last_mut()
                            && name.is_none()
                        {
                            *name = Some(word);
                            if !names.insert(word) {
                                places.doubled.push((line, word));
                            }
                        }
                    }
                    _ => {}
                }
                if open.len() > DEEPEST {
                    return places;
                }
            }
        }
    }
    places
}

/// The names that lead to a list that begins here, if it is one of nodes or edges.
fn path(open: &[Open<'_>]) -> Option<String> {
    let mut names = Vec::new();
    for one in open {
        match one {
            Open::Object { name: Some(name), .. } if names.len() < 2 => names.push(*name),
            _ => return None,
        }
    }
    matches!(names.last(), Some(&("nodes" | "edges"))).then(|| names.join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_names_have_their_lines() {
        let text = "{\n\"nodes\": [\n{\"id\": \"a\", \"nodes\": [1]},\n\n{\"id\": \"x\\\"}\",\n \"id\": 2}, 3\n],\n\"AIF\": {\"edges\": [\n{}]},\
                    \"nodes\": [{}]}";
        let places = scan(text);
        assert_eq!(places.all("nodes"), [3, 5, 6, 9]);
        assert_eq!(places.last("nodes"), [9]);
        assert_eq!(places.last("AIF.edges"), [9]);
        assert_eq!(places.doubled, [(6, "id"), (9, "nodes")]);
        assert!(scan(&"[".repeat(1_000_000)).doubled.is_empty());
        for odd in ["\"", "{\"a", "{\"\\", "]}", "{\"a\":\"é\\é", ",,,"] {
            scan(odd);
        }
    }
}
