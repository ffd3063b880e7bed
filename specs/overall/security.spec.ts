import { expect, proves, test } from "../../fixtures/test.ts";

test.describe("The stack is closed to strangers", () => {
  test(
    "nothing listens beyond loopback, and no other network reaches a container",
    proves("loopback-only"),
    async ({ exposure, criterion }) => {
      const { open, looked } = await exposure.openPorts();

      criterion.measured("loopback-only", open.length, { open: open.join(", ") || "none", sockets: looked });
      expect(looked, "sockets of the stack were found").toBeGreaterThan(0);
    },
  );

  test(
    "every container runs with no more privileges than it needs",
    proves("unprivileged"),
    async ({ exposure, criterion }) => {
      const { found, looked } = await exposure.overprivileged();

      criterion.evidenceOf("audit", await exposure.audits());
      criterion.measured("unprivileged", found.length, {
        found: found.join("; ") || "none",
        containers: looked,
      });
      expect(looked, "containers were looked at").toBeGreaterThan(0);
    },
  );

  test(
    "exporter, producers and consumers have users that may do their work and nothing else",
    proves("users-limited"),
    async ({ exposure, criterion }) => {
      const { beyond, lacking, looked } = await exposure.userRights();

      criterion.measured("users-limited", beyond.length, {
        allowed: beyond.join(", ") || "none",
        "rights asked about": looked,
      });
      expect(lacking, "what their work takes is allowed to them").toEqual([]);
    },
  );

  test(
    "credentials that are changed in .env reach every component, and the old ones are refused",
    proves("credentials-changeable"),
    async ({ ownStack: _own, security, criterion }) => {
      const keeping = await security.keepingOld();

      criterion.measured("credentials-changeable", keeping.length, { seen: keeping.join("; ") || "none" });
    },
  );

  test(
    "with TLS every node of profile ha takes clients over it",
    proves("tls-on-every-node"),
    async ({ ownStack: _own, openssl: _openssl, haSecurity, criterion }) => {
      const { found, looked } = await haSecurity.withoutTls();

      criterion.measured("tls-on-every-node", found.length, {
        seen: found.join("; ") || "none",
        nodes: looked,
      });
      expect(looked, "nodes were asked").toBe(6);
    },
  );

  test(
    "every credential changes in profile ha while frames flow, and none of them is lost",
    proves("change-loss", "change-reaches-all"),
    async ({ ownStack: _own, openssl: _openssl, haSecurity, criterion }) => {
      const { broken, confirmed, keeping, refused } = await haSecurity.changed();

      criterion.measured("change-loss", broken, { frames: confirmed, "refused meanwhile": refused });
      criterion.measured("change-reaches-all", keeping.length, { seen: keeping.join("; ") || "none" });
      expect(confirmed, "frames were confirmed meanwhile").toBeGreaterThan(0);
    },
  );

  test(
    "no report, log or process argument shows a credential",
    proves("no-credentials-shown"),
    async ({ ownStack: _own, security, criterion }) => {
      const { places, looked } = await security.placesThatShow();

      criterion.measured("no-credentials-shown", places.length, {
        places: places.join(", ") || "none",
        searched: looked,
      });
      expect(looked, "logs, processes and reports were searched").toBeGreaterThan(10);
    },
  );
});
