"""Numbers of the methods page, written as everywhere."""

from simulator.report.ranges import (
    digits_for,
    model_range,
    parameter_range,
    period,
    reported_digits,
    reported_value,
    spanned,
    unit_name,
)

__all__ = [
    "digits_for",
    "model_range",
    "parameter_range",
    "period",
    "reported_digits",
    "reported_value",
    "spanned",
    "unit_name",
]
