import { stageEach } from '../stage-each.ts';

export default stageEach('sessionWindow');
