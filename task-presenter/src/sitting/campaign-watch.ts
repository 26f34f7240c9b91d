import type { CampaignState } from "pybossa-client-ts/strike-tracker";
import { type Phase, phaseOfCampaign } from "./phase.ts";

/** Answers after which the campaign's state is read again. */
const every = 10;

/** Follows the campaign's live state. It advises only: what cannot be read changes nothing. */
export function createCampaignWatch(read: () => Promise<CampaignState | null>) {
  let known: CampaignState | null = null;
  let asked = false;

  async function renew(): Promise<void> {
    known = (await read()) ?? known;
  }

  return {
    /**
     * What keeps the volunteer from going on, or null. Waits for the server at first and while the campaign is halted;
     * else it is asked now and then, for the next time.
     */
    async halted(answered: number): Promise<Phase | null> {
      const waits = !asked || phaseOfCampaign(known) !== null;
      asked = true;
      const reading = waits || answered % every === 0 ? renew() : null;
      if (waits) await reading;
      return phaseOfCampaign(known);
    },
  };
}
