// Opens an encrypted report with its password, within the page. It loads and stores nothing; it works from file:// and https.
(() => {
  "use strict";

  const sealed = document.getElementById("sealed");
  const form = document.querySelector("form");
  const field = document.getElementById("password");
  const button = document.querySelector("button");
  const status = document.getElementById("said");

  function bytesOf(base64) {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  }

  async function keyOf(password) {
    const secret = new TextEncoder().encode(password.normalize("NFC"));
    const material = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveKey"]);
    const derivation = {
      name: "PBKDF2",
      hash: "SHA-256",
      salt: bytesOf(sealed.dataset.salt),
      iterations: Number(sealed.dataset.rounds),
    };
    return crypto.subtle.deriveKey(derivation, material, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  }

  /** The report as HTML; rejects if the password is wrong. */
  async function decrypt(password) {
    const cipher = { name: "AES-GCM", iv: bytesOf(sealed.dataset.nonce) };
    const report = await crypto.subtle.decrypt(cipher, await keyOf(password), bytesOf(sealed.textContent.trim()));
    return new TextDecoder().decode(report);
  }

  /** Replaces the page by the report. */
  function show(html) {
    const report = new DOMParser().parseFromString(html, "text/html");
    document.replaceChild(document.adoptNode(report.documentElement), document.documentElement);
    scrollTo(0, 0);
  }

  async function open(event) {
    event.preventDefault();
    button.disabled = true;
    status.textContent = status.dataset.opening;
    try {
      show(await decrypt(field.value));
    } catch {
      status.textContent = status.dataset.wrong;
      button.disabled = false;
      field.select();
    }
  }

  // Browsers give no cryptography to a page that came over plain http.
  if (!window.crypto || !crypto.subtle) {
    form.hidden = true;
    status.textContent = status.dataset.insecure;
    return;
  }
  form.hidden = false;
  field.focus();
  form.addEventListener("submit", open);
})();
