// The engine in this process: started once, called by every invocation, each of them in a scope of its own.
import { AsyncLocalStorage } from 'node:async_hooks';
import { setFlagsFromString } from 'node:v8';
import { brotliDecompressSync } from 'node:zlib';
import { dotnet } from './dotnet/dotnet.js';
import * as nativeModule from './dotnet/dotnet.native.js';
import * as runtimeModule from './dotnet/dotnet.runtime.js';
import { assets, config, payload } from './dotnet/engine.js';
import { operations } from './operations.js';

// Continuations of .NET run on one queue for all invocations, and the platform knows an invocation by its asynchronous context. So every
// call that leaves the engine names its scope, and is made in the context that the scope began in. A scope that has ended is refused: a
// late continuation would otherwise act in the next tenant's invocation.
const scopes = new Map();
let last = 0;

// Compiled a second time while they run, the interpreter's three largest functions take as much of a small processor as everything
// else of a start together. Pages take up to a fourth longer for it; scans wait for Atlassian either way.
for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag);

// Before anybody asks, and so in nobody's context. What went wrong is told to whoever asks.
const started = start();
started.catch(() => {});

/** Has the engine do something for this invocation. */
export async function dispatch(method, argument) {
  const scope = ++last;
  scopes.set(scope, AsyncLocalStorage.snapshot());
  try {
    const engine = await started;
    return JSON.parse(await engine.Dispatch(scope, method, JSON.stringify(argument ?? {})));
  } finally {
    scopes.delete(scope);
  }
}

async function start() {
  const runtime = await dotnet.withConfig({
    ...config,
    disableIntegrityCheck: true,
    assets: [
      { name: 'dotnet.runtime.js', behavior: 'js-module-runtime', moduleExports: runtimeModule },
      { name: 'dotnet.native.js', behavior: 'js-module-native', moduleExports: nativeModule },
      ...assets.map(asset => ({ ...asset, buffer: brotliDecompressSync(Buffer.from(payload[asset.name], 'base64')) })),
    ],
  }).create();
  runtime.setModuleImports('host', { call });
  return (await runtime.getAssemblyExports('Recoup.Forge')).Recoup.Forge.EngineExport;
}

async function call(scope, operation, argument) {
  const within = scopes.get(scope);
  if (!within) throw new Error('the invocation has ended');
  return within(() => operations[operation](argument));
}
