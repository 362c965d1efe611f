//! Days, for "looked at on" and "today": no clock and no time zone, only the calendar.

use std::fmt;

/// A day of the Gregorian calendar, counted from 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day(i64);

const SECONDS_PER_DAY: u64 = 24 * 60 * 60;
/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;
/// Days in 400 years: after that the calendar repeats itself.
const ERA: i64 = 146_097;

impl Day {
    /// Reads `2026-11-22`; `None` for anything else, and for a day that the calendar does not have.
    pub fn parse(words: &str) -> Option<Self> {
        let mut parts = words.split('-');
        let mut part = |digits: usize| {
            let part = parts.next()?;
            let fits = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            if fits { part.parse::<i64>().ok() } else { None }
        };
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let found = Self::from_civil(year, month, day);
        // The 31st of February would come back as a day in March.
        (found.civil() == (year, month, day)).then_some(found)
    }

    /// The day of a moment, in universal time.
    pub fn from_unix_seconds(seconds: u64) -> Self {
        Self(i64::try_from(seconds / SECONDS_PER_DAY).unwrap_or(i64::MAX / 2))
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i64 {
        self.0
    }

    /// How many days ago the other day was; negative if it is still to come.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The algorithm is `days_from_civil` as described by Howard Hinnant ("chrono-Compatible Low-Level Date
    /// Algorithms"): years begin in March, so that the leap day is the last one.
    fn from_civil(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self(year.div_euclid(400) * ERA + day_of_era - EPOCH)
    }

    /// Year, month and day: the way back (`civil_from_days`, same source).
    fn civil(self) -> (i64, i64, i64) {
        let days = self.0 + EPOCH;
        let day_of_era = days.rem_euclid(ERA);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 {
            from_march + 3
        } else {
            from_march - 9
        };
        let year = year_of_era + days.div_euclid(ERA) * 400 + i64::from(month <= 2);
        (year, month, day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days() {
        assert_eq!(Day::parse("1970-01-01").unwrap().number(), 0);
        assert_eq!(Day::parse("1970-01-02").unwrap().number(), 1);
        assert_eq!(Day::parse("1969-12-31").unwrap().number(), -1);
        assert_eq!(Day::parse("2000-03-01").unwrap().number(), 11_017);
        assert_eq!(Day::from_unix_seconds(0).to_string(), "1970-01-01");
        assert_eq!(Day::from_unix_seconds(86_399).to_string(), "1970-01-01");
        assert_eq!(Day::from_unix_seconds(1_000_000_000).to_string(), "2001-09-09");
        let (from, to) = (Day::parse("2024-02-28").unwrap(), Day::parse("2024-03-01").unwrap());
        assert_eq!(to.days_since(from), 2);
        assert_eq!(from.days_since(to), -2);
    }

    #[test]
    fn every_day_comes_back() {
        let mut former = None;
        for number in -800_000..800_000 {
            let day = Day(number);
            let (year, month, date) = day.civil();
            assert_eq!(Day::from_civil(year, month, date), day);
            assert!(former < Some((year, month, date)));
            former = Some((year, month, date));
        }
        for number in (0..60_000).step_by(17) {
            assert_eq!(Day::parse(&Day(number).to_string()), Some(Day(number)));
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for bad in [
            "",
            "2026",
            "2026-11",
            "2026-11-22-1",
            "2026-13-01",
            "2026-00-01",
            "2026-02-29",
            "2026-04-31",
            "2026-11-00",
            "26-11-22",
            "2026-1-2",
            "+026-11-22",
            "2026-11-2x",
            " 2026-11-22",
            "22-11-2026",
        ] {
            assert_eq!(Day::parse(bad), None, "{bad}");
        }
        assert!(Day::parse("2024-02-29").is_some() && Day::parse("1900-02-29").is_none());
    }
}
