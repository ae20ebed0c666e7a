import { parseMessagingServiceSid } from '../settings/parse-credential.ts';
import type { NumberSettings } from '../settings/settings.ts';
import { Secret } from '../text/secret.ts';
import type { Configuration, Place, Problem, UsedVariable } from './configuration.ts';
import type { FoundValue } from './found-values.ts';
import {
  contradicting,
  contradiction,
  settled,
  unknownText,
  unresolvedProblem,
  usedVariable,
  variableText,
} from './settled-value.ts';

interface SenderRead {
  readonly result: Pick<Configuration, 'number' | 'service'>;
  readonly problems: readonly Problem[];
  readonly used: readonly UsedVariable[];
}

/** Reads number and Messaging Service. An application needs one of them. */
export async function readSender(
  values: readonly FoundValue[],
  place: Place,
  unknown: readonly string[],
): Promise<SenderRead> {
  const numbers = values.filter(({ setting }) => setting === 'sender');
  const services = values.filter(({ setting }) => setting === 'messagingService');
  const number = await settledNumber(numbers, place);
  const service = settledService(services, place);
  const used = [...usedVariable('number.sender', number), ...usedVariable('number.messagingService', service)];
  const problems = [...number.problems, ...service.problems];
  const messagingService = service.value;
  if (number.value !== undefined) {
    const both = { ...number.value, ...(messagingService !== undefined && { messagingService }) };
    return { result: { number: both }, problems, used };
  }
  if (messagingService !== undefined && number.from === undefined) {
    return { result: { service: messagingService }, problems, used };
  }
  if (problems.some(({ isFatal }) => isFatal)) return { result: {}, problems, used };
  return { result: {}, problems: [missing(place, unknown)], used };
}

interface Settled<T> {
  readonly value?: T;
  readonly from?: FoundValue;
  readonly problems: readonly Problem[];
}

/** Several numbers are no contradiction for certain: an application may send from one and call from the other. */
async function settledNumber(numbers: readonly FoundValue[], place: Place): Promise<Settled<NumberSettings>> {
  const [from] = numbers;
  if (from === undefined) return { problems: [] };
  if (from.unresolved !== undefined) return { from, problems: [unresolvedProblem(from, place)] };
  const text = from.raw instanceof Secret ? '' : from.raw.trim();
  const invalid = (problem: string): Settled<NumberSettings> => ({
    from,
    problems: [
      {
        id: 'invalid',
        isFatal: true,
        detail: `${variableText(from)}: ${problem}`,
        remedy: `Correct ${from.name} in ${place.name}.`,
      },
    ],
  });
  if (/^whatsapp:/i.test(text)) return invalid('This is a WhatsApp sender, which sends no SMS.');
  // Lazy: it loads the telephone metadata.
  const { needsCountry, parseSender } = await import('../settings/sender.ts');
  // A short code is complete without its country.
  if (needsCountry(text) && !/^\d{3,8}$/.test(text)) {
    return invalid('The number has no country. It starts with + and the country calling code, such as +12025550123.');
  }
  const parsed = parseSender(text);
  if (!parsed.ok) return invalid(parsed.problem);
  const { sender, kind, country, type } = parsed.value;
  const other = contradicting(numbers);
  const problems: Problem[] = [];
  if (other !== undefined) problems.push(contradiction(from, other, 'sender', false));
  if (sender !== text) {
    problems.push({
      id: 'invalid',
      isFatal: false,
      detail: `${variableText(from)} is not written in E.164. Twilio documents E.164 only.`,
      remedy: `Write ${sender} in ${place.name}.`,
    });
  }
  const value = { sender, kind, ...(country !== undefined && { country }), ...(type !== undefined && { type }) };
  return { from, value, problems };
}

function settledService(services: readonly FoundValue[], place: Place): Settled<string> {
  const [from] = services;
  const other = contradicting(services);
  if (from !== undefined && other !== undefined && from.name !== other.name) {
    const first = settled([from], 'Messaging Service', place, parseService);
    const problems = [
      ...(first.problem ? [first.problem] : []),
      contradiction(from, other, 'Messaging Service', false),
    ];
    return { ...first, problems };
  }
  const one = settled(services, 'Messaging Service', place, parseService);
  return { ...one, problems: one.problem === undefined ? [] : [one.problem] };
}

const parseService = (raw: string | Secret) => parseMessagingServiceSid(raw instanceof Secret ? '' : raw);

function missing({ name: where }: Place, unknown: readonly string[]): Problem {
  return {
    id: 'missing',
    isFatal: true,
    detail: `No sender is set in ${where}: neither a number (TWILIO_PHONE_NUMBER) nor a Messaging Service (TWILIO_MESSAGING_SERVICE_SID).${unknownText(unknown)}`,
    remedy: 'Set TWILIO_PHONE_NUMBER to the number that sends the messages.',
  };
}
