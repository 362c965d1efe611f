//! Handles of the records of a map, and the table that keeps records under their names.

use std::fmt;
use std::hash::BuildHasher as _;
use std::marker::PhantomData;
use std::num::NonZeroU64;
use std::sync::Arc;

use hashbrown::hash_table::HashTable;

use super::buckets::by_bucket;

/// A handle: a small number that stands for the name of one record in one [`Table`].
///
/// A handle is given once and never reused, so links and undo steps stay valid after a removal.
pub trait Id: Copy + Eq + Ord + fmt::Debug {
    /// The handle of the slot at this position.
    fn from_index(index: usize) -> Self;
    /// The position of the slot.
    fn index(self) -> usize;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(u32);
        impl Id for $name {
            fn from_index(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
            fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// Handle of a claim.
    ClaimId,
    /// Handle of a relation.
    RelationId,
    /// Handle of a stakeholder.
    StakeholderId,
    /// Handle of a theme.
    ThemeId,
    /// Handle of an instrument.
    InstrumentId,
    /// Handle of a source.
    SourceId,
    /// Handle of a fact card.
    FactId,
    /// Handle of a glossary entry.
    TermId,
    /// Handle of a route.
    RouteId,
}

/// A record that has a place in the reading order.
pub trait Ordered: Clone {
    /// Key of the reading order: smaller comes first; equal keys fall back on the handle.
    fn order(&self) -> u64;
    /// Gives the record another place.
    fn set_order(&mut self, order: u64);
}

/// Distance between the order keys of neighbours as read from a file: room to insert between them.
pub const ORDER_STEP: u64 = 1 << 32;

/// Slots in one leaf of a list: a copy of the list shares its leaves, and a change copies one of them.
const LEAF: usize = 64;

/// A list whose copy costs next to nothing, however long it is: copies share what neither changed.
#[derive(Clone, Debug)]
struct Leaves<T> {
    leaves: Vec<Arc<[T; LEAF]>>,
    len: usize,
}

impl<T: Clone + Default> Leaves<T> {
    const fn new() -> Self {
        Self {
            leaves: Vec::new(),
            len: 0,
        }
    }

    fn reserve(&mut self, additional: usize) {
        self.leaves.reserve(additional.div_ceil(LEAF));
    }

    fn get(&self, index: usize) -> Option<&T> {
        self.leaves.get(index / LEAF)?.get(index % LEAF)
    }

    /// A place to write to; `None` behind the end.
    fn slot(&mut self, index: usize) -> Option<&mut T> {
        if index >= self.len {
            return None;
        }
        Arc::make_mut(self.leaves.get_mut(index / LEAF)?).get_mut(index % LEAF)
    }

    /// Adds an empty place.
    fn push_empty(&mut self) {
        if self.len.is_multiple_of(LEAF) {
            self.leaves.push(Arc::new(std::array::from_fn(|_| T::default())));
        }
        self.len += 1;
    }

    /// All places in order.
    fn iter(&self) -> impl Iterator<Item = &T> {
        self.leaves.iter().flat_map(|leaf| leaf.iter()).take(self.len)
    }
}

/// Names in one block.
const BLOCK: usize = 256;

/// The names of all slots, close together: so that who asks for one stays in the caches of the processor. Copies share
/// the blocks that neither changed.
#[derive(Clone, Default, Debug)]
struct Names {
    blocks: Vec<Arc<NameBlock>>,
    len: usize,
}

/// Names behind each other, and where each ends.
#[derive(Clone, Default, Debug)]
struct NameBlock {
    words: String,
    ends: Vec<usize>,
}

impl Names {
    fn get(&self, index: usize) -> Option<&str> {
        self.blocks.get(index / BLOCK)?.get(index % BLOCK)
    }

    /// The name of a slot; empty if there is none.
    fn of(&self, slot: u32) -> &str {
        self.get(slot as usize).unwrap_or("")
    }

    fn push(&mut self, name: &str) {
        if self.len.is_multiple_of(BLOCK) {
            self.blocks.push(Arc::default());
        }
        self.len += 1;
        if let Some(block) = self.blocks.last_mut().map(Arc::make_mut) {
            block.words.push_str(name);
            block.ends.push(block.words.len());
        }
    }

