/** Who logs in to a Redis and which database is meant, as the environment of its service says. */
export function redisLoginOf({
  REDIS_USER,
  REDIS_PASSWORD,
  REDIS_DATABASE,
}: Readonly<Record<string, string>>) {
  return {
    ...(REDIS_USER ? { user: REDIS_USER } : {}),
    ...(REDIS_PASSWORD ? { password: REDIS_PASSWORD } : {}),
    ...(REDIS_DATABASE ? { database: Number(REDIS_DATABASE) } : {}),
  };
}
