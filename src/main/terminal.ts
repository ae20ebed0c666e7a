import type { Output } from '../adapters/terminal/standard-streams.ts';
import type { Context, Palette, Screen } from '../cli/command/context.ts';
import type { Switches } from './switches.ts';

interface Surroundings {
  readonly switches: Pick<Switches, 'plain' | 'color' | 'forcesColor' | 'mayAsk'>;
  readonly env: Context['env'];
  readonly platform: NodeJS.Platform;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Called only if everything else allows prompts: it opens stdin. */
  readonly stdinIsTerminal: () => boolean;
}

export interface Terminal extends Pick<Context, 'out' | 'err' | 'unicode' | 'interactive'> {
  /** Loads the colors if a screen shows them. */
  readonly loadPalette: () => Promise<void>;
}

export function terminalOf({ switches, env, platform, stdout, stderr, stdinIsTerminal }: Surroundings): Terminal {
  const { plain, color, forcesColor, mayAsk } = switches;
  const hasColor = (stream: Output): boolean => color && (stream.isTerminal || forcesColor);
  let palette: Palette | null = null;
  const screen = (stream: Output): Screen => ({
    write: stream.write,
    isTerminal: stream.isTerminal && !plain,
    get palette() {
      return hasColor(stream) ? palette : null;
    },
    get columns() {
      return stream.columns || 80;
    },
  });
  const locale = (env.LC_ALL || env.LC_CTYPE || env.LANG || '').toLowerCase();
  return {
    out: screen(stdout),
    err: screen(stderr),
    unicode: platform === 'win32' || locale.includes('utf-8') || locale.includes('utf8'),
    interactive: stderr.isTerminal && mayAsk && stdinIsTerminal(),
    loadPalette: async () => {
      if (hasColor(stdout) || hasColor(stderr)) ({ palette } = await import('../cli/render/palette.ts'));
    },
  };
}
