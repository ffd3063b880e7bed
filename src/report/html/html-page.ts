import { PRINTED } from "./html-printed.ts";
import { STYLE } from "./html-style.ts";
import { Html, html } from "./html-tag.ts";

interface Page {
  title: string;
  language: string;
  body: Html;
  /** Rules beside those of every page. */
  ownStyle?: string;
}

/** A page that needs no other file. */
export function pageOf({ title, language, body, ownStyle = "" }: Page): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html(STYLE + PRINTED + ownStyle)}</style>
</head>
<body>
${body}
</body>
</html>
`.text;
}
