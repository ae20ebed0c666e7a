/** Dark and light by the reader's choice, 360 pixels and up, and paper. Every pair of colours has a contrast of 4.5 or more. */
export const pageStyle = `
:root{--ink:#1b1f24;--soft:#57606a;--paper:#fff;--line:#d0d7de;--fill:#f6f8fa;--bar:#0969da;--good:#116329;--bad:#a40e26;--track:#e4e8ec}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b1;--paper:#0d1117;--line:#30363d;--fill:#161b22;--bar:#4493f8;--good:#56d364;--bad:#ff8182;--track:#262c34}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
header,main,footer{max-width:60rem;margin:0 auto;padding:0 1rem}
header{padding-top:2rem}
.kicker{margin:0;color:var(--soft);font-size:.875rem;letter-spacing:.04em;text-transform:uppercase}
h1{margin:.1rem 0;font-size:1.75rem;line-height:1.25;overflow-wrap:anywhere}
h2{margin:0 0 .5rem;font-size:1.25rem}
h3{margin:1rem 0 0;font-size:1rem;overflow-wrap:anywhere}
p{margin:.5rem 0}
.meta,footer,caption{color:var(--soft)}
section{margin:2rem 0}
.verdict{border:1px solid var(--line);border-left:.4rem solid;border-radius:.4rem;padding:1rem 1.25rem;background:var(--fill)}
.verdict.good{border-left-color:var(--good)}.verdict.bad{border-left-color:var(--bad)}
.good h2{color:var(--good)}.bad h2{color:var(--bad)}
.quality{position:relative;height:1.5rem;border-radius:.25rem;background:var(--track);margin:.75rem 0}
.quality .full{position:absolute;inset:0 auto 0 0;border-radius:.25rem 0 0 .25rem;background:currentColor}
.good .quality{color:var(--good)}.bad .quality{color:var(--bad)}
.quality .mark{position:absolute;top:-.3rem;bottom:-.3rem;width:2px;margin-left:-1px;background:var(--ink)}
table{width:100%;border-collapse:collapse}
caption{text-align:left;padding-bottom:.5rem;font-size:.875rem}
th,td{padding:.4rem .5rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th[scope=row]{font-weight:600}
thead th{font-size:.875rem;color:var(--soft)}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.share{color:var(--soft)}
.chart{width:25%}
.reasons .chart{width:14%}
.bar{display:block;height:.8rem;margin-top:.35rem;border-radius:.2rem;background:var(--track)}
.bar span{display:block;height:100%;border-radius:.2rem;background:var(--bar)}
code{font:.875em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
th code{display:block;color:var(--soft);font-weight:400}
.words p{margin:0}
.examples{margin:.4rem 0 0;padding-left:1.1rem;font-size:.875rem;color:var(--soft)}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
footer{border-top:1px solid var(--line);padding-bottom:2rem;font-size:.875rem}
@media (max-width:40rem){
.reasons thead{display:none}
.reasons tr{display:grid;grid-template-columns:1fr auto auto;border-bottom:1px solid var(--line);padding:.5rem 0}
.reasons th,.reasons td{border:0;padding:.1rem .25rem}
.reasons .chart,.reasons .words{grid-column:1/-1;width:auto}
}
@media print{
:root{--ink:#000;--soft:#444;--paper:#fff;--line:#999;--fill:#fff;--bar:#444;--good:#000;--bad:#000;--track:#ddd}
body{font-size:11pt}.full,.bar,.bar span,.quality,.mark{print-color-adjust:exact;-webkit-print-color-adjust:exact}
section,tr{break-inside:avoid}.reasons{break-inside:auto}
}
`;
