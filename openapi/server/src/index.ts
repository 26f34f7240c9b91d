export { createPybossaServer, type PybossaServer, type PybossaServerOptions } from "./server.ts";
export { DatabaseInUseError } from "./store/index.ts";
