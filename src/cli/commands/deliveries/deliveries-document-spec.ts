import type { DocumentSpec } from '../../command/document.ts';

/** The fields of a run, with none of its findings. */
export const noDeliveries = {
  provider: null,
  kind: null,
  since: null,
  until: null,
  sender: null,
  limit: null,
  read: 0,
  requests: 0,
  complete: false,
  gaps: [],
  failures: null,
  counts: null,
  codes: [],
  countries: [],
  trend: null,
  costs: [],
  unpriced: 0,
  alerts: [],
  recipient: null,
  messages: [],
  optOuts: [],
  customer: null,
};

export const deliveriesDocumentSpec = {
  schema: 'smsctl.deliveries/1',
  empty: ({ organization }) => ({ organization, ...noDeliveries }),
} as const satisfies DocumentSpec;
