import { aggregationParsers } from "./aggregation-parsers.ts";
import { clientParsers } from "./client-parsers.ts";
import type { Parser } from "./parser.ts";
import { presenterParsers } from "./presenter-parsers.ts";
import { serverParsers } from "./server-parsers.ts";
import { setupParsers } from "./setup-parsers.ts";

/** Everything that reads what others wrote. */
export const parsers: readonly Parser[] = [...setupParsers, ...aggregationParsers, ...presenterParsers, ...clientParsers, ...serverParsers];
