//! Values as YAML: plain if that is safe, else quoted.

/// Writes a value on one line, also valid between `{` and `}`.
pub(super) fn scalar(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    // A JSON string is a YAML string, too.
    serde_json::Value::from(text).to_string()
}

/// Writes a value of several lines under a key with an indent in spaces; a single line is written as a scalar.
pub(super) fn long(text: &str, indent: usize) -> String {
    let text = text.trim_end();
    let starts_with_space = |line: &str| line.starts_with(char::is_whitespace);
    let is_plain_block = text.contains('\n')
        && !text.lines().any(starts_with_space)
        && !text.chars().any(|one| one.is_control() && one != '\n');
    if !is_plain_block {
        return scalar(text);
    }
    let inner = " ".repeat(indent + 2);
    let lines = text.lines().map(|line| match line.is_empty() {
        true => "\n".to_owned(),
        false => format!("\n{inner}{line}"),
    });
    format!("|{}", lines.collect::<String>())
}

/// Whether a plain scalar is read as this text: it contains no special characters and is no special word.
fn is_plain(text: &str) -> bool {
    const AT_START: &str = "-?:,[]{}#&*!|>'\"%@`=.";
    const ANYWHERE: &str = ",[]{}\"";
    const WORDS: [&str; 9] = ["~", "null", "true", "false", "yes", "no", "on", "off", "<<"];
    let starts_well = text
        .chars()
        .next()
        .is_some_and(|first| !AT_START.contains(first));
    let has_sign = text
        .chars()
        .any(|one| ANYWHERE.contains(one) || one.is_control() || one == '\u{feff}');
    let parts_wrongly = text.contains(": ") || text.contains(" #") || text.ends_with(':');
    let is_word = WORDS.iter().any(|word| text.eq_ignore_ascii_case(word));
    let trimmed = text.trim().len() == text.len();
    starts_well && trimmed && !has_sign && !parts_wrongly && !is_word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_yaml_would_misread_is_quoted() {
        for plain in [
            "沐云食品有限公司",
            "2026-03-12 14:00",
            "A/B 测试",
            "a#b",
            "王敏（QA）",
        ] {
            assert_eq!(scalar(plain), plain);
        }
        for quoted in [
            "", "a: b", "甲, 乙", "[甲]", "# 甲", "a #b", "null", " 甲", "甲:", "a\nb", "\"甲\"",
        ] {
            assert_eq!(scalar(quoted), serde_json::Value::from(quoted).to_string());
        }
    }

    #[test]
    fn several_lines_are_a_block() {
        assert_eq!(long("一\n\n二\n", 0), "|\n  一\n\n  二");
        assert_eq!(long("一", 2), "一");
        assert_eq!(long("一\n  二", 0), "\"一\\n  二\"");
    }
}
