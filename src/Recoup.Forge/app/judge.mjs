// node judge.mjs PUBLISH_DIR [--repeat N] < snapshot.json > findings.json
// The engine as WebAssembly in plain Node: one snapshot in, its findings out. With --repeat, times on stderr.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

// The runtime reports to the console; standard output belongs to the answer.
console.log = console.info = console.debug = console.error;

try {
  await main();
} catch (error) {
  console.error(`judge: ${error?.message ?? error}`);
  process.exitCode = 1;
}

async function main() {
  const { directory, repeat } = usage();
  const snapshot = decode(await buffer(process.stdin));

  const start = performance.now();
  const engine = await load(directory);
  const booted = performance.now();

  let findings;
  const times = [];
  for (let i = 0; i < repeat; i++) {
    const from = performance.now();
    findings = judge(engine, snapshot);
    times.push(performance.now() - from);
  }

  if (repeat > 1)
    console.error(`boot ${ms(booted - start)}, first judgement ${ms(times[0])}, fastest of ${repeat} ${ms(Math.min(...times))}`);
  process.stdout.write(findings);
}

function usage() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { repeat: { type: 'string', default: '1' } } });
  const repeat = Number(values.repeat);
  if (positionals.length !== 1 || !Number.isInteger(repeat) || repeat < 1)
    throw new Error('usage: node judge.mjs PUBLISH_DIR [--repeat N] < snapshot.json > findings.json');
  return { directory: positionals[0], repeat };
}

function decode(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error('the snapshot is not UTF-8');
  }
}

async function load(directory) {
  const loader = resolve(directory, 'wwwroot/_framework/dotnet.js');
  if (!existsSync(loader))
    throw new Error(`no engine at ${loader}; publish it with: dotnet publish -c Release src/Recoup.Forge`);
  const { dotnet } = await import(pathToFileURL(loader).href);
  const runtime = await dotnet.create();
  const exports = await runtime.getAssemblyExports(runtime.getConfig().mainAssemblyName);
  return exports.Recoup.Forge.EngineExport;
}

function judge(engine, snapshot) {
  try {
    return engine.Judge(snapshot);
  } catch (error) {
    throw new Error(`the engine refused the snapshot: ${error.message}`, { cause: error });
  }
}

function ms(time) {
  return `${time.toFixed(1)} ms`;
}
