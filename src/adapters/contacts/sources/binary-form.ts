import { shellWord } from '../../../domain/text/shell-word.ts';
import { unreadable } from '../list-file.ts';
import { exampleQuery, nameInShell, pipeFrom } from './pipe-hint.ts';
import { localHeader, pickNames, zipNames } from './zip-names.ts';

/** A form that is not text, with the way to read it. */
interface BinaryForm {
  readonly what: string;
  readonly is: (bytes: Buffer, hex: string) => boolean;
  /** The command that writes the list on stdout. Undefined: none does. */
  readonly command?: (file: string) => string;
  /** The command also reads stdin, if the file is left out. */
  readonly streams?: true;
  readonly hint?: string;
}

const starts =
  (...beginnings: readonly string[]) =>
  (_: Buffer, hex: string): boolean =>
    beginnings.some((start) => hex.startsWith(start));

const textAt = (bytes: Buffer, at: number, text: string): boolean =>
  bytes.subarray(at, at + text.length).toString('latin1') === text;

/** Of forms that begin with letters, so that no text is taken for them. */
const holdsNul = (bytes: Buffer): boolean => bytes.subarray(0, 4096).includes(0);

const packed = (what: string, command: string, is: BinaryForm['is']): BinaryForm => ({
  what,
  is,
  command: (file) => `${command}${file === '' ? '' : ` ${file}`}`,
  streams: true,
});

const noList = 'Export the list as CSV from the program that it comes from, and use that file.';
const severalFiles = 'If it holds several files, add the name of the list at the end of the first command.';

const pyarrow = (read: string) => (file: string) =>
  `python3 -c ${shellWord(
    `import sys, pyarrow as a, pyarrow.csv as c, pyarrow.feather as f; c.write_csv(${read}, sys.stdout.buffer)`,
  )} ${file}`;

/** The signatures come from the specification of each form. */
const forms: readonly BinaryForm[] = [
  packed('a Zstandard file', 'zstd -dc', starts('28b52ffd', '502a4d18')),
  packed('a bzip2 file', 'bzip2 -dc', (_, hex) => /^425a683[1-9](?:314159265359|177245385090)/.test(hex)),
  packed('an xz file', 'xz -dc', starts('fd377a585a00')),
  packed('an lz4 file', 'lz4 -dc', starts('04224d18')),
  packed('an lzip file', 'lzip -dc', starts('4c5a495001')),
  packed('a file of compress', 'gzip -dc', starts('1f9d')),
  {
    what: 'a tar archive',
    is: (bytes) => textAt(bytes, 257, 'ustar'),
    command: (file) => `tar -xOf ${file || '-'}`,
    streams: true,
    hint: severalFiles,
  },
  {
    what: 'a 7z archive',
    is: starts('377abcaf271c'),
    command: (file) => `7z x -so ${file}`,
    hint: severalFiles,
  },
  { what: 'a RAR archive', is: starts('526172211a07'), command: (file) => `unrar p -inul ${file}`, hint: severalFiles },
  {
    what: 'an encrypted Parquet file',
    is: (bytes) => textAt(bytes, 0, 'PARE') && holdsNul(bytes),
    hint: 'Decrypt it with the program that has its keys.',
  },
  { what: 'an Avro file', is: starts('4f626a01'), command: (file) => `avro-tools tojson ${file}` },
  {
    what: 'an ORC file',
    is: (bytes) => textAt(bytes, 0, 'ORC') && holdsNul(bytes),
    command: (file) => `orc-contents ${file}`,
  },
  {
    what: 'an Arrow or Feather file',
    is: (bytes) => (textAt(bytes, 0, 'ARROW1') || textAt(bytes, 0, 'FEA1')) && holdsNul(bytes),
    command: pyarrow('f.read_table(sys.argv[1])'),
  },
  {
    what: 'an Arrow stream',
    is: (bytes, hex) => /^ffffffff....0000/.test(hex) && holdsNul(bytes),
    command: pyarrow('a.ipc.open_stream(sys.argv[1]).read_all()'),
  },
  {
    what: 'an SQLite database',
    is: (bytes) => textAt(bytes, 0, 'SQLite format 3\0'),
    command: (file) => `sqlite3 -readonly -csv -header ${file} ${shellWord(exampleQuery)}`,
  },
  {
    what: 'a DuckDB database',
    is: (bytes) => textAt(bytes, 8, 'DUCK') && holdsNul(bytes),
    command: (file) => `duckdb -readonly -csv ${file} ${shellWord(exampleQuery)}`,
  },
  {
    what: 'a Microsoft Access database',
    is: (bytes) => textAt(bytes, 4, 'Standard Jet DB') || textAt(bytes, 4, 'Standard ACE DB'),
    command: (file) => `mdb-export ${file} contacts`,
    hint: '`mdb-tables` names its tables.',
  },
  { what: 'a dBase file', is: isDbase, command: (file) => `ogr2ogr -f CSV /vsistdout/ ${file}` },
  { what: 'a PDF', is: starts('25504446'), hint: noList },
  { what: 'a picture', is: isPicture, hint: noList },
  {
    what: 'an Outlook data file',
    is: starts('2142444e'),
    hint: 'In Outlook, export the contacts as CSV, and use that file.',
  },
];

