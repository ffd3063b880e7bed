/** Who logs in to a RabbitMQ and which virtual host is meant, as the environment of its service says. */
export function rabbitMQLoginOf({
  BROKER_USER = "guest",
  BROKER_PASSWORD = "guest",
  BROKER_VHOST = "/",
}: Readonly<Record<string, string>>) {
  return { user: BROKER_USER, password: BROKER_PASSWORD, vhost: BROKER_VHOST };
}
