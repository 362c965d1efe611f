//! Walks through a JSON object piece by piece, so that a large file is never in memory as a whole.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

/// Calls back for each value of the object, and for a list for each value in it: its key, whether it stands in a list, and
/// the value.
///
/// # Errors
/// Of the parser: what is no JSON, or no object.
pub fn walk(text: &str, mut take: impl FnMut(&str, bool, Value)) -> Result<(), serde_json::Error> {
    let mut parser = serde_json::Deserializer::from_str(text);
    Top { take: &mut take }.deserialize(&mut parser)?;
    parser.end()
}

struct Top<'t, T> {
    take: &'t mut T,
}

impl<'de, T: FnMut(&str, bool, Value)> DeserializeSeed<'de> for Top<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<(), D::Error> {
        parser.deserialize_map(self)
    }
}

impl<'de, T: FnMut(&str, bool, Value)> Visitor<'de> for Top<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            // Only what is a list on the first level is taken apart.
            if matches!(key.as_str(), "nodes" | "edges") {
                map.next_value_seed(Items {
                    key: &key,
                    take: &mut *self.take,
                })?;
            } else {
                let value = map.next_value()?;
                (self.take)(&key, false, value);
            }
        }
        Ok(())
    }
}

struct Items<'t, T> {
    key: &'t str,
    take: &'t mut T,
}

impl<'de, T: FnMut(&str, bool, Value)> DeserializeSeed<'de> for Items<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<(), D::Error> {
        parser.deserialize_any(self)
    }
}

impl<'de, T: FnMut(&str, bool, Value)> Visitor<'de> for Items<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(value) = items.next_element::<Value>()? {
            (self.take)(self.key, true, value);
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}
