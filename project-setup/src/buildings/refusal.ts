import { InputError } from "pybossa-client-ts/command";

/** The error for an Esri File Geodatabase, which no reader here opens. */
export function refuseFileGeodatabase(path: string): InputError {
  return new InputError({
    what: "this is an Esri File Geodatabase, which is not read here",
    where: path,
    advice: `Convert it: ogr2ogr -t_srs EPSG:4326 buildings.gpkg ${path} (list its layers with ogrinfo, and name one after the path)`,
  });
}

/** The error for a file whose content does not hold together. */
export function brokenFile(path: string, format: string, reason: string, cause?: unknown): InputError {
  return new InputError(
    {
      what: `this ${format} file is broken or cut off: ${reason}`,
      where: path,
      advice: "Fetch or export it again, or convert it: ogr2ogr -t_srs EPSG:4326 buildings.geojson <your file>",
    },
    { cause },
  );
}

/** Runs a reader; whatever it trips over becomes one InputError. */
export async function guarded<T>(path: string, format: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    // A library's own stumble ("Cannot read properties of undefined") tells nobody anything.
    const tells = cause instanceof Error && !(cause instanceof TypeError) && !/undefined/.test(cause.message);
    const reason = tells ? (cause.message.split("\n")[0] ?? "").slice(0, 200) : "its parts do not fit together";
    throw brokenFile(path, format, reason, cause);
  }
}
