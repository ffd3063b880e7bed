import { expect, test } from "vitest";
import { provisioningFailures } from "./grafana-log.ts";

const OTHERS = {
  "9.4": [
    'logger=provisioning.plugins t=2023-04-24T10:35:20.1Z level=error msg="Failed to read plugin provisioning files from directory" path=/etc/grafana/provisioning/plugins error="open /etc/grafana/provisioning/plugins: no such file or directory"',
    'logger=provisioning.notifiers t=2023-04-24T10:35:20.1Z level=error msg="Can\'t read alert notification provisioning files from directory" path=/etc/grafana/provisioning/notifiers error="open /etc/grafana/provisioning/notifiers: no such file or directory"',
    'logger=provisioning.alerting t=2023-04-24T10:35:20.2Z level=error msg="can\'t read alerting provisioning files from directory" path=/etc/grafana/provisioning/alerting error="open /etc/grafana/provisioning/alerting: no such file or directory"',
  ],
  "12.0": [
    'logger=provisioning.plugins t=2025-05-13T08:00:01.123456789Z level=error msg="Failed to read plugin provisioning files from directory" path=/etc/grafana/provisioning/plugins error="open /etc/grafana/provisioning/plugins: no such file or directory"',
    'logger=provisioning.alerting t=2025-05-13T08:00:01.2Z level=error msg="can\'t read alerting provisioning files from directory" path=/etc/grafana/provisioning/alerting error="open /etc/grafana/provisioning/alerting: no such file or directory"',
    'logger=provisioning.dashboard t=2025-05-13T08:00:02.1Z level=info msg="starting to provision dashboards"',
    'logger=provisioning.dashboard t=2025-05-13T08:00:02.4Z level=info msg="finished to provision dashboards"',
  ],
  "13.x": [
    'logger=provisioning.plugins t=2026-06-01T08:00:01.1Z level=error msg="Failed to read plugin provisioning files from directory" path=/etc/grafana/provisioning/plugins error="open /etc/grafana/provisioning/plugins: no such file or directory"',
    'logger=grafana-apiserver t=2026-06-01T08:00:01.3Z level=warn msg="provisioning.grafana.app is served without a repository of dashboards"',
    'logger=plugin.backgroundinstaller t=2026-06-01T08:00:03.1Z level=error msg="Failed to get plugin info" pluginId=grafana-lokiexplore-app error="a dashboard app that is provisioned with Grafana"',
  ],
};

test.for(Object.entries(OTHERS))(
  "Grafana %s: what it says of other kinds' folders is none of ours",
  ([, lines]) => {
    expect(provisioningFailures(lines)).toEqual([]);
  },
);

test.for([
  [
    "a dashboard that does not load",
    'logger=provisioning.dashboard type=file name=broker t=2025-05-13T08:00:02.2Z level=error msg="failed to load dashboard from " file=/etc/grafana/dashboards/message-broker.json error="invalid character \'x\' looking for \\"a value\\""',
    "failed to load dashboard from: /etc/grafana/dashboards/message-broker.json: invalid character 'x' looking for \"a value\"",
  ],
  [
    "a dashboard that is not saved",
    'logger=provisioning.dashboard type=file name=broker t=2025-05-13T08:00:02.2Z level=warn msg="dashboard title is not unique in folder" title="Message Broker Metrics" times=2',
    "dashboard title is not unique in folder",
  ],
  [
    "a folder of ours that cannot be read",
    'logger=provisioning.datasources t=2025-05-13T08:00:01.1Z level=error msg="can\'t read datasource provisioning files from directory" path=/etc/grafana/provisioning/datasources error="open /etc/grafana/provisioning/datasources: permission denied"',
    "can't read datasource provisioning files from directory: /etc/grafana/provisioning/datasources: open /etc/grafana/provisioning/datasources: permission denied",
  ],
  [
    "9.4, a data source's file",
    'logger=provisioning t=2023-04-24T10:35:20.1Z level=error msg="Failed to provision data sources" error="Datasource provisioning error: yaml: line 3: did not find expected key"',
    "Failed to provision data sources: Datasource provisioning error: yaml: line 3: did not find expected key",
  ],
  [
    "9.x with the older levels, a provider's file",
    'logger=server t=2023-01-15T21:34:33.72+0000 lvl=eror msg="Stopped background service" service=*provisioning.ProvisioningServiceImpl reason="Failed to create provisioner: Failed to read dashboards config: could not parse provisioning config file: broker.yml error: yaml: line 2"',
    "Stopped background service: Failed to create provisioner: Failed to read dashboards config: could not parse provisioning config file: broker.yml error: yaml: line 2",
  ],
  [
    "12 and later, the last word before the end",
    "Error: ✗ *provisioning.ProvisioningServiceImpl run error: Datasource provisioning error: data source not found",
    "Error: ✗ *provisioning.ProvisioningServiceImpl run error: Datasource provisioning error: data source not found",
  ],
] as [string, string, string][])("a failure of ours: %s", ([, line, failure]) => {
  expect(provisioningFailures([line])).toEqual([failure]);
});

const NOT_LOADED =
  'logger=provisioning.dashboard t=2025-05-13T08:00:02.2Z level=error msg="failed to load dashboard from " file=/etc/grafana/dashboards/a.json error=EOF';

test("what is said with every look is one failure", () => {
  expect(provisioningFailures([NOT_LOADED, NOT_LOADED.replace("02.2", "12.2")])).toHaveLength(1);
});

test("a failure before the last start is over", () => {
  const start = 'logger=settings t=2025-05-13T09:00:00Z level=info msg="Starting Grafana" version=12.3.0';

  expect(provisioningFailures([start, NOT_LOADED, start])).toEqual([]);
  expect(provisioningFailures([start, start, NOT_LOADED])).toHaveLength(1);
});
