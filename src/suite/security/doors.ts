/** What the engine has of a container that is about its ports, as `docker inspect` prints it. */
export interface Networked {
  service: string;
  Config: { ExposedPorts?: object | null | undefined };
  NetworkSettings: { Networks: Record<string, { IPAddress: string }> };
}

/** A port of a container, by the address that the container has on its network: "172.18.0.2/6379". */
export interface Door {
  service: string;
  door: string;
}

/** Whether only this host reaches an address, as netstat(8) or ss(8) prints it. */
export function isLoopback(address: string): boolean {
  return /^\[?(127\.|::1\]?(%\w+)?$|::ffff:127\.)/.test(address);
}

/** Sockets that listen for a service's published port, as far as this host has them. */
export function listeningFor<P extends { port: string }>(
  published: readonly P[],
  sockets: readonly { localPort: string; localAddress: string; state: string }[],
): (P & { localAddress: string })[] {
  return published.flatMap((each) =>
    sockets
      .filter(({ localPort, state }) => localPort === each.port && state === "LISTEN")
      .map(({ localAddress }) => ({ ...each, localAddress })),
  );
}

/** Every TCP port that the containers' images expose, published or not. A container without an address has none. */
export function doorsOf(containers: readonly Networked[]): Door[] {
  return containers.flatMap(({ service, NetworkSettings, Config }) => {
    const address = Object.values(NetworkSettings.Networks)[0]?.IPAddress;
    const ports = Object.keys(Config.ExposedPorts ?? {}).filter((each) => each.endsWith("/tcp"));
    return address ? ports.map((port) => ({ service, door: `${address}/${port.replace("/tcp", "")}` })) : [];
  });
}
