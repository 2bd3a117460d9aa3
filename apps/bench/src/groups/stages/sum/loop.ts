import { work } from '../../../contestant.ts';
import { columns } from '../columns.ts';
import { above, fahrenheit, type StagesInput } from '../reading.ts';

export default work({
  title: 'hand-fused loop over a typed array',
  prepare: (input: StagesInput) => {
    const { value: values } = columns(input);
    return () => {
      let count = 0;
      let sum = 0;
      for (let i = 0; i < values.length; i += 1) {
        const value = values[i];
        if (value <= above) continue;
        count += 1;
        sum += fahrenheit(value);
      }
      return { count, sum };
    };
  },
});
