// Makes elements: the one way in which scripts add to a page. Text is added as text, never as HTML.
(() => {
  "use strict";

  /** An element with properties such as `className` or `textContent`, and children. */
  kafolio.element = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  /** A button that does something on a click. */
  kafolio.button = (properties, onClick) => {
    const button = kafolio.element("button", { type: "button", ...properties });
    button.addEventListener("click", onClick);
    return button;
  };
})();
