//! Durations: `PT139M`, `2h 16m`, `139 min` as minutes, and back.

/// A duration in minutes as ISO 8601 writes it: `PT139M`.
pub fn iso(minutes: u32) -> String {
    format!("PT{minutes}M")
}

/// The minutes of an ISO 8601 duration (`PT2H16M`, `P0DT2H`), of `2h 16m`, `2:16`, `139 min` or of a bare number.
/// Seconds are dropped; nothing and what lasts longer than 65,535 minutes is `None`.
pub fn minutes(text: &str) -> Option<u16> {
    let text = text.trim().to_ascii_lowercase();
    let sum = match text.split_once(':') {
        Some((hours, minutes)) => {
            let minutes = minutes.split(':').next()?;
            hours
                .trim()
                .parse::<u32>()
                .ok()?
                .checked_mul(60)?
                .checked_add(minutes.trim().parse().ok()?)?
        }
        None => sum_of_units(text.strip_prefix('p').unwrap_or(&text))?,
    };
    u16::try_from(sum).ok().filter(|&n| n > 0)
}

/// Adds up numbers followed by units; a number without a unit is minutes.
fn sum_of_units(text: &str) -> Option<u32> {
    let mut sum = 0u32;
    let mut rest = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let (digits, after) =
            rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
        let (unit, next) =
            after.split_at(after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len()));
        sum = sum.checked_add(digits.parse::<u32>().ok()?.checked_mul(minutes_of_unit(unit)?)?)?;
        rest = next;
    }
    Some(sum)
}

fn minutes_of_unit(unit: &str) -> Option<u32> {
    match unit.trim_matches(|c: char| !c.is_alphabetic()).trim_end_matches('t') {
        "" | "m" | "min" | "mins" | "minute" | "minutes" | "minuten" => Some(1),
        "h" | "hr" | "hrs" | "hour" | "hours" => Some(60),
        "d" | "day" | "days" => Some(24 * 60),
        "s" | "sec" | "secs" | "second" | "seconds" => Some(0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: Option<u16>) {
        assert_eq!(minutes(text), wanted, "{text:?}");
    }

    #[test]
    fn durations_are_read_in_every_common_shape() {
        check("PT139M", Some(139));
        check("PT2H16M", Some(136));
        check("P0DT2H5M30S", Some(125));
        check("139", Some(139));
        check("139 min", Some(139));
        check("139 minutes.", Some(139));
        check("2h 16m", Some(136));
        check("2 hours, 3 minutes", Some(123));
        check("2:16", Some(136));
        check("2:16:59", Some(136));
        check("", None);
        check("long", None);
        check("PT0M", None);
        check("3 reels", None);
        check("99999999999", None);
        check("65536", None);
        check("4294967295h", None);
    }

    #[test]
    fn what_is_written_reads_back() {
        for n in [1, 90, 139, 65_535] {
            assert_eq!(minutes(&iso(u32::from(n))), Some(n));
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(text in ".*") {
            let _ = minutes(&text);
        }
    }
}
