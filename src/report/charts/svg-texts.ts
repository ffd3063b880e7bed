/** A text of an SVG, with the tags around it. */
export const TEXT_ELEMENT = /(<text[^>]*>)([^<]*)(<\/text>)/g;

/** Every text of a picture, in the order in which it is drawn. */
export function textsOf(svg: string): string[] {
  return [...svg.matchAll(TEXT_ELEMENT)].map(([, , text = ""]) => text);
}
