"""What the benchmarks of campaigns share: scenes for the engine, databases and pages for the till."""
