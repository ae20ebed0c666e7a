import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium } from 'playwright-core';
import { chromiumPath } from './requirements.ts';

const require = createRequire(import.meta.url);

/** Ways in which somebody may have a page before them. */
export const views = [
  { name: 'light', colorScheme: 'light', width: 1200, media: 'screen' },
  { name: 'dark', colorScheme: 'dark', width: 1200, media: 'screen' },
  { name: 'on a phone', colorScheme: 'light', width: 360, media: 'screen' },
  { name: 'on a dark phone', colorScheme: 'dark', width: 360, media: 'screen' },
  { name: 'printed', colorScheme: 'light', width: 794, media: 'print' },
] as const;

/** What a browser makes of a page. */
interface Seen {
  /** What was fetched beside the page itself. */
  readonly requests: readonly string[];
  /** What axe-core finds wrong, each as its id and the first place. */
  readonly violations: readonly string[];
  /** True when the page is wider than the window. */
  readonly overflows: boolean;
  readonly messages: readonly string[];
}

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });

/** Looks at a file. */
export async function lookAtPage(
  browser: Browser,
  path: string,
  { colorScheme, width, media }: (typeof views)[number],
): Promise<Seen> {
  // The page forbids scripts; the checker is one.
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
  const page = await context.newPage();
  const requests: string[] = [];
  const messages: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => messages.push(message.text()));
  await page.emulateMedia({ media });
  await page.goto(`file://${path}`);
  const overflows = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
  await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  await context.close();
  return {
    requests: requests.slice(1),
    violations: violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    overflows: overflows === true,
    messages,
  };
}
