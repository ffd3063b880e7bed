/** The look of completion.html on a screen: light and dark, on a phone and on a desk. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --back: #ffffff; --card: #f6f8fa; --track: #e6eaef;
  --met: #116329; --not-met: #a40e26; --undetermined: #7d4e00; --not-run: #59636e; --waived: #6639ba; --link: #0550ae; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --soft: #9da7b1; --line: #3d444d; --back: #0d1117;
  --card: #151b23; --track: #262c36; --met: #57c86b; --not-met: #ff8182; --undetermined: #e3b341; --not-run: #9da7b1; --waived: #c297ff;
  --link: #79b8ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: .75rem 1.25rem; font: .9375rem/1.45 system-ui, sans-serif; color: var(--text);
  background: var(--back); overflow-wrap: break-word; }
h1 { font-size: 1.3rem; line-height: 1.25; margin: 0 0 .5rem; } h2 { font-size: 1.2rem; margin: 2.25rem 0 .5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.5rem 0 .35rem; } h4 { font-size: .95rem; margin: 1rem 0 .25rem; }
a { color: var(--link); } code { font-size: .85em; color: var(--soft); overflow-wrap: anywhere; } ul { padding-left: 1.25rem; } p { margin: .35rem 0; }
small { font-size: .8rem; } .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999rem; } .skip:focus { position: static; }
.status { font-weight: 600; white-space: nowrap; } .soft { color: var(--soft); }
.met { color: var(--met); } .not-met { color: var(--not-met); } .undetermined { color: var(--undetermined); }
.not-run { color: var(--not-run); } .waived { color: var(--waived); }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; } td.number { text-align: right; font-variant-numeric: tabular-nums; }
.front h2 { font-size: .95rem; margin: .7rem 0 .2rem; border: 0; } .front ul { margin: .15rem 0; }
.verdict { border-left: .5rem solid var(--not-run); background: var(--card); padding: .45rem .9rem; }
.verdict p { margin: .1rem 0; } .verdict strong { font-size: 1.2rem; } .verdict .soft { font-size: .85rem; }
.verdict.accepted { border-color: var(--met); } .verdict.rejected { border-color: var(--not-met); }
.verdict.incomplete { border-color: var(--undetermined); }
.columns { display: grid; grid-template-columns: minmax(0, 1.25fr) minmax(0, 1fr); gap: 0 1.5rem; }
.front table { font-size: .85rem; } .front td, .front th { padding: .2rem .4rem; } .promises tbody th, .glance th { color: var(--text); font-weight: 400; }
.promises td a { color: var(--text); font-weight: 600; text-decoration: none; } .promises td a:hover { text-decoration: underline; }
.bar { display: block; width: 100%; max-width: 15rem; height: .35rem; margin-top: .1rem; }
.glance ul { list-style: none; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: .1rem .9rem; } .glance th { width: 9.5rem; }
.chip { color: var(--text); text-decoration: none; white-space: nowrap; } .chip:hover { text-decoration: underline; }
.open { font-size: .875rem; } .sign td { height: 2rem; } .sign th { width: 25%; } .sign td, .sign th { border: 1px solid var(--line); }
.controls { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .35rem .9rem; align-items: center; background: var(--back);
  padding: .5rem 0; border-bottom: 1px solid var(--line); font-size: .875rem; } .controls[hidden] { display: none; }
.controls input[type=search] { width: 14rem; } .controls input, .controls select, .controls button { font: inherit; }
.criterion { border-bottom: 1px solid var(--line); } .criterion .body { padding: .2rem 0 .6rem 1.6rem; scroll-margin-top: 8rem; }
.criterion > summary { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr) minmax(0, 17rem) minmax(0, 13rem); gap: 0 .75rem; padding: .28rem .25rem;
  cursor: pointer; list-style: none; } .criterion > summary::-webkit-details-marker { display: none; }
.criterion > summary:hover { background: var(--card); } .criterion[open] > summary { background: var(--card); }
.criterion > summary .title::before { content: "▸ "; color: var(--soft); } .criterion[open] > summary .title::before { content: "▾ "; }
.criterion .title b { font-weight: 600; color: var(--soft); } .criterion .expected { color: var(--soft); } .criterion .expected::before { content: attr(data-label) " "; font-size: .8rem; }
section.task, section.block { scroll-margin-top: 3rem; }
.scroll { overflow-x: auto; } .below td { padding-top: 0; color: var(--soft); } tr:has(+ .below) > td { border-bottom: 0; }
.changes summary { cursor: pointer; } figure { margin: .5rem 0; } figure img { width: 100%; max-width: 56rem; height: auto; background: #fff; border-radius: .25rem; }
.charts.many { display: grid; grid-template-columns: repeat(auto-fill, minmax(24rem, 1fr)); gap: .5rem; } .charts.many figure { margin: 0; }
ul.plain { padding-left: 1.25rem; } .spark { display: inline-block; vertical-align: middle; }
@media (max-width: 60rem) {
  .columns { grid-template-columns: minmax(0, 1fr); } .controls { position: static; }
  .criterion > summary { grid-template-columns: minmax(0, 1fr); gap: 0; } .criterion .measured::before { content: attr(data-label) " "; font-size: .8rem; color: var(--soft); }
  .charts.many { grid-template-columns: minmax(0, 1fr); } .criterion .body { padding-left: .5rem; }
}
@media (max-width: 30rem) { .glance th, .glance td, .promises thead { display: block; width: auto; } .glance th { border: 0; padding-bottom: 0; }
  .promises thead { position: absolute; left: -999rem; } .promises tr { display: block; padding: .3rem 0; border-bottom: 1px solid var(--line); } .promises td, .promises tbody th { display: block; border: 0; padding: .05rem 0; }
  .promises td[data-label]::before { content: attr(data-label) " "; color: var(--soft); } }
`;
