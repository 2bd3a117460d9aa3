"""The same records as reading.ts."""

FIRST_TIMESTAMP = 1_700_000_000_000
SENSORS = [f"sensor-{index}" for index in range(100)]
UNIT = "°C"
ABOVE = 80


def value_at(index):
    return (index * 7_919) % 10_007 / 100.07


def fields(index):
    value = value_at(index)
    return SENSORS[index % 100], float(FIRST_TIMESTAMP + index), value, UNIT, value / 100, value / 2
