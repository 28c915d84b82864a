// Requests that really leave this process: for an emulator beside it. Time stands still until the whole answer is there.
import { context } from './context.mjs';

const really = globalThis.fetch;

/** Sends a request to what stands for a host.
 *  @param base its address; a name and a token in it go into the header, as the platform puts them there
 *  @param host what it stands for, with the scheme: what it says of itself in its links
 *  @param path from / on, with the query */
export function carried(clock, base, host, path, init = {}) {
  const to = new URL(base), headers = new Headers(init.headers);
  if (to.username) headers.set('authorization', `Basic ${Buffer.from(`${decodeURIComponent(to.username)}:${decodeURIComponent(to.password)}`).toString('base64')}`);
  const place = `${to.origin}${to.pathname.replace(/\/$/, '')}`;
  return clock.during(context.outside(async () => {
    const answer = await really(place + path, { ...init, headers });
    const text = (await answer.text()).replaceAll(place, host), told = new Headers(answer.headers);
    // What was packed for the way is unpacked.
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) told.delete(name);
    return new Response([204, 304].includes(answer.status) ? null : text, { status: answer.status, headers: told });
  }));
}
