//! Tests of the Markdown dialect, rule by rule.

use super::*;

const LABELS: Labels = Labels {
    levels: None,
    note: "说明",
    tip: "提示",
    important: "要点",
    warning: "注意",
    caution: "警告",
    back_to_text: "回到正文",
    done: "已完成",
    open: "未完成",
};

/// Returns the HTML with every link resolved to a page of its own name.
fn html(source: &str) -> String {
    parse(source).render(&LABELS, &mut |link| Resolution::To {
        href: format!("to/{}", link.target),
        name: None,
    })
}

fn html_with(source: &str, resolution: Resolution) -> String {
    parse(source).render(&LABELS, &mut |_| resolution.clone())
}

fn paragraph(source: &str) -> String {
    let html = html(source);
    let inner = html
        .strip_prefix("<p>")
        .and_then(|html| html.strip_suffix("</p>\n"));
    inner.unwrap_or(&html).to_owned()
}

fn spans<'s>(source: &'s str, body: &Body) -> Vec<&'s str> {
    body.links
        .iter()
        .map(|link| &source[link.span.clone()])
        .collect()
}

#[test]
fn emphasis_works_next_to_chinese_punctuation() {
    for (source, expected) in [
        ("**“重点”**客户", "<strong>“重点”</strong>客户"),
        ("**重点：**后面", "<strong>重点：</strong>后面"),
        ("**真，**她", "<strong>真，</strong>她"),
        ("**“引号”**后", "<strong>“引号”</strong>后"),
        (
            "**客户（甲方）**表示同意。正常**加粗**文字",
            "<strong>客户（甲方）</strong>表示同意。正常<strong>加粗</strong>文字",
        ),
        ("~~（删）~~后", "<del>（删）</del>后"),
        ("前~~（删）~~后", "前<del>（删）</del>后"),
        ("前**《规范》**后", "前<strong>《规范》</strong>后"),
        ("先*（斜）*后", "先<em>（斜）</em>后"),
        (
            "价格***“底线”***不变",
            "价格<em><strong>“底线”</strong></em>不变",
        ),
        ("用MES**“停机”**模块", "用MES<strong>“停机”</strong>模块"),
        (
            "**甲**、**乙：**丙",
            "<strong>甲</strong>、<strong>乙：</strong>丙",
        ),
        ("见**`B-03`**点", "见<strong><code>B-03</code></strong>点"),
        (
            "见**[报价](a.pdf)**后",
            "见<strong><a href=\"to/a.pdf\">报价</a></strong>后",
        ),
        ("**前半（一）**\n后半", "<strong>前半（一）</strong>后半"),
        (r"后\*（甲）*乙", "后*（甲）*乙"),
        ("3~5天，10~20万", "3~5天，10~20万"),
        (
            "`**（码）**后`与**（粗）**后",
            "<code>**（码）**后</code>与<strong>（粗）</strong>后",
        ),
    ] {
        assert_eq!(paragraph(source), expected, "{source}");
    }
}

#[test]
fn emphasis_works_in_table_cells() {
    let table = html("| 项 | 值 |\n|---|--:|\n|**（甲）**|后**“乙”**后|");
    assert!(
        table.contains("<td><strong>（甲）</strong></td>"),
        "{table}"
    );
    assert!(
        table.contains("<td class=\"r\">后<strong>“乙”</strong>后</td>"),
        "{table}"
    );
}

#[test]
fn no_mark_remains_in_the_output() {
    let source = "# 题**（甲）**乙\n\n![图**（一）**乙](图**（一）**乙.png \"题**（一）**乙\") \
        [[页**（一）**乙]] [词](a**（一）**乙.md)[^注**（一）**乙] <b 乙**（一）**>\n\n\
        ```语**（一）**乙\n码**（一）**乙\n```\n\n[^注**（一）**乙]: 文**（一）**乙";
    let body = parse(source);
    assert!(!html(source).contains('\u{E0FF}'));
    assert!(!html(source).contains("%EE"));
    assert!(!format!("{:?} {:?}", body.links, body.headings).contains("e0ff"));
    assert_eq!(body.headings[0].text, "题（甲）乙");
    assert_eq!(
        paragraph("\u{E0FF}**重点：**后"),
        "\u{E0FF}<strong>重点：</strong>后"
    );
}