function isPicture(bytes: Buffer, hex: string): boolean {
  if (/^(?:89504e470d0a1a0a|ffd8ff|474946383[79]61|49492a00|4d4d002a)/.test(hex)) return true;
  if (textAt(bytes, 0, 'RIFF') && textAt(bytes, 8, 'WEBP')) return true;
  if (textAt(bytes, 4, 'ftyp') && /^(?:hei|mif1|avif)/.test(bytes.subarray(8, 12).toString('latin1'))) return true;
  return textAt(bytes, 0, 'BM') && bytes.length >= 26 && bytes.readUInt32LE(6) === 0 && holdsNul(bytes);
}

/** A version, a date, and lengths that fit each other (https://www.dbase.com/Knowledgebase/INT/db7_file_fmt.htm). */
function isDbase(bytes: Buffer): boolean {
  if (bytes.length < 32 || ![0x03, 0x04, 0x30, 0x31, 0x32, 0x83, 0x8b, 0x8e, 0xf5].includes(bytes[0] ?? 0))
    return false;
  const [month = 0, day = 0] = bytes.subarray(2, 4);
  const [header, record] = [bytes.readUInt16LE(8), bytes.readUInt16LE(10)];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && header >= 65 && record > 1;
}

/** Whether a ZIP archive is a workbook, which has its own reader and message. */
const isWorkbook = (name: string): boolean =>
  /^(?:\[Content_Types\]\.xml|mimetype|_rels\/|docProps\/|xl\/|content\.xml|META-INF\/manifest\.xml)/.test(name) ||
  /\.iwa$|^index\.(?:apxl|zip)$/.test(name);

/**
 * Throws `UserError` (`contacts.unreadable`) if the bytes at the start of a list are of a known form that is not text: the
 * message names the form, and the pipe that reads it. `path` is `-` for stdin; `isUnpacked` if gzip was around the bytes.
 */
export function refuseBinary(bytes: Buffer, path: string, { isUnpacked }: { readonly isUnpacked: boolean }): void {
  const hex = bytes.subarray(0, 16).toString('hex');
  if (/^504b0(?:304|506|708)/.test(hex)) refuseZip(bytes, path, isUnpacked);
  const form = forms.find(({ is }) => is(bytes, hex));
  if (form !== undefined) throw refusal(form, path, isUnpacked);
}

function refusal({ what, command, streams, hint }: Omit<BinaryForm, 'is'>, path: string, isUnpacked: boolean): Error {
  const shown = path === '-' ? 'The input on stdin' : path;
  const inside = isUnpacked ? `holds ${what} in gzip` : `is ${what}`;
  const hints = hint === undefined ? [] : [hint];
  if (command === undefined) return unreadable(shown, inside, ...hints);
  const file = path === '-' ? 'FILE' : nameInShell(path, 'FILE');
  if (streams === true && path === '-') {
    return unreadable(shown, inside, `Unpack it before smsctl reads it: ${pipeFrom(command(''))}.`, ...hints);
  }
  if (streams === true && isUnpacked) {
    return unreadable(shown, inside, `Unpack both: ${pipeFrom(`gzip -dc ${file} | ${command('')}`)}.`, ...hints);
  }
  if (path !== '-' && !isUnpacked)
    return unreadable(shown, inside, `Pipe the list: ${pipeFrom(command(file))}.`, ...hints);
  return unreadable(
    shown,
    inside,
    `Save it unpacked as FILE. Then pipe the list: ${pipeFrom(command('FILE'))}.`,
    ...hints,
  );
}

function refuseZip(bytes: Buffer, path: string, isUnpacked: boolean): void {
  const { first, names } = zipNames(bytes, path, isUnpacked);
  if (first === undefined ? bytes.readUInt32LE(0) === localHeader : names.some(isWorkbook)) return;
  const { list, others } = pickNames(names);
  if (list === undefined) {
    throw unreadable(
      path === '-' ? 'The input on stdin' : path,
      'is a ZIP archive',
      `Unpack it, and name the list in it. \`unzip -l ${path === '-' ? 'FILE' : nameInShell(path, 'FILE')}\` shows what it holds.`,
    );
  }
  // unzip reads a name as a pattern.
  const pattern = list.replace(/[\\*?[]/g, '\\$&');
  const command = (file: string) => `unzip -p ${file} ${shellWord(pattern)}`;
  const more = others.length === 0 ? {} : { hint: `It holds ${others.length} more such files.` };
  throw refusal({ what: 'a ZIP archive', command, ...more }, path, isUnpacked);
}
