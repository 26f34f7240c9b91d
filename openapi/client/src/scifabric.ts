/** A client of Scifabric/pybossa whose types know only what that server knows. */

import { clientOf, type PybossaClient } from "./client.ts";
import { createConnection, type PybossaClientOptions } from "./connection.ts";
import type { components } from "./generated/pybossa-scifabric.ts";
import type { Project, Task } from "./resources.ts";

type Schemas = components["schemas"];

export interface ScifabricClient extends Omit<PybossaClient, "projects" | "tasks" | "forms"> {
  readonly projects: Omit<PybossaClient["projects"], "create" | "update"> & {
    create(body: Schemas["ProjectCreate"]): Promise<Project>;
    update(id: number, patch: Schemas["ProjectUpdate"]): Promise<Project>;
  };
  readonly tasks: Omit<PybossaClient["tasks"], "create" | "update"> & {
    create(body: Schemas["TaskCreate"]): Promise<Task>;
    update(id: number, patch: Schemas["TaskUpdate"]): Promise<Task>;
  };
  readonly forms: Omit<PybossaClient["forms"], "scheduler"> & {
    scheduler(shortName: string, sched: Schemas["SchedulerForm"]["sched"]): Promise<void>;
  };
}

/** @throws TypeError where the endpoint is no http(s) address, or the key could not be sent */
export function createScifabricClient(options: Omit<PybossaClientOptions, "dialect">): ScifabricClient {
  return clientOf(createConnection({ ...options, dialect: "scifabric" }));
}
