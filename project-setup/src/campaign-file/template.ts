/** What `init` asks. */
export interface TemplateAnswers {
  id: string;
  title: string;
  buildings: string;
  /** A STAC document or API, or a list of frames. */
  frames: string;
  attribution: string;
  /** Why the pictures may be passed on; empty = no chips are cut. */
  licence_ack: string;
  /** Where the folder of chips is served; empty = not known yet. */
  base_url: string;
  /** Where volunteers find support, as an address; empty = to be written. */
  support: string;
}

/** What a campaign file is made from. */
export interface CampaignOutline extends TemplateAnswers {
  /** The property that holds the buildings' ids; absent or null = a usual one, found by itself. */
  id_field?: string | null;
}

const supportToWrite = "Write here where volunteers find support, as a list of title and url, or why there is none.";

/** Whether a campaign's `support` is what the template holds, which volunteers are not to read. */
export function isTemplateSupport(support: unknown): boolean {
  return typeof support === "object" && support !== null && Reflect.get(support, "none") === supportToWrite;
}

/** A campaign file with a comment on each key that most campaigns set. */
export function campaignTemplate({
  id,
  title,
  buildings,
  id_field = null,
  frames,
  attribution,
  licence_ack,
  base_url,
  support,
}: CampaignOutline): string {
  const text = (value: string) => JSON.stringify(value);
  return `# A Strike Tracker campaign. Check it with: strike-setup check campaign.yaml
# Paths start from this file's folder. An unknown key is an error. All keys: docs/campaign-file.md
schema: 1

# Lower case, stable: it becomes the project's short_name on the server.
id: ${id}
title: ${text(title)}
description: ${text(`Help to find out when buildings were destroyed: ${title}`)}
languages: [en]

# When destruction may have happened. Without it, all frames are used.
# period: {start: 2017-02-03, end: 2017-10-21, timezone: Asia/Damascus}

buildings:
  file: ${text(buildings)}        # GeoJSON, shapefile, GeoPackage, KML, CSV (WKT, or lat and lon) ...
  ${id_field === null ? "# id_field: id      " : `id_field: ${text(id_field)}`}            # the property that names a building; else id, @id, osm_id, full_plus_code ...
  # point_buffer_m: 12            # a point becomes a square of twice this side
  # preset: unosat                # knows a source's columns: unosat, cems, google, microsoft, osm, xbd
  # known:                        # dates that earlier work gives, for all or by property
  #   standing: 2017-02-03
  #   destroyed: 2017-10-21

frames:
${framesKeys(frames)}

select:
  min_frames: 2                   # a building with fewer is skipped, with its reason in skipped.csv
  cloud_max: 60                   # percent; the best frames stay even if all are cloudier
  off_nadir_max: 45               # degrees
  max_frames: 40

# How far each frame is moved; strike-setup align proposes it.
# shifts: ${id}.shifts.yaml

chips:
  mode: ${licence_ack === "" ? "none  " : "hosted"}                    # hosted = cut into a folder that you serve; local = uploaded (pilots); none = tile layers
  ground_m: 96                    # side of a chip on the ground
  # size_px: 512                  # largest side in pixels
  ${base_url === "" ? `# base_url: https://chips.example.org/${id}  # where browsers will find the folder` : `base_url: ${text(base_url)}`}
  dir: chips

# Shown always, one line a source.
attribution:
  - ${text(attribution)}

# Why you may pass these pictures on to volunteers, in your own words. Chips are refused without it.
${licence_ack === "" ? "# licence_ack: We hold a licence that allows ..." : `licence_ack: ${text(licence_ack)}`}

question: Is the outlined building still standing here?
definition:
  text: >-
    Destroyed: the roof has fallen in or is gone, or walls have collapsed, so that nobody could use the building.
    Damage that leaves the building standing does not count.
  # examples:                     # pairs of pictures, shown with the definition
  #   - {caption: The roof is gone, before: https://…/a.webp, after: https://…/b.webp, destroyed: true}
content_note: The pictures show places where people were harmed, from far above. No people can be seen.
# translations:                 # the same in others of the languages
#   ar: {title: …, question: …, definition: …, content_note: …}
support:
${support === "" ? `  none: ${supportToWrite}` : `  - {title: Support, url: ${text(support)}}`}
# discuss: https://forum.example.org/${id}

# Buildings with a known answer, to learn on. They are public, and get no task.
# practice:
#   - {building: "12", last_standing: f03, first_destroyed: f04, why: "Rubble where the roof was."}

privacy: grid                     # how exactly results may be published: exact, grid or area

task:
  redundancy: 5                   # answers for each building

# gold: {file: gold.csv}          # buildings with known dates, to measure volunteers by; never told to anyone
# page: {thumbnail: town.png}     # the project's pages on the server

# spread: 1200                    # about four times the volunteers that you expect at once
# server: {project: ${id}}
`;
}

/** A table of frames is a list; other files are taken for STAC. */
function framesKeys(frames: string): string {
  const stac = "STAC ItemCollection or Collection, or GeoJSON with one feature an acquisition";
  const list = "a plain list (YAML, JSON, CSV): id, datetime, file, crs, bounds ...";
  const named = JSON.stringify(frames);
  return /\.(csv|ya?ml)$/i.test(frames)
    ? `  list: ${named}           # ${list}\n  # stac: frames.json             # or ${stac}`
    : `  stac: ${named}           # ${stac}\n  # list: frames.csv              # or ${list}`;
}
