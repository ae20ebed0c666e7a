/** The body of a page of the report, each element on a line of its own. */
export function bodyLines(page: string): string {
  const body = page.slice(page.indexOf('<body>') + '<body>'.length, page.indexOf('</body>'));
  return `${body.trim().replaceAll('><', '>\n<')}\n`;
}
