import { dirname, join } from 'node:path';
import { _, Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

/** For esbuild: the function that src/adapters/settings/settings-validator.ts would compile at every start. */
export const compiledValidator = {
  name: 'compiled-validator',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]settings-validator\.ts$/ }, async ({ path }) => {
      const { outputFiles } = await build({
        entryPoints: [join(dirname(path), 'settings-schema.ts')],
        bundle: true,
        platform: 'node',
        format: 'esm',
        write: false,
      });
      const { settingsSchema } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
      const ajv = new Ajv2020({
        messages: false,
        formats: { 'date-time': () => true },
        code: { source: true, esm: true, formats: _`times` },
      });
      ajv.addSchema(settingsSchema, 'settings');
      const code = standaloneCode.default(ajv, { isSettingsDocument: 'settings' });
      const times = `import { isWrittenTime } from './settings-times.ts';\nconst times = { 'date-time': isWrittenTime };\n`;
      // What is wrong with it is for conf to say.
      const silent = code.replace(/validate\d+\.errors = \[\{.*?\}\];return false/g, 'return false');
      return { contents: times + silent, resolveDir: dirname(path) };
    }),
};
