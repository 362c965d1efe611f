//! JSON as other programs write it, where any value may be of another kind than expected: it is read all the same, and what
//! is not wanted takes no memory.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::super::mind_map::leaf::OWN;
use super::super::trouble::Refusal;

/// What a broken file of a format says.
pub fn malformed(format: &str, error: &serde_json::Error) -> Refusal {
    let (line, column) = (error.line() as u32, error.column() as u32);
    Refusal::Malformed(format.to_owned(), line, column, error.to_string())
}

/// A word, number or truth value as words; of an object the name that it has; else nothing.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Word(pub String);

struct WordVisitor;

impl<'de> Visitor<'de> for WordVisitor {
    type Value = Word;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Word, E> {
        Ok(Word(value.to_string()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Word, E> {
        Ok(Word(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Word, E> {
        Ok(Word(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Word, E> {
        Ok(Word(value.to_string()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Word, E> {
        Ok(Word(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Word, E> {
        Ok(Word(value))
    }

    fn visit_unit<E: Error>(self) -> Result<Word, E> {
        Ok(Word::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Word, A::Error> {
        while all.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Word::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<Word, A::Error> {
        let mut found = Word::default();
        while let Some(key) = all.next_key::<Cow<'de, str>>()? {
            if matches!(&*key, "id" | "nodeID" | "txt" | "text") && found.0.is_empty() {
                found = all.next_value()?;
            } else {
                all.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(WordVisitor)
    }
}

/// An object with words only, and the values of our own in it.
#[derive(Clone, Default, Debug)]
pub struct Row {
    fields: Vec<(Cow<'static, str>, String)>,
    /// Our own values, without the beginning of their names.
    pub own: Vec<(String, Value)>,
    /// It is no object.
    pub is_odd: bool,
    /// Its line in the file; 0 if it is not known.
    pub line: u32,
}

/// Names that are kept without memory of their own.
const KNOWN: &[&str] = &[
    "nodeID",
    "text",
    "type",
    "timestamp",
    "scheme",
    "schemeID",
    "edgeID",
    "fromID",
    "toID",
    "formEdgeID",
    "from",
    "to",
    "id",
    "x",
    "y",
    "visible",
    "participantID",
    "firstname",
    "surname",
    "personID",
    "start",
    "end",
    "source",
    "source_id",
    "target_id",
    "name",
];

impl Row {
    /// The words under a name; empty if there are none.
    pub fn get(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// The first of several names under which there are words.
    pub fn first(&self, names: &[&str]) -> &str {
        let mut found = names.iter().map(|name| self.get(name));
        found.find(|words| !words.is_empty()).unwrap_or("")
    }

    /// All words that are not empty, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.fields.iter().map(|(name, value)| (&**name, value.as_str()));
        all.filter(|(_, value)| !value.is_empty())
    }
}

struct RowVisitor;

impl<'de> Visitor<'de> for RowVisitor {
    type Value = Row;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Row, E> {
        Ok(odd())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Row, E> {
        Ok(odd())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Row, E> {
        Ok(odd())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Row, E> {
        Ok(odd())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Row, E> {
        Ok(odd())
    }

    fn visit_unit<E: Error>(self) -> Result<Row, E> {
        Ok(odd())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Row, A::Error> {
        while all.next_element::<IgnoredAny>()?.is_some() {}
        Ok(odd())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<Row, A::Error> {
        let mut row = Row::default();
        while let Some(key) = all.next_key::<Cow<'de, str>>()? {
            if let Some(own) = key.strip_prefix(OWN) {
                row.own.push((own.to_owned(), all.next_value()?));
                continue;
            }
            let value: Word = all.next_value()?;
            let known = KNOWN.iter().find(|known| **known == key);
            let key = known.map_or_else(|| Cow::Owned(key.into_owned()), |known| Cow::Borrowed(*known));
            row.fields.push((key, value.0));
        }
        Ok(row)
    }
}

fn odd() -> Row {
    Row {
        is_odd: true,
        ..Row::default()
    }
}

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(RowVisitor)
    }
}

/// A list; whatever else stands in its place is an empty one.
#[derive(Clone, Debug)]
pub struct List<T>(pub Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = List<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<List<T>, E> {
        Ok(List::default())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<List<T>, E> {
        Ok(List::default())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<List<T>, E> {
        Ok(List::default())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<List<T>, E> {
        Ok(List::default())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<List<T>, E> {
        Ok(List::default())
    }

    fn visit_unit<E: Error>(self) -> Result<List<T>, E> {
        Ok(List::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<List<T>, A::Error> {
        let mut found = Vec::new();
        while let Some(one) = all.next_element()? {
            found.push(one);
        }
        Ok(List(found))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<List<T>, A::Error> {
        while all.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(List::default())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ListVisitor(PhantomData))
    }
}

/// Any value, with the members of objects in the order of the file.
#[derive(Clone, PartialEq, Debug)]
pub enum Tree {
    /// A word, number, truth value or nothing.
    Plain(Value),
    /// A list.
    List(Vec<Tree>),
    /// An object.
    Map(Vec<(String, Tree)>),
}

/// Nothing.
static NOTHING: Tree = Tree::Plain(Value::Null);

impl Tree {
    /// What stands under a name; nothing if it is not there.
    pub fn get(&self, name: &str) -> &Tree {
        let found = self.map().iter().find(|(known, _)| known == name);
        found.map_or(&NOTHING, |(_, value)| value)
    }

    /// The word; empty if it is none.
    pub fn word(&self) -> &str {
        match self {
            Self::Plain(value) => value.as_str().unwrap_or(""),
            _ => "",
        }
    }

    /// The value in words, whatever it is.
    pub fn words(&self) -> String {
        match self {
            Self::Plain(Value::Null) => String::new(),
            Self::Plain(Value::String(word)) => word.clone(),
            other => other.value().to_string(),
        }
    }

    /// A whole number.
    pub fn number(&self) -> Option<usize> {
        match self {
            Self::Plain(value) => value.as_u64().and_then(|number| usize::try_from(number).ok()),
            _ => None,
        }
    }

    /// The members of a list; none if it is no list.
    pub fn list(&self) -> &[Tree] {
        match self {
            Self::List(all) => all,
            _ => &[],
        }
    }

    /// The members of an object; none if it is no object.
    pub fn map(&self) -> &[(String, Tree)] {
        match self {
            Self::Map(all) => all,
            _ => &[],
        }
    }

    /// The same without the order of members. The parser has seen to it that it is not deep.
    pub fn value(&self) -> Value {
        match self {
            Self::Plain(value) => value.clone(),
            Self::List(all) => all.iter().map(Self::value).collect(),
            Self::Map(all) => Value::Object(all.iter().map(|(key, value)| (key.clone(), value.value())).collect()),
        }
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Plain(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Plain(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Plain(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Plain(value.into()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Plain(value.into()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Tree, E> {
        Ok(Tree::Plain(value.into()))
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Plain(Value::Null))
    }

    fn visit_none<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Plain(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Tree, A::Error> {
        let mut found = Vec::new();
        while let Some(one) = all.next_element()? {
            found.push(one);
        }
        Ok(Tree::List(found))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<Tree, A::Error> {
        let mut found = Vec::new();
        while let Some(key) = all.next_key::<Word>()? {
            found.push((key.0, all.next_value()?));
        }
        Ok(Tree::Map(found))
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(TreeVisitor)
    }
}

/// The members of an object that are wanted; the others take no memory.
struct WantedVisitor(&'static [&'static str]);

impl<'de> Visitor<'de> for WantedVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<Tree, A::Error> {
        let mut found = Vec::new();
        while let Some(key) = all.next_key::<Word>()? {
            if self.0.contains(&key.0.as_str()) {
                found.push((key.0, all.next_value()?));
            } else {
                all.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Tree::Map(found))
    }
}

/// Reads JSON that is an object, as far as its members are wanted.
///
/// # Errors
/// What the parser says of what is no JSON, or no object.
pub fn wanted(text: &str, names: &'static [&'static str]) -> Result<Tree, serde_json::Error> {
    let mut parser = serde_json::Deserializer::from_str(text);
    let found = parser.deserialize_map(WantedVisitor(names))?;
    parser.end()?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_keep_their_order() {
        let tree = wanted(r#"{"b":{"z":1,"a":[null,true]},"c":[[3]],"a":"d"}"#, &["a", "b"]).unwrap();
        let names: Vec<&str> = tree.map().iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["b", "a"]);
        assert_eq!((tree.get("a").word(), tree.get("b").get("z").number()), ("d", Some(1)));
        assert_eq!(tree.get("b").get("a").words(), "[null,true]");
        assert!(wanted("[]", &[]).is_err() && wanted("{} x", &[]).is_err() && wanted("{", &[]).is_err());
    }

    #[test]
    fn whatever_stands_there_is_read() {
        let words: List<Word> = serde_json::from_str(r#"["a",1,-2,1.5,true,null,[1],{"x":1,"id":7}]"#).unwrap();
        let words: Vec<&str> = words.0.iter().map(|word| word.0.as_str()).collect();
        assert_eq!(words, ["a", "1", "-2", "1.5", "true", "", "", "7"]);
        let rows: List<Row> =
            serde_json::from_str(r#"[{"nodeID":1,"ak-id":"b","na\u0061m":"c"},null,3,"d",[]]"#).unwrap();
        let odd: Vec<bool> = rows.0.iter().map(|row| row.is_odd).collect();
        assert_eq!(odd, [false, true, true, true, true]);
        assert_eq!((rows.0[0].get("nodeID"), rows.0[0].get("naam")), ("1", "c"));
        assert_eq!(rows.0[0].own, [("id".to_owned(), Value::from("b"))]);
        for other in ["1", "-1", "1.5", "\"a\"", "true", "null", "{\"a\":[]}"] {
            assert!(
                serde_json::from_str::<List<Row>>(other).unwrap().0.is_empty(),
                "{other}"
            );
        }
    }
}
