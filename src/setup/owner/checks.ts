import type { Check } from '../../domain/readiness/check.ts';

export const ownerChecks: readonly Check<`owner.${string}`>[] = [
  {
    id: 'owner.assigned',
    title: 'A team owns SMS setup',
    why: 'When sending fails, somebody has to be called. Without a named team every fault waits for whoever happens to notice.',
    required: true,
    live: false,
    remedy: { text: 'Name the team and how to reach it.', command: 'smsctl setup owner' },
    look: ({ settings: { owner } }) =>
      owner === undefined
        ? { status: 'fail', detail: 'No team is named as the owner of SMS setup.' }
        : { status: 'pass', detail: `${owner.team} owns it; reach them at ${owner.contact}.` },
  },
];
