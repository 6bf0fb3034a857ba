"""Planning simulator for poverty reduction, policy credit and new rural communes in Vietnamese localities."""

__version__ = "0.2.0"
