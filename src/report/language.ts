import type { Form } from "../plan/expectation.ts";
import type { Status, Verdict } from "../plan/outcome.ts";
import type { Plan, Title } from "../plan/schema.ts";
import type { DeployedTarget, Results } from "./results.ts";

/** By two letters. A report is made in each that the plan has its titles in. */
export type Language = string;

/** The languages of a plan's report, English first. */
export function languagesOf({ title }: Pick<Plan, "title">): readonly Language[] {
  return ["en", ...Object.keys(title).filter((language) => language !== "en")];
}

/** A title in a language. */
export function titleIn(language: Language, title: Title): string {
  return title[language] ?? title.en;
}

/** What a report says in one language; the titles are the plan's. */
export interface Texts {
  status: Record<Status, string>;
  verdict: Record<Verdict, string>;
  /** Accepted, though not everything is met. */
  acceptedWithWaivers: string;
  criteria: string;
  profile: string;
  started: string;
  took: string;
  interrupted: string;
  /** The brokers in scope, and what else is not as the delivered plan has it. */
  scope: (run: Pick<Results, "plan" | "brokers" | "leftOut">) => string;
  /** What was verified, where it is not a stack of the run's own. */
  target: (target: DeployedTarget) => string;
  why: string;
  measured: string;
  expected: string;
  criterion: string;
  statusHeading: string;
  seenBeside: string;
  evidence: string;
  successMetrics: string;
  shownBy: string;
  whatWasVerified: string;
  commit: string;
  host: string;
  kernel: string;
  versionOf: string;
  imageOf: string;
  digestOf: string;
  signOff: string;
  name: string;
  date: string;
  decision: string;
  remarks: string;
  reasons: string;
  history: string;
  historyOf: (runs: number) => string;
  firstFailedIn: string;
  unsteady: string;
  changedSince: string;
  nothingChanged: string;
  neverAccepted: string;
  details: string;
  more: (count: number) => string;
  skip: string;
  contents: string;
  yes: string;
  no: string;
  none: string;
}

const EN: Texts = {
  status: {
    met: "met",
    "not-met": "not met",
    undetermined: "undetermined",
    "not-run": "not run",
    waived: "waived",
  },
  verdict: {
    accepted: "Accepted: every criterion is met.",
    incomplete: "Incomplete: nothing is refuted, but not everything is shown.",
    rejected: "Rejected: at least one criterion is not met.",
  },
  acceptedWithWaivers: "Accepted: every criterion is met, or waived by the person who is named with it.",
  criteria: "Criteria",
  profile: "Profile",
  started: "started",
  took: "took",
  interrupted: "The run was interrupted: what it had not measured by then is not run or undetermined.",
  scope: ({ plan, brokers, leftOut = [] }) =>
    [
      `Brokers in scope: ${brokers.join(", ")}.`,
      ...(leftOut.length > 0 ? [`Left out, and not counted: ${leftOut.join(", ")}.`] : []),
      ...(plan ? [`Plan: ${plan}.`] : []),
    ].join(" "),
  target: (target) =>
    `Verified on ${target.kind === "stack" ? "the deployed stack of this host" : `the brokers at the addresses of ${target.file}`}${target.allowsFaults ? ", faults included" : ", without faults"}; what takes a stack of the run's own is undetermined.`,
  why: "why",
  measured: "measured",
  expected: "expected",
  criterion: "criterion",
  statusHeading: "status",
  seenBeside: "seen beside it",
  evidence: "evidence",
  successMetrics: "Success metrics",
  shownBy: "shown by",
  whatWasVerified: "What was verified",
  commit: "Commit",
  host: "Host",
  kernel: "kernel",
  versionOf: "Version of",
  imageOf: "Image of",
  digestOf: "SHA-256 of",
  signOff: "Sign-off",
  name: "Name",
  date: "Date",
  decision: "Decision (accept / reject)",
  remarks: "Remarks",
  reasons: "Reasons",
  history: "last runs",
  historyOf: (runs) => `the last ${runs} runs, the newest on the right`,
  firstFailedIn: "not met since the run of",
  unsteady: "came out both ways on the same commit",
  changedSince: "Changed since the last accepted run, of",
  nothingChanged: "Nothing has changed.",
  neverAccepted: "No earlier run on record was accepted.",
  details: "details",
  more: (count) => `and ${count} more`,
  skip: "To the checklist",
  contents: "Contents",
  yes: "yes",
  no: "no",
  none: "none",
};

