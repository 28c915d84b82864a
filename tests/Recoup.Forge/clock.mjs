// The platform's time. One list of what is due, and one loop that goes through it while somebody wants time to pass: `StillClock` jumps
// from one to the next, `RunningClock` waits for it.
class Clock {
  #due = [];
  #goals = new Set();
  #looping = false;
  #last = 0;

  /** Has something done at a time. What is gated waits until somebody passes time with the gate open. */
  at(time, call, gated = false) {
    const entry = { time, order: ++this.#last, call, gated };
    let place = this.#due.length;
    while (place > 0 && this.#due[place - 1].time > time) place--;
    this.#due.splice(place, 0, entry);
    this.wake();
    return entry;
  }

  cancel(entry) {
    const place = this.#due.indexOf(entry);
    if (place >= 0) this.#due.splice(place, 1);
  }

  /** Lets time pass until a moment, or until something is so. */
  pass({ until = Infinity, done = () => false, gated = false }) {
    return new Promise((resolve, reject) => {
      this.#goals.add({ until, done, gated, resolve, reject });
      this.wake();
      if (!this.#looping) this.#loop();
    });
  }

  /** Whoever waits for time to pass waits no more. */
  stop() {
    this.#due.length = 0;
    for (const goal of this.#goals) this.#reached(goal);
    this.wake();
  }

  async #loop() {
    this.#looping = true;
    while (true) {
      await this.settled();
      for (const goal of this.#goals) if (goal.done()) this.#reached(goal);
      if (this.#goals.size === 0) break;
      const end = Math.min(...[...this.#goals].map(({ until }) => until));
      const open = [...this.#goals].some(({ gated }) => gated);
      const next = this.#due.find(({ gated }) => open || !gated);
      if (next && next.time <= end) {
        if (!await this.reach(next.time)) continue;
        this.cancel(next);
        next.call();
      } else if (end < Infinity) {
        if (!await this.reach(end)) continue;
        for (const goal of this.#goals) if (goal.until <= end) this.#reached(goal);
      } else if (!await this.reach(Infinity)) {
        continue;
      } else {
        for (const goal of this.#goals) goal.reject(new Error('nothing is left that could ever happen'));
        this.#goals.clear();
      }
    }

    this.#looping = false;
  }

  #reached(goal) {
    this.#goals.delete(goal);
    goal.resolve();
  }
}

/** Stands still until a test moves it. */
export class StillClock extends Clock {
  #now;
  #working = 0;
  #idle;
  #charged;

  /** @param start its first moment
   *  @param speed how many of its milliseconds a millisecond of this processor is; computing takes no time when it is 0 */
  constructor({ start = Date.now(), speed = 0 } = {}) {
    super();
    this.#now = this.start = +start;
    this.speed = speed;
    if (speed) this.#charged = processor();
  }

  get still() { return true; }

  get now() {
    if (this.speed) {
      const spent = processor();
      this.#now += (spent - this.#charged) * this.speed;
      this.#charged = spent;
    }

    return this.#now;
  }

  /** Computes what is none of the app's: it takes no time. */
  free(call) {
    if (!this.speed) return call();
    void this.now;
    try {
      return call();
    } finally {
      this.#charged = processor();
    }
  }

  /** Something really goes on, which time waits for. The answer is to be called when it has ended. */
  begin() {
    this.#working++;
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      if (--this.#working === 0) this.#idle?.();
    };
  }

  /** What goes on until a promise is settled. */
  async during(promise) {
    const end = this.begin();
    try {
      return await promise;
    } finally {
      end();
    }
  }

  // Two turns of the event loop in which nothing was at work: whatever the app goes on with is in the list.
  async settled() {
    for (let calm = 0; calm < 2; calm++) {
      await new Promise(turn);
      if (this.#working === 0) continue;
      await new Promise(idle => { this.#idle = idle; });
      calm = -1;
    }
  }

  async reach(time) {
    if (time < Infinity) this.#now = Math.max(this.now, time);
    return true;
  }

  wake() {}
}

/** Goes with this machine's. */
export class RunningClock extends Clock {
  #woken;

  /** Timers of the app, which are Node's own: they end with the platform. */
  timers = new Set();

  get still() { return false; }

  get now() { return Date.now(); }

  free(call) { return call(); }

  during(promise) { return promise; }

  settled() { return new Promise(turn); }

  /** Whether the time was reached; something else may have come first. */
  reach(time) {
    return new Promise(resolve => {
      // The longest that a timer takes.
      const timer = setTimeout(() => this.#woken(), Math.min(Math.max(time - Date.now(), 0), 2 ** 31 - 1));
      this.#woken = () => {
        clearTimeout(timer);
        resolve(time < Infinity && Date.now() >= time);
      };
    });
  }

  wake() { this.#woken?.(); }

  stop() {
    super.stop();
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }
}

const turn = setImmediate;

/** Milliseconds of processor that this process has used. */
function processor() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
