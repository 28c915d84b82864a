// Links and forms that a browser would follow out of the frame.

export function keepInFrame({ visit, open }) {
  const follow = event => {
    const link = event.target.closest?.('a[href]');
    if (!link) return;
    if (link.getAttribute('href').startsWith('#')) {
      event.preventDefault();
      return goTo(link.hash.slice(1));
    }

    if (link.origin !== location.origin) {
      event.preventDefault();
      return open(link.href);
    }

    // There is no other tab for a page of the frame.
    if (event.button > 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link.target) {
      event.preventDefault();
      return visit(link.href);
    }

    // It is left to the browser where it is a file; here Turbo asks for that as well.
    link.removeAttribute('data-turbo');
  };
  addEventListener('click', follow, true);
  addEventListener('auxclick', event => event.button === 1 && follow(event), true);
  addEventListener('submit', ({ target }) => target.removeAttribute('data-turbo'), true);
}

/** A place on the page, without an entry in the browser's history. */
function goTo(id) {
  const place = document.getElementById(id);
  place?.focus();
  place?.scrollIntoView();
}
