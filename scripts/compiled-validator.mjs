import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { _, Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { minifySync } from 'rolldown/utils';

/**
 * A plugin that compiles the settings schema when the program is built. src/adapters/settings/settings-validator.ts compiles it at
 * every start, which takes longer than the rest of `status`. Needs dist/, which tsc makes of src/.
 */
export const compiledValidator = (source, dist) => ({
  name: 'compiled-validator',
  async load(id) {
    if (!id.endsWith('settings-validator.ts')) return null;
    const schema = relative(source, id).replace('settings-validator.ts', 'settings-schema.js');
    const { settingsSchema } = await import(pathToFileURL(`${dist}/${schema}`));
    const ajv = new Ajv2020({
      messages: false,
      formats: { 'date-time': () => true },
      code: { source: true, esm: true, formats: _`{ 'date-time': isWrittenTime }` },
    });
    // Within `not`, Ajv writes no code that describes errors: that would be a third of start.js. conf describes them.
    ajv.addSchema({ not: { not: settingsSchema } }, 'settings');
    const code = standaloneCode.default(ajv, { isSettingsDocument: 'settings' });
    // Its variables are no names that a stack trace is read by.
    return minifySync(id, `import { isWrittenTime } from './settings-times.ts';\n${code}`).code;
  },
});
