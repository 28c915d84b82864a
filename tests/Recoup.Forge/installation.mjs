import { Kvs } from './kvs.mjs';
import { Window } from './windows.mjs';

const KEPT = 21 * 86_400_000;

/** A site that has the app, or had it. */
export class Installation {
  #clock;
  #limited;
  #gone;
  #rates;

  version = '1.0.0';
  licensed = true;

  /** Until when Jira does not know the app yet. */
  grantedAt = 0;

  /** The accounts that Atlassian says are gone or changed, by id: "closed" or "updated". */
  accounts = new Map();

  /** The accounts that the app said it knows, with the time that it was told. */
  reported = [];

  constructor(name, { clock, limited, permissions }) {
    this.name = name;
    this.cloudId = Buffer.from(name.padEnd(16).slice(0, 16)).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    this.url = `https://${name}.atlassian.net`;
    this.permissions = permissions;
    this.#clock = clock;
    this.#limited = limited;
    this.#renew();
  }

  get site() { return `ari:cloud:jira::site/${this.cloudId}`; }

  get ari() { return `ari:cloud:ecosystem::installation/${this.cloudId}`; }

  get present() { return this.#gone === undefined; }

  leave() { this.#gone = this.#clock.now; }

  /** Back again: with what it kept, as long as the platform has that. */
  join() {
    if (this.#gone !== undefined && this.#clock.now - this.#gone > KEPT) this.#renew();
    this.#gone = undefined;
  }

  /** Whether somebody may call the app once more. */
  mayInvoke(account) {
    if (!this.#limited) return true;
    const { people, minute, second } = this.#rates;
    if (!people.has(account)) people.set(account, new Window(60_000, 1200));
    const all = [people.get(account), minute, second], now = this.#clock.now;
    if (!all.every(window => window.fits(now))) return false;
    for (const window of all) window.add(now);
    return true;
  }

  #renew() {
    this.kvs = new Kvs(this.#limited ? this.#clock : undefined);
    this.#rates = { people: new Map(), minute: new Window(60_000, 7000), second: new Window(1000, 300) };
  }
}
