// Threads begin as JavaScript: this hands over to TypeScript.
import { register } from "tsx/esm/api";

register();
await import("./thread.ts");
