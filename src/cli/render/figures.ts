/** `1,234,567`. */
export const countText = (count: number): string => count.toLocaleString('en-US');

/** The share in percent, rounded down so that nothing looks whole that is not; `< 0.1 %` for what is there at all. */
export function shareText(count: number, total: number): string {
  if (total === 0) return '0 %';
  const share = Math.floor((count / total) * 1000) / 10;
  return share === 0 && count > 0 ? '< 0.1 %' : `${share} %`;
}
