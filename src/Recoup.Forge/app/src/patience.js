// The key-value store lets so much through a minute, and says when it was more: nothing was done then, and it is asked again.
import { getAppContext } from '@forge/api';

const FIRST = 500;
const LONGEST = 16_000;
// So much is left to whoever asked, to end in order.
const SPARE = 5_000;

/** Asks until it is not told to wait, for as long as the invocation lasts. */
export async function patiently(ask) {
  for (let wait = FIRST; ; wait = Math.min(wait * 2, LONGEST)) {
    try {
      return await ask();
    } catch (error) {
      if (error.responseDetails?.status !== 429) throw error;
      if (getAppContext().invocationRemainingTimeInMillis() < wait + SPARE) throw new Error('the platform lets no more be read or written in this minute', { cause: error });
      await new Promise(done => { setTimeout(done, wait); });
    }
  }
}
