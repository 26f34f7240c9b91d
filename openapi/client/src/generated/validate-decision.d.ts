// Generated from openapi/strike-tracker.yaml by openapi/client/generate.ts. Do not edit.
import type { components } from "./strike-tracker.ts";
import type { Validator } from "../strike-tracker/validation.ts";

export const validate: Validator<components["schemas"]["Decision"]>;
