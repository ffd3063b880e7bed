/** Keeps what a program printed from being read as markup; its lines become one. */
export function asText(text: string): string {
  return text
    .trim()
    .split(/\s*[\r\n]+\s*/)
    .map((line) => line.replace(/[\\<&|*_~`[\]#]/g, (character) => `\\${character}`))
    .join("<br>");
}
