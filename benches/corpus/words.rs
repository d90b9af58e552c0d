//! The words of the notes. Every name is invented or a common one; the keys and values are those of the program's
//! forms.

pub const FAMILY_NAMES: &str =
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
pub const GIVEN_NAMES: &str =
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文辉力健永志远宏宁欣怡佳俊晓彤思源海波";

pub const CITIES: &[&str] = &[
    "杭州", "上海", "苏州", "南京", "宁波", "无锡", "合肥", "武汉", "成都", "广州", "深圳", "青岛",
];
pub const TRADES: &[&str] = &[
    "制药",
    "电子",
    "汽车零部件",
    "医疗器械",
    "塑料",
    "新材料",
    "精密机械",
    "食品",
    "化工",
    "通信设备",
];
pub const COMPANY_ENDINGS: &[&str] = &[
    "股份有限公司",
    "有限公司",
    "集团",
    "科技有限公司",
    "(中国)有限公司",
];
pub const RIVALS: &[&str] = &[
    "北辰科技",
    "恒远仪器",
    "Delta Systems",
    "鼎新自动化",
    "Nordwind",
    "华测设备",
];
pub const INTERESTS: &[&str] = &["羽毛球", "钓鱼", "书法", "徒步", "围棋"];

/// Department and title; the contacts of an account take them in turn.
pub const POSTS: &[(&str, &str)] = &[
    ("quality", "QC主管"),
    ("quality", "QA经理"),
    ("production", "生产经理"),
    ("research", "研发总监"),
    ("purchasing", "采购经理"),
    ("marketing", "市场总监"),
    ("finance", "财务经理"),
    ("management", "总经理"),
];

pub const STAGES: &[&str] = &[
    "planning",
    "visiting",
    "preliminary_proposal",
    "demonstration",
    "solution_definition",
    "evaluation",
    "negotiation",
    "closed_won",
];
pub const CRITERIA: &[&str] = &[
    "产品质量",
    "价格",
    "售后服务",
    "交货期",
    "技术力量",
    "成功案例",
    "品牌",
    "行业影响力",
];
pub const KEY_ACCOUNT_CRITERIA: &[&str] = &[
    "vision",
    "credit",
    "volume",
    "profit",
    "share",
    "potential",
    "impact",
    "exposure",
];
pub const RAPPORTS: &[&str] = &["first_contact", "conversant", "congenial", "excellent"];
pub const ATTITUDES: &[&str] = &["champion", "supporter", "neutral", "sceptic", "opponent"];
pub const INFLUENCES: &[&str] = &["member", "core", "organizer"];
pub const RELATION_TYPES: &[&str] = &["target_customer", "business_friend"];
pub const RELATION_STATES: &[&str] = &["not_met", "nodding", "frequent", "close"];
pub const OUTCOMES: &[&str] = &["commitment", "advance", "continuation", "setback"];
pub const OBJECTIVES: &[&str] = &[
    "contact_details",
    "needs",
    "proposal",
    "contract",
    "relationship",
];
pub const PURCHASE_METHODS: &[&str] = &["direct", "tender", "framework"];
pub const TIERS: &[&str] = &["general", "important", "vip"];
pub const SOURCES: &[&str] = &[
    "advertising",
    "exhibition",
    "referral",
    "inbound",
    "outbound",
];
pub const OWNERSHIPS: &[&str] = &["foreign", "joint_venture", "state", "private"];
pub const INDUSTRIES: &[&str] = &["machinery", "appliances", "information"];
pub const CREDITS: &[&str] = &["white", "grey"];

/// The vocabulary of the Chinese sentences.
pub const CHINESE_WORDS: &[&str] = &[
    "我们",
    "客户",
    "现场",
    "设备",
    "检测",
    "工艺",
    "参数",
    "预算",
    "流程",
    "招标",
    "样品",
    "试用",
    "报告",
    "培训",
    "验证",
    "标准",
    "产线",
    "良率",
    "交期",
    "服务",
    "方案",
    "评估",
    "采购",
    "质量部",
    "生产部",
    "研发部",
    "财务部",
    "老板",
    "关注",
    "认为",
    "需要",
    "希望",
    "已经",
    "下周",
    "本月",
    "计划",
    "提出",
    "确认",
    "对比",
    "价格",
    "合同",
    "付款",
    "验收",
    "风险",
    "优势",
    "问题",
    "改进",
];

/// The vocabulary of the English sentences, one in five.
pub const ENGLISH_WORDS: &[&str] = &[
    "the",
    "customer",
    "asked",
    "whether",
    "our",
    "line",
    "can",
    "be",
    "validated",
    "before",
    "audit",
    "and",
    "wants",
    "a",
    "written",
    "answer",
    "from",
    "plant",
    "next",
    "week",
    "after",
    "trial",
    "run",
    "with",
    "two",
    "samples",
    "new",
    "batch",
];

/// The keys and values of an account's note, and their labels on the Chinese paper form.
pub const PAPER_FORM: &[(&str, &str)] = &[
    ("name", "企业名称"),
    ("short_name", "企业简称"),
    ("code", "企业编号"),
    ("tier", "客户类型"),
    ("source", "客户来源"),
    ("ownership", "企业性质"),
    ("industry", "企业所属行业"),
    ("address", "地址"),
    ("annual_output", "年产值"),
    ("sales", "销售额"),
    ("market_share", "市场占有率"),
    ("credit", "企业资信"),
    ("general", "一般"),
    ("important", "重要"),
    ("vip", "VIP"),
    ("advertising", "广告反馈"),
    ("exhibition", "展会"),
    ("referral", "老客户介绍"),
    ("inbound", "主动上门"),
    ("outbound", "销售人员发掘"),
    ("foreign", "外资"),
    ("joint_venture", "合资"),
    ("state", "国有"),
    ("private", "个体"),
    ("machinery", "机械"),
    ("appliances", "电器"),
    ("information", "信息"),
    ("white", "白"),
    ("grey", "灰"),
];
