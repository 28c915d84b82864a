// An emulated organisation, and a platform on which its Jira has the app.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emulator } from './emulator.mjs';
import { manifestOf, Platform, StillClock } from './platform.mjs';
import { app } from './tools.mjs';
import { Visitor } from './visitor.mjs';

const { fetch } = globalThis;

export const manifest = manifestOf(readFileSync(join(app, 'manifest.yml'), 'utf8'));

export class Organisation {
  /** @param users how many accounts it has
   *  @param options of the emulator */
  static async begin({ users = 120, options = [], platform = {} } = {}) {
    const atlassian = await emulator('--users', String(users), ...options);
    return new Organisation(atlassian, await adminsOf(atlassian), platform);
  }

  constructor(atlassian, admins, options) {
    this.atlassian = atlassian;
    this.admins = admins;
    this.platform = new Platform({ bundle: process.env.RECOUP_BUNDLE, manifest, clock: new StillClock(), routes: atlassian.routes, arrive: atlassian.follow, ...options });
  }

  get key() { return { org: this.atlassian.org, key: this.atlassian.key }; }

  /** An organisation admin at the pages. */
  admin(installation = 'acme') { return this.visitor(this.admins[0], installation); }

  visitor(account, installation = 'acme') { return new Visitor(this.platform, installation, account); }

  /** A site gets the app, and is connected by its admin, whom this gives. */
  async connect(installation = 'acme') {
    const admin = this.admin(installation);
    this.platform.install(installation).cloudId = this.atlassian.sites[0].cloudId;
    await admin.do('/connection', this.key);
    return admin;
  }

  /** A scan from its beginning to its end; gives its page. */
  async scan(admin = this.admin()) {
    const scan = await admin.do('/scans');
    await this.platform.drain();
    return scan;
  }

  end() {
    this.platform.dispose();
    this.atlassian.stop();
  }
}

async function adminsOf({ api, org, key }) {
  const answer = await fetch(`${api}/admin/v2/orgs/${org}/directories/-/users/search`, {
    method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify({ roleIds: ['atlassian/org-admin'], status: ['active'], limit: 100 }),
  });
  return (await answer.json()).data.map(({ accountId }) => accountId);
}
