type Value = string | number | boolean;

/** What a queue is told by one side, by the names that policies have for it. */
export type Told = Readonly<Record<string, Value>>;

/** A setting of a queue as it is in force, with what policies and arguments say of it. */
export interface EffectiveSetting {
  value: Value;
  policy?: Value;
  argument?: Value;
}

type Combine = (policy: Value, argument: Value) => Value;

const lower: Combine = (policy, argument) => (Number(argument) < Number(policy) ? argument : policy);
const ofArgument: Combine = (_policy, argument) => argument;
/** A negative one means no limit. */
const deliveryLimit: Combine = (policy, argument) =>
  Number(policy) < 0 || Number(argument) < 0
    ? Math.max(Number(policy), Number(argument))
    : lower(policy, argument);

/** Where both sides say something; of any other setting the policy's counts. */
const COMBINED: Readonly<Record<string, Combine>> = {
  "message-ttl": lower,
  "max-length": lower,
  "max-length-bytes": lower,
  "max-in-memory-length": lower,
  "max-in-memory-bytes": lower,
  expires: lower,
  "delivery-limit": deliveryLimit,
  "dead-letter-exchange": ofArgument,
  "dead-letter-routing-key": ofArgument,
  "dead-letter-strategy": ofArgument,
};

/**
 * What a quorum queue does, by setting: its policy and its own arguments, combined as RabbitMQ combines them
 * (`rabbit_quorum_queue:gather_policy_config` and `dead_letter_handler`, `rabbit_queue_type_util:args_policy_lookup`). The
 * node itself has already combined the policy with the operator policy (`rabbit_policy:effective_definition`, with the lower of
 * two limits).
 *
 * @param policy the effective definition of the policies that apply
 * @param queueArguments with which the queue was declared: "x-message-ttl"
 */
export function effectiveSettings(
  policy: Told,
  queueArguments: Readonly<Record<string, unknown>>,
): Record<string, EffectiveSetting> {
  const argued: Told = Object.fromEntries(
    Object.entries(queueArguments).map(([name, value]) => [name.replace(/^x-/, ""), plain(value)]),
  );
  const names = new Set([...Object.keys(policy), ...Object.keys(argued)]);
  return Object.fromEntries(
    [...names].map((name) => {
      const [byPolicy, byArgument] = [policy[name], argued[name]];
      const value =
        byPolicy !== undefined && byArgument !== undefined
          ? (COMBINED[name]?.(byPolicy, byArgument) ?? byPolicy)
          : ((byPolicy ?? byArgument) as Value);
      return [
        name,
        {
          value,
          ...(byPolicy === undefined ? {} : { policy: byPolicy }),
          ...(byArgument === undefined ? {} : { argument: byArgument }),
        },
      ];
    }),
  );
}

/** Arguments may be tables too. */
function plain(value: unknown): Value {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? value
    : JSON.stringify(value);
}
