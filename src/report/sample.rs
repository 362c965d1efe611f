//! An evening with everything in it, for tests.

use crate::model::{Claim, Document, Instrument, Lang, Relation, RelationKind, Stakeholder, Target, Text};
use crate::model::{Hue, Symbol};
use crate::session::{About, Addition, Asked, At, Fate, OfMap, Place, Round, Row, Session, Side, Subject, Way};

fn text(nl: &str, en: &str) -> Text {
    let mut text = Text::new(Lang::NL, nl);
    text.set(Lang::EN, en);
    text
}

/// A small map.
pub fn document() -> Document {
    let mut document = Document::default();
    document.cover.languages = vec![Lang::NL, Lang::EN];
    document.cover.question = text("Moeten we leerlingen meer mengen?", "Should we mix pupils more?");
    let thesis = document.claims.intern("mengen");
    let words = text("We moeten leerlingen meer mengen", "We should mix pupils more");
    document.claims.set(
        thesis,
        Some(Claim {
            text: words,
            ..Claim::default()
        }),
    );
    document.cover.thesis = Some(thesis);
    for (name, nl, en) in [
        ("leerlingen", "Leerlingen", "Pupils"),
        ("ouders", "Ouders", "Parents"),
        ("overheid", "Overheid", "Government"),
    ] {
        let id = document.stakeholders.intern(name);
        let order = document.stakeholders.order_at_end();
        let record = Stakeholder {
            name: text(nl, en),
            hue: Hue::Amber,
            symbol: Symbol::People,
            order,
        };
        document.stakeholders.set(id, Some(record));
    }
    for (name, nl, en) in [
        ("scholencarrousel", "Scholencarrousel", "School carousel"),
        ("aannamebeleid", "Aannamebeleid", "Admission policy"),
    ] {
        let id = document.instruments.intern(name);
        let record = Instrument {
            name: text(nl, en),
            ..Instrument::default()
        };
        document.instruments.set(id, Some(record));
    }
    for (name, whose, kind) in [
        ("omgaan", "leerlingen", RelationKind::Support),
        ("vooroordelen", "leerlingen", RelationKind::Support),
        ("keuze", "ouders", RelationKind::Support),
        ("reistijd", "ouders", RelationKind::Attack),
        ("haalbaar", "overheid", RelationKind::Attack),
    ] {
        let id = document.claims.intern(name);
        let order = document.claims.order_at_end();
        let record = Claim {
            text: Text::new(Lang::NL, words_of(name)),
            stakeholder: document.stakeholders.id(whose),
            order,
            ..Claim::default()
        };
        document.claims.set(id, Some(record));
        let relation = document
            .relations
            .intern(&Document::simple_relation_name(name, "mengen"));
        let record = Relation {
            premises: id.into(),
            kind,
            target: Target::Claim(thesis),
            order,
        };
        document.relations.set(relation, Some(record));
    }
    document
}

fn words_of(name: &str) -> &'static str {
    match name {
        "omgaan" => "Kinderen leren omgaan met wie anders is dan zij",
        "vooroordelen" => "Persoonlijk contact verkleint vooroordelen",
        "keuze" => "Ouders hebben meer te kiezen",
        "reistijd" => "De reistijd wordt voor veel kinderen te lang",
        _ => "Mengen is niet haalbaar",
    }
}

fn row(of: Subject, words: &str, side: Option<Side>) -> Row {
    Row {
        of,
        words: words.to_owned(),
        side,
    }
}

/// A round that was counted: rows of answers for each group.
fn round(asked: Asked, way: Way, rows: Vec<Row>, people: u32, counts: &[&[&[u32]]]) -> Round {
    let mut round = Round::new(asked, rows, people);
    round.set_way(way);
    round.open();
    count(&mut round, counts);
    round.close();
    round
}

fn count(round: &mut Round, counts: &[&[&[u32]]]) {
    for (row, groups) in counts.iter().enumerate() {
        for (group, answers) in groups.iter().enumerate() {
            for (answer, count) in answers.iter().enumerate() {
                round.set(row, answer, group, *count).unwrap();
            }
        }
    }
}