#[test]
fn spans_slice_the_source_exactly() {
    let source = "**重点：**后面**“引号”**后[报价](<报价 v2.pdf>)和**（甲）**方[[恒远|**（词）**后]]，\
        ![图](a.png)**。**后[x](javascript:1)";
    let body = parse(source);
    assert_eq!(
        spans(source, &body),
        [
            "[报价](<报价 v2.pdf>)",
            "[[恒远|**（词）**后]]",
            "![图](a.png)"
        ]
    );
    assert_eq!(&source[body.problems[0].span.clone()], "[x](javascript:1)");
}

#[test]
fn line_breaks_leave_no_gap_between_chinese() {
    for (source, expected) in [
        ("一行\n二行", "一行二行"),
        ("一行，\n**二**行", "一行，<strong>二</strong>行"),
        (
            "**一行**\n[二行](a.md)",
            "<strong>一行</strong><a href=\"to/a.md\">二行</a>",
        ),
        ("说\n“好”", "说“好”"),
        ("用 MES\n系统", "用 MES\n系统"),
        ("系统\nMES", "系统\nMES"),
        ("one\ntwo", "one\ntwo"),
        ("一行  \n二行", "一行<br>\n二行"),
    ] {
        assert_eq!(paragraph(source), expected, "{source}");
    }
}

#[test]
fn raw_html_is_shown_as_text() {
    assert_eq!(
        paragraph("a <b onclick=\"x\">b</b>"),
        "a &lt;b onclick=\"x\"&gt;b&lt;/b&gt;"
    );
    assert_eq!(
        html("<script>\nalert(1)\n</script>"),
        "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>\n"
    );
    assert_eq!(
        paragraph("&lt;i&gt; &amp; \\<i>"),
        "&lt;i&gt; &amp; &lt;i&gt;"
    );
}

#[test]
fn disallowed_schemes_leave_text_and_a_problem() {
    for (source, words, scheme) in [
        ("[词](javascript:alert(1))", "词", "javascript"),
        ("[词](&#106;avascript:x)", "词", "javascript"),
        ("[词](&#1;JavaScript:x)", "词", "javascript"),
        ("[词](java&Tab;script:x)", "词", "javascript"),
        ("[词](data:text/html,x)", "词", "data"),
        ("[词](//host/x)", "词", "//"),
        ("[词](\\\\\\\\host\\share)", "词", "//"),
        ("[词]\n\n[词]: file:///x", "词", "file"),
        ("<vbscript:x>", "vbscript:x", "vbscript"),
        ("[[javascript:x]]", "javascript:x", "javascript"),
        ("[[javascript:x|词]]", "词", "javascript"),
        ("![词](data:image/png;base64,x)", "词", "data"),
        ("![[file:///x]]", "file:///x", "file"),
    ] {
        assert_eq!(paragraph(source), words, "{source}");
        let body = parse(source);
        let kinds: Vec<_> = body
            .problems
            .into_iter()
            .map(|problem| problem.kind)
            .collect();
        assert_eq!(
            kinds,
            [ProblemKind::SchemeNotAllowed(scheme.into())],
            "{source}"
        );
        assert!(body.links.is_empty());
    }
    let disguised = Resolution::To {
        href: "java\tscript:x".into(),
        name: None,
    };
    assert!(!html_with("[a](b)", disguised).contains("href"));
}

