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

  /** The sheet of what scripts bring. It comes once, and is not worth a failure. */
  function sheet() {
    loading.sheet = loading.sheet || new Promise(function (done) {
      var link = document.createElement("link");
      function end() { link.dataset.later = "done"; done(); }
      // The page of the search comes with it.
      if (document.querySelector("link[href$='later.css']")) return done();
      link.rel = "stylesheet";
      link.href = assets + "later.css";
      link.dataset.later = "asked";
      link.addEventListener("load", end);
      link.addEventListener("error", end);
      document.querySelector("link[rel=stylesheet]").after(link);
    });
    return loading.sheet;
  }

  window.kafolio = {
    /** The way to the top of the site, from the page. */
    root: assets.replace(/assets\/$/, ""),
    sheet: sheet,
    /** Runs a script of the assets, once; a promise of its end. */
    load: function (name) {
      loading[name] = loading[name] || sheet().then(function () { return run(name); });
      return loading[name];
    },
    /** Runs a script that only says something, as it is now; it leaves no trace in the page. */
    read: function (name) { return run(name).then(function (script) { script.remove(); }); },
  };
})();
