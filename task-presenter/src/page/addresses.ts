/** Pages of the server that the presenter leads to, as paths. */
export interface Addresses {
  project: string;
  /** Leads back to the building in hand. */
  signIn: string;
  password: string;
}

/** @param taskId the building in hand, if there is one */
export function addressesOf(shortName: string, taskId: number | undefined): Addresses {
  const project = `/project/${encodeURIComponent(shortName)}/`;
  const then = (path: string) => encodeURIComponent(`${project}${path}`);
  return {
    project,
    signIn: `/account/signin?next=${then(taskId === undefined ? "newtask" : `task/${taskId}`)}`,
    password: `${project}password?next=${then("newtask")}`,
  };
}