    fn replace(&mut self, index: usize, name: &str) {
        let Some(block) = self.blocks.get_mut(index / BLOCK) else {
            return;
        };
        let of_block = |at: usize| {
            if at == index % BLOCK {
                name
            } else {
                block.get(at).unwrap_or("")
            }
        };
        let mut made = NameBlock::default();
        for at in 0..block.ends.len() {
            made.words.push_str(of_block(at));
            made.ends.push(made.words.len());
        }
        *block = Arc::new(made);
    }
}

impl NameBlock {
    fn get(&self, at: usize) -> Option<&str> {
        let start = at
            .checked_sub(1)
            .map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.words.get(start..*self.ends.get(at)?)
    }
}

/// Records under names, in slots that are never given out twice. A copy shares all that neither changes afterwards, so that
/// threads can be given the whole map at any moment.
///
/// A name may be known without a record: something in the file points at it. Such a reference is
/// dangling, reported by [`crate::model::Document::problems`] and written back unchanged.
#[derive(Clone, Debug)]
pub struct Table<K, T> {
    slots: Leaves<Option<T>>,
    /// One more than the order keys of the records, beside them: a record is some cache lines large.
    orders: Leaves<Option<NonZeroU64>>,
    names: Names,
    /// Slots by the hash of their names: the names themselves stand above.
    by_name: Arc<HashTable<u32>>,
    hasher: hashbrown::DefaultHashBuilder,
    len: usize,
    key: PhantomData<K>,
}

impl<K, T: Clone> Default for Table<K, T> {
    fn default() -> Self {
        Self {
            slots: Leaves::new(),
            orders: Leaves::new(),
            names: Names::default(),
            by_name: Arc::new(HashTable::new()),
            hasher: hashbrown::DefaultHashBuilder::default(),
            len: 0,
            key: PhantomData,
        }
    }
}

impl<K: Id, T: Ordered> Table<K, T> {
    /// Makes room for that many records.
    pub fn reserve(&mut self, additional: usize) {
        self.slots.reserve(additional);
        self.orders.reserve(additional);
        let (names, hasher) = (&self.names, &self.hasher);
        Arc::make_mut(&mut self.by_name).reserve(additional, |slot| hasher.hash_one(names.of(*slot)));
    }

    /// The handle of a name; a new handle without a record if the name was not known.
    pub fn intern(&mut self, name: &str) -> K {
        let (names, hasher) = (&self.names, &self.hasher);
        let hash = hasher.hash_one(name);
        let is_it = |slot: &u32| names.of(*slot) == name;
        // To look is not to change: a table that is shared stays so.
        if let Some(known) = self.by_name.find(hash, is_it) {
            return K::from_index(*known as usize);
        }
        let id = K::from_index(self.slots.len);
        Arc::make_mut(&mut self.by_name)
            .insert_unique(hash, id.index() as u32, |slot| hasher.hash_one(names.of(*slot)));
        self.names.push(name);
        self.slots.push_empty();
        self.orders.push_empty();
        id
    }

    /// The handle of a name that is known, with or without a record.
    pub fn id(&self, name: &str) -> Option<K> {
        let hash = self.hasher.hash_one(name);
        let found = self.by_name.find(hash, |slot| self.names.of(*slot) == name);
        found.map(|slot| K::from_index(*slot as usize))
    }

    /// The name of a handle.
    pub fn name(&self, id: K) -> &str {
        self.names.get(id.index()).unwrap_or("")
    }

    /// Gives a handle another name. Nothing happens if the name is known already: names are never shared.
    pub fn rename(&mut self, id: K, name: &str) {
        if self.id(name).is_some() || id.index() >= self.names.len {
            return;
        }
        let old = self.hasher.hash_one(self.name(id));
        let by_name = Arc::make_mut(&mut self.by_name);
        if let Ok(entry) = by_name.find_entry(old, |slot| *slot as usize == id.index()) {
            entry.remove();
        }
        self.names.replace(id.index(), name);
        let (names, hasher) = (&self.names, &self.hasher);
        by_name.insert_unique(hasher.hash_one(name), id.index() as u32, |slot| {
            hasher.hash_one(names.of(*slot))
        });
    }

