from reading import ABOVE, fields

TITLE = "dict"


def build(given):
    kept = []
    for i in range(given["records"]):
        sensor_id, timestamp, value, unit, normalized, rolling_avg = fields(i)
        kept.append(
            {
                "sensorId": sensor_id,
                "timestamp": timestamp,
                "value": value,
                "unit": unit,
                "normalized": normalized,
                "rollingAvg": rolling_avg,
            }
        )
    return kept


def scan(kept, _given):
    beyond = 0
    total = 0.0
    for record in kept:
        value = record["value"]
        if value > ABOVE:
            beyond += 1
            total += value
    return {"beyond": beyond, "sum": total}
