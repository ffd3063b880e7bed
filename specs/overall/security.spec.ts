import { enough, proves, test, told, unexpectedWithTls } from "../../fixtures/test.ts";

test.describe("The stack is closed to strangers", () => {
  test(
    "nothing listens beyond loopback, and no other network reaches a container",
    proves("loopback-only").needs("seenHost"),
    async ({ exposure, criterion }) => {
      const { open, looked } = await exposure.openPorts();
      enough(looked, 1, "sockets of the stack were found");

      criterion("loopback-only").measured(open.length, { open: told(open), sockets: looked });
    },
  );

  test(
    "every container has no more privileges, ports, mounts and secrets than its service needs",
    proves("unprivileged", "ports-limited", "mounts-limited", "secrets-limited").needs("seenHost"),
    async ({ exposure, criterion }) => {
      const { services, composedOnly, ...excess } = await exposure.excess();
      enough(services.length, 1, "services were looked at");
      const looked = {
        services: services.length,
        "judged by the compose file alone": composedOnly.join(", ") || "none",
      };

      criterion("unprivileged")
        .evidenceOf("audit", await exposure.audits())
        .measured(excess.privileges.length, { found: told(excess.privileges), ...looked });
      criterion("ports-limited").measured(excess.ports.length, { found: told(excess.ports), ...looked });
      criterion("mounts-limited").measured(excess.mounts.length, { found: told(excess.mounts), ...looked });
      criterion("secrets-limited").measured(excess.secrets.length, {
        found: told(excess.secrets),
        ...looked,
      });
    },
  );

  test(
    "nobody but the users that are needed gets in, and those may do their work and nothing else",
    proves("users-limited", "users-able").needs("seenHost"),
    async ({ exposure, criterion }) => {
      const { beyond, lacking, servers, looked } = await exposure.userRights();
      enough(servers.length, 1, "servers were asked");
      const asked = { servers: servers.join(", "), "rights asked about": looked };

      criterion("users-limited").measured(beyond.length, { allowed: told(beyond), ...asked });
      criterion("users-able").measured(lacking.length, { refused: told(lacking), ...asked });
    },
  );

  test(
    "Prometheus and Grafana let nobody change them, and hand their figures over to nobody",
    proves("monitoring-closed").needs("seenHost"),
    async ({ exposure, criterion }) => {
      const open = await exposure.openMonitoring();

      criterion("monitoring-closed").measured(open.length, { found: told(open) });
    },
  );

  test(
    "every node and Sentinel of profile ha asks for a password, and has one for the others",
    proves("passwords-required").needs("ownStack"),
    async ({ haSecurity, criterion }) => {
      const { found, looked } = await haSecurity.withoutPassword();
      enough(looked, 6, "nodes and Sentinels were asked");

      criterion("passwords-required").measured(found.length, { seen: told(found), nodes: looked });
    },
  );

  test(
    "every node of profile ha accepts clients over TLS",
    proves("tls-on-every-node").needs("ownStack", "openssl"),
    async ({ haSecurity, criterion }) => {
      const { found, looked } = await haSecurity.withoutTls();
      enough(looked, 6, "nodes were asked");

      criterion("tls-on-every-node").measured(found.length, {
        seen: found.join("; ") || "none",
        nodes: looked,
      });
    },
  );

  test(
    "with TLS the members of profile ha have no settings that nobody expects",
    proves("tls-settings-expected").needs("ownStack", "openssl"),
    async ({ haSecurity, security, criterion }) => {
      const { count, details } = await unexpectedWithTls(haSecurity, security);

      criterion("tls-settings-expected").measured(count, details);
    },
  );

  // Side by side: each change is waited for more than it computes, and is made on a stack of its own.
  test.concurrent(
    "credentials that are changed in .env reach every component, and the old ones are refused",
    proves("credentials-changeable").needs("ownStack"),
    async ({ security, criterion }) => {
      const keeping = await security.keepingOld();

      criterion("credentials-changeable").measured(keeping.length, { seen: keeping.join("; ") || "none" });
    },
  );

  test.concurrent(
    "every credential changes in profile ha while frames flow, and none of them is lost",
    proves("change-loss", "change-reaches-all").needs("ownStack", "openssl"),
    async ({ haSecurity, criterion }) => {
      const { broken, confirmed, keeping, refused } = await haSecurity.changed();
      enough(confirmed, 1, "frames were confirmed meanwhile");

      criterion("change-loss").measured(broken, { frames: confirmed, "refused meanwhile": refused });
      criterion("change-reaches-all").measured(keeping.length, { seen: keeping.join("; ") || "none" });
    },
  );

  test(
    "no report, log or process argument shows a credential",
    proves("no-credentials-shown").needs("ownStack"),
    async ({ security, haSecurity, criterion }) => {
      const single = await security.placesThatShow();
      const ha = await haSecurity.placesThatShow();
      const places = [...new Set([...single.places, ...ha.places])];
      enough(single.looked, 11, "logs, processes and reports were searched");
      enough(ha.looked, 6, "logs and processes of profile ha were searched");

      criterion("no-credentials-shown").measured(places.length, {
        places: places.join(", ") || "none",
        searched: single.looked + ha.looked,
      });
    },
  );
});
