/** What ends the process of rudder-server. It is started again, with all jobs that were not done. */
export class Panic extends Error {}
