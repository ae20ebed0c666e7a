import { headlines } from '../../domain/readiness/headline.ts';
import type { StepProof } from '../step/step.ts';

const checks: StepProof<'owner'>['checks'] = [
  {
    id: 'owner.assigned',
    title: 'A team owns SMS setup',
    why: 'If sending fails, support needs a team to call. Without an owner, a fault may stay open for days.',
    required: true,
    live: false,
    remedy: { text: 'Name the owner team.', command: 'smsctl setup owner' },
    look: ({ settings: { owner } }) =>
      owner === undefined
        ? { status: 'fail', detail: 'No team owns SMS setup.' }
        : { status: 'pass', detail: `${owner.team} owns SMS setup. Contact: ${owner.contact}.` },
  },
];

export const ownerProof: StepProof<'owner'> = { id: 'owner', headline: headlines.owner, checks };
