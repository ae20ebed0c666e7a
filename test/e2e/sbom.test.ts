import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { describe, expect, it } from 'vitest';

const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const lockfile = JSON.parse(readFileSync(file('package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, { readonly version: string; readonly dev?: true }>>;
};

interface Bom {
  readonly specVersion: Spec.Version;
  readonly components: readonly { readonly name: string; readonly version: string; readonly scope: string }[];
}

describe('the SBOM', () => {
  const text = execFileSync(process.execPath, [file('scripts/sbom.mjs')], { encoding: 'utf8' });
  const bom = JSON.parse(text) as Bom;

  it('is valid CycloneDX', async () => {
    const validator = new Validation.JsonStrictValidator(bom.specVersion);
    expect(await validator.validate(text)).toBeNull();
  });

  it.each(['chalk', 'commander', 'conf', 'twilio', 'libphonenumber-js', 'age-encryption', '@inquirer/core', 'pg'])(
    'lists %s, which is in the bundle, in the locked version',
    (name) => {
      const found = bom.components.filter((component) => component.name === name);
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject({
        version: lockfile.packages[`node_modules/${name}`]?.version,
        scope: 'required',
      });
    },
  );

  it('lists the keychain library as optional', () => {
    expect(bom.components.find(({ name }) => name === 'keytar')).toMatchObject({ scope: 'optional' });
  });

  it.each(['vitest', 'typescript', 'rolldown'])('leaves out %s, which only builds or tests', (name) => {
    expect(bom.components.map((component) => component.name)).not.toContain(name);
  });
});
