import { DataError } from '../errors/dataError';

/** Code was to be there already and is not: the workflow is not the one that it was made for. */
export class NoCode extends DataError {}
