/** Processor time of this process, all threads, since `begin`, in percent of one processor. */
export function processorTime() {
  const cpuUs = () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  };
  let [startedUs, startedMs] = [0, 0];
  return {
    begin: () => {
      [startedUs, startedMs] = [cpuUs(), performance.now()];
    },
    percent: () => ((cpuUs() - startedUs) / 1e3 / (performance.now() - startedMs)) * 100,
  };
}
