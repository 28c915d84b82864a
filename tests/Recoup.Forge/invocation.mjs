import { format } from 'node:util';

const REQUESTS_A_MINUTE = 100;
const LINES_A_MINUTE = 100;
const MOST_LOGGED = 200 * 1024;

/** One call of one function of the app. */
export class Invocation {
  #requests = 0;
  #lines = 0;
  #logged = 0;
  #echo;
  #kill;

  /** Calls of the platform that have not come back. */
  open = new Set();

  ended = false;

  /** Whether the process has ended with it: then nothing that the app does has any effect. */
  killed = false;

  constructor({ platform, clock, installation, account, run, origin, echo }) {
    Object.assign(this, { platform, clock, installation, account, run, origin: origin ?? { pushes: 0 }, began: clock.now, logs: [] });
    this.deadline = this.began + run.seconds * 1000;
    this.#echo = echo;
  }

  get left() { return Math.max(0, Math.floor(this.deadline - this.clock.now)); }

  get #minutes() { return Math.ceil(this.run.seconds / 60); }

  /** Counts a request to a host outside; whether it may be sent. */
  mayAsk() { return ++this.#requests <= REQUESTS_A_MINUTE * this.#minutes; }

  /** Keeps a line of the log, as far as the platform does; whether it is to be seen on this console as well. */
  log(level, words) {
    const text = format(...words);
    this.#logged += Buffer.byteLength(text);
    if (++this.#lines <= LINES_A_MINUTE * this.#minutes && this.#logged <= MOST_LOGGED)
      this.platform.logs.push({ at: this.clock.now, installation: this.installation.name, function: this.run.key, level, text });
    return this.#echo;
  }

  /** Runs it, until it has answered, thrown, or was killed. */
  async result(call) {
    const killed = new Promise((_, reject) => { this.#kill = reject; });
    const limit = this.clock.at(this.deadline, () => this.#timeOut());
    try {
      const answer = await Promise.race([call(), killed]);
      // Whoever computes without a pause cannot be interrupted here; it comes too late all the same.
      if (!this.alive()) await killed;
      return answer;
    } finally {
      this.clock.cancel(limit);
      this.ended = true;
      this.took = Math.min(this.clock.now, this.deadline) - this.began;
    }
  }

  /** Whether it goes on: its time may have passed while it computed. */
  alive() {
    if (!this.ended && this.clock.now > this.deadline) this.#timeOut();
    return !this.killed;
  }

  /** Ends the process in the midst of it. */
  kill(code, message) {
    if (this.ended) return;
    this.ended = this.killed = true;
    this.#kill(Object.assign(new Error(message), { code }));
  }

  #timeOut() { this.kill('FUNCTION_TIME_OUT', `Function timed out. Limit of ${this.run.seconds} seconds`); }
}

/** What a call of a process that has ended comes back with; one of its own, since a promise keeps whoever waits for it. */
export const never = () => new Promise(() => {});
