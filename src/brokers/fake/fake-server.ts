import { monotonicClock } from "../../kernel/clock.ts";
import { FakeBroker } from "./fake-broker.ts";
import { serveFake } from "./fake-service.ts";

const PORT = 7070;

// Started as a process of its own: the fake in a container.
serveFake(new FakeBroker(monotonicClock)).listen(PORT);
process.once("SIGTERM", () => process.exit());
