/** Whether all tests run: some take so long that they run only where CI=true, as in `.ci/run`. */
export const inCI = process.env.CI === 'true';