#[test]
fn links_to_other_sites_are_not_resolved() {
    for (source, expected) in [
        (
            "[词](https://a.example/?x=1&y=\"2\" \"题<1>\")",
            "<a href=\"https://a.example/?x=1&amp;y=%222%22\" rel=\"noreferrer\" title=\"题&lt;1&gt;\">词</a>",
        ),
        (
            "<tel:10086>",
            "<a href=\"tel:10086\" rel=\"noreferrer\">tel:10086</a>",
        ),
        (
            "<a@b.example>",
            "<a href=\"mailto:a@b.example\" rel=\"noreferrer\">a@b.example</a>",
        ),
        (
            "见https://a.example/x_y，",
            "见<a href=\"https://a.example/x_y\" rel=\"noreferrer\">https://a.example/x_y</a>，",
        ),
        ("`https://a.example`", "<code>https://a.example</code>"),
        (
            "[见 https://a.example](b.md)",
            "<a href=\"to/b.md\">见 https://a.example</a>",
        ),
        // An image from another site would be loaded, so it is linked.
        (
            "![图](https://a.example/x.png)",
            "<a href=\"https://a.example/x.png\" rel=\"noreferrer\">图</a>",
        ),
        (
            "[![图](a.pdf)](https://b.example)",
            "<a href=\"https://b.example\" rel=\"noreferrer\">图</a>",
        ),
        (
            "[![图](https://a.example/x.png)](https://b.example)",
            "<a href=\"https://b.example\" rel=\"noreferrer\">图</a>",
        ),
    ] {
        assert_eq!(paragraph(source), expected, "{source}");
    }
}

#[test]
fn links_into_the_site_are_resolved_by_the_caller() {
    let source = "[词*a*](../报%20价.md#%E6%80%BB) [[恒远]] [[客户/恒远#总览|词]] [空]()";
    let body = parse(source);
    let targets: Vec<_> = body
        .links
        .iter()
        .map(|link| (link.kind, link.target.as_str(), link.fragment.as_str()))
        .collect();
    assert_eq!(
        targets,
        [
            (LinkKind::Link, "../报 价.md", "总"),
            (LinkKind::Wikilink, "恒远", ""),
            (LinkKind::Wikilink, "客户/恒远", "总览"),
            (LinkKind::Link, "", ""),
        ]
    );
    let named = Resolution::To {
        href: "a b.html?x&y".into(),
        name: Some("恒远<生物>".into()),
    };
    assert_eq!(
        html_with("[[恒远]] [[恒远|词]]", named),
        "<p><a href=\"a%20b.html?x&amp;y\">恒远&lt;生物&gt;</a> <a href=\"a%20b.html?x&amp;y\">词</a></p>\n"
    );
    assert_eq!(
        html_with("[[恒远#总览]] [**词**](a.md)", Resolution::Broken),
        "<p><span class=\"broken\">恒远#总览</span> <span class=\"broken\"><strong>词</strong></span></p>\n"
    );
    assert_eq!(html_with("[[恒远]]", Resolution::Text), "<p>恒远</p>\n");
    assert_eq!(
        html("| a |\n|---|\n| [[恒远\\|词]] |")
            .matches("<a href=\"to/%E6%81%92%E8%BF%9C\">词</a>")
            .count(),
        1
    );
}

#[test]
fn images_are_resolved_and_their_text_escaped() {
    let to = Resolution::To {
        href: "../图 1.png".into(),
        name: None,
    };
    assert_eq!(
        html_with("![a*b*\"<](图.png \"题\")", to.clone()),
        "<p><img loading=\"lazy\" alt=\"ab&quot;&lt;\" src=\"../%E5%9B%BE%201.png\" title=\"题\"></p>\n"
    );
    assert_eq!(
        html_with("![[夹/图.png|300]]", to.clone()),
        "<p><img loading=\"lazy\" alt=\"图.png\" src=\"../%E5%9B%BE%201.png\" width=\"300\"></p>\n"
    );
    assert_eq!(
        html_with("![[夹/合同.pdf]]", to),
        "<p><a href=\"../%E5%9B%BE%201.png\">合同.pdf</a></p>\n"
    );
    assert_eq!(
        html_with("![平面<图](x.png)", Resolution::Broken),
        "<p><span class=\"broken\">平面&lt;图</span></p>\n"
    );
}

