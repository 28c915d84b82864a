// A site gets the app, gets a new version, loses it: what the app hears of that. Whoever fails is called again, four times at most.
import { backoff } from './queue.mjs';

const MOST_RETRIES = 4;

export class Lifecycle {
  #clock;
  #functions;
  #call;

  constructor({ clock, functions, call }) {
    this.#clock = clock;
    this.#functions = functions;
    this.#call = call;
  }

  /** @param what "installed", "upgraded" or "uninstalled" */
  tell(installation, what, account) {
    const name = `avi:forge:${what}:app`;
    const event = {
      id: installation.ari, context: installation.site, [`${what === 'installed' ? 'installer' : what === 'upgraded' ? 'upgrader' : 'uninstaller'}AccountId`]: account,
      app: { id: 'app', version: installation.version, name: 'Recoup', ownerAccountId: 'the-owner' }, environment: { id: 'environment' }, permissions: installation.permissions, eventType: name,
    };
    for (const run of this.#functions.triggers(name)) this.#send(installation.name, run, event, 0, 0);
  }

  #send(name, run, event, tries, after) {
    this.#clock.at(this.#clock.now + after, async () => {
      const { answer, error } = await this.#call(name, run, event);
      const wanted = answer?._retry === true && answer.retryOptions;
      if ((wanted || error) && tries < MOST_RETRIES)
        this.#send(name, run, { ...event, retryContext: { retryCount: tries + 1, retryReason: wanted?.retryReason ?? error.code, retryData: wanted?.retryData } }, tries + 1, wanted ? wanted.retryAfter * 1000 : backoff(tries));
    }, true);
  }
}
