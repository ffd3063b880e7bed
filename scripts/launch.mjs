// Runs on whatever Node the host has: installs the packages, the pinned Node among them, and hands over to it.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  existsSync,
  lstatSync,
  mkdirSync,
  constants as modes,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { exclusively } from "../src/kernel/exclusively.mjs";
import { EXIT, exitCodeOfSignal } from "../src/kernel/exit-codes.mjs";
import { onceOrphaned } from "../src/kernel/orphaned.mjs";

const OLDEST_NODE = 20;
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const NODE = join(ROOT, "node_modules/node/bin/node");
/** Whatever npm's settings say, in files or in the environment: all packages, with their install scripts, in this folder. */
const NPM_OPTIONS = [
  ...["--include=dev", "--include=optional", "--ignore-scripts=false", "--include=peer"],
  ...["dry-run", "global", "package-lock-only", "workspaces", "audit", "fund"].map(
    (name) => `--${name}=false`,
  ),
  ...["package-lock", "bin-links"].map((name) => `--${name}=true`),
  ...["--location=project", "--install-strategy=hoisted", "--loglevel=error"],
];
const STAMP = join(ROOT, "node_modules/.installed-from");

// 1 is a judge's no, and nobody else's.
process.on("uncaughtException", (error) =>
  fail(`npm run ${process.argv[2]}: ${error.message}`, "fix what the message names, then run this again"),
);

const [command, ...args] = process.argv.slice(2);

// What is started goes to the repository's root: paths that a person gave are of the folder where they stood.
process.env.INIT_CWD ??= process.cwd();
const { NODE_EXTRA_CA_CERTS: authorities } = process.env;
if (authorities) process.env.NODE_EXTRA_CA_CERTS = resolve(process.env.INIT_CWD, authorities);

if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE) {
  fail(
    `Node ${process.version}: expected ${OLDEST_NODE} or later`,
    "install a newer Node with npm, then run this again",
  );
}
if (!isElsewhere() && !installed()) await exclusively("Node packages", installPackages, ROOT);
const LAST_RESORT = pathToFileURL(join(ROOT, "scripts/run-command.ts")).href;
process.exitCode = outcomeOf(
  await run(NODE, ["--import", LAST_RESORT, join(ROOT, "scripts", `${command}.ts`), ...args]),
);

function manifest() {
  const files = ["package.json", "package-lock.json"].map((name) => readFileSync(join(ROOT, name)));
  return createHash("sha256").update(Buffer.concat(files)).digest("hex");
}

function installed() {
  return existsSync(NODE) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === manifest();
}

/** A link leads to packages of another folder: `npm ci` would empty that one. They are taken as they are. */
function isElsewhere() {
  const packages = join(ROOT, "node_modules");
  if (!lstatSync(packages, { throwIfNoEntry: false })?.isSymbolicLink()) return false;
  if (existsSync(NODE)) return true;
  return fail(
    `Node packages: expected ${packages} to be a folder, saw a link to one without ${NODE}`,
    "remove the link, then run this again: it installs the packages",
  );
}

async function installPackages() {
  if (installed()) return;
  const started = performance.now();
  console.log("Node packages: installing");
  if (!isWritable(ROOT)) {
    fail(
      `Node packages: expected a folder that this user may write to, saw that ${ROOT} is not`,
      "give this user the right to write there, or run this in a copy of the folder",
    );
  }
  useWritableCache();
  const code = await run("npm", ["ci", ...NPM_OPTIONS]);
  if (code !== 0) {
    fail(
      `Node packages: expected npm ci to install them, saw exit ${code}`,
      "fix what npm printed above (registry reachable? disk full?), then run this again",
    );
  }
  if (!existsSync(NODE)) {
    fail(
      `Node packages: expected npm ci to install them, saw exit 0 and no ${NODE}`,
      "see whether npm may run the install script of the package node (npm config ls), then run this again",
    );
  }
  writeFileSync(STAMP, manifest());
  console.log(`Node packages: installed in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** Without a home that can be written, as in some containers, npm keeps its cache here: it would give up otherwise. */
function useWritableCache() {
  if (isWritable(process.env.npm_config_cache || join(home(), ".npm"))) return;
  process.env.npm_config_cache = join(ROOT, ".tmp/npm-cache");
}

function home() {
  try {
    return homedir();
  } catch {
    return "/nonexistent";
  }
}

/**
 * Whether this user may write to a folder, which is made where it is missing.
 *
 * @param {string} folder
 */
function isWritable(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, modes.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The environment of a program that is started here: NODE_ENV is for servers, and options that the host's Node knows may
 * keep the pinned one from starting.
 *
 * @param {string} file
 */
function environmentOf(file) {
  const { NODE_ENV: _mode, ...env } = process.env;
  if (!env.NODE_OPTIONS || file !== NODE) return env;
  const { status, stderr } = spawnSync(NODE, ["--eval", ""], { env, encoding: "utf8" });
  if (status === 0) return env;
  console.error(`NODE_OPTIONS is left out, since Node cannot start with it: ${stderr.trim().split("\n")[0]}`);
  const { NODE_OPTIONS: _options, ...others } = env;
  return others;
}

/**
 * Exit code of the command. A terminal sends Ctrl-C to the child as well, so it is only waited for; any other sender
 * means this process alone, so it is handed on.
 *
 * @param {string} file
 * @param {string[]} argv
 * @returns {Promise<number>}
 */
function run(file, argv) {
  return new Promise((resolve) => {
    const shell = process.platform === "win32";
    const child = spawn(file, argv, { cwd: ROOT, stdio: "inherit", shell, env: environmentOf(file) });
    const handOn = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    const onInterrupt = () => process.stdin.isTTY || child.kill("SIGINT");
    process.on("SIGTERM", handOn).on("SIGHUP", handOn).on("SIGINT", onInterrupt);
    const unwatch = onceOrphaned(() => child.kill("SIGTERM"));
    const ended = (/** @type {number} */ code) => {
      unwatch();
      process.off("SIGTERM", handOn).off("SIGHUP", handOn).off("SIGINT", onInterrupt);
      resolve(code);
    };
    child.once("error", (error) =>
      fail(`${file}: ${error.message}`, "install Node with npm, then run this again"),
    );
    child.once("exit", (code, signal) => ended(code ?? exitCodeOfSignal(signal ?? "SIGKILL")));
  });
}

/**
 * The exit code of a command that has ended by itself, or by the signal of someone who ends programs; of one that has
 * crashed, that it could not finish.
 *
 * @param {number} code
 */
function outcomeOf(code) {
  const signals = /** @type {const} */ (["SIGHUP", "SIGINT", "SIGTERM", "SIGPIPE"]);
  if (code <= EXIT.couldNot || signals.some((signal) => code === exitCodeOfSignal(signal))) return code;
  console.error(
    `npm run ${command}: expected to run to its end, saw exit code ${code}\n  What to do: look at the lines above; 134 and 137 are often too little memory`,
  );
  return EXIT.couldNot;
}

/**
 * @param {string} what
 * @param {string} remedy
 */
function fail(what, remedy) {
  console.error(`${what}\n  What to do: ${remedy}`);
  process.exit(EXIT.couldNot);
}
