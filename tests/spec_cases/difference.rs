//! Shows how a text differs from the one that was expected, line by line.

/// Both texts as one list of lines: `  ` in both, `- ` expected only, `+ ` told only.
pub fn lines(expected: &str, actual: &str) -> String {
    let expected: Vec<&str> = expected.lines().collect();
    let actual: Vec<&str> = actual.lines().collect();
    let common = lengths_of_common_lines(&expected, &actual);
    let mut shown = String::from("- expected, + told:\n");
    let (mut left, mut right) = (0, 0);
    while left < expected.len() || right < actual.len() {
        let same = left < expected.len() && right < actual.len() && expected[left] == actual[right];
        if same {
            shown += &format!("  {}\n", expected[left]);
            left += 1;
            right += 1;
        } else if right == actual.len()
            || (left < expected.len() && common[left + 1][right] >= common[left][right + 1])
        {
            shown += &format!("- {}\n", expected[left]);
            left += 1;
        } else {
            shown += &format!("+ {}\n", actual[right]);
            right += 1;
        }
    }
    shown
}

/// For every pair of places, how many lines the two rests have in common.
fn lengths_of_common_lines(expected: &[&str], actual: &[&str]) -> Vec<Vec<usize>> {
    let mut lengths = vec![vec![0; actual.len() + 1]; expected.len() + 1];
    for left in (0..expected.len()).rev() {
        for right in (0..actual.len()).rev() {
            lengths[left][right] = if expected[left] == actual[right] {
                lengths[left + 1][right + 1] + 1
            } else {
                lengths[left + 1][right].max(lengths[left][right + 1])
            };
        }
    }
    lengths
}
