/** What `init` asks. */
export interface TemplateAnswers {
  id: string;
  title: string;
  buildings: string;
  frames: string;
  attribution: string;
}

const supportToWrite = "Write here where volunteers find support, as a list of title and url, or why there is none.";

/** Whether a campaign's `support` is what the template holds, which volunteers are not to read. */
export function isTemplateSupport(support: unknown): boolean {
  return typeof support === "object" && support !== null && Reflect.get(support, "none") === supportToWrite;
}

/** A campaign file with a comment on each key that most campaigns set. */
export function campaignTemplate({ id, title, buildings, frames, attribution }: TemplateAnswers): string {
  const text = (value: string) => JSON.stringify(value);
  return `# A Strike Tracker campaign. Check it with: strike-setup check campaign.yaml
# Paths start from this file's folder. An unknown key is an error.
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
  # id_field: id                  # the property that names a building; else id, @id, osm_id, full_plus_code ...
  # point_buffer_m: 12            # a point becomes a square of twice this side
  # known:                        # dates that earlier work gives, for all or by property
  #   standing: 2017-02-03
  #   destroyed: 2017-10-21

frames:
${framesKeys(frames)}

select:
  min_frames: 2                   # a building with fewer is skipped, with its reason in skipped.csv
  cloud_max: 60                   # percent; the best frames stay even if all are cloudier
  off_nadir_max: 45               # degrees

chips:
  mode: none                      # hosted: chips cut into a folder that you serve; local: uploaded to the server
  # ground_m: 96                  # side of a chip on the ground
  # size_px: 512                  # largest side in pixels
  # base_url: https://chips.example.org/${id}
  # dir: chips

# Shown always, one line a source.
attribution:
  - ${text(attribution)}

# Why you may show these pictures to volunteers, in your own words.
# licence_ack: We hold a licence that allows ...

question: Is this building still standing?
definition: >-
  Destroyed: the roof has fallen in or is gone, or walls have collapsed, so that nobody could use the building.
  Damage that leaves the building standing does not count.
content_note: The pictures show places where people were harmed, from far above. No people can be seen.
support:
  none: ${supportToWrite}

task:
  redundancy: 5                   # answers for each building

# practice:                       # buildings to learn on: their dates are told, and they get no task
#   - {building: house 1, last_standing: f02, first_destroyed: f03, why: The roof is gone.}
# gold: {file: gold.csv}          # buildings with known dates, to measure volunteers by; never told to anyone
# page: {thumbnail: town.png}     # the project's pages on the server

# spread: 1200                    # about four times the volunteers that you expect at once
# discuss: https://forum.example.org/${id}
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
