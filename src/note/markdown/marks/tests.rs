//! Tests of marks as people spell them.

use super::line::in_line;
use super::*;

const EXACT_HEADINGS: &[&str] = &[
    "## 价格（私密）",
    "## 价格 {.private}",
    "## 价格（私密）{#p}",
    "## 价格 {#p .private}",
    "## 价格｛.私密｝",
    "## 价格（ 私密 ）：",
    "## 价格【私密】",
    "## 价格「私密」",
    "## 价格 *（私密）*",
    "## 价格（私\u{200b}密）",
    "## 价格（密级：私密）",
];

const GUESSED_HEADINGS: &[&str] = &[
    "## 价格（机密）",
    "## 价格（私蜜）",
    "## 价格 {.privat}",
    "## 价格 {.geheim}",
    "## 价格（私密",
    "## 价格私密）",
    "## （私密）价格",
    "## 价格（私",
    "## Price (confidential)",
    "## 底价（私密[",
    "### 内情 {.private—_!甲",
    "### 内情 {.private甲",
    "### 内情 {.private",
    "### 内情 {.private：|　",
    "### 内情 {字.private}",
    "### 内情 x—private}",
    "### 内情 %>private}",
    "## 底价［私密",
    "## 价格 — 私密",
    "## 价格 私密",
    "## 价格 #私密",
    "## 私密：价格",
    "## 私密",
    "## 1. 私密",
    "## Price - private",
    "## Private: price",
    "## Private",
    "## 价格 — 保密",
    "## 私密备注",
    "## Private notes",
    "## 底价 private",
    "## 底价（注意private）",
    "## 底价（仅自己可见）",
    "## 价格（私密，勿外传）一览",
];

const OTHER_HEADINGS: &[&str] = &[
    "## 招标（公开招标）",
    "## Opening hours (public)",
    "## 丝杠（精密）",
    "## 价格（二期）",
    "## Setup {#private}",
    "## Introduction {.unnumbered}",
    "## 会议（总部）",
    "## Going private",
    "## Private roads",
    "## Non-private keys",
    "## `private`",
    "## 保密协议",
    "## 隐私",
    "## 4. 保密",
    "## 客户要求：保密",
    "## 安全/保密",
    "### private",
    "## 类的成员（public/private）",
    "## a.private()",
    "## 部署方式（私有）",
    "## 如何关闭“私密”",
    "## Tokio internals (note)",
    "## Personal",
    "## 内部流程",
    "## Introduction {.lead}",
];

const EXACT_QUOTATIONS: &[&str] = &[
    "> [!私密]",
    ">[!PRIVATE]-",
    ">\u{3000}[!私密]",
    "> 【！私密】",
    "> [! private ]+",
    "> [!私密|x]",
    "> [！私密］",
];

const GUESSED_QUOTATIONS: &[&str] = &[
    "> [!privat]",
    "> [!secret]",
    "> [!私人]",
    "> [!密]",
    "> [!]",
    "> [!私密",
    "> [!prvate]",
    "> [，!私密]",
    "> [x！公开]",
    "> [!private-eye]",
    "> [!私密信息]",
    "> [!note] 私密",
    "> [!note]- 机密：底价",
];

const OTHER_QUOTATIONS: &[&str] = &[
    "> [!note]",
    "> [!faq]-",
    "> [!recipe]",
    "> [!public-holiday]",
    "> [!note] Private roads",
    "> [!warning] 隐私",
    "> [!Secret manager]",
    "> [!公告]",
    "> [!内容]",
    "> [!隐私说明]",
    "> 私密的事",
    "> [x](y)",
];

