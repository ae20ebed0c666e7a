import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * The source position of a position in the bundle: `/…/bundle/start.js:3:1200` is `src/app/verify/verify.ts:42:7`. Returns
 * `place` if there is no source map. Only called after a crash, since reading the map is slow.
 */
export function sourcePlace(place: string): string {
  const [, file = '', line = '', column = ''] = /^(.+):(\d+):(\d+)$/.exec(place) ?? [];
  try {
    const path = file.startsWith('file:') ? fileURLToPath(file) : file;
    const map = new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8')));
    const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!('originalSource' in entry)) return place;
    return `${entry.originalSource.replace(/^(?:\.\.\/)+/, '')}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  } catch {
    return place;
  }
}
