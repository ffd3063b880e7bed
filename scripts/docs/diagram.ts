import { renderMermaidSVG } from "beautiful-mermaid";

/**
 * A Mermaid flowchart as SVG, drawn when the site is built: a reader's browser loads no library and asks no network. Its
 * colours are those of the theme, light or dark.
 *
 * @param source what stands between the fences in Markdown
 */
export function diagramSvg(source: string): string {
  const drawn = renderMermaidSVG(source, {
    bg: "var(--vp-c-bg)",
    fg: "var(--vp-c-text-1)",
    muted: "var(--vp-c-text-1)",
    line: "var(--vp-c-text-2)",
    accent: "var(--vp-c-text-2)",
    border: "var(--vp-c-border)",
    font: "system-ui",
    transparent: true,
    padding: 2,
  });
  // The library asks for the font at Google's, whichever it is.
  return drawn.replaceAll(/@import url\([^)]*\);/g, "");
}

/** What markdown-it gives a rule of a fence, as far as it is used here. */
interface Token {
  type: string;
  info: string;
  content: string;
}

/**
 * A fence of Mermaid as a picture, named after the heading above it; `undefined` of any other fence.
 *
 * @param tokens those of the page
 * @param at which of them is the fence
 */
export function pictureOf(tokens: readonly Token[], at: number): string | undefined {
  const fence = tokens[at];
  if (fence?.info.trim() !== "mermaid") return undefined;
  const heading = tokens.slice(0, at).findLastIndex(({ type }) => type === "heading_open");
  const name = tokens[heading + 1]?.content ?? "Diagram";
  // As a value of v-html: the templates of Vue take no <style>.
  const svg = attribute(JSON.stringify(diagramSvg(fence.content)));
  return `<div class="diagram" role="img" aria-label="${attribute(name)}" tabindex="0" v-html="${svg}"></div>\n`;
}

function attribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
