//! Encrypts a document with a password, into a file that a browser decrypts without a server.
//!
//! AES-256-GCM; the key is derived from the password by PBKDF2 with HMAC-SHA-256, a fresh salt and the number of rounds
//! that OWASP recommends (<https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html>). Salt and
//! nonce are random for every file, so an encrypted file is the only output that is not reproducible. Without the
//! password, the file reveals its size and that it is a report, nothing else.

use crate::console::InternalError;
use crate::html::escape::escaped;
use crate::text::Language;
use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// The number of PBKDF2 rounds: the recommended minimum with SHA-256.
const ROUNDS: u32 = 600_000;
const SALT_BYTES: usize = 16;
const NONCE_BYTES: usize = 12;

/// Why a document was not encrypted.
#[derive(Debug, Error)]
pub(crate) enum SealError {
    /// The system provides no random numbers.
    #[error("publish.no-randomness")]
    NoRandomness(#[from] getrandom::Error),
    /// The cipher refused.
    #[error(transparent)]
    Internal(InternalError),
}

impl SealError {
    /// Returns the message for the user.
    pub fn message(&self, language: Language) -> String {
        match self {
            SealError::NoRandomness(_) => language.phrase(&self.to_string()).to_owned(),
            SealError::Internal(error) => error.message(language),
        }
    }
}

/// Encrypts a document with a password, as a page in a language.
///
/// # Errors
/// The system provides no random numbers.
pub(crate) fn seal(
    document: &[u8],
    password: &str,
    language: Language,
) -> Result<Vec<u8>, SealError> {
    let (mut salt, mut nonce) = ([0_u8; SALT_BYTES], [0_u8; NONCE_BYTES]);
    getrandom::fill(&mut salt)?;
    getrandom::fill(&mut nonce)?;
    let encrypted = encrypt(document, password, &salt, &nonce)
        .ok_or_else(|| SealError::Internal(InternalError::new("not-encrypted", "--password")))?;
    Ok(page(&encrypted, &salt, &nonce, language).into_bytes())
}

/// Encrypts a document with AES-256-GCM; the tag is at the end. `None` if the cipher refuses, which it does for a document of
/// more than 64 GiB only.
fn encrypt(
    document: &[u8],
    password: &str,
    salt: &[u8; SALT_BYTES],
    nonce: &[u8; NONCE_BYTES],
) -> Option<Vec<u8>> {
    let mut key = [0_u8; 32];
    // The same characters may be typed composed or decomposed.
    let password: String = password.nfc().collect();
    pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), salt, ROUNDS, &mut key);
    let cipher = Aes256Gcm::new_from_slice(&key).ok()?;
    let nonce = Nonce::from(*nonce);
    cipher.encrypt(&nonce, document).ok()
}

/// Returns the page: a password field, the script that decrypts, and the encrypted document.
fn page(
    encrypted: &[u8],
    salt: &[u8; SALT_BYTES],
    nonce: &[u8; NONCE_BYTES],
    language: Language,
) -> String {
    let script = include_str!("open.js");
    let style = include_str!("page.css");
    let hash = STANDARD.encode(Sha256::digest(script.as_bytes()));
    let words = |key: &str| escaped(language.phrase(key));
    let [salt, nonce, encrypted] =
        [&salt[..], &nonce[..], encrypted].map(|bytes| STANDARD.encode(bytes));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"generator\" content=\"{generator}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         img-src data:; script-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n\
         <title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n\
         <form hidden>\n<label for=\"password\">{label}</label>\n\
         <input id=\"password\" type=\"password\" autocomplete=\"off\" required>\n<button>{open}</button>\n</form>\n\
         <p id=\"said\" role=\"status\" data-opening=\"{opening}\" data-wrong=\"{wrong}\" data-insecure=\"{insecure}\"></p>\n\
         <noscript><p>{noscript}</p></noscript>\n</main>\n\
         <div id=\"sealed\" hidden data-salt=\"{salt}\" data-nonce=\"{nonce}\" data-rounds=\"{ROUNDS}\">{encrypted}</div>\n\
         <script>{script}</script>\n</body>\n</html>\n",
        lang = language.tag(),
        generator = crate::html::GENERATOR,
        title = words("publish.sealed-title"),
        label = words("publish.sealed-password"),
        open = words("publish.sealed-open"),
        opening = words("publish.sealed-opening"),
        wrong = words("publish.sealed-wrong"),
        insecure = words("publish.sealed-insecure"),
        noscript = words("publish.sealed-noscript"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Decrypts a document with another implementation of the same standards.
    fn decrypted(sealed: &[u8], password: &str) -> Option<Vec<u8>> {
        use std::num::NonZeroU32;
        let page = String::from_utf8_lossy(sealed);
        let part = |before: &str, after: char| {
            let rest = page.split_once(before).map(|(_, rest)| rest)?;
            STANDARD.decode(rest.split(after).next()?).ok()
        };
        let (salt, nonce) = (part("data-salt=\"", '"')?, part("data-nonce=\"", '"')?);
        let mut encrypted = part("data-rounds=\"600000\">", '<')?;
        let mut key = [0_u8; 32];
        let rounds = NonZeroU32::new(600_000)?;
        let algorithm = ring::pbkdf2::PBKDF2_HMAC_SHA256;
        ring::pbkdf2::derive(algorithm, rounds, &salt, password.as_bytes(), &mut key);
        let key = ring::aead::UnboundKey::new(&ring::aead::AES_256_GCM, &key).ok()?;
        let nonce = ring::aead::Nonce::try_assume_unique_for_key(&nonce).ok()?;
        let key = ring::aead::LessSafeKey::new(key);
        let plain = key.open_in_place(nonce, ring::aead::Aad::empty(), &mut encrypted);
        plain.ok().map(|plain| plain.to_vec())
    }

    #[test]
    fn another_implementation_decrypts_with_the_right_password_only() {
        let document = "<html>青风股份，内部</html>".as_bytes();
        let sealed = seal(document, "青风 2026", Language::CHINESE).expect("there is randomness");
        assert!(!String::from_utf8_lossy(&sealed).contains("青风"));
        assert_eq!(decrypted(&sealed, "青风 2026").as_deref(), Some(document));
        assert_eq!(decrypted(&sealed, "青风 2025"), None);
    }

    #[test]
    fn encryption_is_never_the_same_twice() {
        let twice = [0, 1].map(|_| seal(b"x", "secret", Language::ENGLISH));
        let [one, other] = twice.map(|sealed| sealed.expect("there is randomness"));
        assert_ne!(one, other);
    }
}
