// The platform's gate to the world: hosts that the manifest declares, over https, and so many requests of one invocation.
import { carried } from './carry.mjs';

export class Egress {
  #clock;
  #allowed;

  /** Every request that left: { installation, method, url }. */
  sent = [];

  constructor({ clock, manifest }) {
    this.#clock = clock;
    this.#allowed = (manifest.permissions.external?.fetch?.backend ?? []).map(each => each.address ?? each);
  }

  get allowed() { return this.#allowed; }

  /** Refuses, by throwing, what may not leave. */
  check(invocation, url) {
    if (url.protocol !== 'https:' || !this.#allowed.includes(url.hostname)) throw Object.assign(new Error(`not declared: ${url.host}`), { name: 'REQUEST_EGRESS_ALLOWLIST_ERR', status: 403 });
    if (!invocation.mayAsk()) throw Object.assign(new Error('too many requests of one invocation'), { status: 429 });
  }

  /** @param base where the host really is */
  send(invocation, url, init, base) {
    this.sent.push({ installation: invocation.installation.name, method: init?.method ?? 'GET', url: url.href });
    if (!base) throw new Error(`there is no route to ${url.hostname}`);
    return carried(this.#clock, base, url.origin, url.pathname + url.search, init);
  }
}