#[test]
fn a_link_with_a_space_is_reported() {
    let source = "**（先）**看 [报价](报价 v2.pdf)，`[a](b c)`，[b](<b c.pdf>)";
    let body = parse(source);
    assert_eq!(body.problems.len(), 1);
    assert_eq!(body.problems[0].kind, ProblemKind::LinkWithSpace);
    assert_eq!(
        &source[body.problems[0].span.clone()],
        "[报价](报价 v2.pdf)"
    );
}

#[test]
fn headings_are_below_the_pages_own_and_can_be_linked() {
    let source = "# 总览\n## 总览\n### 第*三*\n###### 六\n[去](#总览) [[#第三]] [外](#页脚)";
    let body = parse(source);
    let headings: Vec<_> = body
        .headings
        .iter()
        .map(|h| (h.level, h.id.as_str()))
        .collect();
    assert_eq!(
        headings,
        [(3, "s-总览"), (3, "s-总览-2"), (4, "s-第三"), (6, "s-六")]
    );
    let html = html(source);
    assert!(html.starts_with("<h3 id=\"s-总览\">总览</h3>\n<h3 id=\"s-总览-2\">总览</h3>\n"));
    assert!(
        html.contains("<a href=\"#s-%E6%80%BB%E8%A7%88\">去</a>"),
        "{html}"
    );
    assert!(
        html.contains("<a href=\"#s-%E7%AC%AC%E4%B8%89\">第三</a>"),
        "{html}"
    );
    assert!(
        html.contains("<a href=\"#%E9%A1%B5%E8%84%9A\">外</a>"),
        "{html}"
    );
    assert!(body.links.is_empty());
    assert_eq!(
        body.heading("总览").map(|heading| heading.id.as_str()),
        Some("s-总览")
    );
}

#[test]
fn footnotes_are_numbered_by_reference_and_written_at_the_end() {
    let source = "[^b]: 乙\n\n先[^a]后[^b]再[^a]\n\n[^a]: 甲\n\n[^c]: 丙";
    assert_eq!(
        html(source),
        "<p>先<sup id=\"fnref-1\"><a href=\"#fn-1\">1</a></sup>\
         后<sup id=\"fnref-2\"><a href=\"#fn-2\">2</a></sup>\
         再<sup id=\"fnref-1-2\"><a href=\"#fn-1\">1</a></sup></p>\n\
         <div class=\"footnotes\"><ol>\n\
         <li id=\"fn-1\"><p>甲 <a href=\"#fnref-1\" aria-label=\"回到正文\">↩</a></p>\n</li>\n\
         <li id=\"fn-2\"><p>乙 <a href=\"#fnref-2\" aria-label=\"回到正文\">↩</a></p>\n</li>\n\
         <li><p>丙</p>\n</li>\n\
         </ol></div>\n"
    );
}

#[test]
fn the_empty_corner_of_a_table_is_not_a_header() {
    assert_eq!(
        html("| | 值 |\n|:--|--:|\n| 甲 | 1 |"),
        "<div class=\"scroll\"><table>\n\
         <thead><tr><td></td><th scope=\"col\" class=\"r\">值</th></tr></thead>\n\
         <tbody><tr><td>甲</td><td class=\"r\">1</td></tr>\n\
         </tbody></table></div>\n"
    );
}

#[test]
fn tables_scroll_and_align_by_class() {
    assert_eq!(
        html("| 项 | 值 | 注 |\n|:--|--:|:-:|\n| 甲 | 1 |"),
        "<div class=\"scroll\"><table>\n\
         <thead><tr><th scope=\"col\">项</th><th scope=\"col\" class=\"r\">值</th><th scope=\"col\" class=\"c\">注</th></tr></thead>\n\
         <tbody><tr><td>甲</td><td class=\"r\">1</td><td class=\"c\"></td></tr>\n\
         </tbody></table></div>\n"
    );
    assert!(html("| a |\n|---|").ends_with("</thead>\n</table></div>\n"));
}

