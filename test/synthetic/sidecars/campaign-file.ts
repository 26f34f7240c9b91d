import { stringify } from "yaml";
import type { ExamplePair, PracticeBuilding } from "./practice.ts";

export interface CampaignChoices {
  id: string;
  redundancy: number;
  /** Where the chips are written, from the campaign file's folder, and where a browser finds them. */
  chips: { dir: string; baseUrl: string };
  /** What a server of bloomberg's asks of a project. */
  server?: { password: string; info: Record<string, unknown> };
}

/** What a volunteer learns from before the first building. */
export interface Learning {
  practice: readonly PracticeBuilding[];
  examples: readonly ExamplePair[];
}

/** Awaits a native reader, as the page's own words do. */
const arabic = {
  title: "بلدة متخيَّلة",
  definition: "مدمَّر: سقط السقف أو اختفى، أو انهارت الجدران، فلا يصلح المبنى لأحد. لا يُعدّ الثقب في سقف ما زال قائمًا دمارًا.",
  content_note: "تُظهر الصور بلدة مدمَّرة من علٍ. لا وجود لها، ولا يظهر فيها أحد.",
};

/** campaign.yaml of the town. */
export function campaignFile({ id, redundancy, chips, server }: CampaignChoices, learning?: Learning): string {
  const { practice = [], examples = [] } = learning ?? {};
  const at = (name: string) => `${chips.baseUrl.replace(/\/$/, "")}/${name}`;
  return stringify(
    {
      schema: 1,
      id,
      title: "A synthetic town",
      description: "Help to find out when each building of this town was destroyed. The town does not exist; its pictures are computed.",
      languages: ["en", "ar", "es", "fr", "uk"],
      period: { start: "2020-01-15", end: "2020-11-01", timezone: "Asia/Damascus" },
      buildings: { file: "buildings.geojson", id_field: "site_id" },
      frames: { stac: "frames.json" },
      select: { cloud_max: 60, off_nadir_max: 45, min_frames: 2, same_day: "best" },
      chips: { mode: "hosted", ground_m: 96, size_px: 512, format: "webp", quality: 75, base_url: chips.baseUrl, dir: chips.dir },
      attribution: ["Synthetic imagery, Strike Tracker"],
      licence_ack: "The pictures are computed by this project and may be shown to anybody.",
      question: "Is the outlined building still standing here?",
      definition: {
        text:
          "Destroyed: the roof has fallen in or is gone, or walls have collapsed, so that nobody could use the building. " +
          "A hole in a roof that still stands does not count.",
        ...(examples.length === 0
          ? {}
          : { examples: examples.map((pair) => ({ ...pair, before: at(pair.before), after: at(pair.after) })) }),
      },
      content_note: "The pictures show a ruined town from far above. It does not exist, and no people can be seen.",
      translations: { ar: arabic },
      support: { none: "The town is computed: nobody was harmed." },
      ...(practice.length === 0 ? {} : { practice: practice.map(known) }),
      privacy: "exact",
      modes: ["guided", "free", "full"],
      spread: 1200,
      task: { redundancy },
      ...(server === undefined ? {} : { server }),
    },
    { lineWidth: 120 },
  );
}

function known({ building, lastStanding, firstDestroyed }: PracticeBuilding) {
  return {
    building: building.managerId,
    last_standing: lastStanding.id,
    first_destroyed: firstDestroyed?.id ?? null,
    why: firstDestroyed === null ? "The roof is whole in the last image." : "Rubble lies where the roof was.",
  };
}
