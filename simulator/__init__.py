"""Planning simulator for poverty reduction, policy credit and new rural communes in Vietnamese localities."""

__version__ = "0.1.0"
