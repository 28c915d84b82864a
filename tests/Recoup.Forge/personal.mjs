// Atlassian's answer to an app that says whose personal data it keeps: who is gone, and who is another than before.
const MOST = 90;

/** @param body { accounts: [{ accountId, updatedAt }] } */
export function reportedAccounts(installation, { accounts }, now) {
  if (accounts.length > MOST) return { status: 400, body: { message: `more than ${MOST} accounts` } };
  installation.reported.push(...accounts.map(account => ({ ...account, at: now })));
  const changed = accounts.filter(({ accountId }) => installation.accounts.has(accountId)).map(({ accountId }) => ({ accountId, status: installation.accounts.get(accountId) }));
  return changed.length > 0 ? { status: 200, body: { accounts: changed } } : { status: 204 };
}
