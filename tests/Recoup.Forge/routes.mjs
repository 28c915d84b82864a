// The pages that there are inside Jira, with the role that each needs, as the source says them.
import { readFileSync } from 'node:fs';

const source = readFileSync(new URL('../../src/Recoup.Web/WebPages.cs', import.meta.url), 'utf8');

export const routes = [...source.matchAll(/new\("(GET|POST)", "([^"]+)", SignInRole\.(\w+)/g)]
  .map(([, method, path, role]) => ({ method, path: path.replace(/\{\w+\}/g, 'some'), role }))
  .filter(({ path }) => path !== '/import');