const PL: Texts = {
  status: {
    met: "spełnione",
    "not-met": "niespełnione",
    undetermined: "nierozstrzygnięte",
    "not-run": "niezmierzone",
    waived: "odstąpiono",
  },
  verdict: {
    accepted: "Przyjęte: każde kryterium jest spełnione.",
    incomplete: "Niekompletne: nic nie zostało obalone, ale nie wszystko wykazano.",
    rejected: "Odrzucone: co najmniej jedno kryterium nie jest spełnione.",
  },
  acceptedWithWaivers:
    "Przyjęte: każde kryterium jest spełnione albo odstąpiła od niego osoba przy nim wymieniona.",
  criteria: "Kryteria",
  profile: "Profil",
  started: "początek",
  took: "czas trwania",
  interrupted:
    "Przebieg przerwano: czego do tej chwili nie zmierzono, jest niezmierzone lub nierozstrzygnięte.",
  scope: ({ plan, brokers, leftOut = [] }) =>
    [
      `Brokery objęte sprawdzeniem: ${brokers.join(", ")}.`,
      ...(leftOut.length > 0 ? [`Pominięte i nieliczone: ${leftOut.join(", ")}.`] : []),
      ...(plan ? [`Plan: ${plan}.`] : []),
    ].join(" "),
  target: (target) =>
    `Zweryfikowano ${target.kind === "stack" ? "stos wdrożony na tym hoście" : `brokery pod adresami z ${target.file}`}, ${target.allowsFaults ? "z wywołaniem awarii" : "bez wywoływania awarii"}; to, co wymaga własnego stosu, pozostaje nierozstrzygnięte.`,
  why: "dlaczego",
  measured: "zmierzono",
  expected: "oczekiwano",
  criterion: "kryterium",
  statusHeading: "stan",
  seenBeside: "zaobserwowano przy tym",
  evidence: "dowody",
  successMetrics: "Miary sukcesu",
  shownBy: "wykazują",
  whatWasVerified: "Co zweryfikowano",
  commit: "Commit",
  host: "Host",
  kernel: "jądro",
  versionOf: "Wersja:",
  imageOf: "Obraz:",
  digestOf: "SHA-256:",
  signOff: "Odbiór",
  name: "Imię i nazwisko",
  date: "Data",
  decision: "Decyzja (przyjmuję / odrzucam)",
  remarks: "Uwagi",
  reasons: "Powody",
  history: "ostatnie przebiegi",
  historyOf: (runs) => `ostatnie przebiegi (${runs}), najnowszy po prawej`,
  firstFailedIn: "niespełnione od przebiegu z",
  unsteady: "na tym samym commicie wypadło różnie",
  changedSince: "Zmiany od ostatniego przyjętego przebiegu, z",
  nothingChanged: "Nic się nie zmieniło.",
  neverAccepted: "Żaden wcześniejszy zapisany przebieg nie został przyjęty.",
  details: "szczegóły",
  more: (count) => `i jeszcze ${count}`,
  skip: "Do listy kontrolnej",
  contents: "Spis treści",
  yes: "tak",
  no: "nie",
  none: "brak",
};

/** The words of a report. Without words of its own a language has the English ones beside its titles. */
export function textsIn(language: Language): Texts {
  return language === "pl" ? PL : EN;
}

/** How values are written: as in the words of the report. */
export function formOf(language: Language): Form {
  return language === "pl" ? "pl" : "en";
}

/** Units that are words; the others are the same in both languages. */
const UNITS_PL: Readonly<Record<string, string>> = {
  ports: "portów",
  bytes: "bajtów",
  frames: "klatek",
  "frames/s": "klatek/s",
  "msg/s": "wiad./s",
  "ops/s": "operacji/s",
  rules: "reguł",
  nodes: "węzłów",
  members: "członków",
  alarms: "alarmów",
  panels: "paneli",
  queries: "zapytań",
  alerts: "alertów",
  targets: "celów",
  series: "szeregów",
  triggers: "wyzwalaczy",
  faults: "awarii",
  partitions: "podziałów",
  components: "komponentów",
  places: "miejsc",
  metrics: "metryk",
  commands: "poleceń",
  rights: "uprawnień",
  failures: "niepowodzeń",
  gaps: "braków",
  containers: "kontenerów",
  findings: "znalezisk",
  "seen beside it": "obok",
};

export function unitIn(language: Language, unit: string | undefined): string | undefined {
  return language === "pl" && unit ? (UNITS_PL[unit] ?? unit) : unit;
}

/** "25 November 2026, 21:20 UTC", "25 listopada 2026, 21:20 UTC". @param iso ISO 8601 */
export function dateIn(language: Language, iso: string): string {
  const format = new Intl.DateTimeFormat(language === "pl" ? "pl-PL" : "en-GB", {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
  });
  return `${format.format(new Date(iso))} UTC`;
}

export function numberIn(language: Language, value: number): string {
  return new Intl.NumberFormat(formOf(language), {
    maximumFractionDigits: Math.abs(value) >= 1000 ? 0 : 3,
  }).format(value);
}
