// Turbo, where the frame must not be loaded anew: there is only the shell under its address.

/** Has what Turbo would load by the browser be shown or said in the page that is there. */
export function keepVisits(Turbo, tell) {
  const { adapter, navigator } = Turbo.session;

  addEventListener('turbo:before-fetch-response', async event => {
    const { fetchResponse: answer } = event.detail;
    // What became of a form, its page says.
    if (event.target instanceof HTMLFormElement || answer.isHTML) return;
    event.preventDefault();
    const visit = navigator.currentVisit;
    visit.fail();
    // It was a file, and is saved.
    if (answer.statusCode === 204) return;
    const action = visit.action === 'restore' ? 'replace' : visit.action;
    tell((await answer.response.json()).detail, () => Turbo.visit(visit.location, { action }));
  });

  adapter.visitRequestFailedWithStatusCode = visit => {
    // A page that says that something is missing or refused is shown like any other, with the head that is there.
    visit.response.statusCode = 200;
    visit.loadResponse();
  };

  // The page may be out of sight where Jira, and not the frame, has scrolled.
  addEventListener('turbo:render', () => {
    const main = document.querySelector('main');
    new IntersectionObserver(([top], observer) => {
      observer.disconnect();
      if (!top.isIntersecting) main.scrollIntoView();
    }).observe(main.firstElementChild ?? main);
  });
}
