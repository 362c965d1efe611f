//! Synthetic maps of any size, for benchmarks: the same number and seed always give the same map.

use crate::model::{
    Claim, ClaimId, Document, Hue, Lang, Mark, ORDER_STEP, Relation, RelationKind, Stakeholder, Symbol, Target, Text,
    Theme,
};

const WORDS: &str = "de het een van en op met voor door bij naar over uit als dan dat die deze dit er zijn worden wordt kunnen moeten willen \
    hebben niet ook maar omdat zodat wanneer vooral soms vaak altijd minder meer veel weinig school scholen leerling leerlingen kind kinderen \
    ouder ouders leraar leraren klas klassen buurt wijk stad gemeente overheid bestuur schoolbestuur beleid keuze onderwijs basisonderwijs taal \
    ontmoeting vriendschap kansen kansengelijkheid niveau begeleiding aandacht zorg middelen geld reistijd afstand vertrouwen respect begrip \
    achtergrond cultuur gemengde diverse sterke kleine grote jonge nieuwe goede eerlijke vrije samen apart later thuis leren spelen groeien delen \
    kiezen mengen sturen helpen verbeteren onderzoek ervaring voorbeeld gesprek informatie toekomst samenleving burgerschap resultaat effect \
    verantwoordelijkheid één café reünie coöperatie";

/// Reply depth: an argument has 1.
const MAX_DEPTH: u32 = 6;

/// Numbers that look random: SplitMix64 (Steele, Lea and Flood, 2014).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

/// A map of that many arguments over four stakeholders: replies to depth 6, 5 to 30 words each, 5 % cross-relations.
pub fn generate(num_arguments: usize, seed: u64) -> Document {
    let mut numbers = Numbers(seed);
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let sentence = |numbers: &mut Numbers, least: usize, most: usize| {
        let count = least + numbers.below(most - least + 1);
        let mut sentence = String::new();
        for number in 0..count {
            if number > 0 {
                sentence.push(' ');
            }
            sentence.push_str(words.get(numbers.below(words.len())).copied().unwrap_or("en"));
        }
        let mut letters = sentence.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    let mut document = Document::default();
    document.cover.languages = vec![Lang::NL];
    document.cover.title = Text::new(Lang::NL, &format!("Proefkaart ({num_arguments})"));
    document.cover.question = Text::new(Lang::NL, "Moeten we dit doen?");
    let thesis = document.claims.intern("stelling");
    document.claims.set(
        thesis,
        Some(Claim {
            text: Text::new(Lang::NL, "We moeten dit doen"),
            order: ORDER_STEP,
            ..Claim::default()
        }),
    );
    document.cover.thesis = Some(thesis);
    let names = [
        ("leerlingen", "Leerlingen"),
        ("ouders", "Ouders"),
        ("scholen", "Scholen en schoolbesturen"),
        ("overheid", "Overheid"),
    ];
    let mut stakeholders = Vec::new();
    for (number, (name, text)) in names.into_iter().enumerate() {
        let id = document.stakeholders.intern(name);
        let hue = Hue::ALL.get(number).copied().unwrap_or(Hue::Slate);
        let symbol = Symbol::ALL.get(number).copied().unwrap_or(Symbol::People);
        document.stakeholders.set(
            id,
            Some(Stakeholder {
                name: Text::new(Lang::NL, text),
                hue,
                symbol,
                order: (number as u64 + 1) * ORDER_STEP,
            }),
        );
        stakeholders.push(id);
    }
    let mut themes = Vec::new();
    for (number, name) in ["Leren", "Samenleven", "Keuze", "Organisatie", "Geld", "Toekomst"]
        .into_iter()
        .enumerate()
    {
        let id = document.themes.intern(&name.to_lowercase());
        document.themes.set(
            id,
            Some(Theme {
                name: Text::new(Lang::NL, name),
                order: (number as u64 + 1) * ORDER_STEP,
            }),
        );
        themes.push(id);
    }
    // As many arguments at the top as makes the tree neither flat nor thin.
    let num_top = num_arguments.min(8 * ((0.45 * (num_arguments as f64).sqrt()).round() as usize).max(3));
    document.claims.reserve(num_arguments);
    document.relations.reserve(num_arguments);
    let mut open: Vec<(ClaimId, u32)> = Vec::new();
    let mut all: Vec<ClaimId> = Vec::with_capacity(num_arguments);
    for number in 0..num_arguments {
        let name = format!("a{number}");
        let id = document.claims.intern(&name);
        let is_top = number < num_top;
        let (parent, depth) = if is_top {
            (thesis, 0)
        } else {
            open.get(numbers.below(open.len())).copied().unwrap_or((thesis, 0))
        };
        let kind = if is_top {
            if number % 2 == 0 {
                RelationKind::Support
            } else {
                RelationKind::Attack
            }
        } else if numbers.below(100) < 55 {
            RelationKind::Support
        } else {
            RelationKind::Attack
        };
        // 5 to 30 words in all: a short sentence, and an explanation for the longer ones.
        let text = sentence(&mut numbers, 5, 12);
        let explanation = if numbers.below(2) == 0 {
            Text::default()
        } else {
            Text::new(Lang::NL, &format!("{}.", sentence(&mut numbers, 6, 18)))
        };
        let claim = Claim {
            text: Text::new(Lang::NL, &text),
            explanation,
            stakeholder: is_top.then(|| stakeholders.get(number / 2 % 4).copied()).flatten(),
            theme: is_top
                .then(|| themes.get(numbers.below(themes.len())).copied())
                .flatten(),
            mark: if numbers.below(3) == 0 {
                Mark::Own
            } else {
                Mark::Research
            },
            order: (number as u64 + 2) * ORDER_STEP,
            ..Claim::default()
        };
        document.claims.set(id, Some(claim));
        add_relation(&mut document, id, parent, kind);
        if depth + 1 < MAX_DEPTH {
            open.push((id, depth + 1));
        }
        all.push(id);
    }
    let num_cross = num_arguments / 20;
    for _ in 0..num_cross {
        let ends = (
            all.get(numbers.below(all.len())).copied(),
            all.get(numbers.below(all.len())).copied(),
        );
        if let (Some(from), Some(to)) = ends
            && from != to
        {
            // Attacks only, so that no circle of support comes about.
            add_relation(&mut document, from, to, RelationKind::Attack);
        }
    }
    document
}

fn add_relation(document: &mut Document, from: ClaimId, to: ClaimId, kind: RelationKind) {
    let name = Document::simple_relation_name(document.claims.name(from), document.claims.name(to));
    let id = document.relations.intern(&name);
    if !document.relations.contains(id) {
        let order = (document.relations.num_slots() as u64 + 1) * ORDER_STEP;
        document.relations.set(
            id,
            Some(Relation {
                premises: from.into(),
                kind,
                target: Target::Claim(to),
                order,
            }),
        );
    }
}
