//! Every fixed text on screen, Dutch and English side by side: a missing one does not compile.
//! (What commands are called stands with the commands.)

use std::path::Path;

use crate::command::UiLang;
use crate::edit::{EditError, EditName, TextField};
use crate::links::LinkState;
use crate::model::{Hue, Lang, Mark, Pictogram, RelationKind, Section, Stance, Symbol};
use crate::notation::Mistake;
use crate::view::{Changed, ContentTab};

macro_rules! words {
    ($($name:ident: $nl:literal, $en:literal;)*) => {
        /// The fixed texts in one language.
        pub struct Words {
            pub lang: UiLang,
            $(pub $name: &'static str),*
        }

        /// Dutch.
        pub static DUTCH: Words = Words { lang: UiLang::Dutch, $($name: $nl),* };
        /// English.
        pub static ENGLISH: Words = Words { lang: UiLang::English, $($name: $en),* };
    };
}

words! {
    app: "Argumentenkaart", "Argument map";
    pro: "Voor", "For";
    contra: "Tegen", "Against";
    pro_small: "voor", "for";
    contra_small: "tegen", "against";
    question: "De vraag", "The question";
    nobody: "Zonder belanghebbende", "No stakeholder";
    no_theme: "Zonder thema", "No theme";
    loose: "Parkeerplaats: nog zonder plek", "Parking place: no place yet";
    text_pane: "Kaart als tekst", "Map as text";
    text_whole: "Hele kaart", "Whole map";
    text_branch: "Alleen deze tak", "Only this branch";
    text_large: "Deze kaart is groot: hier staat de belanghebbende of de tak die u kiest.", "This map is large: here stands the stakeholder or branch that you choose.";
    text_marks: "+ steunt  - weerlegt  _ ondergraaft de stap  & samen met de regel erboven  # belanghebbende  ## thema", "+ supports  - attacks  _ undercuts the step  & together with the line above  # stakeholder  ## theme";
    line: "Regel", "Line";
    quick: "Snel invoeren", "Quick entry";
    quick_hint: "ouders - de school ligt te ver weg", "parents - the school is too far away";
    quick_goes_to: "Komt bij:", "Goes to:";
    quick_parked: "Gaat naar de parkeerplaats: noem een belanghebbende en + of - om het meteen te plaatsen", "Goes to the parking place: name a stakeholder and + or - to place it at once";
    looks_like: "Lijkt op", "Looks like";
    paste_picture: "Afbeelding plakken", "Paste a picture";
    not_saved: "De kaart is niet opgeslagen", "The map was not saved";
    open_before: "Vorige versie openen", "Open the version before";
    open_this_version: "Deze versie openen", "Open this version";
    unreadable_copy: "Een kopie van werk dat niet was opgeslagen, kan niet gelezen worden", "A copy of work that had not been saved cannot be read";
    settings_unread: "Uw instellingen konden niet gelezen worden. Het programma begint met de gewone instellingen. De oude staan nog in dit bestand.", "Your settings could not be read. The program starts with the usual ones. The old ones are still in this file.";
    copy_of_before: "De laatste kopie is beschadigd. Dit is die van even daarvoor; de beschadigde blijft bewaard.", "The last copy is damaged. This is the one of a moment before; the damaged one is kept.";
    pupils: "Leerlingen", "Pupils";
    parents: "Ouders", "Parents";
    schools: "Scholen en schoolbesturen", "Schools and school boards";
    government: "Overheid", "Government";
    option_a: "Mogelijkheid A", "Option A";
    option_b: "Mogelijkheid B", "Option B";
    option_c: "Mogelijkheid C", "Option C";
    options_question: "Welke mogelijkheid kiezen we?", "Which option do we choose?";
    options_thesis: "Deze mogelijkheid is een goede keuze", "This option is a good choice";
    toolbox_question: "Wat kunnen we doen?", "What can we do?";
    toolbox_thesis: "We kunnen hier iets aan doen", "We can do something about this";
    first_card: "Eerste instrument", "First instrument";
    start_title: "Argumentenkaart", "Argument map";
    go_on_with: "Verder met", "Go on with";
    shipped_maps: "Kaarten die erbij zitten", "Maps that come with it";
    open_file: "Ander bestand openen…", "Open another file…";
    new_map: "Nieuwe kaart", "New map";
    from_text: "Beginnen met tekst\nTyp of plak een lijst; de kaart groeit mee", "Begin with text\nType or paste a list; the map grows along";
    get_to_know: "Leer het programma kennen", "Get to know the program";
    take_tour: "Rondleiding (2 minuten)", "Tour (2 minutes)";
    start_again: "Dit scherm staat ook in het menu Kaart.", "This screen is also in the menu Map.";
    to_the_map: "Naar de kaart", "To the map";
    next: "Volgende", "Next";
    stop_tour: "Stoppen", "Stop";
    base_version: "De basis waar deze kaart op bouwt", "The base that this map builds on";
    letters_type: "Typen op een gekozen kaart wijzigt nu de zin", "Typing on a selected card now edits its sentence";
    letters_are_keys: "Losse letters zijn weer toetsen", "Letters alone are keys again";
    later: "Later", "Later";
    recover_later_done: "Het werk blijft bewaard; de volgende keer vraagt het programma het weer", "The work is kept; next time the program asks again";
    new_card: "Nieuw instrument", "New instrument";
    shrink_title: "Deze afbeelding is groot", "This picture is large";
    shrink: "Verkleinen", "Make smaller";
    keep_size: "Zo laten", "Leave it so";
    picture_filter: "Afbeeldingen", "Pictures";
    choose_picture: "Afbeelding kiezen…", "Choose a picture…";
    remove_picture: "Afbeelding weghalen", "Remove the picture";
    content: "Inhoud van de kaart", "Content of the map";
    no_languages: "Deze kaart noemt nog geen talen: kies die bij Talen", "This map names no languages yet: choose them under Languages";
    one_language: "Deze kaart heeft één taal. Voeg bij Talen een taal toe om te vertalen.", "This map has one language. Add one under Languages to translate.";
    only_todo: "Alleen wat nog moet", "Only what is left to do";
    all_translated: "Alles is vertaald", "Everything is translated";
    translation_missing: "ontbreekt", "missing";
    translation_outdated: "verouderd", "outdated";
    translation_done: "klaar", "done";
    languages_about: "De eerste taal is het origineel. Een tekst die ontbreekt, wordt in die taal getoond.", "The first language is the original. A text that is missing is shown in that language.";
    add_language: "Taal toevoegen: code, bijvoorbeeld tr of ar", "Add a language: its code, for instance tr or ar";
    bad_language: "Een code van een taal begint met 2 of 3 letters, zoals tr, ar of pt-br", "The code of a language begins with 2 or 3 letters, such as tr, ar or pt-br";
    remove_language: "Taal weghalen", "Remove the language";
    remove_language_about: "Met alle teksten in deze taal; wat in geen andere taal staat, blijft", "With all texts in this language; what is in no other language stays";
    language_removed: "De taal is weggehaald, met haar teksten", "The language was removed, with its texts";
    make_original: "Maak origineel", "Make the original";
    move_up: "Omhoog", "Up";
    move_down: "Omlaag", "Down";
    add_term: "Begrip toevoegen", "Add a word";
    add_fact: "Feit toevoegen", "Add a fact";
    rename: "Nieuwe naam", "New name";
    no_tags: "Er zijn nog geen trefwoorden", "There are no tags yet";
    tags_about: "Kies een of meer argumenten om er een trefwoord bij te zetten (Bewerken, Trefwoorden zetten). Hier geeft u trefwoorden een andere naam of haalt u ze overal weg.",
        "Choose one or more arguments to add a tag to them (Edit, Set tags). Here you rename tags or take them away everywhere.";
    checked: "Bekeken op", "Checked on";
    checked_hint: "jjjj-mm-dd", "yyyy-mm-dd";
    checked_today: "Vandaag bekeken", "Checked today";
    bad_day: "Schrijf de datum als 2026-11-22", "Write the date as 2026-11-22";
    unused: "nergens gebruikt", "used nowhere";
    check_links: "Webadressen controleren", "Check web addresses";
    check_links_about: "Vraagt elk adres één keer op via internet, zonder de pagina te lezen", "Asks for each address once over the internet, without reading the page";
    only_broken: "Alleen wat niet werkt", "Only what does not work";
    abandoned: "Wat u typte, is weggehaald", "What you typed was taken away";
    bring_back: "Toch houden", "Keep it after all";
    no_addresses: "Deze kaart heeft nog geen webadressen", "This map has no web addresses yet";
    all_links_work: "Alle adressen werken", "All addresses work";
    take_over_address: "Nieuw adres overnemen", "Take over the new address";
    stop_asking: "Stoppen", "Stop";
    open_address: "Openen", "Open";
    sources_filter: "Zoek in bronnen", "Search sources";
    merge_here: "Samenvoegen met mijn versie", "Merge with my version";
    save_first: "Sla de kaart eerst op: daarna worden alle versies bewaard", "Save the map first: from then on every version is kept";
    versions_title: "Versies van deze kaart", "Versions of this map";
    versions_about: "Elke keer dat u opslaat blijft de vorige versie bewaard, in een map naast het bestand. Kies er een om te zien wat er sindsdien veranderde; met Ctrl een tweede om die twee te vergelijken.", "Each time you save, the version before is kept in a folder beside the file. Choose one to see what changed since; with Ctrl a second one to compare the two.";
    version_name: "Naam voor de opgeslagen versie van nu", "Name for the saved version of now";
    version_name_hint: "bijvoorbeeld: voor de avond in Utrecht", "for instance: before the evening in Utrecht";
    keep_version: "Bewaar onder deze naam", "Keep under this name";
    no_versions: "Er zijn nog geen oudere versies", "There are no older versions yet";
    choose_version: "Kies een versie", "Choose a version";
    since_version: "Veranderd sinds deze versie", "Changed since this version";
    between_versions: "Veranderd tussen deze twee", "Changed between these two";
    put_back: "Deze versie terugzetten", "Put this version back";
    put_back_done: "De oudere versie staat er weer", "The older version is back";
    show_on_map: "Toon op de kaart", "Show on the map";
    map_check: "Kaartcontrole", "Map check";
    take_ours: "Deze versie houden", "Keep this version";
    take_theirs: "De andere nemen", "Take the other";
    is_lost: "gaat verloren:", "is lost:";
    not_printed: "Niet alles kon worden geschreven: is de schijf vol?", "Not everything could be written: is the disk full?";
    out_exists: "Er is al een bestand met deze naam. Met --force wordt het vervangen.", "There already is a file of this name. With --force it is replaced.";
    same_file: "Dit is hetzelfde bestand als dat wat gelezen wordt. Kies een andere naam.", "This is the same file as the one that is read. Choose another name.";
    no_such_format: "In deze soort kan niet worden geschreven. Kies een naam die eindigt op", "That kind cannot be written. Choose a name that ends in";
    two_files: "Noem twee kaarten om te vergelijken", "Name two maps to compare";
    no_differences: "Geen verschillen", "No differences";
    choose_in_window: "Beide versies staan in het bestand. Open het in het programma en kies bij Kaartcontrole.", "Both versions are in the file. Open it in the program and choose in Map check.";
    no_text: "(nog zonder tekst)", "(no text yet)";
    split_title: "Splits dit argument in tweeën", "Split this argument in two";
    split_about: "Beide houden de bronnen en trefwoorden. De reacties blijven bij de eerste zin.", "Both keep the sources and tags. The replies stay with the first sentence.";
    split_first: "Eerste zin", "First sentence";
    split_second: "Tweede zin", "Second sentence";
    split: "Splitsen", "Split";
    image_text: "Wat het beeld laat zien", "What the picture shows";
    nothing_to_paste: "Er is niets om te plakken", "There is nothing to paste";
    paste_too_large: "Deze tekst is te groot om te plakken (meer dan 2 MB)", "This text is too large to paste (more than 2 MB)";
    drop_supports: "Steunt", "Supports";
    drop_attacks: "Weerlegt", "Objects to";
    drop_before: "Vóór", "Before";
    drop_behind: "Achter", "After";
    drop_joint: "Samen met", "Together with";
    drop_undercut: "Ondergraaft deze stap", "Undercuts this step";
    drop_park: "Parkeren", "Park";
    drop_copy: "kopie", "copy";
    handle_supports: "Klik: reactie die dit steunt. Sleep naar een andere kaart: dit argument steunt die.", "Click: a reply that supports this. Drag to another card: this argument supports it.";
    handle_attacks: "Klik: reactie die dit weerlegt. Sleep naar een andere kaart: dit argument weerlegt die.", "Click: a reply that objects to this. Drag to another card: this argument objects to it.";
    pick_move: "Kies waar dit heen gaat, met de pijltjes of een klik. Enter: hierheen, zelfde kant · V: vóór · T: tegen · Esc: toch niet", "Choose where this goes, with the arrow keys or a click. Enter: here, same side · V: for · T: against · Esc: never mind";
    pick_link: "Kies wat dit ook steunt of weerlegt. V of Enter: steunt · T: weerlegt · Esc: toch niet", "Choose what this also supports or attacks. V or Enter: supports · T: objects to · Esc: never mind";
    pick_premise: "Kies het argument waar dit een deel van wordt. Enter: dit · Esc: toch niet", "Choose the argument that this becomes part of. Enter: this one · Esc: never mind";
    pick_join: "Kies het argument dat hetzelfde zegt. Enter: samenvoegen · Esc: toch niet", "Choose the argument that says the same. Enter: join · Esc: never mind";
    supports: "steunt", "supports";
    attacks: "weerlegt", "objects to";
    undercuts: "ondergraaft de stap van", "undercuts the step of";
    core: "kern", "core";
    search: "Zoeken", "Search";
    search_hint: "Zoek in kaart, bronnen en toolbox", "Search map, sources and toolbox";
    no_hits: "Niets gevonden", "Nothing found";
    audience_title: "Argumentenkaart – publiek", "Argument map – audience";
    off_route: "BUITEN DE ROUTE", "OFF THE ROUTE";
    audience_sees: "Het publiek ziet nog", "The audience still sees";
    stop_gone: "Wat hier hoort, staat niet meer in de kaart. Het publiek ziet de vraag.", "What belongs here is no longer in the map. The audience sees the question.";
    nothing_found_here: "Niets gevonden", "Nothing found";
    argument_gone: "Dit argument staat niet meer in de kaart", "This argument is no longer in the map";
    is_live: "LIVE", "LIVE";
    votes: "Stemmen", "Votes";
    no_results_yet: "Open eerst een avond op de pagina ‘Avonden’: dan staat de uitkomst op de kaart.", "Open an evening on the page ‘Evenings’ first: then the results stand on the map.";
    source_word: "Bron", "Source";
    is_alone: "GEEN SCHERM", "NO SCREEN";
    parked: "geparkeerd", "parked";
    is_black: "ZWART", "BLACK";
    is_white: "WIT", "WHITE";
    is_frozen: "BEVROREN", "FROZEN";
    now: "Nu", "Now";
    while_presenting: "Tijdens het presenteren", "While presenting";
    next_up: "Straks", "Next";
    end_of_route: "Dit is het einde van de route", "This is the end of the route";
    shown_so_far: "Getoond tot nu toe", "Shown so far";
    ask_hint: "Wat vraagt de zaal? (Ctrl+F)", "What does the room ask? (Ctrl+F)";
    stop_again: "Presentatie stoppen? Nog eens Esc", "Stop presenting? Press Esc again";
    audience_closed: "Het publieksvenster is gesloten", "The audience window is closed";
    open_audience: "Openen", "Open";
    no_projector: "Geen tweede scherm gevonden", "No second screen found";
    show_back: "◀ Terug", "◀ Back";
    show_next: "Verder ▶", "Next ▶";
    show_black: "Zwart (B)", "Black (B)";
    show_white: "Wit (W)", "White (W)";
    show_freeze: "Bevries (F)", "Freeze (F)";
    show_sources: "Wie zegt dat? (Q)", "Who says so? (Q)";
    show_swap: "Wissel schermen (X)", "Swap screens (X)";
    show_stop: "Stoppen (Esc Esc)", "Stop (Esc Esc)";
    show_pointer: "Aanwijzen (L)", "Point (L)";
    show_overview: "Haltes (O)", "Stops (O)";
    show_weigh: "Wegen (V)", "Weigh (V)";
    show_add: "Uit de zaal (A)", "From the room (A)";
    show_result: "Uitslag (R)", "Result (R)";
    show_test: "Testbeeld", "Test card";
    show_help: "Toetsen (?)", "Keys (?)";
    overview_title: "Alle haltes", "All stops";
    room_depth: "De achterste rij zit op:", "The last row sits at:";
    too_full: "te vol", "too full";
    looking: "Bezig met kijken of alles past…", "Looking whether everything fits…";
    this_stop: "Deze halte", "This stop";
    on_schedule: "op schema", "on schedule";
    thank_you: "Dank u wel", "Thank you";
    result_comes: "De uitslag komt zo.", "The result comes in a moment.";
    is_counted: "Er wordt geteld.", "It is being counted.";
    no_names: "We tellen alleen aantallen. Namen bewaren we niet.", "We only count numbers. We keep no names.";
    poll_only: "Een peiling onder wie er nu is, geen besluit.", "A poll of who is here now, not a decision.";
    nothing_weighed: "Er is nog niets gewogen.", "Nothing was weighed yet.";
    no_roles: "De groepen zijn te klein om apart te tonen. Kleiner dan vijf staat bij elkaar.", "The groups are too small to show apart. Fewer than five stand together.";
    before_short: "Vooraf", "Before";
    after_short: "Achteraf", "After";
    all_others: "Alle anderen samen", "All others together";
    legend_answers: "+ voor · ? weet niet · − tegen", "+ for · ? do not know · − against";
    legend_opinions: "✓ eens · ? weet niet · ✗ oneens", "✓ agree · ? do not know · ✗ disagree";
    of_one_mind: "Hier denken we hetzelfde over", "Here we think the same";
    is_split: "Hier zijn we verdeeld", "Here we are divided";
    none_of_these: "Geen argument", "No argument";
    from_the_room: "Uit de zaal", "From the room";
    our_guesses: "Wat wij denken", "What we think";
    can_you_read: "Kunt u dit achterin lezen?", "Can you read this at the back?";
    no_headline: "Nog zonder kop", "No headline yet";
    headline_hint: "Kop: waar gaat dit over?", "Headline: what is this about?";
    round_ready: "nog niet geopend", "not opened yet";
    round_open: "open (verborgen voor het publiek)", "open (hidden from the audience)";
    round_closed: "gesloten, nog verborgen", "closed, still hidden";
    round_shown: "uitslag getoond", "result shown";
    round_begins: "Met ‘Verder’ begint het tellen. Niemand stemt? Ga dan nog eens verder: de ronde vervalt.", "‘Next’ begins the count. Nobody votes? Go on once more: the round is dropped.";
    count_again: "Opnieuw tellen", "Count again";
    first_is_kept: "De eerste telling blijft bewaard.", "The first count is kept.";
    count_keys: "Tellen: + of spatie één erbij, − één eraf, ← → naar een ander antwoord, ↑ ↓ naar een ander argument, cijfers en Enter voor een totaal, Ctrl+Z terug, PgDn sluit.", "Counting: + or space one more, − one less, ← → to another answer, ↑ ↓ to another argument, digits and Enter for a total, Ctrl+Z back, PgDn closes.";
    num_tables: "Tafels", "Tables";
    dots_per_person: "Stippen per persoon", "Dots per person";
    num_people: "Mensen", "People";
    room_line: "Wat zegt de zaal?", "What does the room say?";
    room_hint: "Uit de zaal (A):  + of - en een zin; of: ouders - te ver weg", "From the room (A):  + or - and a sentence; or: parents - too far";
    show_all_additions: "Alles tonen", "Show all";
    is_joined: "samengevoegd", "joined";
    show_it: "Tonen", "Show";
    weigh_it: "Wegen", "Weigh";
    park_it: "Parkeren", "Park";
    is_question: "Is een vraag", "Is a question";
    place_it: "Plaats bij dit:", "Place with this:";
    part_again: "Weer losmaken", "Part again";
    join_with: "Samenvoegen met", "Join with";
    matches: "Dit is hetzelfde als", "This is the same as";
    evening: "Avond", "Evening";
    nothing_to_undo: "Er is niets om terug te zetten", "There is nothing to take back";
    nothing_to_weigh: "Kies eerst een argument om te wegen", "Choose an argument to weigh first";
    evening_begin: "Een avond beginnen", "Begin an evening";
    evening_title: "Hoe heet de avond?", "What is the evening called?";
    evening_place: "Waar is het?", "Where is it?";
    evening_group: "Welke groep? (geen namen)", "Which group? (no names)";
    evening_people: "Hoeveel mensen ongeveer?", "About how many people?";
    evening_route: "Welke route?", "Which route?";
    evening_first: "Wie begint?", "Who begins?";
    evening_lot: "Loten", "Draw lots";
    route_turned: "De route begon met de andere kant: wat voor en wat tegen is, wisselt van plaats. De route zelf verandert niet.", "The route began with the other side: what is for and what is against change places. The route itself does not change.";
    room_parked_hint: "Met + of - ervoor komt het bij wat nu op het scherm staat.", "With + or - before it, it goes with what is on screen now.";
    evening_weigh: "Wat weegt de groep?", "What does the group weigh?";
    evening_votes: "Vooraf en achteraf peilen: voor, tegen of weet ik nog niet", "Poll before and after: for, against or do not know yet";
    evening_tools: "Instrumenten kiezen", "Choose instruments";
    evening_start: "Beginnen", "Begin";
    evening_go_on: "Verdergaan", "Go on";
    evening_end: "Avond afsluiten", "End the evening";
    evening_none: "Er is nog geen avond bij deze kaart. Begin er een met het menu Presenteren.", "There is no evening with this map yet. Begin one in the menu Present.";
    evenings: "Avonden bij deze kaart", "Evenings with this map";
    evening_results: "Uitkomst", "Results";
    evening_additions: "Wat de zaal inbracht", "What the room added";
    evening_minutes: "Notities van de avond (geen namen)", "Notes of the evening (no names)";
    evening_next_steps: "Wat gaan we doen?", "What will we do?";
    evening_chosen: "Gekozen instrumenten", "Chosen instruments";
    evening_report: "Verslag maken", "Make a report";
    evening_report_about: "Maakt een webpagina, een Word-document, een tekst en een tabel in een map naast de avond.", "Makes a web page, a Word document, a text and a table in a folder beside the evening.";
    report_nl: "In het Nederlands", "In Dutch";
    report_en: "In het Engels", "In English";
    report_made: "Het verslag is gemaakt", "The report was made";
    report_failed: "Het verslag kon niet gemaakt worden", "The report could not be made";
    open_report: "Bekijken", "Look at it";
    accept_it: "Overnemen in de kaart", "Take over in the map";
    rewrite_it: "Zo overnemen", "Take over like this";
    leave_it: "Niet overnemen", "Do not take over";
    decide_again: "Toch anders", "Change that";
    no_additions: "De zaal heeft niets ingebracht.", "The room added nothing.";
    results_on_map: "Uitkomst op de kaart tonen", "Show the results on the map";
    accepted_into: "Overgenomen in de kaart", "Taken over in the map";
    not_saved_evening: "De avond kan niet bewaard worden", "The evening cannot be saved";
    evening_unreadable: "Deze avond kan niet gelezen worden", "This evening cannot be read";
    other_map: "Deze avond hoort bij een andere kaart", "This evening belongs to another map";
    show_there: "Ja, daar", "Yes, there";
    routes: "Routes", "Routes";
    no_routes: "Er is nog geen eigen route. Ga over de kaart en kies ‘Dit als halte opnemen’ (Ctrl+Shift+R).", "There is no route of your own yet. Walk over the map and choose ‘Record this as a stop’ (Ctrl+Shift+R).";
    route_name: "Naam van de route", "Name of the route";
    route_play: "Presenteren", "Present";
    route_record: "Hier opnemen", "Record here";
    route_records: "Nieuwe haltes komen hierin", "New stops go here";
    route_add: "Route toevoegen", "Add a route";
    stop_minutes: "minuten", "minutes";
    stop_note: "Notitie voor de spreker bij deze halte", "Note for the presenter at this stop";
    stop_remove: "Halte verwijderen", "Delete the stop";
    add_stop: "Halte toevoegen:", "Add a stop:";
    filter: "Filter", "Filter";
    filter_all: "Alles", "All";
    filter_clear: "Filter wissen", "Clear filter";
    filter_core: "Alleen de kern", "Core only";
    filter_empty: "Geen argument past bij dit filter", "No argument fits this filter";
    side: "Kant", "Side";
    stakeholder: "Belanghebbende", "Stakeholder";
    stakeholders: "Belanghebbenden", "Stakeholders";
    theme: "Thema", "Theme";
    tag: "Trefwoord", "Tag";
    tags: "Trefwoorden", "Tags";
    tags_hint: "met komma’s ertussen", "separated by commas";
    mark: "Herkomst", "Provenance";
    eyes: "Door de ogen van", "Through the eyes of";
    eyes_nobody: "Iedereen", "Everybody";
    outline: "Lijst", "Outline";
    details: "Details", "Details";
    map_label: "De kaart", "The map";
    nothing_selected: "Kies een argument op de kaart of in de lijst.", "Choose an argument on the map or in the outline.";
    explanation: "Toelichting", "Explanation";
    note: "Notitie voor de spreker", "Note for the presenter";
    who_says_so: "Wie zegt dat?", "Who says so?";
    no_sources: "Geen bron: eigen redenering", "No source: own reasoning";
    replies: "Wat zegt men daarop?", "What do people answer?";
    no_replies: "Nog geen reactie", "No reply yet";
    answers_to: "Dit is een reactie op", "This answers";
    cross_relations: "Hangt ook samen met", "Also tied to";
    together_with: "Samen met", "Together with";
    this: "dit", "this";
    what_to_do: "Wat kunt u doen?", "What can you do?";
    helped_by: "Wat helpt hierbij?", "What helps here?";
    no_instruments: "Geen instrument bij dit argument", "No instrument with this argument";
    supports_what: "Steunt", "Supports";
    seen: "Gezien", "Seen";
    toolbox: "Toolbox", "Toolbox";
    toolbox_intro: "Wat scholen, ouders en gemeenten kunnen doen. Kies een kaart: de argumenten waar zij bij helpt, lichten op.", "What schools, parents and municipalities can do. Pick a card: the arguments it helps with light up.";
    toolbox_empty: "Deze kaart heeft nog geen instrumenten.", "This map has no instruments yet.";
    for_whom: "Voor wie", "For whom";
    tried: "Ervaring in", "Tried in";
    answers: "Antwoordt op", "Answers";
    strengthens: "Helpt bij", "Helps with";
    own_suggestion: "eigen suggestie", "own suggestion";
    compare: "vgl.", "cf.";
    to_toolbox: "Alle kaarten", "All cards";
    zoom_in: "Inzoomen", "Zoom in";
    zoom_out: "Uitzoomen", "Zoom out";
    zoom_all: "Hele kaart", "Whole map";
    zoom_level: "Vergroting", "Zoom";
    back: "Terug", "Back";
    forward: "Vooruit", "Forward";
    overview: "Overzichtskaartje", "Overview map";
    only_branch: "Alleen deze tak", "This branch only";
    whole_map: "Hele kaart tonen", "Show the whole map";
    close: "Sluiten", "Close";
    cancel: "Annuleren", "Cancel";
    edit: "Wijzigen", "Edit";
    done: "Klaar", "Done";
    delete: "Verwijderen", "Delete";
    add: "Toevoegen", "Add";
    add_argument: "Argument toevoegen", "Add an argument";
    add_reply_for: "Steunende reactie", "Supporting reply";
    add_reply_against: "Tegenwerping", "Objection";
    add_source: "Bron toevoegen", "Add a source";
    add_theme: "Nieuw thema", "New theme";
    add_stakeholder: "Belanghebbende toevoegen", "Add a stakeholder";
    add_instrument: "Kaart toevoegen", "Add a card";
    add_statement: "Zin toevoegen", "Add a sentence";
    known_source: "Bekende bron kiezen", "Choose a known source";
    new_words: "Schrijf één zin", "Write one sentence";
    claim: "Uitspraak", "Claim";
    parent: "Hoort onder", "Belongs under";
    under_thesis: "De stelling zelf", "The thesis itself";
    kind: "Verband", "Relation";
    title: "Titel van de kaart", "Title of the map";
    question_field: "Vraag", "Question";
    thesis: "Stelling", "Thesis";
    colophon: "Colofon", "Colophon";
    name: "Naam", "Name";
    summary: "In één zin", "In one sentence";
    citation: "Schrijver, titel, medium, datum", "Author, title, medium, date";
    urls: "Webadressen, elk op een regel", "Web addresses, one a line";
    pictogram: "Tekening", "Drawing";
    picture_file: "Afbeelding (bestand naast de kaart)", "Picture (file beside the map)";
    hue: "Kleur", "Color";
    symbol: "Symbool", "Symbol";
    none: "Geen", "None";
    saved: "Opgeslagen", "Saved";
    saving: "Bezig met opslaan…", "Saving…";
    unsaved: "Niet opgeslagen", "Not saved";
    built_in: "Ingebouwde kaart", "Built-in map";
    recent: "Recent", "Recent";
    as_argument: "Zoals het argument waar dit bij hoort", "As the argument it belongs to";
    supports_here: "Wat de bron bij dit argument steunt", "What the source supports in this argument";
    supports_everywhere: "Wat de bron steunt, overal waar die staat", "What the source supports, wherever it stands";
    nothing_to_save: "Alles is al opgeslagen.", "Everything is saved already.";
    picture_only: "De tekening moet een bestand zijn dat op .png eindigt, en mag geen ander bestand vervangen. Kies een andere naam.", "The picture has to be a file that ends in .png, and may not replace another file. Choose another name.";
    back_to_map: "Terug naar de kaart", "Back to the map";
    new_map_title: "Nieuwe kaart", "New map";
    new_map_question: "Wat is de vraag?", "What is the question?";
    new_map_thesis: "Ja, dat moeten we doen", "Yes, we should do this";
    new_map_group: "Betrokkenen", "People concerned";
    ask_save: "Wijzigingen opslaan?", "Save your changes?";
    ask_save_help: "Deze kaart heeft wijzigingen die nog niet zijn opgeslagen.", "This map has changes that are not saved yet.";
    save: "Opslaan", "Save";
    dont_save: "Niet opslaan", "Don’t save";
    save_as: "Opslaan als…", "Save as…";
    conflict: "Het bestand is buiten dit programma veranderd", "The file was changed outside this program";
    conflict_help: "Een ander programma of iemand anders heeft dit bestand veranderd sinds u het opende. Uw werk staat nog op het scherm.", "Another program or person has changed this file since you opened it. Your work is still on screen.";
    conflict_help_clean: "Iemand anders heeft de kaart opgeslagen. U hebt zelf niets gewijzigd.", "Someone else saved the map. You have changed nothing yourself.";
    changed_there: "Daar veranderd", "Changed there";
    comparing: "Bezig met vergelijken…", "Comparing…";
    see_differences: "Verschillen bekijken", "See the differences";
    conflict_ahead: "Het bestand is buiten dit programma veranderd. Als u opslaat, vragen wij eerst wat er met beide versies moet gebeuren.", "The file was changed outside this program. When you save, we first ask what to do with both versions.";
    open_new: "Nieuwe versie openen", "Open the new version";
    changed_short: "Buiten dit programma veranderd", "Changed outside this program";
    no_file_there: "Onder de naam van deze kaart staat nu iets anders dan een bestand. De kaart staat nog op het scherm: sla haar op onder een andere naam.", "What has the name of this map now is no file. The map is still on screen: save it under another name.";
    gone: "Het bestand staat er niet meer, of heeft een andere naam. De kaart staat nog op het scherm: sla haar op om haar te houden.", "The file is gone, or has another name. The map is still on screen: save it to keep it.";
    folder_gone: "De map (folder) van deze kaart is er niet meer. De kaart staat nog op het scherm: kies een andere plek om haar te houden.", "The folder of this map is no longer there. The map is still on screen: choose another place to keep it.";
    gone_short: "Bestand is weg", "File is gone";
    overwrite: "Toch overschrijven (het andere wordt reservekopie)", "Overwrite it (the other becomes the backup)";
    open_other: "De andere versie openen (uw wijzigingen vervallen)", "Open the other version (your changes are lost)";
    ask_link: "Deze pagina openen in uw browser?", "Open this page in your browser?";
    open_link: "Openen", "Open";
    bad_link: "Dit adres wordt niet geopend", "This address is not opened";
    ask_base: "De basis staat buiten de map van deze kaart", "The base is outside the folder of this map";
    ask_base_help: "Deze kaart bouwt voort op het bestand hierboven. Lees het alleen als u het kent. Er verandert niets in dat bestand.", "This map builds on the file above. Read it only if you know it. Nothing changes in that file.";
    read_base: "Lezen", "Read it";
    problems: "Problemen in deze kaart", "Problems in this map";
    problems_help: "Er is niets weggelaten. Dit klopt nog niet; klik om het te zien en te herstellen:", "Nothing was left out. This does not hold yet; click to see and mend it:";
    error: "Dat lukte niet", "That did not work";
    path_prompt: "Er is geen bestandsvenster op deze computer. Typ of plak het pad van het bestand:", "There is no file window on this computer. Type or paste the path of the file:";
    path_hint: "bijvoorbeeld /home/uw-naam/kaart.ron", "for instance /home/your-name/map.ron";
    ok: "Oké", "OK";
    keys: "Toetsen", "Keys";
    keys_help: "Losse letters werken zolang u niet in een tekst typt. Op een kaart die u schrijft: Enter klaar, Ctrl+Enter een kaart ernaast, Tab een reactie, Esc laat vallen wat u typte. Slepen: een kaart naar een andere plek, met Ctrl een kopie, met Alt samen met die kaart; vanaf + of − een verband; met Shift een kader om er meer te kiezen. Ctrl+klik kiest erbij, Shift+klik alles ertussen. In de tekst: Tab en Shift+Tab springen in en uit.", "Single letters work while you are not typing in a text. On a card that you write: Enter done, Ctrl+Enter a card beside it, Tab a reply, Esc drops what you typed. Dragging: a card to another place, with Ctrl a copy, with Alt together with that card; from + or − a relation; with Shift a frame to choose several. Ctrl+click adds to the choice, Shift+click all in between. In the text: Tab and Shift+Tab indent and outdent.";
    palette_hint: "Typ een opdracht of een deel van een argument", "Type a command or part of an argument";
    about_text: "Argumentenkaart laat de argumenten rond een vraag zien, per belanghebbende, met de reacties erop en de instrumenten die erbij helpen.", "Argument map shows the arguments around a question, per stakeholder, with the replies to them and the instruments that help.";
    about_map: "Over deze kaart", "About this map";
    licences: "Licenties", "Licences";
    licence_text: "Dit programma: EUPL-1.2. Lettertypen: SIL Open Font License 1.1.", "This program: EUPL-1.2. Fonts: SIL Open Font License 1.1.";
    glossary: "Begrippen", "Glossary";
    import_title: "Importeren", "Import";
    import_filter: "Argumentenkaarten, mindmaps en tabellen", "Argument maps, mind maps and tables";
    all_files: "Alle bestanden", "All files";
    import_busy: "Het bestand wordt gelezen…", "Reading the file…";
    import_again: "Opnieuw lezen", "Read again";
    import_as: "Gelezen als", "Read as";
    import_by_content: "wat de inhoud zegt", "what the content says";
    import_understood: "Wat is gelezen", "What was read";
    import_claims: "beweringen", "claims";
    import_pro: "argumenten voor", "arguments for";
    import_contra: "argumenten tegen", "arguments against";
    import_replies: "reacties", "replies";
    import_loose: "losse teksten", "loose texts";
    import_relations: "verbanden", "relations";
    import_stakeholders: "belanghebbenden", "stakeholders";
    import_themes: "thema’s", "themes";
    import_sources: "bronnen", "sources";
    import_goes_to: "Waar het komt", "Where it goes";
    import_into_new: "Nieuwe kaart", "New map";
    import_into_open: "Bij de geopende kaart", "Into the open map";
    import_into_open_help: "Argumenten voor en tegen komen bij de stelling van de geopende kaart. Wat los is, komt op de parkeerplaats.", "Arguments for and against go to the thesis of the open map. What is loose goes to the parking place.";
    import_lang: "Taal van de tekst", "Language of the text";
    import_no_sign: "Wat geen plus of min heeft, is", "What has no plus or minus is";
    import_swapped: "Voor en tegen omdraaien", "Swap for and against";
    import_without_loose: "Losse teksten weglaten", "Leave out loose texts";
    import_groups: "Deze kopjes zijn belanghebbenden", "These headings are stakeholders";
    import_first: "Zo begint de kaart", "How the map begins";
    import_new: "Kaart maken", "Make the map";
    import_merge: "Toevoegen", "Add";
    import_taken_back: "De import is ongedaan gemaakt: uw vorige kaart is er weer", "The import was undone: your former map is back";
    import_once_more: "Toch importeren", "Import after all";
    print_title: "Poster en afdrukken", "Poster and print";
    print_what: "Wat", "What";
    print_sheet: "Papier", "Paper";
    print_direction: "Richting", "Direction";
    print_colors: "Kleur", "Color";
    print_full: "Als het niet past", "If it does not fit";
    print_address: "Webadres voor een QR-code", "Web address for a QR code";
    print_save: "PDF opslaan…", "Save PDF…";
    print_save_title: "PDF opslaan", "Save as PDF";
    print_open: "Openen om af te drukken", "Open to print";
    print_opened: "De PDF wordt geopend in uw PDF-programma. Druk daar af op ware grootte (100 %).", "The PDF is opened in your PDF program. Print it there at actual size (100 %).";
    print_before: "Vorige pagina", "Previous page";
    print_next: "Volgende pagina", "Next page";
    print_whole: "Hele pagina", "Whole page";
    export_title: "Exporteren", "Export";
    export_do: "Opslaan…", "Save…";
    export_lang: "Taal", "Language";
    export_loses: "Dit past niet in dit soort bestand en gaat daar verloren (in uw kaart blijft het):", "This has no place in this kind of file and is lost there (your map keeps it):";
    export_loses_nothing: "In dit soort bestand gaat niets verloren.", "Nothing is lost in this kind of file.";
    exporting: "Wordt geëxporteerd…", "Exporting…";
    facts: "Feiten", "Facts";
    file_filter: "Argumentenkaart", "Argument map";
    file_name: "kaart.ron", "map.ron";
    read_in: "Kaart lezen in", "Read the map in";
    mouse: "Wiel: muis (zoomt)", "Wheel: mouse (zooms)";
    touchpad: "Wiel: touchpad (verschuift)", "Wheel: touchpad (moves)";
    automatic: "Wiel: automatisch", "Wheel: automatic";
    other_theme: "Ander thema", "Other theme";
    other_language: "English", "Nederlands";
    folded: "ingeklapt", "folded";
    unfolded: "uitgeklapt", "unfolded";
    fold: "Inklappen", "Fold";
    unfold: "Uitklappen", "Unfold";
    deleted: "Verwijderd", "Deleted";
    undo: "Ongedaan maken", "Undo";
    menu: "Menu", "Menu";
    recovered: "Er is werk teruggevonden dat niet was opgeslagen.", "Work was found that had not been saved.";
    recover: "Terughalen", "Bring it back";
    no_file: "Een kaart die nog geen bestand had", "A map that had no file yet";
    replace: "Dit bestand bestaat al", "This file exists already";
    replace_help: "Vervangen? Het bestaande bestand wordt als reservekopie bewaard.", "Replace it? The existing file is kept as a backup.";
    replace_button: "Vervangen", "Replace";
    core_field: "Hoort bij de kern", "Belongs to the core";
    continued: "vervolg", "continued";
    discard: "Weggooien", "Discard";
    no_display: "Er is geen scherm om een venster op te openen. Start dit programma op een bureaublad, of gebruik een opdracht die geen scherm nodig heeft, zoals `argumentenkaart check BESTAND` of `argumentenkaart shot BESTAND UIT.png`.", "There is no display to open a window on. Start this program on a desktop, or use a command that needs none, such as `argumentenkaart check FILE` or `argumentenkaart shot FILE OUT.png`.";
    no_libraries: "Het venster kan niet openen: er ontbreken bibliotheken voor het scherm. In de README staat welke pakketten nodig zijn.", "The window cannot open: libraries for the display are missing. The README says which packages are needed.";
    no_problems: "geen problemen", "no problems";
    busy: "Er loopt al een bestandsvenster of het opslaan is nog bezig.", "A file window is open already, or saving is still going on.";
}

/// What was wrong on the command line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Usage {
    /// A word or option that does not exist.
    Unknown(String),
    /// Two that exclude each other.
    Both(String, String),
    /// What must be named and is not.
    Missing(String),
    /// A value that does not fit; and which do.
    Value {
        /// The option or place.
        option: String,
        /// What was given.
        value: String,
        /// What would be good.
        good: String,
    },
    /// Anything else.
    Other,
}

