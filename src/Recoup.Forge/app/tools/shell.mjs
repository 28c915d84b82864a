// node tools/shell.mjs
// The frame of the pages, as the folder that manifest.yml's resource names: its own script in one file, and the files of Recoup.Web beside
// it. Turbo and ECharts are those that the build of Recoup.Web restored by its lock file.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const app = fileURLToPath(new URL('..', import.meta.url));
const root = join(app, '../../..');
const from = join(app, 'static/shell'), to = join(app, 'static/admin');
const web = join(root, 'src/Recoup.Web/wwwroot');
const packages = join(root, 'artifacts/obj/Recoup.Web/npm/node_modules');
if (!existsSync(packages)) throw new Error('Recoup.Web is not built yet. Run: dotnet build src/Recoup.Web -c Release');

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
await build({ entryPoints: [join(from, 'shell.mjs')], outfile: join(to, 'shell.js'), bundle: true, minify: true, format: 'iife', target: 'es2022', logLevel: 'warning' });
for (const file of ['index.html', 'shell.css']) cpSync(join(from, file), join(to, file));
for (const file of ['recoup.css', 'recoup.js', 'live.js', 'icon.svg']) cpSync(join(web, file), join(to, file));
cpSync(join(packages, 'echarts/dist/echarts.min.js'), join(to, 'echarts.js'));
writeFileSync(join(to, 'turbo.js'), withoutStyle(readFileSync(join(packages, '@hotwired/turbo/dist/turbo.es2017-umd.js'), 'utf8')));

/** Turbo puts the style of its progress bar into the page. The policy of the platform refuses that, and shell.css has the style. */
function withoutStyle(turbo) {
  const parts = turbo.split('this.installStylesheetElement();');
  if (parts.length !== 2) throw new Error('Turbo puts its style into the page in another way than 8.0.23 did');
  return parts.join('');
}
