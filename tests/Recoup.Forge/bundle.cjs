// node bundle.cjs OUT_DIR [APP_DIR]
// The app, or another one that is bundled the same way, as the real bundler makes it. What the platform adds when it is deployed, its wrapper and loader, comes from elsewhere and is
// left empty. CommonJS, since the bundler asks what module the process began with.
const { cpSync, mkdirSync, readFileSync, rmSync } = require('node:fs');
const { join, resolve } = require('node:path');

main(...process.argv.slice(2));

async function main(directory, other) {
  if (!directory) throw new Error('usage: node bundle.cjs OUT_DIR [APP_DIR]');
  const out = resolve(directory);
  const { app: own, load, quiet } = await import('./tools.mjs');
  const app = resolve(other ?? own);

  // The bundler works in the folder that it stands in.
  process.chdir(app);
  const manifest = load('yaml').parse(readFileSync(join(app, 'manifest.yml'), 'utf8'));
  const { getEntryPoints, getNodeBundler } = load('@forge/bundler');
  const empty = { script: '', source: '', version: '' };
  const bundler = getNodeBundler(quiet, { getNodeRuntimeWrapper: async () => empty, getNodeRuntimeLoader: async () => empty }, { readConfig: async () => manifest });
  const handlers = manifest.modules.function.map(({ key, handler }) => {
    const [module, func] = handler.split('.');
    return { key, module, func };
  });
  const { outputDir } = await bundler.bundle({ appDirectory: app, entryPoints: getEntryPoints(handlers) });
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  cpSync(outputDir, out, { recursive: true });
}
