//! Texts on the sheet for dots.

use super::words;

words! {
    /// Texts on the sheet for dots.
    Dots, dots;
    how: "Plak een stip, of zet een streepje, bij de argumenten die voor u het zwaarst wegen.", "Put a dot, or a stroke, next to the arguments that weigh most for you.";
    how_many: "De gespreksleider zegt hoeveel stippen u krijgt. Dit is een peiling, geen besluit.", "The facilitator says how many dots you have. This is a poll, not a decision.";
    dots: "Stippen", "Dots";
    total: "Totaal", "Total";
    continued: "vervolg", "continued";
    sheet: "Vel", "Sheet";
}
