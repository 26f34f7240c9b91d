const ours = "strike-tracker";

/** Takes everything of this tool out of a browser's storage. @param storage may throw, as browsers do where it is forbidden */
export function clearStorage(storage: () => Storage): void {
  try {
    const place = storage();
    for (const name of Object.keys(place).filter((key) => key.startsWith(ours))) place.removeItem(name);
  } catch {
    // A browser that forbids storage keeps nothing.
  }
}
