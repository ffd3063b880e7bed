import type { Kind } from "../kind.ts";
import { context } from "./context.ts";
import { dockerGroup } from "./docker-group.ts";
import { hostile } from "./hostile.ts";
import { path } from "./path.ts";
import { root } from "./root.ts";
import { rootless } from "./rootless.ts";
import { second } from "./second.ts";

/** Every kind of host, in the order in which they are tried. */
export const KINDS: readonly Kind[] = [root, dockerGroup, rootless, context, path, hostile, second];
