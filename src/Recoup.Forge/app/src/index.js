// The functions of the app. None of them decides anything: the engine does. Who asks and where is what the platform says.
import { gzipSync } from 'node:zlib';
import Resolver from '@forge/resolver';
import { getAppContext } from '@forge/api';
import { dispatch } from './engine.js';

const LONG = 1_000_000;

const pages = new Resolver();

// What the frame asks for: a page, or what a form of it does.
pages.define('page', async ({ payload: { method, path, query, form }, context }) =>
  sent(await dispatch('page', { method, path, query, form, account: context.accountId, site: context.cloudId, siteUrl: context.siteUrl, ...policy() })));

// The platform takes 5 MB of an answer, as text: a long file, or one that is no text, goes packed, and the frame unpacks it.
function sent({ isText, body, ...answer }) {
  if (isText && body.length <= LONG) return { ...answer, body };
  return { ...answer, body: gzipSync(isText ? body : Buffer.from(body, 'base64')).toString('base64'), packed: true };
}

// What the policy leaves to whoever deploys the app: `forge variables set RECOUP_POLICY_DATE 2027-01-31`.
function policy() {
  const { RECOUP_POLICY_DATE: policyDate, RECOUP_POLICY_CONTACT: policyContact, RECOUP_POLICY_ADDRESS: policyAddress } = process.env;
  return { policyDate, policyContact, policyAddress };
}

export const resolver = pages.getDefinitions();

// An event of the app to itself: something to go on with, for as long as this invocation lasts.
export async function goOn({ body }) {
  await dispatch('work', { errand: body, left: getAppContext().invocationRemainingTimeInMillis() });
}

// Every few minutes: what is due.
export async function look() {
  await dispatch('watch');
}

// Every week: whose account was closed, of all whose data is kept.
export async function reportAccounts() {
  await dispatch('personal-data');
}

export async function noteInstall({ app: { version } }) {
  await dispatch('installed', version);
}

export async function noteUpgrade({ app: { version } }) {
  await dispatch('upgraded', version);
}

export async function purge() {
  await dispatch('uninstalled');
}
