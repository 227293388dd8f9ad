// Long work in pieces: in between the browser paints, and answers a finger.

/** Waits, ms. */
export const pause = (ms: number): Promise<void> => new Promise((done) => void setTimeout(done, ms));

export const breath = (): Promise<void> => pause(0);
