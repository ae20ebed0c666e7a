import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';

/**
 * Where in our sources a place of the built program comes from: `/…/bundle/start.js:3:1200` is `src/app/verify/verify.ts:42:7`.
 * The place itself where no source map tells. Reads the map then, so that no run pays for it that ends well.
 */
export function sourcePlace(place: string): string {
  const [, file = '', line = '', column = ''] = /^(?:file:\/\/)?(.+):(\d+):(\d+)$/.exec(place) ?? [];
  try {
    const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
    const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!('originalSource' in entry)) return place;
    return `${entry.originalSource.replace(/^(?:\.\.\/)+/, '')}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  } catch {
    return place;
  }
}
