/**
 * The package of the prompts, in a file of its own: the bundle's start is a script that V8 compiles from a cache, and a script
 * must not import.
 */
export const loadPrompts = () => import('@inquirer/prompts');
