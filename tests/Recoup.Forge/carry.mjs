// Requests that really leave this process: for an emulator beside it. Time stands still until the whole answer is there.
import { context } from './context.mjs';

const really = globalThis.fetch;

/** Sends a request to where a host really is.
 *  @param base its address; a name and a token in it go into the header, as the platform puts them there
 *  @param path from / on, with the query */
export function carried(clock, base, path, init = {}) {
  const to = new URL(base);
  const headers = new Headers(init.headers);
  if (to.username) headers.set('authorization', `Basic ${Buffer.from(`${decodeURIComponent(to.username)}:${decodeURIComponent(to.password)}`).toString('base64')}`);
  const address = `${to.origin}${to.pathname.replace(/\/$/, '')}${path}`;
  return clock.during(context.outside(async () => {
    const answer = await really(address, { ...init, headers });
    const body = await answer.arrayBuffer();
    const told = new Headers(answer.headers);
    // What was packed for the way is unpacked.
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) told.delete(name);
    return new Response([204, 304].includes(answer.status) ? null : body, { status: answer.status, headers: told });
  }));
}
