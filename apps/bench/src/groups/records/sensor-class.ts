/** The six fields as a class of the language. */
export class SensorInstance {
  sensorId: string;
  timestamp: number;
  value: number;
  unit: string;
  normalized: number | null;
  rollingAvg: number | null;

  constructor(
    sensorId: string,
    timestamp: number,
    value: number,
    unit: string,
    normalized: number | null,
    rollingAvg: number | null,
  ) {
    this.sensorId = sensorId;
    this.timestamp = timestamp;
    this.value = value;
    this.unit = unit;
    this.normalized = normalized;
    this.rollingAvg = rollingAvg;
  }
}
