import type { Service } from "../../stack/compose-file.ts";

/** Policies under which a container comes back however it ended, and when the host was restarted. */
const COMES_BACK = ["always", "unless-stopped"];

/** Why a container of that policy may stay away; nothing for one that comes back. */
export function whyItStaysAway(policy: string): string | undefined {
  if (COMES_BACK.includes(policy)) return undefined;
  return policy === "on-failure"
    ? "its restart policy is on-failure: it stays away when it ends without an error, or when the host was restarted"
    : `its restart policy is ${policy || "no"}: it stays away whenever it ends`;
}

/** Services of the compose file that may stay away, each with the reason. */
export function stayingAway(services: readonly Pick<Service, "name" | "restart">[]): string[] {
  return services.flatMap(({ name, restart }) => {
    const [policy = ""] = restart.split(":");
    const why = whyItStaysAway(policy);
    return why ? [`${name}: ${why}`] : [];
  });
}
