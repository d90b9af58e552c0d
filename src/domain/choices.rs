//! The enums of the dictionary that the program reasons about, as Rust enums.
//!
//! `forms.yaml` declares their values and labels; a test holds each enum here to the same keys in the same order.

use crate::forms::{Choice, Dictionary, Value};

/// An enum of the dictionary.
pub trait KnownChoice: Copy + Eq + 'static {
    /// Its name in the dictionary.
    const ENUM: &'static str;
    /// Its values, in the order of the dictionary.
    const ALL: &'static [Self];

    /// The key of a value.
    fn key(self) -> &'static str;

    /// Returns the value at an index of the dictionary's list.
    fn at(index: usize) -> Option<Self> {
        Self::ALL.get(index).copied()
    }

    /// Returns the value with a key.
    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.key() == key)
    }

    /// Returns the value of a field; `None` for the author's own words.
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Choice(_, Ok(index)) => Self::at(usize::from(*index)),
            _ => None,
        }
    }

    /// Returns the value with a key, a label or an older name.
    fn find(dictionary: &Dictionary, text: &str) -> Option<Self> {
        Self::at(dictionary.choices(Self::ENUM)?.find(text)?)
    }

    /// Returns the dictionary's entries of all values, which have their labels.
    fn choices(dictionary: &Dictionary) -> &'static [Choice] {
        let choices = dictionary.choices(Self::ENUM);
        choices.map_or(&[], |choices| &choices.values)
    }

    /// Returns the dictionary's entry of a value.
    fn choice(self, dictionary: &Dictionary) -> Option<&'static Choice> {
        let mut values = Self::choices(dictionary).iter();
        values.find(|choice| choice.key == self.key())
    }
}

