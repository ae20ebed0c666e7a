import { findOtherPlaceholders } from './placeholders.ts';

/** Twilio's limit: https://www.twilio.com/docs/api/errors/21617 */
export const bodyLimit = 1600;

/** Twilio recommends shorter texts: https://www.twilio.com/docs/glossary/what-sms-character-limit */
export const recommendedLength = 320;

/** Words that Twilio handles as opt-outs by default: https://help.twilio.com/articles/223134027 */
const optOutWords = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'CANCEL', 'REVOKE', 'OPTOUT'];

const optOutTexts = [
  // In capitals it is the word to answer with. In lower case it may be any word.
  /\bSTOP(?:ALL)?\b/,
  /\b(?:unsubscribe|opt[- ]?out)\b/i,
  new RegExp(`\\b(?:reply|text|send|txt)\\b[^.!?\\n]{0,12}\\b(?:${optOutWords.join('|')})\\b`, 'i'),
];

/** True when the text says how to opt out. */
export const hasOptOut = (text: string): boolean => optOutTexts.some((pattern) => pattern.test(text));

/** `Reply REMOVE to unsubscribe`: a word that Twilio does not handle by default. Undefined if there is none. */
export function unknownOptOutWord(text: string): { readonly word: string; readonly index: number } | undefined {
  const found =
    /\b(?:reply|text|send|txt)\s+(?:with\s+)?["'“‘]?([\p{L}\p{N}]{2,12})["'”’]?\s+(?:to|if)\b[^.!?\n]{0,30}\b(?:stop|opt|unsubscribe|cancel|end|leave|removed?)\b/iu.exec(
      text,
    );
  const word = found?.[1]?.toUpperCase();
  if (found === null || word === undefined || optOutWords.includes(word)) return undefined;
  return { word, index: found.index };
}

/**
 * Public URL shorteners, which carriers filter (30007) whatever the text says.
 * https://www.twilio.com/docs/api/errors/30007
 */
const shorteners = [
  'adf.ly',
  'bit.do',
  'bit.ly',
  'bitly.com',
  'bl.ink',
  'buff.ly',
  'cutt.ly',
  'dub.sh',
  'goo.gl',
  'is.gd',
  'j.mp',
  'lnkd.in',
  'lnk.to',
  'ow.ly',
  'rb.gy',
  'rebrand.ly',
  's.id',
  'short.io',
  'shorturl.at',
  'shrtco.de',
  't.co',
  't.ly',
  'tiny.cc',
  'tinyurl.com',
  'u.to',
  'urlz.fr',
  'v.gd',
];
const shortLink = new RegExp(
  `(?<![\\w.@/-])(?:https?://)?(?:www\\.)?(${shorteners.map((domain) => domain.replaceAll('.', '\\.')).join('|')})/[\\w-]+`,
  'gi',
);

export const findShortLinks = (text: string): readonly { readonly domain: string; readonly index: number }[] =>
  [...text.matchAll(shortLink)].map(({ 1: domain = '', index }) => ({ domain: domain.toLowerCase(), index }));

/** Tags, entities and Markdown arrive as they are written. */
const markup =
  /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>|&(?:nbsp|amp|lt|gt|quot|#\d{1,5});|\*\*[^*\s][^*]*\*\*|\[[^\]]+\]\(https?:/gi;

/** The first markup in a text. A placeholder in angle brackets is not markup. */
export function findMarkup(text: string): { readonly written: string; readonly index: number } | undefined {
  const placeholders = findOtherPlaceholders(text);
  const isInside = (at: number) =>
    placeholders.some(({ index, written }) => at >= index && at < index + written.length);
  const found = [...text.matchAll(markup)].find(({ index }) => !isInside(index));
  return found && { written: found[0], index: found.index };
}

/** Words at the start of a text that are not a sender's name, in the languages of the larger address books. */
const openings = new Set(
  (
    'hi hello hey dear good morning afternoon evening welcome thanks thank congrats congratulations sorry reminder alert urgent notice ' +
    'important attention warning sale news update info information code otp pin final last call today tomorrow tonight now new free win winner ' +
    'offer deal promo promotion exclusive ps fyi note action required appointment delivery order payment security verification confirmation ' +
    'password login link your our the a an this it we you please don dont only flash black cyber test monday tuesday wednesday thursday friday saturday sunday ' +
    'hallo liebe lieber guten tag moin erinnerung achtung wichtig angebot termin ihr ihre dein deine rechnung lieferung bestellung neu heute morgen ' +
    'bonjour bonsoir salut cher chère rappel alerte attention votre vos ton promo commande livraison ' +
    'hola buenos días buenas tardes estimado estimada recordatorio alerta aviso importante oferta su tu pedido cita código ' +
    'olá oi bom dia boa tarde lembrete atenção seu sua ciao buongiorno promemoria avviso offerta il tuo codice ' +
    'hoi beste herinnering let op uw jouw bestelling cześć dzień dobry przypomnienie uwaga twój kod hej hei husk påminnelse din ditt'
  ).split(' '),
);

/** Starts of texts that name their sender: `Acme:`, `[Acme]`, `Acme - `, `This is Acme`. */
const signed = [
  /^\s*[[(【]\s*([\p{L}\p{N}][\p{L}\p{N}&.'’+ -]{0,30}?)\s*[\])】]/u,
  /^\s*(?:From\s+)?([\p{Lu}\p{N}\p{Lo}][\p{L}\p{N}&.'’+-]*(?: [\p{Lu}\p{N}\p{Lo}&][\p{L}\p{N}&.'’+-]*){0,3})\s?(?:[:：]|\s[-–—|])\s/u,
  /^[^.!?\n]{0,30}?\b(?:this is|hier ist|hier spricht|ici|soy|somos|aquí|sono|qui è|aqui é)\s+(\p{Lu}[\p{L}\p{N}&.'’+-]*)/iu,
];

/** The sender's name at the start of a text. Undefined if there is none, or a placeholder. */
export function senderAtStart(text: string): string | undefined {
  const [first] = findOtherPlaceholders(text);
  for (const pattern of signed) {
    const name = pattern.exec(text)?.[1];
    if (name === undefined || !/^[\p{Lu}\p{N}\p{Lo}]/u.test(name) || first?.written.includes(name)) continue;
    const [word = ''] = name.toLowerCase().split(/[ '’]/);
    if (!openings.has(word) && /\p{L}/u.test(name)) return name;
  }
  return undefined;
}
