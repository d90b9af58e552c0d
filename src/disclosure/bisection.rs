//! Finds the value that a file depends on, by bisection over the values that have canaries.

use std::ops::Range;

/// Returns the one of some ascending numbers on which something depends; `None` if it depends on several together.
/// `depends` is asked about ranges of numbers.
pub fn culprit(numbers: &[u64], depends: impl Fn(Range<u64>) -> bool) -> Option<u64> {
    let mut within = 0..numbers.len();
    let depends = |range: &Range<usize>| {
        let first = numbers.get(range.start).copied().unwrap_or_default();
        let last = numbers.get(range.end).copied().unwrap_or(u64::MAX);
        depends(first..last)
    };
    while within.len() > 1 {
        let middle = within.start + within.len() / 2;
        let (lower, upper) = (within.start..middle, middle..within.end);
        within = match (depends(&lower), || depends(&upper)) {
            (true, _) => lower,
            (false, upper_depends) if upper_depends() => upper,
            _ => return None,
        };
    }
    numbers.get(within.start).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_is_found_and_several_are_not() {
        let numbers = [3, 5, 8, 13, 21, 34];
        for culprits in numbers.map(|number| vec![number]) {
            let depends = |range: Range<u64>| culprits.iter().all(|one| range.contains(one));
            assert_eq!(culprit(&numbers, depends), Some(culprits[0]));
        }
        let both = |range: Range<u64>| range.contains(&5) && range.contains(&21);
        assert_eq!(culprit(&numbers, both), None);
        assert_eq!(culprit(&[], |_| true), None);
    }
}
