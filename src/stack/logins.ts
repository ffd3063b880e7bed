type Environment = Readonly<Record<string, string>>;

/** Who logs in to a Redis and which database is meant, as the environment of its service says. */
export function redisLoginOf({ REDIS_USER, REDIS_PASSWORD, REDIS_DATABASE }: Environment) {
  return {
    ...(REDIS_USER ? { user: REDIS_USER } : {}),
    ...(REDIS_PASSWORD ? { password: REDIS_PASSWORD } : {}),
    ...(REDIS_DATABASE ? { database: Number(REDIS_DATABASE) } : {}),
  };
}

/** Who logs in to a RabbitMQ and which virtual host is meant, as the environment of its service says. */
export function rabbitMQLoginOf({
  BROKER_USER = "guest",
  BROKER_PASSWORD = "guest",
  BROKER_VHOST = "/",
}: Environment) {
  return { user: BROKER_USER, password: BROKER_PASSWORD, vhost: BROKER_VHOST };
}
