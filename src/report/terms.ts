import type { Language } from "./language.ts";

/**
 * What specs call their tables, columns, charts and values, in Polish. Commands, names of files, settings and metrics, and
 * what programs printed stay as they are.
 */
const POLISH: Readonly<Record<string, string>> = {
  // Tables
  "Rows of the dashboard": "Wiersze dashboardu",
  "Alerts seen live, with durations shortened": "Alerty zaobserwowane na żywo, ze skróconymi czasami",
  "Targets of Prometheus": "Cele Prometheusa",
  "Series that rules and dashboard ask for": "Szeregi, o które pytają reguły i dashboard",
  "Power cuts of Redis": "Odcięcia zasilania Redis",
  "Power cuts of RabbitMQ": "Odcięcia zasilania RabbitMQ",
  "Failovers of Redis": "Przełączenia awaryjne Redis",
  "Failovers of RabbitMQ": "Przełączenia awaryjne RabbitMQ",
  "Fault matrix of Redis": "Macierz awarii Redis",
  "Fault matrix of RabbitMQ": "Macierz awarii RabbitMQ",
  "Steps of the rollback": "Kroki wycofania",
  "Validation commands of the plan": "Polecenia walidacyjne planu",
  // Columns
  row: "wiersz",
  panels: "panele",
  queries: "zapytania",
  "queries with data": "zapytania z danymi",
  alert: "alert",
  broker: "broker",
  severity: "waga",
  fault: "awaria",
  fired: "zadziałał",
  arrived: "dotarł",
  resolved: "wygasł",
  job: "zadanie",
  targets: "cele",
  up: "działa",
  of: "czego",
  metrics: "metryki",
  selectors: "selektory",
  "selectors that exist": "selektory, które istnieją",
  nodes: "węzły",
  verdict: "werdykt",
  "frames due": "klatki do wysłania",
  "at stake": "zagrożone",
  recovery: "powrót",
  "longest latency": "najdłuższe opóźnienie",
  "what was seen of it": "co z niej zaobserwowano",
  step: "krok",
  seconds: "sekundy",
  "what it said": "co powiedział",
  command: "polecenie",
  printed: "wypisało",
  // Words for what happened to a frame
  attempted: "próby",
  confirmed: "potwierdzone",
  "confirmed by RabbitMQ": "potwierdzone przez RabbitMQ",
  refused: "odmówione",
  unknown: "nieznane",
  lost: "utracone",
  recovered: "odzyskane",
  duplicated: "zduplikowane",
  corrupted: "uszkodzone",
  unexpected: "nieoczekiwane",
  reordered: "w zmienionej kolejności",
  evicted: "usunięte przez politykę pamięci",
  // Values beside the measured one
  frames: "klatki",
  faults: "awarie",
  missing: "brakujące",
  members: "członkowie",
  folder: "folder",
  "measured s": "mierzono s",
  "frames late by the generator": "klatki spóźnione z winy generatora",
  "the broker said": "broker powiedział",
  raised: "podniesione",
  rejected: "odrzucone",
  silent: "milczące",
  undelivered: "niedostarczone",
  unresolved: "niewygasłe",
  "alerts seen": "zaobserwowane alerty",
  empty: "bez danych",
  "not up": "niedziałające",
  named: "wymienione",
  open: "otwarte",
  sockets: "gniazda",
  found: "znaleziono",
  containers: "kontenery",
  seen: "zaobserwowano",
  places: "miejsca",
  searched: "przeszukano",
  failed: "nieudane",
  missed: "przeoczone",
  triggers: "wyzwalacze",
  "other than kept": "inne niż zachowane",
  provisioned: "z konfiguracji",
  allowed: "dozwolone",
  "commands tried": "sprawdzone polecenia",
  "told by": "według",
  errors: "błędy",
  "rejected connections": "odrzucone połączenia",
  "evicted keys": "usunięte klucze",
  "memory %": "pamięć %",
  // Values
  none: "brak",
  kept: "zachowane",
  broken: "złamane",
  undetermined: "nierozstrzygnięte",
  "one node": "jeden węzeł",
  "as expected": "zgodnie z oczekiwaniem",
  otherwise: "inaczej",
  nothing: "nic",
  never: "nigdy",
  "unit tests only": "tylko testy jednostkowe",
  true: "tak",
  false: "nie",
  // Charts
  throughput: "przepustowość",
  backlog: "zaległości",
  "latency from due to received": "opóźnienie od terminu do odbioru",
  "distribution of latency": "rozkład opóźnienia",
};

const POLISH_PHRASES: readonly [phrase: RegExp, replacement: string][] = [
  [/^Messages through (\w+)$/, "Komunikaty przez $1"],
  [/^Pictures through (\w+)$/, "Obrazy przez $1"],
  [/^Throughput through (\w+)$/, "Przepustowość przez $1"],
  [/^Latency through (\w+), from due to received$/, "Opóźnienie przez $1, od terminu do odbioru"],
  [/^Errors of (\w+)$/, "Błędy $1"],
  [/^Backlog in (\w+)$/, "Zaległości w $1"],
  [/^after ([\d.]+) s$/, "po $1 s"],
];

/** A title, a column, the name of a value or a word in a cell; what has no translation stays as it is. */
export function termIn(language: Language, term: string): string {
  if (language === "en") return term;
  const known = POLISH[term];
  if (known !== undefined) return known;
  for (const [phrase, replacement] of POLISH_PHRASES) {
    if (phrase.test(term)) return term.replace(phrase, replacement);
  }
  const [first = "", ...rest] = term.split(": ");
  return rest.length === 0 ? term : [first, ...rest].map((part) => termIn(language, part)).join(": ");
}
