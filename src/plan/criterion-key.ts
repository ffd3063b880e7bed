/** A criterion of a task; with its broker where the task is measured for each. */
interface Named {
  id: string;
  broker?: string | undefined;
}

/** A criterion within its task: "loss", "achieved-rate@redis". */
export function nameOf({ id, broker }: Named): string {
  return broker ? `${id}@${broker}` : id;
}

/** The one name of a criterion in files, messages and tables: "block1/persistence/loss", "block3/load/achieved-rate@redis". */
export function keyOf(taskId: string, criterion: Named): string {
  return `${taskId}/${nameOf(criterion)}`;
}
