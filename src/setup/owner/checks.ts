import { headlines } from '../../domain/readiness/headline.ts';
import type { StepProof } from '../step/step.ts';

const checks: StepProof<'owner'>['checks'] = [
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

export const ownerProof: StepProof<'owner'> = { id: 'owner', headline: headlines.owner, checks };
