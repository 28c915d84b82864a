// One call of the app's function, and what can become of it.

/** The platform takes 500 KB a call. What it adds to the call is not known, so some is left for that. */
export const MOST_BYTES = 450_000;

/** A function is ended after 25 seconds; the call takes a while on its way. */
const PATIENCE_MS = 40_000;

/** Why there is no answer, in words for whoever waits for it. */
export class Trouble extends Error {
  constructor(status, says) {
    super(says);
    this.status = status;
  }
}

const sizeOf = call => new TextEncoder().encode(JSON.stringify(call)).length;

/** How the function is called: gives its answer, or says why there is none. */
export function ask(invoke, patience = PATIENCE_MS) {
  return async call => {
    if (sizeOf(call) > MOST_BYTES) throw new Trouble(413, `What was written takes ${kilobytes(sizeOf(call))}, and inside Jira ${kilobytes(MOST_BYTES)} are taken at once. Recoup on a server of your own takes more.`);
    let timer;
    const late = new Promise((_, fail) => timer = setTimeout(fail, patience, new Trouble(504, `Recoup did not answer within ${patience / 1000} seconds. ${next(call)}`)));
    try {
      const answer = await Promise.race([invoke('page', call), late]);
      if (!answer?.status) throw new Trouble(502, `What Recoup answered is no page. ${next(call)}`);
      return answer;
    } catch (error) {
      throw error instanceof Trouble ? error : new Trouble(502, `Recoup could not answer: ${error?.message ?? error}. ${next(call)}`);
    } finally {
      clearTimeout(timer);
    }
  };
}

const kilobytes = bytes => bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

// What was sent may have been done all the same.
const next = ({ method }) => method === 'GET' ? 'Try again in a moment.' : 'Whether it was done is not known: load the page again and look, before you send it once more.';
