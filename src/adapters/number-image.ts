import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { decodeImage, type NumberImage } from '../automaton/image.ts';
import { contactRules } from '../domain/contact-rules.ts';
import { builtFile } from './built-file.ts';

/** The build writes it; see scripts/compile-numbers.mjs. */
const imagePath = builtFile('numbers.bin');

export type LoadedImage =
  | { readonly ok: true; readonly image: NumberImage }
  /** Why it is not used, as a sentence. */
  | { readonly ok: false; readonly why: string };

let built: LoadedImage | undefined;

/** `readNumberImage` of what the build wrote, read once in a process. */
export function loadNumberImage(): LoadedImage {
  built ??= readNumberImage(imagePath);
  return built;
}

/**
 * The compiled numbering plans, if they are those of the installed libphonenumber-js, byte for byte, and of our own rules:
 * otherwise the fast path might judge otherwise than the library, and is not taken.
 */
export function readNumberImage(path: URL | string): LoadedImage {
  let image: NumberImage | undefined;
  try {
    image = decodeImage(readFileSync(path));
  } catch (error) {
    const { code = 'damaged' } = error as NodeJS.ErrnoException;
    return { ok: false, why: `The compiled numbering plans cannot be read (${code}).` };
  }
  if (image === undefined) return { ok: false, why: 'The compiled numbering plans are damaged.' };
  const { library, metadata, rules } = image.origin;
  const installed = installedLibrary();
  if (library !== installed.library || metadata !== installed.metadata) {
    const why = `The numbering plans were compiled from libphonenumber-js ${library}, and ${installed.library} with other plans is installed.`;
    return { ok: false, why };
  }
  if (rules !== contactRules) return { ok: false, why: `The numbering plans were compiled for other rules, ${rules}.` };
  return { ok: true, image };
}

function installedLibrary(): Pick<NumberImage['origin'], 'library' | 'metadata'> {
  const require = createRequire(import.meta.url);
  const { version } = JSON.parse(readFileSync(require.resolve('libphonenumber-js/package.json'), 'utf8')) as {
    version: string;
  };
  const metadata = readFileSync(require.resolve('libphonenumber-js/metadata.max.json'));
  return { library: version, metadata: createHash('sha256').update(metadata).digest('hex') };
}