    /// The record of a handle, if it has one.
    pub fn get(&self, id: K) -> Option<&T> {
        self.slots.get(id.index())?.as_ref()
    }

    /// Whether the handle has a record.
    pub fn contains(&self, id: K) -> bool {
        self.orders.get(id.index()).is_some_and(Option::is_some)
    }

    /// Puts, replaces or (with `None`) removes the record of a handle.
    pub fn set(&mut self, id: K, record: Option<T>) {
        let order = record
            .as_ref()
            .map(|record| NonZeroU64::MIN.saturating_add(record.order()));
        if let Some(slot) = self.slots.slot(id.index()) {
            self.len = self.len + usize::from(record.is_some()) - usize::from(slot.is_some());
            *slot = record;
        }
        // Most changes are to words: those leave the places to be shared.
        if self.orders.get(id.index()) != Some(&order)
            && let Some(slot) = self.orders.slot(id.index())
        {
            *slot = order;
        }
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Number of slots: one more than the greatest handle's index. For arrays beside the table.
    pub fn num_slots(&self) -> usize {
        self.slots.len
    }

    /// The records in the order of their handles (not the reading order).
    pub fn iter(&self) -> impl Iterator<Item = (K, &T)> {
        self.slots
            .iter()
            .enumerate()
            .filter_map(|(index, slot)| slot.as_ref().map(|record| (K::from_index(index), record)))
    }

    /// The keys of the reading order with the handles, in the order of the handles; the records are not looked at.
    fn orders(&self) -> impl Iterator<Item = (u64, K)> {
        self.orders
            .iter()
            .enumerate()
            .filter_map(|(index, order)| Some((order.as_ref()?.get() - 1, K::from_index(index))))
    }

    /// The handles in reading order. Takes time linear in the table where the keys lie about evenly, as they do unless very
    /// much was put at one place; n log n at worst.
    pub fn in_order(&self) -> Vec<K> {
        if self.orders().is_sorted() {
            return self.orders().map(|(_, id)| id).collect();
        }
        let (mut first, mut last) = (u64::MAX, 0);
        for (order, _) in self.orders() {
            (first, last) = (first.min(order), last.max(order));
        }
        // About as many buckets as keys: each holds one or two.
        let shift = (last - first)
            .checked_ilog2()
            .unwrap_or(0)
            .saturating_sub(self.len.max(1).ilog2());
        let bucket = |order: u64| ((order - first) >> shift) as usize;
        let keyed: Vec<(u64, K)> = self.orders().collect();
        let (_, mut keyed) = by_bucket(&keyed, bucket(last) + 1, |(order, _)| bucket(*order));
        for same in keyed.chunk_by_mut(|one, other| bucket(one.0) == bucket(other.0)) {
            if same.len() > 1 {
                same.sort_unstable();
            }
        }
        keyed.into_iter().map(|(_, id)| id).collect()
    }

    /// An order key behind all others.
    pub fn order_at_end(&self) -> u64 {
        self.orders()
            .map(|(order, _)| order)
            .max()
            .map_or(ORDER_STEP, |last| last.saturating_add(ORDER_STEP))
    }

    /// An order key directly behind `id`, or `None` where no room is left (then all must be renumbered).
    pub fn order_after(&self, id: K) -> Option<u64> {
        let here = self.get(id)?.order();
        let next = self
            .orders()
            .map(|(order, _)| order)
            .filter(|order| *order > here)
            .min();
        match next {
            None => here.checked_add(ORDER_STEP),
            // Near the front: a run of insertions, each behind the former, then lasts longest.
            Some(next) if next - here > 1 => Some(here + ((next - here) / 8).max(1)),
            Some(_) => None,
        }
    }

    /// An order key directly before `id`, or `None` where no room is left.
    pub fn order_before(&self, id: K) -> Option<u64> {
        let here = self.get(id)?.order();
        let former = self.orders().map(|(order, _)| order);
        let former = former.filter(|order| *order < here).max().unwrap_or(0);
        // Near the back, for the same reason as above.
        (here - former > 1).then(|| here - ((here - former) / 8).max(1))
    }

    /// A name that is not in use, made from a text: its first words in lower case, joined by hyphens.
    pub fn free_name(&self, text: &str) -> String {
        let mut base = plain_name(text, 5);
        if base.is_empty() {
            base.push_str("nieuw");
        }
        if self.id(&base).is_none() {
            return base;
        }
        (2..)
            .map(|number| format!("{base}-{number}"))
            .find(|name| self.id(name).is_none())
            .unwrap_or(base)
    }
}

/// No word of a name that is made of words has more letters.
const MOST_IN_NAME: usize = 60;

/// The first words of a text in lower case, without accents and joined by hyphens: for names of records and files.
pub fn plain_name(text: &str, num_words: usize) -> String {
    let mut name = String::new();
    for word in text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(num_words)
    {
        if !name.is_empty() {
            name.push('-');
        }
        // A word without end is no name.
        let letters = word.chars().flat_map(char::to_lowercase).map(plain_letter);
        name.extend(letters.take(MOST_IN_NAME));
    }
    name
}

/// The letter without its accent, for the languages of western Europe; other letters unchanged.
pub fn plain_letter(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' => 'e',
        'ğ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ş' | 'ś' | 'š' => 's',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        'ż' | 'ź' | 'ž' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone)]
    struct Row(u64);
    impl Ordered for Row {
        fn order(&self) -> u64 {
            self.0
        }
        fn set_order(&mut self, order: u64) {
            self.0 = order;
        }
    }

