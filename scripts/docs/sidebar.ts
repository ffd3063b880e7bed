/** Pages that the same reader needs, in the order in which they are needed. */
interface Section {
  title: string;
  /** What the sidebar calls a page, and its path in the repository. */
  pages: readonly (readonly [name: string, page: string])[];
}

/** Every page of the site: first what everybody needs, then what a reader does with it, last how it is made. */
export const SIDEBAR: readonly Section[] = [
  {
    title: "Begin here",
    pages: [
      ["broker-signoff", "README.md"],
      ["Concepts", "CONCEPTS.md"],
      ["What the host needs", "docs/requirements.md"],
      ["Sign off", "docs/sign-off.md"],
      ["Commands", "docs/commands.md"],
    ],
  },
  {
    title: "What was found",
    pages: [
      ["Durability", "docs/durability.md"],
      ["Compare brokers", "docs/comparison.md"],
      ["Compatibility", "docs/compatibility.md"],
      ["Hosts", "docs/hosts.md"],
      ["Busy hosts", "docs/noise.md"],
      ["Reports that are not green", "docs/gallery.md"],
    ],
  },
  {
    title: "Run the stack",
    pages: [
      ["The stack", "docs/stack.md"],
      ["Runbook", "docs/runbook.md"],
      ["Roll back", "docs/roll-back.md"],
      ["Load test", "docs/load-test.md"],
      ["Metrics", "docs/metrics.md"],
      ["Security", "docs/security.md"],
      ["Verify what is deployed", "docs/verify-deployed.md"],
      ["Several hosts", "docs/several-hosts.md"],
      ["Scaling", "docs/scaling.md"],
      ["CI", "docs/ci.md"],
    ],
  },
  {
    title: "Change it",
    pages: [
      ["Layout", "docs/layout.md"],
      ["Extending", "docs/extending.md"],
      ["Contributing", "CONTRIBUTING.md"],
      ["Testing", "docs/testing.md"],
      ["Mutants of the settings", "docs/sabotage.md"],
      ["Mutants that survive", "docs/mutation.md"],
    ],
  },
];

/** Where the site has a page: `/docs/runbook` for `docs/runbook.md`, and the door is its home. */
export function addressOf(page: string): string {
  return page === "README.md" ? "/" : `/${page.replace(/\.md$/, "")}`;
}