/// Declares an enum of the dictionary: its name there, its values and their keys.
macro_rules! choices {
    ($($(#[$meta:meta])* $Enum:ident in $name:literal { $($(#[$doc:meta])* $Value:ident = $key:literal,)+ })+) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum $Enum {
                $($(#[$doc])* $Value,)+
            }

            impl KnownChoice for $Enum {
                const ENUM: &'static str = $name;
                const ALL: &'static [$Enum] = &[$($Enum::$Value),+];

                fn key(self) -> &'static str {
                    match self {
                        $($Enum::$Value => $key,)+
                    }
                }
            }
        )+

        /// The name of each enum with its keys.
        #[cfg(test)]
        fn declared() -> Vec<(&'static str, Vec<&'static str>)> {
            vec![$(($name, $Enum::ALL.iter().map(|value| value.key()).collect())),+]
        }
    };
}

choices! {
    /// How important an account is.
    Tier in "tier" {
        /// 一般, the default.
        General = "general",
        /// 重要.
        Important = "important",
        /// VIP.
        Vip = "vip",
    }

    /// The state of the cooperation with an account.
    Status in "status" {
        /// We supply it.
        Active = "active",
        /// We want to supply it.
        Prospect = "prospect",
        /// We supplied it; nothing is going on.
        Dormant = "dormant",
        /// We lost it.
        Lost = "lost",
    }

    /// The credit standing of an account: red is the best, black means do not supply.
    Credit in "credit" {
        /// 红.
        Red = "red",
        /// 灰.
        Grey = "grey",
        /// 黑.
        Black = "black",
        /// 白.
        White = "white",
    }

    /// The criteria by which an account is judged to be a key account.
    KeyAccountCriterion in "key_account_criterion" {
        /// Progressive management.
        Vision = "vision",
        /// Good credit.
        Credit = "credit",
        /// Buys often and much.
        Volume = "volume",
        /// High contribution to profit.
        Profit = "profit",
        /// Large share of our sales.
        Share = "share",
        /// Room to grow.
        Potential = "potential",
        /// Large effect on our company.
        Impact = "impact",
        /// Likely to be attacked by rivals.
        Exposure = "exposure",
    }

    /// How well we get on with a person.
    Rapport in "rapport" {
        /// 初步接触.
        FirstContact = "first_contact",
        /// 能交流.
        Conversant = "conversant",
        /// 投缘.
        Congenial = "congenial",
        /// 非常好.
        Excellent = "excellent",
    }

    /// How much a person influences what the customer decides.
    Influence in "influence" {
        /// 一般成员.
        Member = "member",
        /// 核心成员.
        Core = "core",
        /// 组织者.
        Organizer = "organizer",
        /// 决策者.
        DecisionMaker = "decision_maker",
    }

    /// How close the relation to a person is.
    RelationState in "relation_state" {
        /// 未接触.
        NotMet = "not_met",
        /// 点头之谊.
        Acquaintance = "acquaintance",
        /// 常往来.
        Frequent = "frequent",
        /// 很好.
        Close = "close",
    }

    /// A person's attitude towards us, from the best to the worst.
    Attitude in "attitude" {
        /// 支持者.
        Champion = "champion",
        /// 赞同.
        Supporter = "supporter",
        /// 中立.
        Neutral = "neutral",
        /// 怀疑.
        Sceptic = "sceptic",
        /// 反对者.
        Opponent = "opponent",
        /// 未知.
        Unknown = "unknown",
    }

    /// The part a person plays in a purchase.
    BuyingRole in "buying_role" {
        /// 项目负责人.
        ProjectLead = "project_lead",
        /// 项目采购人.
        Purchaser = "purchaser",
        /// 项目资料收集人.
        Researcher = "researcher",
        /// 项目影响人.
        Influencer = "influencer",
        /// 项目技术选型人.
        TechnicalSelector = "technical_selector",
        /// 老板.
        Boss = "boss",
    }

    /// A department of the customer. The enum is open: authors may write others.
    Department in "department" {
        /// 质量部.
        Quality = "quality",
        /// 生产部.
        Production = "production",
        /// 研发部.
        Research = "research",
        /// 采购部.
        Purchasing = "purchasing",
        /// 营销部.
        Marketing = "marketing",
        /// 财务部.
        Finance = "finance",
        /// 管理层.
        Management = "management",
    }

    /// The stage of a purchase project: the eight of the form in order, then lost and on hold.
    Stage in "stage" {
        /// 客户规划与电话邀约.
        Planning = "planning",
        /// 客户拜访.
        Visiting = "visiting",
        /// 提交初步方案.
        PreliminaryProposal = "preliminary_proposal",
        /// 方案演示与技术交流.
        Demonstration = "demonstration",
        /// 需求性分析及方案确定.
        SolutionDefinition = "solution_definition",
        /// 项目评估.
        Evaluation = "evaluation",
        /// 商务谈判.
        Negotiation = "negotiation",
        /// 成交.
        ClosedWon = "closed_won",
        /// 丢单.
        ClosedLost = "closed_lost",
        /// 搁置.
        OnHold = "on_hold",
    }

    /// A step of the five-step process of key-account sales.
    Step in "process_step" {
        /// 未雨绸缪提前准备.
        Prepare = "prepare",
        /// 初步接触建立印象.
        FirstContact = "first_contact",
        /// 了解需求推荐产品.
        Needs = "needs",
        /// 大客户的跟进促成.
        FollowUp = "follow_up",
        /// 大客户的维护管理.
        Maintain = "maintain",
    }

    /// What a visit is for.
    Objective in "objective" {
        /// 拿联系方式.
        ContactDetails = "contact_details",
        /// 了解需求.
        Needs = "needs",
        /// 送方案.
        Proposal = "proposal",
        /// 签合同.
        Contract = "contract",
        /// 维护关系.
        Relationship = "relationship",
    }

    /// What a visit resulted in, from the best to the worst.
    Outcome in "outcome" {
        /// The customer committed to what we came for.
        Commitment = "commitment",
        /// The project moved on.
        Advance = "advance",
        /// Nothing changed.
        Continuation = "continuation",
        /// The project moved back.
        Setback = "setback",
    }

    /// A proof of trust.
    Proof in "proof" {
        /// 技术交流.
        TechnicalExchange = "technical_exchange",
        /// 活动赞助.
        Sponsorship = "sponsorship",
        /// 业绩展示.
        TrackRecord = "track_record",
        /// 中标通知.
        BidNotice = "bid_notice",
        /// 产品介绍.
        Presentation = "presentation",
        /// 产品演示.
        Demonstration = "demonstration",
        /// 工厂参观.
        FactoryTour = "factory_tour",
        /// 权威推荐.
        Recommendation = "recommendation",
        /// 企业荣誉.
        Honours = "honours",
        /// 测试认证.
        Certification = "certification",
        /// 产品试用.
        Trial = "trial",
    }

    /// How a visit took place.
    Mode in "mode" {
        /// At the customer's.
        Visit = "visit",
        /// By telephone.
        Call = "call",
        /// By video.
        Video = "video",
        /// By message.
        Message = "message",
        /// At our place.
        Received = "received",
    }
}

impl Influence {
    /// The weight of a person in coverage and in the balance for and against us: member 1, core 2, organizer 3,
    /// decision maker 4. Unknown influence counts as member.
    pub fn weight(influence: Option<Influence>) -> usize {
        influence.map_or(1, |known| known as usize + 1)
    }
}

impl Attitude {
    /// The attitudes that are known, from the worst to the best.
    pub const FROM_WORST: [Attitude; 5] = [
        Attitude::Opponent,
        Attitude::Sceptic,
        Attitude::Neutral,
        Attitude::Supporter,
        Attitude::Champion,
    ];

    /// Whether it is for us.
    pub fn is_for_us(self) -> bool {
        matches!(self, Attitude::Champion | Attitude::Supporter)
    }

    /// Whether it is against us or sceptical.
    pub fn is_against_us(self) -> bool {
        matches!(self, Attitude::Opponent | Attitude::Sceptic)
    }
}

impl Outcome {
    /// Whether it moved the project on: a commitment or an advance.
    pub fn is_progress(self) -> bool {
        matches!(self, Outcome::Commitment | Outcome::Advance)
    }
}

impl Stage {
    /// The stages of the form: all but lost and on hold.
    pub const OF_FORM: [Stage; 8] = [
        Stage::Planning,
        Stage::Visiting,
        Stage::PreliminaryProposal,
        Stage::Demonstration,
        Stage::SolutionDefinition,
        Stage::Evaluation,
        Stage::Negotiation,
        Stage::ClosedWon,
    ];

    /// Its number in the form, from 1; `None` for lost and on hold.
    pub fn number(self) -> Option<usize> {
        let index = Stage::OF_FORM.iter().position(|stage| *stage == self)?;
        Some(index + 1)
    }

    /// The step of the sales process that it belongs to.
    pub fn step(self, dictionary: &Dictionary) -> Option<Step> {
        Step::from_key(dictionary.process_step(self.key())?)
    }

    /// Whether the purchase is still to be decided: neither won, lost nor on hold.
    pub fn is_open(self) -> bool {
        self.is_active() && self != Stage::ClosedWon
    }

    /// Whether we work on the project, before or after the purchase: neither lost nor on hold.
    pub fn is_active(self) -> bool {
        !matches!(self, Stage::ClosedLost | Stage::OnHold)
    }
}

impl Status {
    /// Whether we pursue the account: it is neither dormant nor lost.
    pub fn is_pursued(self) -> bool {
        matches!(self, Status::Active | Status::Prospect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Dictionary;

    #[test]
    fn every_enum_has_the_keys_of_the_dictionary_in_its_order() {
        for (name, keys) in declared() {
            let choices = Dictionary::built_in().choices(name).unwrap();
            let known: Vec<&str> = choices
                .values
                .iter()
                .map(|choice| choice.key.as_str())
                .collect();
            assert_eq!(keys, known, "{name}");
        }
    }

    #[test]
    fn stages_of_the_form_are_numbered_from_one() {
        assert_eq!(Stage::Planning.number(), Some(1));
        assert_eq!(Stage::ClosedWon.number(), Some(8));
        assert_eq!(Stage::ClosedLost.number(), None);
        assert!(Stage::ClosedWon.is_active() && !Stage::ClosedWon.is_open());
    }
}
