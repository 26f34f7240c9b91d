// Threads begin as JavaScript: this hands over to TypeScript, as bin/strike-setup.js does.
import { register } from "tsx/esm/api";

register();
await import("./reader.ts");
