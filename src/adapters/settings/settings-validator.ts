import { Ajv2020 } from 'ajv/dist/2020.js';
import { settingsSchema } from './settings-schema.ts';
import { isWrittenTime } from './settings-times.ts';

// Compiling a schema takes longer than the rest of `status`, so scripts/build.mjs compiles this one and replaces this module
// with the function that results.

const ajv = new Ajv2020({ messages: false, formats: { 'date-time': isWrittenTime } });

/** True only for settings files that conf accepts. False for some of them too: ask conf then. */
export const isSettingsDocument: (document: unknown) => boolean = ajv.compile(settingsSchema);
