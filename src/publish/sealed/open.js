// Opens the report with its password. It loads nothing and keeps nothing; it works from file:// and over https.
(function () {
  "use strict";

  var sealed = document.getElementById("sealed");
  var form = document.querySelector("form");
  var field = document.getElementById("password");
  var button = document.querySelector("button");
  var said = document.getElementById("said");

  function bytes(base64) {
    return Uint8Array.from(atob(base64), function (letter) { return letter.charCodeAt(0); });
  }

  function show(text) {
    var report = new DOMParser().parseFromString(text, "text/html");
    document.replaceChild(document.adoptNode(report.documentElement), document.documentElement);
    scrollTo(0, 0);
  }

  function open(password) {
    var subtle = crypto.subtle;
    return subtle.importKey("raw", new TextEncoder().encode(password.normalize("NFC")), "PBKDF2", false, ["deriveKey"]).then(function (words) {
      var how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(sealed.dataset.salt), iterations: Number(sealed.dataset.rounds) };
      return subtle.deriveKey(how, words, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
    }).then(function (key) {
      return subtle.decrypt({ name: "AES-GCM", iv: bytes(sealed.dataset.nonce) }, key, bytes(sealed.textContent.trim()));
    }).then(function (plain) { show(new TextDecoder().decode(plain)); });
  }

  // A page that came over plain http is given no cryptography by the browser.
  if (!window.crypto || !crypto.subtle) {
    form.hidden = true;
    said.textContent = said.dataset.insecure;
    return;
  }
  form.hidden = false;
  field.focus();
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    button.disabled = true;
    said.textContent = said.dataset.opening;
    open(field.value).catch(function () {
      said.textContent = said.dataset.wrong;
      button.disabled = false;
      field.select();
    });
  });
})();
