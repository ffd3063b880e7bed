import { JetStreamApiError, type JetStreamClient } from "@nats-io/jetstream";
import { errors } from "@nats-io/transport-node";
import { expect, test, vi } from "vitest";
import { refusalIn, StreamPublisher } from "./stream-publisher.ts";

const FRAME = Buffer.from("frame");
const FULL = new JetStreamApiError({ code: 503, err_code: 10077, description: "maximum messages exceeded" });

/** As the client makes it of a subject at which nobody listens; it does not export the class. */
function notEnabled(): Error {
  const error = new Error("jetstream is not enabled");
  error.name = "JetStreamNotEnabled";
  return error;
}

/** A publisher whose client answers so; a server can't be made to say all of that. */
function publisherWith(answer: () => Promise<object>) {
  const publish = vi.fn(answer);
  const [giveUp, close] = [vi.fn(), vi.fn(async () => undefined)];
  const client = { publish } as unknown as JetStreamClient;
  return {
    publisher: new StreamPublisher({ client, subject: "frames", patienceMs: 12_000, giveUp, close }),
    ...{ publish, giveUp, close },
  };
}

test("a frame is confirmed once the stream has acknowledged it, and sent without a message id", async () => {
  const { publisher, publish, close } = publisherWith(async () => ({ stream: "FRAMES", seq: 1 }));

  expect(await publisher.publish(FRAME)).toBe("confirmed");
  expect(publish).toHaveBeenCalledExactlyOnceWith("frames", FRAME, { timeout: 12_000 });
  expect(publisher.refusal).toBeUndefined();
  await publisher[Symbol.asyncDispose]();
  expect(close).toHaveBeenCalledOnce();
});

test("an error that JetStream answers with is a refusal, in the server's words", async () => {
  const { publisher, giveUp } = publisherWith(() => Promise.reject(FULL));

  expect(await publisher.publish(FRAME)).toBe("refused");
  expect(publisher.refusal).toBe("maximum messages exceeded (10077)");
  expect(giveUp).not.toHaveBeenCalled();
});

test("a frame without an answer in time is neither, and its node is left", async () => {
  const { publisher, giveUp } = publisherWith(() => Promise.reject(new errors.TimeoutError()));

  await expect(publisher.publish(FRAME)).rejects.toThrow("timeout");
  expect(giveUp).toHaveBeenCalledOnce();
  expect(publisher.refusal).toBeUndefined();
});

test("a connection that is lost leaves a frame's fate unknown, and there is nothing to leave", async () => {
  const { publisher, giveUp } = publisherWith(() => Promise.reject(new errors.ClosedConnectionError()));

  await expect(publisher.publish(FRAME)).rejects.toThrow(errors.ClosedConnectionError);
  expect(giveUp).not.toHaveBeenCalled();
});

test.for<[string | undefined, unknown]>([
  ["maximum messages exceeded (10077)", FULL],
  ["no responders: no stream takes frames at this subject now", notEnabled()],
  ["no responders: no stream takes frames at this subject now", new errors.NoRespondersError("frames")],
  [undefined, new errors.TimeoutError()],
  [undefined, new Error("JetStreamNotEnabled")],
  [undefined, "JetStreamNotEnabled"],
])("the refusal %o is what %o says", ([refusal, thrown]) => {
  expect(refusalIn(thrown)).toBe(refusal);
});
