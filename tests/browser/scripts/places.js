// The places on a page that a link can name, written as a browser writes them in an address.
Array.from(document.querySelectorAll("[id]"), (place) => new URL("#" + place.id, "file:///").hash.slice(1))
