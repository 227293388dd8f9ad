// Long work in pieces: in between the browser paints, and answers a finger.

export const breath = (): Promise<void> => new Promise((done) => void setTimeout(done));
