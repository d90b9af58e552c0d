//! Why an attachment is not published.

/// Why an attachment is withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Only its name is that of a picture.
    NotAPicture,
    /// It is truncated or malformed.
    Damaged,
    /// Its type, named here, cannot be decoded.
    UnknownKind(String),
    /// It would take too much memory or time.
    TooLarge,
    /// It is text with private fields or a level mark.
    PrivateText,
}

impl Reason {
    /// Returns the reason in words: Chinese, English.
    pub fn words(&self) -> [String; 2] {
        match self {
            Reason::NotAPicture => [
                "它只有图片的名字，内容不是图片",
                "it has a picture's file name, but is not a picture",
            ]
            .map(str::to_owned),
            Reason::Damaged => [
                "图片损坏或不完整，没法完整读出来",
                "it is damaged or incomplete and cannot be read in full",
            ]
            .map(str::to_owned),
            Reason::UnknownKind(kind) => [
                format!("读不了 {kind} 这种图片"),
                format!("kafolio cannot read {kind} pictures"),
            ],
            Reason::TooLarge => [
                "图片太大，或动画太长",
                "it is too large, or the animation is too long",
            ]
            .map(str::to_owned),
            Reason::PrivateText => [
                "里面有私密的字段或密级",
                "it contains private fields or a level",
            ]
            .map(str::to_owned),
        }
    }

    /// Returns the remedy: Chinese, English.
    pub fn advice(&self) -> [&'static str; 2] {
        match self {
            Reason::NotAPicture => [
                "换成真正的图片，或把后缀改成它本来的类型",
                "replace it with a real picture, or give the file the right extension",
            ],
            Reason::Damaged | Reason::UnknownKind(_) => [
                "用看图软件打开，另存为 JPEG 或 PNG 再放回来",
                "open it in an image viewer, save it as JPEG or PNG and use that",
            ],
            Reason::TooLarge => [
                "用看图软件缩小后再放回来",
                "reduce its size in an image viewer and use that",
            ],
            Reason::PrivateText => [
                "内容写进笔记，或另存一份可以给人看的",
                "move its content into a note, or attach a copy that may be shared",
            ],
        }
    }
}

/// Discards the error of a codec: its text is about bytes, in English.
pub(super) fn damaged<E>(_: E) -> Reason {
    Reason::Damaged
}
