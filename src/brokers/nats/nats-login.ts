/** Who logs in to a NATS, as the environment of its service says. */
export function natsLoginOf({
  NATS_USER = "admin",
  NATS_PASSWORD = "admin",
}: Readonly<Record<string, string>>) {
  return { user: NATS_USER, password: NATS_PASSWORD };
}

/** Who administers the servers themselves: the same person, in the system's account. */
export function systemLoginOf(environment: Readonly<Record<string, string>>) {
  const { user, password } = natsLoginOf(environment);
  return { user: `${user}-system`, password };
}
