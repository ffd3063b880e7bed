/** Has the controls of completion.html work: it hides what does not match, and tasks and blocks without any that does. */
export const SCRIPT = `
const form = document.querySelector("form.controls");
const criteria = [...document.querySelectorAll("details.criterion")];
const text = new Map(criteria.map((each) => [each, each.textContent.toLowerCase()]));
form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", show);
form.open.addEventListener("click", () => openAll(true));
form.close.addEventListener("click", () => openAll(false));
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && event.target !== form.text) { event.preventDefault(); form.text.focus(); }
  if (event.key === "Escape" && event.target === form.text) { form.text.value = ""; show(); }
});
addEventListener("hashchange", all);
function all() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.closest("[hidden]")) { form.reset(); show(); target.scrollIntoView(); }
}
function openAll(isOpen) {
  for (const each of criteria) if (!each.hidden) each.open = isOpen;
}
function show() {
  const words = form.text.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const statuses = new Set([...form.querySelectorAll("[name=status]:checked")].map(({ value }) => value));
  const broker = form.broker?.value ?? "";
  for (const each of criteria) {
    const { status, broker: own } = each.dataset;
    each.hidden = !(statuses.has(status) && (!broker || own === broker) && words.every((word) => text.get(each).includes(word)));
  }
  for (const group of document.querySelectorAll("section.task, section.block"))
    group.hidden = !group.querySelector("details.criterion:not([hidden])");
  const count = criteria.filter(({ hidden }) => !hidden).length;
  form.querySelector("output").value = count === criteria.length ? "" : count + " / " + criteria.length;
}
`;
