import { expect, test } from "vitest";
import { html } from "./html-tag.ts";

test("what is put in is escaped, as text and as an attribute", () => {
  const hostile = `<script>alert("1")</script> & 'x'`;

  expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(
    '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;</p>',
  );
});

test("HTML is put in as it is, lists one after the other, nothing as nothing", () => {
  expect(html`<ul>${["a", "b"].map((item) => html`<li>${item}</li>`)}${undefined}${false}</ul>`.text).toBe(
    "<ul><li>a</li><li>b</li></ul>",
  );
});
