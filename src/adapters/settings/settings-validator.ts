import { Ajv2020 } from 'ajv/dist/2020.js';
import { settingsSchema } from './settings-schema.ts';
import { isWrittenTime } from './settings-times.ts';

// To compile a schema takes longer than all the rest of a `status`: scripts/build.mjs compiles this one, and puts the
// function that comes of it in this module's place.

const ajv = new Ajv2020({ messages: false, formats: { 'date-time': isWrittenTime } });

/** True for a settings file that conf takes, too. False for one that it may refuse. */
export const isSettingsDocument: (document: unknown) => boolean = ajv.compile(settingsSchema);
