// Threads begin as JavaScript: this hands over to TypeScript, as bin/strike-aggregate.js does.
import { register } from "tsx/esm/api";

register();
await import("./helper.ts");
