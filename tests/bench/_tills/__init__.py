"""Simulated tills and the server that they talk to, for benchmarks of the fleet."""
