// Jira's address says which page is shown. The frame's own entries in the browser's history are never more than one: each visit is an
// entry of Jira's, so that Back and Forward go from page to page.

/** Follows Jira's address, and has it follow Turbo's visits.
 *  @returns the path that it names at the beginning */
export async function follow(view) {
  const jira = await view.createHistory().catch(() => null);
  if (!jira) return '/';
  // What Turbo keeps with an entry, by path: it finds by it where the page was scrolled to.
  const states = new Map();
  const replace = history.replaceState.bind(history);
  let at = pathOf(jira.location);

  const say = how => (state, title, url) => {
    replace(state, title, url);
    const path = pathOf(location);
    states.set(path, state);
    if (path === at) return;
    at = path;
    jira[how](path);
  };
  history.replaceState = say('replace');
  history.pushState = say('push');

  jira.listen((place, action) => {
    const path = pathOf(place);
    // What was said here comes back as well.
    if (action !== 'POP' || path === at) return;
    at = path;
    const state = states.get(path) ?? { turbo: { restorationIdentifier: crypto.randomUUID(), restorationIndex: 0 } };
    replace(state, '', path);
    dispatchEvent(new PopStateEvent('popstate', { state }));
  });

  return at;
}

const pathOf = ({ pathname, search = '' }) => `/${(pathname ?? '').replace(/^\/+/, '')}${search}`;