impl Words {
    /// The texts in a language.
    pub fn of(lang: UiLang) -> &'static Self {
        match lang {
            UiLang::Dutch => &DUTCH,
            UiLang::English => &ENGLISH,
        }
    }

    pub(super) fn pick<'a>(&self, nl: &'a str, en: &'a str) -> &'a str {
        if self.lang == UiLang::Dutch { nl } else { en }
    }

    /// The language of content that fits the interface.
    pub fn content_lang(&self) -> Lang {
        if self.lang == UiLang::Dutch { Lang::NL } else { Lang::EN }
    }

    /// A side.
    pub fn stance(&self, side: Stance) -> &'static str {
        if side == Stance::Pro { self.pro } else { self.contra }
    }

    /// A number of arguments on a side: "9 voor".
    pub fn num_side(&self, num: u32, side: Stance) -> String {
        format!(
            "{num} {}",
            if side == Stance::Pro {
                self.pro_small
            } else {
                self.contra_small
            }
        )
    }

    /// A number of arguments on a side, of so many if some are left out.
    pub fn num_side_of(&self, num: u32, all: u32, side: Stance) -> String {
        let of = self.pick("van", "of");
        if num == all {
            self.num_side(num, side)
        } else {
            self.num_side(num, side).replacen(' ', &format!(" {of} {all} "), 1)
        }
    }

    /// A number of arguments on a side in full.
    pub fn num_arguments(&self, num: u32, side: Stance) -> String {
        let side = if side == Stance::Pro {
            self.pro_small
        } else {
            self.contra_small
        };
        match (self.lang, num) {
            (UiLang::Dutch, 1) => format!("1 argument {side}"),
            (UiLang::Dutch, _) => format!("{num} argumenten {side}"),
            (UiLang::English, 1) => format!("1 argument {side}"),
            (UiLang::English, _) => format!("{num} arguments {side}"),
        }
    }

    /// A number of sources.
    pub fn num_sources(&self, num: usize) -> String {
        match (self.lang, num) {
            (UiLang::Dutch, 1) => "1 bron".to_owned(),
            (UiLang::Dutch, _) => format!("{num} bronnen"),
            (UiLang::English, 1) => "1 source".to_owned(),
            (UiLang::English, _) => format!("{num} sources"),
        }
    }

    /// How far asking the addresses is.
    pub fn asked_links(&self, done: usize, all: usize) -> String {
        match self.lang {
            UiLang::Dutch => format!("{done} van {all} adressen gecontroleerd…"),
            UiLang::English => format!("{done} of {all} addresses checked…"),
        }
    }

    /// How an address answered.
    pub fn link_state(&self, state: &LinkState) -> String {
        let dutch = self.lang == UiLang::Dutch;
        match state {
            LinkState::Works => self.pick("Werkt", "Works").to_owned(),
            LinkState::Moved(to) if dutch => format!("Voorgoed verhuisd naar {to}"),
            LinkState::Moved(to) => format!("Moved for good to {to}"),
            LinkState::Gone(status) if dutch => format!("Bestaat niet meer ({status})"),
            LinkState::Gone(status) => format!("Does not exist any more ({status})"),
            LinkState::Refused(status) if dutch => {
                format!("De server geeft de pagina niet aan programma's ({status}): bekijk haar zelf")
            }
            LinkState::Refused(status) => {
                format!("The server does not give the page to programs ({status}): look at it yourself")
            }
            LinkState::NoAnswer => self
                .pick(
                    "Geen antwoord: klopt het adres, en is er internet?",
                    "No answer: is the address right, and is there internet?",
                )
                .to_owned(),
            LinkState::NotAsked => self
                .pick(
                    "Niet gecontroleerd: dit is geen adres op het openbare web",
                    "Not checked: this is no address on the public web",
                )
                .to_owned(),
        }
    }

    /// Lines of the text that went to the parking place.
    pub fn lines_parked(&self, num: usize) -> String {
        match (self.lang, num) {
            (UiLang::Dutch, 1) => "1 regel had nog geen plek: die staat nu op de parkeerplaats".to_owned(),
            (UiLang::Dutch, _) => format!("{num} regels hadden nog geen plek: die staan nu op de parkeerplaats"),
            (UiLang::English, 1) => "1 line had no place yet: it is in the parking place now".to_owned(),
            (UiLang::English, _) => format!("{num} lines had no place yet: they are in the parking place now"),
        }
    }

    /// How a card is different between two versions.
    pub fn changed(&self, changed: Changed) -> &'static str {
        match changed {
            Changed::Added => self.pick("nieuw", "new"),
            Changed::Removed => self.pick("weggehaald", "removed"),
            Changed::Moved => self.pick("verplaatst", "moved"),
            Changed::Reworded => self.pick("anders gezegd", "reworded"),
            Changed::Property => self.pick("gewijzigd", "changed"),
        }
    }

    /// A number of replies.
    pub fn num_replies(&self, num: usize) -> String {
        match (self.lang, num) {
            (UiLang::Dutch, 1) => "1 reactie".to_owned(),
            (UiLang::Dutch, _) => format!("{num} reacties"),
            (UiLang::English, 1) => "1 reply".to_owned(),
            (UiLang::English, _) => format!("{num} replies"),
        }
    }

    /// What was wrong on the command line, and where to look.
    pub fn usage(&self, wrong: &Usage) -> String {
        let what = match (self.lang, wrong) {
            (UiLang::Dutch, Usage::Unknown(word)) => format!("‘{word}’ is hier niet bekend."),
            (UiLang::Dutch, Usage::Both(one, other)) => format!("{one} en {other} gaan niet samen."),
            (UiLang::Dutch, Usage::Missing(words)) => format!("Er ontbreekt nog: {words}."),
            (UiLang::Dutch, Usage::Value { option, value, good }) => {
                format!("‘{value}’ past niet bij {option}. Wel goed: {good}.")
            }
            (UiLang::Dutch, Usage::Other) => "Deze opdracht klopt niet.".to_owned(),
            (UiLang::English, Usage::Unknown(word)) => format!("‘{word}’ is not known here."),
            (UiLang::English, Usage::Both(one, other)) => format!("{one} and {other} do not go together."),
            (UiLang::English, Usage::Missing(words)) => format!("This is missing: {words}."),
            (UiLang::English, Usage::Value { option, value, good }) => {
                format!("‘{value}’ does not fit {option}. What does: {good}.")
            }
            (UiLang::English, Usage::Other) => "This command is not right.".to_owned(),
        };
        let help = self.pick("Alle opdrachten ziet u met", "All commands are shown by");
        format!("{what}\n{help}: argumentenkaart --help")
    }

    /// Someone else opened the map that is being changed here.
    pub fn guest(&self, who: &str) -> String {
        match (self.lang, who.is_empty()) {
            (UiLang::Dutch, true) => {
                "Iemand anders heeft deze kaart nu ook open. Sla uw werk op, en spreek af wie verder gaat.".to_owned()
            }
            (UiLang::Dutch, false) => {
                format!("{who} heeft deze kaart nu ook open. Sla uw werk op, en spreek af wie verder gaat.")
            }
            (UiLang::English, true) => {
                "Someone else has this map open too. Save your work, and agree who goes on.".to_owned()
            }
            (UiLang::English, false) => {
                format!("{who} has this map open too. Save your work, and agree who goes on.")
            }
        }
    }

    /// Someone else is changing the same map.
    pub fn held_by(&self, who: &str) -> String {
        match (self.lang, who.is_empty()) {
            (UiLang::Dutch, true) => "Iemand anders werkt nu ook aan deze kaart. Spreek af wie opslaat.".to_owned(),
            (UiLang::Dutch, false) => format!("{who} werkt nu ook aan deze kaart. Spreek af wie opslaat."),
            (UiLang::English, true) => "Someone else is also changing this map. Agree who saves it.".to_owned(),
            (UiLang::English, false) => format!("{who} is also changing this map. Agree who saves it."),
        }
    }

    /// Themes for which there is no room.
    pub fn more_themes(&self, num: usize) -> String {
        match (self.lang, num) {
            (UiLang::Dutch, 1) => "nog 1 thema".to_owned(),
            (UiLang::Dutch, _) => format!("nog {num} thema's"),
            (UiLang::English, 1) => "1 more theme".to_owned(),
            (UiLang::English, _) => format!("{num} more themes"),
        }
    }

    /// A number of things found.
    pub fn num_hits(&self, num: usize, shown: usize) -> String {
        let all = match self.lang {
            UiLang::Dutch => format!("{num} gevonden"),
            UiLang::English => format!("{num} found"),
        };
        if shown < num {
            format!("{all} ({} {shown})", self.pick("de beste", "the best"))
        } else {
            all
        }
    }

    /// A number of problems.
    pub fn num_problems(&self, num: usize) -> String {
        match (self.lang, num) {
            (UiLang::Dutch, 1) => "1 probleem".to_owned(),
            (UiLang::Dutch, _) => format!("{num} problemen"),
            (UiLang::English, 1) => "1 problem".to_owned(),
            (UiLang::English, _) => format!("{num} problems"),
        }
    }

    /// A reply, in relation to what it answers.
    pub fn relation(&self, kind: RelationKind, undercut: bool) -> &'static str {
        match (kind, undercut) {
            (RelationKind::Support, _) => self.supports,
            (RelationKind::Attack, false) => self.attacks,
            (RelationKind::Attack, true) => self.undercuts,
        }
    }

    /// Where a claim comes from.
    pub fn mark(&self, mark: Mark) -> &'static str {
        match mark {
            Mark::PrintedMap => self.pick("gedrukte kaart", "printed map"),
            Mark::Research => self.pick("debat of onderzoek", "debate or research"),
            Mark::Own => self.pick("eigen", "own"),
        }
    }

    /// A part of a card.
    pub fn section(&self, section: Section) -> &'static str {
        match section {
            Section::Purpose => self.pick("Waarvoor", "What for"),
            Section::Audience => self.pick("Voor wie", "For whom"),
            Section::Experience => self.pick("Waar is ervaring?", "Where is there experience?"),
            Section::Steps => self.pick("Stappen", "Steps"),
            Section::Conditions => self.pick("Voorwaarden", "Conditions"),
            Section::Pitfalls => self.pick("Valkuilen", "Pitfalls"),
            Section::Facts => self.pick("Feiten", "Facts"),
            Section::Further => self.pick("Verder", "Further"),
        }
    }

    /// A color.
    pub fn hue_name(&self, hue: Hue) -> &'static str {
        match hue {
            Hue::Amber => self.pick("Geel", "Yellow"),
            Hue::Purple => self.pick("Paars", "Purple"),
            Hue::Green => self.pick("Groen", "Green"),
            Hue::Slate => self.pick("Grijsblauw", "Slate"),
        }
    }

    /// A symbol.
    pub fn symbol_name(&self, symbol: Symbol) -> &'static str {
        match symbol {
            Symbol::Backpack => self.pick("Rugzak", "School bag"),
            Symbol::People => self.pick("Mensen", "People"),
            Symbol::Building => self.pick("Gebouw", "Building"),
            Symbol::Columns => self.pick("Zuilen", "Columns"),
            Symbol::House => self.pick("Huis", "House"),
            Symbol::Bike => self.pick("Fiets", "Bicycle"),
        }
    }

    /// A pictogram.
    pub fn pictogram_name(&self, pictogram: Pictogram) -> &'static str {
        match pictogram {
            Pictogram::Tool => self.pick("Gereedschap", "Tool"),
            Pictogram::Rules => self.pick("Regels", "Rules"),
            Pictogram::Tour => self.pick("Tocht", "Tour"),
            Pictogram::Together => self.pick("Samen op weg", "Together"),
            Pictogram::Bridge => self.pick("Brug", "Bridge"),
            Pictogram::Map => self.pick("Kaart", "Map"),
            Pictogram::Book => self.pick("Boek", "Book"),
            Pictogram::Stairs => self.pick("Trap", "Stairs"),
            Pictogram::Magnifier => self.pick("Vergrootglas", "Magnifier"),
        }
    }

    /// A language, in that language where it is known.
    pub fn language(&self, lang: Lang) -> String {
        match lang.code() {
            "nl" => "Nederlands".to_owned(),
            "en" => "English".to_owned(),
            "tr" => "Türkçe".to_owned(),
            "ar" => "العربية".to_owned(),
            "pl" => "Polski".to_owned(),
            "de" => "Deutsch".to_owned(),
            "fr" => "Français".to_owned(),
            code => code.to_owned(),
        }
    }

    /// A language, in the language of the interface where that knows it.
    pub fn language_here(&self, lang: Lang) -> String {
        match lang.code() {
            "nl" => self.pick("Nederlands", "Dutch").to_owned(),
            "en" => self.pick("Engels", "English").to_owned(),
            "tr" => self.pick("Turks", "Turkish").to_owned(),
            "ar" => self.pick("Arabisch", "Arabic").to_owned(),
            "pl" => self.pick("Pools", "Polish").to_owned(),
            _ => self.language(lang),
        }
    }

    /// Says that a text is shown in another language than was asked for.
    pub fn fallback(&self, lang: Lang) -> String {
        let name = match lang.code() {
            "nl" => self.pick("het Nederlands", "Dutch"),
            "en" => self.pick("het Engels", "English"),
            "tr" => self.pick("het Turks", "Turkish"),
            "pl" => self.pick("het Pools", "Polish"),
            "ar" => self.pick("het Arabisch", "Arabic"),
            "de" => self.pick("het Duits", "German"),
            "fr" => self.pick("het Frans", "French"),
            code => code,
        };
        format!("{} {name}", self.pick("alleen in", "only in"))
    }

    /// How long ago something was written.
    pub fn minutes_ago(&self, minutes: u64) -> String {
        match (self.lang, minutes) {
            (UiLang::Dutch, 0) => "Minder dan een minuut geleden bewaard".to_owned(),
            (UiLang::Dutch, 1) => "Een minuut geleden bewaard".to_owned(),
            (UiLang::Dutch, 2..120) => format!("{minutes} minuten geleden bewaard"),
            (UiLang::Dutch, _) => format!("{} uur geleden bewaard", minutes / 60),
            (UiLang::English, 0) => "Kept less than a minute ago".to_owned(),
            (UiLang::English, 1) => "Kept a minute ago".to_owned(),
            (UiLang::English, 2..120) => format!("Kept {minutes} minutes ago"),
            (UiLang::English, _) => format!("Kept {} hours ago", minutes / 60),
        }
    }

    /// Why a line of the map as text counts for nothing yet.
    pub fn mistake(&self, mistake: Mistake) -> &'static str {
        match mistake {
            Mistake::NoMark => self.pick("zet + - _ of & voor de zin", "put + - _ or & before the sentence"),
            Mistake::NoWords => self.pick("schrijf een zin achter het teken", "write a sentence behind the sign"),
            Mistake::NothingAbove => self.pick(
                "er staat niets boven waar dit over gaat; spring in of kies + of -",
                "there is nothing above that this is about; indent it or choose + or -",
            ),
            Mistake::TooDeepHeading => self.pick(
                "er zijn twee soorten koppen: # belanghebbende en ## thema",
                "there are two kinds of headings: # stakeholder and ## theme",
            ),
            Mistake::IndentedHeading => self.pick(
                "een kop begint aan het begin van de regel",
                "a heading begins at the start of the line",
            ),
            Mistake::NoStakeholder => self.pick(
                "zet eerst een # belanghebbende boven dit thema",
                "first put a # stakeholder above this theme",
            ),
        }
    }

    /// What a map that builds on this one is called at first.
    pub fn own_map_name(&self, path: &Path) -> String {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        format!("{stem}-{}.ron", self.pick("lokaal", "local"))
    }

    /// How large a picture is, and what it can be made.
    pub fn shrink_about(&self, width: u32, height: u32, side: u32) -> String {
        match self.lang {
            UiLang::Dutch => format!(
                "Zij heeft {width} bij {height} punten. Voor een scherm of beamer is {side} genoeg; het bestand wordt dan kleiner."
            ),
            UiLang::English => format!(
                "It has {width} by {height} points. For a screen or projector {side} is enough; the file gets smaller."
            ),
        }
    }

    /// In how many places something is used.
    pub fn num_uses(&self, num: usize) -> String {
        match (self.lang, num) {
            (_, 0) => self.unused.to_owned(),
            (UiLang::Dutch, 1) => "op 1 plaats gebruikt".to_owned(),
            (UiLang::Dutch, _) => format!("op {num} plaatsen gebruikt"),
            (UiLang::English, 1) => "used in 1 place".to_owned(),
            (UiLang::English, _) => format!("used in {num} places"),
        }
    }

    /// A page of what belongs to the whole map.
    pub fn content_tab(&self, tab: ContentTab) -> &'static str {
        match tab {
            ContentTab::Translation => self.pick("Vertaling", "Translation"),
            ContentTab::Stakeholders => self.stakeholders,
            ContentTab::Themes => self.pick("Thema’s", "Themes"),
            ContentTab::Tags => self.tags,
            ContentTab::Sources => self.pick("Bronnen", "Sources"),
            ContentTab::Facts => self.pick("Feiten", "Facts"),
            ContentTab::Glossary => self.pick("Begrippen", "Glossary"),
            ContentTab::Languages => self.pick("Talen", "Languages"),
            ContentTab::Routes => self.routes,
            ContentTab::Evening => self.evening,
        }
    }

    /// What came of merging.
    pub fn brought_together(&self, conflicts: usize) -> String {
        match (self.lang, conflicts) {
            (UiLang::Dutch, 0) => "Samengevoegd: er is niets om over te kiezen".to_owned(),
            (UiLang::Dutch, 1) => "Samengevoegd: kies nog 1 keer, bij Kaartcontrole".to_owned(),
            (UiLang::Dutch, num) => format!("Samengevoegd: kies nog {num} keer, bij Kaartcontrole"),
            (UiLang::English, 0) => "Merged: there is nothing to choose".to_owned(),
            (UiLang::English, 1) => "Merged: choose once more, in Map check".to_owned(),
            (UiLang::English, num) => format!("Merged: choose {num} more times, in Map check"),
        }
    }

    /// How many more there are than are listed.
    pub fn and_more(&self, num: usize) -> String {
        match self.lang {
            UiLang::Dutch => format!("… en nog {num}"),
            UiLang::English => format!("… and {num} more"),
        }
    }

    /// How many claims were copied.
    pub fn copied_num(&self, num: usize) -> String {
        match (self.lang, num) {
            (UiLang::Dutch, 1) => "Gekopieerd, met alles wat eronder hangt".to_owned(),
            (UiLang::Dutch, _) => format!("{num} uitspraken gekopieerd, met alles wat eronder hangt"),
            (UiLang::English, 1) => "Copied, with all that hangs under it".to_owned(),
            (UiLang::English, _) => format!("{num} claims copied, with all that hangs under them"),
        }
    }

    /// A step, for the undo menu.
    pub fn edit_name(&self, name: EditName) -> String {
        match name {
            EditName::ChangeText => self.pick("tekst wijzigen", "edit text"),
            EditName::AddArgument => self.pick("argument toevoegen", "add argument"),
            EditName::AddReply => self.pick("reactie toevoegen", "add reply"),
            EditName::Connect => self.pick("verband leggen", "connect"),
            EditName::Disconnect => self.pick("verband weghalen", "disconnect"),
            EditName::Move => self.pick("verplaatsen", "move"),
            EditName::SwitchSide => self.pick("van kant wisselen", "switch side"),
            EditName::Paste => self.pick("plakken", "paste"),
            EditName::Duplicate => self.pick("dupliceren", "duplicate"),
            EditName::Outline => self.pick("tekst van de kaart wijzigen", "edit the map as text"),
            EditName::Join => self.pick("samenvoegen", "join"),
            EditName::Split => self.pick("splitsen", "split"),
            EditName::JoinReason => self.pick("deel maken van een redenering", "make part of a reason"),
            EditName::Resolve => self.pick("versie kiezen", "choose a version"),
            EditName::Merge => self.pick("andere versie invoegen", "merge another version"),
            EditName::Restore => self.pick("oudere versie terugzetten", "put an older version back"),
            EditName::Import => self.pick("importeren", "import"),
            EditName::Recover => self.pick("werk terughalen", "bring work back"),
            EditName::Mend => self.pick("verbeteren", "mend"),
            EditName::ChangeProperty => self.pick("kenmerk wijzigen", "change property"),
            EditName::Reorder => self.pick("volgorde wijzigen", "reorder"),
            EditName::Remove(1) => self.pick("verwijderen", "delete"),
            EditName::Remove(num) => {
                return match self.lang {
                    UiLang::Dutch => format!("{num} uitspraken verwijderen"),
                    UiLang::English => format!("delete {num} claims"),
                };
            }
            EditName::LinkInstrument => self.pick("instrument koppelen", "link instrument"),
            EditName::ChangeSource => self.pick("bron wijzigen", "change source"),
            EditName::ChangeStakeholder => self.pick("belanghebbende wijzigen", "change stakeholder"),
            EditName::ChangeTheme => self.pick("thema wijzigen", "change theme"),
            EditName::ChangeFact => self.pick("feit wijzigen", "change fact"),
            EditName::ChangeTerm => self.pick("begrip wijzigen", "change term"),
            EditName::ChangeLanguages => self.pick("talen wijzigen", "change languages"),
            EditName::ChangeRoute => self.pick("route wijzigen", "change route"),
            EditName::ChangeInstrument => self.pick("kaart wijzigen", "change card"),
        }
        .to_owned()
    }

    /// Why a wish cannot be carried out.
    pub fn edit_error(&self, error: EditError) -> &'static str {
        match error {
            EditError::Gone => self.pick("Dit bestaat niet meer", "This no longer exists"),
            EditError::NoThesis => self.pick(
                "Deze kaart heeft nog geen stelling; die staat bij de vraag",
                "This map has no thesis yet; it stands with the question",
            ),
            EditError::IsThesis => self.pick(
                "Dit is de stelling zelf; die blijft waar zij is",
                "This is the thesis itself; it stays where it is",
            ),
            EditError::UnderItself => self.pick(
                "Een uitspraak kan niet onder zichzelf hangen",
                "A claim cannot hang under itself",
            ),
            EditError::ExistsAlready => self.pick("Dit verband bestaat al", "This relation exists already"),
            EditError::InUse => self.pick(
                "Er staan nog argumenten onder; verplaats of verwijder die eerst",
                "There are arguments below it; move or delete them first",
            ),
            EditError::AtTheEnd => self.pick("Verder kan niet", "This is the end"),
            EditError::NoChange => self.pick("Er verandert niets", "Nothing changes"),
            EditError::EmptyText => self.pick("Schrijf eerst een tekst", "Write a text first"),
        }
    }

    /// The name of a text, for labels.
    pub fn field(&self, field: TextField) -> &'static str {
        match field {
            TextField::Title => self.title,
            TextField::Question => self.question_field,
            TextField::QuestionExplanation | TextField::Explanation(_) => self.explanation,
            TextField::Colophon => self.colophon,
            TextField::Claim(_) => self.claim,
            TextField::Note(_) => self.note,
            TextField::CoverPicture | TextField::ClaimPicture(_) | TextField::InstrumentPicture(_) => self.image_text,
            TextField::CitationSupports(..) => self.supports_here,
            TextField::SourceSupports(_) => self.supports_everywhere,
            TextField::StakeholderName(_) | TextField::InstrumentName(_) => self.name,
            TextField::ThemeName(_) => self.theme,
            TextField::InstrumentSummary(_) => self.summary,
            TextField::InstrumentAudience(_) => self.for_whom,
            TextField::InstrumentTried(_) => self.tried,
            TextField::Statement(_, section, _) => self.section(section),
            TextField::SourceSeen(_) => self.seen,
            TextField::FactText(_) | TextField::FactYear(_) => self.facts,
            TextField::TermText(_) | TextField::TermMeaning(_) => self.glossary,
            TextField::RouteName(_) | TextField::StopNote(..) => self.routes,
        }
    }

    /// Says that a file was saved.
    pub fn saved_as(&self, path: &Path) -> String {
        format!(
            "{}: {}",
            self.saved,
            path.file_name().unwrap_or_default().to_string_lossy()
        )
    }

    /// Says what was deleted.
    pub fn deleted_num(&self, num: usize) -> String {
        match (self.lang, num) {
            (_, 1) => self.deleted.to_owned(),
            (UiLang::Dutch, _) => format!("{num} uitspraken verwijderd"),
            (UiLang::English, _) => format!("{num} claims deleted"),
        }
    }

    /// A key, as it is printed on a Dutch or English keyboard.
    pub fn key(&self, modifiers: egui::Modifiers, key: egui::Key) -> String {
        let mut text = String::new();
        if modifiers.command || modifiers.ctrl {
            text.push_str("Ctrl+");
        }
        if modifiers.alt {
            text.push_str("Alt+");
        }
        if modifiers.shift {
            text.push_str("Shift+");
        }
        use egui::Key as K;
        text.push_str(match key {
            K::ArrowUp => "↑",
            K::ArrowDown => "↓",
            K::ArrowLeft => "←",
            K::ArrowRight => "→",
            K::Space => self.pick("Spatie", "Space"),
            K::Delete => "Del",
            K::PageDown => "PgDn",
            K::PageUp => "PgUp",
            K::Plus => "+",
            K::Minus => "−",
            K::Equals => "=",
            K::Enter => "Enter",
            K::Questionmark => "?",
            K::Escape => "Esc",
            other => other.name(),
        });
        text
    }
}

/// With a capital at the start.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
