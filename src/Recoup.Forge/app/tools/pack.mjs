// node tools/pack.mjs PUBLISH_DIR OUT_DIR
// What `dotnet publish` made of Recoup.Forge, as modules that the Forge bundler takes as they are: the loader and the two parts of the
// runtime without anything that a bundler would try to resolve, and one module with the configuration and every assembly.
// The runtime's own files are rewritten in a few places. Each place has to be found exactly as often as it is known to be there: where
// another SDK wrote them otherwise, this stops.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

// A bundle has no address of its own; what asks for one only makes a `require` for Node's own modules of it.
const ADDRESS = '__address';
const HEAD = `import { pathToFileURL } from 'node:url';\nconst ${ADDRESS} = pathToFileURL(process.cwd() + '/engine.cjs').href;\n`;

// The bundler knows the comment in this form only.
const IGNORE = { is: '/*! webpackIgnore: true */', becomes: '/* webpackIgnore: true */' };

const CHANGES = {
  'dotnet.js': [
    { is: '/*! webpackIgnore: true */import.meta.url', becomes: ADDRESS, times: 2 },
    { ...IGNORE, times: 7 },
    // These are never run, since every module and assembly is handed over; the bundler would still look into them.
    { is: 'import(I(n))', becomes: 'import(/* webpackIgnore: true */I(n))', times: 1 },
    { is: 'import(ce(o,"manifest"))', becomes: 'import(/* webpackIgnore: true */ce(o,"manifest"))', times: 1 },
  ],
  'dotnet.native.js': [
    { is: 'import.meta.url', becomes: ADDRESS, times: 4 },
    // Every await of .NET that leaves for JavaScript comes back through here; a timer of 0 takes a millisecond and more in Node.
    {
      is: 'return setTimeout(()=>{runtimeKeepalivePop();callUserCallback(func)},timeout)',
      becomes: 'const run=()=>{runtimeKeepalivePop();callUserCallback(func)};return timeout>0?setTimeout(run,timeout):setImmediate(run)',
      times: 1,
    },
  ],
  'dotnet.runtime.js': [{ ...IGNORE, times: 3 }],
};

// What the boot configuration lists; anything else would be left out silently.
const MODULES = ['jsModuleNative', 'jsModuleRuntime'];
const ASSEMBLIES = { wasmNative: { behavior: 'dotnetwasm' }, coreAssembly: { behavior: 'assembly', isCore: true }, assembly: { behavior: 'assembly' } };
const NOT_NEEDED = ['hash', 'wasmSymbols'];

const [publish, out] = process.argv.slice(2);
if (!publish || !out) throw new Error('usage: node tools/pack.mjs PUBLISH_DIR OUT_DIR');
const framework = join(publish, 'wwwroot/_framework');

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
// At the root of the publish directory the loader is without a configuration; the one beside the assemblies has it.
rewrite('dotnet.js', publish, HEAD);
rewrite('dotnet.native.js', framework, HEAD);
rewrite('dotnet.runtime.js', framework, '');

const { resources, ...config } = bootConfiguration();
const unknown = Object.keys(resources).filter(kind => ![...MODULES, ...NOT_NEEDED, ...Object.keys(ASSEMBLIES)].includes(kind));
if (unknown.length > 0) throw new Error(`the boot configuration lists ${unknown.join(', ')}, which is not known here`);

const assets = Object.entries(ASSEMBLIES).flatMap(([kind, how]) => (resources[kind] ?? []).map(({ name, virtualPath }) => ({ name, virtualPath, ...how })));
const payload = Object.fromEntries(assets.map(({ name }) => [name, compressed(readFileSync(join(framework, name))).toString('base64')]));
writeFileSync(join(out, 'engine.js'), [
  `export const config = ${JSON.stringify(config)};`,
  `export const assets = ${JSON.stringify(assets)};`,
  `export const payload = ${JSON.stringify(payload)};`,
  '',
].join('\n'));

function rewrite(name, from, head) {
  let text = readFileSync(join(from, name), 'utf8');
  for (const { is, becomes, times } of CHANGES[name]) {
    const parts = text.split(is);
    if (parts.length - 1 !== times) throw new Error(`${name}: ${JSON.stringify(is)} is there ${parts.length - 1} times and not ${times}: another SDK than global.json names has made it`);
    text = parts.join(becomes);
  }

  writeFileSync(join(out, name), head + text);
}

function bootConfiguration() {
  const found = readFileSync(join(framework, 'dotnet.js'), 'utf8').match(/\/\*json-start\*\/([\s\S]*?)\/\*json-end\*\//);
  if (!found) throw new Error('dotnet.js holds no boot configuration');
  return JSON.parse(found[1]);
}

function compressed(bytes) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
}
