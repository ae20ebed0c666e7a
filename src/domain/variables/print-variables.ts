import type { Environment } from '../environment.ts';
import { printable } from '../text/printable.ts';
import { UserError } from '../user-error.ts';
import { docker, dotenv, github, isSecretName, json, kubernetes } from './files.ts';
import type { FormatName } from './format-names.ts';
import { fish, posixShell, powerShell } from './shells.ts';
import { type PrintedVariables, unfitForEvery, type Variable, type VariableFormat } from './variable-format.ts';

interface Printed {
  /** For stdout. */
  readonly text: string;
  /** For stderr, before the text: what a CI runner reads there. Empty: nothing. */
  readonly announced: string;
  /** Sentences for stderr: remarks that the format cannot hold. */
  readonly notes: readonly string[];
}

interface Choice {
  readonly format: FormatName;
  /** The name of a Kubernetes Secret. */
  readonly secretName: string;
}

/** The variables in a format. Throws `UserError`: `variables.unfit` if it cannot hold a value, which the error does not repeat; `input.invalid` for the name of a Secret that Kubernetes would refuse. */
export function printVariables(variables: PrintedVariables, choice: Choice): Printed {
  const { assigned, secret, hidden, removed } = variables;
  const format = formatOf(choice);
  for (const variable of assigned) mustFit(variable, format, choice.format);
  const isSecret = ({ name }: Variable) => secret.includes(name);
  const commands = removed.map((name) => format.remove?.(name));
  const left = removed.filter((_, index) => commands[index] === undefined);
  const remarks = [
    ...left.map((name) => `Remove ${printable(name, 60)} where you set it: the program must not get it`),
    ...hidden.map((name) => `${name} is hidden; pass --reveal to print it`),
  ];
  const lines = [...commands.filter((line) => line !== undefined), ...assigned.map(format.assign)];
  const written = format.remark === undefined ? '' : remarks.map(format.remark).join('');
  return {
    text: format.enclose?.({ remarks: written, lines }) ?? lines.join('') + written,
    announced: assigned
      .filter(isSecret)
      .map((variable) => format.announce?.(variable) ?? '')
      .join(''),
    notes: format.remark === undefined ? remarks.map((words) => `${words}.`) : [],
  };
}

function formatOf({ format, secretName }: Choice): VariableFormat {
  if (format === 'k8s') return kubernetes(checkedName(secretName));
  return { sh: posixShell, fish, powershell: powerShell, dotenv, docker, json, github }[format];
}

function checkedName(name: string): string {
  if (isSecretName(name)) return name;
  throw new UserError({
    code: 'input.invalid',
    message: `Invalid name of a Kubernetes Secret: \`${printable(name, 60)}\`.`,
    hints: ['Use lower-case letters, digits, `-` and `.`, at most 253 characters.'],
  });
}

function mustFit({ name, value }: Variable, { unfit }: VariableFormat, format: FormatName): void {
  const never = unfitForEvery(value);
  const reason = never ?? unfit(value);
  if (reason === undefined) return;
  throw new UserError({
    code: 'variables.unfit',
    message: `${never === undefined ? `The format \`${format}\`` : 'An environment variable'} cannot hold ${name}: the value ${reason}.`,
    hints: never === undefined ? ['Choose another format. `--format sh` and `--format json` hold every value.'] : [],
  });
}

interface Machine {
  readonly platform: string;
  readonly env: Environment;
}

/** PowerShell on Windows, except in Git Bash and other MSYS2 shells, which set MSYSTEM; elsewhere a POSIX shell. */
export const shellOf = ({ platform, env }: Machine): FormatName =>
  platform === 'win32' && !env.MSYSTEM ? 'powershell' : 'sh';
