/**
 * Every page that we make looks like this: light or dark as the reader has it, 360 pixels and up, and on paper. Colours keep
 * 4.5 to 1 on their ground (WCAG 2.2 AA), on both grounds.
 */
export const pageStyle = `
:root{color-scheme:light dark;--ground:#f6f7f9;--card:#fff;--ink:#1b2330;--soft:#566072;--line:#dde2ea;--accent:#1f5fbf;
--good:#17693a;--good-bg:#e3f4e9;--bad:#a8201a;--bad-bg:#fde8e6;--warn:#7a4b00;--warn-bg:#fff1d6;--unknown:#3d4f73;--unknown-bg:#e7ecf6;
--fill:#3b76cf;--fill-good:#2f8f57;--fill-bad:#c9564f;--track:#e6eaf1;--bubble:#e7f0ff}
@media (prefers-color-scheme:dark){:root{--ground:#12161d;--card:#1b212b;--ink:#e8ecf3;--soft:#a6b0c2;--line:#323b4a;--accent:#8ab6ff;
--good:#7fd6a1;--good-bg:#143322;--bad:#ff9d94;--bad-bg:#42191a;--warn:#f3c26b;--warn-bg:#3a2b10;--unknown:#b6c6ea;--unknown-bg:#252f44;
--fill:#5c93e6;--fill-good:#46b278;--fill-bad:#e0726a;--track:#2d3543;--bubble:#22304a}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
main,header,footer{max-width:60rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.3rem;line-height:1.3;margin:2.75rem 0 .85rem}
h3{font-size:1.02rem;line-height:1.4;margin:0}
p{margin:.4rem 0}
a{color:var(--accent)}
code{font:.9em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;background:var(--track);border-radius:.3rem;padding:.1em .35em;overflow-wrap:anywhere}
.lead{color:var(--soft);margin:0}
.badge{display:inline-block;border-radius:1rem;padding:.1rem .7rem;font-size:.85rem;font-weight:650;white-space:nowrap}
.pass,.ready{color:var(--good);background:var(--good-bg)}
.fail,.not-ready{color:var(--bad);background:var(--bad-bg)}
.warn{color:var(--warn);background:var(--warn-bg)}
.unknown,.skip{color:var(--unknown);background:var(--unknown-bg)}
.verdict{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center;margin:.9rem 0}
.verdict .badge{font-size:1rem;padding:.25rem .95rem}
dd,.card{min-width:0}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.1rem 1.25rem}
.evidence{list-style:none;margin:.75rem 0 0;padding:0;border-top:1px solid var(--line)}
.evidence li{display:grid;grid-template-columns:5rem minmax(0,1fr) minmax(0,1fr);gap:.2rem 1rem;align-items:start;padding:.5rem 0;border-bottom:1px solid var(--line);font-size:.93rem}
.evidence .note{margin:0}.evidence .open>:not(.badge){grid-column:2/-1}.todo{display:block;margin-top:.2rem}
.evidence li:last-child{border-bottom:0;padding-bottom:0}
thead th,.number,.percent,.badge{overflow-wrap:normal}
.evidence .badge{font-size:.74rem;line-height:1.6;padding:0 .5rem;margin-top:.1rem;justify-self:start}
h3:has(.badge){display:flex;gap:.6rem;align-items:baseline}.evidence+.note{margin-top:.6rem}
.note{display:block;color:var(--soft);font-size:.9rem;font-weight:400}
dl{display:grid;grid-template-columns:minmax(8rem,max-content) minmax(0,1fr);gap:.45rem 1.25rem;margin:0}
dt{color:var(--soft)}
dd{margin:0}
table{width:100%;border-collapse:collapse}
caption{text-align:left;font-weight:650;padding:0 0 .4rem}
th,td{text-align:left;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line);vertical-align:top}
thead th{color:var(--soft);font-size:.85rem;font-weight:600}
tbody th{font-weight:500}
tr:last-child>*{border-bottom:0}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.bars+.bars{margin-top:1.5rem}
.bars .share{width:38%;min-width:9rem}
tbody th::first-letter{text-transform:uppercase}
.noted .share{width:20%}.noted tbody th{width:20%}.noted td.note{display:table-cell;padding-right:0}
ul{margin:.4rem 0 0;padding-left:1.1rem}
.track{display:inline-block;width:calc(100% - 4.2rem);height:.75rem;background:var(--track);border-radius:.4rem;overflow:hidden;vertical-align:middle}
.fill{display:block;height:100%;background:var(--fill)}
.fill.good{background:var(--fill-good)}
.fill.bad{background:var(--fill-bad)}
.percent{display:inline-block;width:4.2rem;text-align:right;font-variant-numeric:tabular-nums;font-size:.9rem;white-space:nowrap}
.meter{position:relative;height:1.4rem;background:var(--track);border-radius:.7rem;overflow:hidden;margin:.7rem 0 .3rem}
.meter .fill{border-radius:0}
.meter .mark{position:absolute;top:0;bottom:0;width:3px;margin-left:-1px;background:var(--ink)}
.big{font-size:1.6rem;font-weight:700;line-height:1.2}
.bubble{background:var(--bubble);border-radius:1.1rem 1.1rem 1.1rem .3rem;padding:.8rem 1.1rem;max-width:26rem;margin:.9rem 0 .4rem}
.card+.card{margin-top:1rem}
footer{color:var(--soft);font-size:.88rem;padding-top:2.5rem;padding-bottom:3rem}
@media (max-width:40rem){body{font-size:15px}header{padding-top:1.5rem}h1{font-size:1.5rem}.card{padding:.95rem 1rem}dl{grid-template-columns:minmax(0,1fr);gap:.1rem}dd{margin-bottom:.6rem}.evidence li{grid-template-columns:4.6rem minmax(0,1fr);gap:.1rem .6rem}.evidence .note{grid-column:2}
.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.stack tr,.stack th,.stack td{display:block;border:0;padding:.1rem 0}.stack tr{border-bottom:1px solid var(--line);padding:.7rem 0}
.bars .share{width:34%;min-width:6rem;padding-right:0}
.noted thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.noted tr{display:grid;grid-template-columns:1fr auto 34%;border-bottom:1px solid var(--line);padding:.5rem 0}.noted tbody th{width:auto}.noted tbody :is(th,td){border:0;padding:.1rem .5rem .1rem 0}.noted td.note{grid-column:1/-1;display:block}.noted .share{width:auto}
.track{display:block;width:100%;margin:.4rem 0 .2rem}.percent{width:auto}}
@media print{@page{margin:16mm 14mm}:root{color-scheme:light;--ground:#fff;--card:#fff;--ink:#111;--soft:#444;--line:#bbb;--accent:#111;
--good:#17693a;--good-bg:#fff;--bad:#a8201a;--bad-bg:#fff;--warn:#7a4b00;--warn-bg:#fff;--unknown:#3d4f73;--unknown-bg:#fff;--fill:#3b76cf;--fill-good:#2f8f57;--fill-bad:#c9564f;--track:#e6eaf1;--bubble:#f2f5fa}
body{font-size:10pt}main,header,footer{max-width:none;padding:0}header{padding-top:0}tr,.evidence li,.bubble,.meter{break-inside:avoid}.card{box-decoration-break:clone;-webkit-box-decoration-break:clone}h1,h2,h3,caption,thead{break-after:avoid}h2{margin:1.6rem 0 .6rem}.card{padding:.7rem .9rem}th,td{padding-top:.3rem;padding-bottom:.3rem}.badge{border:1px solid currentColor}
.fill,.track,.meter,.mark,.bubble{print-color-adjust:exact;-webkit-print-color-adjust:exact}a[href^=http]:not(th a)::after{content:" (" attr(href) ")";font-size:.8em;overflow-wrap:anywhere}}
`.replaceAll('\n', '');
