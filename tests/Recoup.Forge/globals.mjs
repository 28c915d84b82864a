// What the app finds in its process: time, by the clock of the platform that called it, and a console that the platform reads. Everybody
// else finds what Node has. Of .NET, as tried out, the time of day is Date.now, and TimeProvider's timestamps, Stopwatch and
// Environment.TickCount64 are performance.now; Task.Delay asks both, and sets a timeout.
import { context } from './context.mjs';

const really = {
  Date, setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate,
  now: performance.now.bind(performance), instantiate: WebAssembly.instantiate, compile: WebAssembly.compile, console: { ...console },
};

/** The app's clock, where it is one that stands still. */
function clock() {
  const clock = context.current?.clock;
  return clock?.still ? clock : undefined;
}

const now = () => Math.floor(clock()?.now ?? really.Date.now());

globalThis.Date = new Proxy(really.Date, {
  construct: (target, args, made) => Reflect.construct(target, args.length === 0 && clock() ? [now()] : args, made === globalThis.Date ? target : made),
  apply: () => new globalThis.Date().toString(),
  get: (target, name) => name === 'now' ? now : Reflect.get(target, name),
});

performance.now = () => {
  const its = clock();
  return its ? its.now - its.start : really.now();
};

globalThis.setTimeout = (call, after, ...given) => clock() ? new Timer(clock(), call, after, given) : kept(really.setTimeout, call, after, given);
globalThis.setInterval = (call, after, ...given) => clock() ? new Timer(clock(), call, after, given, true) : kept(really.setInterval, call, after, given);
globalThis.clearTimeout = globalThis.clearInterval = timer => {
  if (timer instanceof Timer) return timer.end();
  running.get(timer)?.delete(timer);
  really.clearTimeout(timer);
};

// Where the app's time is this machine's, what it still waits for is not to outlive the platform.
const running = new WeakMap();
function kept(set, call, after, given) {
  const timers = context.current?.clock.timers;
  if (!timers) return set(call, after, ...given);
  const timer = set(() => {
    if (set === really.setTimeout) timers.delete(timer);
    call(...given);
  }, after);
  timers.add(timer);
  running.set(timer, timers);
  return timer;
}

class Timer {
  #clock;
  #call;
  #after;
  #entry;

  constructor(clock, call, after, given, again = false) {
    const within = context.kept();
    this.#clock = clock;
    this.#after = Math.max(1, +after || 0);
    this.#call = () => {
      if (again) this.refresh();
      within(call, ...given);
    };
    this.refresh();
  }

  refresh() {
    this.end();
    this.#entry = this.#clock.at(this.#clock.now + this.#after, this.#call);
    return this;
  }

  end() { if (this.#entry) this.#clock.cancel(this.#entry); }

  ref() { return this; }

  unref() { return this; }

  hasRef() { return true; }
}

// Time waits for what is already on its way.
const ends = new WeakMap();
globalThis.setImmediate = (call, ...given) => {
  const its = clock();
  if (!its) return really.setImmediate(call, ...given);
  const end = its.begin();
  const handle = really.setImmediate(() => {
    try {
      call(...given);
    } finally {
      end();
    }
  });
  ends.set(handle, end);
  return handle;
};
globalThis.clearImmediate = handle => {
  ends.get(handle)?.();
  really.clearImmediate(handle);
};

for (const name of ['instantiate', 'compile']) {
  WebAssembly[name] = (...given) => {
    const promise = really[name].apply(WebAssembly, given);
    return clock()?.during(promise) ?? promise;
  };
}

for (const level of ['debug', 'log', 'info', 'warn', 'error']) {
  console[level] = (...words) => {
    const invocation = context.current;
    if (!invocation || invocation.log(level, words)) really.console[level](...words);
  };
}
