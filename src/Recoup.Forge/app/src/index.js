// The functions of the app. None of them decides anything: the engine does. Who asks and where is what the platform says.
import Resolver from '@forge/resolver';
import { getAppContext } from '@forge/api';
import { dispatch } from './engine.js';

const pages = new Resolver();

// What the frame asks for: a page, or what a form of it does.
pages.define('page', ({ payload: { method, path, query, form, file }, context }) =>
  dispatch('page', { method, path, query, form, file, account: context.accountId, site: context.cloudId, siteUrl: context.siteUrl }));

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
