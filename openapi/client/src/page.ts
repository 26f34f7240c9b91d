/** What a page in a volunteer's browser needs of PYBOSSA, and no more: small, without forms, uploads and results. */

import type { PybossaClient } from "./client.ts";
import { createConnection, type PybossaClientOptions } from "./connection.ts";
import { projects } from "./projects.ts";
import type { Budget } from "./rate-budget.ts";
import { type HelpingMaterial, helpingMaterial } from "./resources.ts";
import { byId } from "./shapes.ts";
import { taskRuns } from "./task-runs.ts";
import { tasks, volunteering } from "./tasks.ts";

/** The volunteers' part of PybossaClient, with the same meaning. */
export interface PageClient
  extends Pick<PybossaClient, "endpoint" | "projects" | "tasks" | "taskRuns" | "newTask" | "userProgress" | "dialect"> {
  readonly helpingMaterials: { get(id: number): Promise<HelpingMaterial> };
  budget(resource: string): Budget | null;
}

/** @throws TypeError where the endpoint is no http(s) address, or the key could not be sent */
export function createPageClient(options: PybossaClientOptions): PageClient {
  const connection = createConnection(options);
  const { api, transport } = connection;
  return {
    endpoint: connection.endpoint,
    projects: projects(connection),
    tasks: tasks(connection),
    taskRuns: taskRuns(connection),
    ...volunteering(connection),
    helpingMaterials: {
      async get(id) {
        return helpingMaterial.one(await api.GET("/api/helpingmaterial/{id}", byId(id, "helping material id")));
      },
    },
    budget: transport.budget,
    dialect: connection.dialect,
  };
}

export type { PybossaClientOptions } from "./connection.ts";
export type { Dialect } from "./dialect.ts";
export { NetworkError, NotPybossaError, PybossaError, RateLimitError } from "./errors.ts";
