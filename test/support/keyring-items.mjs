// Run by tests inside a keyring's session: lists what lies there under the service `smsctl`, and puts it as it was before. One
// request a line. Listing crashes on a locked keyring, which is why the product never does it.
import { createInterface } from 'node:readline';
import keytar from 'keytar';

const itemsOf = async (prefix) =>
  (await keytar.findCredentials('smsctl')).filter(({ account }) => account.startsWith(prefix));

for await (const line of createInterface({ input: process.stdin })) {
  const { prefix, put } = JSON.parse(line);
  const before = await itemsOf(prefix);
  if (put !== undefined) {
    const wanted = new Map(put);
    for (const { account } of before) if (!wanted.has(account)) await keytar.deletePassword('smsctl', account);
    for (const [account, password] of put) await keytar.setPassword('smsctl', account, password);
  }
  const items = put ?? before.map(({ account, password }) => [account, password]);
  process.stdout.write(`${JSON.stringify(items)}\n`);
}
