import { generatedRun } from '../generated-run.ts';

export default generatedRun(1);