const MARKED_LINES: &[&str] = &[
    "[!私密] 底价",
    "＞[!私密] 底价",
    "- [!private] x",
    "| [!私密] 92 |",
    "> [私密] 底价",
    "> 私密：底价",
    "> !私密] 底价",
    "> 私密] 底价",
    "【私密】底价",
    "**价格（私密）**",
    "价格 {.private}",
    "\\[!私密] 底价",
    "> **[!私密]** 底价",
    "底价 92 万（私密）。",
    "密级（私密） | 92",
    "> （私密）底价",
    "> [x私密] 底价",
    "底价（私密）：92",
    "| 底价（私密） | 92 |",
    "会上说的（机密）不要写",
    "> \"字PRIVATE]",
    "> ）字私密] 底价",
    "> {!x!私密] 底价",
    "private}",
    "底价 #私密",
    "#private",
    "- x #密级/私密",
    "::: private",
    "!!! private \"x\"",
    "<div class=\"private\">",
    "<details class=\"a private\">",
    "<summary>私密</summary>",
    "私密：底价",
    "**私密** 底价",
    "--- 私密 ---",
    "{% private %}",
    "（以下内容私密）底价",
    "以下内容私密：",
    "***私密开始***",
    "Private notes: x",
    "private：x",
    "Price (private): x",
    "权限: 私密",
    "{: .private}",
    "```ad-private",
];

const OTHER_LINES: &[&str] = &[
    "[私密](x.md)",
    "[[私密]]",
    "私密的事",
    "a (private) road",
    "road (private)",
    "> [!note] x",
    "> 公开：已发",
    "[x] done",
    "{.note}",
    "{{ .Private }}",
    "${.secret}",
    "{.hidden}",
    ">[!Secret manager]",
    "     private:",
    "![别忘了！](x.png)",
    "<Listing caption=\"some private fields\">",
    "<a id=\"private-functions\"></a>",
    "| <code>secret</code> | string |",
    "- [隐私](#隐私)",
    "- 保密：图纸不外传",
    "- private",
    "- private: 私有成员",
    "- **Private**: only you can see it",
    "技术资料（保密）不能带走。",
    "主要问题（私密性要求高的部分另议）：图纸不出厂。",
    "**隐私**设置里关闭摄像头。",
    "JS 的 #private 字段在类里。",
    "“私密”是一种密级。",
    "\"private\": true,",
    "{{private}} 变量",
    "[^private]: note",
    "\\[private\\] 转义",
    "读了《机密》一书",
    "[x](#private)",
    "[[#private]]",
    "see page.md#private",
    "（公开）",
];

fn at_end_of(heading: &str) -> Option<(Level, bool)> {
    of_heading(heading).map(|mark| (mark.level, mark.is_guess))
}

#[test]
fn marks_are_recognized_in_every_kind_of_bracket() {
    for sign in OPENING.into_iter().chain(CLOSING).chain(['>', '＞']) {
        assert!(may_contain_mark(&format!("底价{sign}。")), "{sign}");
    }
    assert!(!may_contain_mark(
        "底价九十二万，“别外传”。 No mark; 100 %!"
    ));
}

#[test]
fn levels_at_the_end_of_a_heading() {
    let exact = Some((Level::Private, false));
    for heading in EXACT_HEADINGS {
        assert_eq!(at_end_of(heading), exact, "{heading}");
    }
    let guess = Some((Level::Private, true));
    for heading in GUESSED_HEADINGS {
        assert_eq!(at_end_of(heading), guess, "{heading}");
    }
    for heading in OTHER_HEADINGS {
        assert_eq!(at_end_of(heading), None, "{heading}");
    }
}

#[test]
fn levels_at_the_beginning_of_a_quotation() {
    for quotation in EXACT_QUOTATIONS {
        let mark = at_start(quotation).unwrap();
        assert_eq!(
            (mark.level, mark.is_guess),
            (Level::Private, false),
            "{quotation}"
        );
    }
    for quotation in GUESSED_QUOTATIONS {
        let mark = at_start(quotation).unwrap();
        assert_eq!(
            (mark.level, mark.is_guess),
            (Level::Private, true),
            "{quotation}"
        );
    }
    for quotation in OTHER_QUOTATIONS {
        assert_eq!(at_start(quotation), None, "{quotation}");
    }
}

#[test]
fn what_looks_like_a_mark_is_treated_as_one() {
    for line in MARKED_LINES {
        let is_private = |mark: &Mark| mark.level == Level::Private;
        let marks = in_line(line);
        let starts_anywhere = line.starts_with("密级");
        assert!(starts_anywhere || marks.iter().any(is_private), "{line}");
    }
    for line in OTHER_LINES {
        assert_eq!(in_line(line), [], "{line}");
    }
}
