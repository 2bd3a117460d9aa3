import { ourEach } from '../our-each.ts';

export default ourEach('sessionWindow');
