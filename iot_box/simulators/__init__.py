"""Devices that don't exist, as programs of their own that speak the real protocols.

They share no code with the drivers, so that a driver is not judged by its own mistakes.
"""
