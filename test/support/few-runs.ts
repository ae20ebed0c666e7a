import fc from 'fast-check';

// Every mutant runs the properties again: a few cases each tell as much.
fc.configureGlobal({ numRuns: 10 });
