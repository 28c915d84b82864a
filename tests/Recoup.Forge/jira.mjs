// A site's Jira, as the platform lets an app reach it: with the app's own rights, as far as the manifest's scopes go and the hour's points
// last. What answers is an emulator.
import { carried } from './carry.mjs';
import { Window } from './windows.mjs';

const POINTS_AN_HOUR = 65_000;

// [method, path, the scope of old, the newer scopes that do instead, points for each thing in the answer]. By Jira's own description of
// its API; people and groups cost twice as much.
const PEOPLE = ['read:application-role:jira', 'read:group:jira', 'read:user:jira', 'read:avatar:jira'];
const SEARCH = ['read:issue-details:jira', 'read:field.default-value:jira', 'read:field.option:jira', 'read:field:jira', 'read:group:jira'];
const ENDPOINTS = [
  ['GET', 'myself', 'read:jira-user', PEOPLE, 2],
  ['GET', 'users/search', 'read:jira-user', PEOPLE, 2],
  ['GET', 'user', 'read:jira-user', PEOPLE, 2],
  ['GET', 'user/groups', 'read:jira-user', ['read:group:jira'], 2],
  ['GET', 'group/bulk', 'read:jira-user', ['read:group:jira'], 2],
  ['GET', 'group/member', 'manage:jira-configuration', ['read:group:jira', 'read:user:jira', 'read:avatar:jira'], 2],
  ['GET', 'applicationrole', 'manage:jira-configuration', ['read:application-role:jira'], 1],
  ['GET', 'instance/license', 'manage:jira-configuration', ['read:license:jira'], 1],
  ['GET', 'license/approximateLicenseCount', 'manage:jira-configuration', ['read:license:jira'], 1],
  ['GET', 'license/approximateLicenseCount/product/[^/]+', 'manage:jira-configuration', ['read:license:jira'], 1],
  ['GET', 'auditing/record', 'manage:jira-configuration', ['read:audit-log:jira', 'read:user:jira'], 1],
  ['GET', 'mypermissions', 'read:jira-work', ['read:permission:jira'], 2],
  ['GET', 'project/search', 'read:jira-work', ['read:issue-type:jira', 'read:project:jira', 'read:project.property:jira', 'read:user:jira', 'read:application-role:jira', 'read:avatar:jira', 'read:group:jira', 'read:issue-type-hierarchy:jira', 'read:project-category:jira', 'read:project-version:jira', 'read:project.component:jira'], 1],
  ['GET', 'role', 'manage:jira-configuration', ['read:user:jira', 'read:group:jira', 'read:project-role:jira', 'read:project:jira', 'read:avatar:jira', 'read:project-category:jira'], 1],
  ['GET', 'project/[^/]+/role/[^/]+', 'read:jira-work', ['read:user:jira', 'read:group:jira', 'read:project-role:jira', 'read:project:jira', 'read:avatar:jira', 'read:project-category:jira'], 1],
  ['GET', 'project/[^/]+/permissionscheme', 'read:jira-work', ['read:application-role:jira', 'read:field:jira', 'read:group:jira', 'read:permission-scheme:jira', 'read:permission:jira', 'read:project-role:jira', 'read:user:jira', 'read:avatar:jira', 'read:project-category:jira', 'read:project:jira'], 2],
  ['GET', 'filter/search', 'read:jira-work', ['read:filter:jira', 'read:group:jira', 'read:project:jira', 'read:project-role:jira', 'read:user:jira', 'read:jql:jira', 'read:application-role:jira', 'read:avatar:jira', 'read:issue-type-hierarchy:jira'], 1],
  ['GET', 'dashboard/search', 'read:jira-work', ['read:dashboard:jira', 'read:group:jira', 'read:project:jira', 'read:project-role:jira', 'read:user:jira', 'read:application-role:jira', 'read:avatar:jira', 'read:issue-type-hierarchy:jira', 'read:issue-type:jira', 'read:project-category:jira', 'read:project-version:jira', 'read:project.component:jira'], 1],
  ['POST', 'search/jql', 'read:jira-work', SEARCH, 1],
  ['POST', 'search/approximate-count', 'read:jira-work', SEARCH, 0],
].map(([method, path, scope, scopes, points]) => ({ method, path: new RegExp(`^/rest/api/3/${path}$`), scope, scopes, points }));

export class Jira {
  #clock;
  #scopes;
  #limited;
  #points = new Window(3_600_000, POINTS_AN_HOUR);

  /** Every request: { installation, as, method, path, status, points }. */
  asked = [];

  constructor({ clock, scopes, limited }) {
    this.#clock = clock;
    this.#scopes = scopes;
    this.#limited = limited;
  }

  /** Points of all sites together that the hour has cost so far. */
  get points() { return this.#points.used(this.#clock.now); }

  /** Answers a request of `requestJira`.
   *  @param base the emulated site, with the name and the token that open it */
  async answer({ installation, account }, { provider, accountId }, path, init = {}, base) {
    const asked = { at: this.#clock.now, installation: installation.name, as: provider, method: init.method ?? 'GET', path, points: 0 };
    this.asked.push(asked);
    const answer = provider === 'user' && !(accountId ?? account)
      ? refused(401, 'no user', { 'forge-proxy-error': 'NEEDS_AUTHENTICATION_ERR' })
      : await this.#carried(asked, installation, init, base);
    asked.status = answer.status;
    return answer;
  }

  async #carried(asked, installation, init, base) {
    const endpoint = ENDPOINTS.find(({ method, path }) => method === asked.method && path.test(asked.path.split('?')[0]));
    if (!endpoint) throw new Error(`it is not known here which scope ${asked.method} ${asked.path} needs`);
    if (!this.#scopes.includes(endpoint.scope) && !endpoint.scopes.every(scope => this.#scopes.includes(scope))) return refused(401, 'Unauthorized; scope does not match');
    if (this.#clock.now < installation.grantedAt) return refused(401, 'Unauthorized');
    if (this.#limited && !this.#points.fits(this.#clock.now)) return this.#tooMany();
    const answer = await carried(this.#clock, base, installation.url, asked.path, init);
    asked.points = 1 + endpoint.points * (answer.ok ? things(await answer.clone().json()) : 0);
    this.#points.add(this.#clock.now, asked.points);
    return answer;
  }

  #tooMany() {
    const end = this.#points.end(this.#clock.now);
    return refused(429, 'Rate limit exceeded.', {
      'retry-after': String(Math.max(1, Math.ceil((end - this.#clock.now) / 1000))), 'ratelimit-reason': 'jira-quota-global-based',
      'x-ratelimit-limit': String(POINTS_AN_HOUR), 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': new Date(end).toISOString(),
    });
  }
}

/** How many things an answer is about. */
function things(answer) {
  const list = Array.isArray(answer) ? answer : answer.values ?? answer.issues ?? answer.records ?? answer.permissions;
  return Array.isArray(list) ? list.length : 1;
}

function refused(status, message, headers) { return new Response(JSON.stringify({ code: status, message }), { status, headers: { 'content-type': 'application/json', ...headers } }); }
