// Run by the suite that kills it: one operation on stored credentials, or the recovery with which every writing command begins.

import { type OperationName, operations } from './two-stores.ts';
import { bench } from './two-stores-bench.ts';

const [, , directory = '', lane = '', store = 'file', task = 'recover'] = process.argv;
const at = bench({ directory, lane, store: store === 'keychain' ? 'keychain' : 'file', env: process.env });
if (task === 'recover') await at.vault.clear();
else await operations[task as OperationName].run(at);
