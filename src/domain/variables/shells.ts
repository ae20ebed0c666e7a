import { hashRemark, isPlainName, type VariableFormat } from './variable-format.ts';

const always = (): undefined => undefined;

/** A POSIX shell, for `eval`. */
export const posixShell: VariableFormat = {
  unfit: always,
  assign: ({ name, value }) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`,
  remove: (name) => (isPlainName(name) ? `unset ${name}\n` : undefined),
  remark: hashRemark,
};

/** fish, for `source`. Between single quotes, a backslash escapes a quote and itself only. */
export const fish: VariableFormat = {
  unfit: always,
  assign: ({ name, value }) => `set -gx ${name} '${value.replace(/['\\]/g, '\\$&')}'\n`,
  remove: (name) => (isPlainName(name) ? `set -e ${name}\n` : undefined),
  remark: hashRemark,
};

/** PowerShell 5.1 and later, for `Invoke-Expression`. */
export const powerShell: VariableFormat = {
  unfit: (value) => (value === '' ? 'is empty, which removes the variable in PowerShell before 7.5' : undefined),
  assign: ({ name, value }) => `$env:${name} = ${powerShellText(value)}\n`,
  remove: (name) => (isPlainName(name) ? `Remove-Item Env:${name}\n` : undefined),
  remark: hashRemark,
};

/**
 * Printable ASCII in single quotes, and every other character by its number: PowerShell splits the output of a program at line
 * ends, and may decode it by the code page of the console.
 */
function powerShellText(value: string): string {
  const parts = value.match(/[ -~]+|[^ -~]/g) ?? [];
  const terms = parts.map((part) =>
    /^[ -~]/.test(part) ? `'${part.replaceAll("'", "''")}'` : `[char]${part.charCodeAt(0)}`,
  );
  // A text on the left makes + join.
  return (terms[0]?.startsWith('[') ? ["''", ...terms] : terms).join(' + ');
}
