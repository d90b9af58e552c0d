// The one way in which scripts fetch others: scripts of the site's own folder, each once. It works from file:// as well as from
// a server; no page needs anything from elsewhere.
(function () {
  "use strict";

  var assets = document.currentScript.getAttribute("src").replace(/[^/]*$/, "");
  var loading = {};

  function run(name) {
    return new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = assets + name;
      script.dataset.later = "asked";
      script.addEventListener("load", function () { script.dataset.later = "done"; done(script); });
      script.addEventListener("error", function () { delete loading[name]; script.remove(); failed(new Error(name)); });
      document.head.append(script);
    });
  }

  window.kafolio = {
    /** The way to the top of the site, from the page. */
    root: assets.replace(/assets\/$/, ""),
    /** Runs a script of the assets, once; a promise of its end. */
    load: function (name) {
      loading[name] = loading[name] || run(name);
      return loading[name];
    },
    /** Runs a script that only says something, as it is now; it leaves no trace in the page. */
    read: function (name) { return run(name).then(function (script) { script.remove(); }); },
  };
})();