#[test]
fn tasks_have_a_check_box_and_a_label() {
    let list = html("- [x] 甲\n  - [ ] 乙\n- 丙");
    assert!(
        list.starts_with("<ul class=\"tasks\">\n<li class=\"done\"><i class=\"task\">"),
        "{list}"
    );
    assert!(
        list.contains(
            "<span class=\"vh\">已完成 </span>甲<ul class=\"tasks\">\n<li><i class=\"task\">"
        ),
        "{list}"
    );
    assert!(
        list.contains("<span class=\"vh\">未完成 </span>乙</li>"),
        "{list}"
    );
    assert!(list.ends_with("<li>丙</li>\n</ul>\n"), "{list}");
    let loose = html("1. 甲\n\n2. [x] 乙\n\n3. 丙");
    assert!(
        loose.starts_with("<ol class=\"tasks\">\n<li><p>甲</p>"),
        "{loose}"
    );
    assert!(
        loose.contains("<li class=\"done\"><p><i class=\"task\">"),
        "{loose}"
    );
    assert!(html("3. 甲").starts_with("<ol start=\"3\">\n<li>甲</li>"));
}

#[test]
fn callouts_have_a_title_in_the_pages_language() {
    assert_eq!(
        html("> [!WARNING]\n> 交期紧\n\n> 引"),
        "<div class=\"callout warning\"><b>注意</b>\n<p>交期紧</p>\n</div>\n\
         <blockquote>\n<p>引</p>\n</blockquote>\n"
    );
}

#[test]
fn code_is_escaped_and_has_its_language() {
    assert_eq!(
        html("```rust\" x\n<a> ** https://a.example\n```"),
        "<pre><code class=\"language-rust&quot;\">&lt;a&gt; ** https://a.example\n</code></pre>\n"
    );
    assert_eq!(html("    a & b"), "<pre><code>a &amp; b</code></pre>\n");
}

#[test]
fn constructs_outside_the_dialect_stay_text() {
    assert_eq!(paragraph("\"好\" -- $x$"), "\"好\" -- $x$");
    assert_eq!(
        html("甲\n\n---\n乙: 1\n\n丙"),
        "<p>甲</p>\n<hr>\n<p>乙: 1</p>\n<p>丙</p>\n"
    );
    assert!(html("# 题 {#a .b}").contains("题 {#a .b}</h3>"));
}

#[test]
fn the_output_is_bounded_and_well_formed() {
    let mut source = "甲|".repeat(1000) + "\n" + &"-|".repeat(1000) + "\n";
    source.push_str(&"乙|\n".repeat(1000));
    let body = parse(&source);
    let html = body.render(&LABELS, &mut |_| Resolution::Broken);
    assert!(html.len() <= 64 * source.len() + 64 * 1024);
    assert!(html.ends_with("</table></div>\n<p>…</p>\n"));
    assert_eq!(body.problems[0].kind, ProblemKind::TooLarge);
    let links = "[a](b) ".repeat(20_000);
    let long = Resolution::To {
        href: "x".repeat(5000),
        name: None,
    };
    assert!(html_with(&links, long).len() <= 64 * links.len() + 64 * 1024);
}

#[test]
fn deep_nesting_is_survived() {
    for part in [
        "> ", "- ", "[", "![", "**", "*a _b ", "[[a|", "`", "<", "~~", "](a b", "[^a]: ",
    ] {
        let source = part.repeat(20_000);
        let body = parse(&source);
        assert!(!body.plain_text().contains("<p>"));
    }
}

#[test]
fn plain_text_has_no_markup() {
    let source = "# 总览\n一行\n**二**行[^1] [[恒远|词]] [[甲]] ![图](a.png) `a<b` &amp;\n\n\
        - [x] 甲\n- 乙\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> [!TIP]\n> 丙\n\n[^1]: 注";
    assert_eq!(
        parse(source).plain_text(),
        "总览 一行二行 词 甲 图 a<b & 甲 乙 a b 1 2 丙 注"
    );
}

#[test]
fn a_body_of_white_space_is_empty() {
    assert!(parse(" \n\t\r\n").is_empty());
    assert!(parse("[a]: b.md").is_empty());
    assert!(!parse("- ").is_empty());
    assert!(!parse("[]()").is_empty());
}
