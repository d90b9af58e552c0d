// Loads further scripts and the style sheet for what scripts add, from the site's own assets folder only. It adds script and
// link elements, because browsers refuse fetch() and modules to pages opened from the disk.
(() => {
  "use strict";

  const assets = document.currentScript.getAttribute("src").replace(/[^/]*$/, "");
  const loading = new Map();
  let stylesLoading = null;

  /** Runs a script of the assets; resolves to its element. */
  function run(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = assets + name;
      script.dataset.later = "asked";
      script.addEventListener("load", () => {
        script.dataset.later = "done";
        resolve(script);
      });
      script.addEventListener("error", () => {
        loading.delete(name);
        script.remove();
        reject(new Error(`${script.src} cannot be loaded`));
      });
      document.head.append(script);
    });
  }

  function addStyles() {
    // The search page has this sheet from the start.
    if (document.querySelector("link[href$='later.css']")) return Promise.resolve();
    return new Promise((resolve) => {
      const link = document.createElement("link");
      const finish = () => {
        link.dataset.later = "done";
        resolve();
      };
      link.rel = "stylesheet";
      link.href = `${assets}later.css`;
      link.dataset.later = "asked";
      link.addEventListener("load", finish);
      // Scripts work without the sheet, too.
      link.addEventListener("error", finish);
      document.querySelector("link[rel=stylesheet]").after(link);
    });
  }

  /** Loads the style sheet for what scripts add, once; it never rejects. */
  function loadStyles() {
    stylesLoading = stylesLoading || addStyles();
    return stylesLoading;
  }

  /** Runs a script of the assets, once, with the styles loaded before it. */
  function load(name) {
    if (!loading.has(name)) loading.set(name, loadStyles().then(() => run(name)));
    return loading.get(name);
  }

  /** Runs a script that only sets data, each time anew, and removes its element. */
  async function read(name) {
    const script = await run(name);
    script.remove();
  }

  window.kafolio = {
    /** The relative address of the top of the site. */
    root: assets.replace(/assets\/$/, ""),
    loadStyles,
    load,
    read,
  };
})();
