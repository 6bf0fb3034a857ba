"""Planning simulator for poverty reduction, policy credit and new rural communes in Vietnamese localities."""

__version__ = "1.0.0"
