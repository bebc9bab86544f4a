"""The box: a service in the store that gives web tills scanners, printers, drawers and card terminals."""

__version__ = "19.0.1.0.0"
