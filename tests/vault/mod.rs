//! A realistic vault of notes: those of `notes.txt`, and many similar ones, day after day.

use crate::memory::Files;

/// Prefix of words in comments, which are in no site.
pub const COMMENT: &str = "暗号-";
/// Prefix of words in private fields or parts, which are only in the owner's site.
pub const PRIVATE: &str = "私值-";

/// The whole vault.
pub fn vault() -> Files {
    let mut files = written_by_hand();
    files.extend(diary());
    files.extend(cards());
    files.extend(accounts());
    numbered(files)
}

fn written_by_hand() -> Files {
    let parts = include_str!("notes.txt").split("\n@@@ ").skip(1);
    let file = |part: &str| {
        let (path, text) = part.split_once('\n').unwrap_or((part, ""));
        (path.to_owned(), format!("{text}\n"))
    };
    parts.map(file).collect()
}

/// Makes each secret word unique.
fn numbered(files: Files) -> Files {
    let mut next = 0;
    let mut word = |text: &str, mark: &str, stem: &str| {
        let mut parts = text.split(mark);
        let mut whole = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            next += 1;
            whole.push_str(&format!("{stem}{next:04}{part}"));
        }
        whole
    };
    let file = |(path, text): (String, String)| {
        let text = word(&text, "{s}", COMMENT);
        (path, word(&text, "{p}", PRIVATE))
    };
    files.into_iter().map(file).collect()
}

/// Returns a page a day and one a week, in one person's styles of writing.
fn diary() -> Files {
    let mut files = Files::new();
    for day in 0..100_u32 {
        let (month, day) = (1 + day / 28, 1 + day % 28);
        let date = format!("2026-{month:02}-{day:02}");
        files.insert(format!("content/日记/{date}.md"), page_of_day(&date, day));
    }
    for week in 1..=12 {
        let text = format!(
            "---\ntags: [周报]\nweek: 2026-W{week:02}\nmood: {{p}}\n---\n# 第 {week} 周\n\n```dataview\nTASK FROM \"日记\" WHERE !completed\n```\n\n## 做成的\n\n- 一件\n\n%%\n没做成的 {{s}}\n%%\n"
        );
        files.insert(format!("content/日记/周报/2026-W{week:02}.md"), text);
    }
    files
}

fn page_of_day(date: &str, day: u32) -> String {
    let tasks = format!(
        "- [ ] 回电话 📅 {date}\n- [x] 看样品 ✅ {date}\n\t- 细节 ^t{day}\n- [ ] #task 写纪要 🔁 every week\n"
    );
    match day % 6 {
        0 => format!(
            "---\ndate: {date}\ntags: [日记]\nweather: 多云\nsleep: {{p}}\n---\n<< [[上一天]] | [[下一天]] >>\n\n## 早\n\n{tasks}\n## 晚\n\n天气多云。%%只给自己 {{s}}%%\n"
        ),
        1 => format!(
            "# {date}\n\n{tasks}\n> [!note]- 今天\n> 去了[[沐云]]。\n\n心情:: 平\n时长:: 3h\n"
        ),
        2 => format!(
            "---\ncreated: {date}T08:00:00+08:00\nmodified: {date}T22:10:00+08:00\ncssclasses:\n  - daily\n---\n\n{tasks}\n<!-- {{s}} -->\n\n![[收件箱#^idea-night]]\n"
        ),
        3 => format!(
            "{date} 没写属性。\n\n- 06:30 起床\n- 07:10 **跑步** 5 km\n- 21:00 读[[《慢下来的生意》]]\n\n---\n\n明天再说。\n"
        ),
        4 => format!(
            "---\ndate: {date}\nmood: 😀\n---\n### 三件好事\n1. 一\n2. 二\n3. 三\n\n```tasks\nnot done\ndue before {date}\n```\n\n%%\n{{s}}\n%%\n"
        ),
        _ => format!("## {date}\r\n\r\n在外地，用手机写的。\r\n\r\n- [ ] 补发票 %%{{s}}%%\r\n"),
    }
}

/// Returns small notes that link to each other.
fn cards() -> Files {
    let card = |number: u32| {
        let next = (number + 7) % 36;
        let text = format!(
            "---\nid: K{number:03}\naliases: [\"卡片{number}\"]\nstatus: {}\nup: \"[[首页 MOC]]\"\nscore: {{p}}\n---\n第 {number} 条想法，接着看 [[K{next:03} 想法]]，出处 [[卡片{next}]]。\n\n> 想法要写下来。 ^k{number}\n\n见 [[K{next:03} 想法#^k{next}]] {}\n",
            ["种子", "生长", "常青"][number as usize % 3],
            if number.is_multiple_of(4) {
                "%%{s}%%"
            } else {
                "#想法"
            }
        );
        (format!("content/卡片/K{number:03} 想法.md"), text)
    };
    (0..36).map(card).collect()
}

/// Returns real accounts, with the properties that Obsidian and its plugins add.
fn accounts() -> Files {
    let mut files = Files::new();
    let people = ["夏知秋", "梁叙白", "周既明"];
    for (slug, name) in [
        ("muyun", "沐云食品"),
        ("lanche", "岚澈药业"),
        ("启明", "启明医疗"),
    ] {
        let mut add = |path: &str, text: String| {
            files.insert(format!("content/accounts/{slug}/{path}"), text);
        };
        add(
            "index.md",
            format!(
                "---\n企业名称: {name}有限公司\n企业简称: {name}\n客户类型: 重要\n大客户经理: 沈砚秋\n开户银行: {{p}}\n账户: {{p}}\ncssclasses: [account]\naliases: [{name}]\ncreated: 2025-10-08\n---\n为什么找我们：老车间的灯检全靠人。%%{{s}}%%\n\n## 背景（私密）\n\n{{p}}\n\n```dataview\nLIST FROM \"accounts/{slug}/visits\"\n```\n"
            ),
        );
        for (number, person) in people.iter().enumerate() {
            add(
                &format!("contacts/{person}.md"),
                format!(
                    "---\n姓名: {person}\n职位: 生产部经理\n影响力: 核心成员\n态度: 中立\n生日: 19{}-03-12\n性格: {{p}}\n住址: {{p}}\n私下称呼: {{p}}\ntags: [联系人]\n---\n话不多。%% {{s}} %%\n",
                    61 + number
                ),
            );
        }
        for day in [5, 12, 19, 26] {
            add(
                &format!("visits/2026-03-{day:02}.md"),
                format!(
                    "---\n拜访时间: 2026-03-{day:02} 14:00\n方式: 上门拜访\n拜访对象: [夏知秋]\n要达到什么样的结果: 看一遍灯检工位\n拜访成果: 进展\n约定下次拜访时间: 2026-04-{day:02}\ntype: visit\n---\n她说夜班最怕漏检。见 [[夏知秋]]。\n\n> [!private]- 自己知道\n> {{p}}\n\n- [ ] 送两份同行案例 📅 2026-04-01\n\n<!-- {{s}} -->\n"
                ),
            );
        }
        add(
            "projects/灯检线.md",
            "---\n项目名称: 灯检线改造\n项目阶段: 客户拜访\n关注点清单:\n  - {关注点: 质量, 权重: 60%}\n  - {关注点: 价格, 权重: 40%}\nproject-status: {p}\n---\n![[index#为什么]]\n".to_owned(),
        );
        add(
            "资料/读后.md",
            format!("随手写的普通页面，关于[[{name}]]。\n"),
        );
    }
    files
}
