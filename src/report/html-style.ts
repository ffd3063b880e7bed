/** The look of completion.html: light and dark, on a phone and on A4. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --back: #ffffff; --card: #f6f8fa;
  --met: #116329; --not-met: #a40e26; --undetermined: #7d4e00; --not-run: #59636e; --waived: #6639ba; --link: #0550ae; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --soft: #9da7b1; --line: #3d444d; --back: #0d1117;
  --card: #151b23; --met: #57c86b; --not-met: #ff8182; --undetermined: #e3b341; --not-run: #9da7b1; --waived: #c297ff;
  --link: #79b8ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--text);
  background: var(--back); overflow-wrap: break-word; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.25rem; margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; } h4 { font-size: .95rem; margin: 1rem 0 .25rem; }
a { color: var(--link); } code { font-size: .85em; color: var(--soft); overflow-wrap: anywhere; }
.skip { position: absolute; left: -999rem; } .skip:focus { position: static; }
.verdict { border-left: .5rem solid var(--not-run); background: var(--card); padding: .75rem 1rem; margin: 1rem 0; }
.verdict p { margin: .25rem 0; } .verdict strong { font-size: 1.15rem; }
.verdict.accepted { border-color: var(--met); } .verdict.rejected { border-color: var(--not-met); }
.verdict.incomplete { border-color: var(--undetermined); }
.status { font-weight: 600; white-space: nowrap; } .soft { color: var(--soft); }
.met { color: var(--met); } .not-met { color: var(--not-met); } .undetermined { color: var(--undetermined); }
.not-run { color: var(--not-run); } .waived { color: var(--waived); }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .5rem; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; } td.number { text-align: right; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; } .scroll table { width: auto; min-width: 100%; } .scroll td { max-width: 22rem; }
.criteria { table-layout: fixed; } .criteria th:nth-child(1) { width: 11rem; } .criteria th:nth-child(5) { width: 9rem; }
.criteria th:nth-child(3), .criteria th:nth-child(4) { width: 19%; }
details { margin: .25rem 0; } summary { cursor: pointer; color: var(--soft); }
figure { margin: 1rem 0; } figure img { width: 100%; max-width: 56rem; height: auto; background: #fff; border-radius: .25rem; }
figcaption { font-size: .9rem; color: var(--soft); } ul.plain { padding-left: 1.25rem; }
.spark { display: inline-block; vertical-align: middle; }
.sign td { height: 2.75rem; } .sign th { width: 16rem; }
@media (max-width: 44rem) {
  .criteria thead { position: absolute; left: -999rem; } .criteria tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  .criteria td:empty { display: none !important; } .criteria td { display: block; width: auto !important; border: 0; padding: .1rem 0; }
  .criteria td[data-label]::before { content: attr(data-label) ": "; color: var(--soft); } .sign th { width: 8rem; }
}
@page { size: A4; margin: 15mm; }
@media print {
  :root { color-scheme: light; --text: #000; --soft: #444; --line: #bbb; --back: #fff; --card: #f3f3f3; --met: #116329;
    --not-met: #a40e26; --undetermined: #7d4e00; --not-run: #444; --waived: #5a2ca0; --link: #000; }
  body { max-width: none; padding: 0; font-size: 9.5pt; } .skip, nav { display: none; }
  h2, h3, h4 { break-after: avoid; } tr, figure, .sign { break-inside: avoid; }
  details::details-content { content-visibility: visible; height: auto; } .scroll { overflow: visible; }
  .scroll table { font-size: 6.5pt; width: 100%; table-layout: auto; } .scroll td { max-width: none; overflow-wrap: anywhere; }
  .scroll th, .scroll td { padding: .15rem .2rem; }
  .criteria th:nth-child(1) { width: 15%; } .criteria th:nth-child(3), .criteria th:nth-child(4) { width: 15%; }
  .criteria th:nth-child(5) { width: 10%; } .criteria details { font-size: 8pt; } summary { display: none; }
  figure { display: inline-block; width: 49%; margin: .25rem 0; } figcaption { font-size: 8pt; }
}
`;
