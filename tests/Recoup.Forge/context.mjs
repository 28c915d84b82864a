// Which invocation the running code belongs to. It follows every await, as the platform's own runtime has it.
import { AsyncLocalStorage } from 'node:async_hooks';

const store = new AsyncLocalStorage();

export const context = {
  /** The invocation; undefined for code that is none of the app's. */
  get current() { return store.getStore(); },

  within: (invocation, call) => store.run(invocation, call),

  /** What the platform does for an invocation is not the app's doing. */
  outside: call => store.run(undefined, call),

  /** Keeps what it is called in, for a call that comes later. */
  kept: () => AsyncLocalStorage.snapshot(),
};