/// An evening on which everything was done.
pub fn session() -> Session {
    let claim = |name: &str, side| row(Subject::Claim(name.to_owned()), words_of(name), Some(side));
    let arguments = || {
        vec![
            claim("omgaan", Side::For),
            claim("reistijd", Side::Against),
            claim("haalbaar", Side::Against),
            claim("vooroordelen", Side::For),
        ]
    };
    let question = || vec![row(Subject::Question, "Moeten we leerlingen meer mengen?", None)];
    let tool = |name: &str, words| row(Subject::Instrument(name.to_owned()), words, None);
    let before: &[&[&[u32]]] = &[&[&[5, 7, 3], &[4, 1, 1], &[0, 2, 0], &[1, 0, 1], &[0, 0, 0], &[1, 2, 1]]];
    let first: &[&[&[u32]]] = &[&[&[6, 6, 2], &[4, 1, 1], &[0, 2, 0], &[1, 0, 1], &[0, 0, 0], &[1, 2, 0]]];
    let after: &[&[&[u32]]] = &[&[&[7, 6, 1], &[5, 1, 0], &[0, 2, 0], &[1, 0, 1], &[0, 0, 0], &[1, 2, 1]]];
    let opinion: &[&[&[u32]]] = &[&[&[22, 3, 2]], &[&[13, 12, 2]], &[&[4, 20, 4]], &[&[16, 8, 3]]];
    let mut last = round(Asked::After, Way::Cards, question(), 0, first);
    last.again();
    count(&mut last, after);
    last.close();
    let from_room = row(
        Subject::Addition(0),
        "Broertjes en zusjes moeten op één school kunnen",
        Some(Side::Against),
    );
    let dots = arguments().into_iter().chain([from_room]).collect();
    let mut open = Round::new(Asked::Opinion, arguments(), 0);
    open.open();
    open.set(0, 0, 0, 4_321).unwrap();
    let tools = vec![
        tool("scholencarrousel", "Scholencarrousel"),
        tool("aannamebeleid", "Aannamebeleid"),
        tool("vriendschapsscholen", "Vriendschapsscholen"),
    ];
    Session {
        map: OfMap {
            title: "Gemengde scholen".to_owned(),
            question: "Moeten we leerlingen meer mengen?".to_owned(),
            lang: "nl".to_owned(),
            ..OfMap::default()
        },
        about: About {
            title: "Ouderavond Lombok".to_owned(),
            place: "Buurthuis Rosa".to_owned(),
            group: "Ouders en team van twee basisscholen".to_owned(),
            date: "2026-11-25".to_owned(),
            time: "19:30".to_owned(),
            people: 30,
            ..About::default()
        },
        at: At {
            seconds: 5_730,
            ..At::default()
        },
        is_over: true,
        shown: [
            "mengen",
            "omgaan",
            "reistijd",
            "vooroordelen",
            "keuze",
            "haalbaar",
            "was-er-ooit",
        ]
        .map(str::to_owned)
        .to_vec(),
        rounds: vec![
            round(Asked::Before, Way::Cards, question(), 0, before),
            round(Asked::Opinion, Way::Hands, arguments(), 0, opinion),
            round(
                Asked::Dots,
                Way::Stickers,
                dots,
                28,
                &[&[&[26]], &[&[21]], &[&[15]], &[&[14]], &[&[8]]],
            ),
            round(Asked::Tools, Way::Hands, tools, 0, &[&[&[17]], &[&[12]], &[&[7]]]),
            last,
            open,
        ],
        additions: additions(),
        chosen: vec!["scholencarrousel".to_owned()],
        next_steps: "De directeuren plannen een scholencarrousel in februari\n- De gemeente zoekt de reistijden uit"
            .to_owned(),
        minutes: "De zaal vroeg veel naar de reistijd.\n\nNa de pauze ging het over vertrouwen.".to_owned(),
        ..Session::default()
    }
}

fn additions() -> Vec<Addition> {
    let said = |words: &str| Addition {
        words: words.to_owned(),
        is_shown: true,
        ..Addition::default()
    };
    let argument = |side, stakeholder: &str| Place::Argument {
        side,
        stakeholder: stakeholder.to_owned(),
    };
    vec![
        Addition {
            place: argument(Side::Against, "ouders"),
            cluster: "Praktisch".to_owned(),
            fate: Fate::Accepted,
            ..said("Broertjes en zusjes moeten op één school kunnen")
        },
        Addition {
            joined: Some(Subject::Addition(0)),
            ..said("Gezinnen wil je niet uit elkaar halen")
        },
        Addition {
            place: Place::Reply {
                side: Side::Against,
                claim: "reistijd".to_owned(),
            },
            cluster: "Praktisch".to_owned(),
            fate: Fate::Rewritten,
            ..said("Met de bus of de fiets kan het wel")
        },
        Addition {
            place: argument(Side::For, ""),
            fate: Fate::Left,
            ..said("Op de sportclub gaat het ook goed samen")
        },
        Addition {
            joined: Some(Subject::Claim("omgaan".to_owned())),
            ..said("Je komt echt andere kinderen tegen")
        },
        Addition {
            place: argument(Side::Against, "ouders"),
            is_guess: true,
            joined: Some(Subject::Claim("reistijd".to_owned())),
            ..said("De school is dan te ver weg")
        },
        Addition {
            place: Place::Question,
            ..said("Hoeveel kost een schoolbus?")
        },
        said("De opvang na school"),
        Addition {
            cluster: "Praktisch".to_owned(),
            ..said("Begin met een proef in één wijk")
        },
    ]
}