    #[test]
    fn a_copy_shares_what_neither_changed_and_nothing_else() {
        let mut table = Table::<ClaimId, Row>::default();
        for number in 0..1_000 {
            let id = table.intern(&number.to_string());
            table.set(id, Some(Row(number)));
        }
        let copy = table.clone();
        let id = table.id("70").unwrap();
        table.set(id, None);
        let new = table.intern("new");
        assert_eq!((copy.get(id).unwrap().0, copy.len(), copy.id("new")), (70, 1_000, None));
        assert_eq!(
            (table.get(id).is_none(), table.len(), table.id("new")),
            (true, 999, Some(new))
        );
        let shared = table.slots.leaves.iter().zip(&copy.slots.leaves);
        // A new name without a record stands in no leaf of records yet.
        assert_eq!(shared.filter(|(one, other)| !Arc::ptr_eq(one, other)).count(), 1);
        assert_eq!(table.iter().count(), 999);
        // Nothing is behind the end.
        assert!(table.get(ClaimId::from_index(1_020)).is_none() && table.num_slots() == 1_001);
    }

    #[test]
    fn a_removed_record_keeps_its_handle() {
        let mut table = Table::<ClaimId, Row>::default();
        let a = table.intern("a");
        table.set(a, Some(Row(1)));
        table.set(a, None);
        assert!(table.is_empty());
        assert_eq!(table.intern("a"), a);
        assert_ne!(table.intern("b"), a);
    }

    #[test]
    fn a_record_can_get_another_name() {
        let mut table = Table::<ClaimId, Row>::default();
        let (a, b) = (table.intern("a"), table.intern("b"));
        table.rename(a, "c");
        assert_eq!((table.name(a), table.id("c"), table.id("a")), ("c", Some(a), None));
        table.rename(a, "b");
        assert_eq!((table.name(a), table.id("b")), ("c", Some(b)));
    }

