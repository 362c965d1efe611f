//! Numbers, days and times as people write them, in both languages.

use super::words::{ReportLang, Words};

impl Words {
    /// A number, with a sign between thousands.
    pub fn num(&self, num: u32) -> String {
        if num < 1000 {
            return num.to_string();
        }
        let between = self.pick(".", ",");
        format!("{}{between}{:03}", self.num(num / 1000), num % 1000)
    }

    /// So many answers, in short.
    pub fn n(&self, num: u32) -> String {
        format!("n = {}", self.num(num))
    }

    /// A part of all, in whole percents.
    pub fn percent(&self, num: u32, all: u32) -> String {
        let half_up = (200 * u64::from(num) + u64::from(all)) / (2 * u64::from(all.max(1)));
        format!("{half_up}%")
    }

    /// A number with its part of all.
    pub fn num_of(&self, num: u32, all: u32) -> String {
        if all == 0 {
            return self.num(num);
        }
        format!("{} ({})", self.num(num), self.percent(num, all))
    }

    /// A time that something took.
    pub fn duration(&self, seconds: u32) -> String {
        let minutes = (seconds + 30) / 60;
        let hours = match minutes / 60 {
            0 => None,
            // In Dutch a number of hours stays singular.
            num => Some(self.count(num, ("uur", "hour"), ("uur", "hours"))),
        };
        let rest = match minutes % 60 {
            0 if hours.is_some() => None,
            num => Some(self.count(num, ("minuut", "minute"), ("minuten", "minutes"))),
        };
        let both: Vec<String> = hours.into_iter().chain(rest).collect();
        both.join(self.pick(" en ", " and "))
    }

    /// A day that is written as `2026-11-25`, in words; anything else as it is.
    pub fn day(&self, day: &str) -> String {
        const NL: [&str; 12] = [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ];
        const EN: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let parts: Vec<&str> = day.trim().split('-').collect();
        let [year, month, number] = parts[..] else {
            return day.to_owned();
        };
        let names = if self.lang == ReportLang::Dutch { NL } else { EN };
        let name = month
            .parse::<usize>()
            .ok()
            .and_then(|month| names.get(month.wrapping_sub(1)));
        match (year.parse::<u32>(), name, number.parse::<u32>()) {
            (Ok(year), Some(name), Ok(number @ 1..=31)) => format!("{number} {name} {year}"),
            _ => day.to_owned(),
        }
    }

    /// A time that is written as `19:30`, in words; anything else as it is.
    pub fn time(&self, time: &str) -> String {
        let parts = time.trim().split_once(':');
        let is_time = parts.is_some_and(|(hour, minute)| {
            let is_number = |text: &str, most| text.parse::<u32>().is_ok_and(|number| number <= most);
            minute.len() == 2 && is_number(hour, 23) && is_number(minute, 59)
        });
        match parts {
            Some((hour, minute)) if is_time && self.lang == ReportLang::Dutch => format!("{hour}.{minute} uur"),
            _ => time.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_times_and_lengths_are_written_as_people_say_them() {
        let [nl, en] = ReportLang::ALL.map(Words::of);
        assert_eq!(nl.day("2026-11-25"), "25 november 2026");
        assert_eq!(en.day("2026-03-01"), "1 March 2026");
        for odd in ["", "morgen", "2026-13-01", "2026-00-10", "2026-11-32", "2026-11"] {
            assert_eq!(nl.day(odd), odd);
        }
        assert_eq!([nl.time("19:30"), en.time("19:30")], ["19.30 uur", "19:30"]);
        assert_eq!([nl.time("half acht"), nl.time("25:00")], ["half acht", "25:00"]);
        assert_eq!(nl.duration(5730), "1 uur en 36 minuten");
        assert_eq!(en.duration(7200), "2 hours");
        assert_eq!([nl.duration(61), en.duration(20)], ["1 minuut", "0 minutes"]);
    }

    #[test]
    fn parts_are_rounded_and_nothing_is_divided_by_nobody() {
        let words = Words::of(ReportLang::Dutch);
        assert_eq!(words.num_of(1, 3), "1 (33%)");
        assert_eq!(words.num_of(2, 3), "2 (67%)");
        assert_eq!(words.num_of(1, 8), "1 (13%)");
        assert_eq!(words.num_of(0, 0), "0");
    }
}
