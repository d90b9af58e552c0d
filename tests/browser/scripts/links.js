// All that a page refers to, as it is written: links, pictures, styles, scripts.
Array.from(document.querySelectorAll("[href], [src]"), (element) => element.getAttribute("href") ?? element.getAttribute("src"))
  .filter((written) => !written.startsWith("data:"))
