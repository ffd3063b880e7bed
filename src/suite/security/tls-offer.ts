import type { LoginAs } from "../../brokers/access.ts";
import { messageOf } from "../../kernel/problem.ts";
import type { RunningService } from "../../stack/running-service.ts";
import { accessTo } from "./access-to.ts";
import { flawsOfCertificate } from "./certificate.ts";
import type { Credentials } from "./credentials.ts";

/**
 * Nodes that a client cannot log in to over TLS, or that take it without TLS on the port for TLS, and those with a certificate that
 * is not for them or soon ends, each with what was seen. A broker that has one port for both takes clients without TLS there.
 */
export async function withoutTls(
  nodes: readonly RunningService[],
  { ca, credentials }: { ca: string; credentials: Credentials },
): Promise<string[]> {
  const as: LoginAs = { user: "producer", password: credentials.PRODUCER_PASSWORD };
  const found = nodes.map(async (node) => {
    const access = await accessTo(node);
    const at = await node.address(access.tlsPort);
    const shown = { name: node.name, ca, beforeTls: access.beforeTls };
    const over = await access.logIn(at, { ...as, ca }).then(
      async () => (await flawsOfCertificate(at, shown)).map((flaw) => `${node.name}: ${flaw}`),
      (thrown: unknown) => [`${node.name}: ${messageOf(thrown)}`],
    );
    if (access.portOf(node) === access.tlsPort) return over;
    const plain = await access.logIn(at, as).then(
      () => [`${node.name} takes clients without TLS on the port for TLS`],
      () => [],
    );
    return [...over, ...plain];
  });
  return (await Promise.all(found)).flat();
}
