/** The look of completion.html on paper: the first A4 page is what gets signed, and all of the checklist follows it, opened. */
export const PRINTED = `
@page { size: A4; margin: 13mm; }
@media print {
  :root { color-scheme: light; --text: #000; --soft: #444; --line: #bbb; --back: #fff; --card: #f3f3f3; --track: #e2e2e2; --met: #116329;
    --not-met: #a40e26; --undetermined: #7d4e00; --not-run: #444; --waived: #5a2ca0; --link: #000; }
  body { max-width: none; padding: 0; font-size: 8.5pt; print-color-adjust: exact; } a { text-decoration: none; } .skip, .controls, script { display: none !important; }
  .front { break-after: page; } .front table, .open { font-size: 8pt; } .front td, .front th { padding: .1rem .3rem; } .sign td { height: 3.2rem; }
  .columns { grid-template-columns: minmax(0, 1.35fr) minmax(0, 1fr); gap: 0 .8rem; } .glance th { width: 30%; } h1 { font-size: 13pt; }
  h2, h3, h4 { break-after: avoid; } tr, figure, .sign { break-inside: avoid; }
  details::details-content { content-visibility: visible; height: auto; } .criterion > summary { break-after: avoid; padding: .1rem; }
  .criterion > summary { grid-template-columns: 6.5rem minmax(0, 1fr) minmax(0, 12rem) minmax(0, 9rem); } .criterion > summary .title::before { content: none !important; }
  .criterion .body { font-size: 7.5pt; } .scroll { overflow: visible; } .scroll table { font-size: 6.5pt; width: 100%; }
  .scroll th, .scroll td { padding: .1rem .2rem; overflow-wrap: anywhere; }
  .charts, .charts.many { display: grid; grid-template-columns: 1fr 1fr; gap: .25rem; }
}
`;
