import { enough, proves, test } from "../../fixtures/test.ts";

test.describe("The stack is closed to strangers", () => {
  test(
    "nothing listens beyond loopback, and no other network reaches a container",
    proves("loopback-only").needs("seenHost"),
    async ({ exposure, criterion }) => {
      const { open, looked } = await exposure.openPorts();
      enough(looked, 1, "sockets of the stack were found");

      criterion("loopback-only").measured(open.length, { open: open.join(", ") || "none", sockets: looked });
    },
  );

  test(
    "every container runs with no more privileges than it needs",
    proves("unprivileged").needs("seenHost"),
    async ({ exposure, criterion }) => {
      const { found, looked } = await exposure.overprivileged();
      enough(looked, 1, "containers were looked at");

      criterion("unprivileged")
        .evidenceOf("audit", await exposure.audits())
        .measured(found.length, {
          found: found.join("; ") || "none",
          containers: looked,
        });
    },
  );

  test(
    "exporter, producers and consumers have users that may do their work and nothing else",
    proves("users-limited", "users-able").needs("seenHost"),
    async ({ exposure, criterion }) => {
      const { beyond, lacking, looked } = await exposure.userRights();

      criterion("users-limited").measured(beyond.length, {
        allowed: beyond.join(", ") || "none",
        "rights asked about": looked,
      });
      criterion("users-able").measured(lacking.length, { refused: lacking.join(", ") || "none" });
    },
  );

  test(
    "credentials that are changed in .env reach every component, and the old ones are refused",
    proves("credentials-changeable").needs("ownStack"),
    async ({ security, criterion }) => {
      const keeping = await security.keepingOld();

      criterion("credentials-changeable").measured(keeping.length, { seen: keeping.join("; ") || "none" });
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
    async ({ security, criterion }) => {
      const { places, looked } = await security.placesThatShow();
      enough(looked, 11, "logs, processes and reports were searched");

      criterion("no-credentials-shown").measured(places.length, {
        places: places.join(", ") || "none",
        searched: looked,
      });
    },
  );
});
