import { join } from "node:path";
import { alone } from "pybossa-client-ts/command";

/**
 * Runs `work` while no other process works on the campaign in this folder.
 * @throws InputError where another run is under way
 */
export function aloneOn<T>(folder: string, campaign: string, work: () => Promise<T>): Promise<T> {
  return alone(join(folder, `.${campaign}.running`), "another run works on this campaign", work);
}