    #[test]
    fn names_stand_in_blocks_and_copies_keep_theirs() {
        let mut table = Table::<ClaimId, Row>::default();
        let ids: Vec<ClaimId> = (0..1_000).map(|number| table.intern(&format!("é{number}"))).collect();
        let copy = table.clone();
        for at in [0, 255, 256, 511, 999] {
            table.rename(
                ids[at],
                if at == 256 {
                    ""
                } else {
                    ["x", "een veel langere naam"][at % 2]
                },
            );
        }
        let names: Vec<&str> = [0, 1, 254, 255, 256, 257, 511, 998, 999]
            .map(|at| table.name(ids[at]))
            .to_vec();
        // Two of the names were taken.
        let expected = [
            "x",
            "é1",
            "é254",
            "een veel langere naam",
            "",
            "é257",
            "é511",
            "é998",
            "é999",
        ];
        assert_eq!(names, expected);
        for (at, id) in ids.iter().enumerate() {
            assert_eq!(copy.name(*id), format!("é{at}"));
            assert_eq!(table.id(table.name(*id)), Some(*id));
        }
        let shared = table.names.blocks.iter().zip(&copy.names.blocks);
        assert_eq!(shared.filter(|(one, other)| Arc::ptr_eq(one, other)).count(), 2);
        assert_eq!(table.name(ClaimId::from_index(1_000)), "");
    }

    #[test]
    fn the_order_follows_the_records() {
        let mut table = Table::<ClaimId, Row>::default();
        let ids: Vec<ClaimId> = [5, 3, u64::MAX - 1, 0]
            .map(|order| {
                let id = table.intern(&order.to_string());
                table.set(id, Some(Row(order)));
                id
            })
            .to_vec();
        let order = |table: &Table<ClaimId, Row>| table.in_order().iter().map(|id| id.index()).collect::<Vec<_>>();
        assert_eq!(order(&table), [3, 1, 0, 2]);
        table.set(ids[1], Some(Row(9)));
        assert_eq!((order(&table), table.order_after(ids[0])), (vec![3, 0, 1, 2], Some(6)));
        table.set(ids[0], None);
        assert_eq!((order(&table), table.contains(ids[0])), (vec![3, 1, 2], false));
        assert_eq!(table.order_at_end(), u64::MAX);
    }

    #[test]
    fn the_order_is_that_of_the_keys_however_they_lie() {
        let keys: [&[u64]; 6] = [
            &[3, 1, 2],
            &[7, 7, 0, 7],
            &[u64::MAX - 1, 0, u64::MAX - 2, 5, 4, 3],
            &[1 << 40, (1 << 40) + 3, (1 << 40) + 1, 2, 1],
            &[1, 0],
            &[],
        ];
        // And many at one place, with some far away.
        let many: Vec<u64> = (0..3_000_u64)
            .map(|number| number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (if number % 3 == 0 { 1 } else { 52 }))
            .collect();
        for keys in keys.into_iter().chain([many.as_slice()]) {
            let mut table = Table::<ClaimId, Row>::default();
            for (at, key) in keys.iter().enumerate() {
                let id = table.intern(&at.to_string());
                table.set(id, Some(Row(*key)));
            }
            let mut expected: Vec<(u64, ClaimId)> = table.iter().map(|(id, row)| (row.0, id)).collect();
            expected.sort();
            let order: Vec<(u64, ClaimId)> = table
                .in_order()
                .into_iter()
                .map(|id| (table.get(id).unwrap().0, id))
                .collect();
            assert_eq!(order, expected);
        }
    }

    #[test]
    fn there_is_room_for_many_insertions_at_one_place() {
        let mut table = Table::<ClaimId, Row>::default();
        for name in ["a", "z"] {
            let id = table.intern(name);
            let order = table.order_at_end();
            table.set(id, Some(Row(order)));
        }
        let mut last = table.id("a").unwrap();
        for number in 0..60 {
            let order = table.order_after(last).expect("room");
            last = table.intern(&format!("n{number}"));
            table.set(last, Some(Row(order)));
        }
        let names: Vec<_> = table
            .in_order()
            .into_iter()
            .map(|id| table.name(id).to_owned())
            .collect();
        assert_eq!(names.first().unwrap(), "a");
        assert_eq!(names[1], "n0");
        assert_eq!(names.last().unwrap(), "z");
    }

    #[test]
    fn a_name_is_made_from_the_first_words() {
        let mut table = Table::<ClaimId, Row>::default();
        assert_eq!(
            table.free_name("Eén café, twee scholen en nog meer"),
            "een-cafe-twee-scholen-en"
        );
        table.intern("een");
        assert_eq!(table.free_name("Een"), "een-2");
        assert_eq!(table.free_name("!?"), "nieuw");
    }
}
