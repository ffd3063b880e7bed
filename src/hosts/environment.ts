import { delimiter } from "node:path";

/** Variables that a newcomer's machine needs to reach its network; nothing that this process, npm or its user has set. */
const OF_THE_MACHINE = [
  ...["http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"],
  ...["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR"],
];

/** The environment of a newcomer's shell. @param home empty for one that has none */
export function newcomersEnvironment(
  { name, home, npmCache }: { name: string; home: string; npmCache: string },
  ours: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const kept = OF_THE_MACHINE.flatMap((key) => (ours[key] ? [[key, ours[key]]] : []));
  return {
    ...Object.fromEntries(kept),
    PATH: withoutPackages(ours.PATH ?? ""),
    HOME: home,
    USER: name,
    LOGNAME: name,
    LANG: "C.UTF-8",
    // What is in there is not downloaded again for each kind of host.
    npm_config_cache: npmCache,
    npm_config_prefer_offline: "true",
  };
}

/** `npm run` puts this repository's programs first. */
function withoutPackages(path: string): string {
  return path
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules") && !folder.includes("node-gyp-bin"))
    .join(delimiter);
}
