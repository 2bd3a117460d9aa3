/** What `pnpm demo filter --help` prints. */
export const filterHelp = `pnpm demo filter --input FILE --above N [options]

Finds the records beyond a threshold in a delimited file, and the alarms they form.

  --input FILE            the file; a path from where you stand
  --above N, --below N    beyond the threshold is strictly above N, or strictly below N
  --clear N               an alarm ends before the first value strictly back past N (default: the threshold);
                          with both directions: --clear-above N and --clear-below N
  --limit SENSOR=N        N in place of --above for one sensor; may be repeated
  --rolling N             compare the mean of the last N records of each sensor, too
  --value COL             the column to compare (default: value)
  --timestamp COL[,COL]   the column of the time, or two to join (default: timestamp)
  --time-format PATTERN   how times are written, such as dd/MM/yyyy HH.mm.ss (default: ISO 8601 or epoch milliseconds)
  --sensor COL            the column that names the sensor (default: sensorId where there is one, else one sensor)
  --missing TEXT          a text that means "no value", besides the empty cell; may be repeated
  --delimiter C           between cells (default: ,)
  --decimal C             the decimal mark, . or , (default: .)
  --output FILE.csv       where to write the matched records
  --dead-letters FILE     where to write rows that could not be read, as JSON lines
  --format table|json     (default: table)

For instance, with a file that pnpm demo generate wrote, and with one of another layout:

  pnpm demo filter --input readings.csv --above 100 --clear 90 --rolling 12
  pnpm demo filter --input power.txt --delimiter ';' --timestamp Date,Time --time-format 'd/M/yyyy HH:mm:ss' \\
    --value Voltage --missing '?' --above 245
`;
