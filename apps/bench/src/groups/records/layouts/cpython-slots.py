from reading import ABOVE, fields

TITLE = "class with __slots__"


class SensorRecord:
    __slots__ = ("sensor_id", "timestamp", "value", "unit", "normalized", "rolling_avg")

    def __init__(self, sensor_id, timestamp, value, unit, normalized, rolling_avg):
        self.sensor_id = sensor_id
        self.timestamp = timestamp
        self.value = value
        self.unit = unit
        self.normalized = normalized
        self.rolling_avg = rolling_avg


def build(given):
    return [SensorRecord(*fields(i)) for i in range(given["records"])]


def scan(kept, _given):
    beyond = 0
    total = 0.0
    for record in kept:
        value = record.value
        if value > ABOVE:
            beyond += 1
            total += value
    return {"beyond": beyond, "sum": total}
