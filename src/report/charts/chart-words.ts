import { type Language, numberIn } from "../words/language.ts";
import { termIn } from "../words/terms.ts";
import { TEXT_ELEMENT } from "./svg-texts.ts";

const NUMBER = /^[\d,]+(\.\d+)?$/;

/**
 * A chart with its words and numbers as a language writes them. Charts are drawn by the run, in English, since the data
 * that they are drawn from is larger than they are.
 * @param svg of `svgOf`, in which each word or number is a text of its own
 */
export function chartIn(language: Language, svg: string): string {
  if (language === "en") return svg;
  return svg.replaceAll(TEXT_ELEMENT, (_, opening, text, closing) => {
    const isNumber = NUMBER.test(text);
    return `${opening}${isNumber ? numberIn(language, Number(text.replaceAll(",", ""))) : termIn(language, text)}${closing}`;
  });
}
