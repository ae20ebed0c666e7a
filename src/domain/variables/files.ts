import { hashRemark, type VariableFormat } from './variable-format.ts';

/**
 * A `.env` file. There is no standard, so a value is refused if dotenv, Node.js, python-dotenv, godotenv and Ruby's dotenv would
 * not all read the same: they unescape different things, and some turn a carriage return into a line feed.
 */
export const dotenv: VariableFormat = {
  unfit: (value) => {
    if (value.includes('\r')) return 'contains a carriage return';
    if (isBare(value) || fitsSingle(value) || fitsDouble(value)) return undefined;
    return value.includes('\\')
      ? 'contains backslashes that readers of such files treat differently'
      : 'contains quotation marks that readers of such files treat differently';
  },
  assign: ({ name, value }) => {
    if (isBare(value)) return `${name}=${value}\n`;
    return fitsSingle(value) ? `${name}='${value}'\n` : `${name}="${value}"\n`;
  },
  remark: hashRemark,
};

const isBare = (value: string): boolean => /^[\w.,:@%+/=-]+$/.test(value);

/** Single quotes: nothing is expanded. A single backslash stands for itself, except before the closing quote. */
const fitsSingle = (value: string): boolean => !/'|\\\\|\\$/.test(value);

/** Double quotes: some readers expand `$`, a backtick and each escape. */
const fitsDouble = (value: string): boolean => !/["$`\\\n]/.test(value);

/** In bytes. Go's `bufio.Scanner` reads lines of less than 65,536, with the name. */
const longestValue = 64_000;

/**
 * A file for `docker run --env-file` (https://github.com/docker/cli/blob/master/pkg/kvfile/kvfile.go): one line a variable, and no
 * quotes. Some versions remove quotes around a value.
 */
export const docker: VariableFormat = {
  unfit: (value) => {
    if (/[\r\n]/.test(value)) return 'contains a line break';
    if (/^(['"]).*\1$/.test(value) && value.length > 1) return 'is in quotes, which some versions of Docker remove';
    return new TextEncoder().encode(value).length > longestValue ? 'is longer than 64,000 bytes' : undefined;
  },
  assign: ({ name, value }) => `${name}=${value}\n`,
  remark: hashRemark,
};

/** One JSON object. */
export const json: VariableFormat = {
  unfit: () => undefined,
  assign: ({ name, value }) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  enclose: ({ lines }) => (lines.length === 0 ? '{}\n' : `{\n${lines.map((line) => `  ${line}`).join(',\n')}\n}\n`),
};

/**
 * Lines for the file `$GITHUB_ENV`
 * (https://github.com/actions/runner/blob/main/src/Runner.Worker/FileCommandManager.cs). The runner reads commands from stderr as
 * well, so that masks need not go through the file.
 */
export const github: VariableFormat = {
  unfit: (value) =>
    value.endsWith('\r') ? 'ends with a carriage return, which the runner removes on Windows' : undefined,
  assign: ({ name, value }) => {
    if (!value.includes('\n')) return `${name}=${value}\n`;
    const end = delimiterFor(value);
    return `${name}<<${end}\n${value}\n${end}\n`;
  },
  announce: ({ value }) => {
    const lines = value.includes('\n') ? [value, ...value.split(/[\r\n]+/)] : [value];
    const worthMasking = lines.filter((line) => line.trim() !== '');
    return worthMasking.map((line) => `::add-mask::${commandData(line)}\n`).join('');
  },
};

/** A line that the value does not contain. */
function delimiterFor(value: string): string {
  let end = 'END_OF_VALUE';
  while (value.includes(end)) end += '_';
  return end;
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
const commandData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** A manifest of a Kubernetes Secret with this name. */
export const kubernetes = (name: string): VariableFormat => ({
  unfit: () => undefined,
  assign: ({ name: key, value }) => `  ${key}: "${base64(value)}"\n`,
  remark: hashRemark,
  enclose: ({ remarks, lines }) =>
    [
      remarks,
      'apiVersion: v1\nkind: Secret\nmetadata:\n',
      // Quoted, since a name may consist of digits.
      `  name: "${name}"\n`,
      'type: Opaque\n',
      lines.length === 0 ? 'data: {}\n' : `data:\n${lines.join('')}`,
    ].join(''),
});

const base64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));

/** Whether Kubernetes accepts a name for a Secret (a DNS subdomain, RFC 1123). */
export const isSecretName = (name: string): boolean =>
  name.length <= 253 && name.split('.').every((label) => /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(label));
