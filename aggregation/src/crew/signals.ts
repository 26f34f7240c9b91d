/** Places of the array by which the first thread and its helpers tell each other how far they are. */
export const signal = { round: 0, pass: 1, done: 2, size: 3 } as const;
/** The `pass` that sends helpers home. */
export const goHome = -1;
